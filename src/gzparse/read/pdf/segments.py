"""Segments: thin boxes drawn on a page → the ruled lines of its tables, merged, and in components that cross one another."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import define, field

from gzparse.read.pdf.frame import Box

_THIN = 3.0
_CLUSTER = 1.0
_GAP = 4.0
_TOUCH = 3.0
_SHORTEST = 4.5
"""A line of a table is longer: what is shorter is a dot of a dotted line that runs the other way."""
_ROW = 1.5
"""How much farther apart than its rows the parts of a table may be that is open at its sides."""


@define(eq=False)
class Segment:
    """A ruled line: at x (upright) or y (level), from start to end, with the segments that it touches."""

    at: float
    start: float
    end: float
    crossing: list[Segment] = field(factory=list, repr=False)


@define(eq=False)
class Component:
    """Segments that cross one another: level ones and upright ones."""

    level: list[Segment]
    upright: list[Segment]

    @property
    def box(self) -> Box:
        """Return the box that the segments span."""
        xs = [segment.at for segment in self.upright] + [x for segment in self.level for x in (segment.start, segment.end)]
        ys = [segment.at for segment in self.level] + [y for segment in self.upright for y in (segment.start, segment.end)]
        return min(xs), min(ys), max(xs), max(ys)


def components_of(boxes: Iterable[Box]) -> list[Component]:
    """Return the components of at least two by two segments that thin boxes make up."""
    level: list[tuple[float, float, float]] = []
    upright: list[tuple[float, float, float]] = []
    for left, top, right, bottom in boxes:
        width, height = right - left, bottom - top
        if height <= _THIN and (width >= height or width <= _THIN):
            level.append(((top + bottom) / 2, left, right))
        if width <= _THIN and (height >= width or height <= _THIN):
            upright.append(((left + right) / 2, top, bottom))
    return _connected(*_crossing(_merged(level), _merged(upright)))


def _merged(pieces: list[tuple[float, float, float]]) -> list[Segment]:
    """Return segments made of the pieces that lie on one line with small gaps between them."""
    pieces.sort()
    merged: list[Segment] = []
    begin = 0
    for index in range(1, len(pieces) + 1):
        if (
            index < len(pieces)
            and pieces[index][0] - pieces[index - 1][0] <= _CLUSTER
            and (pieces[index][0] - pieces[begin][0] <= 2 * _CLUSTER)
        ):
            continue
        merged += _joined(pieces[begin:index])
        begin = index
    return [segment for segment in merged if segment.end - segment.start >= _SHORTEST]


def _joined(pieces: Sequence[tuple[float, float, float]]) -> list[Segment]:
    joined: list[Segment] = []
    weight = 0.0
    for at, start, end in sorted(pieces, key=lambda piece: piece[1]):
        if joined and start - joined[-1].end <= _GAP:
            last = joined[-1]
            length = end - start + 1e-3
            last.at = (last.at * weight + at * length) / (weight + length)
            last.end = max(last.end, end)
            weight += length
        else:
            joined.append(Segment(at, start, end))
            weight = end - start + 1e-3
    return joined


def _crossing(level: list[Segment], upright: list[Segment]) -> tuple[list[Segment], list[Segment]]:
    """Return the segments that may belong to a table: those that cross another, and those that reach as far as one that does.

    Underlines cross nothing. Nor does a line across a table that is open at its sides, or the side of a cell that is as high as
    its page; they reach as far as others do.
    """
    _cross(level, upright)
    # A line that starts at a side of a cell and ends in it is an underline too.
    level = [segment for segment in level if len(segment.crossing) != 1 or not _ends_at(segment, segment.crossing[0].at)]
    _cross(level, upright)
    return _held(level), _held(upright)


def _ends_at(segment: Segment, at: float) -> bool:
    return min(abs(segment.start - at), abs(segment.end - at)) <= _TOUCH


def _held(segments: list[Segment]) -> list[Segment]:
    reaches = {
        (round((segment.start + start) / _TOUCH), round((segment.end + end) / _TOUCH))
        for segment in segments
        if segment.crossing
        for start in (-1, 1)
        for end in (-1, 1)
    }
    return [x for x in segments if x.crossing or (round(x.start / _TOUCH), round(x.end / _TOUCH)) in reaches]


def _cross(level: list[Segment], upright: list[Segment]) -> None:
    for segment in (*level, *upright):
        segment.crossing = []
    upright.sort(key=lambda segment: segment.at)
    ats = [segment.at for segment in upright]
    for segment in level:
        first = bisect.bisect_left(ats, segment.start - _TOUCH)
        for other in upright[first : bisect.bisect_right(ats, segment.end + _TOUCH)]:
            if other.start - _TOUCH <= segment.at <= other.end + _TOUCH:
                segment.crossing.append(other)
                other.crossing.append(segment)


def _connected(level: list[Segment], upright: list[Segment]) -> list[Component]:
    level_ids = {id(segment) for segment in level}
    seen: set[int] = set()
    found = []
    for first in level:
        if id(first) in seen:
            continue
        seen.add(id(first))
        members = [first]
        for segment in members:  # grows while it is read
            for other in segment.crossing:
                if id(other) not in seen:
                    seen.add(id(other))
                    members.append(other)
        component = Component(
            [segment for segment in members if id(segment) in level_ids],
            [segment for segment in members if id(segment) not in level_ids],
        )
        found.append(component)
    for segment in (*level, *upright):
        segment.crossing = []  # what refers to one another is not kept
    free = [segment for segment in upright if id(segment) not in seen]
    for component in found:
        _add_sides(component, free)
    return [component for component in _stacked(found) if len(component.level) >= 2 and len(component.upright) >= 2]


def _add_sides(component: Component, free: Iterable[Segment]) -> None:
    """Add the uprights outside a component that are as high as it is: the cells that they enclose have no other lines."""
    left, top, right, bottom = component.box
    for segment in free:
        is_outside = segment.at < left - _TOUCH or segment.at > right + _TOUCH
        if is_outside and max(abs(segment.start - top), abs(segment.end - bottom)) <= _TOUCH:
            component.upright.append(segment)


def _stacked(components: list[Component]) -> list[Component]:
    """Return the components, with those joined that are rows of one table that is open at its sides: nothing connects them."""
    components.sort(key=lambda component: component.box[1])
    stacked: list[Component] = []
    for component in components:
        over = next((other for other in reversed(stacked) if _is_stacked(other, component)), None)
        if over is None:
            stacked.append(component)
        else:
            over.level += component.level
            over.upright += component.upright
    return stacked


def _is_stacked(over: Component, under: Component) -> bool:
    first, second = over.box, under.box
    if max(abs(first[0] - second[0]), abs(first[2] - second[2])) > _TOUCH or not (_is_open(over) and _is_open(under)):
        return False
    heights = [height for component in (over, under) if (height := _row_height(component))]
    return bool(heights) and -_TOUCH <= second[1] - first[3] <= _ROW * min(heights)


def _is_open(component: Component) -> bool:
    """Whether no upright stands at one of the sides."""
    left, _, right, _ = component.box
    ats = [segment.at for segment in component.upright]
    return not ats or min(ats) > left + 2 * _TOUCH or max(ats) < right - 2 * _TOUCH


def _row_height(component: Component) -> float:
    """Return the height of the lowest row, or 0 if there is none."""
    ats = sorted(segment.at for segment in component.level)
    return min((after - before for before, after in pairwise(ats) if after - before > _SHORTEST), default=0.0)
