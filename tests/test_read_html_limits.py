"""Charsets, text with HTML tables, MHTML, what a page may cost, and damaged pages."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from html_pages import (
    HEADINGS,
    OPTIONS,
    PAGE,
    TITLE,
    WITHOUT_TITLE,
    cells_of,
    codes,
    expected,
    figures,
    lines_of,
    parts_of,
    read,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gzparse.errors import DamagedFile, GzparseError, LimitExceeded, MissingLibrary
from gzparse.model.document import Cell, Document, Paragraph, Table
from gzparse.read import html, mhtml
from gzparse.read.charset import decode_page
from gzparse.read.compose import compose
from gzparse.read.html import read_html, read_mixed
from gzparse.read.mhtml import read_mhtml
from gzparse.spec.limits import Limits, ReadOptions

# --- charsets


def test_charsets() -> None:
    assert decode_page(PAGE.encode("utf-8-sig")) == (PAGE, None)
    assert decode_page(PAGE.encode("gb18030")) == (PAGE, None)
    assert decode_page(PAGE.encode("utf-16-le")) == (PAGE, None)
    big5 = "<meta charset=big5><p>政府資訊公開"
    assert decode_page(big5.encode("big5")) == (big5, None)
    assert decode_page(b"<meta charset=x-user-defined-9><p>x") == ("<meta charset=x-user-defined-9><p>x", None)
    text, damaged = decode_page(PAGE.encode("utf-8").replace("规章".encode(), b"\xe8\xa7\xff\xff"))
    assert text.count("\ufffd") == 3
    assert damaged is not None


def test_damaged_bytes_are_noted_and_letters_are_taken_as_they_are() -> None:
    assert "damaged-bytes" in codes(PAGE.encode("utf-8").replace("规章".encode(), b"\xe8\xa7\xff"))
    assert lines_of("\ufeff<meta charset=gb2312><p>政府信息") == ["政府信息"]
    assert lines_of("<p>政\ud800府") == ["政\ufffd府"]


# --- text with HTML tables


def test_lines_around_html_tables_stay_as_they_are() -> None:
    text = "# 标题\n\n**一** &nbsp; x\n前<table border=1><tr><td colspan=2>甲<td>1<tr><td>乙<td>2<td>3</table>后\n末\n"
    document = read_mixed(text, None, OPTIONS)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "# 标题",
        "**一** &nbsp; x",
        "前",
        "后",
        "末",
    ]
    assert [block.pieces[0][1].path for block in document.blocks if isinstance(block, Paragraph)] == [
        "line[1]",
        "line[3]",
        "line[4]",
        "line[4]",
        "line[5]",
    ]
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    assert cells_of(found) == [(0, 0, "甲"), (0, 2, "1"), (1, 0, "乙"), (1, 1, "2"), (1, 2, "3")]


def test_tables_in_text_are_numbered_and_may_be_left_open() -> None:
    text = "一\n<table><tr><td>甲<td>1</tr>\n二\n<table><tr><td>乙<td><table><tr><td>丙<td>2</tr></table></td></tr></table>\n三"
    document = read_mixed(text, None, OPTIONS)
    assert compose(document).text == "一\n甲\t1\n二\n乙\n丙\t2\n三\n"
    assert [block.place.table for block in document.blocks if isinstance(block, Table)] == [1, 3]


def test_the_report_as_text_with_tables() -> None:
    text = f"# {TITLE}\n\n" + re.sub("</?p>", "", WITHOUT_TITLE)
    assert figures(read_mixed(text, None, OPTIONS)) == expected()


# --- MHTML

MESSAGE = (
    "From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
    "Content-Type: text/html; charset={}\nContent-Transfer-Encoding: base64\n\n{}\n"
    "--B\nContent-Type: text/html\n\n<p>- 1 -</p>\n--B\nContent-Type: image/png\n\nx\n--B--\n"
)


def message(page: str, charset: str) -> bytes:
    import base64

    return MESSAGE.format(charset, base64.encodebytes(page.encode(charset)).decode()).encode()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_mhtml(charset: str) -> None:
    data = message(PAGE, charset)
    assert mhtml.READER.fits(data, "x.doc")
    document = mhtml.READER.read(data, "x.doc", OPTIONS)
    assert isinstance(document, Document)
    assert figures(document) == expected()
    assert [(f.text, f.why) for f in document.furniture] == [("- 1 -", "other")]


def test_mhtml_without_a_page() -> None:
    with pytest.raises(DamagedFile, match="no HTML page"):
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n", "x.mht", OPTIONS)
    with pytest.raises(LimitExceeded, match="part_bytes"):
        read_mhtml(message(PAGE, "utf-8"), None, ReadOptions(Limits(part_bytes=100)))


# --- the readers, the library, limits


def test_the_readers_know_their_files() -> None:
    assert html.READER.fits(PAGE.encode(), "report.txt")
    assert not html.READER.fits(b"%PDF-1.7", "a.html")
    assert not mhtml.READER.fits(PAGE.encode(), "a.mht")
    assert html.READER.takes_options
    assert mhtml.READER.takes_options


def test_the_library_is_loaded_on_use_only() -> None:
    code = "import sys, gzparse, gzparse.read.html, gzparse.read.mhtml; gzparse.parse; sys.exit('selectolax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'gzparse\[html\]'"):
        read(PAGE)


HOSTILE: dict[str, str] = {
    "deep": "<div>" * 100_000,
    "deep lists": "<ul><li>" * 50_000,
    "deep tables": "<table><tr><td>" * 100_000,
    "deep formatting": "<b>" * 100_000 + "<p>x" * 1000,
    "formatting repeated": "<p>" + "".join(f"<font color={i}>" for i in range(3000)) + "<p>x" * 3000,
    "formatting closed late": "<p>" + "".join(f"<i id={i}>" for i in range(900)) + "<p>x" * 900 + "</i>" * 900,
    "unclosed and closed": "<p>" + "<div>" * 8000 + "</p>" * 8000,
    "tables": "<table><tr><td>1</td></tr></table>" * 100_000,
    "rows": "<table>" + "<tr><td>1<td>2" * 30_000,
    "spans": "<table>" + "<tr><td colspan=1000 rowspan=65534>1<td colspan=1000>2" * 3000,
    "wide": "<table>" + "<tr>" + "<td>1" * 2_000 + ("<tr>" + "<td rowspan=0>1" * 200) * 2000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_refused_in_time(kind: str) -> None:
    start = time.process_time()
    with pytest.raises(LimitExceeded, match=r"depth|tables|rows|cells"):
        compose(read(HOSTILE[kind]))
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" + "汉" * 10_000_000 + "</table>",
        "<select>" + "<option>x" * 20_000,
        "<td " + " ".join(f"a{i}=1" for i in range(5000)) + ">x<td>",
        "<style>" + "* * * * p{display:none}" * 1000 + "</style>" + "<p>x" * 2000,
        "<" * 200_000,
        "<!--" * 100_000,
        "<p>x" + " \n" * 1_000_000 + "y",
        "<p>一、总体情况" * 5_000,
        "",
        "\0",
        "</html>",
        "<frameset>",
    ],
)
def test_odd_pages_are_read_in_time(page: str) -> None:
    start = time.process_time()
    compose(read(page))
    read_mixed(page, None, OPTIONS)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("limits", "bound"),
    [
        ({"bytes": 100}, "bytes"),
        ({"tables": 2}, "tables"),
        ({"rows": 10}, "rows"),
        ({"cells": 20}, "cells"),
        ({"depth": 3}, "depth"),
        ({"letters": 50}, "letters"),
        ({"seconds": 0.0}, "seconds"),
    ],
)
def test_limits_are_named(limits: dict[str, float], bound: str) -> None:
    with pytest.raises(LimitExceeded, match=bound):
        read(PAGE, **limits)
    if bound != "depth":
        with pytest.raises(LimitExceeded, match=bound):
            read_mixed("x" * 60 + PAGE, None, ReadOptions(Limits(**limits)))  # type: ignore[arg-type]


TAGS = re.findall("<[^>]*>", PAGE)
WORDS = (
    "< > & &#0; \0 12 <!-- --> <table> </table> <svg> <s> <sup> <pre> <select> <caption> <template> "
    "<option> <nav> <td/rowspan=0> <td/colspan=9> <p/hidden> <a/href=x> <tfoot> <input/value=1> <img/src=a> <br> "
    "<style>p{display:none}</style>"
)
SCRAPS = st.sampled_from(sorted(set(TAGS)) + HEADINGS + re.split(" ", WORDS))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(PAGE)), st.integers(0, 400), SCRAPS), min_size=1, max_size=12),
    data=st.booleans(),
)
def test_damaged_pages_raise_nothing_but_gzparse_errors(cuts: list[tuple[int, int, str]], data: bool) -> None:
    page = PAGE
    for at, length, scrap in cuts:
        page = page[:at] + scrap + page[at + length :]
    given = page.encode("gb18030", "surrogatepass")[: -len(cuts)] if data else page
    try:
        document = read_html(given, None, OPTIONS)
        read_mixed(page, None, OPTIONS)
    except GzparseError:
        return
    composed = compose(document)
    assert composed.text == "" or composed.text.endswith("\n")
    for text, pieces in parts_of(document):
        assert sum(length for length, _ in pieces) == len(text)
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                check_cell(cell, block)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SCRAPS, max_size=60))
def test_scraps_raise_nothing_but_gzparse_errors(scraps: list[str]) -> None:
    try:
        compose(read("".join(scraps)))
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + "".join(scraps).encode(), None, OPTIONS)
    except GzparseError:
        pass


def check_cell(cell: Cell, block: Table) -> None:
    assert 0 <= cell.row < block.rows
    assert 0 <= cell.column < block.columns
    assert cell.rowspan >= 1
    assert cell.row + cell.rowspan <= block.rows
    assert cell.colspan >= 1
    assert cell.column + cell.colspan <= block.columns
