"""Form rows: rows or parts of rows that are typed by their label, with the items behind it."""

from __future__ import annotations

from collections.abc import Sequence

from gzparse.model.grid import Placeless, Row
from gzparse.model.source import Range

HOLDS_TEXT = "TEXT_"
"""So begins the name of a terminal whose label a text stands behind."""
BOUNDARIES = ("STRAY", "NOTE", "PROSE", "TABLE_TEXT", "PICTURE")
"""Words beyond which no row's figures go in any form. A group's heading may stand next to its rows."""


class FormRow(Placeless):
    """A row, or the part of one that belongs to one label: its type, its label's cells and its figures' cells.

    items: the cells behind the label, each a count or a code of :mod:`gzparse.form.items`. The label's cells are
    ``row.cells[first:at]``, the items' ``row.cells[at : at + len(items)]``.
    """

    __slots__ = ("at", "first", "items", "row", "type")

    def __init__(self, kind: str, row: Row, first: int, at: int, items: list[int]) -> None:
        self.type = kind
        self.row = row
        self.first = first
        self.at = at
        self.items = items

    @property
    def label(self) -> str:
        """The label as printed, its cells joined with spaces."""
        return " ".join(" ".join(cell.split()) for cell in self.row.cells[self.first : self.at] if cell.strip())

    @property
    def length(self) -> int:
        """How many cells the row has, its label's among them."""
        return self.at - self.first + len(self.items)

    @property
    def is_framed(self) -> bool:
        """Whether a bar ends it: behind that is no cell, but the edge of the table's frame."""
        return self.row.text.rstrip().endswith("|")

    @property
    def start(self) -> int:
        """Where the row begins in the source."""
        return self.row.cell_ranges()[self.first][0] if self.first else self.row.start

    def whole_cells(self) -> list[Range] | None:
        """Return the range of each cell of the row that it is or is a part of; ``None`` where one is in several pieces."""
        return self.row.whole_cells()

    def cells(self) -> list[str]:
        """Return the text of the row's cells, its label's first."""
        return self.row.cells[self.first : self.at + len(self.items)]

    def text_range(self) -> tuple[int, int]:
        """Return the range of the row's text, without white space at its ends."""
        places = [p for p in self.row.cell_ranges()[self.first : self.at + len(self.items)] if p[0] < p[1]]
        return (places[0][0], max(b for _, b in places)) if places else (self.row.start, self.row.start)

    def __repr__(self) -> str:
        return f"FormRow({self.type}, {self.label!r}, {self.items!r})"


class TextRow(FormRow):
    """A label found in text that marks no cells, with the figures from its first letter to the next label.

    inside: how many of its figures stand between the first and the last letter of its label. on_line: whether its figures stand
    on a line of its label. inferred: the columns whose figures are placed by sums or order, not by marks.
    """

    __slots__ = ("inferred", "inside", "on_line")

    def __init__(
        self,
        kind: str,
        row: Row,
        at: int,
        items: list[int],
        inside: int = 0,
        *,
        inferred: Sequence[int] = (),
        on_line: bool = False,
    ) -> None:
        super().__init__(kind, row, 0, at, items)
        self.inside = inside
        self.inferred = inferred
        self.on_line = on_line

    def places(self) -> list[Range]:
        """Return the ranges of its figures."""
        return self.row.cell_ranges()[self.at : self.at + len(self.items)]

    def text_range(self) -> Range:
        """Return the range of the row's text. Its figures may stand before its label."""
        places = self.row.cell_ranges()
        return (min([a for a, _ in places]), max([b for _, b in places])) if places else (self.row.start, self.row.start)
