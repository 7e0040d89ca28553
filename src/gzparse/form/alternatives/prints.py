"""Alternatives of what the page shows more than once: a row that is printed twice, a text that two layouts cut differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gzparse.form.alternatives.accounts import LOST, Account, Alternative, Cells, Evidence
from gzparse.form.alternatives.facts import Facts, cells_of
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import TextRow
from gzparse.form.items import BLANK
from gzparse.form.laying import items_of_cells
from gzparse.form.placing import Outcome
from gzparse.form.table_reading import TableReading

# --- printed twice ------------------------------------------------------------------------------------------------------


def _other_prints(facts: Facts) -> Iterator[Account]:
    for first, other in facts.again:
        if first.place.certain:
            yield Account({first.path: _of_the_other(first, other)}, at=other.row.text_range())


def _of_the_other(first: Entry, other: Entry) -> Cells:
    """Return the other print's account. Where both print the same figure, its place in the first stands for both."""
    if first.columns != other.columns or not other.place.certain:
        return (LOST,) * len(first.columns)
    same = [a == b for a, b in zip(_printed(first), _printed(other), strict=True)]
    return tuple(a if alike else b for a, b, alike in zip(cells_of(first), cells_of(other), same, strict=True))


def _printed(entry: Entry) -> Sequence[tuple[object, object, object]]:
    """Return what a row prints in each column: value, status and unit."""
    units = entry.units or {}
    statuses = entry.statuses or ("value",) * len(entry.columns)
    return [(value, status, units.get(i)) for i, (value, status) in enumerate(zip(entry.values, statuses, strict=True))]


PRINTED_TWICE = Alternative(
    name="row-conflict",
    supposes=("its other print is the right one", "另一处所印的才是正确的"),
    sign=("the row's label is printed again, with other figures", "该行名称再次出现，而数字不同"),
    example="row_printed_twice_with_another_figure",
    near_miss="row_printed_twice_with_the_same_figures",
    accepts=(
        "a row printed twice with the same wrong figures, as where a label is misprinted twice",
        "两处所印数字相同而名称均有误的行",
    ),
    code="row-conflict",
    names_sign=True,
    outcome=Outcome.PRINTED_TWICE,
    accounts=_other_prints,
)


# --- two layouts --------------------------------------------------------------------------------------------------------


def _rows_in_other_layouts(facts: Facts) -> Iterator[Account]:
    for other in facts.others:
        for path, theirs in _that_differ(facts, other):
            columns = facts.rows[path].columns
            cells: Cells = (LOST,) * len(columns)
            if theirs is not None and theirs.place.certain and theirs.columns == columns:
                cells = cells_of(theirs)
            if theirs is not None and marks_more(facts, other) and theirs.plain_values is not None:
                cells = tuple(LOST if value is None else cell for cell, value in zip(cells, theirs.values, strict=True))
            yield Account({path: cells}, {"layout": facts.grid.layout, "other": other.grid.layout})


def marks_more(facts: Facts, other: TableReading) -> bool:
    """Whether another layout marks rows, and the one that was chosen does not."""
    return facts.grid.is_of_runs and not other.grid.is_of_runs


def _that_differ(facts: Facts, other: TableReading) -> Iterator[tuple[str, Entry | None]]:
    """Give the rows that another layout reads otherwise, the same text being cut in another way."""
    # Where rows are marked, a row that is not whole counts as lost, unless its own sum proves that it goes on.
    of_runs = marks_more(facts, other)
    if not other.sees_rows:
        for path, theirs in other.entries.items() if of_runs else ():
            entry = facts.rows.get(path)
            blank = entry is not None and entry.place.outcome == Outcome.BLANK
            if blank and theirs.place.outcome == Outcome.CELLS_LOST:
                yield path, theirs
        return
    if of_runs and facts.table.open:
        for path in facts.rows:
            if path not in other.entries:
                yield path, None
    for path, theirs in other.entries.items():
        entry = facts.rows.get(path)
        if entry is not None and entry.place.certain and _differs(entry, theirs, of_runs):
            yield path, theirs


def _differs(entry: Entry, other: Entry, of_runs: bool) -> bool:
    outcome = other.place.outcome
    if other.place.certain:
        return not entry.same_as(other)
    if isinstance(entry.row, TextRow) and not entry.row.on_line:
        return outcome in (*_NOT_WHOLE, Outcome.ADJACENT_FIGURES) and holds_figures(other.row)
    if of_runs and "text" in entry.kinds and outcome is Outcome.NO_CELLS:
        return True  # what stands on another line may be anything
    return of_runs and outcome not in (Outcome.NO_CELLS, Outcome.NO_HEADER, Outcome.OTHER_HEADER, Outcome.REORDERED)


_NOT_WHOLE = (Outcome.CELLS_LOST, Outcome.EXTRA_FIGURE, Outcome.BREAKS_SUM, Outcome.UNPROVEN)


def _goes_on(facts: Facts, account: Account) -> bool:
    """Whether rows that another layout has in part, and marked, add up as this one has them.

    Zeros add up in any columns, also in others than the marks show if these leave one blank.
    """
    name = account.fields["other"]
    for path, cells in account.rows.items():
        entry = facts.rows[path]
        theirs = [other.entries[path] for other in facts.others if other.grid.layout == name and path in other.entries]
        of_text = isinstance(entry.row, TextRow) and not entry.row.on_line
        if not theirs or of_text or any(cell != LOST for cell in cells) or not facts.adds_up(entry):
            return False
        if any(other.place.outcome not in _NOT_WHOLE or not holds_figures(other.row) for other in theirs):
            return False
        if not any(entry.values) and any(_has_one_gap(other.row.items) for other in theirs):
            return False
        if any(_may_lack_a_figure(other, facts.table.sums) for other in theirs):
            return False
    return True


def _may_lack_a_figure(entry: Entry, sums: Sequence[int]) -> bool:
    """Whether a row that lacks cells of its table's own columns may lack those of the form: its sums hold with blanks there.

    A name of another column above as many figures as the form has moves all that stand between it and the lost cell by one.
    Where each cell is a figure, the lost one may be any; where some cells are joined, the last ones.
    """
    items, own = items_of_cells(entry), entry.own
    if own is None or not sums or len(items) >= len(own.own) or any(column not in own.own for column in entry.columns):
        return False
    lost = len(own.own) - len(items)
    for at in range(len(items) + 1) if len(items) == len(entry.columns) else (len(items),):
        laid = [*items[:at], *[BLANK] * lost, *items[at:]]
        if any(own.own[at : at + lost]) and own.adds_up(laid, sums, entry.columns) is not False:
            return True
    return False


def _has_one_gap(items: Sequence[int]) -> bool:
    """Whether there is exactly one blank among a row's figures."""
    filled = [index for index, item in enumerate(items) if item != BLANK]
    return bool(filled) and filled[-1] - filled[0] == len(filled)


SUM_ACROSS_MARKS = Evidence(
    "sum-across-marks",
    ("the row adds up with what stands beyond the marks", "连同分隔之外的数字，本行各项之和等于总计"),
    _goes_on,
)

OTHER_LAYOUT = Alternative(
    name="layouts-differ",
    supposes=("the text is cut as another layout cuts it", "应按另一种排版方式划分"),
    sign=(
        "another layout sees rows of the table, and reads this one otherwise",
        "另一种排版方式也能读出表中的行，而读出的本行不同",
    ),
    example="page_number_below_a_blank",
    near_miss="row_with_a_mark_lost_that_adds_up",
    accepts=(
        "a text that both layouts cut alike, and wrongly",
        "两种排版方式读法相同而均有误的文字",
    ),
    outcome=Outcome.OTHER_LAYOUT,
    refuted_by=(SUM_ACROSS_MARKS,),
    accounts=_rows_in_other_layouts,
)
