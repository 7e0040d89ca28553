"""Write tables: a table's rows → text in one of the layouts that come with gzparse."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from gzparse.spec.sheet import SheetRow

Rows: TypeAlias = "Sequence[SheetRow]"


def tabs(rows: Rows) -> str:
    """Write a line for each row, with a tab between all cells of the table's width."""
    return "".join("\t".join(row.cells) + "\n" for row in rows)


def bars(rows: Rows) -> str:
    """Write a line for each row, as in Markdown."""
    lines = [f"| {' | '.join(row.cells)} |\n" for row in rows]
    rule = f"|{' --- |' * len(rows[0].cells)}\n" if rows else ""
    return "".join([*lines[:1], rule, *lines[1:]])


def indented(rows: Rows) -> str:
    """Write a line for each cell, begun by a tab, and a blank line behind each row."""
    return "".join("".join(f"\t{cell}\n" for cell in (*row.labels, *row.figures)) + "\n" for row in rows)


def bar_cells(rows: Rows) -> str:
    """Write a line for each cell, with a bar behind it."""
    return "".join("".join(f"{cell} |\n" for cell in (*row.labels, *row.figures)) for row in rows)


def lines(rows: Rows) -> str:
    """Write a line for each cell. Blanks are not preserved."""
    return "".join(f"{cell}\n" for row in rows for cell in (*row.labels, *row.figures) if cell)


def csv(rows: Rows) -> str:
    """Write a line for each row, with a comma between all cells of the table's width; cells with commas in quotation marks."""
    from csv import writer

    text = StringIO()
    writer(text, lineterminator="\n").writerows(row.cells for row in rows)
    return text.getvalue()


def unmarked(rows: Rows) -> str:
    """Write a line for each row, with spaces between its cells. Blanks are not preserved."""
    return "".join(" ".join(cell for cell in (*row.labels, *row.figures) if cell) + "\n" for row in rows)
