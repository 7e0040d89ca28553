"""What a file's reader doubts of a table → the figures that are withheld for it."""

from __future__ import annotations

from collections.abc import Sequence
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

__all__ = ["cell_of", "withhold_by_notes"]


def withhold_by_notes(reading: TableReading) -> None:
    """Withhold what a file's reader says it does not know.

    These are the rows of a table whose cells overlap or are no rectangles, and figures in cells of which it is open whether a
    reader of the file sees them. Where such a note names no cell, it holds for the whole table.
    """
    file = reading.findings.source.file
    if file is None:
        return
    doubts = [
        (note.code, extent, None if note.code == "cell-shape" else cell_of(note.place))
        for note, extent in file.notes
        if extent is not None and (note.code == "cell-shape" or note.code in SHOWN_UNKNOWN)
    ]
    _report_notes(
        reading, [(note, extent) for note, extent in file.notes if note.code == "note-on-cell" and extent is not None]
    )
    for (code, extent), group in groupby(doubts, key=lambda doubt: doubt[:2]):
        places = {place for _, _, place in group}
        for entry in reading.entries.values():
            if not (extent[0] <= entry.row.row.start < extent[1] and holds_figures(entry.row)):
                continue
            if None in places:
                withhold(reading, entry, code)
            else:
                _withhold_cells(reading, entry, code, places)


def _report_notes(reading: TableReading, notes: Sequence[tuple[Note, Range]]) -> None:
    """Report footnotes and the like at the figures of which they speak: one finding for each note, whatever cells it is on."""
    from gzparse.form.note_cells import figures_of_note  # few files have notes

    for text, group in groupby(sorted(notes, key=lambda each: each[0].text), key=lambda each: each[0].text):
        paths: dict[str, None] = {}
        at: Range | None = None
        for note, extent in group:
            place = cell_of(note.place)
            entries = [entry for entry in reading.entries.values() if extent[0] <= entry.row.row.start < extent[1]]
            if place is None:
                found = [entry.path for entry in entries if holds_figures(entry.row)]
            else:
                found = [path for entry in entries for path in _in_cells(reading, entry, {place}).values()]
                found = found or figures_of_note(reading, place, extent)
            paths.update(dict.fromkeys(found))
            at = at or next((entry.row.text_range() for entry in entries if any(_is_of(path, entry) for path in found)), None)
        if paths:
            reading.findings.add("note-on-cell", *paths, at=at, text=text)


def _is_of(path: str, entry: Entry) -> bool:
    return path == entry.path or path.startswith(f"{entry.path}.")


def cell_of(place: Place) -> Place | None:
    """Return the place of the cell that a place lies in, or nothing where it lies in none."""
    if place.box is not None:
        return place
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
        and any(cell_of(place) in places for start, end in row.pieces(at) for place in source.places(start, end))
    }
