"""Looks of an XLS file: formats, fonts and fills of its cells, and texts of several runs, found in its records.

They decide what a reader sees, as in an XLSX file. Only files of Excel 97 and later (BIFF8) are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from gzparse.read.colours import BLACK, PAPER, Colour
from gzparse.read.xlsx_formats import format_by_number, shown_by
from gzparse.read.xlsx_looks import Font, Look, look_of

__all__ = ["XlsLooks"]

Record = tuple[int, bytes]
Place = tuple[int, int]

_BOF, _FONT, _FORMAT, _XF, _PALETTE, _STRINGS, _CONTINUED = 0x0809, 0x0031, 0x041E, 0x00E0, 0x0092, 0x00FC, 0x003C
_NUMBER, _RK, _MULRK, _FORMULA, _LABEL = 0x0203, 0x027E, 0x00BD, 0x0006, 0x00FD
_BIFF8 = 0x0600
_PALETTE_OF_ALL = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF"
    "660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
)
"""The colours from number 8 on, where a file has none of its own."""
_SMALLEST = 20
"""Letters of so many twentieths of a point cannot be read."""
_FONT_THAT_IS_NONE = 4
"""No font has this number: those behind it are counted from one more."""

Runs = list[tuple[str, Font | None]]


@define
class XlsLooks:
    """Formats, fonts, fills and texts of several runs of a workbook."""

    formats: dict[int, str] = field(factory=dict)
    fonts: list[Font] = field(factory=list)
    cells: list[tuple[int, Font, Colour | None]] = field(factory=list)
    runs: dict[int, Runs] = field(factory=dict)

    @classmethod
    def of(cls, records: Sequence[Record]) -> XlsLooks:
        """Return what the records of the workbook say, before those of its sheets."""
        looks = cls()
        if not records or struct.unpack_from("<H", records[0][1])[0] != _BIFF8:
            return looks
        known = bytes.fromhex(_PALETTE_OF_ALL)
        colours: dict[int, Colour] = {8 + at // 3: (known[at], known[at + 1], known[at + 2]) for at in range(0, len(known), 3)}
        colours |= {0: BLACK, 1: PAPER, 64: BLACK, 65: PAPER, 0x7FFF: BLACK}
        for kind, body in records:
            if kind == _PALETTE:
                for at in range(min(struct.unpack_from("<H", body)[0], (len(body) - 2) // 4)):
                    colours[8 + at] = body[2 + 4 * at], body[3 + 4 * at], body[4 + 4 * at]
        for index, (kind, body) in enumerate(records):
            if kind == _FONT:
                height, said, colour, _, raised = struct.unpack_from("<HHHHH", body)
                looks.fonts.append(Font(colours.get(colour), bool(said & 8), bool(raised), height <= _SMALLEST))
            elif kind == _FORMAT:
                number, length, wide = struct.unpack_from("<HHB", body)
                raw = body[5 : 5 + length * (2 if wide & 1 else 1)]
                looks.formats[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            elif kind == _XF:
                looks._add_style(body, colours)
            elif kind == _STRINGS:
                looks.runs = dict(looks._texts_of_runs(_with_continued(records, index)))
        return looks

    def _add_style(self, body: bytes, colours: dict[int, Colour]) -> None:
        font, number = struct.unpack_from("<HH", body)
        pattern, behind = struct.unpack_from("<IH", body, 14)
        fill = pattern >> 26 & 0x3F
        colour = PAPER if not fill else colours.get(behind & 0x7F) if fill == 1 else None
        self.cells.append((number, self._font(font), colour))

    def _font(self, number: int) -> Font:
        at = number - (number > _FONT_THAT_IS_NONE)
        return self.fonts[at] if at < len(self.fonts) else Font()

    def _texts_of_runs(self, pieces: Sequence[bytes]) -> Iterator[tuple[int, Runs]]:
        """Return the texts that have several runs, by their numbers."""
        reader = _Strings(pieces)
        for index in range(reader.count):
            try:
                text, marks = reader.next()
            except LookupError:
                return  # fewer texts than are stated
            ends = [at for at, _ in marks[1:]] + [len(text)]
            if marks:
                runs = [(text[start:end], self._font(font)) for (start, font), end in zip(marks, ends, strict=True)]
                yield index, [(text[: marks[0][0]], None), *runs]

    def in_sheet(self, records: Iterable[Record]) -> Iterator[tuple[Place, Look | str]]:
        """Return how cells of a sheet show what they hold, where they do not show it plainly: a look, or what they print."""
        if not self.cells:
            return
        for place, style, value in _cells(records):
            number, font, behind = self.cells[style] if style < len(self.cells) else (0, Font(), PAPER)
            runs = self.runs.get(value, []) if isinstance(value, int) else []
            look = look_of(runs, font, behind)
            if look is not None:
                yield place, look
            if isinstance(value, float):
                shown = shown_by(format_by_number(number, self.formats), value)
                if shown is not None:
                    yield place, shown


def _cells(records: Iterable[Record]) -> Iterator[tuple[Place, int, float | int | None]]:
    """Return the cells of a sheet: place, style, and the number, or the number of the text, that each holds."""
    for kind, body in records:
        if kind in (_NUMBER, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            is_number = kind == _NUMBER or body[12:14] != b"\xff\xff"
            yield (row, column), style, struct.unpack_from("<d", body, 6)[0] if is_number else None
        elif kind == _RK:
            row, column, style, packed = struct.unpack_from("<HHHI", body)
            yield (row, column), style, _unpacked(packed)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for index in range((len(body) - 6) // 6):
                style, packed = struct.unpack_from("<HI", body, 4 + 6 * index)
                yield (row, first + index), style, _unpacked(packed)
        elif kind == _LABEL:
            row, column, style, text = struct.unpack_from("<HHHI", body)
            yield (row, column), style, int(text)


def _unpacked(packed: int) -> float:
    """Return a number that is packed into four bytes."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))[0])
    return value / 100 if packed & 1 else value


def _with_continued(records: Sequence[Record], at: int) -> list[bytes]:
    pieces = [records[at][1]]
    for kind, body in records[at + 1 :]:
        if kind != _CONTINUED:
            break
        pieces.append(body)
    return pieces


class _Strings:
    """The table of a workbook's texts, which may go on in other records, in the middle of a text."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece, self._at = 0, 8
        self.count = min(struct.unpack_from("<I", pieces[0], 4)[0], sum(map(len, pieces)) // 3)

    def next(self) -> tuple[str, list[tuple[int, int]]]:
        """Return the next text, and where each of its runs begins, with the number of its font."""
        length, said = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if said & 8 else 0
        more = struct.unpack("<I", self._take(4))[0] if said & 4 else 0
        text = self._letters(length, bool(said & 1))
        marks = [struct.unpack("<HH", self._take(4)) for _ in range(runs)]
        self._take(more)
        return text, [(start, font) for start, font in marks if start < len(text)]

    def _letters(self, length: int, wide: bool) -> str:
        text = ""
        while length:
            left = (len(self._pieces[self._piece]) - self._at) // (2 if wide else 1)
            if not left:
                self._piece, self._at = self._piece + 1, 1
                wide = bool(self._pieces[self._piece][0] & 1)  # said again where a text goes on
                continue
            now = min(length, left)
            raw = self._take(now * (2 if wide else 1))
            text += raw.decode("utf-16-le" if wide else "latin-1", "replace")
            length -= now
        return text

    def _take(self, size: int) -> bytes:
        found = b""
        while size > len(found):
            piece = self._pieces[self._piece]
            if self._at >= len(piece):
                self._piece, self._at = self._piece + 1, 0
                continue
            part = piece[self._at : self._at + size - len(found)]
            self._at += len(part)
            found += part
        return found
