"""A form: a family of documents, with the grammars of its outline and its tables and what makes its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.lark_tools.grammar import Place
from gzparse.model.data import Data
from gzparse.model.paths import Labels
from gzparse.spec.hooks import API

if TYPE_CHECKING:
    from gzparse.spec.sheet import Document


@frozen(repr=False, eq=False)
class Form(Data):
    """A family of documents: one plugin object.

    name: what ``form="…"`` asks for. outline, unbroken and grammar: package and file (or the path) of the Lark grammars of
    its sections, of its sections on pages without line ends, and of its tables' rows. sections: the names of all its
    sections, in their order; each is a rule of ``outline``. tables: the table sections among them, each a start rule of
    ``grammar`` and a part of the record. labels: the paths and official labels of its record. transformer: the Lark
    transformer of ``grammar``'s trees, applied while parsing. read_table: (section, Grid, what the transformer made,
    findings) → that section's figures, a ``TableReading`` or what does the same. finish: (source, outline, tables,
    findings, organ, year, tables tried) → report, findings, evidence. write: (report, what its cells print, by path: ``""``
    where one is blank, ``None`` where its row is not on the page) → the ``Document`` that ``gzparse.render`` prints.

    numbered: the numerals of its headings, one a section, where they are always the same. table_words: a regular expression
    of words that stand in its tables; only_in_tables: one of words that stand nowhere else. By these, headings are told from
    sentences like them. api: the plugin interface it was written for. reads: one line, for people.
    """

    name: str
    outline: Place
    unbroken: Place
    grammar: Place
    sections: tuple[str, ...]
    tables: tuple[str, ...]
    labels: Labels = field(eq=False)
    transformer: Callable[[], Any] = field(eq=False)
    read_table: Callable[..., Any] = field(eq=False)
    finish: Callable[..., Any] = field(eq=False)
    numbered: str = ""
    table_words: str = "(?!)"
    only_in_tables: str = "(?!)"
    write: Callable[[Any, Mapping[str, str | None]], Document] | None = field(default=None, eq=False)
    api: int = API
    reads: str = ""
