"""What a PDF shows is what is printed: letters without ink, cut off, in layers that are off, painted over or struck; marks."""

from __future__ import annotations

import pytest
from pdf_checking import CELLS, XS, YS, codes, rows, tables
from pdf_writing import FONT, HEIGHT, WIDTH, box, file_of, grid, line, pdf, stream, text

from gzparse.read.pdf.reader import read

pytest.importorskip("pypdfium2")

X, Y = XS[1] + 3, YS[1] + 13
"""Where the text of the second row's second cell begins."""
OTHERS = grid(XS, YS, [row if at != 1 else [row[0], "", *row[2:]] for at, row in enumerate(CELLS)])


def cell(content: str) -> str:
    """Return what is read of a cell in which something is drawn."""
    return rows(tables(read(pdf(OTHERS + content)))[0])[1][1]


def digits(letters: str, x: float = 0, more: str = "", size: float = 10) -> str:
    return text(X + x, Y, letters, size, more)


WIDE = 5.0
"""How wide a digit of ten points is."""


def test_a_plain_figure() -> None:
    assert cell(digits("412")) == "412"


@pytest.mark.parametrize(
    "nine",
    [
        f"q 1 1 1 rg {digits('9')} Q\n",
        f"q 0.99 g {digits('9')} Q\n",
        f"q 0 0 0 0 k {digits('9')} Q\n",
        f"q 1 1 5 5 re W n {digits('9')} Q\n",
        digits("9", 0, "3 Tr") + "0 Tr ",
        digits("9", 0, "", 0.5),
    ],
)
def test_letters_that_are_not_seen(nine: str) -> None:
    data = pdf(OTHERS + nine + digits("412", 2 * WIDE))
    assert rows(tables(read(data))[0])[1][1] == "412"
    assert "hidden-text" in codes(read(data))


def test_white_letters_on_a_dark_cell_are_read() -> None:
    dark = f"q 0.1 0.2 0.4 rg {box(XS[1] + 1, YS[1] + 1, 30, 18)} Q\n"
    assert cell(dark + f"q 1 g {digits('412')} Q\n") == "412"
    assert cell(f"q 1 g {box(XS[1] + 1, YS[1] + 1, 30, 18)} Q\n" + digits("412")) == "412"
    assert cell(f"q {XS[1]} {HEIGHT - YS[2]} 60 40 re W n {digits('412')} Q\n") == "412"


def test_a_figure_that_is_painted_over() -> None:
    white, black = (f"q {each} g {box(X - 1, Y - 10, 25, 12)} Q\n" for each in (1, 0))
    assert cell(digits("537") + white) == ""
    assert cell(digits("537") + white + digits("864")) == "864"
    assert cell(digits("412") + black) == "\ufffd" * 3
    assert cell(digits("4366") + white + digits("4367")) in ("4367", "\ufffd")
    assert cell(white + digits("412")) == "412"


def test_figures_that_are_crossed_out_by_slanting_lines() -> None:
    cross = line(X - 1, Y - 8, X + 16, Y + 1) + line(X - 1, Y + 1, X + 16, Y - 8)
    assert "\ufffd" in cell(digits("412") + cross)
    assert cell(digits("412") + line(X + 30, Y - 8, X + 40, Y)) == "412"


def test_raised_and_small_digits_are_marks() -> None:
    assert cell(digits("412") + text(X + 3 * WIDE + 0.2, Y - 3, "2", 6)) == "412 2"
    assert cell(digits("412") + text(X + 3 * WIDE + 0.2, Y, "2", 6)) == "412 2"
    assert cell(digits("412") + text(X + 3 * WIDE + 0.2, Y, "2", 10)) == "4122"


def test_layers_that_are_off() -> None:
    def layered(state: bytes) -> str:
        content = OTHERS + f"/OC /L BDC {digits('9')} EMC " + digits("412", WIDE + 0.2)
        resources = b"/Resources<</Font<</F 3 0 R>>/Properties<</L 6 0 R>>>>"
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]" + resources + b"/Contents 5 0 R>>"
        layers = b"<</OCGs[6 0 R]/D<<%s>>>>" % state
        objects = [
            b"<</Type/Catalog/Pages 2 0 R/OCProperties %s>>" % layers,
            b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
            FONT,
            page % (WIDTH, HEIGHT),
            stream(content.encode("latin-1")),
            b"<</Type/OCG/Name(extra)>>",
        ]
        return rows(tables(read(file_of(objects)))[0])[1][1]

    assert layered(b"/OFF[6 0 R]") == "412"
    assert layered(b"/BaseState/OFF") == "412"
    assert layered(b"/ON[6 0 R]") == "9412"
    assert layered(b"/BaseState/OFF/ON[6 0 R]") == "9412"


def annotated(kind: str, rect: tuple[float, float, float, float], more: str = "") -> list[tuple[str, str, int | None]]:
    """Return the notes that are made of an annotation. rect: left, top, right and bottom from the top of the page."""
    left, top, right, bottom = rect
    said = f"<</Type/Annot/Subtype/{kind}/Rect[{left} {HEIGHT - bottom} {right} {HEIGHT - top}]{more}>>"
    content = text(60, 80, "二、主动公开政府信息情况") + OTHERS + digits("412")
    document = read(pdf(content, entries=f"/Annots[{said}]".encode("latin-1")))
    return [(note.code, note.text, note.within) for note in document.notes]


def test_annotations_are_noted_at_the_cells_on_which_they_are() -> None:
    on_figure = (X - 1, Y - 8, X + 16, Y)
    for kind in ("StrikeOut", "Highlight", "Text", "Ink"):
        assert annotated(kind, on_figure) == [("note-on-cell", kind, 1)]
    contents = "/Contents<FEFF" + "应为540".encode("utf-16-be").hex() + ">"
    assert annotated("Text", on_figure, contents) == [("note-on-cell", "应为540", 1)]
    assert annotated("Text", (70, 70, 90, 82), contents) == [("note-on-cell", "应为540", None)]
    assert annotated("Text", on_figure, "/F 2") == []
    assert annotated("Link", on_figure) == []
    assert annotated("Text", (20, 700, 40, 720), contents) == []
