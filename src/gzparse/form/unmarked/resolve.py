"""Tables in text that marks no cells: entries → their figures, as far as place, order and sums leave one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import cast

from gzparse.form.blank_tables import may_lack_lines
from gzparse.form.entries import Entry, evaluate
from gzparse.form.form_row import BOUNDARIES, HOLDS_TEXT, FormRow, TextRow
from gzparse.form.items import BLANK, narrow
from gzparse.form.marked import enter
from gzparse.form.placing import Outcome, Place
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.assigner import Assigner, Token, are_concatenated
from gzparse.form.unmarked.assignments import (
    check_adjacent_figures,
    check_assignments,
    check_figures_over_lines,
    check_unusual_sides,
)
from gzparse.form.unmarked.digits import (
    agreed_columns,
    check_digits_that_may_be_fewer,
    read_concatenated,
    read_plain,
    solve,
)
from gzparse.form.unmarked.solving import Steps
from gzparse.form.unmarked.text_rows import TextLine, order_of, plain_rows
from gzparse.model.grid import Row, RowKind
from gzparse.model.reading import Status


def resolve_text(reading: TableReading, entries: list[Entry]) -> None:
    """Set the figures of the rows of unmarked text, or why they have none."""
    wanted = [entry for entry in entries if entry.statuses is None and entry.place.certain]
    texts = [entry for entry in wanted if "text" in entry.kinds]
    if texts:
        wanted = [entry for entry in wanted if entry not in texts]
        _place_texts(texts)
    rows = [row for row in reading.rows if isinstance(row, TextRow) and not row.type.startswith(HOLDS_TEXT)]
    tokens = [narrow(cell) for row in rows for cell, item in zip(row.row.cells[row.at :], row.items, strict=True) if item < 0]
    if not (any(max(row.items, default=BLANK) >= 0 for row in rows) or any(map(_has_a_digit, tokens))):
        _resolve_blank_form(reading, entries, [*wanted, *(entry for entry in texts if not entry.row.items)])
        return
    concatenated = are_concatenated(tokens) or _are_concatenated_rows(wanted) or _touch_their_labels(wanted)
    sums = reading.sums
    sizes = {id(entry.row): entry.width for entry in wanted}
    text = reading.findings.source.normalized
    if not concatenated and _place_plain_rows(reading, wanted, sizes):
        enter(reading, entries)
        return
    boundaries = {*BOUNDARIES, *reading.table.boundaries, *reading.table.columns, *(entry.row.type for entry in texts)}
    assigner = Assigner(reading.rows, sizes, sums, text, boundaries=boundaries, concatenated=concatenated)
    assignments, unassigned = assigner.assignments()
    by_row = {id(row): assignment for row, assignment in zip(assigner.slots, assignments, strict=True)}
    lines = [TextLine(entry, by_row[id(entry.row)], text) for entry in wanted]
    if _are_separated_by_marks(lines):
        reading.unread += [line.entry.row for line in lines if line.assignment.tokens]
        reading.headers += [line.entry.row for line in lines if not line.assignment.tokens]
        reading.unread += [entry.row for entry in texts]
        return
    check_assignments(reading, lines, unassigned, concatenated=concatenated)
    if not concatenated:
        check_adjacent_figures(text, lines, unassigned, sums)
    if not sums:
        check_unusual_sides(text, lines)
    check_figures_over_lines(text, lines, sums)
    label_only = next((line for line in lines if line.entry.path in reading.table.headings and line.outcome is not None), None)
    if label_only is not None:  # the heading of a group whose rows are lost, rather than a row
        lines.remove(label_only)
        unassigned += label_only.assignment.tokens
        entries = [entry for entry in entries if entry is not label_only.entry]
        old = cast(TextRow, label_only.entry.row)
        heading = TextRow(old.type, old.row.part_at(old.row.cell_ranges()[: old.at]), old.at, [])
        reading.headers.append(heading)
        reading.rows = [heading if row is old else row for row in reading.rows]
    steps = Steps()
    if concatenated:
        for line in lines:
            if line.outcome is not None:
                continue
            if line.entry.width == 1:
                read_plain(line)
            elif line.entry.own is not None:
                line.outcome, line.reason = Outcome.SPLIT_UNKNOWN, "digits-unsplit"
            else:
                read_concatenated(line, sums, steps)
        check_digits_that_may_be_fewer(lines, sums, steps)
        solve(reading, lines, steps)
    _rebuild(reading, lines, unassigned)
    enter(reading, entries)
    _report(reading, lines)


def _has_a_digit(text: str) -> bool:
    return any(c.isdecimal() for c in text)


def _place_texts(entries: Iterable[Entry]) -> None:
    """Set the texts of text fields: those on their label's line, where the lexer found one that can only be theirs."""
    for entry in entries:
        row = cast(TextRow, entry.row)
        if row.on_line and entry.width == 1:
            evaluate(entry)
        else:
            entry.place = Place(Outcome.ADJACENT_FIGURES if row.items else Outcome.NO_CELLS)
            entry.withhold("withheld" if row.items else "unreadable")


def _place_plain_rows(reading: TableReading, entries: Sequence[Entry], sizes: Mapping[int, int]) -> bool:
    """Set the figures of rows of which each has its own beside its label, and return whether all have."""
    order, present = order_of(reading, entries), {entry.path for entry in entries}
    if not order or order[-1] not in present:
        return False  # where the table is cut off, figures between the halves of a label may be another row's
    text = reading.findings.source.normalized
    on_line = plain_rows(reading.rows, sizes, reading.sums, text, whole=present.issuperset(order))
    if on_line is None:
        return False
    new: dict[int, FormRow] = {}
    for entry in entries:
        old = entry.row
        entry.row = new[id(old)] = TextRow(old.type, old.row, old.at, list(old.items), on_line=on_line[id(old)])
        _place(entry)
    reading.rows = [new.get(id(row), row) for row in reading.rows]
    return True


def _are_concatenated_rows(entries: Iterable[Entry]) -> bool:
    """Whether rows of several columns have all their digits in one or two figures."""
    several = [entry for entry in entries if entry.width > 3 and entry.row.items]
    rows = [(entry.row.row.cells[entry.row.at :], entry.width) for entry in several]
    joined = [cells for cells, size in rows if len(cells) < 3 and sum(map(len, cells)) >= size]
    return 4 * len(joined) > 3 * len(rows)


def _touch_their_labels(entries: Iterable[Entry]) -> bool:
    """Whether most figures stand right behind their label's last letter: then nothing separates figures either."""
    rows = [cast(TextRow, entry.row) for entry in entries if entry.row.items and entry.row.at]
    touching = [row for row in rows if row.row.cell_ranges()[row.at][0] == row.row.cell_ranges()[row.at - 1][1]]
    return 2 * len(touching) > len(rows)


def _are_separated_by_marks(lines: list[TextLine]) -> bool:
    """Whether most rows have marks behind their figures: then the page marks its cells in an unknown way."""
    held = [line for line in lines if line.assignment.tokens]
    held = [line for line in held if len(line.assignment.tokens) > 1] or held
    return 2 * sum(line.marked for line in held) > len(held)


def _resolve_blank_form(reading: TableReading, entries: list[Entry], wanted: list[Entry]) -> None:
    """Set the outcome of the rows of a table without any figure: blank, if the table is there as a whole."""
    complete = all(path in {e.path for e in entries} for path in order_of(reading, entries))
    marked = [entry for entry in wanted if any(item != BLANK for item in entry.row.items)]
    whole = complete and 2 * len(marked) <= len(wanted)  # where most rows have nil marks, the other rows have lost theirs
    removed = whole and may_lack_lines(reading, entries)
    for entry in wanted:
        if entry in marked:
            entry.place = Place(Outcome.NO_CELLS, reason="nil-marks-unplaced")
        elif not whole:
            entry.place = Place(Outcome.NO_CELLS, reason="no-cells-in-broken-form")
        else:
            entry.place = Place(Outcome.LINES_REMOVED if removed else Outcome.BLANK)
        entry.withhold("blank" if entry.place.certain else "unreadable")
    enter(reading, entries)


# --- new rows ---------------------------------------------------------------------------------------------------------


def _rebuild(reading: TableReading, lines: list[TextLine], unassigned: list[Token]) -> None:
    """Replace each row by one of its label and its figures, and make rows of the figures that belong to no row."""
    source = reading.findings.source
    gone = {id(line.entry.row) for line in lines}
    for line in lines:
        old = cast(TextRow, line.entry.row)
        tokens, size = line.assignment.tokens, line.entry.width
        known = line.outcome is None
        by_sums = known and len(tokens) != size
        if not by_sums and len(tokens) == len(old.items) and all(token.row is old for token in tokens):
            row, items = old.row, list(old.items)  # it has its own figures, as most rows have
        elif by_sums:
            reading_ = line.readings[0]
            places = [(tokens[t].start + a, tokens[t].start + b) for t, a, b in reading_]
            items = [int(narrow(tokens[t].text)[a:b]) for t, a, b in reading_]
            row = Row.of(source, [*old.row.cell_ranges()[: old.at], *places], RowKind.TEXT)
        else:
            items = [token.item for token in tokens]
            places = [(token.start, token.end) for token in tokens]
            row = Row.of(source, [*old.row.cell_ranges()[: old.at], *places], RowKind.TEXT)
        inferred = range(len(line.entry.columns)) if known and (by_sums or line.assignment.before) else ()
        new = TextRow(old.type, row, old.at, items, inferred=inferred, on_line=line.assignment.on_line)
        line.entry.row = new
        if known:
            _place(line.entry)
            if len(line.readings) > 1:
                _withhold_open_columns(line)
        else:
            line.entry.place = Place(line.outcome or Outcome.UNPROVEN, reason=_reason_of(line))
            line.entry.withhold("withheld" if tokens else "unreadable")
    unassigned_rows = _rows_of(reading, unassigned)
    kept = [row for row in reading.rows if id(row) not in gone and row.type != "FIGURES"]
    figures = {id(row) for row in reading.rows if row.type == "FIGURES"}
    reading.unread = [row for row in reading.unread if id(row) not in figures]
    reading.furniture = [row for row in reading.furniture if id(row) not in figures]
    reading.unread += unassigned_rows
    reading.rows = sorted([*kept, *(line.entry.row for line in lines), *unassigned_rows], key=lambda row: row.text_range()[0])


def _place(entry: Entry) -> None:
    own = entry.own
    entry.place = Place(Outcome.PLACED, columns=own.places(entry.columns) if own is not None else None)
    evaluate(entry)
    if own is not None:
        own.hide(entry)


def _rows_of(reading: TableReading, unassigned: list[Token]) -> list[TextRow]:
    """Return rows of unassigned figures, one of each that are adjacent: they may stand on both sides of a row's figures."""
    text = reading.findings.source.normalized
    groups: list[list[Token]] = []
    for token in sorted(unassigned, key=attrgetter("start")):
        if groups and token.line == groups[-1][-1].line and not text[groups[-1][-1].end : token.start].strip():
            groups[-1].append(token)
        else:
            groups.append([token])
    rows = []
    for tokens in groups:
        row = Row.of(reading.findings.source, [(token.start, token.end) for token in tokens], RowKind.TEXT)
        rows.append(TextRow("FIGURES", row, 0, [token.item for token in tokens]))
    return rows


def _withhold_open_columns(line: TextLine) -> None:
    entry = line.entry
    agreed = agreed_columns(line)
    columns = range(len(entry.columns))
    entry.values = tuple(entry.values[c] if c in agreed else None for c in columns)
    status: list[Status] = ["value" if c in agreed else "withheld" for c in columns]
    entry.statuses = tuple(status)


def _report(reading: TableReading, lines: list[TextLine]) -> None:
    """Report which figures were inferred, and where several readings are left, which."""
    apart = [line.entry.path for line in lines if line.outcome is None and line.assignment.before]
    if apart:
        reading.findings.add("row-by-order", *apart)
    parted = [
        line.entry.path
        for line in lines
        if line.outcome is None and len(line.readings) == 1 and len(line.assignment.tokens) != line.entry.width
    ]
    if parted:
        reading.findings.add("figures-parted" if reading.table.sums else "figures-parted-by-count", *parted)
    for line in lines:
        if line.outcome == Outcome.SPLIT_UNKNOWN or (line.outcome is None and len(line.readings) > 1):
            paths = [
                path
                for column, path in enumerate(line.entry.paths())
                if line.entry.statuses is not None and line.entry.statuses[column] == "withheld"
            ]
            shown = ["; ".join(" ".join(map(str, vector)) for vector in line.vectors[:3]), *["…"][: len(line.vectors) > 3]]
            fields = {"ways": "; ".join(shown)} if line.vectors else {}
            reason = "digits-split-unproven" if len(line.vectors) == 1 else "digits-split-ways" if fields else "digits-unsplit"
            where = [line.entry.path] if len(paths) == len(line.entry.columns) else paths
            reading.findings.add(reason, *where, at=line.entry.row.text_range(), **fields)


def _reason_of(line: TextLine) -> str:
    """Return the finding's reason where it is not what the row's figures show by themselves."""
    if line.outcome == Outcome.UNPROVEN and line.marked:
        return "marks-between-figures"
    return line.reason
