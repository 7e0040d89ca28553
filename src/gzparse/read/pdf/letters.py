"""Letters: a page of pdfium → its letters, each with its box as shown and its place in the direction of reading."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import define

from gzparse.read.pdf.frame import Box, Frame

_HIDDEN_MODES = (3, 7)
"""Text render modes that paint nothing: invisible, and clipping only."""
_ASCENT, _DESCENT = 0.82, 0.18
_SKEW = math.radians(10)


@define(eq=False)
class Letter:
    """A letter that is seen.

    left, top, right, bottom: its advance and its em, in the frame of reading; x, y: the centre of what is painted, there.
    box: what is painted, in the frame of the page as shown. spaced: white space of the file stands before it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    size: float
    box: Box
    spaced: bool


@define(eq=False)
class RawLetter:
    """A letter as pdfium gives it: advance and paint in coordinates of the content; turn: quarters, or -1 if aslant.

    address: of the text object that it belongs to.
    """

    text: str
    origin: tuple[float, float]
    advance: Box
    paint: Box
    size: float
    turn: int
    is_hidden: bool
    spaced: bool
    has_meaning: bool
    address: int


_Style = tuple[float, int, bool]
"""The size of letters as shown, their turn, and whether they are hidden."""


def raw_letters(raw: Any, textpage: Any) -> list[RawLetter]:
    """Return the letters of a page. White space and what pdfium adds is left out.

    raw: the module ``pypdfium2.raw``.
    """
    unicode_of, is_generated, object_of = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated, raw.FPDFText_GetTextObject
    origin_of, advance_of, paint_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharBox
    has_no_code = raw.FPDFText_HasUnicodeMapError
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    numbers = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = numbers
    styles: dict[int, _Style] = {}
    found: list[RawLetter] = []
    spaced = False
    for index in range(max(0, raw.FPDFText_CountChars(textpage))):
        if is_generated(textpage, index) == 1:
            continue
        text, has_meaning = _letter_of(unicode_of(textpage, index))
        if not has_meaning and raw.FPDFText_IsHyphen(textpage, index) == 1:
            text, has_meaning = "-", True
        no_code = has_no_code(textpage, index) == 1
        if text.isspace() and not no_code:
            spaced = True
            continue
        text_object = object_of(textpage, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style_of(raw, textpage, index, text_object, matrix)
        origin_of(textpage, index, x, y)
        advance_of(textpage, index, rect)
        paint_of(textpage, index, left, right, bottom, top)
        advance = (rect.left, rect.bottom, rect.right, rect.top)
        paint = (left.value, bottom.value, right.value, top.value)
        if not (paint[0] < paint[2] and paint[1] < paint[3]):
            paint = advance
        found.append(
            RawLetter(
                "\ufffd" if no_code else text,  # what pdfium gives instead is a guess: the number of the glyph
                (x.value, y.value),
                advance,
                paint,
                style[0] or max(advance[3] - advance[1], 1.0),
                style[1],
                style[2],
                spaced,
                has_meaning and not no_code,
                key,
            )
        )
        spaced = False
    return found


def _letter_of(code: int) -> tuple[str, bool]:
    """Return a letter, and whether it has a meaning: control codes, halves of letters and private use have none."""
    if 0x20 <= code < 0x7F or 0x4E00 <= code < 0xA000:
        return chr(code), True
    if code in (0x09, 0x0A, 0x0D):
        return " ", True
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd", False
    return chr(code), not (code in (0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code < 0xF900 or code >= 0xF0000)


def _style_of(raw: Any, textpage: Any, index: int, text_object: Any, matrix: Any) -> _Style:
    mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 0.0, 0, mode in _HIDDEN_MODES
    a, b, size = matrix.a, matrix.b, raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    turn = 0
    if b or a < 0:
        quarters = math.atan2(b, a) / (math.pi / 2)
        turn = -1 if abs(quarters - round(quarters)) * math.pi / 2 > _SKEW else round(quarters) % 4
    return abs(size) if math.isfinite(size) else 0.0, turn, mode in _HIDDEN_MODES


def majority_turn(letters: Iterable[RawLetter]) -> int:
    """Return in how many quarter turns most letters of a page stand."""
    turns = Counter(letter.turn for letter in letters if letter.turn >= 0)
    return max(turns, key=lambda turn: turns[turn]) if turns else 0


def place_letter(letter: RawLetter, reading: Frame, shown: Frame) -> Letter:
    """Return a letter in the frame of reading, with its box in the frame of the page as shown."""
    left, _, right, _ = reading.box(letter.advance)
    paint = reading.box(letter.paint)
    box = paint if shown.quarter == reading.quarter else shown.box(letter.paint)
    x, y = (paint[0] + paint[2]) / 2, (paint[1] + paint[3]) / 2
    baseline = reading.point(*letter.origin)[1]
    top, bottom = baseline - _ASCENT * letter.size, baseline + _DESCENT * letter.size
    if not top - letter.size * 0.2 <= y <= bottom + letter.size * 0.2:  # written downwards: the origin is not on a baseline
        top, bottom = y - letter.size / 2, y + letter.size / 2
    if right <= left:
        left, right = paint[0], paint[2]
    return Letter(letter.text, left, top, right, bottom, x, y, letter.size, box, letter.spaced)


def without_repeats(letters: list[Letter]) -> tuple[list[Letter], list[Letter]]:
    """Return the letters, and apart from them those that are printed again over themselves to look bold."""
    kept: list[Letter] = []
    again: list[Letter] = []
    seen: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in letters:
        text, x, y = letter.text, letter.x, letter.y
        reach = 0.2 * max(letter.right - letter.left, 0.25 * letter.size)
        cell = 2 * reach + 1e-6
        first_x, first_y = int((x - reach) // cell), int((y - reach) // cell)
        for place in (
            (text, first_x, first_y),
            (text, first_x + 1, first_y),
            (text, first_x, first_y + 1),
            (text, first_x + 1, first_y + 1),
        ):
            if place in seen and any(abs(other.x - x) <= reach and abs(other.y - y) <= reach for other in seen[place]):
                again.append(letter)
                break
        else:
            kept.append(letter)
            seen.setdefault((text, int(x // cell), int(y // cell)), []).append(letter)
    return kept, again
