"""Headers made: the rows above and between entries in which the form's names stand, set aside as headers."""

from __future__ import annotations

from collections.abc import Sequence

from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import cell_names, header_parts, known_names
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind
from gzparse.spec.table import HeaderNames

__all__ = ["is_known", "make_headers", "make_headers_of"]


def make_headers(reading: TableReading, entries: Sequence[Entry]) -> None:
    """Make headers of the rows above and between entries in which the form's names stand, and of the words next to them."""
    form = reading.table.header_names
    if form is not None:
        for rows, _ in header_parts(reading, entries, form):
            make_headers_of(reading, form, rows)


def make_headers_of(reading: TableReading, form: HeaderNames, rows: Sequence[FormRow]) -> None:
    """Make headers of the rows of one header."""
    known = {*map(id, reading.headers)}
    names = [_flat(row, form) for row in rows]
    named = [any(is_known(name, form) for name in some) for some in names]
    marked = {id(row.row) for row, has in zip(rows, named, strict=True) if has and row.row.type == RowKind.TABLE_ROW}
    new = []
    for index, row in enumerate(rows):
        beside = id(row.row) in marked or any(named[max(index - 1, 0) : index + 2])
        if (
            id(row) not in known
            and not holds_figures(row)
            and (named[index] or (row.type == "STRAY" and names[index] and beside))
        ):
            new.append(row)
    if new:
        moved = {*map(id, new)}
        reading.headers += new
        for some_rows in (reading.unread, reading.notes, reading.furniture):
            some_rows[:] = [row for row in some_rows if id(row) not in moved]


def is_known(name: str, form: HeaderNames) -> bool:
    """Whether a name is one of the form's, or the title over all columns."""
    return name in known_names(form) or name == form.above_all


def _flat(row: FormRow, form: HeaderNames) -> list[str]:
    return [name for cell in row.cells() for name in cell_names(cell, form)]
