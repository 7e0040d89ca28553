"""Evidence: table readings → each figure's origin and status, and the coverage of the text. Computed on demand."""

from __future__ import annotations

from collections.abc import Callable, Container, ItemsView, Iterator, Mapping, Sequence, ValuesView
from decimal import Decimal
from functools import cached_property
from itertools import islice, repeat
from typing import Any, NamedTuple

from gzparse.finish.coverage import Parts, Spans, pieces_of
from gzparse.finish.front import Front
from gzparse.form.alternatives.facts import plain_place
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import Language
from gzparse.model.data import unfrozen
from gzparse.model.paths import Labels
from gzparse.model.place import Place
from gzparse.model.reading import Cell, Cells, Figure, Finding, Part, Status
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source, Span
from gzparse.spec.form import DISCLOSURE

_NOWHERE: Range = (0, 0)
_UnfrozenFigure = unfrozen(Figure)
_MISSING, _NOT_IN_FORM = Figure(None, None, "missing"), Figure(None, None, "not_in_form")


_Facts = tuple[int | Decimal | str | None, Status, str | None, str | None, bool, str | None]
"""A figure's value, status, raw text, unit, whether it is inferred, and its layout."""


class _Printed(NamedTuple):
    """The figures of a row as columns, each with an item a figure; pieces: the ranges whose joined text is the raw one."""

    paths: Sequence[str]
    values: Sequence[int | Decimal | str | None]
    statuses: Sequence[Status]
    raws: Sequence[str | None]
    units: Sequence[str | None]
    inferred: Sequence[bool]
    pieces: Sequence[Sequence[Range]]


class Known:
    """What a function returned, in place of the function: it can be pickled."""

    __slots__ = ("value",)

    def __init__(self, value: Container[str]) -> None:
        """Keep the value."""
        self.value = value

    def __call__(self) -> Container[str]:
        """Return the value."""
        return self.value


class _Figures(Mapping[str, Figure]):
    """The figures of a reading by their paths, in the form's order: those of a row are made when one of them is asked for."""

    def __init__(self, evidence: TableEvidence) -> None:
        self._evidence = evidence
        self._order = evidence.labels.figures
        self._found: dict[str, Figure] = {}
        self._whole: Mapping[str, Figure] | None = None

    def __getitem__(self, path: str) -> Figure:
        found = self._found.get(path)
        if found is None:
            if path not in self._order:
                raise KeyError(path)
            row = self._rows.get(path)
            if row is None:
                found = self._found[path] = _MISSING if path in self._missing else _NOT_IN_FORM
            else:
                self._found.update(self._evidence.of_row(*row))
                found = self._found[path]
        return found

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Entry, str | None]]:
        """The rows that were found, each with its table's layout, by the paths of their figures."""
        tables = self._evidence.tables.values()
        rows = ((entry, table.grid.layout) for table in tables for entry in table.entries.values())
        return {path: row for row in rows for path in row[0].paths()}

    @cached_property
    def _missing(self) -> Container[str]:
        return self._evidence.missing()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())  # who asks for all paths asks for their figures next

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, path: object) -> bool:
        return path in self._order

    def items(self) -> ItemsView[str, Figure]:
        """Return all figures with their paths."""
        return self._all().items()

    def values(self) -> ValuesView[Figure]:
        """Return all figures."""
        return self._all().values()

    def _all(self) -> Mapping[str, Figure]:
        if self._whole is None:
            self._whole = self._evidence.all_figures() | self._found
        return self._whole

    def __repr__(self) -> str:
        return f"<{len(self)} figures>"


class TableEvidence:
    """What the stages kept of a report, from which figures, parts and explanations are computed.

    source, outline: the text and its parts. tables: the reading of each table section. tried: those of all layouts tried.
    labels: those of the form. missing: returns the paths of the figures that the page should have and does not have.
    title_subject: what the form's titles are about, a regular expression.
    """

    def __init__(
        self,
        source: Source,
        outline: Outline,
        tables: Mapping[str, TableReading],
        tried: Mapping[str, list[TableReading]],
        labels: Labels,
        missing: Callable[[], Container[str]] = frozenset,
        title_subject: str = DISCLOSURE,
    ) -> None:
        """Keep references. Nothing is computed yet."""
        self.source = source
        self.outline = outline
        self.tables = tables
        self.tried = tried
        self.labels = labels
        self._missing = missing
        self._title_subject = title_subject
        self._front: Front | None = None
        self._figures: Mapping[str, Figure] | None = None
        self._columns: Cells | None = None
        self._parts: Sequence[Part] | None = None

    @cached_property
    def _spans(self) -> Spans:
        """The places that figures and parts share."""
        return Spans(self.source.text)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be computed again."""
        kept = {name: value for name, value in self.__dict__.items() if name != "_spans"}
        return {**kept, "_figures": None, "_columns": None, "_parts": None, "_missing": Known(self._missing())}

    @property
    def front(self) -> Front:
        """What the report says of itself, with what supports it; read again where the form's own code did not hand it in."""
        if self._front is None:
            self._front = Front(self.source, self.outline, self._title_subject)
        return self._front

    @front.setter
    def front(self, front: Front) -> None:
        self._front = front

    def label(self, path: str) -> str:
        """Return the official label of a figure or a part of the record.

        Raises:
            UnknownPath: nothing in the record has this path.
        """
        return self.labels.label(path)

    def rows(self, section: str) -> Sequence[FormRow]:
        """Return the rows of a table section, as the form typed them."""
        table = self.tables.get(section)
        return table.rows if table is not None else ()

    # --- figures

    def missing(self) -> Container[str]:
        """Return the paths of the figures that the page should have and does not have."""
        return self._missing()

    def figures(self) -> Mapping[str, Figure]:
        """Return every path of the form with its figure."""
        if self._figures is None:
            self._figures = _Figures(self)
        return self._figures

    def of_row(self, entry: Entry, layout: str | None) -> dict[str, Figure]:
        """Return the figures of a row that was found, by their paths."""
        of_file = self.source.file is not None
        printed = self._printed(entry)
        spans = iter(self._spans.of([piece for some in printed.pieces for piece in some]))
        found: dict[str, Figure] = {}
        facts = zip(*printed[1:-1], repeat(layout, len(printed.paths)), strict=True)
        for path, fact, some in zip(printed.paths, facts, printed.pieces, strict=True):
            origins = (next(spans),) if len(some) == 1 else tuple(islice(spans, len(some)))
            found[path] = _figure(fact, origins, self._places(origins) if of_file else ())
        return found

    def all_figures(self) -> dict[str, Figure]:
        """Return all figures by their paths, in the form's order: in one pass over their columns."""
        cells = self.columns()
        ranges = [
            (start, start + len(raw)) for raw, start in zip(cells.raws, cells.begins, strict=True) if raw and start is not None
        ]
        spans = iter(self._spans.of(ranges))
        found: dict[str, Figure] = {}
        without_place: dict[_Facts, Figure] = {}
        for path, facts, start in zip(cells.paths, zip(*cells[1:-1], strict=True), cells.begins, strict=True):
            if facts[2] and start is not None:
                found[path] = _figure(facts, (next(spans),))
                continue
            if facts not in without_place:
                without_place[facts] = _figure(facts)
            found[path] = without_place[facts]
        for table in self.tables.values():
            for entry in table.entries.values():
                if self.source.file is not None or entry.row.whole_cells() is None:  # there is more to say of a figure's places
                    found |= self.of_row(entry, table.grid.layout)
        return found

    def _printed(self, entry: Entry) -> _Printed:
        """Return the figures of a row: what is given, what is printed, and where."""
        extents, text = self._extents(entry), self.source.text
        raws: list[str | None]
        pieces: list[Sequence[Range]]
        if extents is not None:
            raws = [text[start:end] or None for start, end in extents]
            pieces = [(extent,) if extent[0] < extent[1] else () for extent in extents]
        else:
            cells = entry.row.row
            count = len(cells.cells)
            pieces = [cells.pieces(index) if 0 <= index < count else () for index in _cells_of_figures(entry)]
            raws = ["".join([text[start:end] for start, end in some]) if some else None for some in pieces]
        statuses, units, inferred = _given(entry)
        return _Printed(entry.paths(), entry.values, statuses, raws, units, inferred, pieces)

    def _extents(self, entry: Entry) -> list[Range] | None:
        """Return the range of each figure's cell, or ``None`` where a cell of the row is in several pieces."""
        ranges = entry.row.whole_cells()
        if ranges is None:
            return None
        place, count = plain_place(entry), len(ranges)
        if place.placed and place.columns is None:
            first = entry.row.at + place.start
            extents = ranges[first : first + len(entry.columns)]
            if len(extents) == len(entry.columns):
                return extents
        return [ranges[index] if 0 <= index < count else _NOWHERE for index in _cells_of_figures(entry)]

    def _places(self, spans: tuple[Span, ...]) -> tuple[Place, ...]:
        return tuple(place for span in spans for place in self.source.places(span.start, span.end))

    def cells(self) -> Sequence[Cell]:
        """Return every path of the form with its figure as a plain tuple."""
        return list(zip(*self.columns(), strict=True))

    def columns(self) -> Cells:
        """Return every path of the form with its figure, as columns: in one pass, without an object for each."""
        if self._columns is None:
            self._columns = self._made_columns()
        return self._columns

    def _made_columns(self) -> Cells:
        order, missing = self.labels.order, self._missing()
        size = len(order)
        plain: Status = "not_in_form"
        statuses: list[Status] = ["missing" if path in missing else plain for path in order] if missing else [plain] * size
        columns: list[list[Any]] = [[None] * size, statuses, [None] * size, [None] * size, [False] * size]
        columns += [None] * size, [None] * size
        for table in self.tables.values():
            layout = table.grid.layout
            for entry in table.entries.values():
                paths, some = entry.paths(), self._columns_of(entry, layout)
                at = self.labels.extent(paths)
                if at is not None and len(some[0]) == len(some[1]) == len(some[2]) == len(paths):
                    for column, values in zip(columns, some, strict=True):
                        column[at] = values
                    continue
                for path, *figure in zip(paths, *some, strict=False):
                    if (number := order.get(path)) is not None:
                        for column, value in zip(columns, figure, strict=True):
                            column[number] = value
        return Cells(tuple(order), *columns)

    def _columns_of(self, entry: Entry, layout: str | None) -> tuple[Sequence[Any], ...]:
        """Return the figures of a row as columns: those of ``Cells`` except the paths."""
        extents = self._extents(entry)
        if extents is not None:
            text = self.source.text
            statuses, units, inferred = _given(entry)
            raws: Sequence[str | None] = [text[start:end] or None for start, end in extents]
            begins = [start if start < end else None for start, end in extents]
            return entry.values, statuses, raws, units, inferred, (layout,) * len(raws), begins
        printed = self._printed(entry)
        begins = [pieces[0][0] if pieces else None for pieces in printed.pieces]
        return (*printed[1:-1], (layout,) * len(begins), begins)

    # --- coverage

    def parts(self) -> Sequence[Part]:
        """Return the partition of the source text."""
        if self._parts is None:
            pieces = pieces_of(self.source, self.outline, self.tables, self.front.pieces, self.labels.tables)
            self._parts = Parts(pieces, self._spans)
        return self._parts

    # --- explanation

    def explain(self, path: str, findings: tuple[Finding, ...], lang: Language = "en") -> str:
        """Return how the figure was read, for people.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        from gzparse.finish.explanation import explanation

        return explanation(self, path, findings, lang)

    def trace(self, path: str, lang: Language = "en") -> str:
        """Return the accounts of a figure's row, the alternatives that were asked, and what refuted them.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        from gzparse.finish.trace import trace

        return trace(self, path, lang)


def _figure(facts: _Facts, origins: tuple[Span, ...] = (), places: tuple[Place, ...] = ()) -> Figure:
    """Make a figure: in a third of the time that its class takes."""
    figure = _UnfrozenFigure()
    figure.value, figure.status, figure.raw, figure.unit, figure.inferred, figure.layout = facts
    figure.origins = origins
    figure.places = places
    figure.__class__ = Figure
    made: Figure = figure
    return made


def _given(entry: Entry) -> tuple[Sequence[Status], Sequence[str | None], Sequence[bool]]:
    """Return statuses and units of a row's figures, and which of them are inferred."""
    row, size = entry.row, len(entry.columns)
    value: Status = "value"
    statuses = entry.statuses or (value,) * size
    units, marked = entry.units, row.inferred if isinstance(row, TextRow) else ()
    return (
        statuses,
        [units.get(index) for index in range(size)] if units else (None,) * size,
        [status == "value" and index in marked for index, status in enumerate(statuses)] if marked else (False,) * size,
    )


def _cells_of_figures(entry: Entry) -> Sequence[int]:
    """Return which cell of its row holds each figure of the plain account, or -1 where none does."""
    place, at, count = plain_place(entry), entry.row.at, len(entry.columns)
    if not place.placed:
        return (-1,) * count
    if place.columns is None:
        return range(at + place.start, at + place.start + count)
    return [at + item if item >= 0 else -1 for item in place.columns[:count]]
