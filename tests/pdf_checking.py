"""What the tests of the PDF reader ask of a document, and what they check it against: pdfium itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pdf_writing import grid, numbered, spread

from gzparse.model.document import Document, Paragraph, Piece, Place, Table
from gzparse.read.pdf.fonts import same_fonts

pdfium = pytest.importorskip("pypdfium2")
raw: Any = pytest.importorskip("pypdfium2.raw")

XS = spread(50, 60, 8)
YS = spread(120, 20, 12)
CELLS = numbered(11, 7)
TABLE = grid(XS, YS, CELLS)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    return [[texts.get((row, column), "") for column in range(table.columns)] for row in range(table.rows)]


def reasons(document: Document) -> list[tuple[str, str]]:
    return [(item.why, item.text) for item in document.furniture]


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def pieces_of(document: Document) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.pieces
        else:
            yield from ((cell.text, cell.pieces) for cell in block.cells if cell.text)
    yield from ((item.text, item.pieces) for item in document.furniture)


def letters_in(data: bytes) -> Counter[str]:
    """Return the letters that pdfium finds in a file, without white space and what it adds."""
    with same_fonts(raw):
        found: Counter[str] = Counter()
        file = pdfium.PdfDocument(data)
        for page in file:
            textpage = page.get_textpage()
            for index in range(raw.FPDFText_CountChars(textpage)):
                if not raw.FPDFText_IsGenerated(textpage, index):
                    letter = chr(raw.FPDFText_GetUnicode(textpage, index)).replace("\x02", "-")
                    found.update(letter.strip())
        file.close()
        return found


def text_at(data: bytes, place: Place) -> str:
    """Return what pdfium finds in a box of a page as it is shown."""
    assert place.page is not None
    assert place.box is not None
    with same_fonts(raw):
        file = pdfium.PdfDocument(data)
        page = file[place.page - 1]
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, rect)
        x0, y0, x1, y1 = place.box
        turned = {
            0: (rect.left + x0, rect.top - y1, rect.left + x1, rect.top - y0),
            90: (rect.left + y0, rect.bottom + x0, rect.left + y1, rect.bottom + x1),
            180: (rect.right - x1, rect.bottom + y0, rect.right - x0, rect.bottom + y1),
            270: (rect.right - y1, rect.top - x1, rect.right - y0, rect.top - x0),
        }
        found: str = page.get_textpage().get_text_bounded(*turned[page.get_rotation()])
        file.close()
    return found


def assert_accounted(data: bytes, document: Document) -> None:
    """Assert that no letter is lost or made up, and that each place gives its text again."""
    found: Counter[str] = Counter()
    for written, pieces in pieces_of(document):
        assert sum(length for length, _ in pieces) == len(written)
        found.update("".join(written.split()))
        at = 0
        for length, place in pieces:
            expected = "".join(written[at : at + length].split())
            at += length
            assert sorted("".join(text_at(data, place).replace("\x02", "-").split())) == sorted(expected)
    assert found == letters_in(data)
