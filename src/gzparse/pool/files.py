"""Many files in several processes: paths → what was made of each, in the order given.

A worker is given a few files at a time. Of one that ended or took too long, the file that it was at is lost; its other files
are given to another worker. This process has no thread for it: it sends and receives while the caller waits for an outcome. At
most some hundred files are taken ahead of the one that the caller is at.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gzparse.errors import GzparseError, TookTooLong, WorkerDied
from gzparse.pool.compact import unpacked
from gzparse.pool.worker import CHUNK_SECONDS, HEAD, STARTING, Make, Path, Raised, Work, open_here, serve

SECONDS = 60.0
"""How long a file may take in a worker."""
_CHUNK, _CHUNK_LETTERS = 32, 8_000
"""A chunk has at most so many files, and names of so many letters."""
_AHEAD = 512
"""So many files may be taken ahead of the one that is waited for."""
_QUEUED = 2
"""A worker has so many chunks: the one it works on, and one so that it need not wait."""
_SMALL = 16_384
"""A message of so many bytes fits into a pipe next to another one, so that sending it does not block."""
_PIPE = 1 << 20
_TRIES = 3
"""So often a file is given to another worker, and a worker started in place of one that did not start."""
_ENDING_SECONDS = 5.0


def read_files(
    files: Iterable[Path],
    options: Mapping[str, Any],
    workers: int,
    *,
    seconds: float | None = SECONDS,
    make: Make | None = None,
    context: Any = None,
) -> Iterator[Any]:
    """Return what ``make`` returns for each file, in the order given; without ``make``, its reading or its error.

    options: those of ``gzparse.parse_file``. seconds: how long a file may take in a worker; with one worker, files are read in
    this process, and nothing limits them. context: how processes are started, one of those of ``multiprocessing``; by default
    the program's own.
    """
    work = Work(options, make)
    if workers == 1:
        yield from map(work, files)
        return
    pool = _Pool(iter(files), work, workers, seconds, context)
    try:
        yield from pool.outcomes()
    finally:
        pool.stop()


# --- this process -------------------------------------------------------------------------------------------------------


class _Chunk:
    """Files that a worker is given together, and the number of the first. tries: how many workers ended with it."""

    __slots__ = ("files", "first", "tries")

    def __init__(self, first: int, files: list[Path], tries: int = 0) -> None:
        self.first = first
        self.files = files
        self.tries = tries


class _Worker:
    """A process, the pipes to and from it, and what it was given and has not answered."""

    def __init__(self, pool: _Pool, place: int) -> None:
        context = pool.context
        theirs, tasks = context.Pipe(duplex=False)
        results, mine = context.Pipe(duplex=False)
        _enlarge(mine)
        self.tasks: Any = tasks
        self.results: Any = results
        open_here.update((tasks, results))
        self.place = place
        self.chunks: deque[_Chunk] = deque()
        self.at = STARTING
        self.since = time.monotonic()
        pool.current[place] = STARTING
        arguments = theirs, mine, pool.current, place, pool.work, pool.forks
        self.process = context.Process(target=serve, args=arguments, name=f"gzparse-{place}", daemon=True)
        with _uninterrupted():
            self.process.start()
        theirs.close()
        mine.close()

    def close(self) -> None:
        """Close the pipes and wait for the process, which must be ending."""
        with contextlib.suppress(OSError):
            self.tasks.send_bytes(b"")  # an end of the pipe may be open in other processes that this one forked
        for end in (self.tasks, self.results):
            open_here.discard(end)
            end.close()
        self.end()

    def end(self) -> None:
        """Wait for the process, which is ending, and not for long."""
        self.process.join(_ENDING_SECONDS)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()

    def received(self) -> bytes | None:
        """Return the next message, or ``None`` where the process has ended."""
        try:
            message: bytes = self.results.recv_bytes()
        except (EOFError, OSError):
            return None
        return message


class _Pool:
    """The workers, the files that are taken and not answered, and the answers that are not yielded."""

    def __init__(self, files: Iterator[Path], work: Work, workers: int, seconds: float | None, context: Any) -> None:
        import multiprocessing

        self.context = context if context is not None else multiprocessing.get_context()
        self.forks = self.context.get_start_method() == "fork"
        self.work = work
        self.seconds = seconds
        self.current = self.context.RawArray("q", workers)
        self.workers: list[_Worker] = []
        self._process = os.getpid()
        self._wanted = workers
        self._files: Iterator[Path] | None = files
        self._again: deque[_Chunk] = deque()
        self._taken = 0
        self._next = 0
        self._arrived: dict[int, bytes | memoryview] = {}
        self._pace = 1.0
        self._not_started = 0

    def outcomes(self) -> Iterator[Any]:
        """Yield the outcomes in the order of the files."""
        while True:
            self._feed()
            if self._next in self._arrived:
                for outcome in unpacked(self._arrived.pop(self._next)):
                    self._next += 1
                    if isinstance(outcome, Raised):
                        raise outcome.error
                    yield outcome
                self._listen(0)
            elif self._next < self._taken:
                self._listen(self._patience())
            else:
                return

    # --- files to workers

    def _feed(self) -> None:
        """Give chunks to the workers that have too few. Start workers as long as there are files for them."""
        for round_ in range(_QUEUED):
            for worker in self.workers:
                if len(worker.chunks) <= round_ and not self._give(worker):
                    return
            while len(self.workers) < self._wanted and (chunk := self._chunk()) is not None:
                self._again.appendleft(chunk)
                if self.forks and not self.workers:
                    self.work.load()  # once, in place of once in each worker, and the workers share the memory of it
                taken = {worker.place for worker in self.workers}
                self.workers.append(_Worker(self, next(place for place in range(self._wanted) if place not in taken)))
                self._give(self.workers[-1])

    def _give(self, worker: _Worker) -> bool:
        """Give a worker a chunk; return whether there was one for it."""
        chunk = self._chunk()
        if chunk is None:
            return False
        message = pickle.dumps((chunk.first, chunk.files))
        if worker.chunks and len(message) > _SMALL:
            self._again.appendleft(chunk)
            return False
        worker.chunks.append(chunk)
        with contextlib.suppress(OSError):  # it has ended, which is noticed when it is listened to
            worker.tasks.send_bytes(message)
        return True

    def _chunk(self) -> _Chunk | None:
        """Return the next files, or ``None`` where there are no more, or enough were taken ahead."""
        if self._again:
            return self._again.popleft()
        chunk = _Chunk(self._taken, [])
        wanted = max(1, min(_CHUNK, int(CHUNK_SECONDS / self._pace)))
        letters = 0
        while self._files is not None and len(chunk.files) < wanted and letters < _CHUNK_LETTERS:
            if self._taken - self._next >= _AHEAD + _CHUNK * self._wanted:
                break
            try:
                file = next(self._files)
            except StopIteration:
                self._files = None
                break
            file = str(file) if isinstance(file, os.PathLike) else file
            letters += len(file) if isinstance(file, str) else 0
            chunk.files.append(file)
            self._taken += 1
        return chunk if chunk.files else None

    # --- workers' answers

    def _patience(self) -> float:
        """Return how long to wait for an answer before the workers' clocks are read."""
        return 1.0 if self.seconds is None else min(1.0, self.seconds / 4)

    def _listen(self, patience: float) -> None:
        """Take what the workers have sent, waiting for it if need be, and see after those that are late or have ended."""
        from multiprocessing.connection import wait

        ready = wait([worker.results for worker in self.workers], patience)
        for worker in list(self.workers):
            if worker.results in ready:
                message = worker.received()
                if message is None:
                    self._ended(worker)
                else:
                    self._take(worker, message)
        if patience:
            now = time.monotonic()
            for worker in list(self.workers):
                self._check(worker, now)

    def _take(self, worker: _Worker, message: bytes) -> None:
        """Keep an answer: the outcomes of the worker's first chunk, or of the first files of it."""
        first, count, took = HEAD.unpack_from(message)
        self._arrived[first] = memoryview(message)[HEAD.size :]
        self._pace = 0.25 * self._pace + 0.75 * took / count if self._pace < 1.0 else took / count
        self._not_started = 0
        chunk = worker.chunks[0]
        chunk.first += count
        del chunk.files[:count]
        if not chunk.files:
            worker.chunks.popleft()

    def _check(self, worker: _Worker, now: float) -> None:
        """Stop a worker that has been at one file for too long, and notice one that has ended in silence."""
        at = self.current[worker.place]
        if at != worker.at:
            worker.at, worker.since = at, now
        elif at >= 0 and self.seconds is not None and now - worker.since > self.seconds:
            worker.process.kill()
            self._ended(worker, late=True)
            return
        if worker.process.exitcode is not None and not worker.results.poll():
            self._ended(worker)

    def _ended(self, worker: _Worker, *, late: bool = False) -> None:
        """Give the files of a worker that has ended to others, except the one that it was at; `_feed` starts another worker."""
        worker.end()
        while worker.results.poll() and (message := worker.received()) is not None:
            self._take(worker, message)
        at = self.current[worker.place]
        worker.close()
        self.workers.remove(worker)
        if at == STARTING:
            self._not_started += 1
            if self._not_started >= _TRIES:
                raise WorkerDied(_NOT_STARTED.format(_exit(worker.process.exitcode)))
        for chunk in reversed(worker.chunks):
            self._give_back(chunk, at, worker, late=late)

    def _give_back(self, chunk: _Chunk, at: int, worker: _Worker, *, late: bool) -> None:
        """Set a chunk's files aside for other workers: those before the one that the worker was at, and those behind it."""
        lost = at - chunk.first
        if 0 <= lost < len(chunk.files):
            path = chunk.files[lost]
            error: GzparseError
            if late:
                error = TookTooLong(_TOO_LONG.format(path, self.seconds))
            else:
                error = WorkerDied(_DIED.format(path, _exit(worker.process.exitcode)))
            self._lose(at, path, error)
            parts = [(chunk.first, chunk.files[:lost]), (at + 1, chunk.files[lost + 1 :])]
            self._again.extendleft(_Chunk(first, files, chunk.tries) for first, files in reversed(parts) if files)
        elif at >= 0 or chunk is not worker.chunks[0]:
            self._again.appendleft(chunk)  # it was at another chunk
        elif len(chunk.files) == 1 and chunk.tries >= _TRIES:
            self._lose(chunk.first, chunk.files[0], WorkerDied(_DIED.format(chunk.files[0], _exit(worker.process.exitcode))))
        else:  # it ended between files, or while it sent what it made of them: one at a time will tell which
            singles = [_Chunk(chunk.first + n, [file], chunk.tries + 1) for n, file in enumerate(chunk.files)]
            self._again.extendleft(reversed(singles))

    def _lose(self, number: int, path: Path, error: GzparseError) -> None:
        self._arrived[number] = self.work.packed([self.work.made(path, error)])

    # --- the end

    def stop(self) -> None:
        """End all workers: at once those that are at work, the others by asking them to."""
        if os.getpid() != self._process:
            return  # a copy of this object in a forked process
        for worker in self.workers:
            if worker.chunks or self.current[worker.place] == STARTING:
                worker.process.terminate()
        for worker in self.workers:
            worker.close()  # one without work ends where its pipe does
        self.workers.clear()


_TOO_LONG = (
    "{}: reading it took more than {:g} seconds, and was stopped. To wait longer, set `seconds` of gzparse.parse_files, or "
    "--seconds of the command. If it is an annual report, please report it: none should take so long."
)
_DIED = (
    "{}: the process that read it {}. Parse this file again by itself: if that ends the process, too, the cause is the "
    "file, a plugin or a library that reads it; if not, memory was short: use fewer workers."
)
_NOT_STARTED = (
    "no worker could be started: each {} before it read a file. Where processes are spawned, each imports the program "
    'again: call parse_files below `if __name__ == "__main__":`. With workers=1, files are read in this process.'
)


def _exit(code: int | None) -> str:
    """Return how a process ended."""
    if code is None or code >= 0:
        return f"ended with exit status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"was ended by {name}"


def _enlarge(pipe: Any) -> None:
    """Make a pipe larger, where the system can, so that a worker does not wait while this process does something else."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from a process that is being started: it would print where it was. It comes to this process after that."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
