"""Write down the tables of gzparse's own grammars: ``python -m gzparse.lark_tools.write``, after a grammar has been edited.

Files are written only where they change. A test compares them with the grammars.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from gzparse.lark_tools import grammar
from gzparse.lark_tools.of_lark import NoLexer, tables_of
from gzparse.lark_tools.tables import Tables

__all__ = ["STARTS", "files"]

_TABLES = ("proactive_disclosure", "requests", "review_and_litigation")
STARTS = {
    "annual_report": _TABLES,
    "front": ("start", "others"),
    "heading_lines": ("start",),
    "layout_bar_cells": ("start",),
    "layout_bars": ("start",),
    "layout_csv": ("start",),
    "layout_indented": ("start",),
    "layout_lines": ("start",),
    "layout_tabs": ("start",),
    "layout_unmarked": ("start",),
    "numbers": ("start",),
    "outline": ("start",),
    "outline_unbroken": ("start",),
    "unmarked_text": ("start",),
}
"""The grammars that are loaded by gzparse itself, with their start rules."""
_HEAD = '"""The tables of {}.lark. Made by ``python -m gzparse.lark_tools.write``: edit the grammar, and run that."""\n'


def files() -> Iterator[tuple[pathlib.Path, str]]:
    """Return the modules of tables, as made of the grammars: where each belongs, and its text."""
    folder = pathlib.Path(__file__).parent / "made"
    for name, start in STARTS.items():
        lark = grammar.load((grammar.GRAMMARS, f"{name}.lark"), start=start, lexer=NoLexer, cached=False)
        yield folder / f"{name}.py", _HEAD.format(name) + "\n".join(_lines(in_order(tables_of(lark))))


def in_order(tables: Tables) -> Tables:
    """Return tables with their states numbered as they are entered: Lark numbers them otherwise each time."""
    actions = [
        {str(symbol): int(action) for symbol, action in sorted(zip(flat[::2], flat[1::2], strict=True), key=str)}
        for flat in tables.states
    ]
    order = [begin for begin, _ in tables.starts.values()]
    for state in order:  # grows meanwhile: all states that can be entered, from the start on
        order += [to for to in dict.fromkeys(actions[state].values()) if to >= 0 and to not in order]
    number = {old: new for new, old in enumerate(order)}
    states = [_flat({symbol: number.get(action, action) for symbol, action in actions[state].items()}) for state in order]
    starts = {start: (number[begin], number[end]) for start, (begin, end) in tables.starts.items()}
    return Tables(tables.terminals, tables.rules, states, starts)


def _flat(actions: dict[str, int]) -> list[str | int]:
    return [one for action in actions.items() for one in action]


def _lines(tables: Tables) -> Iterator[str]:
    for name, rows in (("TERMINALS", tables.terminals), ("RULES", tables.rules), ("STATES", tables.states)):
        yield f"\n{name} = ("
        yield from (f"    {tuple(row)!r}," for row in rows)
        yield ")"
    yield f"\nSTARTS = {tables.starts!r}\n"


if __name__ == "__main__":
    for path, text in files():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(path)
