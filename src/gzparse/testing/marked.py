"""Damage pages of any layout that can be written, and tell what is owed at each path.

Damage is done to a table's rows before they are printed, so that it looks as the layout has it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate

from attrs import evolve

import gzparse
from gzparse.model.source import Range
from gzparse.rendering.render import Rendered, tables_of, traced
from gzparse.spec.layout import Layout
from gzparse.spec.sheet import Document, SheetRow
from gzparse.testing.headers import ColumnName, column_names
from gzparse.testing.mishaps import apply_damage, misprinted, misread, typo_distance
from gzparse.testing.oracle import Expected, Kind

Value = int | Decimal
Rows = list[SheetRow]


def number(text: str) -> Value | None:
    """Read a printed figure, its unit left out; ``None`` where there is none."""
    try:
        value = Decimal(text.rstrip("万元").translate(_SIGNS))
    except InvalidOperation:
        return None
    return int(value) if value == value.to_integral_value() else value


_SIGNS = str.maketrans("－＋", "-+")
_LABEL_NOTES = ("（注1）", "①", "*", "（含下属单位）")
_OTHER_NAMES = ("外国人", "村民委员会", "上年数量", "撤回", "备注")
_NOTES = ("注：以上数据由各单位报送。", "说明：表中数据与上年口径一致，请结合第5页阅读。", "- 4 -")


class Page:
    """A page in the making: its document, its tables' rows, and what is owed.

    must_miss: whether the reading must miss a figure that is not there. sums: for rows of so many figures, the sizes of the
    groups
    whose last figure is the sum of the others. nil: what it prints where a cell is blank. texts: the paths of text fields.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout,
        must_miss: Callable[[str], bool],
        sums: Mapping[int, Sequence[int]],
        nil: str = "",
        texts: Collection[str] = (),
    ) -> None:
        """Begin undamaged."""
        self.document = document
        self.layout = layout
        self.tables: dict[str, Rows] = {
            heading: [_with_nil(row, nil) for row in rows] for heading, rows in tables_of(document).items()
        }
        self.must_miss = must_miss
        self.sums = sums
        self.texts = texts
        self.names = {s.heading: column_names(s.sheet) for s in document.sections if s.sheet is not None}
        self.touched: set[str] = set()
        self.renamed: set[str] = set()
        """Below names of columns to which something was done."""
        self.nameless: set[str] = set()
        """Below names that are not the form's."""
        self.swapped: list[tuple[str, str]] = []
        """Pairs each of which stands below the other's name."""
        self.expected: dict[str, Expected] = {}
        for _, row in self.rows():
            for path, text in zip(row.paths, row.figures, strict=True):
                if not path:
                    continue
                value = self.value(path, text)
                self.expected[path] = Expected(Kind.BLANK) if value is None else Expected(Kind.FIGURE, value)

    def value(self, path: str, text: str) -> Value | str | None:
        """Return what a figure's text holds: a number, or the text itself; ``None`` where there is none."""
        return (text or None) if path in self.texts else number(text)

    def rows(self) -> Iterator[tuple[str, SheetRow]]:
        """Return the rows that hold figures of the record, each with its table's heading."""
        return ((heading, row) for heading, rows in self.tables.items() for row in rows if any(row.paths))

    def choose(self, rng: random.Random, fewest: int = 1, *, labelled: bool = False) -> tuple[Rows, int] | None:
        """Choose a row that nothing was done to yet: its table's rows and its number among them."""
        found = [
            (rows, at)
            for rows in self.tables.values()
            for at, row in enumerate(rows)
            if len(row.paths) >= fewest
            and all(row.paths)
            and (row.labels or not labelled)
            and not self.touched & set(row.paths)
        ]
        if not found:
            return None
        rows, at = rng.choice(found)
        self.touched |= set(rows[at].paths)
        return rows, at

    def lose(self, paths: Sequence[str], why: str) -> None:
        """Note that figures are lost so that it shows."""
        for path in paths:
            self.expected[path] = Expected(Kind.GONE if self.must_miss(path) else Kind.UNTOLD, None, why)

    def rename(self, heading: str, name: ColumnName, text: str) -> None:
        """Write another name over columns."""
        row = self.tables[heading][name.row]
        cells, labels = list(row.cells), list(row.labels)
        cells[name.column] = labels[name.index] = text
        self.tables[heading][name.row] = evolve(row, labels=tuple(labels), cells=tuple(cells))

    def is_total(self, name: ColumnName) -> bool:
        """Whether a column is the sum of others."""
        for _, row in self.rows():
            if name.paths[0] in row.paths:
                ends = set(accumulate(self.sums.get(len(row.paths), ())))
                return row.paths.index(name.paths[0]) + 1 in ends
        return False

    def resolve_columns(self) -> dict[str, str]:
        """Have each figure owed where the name above it says, or nowhere; give the pairs that change places."""
        for path in self.nameless:
            if self.expected[path].kind in (Kind.FIGURE, Kind.BLANK, Kind.UNKNOWABLE):
                self.expected[path] = Expected(Kind.GONE, None, "below a name that is not the form's")
        for one, other in self.swapped:
            self.expected[one], self.expected[other] = self.expected[other], self.expected[one]
        return {a: b for one, other in self.swapped for a, b in ((one, other), (other, one))}

    def print(self) -> Rendered:
        """Print it as it is now."""
        return traced(self.document, self.layout, self.tables)


def _with_nil(row: SheetRow, mark: str) -> SheetRow:
    blanks = [path for path, text in zip(row.paths, row.figures, strict=True) if path and not text]
    return row.with_texts(dict.fromkeys(blanks, mark)) if blanks else row


def layout_named(given: str | Layout) -> Layout:
    """Return a layout by its name.

    Raises:
        ValueError: no layout that can be written has it.
    """
    if isinstance(given, Layout):
        return given
    known = {layout.name: layout for layout in gzparse.layouts() if layout.render is not None}
    if given not in known:
        raise ValueError(f"no layout {given!r} can be written; there are {', '.join(known)}")
    return known[given]


Damage = Callable[[Page, random.Random], str]
"""Do it to a page and tell what was done, or return nothing where it cannot be done."""
RowDamage = Callable[[Page, Rows, int, random.Random], str]
"""Do it to one row of a table."""


def _of_row(*, fewest: int = 1, labelled: bool = False) -> Callable[[RowDamage], Damage]:
    """Make a damage of what is done to one row: to any of so many figures, with a label, that nothing was done to yet."""

    def of(do: RowDamage) -> Damage:
        def damage(page: Page, rng: random.Random) -> str:
            chosen = page.choose(rng, fewest, labelled=labelled)
            return do(page, *chosen, rng) if chosen is not None else ""

        return damage

    return of


@_of_row(labelled=True)
def _row_lost(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows.pop(at)
    page.lose(row.paths, "row lost")
    return row.labels[-1]


@_of_row(labelled=True)
def _figures_lost(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    if not _is_changed(page, rows, at, _kept(row, 0)):
        return ""
    for path in row.paths:
        page.expected[path] = Expected(Kind.GONE, None, "figures lost")
    return row.labels[-1]


@_of_row(fewest=2)
def _row_cut(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    keep = rng.randint(1, len(row.paths) - 1)
    if not _is_changed(page, rows, at, _kept(row, keep)):
        return ""
    # Of a table without any figure, blank cells at the end are often left out: they are no loss that shows.
    is_blank = at == len(rows) - 1 and not any(any(other.figures) for other in (*rows, row))
    for path in row.paths[keep:]:
        page.expected[path] = Expected(Kind.BLANK if is_blank else Kind.GONE, None, "row cut")
    return f"behind {row.paths[keep - 1]}"


def _is_changed(page: Page, rows: Rows, at: int, new: SheetRow) -> bool:
    """Put a row in another's place; return whether that shows: where blank cells leave no trace, to lose them does not."""
    before = page.print().text
    rows[at] = new
    return page.print().text != before


def _kept(row: SheetRow, count: int) -> SheetRow:
    """Return a row with its first figures only, nothing behind them."""
    end = row.columns[count] if count < len(row.columns) else len(row.cells)
    return SheetRow(row.labels, row.figures[:count], row.cells[:end], row.paths[:count], row.columns[:count])


@_of_row()
def _blanked(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row, index = rows[at], rng.randrange(len(rows[at].paths))
    blank = row.with_texts({row.paths[index]: ""})
    before = page.print().text
    rows[at] = _without(row, index)
    without = page.print().text
    rows[at] = blank
    text = page.print().text
    if text == before:
        return ""  # it was blank before
    if text == without:
        _doubt(page, row, index)  # a blank cell leaves no trace
    else:
        page.expected[row.paths[index]] = Expected(Kind.BLANK, None, "blank")
    return row.paths[index]


@_of_row(fewest=2)
def _cell_lost(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row, index = rows[at], rng.randrange(len(rows[at].paths))
    if not _is_changed(page, rows, at, _without(row, index)):
        return ""
    _doubt(page, row, index)
    return row.paths[index]


def _without(row: SheetRow, index: int) -> SheetRow:
    """Return a row without the cell of one figure: those behind it move up."""
    at = row.columns[index]
    return SheetRow(
        row.labels,
        row.figures[:index] + row.figures[index + 1 :],
        row.cells[:at] + row.cells[at + 1 :],
        row.paths[:index] + row.paths[index + 1 :],
        tuple(column - (column > at) for column in row.columns if column != at),
    )


@_of_row(fewest=2)
def _cell_added(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row, index = rows[at], rng.randint(0, len(rows[at].paths))
    extra = str(rng.choice((rng.randint(0, 9), rng.randint(0, 2000))))
    rows[at] = _with_one_more(row, index, extra)
    figures, sums = rows[at].figures, page.sums.get(len(row.paths), ())
    without = [figures[:n] + figures[n + 1 :] for n in range(len(figures))]
    possible = [rest for n, rest in enumerate(without) if n == index or _sums_hold(rest, sums)]
    for place, path in enumerate(row.paths):
        if len({rest[place] for rest in possible}) > 1:
            _leave_unknowable(page, path, row.figures[place], "its row has a cell too many")
    return f"{extra} at {index} of {row.paths[0]}"


def _with_one_more(row: SheetRow, index: int, text: str) -> SheetRow:
    """Return a row with one more cell before that of a figure, or behind the last."""
    at = row.columns[index] if index < len(row.columns) else row.columns[-1] + 1
    return SheetRow(
        row.labels,
        (*row.figures[:index], text, *row.figures[index:]),
        (*row.cells[:at], text, *row.cells[at:]),
        (*row.paths[:index], "", *row.paths[index:]),
        (*row.columns[:index], at, *(column + 1 for column in row.columns[index:])),
    )


def _sums_hold(figures: Sequence[str], sums: Sequence[int]) -> bool:
    """Whether nothing speaks against a row's sums: a blank total does not."""
    values = [number(text) for text in figures]
    ends = list(accumulate(sums))
    groups = [values[end - size : end] for size, end in zip(sums, ends, strict=True)]
    return all(total is None or sum(part or 0 for part in parts) == total for *parts, total in groups)


def _leave_unknowable(page: Page, path: str, printed: str, why: str) -> None:
    """Note that another report may print this page; sums of columns are not weighed here: who does may know what it prints."""
    true = page.value(path, printed)
    page.expected[path] = Expected(Kind.UNKNOWABLE, None, why, frozenset() if true is None else frozenset({true}))


def _doubt(page: Page, row: SheetRow, index: int) -> None:
    """Look for other rows that print the same when one of their cells is lost, and call unknowable what differs."""
    rest = row.figures[:index] + row.figures[index + 1 :]
    others = [at for at in range(len(row.paths)) if at == index or _adds_up(rest, at, page.sums.get(len(row.paths), ()))]
    for place, path in enumerate(row.paths):
        printed = {None if at == place else rest[place - (place > at)] or None for at in others}
        if len(printed) > 1:
            _leave_unknowable(page, path, row.figures[place] if place != index else "", "a cell of its row is lost")
        elif None in printed and row.figures[place]:
            page.expected[path] = Expected(Kind.GONE, None, "its cell is lost")


def _adds_up(rest: Sequence[str], lost: int, sums: Sequence[int]) -> bool:
    """Whether a row's sums may hold if the figure of one place is lost."""
    cells: list[Value | None] = [number(text) for text in rest]
    cells.insert(lost, None)
    start = 0
    for size in sums:
        *parts, total = cells[start : start + size]
        summed = sum(part for part in parts if part is not None)
        within = start <= lost < start + size - 1
        if total is not None and (summed > total if within else summed != total):
            return False
        start += size
    return True


def _of_figure(change: Callable[[str, random.Random], str], expected: Callable[[Value | str | None], Expected]) -> Damage:
    """Make a damage of what is done to one figure's text."""

    @_of_row()
    def damage(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
        row, index = rows[at], rng.randrange(len(rows[at].paths))
        path, old = row.paths[index], row.figures[index]
        new = change(old, rng)
        if new == old:
            return ""
        rows[at] = row.with_texts({path: new})
        is_text = path in page.texts
        page.expected[path] = Expected(Kind.FIGURE, new, "misprint") if is_text else expected(number(new))
        return f"{path}: {old} to {new}"

    return damage


_misprint = _of_figure(misprinted, lambda value: Expected(Kind.FIGURE, value, "misprint"))
_misread = _of_figure(misread, lambda _: Expected(Kind.GONE, None, "letter for a digit"))


@_of_row(labelled=True)
def _typo(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    label = row.labels[-1]
    if sum(c.isalpha() and c not in "一二三四五六七八" for c in label) < 6:
        return ""
    rows[at] = _relabelled(row, typo_distance(label, rng))
    return rows[at].labels[-1]


def _relabelled(row: SheetRow, new: str) -> SheetRow:
    """Return a row with another label of its own."""
    cells = list(row.cells)
    cells[row.cells.index(row.labels[-1])] = new
    return evolve(row, labels=(*row.labels[:-1], new), cells=tuple(cells))


def _swap(page: Page, rng: random.Random) -> str:
    found = [
        (rows, at)
        for rows in page.tables.values()
        for at in range(len(rows) - 1)
        if len(rows[at].labels) == len(rows[at + 1].labels) == 1
        and len(rows[at].paths) == len(rows[at + 1].paths) > 0
        and rows[at].paths[0].split(".")[:-2] == rows[at + 1].paths[0].split(".")[:-2]
        and all((*rows[at].paths, *rows[at + 1].paths))
        and not page.touched & {*rows[at].paths, *rows[at + 1].paths}
    ]
    if not found:
        return ""
    rows, at = rng.choice(found)
    page.touched |= {*rows[at].paths, *rows[at + 1].paths}
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return f"{rows[at].labels[-1]} and {rows[at + 1].labels[-1]}"


def _note(page: Page, rng: random.Random) -> str:
    found = [(rows, at) for rows in page.tables.values() for at in range(1, len(rows) + 1) if rows[at - 1].paths]
    if not found:
        return ""
    rows, at = rng.choice(found)
    note = rng.choice(_NOTES)
    rows.insert(at, SheetRow((note,), (), (note,)))
    return note


@_of_row(labelled=True)
def _note_in_label(page: Page, rows: Rows, at: int, rng: random.Random) -> str:
    rows[at] = _relabelled(rows[at], rows[at].labels[-1] + rng.choice(_LABEL_NOTES))
    return rows[at].labels[-1]


def _column_name(of: Callable[[Page, str, ColumnName, random.Random], str]) -> Damage:
    """Make a damage of what is done to the name of some columns to which nothing was done yet."""

    def damage(page: Page, rng: random.Random) -> str:
        found = [
            (heading, name) for heading, names in page.names.items() for name in names if not page.renamed & set(name.paths)
        ]
        if not found:
            return ""
        heading, name = rng.choice(found)
        done = of(page, heading, name, rng)
        page.renamed |= set(name.paths) if done else set()
        return done

    return damage


@_column_name
def _name_lost(page: Page, heading: str, name: ColumnName, rng: random.Random) -> str:
    page.rename(heading, name, "")
    return name.text


@_column_name
def _other_name(page: Page, heading: str, name: ColumnName, rng: random.Random) -> str:
    new = rng.choice(
        (*_OTHER_NAMES, f"非{name.text}", f"其他{name.text}", name.text.replace("结果", "决定").replace("机构", "单位"))
    )
    if new == name.text:
        return ""
    page.rename(heading, name, new)
    page.nameless |= set(name.paths)
    return f"{name.text} to {new}"


@_column_name
def _name_added(page: Page, heading: str, name: ColumnName, rng: random.Random) -> str:
    """Put one more name before a column's: the figures behind it may be any column's."""
    if not name.leaf or any(page.renamed.intersection(other.paths) for other in page.names[heading]):
        return ""
    new = rng.choice(_OTHER_NAMES)
    row = page.tables[heading][name.row]
    page.tables[heading][name.row] = evolve(
        row,
        labels=(*row.labels[: name.index], new, *row.labels[name.index :]),
        cells=(*row.cells[: name.column], new, *row.cells[name.column :]),
    )
    for other in page.names[heading]:
        page.renamed |= set(other.paths)
        if other.header == name.header and other.leaf and other.column >= name.column:
            page.nameless |= set(other.paths)
    return f"{new} before {name.text}"


@_column_name
def _names_swapped(page: Page, heading: str, name: ColumnName, rng: random.Random) -> str:
    others = [
        other
        for other in page.names[heading]
        if other.row == name.row
        and other.over == name.over
        and other.text != name.text
        and len(other.paths) == len(name.paths)
        and not page.renamed & set(other.paths)
    ]
    if not name.leaf or page.is_total(name) or not others:
        return ""
    other = rng.choice(others)
    if page.is_total(other):
        return ""
    page.rename(heading, name, other.text)
    page.rename(heading, other, name.text)
    page.swapped += zip(name.paths, other.paths, strict=True)
    page.renamed |= set(other.paths)
    return f"{name.text} and {other.text}"


DAMAGES: dict[str, Damage] = {
    "column's name lost": _name_lost,
    "column renamed": _other_name,
    "columns' names swapped": _names_swapped,
    "column's name added": _name_added,
    "rows swapped": _swap,
    "row lost": _row_lost,
    "figures lost": _figures_lost,
    "row cut": _row_cut,
    "figure blanked": _blanked,
    "cell lost": _cell_lost,
    "cell added": _cell_added,
    "misprint": _misprint,
    "letter for a digit": _misread,
    "label slip": _typo,
    "note in a label": _note_in_label,
    "note or page number": _note,
}
"""In the order in which they are done to a page."""
CUT = "text cut off"
"""The damage that is done to a page's text, last."""
_NEED_MARKS = ("figures lost", "row cut", "figure blanked", "cell lost", "cell added")


def check_kinds(kinds: Sequence[str], known: Collection[str]) -> None:
    """Refuse kinds of damage that there are not.

    Raises:
        ValueError: one is none of those that are known.
    """
    for kind in kinds:
        if kind not in known:
            raise ValueError(f"no damage {kind!r} can be done to such a page; there are {', '.join(known)}")


def kinds_for(layout: Layout | str) -> tuple[str, ...]:
    """Return the kinds of damage of which this module can tell what they leave to be known in a layout.

    Raises:
        ValueError: no layout that can be written has this name.
    """
    layout = layout_named(layout)
    return (*(kind for kind in DAMAGES if layout.marks or kind not in _NEED_MARKS), CUT)


def damage(page: Page, kinds: Sequence[str], rng: random.Random) -> tuple[str, dict[str, Range], dict[str, str]]:
    """Do damages of these kinds to a page; give its text, where its figures stand, and what was done."""
    told = apply_damage(page, [kind for kind in kinds if kind != CUT], DAMAGES, rng)
    text, places = page.print()
    if CUT in kinds and places:
        last = rng.choice(sorted(places, key=lambda path: places[path]))
        end = places[last][1]
        text = text[:end] + rng.choice(("", "\n"))
        gone: set[str] = set()
        at = 0  # a blank cell stands where the figure before it does
        for path in (path for _, row in page.rows() for path in row.paths if path):
            at = places[path][0] if path in places else at
            if at >= end or (at == places[last][0] and path != last):
                gone.add(path)
        page.lose(sorted(gone), "behind the text's end")
        places = {path: place for path, place in places.items() if place[1] <= end}
        told[CUT] = f"behind {last}"
    moved = page.resolve_columns()
    return text, {moved.get(path, path): place for path, place in places.items()}, told
