"""Tables: what a grammar comes to, in plain tuples: its terminals, its rules and what its LALR parser does in each state.

Those of gzparse's own grammars lie in :mod:`gzparse.lark_tools.made`, so that parsing needs no Lark;
:mod:`gzparse.lark_tools.write` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

__all__ = ["Rule", "Tables", "Terminal", "made_tables"]


class Terminal(NamedTuple):
    """A terminal of a grammar: its regular expression, its priority, and the string that it was written as, if it was one."""

    name: str
    pattern: str
    priority: int
    literal: str | None


class Rule(NamedTuple):
    """A rule of a grammar: what it is made of, and what becomes of that.

    callback: what makes something of its children: its alias, or its name. children: those that are kept, by index, each with
    whether its own children stand in its place; ``None`` where all are kept as they are. only_child: whether a single child
    stands for the whole.
    """

    name: str
    expansion: tuple[str, ...]
    callback: str
    children: tuple[tuple[int, bool], ...] | None
    only_child: bool


class Tables(NamedTuple):
    """A grammar.

    states: for each state, symbols and in turn what to do at them: go to a state, or apply a rule, counted from -1 down.
    starts: for each start rule the state that it begins and the one that it ends in.
    """

    terminals: Sequence[Terminal]
    rules: Sequence[Rule]
    states: Sequence[Sequence[str | int]]
    starts: dict[str, tuple[int, int]]


def made_tables(name: str, start: Sequence[str]) -> Tables | None:
    """Return the tables of a grammar of gzparse's own, by its file's name; ``None`` where none were made for these rules."""
    module = f"{__package__}.made.{name.removesuffix('.lark')}"
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if error.name == module:
            return None
        raise
    terminals, rules = [Terminal(*one) for one in found.TERMINALS], [Rule(*one) for one in found.RULES]
    tables = Tables(terminals, rules, found.STATES, found.STARTS)
    return tables if set(start) == tables.starts.keys() else None
