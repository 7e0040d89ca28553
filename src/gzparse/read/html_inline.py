"""Inline elements of a page, and what has no letters: links, marks of notes, formulas, fields, pictures, comments."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from gzparse.model.document import UNKNOWN, Place, Why
from gzparse.read.html_elements import BLOCKS, FIELDS, ICON, OF_A_TABLE, SMALL_PICTURE, SOURCES, Hidden, span_of
from gzparse.read.html_shown import Shown
from gzparse.read.html_tables import PageRow
from gzparse.read.html_tree import too_many
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["OFTEN", "Inline"]

OFTEN = 4096
"""After so many nodes the time is looked at."""
_TABLE_TAG = re.compile(r"(?i)</?(?:table|t[rdh])\b")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HAN = re.compile("[\u4e00-\u9fff]")


class Inline(Shown):
    """What is done at elements without lines of their own, and at those whose text is left out. tables: how many were met."""

    def __init__(self, limits: Limits, deadline: float | None) -> None:
        super().__init__(limits)
        self.tables = 0
        self._deadline = time.monotonic() + limits.seconds if deadline is None else deadline

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            raise too_many("seconds to be read", self.limits.seconds, "seconds")

    def _place_of_cell(self, row: PageRow) -> Place:
        table = self._open_tables[-1]
        return Place(table=table.number, row=table.seen, cell=row.seen)

    def _link(self, node: LexborNode, depth: int) -> bool:
        if (node.attributes.get("href") or "").strip():
            self.links += 1
            self.separate_digits()  # a digit that leads elsewhere is the mark of a note, and no part of the figure before it
            self._leaving.append((depth, self._leave_link))
        return True

    def _leave_link(self) -> None:
        self.links -= 1
        self.separate_digits()

    def _raised(self, node: LexborNode, depth: int) -> bool:
        self.separate_digits()
        self._leaving.append((depth, self.separate_digits))
        return True

    def _ruby(self, node: LexborNode, depth: int) -> bool:
        """Leave out digits that stand small above others; a reading in letters is text."""
        if any(c.isdigit() for c in node.text(deep=True)):
            return self._leave_out(node, "other", None)
        return True

    def _field(self, node: LexborNode, depth: int) -> bool:
        attributes = node.attributes
        if (attributes.get("type") or "").strip().lower() in FIELDS:
            self.add(attributes.get("value") or "")  # shown like any other text
        return False

    def _choice(self, node: LexborNode, depth: int) -> bool:
        options = node.css("option")
        if not options:
            return True
        chosen = next((option for option in options if "selected" in option.attributes), options[0])
        self.add(chosen.text(deep=True))
        others = [option.text(deep=True).strip() for option in options if option.mem_id != chosen.mem_id]
        self.counts["option"] = self.counts.get("option", 0) + len(options)
        if any(others):
            self.hidden.append(Hidden("\n".join(others), "hidden", self.here(), self.number, None))
        return False

    # --- what has no letters, or shows none

    def _picture(self, node: LexborNode, depth: int) -> bool:
        attributes = node.attributes
        source = next((value for name in SOURCES if (value := attributes.get(name))), "")
        sizes = [span_of(attributes.get(name), SMALL_PICTURE + 1) for name in ("width", "height")]
        if min(sizes) > SMALL_PICTURE and ICON.search(source) is None:
            shown = (attributes.get("alt") or attributes.get("title") or "").strip() or source[:80].split(",")[0]
            self.hidden.append(Hidden(shown, "other", self.here(), self.number, "picture", self.cell()))
        return node.tag != "iframe"

    def _script(self, node: LexborNode, depth: int) -> bool:
        text = node.text(deep=True)
        if _TABLE_TAG.search(text) and _HAN.search(text):
            self.hidden.append(Hidden(text.strip(), "hidden", self.here(), self.number, "hidden-text"))
        return False

    def _comment(self, node: LexborNode, depth: int) -> bool:
        text = node.comment_content or ""
        if _TABLE_TAG.search(text):
            text = " ".join(_ANY_TAG.sub(" ", text).split())
            if text:
                self.hidden.append(Hidden(text, "comment", self.here(), self.number, "comment"))
        return False

    def _formula(self, node: LexborNode, depth: int) -> bool:
        """Set a sign beside a formula's numbers: what it comes to is not known."""
        self.add(UNKNOWN)
        return True

    def _unshown(self, node: LexborNode, depth: int) -> bool:
        return self._leave_out(node, "hidden", None)

    def _deleted(self, node: LexborNode, depth: int) -> bool:
        return self._leave_out(node, "deleted", "deleted-text")

    def _leave_out(self, node: LexborNode, why: Why, code: str | None) -> bool:
        """Keep the text of an element as not shown, and count what is in it, so that places behind it stay right."""
        name, number = node.tag or "", self.number
        if name in BLOCKS or name in OF_A_TABLE:
            self.end_line()
        table = self._open_tables[-1] if self._open_tables else None
        if name == "tr" and table is not None:
            table.seen += 1
        elif name in ("thead", "tbody", "tfoot") and table is not None:
            table.seen += sum(child.tag == "tr" for child in node.iter())
        elif name in ("td", "th") and table is not None and table.row is not None:
            table.row.seen += 1
        place = self._place_left_out(name)
        text: list[str] = []
        for inner in node.traverse(include_text=True):
            self.number += 1
            if not self.number % OFTEN:
                self._check_time()
            if inner.tag_id == 2:
                if inner.parent is None or inner.parent.tag not in ("script", "style"):
                    text.append(inner.text_content or "")
                continue
            name = inner.tag or ""
            if name in BLOCKS or name in OF_A_TABLE:
                self.counts[name] = self.counts.get(name, 0) + 1
                self.tables += name == "table"
                text.append("\n")
        shown = "\n".join(line for line in (" ".join(line.split()) for line in "".join(text).split("\n")) if line)
        if shown:
            self.hidden.append(Hidden(shown, why, place, number, code, place if place.cell is not None else self.cell()))
        return False

    def _place_left_out(self, name: str) -> Place:
        table = self._open_tables[-1] if self._open_tables else None
        if table is not None and name == "tr":
            return Place(table=table.number, row=table.seen)
        if table is not None and table.row is not None and name in ("td", "th"):
            return self._place_of_cell(table.row)
        if name == "table":
            return Place(table=self.tables + 1)
        return self.here()
