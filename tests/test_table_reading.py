"""The annual report's tables, read from rows that are given: which columns a row has, what is a header, what is neither."""

from __future__ import annotations

from typing import Any

import pytest
from lark import Tree
from lark.lexer import Token

from gzparse.annual_report.form import ANNUAL_REPORT as FORM
from gzparse.annual_report.labels import ANNUAL_REPORT
from gzparse.annual_report.record import Edition
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.annual_report.tables import AnnualTables, ToRows
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, NIL, TEXT
from gzparse.form.placing import Outcome
from gzparse.form.steps import read_table
from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, Row
from gzparse.model.source import Source

Line = tuple[str, str, str]
"""A row: its terminal, the cells of its label and its other cells, joined with bars."""
DISCLOSURE, REQUESTS, OUTCOMES = "proactive_disclosure", "requests", "review_and_litigation"


TABLES = FORM.specs
expected_rows = AnnualTables(SPECIFICATION).expected_rows


def code_of(cell: str) -> int:
    if cell in ("", "/"):
        return NIL if cell else BLANK
    return int(cell) if cell.isdecimal() else TEXT


def table(section: str, *lines: Line, kind: str = "ROW") -> TableReading:
    """Read rows, each marked on a line of its own; section two's are split into blocks at their articles."""
    cells = [[*label.split("|"), *(figures.split("|") if figures else [])] for _, label, figures in lines]
    text = "".join("\t".join(row) + "\n" for row in cells)
    source = Source(None, text, text)
    rows: list[FormRow] = []
    at = 0
    for (name, label, _), row in zip(lines, cells, strict=True):
        places = []
        for cell in row:
            places.append((at, at + len(cell)))
            at += len(cell) + 1
        own = Row.of(source, places if label or kind != "UNMARKED" else places[1:], kind)
        count = len(label.split("|")) if label else 0
        items = [code_of(cell) for cell in row[count:]] if label else [code_of(cell) for cell in row[1:]]
        if kind == "UNMARKED":
            rows.append(TextRow(name, own, count, items))
        else:
            rows.append(FormRow(name, own, 0 if label else 1, count or 1, items))
    grid = Grid("test", [row.row for row in rows])
    blocks: list[list[FormRow]] = [[]]
    for form_row in rows:
        if form_row.type == "ARTICLE" and section == DISCLOSURE:
            blocks.append([])
        blocks[-1].append(form_row)
    return read_table(TABLES[section], grid, blocks, Findings(source, ANNUAL_REPORT))


def shown(reading: TableReading) -> dict[str, str]:
    """Give each row's columns and figures, or why it has none."""

    def row(entry: Entry) -> str:
        why = "" if entry.place.certain else f"{entry.place.outcome} "
        cells = zip(entry.columns, entry.values, entry.statuses or ("value",) * len(entry.columns), strict=True)
        return why + " ".join(f"{name}={value if value is not None else status}" for name, value, status in cells)

    return {path.removeprefix(f"{reading.section}."): row(entry) for path, entry in reading.entries.items()}


def codes(reading: TableReading) -> list[tuple[str, str, tuple[str | None, ...]]]:
    return [(f.code, f.severity, tuple(ref.path for ref in f.refs)) for f in reading.findings.found]


def labels(rows: list[FormRow]) -> list[str]:
    return [row.label for row in rows]


# --- section two --------------------------------------------------------------------------------------------------------

ONE, FIVE, SIX, EIGHT, NINE = (("ARTICLE", f"第二十条第（{number}）项", "") for number in "一五六八九")
D21: Line = ("DOCUMENTS_2021", "信息内容|本年制发件数|本年废止件数|现行有效件数", "")
D19: Line = ("DOCUMENTS_2019", "信息内容|本年新制作数量|本年新公开数量|对外公开总数量", "")
C21: Line = ("DECISIONS_2021", "信息内容|本年处理决定数量", "")
C19: Line = ("DECISIONS_2019", "信息内容|上一年项目数量|本年增/减|处理决定数量", "")
F21: Line = ("FEES_2021", "信息内容|本年收费金额（单位：万元）", "")
F19: Line = ("FEES_2019", "信息内容|上一年项目数量|本年增/减", "")
P19: Line = ("PROCUREMENT_2019", "信息内容|采购项目数量|采购总金额", "")
OTHER: Line = ("OTHER_COLUMNS", "信息内容|别的数量", "")
RULES: Line = ("RULES", "规章", "1|2|3")
NORMS: Line = ("NORMATIVE_DOCUMENTS", "规范性文件", "4|5|6")
LICENSING: Line = ("LICENSING", "行政许可", "7")
PENALTIES: Line = ("PENALTIES", "行政处罚", "8")
FEES: Line = ("FEES", "行政事业性收费", "9")
IN_21, IN_19 = "issued=1 repealed=2 in_force=3", "made=1 published=2 public_total=3"


def disclosure(*lines: Line) -> dict[str, str]:
    return shown(table(DISCLOSURE, *lines))


def test_a_row_is_read_in_the_columns_of_the_header_above_it() -> None:
    wide: Line = ("LICENSING", "行政许可", "7|1|9")
    assert disclosure(ONE, D21, RULES, FIVE, C19, wide, EIGHT, F21, FEES) == {
        "rules": IN_21,
        "licensing": "items_last_year=7 change=1 decisions=9",
        "fees": "amount=9",
    }
    reading = table(DISCLOSURE, ONE, D21, RULES, FIVE, C19, wide)
    assert reading.editions == ["2021", "2019"]
    assert labels(reading.headers) == [line[1].replace("|", " ") for line in (ONE, D21, FIVE, C19)]
    assert codes(reading) == []


def test_a_header_stands_over_all_rows_up_to_the_next_article() -> None:
    assert disclosure(ONE, D21, RULES, NORMS)["normative_documents"] == "issued=4 repealed=5 in_force=6"
    # in a table of one edition a block without header is in its columns, and a finding says so
    reading = table(DISCLOSURE, SIX, C21, PENALTIES, FIVE, LICENSING)
    assert shown(reading)["licensing"] == "decisions=7"
    assert codes(reading)[:1] == [("columns-by-order", "info", ("proactive_disclosure.licensing",))]
    # in one of both, it is in none that is known
    reading = table(DISCLOSURE, ONE, D19, RULES, SIX, C21, PENALTIES, FIVE, LICENSING)
    assert shown(reading)["licensing"] == "no-header decisions=withheld"
    assert codes(reading)[0][:2] == ("columns-unknown", "error")


def test_a_block_without_header_is_not_read_in_columns_that_its_row_does_not_have() -> None:
    procurement: Line = ("PROCUREMENT", "政府集中采购", "5|6")
    assert disclosure(ONE, D21, RULES, NINE, procurement)["procurement"] == "no-header projects=withheld amount=withheld"
    assert disclosure(ONE, D19, RULES, NINE, procurement)["procurement"] == "projects=5 amount=6"
    assert disclosure(RULES) == {"rules": "no-header issued=withheld repealed=withheld in_force=withheld"}


def test_the_name_that_only_the_2021_form_has_is_not_read_in_the_columns_of_2019_without_a_header() -> None:
    norms: Line = ("NORMATIVE_DOCUMENTS", "行政规范性文件", "4|5|6")
    held = "no-header made=withheld published=withheld public_total=withheld"
    assert disclosure(SIX, C19, ("PENALTIES", "行政处罚", "1|2|3"), ONE, RULES, norms) == {
        "penalties": "items_last_year=1 change=2 decisions=3",
        "rules": IN_19,
        "normative_documents": held,
    }
    assert disclosure(ONE, D19, norms)["normative_documents"] == "made=4 published=5 public_total=6"
    assert disclosure(SIX, C21, PENALTIES, ONE, norms)["normative_documents"] == "issued=4 repealed=5 in_force=6"


def test_rows_that_were_not_given_are_not_named_as_read_by_order() -> None:
    blank: Line = ("LICENSING", "行政许可", "")
    reading = table(DISCLOSURE, SIX, C21, PENALTIES, FIVE, blank)
    assert "columns-by-order" not in [code for code, _, _ in codes(reading)]
    reading = table(DISCLOSURE, SIX, C21, PENALTIES, ONE, ("RULES", "规章", "|2|3"))
    assert shown(reading)["rules"].startswith("unproven ")
    assert "columns-by-order" not in [code for code, _, _ in codes(reading)]


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ("1|2|3", "other-header issued=withheld repealed=withheld in_force=withheld"),
        ("", "no-cells issued=unreadable repealed=unreadable in_force=unreadable"),
    ],
)
@pytest.mark.parametrize("above", [(OTHER,), (D21, OTHER), (OTHER, D21)])
def test_a_row_below_a_header_that_is_not_the_forms_is_withheld(above: tuple[Line, ...], figures: str, wanted: str) -> None:
    rows = [("RULES", "规章", figures), *((("CONTENT", "信息内容", ""),) if not figures else ())]
    lines: list[Line] = [ONE, *above, *rows, SIX, C21, PENALTIES]
    assert disclosure(*lines)["rules"] == wanted


def test_a_row_of_blank_cells_without_columns_is_blank() -> None:
    assert disclosure(ONE, ("RULES", "规章", "||"))["rules"] == "issued=blank repealed=blank in_force=blank"
    assert disclosure(ONE, ("RULES", "规章", "|"))["rules"] == "issued=blank repealed=blank in_force=blank"
    assert table(DISCLOSURE, ONE, ("RULES", "规章", "|")).entries["proactive_disclosure.rules"].place.outcome == Outcome.BLANK


def test_headers_follow_each_other() -> None:
    """Where one is of other rows, or not the form's, the row below has no columns; one that was used gives way to the next."""
    # a header of other rows, and none between
    assert disclosure(ONE, C21, RULES, SIX, C21, PENALTIES)["rules"].startswith("other-header ")
    # it has rows of its own: then it is none of the rows below it
    assert disclosure(ONE, C21, PENALTIES, RULES, FIVE, C21, LICENSING)["rules"] == IN_21
    assert disclosure(ONE, D21, RULES, C21, PENALTIES) == {"rules": IN_21, "penalties": "decisions=8"}
    assert disclosure(ONE, D21, C21, PENALTIES) == {"penalties": "decisions=8"}
    # rows of another kind below one that was used are in the columns of the table's edition, one and all
    assert disclosure(ONE, D21, RULES, LICENSING, PENALTIES) == {
        "rules": IN_21,
        "licensing": "decisions=7",
        "penalties": "decisions=8",
    }
    held = "other-header issued=withheld repealed=withheld in_force=withheld"
    assert disclosure(ONE, OTHER, RULES, NORMS, SIX, C21, PENALTIES)["normative_documents"] == held
    # one that is not the form's holds until rows stand below it
    assert disclosure(ONE, OTHER, RULES, C21, PENALTIES)["penalties"] == "decisions=8"
    assert disclosure(ONE, OTHER, C21, PENALTIES, FIVE, C21, LICENSING)["penalties"].startswith("other-header ")


def test_an_article_ends_what_stands_above_it_and_other_words_of_a_header_do_not() -> None:
    content: Line = ("CONTENT", "信息内容", "")
    assert disclosure(ONE, D21, content, RULES)["rules"] == IN_21
    reading = table(DISCLOSURE, ONE, OTHER, content, RULES)
    assert labels(reading.headers) == [ONE[1], "信息内容 别的数量", "信息内容"]
    assert reading.unread == []
    assert disclosure(ONE, OTHER, content, RULES, SIX, C21, PENALTIES)["rules"].startswith("other-header ")
    assert disclosure(ONE, OTHER, SIX, RULES, FIVE, C21, LICENSING)["rules"] == IN_21
    assert disclosure(ONE, content, RULES, SIX, C21, PENALTIES)["rules"] == IN_21
    words: Line = ("STRAY", "某些词语", "")
    assert disclosure(ONE, words, ("STRAY", "abc", ""), RULES, SIX, C21, PENALTIES)["rules"].startswith("other-header ")
    assert disclosure(ONE, words, RULES, SIX, C21, PENALTIES)["rules"].startswith("other-header ")
    assert disclosure(ONE, words, content, RULES, SIX, C21, PENALTIES)["rules"].startswith("other-header ")
    assert disclosure(ONE, words, SIX, RULES, FIVE, C21, LICENSING)["rules"] == IN_21


@pytest.mark.parametrize(
    ("kind", "label", "figures", "header"),
    [
        ("STRAY", "某些词语", "", True),
        ("TABLE_TEXT", "某些词语", "", True),
        ("PROSE", "某些词语", "", True),
        ("STRAY", "某些词语", "5", False),  # a row that no form prescribes
        ("STRAY", "abc", "", False),
        ("STRAY", "(1)某些词语", "", True),
        ("FURNITURE", "某些词语", "", False),
        ("LABEL_PART", "某些词语", "", False),
        ("STRAY", "新制作|其他", "", True),
        ("STRAY", "本年制发件数", "5", True),
        ("STRAY", "处理 决定 数量", "5", True),
        ("STRAY", "本年增减", "5", True),
        ("STRAY", "采购 总金额", "5", True),
    ],
)
def test_words_above_a_row_may_be_its_header(kind: str, label: str, figures: str, header: bool) -> None:
    """They stand where a header may stand, in a table whose other block has one."""
    found = disclosure(ONE, (kind, label, figures), RULES, SIX, C21, PENALTIES)["rules"]
    assert found == ("other-header issued=withheld repealed=withheld in_force=withheld" if header else IN_21)
    # a header of the form's below them is the rows' own, unless they were themselves one in other columns
    below = disclosure(ONE, (kind, label, figures), D21, RULES, SIX, C21, PENALTIES)["rules"]
    other = header and "某些词语" not in label
    assert below == ("other-header issued=withheld repealed=withheld in_force=withheld" if other else IN_21)


def test_a_header_with_figures_is_none() -> None:
    for header in (D21, OTHER, ONE, ("CONTENT", "信息内容", "")):
        reading = table(DISCLOSURE, SIX, C21, PENALTIES, (header[0], header[1], "5"))
        assert labels(reading.headers) == [SIX[1], "信息内容 本年处理决定数量"]
        assert labels(reading.unread) == [header[1].replace("|", " ")]
        assert reading.editions == ["2021"]


@pytest.mark.parametrize(
    ("header", "row", "unit"),
    [
        ("信息内容|本年收费金额（单位：万元）", FEES, None),
        ("信息内容|本年收费金额（单位：元）", FEES, "元"),
        ("信息内容|本年收费金额（单位： 百 万 元）", FEES, "百万元"),
        ("信息内容|本年收费金额", FEES, None),
    ],
)
def test_fees_have_the_unit_of_their_header_where_it_is_not_the_forms(header: str, row: Line, unit: str | None) -> None:
    reading = table(DISCLOSURE, EIGHT, ("FEES_2021", header, ""), row)
    entry = reading.entries["proactive_disclosure.fees"]
    assert (entry.units or {}).get(0) == unit


def test_the_procurements_amount_has_the_unit_of_its_header_and_its_projects_have_none() -> None:
    header: Line = ("PROCUREMENT_2019", "信息内容|采购项目数量|采购总金额（万元）", "")
    reading = table(DISCLOSURE, NINE, header, ("PROCUREMENT", "政府集中采购", "5|6"))
    assert reading.entries["proactive_disclosure.procurement"].units == {1: "万元"}
    label_only = table(DISCLOSURE, NINE, P19, ("PROCUREMENT", "政府集中采购", "5|6"))
    assert label_only.entries["proactive_disclosure.procurement"].units is None
    other: Line = ("FEES_2019", "上一年项目数量（元）", "")
    counts = table(DISCLOSURE, EIGHT, other, ("FEES", "行政事业性收费", "5|6"))
    assert counts.entries["proactive_disclosure.fees"].units is None


def test_a_full_header_gives_the_shape_of_rows() -> None:
    """Then a row with a blank can be placed, since the header has a cell for each column."""
    short: Line = ("RULES", "规章", "|2|3")
    assert disclosure(ONE, D21, short)["rules"] == "issued=blank repealed=2 in_force=3"
    narrow: Line = ("DOCUMENTS_2021", "本年制发件数|本年废止件数|现行有效件数", "")
    assert disclosure(ONE, narrow, short)["rules"].startswith("unproven ")
    wide: Line = ("DOCUMENTS_2021", "信息内容||本年制发件数|本年废止件数|现行有效件数", "")
    assert disclosure(ONE, wide, short)["rules"].startswith("unproven ")
    longer: Line = ("DOCUMENTS_2021", "信息内容|本年制发件数|本年废止件数|现行有效件数|", "")
    assert disclosure(ONE, longer, ("RULES", "规章", "|2|3|"))["rules"] == "issued=blank repealed=2 in_force=3"
    # not one whose names are broken over more cells
    lines: list[Line] = [EIGHT, ("FEES_2021", "信息内容|本年收费|金额", ""), FEES]
    lines += [NINE, ("PROCUREMENT_2019", "采购项目数量|采购总金额", ""), ("PROCUREMENT", "政府集中采购", "|5")]
    assert disclosure(*lines)["procurement"].startswith("unproven ")


def test_rows_out_of_order_are_reported() -> None:
    reading = table(DISCLOSURE, ONE, D21, NORMS, RULES)
    assert ("row-order", "info", ("proactive_disclosure.rules",)) in codes(reading)


# --- which rows are due -------------------------------------------------------------------------------------------------

BASE = [path for path, _ in SPECIFICATION.disclosure_rows.values() if not path.endswith((".other_services", ".procurement"))]
ALL = [path for path, _ in SPECIFICATION.disclosure_rows.values()]


def expected(*lines: Line) -> set[str]:
    reading = table(DISCLOSURE, *lines)
    order = reading.order()
    assert list(order) == [path for path in ALL if path in order]
    return {path.rpartition(".")[2] for path in order} - {path.rpartition(".")[2] for path in BASE}


def test_the_rows_of_2019_alone_are_expected_where_their_block_is_in_its_columns() -> None:
    wide: Line = ("LICENSING", "行政许可", "7|1|9")
    forces: Line = ("PENALTIES", "行政处罚", "7|1|9")
    assert expected(ONE, D21, RULES) == set()
    assert expected(ONE, D19, RULES) == {"other_services", "procurement"}
    assert expected(ONE, D21, RULES, FIVE, C19, wide) == {"other_services"}
    assert expected(ONE, D21, RULES, SIX, C19, forces) == set()
    assert expected(ONE, D21, RULES, C19, wide) == {"other_services"}
    assert expected(ONE, D21, RULES, C19, forces, LICENSING) == set()
    assert expected(ONE, D21, RULES, LICENSING, C19, forces) == set()
    assert expected(ONE, D21, RULES, NINE, ("CONTENT", "信息内容", "")) == {"procurement"}
    assert expected(ONE, D21, RULES, EIGHT, ("OTHER_COLUMNS", "采购项目数量", "")) == {"procurement"}
    other: Line = ("OTHER_SERVICES", "其他对外管理服务事项", "7|1|9")
    assert expected(ONE, D21, RULES, FIVE, C19, other) == {"other_services"}
    assert expected(ONE, D21, RULES, SIX, C19, other) == set()
    assert expected(ONE, D21, RULES, C19, ("CONTENT", "信息内容", ""), wide, forces) == {"other_services"}
    assert expected(ONE, D21, RULES, ("STRAY", "九类", "")) == set()
    assert expected(ONE, D21, RULES, FIVE, ("PROSE", "上一年 采购 九", "")) == set()
    assert expected(ONE, D21, RULES, ("FIGURES", "采购", "5")) == set()


def test_expected_rows_are_those_of_the_tables_own_headers_or_of_the_edition() -> None:
    editions: list[tuple[Edition | None, int]] = [("2021", 0), ("2019", 2), (None, 0)]
    for edition, more in editions:
        assert len(expected_rows(DISCLOSURE, None, edition)) == len(BASE) + more
    own = table(DISCLOSURE, ONE, D19, RULES)
    assert list(expected_rows(DISCLOSURE, own, "2021")) == ALL
    without = table(DISCLOSURE, ONE, RULES)
    assert list(expected_rows(DISCLOSURE, without, "2019")) == ALL
    assert list(expected_rows(DISCLOSURE, without, "2021")) == BASE
    undivided = SPECIFICATION.request_rows["GROUP_OTHERWISE"]
    requests = table(REQUESTS, ("GROUP_OTHERWISE", "（六）其他处理", "1|0|0|0|0|0|1"))
    assert undivided in expected_rows(REQUESTS, requests, "2021")
    assert undivided not in expected_rows(REQUESTS, None, "2021")
    assert undivided in expected_rows(REQUESTS, None, "2019")


def test_a_table_without_any_row_has_all_rows_due() -> None:
    source = Source(None, "", "")
    empty = read_table(TABLES[DISCLOSURE], Grid("test", []), [[]], Findings(source, ANNUAL_REPORT))
    assert list(empty.order()) == BASE
    assert shown(empty) == {}


def test_the_rows_of_sections_three_and_four_are_expected_in_the_forms_order() -> None:
    reading = requests(HEADER, NEW)
    assert list(reading.order()) == [path for name, path in SPECIFICATION.request_rows.items() if name != "GROUP_OTHERWISE"]
    whole = requests(HEADER, UNDIVIDED)
    assert list(whole.order()) == [
        path
        for path in SPECIFICATION.request_rows.values()
        if path not in {SPECIFICATION.request_rows[n] for n, _, _ in DIVIDED}
    ]
    assert list(outcomes(FOUR).order()) == [OUTCOMES]


@pytest.mark.parametrize("header", [D21, D19, C21, C19, F21, F19, P19, OTHER, ONE, ("CONTENT", "信息内容", "")])
def test_in_text_figures_behind_a_header_of_section_two_are_split_from_it(header: Line) -> None:
    """Then they may be those of a row below it, whose own stand above its label."""
    reading = table(DISCLOSURE, (header[0], header[1], "5"), SIX, C21, PENALTIES, kind="UNMARKED")
    assert header[1].replace("|", " ") in labels(reading.headers)
    assert [row.items for row in reading.rows if row.type == "FIGURES"] == [[5]]


# --- section three ------------------------------------------------------------------------------------------------------

HEADER: Line = ("APPLICANTS", "申请人情况|自然人|法人或其他组织|总计", "")
SEVEN = "1|0|0|0|0|0|1"
GIVEN = "natural_person=1 business=0 research_institution=0 public_welfare=0 legal_services=0 other=0 total=1"
NEW: Line = ("NEW", "本年新收", SEVEN)
UNDIVIDED: Line = ("GROUP_OTHERWISE", "（六）其他处理", SEVEN)
DIVIDED: list[Line] = [
    ("NOT_CORRECTED_IN_TIME", "1.逾期不补正", SEVEN),
    ("FEE_NOT_PAID_IN_TIME", "2.逾期未缴费", SEVEN),
    ("OTHER", "3.其他", SEVEN),
]


def requests(*lines: Line) -> TableReading:
    return table(REQUESTS, *lines)


@pytest.mark.parametrize("name", [name for name in SPECIFICATION.request_rows if name != "GROUP_OTHERWISE"])
def test_a_row_of_section_three_is_read_in_the_forms_columns(name: str) -> None:
    reading = requests(HEADER, (name, "标题", SEVEN))
    assert shown(reading) == {SPECIFICATION.request_rows[name].removeprefix("requests."): GIVEN}
    assert labels(reading.headers) == ["申请人情况 自然人 法人或其他组织 总计"]
    assert reading.entries[SPECIFICATION.request_rows[name]].columns == SPECIFICATION.applicant_columns
    assert codes(reading) == []


@pytest.mark.parametrize(("label_only", "row"), [("TOTAL_WORD", "results.total"), ("OTHER_WORD", "results.otherwise.other")])
def test_a_word_alone_is_a_row_where_figures_stand_behind_it_and_else_a_header(label_only: str, row: str) -> None:
    assert shown(requests(HEADER, (label_only, "总计", SEVEN))) == {row: GIVEN}
    for blanks in ("", "||||||"):
        reading = requests(HEADER, (label_only, "总计", blanks))
        assert shown(reading) == {}
        assert labels(reading.headers)[1:] == ["总计"]


HEADINGS = ["GROUP_RESULTS", "GROUP_REFUSED", "GROUP_UNABLE", "GROUP_NOT_PROCESSED"]
HEADERS = ["APPLICANTS", "APPLICANTS_REORDERED", "APPLICANTS_BROKEN"]


@pytest.mark.parametrize("kind", [*HEADINGS, *HEADERS])
def test_a_groups_heading_has_no_figures(kind: str) -> None:
    reading = requests(HEADER, NEW, (kind, "（三）", ""))
    assert labels(reading.headers)[1:] == ["（三）"]
    reading = requests(HEADER, NEW, (kind, "（三）", SEVEN))
    assert "columns-unknown" not in [code for code, _, _ in codes(reading)]
    assert labels(reading.headers) == ["申请人情况 自然人 法人或其他组织 总计"]
    assert labels(reading.unread) == ["（三）"]
    assert shown(reading) == {"new": GIVEN}


def test_other_rows_are_classified() -> None:
    reading = requests(HEADER, NEW, ("STRAY", "别的", SEVEN), ("PROSE", "注：无。", ""), ("FURNITURE", "- 3 -", ""))
    assert labels(reading.extra) == ["别的"]
    assert labels(reading.notes) == ["注：无。"]
    assert labels(reading.furniture) == ["- 3 -"]


def test_six_is_one_row_where_it_has_figures() -> None:
    assert shown(requests(HEADER, UNDIVIDED)) == {"results.otherwise.undivided": GIVEN}
    nil = shown(requests(HEADER, ("GROUP_OTHERWISE", "（六）", "/|/|/|/|/|/|/")))
    assert list(nil) == ["results.otherwise.undivided"]
    assert "not_applicable" in nil["results.otherwise.undivided"]


@pytest.mark.parametrize(("blanks", "row"), [("||||||", True), ("|||||", False), ("", False), ("|||||||", True)])
def test_six_with_blank_cells_is_a_row_where_its_three_rows_are_not_there(blanks: str, row: bool) -> None:
    heading: Line = ("GROUP_OTHERWISE", "（六）其他处理", blanks)
    reading = requests(HEADER, NEW, heading)
    assert ("results.otherwise.undivided" in shown(reading)) is row
    assert (labels(reading.headers)[1:] == []) is row
    behind = requests(HEADER, NEW, heading, *DIVIDED)
    assert "results.otherwise.undivided" not in shown(behind)
    assert labels(behind.headers)[1:] == ["（六）其他处理"]


def test_six_is_a_heading_wherever_its_three_rows_stand() -> None:
    names = ("NEW", "BROUGHT_FORWARD", "GRANTED", "PARTIALLY_GRANTED", "STATE_SECRET", "NOT_HELD", "REPEATED", "RESULTS_TOTAL")
    behind: list[Line] = [(name, f"标题{name}", SEVEN) for name in names]
    reading = requests(HEADER, ("GROUP_OTHERWISE", "（六）其他处理", "||||||"), *DIVIDED, *behind)
    assert "results.otherwise.undivided" not in shown(reading)
    assert "（六）其他处理" in labels(reading.headers)


def test_six_is_entered_where_it_stands() -> None:
    total: Line = ("RESULTS_TOTAL", "（七）总计", SEVEN)
    reading = requests(HEADER, NEW, ("GROUP_OTHERWISE", "（六）其他处理", "||||||"), total)
    assert list(shown(reading)) == ["new", "results.otherwise.undivided", "results.total"]
    assert "row-order" not in [code for code, _, _ in codes(reading)]


def test_six_is_withheld_where_some_of_its_three_rows_stand_below_it() -> None:
    path = "requests.results.otherwise.undivided"
    for rows in (DIVIDED[:1], DIVIDED[1:]):
        reading = requests(HEADER, UNDIVIDED, *rows)
        assert shown(reading)[path.removeprefix("requests.")].startswith("adjacent-figures natural_person=withheld")
        assert ("row-ambiguous", "error", (path,)) in codes(reading)
    short = requests(HEADER, ("GROUP_OTHERWISE", "（六）其他处理", "1|2"), *DIVIDED[:1])
    assert shown(short)[path.removeprefix("requests.")].startswith("cells-lost ")
    for rows in ([], DIVIDED):
        reading = requests(HEADER, UNDIVIDED, *rows)
        assert shown(reading)[path.removeprefix("requests.")] == GIVEN
        assert ("row-ambiguous", "error", (path,)) not in codes(reading)


def test_in_text_six_is_a_row_unless_its_three_rows_are_there() -> None:
    heading: Line = ("GROUP_OTHERWISE", "（六）其他处理", SEVEN)
    spaced = table(REQUESTS, HEADER, NEW, heading, kind="UNMARKED")
    assert shown(spaced) == {"new": GIVEN, "results.otherwise.undivided": GIVEN}
    adjacent: list[Line] = [("CONFIRMATION_OR_REISSUE", "5.重新出具", SEVEN), ("FIGURES", "", SEVEN)]
    adjacent += [("GROUP_OTHERWISE", "（六）其他处理", ""), ("RESULTS_TOTAL", "（七）总计", SEVEN)]
    assert shown(table(REQUESTS, HEADER, *adjacent, kind="UNMARKED"))["results.otherwise.undivided"] == GIVEN
    divided = table(REQUESTS, HEADER, NEW, heading, *DIVIDED, kind="UNMARKED")
    assert "results.otherwise.undivided" not in shown(divided)
    assert "（六）其他处理" in labels(divided.headers)


@pytest.mark.parametrize("kind", [*HEADINGS, *HEADERS])
def test_in_text_figures_behind_a_heading_are_split_from_it(kind: str) -> None:
    reading = table(REQUESTS, HEADER, (kind, "（三）", SEVEN), NEW, kind="UNMARKED")
    assert "（三）" in labels(reading.headers)
    assert "（三）" not in labels(reading.unread)


REORDERED: Line = ("APPLICANTS_REORDERED", "总计|自然人|法人或其他组织", "")


def test_all_figures_are_withheld_under_a_header_in_another_order() -> None:
    reading = requests(REORDERED, NEW, *DIVIDED)
    assert all(row.startswith("reordered natural_person=withheld business=withheld") for row in shown(reading).values())
    assert codes(reading)[0] == ("columns-unknown", "error", ("requests",))
    (finding,) = reading.findings.found[:1]
    assert finding.refs[0].span is not None
    assert finding.refs[0].span.start == 0
    # wherever it stands, and once
    reading = requests(HEADER, NEW, REORDERED, HEADER, REORDERED)
    assert shown(reading)["new"].startswith("reordered ")
    assert shown(requests(REORDERED, HEADER, NEW))["new"].startswith("reordered ")
    (finding,) = [finding for finding in reading.findings.found if finding.code == "columns-unknown"]
    assert finding.refs[0].span is not None
    assert reading.findings.source.text[finding.refs[0].span.start :].startswith("总计")


def test_rows_that_are_not_given_keep_their_reason_under_such_a_header() -> None:
    reading = requests(REORDERED, NEW, ("GRANTED", "（一）予以公开", "1|2"))
    assert shown(reading)["results.granted"].startswith("cells-lost ")
    assert shown(reading)["new"].startswith("reordered ")
    blank: Line = ("GRANTED", "（一）予以公开", "1||0|0|0|0|1")
    assert "business=blank" in shown(requests(HEADER, NEW, blank))["results.granted"]
    assert shown(requests(REORDERED, NEW, blank))["results.granted"].startswith("reordered natural_person=withheld")


def test_a_table_without_header_is_read_in_the_forms_order_and_says_so() -> None:
    assert codes(requests(NEW))[0] == ("columns-by-order", "info", ("requests",))
    assert codes(requests(HEADER, NEW)) == []
    broken = requests(("APPLICANTS_BROKEN", "自然人|商业|企业", ""), NEW)
    assert codes(broken) == [("columns-by-order", "info", ("requests",))]
    assert shown(broken)["new"] == GIVEN


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        ("proactive_disclosure", [C21, PENALTIES]),
        ("requests", [("APPLICANTS", "申请人情况", ""), NEW]),
        ("review_and_litigation", [("OUTCOMES", "行政复议", ""), ("FIGURES", "", "1|0|0|0|1|0|2|0|0|2|0|0|3|0|3")]),
    ],
)
def test_words_outside_a_table_are_a_note(section: str, lines: list[Line]) -> None:
    reading = table(section, ("STRAY", "某些话", ""), *lines, kind="LINE")
    assert labels(reading.notes) == ["某些话"]
    assert reading.unread == []


# --- section four -------------------------------------------------------------------------------------------------------

FOUR: Line = ("OUTCOMES", "行政复议|行政诉讼|未经复议直接起诉|复议后起诉", "")
FIFTEEN = "1|0|0|0|1|0|2|0|0|2|0|0|3|0|3"
OUTCOME = " ".join(
    f"{row}.{column}={value}"
    for (row, column), value in zip(
        [(row, column) for row in SPECIFICATION.outcome_rows for column in SPECIFICATION.outcome_columns],
        FIFTEEN.split("|"),
        strict=True,
    )
)


def outcomes(*lines: Line, kind: str = "ROW") -> TableReading:
    return table(OUTCOMES, *lines, kind=kind)


def test_section_four_is_one_row_without_a_label() -> None:
    reading = outcomes(FOUR, ("FIGURES", "", FIFTEEN))
    assert shown(reading) == {OUTCOMES: OUTCOME}
    assert labels(reading.headers) == ["行政复议 行政诉讼 未经复议直接起诉 复议后起诉"]
    assert codes(reading) == []


@pytest.mark.parametrize("kind", ["OUTCOMES", "OUTCOMES_REORDERED", "OUTCOMES_BROKEN", "TOTAL_WORD"])
def test_a_header_of_section_four_has_no_figures(kind: str) -> None:
    reading = outcomes((kind, "行政复议", ""), ("FIGURES", "", FIFTEEN))
    assert labels(reading.headers) == ["行政复议"]
    reading = outcomes(FOUR, (kind, "行政复议", "5"), ("FIGURES", "", FIFTEEN))
    assert len(reading.headers) == 1
    assert "行政复议" in labels(reading.unread)


def test_under_a_header_in_another_order_section_four_is_withheld() -> None:
    reading = outcomes(("OUTCOMES_REORDERED", "行政诉讼|行政复议", ""), ("FIGURES", "", FIFTEEN))
    assert shown(reading)[OUTCOMES].startswith("reordered review.upheld=withheld")
    assert codes(reading)[0] == ("columns-unknown", "error", (OUTCOMES,))
    reading = outcomes(("OUTCOMES_REORDERED", "行政诉讼|行政复议", ""), FOUR, ("FIGURES", "", FIFTEEN))
    assert shown(reading)[OUTCOMES].startswith("reordered ")


def test_without_header_section_four_is_read_in_the_forms_order_and_says_so() -> None:
    reading = outcomes(("FIGURES", "", FIFTEEN))
    assert shown(reading) == {OUTCOMES: OUTCOME}
    assert codes(reading) == [("columns-by-order", "info", (OUTCOMES,))]
    assert [code for code, _, _ in codes(outcomes(("OUTCOMES_BROKEN", "结果", ""), ("FIGURES", "", FIFTEEN)))] != []


def test_blank_cells_are_section_fours_only_row_where_a_header_stands_above_and_there_are_enough() -> None:
    blank: Line = ("FIGURES", "", "|" * 14)
    assert set(shown(outcomes(FOUR, blank))) == {OUTCOMES}
    assert "blank" in shown(outcomes(FOUR, blank))[OUTCOMES]
    assert shown(outcomes(blank)) == {}
    assert shown(outcomes(FOUR, ("FIGURES", "", "|" * 13))) == {}
    # adjacent to figures they are furniture
    reading = outcomes(FOUR, blank, ("FIGURES", "", FIFTEEN))
    assert shown(reading) == {OUTCOMES: OUTCOME}
    assert len(reading.furniture) == 1
    assert codes(reading) == []


def test_a_number_alone_on_a_line_is_not_section_fours() -> None:
    assert shown(outcomes(FOUR, ("FIGURES", "", "7"), kind="LINE")) == {}
    assert set(shown(outcomes(FOUR, ("FIGURES", "", "7"), kind="ROW"))) == {OUTCOMES}
    assert set(shown(outcomes(FOUR, ("FIGURES", "", "7|8"), kind="LINE"))) == {OUTCOMES}


@pytest.mark.parametrize(
    ("header", "proven"),
    [
        ("|" + "|".join(["结果"] * 14), True),
        (" |" + "|".join(["结果"] * 14), True),
        ("|".join(["结果"] * 15), False),
        ("|" + "|".join(["结果"] * 13), False),
        ("|" + "|".join(["结果"] * 15), False),  # it has as many cells as no row
    ],
)
def test_a_header_row_with_an_empty_cell_in_front_shows_that_cells_keep_their_position(header: str, proven: bool) -> None:
    """Then a row whose first group is blank is one of fifteen cells."""
    reading = outcomes(("OUTCOMES", header, ""), ("FIGURES", "", "|||||2|0|0|0|2|3|0|0|0|3"))
    assert reading.entries[OUTCOMES].place.outcome == (Outcome.PLACED if proven else Outcome.UNPROVEN)
    if proven:
        assert reading.entries[OUTCOMES].values == (None,) * 5 + (2, 0, 0, 0, 2, 3, 0, 0, 0, 3)


# --- the tree -----------------------------------------------------------------------------------------------------------


def test_the_tree_becomes_rows_in_the_pages_order() -> None:
    def rows(*names: str) -> Tree[Any]:
        tree: Tree[Any] = Tree("rows", [])
        for name in names:
            tree = Tree("rows", [tree, Token("ROW", name)])
        return tree

    first, second = Tree("article", ["A", rows("a", "b")]), Tree("article", ["B", rows()])
    articles: Tree[Any] = Tree("articles", [Tree("articles", [Tree("articles", []), first]), second])
    two: Tree[Any] = Tree("proactive_disclosure", [rows("x", "y"), articles])

    def transformed(tree: Any) -> Any:
        if not isinstance(tree, Tree):
            return tree
        children = [transformed(child) for child in tree.children]
        return getattr(ToRows(), tree.data, lambda children: children)(children)

    assert transformed(two) == [["x", "y"], ["A", "a", "b"], ["B"]]
    for name, of in (("requests", "request_rows"), ("review_and_litigation", "outcome_rows")):
        tree = Tree(of, [Tree(of, [Tree(of, []), Token("ROW", "x")]), Token("ROW", "y")])
        assert transformed(Tree(name, [tree])) == [["x", "y"]]


def test_what_the_form_prescribes_of_each_table() -> None:
    assert {name: (t.fewest, t.sums) for name, t in TABLES.items()} == {
        DISCLOSURE: (6, ()),
        REQUESTS: (23, (7,)),
        OUTCOMES: (1, (5, 5, 5)),
    }
    balance = ("requests.new", "requests.brought_forward", "requests.results.total", "requests.carried_forward")
    assert TABLES[REQUESTS].balance == balance
    assert TABLES[REQUESTS].headings == ("requests.results.otherwise.undivided",)
    assert TABLES[DISCLOSURE].columns == tuple(line[0] for line in (D21, D19, C21, C19, F21, F19, P19))
    assert TABLES[DISCLOSURE].boundaries == ("ARTICLE", "CONTENT", "OTHER_COLUMNS")
