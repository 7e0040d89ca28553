"""Places of names: header rows whose cells are marked → the table's own columns, in the order in which their names stand.

Where one name stands over each cell that has a figure, and each of the form's names stands there once at most, the columns are
known: a name stands over its own column. Where cells of the header are lost or not repeated, the names stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gzparse.form.entries import Entry, OwnColumns
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import cell_names, known_names
from gzparse.form.header_rows import Leaf, column_of
from gzparse.form.items import BLANK
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RowKind
from gzparse.spec.table import HeaderNames

__all__ = ["columns_by_place"]

_FEWEST = 3
"""A header names so many of the form's columns."""


def columns_by_place(
    rows: Sequence[FormRow], below: Sequence[Entry], form: HeaderNames, corrected: Mapping[str, str]
) -> OwnColumns | None:
    """Return the table's own columns by the places of their names; ``None`` where these do not tell.

    They do not where names stand over no figures, or figures below no name. corrected: names with a wrong letter → the form's.
    """
    if any(entry.row.row.type != RowKind.TABLE_ROW for entry in below):
        return None
    held = {at for entry in below for at, item in enumerate(entry.row.items, entry.row.at) if item != BLANK}
    if not held:
        return None
    names, others = _over_columns(rows, form, corrected)
    if names is None:
        return None
    begin, end = min(held), max(held) + 1
    of_names = {at: column_of(leaf, form) for at, leaf in names.items()}
    if any(column is None and names[at].name in known_names(form) for at, column in of_names.items()):
        return None  # the names over it do not tell which of several it is
    own = tuple(of_names.get(at) or "" for at in range(begin, end))
    named = [column for column in own if column]
    if len(named) < _FEWEST or len({*named}) < len(named) or not {*named} <= {*below[0].columns}:
        return None
    words = {*names, *others}
    if not {*range(begin, end)} <= words or max(words) >= end or any(at < begin and column for at, column in of_names.items()):
        return None
    return OwnColumns(OwnColumns.in_places(own, below[0].columns))


def _over_columns(
    rows: Sequence[FormRow], form: HeaderNames, corrected: Mapping[str, str]
) -> tuple[dict[int, Leaf] | None, set[int]]:
    """Return the name over each place, with the name above it nearest on its left, and where other words stand.

    There are no names where two of them stand over one place.
    """
    names: dict[int, Leaf] = {}
    others: set[int] = set()
    over: list[tuple[int, str]] = []
    for row in {id(row.row): row for row in rows if row.row.type == RowKind.TABLE_ROW}.values():
        here = [(at, corrected.get(name, name) if name is not None else None) for at, name in _names_of(row, form)]
        for at, name in here:
            if name is None or name in form.under:
                others.add(at)
            elif name != form.above_all:
                if at in names and names[at].name != name:
                    return None, others
                names.setdefault(at, Leaf(name, tuple([other for place, other in over if place <= at][-1:])))
        places = {at for at, _ in here}
        kept = [(at, name) for at, name in over if at not in places]
        over = sorted([*kept, *[(at, name) for at, name in here if name is not None and name in form.under]])
    return names, others


def _names_of(row: FormRow, form: HeaderNames) -> Iterator[tuple[int, str | None]]:
    """Return the names in a header's row, each with its cell; ``None`` for words that are no name."""
    for at, cell in enumerate(row.row.cells):
        names = cell_names(cell, form)
        if len(names) == 1:
            yield at, names[0]
        elif terminal("HAN").search(cell) is not None:
            yield at, None
