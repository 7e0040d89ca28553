"""The loop over Lark's tables gives the trees and the errors that Lark gives."""

from __future__ import annotations

import pathlib
import random
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

import gzparse
from gzparse.form import built as form_built
from gzparse.form.form_row import FormRow
from gzparse.lark_tools import loop
from gzparse.layout import built as layout_built
from gzparse.layout.lexer import Token as LayoutToken
from gzparse.model.grid import Row
from gzparse.outline import outline
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
    if isinstance(tree, Tree):
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
    by_loop = loop.parse

    def parse(lark: Lark, given: Any, start: str | None = None) -> Any:
        by_lark = outcome(lark.parse, given, start)
        assert outcome(by_loop, lark, given, start) == by_lark
        seen.append(by_lark)
        return by_loop(lark, given, start)

    for module in (form_built, layout_built, outline):
        monkeypatch.setattr(module.loop, "parse", parse)
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
    rng = random.Random(1)
    kinds = set()
    for _ in range(2_000):
        words = rng.choices(["a", "bc", "1", "23", "(", ")", "end", "x"], [6, 3, 6, 3, 2, 2, 1, 0.3], k=rng.randint(0, 9))
        text = " ".join(words)
        found = outcome(loop.parse, lark, text)
        assert found == outcome(lark.parse, text), text
        kinds.add(found[0])
    assert len(kinds) >= 3, "trees, tokens and characters that were not expected"


def test_starts_are_those_of_lark() -> None:
    lark = Lark('a: "x" b?\nb: "y"', parser="lalr", start=["a", "b"])
    for start in ("a", "b"):
        for text in ("x", "xy", "y", "yy", ""):
            assert outcome(loop.parse, lark, text, start) == outcome(lark.parse, text, start)
    for wrong in (None, "c"):
        with pytest.raises(Exception, match="start rule"):
            loop.parse(lark, "x", wrong)
