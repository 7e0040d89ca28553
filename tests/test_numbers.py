"""Numbers as cells print them: what is a plain count, what is another number, and what its value, sign and unit are."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from gzparse.form.items import BLANK, NIL, NUMBER, TEXT, narrow, number, plain_count


def test_no_code_is_a_count_and_a_blank_is_the_greatest_of_them() -> None:
    """Placing compares with them: what is less than a blank cell is printed, and is no count."""
    assert len({BLANK, NIL, NUMBER, TEXT}) == 4
    assert max(NIL, NUMBER, TEXT) < BLANK < 0


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("０１２３４５６７８９", "0123456789"),
        ("＋－−﹣", "+---"),
        ("，．／＼", ",./\\"),
        (" \u3000１２ \n", "12"),
        ("1 2", "1 2"),
        ("①²", "①²"),
        ("其他", "其他"),
        ("", ""),
    ],
)
def test_widths_are_folded_and_nothing_else(raw: str, wanted: str) -> None:
    assert narrow(raw) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, int(text)) for text in ("0", "1", "9", "10", "2023", "1" * 11, "9" * 12, "100000000000")),
        *((text, None) for text in ("", "00", "01", "007", "0" * 12, "1" * 13, "1" * 40)),
        *((text, None) for text in ("-1", "+1", "1.0", "1,000", " 1", "1 ", "a", "一", "①", "²", "１", "٣")),
    ],
)
def test_a_plain_count_is_ascii_digits_without_a_zero_in_front_and_no_more_than_twelve(text: str, wanted: int | None) -> None:
    found = plain_count(text)
    assert found == wanted
    assert type(found) is type(wanted)


SIGNS = {"": "", "-": "-", "+": "", "－": "-", "−": "-", "＋": ""}
DIGITS = {"0": "0", "12": "12", "1,234": "1234", "1，234，567": "1234567", "１２": "12", "1 234": "1234", "007": "007"}
PARTS = {"": "", ".5": ".5", ".05": ".05", "．5": ".5", ".500": ".500"}
UNITS = {"": None, "件": "件", " 件": "件", "万元": "万元", "（万元）": "万元", "(万元)": "万元", " （元） ": "元"}


@pytest.mark.parametrize(("sign", "digits"), [*itertools.product(SIGNS, DIGITS)])
def test_a_number_has_the_value_that_decimal_gives_its_sign_and_its_unit(sign: str, digits: str) -> None:
    for part, unit in itertools.product(PARTS, UNITS):
        found = number(f" {sign}{digits}{part}{unit}")
        assert found.value == Decimal(SIGNS[sign] + DIGITS[digits] + PARTS[part])
        assert str(found.value) == str(Decimal(SIGNS[sign] + DIGITS[digits] + PARTS[part]))
        assert found.signed is (sign != "")
        assert found.unit == UNITS[unit]


def test_what_has_no_digit_is_no_number() -> None:
    with pytest.raises(AssertionError, match="万元"):
        number("万元")
