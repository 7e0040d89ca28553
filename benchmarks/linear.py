"""Cost: how the time of a parse grows with its text, and what hostile lines cost.

    python benchmarks/linear.py [--most N] [--instructions]

A page of each layout is made longer: prose, blank lines, bars behind its rows, or its rows themselves, times 1, 10, 100, 1000.
It takes more than three minutes, and is no part of ``.ci/run``; the slow tests hold that work grows in proportion. Last run on
2026-11-30, up to the exponents.

The exponent is the slope of log time over log length between the two longest texts; 1 is linear. The time of the plain page is
taken off first, so that short texts do not look better than they are. Where even the longest takes less than 20 ms more than
the plain page, no exponent is given. ``--instructions`` takes instructions, counted by valgrind, in place of time, for the
exponents alone: it takes ten minutes, and no other program disturbs it. A section of more than some thousand lines is not read:
texts are shorter than that.
Tests count calls instead (``tests/work.py``): these do not show what regular expressions cost.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import pathlib
import random
import sys
import tempfile
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import instructions  # noqa: E402
import layouts  # noqa: E402
import test_fuzzed  # noqa: E402
import work  # noqa: E402
import writing  # noqa: E402

import gzparse  # noqa: E402
from gzparse.model.markup import is_too_long  # noqa: E402

PROSE = "本机关依法公开信息，及时回应群众关切，共公开各类信息若干条。\n" * 4


def grown(page: layouts.Laid, what: str, times: int) -> str:
    """Return the page with more of something in section three."""
    text = page.text
    row = [path for path in page.cells if path.startswith("requests.results.unable.not_held.")]
    start, end = page.cells[row[0]][0], page.cells[row[-1]][1]
    begin = max(text.rindex("1.本机关", 0, start) if "1.本机关" in text[:start] else text.rindex("\n", 0, start), 0)
    stop = text.index("\n", end) + 1
    if what == "rows":
        return text[:stop] + text[begin:stop] * times + text[stop:]
    if what == "bars":
        return text[: stop - 1] + "|" * (50 * times) + text[stop - 1 :]
    at = text.index("全年平稳。") if what == "prose before" else stop
    return text[:at] + {"prose": PROSE, "prose before": PROSE, "blank lines": "\n" * 100}[what] * times + text[at:]


def took(text: str, rounds: int = 5) -> float:
    """Return the least of some times for a parse."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        with contextlib.suppress(gzparse.NotAReport, gzparse.LimitExceeded):
            gzparse.parse(text)
        times.append(time.process_time() - start)
        if sum(times) > 2:
            break
    return min(times)


_ONCE = "import sys, gzparse; gzparse.parse(open(sys.argv[1], encoding='utf-8').read())"
_A_SECOND = 4e9
"""About as many instructions as a processor does in a second: what is less than 20 ms is no more by these."""


def counted(text: str) -> float:
    """Return the instructions of a new process that parses a text, as seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        return instructions.count(["-c", _ONCE, file.name]) / _A_SECOND


def exponent(page: layouts.Laid, what: str, most: int, cost: Callable[[str], float]) -> tuple[float | None, float]:
    """Return the exponent between the two longest texts, and the time of the longest."""
    plain = cost(page.text)
    texts = [grown(page, what, size) for size in (1, 10, 100, 1000) if size <= most]
    texts = [text for text in texts if not is_too_long(text, 0, len(text))][-2:]
    times = [max(cost(text) - plain, 1e-5) for text in texts]
    added = [len(text) - len(page.text) for text in texts]
    if times[1] < 0.02:
        return None, times[1]
    return math.log(times[1] / times[0]) / math.log(added[1] / added[0]), times[1]


HOSTILE = (
    *("　", "\u200b", "1,", "1,234", "1、", "（1）", "1（", '1,"', '","', '"1",', "**", "#", "-", "/", "：", "《", "①"),
    *("年", "2021年1月1日", "第1页", "- 1 -", "自然人", "行政诉讼", "复议后起诉", "三、收到和处理政府信息公开申请情况"),
    *("<table>", "<td>", "<!--", "<tr><td>1</td>", "&nbsp;", "![](", "|\t", "0|0", "|---|", "shù jù ", "其他\t", "1\n"),
    *("\t\n", "1,2\n", '"1","2"\n', "规章\n0\n0\n0\n", "本\n年\n度\n办\n", "其他\t0\t0\n", "一、总体情况\n", "。\n"),
)
"""Other units that were slow, or stand for a kind of letter or word."""


def hostile() -> list[tuple[float, str]]:
    """Return the times of pages with 100,000 letters of one unit, and what they are: the slowest of those in each section."""
    found = []
    for name in ("tabs", "lines"):
        text = layouts.Laid(name, writing.consistent_figures(random.Random(1), 60)).text
        for unit in sorted({*work.HOSTILE_LETTERS, *work.HOSTILE_CELLS, *HOSTILE}):
            slowest = 0.0
            for heading in ("一、总体情况\n", *(f"{name}\n" for name in layouts.TABLES)):
                at = text.index(heading) + len(heading)
                slowest = max(slowest, took(text[:at] + unit * (100_000 // len(unit)) + "\n" + text[at:], 1))
            found.append((slowest, f"{unit!r} in {name}"))
    return found


def once_slow() -> list[tuple[float, str]]:
    """Return the times for 100,000 letters of the inputs that fuzzing once found to be slow."""
    return [(took(text) * 100_000 / len(text), name) for name, text in test_fuzzed.LONG.items()]


def main() -> None:
    """Print the exponents and the times."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=1000, help="how many times the longest text is grown")
    parser.add_argument(
        "--instructions", action="store_true", help="count instructions in place of time, for the exponents alone"
    )
    options = parser.parse_args()
    cost = counted if options.instructions else took
    figures = writing.consistent_figures(random.Random(1), 60)
    worst = 0.0
    for name in ("tabs", "bars", "indented", "bars behind cells", "lines", "lines, blank lines", "Markdown"):
        page = layouts.Laid(name, figures)
        shown = []
        for what in ("prose before", "prose", "blank lines", "bars", "rows"):
            slope, longest = exponent(page, what, options.most, cost)
            shown.append(f"{what} {'—' if slope is None else f'{slope:.2f}'} ({longest:.2f} s)")
            worst = max(worst, slope or 0)
        print(f"{name:<20} {', '.join(shown)}", flush=True)
    print(f"worst exponent: {worst:.2f} (at most 1.05)")
    if options.instructions:
        return
    print("seconds for 100,000 letters, the ten slowest:")
    for seconds, what in sorted([*hostile(), *once_slow()], reverse=True)[:10]:
        print(f"{seconds:6.2f}  {what}")


if __name__ == "__main__":
    main()
