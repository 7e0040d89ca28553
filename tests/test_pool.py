"""Files in several processes: order, errors, files that hang or end their worker, laziness, and an early end."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import pathlib
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from conftest import ROOT
from test_concurrency import PAGES

import gzparse
from gzparse.annual_report.record import Applicants
from gzparse.cli.command import main
from gzparse.cli.printed import Printer
from gzparse.pool.compact import Packer, unpacked
from gzparse.pool.files import read_files
from gzparse.pool.worker import Path

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

METHODS = [method for method in ("fork", "spawn", "forkserver") if method in multiprocessing.get_all_start_methods()]
NONE: dict[str, Any] = {}


class Act:
    """Does in a worker what a file's name says, once or whenever it is read."""

    def __init__(self, folder: pathlib.Path | None = None) -> None:
        self.folder = folder

    def __call__(self, path: Path, outcome: Any) -> str:
        """Return the file's name, or that of the pool's error."""
        name = str(path)
        if isinstance(outcome, (gzparse.TookTooLong, gzparse.WorkerDied)):
            assert name in str(outcome)
            return type(outcome).__name__
        if "hang" in name:
            re.match("(a*)*b", "a" * 40)  # as a library's code, which is not interrupted by any thread
        if "exit" in name:
            os._exit(3)
        if "killed" in name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "raise" in name:
            raise LookupError("not one of gzparse's errors")
        if "lambda" in name:
            return lambda: None  # type: ignore[return-value]  # cannot be sent
        if "slow" in name:
            time.sleep(0.05)
        return name


def acted(names: list[str], workers: int = 2, method: str = "fork", seconds: float = 60) -> list[Any]:
    context = multiprocessing.get_context(method)
    return list(read_files(names, NONE, workers, seconds=seconds, make=Act(), context=context))


def children() -> set[int]:
    return {child.pid for child in multiprocessing.active_children() if child.pid is not None}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[pathlib.Path]:
    """Pages of all kinds, whole and damaged, and files that are none."""
    folder = tmp_path_factory.mktemp("pages")
    texts = [*PAGES, "", "no report", *(path.read_text("utf-8") for path in sorted((ROOT / "docs" / "examples").glob("*.txt")))]
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number:03}.txt")
        paths[-1].write_bytes(text.encode("utf-8") if number % 3 else text.encode("gb18030"))
    (folder / "binary.pdf").write_bytes(b"%PDF-1.4\0")
    return [*paths, folder / "binary.pdf", folder / "missing.txt"]


# --- what comes back ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_readings_and_errors_come_in_order_and_are_those_of_one_process(pages: list[pathlib.Path], method: str) -> None:
    alone = list(gzparse.parse_files(pages))
    several = list(read_files(pages, NONE, 2, context=multiprocessing.get_context(method)))
    assert [type(outcome) for outcome in several] == [type(outcome) for outcome in alone]
    for one, two in zip(alone, several, strict=True):
        if isinstance(one, gzparse.Reading) and isinstance(two, gzparse.Reading):
            assert one == two
            assert (one.source.normalized, one.source.encoding) == (two.source.normalized, two.source.encoding)
            assert one.source.furniture == two.source.furniture
            assert [f.text("zh") for f in one.findings] == [f.text("zh") for f in two.findings]
            assert [f.fingerprint for f in one.findings] == [f.fingerprint for f in two.findings]
        else:
            assert str(one) == str(two)


def test_evidence_is_worked_out_again_and_is_that_of_one_process(pages: list[pathlib.Path]) -> None:
    for one, two in zip(gzparse.parse_files(pages), gzparse.parse_files(pages, workers=2), strict=True):
        if isinstance(one, gzparse.Reading) and isinstance(two, gzparse.Reading):
            assert (one.figures, one.parts, one.furniture) == (two.figures, two.parts, two.furniture)
            assert gzparse.unstructure(one) == gzparse.unstructure(two)
            assert one.explain("requests.new.total") == two.explain("requests.new.total")
            assert one.trace("requests.new.total", "zh") == two.trace("requests.new.total", "zh")
            assert repr(one) == repr(two)
            assert one.label("requests.new") == two.label("requests.new")
            assert one.labels.figures.keys() == two.labels.figures.keys()
            assert len(one.rows("requests")) == len(two.rows("requests"))
            assert pickle.loads(pickle.dumps(two)).figures == one.figures


def test_evidence_that_does_not_fit_the_reading_is_not_given(
    pages: list[pathlib.Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (reading,) = gzparse.parse_files([ROOT / "docs" / "examples" / "tabs.txt"], workers=2)
    assert isinstance(reading, gzparse.Reading)
    other = gzparse.parse_file(ROOT / "docs" / "examples" / "bars.txt")
    monkeypatch.setattr(gzparse.Parser, "parse", lambda *_, **__: other)
    with pytest.raises(gzparse.GzparseError, match="another reading than it gave in a worker"):
        _ = reading.figures
    assert reading.report.requests.new.total == 51


def test_options_reach_the_workers_and_strict_errors_come_back_with_their_reading(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "page.txt"
    text = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
    page.write_text(text[text.index("一、") :].replace("\t51\t", "\t约5\t", 1), "utf-8")
    options: dict[str, Any] = {"organ": "某局", "year": 2020, "strict": True, "workers": 2}
    (one,) = gzparse.parse_files([page], **(options | {"workers": 1}))
    (two,) = gzparse.parse_files([page], **options)
    assert isinstance(one, gzparse.FindingsError)
    assert isinstance(two, gzparse.FindingsError)
    assert (str(one), one.findings, one.reading) == (str(two), two.findings, two.reading)
    assert two.reading.report.organ == "某局"
    assert one.reading.figures == two.reading.figures


def test_what_is_sent_is_small(pages: list[pathlib.Path]) -> None:
    readings = [outcome for outcome in gzparse.parse_files(pages) if isinstance(outcome, gzparse.Reading)]
    options = {"layout": None}
    data = Packer(options)(readings)
    assert unpacked(data) == readings
    text = sum(len(reading.source.text.encode()) for reading in readings)
    assert len(data) < text + 4_000 * len(readings) < len(pickle.dumps(readings))


def test_the_command_prints_the_same_with_workers(pages: list[pathlib.Path], capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("jsonl", "text"):
        printed = []
        for workers in ("1", "2"):
            assert main(["parse", *map(str, pages), "--format", form, "-j", workers, "--lang", "zh"]) == 1
            printed.append(capsys.readouterr())
        assert printed[0] == printed[1]
    assert pickle.loads(pickle.dumps(Printer("text", "zh"))).lang == "zh"


class Loaded:
    """Tells in which process it was loaded."""

    process: int | None = None

    def load(self) -> None:
        """Note the process."""
        self.process = os.getpid()

    def __call__(self, path: Path, outcome: Any) -> int | None:
        """Return the process that loaded it."""
        return self.process


@pytest.mark.parametrize("method", METHODS)
def test_what_the_work_needs_is_loaded_once_where_processes_are_forked(method: str) -> None:
    context = multiprocessing.get_context(method)
    found = set(read_files(["1", "2", "3"], NONE, 2, make=Loaded(), context=context))
    assert found == ({os.getpid()} if method == "fork" else {None})


@pytest.mark.parametrize("letters", ["\N{GRINNING FACE}", "\ud83d", "\ud83d\ude00", "\N{ZERO WIDTH NO-BREAK SPACE}", "\r\n"])
def test_any_letters_of_prose_come_back_as_they_were(letters: str) -> None:
    text = PAGES[0].replace("二、", f"{letters}各部门依法公开信息，及时回应群众关切{letters}，全年平稳。{letters}\n二、", 1)
    reading = gzparse.parse(text)
    again = unpacked(Packer(NONE)([reading, reading]))
    assert again == [reading, reading]
    assert [one.source.text for one in again] == [text, text]
    assert again[0].source.normalized == reading.source.normalized
    assert again[0].report.overview.text == reading.report.overview.text
    assert "各部门依法公开信息" in again[0].report.overview.text


def test_objects_that_are_made_fast_are_those_that_were_written() -> None:
    reading = gzparse.parse_file(ROOT / "docs" / "examples" / "tabs.txt")
    row = reading.report.requests.new
    again = unpacked(Packer(NONE)(row))
    assert (again, type(again), hash(again), repr(again)) == (row, type(row), hash(row), repr(row))
    with pytest.raises(AttributeError):
        again.total = 1


def test_records_whose_parts_are_others_come_back_as_they_were() -> None:
    report = gzparse.parse_file(ROOT / "docs" / "examples" / "tabs.txt").report
    other = _Row(natural_person=1, total=2)
    part: Any
    for part in (other, None, 3):
        for changed in (
            attrs.evolve(report, requests=attrs.evolve(report.requests, new=part)),
            attrs.evolve(report, requests=part),
            attrs.evolve(report, overview=part),
        ):
            again = unpacked(Packer(NONE)([changed, report]))
            assert again == [changed, report]
            assert type(again[0].requests) is type(changed.requests)
            assert type(getattr(again[0].requests, "new", None)) is type(getattr(changed.requests, "new", None))


@attrs.frozen(repr=False, eq=False)
class _Row(Applicants):
    """A row of another class."""


# --- workers that end, and files that take too long -------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_file_that_ends_its_worker_costs_no_other_file(method: str) -> None:
    names = [f"{n}" for n in range(40)]
    names[0] = "exit"
    names[17] = "killed"
    names[18] = "exit again"
    names[39] = "killed at the end"
    wanted = ["WorkerDied" if len(name) > 2 else name for name in names]
    assert acted(names, 2, method) == wanted
    assert not children()


@pytest.mark.parametrize("method", METHODS)
def test_a_file_that_hangs_costs_its_time_and_no_other_file(method: str) -> None:
    names = ["0", "1", "hang", *map(str, range(3, 60)), "hang 2", "last"]
    began = time.monotonic()
    found = acted(names, 2, method, seconds=1.5)
    assert found == [name if "hang" not in name else "TookTooLong" for name in names]
    assert 1.5 < time.monotonic() - began < 30
    assert not children()


def test_how_a_worker_ended_is_said(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzparse, "parse_file", lambda path, **_: Act()(path, None))
    context = multiprocessing.get_context("fork")
    names = ["exit", "killed", "hang"]
    died, killed, late = read_files(names, NONE, 2, seconds=1, context=context)
    assert "exit: the process that read it ended with exit status 3. Parse this file again" in str(died)
    assert "was ended by SIGKILL" in str(killed)
    assert "hang: reading it took more than 1 seconds, and was stopped. To wait longer, set `seconds`" in str(late)
    assert isinstance(late, gzparse.GzparseError)
    assert [type(error) for error in pickle.loads(pickle.dumps([died, late]))] == [gzparse.WorkerDied, gzparse.TookTooLong]


def test_all_files_may_end_their_workers() -> None:
    assert acted(["exit"] * 12) == ["WorkerDied"] * 12


def test_an_error_that_is_not_gzparses_is_raised_in_its_place() -> None:
    outcomes = read_files(["0", "raise", "2"], NONE, 2, make=Act())
    assert next(outcomes) == "0"
    with pytest.raises(LookupError, match="not one of gzparse's errors") as caught:
        next(outcomes)
    assert "in __call__" in caught.value.__notes__[0]
    assert not children()
    with pytest.raises(RuntimeError, match="cannot be sent from a worker"):
        acted(["0", "1", "lambda"])
    with pytest.raises(TypeError, match="parse_file takes"):
        list(gzparse.parse_files([b"bytes"], workers=2))  # type: ignore[list-item]


def test_a_program_that_would_start_workers_in_its_workers_is_told(tmp_path: pathlib.Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import multiprocessing, sys, gzparse\n"
        "multiprocessing.set_start_method('spawn', force=True)\n"
        f"list(gzparse.parse_files({str(ROOT / 'docs' / 'examples')!r}, workers=2))\n",
        "utf-8",
    )
    run = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 1
    assert "gzparse.errors.WorkerDied: no worker could be started" in run.stderr


# --- laziness, and an early end -----------------------------------------------------------------------------------------------


class Counting:
    """Names of files without end, which are counted as they are taken."""

    def __init__(self) -> None:
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for number in itertools.count():
            self.taken += 1
            yield str(number)


def test_nothing_is_done_before_it_is_asked_for_and_endless_names_are_taken_as_they_are_needed() -> None:
    names = Counting()
    outcomes = read_files(names, NONE, 2, make=Act())
    assert names.taken == 0
    assert not children()
    assert list(itertools.islice(outcomes, 5_000)) == [str(number) for number in range(5_000)]
    assert 5_000 <= names.taken < 6_000
    assert len(children()) == 2
    began = time.monotonic()
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 3
    assert not children()


def test_a_caller_who_is_slow_makes_the_workers_wait() -> None:
    names = Counting()
    outcomes = read_files(names, NONE, 2, make=Act())
    with contextlib.closing(outcomes):  # type: ignore[type-var]
        assert [next(outcomes) for _ in range(3)] == ["0", "1", "2"]
        time.sleep(0.5)
        assert next(outcomes) == "3"
        assert names.taken < 1000  # the files that may be taken ahead, and some chunks
    assert not children()


def test_workers_end_at_once_where_the_iteration_does() -> None:
    outcomes = read_files(["0", "hang", "hang"], NONE, 2, make=Act())
    assert next(outcomes) == "0"
    began = time.monotonic()
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 3
    assert not children()


def test_a_late_file_does_not_make_the_pool_take_all_others() -> None:
    names = Counting()
    outcomes = read_files(itertools.chain(["hang"], names), NONE, 2, make=Act(), seconds=2)
    assert next(outcomes) == "TookTooLong"
    assert names.taken < 1_000
    assert list(itertools.islice(outcomes, 2_000)) == [str(number) for number in range(2_000)]
    outcomes.close()  # type: ignore[attr-defined]


def test_two_iterations_at_a_time_do_not_disturb_each_other() -> None:
    one, two = (read_files(Counting(), NONE, 2, make=Act()) for _ in range(2))
    assert [(next(one), next(two)) for _ in range(300)] == [(str(n), str(n)) for n in range(300)]
    began = time.monotonic()
    one.close()  # type: ignore[attr-defined]
    assert [next(two) for _ in range(300)] == [str(n) for n in range(300, 600)]
    two.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 5
    assert not children()


def test_no_files_no_workers() -> None:
    assert acted([]) == []
    assert acted(["one"], 8) == ["one"]
    assert acted(["x" * 100_000] * 40) == ["x" * 100_000] * 40, "names that fill a pipe"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_the_program(tmp_path: pathlib.Path, ended_by: signal.Signals) -> None:
    """Ctrl-C goes to all processes of the terminal; SIGKILL goes to the program alone."""
    page = tmp_path / "page.txt"
    page.write_bytes((ROOT / "docs" / "examples" / "tabs.txt").read_bytes())
    program = tmp_path / "program.py"
    program.write_text(
        "import itertools, multiprocessing, gzparse\n"
        "if __name__ == '__main__':\n"
        f"    for number, _ in enumerate(gzparse.parse_files(itertools.repeat({str(page)!r}), workers=2)):\n"
        "        if number == 50:\n"
        "            print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n",
        "utf-8",
    )
    run = subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert run.stdout is not None
    pids = [int(pid) for pid in run.stdout.readline().split()]
    assert len(pids) == 2
    if ended_by == signal.SIGINT:
        os.killpg(run.pid, ended_by)
    else:
        run.kill()
    _, errors = run.communicate(timeout=30)
    if ended_by == signal.SIGINT:
        assert errors.count("Traceback") == 1, "that of the program, and none of its workers"
        assert errors.rstrip().endswith("KeyboardInterrupt")
    else:
        assert errors == ""
    for _ in range(100):
        if not any(_runs(pid) for pid in pids):
            break
        time.sleep(0.1)
    assert not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    """Whether a process is there, and has not ended without anyone having asked how."""
    try:
        return "\nState:\tZ" not in pathlib.Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except FileNotFoundError:
        return False
