"""Styles and lists of a Word document: which paragraphs have a number, which one, and how styles show the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field

from gzparse.read.docx_looks import PLAIN, VAL, Look, Shade, W, is_on, look_of, shade_of
from gzparse.read.docx_numbers import formatted

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHAIN = 50
"""So many styles may be based on each other; a chain that is longer, or goes round, ends there."""
_LEVELS = 9
_OFF = frozenset({"0", "false", "off"})


def child_of(element: Element, *tags: str) -> Element | None:
    """Return the first child of an element that has one of the tags."""
    return next(element.iterchildren(*tags), None)


def value(element: Element | None, name: str = VAL) -> str | None:
    """Return an attribute of an element that may be missing."""
    return None if element is None else element.get(name)


def number_of(text: str | None, otherwise: int = 0, most: int = 1_000_000) -> int:
    """Return a whole number from an attribute, within bounds."""
    if text is None or not re.fullmatch(r"\s*[+-]?\d{1,12}(?:\.\d{0,12})?\s*", text):
        return otherwise
    return max(-most, min(most, int(float(text))))


@define
class Style:
    """What a style says of numbers and of how text is shown; ``None`` where it says nothing.

    behind: what fills its paragraphs. fills: whether it fills any of a table's cells.
    """

    based_on: str | None
    list: str | None
    level: str | None
    look: Look
    behind: Shade | None
    fills: bool


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default: str | None = None
        self._looks: dict[str | None, Look] = {}
        self._own = PLAIN
        """What holds for all text of the document."""
        self._numbers: dict[str | None, tuple[str | None, str | None, str | None]] = {}
        if root is not None and (own := root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) is not None:
            self._own = look_of(own)
        for element in () if root is None else root.iterchildren(W + "style"):
            name = element.get(W + "styleId")
            if name is None:
                continue
            properties, run = element.find(f"{W}pPr/{W}numPr"), element.find(W + "rPr")
            is_of_tables = element.get(W + "type") == "table"
            self._styles[name] = Style(
                value(element.find(W + "basedOn")),
                None if properties is None else value(properties.find(W + "numId")),
                None if properties is None else value(properties.find(W + "ilvl")),
                PLAIN if run is None else look_of(run),
                shade_of(element.find(f"{W}pPr/{W}shd")),
                is_of_tables and next(element.iter(W + "shd"), None) is not None,
            )
            if element.get(W + "type") == "paragraph" and (element.get(W + "default") or "0").lower() not in _OFF:
                self.default = name

    def _chain(self, name: str | None) -> list[tuple[str, Style]]:
        found: list[tuple[str, Style]] = []
        while name is not None and name in self._styles and len(found) < _CHAIN:
            found.append((name, self._styles[name]))
            name = self._styles[name].based_on
        return found

    def look(self, name: str | None, *, of_paragraph: bool = False) -> Look:
        """Return how a style of runs shows their text, or a style of paragraphs with what holds for all text."""
        if name not in self._looks:
            found = PLAIN
            for _, style in self._chain(name):
                found = found.over(style.look)
            self._looks[name] = found
        return self._looks[name].over(self._own) if of_paragraph else self._looks[name]

    def behind(self, name: str | None) -> Shade | None:
        """Return what a style of paragraphs fills them with."""
        return next((style.behind for _, style in self._chain(name) if style.behind is not None), None)

    def fills(self, name: str | None) -> bool:
        """Whether a style of tables fills any of their cells, or is not known."""
        return name is not None and (name not in self._styles or any(style.fills for _, style in self._chain(name)))

    def numbering(self, name: str | None) -> tuple[str | None, str | None, str | None]:
        """Return the list that a style puts its paragraphs in, the level it states, and the style that says so."""
        if name not in self._numbers:
            of_list: str | None = None
            level: str | None = None
            said_by: str | None = None
            for each, style in self._chain(name):
                level = style.level if level is None else level
                if style.list is not None:
                    of_list, said_by = style.list, each
                    break
            self._numbers[name] = of_list, level, said_by
        return self._numbers[name]


@define
class Level:
    """A level of a list: where it starts, how its number is printed, and what stands behind it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    after: str = "tab"
    restart: int | None = None
    plain: bool = False
    style: str | None = None


@define
class _List:
    """A list as paragraphs name it: its definition, and what it has otherwise."""

    definition: str
    levels: dict[int, Level] = field(factory=dict)
    starts: dict[int, int] = field(factory=dict)


@define
class Number:
    """A paragraph's number: its text, and whether its format is unknown."""

    text: str
    known: bool


class Numbers:
    """The numbers of a document's paragraphs, which are asked for in the document's order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        links: dict[str, str] = {}
        of_style: dict[str, str] = {}
        for element in root.iterchildren(W + "abstractNum"):
            name = element.get(W + "abstractNumId") or ""
            self._definitions[name] = {level: _level(each) for level, each in _levels(element)}
            link, style = value(element.find(W + "numStyleLink")), value(element.find(W + "styleLink"))
            if link is not None:
                links[name] = link
            if style is not None:
                of_style[style] = name
        for name, style in links.items():
            if style in of_style:
                self._definitions[name] = self._definitions[of_style[style]]
        for element in root.iterchildren(W + "num"):
            found = _List(value(element.find(W + "abstractNumId")) or "")
            for override in element.iterchildren(W + "lvlOverride"):
                level = number_of(override.get(W + "ilvl"))
                start = override.find(W + "startOverride")
                if start is not None:
                    found.starts[level] = number_of(value(start), 1)
                found.levels.update((level, _level(each)) for level, each in _levels(override))
            self._lists[element.get(W + "numId") or ""] = found

    def __bool__(self) -> bool:
        return bool(self._lists)

    def number(self, style: str | None, direct: Element | None) -> Number | None:
        """Return the number of the next paragraph, given its style and its own w:numPr, or ``None`` where it has none."""
        named, level_said, said_by = self._styles.numbering(style or self._styles.default)
        if direct is not None:
            own, own_level = value(direct.find(W + "numId")), value(direct.find(W + "ilvl"))
            named, said_by = (named, said_by) if own is None else (own, None)
            level_said = level_said if own_level is None else own_level
        if named is None or named == "0" or named not in self._lists:
            return None
        found = self._lists[named]
        levels = {**self._definitions.get(found.definition, {}), **found.levels}
        level = number_of(level_said)
        if said_by is not None and (direct is None or direct.find(W + "ilvl") is None):
            level = next((at for at, each in levels.items() if each.style == said_by), level)
        return self._counted(named, found, levels, level) if level in levels else None

    def _counted(self, named: str, found: _List, levels: dict[int, Level], level: int) -> Number | None:
        counts = self._counts.setdefault(found.definition, {})
        if level in found.starts and (named, level) not in self._begun:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = levels[level].start
        self._begun.add((named, level))
        for deeper in [each for each in counts if each > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
                # A start that a list states of its own holds again wherever the level begins again.
                if deeper in found.starts:
                    self._begun.discard((named, deeper))
        return _printed(levels, level, counts, found)


def _printed(levels: dict[int, Level], level: int, counts: dict[int, int], found: _List) -> Number | None:
    """Return a number as its level writes it: ``%1`` stands for the count of the first level, and so on."""
    own, known = levels[level], True
    if own.format == "bullet":
        return None

    def count(match: re.Match[str]) -> str:
        nonlocal known
        at = int(match.group(1)) - 1
        each = levels.get(at, own)
        number = counts.get(at, found.starts.get(at, each.start))
        text = formatted(number, "decimal" if own.plain and each.format != "none" else each.format)
        known = known and text is not None
        return "?" if text is None else text

    text = re.sub(r"%([1-9])", count, own.text)
    return Number(text + (" " if text and own.after == "space" else ""), known) if text.strip() else None


def _levels(element: Element) -> list[tuple[int, Element]]:
    found = [(number_of(level.get(W + "ilvl"), -1), level) for level in element.iterchildren(W + "lvl")]
    return [(at, level) for at, level in found if 0 <= at < _LEVELS]


def _level(element: Element) -> Level:
    kind = next(element.iter(W + "numFmt"), None)  # within mc:AlternateContent where the format is a custom one
    restart = value(element.find(W + "lvlRestart"))
    return Level(
        start=number_of(value(element.find(W + "start")), 0 if element.find(W + "start") is None else 1),
        format=value(kind) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        after=value(element.find(W + "suff")) or "tab",
        restart=None if restart is None else number_of(restart),
        plain=bool(is_on(element.find(W + "isLgl"))),
        style=value(element.find(W + "pStyle")),
    )
