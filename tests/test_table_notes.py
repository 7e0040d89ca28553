"""Words at tables, in their cells and elsewhere that say something of the figures: which are reported, and which are not."""

from __future__ import annotations

import pathlib
import re

import pytest

import gzparse

ROOT = pathlib.Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
"""A report on 2023 with tabs between the cells."""
HEADINGS = {"proactive_disclosure": "二、主动", "requests": "三、收到", "review_and_litigation": "四、政府"}

OPEN = [
    "说明：下表系沿用上一年度报告。",
    "注：上表所列为自2019年以来累计数。",
    "下表为本单位依申请公开情况截至2023年6月30日统计数。",
    "本表数据为县教育局汇总全县中小学的情况。",
    "测试数据",
    "（表中数据已作脱敏处理，非真实数值）",
    "注：本表数据为初步统计数，最终数以县政府办公布为准。",
    "注：表中各数均应乘以10。",
    "注：表中数字以千为单位。",
    "（含非政府信息公开类案件）",
    "数据来源：青石县自然资源局",
    "草稿，数据待核",
    "模板",
    "FY2022",
]
UNDERSTOOD = [
    "单位：件",
    "（单位：件）",
    "具体情况如下表：",
    "表1",
    "2023年数据如下：",
    "（统计期限：2023年1月1日至2023年12月31日）",
    "填报日期：2024年1月22日",
    "本表数据截至2023年12月31日。",
    "2023年，我局没有发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
    "全年共收到申请12件，均已办结。",
    "见附表。",
]


def named(reading: gzparse.Reading[gzparse.Report], section: str) -> bool:
    """Whether a warning or an error names a section, or one of its rows or figures."""
    paths = [ref.path for finding in reading.findings if finding.severity != "info" for ref in finding.refs]
    return any(path is not None and (path == section or path.startswith(f"{section}.")) for path in paths)


def above(words: str, section: str) -> str:
    """Return the page with words between the heading of a section and its table."""
    at = TEXT.index("\n", TEXT.index(f"\n{HEADINGS[section]}") + 1) + 1
    return f"{TEXT[:at]}{words}\n{TEXT[at:]}"


def below(words: str, section: str) -> str:
    """Return the page with words between the table of a section and the next heading."""
    at = TEXT.index("\n", TEXT.index(f"\n{HEADINGS[section]}") + 1)
    end = re.compile(r"\n[三四五]、(?=[收政存])").search(TEXT, at)
    assert end is not None
    return f"{TEXT[: end.start()].rstrip()}\n{words}\n{TEXT[end.start() :]}"


@pytest.mark.parametrize("section", HEADINGS)
@pytest.mark.parametrize("put", [above, below])
@pytest.mark.parametrize("words", OPEN)
def test_words_that_are_not_understood_are_named_at_the_table(words: str, put: object, section: str) -> None:
    assert callable(put)
    assert named(gzparse.parse(put(words, section)), section)


@pytest.mark.parametrize("section", HEADINGS)
@pytest.mark.parametrize("put", [above, below])
@pytest.mark.parametrize("words", UNDERSTOOD)
def test_words_that_say_nothing_more_are_not(words: str, put: object, section: str) -> None:
    assert callable(put)
    assert not named(gzparse.parse(put(words, section)), section)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("行政许可\t", "行政许可（网上）\t", "proactive_disclosure.licensing"),
        ("行政许可\t", "行政许可※\t", "proactive_disclosure.licensing"),
        ("现行有效件数", "原现行有效件数", "proactive_disclosure"),
        ("现行有效件数", "现行失效件数", "proactive_disclosure"),
        ("本年收费金额", "本年免收费金额", "proactive_disclosure"),
        ("本年处理决定数量", "本季处理决定数量", "proactive_disclosure"),
        ("第二十条第（五）项", "第二十条第（五）项（1-6月）", "proactive_disclosure"),
        ("(三) 不予公开", "(三) 不予公开（2022）", "requests"),
        ("自然人", "2022年自然人", "requests"),
        ("法人或其他组织", "上年法人或其他组织", "requests"),
        ("三、收到和处理", "三、县教育局收到和处理", "requests"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议、行政诉讼情况（2022）", "review_and_litigation"),
    ],
)
def test_words_in_cells_labels_and_headings_are_named(old: str, new: str, path: str) -> None:
    assert old in TEXT
    assert named(gzparse.parse(TEXT.replace(old, new)), path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023年1月1日至2023年12月31日", "2023年1月1日至2023年6月30日"),
        ("2023年1月1日至2023年12月31日", "2022年10月1日至2023年9月30日"),
        ("\n二、主动", "\n以下各表为2022年数据。\n\n二、主动"),
        ("\n六、", "\n注：本报告第三部分数据为2022年数据。\n\n六、"),
        (
            "瀍河回族区人民政府办公室2023年政府信息公开工作年度报告",
            "（示范文本，数据为虚构）\n\n瀍河回族区人民政府办公室2023年政府信息公开工作年度报告",
        ),
        (
            "瀍河回族区人民政府办公室2023年政府信息公开工作年度报告",
            "瀍河回族区人民政府办公室2023年上半年政府信息公开工作年度报告",
        ),
        (
            "瀍河回族区人民政府办公室2023年政府信息公开工作年度报告",
            "瀍河回族区人民政府办公室2023年政府信息公开工作年度报告\n\n（2022年度）",
        ),
    ],
)
def test_words_elsewhere_that_speak_of_the_figures_are_named(old: str, new: str) -> None:
    assert old in TEXT
    assert named(gzparse.parse(TEXT.replace(old, new, 1)), "requests")
    assert not named(gzparse.parse(TEXT), "requests")


def test_words_at_a_row_are_named_at_that_row_alone() -> None:
    page = below("注：行政处罚数据未经核实。", "proactive_disclosure")
    found = [finding for finding in gzparse.parse(page).findings if finding.code == "note-on-table"]
    assert [ref.path for finding in found for ref in finding.refs] == ["proactive_disclosure.penalties"]


def test_a_statement_on_one_part_is_named_at_that_part_also_where_another_is_missing() -> None:
    page = TEXT.replace("\n六、", "\n注：本报告第三部分数据为2022年数据。\n\n六、")
    found = [ref.path for f in gzparse.parse(page).findings if f.code == "note-on-table" for ref in f.refs]
    assert found == ["requests"]
    without = page[: page.index("\n二、主动")] + page[page.index("\n三、收到") :]
    assert named(gzparse.parse(without), "requests")
