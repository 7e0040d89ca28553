"""Tables as cells with spans, and the ways in which text shows them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from .facts import Truth


@dataclass
class Cell:
    """A cell: its text, its spans, the path of its figure, whether its figure is a column's own."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    path: str = ""
    figure: bool = False


Line = list[Cell] | str  # a row of the table, or a line of text that stands between rows


@dataclass
class Table:
    """A table; `header` counts its first lines that belong to the header."""

    lines: list[Line] = field(default_factory=list)
    header: int = 0

    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for line in self.lines if not isinstance(line, str) for cell in line]

    def rows(self) -> list[list[Cell]]:
        """The rows that hold figures of the record."""
        return [line for line in self.lines if not isinstance(line, str) and any(c.path for c in line)]


KEEPING = {"tabs", "bars", "bars_inner", "markdown", "csv", "csv_quoted", "frame_csv", "frame_tsv", "frame_markdown"}
UNMARKED = {"lines", "lines_blank", "indented", "aligned", "spaces"}
FRAMES = {"frame_csv", "frame_tsv", "frame_markdown"}
FURNISHED = {"tabs", "bars", "bars_inner", *UNMARKED}
LAYOUTS = sorted(KEEPING | UNMARKED)
SPANS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("tabs", "bars", "bars_inner", "csv", "csv_quoted"), ("own", "own", "empty", "repeat", "repeat_h", "repeat_v")
    ),
    "markdown": ("empty", "repeat", "own"),
    **dict.fromkeys(FRAMES, ("empty", "repeat")),
    "lines": ("own", "own", "own", "repeat_v"),
    **dict.fromkeys(("lines_blank", "indented", "spaces"), ("own",)),
    "aligned": ("empty",),
}


def settle(table: Table, layout: str, truth: Truth) -> None:
    """Mark as open what a layout that loses blanks leaves open."""
    if layout in KEEPING:
        return
    for row in table.rows():
        if any(cell.figure and not cell.text for cell in row):
            for cell in row:
                if cell.path:
                    truth[cell.path] = truth[cell.path].doubtful()


def matrix(table: Table, spans: str) -> list[list[str] | str]:
    """The rows as texts: own cells only, or one for each place of the grid."""
    if spans == "own":
        return [line if isinstance(line, str) else [c.text for c in line] for line in table.lines]
    result: list[list[str] | str] = []
    hanging: dict[int, tuple[int, str]] = {}
    for line in table.lines:
        if isinstance(line, str):
            result.append(line)
            continue
        row: list[str] = []
        waiting = list(line)
        while waiting or len(row) in hanging:
            place = len(row)
            if place in hanging:
                left, text = hanging.pop(place)
                row.append(text)
                if left > 1:
                    hanging[place] = (left - 1, text)
                continue
            cell = waiting.pop(0)
            for step in range(cell.colspan):
                shown = cell.text if step == 0 or spans in ("repeat", "repeat_h") else ""
                if cell.rowspan > 1:
                    hanging[place + step] = (cell.rowspan - 1, shown if spans in ("repeat", "repeat_v") else "")
                row.append(shown)
        result.append(row)
    return result


def _joined(mark: str, outer: bool) -> Callable[[list[str]], str]:
    def join(row: list[str]) -> str:
        text = mark.join(row)
        return f"| {text} |" if outer else text

    return join


def _csv(row: list[str], delimiter: str, quote: bool) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL, lineterminator="").writerow(row)
    return out.getvalue()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _levels(parts: list[list[str]]) -> list[list[str]]:
    """The parts of the cells of a row, each in the middle of the row's height."""
    height = max(len(part) for part in parts)
    return [[""] * ((height - len(part)) // 2) + part for part in parts]


def _aligned(rows: list[list[str] | str]) -> list[str]:
    grid = [row for row in rows if not isinstance(row, str)]
    count = max((len(row) for row in grid), default=0)
    widths = [0] * count
    for row in grid:
        for place, text in enumerate(row):
            neighbour = place + 1 < len(row) and not row[place + 1] and not text[:1].isdigit()
            if not neighbour:
                widths[place] = max([widths[place], *(_width(part) for part in text.split("\n"))])
    result: list[str] = []
    for line in rows:
        if isinstance(line, str):
            result.append(line)
            continue
        parts = _levels([text.split("\n") for text in line])
        for level in range(max(len(part) for part in parts)):
            shown, due = "", 0
            for place, part in enumerate(parts):
                text = part[level] if level < len(part) else ""
                if text:
                    gap = max(due - _width(shown), 2 if shown else 0)
                    shown += " " * gap + text
                due += widths[place] + 2
            result.append(shown.rstrip())
    return result


def _float(text: str) -> str:
    return f"{text}.0" if text.lstrip("+-").isdigit() else text


def _frame(rows: list[list[str] | str], layout: str, floats: bool) -> list[str]:
    """A data frame as it is written: numbered columns, an index, NaN where nothing is."""
    listed = [[row] if isinstance(row, str) else row for row in rows]
    count = max(len(row) for row in listed)
    grid = [["", *map(str, range(count))]]
    for place, row in enumerate(listed):
        texts = [(_float(text) if floats else text) or ("" if layout == "frame_csv" else "NaN") for text in row]
        rest = "" if layout == "frame_csv" else "NaN"
        grid.append([str(place), *(text.replace("\n", " ") for text in texts), *[rest] * (count - len(row))])
    if layout == "frame_csv":
        return [_csv(row, ",", False) for row in grid]
    if layout == "frame_tsv":
        return ["\t".join(row) for row in grid]
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return [lines[0], "|---:" + "|:---" * count + "|", *lines[1:]]


def render(table: Table, layout: str, spans: str, floats: bool) -> str:
    """The text of a table."""
    rows = matrix(table, spans)
    if layout in FRAMES:
        return "\n".join(_frame(rows, layout, floats))
    if layout == "aligned":
        return "\n".join(_aligned(rows))
    lines: list[str] = []
    for place, row in enumerate(rows):
        if isinstance(row, str):
            lines.append(_csv([row], ",", layout == "csv_quoted") if layout.startswith("csv") else row)
        elif layout == "tabs":
            lines.append("\t".join(row))
        elif layout == "bars":
            lines.append(_joined(" | ", outer=True)(row))
        elif layout == "bars_inner":
            lines.append(_joined(" | ", outer=False)(row))
        elif layout == "markdown":
            lines.append(_joined(" | ", outer=True)([text.replace("\n", "<br>") for text in row]))
            if place == max(table.header, 1) - 1:
                lines.append("|" + " --- |" * max(len(r) for r in rows if not isinstance(r, str)))
        elif layout in ("csv", "csv_quoted"):
            lines.append(_csv(row, ",", layout == "csv_quoted"))
        elif layout == "spaces":
            lines.append(" ".join(text.replace("\n", " ") for text in row if text))
        elif layout == "indented":
            lines += [*(f"\t{part}" for text in row for part in text.split("\n")), ""]
        else:
            lines += [text for text in row if text or layout == "lines_blank"]
    return "\n".join(lines)
