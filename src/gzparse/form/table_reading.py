"""What was read of one table section by one layout: entries, headers, notes, what is left over; and how readings compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK
from gzparse.form.placing import Outcome, Shape
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, RowKind
from gzparse.model.reading import PartKind, Piece
from gzparse.spec.table import Table

if TYPE_CHECKING:
    from gzparse.form.alternatives.accounts import Alternative, Asked


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
        self.by_place = False  # whether the header's names stand over the cells of the figures, each over its column
        self.by_widths = False  # whether the edition is taken from the widths of all rows
        self.shapes: list[Shape] = []  # of full rows, and those that a header proves for full rows
        self.again: list[tuple[Entry, Entry]] = []  # rows that are printed again with other figures: both prints
        self.alternatives: tuple[Alternative, ...] = ()  # those of plugins
        self.failed: list[str] = []  # the alternatives of plugins that failed, with what went wrong
        self.doubts = 0  # how many of the findings are those of alternatives
        self.left_in_doubt = 0  # how many numbers are unread for their sake alone
        self.proof: list[Asked] = []  # what came of the accounts that alternatives added
        self.by_other_blocks: list[str] = []  # rows that are read in the columns of the other blocks' edition
        self.by_words: dict[str, bool] = {}  # what its words alone decide, the same for all tables with these
        self.by_figures = False  # whether other figures in the same cells might be read otherwise, sums apart

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what places figures. They have been placed."""
        table = evolve(
            self.table, order=_no_rows, sort=None, check=None, header_names=None, headers=(), parting=(), alternatives=()
        )
        return {**self.__dict__, "table": table, "alternatives": ()}

    @property
    def section(self) -> str:
        """The name of the table's section."""
        return self.table.section

    def order(self, entries: Container[str] | None = None) -> Sequence[str]:
        """Return the paths of the rows that the table should have, given those that it has (or ``entries``)."""
        return self.table.order(self.entries if entries is None else entries, self)

    @property
    def begin(self) -> int | None:
        """Where its first row begins, whatever that is; ``None`` where it has none."""
        rows = self.grid.rows
        return rows[0].start if rows else None

    @property
    def first_item(self) -> int | None:
        """Where the first cell behind the label of the first prescribed row stands; ``None`` where that row has none."""
        row = next(iter(self.entries.values())).row
        return row.row.cell_ranges()[row.at][0] if row.items else None

    def pieces(self, made: Callable[[TableReading], Sequence[Piece]]) -> Sequence[Piece] | None:
        """Return the pieces of a table whose words were seen before, as ``made`` returns them: it is asked on one such page."""
        return None

    @property
    def certain(self) -> int:
        """How many rows are certain by their plain accounts: layouts and forms are chosen by them."""
        return sum(entry.place.certain or entry.place.beneath is not None for entry in self.entries.values())

    @property
    def score(self) -> tuple[int, int, int]:
        """The rank among readings of one section by plain accounts: by certain rows, figures given, little left unread."""
        given = sum(sum(v is not None for v in _plain_values(entry)) for entry in self.entries.values())
        return self.certain, given, self.left_in_doubt - len(self.unread) - len(self.extra)

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """What decides between layouts, the one that marks more being tried first; none does better than one that reads all."""
        certain, given, left = self.score
        return (True, 0, 0, 0) if self._all_is_read else (False, certain, given, 0 if certain else left)

    @property
    def is_unread(self) -> bool:
        """Whether there are figures but no row was read: the text is in an unknown layout."""
        for entry in self.entries.values():
            place = entry.place.beneath or entry.place
            if place.placed or place.outcome is Outcome.REORDERED:
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

    @property
    def _all_is_read(self) -> bool:
        """Whether the table is complete by its plain accounts."""
        left = len(self.unread) - self.left_in_doubt + len(self.extra) + len(self.findings.found) - self.doubts
        return not left and not self.again and len(self.entries) >= self.table.fewest and self.certain == len(self.entries)

    @property
    def sees_rows(self) -> bool:
        """Whether the layout fits the page's marks: it has a whole row, or one with several figures."""
        return any(
            (entry.place.beneath or entry.place).outcome in (Outcome.PLACED, Outcome.SPLIT_UNKNOWN)
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

    @property
    def is_by_marks(self) -> bool:
        """Whether the names of its header stand over its figures: no other cut of the text sees that."""
        return self.by_place and self.sees_marks

    def adds_up(self, entry: Entry) -> bool:
        """Whether all of a row's figures are there and add up. They do not if the last of them is a page number."""
        at = 0
        for size in self.table.sums:
            *parts, total = entry.values[at : at + size]
            at += size
            if total is None or None in parts or sum(cast("list[int]", parts)) != total:
                return False
        return at > 0


def _plain_values(entry: Entry) -> tuple[Any, ...]:
    plain = entry.plain_values if entry.place.certain or entry.place.beneath is not None else None
    return entry.values if plain is None else plain


def _no_rows(*_: object) -> Sequence[str]:
    return ()
