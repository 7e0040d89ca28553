"""Word documents (DOCX, also DOCM, DOTX and Strict Open XML) → a Document: what the page shows, each letter with its place.

The text is that of ``document.xml``, read with lxml. Paragraphs stand in order, tables as grids, text boxes and content
controls where they stand in the file, list numbers as text. Headers, footers, notes and comments are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from gzparse.errors import MissingLibrary, UnsupportedFormat
from gzparse.model.document import Document, Furniture, Note, Paragraph, Piece, Place, Table, Why
from gzparse.read.docx_elements import MC, chosen_of, is_contents
from gzparse.read.docx_fields import Fields
from gzparse.read.docx_inline import Aside, Inline, Line, V
from gzparse.read.docx_looks import W, over
from gzparse.read.docx_styles import Numbers, Styles
from gzparse.read.docx_tables import (
    RawCell,
    RawTable,
    build,
    cell_properties,
    row_properties,
    shade_of_cell,
    shade_of_table,
    widths_of,
)
from gzparse.read.package import Package, subject
from gzparse.read.sniff import Kind, is_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_KIND = "a Word document (DOCX)"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ASIDE: dict[str, Why] = {
    "header": "running-head",
    "footer": "running-head",
    "footnotes": "other",
    "endnotes": "other",
    "comments": "comment",
}
_PARAGRAPH, _TABLE, _CELL, _CELL_PROPERTIES = W + "p", W + "tbl", W + "tc", W + "tcPr"
_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent", "dir", "bdo"))
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_ELSEWHERE = frozenset(W + name for name in ("altChunk", "subDoc"))


def read(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Document:
    """Return the content of a Word document.

    Raises:
        MissingLibrary: lxml is not installed.
        DamagedFile: the file cannot be opened, or one of its parts is damaged.
        Encrypted: a part is encrypted.
        UnsupportedFormat: its text is in another file that is embedded in it.
        LimitExceeded: it is larger or deeper than the limits allow.
    """
    try:
        import lxml.etree
    except ImportError:
        raise MissingLibrary(
            f"{subject(name)} is {_KIND}, which is read with lxml, and that is not installed. Run: pip install 'gzparse[docx]'"
        ) from None
    del lxml
    limits = (options or ReadOptions()).limits
    package = Package(data, name, _KIND, limits)
    try:
        return _Reading(package).document()
    except RecursionError:
        raise package.exceeded("depth", "its elements lie too deep within each other") from None


class _Reading:
    """Reads one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = self._main_part()
        related = package.related(self._main)
        self._related = related
        data = package.read(self._main)
        root = package.xml(self._main, data)
        body = root.find(W + "body")
        if body is None:
            raise package.damaged(f"its part {self._main!r} has no text (w:body)")
        self._root, self._body = root, body
        self._paragraphs: dict[Element, int] = {each: at for at, each in enumerate(root.iter(W + "p"), 1)}
        self._tables: dict[Element, int] = {each: at for at, each in enumerate(root.iter(W + "tbl"), 1)}
        self._check("tables", len(self._tables))
        self._rows = self._cells = 0
        self._styles, numbers = self._styles_and_numbers(related, data)
        self._aside = Aside()
        has_fields = b"fldChar" in data or b"\0" in data[:4]
        self._inline = Inline(self._aside, self._styles, numbers, Fields(root if has_fields else None))
        page = root.find(W + "background")
        if page is not None and (page.get(W + "color") or "auto").lower() not in ("auto", "ffffff"):
            self._inline.behind = None  # a setting decides whether the page is filled
        self._table: RawTable | None = None
        self._depth = 0

    def _main_part(self) -> str:
        for kind, part in self._package.related(""):
            if kind == "officeDocument" and part in self._package:
                return part
        return "word/document.xml"

    def _styles_and_numbers(self, related: list[tuple[str, str]], text: bytes) -> tuple[Styles, Numbers]:
        """Return the document's styles and lists; the styles are parsed only where they may say something of a paragraph."""
        parts = dict(reversed(related))
        folder = self._main.rpartition("/")[0]
        root: dict[str, Element | None] = {"numbering": None, "styles": None}
        for kind in root:
            part = parts.get(kind, f"{folder}/{kind}.xml")
            if part in self._package:
                data = self._package.read(part)
                if kind == "numbering" or _matter(data, text, root["numbering"] is not None):
                    root[kind] = self._package.xml(part, data)
        styles = Styles(root["styles"])
        return styles, Numbers(root["numbering"], styles)

    def _check(self, bound: str, count: int) -> None:
        most = int(getattr(self._package.limits, bound))
        if count > most:
            raise self._package.exceeded(bound, f"it has more than {most:,}")

    def document(self) -> Document:
        """Return the document."""
        content: list[Line | RawTable] = []
        self._flow(self._body, content, None)
        content += self._inline.rest()
        self._check("letters", self._inline.letters)
        blocks: list[Paragraph | Table] = []
        index: dict[object, int] = {}
        self._emit(content, blocks, index)
        furniture = [*self._aside.furniture]
        notes = self._with_texts(list(self._aside.gathered(lambda table: _block_of(table, index))))
        for each, note in self._others():
            furniture.append(each)
            if note is not None and not any(known.code == note.code for known in notes):
                notes.append(note)
        return Document(tuple(blocks), "docx", tuple(furniture), tuple(notes), self._title())

    def _flow(self, container: Element, out: list[Line | RawTable], why: Why | None) -> int:
        """Read what a body, a cell or a text box holds, in order. Return what pictures stand there."""
        pictures = 0
        self._depth += 1
        if self._depth > self._package.limits.depth:
            raise self._package.exceeded("depth", "its elements lie too deep within each other")
        for child in container:
            tag = child.tag
            if tag == _PARAGRAPH:
                pictures |= self._paragraph(child, out, why)
            elif tag == _CELL_PROPERTIES:
                continue
            elif tag == _TABLE:
                out += self._inline.rest()
                out.append(self._raw_table(child, why))
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    pictures |= self._flow(content, out, why or ("navigation" if is_contents(child) else None))
            elif tag in _WRAPPERS:
                pictures |= self._flow(child, out, why)
            elif tag in _GONE:
                pictures |= self._flow(child, out, why or "deleted")
            elif tag == MC + "AlternateContent":
                chosen = chosen_of(child)
                if chosen is not None:
                    pictures |= self._flow(chosen, out, why)
            elif tag == W + "commentRangeStart":
                self._inline.begin_remark(child, "other")
            elif tag == W + "commentRangeEnd":
                self._inline.end_remark(child, None)
            elif tag in _ELSEWHERE:
                raise UnsupportedFormat(
                    f"{self._package.subject} is {_KIND} whose text is, in part or in whole, another file embedded in it "
                    "(w:altChunk), which is not read. Open it in Word or WPS and save it again: the text is then its own."
                )
            elif not tag.endswith("Pr") and next(child.iter(W + "t"), None) is not None:
                pictures |= self._paragraph(child, out, why)  # text outside a paragraph, which no sound file has
        self._depth -= 1
        return pictures

    def _paragraph(self, element: Element, out: list[Line | RawTable], why: Why | None) -> int:
        inline = self._inline
        lines = inline.read(element, self._paragraphs.get(element), self._table is not None, why)
        pictures = inline.pictures
        boxes = inline.boxes
        if not boxes:
            out += lines
            return pictures
        for box, _ in [each for each in boxes if not each[1]]:
            pictures |= self._box(box, out)
        out += lines
        for box, _ in [each for each in boxes if each[1]]:
            pictures |= self._box(box, out)
        return pictures

    def _box(self, box: Element, out: list[Line | RawTable]) -> int:
        """Read a text box in place; what is open around it, a field or a paragraph, does not go on in it."""
        inline = self._inline
        outside, inline.fields.open = inline.fields.open, []
        carried, inline.carried = inline.carried, []
        behind, inline.behind = inline.behind, None
        pictures = self._flow(box, out, None)
        out += inline.rest()
        inline.carried, inline.behind = carried, behind
        inline.fields.open = outside
        return pictures

    def _raw_table(self, element: Element, why: Why | None) -> RawTable:
        self._package.check_time()
        aside = self._aside
        raw = RawTable(self._tables[element], self._table, widths=widths_of(element))
        outside, behind = (self._table, aside.table, aside.cell), self._inline.behind
        within = over(shade_of_table(element, self._styles), behind)
        self._table = aside.table = raw
        for file_row, (row, row_why) in enumerate(_members(element, W + "tr", why), 1):
            column, is_deleted, is_hidden = row_properties(row)
            self._rows += 1
            row_why = row_why or ("deleted" if is_deleted else "hidden" if is_hidden else None)
            for number, (cell, cell_why) in enumerate(_members(row, _CELL, row_why), 1):
                span, merge, joined, is_gone = cell_properties(cell)
                cell_why = cell_why or ("deleted" if is_gone else None)
                aside.cell = raw.number, file_row, number
                self._cells += 1
                content: list[Line | RawTable] = []
                self._inline.behind = over(shade_of_cell(cell), within)
                pictures = self._flow(cell, content, cell_why)
                if self._inline.carried:
                    content += self._inline.rest()
                if cell_why is None:
                    end = column + span
                    made = RawCell(file_row, number, raw.rows, column, end, merge, joined, content, pictures)
                    raw.cells.append(made)
                    column = end
            raw.rows += row_why is None
            self._check("rows", self._rows)
            self._check("cells", self._cells)
            self._check("letters", self._inline.letters)
        self._table, aside.table, aside.cell = outside
        self._inline.behind = behind
        return raw

    def _emit(self, content: Sequence[Line | RawTable], blocks: list[Paragraph | Table], index: dict[object, int]) -> None:
        """Make blocks of what was read. Tables that only arrange the page flow: what is in their cells are blocks."""
        for each in content:
            if isinstance(each, Line):
                if each.text.strip():
                    blocks.append(_paragraph_of(each))
            elif each.is_frame():
                for cell in each.cells:
                    self._emit(cell.content, blocks, index)
            else:
                index[each] = len(blocks)
                blocks.append(build(each, self._aside))

    def _with_texts(self, notes: list[Note]) -> list[Note]:
        """Return what is to be said, with the texts of footnotes, endnotes and comments in place of their tags and numbers."""
        if not any(note.code == "note-on-cell" for note in notes):
            return notes
        texts: dict[str, str] = {}
        for kind, part in self._related:
            if _ASIDE.get(kind) in ("other", "comment") and part in self._package:
                for each in self._package.xml(part):
                    texts[f"{kind.removesuffix('s')}Reference#{each.get(W + 'id')}"] = " ".join(_lines_of(each).split())
        return [
            evolve(note, text=" … ".join(texts.get(one, "") for one in note.text.split(" … "))[:80])
            if note.code == "note-on-cell"
            else note
            for note in notes
        ]

    def _others(self) -> Iterator[tuple[Furniture, Note | None]]:
        """Return the text of headers, footers, notes and comments."""
        for kind, part in dict.fromkeys(self._related):
            if kind in _ASIDE and part in self._package:
                root = self._package.xml(part)
                text = "\n".join(filter(None, (_lines_of(root), *(each.get("string") for each in root.iter(V + "textpath")))))
                if text.strip():
                    place = Place(path=part)
                    note = Note("comment", text.replace("\n", " ")[:80], place) if kind == "comments" else None
                    yield Furniture(text, _ASIDE[kind], ((len(text), place),)), note

    def _title(self) -> str | None:
        """Return the title that the file's properties state."""
        for kind, part in self._package.related(""):
            if kind == "core-properties" and part in self._package:
                title = " ".join((self._package.xml(part).findtext(_TITLE) or "").split())
                return title or None
        return None


_LIGHT = re.compile(rb"color\b[^<>]*(?:val\s*=\s*[\"'][EFef][0-9A-Fa-f]|background1|light1)")
_SHOWN = rb"vanish|strike|vertAlign|position|textFill|sz\b[^<>]*val\s*=\s*[\"'][012][\"']"


def _matter(styles: bytes, text: bytes, has_lists: bool) -> bool:
    """Whether the styles may number a paragraph of the text or bear on how it is shown, both as bytes of XML."""
    if b"\0" in styles[:4] or b"\0" in text[:4]:
        return True
    if _LIGHT.search(text) is not None and (b"tblStyle" in text or b"pStyle" in text):
        return True
    said = (rb"numPr|" if has_lists else rb"") + _SHOWN + rb"|" + _LIGHT.pattern
    if re.search(said, styles) is None:
        return False
    if b"pStyle" in text or b"rStyle" in text or re.search(said, styles[: styles.find(b"docDefaults>")]):
        return True
    defaults = (found.end() for found in re.finditer(rb"default\s*=\s*[\"'](?:1|true|on)", styles))
    return any(re.search(said, styles[at : styles.find(b"style>", at)]) for at in defaults)


def _members(element: Element, tag: str, why: Why | None) -> Iterator[tuple[Element, Why | None]]:
    """Return the rows of a table, or the cells of a row, also those within content controls and tracked changes."""
    for child in element:
        if child.tag == tag:
            yield child, why
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from _members(content, tag, why)
        elif child.tag in _WRAPPERS:
            yield from _members(child, tag, why)
        elif child.tag in _GONE:
            yield from _members(child, tag, why or "deleted")
        elif child.tag == MC + "AlternateContent":
            chosen = chosen_of(child)
            if chosen is not None:
                yield from _members(chosen, tag, why)


def _paragraph_of(line: Line) -> Paragraph:
    pieces: list[Piece] = []
    for text, number, is_list_number in line.pieces:
        place = Place(path=None if number is None else f"p[{number}]/numPr" if is_list_number else f"p[{number}]")
        if pieces and pieces[-1][1] == place:
            pieces[-1] = pieces[-1][0] + len(text), place
        elif text:
            pieces.append((len(text), place))
    return Paragraph(line.text, tuple(pieces))


def _block_of(table: object, index: dict[object, int]) -> int | None:
    """Return the block that a table has become, or the one in a cell of which it stands."""
    while isinstance(table, RawTable):
        if table in index:
            return index[table]
        table = table.above
    return None


def _lines_of(root: Element) -> str:
    """Return the text of a part that is not read, a line for each paragraph."""
    lines = [""]
    for element in root.iter(W + "p", W + "t"):
        if element.tag == W + "p":
            lines.append("")
        elif next(element.iterancestors(MC + "Fallback"), None) is None:
            lines[-1] += element.text or ""
    return "\n".join(line for line in lines if line.strip())


READER = Reader(
    name="docx",
    fits=is_of(Kind.DOCX),
    read=read,
    reads="Word documents (DOCX), with tracked changes, list numbers, text boxes and content controls",
    takes_options=True,
)
