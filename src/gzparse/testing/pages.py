"""Write a whole report, in any edition of the form, in the layouts that mark no cells."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from gzparse.annual_report.record import Report
from gzparse.annual_report.sheets import Sheets
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.spec.sheet import Cell, Sheet
from gzparse.testing import figures as writing
from gzparse.testing.figures import Number

# --- the form ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a printed table: header cells, or labels (the row's own last) and the paths of its figures."""

    cells: tuple[str, ...]
    key: str = ""
    paths: tuple[str, ...] = ()


@cache
def sheets_of(edition: writing.Edition) -> dict[str, Sheet]:
    """Return the printed tables of an edition, by their headings."""
    shown = dict.fromkeys(writing.paths_of(edition), "")
    document = Sheets(SPECIFICATION).document(Report(edition=writing.edition_name(edition)), shown)
    return {section.heading: section.sheet for section in document.sections if section.sheet is not None}


def _item(row: tuple[Cell, ...]) -> Item:
    paths = tuple(cell.path for cell in row if cell.path is not None)
    cells = tuple(cell.text for cell in row if cell.path is None)
    return Item(cells, paths[0].rsplit(".", 1 + (len(paths) > 7))[0] if paths else "", paths)


class Form:
    """The tables of an edition, their rows by key, and the number of the table that each row stands in."""

    def __init__(self, edition: writing.Edition) -> None:
        self.edition = edition
        self.tables = [(heading, [_item(row) for row in sheet.rows]) for heading, sheet in sheets_of(edition).items()]
        self.rows = {item.key: item for _, items in self.tables for item in items if item.key}
        self.table_of = {item.key: number for number, (_, items) in enumerate(self.tables) for item in items if item.key}

    def paths_of(self, table: int) -> list[str]:
        """Return the paths of a table's figures."""
        return [path for item in self.tables[table][1] for path in item.paths]


form_of = cache(Form)
OUTCOMES = "review_and_litigation"
VERTICAL = "三、本年度办理结果"

_NARROW = "申请人情况\n自然人\n法人或其他组织\n总计\n商业\n企业\n科研\n机构\n社会\n公益\n组织\n法律\n服务\n机构\n其他"
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等\n于第三项加第四项之和）"
_SCRAMBLED = f"申请人情况\n法人或其他组织\n{_NOTE}\n自然人 社会 法律 总计\n商业 科研\n公益 服务 其他\n企业 机构\n组织 机构"
_FIVE = "结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结"
HEADERS = {
    "narrow": (
        f"{_NOTE}\n{_NARROW}",
        f"行政复议\n行政诉讼\n{_FIVE}总计\n未经复议直接起诉\n复议后起诉\n{_FIVE}\n总计{_FIVE}\n总计",
    ),
    "in part": (
        f"{_NOTE}\n{_NARROW}",
        f"行政复议 行政诉讼\n{_FIVE} 总 计\n未经复议直接起诉 复议后起诉\n{_FIVE} 总 计 {_FIVE.replace(chr(10), ' ')} 总 计",
    ),
    "scrambled": (
        _SCRAMBLED,
        "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果 结果 其他 尚未\n总 计\n维持 纠正 结果 审结 "
        "结果 结果 其他 尚未 结果 结果 其他 尚未\n"
        "总 计 总计\n维持 纠正 结果 审结 维持 纠正 结果 审结",
    ),
}
"""How the headers of tables three and four come out of narrow columns, as real extractions have them."""


def figures_of(rng: random.Random, edition: writing.Edition = writing.EDITIONS["2021"]) -> dict[str, Number]:
    """Draw a report's figures so that all identities hold: of any size, most of them often not zero."""
    size = rng.choice((4, 20, 60, 60, 300, 3000))
    zero = rng.choice((0.0, 0.05, 0.05, 0.15, 0.3, 0.6, 0.9))
    used = [rng.random() > zero / 2 for _ in range(6)]
    empty = [rng.random() < zero / 2 for _ in range(25)]

    def draw(column: int, row: int) -> int:
        return 0 if not used[column] or empty[row] or rng.random() < zero else rng.randint(1, size)

    figures: dict[str, Number] = {**writing.section_two(rng, edition, size, zero)}
    for path in figures:
        if path.endswith(".amount"):
            figures[path] = Decimal(rng.randint(0, size * 900)).scaleb(-2) if rng.random() > zero else Decimal(0)
    items = [[draw(c, r) for c in range(6)] for r in range(len(writing.results(edition)))]
    figures |= writing.requests_of(edition, items, [draw(c, 21) for c in range(6)], [draw(c, 22) for c in range(6)])
    blocks = [[0 if rng.random() < zero else rng.randint(1, size) for _ in range(4)] for _ in writing.BLOCKS]
    return figures | writing.outcomes_of(blocks)


# --- pages ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Word:
    """A piece of a line: a label's (with its row), a figure (with its path), or other text."""

    text: str
    row: str = ""
    path: str = ""
    column: int | None = None
    """Where it ends on an aligned page."""
    gap: str | None = None
    """What stands before it in its line, if not the writer's own separator."""
    noise: bool = False
    """A page number without dashes among a row's figures."""


@dataclass(slots=True, eq=False)
class Line:
    """A line of a page; table: the number of the table that it stands in, or -1."""

    words: list[Word]
    table: int = -1


@dataclass(frozen=True, slots=True)
class Writer:
    """How a page without marks is laid out."""

    name: str
    cell: bool = False
    """Every cell on a line of its own."""
    place: str = "behind"
    """Where a row's figures stand to its wrapped label: behind, before, after, between, or mixed."""
    wrap: int = 0
    vertical: str = "whole"
    """三、本年度办理结果: whole, letters on lines of their own, or letters scattered in."""
    headers: str = ""
    aligned: bool = False
    sep: str = " "
    join: str = "\n"
    scattered: bool = False
    """Figures are concatenated, with a few spaces between them."""

    @property
    def concatenated(self) -> bool:
        """Whether figures are concatenated."""
        return not self.sep

    @property
    def unanchored(self) -> bool:
        """Whether a page number without dashes looks like one more cell of its row."""
        return self.cell or self.join == " "


WRITERS = {
    writer.name: writer
    for writer in (
        Writer("cell per line", cell=True),
        Writer("cell per line, narrow", cell=True, wrap=16, vertical="letters", headers="narrow"),
        Writer("row per line", vertical="letters", headers="in part"),
        Writer("figures behind the last half", wrap=12, vertical="letters", headers="in part"),
        Writer("figures before the label", wrap=12, place="before", headers="scrambled"),
        Writer("figures after the label", wrap=12, place="after", headers="scrambled"),
        Writer("figures between the halves", wrap=12, place="between", vertical="scattered", headers="scrambled"),
        Writer("figures anywhere", wrap=12, place="mixed", vertical="scattered", headers="scrambled"),
        Writer("aligned", wrap=20, place="between", vertical="scattered", headers="scrambled", aligned=True),
        Writer("one line", join=" "),
        Writer("run together", sep="", join=""),
        Writer("run together, a few spaces", sep="", join="", scattered=True),
    )
}


@dataclass(slots=True)
class Page:
    """A page in the making: its lines, what its report held, and what was done to it."""

    writer: Writer
    held: dict[str, Number]
    lines: list[Line]
    numbered: bool = False
    """It has page numbers without dashes, so that another one is known by its turn."""
    dashed: bool = False
    """It has page numbers between dashes, and so has another one."""
    why: dict[str, str] = field(default_factory=dict)
    """What was done to each row."""
    zeroed: set[int] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    """The figures behind a text's cut end."""
    deduped: set[str] = field(default_factory=set)
    """The figures lost with repeated lines."""
    rows: dict[str, list[Word]] = field(default_factory=dict)
    """Each row's words in their order, once the page is done."""
    form: Form = field(init=False)

    def __post_init__(self) -> None:
        self.form = form_of(writing.edition_of(self.held))

    def of(self, row: str) -> list[Word]:
        """Return a row's words in their order."""
        return [w for line in self.lines for w in line.words if w.row == row]

    def finish(self) -> None:
        """Index the words by row."""
        for line in self.lines:
            for word in line.words:
                if word.row:
                    self.rows.setdefault(word.row, []).append(word)

    def drop(self, unwanted: Callable[[Word], bool]) -> None:
        """Take words off the page, with the lines that they leave empty."""
        kept = []
        for line in self.lines:
            words = [w for w in line.words if not unwanted(w)]
            if words or not line.words:
                line.words = words
                kept.append(line)
        self.lines = kept

    def render(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """Return the text, and where each figure stands in it."""
        text: list[str] = []
        cells: dict[str, tuple[int, int]] = {}
        at = 0
        for number, line in enumerate(self.lines):
            if number:
                text.append(self.writer.join)
                at += len(self.writer.join)
            begin = len(text)
            for index, word in enumerate(line.words):
                gap = (self.writer.sep if word.gap is None else word.gap) if index else ""
                if word.column is not None:
                    gap = " " * max(bool(index), word.column - _width("".join(text[begin:]) + word.text))
                text += (gap, word.text)
                at += len(gap)
                if word.path:
                    cells[word.path] = at, at + len(word.text)
                at += len(word.text)
        return "".join(text), cells


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _lay_row(writer: Writer, rng: random.Random, item: Item, held: Mapping[str, str]) -> list[Line]:
    label = item.cells[-1] if item.paths and item.cells else ""
    width = rng.randint(writer.wrap // 2, writer.wrap) if writer.wrap else 0
    pieces = re.findall(f".{{1,{width}}}", label) if width and len(label) > width + 2 else [label] * bool(label)
    labels = [Line([Word(piece, item.key)]) for piece in pieces]
    figures = [Word(held[path], item.key, path) for path in item.paths]
    if writer.cell:
        return labels + [Line([figure]) for figure in figures]
    if writer.scattered:
        for figure in figures[1:]:
            figure.gap = " " if rng.random() < 0.1 else None
    if writer.aligned:
        step = 6 if item.key != OUTCOMES else 5
        for index, figure in enumerate(figures):
            figure.column = (48 if label else 3) + step * index + (8 if len(figures) < 7 else 0) * (index + 1)
    place = writer.place if len(labels) > 1 else "behind"
    if writer.place == "mixed":
        place = rng.choice(("behind", "before", "after", "between")[: 3 + (len(labels) > 1)])
        place = "behind" if not item.key.startswith("requests") or (len(labels) < 2 and rng.random() < 0.6) else place
    if place == "behind" and labels:
        labels[-1].words += figures
        return labels
    at = {"before": 0, "behind": 0, "after": len(labels), "between": 1}[place]
    return [*labels[:at], Line(figures), *labels[at:]]


def _lay(writer: Writer, rng: random.Random, form: Form, table: int, held: Mapping[str, str]) -> list[Line]:
    heading, items = form.tables[table]
    lines: list[Line] = [Line([Word(heading)])]
    if writer.headers and table:
        header = HEADERS[writer.headers][table - 1]
        lines += [Line([Word(cell) for cell in line.split(" ")]) for line in header.split("\n")]
    waiting: tuple[int, str] | None = None
    first = 0
    for item in items:
        if not item.key and not (writer.headers and table):
            cells = [Word(cell) for cell in item.cells]
            lines += [Line([cell]) for cell in cells] if writer.cell else [Line(cells)]
        if not item.key:
            continue
        before: list[Word] = []
        for group in item.cells[:-1]:
            if group == VERTICAL and writer.vertical != "whole":
                first = len(lines)
                lines += [Line([Word(letter)]) for letter in VERTICAL if writer.vertical == "letters"]
            elif writer.vertical == "scattered":
                waiting = rng.randrange(3), group
            else:
                before.append(Word(group))
        if waiting and not waiting[0]:
            before.append(Word(waiting[1]))
        waiting = (waiting[0] - 1, waiting[1]) if waiting and waiting[0] else None
        row = _lay_row(writer, rng, item, held)
        if writer.cell or rng.random() < 0.5 or any(w.path for w in row[0].words[:1]) or writer.vertical == "scattered":
            lines += [Line([word]) for word in before]
        else:
            row[0].words[:0] = before
        lines += row
    if table == 1 and writer.vertical == "scattered":
        places = sorted(rng.sample(range(first, len(lines) - 2), len(VERTICAL)), reverse=True)
        for place, letter in zip(places, reversed(VERTICAL), strict=True):
            if rng.random() < 0.5 or lines[place].words[0].path:
                lines.insert(place, Line([Word(letter)]))
            else:
                lines[place].words.insert(0, Word(letter))
    for line in lines:
        line.table = table
    return lines


_PROSE = (
    "2023年，本机关坚持以人民为中心，认真贯彻落实《中华人民共和国政府信息公开条例》，不断完善公开机制。",
    "（一）主动公开情况。通过门户网站主动公开各类政府信息1136条，政务新媒体发布信息28条。",
    "（二）依申请公开情况。进一步规范办理流程，均在法定期限内答复申请人。",
    "（三）监督保障。开展业务培训2次，按季度检查网站栏目的更新情况。",
)


def _prose(writer: Writer, *paragraphs: str) -> list[Line]:
    width = 200 if writer.join != "\n" or not writer.headers else 28
    return [Line([Word(piece)]) for p in paragraphs for piece in re.findall(f".{{1,{width}}}", p)]


def page_of(writer: Writer, held: dict[str, Number], rng: random.Random) -> Page:
    """Lay a whole report out, with page numbers where real ones have them and all is still plain."""
    lines = _prose(writer, "某县人民政府", "2023年政府信息公开工作年度报告", "一、总体情况", *_PROSE)
    form = form_of(writing.edition_of(held))
    signs = rng.choice(writing.STYLES) if form.edition else writing.STYLES[0]
    shown = {path: writing.printed(path, value, signs) for path, value in held.items()}
    for table in range(3):
        lines += _lay(writer, rng, form, table, shown)
    lines += _prose(writer, "五、存在的主要问题及改进情况", "公开的深度和广度还有待提升，下一步将继续改进。")
    lines += _prose(writer, "六、其他需要报告的事项", "本年度未收取信息处理费。")
    page = Page(writer, held, lines)
    if writer.join == "\n":
        style = rng.choice(("", "", "dashes", "bare", "feeds"))
        page.numbered, page.dashed = style == "bare", style == "dashes"
        ends = [4, *sorted(rng.sample(borders(page), 2)), len(lines) - 2]
        for number, at in reversed(list(enumerate(ends, 1))):
            if style == "bare" and lines[at].table < 0:
                lines.insert(at, Line([Word(str(number))]))
            elif style == "feeds":
                lines[at].words.insert(0, Word("\f"))
                lines[at].words[1].gap = ""
            elif style == "dashes":
                number_at(page, at, f"- {number} -", "own" if writer.cell else rng.choice(("own", "own", "start", "end")))
        if writer.aligned:
            for at in sorted(rng.sample(borders(page), 15), reverse=True):
                lines.insert(at, Line([], lines[at].table))
    return page


def borders(page: Page, *, within: bool = False) -> list[int]:
    """Return the lines of the tables before which no row is broken off, or all of them."""
    found = []
    for at in range(1, len(page.lines)):
        before, line = page.lines[at - 1], page.lines[at]
        if line.table >= 0 and before.table == line.table and before.words and line.words:
            rows = {w.row for w in before.words} & {w.row for w in line.words} - {""}
            if within or not rows:
                found.append(at)
    return found


def number_at(page: Page, at: int, text: str, where: str) -> None:
    """Put a page's number on a line of its own before a line, or at its start, or at the end of the one above."""
    line = page.lines[at]
    if where == "start" and line.words:
        line.words.insert(0, Word(text))
        line.words[1].gap = ""
    elif where == "end" and page.lines[at - 1].words:
        page.lines[at - 1].words.append(Word(text, gap=""))
    else:
        page.lines.insert(at, Line([Word(text)], line.table))
