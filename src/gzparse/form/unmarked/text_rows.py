"""A row of unmarked text while it is being resolved: its entry, its assignment, and the ways to read its digits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, TEXT, narrow
from gzparse.form.placing import Outcome, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.assigner import Assignment
from gzparse.form.unmarked.solving import Reading, Vector
from gzparse.model.patterns import on_use
from gzparse.model.source import Range

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
        self.marked = is_parted_by_marks(text, [(token.start, token.end) for token in assignment.tokens])
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


def is_parted_by_marks(text: str, figures: Sequence[Range]) -> bool:
    """Whether marks stand behind or between the figures of a row."""
    if not figures or _NEITHER_SPACE_NOR_DIGIT.search(text, figures[0][0], figures[-1][1] + 1) is None:
        return False  # as most rows: figures, and spaces behind them
    if any(text[end : end + 1] in _MARKS for _, end in figures):
        return True
    between = [text[end:start] for (_, end), (start, _) in pairwise(figures) if start - end < 20]
    return any(not gap.isspace() and _NEITHER_SPACE_NOR_DIGIT.search(gap) is not None for gap in between)


def plain_rows(
    rows: Iterable[FormRow], sizes: Mapping[int, int], sums: Sequence[int], text: str, *, whole: bool
) -> dict[int, bool] | None:
    """Return for each row whether its figures stand on its label's line, if each has all of its own and there are no others.

    The figures of each stand on one line, behind its label or within it; single ones all on the label's line, or all below it.
    So it is on most pages, and no other assignment of the figures is possible. ``None`` where something is otherwise.

    sizes: the identity of a row of the table → how many figures it has. whole: whether the table has all of its rows: where one
    is missing, figures on no label's line may be its own.
    """
    found: dict[int, bool] = {}
    sides = set()
    last = end_of_last = 0  # the row above whose figures stand behind its label, and where they end
    for row in rows:
        if not isinstance(row, TextRow):
            continue
        items, ranges = row.items, row.row.cell_ranges()
        if id(row) not in sizes:
            if items:
                return None
            continue
        if not row.at or len(items) != sizes[id(row)] or not items or min(items) <= TEXT or row.inside not in (0, len(items)):
            return None
        figures = ranges[row.at :]
        start, end = figures[0][0], figures[-1][1]
        if "\n" in text[start:end] or is_parted_by_marks(text, figures):
            return None
        if sums and (False in sums_hold(items, sums) or min(items) < BLANK):
            return None
        if last and "\n" not in text[end_of_last : ranges[0][0]]:
            found[last] = False
        below = "\n" in text[ranges[row.at - 1][1] : start]
        found[id(row)] = not below
        if len(items) == 1:
            sides.add(below)
        last, end_of_last = 0 if row.inside else id(row), end
    return found if len(sides) < 2 and (whole or all(found.values())) else None


def order_of(reading: TableReading, entries: Iterable[Entry]) -> Sequence[str]:
    """Return the paths of the rows that a table with these entries should have."""
    return reading.order({entry.path for entry in entries})


def adds_up(assignment: Assignment, sums: Sequence[int]) -> bool:
    """Whether the figures that are assigned to a row keep its sums."""
    items = [token.item for token in assignment.tokens]
    return min(items) >= BLANK and False not in sums_hold(items, sums)
