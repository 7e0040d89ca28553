"""The lexer of outlines: text → headings as tokens, wherever they stand, also with spaces between their letters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Any, cast

from gzparse.lark_tools.alternation import alternation, first_atom
from gzparse.lark_tools.loop import State
from gzparse.lark_tools.tables import Terminal
from gzparse.lark_tools.terminals import patterns
from gzparse.model.patterns import compiled


class Piece:
    """A token of the outline: a range of the text and its kind. Lark's own Token would copy the text."""

    __slots__ = ("end_pos", "start_pos", "type")

    line = column = end_line = end_column = None

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.type = kind
        self.start_pos = start
        self.end_pos = end


class Damaged(Piece):
    """A heading that the grammar does not match. wording: one that it does match; empty where only its place tells."""

    __slots__ = ("wording",)

    def __init__(self, kind: str, start: int, end: int, wording: str) -> None:
        super().__init__(kind, start, end)
        self.wording = wording


class OutlineText:
    """A text to outline, whether spaces may stand between the letters of its headings, and headings known beforehand."""

    __slots__ = ("known", "spaced", "text")

    def __init__(self, text: str, spaced: bool, known: Sequence[Piece] = ()) -> None:
        self.text = text
        self.spaced = spaced
        self.known = known


class _Group:
    """Terminals with the same beginning. One search finds them all."""

    def __init__(self, patterns: dict[str, str]) -> None:
        self.names = patterns.keys()
        self._patterns = patterns
        self._compiled: list[re.Pattern[str] | None] = [None, None]

    def pattern(self, spaced: bool) -> re.Pattern[str]:
        pattern = self._compiled[spaced]
        if pattern is None:
            patterns = {n: loosen(p) for n, p in self._patterns.items()} if spaced else self._patterns
            pattern = self._compiled[spaced] = compiled(alternation(patterns))
        return pattern


class SearchLexer:
    """Finds the terminals that the grammar accepts, anywhere in the text. Text between them is not a token.

    Terminals with the same beginning are searched for together, and each such group only once in any part of the text.
    """

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        """Take the grammar's terminals."""
        groups: dict[tuple[str, ...], dict[str, str]] = {}
        for terminal in terminals:
            groups.setdefault(_beginning(terminal.pattern), {})[terminal.name] = terminal.pattern
        # The largest group first: the headings. The others are searched for only before the next heading.
        self._groups = [_Group(patterns) for patterns in sorted(groups.values(), key=len, reverse=True)]
        self._by_state: dict[tuple[Any, bool], tuple[Container[str], list[re.Pattern[str]]]] = {}

    def lex(self, given: OutlineText, state: State) -> Iterator[Piece]:
        """Return the tokens of the text."""
        text, spaced, at = given.text, given.spaced, 0
        accepted, searches = self._accepted(state, spaced)
        opening = "\n" + text[:400]  # the first line has no line end before it
        for search in searches:
            if (found := search.match(opening)) is not None and (kind := cast(str, found.lastgroup)) in accepted:
                at = min(found.end() - 1, len(text))
                yield Piece(kind, 0, at)
                accepted, searches = self._accepted(state, spaced)
                break
        # What each search has found ahead, by the pattern's identity: hashing a pattern takes longer than searching with it.
        ahead: dict[int, tuple[int, re.Match[str] | None]] = {}
        while True:
            nearest: re.Match[str] | None = None
            known = next((piece for piece in given.known if piece.start_pos >= at), None) if given.known else None
            limit = len(text) if known is None else known.start_pos
            for search in searches:
                seen, found = ahead.get(id(search), (at, None))
                if (found is not None and found.start() < at) or (found is None and seen < limit):
                    found = search.search(text, max(seen, at) if found is None else at, limit)
                    ahead[id(search)] = limit, found
                if found is not None and found.start() < limit:
                    nearest, limit = found, found.start()
            if nearest is None:
                if known is None:
                    return
                at = known.end_pos
                if known.type in accepted:
                    yield known
                    accepted, searches = self._accepted(state, spaced)
                continue
            start, at = nearest.span()
            if (kind := cast(str, nearest.lastgroup)) in accepted:
                yield Piece(kind, start, at)
                accepted, searches = self._accepted(state, spaced)

    def _accepted(self, state: State, spaced: bool) -> tuple[Container[str], list[re.Pattern[str]]]:
        """Return the terminals that the grammar accepts now, and the searches that find them."""
        key = (state.position, spaced)
        try:
            return self._by_state[key]
        except KeyError:
            accepted = state.accepted
            searches = [group.pattern(spaced) for group in self._groups if any(name in accepted for name in group.names)]
            self._by_state[key] = accepted, searches
            return accepted, searches


def _beginning(pattern: str, size: int = 3) -> tuple[str, ...]:
    """Return the first atoms of a pattern."""
    first = first_atom(pattern)
    return (first, *_beginning(pattern[len(first) :], size - 1)) if first and size else ()


def loosen(pattern: str) -> str:
    """Return a pattern that allows spaces after each Han letter outside character classes and look-behinds."""

    def with_spaces(match: re.Match[str]) -> str:
        letter, optional = match.group(1), match.group(2)
        if letter is None:
            return match.group()
        return f"(?:{letter} *+)?" if optional else f"{letter} *+"

    return _letters().sub(with_spaces, pattern)


@cache
def _letters() -> re.Pattern[str]:
    return compiled(rf"\(\?<[!=][^)]*\)|\[(?:\\.|[^\]\\])*\]|\\.|({patterns()['HAN']}|\.(?=\?))(\?)?")
