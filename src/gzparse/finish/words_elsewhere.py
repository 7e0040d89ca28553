"""Words outside the tables that speak of their figures: corrections, the period counted, what takes the page back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from gzparse.finish.corrections import OF_REVISIONS, Figures
from gzparse.finish.known_words import PART, Known, section_numbers
from gzparse.finish.table_notes import LONGEST_NOTE
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.form.units import other_units
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.letters import words_in
from gzparse.model.patterns import on_use
from gzparse.model.sections import Outline
from gzparse.model.source import Range

__all__ = ["is_scaled", "report_words_elsewhere"]

_OF_CORRECTIONS = ("误", "更正", "订正", "应为", "应修正为", "应改为", "应以", "实际")
"""One of these stands in each correction."""
_OF_STATEMENTS = ("数据", "数字", "数值", "统计", "表格", "各表", "第二部分", "第三部分", "第四部分")
"""One of these stands in each sentence that speaks of the report's figures."""
_OF_VOID = ("作废", "废止", "无效", "撤回", "撤销", "失效", "停止使用", "重新")
"""One of these stands in each sentence that takes the page back."""
_OF_UNIT = r"单位(?:(?<=为单位)|\s*[均都一:：为是人百千万亿十元])"
_TELLING = on_use("|".join((*_OF_CORRECTIONS, *OF_REVISIONS, *_OF_STATEMENTS, *_OF_VOID, _OF_UNIT)))
"""Words outside the tables that say something of figures have one of these."""


def report_words_elsewhere(
    figures: Figures,
    outline: Outline,
    known: Known,
    title: Sequence[Range],
    official: Sequence[Range],
    of_caption: Callable[[str], str | None],
) -> None:
    """Report words outside the tables that say something of their figures, or take the whole page back.

    figures: the page's. title: the title's lines. official: the ranges that hold only the form's words and figures, in their
    order. of_caption: what tells of some short words whether figures are none of this report's.
    """
    elsewhere = _Elsewhere(figures.findings, figures.tables, outline, official)
    elsewhere.report_title(known, title)
    elsewhere.report_lines_below(known, title, of_caption)
    elsewhere.report_corrections(figures)
    elsewhere.report_revisions(figures)
    elsewhere.report_units()
    elsewhere.report_statements(known)
    elsewhere.report_what_takes_back()


class _Elsewhere:
    """The words of a page outside its tables."""

    def __init__(
        self, findings: Findings, tables: Mapping[str, TableReading], outline: Outline, official: Sequence[Range]
    ) -> None:
        self.findings = findings
        self.tables = {name: table for name, table in tables.items() if table.entries}
        self.text = findings.source.normalized
        self.numbers = section_numbers(tables)
        self.bodies = {name: outline.sections[name].body for name in tables}
        self.front = min((section.heading[0] for section in outline.sections.values()), default=0)
        self.end = outline.end
        self.telling = list(self._telling(official))
        self.words = "\n".join(self.text[start:end] for start, end in self.telling)

    def report_title(self, known: Known, title: Sequence[Range]) -> None:
        """Report words of the title that say that the report is none of a whole year's, or of more than its organ."""
        for start, end in title or (self._lines_like_titles() if self._gives_figures() else ()):
            printed = self.text[start:end]
            words = fold_label(printed)
            found = _OF_TITLES.search(words)
            said = found is not None and not known.understands(found[0])
            if said or terminal("MONTHS_IN_TITLE").search(words) is not None:
                self._add("note-on-table", list(self.tables), (start, end))

    def report_lines_below(self, known: Known, title: Sequence[Range], of_caption: Callable[[str], str | None]) -> None:
        """Report short lines between the title and the first heading that name another year, organ or scale."""
        at = max((end for _, end in title), default=self.front)
        for line in _LINE.finditer(self.text, at, self.front):
            words = line.group().strip()
            year = _YEAR_LABELLED.search(words)
            is_other = year is not None and known.year is not None and int(year[1]) != known.year
            if len(words) <= _SHORT_LINE and (is_other or of_caption(words) is not None or is_scaled(words)):
                self._add("note-on-table", list(self.tables), line.span())

    def report_corrections(self, figures: Figures) -> None:
        """Report sentences that say what a figure should be, as below the signature, and tables that are printed again."""
        for start, end in self._sentences(_OF_CORRECTIONS):
            found = terminal("NOTE_CORRECTS").search(self.text, start, end)
            if found is None or self._is_within(found.start()):
                continue
            sentence = self.text[start:end]
            again = terminal("PRINTED_AGAIN").search(sentence) is not None
            if not again and re.search(r"\d", sentence) is None:
                continue
            self._add("note-corrects", figures.in_prose(sentence) or (list(self.tables) if again else []), (start, end))

    def report_revisions(self, figures: Figures) -> None:
        """Report sentences anywhere that state another number than a row prints, or call a figure an estimate."""
        for start, end in self._sentences(OF_REVISIONS):
            sentence = self.text[start:end]
            revised, estimated = figures.revised(sentence), figures.estimated(sentence)
            if (revised or estimated) and not self._is_told(start, end) and not self._holds_rows(start, end):
                self._add("note-corrects", revised, (start, end))
                self._add("note-on-table", estimated, (start, end))

    def report_units(self) -> None:
        """Report sentences outside a table that name another unit than that of its figures."""
        for at in (at for sentence in self.telling for at in _places_of("单位", self.text, *sentence)):
            if terminal("UNIT_FOLLOWS").search(self.text, max(0, at - 8), at + 12) is None:
                continue
            start, end = self._sentence(at, at)
            words = fold_label(self.text[max(start, at - _BEFORE_UNIT) : min(end, at + _BEHIND_UNIT)])
            said = terminal("UNITS_SAID_OF").search(words)
            if said is not None:
                money, scaled = other_units(words[said.start() :])
                part = said["part"] or (said["fees"] and "二")
                others = [table for name, table in self.tables.items() if part is None or self.numbers.get(name) == part]
                others = [table for table in others if not self._is_in(table.section, at)]  # a table's own are read with it
                paths = [path for table in others for path in _in_other_unit(table, money, scaled=scaled and not said["fees"])]
                self._add("note-on-table", paths, (start, end))

    def report_statements(self, known: Known) -> None:
        """Report sentences that speak of the report's figures and are not understood; one may name the part that it means."""
        for start, end in self._sentences(_OF_STATEMENTS):
            found = terminal("SPEAKS_OF_REPORT").search(self.text, start, min(end, self.end))
            if found is None or self._is_within(found.start()) or known.understands(fold_label(found[0])):
                continue
            part = PART.search(found[0])
            named = [name for name in self.tables if part is None or self.numbers.get(name) == part[1]]
            self._add("note-on-table", named or list(self.tables), (start, end))

    def report_what_takes_back(self) -> None:
        """Report words that say that the page is no report, or counts no longer: above the first heading, many tell of it."""
        found = terminal("TAKEN_BACK").search(self.text, 0, self.front)
        if found is not None:
            at = self._sentence(*found.span())
            if not self._is_told(*at) and self._gives_figures():
                self._add("note-on-table", list(self.tables), at)
            return
        for start, end in self._sentences(_OF_VOID):
            void = terminal("REPORT_VOID").search(self.text, max(start, self.front), end)
            if void is not None and not self._holds_rows(start, end):
                self._add("note-on-table", list(self.tables), (start, end))
                return

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a finding tells of words already."""
        refs = (ref for finding in self.findings.found if finding.code in _OF_WORDS for ref in finding.refs)
        return any(ref.span is not None and ref.span.start < end and start < ref.span.end for ref in refs)

    def _gives_figures(self) -> bool:
        """Whether any figure is given: of a blank form, no words need to be taken for more than they are."""
        entries = (entry for table in self.tables.values() for entry in table.entries.values())
        return any(value is not None for entry in entries for value in entry.values)

    def _holds_rows(self, start: int, end: int) -> bool:
        return any(start <= entry.row.start < end for table in self.tables.values() for entry in table.entries.values())

    def _is_in(self, section: str, at: int) -> bool:
        return section in self.bodies and self.bodies[section][0] <= at < self.bodies[section][1]

    def _is_within(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.bodies.values())

    def _lines_like_titles(self) -> Iterator[Range]:
        lines = _LINE.finditer(self.text, 0, self.front)
        return (line.span() for line in lines if _LIKE_A_TITLE.search(line[0]) is not None)

    def _telling(self, official: Sequence[Range]) -> Iterator[Range]:
        """Return the sentences that may say something of the figures or the page: most pages have few of them."""
        end = 0
        for stop, begin in (*official, (len(self.text), 0)):
            while (found := _TELLING.search(self.text, end, stop)) is not None:
                start, end = self._sentence(found.start(), found.start())
                yield start, end
            end = max(begin, end)

    def _sentences(self, words: Sequence[str]) -> list[Range]:
        """Return the sentences in which one of some words stands."""
        words = words_in(self.words, words)
        return [at for at in self.telling if any(self.text.find(word, *at) >= 0 for word in words)]

    def _sentence(self, start: int, end: int) -> Range:
        ends = [at for mark in "\n。" if (at := self.text.find(mark, end)) >= 0]
        return max(self.text.rfind(mark, 0, start) for mark in "\n。") + 1, min(ends, default=len(self.text))

    def _add(self, reason: str, paths: Sequence[str], at: Range) -> None:
        if paths:
            self.findings.add(reason, *paths, at=at, note=" ".join(self.text[slice(*at)].split())[:LONGEST_NOTE])


_LINE = on_use(r"[^\n]+")
_SHORT_LINE = 40
_YEAR_LABELLED = on_use(r"年度?[:：]\s*((?:19|20)\d\d)(?!\d)")
_LIKE_A_TITLE = on_use(r"^[^。，；]{0,40}信息公开[^。，；]{0,12}(?:报告|年报)")
_OF_TITLES = on_use(
    r"[上下]半年|[一二三四]季度|年\d{1,2}月(?!(?:1|31)日)|年中报|截[至止到].*|征求意见|样[本表例]|模[板版]|范[本例]|更正前|修订前|作废|草案|讨论稿|不含[^)]*|等\d+个单位|^全[省市县区]"
)
_OF_WORDS = ("note-corrects", "note-on-table", "figures-of-another", "remark")
_BEFORE_UNIT, _BEHIND_UNIT = 30, 20


def is_scaled(words: str) -> bool:
    """Whether words name a unit in which no count of the form is printed."""
    return "单位" in words and terminal("SIGN_OF_COUNTS").search(words) is not None


def _in_other_unit(table: TableReading, money: Sequence[str], *, scaled: bool) -> Iterator[str]:
    """Return a table's amounts that are given in none of these units, and the table if its counts are given and are scaled."""
    labels = table.findings.labels.figures
    counts = False
    for entry in table.entries.values():
        for index, (path, value, kind) in enumerate(zip(entry.paths(), entry.values, entry.kinds, strict=False)):
            if value and kind == "amount" and money and (entry.units or {}).get(index, labels[path].unit) not in money:
                yield path
            counts = counts or (bool(value) and kind == "count")
    if scaled and counts:
        yield table.section


def _places_of(word: str, text: str, start: int, end: int) -> Iterator[int]:
    at = text.find(word, start, end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, end)
