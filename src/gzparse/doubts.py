"""Doubts: what else stands on the page and speaks against a row that was read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gzparse.placing import Place, Shape
from gzparse.prescribed import SUMS, edition_of, prescribed, prescribed_requests
from gzparse.rows import FormRow
from gzparse.tables import Entry, TableReading, holds_figures


def doubt_rows_that_break_their_sum(reading: TableReading, shapes: Sequence[Shape]) -> None:
    """Withhold full rows that break their own sum where something else speaks against them too.

    Beside a row that is missing, they may hold the end of it; with fewer cells than all others of their kind, they may be cut
    within their last figure.
    """
    order = prescribed_requests(reading.entries, None)
    for index, path in enumerate(order):
        entry = reading.entries.get(path)
        if entry is None or None in entry.values or sum(entry.values[:6]) == entry.values[6]:  # type: ignore[arg-type]
            continue
        traceless = entry.row.row.type == "LINES" and any(e.place.why in ("cut", "more") for e in reading.entries.values())
        lost = any(near not in reading.entries for near in order[max(0, index - 1) : index + 2])
        lengths = sorted(length for at, length, _, _ in shapes if at == entry.row.at - entry.row.first)
        cut = len(lengths) > 1 and len(entry.row.items) == lengths[0] < lengths[1]
        if lost or cut or traceless:
            entry.place = Place("unproven")
            entry.withhold()
            why = "it has fewer cells than its like" if cut else "rows beside it or cells of others are missing"
            message = f"{{what}}: withheld, since its figures do not add up to its total and {why}"
            reading.findings.add("row-ambiguous", "error", message, path, at=entry.row.stretch())


def look_at_unread(reading: TableReading) -> None:
    """Decide of what was left unread: notes around the table, page numbers in it, figures that may belong to a row."""
    if not reading.unread:
        return
    rows = (*(e.row for e in reading.entries.values()), *reading.headers, *reading.again)
    known = [row.start for row in rows]
    first, last = min(known, default=0), max(known, default=0)
    wanted = prescribed(reading.section, reading.entries, edition_of(reading.editions))
    complete = all(path in reading.entries for path in wanted)
    left, reading.unread = reading.unread, []
    beside = _neighbours(reading) if any(row.type == "FIGURES" for row in left) else {}
    for row in left:
        outside = not first <= row.start <= last
        if row.type == "FIGURES":
            _look_at_loose_figures(reading, row, beside[id(row)])
        elif not holds_figures(row) and (
            (row.type == "TABLE_TEXT" and complete)
            or (row.type == "STRAY" and row.row.type != "ROW" and outside and not re.search(r"\d", row.label))
        ):
            reading.notes.append(row)
        else:
            reading.unread.append(row)


Beside = tuple[Entry | None, Entry | None, str | None]
"""The rows before and behind some figures, and the path of the bare label right above them."""


def _neighbours(reading: TableReading) -> dict[int, Beside]:
    """Give for each row what stands beside it."""
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    behind: dict[int, Entry | None] = {}
    after: Entry | None = None
    for row in reversed(reading.rows):
        behind[id(row)] = after
        after = by_row.get(id(row), after)
    found: dict[int, Beside] = {}
    before: Entry | None = None
    bare: str | None = None
    for row in reading.rows:
        found[id(row)] = before, behind[id(row)], bare
        if id(row) in by_row or row.type not in ("FIGURES", "FURNITURE"):
            before, bare = by_row.get(id(row), before), reading.bare.get(id(row))
    return found


def _look_at_loose_figures(reading: TableReading, row: FormRow, beside: Beside) -> None:
    """Decide of figures without a label: a page number, or figures that a neighbouring row has lost."""
    before, after, bare = beside
    doubtful = [e for e in (before, after) if e is not None and not _is_full(e)]
    if bare is not None:
        doubtful = [reading.entries[bare]]
    page_number = row.row.type == "LINE" and len(row.items) == 1 and 0 < row.items[0] < 10_000
    if not doubtful and page_number:
        if before is None or _cannot_go_on(reading, before, row.row.start):
            reading.furniture.append(row)
            return
        doubtful = [before]
    reading.unread.append(row)
    for entry in doubtful:
        told = not entry.place.certain
        entry.place = Place("beside")
        entry.withhold()
        if not told:
            message = "{what}: withheld, since figures stand beside the row that may belong to it"
            reading.findings.add("row-ambiguous", "error", message, entry.path, at=row.stretch())


def _is_full(entry: Entry) -> bool:
    return entry.place.why == "placed" and (entry.statuses is None or "blank" not in entry.statuses)


def _cannot_go_on(reading: TableReading, entry: Entry, below: int) -> bool:
    """Tell whether a full row's last figure surely ends where it does, so that the number ``below`` is no part of it."""
    row, end = entry.row, entry.place.item(len(entry.columns) - 1) + 1
    text, sums = reading.findings.source.scan, SUMS[reading.section]
    if row.items[end - 1] == 0 or len(row.items) > end:
        return True
    if "\n" not in row.row.text.strip() and text.count("\n", row.row.start + len(row.row.text.rstrip()), below) > 1:
        return True
    total = entry.values[-1]
    parts = [value for value in entry.values[-sums[-1] : -1] if value is not None] if sums else []
    return bool(total) and bool(parts) and sum(parts) == total
