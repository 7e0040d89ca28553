"""Placing: a row's items → where its figures are. That is certain if the row is full, or if the page proves it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import pairwise

from gzparse.form.items import BLANK, PAGE_NUMBERS, TEXT
from gzparse.model.grid import RowKind


class Outcome(StrEnum):
    """What became of a row's figures: placed, blank, or why they are not given."""

    PLACED = "placed"
    """They stand in their columns."""
    BLANK = "blank"
    """All cells of the row are there and empty."""
    NO_CELLS = "no-cells"
    """Nothing stands behind the label."""
    NOT_FIGURES = "not-figures"
    """What stands behind the label is not a figure, as in most rows."""
    LINES_REMOVED = "lines-removed"
    """Nothing stands behind the label, and a crawler may have removed the line."""
    CELLS_LOST = "cells-lost"
    """Fewer cells than columns."""
    EXTRA_FIGURE = "extra-figure"
    """More figures than columns."""
    UNPROVEN = "unproven"
    """Some cells are blank, and nothing shows which columns they are."""
    BREAKS_SUM = "breaks-sum"
    """In the only place left, the row breaks its own sum."""
    PRINTED_TWICE = "printed-twice"
    """The row is printed twice, with different figures."""
    NO_HEADER = "no-header"
    """No header names its columns."""
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


_PLACED, _BLANK = Outcome.PLACED, Outcome.BLANK  # an Enum takes its time to give a member


class Place:
    """Where a row's figures begin among its items, or why that is not certain.

    placed: its figures stand in their columns. certain: they may be given, or all are blank.
    columns: the indexes of the items that are the figures, where they are not adjacent. extra_item: the index of an item among
    them that is a page number. reason: that of the finding, where the outcome and the row do not show it. beneath: the row's
    plain place, where an alternative took its figures back.
    """

    __slots__ = ("beneath", "certain", "columns", "extra_item", "outcome", "placed", "reason", "start")

    def __init__(
        self,
        outcome: Outcome,
        start: int = 0,
        columns: tuple[int, ...] | None = None,
        extra_item: int | None = None,
        reason: str = "",
        *,
        beneath: Place | None = None,
    ) -> None:
        self.outcome = outcome
        self.placed = outcome is _PLACED
        self.certain = outcome is _PLACED or outcome is _BLANK
        self.reason = reason
        self.start = start
        self.columns = columns
        self.extra_item = extra_item
        self.beneath = beneath

    def item(self, column: int) -> int:
        """Return the index of the item that is the figure of a column."""
        return self.start + column if self.columns is None else self.columns[column]


WHOLE_GROUPS = Place(Outcome.PLACED, 0)
"""The place of figures in all of a row's cells where whole groups of them are blank: nothing is asked of the sums."""

Shape = tuple[int, int, int, int]
"""A full row's shape: how many cells its label has, how many are behind it, where its figures begin, how many they are."""


def full(items: list[int], size: int) -> int:
    """Return where ``size`` adjacent figures begin with nothing but blanks around them, or -1."""
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
    be lost, or have been moved there. Then full rows of the same shape must prove the place, and nothing may speak for another.

    at: how many cells the label has. cells_keep_position: some row of the table has an empty cell in
    front, so that blanks behind figures were not moved there. run: the type of the run of cells from which the row was cut.
    gaps: the indexes of the items that hold the figures of other rows of the same shape, where they are not adjacent.
    noncontiguous: figures of some rows are not adjacent. gap_seen_once: a row of the same shape has an extra cell among its
    figures, and none is full. sums: the sizes of the groups whose last figure is the sum of the others.
    """
    filled = [index for index, item in enumerate(items) if item != BLANK]
    if run == RowKind.LINE_RUN and TEXT in items:
        return Place(Outcome.UNPROVEN)  # blanks are not preserved: text may stand in a figure's place
    same_shape = [(length, start) for a, length, start, figures in shapes if a == at and figures == size]
    known = set(same_shape)
    of_same_length = {start for length, start in known if length == len(items)}
    if not filled:
        if not items:
            return Place(Outcome.NO_CELLS)
        longest = max((length for length, _ in known), default=size)
        # In a run of cells, blanks may be those of a row's end or of a heading: rows of the same shape must have them too.
        if len(items) < longest or (not of_same_length and (known or run)):
            return Place(Outcome.CELLS_LOST)
        return Place(Outcome.BLANK, min(of_same_length, default=0))
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
            return Place(Outcome.UNPROVEN)  # text may be several numbers, and the blank the room that they left
        if known and first not in {start for _, start in known}:
            return Place(Outcome.UNPROVEN)  # where rows of the same shape begin elsewhere, a cell may be extra
        return Place(Outcome.BREAKS_SUM) if False in sums_hold(items[first : last + 1], sums) else Place(Outcome.PLACED, first)
    if span > size:
        placed = _across_gaps(items, filled, size, gaps, sums)
        # In a run, the last may be a number that stands behind the row.
        return placed if placed is not None and (not run or placed.columns in gaps) else Place(Outcome.EXTRA_FIGURE)
    if len(items) < size:
        return Place(Outcome.CELLS_LOST)
    starts = range(max(0, last - size + 1), min(first, len(items) - size) + 1)
    verdicts = {start: sums_hold(items[start : start + size], sums) for start in starts}
    if len(sums) > 1 and len(items) == size and of_same_length == {0} and _groups_are_whole(items, sums):
        return WHOLE_GROUPS
    if all(False in verdict for verdict in verdicts.values()):
        return Place(Outcome.BREAKS_SUM)
    # A single row may have its shape by chance, since headings span cells. Two rows of one shape prove it.
    if len(known) > 1 or (sums and len(same_shape) < 2):
        return Place(Outcome.UNPROVEN)
    confirmed = [start for start, verdict in verdicts.items() if verdict and set(verdict) == {True}]
    if len(confirmed) == 1 and confirmed[0] in of_same_length:
        return Place(Outcome.PLACED, confirmed[0])
    if of_same_length and (len(items) == size or not sums):
        start = min(of_same_length)
        window = items[start : start + size]
        trailing = BLANK not in items[start:last]
        if start not in verdicts or False in verdicts[start] or (trailing and not cells_keep_position):
            return Place(Outcome.UNPROVEN)
        if not sums or (len(sums) == 1 and (not trailing or _is_no_total(window))):
            return Place(Outcome.PLACED, start)
    return Place(Outcome.UNPROVEN)


def _adjacent_page_number(items: list[int], filled: list[int], size: int, sums: Sequence[int]) -> Place | None:
    """Place a row with an extra number, if only one number can be left out so that the others add up: a page number."""
    choices = {}
    for number in filled:
        rest = [index for index in filled if index != number]
        if False not in sums_hold([items[index] for index in rest], sums):
            choices[tuple(items[index] for index in rest)] = rest, number
    if len(choices) != 1 or not sums:
        return None
    ((rest, number),) = choices.values()
    at_an_end = rest[-1] - rest[0] + 1 == size
    return Place(Outcome.PLACED, rest[0], extra_item=number) if at_an_end and items[number] in PAGE_NUMBERS else None


def _across_gaps(
    items: list[int], filled: list[int], size: int, gaps: Collection[tuple[int, ...]], sums: Sequence[int]
) -> Place | None:
    """Place figures that are not adjacent, as in tables whose cells span several columns of another table."""
    if TEXT in items:
        return None
    columns = tuple(filled) if len(filled) == size else next(iter(gaps), ()) if len(gaps) == 1 else ()
    if not columns or not set(filled) <= set(columns):
        return None
    window = [items[index] for index in columns]
    verdict = sums_hold(window, sums)
    if columns[-1] not in filled and sums and not (len(sums) == 1 and _is_no_total(window)):
        return None  # the total may have moved to the left
    if not sums and tuple(filled) == columns[: len(filled)] != columns and len({b - a for a, b in pairwise(columns)}) == 1:
        return None  # doubled marks do not make cells that keep their place: a blank may have been moved to the end
    if False in verdict or not (columns in gaps or (verdict and set(verdict) == {True})):
        return None
    return Place(Outcome.PLACED, columns=columns)


def _is_no_total(window: list[int]) -> bool:
    """Whether the last printed figure is too small to be a total that has moved to the left."""
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


class OwnSums(tuple[int, ...]):
    """The sizes of the groups of a row's figures, where the table has its own columns.

    places: where in the table the form's columns stand.
    """

    places: tuple[int, ...]

    def __new__(cls, sizes: Sequence[int], places: tuple[int, ...]) -> OwnSums:
        """Take the sizes, and where the form's columns stand."""
        sums = super().__new__(cls, sizes)
        sums.places = places
        return sums

    def __getnewargs__(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return what a copy is made of."""
        return tuple(self), self.places


def sums_hold(window: Sequence[int], sums: Sequence[int]) -> list[bool | None]:
    """Return for each group whether its last figure is the sum of the others; ``None`` where that proves nothing."""
    if type(sums) is OwnSums:
        window = [window[place] for place in sums.places] if len(window) > max(sums.places) else []
    verdicts: list[bool | None] = []
    at = 0
    for size in sums if window else ():
        *parts, total = window[at : at + size]
        at += size
        least = min(parts, default=0)
        if total < 0 or least < BLANK:
            verdicts.append(None)
        else:
            added = sum(part for part in parts if part > 0) if least < 0 else sum(parts)
            verdicts.append(None if added == total == 0 else added == total)
    return verdicts
