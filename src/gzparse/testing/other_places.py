"""Other rows and columns that the figures of a page without marks may belong to.

In: a damaged page. Out: each path at which another report differs, although it prints the same page. Rows trade their figures
where the sums stay as they are or there are none; whole columns move where zeros are not printed.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from gzparse.testing import figures as writing
from gzparse.testing.other_figures import RESULTS, Difference, differences, held_in, printed_in
from gzparse.testing.pages import OUTCOMES, Page

__all__ = ["between_labels", "columns_moved"]


class Standing(NamedTuple):
    """Where a row's label begins and ends, and where its figures stand, by lines and words."""

    key: str
    begin: tuple[int, int] | None
    end: tuple[int, int] | None
    figures: tuple[int, int] | None


def _standing(page: Page) -> list[Standing]:
    labels: dict[str, list[tuple[int, int]]] = defaultdict(list)
    figures: dict[str, tuple[int, int]] = {}
    for at, line in enumerate(page.lines):
        for index, word in enumerate(line.words):
            if word.path:
                figures.setdefault(word.row, (at, index))
            elif word.row and not word.noise:
                labels[word.row].append((at, index))
    rows = [
        Standing(key, labels[key][0] if labels[key] else None, labels[key][-1] if labels[key] else None, figures.get(key))
        for key in page.form.rows
        if key != OUTCOMES and (labels[key] or key in figures)
    ]
    return sorted(rows, key=lambda r: min(place for place in (r.begin, r.figures) if place))


def between_labels(page: Page) -> Iterator[Difference]:
    """Return what differs where another row may have a row's figures: where the sums stay as they are, or there are none."""
    rows, order, peers = _standing(page), list(page.form.rows), _peers(page)
    mixed = page.writer.place == "mixed"
    floating = mixed or page.writer.unanchored or page.writer.concatenated
    for at, row in enumerate(rows):
        if row.key not in peers:
            continue
        lost = row.figures is None and not page.ended & set(page.form.rows[row.key].paths)
        for step, side in ((1, floating), (-1, mixed)):
            beyond = at + step
            while lost and side and 0 <= beyond < len(rows) and rows[beyond].key in peers[row.key]:
                near = rows[beyond]
                if near.figures is None:
                    break
                unlabelled = near.begin is None or near.end is None
                if not unlabelled and not (mixed and _floats(page, near, before=step == 1)):
                    break
                for path in (*page.form.rows[row.key].paths, *page.form.rows[near.key].paths):
                    yield Difference(path, f"the figures of {near.key} may be those of {row.key}")
                if unlabelled:
                    break
                beyond += step
        if row.begin is None:
            number = order.index(row.key)
            for other in order[number - 1], order[number + 1]:
                if other in peers[row.key] and page.why.get(other) == "row lost":
                    for path in page.form.rows[row.key].paths:
                        yield Difference(path, f"the figures may be those of {other}, which is lost too")


def _peers(page: Page) -> dict[str, frozenset[str]]:
    """Return for each row those that its figures could as well stand in."""
    groups = [frozenset(f"proactive_disclosure.{row}" for row in block.rows) for block in writing.blocks(page.form.edition)]
    return {key: group for group in (*groups, RESULTS) for key in group}


def _floats(page: Page, row: Standing, before: bool) -> bool:
    """Whether a row's figures stand on a line of their own before its label, or after it."""
    if row.begin is None or row.end is None or row.figures is None:
        return False
    if not page.lines[row.figures[0]].words[0].path:
        return False
    return row.figures[0] < row.begin[0] if before else row.figures[0] > row.end[0]


def columns_moved(page: Page) -> Iterator[Difference]:
    """Return what differs where whole columns may move: zeros are not printed, whole columns are empty, and all sums stay."""
    zeroed = 1 in page.zeroed
    if page.writer.aligned or not (zeroed or _zeros_removed(page)):
        return
    rows = [key for key, table in page.form.table_of.items() if table == 1]
    used = [c for c in range(6) if any(held_in(page, key)[c] for key in rows)]
    if len(used) == 6:
        return
    for key in rows:
        if page.ended & set(page.form.rows[key].paths):
            continue
        truth = printed_in(page, key)
        for places in itertools.combinations(range(6), len(used)):
            cells: list[str | None] = [None] * 6
            for place, column in zip(places, used, strict=True):
                cells[place] = truth[column]
            yield from differences(page, key, truth, (*cells, truth[6]), "columns moved")


def _zeros_removed(page: Page) -> bool:
    """Whether removing repeated lines has removed all zeros of table three, and little else is wrong."""
    zeros = {path for path in page.form.paths_of(1) if page.held[path] == 0}
    harmless = {"", "typo", "row lost", "label lost", "figures lost"}
    return (
        page.writer.cell
        and bool(zeros)
        and zeros <= page.deduped
        and all(why in harmless for key, why in page.why.items() if page.form.table_of[key] == 1)
    )
