"""Pages that were once read wrongly, one case each."""

from __future__ import annotations

import pathlib
import random
import re

import pytest
import writing
from conftest import ROOT, Page
from honesty import LOST, assert_accounted, assert_complete, assert_honest, errors_of, value_at
from work import assert_linear

import gzparse
from gzparse.testing.figures import with_figures

EXAMPLES = ROOT / "docs" / "examples"


def page(name: str) -> Page:
    return Page(EXAMPLES / f"{name}.txt")


def with_row(page: Page, row: str, figures: list[int]) -> Page:
    """Return the page with other figures in one row of section three."""
    paths = [path for path in page.printed if path.startswith(row + ".")]
    text = page.with_cells({path: str(value) for path, value in zip(paths, figures, strict=True)})
    page.text, page.cells = text, writing.cells(text, page.blank)
    page.printed |= dict(zip(paths, figures, strict=True))
    return page


@pytest.mark.parametrize("name", ["tabs", "tabs_page_breaks"])
def test_a_zero_lost_with_its_tab_is_not_taken_for_a_blank_in_front(name: str) -> None:
    """The row has empty cells from a spanning label: its sum held one column to the left."""
    row = "requests.carried_forward"
    p = with_row(page(name), row, [7, 0, 0, 2, 0, 0, 9])
    start, stop = p.cells[f"{row}.business"]
    for tail in ("", "\t"):
        line_end = p.text.index("\n", stop)
        reading = gzparse.parse(p.text[: start - 1] + p.text[stop:line_end] + tail + p.text[line_end:])
        lost = {path: LOST for path in p.printed if path.startswith(row + ".")}
        assert_honest(reading, {**p.printed, **lost})


def test_an_only_figure_lost_with_its_tab_is_not_blank() -> None:
    for name, row in (("tabs", "行政事业性收费\t"), ("tabs", "行政许可\t"), ("bars", "行政许可 |")):
        p = page(name)
        figure = re.search(re.escape(row) + r" ?\d+ ?[\t|]", p.text)
        assert figure is not None
        reading = gzparse.parse(p.text.replace(figure.group(), row))
        path = {"行政事": "fees.amount", "行政许": "licensing.decisions"}[row[:3]]
        assert reading.figures[f"proactive_disclosure.{path}"].status == "unreadable"


def test_rows_without_figures_on_a_page_with_figures_elsewhere_are_not_a_blank_form() -> None:
    text = re.sub(r"(?<=\d)[\t ]+", "；", (EXAMPLES / "tabs.txt").read_text("utf-8"))
    reading = gzparse.parse(text)
    statuses = {reading.figures[path].status for path in gzparse.paths()}
    assert "blank" not in statuses
    assert {value_at(reading.report, path) for path in gzparse.paths() if path.startswith("requests")} == {None}


def test_spaces_in_place_of_tabs_are_enough() -> None:
    text = (EXAMPLES / "tabs.txt").read_text("utf-8")
    tabs = gzparse.parse(text)
    for mark in (" ", "  "):
        spaces = gzparse.parse(text.replace("\t", mark))
        assert spaces.report == tabs.report
        assert {figure.layout for figure in spaces.figures.values() if figure.value is not None} == {"unmarked"}


def test_a_contents_list_above_a_doubled_heading(tmp_path: pathlib.Path) -> None:
    p = page("tabs")
    heads = re.findall(r"\n([一二三四五六]、(?:总|主|收|政|存|其)[^\n]*)", p.text)
    text = "目录\n" + "\n".join(heads) + "\n\n" + p.text.replace("一、总体情况", "一、总体情况\n\n一、总体情况")
    reading = gzparse.parse(text)
    assert_complete(reading, p.printed)
    assert reading.findings == ()


def test_a_page_that_ends_after_its_first_label_is_not_a_blank_form() -> None:
    for name in ("tabs", "bars", "indented"):
        p = page(name)
        at = p.text.index("一、本年新收") + len("一、本年新收政府信息公开申请数量")
        reading = gzparse.parse(p.text[: at + 2])
        later = {path: LOST for path in p.printed if not path.startswith("proactive_disclosure")}
        assert_honest(reading, {**p.printed, **later})


@pytest.mark.parametrize(
    ("name", "before", "unit"),
    [
        ("indented", "\n\t行政许可", "\n\t规章\n\t1\n"),
        ("bars", "\n行政许可", "-"),
        ("bars", "\n行政许可", "="),
        ("bars", "\n行政许可", "1\n"),
    ],
)
def test_what_once_took_quadratic_time(name: str, before: str, unit: str) -> None:
    text = page(name).text
    assert_linear(text, text.index(before) + 1, unit)


def test_a_second_report_whose_first_heading_is_lost_is_not_mixed_with_the_first() -> None:
    p = page("tabs")
    other = p.with_cells(dict.fromkeys(p.cells, "999"))
    text = (
        p.text.replace("二、主动公开政府信息情况", "二、信息") + "\n\n某县2019年报\n\n" + other[other.index("二、主动公开") :]
    )
    reading = gzparse.parse(text)
    lost = {path: LOST for path in p.printed if path.startswith("proactive_disclosure.")}
    assert_honest(reading, {**p.printed, **lost})
    assert "second-report" in errors_of(reading)


def test_a_row_in_spaces_is_no_note() -> None:
    text = (EXAMPLES / "tabs.txt").read_text("utf-8").replace("\t", "  ")
    reading = gzparse.parse(text)
    assert reading.report.notes.requests is None
    assert reading.report.notes.proactive_disclosure is None
    assert errors_of(reading) == set()


def test_a_first_report_whose_headings_hold_spaces_is_not_skipped_for_the_second() -> None:
    p = page("tabs")
    other = p.with_cells(dict.fromkeys(p.cells, "999"))
    first = re.sub(r"(?<=\n)([一二三四五六]、)(?=总|主|收|政|存|其)(.)", r"\1 \2 ", p.text)
    reading = gzparse.parse(first + "\n\n某县2019年政府信息公开工作年度报告\n\n" + other[other.index("一、总体情况") :])
    assert_honest(reading, p.printed)
    assert errors_of(reading) == {"second-report"}
    assert reading.report.overview.text == gzparse.parse(p.text).report.overview.text
    assert reading.report.year == gzparse.parse(p.text).report.year  # the second is of another organ and year


def test_a_table_before_the_first_known_heading_is_reported() -> None:
    p = page("tabs")
    other = p.with_cells(dict.fromkeys(p.cells, "999"))
    first = re.sub(r"(?<=\n)[一二三四五六]、(?=总|主|收|政|存|其)", "甲", p.text)
    reading = gzparse.parse(first + "\n\n" + other[other.index("一、总体情况") :])
    assert "text-unread" in errors_of(reading)
    assert_accounted(reading)
    assert [part.kind for part in reading.parts].count("unread") > 0


@pytest.mark.parametrize("mark", [" | ", "\t"])
@pytest.mark.parametrize("layout", ["unmarked", "lines"])
def test_a_note_with_marks_does_not_speak_for_a_table_without(layout: str, mark: str) -> None:
    """Last year's row stands below the table, with marks; the table has none: its figures were given as this year's."""
    figures = writing.consistent_figures(random.Random(3))
    report = with_figures(gzparse.Report(edition="2021", title="某县2023年政府信息公开工作年度报告"), figures)
    note = mark.join(["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"])
    page = gzparse.render(report, layout=layout).replace("四、政府", f"上年同期：\n{note}\n\n四、政府", 1)
    reading = gzparse.parse(page)
    assert_honest(reading, {path: LOST if path.startswith("requests.new.") else value for path, value in figures.items()})
    given = [path for path in figures if value_at(reading.report, path) is not None]
    assert len(given) >= (190 if layout == "unmarked" else 1)


@pytest.mark.parametrize("layout", ["lines", "unmarked"])
def test_a_page_without_its_repeated_lines_is_no_blank_form(layout: str) -> None:
    """A report of zeros alone, a cell a line, lost all but its first zero: section three was called blank."""
    zeros = dict.fromkeys(writing.consistent_figures(random.Random(3)), 0)
    report = with_figures(gzparse.Report(edition="2021", title="某县2023年政府信息公开工作年度报告"), zeros)
    text = gzparse.render(report, layout="lines")
    blank = re.sub(r"^\s*[0.]+$", "", text, flags=re.M)
    if layout == "unmarked":  # a line follows another without a blank one, so that no cell is preserved
        text, blank = (re.sub(r"\n\s*", "\n", page) for page in (text, blank))
    figures = gzparse.parse(blank).figures
    lost = {path for path in zeros if path.startswith("requests.") and figures[path].status == "blank"}
    assert len(lost) == 175
    reading = gzparse.parse("\n".join(dict.fromkeys(line.strip() for line in text.splitlines())))
    assert {reading.figures[path].status for path in lost} == {"unreadable"}
    assert_honest(reading, dict.fromkeys(lost, LOST))


def test_a_row_that_lost_its_nil_marks_is_not_blank() -> None:
    """All other rows had them, a cell a line: as text without marks the table was taken for a blank form."""
    zeros = dict.fromkeys(writing.consistent_figures(random.Random(3)), 0)
    report = with_figures(gzparse.Report(edition="2021", title="某县2023年政府信息公开工作年度报告"), zeros)
    text = gzparse.render(report, layout="lines", printed=dict.fromkeys((p for p in zeros if p.startswith("requests.")), "/"))
    label = "一、本年新收政府信息公开申请数量"
    reading = gzparse.parse(re.sub(rf"({label})(?:\s*/){{7}}", r"\1", text))
    assert {reading.figures[path].status for path in zeros if path.startswith("requests.new.")} == {"unreadable"}
    assert "requests.new" in {ref.path for f in reading.findings if f.severity == "error" for ref in f.refs}
