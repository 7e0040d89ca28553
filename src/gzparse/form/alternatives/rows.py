"""Alternatives of a row whose figures are not its own, since a row or its label is lost."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from gzparse.form.alternatives.accounts import RUNS_OF_LINES, UNMARKED, Account, Alternative
from gzparse.form.alternatives.evidence import ROW_SUM
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import BOUNDARIES, TextRow
from gzparse.form.header_rows import columns_named
from gzparse.form.items import BLANK
from gzparse.model.grid import RowKind
from gzparse.model.source import Range

# --- a row next to it is missing ----------------------------------------------------------------------------------------


def _rows_next_to_missing_ones(facts: Facts) -> Iterator[Account]:
    if len(facts.table.sums) != 1:
        return
    for index, path in enumerate(facts.order):
        near = facts.order[max(0, index - 1) : index + 2]
        if path in facts.rows and not facts.missing.isdisjoint(near) and facts.whole(facts.rows[path]):
            yield lost(facts, facts.rows[path])


END_OF_A_MISSING_ROW = Alternative(
    name="sum-broken-row-missing",
    supposes=("its figures are the beginning of one row and the end of another", "本行数字由一行的开头与另一行的结尾拼成"),
    sign=("the row above or below it is missing", "上一行或下一行缺失"),
    example="two_rows_joined_by_a_cut",
    near_miss="row_below_a_missing_one_that_adds_up",
    accepts=(
        "a misprinted row next to a missing one is withheld, though its figures are as printed",
        "缺失行旁的行如原文即有误，也不予采用",
    ),
    sums=True,
    refuted_by=(ROW_SUM,),
    accounts=_rows_next_to_missing_ones,
)


def _rows_above_missing_ones(facts: Facts) -> Iterator[Account]:
    for path, following in pairwise(facts.order):
        entry = facts.rows.get(path)
        if entry is not None and following in facts.missing and entry.place.certain and _may_be_of_another(facts, entry):
            below = facts.below(entry)
            if (
                below is None
                or id(below) in facts.by_row
                or below in facts.headers
                or (below.type in BOUNDARIES and _touches_its_label(entry))
            ):
                yield lost(facts, entry)


def _touches_its_label(entry: Entry) -> bool:
    """Whether a row's only figure, of several digits, stands right behind its label's last letter."""
    places, at = entry.row.row.cell_ranges(), entry.row.at + entry.place.item(0)
    if len(entry.columns) != 1 or not 0 < at < len(places):
        return False
    start, end = places[at]
    return end - start > 1 and places[at - 1][1] == start


def _may_be_of_another(facts: Facts, entry: Entry) -> bool:
    """Whether blanks are not preserved, all stands on one line, or nothing separates a row's only figure from its label."""
    if not isinstance(entry.row, TextRow):
        return entry.row.row.type == RowKind.LINE_RUN
    if facts.is_on_one_line:
        return True
    return _touches_its_label(entry)


ROW_BELOW_LOST = Alternative(
    name="next-row-missing",
    supposes=(
        "the figures are those of the row below, whose label is lost, or their last digits are",
        "数字或其末几位属于下一行，而该行名称丢失",
    ),
    sign=(
        "the row below is missing, nothing else stands in its place, and blanks are not preserved or all stands on one line; "
        "or the row's only figure stands right behind its label's last letter",
        "下一行缺失，其位置没有其他内容，且空白未保留或全表在同一行上；或本行唯一的数字紧接名称末字",
    ),
    example="figures_above_a_missing_row",
    near_miss="figures_above_a_missing_row_in_cells",
    accepts=(
        "a row right above one that is lost as a whole is withheld in vain",
        "下一行连同数字整行丢失的，本行也不予采用",
    ),
    kinds=RUNS_OF_LINES | UNMARKED,
    accounts=_rows_above_missing_ones,
)


# --- figures below it under words that are no label ---------------------------------------------------------------------


def _rows_above_unknown_ones(facts: Facts) -> Iterator[Account]:
    for entry in facts.rows.values():
        if entry.row.row.type != RowKind.LINE_RUN or not entry.place.certain:
            continue
        below = facts.below(entry)
        if below is None or below.type != "STRAY":
            continue
        figures = len(below.items) - below.items.count(BLANK)
        if figures and (figures != len(entry.columns) or re.search(_OF_PAGE_HEADS, "".join(below.label.split()))):
            yield lost(facts, entry, at=below.text_range())


_OF_PAGE_HEADS = r"(?:政府|局|厅|院|委员会|办公室|街道|报告|年报)\Z"

ROW_BELOW_UNLABELLED = Alternative(
    name="words-behind",
    supposes=(
        "the figures below are its own, its last figure is a page's number, and the words the next page's head",
        "其下的数字属于本行，本行最后一个数字是页码，文字是下一页的页眉",
    ),
    sign=(
        "figures follow under words that are not a row's label: not as many as the row's, or words such as a page's head",
        "其后有数字，其前的文字不是行的名称；数字的个数与本行不同，或文字像页眉",
    ),
    example="figures_below_a_page_head",
    near_miss="figures_below_an_unknown_name",
    accepts=(
        "a page's head that is like no organ's name or title, before as many figures as the row has",
        "页眉不像单位名称或标题，且其后数字的个数与本行相同的，仍予采用",
    ),
    kinds=RUNS_OF_LINES,
    sums=False,
    accounts=_rows_above_unknown_ones,
)


# --- two labels before one row's figures ---------------------------------------------------------------------------------


def _rows_with_two_labels(facts: Facts) -> Iterator[Account]:
    for above, row in pairwise(row for row in facts.all_rows if row.type != "FURNITURE"):
        entry = facts.by_row.get(id(row))
        if holds_figures(above) or id(above) not in facts.by_row or entry is None or not entry.place.placed:
            continue
        start = row.text_range()[0]
        line_ends = "\n" in facts.text[above.text_range()[1] : start]
        on_its_line = isinstance(row, TextRow) and not line_ends and not facts.is_on_one_line
        in_its_cells = row.row is above.row and row.row.type == RowKind.TABLE_ROW and not line_ends and not _are_pairs(facts)
        if on_its_line or in_its_cells or facts.text[max(0, start - 9) : start].rstrip()[-1:] in _JOINERS:
            yield lost(facts, entry)


def _are_pairs(facts: Facts) -> bool:
    """Whether labels with their figures stand side by side in some row of the table."""
    labelled = [entry.row.row for entry in facts.rows.values() if holds_figures(entry.row)]
    return any(row is below for row, below in pairwise(labelled))


_JOINERS = tuple("、和及与/+，")

TWO_LABELS = Alternative(
    name="two-labels",
    supposes=("its figures are those of the row above and of its own together", "该数字是上一行与本行的合计"),
    sign=(
        "right before its label stands that of a row without figures, and a mark or a word that joins the two; or both are "
        "cells of one row; or, without marks, on its line, where the table has several",
        "本行名称之前紧接没有数字的一行的名称，并以顿号或“和”等相连；或二者是同一行的单元格；或未标出单元格，二者同在一行，而表有多行",
    ),
    example="two_labels_before_one_figure",
    near_miss="label_without_figures_above_another",
    accepts=(
        "two labels with nothing that joins them, in a table that is printed on one line",
        "全表在同一行上，两个名称之间没有连接符号的",
    ),
    accounts=_rows_with_two_labels,
)

# --- names that stand over no figures -----------------------------------------------------------------------------------


def _rows_among_their_names(facts: Facts) -> Iterator[Account]:
    form = facts.table.header_names
    if form is None or len(facts.order) != 1:
        return
    several = {name: columns for name, columns in columns_named(form).items() if len(columns) > 1}
    for entry in facts.rows.values():
        spans = [cell.span for cell in facts.plain(entry.path) if cell.span is not None]
        if spans and (_stand_between(facts, several, spans) or _stand_over_nothing(facts, several, entry)):
            yield lost(facts, entry)


def _stand_between(facts: Facts, names: Iterable[str], figures: Sequence[Range]) -> bool:
    """Whether names stand between a row's figures, where these do not tell which columns they are."""
    between = facts.text[min(figures)[0] : max(figures)[1]]
    return not facts.columns_are_known and any(name in between for name in names)


def _stand_over_nothing(facts: Facts, names: Mapping[str, Container[str]], entry: Entry) -> bool:
    """Whether a name is printed more often than the table's own columns have it."""
    if entry.own is None:
        return False
    last = facts.grid.rows[-1]
    text = facts.text[facts.grid.rows[0].start : last.start + len(last.text)]
    own = [column.removeprefix("?") for column in entry.own.own]
    return any(text.count(name) > sum(column in columns for column in own) for name, columns in names.items())


NAMES_WITHOUT_FIGURES = Alternative(
    name="names-without-figures",
    supposes=(
        "some of its columns' names stand over no figures, and its figures are those of other columns",
        "部分列名之下没有数字，本行数字属于其他列",
    ),
    sign=(
        "in a table of one row, names of several blocks stand between its figures; or a name is printed more often than its "
        "figures have columns of that name",
        "单行的表中，各栏的列名夹在数字之间；或同一列名出现的次数多于数字所属的同名各列",
    ),
    example="small_tables_of_which_two_are_blank",
    near_miss="small_tables_with_all_their_figures",
    accepts=(
        "names that are broken over lines between a row's figures",
        "数字之间断为多行的列名",
    ),
    accounts=_rows_among_their_names,
)
