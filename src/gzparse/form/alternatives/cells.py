"""Alternatives of a row with a cell too many, too few, or cells that have moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import cast

from gzparse.form.alternatives.accounts import RUNS_OF_LINES, UNMARKED, Account, Alternative, Cell, Evidence
from gzparse.form.alternatives.evidence import ROW_SUM
from gzparse.form.alternatives.facts import Facts, last_column, last_item, lost
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import known_names, name_rows
from gzparse.form.header_rows import Leaf, column_of
from gzparse.form.items import NUMBER, TEXT, number
from gzparse.form.placing import Outcome
from gzparse.model.grid import RowKind
from gzparse.model.reading import Status

# --- cells are lost -----------------------------------------------------------------------------------------------------


def _shortest_rows(facts: Facts) -> Iterator[Account]:
    if len(facts.table.sums) != 1:
        return
    lengths: dict[int, list[int]] = {}
    for label_cells, length, _, _ in facts.shapes:
        lengths.setdefault(label_cells, []).append(length)
    shortest = {cells: least for cells, some in lengths.items() if len(some) > 1 and some.count(least := min(some)) == 1}
    for entry in facts.rows.values():
        row = entry.row
        if shortest.get(row.at - row.first) == len(row.items) and facts.whole(entry):
            yield lost(facts, entry)


CELLS_LOST = Alternative(
    name="sum-broken-fewer-cells",
    supposes=("the row has lost a cell, or is cut within its last figure", "本行丢失了单元格，或在最后一个数字中间被截断"),
    sign=("it has fewer cells than all other rows of its shape", "单元格少于同类各行"),
    example="row_cut_within_its_last_figure",
    near_miss="row_without_closing_mark_that_adds_up",
    accepts=(
        "a row that lost a cell and adds up all the same is given as it stands",
        "丢失单元格后各项之和恰好仍等于总计的行，按原样读取",
    ),
    sums=True,
    refuted_by=(ROW_SUM,),
    accounts=_shortest_rows,
)


def _rows_of_lines_with_their_figures(facts: Facts) -> Iterator[Account]:
    if len(facts.table.sums) != 1:
        return
    some_lack_cells = Outcome.CELLS_LOST in facts.outcomes or Outcome.EXTRA_FIGURE in facts.outcomes
    for entry in facts.rows.values():
        if entry.row.row.type == RowKind.LINE_RUN and facts.whole(entry):
            below = facts.below(entry)
            if some_lack_cells or _moves_columns(facts, entry) or (below is not None and id(below) not in facts.by_row):
                yield lost(facts, entry)


def _moves_columns(facts: Facts, entry: Entry) -> bool:
    """Whether several columns do not balance, and none by as much as the row is off: no misprint of one figure does that."""
    *parts, total = cast("tuple[int, ...]", entry.values)
    return len(facts.imbalance) > 1 and not any(abs(sum(parts) - total) in off for off in facts.imbalance)


NUMBER_IN_A_LOST_CELL = Alternative(
    name="sum-broken-cells-missing",
    supposes=("a number nearby was taken for one of its figures, which is lost", "本行丢失一个数字，旁边的数字被当作它"),
    sign=(
        "blanks are not preserved, and other rows lack figures or have too many, several columns do not balance and none by as "
        "much as the row, or what follows is not a row of the table",
        "空白未保留，且其他行的数字有缺有多，或有几列不符合勾稽关系而差额均与本行不同，或其后不是表中的行",
    ),
    example="row_of_lines_that_breaks_its_sum_beside_a_short_one",
    near_miss="row_of_lines_that_adds_up_beside_a_short_one",
    accepts=(
        "a misprinted row of a table in which another row lacks a figure is withheld",
        "其他行缺数字的表中，原文有误的行也不予采用",
    ),
    kinds=RUNS_OF_LINES,
    sums=True,
    refuted_by=(ROW_SUM,),
    accounts=_rows_of_lines_with_their_figures,
)


# --- a cell is too many -------------------------------------------------------------------------------------------------


def _rows_that_begin_late(facts: Facts) -> Iterator[Account]:
    for entry in facts.rows.values():
        place, row = entry.place, entry.row
        if place.start == 0 or not place.placed or place.columns is not None or None in entry.values:
            continue
        if _starts(facts, entry).count(place.start) < 2 and place.start > _frame(row):
            cells = facts.plain(entry.path)
            for extra in range(len(cells)):
                yield Account({entry.path: (Cell("blank", rests_on="cell"), *cells[:extra], *cells[extra + 1 :])})


def _starts(facts: Facts, entry: Entry) -> list[int]:
    """Return where rows of the same shape begin, this one among them."""
    row, size = entry.row, len(entry.columns)
    return [start for at, _, start, figures in facts.shapes if at == row.at - row.first and figures == size]


def _frame(row: FormRow) -> int:
    """Return how many of a row's first cells are no cells: one before a frame's bar, or those that the label's cell spans."""
    if row.row.of_file is not None:
        return next((i for i, cell in enumerate(row.row.of_file.cells[row.at :]) if cell is not None), 0)
    text, (_, end) = row.row.text, row.row.cell_ranges()[0]
    before, behind = text[: end - row.row.start], text[end - row.row.start :]
    return int(not before.strip() and behind.lstrip().startswith("|"))


def _adds_up_in_its_columns(facts: Facts, account: Account) -> bool:
    """Whether the rows add up: zeros prove nothing against rows or headers that begin elsewhere."""
    rows = [facts.rows[path] for path in account.rows]
    return all(facts.adds_up(entry) and (len(_starts(facts, entry)) < 2 or any(entry.values)) for entry in rows)


SUM_IN_ITS_COLUMNS = Evidence(
    "sum-in-its-columns",
    ("the row adds up in these columns", "本行在这些列中各项之和等于总计"),
    _adds_up_in_its_columns,
)

_SEVERAL = 3
"""In so many other rows the same cells hold the figures."""


def _stand_in_the_cells_of_others(facts: Facts, account: Account) -> bool:
    """Whether nearly all lines have as many cells, and the rows' figures stand in the same of them as those of others."""
    rows = [facts.rows[path] for path in account.rows]
    placed = [entry for entry in facts.rows.values() if entry.place.placed]
    lengths = [len(entry.row.row.cells) for entry in placed]
    begins = [entry.row.at + entry.place.item(0) for entry in placed]
    return all(
        5 * lengths.count(len(entry.row.row.cells)) >= 4 * len(placed)
        and begins.count(entry.row.at + entry.place.item(0)) > _SEVERAL
        for entry in rows
    )


CELLS_OF_OTHERS = Evidence(
    "cells-of-others",
    (
        "nearly all lines have as many cells, and its figures stand in the same of them as those of several other rows",
        "几乎所有行的单元格数相同，且本行数字所在的单元格与其他几行相同",
    ),
    _stand_in_the_cells_of_others,
)

CELL_IN_FRONT = Alternative(
    name="blanks-in-front",
    supposes=(
        "its first figure is blank, and one of its other cells is one too many",
        "本行第一个数字为空白，其他单元格多出一个",
    ),
    sign=("blank cells stand before its figures as in no other row or header", "数字前有空白单元格，其他各行和表头没有"),
    example="row_of_zeros_that_begins_later_than_the_others",
    near_miss="row_that_begins_later_and_adds_up",
    accepts=(
        "two rows with a cell too many in front, which prove each other's place",
        "两行前面都多出一个单元格的，互为佐证",
    ),
    sums=True,
    refuted_by=(SUM_IN_ITS_COLUMNS, CELLS_OF_OTHERS),
    accounts=_rows_that_begin_late,
)


def _rows_in_the_headers_order(facts: Facts) -> Iterator[Account]:
    rows = [entry for entry in facts.rows.values() if facts.whole(entry) and any(entry.values)]
    if not rows or len(facts.table.sums) != 1 or not _names_the_total_first(facts, rows[0].columns):
        return
    figures = [cast("tuple[int, ...]", entry.values) for entry in rows]
    if all(entry.own is None for entry in rows) and all(first == sum(rest) for first, *rest in figures):
        for entry in rows:
            first, *rest = facts.plain(entry.path)
            yield Account({entry.path: (*rest, first)})


def _names_the_total_first(facts: Facts, columns: Sequence[str]) -> bool:
    """Whether the first of the form's names in the header is that of the last column."""
    form = facts.table.header_names
    if form is None or any(entry.row.row.type == RowKind.TABLE_ROW for entry in facts.rows.values()):
        return False
    names = (name for row in name_rows(facts.headers, form)[0] for name in row if name in known_names(form))
    return column_of(Leaf(next(names, "")), form) == columns[-1]


TOTAL_FIRST = Alternative(
    name="total-may-stand-first",
    supposes=("its figures stand in the order of the header's names", "数字按表头所列的顺序排列"),
    sign=(
        "cells are not marked, the header names the total first, and all rows add up with the total first, too",
        "单元格无标记，表头先列总计，且各行以首项为总计也都平衡",
    ),
    example="total_named_first_above_figures_on_lines",
    near_miss="total_named_first_above_a_row_that_adds_up_otherwise",
    accepts=(
        "a table whose header names the total first, as the form's does where its first row is read first, and whose rows have "
        "figures at both ends alone: these are withheld",
        "表头先列总计（按行读取正式表头时即如此），且各行只有首尾两个数字的，这些数字不予采用",
    ),
    kinds=RUNS_OF_LINES | UNMARKED,
    sums=True,
    accounts=_rows_in_the_headers_order,
)


def _longest_rows(facts: Facts) -> Iterator[Account]:
    widest = max((len(header.row.cells) for header in facts.headers), default=0)
    for entry in facts.rows.values():
        row = entry.row.row
        if row.type == RowKind.TABLE_ROW and len(row.cells) > widest and _has_blanks_behind(entry):
            as_long = len(facts.lengths) - bisect_left(facts.lengths, len(row.cells))
            if as_long < len(facts.lengths) / 3:
                yield lost(facts, entry)


def _has_blanks_behind(entry: Entry) -> bool:
    row, place = entry.row, entry.place
    cells = len(row.items) - row.is_framed
    return place.placed and len(entry.columns) > 1 and cells > last_item(entry) + 1


CELL_TOO_MANY = Alternative(
    name="longest-row",
    supposes=(
        "one of its cells is one too many, and a blank behind its figures is its last column",
        "本行多出一个单元格，数字后的空白才是末列",
    ),
    sign=(
        "it has more cells than any header and most rows, and a blank cell behind its figures",
        "单元格多于表头和大多数行，且数字后有空白",
    ),
    example="row_longer_than_the_others",
    near_miss="row_as_long_as_its_header",
    accepts=(
        "a cell too many in a third of the rows or more, or in a row of a header as long",
        "三分之一以上的行多出单元格，或表头也同样多出的",
    ),
    kinds=frozenset((RowKind.TABLE_ROW,)),
    sums=False,
    accounts=_longest_rows,
)


def _rows_of_lines_beside_longer_ones(facts: Facts) -> Iterator[Account]:
    longer = facts.outcomes.count(Outcome.EXTRA_FIGURE)
    if longer:
        rows = [e for e in facts.rows.values() if e.row.row.type == RowKind.LINE_RUN and e.place.placed]
        for entry in rows:
            if len(entry.columns) == 1 or longer > len(rows):
                yield lost(facts, entry)


FIGURE_TOO_MANY = Alternative(
    name="others-have-extra",
    supposes=("one of its figures is one too many, and its own is lost", "本行有一个数字是多出来的，而本行原有数字丢失"),
    sign=(
        "blanks are not preserved, and another row has a number too many where it has a single one, or most rows have",
        "空白未保留，且本行只有一个数字而另一行多出一个数字，或多数行多出一个数字",
    ),
    example="single_figure_where_another_row_has_one_too_many",
    near_miss="single_figure_in_cells_where_another_row_has_one_too_many",
    accepts=(
        "the single figures of a table in which one row has a number too many are all withheld",
        "一行多出数字的，表中所有只有一个数字的行都不予采用",
    ),
    kinds=RUNS_OF_LINES,
    sums=False,
    accounts=_rows_of_lines_beside_longer_ones,
)

# --- a file's own cells have moved up -----------------------------------------------------------------------------------


def _rows_whose_cells_moved_up(facts: Facts) -> Iterator[Account]:
    for entry in facts.rows.values():
        if not entry.place.placed:
            continue
        if _ends_in_words(entry):
            moved = (entry.in_cells is not None and _is_blank_behind(entry)) or len(entry.columns) - 1 in facts.short
        else:
            moved = entry.in_cells is not None and _ends_in_a_total(facts, entry)
        if moved:
            yield lost(facts, entry)


def _ends_in_words(entry: Entry) -> bool:
    """Whether words stand in the last of a row's figures' cells."""
    return entry.row.items[last_item(entry)] == TEXT and entry.kinds[last_column(entry)] != "text"


def _is_blank_behind(entry: Entry) -> bool:
    """Whether the cell behind a row's figures is blank."""
    row = entry.row
    behind = row.row.cells[row.at + last_item(entry) + 1 :]
    return bool(behind) and not behind[0].strip()


def _ends_in_a_total(facts: Facts, entry: Entry) -> bool:
    """Whether a group of figures has blanks at its end, and the last of those that are printed is the sum of the others."""
    at = 0
    for size in facts.table.sums:
        group = entry.values[at : at + size]
        at += size
        if group and group[-1] is None:
            *parts, last = [value for value in group if value is not None] or [0]
            if last == sum(parts) > 0 and None not in group[: len(parts) + 1]:
                return True
    return False


CELLS_MOVED_UP = Alternative(
    name="cells-moved-up",
    supposes=(
        "a cell of the row was deleted, and those behind it moved up by one",
        "本行有一个单元格被删除，其后的单元格依次前移",
    ),
    sign=(
        "the cells at its end are blank, and the last figure is the sum of those before it, or words stand in its place; or "
        "words stand there, and another row has a figure too few",
        "行末单元格为空白，而最后一个数字恰为前面各数之和，或该处为文字；或该处为文字，而另有一行缺少一个数字",
    ),
    example="cells_of_a_row_moved_up",
    near_miss="blank_total_in_a_file",
    accepts=(
        "a row that lost a cell, and whose other figures and blank end do not show it",
        "丢失单元格而其余数字和行末空白看不出来的行",
    ),
    kinds=frozenset((RowKind.TABLE_ROW,)),
    outcome=Outcome.CELLS_LOST,
    accounts=_rows_whose_cells_moved_up,
)


def _rows_with_impossible_sums(facts: Facts) -> Iterator[Account]:
    groups = facts.table.sums
    for entry in facts.rows.values():
        statuses = entry.statuses
        if statuses is None or "blank" not in statuses or not entry.place.placed or len(entry.values) != sum(groups):
            continue
        if _is_impossible(entry, statuses, groups):
            yield lost(facts, entry)


def _is_impossible(entry: Entry, statuses: Sequence[Status], groups: Sequence[int]) -> bool:
    """Whether some total beside a blank is less than its parts, or all groups that prove something break their sums."""
    told: list[bool] = []
    at = 0
    for size in groups:
        *parts, total = entry.values[at : at + size]
        has_blank = "blank" in statuses[at : at + size]
        at += size
        added = sum(part for part in parts if part is not None)
        if total is not None and total < added and has_blank:
            return True
        if total is not None and None not in parts and (total or added):
            told.append(total == added)
    return len(told) > 1 and not any(told)


SUMS_IMPOSSIBLE = Alternative(
    name="sums-impossible",
    supposes=("its cells have moved by one or more", "本行单元格发生移位"),
    sign=(
        "a total is less than its parts though one of them is blank; or of several groups all that are whole break their sums,"
        " and a cell is blank",
        "某项空白而总计仍小于各项之和；或有空白单元格，且各组凡完整的都不平衡",
    ),
    example="outcomes_moved_up_with_a_blank_at_the_end",
    near_miss="outcomes_of_which_one_group_breaks_its_sum",
    accepts=(
        "a row with blanks and a misprinted total is withheld as a whole",
        "有空白而总计误印的行整行不予采用",
    ),
    sums=True,
    accounts=_rows_with_impossible_sums,
)


def _with_a_change_among_its_counts(facts: Facts) -> Iterator[Account]:
    for entry in facts.rows.values():
        if "change" in entry.kinds and entry.place.placed and entry.statuses is not None and "unreadable" in entry.statuses:
            may_be_short = entry.row.row.type == RowKind.LINE_RUN or facts.plain(entry.path)[-1].kind == "blank"
            if may_be_short and any(_is_a_change(entry, column) for column in range(len(entry.columns))):
                yield lost(facts, entry)


def _is_a_change(entry: Entry, column: int) -> bool:
    """Whether what a count's column has is a whole number with a sign."""
    at, row = entry.place.item(column), entry.row
    if entry.kinds[column] != "count" or not 0 <= at < len(row.items) or row.items[at] != NUMBER:
        return False
    printed = number(row.row.cells[row.at + at])
    return printed.signed and printed.value == printed.value.to_integral_value()


CHANGE_MOVED_UP = Alternative(
    name="change-moved-up",
    supposes=(
        "a cell of the row was lost, and its change stands in the column of a count",
        "本行丢失了一个单元格，增减数移到了件数的列中",
    ),
    sign=(
        "a number with a sign stands in the column of a count; blanks are not preserved, or the row's last cell is blank",
        "件数的列中有带正负号的数字，且空白未保留，或行末单元格为空白",
    ),
    example="change_in_the_place_of_a_lost_count",
    near_miss="change_in_the_column_of_a_count_in_a_full_row",
    accepts=(
        "a row of lines whose count was printed with a sign by mistake is withheld as a whole",
        "每格一行的文本中，误印了正负号的件数所在的整行不予采用",
    ),
    outcome=Outcome.CELLS_LOST,
    accounts=_with_a_change_among_its_counts,
)
