"""Damages to the rows, cells and figures of a page with marked cells.

In: a page in the making. Out: the page with other rows, what is then expected at each path, and what was done. Where a cell is
lost or added, the rest of the row may print other figures just as well: those are unknowable.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import accumulate

from attrs import evolve

from gzparse.spec.sheet import SheetRow
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.marked_page import Damage, MarkedPage, Rows, Value, number
from gzparse.testing.mishaps import misprinted, misread, mistyped

__all__ = ["ROW_DAMAGES", "expect_without_cell"]

_LABEL_NOTES = ("（注1）", "①", "*", "（含下属单位）")
_NOTES = ("注：以上数据由各单位报送。", "说明：表中数据与上年口径一致，请结合第5页阅读。", "- 4 -")
RowDamage = Callable[[MarkedPage, Rows, int, random.Random], str]
"""Damage one row of a table."""


def _of_row(*, fewest: int = 1, labelled: bool = False) -> Callable[[RowDamage], Damage]:
    """Make a damage to any row that has so many figures, a label where that is asked for, and no damage yet."""

    def of(do: RowDamage) -> Damage:
        def damage(page: MarkedPage, rng: random.Random) -> str:
            chosen = page.choose(rng, fewest, labelled=labelled)
            return do(page, *chosen, rng) if chosen is not None else ""

        return damage

    return of


@_of_row(labelled=True)
def _row_lost(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows.pop(at)
    page.lose(row.paths, "row lost")
    return row.labels[-1]


@_of_row(labelled=True)
def _figures_lost(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    if not _is_changed(page, rows, at, _kept(row, 0)):
        return ""
    for path in row.paths:
        page.expected[path] = Expected(Kind.GONE, None, "figures lost")
    return row.labels[-1]


@_of_row(fewest=2)
def _row_cut(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    keep = rng.randint(1, len(row.paths) - 1)
    if not _is_changed(page, rows, at, _kept(row, keep)):
        return ""
    # Of a table without any figure, blank cells at the end are often left out: their loss does not show.
    is_blank = at == len(rows) - 1 and not any(any(other.figures) for other in (*rows, row))
    for path in row.paths[keep:]:
        page.expected[path] = Expected(Kind.BLANK if is_blank else Kind.GONE, None, "row cut")
    return f"behind {row.paths[keep - 1]}"


def _is_changed(page: MarkedPage, rows: Rows, at: int, new: SheetRow) -> bool:
    """Put a row in another's place; return whether that shows. Where blanks are not preserved, a lost one does not."""
    before = page.print().text
    rows[at] = new
    return page.print().text != before


def _kept(row: SheetRow, count: int) -> SheetRow:
    """Return a row with its first figures only, nothing behind them."""
    end = row.columns[count] if count < len(row.columns) else len(row.cells)
    return SheetRow(row.labels, row.figures[:count], row.cells[:end], row.paths[:count], row.columns[:count])


@_of_row()
def _blanked(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
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
        expect_without_cell(page, row, index)  # blanks are not preserved
    else:
        page.expected[row.paths[index]] = Expected(Kind.BLANK, None, "blank")
    return row.paths[index]


@_of_row(fewest=2)
def _cell_lost(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    row, index = rows[at], rng.randrange(len(rows[at].paths))
    if not _is_changed(page, rows, at, _without(row, index)):
        return ""
    expect_without_cell(page, row, index)
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
def _cell_added(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
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
    """Whether a row's sums hold as far as they are printed: a blank total is no contradiction."""
    values = [number(text) for text in figures]
    ends = list(accumulate(sums))
    groups = [values[end - size : end] for size, end in zip(sums, ends, strict=True)]
    return all(total is None or sum(part or 0 for part in parts) == total for *parts, total in groups)


def _leave_unknowable(page: MarkedPage, path: str, printed: str, why: str) -> None:
    """Expect nothing: another report may print this page. The figure passes too: the sums of columns may prove it."""
    true = page.value(path, printed)
    page.expected[path] = Expected(Kind.UNKNOWABLE, None, why, frozenset() if true is None else frozenset({true}))


def expect_without_cell(page: MarkedPage, row: SheetRow, index: int) -> None:
    """Search for other rows that print the same when one of their cells is lost; what differs is unknowable."""
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
    """Make a damage to the text of any figure."""

    @_of_row()
    def damage(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
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
def _typo(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    row = rows[at]
    label = row.labels[-1]
    if sum(c.isalpha() and c not in "一二三四五六七八" for c in label) < 6:
        return ""
    rows[at] = _relabelled(row, mistyped(label, rng))
    return rows[at].labels[-1]


def _relabelled(row: SheetRow, new: str) -> SheetRow:
    """Return a row with another label of its own."""
    cells = list(row.cells)
    cells[row.cells.index(row.labels[-1])] = new
    return evolve(row, labels=(*row.labels[:-1], new), cells=tuple(cells))


def _swap(page: MarkedPage, rng: random.Random) -> str:
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


def _note(page: MarkedPage, rng: random.Random) -> str:
    found = [(rows, at) for rows in page.tables.values() for at in range(1, len(rows) + 1) if rows[at - 1].paths]
    if not found:
        return ""
    rows, at = rng.choice(found)
    note = rng.choice(_NOTES)
    rows.insert(at, SheetRow((note,), (), (note,)))
    return note


@_of_row(labelled=True)
def _note_in_label(page: MarkedPage, rows: Rows, at: int, rng: random.Random) -> str:
    rows[at] = _relabelled(rows[at], rows[at].labels[-1] + rng.choice(_LABEL_NOTES))
    return rows[at].labels[-1]


ROW_DAMAGES: dict[str, Damage] = {
    "rows swapped": _swap,
    "row lost": _row_lost,
    "figures lost": _figures_lost,
    "row cut": _row_cut,
    "figure blanked": _blanked,
    "cell lost": _cell_lost,
    "cell added": _cell_added,
    "misprint": _misprint,
    "letter for a digit": _misread,
    "label typo": _typo,
    "note in a label": _note_in_label,
    "note or page number": _note,
}
"""In the order in which they are done to a page."""
