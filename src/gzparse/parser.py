"""Parse: the whole way from bytes to a :class:`~gzparse.Reading`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

from lark import Lark

from gzparse import grammar
from gzparse.builtin_forms import BUILT_IN as FORMS
from gzparse.errors import FindingsError, LayoutError, NotAReport
from gzparse.findings import Findings
from gzparse.form import Form
from gzparse.layout import BUILT_IN as LAYOUTS
from gzparse.layout import BuiltLayout, Layout
from gzparse.outline import Outline, SearchLexer, outline
from gzparse.reading import Reading
from gzparse.record import Report
from gzparse.rows import RowLexer
from gzparse.source import Source, read


class BuiltForm:
    """A form with its grammars built; each built once, on first use."""

    def __init__(self, form: Form) -> None:
        """Keep the form; build nothing yet."""
        self.form = form
        self._lock = threading.Lock()
        self._built: dict[str, Lark] = {}

    def outline(self) -> Lark:
        """Give the parser of the outline."""
        return self._get("outline", lambda: grammar.load(*self.form.outline, lexer=SearchLexer))

    def unbroken(self) -> Lark:
        """Give the parser of the outline of pages without line ends."""
        return self._get("unbroken", lambda: grammar.load(*self.form.unbroken, lexer=SearchLexer))

    def rows(self) -> Lark:
        """Give the parser of the tables' rows."""
        form = self.form
        return self._get(
            "rows",
            lambda: grammar.load(*form.grammar, start=form.tables, lexer=RowLexer, transformer=form.transformer()),
        )

    def _get(self, name: str, build: Callable[[], Lark]) -> Lark:
        built = self._built.get(name)
        if built is None:
            with self._lock:
                built = self._built.get(name)
                if built is None:
                    built = self._built[name] = build()
        return built


class Parser:
    """A set of layouts and forms to parse with. Safe to share between threads; one for each process."""

    def __init__(self, layouts: Sequence[Layout] | None = None, forms: Sequence[Form] | None = None) -> None:
        """Take the layouts and forms to use, in order of preference; those that come with gzparse by default."""
        self.layouts = tuple(LAYOUTS if layouts is None else layouts)
        self.forms = tuple(FORMS if forms is None else forms)
        self._layouts = {layout.name: BuiltLayout(layout) for layout in self.layouts}
        self._forms = {form.name: BuiltForm(form) for form in self.forms}

    def parse(
        self,
        data: str | bytes,
        *,
        layout: str | None = None,
        form: str | None = None,
        organ: str | None = None,
        year: int | None = None,
        strict: bool = False,
        name: str | None = None,
    ) -> Reading[Report]:
        """Parse one report; see :func:`gzparse.parse`."""
        source = read(data, name)
        chosen = self._chosen(layout)
        built = self._form(form)
        found = outline(source, built.outline(), built.unbroken)
        if not _is_report(found, built.form.tables):
            raise NotAReport(_not_a_report(source, found))
        tables: dict[str, Any] = {}
        tried: dict[str, list[Any]] = {}
        for section in built.form.tables:
            stretch = found.sections.get(section)
            if stretch is not None:
                tables[section], tried[section] = self._read(source, section, stretch.body, chosen, built)
        report, findings, evidence = built.form.finish(source, found, tables, Findings(source), organ, year, tried)
        if strict:
            _raise_on_errors(findings)
        return Reading(report, findings, source, built.form.name, evidence)

    def _read(
        self,
        source: Source,
        section: str,
        body: tuple[int, int],
        layouts: list[BuiltLayout],
        form: BuiltForm,
    ) -> tuple[Any, list[Any]]:
        """Read a section with each layout that may fit; the form judges."""
        fitting = [built for built in layouts if built.fits(source, *body)] if len(layouts) > 1 else layouts
        readings = []
        for built in fitting or layouts[-1:]:
            grid = built.read(source, *body)
            rows = form.rows().parse(cast(Any, grid), start=section)
            readings.append(form.form.read_table(section, grid, rows, Findings(source)))
            if readings[-1].complete:
                break
        if len(readings) == 1:
            return readings[0], readings
        best = max(readings, key=lambda reading: reading.score)
        best.doubt(reading for reading in readings if reading is not best)
        return best, readings

    def _chosen(self, name: str | None) -> list[BuiltLayout]:
        if name is None:
            return list(self._layouts.values())
        try:
            return [self._layouts[name]]
        except KeyError:
            raise LayoutError(f"no layout is named {name!r}; there are {', '.join(self._layouts)}") from None

    def _form(self, name: str | None) -> BuiltForm:
        if name is None:
            return next(iter(self._forms.values()))
        try:
            return self._forms[name]
        except KeyError:
            raise LayoutError(f"no form is named {name!r}; there are {', '.join(self._forms)}") from None


def _is_report(found: Outline, tables: Sequence[str]) -> bool:
    return any(name in found.sections for name in tables) or (found.title is not None and bool(found.sections))


def _not_a_report(source: Source, found: Outline) -> str:
    name = source.name or "the input"
    if not source.scan.strip():
        return f"{name} is empty" if not source.text else f"{name} is empty: it holds only blanks"
    first = next(line.strip() for line in source.scan.splitlines() if line.strip())
    seen = f"; the only headings found are {', '.join(found.sections)}" if found.sections else ""
    return (
        f"{name} is not an annual report that is known: none of the headings 主动公开政府信息情况, "
        f"收到和处理政府信息公开申请情况, 政府信息公开行政复议、行政诉讼情况 was found{seen}. It begins with “{first[:40]}”. "
        "If it is one, check that its text was extracted whole and with its line ends."
    )


def _raise_on_errors(findings: tuple[Any, ...]) -> None:
    errors = tuple(f for f in findings if f.kind == "reading" and f.severity == "error")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise FindingsError(f"{errors[0].code}: {errors[0].message}{more}", errors)
