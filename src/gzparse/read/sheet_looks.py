"""Looks of a sheet's cells: what a cell strikes out or does not show is no part of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gzparse.model.document import UNKNOWN, Furniture, Note, Paragraph, Place, Table, Why, excerpt
from gzparse.read.sheet_blocks import Sheet
from gzparse.read.xlsx_looks import Look

__all__ = ["notes_of_doubts", "notes_on_cells", "without_unseen"]

_CODES: dict[Why, str] = {"deleted": "deleted-text", "hidden": "hidden-text"}


def without_unseen(sheet: Sheet) -> tuple[list[Furniture], list[Note]]:
    """Take out of a sheet's texts what is struck out or not seen, and return it.

    A figure that is struck out with nothing in its place leaves a sign: its cell is not blank. A raised digit behind others is
    no part of their number.
    """
    aside: list[Furniture] = []
    notes: dict[str, Note] = {}
    for (row, column), look in sorted(sheet.looks.items(), key=lambda each: each[0]):
        text = sheet.texts.get((row, column), "")
        if not text.strip():
            continue
        kept, gone = _shown(text, look)
        place = sheet.place(row, column)
        for why, piece in gone:
            aside.append(Furniture(piece, why, ((len(piece), place),)))
            notes.setdefault(_CODES[why], Note(_CODES[why], excerpt(piece.strip(), 80), place))
        if not kept.strip() and any(why == "deleted" and any(map(str.isdigit, piece)) for why, piece in gone):
            kept = UNKNOWN
        sheet.texts[row, column] = kept
        if look.is_open:
            sheet.doubts[row, column] = "colour-unknown"
    return aside, list(notes.values())


def _shown(text: str, look: Look) -> tuple[str, list[tuple[Why, str]]]:
    """Return what of a text is shown, and what is not, with the reason."""
    if not look.parts:
        return (text, []) if look.why is None else ("", [(look.why, text)])
    kept, gone, raised_before, gap = "", list[tuple[Why, str]](), False, False
    for piece, why, raised in look.parts:
        if why is not None:
            if piece.strip():
                gone.append((why, piece))
                gap = gap or why == "hidden"
            continue
        # A raised digit is no part of the number before it, and a gap is seen where unseen letters stand.
        if (gap or raised != raised_before) and piece[:1].isdigit() and kept[-1:].isdigit():
            kept += " "
        kept += piece
        raised_before, gap = raised, False
    return kept, gone


def notes_of_doubts(sheet: Sheet, blocks: Sequence[Paragraph | Table], first: int) -> Iterator[Note]:
    """Return a note for each cell in a sheet's tables of which it is not known whether it is shown.

    first: the number of the sheet's first block in the document.
    """
    places = {sheet.place(row, column): code for (row, column), code in sheet.doubts.items()}
    for number, block in enumerate(blocks if places else (), first):
        for cell in block.cells if isinstance(block, Table) else ():
            if cell.pieces and cell.pieces[0][1] in places:
                place = cell.pieces[0][1]
                yield Note(places[place], excerpt(cell.text), place, number)


def notes_on_cells(sheet: Sheet, blocks: Sequence[Paragraph | Table], first: int) -> Iterator[Note]:
    """Return the comments on a sheet's cells, and text boxes over it, as notes; those at a table with its block.

    first: the number of the sheet's first block in the document.
    """
    if not sheet.notes and not sheet.boxes:
        return
    rows: dict[int, int] = {}
    of_place = {sheet.place(row, column): row for row, column in sheet.texts}
    for number, block in enumerate(blocks, first):
        for cell in block.cells if isinstance(block, Table) else ():
            if cell.pieces and cell.pieces[0][1] in of_place:
                top = of_place[cell.pieces[0][1]]
                rows.update(dict.fromkeys(range(top, top + cell.rowspan), number))
    for (row, column), text in sorted(sheet.notes.items()):
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            yield Note("note-on-cell", excerpt(text or "…", 80), sheet.place(row, column), rows.get(row))
    for row, text in sheet.boxes:  # one that stands above a table speaks of it
        below = [number for at, number in sorted(rows.items()) if at >= row] or list(rows.values())[-1:]
        if below:
            yield Note("note-on-cell", excerpt(text, 80), Place(sheet=sheet.name), below[0])
