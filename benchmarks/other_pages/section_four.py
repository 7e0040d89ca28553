"""Section four: reviews and lawsuits."""

from __future__ import annotations

import random
from collections.abc import Callable

from .common import count, figure
from .facts import BLANK, Truth
from .forms import CASES, MISSPELT, OUTCOMES, SPLIT
from .grid import Cell, Table
from .plan import Plan

STEM = "review_and_litigation"
Row = list[Cell]
Make = Callable[[str, str], Cell]


def drawn(plan: Plan) -> dict[tuple[str, str], int]:
    """Figures whose totals add up."""
    dice = plan.dice("figures.s4")
    values: dict[tuple[str, str], int] = {}
    for case in CASES:
        for outcome in OUTCOMES:
            values[case, outcome] = count(dice, 20, 0.75 if plan.has("s4.sparse") else 0.08)
        values[case, "total"] = sum(values[case, o] for o in OUTCOMES if o != "total")
    if plan.has("s4.sum_wrong"):
        cell = dice.choice(sorted(values))
        values[cell] += dice.randint(1, 5)
    return values


def _names(plan: Plan) -> dict[str, str]:
    names = dict(OUTCOMES)
    if plan.has("s4.name_misspelt"):
        outcome = plan.dice("s4.name_misspelt").choice(sorted(OUTCOMES))
        names[outcome] = MISSPELT[names[outcome]]
    if plan.has("s4.name_split"):
        names = {outcome: SPLIT.get(name, name) for outcome, name in names.items()}
    return names


def _order(plan: Plan) -> list[str]:
    order = list(OUTCOMES)
    if plan.has("s4.order_shuffled"):
        dice = plan.dice("s4.order_shuffled")
        if dice.random() < 0.5:
            return ["total", *order[:-1]]
        inner = order[:-1]
        dice.shuffle(inner)
        return [*inner, "total"]
    return order


def _official(first: str, names: dict[str, str], order: list[str], last: str) -> list[Row]:
    front = [Cell(first, rowspan=3)] if first else []
    end = [Cell(last, rowspan=3)] if last else []
    review = [Cell(names[o], rowspan=2) for o in order]
    suits = [Cell(names[o]) for _ in range(2) for o in order]
    return [
        [*front, Cell("行政复议", 5), Cell("行政诉讼", 10), *end],
        [*review, Cell(CASES["litigation_direct"], 5), Cell(CASES["litigation_after_review"], 5)],
        suits,
    ]


def _labelled(names: dict[str, str], order: list[str], make: Make, dice: random.Random) -> Table:
    """A row for each case, with its label."""
    labels = dict(zip(CASES, dice.choice((
        ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
        ("行政复议", "未经复议直接起诉", "复议后起诉"),
    )), strict=True))  # fmt: skip
    corner = dice.choice(("类别", "项目", "事项"))
    top = [Cell(corner), *(Cell(names[o]) for o in order)]
    return Table([top, *([Cell(labels[case]), *(make(case, o) for o in order)] for case in CASES)], 1)


def _vertical(names: dict[str, str], order: list[str], make: Make) -> Table:
    """A row for each figure: the header stands on its side."""
    table = Table()
    for case, name in CASES.items():
        for place, outcome in enumerate(order):
            row: Row = []
            if place == 0:
                if case == "review":
                    row.append(Cell(name, 2, rowspan=5))
                else:
                    if case == "litigation_direct":
                        row.append(Cell("行政诉讼", rowspan=10))
                    row.append(Cell(name, rowspan=5))
            table.lines.append([*row, Cell(names[outcome]), make(case, outcome)])
    return table


def _three(names: dict[str, str], order: list[str], make: Make) -> list[tuple[str, Table]]:
    return [(name, Table([[Cell(names[o]) for o in order], [make(case, o) for o in order]], 1)) for case, name in CASES.items()]


def tables(plan: Plan, truth: Truth) -> list[tuple[str, Table]]:
    """The tables of section four with their captions."""
    values = drawn(plan)
    names, order = _names(plan), _order(plan)
    dice = plan.dice("s4.rest")

    def make(case: str, outcome: str) -> Cell:
        cell = figure(truth, f"{STEM}.{case}.{outcome}", values[case, outcome])
        if plan.has("s4.no_header"):
            truth[cell.path] = truth[cell.path].doubtful()
        return cell

    if plan.has("s4.three_tables"):
        return _three(names, order, make)
    if plan.has("s4.rows_labelled"):
        return [("", _labelled(names, order, make, dice))]
    if plan.has("s4.vertical"):
        return [("", _vertical(names, order, make))]
    row = [make(case, outcome) for case in CASES for outcome in order]
    first, label = "", ""
    if plan.has("s4.first_cell"):
        first, label = dice.choice(
            (
                ("", "件数"),
                ("年度", "2023年"),
                ("年份", str(plan.year)),
                ("类别", "件数"),
                ("项目", "数量（件）"),
                ("序号", "1"),
            )
        )
        first = first or "类别"
    last, end = "", []
    if plan.has("s4.extra_end"):
        last = dice.choice(("备注", "合计"))
        end = [Cell(str(sum(values[c, "total"] for c in CASES)) if last == "合计" else "", figure=True)]
    if plan.has("s4.two_rows"):
        this, before = dice.choice((("2023年", "2022年"), ("本年", "上年"), ("本年度", "上年度")))
        first = "年度"
        old = [Cell(before), *(Cell(str(dice.randint(21, 60)), figure=True) for _ in row), *end]
        rows = [[Cell(this), *row, *end], old]
        if dice.random() < 0.5:
            rows.reverse()
    else:
        rows = [[*([Cell(label)] if label else []), *row, *end]]
    if plan.has("s4.blank_last"):
        row[-1].text = ""
        truth[row[-1].path] = BLANK
    if plan.has("s4.no_header"):
        return [("", Table([*rows]))]
    if plan.has("s4.one_header"):
        top = [Cell(f"{name}{names[o]}") for name in CASES.values() for o in order]
        front = [Cell(first)] if first else []
        return [("", Table([[*front, *top, *([Cell(last)] if last else [])], *rows], 1))]
    top_rows = _official(first, names, order, last)
    return [("", Table([*top_rows, *rows], 3))]
