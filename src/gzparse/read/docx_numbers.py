"""Number formats of lists in Word documents: a count and the name of a format → the number as it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 30_000
"""Beyond it no list counts; Word ends there too."""


def formatted(count: int, name: str) -> str | None:
    """Return a count in a format, or ``None`` where the format is unknown or has no such number."""
    make = _FORMATS.get(name)
    return make(count) if make is not None and 0 <= count <= _MOST else None


def _counting(count: int, digits: str, units: Sequence[str], ten: str | None) -> str:
    """Return a count in Chinese words. ten: how 10 to 19 begin, if not with the digit for one."""
    if count == 0:
        return digits[0]
    if ten is not None and 10 <= count < 20:
        return ten + (digits[count - 10] if count > 10 else "")
    if count >= 10**4:
        high, low = divmod(count, 10**4)
        rest = "" if not low else ("" if low >= 1_000 else digits[0]) + _counting(low, digits, units, None)
        return _counting(high, digits, units, ten) + "万" + rest
    words, gap = "", False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = count // power % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return words


def _thousands(count: int) -> str:
    return _counting(count, "零" + _DIGITS[1:], "十百千", "十")


def _below_a_hundred(count: int) -> str:
    return _thousands(count) if 0 < count < 100 else _digital(count)


def _digital(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _roman(count: int) -> str | None:
    if not 0 < count < 4000:
        return None
    letters = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        letters += sign * times
    return letters


def _alphabet(count: int, first: str) -> str | None:
    """Return a, b, …, z, aa, bb, …, as Word counts."""
    return chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else None


def _of(letters: str) -> Callable[[int], str | None]:
    """Return a format that has one letter for each number; beyond them it has none."""
    return lambda count: letters[count - 1] if 0 < count <= len(letters) else None


def _range(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


def _full_width(count: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(count))


def _ordinal(count: int) -> str:
    end = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{end}"


def _enclosed(letters: str) -> Callable[[int], str | None]:
    """Return a format of signs that ends with them; Word goes on with plain numbers."""
    return lambda count: letters[count - 1] if 0 < count <= len(letters) else str(count)


_CIRCLES = _enclosed(_range((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF)))
_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedParen": _enclosed(_range((0x2474, 0x2487))),
    "decimalEnclosedFullstop": _enclosed(_range((0x2488, 0x249B))),
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": _ordinal,
    "lowerRoman": _roman,
    "upperRoman": lambda count: (_roman(count) or "").upper() or None,
    "lowerLetter": lambda count: _alphabet(count, "a"),
    "upperLetter": lambda count: _alphabet(count, "A"),
    "chineseCounting": _below_a_hundred,
    "chineseCountingThousand": _thousands,
    "chineseLegalSimplified": lambda count: _counting(count, _LEGAL, "拾佰仟", None),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "japaneseCounting": _thousands,
    "taiwaneseCounting": _below_a_hundred,
    "taiwaneseCountingThousand": _thousands,
    "taiwaneseDigital": _digital,
    "ideographLegalTraditional": lambda count: _counting(count, _LEGAL_TRADITIONAL, "拾佰仟", None),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": lambda count: (
        _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if 0 < count <= 60 else None
    ),
    "ideographEnclosedCircle": _of(_CIRCLED),
    "none": lambda count: "",
}
