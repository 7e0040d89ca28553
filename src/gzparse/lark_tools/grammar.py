"""Load grammars: the place of a grammar file → its parser.

Those of gzparse's own come with their tables (:mod:`gzparse.lark_tools.made`). For all others Lark makes tables, which are kept
in the user's cache folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from gzparse.errors import GrammarError
from gzparse.lark_tools.loop import Lexer, Parser, callback_of
from gzparse.lark_tools.tables import Tables, Terminal, made_tables
from gzparse.model.cache_folder import cache_folder, cache_name
from gzparse.model.patterns import uncollected
from gzparse.spec.hooks import GrammarPlace

if TYPE_CHECKING:
    from lark import Lark

GRAMMARS = "gzparse.grammars"


def parser(
    place: GrammarPlace,
    *,
    start: Sequence[str] = ("start",),
    lexer: type[Lexer] | str,
    transformer: Any = None,
    strict: bool = False,
) -> Parser:
    """Return the parser of a grammar file: by the tables that come with gzparse where there are any, and else by Lark's.

    lexer: one of gzparse's own, or the name of one of Lark's. transformer: makes something of its trees; with one of Lark's,
    the tables are Lark's too. strict: as for :func:`load`.

    Raises:
        GrammarError: there is no such file, or its parser cannot be built.
    """
    made = None if isinstance(lexer, str) or strict or hasattr(transformer, "__default__") else _made(place, start)
    if made is not None and not isinstance(lexer, str):
        return _parser_of(made, lexer, transformer, partial(load, place, start=start, transformer=transformer))
    from gzparse.lark_tools.of_lark import NoLexer, own_parser, parser_of

    if isinstance(lexer, str):
        return parser_of(load(place, start=start, lexer=lexer, transformer=transformer, strict=strict))
    lark = load(place, start=start, lexer=NoLexer, transformer=transformer, strict=strict)
    try:
        return own_parser(lark, lexer)
    except (ValueError, re.error) as error:
        raise GrammarError(f"grammar {_name_of(place)} does not build: {error}") from error


def terminals(name: str) -> Sequence[Terminal]:
    """Return the terminals of a grammar of gzparse's own.

    Raises:
        GrammarError: it cannot be read or built.
    """
    place = GRAMMARS, name
    made = _made(place, ("start",))
    if made is not None:
        return made.terminals
    from gzparse.lark_tools.of_lark import NoLexer, tables_of

    return tables_of(load(place, lexer=NoLexer)).terminals


def _made(place: GrammarPlace, start: Sequence[str]) -> Tables | None:
    return made_tables(place[1], start) if isinstance(place, tuple) and place[0] == GRAMMARS else None


def _parser_of(made: Tables, lexer: type[Lexer], transformer: Any, load_by_lark: Callable[..., Lark]) -> Parser:
    """Return the parser of tables that come with gzparse. Lark is loaded where an error is to be raised."""

    @cache
    def loaded() -> Parser:
        from gzparse.lark_tools.of_lark import NoLexer, own_parser

        return own_parser(load_by_lark(lexer=NoLexer), lexer)

    def by_lark(given: Any, start: str | None) -> Any:
        return loaded().by_lark(given, start)

    of_terminals = {name: make for name, *_ in made.terminals if (make := getattr(transformer, name, None)) is not None}
    callbacks = [callback_of(rule, transformer) for rule in made.rules]
    return Parser(made, lexer(made.terminals), callbacks, of_terminals, by_lark)


def load(
    place: GrammarPlace,
    *,
    start: Sequence[str] = ("start",),
    lexer: Any = "contextual",
    transformer: Any = None,
    strict: bool = False,
    cached: bool = True,
) -> Lark:
    """Build the LALR parser of a grammar file by Lark, or load it from the cache folder.

    Where it is not ``cached``, the folder is not used. With ``strict``, which needs interegular, Lark also refuses what it
    would otherwise decide by its own rules: terminals that match the same text, and rules that may be read in two ways.

    Raises:
        GrammarError: there is no such file, or Lark cannot build the grammar.
    """
    from lark import Lark
    from lark.exceptions import LarkError

    name, text = _read(place)
    try:
        with uncollected():
            return Lark(
                text,
                parser="lalr",
                lexer=lexer,
                start=list(start),
                cache=_cache_file(name, text) if cached and not strict else False,
                strict=strict,
                import_paths=_importers(place),
                maybe_placeholders=False,
                transformer=transformer,
            )
    except (LarkError, OSError, ValueError, re.error) as error:
        hint = "; what is overridden must be imported by name" if "nonexisting" in str(error) else ""
        raise GrammarError(f"grammar {name} does not build: {error}{hint}") from error


def is_of_lark(error: BaseException) -> bool:
    """Whether an error is one of Lark's, which need not be loaded to know."""
    return type(error).__module__.partition(".")[0] == "lark"


def _read(place: GrammarPlace) -> tuple[str, str]:
    """Return a grammar's name, for messages and the cache, and its text."""
    try:
        if not isinstance(place, tuple):
            path = os.fspath(place)
            with open(path, encoding="utf-8") as file:
                return path, file.read()
        import pkgutil  # rather than importlib.resources, which costs tens of milliseconds

        data = pkgutil.get_data(*place)
        if data is None:
            raise GrammarError(f"grammar {place[1]} of package {place[0]} cannot be read: its loader gives no files")
        return _name_of(place), data.decode("utf-8")
    except (ImportError, OSError, UnicodeDecodeError) as error:
        named = f"{place[1]} of package {place[0]}" if isinstance(place, tuple) else os.fspath(place)
        raise GrammarError(f"grammar {named} cannot be read: {error}") from error


def _name_of(place: GrammarPlace) -> str:
    return f"{place[1]} of {place[0]}" if isinstance(place, tuple) else os.fspath(place)


def _importers(place: GrammarPlace) -> list[Any]:
    """Return where a grammar's imports are looked for: among gzparse's grammars, then next to it in its own package."""
    from lark.load_grammar import FromPackageLoader

    packages = [GRAMMARS, place[0]] if isinstance(place, tuple) and place[0] != GRAMMARS else [GRAMMARS]
    return [FromPackageLoader(package, ("",)) for package in packages]


def _cache_file(name: str, text: str) -> str | bool:
    """Return the file for a grammar's parser tables, or ``False`` where none can be kept."""
    folder = cache_folder()
    return os.path.join(folder, cache_name(text, re.sub(r"[^\w.-]+", "-", name)[-100:])) if folder is not None else False
