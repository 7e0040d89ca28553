"""What findings say is true of the page, and what has one cause is one finding: each page once gave a message that was not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from conftest import ROOT

import gzparse

HEAD = "某县2023年政府信息公开工作年度报告\n一、总体情况\n全年平稳。\n"
TAIL = "五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"
TABS = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")


def section(heading: str, following: str) -> str:
    start = TABS.index("\n", TABS.index(f"\n{heading}") + 1) + 1
    return TABS[start : TABS.index(f"\n{following}") + 1]


HEADINGS = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
TWO, THREE, FOUR = (section(*pair) for pair in pairwise((*HEADINGS, "五、")))


def report(two: str = TWO, three: str = THREE, four: str = FOUR) -> str:
    return HEAD + "".join(f"{heading}\n{body}" for heading, body in zip(HEADINGS, (two, three, four), strict=True)) + TAIL


def spaced(table: str) -> str:
    return re.sub(r"[\t ]+", " ", table)


def in_lines(table: str) -> str:
    return re.sub(r"\n+", "\n", table.replace("\t", "\n"))


SPACED_TWO = (
    "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 2 1 4\n"
    "第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 5\n第二十条第（六）项\n信息内容 本年处理决定数量\n"
    "行政处罚 6\n行政强制 7\n第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 8\n"
)
BLANK_TWO = re.sub(r"(?m)(?<=[\u4e00-\u9fff])( \d)+$", "", SPACED_TWO)
WITHOUT_FIGURES = re.sub(r"(?<=\t)\d+(?=[\t\n])", "", THREE)
INDICATORS = (
    "附：2023年政府信息公开工作年度报告指标统计表\n一、总体情况\n指标\t单位\t数量\n信息公开数\t条\t1\n"
    "二、主动公开政府信息情况\n行政许可\t件\t3\n行政规范性文件\t件\t3\n三、收到和处理政府信息公开申请情况\n"
    "本年新收政府信息公开申请数量\t件\t51\n四、政府信息公开行政复议、行政诉讼情况\n结果维持\t件\t0\n"
)


def with_numbers(table: str, mark: str) -> str:
    """Put a number behind each row's figures, in a column of their own."""
    lines = enumerate(table.split("\n"), 60)
    return "\n".join(f"{line.rstrip()}{mark}{number}" if re.search(r"\d\s*$", line) else line for number, line in lines)


ROWS = r"(?m)^(?=一、本年|二、上年|\(.\) 予|\(.\) 部|\d\. |\(七\)|四、结)"
"""Where the rows of section three begin."""
PIECES = "申请人情况\n法人或其他组织\n自然人 社会 法律 总计\n商业 科研\n公益 服务 其他\n企业 机构\n组织 机构\n"
VERTICAL = (
    spaced(THREE)
    .replace(" (区分处理的, 只计这一情形, 不计其他情形)", "（区分处理的，只计这一情形，不计其他情形）")
    .replace("三、本年度办理结果 ", "三\n、\n本\n")
    .replace("(二) 部", "年\n度\n(二) 部")
    .replace("1. 本机关不掌握相关政府信息", "办\n1. 本机关不掌握相关\n政府信息")
)
SWAPPED = TABS.replace(TWO, "@").replace(FOUR, TWO).replace("@", FOUR)
FOURTH_FIRST = report().replace(f"{HEADINGS[2]}\n{FOUR}", "").replace(HEADINGS[0], f"{HEADINGS[2]}\n{FOUR}{HEADINGS[0]}")

CASES: dict[str, tuple[str, str, str, str]] = {
    # page, code, what a message says, what no message says
    "an unknown mark behind figures": (
        report(SPACED_TWO.replace("2 1 4", "2^ 1^ 4^"), spaced(THREE), spaced(FOUR)),
        "row-ambiguous",
        "withheld: “2^” among its figures is not a plain number",
        "blank",
    ),
    "digits without separators": (
        report(SPACED_TWO.replace("文件 2 1 4", "文件214"), spaced(THREE), spaced(FOUR)),
        "row-ambiguous",
        "withheld: it has 1 figure for 3 columns",
        "blank",
    ),
    "digits without separators, with a mark": (
        report(SPACED_TWO, re.sub(r"[\t ]", "", THREE).replace("510000051", "510000051^"), spaced(FOUR)),
        "row-ambiguous",
        "its digits stand without separators, and “510000051^” among them",
        "blank",
    ),
    "a figure too few": (
        report(TWO.replace("\t2\t1\t4", "\t2\t1\t")),
        "row-ambiguous",
        "withheld: it has 2 figures for 3 columns",
        "moved",
    ),
    "a column too many": (
        report(three=with_numbers(THREE, "\t")),
        "columns-of-its-own",
        "1 column that the form does not have set aside",
        "page",
    ),
    "a column of numbers behind rows": (
        report(SPACED_TWO, with_numbers(spaced(THREE), " "), spaced(FOUR)),
        "columns-unknown",
        "leave open which column is which",
        "page",
    ),
    "a column of ordinals, a cell a line": (
        report(in_lines(TWO), re.sub(ROWS, "9\n", in_lines(THREE.replace("\t\t", "\t"))), in_lines(FOUR)),
        "columns-unknown",
        "leave open which column is which",
        "page number",
    ),
    "a row beside other text": (
        report(TWO.replace("行政许可\t0", "行政许可（含备案事项及其他） 0 注：包括委托")),
        "row-missing",
        "the words of its label stand in text that was not read as this row (line 12",
        "Look for the label",
    ),
    "a row in a sentence": (
        report(SPACED_TWO.replace("行政许可 5", "本年行政许可事项共 5 件，均已办结"), spaced(THREE), spaced(FOUR)),
        "row-missing",
        "the words of its label stand in text that was not read as this row (line 11",
        "Look for the label",
    ),
    "a table that is one line of text": (
        report(BLANK_TWO.replace(" ", "").replace("\n", "") + "\n"),
        "table-missing",
        "the words of the prescribed table stand in text that was not understood",
        "no row of the prescribed table was found",
    ),
    "a blank form in a line": (
        report(three=re.sub(r"\s", "", WITHOUT_FIGURES) + "\n"),
        "layout-unknown",
        "no figures were seen among them",
        "its figures stand in a layout",
    ),
    "nil marks alone": (
        report(SPACED_TWO, spaced(THREE), re.sub(r"\b0\b", "/", spaced(FOUR))),
        "table-missing",
        "its row holds nil marks alone",
        "no row of the prescribed table was found",
    ),
    "nil marks in unmarked text": (
        report(re.sub(r" \d", " /", SPACED_TWO), re.sub(r" \d+(?=\s)", " /", spaced(THREE)), spaced(FOUR)),
        "row-incomplete",
        "it has nil marks, and the table has no figure",
        "nothing stands behind its label",
    ),
    "an annex of indicators": (TABS + INDICATORS, "text-unread", "an annex with a table of another form", "second report"),
    "a second report": (TABS + TABS, "second-report", "stands here again, with the same figures", "annex"),
    "a section in another place": (
        FOURTH_FIRST,
        "table-missing",
        "no such section was found in the text that was read",
        "so all of its figures are missing",
    ),
    "a section printed twice": (
        report().replace(TAIL, f"{HEADINGS[2]}\n{FOUR}{TAIL}"),
        "second-report",
        "a section that was read already, or that should stand earlier",
        "which one counts",
    ),
    "a header in pieces": (
        report(SPACED_TWO, PIECES + spaced(THREE[THREE.index("一、本年") :]), spaced(FOUR)),
        "columns-by-order",
        "the words of its header were found, but not as one header",
        "no header was found",
    ),
    "a header that names a column elsewhere": (
        report(SPACED_TWO.replace(" ", ""), re.sub(r"[\t ]", "", THREE), re.sub(r"[\t ]", "", FOUR)),
        "columns-unknown",
        "the table's header has the name “法人或其他组织” in a place where the form does not have it",
        "which the form does not have",
    ),
    "marks in a label": (
        report(three=THREE.replace("1. 属于国家秘密", "— 属于国家秘密")),
        "label-slip",
        "its label is “属于国家秘密”, read without the marks printed with it",
        "typo",
    ),
    "no title": (
        report().partition("\n")[2].replace("全年平稳", "2023年平稳"),
        "year-inferred",
        "no year was read from a title; 2023",
        "the title names",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_message_is_true_of_the_page(name: str) -> None:
    page, code, said, untrue = CASES[name]
    findings = gzparse.parse(page).findings
    assert [f for f in findings if f.code == code and said in f.message], [f.message for f in findings]
    assert not [f.message for f in findings if untrue in f.message]


@pytest.mark.parametrize("blank", [BLANK_TWO, re.sub(r"(?<=\t)\d+(?=[\t\n])", "", TWO)], ids=["lines", "tabs"])
def test_a_blank_form_is_not_in_an_unknown_layout(blank: str) -> None:
    """Digits beside a blank form, in notes and ordinals, are not its figures."""
    page = report(f"{blank}填表人：张三 电话 05981234567\n", f"{WITHOUT_FIGURES}第 3 页\n")
    assert "layout-unknown" not in {f.code for f in gzparse.parse(page).findings}


# --- one cause, one finding ------------------------------------------------------------------------------------------------


def test_missing_rows_of_a_table_are_one_finding() -> None:
    """All of them behind a cut, and those that are lost here and there."""
    cut = TABS[: TABS.index("(四) 无法提供")]
    (missing,) = [f for f in gzparse.parse(cut).findings if f.code == "row-missing"]
    assert len(missing.refs) == 11
    assert " and 8 more: not found in the table" in missing.message
    assert "等 11 项：表中未找到" in missing.text("zh")
    lines = THREE.split("\n")
    scattered = report(three="\n".join(line for line in lines if not re.search("属于国家|反复申请|二、上年", line)))
    (missing,) = [f for f in gzparse.parse(scattered).findings if f.code == "row-missing"]
    assert len(missing.refs) == 3


def test_rows_that_have_lost_their_cells_are_one_finding() -> None:
    start, end = THREE.index("1. 属于国家秘密"), THREE.index("(四)")
    page = report(three=THREE[:start] + re.sub(r"(?m)(\t\d+)+\t*$", "", THREE[start:end]) + THREE[end:])
    found = [f for f in gzparse.parse(page).findings if f.code == "row-incomplete"]
    assert len(found) == 1
    assert len(found[0].refs) == 8
    spans = [ref.span for ref in found[0].refs]
    assert len(set(spans)) == len(spans)
    assert f"; {len(spans) - 1} more, the last on line {spans[-1].line if spans[-1] else 0})" in found[0].message
    assert f"等 {len(spans)} 处（至第 {spans[-1].line if spans[-1] else 0} 行）" in found[0].text("zh")


def test_cells_that_print_the_same_are_one_finding() -> None:
    page = report(three=re.sub(r"\t0(?=\t)", "\t约0", THREE))
    found = [f for f in gzparse.parse(page).findings if f.code == "number-unreadable"]
    assert len(found) == 1
    assert len(found[0].refs) == 147


def test_the_letters_of_a_label_printed_downwards_are_furniture() -> None:
    """Most of a label are its own; a few are furniture. They are not text that nobody understood."""
    for page, kind in ((VERTICAL, "header"), (VERTICAL.replace("办\n", ""), "furniture")):
        reading = gzparse.parse(report(SPACED_TWO, page, spaced(FOUR)))
        assert not [f for f in reading.findings if f.code == "text-unread"]
        assert not [part for part in reading.parts if part.kind == "unread"]
        letters = [reading.source.text[part.span.start : part.span.end] for part in reading.parts if part.kind == kind]
        assert {*"".join(letters)} >= {*"三本年度"}
        assert reading.report.requests.new.total == 51
    broken = gzparse.parse(report(in_lines(TWO).replace("信息内容", "信息\n内容"), in_lines(THREE), in_lines(FOUR)))
    assert not [f for f in broken.findings if f.code == "text-unread"]


def test_other_words_left_over_are_still_unread() -> None:
    page = report(SPACED_TWO, spaced(THREE).replace("(二) 部", "撤回\n(二) 部"), spaced(FOUR))
    assert [f for f in gzparse.parse(page).findings if f.code == "text-unread" and "撤回" in f.message]
