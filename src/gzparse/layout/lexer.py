"""The lexer of layouts: the text of a section → tables and lines as tokens, tables cut into rows, rows into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from lark.common import LexerConf
from lark.exceptions import GrammarError as LarkGrammarError
from lark.lexer import Lexer, LexerState

from gzparse.errors import LayoutError
from gzparse.model.grid import RUNS, Placeless, Row, RowKind

if TYPE_CHECKING:
    from lark.lexer import TerminalDef


class Token(Placeless):
    """Adjacent rows, as one token of a layout's grammar."""

    __slots__ = ("rows", "type")

    def __init__(self, kind: str, rows: list[Row]) -> None:
        """Take the terminal's name and the rows."""
        self.type = kind
        self.rows = rows


class LayoutLexer(Lexer):
    """Cuts a section into tables and lines, tables into rows by the grammar's ROW_END, rows into cells by its CELL_END."""

    __future_interface__ = 2
    reads_input_alone = True
    _CUTS = ("ROW_END", "CELL_END")
    _PRIORITIES: ClassVar = {"RULE": 4, "GAP": 3, "TABLE": 2, "CELLS": 2, "LINES": 2, "UNMARKED": 2, "LINE": 1}  # layout.lark's

    def __init__(self, conf: LexerConf) -> None:
        """Take the grammar's terminals, by priority."""
        # A terminal that is imported without being named has the name of its grammar before its own.
        self._roles = {t.name: t.name.rpartition("__")[2] for t in conf.terminals}
        patterns = {self._roles[t.name]: t.pattern for t in conf.terminals}
        if missing := [name for name in self._CUTS if name not in patterns]:
            raise LarkGrammarError(
                f"no terminal {' and no terminal '.join(missing)}: import start from gzparse's layout grammar"
            )
        terminals = sorted((t for t in conf.terminals if self._roles[t.name] not in self._CUTS), key=self._rank)
        row_end, cell_end = (patterns[name] for name in self._CUTS)
        own = {f"<{name}>": f"(?:{patterns[name].to_regexp()})" for name in ("CELL_END", "RULE") if name in patterns}
        found = []
        for terminal in terminals:
            pattern = terminal.pattern.to_regexp()
            for name, mine in own.items():
                pattern = pattern.replace(name, mine)
            found.append(f"(?P<{terminal.name}>{pattern})")
        self._next = re.compile("|".join(found))
        self._row_end = row_end.to_regexp()
        self._cell_end = re.compile(cell_end.to_regexp())
        self._mark = cell_end.value if cell_end.type == "str" else None
        self._by_lines = row_end.type == "str" and row_end.value == "\n"

    def _rank(self, terminal: TerminalDef) -> int:
        """Return a terminal's place among the others: one that was overridden without a priority keeps its own."""
        return -(terminal.priority or self._PRIORITIES.get(self._roles[terminal.name], 0))

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Any]:
        """Return the tables and lines of a section."""
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
            # The last mark ends the cell before it; no cell follows.
            *_, last = self._cell_end.finditer(piece)
            piece = piece[: last.start()]
            cells.pop()
        return Row(role, piece, start, cells, self._mark or self._cell_end)

    def _rows(self, table: str, start: int) -> list[Row]:
        cut, mark, kind = self._cell_end, self._mark, RowKind.TABLE_ROW
        rows = []
        if self._by_lines and mark is not None:
            for line in table.split("\n"):
                if mark in line:
                    rows.append(Row(kind, line, start, line.split(mark), mark))
                start += len(line) + 1
            return rows
        at = 0
        for found in (*re.finditer(self._row_end, table), None):
            row = table[at:] if found is None else table[at : found.start()]
            if row.strip(" \n") or cut.search(row) is not None:
                rows.append(Row(kind, row, start + at, cut.split(row), mark or cut))
            at = len(table) if found is None else found.end()
        return rows
