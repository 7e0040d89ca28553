"""Section two: its rows, block by block → an entry for each prescribed row, in the columns that the header above it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gzparse.annual_report.block_headers import BlockHeader, BlockHeaders
from gzparse.annual_report.specification import Columns, Specification
from gzparse.form.entries import Entry, OwnColumns, holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.known_columns import note_rows, printed_in
from gzparse.form.placing import Outcome, Place
from gzparse.form.row_lexer import fold_label
from gzparse.form.steps import classify_other_row
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.patterns import on_use

__all__ = ["Disclosure", "check_disclosure"]

_WORDS_OF_EDITIONS = {"2021": "制发件数|废止件数|有效件数", "2019": "新制作|新公开|上一年|采购"}
"""What tells the edition of a table none of whose headers is whole: their words stand line by line."""
_REMARKS = on_use(r"备注|说明|注[:：]|[（(]?单位")
_OF_UNITS = on_use(r"注:|\(?单位:")
_WORDS = ("STRAY", "PROSE", "TABLE_TEXT")
_LONGEST_NAME = 8
_MOST_PIECES = 12
_NAMES = "制发件数|废止件数|有效件数|新制作|新公开|公开总数量|处理决定数量|项目数量|增/?减|收费金额|采购总金额"
_OF_HEADERS = f"信息内容|{_NAMES}"
_WHOLE_HEADER = f"信息内容(?:本年|上一?年|现行|对外)?(?:{_NAMES})"
"""What a note does not say of itself: where it stands in one, the note goes on into the header below it."""


class _Row(NamedTuple):
    """A prescribed row, the header above it, and whether words stand there that may be a header of other columns."""

    row: FormRow
    header: BlockHeader | None
    unreadable: bool


class Disclosure:
    """How section two is sorted, in the editions of a specification."""

    def __init__(self, specification: Specification) -> None:
        """Keep what the form prescribes."""
        self.specification = specification
        self.headers = BlockHeaders(specification)

    def sort(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each prescribed row of section two, in the columns that the header above it names."""
        pending = [row for block in blocks for row in self._sort_block(reading, block)]
        editions = set(reading.editions)
        if not editions:
            self._guess_edition(reading, pending)
        edition = next(iter(editions)) if len(editions) == 1 else None
        entries = [self._entry(reading, row, edition) for row in pending]
        for header in {id(row.header): row.header for row in pending if row.header is not None}.values():
            below = [
                entry for entry, row in zip(entries, pending, strict=True) if row.header is header and entry.own is not None
            ]
            if below:
                self._report_own(reading, header, below)
            _note_cells(reading, header.row, [e for e, row in zip(entries, pending, strict=True) if row.header is header])
        return entries

    def _guess_edition(self, reading: TableReading, pending: list[_Row]) -> None:
        """Note the edition by words of headers in pieces, or, without any word, by the widths of all rows."""
        names = " ".join(row.label for row in (*reading.headers, *reading.unread))
        reading.editions += [edition for edition, some in _WORDS_OF_EDITIONS.items() if re.search(some, names)]
        if reading.editions or re.search(_OF_HEADERS, names) or any(row.unreadable for row in pending):
            return
        edition = self.headers.edition_by_width(found.row for found in pending)
        if edition is not None:
            reading.editions.append(edition)
            reading.by_widths = True

    def _sort_block(self, reading: TableReading, block: list[FormRow]) -> Iterator[_Row]:
        """Sort the rows of one article; return the prescribed ones with their headers."""
        header: BlockHeader | None = None
        other: FormRow | None = None  # a header whose columns are not known
        words = False  # stand where a header may stand, and are not a known one
        used = False  # some row stands below the header
        known_rows, known_columns = self.specification.disclosure_rows, self.specification.columns
        above = self._header_in_pieces(reading, block)
        if above:
            header = above[0]
            self._note_header(reading, header)
        pieces = {*map(id, above[1])} if above else ()
        shared = Counter(id(row.row) for row in block if row.type in known_rows and row.row.type == RowKind.TABLE_ROW)
        for index, row in enumerate(block):
            kind = row.type
            if id(row) in pieces:
                reading.headers.append(row)
                continue
            if kind in known_rows:
                family = known_rows[kind][1]
                fits = header is not None and header.fits(family)
                of_others = (header is not None or other is not None) and not used  # a header of other rows
                unclear = (
                    other is not None
                    or ((words or of_others) and not fits)
                    or (shared[id(row.row)] > 1 and not holds_figures(row))
                )
                yield _Row(row, header if fits else None, unclear)
                used = used or fits or other is not None
                continue
            named = None if holds_figures(row) else self._header(row, block, index)
            if named is not None:
                if other is None or used:
                    header, other, words, used = named, None, False, False
                self._note_header(reading, named)
                reading.headers.append(row)
            elif kind in known_columns and not holds_figures(row):
                header, other, used = None, row, False  # a name of one more column stands before the others
                reading.headers.append(row)
            elif kind == "OTHER_COLUMNS" and not holds_figures(row):
                header, other, used = None, row, False
                reading.headers.append(row)
            elif kind in ("ARTICLE", "CONTENT") and not holds_figures(row):
                if kind == "ARTICLE":
                    header, other, words = None, None, False
                reading.headers.append(row)
            else:
                label = "".join(row.label.split())
                of_words = kind in _WORDS
                if of_words and header is not None and not used and self._goes_on(header, row):
                    header, other = None, row
                if re.search(_OF_HEADERS if of_words or (kind == "NOTE" and holds_figures(row)) else _WHOLE_HEADER, label):
                    header, other, used = None, row, False
                if of_words:
                    words = words or (not holds_figures(row) and terminal("HAN").search(label) is not None)
                classify_other_row(reading, row)

    def _header_in_pieces(self, reading: TableReading, block: list[FormRow]) -> tuple[BlockHeader, list[FormRow]] | None:
        """Return the header of a block without marks that is broken over lines, with its rows, if there is one."""
        known = self.specification.disclosure_rows
        first = next((index for index, row in enumerate(block) if row.type in known), 0)
        rows = [row for row in block[:first] if row.type != "ARTICLE"]
        if not rows or len(rows) > _MOST_PIECES or any(row.row.type != RowKind.TEXT or holds_figures(row) for row in rows):
            return None
        if all(row.type == "CONTENT" or row.type in self.specification.columns for row in rows):
            return None
        header = self.headers.in_pieces(rows, reading.findings.source.normalized)
        return None if header is None else (header, rows)

    @staticmethod
    def _goes_on(header: BlockHeader, row: FormRow) -> bool:
        """Whether words are the names of more columns of a header: right behind it where rows are not marked."""
        names = [cell for cell in row.cells() if terminal("HAN").search(cell)]
        return (
            row.row.type in (*RUNS, RowKind.TEXT)
            and not holds_figures(row)
            and any(not _REMARKS.match(name) and len(fold_label(name)) <= _LONGEST_NAME for name in names)
        )

    def _header(self, row: FormRow, block: list[FormRow], index: int) -> BlockHeader | None:
        if row.type in self.specification.columns:
            return None if _has_a_column_before(index, block) else self.headers.known(row)
        return self.headers.named(row) if row.type in ("OTHER_COLUMNS", "STRAY") else None

    def _note_header(self, reading: TableReading, header: BlockHeader) -> None:
        """Note what a header tells of its table: the edition, and the shape of its rows."""
        row = header.row
        for columns, own in header.columns.values():
            reading.editions.append(columns.edition)
            cells = sum(1 for cell in row.cells() if cell.strip())
            if own is None and cells == len(columns.names) + 1:
                reading.shapes.append((1, row.length - 1, 0, cells - 1))

    def _entry(self, reading: TableReading, found: _Row, edition: str | None) -> Entry:
        """Make an entry of a row; ``edition`` is that of all headers of the table, if they are of one."""
        row = found.row
        path, family = self.specification.disclosure_rows[row.type]
        entry = Entry(path, row, (), ())
        columns: Columns | None
        own: OwnColumns | None
        of_header = found.header.columns_of(family, row) if found.header is not None else None
        columns, own = of_header or (None, None)
        unreadable = found.unreadable or (found.header is not None and of_header is None)
        inherited = edition or (reading.editions[0] if reading.by_widths else None)
        if columns is None and not unreadable and inherited is not None:
            columns = self.specification.columns_of(family, inherited)
            if columns is not None and self._has_another_editions_name(row, path, columns.edition):
                columns = None
            elif columns is not None and holds_figures(row):
                reading.by_other_blocks.append(path)
        if columns is None:
            self._withhold_without_columns(reading, entry, family, unreadable)
        else:
            entry.columns, entry.kinds, entry.own = columns.names, columns.kinds, own
        return entry

    @staticmethod
    def _report_own(reading: TableReading, header: BlockHeader, below: Sequence[Entry]) -> None:
        """Report the columns of a block that are not the form's, with one finding for all of its rows."""
        entry = below[0]
        assert entry.own is not None
        own, at = entry.own.own, header.row.text_range()
        kept = [column.removeprefix("?") for column in own if column]
        paths = [entry.path for entry in below]
        if unknown := [column for column in entry.columns if f"?{column}" in own]:
            names = "、".join(name for name, column in zip(header.written, own, strict=False) if column[:1] == "?")
            figures = [f"{path}.{column}" for path in paths for column in unknown]
            reading.findings.add("header-renamed-column", *figures, name=names)
        if lost := [column for column in entry.columns if column not in kept]:
            reading.findings.add("column-missing", *(f"{path}.{column}" for path in paths for column in lost), at=at)
        if "" in own:
            reading.findings.add("columns-set-aside", *paths, at=at, columns=own.count(""))
        if list(dict.fromkeys(kept)) != [column for column in entry.columns if column in kept]:
            reading.findings.add("columns-in-own-order", *paths, at=at)

    def _has_another_editions_name(self, row: FormRow, path: str, edition: str) -> bool:
        """Whether a row has the name that the record gives it, though this edition prints another."""
        name = path.rpartition(".")[2]
        official = self.specification.labels.parts[path]
        return self.specification.printed.get((edition, name), official) != official and official in fold_label(row.label)

    def _withhold_without_columns(self, reading: TableReading, entry: Entry, family: str, other_columns: bool) -> None:
        """Withhold a row of section two of which no header tells the columns."""
        names: Sequence[str] = self.specification.edition_names
        likely = [name for name in names if name in reading.editions]
        columns = next(c for name in (*likely, *names) if (c := self.specification.columns_of(family, name)))
        entry.columns, entry.kinds = columns.names, columns.kinds
        if holds_figures(entry.row) or (other_columns and entry.row.items):
            entry.place = Place(Outcome.OTHER_HEADER if other_columns else Outcome.NO_HEADER)
            entry.withhold()
        elif entry.row.items:
            entry.place = Place(Outcome.BLANK)
            entry.withhold("blank")
        else:
            entry.place = Place(Outcome.NO_CELLS)
            entry.withhold("unreadable")


def _note_cells(reading: TableReading, header: FormRow, below: Sequence[Entry]) -> None:
    """Note the columns of the file's own grid in which rows' figures stand, if their header's cells tell them.

    Columns behind the named ones, over which the header has an empty cell, are none of the form's.
    """
    above = header.row.of_file
    if above is None or not above.whole or any(entry.own is not None for entry in below):
        return
    of_table = [e for e in below if e.row.row.of_file is not None and e.row.row.of_file.table == above.table]
    _, *places = [at for at, cell in enumerate(header.row.cells) if cell.strip()] or [0]
    if not of_table or any(len(places) != len(entry.columns) for entry in of_table):
        return
    foreign = [at for at, cell in enumerate(above.cells) if at > max(places) and cell is not None]
    laid = note_rows(reading, of_table, places, foreign, foreign)
    if printed := printed_in(laid, foreign):
        paths = [entry.path for entry in laid]
        reading.findings.add("columns-set-aside", *paths, at=header.text_range(), columns=len(printed))


def check_disclosure(reading: TableReading) -> None:
    """Report rows that no header stands over, and that are read in the columns of the edition that the other blocks are in."""
    read = {path: entry for path, entry in reading.entries.items() if entry.place.placed}
    if given := [path for path in reading.by_other_blocks if path in read]:
        reading.findings.add("header-of-widths" if reading.by_widths else "header-of-other-blocks", *given)


def _has_a_column_before(at: int, block: list[FormRow]) -> bool:
    """Whether words stand between 信息内容 and the names of a header's columns: the name of one more column."""
    content = next((index for index in range(at - 1, -1, -1) if block[index].type not in _WORDS), -1)
    return 0 <= content < at - 1 and block[content].type == "CONTENT" and any(map(_may_name_a_column, block[content + 1 : at]))


def _may_name_a_column(row: FormRow) -> bool:
    label = fold_label(row.label)
    return (
        not holds_figures(row)
        and terminal("HAN").search(label) is not None
        and not _OF_UNITS.match(label)
        and len(label) <= 2 * _LONGEST_NAME
    )
