"""The cells of headers: rows above and between a table's rows → the names in them, and the form's names among these."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, zip_longest

from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, TEXT
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.form.typos import TELLING, may_be_other, typo_distance
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RowKind
from gzparse.model.patterns import compiled, on_use
from gzparse.spec.table import HeaderNames


def header_parts(
    reading: TableReading, entries: Sequence[Entry], form: HeaderNames
) -> Iterator[tuple[list[FormRow], list[Entry]]]:
    """Return the rows of each header with the entries below it: the one above all entries, then those further down."""
    entries = sorted(entries, key=lambda entry: (entry.row.row.start, entry.row.first))
    known_rows = {id(entry.row) for entry in entries}
    begin = _place(entries[0].row) if entries else (sys.maxsize, 0)
    groups: list[tuple[int, list[FormRow]]] = []
    rows: list[FormRow] = []
    index = 0
    for row, behind in zip_longest(reading.rows, reading.rows[1:]):
        if behind is not None and behind.row is row.row and behind.first <= row.first:
            continue  # words before a label, among whose cells they are too
        if id(row) in known_rows and not isinstance(row, TextRow):
            if rows:
                groups.append((index, rows))
                rows = []
            index += 1
        elif _place(row) < begin:
            if isinstance(row, TextRow) or set(row.items) <= {BLANK, TEXT} or _names_several(row, form):
                rows.append(row)
        elif isinstance(row, TextRow):
            if not _has_names(rows, form):
                rows = _first_with_names(reading.rows, known_rows, form) or rows  # a label may stand in a sentence above it
            break  # text between rows may be in any order
        else:
            rows.append(row)
    if rows and index == 0:
        groups.append((0, rows))
    headers = [(at, some) for at, some in groups if at == 0 or _has_names(some, form)]
    if not headers or headers[0][0]:
        headers.insert(0, (0, []))
    ends = [at for at, _ in headers[1:]] + [len(entries)]
    for (at, some), end in zip(headers, ends, strict=True):
        yield some, entries[at:end]


def _has_names(rows: Sequence[FormRow], form: HeaderNames) -> bool:
    """Whether so many of the form's names stand in some rows that they are a header."""
    known = known_names(form)
    return sum(name in known for name in names_in(cells_of(rows, 1), form)) > 2


def _first_with_names(rows: Sequence[FormRow], known_rows: Container[int], form: HeaderNames) -> list[FormRow]:
    """Return the first rows between prescribed ones that are a header."""
    for is_known, some in groupby(rows, lambda row: id(row) in known_rows):
        if not is_known and _has_names(between := list(some), form):
            return between
    return []


def _names_several(row: FormRow, form: HeaderNames) -> bool:
    """Whether a row has several of the form's names in it: then it is a header, also where numbers stand among them."""
    return sum(name in known_names(form) for cell in row.cells() for name in cell_names(cell, form)) > 1


def cells_of(rows: Sequence[FormRow], at: int = 0) -> tuple[str, ...]:
    """Return the cells of a header; those of sentences are left out of one further down, which is number ``at``."""
    cells: list[str] = []
    for row in rows:
        cells += " ".join(row.cells()).split() if isinstance(row, TextRow) else row.cells()
    return tuple(cells if at == 0 else [cell for cell in cells if _OF_SENTENCES.search(cell) is None])


def name_rows(rows: Sequence[FormRow], form: HeaderNames) -> tuple[tuple[tuple[str, ...], ...], list[tuple[str, str]]]:
    """Return the names in a header, row by row where rows are marked, and those that were corrected, as printed."""
    printed: list[_HeaderRow] = []
    last: object = None
    for row in rows:
        printed.append((row.row.type == RowKind.TABLE_ROW, last is row.row, tuple(row.cells())))
        last = row.row
    few = sum(len(row.row.text) for row in rows) < _MEMO_LETTERS
    names, corrected = (_names_of_rows if few else _names_of_rows.__wrapped__)(tuple(printed), form)
    return names, list(corrected)


_HeaderRow = tuple[bool, bool, tuple[str, ...]]
"""What the names in a header's row depend on: whether it is marked, whether it goes on with the row above, and its cells."""
_MEMO_LETTERS, _MEMO_NAMES = 2_000, 100
"""Headers of so many letters, or names, are not kept."""


@lru_cache(256)
def _names_of_rows(
    rows: tuple[_HeaderRow, ...], form: HeaderNames
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, str], ...]]:
    lines: list[list[str]] = []
    marked: set[int] = set()
    for is_marked, goes_on, cells in rows:
        if is_marked and not goes_on:
            marked.add(len(lines))
            lines.append([])
        elif not is_marked and (not lines or len(lines) - 1 in marked):
            lines.append([])
        for cell in cells:
            lines[-1] += cell_names(cell, form)
    found = [[name for name, _ in groupby(_joined(tuple(line), form))] for line in lines]
    for index, line in enumerate(lines):
        whole = _split_whole(line, form) if index not in marked else []
        if whole and all(name in known_names(form) or name == form.above_all for name in whole):
            found[index] = whole  # names that are broken and run together, piece by piece
    printed = {name for line in found for name in line}
    corrected = {
        name: wanted
        for name in printed - known_names(form)
        for wanted in known_names(form) - printed
        if len(wanted) > 3 and typo_distance(name, wanted) < 2 and is_typo(wanted, [name])
    }
    named = tuple(tuple(corrected.get(name, name) for name in line) for line in found)
    known = {*known_names(form), form.above_all}
    return tuple(line for line in named if not known.isdisjoint(line)), tuple((b, a) for a, b in corrected.items())


def official_names(rows: tuple[tuple[str, ...], ...], form: HeaderNames) -> bool:
    """Whether a header's names are the form's, in an order of the form."""
    few = sum(map(len, rows)) < _MEMO_NAMES
    return (_official_names if few else _official_names.__wrapped__)(rows, form)


@lru_cache(256)
def _official_names(rows: tuple[tuple[str, ...], ...], form: HeaderNames) -> bool:
    names = [name for row in rows for name in row]
    first = next((index for index, name in enumerate(names) if name in known_names(form) or name == form.above_all), 0)
    names = [name for name, _ in groupby(names[first:])]
    return tuple(names[names[:1] == [form.above_all] :]) in orders_of_names(form)


@lru_cache(256)
def cell_names(cell: str, form: HeaderNames) -> Sequence[str]:
    """Return the names in a cell of a header, notes in brackets left out; none where it holds a sentence."""
    folded = fold_label(cell).removeprefix("其中:")
    if ":" in folded or (_OF_SENTENCES.search(cell) is not None and "(" not in folded):
        return ()
    text = without_remarks(folded)
    above, title, text = text.partition(form.above_all) if form.above_all else (text, "", "")
    if not title:
        above, text = "", above
    names = [*split_names(above, form), title, *split_names(text, form)]
    return tuple(
        name for name in names if len(name) <= 12 and (terminal("HAN").search(name) or _UNREADABLE.fullmatch(name)) is not None
    )


_UNREADABLE = on_use("[□■?？�◇◆○●]{2,}")
"""A name that cannot be read, as signs in the place of its letters show: its column is one of the table's all the same."""


def is_in_pieces(names: Sequence[str], form: HeaderNames) -> bool:
    """Whether some names are no names, but may be pieces of the form's names."""
    letters = {letter for name in known_names(form) for letter in name}
    return any(name not in known_names(form) and name != form.above_all and letters.issuperset(name) for name in names)


def _split_whole(pieces: Sequence[str], form: HeaderNames) -> list[str]:
    names = [name for name in _between(form).split("".join(pieces).removeprefix(form.above_all)) if name]
    return [*([form.above_all] if "".join(pieces).startswith(form.above_all) and form.above_all else []), *names]


@lru_cache(64)
def _joined(pieces: tuple[str, ...], form: HeaderNames) -> Sequence[str]:
    """Join the pieces of names that are broken over cells or lines."""
    known, names, at = known_names(form), [], 0
    while at < len(pieces):
        end = next((end for end in range(at + 4, at + 1, -1) if "".join(pieces[at:end]) in known), at + 1)
        names.append("".join(pieces[at:end]))
        at = end
    return names


def without_remarks(name: str) -> str:
    """Return a folded name without what stands in brackets in it and changes nothing: a unit, the number of a note, the sums.

    自然人（上年） is another column than 自然人.
    """
    return _REMARKS.sub("", name)


_REMARKS = on_use(r"\((?:[件个人家次元]|[^()]{0,6}单位[^()]*|万元|注\d{0,2}|见注\d{0,2}|\d{1,2}|本列数据[^()]*)\)|[①-⑳*※]+$")


@lru_cache(64)
def names_in(cells: tuple[str, ...], form: HeaderNames) -> Sequence[str]:
    """Return the names in a header's cells, the title over all of them first, if there is one."""
    pieces = [name for cell in cells for name in split_names(cell, form) if name.isalpha()]
    names: list[str] = []
    if form.above_all in pieces:
        pieces = pieces[pieces.index(form.above_all) + 1 :]  # captions stand before it
        names.append(form.above_all)
    # A name may be broken over lines, with a page's number among them.
    names += [name for name in _joined(tuple(pieces), form) if len(name) <= 12 and name != form.above_all]
    return tuple(names)


_OF_SENTENCES = on_use(r"[\d。，；]")


def is_typo(wanted: str, others: Sequence[str]) -> bool:
    """Whether a name of four letters or more has at most one wrong, extra or missing letter, or is only in pieces."""
    for name in (*others, "".join(others)):
        if name == wanted or (len(wanted) > 3 and typo_distance(name, wanted) < 2):
            return not any(name.count(letter) != wanted.count(letter) for letter in TELLING)
    return False


def report_typo(reading: TableReading, below: Sequence[Entry], wanted: str, columns: Sequence[str], actual: str) -> None:
    """Report a name that is not printed as in the form, at its figures if it has other letters: it may be another word."""
    if columns and may_be_other(actual, wanted):
        figures = [f"{entry.path}.{column}" for entry in below for column in entry.columns if column in columns]
        reading.findings.add("column-word", *figures, expected=wanted, actual=actual)
    else:
        reading.findings.add("column-slip", reading.section, expected=wanted, actual=actual)


@cache
def known_names(form: HeaderNames) -> frozenset[str]:
    """Return all names of a form, except the title over all columns."""
    return frozenset(name for order in orders_of_names(form) for name in order)


def is_bare_name(label: str, form: HeaderNames | None) -> bool:
    """Whether a row's label is no more than the name of a column."""
    return form is not None and fold_label(label) in known_names(form)


@cache
def orders_of_names(form: HeaderNames) -> Sequence[Sequence[str]]:
    """Return the orders of the form's names, without the columns under them."""
    return [tuple(name for name, _ in order) for order in form.orders]


def _place(row: FormRow) -> tuple[int, int]:
    """Return where a row begins, by the start of its run and its first cell: cell ranges take long to compute."""
    return row.row.start, row.first


@lru_cache(256)
def split_names(text: str, form: HeaderNames) -> Sequence[str]:
    """Split concatenated names at each name that is known. What stands between known names is a name too.

    A text with only one known name in it is a name as a whole.
    """
    folded = fold_label(text)
    for word, official in form.synonyms:
        folded = folded.replace(word, official)
    if folded in (known := known_names(form)):
        return [folded]
    pieces = [piece for piece in _between(form).split(folded) if piece]
    return pieces if sum(piece in known for piece in pieces) > 1 else [folded]


@cache
def _between(form: HeaderNames) -> re.Pattern[str]:
    return compiled(f"({'|'.join(sorted(known_names(form), key=lambda name: (-len(name), name)))})")
