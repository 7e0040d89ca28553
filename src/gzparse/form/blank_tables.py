"""Tables without any figure: entries → the outcome of each row, which is blank, or has lost its figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.placing import Outcome, Place
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind
from gzparse.model.patterns import on_use
from gzparse.model.source import repeats_lines


def may_lack_lines(reading: TableReading, entries: Sequence[Entry]) -> bool:
    """Whether a table without figures may have had them on lines that were removed because they repeated others.

    Some crawlers remove such lines. Zeros on lines of their own are lost first.
    """
    text = reading.findings.source.normalized
    ends = [entry.row.text_range()[1] for entry in entries if not entry.row.items]
    alone = sum(_LINE_END.match(text, end) is not None for end in ends)
    return 2 * alone > len(entries) and not repeats_lines(text)


_LINE_END = on_use(r"[^\S\n]*(?:\n|$)")


def are_unread(reading: TableReading, entries: Sequence[Entry]) -> bool:
    """Whether most rows of a table without figures have something behind their label that is not a figure."""
    first = min(entry.row.start for entry in entries)
    rows = sorted(
        [(entry.row.start, True) for entry in entries]
        + [(row.start, False) for row in (*reading.unread, *reading.extra, *reading.notes) if first < row.start]
    )
    held = sum(label and not following for (_, label), (_, following) in pairwise(rows))
    return 2 * held > len(entries) > 1


def expected_cells(reading: TableReading, entries: Sequence[Entry]) -> dict[int, int]:
    """Return how many cells each row of a blank form should have behind its label: none, where no row has cells.

    In a table with sums, a marked row should have as many as most rows of the same shape. The table's last row may have fewer:
    blank cells at a table's end are often left out.
    """
    longest: dict[int, int] = {}
    lengths: dict[tuple[int, int], list[int]] = {}
    for entry in entries:
        size, cells = len(entry.columns), len(entry.row.items)
        longest[size] = max(longest.get(size, 0), cells)
        lengths.setdefault((entry.row.at - entry.row.first, size), []).append(cells)
    most_have = {kind: sorted(some)[(len(some) - 1) // 2] for kind, some in lengths.items()}
    expected: dict[int, int] = {}
    for entry in entries:
        row, size = entry.row, len(entry.columns)
        comparable = reading.table.sums and row is not entries[-1].row and row.row.type == RowKind.TABLE_ROW
        least = max(size, most_have[row.at - row.first, size]) if comparable else size
        expected[id(entry)] = least if size <= longest[size] else 0
    return expected


def place_blank(row: FormRow, expected: int, lost: Outcome | None) -> Place:
    """Place a row of a form without any figure: blank, unless it has fewer cells than expected.

    lost: why a row without cells is not blank.
    """
    cells = len(row.items)
    if cells < expected:
        return Place(Outcome.CELLS_LOST if cells else Outcome.NO_CELLS)
    if lost is not None and not cells:
        return Place(lost)
    return Place(Outcome.BLANK)
