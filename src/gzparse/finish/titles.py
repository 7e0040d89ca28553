"""Read what titles and signatures say: the organ, the year, the date."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from gzparse.form.items import narrow
from gzparse.model.letters import blank_annotations, plain_letters

_NUMERALS = dict(zip("〇○零Oo一二三四五六七八九", "00000123456789", strict=True))
_ONE_TO_NINE = "一二三四五六七八九"
YEAR_PATTERN = r"(?:\d{4}|[一二三四五六七八九〇○零Oo]{4})"
_BEFORE_SUBJECT = rf"(?:关于)?\s*(?P<before>.*?)\s*(?:(?P<year>{YEAR_PATTERN})\s*年度?\s*(?P<between>[^\d]*?)\s*)?"
_PERIOD = rf"({YEAR_PATTERN})\s*年\s*1\s*月\s*1\s*日[^。；]{{0,12}}?(?:({YEAR_PATTERN})\s*年)?\s*12\s*月\s*31\s*日"
_PROSE_YEAR = r"([2２][0０][0-4０-４]\d)\s*年"  # \d and int() know full-width digits
_DATE = (
    rf"({YEAR_PATTERN})\s*[-年./]\s*([\d一二三四五六七八九十]{{1,3}})\s*[-月./]\s*([\d一二三四五六七八九十]{{1,3}})\s*日?\s*\Z"
)


def year_number(text: str) -> int | None:
    """Read a year in digits or Chinese numerals; ``None`` where it cannot be a report's year."""
    digits = "".join(_NUMERALS.get(c, c) for c in narrow(text))
    return int(digits) if digits.isdecimal() and 1990 <= int(digits) <= 2100 else None


def organ_and_year(title: str, subject: str, *, behind: bool = False) -> tuple[str | None, int | None]:
    """Read the organ and the year that a title names before its subject, a regular expression.

    behind: the year may stand behind the subject too; it is ``None`` where the title names two.
    """
    printed = flat = narrow(title)
    pattern = f"{_BEFORE_SUBJECT}(?P<subject>{subject})"
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
    """Return the years that a text names, those of dates left out."""
    return re.findall(rf"({YEAR_PATTERN})\s*年(?!\s*\d{{1,2}}\s*月)", text)


def _only(printed: list[str]) -> int | None:
    """Return the year that all of the printed ones are."""
    years = set(map(year_number, printed))
    return years.pop() if len(years) == 1 else None


def stated_period(text: str) -> int | None:
    """Read the year of the period that the figures are said to cover, 1 January to 31 December."""
    years = {
        year_number(match.group(1))
        for match in re.finditer(_PERIOD, _plain(text))
        if match.group(2) is None or year_number(match.group(1)) == year_number(match.group(2))
    }
    return years.pop() if len(years) == 1 else None


def prose_year(text: str) -> int | None:
    """Return the year that the prose names most often; ``None`` where two are named alike often."""
    counts = Counter(map(int, re.findall(_PROSE_YEAR, text))).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _date(text: str) -> re.Match[str] | None:
    flat = narrow(text)
    return re.search(_DATE, flat) or re.search(_DATE, _plain(flat))


def signed_date(text: str) -> date | None:
    """Read the date at the end of a signature."""
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
    """Look at variants of letters as the scan does; glosses are spaces of the same length."""
    return text if text.isascii() else blank_annotations(plain_letters(text))


def _small_number(text: str) -> int:
    """Read a number of at most two digits, or in Chinese numerals up to 九十九; 0 where it is none: 1十, 十十."""
    if text.isdecimal():
        return int(text)
    found = re.fullmatch(rf"(?:([{_ONE_TO_NINE}])?(十))?([{_ONE_TO_NINE}])?", text)
    if found is None:
        return 0
    tens, ten, ones = found.groups()
    return (int(_NUMERALS[tens or "一"]) * 10 if ten else 0) + (int(_NUMERALS[ones]) if ones else 0)
