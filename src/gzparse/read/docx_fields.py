"""Fields of a Word document: instructions whose results are text, and tables of contents, whose results are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from gzparse.model.document import Why
from gzparse.read.docx_looks import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHOWN_WITHOUT_RESULT = frozenset({"EQ", "SYMBOL", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "FORMDROPDOWN", "ADVANCE"})


@define
class _Field:
    """A field that is open: whether its result has begun, its instruction, and whether anything was shown of it."""

    name: str
    is_contents: bool
    in_result: bool = False
    shown: bool = False


class Fields:
    """The fields of a document. Those that do not end are none: their text is read like any other."""

    def __init__(self, root: Element | None) -> None:
        self.open: list[_Field] = []
        self._begins: dict[Element, tuple[str, bool]] = {}
        self._others: dict[Element, str] = {}
        open_fields: list[tuple[Element, list[Element], list[str], int]] = []
        tables = 0
        for element in () if root is None else root.iter(W + "fldChar", W + "instrText", W + "tbl"):
            kind = element.get(W + "fldCharType")
            if element.tag == W + "tbl":
                tables += 1
            elif element.tag == W + "instrText":
                if open_fields and not open_fields[-1][1]:
                    open_fields[-1][2].append(element.text or "")
            elif kind == "begin":
                open_fields.append((element, [], [], tables))
            elif kind == "separate" and open_fields and not open_fields[-1][1]:
                open_fields[-1][1].append(element)
            elif kind == "end" and open_fields:
                begin, separate, words, before = open_fields.pop()
                name = ("".join(words).split() or [""])[0].upper()
                # A table of contents repeats the headings. One that holds tables is not trusted to be one.
                self._begins[begin] = name, name == "TOC" and tables == before
                self._others[element] = "end"
                self._others.update(dict.fromkeys(separate, "separate"))

    def at(self, element: Element) -> bool:
        """Note the sign of a field. Return whether something is shown there that is not written in the file as text."""
        if element in self._begins:
            name, is_contents = self._begins[element]
            self.open.append(_Field(name, is_contents))
            return False
        kind = self._others.get(element)
        if kind == "separate" and self.open:
            self.open[-1].in_result = True
        elif kind == "end" and self.open:
            ended = self.open.pop()
            return ended.name in _SHOWN_WITHOUT_RESULT and not ended.shown and self.why() is None
        return False

    def why(self) -> Why | None:
        """Return why text that stands here is no content: an instruction, or a table of contents."""
        if any(not each.in_result for each in self.open):
            return "hidden"
        return "navigation" if any(each.is_contents for each in self.open) else None

    def show(self) -> None:
        """Note that the open fields show something."""
        for each in self.open:
            each.shown = True
