"""Separated values: the records of a section → a Grid. The grammar finds records; their separator is found by counting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import Grid, Row, RowKind
from gzparse.model.source import Range, Source

if TYPE_CHECKING:
    from lark import Token, Tree

_GRAMMAR = "layout_csv.lark"
_SEPARATORS = ",;\t"


def to_grid(tree: Tree[Any], source: Source) -> Grid:
    """Return the records as rows, cut at the separator that most of them have, and the other lines as lines."""
    tokens = [token for token in cast("list[Token]", tree.children) if token.type != "GAP"]
    quoted = terminal("QUOTED", _GRAMMAR)
    bare = "".join(quoted.sub("", token) for token in tokens if token.type == "RECORD")
    separator = max(_SEPARATORS, key=bare.count)
    cell = re.compile(rf"(?P<quoted>{quoted.pattern})?(?(quoted)|[^{separator}\n]*)(?P<end>{separator}|\Z)")
    rows = []
    for token in tokens:
        start = cast(int, token.start_pos)
        cells = _cells(token, cell) if token.type == "RECORD" else []
        if len(cells) > 1:
            rows.append(Row.of(source, [_places(a + start, b + start, source) for a, b in cells]))
        else:
            rows.append(Row.of(source, [(start, start + len(token))], RowKind.LINE))
    return Grid("csv", rows)


def _cells(record: str, cell: re.Pattern[str]) -> list[Range]:
    cells = []
    for found in cell.finditer(record):
        cells.append(found.span("quoted") if found["quoted"] is not None else (found.start(), found.start("end")))
        if not found["end"]:
            break
    return cells


def _places(start: int, end: int, source: Source) -> Range | list[Range]:
    """Return the places of a cell's text, without the marks of quotation around it and one of each two within."""
    text = source.normalized[start:end]
    left, right = start + len(text) - len(text.lstrip(" ")), end - len(text) + len(text.rstrip(" "))
    if right - left < 2 or not text.strip(" ").startswith('"'):
        return left, right
    bounds = [left + 1]
    for found in re.finditer('""', source.normalized[left + 1 : right - 1]):
        bounds += [left + 1 + found.start() + 1, left + 1 + found.end()]
    bounds.append(right - 1)
    places = list(zip(bounds[::2], bounds[1::2], strict=True))
    return places if len(places) > 1 else places[0]
