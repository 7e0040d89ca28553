"""The loop over a grammar's tables gives the trees and the errors that Lark gives, and the tables are those of the grammars."""

from __future__ import annotations

import pathlib
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

import gzparse
from gzparse.form.form_row import FormRow
from gzparse.lark_tools import loop, of_lark, write
from gzparse.lark_tools.loop import Parser
from gzparse.layout.lexer import Token as LayoutToken
from gzparse.model.grid import Row
from gzparse.outline.lexer import Piece
from gzparse.testing import damages

LISTS = """
start: (row | note)* tail?
row: NAME NUMBER+ -> line
?note: "(" (NAME | note)+ ")"
tail: _END NUMBER
_END: "end"
NAME: /[a-d]+/
NUMBER: /[0-9]+/
%ignore " "
"""


def plain(tree: Any) -> Any:
    """Return a tree, or what a transformer made in place of one, as what can be compared."""
    if isinstance(tree, (Tree, loop.Tree)):
        return tree.data, [plain(child) for child in tree.children]
    if isinstance(tree, (list, tuple)):
        return [plain(child) for child in tree]
    if isinstance(tree, dict):
        return {key: plain(child) for key, child in tree.items()}
    if isinstance(tree, Token):
        return tree.type, str(tree), tree.start_pos, tree.line, tree.column
    if isinstance(tree, (FormRow, LayoutToken, Piece)):
        names = [name for kind in type(tree).__mro__ for name in getattr(kind, "__slots__", ())]
        return type(tree).__name__, [plain(getattr(tree, name)) for name in names]
    if isinstance(tree, Row):
        return tree.type, tree.start, tree.text, tree.cells
    return tree


def outcome(parse: Any, *given: Any) -> Any:
    try:
        return plain(parse(*given))
    except UnexpectedInput as error:
        return type(error), str(error), error.pos_in_stream, getattr(error, "expected", None)
    except gzparse.GzparseError as error:
        return type(error), str(error)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let each parse be done by the loop and by Lark, and compare what they give."""
    seen: list[Any] = []

    def compare(by_loop: Any) -> Any:
        def parse(parser: Parser, given: Any, start: str | None = None) -> Any:
            by_lark = outcome(parser.by_lark, given, start)
            assert outcome(by_loop, parser, given, start) == by_lark
            seen.append(by_lark)
            return by_loop(parser, given, start)

        return parse

    for kind in (Parser, of_lark.ByLexerOfLark):
        monkeypatch.setattr(kind, "parse", compare(kind.parse))
    return seen


def texts() -> Iterator[str]:
    folders = [ROOT / "docs" / "examples", ROOT / "tests" / "pages", ROOT / "tests" / "golden"]
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            yield path.read_text("utf-8")
    for path in sorted((ROOT / "tests").rglob("*.toml")):
        yield path.read_text("utf-8")
    for number in range(60):
        yield damages.numbered(3, number).text


def test_all_pages_give_the_trees_that_lark_gives(compared: list[Any]) -> None:
    count = 0
    for text in texts():
        try:
            gzparse.parse(text)
        except gzparse.GzparseError:
            continue
        count += 1
    assert count > 60
    assert len(compared) > 6 * count


def test_a_plugins_grammar_gives_the_trees_and_the_errors_that_lark_gives(tmp_path: pathlib.Path, compared: list[Any]) -> None:
    grammar = tmp_path / "own.lark"
    grammar.write_text('start: (A B | line)*\nline: B /[^\\n]+/\nA: "二"\nB: "\\n"\n', "utf-8")
    own = gzparse.Layout("own", grammar, r"\n", lexer="contextual")
    text = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
    with pytest.raises(gzparse.LayoutError, match="does not read the text"):
        gzparse.Parser(layouts=[own]).parse(text, layout="own")
    assert any(issubclass(found[0], UnexpectedInput) for found in compared if isinstance(found[0], type))


@pytest.mark.parametrize("lexer", ["basic", "contextual"])
def test_texts_drawn_at_random_give_the_trees_and_the_errors_that_lark_gives(lexer: Any) -> None:
    lark = Lark(LISTS, parser="lalr", lexer=lexer, maybe_placeholders=False)
    parser = of_lark.parser_of(lark)
    rng = random.Random(1)
    kinds = set()
    for _ in range(2_000):
        words = rng.choices(["a", "bc", "1", "23", "(", ")", "end", "x"], [6, 3, 6, 3, 2, 2, 1, 0.3], k=rng.randint(0, 9))
        text = " ".join(words)
        found = outcome(parser.parse, text)
        assert found == outcome(lark.parse, text), text
        kinds.add(found[0])
    assert len(kinds) >= 3, "trees, tokens and characters that were not expected"


def test_starts_are_those_of_lark() -> None:
    lark = Lark('a: "x" b?\nb: "y"', parser="lalr", start=["a", "b"])
    parser = of_lark.parser_of(lark)
    for start in ("a", "b"):
        for text in ("x", "xy", "y", "yy", ""):
            assert outcome(parser.parse, text, start) == outcome(lark.parse, text, start)
    for wrong in (None, "c"):
        with pytest.raises(Exception, match="start rule"):
            parser.parse("x", wrong)


def test_the_tables_that_come_along_are_those_of_the_grammars() -> None:
    made = dict(write.files())
    folder = next(iter(made)).parent
    assert {path for path in folder.glob("*.py") if path.name != "__init__.py"} == made.keys()
    changed = [path.name for path, text in made.items() if path.read_text("utf-8") != text]
    assert not changed, "run python -m gzparse.lark_tools.write"


def test_a_text_is_parsed_without_lark() -> None:
    program = "import sys, gzparse; gzparse.parse_file(sys.argv[1]); assert 'lark' not in sys.modules"
    for name in ("tabs", "bars", "indented"):
        subprocess.run([sys.executable, "-c", program, str(ROOT / "docs" / "examples" / f"{name}.txt")], check=True)


class Letters:
    """A token for each letter, whose kind it is."""

    def __init__(self, terminals: Any) -> None:
        pass

    def lex(self, given: list[str], state: loop.State) -> Iterator[Token]:
        for letter in given:
            yield Token("_D" if letter == "d" else letter.upper(), letter)


@pytest.mark.parametrize("text", ["", "a", "ab", "aab", "abb", "abbb", "ba", "bc", "d", "dabbbc", "a!", "cc", "abcabdbcc"])
def test_made_tables_give_the_trees_and_the_errors_that_lark_gives(text: str) -> None:
    lark = Lark(
        "start: (one | two)* C?\n?one: A _b\n_b: B | B B\ntwo: B C -> twice | _D\n%declare A B C _D",
        parser="lalr",
        lexer=of_lark.NoLexer,
        maybe_placeholders=False,
    )
    tables = write.in_order(of_lark.tables_of(lark))
    given, by_lark = list(text), of_lark.own_parser(lark, Letters)
    callbacks = [loop.callback_of(rule, None) for rule in tables.rules]
    parser = Parser(tables, Letters(tables.terminals), callbacks, {}, by_lark.by_lark)
    assert outcome(parser.parse, given) == outcome(by_lark.by_lark, given, None) == outcome(by_lark.parse, given)
