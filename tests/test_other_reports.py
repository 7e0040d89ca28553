"""Another report behind the report, or the same one again: what they do not print alike is not given."""

from __future__ import annotations

import datetime

import pytest
from conftest import ROOT

import gzparse
from gzparse.testing import assert_sound

TABS = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8").rstrip("\n") + "\n"
PLAIN = gzparse.parse(TABS)
GIVEN = sum(figure.value is not None for figure in PLAIN.figures.values())
TITLE = TABS.splitlines()[0]
LICENSING, TOTAL = "proactive_disclosure.licensing.decisions", "requests.results.otherwise.other.total"
SIGNATURE = "\n瀍河回族区人民政府办公室\n2024年1月5日\n"
NOTICE = "\n更正说明\n原公布的报告数据有误，现予更正，以此为准。\n"
HEADINGS = [
    line for line in TABS.splitlines() if line[:2] in ("一、", "二、", "三、", "四、", "五、", "六、") and "\t" not in line
]
CONTENTS = "目录\n" + "".join(f"{heading}……{page}\n" for page, heading in enumerate(HEADINGS, 1))
FOUR = TABS[TABS.index("四、政府") : TABS.index("五、存在")]


def changed(text: str) -> str:
    """Return a report with one figure of section two and one of section three changed."""
    assert "行政许可\t0" in text
    assert "\t7\t0\t0\t0\t0\t0\t7" in text
    return text.replace("行政许可\t0", "行政许可\t5", 1).replace("\t7\t0\t0\t0\t0\t0\t7", "\t7\t0\t0\t0\t0\t0\t8", 1)


def given(reading: gzparse.Reading[gzparse.Report]) -> int:
    return sum(figure.value is not None for figure in reading.figures.values())


def found(reading: gzparse.Reading[gzparse.Report]) -> list[tuple[str, str, list[str | None]]]:
    assert_sound(reading)
    return [(f.code, f.severity, [ref.path for ref in f.refs]) for f in reading.findings]


@pytest.mark.parametrize("between", ["", SIGNATURE, NOTICE, SIGNATURE + NOTICE])
@pytest.mark.parametrize("front", ["", NOTICE.strip() + "\n"])
def test_of_two_reports_that_is_given_which_both_print(front: str, between: str) -> None:
    reading = gzparse.parse(front + TABS + between + changed(TABS))
    assert found(reading) == [("second-report", "error", [LICENSING, TOTAL])]
    assert given(reading) == GIVEN - 2
    assert [reading.figures[path].status for path in (LICENSING, TOTAL)] == ["withheld"] * 2
    assert reading.figures[LICENSING].raw == "0"
    assert (reading.report.title, reading.report.organ, reading.report.year) == (TITLE, PLAIN.report.organ, 2023)
    assert reading.report.other_matters.text == PLAIN.report.other_matters.text
    assert reading.report.dated == (datetime.date(2024, 1, 5) if SIGNATURE in between else None)


def test_a_report_printed_twice() -> None:
    reading = gzparse.parse(TABS + TABS)
    assert found(reading) == [("second-report", "warning", [None])]
    assert given(reading) == GIVEN


def test_all_of_three_reports_must_print_a_figure() -> None:
    reading = gzparse.parse(TABS + TABS + changed(TABS))
    assert found(reading) == [("second-report", "error", [LICENSING, TOTAL])]


def test_of_many_reports_nothing_is_given() -> None:
    reading = gzparse.parse(TABS * 9)
    assert given(reading) == 0
    assert [f.code for f in reading.findings] == ["second-report"]


def test_what_a_second_report_lacks_is_not_given() -> None:
    reading = gzparse.parse(TABS + TABS.replace(FOUR, ""))
    assert found(reading) == [("second-report", "error", ["review_and_litigation"])] or given(reading) == GIVEN - 15
    assert all(f.value is None for path, f in reading.figures.items() if path.startswith("review"))


@pytest.mark.parametrize(("old", "new"), [("瀍河回族区", "老城区"), ("办公室2023年", "办公室2022年")])
def test_the_first_of_two_organs_or_years_is_read(old: str, new: str) -> None:
    reading = gzparse.parse(TABS + changed(TABS).replace(old, new))
    assert reading.report == PLAIN.report
    assert found(reading) == [("second-report", "error", [None])]
    assert "another year or organ" in reading.findings[0].message


def test_a_correction_is_no_report_of_another_year() -> None:
    reading = gzparse.parse(TABS + NOTICE + changed(TABS).replace("办公室2023年", "办公室2022年"))
    assert ("second-report", "error", [LICENSING, TOTAL]) in found(reading)
    assert reading.report.year is None


@pytest.mark.parametrize("between", ["", NOTICE])
def test_a_section_printed_again(between: str) -> None:
    again = FOUR.replace("\n0\t0\t0\t0\t0\t0", "\n0\t0\t0\t6\t6\t0")
    reading = gzparse.parse(TABS + between + again)
    assert found(reading) == [
        ("second-report", "error", ["review_and_litigation.review.pending", "review_and_litigation.review.total"])
    ]
    assert given(reading) == GIVEN - 2
    alike = gzparse.parse(TABS + between + FOUR)
    assert given(alike) == GIVEN


@pytest.mark.parametrize(
    "text",
    [
        TABS.replace("一、总体情况", CONTENTS + "一、总体情况", 1),
        TITLE + "\n" + CONTENTS + TABS,
        TABS.replace("一、总体情况", "一、总体情况\n一、总体情况", 1),
        TABS + "\n关于“一、总体情况”“二、主动公开政府信息情况”的说明。\n",
        TABS + "\n更正说明\n一、总体情况\n二、主动公开政府信息情况\n以上部分已更正。\n",
        TABS + SIGNATURE + TITLE + "\n",
        TABS + f"\n附件：{TITLE}\n",
        TABS.replace(
            "一、总体情况\n",
            "一、总体情况\n（一）主动公开政府信息情况\n公开3条。\n（二）收到和处理政府信息公开申请情况\n2件。\n",
        ),
        NOTICE.strip() + "\n" + TABS,
    ],
    ids=[
        "contents",
        "contents-in-front",
        "twice",
        "quoted",
        "notice",
        "title-at-end",
        "annex",
        "subsections",
        "notice-in-front",
    ],
)
def test_what_looks_like_a_second_report(text: str) -> None:
    reading = gzparse.parse(text)
    assert found(reading) == []
    assert given(reading) == GIVEN
    assert reading.report.title == TITLE
