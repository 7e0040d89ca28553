"""Alternatives of a figure that is printed in part: it is cut off, or goes on elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gzparse.form.alternatives.accounts import UNMARKED, Account, Alternative, Evidence
from gzparse.form.alternatives.evidence import ROW_SUM
from gzparse.form.alternatives.facts import Facts, last_column, last_item, lost
from gzparse.form.alternatives.loose import is_of_figures
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK
from gzparse.form.placing import Outcome, sums_hold
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.source import Range

# --- the text ends ------------------------------------------------------------------------------------------------------


def _rows_at_the_end(facts: Facts) -> Iterator[Account]:
    if not facts.ends_within:
        return
    end = len(facts.text)
    for entry in facts.rows.values():
        if entry.place.placed and entry.row.row.cell_ranges()[entry.row.at + last_item(entry)][1] == end:
            yield _last_figure_lost(facts, entry)


def _last_figure_lost(facts: Facts, entry: Entry, at: Range | None = None) -> Account:
    """Return the account without a row's last figure; without any, where its figures are placed by sums or order."""
    inferred = isinstance(entry.row, TextRow) and bool(entry.row.inferred)
    return lost(facts, entry, at=at) if inferred else lost(facts, entry, last_column(entry), at=at)


END_OF_TEXT = Alternative(
    name="end-of-text",
    supposes=("the text is cut off within the row's last figure", "全文在本行最后一个数字中间被截断"),
    sign=("the text ends with that figure", "全文止于该数字"),
    example="text_ends_with_a_figure",
    near_miss="text_ends_with_a_row_that_adds_up",
    accepts=(
        "a row cut within its last figure that happens to add up is given with what is left of it",
        "最后一个数字被截断而各项之和恰好仍等于总计的，按所余数字读取",
    ),
    refuted_by=(ROW_SUM,),
    outcome=Outcome.CELLS_LOST,
    accounts=_rows_at_the_end,
)


# --- one row lacks its closing mark -------------------------------------------------------------------------------------


def _the_only_open_row(facts: Facts) -> Iterator[Account]:
    open_ended: Entry | None = None
    for entry in facts.rows.values():
        if entry.place.placed and not _is_closed(facts, entry):
            if open_ended is not None:
                return
            open_ended = entry
    if open_ended is None or len(facts.rows) < 4:
        return
    headers = [row for row in facts.headers if row.row.type == RowKind.TABLE_ROW and len(row.row.cells) > 1]
    if all(row.row.cells[-1].strip() == "" for row in headers):
        yield _last_figure_lost(facts, open_ended)


def _is_closed(facts: Facts, entry: Entry) -> bool:
    """Whether a mark stands behind a row's last figure."""
    row, last = entry.row, last_item(entry)
    if row.row.type != RowKind.CELL_RUN:
        return row.row.type != RowKind.TABLE_ROW or len(row.items) > last + 1
    return facts.text[(end := row.row.cell_ranges()[row.at + last][1]) : end + 200].lstrip()[:1] == "|"


NO_CLOSING_MARK = Alternative(
    name="no-closing-mark",
    supposes=("the row is cut off within its last figure", "本行在最后一个数字中间被截断"),
    sign=(
        "of four rows or more, this one alone has no mark behind its last figure, and no header lacks it either",
        "四行以上的表中，只有本行最后一个数字后没有分隔符，表头各行也都有",
    ),
    example="row_of_three_cut_within_its_last_figure",
    near_miss="row_without_closing_mark_that_adds_up",
    accepts=(
        "where two rows are cut off, neither is the only one, and both are given with what is left of them",
        "有两行被截断的，都不是唯一的一行，按所余数字读取",
    ),
    kinds=frozenset((RowKind.TABLE_ROW, RowKind.CELL_RUN)),
    refuted_by=(ROW_SUM,),
    outcome=Outcome.CELLS_LOST,
    accounts=_the_only_open_row,
)


# --- unassigned numbers next to a row ----------------------------------------------------------------------------------------


def _rows_that_lack_some(facts: Facts) -> Iterator[Account]:
    for row in facts.loose:
        if is_of_figures(row):
            for entry in lacking(facts, row):
                yield lost(facts, entry, at=row.text_range())


FIGURES_OF_A_ROW_THAT_LACKS_SOME = Alternative(
    name="figures-beside-lacking",
    supposes=("figures next to the row are its own", "本行旁的数字属于本行"),
    sign=(
        "figures without a label stand next to the row, which has none, or a blank among them",
        "本行旁有不带名称的数字，而本行没有数字或有空白",
    ),
    example="page_number_below_a_row_with_blanks",
    near_miss="page_number_below_a_row_that_adds_up",
    accepts=(
        "a blank row next to a page number is withheld, though it may be blank",
        "页码旁的空白行不予采用，虽然可能确为空白",
    ),
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_rows_that_lack_some,
)


def _rows_that_go_on_in_cells(facts: Facts) -> Iterator[Account]:
    for row in facts.loose:
        if is_of_figures(row) and in_a_cell(row) and not lacking(facts, row):
            before, after, _ = facts.adjacent[id(row)]
            for entry in (before, after):
                if entry is not None and any(entry.values):
                    yield lost(facts, entry, at=row.text_range())


FIGURE_GOES_ON_IN_A_CELL = Alternative(
    name="figure-goes-on-in-a-cell",
    supposes=("a figure of the row goes on in a cell above or below it", "本行某个数字的一部分在其上方或下方的单元格中"),
    sign=(
        "digits without a label stand in a cell of a row of their own, above or below",
        "其上方或下方有单独成行、不带名称的数字单元格",
    ),
    example="figure_broken_over_two_rows_of_cells",
    near_miss="number_in_cells_below_a_row_that_adds_up",
    accepts=(
        "a figure broken over two rows of cells that leaves a row which happens to add up is given in part",
        "数字断在两行单元格中而所余各项之和恰好仍等于总计的，只读取一部分",
    ),
    kinds=frozenset((RowKind.TABLE_ROW,)),
    refuted_by=(ROW_SUM,),
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_rows_that_go_on_in_cells,
)


def _rows_that_go_on_below(facts: Facts) -> Iterator[Account]:
    for row in facts.loose:
        before = facts.adjacent[id(row)][0]
        if before is not None and is_of_figures(row) and not in_a_cell(row) and not lacking(facts, row):
            alone = row.row.type == RowKind.LINE and before.row.row.type == RowKind.TABLE_ROW
            yield _last_figure_lost(facts, before, row.text_range()) if alone else lost(facts, before, at=row.text_range())


def _is_of_columns(entry: Entry) -> bool:
    """Whether a row's figures stand on its label's line in text without marks: each may go on below it, where columns are."""
    return isinstance(entry.row, TextRow) and entry.row.on_line


def _ends_with_zero(facts: Facts, account: Account) -> bool:
    (path,) = account.rows
    entry = facts.rows[path]
    if _is_of_columns(entry):
        return not any(entry.values)
    return entry.row.items[last_item(entry)] == 0


def _has_a_cell_behind(facts: Facts, account: Account) -> bool:
    (path,) = account.rows
    entry = facts.rows[path]
    return not _is_of_columns(entry) and len(entry.row.items) > last_item(entry) + 1


def _a_line_is_blank_between(facts: Facts, account: Account) -> bool:
    (path,) = account.rows
    entry, row = facts.rows[path], facts.rows[path].row.row
    if _is_of_columns(entry) or account.at is None or "\n" in row.text.strip():
        return False
    return facts.text.count("\n", row.start + len(row.text.rstrip()), account.at[0]) > 1


def _total_holds(facts: Facts, account: Account) -> bool:
    (path,) = account.rows
    entry, sums = facts.rows[path], facts.table.sums
    if _is_of_columns(entry):
        return facts.adds_up(entry)
    total = entry.values[-1]
    parts = [value for value in entry.values[-sums[-1] : -1] if value is not None] if sums else []
    return bool(total) and sum(parts) == total


ZERO_IS_WHOLE = Evidence(
    "zero-is-whole",
    ("the figure is 0, and no number begins so", "该数字为 0，没有以 0 开头的数"),
    _ends_with_zero,
)
CELL_BEHIND = Evidence(
    "cell-behind", ("another cell follows the figure in its row", "该数字后同行还有单元格"), _has_a_cell_behind
)
BLANK_LINE = Evidence("blank-line", ("a blank line stands between", "两者之间有空行"), _a_line_is_blank_between)
TOTAL = Evidence("total", ("the row's total is the sum of its parts", "本行总计等于各项之和"), _total_holds)

FIGURE_GOES_ON_BELOW = Alternative(
    name="figure-goes-on-below",
    supposes=("the row's last figure goes on below it", "本行最后一个数字的一部分在其下方"),
    sign=("digits without a label stand below the row", "本行下方有不带名称的数字"),
    example="number_broken_over_lines",
    near_miss="page_number_below_a_zero",
    accepts=(
        "a single number right above a page number is withheld, though both may be what they seem",
        "紧接页码之上的单个数字不予采用，虽然两者可能各为其本来所是",
    ),
    refuted_by=(ZERO_IS_WHOLE, CELL_BEHIND, BLANK_LINE, TOTAL),
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_rows_that_go_on_below,
)


def _rows_in_pieces(facts: Facts) -> Iterator[Account]:
    for row in facts.loose:
        before = facts.adjacent[id(row)][0]
        if before is None or not is_of_figures(row) or in_a_cell(row) or not _shares_a_line(facts, before):
            continue
        if not any(_shares_a_line(facts, entry) for entry in facts.rows.values() if entry is not before):
            yield lost(facts, before, at=row.text_range())


def _shares_a_line(facts: Facts, entry: Entry) -> bool:
    """Whether two figures of a row stand on one line, where blanks are not preserved."""
    if entry.row.row.type not in (RowKind.LINE_RUN, RowKind.TEXT) or not entry.place.placed or _is_of_columns(entry):
        return False
    spans = [cell.span for cell in facts.plain(entry.path) if cell.span is not None]
    return any("\n" not in facts.text[a[1] : b[0]] for a, b in pairwise(spans))


FIGURE_IN_PIECES = Alternative(
    name="figure-in-pieces",
    supposes=(
        "two of its figures are the pieces of one, and the number below is its last",
        "本行有一个数字断成两段，其下的数字才是末项",
    ),
    sign=(
        "two of its figures stand on one line as in no other row, and a number without a label below",
        "本行有两个数字在同一行上而其他各行没有，且其下有不带名称的数字",
    ),
    example="figure_in_pieces_above_a_number",
    near_miss="figures_on_one_line_above_a_page_number",
    accepts=(
        "a row on one line above a page's number, in a table of a figure a line, is withheld",
        "每行一个数字的表中，数字同在一行且其下为页码的行不予采用",
    ),
    sums=False,
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_rows_in_pieces,
)


def _rows_moved_by_one(facts: Facts) -> Iterator[Account]:
    order = list(facts.rows.values())
    size = sum(facts.table.sums)
    for before, after, at in _beside_figures_too_many(facts, order, size):
        if order and after is order[0] and not holds_figures(order[-1].row):  # above the first label, and none below the last
            away = [entry for entry in order if entry.place.placed and _is_away_from_its_label(facts, entry)]
            yield from (lost(facts, entry, at=at) for entry in away if len(entry.columns) == size)
            continue
        for entry, step in ((before, -1), (after, 1)):
            moved: list[Entry] = []
            while entry is not None and _is_away_from_its_label(facts, entry) and len(entry.columns) == size:
                moved.append(entry)
                next_to_it = facts.place(entry.path) + step
                entry = order[next_to_it] if 0 <= next_to_it < len(order) else None
            if entry is not None and not holds_figures(entry.row):
                yield from (lost(facts, one, at=at) for one in moved)


def _beside_figures_too_many(
    facts: Facts, order: Sequence[Entry], size: int
) -> Iterator[tuple[Entry | None, Entry | None, Range]]:
    """Return the rows before and behind whole rows of figures without a label, and beside rows with twice as many figures."""
    for row in facts.loose:
        if is_of_figures(row) and len(row.items) == size and True in sums_hold(row.items, facts.table.sums):
            before, after, _ = facts.adjacent[id(row)]
            yield before, after, row.text_range()
    for at, entry in enumerate(order):
        if entry.place.outcome is Outcome.EXTRA_FIGURE and len(entry.row.items) == 2 * size:
            yield order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None, entry.row.text_range()


def _is_away_from_its_label(facts: Facts, entry: Entry) -> bool:
    """Whether a row's figures stand on another line than its label, where rows are not marked."""
    row = entry.row
    if isinstance(row, TextRow):
        return not row.on_line and is_full(entry)
    if row.row.type not in RUNS or not holds_figures(row) or row.at == row.first:
        return False
    places = row.row.cell_ranges()
    first = next(at for at, item in enumerate(row.items, row.at) if item != BLANK)
    return "\n" in facts.text[places[row.at - 1][1] : places[first][0]]


def _figures_on_lines_of_other_labels(facts: Facts) -> Iterator[Account]:
    labelled = (entry.row for entry in facts.rows.values() if entry.row.at > entry.row.first)
    labels = sorted(row.row.cell_ranges()[row.first][0] for row in labelled)
    for entry in facts.rows.values():
        if entry.row.row.type == RowKind.CELL_RUN and entry.place.placed and _is_away_from_its_label(facts, entry):
            last = max(index for index, item in enumerate(entry.row.items) if item != BLANK)
            end = entry.row.row.cell_ranges()[entry.row.at + last][1]
            line_end = facts.text.find("\n", end)
            behind = bisect_left(labels, end)
            if behind < len(labels) and (line_end < 0 or labels[behind] < line_end):
                yield lost(facts, entry)


BEFORE_ANOTHER_LABEL = Alternative(
    name="figures-before-label",
    supposes=("its figures are those of the label behind them, on their line", "其数字属于同一行上其后的名称"),
    sign=(
        "its figures stand on a line below its label, before another row's label",
        "其数字在名称的下一行，且在另一行目的名称之前",
    ),
    example="figures_to_the_left_of_their_labels",
    near_miss="labels_on_lines_of_their_own_above_figures",
    accepts=(
        "rows whose figures stand alone on the line above their labels",
        "数字独占其名称上一行的行",
    ),
    kinds=frozenset((RowKind.CELL_RUN,)),
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_figures_on_lines_of_other_labels,
)


MOVED_BY_A_ROW = Alternative(
    name="figures-moved-by-a-row",
    supposes=(
        "the figures without a label are its own, and those near it are the next row's",
        "不带名称的一行数字属于本行，而其旁的数字属于下一行",
    ),
    sign=(
        "a whole row of figures without a label, or a row with twice as many figures, stands on one side of it, a row without "
        "any on the other, and none between them has its figures on its label's line",
        "其一侧有完整而不带名称的一行数字，或数字多出一倍的行，另一侧有没有数字的行，其间各行的数字均不与名称同行",
    ),
    example="figures_without_a_label_before_a_row_without_figures",
    near_miss="figures_without_a_label_before_rows_with_figures",
    accepts=(
        "rows next to a row of figures that is no row of the form, and one that lacks its figures, are withheld",
        "表外一行数字与缺少数字的行之间各行，不予采用",
    ),
    kinds=UNMARKED | {*RUNS},
    sums=True,
    reason="figures-beside",
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_rows_moved_by_one,
)


def lacking(facts: Facts, row: FormRow) -> list[Entry]:
    """Return the rows next to unassigned numbers that may lack them: a label without any above them, or rows with blanks."""
    before, after, label_only = facts.adjacent[id(row)]
    if label_only is not None:
        return [facts.rows[label_only]]
    return [entry for entry in (before, after) if entry is not None and not is_full(entry)]


def is_full(entry: Entry) -> bool:
    """Whether a row has all its figures, none of them blank."""
    return entry.place.placed and (entry.statuses is None or "blank" not in entry.statuses)


def in_a_cell(row: FormRow) -> bool:
    """Whether unassigned numbers stand in a cell of a row of their own."""
    return row.row.type == RowKind.TABLE_ROW and len(row.row.cells) > 1


BESIDE = (
    *(FIGURES_OF_A_ROW_THAT_LACKS_SOME, FIGURE_GOES_ON_IN_A_CELL, FIGURE_GOES_ON_BELOW, FIGURE_IN_PIECES, MOVED_BY_A_ROW),
    BEFORE_ANOTHER_LABEL,
)
"""Those of figures without a label next to a row."""
