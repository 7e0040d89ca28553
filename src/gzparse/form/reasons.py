"""Why rows have no figures: the reason for each outcome, by what the row itself shows, and one finding for one cause."""

from __future__ import annotations

import re
from typing import Any

from gzparse.form.entries import Entry
from gzparse.form.form_row import TextRow
from gzparse.form.items import BLANK, TEXT
from gzparse.form.placing import Outcome
from gzparse.form.table_reading import TableReading
from gzparse.model.source import Range

__all__ = ["report_unplaced"]

_ADJACENT_ROWS = frozenset(
    (
        "no-figures",
        "no-figures-of-its-own",
        "no-cells-in-broken-form",
        "nil-marks-unplaced",
        "nil-marks-unread",
        "fewer-cells",
        "blank-cells-unproven",
        "more-figures",
        "header-of-other-columns",
        "no-header",
    )
)
"""Reasons that are one cause where adjacent rows have them, with the same figures in the message."""
_WHOLE_TABLE = frozenset(("not-figures", "lines-removed"))
"""Reasons that are one cause wherever in a table they are."""

_NIL_MARKS = re.compile(r"(?:\s[-—–―/\\]{1,4}|\s无)+\s*$")

_REASONS = {
    Outcome.NOT_FIGURES: "not-figures",
    Outcome.LINES_REMOVED: "lines-removed",
    Outcome.OTHER_HEADER: "header-of-other-columns",
    Outcome.NO_HEADER: "no-header",
    Outcome.ADJACENT_FIGURES: "figures-of-another-row",
}


def report_unplaced(reading: TableReading) -> None:
    """Report the rows whose figures have no place, and why."""
    groups: dict[tuple[Any, ...], list[tuple[str, Range]]] = {}
    last: tuple[Any, ...] = ()
    for entry in reading.entries.values():
        reason = None if entry.place.certain else _reason_of(entry)
        if reason is None:
            last = ()
            continue
        fields = _fields_of(entry, reason)
        key: tuple[Any, ...] = (reason, *fields.items())
        if reason not in _WHOLE_TABLE and not (reason in _ADJACENT_ROWS and last[:-1] == key):
            key = (*key, entry.path)
        elif reason not in _WHOLE_TABLE:
            key = last
        last = key
        groups.setdefault(key, []).append((entry.path, entry.row.text_range()))
    for (reason, *rest), places in groups.items():
        fields = dict(field for field in rest if isinstance(field, tuple))
        reading.findings.add_places(reason, places, **fields)


def _reason_of(entry: Entry) -> str | None:
    outcome, row, size = entry.place.outcome, entry.row, len(entry.columns)
    if entry.place.reason:
        return entry.place.reason
    figures = len(row.items) - row.items.count(BLANK)
    if outcome == Outcome.NO_CELLS:
        if _NIL_MARKS.search(" ".join(row.cells())):
            return "nil-marks-unread"
        return "no-figures-of-its-own" if isinstance(row, TextRow) else "no-figures"
    if outcome == Outcome.CELLS_LOST:
        return "fewer-cells" if len(row.items) < size else "blank-cells-unproven"
    if outcome == Outcome.EXTRA_FIGURE:
        if figures > size:
            return "more-figures"
        return "number-on-its-line" if isinstance(row, TextRow) else "figures-too-wide"
    if outcome == Outcome.UNPROVEN:
        if TEXT in row.items:
            text = str(_fields_of(entry, "text-among-figures")["text"])
            if text.isdecimal():
                return "digits-unsplit"
            return "mark-on-figure" if any(c.isdecimal() for c in text) else "text-among-figures"
        return "fewer-figures" if figures < size else "other-cells"
    if outcome == Outcome.BREAKS_SUM:
        if isinstance(row, TextRow):
            return "apart-breaks-sum"
        return "blank-breaks-sum" if figures < size else "other-cells-break-sum"
    return _REASONS.get(outcome)


def _fields_of(entry: Entry, reason: str) -> dict[str, object]:
    row = entry.row
    if reason in ("fewer-figures", "more-figures", "blank-breaks-sum"):
        return {"figures": len(row.items) - row.items.count(BLANK), "columns": len(entry.columns)}
    if reason == "fewer-cells":
        return {"cells": len(row.items), "columns": len(entry.columns)}
    if reason in ("text-among-figures", "mark-on-figure", "digits-with-marks"):
        cells = row.row.cells[row.at : row.at + len(row.items)]
        odd = [cell for cell, item in zip(cells, row.items, strict=True) if item == TEXT]
        odd += [cell for cell in cells if not cell.strip().isdecimal() and cell.strip()]
        return {"text": " ".join(odd[0].split()) if odd else ""}
    return {}
