"""Numbers as cells print them: what is a plain count, what is another number, and what its value, sign and unit are.

And the one place where their patterns stand: grammars/numbers.lark, with grammars/unmarked_text.lark for text without marks.
"""

from __future__ import annotations

import ast
import itertools
import os
import pathlib
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.form.items import BLANK, NIL, NUMBER, PAGE_NUMBERS, TEXT, is_dashes, money_unit, narrow, number, plain_count
from gzparse.lark_tools import grammar
from gzparse.lark_tools.of_lark import NoLexer
from gzparse.lark_tools.terminals import UNMARKED_TEXT, patterns, terminal
from gzparse.layout.builtin import LINES
from gzparse.outline.lexer import loosen


def test_no_code_is_a_count_and_a_blank_is_the_greatest_of_them() -> None:
    """Placing compares with them: what is less than a blank cell is printed, and is no count."""
    assert len({BLANK, NIL, NUMBER, TEXT}) == 4
    assert max(NIL, NUMBER, TEXT) < BLANK < 0


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("０１２３４５６７８９", "0123456789"),
        ("＋－−﹣", "+---"),
        ("，．／＼", ",./\\"),
        (" \u3000１２ \n", "12"),
        ("1 2", "1 2"),
        ("①²", "①²"),
        ("其他", "其他"),
        ("", ""),
    ],
)
def test_widths_are_folded_and_nothing_else(raw: str, wanted: str) -> None:
    assert narrow(raw) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, int(text)) for text in ("0", "1", "9", "10", "2023", "1" * 11, "9" * 12, "100000000000")),
        *((text, None) for text in ("", "00", "01", "007", "0" * 12, "1" * 13, "1" * 40)),
        *((text, None) for text in ("-1", "+1", "1.0", "1,000", " 1", "1 ", "a", "一", "①", "²", "１", "٣")),
    ],
)
def test_a_plain_count_is_ascii_digits_without_a_zero_in_front_and_no_more_than_twelve(text: str, wanted: int | None) -> None:
    found = plain_count(text)
    assert found == wanted
    assert type(found) is type(wanted)


SIGNS = {"": "", "-": "-", "+": "", "－": "-", "−": "-", "＋": ""}
DIGITS = {"0": "0", "12": "12", "1,234": "1234", "1，234，567": "1234567", "１２": "12", "1 234": "1234", "007": "007"}
PARTS = {"": "", ".5": ".5", ".05": ".05", "．5": ".5", ".500": ".500"}
UNITS = {"": None, "件": "件", " 件": "件", "万元": "万元", "（万元）": "万元", "(万元)": "万元", " （元） ": "元"}


@pytest.mark.parametrize(("sign", "digits"), [*itertools.product(SIGNS, DIGITS)])
def test_a_number_has_the_value_that_decimal_gives_its_sign_and_its_unit(sign: str, digits: str) -> None:
    for part, unit in itertools.product(PARTS, UNITS):
        found = number(f" {sign}{digits}{part}{unit}")
        assert found.value == Decimal(SIGNS[sign] + DIGITS[digits] + PARTS[part])
        assert str(found.value) == str(Decimal(SIGNS[sign] + DIGITS[digits] + PARTS[part]))
        assert found.signed is (sign != "")
        assert found.unit == UNITS[unit]


def test_what_has_no_digit_is_no_number() -> None:
    with pytest.raises(AssertionError, match="万元"):
        number("万元")


# --- the grammar's patterns and the reader of numbers agree ----------------------------------------------------------


WIDE = dict(zip("0123456789+-,./", "０１２３４５６７８９＋－，．／", strict=True))
UNITS_OF_CELLS = (
    "件次",
    "件",
    "条",
    "项",
    "个",
    "宗",
    "起",
    "份",
    "次",
    "部",
    "篇",
    "人次",
    "人",
    "元",
    "万元",
    "百万元",
    "亿元",
)


def understood(text: str) -> tuple[Decimal, bool, str | None] | None:
    """Return the value of a folded figure, whether it is signed, and its unit; worked out without any pattern."""
    sign = text[:1] if text[:1] in ("+", "-") else ""
    body = "".join(itertools.takewhile(lambda c: c in "0123456789,.", text[len(sign) :]))
    whole, point, part = body.partition(".")
    first, *others = whole.split(",")
    if others:
        good = 1 <= len(first) <= 3 and first[0] != "0" and len(others) <= 3 and all(len(group) == 3 for group in others)
    else:
        good = first == "0" or (1 <= len(first) <= 12 and first[0] != "0")
    if not good or (point and not (1 <= len(part) <= 6 and part.isdecimal())):
        return None
    unit = text[len(sign) + len(body) :].removeprefix(" ")
    if unit:
        unit = unit.removeprefix("(") if unit[0] == "(" else unit.removeprefix("（")
        unit = unit.removesuffix(")") if unit[-1:] == ")" else unit.removesuffix("）")
        money = unit.endswith("元") and len(unit) <= 3 and all(c in "百千万亿" for c in unit[:-1])
        if not money and unit not in UNITS_OF_CELLS:
            return None
    return Decimal(sign + whole.replace(",", "") + point + part), sign != "", unit or None


@st.composite
def printed_figures(draw: st.DrawFn) -> str:
    """Draw a figure as a cell may print it: signed or not, grouped or not, in either width, with a unit or without."""
    value = draw(st.integers(0, 999) | st.integers(0, 10**12 - 1))
    digits = f"{value:,}" if draw(st.booleans()) else str(value)
    part = draw(st.none() | st.text("0123456789", min_size=1, max_size=6))
    unit = draw(st.sampled_from(("", *UNITS_OF_CELLS)))
    if unit and draw(st.booleans()):
        unit = draw(st.sampled_from(("({})", "（{}）", "（{})"))).format(unit)
    gap = draw(st.sampled_from(("", " "))) if unit else ""
    text = draw(st.sampled_from(("", "+", "-"))) + digits + (f".{part}" if part is not None else "") + gap + unit
    wide = draw(st.sets(st.sampled_from(sorted(WIDE))))
    return "".join(WIDE[c] if c in wide else c for c in text)


@given(printed_figures())
def test_every_way_to_print_a_figure_is_one_for_the_grammar_and_is_read_as_its_value(printed: str) -> None:
    assert terminal("FIGURE").fullmatch(narrow(printed))
    found = number(printed)
    assert (found.value, found.signed, found.unit) == understood(narrow(printed))


@given(printed_figures() | st.text("0012,.+-—/无件万元(（) ０１，．－", max_size=12), st.randoms(use_true_random=False))
def test_the_grammar_takes_for_figures_what_can_be_understood_and_nothing_else(text: str, rng: random.Random) -> None:
    for _ in range(rng.randrange(3)):  # figures with a letter too many, too few or in another place
        at = rng.randrange(len(text) + 1)
        text = rng.choice((text[:at] + text[at + 1 :], text[:at] + rng.choice("0,.-件元 ") + text[at:], text[at:] + text[:at]))
    folded = narrow(text)
    meant = understood(folded)
    assert (terminal("FIGURE").fullmatch(folded) is not None) == (meant is not None)
    if meant is not None:
        found = number(text)
        assert (found.value, found.signed, found.unit) == meant


@given(st.text("0123456789１٣ ,", max_size=14) | st.integers(0, 10**14).map(str))
def test_a_plain_count_is_the_grammars_count_in_ascii(text: str) -> None:
    assert (plain_count(text) is not None) == (text.isascii() and terminal("COUNT").fullmatch(text) is not None)


@given(st.integers(-10, 10**6))
def test_counts_that_may_be_a_pages_number_are_those_of_the_pattern(count: int) -> None:
    assert (count in PAGE_NUMBERS) == (count > 0 and terminal("PAGE_DIGITS").fullmatch(str(count)) is not None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("采 购 总 金 额 （百 万 元）", "百万元"),
        ("采购总金额(元)", "元"),
        ("1.5亿元，其中3万元", "亿元"),
        ("采购总金额", None),
        ("", None),
    ],
)
def test_the_unit_of_money_that_a_text_names(text: str, wanted: str | None) -> None:
    assert money_unit(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("-", True), ("——", True), ("–―", True), ("—/", False), ("－", False), ("0", False)]
)
def test_dashes(text: str, wanted: bool) -> None:
    assert is_dashes(text) is wanted


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("PAGE_ALONE", ("1", " 12\t", "9999"), ("12345", "1 2", "")),
        ("PAGE_LINE", ("\n- 12 -", "\n —3— ", "\n第 3 页 共 9 页"), ("\n--- 3 ---", "\n12", "\n第3条")),
        ("ARTICLE", ("第二十条第(一)项", "条例第二十条第八项", "《条例》第二十条(五)项"), ("第二十一条第(一)项", "第二十条")),
        ("ORDINAL", ("(一)", "十二,", "3.", "(3)"), ("一", "(", "333.")),
        ("YEAR", ("2023", "二〇二三", "二O二三", "二○二三"), ("23", "二千零三", "二〇二")),
        ("NIL", ("/", "——", "-", "无", "N/A", "\\"), ("-----", "无无", "0", "")),
    ],
)
def test_what_the_terminals_are(name: str, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    found = terminal(name)
    assert [text for text in yes if not found.fullmatch(text)] == []
    assert [text for text in no if found.fullmatch(text)] == []


# --- each pattern stands in one place --------------------------------------------------------------------------------


REPEATED = {
    "a page's number": r"页|\\d\{1,4\}",
    "a unit of money": r"[百千万亿]{2}",
    "a unit of count": r"[件人]次",
    "dashes": r"[—–―]",
    "numerals": r"七八九",
    "an article": r"二[ *]*十[ *]*条",
    "Han letters": r"\\u[0-9a-f]{4}-\\u|[\u3000-\u9fff]-[\u3000-\u9fff]",
}
"""What gives a pattern away that repeats one of the grammar's, in the strings of a module or in another grammar."""

_MESSAGES = re.compile("codes_|findings_page|front_explained")
_MESSAGES = re.compile("codes_|findings_page|alternatives_page|trace")
"""Modules of sentences for people."""

ALLOWED = {
    ("finish/front_text.py", "a page's number"): "首页, the site's own word",
    ("read/furniture.py", "a page's number"): "a sign for which a text is searched before any pattern",
    ("finish/front_titles.py", "a page's number"): "首页, the site's own word",
    ("finish/front_explained.py", "a page's number"): "words of an explanation",
    ("front.lark", "a page's number"): "the site's own words, 首页 and 上一页",
    ("finish/table_findings.py", "a page's number"): "what holds digits and is no figure, in any wording",
    (
        "annual_report/form.py",
        "an article",
    ): "read before any grammar; checked against the grammar below",
    ("annual_report/specification.py", "an article"): "what is printed, not what is read",
    ("form/typos.py", "a unit of money"): "letters that limit a note, each by itself",
    ("finish/words_elsewhere.py", "a unit of money"): "first letters that may stand behind 单位, for a quick search",
    ("form/alternatives/cut.py", "a page's number"): "what alternatives suppose, for people, here and in the two below",
    ("form/alternatives/numbers.py", "a page's number"): "sentences for people",
    ("form/alternatives/rows.py", "a page's number"): "sentences for people",
    ("model/letters.py", "Han letters"): "the normalization comes before any grammar",
    ("model/letters.py", "a page's number"): "a table of variants of letters",
    ("unmarked_text.lark", "Han letters"): "of labels: with 〇 and rare letters",
    ("unmarked_text.lark", "a page's number"): "第3页 as it is printed",
    ("model/place.py", "a page's number"): "places in words, for people",
    ("tables/columns.py", "a page's number"): "names of columns",
    ("tables/codebook.py", "numerals"): "the ordinals that are printed, of which codes are made",
    ("read/docx_numbers.py", "numerals"): "list numbers as a program would print them",
    ("read/docx_numbers.py", "a unit of money"): "list numbers as a program would print them",
    (
        "read/html_article.py",
        "a page's number",
    ): "the site's own words, here and in the four below: readers come before any grammar",
    ("read/html_article.py", "dashes"): "what parts the title of a page from the name of its site",
    ("read/html_headings.py", "numerals"): "headings by which the article is found",
    ("read/html_inline.py", "Han letters"): "whether a script holds text",
    ("read/sheet_blocks.py", "numerals"): "headings between the tables of a sheet",
    ("read/pdf/margins.py", "a page's number"): "what stands in the margins of a page",
    ("read/xlsx_formats.py", "dashes"): "what a format of Excel shows for a zero",
    ("read/pdf/margins.py", "dashes"): "what stands in the margins of a page",
    ("read/pdf/flow.py", "numerals"): "headings, which continue no line",
    ("read/pdf/joining.py", "numerals"): "labels, which continue no cell",
    ("statistics.lark", "a page's number"): "the labels of rows",
    ("statistics.lark", "a unit of count"): "the units that this table prints, and no others",
}
"""Where that is meant, and why."""


def strings_of(module: pathlib.Path) -> Iterator[str]:
    """Return the strings of a module that are not docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in texts and isinstance(node.value, str):
            yield node.value


def test_no_module_and_no_grammar_repeats_a_pattern() -> None:
    """But made tables and the test tools: what these expect must not rest on the patterns that they test."""
    sources = ROOT / "src" / "gzparse"
    places: dict[str, str] = {}
    for module in sources.rglob("*.py"):
        if {"testing", "made"}.isdisjoint(module.relative_to(sources).parts) and not _MESSAGES.match(module.name):
            places[module.relative_to(sources).as_posix()] = "\n".join(strings_of(module))
    for file in (*(ROOT / "grammars").glob("*.lark"), *(ROOT / "docs" / "plugins").rglob("*.lark")):
        if file.name != "numbers.lark":
            places[file.name] = re.sub(r"(?m)(?:^|\s)//.*$", "", file.read_text("utf-8"))
    found = {(place, kind) for place, text in places.items() for kind, sign in REPEATED.items() if re.search(sign, text)}
    assert found - ALLOWED.keys() == set(), "take these from grammars/numbers.lark"
    assert ALLOWED.keys() - found == set(), "these exceptions are needed no more"


def test_the_limit_of_page_numbers_is_named_wherever_it_is_meant() -> None:
    for module in (ROOT / "src" / "gzparse").rglob("*.py"):
        assert "10_000" not in module.read_text("utf-8").replace("PAGE_NUMBERS = range(1, 10_000)", ""), module.name


def test_descriptions_that_are_read_before_any_grammar_agree_with_it() -> None:
    article = terminal("ARTICLE").pattern
    assert loosen("第二十条").replace("*+", "*") + "第" in ANNUAL_REPORT.table_words
    assert "第二十条第" in article
    assert loosen("第二十条").replace("*+", "*") + "第" in ANNUAL_REPORT.only_in_tables
    assert patterns()["FIGURE_LIKE"] in LINES.anchor


def test_widths_that_unmarked_text_prints_are_folded_in_cells() -> None:
    for mark in "＋－−，．":
        assert mark in patterns(UNMARKED_TEXT)["FIGURE_IN_TEXT"]
        assert narrow(mark) in "+-,."


@pytest.mark.parametrize("place", ["annual_report", "numbers"])
def test_plugins_import_figures_from_either_grammar(place: str, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "form.lark"
    file.write_text(f"%import {place} (FIGURE, NIL)\nstart: FIGURE | NIL\n", encoding="utf-8")
    lark = grammar.load(file, lexer=NoLexer)
    assert {t.name: t.pattern.to_regexp() for t in lark.terminals} == {name: patterns()[name] for name in ("FIGURE", "NIL")}


def test_patterns_are_loaded_on_use_and_those_of_unmarked_text_only_there() -> None:
    program = (
        "import sys, gzparse\n"
        "from gzparse.lark_tools.terminals import loaded\n"
        "from gzparse.form.items import number\n"
        "assert 'lark' not in sys.modules and loaded.cache_info().currsize == 0\n"
        "gzparse.parse_file(sys.argv[1])\n"
        "assert loaded.cache_info().currsize == 1, loaded.cache_info()\n"
        "assert gzparse.parse('二、主动公开政府信息情况\\n规章 0 0 0 行政规范性文件 6 2 31')\n"
        "assert loaded.cache_info().currsize == 3  # and that of the lines that may be the headings of missing sections\n"
    )
    page = ROOT / "docs" / "examples" / "tabs.txt"
    environment = {**os.environ, "GZPARSE_PLUGINS": "off"}
    subprocess.run([sys.executable, "-c", program, str(page)], check=True, env=environment)
