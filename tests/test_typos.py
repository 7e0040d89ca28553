"""Labels with typos and notes, and pages in variants of letters: read with a finding, or refused; never another row."""

from __future__ import annotations

import random
import re
import unicodedata

import layouts
import pytest
import writing
from honesty import assert_accounted, assert_complete, assert_honest, codes_of, errors_of, value_at
from hypothesis import given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.form.typos import wordings
from gzparse.model.letters import SIMPLIFIED, plain_letters

FIGURES = writing.consistent_figures(random.Random(5), 60)
NAMES = ("tabs", "bars behind cells", "lines", "lines, blank lines", "lines, labels broken", "indented", "Markdown")
PAGES = {name: layouts.Laid(name, FIGURES) for name in NAMES}
LABELS = {
    row[-1 - sum(c[:1] == "@" for c in row)]: row[-1][1:].rpartition(".")[0]
    for table in (layouts.disclosure, layouts.requests)
    for row in table()
    if row[-1][:1] == "@"
}
TRADITIONAL = {letter: chr(code) for code, letter in reversed(SIMPLIFIED.items()) if code >= 0x3400}
KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}


def with_label(layout: str, old: str, new: str) -> str:
    """A page with another label, broken over lines as the layout does."""

    def write(rows: list[layouts.Row], width: int) -> str:
        return layouts.LAYOUTS[layout]([[new if cell == old else cell for cell in row] for row in rows], width)

    return layouts.Laid(layout, FIGURES, write).text


def findings_at(reading: gzparse.Reading[gzparse.Report], code: str) -> list[str | None]:
    return [ref.path for f in reading.findings if f.code == code for ref in f.refs]


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize(
    ("label", "typo", "path"),
    [
        ("行政事业性收费", "行政事业型收费", "proactive_disclosure.fees"),
        ("现行有效件数", "现行有效件", "proactive_disclosure.rules"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开", "requests.results.refused.prohibited_by_law"),
        ("本年收费金额（单位：万元）", "本年收费金额（单位万元", ""),
        ("四、结转下年度继续办理", "四、结转下年度继续办里", "requests.carried_forward"),
        ("四、结转下年度继续办理", "四、结转下年年度继续办理", "requests.carried_forward"),
        ("7.属于行政执法案卷", "7.属于行政执法按卷", "requests.results.refused.enforcement_case_file"),
    ],
)
def test_a_typo_is_read_and_reported(layout: str, label: str, typo: str, path: str) -> None:
    reading = gzparse.parse(with_label(layout, label, typo))
    assert_complete(reading, FIGURES)
    assert_honest(reading, FIGURES)
    assert_accounted(reading)
    assert not errors_of(reading)
    assert (path in findings_at(reading, "label-slip")) == bool(path)
    for finding in reading.findings:
        if finding.code == "label-slip":  # letters that are left out say nothing else
            assert finding.severity == ("info" if set(typo) <= set(label) else "warning")
            assert finding.expected is not None
            assert typo in (finding.actual or "").replace(" ", "")


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("一、本年新收政府信息公开申请数量", "一、上年新收政府信息公开申请数量"),
        ("一、本年新收政府信息公开申请数量", "一、本年结转政府信息公开申请数量"),
        ("四、结转下年度继续办理", "四、结转本年度继续办理"),
        ("四、结转下年度继续办理", "四、结转上年度继续办理"),
        ("行政处罚", "行政检查"),
        ("行政处罚", "行政确认"),
        ("行政强制", "行政征收"),
        ("行政事业性收费", "行政事业性收入"),
        ("行政事业性收费", "行政事业性经费"),
        ("行政事业性收费", "行政事业性收费约"),
        ("行政事业性收费", "行政事业性收费（元）"),
        ("行政事业性收费", "行政事业性收费（2022年）"),
        ("8.属于行政查询事项", "8.属于行政许可事项"),
        ("7.属于行政执法案卷", "7.属于行政处罚案卷"),
        ("1.本机关不掌握相关政府信息", "1.本机关掌握相关政府信息"),
        ("5.属于三类内部事务信息", "5.属于三类外部事务信息"),
        ("6.属于四类过程性信息", "6.属于三类过程性信息"),
    ],
)
def test_a_label_that_may_be_another_is_refused(layout: str, label: str, other: str) -> None:
    reading = gzparse.parse(with_label(layout, label, other))
    path = LABELS[label]
    columns = [p for p in FIGURES if p.startswith(path + ".")]
    assert all(value_at(reading.report, p) is None for p in columns)
    assert_honest(reading, {p: None if p in columns else v for p, v in FIGURES.items()} | dict.fromkeys(columns, "lost"))
    assert_accounted(reading)
    assert "label-slip" not in codes_of(reading)


def test_columns_of_another_meaning_are_no_typo() -> None:
    for label, other in [("本年制发件数", "本年新公开数量"), ("本年收费金额（单位：万元）", "本年收费金额（单位：美元）")]:
        reading = gzparse.parse(with_label("tabs", label, other))
        assert "label-slip" not in codes_of(reading)
        assert errors_of(reading)


_LETTERS = st.sampled_from("型请里件性未费政年下上其公开行的了一三水氵Ax")


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(sorted(LABELS)),
    st.integers(0, 40),
    st.sampled_from(("change", "leave out", "put in")),
    _LETTERS,
)
def test_one_letter_never_makes_another_row(layout: str, label: str, at: int, how: str, letter: str) -> None:
    places = [
        i
        for i, c in enumerate(label)
        if "\u4e00" <= c <= "\u9fff" and not re.match(r"[（(]?[一二三四五六七][、）)]", label[i - 1 :])
    ]
    index = places[at % len(places)]
    new = label[:index] + {"change": letter, "leave out": "", "put in": letter + label[index]}[how] + label[index + 1 :]
    reading = gzparse.parse(with_label(layout, label, new))
    assert_honest(reading, FIGURES)
    assert_accounted(reading)
    path = LABELS[label]
    read = any(value_at(reading.report, p) is not None for p in FIGURES if p.startswith(path + "."))
    if read and plain(new) != plain(label):
        # 规范性文件 and 部分公开 are labels without the rest of theirs.
        assert path in findings_at(reading, "label-slip") or "text-unread" in codes_of(reading)


def plain(label: str) -> str:
    """A label without what is left open anyway: ordinals, 本年度 for 本年, 上一年 for 上年, what is no Han letter."""
    return re.sub(r"^[（(]?[\d一二三四五六七]?[)）]?[、.]?|度|[A-Za-z]|区分处理.*|(?<=上)一(?=年)|(?<=下)一(?=年)", "", label)


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize(
    ("label", "printed", "note"),
    [
        ("行政事业性收费", "行政事业性收费（含涉企）", "(含涉企)"),
        ("2.重复申请", "2.重复申请（注：同一申请人）", "(注:同一申请人)"),
        ("本年处理决定数量", "本年处理决定数量（件）", "(件)"),
    ],
)
def test_a_note_in_a_label_is_disregarded_and_reported(layout: str, label: str, printed: str, note: str) -> None:
    if "broken" in layout:
        pytest.skip("a note broken into pieces is left to the label's pieces")
    reading = gzparse.parse(with_label(layout, label, printed))
    assert_complete(reading, FIGURES)
    assert_accounted(reading)
    code, severity = ("label-note", "info") if note == "(件)" else ("note-on-table", "warning")
    assert any(f.code == code and note in f.message and f.severity == severity for f in reading.findings)


def converted(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(c, c) for c in text)


def framed(page: layouts.Laid) -> str:
    """The page with an organ, subheadings and a signature."""
    text = page.text.replace("某县2023年", "某县人民政府2023年").replace(
        "全年平稳。", "（一）主动公开。全年公开。\n（二）申请处理。没有。"
    )
    return text + "\n某县人民政府\n2024年1月12日\n"


@pytest.mark.parametrize("layout", layouts.LAYOUTS)
@pytest.mark.parametrize("letters", [TRADITIONAL, KANGXI, {**KANGXI, "民": "⺠"}], ids=["traditional", "Kangxi", "supplement"])
def test_a_page_in_variants_of_letters_is_read_in_full(layout: str, letters: dict[str, str]) -> None:
    plain = framed(layouts.Laid(layout, FIGURES))
    text = converted(plain, letters)
    assert text != plain
    reading, wanted = gzparse.parse(text), gzparse.parse(plain)
    assert_complete(reading, FIGURES)
    assert_accounted(reading)
    assert [(f.code, f.severity) for f in reading.findings] == [(f.code, f.severity) for f in wanted.findings]
    assert [p.span for p in reading.parts] == [p.span for p in wanted.parts]
    mine, theirs = reading.report, wanted.report
    assert theirs.signature is not None
    assert theirs.dated is not None
    assert (mine.year, mine.dated, mine.edition) == (theirs.year, theirs.dated, theirs.edition)
    for name in ("title", "organ", "signature"):
        assert getattr(mine, name) == converted(getattr(theirs, name), letters)
    assert mine.overview.heading == converted(theirs.overview.heading or "", letters)
    assert mine.overview.text == converted(theirs.overview.text or "", letters)
    assert [s.heading for s in mine.overview.subsections] == [
        converted(s.heading or "", letters) for s in theirs.overview.subsections
    ]


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("bracket", ["()", "（）"])
def test_pinyin_annotations_are_disregarded(layout: str, bracket: str) -> None:
    glosses = {
        "数": "shù",
        "据": "jù",
        "统": "tǒng",
        "发": "fā",
        "现": "xiàn",
        "规": "guī",
        "业": "yè",
        "报": "bào",
        "况": "kuàng",
    }
    if "broken" in layout:
        glosses = {"况": "kuàng", "报": "bào"}
    text = converted(PAGES[layout].text, {c: f"{c}{bracket[0]}{g}{bracket[1]}" for c, g in glosses.items()})
    reading = gzparse.parse(text)
    assert_complete(reading, FIGURES)
    assert_accounted(reading)
    assert not [f for f in reading.findings if f.severity != "info"]
    assert reading.report.title is not None
    assert "bào" in reading.report.title
    assert reading.report.year == 2023
    assert "kuàng" in (reading.report.overview.heading or "")


def test_the_label_of_an_extra_row_stays_as_printed() -> None:
    page = converted(PAGES["tabs"].text, TRADITIONAL).replace("行政處罰\t", "行政檢查\t7\n行政處罰\t")
    (row,) = gzparse.parse(page).report.extra_rows
    assert (row.label, row.figures) == ("行政檢查", (7,))


def test_variants_are_of_letters_that_the_form_has() -> None:
    assert plain_letters("總體情況⾏政⺠\uf98e") == "总体情况行政民年"
    assert not {chr(code) for code in SIMPLIFIED} & set(SIMPLIFIED.values())
    assert all(len(letter) == 1 for letter in SIMPLIFIED.values())


def test_wordings_of_a_pattern() -> None:
    assert wordings("[(]?[一二1-4][)]?[.,:]?本年度?新收") == frozenset(("本年新收", "本年度新收"))
    assert wordings("结转[至到]?下年|上年") == frozenset(("结转下年", "结转至下年", "结转到下年", "上年"))
    assert wordings(r"第[一二]项") is None
    assert wordings(r"(?=.)规章") is None
    assert wordings(r"规章.*") is None
