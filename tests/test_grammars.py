"""The grammars: labels distinguish rows, patterns keep together, tables load from the cache."""

from __future__ import annotations

import pathlib
import re
from typing import cast

import pytest

from gzparse.annual_report import labels
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form.row_lexer import RowLexer, fold_label
from gzparse.lark_tools import grammar
from gzparse.lark_tools.alternation import alternation, first_atom, has_alternatives
from gzparse.lark_tools.of_lark import NoLexer
from gzparse.outline.lexer import SearchLexer

TABLES = ("proactive_disclosure", "requests", "review_and_litigation")


@pytest.fixture(scope="module")
def terminals() -> dict[str, tuple[int, re.Pattern[str]]]:
    parser = grammar.parser((grammar.GRAMMARS, "annual_report.lark"), start=TABLES, lexer=RowLexer)
    return {t.name: (t.priority, re.compile(t.pattern, re.S)) for t in parser.terminals.values()}


def official_labels() -> dict[str, str]:
    rows = {**SPECIFICATION.request_rows, **{name: path for name, (path, _) in SPECIFICATION.disclosure_rows.items()}}
    return {name: labels.ANNUAL_REPORT.parts[path].split(" ")[-1] for name, path in rows.items()}


def test_every_official_label_is_its_own_terminals_alone(terminals: dict[str, tuple[int, re.Pattern[str]]]) -> None:
    official = official_labels()
    assert len(official) == 34
    for name, label in official.items():
        matching = [n for n, (priority, p) in terminals.items() if priority >= 0 and p.fullmatch(fold_label(label))]
        assert matching == [name], label


def test_a_group_may_stand_before_every_label(terminals: dict[str, tuple[int, re.Pattern[str]]]) -> None:
    parser = grammar.parser((grammar.GRAMMARS, "annual_report.lark"), start=TABLES, lexer=RowLexer)
    lexer = cast(RowLexer, parser.lexer)
    for label, name in (
        ("三、本年度办理结果（三）不予公开1.属于国家秘密", "STATE_SECRET"),
        ("（六）其他处理3.其他", "OTHER"),
        ("三、本 年度办 理结果(一) 予以公开", "GRANTED"),
        ("（三）不予公开", "GROUP_REFUSED"),
        ("不予以公开", "TABLE_TEXT"),
        ("其他", "OTHER_WORD"),
        ("总计", "TOTAL_WORD"),
        ("（七）总计", "RESULTS_TOTAL"),
        ("条例第二十条第（一）项", "ARTICLE"),
    ):
        assert (lexer._labels[label] or lexer._texts[label]) == name, label


def test_patterns_hold_together_where_they_are_joined() -> None:
    for name, start, lexer in (
        ("annual_report.lark", TABLES, RowLexer),
        ("outline.lark", ("start",), SearchLexer),
        ("outline_unbroken.lark", ("start",), SearchLexer),
    ):
        parser = grammar.parser((grammar.GRAMMARS, name), start=start, lexer=lexer)
        for terminal in parser.terminals.values():
            pattern = terminal.pattern
            free = ("NIL", "FURNITURE", "TABLE_TEXT", "PROSE", "OTHER_COLUMNS", "TOTAL_WORD", "ARTICLE", "UNIT", "PICTURE")
            assert not has_alternatives(pattern) or terminal.name in free, f"{terminal.name}: an alternative at its top level"


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("abc", "a"),
        ("a?b", "a?"),
        (r"\|+?b", r"\|+?"),
        ("[a|(]*+b", "[a|(]*+"),
        ("(?:a(b|[)])c){2,3}d", "(?:a(b|[)])c){2,3}"),
        ("", ""),
    ],
)
def test_first_atoms(pattern: str, first: str) -> None:
    assert first_atom(pattern) == first


@pytest.mark.parametrize(
    ("pattern", "has"),
    [("a", False), ("a|b", True), ("(a|b)", False), (r"a\|b", False), ("[a|b]", False), ("(a(b|c))|d", True)],
)
def test_alternatives_at_the_top_level(pattern: str, has: bool) -> None:
    assert has_alternatives(pattern) is has


@pytest.mark.parametrize(
    "patterns",
    [
        {"A": "abc", "B": "abd", "C": "x"},
        {"A": r"(?:一|二)?[a|b]+c\|", "B": r"(?:一|二)?[a|b]+d", "C": r"(?:一|二)?e"},
        {"A": "ab", "B": "a", "C": "b?c"},
        {"A": "a|b", "B": "a{2,3}c"},
    ],
)
def test_alternations_match_what_their_patterns_match(patterns: dict[str, str]) -> None:
    joined = re.compile(alternation(patterns))
    for text in ("abc", "abd", "x", "一abc|", "二bd", "e", "一e", "ab", "a", "c", "bc", "b", "aac", "aaac", "", "ac"):
        matching = {name for name, pattern in patterns.items() if re.fullmatch(pattern, text)}
        match = joined.fullmatch(text)
        assert (match.lastgroup in matching) if match else not matching, text


def test_tables_are_kept_in_the_cache_and_a_bad_cache_is_made_again(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GZPARSE_CACHE", str(tmp_path))
    grammar.load((grammar.GRAMMARS, "layout_tabs.lark"), lexer=NoLexer)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"rubbish")
    grammar.load((grammar.GRAMMARS, "layout_tabs.lark"), lexer=NoLexer)
    assert kept.read_bytes() != b"rubbish"
    monkeypatch.setenv("GZPARSE_CACHE", str(tmp_path / kept.name / "below a file"))
    grammar.load((grammar.GRAMMARS, "layout_tabs.lark"), lexer=NoLexer)
