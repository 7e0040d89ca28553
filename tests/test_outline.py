"""Outline: headings in other wordings, with another number, or with a letter wrong, lost or extra."""

from __future__ import annotations

import pytest
from conftest import ROOT

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.form.built import BuiltForm
from gzparse.outline.damaged import nearest_wording

EXAMPLE = gzparse.parse((ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8"))
LAYOUTS = {name: gzparse.render(EXAMPLE, layout=name) for name in ("tabs", "lines", "unmarked")}
HEADINGS = {
    "overview": "一、总体情况",
    "proactive_disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_and_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems_and_improvements": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


def page(layout: str = "tabs", **changed: str) -> str:
    """Return the example in a layout, with some of its headings changed."""
    text = LAYOUTS[layout]
    for name, heading in changed.items():
        assert f"\n{HEADINGS[name]}\n" in text
        text = text.replace(f"\n{HEADINGS[name]}\n", f"\n{heading}\n" if heading else "\n")
    return text


def figures(reading: gzparse.Reading[gzparse.Report]) -> tuple[int, ...]:
    """Return how many figures are given of each table."""
    given = [path.partition(".")[0] for path, figure in reading.figures.items() if figure.value is not None]
    return tuple(given.count(name) for name in ANNUAL_REPORT.tables)


FIGURES = figures(EXAMPLE)


def codes(reading: gzparse.Reading[gzparse.Report], *names: str) -> list[tuple[str, str | None]]:
    return [(f.code, f.refs[0].path) for f in reading.findings if f.code in names]


@pytest.mark.parametrize(
    "heading",
    [
        "二、行政机关主动公开政府信息情况",
        "二、本机关主动公开政府信息的情况",
        "二、我局主动公开政府信息情况",
        "二、区政府主动公开政府信息情况",
        "二、某县自然资源和规划局主动公开政府信息情况",
        "二、2023年主动公开政府信息情况",
        "二、2023年度本单位主动公开政府信息情况",
        "第二部分 行政机关主动公开政府信息情况",
        "2.行政机关主动公开政府信息情况",
        "（二）行政机关主动公开政府信息情况",
        "行政机关主动公开政府信息情况",
        "2023年主动公开政府信息情况",
    ],
)
def test_headings_that_name_whose_information_it_is(heading: str) -> None:
    reading = gzparse.parse(page(proactive_disclosure=heading))
    assert figures(reading) == FIGURES
    assert codes(reading, "heading-slip", "table-missing") == []


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("requests", "三、行政机关收到和处理政府信息公开申请情况"),
        ("review_and_litigation", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("review_and_litigation", "四、本机关因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("review_and_litigation", "四、政府信息公开行政复议、诉讼情况"),
        ("overview", "一、2023年总体情况"),
        ("problems_and_improvements", "五、本机关政府信息公开工作存在的主要问题及改进情况"),
        ("problems_and_improvements", "五、2023年存在的主要问题及2024年改进措施"),
        ("problems_and_improvements", "五、存在的问题与不足及改进措施"),
    ],
)
def test_headings_in_the_wording_of_article_50_and_others(where: str, heading: str) -> None:
    reading = gzparse.parse(page(**{where: heading}))
    assert figures(reading) == FIGURES
    assert codes(reading, "heading-slip", "table-missing", "section-missing") == []


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("proactive_disclosure", "二、主动公开政府信患情况"),
        ("proactive_disclosure", "二、主动公开政府信情况"),
        ("proactive_disclosure", "二、主动公开政府政信息情况"),
        ("proactive_disclosure", "二、主动公开政府信息"),
        ("proactive_disclosure", "二主动公开政府信息情况"),
        ("proactive_disclosure", "主动公开政府信患情况"),
        ("proactive_disclosure", "二、公开情况"),
        ("requests", "三、收到和处理政府信息公开申请"),
        ("requests", "三、收到和处理政府信息公开申清情况"),
        ("requests", "三、收到和处理政府信息公开情况"),
        ("requests", "三、收刭和处理政府信息公开申清情况"),
        ("review_and_litigation", "四、政府信息公开行政复议、行政诉论情况"),
        ("review_and_litigation", "四、政府信息公开行政复、行政诉讼情况"),
        ("review_and_litigation", "四、争议情况"),
        ("overview", "一、总休情况"),
        ("problems_and_improvements", "五、存在的主要题及改进情况"),
        ("problems_and_improvements", "五、存在的主要问题及改进"),
    ],
)
@pytest.mark.parametrize("layout", ["tabs", "lines", "unmarked"])
def test_a_damaged_heading_is_recognized_and_reported(where: str, heading: str, layout: str) -> None:
    reading = gzparse.parse(page(layout, **{where: heading}))
    assert figures(reading) == FIGURES
    assert [(f.code, f.refs[0].path) for f in reading.findings] == [("heading-slip", where)]


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("proactive_disclosure", "二、依法公开"),
        ("requests", "三、收到和处理党务公开申请情况"),
        ("requests", "三、收到和处理信访投诉申请情况"),
        ("review_and_litigation", "四、政府信息公开行政复议、民事诉讼情况"),
        ("review_and_litigation", "四、信访举报行政复议、行政诉讼情况"),
    ],
)
def test_a_heading_with_other_words_is_named_at_its_figures(where: str, heading: str) -> None:
    reading = gzparse.parse(page("tabs", **{where: heading}))
    assert figures(reading) == FIGURES
    assert [(f.code, f.severity, f.refs[0].path) for f in reading.findings] == [
        ("note-on-table", "warning", where),
        ("heading-slip", "info", where),
    ]


@pytest.mark.parametrize("where", ANNUAL_REPORT.tables)
@pytest.mark.parametrize("heading", ["", "复议"])
@pytest.mark.parametrize("layout", ["tabs", "lines", "unmarked"])
def test_a_table_without_heading_is_not_read_and_costs_no_other(where: str, heading: str, layout: str) -> None:
    reading = gzparse.parse(page(layout, **{where: heading}))
    lost = ANNUAL_REPORT.tables.index(where)
    assert figures(reading) == tuple(0 if index == lost else count for index, count in enumerate(FIGURES))
    assert [(f.code, f.refs[0].path) for f in reading.findings] == [("table-missing", where)]
    unread = [reading.source.text[part.span.start : part.span.end] for part in reading.parts if part.kind == "unread"]
    assert "".join(unread).count(("行政规范性文件", "社会公益组织", "未经复议直接起诉")[lost]) == 1


def test_words_of_a_table_in_a_sentence_are_no_table() -> None:
    """Section four is missing, and the prose of section three says what became of the cases."""
    text = page()
    text = (
        text[: text.index("\n四、政府") + 1]
        + "行政复议结果维持1件，结果纠正2件，尚未审结3件。\n"
        + text[text.index("\n五、存在") + 1 :]
    )
    reading = gzparse.parse(text)
    assert figures(reading) == (*FIGURES[:2], 0)
    assert codes(reading, "table-missing") == [("table-missing", "review_and_litigation")]
    assert [part.kind for part in reading.parts if part.kind == "unread"] == []


@pytest.mark.parametrize(
    "line",
    [
        "二、不公开政府信息情况",
        "三、主动公开政府信患情况",
        "二、宣传培训情况",
        "公开政府信息",
    ],
)
def test_a_line_that_is_two_letters_away_or_has_another_number_is_no_heading(line: str) -> None:
    text = page(proactive_disclosure=line)
    text = text[: text.index("第二十条第（一）项")] + "全年公开。" + text[text.index("\n三、收到") :]
    assert codes(gzparse.parse(text), "heading-slip") == []


def test_subsections_named_like_sections_are_not_taken_for_damaged_headings() -> None:
    text = page(
        overview="一、总体情况\n（一）主动公开政府信息情况\n公开163条。\n（二）收到和处理政府信息公开申请情况\n收到23件。"
    )
    reading = gzparse.parse(text)
    assert figures(reading) == FIGURES
    assert [s.heading for s in reading.report.overview.subsections] == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
    ]


@pytest.mark.parametrize(
    ("section", "words", "wanted"),
    [
        ("PROACTIVE_DISCLOSURE", "主动公开政府信息", "主动公开政府信息情况"),
        ("PROACTIVE_DISCLOSURE", "主动公开政府信患情况", "主动公开政府信息情况"),
        ("REQUESTS", "收到和处理政府信息公开申请情情况", "收到和处理政府信息公开申请情况"),
        ("REQUESTS", "收到和处理政府信息", ""),
        ("REVIEW_AND_LITIGATION", "政府信息公开行政复议行政诉论情况", "政府信息公开行政复议行政诉讼情况"),
        ("OTHER_MATTERS", "其他需要报告的事", "其他需要报告的事项"),
        ("OVERVIEW", "机构设置情况", ""),
    ],
)
def test_the_wording_that_is_a_letter_away(section: str, words: str, wanted: str) -> None:
    pattern = BuiltForm(ANNUAL_REPORT).outline().terminals[section].pattern
    assert nearest_wording(pattern, words) == wanted


ONE_LINE = " ".join(LAYOUTS["unmarked"].split())


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("proactive_disclosure", "二、主动公开政府信患情况"),
        ("requests", "三、收到和处理政府信息公开申请"),
        ("review_and_litigation", "四、政府信息公开行政复、行政诉讼情况"),
    ],
)
def test_a_damaged_heading_on_a_page_of_one_line(where: str, heading: str) -> None:
    assert figures(gzparse.parse(ONE_LINE)) == FIGURES
    reading = gzparse.parse(ONE_LINE.replace(HEADINGS[where], heading))
    assert figures(reading) == FIGURES
    assert codes(reading, "heading-slip", "row-unknown", "row-conflict") == [("heading-slip", where)]


@pytest.mark.parametrize("where", ["requests", "review_and_litigation"])
def test_a_table_without_heading_on_a_page_of_one_line(where: str) -> None:
    reading = gzparse.parse(ONE_LINE.replace(HEADINGS[where], ""))
    lost = ANNUAL_REPORT.tables.index(where)
    assert figures(reading) == tuple(0 if index == lost else count for index, count in enumerate(FIGURES))
    assert codes(reading, "heading-slip", "row-unknown", "row-conflict", "text-unread", "table-missing") == [
        ("table-missing", where)
    ]
