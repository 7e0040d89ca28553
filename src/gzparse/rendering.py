"""Render: the inverse of parse. A record → a document of sections and sheets (its form) → text (its layout)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple

from attrs import evolve

from gzparse.errors import RenderError
from gzparse.form import Form
from gzparse.html_page import html_page
from gzparse.labels import FigureInfo
from gzparse.layout import Layout
from gzparse.parser import Parser
from gzparse.reading import Figure, Reading
from gzparse.sheet import Document, Sheet, SheetRow

Stretch = tuple[int, int]
Renderer = Callable[[Sequence[SheetRow]], str]

HTML = "html"
"""The name of the layout that is no text."""
UNKNOWN = "？"
"""What is printed where a figure stands on the page of a reading and is not known: no number, so it is read as unreadable."""
_FIRST = 0xF0000
"""The first of the private characters that stand in for those of figures while it is found where a renderer puts them."""


class Rendered(NamedTuple):
    """A text, and where each printed figure stands in it."""

    text: str
    places: dict[str, Stretch]


def render(
    parser: Parser, report: Any, layout: str | Layout, form: str | Form | None, printed: Mapping[str, str] | None
) -> str:
    """Print a report with what a parser knows; see :func:`gzparse.render`."""
    document = document_of(report, form if isinstance(form, Form) else form_of(parser, report, form), printed)
    if layout == HTML:
        return html_page(document)
    return _assembled(document, _renderer(layout if isinstance(layout, Layout) else parser.layout_pool.named(layout).value()))


def form_of(parser: Parser, report: Any, name: str | None = None) -> Form:
    """Give the form that a report or a reading is of.

    Raises:
        RenderError: it is of none that the parser knows.
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
    """Lay a report out, or what a reading found.

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
            text = _of_figure(figures[path], info)
            if figures[path].status != "not_in_form":
                shown[path] = text
        elif (value := reduce(getattr, path.split("."), data)) is not None:
            shown[path] = _of_value(value, info)
    for path, text in (printed or {}).items():
        if path not in form.labels.figures:
            form.labels.label(path)  # raises UnknownPath, with what is near
            raise RenderError(f"{path} is no figure but a part of the report")
        if any(c in text for c in "\n\t|"):
            raise RenderError(f"{path}: {text!r} cannot be printed in a cell")
        shown[path] = text
    return form.write(data, shown)


def _of_value(value: int | Decimal, info: FigureInfo) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise RenderError(f"{info.label} [{info.path}]: {value!r} is no figure")
    if not Decimal(value).is_finite() or (value < 0 and info.kind != "change"):
        raise RenderError(f"{info.label} [{info.path}]: {value} cannot stand there")
    if value != int(value) and info.kind != "amount":
        raise RenderError(f"{info.label} [{info.path}]: {value} is no whole number")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _of_figure(figure: Figure, info: FigureInfo) -> str | None:
    """Give what a figure's cell prints; ``None`` where its row is not on the page."""
    if figure.status in ("missing", "not_in_form"):
        return None
    if figure.status == "blank":
        return ""
    if figure.value is not None:
        return _of_value(figure.value, info) + (figure.unit or "")
    raw = " ".join((figure.raw or "").replace("|", " ").split())
    return raw if raw and figure.status in ("not_applicable", "unreadable") else UNKNOWN


def traced(document: Document, layout: Layout) -> Rendered:
    """Print a document in a layout and tell where its figures stand.

    Each character of a figure is printed once more as a character of its own that stands nowhere else.

    Raises:
        RenderError: the renderer prints a figure's cell otherwise than it is given, twice or not at all.
    """
    name, renderer = layout.name, _renderer(layout)
    text = _assembled(document, renderer)
    owners: list[tuple[str, str]] = []
    sections = []
    for section in document.sections:
        if section.sheet is not None:
            texts = {}
            for cell in section.sheet.figures():
                assert cell.path is not None
                texts[cell.path] = "".join(chr(_FIRST + len(owners) + index) for index in range(len(cell.text)))
                owners += [(cell.path, c) for c in cell.text]
            section = evolve(section, sheet=section.sheet.with_texts(texts))
        sections.append(section)
    trace = _assembled(evolve(document, sections=tuple(sections)), renderer)
    places: dict[str, Stretch] = {}
    last = -1
    for at, c in enumerate(trace):
        index = ord(c) - _FIRST
        if 0 <= index < len(owners):
            path, _ = owners[index]
            start, end = places.get(path, (at, at))
            if end != at or (path not in places and index > 0 and owners[index - 1][0] == path) or index == last:
                raise RenderError(f"layout {name!r} does not print the figure {path} as one piece")
            places[path], last = (start, at + 1), index
    back = "".join(owners[i][1] if 0 <= (i := ord(c) - _FIRST) < len(owners) else c for c in trace)
    if back != text or sum(end - start for start, end in places.values()) != len(owners):
        raise RenderError(f"layout {name!r} does not print its figures as they are given to it")
    return Rendered(text, places)


def _assembled(document: Document, renderer: Renderer) -> str:
    pieces = [document.title, document.preamble]
    for section in document.sections:
        pieces.append(section.heading)
        if section.sheet is not None:
            pieces[-1] += "\n" + _table(section.sheet, renderer)
        pieces.append(section.prose)
    pieces.append("\n".join(document.signature))
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip()) + "\n"


def _table(sheet: Sheet, renderer: Renderer) -> str:
    text = renderer(sheet.for_layout())
    if not isinstance(text, str):
        raise RenderError(f"a layout's renderer gives no text but {type(text).__qualname__}")
    return text


def _renderer(layout: Layout) -> Renderer:
    if layout.render is None:
        raise RenderError(f"the layout {layout.name!r} cannot be written: it brings no renderer")
    return layout.render
