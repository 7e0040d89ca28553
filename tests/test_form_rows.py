"""A form's row: its label, its cells, and where in the source it stands."""

from __future__ import annotations

import re

import pytest

from gzparse.form.form_row import FormRow, TextRow
from gzparse.model.grid import Row
from gzparse.model.source import Range

SOURCE = "    （一） 准予\n公开 1 2  其他 3 "


def row_of(*places: Range, start: int = 100) -> Row:
    """Make a row of cells at places of the source, which stands behind so many letters."""
    return Row("ROW", SOURCE, start, [SOURCE]).part(list(places), [SOURCE[a:b] for a, b in places])


GROUP, LABEL, ONE, TWO, NEXT, LAST = (4, 7), (8, 13), (14, 15), (16, 17), (19, 21), (22, 23)
WHOLE = row_of(GROUP, LABEL, ONE, TWO, NEXT, LAST)


@pytest.mark.parametrize(
    ("first", "at", "items", "label", "cells", "place"),
    [
        (0, 2, [1, 2], "（一） 准予 公开", ["（一）", "准予\n公开", "1", "2"], (104, 117)),
        (1, 2, [1, 2], "准予 公开", ["准予\n公开", "1", "2"], (108, 117)),
        (4, 5, [3], "其他", ["其他", "3"], (119, 123)),
        (4, 5, [], "其他", ["其他"], (119, 121)),
        (2, 2, [1, 2], "", ["1", "2"], (114, 117)),
    ],
)
def test_a_part_of_a_row_has_its_own_label_cells_and_place(
    first: int, at: int, items: list[int], label: str, cells: list[str], place: Range
) -> None:
    row = FormRow("KIND", WHOLE, first, at, items)
    assert (row.type, row.label, row.cells(), row.text_range()) == ("KIND", label, cells, place)
    assert row.length == len(cells)
    assert row.start == place[0]


def test_blank_cells_are_no_part_of_a_label_or_of_a_rows_place() -> None:
    blank = (2, 4)
    row = FormRow("KIND", row_of(blank, GROUP, (7, 8), LABEL, ONE, (17, 18)), 0, 4, [1, -1])
    assert row.label == "（一） 准予 公开"
    assert row.length == 6
    assert row.text_range() == (104, 115)
    assert row.start == 102
    behind = FormRow("KIND", row_of(ONE, blank), 1, 2, [])
    assert (behind.label, behind.length) == ("", 1)


def test_a_row_without_text_stands_where_its_cells_begin() -> None:
    row = FormRow("KIND", row_of((2, 4), (7, 8)), 0, 1, [-1])
    assert row.text_range() == (102, 102)
    assert (row.label, row.length, row.start) == ("", 2, 102)
    text = TextRow("KIND", Row("UNMARKED", "", 7, []), 0, [])
    assert text.text_range() == (7, 7)
    assert text.places() == []


def test_a_row_of_text_has_its_figures_where_they_stand_even_before_its_label() -> None:
    row = TextRow("KIND", row_of(LABEL, NEXT, LAST, ONE), 2, [3, 1], 1)
    assert row.places() == [(122, 123), (114, 115)]
    assert row.text_range() == (108, 123)
    assert (row.label, row.first, row.inside) == ("准予 公开 其他", 0, 1)
    above = TextRow("KIND", row_of(NEXT, GROUP, ONE), 2, [1])
    assert above.text_range() == (104, 121)


def test_a_row_of_text_has_no_attributes_that_were_not_given() -> None:
    row = TextRow("KIND", row_of(LABEL, ONE), 1, [1])
    assert (row.inside, tuple(row.inferred), row.on_line) == (0, (), False)
    told = TextRow("KIND", row_of(LABEL, ONE), 1, [1], 1, inferred=(0,), on_line=True)
    assert (told.inside, tuple(told.inferred), told.on_line) == (1, (0,), True)


@pytest.mark.parametrize("text", ["准予|1| 2 ||  |3", "| 准予 | 1 |", "", "准予", "|", " | |"])
@pytest.mark.parametrize("left_out", [0, 1])
def test_cells_split_at_a_mark_have_the_ranges_of_a_pattern(text: str, left_out: int) -> None:
    cells = text.split("|")[left_out:]
    by_mark, by_pattern = (Row("ROW", text, 100, list(cells), cut) for cut in ("|", re.compile(r"\|")))
    assert by_mark.cell_ranges() == by_pattern.cell_ranges()
    for cell, (start, end) in zip(cells, by_mark.cell_ranges(), strict=True):
        assert text[start - 100 : end - 100] == cell.strip()
