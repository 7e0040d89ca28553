"""The paths of a report's figures and their official labels, worked out from the record's classes."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import fields, has

from gzparse.errors import UnknownPath
from gzparse.record import TABLES, Applicants, Decisions, Documents, Fees, Outcomes, Procurement, Report

ROWS = (Applicants, Decisions, Documents, Fees, Outcomes, Procurement)


class FigureInfo:
    """What the form says of one figure."""

    __slots__ = (
        "column",
        "editions",
        "kind",
        "label",
        "path",
        "row",
        "unit",
    )

    def __init__(self, path: str, label: str, row: str, column: str, editions: tuple[str, ...], kind: str, unit: str) -> None:
        self.path = path
        self.label = label
        self.row = row
        self.column = column
        self.editions = editions
        self.kind = kind
        self.unit = unit


@cache
def figure_infos() -> dict[str, FigureInfo]:
    """Give every figure's path with what the forms say of it, in the forms' order."""
    found: dict[str, FigureInfo] = {}
    for attribute in fields(Report):
        if attribute.name in TABLES:
            _walk(attribute, attribute.name, (), found)
    return found


def _walk(attribute: Any, path: str, labels: tuple[str, ...], found: dict[str, FigureInfo]) -> None:
    kind = attribute.default.factory
    row = kind in ROWS
    for inner in fields(kind):
        inner_path = f"{path}.{inner.name}"
        label = inner.metadata["label"]
        if row:
            editions = tuple(e for e in inner.metadata["editions"] if e in attribute.metadata["editions"])
            found[inner_path] = FigureInfo(
                inner_path,
                f"{' '.join(dict.fromkeys(labels))} · {label}",
                path,
                inner.name,
                editions,
                inner.metadata["kind"],
                inner.metadata["unit"],
            )
        elif has(inner.default.factory):
            _walk(inner, inner_path, (*labels, label), found)


@cache
def row_infos() -> dict[str, tuple[FigureInfo, ...]]:
    """Give every row's path with its figures."""
    rows: dict[str, list[FigureInfo]] = {}
    for info in figure_infos().values():
        rows.setdefault(info.row, []).append(info)
    return {row: tuple(infos) for row, infos in rows.items()}


@cache
def part_labels() -> dict[str, str]:
    """Give the label of every section, group and row."""
    found: dict[str, str] = {}

    def walk(kind: Any, path: str, labels: tuple[str, ...]) -> None:
        found[path] = " ".join(dict.fromkeys(labels))
        if kind in ROWS:
            return
        for inner in fields(kind):
            walk(inner.default.factory, f"{path}.{inner.name}", (*labels, inner.metadata["label"]))

    for attribute in fields(Report):
        if attribute.name in TABLES:
            kind: Any = attribute.default
            walk(kind.factory, attribute.name, ())
            found[attribute.name] = attribute.metadata["label"]
        elif "label" in attribute.metadata:
            found[attribute.name] = attribute.metadata["label"]
    return found


def paths() -> tuple[str, ...]:
    """Give the paths of all figures of the annual report, those of both forms, in the forms' order."""
    return tuple(figure_infos())


def label(path: str) -> str:
    """Give the official Chinese label of a figure (row · column), or of a row, a group or a section.

    Raises:
        UnknownPath: nothing in the annual report has this path.
    """
    info = figure_infos().get(path)
    if info is not None:
        return info.label
    try:
        return part_labels()[path]
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(path, [*figure_infos(), *part_labels()], 3, 0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; gzparse.paths() lists all paths"
        raise UnknownPath(f"no figure has the path {path!r}{hint}") from None
