"""A row of unmarked text while it is being resolved: its entry, its assignment, and the ways to read its digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gzparse.form.entries import Entry
from gzparse.form.items import BLANK, narrow
from gzparse.form.placing import Outcome, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.assigner import Assignment
from gzparse.form.unmarked.solving import Reading, Vector
from gzparse.model.patterns import on_use

_NEITHER_SPACE_NOR_DIGIT = on_use(r"[^\s\d]")
_MARKS = frozenset("；;，,、。：:/")


class TextLine:
    """One row being resolved: its entry, the figures assigned to it, and the ways in which concatenated digits can be read.

    marked: whether marks stand behind or between its figures. reason: that of the finding, where concatenated digits are not
    read.
    """

    __slots__ = ("assignment", "entry", "marked", "outcome", "readings", "reason", "vectors")

    def __init__(self, entry: Entry, assignment: Assignment, text: str) -> None:
        self.entry = entry
        self.assignment = assignment
        self.marked = is_parted_by_marks(text, assignment)
        self.outcome: Outcome | None = None
        self.reason = ""
        self.readings: list[Reading] = []
        self.vectors: list[Vector] = []

    @property
    def texts(self) -> list[str]:
        """Its figures as printed, in ASCII digits."""
        return [narrow(token.text) for token in self.assignment.tokens]

    @property
    def digits(self) -> int:
        """How many digits its figures have."""
        return sum(map(len, self.texts))


def is_parted_by_marks(text: str, assignment: Assignment) -> bool:
    """Whether marks stand behind or between the figures that are assigned to a row."""
    tokens = assignment.tokens
    if not tokens or _NEITHER_SPACE_NOR_DIGIT.search(text, tokens[0].start, tokens[-1].end + 1) is None:
        return False  # as most rows: figures, and spaces behind them
    if any(text[token.end : token.end + 1] in _MARKS for token in tokens):
        return True
    between = [text[a.end : b.start] for a, b in pairwise(tokens) if b.start - a.end < 20]
    return any(not gap.isspace() and _NEITHER_SPACE_NOR_DIGIT.search(gap) is not None for gap in between)


def order_of(reading: TableReading, entries: Iterable[Entry]) -> Sequence[str]:
    """Return the paths of the rows that a table with these entries should have."""
    return reading.order({entry.path for entry in entries})


def adds_up(assignment: Assignment, sums: Sequence[int]) -> bool:
    """Whether the figures that are assigned to a row keep its sums."""
    items = [token.item for token in assignment.tokens]
    return min(items) >= BLANK and False not in sums_hold(items, sums)
