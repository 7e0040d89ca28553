"""Coverage: outline and table readings → the pieces of the whole text, each with what it was read as."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, overload

from gzparse.finish.narrative import page_number_lines
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK
from gzparse.form.table_reading import TableReading
from gzparse.model.data import unfrozen
from gzparse.model.letters import annotation_end
from gzparse.model.patterns import on_use
from gzparse.model.reading import Part, PartKind, Piece
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source, Span, line_starts, trim

_CELL_MARKS = ' \n\t|,;"'
"""What stands between the cells of a table, and is no text."""
_LETTERS, _WORD = on_use(r"[^\W_]"), on_use(r"[^\s|,;]+")
_JOINED: frozenset[PartKind] = frozenset(("separator", "narrative", "preamble", "unread"))
"""What is one piece where two of them touch."""

Region = tuple[Range, PartKind]
_UnfrozenSpan, _UnfrozenPart = unfrozen(Span), unfrozen(Part)


class Spans:
    """The places of a text: each is made once, since a figure's place is a piece of the text, too."""

    def __init__(self, text: str) -> None:
        self._starts = [*line_starts(text), len(text) + 1]
        self._made: dict[int, Span] = {}

    def of(self, ranges: Iterable[Range]) -> list[Span]:
        """Return the places of ranges of the text. Most begin on the line of the one before them."""
        starts, made = self._starts, self._made
        line = first = after = 0
        spans = []
        for start, end in ranges:
            span: Any = made.get(start)
            if span is None or span.end != end:
                if not first <= start < after:
                    line = bisect.bisect_right(starts, start)
                    first, after = starts[line - 1], starts[line]
                made[start] = span = _UnfrozenSpan()
                span.start = start
                span.end = end
                span.line = line
                span.column = start - first + 1
                span.__class__ = Span
            spans.append(span)
        return spans

    def parts(self, pieces: Iterable[Piece]) -> list[Part]:
        """Return pieces as parts. They come in the order of the text, and hardly any of their places is asked for again."""
        starts, made = self._starts, self._made
        line = first = after = 0
        parts = []
        for start, end, kind in pieces:
            span: Any = made.get(start)
            if span is None or span.end != end:
                if start >= after:
                    line = bisect.bisect_right(starts, start)
                    first, after = starts[line - 1], starts[line]
                span = _UnfrozenSpan()
                span.start = start
                span.end = end
                span.line = line
                span.column = start - first + 1
                span.__class__ = Span
            part = _UnfrozenPart()
            part.kind = kind
            part.span = span
            part.__class__ = Part
            parts.append(part)
        return parts


class Parts(Sequence[Part]):
    """The parts of a text. They are made of its pieces when one of them is looked at."""

    def __init__(self, pieces: Sequence[Piece], spans: Spans) -> None:
        """Keep the pieces, in the order of the text."""
        self._pieces = pieces
        self._spans = spans

    @cached_property
    def _made(self) -> tuple[Part, ...]:
        return tuple(self._spans.parts(self._pieces))

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Part, ...]: ...
    def __getitem__(self, index: int | slice) -> Part | tuple[Part, ...]:
        return self._made[index]

    def __iter__(self) -> Iterator[Part]:
        return iter(self._made)

    def __eq__(self, other: object) -> bool:
        return self._made == (other._made if isinstance(other, Parts) else other)

    def __hash__(self) -> int:
        return hash(self._made)

    def __repr__(self) -> str:
        return f"<{len(self)} parts>"


class Coverage:
    """The pieces of a text as they are found, from its beginning to its end."""

    def __init__(self, source: Source, regions: Sequence[Region]) -> None:
        """Keep the text and the regions: what text is that has no mark of its own."""
        self.source = source
        self.found: list[Piece] = []
        self._plain = source.text == source.normalized
        self._bounds = sorted({bound for extent, _ in regions for bound in extent})
        self._regions: list[Region | None] = [_first_around(bound, regions) for bound in self._bounds]
        self._starts = sorted(extent[0] for extent, _ in regions)

    def fill(self, marks: Iterable[Piece], at: int = 0) -> list[Piece]:
        """Return the pieces from an offset on: the marks, in order, and what stands between them."""
        found, plain = self.found, self._plain
        text = self.source.normalized
        bound = 0
        in_table = False
        for mark in marks:
            start, end, kind = mark
            if start < at or not plain:
                start, end = max(start, at), end if plain else self._with_annotation(end)
                mark = start, end, kind
            if at < start:
                if at >= bound:
                    bound, in_table = self._around(at)
                between = text[at:start]
                if plain and (between.isspace() or (in_table and start <= bound and not between.strip(_CELL_MARKS))):
                    if found and found[-1][2] == "separator":
                        at = found.pop()[0]
                    found.append((at, start, "separator"))
                else:
                    self._between(at, start)
            if end > start:
                if plain and kind not in _JOINED:
                    found.append(mark)
                else:
                    self._put(start, end, kind)
            if end > at:
                at = end
        return found

    def _around(self, at: int) -> tuple[int, bool]:
        """Return how far an offset's region goes on at least, and whether marks of cells alone are separators in it."""
        index = bisect.bisect_right(self._bounds, at)
        region = self._regions[index - 1] if index else None
        bound = self._bounds[index] if index < len(self._bounds) else len(self.source.text)
        return bound, region is None or region[1] == "unread"

    def _between(self, start: int, end: int) -> None:
        """Add what stands between two marks: white space and cell marks are separators, other text is what its region is."""
        normalized = self.source.normalized
        while start < end:
            region = self._region(start)
            stop = min(end, region[0][1] if region is not None else self._next_region(start, end))
            piece = normalized[start:stop]
            kind: PartKind = region[1] if region is not None else "separator"
            if kind == "unread" and not piece.strip(_CELL_MARKS):
                kind = "separator"
            a, b = trim(normalized, (start, stop))
            b = min(self._with_annotation(b), stop)
            if kind == "separator" or a == b:
                self._put(start, stop, "separator")
            else:
                self._put(start, a, "separator")
                self._put(a, b, kind)
                self._put(b, stop, "separator")
            start = stop

    def _region(self, at: int) -> Region | None:
        """Return the first region around an offset."""
        index = bisect.bisect_right(self._bounds, at) - 1
        return self._regions[index] if index >= 0 else None

    def _next_region(self, start: int, end: int) -> int:
        """Return where a region begins behind an offset in no region, or the end."""
        index = bisect.bisect_right(self._starts, start)
        return self._starts[index] if index < len(self._starts) else end

    def _with_annotation(self, end: int) -> int:
        """Return the end of a range with the pinyin annotation behind it, which is blank in the normalized text."""
        return annotation_end(self.source.text, self.source.normalized, end)

    def _put(self, start: int, end: int, kind: PartKind) -> None:
        """Add a piece. Markup between cells, and what programs write into empty ones, is furniture."""
        text = self.source.text
        if kind == "separator" and _LETTERS.search(text, start, end) is not None:
            for word in _WORD.finditer(text, start, end):
                if _LETTERS.search(word.group()) is not None:
                    self._put_as(start, word.start(), "separator")
                    self._put_as(*word.span(), "furniture")
                    start = word.end()
        self._put_as(start, end, kind)

    def _put_as(self, start: int, end: int, kind: PartKind) -> None:
        found = self.found
        if start == end:
            return
        if found and found[-1][2] == kind and kind in _JOINED:
            start = found.pop()[0]
        found.append((start, end, kind))


def _first_around(at: int, regions: Sequence[Region]) -> Region | None:
    return next((region for region in regions if region[0][0] <= at < region[0][1]), None)


def pieces_of(
    source: Source,
    outline: Outline,
    tables: Mapping[str, TableReading],
    title: Iterable[Range],
    with_figures: Sequence[str],
) -> list[Piece]:
    """Return the partition of the source text.

    title: the pieces of the title. with_figures: the names of the sections that hold tables.
    """
    text = source.normalized
    marks: list[Piece] = [(start, end, "title") for start, end in title]
    furniture: list[Range] = []
    regions: list[Region] = [(outline.front, "unread" if outline.table_in_front else "preamble")]
    for section in outline.sections.values():
        marks += [(start, end, "heading") for start, end in (section.heading, *section.repeated)]
        if section.name in with_figures:
            regions.append((section.body, "unread"))
        else:
            regions.append((section.body, "narrative"))
            furniture += page_number_lines(source, *section.body)
    furniture += [line for line in source.furniture if line[0] >= outline.front[1]]
    marks += [(*trim(source.text, line), "furniture") for line in furniture]
    regions += [(place, "unread") for place in outline.headless.values()]
    if outline.signature is not None:
        marks.append((*outline.signature, "signature"))
        regions.append(((outline.signature[1], outline.end), "furniture"))  # a site's own words, if any
    if outline.rest is not None:
        marks.append((outline.end, len(text), "unread"))
    known: dict[Piece, Sequence[Piece]] = {}
    others = [*marks]
    for table in tables.values():
        pieces = table.pieces(partial(_pieces_of_table, source, regions)) if source.text == text else None
        if not pieces or any(start < pieces[-1][1] and end > pieces[0][0] for start, end, _ in others):
            marks += _marks_of_table(table)
        else:
            marks.append((pieces[0][0], pieces[-1][1], "label"))  # for all of them
            known[marks[-1]] = pieces
    marks.sort()
    marks.append((len(text), len(text), "separator"))
    found = Coverage(source, regions).fill(marks)
    return [one for piece in found for one in known.get(piece, (piece,))] if known else found


def _pieces_of_table(source: Source, regions: Sequence[Region], table: TableReading) -> Sequence[Piece]:
    """Return the pieces of a table's text, from its first mark to its last."""
    marks = sorted(_marks_of_table(table))
    return Coverage(source, regions).fill(marks, marks[0][0]) if marks else ()


def _marks_of_table(table: TableReading) -> list[Piece]:
    marks: list[Piece] = []
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
            marks.append((*row.text_range(), whole))
            continue
        cells, first, at, items = row.row, row.first, row.at, row.items
        ranges = cells.whole_cells()
        if ranges is None or others:
            marks += _marks_of_cells(row, whole, others)
        elif whole != "label":
            marks += [(start, end, whole) for start, end in ranges[first : at + len(items)] if start < end]
        else:
            marks += [(start, end, "label") for start, end in ranges[first:at] if start < end]
            marks += [
                (start, end, "separator" if item == BLANK else "figure")
                for (start, end), item in zip(ranges[at : at + len(items)], items, strict=True)
                if start < end
            ]
    return marks


def _marks_of_cells(row: FormRow, whole: PartKind, others: Mapping[tuple[int, int], PartKind]) -> Iterator[Piece]:
    """Return the pieces of a row's cells, each of which may be in several places of the text, or not be the row's."""
    for index in range(row.first, row.at + len(row.items)):
        kind = whole
        if index >= row.at and whole == "label":
            kind = "separator" if row.items[index - row.at] == BLANK else "figure"
        kind = others.get((id(row.row), index), kind)
        yield from ((start, end, kind) for start, end in row.row.pieces(index))
