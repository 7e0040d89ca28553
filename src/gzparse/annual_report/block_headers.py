"""The headers of section two's blocks: the names in their cells → the columns of an edition that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from gzparse.annual_report.specification import Columns, Specification
from gzparse.form.entries import OwnColumns
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import without_remarks
from gzparse.form.items import BLANK
from gzparse.form.row_lexer import fold_label
from gzparse.model.grid import RowKind
from gzparse.model.patterns import on_use

__all__ = ["BlockHeader", "BlockHeaders"]

_CONTENT = "信息内容"
_REMARKS = on_use(r"备注|说明|注释?")


class BlockHeader(NamedTuple):
    """A header of a block: by family, the form's columns that it names, and the table's own where these are not the same."""

    row: FormRow
    columns: dict[str, tuple[Columns, OwnColumns | None]]
    written: tuple[str, ...] = ()
    """The names in its cells, those over the labels left out."""

    def fits(self, family: str) -> bool:
        """Whether rows of a family of blocks may stand below it."""
        return family in self.columns

    def columns_of(self, family: str, row: FormRow) -> tuple[Columns, OwnColumns | None] | None:
        """Return the columns of a row below it: a column of remarks behind them counts where the row has a figure there.

        ``None`` where it has one there and a name of the form's is missing: the other names may have moved in its place.
        """
        columns, own = self.columns[family]
        kept = columns.names if own is None else own.own
        count = len(self.row.row.cells)
        behind = len(self.written) - self.row.is_framed - len(kept)
        if behind > 0 and row.row.type == RowKind.TABLE_ROW and len(row.row.cells) == count:
            first = count - self.row.is_framed - behind - row.at
            if first >= 0 and max(row.items[first : first + behind], default=BLANK) >= 0:
                if not {*columns.names} <= {column.removeprefix("?") for column in kept}:
                    return None
                return columns, OwnColumns(OwnColumns.in_places((*kept, *[""] * behind), columns.names))
        return columns, own


class BlockHeaders:
    """How the headers of a specification's blocks are told by their names."""

    def __init__(self, specification: Specification) -> None:
        """Keep what the form prescribes."""
        self.specification = specification

    def known(self, row: FormRow) -> BlockHeader:
        """Return the header that a row is whose label is one of the form's."""
        columns = self.specification.columns[row.type]
        family = row.type.rpartition("_")[0]
        named = self.named(row) if _has_other_cells(row, len(columns.names)) else None
        if named is not None and family in named.columns:
            return named
        return BlockHeader(row, {family: (columns, None)})

    def named(self, row: FormRow) -> BlockHeader | None:
        """Return the header that a marked row is, by the names in its cells; ``None`` where they are no edition's."""
        if row.row.type != RowKind.TABLE_ROW:
            return None
        whole = row.row.cells if not any(c.isdecimal() for c in row.row.text) else row.cells()
        cells = [_name(cell) for cell in whole]
        at = next((index for index, cell in enumerate(cells) if cell == _CONTENT), None)
        first = at + 1 if at is not None else next((i for i, cell in enumerate(cells) if self._is_name(cell)), 0)
        if at is None and first == 0:
            return None  # no cell stands over the labels
        written = cells[first:]
        found: dict[str, tuple[Columns, OwnColumns | None]] = {}
        for family, columns, names in self._editions:
            own = tuple(names.get(name, "") for name in written)
            if all(own[i] or not self._is_name(name) for i, name in enumerate(written)) and any(own):
                taken = len({*own} - {""})
                if family not in found or taken == len(columns.names):
                    found[family] = columns, self._own(own, written, columns)
        exact = {family: of for family, of in found.items() if of[1] is None}
        return BlockHeader(row, exact or found, tuple(written)) if found else None

    def in_pieces(self, rows: Sequence[FormRow], text: str) -> BlockHeader | None:
        """Return the header whose names are broken over the lines of some rows, if their pieces make all of its names.

        On each line the pieces must stand in the order of the columns, from line to line each name must go on where it ended.
        """
        lines: dict[int, list[str]] = {}
        for row in rows:
            for (start, end), cell in zip(row.row.cell_ranges()[row.first :], row.cells(), strict=False):
                if start < end:
                    lines.setdefault(text.count("\n", 0, start), []).extend(map(fold_label, cell.split()))
        pieces = [lines[line] for line in sorted(lines)]
        if len(pieces) < 2:
            return None
        found: dict[str, tuple[Columns, OwnColumns | None]] = {}
        for family, columns, names in self._editions:
            official = list({column: name for name, column in reversed(names.items())}.values())[::-1]
            if any(_makes_up(pieces, wanted) for wanted in ([_CONTENT, *official], official)):
                found[family] = columns, None
        return BlockHeader(rows[0], found) if found else None

    @staticmethod
    def _own(own: Sequence[str], written: Sequence[str], columns: Columns) -> OwnColumns | None:
        size = len(own)
        while size and not own[size - 1] and (not written[size - 1] or _REMARKS.match(written[size - 1])):
            size -= 1
        own = OwnColumns.in_places(own[:size], columns.names)
        return None if own == columns.names else OwnColumns(own)

    @cached_property
    def _editions(self) -> list[tuple[str, Columns, dict[str, str]]]:
        """Family, columns, and the names under which an edition prints them."""
        found = []
        for terminal_, columns in self.specification.columns.items():
            family = terminal_.rpartition("_")[0]
            row = next(path for path, of in self.specification.disclosure_rows.values() if of == family)
            labels = self.specification.labels.figures
            names: dict[str, str] = {}
            for column in columns.names:
                label = labels[f"{row}.{column}"].label.rpartition(" · ")[2]
                official = self.specification.printed.get((columns.edition, column), label)
                for name in _variants(_name(official)):
                    names[name] = column
            found.append((family, columns, names))
        return found

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for _, _, names in self._editions for name in names)

    def _is_name(self, cell: str) -> bool:
        return cell in self._names

    def edition_by_width(self, found: Iterable[FormRow]) -> str | None:
        """Return the only edition in which each row of a table has as many columns as it has figures.

        A row that prints one figure in all its cells may be a merged cell, and of one figure.
        """
        figures = [(row.type, [item for item in row.items if item != BLANK]) for row in found]
        rows = [(kind, {len(some)} if len(some) == 1 or len(set(some)) > 1 else {1, len(some)}) for kind, some in figures]
        fitting = list(self._fitting(rows))
        several = sum(1 not in counts for _, counts in rows)
        return fitting[0] if len(fitting) == 1 and len(rows) >= 4 and several else None

    def _fitting(self, rows: Sequence[tuple[str, set[int]]]) -> Iterator[str]:
        known = self.specification.disclosure_rows
        for edition in self.specification.edition_names:
            wanted = self.specification.rows_of("proactive_disclosure", (), edition)
            columns = [self.specification.columns_of(known[kind][1], edition) for kind, _ in rows]
            if all(
                of is not None and len(of.names) in counts and known[kind][0] in wanted
                for of, (kind, counts) in zip(columns, rows, strict=True)
            ):
                yield edition


def _makes_up(lines: Sequence[Sequence[str]], names: Sequence[str]) -> bool:
    """Whether the pieces on lines, in the order of the names on each of them, make up all names.

    One line must have a piece of each, or nothing shows their order.
    """
    if sum(map(len, names)) != sum(len(piece) for line in lines for piece in line) or max(map(len, lines)) < len(names):
        return False
    states = {tuple(names)}  # what is left of each name
    for line in lines:
        places = {(left, -1) for left in states}  # and the name of which the last piece on the line is
        for piece in line:
            places = {
                ((*left[:index], left[index][len(piece) :], *left[index + 1 :]), index)
                for left, last in places
                for index in range(last + 1, len(left))
                if left[index].startswith(piece)
            }
        states = {left for left, _ in places}
    return any(not any(left) for left in states)


def _has_other_cells(row: FormRow, columns: int) -> bool:
    """Whether a marked header has other cells than one for each column behind the one over the labels."""
    if row.row.type != RowKind.TABLE_ROW:
        return False
    return sum(1 for cell in row.cells() if cell.strip()) != columns + 1


def _name(cell: str) -> str:
    return without_remarks(fold_label(cell))


def _variants(name: str) -> Iterator[str]:
    yield name
    if name.startswith("本年"):
        yield f"本年度{name[2:]}"
    if name.startswith("上一年"):
        yield f"上一年度{name[3:]}"
    for mark in ("增/减", "增减", "增,减", "增减数量", "增/减数量"):
        if "增/减" in name and mark != "增/减":
            yield name.replace("增/减", mark)
            yield name.replace("增/减", mark).replace("本年", "本年度")
