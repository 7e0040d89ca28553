"""What was read of one table section by one layout: entries, headers, notes, what is left over; and how readings compare."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any, cast

from attrs import evolve

from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, RowKind
from gzparse.model.reading import PartKind
from gzparse.spec.table import Table


class TableReading:
    """One table section as read by one layout."""

    def __init__(self, table: Table, grid: Grid, rows: list[FormRow], findings: Findings) -> None:
        """Start with nothing read."""
        self.table = table
        self.grid = grid
        self.rows = rows
        self.findings = findings
        self.entries: dict[str, Entry] = {}
        self.headers: list[FormRow] = []
        self.duplicates: list[FormRow] = []
        self.label_only: dict[int, str] = {}
        self.notes: list[FormRow] = []
        self.furniture: list[FormRow] = []
        self.extra: list[FormRow] = []
        self.unread: list[FormRow] = []
        self.cell_roles: dict[tuple[int, int], PartKind] = {}  # cells of a row that are not its figures → what they are
        self.touched: dict[int, tuple[str, ...]] = {}  # start of something unread → the rows to which it may belong
        self.editions: list[str] = []
        self.sums: Sequence[int] = table.sums  # in unmarked text, those of the table's own columns
        self.columns_are_known = False  # whether the form has found the column of each figure itself
        self.by_widths = False  # whether the edition is taken from the widths of all rows
        self.shapes: list[Shape] = []  # of full rows, and those that a header proves for full rows
        self.by_other_blocks: list[str] = []  # rows that are read in the columns of the other blocks' edition

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what places figures. They have been placed."""
        table = evolve(self.table, order=_no_rows, sort=None, check=None, header_names=None, headers=(), parting=())
        return {**self.__dict__, "table": table}

    @property
    def section(self) -> str:
        """The name of the table's section."""
        return self.table.section

    def order(self, entries: Container[str] | None = None) -> Sequence[str]:
        """Return the paths of the rows that the table should have, given those that it has (or ``entries``)."""
        return self.table.order(self.entries if entries is None else entries, self)

    @property
    def certain(self) -> int:
        """How many rows are certain."""
        return sum(entry.place.certain for entry in self.entries.values())

    @property
    def score(self) -> tuple[int, int, int]:
        """The rank among readings of one section: by certain rows, figures given, little left unread."""
        given = sum(sum(v is not None for v in entry.values) for entry in self.entries.values())
        return self.certain, given, -len(self.unread) - len(self.extra)

    @property
    def is_unread(self) -> bool:
        """Whether there are figures but no row was read: the text is in an unknown layout."""
        if any(entry.place.placed or entry.place.outcome is Outcome.REORDERED for entry in self.entries.values()):
            return False
        return any(re.search(r"\d", "".join(row.cells())) for row in self.unread)

    @property
    def complete(self) -> bool:
        """Whether every prescribed row was read with certainty and nothing is left over: no other layout can do better."""
        if self.unread or self.extra or self.findings.found:
            return False
        if len(self.entries) < self.table.fewest:
            return False
        return all(entry.statuses is None or entry.place.certain for entry in self.entries.values())

    def doubt(self, others: Iterable[TableReading]) -> None:
        """Withhold rows that other layouts read differently: the same text, cut in another way."""
        for other in others:
            # Where rows are marked, a row that is not whole counts as lost, unless its own sum proves that it goes on.
            marks_more = self.grid.is_of_runs and not other.grid.is_of_runs
            if not other.sees_rows:
                for path, other_entry in other.entries.items() if marks_more else ():
                    entry = self.entries.get(path)
                    if (
                        entry is not None
                        and entry.place.outcome == Outcome.BLANK
                        and other_entry.place.outcome == Outcome.CELLS_LOST
                    ):
                        self._withhold_for(other, path)
                continue
            if marks_more and self.table.open:
                for path in self.entries:
                    if path not in other.entries:
                        self._withhold_for(other, path)
            for path, other_entry in other.entries.items():
                entry = self.entries.get(path)
                if entry is None or not entry.place.certain:
                    continue
                if other_entry.place.certain:
                    differs = not entry.same_as(other_entry)
                elif isinstance(entry.row, TextRow) and not entry.row.on_line:
                    differs = other_entry.place.outcome in (*_NOT_WHOLE, Outcome.ADJACENT_FIGURES) and holds_figures(
                        other_entry.row
                    )
                elif marks_more and "text" in entry.kinds and other_entry.place.outcome is Outcome.NO_CELLS:
                    differs = True  # what stands on another line may be anything
                elif not marks_more or other_entry.place.outcome in _WITHOUT_COLUMNS:
                    differs = False
                else:
                    # Zeros add up in any columns, also in others than the marks show if these leave one blank.
                    proven = self.adds_up(entry) and (any(entry.values) or not _has_one_gap(other_entry.row.items))
                    tolerated = other_entry.place.outcome in _NOT_WHOLE and holds_figures(other_entry.row) and proven
                    differs = not tolerated
                if differs:
                    self._withhold_for(other, path)

    def _withhold_for(self, other: TableReading, path: str) -> None:
        entry = self.entries[path]
        if entry.place.certain:
            entry.place = Place(Outcome.OTHER_LAYOUT)
            entry.withhold()
            at = entry.row.text_range()
            self.findings.add("layouts-differ", path, at=at, layout=self.grid.layout, other=other.grid.layout)

    @property
    def sees_rows(self) -> bool:
        """Whether the layout fits the page's marks: it has a whole row, or one with several figures."""
        return any(
            entry.place.outcome in (Outcome.PLACED, Outcome.SPLIT_UNKNOWN)
            or len(entry.row.items) - entry.row.items.count(BLANK) > 1
            for entry in self.entries.values()
        )

    @property
    def sees_marks(self) -> bool:
        """Whether cells are marked, and most of the table's rows were found by marks: a note alone may have marks too."""
        return (
            self.sees_rows
            and not self.grid.types.isdisjoint((RowKind.TABLE_ROW, RowKind.CELL_RUN))
            and 2 * len(self.entries) >= len(self.order())
        )

    def adds_up(self, entry: Entry) -> bool:
        """Whether all of a row's figures are there and add up. They do not if the last of them is a page number."""
        at = 0
        for size in self.table.sums:
            *parts, total = entry.values[at : at + size]
            at += size
            if total is None or None in parts or sum(cast("list[int]", parts)) != total:
                return False
        return at > 0


_WITHOUT_COLUMNS = (Outcome.NO_CELLS, Outcome.NO_HEADER, Outcome.OTHER_HEADER, Outcome.REORDERED)
_NOT_WHOLE = (Outcome.CELLS_LOST, Outcome.EXTRA_FIGURE, Outcome.BREAKS_SUM, Outcome.UNPROVEN)


def _no_rows(*_: object) -> Sequence[str]:
    return ()


def _has_one_gap(items: Sequence[int]) -> bool:
    """Whether there is exactly one blank among a row's figures."""
    filled = [index for index, item in enumerate(items) if item != BLANK]
    return bool(filled) and filled[-1] - filled[0] == len(filled)
