"""Inputs on which fuzzing (``python benchmarks/fuzz.py``) once found a rule broken that holds of any input, cut down."""

from __future__ import annotations

import contextlib

import pytest
from honesty import read_soundly
from work import calls_of

import gzparse

FOUND = {
    "a year of digits that are no decimal ones": "²²²²政府信息公开工作年度报告\n二、主动公开政府信息情况\n",
    "a month of a digit and a numeral": "二、主动公开政府信息情况\n六、其他需要报告的事项\n无。\n2024年1十月1日",
    "a month of two tens": "二、主动公开政府信息情况\n六、其他需要报告的事项\n无。\n2024年十十月1日",
    "a subheading with brackets of both widths": "一、总体情况\n（一）加强(试行)工作。\n二、主动公开政府信息情况\n",
    "a pinyin annotation behind a cell was taken for a separator": "二、主动公开政府信息情况據(ù)",
    "a heading printed twice, of a section that stands elsewhere, opened the one before": (
        "一、总体情况\n全年平稳。\n五、存在的主要问题及改进情况\n五、存在的主要问题及改进情况\n"
        "四、政府信息公开行政复议、行政诉讼情况\n结果维持\n0\n五、存在的主要问题及改进情况\n继续改进。\n"
    ),
    "a row without a header that was read as no row": "二、主动公开政府信息情况规范性文件6。信息内容本年处理决定数",
    "text behind a signature was in no part": "信息公开工作年报\n其他事项\n2024-1-2\n六、其他事项",
    "a row of digits without end": (
        f"三、收到和处理政府信息公开申请情况一、本年新收政府信息公开申请数量{'1' * 60_000}"
        "二、上年结转政府信息公开申请数量0000000四、结转下年度继续办理0000000五、存在的主要问题及改进情况"
    ),
    "a number too long for int": "二、主动公开政府信息情况\n信息内容 本年处理决定数量\n行政许可 " + "1" * 5_000,
    "a number with separators, too long for str": (
        f"二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t1{',000' * 2_000}\n随便\t1{',000' * 2_000}\n"
    ),
    "blank lines behind an organ's name": "二、主动公开政府信息情况\n某局\n" + "  \n" * 20_000 + "规章\n",
    "blank lines behind an indented table": "二、主动公开政府信息情况\n\t规章\n\t0\n" + "\n" * 60_000 + "行政许可\n",
    "headers with typos": "二、主动公开政府信息情况\n" + "本年处理决定数容\t\n" * 5_000 + "行政许可\t\n1\t\n",
    "figures of no row, around those of a row, were one range": (
        "二、主动公开政府信息情况本年新制作1数量本年新公开数量对外公开总数量 上年项目数量本年增减处理决定数量 "
        "行政许可\t0.0\t2\t8 4\t7"
    ),
}


@pytest.mark.parametrize("data", FOUND.values(), ids=FOUND)
def test_whatever_holds_of_any_input_holds_of_this(data: str | bytes) -> None:
    read_soundly(data)


LONG = {name: data for name, data in FOUND.items() if len(data) > 1_000}


def read(data: str) -> None:
    with contextlib.suppress(gzparse.NotAReport):
        gzparse.parse(data)


@pytest.mark.parametrize("data", LONG.values(), ids=LONG)
def test_long_ones_take_work_in_proportion(data: str) -> None:
    read(data)
    assert calls_of(read, data) < 25 * len(data)


def test_text_between_headings_that_are_none_is_not_lost() -> None:
    reading = gzparse.parse(FOUND["a heading printed twice, of a section that stands elsewhere, opened the one before"])
    overview = reading.report.overview
    assert overview.heading == "一、总体情况"
    assert overview.text is not None
    assert overview.text.startswith("全年平稳。")


def test_a_subheading_keeps_its_brackets() -> None:
    reading = gzparse.parse(FOUND["a subheading with brackets of both widths"])
    assert [(s.number, s.heading, s.text) for s in reading.report.overview.subsections] == [("一", "加强(试行)工作", "")]
