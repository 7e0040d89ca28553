"""Text that marks no cells: what can be known is read, and nothing else is given."""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
import sys

import layouts
import pytest
import writing
from conftest import ROOT
from honesty import LOST, assert_accounted, assert_complete, assert_honest, codes_of, is_named, value_at
from work import assert_linear, calls_of

import gzparse
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form import header_names
from gzparse.form.form_row import TextRow
from gzparse.form.unmarked import solving
from gzparse.model.grid import Row
from gzparse.testing import damages as unmarked

sys.path.insert(0, str(ROOT / "benchmarks"))
import damage

FIGURES = writing.consistent_figures(random.Random(7), 60)


def plain(writer: str, number: int, edition: str = "2021") -> unmarked.PrintedPage:
    r = random.Random(f"{writer}{number}")
    return unmarked.plain(writer, unmarked.figures_of(r, writing.edition(edition, r)), r)


# --- whole pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", unmarked.WRITERS)
@pytest.mark.parametrize(("edition", "count"), [("2021", 25), ("2019", 6), ("hybrid", 6)])
def test_damaged_pages_are_never_silently_wrong(writer: str, edition: str, count: int) -> None:
    """The long run is ``python benchmarks/damage.py 20000 1``."""
    for number in range(count):
        case = unmarked.numbered(2024, number, writer, edition)
        reading = gzparse.parse(case.text)
        _, faults = damage.judge(case, reading)
        assert not faults, damage.explained(case, faults, reading.findings)
        if number < 3:
            assert_accounted(reading)


@pytest.mark.parametrize("writer", [name for name in unmarked.WRITERS if not name.startswith("run together")])
@pytest.mark.parametrize("edition", unmarked.EDITIONS)
def test_pages_without_damage_are_read(writer: str, edition: str) -> None:
    right = whole = 0
    for number in range(8):
        case = plain(writer, number, edition)
        reading = gzparse.parse(case.text)
        counts, faults = damage.judge(case, reading)
        assert not faults
        assert reading.report.edition == writing.edition_name(case.edition)
        assert not any(reading.figures[path].value is not None for path in case.expected.keys() - case.cells.keys())
        raws = {path: figure.raw for path, figure in reading.figures.items() if figure.value is not None}
        assert raws == {path: case.text[slice(*case.cells[path])] for path in raws}
        right += counts["right"]
        whole += counts["figures"]
    assert right >= 0.97 * whole


def test_pages_of_concatenated_digits_are_read_as_far_as_the_sums_go() -> None:
    figures = writing.consistent_figures(random.Random(3), 4)
    page = layouts.Laid("run together", figures, lambda rows, width: "".join("".join(row) for row in rows))
    reading = gzparse.parse(page.text)
    inferred = [path for path, figure in reading.figures.items() if figure.inferred]
    assert len([p for p in inferred if p.startswith("requests")]) > 150
    assert_honest(reading, page.figures)
    assert "figures-parted" in codes_of(reading)
    for path in inferred:
        figure = reading.figures[path]
        assert "".join(page.text[s.start : s.end] for s in figure.origins) == figure.raw == str(page.figures[path])


@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("2021", "requests.new.natural_person"),
        ("2019", "requests.results.otherwise.undivided.total"),
        ("2019", "proactive_disclosure.penalties.change"),
        ("2019", "proactive_disclosure.procurement.amount"),
    ],
)
def test_the_judge_sees_what_is_wrong(edition: str, path: str) -> None:
    """Its companion: a figure changed in the truth is a fault; a change with the other sign is."""
    r = random.Random(1)
    held = writing.consistent_figures(r, 60, writing.EDITIONS[edition])
    case = unmarked.plain("row per line", {**held}, r)
    expected = case.expected[path]
    assert expected.value
    wrong = -expected.value if path.endswith("change") else expected.value + 1
    case = dataclasses.replace(case, expected={**case.expected, path: expected._replace(value=wrong)})
    _, faults = damage.judge(case, gzparse.parse(case.text))
    assert [fault.path for fault in faults] == [path]


def test_no_page_takes_much_work() -> None:
    """Dense figures have more readings than can be examined: then they are withheld, soon."""
    figures = {path: 100_000 + index for index, path in enumerate(FIGURES)}
    page = layouts.Laid("run together", figures, lambda rows, width: "".join("".join(row) for row in rows))
    gzparse.parse(page.text)
    assert calls_of(gzparse.parse, page.text) < 1_500_000
    assert_honest(gzparse.parse(page.text), page.figures)


# --- pinned -------------------------------------------------------------------------------------------------------------


def rows(text: str, section: str = "三、收到和处理政府信息公开申请情况") -> gzparse.Reading[gzparse.Report]:
    return gzparse.parse(f"某县2023年政府信息公开工作年度报告\n{section}\n{text}\n五、存在的主要问题及改进情况\n继续改进。\n")


def test_a_page_number_concatenated_with_a_row_is_not_its_figure() -> None:
    text = (
        "（一）予以公开 3 0 0 0 0 0 3\n- 4 -（二）部分公开 1 0 0 0 0 0 1\n1.属于国家秘密 2 0 0 0 0 0 2- 5 -\n- 6 -0 0 0 0 0 0 0"
    )
    reading = rows(text)
    results = reading.report.requests.results
    assert (results.granted.total, results.partially_granted.total, results.refused.state_secret.total) == (3, 1, 2)


def test_figures_do_not_cross_into_the_next_block() -> None:
    text = (
        "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 1 2\n"
        "第二十条第（五）项\n信息内容 本年处理决定数量\n 550\n"
    )
    documents = rows(text, "二、主动公开政府信息情况").report.proactive_disclosure.normative_documents
    assert documents == type(documents)()


def test_on_a_page_of_one_line_figures_before_a_lost_label_are_withheld() -> None:
    text = (
        "第二十条第（六）项信息内容本年处理决定数量行政处罚188253123"
        "第二十条第（八）项信息内容本年收费金额（单位：万元）行政事业性收费5"
    )
    reading = rows(text, "二、主动公开政府信息情况")
    assert value_at(reading.report, "proactive_disclosure.penalties.decisions") is None


@pytest.mark.parametrize("printed", ["36+21284", "36-21284", "36－21284", "3621284", "+21284", "36-2", "36+02", "+2", "-2"])
@pytest.mark.parametrize(("label", "row"), [("行政许可", "licensing"), ("其他对外管理服务事项", "other_services")])
def test_concatenated_digits_with_a_sign_among_them_are_split_only_before_it(printed: str, label: str, row: str) -> None:
    """A sign begins a change, but nothing shows where the change ends; the number before it is the row's first, if any is."""
    text = "第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量行政许可000其他对外管理服务事项000第二十条第（六）项"
    reading = rows(text.replace(f"{label}000", label + printed), "二、主动公开政府信息情况")
    found = value_at(reading.report, f"proactive_disclosure.{row}.items_last_year")
    assert found is None or f"{found}" == re.split("[+－-]", printed)[0] != printed
    for column in ("change", "decisions"):
        assert value_at(reading.report, f"proactive_disclosure.{row}.{column}") is None
        assert is_named(f"proactive_disclosure.{row}.{column}", reading.findings)
    assert_accounted(reading)


@pytest.mark.parametrize(
    ("digits", "given"), [("000", (0, 0, 0)), ("005", (0, 0, 5)), ("584", None), ("5845546", None), ("12", None)]
)
def test_three_concatenated_cells_are_split_only_where_zeros_leave_one_way(
    digits: str, given: tuple[int, int, int] | None
) -> None:
    text = f"第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章{digits}行政规范性文件000"
    reading = rows(text, "二、主动公开政府信息情况")
    found = reading.report.proactive_disclosure.rules
    assert (found.issued, found.repealed, found.in_force) == (given or (None, None, None))


def test_rows_whose_figures_stand_above_them_are_withheld_where_a_label_is_lost_among_them() -> None:
    page = layouts.Laid("above", FIGURES, above)
    assert_complete(gzparse.parse(page.text), FIGURES, but=["review_and_litigation"])
    label = "2.重复申请\n"
    reading = gzparse.parse(page.text.replace(label, "", 1))
    lost = {path: LOST for path in FIGURES if path.startswith("requests.results.not_processed.repeated")}
    assert_honest(reading, {**FIGURES, **lost})
    assert value_at(reading.report, "requests.results.not_processed.repeated.total") is None


def above(laid: list[layouts.Row], width: int) -> str:
    """Write figures on a line above their label, except those of every third row, on its line."""
    lines = []
    for index, row in enumerate(laid):
        label = " ".join(cell for cell in row if cell[:1] != "@")
        figures = " ".join(cell for cell in row if cell[:1] == "@")
        apart = bool(figures) and bool(label) and index % 3 and len(row) > 5
        lines.append(f"{figures}\n{label}\n" if apart else f"{label} {figures}\n")
    return "".join(lines)


def test_a_mark_that_no_layout_knows_is_not_disregarded() -> None:
    page = layouts.Laid("；", FIGURES, lambda laid, width: "".join("；".join(row) + "\n" for row in laid))
    assert_honest(gzparse.parse(page.text), dict.fromkeys(FIGURES, LOST))


def test_letters_printed_downwards_are_one_label() -> None:
    text = (
        "三\n（一）予以公开 3 0 0 0 0 0 3\n、\n本 （二）部分公开 1 0 0 0 0 0 1\n年\n"
        "度 1.属于国家秘密 2 0 0 0 0 0 2\n办\n理\n结\n果\n"
    )
    reading = rows(text)
    assert reading.report.requests.results.partially_granted.total == 1
    assert "text-unread" not in codes_of(reading)


def header(kind: str, text: str) -> TextRow:
    return TextRow(kind, Row("UNMARKED", text, 0, [text]), 1, [])


@pytest.mark.parametrize(
    ("kind", "text", "reordered"),
    [
        ("APPLICANTS_BROKEN", "自然人 社会 法律 总计\n商业 科研\n公益 服务 其他\n企业 机构\n组织 机构", False),
        ("APPLICANTS_BROKEN", "自然人 社会 法律 总计\n科研 商业\n公益 服务 其他\n机构 企业\n组织 机构", True),
        ("APPLICANTS_BROKEN", "商业\n企业\n科研\n机构\n社会\n公益\n组织\n法律\n服务\n机构\n其他", False),
        ("APPLICANTS_BROKEN", "科研\n机构\n商业\n企业\n社会\n公益\n组织\n法律\n服务\n机构\n其他", True),
        ("OUTCOMES_BROKEN", "结果 结果 其他 尚未\n维持 纠正 结果 审结", False),
        ("OUTCOMES_BROKEN", "结果 结果 其他 尚未\n纠正 维持 结果 审结", True),
        ("OUTCOMES_BROKEN", "结果 结果 尚未 其他\n维持 纠正 审结 结果", True),
    ],
)
def test_the_order_of_a_header_in_pieces(kind: str, text: str, reordered: bool) -> None:
    names = SPECIFICATION.applicant_names if kind.startswith("APPLICANTS") else SPECIFICATION.outcome_names
    assert header_names.is_reordered(header(kind, text), names) is reordered


# --- solving ------------------------------------------------------------------------------------------------------------


def all_ways(tokens: list[str], groups: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return every way to cut digits that keeps the sums, by trying all."""
    digits = "".join(tokens)
    borders = set(itertools.accumulate(map(len, tokens[:-1])))
    found = []
    for cuts in itertools.combinations(range(1, len(digits)), sum(groups) - 1):
        pieces = [digits[a:b] for a, b in itertools.pairwise((0, *cuts, len(digits)))]
        if borders <= set(cuts) and not any(re.match(r"0\d", piece) for piece in pieces):
            figures = tuple(map(int, pieces))
            ends = list(itertools.accumulate(groups))
            if all(sum(figures[end - size : end - 1]) == figures[end - 1] for end, size in zip(ends, groups, strict=True)):
                found.append(figures)
    return sorted(found)


@pytest.mark.parametrize("groups", [(7,), (5, 5), (3, 3, 3)])
@pytest.mark.parametrize("seed", range(40))
def test_all_ways_to_part_digits_are_found(groups: tuple[int, ...], seed: int) -> None:
    r = random.Random(seed)
    figures: list[int] = []
    for size in groups:
        parts = [r.choice([0, 0, r.randint(1, 9), r.randint(1, 40)]) for _ in range(size - 1)]
        figures += [*parts, sum(parts)]
    digits = "".join(map(str, figures))[:17]
    at = r.randint(1, len(digits) - 1)
    for tokens in ([digits], [digits[:at], digits[at:]]):
        found = [solving.values(tokens, reading) for reading in solving.readings(tokens, groups)]
        assert sorted(found) == all_ways(tokens, groups)


@pytest.mark.parametrize("seed", range(60))
def test_the_identities_leave_what_trying_all_leaves(seed: int) -> None:
    r = random.Random(seed)

    def row() -> list[tuple[int, ...]]:
        return [(r.randint(0, 2), r.randint(0, 2)) for _ in range(r.randint(1, 3))]

    results, ends = [row() for _ in range(3)], [row() for _ in range(4)]
    ends[2] = [tuple(map(sum, zip(*choice, strict=True))) for choice in itertools.islice(itertools.product(*results), 2)]
    remaining: list[set[int]] = [set() for _ in range(7)]
    for choice in itertools.product(*(range(len(candidates)) for candidates in (*results, *ends))):
        *parts, new, brought, total, carried = (c[i] for c, i in zip((*results, *ends), choice, strict=True))
        sums = tuple(map(sum, zip(*parts, strict=True)))
        if sums == total and all(a + b == c + d for a, b, c, d in zip(new, brought, total, carried, strict=True)):
            for kept, index in zip(remaining, choice, strict=True):
                kept.add(index)
    found = solving.Balance(results, ends).remaining()
    assert (found is None) == (not remaining[0])
    if found is not None:
        assert [*found[0], *found[1]] == remaining


def test_solving_stops_when_there_is_too_much() -> None:
    with pytest.raises(solving.TooMany):
        solving.readings(["1" * 40], (7,), solving.Steps(500))
    many = [(a, b) for a in range(40) for b in range(40)]
    with pytest.raises(solving.TooMany):
        solving.Balance([many] * 3, [many] * 4).remaining(solving.Steps(10_000))


@pytest.mark.parametrize("writer", ["row per line", "run together", "lines"])
@pytest.mark.parametrize("unit", ["美元", "万欧"])
def test_a_header_in_another_unit_is_not_taken_for_the_forms(writer: str, unit: str) -> None:
    text = layouts.Laid("lines", FIGURES).text if writer == "lines" else plain(writer, 3).text
    assert "万元" in text
    reading = gzparse.parse(text.replace("万元", unit))
    assert value_at(reading.report, "proactive_disclosure.fees.amount") is None
    assert {"columns-unknown", "row-missing"} & codes_of(reading)


def test_a_word_before_a_label_makes_another_label() -> None:
    reading = rows("1.不属于国家秘密 2 0 0 0 0 0 2\n2.其他法律行政法规禁止公开 1 0 0 0 0 0 1")
    refused = reading.report.requests.results.refused
    assert (refused.state_secret.total, refused.prohibited_by_law.total) == (None, 1)


def test_latin_letters_adjacent_to_a_label_are_not_dropped_without_a_finding() -> None:
    reading = rows("1.属于国家秘密x 2 0 0 0 0 0 2\n2.其他法律行政法规禁止公开 1 0 0 0 0 0 1")
    assert "text-unread" in codes_of(reading)
    assert_accounted(reading)


@pytest.mark.parametrize(
    "piece", ["行政许可 1 ", "规章000", "规", "其他总计", "三\n本\n行政许可 1\n", "- 5 -\n", "1\n", "申请人情况"]
)
@pytest.mark.parametrize("section", ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"])
def test_hostile_text_takes_work_in_proportion(piece: str, section: str) -> None:
    text = f"某县2023年政府信息公开工作年度报告\n{section}\n行政许可 1 \n五、存在的主要问题及改进情况\n无。\n"
    at = text.index("许可 1 ") + len("许可 1 ")
    assert_linear(text, at, piece)
    assert_accounted(gzparse.parse(text[:at] + piece * (20_000 // len(piece)) + text[at:]))


def test_on_a_page_of_one_line_fifteen_numbers_that_do_not_add_up_are_not_section_four() -> None:
    def four(figures: str) -> gzparse.Reading[gzparse.Report]:
        header = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
        five = " 结果维持 结果纠正 其他结果 尚未审结 总计"
        return rows(f"{header}{five}{five}{figures}", "四、政府信息公开行政复议、行政诉讼情况")

    outcomes = four(" 12 20 39 50 48 157 29 7 27 4 67 21 29 56 128").report.review_and_litigation
    assert outcomes == type(outcomes)()
    assert four(" 1 0 0 0 1 0 0 0 2 2 0 0 0 0 0").report.review_and_litigation.litigation_direct.total == 2
    # On a line of their own they are what the page prints, right or wrong.
    assert four("\n10 1 0 0 0 0 0 0 0 0 5 0 0 0 0").report.review_and_litigation.review.corrected == 1


def test_a_number_on_the_other_side_of_its_label_than_most_is_not_given() -> None:
    """A page's number before the label of a blank row looks like this; where all stand before, they are the rows' own."""
    paths = [f"proactive_disclosure.{name}.decisions" for name in ("licensing", "penalties", "compulsory_measures")]

    def three(figures: str) -> list[object]:
        text = plain("one line", 3).text
        assert text.count("行政处罚 0 行政强制 0") == 1
        report = gzparse.parse(text.replace("行政处罚 0 行政强制 0", figures)).report
        return [value_at(report, path) for path in paths]

    assert three("2 行政处罚 行政强制 28") == [9, None, 28]
    assert three("行政处罚 2 行政强制 28") == [9, 2, 28]


@pytest.mark.parametrize(
    ("label", "path"), [("行政许可", "licensing.decisions"), ("行政事业性收费", "fees.amount"), ("规章", "rules")]
)
@pytest.mark.parametrize(
    "printed", [".5", "5.", "5O", "O5", "<5", "≥5", "~5", "±5", "5+", "5%", "5?", "*5", "＊5", "□5", "…5", "5…", "5-", "5①"]
)
def test_a_figure_that_touches_something_else_is_not_given(label: str, path: str, printed: str) -> None:
    """An O may be a zero, a point may be a decimal point: such a figure is unreadable, and says so by its path."""
    page = plain("row per line", 3).text
    line = next(line for line in page.splitlines() if line.startswith(f"{label} "))
    behind = line.split()[2:]
    reading = gzparse.parse(page.replace(f"\n{line}\n", "\n" + " ".join([label, printed, *behind]) + "\n"))
    leaf = f"proactive_disclosure.{path}" + (".issued" if path == "rules" else "")
    assert value_at(reading.report, leaf) is None
    errors = {ref.path for f in reading.findings if f.severity == "error" for ref in f.refs}
    assert errors & {leaf, leaf.rpartition(".")[0]}


SIGNED = {"-8": -8, "－8": -8, "−8": -8, "+8": 8, "＋8": 8, "+1,008": 1008, "-8件": -8, "–8": -8, "—8": -8}
UNSURE = ("- 8", "+ 8", "——8", "8-", "±8", "+/-8", "（8）", "(-8)", "↓8", "-8.0", "~8", "-/8")


@pytest.mark.parametrize("writer", ["cell per line", "figures anywhere", "aligned"])
@pytest.mark.parametrize("printed", [*SIGNED, *UNSURE])
def test_a_change_keeps_its_sign_or_is_not_given(writer: str, printed: str) -> None:
    case = plain(writer, 3, "2019")
    row = "proactive_disclosure.licensing"
    start, end = case.cells[f"{row}.change"]
    reading = gzparse.parse(case.text[:start] + printed + case.text[end:])
    wanted = SIGNED.get(printed)
    assert value_at(reading.report, f"{row}.change") == wanted
    assert is_named(f"{row}.change", reading.findings) is (wanted is None)
    for column in ("items_last_year", "decisions"):
        assert value_at(reading.report, f"{row}.{column}") in (None, case.expected[f"{row}.{column}"].value)


@pytest.mark.parametrize(("printed", "wanted"), [("减8", -8), ("减少8", -8), ("增8", 8), ("增加8", 8)])
def test_a_change_with_a_word_for_its_sign_is_read_where_cells_are_lines_and_else_not_given(printed: str, wanted: int) -> None:
    row = "proactive_disclosure.licensing"
    for writer, value in {"cell per line": wanted, "figures anywhere": None, "aligned": None}.items():
        case = plain(writer, 3, "2019")
        start, end = case.cells[f"{row}.change"]
        reading = gzparse.parse(case.text[:start] + printed + case.text[end:])
        assert value_at(reading.report, f"{row}.change") == value
        assert is_named(f"{row}.change", reading.findings) is (value is None)


@pytest.mark.parametrize(
    ("label", "name"), [("行政许可", "licensing"), ("行政处罚", "penalties"), ("行政强制", "compulsory_measures")]
)
def test_a_number_below_a_label_is_not_given_where_similar_rows_have_theirs_on_its_line(label: str, name: str) -> None:
    """A blank cell with a page's number below it looks like this."""
    page = plain("row per line", 3).text
    line = next(line for line in page.splitlines() if line.startswith(f"{label} "))
    reading = gzparse.parse(page.replace(f"\n{line}\n", f"\n{label}\n5\n"))
    assert value_at(reading.report, f"proactive_disclosure.{name}.decisions") is None
    others = {"licensing", "penalties", "compulsory_measures"} - {name}
    assert None not in [value_at(reading.report, f"proactive_disclosure.{other}.decisions") for other in others]


def test_section_fours_digits_are_withheld_where_a_blank_would_keep_the_sums_too() -> None:
    """14, 35, blank, 17, 66 can be split as 1, 43, 5, 17, 66 as well."""
    r = random.Random(3)
    page = unmarked.plain("run together", unmarked.figures_of(r), r).text
    head, _, rest = page.partition("复议后起诉")
    digits = re.search(r"\d{15,}", rest)
    assert digits is not None
    reading = gzparse.parse(head + "复议后起诉" + rest.replace(digits.group(), "14351766" + "1725941119" + "3042255102", 1))
    outcomes = reading.report.review_and_litigation
    assert outcomes == type(outcomes)()
    assert any(f.code == "row-ambiguous" and f.refs[0].path == "review_and_litigation" for f in reading.findings)


def test_section_fours_zeros_are_given_since_no_blank_can_be_among_them() -> None:
    r = random.Random(5)
    held = {path: 0 if path.startswith("review_and") else value for path, value in unmarked.figures_of(r).items()}
    reading = gzparse.parse(unmarked.plain("run together", held, r).text)
    assert {reading.figures[path].value for path in held if path.startswith("review_and")} == {0}


@pytest.mark.parametrize(
    ("digits", "fewer"),
    [
        ("14351766", True),  # 14 35 17 66 or 1 43 5 17 66
        ("20002", True),  # 20 0 0 2 with a blank total, or 2 0 0 0 2
        ("00000", False),
        ("11114", True),  # 1 1 1 14 with a blank total
        ("30003", True),
    ],
)
def test_blanks_that_keep_the_sums_or_leave_out_a_total_are_searched_for(digits: str, fewer: bool) -> None:
    assert solving.fewer_add_up([digits], (5,), solving.Steps()) is fewer
    assert solving.fewer_add_up([digits + "00000"], (5, 5), solving.Steps()) is fewer


def test_the_heading_of_a_group_whose_rows_are_lost_is_no_row() -> None:
    reading = rows("（五）不予处理\n2.重复申请 1 0 0 0 0 0 1\n（六）其他处理")
    assert reading.figures["requests.results.otherwise.other.total"].status == "missing"


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ("0 0 0 3 0 0 0 3", None),
        ("0 3 0 0 0 0 0 3", None),
        ("2 0 2 2 253 3 8 268", None),
        ("0 3 1 2 5 6 7 24", None),  # a column that the form does not have, with a zero in it
        ("0 0 3 0 0 0 3 12", (0, 0, 3, 0, 0, 0, 3)),  # the page's number
    ],
)
def test_a_row_with_a_figure_too_many_is_withheld_unless_it_can_only_be_a_pages_number(
    printed: str, given: tuple[int, ...] | None
) -> None:
    text = plain("row per line", 3).text
    at = re.search(r"\n4[.．]无正当理由大量反复申请 ((?:\d+ ?){7})", text)
    assert at is not None
    reading = gzparse.parse(text[: at.start(1)] + printed + text[at.end(1) :])
    row = [figure for path, figure in reading.figures.items() if ".excessive." in path]
    assert [figure.value for figure in row] == list(given or (None,) * 7)
    assert given or "requests.results.not_processed.excessive" in {ref.path for f in reading.findings for ref in f.refs}


REPEATED_LINES_GONE = """\
某县2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
申请人情况
法人或其他组织
（本列数据的勾稽关系为：第一项加第二项之和，等
于第三项加第四项之和）
自然人 社会 法律 总计
商业 科研
公益 服务 其他
企业 机构
组织 机构
3 0 0 0 0 0 3
一、本年新收
政府信息公开
申请数量
0 0 0 0 0 0 0
二、上年结转
三、本年度办理结果
（一）予以公开 0 0 0 0 0 0 0
（二）部分公
开（区分处理
的，只计这一
情形，不计其
他情形）
（三）不予公开
1.属于国家秘密 0 0 0 0 0 0 0
2.其他法律
行政法规禁止
公开
3.危及“三
安全一稳定”
4.保护第三
方合法权益
5.属于三类
内部事务信息
6.属于四类
过程性信息
7.属于行政
执法案卷
8.属于行政
查询事项
（四）无法提供
1.本机关不掌
握相关政府信息
2.没有现成
信息需要另行
制作
3.补正后申
请内容仍不明
确
（五）不予处理
1.信访举报
投诉类申请
2.重复申请 0 0 0 0 0 0 0
3.要求提供
公开出版物
4.无正当理
由大量反复申
请
5.要求行政
机关确认或重
新出具已获取
信息
（六）其他处理
1 0 0 0 0 0 1
1.申请人无正
当理由逾期不补
正、行政机关不
再处理其政府信
息公开申请
2 0 0 0 0 0 2
2.申请人逾期未
按收费通知要求缴
纳费用、行政机关
不再处理其政府信
3.其他 0 0 0 0 0 0 0
（七）总计 3 0 0 0 0 0 3
四、结转下年
度继续办理
"""


def test_where_a_rows_figures_stand_above_the_first_label_others_that_lost_theirs_take_none() -> None:
    """A page with figures above their labels, from which the lines that repeat others are gone."""
    reading = gzparse.parse(REPEATED_LINES_GONE)
    assert reading.report.requests.results.not_processed.confirmation_or_reissue.natural_person is None
    assert reading.report.requests.results.otherwise.other.total == 0
