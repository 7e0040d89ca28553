"""HTML pages, MHTML files and text with HTML tables: what is read of them, where it stands, and what is left aside."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.errors import DamagedFile, GzparseError, LimitExceeded, MissingLibrary
from gzparse.model.document import Cell, Document, Paragraph, Place, Table
from gzparse.read import html, mhtml
from gzparse.read.charset import decode_page
from gzparse.read.compose import compose
from gzparse.read.html import read_html, read_mixed
from gzparse.read.html_headings import heading_of
from gzparse.read.mhtml import read_mhtml
from gzparse.spec.limits import Limits, ReadOptions

lxml_html = pytest.importorskip("lxml.html")
pytest.importorskip("selectolax")

PAGE = (Path(__file__).parent / "files" / "html" / "report.html").read_text("utf-8")
TITLE = "云水县人民政府2024年政府信息公开工作年度报告"
BODY = PAGE.partition("<body>")[2].partition("</body>")[0]
WITHOUT_TITLE = re.sub(r"<h1>.*?</h1>\s*", "", BODY)
HEADINGS = re.findall(r"<p>([一二三四五六]、.*?)</p>", BODY)
HEAD = f"<html><head><title>{TITLE}-云水县人民政府网</title></head><body>"
NAVIGATION = (
    "<div><a href=/>首页</a> <a href=/zw>政务公开</a> <a href=/n>主动公开政府信息情况</a></div>"
    "<div>当前位置：<a href=/>首页</a> &gt; <a href=/b>政府信息公开年报</a></div>"
)
FOOT = (
    "<div>上一篇：<a href=/x>云水县2023年政府信息公开工作年度报告</a><br>下一篇：没有了</div>"
    "<div>版权所有：云水县人民政府 <a href=/i>京ICP备05000000号</a></div>"
)
FACTS = "<table><tr><td>索引号<td>000000000/2024-00002<td>分类<td>年报<tr><td>发布机构<td>云水县政府办<td>公开日期<td>2025-02-20</table>"
OPTIONS = ReadOptions()


def read(page: str | bytes, **limits: float) -> Document:
    return read_html(page, None, ReadOptions(Limits(**limits)) if limits else OPTIONS)  # type: ignore[arg-type]


def text_of(page: str | bytes) -> str:
    return compose(read(page)).text


def lines_of(page: str | bytes) -> list[str]:
    return [block.text for block in read(page).blocks if isinstance(block, Paragraph)]


def tables_of(page: str | bytes) -> list[Table]:
    return [block for block in read(page).blocks if isinstance(block, Table)]


def cells_of(table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for cell in table.cells]


def table(rows: str) -> Table:
    (found,) = tables_of(f"<table>{rows}</table>")
    return found


def codes(page: str | bytes) -> list[str]:
    return [note.code for note in read(page).notes]


def figures(document: Document) -> dict[str, object]:
    return {path: figure.value for path, figure in gzparse.parse(compose(document).text).figures.items()}


@cache
def expected() -> dict[str, object]:
    return figures(read(PAGE))


# --- places: read again from the file by another parser


def bare(text: str) -> str:
    return re.sub(r"[\s\xa0\u3000]+", "", text)


class Again:
    """The elements of a page as lxml finds them."""

    def __init__(self, page: str) -> None:
        self.root = lxml_html.document_fromstring(page)

    def text_at(self, place: Place) -> str:
        if place.path is not None:
            found = re.fullmatch(r"(\w+)\[(\d+)\]", place.path)
            assert found is not None, place
            return bare(list(self.root.iter(found[1]))[int(found[2]) - 1].text_content())
        tables = list(self.root.iter("table"))
        assert place.table is not None
        own = tables[place.table - 1]
        if place.row is None:
            return bare(own.text_content())
        rows = [row for row in own.iter("tr") if next(row.iterancestors("table")) is own]
        if place.cell is None:
            return bare(rows[place.row - 1].text_content())
        cells = [cell for cell in rows[place.row - 1] if cell.tag in ("td", "th")]
        return bare(cells[place.cell - 1].text_content())

    def letters(self) -> Counter[str]:
        body = self.root.find("body")
        found: Counter[str] = Counter()
        for element in body.iter():
            if isinstance(element.tag, str) and element.tag not in ("script", "style"):
                found.update(bare(element.text or ""))
            if element is not body:
                found.update(bare(element.tail or ""))
        return found


def parts_of(document: Document) -> Iterator[tuple[str, tuple[tuple[int, Place], ...]]]:
    for block in document.blocks:
        for part in (block,) if isinstance(block, Paragraph) else block.cells:
            yield part.text, part.pieces
    for furniture in document.furniture:
        yield furniture.text, furniture.pieces


def check_places(page: str) -> None:
    again = Again(page)
    for text, pieces in parts_of(read(page)):
        assert sum(length for length, _ in pieces) == len(text), text
        at = 0
        for length, place in pieces:
            assert bare(text[at : at + length]) in again.text_at(place), (text, place)
            at += length


def check_letters(page: str) -> None:
    found: Counter[str] = Counter()
    for text, _ in parts_of(read(page)):
        found.update(bare(text))
    assert found == Again(page).letters()


# --- whole pages of many kinds: the same figures


def word_page() -> str:
    def cell(m: re.Match[str]) -> str:
        text = m[2] if len(m[2]) < 6 else m[2][:4] + "\n  " + m[2][4:]
        return (
            f"<td{m[1]} style='border:solid windowtext 1.0pt'>\n  <p class=MsoNormal><span lang=EN-US\n"
            f"  style='font-size:10.5pt'>{text}<o:p></o:p></span></p>\n  </td>"
        )

    body = re.sub(r"<td([^>]*)>(.*?)</td>", cell, BODY)
    end = "<![if !supportMisalignedColumns]>\n<tr height=0><td width=92></td><td width=3></td></tr>\n<![endif]></table>"
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml></xml><![endif]-->"
        "<style><!-- p.MsoNormal {mso-style-parent:''} --></style></head><body lang=ZH-CN><div class=Section1>"
        + body.replace("</table>", end)
        + "</div></body></html>"
    )


def upper_case_without_ends() -> bytes:
    body = re.sub(r"<(/?)(\w+)", lambda m: f"<{m[1]}{m[2].upper()}", re.sub("</t[dr]>", "", BODY))
    return f"<HTML><HEAD><META CONTENT='text/html; charset=gb2312'></HEAD><BODY>{body}".encode("gb18030")


def sections_of_a_letter() -> str:
    around = r"<section><section style='display: inline-block'><p><span leaf=''>\1</span></p></section></section>"
    return HEAD + f"<h1>{TITLE}</h1><div id=js_content>" + re.sub("<p>(.*?)</p>", around, WITHOUT_TITLE) + "</div>"


def in_one_table() -> str:
    rows = re.sub("</?table>", "", re.sub("<p>(.*?)</p>", r"<tr><td colspan=15>\1</td></tr>", WITHOUT_TITLE))
    return f"{HEAD}<h1>{TITLE}</h1><table>{rows}</table>"


def in_layout_tables() -> str:
    side = "<table><tr><td><a href=1>机构</a></td></tr><tr><td><a href=2>领导</a></td></tr></table>"
    return (
        f"{HEAD}<table><tr><td colspan=2>{NAVIGATION}</td></tr><tr><td>{side}</td><td><table><tr><td>{BODY}</td></tr></table></td>"
        f"</tr><tr><td colspan=2>{FOOT}</td></tr></table>"
    )


def sections_apart() -> str:
    parts = re.split("(?=<p>[一二三四五六]、)", BODY)
    inner = (re.sub("<p>(.*?)</p>", r"<h2>\1</h2></div><div>", part, count=1) for part in parts)
    return HEAD + NAVIGATION + "".join(f"<div><div>{part}</div></div>" for part in inner) + FOOT


def of_divs() -> str:
    return HEAD + re.sub(r"<(/?)(?:table|t[rdh])\b[^>]*>", r"<\1div>", BODY)


def of_lines() -> str:
    def row(m: re.Match[str]) -> str:
        return "&nbsp;&nbsp;".join(re.findall("<td[^>]*>(.*?)</td>", m[1])) + "<br>"

    lines = re.sub("<tr>(.*?)</tr>", row, BODY)
    return HEAD + re.sub("</p>", "<br>", re.sub("</?table>|<p>", "", lines))


def preformatted() -> str:
    text = re.sub("<[^>]*>", "", re.sub("</td><td[^>]*>", "\t", re.sub("</(?:p|tr|h1)>", "\n", BODY)))
    return HEAD + "<pre>" + re.sub("\n+", "\n", text) + "</pre>"


KINDS: dict[str, Callable[[], str | bytes]] = {
    "site": lambda: HEAD + NAVIGATION + FACTS + BODY + FOOT,
    "site, article in an element": lambda: HEAD + NAVIGATION + FACTS + f"<div><div id=zoom>{BODY}</div></div>" + FOOT,
    "title apart": lambda: (
        HEAD + NAVIGATION + f"<h1>{TITLE}</h1><p>来源：县政府办 字号：大 中 小</p><div>{WITHOUT_TITLE}</div>" + FOOT
    ),
    "Word": word_page,
    "upper case, no ends, GBK": upper_case_without_ends,
    "sections": sections_of_a_letter,
    "one table": in_one_table,
    "layout tables": in_layout_tables,
    "sections apart": sections_apart,
    "divs": of_divs,
    "lines": of_lines,
    "pre": preformatted,
    "rows without tables": lambda: re.sub("</?table>", "", BODY),
    "fields": lambda: re.sub(r"<td>(\d+)</td>", r"<td><input type=text value='\1'></td>", PAGE),
    "thead": lambda: re.sub(r"<table>\s*(<tr>.*?</tr>)", r"<table><caption>表</caption><thead>\1</thead><tbody>", PAGE),
    "contents": lambda: HEAD + "<ul>" + "".join(f"<li>{h}</li>" for h in HEADINGS) + f"</ul><div>{BODY}</div>",
    "contents, linked": lambda: HEAD + "<ul>" + "".join(f"<li><a href=#a>{h}</a></li>" for h in HEADINGS) + f"</ul>{BODY}",
    "a table in each cell": lambda: re.sub(r"<td>(\d+)</td>", r"<td><table><tr><td>\1</td></tr></table></td>", PAGE),
    "a table in a label": lambda: PAGE.replace("1.属于国家秘密", "<table><tr><td>1.</td><td>属于国家秘密</td></tr></table>"),
    "spans as blocks": lambda: re.sub("<p>(.*?)</p>", r"<span style='display:block'>\1</span>", PAGE),
    "digits in spans": lambda: re.sub(r"<td>(\d)(\d+)</td>", r"<td><span>\1</span><b>\2</b></td>", PAGE),
    "breaks in labels": lambda: PAGE.replace("本年制发件数", "本年制发<br/>件数"),
    "headings in tables": lambda: re.sub(r"<p>([二三四]、.*?)</p>\s*<table>", r"<table><tr><td colspan=15>\1</td></tr>", PAGE),
    "page laid out in rows": lambda: (
        re.sub("<p>(.*?)</p>", r"<tr><td>\1</td></tr>", f"<h1>{TITLE}</h1><table>{WITHOUT_TITLE}")
        .replace("<table>\n", "<tr><td><table>")
        .replace("</table>", "</table></td></tr>")
    ),
    "UTF-16": lambda: PAGE.encode("utf-16"),
    "UTF-8 stated, GBK": lambda: PAGE.replace("<head>", "<head><meta charset=utf-8>").encode("gb18030"),
    "hidden row": lambda: PAGE.replace(
        "<tr><td>规章</td>", "<tr style='DISPLAY: none'><td>规章<td>9<td>9<td>9</tr><tr><td>规章</td>"
    ),
    "hidden by a rule": lambda: PAGE.replace(
        "<body>", "<style>/* */.h{display:none} @media print{p{display:none}}</style><body><p class=h>规章 7 7 7</p>"
    ),
    "struck out": lambda: PAGE.replace("<td>126</td>", "<td><s>125</s>126</td>"),
    "table in a comment": lambda: PAGE.replace("<p>三、", "<!--<table><tr><td>规章</td><td>7</td></tr></table>--><p>三、"),
}


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


def test_cells_outside_tables_never_run_together() -> None:
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
        "<tr><td hidden>z</td><td>甲</td><td style='visibility:hidden'>9</td><td>1</td></tr><tr><td>乙</td><td>2</td><td>3</td></tr>"
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
    "From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html; charset={}\n"
    "Content-Transfer-Encoding: base64\n\n{}\n--B\nContent-Type: text/html\n\n<p>- 1 -</p>\n--B\nContent-Type: image/png\n\nx\n--B--\n"
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
    "< > & &#0; \0 12 <!-- --> <table> </table> <svg> <s> <sup> <pre> <select> <option> <caption> <template> <nav> <td/rowspan=0> "
    "<td/colspan=9> <p/hidden> <a/href=x> <tfoot> <input/value=1> <img/src=a> <br> <style>p{display:none}</style>"
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
