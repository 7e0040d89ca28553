"""Assigning: labels and figures of unmarked text → the figures of each label, by where they stand.

Figures follow their label, on its line or below it, or stand between its halves. Where a cell's text is centred over several
lines, they also stand above it. Each candidate has a cost. All assignments that cost little more than the cheapest are kept,
and a row is certain if they agree on it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Container, Sequence
from itertools import accumulate

from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import PAGE_NUMBERS, TEXT
from gzparse.form.placing import sums_hold

MARGIN = 0.9
"""How much more than the cheapest an assignment may cost and still be considered."""
LOST, CUT, MORE, NOISE, PAGE, BROKEN, SPLIT = 2.5, 1.5, 4.0, 2.0, 1.5, 1.0, 1.5
"""The cost of a row without figures, with fewer or more than its columns; of an unassigned figure, and of a number that may be
a page number; of figures that do not add up; of a line of figures that is split."""
AFTER, BEFORE, BEFORE_ON_LINE = 0.3, 0.5, 0.8
"""The cost of figures below their label, above it, and before it on its line."""
_MOST_LINES = 40


class Token:
    """One figure: the row of the text that it was found in, and which of its items it is."""

    __slots__ = ("end", "index", "item", "line", "row", "start", "text")

    def __init__(self, row: TextRow, index: int, start: int, end: int, line: int, text: str) -> None:
        self.row = row
        self.index = index
        self.item = row.items[index]
        self.start = start
        self.end = end
        self.line = line
        self.text = text


class Assignment:
    """The figures that a row has.

    sure: whether no other candidate costs nearly as little. on_line: whether they stand on a line of its label, or within it.
    before: whether they stand before its label.
    """

    __slots__ = ("before", "on_line", "sure", "tokens")

    def __init__(self, tokens: Sequence[Token], *, sure: bool, on_line: bool, before: bool) -> None:
        self.tokens = list(tokens)
        self.sure = sure
        self.on_line = on_line
        self.before = before


class _Interval:
    """The figures between two labels. bounds: behind how many of them words stand beyond which no row's figures go."""

    __slots__ = ("_costs", "bounds", "tokens")

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.bounds: list[int] = []
        self._costs: list[float] = []

    def noise(self, start: int, end: int | None = None) -> float:
        """Return the cost of unassigned figures. All figures are there before any cost is asked for."""
        tokens = self.tokens
        if end is None:
            end = len(tokens)
        if start >= end:
            return 0.0
        if not self._costs:  # up to each figure: a cost for each range would take long where figures are many
            lines = [-1, *(token.line for token in tokens), -1]
            single = [lines[at - 1] != lines[at] != lines[at + 1] for at in range(1, len(lines) - 1)]
            costs = [
                PAGE if alone and token.item in PAGE_NUMBERS else NOISE for alone, token in zip(single, tokens, strict=True)
            ]
            self._costs = [0.0, *accumulate(costs)]
        return self._costs[end] - self._costs[start]


class _Candidate:
    """Figures that a row may have: those of the interval before it or behind it, or those within its label."""

    __slots__ = ("cost", "end", "start", "where")

    def __init__(self, where: str, start: int, end: int, cost: float) -> None:
        self.where = where
        self.start = start
        self.end = end
        self.cost = cost


class Assigner:
    """The rows of one section and the figures between them."""

    def __init__(
        self,
        rows: Sequence[FormRow],
        sizes: dict[int, int],
        sums: Sequence[int],
        text: str,
        *,
        boundaries: Container[str],
        concatenated: bool,
    ) -> None:
        """Take all rows in the order of the text.

        sizes: identity of a row of the table → how many figures it has. boundaries: the types of rows beyond which no row's
        figures go. concatenated: whether figures stand without anything between them.
        """
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._sums = sums
        self._concatenated = concatenated
        self.slots: list[TextRow] = []
        self._sizes: list[int] = []
        self._inside: list[list[Token]] = []
        self._labels: list[tuple[int, int]] = []
        intervals = [_Interval()]
        for row in rows:
            if not isinstance(row, TextRow):
                continue
            tokens = self._tokens(row)
            if id(row) in sizes:
                self.slots.append(row)
                self._sizes.append(sizes[id(row)])
                self._inside.append(tokens[: row.inside])
                places = row.row.cell_ranges()[: row.at] or row.row.cell_ranges()[:1]
                self._labels.append((self._line(places[0][0]), self._line(max(places[-1][1] - 1, places[-1][0]))))
                intervals.append(_Interval())
                intervals[-1].tokens += tokens[row.inside :]
            elif row.type == "FIGURES":
                intervals[-1].tokens += tokens
            elif row.type in boundaries and len(row.label) > 1:  # a letter alone is one of a label that is printed downwards
                intervals[-1].bounds.append(len(intervals[-1].tokens))
        self._intervals = intervals

    def _line(self, at: int) -> int:
        return bisect.bisect_left(self._ends, at)

    def _tokens(self, row: TextRow) -> list[Token]:
        cells, places, ends, line = row.row.cells[row.at :], row.places(), self._ends, bisect.bisect_left
        return [
            Token(row, index, start, end, line(ends, start), cell.strip())
            for index, ((start, end), cell) in enumerate(zip(places, cells, strict=True))
        ]

    # --- candidates

    def _candidates(self, index: int) -> list[_Candidate]:
        size = self._sizes[index]
        inside = self._inside[index]
        if inside:
            return [_Candidate("inside", 0, len(inside), self._misfit(inside, size))]
        found = [_Candidate("none", 0, 0, LOST)]
        first, last = self._labels[index]
        behind = self._intervals[index + 1]
        most = behind.bounds[0] if behind.bounds else len(behind.tokens)
        for start, end in self._windows(behind.tokens[:most], size, from_start=True):
            tokens = behind.tokens[start:end]
            place = 0.0 if tokens[0].line == last else AFTER
            cost = place + self._misfit(tokens, size) + self._crossing(behind.tokens, start, end)
            found.append(_Candidate("after", start, end, cost))
        above = self._intervals[index]
        least = above.bounds[-1] if above.bounds else 0
        for start, end in self._windows(above.tokens[least:], size, from_start=False):
            tokens = above.tokens[least + start : least + end]
            place = BEFORE_ON_LINE if tokens[-1].line == first else BEFORE
            cost = place + self._misfit(tokens, size) + self._crossing(above.tokens, least + start, least + end)
            found.append(_Candidate("before", least + start, least + end, cost))
        return found

    def _windows(self, tokens: list[Token], size: int, *, from_start: bool) -> list[tuple[int, int]]:
        """Return the ranges of an interval's figures that may be one row's."""
        count = len(tokens)
        if not count:
            return []
        if count == size and tokens[0].line == tokens[-1].line:
            return [(0, count)]
        ends = {i for i in range(1, count) if tokens[i].line != tokens[i - 1].line}
        if len(ends) > _MOST_LINES:
            ends = set()
        wanted = {count, min(size, count), *ends}
        lengths = sorted(n for n in wanted if 0 < n <= max(size, 1))
        if from_start:
            found = {(skip, skip + n) for n in lengths for skip in (0, 1) if skip + n <= count}
        else:
            found = {(count - n - skip, count - skip) for n in lengths for skip in (0, 1) if n + skip <= count}
        return sorted(found)

    def _misfit(self, tokens: Sequence[Token], size: int) -> float:
        if self._concatenated and sum(len(token.text) for token in tokens) >= size:
            return 0.0
        if len(tokens) != size:
            return CUT if len(tokens) < size else MORE
        items = [token.item for token in tokens]
        broken = bool(self._sums) and TEXT not in items and False in sums_hold(items, self._sums)
        return BROKEN if broken else 0.0

    def _crossing(self, tokens: Sequence[Token], start: int, end: int) -> float:
        """Return the cost of a line that is cut in two."""
        cost = 0.0
        if start and tokens[start - 1].line == tokens[start].line:
            cost += SPLIT
        if end < len(tokens) and tokens[end - 1].line == tokens[end].line:
            cost += SPLIT
        return cost

    # --- the cheapest assignments

    def assignments(self) -> tuple[list[Assignment], list[Token]]:
        """Return each row's figures, and the figures that belong to no row."""
        if self._is_plain():
            found = [
                (within, "inside") if within else (self._intervals[i].tokens, "after")
                for i, within in enumerate(self._inside, 1)
            ]
            return [self._assignment(index, where, tokens, sure=True) for index, (tokens, where) in enumerate(found)], []
        candidates = [self._candidates(index) for index in range(len(self.slots))]
        # For each number of figures that a row takes at the front of the interval behind it: the least cost so far.
        forward: list[dict[int, float]] = [{0: 0.0}]
        steps: list[list[tuple[int, _Candidate, int, float]]] = []
        for index, choices in enumerate(candidates):
            reached: dict[int, float] = {}
            taken_here: list[tuple[int, _Candidate, int, float]] = []
            for taken, cost in forward[-1].items():
                for one in choices:
                    extra = self._between(index, taken, one)
                    if extra is None:
                        continue
                    then = one.end if one.where == "after" else 0
                    step = one.cost + extra + (self._intervals[index + 1].noise(0, one.start) if then else 0.0)
                    taken_here.append((taken, one, then, step))
                    reached[then] = min(reached.get(then, 1e9), cost + step)
            steps.append(taken_here)
            forward.append(reached)
        final = {taken: self._intervals[-1].noise(taken) for taken in forward[-1]}
        best = min((cost + final[taken] for taken, cost in forward[-1].items()), default=0.0)
        backward = final
        assignments: list[Assignment] = []
        for index in range(len(candidates) - 1, -1, -1):
            before: dict[int, float] = {}
            remaining: dict[tuple[str, int, int], float] = {}
            for taken, one, then, step in steps[index]:
                rest = step + backward[then]
                before[taken] = min(before.get(taken, 1e9), rest)
                total = forward[index][taken] + rest
                if total <= best + MARGIN:
                    key = (one.where, one.start, one.end)
                    remaining[key] = min(remaining.get(key, 1e9), total)
            where, start, end = min(remaining, key=lambda key: remaining[key])
            if where == "inside":
                tokens = self._inside[index][start:end]
            elif where == "none":
                tokens = []
            else:
                tokens = self._intervals[index + (where == "after")].tokens[start:end]
            assignments.append(self._assignment(index, where, tokens, sure=len(remaining) == 1))
            backward = before
        assignments.reverse()
        owned = {(id(t.row), t.index) for assignment in assignments for t in assignment.tokens}
        unassigned = [t for interval in self._intervals for t in interval.tokens if (id(t.row), t.index) not in owned]
        return assignments, unassigned

    def _between(self, index: int, taken: int, candidate: _Candidate) -> float | None:
        """Return the cost of the figures between two rows that neither takes; ``None`` if both would take the same."""
        interval = self._intervals[index]
        if candidate.where == "before":
            if candidate.start < taken:
                return None
            return interval.noise(taken, candidate.start) + interval.noise(candidate.end)
        return interval.noise(taken)

    def _is_plain(self) -> bool:
        """Whether each row has as many figures as columns behind it, or some within it and none behind, and no others.

        Then every other assignment leaves some row without figures, or cuts it short, which costs more than the margin.
        """
        if self._concatenated or self._intervals[0].tokens:
            return False
        for size, within, behind in zip(self._sizes, self._inside, self._intervals[1:], strict=True):
            tokens, bounds = behind.tokens, behind.bounds
            if within:
                if tokens:
                    return False
            elif len(tokens) != size or not size or (bounds and bounds[0] < size) or self._misfit(tokens, size):
                return False
        return True

    def _assignment(self, index: int, where: str, tokens: Sequence[Token], *, sure: bool) -> Assignment:
        last = self._labels[index][1]
        alone = index + 1 == len(self._labels) or self._labels[index + 1][0] != last
        behind = where == "after" and alone and tokens[0].line == last == tokens[-1].line
        on_line = bool(tokens) and (where == "inside" or behind)
        return Assignment(tokens, sure=sure, on_line=on_line, before=where == "before")


def are_concatenated(texts: Sequence[str]) -> bool:
    """Whether figures are concatenated: one begins with a zero and goes on."""
    return any(len(text) > 1 and text[0] == "0" and text.isdecimal() for text in texts)
