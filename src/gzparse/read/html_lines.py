"""Lines: the texts of a page's tree, one after the other → lines, with white space as a browser shows it."""

from __future__ import annotations

import re

from gzparse.read.html_headings import heading_of
from gzparse.read.html_tables import Item, Line
from gzparse.read.html_tree import too_many
from gzparse.spec.limits import Limits

_WHITE = " \t\n\r\f"
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")
_RUN = re.compile(r"[ \t\n\r\f]+")
_WIDE = "[\u2018\u2019\u201c\u201d\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
_IS_WIDE = re.compile(_WIDE)
_BROKEN = re.compile(rf"(?<={_WIDE})[ \t\f]*[\n\r][ \t\n\r\f]*(?={_WIDE})")
_MOST_HEADINGS = 2_000


class Lines:
    """Lines in the making.

    items: lines and grids outside tables, in order. flow: where lines go at this point, which may be a cell.
    headings: (section, number of the node, numbers of the elements around it, whether linked).
    ends: the number of an element's last node by that of its first.
    links, asides, keeps: how many elements around this point are links, navigation, or keep their line ends.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits, self._most = limits, limits.letters
        self.items: list[Item] = []
        self.flow = self.items
        self.headings: list[tuple[int, int, tuple[int, ...], bool]] = []
        self.ends: dict[int, int] = {}
        self.counts: dict[str, int] = {}
        self.paths: list[str] = []
        self.number = self.links = self.asides = self.keeps = 0
        self.around: list[int] = []
        self._parts: list[str] = []
        self._at = self._linked = self.letters = 0
        self._gap = 0  # 1: white space stands before the next letter; 2: with a line end in it
        self._separate = False  # the digits that come next are not of the number before them
        self.unseen: str | None = None  # why the text at this point may not be shown: the code of a note

    def open(self, path: str) -> None:
        """Enter an element with lines of its own; the path is empty within tables."""
        self.paths.append(path)
        self.around.append(self.number)

    def close(self) -> None:
        """Leave it."""
        self.paths.pop()
        self.ends[self.around.pop()] = self.number

    def separate_digits(self) -> None:
        """Keep the digits before this point and those behind it apart: a raised 2 is no part of the number before it."""
        self._separate = True

    def add(self, text: str) -> None:
        """Add a text to the line."""
        if self.unseen is not None and text.strip() and not self.is_shown(text):
            self.separate_digits()  # a gap is seen where it stands
            return
        if self.keeps:
            self._add_kept(text)
            return
        core = text.strip(_WHITE)
        parts = self._parts
        if not core:
            if parts and text:
                self._gap = max(self._gap, 2 if "\n" in text or "\r" in text else 1)
            return
        if _UNEVEN.search(core) is not None:
            core = _RUN.sub(" ", _BROKEN.sub("", core))
        if parts:
            if text[0] in _WHITE:
                self._gap = max(self._gap, 2 if "\n" in text[: len(text) - len(text.lstrip(_WHITE))] else 1)
            if self._separate and core[0].isdigit() and parts[-1][-1].isdigit():
                self._gap = 1
            if self._gap == 1 or (self._gap and not (_IS_WIDE.match(parts[-1][-1]) and _IS_WIDE.match(core[0]))):
                parts.append(" ")
        self._separate = False
        parts.append(core)
        self._at = self.number
        self.letters += len(core)
        if self.letters > self._most:
            raise too_many("letters", self._most, "letters")
        if self.links:
            self._linked += len(core)
        if text[-1] in _WHITE:
            self._gap = 2 if "\n" in text[len(text.rstrip(_WHITE)) :] else 1
        else:
            self._gap = 0

    def is_shown(self, text: str) -> bool:
        """Whether a text is read that may not be shown, and note it."""
        raise NotImplementedError

    def _add_kept(self, text: str) -> None:
        """Add a text whose spaces and line ends are shown."""
        for index, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if index:
                self.end_line()
                self.number += 1  # each line has its own place in the order
            if line:
                self._parts.append(line)
                self._at = self.number
                self._linked += len(line) if self.links else 0
        self.letters += len(text)
        if self.letters > self._most:
            raise too_many("letters", self._most, "letters")

    def end_line(self) -> None:
        """End the line. One without letters is none."""
        parts = self._parts
        if not parts:
            return
        text = "".join(parts).replace("\xa0", " ").rstrip()
        if text:
            self.flow.append(Line(text, self.paths[-1] if self.paths else "", self._at, self._linked, self.asides > 0))
            section = heading_of(text)
            if section is not None and len(self.headings) < _MOST_HEADINGS:
                self.headings.append((section, self._at, tuple(self.around), 2 * self._linked > len(text)))
        self._parts = []
        self._gap = self._linked = 0
        self._separate = False
