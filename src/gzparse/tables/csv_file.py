"""CSV: RFC 4180 in UTF-8, lines that end with LF, and no text that a spreadsheet would take for a formula.

A null is an empty field, an empty text is ``""``. A text that begins with ``= + - @``, a tab or a carriage return gets an
apostrophe in front, and so does one that already has apostrophes before such a letter: what is read back is what was written.
Numbers stay numbers, negative ones too.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gzparse.tables.outcome import Item
from gzparse.tables.rows import Row, Shape

__all__ = ["CsvSink", "field_of", "unguarded"]

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def field_of(value: object) -> str:
    """Return a value as a field of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value
        if _DANGEROUS.match(text) is not None and _NUMBER.fullmatch(text) is None:
            text = f"'{text}"
        if not text or _QUOTED.search(text) is not None:
            return '"' + text.replace('"', '""') + '"'
        return text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that was put before it."""
    return text[1:] if _GUARDED.match(text) is not None else text


class CsvSink:
    """A table that is being written to CSV."""

    def __init__(self, shape: Shape, path: pathlib.Path, *, bom: bool = False) -> None:
        """Begin the file with the names of the columns.

        bom: write a byte order mark first, by which Excel knows UTF-8.
        """
        self._shape = shape
        self._file = path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="\n")
        self._write([column.name for column in shape.columns])
        for row in shape.constant:
            self._write(row)

    def _write(self, row: Row | Sequence[str]) -> None:
        self._file.write(",".join(map(field_of, row)) + "\n")

    def add(self, items: Sequence[Item]) -> None:
        """Write the rows of some files."""
        for item in items:
            for row in self._shape.rows(item):
                self._write(row)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file after a failure."""
        try:
            self._file.close()
        except OSError:  # the disk is full: that was raised already
            return
