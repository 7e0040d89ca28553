"""What is left over between the rows of a table: figures without a label, and the rows that they are adjacent to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal

Adjacent = tuple[Entry | None, Entry | None, str | None]
"""The rows before and behind some figures, and the path of the label without figures right above them."""


def without_ordinals(rows: Sequence[FormRow], unread: Sequence[FormRow]) -> tuple[list[FormRow], list[FormRow]]:
    """Return what was left unread without the column of ordinals that may stand before the labels, and that column."""
    behind = dict(zip(map(id, rows), rows[1:], strict=False))
    numbers: dict[int, int] = {}
    for row in unread:
        following = behind.get(id(row))
        figures = [item for item in row.items if item != BLANK]
        if (
            row.type == "FIGURES"
            and len(figures) == 1
            and following is not None
            and following.row is row.row
            and row.first == 0
        ):
            numbers[id(row)] = figures[0]
    if len(numbers) < 3 or not all(0 < a < b for a, b in pairwise(numbers.values())):
        return list(unread), []
    return [row for row in unread if id(row) not in numbers], [row for row in unread if id(row) in numbers]


def is_of_figures(row: FormRow) -> bool:
    """Whether a row has figures and no label. 07, the end of a number that was broken, is a figure too."""
    return row.type == "FIGURES" or (
        row.type in ("STRAY", "TABLE_TEXT") and terminal("FIGURE_PART").fullmatch(row.label) is not None
    )


def neighbours(reading: TableReading) -> dict[int, Adjacent]:
    """Return for each row what is adjacent to it."""
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    behind: dict[int, Entry | None] = {}
    after: Entry | None = None
    for row in reversed(reading.rows):
        behind[id(row)] = after
        after = by_row.get(id(row), after)
    found: dict[int, Adjacent] = {}
    before: Entry | None = None
    label_only: str | None = None
    for row in reading.rows:
        found[id(row)] = before, behind[id(row)], label_only
        if id(row) in by_row or row.type not in ("FIGURES", "FURNITURE"):
            before, label_only = by_row.get(id(row), before), reading.label_only.get(id(row))
    return found
