"""Figures: the text of a section without marks, less what labels cover → the ranges of its figures."""

from __future__ import annotations

import re
from functools import cache

from gzparse.lark_tools.terminals import UNMARKED_TEXT, terminal
from gzparse.model.source import Range

COVERED = b"\1"
"""What stands for each letter of the text that belongs to a label, among zeros."""
_MOST_TOUCHING = 8


@cache
def of_unmarked(name: str) -> re.Pattern[str]:
    """Return a pattern that unmarked text alone needs."""
    return terminal(name, UNMARKED_TEXT)


def figures_in(text: str, covered: bytearray) -> list[Range]:
    """Return the ranges of the figures."""
    found: list[Range] = []
    touching = {match.start() for match in of_unmarked("TOUCHING").finditer(text)}
    least = 0
    for match in of_unmarked("FIGURE_IN_TEXT").finditer(text):
        a, b = match.span()
        a = max(a, least)
        while a < b and covered[a]:
            a += 1
        stop = covered.find(COVERED, a, b)
        b = b if stop < 0 else stop
        if a < b:
            # What touches a figure, or stands behind one space and may be a digit, is one of these letters on either side.
            alone = touching.isdisjoint((a - 2, a - 1, b, b + 1))
            place = (a, b) if alone else _with_what_touches(text, a, b, covered, least)
            least = place[1]
            found.append(place)
    return found


def _with_what_touches(text: str, start: int, end: int, covered: bytearray, least: int) -> Range:
    """Return a figure's range with the marks and letters that it touches: with them it may be another figure."""
    a, b, touching = start, end, of_unmarked("TOUCHING")
    while a > max(least, start - _MOST_TOUCHING) and not covered[a - 1] and touching.match(text, a - 1):
        a -= 1
    while b < min(len(text), end + _MOST_TOUCHING) and not covered[b] and touching.match(text, b):
        b += 1
    if (behind := of_unmarked("DIGIT_BEHIND").match(text, b)) is not None and not covered[b + 1]:
        b = behind.end()
    before = of_unmarked("DIGIT_BEFORE").search(text, max(least, a - 3), a)
    if before is not None and before.start() >= least and not covered[before.start()]:
        a = before.start()
    return a, b
