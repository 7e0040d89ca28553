"""Row maker: the outcome of one file → its rows, made beforehand, in another process or for a later run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from gzparse.output.contract import told
from gzparse.tables.outcome import Item, Made, Outcome
from gzparse.tables.rows import Shape, shape_of

__all__ = ["RowMaker"]


class RowMaker:
    """Makes the rows of some tables of a file. It can be sent to another process.

    tables: their names. form: the form of a wide table. columns, own: the caller's own columns, and their values by the file's
    name. options_of: options of ``gzparse.parse_file`` for some files, by their names.
    """

    def __init__(
        self,
        tables: Sequence[str],
        form: str | None,
        columns: Sequence[str],
        own: Mapping[str, Mapping[str, str]],
        options_of: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.tables = tuple(tables)
        self.form = form
        self.columns = tuple(columns)
        self.own = own
        self.options_of = options_of
        self._shapes: dict[str, Shape] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is worked out again."""
        return {**self.__dict__, "_shapes": None}

    def __call__(self, path: str | os.PathLike[str], outcome: Any) -> Made:
        """Return the rows of a file: of its reading, or of the error in its place."""
        if self._shapes is None:
            self._shapes = {table: shape_of(table, self.form, self.columns) for table in self.tables}
        name = os.fspath(path)
        given = Outcome(outcome, name, meta=self.own.get(name, {}))
        if isinstance(outcome, Exception) and getattr(outcome, "sha256", None) is None:
            given = evolve(given, **_facts_of(name))
        item = Item(given, next(iter(self._shapes.values())).book)
        rows = {table: list(shape.rows(item)) for table, shape in self._shapes.items()}
        error = None if item.error is None else (type(item.error).__name__, told(item.error))
        return Made(rows, item.facts.sha256, item.verdict, error, Counter(f.severity for f in item.findings))


def _facts_of(name: str) -> dict[str, Any]:
    """Return the hash and the size of a file that was not read to its end, if it can be read at all."""
    from gzparse.model.source import digest_of

    try:
        with open(name, "rb") as file:
            sha256, size = digest_of(file.read())
    except OSError:
        return {}
    return {"sha256": sha256, "bytes": size}
