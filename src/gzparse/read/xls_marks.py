"""What a library for spreadsheets does not say of an XLS file: cells with errors, hidden rows and columns.

An XLS file is a container of streams (OLE); its stream ``Workbook`` is a sequence of records, of which a few are of use here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gzparse.model.document import UNKNOWN
from gzparse.read.xls_looks import XlsLooks
from gzparse.read.xls_notes import notes_in
from gzparse.read.xlsx_marks import Marks

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FREE = 0xFFFFFFFA
"""Numbers of sectors from here on are no sectors."""
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _STRINGS, _DIMENSIONS = 0x0809, 0x000A, 0x0085, 0x002F, 0x00FC, 0x0200
_BOOLERR, _FORMULA, _ROW, _COLUMNS, _NUMBERS = 0x0205, 0x0006, 0x0208, 0x007D, 0x00BD
_CELLS = frozenset((_BOOLERR, _FORMULA, _NUMBERS, 0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6))
_LOWEST = 20
"""A row of so many twentieths of a point is not seen."""
_MOST = 2**24
"""So many places has the largest sheet of this format."""
_REPEATED = 8
"""So many times on average may a text stand in cells for each of its bytes; the count of both is stated."""
_SHORTEST = 3
"""So many bytes has the shortest text in the table of texts."""


def marks_of(data: bytes) -> tuple[dict[str, Marks], bool] | None:
    """Return the marks of the sheets by their names, and whether the file is encrypted; ``None`` where it is damaged.

    The library reserves memory for what a file says of its own size, and ends the program where there is not so much. So that
    is checked before.
    """
    try:
        return _marks(_stream(data, ("Workbook", "Book")))
    except (struct.error, LookupError, ValueError, StopIteration, OverflowError):
        return None


def _marks(stream: bytes) -> tuple[dict[str, Marks], bool]:
    sheets: list[tuple[int, str]] = []
    of_workbook = list(_records(stream, 0))
    for kind, body in of_workbook:
        if kind == _FILEPASS:
            return {}, True
        if kind == _BOUNDSHEET:
            start, _, length, wide = struct.unpack_from("<IHBB", body)
            raw = body[8 : 8 + length * (2 if wide & 1 else 1)]
            sheets.append((start, raw.decode("utf-16-le" if wide & 1 else "latin-1")))
        elif kind == _STRINGS and max(struct.unpack_from("<II", body)) * _SHORTEST > len(stream) * _REPEATED:
            raise ValueError("more texts than the file has room for")
    found: dict[str, Marks] = {}
    looks = XlsLooks.of(of_workbook)
    for start, name in sheets:
        marks = found.setdefault(name, Marks())
        for kind, body in _records(stream, start):
            _mark(kind, body, marks)
        marks.notes.update(notes_in(_records(stream, start)))
        for place, shown in looks.in_sheet(_records(stream, start)):
            if isinstance(shown, str):
                marks.errors.setdefault(place, shown)
            else:
                marks.looks[place] = shown
    return found, False


def _mark(kind: int, body: bytes, marks: Marks) -> None:
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _NUMBERS else column
        marks.last = max(marks.last[0], row), max(marks.last[1], column, last)
        if kind == _BOOLERR and body[7]:
            marks.errors[row, column] = _ERRORS.get(body[6], UNKNOWN)
        elif kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
            marks.errors[row, column] = _ERRORS.get(body[8], UNKNOWN)
    elif kind == _ROW and (body[12] & 0x20 or (body[12] & 0x40 and struct.unpack_from("<H", body, 6)[0] & 0x7FFF <= _LOWEST)):
        marks.hidden_rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        marks.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind == _DIMENSIONS:
        top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) > 10 else "<HHHH", body)
        if bottom < top or right < left or (bottom - top + 1) * (right - left + 1) > _MOST:
            raise ValueError("a sheet larger than there can be")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Return the records of the workbook or of a sheet, up to its end; those of charts within it are left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return a stream of an OLE container by its name."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError("no size of sectors")
    first_directory = struct.unpack_from("<I", data, 48)[0]
    cutoff, first_small, _, first_more, more = struct.unpack_from("<IIIII", data, 56)
    tables = list(struct.unpack_from("<109I", data, 76))
    for _ in range(min(more, len(data) // size)):
        each = struct.unpack_from(f"<{size // 4}I", data, size * (first_more + 1))
        tables += each[:-1]
        first_more = each[-1]
    chain: list[int] = []
    for sector in tables:
        if sector < _FREE:
            chain += struct.unpack_from(f"<{size // 4}I", data, size * (sector + 1))

    def sectors(first: int) -> bytes:
        parts: list[bytes] = []
        while first < _FREE and len(parts) <= len(data) // size:
            parts.append(data[size * (first + 1) : size * (first + 2)])
            first = chain[first]
        return b"".join(parts)

    directory = sectors(first_directory)
    entries: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        entries.setdefault(name, struct.unpack_from("<II", directory, at + 116))
    first, length = next(entries[name] for name in names if name in entries)
    if length >= cutoff:
        return sectors(first)[:length]
    return _small(sectors(entries["Root Entry"][0]), sectors(first_small), first)[:length]


def _small(stream: bytes, table: bytes, first: int) -> bytes:
    parts: list[bytes] = []
    while first < _FREE and len(parts) <= len(stream) // 64:
        parts.append(stream[64 * first : 64 * first + 64])
        first = struct.unpack_from("<I", table, 4 * first)[0]
    return b"".join(parts)
