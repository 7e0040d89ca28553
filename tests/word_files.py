"""Word documents for tests, written part by part, and a walk of its own that finds the places of a reading again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import pytest

from gzparse.model.document import Cell, Document, Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.docx import READER
from gzparse.spec.limits import Limits, ReadOptions

etree = pytest.importorskip("lxml.etree")

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
W = "{" + NAMES["w"] + "}"
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "word/document.xml"


def relations(pairs: Mapping[str, str]) -> str:
    """Return a .rels part: target → kind."""
    items = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(pairs.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {DECLARED}>{content}</w:{root}>'


def file_of(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **others: str) -> bytes:
    """Return a Word document with a body, and other parts by the kind of their relation."""
    targets = {f"{kind}.xml": kind.rstrip("0123456789") for kind in others}
    return file_of(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({MAIN: "officeDocument"}),
            MAIN: part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(targets),
            **{f"word/{kind}.xml": content for kind, content in others.items()},
        }
    )


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    content = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    content = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    content = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{content}</w:tr>"


def tbl(*rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def read(data: bytes, limits: Limits | None = None) -> Document:
    document = READER.read(data, "a.docx", ReadOptions(limits=limits or Limits()))
    assert isinstance(document, Document)
    return document


def text_of(data: bytes) -> str:
    return compose(read(data)).text


def lines(body: str, **others: str) -> list[str]:
    return text_of(docx(body, **others)).splitlines()


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def aside(document: Document) -> list[tuple[str, str]]:
    return [(each.why, each.text) for each in document.furniture]


# Places: found again by a walk that shares nothing with the reader.


def letters_within(element: Any, stop: tuple[str, ...] = ()) -> str:
    """Return the letters below an element as the page shows them, except those in elements of some kinds."""
    gone = {W + "del", W + "moveFrom", W + "instrText", W + "delText", "{{{}}}Fallback".format(NAMES["mc"]), *stop}
    found = ""
    for child in element:
        if child.tag in gone:
            continue
        found += (
            child.text or ""
            if child.tag == W + "t"
            else "-"
            if child.tag == W + "noBreakHyphen"
            else letters_within(child, stop)
        )
    return found


def find(root: Any, place: Place) -> str:
    """Return the letters at a place in a document's XML."""
    if place.table is not None:
        table = list(root.iter(W + "tbl"))[place.table - 1]
        row = [each for each in table.iter(W + "tr") if nearest(each, "tbl") is table][(place.row or 0) - 1]
        cell = [each for each in row.iter(W + "tc") if nearest(each, "tr") is row][(place.cell or 0) - 1]
        return letters_within(cell, (W + "tbl",))
    number = int(re.fullmatch(r"p\[(\d+)\]", place.path or "").group(1))  # type: ignore[union-attr]
    return letters_within(list(root.iter(W + "p"))[number - 1], (W + "txbxContent",))


def nearest(element: Any, name: str) -> Any:
    return next(element.iterancestors(W + name))


def is_list_number(place: Place) -> bool:
    return (place.path or "").endswith("numPr")


def assert_places(data: bytes) -> int:
    """Check that each piece of the document's text stands at its place in the file; return how many there are."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(MAIN))
    checked = 0
    document = read(data)
    for block in document.blocks:
        for holder in block.cells if isinstance(block, Table) else (block,):
            assert sum(length for length, _ in holder.pieces) == len(holder.text)
            at = 0
            for length, place in holder.pieces:
                said = "".join(holder.text[at : at + length].split())
                if not is_list_number(place):
                    assert said in "".join(find(root, place).split())
                    checked += 1
                at += length
    composed = compose(document)
    for start, end, place in composed.segments:
        if not is_list_number(place):
            assert "".join(composed.text[start:end].split()) in "".join(find(root, place).split())
    return checked


def assert_accounted(data: bytes, added: str = "") -> None:
    """Check that the letters of the file are those of the blocks and of the furniture, and no others but list numbers."""
    document = read(data)
    shown = "".join(
        holder.text[at : at + length]
        for block in document.blocks
        for holder in (block.cells if isinstance(block, Table) else (block,))
        for at, length, place in offsets(holder)
        if not is_list_number(place)
    )
    kept = "".join(each.text for each in document.furniture)
    found = sorted("".join((shown + kept).split()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        written = added
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                for element in root.iter(W + "t", W + "delText"):
                    if next(element.iterancestors("{{{}}}Fallback".format(NAMES["mc"])), None) is None:
                        written += element.text or ""
    assert found == sorted("".join(written.split()))


def offsets(holder: Paragraph | Cell) -> list[tuple[int, int, Place]]:
    found, at = [], 0
    for length, place in holder.pieces:
        found.append((at, length, place))
        at += length
    return found


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
    '<w:style w:type="character" w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="derived"><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="shown"><w:basedOn w:val="base"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>',
)


def box(content: str) -> str:
    return f"<w:drawing><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></w:drawing>"


def field(instruction: str, result: str, separate: bool = True) -> str:
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def shapes(document: Document, block: int = 0) -> list[tuple[int, int, int, int, str]]:
    table = document.blocks[block]
    assert isinstance(table, Table)
    return [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


LISTS = (
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%2.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "hebrew1", "%1)") + level(1, "bullet", "\uf06c") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)
NUMBERING = part("numbering", LISTS)


def num(of_list: int | str, at: int | None = 0) -> str:
    levels = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return f'<w:numPr>{levels}<w:numId w:val="{of_list}"/></w:numPr>'
