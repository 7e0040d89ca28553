"""Parse: the whole way from bytes to a :class:`~gzparse.Reading`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from gzparse.errors import DecodeError, FindingsError, LayoutError, NotAReport, UnsupportedFormat
from gzparse.finish.page import finish
from gzparse.form.built import BuiltForm
from gzparse.layout.built import BuiltLayout, lines
from gzparse.model.grid import Grid
from gzparse.model.reading import Finding, Reading, Ref, wrong_fields
from gzparse.model.sections import Outline
from gzparse.model.source import Source
from gzparse.outline.outline import outline
from gzparse.plugins.host import BuiltIn, Plugin, PluginFailed, Pool
from gzparse.read.text import read_source
from gzparse.spec.form import Form
from gzparse.spec.hooks import Check, Reader
from gzparse.spec.layout import Layout

if TYPE_CHECKING:
    from gzparse.annual_report.record import Report

LAYOUTS = tuple(
    BuiltIn(name, "gzparse.layout.builtin", name.upper())
    for name in ("indented", "bars", "tabs", "bar_cells", "lines", "unmarked")
)
"""The layouts that come with gzparse, in the order in which they are tried."""
FORMS = (BuiltIn("annual_report", "gzparse.annual_report.form", "ANNUAL_REPORT"),)
"""The form that comes with gzparse: added as a plugin's is, and gzparse runs without it."""
CHECKS = (BuiltIn("identities", "gzparse.annual_report.identities", "IDENTITIES"),)
"""The checks that come with gzparse."""


_AsForm = tuple[Plugin, Outline, dict[str, Any], dict[str, list[Any]]]
_ENOUGH_ROWS = 5
"""A form that is sure of so many rows need not be compared with others."""


class Parser:
    """A set of layouts and forms to parse with. Safe to share between threads; one for each process.

    By default these are the ones that come with gzparse and those of installed plugins: a plugin's layout is tried where no
    other reads a section in full, its form where the text is a report of no other.
    """

    def __init__(self, layouts: Sequence[Layout] | None = None, forms: Sequence[Form] | None = None) -> None:
        """Take the layouts and forms to use and no others, in order of preference.

        Raises:
            LayoutError: two have one name, or one was written for another version of the plugin interface.
        """
        self.layout_pool = Pool("layouts", LAYOUTS, layouts)
        self.form_pool = Pool("forms", FORMS, forms)
        self._checks = Pool("checks", CHECKS)
        self._readers = Pool("readers", ())

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts that can be used, in the order in which they are tried."""
        return self.layout_pool.values()

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that can be used, in the order in which they are tried."""
        return self.form_pool.values()

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
        try:
            reading = self._reading(data, layout, form, organ, year, name)
        except PluginFailed as error:
            raise LayoutError(str(error)) from error
        if strict:
            _raise_on_errors(reading.findings)
        return reading

    def _reading(
        self, data: str | bytes, layout: str | None, form: str | None, organ: str | None, year: int | None, name: str | None
    ) -> Reading[Report]:
        source = self._source(data, name)
        chosen = None if layout is None else self.layout_pool.named(layout)
        failed: list[str] = []
        for plugin, found, tables, tried in self._as_forms(source, form, chosen, failed):
            of_form = plugin.built(BuiltForm).form
            try:
                report, told, evidence = plugin.run(finish, of_form, source, found, tables, tried, organ, year)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=form is not None)
                continue
            reading = Reading(report, told, source, of_form.name, evidence)
            more = [*self._checked(reading, failed), *(_plugin_failed(why, source) for why in dict.fromkeys(failed))]
            if more:
                reading = Reading(report, (*told, *more), source, of_form.name, evidence)
            return reading
        raise LayoutError(f"no form can be used: {'; '.join(failed)}")

    def _as_forms(self, source: Source, name: str | None, chosen: Plugin | None, failed: list[str]) -> list[_AsForm]:
        """Read the text's tables as each form that it may be of; give first the form that is sure of most rows."""
        read: list[tuple[int, _AsForm]] = []
        for plugin, found in self._outlines(source, name, failed):
            tables: dict[str, Any] = {}
            tried: dict[str, list[Any]] = {}
            try:
                for section in plugin.built(BuiltForm).form.tables:
                    extent = found.sections.get(section)
                    if extent is not None:
                        tables[section], tried[section] = self._table(source, section, extent.body, chosen, plugin, failed)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=name is not None or chosen is not None)
                continue
            sure = sum(table.certain for table in tables.values())
            read.append((sure, (plugin, found, tables, tried)))
            if sure >= _ENOUGH_ROWS:
                break
        return [as_form for _, as_form in sorted(read, key=lambda one: -one[0])]

    def _source(self, data: str | bytes, name: str | None) -> Source:
        """Read text, or what a plugin's reader makes text of."""
        try:
            return read_source(data, name)
        except (UnsupportedFormat, DecodeError) as unread:
            if isinstance(data, str):
                raise
            failed: list[str] = []
            for plugin in self._readers:
                try:
                    reader: Reader = plugin.value()
                    if plugin.run(reader.fits, data, name):
                        return read_source(plugin.run(_text_of, reader, data, name), name)
                except PluginFailed as error:
                    plugin.warn(error)
                    failed.append(str(error))
            if failed:
                raise type(unread)(f"{unread} ({'; '.join(failed)})") from unread
            raise

    def _outlines(self, source: Source, form: str | None, failed: list[str]) -> Iterator[tuple[Plugin, Outline]]:
        """Return the forms whose sections the text has, one after the other."""
        first: tuple[Plugin, Outline] | None = None
        some = False
        for plugin in self.form_pool if form is None else [self.form_pool.named(form)]:
            try:
                built = plugin.built(BuiltForm)
                found = plugin.run(_outline_of, source, built)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=form is not None)
                continue
            if _is_report(found, built.form.tables):
                some = True
                yield plugin, found
            first = first or (plugin, found)
        if first is not None and not some:
            if first[1].title is None:
                raise NotAReport(_not_a_report(source, first[1], first[0].built(BuiltForm).form))
            yield first  # a report by its title, though none of its headings is known

    def _table(
        self,
        source: Source,
        section: str,
        body: tuple[int, int],
        chosen: Plugin | None,
        form: Plugin,
        failed: list[str],
    ) -> tuple[Any, list[Any]]:
        """Read a section with each layout that may fit; the form judges."""
        readings: list[Any] = []
        read_table = form.built(BuiltForm).read
        late: list[Plugin] = []
        for plugin in chain(self.layout_pool, late) if chosen is None else [chosen]:
            try:
                layout = plugin.built(BuiltLayout)
                if chosen is None and not layout.layout.marks:
                    if plugin not in late:
                        late.append(plugin)  # it gets its turn when all others have had theirs
                        continue
                    if any(reading.sees_marks for reading in readings):
                        continue
                if chosen is None and not plugin.run(layout.fits, source, *body):
                    continue
                grid = plugin.run(layout.read, source, *body)
            except PluginFailed as error:
                _go_on_without(plugin, error, failed, asked_for=chosen is not None)
                continue
            reading = form.run(read_table, section, grid, source)
            if not layout.layout.marks and not reading.sees_rows:
                continue  # words and figures, but no row of the table
            readings.append(reading)
            if reading.complete:
                break
        if not readings:
            # No layout's marks are there: its lines are looked at, so that labels and notes are known.
            label_only = Grid(None, lines(source, *body))
            readings.append(form.run(read_table, section, label_only, source))
        if len(readings) == 1:
            return readings[0], readings
        best = max(readings, key=lambda reading: reading.score)
        best.doubt(reading for reading in readings if reading is not best)
        return best, readings

    def _checked(self, reading: Reading[Any], failed: list[str]) -> list[Finding]:
        """Return what the checks find: gzparse's own, then those of plugins."""
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


def _outline_of(source: Source, form: BuiltForm) -> Outline:
    return outline(source, form.form, form.outline(), form.unbroken)


def _text_of(reader: Reader, data: bytes, name: str | None) -> str:
    text = reader.read(data, name)
    if not isinstance(text, str):
        raise TypeError(f"it gave no text but {type(text).__qualname__}")
    return text


def _findings_of(check: Check, reading: Reading[Any]) -> list[Finding]:
    found = list(check.check(reading))
    for finding in found:
        if not isinstance(finding, Finding):
            raise TypeError(f"it gave {finding!r}, which is no gzparse.Finding")
        if wrong := wrong_fields(finding):
            raise TypeError(f"it gave a gzparse.Finding whose {wrong}")
    return found


def _go_on_without(plugin: Plugin, error: PluginFailed, failed: list[str], *, asked_for: bool) -> None:
    """Note that a plugin failed, unless the caller asked for it by name: then its failure is the caller's."""
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


def _raise_on_errors(findings: tuple[Any, ...]) -> None:
    errors = tuple(f for f in findings if f.kind == "reading" and f.severity == "error")
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise FindingsError(f"{errors[0].code}: {errors[0].message}{more}", errors)
