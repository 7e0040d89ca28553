"""Lines such as 规章：0；0；0, for gzparse."""

from collections.abc import Sequence

import gzparse


def render(rows: Sequence[gzparse.SheetRow]) -> str:
    """Print a table: a header's cells between semicolons, a row's label, a colon, and its figures between semicolons."""
    return "".join(f"{''.join(row.labels)}：{'；'.join(row.figures)}\n" if row.figures else _header(row) for row in rows)


def _header(row: gzparse.SheetRow) -> str:
    first, *others = row.labels
    return f"{first}：{'；'.join(others)}\n" if others else f"{first}\n"


LAYOUT = gzparse.Layout(
    name="semicolons",
    grammar=("gzparse_semicolons", "layout_semicolons.lark"),
    anchor=r"\d；",
    reads="a row a line, a colon behind its label, semicolons between its figures",
    render=render,
)
