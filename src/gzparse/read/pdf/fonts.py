"""Fonts for letters that a PDF does not bring: one, in which each letter is a square.

pdfium asks the system for a font that is not embedded, and leaves out a text that has no width in what it finds: where no
Chinese font is installed, single letters, and lines written upwards, are missing. What a PDF says must not hang on the machine.
Where letters stand, and how wide they are, the PDF says itself.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

__all__ = ["same_fonts"]

_UNITS = 1000
_NARROW, _WIDE = (60, 0, 440, 700), (50, -80, 950, 820)  # left, bottom, right, top
_GLYPHS = (_WIDE, _NARROW, _WIDE)  # the first stands for letters that the font lacks: there are none
_LETTERS = ((0x20, 0x2E7F, 1), (0x2E80, 0x10FFFF, 2))  # first, last, glyph
_HANDLE = 1
_replaced: list[Any] = []


@contextmanager
def same_fonts(raw: Any) -> Iterator[None]:
    """Let pdfium find the same font on every machine, and what it finds otherwise again afterwards.

    raw: the module ``pypdfium2.raw``. Only one thread at a time may do this.
    """
    info, _ = _system_of_one_font(raw)
    raw.FPDF_SetSystemFontInfo(info)
    while _replaced:
        raw.FPDF_FreeDefaultSystemFontInfo(_replaced.pop())
    try:
        yield
    finally:
        _replaced.append(raw.FPDF_GetDefaultSystemFontInfo())
        raw.FPDF_SetSystemFontInfo(_replaced[-1])


@cache
def _system_of_one_font(raw: Any) -> tuple[Any, list[Any]]:
    """Return what pdfium asks for fonts, and the functions that must live as long."""
    font = _font_of_squares()

    def data(_this: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0  # pdfium then asks for the whole font
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    answers = {
        "MapFont": lambda *_: _HANDLE,
        "GetFont": lambda *_: _HANDLE,
        "GetFontData": data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "EnumFonts": lambda *_: None,
        "DeleteFont": lambda *_: None,
        "Release": lambda *_: None,
    }
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    kept = []
    for name, kind in raw.FPDF_SYSFONTINFO._fields_:
        if name in answers:
            kept.append(kind(answers[name]))
            setattr(info, name, kept[-1])
    return info, kept


def _font_of_squares() -> bytes:
    """Return a TrueType font in which every letter is a square, or half of one where it is narrow."""
    outlines = [_outline(*glyph) for glyph in _GLYPHS]
    ends = [sum(map(len, outlines[:count])) // 2 for count in range(len(outlines) + 1)]
    letters = b"".join(struct.pack(">3I", *some) for some in _LETTERS)
    tables = {
        b"cmap": struct.pack(">4HI2H3I", 0, 1, 3, 10, 12, 13, 0, 16 + len(letters), 0, len(_LETTERS)) + letters,
        b"glyf": b"".join(outlines),
        b"head": struct.pack(">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _UNITS, 0, 0, *_WIDE, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _WIDE[3], _WIDE[1], 0, _UNITS, 50, 50, 950, 1, *[0] * 7, len(_GLYPHS)),
        b"hmtx": b"".join(struct.pack(">Hh", _UNITS // (1 + (glyph is _NARROW)), glyph[0]) for glyph in _GLYPHS),
        b"loca": struct.pack(f">{len(ends)}H", *ends),
        b"maxp": struct.pack(">I14H", 0x10000, len(_GLYPHS), 4, 1, 0, 0, 1, *[0] * 8),
    }
    at = 12 + 16 * len(tables)
    entries, bodies = b"", b""
    for name, table in sorted(tables.items()):
        entries += name + struct.pack(">3I", 0, at, len(table))
        body = table + bytes(-len(table) % 4)
        bodies += body
        at += len(body)
    return struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64) + entries + bodies


def _outline(left: int, bottom: int, right: int, top: int) -> bytes:
    """Return a glyph of one contour with four corners."""
    corners = struct.pack(">4h4h", left, right - left, 0, left - right, bottom, 0, top - bottom, 0)
    return struct.pack(">5h2H4B", 1, left, bottom, right, top, 3, 0, 1, 1, 1, 1) + corners
