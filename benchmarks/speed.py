"""Speed: parsing as a multiple of the floor, and a cold start as a multiple of importing lark and attrs.

    python benchmarks/speed.py [--texts N] [--runs N]

It prints the ratio for the real reports of the corpus (or the examples), and then for made-up pages in each layout: in
instructions, where valgrind is there to count them (see ``instructions.py``), and in time. Then the slowest real pages by name,
and what else reads such tables (see ``peers.py``), with its time and what it gets wrong.

The floor splits lines and cells and calls int(), and knows nothing of labels, places, blanks or checks. Both are timed in
turns within one run, so that a noisy machine slows both alike; the ratio is what counts.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import instructions
import peers
from floor import floor

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import layouts  # noqa: E402
import writing  # noqa: E402

import gzparse  # noqa: E402
from gzparse.testing import damages as unmarked  # noqa: E402

REAL = ("seeds", "real", "pages", "layouts")
"""The folders of the corpus that hold real pages."""


def pages() -> list[str]:
    """Return the real reports of the corpus where it is there, else the examples."""
    corpus = os.environ.get("GZPARSE_CORPUS")
    folder = pathlib.Path(corpus) / "seeds" if corpus else ROOT / "docs" / "examples"
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]


def texts(count: int) -> list[str]:
    """Return reports with changed figures, made of the pages in equal parts."""
    return list(drawn(count))


def drawn(count: int, seed: int = 1) -> Iterator[str]:
    """Return such reports one by one."""
    rng = random.Random(seed)
    given = pages()
    for number in range(count):
        page = given[number % len(given)]
        figures = writing.consistent_figures(rng, rng.choice((3, 30, 300)))
        blank = frozenset(writing.blank_on(page))
        yield writing.with_figures(page, figures, blank)


def of_layout(name: str, count: int) -> list[str]:
    """Return made-up reports in one layout."""
    rng = random.Random(1)
    return [layouts.Laid(name, writing.consistent_figures(rng, rng.choice((3, 30, 300)))).text for _ in range(count)]


def warm(pages: list[str], runs: int) -> float:
    """Return the median over the runs of time for all texts, parser to floor."""
    count = len(pages)
    for page in pages:
        assert not [f for f in gzparse.parse(page).findings if f.severity == "error"]
        floor(page)
    ratios = []
    for _ in range(runs):
        parsing = flooring = 0.0
        for page in pages:
            start = time.perf_counter()
            gzparse.parse(page)
            between = time.perf_counter()
            floor(page)
            flooring += time.perf_counter() - between
            parsing += between - start
        ratios.append(parsing / flooring)
    print(
        f"{count} texts, {runs} runs; last run: "
        f"parse {parsing / count * 1e6:.0f} µs, floor {flooring / count * 1e6:.0f} µs a report; ",
        end="",
    )
    return statistics.median(ratios)


def without_marks(writer: str, count: int) -> str:
    """Return the median and the worst time, and the floor's, for made-up reports that mark no cells."""
    took, floors = [], []
    for number in range(count):
        rng = random.Random(number)
        page = unmarked.plain(writer, unmarked.figures_of(rng), rng).text
        start = time.perf_counter()
        gzparse.parse(page)
        between = time.perf_counter()
        floor(page)
        floors.append(time.perf_counter() - between)
        took.append(between - start)
    median = statistics.median(took)
    return (
        f"median {median * 1e3:.1f} ms, worst {max(took) * 1e3:.0f} ms; parse / floor: {median / statistics.median(floors):.0f}"
    )


def slowest(count: int, runs: int = 5) -> list[tuple[float, str]]:
    """Return the real pages of the corpus that take longest, with the least of some times for each; none without a corpus."""
    corpus = os.environ.get("GZPARSE_CORPUS")
    files = [path for name in REAL for path in (pathlib.Path(corpus) / name).glob("*.*")] if corpus else []
    found = []
    for path in files:
        if path.suffix in (".txt", ".md", ".html"):
            data, times = path.read_bytes(), []
            for _ in range(runs):
                start = time.process_time()
                with contextlib.suppress(gzparse.NotAReport):
                    gzparse.parse(data)
                times.append(time.process_time() - start)
            found.append((min(times), path.name))
    return sorted(found, reverse=True)[:count]


def cold(runs: int) -> float:
    """Return the median over the runs of a cold parse with a warm grammar cache, to importing lark and attrs."""
    page = ROOT / "docs" / "examples" / "tabs.txt"
    parse = f"import gzparse; gzparse.parse(open({str(page)!r}, encoding='utf-8').read())"
    _once(parse)
    ratios = [_once(parse) / _once("import lark, attrs") for _ in range(runs)]
    return statistics.median(ratios)


def _once(code: str) -> float:
    # Bytecode is kept, as it is wherever a package is installed; else its compilation would be timed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--time-only", action="store_true", help="count no instructions, which takes minutes")
    options = parser.parse_args()
    if instructions.available() and not options.time_only:
        for line in instructions.report(texts(60), len(pages()), group=True, evidence=True, starts=True):
            print(line, flush=True)
    print(f"parse / floor: {warm(texts(options.texts), options.runs):.2f} (at most 5)")
    for name in layouts.LAYOUTS:
        print(f"{name:<27} parse / floor: {warm(of_layout(name, options.texts // 5), max(3, options.runs // 3)):.2f}")
    for writer in unmarked.WRITERS:
        print(f"{writer:<30} {without_marks(writer, options.texts // 5)}")
    for seconds, name in slowest(8):
        print(f"{name:<45} {seconds * 1e3:6.1f} ms")
    for line in peers.lines(options.texts // 5, max(3, options.runs // 3)):
        print(line, flush=True)
    print(f"cold parse / import lark, attrs: {cold(options.runs):.2f} (at most 1.5)")


if __name__ == "__main__":
    main()
