"""What a library for spreadsheets does not say of an XLS file: cells with errors, hidden rows and columns.

An XLS file is a container of streams (OLE); its stream ``Workbook`` is a sequence of records, of which a few are of use here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gzparse.read.xlsx_marks import UNKNOWN, Marks

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FREE = 0xFFFFFFFA
"""Numbers of sectors from here on are no sectors."""
_BOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x0085, 0x002F
_BOOLERR, _FORMULA, _ROW, _COLUMNS = 0x0205, 0x0006, 0x0208, 0x007D
_OF_SHEETS = frozenset((_BOOLERR, _FORMULA, _ROW, _COLUMNS))


def marks_of(data: bytes) -> tuple[dict[str, Marks], bool]:
    """Return the marks of the sheets by their names, and whether the file is encrypted.

    There are none where the file is damaged, which its reader will say.
    """
    try:
        return _marks(_stream(data, ("Workbook", "Book")))
    except (struct.error, LookupError, ValueError, StopIteration):
        return {}, False


def _marks(stream: bytes) -> tuple[dict[str, Marks], bool]:
    names: dict[int, str] = {}
    found: dict[str, Marks] = {}
    here: Marks | None = None
    for at, kind, body in _records(stream):
        if kind == _FILEPASS:
            return {}, True
        if kind == _BOUNDSHEET:
            start, _, length, wide = struct.unpack_from("<IHBB", body)
            raw = body[8 : 8 + length * (2 if wide & 1 else 1)]
            names[start] = raw.decode("utf-16-le" if wide & 1 else "latin-1")
        elif kind == _BOF:
            here = found.setdefault(names[at], Marks()) if at in names else None
        elif here is not None and kind in _OF_SHEETS:
            _mark(kind, body, here)
    return found, False


def _mark(kind: int, body: bytes, here: Marks) -> None:
    first, second = struct.unpack_from("<HH", body)
    if kind == _BOOLERR and body[7]:
        here.errors[first, second] = _ERRORS.get(body[6], UNKNOWN)
    elif kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        here.errors[first, second] = _ERRORS.get(body[8], UNKNOWN)
    elif kind == _ROW and body[12] & 0x20:
        here.hidden_rows.add(first)
    elif kind == _COLUMNS and body[8] & 1:
        here.hidden_columns.update(range(first, min(second, 255) + 1))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
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
