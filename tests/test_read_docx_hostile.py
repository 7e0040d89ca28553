"""Word documents that are damaged or made to do harm: an error that says what is wrong, or a document; nothing else."""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import (
    GOES_ON,
    MAIN,
    NUMBERING,
    RESTART,
    STYLES,
    assert_accounted,
    box,
    docx,
    field,
    file_of,
    num,
    p,
    part,
    r,
    read,
    span,
    t,
    tbl,
    tc,
    tr,
)

from gzparse.errors import DamagedFile, Encrypted, GzparseError, LimitExceeded, MissingLibrary, UnsupportedFormat
from gzparse.model.document import Table
from gzparse.read.compose import compose
from gzparse.spec.limits import Limits

# Hostile and damaged files


def test_a_part_that_unpacks_to_very_much() -> None:
    bomb = file_of({MAIN: part("document", "<w:body>" + " " * 3_000_000 + "</w:body>")})
    with pytest.raises(LimitExceeded, match="part_bytes"):
        read(bomb, Limits(part_bytes=1_000_000))


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
        '<!DOCTYPE w:document SYSTEM "elsewhere.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(doctype: str, encoding: str) -> None:
    xml = part("document", f"<w:body>{p('a')}</w:body>").replace("?>", f"?>{doctype}", 1).replace("UTF-8", encoding)
    with pytest.raises(DamagedFile, match="DTD"):
        read(file_of({MAIN: xml.encode(encoding)}))


@pytest.mark.parametrize(
    ("body", "bound"),
    [
        ("<w:tbl><w:tr><w:tc>" * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000, "depth"),
        ("<w:smartTag>" * 100_000 + "</w:smartTag>" * 100_000, "depth"),
        (p("<w:smartTag>" * 1_900 + r("a") + "</w:smartTag>" * 1_900), "depth"),
        (tbl(tr("a", "b")) * 3_000, "tables"),
        (tbl(tr("a", "b") * 30_000), "rows"),
        (tbl(tr(*["a"] * 600_000)), "cells"),
    ],
)
def test_files_beyond_the_limits(body: str, bound: str) -> None:
    with pytest.raises(LimitExceeded, match=bound):
        compose(read(docx(body)))


def test_limits_of_letters_bytes_and_time() -> None:
    with pytest.raises(LimitExceeded, match="letters"):
        read(docx(p("a" * 101)), Limits(letters=100))
    with pytest.raises(LimitExceeded, match="bytes"):
        read(docx(p("a")), Limits(bytes=100))
    with pytest.raises(LimitExceeded, match="seconds"):
        read(docx(p("a")), Limits(seconds=-1.0))


@pytest.mark.parametrize("said", ["1000000", "-5", "0", "9" * 5_000, "x", "", "1.5"])
def test_spans_that_are_none(said: str) -> None:
    body = tbl(tr(tc("a", f'<w:gridSpan w:val="{said}"/>'), "b"), tr("c", "d", properties=f'<w:gridBefore w:val="{said}"/>'))
    document = read(docx(body))
    assert len(compose(document).text) < 30
    assert "a" in compose(document).text


def test_text_outside_paragraphs_is_not_lost() -> None:
    data = docx(r("a") + p("b") + tbl(tr(f"<w:tc>{r('1')}</w:tc>", "c")) + f"<w:x>{r('d')}</w:x>")
    assert compose(read(data)).text == "a\nb\n1\tc\nd\n"
    assert_accounted(data)


def test_damaged_archives() -> None:
    data = docx(p("a"))
    for cut in (10, 100, len(data) // 2, len(data) - 10):
        with pytest.raises(DamagedFile, match=r"a\.docx"):
            read(data[:cut])
    with pytest.raises(DamagedFile, match=r"document\.xml' is missing"):
        read(file_of({"word/styles.xml": "<x/>"}))
    with pytest.raises(DamagedFile, match="well-formed"):
        read(file_of({MAIN: "<w:document>"}))
    with pytest.raises(DamagedFile, match="no text"):
        read(file_of({MAIN: part("document", "")}))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(MAIN, part("document", f"<w:body>{p('a')}</w:body>"))
        archive.writestr(MAIN.upper(), part("document", f"<w:body>{p('b')}</w:body>"))
    with pytest.raises(DamagedFile, match="two parts"):
        read(stream.getvalue())


def test_an_encrypted_part() -> None:
    data = bytearray(file_of({MAIN: part("document", "<w:body/>")}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(Encrypted):
        read(bytes(data))


def test_text_in_another_file_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="altChunk"):
        read(docx('<w:altChunk r:id="r1"/>'))


def test_without_lxml_the_message_has_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'gzparse\[docx\]'"):
        read(docx(p("a")))


WHOLE = docx(
    p("总体", num(1))
    + p(r("甲") + field("TOC", r("x")))
    + tbl(tr(tc("a", RESTART), tc("b", span(2))), tr(tc("", GOES_ON), "1", "2")),
    numbering=NUMBERING,
    styles=STYLES,
    comments=part("comments", p("c")),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 40))
def test_changed_bytes_give_a_document_or_an_error_of_its_own(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(GzparseError):
        compose(read(bytes(data[: len(data) - cut])))


PIECES = [
    *(p("a"), tbl(tr("a", "b")), r("1"), t("2"), box(p("b")), "<w:br/>"),
    *("<w:sdt>", "<w:sdtContent>", "<w:p>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:ins>", "<w:del>"),
    *('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', f"<w:pPr>{num(1)}</w:pPr>"),
    *(f"<w:tcPr>{GOES_ON}</w:tcPr>", f"<w:tcPr>{span(3)}</w:tcPr>", "<w:trPr><w:gridBefore w:val='2'/></w:trPr>"),
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*PIECES, "/"]), max_size=30))
def test_elements_in_any_order(pieces: list[str]) -> None:
    body, open_tags = "", list[str]()
    for piece in pieces:
        if piece == "/":
            body += f"</{open_tags.pop()}>" if open_tags else ""
        else:
            body += piece
            if "</" not in piece and not piece.endswith("/>"):
                open_tags.append(piece[1:-1])
    body += "".join(f"</{tag}>" for tag in reversed(open_tags))
    data = docx(body, numbering=NUMBERING)
    document = read(data)
    compose(document)
    for block in document.blocks:
        for holder in block.cells if isinstance(block, Table) else (block,):
            assert sum(length for length, _ in holder.pieces) == len(holder.text)
