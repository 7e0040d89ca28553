"""Tables of Word documents: rows of cells with spans and merges → the grid that is printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import define, field

from gzparse.model.document import PICTURE, Cell, Piece, Place, Table
from gzparse.read.colours import MIXED
from gzparse.read.docx_inline import IN_LINE, Aside, Line
from gzparse.read.docx_looks import VAL, Shade, W, is_on, shade_of
from gzparse.read.docx_styles import Styles, child_of, number_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NARROWEST = 60
"""A column narrower than this, in twentieths of a point, is what is left where borders were drawn by hand and do not meet."""
_PROPERTIES = W + "tcPr"
_SPAN, _MERGE, _JOIN = W + "gridSpan", W + "vMerge", W + "hMerge"
_OF_CELLS = (_SPAN, _MERGE, _JOIN, W + "cellDel")
_OF_ROWS = (W + "gridBefore", W + "del", W + "hidden")


@define(eq=False)
class RawCell:
    """A cell as the file has it. number: among the cells of its row in the file; start, end: columns of the file's grid."""

    file_row: int
    number: int
    row: int
    start: int
    end: int
    merge: str | None
    joined: bool
    content: list[Line | RawTable] = field(factory=list)
    pictures: int = 0
    rowspan: int = 1


@define(eq=False)
class RawTable:
    """A table as the file has it. number: among the tables of the file. above: the table in a cell of which it stands."""

    number: int
    above: RawTable | None = None
    cells: list[RawCell] = field(factory=list)
    rows: int = 0
    widths: list[int] = field(factory=list)

    def inner(self) -> Iterator[RawTable]:
        """Return the tables that stand in its cells."""
        for cell in self.cells:
            for each in cell.content:
                if isinstance(each, RawTable):
                    yield each

    def is_frame(self) -> bool:
        """Whether the table only arranges the page: it has one column, or most of what it holds are tables."""
        within = sum(_size(each) for each in self.inner())
        if within:
            return within >= len(self.cells)
        return len({cell.start for cell in self.cells}) <= 1 and len({cell.end for cell in self.cells}) <= 1


def _size(table: RawTable) -> int:
    return len(table.cells) + sum(_size(each) for each in table.inner())


def row_properties(row: Element) -> tuple[int, bool, bool]:
    """Return how many columns are left free before a row, whether it is deleted, and whether it is hidden."""
    before, is_deleted, is_hidden = 0, False, False
    properties = child_of(row, W + "trPr")
    for each in () if properties is None else properties.iterchildren(*_OF_ROWS):
        if each.tag == W + "gridBefore":
            before = max(0, number_of(each.get(VAL)))
        elif each.tag == W + "del":
            is_deleted = True
        else:
            is_hidden = bool(is_on(each))
    return before, is_deleted, is_hidden


def cell_properties(cell: Element) -> tuple[int, str | None, bool, bool]:
    """Return how many columns a cell spans, its part in a vertical merge, whether it joins the one before, and is deleted."""
    span, merge, is_joined, is_deleted = 1, None, False, False
    if not len(cell) or cell[0].tag != _PROPERTIES:
        return span, merge, is_joined, is_deleted
    for each in cell[0].iterchildren(*_OF_CELLS):
        said = each.get(VAL)
        if each.tag == _SPAN:
            span = max(1, number_of(said, 1))
        elif each.tag == _MERGE:
            merge = said or "continue"
        elif each.tag == _JOIN:
            is_joined = (said or "continue") == "continue"
        else:
            is_deleted = True
    return span, merge, is_joined, is_deleted


def shade_of_cell(cell: Element) -> Shade | None:
    """Return what a cell is filled with by itself."""
    return shade_of(child_of(cell[0], W + "shd")) if len(cell) and cell[0].tag == _PROPERTIES else None


def shade_of_table(table: Element, styles: Styles) -> Shade | None:
    """Return what a table is filled with; its style may fill some of its cells, which is not worked out."""
    properties = child_of(table, W + "tblPr")
    if properties is None:
        return None
    style = child_of(properties, W + "tblStyle")
    return MIXED if style is not None and styles.fills(style.get(VAL)) else shade_of(child_of(properties, W + "shd"))


def widths_of(table: Element) -> list[int]:
    """Return the widths of a table's columns as the file states them."""
    grid = table.find(W + "tblGrid")
    return [] if grid is None else [number_of(column.get(W + "w")) for column in grid.iterchildren(W + "gridCol")]


def build(raw: RawTable, aside: Aside) -> Table:
    """Return a table with its merges resolved. Text that a merge hides is kept with a note."""
    before = aside.table, aside.cell
    aside.table = raw
    cells = _merged(raw, aside)
    made = [_cell(raw, cell, columns, aside) for cell, columns in cells]
    aside.table, aside.cell = before
    width = max((cell.column + cell.colspan for cell in made), default=0)
    return Table(tuple(made), raw.rows, width, Place(table=raw.number))


def _merged(raw: RawTable, aside: Aside) -> list[tuple[RawCell, tuple[int, int]]]:
    kept: list[RawCell] = []
    for cell in raw.cells:  # cells that join the one before them in their row
        if cell.joined and kept and kept[-1].row == cell.row and kept[-1].end == cell.start:
            kept[-1].end = cell.end
            _keep_covered(raw, cell, aside)
        else:
            kept.append(cell)
    columns = _columns(kept, raw.widths)
    anchors: dict[int, RawCell] = {}
    found: list[tuple[RawCell, tuple[int, int]]] = []
    for cell in kept:
        start, end = columns[cell.start], columns[cell.end]
        above = anchors.get(start)
        if cell.merge not in (None, "restart"):
            if (
                above is not None
                and above.merge is not None
                and above.row + above.rowspan == cell.row
                and columns[above.start] == start
                and columns[above.end] == end
            ):
                above.rowspan += 1
                _keep_covered(raw, cell, aside)
                continue
            aside.cell = (raw.number, cell.file_row, cell.number)
            aside.note("cell-shape", _text_of(cell.content), None)
        found.append((cell, (start, end)))
        anchors[start] = cell
    return found


def _columns(cells: Sequence[RawCell], widths: Sequence[int]) -> dict[int, int]:
    """Return for each edge of the file's grid at which a cell begins or ends the column of the table that begins there.

    Edges at which none does are no columns. Edges closer to each other than any column is wide are one, if no cell lies
    between them.
    """
    edges = sorted({0, *(cell.start for cell in cells), *(cell.end for cell in cells)})
    narrow: dict[int, int] = {}
    total = [0, *itertools.accumulate(widths)]
    at = -1
    first = 0
    for edge in edges:
        known = edge < len(total) and first < len(total)
        if at >= 0 and known and 0 < total[edge] - total[first] < _NARROWEST:
            narrow[edge] = at
        else:
            at, first = at + 1, edge
            narrow[edge] = at
    if all(narrow[cell.start] < narrow[cell.end] for cell in cells):
        return narrow
    return {edge: column for column, edge in enumerate(edges)}


def _cell(raw: RawTable, cell: RawCell, columns: tuple[int, int], aside: Aside) -> Cell:
    aside.cell = (raw.number, cell.file_row, cell.number)
    start, end = columns
    text, pieces = "", list[Piece]()
    if cell.content:
        text, pieces = _text_and_pieces(cell.content, Place(table=raw.number, row=cell.file_row, cell=cell.number))
    if any(isinstance(each, RawTable) for each in cell.content):
        aside.note("nested-table", text.replace("\n", " "), None)
    if cell.pictures and not text.strip():
        text, pieces = PICTURE, [(1, aside.place(None))]
    elif cell.pictures & IN_LINE and not any(map(str.isalpha, text)):
        text, pieces = text + PICTURE, [*pieces, (1, aside.place(None))]  # it may be a digit, and its place is not kept
    return Cell(cell.row, start, text, tuple(pieces), cell.rowspan, end - start)


def _text_and_pieces(content: Sequence[Line | RawTable], place: Place) -> tuple[str, list[Piece]]:
    """Return the text of a cell: its lines, and the rows of the tables within it."""
    if len(content) == 1 and isinstance(content[0], Line) and len(content[0].pieces) == 1 and not content[0].pieces[0][2]:
        only = content[0].text
        return (only, [(len(only), place)]) if only.strip() else ("", [])
    text: list[str] = []
    pieces: list[Piece] = []

    def add(letters: str, at: Place) -> None:
        text.append(letters)
        if pieces and pieces[-1][1] == at:
            pieces[-1] = pieces[-1][0] + len(letters), at
        elif letters:
            pieces.append((len(letters), at))

    for each in content:
        if isinstance(each, RawTable):
            for cell in each.cells:
                within, parts = _text_and_pieces(cell.content, Place(table=each.number, row=cell.file_row, cell=cell.number))
                if within.strip():
                    if text:
                        add("\n" if cell.start == 0 else " ", place)
                    at = 0
                    for length, where in parts:
                        add(within[at : at + length], where)
                        at += length
        elif each.text.strip():
            if text:
                add("\n", place)
            for letters, _, is_number in each.pieces:
                add(letters, Place(table=place.table, row=place.row, cell=place.cell, path="numPr") if is_number else place)
    return "".join(text), pieces


def _text_of(content: Sequence[Line | RawTable]) -> str:
    return _text_and_pieces(content, Place())[0]


def _keep_covered(raw: RawTable, cell: RawCell, aside: Aside) -> None:
    """Set the text of a cell aside that the cell before or above covers."""
    text = _text_of(cell.content)
    if text.strip():
        aside.cell = (raw.number, cell.file_row, cell.number)
        aside.keep_covered(text)
