"""Seen: the letters of a page and what is painted on it → which letters a reader of the page sees.

A letter is not seen if it has no ink, is too small, is cut off by its clipping path, belongs to a layer that is off, has the
colour of what lies behind it, or is painted over in white. Painted over in another colour, it is seen that something is there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence

from attrs import define

from gzparse.model.document import UNKNOWN
from gzparse.read.colours import PAPER, Colour, is_light, is_seen
from gzparse.read.pdf.frame import Box
from gzparse.read.pdf.letters import RawLetter
from gzparse.read.pdf.rulings import Drawn, Fill

__all__ = ["mark_layers_off", "mark_unseen"]

_FAINT = 15
"""Of 255: with so little ink nothing is seen."""
_SMALLEST = 1.0
_OUT = 0.5
_THROUGH = 0.3
"""In em: so near to the middle of a letter a line that crosses it out passes."""
_LONGEST = 200.0


@define
class _Covers:
    """What is painted on a page, in order."""

    fills: Sequence[Fill]
    orders: Sequence[int]

    def behind(self, x: float, y: float, order: int) -> Colour | str | None:
        """Return the colour behind a letter; a text where it is not known which; ``None`` for paper."""
        for fill in reversed(self.fills[: bisect_right(self.orders, order)]):
            if _holds(fill.box, x, y):
                return fill.colour or "unknown"
        return None

    def over(self, x: float, y: float, order: int) -> Fill | None:
        """Return what is painted over a letter and lets nothing through."""
        later = self.fills[bisect_right(self.orders, order) :]
        return next((fill for fill in later if fill.covers and _holds(fill.box, x, y)), None)


def mark_unseen(letters: Sequence[RawLetter], drawn: Drawn) -> None:
    """Mark the letters that are not seen as hidden. Those that are crossed out or painted over become unknown letters."""
    covers = _Covers(drawn.fills, [fill.order for fill in drawn.fills])
    slanting = [line for line in drawn.slanting if max(abs(line[2] - line[0]), abs(line[3] - line[1])) <= _LONGEST]
    patched: dict[int, tuple[Fill, list[RawLetter]]] = {}
    for letter in letters:
        ink = drawn.inks.get(letter.address)
        x, y = (letter.paint[0] + letter.paint[2]) / 2, (letter.paint[1] + letter.paint[3]) / 2
        if letter.size <= _SMALLEST:
            letter.is_hidden = True
        if slanting and letter.text.isdigit() and any(_passes(line, x, y, _THROUGH * letter.size) for line in slanting):
            letter.text = UNKNOWN
        if ink is None or letter.is_hidden:
            continue
        if ink.alpha <= _FAINT or any(not _holds(box, x, y, _OUT) for box in ink.clips):
            letter.is_hidden = True
        elif is_light(ink.colour) and covers.behind(x, y, ink.order) != "unknown":
            behind = covers.behind(x, y, ink.order)
            letter.is_hidden = is_seen(ink.colour, PAPER if not isinstance(behind, tuple) else behind) is False
        over = covers.over(x, y, ink.order) if not letter.is_hidden else None
        if over is not None and over.colour is not None and is_light(over.colour):
            letter.is_hidden = True
            patched.setdefault(over.order, (over, []))[1].append(letter)
        elif over is not None:
            letter.text = UNKNOWN
    for fill, below in patched.values():
        above = [each for each in letters if not each.is_hidden and _is_on(each, fill, drawn)]
        if any(not any(_overlap(each.paint, other.paint) for other in above) for each in below):
            for each in above:  # pdfium leaves out a letter that stands upon the same one, also where that is painted over
                each.text = UNKNOWN


def mark_layers_off(letters: Sequence[RawLetter], drawn: Drawn, off: Container[str]) -> None:
    """Mark the letters of layers that are not shown as hidden."""
    for letter in letters:
        ink = drawn.inks.get(letter.address)
        if ink is not None and ink.layer is not None and ink.layer in off:
            letter.is_hidden = True


def _is_on(letter: RawLetter, fill: Fill, drawn: Drawn) -> bool:
    ink = drawn.inks.get(letter.address)
    x, y = (letter.paint[0] + letter.paint[2]) / 2, (letter.paint[1] + letter.paint[3]) / 2
    return ink is not None and ink.order > fill.order and _holds(fill.box, x, y)


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _holds(box: Box, x: float, y: float, more: float = 0.0) -> bool:
    return box[0] - more <= x <= box[2] + more and box[1] - more <= y <= box[3] + more


def _passes(line: Box, x: float, y: float, near: float) -> bool:
    """Whether a line passes through a point. line: x and y of its ends."""
    ax, ay, bx, by = line
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else -1.0
    if not 0 <= along <= 1:
        return False
    return (ax + along * (bx - ax) - x) ** 2 + (ay + along * (by - ay) - y) ** 2 <= near * near
