"""Damage pages of any layout that can be written, and work out what is expected at each path.

In: a page in the making, and the kinds of damage. Out: its text, the place of each figure, and what was done.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

import gzparse
from gzparse.model.source import Range
from gzparse.spec.layout import Layout
from gzparse.testing.marked_page import Damage, MarkedPage
from gzparse.testing.mishaps import apply_damage
from gzparse.testing.name_damages import NAME_DAMAGES
from gzparse.testing.row_damages import ROW_DAMAGES

__all__ = ["CUT", "DAMAGES", "MarkedPage", "check_kinds", "damage", "kinds_for", "layout_named"]

DAMAGES: dict[str, Damage] = {**NAME_DAMAGES, **ROW_DAMAGES}
"""In the order in which they are done to a page."""
CUT = "text cut off"
"""The damage that is done to a page's text, last."""
_NEED_MARKS = ("figures lost", "row cut", "figure blanked", "cell lost", "cell added")


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


def check_kinds(kinds: Sequence[str], known: Collection[str]) -> None:
    """Refuse kinds of damage that there are not.

    Raises:
        ValueError: one is none of those that are known.
    """
    for kind in kinds:
        if kind not in known:
            raise ValueError(f"no damage {kind!r} can be done to such a page; there are {', '.join(known)}")


def kinds_for(layout: Layout | str) -> tuple[str, ...]:
    """Return the kinds of damage after which it is clear what can be known of a page in a layout.

    Raises:
        ValueError: no layout that can be written has this name.
    """
    layout = layout_named(layout)
    return (*(kind for kind in DAMAGES if layout.marks or kind not in _NEED_MARKS), CUT)


def damage(page: MarkedPage, kinds: Sequence[str], rng: random.Random) -> tuple[str, dict[str, Range], dict[str, str]]:
    """Do damages of these kinds to a page; return its text, where its figures stand, and what was done."""
    done = apply_damage(page, [kind for kind in kinds if kind != CUT], DAMAGES, rng)
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
        done[CUT] = f"behind {last}"
    moved = page.resolve_columns()
    return text, {moved.get(path, path): place for path, place in places.items()}, done
