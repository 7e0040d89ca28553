"""Instructions of a parse, its evidence and its tables, counted by valgrind: steady to 0.1 %, however busy the machine is.

    python benchmarks/instructions.py [--texts N] [--group] [--cold] [--evidence] [--tables]

Texts are those of ``speed.py``, each different: one half warms up, the other half is counted, so that a memo of whole texts
gains nothing. ``--group`` counts each of the reports that they were made of by itself, too. ``--evidence`` compares figures,
parts and the JSON object, all three together, with the parse: as they are handed out, each figure and part being made when it
is looked at, and with all of them looked at. ``--tables`` counts what the table of figures costs beyond the parse, once as rows
and once as Arrow's columns, as multiples of the floor: all readings are there before it begins. ``--cold`` counts one parse in
a new process, with grammars from the cache and with none, against ``import lark, attrs``. Instructions say nothing of memory
and of waiting.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence

HERE = pathlib.Path(__file__).resolve().parent
LOOP = """
import sys
sys.path.insert(0, sys.argv[1])
what, counted, names = sys.argv[2], sys.argv[3] == "counted", sys.argv[4:]
texts = [open(name, encoding="utf-8").read() for name in names]
if what == "floor":
    from floor import floor as work
elif what in ("rows", "arrow"):
    import gzparse
    import gzparse.tables
    import gc
    texts = [gzparse.parse(text) for text in texts]
    gc.collect()
    gc.freeze()  # when all of them are looked through is a matter of chance
    def work_on(readings):
        if what == "rows":
            for _ in gzparse.tables.iter_rows(readings, "figures"):
                pass
        else:
            gzparse.tables.to_arrow(readings, "figures").read_all()
else:
    import gzparse
    def work(text):
        reading = gzparse.parse(text)
        if what == "evidence":
            reading.figures, reading.parts, reading.record()
        elif what == "all evidence":
            list(reading.figures.values()), list(reading.parts), reading.record()
if what not in ("rows", "arrow"):
    def work_on(texts):
        for text in texts:
            work(text)
half = len(texts) // 2
work_on(texts[:half])
if counted:
    work_on(texts[half:])
"""


def available() -> bool:
    """Whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def count(arguments: Sequence[str], cache: str | None = None) -> int:
    """Return the instructions of a run of Python with these arguments."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", **({"GZPARSE_CACHE": cache} if cache is not None else {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    run = subprocess.run([*valgrind, sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False)
    found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode or found is None:
        raise RuntimeError(f"it did not run: {run.stderr[-500:]}")
    return int(found[1].replace(",", ""))


def per_text(what: str, files: Sequence[str], cache: str | None = None) -> float:
    """Return the instructions of something for each of the second half of the texts.

    what: ``floor``, ``parse``, ``evidence``: a parse with its evidence, ``rows`` or ``arrow``: the table of figures without the
    parse.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".py") as loop:
        loop.write(LOOP)
        loop.flush()
        run = [loop.name, str(HERE), what]
        count([*run, "counted", *files], cache)  # compiles modules, fills the cache
        one, two = (count([*run, how, *files], cache) for how in ("warm", "counted"))
    return (two - one) / (len(files) - len(files) // 2)


def cold(text: pathlib.Path, cache: str) -> tuple[float, float]:
    """Return what one parse in a new process costs, with a filled cache and an empty one, as a multiple of imports."""
    code = f"import gzparse; gzparse.parse(open({str(text)!r}, encoding='utf-8').read())"
    base = count(["-c", "import lark, attrs"])
    count(["-c", code], cache)
    with tempfile.TemporaryDirectory() as empty:
        first = count(["-c", code], empty)
    return count(["-c", code], cache) / base, first / base


def report(
    texts: Sequence[str], kinds: int, *, group: bool, evidence: bool, starts: bool, tables: bool = False
) -> Iterator[str]:
    """Return the lines to print about texts that were made of so many reports in turn."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        files = []
        for number, text in enumerate(texts):
            files.append(os.path.join(folder, f"{number:05}.txt"))
            pathlib.Path(files[-1]).write_text(text, "utf-8")
        groups = {f"report {number + 1}": files[number::kinds] for number in range(kinds)} if group else {}
        for name, some in {**groups, "all": files}.items():
            parse, floor = per_text("parse", some, cache), per_text("floor", some)
            yield f"{name}: parse {parse / 1e6:.2f} M instructions, {parse / floor:.2f} times the floor"
        if evidence:
            asked, looked = (per_text(what, files, cache) / parse - 1 for what in ("evidence", "all evidence"))
            yield f"figures, parts and JSON: {asked:.2f} parses; with all figures and parts looked at: {looked:.2f}"
        for what in ("rows", "arrow") if tables else ():
            made = per_text(what, files, cache)
            yield f"table of figures, {what}: {made / 1e6:.2f} M instructions, {made / floor:.2f} times the floor"
        if starts:
            warm, first = cold(pathlib.Path(files[0]), cache)
            yield f"cold parse: {warm:.2f} times import lark, attrs; {first:.2f} times with an empty cache"


def main() -> None:
    """Count, and print."""
    import speed

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=120)
    for option in ("--group", "--cold", "--evidence", "--tables"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    wanted = {"group": options.group, "evidence": options.evidence, "tables": options.tables, "starts": options.cold}
    for line in report(speed.texts(options.texts), len(speed.pages()), **wanted):
        print(line, flush=True)


if __name__ == "__main__":
    main()
