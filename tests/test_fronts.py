"""Fronts and ends of reports (``fronts.toml``): what the record gets of them, and what is ``None`` with a finding."""

from __future__ import annotations

import pathlib
import pickle
import re
import tomllib
from typing import Any

import pytest
from honesty import assert_accounted, codes_of

import gzparse
from gzparse.cli.command import main
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


# --- explanations, and the caller's words -------------------------------------------------------------------------------


def reading_of(name: str, **options: Any) -> gzparse.Reading[Any]:
    return gzparse.parse(page(next(case for case in CASES if case["name"] == name)), **options)


@pytest.mark.parametrize(
    ("name", "path", "said_of_it"),
    [
        (
            "shorter name in the signature",
            "organ",
            ["supported by the title, line 1, column 1: “云水县市场监督管理局”", "supported by the signature"],
        ),
        (
            "title and signature name different organs",
            "organ",
            ["no value", "contradicted by the signature", "organ-unknown: "],
        ),
        (
            "published by another organ",
            "organ",
            ["value: 云水县民政局", "contradicted by the page’s metadata, line 1, column 6"],
        ),
        ("organ in the metadata alone", "organ", ["supported by the page’s metadata", "organ-inferred: "]),
        (
            "period of another year",
            "year",
            ["no value", "contradicted by the period", "line 2, column 14: “2022”", "year-unknown: "],
        ),
        (
            "year in the prose alone, published in the next",
            "year",
            ["value: 2023", "supported by the prose", "year-inferred: "],
        ),
        ("signed before the year was over", "dated", ["no value", "date-unknown: "]),
        ("two titles of different years", "title", ["no value", "title-unknown: "]),
        ("no organ anywhere", "organ", ["nothing on the page says it"]),
    ],
)
def test_an_explanation_shows_what_supports_and_contradicts(name: str, path: str, said_of_it: list[str]) -> None:
    reading = reading_of(name)
    explanation = reading.explain(path)
    for words in said_of_it:
        assert words in explanation
    assert pickle.loads(pickle.dumps(reading)).explain(path) == explanation
    assert re.search("取值|无取值", reading.explain(path, "zh"))


def test_the_command_explains_them(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(page(CASES[0]), "utf-8")
    for path in OF_THE_REPORT:
        assert main(["explain", str(tmp_path / "a.txt"), path, "--lang", "en"]) == 0
        assert f"[{path}]" in capsys.readouterr().out


def test_the_caller_names_what_is_not_certain() -> None:
    reading = reading_of("title and signature name different organs", organ="云水县民政局")
    assert reading.report.organ == "云水县民政局"
    assert "organ-unknown" not in codes_of(reading)
    reading = reading_of("period of another year", year=2022)
    assert reading.report.year == 2022
    (differs,) = [finding for finding in reading.findings if finding.code == "year-differs"]
    assert (differs.expected, differs.actual) == ("2022", "2023")


def test_what_follows_a_signature_is_furniture_and_no_prose() -> None:
    reading = reading_of("links to the reports before and after, below the signature")
    assert reading.report.signature == "云水县民政局 2024年1月20日"
    assert reading.report.other_matters.text == "无。"
    last = reading.parts[-1]
    assert last.kind == "furniture"
    assert reading.source.text[last.span.start : last.span.end].startswith("上一篇")


def test_a_page_in_one_line_has_a_title() -> None:
    reading = gzparse.parse(page(CASES[0]).replace("\n", " ").replace("\t", " "))
    assert (reading.report.organ, reading.report.year) == ("云水县民政局", 2023)
