"""The lexer of grammars that parse no text: their terminals are looked up by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lark.common import LexerConf
from lark.lexer import Lexer, LexerState

__all__ = ["NoLexer"]


class NoLexer(Lexer):
    """Compiles nothing, since some terminals are only pieces of others, and matches nothing."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Take the grammar's terminals."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Any]:
        """Return no tokens."""
        return iter(())
