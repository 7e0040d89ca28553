"""Layout: the text of a table section → :class:`~gzparse.Grid`. Each way of marking cells has a small grammar."""

from __future__ import annotations

import re
import threading
from typing import cast

from gzparse.errors import GrammarError, LayoutError
from gzparse.lark_tools import grammar
from gzparse.lark_tools.loop import Parser, Part
from gzparse.layout.lexer import LayoutLexer, Token
from gzparse.model.grid import Grid, Row, RowKind
from gzparse.model.patterns import compiled, on_use
from gzparse.model.source import Source
from gzparse.spec.layout import Layout


class BuiltLayout:
    """A layout with its grammar, which is built once, on first use."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout. Nothing is built yet."""
        self.layout = layout
        self._anchor: re.Pattern[str] | None = None
        self._parser: Parser | None = None
        self._lock = threading.Lock()

    def fits(self, source: Source, start: int, end: int) -> bool:
        """Whether the anchor occurs in a range of the text."""
        return self.anchor().search(source.normalized, start, end) is not None

    def anchor(self) -> re.Pattern[str]:
        """Return the anchor, compiled.

        Raises:
            GrammarError: it is not a regular expression.
        """
        if self._anchor is None:
            try:
                self._anchor = compiled(self.layout.anchor)
            except (re.error, TypeError) as error:
                raise GrammarError(f"its anchor {self.layout.anchor!r} is no regular expression: {error}") from error
        return self._anchor

    def parser(self) -> Parser:
        """Return the grammar, built.

        Raises:
            GrammarError: it cannot be read or built.
        """
        if self._parser is None:
            with self._lock:
                if self._parser is None:
                    lexer = LayoutLexer if self.layout.lexer == "tables" else self.layout.lexer
                    self._parser = grammar.parser(self.layout.grammar, lexer=lexer)
        return self._parser

    def read(self, source: Source, start: int, end: int) -> Grid:
        """Return a range of the text as rows.

        Raises:
            LayoutError: the grammar cannot be built, or does not read the text.
        """
        try:
            tree = self.parser().parse(Part(source.normalized, start, end))
        except Exception as error:
            if not grammar.is_of_lark(error):
                raise
            raise LayoutError(f"layout {self.layout.name}: its grammar does not read the text: {error}") from error
        if self.layout.to_grid is not None:
            grid = self.layout.to_grid(tree, source)
            if not isinstance(grid, Grid):
                raise LayoutError(f"layout {self.layout.name}: its to_grid gives no gzparse.Grid but {type(grid).__qualname__}")
            _leave_out_index(grid.rows, source)
            return grid
        rows: list[Row] = []
        for token in cast("list[Token]", tree.children):
            rows += token.rows
        _leave_out_leading_marks(rows)
        _leave_out_index(rows, source)
        return Grid(self.layout.name, rows)


def lines(source: Source, start: int, end: int) -> list[Row]:
    """Return the lines of a range of the text, each as a row of one cell."""
    return [
        Row(RowKind.LINE, found.group(), found.start(), [found.group()])
        for found in _LINE.finditer(source.normalized, start, end)
    ]


_LINE = on_use(r"[^ \n][^\n]*+")


def _leave_out_leading_marks(rows: list[Row]) -> None:
    """Where every row begins with a mark, remove the empty cell before that mark."""
    kind = RowKind.TABLE_ROW
    marked = [row for row in rows if row.type == kind]
    if marked and not any(row.cells[0].strip() for row in marked) and all(_begins_with_mark(row) for row in marked):
        for row in marked:
            del row.cells[0]


def _leave_out_index(rows: list[Row], source: Source) -> None:
    """Remove the first column where it is the index of a data frame: it numbers all rows, headers too, without a gap.

    A row above that names the columns 0, 1, 2 or ``Unnamed: 0`` is left out too. What is left out is furniture.
    """
    for row in rows[-2:]:  # a note may stand behind the table
        if row.cells[0].strip().isdecimal():
            break
    else:
        return
    marked = [row for row in rows if row.type == RowKind.TABLE_ROW]
    names = [row for row in marked[:1] if _names_columns(row.cells)]
    indexed = marked[len(names) :]
    firsts = [row.cells[0].strip() for row in indexed]
    if len(firsts) < _FEWEST_ROWS or not all(map(str.isdecimal, firsts)):
        return
    start = int(firsts[0])
    words = sum(len(row.cells) > 1 and not row.cells[1].strip().isdecimal() for row in indexed)
    if list(map(int, firsts)) != list(range(start, start + len(firsts))) or 2 * words < len(firsts):
        return
    places = [row.cell_ranges()[0] for row in indexed]
    for row in indexed:
        row.leave_out_first()
    for row in names:
        rows.remove(row)
        places += [place for place in row.cell_ranges() if place[0] < place[1]]
    rows += [Row.of(source, [place], RowKind.RULE) for place in sorted(places)]


_FEWEST_ROWS = 3
_UNNAMED = on_use(r"Unnamed: ?\d+")


def _names_columns(cells: list[str]) -> bool:
    """Whether cells are a data frame's names of columns: none or ``index``, then numbers from 0 or ``Unnamed: 0``."""
    first, *others = [cell.strip() for cell in cells]
    if others and not others[-1]:
        del others[-1]  # behind the bar at the row's end
    numbers = [str(number) for number in range(len(others))]
    return bool(others) and first in ("", "index") and (numbers == others or all(map(_UNNAMED.fullmatch, others)))


def _begins_with_mark(row: Row) -> bool:
    text = row.text.lstrip(" ")
    return text.startswith(row.cut) if isinstance(row.cut, str) else row.cut is not None and row.cut.match(text) is not None
