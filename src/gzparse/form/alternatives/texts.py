"""Alternatives of text fields: a text that goes on below, or is another row's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gzparse.form.alternatives.accounts import RUNS_OF_LINES, Account, Alternative
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.placing import Outcome
from gzparse.lark_tools.terminals import patterns
from gzparse.model.grid import RowKind


def _texts(facts: Facts) -> Iterator[Entry]:
    for entry in facts.rows.values():
        if "text" in entry.kinds and entry.place.placed and any(isinstance(value, str) for value in entry.values):
            yield entry


def _texts_above_others(facts: Facts) -> Iterator[Account]:
    for entry in _texts(facts):
        below = facts.below(entry)
        if below is not None and id(below) in facts.unread and not holds_figures(below):
            end, start = entry.row.text_range()[1], below.text_range()[0]
            if facts.source.text.count("\n", end, start) < 2:
                yield lost(facts, entry, at=below.text_range())


TEXT_GOES_ON = Alternative(
    name="text-below",
    supposes=("the text goes on below", "文字在下方继续"),
    sign=("more text stands right below that of a text field", "文字栏的下方紧接着另一段文字"),
    example="text_with_more_text_below",
    near_miss="text_with_a_blank_line_below",
    accepts=(
        "a text that goes on behind a blank line is given without its end",
        "隔一空行后继续的文字，只读取前一部分",
    ),
    outcome=Outcome.ADJACENT_FIGURES,
    accounts=_texts_above_others,
)


def _texts_of_other_rows(facts: Facts) -> Iterator[Account]:
    fields = [entry for entry in _texts(facts) if entry.row.row.type == RowKind.LINE_RUN]
    if not fields:
        return
    numbers = (entry for entry in facts.rows.values() if "text" not in entry.kinds)
    most_lines = max((_lines_between(facts, entry) for entry in numbers), default=1)
    for entry in fields:
        if any(map(_may_be_a_label, entry.values)) or _lines_between(facts, entry) > most_lines:
            yield lost(facts, entry)


def _lines_between(facts: Facts, entry: Entry) -> int:
    """Return how many lines end between a row's label and its first figure."""
    row = entry.row
    if not entry.place.placed or not row.at:
        return 0
    places = row.row.cell_ranges()
    return facts.text.count("\n", places[row.at - 1][1], places[row.at + entry.place.item(0)][0])


def _may_be_a_label(value: object) -> bool:
    return isinstance(value, str) and _label_pattern().match(value) is not None


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of what looks like a label: an ordinal before a text, a unit or a colon behind it."""
    ordinal = rf"[（(]?(?:[{patterns()['NUMERAL_CHARS']}]{{1,3}}|\d{{1,2}})[)）、．.](?!\d)"
    return re.compile(rf"{ordinal}|.*[（(][^（()）]{{1,6}}[)）]\s*\Z|.*[:：]\s*\Z", re.S)


TEXT_OF_ANOTHER_ROW = Alternative(
    name="text-may-be-another-rows",
    supposes=(
        "its cell is blank, and the text below its label is another row's label",
        "本行单元格为空，名称下方的文字是另一行的名称",
    ),
    sign=(
        "blanks are not preserved, and the text looks like a label or stands further from its own than any number",
        "空白未保留，且文字像行的名称，或与名称的间隔大于任何数字",
    ),
    example="text_that_looks_like_a_label",
    near_miss="text_right_below_its_label",
    accepts=(
        "an unknown label of letters alone below a blank text field is given as its text",
        "空白文字栏下方只有文字的未知名称，按该栏内容读取",
    ),
    kinds=RUNS_OF_LINES,
    accounts=_texts_of_other_rows,
)

TEXTS = (TEXT_GOES_ON, TEXT_OF_ANOTHER_ROW)
