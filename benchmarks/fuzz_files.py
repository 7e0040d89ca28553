"""Fuzz the readers of files: change files at random, read each soundly, and go on if one takes the process with it.

    python benchmarks/fuzz_files.py MINUTES SEED FOLDER…       the folders' HTML, MHTML, DOCX, PDF and workbooks

Each file is changed in bytes, or, where it is a package, in one of its parts. Prints for each kind how many files were read,
refused and how long the slowest took; and every failure, which is kept under its number in the folder fuzz-failures.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import pathlib
import random
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from multiprocessing.connection import Connection

import gzparse
from gzparse.read.sniff import kind_of
from gzparse.testing import read_soundly

KINDS = (".html", ".htm", ".mht", ".doc", ".docx", ".pdf", ".xlsx", ".xls", ".ods")
KEPT = pathlib.Path("fuzz-failures")
SLOW = 60.0
_WORDS = (b"<table>", b"</td>", b'rowspan="99999"', b"0", b"9" * 30, b"\0", b"<w:tc>", b"obj", b"]]>", b"&#0;")
"""What is put in somewhere: marks of the formats, and figures."""


def changed(data: bytes, rng: random.Random) -> bytes:
    """Return some bytes with one to six changes."""
    if data[:2] == b"PK" and rng.random() < 0.8:
        try:
            return _changed_package(data, rng)
        except (zipfile.BadZipFile, OSError, ValueError):
            pass
    return _changed_bytes(data, rng)


def _changed_bytes(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(out) + 1), rng.choice((1, 1, 2, 8, 64, 1000))
        how = rng.randrange(6)
        if how == 0:
            del out[at : at + length]
        elif how == 1:
            out[at:at] = out[at : at + length] * rng.choice((1, 1, 50))
        elif how == 2:
            out[at:at] = bytes(rng.randrange(256) for _ in range(min(length, 64)))
        elif how == 3 and at < len(out):
            out[at] = rng.randrange(256)
        elif how == 4:
            other = rng.randrange(len(out) + 1)
            out[at:at] = out[other : other + length]
        else:
            word = rng.choice(
                (b"<table>", b"</td>", b'rowspan="99999"', b"0", b"9" * 30, b"\0", b"<w:tc>", b"obj", b"]]>", b"&#0;")
            )
            out[at:at] = word
        if rng.random() < 0.03:
            del out[rng.randrange(len(out) + 1) :]
    return bytes(out)


def _changed_package(data: bytes, rng: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice([name for name in names if name.endswith(".xml")] or names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _changed_bytes(part, rng) if name == chosen and part else part)
    return made.getvalue()


def work(pipe: Connection) -> None:
    """Read what comes through a pipe, and answer what became of it."""
    warnings.simplefilter("ignore")
    while True:
        data = pipe.recv_bytes()
        start = time.perf_counter()
        try:
            reading = read_soundly(data, again=False)
            said = "refused" if reading is None else "read"
        except gzparse.GzparseError as error:
            said = f"failed: {type(error).__name__}: {error}"
        except BaseException:
            said = f"failed: {traceback.format_exc()}"
        pipe.send((said, time.perf_counter() - start))


class Worker:
    """A process that reads files, and is started again when one of them ends it."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def read(self, data: bytes) -> tuple[str, float]:
        try:
            self.pipe.send_bytes(data)
            if self.pipe.poll(SLOW):
                said, took = self.pipe.recv()
                return str(said), float(took)
            said = "failed: took too long"
        except (EOFError, OSError):
            said = f"failed: the process ended with {self.process.exitcode}"
        self.process.kill()
        self.process.join()
        self.start()
        return said, SLOW


def main() -> int:
    minutes, seed, *folders = sys.argv[1:]
    files = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*")) if path.suffix.lower() in KINDS]
    rng, worker = random.Random(int(seed)), Worker()
    counts: Counter[str] = Counter()
    slowest: dict[str, float] = {}
    failures = 0
    until = time.monotonic() + 60 * float(minutes)
    while time.monotonic() < until:
        data = changed(rng.choice(files).read_bytes(), rng)
        kind = str(kind_of(data))
        said, took = worker.read(data)
        counts[f"{kind} {said.partition(':')[0]}"] += 1
        slowest[kind] = max(slowest.get(kind, 0.0), took)
        if said.startswith("failed"):
            failures += 1
            KEPT.mkdir(exist_ok=True)
            (KEPT / f"{failures}.bin").write_bytes(data)
            (KEPT / f"{failures}.txt").write_text(said, "utf-8")
            print(f"{failures}: {kind}: {said[-600:]}", flush=True)
    print(json.dumps({"counts": dict(sorted(counts.items())), "slowest": {k: round(v, 2) for k, v in slowest.items()}}))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
