"""The form reads its tables in many layouts, and is honest about what it cannot know."""

from __future__ import annotations

import os
import pathlib
from decimal import Decimal

import gzparse_statistics
import pytest
from gzparse_statistics import StatisticsReport
from gzparse_statistics.record import LABELS
from gzparse_statistics.strategies import MARKED, UNMARKED, WRITERS, Table, page, tables
from hypothesis import given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.testing import check_form

PAGE_2014 = pathlib.Path(__file__).parent / "page_2014.txt"
FIGURES_2014 = {
    "disclosed.total": (2543, 78967),
    "disclosed.website": (2543, 78967),
    "disclosed.gazette": (0, 0),
    "applications.total": (1, 1),
    "applications.in_person": (0, 0),
    "applications.online": (0, 0),
    "applications.letter_or_fax": (1, 1),
    "replies.total": (1, 1),
    "replies.granted": (1, 1),
    "replies.partially_granted": (0, 0),
    "replies.refused": (0, 0),
    "replies.other": (0, 0),
    "fees.waived": (Decimal(0), Decimal(0)),
    "complaints.litigation_and_reports": (0, 0),
    "review.total": (0, 0),
    "litigation.total": (0, 0),
}
"""A real table of 2014, read by eye."""
PRINTED = {
    f"statistics.{row}.{column}": value
    for row, values in FIGURES_2014.items()
    for column, value in zip(("year", "all_years"), values, strict=True)
}
ROWS = {"statistics.applications.total": (4, 9), "statistics.closed.total": (2, 7), "statistics.replies.total": (3, 8)}


def pages_of_2014() -> list[pathlib.Path]:
    real = pathlib.Path(os.environ.get("GZPARSE_CORPUS", "")) / "real" / "pingtan_2014_pre2019_stats_spaced.txt"
    return [PAGE_2014, real] if real.is_file() else [PAGE_2014]


@pytest.mark.parametrize("path", pages_of_2014(), ids=lambda path: path.stem)
def test_a_page_of_2014_is_read_figure_by_figure(path: pathlib.Path) -> None:
    reading = gzparse.parse_file(path)
    assert reading.form == "statistics"
    assert reading.findings == ()
    columns = ("year", "all_years")
    printed = {f"statistics.{row}.{c}": v for row, vs in FIGURES_2014.items() for c, v in zip(columns, vs, strict=True)}
    given_ = {path: f.value for path, f in reading.figures.items() if f.status != "not_in_form"}
    assert given_ == printed
    assert reading.figures["statistics.disclosed.total.year"].unit == "条"
    assert reading.figures["statistics.fees.waived.year"].unit == "元"
    assert reading.report.year == 2014
    assert [section.heading[2:] for section in reading.report.sections][-1] == "主要问题和改进措施"
    accounted(reading)


def accounted(reading: gzparse.Reading) -> None:
    at = 0
    for part in reading.parts:
        assert part.span.start == at < part.span.end
        at = part.span.end
    assert at == len(reading.source.text)
    for figure in reading.figures.values():
        assert "".join(reading.source.text[s.start : s.end] for s in figure.origins) == (figure.raw or "")


def named(reading: gzparse.Reading) -> list[str]:
    errors = [f for f in reading.findings if f.kind == "reading" and f.severity == "error"]
    return [ref.path for f in errors for ref in f.refs if ref.path]


def honest(reading: gzparse.Reading, printed: dict) -> None:
    """A figure is the printed one, or not given and named; a blank is never a number."""
    names = named(reading)
    for path, figure in reading.figures.items():
        if figure.value is not None:
            assert printed.get(path) == figure.value, path
        elif printed.get(path) is not None:
            assert any(path == name or path.startswith(f"{name}.") for name in names), path


@pytest.mark.parametrize("layout", WRITERS)
@given(table=tables())
@settings(max_examples=25, deadline=None)
def test_tables_are_read_in_full(layout: str, table: Table) -> None:
    reading = gzparse.parse(page(table, layout))
    assert reading.form == "statistics"
    honest(reading, table.printed)
    given_ = {path: f.value for path, f in reading.figures.items() if f.status != "not_in_form"}
    assert given_ == table.printed
    accounted(reading)


@pytest.mark.parametrize("layout", MARKED)
@given(table=tables(blanks=True))
@settings(max_examples=25, deadline=None)
def test_blanks_are_no_zeros(layout: str, table: Table) -> None:
    honest(gzparse.parse(page(table, layout)), table.printed)


@pytest.mark.parametrize("layout", UNMARKED)
@given(table=tables(blanks=True))
@settings(max_examples=25, deadline=None)
def test_blanks_without_a_trace_are_withheld(layout: str, table: Table) -> None:
    honest(gzparse.parse(page(table, layout)), table.printed)


@pytest.mark.parametrize("layout", WRITERS)
@given(table=tables(), data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_lost_label_costs_no_other_row(layout: str, table: Table, data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(list(table.rows)))
    lines = table.lines()
    index = 1 + list(table.rows).index(lost)
    lines[index] = lines[index][2 + table.coded :]
    text = page(table, layout).replace(WRITERS[layout](table.lines()), WRITERS[layout](lines))
    printed = {path: value for path, value in table.printed.items() if not path.startswith(f"{lost}.")}
    if lost in ("statistics.review.total", "statistics.litigation.total"):  # its outcomes are no block's
        printed = {path: value for path, value in printed.items() if path.split(".")[1] != lost.split(".")[1]}
    honest(gzparse.parse(text), printed)


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("header", ["", "统计指标 单位 区政府统计数 区直单位统计数", "指标名称 计量单位 历年累计 2014年度"])
def test_without_a_header_that_is_known_no_figure_is_given(layout: str, header: str) -> None:
    table = Table(("year", "all_years"), {"statistics.applications.total": (4, 9), "statistics.applications.fax": (1, 2)})
    lines = [header.split(), *table.lines()[1:]] if header else table.lines()[1:]
    text = page(table, layout).replace(WRITERS[layout](table.lines()), WRITERS[layout](lines))
    reading = gzparse.parse(text, form="statistics")
    assert {f.value for f in reading.figures.values()} == {None}
    assert named(reading)


@pytest.mark.parametrize("columns", [("year", "all_years"), ("period", "year_to_date")])
def test_columns_that_mean_different_things_are_different_fields(columns: tuple[str, ...]) -> None:
    applications = gzparse.parse(page(Table(columns, ROWS), "tabs")).report.statistics.applications.total
    given_ = {name: getattr(applications, name) for name in ("year", "all_years", "period", "year_to_date")}
    assert {name: value for name, value in given_.items() if value is not None} == dict(zip(columns, (4, 9), strict=True))


@pytest.mark.parametrize("layout", WRITERS)
def test_a_second_year_beside_the_first_is_not_left_out(layout: str) -> None:
    table = Table(("year",), {row: (value,) for row, (value, _) in ROWS.items()})
    lines = table.lines()
    lines[0].append("2013年度")
    text = page(table, layout).replace(WRITERS[layout](table.lines()), WRITERS[layout](lines))
    assert {f.value for f in gzparse.parse(text, form="statistics").figures.values()} == {None}


def test_a_code_is_no_figure_and_must_rise() -> None:
    rows = {
        "statistics.applications.total": (40, 90),
        "statistics.replies.total": (30, 80),
        "statistics.closed.total": (20, 70),
    }
    table = Table(("year", "all_years"), rows, coded=True)
    text = page(table, "tabs")
    assert gzparse.parse(text).report.statistics.closed.total.year == 20
    swapped = text.replace("\t02\t", "\t70\t")
    honest(gzparse.parse(swapped), table.printed)


def test_rows_that_no_table_is_known_to_have_are_kept_aside() -> None:
    text = page(Table(("year", "all_years"), ROWS), "tabs") + "主动公开规划计划信息\t条\t11\t12\n"
    reading = gzparse.parse(text)
    (row,) = reading.report.extra_rows
    assert (row.figures, [f.code for f in reading.findings]) == ((11, 12), ["row-unknown"])
    assert reading.report.statistics.applications.total.year == 4


def test_totals_are_checked_and_never_corrected() -> None:
    rows = {
        "statistics.applications.total": (5,),
        "statistics.applications.in_person": (1,),
        "statistics.applications.fax": (2,),
    }
    reading = gzparse.parse(page(Table(("year",), rows), "tabs"))
    (finding,) = reading.findings
    assert (finding.code, finding.expected, finding.actual) == ("statistics-total", "3", "5")
    assert "收到申请数" in finding.message
    assert reading.report.statistics.applications.total.year == 5


def test_json_goes_both_ways() -> None:
    report = gzparse.parse_file(PAGE_2014).report
    assert gzparse.structure(gzparse.unstructure(report), StatisticsReport) == report


def test_an_annual_report_of_today_is_none_of_this_form() -> None:
    text = "某县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n行政许可\t5\n三、收到和处理政府信息公开申请情况\n"
    assert gzparse.parse(text).form == "annual_report"


def test_every_row_of_the_record_is_in_the_grammar() -> None:
    grammar = pathlib.Path(gzparse_statistics.__file__).with_name("statistics.lark").read_text("utf-8")
    for row in LABELS.rows:
        _, group, name = row.split(".")
        outcome = group in ("review", "litigation") and name != "total"
        assert outcome or f"{group}__{name}".upper() + ":" in grammar, row


# --- pages that were read wrongly once ----------------------------------------------------------------------------------


def table_page(rows: list[str], header: str = "统计指标 单位 2014年度", mark: str = "\t") -> str:
    lines = "\n".join(mark.join(line.split()) for line in (header, *rows))
    return f"云水县2014年度政府信息公开工作年度报告\n一、概述\n平稳。\n二、政府信息公开情况统计表\n{lines}\n"


def given_on(rows: list[str], header: str = "统计指标 单位 2014年度", mark: str = "\t") -> tuple[dict, list[str]]:
    reading = gzparse.parse(table_page(rows, header, mark), form="statistics")
    values = {path.removeprefix("statistics."): f.value for path, f in reading.figures.items() if f.value is not None}
    return values, named(reading)


@pytest.mark.parametrize("mark", ["\t", " ", " | "])
def test_the_number_in_a_labels_note_is_no_figure(mark: str) -> None:
    rows = [
        "主动公开政府信息数（不同渠道和方式公开相同信息计1条） 条 21171",
        "其中：主动公开规范性文件数 条 12",
        "制发规范性文件总数 件 8",
    ]
    assert given_on(rows, mark=mark)[0]["disclosed.total.year"] == 21171


@pytest.mark.parametrize("mark", ["\t", " ", " | "])
def test_outcomes_without_their_own_blocks_row_are_not_the_other_blocks(mark: str) -> None:
    review = "行政复议数量 件 3"
    for rows in (
        [review, "五、 件 9", "（一）维持具体行政行为或者驳回原告诉讼请求数 件 4", "（二）被依法纠错数 件 5"],
        [review, "五、行政应诉案件数 件 9", "（一）维持具体行政行为数 件 4", "（二）被依法纠错数 件 5"],
        [review, "（一）维持具体行政行为数 件 4", "（二）被依法纠错数 件 5", "（三）其他情形数 件 6"],
        [review, "六、举报投诉数量 件 14", "（一）被依法纠错数 件 2", "（二）其他情形数 件 1"],
        [review, "（三）其他情形数 件 2"],
    ):
        values, names = given_on(rows, mark=mark)
        assert not [path for path in values if path.endswith((".upheld.year", ".corrected.year", ".other.year"))], rows
        assert names, rows


@pytest.mark.parametrize("mark", ["\t", " "])
def test_a_column_of_numbers_before_the_labels_is_no_code(mark: str) -> None:
    rows = ["1 主动公开政府信息数 条 54 98", "2 收到申请数 件 60 77", "3 申请办结数 件 61 78"]
    printed = {"disclosed.total": (54, 98), "applications.total": (60, 77), "closed.total": (61, 78)}
    values, _ = given_on(rows, "编号 指标名称 单位 2014年度 历年累计", mark)
    for path, value in values.items():
        row, column = path.rsplit(".", 1)
        assert printed[row][column == "all_years"] == value


@pytest.mark.parametrize("mark", ["\t", " "])
def test_codes_without_a_header_are_no_figures(mark: str) -> None:
    rows = ["主动公开政府信息数 条 09", "收到申请数 件 10", "申请办结数 件 11", "行政复议数 件 12"]
    assert given_on(rows, mark=mark)[0] == {}


def test_a_group_without_figures_takes_none_and_is_told_of_by_nobody() -> None:
    rows = ["三、依申请公开情况 —", "（一）收到申请数 件 97", "1．当面申请数 件 4", "2．传真申请数 件 5"]
    for mark in ("\t", " "):
        reading = gzparse.parse(table_page(rows, mark=mark), form="statistics")
        assert reading.report.statistics.applications.total.year == 97
        assert [f.code for f in reading.findings] == ["statistics-total"]


@pytest.mark.parametrize("mark", ["\t", " "])
def test_a_second_table_is_not_the_firsts(mark: str) -> None:
    rows = [
        "主动公开政府信息数 条 54",
        "收到申请数 件 60",
        "云水县乡镇汇总",
        "统计指标 单位 2014年度",
        "申请办结数 件 77",
        "行政复议数 件 7",
    ]
    values, names = given_on(rows, mark=mark)
    assert values == {"disclosed.total.year": 54, "applications.total.year": 60}
    assert "statistics" in names


def test_a_header_of_another_year_is_told() -> None:
    reading = gzparse.parse(table_page(["收到申请数 件 60", "申请办结数 件 50"], "统计指标 单位 2013年度"), form="statistics")
    assert [(f.code, f.severity) for f in reading.findings] == [("year-differs", "warning")]


def test_a_code_that_runs_into_its_figure_withholds_the_row() -> None:
    text = table_page([], "指标单位代码2014年度").rstrip("\n") + "主动公开政府信息数条0954收到申请数件1060申请办结数件1161"
    reading = gzparse.parse(text, form="statistics")
    assert {f.value for f in reading.figures.values()} == {None}
    assert named(reading)


def test_it_is_what_a_form_should_be() -> None:
    check_form(gzparse_statistics.FORM, samples=[(PAGE_2014, PRINTED)], examples=200)
