"""Signs in a text that turn the order of its letters → the figures that are withheld, since a reader sees other ones.

Unicode has letters without a shape by which those behind them are shown from right to left: 7634 is then seen as 4367.
"""

from __future__ import annotations

from gzparse.form.alternatives.resolve import withhold
from gzparse.form.entries import holds_figures
from gzparse.form.table_reading import TableReading
from gzparse.model.patterns import on_use

__all__ = ["withhold_turned_letters"]

_TURNING = on_use("[\u202b\u202e\u2067\u2068\u200f\u061c]")
"""Embeddings and overrides from right to left, isolates that may be so, and marks that count as letters of such scripts."""


def withhold_turned_letters(reading: TableReading) -> None:
    """Withhold the rows in whose text such a sign stands, and all rows of a table where it stands between them.

    What it turns ends with its line, or its cell; where that is, a text does not always show.
    """
    rows, text = reading.grid.rows, reading.findings.source.text
    if not rows:
        return
    start, end = rows[0].start, max(row.start + len(row.text) for row in rows)
    turned = [found.start() for found in _TURNING.finditer(text, start, end)]
    if not turned:
        return
    entries = [entry for entry in reading.entries.values() if holds_figures(entry.row)]
    within = {at: [entry for entry in entries if _holds(entry.row.text_range(), at)] for at in turned}
    concerned = (
        entries if any(not found for found in within.values()) else [each for found in within.values() for each in found]
    )
    for entry in {entry.path: entry for entry in concerned}.values():
        withhold(reading, entry, "order-unknown")


def _holds(span: tuple[int, int], at: int) -> bool:
    return span[0] <= at < span[1]
