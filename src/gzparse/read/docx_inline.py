"""The text of a paragraph of a Word document: what a reader of the page sees, and what stands aside from it.

Insertions are read, deletions and hidden text are set apart with a note. Of a field its result is text; of alternatives for
programs of different age the first is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from gzparse.model.cell_notes import OF_CELLS
from gzparse.model.document import UNKNOWN, Furniture, Note, Place, Why, excerpt
from gzparse.read.colours import PAPER, Colour
from gzparse.read.docx_elements import FORMULAS, MC, SKIPPED, chosen_of, is_contents, is_in_line
from gzparse.read.docx_fields import Fields
from gzparse.read.docx_looks import PLAIN, VAL, Shade, W, is_on, look_of, over, shade_of
from gzparse.read.docx_styles import Numbers, Styles, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
SYMBOL = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_WHITE = str.maketrans("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
_WITHOUT_MEANING = re.compile("[\ue000-\uf8ff\ufffd]")
_NOTED: dict[Why, str] = {"deleted": "deleted-text", "hidden": "hidden-text"}
_NOTED_LENGTH = 80

SOME, IN_LINE = 1, 2
"""Kinds of pictures: those anywhere on the page, and those that stand among the letters of a paragraph."""

Mark = tuple[str, int | None, bool]
"""A piece of a line: its text, the number of the paragraph it stands in, and whether it is that paragraph's list number."""


@define
class Line:
    """A line of text: its pieces in order."""

    pieces: list[Mark] = field(factory=list)

    @property
    def text(self) -> str:
        """Return the line's text."""
        if len(self.pieces) == 1:
            return self.pieces[0][0]
        return "".join(text for text, _, _ in self.pieces)


@define
class Aside:
    """What is not read as content, and what is to be said; places are within the cell, or the paragraph, that is read now."""

    furniture: list[Furniture] = field(factory=list)
    notes: list[tuple[str, str, Place, object]] = field(factory=list)
    cell: tuple[int, int, int] | None = None
    table: object = None
    """The table that is read now, by which a note finds its block."""

    def place(self, paragraph: int | None) -> Place:
        """Return the place of a paragraph, with the cell that holds it."""
        path = None if paragraph is None else f"p[{paragraph}]"
        table, row, cell = self.cell or (None, None, None)
        return Place(table=table, row=row, cell=cell, path=path)

    def keep(self, text: str, why: Why, paragraph: int | None) -> None:
        """Keep text that is no content, with a note where a reader should know."""
        place = self.place(paragraph)
        self.furniture.append(Furniture(text, why, ((len(text), place),)))
        if why in _NOTED and text.strip():
            self.note(_NOTED[why], text.strip(), paragraph)

    def keep_covered(self, text: str) -> None:
        """Keep the text of the cell that is read now, which another cell covers."""
        place = self.place(None)
        self.furniture.append(Furniture(text, "hidden", ((len(text), place),)))
        self.note("text-in-span", text.strip(), None)

    def note(self, code: str, text: str, paragraph: int | None) -> None:
        """Say something of the place that is read now."""
        self.notes.append((code, text, self.place(paragraph), self.table))

    def gathered(self, block_of: Callable[[object], int | None]) -> Iterator[Note]:
        """Return the notes, one for each reason and block, with the place of the first; what is open is noted cell by cell."""
        found: dict[tuple[str, int | None, Place | None], tuple[Place, list[str]]] = {}
        for code, text, place, table in self.notes:
            within = block_of(table)
            if code not in OF_CELLS:
                found.setdefault((code, within, None), (place, []))[1].append(text)
            elif (within is not None and place.cell is not None) or code == "note-on-cell":
                found.setdefault((code, within, place), (place, []))[1].append(text)
        for (code, within, _), (place, texts) in found.items():
            said = " … ".join(dict.fromkeys(filter(None, texts[:_NOTED_LENGTH])))
            yield Note(code, excerpt(said, _NOTED_LENGTH), place, within)


class Inline:
    """Reads paragraphs, one after another.

    boxes: the text boxes of the paragraph that was read last, each with whether text stands before it. carried: text of a
    paragraph whose end is deleted. pictures: whether the paragraph holds a picture, or digits that are struck out (``SOME``): a
    cell with nothing else is not blank; or a picture among its letters (``IN_LINE``). behind: what lies behind the paragraphs
    that are read now; ``None`` where it is not known.
    """

    def __init__(self, aside: Aside, styles: Styles, numbers: Numbers, fields: Fields) -> None:
        self._aside = aside
        self._styles = styles
        self._numbers = numbers
        self.fields = fields
        self.letters = 0
        self.boxes: list[tuple[Element, bool]] = []
        self.pictures = 0
        self.carried: list[Mark] = []
        self._lines: list[Line] = []
        self._kept: dict[Why, list[str]] = {}
        self._paragraph: int | None = None
        self._remarks: dict[str, None] = {}
        self._is_cell = False
        self._raised = self._raised_before = ""
        self._mark_follows = False
        self._look = PLAIN
        self.behind: Colour | None = PAPER
        self._behind: Colour | None = PAPER
        self._handlers: dict[object, Callable[[Element, Why | None], None]] = {
            W + "t": self._text,
            M + "t": self._text,
            A + "t": self._text,
            W + "delText": lambda element, why: self._text(element, why or "deleted"),
            W + "r": self._run,
            W + "del": lambda element, why: self._inside(element, why or "deleted"),
            W + "moveFrom": lambda element, why: self._inside(element, why or "deleted"),
            W + "rt": lambda element, why: self._inside(element, why or "other"),
            W + "tab": self._tab,
            W + "ptab": self._tab,
            W + "br": self._break,
            W + "cr": self._break,
            A + "br": self._break,
            A + "p": self._shape_line,
            W + "noBreakHyphen": lambda element, why: self._put("-", why),
            W + "sym": self._sign,
            SYMBOL + "symEx": self._sign,
            W + "footnoteReference": self._reference,
            W + "endnoteReference": self._reference,
            W + "commentReference": self._remark,
            W + "commentRangeStart": self.begin_remark,
            W + "commentRangeEnd": self.end_remark,
            W + "fldChar": self._field,
            W + "sdt": self._control,
            W + "hyperlink": self._link,
            W + "bdo": self._turned,
            W + "txbxContent": self._box,
            MC + "AlternateContent": self._alternative,
            A + "blip": self._picture,
            V + "imagedata": self._picture,
            CHART + "chart": self._picture,
            DIAGRAM + "relIds": self._picture,
            **{M + name: self._formula for name in FORMULAS},
            **{W + name: _skip for name in SKIPPED},
        }

    def read(self, paragraph: Element, number: int | None, is_cell: bool, why: Why | None = None) -> list[Line]:
        """Return the lines of a paragraph; none where its end is deleted or hidden: its text goes on in the next one."""
        children = list(paragraph)
        style, numbering, goes_on, shade = None, None, False, None
        if children and children[0].tag == _PARAGRAPH_PROPERTIES:
            style, numbering, goes_on, shade = _properties(children[0])
        self._paragraph, self._is_cell = number, is_cell
        self.boxes, self.pictures = [], 0
        self._raised = self._raised_before = ""
        self._mark_follows = False
        style_shown = style or self._styles.default
        self._look = self._styles.look(style_shown, of_paragraph=True)
        self._behind = over(shade, over(self._styles.behind(style_shown), self.behind))
        for remark in self._remarks if why is None else ():
            self._aside.note("note-on-cell", f"commentReference#{remark}", number)
        if why is not None:
            self._lines = [Line()]
            self._inside(children, why)
            self._keep()
            return []
        self._lines, self.carried = [Line(self.carried)], []
        self._inside(children, None)
        if self._kept:
            self._keep()
        if goes_on:
            self.carried = self._lines.pop().pieces
            return self._lines
        if self._numbers:
            self._number(style, numbering)
        return self._lines

    def rest(self) -> list[Line]:
        """Return what was to go on in a next paragraph, where there is none."""
        line, self.carried = Line(self.carried), []
        return [line] if line.pieces else []

    def _number(self, style: str | None, numbering: Element | None) -> None:
        found = self._numbers.number(style, numbering)
        if found is None or self.fields.why() is not None:
            return
        if not found.known:
            self._aside.note("unknown-number", found.text, self._paragraph)
        behind = next((text for text, _, _ in self._lines[0].pieces if text), "")
        text = found.text
        # 1. before 5 would be the number 1.5.
        if text[-1:].isdigit() or (behind[:1].isdigit() and not text[-1:].isspace()):
            text += " "
        self._lines[0].pieces.insert(0, (text, self._paragraph, True))

    def _keep(self) -> None:
        for why, texts in self._kept.items():
            text = "".join(texts)
            if text:
                self._aside.keep(text, why, self._paragraph)
        self._kept = {}

    def _put(self, text: str, why: Why | None) -> None:
        if self.fields.open:
            why = why or self.fields.why()
            if why is None and text.strip():
                self.fields.show()
        if why is not None:
            self._kept.setdefault(why, []).append(text)
            return
        pieces = self._lines[-1].pieces
        self.letters += len(text)
        if pieces:
            before, paragraph, is_number = pieces[-1]
            if self._raised != self._raised_before and text[:1].isdigit() and before[-1:].isdigit():
                text = " " + text  # a raised digit behind a figure is the mark of a note
            if paragraph == self._paragraph and not is_number:
                del pieces[-1]
                text = before + text
        self._raised_before = self._raised
        pieces.append((text, self._paragraph, False))

    def _text(self, element: Element, why: Why | None) -> None:
        text = (element.text or "") if not len(element) else "".join(map(str, element.itertext()))
        if not text:
            return
        if text[0] in " \n\t\r" or text[-1] in " \n\t\r":
            if element.get(SPACE) != "preserve":
                text = text.strip(" \n\t\r")
            if not text:
                return
        text = text.translate(_WHITE) if not text.isprintable() else text
        if not text.isascii() and why is None and (found := _WITHOUT_MEANING.search(text)) is not None:
            self._aside.note("no-unicode", f"U+{ord(found.group()):04X}", self._paragraph)
        self._put(text, why)

    def _inside(self, elements: Iterable[Element], why: Why | None) -> None:
        get = self._handlers.get
        for child in elements:
            handler = get(child.tag)
            if handler is not None:
                handler(child, why)
            elif len(child):
                self._inside(child, why)

    def _run(self, run: Element, why: Why | None) -> None:
        look, children = self._look, list(run)
        if children and children[0].tag == _RUN_PROPERTIES:
            own = look_of(children[0])
            if own is not PLAIN:
                look = own.over(self._styles.look(own.style)).over(look) if own.style else own.over(look)
        self._raised = "mark" if self._mark_follows else look.level()
        self._mark_follows = False
        if look is PLAIN or why is not None:
            self._inside(children, why)
            return
        why, seen = look.why(), look.is_seen(self._behind)
        if why == "deleted":
            self.pictures |= SOME if any(c.isdigit() for c in _letters_of(run)) else 0
        elif why is None and seen is False:
            self._inside(children, "hidden")
            self._raised_before = "gap" if _letters_of(run).strip() else self._raised_before
            return
        elif why is None and seen is None and (text := _letters_of(run).strip()):
            self._aside.note("colour-unknown", text, self._paragraph)
        self._inside(children, why)

    def _reference(self, element: Element, why: Why | None) -> None:
        """Note that the mark of a note follows as text: in the same run, or else in the next one."""
        self._remark(element, why)
        if (element.get(W + "customMarkFollows") or "0").lower() not in ("0", "false", "off"):
            behind = element.getnext()
            self._raised, self._mark_follows = "mark", behind is None

    def _remark(self, element: Element, why: Why | None) -> None:
        """Note that a footnote, an endnote or a comment belongs to what is read now: which one, its tag and number say."""
        self._remarks.pop(element.get(W + "id") or "", None)
        if why is None:
            self._aside.note("note-on-cell", f"{element.tag.rpartition('}')[2]}#{element.get(W + 'id')}", self._paragraph)

    def begin_remark(self, element: Element, why: Why | None) -> None:
        """Note that a comment belongs to what follows, up to its end, which may stand in another paragraph or cell."""
        self._remarks[element.get(W + "id") or ""] = None
        if why is None and self._paragraph is not None:
            self._aside.note("note-on-cell", f"commentReference#{element.get(W + 'id')}", self._paragraph)

    def end_remark(self, element: Element, why: Why | None) -> None:
        """Note that what follows is no more what a comment belongs to."""
        self._remarks.pop(element.get(W + "id") or "", None)

    def _tab(self, element: Element, why: Why | None) -> None:
        self._put(" " if self._is_cell else "\t", why)

    def _break(self, element: Element, why: Why | None) -> None:
        if why is None and self.fields.why() is None:
            self._lines.append(Line())
        else:
            self._put(" ", why)

    def _shape_line(self, element: Element, why: Why | None) -> None:
        if self._lines[-1].pieces:
            self._break(element, why)
        self._inside(element, why)

    def _sign(self, element: Element, why: Why | None) -> None:
        code = next((str(said) for name, said in element.attrib.items() if str(name).endswith("}char")), "")
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
        if 32 < number < 0x110000 and not 0xD800 <= number < 0xF900 and number < 0xF0000:
            self._put(chr(number), why)
        else:
            self._unknown(f"w:sym {code}", why)

    def _unknown(self, what: str, why: Why | None) -> None:
        if why is None and self.fields.why() is None:
            self._aside.note("no-unicode", what, self._paragraph)
            self._put(UNKNOWN, why)

    def _formula(self, element: Element, why: Why | None) -> None:
        """Set a formula's letters aside: 1/2 is not 12."""
        self._unknown("formula", why)
        self._inside(element, why or "other")

    def _field(self, element: Element, why: Why | None) -> None:
        if self.fields.at(element):
            self._unknown("field", why)

    def _control(self, element: Element, why: Why | None) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self._inside(content, why or ("navigation" if is_contents(element) else None))

    def _link(self, element: Element, why: Why | None) -> None:
        """Read a link; one behind a figure is the mark of a note, and no digit of it."""
        self._raised_before = "link"
        self._inside(element, why)
        self._raised_before = "link"

    def _turned(self, element: Element, why: Why | None) -> None:
        """Read letters that may be shown from right to left."""
        if why is None and value(element) == "rtl" and any(map(str.isdigit, text := _letters_of(element))):
            self._aside.note("order-unknown", text, self._paragraph)
        self._inside(element, why)

    def _alternative(self, element: Element, why: Why | None) -> None:
        chosen = chosen_of(element)
        if chosen is not None:
            self._inside(chosen, why)

    def _box(self, element: Element, why: Why | None) -> None:
        if why is None and self.fields.why() is None:
            self.boxes.append((element, any(line.text.strip() for line in self._lines)))
        else:
            self._inside(element, why)

    def _picture(self, element: Element, why: Why | None) -> None:
        if why is None and self.fields.why() is None:
            self.pictures |= IN_LINE if is_in_line(element) else SOME
            self._aside.note("picture", "", self._paragraph)
        self._inside(element, why)


_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = W + "pPr", W + "rPr"
_STYLE, _LIST = W + "pStyle", W + "numPr"
_OF_PARAGRAPHS = (_STYLE, _LIST, W + "rPr", W + "shd")
_ENDS = (W + "del", W + "moveFrom", W + "vanish")


def _skip(element: Element, why: Why | None) -> None:
    """Pass over what holds no text."""


def _letters_of(run: Element) -> str:
    return "".join(each.text or "" for each in run.iter(W + "t", W + "sym"))


def _properties(properties: Element) -> tuple[str | None, Element | None, bool, Shade | None]:
    """Return a paragraph's style, its list, whether its text goes on in the next one, and what fills it.

    It goes on where the end of the paragraph is deleted, moved away or hidden.
    """
    style, numbering, goes_on, shade = None, None, False, None
    for each in properties.iterchildren(*_OF_PARAGRAPHS):
        tag = each.tag
        if tag == _STYLE:
            style = each.get(VAL)
        elif tag == _LIST:
            numbering = each
        elif tag == W + "shd":
            shade = shade_of(each)
        else:
            goes_on = any(mark.tag != W + "vanish" or is_on(mark) for mark in each.iterchildren(*_ENDS))
    return style, numbering, goes_on, shade
