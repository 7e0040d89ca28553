"""Solving: concatenated digits → the readings that the printed sums allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

Piece = tuple[int, int, int]
"""A figure within concatenated digits: the index of its token, its first digit, and where it ends."""
Reading = tuple[Piece, ...]
Vector = tuple[int, ...]

MOST_READINGS = 2_000
"""A row with more readings than this is not read."""
MOST_STEPS = 300_000
"""How many cuts and sums are tried for one section. Beyond that, its rows are withheld, so that no page takes long."""
_LONGEST = 9


class TooMany(Exception):
    """There are more readings or sums than may be tried."""


class Steps:
    """The steps that are left for one section."""

    __slots__ = ("left",)

    def __init__(self, most: int = MOST_STEPS) -> None:
        self.left = most

    def take(self, count: int = 1) -> None:
        """Use some steps.

        Raises:
            TooMany: no steps are left.
        """
        self.left -= count
        if self.left < 0:
            raise TooMany


def readings(
    tokens: Sequence[str], groups: Sequence[int], steps: Steps | None = None, *, adding_up: bool = True
) -> list[Reading]:
    """Return all ways to cut tokens of digits into figures, for groups of so many columns.

    No figure except 0 begins with a zero, none crosses the border of a token, and no digit is left over. adding_up: whether the
    last figure of each group must be the sum of the others.

    Raises:
        TooMany: there are too many.
    """
    size = sum(groups)
    digits = sum(map(len, tokens))
    if digits < size or len(tokens) > size:
        return []
    cutting = _Cutting(tokens, steps or Steps())
    if not adding_up:
        return cutting.limited(cutting.into(size, 0, None))
    return cutting.limited(cutting.groups(tuple(groups), 0))


def fewer_add_up(tokens: Sequence[str], groups: Sequence[int], steps: Steps) -> bool:
    """Whether the digits can be cut for groups with blanks among their columns, so that each group's sum holds.

    Blanks may be any parts, or a single total, whose group has no sum then.

    Raises:
        TooMany: that takes too many steps.
    """
    cutting = _Cutting(tokens, steps)
    reached = {(0, "")}  # where groups can end, and what was blank in them
    for size in groups:
        further = set()
        for at, blank in reached:
            for count in range(2 if blank != "total" else size, size + 1):
                further |= {(end, blank or ("part" if count < size else "")) for end in cutting.ends(count, at)}
            if not blank:
                further |= {(end, "total") for end in cutting.free_ends(size - 1, at)}
        reached = further
    end = len(cutting.digits)
    return (end, "part") in reached or (end, "total") in reached


class _Cutting:
    """Concatenated digits being cut: all tokens one after the other, with the borders between them."""

    def __init__(self, tokens: Sequence[str], steps: Steps) -> None:
        self.digits = "".join(tokens)
        self._places = [(index, at) for index, token in enumerate(tokens) for at in range(len(token))]
        self._token_ends: list[int] = []
        end = 0
        for token in tokens:
            end += len(token)
            self._token_ends += [end] * len(token)
        self._steps = steps
        self._groups: dict[tuple[int, int], list[tuple[tuple[int, int], ...]]] = {}
        self._ends: dict[tuple[int, int], frozenset[int]] = {}

    def limited(self, found: Iterator[tuple[tuple[int, int], ...]]) -> list[Reading]:
        """Return what was found, if it is not too many."""
        readings_: list[Reading] = []
        for cuts in found:
            readings_.append(tuple(self._piece(a, b) for a, b in cuts))
            if len(readings_) > MOST_READINGS:
                raise TooMany
        return readings_

    def _piece(self, a: int, b: int) -> Piece:
        token, at = self._places[a]
        return token, at, at + b - a

    def groups(self, sizes: tuple[int, ...], at: int) -> Iterator[tuple[tuple[int, int], ...]]:
        """Return the ways to cut groups whose last figures are the sums of the others, up to the end."""
        if len(sizes) == 1:
            end = len(self.digits)
            for start in range(end - 1, max(at, end - 1 - _LONGEST), -1):
                if self._token_ends[start] == end and self._is_figure(start, end):
                    for parts in self.into(sizes[0] - 1, at, start, int(self.digits[start:end])):
                        yield (*parts, (start, end))
            return
        left = sum(sizes[1:])
        key = len(sizes), at
        if key not in self._groups:
            self._groups[key] = list(self._group(sizes[0], at, len(self.digits) - left))
        for group in self._groups[key]:
            for rest in self.groups(sizes[1:], group[-1][1]):
                yield (*group, *rest)

    def _group(self, size: int, at: int, stop: int) -> Iterator[tuple[tuple[int, int], ...]]:
        """Return the ways to cut one group that others follow: its parts, then the digits of their sum."""
        for end in range(at + size - 1, stop):
            for parts in self.into(size - 1, at, end):
                total = str(sum(int(self.digits[a:b]) for a, b in parts))
                if self.digits.startswith(total, end) and end + len(total) <= min(stop, self._token_ends[end]):
                    yield (*parts, (end, end + len(total)))

    def ends(self, size: int, at: int) -> frozenset[int]:
        """Return where a group can end that begins at a digit."""
        key = size, at
        if key not in self._ends:
            found = set()
            for end in range(at + size, len(self.digits) + 1):
                for start in range(end - 1, max(at + size - 2, end - 1 - _LONGEST), -1):
                    if self._token_ends[start] >= end and self._is_figure(start, end):
                        total = int(self.digits[start:end])
                        if next(self.into(size - 1, at, start, total), None) is not None:
                            found.add(end)
                            break
            self._ends[key] = frozenset(found)
        return self._ends[key]

    def free_ends(self, count: int, at: int) -> set[int]:
        """Return where so many figures of any value can end that begin at a digit."""
        ends = {at}
        for _ in range(count):
            further = set()
            for start in ends:
                if start < len(self.digits):
                    longest = 1 if self.digits[start] == "0" else min(_LONGEST, self._token_ends[start] - start)
                    further |= {start + length for length in range(1, longest + 1)}
            ends = further
            self._steps.take(len(ends))
        return ends

    def into(self, count: int, at: int, stop: int | None, total: int | None = None) -> Iterator[tuple[tuple[int, int], ...]]:
        """Return the ways to cut the digits up to ``stop`` into figures, if they add up to ``total``."""
        self._steps.take()
        end = len(self.digits) if stop is None else stop
        if count == 0:
            if at == end and not total:
                yield ()
            return
        room = end - at - (count - 1)
        if room < 1 or end - at > count * _LONGEST or (total is not None and total >= count * 10**room):
            return
        if count == 1 and total is not None:
            whole = end <= self._token_ends[at] and room <= _LONGEST and self._is_figure(at, end)
            if whole and int(self.digits[at:end]) == total:
                yield ((at, end),)
            return
        longest = 1 if self.digits[at] == "0" else min(room, _LONGEST, self._token_ends[at] - at)
        for length in range(1, longest + 1):
            value = int(self.digits[at : at + length]) if total is not None else 0
            if total is not None and value > total:
                break
            for rest in self.into(count - 1, at + length, end, None if total is None else total - value):
                yield ((at, at + length), *rest)

    def _is_figure(self, start: int, end: int) -> bool:
        return self.digits[start] != "0" or end - start == 1


def values(tokens: Sequence[str], reading: Reading) -> Vector:
    """Return the figures of one way to read tokens."""
    return tuple(int(tokens[token][a:b]) for token, a, b in reading)


class Balance:
    """Section three's identities: results add up to their total, and new + brought forward = total + carried forward.

    Each row is given by the figures that it may have, a tuple for each of its readings.
    """

    def __init__(self, results: Sequence[Sequence[Vector]], ends: Sequence[Sequence[Vector]]) -> None:
        """Take the rows of results, and the four others: new, brought forward, total, carried forward."""
        self.results = results
        self.ends = ends

    def remaining(self, steps: Steps | None = None) -> tuple[list[set[int]], list[set[int]]] | None:
        """Return for each row which of its readings are part of a solution; ``None`` where there is no solution.

        Raises:
            TooMany: there are too many column sums to try.
        """
        steps = steps or Steps()
        new, brought, total, carried = self.ends
        steps.take(len(new) * len(brought) + len(total) * len(carried))
        inflow: dict[Vector, list[tuple[int, int]]] = {}
        for i, j in product(range(len(new)), range(len(brought))):
            inflow.setdefault(_sum(new[i], brought[j]), []).append((i, j))
        wanted: dict[Vector, list[tuple[int, int]]] = {}
        for k, m in product(range(len(total)), range(len(carried))):
            if _sum(total[k], carried[m]) in inflow:
                wanted.setdefault(total[k], []).append((k, m))
        if not wanted:
            return None
        bound = tuple(map(max, zip(*wanted, strict=True)))
        rows = sorted(range(len(self.results)), key=lambda index: len(self.results[index]))
        forward: list[set[Vector]] = [{(0,) * len(bound)}]
        for index in rows:
            row = self.results[index]
            steps.take(len(row) * len(forward[-1]))
            forward.append({s for state in forward[-1] for v in row if _fits(s := _sum(state, v), bound)})
        last = forward[-1] & wanted.keys()
        if not last:
            return None
        remaining: list[set[int]] = [set() for _ in rows]
        behind = last
        for index, states in zip(reversed(rows), reversed(forward[:-1]), strict=True):
            before: set[Vector] = set()
            for state in states:
                for choice, vector in enumerate(self.results[index]):
                    if _sum(state, vector) in behind:
                        remaining[index].add(choice)
                        before.add(state)
            behind = before
        ends: list[set[int]] = [set(), set(), set(), set()]
        for vector in last:
            for k, m in wanted[vector]:
                ends[2].add(k)
                ends[3].add(m)
                for i, j in inflow[_sum(total[k], carried[m])]:
                    ends[0].add(i)
                    ends[1].add(j)
        return remaining, ends


def _sum(a: Vector, b: Vector) -> Vector:
    return tuple([x + y for x, y in zip(a, b, strict=True)])


def _fits(a: Vector, bound: Vector) -> bool:
    return all(x <= y for x, y in zip(a, bound, strict=True))
