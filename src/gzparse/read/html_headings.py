"""Headings: which lines of a page are headings of a report's sections. They only show where on the page the report stands.

The outline decides later, by its own grammar, what the sections are; here a wording that only looks like one does no harm.
"""

from __future__ import annotations

import re

_NUMERAL = r"[一二三四五六七八九十\d]{1,3}"
_NUMBER = rf"[\s#*·●■◆•>]*(?:第?{_NUMERAL}(?:部分|章)?[\s、.．,，:：)）。]*|[（(【\[]\s*{_NUMERAL}\s*[)）】\]][\s、.．]*)?"
_WORDINGS = (
    r"[^\n。；，]{0,20}(?:总体|基本|整体)(?:工作)?情况|[^\n。；，]{0,8}概[述况]",
    r"[^\n。；，申请]{0,14}主动公开[^\n。；，]{0,10}情况",
    r"[^\n。；，]{0,20}申请(?!人)[^\n。；，复]{0,16}情况",
    r"[^\n。；]{0,24}复议[^\n。；]{0,12}诉讼",
    r"[^\n。；]{0,20}(?:问题|困难|不足)[^\n。；]{0,14}(?:改进|整改)",
    r"[^\n。；，]{0,4}其他[^\n。；，]{0,10}(?:事项|情况)",
)
_HEADING = re.compile(_NUMBER + "(?:" + "|".join(f"({wording})" for wording in _WORDINGS) + ")")
_SIGNS = re.compile("[情概诉改项]")
_LONGEST = 70
SECTIONS = len(_WORDINGS)


def heading_of(text: str) -> int | None:
    """Return the number of the section (from 1) whose heading a line is, or ``None``."""
    if not 4 <= len(text) <= 4 * _LONGEST or _SIGNS.search(text) is None:
        return None
    bare = text.replace(" ", "").replace("\u3000", "").replace("\xa0", "").strip()
    found = _HEADING.match(bare)
    if found is None or len(bare) > _LONGEST or len(bare) - found.end() > 12 or bare.endswith(("。", "；", "，")):
        return None
    return found.lastindex
