"""Rows: files → the tuples of each table, one file at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any, NamedTuple

from attrs import fields

from gzparse._version import __version__
from gzparse.model.data import Data
from gzparse.model.reading import Status
from gzparse.model.sections import ExtraRow, Section
from gzparse.output.contract import SCHEMA, told
from gzparse.spec.codebook import CodebookEntry
from gzparse.spec.form import Form
from gzparse.tables.codebook import Codebook, codebook_for
from gzparse.tables.columns import LOST_STATUSES, WIDE, Column, columns_of
from gzparse.tables.outcome import STATUSES, Given, Item, items_of, plain

__all__ = ["Figures", "Shape", "columns", "figures_of", "fitting", "iter_rows", "shape_of"]

Row = tuple[Any, ...]
_BEYOND = Decimal(10) ** 32
_LARGEST = 2**63
_FRONT = ("organ", "year", "dated", "edition", "title")


class Shape:
    """A table that is asked for: its name, its columns, and how files become its rows.

    table: its name. book: the codebook of the form of a wide table. meta: the caller's own columns.
    """

    def __init__(self, table: str, book: Codebook, meta: Sequence[str] = ()) -> None:
        """Work out the columns.

        Raises:
            ValueError: there is no such table, or a column of the caller's has the name of another.
        """
        self.table = table
        self.book = book
        self.meta = tuple(meta)
        self.columns = columns_of(table, book, meta)
        self._rows: Callable[[Item], Iterable[Row]] = {
            "reports": self._reports,
            "figures": figure_rows,
            "findings": finding_rows,
            "texts": text_rows,
            "extra": extra_rows,
            WIDE: self._wide,
            LOST_STATUSES: self._wide,
        }.get(table, lambda item: ())

    def rows(self, item: Item) -> Iterable[Row]:
        """Return a file's rows. Those of the codebook belong to no file: see ``constant``."""
        if item.made is not None:
            return item.made.get(self.table, ())
        return self._rows(item)

    @property
    def constant(self) -> Iterator[Row]:
        """The rows of the codebook, in the table of that name."""
        if self.table == "codebook":
            yield from map(codebook_row, self.book.entries)

    def _own(self, item: Item) -> tuple[str | None, ...]:
        values = [item.meta.get(name) for name in self.meta]
        return tuple(None if value is None else plain(str(value)) for value in values)

    def _reports(self, item: Item) -> Iterator[Row]:
        facts = item.facts
        counts = Counter(item.cells.statuses)
        yield (
            *item.key,
            facts.sha256,
            facts.bytes,
            *self._own(item),
            facts.media_type,
            facts.reader,
            *_front(item),
            *(counts[status] if item.reading is not None else None for status in STATUSES),
            *_severities(item),
            item.verdict,
            *_error(item),
            __version__,
            SCHEMA,
        )

    def _wide(self, item: Item) -> Iterator[Row]:
        head = (*item.key, *self._own(item), *_front(item), item.verdict, *_severities(item), *_error(item))
        with_statuses = self.table == WIDE
        size = len(self.book.entries)
        figures: list[Any] = []
        if not item.is_of_form:
            status = None if item.reading is None else "not_in_form"
            figures = [None, status] * size if with_statuses else [None] * size
        else:
            for entry, value, status in zip(self.book.entries, item.cells.values, item.cells.statuses, strict=True):
                figures.append(_in_wide(value, entry, item))
                if with_statuses:
                    figures.append(status)
        yield (*head, *figures)


def shape_of(table: str, form: str | Form | None = None, meta: Sequence[str] = ()) -> Shape:
    """Return a table by its name.

    Raises:
        ValueError: there is no such table, or a column of ``meta`` has the name of another.
        LayoutError: the form is unknown or cannot be used.
    """
    return Shape(table, codebook_for(form), meta)


def columns(table: str, *, form: str | Form | None = None, meta: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a table: name, type, labels in Chinese and English, unit.

    Args:
        table: ``"reports"``, ``"figures"``, ``"findings"``, ``"texts"``, ``"extra"``, ``"codebook"``, ``"wide"``, or
            ``"values_without_statuses"``: the wide table in which blank, missing and withheld cannot be told apart.
        form: the form whose figures are the columns of a wide table, by its name; by default the annual report.
        meta: names of the caller's own columns, in reports and in wide tables.

    Raises:
        ValueError: there is no such table, or a column of ``meta`` has the name of another.
        LayoutError: the form is unknown or cannot be used.
    """
    return shape_of(table, form, meta).columns


def iter_rows(
    readings: Iterable[Given], table: str = "figures", *, form: str | Form | None = None, meta: Sequence[str] = ()
) -> Iterator[Row]:
    """Return the rows of a table, one after another; no more than one file is kept.

    An error among the readings is a row of ``reports`` and of the wide tables, with the verdict ``failed``; it is not raised.

    Args:
        readings: what ``gzparse.parse_files`` yields, readings and errors; or pairs (source, reading or error), which name
            the file of an error; or :class:`gzparse.tables.Outcome`.
        table: see :func:`columns`, and so for ``form`` and ``meta``.
        form: see ``table``.
        meta: see ``table``.

    Raises:
        ValueError: there is no such table, or a column of ``meta`` has the name of another.
        LayoutError: the form is unknown or cannot be used.
        TypeError: something else stands among the readings.
    """
    shape = shape_of(table, form, meta)
    return _iterate(readings, shape)


def _iterate(readings: Iterable[Given], shape: Shape) -> Iterator[Row]:
    yield from shape.constant
    if shape.table != "codebook":
        for item in items_of(readings, shape.book):
            yield from shape.rows(item)


# --- values ------------------------------------------------------------------------------------------------------------


def fitting(value: object) -> int | Decimal | None:
    """Return a number as tables have it: ``None`` for a text, and where it needs more than 32 digits or 6 decimals."""
    if type(value) is int:
        return value if abs(value) < _BEYOND else None
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent < -6:
        shorter = value.quantize(Decimal("0.000001")) if abs(value) < 10**20 else value
        if shorter != value or exponent < -40:
            return None
        value = shorter
    return value if abs(value) < _BEYOND else None


def _in_wide(value: object, entry: CodebookEntry, item: Item) -> int | Decimal | str | None:
    if type(value) is int:
        fits = entry.kind == "amount" or -_LARGEST <= value < _LARGEST
        return fitting(value) if fits else None
    if value is None:
        return None
    if entry.kind == "text":
        return text_of(item, str(value))
    number = fitting(value)
    if number is None or entry.kind == "amount":
        return number
    return int(number) if number == int(number) and -_LARGEST <= number < _LARGEST else None


def text_of(item: Item, text: str | None) -> str | None:
    """Return a text of a file that can be written in UTF-8."""
    return plain(text) if item.is_odd else text


def _front(item: Item) -> Row:
    organ, year, dated, edition, title = (item.said(name) for name in _FRONT)
    form = item.reading.form if item.reading is not None else None
    return text_of(item, organ), year, dated, edition, form, text_of(item, title)


def _severities(item: Item) -> Row:
    if item.reading is None and not item.findings:
        return None, None, None
    counts = Counter(finding.severity for finding in item.findings)
    return counts["error"], counts["warning"], counts["info"]


def _error(item: Item) -> tuple[str | None, str | None]:
    if item.error is None:
        return None, None
    return type(item.error).__name__, plain(told(item.error))


# --- the tables --------------------------------------------------------------------------------------------------------


class Figures(NamedTuple):
    """The columns of the table of figures in which the rows of a file differ."""

    paths: Sequence[str]
    codes: Sequence[str]
    values: Sequence[int | Decimal | None]
    statuses: Sequence[Status]
    raws: Sequence[str | None]
    units: Sequence[str | None]
    inferred: Sequence[bool]
    layouts: Sequence[str | None]
    lines: Sequence[int | None]
    columns: Sequence[int | None]
    pages: Sequence[int | None]


def figures_of(item: Item) -> Figures:
    """Return the figures of a file that has some, as columns."""
    paths, values, statuses, raws, units, inferred, layouts, begins = item.cells
    if item.is_odd:
        raws, units = tuple(map(plain, raws)), tuple(map(plain, units))
    return Figures(
        paths,
        item.book.codes,
        [v if v is None or (type(v) is int and v < _LARGEST) else fitting(v) for v in values],
        statuses,
        raws,
        units,
        inferred,
        layouts,
        *item.places(begins),
        item.pages(begins),
    )


def figure_rows(item: Item) -> Iterable[Row]:
    """Return a row for each path of the form, always all of them."""
    if not item.cells.paths:
        return ()
    organ, year = text_of(item, item.said("organ")), item.said("year")
    same = [repeat(value, len(item.cells.paths)) for value in (*item.key, organ, year)]
    return zip(*same, *figures_of(item), strict=True)


def finding_rows(item: Item) -> Iterator[Row]:
    """Return a row for each finding and each of its refs; one row for a finding that has none."""
    for finding in item.findings:
        head = (finding.fingerprint,)
        kind = (finding.code, finding.kind, finding.severity)
        said = (finding.text("en"), finding.text("zh"), finding.action("en"), finding.action("zh"))
        what = tuple(text_of(item, text) for text in (*said, finding.expected, finding.actual))
        for number, ref in enumerate(finding.refs, 1):
            span = ref.span
            place = (span.line, span.column, item.page(span.start, span.end)) if span is not None else (None,) * 3
            yield (*item.key, *head, number, *kind, ref.path, *what, *place)
        if not finding.refs:
            yield (*item.key, *head, 0, *kind, None, *what, None, None, None)


def text_rows(item: Item) -> Iterator[Row]:
    """Return a row for each narrative section, subsection and note that has a text."""
    report = item.reading.report if item.reading is not None else None
    if report is None:
        return
    for part, value in _parts(report, item.book.labels.tables):
        for number, heading, text in _texts(value):
            yield (*item.key, part, *(text_of(item, one) for one in (number, heading, text)))


def _parts(report: Any, tables: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Return the parts of a record that may hold prose: sections, notes, preamble and signature."""
    for attribute in fields(type(report)):
        name, value = attribute.name, getattr(report, attribute.name)
        if name in tables or name in _FRONT or value is None:
            continue
        if isinstance(value, tuple):
            yield from ((f"{name}.{place}", one) for place, one in enumerate(value, 1) if isinstance(one, Section))
        elif isinstance(value, (str, Section)):
            yield name, value
        elif isinstance(value, Data):
            for inner in fields(type(value)):  # type: ignore[arg-type]
                if isinstance(text := getattr(value, inner.name), str):
                    yield f"{name}.{inner.name}", text


def _texts(value: object) -> Iterator[tuple[str | None, str | None, str | None]]:
    if isinstance(value, str):
        yield None, None, value
    elif isinstance(value, Section) and (value.heading is not None or value.text is not None):
        yield None, value.heading, value.text
        for inner in value.subsections:
            yield inner.number, inner.heading, inner.text


def extra_rows(item: Item) -> Iterator[Row]:
    """Return a row for each figure of a row or column that no form prescribes."""
    report = item.reading.report if item.reading is not None else None
    for row in getattr(report, "extra_rows", ()):
        if not isinstance(row, ExtraRow):
            continue
        for position, value in enumerate(row.figures, 1):
            raw = None if value is None else str(value)
            yield (*item.key, row.section, row.parent, text_of(item, row.label), position, fitting(value), raw)


def codebook_row(entry: CodebookEntry) -> Row:
    """Return a row of the codebook."""
    return (
        *(entry.path, entry.code, entry.label_zh, entry.label_en, entry.section, entry.row, entry.column, entry.kind),
        *(entry.unit, " ".join(entry.editions), entry.same_as, entry.note, "; ".join(entry.identities)),
    )
