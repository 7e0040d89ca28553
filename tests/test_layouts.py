"""Every layout that marks its cells: read in full, and honest under damage."""

from __future__ import annotations

import random
import re
from typing import Any

import layouts
import pytest
import work
import writing
from honesty import LOST, Printed, assert_accounted, assert_complete, assert_honest, codes_of, is_named, value_at

import gzparse

NAMES = list(layouts.LAYOUTS)
EDITIONS = {**writing.EDITIONS, "hybrid": frozenset(("enforcement", "procurement", "otherwise"))}
ROWS = (
    ("2021", "requests.new"),
    ("2021", "requests.results.refused.state_secret"),
    ("2021", "requests.results.otherwise.other"),
    ("2021", "requests.carried_forward"),
    ("2019", "requests.results.otherwise.undivided"),
    ("2019", "proactive_disclosure.other_services"),
    ("hybrid", "proactive_disclosure.procurement"),
)
"""Rows that stand for those of their table; in other editions, those that only these have."""
FIGURES = {name: writing.consistent_figures(random.Random(11), 60, edition) for name, edition in EDITIONS.items()}
PAGES = {
    (name, edition): layouts.Laid(name, figures, style=writing.STYLES[number % len(writing.STYLES)])
    for edition, figures in FIGURES.items()
    for number, name in enumerate(NAMES)
}
READ_BY = {
    "tabs, labels broken": {"lines", "tabs"},
    "bars, labels broken": {"bar_cells", "bars"},
    "bars behind cells": {"bar_cells"},
    "bars alone": {"bar_cells"},
    "bars, cells on new lines": {"bar_cells"},
    "lines, tabs before": {"indented", "lines"},
    "indented": {"indented"},
    "values, quoted": {"csv"},
    "values, semicolons": {"csv"},
}


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest, edition: str) -> layouts.Laid:
    return PAGES[request.param, edition]


def known(request: pytest.FixtureRequest, fault: str, *, here: bool) -> None:
    """Expect a test to fail by a known fault of the reader, and to fail when it no longer does."""
    if here:
        request.applymarker(pytest.mark.xfail(reason=fault, strict=True))


LONE_PAIR = "where figures stand two marks apart, the only row of two figures is withheld"
BARE = "（六）其他处理 without figures is taken for a group's heading in the 2019 form too, and the row above it is withheld"


def lost(page: layouts.Laid, *paths: str) -> dict[str, Printed | str]:
    """What a page prints after the figures at or below some paths were lost."""
    gone = tuple(f"{path}." for path in paths)
    return {path: LOST if f"{path}.".startswith(gone) else value for path, value in page.figures.items()}


def row_paths(page: layouts.Laid, row: str) -> list[str]:
    return [path for path in page.figures if path.startswith(row + ".")]


def after_row(page: layouts.Laid, row: str) -> int:
    """Return where the line of a row's last cell ends, with the bars that stand alone below it."""
    end = page.cells[row_paths(page, row)[-1]][1]
    found = re.compile(r"[^\n]*\n(?:[ |:\-├┼┤─]*\n)*").match(page.text, end)
    assert found is not None
    return found.end()


@pytest.mark.parametrize(
    ("edition", "size"),
    [(edition, size) for size in (1, 3, 60, 3_000, 400_000) for edition in EDITIONS if edition == "2021" or size % 3],
)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_in_full(request: pytest.FixtureRequest, name: str, edition: str, size: int) -> None:
    rng = random.Random(f"{name} {size}")
    form, style = writing.edition(edition, rng), rng.choice(writing.STYLES)
    known(request, LONE_PAIR, here=name == "tabs, cells merged" and len(form & {"fees", "procurement"}) == 1)
    page = layouts.Laid(name, writing.consistent_figures(random.Random(size), size, form), style=style)
    reading = gzparse.parse(page.text)
    assert_complete(reading, page.figures)
    assert_honest(reading, page.figures)
    assert_accounted(reading)
    assert reading.report.edition == writing.edition_name(form)
    assert codes_of(reading) == ({"edition-mixed"} if reading.report.edition == "mixed" else set())
    assert {path for path, figure in reading.figures.items() if figure.status == "value"} == set(page.figures)
    for path, (start, end) in page.cells.items():
        assert reading.figures[path].raw == page.text[start:end]
    used = {f.layout for f in reading.figures.values() if f.status == "value"}
    default = {"tabs"} if name.startswith("tabs") else {"lines"} if name.startswith("lines") else {"bars"}
    assert used <= READ_BY.get(name, default)


def test_zeros_are_read_as_printed(request: pytest.FixtureRequest, page: layouts.Laid, edition: str) -> None:
    """All-zero pages and pages with a few figures: those of most reports."""
    known(request, LONE_PAIR, here=page.layout == "tabs, cells merged" and edition == "hybrid")
    kept = (".natural_person", ".total", "in_force", "public_total", "change")
    sparse = {path: value if path.endswith(kept) else 0 for path, value in page.figures.items()}
    for row in {path.rpartition(".")[0] for path in sparse}:
        for total in (f"{row}.total",):
            if total in sparse:
                sparse[total] = sum(v for p, v in sparse.items() if p.startswith(row + ".") and p != total)
    for figures in (dict.fromkeys(page.figures, 0), sparse):
        laid = layouts.Laid(page.layout, figures)
        reading = gzparse.parse(laid.text)
        assert_complete(reading, laid.figures)
        assert not [f for f in reading.findings if f.kind == "reading" and f.severity != "info"]


@pytest.mark.parametrize(
    ("edition", "row", "place"),
    [(*case, place) for case in ROWS for place in ("first", "middle", "last") if case[0] == "2021" or place != "first"],
)
def test_a_blank_is_blank_or_its_row_is_withheld(page: layouts.Laid, row: str, place: str) -> None:
    paths = row_paths(page, row)
    path = paths[{"first": 0, "middle": len(paths) // 2, "last": -1}[place]]
    reading = gzparse.parse(page.with_cells({path: ""}))
    assert value_at(reading.report, path) is None
    assert_honest(reading, {**page.figures, path: None})
    assert_complete(reading, page.figures, but=[row])
    assert_accounted(reading)


@pytest.mark.parametrize(("edition", "row"), ROWS)
def test_a_row_of_blanks_is_blank_or_withheld(request: pytest.FixtureRequest, page: layouts.Laid, row: str) -> None:
    blanks_not_preserved = "labels broken" in page.layout or page.layout.startswith("lines")
    label_only = (
        row.endswith("undivided") and blanks_not_preserved and page.layout not in ("lines, tabs before", "bars, labels broken")
    )
    known(request, BARE, here=label_only)
    paths = row_paths(page, row)
    reading = gzparse.parse(page.with_cells(dict.fromkeys(paths, "")))
    assert_honest(reading, {**page.figures, **dict.fromkeys(paths, None)})
    assert_complete(reading, page.figures, but=[row])


@pytest.mark.parametrize(
    ("edition", "row", "count"),
    [(*case, count) for case in ROWS for count in (1, 3, 6) if count == 1 or case[1].startswith("requests")],
)
def test_blanks_that_a_scraper_moved_to_the_end_are_withheld(page: layouts.Laid, row: str, count: int) -> None:
    """The last figures stand where the first blanks were: no mark shows it, so that only the row's own sum can."""
    paths = row_paths(page, row)
    figures = [page.text[slice(*page.cells[path])] for path in paths]
    shifted = figures[count:] + [""] * count
    reading = gzparse.parse(page.with_cells(dict(zip(paths, shifted, strict=True))))
    assert_honest(reading, lost(page, row))
    assert_complete(reading, page.figures, but=[row])


@pytest.mark.parametrize(("edition", "row"), ROWS)
def test_a_row_cut_off_is_withheld(page: layouts.Laid, row: str) -> None:
    paths = row_paths(page, row)
    start, end = page.cells[paths[min(2, len(paths) - 2)]][1], page.cells[paths[-1]][1]
    reading = gzparse.parse(page.text[:start] + page.text[end:])
    assert_honest(reading, lost(page, row))
    assert_complete(reading, page.figures, but=[row])
    assert is_named(paths[-1], reading.findings)


@pytest.mark.parametrize("junk", ["约3", "5.5", "三", "①", "≥10", "12 34", "见附件"])
@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("2021", "requests.new.business"),
        ("2021", "requests.results.refused.state_secret.business"),
        ("2019", "proactive_disclosure.other_services.change"),
    ],
)
def test_what_is_no_number_is_unreadable_or_its_row_is_withheld(page: layouts.Laid, path: str, junk: str) -> None:
    row = path.rpartition(".")[0]
    reading = gzparse.parse(page.with_cells({path: junk}))
    assert_honest(reading, lost(page, path))
    assert_complete(reading, page.figures, but=[row])
    assert reading.figures[path].status in ("unreadable", "withheld")


@pytest.mark.parametrize("mark", ["/", "—", "-", "无"])
@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("2021", "requests.new.legal_services"),
        ("2019", "proactive_disclosure.other_services.change"),
        ("hybrid", "proactive_disclosure.procurement.amount"),
    ],
)
def test_nil_marks_are_no_zeros(request: pytest.FixtureRequest, page: layouts.Laid, path: str, mark: str) -> None:
    known(request, LONE_PAIR, here=page.layout == "tabs, cells merged" and "procurement" in path)
    reading = gzparse.parse(page.with_cells({path: mark}))
    blanks_not_preserved = page.layout.startswith("lines") and page.layout != "lines, tabs before"
    if blanks_not_preserved and "procurement" in path and mark in "—-":
        # Where blanks are not preserved, it may as well be a rule below a row with a blank.
        assert {f.code for f in reading.findings if f.severity == "error"} == {"row-ambiguous"}
        assert_complete(reading, page.figures, but=[path.rpartition(".")[0]])
        return
    assert reading.figures[path].status == "not_applicable"
    assert_complete(reading, page.figures, but=[path])
    assert not [f for f in reading.findings if f.kind == "reading" and f.code != "edition-mixed"]


@pytest.mark.parametrize("line", ["7", "- 7 -", "第7页", "云县2023年政府信息公开工作年度报告", "\f"])
@pytest.mark.parametrize(("edition", "row"), [*ROWS[:3], ROWS[5]])
def test_a_page_break_between_rows_costs_no_wrong_figure(page: layouts.Laid, row: str, line: str) -> None:
    at = after_row(page, row)
    reading = gzparse.parse(f"{page.text[:at]}{line}\n{page.text[at:]}")
    assert_honest(reading, page.figures)
    # A number too many in section two may be one of its single figures.
    assert_complete(reading, page.figures, but=[row if row.startswith("requests") else "proactive_disclosure"])
    assert_accounted(reading)


@pytest.mark.parametrize(("edition", "row"), [*ROWS[:3], ROWS[4]])
def test_a_page_number_is_distinguished_from_a_row_s_figures_by_its_sum(edition: str, row: str) -> None:
    for name in ("lines", "lines, blank lines"):
        page = PAGES[name, edition]
        at = after_row(page, row)
        reading = gzparse.parse(f"{page.text[:at]}7\n{page.text[at:]}")
        assert_complete(reading, page.figures)
        assert [(f.code, f.severity, f.refs[0].path) for f in reading.findings] == [("page-number", "info", row)]
        furniture = [page_text for s in reading.furniture if (page_text := reading.source.text[s.start : s.end])]
        assert furniture == ["7"]


@pytest.mark.parametrize(("edition", "row"), ROWS)
def test_a_row_whose_label_is_lost_is_missing(
    request: pytest.FixtureRequest, page: layouts.Laid, edition: str, row: str
) -> None:
    labels = {
        "requests.new": "一、本年新收政府信息公开申请数量",
        "requests.carried_forward": "四、结转下年度继续办理",
        "requests.results.refused.state_secret": "1.属于国家秘密",
        "requests.results.otherwise.other": "3.其他",
        "requests.results.otherwise.undivided": "（六）其他处理",
        "proactive_disclosure.other_services": "其他对外管理服务事项",
        "proactive_disclosure.procurement": "政府集中采购",
    }
    text = page.text.replace(labels[row], "甲乙丙丁戊己", 1)
    if text == page.text:
        pytest.skip("the label is written in pieces")
    reading = gzparse.parse(text)
    assert_honest(reading, lost(page, row))
    order = list(dict.fromkeys(path.rpartition(".")[0] for path in page.figures))
    assert_complete(reading, page.figures, but=[row, order[order.index(row) - 1]])


def test_columns_in_another_order_are_read_by_their_names(page: layouts.Laid) -> None:
    text = page.text
    for a, b in (("法律服务机构", "甲"), ("社会公益组织", "法律服务机构"), ("甲", "社会公益组织")):
        text = text.replace(a, b)
    for a, b in (("法律服务\n机构", "甲"), ("社会公益\n组织", "法律服务\n机构"), ("甲", "社会公益\n组织")):
        text = text.replace(a, b)
    if text == page.text:
        pytest.skip("the header is written in pieces")
    reading = gzparse.parse(text)
    printed = dict(page.figures)
    for path in page.figures:
        row, _, column = path.rpartition(".")
        if row.startswith("requests.") and column in ("legal_services", "public_welfare"):
            other = "public_welfare" if column == "legal_services" else "legal_services"
            printed[path] = page.figures[f"{row}.{other}"]
    assert_honest(reading, printed)
    assert not {"columns-unknown", "columns-of-its-own"}.isdisjoint(codes_of(reading))


@pytest.mark.parametrize(
    ("edition", "share"), [*(("2021", share) for share in (0.3, 0.5, 0.7, 0.9)), ("2019", 0.3), ("2019", 0.7), ("hybrid", 0.5)]
)
def test_half_a_page_is_read_as_far_as_it_goes(
    request: pytest.FixtureRequest, page: layouts.Laid, edition: str, share: float
) -> None:
    known(request, LONE_PAIR, here=page.layout == "tabs, cells merged" and edition == "hybrid")
    last = list(page.cells.values())[int(len(page.cells) * share)]
    reading = gzparse.parse(page.text[: last[1]])
    after = [path for path, (start, _) in page.cells.items() if start > last[0]]
    at = next(path for path, span in page.cells.items() if span == last)
    assert_honest(reading, lost(page, *after))
    row = at.rpartition(".")[0]
    before = {path: value for path, value in page.figures.items() if path not in after and not path.startswith(row)}
    assert_complete(reading, before, but=["review_and_litigation"])


def test_a_crawler_that_deletes_repeated_lines_leaves_no_wrong_figure() -> None:
    for name in ("lines", "lines, tabs before", "bars behind cells", "bars alone"):
        for size in (2, 60):
            page = layouts.Laid(name, writing.consistent_figures(random.Random(size), size))
            kept = list(dict.fromkeys(page.text.split("\n")))
            reading = gzparse.parse("\n".join(kept))
            for path, figure in reading.figures.items():
                if figure.value is not None:
                    assert figure.value == page.figures[path], (name, path)
                elif figure.status != "not_in_form":
                    assert is_named(path, reading.findings), (name, path)


@pytest.mark.parametrize("name", ["bars", "bars behind cells", "tabs", "lines"])
def test_a_row_twice_with_other_figures_is_withheld(name: str) -> None:
    page = PAGES[name, "2021"]
    row = "requests.results.unable.not_held"
    paths = row_paths(page, row)
    start, end = page.cells[paths[0]][0], page.cells[paths[-1]][1]
    line = page.text[start:end].replace(str(page.figures[paths[0]]), "999", 1)
    sep = {"bars": " | ", "bars behind cells": " |\n", "tabs": "\t", "lines": "\n"}[name]
    at = after_row(page, row)
    again = f"1.本机关不掌握相关政府信息{sep}{line}{sep.rstrip(' ')}\n"
    reading = gzparse.parse(page.text[:at] + again + page.text[at:])
    assert_honest(reading, lost(page, paths[0]))
    assert value_at(reading.report, paths[0]) is None
    assert_complete(reading, page.figures, but=[paths[0]])


@pytest.mark.parametrize("name", ["tabs, labels broken", "bars, labels broken", "lines, labels broken"])
def test_labels_broken_over_lines_are_joined_and_none_is_left_over(name: str) -> None:
    reading = gzparse.parse(PAGES[name, "2021"].text)
    assert not [part for part in reading.parts if part.kind == "unread"]
    assert reading.report.extra_rows == ()
    assert set(reading.report.notes._values()) == {None}


def test_layouts_that_disagree_withhold_the_row() -> None:
    """A row of a tab page cut before its total, a bare number below: a cell a line, that number would be the total."""
    page = PAGES["tabs", "2021"]
    path = "requests.results.refused.third_party_rights.total"
    start, end = page.cells[path]
    cut = page.text[: start - 1] + f"\n{page.figures[path] + 1}" + page.text[end:]
    broken = cut.replace("一、本年新收政府信息公开申请数量", "一、本年新收政府信息\n公开申请数量").replace(
        "二、上年结转政府", "二、上年\n结转政府"
    )
    for text in (cut, broken):
        reading = gzparse.parse(text)
        assert_honest(reading, lost(page, path.rpartition(".")[0]))


def test_pictures_in_place_of_tables_are_named() -> None:
    text = PAGES["tabs", "2021"].text
    start, end = text.index("\n第二十条"), text.index("\n三、收到")
    for picture in ("![](images/table1.png)", "image001.gif", "[图片]"):
        reading = gzparse.parse(f"{text[:start]}\n{picture}\n{text[end:]}")
        (found,) = reading.findings
        assert (found.code, found.severity, found.refs[0].path) == ("table-missing", "error", "proactive_disclosure")
        assert picture in found.message
        assert reading.report.notes.proactive_disclosure == picture
        assert_accounted(reading)


@pytest.mark.parametrize("frame", ["|{}|", "| {} |", "| {} | | |"])
@pytest.mark.parametrize("name", ["bars", "Markdown", "lines", "bars behind cells"])
def test_a_table_that_lays_out_the_page_is_looked_through(name: str, frame: str) -> None:
    page = PAGES[name, "2021"]
    text = f"{page.text}\n云县人民政府办公室\n2024年1月30日\n"
    framed = "\n".join(frame.format(line) if line.strip() and line[-1] != "|" else line for line in text.split("\n"))
    reading = gzparse.parse(framed)
    assert_complete(reading, page.figures)
    assert reading.report.title == "云县2023年政府信息公开工作年度报告"
    assert (reading.report.organ, reading.report.year) == ("云县", 2023)
    assert reading.report.signature == "云县人民政府办公室 2024年1月30日"
    assert reading.report.dated is not None
    assert reading.report.overview.text == "全年平稳。"
    assert reading.report.other_matters.text == "无。"
    assert_accounted(reading)


def test_a_section_in_an_unknown_layout_is_one_finding() -> None:
    page = layouts.Laid("？", FIGURES["2021"], lambda rows, width: "".join("；".join(row) + "\n" for row in rows))
    reading = gzparse.parse(page.text)
    errors = [f for f in reading.findings if f.severity == "error"]
    assert [(f.code, f.refs[0].path) for f in errors] == [
        ("layout-unknown", table) for table in ("proactive_disclosure", "requests", "review_and_litigation")
    ]
    assert_honest(reading, dict.fromkeys(FIGURES["2021"], LOST))


def slow(*names: str) -> list[Any]:
    return [pytest.param(name, marks=pytest.mark.slow) for name in names]


@pytest.mark.parametrize("unit", work.HOSTILE_CELLS)
@pytest.mark.parametrize("name", ["bars", "lines", *slow("bars behind cells", "indented")])
def test_hostile_lines_take_work_in_proportion(name: str, unit: str) -> None:
    text = PAGES[name, "2021"].text
    for heading in layouts.TABLES:
        work.assert_linear(text, text.index(heading) + len(heading) + 1, unit)
