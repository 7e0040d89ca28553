"""Check: totals that the rows below them make up. They are looked at only where a page prints and gives all the rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import fields

import gzparse
from gzparse_statistics.record import BLOCKS, OUTCOMES, Count

TOTALS: dict[str, tuple[str, ...]] = {
    "applications.total": ("in_person", "fax", "email", "online", "letter", "letter_or_fax", "other_ways"),
    "closed.total": ("on_time", "extended"),
    **{f"{block}.total": OUTCOMES for block in BLOCKS},
}
_COLUMNS = tuple(column.name for column in fields(Count))


def check(reading: gzparse.Reading[object]) -> Iterator[gzparse.Finding]:
    """Return a finding ``statistics-total`` for each total that is not the sum of the rows printed below it."""
    figures = reading.figures
    for total, parts in TOTALS.items():
        group = f"statistics.{total.partition('.')[0]}"
        for column in _COLUMNS:
            whole = f"statistics.{total}.{column}"
            paths = [f"{group}.{part}.{column}" for part in parts]
            printed = [path for path in paths if figures[path].status != "not_in_form"]
            values = [figures[path].value for path in printed]
            given = figures[whole].value
            if given is None or len(values) < 2 or None in values:
                continue
            made = sum(value for value in values if isinstance(value, (int, Decimal)))
            if made != given:
                refs = [gzparse.Ref(path, reading.source.name) for path in (whole, *printed)]
                yield gzparse.Finding.of("statistics-total", *refs, labels=reading.labels, expected=made, actual=given)
