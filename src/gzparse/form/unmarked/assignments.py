"""Assignments of figures to rows of unmarked text → outcomes of the rows that may not have them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from gzparse.form.form_row import BOUNDARIES
from gzparse.form.items import PAGE_NUMBERS, TEXT
from gzparse.form.placing import Outcome, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.assigner import Assignment, Token
from gzparse.form.unmarked.text_rows import TextLine, adds_up, order_of
from gzparse.model.source import fills_its_line

# --- which assignments hold -------------------------------------------------------------------------------------------


def check_assignments(reading: TableReading, lines: list[TextLine], unassigned: list[Token], *, concatenated: bool) -> None:
    """Set why assignments do not hold: a figure too few or too many, or a label missing next to figures on no label's line."""
    sums, text = reading.sums, reading.findings.source.normalized
    order = list(order_of(reading, [line.entry for line in lines]))
    present = {line.entry.path for line in lines}
    missing = [path for path in order if path not in present]
    behind = dict(pairwise(order))
    ahead = {b: a for a, b in pairwise(order)}
    centred = any(line.assignment.before for line in lines) or _has_a_row_above(lines, unassigned, sums)
    for line in lines:
        assignment, size, path = line.assignment, line.entry.width, line.entry.path
        whole = len(assignment.tokens) == size or (concatenated and len(assignment.tokens) < size <= line.digits)
        if not assignment.tokens:
            line.outcome = Outcome.NO_CELLS
        elif not assignment.sure or (not line.entry.row.at and len(unassigned) >= size):
            line.outcome = Outcome.ADJACENT_FIGURES
        elif line.marked:
            line.outcome = Outcome.UNPROVEN
        elif not whole:
            line.outcome = Outcome.EXTRA_FIGURE if len(assignment.tokens) > size else Outcome.UNPROVEN
        elif size > 1 and any(token.item == TEXT for token in assignment.tokens) and not concatenated:
            line.outcome = Outcome.UNPROVEN
        elif (not assignment.on_line and (behind.get(path) in missing or (centred and ahead.get(path) in missing))) or (
            reading.table.open and (assignment.before or (unassigned and not assignment.on_line))
        ):
            line.outcome = Outcome.ADJACENT_FIGURES
        elif (
            not (
                assignment.on_line
                if line.entry.row.at
                else fills_its_line(text, assignment.tokens[0].start, assignment.tokens[-1].end)
            )
            and len(assignment.tokens) == size
            and sums
            and not adds_up(assignment, sums)
        ):
            line.outcome = Outcome.BREAKS_SUM
    cut = bool(missing) and order[-1] in missing and _ends_in_the_table(reading)
    if centred or cut or not all(line.assignment.tokens for line in lines):
        near = centred and (bool(unassigned) or _are_figures_in_other_words(reading, lines))
        _check_rows_off_their_lines(lines, text, cut=cut, centred=centred, near=near)


def _check_rows_off_their_lines(lines: list[TextLine], text: str, *, cut: bool, centred: bool, near: bool) -> None:
    """Withhold rows between two with figures on their label's line, if they may all have the figures of the one next to them.

    Where figures may stand above their labels, they are certain together or not at all. Where the page ends within the table,
    those at its end may all be the next label's. Where the last of them has none, and no such rows show that figures stand
    below their labels, all may stand above them.
    """
    groups: list[list[TextLine]] = [[]]
    for line in lines:
        if line.outcome is None and _is_on_its_line(line, text, cut=cut):
            groups.append([])
        else:
            groups[-1].append(line)
    shown_below = any(group[-1].assignment.tokens and not group[-1].assignment.before for group in groups if group)
    for group in groups:
        lacking = any(line.outcome is not None for line in group)
        moved = not shown_below and _may_have_moved(text, group)
        if (cut and group is groups[-1]) or (centred and (lacking or near)) or moved:
            for line in group:
                line.outcome = line.outcome or Outcome.ADJACENT_FIGURES


def _may_have_moved(text: str, group: Sequence[TextLine]) -> bool:
    """Whether all figures of some rows stand on a line below their label, and the last has none: they may be the next one's."""
    rows = [line for line in group if line.assignment.tokens]
    return bool(rows) and not group[-1].assignment.tokens and all(_side(text, line) == "below" for line in rows)


def _are_figures_in_other_words(reading: TableReading, lines: list[TextLine]) -> bool:
    """Whether words that are no row of the form have as many figures as the widest row."""
    widest = max((line.entry.width for line in lines), default=0)
    return any(len(row.items) == widest > 1 for row in reading.rows if row.type in BOUNDARIES)


def _is_on_its_line(line: TextLine, text: str, *, cut: bool) -> bool:
    """Whether a row's figures stand on its label's line. Between the letters of a label, they may stand alone on a line.

    In a table that is cut off, these are no proof: letters of another label may be scattered among them.
    """
    tokens = line.assignment.tokens
    return line.assignment.on_line and not (cut and fills_its_line(text, tokens[0].start, tokens[-1].end))


def _ends_in_the_table(reading: TableReading) -> bool:
    """Whether nothing stands behind the table."""
    rows = reading.grid.rows
    return bool(rows) and not reading.findings.source.normalized[rows[-1].start + len(rows[-1].text) :].strip()


def _has_a_row_above(lines: list[TextLine], unassigned: Sequence[Token], sums: Sequence[int]) -> bool:
    """Whether unassigned figures of a whole row stand above the first label: then figures may stand above their labels."""
    first = min((line.entry.row.row.cell_ranges()[0][0] for line in lines if line.entry.row.at), default=0)
    return bool(sums) and sum(token.end <= first for token in unassigned) >= sum(sums)


def check_adjacent_figures(text: str, lines: list[TextLine], unassigned: Sequence[Token], sums: Sequence[int]) -> None:
    """Withhold a row if adjacent figures on its line are not assigned to it: it has one or more extra figures.

    A single one may be a page number if it is not zero, and if no other of the figures could be left out.
    """
    if not unassigned:
        return
    owners = {id(token): line for line in lines for token in line.assignment.tokens}
    adjacent: dict[int, list[Token]] = {}
    tokens = [*unassigned, *(token for line in lines for token in line.assignment.tokens)]
    for a, b in pairwise(sorted(tokens, key=attrgetter("start"))):
        if (id(a) in owners) != (id(b) in owners) and a.line == b.line and not text[a.end : b.start].strip():
            own, other = (a, b) if id(a) in owners else (b, a)
            adjacent.setdefault(id(owners[id(own)]), []).append(other)
    for line in lines:
        others = adjacent.get(id(line), [])
        if (
            line.outcome is None
            and others
            and not (len(others) == 1 and sums and _is_left_out_alone(line.assignment, others[0], sums))
        ):
            line.outcome = Outcome.EXTRA_FIGURE


def _is_left_out_alone(assignment: Assignment, other: Token, sums: Sequence[int]) -> bool:
    """Whether an adjacent number is the only one that may be left out of all the row's figures."""
    tokens = sorted([other, *assignment.tokens], key=attrgetter("start"))
    items = [token.item for token in tokens]
    if other.item not in PAGE_NUMBERS or min(items) < 0:
        return False
    kept = {tuple(rest) for at in range(len(items)) if False not in sums_hold(rest := items[:at] + items[at + 1 :], sums)}
    return len(kept) == 1


def check_unusual_sides(text: str, lines: list[TextLine]) -> None:
    """Withhold a single number that is on another side of its label than most rows have theirs: it may be a page number."""
    sides: dict[str, list[TextLine]] = {}
    for line in lines:
        if line.entry.width == len(line.assignment.tokens) == 1 and line.outcome is None:
            sides.setdefault(_side(text, line), []).append(line)
    most = max(map(len, sides.values()), default=0)
    if sum(len(side) == most for side in sides.values()) > 1:
        most += 1
    for side in sides.values():
        if len(side) < most:
            for line in side:
                line.outcome = Outcome.ADJACENT_FIGURES


def check_figures_over_lines(text: str, lines: list[TextLine], sums: Sequence[int]) -> None:
    """Withhold a row with figures on several lines where most rows have all on one: the last may be a page number."""
    held = [line for line in lines if line.assignment.tokens]
    on_several = [line for line in held if "\n" in text[line.assignment.tokens[0].start : line.assignment.tokens[-1].end]]
    on_one = [line for line in held if line not in on_several and line.assignment.on_line]
    if len(on_several) < len(on_one):
        for line in on_several:
            if line.outcome is None and not (sums and adds_up(line.assignment, sums)):
                line.outcome = Outcome.ADJACENT_FIGURES


def _side(text: str, line: TextLine) -> str:
    """Return where a row's one number stands: before its label, behind it or within it on its line, or on a line below."""
    if line.assignment.before:
        return "before"
    row = line.entry.row
    labels = row.row.cell_ranges()[: row.at]
    return "below" if labels and "\n" in text[labels[-1][1] : line.assignment.tokens[0].start] else "beside"
