"""A note of the file on a cell → the figures that it may speak of: its own, those of its row, or those below a header.

Idea: what is said of a label is said of its row, and what is said of the name of a column, of the figures below it. Where a
cell is none of these, the note may speak of the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from gzparse.form.entries import Entry, holds_figures
from gzparse.form.known_columns import columns_in_row
from gzparse.form.table_reading import TableReading
from gzparse.model.place import Place
from gzparse.model.source import Range, Source, TableRow

__all__ = ["figures_of_note"]


def figures_of_note(reading: TableReading, place: Place, extent: Range) -> list[str]:
    """Return the figures, rows or the table of which a note on a cell speaks; nothing where the cell is none of the table's.

    extent: the range of the text that the file's table has become, of which the form's table may be a part.
    """
    rows = reading.grid.rows
    found = _cell_at(reading.findings.source, place, extent) if rows else None
    if found is None:
        return []
    row, column = found
    if not rows[0].start <= row.start <= rows[-1].start:
        return []
    entries = [entry for entry in reading.entries.values() if _is_within(entry, extent) and holds_figures(entry.row)]
    down, across = (row.cells[column] if column < len(row.cells) else None) or (1, 1)
    concerned = [entry for entry in entries if _is_in_rows(entry, row, down)] or list(_below(reading, entries, row.start))
    paths = _in_columns(concerned, range(column, column + across))
    if not paths or len(paths) == sum(len(entry.columns) for entry in concerned):
        paths = [entry.path for entry in concerned]
    return [reading.section] if len(paths) == len(reading.entries) > 1 or not paths else paths


def _is_within(entry: Entry, extent: Range) -> bool:
    return extent[0] <= entry.row.row.start < extent[1]


def _is_in_rows(entry: Entry, row: TableRow, down: int) -> bool:
    of_file = entry.row.row.of_file
    return of_file is not None and row.row <= of_file.row < row.row + down


def _in_columns(entries: Sequence[Entry], columns: range) -> list[str]:
    """Return the figures of rows that stand in some columns of the file's grid; of a row that is not placed, the row."""
    found: list[str] = []
    for entry in entries:
        if not entry.place.certain or len(entry.values) != len(entry.columns):
            found += (
                [entry.path] if any(at in columns for at in range(entry.row.at, entry.row.at + len(entry.row.items))) else []
            )
            continue
        paths = entry.paths()
        found += [paths[index] for index, at in columns_in_row(entry).items() if at in columns]
    return found


def _below(reading: TableReading, entries: Sequence[Entry], start: int) -> Iterator[Entry]:
    """Return the rows below a place, up to the next header that has rows above it."""
    following = [entry for entry in entries if entry.row.start > start]
    first = min((entry.row.start for entry in following), default=start)
    heads = [row.start for row in reading.rows if row.type in reading.table.columns and row.start > first]
    end = min(heads, default=None)
    yield from (entry for entry in following if end is None or entry.row.start < end)


def _cell_at(source: Source, place: Place, extent: Range) -> tuple[TableRow, int] | None:
    """Return the row and the column of the file's grid in which a cell stands; a blank one may be found by its row alone."""
    assert source.file is not None
    nearest: tuple[TableRow, int] | None = None
    for row in source.file.rows:
        if not extent[0] <= row.start < extent[1]:
            continue
        at = row.start
        for column, cell in enumerate(source.text[row.start : row.end].split("\t")):
            for other in source.places(at, at + len(cell)):
                if _is_same_cell(other, place):
                    return row, column
                if nearest is None and _is_same_row(other, place):
                    nearest = row, len(row.cells)
            at += len(cell) + 1
    return nearest


def _is_same_cell(one: Place, other: Place) -> bool:
    return evolve(one, path=None) == evolve(other, path=None)


def _is_same_row(one: Place, other: Place) -> bool:
    if one.address is not None and other.address is not None:
        return one.sheet == other.sheet and _digits(one.address) == _digits(other.address)
    return one.row is not None and (one.table, one.row) == (other.table, other.row)


def _digits(address: str) -> str:
    return "".join(filter(str.isdigit, address))
