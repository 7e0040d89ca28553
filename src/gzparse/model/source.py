"""The source text of one report, as given and normalized, and places in it."""

from __future__ import annotations

import bisect
import re
import unicodedata
import warnings
from collections.abc import Sequence
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.model.document import Furniture, Note
    from gzparse.model.place import Place

Range = tuple[int, int]
"""A range of the text: where it starts and where it ends, as offsets."""


@frozen(repr=False, eq=False)
class Span(Data):
    """A place in the source text: ``text[start:end]``; ``line`` and ``column`` (from 1) are those of its start."""

    start: int
    end: int
    line: int
    column: int


@frozen(repr=False, eq=False)
class TableRow(Data):
    """A row of a file's own table in the text that was composed of it.

    start, end: its range. table: which of the file's blocks it belongs to. row: its number in that table, from 0.
    cells: for each cell between tabs how many rows and columns it spans; ``None`` where another cell spans the place.
    whole: whether each column of the table has something in it, and the file says in which column a cell stands.
    """

    start: int
    end: int
    table: int
    row: int
    cells: tuple[tuple[int, int] | None, ...]
    whole: bool


@frozen(repr=False, eq=False)
class File(Data):
    """The file that a reader made the text of.

    media: its kind, such as ``"html"``. reader, version: the reader's name, and the version of what it came with. segments:
    ranges of the text with their places in the file; rows: those of its tables; both in the order of the text. furniture: what
    was left aside, with the reason. notes: what the reader has to say, each with the range of the text that it touches, if it
    does. title, organ: as the file states them outside its text.
    """

    media: str
    reader: str
    version: str | None = None
    segments: tuple[tuple[int, int, Place], ...] = field(default=(), repr=False)
    rows: tuple[TableRow, ...] = field(default=(), repr=False)
    furniture: tuple[Furniture, ...] = field(default=(), repr=False)
    notes: tuple[tuple[Note, Range | None], ...] = ()
    title: str | None = None
    organ: str | None = None


@frozen(repr=False, eq=False)
class Source(Data):
    """The text of one report as given, and normalized: spaces, line ends and variants of letters made alike, offsets kept.

    ``furniture``: lines that are no part of the report, such as print footers; they are blank in the normalized text.
    ``file``: where the text comes from, if a reader made it of a file that is no text. ``media_type``: what was given.
    """

    name: str | None
    text: str = field(repr=False)
    normalized: str = field(repr=False, eq=False)
    encoding: str | None = None
    furniture: tuple[Range, ...] = field(default=(), repr=False, eq=False)
    file: File | None = field(default=None, repr=False, eq=False)
    media_type: str = field(default="text/plain", repr=False, eq=False)
    digest: tuple[str, int] | None = field(default=None, repr=False, eq=False)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes that were given; of a text, that of its UTF-8."""
        return self.sha256_and_size[0]

    @property
    def size(self) -> int:
        """How many bytes were given; of a text, how many its UTF-8 has."""
        return self.sha256_and_size[1]

    @property
    def sha256_and_size(self) -> tuple[str, int]:
        """Both of them: of a text that was given as such they are computed each time."""
        return self.digest or digest_of(self.text.encode("utf-8", "surrogatepass"))

    def without(self, furniture: Sequence[Range]) -> Source:
        """Return the source with more lines that are furniture: spaces behind the line above, so that none is blank."""
        pieces: list[str] = []
        at = 0
        for start, end in sorted(furniture):
            first = start - 1 if start > at and self.normalized[start - 1] == "\n" else start
            pieces += self.normalized[at:first], " " * (start - first), re.sub(r"[^\n]", " ", self.normalized[start:end])
            at = end
        plain = "".join([*pieces, self.normalized[at:]])
        return evolve(self, normalized=plain, furniture=tuple(sorted((*self.furniture, *furniture))))

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where in the file ``text[start:end]`` stands, piece by piece; nothing where the text is all that was given."""
        if self.file is None:
            return ()
        segments = self.file.segments
        at = bisect.bisect_right(segments, start, key=lambda segment: segment[1])
        found: dict[Place, None] = {}
        while at < len(segments) and segments[at][0] < end:
            found[segments[at][2]] = None
            at += 1
        return tuple(found)

    @property
    def scan(self) -> str:
        """The former name of ``normalized``."""
        warnings.warn("Source.scan is now called normalized", DeprecationWarning, stacklevel=2)
        return self.normalized

    def span(self, start: int, end: int) -> Span:
        """Return the place of ``text[start:end]``; lines end at LF, CR LF and CR, as in editors."""
        starts = line_starts(self.text)
        line = bisect.bisect_right(starts, start)
        return Span(start, end, line, start - starts[line - 1] + 1)

    def excerpt(self, span: Span, width: int = 60) -> str:
        """Return the line of a place and, below it, carets under the place; wide characters count as two columns."""
        starts = line_starts(self.text)
        line_start = starts[span.line - 1]
        line_end = starts[span.line] if span.line < len(starts) else len(self.text)
        line = self.text[line_start:line_end].rstrip("\r\n")
        first = max(0, span.start - line_start - width // 2)
        shown = line[first : first + width]
        at = span.start - line_start - first
        marked = shown[at : max(at + 1, span.end - line_start - first)]
        flat = "".join(" " if c.isspace() or unicodedata.category(c)[0] == "C" else c for c in shown)
        lead = "…" if first else ""
        tail = "…" if first + width < len(line) else ""
        return f"{lead}{flat}{tail}\n{' ' * display_width(lead + flat[:at])}{'^' * max(1, display_width(marked))}"


def digest_of(data: bytes) -> tuple[str, int]:
    """Return the SHA-256 of some bytes, and how many they are."""
    import hashlib

    return hashlib.sha256(data).hexdigest(), len(data)


_starts_memo: tuple[str, list[int]] = ("", [0])


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of the text begins."""
    global _starts_memo
    memo = _starts_memo
    if memo[0] is not text:
        if "\r" in text:
            starts = [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", text))]
        else:  # as most texts are
            ends = accumulate(map(len, text.split("\n")[:-1]))
            starts = [0, *map(add, ends, count(1))]
        memo = (text, starts)
        _starts_memo = memo
    return memo[1]


def repeats_lines(normalized: str) -> bool:
    """Whether a line of words occurs twice in a text.

    The form itself repeats its headers: 信息内容 stands in each block of section two. So no line occurs twice only where
    repeated lines were removed from the text.
    """
    lines = [line for part in normalized.split("\n") if re.search(r"[^\W\d]", line := " ".join(part.split()))]
    return len(set(lines)) < len(lines)


def fills_its_line(normalized: str, start: int, end: int) -> bool:
    """Whether a range of a text is all that stands on one line."""
    stop = normalized.find("\n", end)
    around = normalized[normalized.rfind("\n", 0, start) + 1 : start] + normalized[end : stop if stop >= 0 else len(normalized)]
    return "\n" not in normalized[start:end] and not around.strip()


def display_width(text: str) -> int:
    """Return the columns that a text takes on a terminal: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def trim(text: str, extent: Range) -> Range:
    """Return a range of a text without white space at its ends."""
    start, end = extent
    piece = text[start:end]
    stripped = piece.strip()
    if len(stripped) == len(piece):
        return extent
    if not stripped:
        return start, start
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)
