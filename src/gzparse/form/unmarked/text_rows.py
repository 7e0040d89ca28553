"""A row of unmarked text while it is being resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gzparse.form.entries import Entry
from gzparse.form.items import BLANK, narrow
from gzparse.form.placing import Why, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.assigning import Claim
from gzparse.form.unmarked.solving import Reading, Vector


class TextLine:
    """One row being settled: its entry, the figures that it claims, and the ways in which run-together digits can be read.

    marked: marks stand behind or between its figures.
    """

    __slots__ = ("claim", "entry", "marked", "readings", "vectors", "why")

    def __init__(self, entry: Entry, claim: Claim, text: str) -> None:
        self.entry = entry
        self.claim = claim
        self.marked = is_parted_by_marks(text, claim)
        self.why: Why | None = None
        self.readings: list[Reading] = []
        self.vectors: list[Vector] = []

    @property
    def texts(self) -> list[str]:
        """Its figures as printed, in ASCII digits."""
        return [narrow(token.text) for token in self.claim.tokens]

    @property
    def digits(self) -> int:
        """How many digits its figures have."""
        return sum(map(len, self.texts))


def is_parted_by_marks(text: str, claim: Claim) -> bool:
    """Whether marks stand behind or between the figures that a row claims."""
    if any(text[token.end : token.end + 1] in tuple("；;，,、。：:/") for token in claim.tokens):
        return True
    return any(re.search(r"[^\s\d]", text[a.end : b.start]) for a, b in pairwise(claim.tokens) if b.start - a.end < 20)


def order_of(reading: TableReading, entries: Iterable[Entry]) -> Sequence[str]:
    """Return the paths of the rows that a table with these entries should have."""
    return reading.order({entry.path for entry in entries})


def adds_up(claim: Claim, sums: Sequence[int]) -> bool:
    """Whether the figures that a row claims keep its sums."""
    items = [token.row.items[token.index] for token in claim.tokens]
    return min(items) >= BLANK and False not in sums_hold(items, sums)
