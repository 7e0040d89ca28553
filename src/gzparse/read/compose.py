"""Compose: a :class:`~gzparse.model.document.Document` → one text, with the place of each letter and the rows of its tables.

A paragraph is a line. A row of a table is a line too, with a tab between its cells; the places that a cell spans are left
empty, so that each cell stands in its own column. Line ends and tabs within a cell become spaces.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from gzparse.errors import LimitExceeded
from gzparse.model.document import Cell, Document, Paragraph, Piece, Place, Table
from gzparse.model.source import TableRow
from gzparse.spec.limits import Limits

_WITHIN_A_CELL = str.maketrans("\n\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
_WITHIN_A_LINE = str.maketrans("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


@frozen
class Composed:
    """The text of a document; the ranges of its letters with their places in the file, and the rows of its tables, in order.

    blocks: the range of the text that each of the document's blocks has become.
    """

    text: str
    segments: tuple[tuple[int, int, Place], ...]
    rows: tuple[TableRow, ...]
    blocks: tuple[tuple[int, int], ...]


def compose(document: Document, limits: Limits | None = None) -> Composed:
    """Write a document as one text.

    Raises:
        LimitExceeded: the grid of a table has more places than four times the cells that the limits allow.
    """
    writing = _Writing(limits or Limits())
    for index, block in enumerate(document.blocks):
        start = writing.length
        if isinstance(block, Paragraph):
            writing.line(block)
        else:
            writing.table(block, index)
        writing.blocks.append((start, writing.length))
    return Composed("".join(writing.text), tuple(writing.segments), tuple(writing.rows), tuple(writing.blocks))


class _Writing:
    def __init__(self, limits: Limits) -> None:
        self.text: list[str] = []
        self.length = 0
        self.segments: list[tuple[int, int, Place]] = []
        self.rows: list[TableRow] = []
        self.blocks: list[tuple[int, int]] = []
        self.most = 4 * limits.cells

    def line(self, paragraph: Paragraph) -> None:
        if paragraph.text.strip():
            self._write(paragraph.text.translate(_WITHIN_A_LINE), paragraph.pieces)
            self._mark("\n")

    def table(self, table: Table, index: int) -> None:
        self.most -= table.rows * table.columns
        if self.most < 0:
            raise LimitExceeded(
                "the grids of the file's tables have too many places for the limits (cells): cells span too many of them. "
                "Pass larger limits if the file is sound."
            )
        rows: list[list[Cell]] = [[] for _ in range(table.rows)]
        for cell in table.cells:
            if 0 <= cell.row < table.rows:
                rows[cell.row].append(cell)
        open_until = [0] * table.columns  # the row at which what spans a column from above ends
        for number, cells in enumerate(rows):
            self._row(table, index, number, sorted(cells, key=lambda cell: cell.column), open_until)

    def _row(self, table: Table, index: int, number: int, cells: Sequence[Cell], open_until: list[int]) -> None:
        start = self.length
        places: list[tuple[int, int] | None] = [None] * table.columns
        here = {cell.column: cell for cell in cells if 0 <= cell.column < table.columns}
        taken = [until > number for until in open_until]
        for cell in here.values():
            rowspan = max(1, min(cell.rowspan, table.rows - number))
            colspan = max(1, min(cell.colspan, table.columns - cell.column))
            places[cell.column] = rowspan, colspan
            for column in range(cell.column, cell.column + colspan):
                open_until[column] = max(open_until[column], number + rowspan)
                taken[column] = True
        width = len(taken)
        while width and not taken[width - 1]:
            width -= 1
        if not width:
            return
        for column in range(width):
            if column:
                self._mark("\t")
            if column in here:
                self._write(here[column].text.translate(_WITHIN_A_CELL), here[column].pieces)
        self.rows.append(TableRow(start, self.length, index, number, tuple(places[:width]), table.keeps_places and all(taken)))
        self._mark("\n")

    def _mark(self, mark: str) -> None:
        self.text.append(mark)
        self.length += len(mark)

    def _write(self, text: str, pieces: Sequence[Piece]) -> None:
        at, end = self.length, self.length + len(text)
        for length, place in pieces:
            stop = min(at + length, end)
            if stop > at:
                self.segments.append((at, stop, place))
            at = stop
        self._mark(text)
