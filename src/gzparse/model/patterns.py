"""Patterns: regular expressions that are compiled when they are first used, and kept in the cache folder for later processes.

CPython compiles them in Python, which takes longer than all else that a first parse does. What it makes of one is a list of
numbers. The names by which that list is made and used are private to CPython: where one is not there or does something else,
``re.compile`` does it all. The file holds for one build of Python only.
"""

from __future__ import annotations

import gc
import marshal
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from typing import Any, cast

from gzparse.model.cache_folder import cache_folder, cache_name

__all__ = ["compiled", "on_use", "uncollected"]

_Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What ``_sre.compile`` takes besides the pattern: flags, code, how many groups, their numbers by name, their names."""
_MOST = 4 * 2**20
"""The file grows to so many bytes, and no further."""
_HEAD = struct.Struct("=III")
"""What stands before an entry of the file: its size, a check, and the number of its pattern."""
_FAULTS = (ImportError, AttributeError, EOFError, TypeError, ValueError, RuntimeError, OverflowError)
"""What may come of another Python, or of a damaged file."""


class _OnUse:
    """A regular expression in place of its ``re.Pattern``. What is used of that is kept, and found here from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(compiled(*self._given), name)
        setattr(self, name, value)
        return value


def on_use(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled on first use: for the patterns of modules, in place of ``re.compile``."""
    return cast("re.Pattern[str]", _OnUse(pattern, flags))


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, or raise what it raises."""
    flags = int(flags)
    try:
        made = _find(pattern, flags)
        if made is None:
            made = _made(pattern, flags)
            _keep(pattern, flags, made)
        flags_of_all, code, *groups = made
        make = import_module("_sre").compile  # checks that the code is valid
        return cast("re.Pattern[str]", make(pattern, flags_of_all, memoryview(code).cast("I").tolist(), *groups))
    except _FAULTS:
        return re.compile(pattern, flags)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause garbage collection: loading tables and compiling patterns makes many objects, all of which stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _made(pattern: str, flags: int) -> _Made:
    """Compile a pattern, as ``re._compiler.compile`` does."""
    with uncollected():
        parsed = import_module("re._parser").parse(pattern, flags)
        code = import_module("re._compiler")._code(parsed, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    packed = b"".join(number.to_bytes(4, sys.byteorder) for number in code)
    return int(flags | state.flags), packed, state.groups - 1, dict(state.groupdict), tuple(names)


@cache
def _kept() -> dict[int, list[bytes]]:
    """Return the entries of the file, by number. They are read when they are asked for. A damaged file is removed."""
    found: dict[int, list[bytes]] = {}
    path = _file()
    if path is None:
        return found
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return found  # there is none yet
    at = 0
    while at + _HEAD.size <= len(data):
        size, check, number = _HEAD.unpack_from(data, at)
        at += _HEAD.size + size
        entry = data[at - size : at]
        if zlib.crc32(entry, number) != check:
            break
        found.setdefault(number, []).append(entry)
    else:
        if at == len(data):
            return found
    with suppress(OSError):
        os.remove(path)
    return {}


def _find(pattern: str, flags: int) -> _Made | None:
    """Return what the file has of a pattern."""
    for entry in _kept().get(_number(pattern, flags), ()):
        found, with_flags, made = marshal.loads(entry)
        if (found, with_flags) == (pattern, flags):
            return cast("_Made", made)
    return None


def _number(pattern: str, flags: int) -> int:
    """Return a number that is the same for the same pattern in all processes."""
    return zlib.crc32(pattern.encode("utf-8", "surrogatepass"), flags)


def _keep(pattern: str, flags: int, made: _Made) -> None:
    """Add a pattern to the file, if it can be written. Processes that write at once do not disturb each other."""
    entry, number = marshal.dumps((pattern, flags, made)), _number(pattern, flags)
    _kept().setdefault(number, []).append(entry)
    if (path := _file()) is not None:
        with suppress(OSError), open(path, "ab", buffering=0) as file:
            if file.tell() < _MOST:
                file.write(_HEAD.pack(len(entry), zlib.crc32(entry, number), number) + entry)


@cache
def _file() -> str | None:
    folder = cache_folder()
    return os.path.join(folder, cache_name(sys.version, "expressions")) if folder is not None else None
