"""Shown: what of a page's lines a reader sees, by the colours at each point of the page; and where that point is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gzparse.model.document import Place
from gzparse.read.colours import MIXED
from gzparse.read.html_colours import Ink
from gzparse.read.html_elements import Hidden
from gzparse.read.html_lines import Lines
from gzparse.read.html_styles import NAMED, PASSED_ON, TAKEN_BACK, Styles
from gzparse.read.html_tables import PageCell, PageTable
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Shown(Lines):
    """Lines in the making, without what is not seen. hidden: text that is not read, and text that may not be shown."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.hidden: list[Hidden] = []
        self._open_tables: list[PageTable] = []
        self._open_cells: list[PageCell] = []
        self._leaving: list[tuple[int, Callable[[], None]]] = []
        self._styles = Styles()
        self._ink = Ink()
        self._dark = False  # whether an element around this point is unseen, and none within it takes that back
        self._named = 0  # how many elements around this point have a class that hides text in other style sheets

    def begin_painting(self, styles: Styles) -> dict[int, int]:
        """Take the styles of a page, and return what they do to its elements."""
        self._styles = styles
        self._ink = Ink(MIXED) if styles.elsewhere else Ink()
        return styles.flags

    def paint(self, number: int, depth: int, flags: int) -> None:
        """Set the colours within an element, and note whether its text may not be shown. number: of the element in memory."""
        before = ink, _, _, _ = self._ink, self._named, self._dark, self.unseen

        def leave() -> None:
            self._ink, self._named, self._dark, self.unseen = before

        paint = self._styles.paints.get(number)
        if paint is not None:
            self._ink = ink.within(paint, elsewhere=self._styles.elsewhere)
        self._named += bool(flags & NAMED)
        self._dark = bool(flags & PASSED_ON) or (self._dark and not flags & TAKEN_BACK)
        seen = False if self._dark else self._ink.is_seen()
        self.unseen = "style-unknown" if self._named else None
        if not seen:
            self.unseen = "colour-unknown" if seen is None else "hidden-text"
        self._leaving.append((depth, leave))

    def is_taken_back(self, node: LexborNode) -> bool:
        """Whether some element within an unseen one is seen."""
        flags = self._styles.flags
        return any(flags.get(inner.mem_id, 0) & TAKEN_BACK for inner in node.traverse())

    def is_shown(self, text: str) -> bool:
        """Whether a text is read that may not be shown, and note it."""
        cell = self.cell()
        found = Hidden(" ".join(text.split()), "hidden", self.here(), self.number, self.unseen, cell)
        found.is_read = self.unseen != "hidden-text"
        if not found.is_read or cell is not None:
            self.hidden.append(found)
        return found.is_read

    def cell(self) -> Place | None:
        """Return the place of the innermost cell around this point, if there is one."""
        return self._open_cells[-1].place if self._open_cells else None

    def here(self) -> Place:
        """Return the place of what stands at this point of the walk."""
        path = self.paths[-1] if self.paths else ""
        if path:
            return Place(path=path)
        if self._open_cells:
            return self._open_cells[-1].place
        return Place(table=self._open_tables[-1].number) if self._open_tables else Place()
