"""Peers: what else reads these tables, how fast, and what it gets wrong.

    python benchmarks/peers.py [--reports N] [--runs N]

A script of regular expressions (``regex_script.py``) reads the same text; ``pandas.read_html`` with a few lines around it, as
researchers write them, reads the official form as HTML. In every second report, zeros are left blank. Times are ratios within
one run. A figure is wrong if it is not what the page prints; a blank is not a zero. gzparse withholds what is not certain: how
many figures it does not give is printed, too.
"""

from __future__ import annotations

import argparse
import importlib
import io
import pathlib
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import regex_script

import gzparse
from gzparse.testing import figures as writing
from gzparse.testing.pages import figures_of

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYOUTS = ("tabs", "bars", "lines", "unmarked")
Truth = Mapping[str, Any]
Values = Sequence[Any]


class Printed:
    """A report: its text in some layout, the official form as HTML, and what both print in the form's order."""

    def __init__(self, report: gzparse.Report, layout: str, truth: Truth) -> None:
        self.text = gzparse.render(report, layout=layout)
        self.html = gzparse.render(report, layout="html")
        self.truth = truth


def reports(layout: str, count: int) -> list[Printed]:
    """Return made-up reports in a layout, zeros blank in every second one."""
    example = gzparse.parse((ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")).report
    rng = random.Random(1)
    made = []
    for number in range(count):
        held = {
            path: int(value) for path, value in figures_of(rng).items()
        }  # amounts too, so that no peer has to read decimals
        truth = {path: None if number % 2 and not value else value for path, value in held.items()}
        made.append(Printed(writing.with_figures(example, truth), layout, truth))
    return made


def by_gzparse(page: Printed) -> Values:
    """Read with gzparse."""
    figures = gzparse.parse(page.text).figures
    return [figures[path].value if path in figures else None for path in page.truth]


def by_regex_script(page: Printed) -> Values:
    """Read with the script of regular expressions."""
    return regex_script.figures_of(page.text)


def by_read_html(page: Printed) -> Values:
    """Read the HTML with pandas, as researchers do: the rows by their labels, and 0 where a cell is empty."""
    pandas = importlib.import_module("pandas")  # it has no types

    two, three, four = [], [], []
    for table in pandas.read_html(io.StringIO(page.html)):
        rows = table.astype(object).fillna(0).astype(str).to_numpy().tolist()
        words = "".join(map(str, table.columns)) + "".join(rows[0])
        if "复议" in words:
            four = rows
        elif "申请人情况" in words or "申请数量" in words:
            three = rows
        else:
            two += rows
    found = [number for label, count in regex_script.SECTION_TWO.items() for number in _of_row(two, label, count)]
    found += [number for label in regex_script.SECTION_THREE for number in _of_row(three, label, 7)]
    return found + [_number(cell) for cell in (four[-1] if four else ["0"] * 15)[-15:]]


def _of_row(rows: Sequence[Sequence[str]], label: str, count: int) -> list[int]:
    for row in rows:
        if any(label in cell for cell in row):
            cells = row[-count:] if count == 7 else row[1 : 1 + count]
            return [_number(cell) for cell in cells]
    return [0] * count


def _number(cell: str) -> int:
    found = re.search(r"\d+", cell)
    return int(found.group()) if found else 0


PEERS: dict[str, Callable[[Printed], Values]] = {"regex script": by_regex_script, "pandas.read_html": by_read_html}


def told(pages: Sequence[Printed], read: Callable[[Printed], Values]) -> str:
    """Return what a way to read gets wrong, in words."""
    wrong = zeros = without = figures = blanks = 0
    for page in pages:
        for value, given in zip(page.truth.values(), read(page), strict=True):
            if value is None:
                blanks += 1
                zeros += given == 0
                wrong += given not in (None, 0)
            else:
                figures += 1
                without += given is None
                wrong += given is not None and given != value
    return f"{wrong} of {figures} figures wrong, {zeros} of {blanks} blanks taken for zeros, {without} figures not given"


def lines(count: int, runs: int) -> Iterator[str]:
    """Yield what is to be printed, layout by layout."""
    for layout in LAYOUTS:
        pages = reports(layout, count)
        yield f"{layout}: gzparse: {told(pages, by_gzparse)}"
        for name, read in PEERS.items():
            try:
                wrong = told(pages, read)
            except ImportError as error:
                yield f"{layout}: {name}: not installed ({error})"
                continue
            yield f"{layout}: {name}: {_ratio(pages, read, runs):.2f} times the time of gzparse; {wrong}"


def _ratio(pages: Sequence[Printed], read: Callable[[Printed], Values], runs: int) -> float:
    """Return the median over the runs of a peer's time to that of parsing, in turns."""
    ratios = []
    for _ in range(runs):
        parsing = reading = 0.0
        for page in pages:
            start = time.perf_counter()
            by_gzparse(page)
            between = time.perf_counter()
            read(page)
            reading += time.perf_counter() - between
            parsing += between - start
        ratios.append(reading / parsing)
    return statistics.median(ratios)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=30)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    for line in lines(options.reports, options.runs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
