"""Alternatives: a table reading → rows that are withheld, since something else on the page speaks against them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, PAGE_NUMBERS, is_dashes
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.codes import known
from gzparse.model.grid import RowKind
from gzparse.model.source import fills_its_line


def check_rows(reading: TableReading, shapes: Sequence[Shape]) -> None:
    """Withhold rows that look whole where something else on the page shows that they may not be."""
    if len(reading.table.sums) == 1:
        _check_rows_that_break_their_sum(reading, shapes)
    if reading.table.sums:
        _check_rows_that_begin_late(reading, shapes)
    _check_the_only_row_without_a_closing_mark(reading)
    if not reading.table.sums:
        _check_the_longest_row(reading)
        _check_figures_where_others_have_an_extra_one(reading)
        _check_numbers_that_may_be_pages(reading)
        _check_rows_before_unknown_ones(reading)
    _check_rows_before_missing_ones(reading)
    _check_figures_between_dashes(reading)
    _check_nil_marks_that_may_be_rules(reading)
    if reading.table.sums:
        _check_blanks_adjacent_to_page_numbers(reading)
    _check_the_end_of_the_text(reading)


def withhold(reading: TableReading, entry: Entry, why: str, place: Outcome = Outcome.UNPROVEN, **fields: object) -> None:
    """Withhold all of a row's figures, and report it.

    why: the name of a registered reason, whose fields are ``fields``; or a few words of a plugin's own, in place of a reason.
    """
    reported = not entry.place.certain
    if entry.place.extra_item is not None:
        found = reading.findings.found
        found[:] = [f for f in found if f.code != "page-number" or f.refs[0].path != entry.path]
    entry.place = Place(place)
    entry.withhold()
    if not reported:
        if known(why):
            reading.findings.add(why, entry.path, at=entry.row.text_range(), **fields)
        else:
            reading.findings.add("withheld-for", entry.path, at=entry.row.text_range(), why=why)


def _check_rows_that_break_their_sum(reading: TableReading, shapes: Sequence[Shape]) -> None:
    """Withhold full rows that break their own sum where something else speaks against them too.

    Next to a missing row, they may hold the end of it. With fewer cells than all others of the same shape, they may be cut
    within their last figure. Where blanks are not preserved, a number nearby may have been taken for their last figure.
    """
    broken = [
        entry
        for entry in reading.entries.values()
        if None not in entry.values and "text" not in entry.kinds and 2 * entry.values[-1] != sum(entry.values)
    ]
    if not broken:
        return
    order = list(reading.order())
    behind = dict(pairwise(map(id, reading.rows)))
    labels = {id(entry.row) for entry in reading.entries.values()}
    some_lack_cells = any(
        entry.place.outcome in (Outcome.CELLS_LOST, Outcome.EXTRA_FIGURE) for entry in reading.entries.values()
    )
    for entry in broken:
        index = order.index(entry.path) if entry.path in order else 0
        next_row = behind.get(id(entry.row))
        blanks_not_preserved = entry.row.row.type == RowKind.LINE_RUN and (
            some_lack_cells or (next_row is not None and next_row not in labels)
        )
        lost = any(near not in reading.entries for near in order[max(0, index - 1) : index + 2])
        lengths = sorted(length for at, length, _, _ in shapes if at == entry.row.at - entry.row.first)
        if len(lengths) > 1 and len(entry.row.items) == lengths[0] < lengths[1]:
            withhold(reading, entry, "sum-broken-fewer-cells")
        elif lost or blanks_not_preserved:
            withhold(reading, entry, "sum-broken-row-missing" if lost else "sum-broken-cells-missing")


def _check_rows_that_begin_late(reading: TableReading, shapes: Sequence[Shape]) -> None:
    """Withhold a row with blanks in front as in no other row or header, unless its sums prove it.

    Its first figure may be blank, and one of its other cells extra.
    """
    for entry in reading.entries.values():
        if entry.place.start == 0 or not entry.place.placed or entry.place.columns is not None or None in entry.values:
            continue
        row, size = entry.row, len(entry.columns)
        starts = [start for at, _, start, figures in shapes if at == row.at - row.first and figures == size]
        # Zeros prove nothing against rows or headers that begin elsewhere.
        proven = reading.adds_up(entry) and (len(starts) < 2 or any(entry.values))
        if starts.count(entry.place.start) < 2 and not proven and entry.place.start > _frame(row):
            withhold(reading, entry, "blanks-in-front")


def _frame(row: FormRow) -> int:
    """Return how many of a row's first cells are not cells, but stand before the bar of the table's frame: 0 or 1."""
    text, (start, end) = row.row.text, row.row.cell_ranges()[0]
    before, behind = text[: end - row.row.start], text[end - row.row.start :]
    return int(start == end and not before.strip() and behind.lstrip().startswith("|"))


def _check_the_longest_row(reading: TableReading) -> None:
    """Withhold a row with blanks behind its figures that is longer than all headers and most rows: a cell may be extra."""
    trailing = [e for e in reading.entries.values() if e.row.row.type == RowKind.TABLE_ROW and _has_blanks_behind(e)]
    if not trailing:
        return
    lengths = sorted(len(row.cells) for row in reading.grid.rows if row.type == RowKind.TABLE_ROW)
    widest = max((len(header.row.cells) for header in reading.headers), default=0)
    for entry in trailing:
        length = len(entry.row.row.cells)
        if length > widest and len(lengths) - bisect_left(lengths, length) < len(lengths) / 3:
            withhold(reading, entry, "longest-row")


def _has_blanks_behind(entry: Entry) -> bool:
    row, place = entry.row, entry.place
    cells = len(row.items) - row.row.text.rstrip().endswith("|")  # the table's frame is not a cell
    return place.placed and len(entry.columns) > 1 and cells > place.item(len(entry.columns) - 1) + 1


def _check_the_only_row_without_a_closing_mark(reading: TableReading) -> None:
    """Withhold a row that ends with its last figure where all others have a mark behind theirs: the figure may be cut."""
    open_ended: Entry | None = None
    for entry in reading.entries.values():
        if entry.place.placed and not _is_closed(reading, entry):
            if open_ended is not None:
                return
            open_ended = entry
    if open_ended is None or reading.adds_up(open_ended) or len(reading.entries) < 4:
        return
    headers = [row for row in reading.headers if row.row.type == RowKind.TABLE_ROW and len(row.row.cells) > 1]
    if all(row.row.cells[-1].strip() == "" for row in headers):
        withhold(reading, open_ended, "no-closing-mark", Outcome.CELLS_LOST)


def _is_closed(reading: TableReading, entry: Entry) -> bool:
    """Whether a mark stands behind a row's last figure."""
    row, last = entry.row, entry.place.item(len(entry.columns) - 1)
    if row.row.type != RowKind.CELL_RUN:
        return row.row.type != RowKind.TABLE_ROW or len(row.items) > last + 1
    text = reading.findings.source.normalized
    return text[(end := row.row.cell_ranges()[row.at + last][1]) : end + 200].lstrip()[:1] == "|"


def _check_figures_where_others_have_an_extra_one(reading: TableReading) -> None:
    """Where blanks are not preserved and a row has an extra number, withhold rows with one figure: it may be extra too."""
    if any(entry.place.outcome == Outcome.EXTRA_FIGURE for entry in reading.entries.values()):
        for entry in reading.entries.values():
            if entry.row.row.type == RowKind.LINE_RUN and entry.place.placed and len(entry.columns) == 1:
                withhold(reading, entry, "others-have-extra")


def _check_numbers_that_may_be_pages(reading: TableReading) -> None:
    """Where blanks are not preserved, withhold a row's only figure if it may be a page number in the place of a lost figure.

    That may be where half of the table's rows have lost cells, or where it follows the page number above the table.
    """
    rows = reading.entries.values()
    single = [e for e in rows if e.row.row.type == RowKind.LINE_RUN and e.place.placed and len(e.columns) == 1]
    if not single:
        return
    some_lost = 2 * sum(entry.place.outcome in (Outcome.NO_CELLS, Outcome.CELLS_LOST) for entry in rows) >= len(rows)
    above = reading.findings.source.normalized[: reading.grid.rows[0].start]
    numbers = terminal("PAGE_ALONE").findall(above)
    for entry in single:
        if some_lost:
            withhold(reading, entry, "others-lost-cells")
        elif numbers and entry.values == (int(numbers[-1]) + 1,):
            withhold(reading, entry, "next-page-number")


def _check_rows_before_unknown_ones(reading: TableReading) -> None:
    """Where blanks are not preserved, withhold a row before figures under unknown words that are not a row's label.

    These figures may be its own, its last figure a page number, and the words the next page's head. A row that no form
    prescribes has as many figures as this one.
    """
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    for above, row in pairwise(reading.rows):
        entry = by_row.get(id(above))
        if entry is None or row.type != "STRAY" or above.row.type != RowKind.LINE_RUN or not entry.place.certain:
            continue
        figures = len(row.items) - row.items.count(BLANK)
        if figures and (figures != len(entry.columns) or re.search(_OF_PAGE_HEADS, "".join(row.label.split()))):
            withhold(reading, entry, "words-behind")


_OF_PAGE_HEADS = r"(?:政府|局|厅|院|委员会|办公室|街道|报告|年报)\Z"


def _check_rows_before_missing_ones(reading: TableReading) -> None:
    """Where blanks are not preserved, withhold a row right before a missing one: the figures may be the missing row's."""
    if RowKind.LINE_RUN not in reading.grid.types:
        return
    order = reading.order()
    behind = dict(pairwise(map(id, reading.rows)))
    labels = {id(entry.row) for entry in reading.entries.values()} | {id(row) for row in reading.headers}
    for path, following in pairwise(order):
        entry = reading.entries.get(path)
        if (
            entry is not None
            and following not in reading.entries
            and entry.row.row.type == RowKind.LINE_RUN
            and entry.place.certain
        ):
            next_row = behind.get(id(entry.row))
            if next_row is None or next_row in labels:
                withhold(reading, entry, "next-row-missing")


def _check_nil_marks_that_may_be_rules(reading: TableReading) -> None:
    """Where blanks are not preserved, withhold a row with dashes at its edge that may be a rule drawn between pages.

    The row has a blank then, and all its figures may stand elsewhere. Dashes on a line of their own may be such a rule if there
    are three of them, or if no row of the table has nil marks between its figures.
    """
    if reading.grid.types.isdisjoint((RowKind.LINE_RUN, RowKind.TEXT)):
        return
    text = reading.findings.source.normalized
    edges: list[tuple[Entry, str]] = []  # rows, and the dashes
    within = False
    for entry in reading.entries.values():
        if len(entry.columns) < 2 or entry.statuses is None or not entry.place.placed:
            continue
        for index in (i for i, status in enumerate(entry.statuses) if status == "not_applicable"):
            at = entry.row.at + entry.place.item(index)
            if 0 < index < len(entry.columns) - 1:
                within = True
            elif fills_its_line(text, *entry.row.row.cell_ranges()[at]):
                dashes = entry.row.row.cells[at].strip()
                if is_dashes(dashes):
                    edges.append((entry, dashes))
    for entry, dashes in edges:
        if not within or len(dashes) > 2:
            withhold(reading, entry, "dashes-may-be-rule", dashes=dashes)


def _check_figures_between_dashes(reading: TableReading) -> None:
    """In text without marks, withhold a figure between two dashes if no other row has dashes: it may be a page number."""
    if RowKind.TEXT not in reading.grid.types:
        return
    dashed = [entry for entry in reading.entries.values() if entry.statuses is not None and "not_applicable" in entry.statuses]
    if len(dashed) == 1 and dashed[0].statuses == ("not_applicable", "value", "not_applicable") and dashed[0].place.certain:
        entry = dashed[0]
        cells = [entry.row.row.cells[entry.row.at + entry.place.item(index)].strip() for index in range(3)]
        if isinstance(entry.row, TextRow) and cells[0] == cells[2] and is_dashes(cells[0]):
            withhold(reading, entry, "figure-between-dashes")


def _check_blanks_adjacent_to_page_numbers(reading: TableReading) -> None:
    """Where blanks are not preserved, withhold a row that would add up with a blank and without the number at its end.

    A row that adds up as it stands is given.
    """
    if RowKind.LINE_RUN not in reading.grid.types:
        return
    for entry in reading.entries.values():
        whole = entry.place.placed and entry.row.row.type == RowKind.LINE_RUN and None not in entry.values
        if whole and not reading.adds_up(entry):
            values = [int(value) for value in entry.values if value is not None]
            if any(_adds_up_with_a_blank(rest, reading.table.sums) for rest in _without_an_end(values)):
                withhold(reading, entry, "page-number-at-end")


def _without_an_end(values: list[int]) -> Iterator[list[int]]:
    if values[-1] in PAGE_NUMBERS:
        yield values[:-1]
    if values[0] in PAGE_NUMBERS:
        yield values[1:]


def _adds_up_with_a_blank(values: list[int], sums: Sequence[int]) -> bool:
    """Whether figures, with one blank among their parts, make groups that all add up."""
    for blank in range(sum(sums)):
        filled: list[int | None] = [*values[:blank], None, *values[blank:]]
        at = 0
        for size in sums:
            *parts, total = filled[at : at + size]
            at += size
            if total is None or sum(part or 0 for part in parts) != total:
                break
        else:
            return True
    return False


def _check_the_end_of_the_text(reading: TableReading) -> None:
    """Withhold the last row where the text ends with its last figure, unless it adds up: the figure may be cut."""
    source = reading.findings.source
    rows = reading.grid.rows
    if not rows or rows[-1].start + len(rows[-1].text) != len(source.normalized):
        return
    for entry in reading.entries.values():
        if entry.place.placed and entry.row.row.start + len(entry.row.row.text) == len(source.normalized):
            last = entry.row.at + entry.place.item(len(entry.columns) - 1)
            if entry.row.row.cell_ranges()[last][1] == len(source.normalized) and not reading.adds_up(entry):
                withhold(reading, entry, "end-of-text", Outcome.CELLS_LOST)


def classify_unread(reading: TableReading) -> None:
    """Classify what was left unread: notes around the table, page numbers in it, figures that may belong to a row."""
    if not reading.unread:
        return
    rows = (*(e.row for e in reading.entries.values()), *reading.headers, *reading.duplicates)
    known = [row.start for row in rows]
    first, last = min(known, default=0), max(known, default=0)
    complete = all(path in reading.entries for path in reading.order())
    left, reading.unread = _without_ordinals(reading), []
    adjacent = _neighbours(reading) if left else {}
    for row in left:
        outside = not first <= row.start <= last
        if _is_of_figures(row):
            _classify_unassigned_numbers(reading, row, adjacent[id(row)])
        elif (after := adjacent[id(row)][1]) is not None and after.row.row is row.row and after.row.at > row.first:
            # Words before the label, in its row: a group that the form does not have there, if not a note.
            reading.unread.append(row)
            reading.touched[row.start] = (after.path,)
        elif not holds_figures(row) and (
            (row.type == "TABLE_TEXT" and complete)
            or (row.type == "STRAY" and row.row.type != RowKind.TABLE_ROW and outside and not re.search(r"\d", row.label))
        ):
            reading.notes.append(row)
        else:
            reading.unread.append(row)


def _without_ordinals(reading: TableReading) -> list[FormRow]:
    """Return what was left unread, without the column of ordinals that may stand before the labels, which is furniture."""
    behind = dict(zip(map(id, reading.rows), reading.rows[1:], strict=False))
    numbers: dict[int, int] = {}
    for row in reading.unread:
        following = behind.get(id(row))
        figures = [item for item in row.items if item != BLANK]
        if (
            row.type == "FIGURES"
            and len(figures) == 1
            and following is not None
            and following.row is row.row
            and row.first == 0
        ):
            numbers[id(row)] = figures[0]
    if len(numbers) < 3 or not all(0 < a < b for a, b in pairwise(numbers.values())):
        return reading.unread
    reading.furniture += [row for row in reading.unread if id(row) in numbers]
    return [row for row in reading.unread if id(row) not in numbers]


def _is_of_figures(row: FormRow) -> bool:
    """Whether a row has figures and no label. 07, the end of a number that was broken, is a figure too."""
    return row.type == "FIGURES" or (
        row.type in ("STRAY", "TABLE_TEXT") and terminal("FIGURE_PART").fullmatch(row.label) is not None
    )


Adjacent = tuple[Entry | None, Entry | None, str | None]
"""The rows before and behind some figures, and the path of the label without figures right above them."""


def _neighbours(reading: TableReading) -> dict[int, Adjacent]:
    """Return for each row what is adjacent to it."""
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    behind: dict[int, Entry | None] = {}
    after: Entry | None = None
    for row in reversed(reading.rows):
        behind[id(row)] = after
        after = by_row.get(id(row), after)
    found: dict[int, Adjacent] = {}
    before: Entry | None = None
    label_only: str | None = None
    for row in reading.rows:
        found[id(row)] = before, behind[id(row)], label_only
        if id(row) in by_row or row.type not in ("FIGURES", "FURNITURE"):
            before, label_only = by_row.get(id(row), before), reading.label_only.get(id(row))
    return found


def _classify_unassigned_numbers(reading: TableReading, row: FormRow, adjacent: Adjacent) -> None:
    """Classify figures without a label: a page number, or figures that an adjacent row may have lost."""
    before, after, label_only = adjacent
    doubtful = [e for e in (before, after) if e is not None and not _is_full(e)]
    if label_only is not None:
        doubtful = [reading.entries[label_only]]
    if not doubtful and row.row.type == RowKind.TABLE_ROW and len(row.row.cells) > 1:
        # In a cell of its own: a number above it may go on with it, or a number below it begin with it.
        doubtful = [e for e in (before, after) if e is not None and any(e.values) and not reading.adds_up(e)]
    elif not doubtful and before is not None and not _cannot_go_on(reading, before, row.start):
        doubtful = [before]
    page_number = row.row.type == RowKind.LINE and len(row.items) == 1 and row.items[0] in PAGE_NUMBERS
    if not doubtful and page_number:
        reading.furniture.append(row)
        return
    reading.unread.append(row)
    reading.touched[row.start] = tuple(e.path for e in (before, after) if e is not None)
    for entry in doubtful:
        withhold(reading, entry, "figures-beside", Outcome.ADJACENT_FIGURES)


def _is_full(entry: Entry) -> bool:
    return entry.place.placed and (entry.statuses is None or Outcome.BLANK not in entry.statuses)


def _cannot_go_on(reading: TableReading, entry: Entry, below: int) -> bool:
    """Whether a full row's last figure certainly ends where it does, so that the number ``below`` is not part of it."""
    row, end = entry.row, entry.place.item(len(entry.columns) - 1) + 1
    text, sums = reading.findings.source.normalized, reading.table.sums
    if isinstance(row, TextRow) and row.on_line:
        # Each of its figures may go on below it, where columns are.
        return not any(entry.values) or reading.adds_up(entry)
    if row.items[end - 1] == 0 or len(row.items) > end:
        return True
    if "\n" not in row.row.text.strip() and text.count("\n", row.row.start + len(row.row.text.rstrip()), below) > 1:
        return True
    total = entry.values[-1]
    parts = [value for value in entry.values[-sums[-1] : -1] if value is not None] if sums else []
    return bool(total) and bool(parts) and sum(parts) == total
