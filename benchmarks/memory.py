"""Memory: parse many generated reports in one process, and print how much it holds as it goes on.

    python benchmarks/memory.py [COUNT] [--seed NUMBER]

Each page is another: in every layout that marks cells and every way of printing that does not, in all editions, damaged or not;
its figures, parts and findings are worked out too. Exit status 1 if, after a tenth of them, memory grew by more than 5 %.
"""

from __future__ import annotations

import argparse
import gc
import pathlib
import random
import sys
import time
from collections.abc import Iterator

import gzparse
from gzparse.testing import damages, figures
from gzparse.testing.figures import with_figures

_MOST = 1.05


def pages(seed: int, count: int) -> Iterator[str]:
    """Draw pages: one in five by a writer that marks no cells, the others in a layout that gzparse writes."""
    names = [layout.name for layout in gzparse.layouts() if layout.render is not None]
    for number in range(count):
        if number % 5 == 0:
            yield damages.numbered(seed, number).text
            continue
        rng = random.Random(f"{seed}/{number}")
        edition = figures.edition(rng.choice(damages.EDITIONS), rng)
        held = damages.figures_of(rng, edition)
        title = f"某县{rng.randint(2019, 2030)}年政府信息公开工作年度报告"
        notes = gzparse.annual_report.record.Notes(f"注：第{number}号报告，另有{rng.getrandbits(64)}件。")
        report = gzparse.Report(edition=figures.edition_name(edition), title=title, notes=notes)
        yield gzparse.render(with_figures(report, held), layout=rng.choice(names))


def held() -> int:
    """Return the memory that the process holds, in kB."""
    gc.collect()
    lines = pathlib.Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def main() -> int:
    """Parse, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    step = max(1, options.count // 20)
    sizes = []
    begin = time.monotonic()
    for number, text in enumerate(pages(options.seed, options.count), 1):
        reading = gzparse.parse(text)
        _ = reading.figures, reading.parts  # evidence is worked out when it is asked for
        if number % step == 0:
            sizes.append(held())
            print(f"{number:>8} reports: {sizes[-1] / 1024:8.1f} MB, {time.monotonic() - begin:6.0f} s", flush=True)
    warm = sizes[1] if len(sizes) > 1 else sizes[0]
    print(f"after warm-up {warm / 1024:.1f} MB, at the end {sizes[-1] / 1024:.1f} MB: {100 * (sizes[-1] / warm - 1):+.1f} %")
    return int(sizes[-1] > warm * _MOST)


if __name__ == "__main__":
    sys.exit(main())
