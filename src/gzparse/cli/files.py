"""The arguments of the command → files: names, folders, and patterns, which not every shell expands."""

from __future__ import annotations

import errno
import fnmatch
import glob
import os
import sys
from collections.abc import Iterator, Sequence

from gzparse.arguments import files_in, is_hidden

STANDARD_INPUT = "-"


def chosen(names: Sequence[str], patterns: Sequence[str] | None, files_from: str | None) -> list[tuple[str, OSError | None]]:
    """Return the files to read: those named, and those that a list names; of these, those that some pattern matches.

    Raises:
        OSError: the list cannot be read.
    """
    listed = _listed(files_from) if files_from is not None else []
    found = expanded([*names, *listed])
    if patterns:
        found = [one for one in found if one[1] is not None or any(_matches(one[0], pattern) for pattern in patterns)]
    return found


def _listed(path: str) -> list[str]:
    """Return the names in a list: one a line, or, where a NUL is in it, apart with NULs."""
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    text = os.fsdecode(data)
    return [name for name in (text.split("\0") if "\0" in text else text.splitlines()) if name]


def _matches(name: str, pattern: str) -> bool:
    return fnmatch.fnmatch(name, pattern) or fnmatch.fnmatch(os.path.basename(name), pattern)


def expanded(names: Sequence[str]) -> list[tuple[str, OSError | None]]:
    """Return the files that are meant, in the order given, and an error for each name that means none."""
    found: list[tuple[str, OSError | None]] = []
    for name in names:
        try:
            found += [(file, None) for file in _meant(name)]
        except OSError as error:
            found.append((name, error))
    return found


def _meant(name: str) -> list[str]:
    """Return the files that one name means.

    Raises:
        OSError: there is none, or a folder cannot be listed.
    """
    if name == STANDARD_INPUT:
        return [name]
    if os.path.isdir(name):
        return files_in(name) or _none(name, "this folder holds no files")
    if not any(mark in name for mark in "*?[") or os.path.lexists(name):
        return [name]
    return list(dict.fromkeys(_matching(name))) or _none(name, "no file matches this pattern")


def _matching(pattern: str) -> Iterator[str]:
    for name in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(name):
            yield from files_in(name)
        elif not is_hidden(os.path.basename(name)) or is_hidden(os.path.basename(pattern)):
            yield name


def _none(name: str, why: str) -> list[str]:
    raise FileNotFoundError(errno.ENOENT, why, name)
