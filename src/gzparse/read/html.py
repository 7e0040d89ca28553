"""HTML: a page, or text whose tables are HTML → a :class:`~gzparse.model.document.Document`.

The tree is built by selectolax. The walk through it (html_walk) makes lines and tables of it, html_article finds the report
among them, and here they become the document.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gzparse.errors import LimitExceeded
from gzparse.model.document import PICTURE, Cell, Document, Furniture, Note, Paragraph, Piece, Place, Table, excerpt
from gzparse.read.charset import decode_page
from gzparse.read.html_article import article_of, organ_of, title_of
from gzparse.read.html_tables import Grid, Item, Line, PageCell
from gzparse.read.html_tree import cells_written, tree_of, with_tables_around_rows
from gzparse.read.html_walk import Walk
from gzparse.read.sniff import Kind, is_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LETTERS = re.compile(r"[^\W\d]")
_TABLE_TAG = re.compile(r"(?i)<(/?)(table|thead|tbody|tfoot|tr|td|th)(?=[\s>/])[^>]*>")
_SURROGATES = re.compile("[\ud800-\udfff]")


def read_html(data: bytes | str, name: str | None, options: ReadOptions, charset: str | None = None) -> Document:
    """Return the report on a page; what the site puts around it is furniture.

    charset: the one that the transport declared. Text given as letters is taken as it is, whatever charset it states.

    Raises:
        MissingLibrary: selectolax is not installed.
        LimitExceeded: the page is larger, deeper or slower to read than the limits allow.
    """
    _check_size(data, options)
    text, damaged = decode_page(data, charset) if isinstance(data, bytes) else (data, None)
    if isinstance(data, str):
        text = _SURROGATES.sub("\ufffd", text.removeprefix("\ufeff"))
    walk, tree, lost = _walked(text, options)
    article = article_of(walk)
    pieces = _Pieces(walk)
    pieces.add(article.inside(), article.numbers())
    for item in article.outside():
        pieces.add_site(item)
    if damaged is not None:
        pieces.notes.insert(0, Note("damaged-bytes", damaged))
    if lost:
        pieces.notes.append(Note("cell-shape", f"{lost} cells stand outside tables"))
    return pieces.document(title_of(article, walk, list(_stated(tree))), organ_of(article))


def read_mixed(text: str, name: str | None, options: ReadOptions) -> Document:
    """Return text, or Markdown, whose tables are HTML: each line outside them a paragraph, unchanged, and each of them a table.

    Raises:
        MissingLibrary: selectolax is not installed.
        LimitExceeded: the text is larger, or its tables are larger, deeper or slower to read than the limits allow.
    """
    _check_size(text, options)
    text = _SURROGATES.sub("\ufffd", text)
    deadline = time.monotonic() + options.limits.seconds
    pieces = _Pieces(Walk(options.limits, deadline))
    at = line = 0
    for start, end in _tables_in(text):
        pieces.add_lines(text[at:start], line)
        line += text.count("\n", at, start)
        walk = Walk(options.limits, deadline, pieces.walk)
        walk.through(tree_of(text[start:end], options.limits), text[start:end])
        pieces.walk = walk
        pieces.add(walk.items, (0, float("inf")))
        line += text.count("\n", start, end)
        at = end
    pieces.add_lines(text[at:], line)
    return pieces.document(None, None)


def _check_size(data: bytes | str, options: ReadOptions) -> None:
    if len(data) > options.limits.bytes:
        raise LimitExceeded(
            f"the page is larger than {options.limits.bytes:,} bytes. Pass larger limits (bytes) if the file is sound."
        )


def _walked(text: str, options: ReadOptions) -> tuple[Walk, LexborHTMLParser, int]:
    """Walk through a page, and return how many of its cells stand in no table, and are lost."""
    limits, deadline = options.limits, time.monotonic() + options.limits.seconds
    walk, tree = Walk(limits, deadline), tree_of(text, limits)
    walk.through(tree, text)
    written = cells_written(text) if walk.cells < text.count("<td") + text.count("<TD") + text.count("<th>") else 0
    lost = written - len(tree.css("td,th")) if written > walk.cells else 0
    if lost > 0:
        mended = with_tables_around_rows(text)
        other_tree = tree_of(mended, limits)
        still = written - len(other_tree.css("td,th"))
        if still < lost:
            walk, tree, lost = Walk(limits, deadline), other_tree, still
            walk.through(tree, mended)
    return walk, tree, max(0, lost)


def _stated(tree: LexborHTMLParser) -> Iterator[str]:
    """Return the titles that a page states of itself, the article's before the page's."""
    for meta in tree.css("meta[name=ArticleTitle i]"):
        yield meta.attributes.get("content") or ""
    for title in tree.css("head title"):
        yield title.text(deep=True)


def _tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Return the ranges of a text's tables. One that is left open ends with its last row or cell before the next table."""
    start = depth = 0
    closed = -1  # the end of a row or cell that has been closed, with no other open behind it
    for tag in _TABLE_TAG.finditer(text):
        opens, table = not tag[1], tag[2].lower() == "table"
        if depth and not table:
            closed = -1 if opens else tag.end()
        elif opens and table:
            if depth and closed >= 0:  # a table within a table stands in an open cell
                yield start, closed
                depth = 0
            start = start if depth else tag.start()
            depth, closed = depth + 1, -1
        elif depth:
            depth -= 1
            closed = tag.end()
            if not depth:
                yield start, tag.end()
    if depth:
        yield start, closed if closed >= 0 else len(text)


class _Pieces:
    """The parts of a document in the making."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.blocks: list[Paragraph | Table] = []
        self.furniture: list[Furniture] = []
        self.notes: list[Note] = []

    def document(self, title: str | None, organ: str | None) -> Document:
        """Return the document."""
        return Document(tuple(self.blocks), "html", tuple(self.furniture), tuple(self.notes), title, organ)

    def add_lines(self, text: str, before: int) -> None:
        """Add lines of plain text, of which so many stand before them in the file."""
        for index, line in enumerate(text.split("\n"), before + 1):
            line = line.removesuffix("\r")
            if line.strip():
                self.blocks.append(Paragraph(line, ((len(line), Place(path=f"line[{index}]")),)))

    def add(self, items: Iterable[Item], numbers: tuple[float, float]) -> None:
        """Add the report's items, and what is hidden between the numbers of its first and last node."""
        tables: list[tuple[int, int, int]] = []
        for item in items:
            if isinstance(item, Line):
                self.blocks.append(Paragraph(item.text, ((len(item.text), item.where()),)))
                continue
            tables.append((item.first, item.last, len(self.blocks)))
            for cell in item.nested:
                self.notes.append(Note("nested-table", _shortened(_text(cell)), cell.place, len(self.blocks)))
            pictures, struck = (
                frozenset(hidden.cell for hidden in self.walk.hidden if hidden.code == code and hidden.cell is not None)
                for code in ("picture", "deleted-text")
            )
            self.blocks.append(_table(item, pictures, struck))
        self._add_hidden(numbers, tables)

    def _add_hidden(self, numbers: tuple[float, float], tables: list[tuple[int, int, int]]) -> None:
        for hidden in self.walk.hidden:
            if hidden.code != "picture" and not hidden.is_read:
                self.furniture.append(Furniture(hidden.text, hidden.why, ((len(hidden.text), hidden.place),)))
            if hidden.code is not None and numbers[0] <= hidden.number <= numbers[1]:
                within = next((index for first, last, index in tables if first <= hidden.number <= last), None)
                if not hidden.is_read:
                    self.notes.append(Note(hidden.code, _shortened(hidden.text), hidden.place, within))
                elif within is not None and hidden.cell is not None:
                    self.notes.append(Note(hidden.code, _shortened(hidden.text), hidden.cell, within))

    def add_site(self, item: Item) -> None:
        """Add what stands around the report as furniture."""
        if isinstance(item, Line):
            self.furniture.append(Furniture(item.text, "site", ((len(item.text), item.where()),)))
            return
        for row in item.rows:
            for cell in row.cells:
                text, pieces = _cell_text(cell)
                if text:
                    self.furniture.append(Furniture(text, "site", pieces))


def _table(grid: Grid, pictures: frozenset[Place], struck: frozenset[Place]) -> Table:
    """Return a table.

    A picture leaves a sign in a cell without letters, and a text that is struck out in one without any other: such a cell is
    not blank, and what it shows is not known.
    """
    cells = []
    rows = len(grid.rows)
    for index, row in enumerate(grid.rows):
        for cell in row.cells:
            text, pieces = _cell_text(cell)
            hides = (cell.place in pictures and not _LETTERS.search(text)) or (not text and cell.place in struck)
            if hides:
                text, pieces = text + PICTURE, (*pieces, (len(PICTURE), cell.place))
            rowspan, colspan = min(cell.rowspan, rows - index), min(cell.colspan, grid.columns - cell.column)
            cells.append(Cell(index, cell.column, text, pieces, rowspan, colspan))
    return Table(tuple(cells), rows, grid.columns, Place(table=grid.number))


def _cell_text(cell: PageCell) -> tuple[str, tuple[Piece, ...]]:
    if not cell.items:
        return "", ()
    first = cell.items[0]
    if len(cell.items) == 1 and isinstance(first, Line):
        text = first.text.strip()
        return text, ((len(text), first.place or cell.place),)
    lines = list(cell.lines())
    texts = [line.text.strip() for line in lines]
    pieces: list[Piece] = []
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        place, length = line.place or cell.place, len(text) + (index < len(lines) - 1)
        if pieces and pieces[-1][1] is place:
            length += pieces.pop()[0]
        pieces.append((length, place))
    return "\n".join(texts), tuple(pieces)


def _text(cell: PageCell) -> str:
    return " ".join(line.text for line in cell.lines())


def _shortened(text: str) -> str:
    return excerpt(" ".join(text.split()))


READER = Reader(
    name="html",
    fits=is_of(Kind.HTML),
    read=read_html,
    reads="HTML pages: the report's lines and tables, without what the site puts around them",
    takes_options=True,
)
