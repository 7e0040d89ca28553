"""Struck: letters and lines → the letters that are read, and those that a line crosses out."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from gzparse.read.pdf.frame import Box
from gzparse.read.pdf.lattice import Lattice
from gzparse.read.pdf.letters import Letter

_THIN = 3.0
_HIGHEST, _LOWEST = 0.70, 0.30
"""In em above the lower end of a letter: where a line crosses it out. Underlines are lower, overlines higher."""
_COVERS = 0.7
_BELOW = 0.1
"""In em below the lower end of a letter: where an underline may be."""
_OF_TABLE = 1.5


def without_decoration(letters: Sequence[Letter], lines: Sequence[Box]) -> list[Box]:
    """Return the lines without those that underline text or cross it out: they run through letters, from edge to edge."""
    by_left: dict[int, list[Letter]] = {}
    by_right: dict[int, list[Letter]] = {}
    for letter in letters:
        by_left.setdefault(round(letter.left), []).append(letter)
        by_right.setdefault(round(letter.right), []).append(letter)
    kept = []
    for box in lines:
        left, top, right, bottom = box
        y = (top + bottom) / 2
        is_decoration = (
            bottom - top <= _THIN < right - left and _runs_through(by_left, left, y) and _runs_through(by_right, right, y)
        )
        if not is_decoration:
            kept.append(box)
    return kept


def _runs_through(letters: dict[int, list[Letter]], x: float, y: float) -> bool:
    """Whether a letter has its edge at x, and is at the height of y."""
    near = round(x)
    return any(
        letter.bottom - letter.size < y < letter.bottom + _BELOW * letter.size
        for at in (near - 1, near, near + 1)
        for letter in letters.get(at, ())
    )


def without_struck(
    letters: list[Letter], lines: Sequence[Box], lattices: Sequence[Lattice]
) -> tuple[list[Letter], list[Letter]]:
    """Return the letters, and apart from them those that are crossed out. lines: thin boxes, in the frame of reading."""
    level = sorted(
        ((top + bottom) / 2, left, right)
        for left, top, right, bottom in lines
        if bottom - top <= _THIN < right - left and not _is_of_table((top + bottom) / 2, left, right, lattices)
    )
    if not level:
        return letters, []
    heights = [y for y, _, _ in level]
    kept: list[Letter] = []
    struck: list[Letter] = []
    for letter in letters:
        first = bisect.bisect_left(heights, letter.bottom - _HIGHEST * letter.size)
        last = bisect.bisect_right(heights, letter.bottom - _LOWEST * letter.size)
        width = letter.right - letter.left
        is_struck = any(
            min(right, letter.right) - max(left, letter.left) >= _COVERS * width for _, left, right in level[first:last]
        )
        (struck if is_struck else kept).append(letter)
    return kept, struck


def _is_of_table(y: float, left: float, right: float, lattices: Sequence[Lattice]) -> bool:
    for lattice in lattices:
        if left < lattice.xs[-1] and right > lattice.xs[0]:
            at = bisect.bisect_left(lattice.ys, y - _OF_TABLE)
            if at < len(lattice.ys) and lattice.ys[at] <= y + _OF_TABLE:
                return True
    return False
