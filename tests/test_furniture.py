"""Furniture: print footers, numbers of pages, running heads; and cells that look like them."""

from __future__ import annotations

import pytest
from conftest import ROOT

import gzparse
from gzparse.read.furniture import page_furniture
from gzparse.read.text import read_source

EXAMPLE = gzparse.parse((ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8"))
LAYOUTS = {name: gzparse.render(EXAMPLE, layout=name) for name in ("tabs", "bars", "lines", "unmarked")}
TITLE = str(EXAMPLE.report.title)
FRONT = "政" * 300 + "\n"

FOOTERS = [
    "http://www.x.gov.cn/art/2024/1/3.html 第 3 页 共 9 页 2024/1/8 10:21",
    "http://www.x.gov.cn/art/2024/1/3.html\t3/9",
    "http://www.x.gov.cn/art/2024/1/3.html 3",
    "| 2024/1/8 10:21 | www.x.gov.cn/1 |",
    "2024-01-05 10:32:11",
    "2024年1月5日 下午3:07",
    "Page 3 of 9",
    "Page 3 -",
    "P. 9",
    "第3页/共9页",
    "共9页 第3页",
    "第 3/9 页",
    "— 第 3 页 —",
]
NO_FOOTERS = [
    "3/9",
    "规章 3/9",
    "2024年1月5日",
    "2024/1/5",
    "http://www.x.gov.cn/",
    "见第3页",
    "第3条",
    "发布时间：2024-01-05 10:32 来源：某局",
    "规章 3 2 1 http://www.x.gov.cn/ 2024/1/8 10:21",
    "浏览次数 35 第3页",
    "首页",
]


@pytest.mark.parametrize("line", FOOTERS)
def test_lines_that_can_hold_nothing_of_a_report(line: str) -> None:
    source = read_source(f"{FRONT}上文\n{line}\n下文")
    assert [source.text[slice(*place)] for place in source.furniture] == [line]
    assert source.normalized == f"{FRONT}上文 {' ' * len(line)}\n下文"


@pytest.mark.parametrize("line", NO_FOOTERS)
def test_lines_that_may_hold_something(line: str) -> None:
    assert page_furniture(f"{FRONT}上文\n{line}\n下文") == []


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("1/3", "2/3"), True),
        (("1 / 3", "2 / 3", "3 / 3"), True),
        (("1 / 3", "2 / 3"), False),  # may be two rows of three cells
        (("2/3", "1/3"), False),
        (("3/5", "17/20"), False),
        (("4/3", "5/3"), False),
    ],
)
def test_pages_of_as_many_are_numbered_one_after_the_other(lines: tuple[str, ...], wanted: bool) -> None:
    text = FRONT + "\n上文\n".join(lines)
    assert [text[slice(*place)] for place in page_furniture(text)] == (list(lines) if wanted else [])


def test_what_stands_beside_a_footer_is_furniture_where_it_is_repeated() -> None:
    head = "某县人民政府 信息公开 2024/1/8 10:21"
    once, twice = f"{FRONT}{head}\n上文", f"{FRONT}{head}\n上文\n{head}\n"
    assert page_furniture(once) == []
    assert [twice[slice(*place)] for place in page_furniture(twice)] == [head, head]
    figures = "规章 3 2 1 2024/1/8 10:21"
    assert page_furniture(f"{FRONT}{figures}\n上文\n{figures}\n") == []


def with_lines(text: str, line: str, every: int = 5) -> str:
    """Return a page with a line between others, in the prose and within tables; not above its first section."""
    lines = text.splitlines()
    first = next(i for i, it in enumerate(lines) if it.startswith("一、总体"))
    return "\n".join(it + (f"\n{line}" if i > first and i % every == 0 else "") for i, it in enumerate(lines))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line", [*FOOTERS[:1], "Page 3 of 9", "2024/1/5 10:32", TITLE, f"{TITLE} - 3 -", f"P. 9 {TITLE}"])
def test_a_page_with_furniture_is_read_as_without(layout: str, line: str) -> None:
    plain, reading = gzparse.parse(LAYOUTS[layout]), gzparse.parse(with_lines(LAYOUTS[layout], line))
    assert {p: f.value for p, f in reading.figures.items()} == {p: f.value for p, f in plain.figures.items()}
    assert [f.code for f in reading.findings] == [f.code for f in plain.findings]
    assert reading.report.overview == plain.report.overview
    assert reading.report.problems_and_improvements == plain.report.problems_and_improvements
    assert reading.report.title == plain.report.title
    furniture = [reading.source.text[p.span.start : p.span.end] for p in reading.parts if p.kind == "furniture"]
    assert furniture.count(line) == reading.source.text.count(f"\n{line}\n")


def test_a_title_in_a_sentence_stays() -> None:
    text = LAYOUTS["tabs"].replace("六、其他需要报告的事项\n", f"六、其他需要报告的事项\n{TITLE}已公布。\n")
    assert f"{TITLE}已公布。" in str(gzparse.parse(text).report.other_matters.text)


MARKED = """二、主动公开政府信息情况
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t3\t3/5\t9
行政规范性文件\t12\t2\t17/20
信息内容\t本年处理决定数量
行政许可\t3/5
信息内容\t本年处理决定数量
行政处罚\t57
行政强制\t5
第3页/共9页
"""


@pytest.mark.parametrize(("mark", "layout"), [("\t", None), (" | ", None), (" | ", "bar_cells")])
def test_a_cell_like_a_pages_number_costs_itself_alone(mark: str, layout: str | None) -> None:
    reading = gzparse.parse(MARKED.replace("\t", mark), layout=layout)
    rows = [("rules", ("issued", "repealed", "in_force")), ("normative_documents", ("issued", "repealed", "in_force"))]
    figures = reading.figures
    read = [[figures[f"proactive_disclosure.{row}.{name}"] for name in names] for row, names in rows]
    assert [[figure.value for figure in row] for row in read] == [[3, None, 9], [12, 2, None]]
    assert [f.status for row in read for f in row if f.value is None] == ["unreadable"] * 2
    assert figures["proactive_disclosure.licensing.decisions"].status == "unreadable"
    assert [f.code for f in reading.findings].count("row-incomplete") == 0
    assert [reading.source.text[p.span.start : p.span.end] for p in reading.parts if p.kind == "furniture"] == ["第3页/共9页"]
