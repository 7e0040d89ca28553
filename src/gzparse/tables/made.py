"""Made: the rows of one file, made beforehand, in another process or in an earlier run, and as text for a journal."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve

from gzparse.output.contract import told
from gzparse.tables.outcome import Item, Outcome
from gzparse.tables.rows import Row, Shape, shape_of

__all__ = ["Made", "RowMaker"]

_DECIMAL, _DATE = "d", "t"


class Made:
    """A file's rows, by table. They stand in the place of a reading wherever readings are written.

    sha256: that of the file, if it could be read. verdict: how much is given. error: the type and the message of the error in
    the place of a reading. findings: how many there are, by severity.
    """

    __slots__ = ("error", "findings", "rows", "sha256", "verdict")

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        sha256: str | None,
        verdict: str,
        error: Sequence[str] | None,
        findings: Mapping[str, int],
    ) -> None:
        self.rows = rows
        self.sha256 = sha256
        self.verdict = verdict
        self.error = error
        self.findings = findings

    def text(self) -> str:
        """Return it as a line of text: JSON in which decimals and dates are marked."""
        held = {"rows": self.rows, "facts": [self.sha256, self.verdict, self.error, dict(self.findings)]}
        return json.dumps(held, ensure_ascii=False, separators=(",", ":"), default=_marked)

    @classmethod
    def from_text(cls, text: str) -> Made:
        """Return what ``text`` wrote.

        Raises:
            ValueError: it is no such text.
        """
        held = json.loads(text, object_hook=_unmarked)
        if not isinstance(held, dict):
            raise ValueError("the line holds no rows")
        return cls({table: [tuple(row) for row in some] for table, some in held["rows"].items()}, *held["facts"])


def _marked(value: object) -> object:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    raise TypeError(f"a table holds {type(value).__qualname__}")


def _unmarked(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if isinstance(text := found.get(_DECIMAL), str):
            return Decimal(text)
        if isinstance(text := found.get(_DATE), str):
            return date.fromisoformat(text)
    return found


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
