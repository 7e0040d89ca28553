"""Header rows: the names in them, row by row → the orders of columns that they may mean.

A name may stand over several others, as 法人或其他组织 over the kinds of bodies. In the row below, these stand in its place.
Where a page keeps the rows of its header apart, that leaves one order; where it gives one name after another, each way of
cutting them into rows may leave another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from gzparse.spec.table import HeaderNames

_MOST_NAMES = 40
"""Headers with more names are not cut into rows: there are too many ways."""
_MOST_WAYS = 64
"""A header with more ways of standing under a level is not read; one with a missing name has at most five."""


class Leaf(NamedTuple):
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
    found = [*_filled(rows, form, apart=len(rows) > 1)]
    if not found and len(rows) == 1 and _is_of_several_rows(rows[0], form):
        (names,) = rows
        found = [leaves for cut in _cuts(names) for leaves in _filled(cut, form)]
        overs = {form.above_all, *form.under}
        # All names may be in one row, if none of them stands over others, or if that is one way of several.
        if _has_no_twins(names, form) and (found or not set(form.under).intersection(names)):
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


def _filled(rows: Sequence[Sequence[str]], form: HeaderNames, *, apart: bool = False) -> Iterator[Leaves]:
    """Put each row's names under those of the row above, in each way that leaves none over, and none over nothing.

    apart: whether the page keeps the rows apart: then a name in the first that belongs below another is a foreign column's.
    """
    levels: list[Leaves] = [tuple(Leaf(name) for name in rows[0])]
    if apart and _are_mixed(levels[0], form):
        levels = [tuple(Leaf(name if not _belongs_below(name, rows[0], form) else f"{name}?") for name in rows[0])]
    for row in rows[1:]:
        levels = [below for level in levels if not _are_mixed(level, form) for below in _next_levels(level, row, form)]
    for level in levels:
        if level and not any(_is_over(leaf.name, form) for leaf in level):
            yield level


def _belongs_below(name: str, row: Sequence[str], form: HeaderNames) -> bool:
    """Whether a name next to those that should stand over it is that of another column: a 合计 of all of them."""
    return not _is_over(name, form) and any(name in form.under.get(other, ()) for other in row)


def _are_mixed(level: Leaves, form: HeaderNames) -> bool:
    """Whether a name stands next to one that should stand over it."""
    return any(
        other.above == leaf.above and other.name in form.under[leaf.name]
        for leaf in level
        if leaf.name in form.under
        for other in level
    )


def _next_levels(level: Leaves, row: Sequence[str], form: HeaderNames) -> list[Leaves]:
    """Return the columns under a level with the names of one more row in their places.

    A name that is missing or not the form's leaves open where the names under one cell end and those under the next begin.
    """
    for repeats in (False, True):  # the cells over several rows may be printed in each of them
        if below := list(islice(_under(level, row, level, form, repeats=repeats), _MOST_WAYS + 1)):
            return below if len(below) <= _MOST_WAYS else []
    return []


def _under(
    leaves: Leaves, row: Sequence[str], level: Leaves, form: HeaderNames, *, repeats: bool
) -> Iterator[tuple[Leaf, ...]]:
    """Return the ways in which all names of a row stand under, or repeat, these columns of a level."""
    if not leaves:
        if not row:
            yield ()
        return
    leaf, *others = leaves
    rest = tuple(others)
    if not _is_over(leaf.name, form):
        if not repeats or (row and row[0] == leaf.name):
            for behind in _under(rest, row[repeats:], level, form, repeats=repeats):
                yield leaf, *behind
        return
    names = {other.name for other in level if other is not leaf}
    most = 0
    while most < len(row) and _stands_under(row[most], leaf, row[:most], names, form):
        most += 1
    for size in range(most, 0, -1):
        for behind in _under(rest, row[size:], level, form, repeats=repeats):
            yield *(Leaf(name, (*leaf.above, leaf.name)) for name in row[:size]), *behind


def _is_over(name: str, form: HeaderNames) -> bool:
    return name == form.above_all or name in form.under


def _stands_under(name: str, over: Leaf, before: Sequence[str], others: set[str], form: HeaderNames) -> bool:
    if name in before:
        return False
    if over.name == form.above_all:
        return name not in others and not any(name in form.under.get(other, ()) for other in others)
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
