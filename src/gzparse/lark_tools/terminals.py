"""The patterns of a grammar's terminals, for Python: what a grammar describes is not described once more in code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from gzparse.lark_tools import grammar
from gzparse.model.patterns import compiled

__all__ = ["NUMBERS", "UNMARKED_TEXT", "patterns", "terminal"]

NUMBERS, UNMARKED_TEXT = "numbers.lark", "unmarked_text.lark"
"""The grammars that are no more than terminals. A page with marks needs the first only."""


def patterns(name: str = NUMBERS) -> Mapping[str, str]:
    """Return the regular expressions of the terminals that a grammar's start rule names; it is loaded on first use.

    Raises:
        GrammarError: it cannot be read or built.
    """
    return loaded(name)


@cache
def loaded(name: str) -> Mapping[str, str]:
    """Load a grammar of terminals, once."""
    return MappingProxyType({terminal.name: terminal.pattern for terminal in grammar.terminals(name)})


@cache
def terminal(name: str, of: str = NUMBERS) -> re.Pattern[str]:
    """Return a terminal's pattern, compiled.

    Raises:
        KeyError: the grammar's start rule does not name it.
    """
    return compiled(patterns(of)[name])
