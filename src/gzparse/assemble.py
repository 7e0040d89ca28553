"""Put the outline and the tables of an annual report together: the record, its evidence, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from gzparse import titles
from gzparse.figures import BLANK, NUMBER, number
from gzparse.findings import Findings
from gzparse.form_row import FormRow
from gzparse.labels import figure_infos
from gzparse.outline import NARRATIVE, Outline, SectionText, Stretch
from gzparse.prescribed import (
    DISCLOSURE_ROWS,
    OUTCOME_COLUMNS,
    OUTCOME_ROWS,
    REQUEST_ROWS,
    edition_of,
    prescribed,
)
from gzparse.record import (
    TABLES,
    Applicants,
    Decisions,
    Documents,
    Edition,
    ExtraRow,
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
    Section,
    Subsection,
    Unable,
)
from gzparse.slips import Slip
from gzparse.source import Source
from gzparse.tables import Entry, TableReading, Value

_PAGE_NUMBER_LINE = r"\n[ \t]*+(?:[-—–―]{1,2} *\d{1,4} *[-—–―]{1,2}|第 *\d{1,4} *页[^\n]{0,10})[ \t]*+(?=\n|\Z)"
_FRAME = r"(?m)^(?:[ \t]*+\|)++[ \t]*+|(?<![ \t|])[ \t]*+\|[ \t|]*+$"
_MARKS = "#*＊| \t\n　:："


def assemble(
    source: Source,
    outline: Outline,
    tables: Mapping[str, TableReading],
    findings: Findings,
    organ: str | None,
    year: int | None,
) -> Report:
    """Build the record, adding what is missing, unknown or unusual to the findings, in the order of the text."""
    lines = [line for line in (organ_line(source, outline), outline.title) if line is not None]
    title, signature = _title(source, lines), _signature(source, outline)
    named_organ, named_year = titles.organ_and_year(title) if title is not None else (None, None)
    if named_organ is None and signature is not None:
        named_organ = titles.signing_organ(signature)
    edition = _edition(tables)
    preamble = _preamble(source, outline, lines)
    narrative = {name: _narrative(source, outline.sections.get(name), findings, name) for name in NARRATIVE}
    notes = Notes(*(_notes(source, tables.get(name)) for name in TABLES))
    texts = [preamble, narrative["overview"].text, *(getattr(notes, n) for n in TABLES)]
    report_year = named_year if named_year is not None else _year(findings, year, [t for t in texts if t])
    if year is not None and report_year != year:
        findings.add(
            "year-differs",
            "warning",
            f"the title names the year {report_year}, the caller {year}",
            expected=year,
            actual=report_year,
        )
    for name in TABLES:
        _complete(findings, name, tables.get(name), edition, outline)
    if edition == "mixed":
        message = "{what}: its blocks are in the columns of the 2021 and of the 2019 form; each is read as printed"
        findings.add("edition-mixed", "info", message, "proactive_disclosure")
    if outline.table_in_front:
        message = "a table stands before the first heading that was recognised; it was not read"
        findings.add("text-unread", "error", message, at=outline.front)
    if outline.rest is not None:
        end = len(source.text.rstrip())
        findings.add(
            "text-unread",
            "error",
            "a second report begins here; only the first is read, give each report by itself",
            at=(outline.rest + len(source.text[outline.rest :]) - len(source.text[outline.rest :].lstrip()), end),
        )
    entries = {path: entry for table in tables.values() for path, entry in table.entries.items()}
    return Report(
        edition,
        title,
        named_organ or organ,
        report_year,
        titles.signed_date(signature) if signature is not None else None,
        preamble,
        signature,
        narrative["overview"],
        narrative["problems_and_improvements"],
        narrative["other_matters"],
        notes,
        _disclosure(entries),
        _requests(entries),
        _outcomes(entries.get("review_and_litigation")),
        tuple(_extra(row, table) for table in tables.values() for row in table.extra),
    )


# --- the front and the end --------------------------------------------------------------------------------------------


def organ_line(source: Source, outline: Outline) -> Stretch | None:
    """Give the line above a title that names no organ itself: the title's first line."""
    if outline.title is None:
        return None
    text = source.scan
    at, end = outline.title
    opening = text[at:end].lstrip(_MARKS)
    if titles.year_number(opening[:4]) is None and not opening.startswith(("政府信息", "政务", "信息公开")):
        return None
    above = text[:at].rstrip()
    start = above.rfind("\n") + 1
    line = above[start:].strip(_MARKS)
    if not line or len(line) > 40 or re.search(r"[。，；：,;:]", line):
        return None
    lead = len(above[start:]) - len(above[start:].lstrip())
    return start + lead, len(above)


def _title(source: Source, lines: list[Stretch]) -> str | None:
    pieces = [" ".join(p.strip() for p in source.text[a:b].strip(_MARKS).splitlines() if p.strip()) for a, b in lines]
    return " ".join(pieces) or None


def _preamble(source: Source, outline: Outline, lines: list[Stretch]) -> str | None:
    start, end = outline.front
    pieces = []
    for a, b in lines:
        pieces.append(source.text[start:a])
        start = b
    pieces.append(source.text[start:end])
    kept = [piece for piece in map(_without_frame, pieces) if piece.strip()]
    return "\n".join(piece.strip() for piece in kept) or None


def _signature(source: Source, outline: Outline) -> str | None:
    if outline.signature is None:
        return None
    a, b = outline.signature
    lines = _without_frame(source.text[a:b]).splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _year(findings: Findings, given: int | None, texts: list[str]) -> int | None:
    if given is not None:
        return given
    text = "\n".join(texts)
    year = titles.stated_period(text)
    if year is not None:
        findings.add("year-inferred", "info", f"the title names no year; {year} is that of the period the report states")
        return year
    year = titles.prose_year(text)
    if year is not None:
        findings.add("year-inferred", "info", f"the title names no year; {year} is the one that the prose names most often")
        return year
    findings.add(
        "year-unknown", "warning", "neither the title nor the prose tells the year; in Python, parse(…, year=2023) fills it in"
    )
    return None


# --- prose ------------------------------------------------------------------------------------------------------------


def page_number_lines(source: Source, start: int, end: int) -> list[Stretch]:
    """Give the lines of a narrative that are page numbers between dashes."""
    if not any(source.scan.find(mark, start, end) >= 0 for mark in "-—–―页"):
        return []
    return [m.span() for m in re.compile(_PAGE_NUMBER_LINE).finditer(source.scan, start, end)]


def _prose(source: Source, start: int, end: int, furniture: list[Stretch]) -> str:
    """Give the text of a narrative without the page numbers in it."""
    pieces = []
    for a, b in furniture:
        if start <= a and b <= end:
            pieces.append(source.text[start:a])
            start = b
    pieces.append(source.text[start:end])
    return _without_frame("".join(pieces)).strip()


def _without_frame(text: str) -> str:
    """Leave out bars at the ends of lines: those of a table that lays out the page."""
    return re.sub(_FRAME, "", text) if "|" in text else text


def _narrative(source: Source, section: SectionText | None, findings: Findings, name: str) -> Section:
    if section is None:
        findings.add("section-missing", "warning", "{what}: no such section was found", name)
        return Section()
    start, end = section.body
    furniture = page_number_lines(source, start, end)
    subsections = []
    stop = end
    for subheading in reversed(section.subheadings):
        text = _prose(source, subheading.stretch[1], stop, furniture)
        subsections.append(Subsection(subheading.number, subheading.heading.strip(_MARKS), text))
        stop = subheading.stretch[0]
    heading = source.text[section.heading[0] : section.heading[1]].strip(_MARKS)
    return Section(heading, _prose(source, start, end, furniture), tuple(reversed(subsections)))


def _notes(source: Source, table: TableReading | None) -> str | None:
    if table is None or not table.notes:
        return None
    return "\n".join(source.text[a:b] for a, b in (row.stretch() for row in table.notes))


# --- completeness -----------------------------------------------------------------------------------------------------


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


def _complete(findings: Findings, name: str, table: TableReading | None, edition: Edition | None, outline: Outline) -> None:
    if table is not None and table.is_unread:
        at = outline.sections[name].heading
        message = "{what}: its figures stand in a layout that is not known; none of them is given"
        findings.add("layout-unknown", "error", message, name, at=at)
        table.findings.found = [f for f in table.findings.found if f.severity == "info"]
    elif table is None or not table.entries:
        if name not in outline.sections:
            findings.add("table-missing", "error", "{what}: no such section was found, so all its figures are missing", name)
        else:
            at = outline.sections[name].heading
            picture = next((row for row in table.notes if row.type == "PICTURE"), None) if table is not None else None
            instead = "" if picture is None else f"; a picture stands there, which is not read: {picture.label[:60]}"
            message = "{what}: no row of the prescribed table was found in this section"
            findings.add("table-missing", "error", message + instead, name, at=at)
    elif name != "review_and_litigation":
        for path in _missing(name, table, edition):
            findings.add("row-missing", "error", "{what}: no such row was found in the table", path)
    if table is None:
        return
    findings.found += table.findings.found
    _tell_of_slips(findings, table)
    _look_at_cells(findings, table)
    for row in table.extra:
        findings.add("row-unknown", "warning", "a row that the form does not prescribe; kept in extra_rows", at=row.stretch())
    for a, b in runs([row.stretch() for row in table.unread], findings.source):
        findings.add("text-unread", "warning", "text in a table section that was not understood", at=(a, b))


def _tell_of_slips(findings: Findings, table: TableReading) -> None:
    """Tell of rows and headers that were read by a label with a slip or a note in it."""
    slips = [row for row in table.rows if type(row.type) is Slip]
    if not slips:
        return
    rows = {id(entry.row): entry.path for entry in table.entries.values()}
    headers = set(map(id, table.headers))
    for row in slips:
        slip = cast(Slip, row.type)
        if id(row) in rows:
            paths, whose = [rows[id(row)]], "its label"
        elif id(row) in headers:
            under = [path for path, family in DISCLOSURE_ROWS.values() if slip.startswith(f"{family}_")]
            paths, whose = [path for path in under if path in table.entries] or [table.section], "the header over it"
        else:
            continue
        places = [place for place in row.row.stretches()[row.first : row.at] if place[0] < place[1]]
        at = (places[0][0], places[-1][1]) if places else row.stretch()
        if slip.note:
            message = f"{{what}}: {whose} is read without the note in it, “{slip.note}”, which the form does not have"
            findings.add("label-note", "info", message, *paths, at=at)
        else:
            message = f"{{what}}: {whose} has a slip; the form has “{slip.wording}”, and no other label is as near"
            printed = _printed(row, findings.source)
            findings.add("label-slip", "info", message, *paths, at=at, expected=slip.wording, actual=printed)


def _printed(row: FormRow, source: Source) -> str:
    """Give a row's label as printed, on one line."""
    places = row.row.stretches()[row.first : row.at]
    return " ".join(" ".join(source.text[a:b].split()) for a, b in places if a < b)


def _missing(name: str, table: TableReading, edition: Edition | None) -> list[str]:
    """Give the prescribed rows that were not found; (六) as a group where neither its one row nor its three were."""
    missing = [path for path in prescribed(name, table.entries, edition) if path not in table.entries]
    group = "requests.results.otherwise"
    if name == "requests" and not any(path.startswith(f"{group}.") for path in table.entries):
        missing = [path for path in missing if not path.startswith(f"{group}.")] + [group]
    return missing


def runs(stretches: list[Stretch], source: Source) -> list[Stretch]:
    """Join stretches with nothing but white space and separators between them."""
    joined: list[Stretch] = []
    for a, b in sorted(stretches):
        if joined and not source.scan[joined[-1][1] : a].strip(" \n\t|"):
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def _look_at_cells(findings: Findings, table: TableReading) -> None:
    """Tell of cells that hold no number, and of units that are not the form's."""
    for entry in table.entries.values():
        if entry.statuses is None and entry.units is None:
            continue
        if entry.place.certain and entry.statuses is not None and "unreadable" in entry.statuses:
            places = entry.row.row.stretches()
            for index, status in enumerate(entry.statuses):
                if status == "unreadable":
                    at = places[entry.row.at + entry.place.item(index)]
                    message = "{what}: what is printed is not a number that the column can hold"
                    findings.add("number-unreadable", "error", message, entry.paths()[index], at=at)
        for index, unit in (entry.units or {}).items():
            path = entry.paths()[index]
            prescribed_unit = figure_infos()[path].unit
            if prescribed_unit and unit != prescribed_unit and entry.values[index] is not None:
                findings.add(
                    "unit-differs",
                    "warning",
                    f"{{what}}: printed in {unit}, the form prescribes {prescribed_unit}; given as printed",
                    path,
                    at=entry.row.row.stretches()[entry.row.at + entry.place.item(index)],
                    kind="report",
                    expected=prescribed_unit,
                    actual=unit,
                )


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


def _extra(row: FormRow, table: TableReading) -> ExtraRow:
    above = [entry for entry in table.entries.values() if entry.row.start < row.start]
    parent = max(above, key=lambda entry: entry.row.start).path if above else None
    cells = row.row.cells[row.at :]
    last = max((i for i, item in enumerate(row.items) if item != BLANK), default=-1)
    figures = tuple(_extra_value(i, c) for i, c in zip(row.items[: last + 1], cells, strict=False))
    return ExtraRow(table.section, parent, _printed(row, table.findings.source), figures)


def _extra_value(item: int, raw: str) -> Value:
    if item >= 0:
        return item
    if item != NUMBER:
        return None
    value = number(raw).value
    return int(value) if value == value.to_integral_value() else value
