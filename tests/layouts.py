"""Write a report's tables in every layout that marks its cells, with any figures, and return where each one stands.

The figures show the form: a table is printed in the columns and rows that they have (see ``writing.edition_of``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import writing

from gzparse.testing.pages import sheets_of

Row = list[str]
"""A row's cells: labels, and figures by their paths, which begin with ``@``."""


def _rows(section: str, edition: writing.Edition) -> list[Row]:
    (sheet,) = (sheet for heading, sheet in sheets_of(edition).items() if heading.startswith(section))
    return [[cell.text if cell.path is None else f"@{cell.path}" for cell in row] for row in sheet.rows]


def disclosure(edition: writing.Edition = frozenset()) -> list[Row]:
    return _rows("二", edition)


def requests(edition: writing.Edition = frozenset()) -> list[Row]:
    return _rows("三", edition)


def outcomes(edition: writing.Edition = frozenset()) -> list[Row]:
    return _rows("四", edition)


TABLES = {
    "二、主动公开政府信息情况": (disclosure, 4),
    "三、收到和处理政府信息公开申请情况": (requests, 10),
    "四、政府信息公开行政复议、行政诉讼情况": (outcomes, 15),
}


def _broken(label: str, at: int = 5) -> str:
    """Break a long label over lines, as narrow columns do."""
    return "\n".join(re.findall(f".{{1,{at}}}", label)) if len(label) > at + 2 and not label.startswith("@") else label


def _pad(row: Row, width: int) -> Row:
    return row + [""] * (width - len(row))


Writer = Callable[[list[Row], int], str]

LAYOUTS: dict[str, Writer] = {
    "tabs": lambda rows, width: "".join("\t".join(row) + "\n" for row in rows),
    "tabs behind": lambda rows, width: "".join("\t".join(_pad(row, width)) + "\t\n" for row in rows),
    "tabs doubled": lambda rows, width: "".join("\t\t".join(row) + "\n" for row in rows),
    "tabs, labels broken": lambda rows, width: "".join("\t".join(map(_broken, row)) + "\n" for row in rows),
    "tabs, cells merged": lambda rows, width: "".join(
        "\t".join([*[c for c in row if c[:1] != "@"], "\t\t".join(c for c in row if c[:1] == "@")]) + "\n" for row in rows
    ),
    "bars": lambda rows, width: "".join(" | ".join(_pad(row, width)) + " |\n" for row in rows),
    "bars at both ends": lambda rows, width: "".join("| " + " | ".join(row) + " |\n" for row in rows),
    "bars between": lambda rows, width: "".join(" | ".join(row) + "\n" for row in rows),
    "bars, box-drawing": lambda rows, width: "".join("│ " + " │ ".join(row) + " │\n├──┼──┤\n" for row in rows),
    "bars, hundreds": lambda rows, width: "".join("|".join(_pad(row, 300)) + "|\n" for row in rows),
    "bars, labels broken": lambda rows, width: "".join(
        "| " + " | ".join(map(_broken, _pad(row, width))) + " |\n" for row in rows
    ),
    "Markdown": lambda rows, width: "".join(
        f"| {' | '.join(_pad(row, width))} |\n" + ("" if i else "|" + " --- |" * width + "\n") for i, row in enumerate(rows)
    ),
    "Markdown, bold and escaped": lambda rows, width: "".join(
        f"| {' | '.join(c if c[:1] == '@' else f'**{c}**'.replace('.', chr(92) + '.') for c in row)} |\n"
        + ("" if i else "|" + ":---:|" * width + "\n")
        for i, row in enumerate(rows)
    ),
    "Markdown, a table a row": lambda rows, width: "".join(
        f"| {' | '.join(row)} |\n|{' --- |' * len(row)}\n\n" for row in rows
    ),
    "bars behind cells": lambda rows, width: "".join(
        "".join(f"{cell} |\n" for cell in row) + "|" * (width - len(row)) + "\n" * (width > len(row)) for row in rows
    ),
    "bars alone": lambda rows, width: "".join(
        "".join(f"{cell}\n|\n" for cell in row) + "|" * (width + 1 - len(row)) + "\n" for row in rows
    ),
    "bars, cells on new lines": lambda rows, width: "".join(
        "| " + "".join(f"\n {cell}  | " for cell in row).rstrip() + "|" * (width - len(row)) + "\n" for row in rows
    ),
    "lines": lambda rows, width: "".join(f"{cell}\n" for row in rows for cell in row),
    "lines, blank lines": lambda rows, width: "".join(f"{cell}\n\n" for row in rows for cell in row),
    "lines, indented": lambda rows, width: "".join(
        f" {cell}\n \n" if cell[0] == "@" else f"{cell}\n\n" for row in rows for cell in row
    ),
    "lines, tabs before": lambda rows, width: "".join(f"\t{cell}\n" for row in rows for cell in row),
    "lines, tabs behind": lambda rows, width: "".join(f"{cell}\t\n" for row in rows for cell in row),
    "lines, labels broken": lambda rows, width: "".join(f"{_broken(cell, 2)}\n" for row in rows for cell in row),
    "indented": lambda rows, width: "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows),
    "values, quoted": lambda rows, width: "".join(",".join(f'"{cell}"' for cell in _pad(row, width)) + "\n" for row in rows),
    "values, semicolons": lambda rows, width: "".join(";".join(_pad(row, width)) + "\n" for row in rows),
}
"""Name → (rows, cells to a row) → text with figures by their paths."""

ROWS_MARKED = [name for name in LAYOUTS if name.startswith(("tabs", "bars between", "bars at", "bars,", "Markdown", "values"))]


class Laid:
    """A report in one layout: its text, and where each figure stands in it."""

    def __init__(
        self,
        layout: str,
        figures: Mapping[str, int],
        write: Writer | None = None,
        style: writing.Style = writing.STYLES[0],
    ) -> None:
        edition = writing.edition_of(figures)
        pieces = ["云县2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年平稳。\n\n"]
        for heading, (rows, width) in TABLES.items():
            pieces.append(f"{heading}\n{(write or LAYOUTS[layout])(rows(edition), width)}\n")
        pieces.append("五、存在的主要问题及改进情况\n\n继续改进。\n\n六、其他需要报告的事项\n\n无。\n")
        template = "".join(pieces)
        self.layout = layout
        self.figures = dict(figures)
        self.cells: dict[str, tuple[int, int]] = {}
        text, at = "", 0
        for found in re.finditer(r"@[a-z_.]+", template):
            text += template[at : found.start()]
            path = found.group()[1:]
            start = len(text)
            text += writing.printed(path, figures[path], style)
            self.cells[path] = start, len(text)
            at = found.end()
        self.text = text + template[at:]

    def with_cells(self, changes: Mapping[str, str]) -> str:
        """Put other text into cells, named by path."""
        return writing.replaced(self.text, {self.cells[path]: new for path, new in changes.items()})
