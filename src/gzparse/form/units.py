"""Units that the page names outside the cells: in headers, captions, notes and labels → those of the figures they belong to.

An amount has the unit that stands between the row above and its row, in its label or right behind it, or else the one that
stands elsewhere in the section for all rows. A unit in a cell goes before both.

Counts are counts of what the form says, and printed plainly. 件, 项, 次 and the like are words for that. Where the page names
hundreds or shares (百件, ％) they are not what the column promises: 321 in hundreds may be any number from 32,050 to 32,149.
They are withheld, in the rows and columns that the page means, and in all of the table where it does not say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.header_names import hide_columns
from gzparse.form.items import NUMBER, number
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.grid import RowKind
from gzparse.model.patterns import on_use

__all__ = ["UnclearUnit", "other_units", "set_units", "withhold_unclear"]

_SIGNS = ("单位", "元")
"""No page names a unit of money without one of these words."""
_TEN = "十件"
_SHARES = "%％‰"
_SIGN_ENDS = tuple(sign[-1] for sign in _SIGNS)
_RATIOS = on_use(r"(?:[率比重幅长]|(?<!本年)(?<!年度)增[/,]?减)$")
"""So ends the name of a column of ratios, which is none of the form's."""
_OF_A_YEAR = on_use(r"^(?:本年度?|上一?年度?)")
_ORDINALS = on_use(r"^(?:[(][^()]{1,2}[)]|[^()]{1,2}[.,])")
_BRACKETED = on_use(r"[(][^()]*[)]?$")
_SHORTEST_NAME = 3
_OF_ALL = ("单位", "以", "按")
"""So begins what says something of units by itself, not only in a cell of a header."""
_AMOUNTS = on_use(r"金额|收费|采购|本表|表中|以上|上表")
_LINE, _WHOLE_LINE = on_use(r"[^\n]+"), on_use(r"[(]?(?:计量)?单位[^()。;|]{1,20}[)]?")
_NOTE_MARK = on_use(r"^(?:(?:附|备|尾)?注|(?:填[表报])?说明)\d{0,2}[:.,]|计量|货币|金额|数据|币种[:为]?|人民币[,]?")
_MEMO_LETTERS = 1_000
"""Labels of so many letters are not kept."""
_SEPARATORS = on_use(r"[、,/;和及或]+")


class UnclearUnit(NamedTuple):
    """A figure whose unit cannot be told: its row, its column, the finding's reason, and what the page says."""

    entry: Entry
    column: str
    reason: str
    name: str


class _Stated(NamedTuple):
    """A statement of the page on counts: what it says, the words right before it, and all around it where that is a note."""

    name: str
    before: str
    note: str


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
    unclear = _units_of_amounts(reading, entries) if any(sign in text for sign in _SIGNS) else []
    if "元" not in text and any("amount" in entry.kinds for entry in entries):
        unclear += _without_unit(reading, entries)
    # A search for letters is quicker than one for a pattern.
    signs = (*patterns()["MAGNITUDE_CHARS"], *_SHARES, _TEN, _SIGNS[0])
    if any(sign in text for sign in signs) and terminal("SIGN_OF_COUNTS").search(text) is not None:
        unclear += _units_of_counts(reading, entries, text, start)
    return unclear


def withhold_unclear(reading: TableReading, unclear: list[UnclearUnit]) -> None:
    """Withhold the figures whose unit cannot be told, or is none of theirs. Blanks stay blank, and nothing is 0 in any unit."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry, column, reason, name in unclear:
        value = entry.values[entry.columns.index(column)] if entry.values else None
        if value is not None and (value or reason != "unit-not-named"):
            if entry.plain_values is None:
                entry.plain_values = entry.values  # by which layouts are chosen: one that sees the unit reads no less
            found.setdefault((reason, name), []).extend(hide_columns(entry, (column,)))
    for (reason, name), paths in found.items():
        if paths:
            reading.findings.add(reason, *paths, name=name)
            reading.doubts += 1


def _without_unit(reading: TableReading, entries: list[Entry]) -> Iterator[UnclearUnit]:
    """Return the amounts of a section that names no unit of money anywhere.

    The form prints its unit in the header, so this header is not the form's own, and such pages are rare. The amount may be in
    that unit or in 元, which offices print in its place.
    """
    labels = reading.findings.labels.figures
    for entry in entries:
        for column, kind in zip(entry.columns, entry.kinds, strict=True):
            if kind == "amount" and labels[f"{entry.path}.{column}"].unit:
                yield UnclearUnit(entry, column, "unit-not-named", "")


def _units_of_amounts(reading: TableReading, entries: list[Entry]) -> list[UnclearUnit]:
    places = {id(entry.row): entry for entry in entries}
    near: dict[int, list[str]] = {id(entry.row): [] for entry in entries}
    of_all: list[str] = []
    of_others: list[str] = []
    between: list[str] = []
    last: FormRow | None = None
    begun = False
    for row in reading.rows:
        header = row.type in reading.table.headers
        label = _label(row, is_header=header)
        article = terminal("ARTICLE").search(label)
        if article is not None and (caption := _named(label[: article.start()])):  # on the line of the first block's article
            of_all, between = ([*of_all, *caption], between) if not begun else (of_all, [*between, *caption])
            label = label[article.start() :]
        found = _named(label)
        if id(row) in places:
            near[id(row)] += [*between, *found]
            between, last = [], row
            begun = True
            continue
        begun = begun or article is not None
        stated = [name for name in found if name.startswith(_OF_ALL)]
        if found and not begun and _AMOUNTS.search(label):  # a caption above all blocks, though it reads like a header
            of_all += found
        elif stated and _is_about_amounts(label, stated) and not (header and _AMOUNTS.search(label)):
            of_all += stated
        elif header or not stated or article is not None:  # an article heads its block alone
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


def _label(row: FormRow, *, is_header: bool = False) -> str:
    """Return a row's folded label, or all of its cells where it has none; nothing where they can name no unit.

    A cell of the row that holds nothing but a unit is that of a column of units.
    """
    if not any(map(row.row.text.__contains__, (*_SIGN_ENDS, *patterns()["MAGNITUDE_CHARS"], *_SHARES, _TEN))):
        return ""
    cells = row.cells()
    label = cells if is_header else cells[: row.at - row.first] or cells
    if label is not cells and row.row.type == RowKind.TABLE_ROW:
        label = [*label, *(cell for cell in row.row.cells[row.at :] if terminal("UNIT_LISTED").fullmatch(fold_label(cell)))]
    return fold_label("|".join(label))


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


_ABOUT_UNITS = on_use(r"^单位(?:均|都)?[:为是,]?|^[以按]|为单位$|计$|表示$|填[报列]$")


@lru_cache(256)
def _units(named: str) -> Sequence[str] | None:
    """Return the units in what the page says of them; ``None`` where it is not understood."""
    text = _ABOUT_UNITS.sub("", named).strip("|")
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts or any(terminal("UNIT_LISTED").fullmatch(part) is None for part in parts):
        return None
    return [part.removeprefix("人民币").removesuffix("整") for part in parts]


def _set(reading: TableReading, entry: Entry, named: _Named) -> Iterator[UnclearUnit]:
    labels = reading.findings.labels.figures
    for index, (column, kind) in enumerate(zip(entry.columns, entry.kinds, strict=True)):
        if kind != "amount":
            continue
        said = [name for name in dict.fromkeys((*named.near, *named.of_all)) if _is_about_money(name)]
        known = [unit for name in said for unit in _units(name) or () if "元" in unit]
        others = [name for name in named.of_others if _is_about_money(name)]
        if unknown := [name for name in said if _units(name) is None]:
            yield UnclearUnit(entry, column, "unit-not-understood", unknown[0])
        elif len(set(known)) > 1:
            yield UnclearUnit(entry, column, "units-of-several", "、".join(dict.fromkeys(known)))
        elif others and (not known or _differs(others[0], known)):
            yield UnclearUnit(entry, column, "unit-of-something-else", others[0])
        elif known and not labels[f"{entry.path}.{column}"].unit and set(own := _own_unit(entry)) - {known[0]}:
            yield UnclearUnit(entry, column, "units-of-several", "、".join(dict.fromkeys([*known, *own])))
        elif known and known[0] != labels[f"{entry.path}.{column}"].unit:
            entry.units = {**(entry.units or {}), index: known[0]}


def _differs(name: str, known: list[str]) -> bool:
    """Whether a statement that may be about something else names another unit of money than the one that is known."""
    units = [unit for unit in _units(name) or () if "元" in unit]
    return bool(units) and not set(units) & set(known)


def _own_unit(entry: Entry) -> list[str]:
    """Return the unit of money that is printed with a figure in one of a row's cells."""
    row = entry.row
    numbers = (number(row.row.cells[row.at + at]) for at, item in enumerate(row.items) if item == NUMBER)
    return [one.unit.removeprefix("人民币").removesuffix("整") for one in numbers if one.unit is not None and "元" in one.unit]


def _is_about_money(name: str) -> bool:
    """Whether a statement may be about amounts: one that is not understood is."""
    units = _units(name)
    return units is None or any("元" in unit for unit in units)


# --- counts


def _units_of_counts(reading: TableReading, entries: list[Entry], text: str, start: int) -> Iterator[UnclearUnit]:
    """Return the counts of which the page says that they are printed in hundreds, or are shares."""
    places = {id(entry.row): entry for entry in entries}
    near: dict[int, list[_Stated]] = {id(entry): [] for entry in entries}
    of_all: list[_Stated] = []
    over: list[_Stated] = []
    used = False
    for row in sorted(reading.rows, key=lambda row: row.start):
        entry = places.get(id(row))
        is_header = row.type in reading.table.headers
        stated = list(_stated_on_counts(row, text, start, is_header=is_header))
        if entry is not None:
            near[id(entry)] += [*over, *stated]
            used = True
        elif reading.table.columns and (is_header or (not used and row.type == "FURNITURE")):
            over = [*([] if used else over), *stated]  # a header of one block
            used = False
        else:
            of_all += [one._replace(note="") if is_header or _is_behind_name(reading, entries, one) else one for one in stated]
    if RowKind.TEXT in reading.grid.types:
        of_all += _stated_on_lines(reading, text, start)
    for one in of_all:
        meant = [entry for entry in entries if one.note and _names_row(reading, entry, one.note)] or entries
        for entry in meant:
            near[id(entry)].append(one)
    of_column: dict[_Stated, bool] = {}  # whether a statement names columns of the table
    for entry in entries:
        for one in dict.fromkeys(near[id(entry)]):
            if one not in of_column:
                of_column[one] = any(
                    _names_column(reading, other, column, one) for other in entries for column in other.columns
                )
            yield from _in_other_units(reading, entry, one, named=of_column[one])


def _stated_on_counts(row: FormRow, text: str, start: int, *, is_header: bool) -> Iterator[_Stated]:
    """Return what a row says of counts that the form has in no column. Columns of ratios are none of the form's."""
    label = fold_label(" ".join(row.cells())) if row.type == "FURNITURE" else _label(row, is_header=is_header)
    if not label:
        return
    words = ("NOTE", "PROSE", "STRAY", "TABLE_TEXT")
    for match in terminal("UNIT_NAMED").finditer(label):
        name = match.group().strip("()")
        if not any(_is_scaled(unit) for unit in _units(name) or ()) and not _is_bare_scale(name):
            continue
        before = label[: match.start()].rpartition("|")[2]
        if not before and row.row.type == RowKind.TEXT:
            before = fold_label(text[: row.start - start].rpartition("\n")[2])
        before = _BRACKETED.sub("", before)
        if _RATIOS.search(before) is None:
            cell = label[label.rfind("|", 0, match.start()) + 1 :].partition("|")[0]
            rest = terminal("UNIT_NAMED").sub("", cell)
            is_note = row.type in words and terminal("HAN").search(rest) is not None
            yield _Stated(name, before, rest if is_note else "")


def _stated_on_lines(reading: TableReading, text: str, start: int) -> Iterator[_Stated]:
    """Return what lines say of counts that are cut into pieces where no cells are marked: （单位：%）."""
    others = [row.text_range() for row in reading.rows if row.type not in ("PROSE", "STRAY", "FURNITURE", "FIGURES", "NOTE")]
    for line in _LINE.finditer(text):
        words = fold_label(line[0])
        found = _WHOLE_LINE.fullmatch(words) and terminal("UNIT_NAMED").search(words)
        if found and not any(a < start + line.end() and start + line.start() < b for a, b in others):
            name = found[0].strip("()")
            if any(map(_is_scaled, _units(name) or ())) or _is_bare_scale(name):
                yield _Stated(name, "", "")


def _in_other_units(reading: TableReading, entry: Entry, stated: _Stated, *, named: bool) -> Iterator[UnclearUnit]:
    """Return a row's counts of which a statement speaks: those of the columns that it names, or all where it names none."""
    labels = reading.findings.labels.figures
    for column, kind in zip(entry.columns, entry.kinds, strict=True):
        if kind in ("amount", "text") or labels[f"{entry.path}.{column}"].unit in (_units(stated.name) or ()):
            continue
        if not named or _names_column(reading, entry, column, stated):
            yield UnclearUnit(entry, column, "unit-of-no-count", stated.name)


def _names_row(reading: TableReading, entry: Entry, words: str) -> bool:
    name = _ORDINALS.sub("", fold_label(reading.findings.labels.parts.get(entry.path, "").rpartition(" ")[2]))
    return len(name) >= _SHORTEST_NAME and name in words


def _names_column(reading: TableReading, entry: Entry, column: str, stated: _Stated) -> bool:
    """Whether a statement stands behind the name of a column, or of the columns over it; in a note, whether the note has it."""
    names = _names(reading.findings.labels.figures[f"{entry.path}.{column}"].label)
    if stated.note:
        return any(len(name) >= _SHORTEST_NAME and name in stated.note for name in names)
    return stated.before.endswith(names)


def _is_behind_name(reading: TableReading, entries: Sequence[Entry], stated: _Stated) -> bool:
    """Whether a statement stands right behind the name of some column, such as 总计（百件）."""
    named = stated._replace(note="")
    return any(_names_column(reading, entry, column, named) for entry in entries for column in entry.columns)


@lru_cache(1_000)
def _names(label: str) -> tuple[str, ...]:
    """Return the names in a figure's label, those of its row and of its columns, without the year that they begin with."""
    return tuple(_OF_A_YEAR.sub("", fold_label(name)) or name for name in re.split(" ?· ?", label))


def _is_bare_scale(name: str) -> bool:
    """Whether a statement names hundreds or the like, and not of what: 单位:万."""
    rest = _ABOUT_UNITS.sub("", name)
    return bool(rest) and not rest.strip(patterns()["MAGNITUDE_CHARS"])


def other_units(words: str) -> tuple[list[str], bool]:
    """Return the units of money that folded words name, and whether they name hundreds or shares for counts."""
    names = [match.group().strip("()") for match in terminal("UNIT_NAMED").finditer(words)]
    parts = [part.strip("。.") for name in names for part in _SEPARATORS.split(_ABOUT_UNITS.sub("", name))]
    units = [part.removeprefix("人民币").removesuffix("整") for part in parts if terminal("UNIT_LISTED").fullmatch(part)]
    return [unit for unit in units if "元" in unit], any(map(_is_scaled, units)) or any(map(_is_bare_scale, names))


def _is_scaled(unit: str) -> bool:
    if unit[0] in patterns()["MAGNITUDE_CHARS"] or unit == _TEN:
        return "元" not in unit
    return terminal("PERCENT").fullmatch(unit) is not None or terminal("PERSONS").fullmatch(unit) is not None
