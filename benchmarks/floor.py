"""The floor of speed: split lines, split cells, ``int()``. No labels, no places, no checks, no notion of blank."""

from __future__ import annotations

import re

_CELL_END = re.compile(r"[\t|]")


def floor(text: str) -> list[tuple[list[str], list[int]]]:
    """Split lines, split cells, int()."""
    rows = []
    marked = "\t" in text or "|" in text
    for line in text.split("\n"):
        if not marked or "\t" in line or "|" in line:
            cells = [cell.strip() for cell in _CELL_END.split(line)]
            rows.append(([c for c in cells if c and not c.isdigit()], [int(c) for c in cells if c.isdigit()]))
    return rows
