"""Text fields: cells that hold a text in place of a number."""

from __future__ import annotations

from gzparse.form.entries import joined_lines
from gzparse.form.table_reading import TableReading

__all__ = ["resolve_texts"]


def resolve_texts(reading: TableReading) -> None:
    """Set the values of text fields as printed."""
    source = reading.findings.source
    for entry in reading.entries.values():
        if "text" in entry.kinds and entry.place.placed:
            row, place = entry.row, entry.place
            entry.values = tuple(
                joined_lines("".join(source.text[a:b] for a, b in row.row.pieces(row.at + place.item(index))))
                if isinstance(value, str)
                else value
                for index, value in enumerate(entry.values)
            )
