"""Section four where it is not one row below a header: its text → the column of each figure, by the grammar of such tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from gzparse.lark_tools import grammar
from gzparse.model.source import Range

__all__ = ["columns_by_names"]

_OVER = {"REVIEW": "review", "DIRECT": "litigation_direct", "AFTER_REVIEW": "litigation_after_review"}
_MOST_LETTERS = 2_000


@cache
def _lark() -> Any:
    return grammar.load((grammar.GRAMMARS, "outcomes.lark"), lexer="basic")


def columns_by_names(text: str, start: int, end: int) -> tuple[dict[str, Range], list[Range]] | None:
    """Return the place of each column's figure, and those of the names; ``None`` where the text is no such table.

    All columns must be there, each once.
    """
    if end - start > _MOST_LETTERS:
        return None
    from lark.exceptions import LarkError  # few pages need it
    from lark.utils import TextSlice

    try:
        tree: Any = _lark().parse(TextSlice(text, start, end))
    except LarkError:
        return None
    pairs = [(f"{_OVER[over]}.{name.lower()}", figure) for over, name, figure in _figures(tree.children[0])]
    found = {column: _place(figure) for column, figure in pairs}
    if len(found) != len(pairs):
        return None
    return found, [_place(token) for token in tree.scan_values(lambda token: token.type != "FIGURE")]


def _figures(tree: Any) -> Iterator[tuple[str, str, Any]]:
    """Return each figure with the names over it."""
    if tree.data == "whole_names":
        names, figures = tree.children[:15], tree.children[15:]
        for (over, name), figure in zip(map(_words, names), figures, strict=True):
            yield over, name, figure
        return
    shared: Sequence[str] = ()
    for part in tree.children:
        if part.data == "names":
            shared = _words(part)
            continue
        over = _words(part.children[0])[0]
        if part.data == "stack":
            for pair in part.children[1:]:
                yield over, _words(pair)[0], pair.children[1]
            continue
        names = _words(part.children[1]) if part.data == "small_table" else shared
        yield from ((over, name, figure) for name, figure in zip(names, part.children[-1].children, strict=True))


def _words(tree: Any) -> list[str]:
    return [token.type for token in tree.scan_values(lambda token: token.type not in ("FIGURE", "LITIGATION"))]


def _place(token: Any) -> Range:
    return token.start_pos, token.end_pos
