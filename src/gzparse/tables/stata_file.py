"""Stata: a .dta file of version 118, which Stata 14 and later read; what is not given has extended missing values.

The library writes a file from whole columns, so that all rows are kept until the end.
"""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gzparse.tables.columns import LOST_STATUSES, WIDE
from gzparse.tables.library import library
from gzparse.tables.outcome import Item
from gzparse.tables.rows import Shape

__all__ = ["LETTERS", "NOT_EXACT", "StataSink"]

LETTERS: Mapping[str, str] = {
    "blank": "a",
    "not_applicable": "b",
    "unreadable": "c",
    "missing": "d",
    "withheld": "e",
    "not_in_form": "f",
}
"""Status → the letter of Stata's extended missing value."""
NOT_EXACT = "g"
"""The letter where a number is printed that needs more digits than tables have."""
_FILE_LABEL = ".a blank .b n/a .c unreadable .d missing .e withheld .f not in form"
_LONGEST_LABEL = 80
_FIRST_DAY = date(1960, 1, 1).toordinal()
"""Stata's dates are days from this one."""
_TIME = b"<timestamp>\x11"
_FIXED = b"01 Jan 2000 00:00"
"""The time in the header, so that the same input gives the same bytes."""


class StataSink:
    """A table that is being written to a .dta file."""

    def __init__(self, shape: Shape, path: pathlib.Path) -> None:
        """Make the columns.

        Raises:
            MissingLibrary: pyreadstat or pandas is not installed.
        """
        self._pyreadstat = library("pyreadstat", "a .dta file")
        self._pandas = library("pandas", "a .dta file")
        self._shape = shape
        self._path = path
        self._columns = [column for column in shape.columns if not column.is_status]
        self._held: list[list[Any]] = [[] for _ in self._columns]
        for row in shape.constant:
            self._add(row)

    def add(self, items: Sequence[Item]) -> None:
        """Keep the rows of some files."""
        for item in items:
            for row in self._shape.rows(item):
                self._add(row)

    def _add(self, row: Sequence[Any]) -> None:
        values = iter(row)
        with_twins = self._shape.table == WIDE
        for column, held in zip(self._columns, self._held, strict=True):
            value = next(values)
            if with_twins and column.entry is not None:
                status = next(values)
                if column.type != "text" and value is None and status is not None:
                    held.append(LETTERS.get(status, NOT_EXACT))
                    continue
            held.append(_value(value, column.type))

    def close(self) -> None:
        """Write the file."""
        pandas, made = self._pandas, {}
        for column, held in zip(self._columns, self._held, strict=True):
            plain_numbers = column.entry is None and column.type != "text"
            made[column.name] = pandas.Series(held, dtype="float64" if plain_numbers else "object")
        frame = pandas.DataFrame(made)
        figures = [c.name for c in self._columns if c.entry is not None and c.type != "text"]
        dates = [c.name for c in self._columns if c.type == "date"]
        letters = [] if self._shape.table == LOST_STATUSES else [*LETTERS.values(), NOT_EXACT]
        self._pyreadstat.write_dta(
            frame,
            str(self._path),
            version=14,
            file_label=_FILE_LABEL if self._shape.table == WIDE else f"gzparse: {self._shape.table}",
            column_labels={column.name: _label(column.label_zh, column.unit) for column in self._columns},
            missing_user_values=dict.fromkeys(figures, letters) if letters else None,
            variable_format=dict.fromkeys(figures, "%12.0g") | dict.fromkeys(dates, "%td"),
        )
        with open(self._path, "r+b") as file:
            at = file.read(1000).find(_TIME)
            if at >= 0:
                file.seek(at + len(_TIME))
                file.write(_FIXED)

    def abandon(self) -> None:
        """Let go of the rows after a failure."""
        self._held.clear()


def _value(value: Any, kind: str) -> Any:
    if kind == "text":
        return "" if value is None else value
    if isinstance(value, date):  # in days: of a column of dates, the first hundred values would say what it holds
        return float(value.toordinal() - _FIRST_DAY)
    return float(value) if isinstance(value, (int, Decimal)) else value


def _label(label: str, unit: str) -> str:
    """Return a variable's label: of a long one, the end, which names row and column."""
    full = f"{label}（{unit}）" if unit else label
    return full if len(full) <= _LONGEST_LABEL else f"…{full[1 - _LONGEST_LABEL :]}"
