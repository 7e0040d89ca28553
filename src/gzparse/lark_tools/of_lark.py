"""What Lark has built → tables and parsers: for grammars of plugins, for errors, and to write down gzparse's own tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from lark import Lark
from lark.common import LexerConf
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer as LarkLexer
from lark.lexer import LexerState, TerminalDef
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParseConf, ParserState
from lark.utils import TextSlice

from gzparse.lark_tools.loop import Lexer, Parser, Part
from gzparse.lark_tools.tables import Rule, Tables, Terminal

__all__ = ["ByLexerOfLark", "NoLexer", "own_parser", "parse_by", "parser_of", "tables_of"]


class NoLexer(LarkLexer):
    """Compiles nothing and matches nothing: for grammars by which Lark parses no text, or has not yet been given a lexer."""

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        """Take the grammar's terminals."""

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Any]:
        """Return no tokens."""
        return iter(())


class _OwnLexer(LarkLexer):
    """A lexer of gzparse's own, as Lark calls it."""

    __future_interface__ = 2

    def __init__(self, own: Lexer) -> None:
        self._own = own

    def lex(self, lexer_state: LexerState, parser_state: ParserState[Any]) -> Iterator[Any]:
        return iter(self._own.lex(lexer_state.text, _At(parser_state)))


class _At:
    """Where Lark's parser is, for a lexer of gzparse's own."""

    def __init__(self, state: ParserState[Any]) -> None:
        self._state = state

    @property
    def position(self) -> Any:
        return self._state.position

    @property
    def accepted(self) -> Any:
        return self._state.parse_conf.states[self._state.position]


class ByLexerOfLark(Parser):
    """A grammar whose tokens Lark makes. Its lexers count lines, and some ask where Lark's parser is."""

    def __init__(self, lark: Lark) -> None:
        frontend: Any = lark.parser
        super().__init__(tables_of(lark), frontend.lexer, *_callbacks_of(lark), partial(parse_by, lark))
        self._make_thread = frontend._make_lexer_thread
        table, callbacks = frontend.parser._parse_table, frontend.parser.parser.callbacks
        self._confs = {start: ParseConf(table, callbacks, start) for start in table.start_states}

    def parse(self, given: Any, start: str | None = None) -> Any:
        """Return what Lark returns, or raise what it raises."""
        conf = self._confs.get(start or next(iter(self._confs)))
        if conf is None or (start is None and len(self._confs) > 1):
            return self.by_lark(given, start)
        thread = self._make_thread(_for_lark(given))
        state = ParserState(conf, thread)
        try:
            found = self.run(state.state_stack, state.value_stack, thread.lex(state), conf.end_state)
        except UnexpectedInput:
            found = None
        return self.by_lark(given, start) if found is None else found[0]


def parser_of(lark: Lark) -> Parser:
    """Return the parser of a grammar that Lark has built with a lexer of its own."""
    return ByLexerOfLark(lark)


def own_parser(lark: Lark, lexer: type[Lexer]) -> Parser:
    """Return the parser of a grammar that Lark has built, with a lexer of gzparse's own."""
    tables = tables_of(lark)
    own = lexer(tables.terminals)
    return Parser(tables, own, *_callbacks_of(lark), partial(parse_by, lark, lexer=own))


def parse_by(lark: Lark, given: Any, start: str | None, lexer: Lexer | None = None) -> Any:
    """Parse by Lark itself, if given, with a lexer of gzparse's own."""
    if lexer is not None:
        frontend: Any = lark.parser
        frontend.lexer = _OwnLexer(lexer)
    return lark.parse(_for_lark(given), start)


def tables_of(lark: Lark) -> Tables:
    """Return the tables of a grammar that Lark has built."""
    frontend: Any = lark.parser
    table = frontend.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(_rules_of(lark))}
    states: list[list[str | int]] = []
    for state in range(len(table.states)):
        flat: list[str | int] = []
        for symbol, (action, argument) in table.states[state].items():
            flat += [str(symbol), argument if action is Shift else -1 - numbers[argument]]
        states.append(flat)
    starts = {start: (state, table.end_states[start]) for start, state in table.start_states.items()}
    return Tables([_terminal(one) for one in lark.terminals], [_rule(rule) for rule in numbers], states, starts)


def _rules_of(lark: Lark) -> Sequence[Any]:
    """Return the rules that are reduced by, in the order of the grammar."""
    frontend: Any = lark.parser
    return [rule for rule in frontend.parser.parser.callbacks if not isinstance(rule, str)]


def _callbacks_of(lark: Lark) -> tuple[list[Any], dict[str, Any]]:
    """Return what Lark makes of each rule's children, and of the tokens of some terminals."""
    frontend: Any = lark.parser
    callbacks = frontend.parser.parser.callbacks
    of_terminals = {name: callback for name, callback in callbacks.items() if isinstance(name, str)}
    return [callbacks[rule] for rule in _rules_of(lark)], of_terminals


def _terminal(one: TerminalDef) -> Terminal:
    literal = str(one.pattern.value) if one.pattern.type == "str" else None
    return Terminal(str(one.name), one.pattern.to_regexp(), one.priority, literal)


def _rule(rule: Any) -> Rule:
    """Return a rule as plain data. What becomes of its children is said in ``lark.parse_tree_builder``."""
    kept = [
        (index, not symbol.is_term and symbol.name.startswith("_"))
        for index, symbol in enumerate(rule.expansion)
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    as_they_are = len(kept) == len(rule.expansion) and not any(inlined for _, inlined in kept)
    return Rule(
        str(rule.origin.name),
        tuple(str(symbol.name) for symbol in rule.expansion),
        str(rule.alias or rule.options.template_source or rule.origin.name),
        None if as_they_are else tuple(kept),
        bool(rule.options.expand1 and not rule.alias),
    )


def _for_lark(given: Any) -> Any:
    return TextSlice(*given) if isinstance(given, Part) else given
