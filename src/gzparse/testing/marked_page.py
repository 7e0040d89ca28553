"""A page with marked cells in the making: its tables' rows, and what is expected at each path.

In: a document and a layout. Out: the printed text with the place of each figure, and `Expected` by path. Damage is done to a
table's rows before they are printed, so that it looks as the layout has it (see ``row_damages`` and ``name_damages``).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate

from attrs import evolve

from gzparse.rendering.render import Rendered, tables_of, traced
from gzparse.spec.layout import Layout
from gzparse.spec.sheet import Document, SheetRow
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.headers import ColumnName, column_names

__all__ = ["Damage", "MarkedPage", "Rows", "Value", "number"]

Value = int | Decimal
Rows = list[SheetRow]


def number(text: str) -> Value | None:
    """Read a printed figure, its unit left out; ``None`` where there is none."""
    try:
        value = Decimal(text.rstrip("万元").translate(_SIGNS))
    except InvalidOperation:
        return None
    return int(value) if value == value.to_integral_value() else value


_SIGNS = str.maketrans("－＋", "-+")


class MarkedPage:
    """A page in the making: its document, its tables' rows, and what is expected.

    must_miss: whether the reading must miss a figure that is not there. sums: for rows of so many figures, the sizes of the
    groups whose last figure is the sum of the others. nil: what it prints where a cell is blank. texts: the paths of text
    fields.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout,
        must_miss: Callable[[str], bool],
        sums: Mapping[int, Sequence[int]],
        nil: str = "",
        texts: Collection[str] = (),
    ) -> None:
        """Begin undamaged."""
        self.document = document
        self.layout = layout
        self.tables: dict[str, Rows] = {
            heading: [_with_nil(row, nil) for row in rows] for heading, rows in tables_of(document).items()
        }
        self.must_miss = must_miss
        self.sums = sums
        self.texts = texts
        self.names = {s.heading: column_names(s.sheet) for s in document.sections if s.sheet is not None}
        self.touched: set[str] = set()
        self.renamed: set[str] = set()
        """The figures below names that were damaged."""
        self.nameless: set[str] = set()
        """The figures below names that are not the form's."""
        self.swapped: list[tuple[str, str]] = []
        """Pairs of figures, each below the other's name."""
        self.expected: dict[str, Expected] = {}
        for _, row in self.rows():
            for path, text in zip(row.paths, row.figures, strict=True):
                if not path:
                    continue
                value = self.value(path, text)
                self.expected[path] = Expected(Kind.BLANK) if value is None else Expected(Kind.FIGURE, value)

    def value(self, path: str, text: str) -> Value | str | None:
        """Return what a figure's text holds: a number, or the text itself; ``None`` where there is none."""
        return (text or None) if path in self.texts else number(text)

    def rows(self) -> Iterator[tuple[str, SheetRow]]:
        """Return the rows that hold figures of the record, each with its table's heading."""
        return ((heading, row) for heading, rows in self.tables.items() for row in rows if any(row.paths))

    def choose(self, rng: random.Random, fewest: int = 1, *, labelled: bool = False) -> tuple[Rows, int] | None:
        """Choose a row that nothing was done to yet: its table's rows and its number among them."""
        found = [
            (rows, at)
            for rows in self.tables.values()
            for at, row in enumerate(rows)
            if len(row.paths) >= fewest
            and all(row.paths)
            and (row.labels or not labelled)
            and not self.touched & set(row.paths)
        ]
        if not found:
            return None
        rows, at = rng.choice(found)
        self.touched |= set(rows[at].paths)
        return rows, at

    def lose(self, paths: Sequence[str], why: str) -> None:
        """Expect that figures are missed: they are lost in a way that shows."""
        for path in paths:
            self.expected[path] = Expected(Kind.GONE if self.must_miss(path) else Kind.UNTOLD, None, why)

    def rename(self, heading: str, name: ColumnName, text: str) -> None:
        """Write another name over columns."""
        row = self.tables[heading][name.row]
        cells, labels = list(row.cells), list(row.labels)
        cells[name.column] = labels[name.index] = text
        self.tables[heading][name.row] = evolve(row, labels=tuple(labels), cells=tuple(cells))

    def is_total(self, name: ColumnName) -> bool:
        """Whether a column is the sum of others."""
        for _, row in self.rows():
            if name.paths[0] in row.paths:
                ends = set(accumulate(self.sums.get(len(row.paths), ())))
                return row.paths.index(name.paths[0]) + 1 in ends
        return False

    def resolve_columns(self) -> dict[str, str]:
        """Expect each figure where the name above it says, or nowhere; return the pairs that change places."""
        for path in self.nameless:
            if self.expected[path].kind in (Kind.FIGURE, Kind.BLANK, Kind.UNKNOWABLE):
                self.expected[path] = Expected(Kind.GONE, None, "below a name that is not the form's")
        for one, other in self.swapped:
            self.expected[one], self.expected[other] = self.expected[other], self.expected[one]
        return {a: b for one, other in self.swapped for a, b in ((one, other), (other, one))}

    def print(self) -> Rendered:
        """Print it as it is now."""
        return traced(self.document, self.layout, self.tables)


def _with_nil(row: SheetRow, mark: str) -> SheetRow:
    blanks = [path for path, text in zip(row.paths, row.figures, strict=True) if path and not text]
    return row.with_texts(dict.fromkeys(blanks, mark)) if blanks else row


Damage = Callable[[MarkedPage, random.Random], str]
"""Damage a page and return what was done, or nothing where it cannot be done."""
