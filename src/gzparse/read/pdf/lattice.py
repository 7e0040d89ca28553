"""Lattice: segments that cross one another → a grid of boxes: which places of the grid are one cell, and where it is."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from gzparse.read.pdf.frame import Box
from gzparse.read.pdf.segments import Component, Segment, components_of

_CLUSTER = 3.0
_STICKS_OUT = 6.0
_WALL = 0.55
_MOST_PLACES = 200_000
"""Of the lattice of one component: a drawing may have more, a table has not."""


@frozen(eq=False)
class Region:
    """Places of a grid with no wall between them: a cell.

    row, column, rowspan, colspan: the smallest rectangle that holds them. fills: whether they fill it.
    is_open: whether its left or right side is at the edge of the grid and has no line. open_top, open_bottom: whether it lies
    at the grid's first or last level line and no line is there.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    fills: bool
    is_open: bool
    open_top: bool
    open_bottom: bool


@define(eq=False)
class Lattice:
    """A grid of ruled lines: the positions of its uprights and of its level lines, its cells, and which one is at a place."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    region_at: list[list[int]] = field(repr=False)

    @property
    def box(self) -> Box:
        """Return the box of the grid."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float) -> int | None:
        """Return the number of the region at a point, or ``None`` outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.region_at[bisect.bisect_right(self.ys, y) - 1][bisect.bisect_right(self.xs, x) - 1]


def lattices_of(boxes: Iterable[Box]) -> list[Lattice]:
    """Return the grids of at least two cells that the lines of a page make up, from top to bottom.

    Of a grid within another, the one with fewer cells is left out: a table within a table is laid out by it.
    """
    found = [lattice for component in components_of(boxes) if (lattice := _lattice_of(component)) is not None]
    found.sort(key=lambda lattice: -len(lattice.regions))
    kept: list[Lattice] = []
    for lattice in found:
        if not any(_overlap(lattice.box, other.box) for other in kept):
            kept.append(lattice)
    return sorted(kept, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _overlap(box: Box, other: Box) -> bool:
    return min(box[2], other[2]) - max(box[0], other[0]) > _CLUSTER and min(box[3], other[3]) - max(box[1], other[1]) > _CLUSTER


def _lattice_of(component: Component) -> Lattice | None:
    xs, upright_of = _clusters(component.upright)
    ys, level_of = _clusters(component.level)
    left, right = _with_open_sides(xs, upright_of, component.level)
    _with_open_sides(ys, level_of, component.upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MOST_PLACES:
        return None
    upright_walls = _walls(upright_of, ys)
    level_walls = _walls(level_of, xs)
    # A side that was left open has no line, and ends the grid all the same.
    for is_open, walls, last in ((left, upright_walls, 0), (right, upright_walls, columns)):
        walls[last] = [is_open or wall for wall in walls[last]]
    region_at = _regions(rows, columns, upright_walls, level_walls)
    regions = _described(region_at, upright_walls, level_walls)
    if len(regions) < 2:
        return None
    return Lattice(xs, ys, regions, region_at)


def _clusters(segments: Sequence[Segment]) -> tuple[list[float], list[list[Segment]]]:
    """Return the positions at which segments lie, and the segments of each."""
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.at):
        if groups and segment.at - groups[-1][-1].at <= _CLUSTER and segment.at - groups[-1][0].at <= 2 * _CLUSTER:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [sum(segment.at for segment in group) / len(group) for group in groups], groups


def _with_open_sides(ats: list[float], groups: list[list[Segment]], others: Sequence[Segment]) -> tuple[bool, bool]:
    """Add a position before the first and behind the last where at least two crossing segments stick out beyond it."""
    first = sorted(segment.start for segment in others)[:2]
    last = sorted((segment.end for segment in others), reverse=True)[:2]
    before, behind = first[-1] < ats[0] - _STICKS_OUT, last[-1] > ats[-1] + _STICKS_OUT
    if before:
        ats.insert(0, first[-1])
        groups.insert(0, [])
    if behind:
        ats.append(last[-1])
        groups.append([])
    return before, behind


def _walls(groups: Sequence[Sequence[Segment]], bands: Sequence[float]) -> list[list[bool]]:
    """Return for each position, and for each band between two positions of the other direction, whether a wall stands there."""
    walls = []
    for group in groups:
        covered = [0.0] * (len(bands) - 1)
        reached = float("-inf")
        for segment in sorted(group, key=lambda segment: segment.start):
            start, end = max(segment.start, reached), segment.end
            reached = max(reached, end)
            for band in range(max(0, bisect.bisect_right(bands, start) - 1), len(covered)):
                if bands[band] >= end:
                    break
                covered[band] += max(0.0, min(end, bands[band + 1]) - max(start, bands[band]))
        walls.append([covered[band] >= _WALL * (bands[band + 1] - bands[band]) for band in range(len(covered))])
    return walls


def _regions(rows: int, columns: int, upright_walls: list[list[bool]], level_walls: list[list[bool]]) -> list[list[int]]:
    """Return the number of the region that each place belongs to."""
    numbers = [[-1] * columns for _ in range(rows)]
    count = 0
    for row in range(rows):
        for column in range(columns):
            if numbers[row][column] >= 0:
                continue
            numbers[row][column] = count
            places = [(row, column)]
            for r, c in places:  # grows while it is read
                for near, other, is_wall in (
                    (r - 1, c, r == 0 or level_walls[r][c]),
                    (r + 1, c, r + 1 == rows or level_walls[r + 1][c]),
                    (r, c - 1, c == 0 or upright_walls[c][r]),
                    (r, c + 1, c + 1 == columns or upright_walls[c + 1][r]),
                ):
                    if not is_wall and numbers[near][other] < 0:
                        numbers[near][other] = count
                        places.append((near, other))
            count += 1
    return numbers


def _described(region_at: list[list[int]], upright_walls: list[list[bool]], level_walls: list[list[bool]]) -> list[Region]:
    places: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(region_at):
        for column, number in enumerate(numbers):
            places.setdefault(number, []).append((row, column))
    rows, columns = len(region_at), len(region_at[0])
    regions = []
    for number in range(len(places)):
        own = places[number]
        first_row, first_column = own[0][0], min(column for _, column in own)
        rowspan, colspan = own[-1][0] - first_row + 1, max(column for _, column in own) - first_column + 1
        is_open = any(
            (column == 0 and not upright_walls[0][row]) or (column == columns - 1 and not upright_walls[columns][row])
            for row, column in own
        )
        top = [level_walls[0][column] for row, column in own if row == 0]
        bottom = [level_walls[rows][column] for row, column in own if row == rows - 1]
        fills = len(own) == rowspan * colspan
        open_top, open_bottom = bool(top) and not any(top), bool(bottom) and not any(bottom)
        regions.append(Region(first_row, first_column, rowspan, colspan, fills, is_open, open_top, open_bottom))
    return regions
