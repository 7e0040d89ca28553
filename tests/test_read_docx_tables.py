"""Word documents: tables with spans, merges and tables within them, and list numbers."""

from __future__ import annotations

import pytest
from word_files import (
    GOES_ON,
    NUMBERING,
    RESTART,
    aside,
    assert_accounted,
    assert_places,
    codes,
    docx,
    level,
    lines,
    num,
    p,
    part,
    read,
    shapes,
    span,
    tbl,
    tc,
    text_of,
    tr,
)

from gzparse.model.document import Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.docx_numbers import formatted

# Tables


def test_spans_and_vertical_merges() -> None:
    data = docx(
        tbl(
            tr(tc("总", span(3))),
            tr(tc("左", RESTART), "b", "c"),
            tr(tc("", GOES_ON), "d", "e"),
            tr(tc("", '<w:vMerge w:val="continue"/>'), tc("f", span(2))),
        )
    )
    document = read(data)
    assert shapes(document) == [
        (0, 0, 1, 3, "总"),
        (1, 0, 3, 1, "左"),
        (1, 1, 1, 1, "b"),
        (1, 2, 1, 1, "c"),
        (2, 1, 1, 1, "d"),
        (2, 2, 1, 1, "e"),
        (3, 1, 1, 2, "f"),
    ]
    assert compose(document).text == "总\t\t\n左\tb\tc\n\td\te\n\tf\t\n"
    assert codes(document) == []
    assert_places(data)


def test_a_row_that_begins_to_the_right() -> None:
    document = read(docx(tbl(tr("a", "b", "c"), tr("d", properties='<w:gridBefore w:val="2"/>'))))
    assert shapes(document)[3] == (1, 2, 1, 1, "d")
    assert compose(document).text == "a\tb\tc\n\t\td\n"


def test_cells_joined_across() -> None:
    document = read(docx(tbl(tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("x", "<w:hMerge/>"), "b"), tr("c", "d", "e"))))
    assert shapes(document)[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]
    assert aside(document) == [("hidden", "x")]
    assert codes(document) == ["text-in-span"]


def test_text_in_a_merged_cell_is_kept_with_a_note() -> None:
    data = docx(tbl(tr(tc("a", RESTART), "1"), tr(tc("b", GOES_ON), "2")))
    document = read(data)
    assert compose(document).text == "a\t1\n\t2\n"
    assert aside(document) == [("hidden", "b")]
    assert [(note.code, note.within, note.place) for note in document.notes] == [
        ("text-in-span", 0, Place(table=1, row=2, cell=1))
    ]
    assert_accounted(data)


def test_a_merge_without_a_cell_above_is_noted() -> None:
    document = read(docx(tbl(tr(tc("a", GOES_ON), "1", "2"), tr(tc("b", span(2) + GOES_ON), "3"))))
    assert compose(document).text == "a\t1\t2\nb\t\t3\n"
    assert codes(document) == ["cell-shape"]


def test_columns_of_the_file_that_no_cell_has_are_none() -> None:
    rows = tr(tc("a", span(2)), tc("b", span(3))), tr(tc("c", span(2)), tc("d", span(1_000_000)))
    document = read(docx(tbl(*rows)))
    assert shapes(document) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 2, "d")]


def test_borders_that_do_not_quite_meet_are_one() -> None:
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 15, 1985, 2000)) + "</w:tblGrid>"
    rows = tr("a", tc("b", span(2)), "c"), tr(tc("d", span(2)), "e", "f")
    assert lines(tbl(*rows, grid=grid)) == ["a\tb\tc", "d\te\tf"]
    own = tr("a", "x", tc("b"), "c")
    assert lines(tbl(own, *rows, grid=grid)) == ["a\tx\tb\tc", "a\tb\t\tc", "d\t\te\tf"]


def test_lines_in_a_cell() -> None:
    data = docx(tbl(tr(tc(p("不予") + p() + p("公开")), "1")))
    document = read(data)
    assert shapes(document)[0][4] == "不予\n公开"
    assert document.blocks[0].cells[0].pieces == ((5, Place(table=1, row=1, cell=1)),)  # type: ignore[union-attr]
    assert_places(data)


def test_a_table_in_a_cell_is_kept_with_a_note() -> None:
    inner = tbl(tr("1", "2"), tr("3", ""))
    data = docx(tbl(tr("a", "b", "c"), tr("d", tc(p("x") + inner + p()), "e"), tr("f", "g", "h")))
    document = read(data)
    assert shapes(document)[4][4] == "x\n1 2\n3"
    assert [(note.code, note.within) for note in document.notes] == [("nested-table", 0)]
    assert Place(table=2, row=1, cell=2) in [place for _, place in document.blocks[0].cells[4].pieces]  # type: ignore[union-attr]
    assert_places(data)
    assert_accounted(data)


def test_a_table_that_is_a_frame_flows() -> None:
    inner = tbl(tr("a", "b"), tr("c", "d"))
    data = docx(tbl(tr(tc(p("一、总体情况") + inner + p("x") + tbl(tr(tc(p("y") + inner + p())))))))
    assert text_of(data) == "一、总体情况\na\tb\nc\td\nx\ny\na\tb\nc\td\n"
    assert codes(read(data)) == []
    assert [block.place for block in read(data).blocks if isinstance(block, Table)] == [Place(table=2), Place(table=4)]
    assert_places(data)
    assert_accounted(data)


def test_a_table_of_one_column_flows() -> None:
    data = docx(tbl(tr("title"), tr(tc(p("a") + p("b")))))
    assert [block.text for block in read(data).blocks] == ["title", "a", "b"]  # type: ignore[union-attr]
    assert_places(data)


# List numbers


def test_list_numbers_are_text() -> None:
    data = docx(
        p("总体", num(1))
        + p("甲", num(1, 1))
        + p("乙", num(1, 1))
        + p("丙", num(2))
        + p("丁", num(2, 1))
        + p("戊", num(3))
        + p("己", num(1)),
        numbering=NUMBERING,
    )
    assert text_of(data).splitlines() == ["一、总体", "（一）甲", "（二）乙", "二、丙", "（一）丁", "四、戊", "五、己"]
    first = read(data).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.pieces == ((2, Place(path="p[1]/numPr")), (2, Place(path="p[1]")))
    assert_places(data)
    assert_accounted(data)


def test_numbers_of_several_levels_and_before_digits() -> None:
    body = p("甲", num(1)) + p("乙", num(1, 1)) + p("丙", num(1, 3)) + p("12件", num(1, 2))
    assert lines(body, numbering=NUMBERING) == ["一、甲", "（一）乙", "1.1.1 丙", "1. 12件"]


def test_an_unknown_format_is_noted_and_bullets_are_no_text() -> None:
    document = read(docx(p("甲", num(4)) + p("乙", num(4, 1)), numbering=NUMBERING))
    assert compose(document).text == "?)甲\n乙\n"
    assert codes(document) == ["unknown-number"]


def test_numbers_by_style() -> None:
    styles = part(
        "styles",
        f'<w:style w:type="paragraph" w:styleId="base"><w:pPr>{num(1, None)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="derived"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="second"><w:basedOn w:val="base"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="none"><w:basedOn w:val="base"/><w:pPr>{num(0, None)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="round"><w:basedOn w:val="about"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="about"><w:basedOn w:val="round"/></w:style>',
    )

    def s(name: str) -> str:
        return f'<w:pStyle w:val="{name}"/>'

    body = (
        p("甲", s("derived"))
        + p("乙", s("second"))
        + p("丙", s("none"))
        + p("丁", s("base"))
        + p("戊", s("derived") + num(0))
        + p("己", s("round"))
    )
    assert lines(body, numbering=NUMBERING, styles=styles) == ["一、甲", "（一）乙", "丙", "二、丁", "戊", "己"]


def test_a_level_that_belongs_to_a_style() -> None:
    linked = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="1">'
        + level(0, "decimal", "%1.", '<w:pStyle w:val="h1"/>')
        + level(1, "ideographTraditional", "%2、", '<w:pStyle w:val="h2"/>')
        + '</w:abstractNum><w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="list"/></w:abstractNum>'
        + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )
    styles = part(
        "styles",
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:pPr>{num(1, None)}</w:pPr></w:style>' for name in ("h1", "h2")
        ),
    )
    body = p("甲", '<w:pStyle w:val="h1"/>') + p("乙", '<w:pStyle w:val="h2"/>')
    assert lines(body, numbering=linked, styles=styles) == ["1.甲", "甲、乙"]


def test_a_number_in_a_cell() -> None:
    data = docx(tbl(tr(tc(p("", num(1, 2))), "a"), tr(tc(p("5", num(1, 2))), "b")), numbering=NUMBERING)
    assert text_of(data) == "1.\ta\n2. 5\tb\n"
    assert_places(data)


@pytest.mark.parametrize(
    ("count", "name", "printed"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (20_005, "chineseCountingThousand", "二万零五"),
        (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (4, "decimalEnclosedParen", "⑷"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", None),
        (1, "ideographZodiacTraditional", "甲子"),
        (2, "decimalZero", "02"),
        (2, "ordinal", "2nd"),
        (0, "chineseCounting", "〇"),
        (-1, "decimal", None),
        (1, "thaiCounting", None),
    ],
)
def test_formats_of_numbers(count: int, name: str, printed: str | None) -> None:
    assert formatted(count, name) == printed
