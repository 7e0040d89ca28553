"""Assigning: the figures of unmarked text go to the rows that the cheapest ways give them to, as trying all ways finds."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from test_alignment import ALL, new_aligner

from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import TEXT
from gzparse.form.placing import sums_hold
from gzparse.form.unmarked import assigner as assigning_
from gzparse.form.unmarked.assigner import Assigner, are_concatenated
from gzparse.model.grid import Row

LABELS = ("NEW", "GRANTED", "PART", "LAW")
BOUNDARIES = ("STRAY", "PROSE")


class Claimed(NamedTuple):
    """A row's figures; whether no other way is near; where they stand: ``on`` its label's line, ``before`` it, or else."""

    figures: str
    sure: bool = True
    where: str = ""


def assigner(text: str, size: int, sums: tuple[int, ...], concatenated: bool = False) -> tuple[Assigner, list[TextRow]]:
    rows = [*_freed(new_aligner().rows(Row("UNMARKED", text, 0, [text]), ALL))]
    sizes = {id(row): size for row in rows if row.type in LABELS}
    return Assigner(rows, sizes, sums, text, boundaries=BOUNDARIES, concatenated=concatenated), rows


def _freed(rows: list[TextRow]) -> Iterator[TextRow]:
    """Set figures behind words that are no row apart from them, as is done with those behind a header."""
    for row in rows:
        if row.type in BOUNDARIES and row.items:
            places = row.row.cell_ranges()
            yield TextRow(row.type, row.row.part_at(places[: row.at]), row.at, [])
            yield TextRow("FIGURES", row.row.part_at(places[row.at :]), 0, row.items)
        else:
            yield row


def claimed(text: str, size: int = 3, sums: tuple[int, ...] = (3,), *, concatenated: bool = False) -> tuple[list[Claimed], str]:
    assignments, unassigned = assigner(text, size, sums, concatenated)[0].assignments()
    for token in [*unassigned, *(token for assignment in assignments for token in assignment.tokens)]:
        assert text[token.start : token.end] == token.text
        assert text.count("\n", 0, token.start) == token.line
    found = [
        Claimed(
            " ".join(token.text for token in assignment.tokens),
            assignment.sure,
            "on" * assignment.on_line + "before" * assignment.before,
        )
        for assignment in assignments
    ]
    return found, " ".join(token.text for token in unassigned)


@pytest.mark.parametrize(
    ("text", "wanted", "unassigned"),
    [
        ("本年新收 1 2 3\n予以公开 4 5 9\n", [Claimed("1 2 3", where="on"), Claimed("4 5 9", where="on")], ""),
        ("本年新收\n1 2 3\n予以公开\n4 5 9\n", [Claimed("1 2 3"), Claimed("4 5 9")], ""),
        ("1 2 3\n本年新收\n4 5 9\n予以公开\n", [Claimed("1 2 3", where="before"), Claimed("4 5 9", where="before")], ""),
        (
            "本年新收 1 2 3\n4 5 9\n予以公开\n部分公开 1 1 2",
            [Claimed("1 2 3", where="on"), Claimed("4 5 9", where="before"), Claimed("1 1 2", where="on")],
            "",
        ),
        ("本年新收\n1 2 3\n4 5 9\n予以公开", [Claimed("1 2 3"), Claimed("4 5 9", where="before")], ""),
        ("本年新收 1 2 3\n7\n予以公开 4 5 9\n", [Claimed("1 2 3", where="on"), Claimed("4 5 9", where="on")], "7"),
        ("7 本年新收 1 2 3", [Claimed("1 2 3", where="on")], "7"),
        ("予以 1 2 3 公开 5", [Claimed("1 2 3", where="on")], "5"),
        ("予以公开\n本年新收", [Claimed(""), Claimed("")], ""),
        # the only figures between two labels may be either's
        ("本年新收\n1 2 3\n予以公开", [Claimed("1 2 3", sure=False), Claimed("", sure=False)], ""),
        # figures on one line with two labels are on no label's own line
        ("本年新收 1 2 3 予以公开 4 5 9", [Claimed("1 2 3"), Claimed("4 5 9", where="on")], ""),
        ("本年新收 1 2\n3", [Claimed("1 2 3")], ""),
        # figures beyond other words are no row's
        ("本年新收 甲乙 1 2 3", [Claimed("")], "1 2 3"),
        ("1 2 3\n甲乙\n本年新收", [Claimed("")], "1 2 3"),
        ("1 2 3\n甲乙\n4 5 9\n本年新收", [Claimed("4 5 9", where="before")], "1 2 3"),
        ("本年新收\n1 2 3\n甲乙\n4 5 9", [Claimed("1 2 3")], "4 5 9"),
    ],
)
def test_figures_go_to_the_label_that_is_nearest(text: str, wanted: list[Claimed], unassigned: str) -> None:
    assert claimed(text) == (wanted, unassigned)


def test_without_any_row_all_numbers_are_unassigned() -> None:
    assert claimed("1 2 3\n甲乙 5") == ([], "1 2 3 5")
    assert claimed("") == ([], "")


def test_a_row_without_a_label_has_its_own_figures_or_those_behind_it() -> None:
    """So section four has: its row is one of figures alone, and stands on its first figure's line."""

    def four(text: str) -> list[Claimed]:
        rows = new_aligner().rows(Row("UNMARKED", text, 0, [text]), ALL)
        (row,) = (row for row in rows if row.type == "FIGURES")
        assignments, _ = Assigner(rows, {id(row): 3}, (3,), text, boundaries=(), concatenated=False).assignments()
        return [
            Claimed(" ".join(t.text for t in c.tokens), c.sure, "on" * c.on_line + "before" * c.before) for c in assignments
        ]

    assert four("1 2 3\n甲乙") == [Claimed("1 2 3", where="on")]
    assert four("\n\n1 2 3\n甲乙") == [Claimed("1 2 3", where="on")]
    assert four("1\n2\n3\n甲乙") == [Claimed("1 2 3")]
    assert four("1 2 3\n7\n甲乙") == [Claimed("1 2 3", where="on")]
    assert four("7\n1 2 3\n甲乙") == [Claimed("1 2 3")]


def test_rows_that_are_no_text_are_disregarded() -> None:
    text = "本年新收 1 2 3"
    rows: list[FormRow] = [*new_aligner().rows(Row("UNMARKED", text, 0, [text]), ALL)]
    label_only = FormRow("NEW", Row("ROW", "", 0, []), 0, 0, [])
    found = Assigner(
        [label_only, *rows], {id(rows[0]): 3, id(label_only): 3}, (3,), text, boundaries=BOUNDARIES, concatenated=False
    )
    assert found.slots == rows


@pytest.mark.parametrize(
    ("texts", "concatenated"),
    [(["01"], True), (["5", "0012"], True), (["0"], False), (["10"], False), ([], False), (["0.5"], False), (["0件"], False)],
)
def test_digits_are_concatenated_where_a_figure_begins_with_a_zero_and_goes_on(texts: list[str], concatenated: bool) -> None:
    assert are_concatenated(texts) is concatenated


def test_concatenated_digits_are_as_good_as_figures_if_there_are_enough() -> None:
    assert claimed("本年新收\n123\n予以公开\n459\n", concatenated=True) == ([Claimed("123"), Claimed("459")], "")
    assert claimed("本年新收\n1 23\n予以公开\n45 9\n", concatenated=True) == ([Claimed("1 23"), Claimed("45 9")], "")


@pytest.mark.parametrize("text", ["本年新收\n甲乙 1 2 3", "甲乙\n1 2 3\n本年新收"])
def test_figures_go_beyond_words_that_do_not_part(text: str) -> None:
    rows = [*_freed(new_aligner().rows(Row("UNMARKED", text, 0, [text]), ALL))]
    sizes = {id(row): 3 for row in rows if row.type in LABELS}
    (assignment,), unassigned = Assigner(rows, sizes, (3,), text, boundaries=("PROSE",), concatenated=False).assignments()
    assert ([token.text for token in assignment.tokens], unassigned) == (["1", "2", "3"], [])


def test_of_very_many_lines_no_line_is_examined_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "本年新收\n1 2\n7 8 15\n予以公开"
    whole = Claimed("7 8 15", where="before")
    monkeypatch.setattr(assigning_, "_MOST_LINES", 1)
    assert claimed(text) == ([Claimed("1 2"), whole], "")
    monkeypatch.setattr(assigning_, "_MOST_LINES", 0)
    assert claimed(text) == ([Claimed(""), whole], "1 2")


# --- all ways -----------------------------------------------------------------------------------------------------------


class Figure(NamedTuple):
    text: str
    item: int
    line: int
    behind: int
    """Behind how many labels it stands."""


class Option(NamedTuple):
    """One way for a row: its figures, by their numbers, and what that costs."""

    figures: tuple[int, ...]
    cost: float
    where: str = ""


def misfit(figures: Sequence[Figure], size: int, sums: tuple[int, ...], concatenated: bool) -> float:
    if concatenated and sum(len(figure.text) for figure in figures) >= size:
        return 0.0
    if len(figures) != size:
        return 1.5 if len(figures) < size else 4.0
    items = [figure.item for figure in figures]
    return 1.0 if TEXT not in items and False in sums_hold(items, sums) else 0.0


def options(
    row: int, labels: Sequence[tuple[int, int]], figures: Sequence[Figure], size: int, sums: tuple[int, ...], concatenated: bool
) -> Iterator[Option]:
    """Return the ways for a row: no figures; those behind it or before it, except one at most that is next to it."""
    label = labels[row]
    alone = all(first != label[1] for first, _ in labels[row + 1 :])
    yield Option((), 2.5)
    for interval in (row + 1, row):
        near = [number for number, figure in enumerate(figures) if figure.behind == interval]
        ends = {at for at in range(1, len(near)) if figures[near[at]].line != figures[near[at - 1]].line}
        lengths = {length for length in {len(near), min(size, len(near)), *ends} if 0 < length <= size}
        for length, skip in itertools.product(lengths, (0, 1)):
            if length + skip > len(near):
                continue
            start = skip if interval > row else len(near) - skip - length
            taken = near[start : start + length]
            mine = [figures[number] for number in taken]
            cost = misfit(mine, size, sums, concatenated)
            if interval > row:
                cost += 0.0 if mine[0].line == label[1] else 0.3
            else:
                cost += 0.8 if mine[-1].line == label[0] else 0.5
            for one, other in ((taken[0] - 1, taken[0]), (taken[-1], taken[-1] + 1)):
                if one in near and other in near and figures[one].line == figures[other].line:
                    cost += 1.5  # a line is split
            on_line = interval > row and alone and mine[0].line == label[1] == mine[-1].line
            yield Option(tuple(taken), cost, "before" if interval == row else "on" * on_line)


def noise(figures: Sequence[Figure], number: int) -> float:
    """Return the cost of a figure that is no row's: less for a number alone on its line, which may be a page's."""
    figure = figures[number]
    adjacent = [f for f in figures if f.behind == figure.behind and f.line == figure.line]
    return 1.5 if len(adjacent) == 1 and 0 < figure.item < 10_000 else 2.0


def all_ways(
    rows: list[TextRow], text: str, size: int, sums: tuple[int, ...], concatenated: bool
) -> list[tuple[float, list[Option]]]:
    """Return each way to deal out the figures, and its cost."""
    figures: list[Figure] = []
    labels: list[tuple[int, int]] = []
    inside: dict[int, tuple[int, ...]] = {}
    for row in rows:
        places = row.row.cell_ranges()
        if row.at:
            labels.append((text.count("\n", 0, places[0][0]), text.count("\n", 0, places[row.at - 1][1])))
        for number, ((start, _), item) in enumerate(zip(places[row.at :], row.items, strict=True)):
            if number < row.inside:
                inside[len(labels) - 1] = (*inside.get(len(labels) - 1, ()), len(figures))
            cell = row.row.cells[row.at + number]
            behind = -1 if number < row.inside else len(labels)
            figures.append(Figure(cell, item, text.count("\n", 0, start), behind))
    each = [
        [Option(inside[row], misfit([figures[number] for number in inside[row]], size, sums, concatenated), "on")]
        if row in inside
        else [*options(row, labels, figures, size, sums, concatenated)]
        for row in range(len(labels))
    ]
    found = []
    for choice in itertools.product(*each):
        taken = [number for option in choice for number in option.figures]
        if len(set(taken)) == len(taken) and taken == sorted(taken):
            lost = sum(noise(figures, number) for number in range(len(figures)) if number not in taken)
            found.append((sum(option.cost for option in choice) + lost, [*choice]))
    return found


def page(r: random.Random, concatenated: bool) -> str:
    """Write two or three rows, each with its figures in some place, some of them lost, and numbers that are no row's."""
    words = {"NEW": ("本年", "新收"), "GRANTED": ("予以", "公开"), "PART": ("部分", "公开"), "LAW": ("法律", "禁止")}
    lines = []
    for name in r.sample(LABELS, r.choice((2, 2, 3))):
        head, tail = words[name]
        parts = [r.choice((0, 3, 12)), r.choice((0, 5))]
        figures = [*map(str, [*parts, sum(parts) + (r.random() < 0.2)])][: r.choice((3, 3, 3, 2, 1, 0))]
        if r.random() < 0.1:
            figures.append("约4" if r.random() < 0.5 else "20000")
        cells = ("" if concatenated and r.random() < 0.7 else " ").join(figures)
        where = r.choice(
            (
                f"{head}{tail} {cells}",
                f"{head}{tail} {cells}",
                f"{head}{tail}\n{cells}",
                f"{cells}\n{head}{tail}",
                f"{cells} {head}{tail}",
                f"{head} {cells} {tail}",
                f"{head}\n{cells}\n{tail}",
                f"{head}\n{tail} {cells}",
                f"{head}{tail}\n" + "\n".join(figures),
            )
        )
        lines.append(where)
        for _ in range(r.choice((0, 0, 0, 1, 1, 2))):
            lines.append(r.choice(("7", "1", "20000", "9999", "10000", "0", "1 2 3", "4 5")))
    return (" " if r.random() < 0.15 else "\n").join(lines)


def assert_cheapest(text: str, sums: tuple[int, ...], concatenated: bool) -> None:
    """Hold the claims against all ways, unless labels touch other letters or a way costs just as much more as is examined."""
    found, rows = assigner(text, 3, sums, concatenated)
    if any(row.type not in (*LABELS, "FIGURES") for row in rows):
        return
    assignments, unassigned = found.assignments()
    ways = all_ways(rows, text, 3, sums, concatenated)
    least = min(cost for cost, _ in ways)
    if any(abs(cost - least - 0.9) < 1e-6 for cost, _ in ways):
        return
    near = [choice for cost, choice in ways if cost < least + 0.9]
    best = [choice for cost, choice in ways if cost < least + 1e-6]
    places = sorted(place for row in rows for place in row.places())
    given = [tuple(places.index((token.start, token.end)) for token in assignment.tokens) for assignment in assignments]
    for row, assignment in enumerate(assignments):
        assert assignment.sure is (len({choice[row].figures for choice in near}) == 1), text
        where = "on" * assignment.on_line + "before" * assignment.before
        assert (given[row], where) in {(choice[row].figures, choice[row].where) for choice in best}, text
    assert len(unassigned) + sum(map(len, given)) == len(places)


@pytest.mark.parametrize("seed", range(300))
def test_rows_have_the_figures_that_the_cheapest_of_all_ways_gives_them(seed: int) -> None:
    concatenated = seed % 5 == 0
    assert_cheapest(page(random.Random(seed), concatenated), (3,) if seed % 3 else (), concatenated)


def test_figures_above_a_label_are_certain_although_figures_stand_below_it_too() -> None:
    text = "本年\n3 5 8\n新收\n0\n0 5 部分公开\n4 5\n1 2 3\n法律禁止 0 0 0\n20000"
    assert claimed(text)[0][1] == Claimed("0 0 5", where="before")
    assert_cheapest(text, (3,), concatenated=False)
