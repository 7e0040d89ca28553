"""Tables with columns of their own: what header, width and sums say of them, and how rows are laid on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from test_tables import rows_of

from gzparse.annual_report.labels import ANNUAL_REPORT
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form.columns import _lacks_names_only, _Part, _stands_over_labels, resolve_columns
from gzparse.form.entries import Entry, OwnColumns, window_of
from gzparse.form.header_made import make_headers
from gzparse.form.header_rows import Leaf
from gzparse.form.laying import check_laid_rows, first_cells, lay_on_columns
from gzparse.form.placing import Outcome, Place
from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid, Row
from gzparse.model.source import Source
from gzparse.spec.table import HeaderNames, Table

COLUMNS = SPECIFICATION.applicant_columns
NAMES = dict(zip(COLUMNS, ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"), strict=True))
PERSON, BUSINESS, RESEARCH = COLUMNS[:3]
LINES, ROWS, CELLS, TEXT = "LINES", "ROW", "CELLS", "UNMARKED"


def part(
    *rows: str,
    header: Sequence[str] = (),
    kind: str = ROWS,
    size: int = 3,
    cell: str = "count",
    order: int = 6,
    sums: tuple[int, ...] | None = None,
    mark: str = "\t",
) -> _Part:
    """Make a header and the rows below it, each its cells split by bars, behind a label where nothing else is said."""
    lines = [*header, *[row if row[:1] == "新" else f"新收|{row}" for row in rows]]
    text, form_rows = rows_of(lines, kind, mark)
    findings = Findings(Source(None, text, text), ANNUAL_REPORT)
    of_sums = (size,) if sums is None else sums
    names = HeaderNames(orders=(tuple((NAMES[column], (column,)) for column in COLUMNS[:size]),), above_all="申请人情况")
    form = Table("requests", lambda entries, reading: ["requests.new"] * order, sums=of_sums, header_names=names)
    reading = TableReading(form, Grid("test", [*{id(row.row): row.row for row in form_rows}.values()]), form_rows, findings)
    for row in form_rows[: len(header)]:
        if not any(item >= 0 for item in row.items):
            row.at, row.items = row.at + len(row.items), []
    entries = [Entry(f"requests.r{i}", row, COLUMNS[:size], (cell,) * size) for i, row in enumerate(form_rows[len(header) :])]
    reading.entries = {entry.path: entry for entry in entries}
    return _Part(reading, names, form_rows[: len(header)], entries)


def own(*names: str) -> OwnColumns:
    return OwnColumns(names)


# --- what rows say ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "behind"),
    [
        (["1|2|3|40.5%x", "1|2|3|x"], True),
        (["1|2|3|x", "1|2|3"], False),  # one row may have a remark
        (["1|2|3|x", "1|2|3|x", *["1|2|3"] * 5], True),
        (["1|2|3|x", "1|2|3|x", *["1|2|3"] * 6], False),  # not more than a quarter of them
        (["1|2|3|2.5", "1|2|3|+7"], True),
        (["1|2|3|x||", "1|2|3|x|"], True),
        (["x|x", "x|x", "1|2|3"], False),  # rows without figures say nothing
        (["1|x", "1|x", "1|2|3"], False),
        (["x|1|2|3", "x|1|2|3"], False),
        (["0|0|0|x", "0|0|0|x"], True),
        (["1|2|x", "1|2|x"], True),
        (["1|2|3", "1|2|3"], False),
    ],
)
def test_what_stands_last_in_several_rows_and_is_no_count_has_a_column_of_its_own(rows: list[str], behind: bool) -> None:
    assert part(*rows)._have_other_numbers_behind() is behind


def test_an_amount_may_be_a_fraction_and_rows_of_two_columns_may_end_in_a_remark() -> None:
    assert part("1|2.5", "1|2.5", cell="amount")._have_other_numbers_behind() is False
    assert not part("1|2|2.5", "1|2|2.5", cell="amount")._have_other_numbers_behind()
    assert not part("1|2|x", "1|2|x", size=2)._have_other_numbers_behind()


@pytest.mark.parametrize(
    ("rows", "order", "width"),
    [
        (["1|2|3|4"] * 3, 6, 4),
        (["1|2|3|4"] * 2, 6, 4),  # all of them
        (["1|2|3|4"], 6, 0),
        ([], 6, 0),
        (["1|2|3|4"] * 2 + ["1|2|3"], 6, 0),
        (["1|2|3|4"] * 3 + ["1|2|3"], 6, 4),
        (["1|2|3|4"] * 3 + ["1|2|3"] * 2, 6, 4),
        (["1|2|3|4"] * 3 + ["1|2|3"] * 3, 6, 0),
        (["1|2"], 1, 2),
        (["1|2|3"], 1, 0),
        (["1|2|3|4"], 1, 0),
        (["1|2"] * 2, 1, 2),
        (["1|2|3", "1|2"], 1, 0),
    ],
)
def test_how_many_figures_most_rows_have(rows: list[str], order: int, width: int) -> None:
    assert part(*rows, order=order)._width() == width


HOLDS, BREAKS, NOTHING = "1|2|3", "4|2|3", "0|0|0"


@pytest.mark.parametrize(
    ("rows", "refuted", "holds"),
    [
        ([BREAKS] * 3, True, False),
        ([BREAKS] * 3 + [NOTHING] * 9, True, False),
        ([BREAKS] * 3 + [HOLDS] * 2, True, False),
        ([BREAKS] * 3 + [HOLDS] * 3, False, False),
        ([BREAKS] * 2 + [HOLDS] * 3, False, True),
        ([BREAKS] * 2, False, False),  # too few, and no other place of the total keeps their sums
        ([HOLDS], False, True),
        ([NOTHING] * 4, False, False),
        (["3|1|2"] * 2, True, False),  # the total stands first
        (["3|1|2"], False, False),
        (["3|1|2", "3|1|1"], False, False),
        (["3|1|2", NOTHING], True, False),
        ([], False, False),
    ],
)
def test_most_rows_keep_or_break_the_sums_of_columns(rows: list[str], refuted: bool, holds: bool) -> None:
    some = part(*rows)
    assert (some._is_refuted(own(*COLUMNS[:3])), some._holds(own(*COLUMNS[:3]))) == (refuted, holds)


def test_the_total_may_stand_in_each_place_where_there_is_one() -> None:
    some = part("1|2|3")
    assert [moved.own for moved in some._moved(own(PERSON, RESEARCH, BUSINESS))] == [
        (RESEARCH, PERSON, BUSINESS),
        (PERSON, RESEARCH, BUSINESS),
        (PERSON, BUSINESS, RESEARCH),
    ]
    assert not list(some._moved(own(PERSON, BUSINESS)))
    assert not list(some._moved(own(RESEARCH, BUSINESS, RESEARCH)))
    assert not list(part("1|2|3", sums=(1, 2))._moved(own(*COLUMNS[:3])))
    assert not list(part("1|2|3", sums=())._moved(own(*COLUMNS[:3])))


@pytest.mark.parametrize(
    ("width", "names", "wanted"),
    [
        (2, [], [(PERSON, BUSINESS)]),
        (0, [], [(PERSON, BUSINESS)]),
        (3, [], [("", PERSON, BUSINESS), (PERSON, "", BUSINESS), (PERSON, BUSINESS, "")]),
        (3, ["项目", "自然人"], [("", PERSON, BUSINESS), (PERSON, "", BUSINESS), (PERSON, BUSINESS, "")]),
        (3, ["项目", "件数", "自然人"], [("", PERSON, BUSINESS)]),
        (4, ["项目", "件数", "自然人"], []),
        (4, ["项目", "件数", "天数", "自然人"], [("", "", PERSON, BUSINESS)]),
        (5, ["项目", "件数", "天数", "人数", "自然人"], []),
    ],
)
def test_columns_are_added_where_rows_have_more_figures_than_names(
    width: int, names: list[str], wanted: list[tuple[str, ...]]
) -> None:
    assert [wide.own for wide in part("1|2|3")._widened(own(PERSON, BUSINESS), width, [names])] == wanted


def test_names_in_front_stand_over_columns_where_rows_have_no_label() -> None:
    some = part("1|2|3")
    for entry in some.below:
        entry.row.at = entry.row.first
    assert [wide.own for wide in some._widened(own(PERSON), 2, [["项目", "件数", "自然人"]])] == [("", PERSON), (PERSON, "")]


@pytest.mark.parametrize(
    ("rows", "kind", "withheld"),
    [
        (["1|2", "1|2", "1|2", "1|2|4"], LINES, [False, False, False, True]),
        (["1|2", "1|2", "1|2", "1|2|3"], LINES, [False] * 4),
        (["1|2", "1|2", "1|2", "1|2|4"], ROWS, [False] * 4),
        (["1|2|3", "1|2|3", "1|2|3", "1|2|4"], LINES, [False] * 4),
        (["1", "1", "1", "1|2|4"], LINES, [False] * 4),
    ],
)
def test_a_longer_row_among_short_ones_is_withheld_where_it_breaks_its_sum(
    rows: list[str], kind: str, withheld: list[bool]
) -> None:
    some = part(*rows, kind=kind)
    some._withhold_longer_rows(some._width() if rows[0] != "1" else 1)
    assert [entry.place.outcome is Outcome.UNPROVEN for entry in some.below] == withheld
    assert [entry.statuses is not None for entry in some.below] == withheld


def test_a_row_that_was_given_up_before_is_not_withheld_for_its_length_or_words() -> None:
    some = part("1|2", "1|2", "1|2", "1|2|4", "1|2|x", kind=LINES)
    for entry in some.below:
        entry.place = Place(Outcome.PRINTED_TWICE)
        entry.withhold()
    some._withhold_longer_rows(2)
    some._withhold_rows_that_end_in_words(3)
    assert {entry.place.outcome for entry in some.below} == {Outcome.PRINTED_TWICE}


@pytest.mark.parametrize(
    ("row", "cell", "withheld"),
    [
        ("1|2|x", "count", True),
        ("1|2|x", "text", False),
        ("1|2|3|x", "count", False),
        ("1|x", "count", False),
        ("1|2|3", "count", False),
    ],
)
def test_words_in_the_cell_of_the_last_figure_are_a_remark(row: str, cell: str, withheld: bool) -> None:
    some = part(row, cell=cell)
    some._withhold_rows_that_end_in_words(3)
    assert (some.below[0].place.outcome is Outcome.CELLS_LOST) is withheld
    assert (some.below[0].statuses is not None) is withheld


@pytest.mark.parametrize(
    ("row", "window"),
    [
        ("1|2|3", [1, 2, 3]),
        ("||1|2|", [1, 2]),
        ("|1|2||", [1, 2]),
        ("1||3", []),
        ("1|/|3", []),
        ("1|x", []),
        ("||", []),
        ("0", [0]),
        ("", []),
    ],
)
def test_a_rows_figures_stand_side_by_side_or_say_nothing(row: str, window: list[int]) -> None:
    assert window_of(part(row).below[0]) == window


# --- what the header says -----------------------------------------------------------------------------------------------


HEAD = "项目|自然人|商业企业|科研机构"


def of(header: str, *rows: str, kind: str = ROWS) -> tuple[str, ...]:
    """Return the columns that a header of one row names."""
    some = part(*rows, header=[header], kind=kind)
    leaves = tuple(Leaf(name) for name in header.split("|") if name)
    return some._of(leaves, [[leaf.name for leaf in leaves]]).own


@pytest.mark.parametrize(
    ("header", "rows", "columns"),
    [
        (HEAD, ["1|2|3"], (PERSON, BUSINESS, RESEARCH)),
        (f"序号|{HEAD}", ["1|2|3"], (PERSON, BUSINESS, RESEARCH)),
        (f"{HEAD}|备注", ["1|2|3|好"], (PERSON, BUSINESS, RESEARCH)),
        (f"{HEAD}|备注", ["1|2|3|好", "1|2|3|4"], (PERSON, BUSINESS, RESEARCH, "")),
        (f"{HEAD}|备注", ["1|2|3|好", "1|2|3"], (PERSON, BUSINESS, RESEARCH)),
        (f"{HEAD}|甲|备注", ["1|2|3|4|好"], (PERSON, BUSINESS, RESEARCH, "")),
        (f"{HEAD}|甲|备注", ["1|2|3||好"], (PERSON, BUSINESS, RESEARCH, "")),
        (f"{HEAD}|甲", ["1|2|3|4"], (PERSON, BUSINESS, RESEARCH, "")),
        (f"{HEAD}|甲", ["1|2|3|", "1|2|3"], (PERSON, BUSINESS, RESEARCH)),
        (f"{HEAD}|甲|乙", ["1|2|3||", "1|2|3"], (PERSON, BUSINESS, RESEARCH)),
        (f"{HEAD}|甲|乙", ["1|2|3|4|", "1|2|3"], (PERSON, BUSINESS, RESEARCH, "")),
        ("项目", ["1|2|3"], ()),
        ("项目|甲", ["1|2|3|4|5"], ()),
        ("项目|自然人|甲|科研机构", ["1|2|3"], (PERSON, f"?{BUSINESS}", RESEARCH)),
        ("项目|自然人|科研机构|甲", ["1|2|3"], (PERSON, RESEARCH, "")),
        ("项目|自然人|情况说明|科研机构", ["1||3"], (PERSON, f"?{BUSINESS}", RESEARCH)),
    ],
)
def test_the_columns_that_a_header_names(header: str, rows: list[str], columns: tuple[str, ...]) -> None:
    assert of(header, *rows) == columns


def test_the_columns_behind_are_added_once() -> None:
    for header in ("自然人|商业企业|科研机构", "自然人|商业企业|科研机构|占比"):
        some, decided, _ = resolved(header, "1|2|3|40.5%", "1|3|4|50.5%")
        assert decided
        assert {entry.own for entry in some.below} == {own(*BEHIND)}


def test_names_in_two_rows_stand_over_columns_unless_one_in_its_place_is_not_the_forms() -> None:
    some, decided, found = resolved("项目|自然人||科研机构\n||商业企业|", "1|2|3", "1|3|4")
    assert (decided, some.reading.by_place, found) == (True, True, [])
    assert {entry.own for entry in some.below} == {None}
    some, _, _ = resolved("项目|自然人||科研机构|社会公益组织\n||甲栏||", "1|2|3|6", "1|3|4|8", size=4)
    assert not some.reading.by_place


def test_a_header_of_one_row_may_lack_a_name() -> None:
    some, decided, found = resolved("项目|自然人|商业企业|科研机构", "1|2|3|6", size=4)
    assert (decided, found, some.below[0].own) == (False, [], None)


def test_rows_are_labelled_where_one_is() -> None:
    some = part("1|2|3", "1|2|3")
    assert some._are_labelled()
    some.below[0].row.at = some.below[0].row.first
    assert some._are_labelled()
    some.below[1].row.at = some.below[1].row.first
    assert not some._are_labelled()


def test_no_name_stands_in_front_where_none_is_known() -> None:
    some = part("1|2|3")
    assert some._front([["甲", "乙"]]) == 0
    assert some._front([["甲", "乙", "自然人"]]) == 2


def test_a_foreign_name_beside_those_that_are_known() -> None:
    some = part("1|2|3", header=[HEAD])
    assert not some._has_a_foreign_name_elsewhere((("统计项目", "自然人", "科研机构"),))
    assert some._has_a_foreign_name_elsewhere((("项目", "自然人", "科研机构", "甲"),))


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("甲 自然人 科研机构", True),
        ("甲自然人\n科研机构", True),  # right behind it
        ("甲\n自然人 科研机构", False),
        ("自然人 科研机构 甲", True),
        ("自然人\n甲 科研机构", True),
        ("自然人 甲\n科研机构", False),
        ("甲 自然人\n科研机构", True),  # the nearest of them
    ],
)
def test_words_beside_the_names_of_a_header_in_unmarked_text(text: str, beside: bool) -> None:
    some = part("1|2|3", header=["甲", "自然人", "科研机构"], kind=TEXT)
    source = Source(None, text, text)
    some.reading.findings.source = source
    for row, name in zip(some.rows, ("甲", "自然人", "科研机构"), strict=True):
        at = text.index(name)
        row.row = Row.of(source, [(at, at + len(name))], TEXT)
    assert some._is_beside_a_header(some.rows[0]) is beside


def test_a_column_is_empty_only_where_cells_are_marked() -> None:
    assert of(f"{HEAD}|甲", "1|2|3", kind=LINES) == (PERSON, BUSINESS, RESEARCH, "")


def test_words_for_remarks_begin_the_name_of_their_column() -> None:
    assert of(f"{HEAD}|备注内容", "1|2|3|好") == (PERSON, BUSINESS, RESEARCH)
    assert of(f"{HEAD}|情况备注", "1|2|3|好") == (PERSON, BUSINESS, RESEARCH, "")


def test_remarks_are_noted_only_where_a_column_has_their_name() -> None:
    for name, noted in (("备注", True), ("甲", False), ("情况备注", False)):
        some = part("1|2|3|", header=[f"{HEAD}|{name}"])
        leaves = tuple(Leaf(one) for one in f"{HEAD}|{name}".split("|"))
        some._of(leaves, [[leaf.name for leaf in leaves]])
        assert some.remarks is noted


@pytest.mark.parametrize(
    ("header", "rows", "kind", "figures"),
    [
        (f"{HEAD}|备注", ["1|2|3|4"], ROWS, True),
        (f"{HEAD}|备注", ["1|2|3|0"], ROWS, True),
        (f"{HEAD}|备注", ["1|2|3|"], ROWS, False),
        (f"{HEAD}|备注", ["1|2|3|x"], ROWS, False),
        (f"{HEAD}|备注", ["1|2|3"], ROWS, False),
        (f"{HEAD}|备注", ["1|2|3|4|5"], ROWS, False),
        (f"{HEAD}|备注|", ["1|2|3|4|"], ROWS, True),
        (f"{HEAD}|备注|", ["1|2|3||4"], ROWS, True),
        (f"{HEAD}|备注", ["1|2|3|4"], CELLS, False),
        ("备注|||", ["1|2|3"], ROWS, False),
    ],
)
def test_a_figure_below_the_last_name_counts(header: str, rows: list[str], kind: str, figures: bool) -> None:
    assert part(*rows, header=[header], kind=kind)._have_figures_last() is figures


@pytest.mark.parametrize(
    ("leaf", "over_labels"),
    [
        (Leaf("甲"), True),
        (Leaf("甲", ("申请人情况",)), False),
        (Leaf("项目", ("申请人情况",)), True),
        (Leaf("统计项目", ("申请人情况",)), True),
        (Leaf("项目"), True),
    ],
)
def test_a_name_stands_over_the_labels_unless_it_is_under_the_title_of_the_columns(leaf: Leaf, over_labels: bool) -> None:
    assert _stands_over_labels(leaf) is over_labels


@pytest.mark.parametrize(
    ("names", "lacks"),
    [
        ([PERSON, RESEARCH], True),
        ([], True),
        ([PERSON, BUSINESS, RESEARCH], False),
        ([RESEARCH, PERSON], False),
        ([PERSON, ""], False),
        ([PERSON, PERSON], False),
    ],
)
def test_a_header_may_lack_names_only(names: list[str], lacks: bool) -> None:
    assert _lacks_names_only(names, COLUMNS[:3]) is lacks


# --- what follows -------------------------------------------------------------------------------------------------------


FIRST, LAST = own(RESEARCH, PERSON, BUSINESS), own(PERSON, BUSINESS, RESEARCH)
OTHER = own(BUSINESS, PERSON, RESEARCH)


def chosen(fitting: list[OwnColumns], *rows: str, kind: str = ROWS, order: int = 6) -> tuple[str, ...] | None:
    found = part(*rows, kind=kind, order=order)._chosen(fitting)
    return found.own if found is not None else None


def test_of_several_orders_the_one_that_sums_or_names_in_their_places_prefer_is_chosen() -> None:
    assert chosen([FIRST], "1|2|4") == FIRST.own
    assert chosen([FIRST, LAST], "1|2|3") == LAST.own
    assert chosen([FIRST, LAST], "3|1|2") == FIRST.own
    assert chosen([FIRST, LAST], "9|1|2") == LAST.own  # none adds up: the names stand in their places
    assert chosen([FIRST, LAST], "0|0|0") == LAST.own
    assert chosen([OTHER, LAST], "1|2|3") is None  # both add up
    assert chosen([FIRST, own(RESEARCH, BUSINESS, PERSON)], "0|0|0") is None
    assert chosen([FIRST, own(RESEARCH, BUSINESS, PERSON), LAST], "3|1|2") is None
    assert chosen([own(BUSINESS, PERSON, RESEARCH), FIRST], "0|0|0") is None
    assert chosen([LAST, own(PERSON, f"?{BUSINESS}", RESEARCH), FIRST], "0|0|0") is None


def test_the_only_row_may_have_a_blank_below_a_name_that_is_not_the_forms() -> None:
    fitting = [own(PERSON, BUSINESS, RESEARCH), own(PERSON, BUSINESS, "", RESEARCH)]
    assert chosen(fitting, "0|0|0", kind=LINES, order=1) is None
    assert chosen(fitting, "0|0|0", kind=LINES) == fitting[0].own
    assert chosen(fitting, "0|0|0", order=1) == fitting[0].own
    assert chosen([FIRST, LAST], "0|0|0", kind=LINES, order=1) == LAST.own


@pytest.mark.parametrize(
    ("fitting", "rows", "common"),
    [
        ([FIRST, own(RESEARCH, BUSINESS, PERSON)], ["0|0|0"], None),
        ([own(PERSON, BUSINESS, RESEARCH), own(BUSINESS, PERSON, RESEARCH)], ["0|0|0"], None),
        ([own(PERSON, BUSINESS, "", RESEARCH), own(PERSON, "", BUSINESS, RESEARCH)], ["0|0|0"], (PERSON, "", "", RESEARCH)),
        ([LAST, own(PERSON, BUSINESS, RESEARCH, "")], ["0|0|0"], None),
        ([FIRST, LAST, OTHER], ["1|2|3"], None),
        ([own("", *LAST.own), own(PERSON, "", BUSINESS, RESEARCH), FIRST], ["9|1|2|3"], ("", *LAST.own)),
    ],
)
def test_what_several_orders_have_in_common(fitting: list[OwnColumns], rows: list[str], common: tuple[str, ...] | None) -> None:
    found = part(*rows)._common(fitting)
    assert (found.own if found is not None else None) == common


def test_half_of_the_columns_must_be_common() -> None:
    names = COLUMNS[:4]
    swapped = own(names[1], names[0], *names[2:])
    found = part("0|0|0|0", size=4)._common([own(*names), swapped])
    assert found is not None
    assert found.own == ("", "", *names[2:])
    assert part("0|0|0|0", size=4)._common([own(*names), swapped, own(names[0], names[1], names[3], names[2])]) is None
    more = COLUMNS[:5]
    assert part("0|0|0|0|0", size=5)._common([own(*more), own(more[1], more[2], more[0], *more[3:])]) is None
    # Of the orders that add up alone.
    found = part("1|2|3", size=3)._common([FIRST, LAST, OTHER])
    assert found is None
    found = part("1|2|4|7", size=4)._common([own(*names), swapped, own(names[3], *names[:3])])
    assert found is not None
    assert found.own == ("", "", *names[2:])


@pytest.mark.parametrize(
    ("columns", "row", "kind", "proven"),
    [
        (LAST, "0|0|0", LINES, True),
        (own(PERSON, f"?{BUSINESS}", RESEARCH), "0|0|0", LINES, True),
        (OTHER, "0|0|0", LINES, True),
        (FIRST, "0|0|0", LINES, True),
        (own(PERSON, BUSINESS), "0|0", LINES, False),
        (own(PERSON, BUSINESS), "0|0", ROWS, True),
        (own(PERSON, "", BUSINESS, RESEARCH), "0|0|0|0", LINES, False),
        (own(PERSON, "", BUSINESS, RESEARCH), "1|9|2|3", LINES, True),
        (own(PERSON, "", BUSINESS, RESEARCH), "1|2|9|3", LINES, False),
    ],
)
def test_what_shows_that_names_stand_over_their_columns(columns: OwnColumns, row: str, kind: str, proven: bool) -> None:
    assert part(row, kind=kind)._is_proven(columns) is proven


@pytest.mark.parametrize(
    ("columns", "rows", "again"),
    [
        ([*COLUMNS[:3], *COLUMNS[:3]], ["1|2|3|1|2|4"], True),
        ([*COLUMNS[:3], *COLUMNS[:3]], ["1|2|3|1|2|3"], False),
        ([*COLUMNS[:3], *COLUMNS[:3]], ["1|2|3|1|2|3", "1|2|3|9|2|3"], True),
        ([*COLUMNS[:3], *COLUMNS[:3]], ["1|2|3|1|2"], False),
        ([*COLUMNS[:3], *COLUMNS[:2]], ["1|2|3|1|4"], False),
    ],
)
def test_all_columns_with_other_figures_may_be_another_years(columns: list[str], rows: list[str], again: bool) -> None:
    assert part(*rows)._is_printed_again(own(*columns)) is again


def test_two_columns_printed_twice_are_none_of_another_year() -> None:
    assert not part("1|2|3|4", size=2)._is_printed_again(own(*COLUMNS[:2], *COLUMNS[:2]))


@pytest.mark.parametrize(
    ("columns", "kind", "renamed"),
    [
        (own(PERSON, "", RESEARCH), LINES, True),
        (own(PERSON, "", RESEARCH), ROWS, False),
        (own(PERSON, f"?{BUSINESS}", RESEARCH), LINES, False),
        (own(PERSON, f"?{BUSINESS}", RESEARCH, ""), LINES, False),
        (own(PERSON, BUSINESS, "", RESEARCH), LINES, False),
        (own(PERSON, RESEARCH), LINES, False),
    ],
)
def test_a_foreign_name_may_be_that_of_a_column_that_is_lacking(columns: OwnColumns, kind: str, renamed: bool) -> None:
    assert part("1|2|3", kind=kind)._may_be_renamed(columns) is renamed


def resolved(
    header: str, *rows: str, kind: str = ROWS, size: int = 3, sums: tuple[int, ...] | None = None
) -> tuple[_Part, bool, list[str]]:
    """Resolve a part; return it, whether its columns are decided, and what is found, with the text that it is about."""
    some = part(*rows, header=header.split("\n") if header else [], kind=kind, size=size, sums=sums)
    decided = some.resolve()
    return some, decided, [f"{found.message}" for found in some.reading.findings.found]


def test_cells_are_marked_where_they_are_in_all_rows() -> None:
    some = part("1|2|3", "1|2|3")
    assert some._is_marked()
    some.below[0].row.row.type = LINES
    assert not some._is_marked()


def test_a_foreign_column_is_named_in_a_finding() -> None:
    some, _, found = resolved("项目|自然人|商业企业|甲|科研机构", "1|2|9|3", "1|3|9|4")
    assert some.below[0].own == own(PERSON, BUSINESS, "", RESEARCH)
    assert len(found) == 1
    assert "1 column that the form does not have set aside" in found[0]


def test_the_forms_own_columns_are_left_as_they_are() -> None:
    some, decided, found = resolved(HEAD, "1|2|3", "1|2|3")
    assert (decided, some.reading.by_figures, found) == (False, False, [])
    assert {entry.own for entry in some.below} == {None}
    some = part("1|2|3", header=["自然人|商业企业|科研机构"])
    for entry in some.below:
        entry.row.at = entry.row.first
    assert not some.resolve()
    assert not some.reading.by_figures
    assert _Part(some.reading, some.form, some.rows, []).resolve() is False


def test_columns_of_its_own_are_set_for_the_rows_below() -> None:
    some, decided, found = resolved("项目|科研机构|自然人|商业企业", "3|1|2", "4|1|3")
    assert decided
    assert some.reading.by_figures
    assert {entry.own for entry in some.below} == {FIRST}
    assert some.reading.sums == (3,)
    assert getattr(some.reading.sums, "places", None) == (1, 2, 0)
    assert len(found) == 1
    assert "“项目 科研机构 自然人 商业企业”" in found[0]
    some, decided, found = resolved("项目|社会公益组织|自然人|商业企业", "3|1|2", "4|1|3", size=4)
    assert (decided, some.reading.sums) == (True, ())
    assert any("“项目”" in one for one in found)
    some, _, _ = resolved("项目|科研机构|自然人|商业企业", "3|1|2", "4|1|3", sums=())
    assert some.reading.sums == ()
    some, _, found = resolved("项目|科研机构|自然人|商业企业", "1|2|3", "1|3|4")
    assert "do not add up" in found[0]
    some, decided, found = resolved("项目|科研机构|自然人|商业企业", "1|2|3", "1|3|4", kind=LINES)
    assert (decided, found) == (True, [])  # the form's columns, by the sums
    assert {entry.own for entry in some.below} == {None}


def test_a_name_with_a_wrong_letter_in_another_order_is_reported() -> None:
    some, decided, found = resolved("项目|科研机勾|自然人|商业企业", "3|1|2", "4|1|3")
    assert decided
    assert {entry.own for entry in some.below} == {FIRST}
    assert found[0].startswith("[requests.r0.research_institution]; [requests.r1.research_institution]: its header is read as")


def test_only_remarks_make_words_in_the_last_cell_a_loss() -> None:
    some, _, _ = resolved("项目|科研机构|自然人|商业企业|备注", "3|1|2|", "3|1|好")
    assert [entry.place.outcome for entry in some.below] == [Outcome.PLACED, Outcome.CELLS_LOST]
    some, _, _ = resolved("项目|科研机构|自然人|商业企业", "3|1|2", "3|1|好")
    assert [entry.place.outcome for entry in some.below] == [Outcome.PLACED, Outcome.PLACED]


def test_as_many_foreign_columns_as_the_forms_leave_open_which_is_which() -> None:
    some, _, found = resolved("项目|科研机构|自然人|商业企业|甲|乙|丙", "3|1|2|4|5|6")
    assert some.below[0].place.outcome is Outcome.REORDERED
    assert len(found) == 1
    some, _, _ = resolved("项目|科研机构|自然人|商业企业|甲|乙", "3|1|2|4|5")
    assert some.below[0].own == own(*FIRST.own, "", "")
    some, _, _ = resolved("项目|自然人|甲|乙|商业企业", "3|1|2|4", size=2, sums=())
    assert some.below[0].place.outcome is Outcome.REORDERED
    some, _, _ = resolved("项目|自然人|甲", "3|1", size=1, sums=())
    assert some.below[0].own == own(PERSON, "")


def test_names_that_are_not_the_forms_are_named() -> None:
    some, _, found = resolved("项目|社会公益组织|甲|自然人|乙|商业企业", "3|9|1|9|2", "4|9|1|9|3", size=4, kind=LINES)
    assert [entry.place.outcome for entry in some.below] == [Outcome.REORDERED] * 2
    assert len(found) == 1
    assert "“项目、甲、乙”" in found[0]
    assert "may be a column of its own" in found[0]
    some, _, found = resolved("项目|自然人|甲|科研机构|社会公益组织|乙|总计", "1|2|3|4|9|19", "1|2|3|4|8|18", size=7)
    assert any("“项目、甲、乙”" in one for one in found)
    some, _, found = resolved("社会公益组织|自然人|商业企业", "3|1|2|x", "4|1|3|x", size=4, sums=(), kind=LINES)
    assert "leave open" in found[0]


def test_a_column_without_a_name_is_none_of_the_forms() -> None:
    some, decided, _ = resolved(HEAD, "1|2|3|2.5", "1|3|4|2.5")
    assert decided
    assert some.below[0].own == own(*BEHIND)


def test_a_header_with_two_of_the_forms_names_is_none() -> None:
    _, decided, found = resolved("项目|自然人|甲|乙|丙|丁|戊|总计", "1|2|3|4|5|6|21", "1|2|3|4|5|7|22", size=7)
    assert (decided, found) == (False, [])
    some, decided, _ = resolved("项目|自然人|甲|乙|丙|法律服务机构|其他|总计", "1|2|3|4|5|6|21", "1|2|3|4|5|7|22", size=7)
    assert decided
    assert some.below[0].own == own(PERSON, *[f"?{column}" for column in COLUMNS[1:4]], *COLUMNS[4:])


def test_marked_rows_that_add_up_in_no_order_may_be_wrong_themselves() -> None:
    some, decided, found = resolved(HEAD, "1|2|9", "1|2|8", "1|2|7")
    assert (decided, found) == (False, [])
    some, decided, found = resolved(HEAD, "1|2|9", "1|2|8", "1|2|7", kind=LINES)
    assert decided
    assert some.reading.by_figures
    assert "do not add up" in found[0]
    some, decided, _ = resolved("项目|商业企业|自然人|科研机构", "1|2|9", "1|2|8", "1|2|7")
    assert decided
    assert some.below[0].own == OTHER
    some, decided, found = resolved("项目|商业企业|自然人|科研机构", "9|1|8", "8|2|6", "7|3|4")
    assert decided
    assert "do not add up" in found[0]


def test_without_names_one_place_alone_must_keep_the_sums() -> None:
    some, decided, _ = resolved("", "9|1|2|3", "9|1|3|4")
    assert decided
    assert some.below[0].own == own(*WIDE)
    some, _, found = resolved("", "2|2|1|3", "3|3|1|4")
    assert [entry.place.outcome for entry in some.below] == [Outcome.REORDERED] * 2
    assert "leave open" in found[0]
    some, _, _ = resolved("项目|自然人", "9|1|2|3", "9|1|3|4")
    assert some.below[0].place.outcome is Outcome.REORDERED
    some, _, _ = resolved("", "9|8|1|2|3", "9|8|1|3|4")
    assert some.below[0].own is None


def test_a_row_that_is_longer_than_others_says_so() -> None:
    some, decided, _ = resolved(HEAD, "1|2", "1|2", "1|2", "1|2|4", kind=LINES)
    assert not decided
    assert some.below[3].place.reason == "longer-than-others"


def test_rows_keep_the_reason_for_which_they_were_given_up() -> None:
    some = part("1|2|9", "1|2|8", "1|2|7", "1|2|6", "1|2|5", header=[HEAD], kind=LINES)
    some.below[0].place = Place(Outcome.NO_CELLS)
    some.below[1].withhold("unreadable")
    assert some.resolve()
    assert [entry.place.outcome for entry in some.below] == [
        Outcome.NO_CELLS,
        Outcome.PLACED,
        *[Outcome.REORDERED] * 3,
    ]
    (found,) = some.reading.findings.found
    assert [ref.path for ref in found.refs] == ["requests"]
    assert "“项目 自然人 商业企业 科研机构”" in found.message
    assert [row.type for row in some.reading.headers] == ["HEADER"]


def test_a_part_of_a_tables_rows_is_named_row_by_row() -> None:
    some = part("1|2|9", "1|2|8", "1|2|7", kind=LINES)
    rows = some.below
    again = _Part(some.reading, some.form, [], rows[1:])
    assert again._withhold("columns-unclear")
    (found,) = some.reading.findings.found
    assert [ref.path for ref in found.refs] == ["requests"]
    again = _Part(some.reading, some.form, [], [*rows[1:], rows[1]])
    assert again._withhold("columns-unclear")
    assert [ref.path for ref in some.reading.findings.found[1].refs] == [row.path for row in again.below]
    assert "1 2 8" in found.message or "新收" in found.message


@pytest.mark.parametrize(
    ("rows", "kind", "headers"),
    [
        ([HEAD], ROWS, [0]),
        (["甲|乙", HEAD, "丙|丁"], ROWS, [0, 1, 2]),
        (["甲|乙", "甲|乙", HEAD, "丙|丁", "丙|丁"], ROWS, [1, 2, 3]),
        (["甲|乙"], ROWS, []),
        (["甲|自然人"], ROWS, [0]),
        (["甲|1", HEAD], ROWS, [1]),
        (["。|。", HEAD], ROWS, [1]),
        (["组|甲", HEAD], ROWS, [1]),
        (["甲", "乙", "自然人", "丙", "丁"], LINES, [1, 2, 3]),
    ],
)
def test_rows_with_the_forms_names_and_words_next_to_them_are_headers(rows: list[str], kind: str, headers: list[int]) -> None:
    some = part("1|2|3", header=rows, kind=kind)
    some.reading.unread = [*some.rows]
    make_headers(some.reading, some.below)
    assert [some.rows.index(row) for row in some.reading.headers] == headers
    assert [some.rows.index(row) for row in some.reading.unread] == [i for i in range(len(rows)) if i not in headers]
    make_headers(some.reading, some.below)
    assert len(some.reading.headers) == len(headers)
    some.reading.headers = []
    some.reading.table = evolve(some.reading.table, header_names=None)
    make_headers(some.reading, some.below)
    assert some.reading.headers == []


def test_columns_are_worked_out_header_by_header() -> None:
    some = part("3|1|2", "4|1|3", header=["项目|科研机构|自然人|商业企业"])
    assert resolve_columns(some.reading, some.below) == some.below
    assert resolve_columns(some.reading, []) == []
    some = part("1|2|3", "1|3|4", header=[HEAD])
    assert resolve_columns(some.reading, some.below) == []
    some.reading.columns_are_known = True
    assert resolve_columns(some.reading, some.below) == some.below


# --- laying -------------------------------------------------------------------------------------------------------------


def laid(
    row: str, *names: str, first: int | None = None, kind: str = ROWS, keep: bool = False, sums: tuple[int, ...] = (3,)
) -> str:
    """Lay a row on columns; return its figures, or what became of it."""
    (entry,) = part(row, kind=kind).below
    lay_on_columns(entry, own(*names), sums, first, cells_keep_position=keep)
    if not entry.place.placed:
        assert set(entry.values) == {None}
        return f"{entry.place.outcome} {entry.place.reason} {(entry.statuses or ('',))[0]}".replace("  ", " ")
    shown = zip(entry.values, entry.statuses or ("value",) * 3, strict=True)
    return " ".join(str(value) if status == "value" else status for value, status in shown)


UNCERTAIN = "unproven not-in-own-columns withheld"
WIDE = ("", PERSON, BUSINESS, RESEARCH)
BEHIND = (PERSON, BUSINESS, RESEARCH, "")


@pytest.mark.parametrize(
    ("row", "names", "wanted"),
    [
        ("9|1|2|3", WIDE, "1 2 3"),
        ("|9|1|2|3|", WIDE, "1 2 3"),
        ("1|2|3", WIDE, UNCERTAIN),
        ("9|9|1|2|3", WIDE, "extra-figure not-in-own-columns withheld"),
        ("9|1|2|3|", WIDE, "1 2 3"),
        ("", WIDE, UNCERTAIN.replace("withheld", "unreadable")),
        ("3|1|2", (RESEARCH, PERSON, BUSINESS), "1 2 3"),
        ("1|2", (PERSON, RESEARCH), "1 missing 2"),
        ("1|8|3", (PERSON, f"?{BUSINESS}", RESEARCH), "1 withheld 3"),
        ("1|1|2|3", (PERSON, PERSON, BUSINESS, RESEARCH), "1 2 3"),
        ("1|4|2|3", (PERSON, PERSON, BUSINESS, RESEARCH), "unproven merged-cells-differ withheld"),
        ("x|1|2|3", WIDE, UNCERTAIN),
    ],
)
def test_a_row_has_a_figure_for_each_column_of_the_table(row: str, names: tuple[str, ...], wanted: str) -> None:
    assert laid(row, *names) == wanted


def test_nothing_behind_a_label_is_no_row() -> None:
    (entry,) = part("新收").below
    lay_on_columns(entry, own(*WIDE), (3,), None, cells_keep_position=False)
    assert (entry.place.outcome, entry.place.reason, entry.statuses) == (Outcome.NO_CELLS, "", ("unreadable",) * 3)


def test_a_row_of_lines_must_add_up() -> None:
    assert laid("9|1|2|3", *WIDE, kind=LINES) == "1 2 3"
    assert laid("9|1|2|4", *WIDE, kind=LINES) == UNCERTAIN
    assert laid("9|1|2|4", *WIDE) == "1 2 4"
    assert laid("0|0|0|0", *WIDE, kind=LINES) == "0 0 0"


@pytest.mark.parametrize(
    ("row", "names", "first", "wanted"),
    [
        ("9||2|3", WIDE, 1, "blank 2 3"),
        ("9||2|3", WIDE, None, UNCERTAIN),
        ("|9||2|3", WIDE, None, UNCERTAIN),
        ("|9|1|2|3", WIDE, 1, "1 2 3"),
        ("9||2|3", WIDE, 2, UNCERTAIN),
        ("9||2|3", WIDE, 0, UNCERTAIN),
        ("|9||2|3", WIDE, 2, "blank 2 3"),
        ("7|9||2|3", WIDE, 2, UNCERTAIN),  # something stands before the first cell
        ("|2||2", BEHIND, 1, "blank 2 blank"),
        ("|1|2|3", WIDE, 1, "1 2 3"),
        ("|||", WIDE, 1, "blank blank blank"),
        ("|||", BEHIND, 1, "blank blank blank"),
        ("9||2|3|", WIDE, 1, "blank 2 3"),
        ("9||2|3|4", WIDE, 1, UNCERTAIN),
        ("9||2|3|4|5", WIDE, 1, "extra-figure not-in-own-columns withheld"),
        ("1||3|", BEHIND, 1, UNCERTAIN),
        ("1||3|x", BEHIND, 1, "1 blank 3"),
        ("1|2", WIDE, 1, UNCERTAIN),
    ],
)
def test_a_row_with_blanks_begins_where_other_rows_do(row: str, names: tuple[str, ...], first: int | None, wanted: str) -> None:
    assert laid(row, *names, first=first) == wanted


@pytest.mark.parametrize("kind", [CELLS, LINES])
def test_a_row_with_blanks_is_laid_only_where_rows_are_marked(kind: str) -> None:
    assert laid("9||2|3", *WIDE, first=1, kind=kind) == UNCERTAIN


@pytest.mark.parametrize(
    ("row", "names", "keep", "wanted"),
    [
        ("1|2|3|", BEHIND, False, UNCERTAIN),
        ("1|2|3|", BEHIND, True, "1 2 3"),
        ("2|5|3|", (PERSON, RESEARCH, BUSINESS, ""), False, UNCERTAIN),
        ("||3|", BEHIND, True, "blank blank 3"),
    ],
)
def test_a_blank_at_the_end_is_in_place_where_cells_keep_theirs(
    row: str, names: tuple[str, ...], keep: bool, wanted: str
) -> None:
    assert laid(row, *names, first=1, keep=keep) == wanted


@pytest.mark.parametrize(
    ("row", "names", "first", "wanted"),
    [
        ("|1|2|3", WIDE, 1, UNCERTAIN),
        ("||1|2|3", WIDE, 2, "1 2 3"),
        ("|||", WIDE, 1, "blank blank blank"),
        ("|2|3|9", BEHIND, 1, "blank 2 3"),
        ("9||2|3", WIDE, 1, "blank 2 3"),
    ],
)
def test_the_first_cell_of_a_row_without_a_label_may_be_the_labels(
    row: str, names: tuple[str, ...], first: int, wanted: str
) -> None:
    (entry,) = part(row).below
    entry.row.at = entry.row.first = 1
    lay_on_columns(entry, own(*names), (3,), first, cells_keep_position=False)
    values = zip(entry.values, entry.statuses or ("value",) * 3, strict=True)
    shown = " ".join(str(value) if status == "value" else status for value, status in values)
    assert (shown if entry.place.placed else UNCERTAIN) == wanted


@pytest.mark.parametrize(
    ("row", "names", "sums", "wanted"),
    [
        ("9|1|4|", WIDE, (3,), "1 4 blank"),
        ("9|1|10|", WIDE, (3,), UNCERTAIN),  # the first cell may be blank, and 9 + 1 = 10
        ("9|1|1|", WIDE, (3,), UNCERTAIN),
        ("9|4|4|", WIDE, (3,), UNCERTAIN),
        ("3|1|2|", BEHIND, (3,), UNCERTAIN),
        ("9|1|4|", WIDE, (), UNCERTAIN),
        ("9|1|4|", ("", PERSON, "", RESEARCH), (3,), UNCERTAIN),
        ("9||4|", WIDE, (3,), UNCERTAIN),
        ("9|x|4|", WIDE, (3,), UNCERTAIN),
        ("x|9|1|4|", ("", *WIDE), (3,), UNCERTAIN),
        ("9|1|4||", WIDE, (3,), "1 4 blank"),
    ],
)
def test_a_blank_at_the_end_is_in_place_where_anywhere_else_it_breaks_the_sum(
    row: str, names: tuple[str, ...], sums: tuple[int, ...], wanted: str
) -> None:
    assert laid(row, *names, first=1, sums=sums) == wanted


def test_behind_the_bar_at_a_rows_end_is_no_cell() -> None:
    some = part("9|1|2|3|")
    (entry,) = some.below
    entry.row.row.text = "新收|9|1|2|3| "
    lay_on_columns(entry, own(*WIDE, ""), (3,), 1, cells_keep_position=True)
    assert not entry.place.placed
    (entry,) = part("9|1|2|3").below
    entry.row.row.text = "新收|9|1|2|3|"
    lay_on_columns(entry, own(*WIDE), (3,), 1, cells_keep_position=True)
    assert entry.values == (1, 2, 3)


def cells_of(*rows: tuple[str, int], names: tuple[str, ...] = WIDE, kind: str = ROWS) -> dict[int, int]:
    """Return where the figures of rows begin, each its cells and how many cells its label has."""
    entries = part(*["|" * (at - 1) + row for row, at in rows], kind=kind).below
    for entry, (_, at) in zip(entries, rows, strict=True):
        entry.row.items = entry.row.items[at - 1 :]
        entry.row.at = at
        entry.own = own(*names)
    return first_cells(entries)


def test_rows_begin_where_full_ones_do_or_else_behind_the_longest_label() -> None:
    assert cells_of(("9|1|2|3", 1)) == {5: 1}
    assert cells_of(("|9|1|2|3", 1)) == {6: 2}
    assert cells_of(("|9|1|2|3", 1), ("9|1|2|3", 2)) == {6: 2}
    assert cells_of(("|9|1|2|3", 1), ("9|1|2|3|", 1)) == {}  # they do not agree
    assert cells_of(("||2|3", 2), ("|||3|4", 1)) == {6: 2}
    assert cells_of(("||2|3", 2), ("||2|3", 1)) == {6: 2}
    assert cells_of(("||2|3", 1), ("9|1|2|3", 2)) == {6: 2}
    assert cells_of(("9|1|2|3", 1), kind=CELLS) == {}
    assert cells_of() == {}
    assert cells_of(("9|1|x|3", 1)) == {5: 1}


def test_rows_are_laid_where_they_have_columns_of_their_own_alone() -> None:
    entries = part("9|1|2|3", "9|1|2|3").below
    entries[0].own = own(*WIDE)
    assert first_cells(entries[1:]) == {}
    assert first_cells(entries) == {5: 1}


@pytest.mark.parametrize(
    ("placed", "lost", "blank", "withheld"),
    [(1, 1, 0, False), (1, 2, 0, True), (2, 3, 0, True), (0, 2, 0, False), (1, 1, 3, False)],
)
def test_rows_that_fit_are_withheld_where_most_do_not(placed: int, lost: int, blank: int, withheld: bool) -> None:
    some = part(*["9|1|2|3"] * placed, *["1|2|3"] * lost, *["|||"] * blank)
    for entry in some.below:
        entry.own = own(*WIDE)
        lay_on_columns(entry, entry.own, (3,), None, cells_keep_position=False)
    check_laid_rows(some.reading, some.below)
    assert [entry.place.outcome is Outcome.REORDERED for entry in some.below] == [withheld] * placed + [False] * (lost + blank)
    found = some.reading.findings.found
    assert [[ref.path for ref in one.refs] for one in found] == (
        [[entry.path for entry in some.below[:placed]]] if withheld else []
    )
    if withheld:
        assert all(set(entry.values) == {None} for entry in some.below)
        assert "9" in found[0].message
    for entry in some.below:
        entry.own = None
    check_laid_rows(some.reading, some.below)
    assert len(found) == withheld


def test_rows_in_the_forms_columns_say_nothing_of_the_others() -> None:
    some = part("9|1|2|3", "1|2|3", "1|2|3")
    for entry in some.below:
        lay_on_columns(entry, own(*WIDE), (3,), None, cells_keep_position=False)
    some.below[0].own = own(*WIDE)
    check_laid_rows(some.reading, some.below)
    assert some.below[0].place.placed


# --- headers that lack a name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "elsewhere"),
    [
        ([["自然人", "科研机构"]], False),  # no foreign name at all
        ([["自然人", "村民", "科研机构"]], False),  # it stands where one of the form's is missing
        ([["自然人", "科研机构", "村民"]], True),
        ([["村民", "自然人", "科研机构"]], True),
        ([["自然人", "科研机构", "序号"]], False),  # what stands over labels or figures, and is no column's name
        ([["项目名称", "自然人", "科研机构"]], False),
        ([["自然人", "科研机构"], ["村民"]], True),
    ],
)
def test_a_foreign_name_stands_in_the_place_of_the_one_that_is_missing_or_elsewhere(
    names: list[list[str]], elsewhere: bool
) -> None:
    assert part("1|2|3")._has_a_foreign_name_elsewhere(tuple(map(tuple, names))) is elsewhere


@pytest.mark.parametrize(
    ("words", "mark", "kind", "beside"),
    [
        ("村民", "\t", TEXT, True),
        ("项目", "\t", TEXT, False),
        ("项目 村民", "\t", TEXT, True),
        ("项目表", "\t", TEXT, True),  # the corner's word is all of it, or it is another word
        ("村民", "\n", TEXT, False),  # on a line of its own
        ("村民", "\t", ROWS, False),
    ],
)
def test_words_beside_a_header_of_unmarked_text_are_names(words: str, mark: str, kind: str, beside: bool) -> None:
    some = part("1|2|3", header=[f"{words}|自然人", "自然人|科研机构"], kind=kind, mark=mark)
    first, second = some.rows
    first.type, first.row = "STRAY", first.row.part_at(first.row.cell_ranges()[:1])
    second.row.start, second.type = first.text_range()[1], "HEADER"
    text = some.reading.findings.source.normalized
    some.rows[1] = type(second)(
        "HEADER", second.row.of(Source(None, text, text), [(len(words) + 1, len(words) + 4)], kind), 0, 1, []
    )
    assert some._is_beside_a_header(first) is (kind == TEXT and mark != "\n")
    assert some._has_a_foreign_name_elsewhere((("自然人", "科研机构"),)) is beside
    first.type = "HEADER"
    assert not some._has_a_foreign_name_elsewhere((("自然人", "科研机构"),))


def test_a_header_without_the_name_over_several_others() -> None:
    under: dict[str, tuple[str, ...]] = {"法人": ("商业企业", "科研机构")}
    orders: Any = (
        (("自然人", (PERSON,)), ("法人", (BUSINESS, RESEARCH)), ("商业企业", (BUSINESS,)), ("科研机构", (RESEARCH,))),
    )

    def lacks(*names: str, kind: str = TEXT) -> bool:
        some = part("1|2|3", kind=kind)
        some.form = evolve(some.form, orders=orders, under=under)
        return some._lacks_a_name_over_others((names,))

    assert lacks("自然人", "商业企业", "科研机构")
    assert lacks("申请人情况", "自然人", "商业企业", "科研机构")
    assert not lacks("自然人", "法人", "商业企业", "科研机构")
    assert not lacks("自然人", "科研机构", "商业企业")
    assert not lacks("自然人", "商业企业", "科研机构", kind=ROWS)
    orders, under = ((("自然人", (PERSON,)), ("商业企业", (BUSINESS,)), ("科研机构", (RESEARCH,))),), {}
    assert not lacks("自然人", "商业企业", "科研机构")  # the form has no name over others


def test_a_row_of_one_figure_and_a_single_short_row_tell_no_width() -> None:
    assert part("1||", "2||", "3||")._width() == 0
    assert part("1|2", order=6)._width() == 0
    assert part("1|2", order=1)._width() == 2


def test_only_marked_headers_and_rows_have_a_last_name() -> None:
    some = part("1|2|3|4", header=[f"{HEAD}|备注", f"{HEAD}|备注|说明"])
    some.rows[1].row.type = "LINE"
    assert some._have_figures_last()
    some.below[0].row.row.type = CELLS
    assert not some._have_figures_last()
    assert part("4", header=["项目|备注"], size=1)._have_figures_last()


def test_one_row_without_a_header_does_not_tell_that_the_table_has_a_column_more() -> None:
    assert not part("1|2|3|6")._without_names(own(*COLUMNS[:3]), 4, some=False)
    assert part("1|2|3|6", "2|2|3|7")._without_names(own(*COLUMNS[:3]), 4, some=True)


def test_columns_that_are_not_known_are_those_of_the_table_or_of_the_rows_below_a_second_header() -> None:
    def named(*order: int) -> list[str | None]:
        some = part("1|2|3", "4|5|9")
        some.below = [some.below[index] for index in order]
        some._withhold("columns-unclear")
        (finding,) = [one for one in some.reading.findings.found if one.code == "columns-unknown"]
        return [ref.path for ref in finding.refs]

    assert named(0, 1) == ["requests"]
    assert named(1, 0) == ["requests.r1", "requests.r0"]
    assert named(0, 0) == ["requests.r0", "requests.r0"]
