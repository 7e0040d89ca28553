"""Labels printed downwards, a letter on each line, among the rows beside them → the places of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gzparse.form.typos import wordings
from gzparse.form.unmarked.figures import of_unmarked

_SHORT = 4
"""So few letters that stand alone are not a label that is printed downwards."""
_MOST_ALONE = 16
"""Where more letters stand alone, they are none either."""


def label_downwards(text: str, groups: Mapping[str, str]) -> tuple[str, list[int]]:
    """Return the group whose label is printed downwards, and the places of its letters; an empty name where there is none.

    Some of its letters may be missing, as where the text is cut off or one stands beside a page's number. groups: the pattern
    of each group's label.
    """
    alone = [found.start() for found in of_unmarked("LETTER_ALONE").finditer(text)]
    best: tuple[str, list[int]] = "", []
    if not _SHORT < len(alone) <= _MOST_ALONE:
        return best
    letters = [text[offset] for offset in alone]
    for name, pattern in groups.items():
        for wording in sorted(wordings(pattern) or (), key=len, reverse=True):
            kept = _in_order(letters, wording)
            before = kept[0] - 1 if kept else -1
            if before >= 0 and re.fullmatch(pattern, letters[before] + wording, re.S) is not None:
                kept = [before, *kept]  # its number stands above it
            if len(kept) > max(_SHORT, len(best[1])):
                best = name, [alone[index] for index in kept]
                if len(kept) > len(wording):
                    return best  # all of its letters and its number, as on most pages
    return best


def _in_order(letters: Sequence[str], wording: str) -> list[int]:
    """Return which letters make up as much of a wording as they can, in its order."""
    best: list[list[int]] = [[] for _ in range(len(wording) + 1)]  # for so many letters of the wording
    for index, letter in enumerate(letters):
        above = best[:]
        for at, wanted in enumerate(wording, 1):
            if letter == wanted and len(above[at - 1]) >= len(above[at]):
                best[at] = [*above[at - 1], index]
            elif len(best[at - 1]) > len(above[at]):
                best[at] = best[at - 1]
    return best[-1]
