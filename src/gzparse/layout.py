"""Layout: the text of a table section → :class:`~gzparse.grid.Grid`, by one small grammar for each way of marking cells."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from attrs import field, frozen
from lark import Lark, Tree
from lark.common import LexerConf
from lark.exceptions import GrammarError as LarkGrammarError
from lark.exceptions import LarkError
from lark.lexer import Lexer, LexerState
from lark.utils import TextSlice

from gzparse import grammar, writers
from gzparse.data import Data
from gzparse.errors import GrammarError, LayoutError
from gzparse.grid import RUNS, Grid, Placeless, Row
from gzparse.hook import API
from gzparse.source import Source

if TYPE_CHECKING:
    from gzparse.sheet import SheetRow


@frozen(repr=False, eq=False)
class Layout(Data):
    """A way in which pages mark rows and cells: one plugin object.

    name: what ``layout="…"`` asks for. grammar: its Lark grammar, by package and file name, or by path. anchor: a regular
    expression, the cheap test whether a section may be in this layout. api: the plugin interface it was written for. reads: one
    line, for people. lexer: ``"tables"``, gzparse's own (the head of ``layout.lark`` tells of it), or one of Lark's,
    ``"contextual"`` or ``"basic"``. to_grid: (tree, source) → Grid, needed with Lark's lexers; ``Row.of`` makes its rows.
    marks: its cells are marked; one whose cells are not is tried only where no other layout sees how the page is marked.
    render: (a table's rows, as ``SheetRow``) → its text in this layout, for ``gzparse.render``; each figure as it is given.
    """

    name: str
    grammar: tuple[str, str] | os.PathLike[str]
    anchor: str
    api: int = API
    reads: str = ""
    lexer: str = "tables"
    to_grid: Callable[[Tree[Any], Source], Grid] | None = field(default=None, eq=False)
    marks: bool = True
    render: Callable[[Sequence[SheetRow]], str] | None = field(default=None, eq=False)


class Token(Placeless):
    """Rows that follow each other: one token of a layout's grammar."""

    __slots__ = ("rows", "type")

    def __init__(self, kind: str, rows: list[Row]) -> None:
        """Take the terminal's name and the rows."""
        self.type = kind
        self.rows = rows


class LayoutLexer(Lexer):
    """Cuts a section into tables and lines, tables into rows by the grammar's ROW_END, rows into cells by its CELL_END."""

    __future_interface__ = 2
    _CUTS = ("ROW_END", "CELL_END")

    def __init__(self, conf: LexerConf) -> None:
        """Take the grammar's terminals, by priority."""
        # What a grammar imports without naming it has the name of the grammar that it comes from before its own.
        self._roles = {t.name: t.name.rpartition("__")[2] for t in conf.terminals}
        patterns = {self._roles[t.name]: t.pattern for t in conf.terminals}
        if missing := [name for name in self._CUTS if name not in patterns]:
            raise LarkGrammarError(
                f"no terminal {' and no terminal '.join(missing)}: import start from gzparse's layout grammar"
            )
        terminals = sorted((t for t in conf.terminals if self._roles[t.name] not in self._CUTS), key=lambda t: -t.priority)
        row_end, cell_end = (patterns[name] for name in self._CUTS)
        pattern = "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals)
        self._next = re.compile(pattern.replace("<CELL_END>", f"(?:{cell_end.to_regexp()})"))
        self._row_end = row_end.to_regexp()
        self._cell_end = re.compile(cell_end.to_regexp())
        self._mark = cell_end.value if cell_end.type == "str" else None
        self._by_lines = row_end.type == "str" and row_end.value == "\n"

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Any]:
        """Give the tables and lines of a section."""
        text, at, end = lexer_state.text.text, lexer_state.text.start, lexer_state.text.end
        for found in self._next.finditer(text, at, end):
            if found.start() != at:
                break
            name = cast(str, found.lastgroup)
            role = self._roles[name]
            piece = found.group()
            if role == "TABLE":
                yield Token(name, self._rows(piece, at))
            elif role in RUNS:
                yield Token(name, [self._run(role, piece, at)])
            elif role != "GAP":  # a line, or text that is one cell until the form has found its labels
                yield Token(name, [Row(role, piece, at, [piece])])
            at = found.end()
        if at != end:
            raise LayoutError(f"the grammar's terminals leave text unread at offset {at}: {text[at : at + 20]!r}")

    def _run(self, role: str, piece: str, start: int) -> Row:
        cells = self._cell_end.split(piece)
        if len(cells) > 1 and not cells[-1].strip():
            # Behind the last mark is no cell: it ends the one before.
            *_, last = self._cell_end.finditer(piece)
            piece = piece[: last.start()]
            cells.pop()
        return Row(role, piece, start, cells, self._cell_end)

    def _rows(self, table: str, start: int) -> list[Row]:
        cut, mark = self._cell_end, self._mark
        rows = []
        if self._by_lines and mark is not None:
            for line in table.split("\n"):
                if mark in line:
                    rows.append(Row("ROW", line, start, line.split(mark), cut))
                start += len(line) + 1
            return rows
        at = 0
        for found in (*re.finditer(self._row_end, table), None):
            row = table[at:] if found is None else table[at : found.start()]
            if row.strip(" \n") or cut.search(row) is not None:
                rows.append(Row("ROW", row, start + at, cut.split(row), cut))
            at = len(table) if found is None else found.end()
        return rows


class BuiltLayout:
    """A layout with its grammar built; built once, on first use."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout; build nothing yet."""
        self.layout = layout
        self._anchor: re.Pattern[str] | None = None
        self._lark: Lark | None = None
        self._lock = threading.Lock()

    def fits(self, source: Source, start: int, end: int) -> bool:
        """Tell whether the anchor occurs in a stretch of the text."""
        return self.anchor().search(source.scan, start, end) is not None

    def anchor(self) -> re.Pattern[str]:
        """Give the anchor, compiled.

        Raises:
            GrammarError: it is no regular expression.
        """
        if self._anchor is None:
            try:
                self._anchor = re.compile(self.layout.anchor)
            except (re.error, TypeError) as error:
                raise GrammarError(f"its anchor {self.layout.anchor!r} is no regular expression: {error}") from error
        return self._anchor

    def lark(self) -> Lark:
        """Give the grammar, built.

        Raises:
            GrammarError: it cannot be read or built.
        """
        if self._lark is None:
            with self._lock:
                if self._lark is None:
                    lexer = LayoutLexer if self.layout.lexer == "tables" else self.layout.lexer
                    self._lark = grammar.load(self.layout.grammar, lexer=lexer)
        return self._lark

    def read(self, source: Source, start: int, end: int) -> Grid:
        """Read a stretch of the text as rows.

        Raises:
            LayoutError: the grammar cannot be built, or does not read the text.
        """
        try:
            tree = self.lark().parse(TextSlice(source.scan, start, end))
        except LarkError as error:
            raise LayoutError(f"layout {self.layout.name}: its grammar does not read the text: {error}") from error
        if self.layout.to_grid is not None:
            grid = self.layout.to_grid(tree, source)
            if not isinstance(grid, Grid):
                raise LayoutError(f"layout {self.layout.name}: its to_grid gives no gzparse.Grid but {type(grid).__qualname__}")
            return grid
        rows: list[Row] = []
        for token in cast("list[Token]", tree.children):
            rows += token.rows
        _leave_out_leading_marks(rows)
        return Grid(self.layout.name, rows)


def lines(source: Source, start: int, end: int) -> list[Row]:
    """Give the lines of a stretch of the text, each a row of one cell."""
    return [Row("LINE", found.group(), found.start(), [found.group()]) for found in _LINE.finditer(source.scan, start, end)]


_LINE = re.compile(r"[^ \n][^\n]*+")


def _leave_out_leading_marks(rows: list[Row]) -> None:
    """Where every row begins with a mark, what stands before that mark is no cell."""
    marked = [row for row in rows if row.type == "ROW"]
    if marked and not any(row.cells[0].strip() for row in marked) and all(_begins_with_mark(row) for row in marked):
        for row in marked:
            del row.cells[0]


def _begins_with_mark(row: Row) -> bool:
    return row.cut is not None and row.cut.match(row.text.lstrip(" ")) is not None


BUILT_IN = (
    Layout(
        name="indented",
        grammar=(grammar.GRAMMARS, "layout_indented.lark"),
        anchor=r"\n *+\t[^\t\n]*+\n *+\t[^\t\n]*+(?=\n)",
        reads="a cell a line, each begun by a tab; rows apart by a blank line",
        render=writers.indented,
    ),
    Layout(
        name="bars",
        grammar=(grammar.GRAMMARS, "layout_bars.lark"),
        anchor=r"[^\s|] {0,9}\|[ |]{0,400}+[^\s|]",
        reads="a row a line, cells apart with bars",
        render=writers.bars,
    ),
    Layout(
        name="tabs",
        grammar=(grammar.GRAMMARS, "layout_tabs.lark"),
        anchor=r"\S {0,9}\t[ \t]{0,400}+\S",
        reads="a row a line, cells apart with tabs",
        render=writers.tabs,
    ),
    Layout(
        name="bar_cells",
        grammar=(grammar.GRAMMARS, "layout_bar_cells.lark"),
        anchor=r"\|",
        reads="cells apart with bars, rows not marked: found by their labels",
        render=writers.bar_cells,
    ),
    Layout(
        name="lines",
        grammar=(grammar.GRAMMARS, "layout_lines.lark"),
        anchor=r"[\n\t] *+[+-]?\d[\d,.]*+ *+(?=[\n\t]|\Z)",
        reads="a cell a line, rows not marked: found by their labels",
        render=writers.lines,
    ),
    Layout(
        name="unmarked",
        grammar=(grammar.GRAMMARS, "layout_unmarked.lark"),
        anchor=r"\d",
        reads="text that marks neither cells nor rows: labels are found in it, and sums prove figures' places",
        marks=False,
        render=writers.unmarked,
    ),
)
