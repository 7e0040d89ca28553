"""The journal of a run: what was made of each file, a line a file, so that an interrupted run can go on.

A line is written whole when its file is done: hash, key, name and rows, apart with tabs. A last line that a kill cut off is
left out. A file counts as done if its bytes and the key are the same: the version of gzparse and all that was asked of it.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import shutil
from typing import Any

from gzparse._version import __version__
from gzparse.tables.outcome import Made

__all__ = ["Journal", "key_of"]

_NAME = "files.txt"
_AGAIN = ("TookTooLong", "WorkerDied", "MissingLibrary")
"""A file that failed so is tried again: another time it may not."""


def key_of(asked: Any) -> str:
    """Return a short name for what was asked of a file, by this version of gzparse."""
    text = json.dumps([__version__, asked], ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Journal:
    """The journal next to what a run writes. With ``resume``, what an earlier run left is used, and it is kept at the end."""

    def __init__(self, target: pathlib.Path, *, resume: bool) -> None:
        """Open it.

        Raises:
            OSError: it cannot be written.
        """
        self.folder = target.with_name(f"{target.name}.gzparse")
        self.resume = resume
        if not resume and self.folder.is_dir():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / _NAME
        self._done = self._known(path)
        self._file = path.open("a", encoding="utf-8", newline="\n")
        self._rows = path.open("rb")

    def _known(self, path: pathlib.Path) -> dict[str, tuple[str, str, int]]:
        """Return hash, key and place of each file that is done, and cut off a line that was not written to its end."""
        done: dict[str, tuple[str, str, int]] = {}
        if not path.exists():
            return done
        at = 0
        with path.open("r+b") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    file.truncate(at)
                    break
                sha256, key, name, *_ = line.split(b"\t", 3)
                done[json.loads(name)] = sha256.decode(), key.decode(), at
                at += len(line)
        return done

    def made(self, name: str, key: str) -> Made | None:
        """Return what was made of a file, if it is done and has not changed since."""
        known = self._done.get(name)
        if known is None or known[1] != key:
            return None
        try:
            with open(name, "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != known[0]:
                    return None
        except OSError:
            return None
        self._rows.seek(known[2])
        return Made.from_text(self._rows.readline().split(b"\t", 3)[3].decode("utf-8"))

    def add(self, name: str, key: str, made: Made) -> None:
        """Note a file that is done.

        Raises:
            OSError: it cannot be written: the disk is full.
        """
        if made.sha256 is None or (made.error is not None and made.error[0] in _AGAIN):
            return
        self._file.write(f"{made.sha256}\t{key}\t{json.dumps(name)}\t{made.text()}\n")
        self._file.flush()

    def close(self, *, complete: bool) -> None:
        """Close it, and remove it after a run that is complete and need not go on."""
        self._rows.close()
        try:
            self._file.close()
        except OSError:  # the disk is full: that was raised already
            return
        if complete and not self.resume:
            shutil.rmtree(self.folder, ignore_errors=True)
