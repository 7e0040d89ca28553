"""Units that the page names outside the cells: in headers, captions, notes and labels → those of the figures they belong to.

What stands between the row above and a row, in its label or right behind it belongs to that row; what stands elsewhere in the
section belongs to all of its rows. A unit in a cell goes before both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import patterns, terminal

__all__ = ["UnclearUnit", "set_units"]

_SIGNS = ("单位", "元")
"""No page names a unit without one of these words."""
_SIGN_ENDS = tuple(sign[-1] for sign in _SIGNS)
_OF_ALL = ("单位", "以", "按")
"""So begins what says something of units by itself, not only in a cell of a header."""
_AMOUNTS = re.compile(r"金额|收费|采购|本表|表中|以上|上表")
_NOTE_MARK = re.compile(r"^(?:(?:附|备|尾)?注|(?:填[表报])?说明)\d{0,2}[:.,]|计量|货币|金额|数据")
_MEMO_LETTERS = 1_000
"""Labels of so many letters are not kept."""
_SEPARATORS = re.compile(r"[、,/;和及或]+")


class UnclearUnit(NamedTuple):
    """A figure whose unit cannot be told: its row, its column, the finding's reason, and what the page says."""

    entry: Entry
    column: str
    reason: str
    name: str


class _Named(NamedTuple):
    """What the page says of units near a row; what it says of all; and in words that may be about something else."""

    near: list[str]
    of_all: list[str]
    of_others: list[str]


def set_units(reading: TableReading, entries: list[Entry]) -> list[UnclearUnit]:
    """Set the units that the page names for figures, where they are not the prescribed ones; return those that are unclear."""
    rows = reading.grid.rows
    if not entries or not rows:
        return []
    # The rows of a data frame's index stand behind all others.
    start, end = min(row.start for row in rows), max(row.start + len(row.text) for row in rows)
    text = reading.findings.source.normalized[start:end]
    if not any(sign in text for sign in _SIGNS):
        return []
    places = {id(entry.row): entry for entry in entries}
    near: dict[int, list[str]] = {id(entry.row): [] for entry in entries}
    of_all: list[str] = []
    of_others: list[str] = []
    between: list[str] = []
    last: FormRow | None = None
    for row in reading.rows:
        label = _label(row)
        found = _named(label)
        if id(row) in places:
            near[id(row)] += [*between, *found]
            between, last = [], row
            continue
        header = row.type in reading.table.headers
        stated = [name for name in found if name.startswith(_OF_ALL)]
        if stated and _is_about_amounts(label, stated) and not (header and _AMOUNTS.search(label)):
            of_all += stated
        elif header or not stated:
            between += found
        else:
            of_others += stated
        if found and last is not None and _units(label.strip("()|")) is not None:
            near[id(last)] += found
        last = None
    of_all += [name for name in between if name.startswith(_OF_ALL)]  # below the last row
    unclear: list[UnclearUnit] = []
    for entry in entries:
        if any(named := _Named(near[id(entry.row)], of_all, of_others)):
            unclear += _set(reading, entry, named)
    return unclear


def _label(row: FormRow) -> str:
    """Return a row's folded label, or all of its cells where it has none; nothing where they can name no unit."""
    if not any(map(row.row.text.__contains__, _SIGN_ENDS)):
        return ""
    return fold_label("|".join(row.cells()[: row.at - row.first] or row.cells()))


def _named(label: str) -> Sequence[str]:
    if not label:
        return ()
    return _named_in(label) if len(label) < _MEMO_LETTERS else _named_in.__wrapped__(label)


@lru_cache(256)
def _named_in(label: str) -> Sequence[str]:
    return tuple(match.group().strip("()") for match in terminal("UNIT_NAMED").finditer(label))


def _is_about_amounts(label: str, stated: list[str]) -> bool:
    """Whether a caption or a note says nothing else, or names what the form's amounts are."""
    rest = label
    for name in stated:
        rest = rest.replace(name, "")
    return not terminal("HAN").search(_NOTE_MARK.sub("", rest)) or _AMOUNTS.search(rest) is not None


@lru_cache(256)
def _units(named: str) -> Sequence[str] | None:
    """Return the units in what the page says of them; ``None`` where it is not understood."""
    text = re.sub(r"^单位(?:均|都)?[:为是,]?|^[以按]|为单位$|计$", "", named).strip("|")
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts or any(terminal("UNIT_LISTED").fullmatch(part) is None for part in parts):
        return None
    return [part.removeprefix("人民币").removesuffix("整") for part in parts]


def _set(reading: TableReading, entry: Entry, named: _Named) -> Iterator[UnclearUnit]:
    labels = reading.findings.labels.figures
    for index, (column, kind) in enumerate(zip(entry.columns, entry.kinds, strict=True)):
        if kind not in ("amount", "count"):
            continue
        money = kind == "amount"
        said = [name for name in dict.fromkeys((*named.near, *named.of_all)) if _is_about(name, money)]
        known = [unit for name in said for unit in _units(name) or () if ("元" in unit) == money]
        others = [name for name in named.of_others if money and _is_about(name, money)]
        if unknown := [name for name in said if _units(name) is None]:
            yield UnclearUnit(entry, column, "unit-not-understood", unknown[0])
        elif len(set(known)) > 1:
            if money:
                yield UnclearUnit(entry, column, "units-of-several", "、".join(dict.fromkeys(known)))
        elif not known and others:
            yield UnclearUnit(entry, column, "unit-of-something-else", others[0])
        elif known and known[0] != labels[f"{entry.path}.{column}"].unit and (money or _is_scaled(known[0])):
            entry.units = {**(entry.units or {}), index: known[0]}


def _is_about(name: str, money: bool) -> bool:
    """Whether a statement may be about amounts, or about counts: one that is not understood is about amounts."""
    units = _units(name)
    return any(("元" in unit) == money for unit in units) if units is not None else money


def _is_scaled(unit: str) -> bool:
    return unit[0] in patterns()["MAGNITUDE_CHARS"]
