"""Joining: a table at the end of a page and one at the beginning of the next → one table, if they are parts of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field

from gzparse.read.pdf.lines import Line
from gzparse.read.pdf.tables import CellDraft, TableDraft

_SAME = 5.0
_OWN = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．,，]|[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十\d]|"
    r"[总合小]\s*计|其\s*[他它])"
)
"""How a cell begins that has a label of its own, and does not continue one."""
_CONTINUED_WIDTH = 5
"""In em: one line that fills a cell narrower than that says nothing about whether its text goes on."""


@define(eq=False)
class Joined:
    """What was found when tables were joined: lines of repeated headers, and the cells of rows that a page break had cut."""

    headers: list[Line] = field(factory=list)
    rows: list[CellDraft] = field(factory=list)


def are_parts(first: TableDraft, second: TableDraft) -> bool:
    """Whether two tables, the second one at the beginning of the next page, may be parts of one."""
    return abs(first.xs[0] - second.xs[0]) <= _SAME and abs(first.xs[-1] - second.xs[-1]) <= _SAME


def join(first: TableDraft, second: TableDraft, joined: Joined) -> None:
    """Append the rows of the second table to the first one."""
    first.remarks += second.remarks
    first.pictures += second.pictures
    first.hiding |= second.hiding
    _unite_columns(first, second)
    _drop_header(first, second, joined)
    if not second.rows:
        return
    is_one_row = _is_cut_row(first, second)
    above = {(cell.column, cell.colspan): cell for cell in first.cells if cell.row + cell.rowspan == first.rows}
    shift = first.rows - is_one_row
    for cell in second.cells:
        over = above.get((cell.column, cell.colspan)) if cell.row == 0 else None
        if over is not None and (is_one_row or _is_cut_cell(over, cell)):
            over.rowspan += cell.rowspan - is_one_row
            if is_one_row and over.lines and cell.lines:
                joined.rows.append(over)
            over.lines += cell.lines
            over.fills = over.fills and cell.fills
            over.open_bottom = cell.open_bottom
        else:
            cell.row += shift
            first.cells.append(cell)
    first.rows += second.rows - is_one_row
    first.cut_digits += second.cut_digits


def _unite_columns(first: TableDraft, second: TableDraft) -> None:
    """Give both tables the columns of both."""
    if len(first.xs) == len(second.xs) and all(abs(a - b) <= _SAME for a, b in zip(first.xs, second.xs, strict=True)):
        return
    xs = list(first.xs)
    for x in second.xs:
        if all(abs(x - other) > _SAME for other in xs):
            xs.append(x)
    xs.sort()
    for table in (first, second):
        places = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in table.xs]  # type: ignore[misc]
        for cell in table.cells:
            end = places[cell.column + cell.colspan]
            cell.column, cell.colspan = places[cell.column], end - places[cell.column]
        table.xs = xs


def _drop_header(first: TableDraft, second: TableDraft, joined: Joined) -> None:
    """Take the header out of the second table if it repeats the first rows of the first one."""
    rows = min(first.rows, second.rows)
    repeated = 0
    for row in range(1, rows + 1):
        if _shape(first, row) is None or _shape(first, row) != _shape(second, row):
            continue
        if _rows_text(first, repeated, row) != _rows_text(second, repeated, row):
            break
        repeated = row
    if not repeated or not any(text for _, text in _rows_text(second, 0, repeated)):
        return
    kept = []
    for cell in second.cells:
        if cell.row < repeated:
            joined.headers += cell.lines
        else:
            cell.row -= repeated
            kept.append(cell)
    second.cells, second.rows = kept, second.rows - repeated


def _shape(table: TableDraft, row: int) -> tuple[tuple[int, int, int], ...] | None:
    """Return the cells above a row, or ``None`` if one of them reaches over it."""
    cells = [cell for cell in table.cells if cell.row < row]
    if any(cell.row + cell.rowspan > row for cell in cells):
        return None
    return tuple(sorted((cell.row, cell.column, cell.colspan) for cell in cells))


def _rows_text(table: TableDraft, start: int, end: int) -> list[tuple[tuple[int, int], str]]:
    return sorted(((cell.row, cell.column), cell.text) for cell in table.cells if start <= cell.row < end)


def _is_cut_cell(over: CellDraft, cell: CellDraft) -> bool:
    """Whether a cell above the page break and one below it are parts of one that spans rows."""
    if over.open_bottom and cell.open_top and not (_has_digits_only(over) and _has_digits_only(cell)):
        return not _OWN.match(cell.text)
    if max(over.rowspan, cell.rowspan) < 2:
        return False
    if not (over.lines and cell.lines):
        return True
    return not (_has_digits_only(over) or _has_digits_only(cell)) and not _OWN.match(cell.text)


def _has_digits_only(cell: CellDraft) -> bool:
    return bool(re.fullmatch(r"[\d.,，\s]+", cell.text))


def _is_cut_row(first: TableDraft, second: TableDraft) -> bool:
    """Whether the last row above the page break and the first one below it are one row."""
    last = [cell for cell in first.cells if cell.row + cell.rowspan == first.rows]
    here = [cell for cell in second.cells if cell.row == 0]
    pairs = _pairs(last, here)
    if not pairs or len(pairs) < len([cell for cell in here if cell.lines]):
        return False
    if any(_has_digits_only(over) and _has_digits_only(cell) for over, cell in pairs):
        return False
    if all(over.open_bottom and cell.open_top for over, cell in pairs):
        return not any(_OWN.match(cell.text) for _, cell in pairs)
    # A line was drawn at the break. Then a label must go on below, and figures may stand on one side only.
    both = [(over, cell) for over, cell in pairs if over.lines and cell.lines]
    labels = [(over, cell) for over, cell in both if over.rowspan == cell.rowspan == 1]
    if not labels or any(_OWN.match(cell.text) for _, cell in both) or not all(_goes_on(*label) for label in labels):
        return False
    others = [(over, cell) for over, cell in pairs if (over, cell) not in both]
    figures_above = any(over.lines for over, _ in others if over.rowspan == 1)
    figures_below = any(cell.lines for _, cell in others if cell.rowspan == 1)
    return bool(others) and not (figures_above and figures_below)


def _pairs(last: Sequence[CellDraft], here: Sequence[CellDraft]) -> list[tuple[CellDraft, CellDraft]]:
    above = {(cell.column, cell.colspan): cell for cell in last}
    return [(above[cell.column, cell.colspan], cell) for cell in here if (cell.column, cell.colspan) in above]


def _goes_on(over: CellDraft, cell: CellDraft) -> bool:
    """Whether the text of a cell fills its last line, and the cell below has no label of its own."""
    line = over.lines[-1]
    width = over.right - over.left
    if _has_digits_only(cell) or _OWN.match(cell.text) or (width < _CONTINUED_WIDTH * line.size and len(over.lines) < 2):
        return False
    return width - (line.right - line.left) < 1.0 * line.size + 12.0
