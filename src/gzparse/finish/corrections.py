"""Sentences that correct figures → the figures that they name: by row, by column, by section, or by what is printed there.

A sentence corrects where it says so: 应为9件, 更正：. Others say what a figure was changed to, what it turned out to be, or
that it is an estimate. Prose has the same words for other things: 行政许可事项由120项调整为98项, 及时更正信息3条. There they
count only where they name a row, and state a number that is not printed in it or call a printed one wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from gzparse.finish.known_words import PART, name_of, section_numbers
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.patterns import on_use

__all__ = ["OF_REVISIONS", "Figures"]

_ESTIMATES = ("估数", "估算", "预计数", "暂定数", "快报数", "步数", "待核")
OF_REVISIONS = (
    *("核实", "核查", "复核", "核对", "查实", "重新统计", "重新核"),
    *("改为", "正为", "更为", "整为", "整至", "新为"),
    *_ESTIMATES,
)
"""One of these stands in each sentence that revises a figure or calls it an estimate."""
_SHORT = 3
_OF_A_YEAR = ("本年度", "本年", "属于")
_LEADING = ("本年", "上年", "结转")
_CLAIM = (
    r"(?:处理决定|申请|办理|制发|废止|收费|数据|总?数量?|件数|金额|一?[行列栏项]"
    r"|总计|合计|实际|应当?|原?为|是|有|由|从|将|共计?|[:,本年])*"
)
_IN_ERROR = on_use(r"(\d[\d,]*(?:\.\d+)?)[^\d。,;\n]{0,8}?(?:应|误|错|改|修[正订]|更正|变更|调整)")
_OF_WORK = on_use(r"更正|订正|勘误|有误|误[填写报录]")
_IS_NOTICE = on_use(r"(?:更正|订正|勘误)(?:[:为]|说明|公告|启事)")
_FEWEST_DIGITS = 3
"""A number of so many digits tells which figure is meant."""


class _Row:
    """A printed row with the names that sentences have for it and for its columns, and its values."""

    def __init__(self, path: str, label: str) -> None:
        name = re.split("·", name_of(label))[-1]
        names = {name, *(name.removeprefix(year) for year in _OF_A_YEAR)}
        names |= {each.removesuffix("数量") for each in names}
        if name.startswith("行政") and len(name) > _SHORT * 2:
            names.add(name.removeprefix("行政"))
        if name.startswith(_LEADING):
            names.add(name[:4])
        self.path = path
        self.names = sorted((each for each in names if len(each) > 1), key=len, reverse=True)
        self.columns: dict[str, str] = {}
        self.values: dict[str, int | Decimal] = {}

    def is_named_in(self, words: str) -> bool:
        """Whether folded words name the row; a short name counts only before a number that is stated of it."""
        return any(name in words and (len(name) > _SHORT or bool(_claims(name, words))) for name in self.names)


class Figures:
    """The figures that a page prints, as its sentences may name them."""

    def __init__(self, findings: Findings, tables: Mapping[str, TableReading]) -> None:
        """Take the tables that were read."""
        self.findings = findings
        self.tables = tables
        self.numbers = section_numbers(tables)
        self._found: dict[str, list[_Row]] | None = None

    @property
    def _rows(self) -> Mapping[str, list[_Row]]:
        if self._found is None:
            self._found = {name: list(self._rows_of(table)) for name, table in self.tables.items() if table.entries}
        return self._found

    def corrected(self, sentence: str) -> list[str]:
        """Return what a sentence names that corrects a figure: rows, columns, sections, or figures by what is printed."""
        words = fold_label(sentence)
        part = PART.search(words)
        sections = [name for name, number in self.numbers.items() if part is not None and number == part[1]]
        named = self._named(words)
        within = [path for path in named if path.startswith(tuple(sections))] if sections else named
        return within or sections or named or self._printed(words)

    def estimated(self, sentence: str) -> list[str]:
        """Return what a sentence names that calls a figure an estimate."""
        if not any(word in sentence for word in _ESTIMATES):
            return []
        words = fold_label(sentence)
        return self._named(words) if terminal("CALLED_ESTIMATE").search(words) is not None else []

    def revised(self, sentence: str) -> list[str]:
        """Return the figures for which a sentence states other numbers than are printed."""
        if not any(map(str.isdecimal, sentence)):
            return []
        words = fold_label(sentence)
        change = terminal("CHANGED_FROM_TO").search(words)
        if change is not None:
            return self._changed(words, *map(_number, change.groups()))
        return self._stated_otherwise(words) if terminal("VERIFIED").search(words) is not None else []

    def in_prose(self, sentence: str) -> list[str]:
        """Return what a sentence of prose with a word for corrections says is wrong: most report the year's work."""
        words = fold_label(sentence)
        if any(_OF_WORK.fullmatch(match[0]) is None for match in terminal("NOTE_CORRECTS").finditer(words)):
            return self.corrected(sentence)
        if _IS_NOTICE.search(words) is not None:
            return self.corrected(sentence)
        in_error = self._printed(words, fewest=1)
        return self._stated_otherwise(words) or [
            path for path in self._named(words) if any(each.startswith(path) for each in in_error)
        ]

    def _stated_otherwise(self, words: str) -> list[str]:
        """Return the rows for which folded words state numbers of which none is printed there."""
        found: list[str] = []
        for row in self._all():
            stated = [number for name in row.names for number in _claims(name, words)]
            if stated and not any(number in row.values.values() for number in stated):
                found.append(row.path)
        return found

    def _changed(self, words: str, old: Decimal, new: Decimal) -> list[str]:
        """Return the figures that print the number that was changed; a row that prints the new one is corrected already."""
        rows = [row for row in self._all() if row.is_named_in(words)]
        if not rows and len(str(old)) >= _FEWEST_DIGITS:
            rows = list(self._all())
        elif any(new in row.values.values() for row in rows):
            return []
        return [path for row in rows for path, value in row.values.items() if value == old]

    def _all(self) -> Iterator[_Row]:
        return (row for rows in self._rows.values() for row in rows)

    def _named(self, words: str) -> list[str]:
        """Return the rows that folded words name; of a table without such, the columns for which they state a number."""
        found: list[str] = []
        for rows in self._rows.values():
            named = [row.path for row in rows if row.is_named_in(words)]
            columns = {column for row in rows for column in row.columns.values() if len(column) >= _SHORT} if not named else ()
            stated = {column for column in columns if _claims(column, words)}
            found += named or [path for row in rows for path, column in row.columns.items() if column in stated]
        return found

    def _printed(self, words: str, fewest: int = _FEWEST_DIGITS) -> list[str]:
        """Return the figures that print a number of which words say that it is wrong."""
        numbers = {_number(printed) for printed in _IN_ERROR.findall(words) if len(printed) >= fewest}
        return [path for row in self._all() for path, value in row.values.items() if value in numbers]

    def _rows_of(self, table: TableReading) -> Iterator[_Row]:
        labels = self.findings.labels.figures
        rows: dict[str, _Row] = {}
        for entry in table.entries.values():
            for path, value in zip(entry.paths(), entry.values or (None,) * len(entry.columns), strict=True):
                label, _, column = labels[path].label.rpartition(" · ")
                name = path.rpartition(".")[0]
                row = rows.setdefault(name, _Row(name, label))
                row.columns[path] = fold_label(column).removeprefix("本年")
                if value is not None:
                    row.values[path] = value
        yield from rows.values()


def _claims(name: str, words: str) -> list[Decimal]:
    """Return the numbers that folded words state right behind a name: 行政许可处理决定数量为2413件."""
    found = re.findall(rf"{re.escape(name)}{_CLAIM}(\d[\d,]*(?:\.\d+)?)", words) if name in words else []
    return [_number(printed) for printed in found]


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))
