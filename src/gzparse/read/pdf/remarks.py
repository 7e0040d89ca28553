"""Annotations of a PDF: notes, strokes and words that someone put on a page → what they say, and where they are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import define

from gzparse.model.document import Note, excerpt
from gzparse.read.pdf.frame import Box, Frame
from gzparse.read.pdf.lines import Line
from gzparse.read.pdf.tables import CellDraft, TableDraft

__all__ = ["Remark", "note_remarks", "remarks_on"]

_KINDS = {
    1: "Text",
    3: "FreeText",
    4: "Line",
    5: "Square",
    6: "Circle",
    7: "Polygon",
    8: "PolyLine",
    9: "Highlight",
    10: "Underline",
    11: "Squiggly",
    12: "StrikeOut",
    13: "Stamp",
    14: "Caret",
    15: "Ink",
    28: "Redact",
}
"""Links and fields of forms are none, nor what only belongs to another annotation."""
_NOT_SHOWN = 2 | 32
_MOST = 1_000
_LONGEST = 2_000


@define
class Remark:
    """An annotation: what it says, or else its kind, and its box in coordinates of the content."""

    text: str
    box: Box


def remarks_on(raw: Any, page: Any) -> list[Remark]:
    """Return the annotations of a page that are shown. raw: the module ``pypdfium2.raw``."""
    found = []
    rect = raw.FS_RECTF()
    for index in range(min(max(0, raw.FPDFPage_GetAnnotCount(page)), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
        if kind is not None and not raw.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN and raw.FPDFAnnot_GetRect(annotation, rect):
            box = min(rect.left, rect.right), min(rect.bottom, rect.top), max(rect.left, rect.right), max(rect.bottom, rect.top)
            found.append(Remark(_contents(raw, annotation) or kind, box))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _contents(raw: Any, annotation: Any) -> str:
    letters = (ctypes.c_ushort * _LONGEST)()
    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", letters, 2 * _LONGEST)
    return " ".join(bytes(letters)[: max(0, min(length, 2 * _LONGEST) - 2)].decode("utf-16-le", "replace").split())


def note_remarks(
    remarks: Iterable[Remark], reading: Frame, tables: Sequence[TableDraft], lines: Sequence[Line]
) -> Iterator[Note]:
    """Note annotations at the cells on which they are, and return those that are on lines outside of tables."""
    for remark in remarks:
        box = reading.box(remark.box)
        on_table = False
        for table in tables:
            cells = [cell for cell in table.cells if _touches(cell, box)]
            on_table = on_table or bool(cells)
            table.remarks += [(cell.lines[0].place if cell.lines else None, excerpt(remark.text, 80)) for cell in cells]
        if not on_table:
            for line in lines:
                if _overlap((line.left, line.top, line.right, line.bottom), box):
                    yield Note("note-on-cell", excerpt(remark.text, 80), line.place)


def _touches(cell: CellDraft, box: Box) -> bool:
    """Whether an annotation is on a cell: on its letters, or else in its middle."""
    if any(_overlap((line.left, line.top, line.right, line.bottom), box) for line in cell.lines):
        return True
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell.left <= x <= cell.right and cell.top <= y <= cell.bottom


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
