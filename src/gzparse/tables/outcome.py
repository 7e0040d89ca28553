"""What came of one file: what the caller hands in → :class:`Item`, of which every table takes its rows.

The facts of the file (hash, size, kind, reader) are collected in :func:`_facts` and nowhere else.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from attrs import field, frozen

from gzparse.errors import GzparseError
from gzparse.model.data import Data
from gzparse.model.reading import STATUSES, Cells, FindingsError, Reading, Verdict, verdict_of
from gzparse.model.source import line_starts
from gzparse.tables.codebook import Codebook, codebook_of_labels

__all__ = ["STATUSES", "Given", "Item", "Made", "Outcome", "items_of", "plain"]


@frozen(repr=False, eq=False)
class Outcome(Data):
    """What came of a file, with what the caller knows of it beyond the reading.

    result: its reading, or the error in its place. source: its name; by default that of the reading, or the file of the error.
    sha256, bytes: of the file's bytes; by default of the reading's text in UTF-8. media_type, reader: the file's kind, and
    what made text of it; by default as the reading knows. meta: the caller's own columns, by their names.
    """

    result: Reading[Any] | Exception
    source: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    reader: str | None = None
    meta: Mapping[str, object] = field(factory=dict)


_DECIMAL, _DATE = "d", "t"


class Made:
    """A file's rows, by table. They stand in the place of a reading wherever readings are written.

    sha256: that of the file, if it could be read. verdict: how much is given. error: the type and the message of the error in
    the place of a reading. findings: how many there are, by severity.
    """

    __slots__ = ("error", "findings", "rows", "sha256", "verdict")

    def __init__(
        self,
        rows: Mapping[str, Sequence[tuple[Any, ...]]],
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
        return _JSON.encode(held)

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


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_marked)


def _unmarked(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if isinstance(text := found.get(_DECIMAL), str):
            return Decimal(text)
        if isinstance(text := found.get(_DATE), str):
            return date.fromisoformat(text)
    return found


Given = Reading[Any] | Exception | Outcome | Made | tuple[Any, Any]
"""What the functions of tables take for a file: a reading, an error, ``(source, reading or error)``, an :class:`Outcome`, or
rows that were made beforehand."""


def _outcome(given: Given) -> Outcome:
    if isinstance(given, Outcome):
        return given
    if isinstance(given, (Reading, Exception)):
        return Outcome(given)
    if isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], (Reading, Exception)):
        return Outcome(given[1], None if given[0] is None else str(given[0]))
    raise TypeError(
        "tables take readings, the errors that parse_files yields, pairs (source, reading or error) or "
        f"gzparse.tables.Outcome, not {type(given).__qualname__}"
    )


class Facts(NamedTuple):
    """What identifies a file."""

    source: str | None
    sha256: str | None
    bytes: int | None
    media_type: str | None
    reader: str | None


def _facts(outcome: Outcome) -> Facts:
    """Return a file's facts: what the caller says, then what the reading's source knows, then those of its text."""
    result = outcome.result
    reading = result.reading if isinstance(result, FindingsError) else result
    if not isinstance(reading, Reading):
        name = outcome.source
        if name is None and isinstance(result, OSError) and result.filename is not None:
            name = str(result.filename)
        known: GzparseError | None = result if isinstance(result, GzparseError) else None
        sha256 = outcome.sha256 or (known.sha256 if known is not None else None)
        size = outcome.bytes if outcome.bytes is not None else known.size if known is not None else None
        media = outcome.media_type or (known.media_type if known is not None else None)
        return Facts(plain(name), sha256, size, media, outcome.reader)
    source, file = reading.source, reading.source.file
    sha256, size = outcome.sha256, outcome.bytes
    if sha256 is None or size is None:
        own = source.sha256_and_size
        sha256, size = sha256 or own[0], own[1] if size is None else size
    media = outcome.media_type or source.media_type
    reader = outcome.reader or (f"{file.reader} {file.version or ''}".strip() if file is not None else None)
    return Facts(plain(outcome.source if outcome.source is not None else source.name), sha256, size, media, reader)


def plain(text: str | None) -> str | None:
    """Return a text that can be written in UTF-8: what is half a character, as in some names of files, is spelled out."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")


NO_CELLS = Cells((), (), (), (), (), (), (), ())


class Item:
    """A file as the tables see it. What several of them need is worked out once.

    made: its rows by table, where they were made beforehand: then there is nothing else.
    """

    def __init__(self, outcome: Outcome, book: Codebook, made: Mapping[str, Sequence[tuple[Any, ...]]] | None = None) -> None:
        """Keep the outcome. book: the codebook of the form that wide tables are made for."""
        self.made = made
        result = outcome.result
        self.reading: Reading[Any] | None = result if isinstance(result, Reading) else None
        self.error: Exception | None = None if isinstance(result, Reading) else result
        self.meta = outcome.meta
        self._outcome = outcome
        self._book = book

    @cached_property
    def facts(self) -> Facts:
        """What identifies the file."""
        return _facts(self._outcome)

    @cached_property
    def report_id(self) -> str | None:
        """The first 16 digits of the file's SHA-256; nothing where its bytes are not known."""
        return self.facts.sha256[:16] if self.facts.sha256 is not None else None

    @property
    def key(self) -> tuple[str | None, str | None]:
        """The key of all tables."""
        return self.report_id, self.facts.source

    @cached_property
    def book(self) -> Codebook:
        """The codebook of the reading's own form."""
        assert self.reading is not None
        return self._book if self.is_of_form else book_of(self.reading)

    @cached_property
    def is_of_form(self) -> bool:
        """Whether it is a report of the form that wide tables are made for."""
        reading, book = self.reading, self._book
        return reading is not None and reading.form == book.form and reading.labels.record is book.labels.record

    @cached_property
    def cells(self) -> Cells:
        """The figures, in the form's order; none where there is no report."""
        return self.reading._columns() if self.reading is not None else NO_CELLS

    @cached_property
    def starts(self) -> list[int]:
        """Where the lines of the text begin."""
        return line_starts(self.reading.source.text) if self.reading is not None else [0]

    def places(self, begins: Sequence[int | None]) -> tuple[list[int | None], list[int | None]]:
        """Return the lines and columns of offsets; neighbours stand on one line more often than not."""
        starts, lines, columns = self.starts, list[int | None](), list[int | None]()
        add_line, add_column = lines.append, columns.append
        line = low = high = 0
        for at in begins:
            if at is None:
                add_line(None)
                add_column(None)
                continue
            if not low <= at < high:
                line = bisect_right(starts, at)
                low = starts[line - 1]
                high = starts[line] if line < len(starts) else at + 1
            add_line(line)
            add_column(at - low + 1)
        return lines, columns

    @cached_property
    def verdict(self) -> Verdict:
        """How much of the report is given."""
        if self.reading is None:
            return "failed"
        counts = Counter(self.cells.statuses)
        return verdict_of(counts, self.reading.findings)

    @cached_property
    def is_odd(self) -> bool:
        """Whether the text has halves of characters, which UTF-8 cannot write."""
        reading = self.reading or (self.error.reading if isinstance(self.error, FindingsError) else None)
        try:
            return reading is not None and reading.source.text.encode("utf-8") is None
        except UnicodeEncodeError:
            return True

    @property
    def findings(self) -> tuple[Any, ...]:
        """The findings: also those for which ``strict`` refused the report."""
        if self.reading is not None:
            return self.reading.findings
        return self.error.reading.findings if isinstance(self.error, FindingsError) else ()

    def said(self, name: str) -> Any:
        """Return what the record says of itself: title, organ, year, dated or edition."""
        return getattr(self.reading.report, name, None) if self.reading is not None else None

    def page(self, start: int | None, end: int | None = None) -> int | None:
        """Return the page of the file on which a place of the text stands, where the reader knows."""
        if start is None or self.reading is None or self.reading.source.file is None:
            return None
        places = self.reading.source.places(start, start + 1 if end is None else end)
        return places[0].page if places else None

    def pages(self, begins: Sequence[int | None]) -> Sequence[int | None]:
        """Return the pages of offsets."""
        paged = self.reading is not None and self.reading.source.file is not None
        return [self.page(at) for at in begins] if paged else (None,) * len(begins)


_other_books: dict[tuple[str, int], tuple[Any, Codebook]] = {}


def book_of(reading: Reading[Any]) -> Codebook:
    """Return the codebook of a reading's form: the form's own where it is known by its name, else made of its labels."""
    from gzparse.errors import GzparseError
    from gzparse.tables.codebook import codebook_for

    record = reading.labels.record
    known = _other_books.get((reading.form, id(record)))
    if known is None:
        try:
            book = codebook_for(reading.form)
        except GzparseError:
            book = None
        if book is None or book.labels.record is not record:
            book = codebook_of_labels(reading.form, reading.labels)
        known = _other_books[reading.form, id(record)] = (record, book)
    return known[1]


def items_of(readings: Iterable[Given], book: Codebook) -> Iterator[Item]:
    """Return the files of a stream, one by one."""
    for given in readings:
        if isinstance(given, Made):
            yield Item(_NOTHING, book, given.rows)
        else:
            yield Item(_outcome(given), book)


_NOTHING = Outcome(GzparseError())
