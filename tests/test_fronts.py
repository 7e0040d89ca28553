"""Fronts and ends of reports (``fronts.toml``): what the record gets of them, and what is ``None`` with a finding."""

from __future__ import annotations

import pathlib
import tomllib
from typing import Any

import pytest
from honesty import assert_accounted

import gzparse
from gzparse.model.paths import OF_THE_REPORT

CASES: list[dict[str, Any]] = tomllib.loads(pathlib.Path(__file__).with_name("fronts.toml").read_text("utf-8"))["front"]
CODES = {"title-unknown", "organ-unknown", "organ-inferred", "year-unknown", "year-inferred", "date-unknown"}
_TABLE = "二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t7\n"


def page(case: dict[str, Any]) -> str:
    """Return a report with a front, an end and a table."""
    overview = case.get("overview", "全年工作平稳有序。")
    body = f"一、总体情况\n{overview}\n{_TABLE}五、存在的主要问题及改进情况\n继续改进。\n六、其他需要报告的事项\n无。"
    return "\n\n".join(filter(None, (case["front"], body, case.get("end", ""))))


def said(reading: gzparse.Reading[Any]) -> dict[str, Any]:
    report = reading.report
    title = None if report.title is None else "".join(report.title.split())
    return {"title": title, "organ": report.organ, "year": report.year, "dated": report.dated and report.dated.isoformat()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_front_gives_what_is_certain_and_says_what_is_not(case: dict[str, Any]) -> None:
    reading = gzparse.parse(page(case))
    expected = {name: case.get(name) for name in OF_THE_REPORT}
    expected["title"] = None if expected["title"] is None else "".join(expected["title"].split())
    assert said(reading) == expected
    about = [finding for finding in reading.findings if finding.code in CODES]
    assert sorted(finding.code for finding in about) == sorted(case.get("codes", ()))
    named = {ref.path for finding in about for ref in finding.refs if finding.code.endswith("-unknown")}
    assert named == {name for name in ("title", "organ", "year") if expected[name] is None} | (
        {"dated"} if "date-unknown" in case.get("codes", ()) else set()
    )
    assert_accounted(reading)


def test_there_are_many_fronts_and_a_third_of_them_are_doubtful() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 60
    assert 3 * sum(any(code.endswith("-unknown") for code in case.get("codes", ())) for case in CASES) >= len(CASES)
