"""Reports without the prescribed tables, as most before 2019: their prose is given, one finding says what is missing."""

from __future__ import annotations

import pytest
from honesty import assert_accounted, codes_of

import gzparse
from gzparse.annual_report.record import TABLES

HEADINGS = (
    "一、概述",
    "二、主动公开政府信息情况",
    "三、依申请公开政府信息情况",
    "四、政府信息公开的收费及减免情况",
    "五、因政府信息公开申请行政复议、提起行政诉讼情况",
    "六、存在的主要问题和改进措施",
)
TEXTS = (
    "本局全年召开专题会议3次。",
    "（一）数量。全年主动公开312条，其中规范性文件2件。\n（二）形式。通过县政府网站公开。",
    "2015年收到申请4件，全部按时答复。",
    "未收取任何费用。",
    "2015年发生行政复议1件，行政诉讼0件。",
    "公开内容还不够全面，将继续改进。",
)


def page(headings: tuple[str, ...] = HEADINGS, joint: str = "\n") -> str:
    body = joint.join(f"{heading}{joint}{text.replace(chr(10), joint)}" for heading, text in zip(headings, TEXTS, strict=True))
    return f"云水县民政局2015年政府信息公开工作年度报告\n{body}\n云水县民政局\n2016年2月18日\n"


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_its_prose_is_given_and_one_finding_names_the_missing_tables(joint: str) -> None:
    reading = gzparse.parse(page(joint=joint))
    report = reading.report
    assert (report.organ, report.year) == ("云水县民政局", 2015)
    errors = [f for f in reading.findings if f.severity == "error"]
    assert [f.code for f in errors] == ["free-form"]
    assert [ref.path for ref in errors[0].refs] == list(TABLES)
    assert {figure.status for figure in reading.figures.values()} <= {"missing", "not_in_form"}
    assert "主动公开312条" in (report.notes.proactive_disclosure or "")
    assert "收到申请4件" in (report.notes.requests or "")
    assert "未收取任何费用" in (report.notes.requests or "")
    assert "行政复议1件" in (report.notes.review_and_litigation or "")
    assert report.problems_and_improvements.text is not None
    assert "text-unread" not in codes_of(reading)
    assert_accounted(reading)


def test_notes_stand_in_the_order_of_the_page() -> None:
    notes = gzparse.parse(page()).report.notes.requests
    assert notes is not None
    assert notes.index("收到申请4件") < notes.index("四、政府信息公开的收费") < notes.index("未收取")


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("requests", "三、依申请公开和不予公开政府信息的情况"),
        ("requests", "三、依申请公开工作办理情况"),
        ("proactive_disclosure", "二、主动公开政府信息的情况"),
        ("review_and_litigation", "五、行政复议、行政诉讼和申诉情况"),
    ],
)
def test_headings_of_the_years_before_2019_are_known(section: str, heading: str) -> None:
    index = "一二三四五六".index(heading[0])
    reading = gzparse.parse(page((*HEADINGS[:index], heading, *HEADINGS[index + 1 :])))
    assert getattr(reading.report.notes, section) is not None
    assert [f.code for f in reading.findings if f.severity == "error"] == ["free-form"]


def test_the_table_of_another_form_is_pointed_at() -> None:
    text = page().replace(
        "\n云水县民政局\n", "\n政府信息公开情况统计表\n指标名称 单位 数量\n主动公开信息数 条 312\n云水县民政局\n"
    )
    (finding,) = [f for f in gzparse.parse(text).findings if f.code == "free-form"]
    assert "another form" in finding.message
    span = finding.refs[0].span
    assert span is not None
    assert text[span.start : span.end] == "政府信息公开情况统计表"


def test_headings_whose_tables_are_lost_are_no_free_form() -> None:
    text = page(HEADINGS)
    for kept in TEXTS[1:5]:
        text = text.replace(kept, "")
    assert {"table-missing"} == {f.code for f in gzparse.parse(text).findings if f.severity == "error"}


def test_a_table_that_could_not_be_read_is_no_free_form() -> None:
    text = page().replace(TEXTS[1], TEXTS[1] + "\n规章§3§4§5\n行政规范性文件§1§2§3\n")
    assert "free-form" not in codes_of(gzparse.parse(text))


def test_a_report_on_one_line_gives_what_stands_under_the_numbers_of_the_form() -> None:
    reading = gzparse.parse(page(joint=" "))
    assert [f.code for f in reading.findings if f.severity == "error"] == ["free-form"]
    assert "收到申请4件" in (reading.report.notes.requests or "")
    assert reading.report.dated is not None
    assert_accounted(reading)


def test_a_report_by_its_title_alone_gives_its_text() -> None:
    text = "# 云水镇2016年政府信息公开年报\n\n## 工作推进\n召开会议5次。\n\n## 申请\n收到8件。\n"
    reading = gzparse.parse(text)
    assert reading.report.year == 2016
    assert "收到8件" in (reading.report.preamble or "")
    assert [f.code for f in reading.findings if f.severity == "error"] == ["free-form"]
    assert_accounted(reading)
