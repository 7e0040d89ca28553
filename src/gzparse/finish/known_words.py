"""The words of a table that are understood: those of the form, and those that say no more than the form does.

In: a text, folded. Out: what is left of it without them. Nothing is left of （单位：件）, 具体情况如下表 or the name of a row;
of all other words, a reader must know that they are there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from gzparse.finish.organs import compact, same_organ
from gzparse.finish.titles import year_number
from gzparse.form.header_cells import known_names
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.paths import Labels
from gzparse.model.patterns import on_use
from gzparse.model.source import Range
from gzparse.spec.table import Table

__all__ = [
    "LETTERS",
    "PART",
    "FormWords",
    "Known",
    "columns_named_in",
    "is_fragment",
    "named_in",
    "printed",
    "says_enough",
    "section_numbers",
    "without_names",
    "words_of",
]

LETTERS = on_use(r"[^\W_]")
_GLOSS = on_use(r"\([a-z]+\)")
_PARTS, _BRACKETED, _NUMBER_IN_FRONT = on_use(r" ?· ?| "), on_use(r"[（(].*?[)）]"), on_use(r"^[\d一二三四五六七]+[.,、]")
_SHORT_LABEL = 3
_FEW_LETTERS = 2
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Known:
    """What is known of the words at a table besides those of the form: the report's year and its organ."""

    def __init__(self, year: int | None, organ: str | None) -> None:
        """Take them; ``None`` where they are not known."""
        self.year = year
        self.organ = organ
        self._left: dict[str, str] = {}

    def understands(self, text: str) -> bool:
        """Whether nothing is left of some folded words without those that are understood."""
        return not self.left_of(text)

    def left_of(self, text: str) -> str:
        """Return the letters and digits of some folded words that are not understood."""
        left = self._left.get(text)
        if left is None:
            left = _without_known(text) and _without_known(self._without_front(text))
            if len(text) < _MEMO_LETTERS:
                _keep(self._left, text, left)
        return left

    def _without_front(self, text: str) -> str:
        """Return words without units, and without the report's own organ and year."""
        text = terminal("UNIT_NAMED").sub(_unless_unknown, text)
        text = _PLACE_OF_ORGAN.sub(lambda found: "" if self._is_ours(found[1]) else found[0], text)
        if self.organ is not None:
            text = text.replace(compact(self.organ), "")
        return _DAY.sub(lambda found: "" if self._is_of_the_year(found) else found[0], text)

    def _is_ours(self, name: str) -> bool:
        return self.organ is not None and (
            same_organ(self.organ, name) or terminal("OFFICE_WITHIN").fullmatch(name) is not None
        )

    def _is_of_the_year(self, day: re.Match[str]) -> bool:
        """Whether a date is the report's year, its first or last day, or in the next year, in which the report is written."""
        year = year_number(day[1])
        if self.year is None or year is None or day[2] is None:
            return year is not None and year == self.year
        return year == self.year + 1 or (year == self.year and (day[2], day[3]) in _ENDS)


_PLACE_OF_ORGAN = on_use(
    r"(?:填报|填表|报送|编制|制表)(?:单位|机关|部门):(\w{2,30}?)(?=(?:填[报表]|制表|报送|统计|审核|联系)\w{0,4}:|\W|$)"
)
_DAY = on_use(r"(\d{4})(?:(?:年度?|[.\-/])(?:(\d{1,2})(?:[月.\-/](?:(\d{1,2})日?)?)?)?|(?!\d))")
_ENDS = (("1", "1"), ("01", "01"), ("1", None), ("12", None), ("12", "31"))


def _unless_unknown(unit: re.Match[str]) -> str:
    """Return nothing for a unit, which is understood elsewhere, else what is printed: 单位：十."""
    return "" if terminal("UNIT_LISTED").search(unit[0]) is not None else unit[0]


class FormWords:
    """The folded names of a table's rows, groups and columns, and what is left of cells without them, as they are asked for."""

    def __init__(self, labels: Labels, table: Table) -> None:
        """Collect the names, the longest first."""
        texts = [label for path, label in labels.parts.items() if path.startswith(table.section)]
        texts += [info.label for path, info in labels.figures.items() if path.startswith(f"{table.section}.")]
        parts = {part for text in texts for part in _PARTS.split(text)}
        names = {name for part in parts for name in (name_of(part), fold_label(part))} | {*map(fold_label, table.spanning)}
        form = table.header_names
        if form is not None:
            names |= {*known_names(form), *form.under, form.above_all, *(word for word, _ in form.synonyms)}
        self.names: Sequence[str] = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
        self._labels = {*self.names, *map(fold_label, texts), *map(fold_label, parts)}
        self._parts: dict[str, bool] = {}
        self._left: dict[tuple[str, bool], str] = {}
        self._plain: dict[tuple[str, ...], bool] = {}
        self._without: dict[str, str] = {}

    def left_in(self, cell: str, *, in_pieces: bool = False) -> str:
        """Return what is left of a cell's folded text without the names, if that is not understood as it is.

        in_pieces: whether names may be broken over cells.
        """
        key = cell, in_pieces
        left = self._left.get(key)
        if left is None:
            left = self._work_out(cell, in_pieces=in_pieces)
            if len(cell) < _MEMO_LETTERS:
                _keep(self._left, key, left)
        return left

    def hold_all(self, cells: Sequence[str]) -> bool:
        """Whether nothing is left of any of a marked row's cells."""
        key = tuple(cells)
        plain = self._plain.get(key)
        if plain is None:
            plain = not any(self.left_in(cell) for cell in cells if len(cell) > 1)
            if sum(map(len, cells)) < _MEMO_LETTERS:
                _keep(self._plain, key, plain)
        return plain

    def without(self, text: str) -> str:
        """Return a folded text without the names in it."""
        left = self._without.get(text)
        if left is None:
            left = text
            for name in self.names:
                left = left.replace(name, "")
            if len(text) < _MEMO_LETTERS:
                _keep(self._without, text, left)
        return left

    def has_part(self, text: str) -> bool:
        """Whether a folded text is a part of one of the names."""
        found = self._parts.get(text)
        if found is None:
            found = any(text in name for name in self._labels)
            _keep(self._parts, text, found)
        return found

    def _work_out(self, cell: str, *, in_pieces: bool) -> str:
        text = fold_label(cell)
        if not _words(text):
            return ""
        text = terminal("ARTICLE").sub("|", text)
        for name in self.names:
            text = text.replace(name, "|")
        if in_pieces:
            text = "|".join(piece for piece in text.split("|") if not any(piece in name for name in self.names))
        return text if _without_known(terminal("UNIT_NAMED").sub(_unless_unknown, text)) else ""


_MEMO_LETTERS, _MOST_KEPT = 1_000, 1_024
"""Cells of so many letters are not kept; so many are, at most."""


def _keep(memo: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    if len(memo) >= _MOST_KEPT:
        memo.clear()
    memo[key] = value


def words_of(table: TableReading) -> FormWords:
    """Return the words of a table's form."""
    labels, form = table.findings.labels, table.table
    key = id(labels), id(form)  # they are kept with the words; to compare them takes longer than most that is asked of these
    known = _of_forms.get(key)
    if known is None:
        known = labels, form, FormWords(labels, form)
        _keep(_of_forms, key, known)
    return known[2]


_of_forms: dict[tuple[int, int], tuple[Labels, Table, FormWords]] = {}


def without_names(table: TableReading, text: str) -> str:
    """Return a folded text without the form's names in it."""
    return words_of(table).without(text)


def is_fragment(table: TableReading, text: str) -> bool:
    """Whether a folded text is a part of a label or of a column's name."""
    return words_of(table).has_part(text)


@lru_cache(512)
def _without_known(text: str) -> str:
    """Return the letters and digits of some folded words that are not understood; the gloss of a letter counts for nothing."""
    ordinal = terminal("ORDINAL").match(text)
    text = _GLOSS.sub("", text[ordinal.end() :] if ordinal is not None else text)
    return "".join(LETTERS.findall(terminal("SAYS_NOTHING_MORE").sub("", text)))


def _words(text: str) -> str:
    """Return a folded text without what is no letter of a word, such as the marks of notes."""
    return "".join(c for c in text if c.isalpha())


def says_enough(text: str) -> bool:
    """Whether a folded text has letters enough to be words, or a year."""
    return len(_words(text)) >= _FEW_LETTERS or re.search(r"\d{4}", text) is not None


def named_in(findings: Findings, paths: Iterable[str], text: str, shortest: int = _SHORT_LABEL + 1) -> list[str]:
    """Return the rows whose label a text names."""
    folded = fold_label(text)
    rows = []
    for path in paths:
        label = name_of(findings.labels.label(path))
        if len(label) >= shortest and label in folded:
            rows.append(path)
    return rows


def section_numbers(tables: Collection[str]) -> dict[str, str]:
    """Return the number of each table's section; none where one is missing, since 第二部分 may be another then."""
    return dict(zip(tables, _SECTIONS, strict=True)) if len(tables) == len(_SECTIONS) else {}


_SECTIONS = "二三四"
PART = on_use(r"第([二三四])部分")
"""A section by its number."""


def columns_named_in(findings: Findings, table: TableReading, text: str) -> list[str]:
    """Return the figures of the columns that a text names as columns: 注：其他栏…"""
    if terminal("COLUMN_MEANT").search(text) is None:
        return []
    folded = fold_label(text)
    paths = [f"{entry.path}.{column}" for entry in table.entries.values() for column in entry.columns]
    names = {path: fold_label(findings.labels.label(path).rpartition(" · ")[2]) for path in paths}
    named = {name for name in {*names.values()} if name and re.search(rf"{re.escape(name)}(?:数据|这)?一?[栏列]", folded)}
    return [path for path in paths if names[path] in named]


def name_of(label: str) -> str:
    """Return a row's name: the last part of its label, folded, without its ordinal and what stands in brackets."""
    name = fold_label(_BRACKETED.sub("", label.rpartition(" ")[2]))
    return _NUMBER_IN_FRONT.sub("", name)


def printed(findings: Findings, at: Range) -> str:
    """Return what is printed at a place, on one line."""
    return " ".join(findings.source.text[slice(*at)].split())
