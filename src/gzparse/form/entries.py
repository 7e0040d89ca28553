"""Entries: form rows → prescribed rows that were found, with their figures, or with the reason why they have none."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import frozen

from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK, NIL, NUMBER, Number, narrow, number
from gzparse.form.placing import Outcome, Place, sums_hold
from gzparse.model.reading import Status

Value = int | Decimal | None

NOT_IN_TABLE = -1
"""The item of a column that the table does not have."""
PLACED = tuple(Place(Outcome.PLACED, start) for start in range(4))


@frozen
class OwnColumns:
    """The columns of a table of its own: for each, the form's column, or nothing where it is none of them.

    A column that stands in the place of the form's, under another name, is that column's name behind a question mark: what is
    printed there is withheld.
    """

    own: tuple[str, ...]

    def places(self, columns: Sequence[str], start: int = 0) -> tuple[int, ...]:
        """Return where among a row's items the form's columns stand; ``NOT_IN_TABLE`` for those that the table lacks."""
        if columns == self.own:
            return tuple(range(start, start + len(self.own)))
        return tuple(
            start + self.own.index(name) if (name := self._name(column)) in self.own else NOT_IN_TABLE for column in columns
        )

    def _name(self, column: str) -> str:
        return column if column in self.own else f"?{column}"

    @staticmethod
    def in_places(own: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
        """Return a table's columns, with those of other names that stand in the places of the form's behind a question mark."""
        if len(own) == len(columns) and all(name in ("", column) for name, column in zip(own, columns, strict=True)):
            return tuple(name or f"?{column}" for name, column in zip(own, columns, strict=True))
        return tuple(own)

    def hide(self, entry: Entry) -> None:
        """Withhold what stands under another name than the form's in a row that was placed."""
        hidden = [f"?{column}" in self.own for column in entry.columns]
        if any(hidden):
            statuses: Sequence[Status] = entry.statuses or ["value"] * len(hidden)
            entry.values = tuple(None if hide else value for hide, value in zip(hidden, entry.values, strict=True))
            entry.statuses = tuple("withheld" if hide else status for hide, status in zip(hidden, statuses, strict=True))

    def adds_up(self, window: Sequence[int], sums: Sequence[int], columns: Sequence[str]) -> bool | None:
        """Whether a row with a figure in each column keeps the form's sums; ``None`` where that proves nothing.

        A sum of which the table lacks a column proves nothing.
        """
        if len(window) != len(self.own) or not sums:
            return None
        if columns == self.own:
            verdicts = [verdict for verdict in sums_hold(window, sums) if verdict is not None]
            return all(verdicts) if verdicts else None
        places, told, at = self.places(columns), [], 0
        for size in sums:
            group = places[at : at + size]
            at += size
            if NOT_IN_TABLE not in group:
                told += [verdict for verdict in sums_hold([window[place] for place in group], (size,)) if verdict is not None]
        return all(told) if told else None


class Entry:
    """A prescribed row found on the page: where its figures are, what they are, and if they are not given, why.

    ``values`` are those of ``columns``: counts, amounts or texts, as ``kinds`` say. ``statuses`` is ``None`` where all are
    plain values. ``plain_values`` are those of the plain account, where an alternative took some back. ``own``: the table's own
    columns, where they are not the form's. ``floats``: whether its counts are written as 12.0. ``in_cells``: the columns of a
    file's own grid in which its figures stand, where these are known.
    """

    __slots__ = (
        "columns",
        "floats",
        "in_cells",
        "kinds",
        "own",
        "path",
        "place",
        "plain_values",
        "row",
        "statuses",
        "units",
        "values",
    )

    def __init__(self, path: str, row: FormRow, columns: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        self.path = path
        self.row = row
        self.columns = columns
        self.kinds = kinds
        self.own: OwnColumns | None = None
        self.floats = False
        self.in_cells: tuple[int, ...] | None = None
        self.place = PLACED[0]
        self.values: tuple[Any, ...] = ()
        self.statuses: tuple[Status, ...] | None = None
        self.units: dict[int, str] | None = None
        self.plain_values: tuple[Any, ...] | None = None

    @property
    def width(self) -> int:
        """How many figures the row should print: one for each of the table's own columns."""
        return len(self.columns) if self.own is None else len(self.own.own)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of the row's figures."""
        return _paths(self.path, self.columns)

    def withhold(self, status: Status = "withheld", columns: Container[int] | None = None) -> None:
        """Withhold all of the row's figures, or those of some columns."""
        if columns is None:
            self.values = (None,) * len(self.columns)
            self.statuses = (status,) * len(self.columns)
        else:
            statuses: list[Status] = list(self.statuses or ["value"] * len(self.columns))
            self.values = tuple(None if i in columns else value for i, value in enumerate(self.values))
            self.statuses = tuple(status if i in columns else one for i, one in enumerate(statuses))

    def same_as(self, other: Entry) -> bool:
        """Whether two rows print the same figures."""
        return (self.values, self.statuses, self.units) == (other.values, other.statuses, other.units)


@lru_cache(maxsize=1_000)
def _paths(row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{row}.{column}" for column in columns)


def holds_figures(row: FormRow) -> bool:
    """Whether a row has an item that is not blank."""
    items = row.items
    return len(items) > 0 and (items[0] != BLANK or items.count(BLANK) != len(items))


def joined_lines(text: str) -> str:
    """Return a cell's text on one line: Han letters need no space where a line ends."""
    return "".join(line.strip() for line in text.splitlines())


def evaluate(entry: Entry) -> None:
    """Set the values and statuses of a placed row, cell by cell."""
    row = entry.row
    values: list[int | Decimal | str | None] = []
    statuses: list[Status] = []
    for index, kind in enumerate(entry.kinds):
        at = entry.place.item(index)
        if at == NOT_IN_TABLE:
            values.append(None)
            statuses.append("missing")
            continue
        known = row.items[at] if at < len(row.items) else BLANK
        if known == BLANK:
            values.append(None)
            statuses.append("blank")
        elif known == NIL:
            values.append(None)
            statuses.append("not_applicable")
        elif kind == "text":
            values.append(joined_lines(row.row.cells[row.at + at]))
            statuses.append("value")
        else:
            raw = row.row.cells[row.at + at]
            value: Value = None
            if known >= 0:
                value = Decimal(narrow(raw)) if kind == "amount" else known
            elif known == NUMBER:
                printed = number(raw)
                value = _number_for(kind, printed, entry.floats)
                if printed.unit is not None and value is not None:
                    entry.units = {**(entry.units or {}), index: printed.unit}
            values.append(value)
            statuses.append("unreadable" if value is None else "value")
    entry.values = tuple(values)
    entry.statuses = tuple(statuses) if set(statuses) != {"value"} else None


def _number_for(kind: str, printed: Number, floats: bool) -> Value:
    whole = printed.value.as_tuple().exponent == 0 or (floats and printed.value == int(printed.value))
    if kind == "amount":
        return None if printed.signed else printed.value
    if kind == "change":
        return int(printed.value) if whole else None
    return int(printed.value) if whole and not printed.signed else None


def window_of(entry: Entry, nil: int = NIL) -> list[int]:
    """Return a row's figures, if only numbers stand in its cells, one next to the other; else nothing.

    nil: what nil marks count for. Where columns are asked for, that is 0: in most rows they stand for it.
    """
    items = entry.row.items if nil == NIL else [nil if item == NIL else item for item in entry.row.items]
    first, last = 0, len(items)
    while last and items[last - 1] == BLANK:
        last -= 1
    while first < last and items[first] == BLANK:
        first += 1
    window = items[first:last]
    return window if not window or min(window) >= 0 else []
