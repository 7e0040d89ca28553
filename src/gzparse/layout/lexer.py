"""The lexer of layouts: the text of a section → tables and lines as tokens, tables cut into rows, rows into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, cast

from gzparse.errors import LayoutError
from gzparse.lark_tools.loop import Part, State
from gzparse.lark_tools.tables import Terminal
from gzparse.model.grid import RUNS, Placeless, Row, RowKind
from gzparse.model.patterns import compiled


class Token(Placeless):
    """Adjacent rows, as one token of a layout's grammar."""

    __slots__ = ("rows", "type")

    def __init__(self, kind: str, rows: list[Row]) -> None:
        """Take the terminal's name and the rows."""
        self.type = kind
        self.rows = rows


class LayoutLexer:
    """Cuts a section into tables and lines, tables into rows by the grammar's ROW_END, rows into cells by its CELL_END."""

    _CUTS = ("ROW_END", "CELL_END")
    _PRIORITIES: ClassVar = {"RULE": 4, "GAP": 3, "TABLE": 2, "CELLS": 2, "LINES": 2, "UNMARKED": 2, "LINE": 1}  # layout.lark's

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        """Take the grammar's terminals.

        Raises:
            ValueError: one that every layout needs is not there.
        """
        # A terminal that is imported without being named has the name of its grammar before its own.
        self._roles = {t.name: t.name.rpartition("__")[2] for t in terminals}
        by_role = {self._roles[t.name]: t for t in terminals}
        if missing := [name for name in self._CUTS if name not in by_role]:
            raise ValueError(f"no terminal {' and no terminal '.join(missing)}: import start from gzparse's layout grammar")
        row_end, cell_end = (by_role[name] for name in self._CUTS)
        own = {f"<{name}>": f"(?:{by_role[name].pattern})" for name in ("CELL_END", "RULE") if name in by_role}
        found = []
        for terminal in sorted((t for t in terminals if self._roles[t.name] not in self._CUTS), key=self._rank):
            pattern = terminal.pattern
            for name, mine in own.items():
                pattern = pattern.replace(name, mine)
            found.append(f"(?P<{terminal.name}>{pattern})")
        self._next = compiled("|".join(found))
        self._row_end = row_end.pattern
        self._cell_end = compiled(cell_end.pattern)
        self._mark = cell_end.literal
        self._by_lines = row_end.literal == "\n"

    def _rank(self, terminal: Terminal) -> int:
        """Return a terminal's place among the others: one that was overridden without a priority keeps its own."""
        return -(terminal.priority or self._PRIORITIES.get(self._roles[terminal.name], 0))

    def lex(self, given: Part, state: State) -> Iterator[Token]:
        """Return the tables and lines of a section."""
        text, at, end = given.text, given.start, given.end
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
