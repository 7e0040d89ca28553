"""Place a row's figures in its columns: certain where the row is full, and else only where the page proves the place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import pairwise

from gzparse.form.items import BLANK, TEXT
from gzparse.model.grid import RowKind


class Outcome(StrEnum):
    """What became of a row's figures: given, blank, or why they are not given."""

    PLACED = "placed"
    """They stand in their columns."""
    BLANK = "blank"
    """All cells of the row are there and empty."""
    NO_CELLS = "no-cells"
    """Nothing stands behind the label."""
    NOT_FIGURES = "not-figures"
    """Something stands behind the label that is not a figure, as in most rows."""
    LINES_REMOVED = "lines-removed"
    """Nothing stands behind the label, and a crawler may have removed it."""
    CELLS_LOST = "cells-lost"
    """Fewer cells than columns."""
    EXTRA_FIGURE = "extra-figure"
    """More figures than columns."""
    UNPROVEN = "unproven"
    """Blanks, and nothing shows which columns they are."""
    BREAKS_SUM = "breaks-sum"
    """The only place left breaks the row's own sum."""
    PRINTED_TWICE = "printed-twice"
    """The row is printed twice, with different figures."""
    NO_HEADER = "no-header"
    """No header tells its columns."""
    OTHER_HEADER = "other-header"
    """Its header names other columns."""
    REORDERED = "reordered"
    """Its header names the columns in another order."""
    ADJACENT_FIGURES = "adjacent-figures"
    """Adjacent figures may be its own."""
    OTHER_LAYOUT = "other-layout"
    """Another layout reads other figures."""
    SPLIT_UNKNOWN = "split-unknown"
    """Its digits can be split in several ways."""


class Place:
    """Where a row's figures begin among its items, or why that is not certain.

    columns: which items are the figures, where they do not stand side by side. extra_item: the item that is none of them, but a
    page's number. reason: that of the finding, where the outcome and the row do not show it.
    """

    __slots__ = ("columns", "extra_item", "outcome", "reason", "start")

    def __init__(
        self,
        outcome: Outcome,
        start: int = 0,
        columns: tuple[int, ...] | None = None,
        extra_item: int | None = None,
        reason: str = "",
    ) -> None:
        self.outcome = outcome
        self.reason = reason
        self.start = start
        self.columns = columns
        self.extra_item = extra_item

    def item(self, column: int) -> int:
        """Return which of the row's items is the figure of a column."""
        return self.start + column if self.columns is None else self.columns[column]

    @property
    def certain(self) -> bool:
        """Whether the row's figures may be given."""
        return self.outcome in (Outcome.PLACED, Outcome.BLANK)


Shape = tuple[int, int, int, int]
"""A full row's shape: cells up to and with its label, cells behind it, where among those its figures begin, how many."""


def full(items: list[int], size: int) -> int:
    """Return where ``size`` figures stand side by side with nothing but blanks around them, or -1."""
    end = len(items)
    while end and items[end - 1] == BLANK:
        end -= 1
    start = end - size
    if start < 0:
        return -1
    window = items[start:end] if start else items[:end]
    if BLANK in window:
        return -1
    return start if not start or all(item == BLANK for item in items[:start]) else -1


def place(
    items: list[int],
    size: int,
    at: int,
    shapes: Sequence[Shape],
    *,
    cells_keep_position: bool,
    run: str | None = None,
    gaps: Collection[tuple[int, ...]] = (),
    noncontiguous: bool = False,
    gap_seen_once: bool = False,
    sums: Sequence[int] = (),
) -> Place:
    """Place the figures of a row that is not full.

    Figures at both ends of as many cells as the table has columns leave no choice. Where cells at an end are blank, they may
    as well be lost, or have been moved there: then the full rows of its kind must fix the place, and nothing may speak for
    another.

    keeps: some row of the table has an empty cell in front, so that blanks behind the figures are not a scraper's. run: the
    type of the run of cells that the row was cut from. gaps: the items that hold the figures of other rows of its kind, where
    they do not stand side by side. apart: some row's figures do not. odd: one row of its kind has a cell too many among its
    figures, and none is full. sums: the sizes of the groups whose last figure is the sum of the others.
    """
    filled = [index for index, item in enumerate(items) if item != BLANK]
    if run == RowKind.LINE_RUN and TEXT in items:
        return Place(Outcome.UNPROVEN)  # where blanks leave no trace, a line that is no figure may stand where one is
    same_shape = [(length, start) for a, length, start, figures in shapes if a == at and figures == size]
    of_its_kind = set(same_shape)
    alike = {start for length, start in of_its_kind if length == len(items)}
    if not filled:
        if not items:
            return Place(Outcome.NO_CELLS)
        longest = max((length for length, _ in of_its_kind), default=size)
        # In a run of cells, blanks may as well be those of a row's end or of a heading: then its like must have them too.
        if len(items) < longest or (not alike and (of_its_kind or run)):
            return Place(Outcome.CELLS_LOST)
        return Place(Outcome.BLANK, min(alike, default=0))
    if len(filled) > size:
        return (_adjacent_page_number(items, filled, size, sums) if run and len(filled) == size + 1 else None) or Place(
            Outcome.EXTRA_FIGURE
        )
    first, last = filled[0], filled[-1]
    span = last - first + 1
    if noncontiguous:
        return _across_gaps(items, filled, size, gaps, sums) or Place(Outcome.UNPROVEN)
    if span == size:
        if TEXT in items or gap_seen_once:
            return Place(Outcome.UNPROVEN)  # what is no number may be several, and the blank the room that they left
        if of_its_kind and first not in {start for _, start in of_its_kind}:
            return Place(Outcome.UNPROVEN)  # where its like begin elsewhere, a cell may be one too many
        return Place(Outcome.BREAKS_SUM) if False in sums_hold(items[first : last + 1], sums) else Place(Outcome.PLACED, first)
    if span > size:
        placed = _across_gaps(items, filled, size, gaps, sums)
        # In a run, the last may be a number that stands behind the row.
        return placed if placed is not None and (not run or placed.columns in gaps) else Place(Outcome.EXTRA_FIGURE)
    if len(items) < size:
        return Place(Outcome.CELLS_LOST)
    starts = range(max(0, last - size + 1), min(first, len(items) - size) + 1)
    verdicts = {start: sums_hold(items[start : start + size], sums) for start in starts}
    if len(sums) > 1 and len(items) == size and alike == {0} and _groups_are_whole(items, sums):
        return Place(Outcome.PLACED, 0)  # in all its cells, whole groups are blank
    if all(False in verdict for verdict in verdicts.values()):
        return Place(Outcome.BREAKS_SUM)
    # One row may have come by its shape in its own way, since headings span cells: two of a kind are a rule.
    if len(of_its_kind) > 1 or (sums and len(same_shape) < 2):
        return Place(Outcome.UNPROVEN)
    confirmed = [start for start, verdict in verdicts.items() if verdict and set(verdict) == {True}]
    if len(confirmed) == 1 and confirmed[0] in alike:
        return Place(Outcome.PLACED, confirmed[0])
    if alike and (len(items) == size or not sums):
        start = min(alike)
        window = items[start : start + size]
        trailing = BLANK not in items[start:last]
        if start not in verdicts or False in verdicts[start] or (trailing and not cells_keep_position):
            return Place(Outcome.UNPROVEN)
        if not sums or (len(sums) == 1 and (not trailing or _is_no_total(window))):
            return Place(Outcome.PLACED, start)
    return Place(Outcome.UNPROVEN)


def _adjacent_page_number(items: list[int], filled: list[int], size: int, sums: Sequence[int]) -> Place | None:
    """Place a row with one number too many: a page's number, if the figures without it add up and those with it do not."""
    choices = {}
    for number in filled:
        rest = [index for index in filled if index != number]
        if False not in sums_hold([items[index] for index in rest], sums):
            choices[tuple(items[index] for index in rest)] = rest, number
    if len(choices) != 1 or not sums:
        return None
    ((rest, number),) = choices.values()
    at_an_end = rest[-1] - rest[0] + 1 == size
    return Place(Outcome.PLACED, rest[0], extra_item=number) if at_an_end and 0 < items[number] < 10_000 else None


def _across_gaps(
    items: list[int], filled: list[int], size: int, gaps: Collection[tuple[int, ...]], sums: Sequence[int]
) -> Place | None:
    """Place figures that do not stand side by side, as in tables whose cells span several columns of another table."""
    if TEXT in items:
        return None
    columns = tuple(filled) if len(filled) == size else next(iter(gaps), ()) if len(gaps) == 1 else ()
    if not columns or not set(filled) <= set(columns):
        return None
    window = [items[index] for index in columns]
    verdict = sums_hold(window, sums)
    if columns[-1] not in filled and sums and not (len(sums) == 1 and _is_no_total(window)):
        return None  # the total may have slipped to the left
    if not sums and tuple(filled) == columns[: len(filled)] != columns and len({b - a for a, b in pairwise(columns)}) == 1:
        return None  # marks that are doubled are no cells that keep their place: a blank may have been moved to the end
    if False in verdict or not (columns in gaps or (verdict and set(verdict) == {True})):
        return None
    return Place(Outcome.PLACED, columns=columns)


def _is_no_total(window: list[int]) -> bool:
    """Whether the last printed figure is too small to be a total that has slipped to the left."""
    *parts, last = [item for item in window if item != BLANK]
    return 0 <= last < sum(part for part in parts if part > 0)


def _groups_are_whole(window: list[int], sums: Sequence[int]) -> bool:
    """Whether each group is all blank or all printed."""
    at = 0
    for size in sums:
        if 0 < window[at : at + size].count(BLANK) < size:
            return False
        at += size
    return True


def sums_hold(window: list[int], sums: Sequence[int]) -> list[bool | None]:
    """Tell for each group whether its last figure is the sum of the others: ``None`` where zeros or blanks prove nothing."""
    verdicts: list[bool | None] = []
    at = 0
    for size in sums:
        *parts, total = window[at : at + size]
        at += size
        if total < 0 or any(part < BLANK for part in parts):
            verdicts.append(None)
        else:
            added = sum(part for part in parts if part > 0)
            verdicts.append(None if added == total == 0 else added == total)
    return verdicts
