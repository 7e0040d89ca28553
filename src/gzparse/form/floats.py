"""Counts that a data frame wrote as 12.0: they are whole numbers where all counts of a table are written so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gzparse.form.entries import Entry
from gzparse.form.items import NUMBER, narrow
from gzparse.model.patterns import on_use

_FLOAT = on_use(r"[+-]?(?:0|[1-9]\d{0,11})\.0")
_FEWEST = 3
_FOR_EACH_ZERO = 4
"""So many floats for each plain zero: a column without blanks keeps its whole numbers, and may hold zeros alone."""


def read_floats(entries: Sequence[Entry]) -> None:
    """Read 12.0 as 12 in a table whose counts are written so, except a few zeros. One among other counts is unreadable."""
    floats: list[tuple[Entry, int, str]] = []
    zeros = 0
    for entry, index, item in _counts(entries):
        text = narrow(entry.row.row.cells[entry.row.at + index]) if item == NUMBER else ""
        if _FLOAT.fullmatch(text):
            floats.append((entry, index, text))
        elif item == 0:
            zeros += 1
        else:
            return
    if len(floats) < max(_FEWEST, _FOR_EACH_ZERO * zeros):
        return
    for entry, index, text in floats:
        entry.floats = True
        if text[0] not in "+-":
            entry.row.items[index] = int(text[:-2])


def _counts(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int, int]]:
    """Return the numbers in the rows' cells, except those of amounts."""
    for entry in entries:
        kinds, items = entry.kinds, entry.row.items
        for index, item in enumerate(items):
            kind = kinds[index] if len(kinds) == len(items) else kinds[0] if len(set(kinds)) == 1 else "amount"
            if (item >= 0 or item == NUMBER) and kind in ("count", "change"):
                yield entry, index, item
