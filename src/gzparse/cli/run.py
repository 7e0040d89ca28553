"""A run: many files → tables on disk, in several processes, with a journal by which an interrupted run goes on."""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import pathlib
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gzparse.arguments import checked_year
from gzparse.cli.journal import Journal, key_of
from gzparse.cli.progress import Progress
from gzparse.cli.summary import Summary
from gzparse.tables.columns import TABLES, WIDE
from gzparse.tables.files import SUFFIXES, write
from gzparse.tables.made import RowMaker
from gzparse.tables.outcome import Made

__all__ = ["Meta", "is_of_tables", "meta_of", "run"]

_OPTIONS = ("organ", "year")
"""Columns of ``--meta`` that tell the parser of whom and of when a report is."""


def is_of_tables(output: str | None, tables: str | None) -> bool:
    """Whether what ``-o`` names is written as tables: by its suffix, or since it is a folder."""
    if output is None:
        return False
    path = pathlib.Path(output)
    return tables is not None or path.suffix.lower() in SUFFIXES or path.is_dir() or output.endswith(("/", os.sep))


class Meta(NamedTuple):
    """What ``--meta`` says: the names of the caller's own columns, their values and the options of each file."""

    columns: tuple[str, ...] = ()
    own: Mapping[str, Mapping[str, str]] = {}
    options: Mapping[str, Mapping[str, Any]] = {}


def meta_of(path: str, names: Sequence[str], folders: Sequence[str]) -> Meta:
    """Return what a CSV file says of files: its first column, or the one named source, names them.

    A name is a path as given, one relative to a folder that is read, or a base name that only one file has.

    Raises:
        ValueError: a name means no file or several, or a year is no number.
        OSError: the file cannot be read.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        return Meta()
    header = [name for name in rows[0] if name]
    key = "source" if "source" in header else header[0]
    known = _names(names, folders)
    columns = tuple(name for name in header if name != key and name not in _OPTIONS)
    own: dict[str, dict[str, str]] = {}
    options: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, 2):
        named = (row.get(key) or "").strip()
        found = known.get(named) or known.get(os.path.normpath(named), [])
        if len(found) != 1:
            what = "no file that is read" if not found else f"{len(found)} files, {found[0]} and {found[1]} among them"
            raise ValueError(f"{path}, line {number}: {named!r} means {what}; write its path as it is read")
        own[found[0]] = {name: row[name] or "" for name in columns}
        given: dict[str, Any] = {"organ": (row.get("organ") or "").strip() or None}
        try:
            given["year"] = checked_year((row.get("year") or "").strip() or None)
        except TypeError as error:
            raise ValueError(f"{path}, line {number}: {error}") from None
        options[found[0]] = {name: value for name, value in given.items() if value is not None}
    return Meta(columns, own, options)


def _names(names: Sequence[str], folders: Sequence[str]) -> dict[str, list[str]]:
    """Return the files that each name may mean: whole paths before relative ones, and these before base names."""
    known: dict[str, list[str]] = {}
    bases: dict[str, list[str]] = {}
    for name in names:
        exact = {name, os.path.normpath(name)}
        for folder in folders:
            with contextlib.suppress(ValueError):
                relative = os.path.relpath(name, folder)
                if not relative.startswith(os.pardir):
                    exact.add(relative)
        for one in exact:
            known.setdefault(one, []).append(name)
        bases.setdefault(os.path.basename(name), []).append(name)
    return {**bases, **known}


def run(
    options: argparse.Namespace, files: Sequence[tuple[str, OSError | None]], meta: Meta, asked: Mapping[str, Any]
) -> Summary:
    """Read files and write the tables of them.

    asked: the options of parsing.

    Raises:
        OSError: a file cannot be written; the journal has what was done.
        ValueError: the tables or the suffix are unknown, or a column of ``--meta`` has the name of another.
        GzparseError: a library is not installed, or a form is unknown.
    """
    target = pathlib.Path(options.output)
    whole = target.suffix.lower() in SUFFIXES and not target.is_dir()
    tables = [name.strip() for name in options.tables.split(",")] if options.tables else [WIDE] if whole else list(TABLES)
    needed = [*tables, *(["findings"] if whole and target.suffix.lower() == ".xlsx" else [])]
    maker = RowMaker([name for name in needed if name != "codebook"], options.form, meta.columns, meta.own, meta.options)
    (target.parent if whole else target).mkdir(parents=True, exist_ok=True)
    _remove_parts(target if whole else target / "x.parquet")
    journal, complete = Journal(target, resume=options.resume), False
    summary = Summary()
    try:
        with Progress(len(files)) as progress:

            def counted() -> Iterator[Made]:
                for name, made in _Run(files, journal, maker, asked).made(options.workers, options.seconds):
                    summary.add_counts(name, made.error, made.findings, made.verdict)
                    progress.add(failed=made.error is not None)
                    yield made

            style = {"bom": True} if options.bom else {}
            write(counted(), target, tables=tables, form=options.form, meta=meta.columns, **style)  # type: ignore[arg-type]
        complete = True
    finally:
        journal.close(complete=complete)
    return summary


class _Run:
    """The files of a run: those that are done already, and those that are given to workers, in the order given."""

    def __init__(
        self, files: Sequence[tuple[str, OSError | None]], journal: Journal, maker: RowMaker, asked: Mapping[str, Any]
    ) -> None:
        self._files = iter(files)
        self._journal = journal
        self._maker = maker
        self._asked = asked
        self._key = key_of([asked, maker.tables, maker.columns, None, None])
        self._decided: deque[tuple[str, str, Made | OSError | None]] = deque()
        self._todo: deque[str] = deque()

    def _decide(self) -> bool:
        """Look at the next file. Return whether there was one."""
        for name, error in self._files:
            maker, key = self._maker, self._key
            if (own := (maker.own.get(name), maker.options_of.get(name))) != (None, None):
                key = key_of([self._asked, maker.tables, maker.columns, *own])
            found = error if error is not None else self._journal.made(name, key)
            self._decided.append((name, key, found))
            if found is None:
                self._todo.append(name)
            return True
        return False

    def _pending(self) -> Iterator[str]:
        while self._todo or self._decide():
            if self._todo:
                yield self._todo.popleft()

    def made(self, workers: int, seconds: float) -> Iterator[tuple[str, Made]]:
        """Return each file's rows: those of the journal, or made now and noted there."""
        from gzparse.pool.files import read_files

        results = read_files(self._pending(), self._asked, workers, seconds=seconds, make=self._maker)
        with contextlib.closing(results):  # type: ignore[type-var]
            while self._decided or self._decide():
                name, key, found = self._decided[0]
                if isinstance(found, OSError):
                    made = self._maker(name, found)
                elif found is not None:
                    made = found
                else:
                    made = next(results)
                    self._journal.add(name, key, made)
                self._decided.popleft()
                yield name, made


def _remove_parts(target: pathlib.Path) -> None:
    """Remove what a run that was killed left half written: its process is no more."""
    for path in target.parent.glob(".*.*"):
        found = re.fullmatch(r"\..+\.(\d+)(\.\w+)", path.name)
        if found is not None and found[2].lower() in SUFFIXES and not _is_alive(int(found[1])):
            with contextlib.suppress(OSError):
                path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
