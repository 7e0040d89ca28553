"""Letters: pinyin annotations without tones are spaces on a page that has many, and words in brackets elsewhere."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from honesty import assert_accounted

import gzparse
from gzparse.model.letters import normalized

TABS = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
SYLLABLES = {"开": "kai", "政": "zheng", "公": "gong", "数": "shu", "规": "gui", "关": "guan", "处": "chu", "机": "ji"}


def annotated(text: str, times: int = 1) -> str:
    return re.sub(f"[{''.join(SYLLABLES)}]", lambda m: m.group() + f"({SYLLABLES[m.group()]})" * times, text)


@pytest.mark.parametrize("times", [1, 2])
def test_annotations_without_tones_cost_no_figure(times: int) -> None:
    head, _, rest = TABS.partition("二、主动公开")
    plain, page = gzparse.parse(TABS), gzparse.parse(head + "二、主动公开" + annotated(rest, times))
    assert {path: figure.value for path, figure in page.figures.items()} == {
        path: figure.value for path, figure in plain.figures.items()
    }
    assert page.report.edition == plain.report.edition
    assert_accounted(page)


def test_a_few_syllables_in_brackets_are_words() -> None:
    few = annotated("公开政府信息数据机关处理规定")
    assert few.count("(") == 8
    assert normalized(few) == few
    assert "(" not in normalized(few * 2)
    assert len(normalized(few * 2)) == len(few * 2)


@pytest.mark.parametrize("words", ["(km)", "(a)", "(kW)", "(12)", "(app)"])
def test_what_is_no_syllable_is_no_annotation(words: str) -> None:
    text = f"长度{words}" * 20
    assert normalized(text) == text
