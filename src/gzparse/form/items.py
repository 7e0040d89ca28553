"""Items: a cell's text → what it holds: a plain count, another number, a nil mark, nothing, or text."""

from __future__ import annotations

from decimal import Decimal

from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.grid import Row
from gzparse.model.letters import Replaced
from gzparse.model.markup import INVISIBLE

# A cell as the row lexer knows it: a plain count is itself (0 and up), everything else one of these.
BLANK, NIL, NUMBER, TEXT, UNREADABLE = -1, -2, -3, -4, -5

_NARROW = Replaced(str.maketrans("０１２３４５６７８９＋－−﹣，．／＼", "0123456789+---,./\\", INVISIBLE))
_POSITIVE = ("", "+", "增")

PAGE_NUMBERS = range(1, 10_000)
"""The counts that may be a page's number: those of the grammar's PAGE_DIGITS, from 1 on."""


class Number:
    """A printed number that is not a plain count: signed, decimal, with separators or with its unit."""

    __slots__ = (
        "signed",
        "unit",
        "value",
    )

    def __init__(self, value: Decimal, signed: bool, unit: str | None) -> None:
        self.value = value
        self.signed = signed
        self.unit = unit


def narrow(raw: str) -> str:
    """Return a cell's text with full-width digits, signs and separators folded, without quotation marks around all of it.

    NFKC would make digits of ① and ² too.
    """
    if raw.isdigit() and raw.isascii():
        return raw
    text = _NARROW.of(raw.strip())
    return text[1:-1].strip() if text[:1] == '"' == text[-1:] and text != '"' else text


def plain_count(text: str) -> int | None:
    """Return the value of ASCII digits that can be a count, else ``None``."""
    if text.isascii() and text.isdigit() and len(text) <= 12 and (text[0] != "0" or len(text) == 1):
        return int(text)
    return None


def number(raw: str) -> Number:
    """Return the number in a cell that the grammar's FIGURE terminal matches."""
    text = narrow(raw).replace(" ", "")
    match = terminal("DIGITS").search(text)
    assert match is not None, raw
    sign = text[: match.start()]
    minus = "" if sign[:1] in _POSITIVE else "-"
    value = Decimal(minus + match.group().replace(",", ""))
    return Number(value, bool(sign), text[match.end() :].strip("()（）") or None)


def money_unit(text: str) -> str | None:
    """Return the first unit of money in a text, as in 本年收费金额（单位：万元）; ``None`` where it has none."""
    match = terminal("MONEY").search(text.replace(" ", ""))
    return match.group() if match is not None else None


def is_dashes(text: str) -> bool:
    """Whether a text is nothing but dashes."""
    return not text.strip(patterns()["DASH_CHARS"])


def text_end(known: list[int], at: int) -> int:
    """Return where the texts end that begin at a cell. Blank cells between them are included, those behind them are not."""
    stop = at
    if at < len(known) and known[at] != TEXT:
        return at
    while at < len(known) and known[at] in (TEXT, BLANK):
        at += 1
        if known[at - 1] == TEXT:
            stop = at
    return stop


def mark_fractions(row: Row, known: list[int]) -> None:
    """Note that 5/3 is a figure that cannot be read, not a page's number, where other figures are in its row."""
    if "/" not in row.text and "／" not in row.text:
        return
    if any(item >= 0 or item in (NUMBER, NIL) for item in known):
        for index, what in enumerate(known):
            if what == TEXT and terminal("PAGE_FRACTION").fullmatch(narrow(row.cells[index])):
                known[index] = UNREADABLE
