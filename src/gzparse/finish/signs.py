"""What words at a table say of its figures: that they are a sample, of another year, of a part of one, or another organ's.

In: words, and the report's organ and year. Out: the reason of a finding, or ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gzparse.finish.known_words import Known
from gzparse.finish.organs import is_other_organ
from gzparse.finish.table_notes import LONGEST_NOTE
from gzparse.finish.titles import organ_and_year, stated_period, year_number
from gzparse.form.row_lexer import fold_label
from gzparse.lark_tools.terminals import terminal
from gzparse.model.patterns import compiled, on_use
from gzparse.spec.form import DISCLOSURE

__all__ = ["LONGEST_CAPTION", "Signs"]

LONGEST_CAPTION = 40
"""Words above a table are its caption if they are no longer, and no sentence."""
_SENTENCE = on_use(r"[，,。；;！!？?]|[较比]|同期")
_COUNTED = on_use(r"\d[件条次项份起个宗篇]")
"""Words that count something are no caption: 上半年公开信息23条."""
_LABELLED = on_use(r"[:：]|(?<!\d)(?:19|20)\d\d(?!\d)")
_LAST_WORDS = on_use(r"[，,。；;！!？?]\s*([^，,。；;！!？?]+?(?:[:：]|如下表?[。.]?|[见如]下表(?:所示)?[。.]?))\s*$")
_TIME_IN_FRONT = on_use(r"(?:^|[。；;！!？?])\s*(截[至止到][^，,。；;！!？?]*|[^，,。；;！!？?]*(?:半年|季度))$")
"""截至6月30日，情况如下： Words of time before those that introduce a table."""
_ANNEX = on_use(r"^\W*附[件表录]?\d{0,2}[:：.]?\s*")
_LABELS = ("PERIOD", "YEAR_OF_TABLE", "TABLE_OF_ORGAN", "ORGAN_OF_TABLE")
_CORNER = on_use(r"[（(]?\s*本列数据的?勾稽关系[^（）()]*[）)]?")
"""What the form has in a table's corner says nothing more, but words behind it may."""
_TELLING = frozenset("年季月样例范仅作预估暂截累全填报以附另")
"""One of these letters stands in all words that say whose figures are, if no label does, or a year alone."""


@cache
def _year_of_no_date() -> re.Pattern[str]:
    """Return the pattern of years but for those of dates; the last day of one stands for all of it."""
    return compiled(rf"({terminal('YEAR').pattern})年(?!(?!12月(?:31日|[底末]))\d{{1,2}}月)")


def _periods(text: str) -> Iterator[tuple[set[int], bool]]:
    """Return the years of each period that some words name by months or days, and whether it is whole years."""
    for found in terminal("PERIOD").finditer(text):
        groups = found.groups()
        first, begin, last, end = groups[:4] if groups[0] is not None else groups[4:]
        years = {year for year in map(year_number, (first, last or first)) if year is not None}
        yield years, (int(begin), int(end)) == (1, 12)


class Signs:
    """What words say, given the year and the organ of the report."""

    def __init__(self, known: Known) -> None:
        self.year = known.year
        self.organ = known.organ
        self._known = known

    def of_caption(self, printed: str) -> str | None:
        """Return the reason why figures below some short words are not this report's, if the words give one."""
        if _TELLING.isdisjoint(printed) and _LABELLED.search(printed) is None:
            return None
        text = fold_label(_CORNER.sub("", printed))
        if (
            not text
            or text.isdecimal()
            or len(text) > LONGEST_CAPTION
            or _SENTENCE.search(_CORNER.sub("", printed).rstrip(" 。，,；;")) is not None
            or _COUNTED.search(text) is not None
        ):
            return None
        if terminal("TABLE_OF_SAMPLES").search(text) is not None:
            return "figures-of-sample"
        if (part := terminal("PART_OF_YEARS").search(text)) is not None and not self._is_next_year(part[0]):
            return "figures-of-another-time"
        if any(not whole and self.year in {None, *years} for years, whole in _periods(text)):
            return "figures-of-another-time"
        years = self.years(text)
        together = terminal("YEARS_TOGETHER").search(text)
        if together is not None and together[1] != together[2]:
            return "figures-of-another-time"
        if self.year in years:
            return None
        if (self.year is not None and years) or terminal("LAST_YEAR").search(text) is not None:
            return "figures-of-another-year"
        return "figures-of-another-organ" if self._names_another_organ(text) else None

    @staticmethod
    def of_changes(printed: str) -> str | None:
        """Return the reason of a line that says that the figures below are changes or shares; a column may be named so, too."""
        found = terminal("TABLE_OF_CHANGES").fullmatch(fold_label(printed).strip("()"))
        return "figures-of-changes" if found is not None else None

    def of_last_words(self, printed: str) -> str | None:
        """Return what the last words of a paragraph say that introduce what stands below: 本局未收到申请。全县情况如下："""
        last = _LAST_WORDS.search(printed)
        if last is None:
            return None
        time = _TIME_IN_FRONT.search(printed[: last.start()])
        return self.of_caption(last[1]) or (self.of_caption(time[1]) if time is not None else None)

    def of_line_in_front(self, printed: str) -> str | None:
        """Return what a line above the first heading says: who published the page, it does not ask."""
        if _TELLING.isdisjoint(printed):
            return None
        text = fold_label(printed)
        if terminal("ORGAN_OF_TABLE").search(text) is not None and terminal("TABLE_OF_ORGAN").search(text) is None:
            return None
        return self.of_caption(printed)

    def is_title_of_another(self, printed: str) -> bool:
        """Whether a line is the title of another organ's report, or of a part of it."""
        if self.organ is None or "信息公开" not in printed or len(printed) > LONGEST_CAPTION:
            return False
        name, _ = organ_and_year(_ANNEX.sub("", printed), DISCLOSURE)
        return name is not None and is_other_organ(self.organ, name)

    def of_year_alone(self, printed: str) -> str | None:
        """Return the reason of a line above a table that is nothing but a number, if that is another year."""
        year = year_number(fold_label(printed))
        return "figures-of-another-year" if None not in (year, self.year) and year != self.year else None

    def of_heading(self, printed: str) -> str | None:
        """Return the reason why the figures below a table's heading are not this report's, if it gives one."""
        text = fold_label(printed)
        left = self._known.left_of(text)
        if not left:
            return None
        years = {int(year) for year in re.findall(terminal("YEAR_DIGITS").pattern, text)}
        if years and self.year is not None and self.year not in years:
            return "figures-of-another-year"
        return "figures-of-another-organ" if is_other_organ(self.organ, left) else None

    def of_sheet(self, name: str) -> str | None:
        """Return the reason why figures on a sheet of a name are not this report's, if the name gives one."""
        from gzparse.finish.sheet_names import reason_of_sheet  # workbooks alone have sheets

        return self.of_caption(name) or reason_of_sheet(name, self.year, self.organ)

    def of_note(self, printed: str) -> str | None:
        """Return the reason why figures are not this report's, if a note on them gives one."""
        text = fold_label(printed.rstrip(" 。，,；;"))
        if len(text) > LONGEST_NOTE:
            return None
        if terminal("TABLE_OF_SAMPLES").search(text) is not None:
            return "figures-of-sample"
        found = terminal("NOTE_OF_TIME").search(text)
        if found is None:
            organ = terminal("NOTE_OF_ORGAN").search(text)
            if organ is not None and self._is_another_organ(organ[1]):
                return "figures-of-another-organ"
            return self.of_caption(printed) if self._is_labelled(text) else None
        years = self.years(found[0])
        return None if (years and self.year is None) or self.year in years else "figures-of-another-year"

    @staticmethod
    def _is_labelled(text: str) -> bool:
        """Whether some words below a table are a label with a period, a year or an organ behind it, or one of these alone."""
        return stated_period(text) is not None or any(terminal(name).search(text) is not None for name in _LABELS)

    def years(self, text: str) -> set[int]:
        """Return the years that some words name, those of dates left out; those of periods alone, where they name one."""
        if (period := stated_period(text)) is not None:
            return {period}
        if periods := [years for years, _ in _periods(text)]:
            return set().union(*periods)
        found = [year_number(year) for year in _year_of_no_date().findall(text)]
        for digits, two in terminal("YEAR_OF_TABLE").findall(text):
            found.append(year_number(digits or f"20{two}"))
        return {year for year in found if year is not None}

    def _is_next_year(self, text: str) -> bool:
        """Whether a day is in the year after the report's, in which the report was written: 截至2024年3月."""
        return self.year is not None and re.search(rf"{self.year + 1}年", text) is not None

    def _names_another_organ(self, text: str) -> bool:
        if self.organ is None:
            return False
        if terminal("TABLE_OF_PLACE").search(text) is not None:
            return terminal("ORGAN_OF_PLACE").search(self.organ) is None
        named = terminal("TABLE_OF_ORGAN").search(text) or terminal("ORGAN_OF_TABLE").search(text)
        if named is None:
            ordinal = terminal("ORDINAL").match(text)
            alone = text[ordinal.end() :] if ordinal is not None else text
            return is_other_organ(self.organ, alone)
        return self._is_another_organ(next((name for name in named.groups() if name), ""))

    def _is_another_organ(self, name: str) -> bool:
        """Whether a name is that of another organ than the report's; an office may be one within it."""
        return terminal("OFFICE_WITHIN").fullmatch(name) is None and is_other_organ(self.organ, name)
