"""Tables whose cells are marked: entries → their figures or the reason why they are withheld, the full rows first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gzparse.form.entries import PLACED, Entry, evaluate, holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK, TEXT
from gzparse.form.known_columns import lay_in_cells
from gzparse.form.laying import check_laid_rows, first_cells, lay_on_columns
from gzparse.form.placing import WHOLE_GROUPS, Outcome, Place, Shape, full, place, sums_hold
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.source import fills_its_line


def resolve(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of all rows, the full ones first, and set their values."""
    incomplete: list[Entry] = []
    firsts = first_cells(entries)
    blanks_not_preserved = RowKind.LINE_RUN in reading.grid.types
    for entry in entries:
        if entry.statuses is not None or not entry.place.certain:
            continue
        if entry.in_cells is not None:
            _take_words_beside_for_notes(reading, entry, entry.in_cells)
            lay_in_cells(entry)
            continue
        if entry.own is not None:
            first, keep = firsts.get(len(entry.row.row.cells)), _cells_keep_their_place(reading)
            lay_on_columns(entry, entry.own, reading.table.sums, first, cells_keep_position=keep)
            continue
        items, size = entry.row.items, len(entry.columns)
        length = len(items)
        holds_text = "text" in entry.kinds
        if length > size and entry.row.row.type == RowKind.TABLE_ROW and TEXT in items and not holds_text:
            _take_remarks_for_notes(reading, entry)
        window = items if length == size else items[:size]
        start = 0
        if blanks_not_preserved and TEXT in items and not holds_text:
            incomplete.append(entry)
            continue
        if length < size or min(window) < 0 or (length > size and items[size:].count(BLANK) != length - size):
            start = full(items, size)
            if start < 0:
                incomplete.append(entry)
                continue
            window = items[start : start + size]
            entry.place = PLACED[start] if start < len(PLACED) else Place(Outcome.PLACED, start)
        shapes.append((entry.row.at - entry.row.first, length, start, size))
        if min(window) >= 0 and "amount" not in entry.kinds and not holds_text:
            entry.values = tuple(window)
        else:
            evaluate(entry)
    check_laid_rows(reading, entries)
    incomplete += _out_of_line(reading, entries, shapes)
    if incomplete:
        _place_incomplete(reading, entries, incomplete, shapes)
    enter(reading, entries)


def _take_remarks_for_notes(reading: TableReading, entry: Entry) -> None:
    """Make notes of words in cells behind a row's figures: those cells are in none of the form's columns."""
    row, items = entry.row, entry.row.items
    filled = [index for index, item in enumerate(items) if item != BLANK]
    for index in reversed(filled[len(entry.columns) :]):
        at = row.at + index
        if items[index] == TEXT and len(terminal("HAN").findall(row.row.cells[at])) > 1:
            items[index] = BLANK
            reading.cell_roles[id(row.row), at] = "note"
            reading.notes.append(FormRow("REMARK", row.row, at, at + 1, []))
        else:
            break


def _take_words_beside_for_notes(reading: TableReading, entry: Entry, places: Sequence[int]) -> None:
    """Make notes of words in cells behind the known columns of a row: far right in a sheet, or in a column of their own."""
    row = entry.row
    for at, item in enumerate(row.items, row.at):
        if item == TEXT and at > max(places) and len(terminal("HAN").findall(row.row.cells[at])) > 1:
            reading.cell_roles[id(row.row), at] = "note"
            reading.notes.append(FormRow("REMARK", row.row, at, at + 1, []))


def enter(reading: TableReading, entries: list[Entry]) -> None:
    """Enter rows into the reading by their paths, and report those whose figures are not placed."""
    again: set[str] = set()
    for entry in entries:
        if entry.path in reading.entries:
            _enter_again(reading, entry)
            again.add(entry.path)
        else:
            reading.entries[entry.path] = entry
    if len(again) > 1:
        _check_rows_of_one_table(reading, again)
    if any(not entry.place.certain for entry in entries):
        from gzparse.form.reasons import report_unplaced  # most pages are certain

        report_unplaced(reading)


def _check_rows_of_one_table(reading: TableReading, again: set[str]) -> None:
    """Withhold rows that are printed once where at least as many are printed twice.

    The page has two tables, of this year and of last year, and the row may be read in the other one alone.
    """
    once = [entry for path, entry in reading.entries.items() if path not in again and entry.place.placed]
    if len(again) >= len(once):
        for entry in once:
            entry.place = Place(Outcome.PRINTED_TWICE, reason="table-printed-twice")
            entry.withhold()


def _out_of_line(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> list[Entry]:
    """Return the full rows whose figures begin elsewhere than those of all others of the same shape.

    Where the table has sums and marks its rows, such a row is certain: headings that span cells shift it.
    """
    if reading.table.sums and not reading.grid.is_of_runs:
        return []
    starts: dict[tuple[int, int], list[int]] = {}
    for at, _, start, size in shapes:
        starts.setdefault((at, size), []).append(start)
    found = []
    for entry in entries:
        row, size = entry.row, len(entry.columns)
        same_shape = starts.get((row.at - row.first, size), [])
        if entry.place.placed and entry.values and len(same_shape) > 2 and same_shape.count(entry.place.start) == 1:
            others = [start for start in same_shape if start != entry.place.start]
            if len(set(others)) == 1:
                shapes.remove((row.at - row.first, len(row.items), entry.place.start, size))
                found.append(entry)
    return found


def _why_blank_rows_are_lost(reading: TableReading, entries: list[Entry]) -> Outcome | None:
    """Return why the rows of a table without figures may not be blank, if something speaks against it."""
    from gzparse.form.blank_tables import are_unread, may_lack_lines  # few tables are blank

    if are_unread(reading, entries):
        return Outcome.NOT_FIGURES
    return Outcome.LINES_REMOVED if may_lack_lines(reading, entries) else None


def _place_incomplete(reading: TableReading, entries: list[Entry], incomplete: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of the rows that are not full, as far as full rows and sums prove where they belong."""
    seen = _gaps(reading, incomplete)
    gaps = {kind: found for kind, counts in seen.items() if (found := {c for c, times in counts.items() if times > 1})}
    some_gaps, gaps = bool(gaps), _without_refuted(gaps, incomplete, reading.table.sums)
    noncontiguous = bool(gaps) or _figures_are_noncontiguous(entries)
    # A gap that is seen once does not prove columns, but it shows that figures of the same shape may not be adjacent either.
    gap_seen_once = seen.keys() - {(at, length, size) for at, length, _, size in shapes}
    cells_keep_position = _cells_keep_their_place(reading) or any(start for _, _, start, _ in shapes)
    complete = len({entry.path for entry in entries}) >= reading.table.fewest
    blank_form = (
        complete
        and not any(holds_figures(entry.row) for entry in entries)
        and not any(re.search(r"\d", "".join(row.cells())) for row in (*reading.unread, *reading.extra))
    )
    if (some_gaps and reading.table.sums) or blank_form:  # of a blank form, the whole page shows whether it is one
        reading.by_figures = True
    lost = _why_blank_rows_are_lost(reading, entries) if blank_form else None
    from gzparse.form.blank_tables import expected_cells, place_blank  # few tables have rows that are not full

    expected = expected_cells(reading, entries) if blank_form else {}
    for entry in incomplete:
        row, size = entry.row, len(entry.columns)
        kind = (row.at - row.first, len(row.items), size)
        if "text" in entry.kinds and len(row.items) - row.items.count(BLANK) > size:
            entry.place = Place(Outcome.ADJACENT_FIGURES, reason="several-texts")
            entry.withhold()
            continue
        entry.place = (
            place_blank(row, expected[id(entry)], lost)
            if blank_form
            else place(
                row.items,
                size,
                kind[0],
                shapes,
                # On a page that ends within the table, the last row's last cells may be cut off.
                cells_keep_position=cells_keep_position and (complete or row is not reading.rows[-1]),
                run=row.row.type if row.row.type in RUNS else None,
                gaps=gaps.get(kind, ()),
                noncontiguous=noncontiguous,
                gap_seen_once=kind in gap_seen_once,
                sums=reading.table.sums,
            )
        )
        if reading.table.sums and holds_figures(row) and entry.place is not WHOLE_GROUPS:
            reading.by_figures = True
        extra_item = entry.place.extra_item
        if extra_item is not None and not fills_its_line(
            reading.findings.source.normalized, *row.row.cell_ranges()[row.at + extra_item]
        ):
            entry.place = Place(Outcome.EXTRA_FIGURE)  # a page number stands alone on its line
        if not entry.place.certain:
            entry.withhold("withheld" if holds_figures(row) else "unreadable")
            continue
        evaluate(entry)
        if extra_item is not None:
            at = row.at + extra_item
            reading.cell_roles[id(row.row), at] = "furniture"
            reading.findings.add("page-number", entry.path, at=row.row.cell_ranges()[at])


def _without_refuted(
    gaps: dict[tuple[int, int, int], set[tuple[int, ...]]], entries: list[Entry], sums: Sequence[int]
) -> dict[tuple[int, int, int], set[tuple[int, ...]]]:
    """Return the gaps but those in which most rows break their sums: there, the columns stand in another order."""
    if not gaps or not sums:
        return gaps
    told: dict[tuple[tuple[int, int, int], tuple[int, ...]], list[bool]] = {}
    for entry in entries:
        row, size = entry.row, len(entry.columns)
        kind = (row.at - row.first, len(row.items), size)
        filled = tuple(index for index, item in enumerate(row.items) if item != BLANK)
        if filled in gaps.get(kind, ()):
            told.setdefault((kind, filled), []).extend(
                verdict for verdict in sums_hold([row.items[index] for index in filled], sums) if verdict is not None
            )
    refuted = {place for place, verdicts in told.items() if 2 * verdicts.count(False) > len(verdicts)}
    left = {kind: {columns for columns in some if (kind, columns) not in refuted} for kind, some in gaps.items()}
    return {kind: some for kind, some in left.items() if some}


def _gaps(reading: TableReading, incomplete: list[Entry]) -> dict[tuple[int, int, int], dict[tuple[int, ...], int]]:
    """Count, for the rows of each shape, which items hold their figures where these are not adjacent."""
    seen: dict[tuple[int, int, int], dict[tuple[int, ...], int]] = {}

    def count(items: list[int], label_cells: int, size: int) -> None:
        filled = tuple(index for index, item in enumerate(items) if item != BLANK)
        if len(filled) == size and filled[-1] - filled[0] >= size:
            counts = seen.setdefault((label_cells, len(items), size), {})
            counts[filled] = counts.get(filled, 0) + 1

    for entry in incomplete:
        if TEXT not in entry.row.items:
            count(entry.row.items, entry.row.at - entry.row.first, len(entry.columns))
    for header in reading.headers:
        # Such a header has a cell for each column, as its rows have. Its first cell stands over their labels.
        cells = [BLANK if not cell.strip() else TEXT for cell in header.cells()]
        if header.type in reading.table.columns and cells[0] != BLANK and len(cells) - cells.count(BLANK) > 2:
            count(cells[1:], 1, len(cells) - 1 - cells[1:].count(BLANK))
    return seen


def _figures_are_noncontiguous(entries: list[Entry]) -> bool:
    """Whether no two figures are adjacent anywhere, in rows that have room for a blank between any two."""
    several = [entry for entry in entries if len(entry.row.items) - entry.row.items.count(BLANK) > 1]
    roomy = any(len(entry.row.items) >= 2 * len(entry.columns) - 1 for entry in several if len(entry.columns) > 1)
    return roomy and not any(BLANK not in pair for entry in several for pair in pairwise(entry.row.items))


def _cells_keep_their_place(reading: TableReading) -> bool:
    """Whether some row has an empty cell before a filled one. Then blanks behind figures were not moved there.

    A bar at a line's start may be the table's frame, and proves no cell before it.
    """
    for row in reading.rows:
        if row.row.type == RowKind.TABLE_ROW:
            cells = row.row.cells[row.row.text.lstrip().startswith("|") :]
            if cells and not cells[0].strip() and any(cell.strip() for cell in cells):
                return True
    return False


def _enter_again(reading: TableReading, entry: Entry) -> None:
    """Enter a row that is printed twice. It counts once where both agree, and not at all where they differ."""
    other = reading.entries[entry.path]
    reading.duplicates.append(entry.row)
    if entry.place.outcome == Outcome.NO_CELLS:
        reading.label_only[id(entry.row)] = entry.path
    elif other.place.outcome == Outcome.NO_CELLS:
        reading.label_only[id(other.row)] = entry.path
        reading.duplicates[-1] = other.row
        reading.entries[entry.path] = entry
    elif entry.place.certain and entry.same_as(other):
        reading.findings.add("row-repeated", entry.path, at=entry.row.text_range())
    elif not entry.place.certain and not other.place.certain:
        pass  # no figure is given anyway, and the first one's finding says why
    elif other.place.certain:
        reading.again.append((other, entry))  # both are accounts of the row
    else:
        other.place = Place(Outcome.PRINTED_TWICE)
        other.withhold()
        reading.findings.add("row-conflict", entry.path, at=entry.row.text_range())
