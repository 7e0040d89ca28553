"""The XML of an XLSX file's parts: elements by their names, and the cells of a sheet by their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["REFERENCE", "TAG", "cells_in", "column_of", "elements", "group_of"]

TAG, END = rb"<(?:[\w.-]+:)?", rb"</(?:[\w.-]+:)?"
"""How a tag begins, whatever the prefix of its namespace, and how one that ends an element does."""
REFERENCE = re.compile(rb"\br\s*=\s*[\"']\$?([A-Za-z]{0,3})\$?(\d{1,7})[\"']")
_ROW_OR_CELL = re.compile(TAG + rb"(row|c)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_CELL_ENDS = re.compile(END + rb"c\s*>")


def group_of(data: bytes, name: bytes) -> bytes:
    """Return what is in the element of a name that a part has once."""
    return next((inner for _, inner in elements(data, name)), b"")


def elements(data: bytes, name: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Return the elements of a name, none of which stands in another: the attributes, and what is in it."""
    tag = re.compile(TAG + name + rb"(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
    pieces = re.split(END + name + rb"\s*>", data)
    for number, piece in enumerate(pieces, 1):
        for found in tag.finditer(piece):
            if found[1].endswith(b"/"):
                yield found[1][:-1], b""
            elif number < len(pieces):
                yield found[1], piece[found.end() :]
                break


def cells_in(data: bytes) -> Iterator[tuple[tuple[int, int], bytes, bytes]]:
    """Return the cells of a sheet that hold something: row and column from 0, attributes, and what is in them.

    A row or a cell that states no place stands behind the one before it.
    """
    row = column = -1
    pieces = _CELL_ENDS.split(data)
    for piece in pieces[:-1]:
        for found in _ROW_OR_CELL.finditer(piece):
            kind, said = found.groups()
            reference = REFERENCE.search(said)
            if kind == b"row":
                row, column = int(reference[2]) - 1 if reference else row + 1, -1
                continue
            if reference and reference[1]:
                row, column = int(reference[2]) - 1, column_of(reference[1])
            else:
                column += 1
            if not said.endswith(b"/"):
                yield (row, column), said, piece[found.end() :]
                break


def column_of(letters: bytes) -> int:
    """Return a column, from 0, by its letters."""
    column = 0
    for letter in letters.upper():
        column = 26 * column + letter - 64
    return column - 1
