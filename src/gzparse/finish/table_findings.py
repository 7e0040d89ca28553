"""Remarks: what is to be told of a table that was read, and what stands in its section beside the prescribed rows."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import cast

from gzparse.form.entries import Value
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, NUMBER, number
from gzparse.form.table_reading import TableReading
from gzparse.form.typos import Typo
from gzparse.model.findings import Findings
from gzparse.model.sections import ExtraRow, Outline
from gzparse.model.source import Range, Source


def report_table(
    findings: Findings, name: str, table: TableReading | None, outline: Outline, missing: Iterable[str] = ()
) -> None:
    """Report a table that is missing or was not read, of its ``missing`` rows, and of all that was found while reading it."""
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
    else:
        for path in missing:
            findings.add("row-missing", "error", "{what}: no such row was found in the table", path)
    if table is not None:
        report_rows(findings, table)


def report_rows(findings: Findings, table: TableReading) -> None:
    """Report what was found while reading a table's rows, and of what was left over."""
    findings.found += table.findings.found
    _report_typos(findings, table)
    _report_cells(findings, table)
    for row in table.extra:
        if table.table.open and isinstance(row, TextRow):
            message = "{what}: a row that the form does not have, kept in extra_rows; a row that it has may be part of it"
            findings.add("row-unknown", "error", message, table.section, at=row.text_range())
        else:
            message = "a row that the form does not prescribe; kept in extra_rows"
            findings.add("row-unknown", "warning", message, at=row.text_range())
    touched = sorted(table.touched)
    for a, b in runs([row.text_range() for row in table.unread], findings.source):
        if table.table.open and any(c.isdecimal() for c in findings.source.normalized[a:b]):
            message = "{what}: figures that were read as no row's; a row is missing, and nothing tells which"
            findings.add("text-unread", "error", message, table.section, at=(a, b))
        else:
            within = touched[bisect.bisect_left(touched, a) : bisect.bisect_left(touched, b)]
            paths = dict.fromkeys(path for at in within for path in table.touched[at])
            adjacent = "{what}: beside it stands " if paths else ""
            message = f"{adjacent}text in a table section that was not understood"
            findings.add("text-unread", "warning", message, *paths, at=(a, b))


def report_rest(findings: Findings, outline: Outline) -> None:
    """Report a table before the first heading, and of a second report behind this one."""
    source = findings.source
    if outline.table_in_front:
        message = "a table stands before the first heading that was recognised; it was not read"
        findings.add("text-unread", "error", message, at=outline.front)
    if outline.rest is not None:
        end = len(source.text.rstrip())
        start = outline.rest + len(source.text[outline.rest :]) - len(source.text[outline.rest :].lstrip())
        message = "a second report begins here; only the first is read, give each report by itself"
        findings.add("text-unread", "error", message, at=(start, end))


def _report_typos(findings: Findings, table: TableReading) -> None:
    """Report rows and headers that were read by a label with a slip or a note in it."""
    typos = [row for row in table.rows if type(row.type) is Typo]
    if not typos:
        return
    rows = {id(entry.row): entry.path for entry in table.entries.values()}
    headers = set(map(id, table.headers))
    starts = sorted(row.start for row in table.headers)
    for row in typos:
        typo = cast(Typo, row.type)
        if id(row) in rows:
            paths, whose = [rows[id(row)]], "its label"
        elif id(row) in headers:
            paths, whose = _rows_below(row, table, starts) or [table.section], "the header over it"
        else:
            continue
        places = [place for place in row.row.cell_ranges()[row.first : row.at] if place[0] < place[1]]
        at = (places[0][0], places[-1][1]) if places else row.text_range()
        if typo.note:
            message = f"{{what}}: {whose} is read without the note in it, “{typo.note}”, which the form does not have"
            findings.add("label-note", "info", message, *paths, at=at)
        else:
            message = f"{{what}}: {whose} has a slip; the form has “{typo.wording}”, and no other label is as near"
            printed = _printed(row, findings.source)
            findings.add("label-slip", "info", message, *paths, at=at, expected=typo.wording, actual=printed)


def _rows_below(header: FormRow, table: TableReading, starts: Sequence[int]) -> list[str]:
    """Return the rows that a header with their columns stands over, up to the next header; ``starts`` are those of all."""
    if header.type not in table.table.columns:
        return []
    following = bisect.bisect_right(starts, header.start)
    stop = starts[following] if following < len(starts) else len(table.findings.source.text)
    return [path for path, entry in table.entries.items() if header.start < entry.row.start < stop]


def _printed(row: FormRow, source: Source) -> str:
    """Return a row's label as printed, on one line."""
    cells = ("".join(source.text[a:b] for a, b in row.row.pieces(index)) for index in range(row.first, row.at))
    return " ".join(" ".join(cell.split()) for cell in cells if cell)


def runs(ranges: list[Range], source: Source) -> list[Range]:
    """Join stretches with nothing but white space and separators between them."""
    joined: list[Range] = []
    for a, b in sorted(ranges):
        if joined and not source.normalized[joined[-1][1] : a].strip(" \n\t|"):
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def _report_cells(findings: Findings, table: TableReading) -> None:
    """Report cells that hold no number, and of units that are not the form's."""
    for entry in table.entries.values():
        if entry.statuses is None and entry.units is None:
            continue
        if entry.place.certain and entry.statuses is not None and "unreadable" in entry.statuses:
            places = entry.row.row.cell_ranges()
            for index, status in enumerate(entry.statuses):
                if status == "unreadable":
                    at = places[entry.row.at + entry.place.item(index)]
                    message = "{what}: what is printed is not a number that the column can hold"
                    findings.add("number-unreadable", "error", message, entry.paths()[index], at=at)
        for index, unit in (entry.units or {}).items():
            path = entry.paths()[index]
            prescribed_unit = findings.labels.figures[path].unit
            if prescribed_unit and unit != prescribed_unit and entry.values[index] is not None:
                findings.add(
                    "unit-differs",
                    "warning",
                    f"{{what}}: printed in {unit}, the form prescribes {prescribed_unit}; given as printed",
                    path,
                    at=entry.row.row.cell_ranges()[entry.row.at + entry.place.item(index)],
                    kind="report",
                    expected=prescribed_unit,
                    actual=unit,
                )


def notes_of(source: Source, table: TableReading | None) -> str | None:
    """Return the prose and notes in a table's section."""
    if table is None or not table.notes:
        return None
    return "\n".join(source.text[a:b] for a, b in sorted(row.text_range() for row in table.notes))


def extra_row(row: FormRow, table: TableReading) -> ExtraRow:
    """Make a record of a row that the form does not prescribe."""
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
