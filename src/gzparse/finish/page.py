"""Finish: outline and table readings → the report's record, the findings about it and the evidence for its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from gzparse.finish.evidence import TableEvidence
from gzparse.finish.file_findings import report_file, report_notes_at_tables
from gzparse.finish.front import Front
from gzparse.finish.known_words import Known
from gzparse.finish.narrative import narrative
from gzparse.finish.other_reports import are_of_others, kind_of_rest, withhold_what_differs
from gzparse.finish.page_words import report_page_words
from gzparse.finish.table_findings import extra_row, notes_of, report_rest, report_rows, report_table
from gzparse.finish.table_words import check_words_at_tables
from gzparse.form.entries import Entry
from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.reading import Evidence, Finding
from gzparse.model.sections import ExtraRow, Outline, Section
from gzparse.model.source import Source
from gzparse.spec.form import Form


class Page:
    """What was found on one page: all that its form needs to make the record."""

    def __init__(
        self, form: Form, source: Source, outline: Outline, tables: Mapping[str, TableReading], organ: str | None
    ) -> None:
        """Read the title, the signature and the narrative sections.

        organ: the organ that the caller names. It counts where neither title nor signature names one.
        """
        self.form = form
        self.source = source
        self.outline = outline
        self.tables = tables
        self.findings = Findings(source, form.labels)
        self.front = Front(source, outline, form.title_subject)
        self.differing: list[str] = []
        self.followed_by_others = False
        if outline.rest is not None and outline.others:
            whole = kind_of_rest(source, outline.rest) == "second-report"
            self.followed_by_others = whole and are_of_others(self.front, outline, outline.others, form.title_subject)
            if not self.followed_by_others:
                self.differing = withhold_what_differs(
                    self.front, tables, outline.others, form.title_subject, form.labels, whole=whole
                )
            outline.others = []
        self.organ = self.front.organ or organ
        self.sections = dict(self._narrative())
        self.notes = {name: notes_of(source, tables.get(name)) for name in form.tables}

    def _narrative(self) -> Iterator[tuple[str, Section]]:
        for name in self.form.narrative:
            if name not in self.outline.sections:
                self.findings.add("section-missing" if self.outline.rest is None else "section-not-reached", name)
                yield name, Section()
        for name, section in self.outline.sections.items():
            if name not in self.form.tables:
                yield name, narrative(self.source, section)

    def resolve_year(self, given: int | None) -> None:
        """Where the title names no year, take the caller's or the one that the prose states."""
        names = self.form.states_year or tuple(self.sections)
        prose = [self.sections[name].text for name in names if name in self.sections]
        self.front.resolve_year(self.findings, given, prose, self.notes.values())

    def report_front(self) -> None:
        """Report what the page does not say of itself with certainty: title, organ, year, date of signature."""
        self.front.report(self.findings, self.organ, self.form.title_subject)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The prescribed rows that were found, by their paths."""
        return {path: entry for table in self.tables.values() for path, entry in table.entries.items()}

    @property
    def extra_rows(self) -> tuple[ExtraRow, ...]:
        """The rows that no form prescribes."""
        return tuple(extra_row(row, table) for table in self.tables.values() for row in table.extra)

    def missing_rows(self, section: str) -> Sequence[str]:
        """Return the paths of the rows that a table should have and does not have."""
        if self.form.missing_rows is not None:
            return self.form.missing_rows(self, section)
        table = self.tables.get(section)
        return [] if table is None else [path for path in table.order() if path not in table.entries]

    def report_tables(self) -> None:
        """Add findings about what is missing of the tables, and those made while reading them."""
        if self.form.free_form is not None and self.form.free_form(self):
            for table in self.tables.values():
                report_rows(self.findings, table)
            return
        known = Known(self.front.year, self.organ) if self.form.of_one_year else None
        for name in self.form.tables:
            table_or_none = self.tables.get(name)
            missing = self.missing_rows(name) if table_or_none is not None else ()
            report_table(self.findings, name, table_or_none, self.outline, missing, known)


def finish(
    form: Form,
    source: Source,
    outline: Outline,
    tables: Mapping[str, Any],
    tried: Mapping[str, list[Any]],
    organ: str | None,
    year: int | None,
) -> tuple[Any, tuple[Finding, ...], Evidence]:
    """Return the record of a report, the findings about it in the order of the text, and the evidence.

    tried: the readings of each table by all layouts that were tried. organ, year: those that the caller names.
    """
    if form.finish is not None:  # as plugins did before there was `record`
        report, findings, evidence = form.finish(source, outline, tables, Findings(source, form.labels), organ, year, tried)
        return report, findings, evidence
    page = Page(form, source, outline, tables, organ)
    page.resolve_year(year)
    page.report_front()
    report_file(page.findings)
    report_notes_at_tables(page.findings, tables, outline)
    if form.of_one_year:
        report_page_words(page.findings, tables, page.front.year)
        check_words_at_tables(page.findings, tables, outline, page.front, page.organ)
    page.report_tables()
    if form.remarks is not None:
        form.remarks(page)
    report_rest(page.findings, outline, page.differing, of_others=page.followed_by_others)
    if form.record is None:
        raise TypeError(f"the form {form.name!r} brings no `record`: nothing makes what its pages are read into")
    report = form.record(page)
    missing = partial(form.missing_figures, tables, report) if form.missing_figures is not None else frozenset
    evidence = TableEvidence(source, outline, tables, tried, form.labels, missing, form.title_subject)
    evidence.front = page.front
    return report, tuple(page.findings.found), evidence
