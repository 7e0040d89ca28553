"""Comments on the cells of an XLSX sheet, also those of threads. The library for spreadsheets does not read them."""

from __future__ import annotations

import html
import re

from gzparse.read.package import Package
from gzparse.read.xlsx_cells import TAG, column_of, elements

__all__ = ["comments_of"]

_REFERENCE = re.compile(rb"\bref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']")
_TEXT = re.compile(TAG + rb"(?:t|text)\b[^<>]*>([^<]*)(?=<)")


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
                    text = "".join(html.unescape(piece.decode("utf-8", "replace")) for piece in _TEXT.findall(inner))
                    of_kind.setdefault((int(reference[2]) - 1, column_of(reference[1])), []).append(" ".join(text.split()))
        found |= {place: " … ".join(texts) for place, texts in of_kind.items()}  # a thread's stands in the place of its summary
    return found
