"""Shown: what of a page's lines a reader sees, by the colours at each point of the page; and where that point is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gzparse.model.document import Place
from gzparse.read.colours import MIXED
from gzparse.read.html_colours import Ink
from gzparse.read.html_declared import FORCED, MOVED, NAMED, OPEN, PASSED_ON, TAKEN_BACK, TURNED
from gzparse.read.html_elements import OF_A_TABLE, Hidden
from gzparse.read.html_lines import Lines
from gzparse.read.html_styles import Styles
from gzparse.read.html_tables import PageCell, PageTable
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


_TEXT = 2
"""The number of texts among the kinds of nodes, in every document."""


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
        self._doubt: str | None = None  # why it is open whether what is around this point is shown: the code of a note
        self._classed: set[Place] = set()  # cells of which the classes within have been looked at
        self._reordered: set[Place] = set()  # cells whose letters may be shown in another order

    def begin_painting(self, styles: Styles) -> dict[int, int]:
        """Take the styles of a page, and return what they do to its elements."""
        self._styles = styles
        self._ink = Ink(MIXED) if styles.elsewhere else Ink()
        return styles.flags

    def paint(self, number: int, depth: int, flags: int) -> None:
        """Set the colours within an element, and note whether its text may not be shown. number: of the element in memory."""
        before = ink, doubt, _, _ = self._ink, self._doubt, self._dark, self.unseen

        def leave() -> None:
            self._ink, self._doubt, self._dark, self.unseen = before

        paint = self._styles.paints.get(number)
        if paint is not None:
            self._ink = ink.within(paint, elsewhere=self._styles.elsewhere)
        self._doubt = doubt or ("rule-unknown" if flags & OPEN else "style-unknown" if flags & NAMED else None)
        self._dark = bool(flags & PASSED_ON) or (self._dark and not flags & TAKEN_BACK)
        seen = False if self._dark else self._ink.is_seen()
        self.unseen = self._doubt
        if not seen:
            self.unseen = "colour-unknown" if seen is None else "hidden-text"
        self._leaving.append((depth, leave))

    def note_order(self, node: LexborNode, flags: int) -> None:
        """Note a cell whose digits may be shown in another order than they are written, or a table whose cells may be."""
        name = node.tag or ""
        if name in OF_A_TABLE:
            if flags & MOVED and self._open_tables:
                self._note_shown("order-unknown", node, Place(table=self._open_tables[-1].number))
            elif name not in ("td", "th"):
                return
        cell = self.cell()
        digits = _digits_in(node) if cell is not None and cell not in self._reordered else 0
        if not digits or cell is None:
            return
        parts = any(child.tag_id != _TEXT for child in node.iter(include_text=True))
        turned = flags & FORCED or (flags & TURNED and parts)
        if (digits > 1 and turned) or (flags & MOVED and _digits_in(_cell_around(node)) > digits):
            self._reordered.add(cell)
            self._note_shown("order-unknown", node, cell)

    def note_classes(self, node: LexborNode) -> None:
        """Note a cell whose digits have several classes: the styles of one of them, which are elsewhere, may hide it."""
        cell = self.cell()
        if cell is not None and cell not in self._classed:
            self._classed.add(cell)
            around = _cell_around(node)
            if around is not None and len(set(_classes_of_digits(around))) > 1:
                self._note_shown("class-unknown", around, cell)

    def add_by_style(self, node: LexborNode, depth: int) -> None:
        """Read what a style puts before and behind the text of an element; note a cell where that is not known."""
        texts = self._styles.added.get(node.mem_id, {})
        if None in texts.values() and (cell := self.cell()) is not None:
            self._note_shown("text-by-style", node, cell)
        before, behind = (texts.get(where) for where in ("before", "after"))
        if before:
            self.add(before)
        if behind:
            self._leaving.append((depth, lambda: self.add(behind)))

    def _note_shown(self, code: str, node: LexborNode, cell: Place) -> None:
        found = Hidden(" ".join(node.text(deep=True).split()), "other", cell, self.number, code, cell)
        found.is_read = True
        self.hidden.append(found)

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


def _digits_in(node: LexborNode | None) -> int:
    return 0 if node is None else sum(map(str.isdigit, node.text(deep=True)))


def _cell_around(node: LexborNode) -> LexborNode | None:
    around = node.parent
    while around is not None and around.tag not in ("td", "th"):
        around = around.parent
    return around


def _classes_of_digits(cell: LexborNode) -> Iterator[tuple[str, ...]]:
    """Return for each text with digits in a cell the classes around it."""
    for text in cell.traverse(include_text=True):
        if text.tag_id == _TEXT and any(map(str.isdigit, text.text_content or "")):
            found, around = list[str](), text.parent
            while around is not None and around.mem_id != cell.mem_id:
                if classes := (around.attributes.get("class") or "").strip():
                    found.append(classes)
                around = around.parent
            yield tuple(found)
