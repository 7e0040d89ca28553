"""One table as read by one layout: its prescribed rows, each with its figures or with why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import cast

from attrs import field, frozen

from gzparse.data import Data
from gzparse.figures import BLANK, NIL, NUMBER, TEXT, Number, narrow, number
from gzparse.findings import Findings
from gzparse.form_row import FormRow, TextRow
from gzparse.grid import RUNS, Grid
from gzparse.placing import Place, Shape, Why, full, place
from gzparse.reading import PartKind, Status
from gzparse.source import fills_its_line, repeats_lines

Value = int | Decimal | None

_PLACED = tuple(Place("placed", start) for start in range(4))


Order = Callable[[Container[str], "TableReading"], Sequence[str]]


@frozen(repr=False, eq=False)
class Table(Data):
    """What a form prescribes of one table.

    section: its name, which is its start rule in the form's grammar and its part of the record. order: (the paths of the rows
    that a page has, the table as read so far) → the paths of the rows that it should have, in their order. fewest: so
    many rows and nothing left unread make it complete. sums: the sizes of the groups of a row's figures of which the last is
    the sum of the others. balance: the paths of four rows of which the first two make as much as the last two, the third being
    the sum of all other rows. headings: the paths of rows whose label may be a group's heading instead. columns: the terminals
    of headers with a cell for each column of the rows below. parting: those of other words that no row's figures go beyond.
    open: pages have rows of their own choice, so that a missing one does not show: then figures must stand on their label's
    line where some are left over, and figures left over are an error.
    """

    section: str
    order: Order = field(eq=False)
    fewest: int = 1
    sums: tuple[int, ...] = ()
    balance: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parting: tuple[str, ...] = ()
    open: bool = False


class Entry:
    """A prescribed row as found on the page: where its figures are, what they are, and why they are not given if not.

    ``values`` are those of ``columns``; ``statuses`` is ``None`` where all are plain values.
    """

    __slots__ = ("columns", "kinds", "path", "place", "row", "statuses", "units", "values")

    def __init__(self, path: str, row: FormRow, columns: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        self.path = path
        self.row = row
        self.columns = columns
        self.kinds = kinds
        self.place = _PLACED[0]
        self.values: tuple[Value, ...] = ()
        self.statuses: tuple[Status, ...] | None = None
        self.units: dict[int, str] | None = None

    def paths(self) -> tuple[str, ...]:
        """Give the paths of the row's figures."""
        return tuple(f"{self.path}.{column}" for column in self.columns)

    def withhold(self, status: Status = "withheld") -> None:
        """Give none of the row's figures."""
        self.values = (None,) * len(self.columns)
        self.statuses = (status,) * len(self.columns)

    def same_as(self, other: Entry) -> bool:
        """Tell whether two rows print the same figures."""
        return (self.values, self.statuses, self.units) == (other.values, other.statuses, other.units)


class TableReading:
    """One table section as read by one layout."""

    def __init__(self, table: Table, grid: Grid, rows: list[FormRow], findings: Findings) -> None:
        """Begin with nothing read."""
        self.table = table
        self.grid = grid
        self.rows = rows
        self.findings = findings
        self.entries: dict[str, Entry] = {}
        self.headers: list[FormRow] = []
        self.again: list[FormRow] = []
        self.bare: dict[int, str] = {}
        self.notes: list[FormRow] = []
        self.furniture: list[FormRow] = []
        self.extra: list[FormRow] = []
        self.unread: list[FormRow] = []
        self.beside: dict[tuple[int, int], PartKind] = {}  # a row's cells that are none of its figures, and what they are
        self.touched: dict[int, tuple[str, ...]] = {}  # the rows to which something unread may belong, by where it begins
        self.editions: list[str] = []
        self.units: dict[str, str] = {}

    @property
    def section(self) -> str:
        """The name of the table's section."""
        return self.table.section

    def order(self, entries: Container[str] | None = None) -> Sequence[str]:
        """Give the paths of the rows that the table should have, given those that it has (or ``entries``)."""
        return self.table.order(self.entries if entries is None else entries, self)

    @property
    def certain(self) -> int:
        """How many rows it is sure of."""
        return sum(entry.place.certain for entry in self.entries.values())

    @property
    def score(self) -> tuple[int, int, int]:
        """Rank readings of one section: figures given, rows known, little left unread."""
        given = sum(sum(v is not None for v in entry.values) for entry in self.entries.values())
        return self.certain, given, -len(self.unread) - len(self.extra)

    @property
    def is_unread(self) -> bool:
        """Whether there are figures and not one row of them was read: the text is in a layout that is not known."""
        if any(entry.place.why == "placed" for entry in self.entries.values()):
            return False
        return any(re.search(r"\d", "".join(row.cells())) for row in self.unread)

    @property
    def complete(self) -> bool:
        """Whether every prescribed row was read with certainty and nothing was left over: no other layout can do better."""
        if self.unread or self.extra or self.findings.found:
            return False
        if len(self.entries) < self.table.fewest:
            return False
        return all(entry.statuses is None or entry.place.certain for entry in self.entries.values())

    def doubt(self, others: Iterable[TableReading]) -> None:
        """Withhold rows against which the readings of other layouts speak: the same text, cut in another way."""
        for other in others:
            # Where rows are marked, a row that is not whole is none, unless its own sum says that it goes on.
            stricter = self.grid.is_of_runs and not other.grid.is_of_runs
            if not other.sees_rows:
                for path, rival in other.entries.items() if stricter else ():
                    entry = self.entries.get(path)
                    if entry is not None and entry.place.why == "blank" and rival.place.why == "cut":
                        self._withhold_for(other, path)
                continue
            if stricter and self.table.open:
                for path in self.entries:
                    if path not in other.entries:
                        self._withhold_for(other, path)
            for path, rival in other.entries.items():
                entry = self.entries.get(path)
                if entry is None or not entry.place.certain:
                    continue
                if rival.place.certain:
                    doubtful = not entry.same_as(rival)
                elif isinstance(entry.row, TextRow) and not entry.row.on_line:
                    doubtful = rival.place.why in (*_NOT_WHOLE, "beside") and holds_figures(rival.row)
                elif not stricter or rival.place.why in ("no-cells", "columns", "header"):
                    doubtful = False
                else:
                    # Zeros add up in any columns: others than those between which the marks leave one blank, too.
                    proven = self.adds_up(entry) and (any(entry.values) or not _has_one_gap(rival.row.items))
                    excused = rival.place.why in _NOT_WHOLE and holds_figures(rival.row) and proven
                    doubtful = not excused
                if doubtful:
                    self._withhold_for(other, path)

    def _withhold_for(self, other: TableReading, path: str) -> None:
        entry = self.entries[path]
        if entry.place.certain:
            entry.place = Place("layouts")
            entry.withhold()
            two = f"layout {self.grid.layout} reads other figures than layout {other.grid.layout}"
            message = f"{{what}}: withheld, since {two}"
            self.findings.add("row-ambiguous", "error", message, path, at=entry.row.stretch())

    @property
    def sees_rows(self) -> bool:
        """Whether the layout sees how this page is marked: it has a whole row, or one with several figures."""
        return any(
            entry.place.why in ("placed", "glued") or len(entry.row.items) - entry.row.items.count(BLANK) > 1
            for entry in self.entries.values()
        )

    @property
    def sees_marks(self) -> bool:
        """Whether marks in the text make the cells, and make most of the table's rows of them: a note may have marks alone."""
        return (
            self.sees_rows and not self.grid.types.isdisjoint(("ROW", "CELLS")) and 2 * len(self.entries) >= len(self.order())
        )

    def adds_up(self, entry: Entry) -> bool:
        """Tell whether all of a row's figures are there and add up: where a page's number is the last of them, they do not."""
        at = 0
        for size in self.table.sums:
            *parts, total = entry.values[at : at + size]
            at += size
            if total is None or None in parts or sum(cast("list[int]", parts)) != total:
                return False
        return at > 0


_NOT_WHOLE = ("cut", "more", "sum", "unproven")


def _has_one_gap(items: Sequence[int]) -> bool:
    """Tell whether there is one blank among a row's figures."""
    filled = [index for index, item in enumerate(items) if item != BLANK]
    return bool(filled) and filled[-1] - filled[0] == len(filled)


def holds_figures(row: FormRow) -> bool:
    """Tell whether a row has an item that is not blank."""
    items = row.items
    return len(items) > 0 and (items[0] != BLANK or items.count(BLANK) != len(items))


def settle(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of all rows, the full ones first, and give them their values."""
    short: list[Entry] = []
    traceless = "LINES" in reading.grid.types
    for entry in entries:
        if entry.statuses is not None or not entry.place.certain:
            continue
        items, size = entry.row.items, len(entry.columns)
        length = len(items)
        if length > size and entry.row.row.type == "ROW" and TEXT in items:
            _set_remarks_aside(reading, entry)
        window = items if length == size else items[:size]
        start = 0
        if traceless and TEXT in items:
            short.append(entry)
            continue
        if length < size or min(window) < 0 or (length > size and items[size:].count(BLANK) != length - size):
            start = full(items, size)
            if start < 0:
                short.append(entry)
                continue
            window = items[start : start + size]
            entry.place = _PLACED[start] if start < len(_PLACED) else Place("placed", start)
        shapes.append((entry.row.at - entry.row.first, length, start, size))
        if min(window) >= 0 and "amount" not in entry.kinds:
            entry.values = tuple(window)
        else:
            evaluate(reading, entry)
    short += _out_of_line(reading, entries, shapes)
    if short:
        _place_short(reading, entries, short, shapes)
    enter(reading, entries)


def _set_remarks_aside(reading: TableReading, entry: Entry) -> None:
    """Take words in cells behind a row's figures for notes: those cells are in no column of the form's."""
    row, items = entry.row, entry.row.items
    filled = [index for index, item in enumerate(items) if item != BLANK]
    for index in reversed(filled[len(entry.columns) :]):
        at = row.at + index
        if items[index] == TEXT and len(re.findall(r"[\u4e00-\u9fff]", row.row.cells[at])) > 1:
            items[index] = BLANK
            reading.beside[id(row.row), at] = "note"
            reading.notes.append(FormRow("REMARK", row.row, at, at + 1, []))
        else:
            break


def enter(reading: TableReading, entries: list[Entry]) -> None:
    """Enter rows into the reading by their paths, and tell of those that have no place."""
    for entry in entries:
        if entry.path in reading.entries:
            _enter_again(reading, entry)
        else:
            reading.entries[entry.path] = entry
    if any(not entry.place.certain for entry in entries):
        for entry in reading.entries.values():
            if not entry.place.certain:
                _tell_unplaced(reading, entry)


def _out_of_line(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> list[Entry]:
    """Give the full rows whose figures begin elsewhere than those of all the others of their kind.

    Where the table has sums and marks its rows, such a row is sure: headings that span cells shift it.
    """
    if reading.table.sums and not reading.grid.is_of_runs:
        return []
    starts: dict[tuple[int, int], list[int]] = {}
    for at, _, start, size in shapes:
        starts.setdefault((at, size), []).append(start)
    found = []
    for entry in entries:
        row, size = entry.row, len(entry.columns)
        kin = starts.get((row.at - row.first, size), [])
        if entry.place.why == "placed" and entry.values and len(kin) > 2 and kin.count(entry.place.start) == 1:
            others = [start for start in kin if start != entry.place.start]
            if len(set(others)) == 1:
                shapes.remove((row.at - row.first, len(row.items), entry.place.start, size))
                found.append(entry)
    return found


def _place_short(reading: TableReading, entries: list[Entry], short: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of the rows that are not full, as far as the full ones and the sums prove where they belong."""
    seen = _gaps(reading, short)
    gaps = {kind: found for kind, counts in seen.items() if (found := {c for c, times in counts.items() if times > 1})}
    apart = bool(gaps) or _figures_stand_apart(entries)
    # A gap that is seen once proves no columns, but that those of its like may not stand side by side either.
    odd = seen.keys() - {(at, length, size) for at, length, _, size in shapes}
    keeps = _cells_keep_their_place(reading) or any(start for _, _, start, _ in shapes)
    complete = len({entry.path for entry in entries}) >= reading.table.fewest
    blank_form = (
        complete
        and not any(holds_figures(entry.row) for entry in entries)
        and not any(re.search(r"\d", "".join(row.cells())) for row in (*reading.unread, *reading.extra))
    )
    lost: Why | None = None
    if blank_form:
        lost = "unread" if _are_unread(reading, entries) else "removed" if may_lack_lines(reading, entries) else None
    due = _cells_due(reading, entries) if blank_form else {}
    for entry in short:
        row, size = entry.row, len(entry.columns)
        kind = (row.at - row.first, len(row.items), size)
        entry.place = (
            _place_blank(row, due[id(entry)], lost)
            if blank_form
            else place(
                row.items,
                size,
                kind[0],
                shapes,
                # On a page that ends within the table, the last row's last cells may be cut off.
                keeps=keeps and (complete or row is not reading.rows[-1]),
                run=row.row.type if row.row.type in RUNS else None,
                gaps=gaps.get(kind, ()),
                apart=apart,
                odd=kind in odd,
                sums=reading.table.sums,
            )
        )
        apart_at = entry.place.apart
        if apart_at is not None and not fills_its_line(reading.findings.source.scan, *row.row.stretches()[row.at + apart_at]):
            entry.place = Place("more")  # a page's number stands alone
        if not entry.place.certain:
            entry.withhold("withheld" if holds_figures(row) else "unreadable")
            continue
        evaluate(reading, entry)
        if apart_at is not None:
            at = row.at + apart_at
            reading.beside[id(row.row), at] = "furniture"
            message = "{what}: a number beside the row was taken for a page's number, since the others alone add up"
            reading.findings.add("page-number", "info", message, entry.path, at=row.row.stretches()[at])


def may_lack_lines(reading: TableReading, entries: Sequence[Entry]) -> bool:
    """Tell whether a table without figures may have had them on lines that were removed, since they repeated others.

    Crawlers remove such lines, and zeros on lines of their own are the first to go.
    """
    text = reading.findings.source.scan
    ends = [entry.row.stretch()[1] for entry in entries if not entry.row.items]
    alone = sum(_LINE_END.match(text, end) is not None for end in ends)
    return 2 * alone > len(entries) and not repeats_lines(text)


_LINE_END = re.compile(r"[^\S\n]*(?:\n|$)")


def _are_unread(reading: TableReading, entries: Sequence[Entry]) -> bool:
    """Tell whether many of the rows of a table without figures have something behind their label that is no figure."""
    first = min(entry.row.start for entry in entries)
    rows = sorted(
        [(entry.row.start, True) for entry in entries]
        + [(row.start, False) for row in (*reading.unread, *reading.extra, *reading.notes) if first < row.start]
    )
    held = sum(label and not following for (_, label), (_, following) in pairwise(rows))
    return 2 * held > len(entries) > 1


def _cells_due(reading: TableReading, entries: Sequence[Entry]) -> dict[int, int]:
    """Give how many cells each row of a form without any figure should have behind its label: none, where no row has them.

    In a table with sums, a marked row should have those that most of its like have; but blank cells at a table's end are often
    left out.
    """
    longest: dict[int, int] = {}
    lengths: dict[tuple[int, int], list[int]] = {}
    for entry in entries:
        size, cells = len(entry.columns), len(entry.row.items)
        longest[size] = max(longest.get(size, 0), cells)
        lengths.setdefault((entry.row.at - entry.row.first, size), []).append(cells)
    most_have = {kind: sorted(some)[(len(some) - 1) // 2] for kind, some in lengths.items()}
    due: dict[int, int] = {}
    for entry in entries:
        row, size = entry.row, len(entry.columns)
        has_like = reading.table.sums and row is not entries[-1].row and row.row.type == "ROW"
        least = max(size, most_have[row.at - row.first, size]) if has_like else size
        due[id(entry)] = least if size <= longest[size] else 0
    return due


def _place_blank(row: FormRow, due: int, lost: Why | None) -> Place:
    """Place a row of a form without any figure: blank, unless it has fewer cells than are due.

    lost: why a row without any is not blank.
    """
    cells = len(row.items)
    if cells < due:
        return Place("cut" if cells else "no-cells")
    if lost is not None and not cells:
        return Place(lost)
    return Place("blank")


def _gaps(reading: TableReading, short: list[Entry]) -> dict[tuple[int, int, int], dict[tuple[int, ...], int]]:
    """Count, for the rows of each kind, which items hold their figures where these do not stand side by side."""
    seen: dict[tuple[int, int, int], dict[tuple[int, ...], int]] = {}

    def count(items: list[int], label_cells: int, size: int) -> None:
        filled = tuple(index for index, item in enumerate(items) if item != BLANK)
        if len(filled) == size and filled[-1] - filled[0] >= size:
            counts = seen.setdefault((label_cells, len(items), size), {})
            counts[filled] = counts.get(filled, 0) + 1

    for entry in short:
        if TEXT not in entry.row.items:
            count(entry.row.items, entry.row.at - entry.row.first, len(entry.columns))
    for header in reading.headers:
        # Such a header has a cell for each column, as its rows have: its first stands over their labels.
        cells = [BLANK if not cell.strip() else TEXT for cell in header.cells()]
        if header.type in reading.table.columns and cells[0] != BLANK and len(cells) - cells.count(BLANK) > 2:
            count(cells[1:], 1, len(cells) - 1 - cells[1:].count(BLANK))
    return seen


def _figures_stand_apart(entries: list[Entry]) -> bool:
    """Tell whether no two figures stand side by side anywhere, in rows that have room for a blank between any two."""
    several = [entry for entry in entries if len(entry.row.items) - entry.row.items.count(BLANK) > 1]
    roomy = any(len(entry.row.items) >= 2 * len(entry.columns) - 1 for entry in several if len(entry.columns) > 1)
    return roomy and not any(BLANK not in pair for entry in several for pair in pairwise(entry.row.items))


def _cells_keep_their_place(reading: TableReading) -> bool:
    """Tell whether some row has an empty cell before a filled one: then blanks behind figures were not moved there.

    A bar at a line's start may be the table's frame, and proves no cell before it.
    """
    for row in reading.rows:
        if row.row.type == "ROW":
            cells = row.row.cells[row.row.text.lstrip().startswith("|") :]
            if cells and not cells[0].strip() and any(cell.strip() for cell in cells):
                return True
    return False


def evaluate(reading: TableReading, entry: Entry) -> None:
    """Give a placed row its values and statuses, cell by cell."""
    row = entry.row
    values: list[Value] = []
    statuses: list[Status] = []
    for index, kind in enumerate(entry.kinds):
        at = entry.place.item(index)
        known = row.items[at] if at < len(row.items) else BLANK
        if known == BLANK:
            values.append(None)
            statuses.append("blank")
        elif known == NIL:
            values.append(None)
            statuses.append("not_applicable")
        else:
            raw = row.row.cells[row.at + at]
            value = None
            if known >= 0:
                value = Decimal(narrow(raw)) if kind == "amount" else known
            elif known == NUMBER:
                printed = number(raw)
                value = _number_for(kind, printed)
                if printed.unit is not None and value is not None:
                    entry.units = {**(entry.units or {}), index: printed.unit}
            values.append(value)
            statuses.append("unreadable" if value is None else "value")
    entry.values = tuple(values)
    entry.statuses = tuple(statuses) if set(statuses) != {"value"} else None


def _number_for(kind: str, printed: Number) -> Value:
    whole = printed.value.as_tuple().exponent == 0
    if kind == "amount":
        return None if printed.signed else printed.value
    if kind == "change":
        return int(printed.value) if whole else None
    return int(printed.value) if whole and not printed.signed else None


_WHY = {
    "no-cells": ("row-incomplete", "its cells are lost: nothing stands behind its label, while other rows have their cells"),
    "unread": ("row-incomplete", "what stands behind its label is no figure, as in most rows of the table"),
    "removed": (
        "row-incomplete",
        "nothing stands behind its label, and no line of the text stands twice: lines that repeat others may have been removed",
    ),
    "cut": ("row-incomplete", "withheld, since it has fewer cells than the table has columns, or than its like"),
    "more": ("row-ambiguous", "withheld, since it has more figures than the table has columns"),
    "unproven": (
        "row-ambiguous",
        "withheld, since some of its cells are blank, and nothing proves which (empty cells are often moved to a row's end)",
    ),
    "sum": ("row-ambiguous", "withheld, since some of its cells are blank, and its figures do not add up to its total"),
    "header": (
        "columns-unknown",
        "withheld, since the header above it names other columns than the form does, or in another order",
    ),
    "beside": ("row-ambiguous", "withheld, since the figures beside it may be another row's, or its own another's"),
    "columns": (
        "columns-unknown",
        "withheld, since no readable header tells which columns its figures stand in",
    ),
}


def _tell_unplaced(reading: TableReading, entry: Entry) -> None:
    if entry.place.why in _WHY:
        code, why = _WHY[entry.place.why]
        reading.findings.add(code, "error", f"{{what}}: {why}", entry.path, at=entry.row.stretch())


def _enter_again(reading: TableReading, entry: Entry) -> None:
    """Enter a row that is printed twice: it counts once where both agree, and not at all where they differ."""
    other = reading.entries[entry.path]
    reading.again.append(entry.row)
    if entry.place.why == "no-cells":
        reading.bare[id(entry.row)] = entry.path
    elif other.place.why == "no-cells":
        reading.bare[id(other.row)] = entry.path
        reading.again[-1] = other.row
        reading.entries[entry.path] = entry
    elif entry.place.certain and entry.same_as(other):
        message = "{what}: printed twice with the same figures, read once"
        reading.findings.add("row-repeated", "info", message, entry.path, at=entry.row.stretch())
    elif not entry.place.certain and not other.place.certain:
        pass  # no figure is given anyway, and the first one's finding says why
    else:
        other.place = Place("conflict")
        other.withhold()
        message = "{what}: withheld, since the row is printed twice with different figures"
        reading.findings.add("row-conflict", "error", message, entry.path, at=entry.row.stretch())
