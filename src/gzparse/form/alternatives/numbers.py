"""Alternatives of numbers and marks that are a page's: its number, or a rule drawn between two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gzparse.form.alternatives.accounts import RUNS_OF_LINES, UNMARKED, Account, Alternative, Cell, Cells
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.entries import Entry
from gzparse.form.form_row import TextRow
from gzparse.form.items import PAGE_NUMBERS, is_dashes, narrow
from gzparse.form.placing import Outcome
from gzparse.model.grid import RowKind
from gzparse.model.source import fills_its_line

_FEW_PAGES = frozenset(range(1, 21))
"""The numbers of the pages of most reports."""

# --- a page's number fills a lost or blank cell -------------------------------------------------------------------------


def _placed(facts: Facts, kind: RowKind) -> list[Entry]:
    return [entry for entry in facts.rows.values() if entry.row.row.type == kind and entry.place.placed]


def _single(facts: Facts, kind: RowKind) -> list[Entry]:
    return [entry for entry in _placed(facts, kind) if len(entry.columns) == 1]


def _where_half_is_lost(facts: Facts) -> Iterator[Account]:
    lacking = sum(outcome in (Outcome.NO_CELLS, Outcome.CELLS_LOST) for outcome in facts.outcomes)
    if 2 * lacking >= len(facts.outcomes):
        nearly_all = 4 * lacking >= 3 * len(facts.outcomes)
        for entry in _placed(facts, RowKind.LINE_RUN):
            if len(entry.columns) == 1 or (nearly_all and not _FEW_PAGES.isdisjoint(entry.values)):
                yield lost(facts, entry)
    elif facts.is_on_one_line:
        a_third = 3 * len(facts.short) >= len(facts.rows)
        for entry in _placed(facts, RowKind.TEXT):
            if (lacking if len(entry.columns) == 1 else a_third) and entry.values[-1] in _FEW_PAGES:
                yield lost(facts, entry)


PAGE_NUMBER_WHERE_HALF_IS_LOST = Alternative(
    name="others-lost-cells",
    supposes=("a figure of it is a page's number, and its own is lost", "本行有一个数字是页码，而本行原有数字丢失"),
    sign=(
        "at least half of the table's rows lack figures, blanks are not preserved, and it has one figure only; or three "
        "quarters lack them, and one of its figures is from 1 to 20; or all stands on one line, some row lacks figures, and "
        "its only figure is from 1 to 20, or its last one where a third of the rows lack figures",
        "表中至少半数的行缺少数字，空白未保留，而本行只有一个数字；或四分之三的行缺少数字，而本行某个数字在 1 至 20 之间；"
        "或全表在同一行上，某行缺少数字，而本行唯一的数字在 1 至 20 之间，或三分之一的行缺少数字而本行最后一个数字如此",
    ),
    example="single_figure_where_half_of_the_rows_lost_theirs",
    near_miss="single_figure_where_one_row_lost_its_own",
    accepts=(
        "a page's number in place of a lost figure, where more than half of the rows have theirs",
        "多数行有数字时，填在丢失数字位置的页码",
    ),
    kinds=RUNS_OF_LINES | UNMARKED,
    sums=False,
    accounts=_where_half_is_lost,
)


def _next_numbers(facts: Facts) -> Iterator[Account]:
    if facts.page_numbers:
        lacking = not {Outcome.NO_CELLS, Outcome.CELLS_LOST}.isdisjoint(facts.outcomes)
        for entry in _placed(facts, RowKind.LINE_RUN):
            if facts.page_numbers[-1] + 1 in entry.values and (len(entry.columns) == 1 or lacking):
                yield lost(facts, entry)


NEXT_PAGE_NUMBER = Alternative(
    name="next-page-number",
    supposes=(
        "one of its figures is the next page's number, and the cell is blank or lost",
        "本行的一个数字是下一页的页码，而该格为空白或已丢失",
    ),
    sign=(
        "its figure follows the number of the page above the table, and blanks are not preserved; or one of its figures does, "
        "and another row lacks figures",
        "本行的数字恰为表前页码的下一号，且空白未保留；或本行某一数字如此，而另有一行缺少数字",
    ),
    example="figure_that_follows_the_page_number_above",
    near_miss="figure_that_does_not_follow_the_page_number_above",
    accepts=(
        "a page's number below a blank row of a table before which no page's number stands",
        "表前没有页码的，填在空白行的页码",
    ),
    kinds=RUNS_OF_LINES,
    sums=False,
    accounts=_next_numbers,
)


def _changes_without_a_sign(facts: Facts) -> Iterator[Account]:
    if {Outcome.NO_CELLS, Outcome.CELLS_LOST}.isdisjoint(facts.outcomes):
        return
    bare, marked = [], 0
    for entry in _placed(facts, RowKind.LINE_RUN):
        for kind, value, cell in zip(entry.kinds, entry.values, facts.plain(entry.path), strict=True):
            if kind == "change" and (value or 0) > 0:
                if cell.text[:1].isdigit():
                    bare.append((entry, value))
                else:
                    marked += 1
    if len(bare) == 1 < marked and bare[0][1] in _FEW_PAGES:
        yield lost(facts, bare[0][0])


CHANGE_WITHOUT_A_SIGN = Alternative(
    name="change-without-sign",
    supposes=(
        "its change is a page's number, and one of its cells is blank or lost",
        "本行的增减数是页码，而本行有一格为空白或已丢失",
    ),
    sign=(
        "its change is from 1 to 20 and printed without a sign, those of two other rows have a plus, some row lacks figures, "
        "and blanks are not preserved",
        "本行的增减数在 1 至 20 之间且不带符号，而另有两行的增加数带有加号，某行缺少数字，且空白未保留",
    ),
    example="change_without_a_sign_among_changes_with_one",
    near_miss="changes_without_a_sign_in_two_rows",
    accepts=(
        "a page's number in place of a change, in a table whose increases are printed without a sign",
        "增加数不带加号的表中，填在增减数位置的页码",
    ),
    kinds=RUNS_OF_LINES,
    sums=False,
    accounts=_changes_without_a_sign,
)


def _between_dashes(facts: Facts) -> Iterator[Account]:
    dashed = [entry for entry in facts.rows.values() if entry.statuses is not None and "not_applicable" in entry.statuses]
    for entry in dashed:
        if isinstance(entry.row, TextRow) and entry.place.certain:
            for index in (i for i in range(len(entry.columns)) if _is_dashed(entry, i)):
                holds = _adds_up_with(entry, index, facts.table.sums)
                if holds is False or (holds is None and len(dashed) == 1):
                    yield lost(facts, entry)
                    yield from _next_in_front_of_its_label(facts, entry)
    single = _single(facts, RowKind.TEXT)
    flanked = [entry for entry in single if _is_flanked(facts, entry)]
    if 2 * len(flanked) <= len(single):
        for entry in flanked:
            yield lost(facts, entry)


def _next_in_front_of_its_label(facts: Facts, entry: Entry) -> Iterator[Account]:
    """Return the row below one whose figures stand in front of its label, if its own do, too."""
    if _is_in_front_of_its_label(entry):
        below = next((other for other in facts.rows.values() if other.row is facts.below(entry)), None)
        if below is not None and below.place.certain and _is_in_front_of_its_label(below):
            yield lost(facts, below)


def _is_in_front_of_its_label(entry: Entry) -> bool:
    row = entry.row
    return isinstance(row, TextRow) and bool(row.items) and row.places()[0] < row.row.cell_ranges()[0]


def _is_dashed(entry: Entry, index: int) -> bool:
    """Whether a row's figure stands between two cells with the same dashes."""
    if tuple(entry.statuses or ())[index - 1 : index + 2] != ("not_applicable", "value", "not_applicable"):
        return False
    before, _, behind = (entry.row.row.cells[entry.row.at + entry.place.item(i)].strip() for i in range(index - 1, index + 2))
    return before == behind and is_dashes(before)


def _adds_up_with(entry: Entry, index: int, sums: Sequence[int]) -> bool | None:
    """Whether the group of a figure adds up, dashes counting nothing; ``None`` where it has no sum that tells."""
    at = 0
    for size in sums:
        *parts, total = entry.values[at : at + size]
        if at <= index < at + size - 1 and total is not None:
            return bool(sum(part or 0 for part in parts) == total)
        at += size
    return None


_OPENING, _CLOSING = tuple("([（［〔【"), tuple(")]）］〕】")


def _is_flanked(facts: Facts, entry: Entry) -> bool:
    """Whether dashes stand right before and behind a row's only figure, as around a page's number; or brackets before a dash.

    A number in brackets may be that of a note: then the dash behind it is the row's nil mark.
    """
    (cell,) = facts.plain(entry.path)
    if cell.span is None:
        return False
    start, end = cell.span
    before, behind = facts.text[max(0, start - 9) : start].rstrip(), facts.text[end : end + 9].lstrip()
    if before[-1:] in _OPENING and behind[:1] in _CLOSING:
        before, behind = "-", behind[1:].lstrip()
    around = before[-1:], behind[:1]
    return all(around) and all(is_dashes(narrow(mark)) for mark in around)


FIGURE_BETWEEN_DASHES = Alternative(
    name="figure-between-dashes",
    supposes=("the figure and the dashes are a page's number", "该数字与两侧短横是页码"),
    sign=(
        "a figure stands between two dashes, and no other row has dashes, or its row breaks its sum with it; or a row's only "
        "one, and those of most rows do not. Where it stands in front of its label, so do the figures of the row below, which "
        "may be this row's",
        "数字在两条短横之间，而其他行没有短横，或本行加上它便不平衡；或某行唯一的数字在两条短横之间，而多数行不是。"
        "该数字在本行名称之前的，下一行名称之前的数字也可能属于本行",
    ),
    example="figure_between_dashes_as_a_page_number",
    near_miss="figures_between_dashes_in_two_rows",
    accepts=(
        "page numbers between dashes in two rows that lost their figures",
        "两行丢失数字而各有一个带短横的页码的",
    ),
    kinds=UNMARKED,
    accounts=_between_dashes,
)


# --- a rule between pages -----------------------------------------------------------------------------------------------


def _dashes_at_an_edge(facts: Facts) -> Iterator[Account]:
    edges: list[tuple[Entry, str]] = []  # rows, and the dashes
    within = False
    for entry in facts.rows.values():
        if len(entry.columns) < 2 or entry.statuses is None or not entry.place.placed:
            continue
        for index in (i for i, status in enumerate(entry.statuses) if status == "not_applicable"):
            at = entry.row.at + entry.place.item(index)
            if 0 < index < len(entry.columns) - 1:
                within = True
            elif fills_its_line(facts.text, *entry.row.row.cell_ranges()[at]):
                dashes = entry.row.row.cells[at].strip()
                if is_dashes(dashes):
                    edges.append((entry, dashes))
    for entry, dashes in edges:
        if not within or len(dashes) > 2:
            yield lost(facts, entry, dashes=dashes)


RULE_FOR_NIL_MARK = Alternative(
    name="dashes-may-be-rule",
    supposes=(
        "the dashes are a rule drawn between pages, and one of its cells is blank",
        "该短横是页间的横线，而本行有一格空白",
    ),
    sign=(
        "dashes alone on a line stand at the row's edge: three, or no row of the table has nil marks between its figures",
        "行首或行末有独占一行的短横：三条以上，或表中没有一行的数字之间有短横",
    ),
    example="one_dash_before_figures",
    near_miss="dashes_between_figures",
    accepts=(
        "a rule of one or two dashes at a row's edge, in a table with nil marks between figures",
        "表中数字之间有短横时，行首行末一两条短横的页间横线",
    ),
    kinds=RUNS_OF_LINES | UNMARKED,
    accounts=_dashes_at_an_edge,
)


# --- a page's number makes up for a blank -------------------------------------------------------------------------------


def _numbers_at_an_end(facts: Facts) -> Iterator[Account]:
    for entry in facts.rows.values():
        if entry.row.row.type == RowKind.LINE_RUN and entry.place.placed and facts.whole(entry) and not facts.adds_up(entry):
            values = [int(value) for value in entry.values]
            cells = facts.plain(entry.path)
            for rest in _without_an_end(values):
                blanks = _blanks([values[i] for i in rest], facts.table.sums)
                if any(blanks.values()):
                    yield from (Account({entry.path: _with_a_blank([cells[i] for i in rest], at)}) for at in blanks)


def _without_an_end(values: Sequence[int]) -> Iterator[range]:
    if values[-1] in PAGE_NUMBERS:
        yield range(len(values) - 1)
    if values[0] in PAGE_NUMBERS:
        yield range(1, len(values))


def _with_a_blank(cells: Sequence[Cell], at: int) -> Cells:
    return (*cells[:at], Cell("blank", rests_on="nothing"), *cells[at:])


def _blanks(values: Sequence[int], sums: Sequence[int]) -> dict[int, bool]:
    """Return the columns of which one may be blank, so that no group breaks its sum, and whether all groups add up then.

    A group whose total is blank has no sum to break.
    """
    found: dict[int, bool] = {}
    for blank in range(sum(sums)):
        filled: list[int | None] = [*values[:blank], None, *values[blank:]]
        at, whole = 0, True
        for size in sums:
            *parts, total = filled[at : at + size]
            at += size
            if total is None:
                whole = False
            elif sum(part or 0 for part in parts) != total:
                break
        else:
            found[blank] = whole
    return found


PAGE_NUMBER_MAKES_UP_FOR_BLANK = Alternative(
    name="page-number-at-end",
    supposes=(
        "the number at its beginning or end is a page's, and one of its cells is blank",
        "本行首尾的数字是页码，而本行有一格空白",
    ),
    sign=(
        "the row breaks its sums as it stands, and keeps them so; blanks are not preserved",
        "本行按原样不平衡，这样则平衡，且空白未保留",
    ),
    example="page_number_that_makes_up_for_a_blank",
    near_miss="misprinted_total_in_a_row_of_lines",
    accepts=(
        "a row of zeros and blanks that adds up with a page's number in it",
        "加上页码后各项之和恰好等于总计的行",
    ),
    kinds=RUNS_OF_LINES,
    sums=True,
    accounts=_numbers_at_an_end,
)
