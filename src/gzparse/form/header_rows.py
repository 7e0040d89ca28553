"""Header rows: the names in them, row by row → the orders of columns that they may mean.

A name may stand over several others, as 法人或其他组织 over the kinds of bodies. In the row below, these stand in its place.
Where a page keeps the rows of its header apart, that leaves one order; where it gives one name after another, each way of
cutting them into rows may leave another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from attrs import frozen

from gzparse.spec.table import HeaderNames

_MOST_NAMES = 40
"""Headers with more names are not cut into rows: there are too many ways."""


@frozen
class Leaf:
    """The name of a single column, and the names that stand over it, from the top."""

    name: str
    above: tuple[str, ...] = ()


Leaves = tuple[Leaf, ...]


@lru_cache(256)
def orders_of(rows: tuple[tuple[str, ...], ...], form: HeaderNames) -> tuple[Leaves, ...]:
    """Return the orders of columns that a header may mean; none where its names do not fit together.

    rows: the names in each of its rows, or all names in one row where the page does not keep its rows apart.
    """
    rows = tuple(row for row in rows if row)
    if not rows or sum(map(len, rows)) > _MOST_NAMES:
        return ()
    found = [_filled(rows, form)]
    if found[0] is None and len(rows) == 1 and _is_of_several_rows(rows[0], form):
        (names,) = rows
        found = [_filled(cut, form) for cut in _cuts(names)]
        overs = {form.above_all, *form.under}
        # All names may be in one row, if none of them stands over others, or if that is one way of several.
        if _has_no_twins(names, form) and (any(found) or not set(form.under).intersection(names)):
            found.append(tuple(Leaf(name) for name in names if name not in overs))
    return tuple(dict.fromkeys(order for order in found if order))


def _is_of_several_rows(row: Sequence[str], form: HeaderNames) -> bool:
    """Whether a name and, behind it, one that stands under it are in one row."""
    for index, name in enumerate(row):
        below = _singles(form) if name == form.above_all else _below(name, form)
        if not below.isdisjoint(row[index + 1 :]):
            return True
    return False


def _has_no_twins(names: Sequence[str], form: HeaderNames) -> bool:
    """Whether each column's name stands once, so that no name above it is needed to tell which it is."""
    singles = [name for name in names if name in _singles(form)]
    return len(singles) == len(set(singles)) and not any(len(_columns_named(form).get(name, ())) > 1 for name in singles)


def _cuts(names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    size = len(names)
    for first in range(1, size):
        yield names[:first], names[first:]
        for second in range(first + 1, size):
            yield names[:first], names[first:second], names[second:]


def _filled(rows: Sequence[Sequence[str]], form: HeaderNames) -> Leaves | None:
    """Put each row's names under those of the row above; ``None`` where some stand under none, or none under some."""
    level: Leaves | None = tuple(Leaf(name) for name in rows[0])
    for row in rows[1:]:
        if level is None or _are_mixed(level, form):
            return None
        level = _next_level(level, row, form, repeats=False) or _next_level(level, row, form, repeats=True)
    return level if level and not any(_is_over(leaf.name, form) for leaf in level) else None


def _are_mixed(level: Leaves, form: HeaderNames) -> bool:
    """Whether a name stands next to one that should stand over it."""
    return any(
        other.above == leaf.above and other.name in form.under[leaf.name]
        for leaf in level
        if leaf.name in form.under
        for other in level
    )


def _next_level(level: Leaves, row: Sequence[str], form: HeaderNames, *, repeats: bool) -> Leaves | None:
    """Return the columns under a level with the names of one more row in their places.

    repeats: the cells over several rows are printed in each of them.
    """
    below: list[Leaf] = []
    at = 0
    for leaf in level:
        if not _is_over(leaf.name, form):
            if repeats:
                if at == len(row) or row[at] != leaf.name:
                    return None
                at += 1
            below.append(leaf)
            continue
        start = at
        others = {other.name for other in level if other is not leaf}
        while at < len(row) and _stands_under(row[at], leaf, row[start:at], others, form):
            below.append(Leaf(row[at], (*leaf.above, leaf.name)))
            at += 1
        if at == start:
            return None
    return tuple(below) if at == len(row) else None


def _is_over(name: str, form: HeaderNames) -> bool:
    return name == form.above_all or name in form.under


def _stands_under(name: str, over: Leaf, before: Sequence[str], others: set[str], form: HeaderNames) -> bool:
    if name in before:
        return False
    if over.name == form.above_all:
        return name not in others
    return name in form.under[over.name] or name not in _known(form)


@cache
def _known(form: HeaderNames) -> frozenset[str]:
    return frozenset((form.above_all, *form.under, *_singles(form)))


@cache
def _below(name: str, form: HeaderNames) -> frozenset[str]:
    """Return all names that stand under a name, at any depth."""
    found = set(form.under.get(name, ()))
    for below in form.under.get(name, ()):
        found |= _below(below, form)
    return frozenset(found)


@cache
def columns_named(form: HeaderNames) -> dict[str, frozenset[str]]:
    """Return the form's columns under each name, be it one or several."""
    names = {name for order in form.orders for name, _ in order}
    return {
        name: frozenset(column for order in form.orders for other, columns in order if other == name for column in columns)
        for name in names
    }


@cache
def _columns_named(form: HeaderNames) -> dict[str, tuple[str, ...]]:
    """Name of single columns → the form's columns that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for order in form.orders:
        for name, columns in order:
            if len(columns) == 1 and name not in form.under:
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *columns)))
    return found


@cache
def _singles(form: HeaderNames) -> frozenset[str]:
    return frozenset(_columns_named(form))


def column_of(leaf: Leaf, form: HeaderNames) -> str | None:
    """Return the form's column that a header's name stands for; ``None`` where it is not the form's, or may be several."""
    found = set(_columns_named(form).get(leaf.name, ()))
    for name in leaf.above:
        if under := columns_named(form).get(name):
            found &= under
    return found.pop() if len(found) == 1 else None
