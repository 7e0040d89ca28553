"""Rows of unmarked text that all have their figures beside their labels: which they are, and on whose line the figures stand.

A row is written as the pieces of its label, in Han letters, and its figures; "-" is a nil mark, "x" a text in a figure's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import NIL, TEXT
from gzparse.form.unmarked.text_rows import is_parted_by_marks, plain_rows
from gzparse.model.grid import Row, RowKind
from gzparse.model.source import Source

_ITEMS = {"-": NIL, "x": TEXT}


def rows_in(*rows: str) -> tuple[list[TextRow], str]:
    text = "".join(rows)
    source, start, made = Source(None, text, text), 0, []
    for row in rows:
        found = [(m.group(), (start + m.start(), start + m.end())) for m in re.finditer(r"[一-龥]+|\d+|[-x]", row)]
        label = [place for word, place in found if word[0] >= "一"]
        figures = [(word, place) for word, place in found if word[0] < "一"]
        inside = sum(place[0] < label[-1][0] for _, place in figures) if label else 0
        whole = Row.of(source, [*label, *[place for _, place in figures]], RowKind.TEXT)
        items = [_ITEMS.get(word, int(word) if word.isdigit() else TEXT) for word, _ in figures]
        made.append(TextRow("NEW", whole, len(label), items, inside))
        start += len(row)
    return made, text


def plain(*rows: str, sums: Sequence[int] = (), whole: bool = True, size: int | None = None) -> list[bool] | None:
    """Return for each row whether its figures stand on its label's line. size: of how many each."""
    made, text = rows_in(*rows)
    sizes = {id(row): len(row.items) if size is None else size for row in made}
    found = plain_rows(made, sizes, sums, text, whole=whole)
    return None if found is None else [found[id(row)] for row in made]


def test_figures_behind_their_label_or_within_it_stand_on_its_line() -> None:
    assert plain("新收 1 2 3\n", "结转 4 5 9\n") == [True, True]
    assert plain("新\n1 2 3\n收\n", "结转 4 5 9\n") == [True, True]
    assert plain("新\n1 2 3\n收 ", "结转 4 5 9\n") == [True, True]
    assert plain("新 1 2 3 收 ", "结转 4 5 9\n") == [True, True]
    assert plain("新收 1 2 3") == [True]
    assert plain("新 1 2 3 收\n", "结 4 转\n", "公开 1\n") == [True] * 3


def test_figures_below_their_label_or_before_the_next_on_one_line_stand_on_no_labels_line() -> None:
    assert plain("新收\n1 2 3\n", "结转 4 5 9\n") == [False, True]
    assert plain("新收 1 2 3 ", "结转 4 5 9 ", "公开 1 1 2") == [False, False, True]
    assert plain("新收\n1 2 3 ", "结转\n4 5 9") == [False, False]


def test_where_a_row_is_missing_figures_off_their_line_are_not_plain() -> None:
    assert plain("新收 1 2 3\n", "结转 4 5 9\n", whole=False) == [True, True]
    assert plain("新收\n1 2 3\n", "结转 4 5 9\n", whole=False) is None
    assert plain("新收 1 2 3 ", "结转 4 5 9\n", whole=False) is None


@pytest.mark.parametrize(
    "row",
    [
        "1 2 3\n",  # no label
        "新收\n",  # no figures
        "新收 1 2\n",  # too few
        "新收 1 2 3 4\n",  # too many
        "新收 1 x 3\n",  # a text
        "新 1 收 2 3\n",  # some within the label, some behind it
        f"新 1 {'收' * 20} 2 3\n",
        "新收 1\n2 3\n",  # over two lines
        "新\n1 2\n3\n收\n",
        "新收 1；2；3；\n",  # marks between them
        "新收 1 2 3；\n",
        "新收 1 * 2 * 3\n",
    ],
)
def test_rows_that_are_not_plain(row: str) -> None:
    assert plain("新收 1 2 3\n", "公开 1 2 3\n", size=3) is not None
    assert plain("新收 1 2 3\n", row, "公开 1 2 3\n", size=3) is None


def test_with_sums_each_row_must_not_break_them_nor_have_more_than_counts() -> None:
    assert plain("新收 1 2 3\n", "结转 0 0 0\n", sums=(3,)) == [True, True]
    assert plain("新收 1 2 3\n", "结转 4 5 8\n", sums=(3,)) is None
    assert plain("新收 1 2 3\n", "结转 - - 5\n", sums=(3,)) is None
    assert plain("新收 1 2 3\n", "结转 - - 5\n") == [True, True]


@pytest.mark.parametrize(
    ("between", "parted"), [(" ", False), (" " * 30, False), ("*", True), (f"{'*':19}", True), (f"{'*':20}", False)]
)
def test_marks_are_looked_for_between_figures_that_are_near(between: str, parted: bool) -> None:
    text = f"新收 1{between}2 \n"
    first, second = (3, 4), (4 + len(between), 5 + len(between))
    assert is_parted_by_marks(text, [first, second]) is parted
    assert not is_parted_by_marks(text, [])
    assert not is_parted_by_marks(text, [second])


def test_single_figures_stand_all_on_their_labels_line_or_all_below() -> None:
    assert plain("新收 1\n", "结转 4\n", "公开\n1 2\n") == [True, True, False]
    assert plain("新收\n1\n", "结转\n4\n") == [False, False]
    assert plain("新收\n1\n", "结转 4\n") is None


def test_figures_of_no_row_of_the_table_are_not_plain() -> None:
    made, text = rows_in("单位 ", "新收 1 2 3\n", "备注 7\n")
    sizes = {id(made[1]): 3}
    assert plain_rows(made[:2], sizes, (), text, whole=True) == {id(made[1]): True}
    assert plain_rows(made, sizes, (), text, whole=True) is None
    other = FormRow("NEW", made[2].row, 0, 1, [7])
    assert plain_rows([other, *made[:2]], sizes, (), text, whole=True) == {id(made[1]): True}
