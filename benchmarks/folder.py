"""A folder by one command: how long it takes, how large the output is, and whether others read every value and status of it.

    python benchmarks/folder.py [--files N] [--workers N] [--seed N]
    python benchmarks/folder.py --memory N [--workers N]

Draws a folder of texts in several layouts, HTML, DOCX, XLSX and a few PDFs, with blanks and nil marks among the figures; one
file in ten is a damaged text, one in twenty is bad (empty, cut off, a picture, no report). Runs ``gzparse parse FOLDER -o OUT``
for each suffix. pandas, polars and DuckDB read Parquet and CSV back, pandas the workbook, pyreadstat the .dta; each value and
each status is compared with those of ``gzparse.parse_file``. Exit status 1 if one differs, or a good file gives no report.

``--memory`` draws so many small texts and prints what the command and its workers hold as they go on: exit status 1 if, after a
quarter of the time, the largest of them grew by more than a tenth.
"""

from __future__ import annotations

import argparse
import importlib
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import mixed_folder
import speed
import writing
from layouts import Laid

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.rendering.render import document_of
from gzparse.tables.stata_file import LETTERS
from gzparse.testing import damages

Cell = tuple[Any, str | None]
"""A value and its status; of a file without a report, neither."""
Cells = dict[str, list[Cell]]
"""By code: a cell for each file."""
BAD = 20
"""One file in so many is bad."""
DAMAGED = 10
"""One file in so many is a damaged text, which may give no report."""
NIL = ("", "/", "—")
PDFS = 100
"""One file in so many is a PDF."""
KINDS = (
    *("tabs.txt", "bars.txt", "csv.txt", "lines.txt", "indented.txt") * 2,
    "page.html",
    "spans.html",
    "report.docx",
    "report.xlsx",
)
CODES = {entry.path: entry.code for entry in gzparse.codebook()}


def write_folder(folder: pathlib.Path, count: int, seed: int) -> None:
    """Write the files, each with figures of its own."""
    rng = random.Random(seed)
    bad: list[tuple[str, bytes]] = []
    for number in range(count):
        printed = Laid("tabs", writing.consistent_figures(rng)).text
        reading = gzparse.parse(
            re.sub(r"(?<=\t)\d+", lambda found: rng.choice(NIL) if rng.random() < 0.02 else found[0], printed)
        )
        if number % BAD == BAD - 1:
            bad = bad or [*mixed_folder.bad_files(document_of(reading, ANNUAL_REPORT), rng).items()]
            name, data = bad.pop()
            (folder / f"{number:05}_bad_{name}").write_bytes(data)
            continue
        if number % DAMAGED == 1:
            (folder / f"{number:05}_damaged.txt").write_text(damages.numbered(seed, number).text, "utf-8")
            continue
        kind = "ruled.pdf" if number % PDFS == 0 else KINDS[number % len(KINDS)]
        layout, _, suffix = kind.partition(".")
        if suffix == "txt":
            data = gzparse.render(reading, layout=layout).encode("utf-8")
        else:
            data = mixed_folder.GOOD[kind](document_of(reading, ANNUAL_REPORT))
        (folder / f"{number:05}_{kind}").write_bytes(data)


def expected(names: Sequence[pathlib.Path]) -> tuple[Cells, list[str]]:
    """Return what each file gives, and the good ones that give no report."""
    held: Cells = {code: [] for code in CODES.values()}
    refused = []
    for name in names:
        try:
            figures = gzparse.parse_file(name).figures
        except (gzparse.GzparseError, OSError):
            if "_bad_" not in name.name and "_damaged." not in name.name:
                refused.append(name.name)
            for cells in held.values():
                cells.append((None, None))
            continue
        for path, code in CODES.items():
            held[code].append((figures[path].value, figures[path].status))
    return held, refused


# --- reading back -------------------------------------------------------------------------------------------------------


def _paired(columns: Mapping[str, Sequence[Any]]) -> Cells:
    """Return values with their statuses; CSV is read as text, so that nothing is guessed."""
    return {
        code: [(_value(v), None if _is_null(s) else s) for v, s in zip(columns[code], columns[f"{code}__s"], strict=True)]
        for code in CODES.values()
    }


def _is_null(value: Any) -> bool:
    return value is None or value == "" or value != value


def _value(value: Any) -> Any:
    if _is_null(value):
        return None
    return Decimal(value) if isinstance(value, str) else value


def by_pandas(path: pathlib.Path) -> Cells:
    pandas: Any = importlib.import_module("pandas")

    if path.suffix == ".parquet":
        frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    elif path.suffix == ".csv":
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    else:
        frame = pandas.read_excel(path, sheet_name="wide", engine="calamine", keep_default_na=False)
    return _paired({name: [None if value is pandas.NA else value for value in frame[name]] for name in frame})


def by_polars(path: pathlib.Path) -> Cells:
    polars: Any = importlib.import_module("polars")

    frame = polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path, infer_schema=False)
    return _paired(frame.to_dict(as_series=False))


def by_duckdb(path: pathlib.Path) -> Cells:
    duckdb: Any = importlib.import_module("duckdb")

    call = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar=true, header=true)"
    found = duckdb.sql(f"select * from {call}")
    return _paired(dict(zip(found.columns, zip(*found.fetchall(), strict=True), strict=True)))


def by_pyreadstat(path: pathlib.Path) -> Cells:
    pyreadstat: Any = importlib.import_module("pyreadstat")

    frame, _ = pyreadstat.read_dta(str(path), user_missing=True, output_format="dict")
    of_letter = {letter: status for status, letter in LETTERS.items()}

    def cell(value: Any) -> Cell:
        if isinstance(value, str):
            return None, of_letter[value]
        return (None, None) if _is_null(value) else (value, "value")

    return {code: [cell(value) for value in frame[code]] for code in CODES.values()}


READERS: Mapping[str, Sequence[Callable[[pathlib.Path], Cells]]] = {
    ".parquet": (by_pandas, by_polars, by_duckdb),
    ".csv": (by_pandas, by_polars, by_duckdb),
    ".xlsx": (by_pandas,),
    ".dta": (by_pyreadstat,),
}
EXACT = (".parquet", ".csv")


def differences(found: Cells, wanted: Cells, *, exact: bool) -> list[str]:
    """Return the cells that differ. exact: a number is the same number; else the same double."""

    def same(one: Cell, other: Cell) -> bool:
        if one[1] != other[1] or (one[0] is None) != (other[0] is None):
            return False
        return one[0] is None or (one[0] == other[0] if exact else float(one[0]) == float(other[0]))

    return [
        f"{code}, file {at}: {one} instead of {other}"
        for code, cells in wanted.items()
        for at, (one, other) in enumerate(zip(found[code], cells, strict=True))
        if not same(one, other)
    ]


# --- the command --------------------------------------------------------------------------------------------------------


def command(folder: pathlib.Path, out: pathlib.Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "gzparse", "parse", str(folder), "-o", str(out), "-j", str(workers)]


def compare(folder: pathlib.Path, out: pathlib.Path, workers: int) -> bool:
    """Run the command for each suffix, read back, and print. Return whether all is as it should be."""
    names = sorted(path for path in folder.iterdir())
    wanted, refused = expected(names)
    statuses = Counter(status for cells in wanted.values() for _, status in cells)
    print(f"{len(names)} files, {sum(path.stat().st_size for path in names) / 1e6:.1f} MB; {dict(statuses)}", flush=True)
    for name in refused:
        print(f"no report: {name}")
    right = not refused
    for suffix, readers in READERS.items():
        path = out / f"wide{suffix}"
        began = time.perf_counter()
        run = subprocess.run(command(folder, path, workers), capture_output=True, text=True, check=False)
        took = time.perf_counter() - began
        if not path.exists():
            print(run.stderr[-2_000:])
            return False
        print(f"{suffix}: {took:.1f} s, {path.stat().st_size / 1e6:.2f} MB", flush=True)
        for reader in readers:
            wrong = differences(reader(path), wanted, exact=suffix in EXACT)
            right = right and not wrong
            print(
                f"    {reader.__name__[3:]}: {len(wrong)} of {len(CODES) * len(names)} cells differ",
                *wrong[:5],
                sep="\n        ",
            )
    return right


# --- memory -------------------------------------------------------------------------------------------------------------


def _held(process: int) -> int:
    """Return what a process holds by itself, in kB: pages that it shares with others count in part."""
    try:
        lines = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Rss:")), 0)


def _children(process: int) -> list[int]:
    try:
        return [int(one) for one in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def memory(folder: pathlib.Path, out: pathlib.Path, workers: int) -> bool:
    """Run the command and print what its processes hold. Return whether that stays the same."""
    began = time.perf_counter()
    samples: list[tuple[float, list[int]]] = []
    with subprocess.Popen(command(folder, out / "wide.parquet", workers), stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            held = [_held(process) for process in (run.pid, *_children(run.pid))]
            if held[0]:
                samples.append((time.perf_counter() - began, held))
            time.sleep(0.25)
    most = 1
    for part in range(1, 9):
        some = samples[len(samples) * (part - 1) // 8 : len(samples) * part // 8]
        peaks = max(held[0] for _, held in some), max(max(held[1:], default=0) for _, held in some)
        if part == 2:
            warm = peaks
        most = max(*peaks, most)
        print(f"until {some[-1][0]:5.0f} s: the command {peaks[0] / 1024:.1f} MB, its largest worker {peaks[1] / 1024:.1f} MB")
    print(f"after a quarter {max(warm) / 1024:.1f} MB, at most {most / 1024:.1f} MB; exit status {run.returncode}")
    return most <= 1.1 * max(warm)


def main() -> int:
    """Draw a folder, run the command, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", type=int, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = pathlib.Path(temporary, "in"), pathlib.Path(temporary, "out")
        folder.mkdir()
        out.mkdir()
        if options.memory is not None:
            for number, text in enumerate(speed.texts(options.memory)):
                (folder / f"{number:06}.txt").write_text(text, "utf-8")
            return int(not memory(folder, out, options.workers))
        write_folder(folder, options.files, options.seed)
        return int(not compare(folder, out, options.workers))


if __name__ == "__main__":
    sys.exit(main())
