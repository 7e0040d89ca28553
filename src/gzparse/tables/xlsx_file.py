"""XLSX: the wide table, the findings and the codebook as three sheets, written row by row.

Where a sheet has no room for another row, its last row says how many were left out.
"""

from __future__ import annotations

import pathlib
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gzparse.tables.columns import LOST_STATUSES, WIDE
from gzparse.tables.library import library
from gzparse.tables.outcome import Item
from gzparse.tables.rows import Row, Shape

__all__ = ["MOST_ROWS", "RowsLeftOut", "XlsxSink"]

MOST_ROWS = 1_048_576
"""So many rows has a sheet of Excel."""
_LONGEST = 32_000
"""A cell takes some letters more than that."""
_CREATED = datetime(2000, 1, 1)


class RowsLeftOut(UserWarning):
    """A sheet of Excel has no room for all rows of a table: the others are in no sheet."""


class _Page:
    """A sheet, and the row that comes next."""

    def __init__(self, sheet: Any, shape: Shape, most: int) -> None:
        self.sheet = sheet
        self.shape = shape
        self.most = most
        self.at = 0
        self.left_out = 0

    def add(self, row: Row | Sequence[str], formats: Sequence[Any]) -> None:
        if self.at >= self.most - 1:  # the last one is kept for the note
            self.left_out += 1
            return
        for column, value in enumerate(row):
            if isinstance(value, str):
                self.sheet.write_string(self.at, column, _cut(value), formats[0])
            elif isinstance(value, bool):
                self.sheet.write_boolean(self.at, column, value)
            elif isinstance(value, (int, float, Decimal)):
                self.sheet.write_number(self.at, column, float(value))
            elif isinstance(value, date):
                self.sheet.write_datetime(self.at, column, datetime(value.year, value.month, value.day), formats[1])
        self.at += 1

    def close(self) -> None:
        if self.left_out:
            said = f"{self.left_out} more rows have no room in a sheet of Excel: write .parquet or .csv"
            self.sheet.write_string(self.at, 0, f"{said} / Excel 工作表已满，另有 {self.left_out} 行未写入")
            warnings.warn(f"sheet {self.shape.table}: {said}", RowsLeftOut, stacklevel=4)


class XlsxSink:
    """Tables that are being written to a workbook."""

    def __init__(self, shape: Shape, path: pathlib.Path, *, most: int = MOST_ROWS) -> None:
        """Begin the workbook: with the wide table also findings and codebook, with another table only that one.

        Raises:
            MissingLibrary: XlsxWriter is not installed.
        """
        xlsxwriter = library("xlsxwriter", "an .xlsx file")
        self._kept = tempfile.mkdtemp(prefix="gzparse-")
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": self._kept})
        self._book.set_properties({"created": _CREATED})
        self._formats = (None, self._book.add_format({"num_format": "yyyy-mm-dd"}))
        bold = (self._book.add_format({"bold": True}), None)
        shapes = [shape]
        if shape.table in (WIDE, LOST_STATUSES):
            shapes += [Shape(table, shape.book) for table in ("findings", "codebook")]
        self._pages = [_Page(self._book.add_worksheet(one.table[:31]), one, most) for one in shapes]
        for page in self._pages:
            page.sheet.freeze_panes(1, 2)
            page.add([column.name for column in page.shape.columns], bold)
            for row in page.shape.constant:
                page.add(row, self._formats)

    def add(self, items: Sequence[Item]) -> None:
        """Write the rows of some files."""
        for page in self._pages:
            for item in items:
                for row in page.shape.rows(item):
                    page.add(row, self._formats)

    def close(self) -> None:
        """Finish the workbook."""
        for page in self._pages:
            page.close()
        try:
            self._book.close()
        except Exception as error:
            if error.args and isinstance(error.args[0], OSError):  # as the library wraps it
                raise error.args[0] from None
            raise
        shutil.rmtree(self._kept, ignore_errors=True)

    def abandon(self) -> None:
        """Let go of the workbook after a failure, and remove the rows that were kept for it."""
        for page in self._pages:
            page.sheet._opt_close()
        self._book.fileclosed = True
        shutil.rmtree(self._kept, ignore_errors=True)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… [{len(text)} letters in all]"
