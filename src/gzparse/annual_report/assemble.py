"""Put the outline and the tables of an annual report together: the record, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gzparse.annual_report.prescribed import DISCLOSURE_ROWS, OUTCOME_COLUMNS, OUTCOME_ROWS, REQUEST_ROWS, edition_of
from gzparse.annual_report.record import (
    NARRATIVE,
    TABLES,
    Applicants,
    Decisions,
    Documents,
    Edition,
    Fees,
    Notes,
    NotProcessed,
    Otherwise,
    Outcomes,
    ProactiveDisclosure,
    Procurement,
    Refused,
    Report,
    Requests,
    Results,
    ReviewAndLitigation,
    Unable,
)
from gzparse.annual_report.tables import expected_rows
from gzparse.finish.front import Front
from gzparse.finish.narrative import narrative
from gzparse.finish.table_findings import extra_row, notes_of, report_rest, report_rows, report_table
from gzparse.form.entries import Entry
from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source


def assemble(
    source: Source,
    outline: Outline,
    tables: Mapping[str, TableReading],
    findings: Findings,
    organ: str | None,
    year: int | None,
) -> Report:
    """Build the record, adding what is missing, unknown or unusual to the findings, in the order of the text."""
    front = Front(source, outline)
    edition = _edition(tables)
    sections = {name: narrative(source, outline.sections.get(name), findings, name) for name in NARRATIVE}
    # Looked for only where no prescribed row was read: a search through the whole text takes as long as all the rest.
    some_read = any(table.entries for table in tables.values())
    another = None if some_read else _table_of_another_form(source)
    free_form = not outline.sections or (not some_read and _is_in_free_form(tables, another))
    notes = Notes(*(notes_of(source, tables.get(name)) for name in TABLES))
    front.resolve_year(findings, year, [sections["overview"].text, *(getattr(notes, name) for name in TABLES)])
    if free_form:
        _report_free_form(findings, another, tables)
    else:
        for name in TABLES:
            table = tables.get(name)
            report_table(findings, name, table, outline, _missing(table, edition) if table is not None else ())
    if edition == "mixed":
        message = "{what}: its blocks are in the columns of the 2021 and of the 2019 form; each is read as printed"
        findings.add("edition-mixed", "info", message, "proactive_disclosure")
    report_rest(findings, outline)
    entries = {path: entry for table in tables.values() for path, entry in table.entries.items()}
    return Report(
        edition,
        front.title,
        front.organ or organ,
        front.year,
        front.dated,
        front.preamble,
        front.signature,
        sections["overview"],
        sections["problems_and_improvements"],
        sections["other_matters"],
        notes,
        _disclosure(entries),
        _requests(entries),
        _outcomes(entries.get("review_and_litigation")),
        tuple(extra_row(row, table) for table in tables.values() for row in table.extra),
    )


# --- completeness -----------------------------------------------------------------------------------------------------


def _table_of_another_form(source: Source) -> Range | None:
    """Return the heading of a statistics table of the years before 2019, or its header."""
    heading = r"[^\s。，；：、]{0,30}统计(?:报)?表(?=\s*(?:单位|填报|指\s*标|统计指标|序号))"
    header = r"(?:统计)?指 ?标(?: ?名 ?称)?[\s|]{1,9}(?:计量\s?)?单位"
    found = re.search(f"{heading}|{header}", source.normalized)
    return found.span() if found is not None else None


def _is_in_free_form(tables: Mapping[str, TableReading], another: Range | None) -> bool:
    """Whether sections in which no prescribed row was read hold prose instead, as in most reports before 2019."""
    readings = tables.values()
    if another is not None:
        return True
    if any(table.headers or table.extra or table.is_unread for table in readings):
        return False
    return any(row.type == "PROSE" for table in readings for row in table.notes)


def _report_free_form(findings: Findings, another: Range | None, tables: Mapping[str, TableReading]) -> None:
    message = "a report in free form: none of the prescribed tables is in it, and all their figures are missing"
    if another is not None:
        message += "; the table in it is of another form, which a form plugin may read"
    findings.add("free-form", "error", message, *TABLES, at=another)
    for table in tables.values():
        report_rows(findings, table)


def _edition(tables: Mapping[str, TableReading]) -> Edition | None:
    """Tell the edition by section two's blocks, and only where none is readable by (六)."""
    disclosure = tables.get("proactive_disclosure")
    if disclosure is not None and (edition := edition_of(disclosure.editions)) is not None:
        return edition
    requests = tables.get("requests")
    if requests is not None:
        if any(path.startswith("requests.results.otherwise.") and not path.endswith("undivided") for path in requests.entries):
            return "2021"
        if "requests.results.otherwise.undivided" in requests.entries:
            return "2019"
    return None


def _missing(table: TableReading, edition: Edition | None) -> list[str]:
    """Give the prescribed rows that were not found; (六) as a group where neither its one row nor its three were."""
    if table.section == "review_and_litigation":
        return []  # its one row is the table
    missing = [path for path in expected_rows(table.section, table, edition) if path not in table.entries]
    group = "requests.results.otherwise"
    if table.section == "requests" and not any(path.startswith(f"{group}.") for path in table.entries):
        missing = [path for path in missing if not path.startswith(f"{group}.")] + [group]
    return missing


# --- the tables of the record -----------------------------------------------------------------------------------------

_NOBODY = Applicants()
_KINDS = {"DOCUMENTS": Documents, "DECISIONS": Decisions, "FEES": Fees, "PROCUREMENT": Procurement}


def _disclosure(entries: Mapping[str, Entry]) -> ProactiveDisclosure:
    rows = {}
    for path, family in DISCLOSURE_ROWS.values():
        entry = entries.get(path)
        kind = _KINDS[family]
        rows[path.rpartition(".")[2]] = kind(**dict(zip(entry.columns, entry.values, strict=True))) if entry else kind()
    return ProactiveDisclosure(**rows)


def _requests(entries: Mapping[str, Entry]) -> Requests:
    rows: dict[str, Applicants] = {}
    for path in REQUEST_ROWS.values():
        entry = entries.get(path)
        rows[path] = _NOBODY if entry is None else Applicants(*entry.values)  # type: ignore[arg-type]
    row = rows.__getitem__
    return Requests(
        row("requests.new"),
        row("requests.brought_forward"),
        Results(
            row("requests.results.granted"),
            row("requests.results.partially_granted"),
            Refused(*map(row, _REFUSED)),
            Unable(*map(row, _UNABLE)),
            NotProcessed(*map(row, _NOT_PROCESSED)),
            Otherwise(*map(row, _OTHERWISE)),
            row("requests.results.total"),
        ),
        row("requests.carried_forward"),
    )


def _rows_of(kind: type, path: str) -> tuple[str, ...]:
    return tuple(f"{path}.{name}" for name in kind.__slots__ if name != "__weakref__")  # type: ignore[attr-defined]


_REFUSED = _rows_of(Refused, "requests.results.refused")
_UNABLE = _rows_of(Unable, "requests.results.unable")
_NOT_PROCESSED = _rows_of(NotProcessed, "requests.results.not_processed")
_OTHERWISE = _rows_of(Otherwise, "requests.results.otherwise")


def _outcomes(entry: Entry | None) -> ReviewAndLitigation:
    if entry is None:
        return ReviewAndLitigation()
    size = len(OUTCOME_COLUMNS)
    return ReviewAndLitigation(
        *[Outcomes(*entry.values[i * size : (i + 1) * size]) for i in range(len(OUTCOME_ROWS))]  # type: ignore[arg-type]
    )
