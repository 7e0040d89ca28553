"""The steps that all forms take: a Grid and its typed rows → a table reading.

Figures are split off headers, the form sorts its rows, figures are placed, alternatives withhold some, and what is left over is
classified.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from gzparse.form.alternatives.accounts import Alternative
from gzparse.form.alternatives.resolve import resolve as resolve_accounts
from gzparse.form.alternatives.unread import classify_unread
from gzparse.form.columns import resolve_columns
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.file_notes import withhold_by_notes
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.header_cells import is_bare_name
from gzparse.form.header_made import make_headers
from gzparse.form.header_names import check_renamed_columns, is_reordered, withhold_reordered
from gzparse.form.items import BLANK, NUMBER
from gzparse.form.known_columns import note_known_columns, withhold_merged
from gzparse.form.letter_order import withhold_turned_letters
from gzparse.form.marked import resolve
from gzparse.form.ordinals import without_ordinals
from gzparse.form.placing import Shape
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.form.texts import resolve_texts
from gzparse.form.units import set_units, withhold_unclear
from gzparse.model.findings import Findings
from gzparse.model.grid import RUNS, Grid, RowKind
from gzparse.model.paths import Labels
from gzparse.model.patterns import on_use
from gzparse.spec.table import Table


def read_table(
    table: Table, grid: Grid, blocks: list[Any], findings: Findings, alternatives: tuple[Alternative, ...] = ()
) -> TableReading:
    """Return the reading of one table, whose rows the form's transformer returned block by block.

    alternatives: those of plugins.
    """
    if grid.is_of_runs and table.headers:
        groups = (*table.groups, *_divided_groups(table, blocks))
        blocks = [list(split_header_figures(grid, block, table.headers, groups)) for block in blocks]
    blocks = list(_without_ordinals(table, blocks))
    reading = TableReading(table, grid, [row for block in blocks for row in block], findings)
    reading.alternatives = alternatives
    assert table.sort is not None, table.section
    entries = table.sort(reading, blocks)
    for entry in entries:
        _check_columns(findings.labels, entry.path, entry.columns)
    if any(NUMBER in entry.row.items for entry in entries):
        reading.by_figures = True
        from gzparse.form.floats import read_floats  # few pages print counts as 12.0

        read_floats(entries)
    laid = note_known_columns(reading, entries)
    if entries and len(laid) == len(entries):
        make_headers(reading, entries)
        decided = {id(entry.row) for entry in laid}
    else:
        decided = {id(entry.row) for entry in resolve_columns(reading, entries)}
    reordered = _reordered_header(reading) if len(decided) < len(entries) else None
    unclear = set_units(reading, entries)
    resolve_rows(reading, entries, reading.shapes)
    withhold_by_notes(reading)
    withhold_turned_letters(reading)
    if reading.findings.source.file is not None:
        withhold_merged(reading)
    if unclear:
        reading.by_figures = True
        withhold_unclear(reading, unclear)
    if table.check is not None:
        table.check(reading)
    if not check_renamed_columns(reading, decided) and reordered is not None:
        withhold_reordered(reading, reordered)
    if table.named_by:
        report_missing_header(reading, table.named_by)
    if table.rows:
        check_order(reading, entries, {path: rank for rank, path in enumerate(table.rows)})
    classify_unread(reading)
    return reading


def _without_ordinals(table: Table, blocks: list[Any]) -> Iterator[Any]:
    """Return the blocks with the column of ordinals that may stand before the labels set aside."""
    rows = [row for block in blocks for row in block]
    found = without_ordinals(rows, table.headers)
    if found is None:
        yield from blocks
        return
    ends = {id(block[-1]): None for block in blocks if block}
    block: list[FormRow] = []
    for row in found:
        block.append(row)
        if id(row) in ends:
            yield block
            block = []
    if block:
        yield block


@lru_cache(1_000)
def _check_columns(labels: Labels, path: str, columns: tuple[str, ...]) -> None:
    """Check that the record has a field for each figure of a row: one without would be lost."""
    for column in columns:
        if f"{path}.{column}" not in labels.figures:
            raise ValueError(f"an entry has the column {column!r} at {path!r}, and the record has no figure {path}.{column}")


def _divided_groups(table: Table, blocks: list[Any]) -> Iterator[str]:
    """Return the terminals of rows that are groups' headings on this page, since rows that divide them are there."""
    for terminal, parts in table.divided.items():
        if is_divided(table, (row for block in blocks for row in block), parts):
            yield terminal


def is_divided(table: Table, rows: Iterable[FormRow], parts: Container[str]) -> bool:
    """Whether some of these parts of a row stand there, under more than the name of a column.

    Where the words of unmarked text stand in no order, a bare 其他 may be the column's.
    """
    return any(row.type in parts and not is_bare_name(row.label, table.header_names) for row in rows)


def _reordered_header(reading: TableReading) -> FormRow | None:
    """Return the first header that names its columns in another order than the form."""
    names = reading.table.header_names
    return None if names is None else next((row for row in reading.headers if is_reordered(row, names)), None)


def split_header_figures(
    grid: Grid, rows: Iterable[FormRow], headers: Container[str], groups: Container[str] = ()
) -> Iterator[FormRow]:
    """Return the rows with figures behind a header split off, where rows are not marked: their label is lost, or stands below.

    headers: the terminals of headers. groups: those of groups' headings, which may have no figures in unmarked text.
    """
    unmarked = RowKind.TEXT in grid.types
    for row in rows:
        if unmarked:
            if row.items and isinstance(row, TextRow) and (row.type in headers or row.type in groups):
                places = row.row.cell_ranges()
                yield TextRow(row.type, row.row.part_at(places[: row.at]), row.at, [])
                yield TextRow("FIGURES", row.row.part_at(places[row.at :]), 0, row.items)
            else:
                yield row
            continue
        figures = next((i for i, item in enumerate(row.items) if item != BLANK), None)
        if figures is not None and row.type in headers and row.row.type in RUNS:
            at = row.at + figures
            yield FormRow(row.type, row.row, row.first, row.at, row.items[:figures])
            yield FormRow("FIGURES", row.row, at, at, row.items[figures:])
        else:
            yield row


def resolve_rows(reading: TableReading, entries: list[Entry], shapes: list[Shape] | None = None) -> None:
    """Set the figures of the prescribed rows, or why they have none, and enter them into the reading.

    shapes: the shapes that a header proves for full rows. Those of full rows are added.
    """
    shapes = reading.shapes if shapes is None else shapes
    if RowKind.TEXT in reading.grid.types:
        from gzparse.form.unmarked.resolve import resolve_text  # few pages mark no cells

        resolve_text(reading, entries)
    else:
        resolve(reading, entries, shapes)
    resolve_texts(reading)
    resolve_accounts(reading, shapes)


_OF_MEASURE = on_use("[%％‰<>＜＞≤≥≈±×]")


def classify_other_row(reading: TableReading, row: FormRow) -> None:
    """Classify a row that the table does not prescribe: furniture, a note, an extra row, or text left unread."""
    kind = row.type
    if kind == "FURNITURE" and isinstance(row, TextRow) and _OF_MEASURE.search(row.label) is not None:
        reading.unread.append(row)  # it may be part of the figure next to it
    elif kind == "FURNITURE" or (kind == "FIGURES" and not holds_figures(row)):
        reading.furniture.append(row)
    elif kind in ("NOTE", "PROSE", "PICTURE") and not holds_figures(row):
        reading.notes.append(row)
    elif kind == "LABEL_PART":
        pass
    elif kind == "STRAY" and row.row.type != RowKind.LINE and row.label and holds_figures(row):
        reading.extra.append(row)
    else:
        reading.unread.append(row)


def report_missing_header(reading: TableReading, kinds: tuple[str, ...]) -> None:
    """Report a table whose figures are given though no header of these kinds names their columns."""
    if any(row.type in kinds for row in reading.rows):
        return
    placed = [entry for entry in reading.entries.values() if entry.place.placed]
    if placed:
        by_sums = any(entry.own is not None for entry in placed)
        reason = "columns-by-sums" if by_sums else "header-in-pieces" if _holds_header_words(reading) else "header-missing"
        reading.findings.add(reason, reading.section, at=placed[0].row.text_range())


def _holds_header_words(reading: TableReading) -> bool:
    """Whether a header is there in pieces: the halves of its names, or at least half of its names above the first row."""
    if any(row.type.endswith("_BROKEN") for row in reading.headers):
        return True
    names = reading.table.header_names
    if names is None or not reading.entries:
        return False
    first = min(entry.row.text_range()[0] for entry in reading.entries.values())
    above = fold_label(reading.findings.source.normalized[reading.grid.rows[0].start : first])
    wanted = {name for name, columns in names.orders[0] if len(columns) == 1}
    return 2 * sum(name in above for name in wanted) >= len(wanted)


def check_order(reading: TableReading, entries: Iterable[Entry], order: Mapping[str, int]) -> None:
    """Report rows that stand in another order than in the form. They are read by their labels."""
    highest = -1
    moved = []
    for entry in entries:
        if (rank := order[entry.path]) >= highest:
            highest = rank
        elif entry.path not in moved:
            moved.append(entry.path)
    if moved:
        reading.findings.add("row-order", *moved)
