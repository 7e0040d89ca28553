"""A column of ordinals before the labels: it is furniture, and no figure of the row that ends before it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK
from gzparse.model.grid import RUNS
from gzparse.model.patterns import on_use

__all__ = ["without_ordinals"]

_FEWEST, _FEWEST_NAMED, _FEWEST_FROM_ANY = 3, 2, 5
"""So many numbers make a column of ordinals: without its name in the header, with it, and where they do not begin with 1."""
_SMALL = 10
_NAMES = on_use(r"序\s*号|编\s*号|项\s*次|行\s*次|(?i:\bNo\b)")
_NO_LABELS = ("FIGURES", "FURNITURE", "LABEL_PART", "PROSE", "NOTE", "TABLE_TEXT", "PICTURE")


def without_ordinals(rows: Sequence[FormRow], headers: Container[str]) -> list[FormRow] | None:
    """Return the rows with the ordinals before their labels made furniture; ``None`` where the page has no such column.

    The numbers before the labels of nearly all rows must count up, from 1 or, as in the index of a data frame, one by one from
    any small number. Where rows are not marked, each of them stands behind the last figure of the row before.
    """
    before = [
        (index, number)
        for index, (above, row) in enumerate(pairwise(rows))
        if row.at > row.first and row.type not in _NO_LABELS and (number := _number_before(above, row, headers)) is not None
    ]
    if len(before) < _FEWEST_NAMED:
        return None
    numbers = [number for _, number in before]
    labelled = sum(row.at > row.first and row.type not in _NO_LABELS and row.type not in headers for row in rows)
    named = any(_NAMES.search(row.label) for row in rows[: before[0][0] + 1])
    steps = [b - a for a, b in pairwise(numbers)]
    if min(steps, default=1) < 1 or 5 * len(before) < 4 * labelled:
        return None
    from_one = numbers[0] == 1 and numbers[-1] <= 2 * labelled and len(before) >= (_FEWEST_NAMED if named else _FEWEST)
    if not from_one and not (numbers[0] < _SMALL and set(steps) == {1} and len(before) >= _FEWEST_FROM_ANY):
        return None
    found: list[FormRow] = []
    ordinals = {index for index, _ in before}
    for index, row in enumerate(rows):
        if index not in ordinals:
            found.append(row)
        elif row.row.type in RUNS:
            at = row.at + len(row.items) - 1
            row.items = row.items[:-1]
            found += [*([row] if row.items or row.at > row.first else []), FormRow("FURNITURE", row.row, at, at + 1, [])]
        else:
            at = row.at + next(i for i, item in enumerate(row.items) if item != BLANK)
            found.append(FormRow("FURNITURE", row.row, at, at + 1, []))
    return found


def _number_before(above: FormRow, row: FormRow, headers: Container[str]) -> int | None:
    """Return the number right before a row's label, in a cell of its own."""
    if above.row is not row.row or not above.items:
        return None
    if row.row.type in RUNS:
        if row.type in headers:
            return None
        number = above.items[-1]
    else:
        figures = [item for item in above.items if item != BLANK]
        number = figures[0] if above.type == "FIGURES" and len(figures) == 1 else BLANK
    return number if number >= 0 else None
