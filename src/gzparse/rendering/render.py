"""Render, the inverse of parse: a record → a document of sections and sheets, by its form → text, by a layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

from gzparse.errors import RenderError
from gzparse.model.paths import FigureInfo
from gzparse.model.reading import Figure, Reading
from gzparse.model.source import Range
from gzparse.parser import Parser
from gzparse.rendering.html import html_page
from gzparse.spec.form import Form
from gzparse.spec.layout import Layout
from gzparse.spec.sheet import Document, SheetRow, printed_number

Renderer = Callable[[Sequence[SheetRow]], str]

HTML = "html"
"""The name of the layout that is not text."""
UNKNOWN = "？"
"""What is printed where a reading's page has a figure that is not known. It is not a number, so it is read as unreadable."""
_FIRST = 0xF0000
"""The first of the private characters that replace those of figures to find out where a renderer prints them."""


class Rendered(NamedTuple):
    """A text, and where each printed figure stands in it."""

    text: str
    places: dict[str, Range]


def render(
    parser: Parser, report: Any, layout: str | Layout, form: str | Form | None, printed: Mapping[str, str] | None
) -> str:
    """Print a report by a layout and a form of a parser; see :func:`gzparse.render`."""
    document = document_of(report, form if isinstance(form, Form) else form_of(parser, report, form), printed)
    if layout == HTML:
        return html_page(document)
    if isinstance(layout, Layout):
        return _assembled(document, tables_of(document), _renderer(layout))
    plugin = parser.layout_pool.named(layout)
    return plugin.run(_assembled, document, tables_of(document), _renderer(plugin.value()))


def form_of(parser: Parser, report: Any, name: str | None = None) -> Form:
    """Return the form of a report or a reading.

    Raises:
        RenderError: the parser does not know its form.
    """
    if name is None and isinstance(report, Reading):
        name = report.form
    if name is not None:
        named: Form = parser.form_pool.named(name).value()
        return named
    for form in parser.forms:
        if isinstance(report, form.labels.record):
            return form
    raise RenderError(f"{type(report).__qualname__} is the record of no form that is known")


def document_of(report: Any, form: Form, printed: Mapping[str, str] | None = None) -> Document:
    """Return a report, or what a reading found, as a document to print.

    Raises:
        RenderError: the form cannot be printed, or its figures cannot.
    """
    if form.write is None:
        raise RenderError(f"the form {form.name!r} cannot be printed: it brings no `write`")
    data, figures = (report.report, report.figures) if isinstance(report, Reading) else (report, None)
    if not isinstance(data, form.labels.record):
        raise RenderError(f"{type(data).__qualname__} is no record of the form {form.name!r}")
    shown: dict[str, str | None] = {}
    for path, info in form.labels.figures.items():
        if figures is not None:
            if figures[path].status != "not_in_form":
                shown[path] = _of_figure(figures[path], info)
        elif (value := reduce(getattr, path.split("."), data)) is not None:
            shown[path] = _of_value(value, info)
    for path, text in (printed or {}).items():
        if path not in form.labels.figures:
            form.labels.label(path)  # raises UnknownPath, with what is near
            raise RenderError(f"{path} is no figure but a part of the report")
        if not isinstance(text, str) or any(c in text for c in "\n\t|"):
            raise RenderError(f"{path}: {text!r} cannot be printed in a cell")
        shown[path] = text
    return form.write(data, shown)


def _of_value(value: int | Decimal | str, info: FigureInfo) -> str:
    what = f"{info.label} [{info.path}]"
    if info.kind == "text":
        if not isinstance(value, str) or not value.strip() or any(c in value for c in "\n\t|"):
            raise RenderError(f"{what}: {value!r} cannot be printed in a cell")
        return value
    try:
        text = printed_number(value)
        number = Decimal(text)
    except ValueError as error:
        raise RenderError(f"{what}: {error}") from None
    if number < 0 and info.kind != "change":
        raise RenderError(f"{what}: {value} cannot stand there")
    if info.kind == "amount":
        return text
    if number != int(number):
        raise RenderError(f"{what}: {value} is no whole number")
    return str(int(number))


def _of_figure(figure: Figure, info: FigureInfo) -> str | None:
    """Return what a figure's cell prints; ``None`` where its row is not on the page."""
    if figure.status == "missing":
        return None
    if figure.status == "blank":
        return ""
    if figure.value is not None:
        return _of_value(figure.value, info) + (figure.unit or "")
    raw = " ".join((figure.raw or "").replace("|", " ").split())
    return raw if raw and figure.status in ("not_applicable", "unreadable") else UNKNOWN


Tables = Mapping[str, Sequence[SheetRow]]
"""The rows of tables, by the headings of their sections."""


def tables_of(document: Document) -> dict[str, tuple[SheetRow, ...]]:
    """Return the rows of a document's tables, by the headings of their sections."""
    return {section.heading: section.sheet.for_layout() for section in document.sections if section.sheet is not None}


def traced(document: Document, layout: Layout, tables: Tables | None = None) -> Rendered:
    """Print a document, with its tables or with other ``tables``, in a layout, and return where its figures stand.

    Each character of a figure is printed once more as a character of its own that stands nowhere else.

    Raises:
        RenderError: the renderer prints a figure's cell otherwise than it is given, twice or not at all.
    """
    renderer = _renderer(layout)
    tables = tables_of(document) if tables is None else tables
    text = _assembled(document, tables, renderer)
    owners: list[tuple[str, str]] = []
    shown = {
        path: figure for rows in tables.values() for row in rows for path, figure in zip(row.paths, row.figures, strict=True)
    }
    marked: dict[str, list[SheetRow]] = {}
    for heading, rows in tables.items():
        marked[heading] = []
        for row in rows:
            texts = {}
            for path, figure in zip(row.paths, row.figures, strict=True):
                if not path:
                    continue
                texts[path] = "".join(chr(_FIRST + len(owners) + index) for index in range(len(figure)))
                owners += [(path, c) for c in figure]
            marked[heading].append(row.with_texts(texts))
    trace = _assembled(document, marked, renderer)
    at_of = {ord(c) - _FIRST: at for at, c in enumerate(trace) if 0 <= ord(c) - _FIRST < len(owners)}
    back = "".join(owners[i][1] if 0 <= (i := ord(c) - _FIRST) < len(owners) else c for c in trace)
    places: dict[str, Range] = {}
    for index, (path, _) in enumerate(owners):
        at = at_of.get(index, -1)
        start, end = places.get(path, (at, at))
        if at < 0 or end != at:
            raise RenderError(f"layout {layout.name!r} does not print the figure {path} in one piece")
        places[path] = start, at + 1
    if back != text or sum(0 <= ord(c) - _FIRST < len(owners) for c in trace) != len(owners):
        changed = next((path for path, (a, b) in places.items() if text[a:b] != shown[path]), next(iter(places), "any"))
        raise RenderError(f"layout {layout.name!r} does not print its figures as they are given to it, {changed} for one")
    return Rendered(text, places)


def _assembled(document: Document, tables: Tables, renderer: Renderer) -> str:
    pieces = [document.title, document.preamble]
    for section in document.sections:
        rows = tables.get(section.heading)
        pieces += [section.heading + ("" if rows is None else f"\n{_table(rows, renderer)}"), section.prose]
    pieces.append("\n".join(document.signature))
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip()) + "\n"


def _table(rows: Sequence[SheetRow], renderer: Renderer) -> str:
    text = renderer(rows)
    if not isinstance(text, str):
        raise RenderError(f"a layout's renderer gives no text but {type(text).__qualname__}")
    return text


def _renderer(layout: Layout) -> Renderer:
    if layout.render is None:
        raise RenderError(f"the layout {layout.name!r} cannot be written: it brings no renderer")
    return layout.render
