"""Frames: coordinates of a page's content → coordinates of the page as it is shown, or as its letters are read."""

from __future__ import annotations

from attrs import frozen

Box = tuple[float, float, float, float]
"""Left, top, right and bottom; in coordinates of the content: left, bottom, right and top."""


@frozen
class Frame:
    """A page turned by quarters, with its origin at the top left.

    quarter: how many quarter turns, counter-clockwise, lead from a line that runs to the right to a line of this frame.
    left, bottom, right, top: the visible part of the page in coordinates of its content.
    """

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the content in this frame."""
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, box: Box) -> Box:
        """Return a box of the content in this frame."""
        if self.quarter == 0:
            return box[0] - self.left, self.top - box[3], box[2] - self.left, self.top - box[1]
        (x0, y0), (x1, y1) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def content_box(self, box: Box) -> Box:
        """Return a box of this frame in coordinates of the content."""
        left, top, right, bottom = box
        if self.quarter == 0:
            return self.left + left, self.top - bottom, self.left + right, self.top - top
        if self.quarter == 1:
            return self.left + top, self.bottom + left, self.left + bottom, self.bottom + right
        if self.quarter == 2:
            return self.right - right, self.bottom + top, self.right - left, self.bottom + bottom
        return self.right - bottom, self.top - right, self.right - top, self.top - left

    @property
    def width(self) -> float:
        """Return the width of the page in this frame."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Return the height of the page in this frame."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom
