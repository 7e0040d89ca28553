"""Names over figures: where the names of a header's marked rows stand decides which column is which, or tells nothing."""

from __future__ import annotations

import pytest
from test_own_columns import BUSINESS, CELLS, COLUMNS, PERSON, RESEARCH, part

from gzparse.form.header_places import columns_by_place
from gzparse.spec.table import HeaderNames

OTHER, TOTAL = COLUMNS[5:]


def by_place(*header: str, rows: tuple[str, ...] = ("1|2|3",), size: int = 3, kind: str = "ROW") -> tuple[str, ...] | None:
    some = part(*rows, header=header, size=size, kind=kind)
    found = columns_by_place(some.rows, some.below, some.form, {"科研机勾": "科研机构"})
    return found.own if found is not None else None


@pytest.mark.parametrize(
    ("header", "own"),
    [
        (["项目|自然人|商业企业|科研机构"], (PERSON, BUSINESS, RESEARCH)),
        (["项目|科研机构|自然人|商业企业"], (RESEARCH, PERSON, BUSINESS)),
        (["|自然人||商业企业", "||科研机构|"], (PERSON, RESEARCH, BUSINESS)),  # in two rows
        (["|自然人|科研机构|", "|自然人||商业企业"], (PERSON, RESEARCH, BUSINESS)),  # a merged cell, printed in both
        (["项目|自然人|商业企业|科研机勾"], (PERSON, BUSINESS, RESEARCH)),
        (["自然人|商业企业|科研机构|"], None),  # they stand elsewhere than the figures
        (["项目|自然人|商业企业|科研机构|合计"], None),  # a name over no figure
        (["项目|自然人|商业企业|"], None),  # a figure below no name
        (["|自然人|商业企业|科研机构", "|科研机构||"], None),  # two names over one place
        (["项目|自然人|自然人|科研机构"], None),
        (["项目|村民|居民|科研机构"], None),  # too few of the form's
        ([], None),
    ],
)
def test_names_stand_over_figures(header: list[str], own: tuple[str, ...] | None) -> None:
    assert by_place(*header) == own


def test_a_name_that_is_not_the_forms_is_a_column_of_its_own() -> None:
    four = ("1|2|3|6",)
    assert by_place("项目|自然人|村民|商业企业|科研机构", rows=four) == (PERSON, "", BUSINESS, RESEARCH)
    assert by_place("项目|自然人|其中：村民|商业企业|科研机构", rows=four) == (PERSON, "", BUSINESS, RESEARCH)
    assert by_place("项目|自然人|村民：（略）|商业企业|科研机构", rows=four) == (PERSON, "", BUSINESS, RESEARCH)
    assert by_place("项目|自然人||商业企业|科研机构", rows=four) is None


def test_blanks_are_no_figures_but_some_row_reaches_each_end() -> None:
    header = "项目|科研机构|自然人|商业企业"
    assert by_place(header, rows=("1||", "||3")) == (RESEARCH, PERSON, BUSINESS)
    assert by_place(header, rows=("1|2|", "1||")) is None
    assert by_place(header, rows=("||",)) is None


def test_cells_that_are_not_marked_have_no_places() -> None:
    assert by_place("项目|科研机构|自然人|商业企业", kind=CELLS) is None


def test_one_row_without_marks_below_and_the_names_are_over_no_columns() -> None:
    header = "项目|科研机构|自然人|商业企业"
    assert by_place(header, rows=("1|2|3", "1|2|3")) is not None
    some = part("1|2|3", "1|2|3", header=[header])
    some.below[1].row.row.type = "LINES"
    assert columns_by_place(some.rows, some.below, some.form, {}) is None


def test_names_of_a_header_without_marks_stand_over_nothing() -> None:
    some = part("1|2|3", header=["项目|科研机构|自然人|商业企业", "项目|自然人|科研机构|商业企业"])
    some.rows[1].row.type = "LINE"
    found = columns_by_place(some.rows, some.below, some.form, {})
    assert found is not None
    assert found.own == (RESEARCH, PERSON, BUSINESS)


def test_all_names_are_those_of_the_rows_columns() -> None:
    some = part("1|2|3|6", header=["项目|自然人|商业企业|科研机构|社会公益组织"], size=4)
    assert columns_by_place(some.rows, some.below, some.form, {}) is not None
    some.below[0].columns = some.below[0].columns[:3]
    assert columns_by_place(some.rows, some.below, some.form, {}) is None


def test_words_that_are_no_name_above_a_name_leave_it_its_place() -> None:
    assert by_place("项目|- 甲：略 -|商业企业|科研机构", "|自然人||") == (PERSON, BUSINESS, RESEARCH)


BLOCKS = HeaderNames(
    orders=(
        (
            *(("行政复议", COLUMNS[:2]), ("行政诉讼", COLUMNS[2:4]), ("自然人", COLUMNS[4:5])),
            *(("结果维持", COLUMNS[:1]), ("结果纠正", COLUMNS[1:2]), ("结果维持", COLUMNS[2:3]), ("其他结果", COLUMNS[3:4])),
        ),
    ),
    under={"行政复议": ("结果维持", "结果纠正"), "行政诉讼": ("结果维持", "其他结果")},
)


@pytest.mark.parametrize(
    ("header", "own"),
    [
        (["项目|行政复议||行政诉讼|", "|结果维持|结果纠正|结果维持|其他结果"], COLUMNS[:4]),
        # the name on the left stands a row below the one on the right
        (["项目|||行政诉讼|", "|行政复议|||", "|结果维持|结果纠正|结果维持|其他结果"], COLUMNS[:4]),
        (["项目|行政诉讼||行政复议|", "|结果维持|其他结果|结果维持|结果纠正"], (*COLUMNS[2:4], *COLUMNS[:2])),
        (["项目|自然人|结果纠正|其他结果|结果维持"], None),  # 结果维持 may be of either
        (["项目|自然人|结果纠正|其他结果|村民"], (COLUMNS[4], COLUMNS[1], COLUMNS[3], "")),
    ],
)
def test_a_name_of_several_columns_is_that_of_the_name_above_it(header: list[str], own: tuple[str, ...] | None) -> None:
    some = part("1|2|3|4", header=header, size=5)
    found = columns_by_place(some.rows, some.below, BLOCKS, {})
    assert (found.own if found is not None else None) == own


def test_words_that_are_no_name_stand_over_a_column_wherever_their_letters_are() -> None:
    four = ("1|2|3|6",)
    for words in ("1：村民、2：居民", "- 村民：略 -"):
        assert by_place(f"项目|自然人|{words}|商业企业|科研机构", rows=four) == (PERSON, "", BUSINESS, RESEARCH)
    assert by_place("项目|自然人|12|商业企业|科研机构", rows=four) is None
