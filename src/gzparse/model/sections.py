"""The parts of a report: its :class:`Outline` as ranges of the text, and narrative sections as the record has them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import frozen

from gzparse.model.data import Data
from gzparse.model.source import Range


class Subheading:
    """The opening of a numbered subsection: its range, and the number and heading as printed."""

    __slots__ = (
        "heading",
        "number",
        "range",
    )

    def __init__(self, extent: Range, number: str, heading: str) -> None:
        self.range = extent
        self.number = number
        self.heading = heading


class SectionText:
    """One section: the ranges of its heading and text, its subheadings, and copies of the heading printed before it.

    ``bracketed``: whether the heading's number stands in brackets. ``wording``: where the heading is damaged, the one that it
    stands for; empty where only its place and table tell what it is.
    """

    __slots__ = ("body", "bracketed", "heading", "name", "repeated", "subheadings", "wording")

    def __init__(self, name: str, heading: Range, body: Range, repeated: list[Range]) -> None:
        self.name = name
        self.heading = heading
        self.body = body
        self.repeated = repeated
        self.subheadings: list[Subheading] = []
        self.wording: str | None = None
        self.bracketed = False


class Outline:
    """What the text consists of. ``end`` is where the report ends, ``rest`` where a second one begins, and ``others`` what was
    read there. ``signature`` includes its date.

    ``table_in_front``: a table stands before the first section, so headings above it were not recognized. ``headless``: where
    the tables of sections stand whose headings were not recognized. ``spaced``: whether spaces were allowed in headings.
    ``unbroken``: whether these were looked for anywhere, as on pages without line ends.
    """

    __slots__ = (
        "end",
        "front",
        "headless",
        "others",
        "rest",
        "sections",
        "signature",
        "spaced",
        "table_in_front",
        "title",
        "unbroken",
    )

    def __init__(self, front: Range, end: int, rest: int | None) -> None:
        self.title: Range | None = None
        self.front = front
        self.sections: dict[str, SectionText] = {}
        self.signature: Range | None = None
        self.end = end
        self.rest = rest
        self.table_in_front = False
        self.headless: dict[str, Range] = {}
        self.spaced = False
        self.unbroken = False
        self.others: list[Any] = []


@frozen(repr=False, eq=False)
class Subsection(Data):
    """A numbered part of a narrative section: ``number`` as printed ("一"), ``heading`` and the ``text`` below it."""

    number: str
    heading: str
    text: str


@frozen(repr=False, eq=False)
class Section(Data):
    """A narrative section: its heading as printed, and its whole text, subsections included; ``None`` where it is missing."""

    heading: str | None = None
    text: str | None = None
    subsections: tuple[Subsection, ...] = ()


@frozen(repr=False, eq=False)
class ExtraRow(Data):
    """A row that no form prescribes: its section, the prescribed row above it or ``None``, its label and its figures."""

    section: str
    parent: str | None
    label: str
    figures: tuple[int | Decimal | None, ...]
