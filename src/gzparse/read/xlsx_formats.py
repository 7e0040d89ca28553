"""Number formats of an XLSX file: cells that show something else than their number.

A sheet may show no zeros, or a format may show a dash for a zero, thousands, or words. What a reader of the sheet sees is what
is printed: where that is not the cell's number, the number is not given.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from gzparse.model.document import UNKNOWN
from gzparse.read.package import Package
from gzparse.read.sheet_values import shortest
from gzparse.read.xlsx_cells import cells_in

__all__ = ["format_by_number", "formats_of", "shown_by", "shown_otherwise"]

_TAG = rb"<(?:[\w.-]+:)?"
_FORMAT = re.compile(_TAG + rb"numFmt\b([^<>]*?)/?>")
_STYLES = re.compile(_TAG + rb"cellXfs\b.*?</(?:[\w.-]+:)?cellXfs\s*>", re.S)
_STYLE = re.compile(_TAG + rb"xf\b([^<>]*?)/?>")
_NUMBER = re.compile(_TAG + rb"v\b[^<>]*>\s*([-+.\dEe]{1,40})\s*<")
_NO_ZEROS = re.compile(_TAG + rb"sheetView\b[^<>]*\bshowZeros\s*=\s*[\"'](?:0|false)[\"']")
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    48: "##0.0E+0",
}
_ACCOUNTS = '#,##0;-#,##0;"-"'
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PLAIN = re.compile(r"(?:General|[#0?,]*[0#?](?:\.[0#?]+)?)", re.I)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_YUAN = re.compile(r"[¥￥元圆]?|RMB|CN[YH¥￥]|人民币[¥￥元]?", re.I)
_COLOUR = re.compile(r"\[(?:white|白色|color\s*2|颜色\s*2)\]", re.I)
_PADDING = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)")
_OF_DATES = re.compile(r"[ymdhs年月日]", re.I)


def formats_of(package: Package) -> list[str]:
    """Return the format of each style of cells: the empty string for one of dates, or where nothing is stated."""
    name = next((part for part in package.parts() if part.lower() == "xl/styles.xml"), None)
    if name is None:
        return []
    data = package.read(name)
    own = {}
    for found in _FORMAT.finditer(data):
        said = dict(re.findall(rb"(\w+)\s*=\s*\"([^\"]*)\"", found[1]))
        if b"numFmtId" in said and said[b"numFmtId"].isdigit():
            own[int(said[b"numFmtId"])] = html.unescape(said.get(b"formatCode", b"").decode("utf-8", "replace"))
    block = _STYLES.search(data)
    formats = []
    for found in _STYLE.finditer(block[0] if block else b""):
        number = re.search(rb"\bnumFmtId\s*=\s*[\"'](\d{1,6})[\"']", found[1])
        formats.append(format_by_number(int(number[1]) if number else 0, own))
    return formats


def format_by_number(number: int, own: Mapping[int, str]) -> str:
    """Return a format by its number, given those of the file's own: the empty string for one of dates or of texts."""
    if number in own:
        return own[number]
    if number in _DATES or number == 49:
        return ""
    return _ACCOUNTS if number in (41, 42, 43, 44) else _BUILT_IN.get(number, "General")


def shown_otherwise(data: bytes, formats: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Return the cells of a sheet that show something else than their number: their places, and what they show.

    What is not known to be a number or a dash is the sign for an unknown letter.
    """
    no_zeros = _NO_ZEROS.search(data) is not None
    if not no_zeros and all(not code or code.lower() == "general" for code in formats):
        return
    for place, said, inner in cells_in(data):
        style = re.search(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']", said)
        code = formats[int(style[1])] if style and int(style[1]) < len(formats) else "General"
        if re.search(rb"\bt\s*=\s*[\"'](?!n[\"'])", said):  # a text, an error or a truth value
            if re.search(rb"\bt\s*=\s*[\"'](?:s|str|inlineStr)[\"']", said) and inner and _changes_texts(code):
                yield place, UNKNOWN
            continue
        value = _NUMBER.search(inner)
        if value is None:
            continue
        try:
            number = float(value[1])
        except ValueError:
            continue
        shown = UNKNOWN if no_zeros and not number else shown_by(code, number)
        if shown is not None:
            yield place, shown


def _changes_texts(code: str) -> bool:
    """Whether a format shows a text with other words, or not at all."""
    sections = [_PADDING.sub("", section).strip() for section in _split(code)]
    of_texts = sections[3] if len(sections) > 3 else next((section for section in sections if "@" in section), "@")
    return of_texts.strip() != "@"


def _by_plain(code: str, number: float) -> str | None:
    """Return what a format of digits alone shows in place of a number: nothing for a zero, or the number as it is rounded."""
    if code.lower() == "general":
        return None
    whole, _, decimals = code.partition(".")
    if not number and "0" not in whole and "?" not in whole and "0" not in decimals:
        return UNKNOWN
    exact = Decimal(shortest(number))
    try:
        rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except InvalidOperation:  # it is endless, or has more digits than any figure
        return None
    return None if rounded == exact or exact.is_nan() else f"{rounded:f}"


def shown_by(code: str, number: float) -> str | None:
    """Return what a format shows in place of a number; ``None`` where it shows the number."""
    if not code:
        return None
    if _PLAIN.fullmatch(code) is not None:
        return _by_plain(code, number)
    sections = [_PADDING.sub("", section).strip() for section in _split(code)]
    bare = [_LITERAL.sub("", section) for section in sections]
    if "[" in code and (re.search(r"\[[<>=]", code) or _COLOUR.search(code)):
        return UNKNOWN
    if any(_YUAN.fullmatch(sign.strip()) is None for sign in _CURRENCY.findall(code)):
        return UNKNOWN  # the unit is another one
    if _OF_DATES.search(bare[0].replace("General", "")):
        return None  # a date, which the library gives as one
    at = 2 if not number and len(sections) > 2 else 1 if number < 0 and len(sections) > 1 else 0
    section, plain = sections[at], bare[at].strip()
    if at == 1 and _PLAIN.fullmatch(plain.strip("-() ")):
        return _by_plain(plain.strip("-() "), number) if "-" in section or "(" in section else UNKNOWN
    literal = "".join(one or other for one, other in _LITERAL.findall(section)).strip()
    if _PLAIN.fullmatch(plain) and not plain.endswith(",") and not literal:
        return _by_plain(plain, number)
    if at == 2 and not plain.strip("-—/ ") and (shown := (literal + plain).strip()) and not any(c.isdigit() for c in shown):
        return shown
    return UNKNOWN


def _split(code: str) -> list[str]:
    """Return the sections of a format, which semicolons outside of quotes part."""
    return re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)
