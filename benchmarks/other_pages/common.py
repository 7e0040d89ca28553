"""What the three sections' tables share: drawing, damage to figures, notes, pages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal

from .facts import BLANK, Fact, Truth
from .grid import UNMARKED, Cell, Table
from .plan import Plan

NILS = ("/", "—", "-", "无", "－")
NOTES = (
    "注：以上数量不含垂直管理部门。",
    "注：本表数据截至2023年12月31日。",
    "（注：其中网络申请12件，信函申请7件）",
    "注：1.本表不含乡镇数据；2.另有3件正在办理。",
    "备注：数量以系统登记为准，共核对2次。",
    "说明：上述数据由办公室汇总。",
)
CAPTIONS = ("单位：件", "表1", "（单位：件）", "2023年统计表", "统计表如下：", "（统计期限：2023年1月1日至12月31日）")
MARKS = ("①", "*", "[1]", "（注1）", "②")


def count(dice: random.Random, high: int = 60, zero: float = 0.08) -> int:
    """A number that is seldom zero, unless the page is a sparse one."""
    return 0 if dice.random() < zero else dice.randint(1, high)


def figure(truth: Truth, path: str, value: int | Decimal, colspan: int = 1, unit: frozenset[str | None] | None = None) -> Cell:
    """A cell of a figure, which is put into the truth."""
    truth[path] = Fact(Decimal(value), units=unit)
    return Cell(str(value), colspan, path=path, figure=True)


def _set(truth: Truth, cell: Cell, text: str, fact: Fact) -> None:
    cell.text = text
    truth[cell.path] = fact


def _row_open(truth: Truth, row: Iterable[Cell]) -> None:
    for cell in row:
        if cell.path:
            truth[cell.path] = truth[cell.path].doubtful()


def _unreadable(text: str, dice: random.Random) -> tuple[str, bool]:
    """A figure with a damaged digit, and whether its value can still be guessed."""
    if "0" in text and dice.random() < 0.4:
        return text.replace("0", "O"), True
    if "1" in text and dice.random() < 0.4:
        return text.replace("1", "l"), True
    choice = dice.randrange(4)
    if choice == 0:
        return f"{text}①", True
    if choice == 1:
        return text[:-1] + "?", False
    if choice == 2:
        return text[:-1] + "□", False
    return f"约{text}", True


def damage(plan: Plan, section: str, table: Table, truth: Truth) -> None:
    """Blank, mark or damage cells as the plan says."""
    rows = table.rows()
    if not rows:
        return

    def dice_of(name: str) -> random.Random | None:
        kind = f"{section}.{name}"
        return plan.dice(kind) if plan.has(kind) else None

    if dice := dice_of("blank_cells"):
        for cell in dice.sample([c for row in rows for c in row if c.path], k=dice.randint(1, 3)):
            _set(truth, cell, "", BLANK)
    if dice := dice_of("nil_marks"):
        nil = dice.choice(NILS)
        cells = [c for row in rows for c in row if c.path]
        for cell in dice.sample(cells, k=min(len(cells), dice.randint(1, 6))):
            _set(truth, cell, nil, BLANK)
    if dice := dice_of("blank_row"):
        for cell in dice.choice(rows):
            if cell.figure and cell.path:
                _set(truth, cell, "", BLANK)
            elif cell.figure:
                cell.text = ""
    if dice := dice_of("digits_split"):
        cell = dice.choice([c for row in rows for c in row if c.path and len(c.text) > 1 and c.text.isdigit()] or [rows[0][-1]])
        cell.text = " ".join(cell.text)
        for row in rows:
            if cell in row:
                _row_open(truth, row)
    if dice := dice_of("cell_words"):
        cells = [c for row in rows for c in row if c.path and c.text.isdigit() and truth[c.path].units is None]
        for cell in dice.sample(cells, k=min(len(cells), dice.randint(1, 3))):
            words = dice.choice(("{}件", "{} 件", "{}项", "{}（含上年1件）", "共{}件", "{}(其中网络申请2件)"))
            cell.text = words.format(cell.text)
            truth[cell.path] = truth[cell.path].doubtful()
            if plan.layout in UNMARKED:
                for row in rows:
                    if cell in row:
                        _row_open(truth, row)
    if dice := dice_of("digit_unreadable"):
        cell = dice.choice([c for row in rows for c in row if c.path and c.text.isdigit()] or [rows[0][-1]])
        text, guessed = _unreadable(cell.text, dice)
        _set(truth, cell, text, truth[cell.path].doubtful() if guessed else BLANK)
        if plan.layout not in ("tabs", "bars", "bars_inner", "markdown", "csv", "csv_quoted"):
            for row in rows:
                if cell in row:
                    _row_open(truth, row)
    if dice := dice_of("wide_figures"):
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        for row in dice.sample(rows, k=max(1, len(rows) // 3)):
            for cell in row:
                cell.text = cell.text.translate(wide) if cell.figure else cell.text
    if dice := dice_of("cells_lost"):
        row = dice.choice(rows)
        lost = min(dice.randint(1, 3), sum(1 for c in row if c.path))
        for cell in row[-lost:]:
            if cell.path:
                truth[cell.path] = BLANK
        del row[-lost:]
        _row_open(truth, row)


def annotate(plan: Plan, section: str, table: Table, truth: Truth) -> None:
    """Put notes, footnote marks, page numbers and running heads into a table.

    A page's number without a mark, where cells are not marked either, leaves the table open.
    """
    first = table.header
    kind = f"{section}.footnote_marks"
    if plan.has(kind):
        dice = plan.dice(kind)
        labels = [c for row in table.rows() for c in row if not c.figure and c.text and not c.text[0].isascii()]
        for cell in dice.sample(labels, k=min(2, len(labels))):
            cell.text += dice.choice(MARKS)
    kind = f"{section}.note_between"
    if plan.has(kind):
        dice = plan.dice(kind)
        table.lines.insert(dice.randint(first + 1, len(table.lines)), dice.choice(NOTES))
    kind = f"{section}.furniture"
    if plan.has(kind):
        dice = plan.dice(kind)
        page = dice.randint(2, 8)
        shapes = [
            f"- {page} -",
            f"第{page}页",
            f"Page {page} of 9",
            f"— {page} —",
            f"第 {page} 页 共 9 页",
            f"{page} / 9",
            "青山县人民政府门户网站",
            "续表",
            "（续上页）",
        ]
        shapes.append(str(page))
        for _ in range(dice.randint(1, 2)):
            shape = dice.choice(shapes)
            table.lines.insert(dice.randint(min(first + 1, len(table.lines)), len(table.lines)), shape)
            if shape == str(page) and plan.layout in UNMARKED:
                for row in table.rows():
                    _row_open(truth, row)


def other_year(table: Table, dice: random.Random, year: int) -> Table:
    """The same table with other figures and no paths: last year's."""
    lines = [
        line if isinstance(line, str) else [Cell(_other(c, dice, year), c.colspan, c.rowspan) for c in line]
        for line in table.lines
    ]
    return Table(lines, table.header)


def _other(cell: Cell, dice: random.Random, year: int) -> str:
    if not cell.figure and cell.text.startswith(str(year)):
        return cell.text.replace(str(year), str(year - 1))
    return str(dice.randint(61, 99)) if cell.figure and cell.text.isdigit() else cell.text


def second_tables(plan: Plan, section: str, table: Table, truth: Truth) -> list[tuple[str, Table]]:
    """The tables that a section prints, each with its caption."""
    for name in ("last_year_table", "table_twice", "table_twice_differs"):
        kind = f"{section}.{name}"
        if not plan.has(kind):
            continue
        dice = plan.dice(kind)
        if name == "last_year_table":
            captions = dice.choice(
                (
                    ("2023年", "2022年"),
                    ("本年度情况", "上年度情况"),
                    ("2023年数据如下：", "附：2022年数据"),
                    ("表1 2023年统计表", "表2 2022年统计表"),
                )
            )
            pair = [(captions[0], table), (captions[1], other_year(table, dice, plan.year))]
            if dice.random() < 0.5 and not captions[1].startswith("附"):
                pair.reverse()
            return pair
        copy = Table(
            [
                line if isinstance(line, str) else [Cell(c.text, c.colspan, c.rowspan, figure=c.figure) for c in line]
                for line in table.lines
            ],
            table.header,
        )
        places: list[tuple[int, int]] = []
        if name == "table_twice_differs":
            places = [
                (r, c)
                for r, line in enumerate(table.lines)
                if not isinstance(line, str)
                for c, cell in enumerate(line)
                if cell.path and cell.text.isdecimal()  # 34① has a mark behind it
            ]
        if places:
            r, c = dice.choice(places)
            first, second = table.lines[r], copy.lines[r]
            assert not isinstance(first, str)
            assert not isinstance(second, str)
            second[c].text = str(int(first[c].text) + dice.randint(1, 30))
            truth[first[c].path] = Fact(None, False, contested=(Decimal(first[c].text), Decimal(second[c].text)))
        return [("", table), ("", copy)]
    return [("", table)]
