"""A form as a plugin hands it in: the grammars of its outline and tables, what it prescribes, and what makes its record."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data
from gzparse.model.paths import Labels
from gzparse.spec.hooks import API, GrammarPlace
from gzparse.spec.table import Table

if TYPE_CHECKING:
    from gzparse.finish.page import Page
    from gzparse.spec.codebook import CodebookEntry
    from gzparse.spec.sheet import Document

DISCLOSURE = r"(?:政府|政务)?\s*信息\s*公开|政务\s*公开"
"""The subject in the titles of reports on government information disclosure, a regular expression."""


@frozen(repr=False, eq=False)
class Form(Data):
    """A family of documents. One object of a plugin."""

    name: str
    """What ``form="…"`` asks for."""
    outline: GrammarPlace
    """The Lark grammar of its sections: a package and a file in it, or a path."""
    unbroken: GrammarPlace
    """That of its sections on pages without line ends."""
    grammar: GrammarPlace
    """That of its tables' rows."""
    sections: tuple[str, ...]
    """The names of all its sections, in their order; each is a rule of ``outline``."""
    tables: tuple[Any, ...]
    """Its tables, each a :class:`Table`; afterwards their names, each a start rule of ``grammar`` and a part of the record."""
    labels: Labels = field(eq=False)
    """The paths and official labels of its record."""
    transformer: Callable[[], Any] = field(eq=False)
    """The Lark transformer of ``grammar``'s trees, applied while parsing; it returns a table's rows, block by block."""
    read_table: Callable[..., Any] | None = field(default=None, eq=False)
    """Former way: (section, Grid, what the transformer made, findings) → ``TableReading``. Now each table has its ``sort``."""
    finish: Callable[..., Any] | None = field(default=None, eq=False)
    """Former way: (source, outline, tables, findings, organ, year, tables tried) → report, findings, evidence. Now, ``record``
    returns the report."""
    numbered: str = ""
    """The numerals of its headings, one for each section, where they are always the same."""
    table_words: str = "(?!)"
    """A regular expression of words in its tables. They distinguish a heading from a sentence that reads like one."""
    only_in_tables: str = "(?!)"
    """A regular expression of words that stand in its tables and nowhere else."""
    write: Callable[[Any, Mapping[str, str | None]], Document] | None = field(default=None, eq=False)
    """(report, what its cells print, by path: ``""`` where one is blank, ``None`` where its row is not on the page) → the
    ``Document`` that ``gzparse.render`` prints."""
    api: int = API
    """The version of the plugin interface for which it was written."""
    reads: str = ""
    """What it reads: one line, for people."""
    record: Callable[[Page], Any] | None = field(default=None, eq=False)
    """(what was found on a page) → its record."""
    narrative: tuple[str, ...] = ()
    """The narrative sections that every report should have. A missing one is a finding."""
    states_year: tuple[str, ...] = ()
    """The narrative sections whose prose may state the year that the title lacks; all of them, if none is named."""
    of_one_year: bool = False
    """Whether all of its figures are those of the report's own year and organ. Then those are withheld of which words at a
    table say that they are another year's, another organ's or a sample's."""
    title_subject: str = DISCLOSURE
    """What its titles are about, a regular expression: the organ and the year stand before it."""
    missing_rows: Callable[[Page, str], Sequence[str]] | None = field(default=None, eq=False)
    """(page, a table's section) → the paths of rows or groups that should be there and are not; by default as the table's
    ``order`` says."""
    missing_figures: Callable[[Mapping[str, Any], Any], Container[str]] | None = field(default=None, eq=False)
    """(the tables that were read, by section; the record) → the paths of the figures that the page should have and that were
    not read; by default none."""
    free_form: Callable[[Page], bool] | None = field(default=None, eq=False)
    """(page) → whether it has none of the tables by intent. The hook adds the finding that says so."""
    remarks: Callable[[Page], None] | None = field(default=None, eq=False)
    """(page) → nothing: adds findings of the form's own after those about its tables."""
    codebook: Callable[[], Sequence[CodebookEntry]] | None = field(default=None, eq=False)
    """() → an entry for each figure, in the order of ``labels``; by default made of the labels, with codes made of the order of
    rows and columns."""
    specs: Mapping[str, Table] = field(factory=dict, eq=False)
    """What the form prescribes of each table, by its section."""

    def __attrs_post_init__(self) -> None:
        """Split tables into names and specifications, and accept what is passed in the former ways."""
        specs = {**self.specs, **{table.section: table for table in self.tables if isinstance(table, Table)}}
        names = tuple(table.section if isinstance(table, Table) else table for table in self.tables)
        object.__setattr__(self, "specs", specs)
        object.__setattr__(self, "tables", names)
        for former, now in (("read_table", "the sort of each Table"), ("finish", "record")):
            if getattr(self, former) is not None:
                warnings.warn(
                    f"Form({former}=…) is read as before; its place is taken by {now}", DeprecationWarning, stacklevel=3
                )
