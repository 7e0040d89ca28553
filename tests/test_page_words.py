"""Words that a file puts on its pages outside the text: watermarks, running heads, notes at the foot."""

from __future__ import annotations

import pytest
from test_shown_documents import HEADER, OTHERS, TITLE, TWO
from word_files import docx, p, part, r, tbl, tr

import gzparse

ROWS = tbl(tr(*HEADER), tr("规章", "3", "1", "7"), tr("行政规范性文件", "12", "2", "80"), *OTHERS)
SHAPE = '<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>'


def named(head: str) -> list[list[str | None]]:
    reading = gzparse.parse(docx(p(TITLE) + p(TWO) + ROWS, header1=part("hdr", p(head))))
    assert reading.figures["proactive_disclosure.rules.issued"].value == 3
    return [[ref.path for ref in each.refs] for each in reading.findings if each.code == "page-words"]


@pytest.mark.parametrize("words", ["征求意见稿——数据待核实，请勿引用", "2022年度", "样表", "DRAFT", "作 废"])
def test_words_that_say_that_the_figures_do_not_count(words: str) -> None:
    assert named(r(words)) == [["proactive_disclosure"]]
    assert named(SHAPE.format(words)) == [["proactive_disclosure"]]


@pytest.mark.parametrize("words", ["云水县人民政府", "2023年度报告", "2024年1月20日印", "第1页", "", TITLE])
def test_words_that_say_nothing_of_them(words: str) -> None:
    assert named(r(words)) == []
