"""The ways in which the figures of one row can be read where nothing marks their cells.

In: the row's words. Out: the figures that its spaces, its digits and its sum allow.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gzparse.testing.figures import Number
from gzparse.testing.pages import Word

__all__ = ["Cells", "Tape", "kind_of", "number"]

Cells = tuple[str | None, ...]
"""A row's cells as printed."""

_FIGURES = {
    "count": re.compile(r"0|[1-9]\d{0,5}"),
    "change": re.compile(r"0|[+\-－]?[1-9]\d{0,5}"),
    "amount": re.compile(r"(?:0|[1-9]\d{0,5})(?:\.\d\d?)?(?:万?元)?"),
}
"""What a cell of each kind may print."""
_STEPS = 1000
"""Steps of one search, after which it stops."""


def kind_of(path: str) -> str:
    """Return the kind of figure that stands at a path: a count, a change or an amount."""
    name = path.rpartition(".")[2]
    return name if name in _FIGURES else "count"


def number(path: str, text: str) -> Number:
    """Read a printed figure, its unit left out."""
    text = text.rstrip("万元").replace("－", "-")
    return Decimal(text) if kind_of(path) == "amount" else int(text)


class Tape:
    """A row's figures in their order: figures between spaces, or concatenated digits with a space here and there."""

    def __init__(self, words: list[Word], concatenated: bool) -> None:
        self.tokens = [w.text for w in words]
        self.concatenated = concatenated
        if concatenated:
            ends = [at for at, w in enumerate(words) if at and w.gap] + [len(self.tokens)]
            lengths = [0, *itertools.accumulate(map(len, self.tokens))]
            self.text = "".join(self.tokens)
            self.end = [next(lengths[e] for e in ends if lengths[e] > at) for at in range(len(self.text))]
            self.size = len(self.text)
        else:
            self.size = len(self.tokens)

    def heads(self, at: int, kind: str = "count") -> list[tuple[str, int]]:
        """Return the figures of a kind that may begin here, with their ends."""
        if at >= self.size:
            return []
        if not self.concatenated:
            return [(self.tokens[at], at + 1)] if _FIGURES[kind].fullmatch(self.tokens[at]) else []
        ends = range(at + 1, min(self.end[at], at + 12) + 1)
        return [(self.text[at:b], b) for b in ends if _FIGURES[kind].fullmatch(self.text, at, b)]

    def reads(self, at: int, figure: str) -> int | None:
        """Return where a figure ends if it may begin here."""
        if at >= self.size:
            return None
        if not self.concatenated:
            return at + 1 if self.tokens[at] == figure else None
        return at + len(figure) if self.text.startswith(figure, at) and at + len(figure) <= self.end[at] else None

    def splits(self, kinds: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Return all ways to read figures of these kinds."""
        count = len(kinds)
        stack: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        while stack:
            at, read = stack.pop()
            if len(read) == count:
                if at == self.size:
                    yield read
                continue
            if self.size - at >= count - len(read):
                stack += [(end, (*read, figure)) for figure, end in self.heads(at, kinds[len(read)])]

    def sums(self, count: int) -> Iterator[tuple[str, ...]]:
        """Return all ways to read so many figures of which the last is the sum of the others."""
        for start in range(self.size - 1, max(-1, self.size - 6), -1):
            total = next((figure for figure, end in self.heads(start) if end == self.size), None)
            if total is None:
                continue
            goal, most = int(total), len(total) if self.concatenated else 1
            stack: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
            for _ in range(_STEPS):
                if not stack:
                    break
                at, summed, read = stack.pop()
                left = count - 1 - len(read)
                if left == 1:
                    rest = str(goal - summed)
                    if self.reads(at, rest) == start:
                        yield (*read, rest, total)
                elif left <= start - at <= left * most:
                    for figure, end in self.heads(at):
                        if summed + int(figure) > goal:
                            break
                        stack.append((end, summed + int(figure), (*read, figure)))
