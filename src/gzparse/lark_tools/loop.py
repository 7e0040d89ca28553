"""Parse by a grammar's LALR tables: what :meth:`lark.Lark.parse` does, in one loop, and by Lark itself where anything is wrong.

Lark's own loop calls a method for each token and looks up a rule's length, name and callback for each reduction. Here they are
written down once for each grammar. Trees and errors are those of Lark: where a token is not accepted, Lark parses the input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from lark.exceptions import UnexpectedInput
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParseConf, ParserState

if TYPE_CHECKING:
    from lark import Lark

__all__ = ["parse"]

_END = "$END"
_Step = tuple[Any, Any, int, str]
"""A shift: the next state, the terminal's callback or ``None``. A reduction: ``None``, the rule's callback, size and name."""


class _Given(NamedTuple):
    """What a lexer that reads no more than its input gets in place of Lark's state, which counts lines, too."""

    text: Any


class _Tables:
    """The tables of one grammar, for the loop."""

    def __init__(self, lark: Lark) -> None:
        frontend: Any = lark.parser
        self.lexer = frontend.lexer
        self.make_thread = frontend._make_lexer_thread
        self.reads_input_alone = getattr(self.lexer, "reads_input_alone", False)
        table, callbacks = frontend.parser._parse_table, frontend.parser.parser.callbacks
        self.steps = {state: _steps(actions, callbacks) for state, actions in table.states.items()}
        self.starts = {start: ParseConf(table, callbacks, start) for start in table.start_states}


def _steps(actions: Mapping[str, Any], callbacks: Mapping[Any, Any]) -> dict[str, _Step]:
    steps: dict[str, _Step] = {}
    for symbol, (action, argument) in actions.items():
        if action is Shift:
            steps[symbol] = argument, callbacks.get(symbol), 0, ""
        else:
            steps[symbol] = None, callbacks[argument], len(argument.expansion), argument.origin.name
    return steps


_tables: WeakKeyDictionary[Lark, _Tables] = WeakKeyDictionary()


def parse(lark: Lark, given: Any, start: str | None = None) -> Any:
    """Return what ``lark.parse(given, start)`` returns, or raise what it raises."""
    tables = _tables.get(lark)
    if tables is None:
        tables = _tables[lark] = _Tables(lark)
    conf = tables.starts.get(start or next(iter(tables.starts)))
    if conf is None or (start is None and len(tables.starts) > 1):
        return lark.parse(given, start)  # it says what is wrong
    try:
        found = _parsed(tables, conf, given)
    except UnexpectedInput:
        found = None
    return lark.parse(given, start) if found is None else found[0]


def _parsed(tables: _Tables, conf: ParseConf[Any], given: Any) -> tuple[Any] | None:
    """Return the tree, or ``None`` where a token is not accepted."""
    if tables.reads_input_alone:
        state: Any = ParserState(conf, None)  # type: ignore[arg-type]
        tokens = tables.lexer.lex(_Given(given), state)
    else:
        thread = tables.make_thread(given)
        state = ParserState(conf, thread)
        tokens = thread.lex(state)
    steps, stack, values = tables.steps, state.state_stack, state.value_stack
    for token in tokens:
        kind = token.type
        while True:
            step = steps[stack[-1]].get(kind)
            if step is None:
                return None
            target, callback, size, name = step
            if target is not None:
                stack.append(target)
                values.append(token if callback is None else callback(token))
                break
            if size:
                children = values[-size:]
                del stack[-size:], values[-size:]
            else:
                children = []
            values.append(callback(children))
            stack.append(steps[stack[-1]][name][0])
    end = conf.end_state
    while True:
        step = steps[stack[-1]].get(_END)
        if step is None or step[0] is not None:
            return None
        _, callback, size, name = step
        children = values[-size:] if size else []
        if size:
            del stack[-size:], values[-size:]
        values.append(callback(children))
        stack.append(steps[stack[-1]][name][0])
        if stack[-1] == end:
            return (values[-1],)
