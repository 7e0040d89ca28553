"""Pages of many kinds, made of one report, and what tests of the readers of HTML ask of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import gzparse
from gzparse.model.document import Document, Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.html import read_html
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
FACTS = (
    "<table><tr><td>索引号<td>000000000/2024-00002<td>分类<td>年报"
    "<tr><td>发布机构<td>云水县政府办<td>公开日期<td>2025-02-20</table>"
)
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
        f"{HEAD}<table><tr><td colspan=2>{NAVIGATION}</td></tr><tr><td>{side}</td>"
        f"<td><table><tr><td>{BODY}</td></tr></table></td></tr><tr><td colspan=2>{FOOT}</td></tr></table>"
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
