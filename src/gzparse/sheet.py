"""A report as it is to be printed: its paragraphs, and its tables as sheets of cells that may span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from gzparse.data import Data


@frozen(repr=False, eq=False)
class Cell(Data):
    """A cell of a printed table: what it says, and how many rows and columns it spans. path: the figure's, if it holds one."""

    text: str = ""
    path: str | None = None
    rows: int = 1
    columns: int = 1


@frozen(repr=False, eq=False)
class SheetRow(Data):
    """A row of a table to print, as a layout's renderer gets it.

    labels: the texts of the cells that begin in this row and hold no figure: headers, groups, the row's own label. figures: the
    texts of its figures, ``""`` where a cell is blank. cells: all of the row, across the whole table: a cell that spans rows or
    columns stands where it begins, and ``""`` where it goes on.
    """

    labels: tuple[str, ...]
    figures: tuple[str, ...]
    cells: tuple[str, ...]


@frozen(repr=False, eq=False)
class Sheet(Data):
    """A table to print: its rows, each with the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]

    def with_texts(self, texts: Mapping[str, str]) -> Sheet:
        """Give the table with other texts in the cells of some figures, by their paths."""
        return Sheet(tuple(tuple(_with_text(cell, texts) for cell in row) for row in self.rows))

    def figures(self) -> Iterator[Cell]:
        """Give the cells that hold figures, in the table's order."""
        return (cell for row in self.rows for cell in row if cell.path is not None)

    def for_layout(self) -> tuple[SheetRow, ...]:
        """Give the rows as a layout's renderer gets them."""
        spanned: set[tuple[int, int]] = set()
        grid: list[dict[int, str]] = []
        for at, row in enumerate(self.rows):
            texts: dict[int, str] = {}
            column = 0
            for cell in row:
                while (at, column) in spanned:
                    column += 1
                texts[column] = cell.text
                spanned.update(
                    dict.fromkeys(((at + r, column + c) for r in range(cell.rows) for c in range(cell.columns)), True)
                )
                column += cell.columns
            grid.append(texts)
        width = max((column + 1 for at, column in spanned if at < len(self.rows)), default=0)
        return tuple(
            SheetRow(
                tuple(cell.text for cell in row if cell.path is None),
                tuple(cell.text for cell in row if cell.path is not None),
                tuple(texts.get(column, "") for column in range(width)),
            )
            for row, texts in zip(self.rows, grid, strict=True)
        )


def _with_text(cell: Cell, texts: Mapping[str, str]) -> Cell:
    text = texts.get(cell.path) if cell.path is not None else None
    return cell if text is None else evolve(cell, text=text)


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
