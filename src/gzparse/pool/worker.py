"""A worker: files that come through a pipe → what is made of them, sent back in one message for some of them."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from gzparse.errors import GzparseError
from gzparse.model.patterns import uncollected
from gzparse.pool.compact import Packer

Path = str | os.PathLike[str]
Make = Callable[[Path, Any], Any]
"""Returns what the caller wants of a file, from its path and its outcome: a reading or an error. It must be picklable where
processes are spawned, and may be called twice for a file that was read by a worker that ended. Where it has ``options_of``, a
mapping, that has more options of ``parse_file`` for some files, by their names. Where it has a function ``load``, that loads
what else would be loaded for the first file."""

CHUNK_SECONDS = 0.03
"""The files that a worker is given together should take so much of a processor's time."""
_SHARED = 4
"""Waiting counts for a quarter: a busy machine is not to make chunks small, which makes more work of sending them."""
_NEW_OBJECTS = 8_192
"""After so many new objects the garbage collector looks for cycles: readings, of which a worker keeps some, have none."""
STARTING, IDLE = -2, -1
"""Where a worker is that is at no file."""
HEAD = struct.Struct("<qqd")
"""What a message begins with: the number of its first file, how many files it is about, and the seconds that they took."""

open_here: set[Any] = set()
"""This process's ends of all workers' pipes. A forked worker closes its copies: else none would see that this process ended."""


class Work:
    """What is done for each file, here or in a worker."""

    def __init__(self, options: Mapping[str, Any], make: Make | None) -> None:
        self.options = dict(options)
        self.packed = Packer(self.options)
        self.make = make
        self.options_of: Mapping[str, Mapping[str, Any]] = getattr(make, "options_of", {})

    def __call__(self, path: Path) -> Any:
        """Return what the caller wants of a file."""
        import gzparse  # by its face: `parse_file` has the checks of arguments and the parser that a process has

        outcome: Any
        try:
            own = self.options_of.get(os.fspath(path)) if self.options_of else None
            outcome = gzparse.parse_file(path, **(self.options if own is None else {**self.options, **own}))
        except (GzparseError, OSError) as error:
            outcome = error
        return self.made(path, outcome)

    def load(self) -> None:
        """Load what the work needs, without doing any of it."""
        import gzparse

        with uncollected():
            with suppress(GzparseError):  # it comes again at each file
                gzparse._parser().load()
            load = getattr(self.make, "load", None)
            if load is not None:
                load()

    def made(self, path: Path, outcome: Any) -> Any:
        """Return what the caller wants of an outcome."""
        return outcome if self.make is None else self.make(path, outcome)


class Raised:
    """An error that is none of gzparse's or the system's: it is raised where its outcome would be."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def serve(tasks: Any, results: Any, current: Any, place: int, work: Work, forked: bool) -> None:
    """Read the files of each chunk that comes, and send back what was made of them, until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the parent ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if forked:
        for end in list(open_here):
            end.close()
        open_here.clear()
        gc.freeze()  # what the parent has is not this process's to collect, and to look through it would copy its memory
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    while True:
        current[place] = IDLE
        try:
            first, files = pickle.loads(tasks.recv_bytes())
        except (EOFError, OSError):
            return
        made: list[Any] = []
        began, at_work = time.perf_counter(), time.process_time()
        for number, file in enumerate(files, first):
            current[place] = number
            made.append(_made(work, file))
            took = max(time.process_time() - at_work, (time.perf_counter() - began) / _SHARED)
            if took > 2 * CHUNK_SECONDS or number == first + len(files) - 1:
                head = HEAD.pack(number + 1 - len(made), len(made), took)
                message = head + _message(made, work)
                current[place] = IDLE
                try:
                    results.send_bytes(message)
                except OSError:
                    return  # the parent has ended
                made = []
                began, at_work = time.perf_counter(), time.process_time()


def _made(work: Work, file: Path) -> Any:
    try:
        outcome = work(file)
    except Exception as error:
        import traceback

        error.add_note(f"in a worker:\n{traceback.format_exc()}")
        outcome = Raised(error)
    if isinstance(outcome, (BaseException, Raised)):
        try:
            pickle.loads(work.packed(outcome))
        except Exception as failed:
            return Raised(RuntimeError(f"{file}: {outcome!r} cannot be sent from a worker: {failed}"))
    return outcome


def _message(made: list[Any], work: Work) -> bytes:
    try:
        return work.packed(made)
    except Exception as failed:
        one_by_one = []
        for outcome in made:
            try:
                work.packed(outcome)
                one_by_one.append(outcome)
            except Exception:
                one_by_one.append(Raised(RuntimeError(f"what was made of a file cannot be sent from a worker: {failed!r}")))
        return work.packed(one_by_one)
