"""A Grid: the rows and cells of one table section, whichever way they were marked, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

Stretch = tuple[int, int]


class Placeless:
    """What Lark's parser asks the last token of an input: where it stood. Rows know their place themselves."""

    __slots__ = ()

    start_pos = line = column = end_line = end_column = end_pos = None


class Row(Placeless):
    """One row: its text as scanned, where that begins in the source, and its cells.

    ``type`` is ``"ROW"`` where the row's own marks (tabs, bars, indents) made its cells, ``"LINE"`` for a bare line, which
    is one cell, ``"RULE"`` for a line drawn between rows. ``cut`` finds the marks in the text.
    """

    __slots__ = ("cells", "cut", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, cells: list[str], cut: re.Pattern[str] | None) -> None:
        self.type = kind
        self.text = text
        self.start = start
        self.cells = cells
        self.cut = cut

    def stretches(self) -> list[Stretch]:
        """Give the place of each cell's text in the source, white space at its ends left out."""
        at, text = self.start, self.text
        places: list[Stretch] = []
        bounds = [0]
        if self.cut is not None:
            for mark in self.cut.finditer(text):
                bounds += [mark.start(), mark.end()]
        bounds.append(len(text))
        for begin, end in zip(bounds[::2], bounds[1::2], strict=True):
            piece = text[begin:end]
            left = begin + len(piece) - len(piece.lstrip())
            places.append((at + left, at + max(left, begin + len(piece.rstrip()))))
        return places[len(places) - len(self.cells) :]

    def __repr__(self) -> str:
        return f"Row({self.start}, {self.cells!r})"


class Grid:
    """The rows of one table section and the name of the layout that cut them."""

    __slots__ = ("layout", "rows")

    def __init__(self, layout: str, rows: list[Row]) -> None:
        self.layout = layout
        self.rows = rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"Grid({self.layout!r}, {len(self.rows)} rows)"
