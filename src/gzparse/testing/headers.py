"""The names of columns in the headers of a table to print, each with the figures that stand below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define, field

from gzparse.spec.sheet import Cell, Sheet


@define(eq=False)
class ColumnName:
    """A header's cell that names some of its table's columns.

    row: the number of its row among the table's. index: its number among that row's labels. column: where it begins.
    header: the number of the header among the table's. over: the cells of the same header above it. leaf: no other cell is
    between it and the figures. paths: those of the figures below it.
    """

    row: int
    index: int
    column: int
    cell: Cell
    header: int
    over: tuple[ColumnName, ...] = ()
    leaf: bool = False
    paths: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return self.cell.text


def column_names(sheet: Sheet) -> list[ColumnName]:
    """Return the cells above a table's figures that distinguish its columns.

    These are the lowest above them, and of those over these the ones without which two columns would have the same name.
    """
    return [name for header in _headers(sheet) for name in _distinguishing(header)]


def _distinguishing(header: list[ColumnName]) -> Iterator[ColumnName]:
    leaves = [name for name in header if name.leaf]
    count = Counter(leaf.text for leaf in leaves)
    needed = {id(over) for leaf in leaves if count[leaf.text] > 1 for over in leaf.over if over.paths != leaf.paths}
    return (name for name in header if name.leaf or id(name) in needed)


def _headers(sheet: Sheet) -> list[list[ColumnName]]:
    """Return the cells of each header of a table, with the figures that stand below them."""
    headers: list[list[ColumnName]] = []
    above: dict[int, tuple[ColumnName, ...]] = {}
    ended = True
    for at, row in enumerate(sheet.placed()):
        figures = [(column, cell.path) for column, cell in row if cell.path is not None]
        if not figures and ended:
            headers.append([])
            above = {}
        ended = bool(figures)
        if not figures:
            for index, (column, cell) in enumerate(row):
                name = ColumnName(at, index, column, cell, len(headers), above.get(column, ()))
                headers[-1].append(name)
                above |= {c: (*above.get(c, ()), name) for c in range(column, column + cell.columns)}
        for column, path in figures:
            for name in above.get(column, ()):
                name.paths += [path] if path else []
                name.leaf = name.leaf or name is above[column][-1]
    return headers
