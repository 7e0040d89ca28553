"""Workers: how much sooner two of them are done than one, and than two processes that share nothing.

    python benchmarks/workers.py [--texts N] [--rounds N] [--method fork|spawn|forkserver] [--only library|command|tables]

Texts are the real reports of the corpus (``GZPARSE_CORPUS``; else the examples) with varied figures and prose. Three ways take
turns, each in processes of its own, start included, for the library, the command and its tables: one worker; two workers; and
two processes that each do half of the work with one worker, and send nothing back: of the tables, each writes its own file. The
command's work includes the JSON, and that of the tables the journal. What Python compiles of modules is kept, as it is for
people, also where the environment says that it is not.

The least of the rounds counts. Besides the time, the processor time of all processes is compared: where other programs run,
only that says something. Exit status 1 if by neither two workers are 1.5 times as fast as one and 0.9 times as fast as the two
processes.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import speed

_WORDS = "依法公开信息工作机关群众关切主动回应政务数据平台建设培训监督考核制度完善"
_LIBRARY = """
import multiprocessing, pathlib, sys
import gzparse
if __name__ == "__main__":
    workers, method, names = int(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]).read_text("utf-8").split("\\n")
    multiprocessing.set_start_method(method)
    known = findings = 0
    for reading in gzparse.parse_files(names, workers=workers):
        known += reading.report.requests.new.total is not None
        findings += len(reading.findings)
    assert known == len(names), (known, len(names))
"""
_COMMAND = """
import multiprocessing, pathlib, sys
from gzparse.cli.command import main
if __name__ == "__main__":
    workers, method, names = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).read_text("utf-8").split("\\n")
    multiprocessing.set_start_method(method)
    sys.exit(main(["parse", *names, "-j", workers]))
"""
_TABLES = """
import multiprocessing, pathlib, sys, tempfile
from gzparse.cli.command import main
if __name__ == "__main__":
    workers, method, names = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).read_text("utf-8").split("\\n")
    multiprocessing.set_start_method(method)
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(["parse", *names, "-j", workers, "-o", f"{folder}/out.parquet"]))
"""


def varied(count: int, seed: int = 1) -> Iterator[str]:
    """Return reports with changed figures and a paragraph of their own."""
    rng = random.Random(seed + 1)
    for text in speed.drawn(count, seed):
        at = text.index("二、主动公开")
        prose = "".join(rng.choice(_WORDS) for _ in range(rng.randint(10, 80)))
        yield f"{text[:at].rstrip()}\n{prose}。\n{text[at:]}"


class Measurement:
    """The programs, and the lists of files that they read."""

    def __init__(self, folder: pathlib.Path, count: int, method: str) -> None:
        self.method = method
        self.environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        names = []
        for number, text in enumerate(varied(count)):
            names.append(folder / f"{number:06}.txt")
            names[-1].write_text(text, "utf-8")
        self.lists = {}
        for what, part in {"all": names, "first": names[::2], "second": names[1::2]}.items():
            self.lists[what] = folder / f"{what}.list"
            self.lists[what].write_text("\n".join(map(str, part)), "utf-8")
        self.programs = {}
        for what, code in {"library": _LIBRARY, "command": _COMMAND, "tables": _TABLES}.items():
            self.programs[what] = folder / f"{what}.py"
            self.programs[what].write_text(code, "utf-8")

    def took(self, program: str, workers: int, *parts: str) -> tuple[float, float]:
        """Return the time from the start of the processes to their end, one for each part of the files, and their work."""
        began = time.perf_counter()
        runs = [
            subprocess.Popen(
                [sys.executable, self.programs[program], str(workers), self.method, self.lists[part]],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self.environment,
            )
            for part in parts
        ]
        work = 0.0
        for run in runs:
            _, status, used = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
            assert run.returncode == 0
            work += used.ru_utime + used.ru_stime  # with that of its own workers
        return time.perf_counter() - began, work


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--method", default="fork")
    parser.add_argument("--only", choices=("library", "command", "tables"))
    options = parser.parse_args()
    fast = True
    with tempfile.TemporaryDirectory() as folder:
        measure = Measurement(pathlib.Path(folder), options.texts, options.method)
        for program in (options.only,) if options.only else ("library", "command", "tables"):
            for workers in (1, 2):
                measure.took(program, workers, "second")  # modules are compiled, and grammars built
            rounds = []
            for _ in range(options.rounds):
                rounds.append([measure.took(program, 1, "all"), measure.took(program, 2, "all")])
                rounds[-1].append(measure.took(program, 1, "first", "second"))
            enough = False
            for what, at in (("seconds", 0), ("processor seconds", 1)):
                one, two, apart = (min(figures[at] for figures in way) for way in zip(*rounds, strict=True))
                faster = (one / two if at == 0 else 2 * one / two), apart / two
                enough = enough or (faster[0] >= 1.5 and faster[1] >= 0.9)
                print(f"{program}, {options.texts} texts, {what}: one worker {one:.2f}, two {two:.2f}, two apart {apart:.2f};")
                print(f"    two are {faster[0]:.2f} times as fast as one (want 1.5), {faster[1]:.2f} as two apart (want 0.9)")
            fast = fast and enough
    return int(not fast)


if __name__ == "__main__":
    sys.exit(main())
