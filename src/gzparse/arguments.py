"""Arguments of the public functions: what callers pass → checked values, or an error that says what was meant."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from gzparse.errors import NotAReport
from gzparse.model.patterns import on_use

Path = str | os.PathLike[str]

_SUFFIX = on_use(
    r"\.(?:txt|text|md|markdown|s?html?|xml|docx?|wps|odt|rtf|pdf|xlsx?|et|ods|csv|tsv|jsonl?|zip|png|jpe?g|gif|tiff?)\s*\Z",
    re.I,
)
_LONGEST_NAME = 1_000


def check_data(data: object) -> None:
    """Check that a report's text or its bytes are given.

    Raises:
        TypeError: it is neither.
        NotAReport: it is a file's name.
    """
    if isinstance(data, bytes):
        return
    if isinstance(data, str):
        if len(data) <= _LONGEST_NAME and "\n" not in data and "\r" not in data:
            _check_no_file(data)
        return
    raise TypeError(f"parse takes a report's text (str) or its bytes, not {_name(data)}{_meant(data)}")


def _check_no_file(data: str) -> None:
    if "\0" in data:
        return  # no name holds it, and the system refuses to look for one
    if os.path.isdir(data):
        raise NotAReport(f"{data!r} is a folder and not a report's text: use gzparse.parse_files({data!r})")
    if os.path.isfile(data) or _SUFFIX.search(data):
        raise NotAReport(f"{data!r} is the name of a file and not a report's text: use gzparse.parse_file({data!r})")


def _meant(data: object) -> str:
    """Return advice on what was given in place of a text, where there is any."""
    from gzparse.model.reading import Reading

    if isinstance(data, os.PathLike):
        return f"; use gzparse.parse_file({os.fspath(data)!r})"
    if isinstance(data, Reading):
        return ": it has been parsed already"
    if isinstance(data, (bytearray, memoryview)):
        return "; pass bytes(data)"
    if hasattr(data, "read"):
        return "; pass what its .read() returns"
    if isinstance(data, (list, tuple, set)):
        return "; use gzparse.parse_files for many files"
    return ""


def check_path(path: object) -> None:
    """Check that the path of a file is given.

    Raises:
        TypeError: it is of another type.
        NotAReport: it is a report's text.
    """
    if not isinstance(path, (str, os.PathLike)):
        hint = ""
        if isinstance(path, bytes) or hasattr(path, "read"):
            hint = "; use gzparse.parse for a report's text or bytes"
        elif isinstance(path, (list, tuple, set)):
            hint = "; use gzparse.parse_files for many"
        raise TypeError(f"parse_file takes the path of a file (str or os.PathLike), not {_name(path)}{hint}")
    if isinstance(path, str) and "\n" in path and not _is_there(path):
        raise NotAReport(f"{path[:20]!r}… is a text and not the path of a file: use gzparse.parse(text)")


def _is_there(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):  # too long for a name, or a NUL in it
        return False


def check_texts(**given: object) -> None:
    """Check that each option is a text or ``None``.

    Raises:
        TypeError: one is of another type.
    """
    for option, value in given.items():
        if value is None or isinstance(value, str):
            continue
        kind = type(value).__name__
        hint = f"; to use this one, gzparse.Parser({option}s=[…]).parse" if (option, kind) in _OBJECTS else ""
        what = "a name" if option in ("layout", "form") else "a text"
        raise TypeError(f"{option} must be {what} (str), not {_name(value)}{hint}")


_OBJECTS = {("layout", "Layout"), ("form", "Form")}


def checked_year(year: object) -> int | None:
    """Return a year that is given as a whole number or in four digits.

    Raises:
        TypeError: it is neither.
    """
    if year is None or (isinstance(year, int) and not isinstance(year, bool)):
        return year
    if isinstance(year, str):
        digits = year.strip()
        if len(digits) == 4 and digits.isdecimal():
            return int(digits)
        raise TypeError(f"year must be a whole number such as 2023, or its four digits; {year!r} is neither")
    if hasattr(year, "__index__") and not isinstance(year, bool):
        return int(year.__index__())  # such as numpy's integers
    raise TypeError(f"year must be a whole number such as 2023, not {_name(year)} {year!r}")


def check_workers(workers: object) -> None:
    """Check that a number of processes is given.

    Raises:
        TypeError: it is not a whole number.
        ValueError: it is less than 1.
    """
    if not isinstance(workers, int) or isinstance(workers, bool):
        raise TypeError(f"workers must be a whole number, not {_name(workers)} {workers!r}")
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")


def check_seconds(seconds: object) -> None:
    """Check that a time is given, or ``None``.

    Raises:
        TypeError: it is not a number.
        ValueError: it is not more than 0.
    """
    if seconds is None:
        return
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        raise TypeError(f"seconds must be a number, or None for no limit, not {_name(seconds)} {seconds!r}")
    if not seconds > 0:
        raise ValueError(f"seconds must be more than 0, not {seconds}")


def files_of(files: Path | Iterable[Path]) -> Iterable[Path]:
    """Return the files that are meant: those of a folder, the one that is named, or those given.

    Raises:
        TypeError: it is none of these.
        OSError: the folder cannot be listed.
    """
    if isinstance(files, (str, os.PathLike)):
        return files_in(files) if os.path.isdir(files) else [files]
    if isinstance(files, (bytes, bytearray)) or not isinstance(files, Iterable):
        raise TypeError(f"parse_files takes paths, the path of a folder or of a file, not {_name(files)}")
    return files


def files_in(folder: Path) -> list[str]:
    """Return the files of a folder and of the folders in it, sorted; without hidden ones.

    Raises:
        OSError: a folder cannot be listed.
    """
    found: list[tuple[str, ...]] = []
    base = os.fspath(folder)

    def fail(error: OSError) -> None:
        raise error

    for at, folders, names in os.walk(base, onerror=fail):
        folders[:] = [name for name in folders if not is_hidden(name)]
        inner = os.path.relpath(at, base)
        parts = () if inner == os.curdir else tuple(inner.split(os.sep))
        found += [(*parts, name) for name in names if not is_hidden(name)]
    return [os.path.join(base, *parts) for parts in sorted(found)]


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden by its name, or is what an office program keeps next to an open document."""
    return name.startswith((".", "~$"))


def _name(value: Any) -> str:
    return type(value).__qualname__
