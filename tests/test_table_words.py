"""Words at a table that say whose its figures are: the quick search before all others misses none of them."""

from __future__ import annotations

import pytest
from conftest import ROOT

import gzparse
from gzparse.finish import table_words
from gzparse.testing.cases import PageCase, pages_in

SAYINGS = [
    "（2022年度）",
    "二〇二二年",
    "统计时间：2022年",
    "（2022年1月1日至2022年12月31日）",
    "上年度数据如下：",
    "上 一 年 度",
    "去年",
    "2023年上半年",
    "第一季度",
    "2023年1—6月",
    "截至2023年6月30日",
    "（2021—2023年累计数）",
    "（样表）",
    "示例",
    "仅供参考",
    "此表作废",
    "（预计数）",
    "以下为云水县教育局数据：",
    "填报单位：云水县教育局",
    "单位名称：云水县教育局",
    "责任单位：云水县教育局　填报时间：2024年1月5日",
    "机关：云水县教育局",
    "单 位（盖章）：云水县教育局",
    "统计时间：2022.1-2022.12",
    "统计年度：2022",
    "期间：2022.01.01-12.31",
    "报告期：2022-01-01至2022-12-31",
    "2022年1-12月",
    "2023.1-2023.6",
    "22年",
    "2022",
    "表3（2022）",
    "截至2022年12月31日",
    "本年度未发生。2022年情况如下：",
    "注：本表数据为2022年数据",
]
TEXT = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")


@pytest.mark.parametrize("words", SAYINGS)
@pytest.mark.parametrize("heading", ["二、主动", "三、收到", "四、政府"])
def test_a_table_below_such_words_is_withheld(words: str, heading: str) -> None:
    at = TEXT.index("\n", TEXT.index(f"\n{heading}") + 1) + 1
    reading = gzparse.parse(f"{TEXT[:at]}{words}\n{TEXT[at:]}")
    assert any(finding.code == "figures-of-another" for finding in reading.findings)


OF_THE_REPORT = [
    "单位：件",
    "统计时间：2023.1-2023.12",
    "2023.1.1-2023.12.31",
    "单位名称：瀍河回族区人民政府办公室",
    "责任单位：区人民政府办公室",
    "责任单位：办公室",
    "受理机构：云水县人民政府",
    "填报单位：瀍河回族区人民政府办公室　填报时间：2024.1.5",
    "附表三",
    "统计截止时间：2023年12月31日",
]


@pytest.mark.parametrize("words", OF_THE_REPORT)
@pytest.mark.parametrize("heading", ["二、主动", "三、收到", "四、政府"])
def test_words_that_name_the_year_and_organ_of_the_report_say_nothing(words: str, heading: str) -> None:
    at = TEXT.index("\n", TEXT.index(f"\n{heading}") + 1) + 1
    assert gzparse.parse(f"{TEXT[:at]}{words}\n{TEXT[at:]}").findings == gzparse.parse(TEXT).findings


@pytest.mark.parametrize("case", pages_in(ROOT / "tests" / "pages"), ids=str)
def test_the_quick_search_changes_nothing(case: PageCase, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = gzparse.parse(case.text)
    monkeypatch.setattr(table_words, "may_say", lambda *_: True)
    whole = gzparse.parse(case.text)
    assert [finding.message for finding in quick.findings] == [finding.message for finding in whole.findings]
    assert quick.figures == whole.figures
