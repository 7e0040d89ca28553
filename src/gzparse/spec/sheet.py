"""A report to print, as a form hands it in: paragraphs, and tables as sheets of cells that may span rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from gzparse.model.data import Data


@frozen(repr=False, eq=False)
class Cell(Data):
    """A cell of a printed table: its text, and how many rows and columns it spans.

    path: that of its figure; ``""`` where it holds a figure without a path in the record, ``None`` where it holds no figure.
    """

    text: str = ""
    path: str | None = None
    rows: int = 1
    columns: int = 1


@frozen(repr=False, eq=False)
class SheetRow(Data):
    """A row of a table to print, as a layout's renderer gets it.

    labels: the texts of the cells that begin in this row and hold no figure: headers, groups, the row's own label. figures: the
    texts of its figures, ``""`` where a cell is blank. cells: all cells of the row, across the whole table; a cell that spans
    rows or columns stands where it begins, and ``""`` where it goes on. paths: the paths of the figures, ``""`` for one without
    a path. columns: the indexes of the figures in ``cells``.
    """

    labels: tuple[str, ...]
    figures: tuple[str, ...]
    cells: tuple[str, ...]
    paths: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()

    def with_texts(self, texts: Mapping[str, str]) -> SheetRow:
        """Return the row with other texts for some of its figures, by their paths."""
        figures = tuple(texts.get(path, figure) for path, figure in zip(self.paths, self.figures, strict=True))
        cells = list(self.cells)
        for column, figure in zip(self.columns, figures, strict=True):
            cells[column] = figure
        return evolve(self, figures=figures, cells=tuple(cells))


@frozen(repr=False, eq=False)
class Sheet(Data):
    """A table to print: its rows, each with the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]

    def placed(self) -> list[list[tuple[int, Cell]]]:
        """Return the cells that begin in each row, with their columns."""
        spanned: set[tuple[int, int]] = set()
        placed: list[list[tuple[int, Cell]]] = []
        for at, row in enumerate(self.rows):
            placed.append([])
            column = 0
            for cell in row:
                while (at, column) in spanned:
                    column += 1
                placed[-1].append((column, cell))
                spanned |= {(at + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                column += cell.columns
        return placed

    def for_layout(self) -> tuple[SheetRow, ...]:
        """Return the rows as a layout's renderer gets them."""
        placed = self.placed()
        width = max((column + cell.columns for row in placed for column, cell in row), default=0)
        return tuple(_row(cells, width) for cells in placed)


def printed_number(value: object) -> str:
    """Return a number as reports print it.

    Raises:
        ValueError: a report cannot print it.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError(f"{value!r} is no figure")
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= _TOO_LARGE:
        raise ValueError("it is not finite, or too large to be read")
    text = f"{number if number else abs(number):f}"
    if len(text.partition(".")[2]) > _MOST_DECIMALS:
        raise ValueError(f"{text} has more than {_MOST_DECIMALS} decimals, and could not be read")
    return text


_TOO_LARGE, _MOST_DECIMALS = 10**12, 6
"""A figure with so many digits, or with more decimals, would not be read again."""


def _row(placed: Sequence[tuple[int, Cell]], width: int) -> SheetRow:
    cells = [""] * width
    for column, cell in placed:
        # The label of a row that the form does not have stands next to its figures: only so can be seen where they begin.
        adjacent = cell.path is None and any(other.path == "" for _, other in placed)
        cells[column + cell.columns - 1 if adjacent else column] = cell.text
    figures = [(column, cell) for column, cell in placed if cell.path is not None]
    return SheetRow(
        tuple(cell.text for _, cell in placed if cell.path is None),
        tuple(cell.text for _, cell in figures),
        tuple(cells),
        tuple(cell.path or "" for _, cell in figures),
        tuple(column for column, _ in figures),
    )


@frozen(repr=False, eq=False)
class DocumentSection(Data):
    """A section to print: its heading, its table if it has one, and its prose, or the notes below the table."""

    heading: str
    prose: str = ""
    sheet: Sheet | None = None


@frozen(repr=False, eq=False)
class Document(Data):
    """A report to print: its title, the paragraphs before its first section, its sections, and the lines of its signature."""

    title: str = ""
    preamble: str = ""
    sections: tuple[DocumentSection, ...] = ()
    signature: tuple[str, ...] = ()
