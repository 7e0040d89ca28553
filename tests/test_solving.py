"""Solving: concatenated digits split, and the identities solved, as trying all ways would do it; and never for long."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from gzparse.form.unmarked import solving
from gzparse.form.unmarked.solving import Balance, Steps, TooMany, fewer_add_up, readings, values

Cuts = tuple[tuple[int, int], ...]


def pieces(tokens: Sequence[str], count: int) -> Iterator[tuple[tuple[int, int, int], ...]]:
    """Give all ways to cut tokens into so many figures, none of them over a token's border or with a zero in front."""
    places = [(token, at) for token, text in enumerate(tokens) for at in range(len(text))]
    for starts in itertools.combinations(range(1, len(places)), count - 1) if count <= len(places) else ():
        cuts = [*zip((0, *starts), (*starts, len(places)), strict=True)]
        found = [(places[a][0], places[a][1], places[b - 1][1] + 1) for a, b in cuts if places[a][0] == places[b - 1][0]]
        texts = [tokens[token][a:b] for token, a, b in found]
        if len(found) == count and not any(len(text) > 1 and text[0] == "0" for text in texts):
            yield tuple(found)


def adds_up(figures: Sequence[int], groups: Sequence[int]) -> bool:
    ends = [*itertools.accumulate(groups)]
    return all(sum(figures[end - size : end - 1]) == figures[end - 1] for end, size in zip(ends, groups, strict=True))


def in_tokens(digits: str) -> list[list[str]]:
    """Return the digits whole, in two tokens and in three."""
    size = len(digits)
    two = [[digits[:a], digits[a:]] for a in range(1, size)]
    three = [[digits[:a], digits[a:b], digits[b:]] for a, b in itertools.combinations(range(1, size), 2)]
    return [[digits], *two, *random.Random(digits).sample(three, min(3, len(three)))]


DIGITS = sorted(
    {"".join(random.Random(seed).choices("0011123", k=3 + seed % 6)) for seed in range(60)}
    | {"000", "0000", "101", "110", "1001", "10010", "11213", "123", "314", "99198", "5510", "10010200", "1010", "11011"}
)


@pytest.mark.parametrize("digits", DIGITS)
def test_readings_are_all_ways_to_part_digits(digits: str) -> None:
    for tokens in in_tokens(digits):
        for groups in ((2,), (3,), (4,), (2, 2), (3, 2), (2, 3), (2, 2, 2), (3, 3)):
            all_ways = [*pieces(tokens, sum(groups))]
            right = [way for way in all_ways if adds_up(values(tokens, way), groups)]
            assert sorted(readings(tokens, groups)) == sorted(right), (tokens, groups)
            assert sorted(readings(tokens, groups, adding_up=False)) == sorted(all_ways), (tokens, groups)


def fewer(tokens: Sequence[str], groups: Sequence[int]) -> bool:
    """Tell the same as ``fewer_add_up`` by trying every choice of how many figures each group has, and of a blank total."""
    for counts in itertools.product(*(range(2, size + 1) for size in groups)):
        if counts != tuple(groups) and any(adds_up(values(tokens, way), counts) for way in pieces(tokens, sum(counts))):
            return True
    for number, size in enumerate(groups):
        before, behind = groups[:number], groups[number + 1 :]
        for way in pieces(tokens, sum(groups) - 1):
            figures = values(tokens, way)
            at = sum(before)
            if adds_up(figures[:at], before) and adds_up(figures[at + size - 1 :], behind):
                return True
    return False


@pytest.mark.parametrize("digits", DIGITS)
def test_fewer_figures_are_found_where_trying_all_finds_them(digits: str) -> None:
    for tokens in in_tokens(digits):
        for groups in ((3,), (4,), (5,), (3, 2), (2, 3), (3, 3), (2, 2, 3)):
            assert fewer_add_up(tokens, groups, Steps()) is fewer(tokens, groups), (tokens, groups)


@pytest.mark.parametrize(
    ("tokens", "groups", "wanted"),
    [
        (["112"], (3,), [(1, 1, 2)]),
        (["0000000"], (7,), [(0,) * 7]),
        (["640020470"], (7,), [(64, 0, 0, 2, 0, 4, 70)]),
        (["1", "12"], (3,), [(1, 1, 2)]),
        (["11", "2"], (3,), [(1, 1, 2)]),
        (["1", "1", "2"], (3,), [(1, 1, 2)]),
        (["1", "1", "0", "2"], (3,), []),  # more tokens than columns
        (["11"], (3,), []),  # fewer digits than columns
        (["55", "10"], (3,), [(5, 5, 10)]),
        (["551", "0"], (3,), []),
        (["10100101"], (3,), []),
        (["1010"], (2,), [(10, 10)]),
        (["0606"], (2,), []),  # 06 is no figure
        (["100"], (2,), []),
        (["1121", "12"], (3, 3), [(1, 1, 2, 1, 1, 2)]),
    ],
)
def test_digits_are_split_so_that_the_last_figure_is_the_sum_of_the_others(
    tokens: list[str], groups: tuple[int, ...], wanted: list[tuple[int, ...]]
) -> None:
    assert [values(tokens, way) for way in readings(tokens, groups)] == wanted


def test_no_figure_has_more_than_nine_digits() -> None:
    nine, ten = "123456789", "1234567890"
    assert readings([nine * 2], (2,)) == [((0, 0, 9), (0, 9, 18))]
    assert readings([ten * 2], (2,)) == []
    assert [values([nine + "0" + nine, "000"], way) for way in readings([nine + "0" + nine, "000"], (3, 3))] == [
        (int(nine), 0, int(nine), 0, 0, 0)
    ]
    assert readings([ten + "0" + ten, "000"], (3, 3)) == []
    assert len(readings([nine], (1,), adding_up=False)) == 1
    assert readings([ten], (1,), adding_up=False) == []
    assert fewer_add_up([nine + nine], (3,), Steps())
    assert not fewer_add_up([ten + ten], (3,), Steps())
    # part of the first group is blank, and part of the second
    assert fewer_add_up([nine * 2, "00"], (3, 3), Steps())
    assert not fewer_add_up([ten * 2, "00"], (3, 3), Steps())
    assert fewer_add_up([nine, nine], (3,), Steps())
    assert not fewer_add_up([ten, ten], (3,), Steps())


# --- steps --------------------------------------------------------------------------------------------------------------


def test_steps_may_be_taken_until_none_is_left() -> None:
    steps = Steps(3)
    steps.take()
    assert steps.left == 2
    steps.take(2)
    assert steps.left == 0
    with pytest.raises(TooMany):
        steps.take()
    assert Steps().left == solving.MOST_STEPS


def test_cutting_takes_steps_that_are_left_to_others_or_are_its_own() -> None:
    steps = Steps(1_000)
    readings(["1124"], (4,), steps)
    first = 1_000 - steps.left
    assert first > 0
    readings(["1124"], (4,), steps)
    assert 1_000 - steps.left == 2 * first
    with pytest.raises(TooMany):
        readings(["1124"], (4,), Steps(first - 1))
    assert readings(["1124"], (4,), Steps(first))
    before = steps.left
    assert fewer_add_up(["1124"], (5,), steps)
    assert steps.left < before
    with pytest.raises(TooMany):
        fewer_add_up(["1124"], (5,), Steps(0))


def test_a_row_that_can_be_read_in_too_many_ways_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = len(readings(["111111"], (3,), adding_up=False))
    assert ways == 10  # two cuts between five pairs of digits
    monkeypatch.setattr(solving, "MOST_READINGS", ways)
    assert len(readings(["111111"], (3,), adding_up=False)) == ways
    monkeypatch.setattr(solving, "MOST_READINGS", ways - 1)
    with pytest.raises(TooMany):
        readings(["111111"], (3,), adding_up=False)


@pytest.mark.parametrize(
    ("parts", "most"),
    [
        ([12, 3, 40, 0, 7, 128], 100),
        ([123, 45, 6078, 9, 10, 2345], 1_900),
        ([123_456_789, 987_654, 32_109_876, 543_210, 98_765_432, 1_098_765], 87_000),
    ],
)
def test_figures_greater_than_what_is_left_and_sums_out_of_reach_are_not_tried(parts: list[int], most: int) -> None:
    """So a section of rows with such figures is read within its steps."""
    digits = "".join(map(str, [*parts, sum(parts)]))
    found = readings([digits], (7,), Steps(most))
    assert (*parts, sum(parts)) in [values([digits], way) for way in found]


# --- identities ---------------------------------------------------------------------------------------------------------

Row = list[tuple[int, ...]]


def solutions(results: Sequence[Row], ends: Sequence[Row]) -> tuple[list[set[int]], list[set[int]]] | None:
    """Return which readings of each row are part of a solution, by trying all choices."""
    rows = [*results, *ends]
    remaining: list[set[int]] = [set() for _ in rows]
    for choice in itertools.product(*(range(len(row)) for row in rows)):
        *parts, new, brought, total, carried = (row[index] for row, index in zip(rows, choice, strict=True))
        added = [sum(column) for column in zip(*parts, strict=True)]
        if added == [*total] and all(a + b == c + d for a, b, c, d in zip(new, brought, total, carried, strict=True)):
            for kept, index in zip(remaining, choice, strict=True):
                kept.add(index)
    return (remaining[:-4], remaining[-4:]) if remaining[-1] else None


@pytest.mark.parametrize("seed", range(80))
def test_the_identities_leave_the_readings_that_trying_all_leaves(seed: int) -> None:
    r = random.Random(seed)
    width, top = r.choice([(1, 2), (1, 5), (2, 2), (3, 1)])

    def row(*more: tuple[int, ...]) -> Row:
        found = [tuple(r.randint(0, top) for _ in range(width)) for _ in range(r.randint(0 if more else 1, 3))]
        found += more
        r.shuffle(found)
        return found

    results = [row() for _ in range(r.randint(1, 4))]
    total = tuple(sum(column) for column in zip(*(r.choice(parts) for parts in results), strict=True))
    carried = tuple(r.randint(0, top) for _ in range(width))
    new = tuple(r.randint(0, t + c) for t, c in zip(total, carried, strict=True))
    brought = tuple(t + c - n for t, c, n in zip(total, carried, new, strict=True))
    ends = [row(new), row(brought), row(total), row(carried)] if seed % 4 else [row(), row(), row(), row()]
    assert Balance(results, ends).remaining() == solutions(results, ends)


@pytest.mark.parametrize("width", [1, 2, 7, 8])
def test_the_identities_hold_in_every_column(width: int) -> None:
    """Only the last column shows which of two readings it was."""
    one, two, none = (3,) * width, (*(3,) * (width - 1), 2), (0,) * width
    assert Balance([[two, one]], [[one], [none], [one], [none]]).remaining() == ([{1}], [{0}, {0}, {0}, {0}])


def test_a_table_without_solution_has_none() -> None:
    none = [(0,)]
    assert Balance([[(1,)]], [[(2,)], none, [(2,)], none]).remaining() is None  # results
    assert Balance([[(1,)]], [[(2,)], none, [(1,)], none]).remaining() is None  # the other identity
    assert Balance([[]], [[(1,)], none, [(1,)], none]).remaining() is None
    assert Balance([[(1,)]], [[(1,)], none, [(1,)], none]).remaining() == ([{0}], [{0}, {0}, {0}, {0}])


def test_balancing_takes_a_step_for_each_sum_and_stops_when_none_is_left() -> None:
    rows: Row = [(0,), (1,), (2,)]
    ends: list[Row] = [rows, [(0,), (1,)], rows, [(0,)]]
    # 3 x 2 and 3 x 1 sums of the ends; then 3 sums of the first row of results, and 3 x 3 of the second
    needed = 3 * 2 + 3 * 1 + 3 + 9
    assert Balance([rows, rows], ends).remaining(Steps(needed)) is not None
    with pytest.raises(TooMany):
        Balance([rows, rows], ends).remaining(Steps(needed - 1))


def test_sums_beyond_every_total_in_any_column_are_not_kept() -> None:
    """Else there would be as many as there are choices: 4096 here."""
    great: list[Row] = [[(1, 0), (1, 2**index)] for index in range(12)]
    total: list[Row] = [[(12, 0)], [(0, 0)], [(12, 0)], [(0, 0)]]
    assert Balance(great, total).remaining(Steps(2 + 12 * 2)) == ([{0}] * 12, [{0}] * 4)


def test_looking_for_a_blank_total_takes_a_step_for_each_place_where_figures_can_end() -> None:
    steps = Steps(10)
    assert solving._Cutting(["111"], steps).free_ends(2, 0) == {2, 3}
    assert steps.left == 10 - 3 - 2  # one figure ends behind one, two or three digits
