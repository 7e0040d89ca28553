"""The hook for forms: another family of documents is read as well as the annual report, and its faults cost no report."""

from __future__ import annotations

import pickle
import sys
from typing import Any

import attrs
import pytest
from conftest import EXAMPLES, ROOT
from honesty import codes_of

import gzparse
from gzparse.cli.command import main
from gzparse.finish.page import finish
from gzparse.form.steps import read_table
from gzparse.output.text import as_text

sys.path.insert(0, str(ROOT / "docs" / "plugins" / "statistics" / "src"))

from gzparse_statistics import FORM, Statistics
from gzparse_statistics.form import TABLE

PAGE = "\n".join(
    [
        "云水县2014年度政府信息公开工作年度报告",
        "一、概述",
        "2014年，本县按时公开年报。",
        "二、主动公开政府信息情况",
        "全年公开信息2543条。",
        "三、政府信息公开情况统计表",
        "指标名称\t计量单位\t2014年度\t历年累计",
        "主动公开文件数\t条\t2543\t78967",
        "申请总数\t条\t14\t60",
        "其中：1.当面申请数\t条\t\t6",
        "",
    ]
)
ANNUAL = gzparse.forms()[0]


def parser(*forms: gzparse.Form) -> gzparse.Parser:
    return gzparse.Parser(forms=[ANNUAL, *forms])


def broken(**changes: Any) -> gzparse.Form:
    return attrs.evolve(FORM, **changes)


def raises(*_: Any) -> Any:
    raise ValueError("no")


def test_the_form_that_knows_the_tables_is_taken_not_the_one_that_knows_the_headings() -> None:
    reading = parser(FORM).parse(PAGE)
    assert reading.form == "statistics"
    assert reading.report.statistics.disclosed.total.all_years == 78967  # type: ignore[attr-defined]
    assert parser().parse(PAGE).form == "annual_report"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_annual_report_is_read_as_before(path: Any) -> None:
    text = path.read_text("utf-8")
    reading = parser(FORM).parse(text)
    assert (reading.form, reading.report, reading.findings) == (
        "annual_report",
        gzparse.parse(text).report,
        gzparse.parse(text).findings,
    )


def test_a_form_is_asked_for_by_name() -> None:
    assert parser(FORM).parse(PAGE, form="annual_report").form == "annual_report"
    assert parser(FORM).parse(PAGE, form="statistics").form == "statistics"
    with pytest.raises(gzparse.LayoutError, match="no form is named 'nothing'"):
        parser(FORM).parse(PAGE, form="nothing")


STEPS: dict[str, dict[str, object]] = {
    "sort": {"specs": {"statistics": attrs.evolve(TABLE, sort=raises)}},
    "check": {"specs": {"statistics": attrs.evolve(TABLE, check=raises)}},
    "record": {"record": raises},
    "remarks": {"remarks": raises},
    "transformer": {"transformer": raises},
}


@pytest.mark.parametrize("step", STEPS)
def test_a_form_that_fails_costs_no_report(step: str) -> None:
    with pytest.warns(gzparse.PluginWarning, match="form 'statistics' failed"):
        reading = parser(broken(**STEPS[step])).parse(PAGE)
    assert reading.form == "annual_report"
    assert {"free-form", "plugin-failed"} <= codes_of(reading)


@pytest.mark.parametrize("step", [step for step in STEPS if step != "transformer"])
def test_a_form_that_fails_when_asked_for_says_so(step: str) -> None:
    with pytest.raises(gzparse.LayoutError, match="form 'statistics' failed: ValueError: no"):
        parser(broken(**STEPS[step])).parse(PAGE, form="statistics")


def test_a_form_that_reads_its_tables_and_finishes_in_the_former_ways_goes_on_working() -> None:
    def former_read(section: str, grid: Any, rows: Any, findings: Any) -> Any:
        return read_table(TABLE, grid, rows, findings)

    def former_finish(source: Any, outline: Any, tables: Any, findings: Any, organ: Any, year: Any, tried: Any) -> Any:
        return finish(FORM, source, outline, tables, tried, organ, year)

    with pytest.warns(DeprecationWarning, match="Form") as warned:
        former = broken(read_table=former_read, finish=former_finish, record=None, specs={}, tables=("statistics",))
    assert len(warned) == 2
    assert parser(former).parse(PAGE).report == parser(FORM).parse(PAGE).report


def test_a_grammar_that_does_not_build_is_reported() -> None:
    with pytest.raises(gzparse.LayoutError, match=r"nothing\.lark"):
        parser(broken(grammar=("gzparse_statistics", "nothing.lark"))).parse(PAGE, form="statistics")


def test_findings_and_figures_have_the_forms_own_labels() -> None:
    reading = parser(FORM).parse(PAGE.replace("2543\t78967", "2543件x\t78967"))
    (finding,) = [f for f in reading.findings if f.severity == "error"]
    assert (finding.code, finding.refs[0].path) == ("number-unreadable", "statistics.disclosed.total.year")
    assert "主动公开 主动公开政府信息数 · 本年度" in finding.message
    assert "printed “14”" in reading.explain("statistics.applications.total.year")
    with pytest.raises(gzparse.UnknownPath):
        reading.label("requests.new.total")
    assert reading.figures["statistics.applications.in_person.year"].status == "blank"
    assert reading.figures["statistics.applications.fax.year"].status == "not_in_form"


def test_as_text_shows_the_rows_that_are_printed() -> None:
    shown = as_text(parser(FORM).parse(PAGE))
    (line,) = [line for line in shown.splitlines() if "收到申请数" in line]
    assert line.split()[-2:] == ["14条", "60条"]
    assert "传真" not in shown


def test_a_reading_goes_through_a_pickle_and_json() -> None:
    reading = parser(FORM).parse(PAGE)
    again = pickle.loads(pickle.dumps(reading))
    assert (again.report, again.findings, dict(again.figures)) == (reading.report, reading.findings, dict(reading.figures))
    statistics = reading.report.statistics  # type: ignore[attr-defined]
    assert gzparse.structure(gzparse.unstructure(statistics), Statistics) == statistics


def test_the_command_knows_forms(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    assert main(["parse", "--form", "nothing", str(page)]) == 2
    assert "no form is named 'nothing'" in capsys.readouterr().err
    assert main(["forms"]) == 0
    assert capsys.readouterr().out.startswith("annual_report  gzparse 0.1.0  政府信息公开工作年度报告")
    assert main(["parse", "--form", "annual_report", str(page)]) == 0
    assert '"form": "annual_report"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"labels": None}, "Labels"),
        ({"sections": "statistics"}, "sections"),
        ({"record": None}, "record"),
        ({"specs": {}}, "sort"),
        ({"tables": ("other",), "specs": {}}, "not among its sections: other"),
    ],
)
def test_a_form_whose_fields_are_wrong_is_refused_with_the_reason(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(gzparse.LayoutError, match=what):
        gzparse.Parser(forms=[broken(**changes)])


def test_a_figure_that_the_record_has_no_field_for_is_not_lost_without_a_word() -> None:
    def sort(reading: Any, blocks: Any) -> Any:
        assert TABLE.sort is not None
        entries = TABLE.sort(reading, blocks)
        entries[0].columns = ("yaer", *entries[0].columns[1:])
        return entries

    with pytest.raises(gzparse.LayoutError, match="yaer"):
        parser(broken(specs={"statistics": attrs.evolve(TABLE, sort=sort)})).parse(PAGE, form="statistics")
