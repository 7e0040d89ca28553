"""The text of a table's section → its words, with a zero in the place of each count, and the counts.

A search finds counts one by one, which takes longer than all else that is asked of a table seen before. So the pieces of its
text are kept, cut at all marks of cells: where another text has the same pieces, except for the counts, its counts are there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import Any

from gzparse.form.items import plain_count
from gzparse.model.patterns import on_use

__all__ = ["COUNT", "Cuts"]

COUNT = on_use(r"([0-9](?<=[\t\n |][0-9])(?:(?<!0)[0-9]{1,11}+)?)(?= *+[\t\n|])")
"""A plain count as :func:`gzparse.form.items.plain_count` has it, at the end of a cell, a blank or a mark before it."""
_STANDS_FOR_ALL = "0"
"""It is a plain count itself: so the text with it in the place of each count is that of no table with other words."""
_SOME_COUNT = "\1"
_MARKS = "\n| "
"""What stands between cells besides tabs."""
_BAR = " | "
_MOST, _SHORT = 8, 4
"""So many texts are kept of one section with as many pieces, and the values of counts of so many digits."""


class Cuts:
    """The texts of sections seen before."""

    def __init__(self) -> None:
        """Start without any."""
        self._known: dict[tuple[str, str, int], list[_Cut]] = {}

    def clear(self) -> None:
        """Forget them."""
        self._known.clear()

    def find(self, form: str, section: str, text: str) -> tuple[str, Sequence[str], Sequence[int]]:
        """Return the words of a section's text, its counts, and their values."""
        pieces = _pieces(text)
        for cut in self._known.get((form, section, len(pieces)), ()):
            if cut.others_of(pieces) == cut.others:
                counts = cut.counts_of(pieces)
                with suppress(ValueError):
                    return cut.words, counts, list(map(_VALUES.__getitem__, counts))
        pieces_of_it = COUNT.split(text)
        found = pieces_of_it[1::2]
        return _STANDS_FOR_ALL.join(pieces_of_it[::2]), found, list(map(_VALUES.__getitem__, found))

    def keep(self, form: str, section: str, text: str, words: str) -> None:
        """Keep a section's text and its words. Each count is a piece of it."""
        pieces = _pieces(text)
        known = self._known.setdefault((form, section, len(pieces)), [])
        if len(known) < _MOST and _SOME_COUNT not in text and all(cut.words != words for cut in known):
            marked = _pieces(COUNT.sub(_SOME_COUNT, text))
            counts = [at for at, piece in enumerate(marked) if piece == _SOME_COUNT]
            others = [at for at, piece in enumerate(marked) if piece != _SOME_COUNT]
            if min(len(counts), len(others)) > 1:
                known.append(_Cut(words, pieces, counts, others))


class _Cut:
    """A text: its words, and which of its pieces are counts."""

    __slots__ = ("counts_of", "others", "others_of", "words")

    def __init__(self, words: str, pieces: Sequence[str], counts: Sequence[int], others: Sequence[int]) -> None:
        self.words = words
        self.counts_of: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*counts)
        self.others_of: Callable[[Sequence[str]], Any] = itemgetter(*others)
        self.others = self.others_of(pieces)


def _pieces(text: str) -> list[str]:
    """Return the pieces between a text's marks, and these, except for the most frequent one."""
    first = []
    if _BAR in text and "\t" not in text:
        first, text = [_BAR], text.replace(_BAR, "\t")
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, f"\t{mark}\t")
    return first + text.split("\t")


class _Values(dict[str, int]):
    """A count as printed → its value. Most are small and were seen before: a look-up takes a quarter of the time of ``int``."""

    def __missing__(self, printed: str) -> int:
        value = plain_count(printed)
        if value is None:
            raise ValueError(f"no count: {printed!r}")
        if len(printed) <= _SHORT:
            self[printed] = value
        return value


_VALUES = _Values()
