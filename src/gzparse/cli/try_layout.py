"""Try a layout on a file: what a plugin's author looks at while writing its grammar."""

from __future__ import annotations

import importlib
import os
import pathlib
from collections.abc import Iterator
from typing import Any

from gzparse.errors import LayoutError
from gzparse.model.reading import Reading
from gzparse.parser import Parser
from gzparse.spec.layout import Layout


def try_layout(which: str, data: bytes, name: str) -> str:
    """Read a report by one layout alone; show its tables' rows and cells, what each was read as, and the text left unread.

    which: a grammar file, the name of a layout, or ``MODULE:OBJECT``.

    Raises:
        LayoutError: there is no such layout, or it cannot be used.
        GzparseError: the file is no report.
    """
    layout = _layout(which)
    parser = Parser(layouts=[layout]) if layout is not None else Parser()
    reading = parser.parse(data, layout=which if layout is None else layout.name, name=name)
    return "\n".join(_shown(reading)) + "\n"


def _layout(which: str) -> Layout | None:
    if which.endswith(".lark") or os.path.exists(which):
        return Layout(name=pathlib.Path(which).stem.removeprefix("layout_"), grammar=pathlib.Path(which), anchor="")
    module, colon, attribute = which.partition(":")
    if not colon:
        return None
    try:
        found: Any = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise LayoutError(f"{which} cannot be loaded: {error}") from error
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
        given = [path for path in wanted if reading.figures[path].status in ("value", "blank", "not_applicable")]
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
