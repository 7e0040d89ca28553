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
from gzparse.finish.page import Page
from gzparse.form.entries import Entry
from gzparse.form.table_reading import TableReading
from gzparse.model.source import Range, Source


def record(page: Page) -> Report:
    """Make the record of an annual report."""
    front, entries = page.front, page.entries
    overview, problems, other = (page.sections[name] for name in NARRATIVE)
    return Report(
        _edition(page.tables),
        front.title,
        page.organ,
        front.year,
        front.dated,
        front.preamble,
        front.signature,
        overview,
        problems,
        other,
        Notes(*(page.notes[name] for name in TABLES)),
        _disclosure(entries),
        _requests(entries),
        _outcomes(entries.get("review_and_litigation")),
        page.extra_rows,
    )


def report_mixed_edition(page: Page) -> None:
    """Report a page whose blocks are in the columns of several editions."""
    if _edition(page.tables) == "mixed":
        page.findings.add("edition-mixed", "proactive_disclosure")


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
    some_read = any(table.entries for table in page.tables.values())
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


def missing_rows(page: Page, section: str) -> list[str]:
    """Return the prescribed rows that were not found; (六) as a group where neither its one row nor its three were."""
    if section == "review_and_litigation":
        return []  # its one row is the table
    table = page.tables[section]
    missing = [path for path in expected_rows(section, table, _edition(page.tables)) if path not in table.entries]
    group = "requests.results.otherwise"
    if section == "requests" and not any(path.startswith(f"{group}.") for path in table.entries):
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
