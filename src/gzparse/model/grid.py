"""What a layout makes of a table section: a :class:`Grid` of rows and cells, each with its place in the text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, cast

from gzparse.model.source import Range, Source, TableRow

OWN_CELLS = "cells"
"""The name of the layout of a Grid that is of a file's own cells."""


class RowKind(StrEnum):
    """What the layout knows of a row: how its cells are marked, and whether its ends are marked."""

    TABLE_ROW = "ROW"
    """A row of the table: its own marks (tabs, bars, indents) made its cells."""
    CELL_RUN = "CELLS"
    """A cell run: cells of many rows, to be cut at their labels. An empty cell is marked like any other."""
    LINE_RUN = "LINES"
    """A line run: cells of many rows, a line each, to be cut at their labels. Blanks are not preserved."""
    LINE = "LINE"
    """A line without marks, which is one cell."""
    RULE = "RULE"
    """A line drawn between rows."""
    TEXT = "UNMARKED"
    """Text in which cells are not marked."""


RUNS = (RowKind.CELL_RUN, RowKind.LINE_RUN)
"""Rows that are runs of cells: they do not mark where one row of the table ends and the next begins."""


class Placeless:
    """A token without a position. Lark's parser asks the last token for one; rows know their places themselves."""

    __slots__ = ()

    start_pos = line = column = end_line = end_column = end_pos = None


class Row(Placeless):
    """One row: its normalized text, where that begins in the source, and its cells.

    ``type`` is a :class:`RowKind`. ``cut`` finds the marks in the text: a pattern, or the mark itself, at which the whole text
    was split. ``of_file``: the row of a file's own table that it is, with the spans of its cells.
    """

    __slots__ = ("_pieces", "_places", "cells", "cut", "of_file", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, cells: list[str], cut: re.Pattern[str] | str | None = None) -> None:
        self.type = kind
        self.text = text
        self.start = start
        self.cells = cells
        self.cut = cut
        self.of_file: TableRow | None = None
        self._places: list[Range] | None = None
        self._pieces: list[list[Range]] | None = None  # of each cell, where some cell is in several

    @classmethod
    def of(cls, source: Source, places: Sequence[Range | Sequence[Range]], kind: str = RowKind.TABLE_ROW) -> Row:
        """Make a row of the cells at the given places of the source's text, as a plugin's ``to_grid`` does.

        A cell that is broken over lines has several places, a list of them: its text is theirs joined, white space at their
        ends left out.
        """
        text = source.normalized
        if all(map(_is_range, places)):
            ranges = cast("Sequence[Range]", places)
            cells = [text[a:b] for a, b in ranges]
            start = min([a for a, _ in ranges], default=0)
            row = cls(kind, text[start : max([b for _, b in ranges], default=0)], start, cells)
            row._places = [_stripped(cell, a) for cell, (a, _) in zip(cells, ranges, strict=True)]
            return row
        pieces = [[place] if _is_range(place) else place for place in cast("Sequence[Any]", places)]
        start = min((a for cell in pieces for a, _ in cell), default=0)
        end = max((b for cell in pieces for _, b in cell), default=0)
        cells = [text[slice(*cell[0])] if len(cell) == 1 else "".join(text[a:b].strip() for a, b in cell) for cell in pieces]
        row = cls(kind, text[start:end], start, cells)
        stripped = [[_stripped(text[a:b], a) for a, b in cell] for cell in pieces]
        held = [[(a, b) for a, b in cell if a < b] for cell in stripped]
        row._places = [_extent(some or cell or [(start, start)]) for some, cell in zip(held, stripped, strict=True)]
        if any(len(cell) > 1 for cell in held):
            row._pieces = held
        return row

    def part(self, places: Sequence[Range], cells: list[str]) -> Row:
        """Make a row of cells that stand at the given places of this row's text."""
        start = min(places)[0] if places else 0
        end = max([b for _, b in places], default=0)
        row = Row(self.type, self.text[start:end], self.start + start, cells)
        at = self.start
        row._places = [  # a figure has nothing to strip
            (at + a, at + b) if cell and cell[0] in _DIGITS and cell[-1] in _DIGITS else _stripped(cell, at + a)
            for cell, (a, b) in zip(cells, places, strict=True)
        ]
        return row

    def part_at(self, places: Sequence[Range]) -> Row:
        """Make a row of cells that stand at the given places of the source, all of them within this row."""
        at = [(a - self.start, b - self.start) for a, b in places]
        return self.part(at, [self.text[a:b] for a, b in at])

    def stretches(self) -> list[Range]:
        """Return the ranges of the cells: the former name of ``cell_ranges``."""
        warnings.warn("Row.stretches is now called cell_ranges", DeprecationWarning, stacklevel=2)
        return self.cell_ranges()

    def cell_ranges(self) -> list[Range]:
        """Return the range of each cell's text in the source, without white space at its ends.

        Other cells' text may stand between the beginning and the end of a cell that is broken over lines.
        """
        if self._places is None:
            if isinstance(self.cut, str):
                found = _ranges(self.text.split(self.cut), self.start, len(self.cut))
            else:
                found = self._ranges_by_pattern(self.cut)
            self._places = found[len(found) - len(self.cells) :]
        return self._places

    def _ranges_by_pattern(self, cut: re.Pattern[str] | None) -> list[Range]:
        text, start = self.text, self.start
        bounds = [0]
        for mark in cut.finditer(text) if cut is not None else ():
            bounds += mark.span()
        bounds.append(len(text))
        return [  # a figure has nothing to strip
            (start + a, start + b)
            if a < b and text[a] in _DIGITS and text[b - 1] in _DIGITS
            else _stripped(text[a:b], start + a)
            for a, b in zip(bounds[::2], bounds[1::2], strict=True)
        ]

    def leave_out_first(self) -> None:
        """Remove the first cell, which is not one of the table's."""
        self.cell_ranges()
        del self.cells[0]
        for places in (self._places, self._pieces):
            if places is not None:
                del places[0]

    def pieces(self, index: int) -> list[Range]:
        """Return the places whose joined text is a cell's; none where it is empty."""
        if self._pieces is not None:
            return self._pieces[index]
        a, b = self.cell_ranges()[index]
        return [(a, b)] if a < b else []

    def whole_cells(self) -> list[Range] | None:
        """Return the range of each cell where all of them are in one piece, else ``None``."""
        return self.cell_ranges() if self._pieces is None else None

    def __repr__(self) -> str:
        return f"Row({self.type}, {self.start}, {self.cells!r})"


_DIGITS = frozenset("0123456789")


def _extent(pieces: Sequence[Range]) -> Range:
    return min(a for a, _ in pieces), max(b for _, b in pieces)


def _is_range(place: Sequence[Any]) -> bool:
    return len(place) == 2 and isinstance(place[0], int)


def _ranges(cells: Sequence[str], start: int, gap: int) -> list[Range]:
    """Return the ranges of adjacent cells, without white space at their ends. gap: the length of the mark between two."""
    ranges = []
    for cell in cells:
        end = start + len(cell)
        inner = cell.strip()
        if inner is cell or not inner:  # nothing to leave out, as mostly, or nothing left
            ranges.append((start if inner else end, end))
        else:
            begin = start + cell.find(inner)
            ranges.append((begin, begin + len(inner)))
        start = end + gap
    return ranges


def _stripped(piece: str, at: int) -> Range:
    inner = piece.strip()
    if len(inner) == len(piece):
        return at, at + len(piece)
    left = at + piece.find(inner) if inner else at + len(piece)
    return left, left + len(inner)


class Grid:
    """The rows of one table section, and the name of the layout that cut them: ``None`` where no layout's marks were found."""

    __slots__ = ("_types", "layout", "rows")

    def __init__(self, layout: str | None, rows: list[Row]) -> None:
        self.layout = layout
        self.rows = rows
        self._types: frozenset[str] | None = None

    @property
    def types(self) -> frozenset[str]:
        """The types of its rows."""
        if self._types is None:
            self._types = frozenset([row.type for row in self.rows])
        return self._types

    @property
    def is_of_runs(self) -> bool:
        """Whether it has runs of cells whose rows are not marked."""
        return not self.types.isdisjoint((*RUNS, RowKind.TEXT))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"Grid({self.layout!r}, {len(self.rows)} rows)"
