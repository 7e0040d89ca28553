"""Tables whose rows and cells are given: what a small form's rows get, and what one layout's reading says against another's."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

import pytest
from test_text_tables import NO_CELLS, PATHS, figures

import gzparse
from gzparse.annual_report.labels import ANNUAL_REPORT
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form.alternatives.resolve import doubt
from gzparse.form.alternatives.resolve import resolve as resolve_accounts
from gzparse.form.blank_tables import may_lack_lines
from gzparse.form.entries import Entry, evaluate, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, NIL, NUMBER, TEXT, narrow, plain_count
from gzparse.form.marked import enter, resolve
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, Row
from gzparse.model.source import Source
from gzparse.spec.table import Table

LABELS = {"新收": "NEW", "结转": "BROUGHT", "公开": "GRANTED", "部分": "PART", "总计": "TOTAL", "下年": "CARRIED"}
ROWS = tuple(LABELS.values())
KINDS = {"项目": "HEADER", "  ": "HEADER", "组": "GROUP"}


def code_of(cell: str) -> int:
    """Return what a cell holds."""
    text = narrow(cell)
    if text in ("", "/"):
        return NIL if text else BLANK
    if (count := plain_count(text)) is not None:
        return count
    return NUMBER if text[-1] in "0123456789件条元" and text.lstrip("+-")[0].isdigit() else TEXT


def rows_of(lines: Sequence[str], kind: str, mark: str = "\t") -> tuple[str, list[FormRow]]:
    """Make a text of lines and a row of each; those of a run are parts of one row."""
    cells = [line.split("|") for line in lines]
    text = "\n".join(mark.join(row) for row in cells) + "\n"
    places = []
    at = 0
    for row in cells:
        places.append([(at + sum(map(len, row[:i])) + i, at + sum(map(len, row[: i + 1])) + i) for i in range(len(row))])
        at += sum(map(len, row)) + len(row)
    source = Source(None, text, text)
    run = Row.of(source, [place for row in places for place in row], kind)
    rows: list[FormRow] = []
    first = 0
    for row, own in zip(cells, places, strict=True):
        name = LABELS.get(row[0].strip(), KINDS.get(row[0], "STRAY"))
        items = [code_of(cell) for cell in row[1:]]
        if kind in ("CELLS", "LINES"):
            rows.append(FormRow(name, run, first, first + 1, items))
        elif kind == "UNMARKED":
            rows.append(TextRow(name, Row.of(source, own, kind), 1, items))
        else:
            rows.append(FormRow(name, Row.of(source, own, kind), 0, 1, items))
        first += len(row)
    return text, rows


def table(
    *lines: str,
    kind: str = "ROW",
    size: int = 3,
    kinds: tuple[str, ...] = (),
    sums: tuple[int, ...] = (),
    fewest: int = 1,
    order: Sequence[str] = ROWS,
    open: bool = False,
    layout: str = "test",
    shapes: list[Shape] | None = None,
    sizes: dict[str, int] | None = None,
    mark: str = "\t",
) -> TableReading:
    """Resolve rows, each a label and its cells, split by bars.

    sizes: how many columns a row has, if not as many as all. mark: what stands between cells in the text.
    """
    text, rows = rows_of(lines, kind, mark)
    form = Table(
        "requests",
        lambda entries, reading: [PATHS[name] for name in order],
        fewest=fewest,
        sums=sums,
        columns=("HEADER",),
        open=open,
    )
    grid = Grid(layout, [*{id(row.row): row.row for row in rows}.values()])
    reading = TableReading(form, grid, rows, Findings(Source(None, text, text), ANNUAL_REPORT))
    entries = []
    for row in rows:
        if row.type in ROWS:
            own = (sizes or {}).get(row.type, size)
            entries.append(Entry(PATHS[row.type], row, SPECIFICATION.applicant_columns[:own], kinds or ("count",) * own))
        elif row.type in KINDS.values():
            reading.headers.append(row)
        else:
            (reading.unread if holds_figures(row) else reading.extra).append(row)
    resolve(reading, entries, [] if shapes is None else shapes)
    return reading


def shown(reading: TableReading) -> dict[str, str]:
    names = {path: name for name, path in PATHS.items()}
    return {names[path]: figures(entry) for path, entry in reading.entries.items()}


def read(*lines: str, **options: object) -> list[str]:
    """Return what the rows got, in their order."""
    return [*shown(table(*lines, **options)).values()]  # type: ignore[arg-type]


def codes(reading: TableReading) -> list[tuple[str, str, str]]:
    return [
        (f.code, f.severity, " ".join((ref.path or "").removeprefix("requests.").removeprefix("results.") for ref in f.refs))
        for f in reading.findings.found
    ]


# --- full rows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ROW", "CELLS", "LINES"])
@pytest.mark.parametrize("start", range(6))
def test_as_many_figures_side_by_side_as_columns_are_given_wherever_they_begin(start: int, kind: str) -> None:
    row = "|" * start + "|7|2|9"
    reading = table(f"新收{row}", f"公开{row}||", f"结转{row}|", kind=kind)
    assert shown(reading) == {"NEW": "7 2 9", "GRANTED": "7 2 9", "BROUGHT": "7 2 9"}
    assert {entry.place.start for entry in reading.entries.values()} == {start}
    assert reading.findings.found == []


def test_the_shapes_of_full_rows_are_noted() -> None:
    """Cells of the label, cells behind it, where among those the figures begin, and how many they are."""
    for kind in ("ROW", "CELLS", "LINES"):
        shapes: list[Shape] = []
        table("新收|7|2|9", "结转|1|1", "公开||3|1|4|", kind=kind, shapes=shapes)
        assert shapes == [(1, 3, 0, 3), (1, 5, 1, 3)]
    shapes = []
    table("新收|7|2|9", "结转|1|x|1", kind="LINES", shapes=shapes)
    assert shapes == [(1, 3, 0, 3)], "a row that is not placed proves none"


def test_rows_that_were_given_up_before_keep_their_reason() -> None:
    text, rows = rows_of(["新收|7|2|9", "结转||", "公开|3|1|4"], "ROW")
    whys: list[Outcome] = [Outcome.OTHER_HEADER, Outcome.BLANK, Outcome.PLACED]
    entries = []
    for row, why in zip(rows, whys, strict=True):
        entries.append(Entry(PATHS[row.type], row, SPECIFICATION.applicant_columns[:3], ("count",) * 3))
        if why != "placed":
            entries[-1].place = Place(why)
            entries[-1].withhold("blank" if why == "blank" else "withheld")
    form = Table("requests", lambda entries, reading: (), fewest=1)
    grid = Grid("test", [row.row for row in rows])
    reading = TableReading(form, grid, rows, Findings(Source(None, text, text), ANNUAL_REPORT))
    resolve(reading, entries, [])
    assert shown(reading) == {"NEW": "other-header", "BROUGHT": "_ _ _", "GRANTED": "3 1 4"}
    assert codes(reading) == [("columns-unknown", "error", "new")]


@pytest.mark.parametrize(
    ("cell", "kind", "value", "unit"),
    [
        ("5", "count", 5, None),
        ("0", "count", 0, None),
        ("1,234", "count", 1234, None),
        ("5件", "count", 5, "件"),
        ("5.0", "count", "unreadable", None),
        ("5.5件", "count", "unreadable", None),
        ("-5", "count", "unreadable", None),
        ("+5", "count", "unreadable", None),
        ("约5", "count", "unreadable", None),
        ("/", "count", "not_applicable", None),
        ("", "count", "blank", None),
        ("5", "change", 5, None),
        ("-5", "change", -5, None),
        ("+5", "change", 5, None),
        ("-5件", "change", -5, "件"),
        ("-5.5", "change", "unreadable", None),
        ("5", "amount", Decimal(5), None),
        ("５", "amount", Decimal(5), None),
        ("0", "amount", Decimal(0), None),
        ("1.50", "amount", Decimal("1.50"), None),
        ("1.5元", "amount", Decimal("1.5"), "元"),
        ("-1.5", "amount", "unreadable", None),
    ],
)
def test_a_cell_is_what_its_column_may_hold(cell: str, kind: str, value: object, unit: str | None) -> None:
    """A count is whole and has no sign, a change may have one, an amount may have decimals."""
    reading = table(f"新收|7|{cell}|9", "结转|1|0|1", kinds=("count", kind, "count"))
    entry = reading.entries[PATHS["NEW"]]
    given = value if isinstance(value, int | Decimal) else None
    assert entry.values == (7, given, 9)
    assert [type(v) for v in entry.values] == [int, type(given), int]
    status = "value" if given is not None else value
    assert entry.statuses == (None if status == "value" else ("value", status, "value"))
    assert entry.units == (None if unit is None else {1: unit})
    assert reading.entries[PATHS["BROUGHT"]].units is None


def test_each_cell_keeps_its_own_unit() -> None:
    reading = table("新收|7件|2|9条", "结转|1|0|1")
    assert reading.entries[PATHS["NEW"]].units == {0: "件", 2: "条"}


def test_a_cell_that_is_not_there_is_blank() -> None:
    _, rows = rows_of(["新收|7"], "ROW")
    entry = Entry(PATHS["NEW"], rows[0], SPECIFICATION.applicant_columns[:3], ("count",) * 3)
    table("新收|7|2|9")
    evaluate(entry)
    assert figures(entry) == "7 _ _"


def test_a_word_among_figures_is_unreadable_where_cells_are_marked_and_else_makes_their_place_uncertain() -> None:
    assert read("新收|7|2|9", "结转|x|1|1") == ["7 2 9", "! 1 1"]
    assert read("结转|x|1|1", "新收|7|2|9", kind="LINES") == ["unproven", "7 2 9"]


@pytest.mark.parametrize(
    ("lines", "options", "wanted"),
    [
        # where headings that span cells shift no row
        (["新收|7|2|9", "结转|1|0|1", "公开||3|1|4"], {}, "unproven"),
        (["新收|7|2|9", "结转|1|0|1", "公开||3|1|4"], {"kind": "CELLS"}, "unproven"),
        (["新收|7|2|9", "结转|1|0|1", "公开||3|1|4"], {"kind": "CELLS", "sums": (3,)}, "unproven"),
        (["新收|7|2|9", "结转|1|0|1", "总计|5|2|7", "公开||3|1|4"], {}, "unproven"),
        # sums prove it
        (["新收|7|2|9", "结转|1|0|1", "公开||3|1|4"], {"sums": (3,)}, "3 1 4"),
        # too few to show it, or not alone, or the others do not agree
        (["新收|7|2|9", "公开||3|1|4"], {}, "3 1 4"),
        (["新收|7|2|9", "结转|1|0|1", "部分||2|1|3", "公开||3|1|4"], {}, "3 1 4"),
        (["新收|7|2|9", "结转|||1|0|1", "公开||3|1|4"], {}, "3 1 4"),
        (["新收|7|2|9", "总计|5|2|7", "结转|||1|0|1", "公开||3|1|4"], {}, "3 1 4"),
    ],
)
def test_a_row_that_begins_elsewhere_than_all_others_is_withheld(
    lines: list[str], options: dict[str, object], wanted: str
) -> None:
    found = table(*lines, **options)  # type: ignore[arg-type]
    assert shown(found)["GRANTED"] == wanted
    others = [row for name, row in shown(found).items() if name != "GRANTED"]
    assert all(row[0].isdigit() for row in others)


# --- rows that are not full ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["新收|7|2|9", "结转|1||1"], "1 _ 1"),
        (["新收|7|2|9", "结转|1|1"], "cells-lost"),
        (["新收|7|2|9", "结转"], NO_CELLS),
        (["新收|7|2|9", "结转|||"], "_ _ _"),
        (["新收|7|2|9", "结转||"], "cells-lost, unreadable"),
        (["新收|7|2|9", "结转|1|0|1|5"], "extra-figure"),
        # the last cell may be blank, or the first with all others moved to the left
        (["新收|7|2|9", "公开|3|1|4", "结转|1|1|"], "unproven"),
        # unless some row keeps an empty cell in front
        (["|7|2|9", "新收|7|2|9", "公开|3|1|4", "结转|1|1|"], "1 1 _"),
        (["新收||7|2|9", "公开||3|1|4", "结转||1|1|"], "1 1 _"),
        # two rows of the same shape whose figures are noncontiguous, but not by marks that are doubled
        (["新收|7||2|9|", "公开|3||1|4|", "结转|1||1||"], "1 1 _"),
        (["新收|7||2|9|", "公开|3||1|4|", "结转|||1|1|"], "_ 1 1"),
        (["新收|7||2||9", "公开|3||1||4", "结转|1||||1"], "1 _ 1"),
        (["新收|7||2||9", "公开|3||1||4", "结转|1||1||"], "unproven"),
        (["新收|7||2|9|", "公开|3|||1|4", "结转|1||0|1|"], "1 0 1"),
        (["新收|7||2|9|", "公开|3|||1|4", "结转|1|||0|1"], "1 0 1"),
        (["新收|7||2|9|", "公开|3|||1|4"], None),
        (["新收|7||2|9|", "公开|3||1|x|"], None),
        # in one alone that has room for a blank between any two figures, they may be those of any columns
        (["新收|7||2||9", "结转|1||1||"], "unproven"),
        (["新收|7||9|", "结转|1||1|"], "1 _ 1"),
        (["新收|7||||", "结转|1||1"], "1 _ 1"),
        (["新收|7||2|9|", "公开|3||x|4|", "结转|1||0|1|"], "1 0 1"),
    ],
)
def test_where_cells_are_blank_other_rows_must_prove_which(lines: list[str], wanted: str | None) -> None:
    found = shown(table(*lines))
    if wanted is None:
        assert found["NEW"] == "extra-figure"
    else:
        assert found["BROUGHT"] == wanted


@pytest.mark.parametrize(
    ("header", "proven"),
    [
        ("项目|甲||乙|丙|", True),
        ("项目|甲| |乙|丙|", True),
        ("项目|甲|乙||丙|", False),
        ("项目|甲||乙|丙||", False),
        ("项目|甲||||", False),
        ("项目||||", False),
        ("  |甲||乙|丙|", False),
        ("组|甲||乙|丙|", False),
        ("甲乙|甲||乙|丙|", False),
    ],
)
def test_a_header_with_a_cell_for_each_column_is_another_row_whose_figures_stand_apart(header: str, proven: bool) -> None:
    assert shown(table(header, "新收|7||2|9|"))["NEW"] == ("7 2 9" if proven else "extra-figure")


def test_figures_are_not_placed_side_by_side_where_another_row_of_as_many_cells_has_a_gap() -> None:
    """规章 shows that an empty cell stands behind the first: so 1, blank, 1, blank, blank is 1, 1 and a blank."""
    cells = "规章\t7\t\t2\t9\t\n行政规范性文件\t1\t\t1\t\t\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t7"
    header = "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
    report = gzparse.parse(f"某县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{header}\n{cells}\n").report
    documents = report.proactive_disclosure.normative_documents
    assert (documents.repealed, documents.in_force) in ((None, None), (1, None))


def test_rows_of_two_columns_have_gaps_too_and_those_of_one_have_none() -> None:
    assert read("项目|甲||乙", "新收|7||9", size=2) == ["7 9"]
    assert read("新收|7||8", "结转|1||1", sizes={"NEW": 1}) == ["extra-figure", "1 _ 1"]


@pytest.mark.parametrize("kind", ["ROW", "CELLS"])
def test_rows_whose_figures_are_noncontiguous_in_one_way_prove_each_other_however_rows_are_marked(kind: str) -> None:
    assert read("新收|7||2|9|", "公开|3||1|5|", "结转|1||1|1|", kind=kind) == ["7 2 9", "3 1 5", "1 1 1"]


@pytest.mark.parametrize(
    ("first", "kind", "mark", "wanted"),
    [
        ("|7|2|9", "ROW", "\t", "1 1 _"),
        ("|甲", "ROW", "\t", "1 1 _"),
        ("|||", "ROW", "\t", "unproven"),
        ("甲|||", "ROW", "\t", "unproven"),
        ("|7|2|9", "CELLS", "\t", "unproven"),  # it may be the last cell of the row above
        ("|7|2|9", "ROW", "|", "unproven"),  # a bar at a line's start may be the table's frame
        (" |7|2|9", "ROW", "|", "unproven"),
        ("||7|2|9", "ROW", "|", "1 1 _"),
    ],
)
def test_an_empty_cell_in_front_of_a_filled_one_shows_that_cells_keep_their_place(
    first: str, kind: str, mark: str, wanted: str
) -> None:
    found = table(first, "新收|7|2|9", "公开|3|1|4", "结转|1|1|", kind=kind, mark=mark)
    assert shown(found)["BROUGHT"] == wanted


def test_figures_that_begin_behind_an_empty_cell_show_that_cells_keep_their_place() -> None:
    lines = ("总计|5|2|7", "公开|3|1|4", "结转|1|1|")
    assert read(*lines, "新收|7", sizes={"NEW": 1})[2] == "unproven"
    assert read(*lines, "新收||7", sizes={"NEW": 1})[2] == "1 1 _"


def test_figures_that_stand_apart_are_placed_by_their_sum_too() -> None:
    assert read("新收|7||2||9", sums=(3,)) == ["7 2 9"]
    assert read("新收|7||2||8", sums=(3,)) == ["unproven"]
    # where no two figures stand side by side, two that do are not full
    assert read("新收|7||2||9", "结转|1|1|||", sums=(3,))[1] == "unproven"


def test_on_a_page_that_ends_within_the_table_the_last_rows_last_cells_may_be_cut_off() -> None:
    lines = ["新收||7|2|9", "公开||3|1|4", "结转||1|1|"]
    assert read(*lines, fewest=3)[2] == "1 1 _"
    assert read(*lines, fewest=4)[2] == "unproven"
    assert read(*lines, "总计||5|2|7", fewest=9)[2] == "1 1 _"


@pytest.mark.parametrize("kind", ["ROW", "CELLS", "LINES"])
def test_in_a_run_one_number_too_many_is_a_pages_if_the_row_adds_up_without_it(kind: str) -> None:
    for row, at in (("7|2|9|4", 3), ("4|7|2|9", 0)):
        reading = table(f"新收|{row}", "结转|1|0|1", kind=kind, sums=(3,))
        assert shown(reading) == {"NEW": "extra-figure", "BROUGHT": "1 0 1"}  # a page's number stands on a line of its own
        if kind == "ROW":
            continue
        reading = table(f"新收|{row}", "结转|1|0|1", kind=kind, sums=(3,), mark="\n")
        assert shown(reading) == {"NEW": "7 2 9", "BROUGHT": "1 0 1"}
        assert codes(reading) == [("page-number", "info", "new")]
        first = reading.entries[PATHS["NEW"]].row
        assert reading.cell_roles == {(id(first.row), first.at + at): "furniture"}
        (finding,) = reading.findings.found
        assert finding.refs[0].span is not None
        span = finding.refs[0].span
        assert reading.findings.source.text[span.start : span.end] == "4"


def test_a_row_without_all_figures_says_why() -> None:
    reading = table("新收|7|2|9", "公开|3|1|4", "结转|1|1|", "部分|1", "总计", "下年|1|1|1|1")
    assert codes(reading) == [
        ("row-ambiguous", "error", "brought_forward"),
        ("row-incomplete", "error", "partially_granted"),
        ("row-incomplete", "error", "total"),
        ("row-ambiguous", "error", "carried_forward"),
    ]
    messages = [f.message for f in reading.findings.found]
    assert "it has 2 figures for 3 columns, and nothing proves" in messages[0]
    assert "it has 1 cell for 3 columns" in messages[1]
    assert "nothing stands behind its label" in messages[2]
    assert "it has 4 figures for 3 columns" in messages[3]
    assert [f.refs[0].span and f.refs[0].span.line for f in reading.findings.found] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("why", "code"),
    [
        *[(why, "row-incomplete") for why in ("no-cells", "lines-removed", "cells-lost")],
        *[(why, "row-ambiguous") for why in ("extra-figure", "unproven", "breaks-sum", "adjacent-figures")],
        *[(why, "columns-unknown") for why in ("other-header", "no-header")],
        # reported where they are found
        *[(why, None) for why in ("placed", "blank", "split-unknown", "other-layout", "printed-twice", "reordered")],
    ],
)
def test_a_row_that_has_no_place_is_reported_when_it_is_entered(why: Outcome, code: str | None) -> None:
    reading = table("新收|7|2|9")
    (entry,) = reading.entries.values()
    reading.entries.clear()
    entry.place = Place(why)
    enter(reading, [entry])
    assert codes(reading) == ([(code, "error", "new")] if code else [])
    assert [*reading.entries.values()] == [entry]


def test_a_row_with_a_blank_that_breaks_its_sum_is_withheld() -> None:
    reading = table("新收|7|2|9", "结转|7||8", "公开|3||3", sums=(3,))
    assert [*shown(reading).values()] == ["7 2 9", "breaks-sum", "3 _ 3"]
    assert codes(reading) == [("row-ambiguous", "error", "brought_forward")]


# --- blank forms --------------------------------------------------------------------------------------------------------

TWICE = ["甲乙", "甲乙"]
"""A line that stands twice shows that nobody removed the lines that repeat others, as lines of zeros do."""


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["新收|||", "结转|||"], ["_ _ _", "_ _ _"]),
        (["新收||", "结转||"], ["_ _ _", "_ _ _"]),
        (["新收|", "结转|", *TWICE], ["_ _ _", "_ _ _"]),
        (["新收", "结转", *TWICE], ["_ _ _", "_ _ _"]),
        # rows like it have their cells
        (["新收|||", "结转||", "公开"], ["_ _ _", "cells-lost, unreadable", NO_CELLS]),
        (["新收||", "结转|||", "公开|||", "部分||||"], ["cells-lost, unreadable", *["_ _ _"] * 3]),
        # lines of zeros may have been removed
        (["新收", "结转"], ["lines-removed, unreadable"] * 2),
        (["新收", "结转", "公开|"], ["lines-removed, unreadable", "lines-removed, unreadable", "_ _ _"]),
        (["新收", "结转|"], ["_ _ _", "_ _ _"]),
        # figures that are no row's may be one's
        (["新收", "结转", *TWICE, "甲丙|5"], [NO_CELLS, NO_CELLS]),
        (["新收", "结转", *TWICE, "甲5"], [NO_CELLS, NO_CELLS]),
        (["新收", "结转", *TWICE, "甲丙"], ["_ _ _", "_ _ _"]),
        (["新收", "结转", "公开|3|1|4", *TWICE], [NO_CELLS, NO_CELLS, "3 1 4"]),
    ],
)
def test_a_form_without_any_figure_is_blank_where_its_cells_are_not_lost(lines: list[str], wanted: list[str]) -> None:
    reading = table(*lines)
    assert [*shown(reading).values()] == wanted
    lost = [row for row in wanted if row.endswith("unreadable")]
    found = reading.findings.found
    assert [(f.code, f.severity) for f in found for _ in f.refs] == [("row-incomplete", "error")] * len(lost)


def test_part_of_a_form_without_any_figure_is_not_blank() -> None:
    assert read("新收", "结转", *TWICE, fewest=2) == ["_ _ _", "_ _ _"]
    assert read("新收", "结转", *TWICE, fewest=3) == [NO_CELLS, NO_CELLS]
    assert read("新收", "新收", *TWICE, fewest=2) == [NO_CELLS]
    assert read("新收", "结转", *TWICE, size=1) == ["_", "_"]


def test_on_a_blank_form_rows_are_like_those_of_as_many_columns() -> None:
    text, rows = rows_of(["新收|||", "结转|", "公开|"], "ROW")
    sizes = (3, 1, 3)
    entries = [
        Entry(PATHS[row.type], row, SPECIFICATION.applicant_columns[:size], ("count",) * size)
        for row, size in zip(rows, sizes, strict=True)
    ]
    form = Table("requests", lambda entries, reading: (), fewest=1)
    grid = Grid("test", [row.row for row in rows])
    reading = TableReading(form, grid, rows, Findings(Source(None, text, text), ANNUAL_REPORT))
    resolve(reading, entries, [])
    assert shown(reading) == {"NEW": "_ _ _", "BROUGHT": "_", "GRANTED": "cells-lost, unreadable"}


@pytest.mark.parametrize(
    ("lines", "lacks"),
    [
        (["新收", "结转"], True),
        (["新收", "结转", "公开|"], True),
        (["新收", "结转", "公开|", "部分|"], False),
        (["新收", "结转|"], False),
        (["新收|", "结转|"], False),
        (["新收", "结转", "甲乙", "甲乙"], False),
        (["新收 ", "结转  "], True),
    ],
)
def test_lines_may_be_lacking_where_most_labels_end_their_line_and_none_stands_twice(lines: list[str], lacks: bool) -> None:
    reading = table(*lines)
    assert may_lack_lines(reading, [*reading.entries.values()]) is lacks


def test_a_label_with_words_behind_it_does_not_end_its_line() -> None:
    text = "新收 某些词语\n结转 某些词语甲\n"
    source = Source(None, text, text)
    rows = [FormRow(name, Row.of(source, [place]), 0, 1, []) for name, place in (("NEW", (0, 2)), ("BROUGHT", (8, 10)))]
    reading = table("新收|7|2|9")
    reading.findings = Findings(source, ANNUAL_REPORT)
    assert not may_lack_lines(reading, [Entry(PATHS[row.type], row, ("total",), ("count",)) for row in rows])


# --- rows that stand twice ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "wanted", "found"),
    [
        ("|7|2|9", "|7|2|9", "7 2 9", ("row-repeated", "info")),
        ("|7|2|9", "|7|2|8", "7 2 ?", ("row-conflict", "error")),
        ("|7|2|9", "|7||9", "7 ? 9", ("row-conflict", "error")),
        ("|7|2|9", "|7件|2|9", "? 2 9", ("row-conflict", "error")),
        ("|7|2|9", "|6|1|7", "printed-twice", ("row-conflict", "error")),
        ("|7|2|9", "|7|2", "printed-twice", ("row-conflict", "error")),
        ("|7|2", "|7|2|9", "printed-twice", ("row-conflict", "error")),
        ("|7|2", "|7|2", "cells-lost", ("row-incomplete", "error")),
        ("|7|2|9", "", "7 2 9", None),
        ("", "|7|2|9", "7 2 9", None),
        ("", "|7|2", "cells-lost", ("row-incomplete", "error")),
    ],
)
def test_a_row_printed_twice_counts_once_where_both_agree(
    first: str, second: str, wanted: str, found: tuple[str, str] | None
) -> None:
    reading = table(f"新收{first}", "结转|1|0|1", f"新收{second}")
    resolve_accounts(reading)
    assert shown(reading) == {"NEW": wanted, "BROUGHT": "1 0 1"}
    assert [(code, severity) for code, severity, _ in codes(reading)] == ([found] if found else [])
    again = reading.rows[0] if not first else reading.rows[2]
    assert reading.duplicates == [again]
    assert reading.label_only == ({id(again): PATHS["NEW"]} if "" in (first, second) else {})
    assert reading.entries[PATHS["NEW"]].row is reading.rows[2 if not first else 0]
    spans = [finding.refs[0].span for finding in reading.findings.found]
    assert [span.line for span in spans if span] == [1 if wanted == "cells-lost" and first else 3] * len(spans)


# --- what a reading reports ---------------------------------------------------------------------------------------------

FULL = ("新收|7|2|9", "结转|1|0|1", "公开|3|1|4")


def test_a_reading_is_complete_if_all_rows_are_certain_and_nothing_is_left_over() -> None:
    assert table(*FULL, fewest=3).complete
    assert table(*FULL, fewest=4).complete is False
    assert table(*FULL, "部分|1|/|1").complete
    assert table(*FULL, "部分|1|1").complete is False
    assert table(*FULL, "甲乙|5").complete is False
    assert table(*FULL, "甲乙|").complete is False
    assert table(*FULL, FULL[0]).complete is False
    uncertain = table(*FULL)
    uncertain.entries[PATHS["NEW"]].place = Place(Outcome.OTHER_LAYOUT)
    uncertain.entries[PATHS["NEW"]].withhold()
    assert uncertain.complete is False


def test_a_reading_is_ranked_by_rows_then_figures_then_what_is_left_over() -> None:
    assert table(*FULL).score == (3, 9, 0)
    assert table(*FULL, "部分|1||1", "总计|1|1").score == (4, 11, 0)
    assert table(*FULL, "甲乙|5", "甲|5", "甲丙|").score == (3, 9, -3)
    assert table(*FULL, "总计|1|1").certain == 3


def test_a_reading_is_unread_where_figures_stand_and_no_row_was_read() -> None:
    assert table("新收|7|2", "甲乙|5").is_unread
    assert table("新收|7|2", "甲乙|x", "甲乙|5").is_unread
    assert table("新收|7|2|9", "结转|1", "甲乙|5").is_unread is False
    assert table("新收|7|2").is_unread is False
    assert table("新收|7|2", "甲乙|x").is_unread is False
    assert table("新收|||", "甲乙|5").is_unread


@pytest.mark.parametrize(
    ("row", "sees"),
    [("7|2|9", True), ("7|2", True), ("7||2||", True), ("7", False), ("7||", False), ("||", False), ("", False)],
)
def test_a_layout_sees_rows_where_one_is_whole_or_has_several_figures(row: str, sees: bool) -> None:
    assert table("结转|7", f"新收|{row}").sees_rows is sees
    reading = table("结转|7", "新收|7")
    reading.entries[PATHS["NEW"]].place = Place(Outcome.SPLIT_UNKNOWN)
    assert reading.sees_rows
    one = table("新收|7", size=1)
    assert one.sees_rows


@pytest.mark.parametrize(
    ("kind", "count", "sees"),
    [("ROW", 3, True), ("CELLS", 3, True), ("LINES", 3, False), ("ROW", 6, True), ("ROW", 7, False), ("ROW", 8, False)],
)
def test_marks_are_seen_where_they_make_half_of_the_tables_rows(kind: str, count: int, sees: bool) -> None:
    order = (*ROWS, "OTHERWISE", "FIGURES")[:count]
    assert table(*FULL, kind=kind, order=order).sees_marks is sees
    assert not table("新收|7", "结转|7", "公开|7", kind=kind, order=order).sees_marks


@pytest.mark.parametrize(
    ("row", "sums", "adds_up"),
    [
        ("7|2|9", (3,), True),
        ("7|2|8", (3,), False),
        ("0|0|0", (3,), True),
        ("7||7", (3,), False),
        ("7|7|", (3,), False),
        ("7|7|3|3", (2, 2), True),
        ("7|7|3|4", (2, 2), False),
        ("7|8|3|3", (2, 2), False),
        ("7|2|9", (), False),
    ],
)
def test_a_row_adds_up_if_all_its_figures_are_there_and_each_groups_last_is_the_sum(
    row: str, sums: tuple[int, ...], adds_up: bool
) -> None:
    size = row.count("|") + 1
    reading = table("|7", f"新收|{row}", f"结转|{'1|' * size}1", size=size, sums=sums)
    assert reading.adds_up(reading.entries[PATHS["NEW"]]) is adds_up


def test_a_row_holds_figures_unless_all_its_cells_are_blank() -> None:
    def row(*items: int) -> FormRow:
        return FormRow("NEW", Row("ROW", "", 0, []), 0, 0, [*items])

    assert [holds_figures(row(*items)) for items in ((), (BLANK,), (BLANK, BLANK))] == [False] * 3
    assert [holds_figures(row(*items)) for items in ((0,), (BLANK, 5), (5, BLANK), (NIL,), (BLANK, TEXT))] == [True] * 5


# --- two layouts --------------------------------------------------------------------------------------------------------


def checked(lines: Sequence[str], *others: TableReading, **options: object) -> list[str]:
    """Return what rows get when the readings of other layouts are examined too, and hold the findings to it."""
    reading = table(*lines, layout="first", **options)  # type: ignore[arg-type]
    before = len(reading.findings.found)
    doubt(reading, others)
    withheld = [entry for entry in reading.entries.values() if entry.place.outcome == Outcome.OTHER_LAYOUT]
    said = reading.findings.found[before:]
    columns = [
        path
        for entry in reading.entries.values()
        if entry.place.placed and entry.plain_values is not None
        for path, value in zip(entry.paths(), entry.values, strict=True)
        if value is None
    ]
    assert sorted(ref.path or "" for f in said for ref in f.refs) == sorted([*columns, *(entry.path for entry in withheld)])
    for finding in said:
        assert (finding.code, finding.severity) == ("row-ambiguous", "error")
        assert "layout first and layout second read the row differently" in finding.message
        assert finding.refs[0].span is not None
    return [*shown(reading).values()]


GIVEN = ["7 2 9", "1 0 1", "3 1 4"]


def second(*lines: str, **options: object) -> TableReading:
    return table(*lines, layout="second", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["ROW", "CELLS"])
@pytest.mark.parametrize("other", ["ROW", "CELLS"])
def test_rows_that_two_layouts_read_otherwise_are_withheld(kind: str, other: str) -> None:
    assert checked(FULL, second(*FULL, kind=other), kind=kind) == GIVEN
    changed = second("结转|1|1|2", *FULL[2:], kind=other)
    assert checked(FULL, changed, kind=kind) == ["7 2 9", "1 ? ?", "3 1 4"]
    assert checked(FULL, second(*FULL, kind=other), changed, changed, kind=kind) == ["7 2 9", "1 ? ?", "3 1 4"]
    assert checked(FULL, second("结转|2|1|3", kind=other), kind=kind) == ["7 2 9", "other-layout", "3 1 4"]
    blank = second("结转|1||1", "部分|2|1|3", kind=other)
    assert checked(FULL, blank, kind=kind) == ["7 2 9", "1 ? 1", "3 1 4"]
    unit = second("结转|1件|0|1", kind=other)
    assert checked(FULL, unit, kind=kind) == ["7 2 9", "? 0 1", "3 1 4"]


def test_a_row_that_is_not_given_is_not_withheld_again() -> None:
    lines = [FULL[0], "结转|1|1", FULL[2]]
    assert checked(lines, second("结转|1|0|1", "公开|3|1|5", "部分|1|1|2")) == ["7 2 9", "cells-lost", "3 1 ?"]


def test_a_layout_that_sees_no_rows_says_nothing() -> None:
    lines = [FULL[0], "结转|1|0|1"]
    blank = second("结转|||")
    assert not blank.sees_rows
    assert checked(lines, blank) == ["7 2 9", "1 0 1"]
    assert checked(lines, blank, second("结转|1|1|2")) == ["7 2 9", "1 ? ?"]


@pytest.mark.parametrize(
    ("other_entry", "doubtful"),
    [
        ("结转", False),  # its cells are lost, and may be those of the run
        ("结转|1|1", False),  # cut: it goes on, if its sum says so
        ("结转|1|0|1|5", False),
        ("结转||", True),
    ],
)
def test_where_rows_are_marked_a_run_gives_a_row_that_is_not_whole_only_if_it_adds_up(other_entry: str, doubtful: bool) -> None:
    other = second("公开|3|1|4", other_entry, sums=(3,))
    assert checked(FULL, other, kind="CELLS", sums=(3,))[1] == ("other-layout" if doubtful else "1 0 1")
    # a layout of marked rows is not checked by a row that is not whole in another, nor a run by another run's
    assert checked(FULL, other, sums=(3,)) == GIVEN
    assert checked(FULL, second("公开|3|1|4", other_entry, kind="CELLS", sums=(3,)), kind="CELLS", sums=(3,)) == GIVEN
    broken = [FULL[0], "结转|1|0|2", FULL[2]]
    wanted = "1 0 2" if other_entry == "结转" else "other-layout"
    assert checked(broken, other, kind="CELLS", sums=(3,))[1] == wanted


@pytest.mark.parametrize(
    "why", ["cells-lost", "extra-figure", "breaks-sum", "unproven", "adjacent-figures", "printed-twice", "reordered"]
)
def test_a_run_gives_a_row_that_marked_rows_have_in_part_but_none_that_they_withhold(why: Outcome) -> None:
    other = second("公开|3|1|4", "结转|1|0|1")
    other.entries[PATHS["BROUGHT"]].place = Place(why)
    wanted = "1 0 1" if why in ("cells-lost", "extra-figure", "breaks-sum", "unproven", "reordered") else "other-layout"
    assert checked(FULL, other, kind="CELLS", sums=(3,))[1] == wanted


@pytest.mark.parametrize("why", ["no-header", "other-header", "no-cells"])
def test_a_row_whose_columns_another_layout_does_not_know_is_not_withheld_for_it(why: Outcome) -> None:
    other = second("公开|3|1|4", "结转|1|0|1")
    other.entries[PATHS["BROUGHT"]].place = Place(why)
    assert checked([FULL[0], "结转|1|0|2"], other, kind="CELLS", sums=(3,)) == ["7 2 9", "1 0 2"]


def test_where_pages_have_rows_of_their_own_a_run_gives_none_that_marked_rows_lack() -> None:
    other = second(FULL[0], FULL[2])
    assert checked(FULL, other, kind="CELLS", open=True) == ["7 2 9", "other-layout", "3 1 4"]
    assert checked(FULL, other, kind="CELLS") == GIVEN
    assert checked(FULL, other, open=True) == GIVEN
    assert checked(FULL, second(FULL[0], FULL[2], kind="CELLS"), kind="CELLS", open=True) == GIVEN
    cut = ["新收|7|2|9", "结转|1|1", "公开|3|1|4"]
    assert checked(cut, other, kind="CELLS", open=True) == ["7 2 9", "cells-lost", "3 1 4"]


@pytest.mark.parametrize(
    ("other_entry", "doubtful"),
    [
        ("结转|1|1", True),
        ("结转|1|1|1|1", True),
        ("结转", False),
        ("结转||", False),
        ("结转|1|1|", True),
        ("结转|1|0|1", False),
    ],
)
def test_figures_off_their_labels_line_are_not_given_where_a_layout_sees_part_of_the_row(
    other_entry: str, doubtful: bool
) -> None:
    other = second("公开|3|1|4", "部分|3|1|4", other_entry)
    assert checked(FULL, other, kind="UNMARKED")[1] == ("other-layout" if doubtful else "1 0 1")
    adjacent = second("公开|3|1|4", "结转|1|0|1")
    for why in (Outcome.ADJACENT_FIGURES, Outcome.OTHER_HEADER):
        adjacent.entries[PATHS["BROUGHT"]].place = Place(why)
        assert checked(FULL, adjacent, kind="UNMARKED")[1] == ("other-layout" if why is Outcome.ADJACENT_FIGURES else "1 0 1")


def test_figures_on_their_labels_line_are_given_if_they_add_up_where_a_layout_sees_part_of_the_row() -> None:
    for figures_, wanted in (("1|0|1", "1 0 1"), ("1|0|2", "other-layout")):
        reading = table(FULL[0], f"结转|{figures_}", kind="UNMARKED", sums=(3,), layout="first")
        row = reading.entries[PATHS["BROUGHT"]].row
        assert isinstance(row, TextRow)
        row.on_line = True
        doubt(reading, [second("公开|3|1|4", "结转|1|1", sums=(3,))])
        assert shown(reading)["BROUGHT"] == wanted


# --- rows and their names -----------------------------------------------------------------------------------------------


def test_rows_are_the_same_if_they_print_the_same_figures_blanks_and_units() -> None:
    def entry(line: str, kinds: tuple[str, ...] = ("count",) * 3) -> Entry:
        return table(line, "结转|1|0|1", kinds=kinds).entries[PATHS["NEW"]]

    assert entry("新收|7|2|9").same_as(entry("新收||7|2|9"))
    assert entry("新收|7|2|9").same_as(entry("新收|7|2|9|"))
    for other in ("新收|7|2|8", "新收|7||9", "新收|7|2件|9", "新收|7|/|9"):
        assert not entry("新收|7|2|9").same_as(entry(other))
    assert not entry("新收|7|/|9").same_as(entry("新收|7||9"))


def test_a_row_names_its_figures_and_may_give_none_of_them() -> None:
    entry = table("新收|7|2|9").entries[PATHS["NEW"]]
    assert entry.paths() == ("requests.new.natural_person", "requests.new.business", "requests.new.research_institution")
    entry.withhold()
    assert (entry.values, entry.statuses) == ((None,) * 3, ("withheld",) * 3)
    entry.withhold("unreadable")
    assert entry.statuses == ("unreadable",) * 3


def test_the_expected_rows_are_those_of_the_form_given_those_that_are_there() -> None:
    def order(entries: Container[str], reading: TableReading) -> list[str]:
        return [PATHS["PART"]] if PATHS["NEW"] in entries else [PATHS["NEW"], reading.section]

    expected = Table("requests", order)
    reading = table("新收|7|2|9")
    reading.table = expected
    assert reading.order() == [PATHS["PART"]]
    assert reading.order(set()) == [PATHS["NEW"], "requests"]
    assert reading.order({PATHS["NEW"]}) == [PATHS["PART"]]
    assert (expected.fewest, expected.open) == (1, False)
