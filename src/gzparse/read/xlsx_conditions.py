"""Conditions of an XLSX sheet: formats that its cells take where a condition holds, and that may hide what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from gzparse.read.package import attributes
from gzparse.read.xlsx_cells import column_of, elements

__all__ = ["Condition", "conditions_in", "places_where_any_may_hold"]

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.I)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_NO_VALUE = re.compile(rb"\bshowValue\s*=\s*[\"'](?:0|false)[\"']")
_MOST = 2_000


@frozen
class Condition:
    """A condition: the ranges it is for, how a cell is compared, and with what; an empty operator where that is not known."""

    ranges: tuple[tuple[int, int, int, int], ...]
    operator: str = ""
    numbers: tuple[float, ...] = ()

    def may_hold(self, text: str) -> bool:
        """Whether it may hold for a cell with a text."""
        if not self.operator or _NUMBER.fullmatch(text) is None:
            return True
        number, low, high = float(text), min(self.numbers), max(self.numbers)
        return {
            "equal": number == low,
            "notEqual": number != low,
            "lessThan": number < low,
            "lessThanOrEqual": number <= low,
            "greaterThan": number > low,
            "greaterThanOrEqual": number >= low,
            "between": low <= number <= high,
            "notBetween": not low <= number <= high,
        }.get(self.operator, True)


def conditions_in(data: bytes, hiding: set[int]) -> Iterator[Condition]:
    """Return the conditions of a sheet whose formats may hide a text. hiding: the numbers of these formats."""
    if b"conditionalFormatting" not in data:
        return
    for said, inner in elements(data, b"conditionalFormatting"):
        ranges = tuple(_ranges(attributes(said).get("sqref", "")))
        for tag, rule in elements(inner, b"cfRule"):
            facts = attributes(tag)
            number = facts.get("dxfId", "")
            if _NO_VALUE.search(rule):
                yield Condition(ranges)
            elif number.isdecimal() and int(number[:6]) in hiding:
                found = [one.decode("utf-8", "replace").strip() for _, one in elements(rule, b"formula")]
                if facts.get("type") == "cellIs" and found and all(_NUMBER.fullmatch(one) for one in found):
                    yield Condition(ranges, facts.get("operator", ""), tuple(map(float, found)))
                else:
                    yield Condition(ranges)


def places_where_any_may_hold(conditions: list[Condition], texts: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, int]]:
    """Return the places of the texts for which one of the conditions may hold."""
    for condition in conditions[:_MOST]:
        for top, left, bottom, right in condition.ranges:
            for (row, column), text in texts.items():
                if top <= row <= bottom and left <= column <= right and text.strip() and condition.may_hold(text):
                    yield row, column


def _ranges(said: str) -> Iterator[tuple[int, int, int, int]]:
    for part in said.split()[:100]:
        found = _RANGE.fullmatch(part)
        if found is not None:
            left, top = column_of(found[1].encode()), int(found[2]) - 1
            right, bottom = (column_of(found[3].encode()), int(found[4]) - 1) if found[3] else (left, top)
            yield top, left, bottom, right
