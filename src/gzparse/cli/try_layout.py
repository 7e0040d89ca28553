"""Try a layout: a grammar and a file → rows, cells and what was not read, for a plugin's author."""

from __future__ import annotations

import importlib
import os
import pathlib
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from attrs import evolve

from gzparse.errors import LayoutError
from gzparse.lark_tools import grammar
from gzparse.layout.built import BuiltLayout
from gzparse.layout.lexer import LayoutLexer
from gzparse.model.reading import KNOWN, Reading
from gzparse.parser import Parser
from gzparse.spec.layout import Layout


def try_layout(which: str, data: bytes, name: str) -> str:
    """Read a report by one layout alone. Return its tables' rows and cells, what each was read as, and the text left unread.

    which: a grammar file, the name of a layout, or ``MODULE:OBJECT``. The grammar is built in Lark's strict mode first, as
    ``gzparse.testing.check_layout`` does.

    Raises:
        LayoutError: there is no such layout, or it cannot be used.
        GzparseError: the file is not a report.
    """
    layout = _layout(which)
    BuiltLayout(layout).anchor()
    strict = _built_strictly(layout)
    # Without its anchor, the layout is also shown where it would not be tried: its author wants to see that.
    layout = evolve(layout, anchor="")
    reading = Parser(layouts=[layout]).parse(data, layout=layout.name, name=name)
    return "\n".join([*_shown(reading), *([] if strict else [_NOT_STRICT])]) + "\n"


_NOT_STRICT = "its grammar was not checked in Lark's strict mode, which needs interegular: pip install 'gzparse[hypothesis]'"


def _built_strictly(layout: Layout) -> bool:
    """Build a layout's grammar in Lark's strict mode, if that is available, and return whether it is.

    Raises:
        LayoutError: it does not build.
    """
    if find_spec("interegular") is None:
        return False
    try:
        grammar.parser(layout.grammar, lexer=LayoutLexer if layout.lexer == "tables" else layout.lexer, strict=True)
    except re.error as error:
        raise LayoutError(f"grammar {layout.grammar} does not build in Lark's strict mode: {error}") from error
    return True


def _layout(which: str) -> Layout:
    if which.endswith(".lark") or os.path.exists(which):
        return Layout(name=pathlib.Path(which).stem.removeprefix("layout_"), grammar=pathlib.Path(which), anchor="")
    module, colon, attribute = which.partition(":")
    if not colon:
        named: Layout = Parser().layout_pool.named(which).value()
        return named
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())  # where its author works; only `python -m` finds modules there
    try:
        found: Any = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # a module that is being written may raise anything
        raise LayoutError(f"{which} cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(found, Layout):
        raise LayoutError(f"{which} is no gzparse.Layout but {type(found).__qualname__}")
    return found


def _shown(reading: Reading[Any]) -> Iterator[str]:
    source = reading.source
    for section in reading.labels.tables:
        rows = reading.rows(section)
        heading = f"{reading.label(section)} [{section}]"
        if not rows:
            yield f"{heading}: no such section was found\n"
            continue
        paths = [path for path in reading.figures if path.startswith(section)]
        wanted = [path for path in paths if reading.figures[path].status != "not_in_form"]
        given = [path for path in wanted if reading.figures[path].status in KNOWN]
        yield f"{heading}: {len(rows)} rows, {len(given)} of {len(wanted)} figures"
        for row in rows:
            line = source.span(*row.text_range()).line
            label, figures = row.cells()[: row.at - row.first], row.cells()[row.at - row.first :]
            cells = [*(" ".join(cell.split()) for cell in label), *(f"[{cell.strip()}]" for cell in figures)]
            yield f"  line {line:>4}  {row.type:<26} {' ¦ '.join(cells)}".rstrip()
        yield ""
    unread = [f for f in reading.findings if f.code == "text-unread"]
    yield "left unread:" if unread else "left unread: nothing"
    yield from (f"  {finding.message}" for finding in unread)
    rest = [f for f in reading.findings if f.kind == "reading" and f.severity == "error" and f.code != "text-unread"]
    if rest:
        yield "not given:"
        yield from (f"  {finding.code}  {finding.message}" for finding in rest)
