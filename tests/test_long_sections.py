"""Table sections of many times the form's length: they are not read, which is reported, and they take little time."""

from __future__ import annotations

import random

import layouts
import pytest
import work

import gzparse
from gzparse.read.sniff import Kind, kind_of_text
from gzparse.testing import figures

PAGE = layouts.Laid("tabs", figures.consistent_figures(random.Random(1)))
TABLE_THREE = "三、收到和处理政府信息公开申请情况\n"
AT = PAGE.text.index(TABLE_THREE) + len(TABLE_THREE)


@pytest.mark.parametrize("unit", ["0\n", "规章\t0\n", "1 ", "\n|", "1、"])
def test_a_section_that_is_far_too_long_is_not_read_and_that_is_reported(unit: str) -> None:
    reading = gzparse.parse(f"{PAGE.text[:AT]}{unit * 30_001}\n{PAGE.text[AT:]}")
    (found,) = [f for f in reading.findings if f.code == "layout-unknown"]
    assert "many times as long" in found.message
    assert found.refs[0].path == "requests"
    assert {figure.status for path, figure in reading.figures.items() if path.startswith("requests.")} == {"missing"}
    others = {path: n for path, n in PAGE.figures.items() if not path.startswith("requests.")}
    assert {path: reading.figures[path].value for path in others} == others


def test_empty_cells_and_blank_lines_do_not_make_a_section_too_long() -> None:
    wide = "\n".join(line + "\t" * 100 if "\t" in line else line for line in PAGE.text.split("\n"))
    reading = gzparse.parse(wide.replace(TABLE_THREE, TABLE_THREE + "\n" * 6_000))
    assert {path: reading.figures[path].value for path in PAGE.figures} == PAGE.figures


@pytest.mark.parametrize("unit", ["1,", "1,234", '1,"', '","', "1（", "0\n"])
def test_lines_of_commas_without_end_take_work_in_proportion(unit: str) -> None:
    work.assert_linear(layouts.Laid("lines", PAGE.figures).text, AT, unit)


def test_tables_that_are_not_closed_are_found_in_one_search() -> None:
    text = "".join(f"第{number}行\n" for number in range(20)) + "<table>" * 30_000
    assert kind_of_text(text) is Kind.MIXED
    closed = "正文\n" * 20 + "<table><tr><td><p>1<p>2<p>3<p>4<p>5</td></tr></table>" + "<p>" * 3
    assert kind_of_text(closed) is Kind.MIXED
    assert kind_of_text(closed + "<p>" * 30) is Kind.HTML
