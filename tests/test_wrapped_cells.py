"""Cells that go on in the next line, and lines drawn between rows: what a plugin's layout gives and what becomes of it."""

from __future__ import annotations

import pathlib
import pickle
import re
from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from honesty import codes_of

import gzparse
from gzparse.testing import assert_sound, check_layout

GRAMMAR = r"""
start: (ROW | RULE | TEXT)*
ROW: /(?:\|[^\n]*\n?)+/
RULE: /\+[-+]+\n?/
TEXT.-1: /[^\n]+\n?|\n/
"""
LINE, CELL = re.compile(r"\|[^\n]*"), re.compile(r"(?<=\|)(?:[^|\n]*(?=\|)|[^|\n]*[^|\s])")
PAGE = """云水县2023年政府信息公开工作年度报告
二、主动公开政府信息情况
+--------+------+------+------+
|信息内容|本年制|本年废|现行有|
|        |发件数|止件数|效件数|
+--------+------+------+------+
|规章    | 7    | 3    | 11   |
+--------+------+------+------+
|行政规范| 6    | 2    | 12   |
|性文件  |      |      | 66   |
+--------+------+------+------+
|其他规范|  6   |  2   |  1   |
|文件    |      |      |      |
+--------+------+------+------+
三、收到和处理政府信息公开申请情况
"""
WRAPPED = "proactive_disclosure.normative_documents.in_force"


def to_grid(tree: Any, source: gzparse.Source) -> gzparse.Grid:
    rows, text = [], source.normalized
    for token in tree.children:
        place = token.start_pos, token.end_pos
        if token.type == "ROW":
            lines = [[cell.span() for cell in CELL.finditer(text, *line.span())] for line in LINE.finditer(text, *place)]
            rows.append(gzparse.Row.of(source, list(zip(*lines, strict=True))))
        elif token.strip():
            rows.append(gzparse.Row.of(source, [place], kind="RULE" if token.type == "RULE" else "LINE"))
    return gzparse.Grid("boxes", rows)


def render(rows: Sequence[gzparse.SheetRow]) -> str:
    printed = []
    for row in rows:
        cells = [[text] if at in row.columns else re.findall(".{1,6}", text) or [""] for at, text in enumerate(row.cells)]
        printed.append(f"+{'+'.join('------' for _ in cells)}+\n")
        for line in range(max(map(len, cells))):
            printed.append(f"|{'|'.join(''.join(cell[line : line + 1]) for cell in cells)}|\n")
    return "".join(printed)


@pytest.fixture
def boxes(tmp_path: pathlib.Path) -> gzparse.Layout:
    """Return a layout that draws lines between rows, and breaks cells over lines."""
    path = tmp_path / "boxes.lark"
    path.write_text(GRAMMAR, "utf-8")
    return gzparse.Layout("boxes", path, anchor=r"\+-+\+", lexer="basic", to_grid=to_grid)


def read(layout: gzparse.Layout, page: str = PAGE) -> gzparse.Reading[gzparse.Report]:
    reading: gzparse.Reading[gzparse.Report] = gzparse.Parser(layouts=[*gzparse.layouts(), layout]).parse(page)
    assert_sound(reading)
    return reading


def test_a_broken_cell_has_its_pieces_joined_and_each_is_pointed_at(boxes: gzparse.Layout) -> None:
    reading = read(boxes)
    figure = reading.figures[WRAPPED]
    assert (figure.value, figure.raw, figure.layout) == (1266, "1266", "boxes")
    assert [reading.source.text[span.start : span.end] for span in figure.origins] == ["12", "66"]
    assert reading.report.proactive_disclosure.rules.issued == 7
    kinds = [(part.kind, reading.source.text[part.span.start : part.span.end]) for part in reading.parts]
    at = kinds.index(("label", "行政规范"))
    assert [part for part in kinds[at:] if part[0] != "separator"][:6] == [
        ("label", "行政规范"),
        ("figure", "6"),
        ("figure", "2"),
        ("figure", "12"),
        ("label", "性文件"),
        ("figure", "66"),
    ]
    assert pickle.loads(pickle.dumps(reading)).figures[WRAPPED] == figure


def test_the_label_of_an_unknown_row_is_its_pieces_joined(boxes: gzparse.Layout) -> None:
    (row,) = read(boxes).report.extra_rows
    assert (row.label, row.figures) == ("其他规范文件", (6, 2, 1))


def test_pieces_that_make_no_number_are_unreadable(boxes: gzparse.Layout) -> None:
    reading = read(boxes, PAGE.replace("| 66 ", "| 6x "))
    figure = reading.figures[WRAPPED]
    assert (figure.status, figure.raw) == ("unreadable", "126x")
    assert "number-unreadable" in codes_of(reading)


def test_a_cell_may_begin_below_the_rows_first_line_or_be_empty(boxes: gzparse.Layout) -> None:
    reading = read(boxes, PAGE.replace("| 12   |", "|      |").replace("| 6    | 2    |", "| 6    |      |"))
    assert (reading.figures[WRAPPED].value, len(reading.figures[WRAPPED].origins)) == (66, 1)
    assert reading.figures[WRAPPED.replace("in_force", "repealed")].status in ("blank", "withheld")


def test_a_row_of_no_pieces_and_of_none_at_all(boxes: gzparse.Layout) -> None:
    source = read(boxes).source
    row = gzparse.Row.of(source, [[(0, 3), (4, 6)], [], (7, 9)])
    assert row.cells == [source.text[0:3] + source.text[4:6], "", source.text[7:9]]
    assert [row.pieces(index) for index in range(3)] == [[(0, 3), (4, 6)], [], [(7, 9)]]
    assert row.cell_ranges() == [(0, 6), (0, 0), (7, 9)]


def test_such_a_layout_is_what_a_layout_should_be(boxes: gzparse.Layout) -> None:
    check_layout(boxes, samples=[(PAGE, {WRAPPED: 1266})], examples=60)
    check_layout(attrs.evolve(boxes, render=render), examples=4)


@pytest.mark.parametrize("priority", ["", ".4"])
@pytest.mark.parametrize("mark", ["！", "[！+]"])
def test_lines_drawn_between_rows_are_told_by_rule_alone(tmp_path: pathlib.Path, priority: str, mark: str) -> None:
    path = tmp_path / "drawn.lark"
    path.write_text(
        f"%import layout (start, RULE, CELL_END)\n%override CELL_END: /{mark}/\n"
        f"%override RULE{priority}: /[ ]*\\+[-+]+[ ]*(?:\\n|\\Z)/\n",
        "utf-8",
    )
    rule = "+----+----+----+----+\n"
    page = f"二、主动公开政府信息情况\n{rule}信息内容！本年制发件数！本年废止件数！现行有效件数\n{rule} 规章！1！2！30\n{rule}"
    layout = gzparse.Layout("drawn", path, anchor="！")
    reading = read(layout, page)
    assert reading.report.proactive_disclosure.rules.in_force == 30
    assert [part.kind for part in reading.parts].count("furniture") == 3
