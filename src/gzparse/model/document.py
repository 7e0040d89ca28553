"""A file's content before it is text: a :class:`Document` of paragraphs and tables, each letter with its place in the file."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from gzparse.model.data import Data
from gzparse.model.place import Place

__all__ = [
    "PICTURE",
    "UNKNOWN",
    "Cell",
    "Document",
    "Furniture",
    "Media",
    "Note",
    "Paragraph",
    "Piece",
    "Place",
    "Table",
    "Why",
    "excerpt",
]

Media = Literal["html", "docx", "pdf", "sheet"]
Why = Literal["page-number", "running-head", "site", "hidden", "deleted", "comment", "repeated-header", "navigation", "other"]
"""Why a text is furniture. ``site``: what a website puts around an article; ``hidden``: not shown to a reader of the file."""


PICTURE, UNKNOWN = "\ufffc", "\ufffd"
"""What stands in a text for a picture in a cell, and for a letter that is not known. Neither is read as a blank."""

Piece = tuple[int, Place]
"""So many letters of a text, and where they stand in the file."""


@frozen(repr=False, eq=False)
class Paragraph(Data):
    """A line of the report's text. The lengths of its pieces add up to that of its text, which has no line end."""

    text: str
    pieces: tuple[Piece, ...] = ()


@frozen(repr=False, eq=False)
class Cell(Data):
    """A cell of a table: where its first place is in the grid (from 0), how far it spans, and its text.

    Lines within the cell are apart by ``"\\n"``, which is counted in the pieces like any other letter.
    """

    row: int
    column: int
    text: str
    pieces: tuple[Piece, ...] = ()
    rowspan: int = 1
    colspan: int = 1


@frozen(repr=False, eq=False)
class Table(Data):
    """A table: its cells in the order of rows and columns, one for each text; the other places of a span hold no cell.

    rows, columns: the size of the grid. keeps_places: whether the file itself says in which column a cell stands.
    A row of the file's grid that has fewer cells than the table has columns simply lacks them.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    place: Place = field(factory=Place)
    keeps_places: bool = True


@frozen(repr=False, eq=False)
class Furniture(Data):
    """Text of the file that is no part of the report: kept and listed, and never read as content."""

    text: str
    why: Why
    pieces: tuple[Piece, ...] = ()


@frozen(repr=False, eq=False)
class Note(Data):
    """What a reader has to say of a file. It becomes a finding.

    code: the name of a registered reason, such as ``hidden-text``, ``deleted-text``, ``comment``, ``picture``,
    ``damaged-bytes``, ``no-unicode``, ``cell-shape``, ``colour-unknown``, ``text-in-span``, ``unknown-number``. place: where in
    the file. text: what stands there, shortened. within: the block (its index in the document's blocks) that it touches, if it
    does: the figures read from a table so named are withheld where the reason's severity is error, or those of one cell where
    the place is a cell's and the reason speaks of a cell.
    """

    code: str
    text: str = ""
    place: Place = field(factory=Place)
    within: int | None = None


@frozen(repr=False, eq=False)
class Document(Data):
    """What a reader makes of a file: its blocks in the order of reading, what it leaves aside, and what it has to say.

    title: the title that the file states outside the report's text (an article's title, a core property), if any.
    organ: likewise 发布机构 or the like; it may support the organ, and is never its only witness.
    """

    blocks: tuple[Paragraph | Table, ...]
    media: Media
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[Note, ...] = ()
    title: str | None = None
    organ: str | None = None


def excerpt(text: str, most: int = 60) -> str:
    """Return a text for a note: of a longer one, so many letters, the last of them an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"
