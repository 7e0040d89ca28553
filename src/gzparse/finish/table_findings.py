"""Table readings → findings about them, notes, and rows that the form does not prescribe."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import cast

from gzparse.finish.known_words import Known, is_fragment
from gzparse.finish.other_reports import kind_of_rest
from gzparse.finish.table_notes import report_limits
from gzparse.form.entries import Value, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, NUMBER, number
from gzparse.form.placing import Outcome
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.form.typos import Typo
from gzparse.lark_tools.terminals import patterns
from gzparse.model.findings import Findings
from gzparse.model.markup import html_table, is_too_long
from gzparse.model.patterns import on_use
from gzparse.model.reading import Finding
from gzparse.model.sections import ExtraRow, Outline
from gzparse.model.source import Range, Source, fills_its_line


def report_table(
    findings: Findings,
    name: str,
    table: TableReading | None,
    outline: Outline,
    missing: Iterable[str] = (),
    known: Known | None = None,
) -> None:
    """Report a table that is missing or was not read, its ``missing`` rows, and all that was found while reading it.

    known: what is known of words at the tables of a form of one year.
    """
    if table is not None and len(table.unread) > 1:
        from gzparse.finish.fragments import take_label_fragments  # few tables have unread rows

        take_label_fragments(table)
    if table is not None and table.is_unread and not _has_blank_rows(table):
        reason = "layout-unknown" if _holds_numbers(table) else "layout-unknown-blank"
        findings.add(reason, name, at=outline.sections[name].heading)
        table.findings.found = [f for f in table.findings.found if f.severity == "info"]
    elif table is not None and not table.rows and (at := html_table(findings.source.normalized, *outline.sections[name].body)):
        findings.add("layout-html", name, at=at)
    elif table is not None and not table.rows and is_too_long(findings.source.normalized, *outline.sections[name].body):
        findings.add("table-too-long", name, at=outline.sections[name].body)
    elif table is None or not table.entries:
        picture = next((row for row in table.notes if row.type == "PICTURE"), None) if table is not None else None
        if name in outline.headless:
            findings.add("table-without-heading", name, at=outline.headless[name])
        elif name not in outline.sections:
            findings.add("table-missing" if outline.rest is None else "table-not-reached", name)
        elif picture is not None:
            findings.add("table-is-picture", name, at=outline.sections[name].heading, picture=picture.label[:60])
        else:
            findings.add(_why_without_rows(table), name, at=outline.sections[name].heading)
    else:
        _report_missing(findings, table, list(missing))
    if table is not None:
        report_rows(findings, table, known)


def _why_without_rows(table: TableReading | None) -> str:
    """Return the reason why no row of a table was read: whether the words of the table stand in the text that was left over."""
    if table is None:
        return "table-without-rows"
    if any(_of_nil_marks().fullmatch("".join(row.cells())) for row in (*table.notes, *table.unread)):
        return "table-of-nil-marks"
    words = _words("".join("".join(row.cells()) for row in (*table.unread, *table.extra)))
    labels = table.findings.labels
    wanted = {_words(labels.parts.get(path, "").rpartition(" ")[2]) for path in table.order()}
    if table.table.header_names is not None:
        wanted |= {name for name, _ in table.table.header_names.orders[0]}
    return "table-in-text" if sum(len(label) > 3 and label in words for label in wanted) > 1 else "table-without-rows"


@cache
def _of_nil_marks() -> re.Pattern[str]:
    """Return the pattern of cells that hold nil marks and nothing else."""
    return re.compile(rf"(?:[\s|]*(?:{patterns()['NIL']}))+[\s|]*")


def _has_blank_rows(table: TableReading) -> bool:
    """Whether rows of the table were read and are blank: then its layout is known."""
    return any(entry.place.outcome == Outcome.BLANK for entry in table.entries.values())


def _holds_numbers(table: TableReading) -> bool:
    """Whether there are numbers in the text that was not read, or in the table's rows: ordinals and notes are none."""
    if any(holds_figures(entry.row) for entry in table.entries.values()):
        return True
    return any(re.search(r"\d", re.sub(_NO_NUMBERS, "", " ".join(row.cells()))) for row in table.unread)


_NO_NUMBERS = r"[（(][^（）()]*[)）]|\d{1,2} ?[.．、)）]|第 ?\d+ ?页|\d{4} ?年"


def _report_missing(findings: Findings, table: TableReading, missing: list[str]) -> None:
    """Report the missing rows at once, except those whose label stands in text that was not read as a row."""
    if not missing:
        return
    labels = {path: _words(findings.labels.label(path).rpartition(" ")[2]) for path in missing}
    stretches = [(at, False) for at in runs([row.text_range() for row in table.unread], findings.source)]
    stretches += [(row.text_range(), False) for row in table.extra]
    stretches += [(row.text_range(), True) for row in table.notes]
    elsewhere: list[tuple[Range, list[str]]] = []
    for (a, b), is_note in stretches:
        text = findings.source.normalized[a:b]
        words = _words(text)
        opens = not is_note or _DIGIT.search(text) is not None  # a note may be a row with other text in it
        found = [
            path
            for path, label in labels.items()
            if label and ((words.startswith(label) and opens) or (label in words and len(label) > 3 and not is_note))
        ]
        if found:
            elsewhere.append(((a, b), found))
            labels = {path: label for path, label in labels.items() if path not in found}
    if labels:
        findings.add("row-missing", *labels)
    for at, paths in elsewhere:
        findings.add("row-missing-in-text", *paths, at=at)


def _words(label: str) -> str:
    """Return the letters of a label without its ordinal, punctuation and white space."""
    ordinal = rf"^(?:[（(]?[{patterns()['ONE_TO_NINE_CHARS']}]+[)）、]|\d+[.．、])"
    return re.sub(r"[\W\d_]+", "", re.sub(ordinal, "", fold_label(label)))


def report_rows(findings: Findings, table: TableReading, known: Known | None = None) -> None:
    """Report what was found while reading a table's rows, and what was left over."""
    if table.findings.found:
        findings.found += _joined_page_numbers(findings, table.findings.found)
    _report_typos(findings, table, known)
    _report_cells(findings, table)
    report_limits(findings, table)
    for row in table.extra:
        if table.table.open and isinstance(row, TextRow):
            findings.add("row-unknown-open", table.section, at=row.text_range())
        elif table.entries and len(table.order()) == 1 and holds_figures(row):
            findings.add("row-unknown-beside", table.section, at=row.text_range())
        else:
            findings.add("row-unknown", at=row.text_range())
    if not table.unread:
        return
    touched = sorted(table.touched)
    repeated: dict[str, list[Range]] = {}
    numbers: list[list[tuple[str | None, Range]]] = []
    for a, b in runs([row.text_range() for row in table.unread], findings.source):
        if table.table.open and any(c.isdecimal() for c in findings.source.normalized[a:b]):
            findings.add("figures-of-no-row", table.section, at=(a, b))
        else:
            within = touched[bisect.bisect_left(touched, a) : bisect.bisect_left(touched, b)]
            paths = dict.fromkeys(path for at in within for path in table.touched[at])
            if fills_its_line(findings.source.normalized, a, b) and len(_words(findings.source.normalized[a:b])) > 1:
                paths |= dict.fromkeys(_rows_that_words_precede(table, a, b))
            if paths and _NUMBER.fullmatch(findings.source.normalized, a, b):
                numbers.append([(path, (a, b)) for path in paths])
            elif paths:
                findings.add("text-beside-rows", *paths, at=(a, b))
            else:
                text = findings.source.normalized[a:b]
                repeated.setdefault(f"{text}{a if _DIGIT.search(text) else ''}", []).append((a, b))
    for places in numbers if len(numbers) < _COLUMN else [list(chain.from_iterable(numbers))]:
        findings.add_places("number-beside-rows", places)
    for ranges in repeated.values():
        findings.add_places("text-unread", [(None, at) for at in ranges])


def _rows_that_words_precede(table: TableReading, start: int, end: int) -> list[str]:
    """Return the row below words between two rows, and those below it up to the next header if a header is printed again.

    What stands there may be another table, below its caption.
    """
    if not any(entry.row.start < start for entry in table.entries.values()):
        return []
    rows = {id(entry.row): entry.path for entry in table.entries.values()}
    found: list[str] = []
    is_again = False
    for row in table.rows:
        if row.start < end:
            continue
        if id(row) in rows:
            found.append(rows[id(row)])
            if not is_again:
                break
        elif row.type in table.table.headers:
            if found:
                break
            is_again = True
    return found


_TELLING_MARKS = on_use(r"[%％‰†‡※★☆▲△●◆#＃*＊？①-⑳]")
"""Marks in a label that say something, or point to a note."""
_DIGIT = on_use(r"\d")
_NUMBER = on_use(r"\d[\d.,]*%?")
_COLUMN = 3
"""So many single numbers that are no row's are a column of their own, or one cause in any case."""


def _joined_page_numbers(findings: Findings, found: Sequence[Finding]) -> Iterator[Finding]:
    """Make one finding of the numbers that were left out in several rows: they are a column of their own, not page numbers."""
    numbers = [f for f in found if f.code == "page-number"]
    if len(numbers) < 2:
        yield from found
        return
    places = [(ref.path, (ref.span.start, ref.span.end)) for f in numbers for ref in f.refs if ref.path and ref.span]
    for finding in found:
        if finding is numbers[0]:
            joined = Findings(findings.source, findings.labels)
            joined.add_places("numbers-of-no-column", places)
            yield from joined.found
        elif finding.code != "page-number":
            yield finding


def report_rest(findings: Findings, outline: Outline, differing: Sequence[str] = (), *, of_others: bool = False) -> None:
    """Report damaged headings, a table before the first one, and what stands behind the report: a second one, or an annex.

    differing: what the second one does not print alike, which is not given. of_others: whether what follows are the reports of
    other years or organs, so that the first is read.
    """
    source = findings.source
    for section in outline.sections.values():
        if section.wording is not None:
            slip = "heading-slip" if section.wording else "heading-unknown"
            printed = " ".join(source.text[slice(*section.heading)].split())
            findings.add(slip, section.name, at=section.heading, actual=printed, expected=section.wording)
    if outline.table_in_front:
        findings.add("table-in-front", at=outline.front)
    if outline.rest is not None:
        end = len(source.text.rstrip())
        start = outline.end + len(source.text[outline.end :]) - len(source.text[outline.end :].lstrip())
        reason: str = kind_of_rest(source, outline.rest)
        if of_others:
            reason = "report-of-another"
        elif reason == "second-report" and not differing:
            reason = "report-again"
        findings.add(reason, *differing, at=(start, end))


def _report_typos(findings: Findings, table: TableReading, known: Known | None) -> None:
    """Report rows and headers that were read by a label with a typo or a note in it."""
    typos = [row for row in table.rows if type(row.type) is Typo]
    if not typos:
        return
    rows = {id(entry.row): entry.path for entry in table.entries.values()}
    headers = set(map(id, table.headers))
    starts = sorted(row.start for row in table.headers)
    for row in typos:
        typo = cast(Typo, row.type)
        if id(row) in rows:
            paths, whose = [rows[id(row)]], "label"
        elif id(row) in headers:
            paths, whose = _rows_below(row, table, starts) or [table.section], "header"
        else:
            continue
        places = [place for place in row.row.cell_ranges()[row.first : row.at] if place[0] < place[1]]
        at = (places[0][0], places[-1][1]) if places else row.text_range()
        if typo.note:
            is_open = known is not None and not known.understands(typo.note) and not is_fragment(table, typo.note.strip("()"))
            findings.add(f"{whose}-note-open" if is_open else f"{whose}-note", *paths, at=at, note=typo.note)
            continue
        printed = _printed(row, findings.source)
        marks = "".join(_TELLING_MARKS.findall(printed))
        if marks and known is not None:
            findings.add(f"{whose}-note-open", *paths, at=at, note=marks)
        what = "word" if typo.is_other else "slip" if typo.distance else "marks"
        findings.add(f"{whose}-{what}", *paths, at=at, expected=typo.wording, actual=printed)


def _rows_below(header: FormRow, table: TableReading, starts: Sequence[int]) -> list[str]:
    """Return the rows below a header that has their columns, up to the next header; ``starts`` are those of all headers."""
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
    """Join ranges with nothing but white space and separators between them."""
    joined: list[Range] = []
    for a, b in sorted(ranges):
        if joined and not source.normalized[joined[-1][1] : a].strip(" \n\t|"):
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def _report_cells(findings: Findings, table: TableReading) -> None:
    """Report cells that do not hold a number, and units that are not the form's."""
    unreadable: dict[str, list[tuple[str, Range]]] = {}
    units: dict[tuple[str, str], list[tuple[str | None, Range]]] = {}
    for entry in table.entries.values():
        if entry.statuses is None and entry.units is None:
            continue
        if entry.place.certain and entry.statuses is not None and "unreadable" in entry.statuses:
            places = entry.row.row.cell_ranges()
            for index, status in enumerate(entry.statuses):
                if status == "unreadable":
                    at = entry.row.at + entry.place.item(index)
                    unreadable.setdefault(entry.row.row.cells[at].strip(), []).append((entry.paths()[index], places[at]))
        for index, unit in (entry.units or {}).items():
            path = entry.paths()[index]
            prescribed_unit = findings.labels.figures[path].unit
            if prescribed_unit and unit != prescribed_unit and entry.values[index] is not None:
                at = entry.row.at + entry.place.item(index)
                units.setdefault((prescribed_unit, unit), []).append((path, entry.row.row.cell_ranges()[at]))
    for cells in unreadable.values():
        findings.add_places("number-unreadable", cells)
    for (expected, actual), printed in units.items():
        findings.add_places("unit-differs", printed, expected=expected, actual=actual)


def notes_of(source: Source, table: TableReading | None) -> str | None:
    """Return the prose and notes in a table's section."""
    if table is None or not table.notes:
        return None
    return "\n".join(source.text[a:b] for a, b in sorted(row.text_range() for row in table.notes))


def extra_row(row: FormRow, table: TableReading) -> ExtraRow:
    """Return the record of a row that the form does not prescribe."""
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
