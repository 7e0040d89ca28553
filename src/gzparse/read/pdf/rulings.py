"""Rulings: the path objects of a page of pdfium → thin boxes where lines are drawn, and the boxes of its pictures."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field

from gzparse.read.colours import BLACK, Colour
from gzparse.read.pdf.budget import Budget
from gzparse.read.pdf.frame import Box, Frame
from gzparse.read.pdf.layers import layer_of

_THIN = 3.0
"""Up to this thickness a filled box is a line."""
_STRAIGHT = 1.0
_WHITE = 235
_SHAPE = 40.0
"""A filled path that is no line may be a letter up to this size."""
_COVERS = 0.8
"""The share of a page from which on a picture covers it."""
_DEEPEST = 5
_RECTANGLE, _OPAQUE = 5, 255
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_LINE_TO, _BEZIER, _MOVE_TO = 0, 1, 2
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]


@define
class Fill:
    """What is painted over a rectangle of a page. order: among all objects; colour: ``None`` where it is none or several.

    covers: whether it lets nothing through.
    """

    order: int
    box: Box
    colour: Colour | None
    covers: bool


@define
class Ink:
    """How a text is painted. order: among all objects; clips: boxes outside of which nothing is painted.

    layer: the name of the one that it belongs to, if it does.
    """

    order: int
    colour: Colour
    alpha: int
    clips: list[Box]
    layer: str | None = None


@define
class Drawn:
    """What is drawn on a page, in coordinates of its content: thin boxes, pictures, and shapes as letters may be drawn.

    is_covered: whether a picture that lets nothing through is painted over all its text. texts: the addresses of the text
    objects → their number in the order of the file; inks: likewise, how they are painted. slanting: lines that are neither
    level nor upright, from x and y to x and y.
    """

    lines: list[Box] = field(factory=list)
    pictures: list[Box] = field(factory=list)
    shapes: list[Box] = field(factory=list)
    is_covered: bool = False
    texts: dict[int, int] = field(factory=dict)
    inks: dict[int, Ink] = field(factory=dict)
    fills: list[Fill] = field(factory=list)
    slanting: list[Box] = field(factory=list)


def drawn_on(raw: Any, page: Any, shown: Frame, budget: Budget, where: str) -> Drawn:
    """Return the lines and pictures of a page. raw: the module ``pypdfium2.raw``. shown: the frame of the page."""
    reading = _Reading(raw, shown, budget, where)
    for index in range(max(0, raw.FPDFPage_CountObjects(page))):
        reading.read(raw.FPDFPage_GetObject(page, index), _SAME, 0)
    return reading.drawn


class _Reading:
    def __init__(self, raw: Any, shown: Frame, budget: Budget, where: str) -> None:
        self.raw = raw
        self.drawn = Drawn()
        self._shown = shown
        self._budget, self._where, self._count = budget, where, 0
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()

    def read(self, item: Any, matrix: Matrix, depth: int) -> None:
        """Read one object of the page; a form is read with what it holds."""
        raw = self.raw
        self._count += 1
        if self._count % 1024 == 0:
            self._budget.check_time(self._where)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            self.drawn.is_covered = False
            self.drawn.texts[ctypes.addressof(item.contents)] = len(self.drawn.texts)
            self.drawn.inks[ctypes.addressof(item.contents)] = self._ink(item, matrix)
        elif kind == _PATH:
            self._read_path(item, matrix)
        elif kind == _IMAGE:
            box = _moved_box(self._bounds(item), matrix)
            (self.drawn.lines if min(_sides(box)) <= _THIN else self.drawn.pictures).append(box)
            is_opaque = raw.FPDFPageObj_HasTransparency(item) == 0
            self.drawn.fills.append(Fill(self._count, box, None, covers=False))
            if self._covers_page(box) and is_opaque:
                self.drawn.is_covered = True
        elif kind == _SHADING:
            self.drawn.fills.append(Fill(self._count, _moved_box(self._bounds(item), matrix), None, covers=False))
        elif kind == _FORM and depth < _DEEPEST:
            inner = _product(self._matrix(item), matrix)
            for index in range(max(0, raw.FPDFFormObj_CountObjects(item))):
                self.read(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _read_path(self, item: Any, matrix: Matrix) -> None:
        raw = self.raw
        if not raw.FPDFPath_GetDrawMode(item, self._mode, self._stroke):
            return
        if self._stroke.value and self._is_painted(raw.FPDFPageObj_GetStrokeColor, item):
            self._read_strokes(item, matrix)
        if self._mode.value:
            self._read_fill(item, matrix)
        if self._mode.value and not self._is_white(item):
            box = _moved_box(self._bounds(item), matrix)
            if min(_sides(box)) <= _THIN:
                self.drawn.lines.append(box)
            elif raw.FPDFPath_CountSegments(item) > 5:
                self._read_filled(item, matrix)
                if max(_sides(box)) <= _SHAPE:
                    self.drawn.shapes.append(box)

    def _read_fill(self, item: Any, matrix: Matrix) -> None:
        """Note what a filled path paints over: a rectangle covers what is below it, of other shapes that is not known."""
        box = _moved_box(self._bounds(item), matrix)
        if min(_sides(box)) <= _THIN or not self.raw.FPDFPageObj_GetFillColor(item, *self._colour):
            return
        red, green, blue, alpha = (part.value for part in self._colour)
        is_plain = self.raw.FPDFPath_CountSegments(item) <= _RECTANGLE
        is_opaque = alpha == _OPAQUE and self.raw.FPDFPageObj_HasTransparency(item) == 0
        if is_plain or not self._is_white(item):
            colour = (red, green, blue) if is_plain and is_opaque else None
            self.drawn.fills.append(Fill(self._count, box, colour, covers=is_plain and is_opaque))

    def _ink(self, item: Any, matrix: Matrix) -> Ink:
        """Return how a text is painted."""
        colour, alpha = BLACK, _OPAQUE
        if self.raw.FPDFTextObj_GetTextRenderMode(item) in (0, 2, 4, 6) and self.raw.FPDFPageObj_GetFillColor(
            item, *self._colour
        ):
            red, green, blue, alpha = (part.value for part in self._colour)
            colour = (red, green, blue)
        return Ink(self._count, colour, alpha, self._clips(item, matrix), layer_of(self.raw, item))

    def _clips(self, item: Any, matrix: Matrix) -> list[Box]:
        """Return the boxes of the paths that a text is cut off by."""
        raw, x, y = self.raw, self._numbers[0], self._numbers[1]
        path = raw.FPDFPageObj_GetClipPath(item)
        found = []
        for index in range(max(0, raw.FPDFClipPath_CountPaths(path)) if path else 0):
            points = []
            for at in range(max(0, raw.FPDFClipPath_CountPathSegments(path, index))):
                segment = raw.FPDFClipPath_GetPathSegment(path, index, at)
                if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append(_moved((x.value, y.value), matrix))
            if points:
                xs, ys = [each for each, _ in points], [each for _, each in points]
                found.append((min(xs), min(ys), max(xs), max(ys)))
        return found

    def _read_strokes(self, item: Any, matrix: Matrix) -> None:
        matrix = _product(self._matrix(item), matrix)
        for subpath in self._subpaths(item):
            before: Point | None = None
            for point in subpath:
                after = None if point is None else _moved(point, matrix)
                if before is not None and after is not None:
                    box = (
                        min(before[0], after[0]),
                        min(before[1], after[1]),
                        max(before[0], after[0]),
                        max(before[1], after[1]),
                    )
                    if min(_sides(box)) <= _STRAIGHT:
                        self.drawn.lines.append(box)
                    else:
                        self.drawn.slanting.append((*before, *after))
                before = after

    def _read_filled(self, item: Any, matrix: Matrix) -> None:
        """Read a filled path of several outlines: each may be a line, and one within another draws a frame."""
        matrix = _product(self._matrix(item), matrix)
        boxes = []
        for subpath in self._subpaths(item):
            points = [_moved(point, matrix) for point in subpath if point is not None]
            if len(points) > 2 and len(points) == len(subpath):
                xs, ys = [x for x, _ in points], [y for _, y in points]
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
        self.drawn.lines += [box for box in boxes if min(_sides(box)) <= _THIN]
        wide = [box for box in boxes if min(_sides(box)) > _THIN]
        for outer, inner in itertools.pairwise(wide):
            if all(abs(a - b) <= _THIN for a, b in zip(outer, inner, strict=True)):
                left, bottom, right, top = outer
                self.drawn.lines += [
                    (left, bottom, right, bottom),
                    (left, top, right, top),
                    (left, bottom, left, top),
                    (right, bottom, right, top),
                ]

    def _covers_page(self, box: Box) -> bool:
        shown = self._shown
        width = min(box[2], shown.right) - max(box[0], shown.left)
        height = min(box[3], shown.top) - max(box[1], shown.bottom)
        return min(width, height) > 0 and width * height >= _COVERS * (shown.right - shown.left) * (shown.top - shown.bottom)

    def _subpaths(self, item: Any) -> Iterator[Sequence[Point | None]]:
        """Yield the outlines of a path: their corners, with ``None`` before the end of a curve."""
        raw, x, y = self.raw, self._numbers[0], self._numbers[1]
        points: list[Point | None] = []
        for index in range(max(0, raw.FPDFPath_CountSegments(item))):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if not raw.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            if kind == _MOVE_TO and points:
                yield points
                points = []
            if kind == _BEZIER:
                points.append(None)
            points.append((x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment) == 1 and points[0] is not None:
                points.append(points[0])
        if points:
            yield points

    def _bounds(self, item: Any) -> Box:
        left, bottom, right, top = self._numbers
        if not self.raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, bottom.value, right.value, top.value

    def _matrix(self, item: Any) -> Matrix:
        matrix = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, matrix):
            return _SAME
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _is_painted(self, colour_of: Any, item: Any) -> bool:
        return not colour_of(item, *self._colour) or self._colour[3].value > 0

    def _is_white(self, item: Any) -> bool:
        if not self.raw.FPDFPageObj_GetFillColor(item, *self._colour):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha == 0 or (red > _WHITE and green > _WHITE and blue > _WHITE)


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _moved_box(box: Box, matrix: Matrix) -> Box:
    if matrix is _SAME:
        return box
    corners = [_moved((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies one matrix and then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
