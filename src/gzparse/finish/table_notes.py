"""Notes at a table: what words around it say of its figures that does not withhold them, but that a reader must know.

In: a table's rows that are words. Out: findings that name the figures of which they speak: the whole table's, or those of the
rows that they name. Idea: words are understood if nothing is left of them once those are taken out that say no more than the
form does; of all others, a finding tells that they are there. Sentences that report the year's work and do not speak of the
table are no notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence

from gzparse.finish.corrections import Figures
from gzparse.finish.known_words import (
    LETTERS,
    Known,
    columns_named_in,
    is_fragment,
    named_in,
    printed,
    says_enough,
    without_names,
    words_of,
)
from gzparse.finish.organs import is_other_organ
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.findings import Findings
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.patterns import on_use
from gzparse.model.source import Range, trim

__all__ = [
    "LONGEST_NOTE",
    "WORDS",
    "is_header_text",
    "is_told",
    "limits",
    "remarks_of",
    "report_captions",
    "report_heading",
    "report_limits",
    "report_marks",
    "report_notes",
    "report_remarks",
    "report_rows_of_others",
    "says_nothing",
]

LONGEST_NOTE = 80
"""So many letters of a note stand in a message."""
_SHORT_NOTE = 60
"""Words around a table are a note on it if they are no longer, or say that they are one."""
_FEW_LETTERS = 2
_SENTENCE = on_use(r"[，,。；;！!？?：:]")
_OF_THE_WHOLE = on_use(r"[表均各皆两和与及互、]|以上|上述|全部|所有|总计|合计")
WORDS = ("NOTE", "PROSE", "STRAY", "TABLE_TEXT")
"""The kinds of rows that may be notes."""
_IN_BRACKETS = on_use(r"\([^()]*[^()\d][^()]*\)")


def report_limits(findings: Findings, table: TableReading) -> None:
    """Report notes that limit what the figures of a table count."""
    for row in table.notes:
        if limits(findings, row):
            at = row.text_range()
            findings.add("note-limits", table.section, at=at, note=printed(findings, at)[:_SHORT_NOTE])


def limits(findings: Findings, row: FormRow) -> bool:
    """Whether a row is a note that limits what the figures count."""
    text = printed(findings, row.text_range())
    return (row.type == "NOTE" or len(text) <= _SHORT_NOTE) and terminal("NOTE_LIMITS").search(text) is not None


def report_notes(
    findings: Findings, table: TableReading, known: Known, start: int, told: Collection[Range], figures: Figures
) -> None:
    """Report notes that correct a figure, and those that are not understood.

    start: where they begin, behind the heading. told: the places of words of which a finding tells already.
    figures: those of the page, which a note may name.
    """
    captions = [] if table.grid.types.isdisjoint(_OF_LINES) else _captions(table)
    rows = [row for row in (*table.notes, *table.unread, *table.extra, *captions) if row.type in WORDS and row.start >= start]
    # Those that touched other rows are named at the rows beside them, but for what stands in the table's corner.
    placed = [(row, row.text_range()) for row in _without_parts_of_headers(table, rows)]
    corner = {at[0] for row, at in placed if row.type == "TABLE_TEXT" and at[0] in table.touched}
    if corner:
        begin = _first_of_the_form(table)
        corner = {at for at in corner if at < begin}
    placed = [
        (row, at)
        for row, at in placed
        if (at[0] not in table.touched or at[0] in corner) and not any(at[0] <= a < at[1] for a, _ in told)
    ]
    for at in _without_twins(at for _, at in placed):
        text = printed(findings, at)
        if terminal("NOTE_CORRECTS").search(text) is not None:
            named = figures.corrected(text) or [table.section]
            findings.add("note-corrects", *named, at=at, note=text[:LONGEST_NOTE])
    notes = set(map(id, table.notes))
    for row, at in placed:
        text = _words_of(findings, row)
        is_limit = id(row) in notes and limits(findings, row)
        if is_limit or terminal("NOTE_CORRECTS").search(text) is not None or says_nothing(known, table, row, text):
            continue
        named = columns_named_in(findings, table, text)
        if not named and terminal("COLUMN_MEANT").search(text) is None and _OF_THE_WHOLE.search(text) is None:
            named = named_in(findings, table.entries, text, shortest=2)
        findings.add("note-on-table", *(named or [table.section]), at=at, note=text[:LONGEST_NOTE])
        _keep_as_note(table, row)


def _first_of_the_form(table: TableReading) -> int:
    """Return where the first words of the form stand, a column's name or a row's label; what is before them is a caption."""
    headers = (row.start for row in table.headers if row.type in table.table.headers)
    return min([*headers, *(entry.row.start for entry in table.entries.values())])


def report_captions(
    findings: Findings, table: TableReading, place: Range, told: Collection[Range], of_caption: Callable[[str], str | None]
) -> None:
    """Report lines at a table without marked cells that say whose its figures are, whatever they were cut into.

    Those between rows speak of the rows below them. place: the section without its heading. told: the places of words of which
    a finding tells already. of_caption: what tells of some words whether figures are none of this report's.
    """
    if table.grid.types.isdisjoint(_UNMARKED) or not (table.unread or table.notes):
        return  # as on most pages, no words are left
    begin, words = _first_of_the_form(table), words_of(table)
    rows = sorted((entry.row.start, path) for path, entry in table.entries.items())
    others = [*told, *(entry.row.text_range() for entry in table.entries.values())]
    for line in _LINE.finditer(findings.source.normalized, *place):
        end = min(line.end(), begin) if line.start() < begin else line.end()
        at = trim(findings.source.normalized, (line.start(), end))
        caption = printed(findings, at)
        if of_caption(caption) is None or is_told(table, caption) or not words.left_in(caption):
            continue
        if any(a < at[1] and at[0] < b for a, b in others):
            continue
        below = [path for start, path in rows if start > at[0]]
        named = below if begin <= at[0] and below else [table.section]
        if not _is_reported(findings, (table.section, *named), at):
            findings.add("note-on-table", *named, at=at, note=caption[:LONGEST_NOTE])


def _is_reported(findings: Findings, paths: Container[str], at: Range) -> bool:
    """Whether a finding that names one of some paths points to a part of a place."""
    for finding in findings.found:
        if any(ref.path in paths for ref in finding.refs):
            spans = [ref.span for ref in finding.refs if ref.span is not None]
            if any(span.start < at[1] and at[0] < span.end for span in spans):
                return True
    return False


def _captions(table: TableReading) -> list[FormRow]:
    """Return the headers that are words on lines of their own: in a run of lines, those before the first one of the form's.

    Names of columns that the form does not have may stand there too.
    """
    rows = [row for row in table.headers if row.type in WORDS]
    found = [row for row in rows if row.row.type == RowKind.LINE]
    if len(rows) > len(found):
        begin = min((row.start for row in table.headers if row.type in table.table.headers), default=0)
        has_own = any(entry.own is not None for entry in table.entries.values())
        found += [
            row
            for row in rows
            if row.row.type in RUNS
            and row.start < begin
            and not all(is_told(table, cell) or (has_own and not _is_note(fold_label(cell))) for cell in row.cells())
        ]
    return found


def is_told(table: TableReading, cell: str) -> bool:
    """Whether a finding about the table's columns names what a cell says."""
    return any(finding.code == "columns-unknown" and cell.strip() in finding.message for finding in table.findings.found)


def report_rows_of_others(findings: Findings, table: TableReading, known: Known) -> None:
    """Report rows of figures below a prescribed one whose only label says whose they are: the row above is then another's.

    In a run of lines, another organ's name alone may be the caption of all rows below it.
    """
    others = (*table.extra, *table.unread)
    entries = sorted(table.entries.values(), key=lambda entry: entry.row.start) if others else []
    for row in others:
        if row.start in table.touched and not holds_figures(row) and is_other_organ(known.organ, fold_label(row.label)):
            at = row.text_range()
            findings.add("note-on-table", table.section, at=at, note=printed(findings, at)[:LONGEST_NOTE])
            continue
        label = fold_label(row.label) if holds_figures(row) else ""
        if label and (_IS_YEAR.fullmatch(label) is not None or is_other_organ(known.organ, label)):
            above = [entry for entry in entries if entry.row.start < row.start][-1:]
            if above and any(value is not None for value in above[0].values):
                at = row.text_range()
                findings.add("note-on-table", above[0].path, at=at, note=printed(findings, at)[:LONGEST_NOTE])


def report_marks(findings: Findings, table: TableReading) -> None:
    """Report a mark behind a row's last figure, where cells are not marked: it points to a note, or says something itself."""
    if table.grid.types.isdisjoint(_WITHOUT_MARKS):
        return
    text = findings.source.normalized
    rows = table.grid.rows
    if _MARK.search(text, rows[0].start, text.find("\n", rows[-1].start + len(rows[-1].text)) + 1 or len(text)) is None:
        return  # as on most pages
    for entry in table.entries.values():
        if entry.row.row.type in _WITHOUT_MARKS and entry.place.placed and entry.row.items:
            start, end = entry.row.text_range()
            found = _MARK_BEHIND.match(text, end) or _MARK_BEHIND.search(text, start, end)
            if found is not None:
                findings.add("remark", entry.path, at=(start, found.end()), note=found[1])


_OF_LINES = (RowKind.LINE, *RUNS)
_UNMARKED = (RowKind.TEXT, RowKind.LINE_RUN)
_WITHOUT_MARKS = (*_UNMARKED, RowKind.LINE)
_LINE = on_use(r"[^\n]+")
_IS_YEAR = on_use(r"(?:\d{4}年?|[本今去上]年)度?:?")
_MARKS = "[★☆*＊※▲△√✓†]"
_MARK = on_use(_MARKS)
_MARK_BEHIND = on_use(rf"(?<=\d)[ \t]+({_MARKS})[ \t]*(?:$|\n)")


def _without_parts_of_headers(table: TableReading, rows: Sequence[FormRow]) -> list[FormRow]:
    """Leave out rows that are a part of a header: others stand in their line, and they are not at the table's edge."""
    if all(row.type != "STRAY" for row in rows):
        return list(rows)
    held = Counter(id(row.row) for row in table.rows)
    entries = [entry.row.start for entry in table.entries.values()]
    headers = [header.start for header in table.headers if header.type in table.table.headers]
    begin, last = min((*entries, *headers)), max(entries)
    return [
        row
        for row in rows
        if row.type != "STRAY" or held[id(row.row)] < 2 or (row.row.type in RUNS and (row.start < begin or row.start > last))
    ]


def report_heading(findings: Findings, table: TableReading, known: Known, at: Range, wording: str | None) -> None:
    """Report a table's heading that says more than the form's; wrong letters in it are reported elsewhere.

    wording: the one that it was taken for, where it is none; empty where its place alone told. ``None`` where it is one.
    """
    text = printed(findings, at)
    if wording is None:
        rest = known.left_of(fold_label(text))
        says_more = len(rest) >= _FEW_LETTERS or "全" in rest
    else:
        official = findings.labels.parts[table.section]
        says_more = any(len(known.left_of(run)) >= _FEW_LETTERS for run in _runs_of_others(official, fold_label(text)))
    if says_more:
        findings.add("note-on-table", table.section, at=at, note=text[:LONGEST_NOTE])


def _runs_of_others(official: str, text: str) -> Iterator[str]:
    """Return the letters of a heading that stand where the official one has others, or none, as they are adjacent."""
    from difflib import SequenceMatcher  # seldom needed

    for tag, _, _, start, end in SequenceMatcher(None, official, text, autojunk=False).get_opcodes():
        if tag in ("replace", "insert"):
            yield text[start:end]


def _keep_as_note(table: TableReading, row: FormRow) -> None:
    """Put a row that was left over among the notes: it was understood to be one."""
    if any(row is other for other in table.unread):
        table.unread = [other for other in table.unread if other is not row]
        table.notes = sorted([*table.notes, row], key=lambda note: note.start)


def says_nothing(known: Known, table: TableReading, row: FormRow, words: str) -> bool:
    """Whether words say nothing of the table's figures that the form does not say of them."""
    text = fold_label(words)
    is_foreign = row.row.type == RowKind.LINE and terminal("HAN").search(text) is None
    if row.type == "TABLE_TEXT" and not is_foreign and terminal("NOTE_BEGINS").search(text) is None:
        is_alone = row.row.type in (RowKind.TEXT, RowKind.TABLE_ROW, *RUNS) and not is_header_text(row)
        notes = _IN_BRACKETS.findall(words_of(table).left_in(text)) if is_alone else []
        notes = [note for note in notes if set(LETTERS.findall(note)) - set(patterns()["NUMERAL_CHARS"])]
        return all(known.understands(note) or is_fragment(table, note.strip("()")) for note in notes)
    is_short = not says_enough(text) and terminal("PART_OF_YEARS").search(text) is None
    if row.type == "STRAY" and (holds_figures(row) or is_fragment(table, text) or is_short):
        return True  # a row that the form does not have, or a part of a label: reported as such
    if not _is_note(text) and (_SENTENCE.search(words.rstrip(" :：")) is not None or len(text) > _SHORT_NOTE):
        return True
    return known.understands(text) or known.understands(without_names(table, text))


def _is_note(text: str) -> bool:
    """Whether words say that they are a note, stand in brackets as a whole, or speak of the table or its figures."""
    return (
        _IN_BRACKETS.fullmatch(text) is not None
        or terminal("NOTE_BEGINS").match(text) is not None
        or terminal("SPEAKS_OF_FIGURES").search(text) is not None
    )


def is_header_text(row: FormRow) -> bool:
    """Whether words in a table's own row are some of a header's."""
    return row.type == "TABLE_TEXT" and row.row.type == RowKind.TABLE_ROW and sum(map(bool, row.cells())) > 1


def report_remarks(findings: Findings, table: TableReading, entries: Sequence[Entry]) -> None:
    """Report words in a cell behind a row's figures: they may say of them what the figures alone do not."""
    if all(row.type != "REMARK" for row in table.notes):
        return
    for entry in entries:
        for row in remarks_of(table, entry):
            at = row.text_range()
            findings.add("remark", entry.path, at=at, note=printed(findings, at)[:LONGEST_NOTE])


def remarks_of(table: TableReading, entry: Entry) -> list[FormRow]:
    """Return the words in cells behind a row's figures."""
    return [row for row in table.notes if row.type == "REMARK" and row.row is entry.row.row]


def _words_of(findings: Findings, row: FormRow) -> str:
    """Return the words of a row; once only, where a merged cell is written into each of its cells."""
    cells = [cell for cell in row.cells() if cell.strip()]
    return " ".join(cells[0].split()) if len(cells) > 1 and len(set(cells)) == 1 else printed(findings, row.text_range())


def _without_twins(places: Iterable[Range]) -> list[Range]:
    """Return the places that stand in no other one."""
    found: list[Range] = []
    for a, b in sorted(places, key=lambda at: (at[0], -at[1])):
        if not found or found[-1][1] < b:
            found.append((a, b))
    return found
