"""Own cells: the rows of a file's tables within a section → a Grid. Where a file has cells, no layout need find them."""

from __future__ import annotations

import bisect

from gzparse.layout.built import lines
from gzparse.model.grid import OWN_CELLS, Grid, Row, RowKind
from gzparse.model.source import Source

_BETWEEN = "\t"


def own_cells(source: Source, start: int, end: int) -> Grid | None:
    """Return the rows and the other lines of a range of a file's text; ``None`` where no row of a table lies in it."""
    if source.file is None:
        return None
    table = source.file.rows
    at = bisect.bisect_left(table, start, key=lambda row: row.start)
    stop = bisect.bisect_left(table, end, key=lambda row: row.start)
    if at == stop:
        return None
    rows: list[Row] = []
    for index in range(at, stop):
        of_file = table[index]
        rows += lines(source, start, of_file.start)
        text = source.normalized[of_file.start : of_file.end]
        if text.strip():  # a running head may have been blanked
            row = Row(RowKind.TABLE_ROW, text, of_file.start, text.split(_BETWEEN), _BETWEEN)
            row.of_file = of_file
            rows.append(row)
        start = of_file.end
    rows += lines(source, start, end)
    return Grid(OWN_CELLS, rows)
