"""A layout as a plugin hands it in: how pages mark rows and cells, and how such pages are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data
from gzparse.model.grid import Grid
from gzparse.model.source import Source
from gzparse.spec.hooks import API

if TYPE_CHECKING:
    from lark import Tree

    from gzparse.spec.sheet import SheetRow


@frozen(repr=False, eq=False)
class Layout(Data):
    """How pages mark rows and cells. One object of a plugin.

    name: what ``layout="…"`` asks for. grammar: its Lark grammar, by package and file name, or by path. anchor: a regular
    expression, the cheap test whether a section may be in this layout. api: the plugin interface it was written for. reads:
    one line, for people. lexer: ``"tables"``, gzparse's own (the head of ``layout.lark`` describes it), or one of Lark's,
    ``"contextual"`` or ``"basic"``. to_grid: (tree, source) → Grid, needed with Lark's lexers; ``Row.of`` makes its rows.
    marks: whether its cells are marked. A layout without marks is tried only where no other layout finds most rows by marks.
    render: (a table's rows, as ``SheetRow``) → its text in this layout, for ``gzparse.render``. Each figure must be printed
    as it is given.
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
