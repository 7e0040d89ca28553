"""Markup inside text: Markdown, HTML tags and character entities → what they mark, each letter at its own offset.

A mark becomes as many spaces. Where it shows nothing between two digits (an inline tag, an escape, an invisible character), it
becomes a ``JOINER``, which :func:`gzparse.form.items.narrow` leaves out: the digits are those of one figure.
"""

from __future__ import annotations

import re
from functools import cache

from gzparse.model.patterns import on_use

JOINER = "\u2060"
"""What stands in a normalized text for something invisible within a figure."""

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\xad"
INVISIBLE = f"{ZERO_WIDTH}\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
"""Characters that show nothing: of no width, marks of direction, selectors of a variant. Cells are read without them."""

_NUMBER = r" ?[+\-－−]?\d[\d,.，．]*(?: ?[件万元%])? ?"
_INLINE = "a|b|big|code|em|font|i|ins|mark|small|span|strong|u"
_BLOCK = "br|center|div|h[1-6]|img|p|section"
_TAG = rf"</?(?:(?P<inline>{_INLINE})|{_BLOCK})(?:\s[^<>\n]{{0,400}})?/?>"
_LONGEST_COMMENT = 2_000
_ENTITY = r"&(?:amp;)*(?:nbsp(?![A-Za-z;])|(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});)"
# Emphasis is in one cell, and no digit touches it from outside: the mark of a note (12*) and 12*3*4 are none.
_STARS = r"(?<![\d*\\])(?P<stars>\*{1,3})(?=[^\s*])[^*\n|\t]*?(?<=[^\s*\\])(?P<stars_end>(?P=stars))(?![\d*])"
_UNDERLINES = r"(?<![^\W_])(?<![_\\])(?P<lines>_{1,3})(?=[^\s_])[^_\n|\t]*?(?<=[^\s_\\])(?P<lines_end>(?P=lines))(?!\w)"
_CODE = rf"(?<![`\\])(?P<code>`{{1,2}}){_NUMBER}(?P<code_end>(?P=code))(?!`)"
_MATH = rf"(?<![$\\])(?P<math>\${{1,2}}){_NUMBER}(?P<math_end>(?P=math))(?![$\d])"
# What a link leads to is an address: 12(3) and [12](3) are no links.
_LINK = r"(?<![!\\])(?P<link>\[)[^\[\]\n|\t]{1,80}(?P<link_end>\]\((?=[^()\s]*[/:#])[^()\n|\t]{1,400}\))"
_MARKS = "|".join((_STARS, _UNDERLINES, _CODE, _MATH, _LINK))
_ESCAPE = r"(?<!\\)\\(?=[*_.+\-~`#()\[\]$])"


def without_markup(text: str) -> str:
    """Return the text with its markup replaced, of the same length. What is struck out keeps its marks: it is no figure."""
    if "<" in text:
        text = _without_comments(text)
        text = re.sub(_TAG, lambda tag: (JOINER if tag["inline"] else " ") * len(tag.group()), text, flags=re.I)
    if "*" in text or "_" in text or "`" in text or "$" in text or "[" in text:
        for _ in range(3):  # emphasis may stand in emphasis
            text, count = re.subn(_MARKS, _without_marks, text)
            if not count:
                break
    if "\\" in text:
        text = re.sub(_ESCAPE, JOINER, text)
    if "&" in text:
        text = re.sub(_ENTITY, _shown, text)
    return text


def _without_comments(text: str) -> str:
    """Return the text with spaces for its comments. A search for each whole comment would take long where none ends."""
    pieces, begin = [], 0
    at = text.find("<!--")
    while at >= 0:
        inside = at + len("<!--")
        end = text.find("-->", inside, inside + _LONGEST_COMMENT + len("-->"))
        if end >= 0:
            pieces += [text[begin:at], re.sub(r"[^\n]", " ", text[at : end + len("-->")])]
            begin = inside = end + len("-->")
        at = text.find("<!--", inside)
    return "".join((*pieces, text[begin:]))


def without_invisible(text: str) -> str:
    """Replace characters of no width by spaces, or by joiners between the digits, signs and points of a figure."""
    return _invisible().sub(lambda found: " " if found["between"] is None else JOINER * len(found.group()), text)


@cache
def _invisible() -> re.Pattern[str]:
    digit = r"(?:\d|[,.，．]\d)"
    return re.compile(rf"(?P<between>(?<=[\d,.，．+\-－−])[{ZERO_WIDTH}]+(?={digit}))|[{ZERO_WIDTH}]")


_WORDS = "(?:NaN|nan|None|<NA>)"
# A line of its own is no marked cell: the layout of lines would lose it.
_NOTHING = rf"(?m:(?:(?<=[|,;\"])|(?<=\S\t)|(?<=\t\t)) *{_WORDS}(?= *(?:[\t|,;\"]|$))|^ *{_WORDS}(?= *[\t|,;\"]))"


def without_words_for_nothing(text: str) -> str:
    """Replace what programs write into empty cells by spaces: NaN and its like, alone between two marks of cells."""
    return re.sub(_NOTHING, _spaces, text) if any(word in text for word in ("NaN", "nan", "None", "<NA>")) else text


def html_table(normalized: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of the HTML tables within a range of a normalized text, from the first tag to the last."""
    first = _TABLE_TAG.search(normalized, start, end) if normalized.find("<", start, end) >= 0 else None
    if first is None:
        return None
    *_, last = _TABLE_TAG.finditer(normalized, first.start(), end)
    return first.start(), last.end()


_MOST = {r"[^\s|]+": 25_000, r"\d+": 20_000, r"\n[^\S\n]*\S": 24_000, r"[|\t]": 40_000}
"""A table section with more words, numbers, lines or marks of cells than this is not read: the form's tables have some hundred
of each, and a page with two thousand more rows is still read."""
_SHORT = 18_000


def is_too_long(normalized: str, start: int, end: int) -> bool:
    """Whether a section has more words, numbers, lines or cells than its table may have, so that reading it would take long."""
    if end - start <= _SHORT:
        return False
    text = normalized[start:end]
    return any(len(re.findall(one, text)) > most for one, most in _MOST.items())


# Spaces may stand where an entity did: &lt;td&gt;.
_TABLE_TAG = on_use(r"(?i)< {0,12}/?(?:table|thead|tbody|tr|td|th)\b(?:[^<>]{0,400}>)?")


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _without_marks(found: re.Match[str]) -> str:
    for name in ("stars", "lines", "code", "math", "link"):
        if found[name] is not None:
            begin, end = len(found[name]), len(found[f"{name}_end"])
            return " " * begin + found.group()[begin:-end] + " " * end
    raise AssertionError(found)


def _shown(entity: re.Match[str]) -> str:
    """Return the character that an entity stands for, made as long as the entity; the entity where it is none."""
    from html import unescape  # it has a table of all names; few pages have entities

    text, before = entity.group(), ""
    while text != before:
        text, before = unescape(text), text
    if not text.strip() or text in "\t\n":
        return " " * len(entity.group())
    if len(text) > 1 or text in "|\t":  # no character, or one that would mark a cell
        return entity.group()
    return text + JOINER * (len(entity.group()) - 1)


LOST_SIGNS = "?\ufffd\ue5e5\ue4c6"
"""What encodings leave where they lost a character, mostly a no-break space."""
_FEWEST_EDGES = 5
_LED = rf"(?m:(?:^|(?<=[|\t]))(?=[ ]*[{LOST_SIGNS}])[ {LOST_SIGNS}]++)"
_ENDED = rf"(?m:[{LOST_SIGNS}][ {LOST_SIGNS}]*+(?:$|(?=[|\t])))"
_LETTER = r"[^\W\d_]"
_WORDS_LED = rf"{_LED}(?=[（(“]?(?:{_LETTER}|\d{{1,2}}[.．、]))"
_WORDS_ENDED = rf"(?<={_LETTER})[{LOST_SIGNS}][ {LOST_SIGNS}]*+(?=[|\t])"
_LOST_WITHIN = rf"(?m:(?:^|[|\t])[ {LOST_SIGNS}]*\d[\d,.]*[{LOST_SIGNS}]+\d[\d,.]*[ {LOST_SIGNS}]*(?:$|[|\t]))"


def without_lost_spaces(text: str) -> str:
    """Replace signs of lost characters at the edges of cells by spaces, where words have them and no figure has one within.

    A label needs no sign before or behind it, so that a sign which many labels have was a space. A sign of minus may have been
    lost too: where the form has signed figures, the signs before them stay.
    """
    if re.search(_LOST_WITHIN, text) is not None:
        return text
    signed = re.search(r"增 ?[/／]? ?[减減]", text) is not None
    if len(re.findall(_WORDS_LED, text)) >= _FEWEST_EDGES:
        text = re.sub(_LED + (r"(?!\d)" if signed else ""), _spaces, text)
    if len(re.findall(_WORDS_ENDED, text)) >= _FEWEST_EDGES:
        text = re.sub(_ENDED, _spaces, text)
    return text
