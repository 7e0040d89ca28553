"""The PDF reader: letters, ruled lines, cells, lines, furniture, tables over pages; places, accounting, limits, damage."""

from __future__ import annotations

import ctypes
import math
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_writing import HEIGHT, WIDTH, box, grid, line, numbered, pdf, spread, stream, text

from gzparse.errors import DamagedFile, Encrypted, GzparseError, LimitExceeded, UnsupportedFormat
from gzparse.model.document import Document, Paragraph, Piece, Place, Table
from gzparse.read.compose import compose
from gzparse.read.pdf.reader import READER, read
from gzparse.spec.limits import Limits, ReadOptions

pdfium = pytest.importorskip("pypdfium2")
raw: Any = pytest.importorskip("pypdfium2.raw")

XS = spread(50, 60, 8)
YS = spread(120, 20, 12)
CELLS = numbered(11, 7)
TABLE = grid(XS, YS, CELLS)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    return [[texts.get((row, column), "") for column in range(table.columns)] for row in range(table.rows)]


def reasons(document: Document) -> list[tuple[str, str]]:
    return [(item.why, item.text) for item in document.furniture]


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def pieces_of(document: Document) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.pieces
        else:
            yield from ((cell.text, cell.pieces) for cell in block.cells if cell.text)
    yield from ((item.text, item.pieces) for item in document.furniture)


def letters_in(data: bytes) -> Counter[str]:
    """Return the letters that pdfium finds in a file, without white space and what it adds."""
    found: Counter[str] = Counter()
    file = pdfium.PdfDocument(data)
    for page in file:
        textpage = page.get_textpage()
        for index in range(raw.FPDFText_CountChars(textpage)):
            if not raw.FPDFText_IsGenerated(textpage, index):
                letter = chr(raw.FPDFText_GetUnicode(textpage, index)).replace("\x02", "-")
                found.update(letter.strip())
    file.close()
    return found


def text_at(data: bytes, place: Place) -> str:
    """Return what pdfium finds in a box of a page as it is shown."""
    assert place.page is not None
    assert place.box is not None
    file = pdfium.PdfDocument(data)
    page = file[place.page - 1]
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    x0, y0, x1, y1 = place.box
    turned = {
        0: (rect.left + x0, rect.top - y1, rect.left + x1, rect.top - y0),
        90: (rect.left + y0, rect.bottom + x0, rect.left + y1, rect.bottom + x1),
        180: (rect.right - x1, rect.bottom + y0, rect.right - x0, rect.bottom + y1),
        270: (rect.right - y1, rect.top - x1, rect.right - y0, rect.top - x0),
    }
    found: str = page.get_textpage().get_text_bounded(*turned[page.get_rotation()])
    file.close()
    return found


def assert_accounted(data: bytes, document: Document) -> None:
    """Assert that no letter is lost or made up, and that each place gives its text again."""
    found: Counter[str] = Counter()
    for written, pieces in pieces_of(document):
        assert sum(length for length, _ in pieces) == len(written)
        found.update("".join(written.split()))
        at = 0
        for length, place in pieces:
            expected = "".join(written[at : at + length].split())
            at += length
            assert sorted("".join(text_at(data, place).replace("\x02", "-").split())) == sorted(expected)
    assert found == letters_in(data)


# Letters


def test_text_and_table_with_their_places() -> None:
    data = pdf(text(60, 80, "测试县政府2024年报告") + TABLE + text(60, 400, "本年度无其他事项。"))
    document = read(data)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert document.media == "pdf"
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert rows(table) == CELLS
    assert table.place.page == 1
    assert table.place.box == pytest.approx((50, 120, 470, 340))
    assert_accounted(data, document)


def test_composed_rows_stand_in_their_columns() -> None:
    cells = numbered(11, 7)
    cells[3][2] = cells[3][6] = ""
    lines = compose(read(pdf(grid(XS, YS, cells)))).text.split("\n")
    assert lines[3] == "\t".join(cells[3])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_by_rotate_is_read_by_its_letters(turn: int) -> None:
    data = pdf(text(60, 80, "测试县政府") + TABLE, entries=b"/Rotate %d" % turn)
    document = read(data)
    assert rows(tables(document)[0]) == CELLS
    assert_accounted(data, document)
    assert document.blocks[0].text == "测试县政府"  # type: ignore[union-attr]


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_content_turned_by_its_own_matrix_is_read(turn: int, rotate: int) -> None:
    cos, sin = round(math.cos(turn * math.pi / 2)), round(math.sin(turn * math.pi / 2))
    # turned about the middle of a square, so that all of it stays on the page
    middle = 297
    e = middle - cos * middle + sin * (HEIGHT - middle)
    f = middle - sin * middle - cos * (HEIGHT - middle)
    small = text(60, 80, "测试县政府") + grid(XS, spread(120, 20, 12), CELLS)
    data = pdf(f"q {cos} {sin} {-sin} {cos} {e} {f} cm {small} Q", entries=b"/Rotate %d" % rotate)
    document = read(data)
    assert paragraphs(document) == ["测试县政府"]
    assert rows(tables(document)[0]) == CELLS
    assert_accounted(data, document)


def test_hidden_text_is_furniture_with_a_note() -> None:
    data = pdf(TABLE + text(60, 80, "测试县政府") + text(60, 100, "隐藏的字", more="3 Tr"))
    document = read(data)
    assert paragraphs(document) == ["测试县政府"]
    assert reasons(document) == [("hidden", "隐藏的字")]
    assert codes(document) == ["hidden-text"]
    assert_accounted(data, document)


def test_text_off_the_page_is_furniture() -> None:
    document = read(pdf(TABLE + text(60, 80, "测试县政府") + text(700, 90, "页外")))
    assert paragraphs(document) == ["测试县政府"]
    assert reasons(document) == [("hidden", "页外")]


def test_a_watermark_aslant_is_furniture() -> None:
    code = "样本".encode("utf-16-be").hex()
    data = pdf(TABLE + text(60, 80, "测试县政府") + f"BT /F 60 Tf 0.7 0.7 -0.7 0.7 200 500 Tm <{code}> Tj ET")
    document = read(data)
    assert rows(tables(document)[0]) == CELLS
    assert {why for why, _ in reasons(document)} == {"other"}


def test_letters_printed_again_to_look_bold_are_read_once() -> None:
    again = TABLE + f"q 1 0 0 1 0.3 0 cm {TABLE} Q"
    data = pdf(again + text(60, 80, "测试") + text(60.4, 80, "测试"))
    document = read(data)
    assert paragraphs(document) == ["测试"]
    assert rows(tables(document)[0]) == CELLS
    assert codes(document) == ["double-struck"]
    assert sum(len("".join(written.split())) for written, _ in pieces_of(document)) == sum(letters_in(data).values())


def test_the_same_digits_side_by_side_stay() -> None:
    cells = [["1111"] * 7 for _ in range(11)]
    document = read(pdf(grid(XS, YS, cells)))
    assert rows(tables(document)[0]) == cells
    assert codes(document) == []


# Ruled lines


@pytest.mark.parametrize("thick", [0.5, 1.5, 3])
def test_thin_filled_boxes_are_lines(thick: float) -> None:
    lines = [box(XS[0], y - thick / 2, XS[-1] - XS[0], thick) for y in YS]
    lines += [box(x - thick / 2, YS[0], thick, YS[-1] - YS[0]) for x in XS]
    document = read(pdf("".join(lines) + TABLE.split("BT", 1)[0].join(["", ""]) + "".join(_texts(CELLS))))
    assert rows(tables(document)[0]) == CELLS


def _texts(cells: list[list[str]], size: float = 10) -> list[str]:
    return [
        text(x + 3, y + 13, cell, size)
        for y, row in zip(YS, cells, strict=False)
        for x, cell in zip(XS, row, strict=False)
        if cell
    ]


def test_dots_dashes_and_boxes_are_lines() -> None:
    dots = [box(x, y - 0.5, 1, 1) for y in YS for x in spread(50, 3, 141)]
    dashes = [line(x, y, x, min(y + 5, YS[-1])) for x in XS for y in spread(120, 8, 28)]
    document = read(pdf("".join(dots + dashes + _texts(CELLS))))
    assert rows(tables(document)[0]) == CELLS
    boxes = [box(x, y, 60, 20, "S") for x in XS[:-1] for y in YS[:-1]]
    assert rows(tables(read(pdf("".join(boxes + _texts(CELLS)))))[0]) == CELLS


def test_frames_drawn_as_one_outline_within_another_are_lines() -> None:
    frames = []
    for x in XS[:-1]:
        for y in YS[:-1]:
            inner = f"{x + 1} {HEIGHT - y - 19} 58 18 re f*\n"
            frames.append(box(x, y, 60, 20, "") + inner)
    assert rows(tables(read(pdf("".join(frames + _texts(CELLS)))))[0]) == CELLS


def test_lines_in_forms_are_read_with_their_matrices() -> None:
    form = stream(
        TABLE.encode(), b"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Matrix[2 0 0 2 0 0]/Resources<</Font<</F 3 0 R>>>>"
    )
    outer = stream(
        b"0.5 0 0 0.5 0 0 cm /A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources<</XObject<</A 4 0 R>>>>"
    )
    data = pdf("1 0 0 1 20 -30 cm /B Do", forms=[form, outer], resources=b"/XObject<</B 5 0 R>>")
    document = read(data)
    assert rows(tables(document)[0]) == CELLS
    assert tables(document)[0].place.box == pytest.approx((70, 150, 490, 370))


def test_white_boxes_are_not_lines() -> None:
    white = "1 g " + box(50, 129, 420, 1) + box(80, 120, 1, 220) + "0 g "
    assert rows(tables(read(pdf(TABLE + white)))[0]) == CELLS


def test_underlines_are_not_lines() -> None:
    for length in (4, 11):
        full = [["1" * length] * 7 for _ in range(11)]
        underlines = "".join(line(x + 3, y + 15, x + 3 + 5 * length, y + 15) for x in XS[:-1] for y in YS[:-1])
        assert rows(tables(read(pdf(grid(XS, YS, full) + underlines)))[0]) == full
    short = "".join(line(x, y + 15, x + 30, y + 15) for x in XS[:-1] for y in YS[:-1])
    assert rows(tables(read(pdf(TABLE + short)))[0]) == CELLS


def test_merged_cells_and_pieces_of_lines() -> None:
    """Cells over rows and columns, drawn piece by piece."""
    parts = []
    for y in YS:
        for x in XS[:-1]:
            if not (x == XS[0] and y in (YS[2], YS[3])) and not (y == YS[6] and x in XS[3:5]):
                parts.append(line(x, y, x + 60, y))
    for x in XS:
        for y in YS[:-1]:
            if not (y == YS[0] and x in XS[1:-1]) and not (y in YS[5:7] and x == XS[4]):
                parts.append(line(x, y, x, y + 20))
    cells = [[""] * 7 for _ in range(11)]
    table = tables(read(pdf("".join(parts) + text(60, 134, "合并") + text(60, 190, "三行") + text(240, 240, "四格"))))[0]
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.text}
    assert spans == {"合并": (0, 0, 1, 7), "三行": (1, 0, 3, 1), "四格": (5, 3, 2, 2)}
    assert len(cells) == table.rows


def test_a_union_that_is_no_rectangle_is_noted() -> None:
    gone = [line(x, y, x + 60, y) for y in YS for x in XS[:-1] if (x, y) != (XS[1], YS[5])]
    gone += [line(x, y, x, y + 20) for x in XS for y in YS[:-1] if (x, y) != (XS[2], YS[5])]
    document = read(pdf(text(60, 80, "测试") + "".join(gone + _texts(CELLS))))
    shapes = [note for note in document.notes if note.code == "cell-shape"]
    assert len(shapes) == 1
    assert shapes[0].within == 1
    assert shapes[0].place.page == 1


def test_a_number_that_runs_over_a_line_is_noted() -> None:
    cells = numbered(11, 7)
    cells[4][2], cells[4][3] = "1234567890123", ""
    document = read(pdf(grid(XS, YS, cells)))
    assert [(note.code, note.within) for note in document.notes] == [("cell-shape", 0)]


def test_a_table_open_at_its_sides() -> None:
    parts = [line(50, y, 470, y) for y in YS] + [line(x, 120, x, 340) for x in XS[1:-1]]
    assert rows(tables(read(pdf("".join(parts + _texts(CELLS)))))[0]) == CELLS


def test_a_table_in_a_frame_and_one_in_a_cell() -> None:
    frame = box(20, 20, 555, 800, "S")
    layout = line(20, 700, 575, 700) + line(300, 700, 300, 820)
    document = read(pdf(frame + TABLE + layout + text(60, 80, "测试县")))
    assert rows(tables(document)[0]) == CELLS
    assert paragraphs(document) == ["测试县"]


def test_a_picture_in_a_blank_cell_is_noted() -> None:
    image = stream(b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    cells = numbered(11, 7)
    cells[2][2] = ""
    place = f"q 20 0 0 10 {XS[2] + 5} {HEIGHT - YS[2] - 15} cm /I Do Q"
    document = read(pdf(grid(XS, YS, cells) + place, forms=[image], resources=b"/XObject<</I 4 0 R>>"))
    assert [(note.code, note.within) for note in document.notes] == [("picture", 0)]


def test_struck_letters_are_furniture_and_underlined_ones_are_not() -> None:
    cells = numbered(11, 7)
    cells[0][0] = "90"
    baseline = YS[0] + 13
    lines = line(XS[0] + 3, baseline - 3, XS[0] + 8, baseline - 3) + line(XS[0] + 8, baseline + 1, XS[0] + 13, baseline + 1)
    document = read(pdf(grid(XS, YS, cells) + lines))
    assert tables(document)[0].cells[0].text == "0"
    assert reasons(document) == [("deleted", "9")]
    assert codes(document) == ["deleted-text"]


# Lines


def test_lines_of_a_cell_are_joined_without_a_space() -> None:
    cells = numbered(11, 7)
    cells[0][0] = ""
    document = read(
        pdf(grid(XS, [100, *YS[1:]], cells) + text(53, 112, "法人或") + text(53, 124, "其他") + text(53, 136, "组织"))
    )
    cell = tables(document)[0].cells[0]
    assert cell.text == "法人或其他组织"
    assert [length for length, _ in cell.pieces] == [3, 2, 2]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("12", "34", "12\n34"), ("1234567890", "12", "123456789012"), ("约12", "3件", "约12\n3件")],
)
def test_digits_on_two_lines_are_one_number_only_where_the_first_is_full(first: str, second: str, expected: str) -> None:
    cells = numbered(11, 7)
    cells[0][0] = ""
    data = pdf(grid(XS, [100, *YS[1:]], cells) + text(53, 112, first, 10) + text(53, 124, second, 10))
    document = read(data)
    assert tables(document)[0].cells[0].text == expected
    assert_accounted(data, document)


def test_spaces() -> None:
    spaced = (
        text(60, 60, "12")
        + text(78, 60, "34")
        + text(60, 80, "合")
        + text(80, 80, "计")
        + text(60, 100, "总")
        + text(90, 100, "数")
    )
    assert paragraphs(read(pdf(spaced + TABLE))) == ["12 34", "合计", "总 数"]


def test_a_label_written_downwards_in_two_columns() -> None:
    cells = numbered(11, 7)
    cells[0][0] = ""
    label = "".join(text(80, 112 + 11 * i, letter, 10) for i, letter in enumerate("三本年度"))
    label += "".join(text(60, 112 + 11 * i, letter, 10) for i, letter in enumerate("办理结果"))
    document = read(pdf(grid(XS, [100, *spread(150, 20, 11)], cells) + label))
    assert tables(document)[0].cells[0].text == "三本年度办理结果"


def test_paragraphs_go_on_where_a_line_reached_the_margin() -> None:
    long = "一二三四五六七八九十" * 4
    data = pdf(text(84, 60, long[:36]) + text(60, 80, long[:38]) + text(60, 100, "到此。") + text(84, 118, "另一段。") + TABLE)
    document = read(data)
    assert paragraphs(document) == [long[:36] + long[:38] + "到此。", "另一段。"]
    assert_accounted(data, document)


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
