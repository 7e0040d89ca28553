"""The steps in which a form reads a table's rows: figures parted from headers, places settled, doubts, what is left over."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from gzparse.form.alternatives import check_rows
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK
from gzparse.form.marked import resolve
from gzparse.form.placing import Outcome, Shape
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked.resolve import resolve_text
from gzparse.model.grid import RUNS, Grid, RowKind


def split_header_figures(
    grid: Grid, rows: Iterable[FormRow], headers: Container[str], groups: Container[str] = ()
) -> Iterator[FormRow]:
    """Part a header from figures that follow it where rows are not marked: their own label is lost, or stands below.

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


def resolve_rows(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> None:
    """Give the prescribed rows their figures, or say why they have none, and enter them into the reading.

    shapes: the shapes that a header proves full rows to have; those of full rows are added.
    """
    if RowKind.TEXT in reading.grid.types:
        resolve_text(reading, entries)
    else:
        resolve(reading, entries, shapes)
    check_rows(reading, shapes)


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
    """Return where figures are given and no header of these kinds names their columns."""
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
