"""The PDF reader on one page: letters, ruled lines, cells and lines of text."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pytest
from pdf_checking import CELLS, TABLE, XS, YS, assert_accounted, codes, letters_in, paragraphs, pieces_of, reasons, rows, tables
from pdf_writing import HEIGHT, box, grid, line, numbered, pdf, spread, stream, text

from gzparse.model.document import Paragraph, Table
from gzparse.read.compose import compose
from gzparse.read.pdf.reader import read

pdfium = pytest.importorskip("pypdfium2")
raw: Any = pytest.importorskip("pypdfium2.raw")

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


def test_pdfium_finds_the_systems_fonts_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others in the process may draw pages by it."""
    given: list[Any] = []
    give = raw.FPDF_SetSystemFontInfo

    def noted(info: Any) -> None:
        given.append(info)
        give(info)

    monkeypatch.setattr(raw, "FPDF_SetSystemFontInfo", noted)
    for _ in range(2):
        assert paragraphs(read(pdf(text(60, 60, "12") + text(60, 80, "合") + TABLE))) == ["12", "合"]
    assert len(given) == 4
    assert given[0] is given[2]
    assert all(isinstance(info, ctypes._Pointer) for info in given[1::2])  # pdfium's own
