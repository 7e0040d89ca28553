"""Laying rows on a table's own columns: the cells of a row → the figures of the form's columns."""

from __future__ import annotations

from collections.abc import Sequence

from gzparse.form.entries import Entry, OwnColumns, evaluate, holds_figures
from gzparse.form.items import BLANK, TEXT
from gzparse.form.placing import Outcome, Place, full, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind

__all__ = ["check_laid_rows", "first_cells", "items_of_cells", "lay_on_columns"]


def first_cells(entries: Sequence[Entry]) -> dict[int, int]:
    """Return in which cell of marked rows the first figure stands, by how many cells the rows have, where that is certain.

    That is where full rows begin; without any, behind the longest label of the rows with most cells. Shorter rows have lost
    cells, and may begin anywhere.
    """
    begins: dict[int, set[int]] = {}
    labels: dict[int, int] = {}
    for entry in entries:
        if entry.own is not None and entry.row.row.type == RowKind.TABLE_ROW:
            count = len(entry.row.row.cells)
            labels[count] = max(labels.get(count, 0), entry.row.at)
            start = _full(entry, entry.own)
            if start >= 0:
                begins.setdefault(count, set()).add(entry.row.at + start)
    if labels:
        most = max(labels)
        begins.setdefault(most, {labels[most]})
    return {count: cells.pop() for count, cells in begins.items() if len(cells) == 1}


def lay_on_columns(entry: Entry, own: OwnColumns, sums: Sequence[int], first: int | None, *, cells_keep_position: bool) -> None:
    """Set the figures of a row in a table whose columns are not the form's.

    The row must have a figure for each of the table's columns, or a marked cell for each and no other. Blank cells at its end
    are in place only where cells keep their position, or where the row's sums leave no other place for them. A cell that is
    printed in several columns is one only if all of them print the same. first: the cell in which the first figure of rows
    with as many cells stands: a row with blanks begins there, too.
    """
    items, size = items_of_cells(entry), len(own.own)
    start = _full(entry, own)
    if start < 0 and entry.row.row.type == RowKind.TABLE_ROW:
        begin = first - entry.row.at if first is not None else -1
        if begin >= 0 and items[:begin].count(BLANK) == len(items[:begin]):
            start = _cells_start(entry, begin, own, sums, cells_keep_position=cells_keep_position)
    if start >= 0 and entry.row.row.type == RowKind.LINE_RUN and own.adds_up(items[start:], sums, entry.columns) is False:
        start = -1  # one of its cells may be blank, and a number near it be a page's
    if start < 0:
        figures = len(items) - items.count(BLANK)
        entry.place = Place(
            Outcome.NO_CELLS if not items else Outcome.EXTRA_FIGURE if figures > size else Outcome.UNPROVEN,
            reason="" if not items else "not-in-own-columns",
        )
        entry.withhold("withheld" if holds_figures(entry.row) else "unreadable")
        return
    if any(len({items[start + i] for i, name in enumerate(own.own) if name == column}) > 1 for column in entry.columns):
        entry.place = Place(Outcome.UNPROVEN, reason="merged-cells-differ")
        entry.withhold()
        return
    entry.place = Place(Outcome.PLACED, start, columns=own.places(entry.columns, start))
    evaluate(entry)
    own.hide(entry)


def _full(entry: Entry, own: OwnColumns) -> int:
    """Return where a row's figures begin that has one for each of the table's columns, or -1."""
    items = items_of_cells(entry)
    return full(items, len(own.own)) if TEXT not in items else -1


def items_of_cells(entry: Entry) -> list[int]:
    """Return what a row's cells hold. Behind the bar at its end is no cell, but the edge of the table's frame."""
    items = entry.row.items
    framed = bool(items) and items[-1] == BLANK and entry.row.is_framed
    return items[:-1] if framed else items


def _cells_start(entry: Entry, begin: int, own: OwnColumns, sums: Sequence[int], *, cells_keep_position: bool) -> int:
    """Return where a row's cells begin that are marked, one for each column; -1 where that is not certain.

    begin: where they begin as far as other rows show it.
    """
    items, size = items_of_cells(entry)[begin:], len(own.own)
    if len(items) < size or items[size:].count(BLANK) < len(items) - size:
        return -1
    if (
        not begin
        and items[0] == BLANK
        and not own.own[0]
        and entry.row.at == entry.row.first
        and items.count(BLANK) < len(items)
    ):
        return -1  # the label's cell, and not that of the foreign column in front
    if items[size - 1] != BLANK or cells_keep_position or items.count(BLANK) == len(items):
        return begin
    return begin if _blank_is_last(items[:size], own, sums, entry.columns) else -1


def _blank_is_last(items: list[int], own: OwnColumns, sums: Sequence[int], columns: Sequence[str]) -> bool:
    """Whether a row's one blank cell can be none but its last, since a blank before any other figure breaks the sums."""
    if items.count(BLANK) != 1 or TEXT in items or not sums or any(column not in own.own for column in columns):
        return False
    for at in range(len(items) - 1):
        moved = [*items[:at], BLANK, *items[at:-1]]
        if False not in sums_hold([moved[own.own.index(column)] for column in columns], sums):
            return False
    return True


def check_laid_rows(reading: TableReading, entries: Sequence[Entry]) -> None:
    """Withhold rows that could be laid on the table's own columns where most of its rows could not: the columns are others."""
    laid = [entry for entry in entries if entry.own is not None and holds_figures(entry.row)]
    placed = [entry for entry in laid if entry.place.placed]
    if placed and 2 * len(placed) < len(laid):
        for entry in placed:
            entry.place = Place(Outcome.REORDERED)
            entry.withhold()
        reading.findings.add("columns-unclear", *(entry.path for entry in placed), at=placed[0].row.text_range())
