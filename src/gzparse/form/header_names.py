"""The names in a table's header, compared with the form's → columns that are withheld, or a finding.

A page may print the names in another order, other names, or names that are concatenated or broken over lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import (
    cells_of,
    header_parts,
    is_typo,
    known_names,
    names_in,
    orders_of_names,
    report_typo,
    split_names,
)
from gzparse.form.placing import Outcome, Place
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind
from gzparse.model.reading import Status
from gzparse.spec.table import HeaderName, HeaderNames


def is_reordered(header: FormRow, names: HeaderNames) -> bool:
    """Whether a header names its columns in another order than the form.

    A line by itself is a part of a header, in which a name may be left out. In a header that is broken over lines, each line is
    examined by itself, or all of them together where each has one name.
    """
    if header.type.endswith("_REORDERED"):
        if header.row.type != RowKind.LINE:
            copies = list(_copies(names_in(tuple(header.cells()), names), names))
            return len(copies) < 2 or not all(copy in orders_of_names(names) for copy in copies)
        in_line = split_names(header.label, names)
        return not any(_stands_in(in_line, order) for order in names.orders)
    if not header.type.endswith("_BROKEN"):
        return False
    return pieces_out_of_order(tuple(header.cells()), names)


@lru_cache(256)
def pieces_out_of_order(cells: tuple[str, ...], names: HeaderNames) -> bool:
    """Whether the lines of a header in which names are in pieces have the pieces in another order than the form's columns."""
    lines = ["".join(line.split()) for cell in cells for line in cell.split("\n") if line.strip()]
    if all(len(line) < 5 for line in lines):
        lines = ["".join(lines)]
    for line in lines:
        for halves in names.halves:
            ranks = [halves.index(found) for found in re.findall("|".join(halves), line)]
            if any(b < a for a, b in pairwise(ranks)):
                return True
        for halves in names.alternating_halves:
            if any(found != halves[i % 2] for i, found in enumerate(re.findall("|".join(halves), line))):
                return True
    return False


def _stands_in(names: Sequence[str], order: Sequence[HeaderName]) -> bool:
    """Whether names are adjacent in an order, of which one may be left out."""
    for start in range(len(order)):
        some = iter(order[start : start + len(names) + 1])
        if all(any(name == other for other, _ in some) for name in names):
            return True
    return False


# --- the names of columns ---------------------------------------------------------------------------------------------


def check_renamed_columns(reading: TableReading, decided: Container[int] = ()) -> bool:
    """Withhold figures below a header that does not name the form's columns, in the form's order, each once.

    A name that is not the form's withholds its column; names in another order or an extra column withhold all; a duplicated
    name next to a missing one withholds both columns. A header that is printed again counts for the rows below it. Return
    whether figures were withheld.

    decided: the rows whose columns are known already.
    """
    found = False
    if reading.table.header_names is None:
        return found
    for names, below in _headers(reading, reading.table.header_names):
        if below and all(id(entry.row) in decided for entry in below):
            continue
        for part in _copies(names, reading.table.header_names):
            found = _check_header(reading, part, below) or found
    return found


def _check_header(reading: TableReading, written: Sequence[str], below: list[Entry]) -> bool:
    names = reading.table.header_names
    header = _compared(written, names) if names is not None else None
    if header is None:
        return False
    reordering = header.reordering()
    if reordering and not header.foreign() and not reading.grid.types.isdisjoint((RowKind.LINE, RowKind.TEXT)):
        return False  # lines of a header in pieces are examined one by one
    if doubt := reordering or header.extra_column() or header.duplicated_name():
        return withhold_columns(reading, below, doubt.columns, doubt.reason, doubt.name)
    if lost := header.lost():
        reading.findings.add("header-lacks-name", reading.section, names="、".join(lost))
    renamed = False
    for (wanted, columns), others in header.renamed():
        if not is_typo(wanted, others):
            under = {*columns, *header.columns_of(others)}
            renamed = withhold_columns(reading, below, under, "header-renamed-column", "、".join(others)) or renamed
        elif "".join(others) != wanted:
            report_typo(reading, below, wanted, columns, others[0])
    return renamed


class _Change(NamedTuple):
    """A difference between a header and the form: the form's names that are missing, those in their place, and where."""

    missing: Sequence[HeaderName]
    others: Sequence[str]
    at: int

    def pairs(self) -> Iterator[tuple[HeaderName, Sequence[str]]]:
        """Return each missing name with what stands in its place: all of it, where there are fewer or more names."""
        if not self.others or "".join(self.others) == "".join(name for name, _ in self.missing):
            return iter(())  # nothing, or the same names in other pieces
        if len(self.missing) == len(self.others):
            return zip(self.missing, ([name] for name in self.others), strict=True)
        return ((name, self.others) for name in self.missing)


class _HeaderFault(NamedTuple):
    """What a header has that the form does not have: the finding's reason, a name, and the columns that are unknown for it."""

    columns: set[str]
    reason: str
    name: str = ""


class _Header(NamedTuple):
    """A header's names, and how they differ from the form's order that is most like them."""

    written: Sequence[str]
    names: Sequence[str]  # a name over several columns may be written in each of their cells; here it stands once
    order: Sequence[HeaderName]
    changes: list[_Change]
    known: Container[str]
    first: int  # the index of the first name that is not a caption; a caption may stand first where there is no title

    def foreign(self) -> list[str]:
        """Return the names that are not the form's."""
        return [name for change in self.changes for name in change.others if name not in self.known]

    def lost(self) -> list[str]:
        """Return the form's names of single columns that the header lacks and for which nothing stands."""
        lost = (change.missing for change in self.changes if not change.others)
        return [name for missing in lost for name, columns in missing if len(columns) == 1]

    def renamed(self) -> Iterator[tuple[HeaderName, Sequence[str]]]:
        """Return the form's names of columns that the header lacks, with what stands for each."""
        return (pair for change in self.changes for pair in change.pairs() if pair[0][1])

    def columns_of(self, names: Container[str]) -> set[str]:
        """Return the columns that stand under some of the form's names."""
        return {column for name, columns in self.order if name in names for column in columns}

    def reordering(self) -> _HeaderFault | None:
        """Return the fault that names stand elsewhere than in the form, if some do."""
        missing = {name for change in self.changes for name, _ in change.missing}
        if missing.isdisjoint(name for change in self.changes for name in change.others):
            return None
        if foreign := self.foreign():
            return _HeaderFault(self._all(), "header-reordered-other-name", foreign[0])
        return _HeaderFault(self._all(), "header-reordered")

    def extra_column(self) -> _HeaderFault | None:
        """Return the fault of an extra name between the form's, or behind the last if one of the form's is missing.

        Notes may have a column behind the last.
        """
        added = [change for change in self.changes if not change.missing and self.first <= change.at < len(self.names)]
        extra = [change for change in added if self.lost() or change.at + len(change.others) < len(self.names)]
        if not extra:
            return None
        name = extra[0].others[0]
        return _HeaderFault(self._all(), "header-name-elsewhere" if name in self.known else "header-extra-name", name)

    def duplicated_name(self) -> _HeaderFault | None:
        """Return the fault of a duplicated name next to the place of a missing one, in which it may stand."""
        for change in self.changes:
            adjacent = self.names[max(change.at - 1, 0) : change.at + 1]
            twice = [name for name in adjacent if self.written.count(name) > self.names.count(name)]
            if not change.others and twice:
                lost = {column for _, columns in change.missing for column in columns}
                return _HeaderFault(self.columns_of(twice) | lost, "header-duplicated-name", twice[0])
        return None

    def _all(self) -> set[str]:
        return {column for _, columns in self.order for column in columns}


def _compared(written: Sequence[str], form: HeaderNames) -> _Header | None:
    """Compare a header's names with the form's. Return ``None`` where they are the same, or too few to be a header."""
    return _comparison(tuple(written), form)


@lru_cache(1_000)
def _comparison(written: tuple[str, ...], form: HeaderNames) -> _Header | None:
    first = int(not written or written[0] != form.above_all)
    written = written[1 - first :]
    names = tuple(name for name, _ in groupby(written))
    if not names or names in orders_of_names(form):
        return None
    from difflib import SequenceMatcher  # seldom needed

    if first and any(len(name) > 3 and name in names[0] and name not in names for name in known_names(form)):
        first = 0  # a name with one of the form's names in it that stands nowhere else is not a caption
    matchers = [SequenceMatcher(None, order, names, autojunk=False) for order in orders_of_names(form)]
    # An order with as many names as the header, most of them the same, is preferred to one that only matches better.
    order, best = max(
        zip(form.orders, matchers, strict=True),
        key=lambda pair: (len(pair[0]) == len(names) and pair[1].ratio() > 0.8, pair[1].ratio()),
    )
    if 2 * sum(block.size for block in best.get_matching_blocks()) < len(order):
        return None
    changes = [_Change(order[a:b], names[start:end], start) for tag, a, b, start, end in best.get_opcodes() if tag != "equal"]
    return _Header(written, names, order, changes, known_names(form), first)


def _headers(reading: TableReading, form: HeaderNames) -> Iterator[tuple[Sequence[str], list[Entry]]]:
    """Return the names in each header with the rows below it."""
    for at, (rows, below) in enumerate(header_parts(reading, list(reading.entries.values()), form)):
        if names := names_in(cells_of(rows, at), form):
            yield names, below


def _copies(names: Sequence[str], form: HeaderNames) -> Iterator[Sequence[str]]:
    """Split a header that is printed twice in a row, where the name that begins it occurs a second time."""
    first = next((name for name in names if name in known_names(form)), "")
    starts = [index for index, name in enumerate(names) if name == first] if first in _known_once(form) else []
    size = min(map(len, orders_of_names(form)))
    starts = [start for start in starts[1:] if min(start, len(names) - start) >= size - 1]
    for start, end in pairwise([0, *starts, len(names)]):
        yield names[start:end]


@cache
def _known_once(form: HeaderNames) -> frozenset[str]:
    """Return the names that occur only once in some order."""
    counts = map(Counter, orders_of_names(form))
    return frozenset(name for count in counts for name in count if count[name] == 1)


def withhold_columns(reading: TableReading, entries: list[Entry], columns: Container[str], reason: str, name: str) -> bool:
    """Withhold what stands in some columns of rows, blanks included. Return whether there was any."""
    paths = [path for entry in entries for path in hide_columns(entry, columns)]
    if paths:
        reading.findings.add(reason, *paths, name=name)
    return bool(paths)


def hide_columns(entry: Entry, columns: Container[str]) -> list[str]:
    """Withhold what stands in some columns of a row, if it was placed; return the paths of these figures."""
    if not entry.place.certain:
        return []
    hidden = [i for i, column in enumerate(entry.columns) if column in columns]
    statuses: list[Status] = list(entry.statuses or ["value"] * len(entry.columns))
    entry.values = tuple(None if i in hidden else value for i, value in enumerate(entry.values))
    entry.statuses = tuple("withheld" if i in hidden else status for i, status in enumerate(statuses))
    return [entry.paths()[i] for i in hidden]


def withhold_reordered(reading: TableReading, header: FormRow) -> None:
    """Withhold all figures of a table whose header names its columns in another order."""
    for entry in reading.entries.values():
        if any(value is not None for value in entry.values):
            entry.place = Place(Outcome.REORDERED)
            entry.withhold()
    reading.findings.add("header-reordered-whole", reading.section, at=header.text_range())
