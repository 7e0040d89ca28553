"""A document: its title, its sections, its prose; and its truth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from . import section_four, section_three, section_two
from .common import CAPTIONS, NOTES, annotate, damage, second_tables
from .facts import Truth
from .grid import FRAMES, Table, render, settle
from .plan import Plan

TITLES = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
ARTICLE_50 = (
    "行政机关主动公开政府信息的情况",
    "行政机关收到和处理政府信息公开申请的情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
)
OLD = "doc.old"  # the report before it was corrected: a few figures differ
NUMERALS = "一二三四五六"
ORGANS = ("青山县教育局", "临江市人民政府办公室", "云岭区水务局", "白石镇人民政府", "东湖区民政局", "松原市统计局")
PROSE = (
    "（一）本年新收政府信息公开申请数量12件，上年结转3件。",
    "本年新收政府信息公开申请数量 21 件，其中自然人 18 件，商业企业 3 件。",
    "予以公开5件，部分公开2件，不予公开1件，结转下年度继续办理0件。",
    "（一）予以公开\n全年予以公开9件。",
    "2023年共收到申请37件，其中自然人30件、其他7件，总计37件。",
)
DECOYS = (
    "注：行政处罚罚没款共35.6万元。",
    "注：信息处理费收取100元。",
    "说明：罚没金额12元，已上缴。",
    "注：许可工本费（单位：元）另计。",
)


@dataclass(frozen=True)
class Head:
    """What the page says of the report as a whole."""

    title: str
    organ: str
    year: int


def head(plan: Plan) -> Head:
    """The title, the organ and the year."""
    dice = plan.dice("head")
    organ = dice.choice(ORGANS)
    year = plan.year
    shape = dice.choice(
        ("{}{}年政府信息公开工作年度报告", "{}{} 年政府信息公开工作年度报告", "{}{}年度政府信息公开工作年度报告")
    )
    return Head(shape.format(organ, year), organ, year)


def heading(plan: Plan, number: int, organ: str) -> str:
    """The heading of a section (counted from 1)."""
    names = ["总体情况", *TITLES, "存在的主要问题及改进情况", "其他需要报告的事项"]
    if plan.has("doc.headings_article50"):
        names[1:4] = ARTICLE_50
    name = names[number - 1]
    if plan.has("doc.headings_organ") and number in (2, 3, 4):
        name = f"{organ}{name}"
    if plan.has("doc.headings_part"):
        return f"第{NUMERALS[number - 1]}部分 {name}"
    return name if plan.has("doc.headings_plain") else f"{NUMERALS[number - 1]}、{name}"


def _halved(text: str) -> str:
    return re.sub("[（）：，]", lambda m: "():,"["（）：，".index(m[0])], text)


def _bold(table: Table, plan: Plan) -> None:
    dice = plan.dice("doc.bold")
    whole = dice.random() < 0.3
    for cell in table.cells():
        if cell.text and "\n" not in cell.text and (whole or dice.random() < 0.15):
            cell.text = f"**{cell.text}**"


def _table_text(plan: Plan, section: str, caption: str, table: Table) -> str:
    if plan.has("doc.half_width_labels"):
        for cell in table.cells():
            cell.text = _halved(cell.text)
    if plan.has("doc.bold"):
        _bold(table, plan)
    floats = plan.layout in FRAMES and plan.dice("floats").random() < 0.5
    text = render(table, plan.layout, plan.spans, floats)
    return f"{caption}\n{text}" if caption else text


def _alter(plan: Plan, name: str, tables: list[tuple[str, Table]], truth: Truth) -> None:
    """Change a few figures, as they stood before they were corrected."""
    dice = plan.dice(f"old.{name}")
    cells = [cell for _, table in tables for cell in table.cells() if cell.path and cell.text.isdigit()]
    for cell in dice.sample(cells, k=min(3, len(cells))):
        cell.text = str(int(cell.text) + dice.randint(1, 9))
        truth[cell.path] = replace(truth[cell.path], value=Decimal(cell.text))


def section(plan: Plan, name: str, truth: Truth) -> str:
    """The text of a table section, without its heading."""
    note, captions = "", [""]
    if name == "s2":
        table, caption, note = section_two.table(plan, truth)
        tables, captions = [("", table)], [caption]
    elif name == "s3":
        tables = [("", section_three.table(plan, truth))]
    else:
        tables = section_four.tables(plan, truth)
    damaged = plan.dice(f"{name}.which").randrange(len(tables))
    if plan.has(OLD):
        _alter(plan, name, tables, truth)
    damage(plan, name, tables[damaged][1], truth)
    if len(tables) == 1:
        tables = second_tables(plan, name, tables[0][1], truth)
    for _, table in tables:
        settle(table, plan.layout, truth)
    annotate(plan, name, tables[damaged][1], truth)
    if plan.has(f"{name}.caption"):
        captions.append(plan.dice(f"{name}.caption").choice(CAPTIONS[:1] if name == "s2" else CAPTIONS))
    texts = [*(c for c in captions if c), *(_table_text(plan, name, c, t) for c, t in tables)]
    if plan.has("s4.prose_between") and name == "s4":
        prose = (
            "2023年本机关行政复议、行政诉讼情况如下表：",
            "本年度共发生行政复议案件，具体如下：",
            "2023年，共收到行政复议12件、行政诉讼5件。",
        )
        texts.insert(0, plan.dice("s4.prose").choice(prose))
    if plan.has(f"{name}.prose_before"):
        texts.insert(0, plan.dice("prose").choice(PROSE))
    if plan.has(f"{name}.prose_after"):
        texts.append(plan.dice("prose").choice(PROSE))
    if plan.has(f"{name}.decoy_money"):
        texts.append(plan.dice("decoy").choice(DECOYS))
    if note:
        texts.append(note)
    if plan.has(f"{name}.note_below"):
        texts.append(plan.dice(f"{name}.note_below").choice(NOTES))
    return "\n".join(text.rstrip("\n") for text in texts)


def _deduped(text: str) -> str:
    """The text as a crawler leaves it that drops every line it has seen."""
    seen: set[str] = set()
    kept: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or line.strip() not in seen:
            kept.append(line)
        seen.add(line.strip())
    return "\n".join(kept)


def _without_repeated_lines(truth: Truth) -> Truth:
    """The truth of a text without repeated lines: all is open, and a second table has no labels, each being on its own line."""
    return {path: fact.where_labels_are_printed_once().doubtful() for path, fact in truth.items()}


def _front(plan: Plan, about: Head) -> list[str]:
    """What stands above the title on a site's page."""
    shapes = (
        f"当前位置：首页 > 政府信息公开 > 政府信息公开年报 > {about.year - 1}年",
        f"索引号：0029-{about.year + 1}-0012",
        f"发布时间：{about.year + 1}-01-20 浏览次数：123次",
        f"发布机构：{about.organ}",
        "字体：【大 中 小】 打印本页 关闭窗口",
    )
    dice = plan.dice("front")
    return dice.sample(shapes, k=dice.randint(1, 3))


def report(plan: Plan) -> tuple[str, Truth]:
    """The text of one report and its truth."""
    about = head(plan)
    truth: Truth = {}
    gap = plan.dice("gap").choice(("\n", "\n\n"))
    parts = [
        *(_front(plan, about) if plan.has("doc.front_matter") else ()),
        about.title,
        heading(plan, 1, about.organ),
        "本机关认真落实条例，全年主动公开政府信息260条。",
        "（一）主动公开。及时更新网站栏目。",
        "（二）依申请公开。均按时答复。",
    ]
    order = list(enumerate(("s2", "s3", "s4"), start=2))
    if plan.has("doc.section_missing"):
        order.pop(plan.dice("doc.section_missing").randrange(3))
    if plan.has("doc.sections_swapped"):
        order.reverse()
    if plan.has("doc.contents"):
        dots = plan.dice("doc.contents").choice(("……{}", "", "\t{}", " {}"))
        contents = [heading(plan, n, about.organ) + dots.format(n) for n in range(1, 7)]
        parts.insert(parts.index(heading(plan, 1, about.organ)), "\n".join(["目录", *contents]))
    for number, name in order:
        if name in plan.sections:
            parts += [heading(plan, number, about.organ), section(plan, name, truth)]
    parts += [
        heading(plan, 5, about.organ),
        "存在公开内容不够细的问题，下一步将加强培训。",
        heading(plan, 6, about.organ),
        "本年度没有收取信息处理费。",
        *((about.organ, f"{about.year + 1}年1月20日") if plan.has("doc.signature") else ()),
    ]
    text = gap.join(parts) + "\n"
    text = text.replace("2022年", f"{plan.year - 1}年").replace("2023年", f"{plan.year}年")
    return (_deduped(text), _without_repeated_lines(truth)) if plan.has("doc.lines_deduped") else (text, truth)


def _corrected(plan: Plan, text: str, truth: Truth) -> tuple[str, Truth]:
    """A report that was corrected: the notice, the report as it is now, and sometimes the old one."""
    dice = plan.dice("doc.correction")
    about = head(plan)
    old, old_truth = report(replace(plan, kinds=plan.kinds | {OLD}))
    truth = {
        path: fact if old_truth[path].value == fact.value else replace(fact, certain=False) for path, fact in truth.items()
    }
    if dice.random() < 0.5:
        notice = f"更正说明\n原{about.title}部分数据有误，现予更正，更正后的报告全文如下：\n"
        return f"{old}\n{notice}{text}", truth
    notice = f"关于更正{about.title}的公告\n原报告部分数据有误，以下为更正后的报告，原报告附后。\n"
    return f"{notice}{text}\n附：原报告（已作废）\n{old}", truth


def document_of(plan: Plan) -> tuple[str, Truth]:
    """The document of a plan."""
    text, truth = report(plan)
    if plan.has("doc.correction"):
        return _corrected(plan, text, truth)
    return text, truth
