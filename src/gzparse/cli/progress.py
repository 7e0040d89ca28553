"""Progress on a terminal: how many files are done, how many gave no report, and how fast it goes."""

from __future__ import annotations

import sys
import time
from types import TracebackType

__all__ = ["Progress"]

_EVERY = 0.2
"""Seconds between two prints."""


class Progress:
    """A line on standard error that is written over; nothing where that is no terminal."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._shown = sys.stderr.isatty() and total > 1
        self._began = self._last = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def add(self, *, failed: bool) -> None:
        """Count a file."""
        self.done += 1
        self.failed += failed
        now = time.monotonic()
        if self._shown and (now - self._last > _EVERY or self.done == self.total):
            self._last = now
            rate = self.done / max(now - self._began, 1e-6)
            left = (self.total - self.done) / max(rate, 1e-6)
            line = f"{self.done} of {self.total} files, {self.failed} without a report, {rate:.0f} a second, {left:.0f} s left"
            sys.stderr.write(f"\r{line:<78}")
            sys.stderr.flush()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._shown:
            sys.stderr.write("\n")
