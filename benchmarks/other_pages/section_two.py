"""Section two: what was disclosed proactively."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal

from .common import NOTES, count, figure
from .facts import Fact, Truth
from .forms import BLOCKS, MISSPELT, SPLIT, Block
from .grid import Cell, Line, Table
from .plan import UNITS, Plan

STEM = "proactive_disclosure"
FORM_UNIT: frozenset[str | None] = frozenset({None, "万元"})
MISPRINTS = {
    "（单位：万无）": "万元",
    "（单位：方元）": "万元",
    "（单位：兀）": "元",
    "（单位：万元": "万元",
    "（单位：千无）": "千元",
}


@dataclass
class Money:
    """How the page prints the unit of the amount."""

    header: str = ""
    second_row: str = ""
    caption: str = ""
    note: str = ""
    cell: str = ""
    note_cell: str = ""
    label: str = ""
    article: str = ""
    units: frozenset[str | None] = frozenset({None})
    certain: bool = True


def _units(edition: str, unit: str) -> frozenset[str | None]:
    return FORM_UNIT if edition == "2021" and unit == "万元" else frozenset({unit})


def money(plan: Plan) -> Money:
    """The unit of the amount and the places where it stands."""
    placed = next((place for place in UNITS if plan.has(f"s2.unit_{place}")), "")
    dice = plan.dice("s2.unit")
    unit = dice.choice(("万元", "元", "元", "百元", "千元", "亿元"))
    units = _units(plan.edition, unit)
    name = "收费金额" if plan.edition == "2021" else "采购总金额"
    if plan.has("s2.no_header") and not placed:
        placed = "none"
    if placed == "header":
        return Money(header=dice.choice(("（单位：{}）", "({})", "（{}）", "(单位:{})")).format(unit), units=units)
    if placed == "next_line":
        return Money(header=f"\n（单位：{unit}）", units=units)
    if placed == "second_row":
        return Money(second_row=dice.choice((f"（单位：{unit}）", unit)), units=units)
    if placed == "caption":
        shape = dice.choice(("（单位：件、{}）", "单位：{}", "单位：件，{}", "（金额单位：{}）"))
        return Money(caption=shape.format(unit), units=units)
    if placed == "note":
        shape = dice.choice(("注：{0}单位为{1}。", "注：{0}以{1}为单位。", "备注：{0}（单位：{1}）"))
        return Money(note=shape.format(name, unit), units=units)
    if placed == "note_cell":
        return Money(note_cell=f"注：{name}单位为{unit}。", units=units)
    if placed == "label":
        return Money(label=dice.choice((f"（单位：{unit}）", f"（{unit}）")), units=units)
    if placed == "article":
        return Money(article=f"（单位：{unit}）", units=units)
    if placed == "cell":
        return Money(cell=unit, units=units)
    if placed == "cell_against_header":
        other = dice.choice([u for u in ("万元", "元") if u != unit])
        return Money(header=f"（单位：{other}）", cell=unit, units=units)
    if placed == "misprinted":
        text = dice.choice(sorted(MISPRINTS))
        return Money(header=text, units=_units(plan.edition, MISPRINTS[text]), certain=False)
    if placed == "none":
        return Money(units=FORM_UNIT if plan.edition == "2021" else frozenset({None}))
    if plan.edition == "2021":
        return Money(header="（单位：万元）", units=FORM_UNIT)
    return Money()


@dataclass
class _Made:
    """The table while it is made."""

    truth: Truth
    money: Money
    extra_front: str = ""
    extra_end: str = ""
    between: str = ""
    year: str = ""
    lines: list[Line] = field(default_factory=list)
    place: int = 0

    @property
    def width(self) -> int:
        """How many places a row of the grid has."""
        return 4 + bool(self.extra_front) + bool(self.between) + bool(self.extra_end)

    def extra(self, name: str, dice: random.Random) -> list[Cell]:
        """The extra cell of a row, if the table has such a column."""
        if not name:
            return []
        text = {
            "序号": str(self.place),
            "年度": self.year,
            "上年": str(dice.randint(301, 399)),
            "上年数量": str(dice.randint(301, 399)),
            "合计": str(dice.randint(301, 399)),
            "同比": f"+{dice.randint(1, 9)}",
        }
        return [Cell(text.get(name, ""), figure=name != "序号" and name != "年度")]


def _value(dice: random.Random, field_name: str) -> int | Decimal:
    if field_name == "amount":
        return Decimal(dice.randint(101, 99999)) / 100 if dice.random() < 0.7 else dice.randint(3, 900)
    return dice.randint(-9, 30) if field_name == "change" else count(dice, 300)


def _names(plan: Plan, block: Block) -> dict[str, str]:
    shown = {name: name for _, name in block.columns}
    three = [name for _, name in block.columns if name in MISSPELT]
    if plan.has("s2.name_misspelt") and three:
        name = plan.dice("s2.name_misspelt").choice(three)
        shown[name] = MISSPELT[name]
    if plan.has("s2.name_unreadable") and three:
        dice = plan.dice("s2.name_unreadable")
        shown[dice.choice(three)] = dice.choice(("□□□□", "????", "■■■件数"))
    if plan.has("s2.name_split"):
        shown = {name: SPLIT.get(name, name) for name in shown}
    return shown


def _span(place: int, length: int, width: int) -> int:
    return width - length + 1 if place == length - 1 else 1


def _row(
    plan: Plan, made: _Made, block: Block, row: tuple[str, str], columns: list[tuple[str, str]], dice: random.Random
) -> list[Cell]:
    """The row of one kind of document or act."""
    made.place += 1
    is_paid = any(name == "amount" for name, _ in columns)
    cells = [*made.extra(made.extra_front, dice), Cell(row[1] + (made.money.label if is_paid else ""))]
    stem = f"{STEM}.{row[0]}"
    drawn = {name: _value(dice, name) for name, _ in block.columns}
    open_names = any(plan.has(f"s2.{kind}") for kind in ("no_header", "name_unreadable"))
    for place, (name, _) in enumerate(columns):
        is_money = name == "amount"
        cell = figure(
            made.truth, f"{stem}.{name}", drawn[name], _span(place, len(columns), 3), made.money.units if is_money else None
        )
        fact = made.truth[cell.path]
        if plan.has("s2.thousands") and name != "change" and not is_money:
            big = int(drawn[name]) * 37 + 1000
            made.truth[cell.path] = Fact(Decimal(big))
            cell.text = plan.dice("s2.thousands").choice(("{:,}", "{:,}", "{}")).format(big)
            fact = made.truth[cell.path]
        if name == "change" and drawn[name] > 0 and plan.dice("signs").random() < 0.7:
            cell.text = f"+{cell.text}"
        if is_money:
            cell.text += made.money.cell
        if open_names or (is_money and not made.money.certain):
            made.truth[cell.path] = fact.doubtful()
        cells.append(cell)
        if made.between and place == 0:
            cells.append(Cell(str(dice.randint(301, 399)), figure=True))
    return [*cells, *made.extra(made.extra_end, dice)]


def _local(made: _Made, dice: random.Random) -> list[Cell]:
    """A row of the place's own."""
    made.place += 1
    label = dice.choice(("其他主动公开文件", "合计", "其中：区级文件", "上年同期", "2022年"))
    cells = [Cell(str(dice.randint(301, 399)), figure=True) for _ in range(4 if made.between else 3)]
    return [*made.extra(made.extra_front, dice), Cell(label), *cells, *made.extra(made.extra_end, dice)]


def _block(plan: Plan, made: _Made, block: Block, dice: random.Random) -> None:
    """A block: its article, its header, its rows."""
    columns = list(block.columns)
    if plan.has("s2.order_shuffled"):
        plan.dice("s2.order_shuffled").shuffle(columns)
    if plan.has("s2.column_missing") and len(columns) == 3:
        columns.pop(plan.dice("s2.column_missing").randrange(3))
    width = made.width
    front = [Cell(made.extra_front)] if made.extra_front else []
    end = [Cell(made.extra_end)] if made.extra_end else []
    if not plan.has("s2.no_articles"):
        paid = any(name == "amount" for name, _ in columns)
        made.lines.append([Cell(block.article + (made.money.article if paid else ""), width)])
    if not plan.has("s2.no_header"):
        shown = _names(plan, block)
        second = bool(made.money.second_row) and any(name == "amount" for name, _ in columns)
        cells: list[Cell] = []
        for place, (name, printed) in enumerate(columns):
            text = shown[printed] + (made.money.header if name == "amount" else "")
            cells.append(Cell(text, _span(place, len(columns), 3), 2 if second and name != "amount" else 1))
            if made.between and place == 0:
                cells.append(Cell(f"{made.between}{printed.removeprefix('本年')}"))
        fixed = [*front, Cell("信息内容")]
        for cell in [*fixed, *end]:
            cell.rowspan = 2 if second else 1
        made.lines.append([*fixed, *cells, *end])
        if second:
            amount = next(place for place, (name, _) in enumerate(columns) if name == "amount")
            made.lines.append([Cell(made.money.second_row, _span(amount, len(columns), 3))])
    rows = list(block.rows)
    if plan.has("s2.rows_reordered"):
        rows.reverse()
    if plan.has("s2.rows_missing") and len(rows) > 1 and dice.random() < 0.6:
        rows.pop(dice.randrange(len(rows)))
    for row in rows:
        made.lines.append(_row(plan, made, block, row, columns, plan.dice(f"figures.s2.{row[0]}")))
    if plan.has("s2.local_rows") and len(columns) == 3 and block is BLOCKS[plan.edition][0]:
        made.lines.append(_local(made, dice))


def table(plan: Plan, truth: Truth) -> tuple[Table, str, str]:
    """The table of section two, its caption, the note below it."""
    unit = money(plan)
    made = _Made(truth, unit, year=str(plan.year))
    if plan.has("s2.extra_front"):
        made.extra_front = plan.dice("s2.extra_front").choice(("序号", "年度"))
    if plan.has("s2.extra_end"):
        made.extra_end = plan.dice("s2.extra_end").choice(("备注", "上年", "同比", "上年数量", "合计"))
    if plan.has("s2.extra_between"):
        made.between = plan.dice("s2.extra_between").choice(("上年", "累计", "其中：区级"))
    blocks = list(BLOCKS[plan.edition])
    if plan.has("s2.rows_reordered") and plan.dice("s2.blocks").random() < 0.5:
        blocks.reverse()
    if plan.has("s2.rows_missing"):
        blocks.pop(plan.dice("s2.rows_missing").randrange(1, len(blocks)))
    dice = plan.dice("s2.rest")
    for block in blocks:
        _block(plan, made, block, dice)
    if plan.has("s2.note_in_cell"):
        noted = plan.dice("s2.note_in_cell")
        place = noted.randint(2, len(made.lines))
        made.lines.insert(place, [Cell(noted.choice(NOTES), made.width)])
    if unit.note_cell:
        made.lines.append([Cell(unit.note_cell, made.width)])
    return Table(made.lines, 1), unit.caption, unit.note
