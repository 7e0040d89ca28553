"""Titles, signatures and prose → the organ, the year, the date; ``None`` where they do not say."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

from gzparse.form.items import narrow
from gzparse.lark_tools.terminals import patterns
from gzparse.model.letters import blank_annotations, plain_letters
from gzparse.model.patterns import on_use

_YEAR_PRINTED = r"([2２][0０][0-4０-４]\d)\s*年"  # \d and int() know full-width digits
_OF_A_RULE = r"(?!\s*(?:\d{1,2}\s*月\s*\d{1,2}\s*日\s*)?(?:起|修订|修正|版|施行|颁布))"  # 条例（2019年修订）
_PROSE_YEAR = on_use(_YEAR_PRINTED)
_YEAR_OF_NO_RULE = on_use(_YEAR_PRINTED + _OF_A_RULE)
_PLAN = on_use(
    "下一步|打算|上一?年|去年|对照|对比|相比|同比|[较比]20|以来|[起施]行|印发|修订|编写|将(?:进一步|继续|不断|着力|按照|围绕|加[强大]|努力|全面)"
)
"""Sentences whose years are not the report's: plans, comparisons, and rules."""
_LAST_DAY = "31"
"""The digits that stand in each period: 12月31日."""
_END_OF_SENTENCE = on_use("[。；\n]")
_OF_PERIODS = on_use("统计|期限|时限|所列|报告期")


class _Patterns:
    """Patterns made of the grammar's years and numerals, and what each numeral is worth; made on first use."""

    def __init__(self) -> None:
        numbers = patterns()
        self.year = year = numbers["YEAR"]
        self.ones = numbers["ONE_TO_NINE_CHARS"]
        self.digits = {**dict.fromkeys(numbers["ZERO_CHARS"], "0"), **{c: str(i) for i, c in enumerate(self.ones, 1)}}
        self.before_subject = rf"(?:关于)?\s*(?P<before>.*?)\s*(?:(?P<year>{year})\s*年度?\s*(?P<between>[^\d]*?)\s*)?"
        self.period = on_use(rf"({year})\s*年\s*1\s*月\s*1\s*日[^。；]{{0,12}}?(?:({year})\s*年)?\s*12\s*月\s*31\s*日")
        self.announced = on_use(
            rf"现将[^。；\n]{{0,30}}?({year})\s*年度?的?(?:政府|政务)信息公开[^。；\n]{{0,20}}?(?:报告|年报|情况)"
        )
        number = rf"([\d{numbers['NUMERAL_CHARS']}]{{1,3}})"
        month = number.replace("(", "(元|", 1)
        self.date = rf"({year})\s*[-年./]\s*{month}\s*[-月./]\s*{number}\s*日?\s*\Z"


@cache
def _patterns() -> _Patterns:
    return _Patterns()


def year_number(text: str) -> int | None:
    """Return a year printed in digits or Chinese numerals; ``None`` where it cannot be a report's year."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        return int(text) if 1990 <= int(text) <= 2100 else None
    values = _patterns().digits
    digits = "".join(values.get(c, c) for c in narrow(text))
    return int(digits) if digits.isdecimal() and 1990 <= int(digits) <= 2100 else None


def years_printed(text: str) -> list[int | None]:
    """Return the years in a part of a title, in digits or numerals: of 2022-2023 both, of 2022-23 one and ``None``."""
    if len(text) < 7 and (year := year_number(text[:4])) is not None:
        return [year]  # as most print it: 2023年
    years = [year_number(printed) for printed in re.findall(_patterns().year, text)]
    return [*years, None] if len(years) == 1 and re.search(r"\d[^\d()]+\d", text) else years


def organ_and_year(title: str, subject: str, *, behind: bool = False) -> tuple[str | None, int | None]:
    """Return the organ and the year that a title names before its subject, a regular expression.

    behind: the year may stand behind the subject too; it is ``None`` where the title names two.
    """
    printed = flat = narrow(title)
    pattern = f"{_patterns().before_subject}(?P<subject>{subject})"
    match = re.search(pattern, flat)
    if match is None:
        flat = _plain(flat)
        match = re.search(pattern, flat)
    if match is None:
        return None, _only(_years_in(flat))
    years = [match["year"]] if match["year"] else []
    year = _only([*years, *(_years_in(flat[match.end() :]) if behind else [])])
    start, end = match.span("before" if match["before"] else "between")
    organ = flat[start:end].strip(" 　:：*#《").removesuffix("关于")
    start = flat.find(organ, max(start, 0))
    named = printed[start : start + len(organ)]
    if organ.endswith("人民") and match["subject"].startswith("政府"):
        named += printed[match.start("subject") :][:2]  # 某县人民政府信息公开: the two words share their letters
    return named or None, year


def _years_in(text: str) -> list[str]:
    """Return the years that a text names, except those of dates."""
    return re.findall(rf"({_patterns().year})\s*年(?!\s*\d{{1,2}}\s*月)", text)


def _only(printed: list[str]) -> int | None:
    """Return the year that is printed, once or several times; ``None`` where there are two, or none."""
    years = set(map(year_number, printed))
    return years.pop() if len(years) == 1 else None


def stated_period(text: str) -> int | None:
    """Return the year of the period that the figures are said to cover, 1 January to 31 December; ``None`` if not one year."""
    if _LAST_DAY not in text:  # as in most prose: its letters need not be made plain
        return None
    years = {
        year_number(match.group(1))
        for match in _patterns().period.finditer(_plain(text))
        if match.group(2) is None or year_number(match.group(1)) == year_number(match.group(2))
    }
    return years.pop() if len(years) == 1 else None


def counted_period(text: str) -> int | None:
    """Return the year of the period that the report says its figures are counted in, where it calls it that.

    Prose names other periods too. ``None`` where two are named.
    """
    years: set[int | None] = set()
    at = text.find(_LAST_DAY)
    while at >= 0:
        sentence = text[max(0, at - 90) : at + 3].rpartition("。")[2]
        if _OF_PERIODS.search(sentence):
            years.add(stated_period(sentence))
        at = text.find(_LAST_DAY, at + 2)
    years.discard(None)
    return years.pop() if len(years) == 1 else None


def announced_year(text: str) -> int | None:
    """Return the year of the report that a sentence announces: 现将我局2022年度政府信息公开工作情况报告如下."""
    at = text.find("现将")
    found = _patterns().announced.match(_plain(text[at : at + 90])) if at >= 0 else None
    return None if found is None else year_number(found.group(1))


def prose_year(text: str) -> int | None:
    """Return the year that the prose names most often; ``None`` where two are named equally often.

    Those of plans and of the rules that a report cites do not count.
    """
    counted: Counter[int] = Counter()
    for sentence in _END_OF_SENTENCE.split(text):
        years = _YEAR_OF_NO_RULE.findall(sentence) if "年" in sentence else ()
        if years and _PLAN.search(sentence) is None:
            counted.update(map(int, years))
    counts = counted.most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def year_place(text: str, year: int, *, of_period: bool) -> tuple[int, int] | None:
    """Return where a text first names a year, or the period that is one."""
    pattern = _patterns().period if of_period else re.compile(rf"({_patterns().year})\s*年")
    places = (m.span() for m in pattern.finditer(text) if year_number(m.group(1)) == year)
    return next(places, None)


def names_later_year(text: str, year: int) -> bool:
    """Whether the prose names a year later than this one."""
    return any(int(printed) > year for printed in _PROSE_YEAR.findall(text))


def _date(text: str) -> re.Match[str] | None:
    flat, pattern = narrow(text), _patterns().date
    return re.search(pattern, flat) or re.search(pattern, _plain(flat))


def signed_date(text: str) -> date | None:
    """Return the date at the end of a signature."""
    match = _date(text)
    if match is None:
        return None
    year = year_number(match.group(1))
    month, day = (_small_number(match.group(n)) for n in (2, 3))
    try:
        return date(year, month, day) if year is not None else None
    except ValueError:
        return None


def date_at_end(text: str) -> int | None:
    """Return where the date at the end of a signature begins."""
    match = _date(text)
    return None if match is None else match.start()


def signing_organ(text: str) -> str | None:
    """Return the organ's name above the date of a signature."""
    match = _date(text)
    name = text[: match.start()] if match is not None else text
    name = re.sub(r"[（(][^（()）]*[)）]\s*\Z", "", name.strip()).strip()
    return name or None


def _plain(text: str) -> str:
    """Return the text with variants of letters and pinyin annotations normalized, as in the source."""
    return text if text.isascii() else blank_annotations(plain_letters(text))


def _small_number(text: str) -> int:
    """Return a number of at most two digits, or in Chinese numerals up to 九十九; 0 where it is not one: 1十, 十十."""
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    ones, values = _patterns().ones, _patterns().digits
    found = re.fullmatch(rf"(?:([{ones}])?(十))?([{ones}])?", text)
    if found is None:
        return 0
    tens, ten, one = found.groups()
    return (int(values[tens or "一"]) * 10 if ten else 0) + (int(values[one]) if one else 0)
