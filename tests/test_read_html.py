"""HTML pages: what is read of them, where it stands in the file, and what is left aside."""

from __future__ import annotations

import re

import pytest
from html_pages import (
    BODY,
    FACTS,
    FOOT,
    HEAD,
    HEADINGS,
    KINDS,
    NAVIGATION,
    PAGE,
    TITLE,
    WITHOUT_TITLE,
    cells_of,
    check_letters,
    check_places,
    codes,
    expected,
    figures,
    lines_of,
    read,
    table,
    tables_of,
)

from gzparse.model.document import Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.html_headings import heading_of


@pytest.mark.parametrize("kind", KINDS)
def test_pages_of_all_kinds_give_the_same_figures(kind: str) -> None:
    page = KINDS[kind]()
    document = read(page)
    assert figures(document) == expected()
    assert compose(document).text.count(TITLE) + (document.title is not None) == (TITLE in str(page) or isinstance(page, bytes))


def test_the_page_itself_is_right() -> None:
    found = expected()
    assert found["proactive_disclosure.licensing.decisions"] == 40390
    assert found["requests.results.granted.natural_person"] == 64
    assert sum(value is not None for value in found.values()) == 200


WELL_FORMED = [
    "site",
    "site, article in an element",
    "title apart",
    "Word",
    "sections",
    "one table",
    "layout tables",
    "sections apart",
    "divs",
    "lines",
    "digits in spans",
    "contents, linked",
    "a table in each cell",
    "a table in a label",
    "hidden row",
    "struck out",
]


@pytest.mark.parametrize("kind", WELL_FORMED)
def test_places_read_again_from_the_file_give_the_text(kind: str) -> None:
    page = KINDS[kind]()
    assert isinstance(page, str)
    check_places(page)


@pytest.mark.parametrize("kind", WELL_FORMED)
def test_every_letter_is_in_a_block_or_furniture(kind: str) -> None:
    page = KINDS[kind]()
    assert isinstance(page, str)
    check_letters(page)


# --- the article, and what a site puts around it


def test_what_a_site_puts_around_the_report_is_furniture() -> None:
    document = read(HEAD + NAVIGATION + FACTS + f"<div><div>{WITHOUT_TITLE}</div></div>" + FOOT)
    assert document.title == TITLE
    assert document.organ == "云水县政府办"
    text = compose(document).text
    assert text.startswith("根据《中华人民共和国政府信息公开条例》")
    assert text.rstrip().endswith("2025年1月20日")
    outside = [furniture.text for furniture in document.furniture if furniture.why == "site"]
    assert "上一篇：云水县2023年政府信息公开工作年度报告" in outside
    assert "索引号" in outside
    assert not any("索引号" in block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_title_is_a_block_or_stated_once() -> None:
    assert read(HEAD + f"<h1>{TITLE}</h1><div>{WITHOUT_TITLE}</div>").title is None
    apart = read(f"<h1>{TITLE}</h1><p>浏览次数：12</p><div>{WITHOUT_TITLE}</div>")
    assert (apart.title, compose(apart).text.count(TITLE)) == (TITLE, 0)
    stated = read(f"<meta name=ArticleTitle content='{TITLE}'><title>首页</title><div>{WITHOUT_TITLE}</div>")
    assert stated.title == TITLE
    assert read(f"<title>云水县人民政府_{TITLE} | 年报</title>{WITHOUT_TITLE}").title == TITLE
    assert read("<title>县政府2023-2024年年度报告</title><p>无").title == "县政府2023-2024年年度报告"
    assert read(f"<title>政府信息公开</title>{WITHOUT_TITLE}").title is None
    assert read(f"<title>{TITLE}</title><p>{TITLE}<p>无").title is None


def test_lines_above_and_below_the_element_of_the_headings_belong_to_the_report() -> None:
    inner = "".join(f"<p>{heading}</p><p>无。</p>" for heading in HEADINGS)
    page = f"{HEAD}{NAVIGATION}<p>根据条例，编制本报告。</p><div>{inner}</div><p>云水县民政局</p><p>2024年1月5日</p>{FOOT}"
    lines = lines_of(page)
    assert lines[0] == "根据条例，编制本报告。"
    assert lines[-2:] == ["云水县民政局", "2024年1月5日"]
    check_letters(page)


def test_of_two_reports_both_are_read() -> None:
    other = BODY.replace("2024年", "2023年")
    for page in (BODY + other, f"<div>{BODY}</div><div>{other}</div>"):
        assert len(tables_of(page)) == 6


def test_a_page_without_the_headings_is_read_in_full() -> None:
    assert lines_of("<nav>首页</nav><p>一、概述<p>无") == ["首页", "一、概述", "无"]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("一、总体情况", 1),
        ("第一部分 概述", 1),
        ("主动公开政府信息情况", 2),
        ("（二） 主动公开政府信息情况：", 2),
        ("三、收到和处理政府信息公开申请情况", 3),
        ("4.因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("五、存在的主要问题及改进情况", 5),
        ("六、其他需要报告的事项", 6),
        ("全年主动公开信息1234条，较上年增加。", None),
        ("其他", None),
        ("申请人情况", None),
        ("总计", None),
    ],
)
def test_headings(line: str, section: int | None) -> None:
    assert heading_of(line) == section


# --- lines and white space


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>政府<span>信息</span><font>公开</font>", ["政府信息公开"]),
        ("<p>共<b>1</b>2<i>3</i>件", ["共123件"]),
        ("<p>政府\n  信息<p>1\n2<p>a\n b", ["政府信息", "1 2", "a b"]),
        ("<p>政府\n<span>\n信息</span>", ["政府信息"]),
        ("<p>政府<span> 信息</span>", ["政府 信息"]),
        ("<div>一<br>二<div>三</div>四</div>", ["一", "二", "三", "四"]),
        ("<p>&nbsp;&nbsp;一&nbsp;&nbsp;二&emsp;", ["  一  二"]),
        ("<pre>一  二\n三\t四</pre>", ["一  二", "三\t四"]),
        ("<p style='white-space: pre-wrap'>一\n二</p>三\n四", ["一", "二", "三四"]),
        ("<p>12<sup>2</sup>3", ["12 2 3"]),
        ("<p>二氧化碳CO<sub>2</sub>㎡", ["二氧化碳CO2㎡"]),
        ("<ruby>云<rp>(</rp><rt>yún</rt><rp>)</rp></ruby>水", ["云(yún)水"]),
        ("<ul><li>一<li>二</ul><dl><dt>三<dd>四</dl>", ["一", "二", "三", "四"]),
        ("一<hr>二<o:p>&nbsp;</o:p>", ["一", "二"]),
        ("<p>数<input value=12>件<input type=hidden value=3><input type=submit value=查>", ["数12件"]),
        ("<select><option>甲<option selected>乙</select>", ["乙"]),
        ("<td>1</td><td>2</td>", ["", ""]),
    ],
)
def test_lines(page: str, lines: list[str]) -> None:
    if page.startswith("<td"):
        assert [cells_of(found) for found in tables_of(page)] == [[(0, 0, "1"), (0, 1, "2")]]
        return
    assert lines_of(page) == lines


def test_a_raised_number_is_no_part_of_a_figure() -> None:
    page = PAGE.replace("<td>126</td>", "<td>126<sup>1</sup></td>")
    assert figures(read(page))["requests.new.natural_person"] is None


# --- tables


def test_spans_by_the_rules_of_html() -> None:
    found = table("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td rowspan=9>e<td>f<td>g")
    assert cells_of(found) == [(0, 0, "a"), (0, 1, "b"), (1, 1, "c"), (1, 2, "d"), (2, 0, "e"), (2, 1, "f"), (2, 2, "g")]
    assert [(cell.rowspan, cell.colspan) for cell in found.cells][:2] == [(2, 1), (1, 2)]
    assert found.cells[4].rowspan == 1  # cut at the table's end
    assert (found.rows, found.columns, found.keeps_places) == (3, 3, True)


@pytest.mark.parametrize(("value", "span"), [("0", 3), ("2", 2), (" +2x", 2), ("-1", 1), ("x", 1), ("", 1), ("99999999999", 3)])
def test_values_of_rowspan(value: str, span: int) -> None:
    assert table(f"<tr><td rowspan='{value}'>a<td>b<tr><td>c<td>d<tr><td>e<td>f").cells[0].rowspan == span


def test_a_span_ends_with_its_group_of_rows() -> None:
    found = table("<thead><tr><td rowspan=5>a<td>b</thead><tbody><tr><td>c<td>d</tbody>")
    assert cells_of(found) == [(0, 0, "a"), (0, 1, "b"), (1, 0, "c"), (1, 1, "d")]


def test_rows_stand_in_the_order_in_which_they_are_shown() -> None:
    found = table("<tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>甲<td>3</tbody><thead><tr><th>项<th>数</thead>")
    assert cells_of(found) == [(0, 0, "项"), (0, 1, "数"), (1, 0, "甲"), (1, 1, "3"), (2, 0, "合计"), (2, 1, "3")]
    assert found.cells[0].pieces == ((1, Place(table=1, row=3, cell=1)),)


def test_lines_within_a_cell() -> None:
    found = table("<tr><td><p>本年</p><p>件数</p>说<br>明<td>1<td><tr><td>a<td>&nbsp;<td>2")
    assert [cell.text for cell in found.cells] == ["本年\n件数\n说\n明", "1", "", "a", "", "2"]
    assert found.cells[0].pieces == ((9, Place(table=1, row=1, cell=1)),)


def test_tables_of_one_column_and_tables_that_hold_tables_are_lines() -> None:
    document = read(
        "<table><tr><td>一<tr><td colspan=3>二</table><table><tr><td>三<td><table><tr><td>甲<td>1</table>四</table>"
    )
    first, second, third, inner, last = document.blocks
    assert [block.text for block in (first, second, third, last)] == ["一", "二", "三", "四"]  # type: ignore[union-attr]
    assert isinstance(inner, Table)
    assert inner.place == Place(table=3)
    assert isinstance(second, Paragraph)
    assert second.pieces == ((1, Place(table=1, row=2, cell=1)),)


def test_rows_of_data_beside_a_table_within_the_table_stay_rows() -> None:
    page = (
        "<table><tr><td>甲<td>1<td>2<tr><td>乙<td>3<td>4<tr><td colspan=3><table><tr><td>丙<td>5<tr><td>丁<td>6</table>"
        "<tr><td>戊<td>7<td>8</table>"
    )
    assert [cells_of(found) for found in tables_of(page)] == [
        [(0, 0, "甲"), (0, 1, "1"), (0, 2, "2"), (1, 0, "乙"), (1, 1, "3"), (1, 2, "4")],
        [(0, 0, "丙"), (0, 1, "5"), (1, 0, "丁"), (1, 1, "6")],
        [(0, 0, "戊"), (0, 1, "7"), (0, 2, "8")],
    ]
    check_places(page)
    check_letters(page)


def test_a_small_table_in_a_cell_of_data_is_part_of_the_cell() -> None:
    page = "<table><tr><td><table><tr><td>1.<td>国家秘密</table><td>2<td>3<tr><td>乙<td>4<td>5</table>"
    (found,) = tables_of(page)
    assert found.cells[0].text == "1.\n国家秘密"
    assert found.cells[0].pieces == ((3, Place(table=2, row=1, cell=1)), (4, Place(table=2, row=1, cell=2)))
    assert [(note.code, note.within) for note in read(page).notes] == [("nested-table", 0)]
    check_letters(page)


def test_cells_outside_tables_are_never_joined() -> None:
    piece = "<p>前</p><tr><td>甲</td><td>1</td><td>2</td></tr><p>后</p><tr><td>乙<td>3<td>4</tr>"
    document = read(piece)
    assert compose(document).text == "前\n甲\t1\t2\n后\n乙\t3\t4\n"
    assert codes(piece) == []
    assert lines_of("<svg><td>1</td><td>2</td></svg>") == ["1", "2"]
    assert codes("<p>甲<b title='<td>1'>乙</b>") == ["cell-shape"]


# --- what is not shown


@pytest.mark.parametrize(
    ("page", "why", "code"),
    [
        ("<p>见<span style='display : None'>密</span>面", "hidden", "hidden-text"),
        ("<p>见<span hidden>密</span>面", "hidden", "hidden-text"),
        ("<p>见<span style='mso-hide:all'>密</span>面", "hidden", "hidden-text"),
        ("<p>见<span style='visibility:hidden'>密</span>面", "hidden", "hidden-text"),
        ("<p>见<del>密</del>面", "deleted", "deleted-text"),
        ("<p>见<span style='text-decoration: line-through'>密</span>面", "deleted", "deleted-text"),
        ("<p>见<!-- <table><tr><td>密</td></tr></table> -->面", "comment", "comment"),
        ("<p>见<noscript>密</noscript>面", "hidden", None),
        ("<style>p .k{display:none}</style><p>见<b class=k>密</b>面", "hidden", "hidden-text"),
    ],
)
def test_hidden_text_is_furniture_with_a_note(page: str, why: str, code: str | None) -> None:
    document = read(page)
    assert [block.text for block in document.blocks] == ["见面"]  # type: ignore[union-attr]
    assert [(f.text, f.why) for f in document.furniture] == [("密", why)]
    assert [note.code for note in document.notes] == ([code] if code else [])


@pytest.mark.parametrize(
    "page",
    [
        "<p>见<!-- 密 -->面",
        "<p>见<script>document.write('<b>')</script>面",
        "<style>p{color:red} .a:hover{display:none} @media print{p{display:none}}</style><p class=a>见面",
        "<style>p{display:none} .a{display:block}</style><p class=a>见面",
        "<template><p>密</template><p>见面",
    ],
)
def test_what_hides_nothing_gets_no_note(page: str) -> None:
    document = read(page)
    assert [block.text for block in document.blocks] == ["见面"]  # type: ignore[union-attr]
    assert not document.notes


def test_a_table_that_a_script_would_write_is_noted() -> None:
    assert codes("<p>甲<script>document.write('<table><tr><td>规章</td></tr></table>')</script>") == ["hidden-text"]


def test_hidden_rows_and_cells_keep_the_places_of_others() -> None:
    page = (
        "<div hidden><table><tr><td>0<td>0</table><p>零</p></div><table><tr hidden><td>x<td>y</tr>"
        "<tr><td hidden>z</td><td>甲</td><td style='visibility:hidden'>9</td><td>1</td></tr>"
        "<tr><td>乙</td><td>2</td><td>3</td></tr>"
        "</table><p>末</p>"
    )
    found = tables_of(page)[0]
    assert cells_of(found) == [(0, 0, "甲"), (0, 1, ""), (0, 2, "1"), (1, 0, "乙"), (1, 1, "2"), (1, 2, "3")]
    assert found.cells[0].pieces == ((1, Place(table=2, row=2, cell=2)),)
    assert {note.within for note in read(page).notes} == {None, 0}
    check_places(page)
    check_letters(page)


def test_hidden_text_of_the_site_gets_no_note() -> None:
    document = read(HEAD + "<div style='display:none'>登录 注册</div>" + NAVIGATION + f"<div>{BODY}</div>" + FOOT)
    assert not document.notes
    assert "登录 注册" in [furniture.text for furniture in document.furniture]


def test_pictures_in_place_of_text_are_noted() -> None:
    page = re.sub(r"(?s)<table>.*?</table>", "<p><img src=1.png></p>", PAGE)
    assert codes(page) == ["picture"] * 3
    assert codes(PAGE.replace("<p>三、", "<img src=x/icon_pdf.gif><img width=16 height=16 src=a.png><p>三、")) == []
    inside = read("<table><tr><td>甲<td><img src=9.png><tr><td>乙<td>1</table>")
    assert [(note.code, note.within, note.place) for note in inside.notes] == [("picture", 0, Place(table=1, row=1, cell=2))]
    assert codes("<p>年报<iframe src=report.pdf></iframe>") == ["picture"]
