"""Known columns: a file's own grid → the columns of a table's rows, outright: a cell stands in the column in which it stands.

The columns are known where each of the form's is named once, by the cells of the header above it, and a row's cells begin in
just these columns. Nothing is then open about blank cells: they have not moved. Where the sums of most rows say otherwise, the
usual steps decide.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from gzparse.form.entries import Entry, evaluate
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import cell_names, header_parts
from gzparse.form.header_rows import Leaf, column_of
from gzparse.form.items import BLANK, NUMBER
from gzparse.form.placing import Outcome, Place, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.model.source import TableRow
from gzparse.spec.table import HeaderNames

__all__ = ["columns_in_row", "lay_in_cells", "note_known_columns", "note_rows", "printed_in", "withhold_merged"]

_FEW = 3
"""Of so many rows it may be said that most of them break their sums."""


def note_known_columns(reading: TableReading, entries: Sequence[Entry]) -> list[Entry]:
    """Note the columns of the rows of a file's own grid whose columns are known. Return these rows."""
    form = reading.table.header_names
    if not any(entry.row.row.of_file is not None for entry in entries):
        return []
    laid = [entry for entry in entries if entry.in_cells is not None]
    if form is None or laid or reading.columns_are_known:
        return laid
    for rows, below in header_parts(reading, entries, form):
        if below:
            laid += _note_part(reading, form, rows, below)
    return laid


def _note_part(reading: TableReading, form: HeaderNames, rows: Sequence[FormRow], below: Sequence[Entry]) -> list[Entry]:
    names = _names_over_columns(rows, below[0], form)
    columns = below[0].columns
    at: dict[str, int] = {}
    others: list[int] = []
    for place, (leaf, begins) in names.items():
        column = column_of(leaf, form) if leaf.name else None
        if column is None:
            others.append(place)
        elif column in at:
            return []
        elif begins:
            at[column] = place
    if {*at} != {*columns}:
        return []
    places = tuple(at[column] for column in columns)
    foreign = [place for place in others if place > min(places)]
    laid = note_rows(reading, below, places, foreign, [place for place in foreign if not names[place][0].name])
    if laid:
        _report(reading, rows, laid, places, foreign)
    return laid


def note_rows(
    reading: TableReading, entries: Sequence[Entry], places: Sequence[int], foreign: Sequence[int], nameless: Sequence[int]
) -> list[Entry]:
    """Note the columns of the rows whose cells begin in these of the file's grid, and return these rows.

    foreign: the columns that are none of the form's. nameless: those of them over which no name stands. There are none where
    most rows break their sums so. Rows that lack a cell are withheld where a column is none of the form's: its cell may be the
    one that is lost.
    """
    laid = [entry for entry in entries if begins_in(entry, places, foreign)]
    if _most_break_sums(reading, laid, places):
        return []
    for entry in laid:
        entry.in_cells = tuple(places)
    if foreign:
        _withhold_shorter_rows(entries, len(places) + len(foreign))
        _withhold_rows_with_figures_beyond(reading, laid, places, nameless)
    return laid


def _withhold_rows_with_figures_beyond(
    reading: TableReading, laid: Sequence[Entry], places: Sequence[int], nameless: Sequence[int]
) -> None:
    """Withhold rows with figures in columns over which the header names nothing, unless their sums prove the named ones.

    Any of the figures may be the one that the name is of. As many columns more as the form has may be those of another year.
    """
    for entry in laid:
        beyond = sum(_has_figure(entry, column) for column in nameless)
        if beyond and (2 * beyond > len(places) or not _keeps_sums(_window(entry, places), reading.table.sums)):
            entry.in_cells = None
            entry.place = Place(Outcome.UNPROVEN, reason="figure-without-name")
            entry.withhold()


def _has_figure(entry: Entry, column: int) -> bool:
    index = column - entry.row.at
    return 0 <= index < len(entry.row.items) and (entry.row.items[index] >= 0 or entry.row.items[index] == NUMBER)


def _window(entry: Entry, places: Sequence[int]) -> list[int]:
    """Return what a row has in columns of the file's grid."""
    return [entry.row.items[place - entry.row.at] for place in places]


def _keeps_sums(window: Sequence[int], sums: Sequence[int]) -> bool | None:
    """Whether figures keep their sums; ``None`` where none of these proves anything."""
    told = [holds for holds in sums_hold(window, sums) if holds is not None]
    return all(told) if told else None


def _withhold_shorter_rows(below: Sequence[Entry], size: int) -> None:
    """Withhold rows that have fewer cells behind their label than the header has columns, unless most rows have.

    Such a row has lost a cell, be it a figure's or that of a column which is none of the form's.
    """
    shorter = [entry for entry in below if entry.in_cells is None and 0 < len(entry.row.items) < size and _is_of_file(entry)]
    if 2 * len(shorter) <= len(below) or len(below) == 1:
        for entry in shorter:
            if entry.statuses is None:
                entry.place = Place(Outcome.CELLS_LOST)
                entry.withhold()


def _is_of_file(entry: Entry) -> bool:
    of_file = entry.row.row.of_file
    return of_file is not None and not of_file.whole


def begins_in(entry: Entry, places: Sequence[int], foreign: Sequence[int] = ()) -> bool:
    """Whether a row's cells begin in just these columns of the file's grid.

    places: in which of the grid's columns each of the row's figures stands. foreign: the columns that are none of the form's.
    """
    row, of_file = entry.row, entry.row.row.of_file
    if of_file is None or not of_file.whole or row.at > min(places) or row.at + len(row.items) <= max(places):
        return False
    if entry.statuses is not None or not entry.place.certain or entry.own is not None:
        return False
    if any(of_file.cells[place] is None for place in places):
        return False
    own = {*places, *foreign}
    return all(item == BLANK or row.at + index in own for index, item in enumerate(row.items))


def lay_in_cells(entry: Entry) -> None:
    """Set the figures of a row whose columns are known."""
    assert entry.in_cells is not None
    columns = tuple(place - entry.row.at for place in entry.in_cells)
    entry.place = Place(Outcome.PLACED, columns[0], columns=columns)
    evaluate(entry)


def withhold_merged(reading: TableReading) -> None:
    """Withhold figures whose cells are merged in the file with those of other rows, or with a cell next to them.

    A place that another cell spans is no blank cell. A figure that stands over two rows is neither row's alone, and one that
    stands over two columns of figures is neither column's. It moves the cells of the row below it where they are as many as
    they would be without it: none of them is certain to stand in its column then.
    """
    found: list[tuple[Entry, list[int]]] = []
    of_files = {path: _row_of_file(reading, entry) for path, entry in reading.entries.items()}
    spanned: dict[tuple[int, int], int] = {}
    in_rows = {(row.table, row.row) for row in of_files.values() if row is not None}
    for path, entry in reading.entries.items():
        of_file = of_files[path]
        if of_file is None or not entry.place.certain or len(entry.values) != len(entry.columns):
            continue
        merged = []
        columns = columns_in_row(entry)
        over = spanned.get((of_file.table, of_file.row))
        if over is not None and over not in columns.values():
            found.append((entry, [*columns]))
            continue
        for index, at in columns.items():
            cell = of_file.cells[at] if 0 <= at < len(of_file.cells) else (1, 1)
            if cell is None:
                merged.append(index)
                continue
            below = range(of_file.row + 1, of_file.row + cell[0])
            spanned.update({(of_file.table, row): at for row in below})
            across = range(at + 1, at + cell[1]) if entry.statuses is None or entry.statuses[index] != "blank" else ()
            if any((of_file.table, row) in in_rows for row in below) or any(column in across for column in columns.values()):
                merged.append(index)
        if merged:
            found.append((entry, merged))
    for entry, merged in found:
        entry.withhold(columns=merged)
        paths = entry.paths()
        reading.findings.add("cell-merged", *(paths[index] for index in merged), at=entry.row.text_range())


def _row_of_file(reading: TableReading, entry: Entry) -> TableRow | None:
    """Return the row of a file's table that a row is, also where a layout of text has cut it at the tabs between its cells."""
    row, file = entry.row.row, reading.findings.source.file
    if row.of_file is not None or file is None or not file.rows:
        return row.of_file
    at = bisect.bisect_right(file.rows, row.start, key=lambda each: each.start) - 1
    found = file.rows[max(at, 0)]
    return found if found.start == row.start and len(found.cells) == len(row.cells) else None


def columns_in_row(entry: Entry) -> dict[int, int]:
    """Return for each of a row's figures in which column of the file's grid it stands, without those that the table lacks."""
    row, place = entry.row, entry.place
    items = {index: place.item(index) if place.placed else index for index in range(len(entry.columns))}
    return {index: row.at + item for index, item in items.items() if item >= 0 or not place.placed}


def _most_break_sums(reading: TableReading, laid: Sequence[Entry], places: Sequence[int]) -> bool:
    verdicts = []
    for entry in laid:
        window = _window(entry, places)
        keeps = _keeps_sums(window, reading.table.sums)
        if keeps is not None and (keeps or min(window) >= 0 or _exceeds_total(window, reading.table.sums)):
            verdicts.append(keeps)
    return len(verdicts) >= _FEW and 2 * sum(verdicts) < len(verdicts)


def _exceeds_total(window: Sequence[int], sums: Sequence[int]) -> bool:
    """Whether in some group of figures the printed parts are more than their total, whatever stands in the blank cells."""
    at = 0
    for size in sums:
        *parts, total = window[at : at + size]
        at += size
        if 0 <= total < sum(part for part in parts if part > 0):
            return True
    return False


def _names_over_columns(rows: Sequence[FormRow], first: Entry, form: HeaderNames) -> dict[int, tuple[Leaf, bool]]:
    """Return for each of the grid's columns the names that stand over it, and whether the lowest of them begins there."""
    below = first.row.row.of_file
    names: dict[int, list[str]] = {}
    begins: dict[int, bool] = {}
    for row in _header_rows(rows, below) if below is not None else ():
        of_file = row.row.of_file
        for column, span in enumerate(of_file.cells if of_file is not None else ()):
            if span is None:
                continue
            found = cell_names(row.row.cells[column], form)
            if len(found) > 1 and found[0] != form.above_all:
                return {}
            for under in range(column, column + span[1]):
                names.setdefault(under, []).extend(found)
                begins[under] = under == column
    return {column: (_leaf(some), begins[column]) for column, some in sorted(names.items())}


def _leaf(names: Sequence[str]) -> Leaf:
    return Leaf(names[-1], tuple(names[:-1])) if names else Leaf("")


def _header_rows(rows: Sequence[FormRow], below: TableRow) -> Iterator[FormRow]:
    """Return the rows of a header that are of the same table as the row below it, each once."""
    seen: set[int] = set()
    for row in rows:
        of_file = row.row.of_file
        if of_file is not None and of_file.table == below.table and of_file.row < below.row and of_file.row not in seen:
            seen.add(of_file.row)
            yield row


def _report(
    reading: TableReading, rows: Sequence[FormRow], laid: Sequence[Entry], places: Sequence[int], foreign: Sequence[int]
) -> None:
    """Report columns that the form does not have, and another order than the form's."""
    at = rows[0].text_range() if rows else None
    if printed := printed_in(laid, foreign):
        reading.findings.add("columns-set-aside", reading.section, at=at, columns=len(printed))
    if list(places) != sorted(places):
        reading.findings.add("columns-in-own-order", reading.section, at=at)


def printed_in(laid: Sequence[Entry], foreign: Sequence[int]) -> list[int]:
    """Return those of the file's columns, none of them the form's, in which some row has something."""
    return [column for column in foreign if any(_prints(entry, column) for entry in laid)]


def _prints(entry: Entry, column: int) -> bool:
    index = column - entry.row.at
    return 0 <= index < len(entry.row.items) and entry.row.items[index] != BLANK
