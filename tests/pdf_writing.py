"""Small PDFs, written object by object, for the tests of the PDF reader. Chinese text is in a font that is not embedded."""

from __future__ import annotations

from collections.abc import Sequence

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
WIDTH, HEIGHT = 595, 842


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n" % (entries, len(data)) + data + b"\nendstream"


def file_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of objects numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def pdf(*pages: str, entries: bytes = b"", forms: Sequence[bytes] = (), resources: bytes = b"") -> bytes:
    """Return a PDF whose pages have these contents. entries: of each page. forms: further objects, the first is number 4."""
    first = 4 + len(forms)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids), FONT, *forms]
    for index, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>%s>>/Contents %d 0 R%s>>"
            % (WIDTH, HEIGHT, resources, first + 2 * index + 1, entries)
        )
        objects.append(stream(content.encode("latin-1")))
    return file_of(objects)


def text(x: float, y: float, letters: str, size: float = 12, more: str = "") -> str:
    """Return the operators for a text whose baseline begins at x, and y from the top of the page."""
    code = letters.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {more} 1 0 0 1 {x} {HEIGHT - y} Tm <{code}> Tj ET\n"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n"


def box(x: float, y: float, width: float, height: float, how: str = "f") -> str:
    return f"{x} {HEIGHT - y - height} {width} {height} re {how}\n"


def grid(xs: Sequence[float], ys: Sequence[float], cells: Sequence[Sequence[str]] = (), size: float = 10) -> str:
    """Return a ruled grid with a line of text in each cell."""
    parts = [line(xs[0], y, xs[-1], y) for y in ys] + [line(x, ys[0], x, ys[-1]) for x in xs]
    for y, row in zip(ys, cells, strict=False):
        parts += [text(x + 3, y + 3 + size, cell, size) for x, cell in zip(xs, row, strict=False) if cell]
    return "".join(parts)


def numbered(rows: int, columns: int, first: int = 100) -> list[list[str]]:
    """Return rows of numbers, no two of them the same."""
    return [[str(first + row * columns + column) for column in range(columns)] for row in range(rows)]


def spread(start: float, step: float, count: int) -> list[float]:
    return [start + step * index for index in range(count)]
