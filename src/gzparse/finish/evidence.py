"""Evidence: table readings → each figure's origin and status, and the coverage of the text. Computed on demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from gzparse.finish.explanation import explanation
from gzparse.finish.front import Front
from gzparse.finish.narrative import page_number_lines
from gzparse.finish.trace import trace
from gzparse.form.alternatives.facts import plain_place
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import Language
from gzparse.model.letters import annotation_end
from gzparse.model.paths import Labels
from gzparse.model.reading import Cell, Figure, Finding, Part, PartKind, Status
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source
from gzparse.spec.form import DISCLOSURE

_CELL_MARKS = ' \n\t|,;"'
"""What stands between the cells of a table, and is no text."""
_LETTERS, _WORD = re.compile(r"[^\W_]"), re.compile(r"[^\s|,;]+")


class Known:
    """What a function returned, in place of the function: it can be pickled."""

    __slots__ = ("value",)

    def __init__(self, value: Container[str]) -> None:
        """Keep the value."""
        self.value = value

    def __call__(self) -> Container[str]:
        """Return the value."""
        return self.value


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
        self._parts: tuple[Part, ...] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be computed again."""
        return {**self.__dict__, "_figures": None, "_parts": None, "_missing": Known(self._missing())}

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

    def figures(self) -> Mapping[str, Figure]:
        """Return every path of the form with its figure."""
        if self._figures is None:
            found: dict[str, Figure] = {}
            for table in self.tables.values():
                for entry in table.entries.values():
                    found.update(self._row_figures(entry, table.grid.layout))
            missing = self._missing()
            for path in self.labels.figures:
                if path not in found:
                    found[path] = Figure(None, None, "missing" if path in missing else "not_in_form")
            self._figures = MappingProxyType({path: found[path] for path in self.labels.figures})
        return self._figures

    def _row_figures(self, entry: Entry, layout: str | None) -> list[tuple[str, Figure]]:
        row = entry.row
        cells = len(row.row.cells)
        place = plain_place(entry)
        given = []
        for index, path in enumerate(entry.paths()):
            status: Status = "value" if entry.statuses is None else entry.statuses[index]
            value: int | Decimal | str | None = entry.values[index]
            item = place.item(index)
            at = row.at + item
            placed = place.placed and item >= 0 and at < cells
            spans = tuple([self.source.span(*piece) for piece in row.row.pieces(at)]) if placed else ()
            raw = "".join([self.source.text[span.start : span.end] for span in spans]) if spans else None
            unit = entry.units.get(index) if entry.units else None
            inferred = isinstance(row, TextRow) and index in row.inferred and status == "value"
            given.append((path, Figure(raw, value, status, spans, unit, layout, inferred)))
        return given

    def cells(self) -> Sequence[Cell]:
        """Return every path of the form with its figure as a plain tuple: in one pass, without an object for each."""
        found: dict[str, Cell] = {}
        for table in self.tables.values():
            for entry in table.entries.values():
                self._row_cells(entry, table.grid.layout, found)
        missing = self._missing()
        return [
            found.get(path) or (path, None, "missing" if path in missing else "not_in_form", None, None, False, None, None)
            for path in self.labels.figures
        ]

    def _row_cells(self, entry: Entry, layout: str | None, found: dict[str, Cell]) -> None:
        """Add what ``_row_figures`` makes of a row."""
        row, text = entry.row, self.source.text
        printed, values, statuses, units = row.row, entry.values, entry.statuses, entry.units
        place = plain_place(entry)
        cells, at, start, columns, placed = len(printed.cells), row.at, place.start, place.columns, place.placed
        ranges = printed.cell_ranges() if placed else ()
        broken = placed and printed.is_broken
        inferred = row.inferred if isinstance(row, TextRow) else ()
        status: Status = "value"
        for index, path in enumerate(_paths(entry.path, entry.columns)):
            if statuses is not None:
                status = statuses[index]
            raw: str | None = None
            begin: int | None = None
            if placed and (item := start + index if columns is None else columns[index]) >= 0 and (item := item + at) < cells:
                a, b = ranges[item]
                if broken:
                    pieces = printed.pieces(item)
                    if pieces:
                        raw, begin = "".join([text[c:d] for c, d in pieces]), pieces[0][0]
                elif a < b:
                    raw, begin = text[a:b], a
            unit = units.get(index) if units else None
            by_evidence = index in inferred and status == "value"
            found[path] = (path, values[index], status, raw, unit, by_evidence, layout, begin)

    # --- coverage

    def parts(self) -> tuple[Part, ...]:
        """Return the partition of the source text."""
        if self._parts is None:
            self._parts = tuple(self._work_out_parts())
        return self._parts

    def _work_out_parts(self) -> list[Part]:
        outline, text = self.outline, self.source.normalized
        marks: list[tuple[Range, PartKind]] = [(piece, "title") for piece in self.front.pieces]
        in_front: PartKind = "unread" if outline.table_in_front else "preamble"
        regions: list[tuple[Range, PartKind]] = [(outline.front, in_front)]
        for section in outline.sections.values():
            marks += [(s, "heading") for s in (section.heading, *section.repeated)]
            narrative = section.name not in self.labels.tables
            regions.append((section.body, "narrative" if narrative else "unread"))
            lines = page_number_lines(self.source, *section.body) if narrative else ()
            marks += [(_trim(self.source.text, line), "furniture") for line in lines]
        behind_front = [line for line in self.source.furniture if line[0] >= outline.front[1]]
        marks += [(_trim(self.source.text, line), "furniture") for line in behind_front]
        regions += [(place, "unread") for place in outline.headless.values()]
        if outline.signature is not None:
            marks.append((outline.signature, "signature"))
            regions.append(((outline.signature[1], outline.end), "furniture"))  # a site's own words, if any
        if outline.rest is not None:
            marks.append(((outline.end, len(text)), "unread"))
        for table in self.tables.values():
            marks += self._table_marks(table)
        marks.sort()
        parts: list[Part] = []
        at = 0
        for (start, end), kind in [*marks, ((len(text), len(text)), "separator")]:
            start, end = max(start, at), self._with_annotation(end)
            self._fill(parts, at, start, regions)
            if end > start:
                self._put(parts, start, end, kind)
            at = max(at, end)
        return parts

    def _table_marks(self, table: TableReading) -> list[tuple[Range, PartKind]]:
        marks: list[tuple[Range, PartKind]] = []
        kinds: dict[int, PartKind] = {}
        kinds |= {id(row): "header" for row in table.headers}
        kinds |= {id(row): "note" for row in table.notes}
        kinds |= {id(row): "unread" for row in table.unread}
        kinds |= {id(row): "label" for row in table.extra}
        kinds |= {id(row): "furniture" for row in table.furniture}
        # Cells within a row that do not belong to it, next to its figures or before its label.
        others = dict(table.cell_roles)
        for row in table.unread:
            others |= {(id(row.row), index): "unread" for index in range(row.first, row.at + len(row.items))}
        for row in table.rows:
            whole = kinds.get(id(row), "label")
            if whole in ("unread", "note"):
                marks.append((row.text_range(), whole))
                continue
            for index in range(row.first, row.at + len(row.items)):
                for piece in row.row.pieces(index):
                    kind: PartKind = whole
                    if index >= row.at and whole == "label":
                        kind = "figure" if row.items[index - row.at] != BLANK else "separator"
                    marks.append((piece, others.get((id(row.row), index), kind)))
        return marks

    def _fill(self, parts: list[Part], start: int, end: int, regions: list[tuple[Range, PartKind]]) -> None:
        """Add the parts between two marks: white space and cell marks are separators, other text is what its region is."""
        while start < end:
            region = next(((s, k) for s, k in regions if s[0] <= start < s[1]), None)
            stop = min(end, region[0][1]) if region else min([end, *[s[0] for s, _ in regions if s[0] > start]])
            piece = self.source.normalized[start:stop]
            kind: PartKind = region[1] if region else "separator"
            if kind == "unread" and not piece.strip(_CELL_MARKS):
                kind = "separator"
            a, b = _trim(self.source.normalized, (start, stop))
            b = min(self._with_annotation(b), stop)
            if kind == "separator" or a == b:
                self._put(parts, start, stop, "separator")
            else:
                for extent, what in (((start, a), "separator"), ((a, b), kind), ((b, stop), "separator")):
                    if extent[0] < extent[1]:
                        self._put(parts, *extent, what)  # type: ignore[arg-type]
            start = stop

    def _with_annotation(self, end: int) -> int:
        """Return the end of a range with the pinyin annotation behind it, which is blank in the normalized text."""
        return annotation_end(self.source.text, self.source.normalized, end)

    def _put(self, parts: list[Part], start: int, end: int, kind: PartKind) -> None:
        """Add a part. Markup between cells, and what programs write into empty ones, is furniture."""
        if kind == "separator" and _LETTERS.search(self.source.text, start, end) is not None:
            for word in _WORD.finditer(self.source.text, start, end):
                if _LETTERS.search(word.group()) is not None:
                    self._put_as(parts, start, word.start(), "separator")
                    self._put_as(parts, *word.span(), "furniture")
                    start = word.end()
        self._put_as(parts, start, end, kind)

    def _put_as(self, parts: list[Part], start: int, end: int, kind: PartKind) -> None:
        if start == end:
            return
        if parts and parts[-1].kind == kind and kind in ("separator", "narrative", "preamble", "unread"):
            start = parts.pop().span.start
        parts.append(Part(kind, self.source.span(start, end)))

    # --- explanation

    def explain(self, path: str, findings: tuple[Finding, ...], lang: Language = "en") -> str:
        """Return how the figure was read, for people.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        return explanation(self, path, findings, lang)

    def trace(self, path: str, lang: Language = "en") -> str:
        """Return the accounts of a figure's row, the alternatives that were asked, and what refuted them.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        return trace(self, path, lang)


@lru_cache(4096)
def _paths(row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths of a row's figures."""
    return tuple(f"{row}.{column}" for column in columns)


def _trim(text: str, extent: Range) -> Range:
    start, end = extent
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
