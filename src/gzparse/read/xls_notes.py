"""Notes on the cells of an XLS sheet: records that name a cell and an object, whose text stands in other records."""

from __future__ import annotations

import struct
from collections.abc import Iterable

__all__ = ["notes_in"]

_NOTE, _OBJECT, _TEXT, _CONTINUED = 0x001C, 0x005D, 0x01B6, 0x003C


def notes_in(records: Iterable[tuple[int, bytes]]) -> dict[tuple[int, int], str]:
    """Return the notes on the cells of a sheet by row and column from 0, given its records."""
    cells: dict[tuple[int, int], int] = {}
    texts: dict[int, str] = {}
    current, left = 0, 0
    for kind, body in records:
        if kind == _OBJECT and len(body) >= 8:
            current, left = struct.unpack_from("<H", body, 6)[0], 0
        elif kind == _TEXT and len(body) >= 12:
            left = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUED and left and body:
            wide = body[0] & 1
            piece = body[1 : 1 + left * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")
            texts[current] = texts.get(current, "") + piece
            left -= len(piece)
        elif kind == _NOTE and len(body) >= 8:
            row, column, _, number = struct.unpack_from("<HHHH", body)
            cells[row, column] = number
    return {place: " ".join(texts.get(number, "").split()) for place, number in cells.items()}
