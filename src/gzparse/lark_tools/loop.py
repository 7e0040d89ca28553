"""Parse by the LALR tables of a grammar: what :meth:`lark.Lark.parse` does, in one loop, without Lark.

Lark's own loop calls a method for each token and looks up a rule's length, name and callback for each reduction. Here they are
written down once for each state. Trees and errors are those of Lark: where a token is not accepted, Lark parses the input.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

from gzparse.lark_tools.tables import Rule, Tables, Terminal

__all__ = ["Lexer", "Parser", "Part", "State", "Tree", "callback_of"]

_END = "$END"
_Callback = Callable[[list[Any]], Any]
_Step = tuple[Any, Any, int, str]
"""A shift: the next state, the terminal's callback or ``None``. A reduction: ``None``, the rule's callback, size and name."""


class Tree:
    """What a rule has become, where nothing else is made of it."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Any]) -> None:
        """Take the rule's name or alias, and what its symbols have become."""
        self.data = data
        self.children = children


class Part(NamedTuple):
    """A range of a text to parse."""

    text: str
    start: int
    end: int


class State(Protocol):
    """Where a parser is, for its lexer."""

    @property
    def position(self) -> Any:
        """What tells the states of one parser apart."""

    @property
    def accepted(self) -> Container[str]:
        """The terminals that may follow, and other symbols. It lives as long as the parser."""


class Lexer(Protocol):
    """A lexer of gzparse's own: it is made of a grammar's terminals, and makes tokens of what is parsed."""

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        """Take the grammar's terminals."""

    def lex(self, given: Any, state: State) -> Iterable[Any]:
        """Return the tokens. Each has a ``type``, the name of a terminal."""


class _Steps(dict[Any, dict[str, _Step]]):
    """What to do in each state, written down where it is first entered: few pages enter them all."""

    def __init__(self, tables: Tables, callbacks: Sequence[_Callback], of_terminals: Mapping[str, Any]) -> None:
        super().__init__()
        self._states = tables.states
        self._shifts = of_terminals
        self._reductions = [
            (None, callback, len(rule.expansion), rule.name) for rule, callback in zip(tables.rules, callbacks, strict=True)
        ]

    def __missing__(self, state: int) -> dict[str, _Step]:
        flat, steps = self._states[state], dict[str, _Step]()
        for symbol, action in zip(flat[::2], flat[1::2], strict=True):
            assert isinstance(symbol, str)
            assert isinstance(action, int)
            steps[symbol] = (action, self._shifts.get(symbol), 0, "") if action >= 0 else self._reductions[-1 - action]
        self[state] = steps
        return steps


class _At:
    """Where a parser is: the states that it has stacked."""

    __slots__ = ("_steps", "states")

    def __init__(self, steps: _Steps, start: int) -> None:
        self._steps = steps
        self.states: list[Any] = [start]

    @property
    def position(self) -> Any:
        return self.states[-1]

    @property
    def accepted(self) -> Container[str]:
        return self._steps[self.states[-1]]


class Parser:
    """A grammar, ready to parse.

    terminals: by name. rules: in the grammar's order.
    """

    def __init__(
        self,
        tables: Tables,
        lexer: Lexer,
        callbacks: Sequence[_Callback],
        of_terminals: Mapping[str, Any],
        by_lark: Callable[[Any, str | None], Any],
    ) -> None:
        """Take the grammar.

        callbacks: for each rule, what makes something of its children. of_terminals: by the name of a terminal, what makes
        something of its tokens. by_lark: parses the same by Lark; it is called where something is wrong.
        """
        self.terminals = {terminal.name: terminal for terminal in tables.terminals}
        self.rules = tables.rules
        self.lexer = lexer
        self.by_lark = by_lark
        self._starts = tables.starts
        self._steps = _Steps(tables, callbacks, of_terminals)

    def parse(self, given: Any, start: str | None = None) -> Any:
        """Return what Lark's ``parse(given, start)`` returns, or raise what it raises."""
        begins = self._starts.get(start or next(iter(self._starts)))
        if begins is None or (start is None and len(self._starts) > 1):
            return self.by_lark(given, start)  # it says what is wrong
        at = _At(self._steps, begins[0])
        found = self.run(at.states, [], self.lexer.lex(given, at), begins[1])
        return self.by_lark(given, start) if found is None else found[0]

    def run(self, states: list[Any], values: list[Any], tokens: Iterable[Any], end: int) -> tuple[Any] | None:
        """Return the tree, or ``None`` where a token is not accepted. The lists grow as states and values are stacked."""
        steps = self._steps
        for token in tokens:
            kind = token.type
            while True:
                step = steps[states[-1]].get(kind)
                if step is None:
                    return None
                target, callback, size, name = step
                if target is not None:
                    states.append(target)
                    values.append(token if callback is None else callback(token))
                    break
                if size:
                    children = values[-size:]
                    del states[-size:], values[-size:]
                else:
                    children = []
                values.append(callback(children))
                states.append(steps[states[-1]][name][0])
        while True:
            step = steps[states[-1]].get(_END)
            if step is None or step[0] is not None:
                return None
            _, callback, size, name = step
            children = values[-size:] if size else []
            if size:
                del states[-size:], values[-size:]
            values.append(callback(children))
            states.append(steps[states[-1]][name][0])
            if states[-1] == end:
                return (values[-1],)


def callback_of(rule: Rule, transformer: Any) -> _Callback:
    """Return what makes something of a rule's children: the transformer's method of that name, or else a tree."""
    make: _Callback = getattr(transformer, rule.callback, None) or partial(Tree, rule.callback)
    if rule.only_child:
        make = partial(_only_child_or, make)
    return make if rule.children is None else partial(_of_kept, rule.children, make)


def _of_kept(kept: Sequence[tuple[int, bool]], make: _Callback, children: list[Any]) -> Any:
    found: list[Any] = []
    for index, inlined in kept:
        if not inlined:
            found.append(children[index])
        elif found:
            found += children[index].children
        else:
            found = children[index].children  # a list that grows by one at a time is not copied each time
    return make(found)


def _only_child_or(make: _Callback, children: list[Any]) -> Any:
    return children[0] if len(children) == 1 else make(children)
