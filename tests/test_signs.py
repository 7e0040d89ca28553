"""Signs of alternatives and evidence against them: what a page must show, to the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from test_own_columns import BUSINESS, COLUMNS, PERSON, RESEARCH, part

from gzparse.form.alternatives import cells, cut, numbers, prints, resolve, rows, texts
from gzparse.form.alternatives.accounts import LOST, Account, Alternative, Asked, Cell
from gzparse.form.alternatives.facts import Facts, cells_of
from gzparse.form.entries import Entry, OwnColumns, evaluate, window_of
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import NIL, is_dashes
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import known
from gzparse.model.grid import Row
from gzparse.model.source import Source, TableRow
from gzparse.spec.table import HeaderNames

LINES, ROWS, CELLS, TEXT = "LINES", "ROW", "CELLS", "UNMARKED"


def placed(
    *some: str,
    shapes: Sequence[Shape] = (),
    others: Sequence[TableReading] = (),
    below: str | None = None,
    kinds: tuple[str, ...] | None = None,
    **options: Any,
) -> Facts:
    """Return the facts of a table whose rows are placed from their first cell on; a row of no cells has none.

    below: a row below them that is none of the form's, its label first.
    """
    table = part(*some, *([f"新收|{below}"] if below is not None else []), **options)
    reading = table.reading
    if below is not None:
        row = reading.entries.pop(table.below[-1].path).row
        row.type, row.at, row.first, row.items = (
            "新收" if below[:1] == "新" else "STRAY",
            row.at + 1,
            row.first + 1,
            row.items[1:],
        )
    for entry in reading.entries.values():
        entry.kinds = kinds or entry.kinds
        for index, cell in enumerate(entry.row.row.cells[entry.row.at : entry.row.at + len(entry.row.items)]):
            if cell and is_dashes(cell):
                entry.row.items[index] = NIL
        if entry.row.items:
            evaluate(entry)
        else:
            entry.place = Place(Outcome.NO_CELLS)
            entry.withhold()
    return Facts(reading, shapes, others)


def entries(facts: Facts) -> list[Entry]:
    return [*facts.rows.values()]


def doubted(accounts: Any) -> list[tuple[str, str]]:
    """Return the rows of accounts, and for each what becomes of its cells."""
    signs = {"lost": "?", "blank": "_"}
    return [
        (path.removeprefix("requests."), " ".join(signs.get(cell.kind, cell.text) for cell in some))
        for account in accounts
        for path, some in account.rows.items()
    ]


def as_text(entry: Entry, *, on_line: bool = False, inferred: Sequence[int] = ()) -> Entry:
    """Make a row one of text without marks."""
    row = entry.row
    entry.row = TextRow(row.type, row.row, row.at, row.items, on_line=on_line, inferred=inferred)
    return entry


# --- numbers ------------------------------------------------------------------------------------------------------------


def test_half_of_the_rows_must_lack_figures() -> None:
    one, lost = "7", "新收"
    assert doubted(numbers._where_half_is_lost(placed(one, lost, kind=LINES, size=1))) == [("r0", "?")]
    assert doubted(numbers._where_half_is_lost(placed(one, one, lost, kind=LINES, size=1))) == []
    facts = placed(one, one, lost, kind=LINES, size=1)
    entries(facts)[1].place = Place(Outcome.CELLS_LOST)
    assert doubted(numbers._where_half_is_lost(facts)) == [("r0", "?")]
    assert doubted(numbers._where_half_is_lost(placed(one, lost, kind=ROWS, size=1))) == []
    assert doubted(numbers._where_half_is_lost(placed("7|8", lost, kind=LINES, size=2))) == []


@pytest.mark.parametrize(
    ("row", "whole", "lacking", "count"),
    [
        ("30|7", 1, 3, 1),  # three quarters of the rows lack theirs
        ("30|7", 2, 6, 2),
        ("30|7", 2, 5, 0),
        ("30|7", 1, 2, 0),
        ("30|1", 1, 3, 1),
        ("30|20", 1, 3, 1),
        ("30|21", 1, 3, 0),
        ("30|0", 1, 3, 0),
    ],
)
def test_where_nearly_all_rows_lack_figures_small_ones_may_be_page_numbers(
    row: str, whole: int, lacking: int, count: int
) -> None:
    facts = placed(*[row] * whole, *["新收"] * lacking, kind=LINES, size=2)
    found = doubted(numbers._where_half_is_lost(facts))
    assert found == [(f"r{index}", "? ?") for index in range(count)]


@pytest.mark.parametrize(
    ("kind", "on_one_line", "lacking", "count"), [(TEXT, True, 1, 1), (TEXT, True, 0, 0), (TEXT, False, 1, 0)]
)
def test_on_one_line_a_single_small_figure_may_be_a_page_number(kind: str, on_one_line: bool, lacking: int, count: int) -> None:
    facts = placed("7", "21", "9.5", *["新收"] * lacking, kind=kind, size=1)
    facts.__dict__["is_on_one_line"] = on_one_line
    assert doubted(numbers._where_half_is_lost(facts)) == [("r0", "?")][:count]


@pytest.mark.parametrize(("rows", "short", "count"), [(3, 1, 1), (3, 0, 0), (4, 1, 0), (6, 2, 1), (7, 2, 0)])
def test_on_one_line_a_last_small_figure_may_be_a_page_number_where_a_third_of_the_rows_are_short(
    rows: int, short: int, count: int
) -> None:
    facts = placed("7|20", *["20|21"] * (rows - 1), kind=TEXT, size=2)
    facts.__dict__["is_on_one_line"] = True
    facts.__dict__["short"] = [1] * short
    assert doubted(numbers._where_half_is_lost(facts)) == [("r0", "? ?")] * count
    facts.__dict__["is_on_one_line"] = False
    assert doubted(numbers._where_half_is_lost(facts)) == []


@pytest.mark.parametrize(
    ("rows", "doubted_row"),
    [
        (["30|+5|9", "30|+6|9", "30|7|9"], "r2"),
        (["30|7|9", "30|+5|9", "30|+6|9"], "r0"),
        (["30|+5|9", "30|+6|9", "30|20|9"], "r2"),
        (["30|+5|9", "30|+6|9", "30|1|9"], "r2"),
        (["30|+5|9", "30|+6|9", "30|21|9"], ""),  # too large
        (["30|+5|9", "30|+6|9", "30|0|9"], ""),  # a zero has no sign
        (["30|+5|9", "30|-6|9", "30|7|9"], ""),  # one plus alone
        (["30|+5|9", "30|7|9"], ""),
        (["30|+5|9", "30|+6|9", "30|7|9", "30|8|9"], ""),  # two have none
        (["30|+5|9", "30|+6|9", "30||9"], ""),
        (["30|+5|9", "30|+6|9", "30|0|9", "30|7|9"], "r3"),  # a zero is no second one
        (["30|+5|9", "30|+6|9", "30|7件|9"], "r2"),
    ],
)
def test_a_change_without_a_sign_among_others_may_be_a_page_number(rows: list[str], doubted_row: str) -> None:
    kinds = ("count", "change", "count")
    facts = placed(*rows, "新收", kind=LINES, kinds=kinds)
    assert doubted(numbers._changes_without_a_sign(facts)) == ([(doubted_row, "? ? ?")] if doubted_row else [])
    assert doubted(numbers._changes_without_a_sign(placed(*rows, kind=LINES, kinds=kinds))) == []
    assert doubted(numbers._changes_without_a_sign(placed(*rows, "新收", kind=ROWS, kinds=kinds))) == []
    assert doubted(numbers._changes_without_a_sign(placed(*rows, "新收", kind=LINES))) == []


def test_a_figure_may_be_the_next_pages_number() -> None:
    def found(*some: str, above: tuple[int, ...] = (4,), **options: Any) -> list[tuple[str, str]]:
        facts = placed(*some, **{"kind": LINES, **options})
        facts.__dict__["page_numbers"] = above
        return doubted(numbers._next_numbers(facts))

    assert found("5", "6", size=1) == [("r0", "?")]
    assert found("5", "6", size=1, above=(5, 4)) == [("r0", "?")]
    assert found("5", "6", size=1, above=(4, 5)) == [("r1", "?")]
    assert found("5", "6", size=1, above=()) == []
    assert found("5", "6", size=1, kind=ROWS) == []
    assert found("1|5|6", "1|2|3") == []
    facts = placed("5", "7", size=1, kind=LINES)
    facts.__dict__["page_numbers"] = (4,)
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert doubted(numbers._next_numbers(facts)) == []
    assert found("1|5|6", "新收") == [("r0", "? ? ?")]
    facts = placed("1|5|6", "1|2|3", kind=LINES)
    facts.__dict__["page_numbers"] = (4,)
    entries(facts)[1].place = Place(Outcome.CELLS_LOST)
    assert doubted(numbers._next_numbers(facts)) == [("r0", "? ? ?")]


def dashed(*some: str, **options: Any) -> list[tuple[str, str]]:
    facts = placed(*some, **{"sums": (), **options})
    for entry in entries(facts):
        as_text(entry)
    return doubted(numbers._between_dashes(facts))


def test_a_figure_between_dashes_may_be_a_pages_number() -> None:
    assert dashed("-|5|-", "1|2|3") == [("r0", "? ? ?")]
    assert dashed("-|5|-", "1|-|-") == []
    assert dashed("-|5", "1|2", size=2) == []
    assert dashed("5|-|-", "1|2|3") == []
    facts = placed("-|5|-", sums=())
    as_text(entries(facts)[0]).place = Place(Outcome.UNPROVEN)
    assert doubted(numbers._between_dashes(facts)) == []
    assert dashed("-|5|-", "-|2|3") == []
    assert dashed("-|5|–", "1|2|3") == []
    assert dashed("/|5|/", "1|2|3") == []
    assert dashed("5|-|6", "1|2|3") == []
    assert dashed("-|5|-|3", "1|2|3|6", size=4, sums=(4,)) == [("r0", "? ? ? ?")]
    assert dashed("-|5|-|5", "1|2|3|6", size=4, sums=(4,)) == []
    assert dashed("-|5|-|3", "-|2|3|5", size=4, sums=(4,)) == [("r0", "? ? ? ?")]
    assert dashed("2|-|5|-", "1|2|3|6", size=4) == [("r0", "? ? ? ?")]
    assert dashed("-|-|5|-", "1|2|3|6", size=4) == [("r0", "? ? ? ?")]
    assert dashed("5|-|2|-|-", "1|2|3|6|9", size=5) == [("r0", "? ? ? ? ?")]
    assert dashed("-|5||", "1|2|3|6", size=4) == []
    assert dashed("-|5|-", "1||3") == [("r0", "? ? ?")]  # a blank is no dash
    assert dashed("-|-|-|5", "1|2|3|6", size=4, sums=(4,)) == []  # no figure stands between
    assert numbers._is_dashed(entries(placed("1|2|3"))[0], 1) is False
    facts = placed("-|5|-", sums=())
    assert doubted(numbers._between_dashes(facts)) == []  # cells are marked


@pytest.mark.parametrize(
    ("values", "index", "sums", "holds"),
    [
        ((1, 2, 3), 1, (3,), True),
        ((1, 2, 4), 1, (3,), False),
        ((None, 2, 2), 1, (3,), True),
        ((1, 2, None), 1, (3,), None),
        ((1, 2, 3), 2, (3,), None),  # the total itself
        ((1, 2, 3), 0, (3,), True),
        ((1, 2, 3), 1, (), None),
        ((9, 8, 1, 2, 3), 3, (2, 3), True),
        ((9, 8, 1, 2, 4), 3, (2, 3), False),
        ((9, 8, 1, 2, 3), 0, (2, 3), False),
    ],
)
def test_a_figures_group_adds_up_with_it(
    values: tuple[int | None, ...], index: int, sums: tuple[int, ...], holds: bool | None
) -> None:
    (entry,) = entries(placed("|".join("1" * len(values)), size=len(values)))
    entry.values = values
    assert numbers._adds_up_with(entry, index, sums) is holds


@pytest.mark.parametrize(
    ("line", "flanked"),
    [
        ("规章 - 5 -", True),
        ("规章-5-", True),
        ("- 5 -", True),  # the text begins with it
        ("规章 - 5", False),
        ("规章 5 -", False),
        ("规章 —　5　—", True),
        ("规章（5）-", True),
        ("规章 [5] -", True),
        ("规章 (5) -", True),
        ("规章 ﹙5) -", False),
        ("规章 ［5］ -", True),
        ("规章 〔5〕 -", True),
        ("规章 【5】 -", True),
        ("规章 (5)", False),
        ("规章 (5 -", False),
        ("规章 5) -", False),
        ("规章 + 5 +", False),
        ("规章 - 5 x", False),
        ("规章 (5) x", False),
        ("规章 (5  -", False),
        ("规章 (5 --", False),
        ("规章x- 5 -x", True),
        ("规章 -5-6", True),
        ("规章 -         5 -", False),  # too far
        ("规章 -        5        -", True),
        ("规章 - 5         -", False),
    ],
)
def test_dashes_right_around_a_figure(line: str, flanked: bool) -> None:
    facts = placed("5", kind=ROWS, size=1)
    (entry,) = entries(facts)
    at = line.index("5")
    entry.row.row = Row.of(Source(None, line, line), [(0, 2), (at, at + 1)], TEXT)
    facts.text = line
    assert numbers._is_flanked(facts, entry) is flanked
    entry.row.items = []
    assert numbers._is_flanked(facts, entry) is False  # nothing is printed


@pytest.mark.parametrize(
    ("values", "sums", "blanks"),
    [
        ((1, 2), (3,), {2: False}),
        ((2, 2), (3,), {0: True, 1: True, 2: False}),
        ((1, 3, 3), (2, 2), {1: False}),
        ((1, 1, 2), (2, 2), {3: False}),
        ((1, 2), (2, 1), {}),
    ],
)
def test_one_blank_that_keeps_all_sums(values: tuple[int, ...], sums: tuple[int, ...], blanks: dict[int, bool]) -> None:
    assert numbers._blanks(values, sums) == blanks


def test_a_number_at_either_end_may_be_a_pages() -> None:
    assert [[*some] for some in numbers._without_an_end([5, 6, 7])] == [[0, 1], [1, 2]]
    assert [[*some] for some in numbers._without_an_end([0, 6, 7])] == [[0, 1]]
    assert [[*some] for some in numbers._without_an_end([5, 6, 0])] == [[1, 2]]
    found = doubted(numbers._numbers_at_an_end(placed("2|2|9", kind=LINES)))
    assert found == [("r0", "_ 2 2"), ("r0", "2 _ 2"), ("r0", "2 2 _")]
    assert doubted(numbers._numbers_at_an_end(placed("2|2|4", kind=LINES))) == []
    assert doubted(numbers._numbers_at_an_end(placed("2|2|9", kind=ROWS))) == []
    assert doubted(numbers._numbers_at_an_end(placed("2|/|9", kind=LINES))) == []
    assert doubted(numbers._numbers_at_an_end(placed("1|2|9", kind=LINES))) == []
    facts = placed("2|2|9", kind=LINES)
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert doubted(numbers._numbers_at_an_end(facts)) == []


def test_single_figures_between_dashes_are_pages_numbers_where_most_are_not() -> None:
    def found(*some: str, lost: bool = False) -> list[str]:
        facts = placed(*["5"] * len(some), size=1)
        facts.text = "".join(one.ljust(20) for one in some)
        for index, (entry, one) in enumerate(zip(entries(facts), some, strict=True)):
            at = 20 * index + one.index("5")
            entry.row.row = Row.of(Source(None, facts.text, facts.text), [(20 * index, 20 * index + 1), (at, at + 1)], TEXT)
            as_text(entry)
        if lost:
            entries(facts)[-1].place = Place(Outcome.UNPROVEN)
        return [path for path, _ in doubted(numbers._between_dashes(facts))]

    dashes, bare = "甲 - 5 -", "甲 5"
    assert found(dashes, bare) == ["r0"]
    assert found(dashes, bare, bare) == ["r0"]
    assert found(dashes, dashes, bare) == []
    assert found(dashes, dashes, bare, bare) == ["r0", "r1"]
    assert found(dashes) == []
    assert found(bare, bare) == []
    assert found(dashes, bare, lost=True) == []


def rule(*some: str, mark: str = "\n", **options: Any) -> list[tuple[str, str]]:
    return doubted(numbers._dashes_at_an_edge(placed(*some, kind=LINES, mark=mark, **options)))


def test_dashes_alone_on_a_line_at_a_rows_edge_may_be_a_rule() -> None:
    assert rule("-|2|3") == [("r0", "? ? ?")]
    assert rule("1|2|-") == [("r0", "? ? ?")]
    assert rule("1|-|3") == []
    assert rule("-|2|3", "1|-|3") == []
    assert rule("--|2|3", "1|-|3") == []
    assert rule("---|2|3", "1|-|3") == [("r0", "? ? ?")]
    assert rule("-|2|3", mark="\t") == []
    assert rule("/|2|3") == []
    assert rule("-", size=1) == []
    assert rule("-|2", size=2) == [("r0", "? ?")]
    assert rule("-|2", "1|-", size=2) == [("r0", "? ?"), ("r1", "? ?")]
    assert rule("1|2|3") == []
    facts = placed("-|2|3", kind=LINES, mark="\n")
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert doubted(numbers._dashes_at_an_edge(facts)) == []
    assert rule("-|2|3", "1|2|3", "-|2|3") == [("r0", "? ? ?"), ("r2", "? ? ?")]


# --- figures that are printed in part -----------------------------------------------------------------------------------


def test_the_text_may_end_within_a_last_figure() -> None:
    def found(*some: str, within: bool = True, **options: Any) -> list[tuple[str, str]]:
        facts = placed(*some, **options)
        facts.text = facts.text.rstrip("\n")
        facts.__dict__["ends_within"] = within
        return doubted(cut._rows_at_the_end(facts))

    assert found("1|2|3") == [("r0", "1 2 ?")]
    assert found("4|5|6", "1|2|3") == [("r1", "1 2 ?")]
    assert found("1|2|3", within=False) == []
    assert found("1|2|3|x") == []
    assert found("1|2|3", "新收") == []


def test_a_row_whose_figures_are_placed_by_sums_is_lost_as_a_whole() -> None:
    facts = placed("1|2|3")
    (entry,) = entries(facts)
    assert doubted([cut._last_figure_lost(facts, as_text(entry))]) == [("r0", "1 2 ?")]
    assert doubted([cut._last_figure_lost(facts, as_text(entry, inferred=(1,)))]) == [("r0", "? ? ?")]


def in_order(row: str, *places: int) -> Facts:
    """Return the facts of a row whose columns stand in these places, in a table that lacks those in place -1."""
    facts = placed(row)
    (entry,) = entries(facts)
    entry.place = Place(Outcome.PLACED, columns=places)
    evaluate(entry)
    return facts


@pytest.mark.parametrize(
    ("row", "places", "left"),
    [
        ("7|8|9", (0, 1, 2), "7 8 ?"),
        ("7|8|9", (2, 0, 1), "? 7 8"),
        ("7|8|9", (1, 2, 0), "8 ? 7"),
        ("7|8", (0, 1, -1), "7 ? _"),
        ("7|8", (-1, 1, 0), "_ ? 7"),
    ],
)
def test_the_last_figure_is_that_of_the_column_that_stands_last(row: str, places: tuple[int, ...], left: str) -> None:
    def found(row: str) -> Facts:
        facts = in_order(row, *places)
        facts.text = facts.text.rstrip("\n")
        facts.__dict__["ends_within"] = True
        return facts

    assert doubted(cut._rows_at_the_end(found(row))) == [("r0", left)]
    assert doubted(cut._rows_at_the_end(found(f"{row}|6"))) == []  # a column of its own stands behind
    for cells_, closed in ((row, False), (f"{row}|", True)):
        facts = found(cells_)
        (entry,) = entries(facts)
        assert cut._is_closed(facts, entry) is closed
        assert cut._has_a_cell_behind(facts, Account({entry.path: (LOST,) * 3})) is closed
    assert cut._ends_with_zero(found(f"{row[:-1]}0"), Account({"requests.r0": (LOST,) * 3}))
    assert not cut._ends_with_zero(found(f"0{row[1:]}"), Account({"requests.r0": (LOST,) * 3}))


OPEN, CLOSED = "1|2|3", "1|2|3|"


@pytest.mark.parametrize(
    ("some", "header", "found"),
    [
        ([OPEN, CLOSED, CLOSED, CLOSED], [], [("r0", "1 2 ?")]),
        ([CLOSED, CLOSED, CLOSED, OPEN], [], [("r3", "1 2 ?")]),
        ([OPEN, CLOSED, CLOSED], [], []),
        ([OPEN, OPEN, CLOSED, CLOSED], [], []),
        ([CLOSED] * 4, [], []),
        ([OPEN, CLOSED, CLOSED, CLOSED], ["甲|乙|丙|"], [("r0", "1 2 ?")]),
        ([OPEN, CLOSED, CLOSED, CLOSED], ["甲|乙|丙"], []),
        ([OPEN, CLOSED, CLOSED, CLOSED], ["甲|乙|丙|", "甲|乙|丙"], []),
        ([OPEN, CLOSED, CLOSED, CLOSED], ["甲|乙"], []),
        ([OPEN, CLOSED, CLOSED, CLOSED], ["甲"], [("r0", "1 2 ?")]),
        ([OPEN, CLOSED, CLOSED, "新收"], [], [("r0", "1 2 ?")]),
    ],
)
def test_one_row_alone_may_lack_its_closing_mark(some: list[str], header: list[str], found: list[tuple[str, str]]) -> None:
    facts = placed(*some, header=header)
    facts.headers = facts.all_rows[: len(header)]
    assert doubted(cut._the_only_open_row(facts)) == found


def test_a_header_of_a_run_of_cells_has_no_end_of_its_own() -> None:
    facts = placed(CLOSED, CLOSED, CLOSED, OPEN, header=["甲|乙|丙"], kind=CELLS, mark="|")
    facts.headers = facts.all_rows[:1]
    assert doubted(cut._the_only_open_row(facts)) == [("r3", "1 2 ?")]


def test_a_mark_stands_behind_the_last_figure() -> None:
    def closed(row: str, kind: str, text: str = "") -> bool:
        facts = placed(row, kind=kind)
        facts.text = facts.text.rstrip("\n") + text
        return cut._is_closed(facts, entries(facts)[0])

    assert closed(OPEN, LINES)
    assert closed(OPEN, TEXT)
    assert not closed(OPEN, ROWS)
    assert closed(CLOSED, ROWS)
    assert not closed(OPEN, CELLS)
    assert closed(OPEN, CELLS, " |")
    assert closed(OPEN, CELLS, " | 4")
    assert closed(OPEN, CELLS, "\n" * 199 + "|")
    assert not closed(OPEN, CELLS, "\n" * 200 + "|")
    assert not closed(OPEN, CELLS, " 4 |")
    facts = placed(CLOSED, OPEN, kind=CELLS, mark="|")
    assert [cut._is_closed(facts, entry) for entry in entries(facts)] == [True, False]


def evidence(name: str, row: str, *, text: bool = False, sums: tuple[int, ...] = (3,), at: Any = None) -> bool:
    facts = placed(row, sums=sums, size=3 if row.count("|") > 1 else 1)
    (entry,) = entries(facts)
    if text:
        as_text(entry, on_line=True)
    return bool(getattr(cut, name)(facts, Account({entry.path: (LOST,) * 3}, at=at)))


def test_what_shows_that_a_last_figure_does_not_go_on_below() -> None:
    assert evidence("_ends_with_zero", "1|2|0")
    assert not evidence("_ends_with_zero", "0|0|3")
    assert evidence("_ends_with_zero", "0|0|0", text=True)
    assert not evidence("_ends_with_zero", "1|2|0", text=True)
    assert evidence("_has_a_cell_behind", "1|2|3|")
    assert not evidence("_has_a_cell_behind", "1|2|3")
    assert not evidence("_has_a_cell_behind", "1|2|3|", text=True)
    assert evidence("_total_holds", "1|2|3")
    assert evidence("_total_holds", "1||1")
    assert not evidence("_total_holds", "1|2|4")
    assert not evidence("_total_holds", "0|0|0")
    assert not evidence("_total_holds", "||1")
    assert not evidence("_total_holds", "1|2|3", sums=())
    assert evidence("_total_holds", "9|2|2", sums=(1, 2))
    assert evidence("_total_holds", "1|2|3", text=True)
    assert not evidence("_total_holds", "1||1", text=True)


@pytest.mark.parametrize(
    ("lines", "text", "blank"),
    [("\n7\n", False, False), ("\n\n7", False, True), ("\n7", False, False), ("\n\n7", True, False), ("\n\n\n7", False, True)],
)
def test_a_blank_line_between(lines: str, text: bool, blank: bool) -> None:
    facts = placed("1|2|3")
    (entry,) = entries(facts)
    facts.text = facts.text.rstrip("\n") + lines
    if text:
        as_text(entry, on_line=True)
    at = (facts.text.rindex("7"), len(facts.text))
    assert cut._a_line_is_blank_between(facts, Account({entry.path: (LOST,) * 3}, at=at)) is blank
    assert not cut._a_line_is_blank_between(facts, Account({entry.path: (LOST,) * 3}))
    entry.row.row.text += "\n"
    assert cut._a_line_is_blank_between(facts, Account({entry.path: (LOST,) * 3}, at=at)) is blank
    entry.row.row.text = "新收\n1"
    assert not cut._a_line_is_blank_between(facts, Account({entry.path: (LOST,) * 3}, at=at))


def test_a_row_is_full_with_all_its_figures() -> None:
    facts = placed("1|2|3", "1||3", "1|/|3", "新收")
    full, blank, nil, lost = entries(facts)
    assert [cut.is_full(entry) for entry in (full, blank, nil, lost)] == [True, False, True, False]
    assert not cut._is_away_from_its_label(facts, full)
    assert cut._is_away_from_its_label(facts, as_text(full))
    assert not cut._is_away_from_its_label(facts, as_text(full, on_line=True))
    assert not cut._is_away_from_its_label(facts, as_text(blank))


def test_where_a_line_ends_between_a_label_and_its_figures() -> None:
    def away(text: str, *, label: bool = True) -> bool:
        facts = placed("12|3", kind=LINES, size=2)
        (entry,) = entries(facts)
        facts.text = text
        entry.row.first += not label
        return cut._is_away_from_its_label(facts, entry)

    assert away("新收\n12\t3")
    assert not away("新收\t12\n3")
    assert not away("新\n\t12\t3")  # within the label
    assert not away("新收\t1\n\t3")  # within the first figure
    assert not away("新收\n12\t3", label=False)


@pytest.mark.parametrize("kind", [LINES, CELLS, ROWS])
def test_a_run_of_cells_has_its_figures_away_from_its_label_where_a_line_ends_between(kind: str) -> None:
    for mark, away in (("\t", False), ("\n", kind != ROWS)):
        facts = placed("1|2|3", "|2|3", "新收", kind=kind, mark=mark)
        assert [cut._is_away_from_its_label(facts, entry) for entry in entries(facts)] == [away, away, False]


def test_rows_between_one_with_twice_its_figures_and_one_without_may_have_moved() -> None:
    def found(*rows: str, above: str = "") -> list[str]:
        facts = placed(*rows, kind=LINES, mark="\n")
        for entry in entries(facts):
            if len(window_of(entry)) > 3:
                entry.place = Place(Outcome.EXTRA_FIGURE)
        if above:
            row = alone(above, LINES)
            facts.__dict__["loose"] = [row]
            facts.__dict__["adjacent"] = {id(row): (None, entries(facts)[0], None)}
        return [path for path, _ in doubted(cut._rows_moved_by_one(facts))]

    assert found("1|2|3", "1|2|3|4|5|9", "1|2|3", "2|2|4", "新收") == ["r2", "r3"]
    assert found("新收", "1|2|3", "1|2|3|4|5|9", "1|2|3") == ["r1"]
    assert found("新收", "1|2|3", "1|2|3|4|5|9") == ["r1"]  # no row behind it
    assert found("1|2|3|4|5|9", "新收", "1|2|3") == []  # none before it
    assert found("1|2|3", "1|2|3|||", "1|2|3", "新收") == []  # its other cells are blank
    assert found("1|2|3", "1|2|3|4", "新收", above="2|3|5") == ["r0"]  # a row that has too many is none of them
    assert found("1|2|3", "1|2|3|4|5|9", "2|2|4", "新收", above="2|3|5") == ["r0", "r2", "r2"]  # each sign is looked for
    assert found("1|2|3|4|5|9", "1|2|3", "2|2|4") == found("1|2|3|4", "1|2|3", "新收") == []


def test_figures_on_one_line() -> None:
    def shared(row: str, kind: str, mark: str = "\t", *, on_line: bool | None = None) -> bool:
        facts = placed(row, kind=kind, mark=mark)
        (entry,) = entries(facts)
        if on_line is not None:
            as_text(entry, on_line=on_line)
        return cut._shares_a_line(facts, entry)

    assert shared("1|2|3", LINES)
    assert not shared("1|2|3", LINES, "\n")
    assert not shared("1|2|3", ROWS)
    assert shared("1|2|3", TEXT, on_line=False)
    assert not shared("1|2|3", TEXT, on_line=True)
    assert not shared("新收", LINES)
    assert shared("1||3", LINES)
    assert shared("1|2|3", ROWS) is False
    facts = placed("1|2|3", kind=LINES)
    (entry,) = entries(facts)
    entry.place = Place(Outcome.UNPROVEN, beneath=entry.place)
    assert not cut._shares_a_line(facts, entry)  # nothing of it is given
    facts = placed("12|3", kind=LINES, size=2)
    facts.text = facts.text.replace("12", "1\n")
    assert cut._shares_a_line(facts, entries(facts)[0])
    facts = placed("1|23", kind=LINES, size=2)
    facts.text = facts.text.replace("23", "2\n")
    assert cut._shares_a_line(facts, entries(facts)[0])


def alone(figures: str, kind: str) -> FormRow:
    """Return a row of figures without a label."""
    text = figures.replace("|", "\t")
    at, places = 0, []
    for piece in figures.split("|"):
        places.append((at, at + len(piece)))
        at += len(piece) + 1
    row = Row.of(Source(None, text, text), places, kind)
    return FormRow("FIGURES", row, 0, 0, [int(piece) for piece in figures.split("|")])


def beside(
    figures: str,
    before: str | None,
    after: str | None = None,
    *,
    own: str = "LINE",
    label: bool = False,
    type_: str = "FIGURES",
    **options: Any,
) -> Facts:
    """Return the facts of a table with figures without a label between two rows."""
    facts = placed(*[row for row in (before, after) if row is not None], **options)
    row = alone(figures, own)
    row.type = type_
    some = iter(entries(facts))
    near = [next(some) if one is not None else None for one in (before, after)]
    facts.__dict__["loose"] = [row]
    facts.__dict__["adjacent"] = {id(row): (*near, "requests.r0" if label else None)}
    return facts


def test_rows_next_to_figures_may_lack_them() -> None:
    assert doubted(cut._rows_that_lack_some(beside("7", "1||3"))) == [("r0", "? ? ?")]
    assert doubted(cut._rows_that_lack_some(beside("7", "1|2|3"))) == []
    assert doubted(cut._rows_that_lack_some(beside("7", "1||3", "1||3"))) == [("r0", "? ? ?"), ("r1", "? ? ?")]
    assert doubted(cut._rows_that_lack_some(beside("7", "1|2|3", "新收"))) == [("r1", "? ? ?")]
    assert doubted(cut._rows_that_lack_some(beside("7", None, "1||3"))) == [("r0", "? ? ?")]
    assert doubted(cut._rows_that_lack_some(beside("7", "1|2|3", "1||3", label=True))) == [("r0", "? ? ?")]
    assert doubted(cut._rows_that_lack_some(beside("7", "1||3", type_="NOTE"))) == []


def test_digits_in_cells_of_their_own_may_be_the_end_of_a_figure() -> None:
    found = cut._rows_that_go_on_in_cells
    assert doubted(found(beside("7|8", "1|2|3", own=ROWS))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7|8", "1|2|3", "1|2|3", own=ROWS))) == [("r0", "? ? ?"), ("r1", "? ? ?")]
    assert doubted(found(beside("7|8", "1|2|3", "0|0|0", own=ROWS))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7|8", "0|2|2", own=ROWS))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7|8", "1|2|3", own=ROWS, type_="NOTE"))) == []
    assert doubted(found(beside("7", "1|2|3", own=ROWS))) == []
    assert doubted(found(beside("7|8", "1|2|3", own=LINES))) == []
    assert doubted(found(beside("7|8", "1|2|3", "1||3", own=ROWS))) == []


def test_digits_below_a_row_may_be_the_end_of_its_last_figure() -> None:
    found = cut._rows_that_go_on_below
    assert doubted(found(beside("7", "1|2|3"))) == [("r0", "1 2 ?")]
    assert doubted(found(beside("7", "1|2|3", kind=LINES))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7", "1|2|3", own=LINES))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7|8", "1|2|3", own=ROWS))) == []
    assert doubted(found(beside("7", None, "1|2|3"))) == []
    assert doubted(found(beside("7", "1|2|3", "1||3"))) == []
    assert doubted(found(beside("7", "1|2|3", type_="NOTE"))) == []


def test_two_figures_on_one_line_may_be_pieces_of_one() -> None:
    found = cut._rows_in_pieces
    assert doubted(found(beside("7", "1|2|3", kind=LINES))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7", "1|2|3", "1|2|3", kind=LINES))) == []  # another row is like it
    assert doubted(found(beside("7", "1|2|3", "新收", kind=LINES))) == [("r0", "? ? ?")]
    assert doubted(found(beside("7", "1|2", "1|2", kind=LINES, size=2))) == []
    facts = beside("7", "1|2|3", "1|2|3", kind=LINES)
    entries(facts)[1].columns = COLUMNS[:1]
    assert doubted(found(facts)) == [("r0", "? ? ?")]
    assert doubted(found(beside("7", "1|2|3", kind=LINES, mark="\n"))) == []
    assert doubted(found(beside("7", None, "1|2|3", kind=LINES))) == []
    assert doubted(found(beside("7|8", "1|2|3", kind=LINES, own=ROWS))) == []
    assert doubted(found(beside("7", "1|2|3", kind=ROWS))) == []
    assert doubted(found(beside("7", "1|2|3", kind=LINES, type_="NOTE"))) == []
    facts = beside("7", "1|2|3", kind=LINES)
    note = alone("8", "LINE")
    note.type = "NOTE"
    facts.__dict__["loose"] = [note, *facts.loose]
    facts.__dict__["adjacent"] = {id(note): (entries(facts)[0], None, None), **facts.adjacent}
    assert doubted(found(facts)) == [("r0", "? ? ?")]  # the number below a note


def moved(
    figures: str, some: Sequence[str], between: int, *, on_line: int = -1, narrow: int = -1, kind: str = "FIGURES"
) -> list[str]:
    """Return the rows that may have moved; the figures without a label stand before row ``between``."""
    facts = placed(*some, kind=TEXT)
    row = alone(figures, "UNMARKED")
    row.type = kind
    all_of_them = entries(facts)
    for index, entry in enumerate(all_of_them):
        as_text(entry, on_line=index == on_line)
        entry.columns = entry.columns[: 2 if index == narrow else 3]
    before = all_of_them[between - 1] if between else None
    after = all_of_them[between] if between < len(some) else None
    facts.__dict__["loose"] = [row]
    facts.__dict__["adjacent"] = {id(row): (before, after, None)}
    return [path for path, _ in doubted(cut._rows_moved_by_one(facts))]


def test_rows_between_figures_without_a_label_and_a_row_without_figures_may_have_moved() -> None:
    whole, none = "1|2|3", "新收"
    assert moved("2|3|5", [whole, whole, none], 0) == ["r0", "r1"]
    assert moved("2|3|5", [none, whole, whole], 3) == ["r2", "r1"]
    assert moved("2|3|5", [none, whole, whole, none], 2) == ["r1", "r2"]
    assert moved("2|3|5", [whole, whole], 0) == []
    assert moved("2|3|5", [whole, none], 0, kind="NOTE") == []
    assert moved("2|3|5", [whole, none], 0, narrow=0) == []
    assert moved("2|3|6", [whole, none], 0) == []
    assert moved("2|3", [whole, none], 0) == []
    assert moved("0|0|0", [whole, none], 0) == []
    assert moved("2|3|5", [whole, whole, none], 0, on_line=1) == ["r0"]
    assert moved("2|3|5", [whole, "1||3", none], 0) == ["r0"]  # above the first label, and none below the last: all others
    assert moved("2|3|5", [whole, none, whole, none], 0) == ["r0", "r2"]
    assert moved("2|3|5", [none, "1||3", whole, none], 1) == []
    assert moved("2|3|5", [whole, none, whole], 0) == ["r0"]
    assert moved("2|3|5", [whole, none, whole], 0, narrow=0) == []
    assert moved("2|3|5", [none], 0) == []
    assert moved("2|3|5", [whole, "1|2|3|4", none], 0) == ["r0", "r1"]


def figures_and_labels(text: str, *, kind: str = CELLS) -> Facts:
    """Return the facts of two rows of three figures, which with their labels are the cells of a run, in the text's order."""
    facts = placed("1|2|3", "1|2|3", kind=kind)
    places = [match.span() for match in re.finditer(r"\d+|[甲乙丙]+", text)]
    run = Row.of(Source(None, text, text), places, kind)
    facts.text = text.replace("12", "1\n").replace("乙丙", "乙\n")  # a line may end within a cell
    labels = [at for at, (start, _) in enumerate(places) if not text[start].isdigit()]
    first, other = entries(facts)
    first.row.row, first.row.first, first.row.at = run, 0, 1
    other.row.row, other.row.first, other.row.at = run, labels[-1] or 4, len(places) - 3
    return facts


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("甲\n1 2 3 乙\n4 5 6", ["r0"]),
        ("甲\n1 2 3\n乙\n4 5 6", []),
        ("甲\n1 2 3\n乙 4 5 6", []),
        ("甲 1 2 3 乙\n4 5 6", []),  # on its own label's line
        ("甲\n1\n2 3 乙\n4 5 6", ["r0"]),  # the last figure's line
        ("甲\n1 2 12 乙\n4 5 6", ["r0"]),
        ("甲\n1 2 3 乙丙\n4 5 6", ["r0"]),
        ("甲\n1 2 3 乙 4 5 6", ["r0"]),  # the text ends with that line
        ("甲\n1 2 3 4 5 6", []),  # no label
    ],
)
def test_figures_on_the_line_of_another_label(text: str, lost: list[str]) -> None:
    def found(facts: Facts) -> list[str]:
        return [path for path, _ in doubted(cut._figures_on_lines_of_other_labels(facts))]

    facts = figures_and_labels(text)
    assert found(facts) == lost
    facts.rows = {entry.path: entry for entry in reversed(entries(facts))}
    assert found(facts) == lost
    entries(facts)[-1].place = Place(Outcome.UNPROVEN)
    assert found(facts) == []
    assert found(figures_and_labels(text, kind=LINES)) == []


# --- printed twice, and other layouts -----------------------------------------------------------------------------------


def test_the_other_print_of_a_row() -> None:
    first, other, lost = entries(placed("1|2|3", "1|5|3", "新收"))
    facts = placed("1|2|3")
    facts.__dict__["again"] = ((first, other),)
    (account,) = prints._other_prints(facts)
    assert doubted([account]) == [("r0", "1 5 3")]
    assert account.at == other.row.text_range()
    assert [cell.span for cell in account.rows[first.path]] == [
        cell.span for cell in (*cells_of(first)[:1], cells_of(other)[1], cells_of(first)[2])
    ]
    facts.__dict__["again"] = ((lost, other),)
    assert not list(prints._other_prints(facts))
    assert prints._of_the_other(first, lost) == (LOST,) * 3
    other.columns = COLUMNS[1:4]
    assert prints._of_the_other(first, other) == (LOST,) * 3
    other.columns = first.columns
    other.place = Place(Outcome.UNPROVEN, beneath=other.place)
    assert prints._of_the_other(first, other) == (LOST,) * 3  # what is withheld there proves nothing here
    first.units = {1: "件"}
    assert prints._printed(first) == [(1, "value", None), (2, "value", "件"), (3, "value", None)]


def test_a_blank_and_a_nil_mark_are_two_prints() -> None:
    first, other = entries(placed("1||3", "1|/|3"))
    assert first.values == other.values
    assert doubted([Account({first.path: prints._of_the_other(first, other)})]) == [("r0", "1 / 3")]


def two(
    first: str, other: str | None, *, kind: str = LINES, others: str = ROWS, layout: str = "other", **options: Any
) -> Facts:
    """Return the facts of a table that two layouts read."""
    theirs = placed(*([] if other is None else [other]), kind=others, **options)._reading
    theirs.grid.layout = layout
    return placed(first, kind=kind, others=[theirs], **options)


def differ(facts: Facts) -> list[str]:
    return [path for path, _ in prints._that_differ(facts, facts.others[0])]


@pytest.mark.parametrize(
    ("outcome", "row", "of_runs", "text", "differs"),
    [
        (Outcome.UNPROVEN, "1|2|", True, False, True),
        (Outcome.UNPROVEN, "1|2|", False, False, False),
        (Outcome.CELLS_LOST, "1|2|", True, False, True),
        (Outcome.NO_CELLS, "1|2|", True, False, False),
        (Outcome.NO_HEADER, "1|2|", True, False, False),
        (Outcome.OTHER_HEADER, "1|2|", True, False, False),
        (Outcome.REORDERED, "1|2|", True, False, False),
        (Outcome.UNPROVEN, "1|2|", False, True, True),
        (Outcome.UNPROVEN, "||", False, True, False),
        (Outcome.CELLS_LOST, "1|2|", False, True, True),
        (Outcome.EXTRA_FIGURE, "1|2|", False, True, True),
        (Outcome.BREAKS_SUM, "1|2|", False, True, True),
        (Outcome.ADJACENT_FIGURES, "1|2|", False, True, True),
        (Outcome.NO_CELLS, "1|2|", False, True, False),
    ],
)
def test_another_layout_reads_a_row_in_part(outcome: Outcome, row: str, of_runs: bool, text: bool, differs: bool) -> None:
    (entry,), (other,) = entries(placed("1|2|3")), entries(placed(row))
    if text:
        as_text(entry)
    other.place = Place(outcome)
    other.withhold()
    assert prints._differs(entry, other, of_runs) is differs


def test_another_layout_in_part_says_nothing_of_a_text_row_on_its_labels_line() -> None:
    (entry,), (other,) = entries(placed("1|2|3")), entries(placed("1|2|"))
    other.place = Place(Outcome.UNPROVEN)
    assert not prints._differs(as_text(entry, on_line=True), other, False)
    assert prints._differs(as_text(entry, on_line=False), other, False)


def test_two_layouts_read_the_same_or_other_figures() -> None:
    (entry,), (same,), (other,) = entries(placed("1|2|3")), entries(placed("1|2|3")), entries(placed("1|2|4"))
    assert not prints._differs(entry, same, False)
    assert prints._differs(entry, other, False)
    (lost,) = entries(placed("新收"))
    assert not prints._differs(entry, lost, True)
    entry.kinds = ("text",) * 3
    assert prints._differs(entry, lost, True)
    assert not prints._differs(entry, lost, False)
    lost.place = Place(Outcome.UNPROVEN)
    assert prints._differs(entry, lost, True)
    lost.place = Place(Outcome.NO_HEADER)
    assert not prints._differs(entry, lost, True)


def test_which_rows_two_layouts_read_otherwise() -> None:
    assert differ(two("1|2|3", "1|2|4")) == ["requests.r0"]
    assert differ(two("1|2|3", "1|2|3")) == []
    assert differ(two("新收", "1|2|4")) == []
    facts = two("1|2|3", None)
    facts.others[0].entries = {}
    assert differ(facts) == []
    facts = two("1|2|3", "1|2|3")
    facts.table = evolve(facts.table, open=True)
    facts.others[0].entries["requests.r9"] = facts.others[0].entries.pop("requests.r0")
    assert differ(facts) == ["requests.r0"]
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "? ? ?")]
    facts.table = evolve(facts.table, open=False)
    assert differ(facts) == []
    facts = placed("1|2|3", "1|2|3", kind=LINES, others=[placed("1|2|3", kind=ROWS)._reading])
    facts.table = evolve(facts.table, open=True)
    assert differ(facts) == ["requests.r1"]  # the one that the other layout does not have
    facts = two("1|2|3", "1|2|3", kind=ROWS)
    facts.table = evolve(facts.table, open=True)
    facts.others[0].entries["requests.r9"] = facts.others[0].entries.pop("requests.r0")
    assert differ(facts) == []


def test_a_blank_row_of_which_another_layout_has_lost_cells() -> None:
    for ours, theirs, kind, wanted in (
        (Outcome.BLANK, Outcome.CELLS_LOST, LINES, ["requests.r0"]),
        (Outcome.BLANK, Outcome.CELLS_LOST, ROWS, []),
        (Outcome.BLANK, Outcome.NO_CELLS, LINES, []),
        (Outcome.NO_CELLS, Outcome.CELLS_LOST, LINES, []),
    ):
        facts = two("新收", "新收", kind=kind)
        entries(facts)[0].place = Place(ours)
        facts.others[0].entries["requests.r0"].place = Place(theirs)
        assert not facts.others[0].sees_rows
        assert differ(facts) == wanted
    facts.others[0].entries["requests.r9"] = facts.others[0].entries.pop("requests.r0")
    assert differ(facts) == []


def test_a_layout_that_sees_no_rows_does_not_make_a_row_blank() -> None:
    facts = two("1|2|3", "新收")
    facts.others[0].entries["requests.r0"].place = Place(Outcome.BLANK)
    assert not facts.others[0].sees_rows
    assert differ(facts) == []


def test_the_account_of_another_layout() -> None:
    assert doubted(prints._rows_in_other_layouts(two("1|2|3", "1|2|4"))) == [("r0", "1 2 4")]
    facts = two("1|2|3", "1|2|4")
    theirs = facts.others[0].entries["requests.r0"]
    theirs.columns = COLUMNS[1:4]
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "? ? ?")]
    theirs.columns = COLUMNS[:3]
    theirs.plain_values = theirs.values
    theirs.values = (None, 2, 4)
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "? 2 4")]
    theirs.plain_values = None
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "1 2 4")]
    facts = two("1|2|3", "1|2|4", others=LINES)
    theirs = facts.others[0].entries["requests.r0"]
    theirs.plain_values, theirs.values = theirs.values, (None, 2, 4)
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "1 2 4")]
    (account,) = prints._rows_in_other_layouts(facts)
    assert account.fields == {"layout": "test", "other": "other"}


def test_the_account_of_a_layout_that_withholds_the_row() -> None:
    facts = two("1|2|3", "1|2|4", others=LINES)
    as_text(entries(facts)[0])
    theirs = facts.others[0].entries["requests.r0"]
    theirs.place = Place(Outcome.UNPROVEN, beneath=theirs.place)
    assert doubted(prints._rows_in_other_layouts(facts)) == [("r0", "? ? ?")]


def goes_on(first: str, other: str, *, outcome: Outcome = Outcome.UNPROVEN, text: bool = False, lost: str = "???") -> bool:
    facts = two(first, other)
    theirs = facts.others[0].entries["requests.r0"]
    theirs.place = Place(outcome)
    if text:
        as_text(entries(facts)[0])
    cells_ = tuple(LOST if one == "?" else Cell("printed", one) for one in lost)
    return prints._goes_on(facts, Account({"requests.r0": cells_}, {"other": "other"}))


@pytest.mark.parametrize(
    ("first", "other", "options", "goes"),
    [
        ("1|2|3", "1|2|", {}, True),
        ("1|2|4", "1|2|", {}, False),
        ("1|2|3", "1|2|", {"text": True}, False),
        ("1|2|3", "1|2|", {"lost": "1??"}, False),
        ("1|2|3", "||", {}, False),
        ("1|2|3", "1|2|", {"outcome": Outcome.NO_CELLS}, False),
        ("0|0|0", "0|0|0|0", {}, True),
        ("0|0|0", "0||0|0", {}, False),
        ("1|2|3", "1||2|3", {}, True),
        ("1|0|1", "1||0|1", {}, True),  # one figure that is not zero is enough
    ],
)
def test_a_row_that_adds_up_goes_on_beyond_the_marks(first: str, other: str, options: dict[str, Any], goes: bool) -> None:
    assert goes_on(first, other, **options) is goes


def test_a_text_row_on_its_labels_line_goes_on_beyond_the_marks() -> None:
    facts, account = beyond_the_marks()
    as_text(entries(facts)[0], on_line=True)
    assert prints._goes_on(facts, account)


def beyond_the_marks(first: str = "1|2|3", other: str = "1|2|", layout: str = "other") -> tuple[Facts, Account]:
    """Return a row, which another layout has in part, and the account in which all of it is lost."""
    facts = two(first, other, layout=layout)
    facts.others[0].entries["requests.r0"].place = Place(Outcome.UNPROVEN)
    return facts, Account({"requests.r0": (LOST,) * 3}, {"other": "other"})


def test_a_row_goes_on_where_each_reading_of_the_other_layout_lets_it() -> None:
    facts, account = beyond_the_marks()
    (third,) = two("1|2|3", "1|2|", layout="third").others
    (bare,) = two("1|2|3", None).others
    bare.entries = {}
    (none,) = two("1|2|3", "新收").others
    facts.others = (*facts.others, third, bare)
    assert prints._goes_on(facts, account)
    facts.others = (*facts.others, none)
    assert not prints._goes_on(facts, account)
    facts, account = beyond_the_marks(layout="third")
    assert not prints._goes_on(facts, account)
    facts, account = beyond_the_marks("0|0|0", "0|0|0|0")
    facts.others = (*facts.others, *beyond_the_marks("0|0|0", "0||0|0")[0].others)
    assert not prints._goes_on(facts, account)  # the zeros of one of them have a gap


def test_a_row_that_may_lack_a_figure_of_the_forms_columns_does_not_go_on() -> None:
    facts, account = beyond_the_marks()
    facts.others = (*facts.others, *beyond_the_marks()[0].others)
    assert prints._goes_on(facts, account)
    facts.others[0].entries["requests.r0"].own = OwnColumns((PERSON, BUSINESS, RESEARCH, ""))
    assert prints._goes_on(facts, account) is False


@pytest.mark.parametrize(
    ("items", "gap"),
    [
        ([1, -1, 2], True),
        ([1, 2], False),
        ([1, -1, -1, 2], False),
        ([-1, 1, -1, 2, -1], True),
        ([-1, -1], False),
        ([1, -1, 2, -1, 3], False),
    ],
)
def test_one_gap_among_figures(items: list[int], gap: bool) -> None:
    assert prints._has_one_gap(items) is gap


@pytest.mark.parametrize(
    ("row", "names", "sums", "may"),
    [
        ("1|2|3", (PERSON, BUSINESS, RESEARCH, ""), (3,), True),
        ("1|2|3|4", (PERSON, BUSINESS, RESEARCH, ""), (3,), False),
        ("1|2|3", (PERSON, BUSINESS, RESEARCH, ""), (), False),
        ("1|2|3", (PERSON, "", RESEARCH, ""), (3,), False),
        ("9|1|2", ("", PERSON, BUSINESS, RESEARCH), (3,), True),
        ("1|2|3", None, (3,), False),
        ("0|0|0|1|2|3", ("", *COLUMNS[:6]), (3, 3), True),
        ("1|2|3|1|2|4", ("", *COLUMNS[:6]), (3, 3), False),
        ("0|0|0|1|2", ("", *COLUMNS[:6]), (3, 3), False),
        ("9|2|1", ("", PERSON, BUSINESS, RESEARCH), (3,), True),  # the last one alone
        ("1|2", (PERSON, BUSINESS, RESEARCH, ""), (3,), True),  # the last two, one of which is the form's
        ("1|2|3|4", (PERSON, BUSINESS, RESEARCH, "", ""), (3,), False),  # the last one, which is not
        ("2|2|3|4", (PERSON, BUSINESS, RESEARCH, "", ""), (3,), False),
    ],
)
def test_a_row_may_lack_a_figure(row: str, names: tuple[str, ...] | None, sums: tuple[int, ...], may: bool) -> None:
    (entry,) = entries(placed(row, size=3 * len(sums) or 3))
    entry.own = OwnColumns(names) if names is not None else None
    assert prints._may_lack_a_figure(entry, sums) is may


# --- rows that are lost -------------------------------------------------------------------------------------------------


def with_order(facts: Facts, *order: str) -> Facts:
    facts.__dict__["order"] = tuple(f"requests.{name}" for name in order)
    return facts


def test_a_row_next_to_a_missing_one() -> None:
    found = rows._rows_next_to_missing_ones
    three = ("1|2|3", "1|2|4", "1|2|5")
    assert doubted(found(with_order(placed(*three), "r0", "x", "r1", "r2"))) == [("r0", "? ? ?"), ("r1", "? ? ?")]
    assert doubted(found(with_order(placed(*three), "x", "r0", "r1", "r2"))) == [("r0", "? ? ?")]
    assert doubted(found(with_order(placed(*three), "r0", "r1", "r2", "x"))) == [("r2", "? ? ?")]
    assert doubted(found(with_order(placed(*three), "r0", "r1", "r2"))) == []
    assert doubted(found(with_order(placed("1||3"), "r0", "x"))) == []
    assert doubted(found(with_order(placed("1|2|3", sums=()), "r0", "x"))) == []
    assert doubted(found(with_order(placed("1|2|3", sums=(1, 2)), "r0", "x"))) == []


def test_the_row_below_may_be_lost_with_its_label() -> None:
    found = rows._rows_above_missing_ones
    assert doubted(found(with_order(placed("1|2|3", kind=LINES), "r0", "x"))) == [("r0", "? ? ?")]
    assert doubted(found(with_order(placed("1|2|3", kind=ROWS), "r0", "x"))) == []
    assert doubted(found(with_order(placed("1|2|3", kind=LINES), "x", "r0"))) == []
    assert doubted(found(with_order(placed("1|2|3", "1|2|3", kind=LINES), "r0", "x", "r1"))) == [("r0", "? ? ?")]
    assert doubted(found(with_order(placed("1|2|3", "1|2|3", kind=LINES), "r0", "r1"))) == []
    facts = with_order(placed("1|2|3", "1|2|3", kind=LINES), "r0", "x", "r1")
    facts.__dict__["by_row"] = {}
    assert doubted(found(facts)) == []  # what stands below is no row of the table
    facts.headers = facts.all_rows[1:]
    assert doubted(found(facts)) == [("r0", "? ? ?")]
    facts = with_order(placed("1|2|3", kind=LINES), "r0", "x")
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert doubted(found(facts)) == []


def of_one_figure(line: str, figure: str = "5", *, on_one_line: bool = False, below: str = "") -> Facts:
    """Return the facts of a row of unmarked text whose label are the line's first two letters."""
    facts = placed(*[one for one in ("5", below) if one], kind=TEXT, size=1)
    entry = entries(facts)[0]
    at = line.index(figure)
    entry.row.row = Row.of(Source(None, line, line), [(0, 2), (at, at + len(figure))], TEXT)
    as_text(entry)
    facts.__dict__["is_on_one_line"] = on_one_line
    facts.__dict__["by_row"] = {id(entry.row): entry}
    return facts


@pytest.mark.parametrize(
    ("line", "figure", "touches"),
    [("规章55", "55", True), ("规章5", "5", False), ("规章 55", "55", False)],
)
def test_a_figure_right_behind_its_label(line: str, figure: str, touches: bool) -> None:
    facts = of_one_figure(line, figure)
    (entry,) = entries(facts)
    assert rows._touches_its_label(entry) is touches
    assert rows._may_be_of_another(facts, entry) is touches
    assert doubted(rows._rows_above_missing_ones(with_order(facts, "r0", "x"))) == ([("r0", "?")] if touches else [])
    facts.__dict__["is_on_one_line"] = True
    assert rows._may_be_of_another(facts, entry) is True
    entry.columns = COLUMNS[:2]
    assert rows._touches_its_label(entry) is False  # it has another figure


def test_nothing_stands_right_behind_the_label_of_a_blank_row_or_of_one_without_a_label() -> None:
    (blank,) = entries(placed("新收", kind=TEXT, size=1))
    assert rows._touches_its_label(as_text(blank)) is False
    (bare,) = entries(of_one_figure("规章55", "55"))
    bare.row.row = Row.of(Source(None, "规章55", "规章55"), [(2, 4), (0, 2)], TEXT)
    bare.row.at = 0
    assert rows._touches_its_label(bare) is False  # it has no label


@pytest.mark.parametrize(("type_", "lost"), [("STRAY", True), ("NOTE", True), ("FIGURES", False), ("新收", False)])
def test_what_stands_between_a_row_that_touches_its_label_and_the_next(type_: str, lost: bool) -> None:
    facts = with_order(of_one_figure("规章55", "55", below="7"), "r0", "x", "r1")
    entry = entries(facts)[0]
    below = facts.all_rows[1]
    below.type = type_
    facts.__dict__["_below"] = {id(entry.row): below}
    assert doubted(rows._rows_above_missing_ones(facts)) == ([("r0", "?")] if lost else [])


@pytest.mark.parametrize(
    ("label", "figures", "kind", "lost"),
    [
        ("未知事项", "1|2|3", LINES, False),
        ("未知事项", "1|2", LINES, True),
        ("未知事项", "1|2|3|4", LINES, True),
        ("某县政府", "1|2|3", LINES, True),
        ("某县 政府", "1|2|3", LINES, True),
        ("某县政 府", "1|2|3", LINES, True),
        ("政府文件", "1|2|3", LINES, False),
        ("某县政府", "||", LINES, False),
        ("未知事项", "1|2|", LINES, True),
        ("未知事项", "1|2|3|", LINES, False),
        ("未知事项", "1|2", ROWS, False),
        ("新收", "1|2", LINES, False),
    ],
)
def test_figures_below_words_that_are_no_label(label: str, figures: str, kind: str, lost: bool) -> None:
    facts = placed("1|2|3", kind=kind, below=f"{label}|{figures}")
    (entry,) = entries(facts)
    accounts = list(rows._rows_above_unknown_ones(facts))
    assert doubted(accounts) == ([("r0", "? ? ?")] if lost else [])
    if lost:
        assert accounts[0].at == facts.all_rows[1].text_range()
    entry.place = Place(Outcome.UNPROVEN)
    assert not list(rows._rows_above_unknown_ones(facts))


def test_each_row_above_unknown_ones_is_looked_at() -> None:
    facts = placed("1|2|3", "1|2|3", kind=LINES, below="未知事项|1|2")
    assert doubted(rows._rows_above_unknown_ones(facts)) == [("r1", "? ? ?")]
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert doubted(rows._rows_above_unknown_ones(facts)) == [("r1", "? ? ?")]


@pytest.mark.parametrize(
    ("mark", "above", "row", "lost"),
    [
        ("、", "", "7", True),
        ("和", "", "7", True),
        ("和 ", "", "7", True),
        ("，", "", "7", True),
        ("，" + " " * 8, "", "7", True),
        ("，" + " " * 9, "", "7", False),  # too far
        ("；", "", "7", False),
        ("", "", "7", False),
        ("、", "8", "7", False),
        ("、", "", "", False),
    ],
)
def test_two_labels_before_one_figure(mark: str, above: str, row: str, lost: bool) -> None:
    facts = two_labels(mark, *[f"|{one}" if one else "" for one in (above, row)])
    assert doubted(rows._rows_with_two_labels(facts)) == ([("r1", "?")] if lost else [])
    facts.__dict__["by_row"] = {id(entry.row): entry for entry in entries(facts)[1:]}
    assert doubted(rows._rows_with_two_labels(facts)) == []


def two_labels(mark: str, *some: str, kind: str = LINES) -> Facts:
    """Return the facts of rows of one figure, with a mark before the second one's label."""
    facts = placed(*[f"新收{' ' * 12}{one}" for one in some], kind=kind, size=1)
    start = facts.all_rows[1].text_range()[0]
    facts.text = mark.rjust(start) + facts.text[start:]
    facts.__dict__["is_on_one_line"] = False
    return facts


def test_two_labels_on_one_line_of_unmarked_text() -> None:
    def found(mark: str = "", **options: Any) -> list[str]:
        facts = two_labels(mark, "", "|7", **options)
        return [path for path, _ in doubted(rows._rows_with_two_labels(facts))]

    assert found(kind=TEXT) == ["r1"]
    assert found("\n", kind=TEXT) == []  # on two lines
    assert found("\n" + " " * 13, kind=TEXT) == ["r1"]  # within the label above
    assert found(kind=LINES) == []
    facts = two_labels("", "", "|7", kind=TEXT)
    facts.__dict__["is_on_one_line"] = True
    assert not list(rows._rows_with_two_labels(facts))


def test_what_the_layout_drew_between_two_labels_is_passed_over() -> None:
    for type_, lost in (("FURNITURE", ["r2"]), ("STRAY", [])):
        facts = two_labels("", "", "", "|7", kind=TEXT)
        facts.text = " " * len(facts.text)
        facts.all_rows[1].type = type_
        facts.__dict__["by_row"] = {id(entry.row): entry for entry in entries(facts)[::2]}
        assert [path for path, _ in doubted(rows._rows_with_two_labels(facts))] == lost


# --- names that stand over no figures -----------------------------------------------------------------------------------


def with_names(text: str, *own: str, size: int = 3, order: int = 1) -> Facts:
    """Return the facts of a row of text with a name of two columns, 合计, and one of a single column, 自然人."""
    facts = placed("|".join("123456"[:size]), kind=TEXT, size=size, order=order)
    (entry,) = entries(facts)
    as_text(entry)
    names = HeaderNames(orders=((("合计", COLUMNS[:2]), ("自然人", COLUMNS[2:3])),))
    facts.table = evolve(facts.table, header_names=names)
    facts.text = text
    places = [match.span() for match in re.finditer(r"\d", text)]
    entry.row.row = Row.of(Source(None, text, text), [(0, 0), *places], TEXT)
    facts.grid.rows = [entry.row.row]
    facts.grid.rows[0].start, facts.grid.rows[0].text = 0, text
    if own:
        entry.own = OwnColumns(own)
    return facts


def test_names_between_figures_that_do_not_say_which_columns_they_are() -> None:
    def found(facts: Facts) -> list[str]:
        return [path for path, _ in doubted(rows._rows_among_their_names(facts))]

    assert found(with_names("1 合计 2 3")) == ["r0"]
    assert found(with_names("1 2 合计 3")) == ["r0"]
    assert found(with_names("合计 1 2 3 合计")) == []
    assert found(with_names("1 2 自然人 3")) == []  # a name of one column
    assert found(with_names("1 合计 2 3", order=2)) == []
    facts = with_names("1 合计 2 3")
    facts.columns_are_known = True
    assert found(facts) == []
    facts = with_names("1 合计 2 3")
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert found(facts) == []  # nothing is given of it
    for order in (1, 2):
        facts = with_names("1 合计 2 3", order=order)
        facts.table = evolve(facts.table, header_names=None)
        assert found(facts) == []


def test_a_name_printed_more_often_than_figures_have_columns_of_it() -> None:
    def over_nothing(text: str, *own: str) -> bool:
        facts = with_names(text, *own)
        names = {"合计": frozenset(COLUMNS[:2]), "总数": frozenset(COLUMNS[3:])}
        return rows._stand_over_nothing(facts, names, entries(facts)[0])

    assert over_nothing("合计 合计 合计 1 2 3", *COLUMNS[:3]) is True
    assert over_nothing("合计 合计 1 2 3", *COLUMNS[:3]) is False
    assert over_nothing("合计 合计 1 2 3", PERSON, RESEARCH, "") is True
    assert over_nothing("合计 合计 1 2 3", f"?{PERSON}", BUSINESS, RESEARCH) is False  # under another name
    assert over_nothing("1 2 3 合计 合计 合计", *COLUMNS[:3]) is True  # up to the table's end
    assert over_nothing("合计 合计 合计 1 2 3") is False  # the form's own columns
    facts = with_names("合计 合计 1 2 3", PERSON, RESEARCH, "")
    assert [path for path, _ in doubted(rows._rows_among_their_names(facts))] == ["r0"]


# --- texts --------------------------------------------------------------------------------------------------------------


def fields(*some: str, **options: Any) -> Facts:
    return placed(*some, cell="text", size=1, **{"kind": LINES, "mark": "\n", **options})


def test_which_rows_have_texts() -> None:
    assert [entry.path for entry in texts._texts(fields("甲", "", "乙"))] == ["requests.r0", "requests.r2"]
    assert not list(texts._texts(placed("7", size=1)))
    assert len(list(texts._texts(placed("甲|", cell="text", size=2)))) == 1
    facts = fields("甲")
    entries(facts)[0].place = Place(Outcome.UNPROVEN)
    assert not list(texts._texts(facts))


@pytest.mark.parametrize(
    ("below", "gap", "unread", "lost"),
    [("乙", 0, True, True), ("乙", 0, False, False), ("乙|7", 0, True, False), ("乙", 1, True, False)],
)
def test_a_text_may_go_on_below(below: str, gap: int, unread: bool, lost: bool) -> None:
    facts = fields("甲", below=below)
    facts.__dict__["unread"] = {id(row) for row in facts.all_rows[1:] if unread}
    end = entries(facts)[0].row.text_range()[1]
    start = facts.all_rows[1].text_range()[0]
    text = (" " * end + "\n" * (1 + gap)).ljust(start) + "\n" * 9
    facts.source = Source(None, text, text)
    accounts = list(texts._texts_above_others(facts))
    assert doubted(accounts) == ([("r0", "?")] if lost else [])
    if lost:
        assert accounts[0].at == facts.all_rows[1].text_range()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1.甲", True),
        ("12、甲", True),
        ("123、甲", False),
        ("1.5", False),
        ("（一）甲", True),
        ("一、甲", True),
        ("甲（件）", True),
        ("甲（件） ", True),
        ("甲（件）乙", False),
        ("甲（一二三四五六七）", False),
        ("甲：", True),
        ("甲：乙", False),
        ("甲", False),
        ("上\n下：", True),
        (7, False),
    ],
)
def test_what_looks_like_a_label(text: object, label: bool) -> None:
    assert texts._may_be_a_label(text) is label


def test_a_text_further_from_its_label_than_any_number_may_be_another_rows() -> None:
    def lines(text: str, away: int, *number: int) -> list[tuple[str, str]]:
        facts = placed(text or "甲", *["7"] * len(number), cell="text", size=1, kind=LINES)
        for entry, gap in zip(entries(facts), (away, *number), strict=True):
            a, b = entry.row.row.cell_ranges()[entry.row.at - 1][1], entry.row.row.cell_ranges()[entry.row.at + 0][0]
            assert b == a + 1
            facts.text = facts.text[:a] + "\n" * gap + facts.text[b:] if gap == 1 else facts.text
        for entry in entries(facts)[1:]:
            entry.kinds = ("count",)
        return doubted(texts._texts_of_other_rows(facts))

    assert lines("甲", 0) == []
    assert lines("甲", 1) == []
    assert lines("甲", 1, 1) == []
    assert lines("甲", 1, 0) == [("r0", "?")]
    assert lines("甲", 1, 0, 1) == []
    assert lines("1.甲", 0) == [("r0", "?")]
    facts = placed("1.甲", cell="text", size=1, kind=ROWS)
    assert not list(texts._texts_of_other_rows(facts))


def test_a_text_stands_on_the_line_below_its_label_where_there_are_no_numbers() -> None:
    facts = fields("|甲")
    (entry,) = entries(facts)
    for start, wanted in ((0, []), (1, [("r0", "?")])):
        entry.place = Place(Outcome.PLACED, start)
        entry.values = ("甲",)
        assert doubted(texts._texts_of_other_rows(facts)) == wanted


def test_lines_between_a_label_and_its_first_figure() -> None:
    facts = placed("12|2|3", kind=LINES, mark="\n")
    facts.text = facts.text.replace("新收", "新\n").replace("12", "1\n")
    assert texts._lines_between(facts, entries(facts)[0]) == 1
    facts = placed("1|2|3", "新收", kind=LINES, mark="\n")
    first, lost = entries(facts)
    assert texts._lines_between(facts, first) == 1
    assert texts._lines_between(facts, lost) == 0
    first.place = Place(Outcome.PLACED, 2)
    assert texts._lines_between(facts, first) == 3
    first.row.at = 0
    assert texts._lines_between(facts, first) == 0


# --- cells --------------------------------------------------------------------------------------------------------------


def test_the_shortest_row_of_its_shape() -> None:
    def found(shapes: list[Shape], row: str = "1|2|3", sums: tuple[int, ...] = (3,)) -> list[tuple[str, str]]:
        return doubted(cells._shortest_rows(placed(row, shapes=shapes, sums=sums)))

    assert found([(1, 3, 0, 3), (1, 4, 0, 3)]) == [("r0", "? ? ?")]
    assert found([(1, 3, 0, 3)]) == []
    assert found([(1, 3, 0, 3), (1, 3, 0, 3), (1, 4, 0, 3)]) == []
    assert found([(1, 2, 0, 3), (1, 4, 0, 3)]) == []
    assert found([(2, 3, 0, 3), (2, 4, 0, 3)]) == []
    assert found([(1, 3, 0, 3), (1, 4, 0, 3)], "1||3") == []
    assert found([(1, 3, 0, 3), (1, 4, 0, 3)], sums=(1, 2)) == []
    within_a_run = placed("1|2|3|4", "1|2|3", kind=LINES, shapes=[(1, 3, 0, 3), (1, 4, 0, 3)])
    assert doubted(cells._shortest_rows(within_a_run)) == [("r1", "? ? ?")]


def test_a_row_of_lines_beside_rows_that_lack_figures_or_have_too_many() -> None:
    def found(*some: str, outcome: Outcome | None = None, **options: Any) -> list[tuple[str, str]]:
        facts = placed(*some, **{"kind": LINES, **options})
        if outcome is not None:
            entries(facts)[-1].place = Place(outcome)
            entries(facts)[-1].withhold()
        return doubted(cells._rows_of_lines_with_their_figures(facts))

    assert found("1|2|3", "1|2|3") == []
    assert found("1|2|3", "1|2|3", outcome=Outcome.CELLS_LOST) == [("r0", "? ? ?")]
    assert found("1|2|3", "1|2|3", outcome=Outcome.EXTRA_FIGURE) == [("r0", "? ? ?")]
    assert found("1|2|3", "1|2|3", outcome=Outcome.UNPROVEN) == []
    assert found("1|2|3", "1|2|3", outcome=Outcome.CELLS_LOST, kind=ROWS) == []
    assert found("1|2|3", "1|2|3", outcome=Outcome.CELLS_LOST, sums=(1, 2)) == []
    assert found("1|2|4", "1|2|3") == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Facts, "imbalance", [(0, 2), (3, 0)])
        assert found("1|2|4", "1|2|5") == [("r0", "? ? ?")]  # the second is off by as much as a column
        patch.setattr(Facts, "imbalance", [(3, 0)])
        assert found("1|2|4") == []
    assert found("1|2|3", below="甲|7") == [("r0", "? ? ?")]
    assert found("1||3", below="甲|7") == []


def late(row: str, start: int, shapes: list[Shape], *, frame: str = "") -> list[tuple[str, str]]:
    facts = placed(row, shapes=shapes)
    (entry,) = entries(facts)
    entry.place = Place(Outcome.PLACED, start)
    evaluate(entry)
    if frame:
        entry.row.row = Row.of(Source(None, frame, frame), [(0, 0), *[(i, i + 1) for i in range(1, len(row))]], ROWS)
    return doubted(cells._rows_that_begin_late(facts))


def test_a_row_that_begins_later_than_the_others() -> None:
    mine, other = (1, 4, 1, 3), (1, 3, 0, 3)
    wanted = [("r0", "_ 2 3"), ("r0", "_ 1 3"), ("r0", "_ 1 2")]
    assert late("|1|2|3", 1, [mine, other]) == wanted
    assert late("|1|2|3", 1, [mine, mine]) == []
    assert late("|1|2|3", 1, [mine, (2, 4, 1, 3)]) == wanted
    assert late("|1|2|3", 1, [mine, (1, 4, 1, 2)]) == wanted
    assert late("1|2|3", 0, [other]) == []
    facts = placed("甲|1|2|3", shapes=[(0, 4, 0, 3)] * 2 + [(2, 4, 0, 3)])
    (entry,) = entries(facts)
    entry.row.first = 1
    assert cells._starts(facts, entry) == [0, 0]
    assert late("|1||3", 1, [mine]) == []
    assert late("|1|2|3", 1, [mine], frame="|1|2|3") == []
    assert late("||1|2|3", 2, [(1, 5, 2, 3)], frame="|  123 ") == wanted
    facts = placed("|1|2|3", shapes=[mine])
    (entry,) = entries(facts)
    entry.place = Place(Outcome.PLACED, 1, (1, 2, 3))
    evaluate(entry)
    assert not list(cells._rows_that_begin_late(facts))
    entry.place = Place(Outcome.UNPROVEN, 1)
    assert not list(cells._rows_that_begin_late(facts))
    facts = placed("1|2|3", "|1|2|3", shapes=[mine, other])
    entry = entries(facts)[1]
    entry.place = Place(Outcome.PLACED, 1)
    evaluate(entry)
    accounts = list(cells._rows_that_begin_late(facts))
    assert doubted(accounts) == [("r1", figures) for _, figures in wanted]
    assert [account.rows[entry.path][0].rests_on for account in accounts] == ["cell"] * 3


@pytest.mark.parametrize(
    ("text", "cell", "frame"),
    [
        ("  | 1", (0, 0), 1),
        ("甲| 1", (0, 1), 0),
        ("|1", (0, 0), 1),
        ("  1", (0, 0), 0),
        ("x|", (0, 0), 0),
        ("", (0, 0), 0),
        ("| | 1", (2, 2), 0),  # the frame's own bar stands before the cell
    ],
)
def test_before_a_frames_bar_is_no_cell(text: str, cell: tuple[int, int], frame: int) -> None:
    for above in ("", "上一行\n"):
        at = len(above)
        row = FormRow("NEW", Row.of(Source(None, above + text, above + text), [(at, at), (at, at + len(text))], ROWS), 0, 1, [])
        row.row.cell_ranges()[0] = (at + cell[0], at + cell[1])
        assert cells._frame(row) == frame


@pytest.mark.parametrize(
    ("spans", "frame"),
    [
        (((1, 1), (1, 1), (1, 1)), 0),
        (((1, 2), None, (1, 1), (1, 1)), 1),
        (((1, 3), None, None, (1, 1), None), 2),
        (((1, 3), None, None), 0),
    ],
)
def test_what_the_label_spans_in_a_file_is_no_cell(spans: tuple[tuple[int, int] | None, ...], frame: int) -> None:
    (entry,) = entries(placed("1|2|3"))
    entry.row.row.of_file = TableRow(0, 9, 0, 0, spans, True)
    assert cells._frame(entry.row) == frame


def test_a_row_that_adds_up_in_its_columns() -> None:
    def holds(row: str, shapes: list[Shape]) -> bool:
        return cells._adds_up_in_its_columns(placed(row, shapes=shapes), Account({"requests.r0": (LOST,) * 3}))

    assert holds("1|2|3", [(1, 3, 0, 3), (1, 3, 0, 3)])
    assert not holds("1|2|4", [(1, 3, 0, 3)])
    assert holds("0|0|0", [(1, 3, 0, 3)])
    assert not holds("0|0|0", [(1, 3, 0, 3), (1, 3, 1, 3)])
    assert holds("1|0|1", [(1, 3, 0, 3), (1, 3, 1, 3)])
    both = Account({"requests.r0": (LOST,) * 3, "requests.r1": (LOST,) * 3})
    assert cells._adds_up_in_its_columns(placed("1|2|3", "0|1|1"), both)
    assert not cells._adds_up_in_its_columns(placed("1|2|3", "1|2|4"), both)


@pytest.mark.parametrize(
    ("some", "lost"),
    [
        (["1|2|3"] * 5, False),
        (["1|2|3"] * 4, False),
        (["1|2|3"] * 3, True),
        (["1|2|3"] * 4 + ["1|2|3|"], False),
        (["1|2|3"] * 4 + ["1|2|3|"] * 2, True),
        (["1|2|3"] * 4 + ["新收"], False),
        (["1|2|3"] * 4 + ["新收"] * 2, False),  # rows that are not placed say nothing
    ],
)
def test_figures_stand_in_the_cells_of_others(some: list[str], lost: bool) -> None:
    facts = placed(*some)
    assert cells._stand_in_the_cells_of_others(facts, Account({"requests.r0": (LOST,) * 3})) is (not lost)


def test_the_cells_of_others_are_counted_from_the_beginning_of_the_line() -> None:
    facts = placed("|1|2|3", *["1|1|2|3"] * 3)
    first, *others = entries(facts)
    first.place = Place(Outcome.PLACED, 1)
    for entry in others:
        entry.row.at, entry.row.items = 2, entry.row.items[1:]
    assert cells._stand_in_the_cells_of_others(facts, Account({first.path: (LOST,) * 3}))


def test_all_rows_of_an_account_stand_in_the_cells_of_others() -> None:
    facts = placed(*["1|2|3"] * 5)
    account = Account({"requests.r0": (LOST,) * 3, "requests.r4": (LOST,) * 3})
    assert cells._stand_in_the_cells_of_others(facts, account)
    entries(facts)[4].place = Place(Outcome.PLACED, 1)
    assert not cells._stand_in_the_cells_of_others(facts, account)


TOTAL_FIRST, TOTAL_LAST = "科研机构|自然人|商业企业", "自然人|商业企业|科研机构"


def below_names(*some: str, header: str = TOTAL_FIRST, **options: Any) -> Facts:
    """Return the facts of rows below a header; the last of the form's columns is that of the total."""
    facts = placed(*some, header=[header], **{"kind": LINES, **options})
    facts.headers = facts.all_rows[:1]
    return facts


def in_the_headers_order(facts: Facts) -> list[tuple[str, str]]:
    return doubted(cells._rows_in_the_headers_order(facts))


def test_figures_may_stand_in_the_order_of_a_header_that_names_the_total_first() -> None:
    two = [("r0", "2 3 5"), ("r1", "0 7 7")]
    assert in_the_headers_order(below_names("5|2|3", "7|0|7")) == two
    assert in_the_headers_order(below_names("5|2|3", "7|0|7", header=TOTAL_LAST)) == []
    assert in_the_headers_order(below_names("5|2|3", "7|0|8")) == []  # one does not add up so
    assert in_the_headers_order(below_names("5|2|3", "0|0|0", "7||7", "7|0|7")) == [("r0", "2 3 5"), ("r3", "0 7 7")]
    assert in_the_headers_order(below_names("0|0|0", "||")) == []
    assert in_the_headers_order(below_names("5|2|3", sums=(1, 2))) == []
    for entry in range(2):
        facts = below_names("5|2|3", "7|0|7")
        entries(facts)[entry].own = OwnColumns((RESEARCH, PERSON, BUSINESS))
        assert in_the_headers_order(facts) == []  # its columns are those that the header names


def test_a_header_that_names_the_total_first_says_nothing_where_it_is_unknown_or_cells_are_marked() -> None:
    facts = below_names("5|2|3", "7|0|7")
    columns = entries(facts)[0].columns
    assert cells._names_the_total_first(facts, columns) is True
    entries(facts)[1].row.row = Row.of(facts.source, entries(facts)[1].row.row.cell_ranges(), ROWS)
    assert cells._names_the_total_first(facts, columns) is False  # one row is marked
    facts = below_names("5|2|3")
    facts.table = evolve(facts.table, header_names=None)
    assert cells._names_the_total_first(facts, columns) is False
    facts = below_names("5|2|3", header="甲|乙|丙")
    assert cells._names_the_total_first(facts, columns) is False


@pytest.mark.parametrize(
    ("some", "header", "kind", "found"),
    [
        (["1|2|3|", *["1|2|3"] * 3], [], ROWS, ["r0"]),
        (["1|2|3|", "1|2|3|", *["1|2|3"] * 3], [], ROWS, []),
        (["1|2|3|", "1|2|3"], [], ROWS, []),
        (["1|2|3|", "1|2|3", "1|2|3"], [], ROWS, []),
        (["1|2|3|", *["1|2|3"] * 3], ["甲|乙|丙|丁|戊"], ROWS, []),
        (["1|2|3|", *["1|2|3"] * 3], ["甲|乙|丙|丁"], ROWS, ["r0"]),
        (["1|2|3|", *["1|2|3"] * 6], ["甲|乙|丙|丁|戊"], ROWS, []),
        (["1|2|3|", *["1|2|3"] * 8], ["甲|乙|丙|丁|戊", "甲|乙"], ROWS, []),  # one header as long is enough
        (["1|2|3|", *["1|2|3"] * 8], ["甲|乙|丙|丁", "甲|乙"], ROWS, ["r0"]),
        (["1|2|3", *["1|2"] * 3], [], ROWS, []),
        (["1|2|3|", *["1|2|3"] * 3], [], CELLS, []),
    ],
)
def test_the_longest_row_with_a_blank_behind_its_figures(
    some: list[str], header: list[str], kind: str, found: list[str]
) -> None:
    facts = placed(*some, header=header, kind=kind)
    facts.headers = facts.all_rows[: len(header)]
    assert [path for path, _ in doubted(cells._longest_rows(facts))] == found


def test_a_run_of_lines_among_marked_rows_is_not_the_longest_row() -> None:
    facts = placed("1|2|3|", *["1|2|3"] * 3)
    entries(facts)[0].row.row.type = LINES
    assert doubted(cells._longest_rows(facts)) == []


def test_blanks_behind_a_rows_figures() -> None:
    def blanks(row: str, end: str = "", **options: Any) -> bool:
        (entry,) = entries(placed(row, **options))
        entry.row.row.text += end
        return cells._has_blanks_behind(entry)

    assert blanks("1|2|3|")
    assert not blanks("1|2|3")
    assert not blanks("1|2|3|", "| ")
    assert blanks("1|2|3||", "|")
    assert not blanks("1|", size=1)
    assert blanks("1|2|", size=2)
    assert not blanks("新收")
    (entry,) = entries(placed("1|2|3|"))
    entry.place = Place(Outcome.UNPROVEN)
    assert not cells._has_blanks_behind(entry)


def test_single_figures_beside_a_row_with_one_too_many() -> None:
    def found(outcome: Outcome, **options: Any) -> list[tuple[str, str]]:
        facts = placed("7", "8", **{"kind": LINES, "size": 1, **options})
        entries(facts)[1].place = Place(outcome)
        return doubted(cells._rows_of_lines_beside_longer_ones(facts))

    assert found(Outcome.EXTRA_FIGURE) == [("r0", "?")]
    assert found(Outcome.CELLS_LOST) == []
    assert found(Outcome.EXTRA_FIGURE, kind=ROWS) == []
    assert found(Outcome.EXTRA_FIGURE, size=2) == []


def test_rows_beside_more_rows_with_one_figure_too_many() -> None:
    def found(longer: int, whole: int) -> int:
        facts = placed(*["7|8"] * (longer + whole), kind=LINES, size=2)
        for entry in entries(facts)[:longer]:
            entry.place = Place(Outcome.EXTRA_FIGURE)
        return len(doubted(cells._rows_of_lines_beside_longer_ones(facts)))

    assert found(longer=2, whole=1) == 1
    assert found(longer=3, whole=2) == 2
    assert found(longer=2, whole=2) == found(longer=0, whole=2) == 0


@pytest.mark.parametrize(
    ("row", "kind", "ends", "blank_behind"),
    [
        ("1|2|x|", "count", True, True),
        ("1|2|x", "count", True, False),
        ("1|2|x|y", "count", True, False),
        ("1|2|x||y", "count", True, True),
        ("1|2|3|", "count", False, True),
        ("1|2|x|", "text", False, True),
    ],
)
def test_words_in_the_last_cell_and_nothing_behind(row: str, kind: str, ends: bool, blank_behind: bool) -> None:
    facts = placed(row)
    (entry,) = entries(facts)
    entry.kinds = ("count", "count", kind)
    assert (cells._ends_in_words(entry), cells._is_blank_behind(entry)) == (ends, blank_behind)
    assert doubted(cells._rows_whose_cells_moved_up(facts)) == []
    entry.in_cells = (1, 2, 3)
    assert (doubted(cells._rows_whose_cells_moved_up(facts)) != []) is (ends and blank_behind)
    entry.in_cells = None
    facts.__dict__["short"] = [1, 2]  # another row has a figure too few
    assert (doubted(cells._rows_whose_cells_moved_up(facts)) != []) is ends
    facts.__dict__["short"] = [1, 3]
    assert doubted(cells._rows_whose_cells_moved_up(facts)) == []


@pytest.mark.parametrize(("other", "moved"), [("1||", False), ("1|2|", True), ("1|2|3", False), ("|1|2|", True)])
def test_words_in_the_last_cell_where_another_row_lacks_a_figure(other: str, moved: bool) -> None:
    facts = placed("4|5|x", other)
    _, short = entries(facts)
    if other != "1|2|3":
        short.place = Place(Outcome.UNPROVEN)
    assert (doubted(cells._rows_whose_cells_moved_up(facts)) != []) is moved


@pytest.mark.parametrize(
    ("row", "sums", "ends"),
    [
        ("1|2|3|", (4,), True),
        ("1|2|4|", (4,), False),
        ("1|2|3|6", (4,), False),
        ("3|3||", (4,), True),
        ("|3|3|", (4,), False),
        ("0|0|0|", (4,), False),
        ("1|0|1|", (4,), True),
        ("3|||", (4,), False),
        ("|||", (4,), False),
        ("1|1|2|2|", (2, 3), True),
        ("1|1|2|3|", (2, 3), False),
        ("1|2|3|", (), False),
        ("1|2||3|", (5,), False),  # a blank stands before the total
        ("1|2|3", (3, 2), False),  # the row has no such group
    ],
)
def test_a_group_that_ends_in_a_total_before_blanks(row: str, sums: tuple[int, ...], ends: bool) -> None:
    facts = placed(row, size=row.count("|") + 1, sums=sums)
    (entry,) = entries(facts)
    assert cells._ends_in_a_total(facts, entry) is ends
    assert doubted(cells._rows_whose_cells_moved_up(facts)) == []  # blanks are not those of a file's own cells
    entry.in_cells = (1, 2, 3)
    assert (doubted(cells._rows_whose_cells_moved_up(facts)) != []) is ends
    entry.place = Place(Outcome.UNPROVEN)
    assert doubted(cells._rows_whose_cells_moved_up(facts)) == []


@pytest.mark.parametrize(
    ("row", "sums", "impossible"),
    [
        ("5||3", (3,), True),
        ("3||3", (3,), False),
        ("1||3", (3,), False),
        ("5|1|3", (3,), False),
        ("5|/|3", (3,), False),
        ("5|1|3|1|1", (3, 2), False),
        ("5|1|3|1|2||1", (3, 2, 2), True),
        ("1|2|3|1|2||1", (3, 2, 2), False),
        ("5|1|3||1", (3, 2), False),
        ("0|0|0|1|2||1", (3, 2, 2), False),
        ("1|5||4|", (2, 3), False),
        ("1|0|0|1||1", (2, 2, 2), True),
        ("0|1|0|1||1", (2, 2, 2), True),
        ("0|0|0|1|1||1", (3, 2, 2), False),
        ("5|1||9|4", (2, 3), True),
        ("5|1|3|1|2|/|1", (3, 2, 2), False),  # no cell is blank
        ("5||3|1|1|9", (3, 2), False),  # these are the sums of other columns
        ("5||3", (3, 2), False),
        ("5|1|3|1|2|", (3, 3), False),  # a group without its total tells nothing
        ("0|0|0|1|2|3|4||1", (3, 2, 2, 2), True),  # and neither do zeros
    ],
)
def test_sums_that_are_impossible(row: str, sums: tuple[int, ...], impossible: bool) -> None:
    facts = placed(row, size=row.count("|") + 1, sums=sums)
    (entry,) = entries(facts)
    found = doubted(cells._rows_with_impossible_sums(facts))
    assert (found != []) is impossible
    entry.place = Place(Outcome.UNPROVEN)
    assert doubted(cells._rows_with_impossible_sums(facts)) == []


def test_each_row_with_a_blank_is_looked_at() -> None:
    facts = placed("1|2|3", "5||3", "1||3", "5||4")
    assert [path for path, _ in doubted(cells._rows_with_impossible_sums(facts))] == ["r1", "r3"]


@pytest.mark.parametrize(
    ("row", "kinds", "kind", "lost"),
    [
        ("1|+2|", ("count", "count", "change"), ROWS, True),
        ("1|2|3", ("count", "count", "change"), LINES, False),
        ("2件|x|", ("count", "count", "change"), ROWS, False),
        ("1|+2|3", ("count", "count", "change"), ROWS, False),
        ("1|+2|3", ("count", "count", "change"), LINES, True),
        ("1|+2|", ("count", "count", "count"), ROWS, False),
        ("1|2.5|", ("count", "count", "change"), ROWS, False),
        ("1|+2.5|", ("count", "count", "change"), ROWS, False),
        ("1|2件|", ("count", "count", "change"), ROWS, False),
        ("1|x|", ("count", "count", "change"), ROWS, False),
    ],
)
def test_a_change_in_the_column_of_a_count(row: str, kinds: tuple[str, ...], kind: str, lost: bool) -> None:
    facts = placed(row, kind=kind, kinds=kinds)
    assert (doubted(cells._with_a_change_among_its_counts(facts)) != []) is lost
    (entry,) = entries(facts)
    entry.place = Place(Outcome.UNPROVEN)
    assert doubted(cells._with_a_change_among_its_counts(facts)) == []


def test_a_change_under_another_name_is_no_count() -> None:
    facts = placed("1|+2|", kinds=("count", "count", "change"))
    entries(facts)[0].statuses = ("value", "withheld", "blank")
    assert doubted(cells._with_a_change_among_its_counts(facts)) == []


def test_a_cell_that_is_not_there_is_no_change() -> None:
    (entry,) = entries(placed("1|+2"))
    assert [cells._is_a_change(entry, column) for column in range(3)] == [False, True, False]
    entry.kinds = ("count", "change", "count")
    assert not cells._is_a_change(entry, 1)


# --- what is taken back -------------------------------------------------------------------------------------------------


def taken_back(facts: Facts, *some: tuple[str, str], outcome: Outcome = Outcome.UNPROVEN) -> list[str]:
    """Take back what accounts leave open, each a row and its cells, ``?`` for a lost one; return the findings' paths."""
    one = Alternative(
        name="mine", supposes=("it is mine", "属于我"), sign=("none", "无"), accounts=lambda _: (), outcome=outcome
    )
    answers = []
    for path, lost in some:
        plain = facts.plain(f"requests.{path}")
        given = tuple(LOST if sign == "?" else cell for cell, sign in zip(plain, lost, strict=True))
        answers.append(Asked(one, Account({f"requests.{path}": given})))
    resolve._take_back(facts._reading, facts, answers)
    return [" ".join(str(ref.path) for ref in found.refs) for found in facts._reading.findings.found]


def test_the_account_that_leaves_most_open_is_reported_for_all_of_it() -> None:
    facts = placed("1|2|3")
    assert taken_back(facts, ("r0", "1?3"), ("r0", "???")) == ["requests.r0"]
    assert entries(facts)[0].place.outcome is Outcome.UNPROVEN
    assert facts._reading.doubts == 1
    facts = placed("1|2|3")
    assert taken_back(facts, ("r0", "1?3"), ("r0", "?23"), ("r0", "1?3")) == [
        "requests.r0.business",
        "requests.r0.natural_person",
    ]
    assert entries(facts)[0].values == (None, None, 3)
    assert entries(facts)[0].plain_values == (1, 2, 3)
    facts = placed("1|2|3")
    assert taken_back(facts, ("r0", "?2?")) == ["requests.r0.natural_person requests.r0.research_institution"]
    facts = placed("1|2|3")
    assert taken_back(facts, ("r0", "123")) == []
    assert entries(facts)[0].plain_values is None


def mine(**changes: Any) -> Alternative:
    given = {"name": "mine", "supposes": ("it is mine", "属于我"), "sign": ("none", "无"), "accounts": lambda _: ()}
    return Alternative(**{**given, **changes})


def test_alternatives_may_be_asked_in_place_of_the_catalogues() -> None:
    def all_lost(facts: Facts) -> list[Account]:
        return [Account({path: (LOST,) * len(entry.columns)}) for path, entry in facts.rows.items()]

    facts = placed("1|2|3", "5||3")
    resolve.resolve(facts._reading, asked=())
    assert facts._reading.findings.found == []
    resolve.resolve(facts._reading, asked=(mine(accounts=all_lost),))
    assert [entry.values for entry in entries(facts)] == [(None,) * 3] * 2
    facts = placed("1|2|3", "5||3")
    resolve.resolve(facts._reading)
    assert [entry.place.placed for entry in entries(facts)] == [True, False]


def test_an_alternative_may_be_reported_for_a_reason_of_another_name() -> None:
    facts = placed("1|2|3")
    one = mine(reason="a-reason-of-mine")
    resolve._take_back(facts._reading, facts, [Asked(one, Account({"requests.r0": (LOST,) * 3}))])
    (found,) = facts._reading.findings.found
    assert "withheld, if it is mine" in found.message
    assert known("a-reason-of-mine")


def test_each_row_that_is_doubted_is_taken_back_below_one_that_is_not_given() -> None:
    facts = placed("新收", "1|2|3")
    assert taken_back(facts, ("r0", "???"), ("r1", "???")) == ["requests.r1"]


def test_the_figures_that_are_taken_back_are_named_in_the_order_of_their_columns() -> None:
    facts = placed("1|2|3|4|5|6|7|8|9", size=9, sums=())
    entries(facts)[0].columns = tuple("abcdefghi")
    assert taken_back(facts, ("r0", "1?345678?")) == ["requests.r0.b requests.r0.i"]


def test_the_plain_figures_are_those_before_any_was_taken_back() -> None:
    facts = placed("1|2|3")
    assert taken_back(facts, ("r0", "1?3")) == ["requests.r0.business"]
    assert entries(facts)[0].values == (1, None, 3)
    taken_back(facts, ("r0", "???"))
    assert entries(facts)[0].values == (None, None, None)
    assert entries(facts)[0].plain_values == (1, 2, 3)


def test_a_finding_has_the_place_of_its_sign_where_the_alternative_says_so() -> None:
    for names_sign, wanted in ((True, "新"), (False, "新收\t1\t2\t3")):
        facts = placed("1|2|3")
        one = Alternative(
            name="of-mine", supposes=("it is mine", "属于我"), sign=("none", "无"), accounts=lambda _: (), names_sign=names_sign
        )
        account = Account({"requests.r0": (LOST,) * 3}, at=(0, 1))
        resolve._take_back(facts._reading, facts, [Asked(one, account)])
        (found,) = facts._reading.findings.found
        span = found.refs[0].span
        assert span is not None
        assert facts.text[span.start : span.end] == wanted
        assert (found.code, found.severity, found.kind) == ("row-ambiguous", "error", "reading")
        assert "withheld, if it is mine" in found.message


def test_a_row_that_was_withheld_before_is_not_reported_again() -> None:
    facts = placed("1|2|3")
    for _ in range(2):
        resolve.withhold(facts._reading, entries(facts)[0], "columns-unclear")
    (found,) = facts._reading.findings.found
    assert found.code == "columns-unknown"
    assert entries(facts)[0].plain_values == (1, 2, 3)
    beneath = entries(facts)[0].place.beneath
    assert beneath is not None
    assert beneath.placed


def test_what_a_row_that_is_not_given_has_lost_may_be_near_it() -> None:
    for outcome, wanted in ((Outcome.ADJACENT_FIGURES, "withheld"), (Outcome.UNPROVEN, "unreadable")):
        facts = placed("新收")
        entries(facts)[0].withhold("unreadable")
        assert taken_back(facts, ("r0", "???"), outcome=outcome) == []
        assert entries(facts)[0].statuses == (wanted,) * 3
        assert entries(facts)[0].plain_values is None


def test_a_page_number_among_figures_that_are_taken_back_is_not_reported() -> None:
    facts = placed("1|2|3", "1|2|3")
    reading, (entry, other) = facts._reading, entries(facts)
    entry.place = Place(Outcome.PLACED, extra_item=2)
    for path in (entry.path, other.path):
        reading.findings.add("page-number", path)
    reading.findings.add("columns-set-aside", entry.path, columns=1)
    reading.doubts = 3
    resolve.withhold(reading, entry, "mine")
    assert [(found.code, found.refs[0].path) for found in reading.findings.found][:2] == [
        ("page-number", other.path),
        ("columns-of-its-own", entry.path),
    ]
    assert reading.doubts == 2
    entry = other
    resolve.withhold(reading, entry, "mine")
    assert reading.findings.found[0].code == "page-number"


def test_the_rows_of_one_cause_are_withheld_where_they_hold_figures() -> None:
    facts = placed("1|2|3", "||", "1|2|3")
    reading, some = facts._reading, entries(facts)
    resolve.withhold_rows(reading.findings, reading, some[:2], "columns-unclear", (0, 2))
    assert [entry.place.outcome for entry in some] == [Outcome.UNPROVEN, Outcome.PLACED, Outcome.PLACED]
    resolve.withhold_rows(reading.findings, reading, some, "columns-unclear", (0, 2))
    assert [[ref.path for ref in found.refs] for found in reading.findings.found] == [
        [some[0].path, some[1].path],
        ["requests"],
    ]


def test_rows_without_a_cell_are_unreadable_for_the_reasons_that_say_so() -> None:
    for outcome, wanted in (
        (Outcome.LINES_REMOVED, "unreadable"),
        (Outcome.NOT_FIGURES, "unreadable"),
        (Outcome.NO_CELLS, "withheld"),
    ):
        facts = placed("1|2|3")
        resolve.withhold(facts._reading, entries(facts)[0], "mine", outcome)
        assert entries(facts)[0].statuses == (wanted,) * 3
