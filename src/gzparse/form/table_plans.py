"""Plans of tables: all that the words of a table say of it → its reading, once it is filled with the figures of a page.

What stands where is worked out when it is asked for: most pages are asked for their figures' values alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate, chain
from sys import maxsize
from typing import Any

from gzparse.form.alternatives.accounts import Asked
from gzparse.form.built import BuiltForm
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK, NIL
from gzparse.form.table_reading import TableReading
from gzparse.form.table_text import Apart
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, Row
from gzparse.model.paths import Labels
from gzparse.model.reading import PartKind, Piece, Status
from gzparse.model.source import Range, Source
from gzparse.spec.table import Table

__all__ = ["CutPlan", "EntryPlan", "Filled", "Plan", "RowPlan", "Spot"]

Spot = tuple[int, int, bool]
"""A place in a section: how many other letters stand before it, how many figures, and whether the sentence does."""
Filled = Callable[[Sequence[Any]], Sequence[Any]]
"""What takes some of a list."""


class CutPlan:
    """A row of the Grid: its kind, where it begins and ends, at what it is cut, and how many of the pieces are its cells."""

    __slots__ = ("begins", "cells", "cut", "ends", "type")

    def __init__(self, row: Row, begins: Spot, ends: Spot) -> None:
        self.type = row.type
        self.cut = row.cut
        self.cells = len(row.cells)
        self.begins = begins
        self.ends = ends


class Spots:
    """Many places, part by part: as an object for each, they would be the most that the garbage collector looks through."""

    __slots__ = ("behind", "counts", "letters")

    def __init__(self, spots: Sequence[Spot]) -> None:
        self.letters = [spot[0] for spot in spots]
        self.counts = [spot[1] for spot in spots]
        self.behind = [spot[2] for spot in spots]


class Places:
    """Where what stands in a table's section stands on another page, with its own figures and its own sentence."""

    __slots__ = ("_counts", "_lengths", "_longer", "_sentence", "_start")

    def __init__(self, text: Apart, start: int) -> None:
        self._start = start
        self._counts = text.counts
        self._sentence = text.sentence
        self._longer = 0 if text.sentence is None else text.sentence[1] - text.sentence[0]
        self._lengths: list[int] | None = None

    def _behind_counts(self) -> list[int]:
        """Return where the section begins, and how far each of its figures moves what is behind it."""
        if self._lengths is None:
            self._lengths = [*accumulate(map(len, self._counts), initial=self._start)]
        return self._lengths

    def at(self, place: Spot) -> int:
        """Return the offset of a place."""
        letters, counts, behind = place
        return letters + behind * self._longer + (self._behind_counts()[counts] if counts else self._start)

    def all_at(self, places: Spots) -> list[int]:
        """Return the offsets of places."""
        lengths, longer = self._behind_counts(), self._longer
        if not longer:
            return [letters + lengths[counts] for letters, counts in zip(places.letters, places.counts, strict=True)]
        return [*map(self.at, zip(places.letters, places.counts, places.behind, strict=True))]

    def spots(self, offsets: Iterable[int], letters: Sequence[int]) -> Spots:
        """Return the places at offsets, none of which is within a figure. letters: how many stand before each figure."""
        lengths, sentence = self._behind_counts(), self._sentence
        first = sentence[0] if sentence is not None else maxsize
        ends: list[int] = []  # of the figures on this page
        for number, before in enumerate(letters, 1):
            end = before + lengths[number]
            ends.append(end + self._longer if end > first else end)
        found = []
        for at in offsets:
            counts, behind = bisect_right(ends, at), at > first
            found.append((at - lengths[counts] - behind * self._longer, counts, behind))
        return Spots(found)


class _LaterGrid(Grid):
    """The rows of a table that was seen before. They are cut when they are asked for."""

    __slots__ = ("_made", "_places", "_plan", "_ranges", "_text")

    def __init__(self, plan: Plan, text: str, places: Places) -> None:
        self.layout = plan.layout
        self._types = plan.types
        self._plan = plan
        self._text = text
        self._places = places
        self._made: list[Row | None] = [None] * len(plan.grid)
        self._ranges: list[Range] | None = None

    @property
    def rows(self) -> list[Row]:  # type: ignore[override]
        """The rows."""
        return [self.row(index) for index in range(len(self._made))]

    def row(self, index: int) -> Row:
        """Return one of the rows."""
        row = self._made[index]
        if row is None:
            plan = self._plan.grid[index]
            start = self._places.at(plan.begins)
            text = self._text[start : self._places.at(plan.ends)]
            cells = [text] if plan.cut is None else text.split(plan.cut) if isinstance(plan.cut, str) else plan.cut.split(text)
            row = self._made[index] = Row(plan.type, text, start, cells[len(cells) - plan.cells :], plan.cut)
        return row

    def ranges(self, index: int) -> list[Range]:
        """Return the ranges of the cells of one of the rows."""
        plan = self._plan
        if self._ranges is None:
            if plan.cells is None:  # no page of these words was asked for it before
                rows = [row.cell_ranges() for row in self.rows]
                plan.cells = self._places.spots(chain.from_iterable(chain.from_iterable(rows)), plan.letters)
                plan.bounds = [0, *accumulate(map(len, rows))]
            offsets = iter(self._places.all_at(plan.cells))
            self._ranges = [*zip(offsets, offsets, strict=True)]
        return self._ranges[plan.bounds[index] : plan.bounds[index + 1]]

    def __reduce__(self) -> tuple[Any, ...]:
        return Grid, (self.layout, self.rows)


class _LaterRow(FormRow):
    """A form row of such a table. The row of the Grid that it is, and its items, are looked up when they are asked for."""

    __slots__ = ("_figures", "_grid", "_items", "_plan", "_row")

    def __init__(self, plan: RowPlan, grid: _LaterGrid, figures: list[int]) -> None:
        self.type = plan.type
        self.first, self.at = plan.ends
        self._plan = plan
        self._grid = grid
        self._figures = figures
        self._items: list[int] | None = None
        self._row: Row | None = None

    @property
    def items(self) -> list[int]:  # type: ignore[override]
        """The cells behind the label."""
        if self._items is None:
            self._items = list(self._plan.items(self._figures))
        return self._items

    @property
    def row(self) -> Row:  # type: ignore[override]
        """The row of the Grid."""
        if self._row is None:
            self._row = self._grid.row(self._plan.index)
        return self._row

    def whole_cells(self) -> list[Range] | None:
        """Return the range of each cell of the row of the Grid."""
        return self._grid.ranges(self._plan.index)

    def __reduce__(self) -> tuple[Any, ...]:
        return FormRow, (self.type, self.row, self.first, self.at, self.items)


class _KnownReading(TableReading):
    """The reading of such a table. What refuted the accounts that alternatives added is worked out when it is asked for."""

    def __init__(self, plan: Plan, rows: list[FormRow], grid: Grid, source: Source, places: Places) -> None:
        self._proof: list[Asked] | None = None
        super().__init__(plan.table, grid, rows, Findings(source, plan.labels))
        if plan.has_proof:
            self._proof = None
        self._form = plan.form
        self._order = plan.order
        self._begin = places.at(plan.grid[0].begins)
        self._first_item = None if plan.first_item is None else places.at(plan.first_item)
        self._plan = plan
        self._places = places

    def order(self, entries: Container[str] | None = None) -> Sequence[str]:
        return self._order if entries is None else super().order(entries)

    @property
    def begin(self) -> int | None:
        return self._begin

    @property
    def first_item(self) -> int | None:
        return self._first_item

    def pieces(self, made: Callable[[TableReading], Sequence[Piece]]) -> Sequence[Piece] | None:
        plan = self._plan
        if plan.pieces is None:
            found = made(self)
            bounds = [start for start, _, _ in found] + [end for _, end, _ in found[-1:]]
            plan.pieces = [kind for _, _, kind in found], self._places.spots(bounds, plan.letters)
        kinds, spots = plan.pieces
        offsets = self._places.all_at(spots)
        return [*zip(offsets, offsets[1:], kinds, strict=False)]

    @property
    def proof(self) -> list[Asked]:
        """What came of the accounts that alternatives added."""
        if self._proof is None:
            self._proof = self._form.read(self.section, self.grid, self.findings.source).proof
        return self._proof

    @proof.setter
    def proof(self, found: list[Asked]) -> None:
        self._proof = found

    def __reduce__(self) -> tuple[Any, ...]:
        state = {**self.__getstate__(), "proof": self.proof}
        for name in ("_form", "_order", "_begin", "_first_item", "_proof", "_plan", "_places"):
            del state[name]
        return _empty, (), state


def _empty() -> TableReading:
    """Return a reading without anything in it, as ``pickle`` makes one."""
    return TableReading.__new__(TableReading)


class RowPlan:
    """A form row: its type, which row of the Grid it is, where its label and its items begin, and what these are."""

    __slots__ = ("ends", "index", "items", "type")

    def __init__(self, row: FormRow, index: int, items: Filled) -> None:
        self.type = row.type
        self.index = index
        self.ends = row.first, row.at
        self.items = items


class EntryPlan:
    """A prescribed row: its path, which form row it is, its columns, and which of the figures are its values."""

    __slots__ = ("amounts", "columns", "kinds", "path", "place", "row", "statuses", "values")

    def __init__(self, entry: Entry, row: int, values: Filled) -> None:
        self.path = entry.path
        self.row = row
        self.columns = entry.columns
        self.kinds = entry.kinds
        self.place = entry.place
        self.statuses: tuple[Status, ...] | None = entry.statuses
        self.values = values
        self.amounts = "amount" in entry.kinds


class Plan:
    """A table that was read: all that its words say of it."""

    def __init__(
        self, form: BuiltForm, reading: TableReading, grid: list[CutPlan], rows: list[RowPlan], entries: list[EntryPlan]
    ) -> None:
        self.form = form
        self.table: Table = reading.table
        self.labels: Labels = reading.findings.labels
        self.layout = reading.grid.layout
        self.types = reading.grid.types
        self.grid = grid
        self.rows = rows
        self.entries = entries
        self.groups: list[slice] = []  # of figures whose last is the sum of the others
        at = {id(row): index for index, row in enumerate(reading.rows)}
        self.headers = [at[id(row)] for row in reading.headers]
        self.furniture = [at[id(row)] for row in reading.furniture]
        self.notes = [at[id(row)] for row in reading.notes]
        self.shapes = tuple(reading.shapes)
        self.editions = tuple(reading.editions)
        self.has_proof = bool(reading.proof)
        self.order = reading.order()
        self.first_item: Spot | None = None
        self.by_words: dict[str, bool] = {}
        self.letters: Sequence[int] = ()  # how many other letters stand before each figure
        self.cells: Spots | None = None  # where the cells of the Grid's rows begin and end, once a page is asked for it
        self.pieces: tuple[Sequence[PartKind], Spots] | None = None  # what its text was read as, once a page is asked for it
        self.bounds: Sequence[int] = ()  # and how many of them there are before each row

    def fill(self, text: Apart, source: Source, extent: Range) -> TableReading | None:
        """Return the reading of a table with these figures; ``None`` where a row breaks its sum."""
        counts = text.values
        for group in self.groups:
            some = counts[group]
            if sum(some) != 2 * some[-1]:
                return None
        places = Places(text, extent[0])
        grid = _LaterGrid(self, source.normalized, places)
        items = [*counts, BLANK, NIL]
        rows: list[FormRow] = [_LaterRow(row, grid, items) for row in self.rows]
        reading = _KnownReading(self, rows, grid, source, places)
        reading.headers = [rows[index] for index in self.headers]
        reading.furniture = [rows[index] for index in self.furniture]
        reading.notes = [rows[index] for index in self.notes]
        reading.shapes = [*self.shapes]
        reading.editions = [*self.editions]
        reading.by_words = self.by_words
        values = [*counts, None, None]
        for plan in self.entries:
            entry = Entry(plan.path, rows[plan.row], plan.columns, plan.kinds)
            entry.place = plan.place
            entry.statuses = plan.statuses
            entry.values = tuple(plan.values(values))
            if plan.amounts:
                entry.values = _with_amounts(entry.values, plan.kinds)
            reading.entries[plan.path] = entry
        return reading


def _with_amounts(values: Sequence[Any], kinds: Sequence[str]) -> tuple[Any, ...]:
    """Return values, those of amounts as decimals."""
    return tuple(
        Decimal(value) if kind == "amount" and value is not None else value for value, kind in zip(values, kinds, strict=True)
    )
