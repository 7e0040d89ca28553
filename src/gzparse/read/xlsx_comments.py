"""Comments on the cells of an XLSX sheet, also those of threads. The library for spreadsheets does not read them."""

from __future__ import annotations

import html
import re

from gzparse.read.package import Package
from gzparse.read.xlsx_cells import TAG, column_of, elements

__all__ = ["boxes_of", "comments_of"]

_REFERENCE = re.compile(rb"\bref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']")
_TEXT = re.compile(TAG + rb"(?:t|text)\b[^<>]*>([^<]*)(?=<)")
_LETTERS = re.compile(TAG + rb"t\b[^<>]*>([^<]*)(?=<)")
_ROW = re.compile(TAG + rb"row\s*>\s*(\d{1,7})\s*<")


def boxes_of(package: Package, sheet: str) -> list[tuple[int, str]]:
    """Return the words in text boxes and shapes over a sheet, each with the row from 0 in which its box begins."""
    found = []
    for _, kind, part in package.relations(sheet):
        data = package.read(part) if kind == "drawing" and part in package else b""
        for name in (b"twoCellAnchor", b"oneCellAnchor"):
            for _, inner in elements(data, name):
                text = _words(_LETTERS.findall(inner))
                row = _ROW.search(inner)
                if text and row is not None:
                    found.append((int(row[1]), text))
    return found


def _words(pieces: list[bytes]) -> str:
    return " ".join("".join(html.unescape(piece.decode("utf-8", "replace")) for piece in pieces).split())


def comments_of(package: Package, sheet: str) -> dict[tuple[int, int], str]:
    """Return the comments on the cells of a sheet by row and column from 0. sheet: the name of its part."""
    found: dict[tuple[int, int], str] = {}
    for kind, element in (("comments", b"comment"), ("threadedComment", b"threadedComment")):
        of_kind: dict[tuple[int, int], list[str]] = {}
        for _, related, part in package.relations(sheet):
            if related != kind or part not in package:
                continue
            for said, inner in elements(package.read(part), element):
                reference = _REFERENCE.search(said)
                if reference is not None:
                    place = int(reference[2]) - 1, column_of(reference[1])
                    of_kind.setdefault(place, []).append(_words(_TEXT.findall(inner)))
        found |= {place: " … ".join(texts) for place, texts in of_kind.items()}  # a thread's stands in the place of its summary
    return found
