"""Damaged pages: each test says which figures must still be right and which must be withheld; nothing may be silent."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
import writing
from conftest import Page
from honesty import LOST, assert_accounted, assert_complete, assert_honest, codes_of, errors_of, is_named, value_at

import gzparse

ROWS = (
    "requests.new",
    "requests.results.granted",
    "requests.results.refused.deliberative_process",
    "requests.results.not_processed.repeated",
    "requests.results.otherwise.other",
    "requests.results.total",
    "requests.carried_forward",
)


def assert_no_warnings(reading: gzparse.Reading[gzparse.Report]) -> None:
    assert [f for f in reading.findings if f.kind == "reading" and f.severity != "info"] == []


@pytest.mark.parametrize("seed", range(5))
def test_figures_of_any_size_are_read_in_full(page: Page, seed: int) -> None:
    edition = writing.EDITIONS[page.edition]
    figures = writing.consistent_figures(random.Random(seed), (2, 9, 60, 2000, 100_000)[seed], edition)
    reading = gzparse.parse(page.with_cells({path: writing.printed(path, figures[path]) for path in page.cells}))
    printed = {path: None if path in page.blank else value for path, value in figures.items()}
    assert_complete(reading, printed)
    assert_honest(reading, printed)
    assert_accounted(reading)
    assert_no_warnings(reading)


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["/", "—", "-", "－", "——", "无", "／"])
def test_nil_marks_are_not_zero(page: Page, mark: str) -> None:
    names = ["proactive_disclosure.rules.issued", "proactive_disclosure.penalties.decisions", "requests.new.legal_services"]
    paths = [page.path(name) for name in names]
    reading = gzparse.parse(page.with_cells(dict.fromkeys(paths, mark)))
    for path in paths:
        figure = reading.figures[path]
        assert (figure.value, figure.status, figure.raw) == (None, "not_applicable", mark)
    assert_complete(reading, page.printed, but=paths)
    assert_no_warnings(reading)


@pytest.mark.parametrize(
    ("write", "read"),
    [
        ("{}件", 22),
        ("{} 件", 22),
        ("２２", 22),
        (" 22 ", 22),
        ("　22", 22),
        ("22\u200b", 22),
    ],
)
def test_units_widths_and_spaces_of_counts(page: Page, write: str, read: int) -> None:
    path = "proactive_disclosure.licensing.decisions"
    reading = gzparse.parse(page.with_cells({path: write.format(22)}))
    assert value_at(reading.report, path) == read
    assert_complete(reading, page.printed, but=[path])
    assert_accounted(reading)
    assert_no_warnings(reading)


@pytest.mark.parametrize("written", ["1,234,567", "１，２３４，５６７", "1,234,567件"])
def test_thousands_separators(page: Page, written: str) -> None:
    path = "proactive_disclosure.penalties.decisions"
    reading = gzparse.parse(page.with_cells({path: written}))
    assert value_at(reading.report, path) == 1_234_567
    assert_complete(reading, page.printed, but=[path])
    assert_no_warnings(reading)


@pytest.mark.parametrize(
    ("written", "value", "unit", "differs"),
    [
        ("12.35", "12.35", None, False),
        ("12.350", "12.350", None, False),
        ("12.35万元", "12.35", "万元", False),
        ("123500元", "123500", "元", True),
        ("1,234.5", "1234.5", None, False),
        ("0", "0", None, False),
    ],
)
def test_fees_keep_decimals_and_their_printed_unit(
    page: Page, written: str, value: str, unit: str | None, differs: bool
) -> None:
    path = f"proactive_disclosure.{'procurement' if page.edition == '2019' else 'fees'}.amount"
    differs = differs and page.edition == "2021"  # the 2019 form prints no unit
    reading = gzparse.parse(page.with_cells({path: written}))
    amount = value_at(reading.report, path)
    assert isinstance(amount, Decimal)
    assert str(amount) == value
    assert reading.figures[path].unit == unit
    found = [f for f in reading.findings if f.code == "unit-differs"]
    assert bool(found) is differs
    assert all(f.kind == "report" and f.severity == "warning" and f.refs[0].path == path for f in found)
    assert_complete(reading, page.printed, but=[path])


def test_another_unit_in_a_count_is_kept_and_reported(page: Page) -> None:
    path = page.path("proactive_disclosure.normative_documents.issued")
    reading = gzparse.parse(page.with_cells({path: "22条"}))
    assert (value_at(reading.report, path), reading.figures[path].unit) == (22, "条")
    assert "unit-differs" in codes_of(reading)


@pytest.mark.parametrize(
    "junk", ["5.5", "约3", "≥10", "①", "5²", "O", "007", "1 2", "-3", "+2", "三", "零", "3?", "1,23", "9" * 40]
)
@pytest.mark.parametrize(
    "path",
    ["proactive_disclosure.normative_documents.repealed", "proactive_disclosure.licensing.decisions", "requests.new.other"],
)
def test_what_is_no_count_is_unreadable(page: Page, path: str, junk: str) -> None:
    path = page.path(path)
    reading = gzparse.parse(page.with_cells({path: junk}))
    assert value_at(reading.report, path) is None
    assert reading.figures[path].status in ("unreadable", "withheld")
    assert_honest(reading, {**page.printed, path: LOST})
    assert_complete(reading, page.printed, but=[path.rpartition(".")[0]])


def test_a_blank_zero_is_blank_and_costs_no_neighbour(page: Page) -> None:
    paths = ["requests.results.refused.state_secret.business", page.path("proactive_disclosure.rules.repealed")]
    text = page.text
    row = [f"{paths[0].rpartition('.')[0]}.{c}" for c in ("natural_person", "business", "total")]
    person, business, total = (page.figures[path] for path in row)
    changes = {paths[0]: "", paths[1]: "", row[2]: str(total - business)}
    reading = gzparse.parse(page.with_cells(changes))
    printed = {**page.printed, **dict.fromkeys(paths), row[2]: total - business}
    assert_honest(reading, printed)
    for path in paths:
        assert reading.figures[path].status == "blank"
    assert_complete(reading, printed)
    assert person
    assert text != reading.source.text


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", ["natural_person", "business", "other", "total"])
def test_a_blanked_figure_is_blank_or_its_row_is_withheld(page: Page, row: str, column: str) -> None:
    row = page.path(row)
    path = f"{row}.{column}"
    reading = gzparse.parse(page.with_cells({path: ""}))
    assert_honest(reading, {**page.printed, path: None})
    assert_complete(reading, page.printed, but=[row])
    assert_accounted(reading)


def test_a_wholly_blank_form_is_blank_without_a_warning(page: Page) -> None:
    reading = gzparse.parse(page.with_cells(dict.fromkeys(page.cells, "")))
    assert {reading.figures[path].status for path in page.printed} == {"blank"}
    assert [f for f in reading.findings if f.severity != "info"] == []
    assert reading.report.edition == page.edition


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [*ROWS, "proactive_disclosure.penalties", "proactive_disclosure.normative_documents"])
def test_a_lost_row_is_missing_and_named(page: Page, row: str) -> None:
    row = page.path(row)
    start, stop = page.row(row)
    reading = gzparse.parse(page.text[:start] + page.text[stop:])
    lost = {path: LOST for path in page.printed if path.startswith(row + ".")}
    assert_honest(reading, {**page.printed, **lost})
    assert {reading.figures[path].status for path in lost} == {"missing"}
    assert_complete(reading, page.printed, but=[row])


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("kept", [0, 1, 3, 6])
def test_a_row_cut_short_is_withheld_whole(page: Page, row: str, kept: int) -> None:
    row = page.path(row)
    places = [page.cells[path] for path in page.printed if path.startswith(row + ".")]
    start, stop = page.row(row)
    cut = page.text.rindex("\t" if "\t" in page.text else "|", 0, places[kept][0])
    tail = "\n\n" if page.indented else "\n"
    reading = gzparse.parse(page.text[:cut].rstrip(" \t\n|") + tail + page.text[stop:])
    lost = {path: LOST for path in page.printed if path.startswith(row + ".")}
    assert_honest(reading, {**page.printed, **lost})
    assert {reading.figures[path].status for path in lost} <= {"withheld", "unreadable", "missing"}
    assert_complete(reading, page.printed, but=[row])
    assert start < cut


@pytest.mark.parametrize("row", ROWS)
def test_a_cell_lost_with_its_mark_withholds_its_row(page: Page, row: str) -> None:
    row = page.path(row)
    for column in ("natural_person", "legal_services", "total"):
        start, stop = page.cells[f"{row}.{column}"]
        mark = "\n\t" if page.indented else "\t" if "\t" in page.text else "|"
        before = page.text.rindex(mark, 0, start)
        reading = gzparse.parse(page.text[:before] + page.text[stop:])
        lost = {path: LOST for path in page.printed if path.startswith(row + ".")}
        assert_honest(reading, {**page.printed, **lost})
        assert_complete(reading, page.printed, but=[row])


@pytest.mark.parametrize("row", [*ROWS, "proactive_disclosure.penalties"])
def test_a_row_twice_with_the_same_figures_counts_once(page: Page, row: str) -> None:
    row = page.path(row)
    start, stop = page.row(row)
    reading = gzparse.parse(page.text[:stop] + page.text[start:stop] + page.text[stop:])
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert "row-repeated" in codes_of(reading)


@pytest.mark.parametrize("row", [*ROWS, "proactive_disclosure.rules"])
def test_a_row_twice_with_different_figures_is_withheld(page: Page, row: str) -> None:
    row = page.path(row)
    start, stop = page.row(row)
    again = re.sub(r"(?<=[\t| ])[+-]?\d+(?=[\s|])", "987", page.text[start:stop])
    assert again != page.text[start:stop]
    reading = gzparse.parse(page.text[:stop] + again + page.text[stop:])
    assert_honest(reading, {**page.printed, **{p: LOST for p in page.printed if p.startswith(row + ".")}})
    assert_complete(reading, page.printed, but=[row])
    assert "row-conflict" in errors_of(reading)


def test_rows_in_another_order_are_read_by_label(page: Page) -> None:
    (a, b), (c, d) = (page.row(f"requests.results.refused.{name}") for name in ("third_party_rights", "enforcement_case_file"))
    text = page.text[:a] + page.text[c:d] + page.text[b:c] + page.text[a:b] + page.text[d:]
    reading = gzparse.parse(text)
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert "row-order" in codes_of(reading)


def test_a_row_that_no_form_prescribes_is_kept_apart(page: Page) -> None:
    start, stop = page.row("proactive_disclosure.penalties")
    row = page.text[start:stop].replace("行政处罚", "行政检查")
    reading = gzparse.parse(page.text[:stop] + row + page.text[stop:])
    assert_complete(reading, page.printed)
    (extra,) = reading.report.extra_rows
    assert (extra.section, extra.parent, extra.label) == (
        "proactive_disclosure",
        "proactive_disclosure.penalties",
        "行政检查",
    )
    assert extra.figures == tuple(v for path, v in page.figures.items() if path.startswith("proactive_disclosure.penalties."))
    assert codes_of(reading) - {"year-inferred", "title-unknown"} == {"row-unknown"}


# --- furniture, headers, prose ----------------------------------------------------------------------------------------


def between_rows(page: Page) -> list[int]:
    """Return the places right before the rows of sections two and three."""
    rows = sorted({path.rpartition(".")[0] for path in page.cells if not path.startswith("review")})
    return [page.row(row)[0] for row in rows if not row.startswith("requests.results.granted")]


PAGE_NUMBERS = ("— 3 —", "- 3 -", "－3－", "-3-", "第 3 页", "第3页 共12页", "3/12")


@pytest.mark.parametrize(("place", "number"), list(enumerate(PAGE_NUMBERS)), ids=PAGE_NUMBERS)
def test_page_numbers_between_dashes_cost_nothing_anywhere(page: Page, place: int, number: str) -> None:
    for at in between_rows(page)[place % 3 :: 3]:
        gap = "\n\n" if page.indented else "\n"
        reading = gzparse.parse(page.text[:at] + number + gap + page.text[at:])
        assert_complete(reading, page.printed)
        assert_no_warnings(reading)
        assert number in [reading.source.text[s.start : s.end] for s in reading.furniture]
        assert_accounted(reading)


def test_a_page_number_without_dashes_never_makes_a_figure(page: Page) -> None:
    for at in between_rows(page):
        reading = gzparse.parse(page.text[:at] + "\n3\n\n" + page.text[at:])
        assert_honest(reading, page.printed)
        given = sum(value_at(reading.report, path) is not None for path in page.printed)
        assert given >= len(page.cells) - 7, "one row may be withheld, not more"
        assert_accounted(reading)


def test_a_figure_moved_to_the_next_line_is_withheld(page: Page) -> None:
    path = "proactive_disclosure.licensing.decisions"
    start, stop = page.cells[path]
    text = page.text[:start] + page.text[stop:]
    end = text.index("\n", start)
    reading = gzparse.parse(text[:end] + f"\n{page.figures[path]}" + text[end:])
    assert_honest(reading, {**page.printed, path: page.figures[path]})
    assert value_at(reading.report, path) in (None, page.figures[path])


def test_headers_repeated_inside_a_table_cost_nothing(page: Page) -> None:
    header = re.search(r"\n[^\n]*本列数据(?:.|\n)*?(?=\n[ \t]*一、)", page.text)
    assert header is not None
    at = page.row("requests.results.unable.needs_creation")[0]
    gap = "\n\n" if page.indented else "\n"
    reading = gzparse.parse(page.text[:at] + header.group().strip("\n") + gap + page.text[at:])
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert_accounted(reading)


@pytest.mark.parametrize(
    "prose",
    [
        "2023年共收到申请51件，办结44件。",
        "注：本表数据由各单位填报，单位：件。",
        "本年新收政府信息公开申请12件，上年结转3件，予以公开5件。",
    ],
)
def test_prose_with_figures_before_a_table_is_a_note(page: Page, prose: str) -> None:
    at = re.search(r"\n三、收到和处理政府信息公开申请情况\n", page.text)
    assert at is not None
    reading = gzparse.parse(page.text[: at.end()] + prose + "\n" + page.text[at.end() :])
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert reading.report.notes.requests == prose
    assert_accounted(reading)


# --- labels -----------------------------------------------------------------------------------------------------------

HABITS: dict[str, Callable[[str], str]] = {
    "ordinals with 、": lambda t: re.sub(r"([1-8])\. ?(?=[\u4e00-\u9fff])", r"\1、", t),
    "ordinals with ）": lambda t: re.sub(r"([1-8])\. ?(?=[\u4e00-\u9fff])", r"\1）", t),
    "ordinals with a space": lambda t: re.sub(r"([1-8])\. ?(?=[\u4e00-\u9fff])", r"\1 ", t),
    "full-width ordinals": lambda t: re.sub(r"([1-8])\. ?(?=[\u4e00-\u9fff])", r"\1．", t),
    "no ordinals": lambda t: re.sub(r"[1245678]\. ?(?=[\u4e00-\u9fff])", "", t),
    "合计": lambda t: t.replace("总计", "合计"),
    "下一年度": lambda t: t.replace("结转下年度", "结转下一年度"),
    "straight quotes": lambda t: t.replace("“三安全一稳定”", '"三安全一稳定"'),
    "no quotes": lambda t: t.replace("“三安全一稳定”", "三安全一稳定"),
    "inner spaces": lambda t: t.replace("行政许可", "行政 许可").replace("属于国家秘密", "属于 国家 秘密"),
    "half-width brackets": lambda t: t.translate(str.maketrans("（）", "()")),
    "full-width brackets": lambda t: t.replace("(", "（").replace(")", "）"),
    "spaces in brackets": lambda t: t.replace("（一）", "（ 一 ）").replace("(一)", "( 一 )"),
}


@pytest.mark.parametrize("habit", HABITS, ids=str)
def test_label_habits_cost_nothing(page: Page, habit: str) -> None:
    text = HABITS[habit](page.text)
    reading = gzparse.parse(text)
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert_accounted(reading)


def test_a_misspelled_label_is_never_taken_for_another(page: Page) -> None:
    reading = gzparse.parse(page.text.replace("属于四类过程性信息", "属于某类信息"))
    row = "requests.results.refused.deliberative_process"
    assert_honest(reading, {**page.printed, **{p: LOST for p in page.printed if p.startswith(row + ".")}})
    assert_complete(reading, page.printed, but=[row])


def test_columns_in_another_order_are_read_by_their_names(page: Page) -> None:
    text = page.text.replace("法律服务机构", "甲").replace("社会公益组织", "法律服务机构").replace("甲", "社会公益组织")
    text = text.replace("社会 公益 组织", "甲").replace("法律 服务 机构", "社会 公益 组织").replace("甲", "法律 服务 机构")
    assert text != page.text
    reading = gzparse.parse(text)
    names = {"legal_services": "public_welfare", "public_welfare": "legal_services"}
    printed = dict(page.printed)
    for path in page.printed:
        row, _, column = path.rpartition(".")
        if path.startswith("requests.") and column in names:
            printed[path] = page.printed[f"{row}.{names[column]}"]
    assert_honest(reading, printed)
    assert_complete(reading, page.printed, but=["requests"])


def test_a_header_of_the_other_form_is_never_read_as_ours(page: Page) -> None:
    of_2021 = {"issued": "制发件数", "repealed": "废止件数", "in_force": "现行有效件数"}
    of_2019 = {"made": "新制作数量", "published": "新公开数量", "public_total": "对外公开总数量"}
    ours, theirs = (of_2021, of_2019) if page.edition == "2021" else (of_2019, of_2021)
    text = page.text
    for old, new in zip(ours.values(), theirs.values(), strict=True):
        assert old in text
        text = text.replace(old, new)
    reading = gzparse.parse(text)
    base = "proactive_disclosure.normative_documents"
    for own, other in zip(ours, theirs, strict=True):
        assert value_at(reading.report, f"{base}.{own}") is None
        assert value_at(reading.report, f"{base}.{other}") == page.figures[f"{base}.{own}"]
        assert reading.figures[f"{base}.{own}"].status == "not_in_form"
    assert reading.report.edition == "mixed"
    assert "edition-mixed" in codes_of(reading)


# --- headings ---------------------------------------------------------------------------------------------------------

HEADINGS: dict[str, Callable[[str], str]] = {
    "arabic numbers": lambda t: re.sub(
        r"\n([一二三四五六])、(?=总|主|收|政|存|其)", lambda m: f"\n{'一二三四五六'.index(m[1]) + 1}、", t
    ),
    "full stops": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)", r"\n\1.", t),
    "no numbers": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)", "\n", t),
    "markdown": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)", r"\n## \1、", t),
    "inner spaces": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)(.)", r"\n\1、 \2 ", t),
    "colons": lambda t: re.sub(r"\n([一二三四五六]、(?:总|主|收|政|存|其)[^\n]*)", r"\n\1：", t),
    "chapters": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)", r"\n第\1部分 ", t),
    "numbers in brackets": lambda t: re.sub(r"\n([一二三四五六])、(?=总|主|收|政|存|其)", r"\n（\1）", t),
    "other wordings": lambda t: (
        t.replace("\n四、政府信息公开行政复议、行政诉讼情况", "\n四、因政府信息公开工作被申请行政复议、提起行政诉讼情况")
        .replace("\n五、存在的主要问题及改进情况", "\n五、政府信息公开工作存在的主要问题及改进情况")
        .replace("\n二、主动公开政府信息情况", "\n二、主动公开政府信息的情况")
    ),
    "printed twice": lambda t: re.sub(r"\n([二三四]、(?:主|收|政)[^\n]*)\n", r"\n\1\n\n\1\n", t),
    "a contents list": lambda t: (
        "\n目录\n" + "\n".join(re.findall(r"\n([一二三四五六]、(?:总|主|收|政|存|其)[^\n]*)", "\n" + t)) + "\n\n" + t
    ),
    "a sentence in the overview": lambda t: t.replace("\n二、", "\n（四）主动公开政府信息情况。\n\n见下。\n\n二、", 1),
}  # fmt: skip


@pytest.mark.parametrize("habit", HEADINGS, ids=str)
def test_heading_habits_cost_nothing(page: Page, habit: str) -> None:
    text = HEADINGS[habit]("\n" + page.text)
    assert text != "\n" + page.text
    reading = gzparse.parse(text)
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert_accounted(reading)


def test_a_report_without_one_of_its_tables(page: Page) -> None:
    start = re.search(r"\n三、收到和处理政府信息公开申请情况\n", page.text)
    stop = re.search(r"\n四、政府信息公开行政复议", page.text)
    assert start is not None
    assert stop is not None
    for text in (page.text[: start.end()] + page.text[stop.start() :], page.text[: start.start()] + page.text[stop.start() :]):
        reading = gzparse.parse(text)
        assert_honest(reading, {**page.printed, **{p: LOST for p in page.printed if p.startswith("requests.")}})
        assert_complete(reading, page.printed, but=["requests"])
        assert errors_of(reading) == {"table-missing"}


def test_half_a_report_is_read_as_far_as_it_goes(page: Page) -> None:
    for path in ("proactive_disclosure.penalties.decisions", "requests.results.unable.not_held.total"):
        reading = gzparse.parse(page.text[: page.cells[path][1]])
        later = list(page.printed)[list(page.printed).index(path) + 1 :]
        assert_honest(reading, {**page.printed, **dict.fromkeys(later, LOST)})
        assert_complete(reading, page.printed, but=[*later, path.rpartition(".")[0]])


def test_of_two_reports_only_what_both_print_is_given(page: Page) -> None:
    other = page.with_cells(dict.fromkeys(page.cells, "999"))
    title = (
        gzparse.parse(page.text).report.title or "政府信息公开工作年度报告"
    )  # of another organ or year, it would be no correction of the first
    second = f"{title}\n\n" + other[other.index("一、总体情况") :]
    reading = gzparse.parse(page.text + "\n" + second)
    assert_honest(reading, {path: None if figure is None else LOST for path, figure in page.printed.items()})
    (rest,) = [f for f in reading.findings if f.code == "second-report"]
    assert rest.severity == "error"
    assert rest.refs[0].span is not None
    span = rest.refs[0].span
    assert reading.source.text[span.start : span.end].strip() == second.strip()
    assert_accounted(reading)


def test_half_a_report_and_then_another_are_never_mixed(page: Page) -> None:
    other = page.with_cells(dict.fromkeys(page.cells, "999"))
    half = page.text[: page.cells["requests.carried_forward.total"][1]]
    reading = gzparse.parse(half + "\n\n某某县2019年政府信息公开工作年度报告\n\n" + other[other.index("一、总体情况") :])
    lost = {path: LOST for path in page.printed if path.startswith("review_and_litigation.")}
    assert_honest(reading, {**page.printed, **lost})
    assert is_named("review_and_litigation", reading.findings)


# --- characters -------------------------------------------------------------------------------------------------------

CHARACTERS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "CR": lambda t: t.replace("\n", "\r"),
    "BOM": lambda t: "\ufeff" + t,
    "NBSP": lambda t: re.sub(r"(?<=[\t\n])(?=\d)", "\xa0", t).replace(" ", "\xa0"),
    "U+3000": lambda t: re.sub(r"(?<=\n)(?=[\u4e00-\u9fff])", "\u3000\u3000", t),
    "form feeds": lambda t: t.replace("\n三、", "\f三、").replace("\n五、", "\n\f五、"),
    "U+2028": lambda t: t.replace("\n", "\u2028"),
    "zero-width": lambda t: t.replace("规章", "规\u200b章").replace("属于国家", "\u200b属于国家"),
    "trailing spaces": lambda t: t.replace("\n", "  \n"),
}


@pytest.mark.parametrize("kind", CHARACTERS, ids=str)
def test_odd_characters_cost_nothing(page: Page, kind: str) -> None:
    text = CHARACTERS[kind](page.text)
    reading = gzparse.parse(text)
    assert_complete(reading, page.printed)
    assert_no_warnings(reading)
    assert_accounted(reading)
    assert reading.source.text == text
