"""Hypothesis strategies: tables with any of the form's rows, and pages that print them as such tables are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import frozen
from hypothesis import strategies as st

from gzparse_statistics.record import BLOCKS, LABELS, OUTCOMES

Value = int | Decimal
HEADERS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("year",): ("2014年度",),
    ("year", "all_years"): ("2014年度", "历年累计"),
    ("period", "year_to_date"): ("本期实际", "本年累计"),
}
_OUTCOMES = {f"statistics.{block}.total": tuple(f"statistics.{block}.{name}" for name in OUTCOMES) for block in BLOCKS}
_UNITS = {"disclosed": "条", "consultations": "人次", "meetings": "次", "fees": "元", "resources": "个"}


@frozen
class Table:
    """A table to print: its columns, and each row's path with its figures; ``None`` is a blank cell. coded: it has codes."""

    columns: tuple[str, ...]
    rows: Mapping[str, tuple[Value | None, ...]]
    coded: bool = False

    @property
    def printed(self) -> dict[str, Value | None]:
        """Every printed cell's path with its figure."""
        return {f"{row}.{c}": v for row, values in self.rows.items() for c, v in zip(self.columns, values, strict=True)}

    def lines(self) -> list[list[str]]:
        """The cells of each line, the header's first."""
        lines = [["指标名称", "计量单位", *(["代码"] if self.coded else []), *HEADERS[self.columns]]]
        for number, (row, values) in enumerate(self.rows.items(), 1):
            unit = "万元" if row.endswith("funds") else _UNITS.get(row.split(".")[1], "件")
            code = [f"{number:02}"] if self.coded else []
            lines.append([_label(row), unit, *code, *("" if value is None else str(value) for value in values)])
        return lines


def _label(row: str) -> str:
    """Return a row's label as printed: that of an outcome's total names its block."""
    group, name = LABELS.label(row).split(" ")[-2:]
    return f"{group}{name}" if name == "数量" else name


def _counts() -> st.SearchStrategy[int]:
    return st.one_of(st.integers(0, 9), st.integers(0, 200_000))


@st.composite
def tables(draw: st.DrawFn, *, blanks: bool = False) -> Table:
    """Tables of at least three rows, in the record's order; with ``blanks``, some cells are empty."""
    columns = draw(st.sampled_from(list(HEADERS)))
    every = list(LABELS.rows)
    chosen = set(draw(st.lists(st.sampled_from(every), min_size=3, max_size=20, unique=True)))
    for outcomes in _OUTCOMES.values():  # outcomes stand below their block's first row, all of them
        if chosen & set(outcomes):
            chosen |= set(outcomes)
    chosen |= {total for total, outcomes in _OUTCOMES.items() if chosen & set(outcomes)}
    rows: dict[str, tuple[Value | None, ...]] = {}
    for row in every:
        if row in chosen:
            money = LABELS.rows[row][0].kind == "amount"
            figures: st.SearchStrategy[Value | None] = _counts()
            if money:
                figures = st.decimals(0, 10_000, places=2).map(abs)
            if blanks:
                figures = st.one_of(st.none(), figures)
            rows[row] = tuple(draw(st.lists(figures, min_size=len(columns), max_size=len(columns))))
    for total, outcomes in _OUTCOMES.items():
        if outcomes[0] in rows:
            parts = zip(*(rows[row] for row in outcomes), strict=True)
            rows[total] = tuple(sum(int(value) for value in column if value is not None) for column in parts)
    return Table(columns, rows, draw(st.booleans()))


Writer = Callable[[list[list[str]]], str]
MARKED: Mapping[str, Writer] = {
    "tabs": lambda lines: "".join("\t".join(cells) + "\n" for cells in lines),
    "bars": lambda lines: "".join("| " + " | ".join(cells) + " |\n" for cells in lines),
    "Markdown": lambda lines: "".join(
        "| " + " | ".join(cells) + " |\n" + ("" if i else "|" + " --- |" * len(cells) + "\n") for i, cells in enumerate(lines)
    ),
    "bars at line starts": lambda lines: "".join("\n| ".join(cells) + "\n|\n" for cells in lines),
}
"""Ways to print a table that show its empty cells."""
UNMARKED: Mapping[str, Writer] = {
    "cell a line": lambda lines: "".join("".join(f"{cell}\n" for cell in cells if cell) for cells in lines),
    "row a line": lambda lines: "".join(" ".join(filter(None, cells)) + "\n" for cells in lines),
    "one line": lambda lines: " ".join(" ".join(filter(None, cells)) for cells in lines) + "\n",
}
"""Ways to print a table in which an empty cell leaves no trace."""
WRITERS = {**MARKED, **UNMARKED}


def page(table: Table, layout: str) -> str:
    """Print a report with the table in one of the ways of ``WRITERS``."""
    return (
        "云水县2014年度政府信息公开工作年度报告\n一、概述\n2014年，本县公开信息312条。\n二、主动公开政府信息情况\n通过县政府网站公开。\n"
        f"三、政府信息公开情况统计表\n{WRITERS[layout](table.lines())}"
    )
