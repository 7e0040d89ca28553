"""Count work instead of time: a busy machine is slower, but makes no more calls.

Calls do not show what a single search of a regular expression costs: ``benchmarks/linear.py`` prints times for that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import gzparse

HOSTILE_LETTERS = (
    *(" ", "\t", "|", "0", "1 ", "（", "(", "\n", "\r\n", "— ", "　"),
    *("第", "二", "情", "一、总体情况", "\n一、总体情况\n", "本年新收"),
)
"""What a line may consist of that looks like the beginning of something."""
HOSTILE_CELLS = ("|", "| ", "1|", "其他|", "0\n", "规章\n", "\n|", "1 ", "（", "\t", "|-", "\t0\n", " ")
"""What a table may consist of that looks like cells and rows."""


def calls_of(function: Callable[..., Any], *args: Any) -> int:
    """Return how many calls, of Python functions and built-in ones, a call makes in all.

    Make the call once before: what is built or kept the first time would be counted too.
    """
    events = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal events
        events += 1

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        function(*args)
    finally:
        sys.setprofile(before)
    return events // 2  # a call and its return


def assert_linear(page: str, at: int, unit: str, sizes: tuple[int, int] = (4_000, 8_000)) -> None:
    """To read a page with a unit repeated at some place takes work in proportion to what is added."""
    plain, short, long = (page[:at] + unit * (size // len(unit)) + page[at:] for size in (0, *sizes))
    for _ in range(2):  # a table is kept when it is seen again
        gzparse.parse(long)
    base, *counts = (calls_of(gzparse.parse, text) for text in (plain, short, long))
    added = [max(count - base, base // 4) for count in counts]
    assert added[1] <= 1.5 * sizes[1] / sizes[0] * added[0], f"{sizes} letters of {unit!r} take {counts} calls"
