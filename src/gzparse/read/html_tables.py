"""Tables: what a page has between table tags → grids of rows and cells, or lines, where a table only lays out a page.

A table with a table in one of its cells lays out what is in that row; so does a row with no more than one cell, and a table of
one column. All other rows are data, with each cell in the column in which HTML's own rules place it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gzparse.model.document import Place
from gzparse.read.html_headings import heading_of
from gzparse.read.html_tree import too_many
from gzparse.spec.limits import Limits

_SHORT = 60
"""The longest text of a cell that stands beside other data."""
_SMALL, _LARGEST = 12, 300
"""A table within a cell of data has at most so many cells and letters."""


class Line:
    """A line of a page: its letters, and where they stand.

    path: of the innermost element with lines of its own, if that is no cell. place: set where the line's cell is known.
    number: counts the nodes of the page. linked: how many of the letters lead elsewhere. aside: in navigation or a footer.
    """

    __slots__ = ("aside", "linked", "number", "path", "place", "text")

    def __init__(self, text: str, path: str, number: int, linked: int, aside: bool) -> None:
        self.text, self.path, self.number, self.linked, self.aside = text, path, number, linked, aside
        self.place: Place | None = None

    def where(self) -> Place:
        """Return the line's place in the file."""
        return self.place if self.place is not None else Place(path=self.path)


class PageCell:
    """A cell as it stands in the markup, and the column in which it belongs. holds: whether a table of data is in it."""

    __slots__ = ("colspan", "column", "holds", "items", "place", "rowspan")

    def __init__(self, place: Place, rowspan: int, colspan: int) -> None:
        self.place, self.rowspan, self.colspan = place, rowspan, colspan
        self.items: list[Item] = []
        self.column = 0
        self.holds = False

    def lines(self) -> Iterator[Line]:
        """Return the lines of the cell, those of tables within it included."""
        return lines_of(self.items)

    def flowing(self) -> list[Item]:
        """Return what is in the cell as parts of the page around the table."""
        for item in self.items:
            if isinstance(item, Line) and not item.path:
                item.place = self.place
        return self.items


class PageRow:
    """A row as it stands in the markup. group: of the rows that a span cannot leave; first, last: numbers of nodes."""

    __slots__ = ("cells", "first", "group", "last", "seen")

    def __init__(self, group: int, first: int) -> None:
        self.group, self.first, self.last = group, first, first
        self.cells: list[PageCell] = []
        self.seen = 0


class PageTable:
    """A table as it stands in the markup. groups: the kinds of its groups of rows; seen: how many rows; row: the open one."""

    __slots__ = ("captions", "groups", "number", "row", "rows", "seen")

    def __init__(self, number: int) -> None:
        self.number, self.seen = number, 0
        self.row: PageRow | None = None
        self.captions: list[Item] = []
        self.groups = ["tbody"]
        self.rows: list[PageRow] = []


class Grid:
    """Rows of a table that hold data. first, last: numbers of the nodes that it reaches over."""

    __slots__ = ("columns", "first", "last", "nested", "number", "rows")

    def __init__(self, number: int, rows: list[PageRow], columns: int, nested: list[PageCell]) -> None:
        self.number, self.rows, self.columns, self.nested = number, rows, columns, nested
        self.first, self.last = min(row.first for row in rows), max(row.last for row in rows)

    def lines(self) -> Iterator[Line]:
        """Return the lines of all its cells."""
        for row in self.rows:
            for cell in row.cells:
                yield from cell.lines()


Item = Line | Grid


def lines_of(items: Iterable[Item]) -> Iterator[Line]:
    """Return the lines of some parts of a page, those in cells included."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            yield from item.lines()


def resolved(table: PageTable, limits: Limits) -> list[Item]:
    """Return a table as grids and lines, in the order in which they are shown."""
    rows = _as_shown(table)
    columns = _place(rows, limits)
    nested = _with_small_tables_as_lines(rows)
    found: list[Item] = list(table.captions)
    alone = columns <= 1 or sum(bool(cell.items) for row in rows for cell in row.cells) <= 1
    for flows, group in groupby(rows, key=lambda row: alone or _flows(row)):
        together = list(group)
        if not flows and any(sum(bool(cell.items) for cell in row.cells) > 1 for row in together):
            cells = {id(cell) for row in together for cell in row.cells}
            found.append(Grid(table.number, together, columns, [cell for cell in nested if id(cell) in cells]))
        else:
            for row in together:
                for cell in row.cells:
                    found += cell.flowing()
    return found


def _as_shown(table: PageTable) -> list[PageRow]:
    """Return the rows with the first head before and the first foot behind all others, as they are shown."""
    groups = table.groups
    if "thead" not in groups and "tfoot" not in groups:
        return table.rows
    head = groups.index("thead") if "thead" in groups else -1
    foot = groups.index("tfoot") if "tfoot" in groups else -1
    return sorted(table.rows, key=lambda row: (row.group == foot) - (row.group == head))


def _place(rows: list[PageRow], limits: Limits) -> int:
    """Set the column of each cell by HTML's rules, cut spans at the ends of their groups, and return how many columns are used.

    Columns at the end in which no cell begins do not count: a title over the table often spans more than there are.
    """
    busy: list[int] = []  # for each column, the row at which what spans it ends
    columns = index = 0
    most = 8 * limits.cells // max(1, len(rows))
    for _, group in groupby(rows, key=lambda row: row.group):
        together = list(group)
        end = index + len(together)
        busy = [0] * len(busy)
        for row in together:
            column = 0
            for cell in row.cells:
                while column < len(busy) and busy[column] > index:
                    column += 1
                cell.column = column
                columns = max(columns, column + 1)
                cell.rowspan = min(cell.rowspan or end - index, end - index)
                stop = column + cell.colspan
                if stop > most:
                    raise too_many("places in a table", 8 * limits.cells, "cells")
                busy.extend([0] * (stop - len(busy)))
                for at in range(column, stop):
                    busy[at] = max(busy[at], index + cell.rowspan)
                column = stop
            index += 1
    return columns


def _flows(row: PageRow) -> bool:
    """Whether a row lays out the page: it holds a table, a heading of the report alone, or one with lines below it."""
    filled = [cell for cell in row.cells if cell.items]
    for cell in filled:
        lines = len(cell.items)
        if cell.holds:
            return True
        if (lines >= 3 or lines == len(filled) == 1) and any(heading_of(line.text) is not None for line in cell.lines()):
            return True
    return False


def _with_small_tables_as_lines(rows: list[PageRow]) -> list[PageCell]:
    """Make lines of the small tables that stand in a cell of a row of data, and return these cells."""
    found = []
    for row in rows:
        holders = [cell for cell in row.cells if cell.holds]
        if not holders:
            continue
        others = [cell for cell in row.cells if cell.items and cell not in holders]
        if len(others) < 2 or any(sum(len(line.text) for line in cell.lines()) > _SHORT for cell in others):
            continue
        if not any(line.text.strip().isdigit() for cell in others for line in cell.lines()):
            continue
        for cell in holders:
            grids = [item for item in cell.items if isinstance(item, Grid)]
            cells = sum(len(row.cells) for grid in grids for row in grid.rows)
            if cells <= _SMALL and sum(len(line.text) for line in cell.lines()) <= _LARGEST:
                cell.items, cell.holds = list(_as_lines(cell.items)), False
                found.append(cell)
    return found


def _as_lines(items: Iterable[Item]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Line):
            yield item
            continue
        for row in item.rows:
            for cell in row.cells:
                for inner in cell.flowing():
                    yield from [inner] if isinstance(inner, Line) else _as_lines([inner])
