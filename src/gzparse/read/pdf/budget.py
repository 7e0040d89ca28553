"""Budget: how much of a file is still to be read before it is refused."""

from __future__ import annotations

import time

from gzparse.errors import LimitExceeded
from gzparse.spec.limits import Limits


class Budget:
    """Counts what is read of one file, and raises ``LimitExceeded`` beyond one of the limits."""

    def __init__(self, limits: Limits, subject: str) -> None:
        self._limits = limits
        self._subject = subject
        self._end = time.monotonic() + limits.seconds
        self._letters = self._cells = self._tables = 0

    @property
    def part_bytes(self) -> int:
        """Return how many bytes a part of the file may unpack to."""
        return self._limits.part_bytes

    def check_part(self, count: int) -> None:
        """Raise an error if a part of the file unpacks to too much."""
        if count > self._limits.part_bytes:
            raise self._exceeded("part_bytes", f"a part of it unpacks to more than {self._limits.part_bytes} bytes")

    def check_repeats(self, count: int, most: int) -> None:
        """Raise an error if a page draws too many forms."""
        if count > most:
            raise LimitExceeded(
                f"{self._subject} is a PDF whose forms hold one another more than {most} times on a page, or hold themselves. "
                "Print it to a new PDF if the file is sound."
            )

    def check_time(self, where: str) -> None:
        """Raise an error if the time is over."""
        if time.monotonic() > self._end:
            raise self._exceeded("seconds", f"it takes longer than {self._limits.seconds:g} seconds to read, and is at {where}")

    def check_bytes(self, count: int) -> None:
        """Raise an error if the file is too large."""
        if count > self._limits.bytes:
            raise self._exceeded("bytes", f"it has {count} bytes, and at most {self._limits.bytes} are read")

    def check_pages(self, count: int) -> None:
        """Raise an error if the file has too many pages."""
        if count > self._limits.pages:
            raise self._exceeded("pages", f"it has {count} pages, and at most {self._limits.pages} are read")

    def add_letters(self, count: int, where: str) -> None:
        """Count letters."""
        self._letters += count
        if self._letters > self._limits.letters:
            raise self._exceeded("letters", f"it has more than {self._limits.letters} letters; the last read are on {where}")

    def add_table(self, cells: int, where: str) -> None:
        """Count a table and its cells."""
        self._tables += 1
        self._cells += cells
        if self._tables > self._limits.tables:
            raise self._exceeded("tables", f"it has more than {self._limits.tables} tables; the last is on {where}")
        if self._cells > self._limits.cells:
            raise self._exceeded("cells", f"its tables have more than {self._limits.cells} cells; the last are on {where}")

    def _exceeded(self, bound: str, what: str) -> LimitExceeded:
        return LimitExceeded(
            f"{self._subject} is a PDF beyond the limit {bound}: {what}. "
            f"Pass options with Limits({bound}=…) larger if the file is sound, or split it."
        )
