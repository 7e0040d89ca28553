"""The grammars: labels distinguish rows, patterns keep together, tables and patterns load from the cache."""

from __future__ import annotations

import marshal
import pathlib
import random
import re
import zlib
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from gzparse.annual_report import labels
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.form.row_lexer import RowLexer, fold_label
from gzparse.lark_tools import grammar, write
from gzparse.lark_tools.alternation import alternation, first_atom, has_alternatives
from gzparse.lark_tools.of_lark import NoLexer
from gzparse.lark_tools.tables import made_tables
from gzparse.model import patterns as of_model
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


@pytest.fixture
def kept(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[pathlib.Path]]]:
    """Keep patterns in a folder of its own; return what makes a process of this one that has read none yet."""

    def forget() -> list[pathlib.Path]:
        of_model._kept.cache_clear()
        of_model._file.cache_clear()
        return list(tmp_path.glob("*-expressions.cache"))

    monkeypatch.setenv("GZPARSE_CACHE", str(tmp_path))
    forget()
    yield forget
    monkeypatch.undo()
    forget()


def all_patterns() -> dict[str, str]:
    return {
        f"{name} {terminal.name}": terminal.pattern
        for name, start in write.STARTS.items()
        for terminal in made_tables(name, start)[0]  # type: ignore[index]
    }


def test_patterns_from_the_cache_are_those_that_python_compiles(kept: Callable[[], list[pathlib.Path]]) -> None:
    given = {**all_patterns(), "named": "(?P<a>x)(?P<b>[一-鿿]|(y))(?i:z)"}
    for flags in (0, re.S, re.I):
        for _ in range(2):  # compiled, and then from the file
            for name, pattern in given.items():
                ours, theirs = of_model.compiled(pattern, flags), re.compile(pattern, flags)
                assert ours == theirs, name  # by pattern, flags and code
                assert (ours.groups, ours.groupindex) == (theirs.groups, theirs.groupindex), name
            kept()
        assert of_model._find(pattern, int(flags)) is not None
    assert of_model.on_use("(a)|b").sub(r"<\1>", "ab") == "<a><>"
    with pytest.raises(re.error):
        of_model.compiled("(")


def test_a_damaged_file_of_patterns_changes_nothing(
    kept: Callable[[], list[pathlib.Path]], monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    of_model.compiled("a+b?")
    (file,) = kept()
    whole = file.read_bytes()
    rng = random.Random(1)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        file.write_bytes(bytes(damaged[: rng.randint(1, len(damaged))]))
        kept()
        assert of_model.compiled("a+b?") == re.compile("a+b?")
        assert file.read_bytes() == whole
    entry = marshal.dumps(("a+b?", 0, (0, b"\0\0\0\1" * 9, 0, {}, (None,))))  # code that is not valid
    number = of_model._number("a+b?", 0)
    file.write_bytes(of_model._HEAD.pack(len(entry), zlib.crc32(entry, number), number) + entry)
    kept()
    assert of_model.compiled("a+b?") == re.compile("a+b?")
    file.write_bytes(whole)
    monkeypatch.setattr(of_model, "_MOST", 1)
    kept()
    of_model.compiled("a+b?c")
    assert file.read_bytes() == whole
    monkeypatch.setenv("GZPARSE_CACHE", str(file / "below a file"))
    kept()
    assert of_model.compiled("x").fullmatch("x")


def test_where_python_is_another_it_compiles_itself(
    kept: Callable[[], list[pathlib.Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(of_model, "import_module", none)
    assert of_model.compiled("a+b?") == re.compile("a+b?")
    assert not kept()
