"""Tables: lattices and letters of a page → drafts of tables, which may still be joined with those of the next page."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from gzparse.model.document import PICTURE, Cell, Place, Table
from gzparse.read.pdf.frame import Box
from gzparse.read.pdf.lattice import Lattice
from gzparse.read.pdf.letters import Letter
from gzparse.read.pdf.lines import Line, cell_text, lines_of

_OVERHANG = 30.0
"""So far below a table that a page break has cut its text may overhang."""


@define(eq=False)
class CellDraft:
    """A cell: its place in the grid, its lines, and its sides. fills: whether it is a rectangle.

    open_top, open_bottom: whether it lies at the first or last level line of a page's part of the table, and no line is there.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[Line]
    left: float
    right: float
    top: float
    bottom: float
    fills: bool = True
    open_top: bool = False
    open_bottom: bool = False

    @property
    def text(self) -> str:
        """Return its text as one string."""
        return "".join(line.text for line in self.lines)


@define(eq=False)
class TableDraft:
    """A table: the positions of its uprights, the number of its rows, its cells; and where it begins."""

    xs: list[float]
    rows: int
    cells: list[CellDraft]
    place: Place
    top: float
    cut_digits: list[Place] = field(factory=list)
    """Where a number runs over a wall."""
    pictures: list[Place] = field(factory=list)
    """Pictures, or shapes, in cells that have no text."""
    remarks: list[tuple[Place | None, str]] = field(factory=list)
    """Annotations on cells, with the place of a cell's text."""
    hiding: dict[int, Place] = field(factory=dict)
    """The identities of these cells, with the place of what hides their figure."""

    def take_overhang(self, letters: Sequence[Letter], page: int) -> set[int]:
        """Take in the letters right below that overhang cells without a line at their end, if no others stand there.

        Return the identities of the letters taken.
        """
        ends = [cell for cell in self.cells if cell.row + cell.rowspan == self.rows]
        bottom = max((cell.bottom for cell in ends), default=0.0)
        near = [x for x in letters if self.xs[0] <= x.x < self.xs[-1] and bottom <= x.y <= bottom + _OVERHANG]
        of_cells: dict[int, list[Letter]] = {}
        for letter in near:
            at = next((i for i, cell in enumerate(ends) if cell.open_bottom and cell.left <= letter.x < cell.right), None)
            if at is None:
                return set()
            of_cells.setdefault(at, []).append(letter)
        for at, own in of_cells.items():
            ends[at].lines += lines_of(own, page)
        return {id(letter) for letter in near}

    def note_picture(self, box: Box, place: Place) -> None:
        """Note what is drawn in a cell that has no text. box: in the frame of reading; place: on the page as shown."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (self.xs[0] <= x <= self.xs[-1] and self.top <= y):
            return
        for cell in self.cells:
            if (
                not cell.lines
                and cell.left - 3 <= box[0]
                and box[2] <= cell.right + 3
                and cell.top - 3 <= box[1]
                and box[3] <= cell.bottom + 3
            ):
                self.pictures.append(place)
                self.hiding[id(cell)] = place
                return

    def table(self) -> Table:
        """Return the table."""
        cells = []
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            text, pieces = cell_text(cell.lines, cell.left, cell.right)
            if not text and id(cell) in self.hiding:  # it is not blank: what it shows is not known
                text, pieces = PICTURE, ((len(PICTURE), self.hiding[id(cell)]),)
            cells.append(Cell(cell.row, cell.column, text, pieces, cell.rowspan, cell.colspan))
        return Table(tuple(cells), self.rows, len(self.xs) - 1, self.place)


def tables_of(
    lattices: Sequence[Lattice], letters: Sequence[Letter], page: int, shown: Sequence[Box]
) -> tuple[list[TableDraft], list[Letter]]:
    """Return drafts of the tables of a page, and the letters outside of them.

    shown: the box of each lattice in the frame of the page as it is shown.
    """
    held: list[dict[int, list[Letter]]] = [{} for _ in lattices]
    cut: list[list[Place]] = [[] for _ in lattices]
    outside: list[Letter] = []
    before: tuple[Letter, int, int] | None = None
    for letter in letters:
        for index, lattice in enumerate(lattices):
            number = lattice.at(letter.x, letter.y)
            if number is not None:
                held[index].setdefault(number, []).append(letter)
                if before is not None and before[1] == index and before[2] != number and _is_one_number(before[0], letter):
                    cut[index].append(Place(page=page, box=letter.box))
                before = letter, index, number
                break
        else:
            outside.append(letter)
            before = None
    drafts = [_draft(lattice, held[index], page, shown[index], cut[index]) for index, lattice in enumerate(lattices)]
    return drafts, outside


def _is_one_number(before: Letter, letter: Letter) -> bool:
    """Whether two digits stand so close on one line that they are parts of one number."""
    if not (before.text.isdigit() and letter.text.isdigit()) or letter.spaced:
        return False
    return abs(before.y - letter.y) < 0.3 * letter.size and -0.3 < (letter.left - before.right) / letter.size < 0.2


def _draft(lattice: Lattice, held: dict[int, list[Letter]], page: int, shown: Box, cut: list[Place]) -> TableDraft:
    cells = []
    for number, region in enumerate(lattice.regions):
        letters = held.get(number)
        if not letters and (region.is_open or not region.fills):
            continue  # beside a narrower part of the table
        xs = lattice.xs
        lines = lines_of(letters, page) if letters else []
        colspan, rowspan = region.colspan, region.rowspan
        if not region.fills:  # as far as its first row goes
            first = lattice.region_at[region.row]
            column = first.index(number)
            colspan, rowspan = 1, 1
            while column + colspan < len(first) and first[column + colspan] == number:
                colspan += 1
        else:
            column = region.column
        cells.append(
            CellDraft(
                region.row,
                column,
                rowspan,
                colspan,
                lines,
                xs[column],
                xs[column + colspan],
                lattice.ys[region.row],
                lattice.ys[region.row + rowspan],
                region.fills,
                region.open_top,
                region.open_bottom,
            )
        )
    place = Place(page=page, box=(round(shown[0], 2), round(shown[1], 2), round(shown[2], 2), round(shown[3], 2)))
    return TableDraft(list(lattice.xs), len(lattice.ys) - 1, cells, place, lattice.ys[0], cut)
