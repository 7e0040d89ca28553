"""Rows that look complete and are not: each page was read wrongly once. What must be withheld is withheld, and little else."""

from __future__ import annotations

import random
import re

import layouts
import pytest
import writing
from conftest import ROOT
from honesty import LOST, Printed, assert_accounted, assert_complete, assert_honest, codes_of, value_at

import gzparse

FIGURES = writing.consistent_figures(random.Random(1), 60)
OF_2019 = writing.consistent_figures(random.Random(1), 60, writing.EDITIONS["2019"])
MARKED = ["tabs", "tabs behind", "bars", "bars between", "Markdown", "indented"]
RUNS = ["lines", "lines, indented", "bars behind cells", "bars alone", "bars, cells on new lines"]


def page(name: str, edition: str = "2021", **changes: int | str) -> layouts.Laid:
    """Lay out a page; changes name a figure by its path, with __ for a dot."""
    laid = layouts.Laid(name, {**(OF_2019 if edition == "2019" else FIGURES)})
    text = laid.with_cells({path.replace("__", "."): str(value) for path, value in changes.items()})
    laid.text = text
    return laid


def wanted(laid: layouts.Laid, **changes: Printed | str) -> dict[str, Printed | str]:
    printed: dict[str, Printed | str] = dict(laid.figures)
    for name, value in changes.items():
        path = name.replace("__", ".")
        printed |= {p: value for p in printed if p == path or p.startswith(path + ".")}
    return printed


def parse(text: str) -> gzparse.Reading[gzparse.Report]:
    return gzparse.parse(text)


@pytest.mark.parametrize("name", MARKED)
@pytest.mark.parametrize(("edition", "row"), [("2021", "fees"), ("2019", "procurement")])
def test_a_page_number_below_a_blank_is_not_its_figure(name: str, edition: str, row: str) -> None:
    laid = page(name, edition, **{f"proactive_disclosure__{row}__amount": ""})
    at = laid.text.index("\n三、收到")
    reading = parse(f"{laid.text[:at].rstrip()}\n2\n{laid.text[at:]}")
    assert_honest(reading, wanted(laid, **{f"proactive_disclosure__{row}__amount": None}))
    assert value_at(reading.report, f"proactive_disclosure.{row}.amount") is None
    assert_complete(reading, laid.figures, but=[f"proactive_disclosure.{row}"])


@pytest.mark.parametrize("name", ["lines", "lines, indented"])
def test_a_number_that_follows_the_page_number_above_is_no_blank_cells_figure(name: str) -> None:
    laid = page(name)
    start, end = laid.cells["proactive_disclosure.licensing.decisions"]
    text = laid.text[:start] + "2" + laid.text[end:]
    at = text.index("\n二、")
    text = text[:at].rstrip() + "\n1\n" + text[at:]
    reading = parse(text)
    assert_honest(reading, wanted(laid, proactive_disclosure__licensing=LOST))
    assert value_at(reading.report, "proactive_disclosure.licensing.decisions") is None
    assert_complete(reading, laid.figures, but=["proactive_disclosure.licensing"])


@pytest.mark.parametrize("name", ["lines", "lines, indented"])
def test_where_half_of_the_rows_lost_their_cells_a_single_number_may_be_a_pages(name: str) -> None:
    laid = page(name)
    text = laid.text
    for label in ("行政处罚", "行政事业性收费", "规章"):
        text = re.sub(rf"(?m)^(\s*{label})\s+\d+$", r"\1", text, count=1)
    reading = parse(text)
    for row in ("licensing", "compulsory_measures"):
        assert value_at(reading.report, f"proactive_disclosure.{row}.decisions") is None
        assert {"row-ambiguous"} <= {
            f.code for f in reading.findings for ref in f.refs if ref.path == f"proactive_disclosure.{row}"
        }
    assert value_at(reading.report, "proactive_disclosure.normative_documents.issued") is not None


@pytest.mark.parametrize("name", [*MARKED, *RUNS])
def test_a_blank_row_does_not_take_the_figures_of_a_row_whose_label_is_lost(name: str) -> None:
    row = "requests.results.otherwise.other"
    laid = page(name, **{f"{row}.{column}".replace(".", "__"): "" for column in writing.APPLICANTS})
    text = re.sub(r"[ \t]*（七）总计", "", laid.text, count=1)
    reading = parse(text)
    lost = wanted(laid, requests__results__otherwise__other=None, requests__results__total=LOST)
    assert_honest(reading, lost)
    assert value_at(reading.report, f"{row}.total") is None
    assert_complete(reading, laid.figures, but=[row, "requests.results.total"])


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown", "indented", *RUNS])
@pytest.mark.parametrize("edition", writing.EDITIONS)
def test_a_blank_row_does_not_take_the_figures_of_the_next_row(name: str, edition: str) -> None:
    blanks = {f"proactive_disclosure__penalties__{c}": "" for c in ("items_last_year", "change", "decisions")}
    laid = page(name, edition, **(blanks if edition == "2019" else {"proactive_disclosure__penalties__decisions": ""}))
    reading = parse(re.sub(r"[ \t]*行政强制", "", laid.text, count=1))
    lost = wanted(laid, proactive_disclosure__penalties=None, proactive_disclosure__compulsory_measures=LOST)
    assert_honest(reading, lost)
    assert value_at(reading.report, "proactive_disclosure.penalties.decisions") is None


@pytest.mark.parametrize("name", ["tabs", "indented", "bars", "Markdown"])
@pytest.mark.parametrize("edition", writing.EDITIONS)
def test_a_row_printed_again_with_a_blank_is_a_conflict(name: str, edition: str) -> None:
    laid = page(name, edition)
    cells = 3 if edition == "2019" else 1
    again = {
        "tabs": f"行政处罚{chr(9) * cells}\n",
        "indented": f"\t行政处罚\n{(chr(9) + chr(10)) * cells}\n",
        "bars": "行政处罚 | | | |\n",
        "Markdown": "| 行政处罚 | | | |\n",
    }
    at = laid.text.index("第二十条第（八）项")
    at = laid.text.rindex("\n", 0, at) + 1
    reading = parse(laid.text[:at] + again[name] + laid.text[at:])
    assert value_at(reading.report, "proactive_disclosure.penalties.decisions") is None
    assert_honest(reading, wanted(laid, proactive_disclosure__penalties=LOST))


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize(
    ("figures", "at"), [((3, 0, 0, 0, 0, 0, 3), 4), ((2, 1, 2, 3, 1, 1, 10), 6), ((0, 2, 0, 0, 0, 0, 2), 3)]
)
def test_a_number_in_the_middle_of_a_row_is_no_page_number_at_its_end(name: str, figures: tuple[int, ...], at: int) -> None:
    row = "requests.results.unable.not_held"
    changes = {f"{row}.{c}": str(value) for c, value in zip(writing.APPLICANTS, figures, strict=True)}
    laid = layouts.Laid(name, FIGURES)
    here = f"{row}.{writing.APPLICANTS[at]}"
    start = laid.cells[here][0]
    start = laid.text.rindex("\n", 0, start) + 1
    moved = {laid.cells[path]: value for path, value in changes.items()}
    text = writing.replaced(laid.text, {**moved, (start, start): f"{figures[0] or 2}\n"})
    reading = parse(text)
    assert_honest(reading, wanted(laid, requests__results__unable__not_held=LOST) | {p: int(v) for p, v in changes.items()})


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown", "bars behind cells"])
def test_a_cell_too_many_does_not_shift_a_row(name: str) -> None:
    row = "requests.results.unable.not_held"
    values = ["", "2", "", "", "", "", "2"]
    laid = layouts.Laid(name, FIGURES)
    cells = {laid.cells[f"{row}.{c}"]: value for c, value in zip(writing.APPLICANTS, values, strict=True)}
    mark = {"tabs": "\t", "bars behind cells": " |\n"}.get(name, " | ")
    total = laid.cells[f"{row}.total"]
    reading = parse(writing.replaced(laid.text, {**cells, total: f"{mark}2"}))
    printed = {f"{row}.{c}": int(v) if v else None for c, v in zip(writing.APPLICANTS, values, strict=True)}
    assert_honest(reading, {**wanted(laid), **printed})


@pytest.mark.parametrize("name", ["tabs", "Markdown", "bars behind cells"])
@pytest.mark.parametrize("edition", writing.EDITIONS)
def test_a_figure_away_from_where_rows_of_the_same_shape_begin_is_withheld(name: str, edition: str) -> None:
    laid = page(name, edition)
    start, end = laid.cells["proactive_disclosure.penalties.decisions"]
    mark = {"tabs": "\t\t\t", "bars behind cells": " |\n |\n |\n"}.get(name, " | | | ")
    reading = parse(f"{laid.text[:start]}{mark}7{laid.text[end:]}")
    assert_honest(reading, wanted(laid, proactive_disclosure__penalties=LOST))


@pytest.mark.parametrize("name", ["tabs behind", "bars", "Markdown", "bars at both ends", "bars behind cells"])
@pytest.mark.parametrize(
    ("edition", "row"),
    [
        ("2021", "proactive_disclosure.rules.in_force"),
        ("2021", "requests.results.refused.third_party_rights.total"),
        ("2019", "proactive_disclosure.other_services.decisions"),
        ("2019", "proactive_disclosure.fees.change"),
        ("2019", "proactive_disclosure.procurement.amount"),
        ("2019", "requests.results.otherwise.undivided.total"),
    ],
)
def test_a_row_cut_within_its_last_figure_lacks_its_closing_mark(name: str, edition: str, row: str) -> None:
    laid = page(name, edition)
    start, stop = laid.cells[row]
    end = laid.text.index("\n", stop)
    if name == "bars behind cells" and laid.text[end + 1] == "|":
        end = laid.text.index("\n", end + 1)
    reading = parse(laid.text[: start + 1] + laid.text[end:])
    assert_honest(reading, wanted(laid, **{row.replace(".", "__"): LOST}))


@pytest.mark.parametrize("name", [*MARKED, *RUNS])
@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("2021", "fees.amount"),
        ("2019", "rules.public_total"),
        ("2019", "other_services.decisions"),
        ("2019", "fees.change"),
        ("2019", "procurement.amount"),
    ],
)
def test_a_text_that_ends_within_a_figure_withholds_it(name: str, edition: str, path: str) -> None:
    path = f"proactive_disclosure.{path}"
    laid = page(name, edition, **{path.replace(".", "__"): 17789})
    at = laid.text.index("17789")
    reading = parse(laid.text[: at + 3])
    assert value_at(reading.report, path) is None
    assert reading.figures[path].status == "withheld"


@pytest.mark.parametrize("name", ["tabs", "tabs behind", "bars", "Markdown", "bars between", "indented", "lines"])
@pytest.mark.parametrize("broken", ["8\n2", "114\n07", "1\n12345"])
@pytest.mark.parametrize("edition", writing.EDITIONS)
def test_a_figure_broken_over_lines_is_not_given_by_its_first_half(name: str, edition: str, broken: str) -> None:
    paths = ["proactive_disclosure.licensing.decisions", "requests.results.unable.not_held.total"]
    for path in [*paths, "proactive_disclosure.fees.change"] if edition == "2019" else paths:
        laid = page(name, edition)
        reading = parse(laid.with_cells({path: broken}))
        if broken == "8\n2" and path.startswith("requests") and name in ("bars between", "tabs", "lines"):
            continue  # the sum is broken, but a page's number looks just so: the row is given, and its sum reported
        assert_honest(reading, wanted(laid, **{path.replace(".", "__"): LOST}))


@pytest.mark.parametrize("name", ["tabs doubled", "tabs, cells merged"])
@pytest.mark.parametrize(
    ("edition", "first", "behind"),
    [
        ("2021", "requests.results.unable.not_held.business", "legal_services"),
        ("2019", "requests.results.otherwise.undivided.business", "legal_services"),
        ("2019", "proactive_disclosure.other_services.items_last_year", "change"),
    ],
)
def test_cells_lost_from_a_row_of_gaps_are_not_read_as_blanks(name: str, edition: str, first: str, behind: str) -> None:
    laid = page(name, edition)
    row = first.rpartition(".")[0]
    start, end = laid.cells[first][0], laid.cells[f"{row}.{behind}"][0]
    reading = parse(laid.text[:start] + laid.text[end:])
    assert_honest(reading, wanted(laid, **{row.replace(".", "__"): LOST}))
    assert_complete(reading, laid.figures, but=[row])


@pytest.mark.parametrize(("edition", "column"), [("2021", "issued"), ("2019", "made")])
def test_blanks_between_doubled_marks_are_read_by_the_other_rows(edition: str, column: str) -> None:
    """规章 | | 65 | 262 with every mark written twice."""
    path = f"proactive_disclosure__rules__{column}"
    laid = page("tabs doubled", edition, **{path: ""})
    reading = parse(laid.text)
    assert_honest(reading, wanted(laid, **{path: None}))


@pytest.mark.parametrize("name", ["lines", "lines, indented"])
@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("2021", "requests.results.unable.not_held.total"),
        ("2021", "proactive_disclosure.normative_documents.in_force"),
        ("2019", "requests.results.otherwise.undivided.total"),
        ("2019", "proactive_disclosure.other_services.decisions"),
    ],
)
def test_a_page_break_before_a_row_s_last_figure_withholds_it(name: str, edition: str, path: str) -> None:
    laid = page(name, edition)
    row = path.rpartition(".")[0]
    start = laid.text.rindex("\n", 0, laid.cells[path][0]) + 1
    for lines in ("5\n某县人民政府\n", "5\n\f", "某县人民政府\n5\n"):
        reading = parse(laid.text[:start] + lines + laid.text[start:])
        assert_honest(reading, wanted(laid, **{row.replace(".", "__"): LOST}))
        # Next to a row with an extra number, a row's only figure may be such a number.
        single = [] if edition == "2019" or row.startswith("requests") else [p.rpartition(".")[0] for p in SINGLE]
        assert_complete(reading, laid.figures, but=[row, *single])


SINGLE = [p for p in FIGURES if p.endswith((".decisions", ".amount"))]


def exchanged(laid: layouts.Laid, rows: str, one: str, other: str) -> dict[str, Printed]:
    """What a page prints whose header has two names of columns exchanged."""
    names = {one: other, other: one}
    return {
        path: laid.figures[f"{path.rpartition('.')[0]}.{names.get(path.rpartition('.')[2], path.rpartition('.')[2])}"]
        if path.startswith(rows)
        else figure
        for path, figure in laid.figures.items()
    }


@pytest.mark.parametrize("name", ["tabs", "Markdown", "lines", "bars behind cells"])
def test_the_first_of_three_rows_without_its_label_is_not_the_undivided_row(name: str) -> None:
    laid = page(name)
    label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    reading = parse(re.sub(rf"{re.escape(label)}[ \t]*[|\n]?[ \t]*\n?", "", laid.text, count=1))
    undivided = reading.report.requests.results.otherwise.undivided
    assert undivided == type(undivided)()
    assert_honest(reading, wanted(laid, requests__results__otherwise__not_corrected_in_time=LOST))


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_headers_written_in_all_the_cells_that_they_span_are_obeyed(mark: str) -> None:
    def repeated(swap: bool) -> layouts.Writer:
        def write(rows: list[layouts.Row], width: int) -> str:
            lines = []
            for row in rows:
                cells = list(row)
                if cells[:1] == ["自然人"]:
                    cells = ["自然人", *["法人或其他组织"] * 5, "总计"]
                elif cells[:1] == ["行政复议"]:
                    cells = ["行政复议"] * 5 + ["行政诉讼"] * 10
                elif len(cells) > 1 and cells[1] == "申请人情况":
                    cells = [cells[0]] * 3 + ["申请人情况"] * 7
                elif swap and cells[:1] == ["商业企业"]:
                    cells[0], cells[4] = cells[4], cells[0]
                lines.append(mark.join(cells) + "\n")
            return "".join(lines)

        return write

    plain = layouts.Laid("spans", FIGURES, repeated(swap=False))
    reading = parse(plain.text)
    assert_complete(reading, FIGURES)
    assert reading.findings == ()
    swapped = layouts.Laid("spans", FIGURES, repeated(swap=True))
    assert_complete(parse(swapped.text), exchanged(swapped, "requests", "business", "other"))


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown", "lines", "bars behind cells", "bars alone"])
def test_a_column_of_another_name_is_withheld_and_no_other(name: str) -> None:
    laid = page(name)
    for old, new, column in (("社会公益组织", "残疾人员", "public_welfare"), ("其他结果", "驳回复议申请", "other")):
        reading = parse(laid.text.replace(old, new, 1))
        table = "requests." if old == "社会公益组织" else "review_and_litigation.review."
        gone = [path for path in laid.figures if path.startswith(table) and path.endswith(f".{column}")]
        assert_honest(reading, {**wanted(laid), **dict.fromkeys(gone, LOST)})
        assert_complete(reading, laid.figures, but=gone)
        (found,) = [f for f in reading.findings if f.severity == "error"]
        assert found.code == "columns-unknown"
        assert [ref.path for ref in found.refs] == gone
        assert new in found.message
    typo = parse(laid.text.replace("社会公益组织", "社会公溢组织", 1))
    assert_complete(typo, laid.figures)
    assert "label-slip" in codes_of(typo)


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown", "lines", "bars behind cells", "bars alone"])
@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("自然人", "外国人", r"requests\..*\.natural_person"),
        ("商业企业", "事业单位", r"requests\..*\.business"),
        ("结果维持", "驳回申请", r"review_and_litigation\.review\.upheld"),
        ("行政复议", "国家赔偿", r"review_and_litigation\.review\..*"),
        ("行政诉讼", "国家赔偿", r"review_and_litigation\.litigation_.*"),
        ("未经复议直接起诉", "检察机关起诉", r"review_and_litigation\.litigation_direct\..*"),
    ],
)
def test_the_first_name_of_a_headers_line_and_one_over_several_columns_are_examined_too(
    name: str, old: str, new: str, gone: str
) -> None:
    """Text before a label's first cell is taken for its groups: an unknown name there was taken for nothing."""
    laid = page(name)
    at = laid.text.index(old, laid.text.index("复议、行政诉讼情况") + 9 if gone.startswith("review") else 0)
    reading = parse(laid.text[:at] + new + laid.text[at + len(old) :])
    lost = [path for path in laid.figures if re.fullmatch(gone, path)]
    assert_honest(reading, {**wanted(laid), **dict.fromkeys(lost, LOST)})
    (found,) = [f for f in reading.findings if f.severity == "error"]
    if len({path.rpartition(".")[2] for path in lost}) > 1:  # a name over several columns: where they end is not certain either
        assert_complete(reading, laid.figures, but=["review_and_litigation"])
        return
    assert_complete(reading, laid.figures, but=lost)
    assert (found.code, [ref.path for ref in found.refs]) == ("columns-unknown", lost)
    assert new in found.message


@pytest.mark.parametrize("name", ["tabs", "bars", "lines"])
@pytest.mark.parametrize("gone", ["自然人", "科研机构", "法律服务机构"])
def test_a_header_that_lacks_a_name_is_reported(name: str, gone: str) -> None:
    laid = page(name)
    reading = parse(laid.text.replace(gone, "", 1))
    assert_complete(reading, laid.figures)
    (found,) = reading.findings
    assert (found.code, found.severity, found.refs[0].path) == ("columns-by-order", "info", "requests")
    assert gone in found.message


SECTION_FOUR = "review_and_litigation"


@pytest.mark.parametrize("name", ["tabs", "bars between", "Markdown", "bars at both ends"])
@pytest.mark.parametrize("number", ["0", "4", "2023"])
@pytest.mark.parametrize("column", [0, 4, 14])
@pytest.mark.parametrize("where", ["above", "below"])
@pytest.mark.parametrize("zeros", [True, False])
def test_a_row_of_section_four_that_lacks_a_cell_is_not_filled_from_a_line_with_a_number(
    name: str, number: str, column: int, where: str, zeros: bool
) -> None:
    paths = [path for path in FIGURES if path.startswith(SECTION_FOUR)]
    laid = layouts.Laid(name, {**FIGURES, **dict.fromkeys(paths if zeros else [], 0)})
    cells = [laid.cells[path] for path in paths]
    begin, end = laid.text.rindex("\n", 0, cells[0][0]) + 1, laid.text.index("\n", cells[-1][1]) + 1
    row = laid.text[begin:end]
    start, stop = (cells[column][0] - begin, cells[column][1] - begin)
    # The cell goes with the mark behind it; the last one with the mark before it.
    cut = (
        row[:start] + re.sub(r"^\s*[|\t]\s*", "", row[stop:])
        if column < 14
        else re.sub(r"[|\t ]+$", "", row[:start]) + row[stop:]
    )
    number_line = f"{number}\n"
    lines = number_line + cut if where == "above" else cut + number_line
    reading = parse(laid.text[:begin] + lines + laid.text[end:])
    assert_honest(reading, wanted(laid, review_and_litigation=LOST))


@pytest.mark.parametrize("name", RUNS[:2])
@pytest.mark.parametrize("blank", [0, 1, 3])
def test_a_blank_and_a_page_number_do_not_make_a_whole_row_of_section_four(name: str, blank: int) -> None:
    """0 0 0 0 0 and a blank, and 5 below: as many figures as columns."""
    laid = page(name)
    paths = [path for path in laid.figures if path.startswith(SECTION_FOUR)]
    laid = layouts.Laid(name, {**FIGURES, **dict.fromkeys(paths, 0)})
    start, _ = laid.cells[paths[blank]]
    line = laid.text.rindex("\n", 0, start) + 1
    end = laid.text.index("\n", laid.cells[paths[-1]][1]) + 1
    text = laid.text[:line] + laid.text[laid.text.index("\n", start) + 1 : end] + "5\n" + laid.text[end:]
    assert_honest(parse(text), wanted(laid, review_and_litigation=LOST))


@pytest.mark.parametrize("name", ["tabs", "Markdown", "lines", "bars behind cells"])
@pytest.mark.parametrize("section", ["requests", SECTION_FOUR])
def test_columns_without_a_header_are_said_to_be_taken_by_their_order(name: str, section: str) -> None:
    def headerless(rows: list[layouts.Row], width: int) -> str:
        known = {"requests": ("商业企业", "自然人", "申请人情况"), SECTION_FOUR: ("结果维持", "复议后起诉", "行政复议")}
        return layouts.LAYOUTS[name]([row for row in rows if not set(known[section]) & set(row)], width)

    laid = layouts.Laid(name, FIGURES, headerless)
    reading = parse(laid.text)
    told = [f for f in reading.findings if f.code == "columns-by-order"]
    assert [(f.severity, f.refs[0].path) for f in told] == [("info", section)]
    assert "columns-by-order" not in {f.code for f in parse(page(name).text).findings}
    assert_complete(reading, laid.figures)


def test_a_withheld_row_reports_no_page_number_in_it() -> None:
    for name in RUNS:
        laid = page(name)
        row = "requests.results.unable.not_held"
        start = laid.text.rindex("\n", 0, laid.cells[f"{row}.legal_services"][0]) + 1
        for number in ("5", "5\n6"):
            reading = parse(laid.text[:start] + number + "\n" + laid.text[start:])
            withheld = {ref.path for f in reading.findings if f.severity == "error" for ref in f.refs}
            told = {ref.path for f in reading.findings if f.code == "page-number" for ref in f.refs}
            assert not (withheld & told) - {None}


# --- both editions ------------------------------------------------------------------------------------------------------


HYBRID = frozenset(("licensing", "procurement"))
OF_HYBRID = writing.consistent_figures(random.Random(1), 60, HYBRID)


@pytest.mark.parametrize("label", ["其他对外管理服务事项", "政府集中采购"])
@pytest.mark.parametrize("name", ["tabs", "bars", "lines", "spaces"])
def test_a_row_lost_from_a_block_in_the_columns_of_2019_is_missed_in_a_hybrid_too(name: str, label: str) -> None:
    def write(rows: list[layouts.Row], width: int) -> str:
        kept = [row for row in rows if row[0] != label]
        return layouts.LAYOUTS[name](kept, width) if name in layouts.LAYOUTS else "".join(" ".join(r) + "\n" for r in kept)

    laid = layouts.Laid(name, OF_HYBRID, write)
    assert_honest(parse(laid.text), {path: value if path in laid.cells else LOST for path, value in OF_HYBRID.items()})


@pytest.mark.parametrize("others", ["2019", "2021"])
def test_a_block_is_not_read_in_other_columns_than_its_own_header_s(others: str) -> None:
    """A running head between the documents' header and rows, on a page of one line; all other blocks are in one edition."""
    documents = frozenset(("documents",))
    figures = writing.consistent_figures(
        random.Random(1), 60, writing.EDITIONS["2019"] - documents if others == "2019" else documents
    )
    text = layouts.Laid("one line", figures, lambda rows, width: "".join(" ".join(row) + " " for row in rows)).text
    page = text.replace("\n", " ").replace(" 规章", " 7 某县人民政府 规章", 1)
    assert_honest(parse(page), figures)
    documents_read = parse(page).report.proactive_disclosure.normative_documents
    wrong = ("made", "published", "public_total") if others == "2019" else ("issued", "repealed", "in_force")
    assert [getattr(documents_read, column) for column in wrong] == [None] * 3


def test_a_blank_at_a_row_s_end_is_not_proven_by_another_row_s_broken_label() -> None:
    """The blank may have been moved there: 行政处罚 | 12 | 57 | | may be blank, 12, 57."""
    paths = [path for path in OF_2019 if path.startswith("proactive_disclosure.penalties.")]
    laid = page("bars at both ends", "2019", **{p.replace(".", "__"): v for p, v in zip(paths, ("12", "57", ""), strict=True)})
    assert_honest(parse(laid.text), wanted(laid, proactive_disclosure__penalties=LOST))
    text = laid.text.replace("其他对外管理服务事项", "其他对外管\n理服务事项")
    assert_honest(parse(text), wanted(laid, proactive_disclosure__penalties=LOST))


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("tabs doubled", "2021"),
        ("tabs doubled", "2019"),
        ("tabs, cells merged", "2019"),
        ("tabs, cells merged", "2021"),
    ],
)
def test_a_blank_at_a_row_s_end_is_not_proven_by_doubled_marks(name: str, edition: str) -> None:
    paths = [path for path in (OF_2019 if edition == "2019" else FIGURES) if path.startswith("proactive_disclosure.rules.")]
    laid = page(name, edition, **{p.replace(".", "__"): v for p, v in zip(paths, ("12", "57", ""), strict=True)})
    assert_honest(parse(laid.text), wanted(laid, proactive_disclosure__rules=LOST))


@pytest.mark.parametrize("rule", ["---", "——", "—", "--------"])
@pytest.mark.parametrize("row", ["requests.carried_forward", "review_and_litigation", "requests.results.granted"])
def test_a_rule_between_pages_does_not_fill_up_a_row_with_a_blank_cell(row: str, rule: str) -> None:
    """It was taken for a nil mark in the last column, and all figures behind the blank for those of the columns before."""
    laid = page("lines")
    cells = [path for path in laid.figures if path.startswith(f"{row}.")]
    text = laid.with_cells({cells[1]: rule})
    start, end = (text.index(rule), text.index(rule) + len(rule) + 1)
    last = next(m.end() for m in re.finditer(rf"^{laid.figures[cells[-1]]}\n", text, re.M) if m.start() > start)
    reading = parse(text[:start] + text[end:last] + f"{rule}\n" + text[last:])
    assert_honest(reading, {**wanted(laid), **dict.fromkeys(cells, LOST)})
    assert_complete(reading, laid.figures, but=cells)


@pytest.mark.parametrize("layout", ["lines", "bar_cells", "tabs"])
@pytest.mark.parametrize("mark", ["O", "？", "…"])
def test_a_table_of_marks_that_are_no_figures_is_not_blank(layout: str, mark: str) -> None:
    """Zeros misread as letters, or what was not known of a reading: with no digit left, all was called blank."""
    report = gzparse.parse_file(ROOT / "docs/examples/bars.txt").report
    paths = [path for path in gzparse.paths() if path.startswith("requests.") and value_at(report, path) is not None]
    reading = gzparse.parse(gzparse.render(report, layout=layout, printed=dict.fromkeys(paths, mark)))
    assert {reading.figures[path].status for path in paths} <= {"unreadable", "withheld"}
    assert_honest(reading, dict.fromkeys(paths, LOST))


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown", "lines", "bars behind cells", "bars alone", "indented"])
def test_reordered_names_and_one_that_is_not_the_forms_withhold_the_table(name: str) -> None:
    """Either by itself was seen; both were taken for nothing that was known."""
    laid = page(name)
    at = laid.text.index("结果维持")
    head = laid.text[at:].replace("其他结果", "驳回申请", 1).replace("结果纠正", "？", 1).replace("尚未审结", "结果纠正", 1)
    reading = parse(laid.text[:at] + head.replace("？", "尚未审结", 1))
    printed = exchanged(laid, "review_and_litigation.review", "corrected", "pending")
    assert_honest(reading, {**printed, "review_and_litigation.review.other": LOST})
    assert_complete(reading, laid.figures, but=["review_and_litigation"])
    assert "驳回申请" in next(f.message for f in reading.findings if f.severity == "error")


@pytest.mark.parametrize("name", ["tabs", "bars", "indented", "lines"])
def test_a_name_that_is_not_the_forms_adjacent_to_a_lost_one_may_be_either_columns(name: str) -> None:
    laid = page(name)
    at = laid.text.index("结果维持")
    reading = parse(laid.text[:at] + laid.text[at:].replace("其他结果", "驳回申请", 1).replace("尚未审结", "", 1))
    lost = {path: LOST for path in laid.figures if path.startswith("review_and_litigation.review.")}
    assert_honest(reading, {**wanted(laid), **lost})
    assert_complete(reading, laid.figures, but=["review_and_litigation"])


def concatenated_names(rows: list[layouts.Row], width: int) -> str:
    """Headers have their names concatenated on a line, rows their figures split by tabs."""
    return "".join(("\t" if any(c[:1] == "@" for c in row) else "").join(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        ("商业企业科研机构", "商业企业村民委员会", ["research_institution"]),
        ("自然人法人或其他组织", "外国人法人或其他组织", ["natural_person"]),
        ("商业企业科研机构", "科研机构商业企业", list(writing.APPLICANTS)),
    ],
    ids=["one renamed", "the first renamed", "two swapped"],
)
def test_names_that_are_concatenated_on_a_line_are_examined_one_by_one(old: str, new: str, columns: list[str]) -> None:
    laid = layouts.Laid("names concatenated", FIGURES, concatenated_names)
    assert parse(laid.text).findings == ()
    reading = parse(laid.text.replace(old, new, 1))
    if len(columns) > 1:  # they are read by their names
        assert_honest(reading, exchanged(laid, "requests", "business", "research_institution"))
        return
    lost = [path for path in laid.figures if path.startswith("requests.") and path.rpartition(".")[2] in columns]
    assert_honest(reading, {**wanted(laid), **dict.fromkeys(lost, LOST)})
    assert_complete(reading, laid.figures, but=lost)


@pytest.mark.parametrize("name", ["tabs", "bars at both ends"])
def test_a_cell_too_many_behind_a_blank_in_front_does_not_move_the_figures(name: str) -> None:
    """Fifteen figures with a blank before them are a whole row, unless the first of them is blank and another is none."""
    laid = page(name, review_and_litigation__review__upheld="")
    mark = "\t" if name == "tabs" else " | "
    at = laid.text.index(mark, laid.text.index("尚未审结", laid.text.index("复议后起诉")))
    line = laid.text.rindex("\n", 0, laid.text.index("五、存在") - 2)
    cells = laid.text[line:].index(mark + str(FIGURES["review_and_litigation.litigation_direct.corrected"]))
    text = laid.text[: line + cells] + f"{mark}977" + laid.text[line + cells :]
    assert at < line
    reading = parse(text)
    assert_honest(reading, wanted(laid, review_and_litigation=LOST))
    assert_complete(reading, laid.figures, but=["review_and_litigation"])


@pytest.mark.parametrize("name", ["tabs", "bars at both ends"])
def test_a_row_that_is_longer_than_all_others_with_a_blank_behind_its_figures_has_an_extra_cell(name: str) -> None:
    laid = page(name, "2019", proactive_disclosure__procurement__amount="")
    mark = "\t" if name == "tabs" else " | "
    start, end = laid.cells["proactive_disclosure.procurement.projects"]
    text = f"{laid.text[:end]}{mark}2000{laid.text[end:].replace(chr(10), mark * 2 + chr(10), 1)}"
    assert text[start:end].isdecimal()
    reading = parse(text)
    assert_honest(reading, wanted(laid, proactive_disclosure__procurement=LOST))
    assert_complete(reading, laid.figures, but=["proactive_disclosure.procurement"])


@pytest.mark.parametrize("cells", ["\t\t\t", "\t"])
def test_blanks_below_columns_that_are_not_the_forms_are_not_blanks_of_the_forms(cells: str) -> None:
    laid = page("tabs")
    text = re.sub(r"(?m)^规章\t.*", f"规章{cells}", laid.text.replace("本年制发件数", "本年上报件数", 1))
    reading = parse(text)
    assert reading.figures["proactive_disclosure.rules.issued"].status in ("withheld", "unreadable")
    blank = dict.fromkeys(("proactive_disclosure.rules.repealed", "proactive_disclosure.rules.in_force"))
    lost = dict.fromkeys(path for path in laid.figures if path.endswith(".issued"))
    assert_honest(reading, {**wanted(laid), **blank, **dict.fromkeys(lost, LOST)})


@pytest.mark.parametrize("name", ["tabs", "bars"])
def test_a_blank_below_a_name_that_is_not_the_forms_is_withheld_too(name: str) -> None:
    laid = page(name, requests__new__business="")
    reading = parse(laid.text.replace("商业企业", "事业单位", 1))
    assert reading.figures["requests.new.business"].status == "withheld"


@pytest.mark.parametrize("name", ["tabs", "bars", "indented", "lines"])
def test_where_both_names_over_section_fours_columns_are_others_all_of_it_is_withheld(name: str) -> None:
    """They were taken for words before a header without them."""
    laid = page(name)
    at = laid.text.index("行政复议", laid.text.index("复议、行政诉讼情况") + 9)
    reading = parse(laid.text[:at] + laid.text[at:].replace("行政复议", "国家赔偿", 1).replace("行政诉讼", "行政赔偿", 1))
    assert_honest(reading, wanted(laid, review_and_litigation=LOST))


@pytest.mark.parametrize("note", ["（含下属单位）", " （含下属单位）", "（注1）"])
def test_six_with_a_note_does_not_give_its_figures_to_the_total_below(note: str) -> None:
    """In text that marks no cells, the bracket of the total's ordinal was taken to hold it and the note together."""
    report = gzparse.parse(page("tabs", "2019").text).report
    text = gzparse.render(report, layout="unmarked")
    reading = parse(text.replace("（六）其他处理", f"（六）其他处理{note}", 1))
    six = "requests.results.otherwise.undivided"
    assert_honest(reading, {p: LOST if p.startswith(six) else v for p, v in OF_2019.items()})
    assert reading.report.requests.results.total == report.requests.results.total


HEADS = {"requests": ("自然人", "法人或其他组织"), "review_and_litigation": ("结果维持", "结果纠正")}


def with_header(name: str, section: str, old: str, new: str) -> tuple[layouts.Laid, gzparse.Reading[gzparse.Report]]:
    """Lay a page out, put other words into a table's header where they stand first, and read it."""
    laid = page(name)
    at = laid.text.index(HEADS[section][0])
    return laid, parse(laid.text[:at] + laid.text[at:].replace(old, new, 1))


MARKS = {"tabs": "\t", "bars at both ends": " | ", "lines": "\n"}


@pytest.mark.parametrize("name", MARKS)
def test_a_name_too_many_withholds_the_table(name: str) -> None:
    """With one blank besides, as many figures stand in a row as the form has columns."""
    mark = MARKS[name]
    for section, old, new in (("requests", "商业企业", "事业单位"), ("review_and_litigation", "结果纠正", "驳回申请")):
        laid, reading = with_header(name, section, old, f"{new}{mark}{old}")
        lost = [path for path in laid.figures if path.startswith(section)]
        assert_honest(reading, {**wanted(laid), **dict.fromkeys(lost, LOST)})
        assert_complete(reading, laid.figures, but=[section])


@pytest.mark.parametrize("name", MARKS)
def test_a_foreign_name_elsewhere_may_stand_for_a_lost_one(name: str) -> None:
    mark = MARKS[name]
    laid = page(name)
    text = laid.text.replace(f"科研机构{mark}", "", 1).replace("法律服务机构", f"备注{mark}法律服务机构", 1)
    reading = parse(text)
    printed: dict[str, Printed | str] = {**laid.figures}
    for path in laid.figures:
        row, _, column = path.rpartition(".")
        if path.startswith("requests.") and column == "public_welfare":
            printed[path] = laid.figures[f"{row}.research_institution"]  # its name stands there now
        elif path.startswith("requests.") and column == "research_institution":
            printed[path] = LOST
    assert_honest(reading, printed)
    assert_complete(reading, laid.figures, but=["requests"])


@pytest.mark.parametrize("name", ["tabs", "bars at both ends"])
def test_a_header_printed_again_further_down_counts_for_the_rows_below_it(name: str) -> None:
    laid = page(name)
    lines = laid.text.split("\n")
    first = next(i for i, line in enumerate(lines) if "自然人" in line)
    at = next(i for i, line in enumerate(lines) if "（二）部分公开" in line)
    again = lines[first : first + 2]
    assert "商业企业" in again[1]
    whole = parse("\n".join([*lines[:at], *again, *lines[at:]]))
    assert_complete(whole, laid.figures)
    again[1] = again[1].replace("商业企业", "备注")
    reading = parse("\n".join([*lines[:at], *again, *lines[at:]]))
    below = [p for p in laid.figures if p.startswith("requests.") and p.endswith(".business")]
    below = [p for p in below if not p.startswith(("requests.new.", "requests.brought", "requests.results.granted"))]
    assert_honest(reading, {**wanted(laid), **dict.fromkeys(below, LOST)})
    assert reading.report.requests.new.business == laid.figures["requests.new.business"]


@pytest.mark.parametrize("name", ["tabs", "bars", "lines"])
@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("自然人", "非自然人", "natural_person"),
        ("商业企业", "外商企业", "business"),
        ("商业企业", "其他企业", "business"),
        ("法律服务机构", "法律援助机构", "legal_services"),
    ],
)
def test_a_name_similar_to_the_forms_that_means_something_else_is_no_typo(name: str, old: str, new: str, column: str) -> None:
    laid, reading = with_header(name, "requests", old, new)
    lost = [path for path in laid.figures if path.startswith("requests.") and path.endswith(f".{column}")]
    assert_honest(reading, {**wanted(laid), **dict.fromkeys(lost, LOST)})


@pytest.mark.parametrize("name", ["tabs", "bars", "lines"])
def test_a_total_in_another_columns_place_is_another_order(name: str) -> None:
    laid = page(name)
    at = laid.text.index("自然人")
    head = laid.text[at:].replace("总计", "？", 1).replace("其他\n", "总计\n", 1).replace("其他 |", "总计 |", 1)
    text = laid.text[:at] + head.replace("？", "其他", 1)
    assert text != laid.text
    assert_honest(parse(text), wanted(laid, requests=LOST))


@pytest.mark.parametrize("name", ["tabs", "bars", "lines"])
@pytest.mark.parametrize(
    ("section", "old", "new", "lost"),
    [
        ("requests", "商业企业", "自然人", r"requests\..*\.(natural_person|business)"),
        ("review_and_litigation", "复议后起诉", "未经复议直接起诉", r"review_and_litigation\.litigation_.*"),
    ],
)
def test_a_name_that_is_there_twice_leaves_both_columns_unknown(name: str, section: str, old: str, new: str, lost: str) -> None:
    laid, reading = with_header(name, section, old, new)
    assert_honest(reading, {**wanted(laid), **{path: LOST for path in laid.figures if re.fullmatch(lost, path)}})


@pytest.mark.parametrize("name", ["tabs", "lines"])
def test_words_before_the_columns_of_section_two_are_one_more_column(name: str) -> None:
    laid = page(name)
    reading = parse(laid.text.replace("本年制发件数", f"备注{MARKS[name]}本年制发件数", 1))
    gone = {"proactive_disclosure__rules": LOST, "proactive_disclosure__normative_documents": LOST}
    assert_honest(reading, wanted(laid, **gone))


def test_harmless_headers_are_read() -> None:
    """Printed twice in a row, with a caption above or with the first group's names below."""
    laid = page("lines")
    at = laid.text.index("行政复议", laid.text.index("复议、行政诉讼情况") + 9)
    end = laid.text.rindex("总计", 0, laid.text.index("五、存在")) + 3
    assert_complete(parse(laid.text[:end] + laid.text[at:end] + laid.text[end:]), laid.figures)
    for name in ("tabs", "bars", "lines"):
        laid = page(name)
        for caption in ("附表\n", "单位：件\n"):
            assert_complete(parse(laid.text.replace("申请情况\n", f"申请情况\n{caption}", 1)), laid.figures)
    laid = page("tabs")
    head = laid.text.index("行政复议", laid.text.index("复议、行政诉讼情况") + 9)
    figures = laid.cells["review_and_litigation.review.upheld"][0]
    names = "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 3)
    other = f"行政复议\t\t\t\t\t行政诉讼\n\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\n{names}\n"
    for table in (other, f"附表\n{other}", other.replace("结果维持", "结果继持", 1)):
        assert_complete(parse(laid.text[:head] + table + laid.text[figures:]), laid.figures)


def test_a_figure_between_dashes_on_one_line_may_be_a_pages_number() -> None:
    report = gzparse.parse(page("tabs").text).report
    text = " ".join(gzparse.render(report, layout="unmarked").split())
    one = re.sub(r"现行有效件数 规章 \d+ \d+ \d+", "现行有效件数 - 2 - 规章", text, count=1)
    assert one != text
    assert parse(one).report.proactive_disclosure.rules.repealed is None


@pytest.mark.parametrize("name", ["tabs", "bars", "lines"])
def test_a_note_between_rows_that_has_the_names_of_columns_is_no_header(name: str) -> None:
    laid = page(name)
    note = "注：其中自然人48件、商业企业3件，科研机构、社会公益组织、法律服务机构和其他均为零，总计51件。\n"
    at = laid.text.rindex("\n", 0, laid.text.index("（二）部分公开")) + 1
    assert_complete(parse(laid.text[:at] + note + laid.text[at:]), laid.figures)


@pytest.mark.parametrize("name", ["tabs", "bars", "Markdown"])
@pytest.mark.parametrize("column", ["issued", "repealed", "in_force"])
def test_a_number_that_goes_on_in_the_row_below_is_not_given_in_part(name: str, column: str) -> None:
    path = f"proactive_disclosure.normative_documents.{column}"
    laid = page(name)
    laid.text = laid.with_cells({path: "37"})
    start, _ = laid.cells[path]
    line = laid.text[laid.text.rindex("\n", 0, start) + 1 : laid.text.index("\n", start) + 1]
    assert line.count("37") == 1
    rest = re.sub(r"[^\t| \n]+", lambda match: "7" if match.group() == "37" else "", line)
    for broken in (line.replace("37", "3") + rest, rest + line.replace("37", "3")):
        reading = parse(laid.text.replace(line, broken, 1))
        assert_honest(reading, wanted(laid, proactive_disclosure__normative_documents=LOST))
        assert value_at(reading.report, path) is None


@pytest.mark.parametrize("figures", ["1 0 0", "1 5 0", "0 3 0"])
def test_in_columns_without_marks_any_figure_may_go_on_below(figures: str) -> None:
    report = gzparse.parse(page("tabs").text).report
    text = gzparse.render(report, layout="unmarked")
    row = next(line for line in text.splitlines() if line.startswith("行政规范性文件"))
    reading = parse(text.replace(row, f"行政规范性文件 {figures}\n2", 1))
    assert reading.report.proactive_disclosure.normative_documents.issued is None
    assert any("normative_documents" in (ref.path or "") for f in reading.findings for ref in f.refs if f.severity == "error")
    # A number above a row is reported with the adjacent rows.
    reading = parse(text.replace(row, f"49\n{row}", 1))
    (finding,) = (f for f in reading.findings if f.code == "text-unread")
    assert {ref.path for ref in finding.refs} == {"proactive_disclosure.rules", "proactive_disclosure.normative_documents"}


@pytest.mark.parametrize("name", ["tabs", "bars", "lines", "indented"])
@pytest.mark.parametrize("line", ["外国友人行政诉讼", "行政赔偿行政诉讼", "行政复议外国友人", "行政诉讼行政赔偿"])
def test_a_foreign_name_in_one_cell_with_one_of_the_forms_is_no_caption(name: str, line: str) -> None:
    laid = page(name)
    at = laid.text.index("行政复议", laid.text.index("复议、行政诉讼情况") + 9)
    end = laid.text.index("行政诉讼", at) + 4
    reading = parse(laid.text[:at] + line + laid.text[end:])
    assert {reading.figures[path].status for path in laid.figures if path.startswith("review")} == {"withheld"}
    assert "columns-unknown" in codes_of(reading)


@pytest.mark.parametrize("remark", ["（注：含变更）", "另有变更28件", "不含下属单位"])
@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("proactive_disclosure.licensing.decisions", 1),
        ("proactive_disclosure.licensing.decisions", 2),
        ("requests.new.total", 1),
    ],
)
def test_a_remark_behind_a_rows_figures_is_a_note(remark: str, row: str, cells: int) -> None:
    laid = page("tabs")
    _, end = laid.cells[row]
    reading = parse(laid.text[:end] + "\t" * cells + remark + laid.text[end:])
    assert_honest(reading, laid.figures)
    assert_complete(reading, laid.figures)
    assert_accounted(reading)
    assert getattr(reading.report.notes, row.partition(".")[0]) == remark
    at = end + cells
    assert [part.kind for part in reading.parts if part.span.start == at] == ["note"]


def test_what_is_no_figure_behind_a_rows_figures_is_a_cell_too_many() -> None:
    laid = page("tabs")
    _, end = laid.cells["proactive_disclosure.licensing.decisions"]
    for cells in (1, 2):
        reading = parse(laid.text[:end] + "\t" * cells + "2O" + laid.text[end:])
        assert_honest(reading, wanted(laid, proactive_disclosure__licensing=LOST))
        assert value_at(reading.report, "proactive_disclosure.licensing.decisions") is None


@pytest.mark.parametrize("name", ["tabs", "bars", "indented", "lines"])
def test_words_in_a_groups_cells_that_are_not_the_forms_are_reported(name: str) -> None:
    laid = page(name)
    text = laid.text.replace("（五）不予处理", "（五）翡翠湖畔", 1)
    assert text != laid.text
    reading = parse(text)
    assert_complete(reading, laid.figures)
    assert_accounted(reading)
    (finding,) = (f for f in reading.findings if f.code == "text-unread")
    assert "（五）翡翠湖畔" in finding.message


@pytest.mark.parametrize("name", ["tabs", "bars", "indented", "lines"])
@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ("三、本年度办理结果", "三、上年度办理结果", "requests.results.granted"),
        ("（三）不予公开", "（三）上年不予公开", "requests.results.refused"),
    ],
)
def test_a_group_that_says_that_it_is_last_years_is_withheld(name: str, old: str, new: str, rows: str) -> None:
    laid = page(name)
    text = laid.text.replace(old, new, 1)
    assert text != laid.text
    reading = parse(text)
    assert {figure.status for path, figure in reading.figures.items() if path.startswith(rows)} == {"withheld"}
    assert value_at(reading.report, "requests.new.total") is not None
    assert_accounted(reading)
    (finding,) = (f for f in reading.findings if f.code == "figures-of-another")
    assert new in finding.message


@pytest.mark.parametrize("name", ["tabs behind", "bars", "Markdown"])
def test_in_a_blank_table_a_row_with_fewer_cells_than_rows_of_the_same_shape_is_not_blank(name: str) -> None:
    laid = layouts.Laid(name, dict(FIGURES))
    text = laid.with_cells({path: "" for path in laid.figures if path.startswith("requests")})
    line = next(line for line in text.splitlines() if "一、本年新收" in line)
    mark = "\t" if "\t" in line else "|"
    short = mark.join(line.split(mark)[:-3])
    reading = parse(text.replace(line, short, 1))
    assert "blank" not in {reading.figures[path].status for path in laid.figures if path.startswith("requests.new")}
    assert {reading.figures[path].status for path in laid.figures if path.startswith("requests.brought")} == {"blank"}
    assert any(ref.path == "requests.new" for f in reading.findings for ref in f.refs if f.severity == "error")
    # Behind the table's last row they are often left out.
    line = next(line for line in text.splitlines() if "四、结转下" in line)
    reading = parse(text.replace(line, mark.join(line.split(mark)[:-2]), 1))
    assert {reading.figures[path].status for path in laid.figures if path.startswith("requests")} == {"blank"}
