"""Facts: what a page shows of one table, once every row has its plain account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import cast

from gzparse.form.alternatives.accounts import LOST, Account, Cell, Cells
from gzparse.form.alternatives.loose import Adjacent, neighbours, without_ordinals
from gzparse.form.entries import NOT_IN_TABLE, Entry
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK, narrow
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import Grid, RowKind
from gzparse.model.source import Range
from gzparse.spec.table import Table

_NO_CELL = Cell("blank", rests_on="nothing")
_AN_EMPTY_CELL = Cell("blank", rests_on="cell")
_PADDING = Cell("blank", rests_on="padding")


class Facts:
    """What alternatives are asked about. Nothing of it changes while they are asked, so that their order changes nothing.

    rows: the prescribed rows that were found, by their paths, with their plain figures. others: the readings of other layouts.
    failed: what went wrong with alternatives of plugins.
    """

    def __init__(self, reading: TableReading, shapes: Sequence[Shape] = (), others: Iterable[TableReading] = ()) -> None:
        """Keep what was read."""
        self.rows: Mapping[str, Entry] = MappingProxyType(reading.entries)
        self.table: Table = reading.table
        self.grid: Grid = reading.grid
        self.all_rows: Sequence[FormRow] = reading.rows
        self.headers: Sequence[FormRow] = reading.headers
        self.source = reading.findings.source
        self.text = reading.findings.source.normalized
        self.shapes = shapes
        self.others = tuple(others)
        self.failed: list[str] = []
        self.columns_are_known = reading.columns_are_known
        self._reading = reading

    # --- rows

    @cached_property
    def order(self) -> Sequence[str]:
        """The paths of the rows that the table should have."""
        return tuple(self._reading.order())

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {path: at for at, path in enumerate(self.rows)}

    def place(self, path: str) -> int:
        """Return a row's place among those that were found."""
        return self._places[path]

    @cached_property
    def missing(self) -> frozenset[str]:
        """The paths of those that it does not have."""
        return frozenset(path for path in self.order if path not in self.rows)

    @cached_property
    def by_row(self) -> Mapping[int, Entry]:
        """The prescribed rows by the identity of their form row."""
        return {id(entry.row): entry for entry in self.rows.values()}

    @cached_property
    def _below(self) -> Mapping[int, FormRow]:
        return {id(above): row for above, row in pairwise(self.all_rows)}

    def below(self, entry: Entry) -> FormRow | None:
        """Return the row below another, whatever it is."""
        return self._below.get(id(entry.row))

    @cached_property
    def loose(self) -> Sequence[FormRow]:
        """What is left over within the table: rows that are unread, without a column of ordinals."""
        return without_ordinals(self._reading.rows, self._reading.unread)[0]

    @cached_property
    def unread(self) -> frozenset[int]:
        """The identities of rows that were left over or taken for notes."""
        return frozenset(id(row) for row in (*self._reading.unread, *self._reading.notes))

    @cached_property
    def adjacent(self) -> Mapping[int, Adjacent]:
        """What is adjacent to each row, by its identity."""
        return neighbours(self._reading)

    @cached_property
    def again(self) -> Sequence[tuple[Entry, Entry]]:
        """Rows that are printed again, with other figures: the first print and the other."""
        return tuple(self._reading.again)

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        """What became of the rows."""
        return [entry.place.outcome for entry in self.rows.values()]

    @cached_property
    def short(self) -> Sequence[int]:
        """How many figures those rows have that have some, but fewer than columns, and are not given."""
        open_rows = (entry for entry in self.rows.values() if not entry.place.certain)
        figures = ((len(entry.row.items) - entry.row.items.count(BLANK), len(entry.columns)) for entry in open_rows)
        return [some for some, columns in figures if 0 < some < columns]

    # --- figures

    def plain(self, path: str) -> Cells:
        """Return a row's plain account."""
        return cells_of(self.rows[path])

    def whole(self, entry: Entry) -> bool:
        """Whether all of a row's figures are printed, and are numbers."""
        return None not in entry.values and "text" not in entry.kinds

    def adds_up(self, entry: Entry) -> bool:
        """Whether all of a row's figures are there and add up, group by group."""
        return self._reading.adds_up(entry)

    @cached_property
    def imbalance(self) -> Sequence[tuple[int, int]]:
        """By how much columns fail to balance, in both ways, where they do; none where some row is missing or not whole."""
        if not self.table.balance or self.rows.keys() != set(self.order) or not all(map(self.whole, self.rows.values())):
            return ()
        new, brought, total, carried = (self.rows[path].values for path in self.table.balance)
        others = [entry.values for path, entry in self.rows.items() if path not in self.table.balance]
        columns = cast("Iterator[tuple[int, ...]]", zip(new, brought, total, carried, *others, strict=True))
        return [off for a, b, c, d, *rest in columns if any(off := (abs(a + b - c - d), abs(c - sum(rest))))]

    # --- the page

    @cached_property
    def page_numbers(self) -> Sequence[int]:
        """The numbers alone on their line above the table, in their order."""
        above = self.text[: self.grid.rows[0].start] if self.grid.rows else ""
        return tuple(map(int, terminal("PAGE_ALONE").findall(above)))

    @cached_property
    def is_on_one_line(self) -> bool:
        """Whether the table's rows all stand on one line."""
        first, last = self.grid.rows[0], self.grid.rows[-1]
        return "\n" not in self.text[first.start : last.start + len(last.text)].strip()

    @cached_property
    def ends_within(self) -> bool:
        """Whether the text ends within the table."""
        rows = self.grid.rows
        return bool(rows) and rows[-1].start + len(rows[-1].text) == len(self.text)

    @cached_property
    def lengths(self) -> Sequence[int]:
        """How many cells the marked rows have, all of them, the least first."""
        return sorted(len(row.cells) for row in self.grid.rows if row.type == RowKind.TABLE_ROW)


def plain_place(entry: Entry) -> Place:
    """Return where a row's figures are in its plain account, also under one that alternatives took back."""
    return entry.place.beneath or entry.place


def cells_of(entry: Entry) -> Cells:
    """Return a row's plain account: its figures where they were placed, or none."""
    place, row = plain_place(entry), entry.row
    if place.outcome is Outcome.BLANK:
        return ((_AN_EMPTY_CELL if row.items else _NO_CELL),) * len(entry.columns)
    if not place.placed:
        return (LOST,) * len(entry.columns)
    ranges, items = row.row.cell_ranges(), row.items
    last = max((index for index, item in enumerate(items) if item != BLANK), default=-1)
    cells = []
    for column in range(len(entry.columns)):
        at = place.item(column)
        if at == NOT_IN_TABLE or at >= len(items):
            cells.append(_NO_CELL)
        elif items[at] == BLANK:
            cells.append(_AN_EMPTY_CELL if at < last or entry.in_cells is not None else _PADDING)
        else:
            cells.append(Cell("printed", narrow(row.row.cells[row.at + at]), ranges[row.at + at]))
    return tuple(cells)


def last_column(entry: Entry) -> int:
    """Return the column of a row's last figure: the table may have the form's columns in another order, or lack some."""
    return max(range(len(entry.columns)), key=entry.place.item)


def last_item(entry: Entry) -> int:
    """Return the index of the item that is a row's last figure."""
    return entry.place.item(last_column(entry))


def lost(facts: Facts, entry: Entry, *columns: int, at: Range | None = None, **fields: object) -> Account:
    """Return the account in which the figures of some columns are not what is printed there, or those of all columns.

    A row with a blank among its cells has none that certainly keeps its place: there, the figures of all columns are lost.
    """
    cells, place = facts.plain(entry.path), plain_place(entry)
    whole = all(cell.kind == "printed" or place.item(column) == NOT_IN_TABLE for column, cell in enumerate(cells))
    some = {column % len(cells) for column in columns} if whole else set()
    return Account({entry.path: tuple(LOST if i in some or not some else cell for i, cell in enumerate(cells))}, fields, at)
