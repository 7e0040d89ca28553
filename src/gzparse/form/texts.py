"""Text fields: cells that hold a text in place of a number."""

from __future__ import annotations

import re
from functools import cache

from gzparse.form.alternatives import withhold
from gzparse.form.entries import Entry, holds_figures, joined_lines
from gzparse.form.placing import Outcome
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import patterns
from gzparse.model.grid import RowKind

__all__ = ["resolve_texts"]


def resolve_texts(reading: TableReading) -> None:
    """Set the values of text fields as printed; withhold texts that may belong to another row, or be incomplete."""
    fields = [entry for entry in reading.entries.values() if "text" in entry.kinds]
    if not fields:
        return
    behind = dict(zip(map(id, reading.rows), reading.rows[1:], strict=False))
    unknown = {id(row) for row in (*reading.unread, *reading.notes)}
    source = reading.findings.source
    numbers = (entry for entry in reading.entries.values() if "text" not in entry.kinds)
    most_lines = max((_lines_between(reading, entry) for entry in numbers), default=1)
    for entry in fields:
        if not entry.place.placed:
            continue
        entry.values = tuple(
            joined_lines("".join(source.text[a:b] for a, b in entry.row.row.pieces(entry.row.at + entry.place.item(index))))
            if isinstance(value, str)
            else value
            for index, value in enumerate(entry.values)
        )
        following = behind.get(id(entry.row))
        if not any(isinstance(value, str) for value in entry.values):
            continue
        if following is not None and id(following) in unknown and not holds_figures(following):
            end, start = entry.row.text_range()[1], following.text_range()[0]
            if source.text.count("\n", end, start) < 2:
                withhold(reading, entry, "text-below", Outcome.ADJACENT_FIGURES)
        if entry.row.row.type == RowKind.LINE_RUN and (
            any(map(_may_be_a_label, entry.values)) or _lines_between(reading, entry) > most_lines
        ):
            withhold(reading, entry, "text-may-be-another-rows", Outcome.UNPROVEN)


def _lines_between(reading: TableReading, entry: Entry) -> int:
    """Return how many lines end between a row's label and its first figure."""
    row = entry.row
    if not entry.place.placed or not row.at:
        return 0
    places = row.row.cell_ranges()
    return reading.findings.source.normalized.count("\n", places[row.at - 1][1], places[row.at + entry.place.item(0)][0])


def _may_be_a_label(value: object) -> bool:
    return isinstance(value, str) and _label_pattern().match(value) is not None


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of what looks like a label: an ordinal before a text, a unit or a colon behind it."""
    ordinal = rf"[（(]?(?:[{patterns()['NUMERAL_CHARS']}]{{1,3}}|\d{{1,2}})[)）、．.](?!\d)"
    return re.compile(rf"{ordinal}|.*[（(][^（()）]{{1,6}}[)）]\s*\Z|.*[:：]\s*\Z", re.S)
