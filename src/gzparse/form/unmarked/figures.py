"""Figures: the text of a section without marks, less what labels cover → the ranges of its figures."""

from __future__ import annotations

import re
from functools import cache

from gzparse.lark_tools.terminals import UNMARKED_TEXT, terminal
from gzparse.model.patterns import on_use
from gzparse.model.source import Range

COVERED = b"\1"
"""What stands for each letter of the text that belongs to a label, among zeros."""
_MOST_TOUCHING = 8
_OPENING, _CLOSING = "(（[【〔", (")）", ")）", "]", "】", "〕")
_FOLLOWED = on_use(r" *[^\w\s]| *\d")


@cache
def of_unmarked(name: str) -> re.Pattern[str]:
    """Return a pattern that unmarked text alone needs."""
    return terminal(name, UNMARKED_TEXT)


def figures_in(text: str, covered: bytearray) -> list[Range]:
    """Return the ranges of the figures."""
    found: list[Range] = []
    touching = {at for match in of_unmarked("TOUCHING").finditer(text) if not covered[at := match.start()]}
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
            place = a, b
            if touching and not touching.isdisjoint((a - 2, a - 1, b, b + 1)):
                place = _with_what_touches(text, a, b, covered, least)
            if place[0] > least and text[place[0] - 1] in _OPENING:
                place = _with_brackets(text, *place, covered)
            least = place[1]
            found.append(place)
    return found


def _with_brackets(text: str, start: int, end: int, covered: bytearray) -> Range:
    """Return a figure's range with the brackets around it, which are no part of a figure: it may be a note's number, [1].

    Before another figure or a dash on its line, it is one of two, and left as it is.
    """
    closing = _CLOSING[_OPENING.index(text[start - 1])]
    if end >= len(text) or text[end] not in closing or covered[start - 1] or covered[end]:
        return start, end
    return (start, end) if _FOLLOWED.match(text, end + 1) is not None else (start - 1, end + 1)


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
