"""Section three in run-together text: which figures one damaged row must have, and whether its digits can be what is left."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from gzparse.text_tables import _could_print, _lacking

ENDS = ("new", "brought", "total", "carried")
RESULTS = ("a", "b")


def balanced(vectors: dict[str, tuple[int, ...]]) -> bool:
    """Tell whether new + brought forward = total + carried forward and the results make the total, in every column."""
    new, brought, total, carried = (vectors[end] for end in ENDS)
    first, second = (vectors[result] for result in RESULTS)
    sides = zip(new, brought, total, carried, first, second, strict=True)
    return all(n + b == t + c and x + y == t for n, b, t, c, x, y in sides)


@pytest.mark.parametrize("path", [*ENDS, *RESULTS])
def test_a_row_must_have_the_figures_that_balance_every_column(path: str) -> None:
    r = random.Random(path)
    some = False
    for _ in range(150):
        vectors: dict[str, tuple[int, ...]] = {name: (r.randint(0, 2), r.randint(0, 2)) for name in (*ENDS, *RESULTS)}
        if r.random() < 0.7:  # mostly such that there is an answer
            vectors["total"] = tuple(x + y for x, y in zip(vectors["a"], vectors["b"], strict=True))
            whole = zip(vectors["total"], vectors["carried"], vectors["brought"], strict=True)
            vectors["new"] = tuple(t + c - b for t, c, b in whole)
        del vectors[path]
        right = [row for row in itertools.product(range(-8, 13), repeat=2) if balanced({**vectors, path: row})]
        results = [sum(column) for column in zip(*(vectors[name] for name in RESULTS if name in vectors), strict=True)]
        found = _lacking(path, vectors, results, ENDS)
        assert (None if found is None else tuple(found)) == (right[0] if right else None)
        assert len(right) < 2
        some = some or bool(right)
    assert some


def ways_to_print(texts: Sequence[str]) -> Iterator[str]:
    """Give what a row prints with some of its figures lost."""
    for count in range(len(texts) + 1):
        for kept in itertools.combinations(texts, count):
            yield "".join(kept)


@pytest.mark.parametrize("figures", [(1, 2, 3), (10, 0, 10), (0, 0, 0), (5, 12, 17), (1, 0, 1, 0, 2), (11, 1, 12)])
def test_a_damaged_row_prints_all_figures_but_some_or_one_of_them_wrongly(figures: tuple[int, ...]) -> None:
    texts = [*map(str, figures)]
    fewer = set(ways_to_print(texts))
    digits = {"".join(some) for size in range(5) for some in itertools.product("0127", repeat=size)}
    for printed in digits | fewer | {"517", "51217", "512", "5127", "9217", "1217"}:
        wrong = any(
            printed.startswith("".join(texts[:at])) and printed.endswith("".join(texts[at + 1 :])) for at in range(len(texts))
        )
        assert _could_print([*figures], printed) is (printed in fewer or wrong), printed


def test_no_row_has_figures_that_do_not_add_up_or_are_less_than_nothing() -> None:
    assert _could_print([1, 2, 3], "123")
    assert not _could_print([1, 2, 4], "124")
    assert not _could_print([3, -1, 2], "32")
    assert not _could_print([1, -1, 0], "0")
