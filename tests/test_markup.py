"""Markup, invisible characters and lost spaces: normalized as what they mark, each letter at its own offset."""

from __future__ import annotations

import csv
import io
import re

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import gzparse
from gzparse.form.items import narrow
from gzparse.layout.built import BuiltLayout
from gzparse.layout.builtin import CSV, TABS
from gzparse.model.grid import RowKind
from gzparse.model.letters import normalized
from gzparse.model.markup import html_table
from gzparse.read.text import read_source

TEXT = (ROOT / "docs/examples/tabs.txt").read_text("utf-8")
ROW = "requests.results.granted"
MARKED = {
    "**12**": "12",
    "*12*": "12",
    "***12***": "12",
    "_12_": "12",
    "__12__": "12",
    "**_12_**": "12",
    "`12`": "12",
    "$12$": "12",
    "$$1,284$$": "1,284",
    "[12](https://example.org/3)": "12",
    "[12](#note)": "12",
    "12<br>": "12",
    "12<br />": "12",
    "<b>12</b>": "12",
    '<span style="width:3px">12</span>': "12",
    "<!-- 3 -->12": "12",
    "&nbsp;12": "12",
    "&#160;12&#xa0;": "12",
    "&amp;nbsp;12": "12",
    "&nbsp12": "12",
    "\\-12": "-12",
    "\ufeff12\u200b": "12",
    "\u202d12\u202c": "12",
}
WITHIN = {
    "1\u200b2": "12",
    "1\xad284": "1284",
    "1,\u200b284": "1,284",
    "1<b>2</b>": "12",
    "1&shy;2": "12",
    "1\\.5": "1.5",
    "-\u20602": "-2",
}
KEPT = (
    *("~~12~~", "<del>12</del>", "<s>12</s>", "12<sup>1</sup>", "12*", "*12", "12* 3*", "12*3*4", "1**2**", "12**3**4"),
    *(
        "[12]",
        "[12](3)",
        "![12](a.png)",
        "12[^1]",
        "\\",
        "\\\\",
        "1_2",
        "_12",
        "$12",
        "`12",
        "\\*12\\*",
        "12 < 13",
        "AT&T",
        "R&D;",
    ),
    *("&#124;", "&bogus;", "<12>", "＜b＞12", "<某局>"),
)


@pytest.mark.parametrize(("printed", "wanted"), [*MARKED.items(), *WITHIN.items()])
def test_marks_become_spaces_or_within_a_figure_nothing(printed: str, wanted: str) -> None:
    plain = normalized(printed)
    assert len(plain) == len(printed)
    assert narrow(plain) == wanted


@pytest.mark.parametrize("printed", KEPT)
def test_what_is_no_mark_or_marks_something_that_is_no_figure_is_kept(printed: str) -> None:
    """An escaped star is a star: its backslash alone goes."""
    assert normalized(printed) == re.sub(r"\\(?=[*])", " ", printed)


@given(st.text(st.sampled_from("*_`$[](){}<>/\\&;#amp nbsp3b|\t\n12.,规章?\u200b\xad\u202d"), max_size=60))
def test_offsets_are_kept_and_no_letter_or_digit_is_made(text: str) -> None:
    """What an entity stands for is its own: here, those without letters are drawn."""
    plain = normalized(text)
    assert len(plain) == len(text)
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(plain) if c == "\n"]
    if "&" not in text:
        assert all(new == old or new in " \u2060" for new, old in zip(plain, text, strict=True))


@pytest.mark.parametrize("printed", MARKED)
def test_a_figure_is_that_of_the_source(printed: str) -> None:
    line = next(line for line in TEXT.splitlines() if "予以公开" in line)
    first = re.search(r"(?<=\t)\d+(?=\t)", line)
    assert first is not None
    figure = re.sub("12", first.group(), printed.removeprefix("\\-")).replace("1,284", first.group())
    reading = gzparse.parse(TEXT.replace(line, line[: first.start()] + figure + line[first.end() :]))
    (path,) = [p for p in reading.figures if p == f"{ROW}.natural_person"]
    found = reading.figures[path]
    assert found.value == int(first.group())
    assert narrow(found.raw or "") == first.group()
    assert [reading.source.text[span.start : span.end] for span in found.origins] == [found.raw]
    assert reading.report == gzparse.parse(TEXT).report


def test_tables_in_html_are_found_and_other_tags_are_not() -> None:
    text = '一<td colspan="3">5</td>二'
    assert html_table(text, 0, len(text)) == (1, len(text) - 1)
    assert html_table(text, len(text) - 1, len(text)) is None
    escaped = normalized('&lt;td colspan="3"&gt;5&lt;/td&gt;')
    assert html_table(escaped, 0, len(escaped)) is not None
    for other in ("<b>5</b>", "3 < 5", "<tdx>", "<某局>"):
        assert html_table(other, 0, len(other)) is None


def test_html_in_one_section_costs_the_figures_of_that_section_alone() -> None:
    lines = [f"<tr><td>{line}</td></tr>" if line.startswith("行政许可") else line for line in TEXT.splitlines()]
    reading = gzparse.parse("\n".join(lines))
    assert [(f.code, f.severity, f.refs[0].path) for f in reading.findings] == [
        ("layout-unknown", "error", "proactive_disclosure")
    ]
    assert "HTML" in reading.findings[0].text("en")
    assert "HTML" in reading.findings[0].text("zh")
    assert reading.report.requests == gzparse.parse(TEXT).report.requests
    assert {f.value for path, f in reading.figures.items() if path.startswith("proactive_disclosure")} == {None}


CELLS = st.text(st.sampled_from('规章3,;"\n，1.条 '), max_size=6).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;"))
def test_separated_values_are_those_that_were_written(rows: list[list[str]], separator: str) -> None:
    """All cells are quoted: then nothing in them is a mark."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    source = read_source(text.getvalue())
    found = [row for row in BuiltLayout(CSV).read(source, 0, len(source.text)) if row.type == RowKind.TABLE_ROW]
    spaceless = [["".join(cell.split()) for cell in row] for row in rows]
    assert [["".join(cell.split()) for cell in row.cells] for row in found] == spaceless


@pytest.mark.parametrize("text", ["2023年,受理申请3件,办结2件。", "规章\t1,284\t3", "一，二，三", "共1,284,000元", "a;b"])
def test_prose_and_tables_with_commas_are_not_read_as_separated_values(text: str) -> None:
    page = TEXT.replace("二、主动公开政府信息情况\n", f"二、主动公开政府信息情况\n{text}\n", 1)
    assert {f.layout for f in gzparse.parse(page).figures.values() if f.value is not None} == {"tabs"}


@pytest.mark.parametrize(
    ("firsts", "is_index"),
    [
        (("0", "1", "2"), True),
        (("7", "8", "9"), True),
        (("1", "2", "4"), False),
        (("1", "1", "2"), False),
        (("1", "", "2"), False),
    ],
)
def test_an_index_numbers_all_rows_without_a_gap(firsts: tuple[str, ...], is_index: bool) -> None:
    labels = ("规章", "行政许可", "行政处罚")
    source = read_source("".join(f"{first}\t{label}\t5\n" for first, label in zip(firsts, labels, strict=True)))
    rows = [row for row in BuiltLayout(TABS).read(source, 0, len(source.text)) if row.type == RowKind.TABLE_ROW]
    whole = [[first, label, "5"] for first, label in zip(firsts, labels, strict=True)]
    assert [row.cells for row in rows] == [row[1:] if is_index else row for row in whole]
    assert [source.text[slice(*row.cell_ranges()[-1])] for row in rows] == ["5", "5", "5"]
    numbers = BuiltLayout(TABS).read(read_source("1\t5\t6\n2\t7\t8\n3\t9\t9\n"), 0, 18)
    assert all(len(row.cells) == 3 for row in numbers)
