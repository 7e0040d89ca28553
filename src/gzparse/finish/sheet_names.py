"""The name of a workbook's sheet → the reason why the table on it is not this report's, where the name is that and no more.

A name is shorter than a caption: a bare year, a bare organ, or a word that says that the sheet does not count.
"""

from __future__ import annotations

import re

from gzparse.finish.organs import is_organ, same_organ
from gzparse.model.patterns import on_use

__all__ = ["reason_of_sheet"]

_YEAR = on_use(
    r"(?:(?:FY)?((?:19|20)\d\d)|FY(\d\d)|(\d\d)(?=年))(?:年度?)?(?:数据?|表|年报|报告|年度报告)?(?:[ _-]?[（(]?\d[)）]?)?"
)
_DRAFT = on_use(r"[^a-z]{0,6}(?:草稿|初稿|旧版|旧表|测试|作废|废弃|停用)[^a-z]{0,4}|(?:draft|test|old)\d{0,2}", re.IGNORECASE)
_BODY = on_use(r"[局厅委]$|委员会$|政府$|银行$|税务$|海关$")
"""How a body ends that stands by itself: offices, sections and centres may be the organ's own."""


def reason_of_sheet(name: str, year: int | None, organ: str | None) -> str | None:
    """Return the reason why the figures on a sheet of a name are none of a year's report by an organ, if the name gives one."""
    text = "".join(name.split())
    if _DRAFT.fullmatch(text) is not None:
        return "figures-of-sample"
    found = _YEAR.fullmatch(text)
    if found is not None and year is not None:
        named = int(found[1]) if found[1] else 2000 + int(found[2] or found[3])
        return "figures-of-another-year" if named != year else None
    if organ is None or _BODY.search(text) is None or not is_organ(text):
        return None
    return None if same_organ(organ, text) or _is_short_for(text, organ) else "figures-of-another-organ"


def _is_short_for(short: str, name: str) -> bool:
    """Whether a name has the letters of another one in their order: 住建局 of 住房和城乡建设局."""
    letters = iter(name)
    return all(letter in letters for letter in short)
