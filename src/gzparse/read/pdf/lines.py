"""Lines: letters → lines of text, each with its box as shown; lines → the text of a cell or paragraph, with its pieces."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

from attrs import define

from gzparse.model.document import Piece, Place
from gzparse.read.pdf.letters import Letter

_ASCII_GAP, _WIDE_GAP, _WRITTEN_GAP = 0.45, 1.2, 0.1
"""In em: from what gap on there is a space, between ASCII letters, else, and where the file has white space."""
_PADDING = 6.0
_SMALLER, _HIGHER = 0.85, 0.2
"""A mark is so much smaller than the letters before it, or stands so much higher, in em."""
_DOWNWARDS = 4


@define(eq=False)
class Line:
    """A line of text: its letters joined, its box in the frame of reading, and where it is on the page as shown."""

    text: str
    place: Place
    left: float
    top: float
    right: float
    bottom: float
    size: float
    letters: Sequence[Letter]

    @property
    def piece(self) -> Piece:
        """Return the line as a piece of a text."""
        return len(self.text), self.place


def lines_of(letters: Sequence[Letter], page: int) -> list[Line]:
    """Return the lines that letters stand in, from top to bottom."""
    if _is_written_downwards(letters):
        return [line_of(column, page) for column in _columns(letters)]
    rows: list[list[Letter]] = []
    top = bottom = 0.0
    for letter in sorted(letters, key=lambda letter: letter.top + letter.bottom):
        overlap = min(bottom, letter.bottom) - max(top, letter.top)
        if rows and overlap >= 0.5 * min(bottom - top, letter.bottom - letter.top):
            rows[-1].append(letter)
            if letter.bottom - letter.top > bottom - top:
                top, bottom = letter.top, letter.bottom
        else:
            rows.append([letter])
            top, bottom = letter.top, letter.bottom
    return [line_of(sorted(row, key=lambda letter: letter.left), page) for row in rows]


def lines_in_order(letters: Sequence[Letter], page: int, widest_gap: float = math.inf) -> list[Line]:
    """Return the lines that letters make up in the order of the file: a line ends where the next letter is on another one.

    widest_gap: in em; beyond it, too, a line ends.
    """
    rows: list[list[Letter]] = []
    for letter in letters:
        if rows:
            before = rows[-1][-1]
            overlap = min(before.bottom, letter.bottom) - max(before.top, letter.top)
            gap = letter.left - before.right
            if (
                overlap >= 0.5 * min(before.size, letter.size)
                and letter.left > before.left - 0.3 * letter.size
                and gap <= widest_gap * letter.size
            ):
                rows[-1].append(letter)
                continue
        rows.append([letter])
    return [line_of(row, page, keeps_spaces=True) for row in rows]


def line_of(letters: Sequence[Letter], page: int, keeps_spaces: bool = False) -> Line:
    """Return the line that some letters make up, in their order.

    keeps_spaces: whether spaces next to 汉字 are kept too, as where no ruled lines separate cells.
    """
    parts = [letters[0].text]
    before = letters[0]
    for letter in letters[1:]:
        if _is_space(before, letter, keeps_spaces):
            parts.append(" ")
        parts.append(letter.text)
        before = letter
    lefts, tops, rights, bottoms = zip(*[letter.box for letter in letters], strict=True)
    shown = round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2)
    return Line(
        "".join(parts),
        Place(page=page, box=shown),
        min([letter.left for letter in letters]),
        min([letter.top for letter in letters]),
        max([letter.right for letter in letters]),
        max([letter.bottom for letter in letters]),
        max([letter.size for letter in letters]),
        letters,
    )


def _is_space(before: Letter, letter: Letter, keeps_spaces: bool) -> bool:
    if before.text.isdigit() and letter.text.isdigit() and _is_raised(before, letter):
        return True  # a note's mark is no digit of the figure before it
    gap = (letter.left - before.right) / max(before.size, letter.size)
    if keeps_spaces or (before.text.isascii() and letter.text.isascii()):
        return gap > (_WRITTEN_GAP if letter.spaced else _ASCII_GAP)
    return gap > _WIDE_GAP


def _is_raised(before: Letter, letter: Letter) -> bool:
    """Whether one of two letters is smaller than the other, or stands higher, as a mark does."""
    larger, smaller = max(before.size, letter.size), min(before.size, letter.size)
    return smaller < _SMALLER * larger or abs(before.bottom - letter.bottom) > _HIGHER * larger


def _is_written_downwards(letters: Sequence[Letter]) -> bool:
    """Whether letters, in the order of the file, stand in several columns, each one below the one before."""
    if len(letters) < _DOWNWARDS:
        return False
    down = right = 0
    for before, letter in itertools.pairwise(letters):
        x, y = letter.x - before.x, (letter.top + letter.bottom - before.top - before.bottom) / 2
        down += abs(x) < 0.5 * letter.size and 0.7 * letter.size < y < 2.5 * letter.size
        right += abs(y) < 0.3 * letter.size and x > 0
    return right == 0 and down >= 0.6 * (len(letters) - 1) and down < len(letters) - 1


def _columns(letters: Sequence[Letter]) -> list[list[Letter]]:
    columns: list[list[Letter]] = []
    for before, letter in zip((None, *letters), letters, strict=False):
        if before is None or letter.top < before.top:
            columns.append([])
        columns[-1].append(letter)
    return columns


def cell_text(lines: Sequence[Line], left: float, right: float) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of a cell from left to right and its pieces.

    Lines are joined without a space. A number may go on in the next line only where it fills its own.
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        text = line.text
        if index + 1 < len(lines) and _stay_apart(line, lines[index + 1], left, right):
            text += "\n"
        parts.append(text)
        pieces.append((len(text), line.place))
    return "".join(parts), tuple(pieces)


def _stay_apart(line: Line, after: Line, left: float, right: float) -> bool:
    if not (line.text[-1].isdigit() and after.text[0].isdigit()):
        return False
    digit = 0.5 * line.size
    is_full = max(line.left - left, right - line.right) < digit + _PADDING
    return not is_full or after.right - after.left > line.right - line.left + 1


def joined_text(lines: Iterable[Line]) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of lines that are one paragraph, and its pieces."""
    lines = list(lines)
    return "".join(line.text for line in lines), tuple(line.piece for line in lines)
