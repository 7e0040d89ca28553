"""Honesty on pages that mark no cells: draw damaged pages, read them, and count what is right, wrong, withheld and unnamed.

    python benchmarks/damage.py N SEED [--workers 2] [--out FOLDER] [--writer NAME]
        [--edition NAME] [--start NUMBER]

A figure counts as wrong where the page does not print it there, or where it cannot be known; silent, where no doubt about the
reading names it. ``guessed`` are those of the wrong ones that hit what is printed by luck;
``tolerated`` stand in a row that looks whole though it is not, and do not count as wrong. Each document with a wrong or
silent figure is written to the folder, with what is owed and given. Exit status 1 if anything was silent.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import multiprocessing
import pathlib
import sys
import time
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import gzparse
from gzparse.testing import damages
from gzparse.testing.expected import Kind
from gzparse.testing.figures import EDITIONS
from gzparse.testing.judging import Fault

COLUMNS = (
    "right",
    "withheld",
    "silent wrong",
    "flagged wrong",
    "guessed",
    "excused",
    "blank wrongly",
    "unnamed",
    "figures",
    "crashes",
)
SILENT = ("silent wrong", "blank wrongly", "unnamed", "crashes")
"""What must not be; a wrong figure that is flagged is bad, but honest."""

Counts = collections.Counter[str]


class Result(NamedTuple):
    number: int
    writer: str
    edition: str
    damages: tuple[str, ...]
    counts: Counts
    milliseconds: float


def judge(case: damages.PrintedPage, reading: gzparse.Reading[gzparse.Report]) -> tuple[Counts, list[Fault]]:
    """Hold a reading against what is owed."""
    counts: Counts = collections.Counter()
    faults = case.faults(reading)
    for path, expected in case.expected.items():
        given = reading.figures[path].value
        right = expected.kind is Kind.FIGURE and given == expected.value
        counts["figures"] += expected.kind is Kind.FIGURE
        counts["right"] += given is not None and right
        counts["excused"] += given is not None and not right and given in expected.tolerated
        counts["withheld"] += given is None and expected.kind is Kind.FIGURE
    for fault in faults:
        counts[fault.what] += 1
        counts["guessed"] += fault.given is not None and fault.given == fault.expected.value
    return counts, faults


def explained(case: damages.PrintedPage, faults: list[Fault], findings: Iterable[gzparse.Finding], error: str = "") -> str:
    """Return what was done to a page, what was owed and given, and what the findings say, above the page."""
    lines = [
        f"writer: {case.layout}",
        f"as in 2019: {sorted(case.edition)}",
        *(f"damage: {kind}: {told}" for kind, told in case.damages.items()),
        error,
    ]
    lines += [
        f"{f.what}: {f.path}: {f.given} ({f.status}); owed: {f.expected.kind.value} {f.expected.value} {f.expected.why}"
        for f in faults
    ]
    lines += [
        f"finding: {f.severity} {f.code} {f.kind}: {f.message} {[ref.path for ref in f.refs][:4]}"
        for f in itertools.islice(findings, 60)
    ]
    return "\n".join(line for line in lines if line) + "\n" + "=" * 100 + "\n" + case.text


def work(task: tuple[int, int, str, str, pathlib.Path]) -> Result:
    """Draw one page, read and judge it, and keep it if it is bad."""
    seed, number, writer, edition, folder = task
    case = damages.numbered(seed, number, writer, edition)
    begin = time.perf_counter()
    try:
        reading = gzparse.parse(case.text)
    except Exception as error:  # whatever a page raises is a fault of the parser's
        counts = collections.Counter({"crashes": 1})
        text = explained(case, [], (), f"{type(error).__name__}: {error}")
    else:
        counts, faults = judge(case, reading)
        text = explained(case, faults, reading.findings) if faults else ""
    took = (time.perf_counter() - begin) * 1000
    if text:
        worst = "silent" if any(counts[name] for name in SILENT) else "flagged"
        (folder / f"{worst}_{seed}_{number}.txt").write_text(text, encoding="utf-8")
    name = next((name for name, parts in EDITIONS.items() if parts == case.edition), "hybrid")
    return Result(number, case.layout, name, tuple(case.damages), counts, took)


def table(title: str, groups: dict[str, list[Result]]) -> str:
    """Lay the counts out: figures right and withheld in per cent of those that can be known, the others in figures."""
    lines = [f"{title:<30}{'documents':>10}{'bad':>6}" + "".join(f"{name:>14}" for name in COLUMNS)]
    for name, results in groups.items():
        counts = sum((r.counts for r in results), collections.Counter[str]())
        bad = sum(any(r.counts[name] for name in SILENT) for r in results)
        of = max(counts["figures"], 1)
        cells = [f"{100 * counts[c] / of:.2f} %" if c in ("right", "withheld") else str(counts[c]) for c in COLUMNS]
        wide = sum(unicodedata.east_asian_width(c) in "WF" for c in name)
        lines.append(f"{name:<{30 - wide}}{len(results):>10}{bad:>6}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--start", type=int, default=0, help="the first document's number")
    parser.add_argument("--writer", default="", choices=["", *damages.WRITERS])
    parser.add_argument("--edition", default="", choices=["", *damages.EDITIONS])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("damage-out"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    numbers = range(options.start, options.start + options.count)
    tasks = [(options.seed, n, options.writer, options.edition, options.out) for n in numbers]
    if options.workers > 1:
        with multiprocessing.Pool(options.workers) as pool:
            results = list(pool.imap(work, tasks, chunksize=20))
    else:
        results = list(map(work, tasks))
    by_writer = {name: [r for r in results if r.writer == name] for name in damages.WRITERS}
    print(table("writer", {name: some for name, some in by_writer.items() if some} | {"all": results}))
    by_edition = {name: [r for r in results if r.edition == name] for name in damages.EDITIONS}
    print("\n" + table("edition", by_edition))
    for name, some in by_edition.items():
        of_each = {writer: [r for r in some if r.writer == writer] for writer in damages.WRITERS}
        print("\n" + table(f"writer, edition {name}", {writer: of for writer, of in of_each.items() if of}))
    kinds = {kind: [r for r in results if kind in r.damages] for kind in damages.DAMAGES}
    print("\n" + table("damage", {"none": [r for r in results if not r.damages]} | kinds))
    alone = {kind: [r for r in results if r.damages == (kind,)] for kind in damages.DAMAGES}
    print("\n" + table("damage alone", alone))
    times = sorted(r.milliseconds for r in results)
    print(
        f"\nparse and judge: median {times[len(times) // 2]:.1f} ms, worst {times[-1]:.0f} ms; bad documents in {options.out}"
    )
    return int(any(r.counts[name] for r in results for name in SILENT))


if __name__ == "__main__":
    sys.exit(main())
