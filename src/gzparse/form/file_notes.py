"""What a file's reader doubts of a table → the figures that are withheld for it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve

from gzparse.form.alternatives.resolve import withhold
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.known_columns import columns_in_row
from gzparse.form.table_reading import TableReading
from gzparse.model.cell_notes import SHOWN_UNKNOWN
from gzparse.model.place import Place
from gzparse.model.source import Range

if TYPE_CHECKING:
    from gzparse.model.document import Note

__all__ = ["withhold_by_notes"]


def withhold_by_notes(reading: TableReading) -> None:
    """Withhold what a file's reader says it does not know.

    These are the rows of a table whose cells overlap or are no rectangles, and figures in cells of which it is open whether a
    reader of the file sees them. Where such a note names no cell, it holds for the whole table.
    """
    file = reading.findings.source.file
    if file is None:
        return
    doubts = [
        (note.code, extent, None if note.code == "cell-shape" else _cell_of(note.place))
        for note, extent in file.notes
        if extent is not None and (note.code == "cell-shape" or note.code in SHOWN_UNKNOWN)
    ]
    for note, extent in file.notes:
        if note.code == "note-on-cell" and extent is not None:
            _report_note(reading, note, extent)
    for (code, extent), group in groupby(doubts, key=lambda doubt: doubt[:2]):
        places = {place for _, _, place in group}
        for entry in reading.entries.values():
            if not (extent[0] <= entry.row.row.start < extent[1] and holds_figures(entry.row)):
                continue
            if None in places:
                withhold(reading, entry, code)
            else:
                _withhold_cells(reading, entry, code, places)


def _report_note(reading: TableReading, note: Note, extent: Range) -> None:
    """Report a footnote or the like at the figures of the cell to which it belongs, or of all rows where it names none."""
    place = _cell_of(note.place)
    for entry in reading.entries.values():
        if extent[0] <= entry.row.row.start < extent[1] and holds_figures(entry.row):
            paths = [entry.path] if place is None else list(_in_cells(reading, entry, {place}).values())
            if paths:
                reading.findings.add("note-on-cell", *paths, at=entry.row.text_range(), text=note.text)


def _cell_of(place: Place) -> Place | None:
    """Return the place of the cell that a place lies in, or nothing where it lies in none."""
    return None if place.cell is None and place.address is None else evolve(place, path=None)


def _withhold_cells(reading: TableReading, entry: Entry, code: str, places: set[Place | None]) -> None:
    """Withhold the figures of a row that stand in some cells of the file."""
    found = _in_cells(reading, entry, places)
    if found:
        entry.withhold(columns=list(found))
        reading.findings.add(code, *found.values(), at=entry.row.text_range())


def _in_cells(reading: TableReading, entry: Entry, places: set[Place | None]) -> dict[int, str]:
    """Return the figures of a row that stand in some cells of the file: their columns and paths."""
    if not entry.place.certain or len(entry.values) != len(entry.columns):
        return {}
    source, row = reading.findings.source, entry.row.row
    paths = entry.paths()
    return {
        index: paths[index]
        for index, at in columns_in_row(entry).items()
        if at < len(row.cells)
        and any(_cell_of(place) in places for start, end in row.pieces(at) for place in source.places(start, end))
    }
