"""Solving: which readings of run-together digits the printed sums allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

Piece = tuple[int, int, int]
"""A figure within run-together digits: which token, from which digit, to which."""
Reading = tuple[Piece, ...]
Vector = tuple[int, ...]

MOST_READINGS = 400
"""A row that can be read in more ways than this is not read."""
MOST_STATES = 20_000
"""Beyond so many column sums at one row, the table is not solved: it would take too long."""
_LONGEST = 9


class TooMany(Exception):
    """There are more readings, or more sums, than can be looked at."""


def readings(tokens: Sequence[str], groups: Sequence[int], *, adding_up: bool = True) -> list[Reading]:
    """Give all ways to cut tokens of digits into figures, for groups of so many columns.

    No figure begins with a zero but 0 itself, none goes over the border of a token, and none is left over. adding_up: the last
    figure of each group is the sum of the others.

    Raises:
        TooMany: there are too many.
    """
    size = sum(groups)
    digits = sum(map(len, tokens))
    if digits < size or len(tokens) > size:
        return []
    if digits > size + 24:
        raise TooMany
    found: list[Reading] = []
    budget = [200_000]
    for reading in _cut(tokens, groups, (0, 0), adding_up, budget):
        found.append(reading)
        if len(found) > MOST_READINGS:
            raise TooMany
    return found


def _cut(
    tokens: Sequence[str], groups: Sequence[int], at: tuple[int, int], adding_up: bool, budget: list[int]
) -> Iterator[Reading]:
    if not groups:
        if at == (len(tokens), 0):
            yield ()
        return
    left = sum(groups[1:])
    for group, then in _groups(tokens, at, groups[0], 0, adding_up, left, budget):
        for rest in _cut(tokens, groups[1:], then, adding_up, budget):
            yield (*group, *rest)


def _groups(
    tokens: Sequence[str], at: tuple[int, int], size: int, added: int, adding_up: bool, left: int, budget: list[int]
) -> Iterator[tuple[Reading, tuple[int, int]]]:
    """Give the ways to cut the next figures, and where each ends."""
    budget[0] -= 1
    if budget[0] < 0:
        raise TooMany
    token, start = at
    if token >= len(tokens):
        return
    text = tokens[token]
    rest = sum(map(len, tokens[token:])) - start
    longest = min(len(text) - start, _LONGEST, rest - (size - 1) - left)
    if text[start] == "0":
        longest = min(longest, 1)
    for length in range(1, longest + 1):
        end = start + length
        value = int(text[start:end])
        then = (token, end) if end < len(text) else (token + 1, 0)
        piece = (token, start, end)
        if size == 1:
            if not adding_up or value == added:
                yield (piece,), then
            continue
        for others, last in _groups(tokens, then, size - 1, added + value, adding_up, left, budget):
            yield (piece, *others), last


def values(tokens: Sequence[str], reading: Reading) -> Vector:
    """Give the figures of one way to read tokens."""
    return tuple(int(tokens[token][a:b]) for token, a, b in reading)


class Balance:
    """Section three's identities: results add up to their total, and new + brought forward = total + carried forward.

    Each row is given by the figures that it may have, one tuple for each way to read it. columns: those in which the
    identities hold.
    """

    def __init__(
        self, results: Sequence[Sequence[Vector]], ends: Sequence[Sequence[Vector]], columns: Sequence[int] = range(7)
    ) -> None:
        """Take the rows of results, and the four others: new, brought forward, total, carried forward."""
        self.results = [[tuple(v[c] for c in columns) for v in row] for row in results]
        self.ends = [[tuple(v[c] for c in columns) for v in row] for row in ends]

    def surviving(self) -> tuple[list[set[int]], list[set[int]]] | None:
        """Give for each row which of its readings are part of a solution; ``None`` where there is none.

        Raises:
            TooMany: there are too many column sums to look at.
        """
        wanted: dict[Vector, list[tuple[int, ...]]] = {}
        for count, choice in enumerate(product(*(range(len(row)) for row in self.ends))):
            if count > MOST_STATES:
                raise TooMany
            new, brought, total, carried = (row[i] for row, i in zip(self.ends, choice, strict=True))
            if all(a + b == c + d for a, b, c, d in zip(new, brought, total, carried, strict=True)):
                wanted.setdefault(total, []).append(choice)
        if not wanted:
            return None
        bound = tuple(map(max, zip(*wanted, strict=True))) if len(next(iter(wanted))) else ()
        forward: list[set[Vector]] = [{tuple([0] * len(bound))}]
        for row in self.results:
            states = {s for state in forward[-1] for v in row if _fits(s := _sum(state, v), bound)}
            if len(states) > MOST_STATES:
                raise TooMany
            forward.append(states)
        last = forward[-1] & wanted.keys()
        if not last:
            return None
        alive: list[set[int]] = []
        behind = last
        for row, states in zip(reversed(self.results), reversed(forward[:-1]), strict=True):
            kept: set[int] = set()
            before: set[Vector] = set()
            for state in states:
                for index, vector in enumerate(row):
                    if _sum(state, vector) in behind:
                        kept.add(index)
                        before.add(state)
            alive.append(kept)
            behind = before
        ends: list[set[int]] = [set(), set(), set(), set()]
        for total in last:
            for choice in wanted[total]:
                for kept, index in zip(ends, choice, strict=True):
                    kept.add(index)
        return alive[::-1], ends


def _sum(a: Vector, b: Vector) -> Vector:
    return tuple([x + y for x, y in zip(a, b, strict=True)])


def _fits(a: Vector, bound: Vector) -> bool:
    return all(x <= y for x, y in zip(a, bound, strict=True))
