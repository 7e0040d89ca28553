"""Count work instead of time: a busy machine is slower, but makes no more calls.

Calls do not show what a single search of a regular expression costs: ``benchmarks/linear.py`` prints times for that.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable
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
    """Return how many calls, of Python functions and built-in ones, a call makes in all, when it is made a second time."""
    function(*args)  # what is built or kept once is not counted
    profile = cProfile.Profile()
    profile.runcall(function, *args)
    return sum(entry.callcount for entry in profile.getstats())


def assert_linear(page: str, at: int, unit: str, sizes: tuple[int, int] = (4_000, 12_000)) -> None:
    """To read a page with a unit repeated at some place takes work in proportion to what is added."""
    texts = [page[:at] + unit * (size // len(unit)) + page[at:] for size in (0, *sizes)]
    plain, *counts = (calls_of(gzparse.parse, text) for text in texts)
    short, long = (max(count - plain, plain // 4) for count in counts)
    assert long <= 1.5 * sizes[1] / sizes[0] * short, f"{sizes} letters of {unit!r} take {counts} calls"
