"""What is left over in a table: notes around it, page numbers in it, figures that may belong to a row."""

from __future__ import annotations

import re
from itertools import pairwise

from gzparse.form.alternatives.cut import BESIDE, is_full
from gzparse.form.alternatives.facts import cells_of
from gzparse.form.alternatives.loose import Adjacent, is_of_figures, neighbours, without_ordinals
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import PAGE_NUMBERS
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.source import Range

_SHORT = 8
"""Words of so many letters behind a row without marks may be part of its last figure."""


def classify_unread(reading: TableReading) -> None:
    """Classify what was left unread: notes around the table, page numbers in it, figures that may belong to a row."""
    if not reading.unread:
        return
    rows = (*(e.row for e in reading.entries.values()), *reading.headers, *reading.duplicates)
    known = [row.start for row in rows]
    first, last = min(known, default=0), max(known, default=0)
    complete = all(path in reading.entries for path in reading.order())
    left, ordinals = without_ordinals(reading.rows, reading.unread)
    reading.furniture += ordinals
    reading.unread = []
    adjacent = neighbours(reading) if left else {}
    above = {id(row): before for before, row in pairwise(reading.rows)}
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    beside = _beside(reading)
    for row in left:
        if row.type == "FURNITURE" and id(above.get(id(row))) not in by_row:
            reading.furniture.append(row)
            continue
        outside = not first <= row.start <= last
        if is_of_figures(row):
            _classify_numbers(reading, row, adjacent[id(row)], of_a_row=row.text_range() in beside)
        elif (after := adjacent[id(row)][1]) is not None and after.row.row is row.row and after.row.at > row.first:
            # Words before the label, in its row: a group that the form does not have there, if not a note.
            reading.unread.append(row)
            # On lines, it may as well belong to the figures above it.
            before = by_row.get(id(above.get(id(row)))) if row.row.type in RUNS else None
            near = (before, after) if before is not None and before.row.row is row.row else (after,)
            reading.touched[row.text_range()[0]] = tuple(entry.path for entry in near)
        elif not holds_figures(row) and (
            (row.type == "TABLE_TEXT" and complete)
            or (row.type == "STRAY" and row.row.type != RowKind.TABLE_ROW and outside and not re.search(r"\d", row.label))
        ):
            reading.notes.append(row)
        else:
            reading.unread.append(row)
            entry = by_row.get(id(above.get(id(row))))
            if entry is not None and isinstance(row, TextRow) and len(row.label) <= _SHORT:
                reading.touched[row.text_range()[0]] = (entry.path,)  # it may say of the figure above what that is: 万件


def _classify_numbers(reading: TableReading, row: FormRow, adjacent: Adjacent, *, of_a_row: bool) -> None:
    """Classify figures without a label: a page number, or figures that an adjacent row may have lost (``of_a_row``)."""
    before, after, label_only = adjacent
    near = [entry for entry in (before, after) if entry is not None]
    page_number = row.row.type == RowKind.LINE and len(row.items) == 1 and row.items[0] in PAGE_NUMBERS
    if page_number and label_only is None and all(map(_is_plainly_full, near)):
        if not of_a_row and all(map(is_full, near)) and not any(entry.plain_values for entry in near):
            reading.furniture.append(row)
            return
        reading.left_in_doubt += 1
    reading.unread.append(row)
    reading.touched[row.text_range()[0]] = tuple(entry.path for entry in near)


def _is_plainly_full(entry: Entry) -> bool:
    """Whether all of a row's figures are printed, also where an alternative took some back."""
    return all(cell.kind == "printed" for cell in cells_of(entry))


def _beside(reading: TableReading) -> set[Range | None]:
    """Return the places of figures of which an account that is left says that they belong to a row."""
    names = {alternative.name for alternative in BESIDE}
    return {one.account.at for one in reading.proof if one.refuted_by is None and one.alternative.name in names}
