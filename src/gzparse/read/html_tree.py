"""Tree: the text of a page → the tree that lexbor builds by HTML's own rules, with bounds on what building it can cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gzparse.errors import LimitExceeded, MissingLibrary
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_FORMATTING = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_FORMATTING_TAG = re.compile(rf"(?i)<(/?)(?:{_FORMATTING})(?=[\s>/])")
_NESTING_TAG = re.compile(
    r"(?i)<(/?)(?!(?:p|br|hr|img|input|link|meta|td|th|tr|tbody|thead|tfoot|col|colgroup|li|option|dt|dd|wbr|base|area|embed|"
    r"param|source|track)\b)[a-z][\w:-]{0,40}(?=[\s>/])"
)
_FEW_TAGS = 1_500
_COPIES = 2_000_000
"""So many elements may be made of formatting tags that are left open and opened again in each paragraph."""
_STEPS_PER_SECOND = 20_000_000
"""Building the tree walks up through the open elements at every tag: so many steps are counted as a second at least."""
_CELLS = re.compile(
    r"(?is)<!--.*?(?:-->|\Z)|<(script|style|textarea|title|iframe)\b.*?(?:</\1|\Z)|<(/?)(table|thead|tbody|tfoot|tr|td|th)(?=[\s>/])[^>]*>"
)


def tree_of(text: str, limits: Limits) -> LexborHTMLParser:
    """Return the tree of a page.

    Raises:
        MissingLibrary: selectolax is not installed.
        LimitExceeded: elements are nested so deeply that building the tree would take too long.
    """
    try:
        from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser
    except ImportError:
        raise MissingLibrary(
            "The input is HTML, which is read with selectolax, and that is not installed. Run: pip install 'gzparse[html]'"
        ) from None
    _check_cost(text, limits)
    return LexborHTMLParser(text, options=LexborDocumentOptions.WO_EVENTS)  # what scripts could observe is not needed


def too_many(what: str, limit: float, bound: str) -> LimitExceeded:
    """Return the error that a page has more of something than the limits allow."""
    return LimitExceeded(f"the page has more than {limit:,} {what}. Pass larger limits ({bound}) if the file is sound.")


def _check_cost(text: str, limits: Limits) -> None:
    tags = text.count("<")
    if tags <= _FEW_TAGS:
        return
    formatting = len(_FORMATTING_TAG.findall(text))
    if formatting * tags > _COPIES and _deepest(_FORMATTING_TAG, text) * tags > _COPIES:
        raise LimitExceeded(
            f"the page opens too many of its {formatting:,} formatting elements within each other (depth). Each paragraph "
            "repeats them, so that its tree would be too large: the page is damaged, or made to be costly."
        )
    allowed = limits.seconds * _STEPS_PER_SECOND
    if tags * tags > allowed and _deepest(_NESTING_TAG, text) * tags > allowed:
        raise too_many("elements within each other", limits.depth, "depth, seconds")


def _deepest(tags: re.Pattern[str], text: str) -> int:
    depth = deepest = 0
    for mark in tags.findall(text):
        if mark:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def cells_written(text: str) -> int:
    """Return how many cells a text opens, comments and scripts left out."""
    return sum(1 for m in _CELLS.finditer(text) if m[3] and not m[2] and m[3].lower() in ("td", "th"))


def with_tables_around_rows(text: str) -> str:
    """Return a text with table tags around rows and cells that stand in no table.

    HTML drops the tags of such cells, and their digits would run together. A piece that was cut out of a page has them.
    """
    out: list[str] = []
    at = 0
    for place, mark in _missing_tags(text):
        out += text[at:place], mark
        at = place
    return "".join(out) + text[at:]


def _missing_tags(text: str) -> Iterator[tuple[int, str]]:
    depth, inside, closed = 0, False, -1  # closed: the end of the last closing tag, with no other tag behind it
    for tag in _CELLS.finditer(text):
        if not tag[3]:
            continue
        closing, table = bool(tag[2]), tag[3].lower() == "table"
        if depth:
            depth += (-1 if closing else 1) if table else 0
            continue
        if inside and not closing and (table or (closed >= 0 and text[closed : tag.start()].strip())):
            yield (closed if closed >= 0 else tag.start()), "</table>"
            inside = False
        if table:
            depth, inside = (depth if closing else 1), False
        elif not closing and not inside:
            inside, closed = True, -1
            yield tag.start(), "<table>"
        elif inside:
            closed = tag.end() if closing else -1
    if inside:
        yield (closed if closed >= 0 else len(text)), "</table>"
