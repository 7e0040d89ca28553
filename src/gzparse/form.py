"""A form: a family of documents, with the grammars of its outline and its tables and what makes its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import field, frozen

from gzparse.data import Data
from gzparse.hook import API


@frozen(repr=False, eq=False)
class Form(Data):
    """A family of documents: one plugin object.

    name: what ``form="…"`` asks for. api: the plugin interface it was written for. outline, unbroken and grammar: package and
    file of the Lark grammars of its sections, of its sections on pages without line ends, and of its tables' rows. tables: the
    table sections, each a start rule of ``grammar`` and a part of the record. transformer: the Lark transformer of
    ``grammar``'s trees, applied while parsing. read_table: (section, Grid, what the transformer made, findings) → that
    section's figures, with ``score``, ``complete``, ``sees_rows``, ``sees_marks`` and ``doubt(others)``. finish: (source,
    outline, tables, findings, organ, year, tables tried) → report, findings, evidence.
    """

    name: str
    outline: tuple[str, str]
    unbroken: tuple[str, str]
    grammar: tuple[str, str]
    tables: tuple[str, ...]
    transformer: Callable[[], Any] = field(eq=False)
    read_table: Callable[..., Any] = field(eq=False)
    finish: Callable[..., Any] = field(eq=False)
    api: int = API
    reads: str = ""
