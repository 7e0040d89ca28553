"""Laying rows on a table's own columns: the cells of a row → the figures of the form's columns."""

from __future__ import annotations

from gzparse.form.entries import Entry, OwnColumns, evaluate, holds_figures
from gzparse.form.items import BLANK, TEXT
from gzparse.form.placing import Outcome, Place, full
from gzparse.model.grid import RowKind

__all__ = ["lay_on_columns"]


def lay_on_columns(entry: Entry, own: OwnColumns, *, cells_keep_position: bool) -> None:
    """Set the figures of a row in a table whose columns are not the form's.

    The row must have a figure for each of the table's columns, or a marked cell for each and no other. Blank cells at its end
    are in place only where cells keep their position.
    """
    items, size = entry.row.items, len(own.own)
    start = full(items, size) if TEXT not in items else -1
    if start < 0 and entry.row.row.type == RowKind.TABLE_ROW:
        start = _cells_start(items, size, cells_keep_position=cells_keep_position)
    if start < 0:
        figures = len(items) - items.count(BLANK)
        entry.place = Place(
            Outcome.NO_CELLS if not items else Outcome.EXTRA_FIGURE if figures > size else Outcome.UNPROVEN,
            reason="" if not items else "not-in-own-columns",
        )
        entry.withhold("withheld" if holds_figures(entry.row) else "unreadable")
        return
    entry.place = Place(Outcome.PLACED, start, columns=own.places(entry.columns, start))
    evaluate(entry)


def _cells_start(items: list[int], size: int, *, cells_keep_position: bool) -> int:
    """Return where a row's cells begin that are marked, one for each column; -1 where that is not certain."""
    if len(items) < size or items[size:].count(BLANK) < len(items) - size:
        return -1
    if items.count(BLANK) == len(items):
        return 0
    return 0 if items[size - 1] != BLANK or cells_keep_position else -1
