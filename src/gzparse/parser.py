"""Parse: bytes → :class:`~gzparse.Reading`, through all stages. No other module knows them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gzparse.arguments import check_data, check_texts, checked_year
from gzparse.errors import GzparseError, LayoutError, NotAReport
from gzparse.finish.other_reports import OtherReport, kind_of_rest
from gzparse.finish.page import finish
from gzparse.form.alternatives.accounts import Account, Alternative
from gzparse.form.alternatives.facts import Facts
from gzparse.form.alternatives.resolve import doubt
from gzparse.form.built import BuiltForm
from gzparse.form.table_memo import TableMemo
from gzparse.layout.built import BuiltLayout, lines
from gzparse.layout.own_cells import own_cells
from gzparse.model.grid import Grid
from gzparse.model.markup import html_table, is_too_long
from gzparse.model.reading import Finding, FindingsError, Reading, Ref, wrong_fields
from gzparse.model.sections import Outline, SectionText
from gzparse.model.source import Source
from gzparse.outline.outline import outline, running_heads
from gzparse.plugins.host import BuiltIn, Plugin, PluginFailed, Pool
from gzparse.sources import Sources, note_what_was_given
from gzparse.spec.form import Form
from gzparse.spec.hooks import Check, Reader
from gzparse.spec.layout import Layout
from gzparse.spec.limits import Limits, ReadOptions

if TYPE_CHECKING:
    from gzparse.annual_report.record import Report

LAYOUTS = tuple(
    BuiltIn(name, "gzparse.layout.builtin", name.upper())
    for name in ("indented", "bars", "tabs", "bar_cells", "lines", "csv", "unmarked")
)
"""The layouts that come with gzparse, in the order in which they are tried."""
FORMS = (BuiltIn("annual_report", "gzparse.annual_report.form", "ANNUAL_REPORT"),)
"""The form that comes with gzparse. It is added as a plugin's form is, and gzparse runs without it."""
CHECKS = (BuiltIn("identities", "gzparse.annual_report.identities", "IDENTITIES"),)
"""The checks that come with gzparse."""


_AsForm = tuple[Plugin, Source, Outline, dict[str, Any], dict[str, list[Any]]]
_MOST_REPORTS = 5
"""So many other reports in one text are read; of one more, nothing is read, and nothing is given."""
_ENOUGH_ROWS = 5
"""A form with so many certain rows need not be compared with others."""


class Parser:
    """A set of layouts and forms to parse with. Threads may share it; each process has its own.

    By default it has the layouts and forms that come with gzparse and those of installed plugins. A plugin's layout is tried
    where no other layout reads a section in full, a plugin's form where the text is not a report of another form.
    """

    def __init__(
        self,
        layouts: Sequence[Layout] | None = None,
        forms: Sequence[Form] | None = None,
        readers: Sequence[Reader] | None = None,
    ) -> None:
        """Take the layouts, forms and readers to use and no others, in order of preference.

        Raises:
            LayoutError: two have one name, or one was written for another version of the plugin interface.
        """
        self.layout_pool = Pool("layouts", LAYOUTS, layouts)
        self.form_pool = Pool("forms", FORMS, forms)
        self._checks = Pool("checks", CHECKS)
        self._sources = Sources(readers)
        self._alternatives = Pool("alternatives", ())
        self._memo = TableMemo()

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts that can be used, in the order in which they are tried."""
        return self.layout_pool.values()

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that can be used, in the order in which they are tried."""
        return self.form_pool.values()

    def load(self) -> None:
        """Load and build what comes with gzparse, which is else done on first use; what plugins bring is left alone.

        For a process that is about to fork others: each of them would have to do it.
        """
        for layout in self.layout_pool.own():
            layout.built(BuiltLayout)
        for form in self.form_pool.own():
            form.built(BuiltForm).build()
        for check in self._checks.own():
            check.value()

    def parse(
        self,
        data: str | bytes,
        *,
        layout: str | None = None,
        form: str | None = None,
        organ: str | None = None,
        year: int | str | None = None,
        strict: bool = False,
        name: str | None = None,
        password: str | None = None,
        limits: Limits | None = None,
        convert: bool = False,
    ) -> Reading[Report]:
        """Parse one report; see :func:`gzparse.parse`."""
        check_data(data)
        check_texts(layout=layout, form=form, organ=organ, name=name, password=password)
        options = ReadOptions(limits or Limits(), password, convert)
        asked = layout, form, organ, checked_year(year)
        try:
            reading = self._reading(self._sources.read(data, name, options), *asked)
        except PluginFailed as error:
            raise LayoutError(str(error)) from error
        except GzparseError as error:
            note_what_was_given(error, data)
            raise
        if strict:
            _raise_on_errors(reading)
        return reading

    def _reading(
        self, given: Source, layout: str | None, form: str | None, organ: str | None, year: int | None
    ) -> Reading[Report]:
        chosen = None if layout is None else self.layout_pool.named(layout)
        failed: list[str] = []
        for plugin, source, found, tables, tried in self._as_forms(given, form, chosen, failed):
            of_form = plugin.built(BuiltForm).form
            if chosen is not None:
                _check_that_it_fits(chosen, source, found, of_form)
            try:
                found.others = self._others(plugin, source, found, chosen, failed)
                report, findings, evidence = plugin.run(finish, of_form, source, found, tables, tried, organ, year)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=form is not None)
                continue
            reading = Reading(report, findings, source, of_form.name, evidence)
            more = [*self._checked(reading, failed), *(_plugin_failed(why, source) for why in dict.fromkeys(failed))]
            if more:
                reading = Reading(report, (*findings, *more), source, of_form.name, evidence)
            return reading
        raise LayoutError(f"no form can be used: {'; '.join(failed)}")

    def _as_forms(self, given: Source, name: str | None, chosen: Plugin | None, failed: list[str]) -> list[_AsForm]:
        """Return the text's tables as read by each form that it may be of, the form with the most certain rows first."""
        read: list[tuple[int, _AsForm]] = []
        alternatives = self._asked(failed)
        for plugin, source, found in self._outlines(given, name, failed):
            tables: dict[str, Any] = {}
            tried: dict[str, list[Any]] = {}
            try:
                for section in plugin.built(BuiltForm).form.tables:
                    extent = found.sections.get(section)
                    if extent is not None:
                        read_as = self._table(source, extent, chosen, plugin, alternatives, failed)
                        tables[section], tried[section] = read_as
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=name is not None or chosen is not None)
                continue
            certain = sum(table.certain for table in tables.values())
            read.append((certain, (plugin, source, found, tables, tried)))
            if certain >= _ENOUGH_ROWS:
                break
        return [as_form for _, as_form in sorted(read, key=lambda one: -one[0])]

    def _others(
        self, plugin: Plugin, source: Source, found: Outline, chosen: Plugin | None, failed: list[str]
    ) -> list[OtherReport]:
        """Return what stands behind the report: other reports, or sections again."""
        others: list[OtherReport] = []
        rest = found.rest
        while rest is not None and kind_of_rest(source, rest) != "annex":
            plain, outline_ = plugin.run(_outline_of, source.without([(0, rest)]), plugin.built(BuiltForm))
            tables: dict[str, Any] = {}
            for section in plugin.built(BuiltForm).form.tables if len(others) < _MOST_REPORTS else ():
                if section in outline_.sections:
                    tables[section], _ = self._table(plain, outline_.sections[section], chosen, plugin, (), failed)
            others.append(OtherReport(plain, outline_, tables))
            rest = outline_.rest if len(others) <= _MOST_REPORTS else None
        return others

    def _asked(self, failed: list[str]) -> tuple[Alternative, ...]:
        """Return the alternatives of plugins, made so that none takes long, and none that fails costs a report."""
        found = []
        for plugin in self._alternatives:
            try:
                found.append(plugin.built(partial(_within_limits, plugin)))
            except PluginFailed as error:
                plugin.warn(error)
                failed.append(str(error))
        return tuple(found)

    def _outlines(self, source: Source, form: str | None, failed: list[str]) -> Iterator[tuple[Plugin, Source, Outline]]:
        """Return the forms whose sections the text has, each with its outline, and the text without running heads."""
        first: tuple[Plugin, Source, Outline] | None = None
        some = False
        for plugin in self.form_pool if form is None else [self.form_pool.named(form)]:
            try:
                built = plugin.built(BuiltForm)
                plain, found = plugin.run(_outline_of, source, built)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=form is not None)
                continue
            if _is_report(found, built.form.tables):
                some = True
                yield plugin, plain, found
            first = first or (plugin, plain, found)
        if first is not None and not some:
            if first[2].title is None:
                raise NotAReport(_not_a_report(source, first[2], first[0].built(BuiltForm).form))
            yield first  # a report by its title, though none of its headings is known

    def _table(
        self,
        source: Source,
        extent: SectionText,
        chosen: Plugin | None,
        form: Plugin,
        alternatives: Sequence[Alternative],
        failed: list[str],
    ) -> tuple[Any, list[Any]]:
        """Return the best reading of a section, and all readings: as a table of the same text was read, if there was one."""
        if chosen is not None or alternatives or not form.trusted or source.file is not None:
            return self._by_layouts(source, extent, chosen, form, alternatives, failed)
        built = form.built(BuiltForm)
        known = self._memo.read(built, extent.name, source, extent.body)
        if known is not None:
            return known, [known]
        best, readings = self._by_layouts(source, extent, chosen, form, alternatives, failed)
        if len(readings) == 1 and self._is_of_its_own(best.grid.layout):
            self._memo.keep(built, extent.body, best)
        return best, readings

    def _is_of_its_own(self, layout: str | None) -> bool:
        """Whether a layout comes with gzparse, and no plugin's is tried before it."""
        plugins = takewhile(lambda plugin: plugin.trusted, self.layout_pool)
        return any(plugin.name == layout for plugin in plugins)

    def _by_layouts(
        self,
        source: Source,
        extent: SectionText,
        chosen: Plugin | None,
        form: Plugin,
        alternatives: Sequence[Alternative],
        failed: list[str],
    ) -> tuple[Any, list[Any]]:
        """Return the best reading of a section among the layouts that may fit, and all readings."""
        readings: list[Any] = []
        section, body = extent.name, extent.body
        built = form.built(BuiltForm)
        asked = tuple(one for one in alternatives if one.form == built.form.name)
        read_table = built.read
        late: list[Plugin] = []
        of_html = html_table(source.normalized, *body) is not None
        if is_too_long(source.normalized, *body):
            return (nothing := form.run(read_table, section, Grid(None, []), source)), [nothing]
        cells = own_cells(source, *body) if chosen is None else None
        if cells is not None:
            reading = form.run(read_table, section, cells, source, asked)
            failed += reading.failed
            if reading.complete or reading.sees_marks:
                return reading, [reading]  # where a file has the table's cells, no other cut of its text counts
            if reading.sees_rows:
                readings.append(reading)
        for plugin in chain(self.layout_pool, late) if chosen is None else [chosen]:
            if of_html and plugin.trusted:
                continue  # no layout of gzparse's own reads HTML: tags and attributes are neither labels nor figures
            try:
                layout = plugin.built(BuiltLayout)
                if chosen is None and not layout.layout.marks:
                    if plugin not in late:
                        late.append(plugin)  # its turn comes after all others
                        continue
                    if any(reading.sees_marks for reading in readings):
                        continue
                if chosen is None and not plugin.run(layout.fits, source, *body):
                    continue
                grid = plugin.run(layout.read, source, *body)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=chosen is not None)
                continue
            reading = form.run(read_table, section, grid, source, asked)
            failed += reading.failed
            if not layout.layout.marks and not reading.sees_rows:
                continue  # words and figures, but no row of the table
            readings = [reading] if reading.is_by_marks else [*readings, reading]
            if reading.complete or reading.is_by_marks:
                break
        if not readings:
            # No layout's marks are there: the section's lines are read, so that labels and notes are known.
            label_only = Grid(None, [] if of_html else lines(source, *body))
            readings.append(form.run(read_table, section, label_only, source))
        if len(readings) == 1:
            return readings[0], readings
        best = max(readings, key=lambda reading: reading.rank)
        doubt(best, [reading for reading in readings if reading is not best])
        return best, readings

    def _checked(self, reading: Reading[Any], failed: list[str]) -> list[Finding]:
        """Return what the checks find, gzparse's own first, then those of plugins."""
        found: list[Finding] = []
        for plugin in self._checks:
            try:
                check: Check = plugin.value()
                if check.form == reading.form:
                    found += plugin.run(_findings_of, check, reading)
            except PluginFailed as error:
                plugin.warn(error)
                failed.append(str(error))
        return found


def _within_limits(plugin: Plugin, alternative: Alternative) -> Alternative:
    """Return an alternative that adds no account where it fails."""

    def accounts(facts: Facts) -> Iterable[Account]:
        try:
            return plugin.run(_accounts_of, alternative, facts)
        except PluginFailed as error:
            plugin.warn(error)
            facts.failed.append(str(error))
            return ()

    return evolve(alternative, accounts=accounts)


def _accounts_of(alternative: Alternative, facts: Facts) -> list[Account]:
    found = []
    for account in alternative.accounts(facts):
        for path, cells in account.rows.items():
            if len(cells) != len(facts.rows[path].columns):
                raise ValueError(f"it gave {len(cells)} cells for {path}, which has {len(facts.rows[path].columns)} columns")
        found.append(account)
    return found


def _outline_of(source: Source, form: BuiltForm) -> tuple[Source, Outline]:
    found = outline(source, form.form, form.outline(), form.unbroken)
    heads = running_heads(source, found)
    if not heads:
        return source, found
    plain = source.without(heads)
    return plain, outline(plain, form.form, form.outline(), form.unbroken)


def _findings_of(check: Check, reading: Reading[Any]) -> list[Finding]:
    found = list(check.check(reading))
    for finding in found:
        if not isinstance(finding, Finding):
            raise TypeError(f"it gave {finding!r}, which is no gzparse.Finding")
        if wrong := wrong_fields(finding):
            raise TypeError(f"it gave a gzparse.Finding whose {wrong}")
    return found


def _go_on_without(plugin: Plugin, error: PluginFailed, failed: list[str], *, asked_for: bool) -> None:
    """Note that a plugin failed; raise its error where the caller asked for it by name."""
    if asked_for:
        raise error
    plugin.warn(error)
    failed.append(str(error))


def _plugin_failed(why: str, source: Source) -> Finding:
    return Finding.of("plugin-failed", Ref(None, source.name), why=why)


def _is_report(found: Outline, tables: Sequence[str]) -> bool:
    return any(name in found.sections for name in tables) or (found.title is not None and bool(found.sections))


def _not_a_report(source: Source, found: Outline, form: Form) -> str:
    name = source.name or "the input"
    if not source.normalized.strip():
        return f"{name} is empty" if not source.text else f"{name} is empty: it holds only blanks"
    first = next(line.strip() for line in source.normalized.splitlines() if line.strip())
    seen = f"; the only headings found are {', '.join(found.sections)}" if found.sections else ""
    return (
        f"{name} is not an annual report that is known: none of the headings "
        f"{', '.join(form.labels.parts[table] for table in form.tables)} was found{seen}. It begins with “{first[:40]}”. "
        "If it is one, check that its text was extracted whole and with its line ends."
    )


def _check_that_it_fits(layout: Plugin, source: Source, found: Outline, form: Form) -> None:
    """Check that the layout asked for fits some table; otherwise nothing would be read, and nothing would say why."""
    sections = [section for section in form.tables if section in found.sections]
    fits = layout.built(BuiltLayout).fits
    if sections and not any(layout.run(fits, source, *found.sections[section].body) for section in sections):
        raise LayoutError(
            f"the marks of {layout} do not occur in the tables of {source.name or 'the text'} ({', '.join(sections)}); "
            "without a layout's name, each layout is tried"
        )


def _raise_on_errors(reading: Reading[Any]) -> None:
    errors = tuple(f for f in reading.findings if f.kind == "reading" and f.severity == "error")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise FindingsError(f"{errors[0].code}: {errors[0].message}{more}", errors, reading)
