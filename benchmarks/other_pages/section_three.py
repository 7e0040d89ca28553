"""Section three: requests."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from textwrap import wrap

from .common import count, figure
from .facts import BLANK, Truth
from .forms import (
    COLUMNS,
    CORNER,
    KINDS,
    MISSPELT,
    RESULTS,
    SPLIT,
    TOTAL,
    RowForm,
    request_rows,
)
from .grid import FURNISHED, Cell, Line, Table
from .plan import Plan

Row = list[Cell]
STEM = "requests"


@dataclass(frozen=True)
class Column:
    """A column: the kind of applicant whose figures it holds, or an extra one, and its name."""

    key: str
    name: str
    extra: bool = False


def drawn(plan: Plan, rows: list[RowForm]) -> dict[tuple[str, str], int]:
    """Figures that add up: each row over its kinds, each column over its results, and the balance."""
    dice = plan.dice("figures.s3")
    values: dict[tuple[str, str], int] = {}
    zero = 0.75 if plan.has("s3.sparse") else 0.08
    parts = [row.path for row in rows if row.result and row.path != "results.total"]
    for kind in KINDS:
        for path in parts:
            values[path, kind] = count(dice, 40, zero)
        total = sum(values[path, kind] for path in parts)
        values["results.total", kind] = total
        values["carried_forward", kind] = count(dice, 30, zero)
        values["brought_forward", kind] = count(dice, 30, zero)
        values["brought_forward", kind] = min(values["brought_forward", kind], total + values["carried_forward", kind])
        values["new", kind] = total + values["carried_forward", kind] - values["brought_forward", kind]
    for row in rows:
        values[row.path, TOTAL] = sum(values[row.path, kind] for kind in KINDS)
    if plan.has("s3.sum_wrong"):
        cell = dice.choice(sorted(values))
        values[cell] += dice.randint(1, 9)
    return values


def columns(plan: Plan) -> tuple[list[Column], list[Column], list[Column]]:
    """The extra columns in front, the form's and those between, the extra columns at the end."""
    keys = list(KINDS)
    if plan.has("s3.kinds_shuffled"):
        plan.dice("s3.kinds_shuffled").shuffle(keys)
    keys = [*keys, TOTAL]
    if plan.has("s3.total_first"):
        keys = [TOTAL, *keys[:-1]]
    if plan.has("s3.total_second"):
        keys = [keys[0], TOTAL, *keys[1:-1]]
    if plan.has("s3.column_missing"):
        dice = plan.dice("s3.column_missing")
        for key in dice.sample(list(COLUMNS), k=dice.choice((1, 1, 1, 2, 3))):
            keys.remove(key)
    middle = [Column(key, COLUMNS[key]) for key in keys]
    front, end = [], []
    if plan.has("s3.extra_between"):
        dice = plan.dice("s3.extra_between")
        name = dice.choice(("上年", "上年同期", "同比", "占比", "合计", "小计", "", "小计", "自然人（上年）", "其中：外籍"))
        middle.insert(dice.randint(1, len(middle) - 1), Column("", name, True))
    if plan.has("s3.extra_front"):
        front = [Column("", plan.dice("s3.extra_front").choice(("序号", "年度", "序号", "代码")), True)]
    if plan.has("s3.extra_end"):
        end = [
            Column(
                "", plan.dice("s3.extra_end").choice(("备注", "上年总计", "同比", "占比", "合计", "", "同比增减", "上年")), True
            )
        ]
    return front, middle, end


def _extra(name: str, place: int, values: dict[str, int], dice: random.Random) -> str:
    if name in ("序号",):
        return str(place)
    if name == "代码":
        return f"{place:02d}"
    if name in ("同比", "同比增减"):
        return f"{dice.choice('+-')}{dice.randint(1, 30)}"
    if name == "占比":
        return dice.choice(("{}.{}%", "{}.{}")).format(dice.randint(1, 99), dice.randint(1, 9))
    if name == "合计":
        return str(sum(values[kind] for kind in KINDS))
    if name == "小计":
        return str(sum(values[kind] for kind in KINDS if kind != "natural_person"))
    if "上年" in name or name.startswith("其中"):
        return str(dice.randint(61, 99))
    if name == "备注":
        return dice.choice(("", "", "", "含转办", "见说明"))
    return ""


def _shown(plan: Plan, middle: list[Column]) -> dict[str, str]:
    """The names of the columns as printed, misspelt, unreadable or split."""
    shown = {column.name: column.name for column in middle}
    own = [column.name for column in middle if not column.extra]
    if plan.has("s3.name_misspelt"):
        name = plan.dice("s3.name_misspelt").choice([n for n in own if n in MISSPELT])
        shown[name] = MISSPELT[name]
    if plan.has("s3.name_unreadable"):
        dice = plan.dice("s3.name_unreadable")
        name = dice.choice(own)
        shown[name] = dice.choice(("□□□□", "??", "■■机构"))
    if plan.has("s3.name_split"):
        for name in plan.dice("s3.name_split").sample([n for n in own if n in SPLIT], k=2):
            shown[name] = SPLIT[name]
    return shown


def header(plan: Plan, front: list[Column], middle: list[Column], end: list[Column], labels: int) -> list[Row]:
    """The header's rows: the official three, one, or none."""
    if plan.has("s3.header_none"):
        return []
    shown = _shown(plan, middle)
    keys = [column.key for column in middle if not column.extra]
    kinds = [key for key in keys if key not in ("natural_person", TOTAL)]
    places = [keys.index(key) for key in kinds]
    together = places == list(range(places[0], places[0] + len(places)))
    if plan.has("s3.header_one_row") or not together:
        corner = plan.dice("s3.header_one_row").choice(("项目", CORNER, "类别", "办理情况"))
        texts = [*(c.name for c in front), corner]
        return [
            [
                *(Cell(text, labels if text == corner else 1) for text in texts),
                *(Cell(shown[c.name]) for c in middle),
                *(Cell(c.name) for c in end),
            ]
        ]
    top = [
        *(Cell(c.name, rowspan=3) for c in front),
        Cell(CORNER, labels, 3),
        Cell("申请人情况", len(middle)),
        *(Cell(c.name, rowspan=3) for c in end),
    ]
    second: Row = []
    third: Row = []
    inner = {place for place, c in enumerate(middle) if c.extra and _within(middle, place, kinds)}
    for place, column in enumerate(middle):
        if column.key in kinds or place in inner:
            if not third:
                second.append(Cell("法人或其他组织", len(kinds) + len(inner)))
            third.append(Cell(shown[column.name]))
        else:
            second.append(Cell(shown[column.name], rowspan=2))
    return [top, second, third]


def _within(middle: list[Column], place: int, kinds: list[str]) -> bool:
    own = [index for index, column in enumerate(middle) if column.key in kinds]
    return own[0] < place < own[-1]


@dataclass
class _Entry:
    """A row to be printed: its label, its group, whether it is a result, its figures."""

    label: str
    group: str
    result: bool
    cells: Row


def _order(plan: Plan, rows: list[RowForm]) -> list[RowForm]:
    if plan.has("s3.rows_missing"):
        dice = plan.dice("s3.rows_missing")
        gone = set(dice.sample([row.path for row in rows], k=dice.randint(1, 5)))
        rows = [row for row in rows if row.path not in gone]
    if plan.has("s3.rows_reordered"):
        dice = plan.dice("s3.rows_reordered")
        groups = [row.group for row in rows if row.group]
        group = dice.choice(groups)
        places = [place for place, row in enumerate(rows) if row.group == group]
        moved = [rows[place] for place in places]
        dice.shuffle(moved)
        rows = list(rows)
        for place, row in zip(places, moved, strict=True):
            rows[place] = row
        if dice.random() < 0.3:
            rows.insert(2, rows.pop())
    rows = _mislabelled(plan, rows)
    if plan.only_rows is not None:
        rows = [row for row in rows if row.path in plan.only_rows]
    return rows


def _mislabelled(plan: Plan, rows: list[RowForm]) -> list[RowForm]:
    """Labels that are wrapped, or of which a letter is wrong, or that cannot be read."""
    if plan.has("s3.label_misspelt") or plan.has("s3.label_unreadable"):
        dice = plan.dice("s3.label")
        place = dice.choice([place for place, row in enumerate(rows) if row.group])
        label = rows[place].label
        if plan.has("s3.label_misspelt"):
            at = dice.randrange(2, len(label))
            label = label[:at] + dice.choice("巳囗丨冂") + label[at + 1 :]
        else:
            label = f"{label[:2]}□□□□"
        rows = [*rows[:place], replace(rows[place], label=label), *rows[place + 1 :]]
    if plan.has("s3.labels_wrapped"):
        width = plan.dice("s3.wrapped").choice((6, 9, 12))
        rows = [replace(row, label="\n".join(wrap(row.label, width))) for row in rows]
    return rows


def _labelled(plan: Plan, entries: list[_Entry], labels: int) -> list[Row]:
    """The rows with their labels, as cells with spans, flat, or with rows of their own for groups."""
    result: list[Row] = []
    last, started = "", False
    group_missing = plan.has("s3.labels_flat")
    for place, entry in enumerate(entries):
        if labels == 1:
            if plan.has("s3.labels_group_rows"):
                if entry.result and not started:
                    result.append([Cell(RESULTS)])
                if entry.group and entry.group != last:
                    result.append([Cell(entry.group)])
            joined = plan.has("s3.labels_joined") and entry.group
            text = f"{entry.group}{entry.label}" if joined else entry.label
            if plan.has("s3.labels_joined") and entry.result and not started and not group_missing:
                text = f"{RESULTS}{text}"
            cells: Row = [Cell(text)]
        else:
            cells = []
            if entry.result and (place == 0 or not entries[place - 1].result):
                run = next((n for n, e in enumerate(entries[place:]) if not e.result), len(entries) - place)
                cells.append(Cell(RESULTS, rowspan=run))
            if entry.group:
                if place == 0 or entries[place - 1].group != entry.group:
                    run = next((n for n, e in enumerate(entries[place:]) if e.group != entry.group), len(entries) - place)
                    cells.append(Cell(entry.group, rowspan=run))
                cells.append(Cell(entry.label))
            else:
                cells.append(Cell(entry.label, 2 if entry.result else 3))
        started = started or entry.result
        last = entry.group
        result.append([*cells, *entry.cells])
    return result


def table(plan: Plan, truth: Truth) -> Table:
    """The table of section three, and its truth."""
    rows = request_rows(plan.edition)
    values = drawn(plan, rows)
    front, middle, end = columns(plan)
    flat = any(plan.has(f"s3.labels_{name}") for name in ("flat", "group_rows", "joined"))
    labels = 1 if flat else 3
    dice = plan.dice("s3.extras")
    blank = plan.dice("s3.blank_column").choice(list(KINDS)) if plan.has("s3.blank_column") else ""
    entries: list[_Entry] = []
    local = plan.dice("s3.local_rows").choice(("other", "subtotal", "of_which")) if plan.has("s3.local_rows") else ""
    open_names = plan.has("s3.name_unreadable") or plan.has("s3.header_none")
    open_labels = plan.has("s3.label_unreadable")

    def cells(path: str, label: str, numbers: dict[str, int], place: int) -> tuple[Row, Row]:
        made: Row = []
        for column in middle:
            if column.extra:
                made.append(Cell(_extra(column.name, place, numbers, dice), figure=True))
            elif path:
                made.append(figure(truth, f"{STEM}.{path}.{column.key}", numbers[column.key]))
                if column.key == blank:
                    made[-1].text = ""
                    truth[made[-1].path] = BLANK
                elif open_names or (open_labels and "□" in label):
                    truth[made[-1].path] = truth[made[-1].path].doubtful()
            else:
                made.append(Cell(str(numbers[column.key]), figure=True))
        made += [Cell(_extra(column.name, place, numbers, dice), figure=True) for column in end]
        return [
            Cell(str(plan.year) if column.name == "年度" else _extra(column.name, place, numbers, dice)) for column in front
        ], made

    fronts: list[Row] = []
    printed = _order(plan, rows)
    for place, row in enumerate(printed):
        before, made = cells(row.path, row.label, {key: values[row.path, key] for key in COLUMNS}, len(entries) + 1)
        entries.append(_Entry(row.label, row.group, row.result, made))
        fronts.append(before)
        following = printed[place + 1].group if place + 1 < len(printed) else ""
        extra = _local(local, row, following, dice)
        if extra:
            before, made = cells("", extra, _numbers(dice), len(entries) + 1)
            entries.append(_Entry(extra, row.group, row.result, made))
            fronts.append(before)
    body = _labelled(plan, entries, labels)
    if plan.has("s3.labels_group_rows"):
        body = [[*(Cell("") for _ in front), *line] for line in body]
        for before, line in zip(fronts, (line for line in body if len(line) > 1 + len(front)), strict=True):
            line[: len(front)] = before
    else:
        body = [[*before, *line] for before, line in zip(fronts, body, strict=True)]
    top = header(plan, front, middle, end, labels)
    lines: list[Line] = [*top, *body]
    result = Table(lines, len(top))
    _cut(plan, result, truth, top)
    return result


def _numbers(dice: random.Random) -> dict[str, int]:
    numbers = {kind: dice.randint(41, 60) for kind in KINDS}
    return {**numbers, TOTAL: sum(numbers.values())}


def _local(local: str, row: RowForm, following: str, dice: random.Random) -> str:
    """The label of a row of the place's own behind this one, or nothing."""
    if local == "other" and row.group.startswith("（五）") and following != row.group:
        return "6.其他"
    if local == "subtotal" and row.group and following != row.group:
        return dice.choice(("合计", "小计"))
    if local == "of_which" and row.path in ("new", "results.granted"):
        return dice.choice(("其中：网络申请", "其中：当面申请", "上年同期", "2022年"))
    return ""


def _cut(plan: Plan, table: Table, truth: Truth, top: list[Row]) -> None:
    """Lose a row, or break the page within the table."""
    if plan.has("s3.row_lost"):
        dice = plan.dice("s3.row_lost")
        alone = [line for line in table.rows() if all(cell.rowspan == 1 for cell in line)]
        row = dice.choice(alone or table.rows())
        for cell in row:
            if cell.path:
                truth[cell.path] = BLANK
        table.lines = [line for line in table.lines if line is not row]
    if plan.has("s3.row_twice"):
        dice = plan.dice("s3.row_twice")
        row = dice.choice([line for line in table.rows() if all(cell.rowspan == 1 for cell in line)] or table.rows())
        place = next(place for place, line in enumerate(table.lines) if line is row)
        page = [f"- {dice.randint(2, 6)} -"] if dice.random() < 0.5 and plan.layout in FURNISHED else []
        table.lines[place + 1 : place + 1] = [*page, [Cell(c.text, c.colspan, c.rowspan, figure=c.figure) for c in row]]
    if plan.has("s3.page_break_header") and top:
        dice = plan.dice("s3.page_break_header")
        number = dice.randint(3, 6)
        again = [[Cell(cell.text, cell.colspan, cell.rowspan) for cell in row] for row in top]
        place = dice.randint(len(top) + 3, max(len(table.lines) - 2, len(top) + 3))
        table.lines[place:place] = [f"- {number} -", *again] if dice.random() < 0.6 else list(again)
