"""Margins: the lines at the top and bottom of pages → those that number a page or stand there on most pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from attrs import define, field

from gzparse.model.document import Why
from gzparse.read.pdf.lines import Line
from gzparse.read.pdf.tables import TableDraft

_ZONE = 0.09
_MOST_PAGES = 0.6
_FEW_PAGES = 3
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(
    r"[-–—－―─·•~〜\s]+\d{1,4}[-–—－―─·•~〜\s]+|第\s*\d{1,4}\s*页(?:[\s,，/／]*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页[\s,，]*第\s*\d{1,4}\s*页|"
    r"(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_PLAIN = re.compile(r"(\d{1,4})(?:\s*[/／]\s*\d{1,4})?")


@define(eq=False)
class PageContent:
    """What is seen on a page, in the frame of reading: its lines outside tables and its tables.

    in_order: whether the lines stay in their order, which is that of the file, and not from top to bottom.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(factory=list)
    tables: list[TableDraft] = field(factory=list)
    in_order: bool = False


def take_margins(pages: Sequence[PageContent]) -> list[tuple[Line, Why]]:
    """Take the page numbers and the running heads out of the lines of pages, and return them with the reason."""
    zones = [[line for line in page.lines if _is_in_zone(line, page)] for page in pages]
    running = _running(zones)
    plain = _plain_numbers(pages, zones)
    taken: list[tuple[Line, Why]] = []
    for page, zone in zip(pages, zones, strict=True):
        reasons: dict[int, Why] = {}
        for line in zone:
            if _NUMBERED.fullmatch(line.text) or id(line) in plain:
                reasons[id(line)] = "page-number"
            elif _key(line) in running or (_key(line), round(line.top)) in running:
                reasons[id(line)] = "running-head"
        taken += [(line, reasons[id(line)]) for line in zone if id(line) in reasons]
        if reasons:
            page.lines = [line for line in page.lines if id(line) not in reasons]
    return taken


def _is_in_zone(line: Line, page: PageContent) -> bool:
    middle = (line.top + line.bottom) / 2
    return middle < _ZONE * page.height or middle > (1 - _ZONE) * page.height


def _key(line: Line) -> str:
    return re.sub(r"\s", "", _DIGITS.sub("", line.text))


def _running(zones: Sequence[Sequence[Line]]) -> set[object]:
    """Return what stands in the margins of most pages, digits aside; of two pages, at the very same height on both."""
    if len(zones) == 2:
        first, second = ({(_key(line), round(line.top)) for line in zone if len(_key(line)) > 3} for zone in zones)
        return set(first & second)
    if len(zones) < _FEW_PAGES:
        return set()
    counts = Counter(key for zone in zones for key in {_key(line) for line in zone} if key)
    return {key for key, count in counts.items() if count >= _MOST_PAGES * len(zones)}


def _plain_numbers(pages: Sequence[PageContent], zones: Sequence[Sequence[Line]]) -> set[int]:
    """Return the lines that are nothing but a number which goes up with the pages."""
    by_offset: dict[int, list[Line]] = defaultdict(list)
    for page, zone in zip(pages, zones, strict=True):
        for line in zone:
            number = _PLAIN.fullmatch(line.text)
            if number is not None:
                by_offset[int(number[1]) - page.number].append(line)
    needed = 1 if len(pages) == 1 else 2
    return {
        id(line)
        for offset, lines in by_offset.items()
        if len(lines) >= needed and (len(pages) > 1 or offset == 0)
        for line in lines
    }
