"""A form with its grammars built: a Grid → the reading of a table."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

from gzparse.form.alternatives.accounts import Alternative
from gzparse.form.row_lexer import RowLexer
from gzparse.form.steps import read_table
from gzparse.lark_tools import grammar
from gzparse.lark_tools.loop import Parser
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid
from gzparse.model.source import Source
from gzparse.outline.lexer import SearchLexer
from gzparse.spec.form import Form


class BuiltForm:
    """A form with its grammars. Each is built once, on first use."""

    def __init__(self, form: Form) -> None:
        """Keep the form. Nothing is built yet."""
        self.form = form
        self._lock = threading.Lock()
        self._built: dict[str, Parser] = {}

    def build(self) -> None:
        """Build the grammars that nearly every report needs."""
        self.outline()
        self.rows()

    def outline(self) -> Parser:
        """Return the parser of the outline."""
        return self._get("outline", lambda: grammar.parser(self.form.outline, lexer=SearchLexer))

    def unbroken(self) -> Parser:
        """Return the parser of the outline of pages without line ends."""
        return self._get("unbroken", lambda: grammar.parser(self.form.unbroken, lexer=SearchLexer))

    def rows(self) -> Parser:
        """Return the parser of the tables' rows."""
        form = self.form
        return self._get(
            "rows",
            lambda: grammar.parser(form.grammar, start=form.tables, lexer=RowLexer, transformer=form.transformer()),
        )

    def kind_of_line(self, text: str) -> str:
        """Return the terminal of a table's line of text by itself."""
        return cast(RowLexer, self.rows().lexer).kind_of_line(text)

    def read(self, section: str, grid: Grid, source: Source, alternatives: tuple[Alternative, ...] = ()) -> Any:
        """Return the reading of one table section: what the form makes of its Grid.

        alternatives: those of plugins.
        """
        rows = self.rows().parse(grid, section)
        findings = Findings(source, self.form.labels)
        if self.form.read_table is not None:  # as plugins did before tables had a `sort`
            return self.form.read_table(section, grid, rows, findings)
        return read_table(self.form.specs[section], grid, rows, findings, alternatives)

    def _get(self, name: str, build: Callable[[], Parser]) -> Parser:
        built = self._built.get(name)
        if built is None:
            with self._lock:
                built = self._built.get(name)
                if built is None:
                    built = self._built[name] = build()
        return built
