"""Placing: a row's figures have columns where the row is full, and else only where the page proves which."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

import pytest

from gzparse.form.items import BLANK, NIL, NUMBER, TEXT
from gzparse.form.placing import Outcome, Place, Shape, full, place, sums_hold

B, N, D, T = BLANK, NIL, NUMBER, TEXT


def placed(
    items: Sequence[int],
    size: int,
    shapes: Sequence[Shape] = (),
    *,
    cells_keep_position: bool = False,
    run: str | None = None,
    gaps: Collection[tuple[int, ...]] = (),
    noncontiguous: bool = False,
    sums: Sequence[int] = (),
) -> tuple[Outcome, int, tuple[int, ...] | None, int | None]:
    """Place a row whose label ends in its first cell."""
    found = place(
        list(items),
        size,
        1,
        shapes,
        cells_keep_position=cells_keep_position,
        run=run,
        gaps=gaps,
        noncontiguous=noncontiguous,
        sums=sums,
    )
    return found.outcome, found.start, found.columns, found.extra_item


def given(start: int = 0, columns: tuple[int, ...] | None = None, noncontiguous: int | None = None) -> tuple[object, ...]:
    return "placed", start, columns, noncontiguous


def refused(why: Outcome) -> tuple[object, ...]:
    return why, 0, None, None


def same_shape(length: int, start: int, size: int, *, at: int = 1) -> Shape:
    return at, length, start, size


# --- places -------------------------------------------------------------------------------------------------------------


def test_a_place_gives_the_item_that_is_a_columns_figure() -> None:
    assert [Place(Outcome.PLACED, 2).item(column) for column in range(3)] == [2, 3, 4]
    assert [Place(Outcome.PLACED).item(column) for column in range(3)] == [0, 1, 2]
    assert [Place(Outcome.PLACED, columns=(0, 3, 5)).item(column) for column in range(3)] == [0, 3, 5]


def test_only_what_is_placed_or_blank_is_certain() -> None:
    assert Place(Outcome.PLACED).certain
    assert Place(Outcome.BLANK).certain
    others: tuple[Outcome, ...] = (
        Outcome.NO_CELLS,
        Outcome.CELLS_LOST,
        Outcome.EXTRA_FIGURE,
        Outcome.UNPROVEN,
        Outcome.BREAKS_SUM,
        Outcome.PRINTED_TWICE,
        Outcome.NO_HEADER,
        Outcome.OTHER_HEADER,
        Outcome.REORDERED,
    )
    more: tuple[Outcome, ...] = (Outcome.ADJACENT_FIGURES, Outcome.OTHER_LAYOUT, Outcome.SPLIT_UNKNOWN)
    assert not any(Place(why).certain for why in (*others, *more))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("count", range(7))
def test_a_row_is_full_where_its_figures_stand_side_by_side_and_are_as_many_as_its_columns(size: int, count: int) -> None:
    for items in itertools.product((B, 0, 5, N, T), repeat=count) if count < 5 else itertools.product((B, 5), repeat=count):
        filled = [index for index, item in enumerate(items) if item != B]
        whole = len(filled) == size and filled[-1] - filled[0] + 1 == size
        assert full(list(items), size) == (filled[0] if whole else -1)


# --- sums ---------------------------------------------------------------------------------------------------------------


def holds(group: Sequence[int]) -> bool | None:
    """Report one group what the design says: blanks count nothing, zeros alone and what is no count prove nothing."""
    *parts, total = group
    if total in (B, N, D, T) or {N, D, T} & set(parts):
        return None
    added = sum(part for part in parts if part != B)
    return None if added == 0 == total else added == total


@pytest.mark.parametrize("sums", [(3,), (2, 2), (1, 3), (2, 1, 1)])
def test_sums_hold_where_the_last_of_each_group_is_the_sum_of_the_others(sums: tuple[int, ...]) -> None:
    for window in itertools.product((T, D, N, B, 0, 1, 2), repeat=sum(sums)):
        ends = list(itertools.accumulate(sums))
        groups = [window[end - size : end] for end, size in zip(ends, sums, strict=True)]
        assert sums_hold(list(window), sums) == [holds(group) for group in groups]


def test_without_sums_nothing_is_said() -> None:
    assert sums_hold([1, 2, 4], ()) == []


def test_figures_are_taken_to_stand_side_by_side_in_a_table_without_sums_unless_it_is_said() -> None:
    found = place([1, B, 2], 3, 1, (), cells_keep_position=False)
    assert (found.outcome, found.start, found.columns) == (Outcome.PLACED, 0, None)


# --- rows without figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "shapes", "run", "wanted"),
    [
        ([], (), None, refused(Outcome.NO_CELLS)),
        ([], (same_shape(3, 0, 3),), "CELLS", refused(Outcome.NO_CELLS)),
        ([B, B, B], (), None, ("blank", 0, None, None)),
        ([B, B, B, B], (), None, ("blank", 0, None, None)),
        ([B, B], (), None, refused(Outcome.CELLS_LOST)),
        # in a run, blanks may be those of another row's end, unless full rows have as many cells
        ([B, B, B], (), "CELLS", refused(Outcome.CELLS_LOST)),
        ([B, B, B], (same_shape(3, 0, 3),), "CELLS", ("blank", 0, None, None)),
        ([B, B, B], (same_shape(3, 0, 3),), None, ("blank", 0, None, None)),
        ([B, B, B], (same_shape(3, 0, 3, at=2),), "CELLS", refused(Outcome.CELLS_LOST)),
        ([B, B, B], (same_shape(3, 0, 2),), "CELLS", refused(Outcome.CELLS_LOST)),
        ([B, B, B], (same_shape(3, 0, 2),), None, ("blank", 0, None, None)),
        ([B, B, B], (same_shape(4, 1, 3, at=2),), None, ("blank", 0, None, None)),
        # rows of the same shape have more cells, or fewer
        ([B, B, B], (same_shape(4, 1, 3),), None, refused(Outcome.CELLS_LOST)),
        ([B, B, B], (same_shape(3, 0, 3), same_shape(4, 1, 3)), None, refused(Outcome.CELLS_LOST)),
        ([B, B, B, B], (same_shape(3, 0, 3),), None, refused(Outcome.CELLS_LOST)),
        ([B, B, B, B], (same_shape(4, 1, 3),), None, ("blank", 1, None, None)),
        ([B, B, B, B], (same_shape(4, 1, 3), same_shape(4, 0, 3), same_shape(3, 0, 3)), None, ("blank", 0, None, None)),
    ],
)
def test_a_row_without_figures_is_blank_where_all_its_cells_are_there(
    items: list[int], shapes: tuple[Shape, ...], run: str | None, wanted: object
) -> None:
    assert placed(items, 3, shapes, run=run) == wanted


# --- more figures than columns ------------------------------------------------------------------------------------------


def test_an_item_that_is_no_figure_is_an_extra_item_as_a_figure_is() -> None:
    assert placed([1, 2, 3, 4], 3) == refused(Outcome.EXTRA_FIGURE)
    assert placed([1, 2, 3, T], 3) == refused(Outcome.EXTRA_FIGURE)
    assert placed([1, 2, 3, T, B, T], 3) == refused(Outcome.EXTRA_FIGURE)
    assert placed([T, 1, 2, 3], 3) == refused(Outcome.EXTRA_FIGURE)
    assert placed([1, 2, 3, 4, T], 3) == refused(Outcome.EXTRA_FIGURE)
    assert placed([1, 2, T], 3) == refused(Outcome.UNPROVEN)
    assert placed([1, 2, T], 3, [same_shape(3, 0, 3)], cells_keep_position=True) == refused(Outcome.UNPROVEN)


def test_a_text_in_a_run_whose_blanks_are_not_preserved_may_stand_for_a_figure() -> None:
    assert placed([T, 1, 2, 3], 3, run="LINES") == refused(Outcome.UNPROVEN)
    assert placed([T, 1, 2, 3], 3, run="CELLS") == refused(Outcome.EXTRA_FIGURE)
    assert placed([1, 2, 3], 3, run="LINES") == given()


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ([1, 2, 3, 6, 7], given(0, noncontiguous=4)),
        ([7, 1, 2, 3, 6], given(1, noncontiguous=0)),
        ([1, 7, 2, 3, 6], refused(Outcome.EXTRA_FIGURE)),  # it stands within the row
        ([1, 2, 3, 6, 9_999], given(0, noncontiguous=4)),
        ([1, 2, 3, 6, 10_000], refused(Outcome.EXTRA_FIGURE)),
        ([1, 2, 3, 6, 1], given(0, noncontiguous=4)),
        ([1, 2, 3, 6, 0], refused(Outcome.EXTRA_FIGURE)),
        ([0, 0, 0, 0, 0], refused(Outcome.EXTRA_FIGURE)),
        (
            [0, 0, 0, 0, 7],
            refused(Outcome.EXTRA_FIGURE),
        ),  # 0 0 0 7 breaks its sum, and is no less what may be printed: see below
        ([1, 2, 3, 6, N], refused(Outcome.EXTRA_FIGURE)),
        ([1, 2, 3, 5, 7], refused(Outcome.EXTRA_FIGURE)),
        ([1, 2, 3, 6, 7, 8], refused(Outcome.EXTRA_FIGURE)),
        ([0, 1, 1, 2, 3], refused(Outcome.EXTRA_FIGURE)),  # 0 1 1 2 adds up, and so does 0 1 2 3
    ],
)
def test_one_number_too_many_in_a_run_is_a_pages_where_the_row_adds_up_without_it_alone(
    items: list[int], wanted: object
) -> None:
    if items == [0, 0, 0, 0, 7]:
        wanted = given(0, noncontiguous=4)  # 0 0 0 0 is left, and no other four of them add up
    assert placed(items, 4, run="CELLS", sums=(4,)) == wanted
    assert placed(items, 4, sums=(4,)) == refused(Outcome.EXTRA_FIGURE)
    assert placed(items, 4, run="CELLS") == refused(Outcome.EXTRA_FIGURE)


def test_without_sums_no_number_is_a_pages() -> None:
    assert placed([3, 3], 1, run="CELLS") == refused(Outcome.EXTRA_FIGURE)
    assert placed([3, 3], 1, run="CELLS", sums=(1,)) == refused(Outcome.EXTRA_FIGURE)


# --- figures at both ends -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "shapes", "sums", "wanted"),
    [
        ([1, B, 3], (), (), given(0)),
        ([B, 1, B, 3, B], (), (), given(1)),
        ([B, 1, B, 3, B], (same_shape(5, 1, 3),), (), given(1)),
        ([B, 1, B, 3, B], (same_shape(4, 1, 3),), (), given(1)),
        ([B, 1, B, 3, B], (same_shape(5, 0, 3), same_shape(5, 1, 3)), (), given(1)),
        ([B, 1, B, 3, B], (same_shape(5, 0, 3),), (), refused(Outcome.UNPROVEN)),
        ([B, 1, B, 3, B], (same_shape(5, 0, 3, at=2),), (), given(1)),
        ([B, 1, B, 3, B], (same_shape(5, 0, 4),), (), given(1)),
        ([1, B, T], (), (), refused(Outcome.UNPROVEN)),
        ([1, B, 1], (), (3,), given(0)),
        ([1, B, 2], (), (3,), refused(Outcome.BREAKS_SUM)),
        ([B, 1, B, 2], (), (3,), refused(Outcome.BREAKS_SUM)),
        ([B, 2, B, 2], (), (3,), given(1)),
        ([0, B, 0], (), (3,), given(0)),
        ([1, N, 5], (), (3,), given(0)),
    ],
)
def test_figures_at_both_ends_of_as_many_cells_as_columns_leave_no_choice(
    items: list[int], shapes: tuple[Shape, ...], sums: tuple[int, ...], wanted: object
) -> None:
    assert placed(items, 3, shapes, sums=sums) == wanted


# --- noncontiguous figures -----------------------------------------------------------------------------------------------

THIRDS = (0, 2, 4)


@pytest.mark.parametrize(
    ("items", "gaps", "sums", "wanted"),
    [
        ([1, B, 2, B, 3], (), (3,), given(columns=THIRDS)),
        ([1, B, 2, B, 4], (), (3,), refused(Outcome.EXTRA_FIGURE)),
        ([1, B, 2, B, 4], [THIRDS], (3,), refused(Outcome.EXTRA_FIGURE)),
        ([1, B, 2, B, 3], (), (), refused(Outcome.EXTRA_FIGURE)),
        ([1, B, 2, B, 3], [THIRDS], (), given(columns=THIRDS)),
        ([1, B, 2, B, 3], [THIRDS, (0, 1, 4)], (), given(columns=THIRDS)),
        ([1, B, 2, B, 3], [(0, 1, 4)], (), refused(Outcome.EXTRA_FIGURE)),
        ([0, B, 0, B, 0], (), (3,), refused(Outcome.EXTRA_FIGURE)),
        ([0, B, 0, B, 0], [THIRDS], (3,), given(columns=THIRDS)),
        ([1, B, T, B, 3], [THIRDS], (), refused(Outcome.EXTRA_FIGURE)),
        # one blank among them: other rows must show where they stand, and all the same
        ([3, B, B, B, 3], [THIRDS], (3,), given(columns=THIRDS)),
        ([3, B, B, B, 3], [THIRDS], (), given(columns=THIRDS)),
        ([3, B, B, B, 2], [THIRDS], (3,), refused(Outcome.EXTRA_FIGURE)),
        ([3, B, B, B, 3], [THIRDS, (0, 1, 4)], (3,), refused(Outcome.EXTRA_FIGURE)),
        ([3, B, B, B, 3], (), (3,), refused(Outcome.EXTRA_FIGURE)),
        ([3, B, B, 3, B], [THIRDS], (3,), refused(Outcome.EXTRA_FIGURE)),
        ([5, B, B, 3, B, B], [(0, 2, 5)], (), refused(Outcome.EXTRA_FIGURE)),
    ],
)
def test_figures_that_stand_apart_are_placed_where_other_rows_or_the_sum_say_so(
    items: list[int], gaps: list[tuple[int, ...]], sums: tuple[int, ...], wanted: tuple[object, ...]
) -> None:
    assert placed(items, 3, gaps=gaps, sums=sums) == wanted
    why = "unproven" if wanted[0] == "extra-figure" else wanted[0]
    assert placed(items, 3, gaps=gaps, sums=sums, noncontiguous=True) == (why, *wanted[1:])
    in_run = placed(items, 3, gaps=gaps, sums=sums, run="CELLS")
    assert in_run == (wanted if THIRDS in gaps else refused(Outcome.EXTRA_FIGURE))


@pytest.mark.parametrize(
    ("items", "gaps", "sums", "wanted"),
    [
        ([1, 2, 3], (), (3,), given(columns=(0, 1, 2))),
        ([1, 2, 3], (), (), refused(Outcome.UNPROVEN)),
        ([1, 2, 3], [(0, 1, 2)], (), given(columns=(0, 1, 2))),
        # a blank total: the last that is printed must be too small to be one that has moved
        ([5, B, 2, B, B], [THIRDS], (3,), given(columns=THIRDS)),
        ([2, B, 5, B, B], [THIRDS], (3,), refused(Outcome.UNPROVEN)),
        ([2, B, 2, B, B], [THIRDS], (3,), refused(Outcome.UNPROVEN)),
        ([5, B, 2, B, B], [THIRDS], (1, 2), refused(Outcome.UNPROVEN)),
        ([B, B, 5, B, 5], [THIRDS], (3,), given(columns=THIRDS)),
        # doubled marks keep no place: a blank may have been moved to the end
        ([5, B, 2, B, B], [THIRDS], (), refused(Outcome.UNPROVEN)),
        ([5, B, 2, B, B, B], [(0, 2, 5)], (), given(columns=(0, 2, 5))),
        ([5, B, B, B, 2], [THIRDS], (), given(columns=THIRDS)),
        ([B, B, 5, B, 2], [THIRDS], (), given(columns=THIRDS)),
        ([5, B, 2, B, 3], [THIRDS], (), given(columns=THIRDS)),
    ],
)
def test_in_a_table_whose_figures_stand_apart_a_row_must_have_its_place_proven(
    items: list[int], gaps: list[tuple[int, ...]], sums: tuple[int, ...], wanted: object
) -> None:
    assert placed(items, 3, gaps=gaps, sums=sums, noncontiguous=True) == wanted


def test_the_last_total_of_several_may_have_moved_however_small_it_is() -> None:
    """It is compared with the parts of its own group alone, and of these none may be left."""
    columns = (0, 2, 4, 6)
    assert placed([4, B, 4, B, 1, B, B], 4, gaps=[columns], sums=(2, 2), noncontiguous=True) == refused(Outcome.UNPROVEN)
    assert placed([4, B, 4, B, 1, B, 1], 4, gaps=[columns], sums=(2, 2), noncontiguous=True) == given(columns=columns)


# --- fewer figures than columns -----------------------------------------------------------------------------------------


def test_fewer_cells_than_columns_are_a_row_cut_off() -> None:
    assert placed([1, B], 3) == refused(Outcome.CELLS_LOST)
    assert placed([B, 1], 3, [same_shape(3, 0, 3)] * 2) == refused(Outcome.CELLS_LOST)
    assert placed([1], 3, [same_shape(3, 0, 3)] * 2, sums=(3,)) == refused(Outcome.CELLS_LOST)


@pytest.mark.parametrize(
    ("items", "shapes", "cells_keep_position", "wanted"),
    [
        ([B, 1, 2], (), False, refused(Outcome.UNPROVEN)),
        ([B, 1, 2], (same_shape(3, 0, 3),), False, given(0)),
        ([B, 1, 2], (same_shape(3, 0, 3, at=0),), False, refused(Outcome.UNPROVEN)),
        ([B, 1, 2], (same_shape(3, 0, 2),), False, refused(Outcome.UNPROVEN)),
        ([B, 1, 2], (same_shape(4, 0, 3),), False, refused(Outcome.UNPROVEN)),
        ([B, 1, 2], (same_shape(3, 0, 3), same_shape(4, 1, 3)), False, refused(Outcome.UNPROVEN)),
        # blanks behind the figures may be a scraper's, unless the table keeps one in front
        ([1, 2, B], (same_shape(3, 0, 3),), False, refused(Outcome.UNPROVEN)),
        ([1, 2, B], (same_shape(3, 0, 3),), True, given(0)),
        ([1, B, B], (same_shape(3, 0, 3),), False, refused(Outcome.UNPROVEN)),
        ([1, B, B], (same_shape(3, 0, 3),), True, given(0)),
        ([1, B, B], (), True, refused(Outcome.UNPROVEN)),
        ([B, 1, B], (same_shape(3, 0, 3),), False, given(0)),
        ([B, 1, 2, B], (same_shape(4, 0, 3),), False, given(0)),
        ([B, 1, 2, B], (same_shape(4, 1, 3),), False, refused(Outcome.UNPROVEN)),
        ([B, 1, 2, B], (same_shape(4, 1, 3),), True, given(1)),
        ([1, B, B, B], (same_shape(4, 1, 3),), True, refused(Outcome.UNPROVEN)),  # the others begin behind its first figure
        ([B, B, B, 1], (same_shape(4, 0, 3),), True, refused(Outcome.UNPROVEN)),
        ([B, B, B, 1], (same_shape(4, 1, 3),), False, given(1)),
    ],
)
def test_without_sums_blanks_are_placed_as_full_rows_of_one_shape_say(
    items: list[int], shapes: tuple[Shape, ...], cells_keep_position: bool, wanted: object
) -> None:
    assert placed(items, 3, shapes, cells_keep_position=cells_keep_position) == wanted


@pytest.mark.parametrize(
    ("items", "shapes", "cells_keep_position", "wanted"),
    [
        ([B, 1, 2], [same_shape(3, 0, 3)] * 2, False, refused(Outcome.BREAKS_SUM)),
        ([B, 2, 2], (), False, refused(Outcome.UNPROVEN)),
        ([B, 2, 2], [same_shape(3, 0, 3)], False, refused(Outcome.UNPROVEN)),
        ([B, 2, 2], [same_shape(3, 0, 3)] * 2, False, given(0)),
        ([B, 2, 2], [same_shape(3, 0, 3)] * 2 + [same_shape(4, 0, 3)], False, refused(Outcome.UNPROVEN)),
        ([B, 2, 2, B], [same_shape(4, 0, 3)] * 2, False, given(0)),
        ([B, 2, 2, B], [same_shape(4, 1, 3)] * 2, False, refused(Outcome.UNPROVEN)),
        ([B, 2, 2, B], [same_shape(5, 0, 3)] * 2, False, refused(Outcome.UNPROVEN)),
        ([B, 2, 3, B], [same_shape(4, 0, 3)] * 2, False, refused(Outcome.UNPROVEN)),
        # a blank total: what is printed last must be no total that has moved to the left
        ([5, 2, B], [same_shape(3, 0, 3)] * 2, True, given(0)),
        ([5, 2, B], [same_shape(3, 0, 3)] * 2, False, refused(Outcome.UNPROVEN)),
        ([5, 2, B], [same_shape(3, 0, 3)], True, refused(Outcome.UNPROVEN)),
        ([2, 5, B], [same_shape(3, 0, 3)] * 2, True, refused(Outcome.UNPROVEN)),
        ([2, 2, B], [same_shape(3, 0, 3)] * 2, True, refused(Outcome.UNPROVEN)),
        ([0, 0, B], [same_shape(3, 0, 3)] * 2, True, refused(Outcome.UNPROVEN)),
        ([5, 0, B], [same_shape(3, 0, 3)] * 2, True, given(0)),
        ([1, 0, B], [same_shape(3, 0, 3)] * 2, True, given(0)),
        ([5, N, B], [same_shape(3, 0, 3)] * 2, True, refused(Outcome.UNPROVEN)),
        ([5, 2, B, B], [same_shape(4, 0, 3)] * 2, True, refused(Outcome.UNPROVEN)),
        ([B, 5, B], [same_shape(3, 0, 3)] * 2, False, given(0)),
        ([B, B, 5], [same_shape(3, 0, 3)] * 2, False, refused(Outcome.BREAKS_SUM)),
        ([B, B, 0], [same_shape(3, 0, 3)] * 2, False, given(0)),
    ],
)
def test_with_a_sum_two_full_rows_of_one_shape_and_the_sum_must_agree(
    items: list[int], shapes: list[Shape], cells_keep_position: bool, wanted: object
) -> None:
    assert placed(items, 3, shapes, cells_keep_position=cells_keep_position, sums=(3,)) == wanted


def test_an_item_that_is_no_count_is_no_part_of_a_sum_that_moved() -> None:
    assert placed([2, N, 1, B], 4, [same_shape(4, 0, 4)] * 2, cells_keep_position=True, sums=(4,)) == given(0)
    assert placed([N, 5, 2, B], 4, [same_shape(4, 0, 4)] * 2, cells_keep_position=True, sums=(4,)) == given(0)
    assert placed([1, B, 2, B], 4, [same_shape(4, 0, 4)] * 2, sums=(4,)) == given(0)


@pytest.mark.parametrize(
    ("items", "shapes", "wanted"),
    [
        ([1, 1, B, B], [same_shape(4, 0, 4)], given(0)),
        ([B, B, 1, 1], [same_shape(4, 0, 4)], given(0)),
        ([1, 1, B, B], [], refused(Outcome.UNPROVEN)),
        ([1, 1, B, B], [same_shape(5, 0, 4)], refused(Outcome.UNPROVEN)),
        ([B, 1, 1, B, B], [same_shape(5, 1, 4)], refused(Outcome.UNPROVEN)),
        ([1, 1, B, B, B], [same_shape(5, 0, 4)], refused(Outcome.UNPROVEN)),
        ([1, 1, B, B, B], [same_shape(5, 0, 4)] * 2, refused(Outcome.UNPROVEN)),
        ([1, B, 1, B], [same_shape(4, 0, 4)] * 2, refused(Outcome.UNPROVEN)),
        ([1, B, B, B], [same_shape(4, 0, 4)] * 2, refused(Outcome.UNPROVEN)),
        ([1, 1, 1, B], [same_shape(4, 0, 4)], refused(Outcome.UNPROVEN)),
        ([B, 1, B, B], [same_shape(4, 0, 4)] * 2, refused(Outcome.BREAKS_SUM)),
        ([1, 1, B, B], [same_shape(4, 0, 4), same_shape(4, 1, 4)], refused(Outcome.UNPROVEN)),
    ],
)
def test_whole_groups_may_be_blank_in_a_row_that_has_all_its_cells(
    items: list[int], shapes: list[Shape], wanted: object
) -> None:
    assert placed(items, 4, shapes, sums=(2, 2)) == wanted


# --- nothing that two tables print --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sums", [(), (3,)])
def test_figures_are_never_given_in_other_columns_than_some_page_printed_them(sums: tuple[int, ...]) -> None:
    """All rows of three columns with blanks, as a scraper prints them that keeps cells: only the true place may be given."""
    for row in itertools.product((B, 0, 1, 2), repeat=3):
        if False in sums_hold(list(row), sums) or row == (B, B, B):
            continue
        for front, behind in itertools.product(range(3), repeat=2):
            items = [B] * front + list(row) + [B] * behind
            found = place(items, 3, 1, [same_shape(len(items), front, 3)] * 2, cells_keep_position=True, sums=sums)
            if found.certain:
                assert [items[found.item(column)] for column in range(3)] == list(row), items
