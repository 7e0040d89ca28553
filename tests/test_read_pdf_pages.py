"""The PDF reader on whole files: furniture, tables over pages, text without ruled lines, refusals, limits and damage."""

from __future__ import annotations

import ctypes
import threading
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_checking import CELLS, TABLE, XS, YS, assert_accounted, codes, paragraphs, pieces_of, reasons, rows, tables
from pdf_writing import HEIGHT, WIDTH, grid, line, numbered, pdf, spread, stream, text

from gzparse.errors import DamagedFile, Encrypted, GzparseError, LimitExceeded, UnsupportedFormat
from gzparse.model.document import Document, Paragraph
from gzparse.read.compose import compose
from gzparse.read.pdf.reader import READER, read
from gzparse.spec.limits import Limits, ReadOptions

pdfium = pytest.importorskip("pypdfium2")
raw: Any = pytest.importorskip("pypdfium2.raw")

# Furniture, and tables over pages


def test_page_numbers_and_running_heads() -> None:
    pages = [
        text(60, 40, "某县政府信息公开年报") + text(280, 820, number) + text(60, 100, f"第{word}段在此。") + TABLE
        for number, word in (("- 1 -", "一"), ("第2页 共3页", "二"), ("3", "三"))
    ]
    data = pdf(*pages)
    document = read(data)
    assert paragraphs(document) == ["第一段在此。", "第二段在此。", "第三段在此。", "3"]
    assert sorted(why for why, _ in reasons(document)) == ["page-number", "page-number", *["running-head"] * 3]
    assert document.title is None
    assert_accounted(data, document)
    plain = [text(280, 820, str(number)) + text(60, 100, "段") + TABLE for number in (4, 5, 6)]
    assert reasons(read(pdf(*plain))) == [("page-number", "4"), ("page-number", "5"), ("page-number", "6")]


def test_a_table_over_two_pages_is_one() -> None:
    data = pdf(TABLE, grid(XS, spread(60, 20, 6), numbered(5, 7, 500)))
    document = read(data)
    assert len(document.blocks) == 1
    assert rows(tables(document)[0]) == CELLS + numbered(5, 7, 500)
    assert_accounted(data, document)


def test_a_paragraph_between_keeps_tables_apart() -> None:
    document = read(pdf(TABLE, text(60, 50, "四、行政复议") + TABLE))
    assert len(tables(document)) == 2


def test_a_repeated_header_is_furniture() -> None:
    header = [["项目", "甲", "乙", "丙", "丁", "戊", "总计"]]
    data = pdf(grid(XS, YS, header + CELLS[1:]), grid(XS, spread(60, 20, 5), header + numbered(3, 7, 500)))
    document = read(data)
    assert rows(tables(document)[0]) == header + CELLS[1:] + numbered(3, 7, 500)
    assert "".join(written for why, written in reasons(document) if why == "repeated-header") == "".join(header[0])
    assert_accounted(data, document)


def test_other_columns_between_the_same_sides_are_united() -> None:
    wide = [XS[0], XS[3], XS[-1]]
    document = read(pdf(TABLE, grid(wide, spread(60, 20, 3), [["甲", "1"], ["乙", "2"]])))
    table = tables(document)[0]
    assert table.columns == 7
    assert [(cell.row, cell.column, cell.colspan) for cell in table.cells if cell.row > 10] == [
        (11, 0, 3), (11, 3, 4), (12, 0, 3), (12, 3, 4)
    ]  # fmt: skip


def _cut(first: str, second: str, above: bool, below: bool) -> list[list[str]]:
    """Return the rows at the cut of a table whose last row on the first page goes on, or not, on the second one."""
    xs = [50, 170, *XS[3:]]
    top = numbered(11, 6)
    top[-1] = [first[:11], *(top[-1][1:] if above else [""] * 5)]
    bottom = numbered(4, 6, 500)
    bottom[0] = [second, *(bottom[0][1:] if below else [""] * 5)]
    document = read(pdf(grid(xs, YS, top), grid(xs, spread(60, 20, 5), bottom)))
    found = rows(tables(document)[0])
    assert ("row-cut" in codes(document)) == (len(found) == 14)
    return found[10:]


def test_a_row_cut_by_the_page_is_joined() -> None:
    found = _cut("（二）部分公开（区分处", "理的，不计其他）", True, False)
    assert found[0][0] == "（二）部分公开（区分处理的，不计其他）"
    assert found[0][1:] == numbered(11, 6)[-1][1:]
    assert len(found) == 4
    assert _cut("（二）部分公开（区分处", "理的，不计其他）", False, True)[0][1:] == numbered(4, 6, 500)[0][1:]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（二）部分公开（区分处", "（三）不予公开"),
        ("（一）公开", "理的"),
        ("（二）部分公开（区分处", "其他"),
        ("1.属于国家秘密的信息", "2.禁止"),
    ],
)
def test_rows_of_their_own_at_a_page_break_stay_apart(first: str, second: str) -> None:
    assert len(_cut(first, second, False, True)) == 5


def test_rows_with_figures_on_both_sides_stay_apart() -> None:
    assert len(_cut("（二）部分公开（区分处", "理的，不计其他）", True, True)) == 5


def _spanning(xs: list[float], ys: list[float], label: str, first: int) -> str:
    """Return a table whose first column is one cell, without lines at the page break."""
    return (
        "".join(line(xs[1], y, xs[-1], y) for y in ys[1:-1])
        + "".join(line(xs[0], y, xs[-1], y) for y in (ys[0], ys[-1]))
        + "".join(line(x, ys[0], x, ys[-1]) for x in xs)
        + "".join(_at(xs, ys, numbered(len(ys) - 1, len(xs) - 2, first)))
        + text(xs[0] + 3, ys[0] + 13, label, 10)
    )


def _at(xs: list[float], ys: list[float], cells: list[list[str]]) -> Iterator[str]:
    for y, row in zip(ys, cells, strict=False):
        for x, cell in zip(xs[1:], row, strict=False):
            yield text(x + 3, y + 13, cell, 10)


@pytest.mark.parametrize(("label", "whole"), [("办理结果", True), ("", True), ("四、结转", False)])
def test_a_cell_over_rows_that_the_page_cuts_is_one(label: str, whole: bool) -> None:
    table = tables(read(pdf(_spanning(XS, YS, "三、本年度", 100), _spanning(XS, spread(60, 20, 5), label, 500))))[0]
    spans = [(cell.text, cell.row, cell.rowspan) for cell in table.cells if cell.column == 0]
    assert spans == ([("三、本年度" + label, 0, 15)] if whole else [("三、本年度", 0, 11), (label, 11, 4)])


# Without ruled lines


def test_tables_without_lines_are_text_in_the_order_of_the_file() -> None:
    content = text(60, 60, "规章") + text(60, 80, "本年") + text(200, 60, "1") + text(260, 60, "2") + text(200, 80, "35")
    data = pdf(content)
    document = read(data)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["规章", "本年", "1 2", "35"]
    assert_accounted(data, document)


def test_few_cells_are_text_too() -> None:
    assert tables(read(pdf(grid(XS[:4], YS[:4], CELLS) + text(60, 400, "完")))) == []


# Refused


def _encrypted(user: str, owner: str) -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(TABLE)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_owner_password_is_no_obstacle() -> None:
    assert rows(tables(read(_encrypted("", "owner")))[0]) == CELLS


def test_a_user_password_is_asked_for() -> None:
    data = _encrypted("geheim", "owner")
    with pytest.raises(Encrypted, match=r"report\.pdf.*user password"):
        read(data, "report.pdf")
    with pytest.raises(Encrypted, match="does not open"):
        read(data, "report.pdf", ReadOptions(password="falsch"))
    for password in ("geheim", "owner"):
        assert rows(tables(read(data, None, ReadOptions(password=password)))[0]) == CELLS


IMAGE = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")


@pytest.mark.parametrize("layer", ["", text(60, 80, "识别的字", more="3 Tr")])
def test_a_scan_is_refused_by_name(layer: str) -> None:
    picture = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q "
    with pytest.raises(UnsupportedFormat, match=r"a scan of 2 pages.*OCR"):
        read(pdf(picture + layer, picture + layer, forms=[IMAGE], resources=b"/XObject<</I 4 0 R>>"))


def test_recognized_text_below_a_picture_is_refused_as_a_scan() -> None:
    picture = f"{TABLE} q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q "
    with pytest.raises(UnsupportedFormat, match="a scan of 1 page"):
        read(pdf(picture, forms=[IMAGE], resources=b"/XObject<</I 4 0 R>>"))


def test_a_picture_among_text_is_noted() -> None:
    picture = f"q 400 0 0 200 60 100 cm /I Do Q {TABLE}"
    document = read(pdf(picture, forms=[IMAGE], resources=b"/XObject<</I 4 0 R>>"))
    assert codes(document) == ["picture"]
    assert document.notes[0].place.box == pytest.approx((60, 542, 460, 742))


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="without text"):
        read(pdf(line(10, 10, 20, 20)))


def test_letters_without_unicode() -> None:
    private = "\ue001\ue002\ue003"
    with pytest.raises(UnsupportedFormat, match="have no meaning"):
        read(pdf(text(60, 80, private * 9) + text(60, 120, "县")))
    document = read(pdf(text(60, 80, private * 9) + TABLE))
    assert codes(document) == ["no-unicode"]
    assert paragraphs(document)[0] == private * 9


def test_damaged_files() -> None:
    with pytest.raises(DamagedFile, match=r"a\.pdf.*damaged"):
        read(b"%PDF-1.7\nnothing", "a.pdf")
    cut = pdf(TABLE)[:-8]
    assert "damaged-bytes" in codes(read(cut))


def test_junk_before_the_file() -> None:
    data = b"junk\r\n" * 50 + pdf(TABLE)
    assert READER.fits(data, None)
    assert rows(tables(read(data))[0]) == CELLS


@pytest.mark.parametrize(
    ("limits", "bound"),
    [
        (Limits(pages=1), "pages"),
        (Limits(letters=100), "letters"),
        (Limits(cells=50), "cells"),
        (Limits(tables=0), "tables"),
        (Limits(bytes=100), "bytes"),
        (Limits(seconds=0.0), "seconds"),
    ],
)
def test_limits(limits: Limits, bound: str) -> None:
    with pytest.raises(LimitExceeded, match=rf"limit {bound}.*Limits\({bound}="):
        read(pdf(TABLE, TABLE), "big.pdf", ReadOptions(limits=limits))


def test_a_hundred_thousand_pages() -> None:
    kids = b"4 0 R " * 100_000
    data = pdf(TABLE).replace(b"/Count 1/Kids[4 0 R]", b"/Count 100000/Kids[%s]" % kids)
    with pytest.raises(LimitExceeded, match="pages"):
        read(data)


def _form(content: bytes, holds: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</XObject<<%s>>>>" % holds)


@pytest.mark.parametrize(
    "forms",
    [
        [_form(b"/A Do /A Do", b"/A 4 0 R")],
        [_form(b"/B Do /#42 Do", b"/B 5 0 R"), _form(b"/A Do", b"/A 4 0 R")],
        [_form(b"/A Do " * 30, b"/A %d 0 R" % (5 + index)) for index in range(6)] + [_form(b"0 0 9 9 re f")],
    ],
)
def test_forms_that_never_end_are_refused(forms: list[bytes]) -> None:
    with pytest.raises(LimitExceeded, match="forms"):
        read(pdf(TABLE + "/A Do", forms=forms, resources=b"/XObject<</A 4 0 R>>"))


def test_forms_that_hold_others_are_read() -> None:
    forms = [_form(b"/A Do " * 3, b"/A %d 0 R" % (5 + index)) for index in range(3)] + [_form(b"0 0 9 9 re f")]
    assert rows(tables(read(pdf(TABLE + "/A Do", forms=forms, resources=b"/XObject<</A 4 0 R>>")))[0]) == CELLS


@pytest.mark.parametrize("times", [1, 2])
def test_content_that_unpacks_to_too_much_is_refused(times: int) -> None:
    packed = b"0 0 9 9 re f " * 6_000_000
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    entries = b"/Filter[%s]" % (b"/FlateDecode" * times)
    data = pdf(TABLE).replace(b"endobj\n5 0 obj", b"endobj\n9 0 obj\n%s\nendobj\n5 0 obj" % stream(packed, entries))
    with pytest.raises(LimitExceeded, match="part_bytes"):
        read(data)


def test_thousands_of_lines() -> None:
    noise = "".join(f"{i % 500} {i % 700} m {i % 500 + 30} {i % 700} l S\n" for i in range(20_000))
    assert read(pdf(text(60, 80, "县") + noise)).blocks


def test_threads() -> None:
    data = pdf(text(60, 80, "测试县政府") + TABLE)
    found: list[Document] = []
    threads = [threading.Thread(target=lambda: found.append(read(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(document == found[0] for document in found)


def test_fields_of_forms_are_read_as_shown() -> None:
    field = stream(
        text(0, HEIGHT - 4, "77", 10).encode(), b"/Type/XObject/Subtype/Form/BBox[0 0 40 14]/Resources<</Font<</F 3 0 R>>>>"
    )
    widget = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(77)/F 4/Rect[%d %d %d %d]/AP<</N 4 0 R>>>>" % (
        int(XS[2]) + 5, HEIGHT - int(YS[2]) - 16, int(XS[2]) + 45, HEIGHT - int(YS[2]) - 2
    )  # fmt: skip
    cells = numbered(11, 7)
    cells[2][2] = ""
    document = read(pdf(grid(XS, YS, cells), forms=[field, widget], entries=b"/Annots[5 0 R]"))
    assert rows(tables(document)[0])[2][2] == "77"


BASE = pdf(text(60, 80, "测试县政府") + TABLE, grid(XS, spread(60, 20, 5), numbered(4, 7, 500)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BASE) - 1), st.binary(min_size=0, max_size=4)), min_size=1, max_size=12))
def test_damaged_bytes_raise_only_errors_of_gzparse(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(BASE)
    for at, new in changes:
        data[at : at + len(new)] = new
    try:
        document = read(bytes(data))
    except GzparseError:
        return
    for written, pieces in pieces_of(document):
        assert sum(length for length, _ in pieces) == len(written)
    compose(document)


def test_the_reader_says_what_it_is() -> None:
    assert READER.name == "pdf"
    assert READER.takes_options
    assert not READER.fits(b"<html>", "a.pdf")
    assert ctypes.sizeof(ctypes.c_void_p) >= 4
