"""Damages to the names of columns on a page with marked cells.

In: a page in the making. Out: the page with other names above its columns, and which columns were renamed or swapped. What is
then expected is worked out last, by ``MarkedPage.resolve_columns``.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from attrs import evolve

from gzparse.testing.headers import ColumnName
from gzparse.testing.marked_page import Damage, MarkedPage

__all__ = ["NAME_DAMAGES"]

_OTHER_NAMES = ("外国人", "村民委员会", "上年数量", "撤回", "备注")


def _column_name(of: Callable[[MarkedPage, str, ColumnName, random.Random], str]) -> Damage:
    """Make a damage to the name of any columns that have no damage yet."""

    def damage(page: MarkedPage, rng: random.Random) -> str:
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
def _name_lost(page: MarkedPage, heading: str, name: ColumnName, rng: random.Random) -> str:
    page.rename(heading, name, "")
    return name.text


@_column_name
def _other_name(page: MarkedPage, heading: str, name: ColumnName, rng: random.Random) -> str:
    new = rng.choice(
        (*_OTHER_NAMES, f"非{name.text}", f"其他{name.text}", name.text.replace("结果", "决定").replace("机构", "单位"))
    )
    if new == name.text:
        return ""
    page.rename(heading, name, new)
    page.nameless |= set(name.paths)
    return f"{name.text} to {new}"


@_column_name
def _name_added(page: MarkedPage, heading: str, name: ColumnName, rng: random.Random) -> str:
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
def _names_swapped(page: MarkedPage, heading: str, name: ColumnName, rng: random.Random) -> str:
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


NAME_DAMAGES: dict[str, Damage] = {
    "column's name lost": _name_lost,
    "column renamed": _other_name,
    "columns' names swapped": _names_swapped,
    "column's name added": _name_added,
}
"""In the order in which they are done to a page."""
