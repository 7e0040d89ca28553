"""Put together what was read of an annual report: the record, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from attrs import fields

from gzparse.annual_report.record import NARRATIVE, TABLES, Notes
from gzparse.annual_report.specification import Specification
from gzparse.annual_report.tables import AnnualTables
from gzparse.finish.page import Page
from gzparse.form.entries import Entry
from gzparse.form.header_cells import is_bare_name
from gzparse.form.table_reading import TableReading
from gzparse.model.data import made_fast
from gzparse.model.markup import html_table
from gzparse.model.source import Range, Source

Entries = Mapping[str, Entry]


class Assembly:
    """How the record of an annual report is made, in the editions of a specification."""

    def __init__(self, specification: Specification, tables: AnnualTables) -> None:
        """Work out once how the record is built of rows."""
        self.specification = specification
        self._tables = tables
        self._build = {name: _builder(specification, _class_of(specification.record, name), name) for name in TABLES}

    def record(self, page: Page) -> Any:
        """Make the record of an annual report."""
        front, entries = page.front, page.entries
        return self.specification.record(
            edition=self._edition(page.tables),
            title=front.title,
            organ=page.organ,
            year=front.year,
            dated=front.dated,
            preamble=front.preamble,
            signature=front.signature,
            **{name: page.sections[name] for name in NARRATIVE},
            notes=Notes(*(page.notes[name] for name in TABLES)),
            **{name: build(entries) for name, build in self._build.items()},
            extra_rows=page.extra_rows,
        )

    def _edition(self, tables: Mapping[str, TableReading]) -> str | None:
        """Return the edition by section two's blocks, and only where none is readable by the rows of section three."""
        disclosure, requests = tables.get("proactive_disclosure"), tables.get("requests")
        return self.specification.edition_of_report(
            disclosure.editions if disclosure is not None else (), requests.entries if requests is not None else ()
        )

    def report_mixed_edition(self, page: Page) -> None:
        """Report a page whose blocks are in the columns of several editions, or none of whose tables tells its edition."""
        edition = self._edition(page.tables)
        if edition == "mixed":
            page.findings.add("edition-mixed", "proactive_disclosure")
        elif edition is None and all(table in page.tables and not page.tables[table].entries for table in TABLES):
            page.findings.add("edition-unknown", *TABLES)

    def missing_rows(self, page: Page, section: str) -> list[str]:
        """Return the prescribed rows that were not found; one that editions divide as its group, where none of it stands."""
        if section == "review_and_litigation":
            return []  # its one row is the table
        table = page.tables[section]
        expected = self._tables.expected_rows(section, table, self._edition(page.tables))
        missing = [path for path in expected if path not in table.entries]
        for row in self.specification.divided:
            group = row.rpartition(".")[0]
            if row.startswith(f"{section}.") and not any(path.startswith(f"{group}.") for path in self._told(table)):
                missing = [path for path in missing if not path.startswith(f"{group}.")] + [group]
        return missing

    def missing_figures(self, tables: Mapping[str, TableReading], report: Any) -> Container[str]:
        """Return the figures of the prescribed rows and tables that were not read, in the page's edition."""
        rows: set[str] = set()
        read: set[str] = set()
        for name in TABLES:
            table = tables.get(name)
            rows.update(self._tables.expected_rows(name, table, report.edition))
            read.update(self._told(table) if table is not None else ())
        for row, parts in self.specification.divided.items():
            if read.isdisjoint((row, *parts)):
                rows.update((row, *parts))
        names = self.specification.edition_names
        edition = report.edition if report.edition in names else self.specification.default
        missing: set[str] = set()
        for row, infos in self.specification.labels.rows.items():
            section = row.partition(".")[0]
            if row in read or section in read or not (row in rows or section in rows):
                continue
            whole = section == "requests" or edition not in self.specification.editions_of_row(row)
            missing.update([info.path for info in infos if whole or edition in info.editions])
        return missing

    def _told(self, table: TableReading) -> Iterator[str]:
        """Return the rows that were found. A bare 其他 whose figures are not certain may be no row, but a column's name."""
        for path, entry in table.entries.items():
            if entry.place.certain or not is_bare_name(entry.row.label, self.specification.applicant_names):
                yield path


# --- completeness -----------------------------------------------------------------------------------------------------


def _table_of_another_form(source: Source) -> Range | None:
    """Return the heading of a statistics table of the years before 2019, or its header."""
    heading = r"[^\s。，；：、]{0,30}统计(?:报)?表(?=\s*(?:单位|填报|指\s*标|统计指标|序号))"
    header = r"(?:统计)?指 ?标(?: ?名 ?称)?[\s|]{1,9}(?:计量\s?)?单位"
    found = re.search(f"{heading}|{header}", source.normalized)
    return found.span() if found is not None else None


def is_in_free_form(page: Page) -> bool:
    """Whether sections in which no prescribed row was read hold prose instead, as in most reports before 2019; report it."""
    # A search through the whole text takes as long as all the rest.
    whole = page.source.normalized
    some_read = any(table.entries for table in page.tables.values()) or html_table(whole, 0, len(whole)) is not None
    another = None if some_read else _table_of_another_form(page.source)
    if page.outline.sections and (some_read or not (another is not None or _holds_prose_alone(page.tables))):
        return False
    page.findings.add("free-form" if another is None else "free-form-other-table", *TABLES, at=another)
    return True


def _holds_prose_alone(tables: Mapping[str, TableReading]) -> bool:
    """Whether the table sections hold prose, and nothing that may be of a table."""
    readings = tables.values()
    if any(table.headers or table.extra or table.is_unread for table in readings):
        return False
    return any(row.type == "PROSE" for table in readings for row in table.notes)


# --- the tables of the record -----------------------------------------------------------------------------------------


def _class_of(record: Any, field: str) -> Any:
    kind: Any = getattr(fields(record), field).default
    return kind.factory


def _builder(specification: Specification, kind: Any, path: str) -> Callable[[Entries], Any]:
    """Return what builds a part of the record of the rows that were found."""
    if path == "review_and_litigation":
        return _outcomes(kind, path, len(specification.outcome_columns))
    if kind in specification.row_classes:
        return _row(kind, path, in_order=path.startswith("requests."))
    inner = [_builder(specification, _class_of(kind, a.name), f"{path}.{a.name}") for a in fields(kind)]
    return lambda entries: kind(*[build(entries) for build in inner])


def _row(kind: Any, path: str, *, in_order: bool) -> Callable[[Entries], Any]:
    nothing = kind()
    of_values = made_fast(kind) if in_order else kind

    def build(entries: Entries) -> Any:
        entry = entries.get(path)
        if entry is None:
            return nothing
        return of_values(*entry.values) if in_order else kind(**dict(zip(entry.columns, entry.values, strict=True)))

    return build


def _outcomes(kind: Any, path: str, size: int) -> Callable[[Entries], Any]:
    nothing = kind()
    blocks = [_class_of(kind, attribute.name) for attribute in fields(kind)]

    def build(entries: Entries) -> Any:
        entry = entries.get(path)
        if entry is None:
            return nothing
        return kind(*[block(*entry.values[i * size : (i + 1) * size]) for i, block in enumerate(blocks)])

    return build
