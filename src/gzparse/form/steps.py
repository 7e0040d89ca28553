"""The steps in which a form reads a table's rows: figures parted from headers, places settled, doubts, what is left over."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from gzparse.form.alternatives import check_rows, classify_unread
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.header_names import check_renamed_columns, is_reordered, withhold_reordered
from gzparse.form.items import BLANK
from gzparse.form.marked import resolve
from gzparse.form.placing import Outcome, Shape
from gzparse.form.table_reading import TableReading
from gzparse.form.texts import give_texts
from gzparse.form.unmarked.resolve import resolve_text
from gzparse.model.findings import Findings
from gzparse.model.grid import RUNS, Grid, RowKind
from gzparse.spec.table import Table


def read_table(table: Table, grid: Grid, blocks: list[Any], findings: Findings) -> TableReading:
    """Read the rows of one table, as the form's transformer returned them, block by block: the steps that all forms take."""
    if grid.is_of_runs and table.headers:
        groups = (*table.groups, *_divided_groups(table, blocks))
        blocks = [list(split_header_figures(grid, block, table.headers, groups)) for block in blocks]
    reading = TableReading(table, grid, [row for block in blocks for row in block], findings)
    assert table.sort is not None, table.section
    entries = table.sort(reading, blocks)
    reordered = _reordered_header(reading)
    resolve_rows(reading, entries, reading.shapes)
    if table.check is not None:
        table.check(reading)
    if not check_renamed_columns(reading) and reordered is not None:
        withhold_reordered(reading, reordered)
    if table.named_by:
        report_missing_header(reading, table.named_by)
    if table.rows:
        check_order(reading, entries, {path: rank for rank, path in enumerate(table.rows)})
    classify_unread(reading)
    return reading


def _divided_groups(table: Table, blocks: list[Any]) -> Iterator[str]:
    """Return the terminals of rows that are groups' headings on this page, since rows that divide them stand there."""
    for terminal, parts in table.divided.items():
        if any(row.type in parts for block in blocks for row in block):
            yield terminal


def _reordered_header(reading: TableReading) -> FormRow | None:
    """Return the first header that names its columns in another order than the form."""
    names = reading.table.header_names
    return None if names is None else next((row for row in reading.headers if is_reordered(row, names)), None)


def split_header_figures(
    grid: Grid, rows: Iterable[FormRow], headers: Container[str], groups: Container[str] = ()
) -> Iterator[FormRow]:
    """Split figures off a header that stand behind it where rows are not marked: their own label is lost, or stands below.

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
    """Give the prescribed rows their figures, or say why they have none, and enter them into the reading.

    shapes: the shapes that a header proves full rows to have; those of full rows are added.
    """
    shapes = reading.shapes if shapes is None else shapes
    if RowKind.TEXT in reading.grid.types:
        resolve_text(reading, entries)
    else:
        resolve(reading, entries, shapes)
    check_rows(reading, shapes)
    give_texts(reading)


def classify_other_row(reading: TableReading, row: FormRow) -> None:
    """Sort a row that is none of the table's: furniture, a note, a row that no form prescribes, or text left unread."""
    kind = row.type
    if kind == "FURNITURE" or (kind == "FIGURES" and not holds_figures(row)):
        reading.furniture.append(row)
    elif kind in ("PROSE", "PICTURE") and not holds_figures(row):
        reading.notes.append(row)
    elif kind == "LABEL_PART":
        pass
    elif kind == "STRAY" and row.row.type != RowKind.LINE and row.label and holds_figures(row):
        reading.extra.append(row)
    else:
        reading.unread.append(row)


def report_missing_header(reading: TableReading, kinds: tuple[str, ...]) -> None:
    """Report a table whose figures are given though no header of these kinds names their columns."""
    placed = [entry for entry in reading.entries.values() if entry.place.outcome == Outcome.PLACED]
    if placed and not any(row.type in kinds for row in reading.rows):
        message = "{what}: no header was found that names its columns; they are taken to stand in the form's order"
        reading.findings.add("columns-by-order", "info", message, reading.section, at=placed[0].row.text_range())


def check_order(reading: TableReading, entries: Iterable[Entry], order: Mapping[str, int]) -> None:
    """Report rows that stand in another order than the form's: they are read by their labels."""
    highest = -1
    moved = []
    for entry in entries:
        if (rank := order[entry.path]) >= highest:
            highest = rank
        elif entry.path not in moved:
            moved.append(entry.path)
    if moved:
        reading.findings.add("row-order", "info", "{what}: in another place than the form has it; read by its label", *moved)
