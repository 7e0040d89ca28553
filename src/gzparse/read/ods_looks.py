"""Looks: how an OpenDocument spreadsheet shows the text of its cells, and which rows and columns have no size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import define, field

from gzparse.model.document import Why
from gzparse.read.colours import BLACK, PAPER, Colour, from_hex, is_seen
from gzparse.read.xlsx_looks import Look

__all__ = ["Styles"]

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CHAIN = 20
_SIZE = re.compile(r"(\d{0,6}(?:\.\d{1,6})?)(cm|mm|in|pt|px)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "px": 0.75}
_SMALLEST = 1.0

Said = dict[str, str]


@define
class Styles:
    """The styles of a file by their names: what they say of text, cells, rows and columns."""

    _own: dict[str, tuple[str | None, Said]] = field(factory=dict)
    _default: Said = field(factory=dict)

    def add(self, root: Element) -> None:
        """Add the styles of a part."""
        for style in root.iter(STYLE + "style"):
            if (name := style.get(STYLE + "name")) is not None:
                self._own[name] = style.get(STYLE + "parent-style-name"), _said(style)
        for style in root.iter(STYLE + "default-style"):
            if style.get(STYLE + "family") == "table-cell":
                self._default |= _said(style)

    def of(self, name: str | None) -> Said:
        """Return what a style says."""
        found: Said = {}
        for _ in range(_CHAIN):
            if name is None or name not in self._own:
                break
            name, said = self._own[name]
            found = said | found
        return found

    def has_no_size(self, name: str | None, what: str) -> bool:
        """Whether a row or a column has no height or width by its style."""
        size = _points(self.of(name).get(what, ""))
        return size is not None and size <= _SMALLEST

    def look(self, cell: Element, name: str | None) -> Look | None:
        """Return how a cell shows its text; nothing where it shows it plainly."""
        said = self._default | self.of(name)
        behind = _behind(said)
        parts: list[tuple[str, Why | None, bool]] = []
        is_open = False
        for index, paragraph in enumerate(each for each in cell if each.tag == TEXT + "p"):
            if index:
                parts.append(("\n", None, False))
            for text, of_run in self._runs(paragraph, said):
                why, seen = _why(of_run, behind)
                is_open = is_open or (seen is None and bool(text.strip()))
                parts.append((text, why, _is_raised(of_run)))
        if not is_open and not any(why for _, why, _ in parts) and len({raised for _, _, raised in parts}) < 2:
            return None
        whole = {(why, raised) for text, why, raised in parts if text.strip()}
        return Look((), whole.pop()[0], is_open) if len(whole) == 1 else Look(tuple(parts), None, is_open)

    def _runs(self, element: Element, said: Said) -> Iterator[tuple[str, Said]]:
        if element.text:
            yield element.text, said
        for child in element:
            if child.tag == TEXT + "span":
                yield from self._runs(child, said | self.of(child.get(TEXT + "style-name")))
            elif child.tag == TEXT + "a":
                yield from self._runs(child, said)
            elif child.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
                yield " ", said
            if child.tail:
                yield child.tail, said


def _said(style: Element) -> Said:
    """Return what the properties of a style say, by their names without those of their kinds."""
    return {name.rpartition("}")[2]: value for part in style for name, value in part.attrib.items()}


def _why(said: Said, behind: Colour | None) -> tuple[Why | None, bool | None]:
    """Return why a run is not read, and whether it is seen."""
    size = _points(said.get("font-size", ""))
    colour = from_hex(said.get("color", "").removeprefix("#")) or BLACK
    seen = is_seen(colour, behind) if said.get("use-window-font-color") != "true" else True
    if said.get("display") == "none" or (size is not None and size <= _SMALLEST) or seen is False:
        return "hidden", False
    struck = any(said.get(f"text-line-through-{each}", "none") != "none" for each in ("style", "type"))
    return ("deleted" if struck else None), seen


def _behind(said: Said) -> Colour | None:
    fill = said.get("background-color", "transparent")
    return PAPER if fill == "transparent" else from_hex(fill.removeprefix("#"))


def _is_raised(said: Said) -> bool:
    position = said.get("text-position", "0%").split()[0]
    return position.startswith("su") or position.strip("-%0.") != ""


def _points(said: str) -> float | None:
    found = _SIZE.fullmatch(said)
    return float(found[1] or 0) * _POINTS[found[2]] if found is not None else None
