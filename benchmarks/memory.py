"""Memory: parse many generated reports in one process, and print how much it holds as it goes on.

    python benchmarks/memory.py [COUNT] [--seed NUMBER] [--reports]

Each page is another: in every layout that marks cells and every way of printing that does not, in all editions, damaged or not;
its figures, parts and findings are worked out too. ``--reports`` parses what a program parses that makes a panel: the real
reports of the corpus (``GZPARSE_CORPUS``; else the examples) with other figures and prose, and nothing else of them. Pages come
from another process: what is held is what parsing needs. Exit status 1 if, after a tenth of them, memory grew by more than 5 %,
or with ``--reports`` the process holds more than 40 MB.
"""

from __future__ import annotations

import argparse
import gc
import pathlib
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import gzparse

_MOST = 1.05
_MOST_MB = 40
_SIZE = struct.Struct("<q")


def pages(seed: int, count: int) -> Iterator[str]:
    """Draw pages: one in five by a writer that marks no cells, the others in a layout that gzparse writes."""
    from gzparse.testing import damages, figures
    from gzparse.testing.figures import with_figures

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


def reports(seed: int, count: int) -> Iterator[str]:
    """Draw real reports with other figures, each with prose of its own."""
    import workers

    return workers.varied(count, seed)


def made_elsewhere(arguments: list[str]) -> Iterator[str]:
    """Return the pages that this program makes in another process."""
    with subprocess.Popen([sys.executable, __file__, *arguments, "--write"], stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        while size := maker.stdout.read(_SIZE.size):
            yield maker.stdout.read(*_SIZE.unpack(size)).decode("utf-8", "surrogatepass")
    if maker.returncode:
        raise RuntimeError("the pages could not be made")


def write(pages: Iterator[str]) -> None:
    """Write pages to standard output, each behind its size."""
    for page in pages:
        data = page.encode("utf-8", "surrogatepass")
        sys.stdout.buffer.write(_SIZE.pack(len(data)) + data)


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
    parser.add_argument("--reports", action="store_true", help="parse real reports with other figures, and no more than that")
    parser.add_argument("--write", action="store_true", help="make the pages, and write them to standard output")
    options = parser.parse_args()
    if options.write:
        write((reports if options.reports else pages)(options.seed, options.count))
        return 0
    step = max(1, options.count // 20)
    sizes = []
    begin = time.monotonic()
    for number, text in enumerate(made_elsewhere(sys.argv[1:]), 1):
        reading = gzparse.parse(text)
        if not options.reports:
            _ = reading.figures, reading.parts  # evidence is worked out when it is asked for
        if number % step == 0 or number == 1_000:
            sizes += [held()] * (number % step == 0)
            print(f"{number:>8} reports: {held() / 1024:8.1f} MB, {time.monotonic() - begin:6.0f} s", flush=True)
    warm = sizes[1] if len(sizes) > 1 else sizes[0]
    print(f"after warm-up {warm / 1024:.1f} MB, at the end {sizes[-1] / 1024:.1f} MB: {100 * (sizes[-1] / warm - 1):+.1f} %")
    return int(sizes[-1] > warm * _MOST or (options.reports and sizes[-1] > _MOST_MB * 1024))


if __name__ == "__main__":
    sys.exit(main())
