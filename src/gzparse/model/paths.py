"""The classes of a record → the paths of its figures, and the official label, unit and editions of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import fields, has

from gzparse.errors import UnknownPath

OF_THE_REPORT = {"title": "标题", "organ": "编制单位", "year": "年度", "dated": "落款日期"}
"""What a report says of itself: the paths, which are the same in all forms, and their labels."""


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

    def __init__(
        self, path: str, label: str, row: str, column: str, metadata: Mapping[str, Any], editions: tuple[str, ...]
    ) -> None:
        self.path = path
        self.label = label
        self.row = row
        self.column = column
        self.editions = editions
        self.kind: str = metadata.get("kind", "count")
        self.unit: str = metadata.get("unit", "")


_MOST_EXTENTS = 1_000


class Labels:
    """The paths and labels of one form's record.

    record: its attrs class. tables: the names of its fields that hold figures. rows: the classes that hold the figures of one
    row. Each field of these, and of the classes between, has its official Chinese label in its metadata (``"label"``), and its
    class as its factory; a figure's metadata may also name its ``"unit"``, its ``"kind"`` (``"count"``, ``"amount"``: decimals,
    ``"change"``: signed, ``"text"``) and the ``"editions"`` of the form that prescribe it, if not all do.
    """

    def __init__(
        self, record: type, tables: Sequence[str], rows: Sequence[type], editions: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Keep the classes. Everything else is worked out on first use.

        editions: the form's editions, each with itself and those that continue it. What names an edition is in all of these.
        """
        self.editions = dict(editions or {})
        self.record: Any = record
        self.tables = tuple(tables)
        self.row_classes = tuple(rows)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be computed again."""
        return {name: value for name, value in self.__dict__.items() if name in ("record", "tables", "row_classes", "editions")}

    @cached_property
    def figures(self) -> dict[str, FigureInfo]:
        """Every figure's path with what the form says of it, in the form's order."""
        found: dict[str, FigureInfo] = {}
        for attribute in fields(self.record):
            if attribute.name in self.tables:
                self._walk(attribute, attribute.name, (), found)
        return found

    @cached_property
    def order(self) -> dict[str, int]:
        """Every figure's path with its number in the form's order, from 0."""
        return {path: number for number, path in enumerate(self.figures)}

    def extent(self, paths: tuple[str, ...]) -> slice | None:
        """Return where figures stand in the form's order, if they stand there in a row, as those of a printed row do."""
        try:
            return self._extents[paths]
        except KeyError:
            first = self.order.get(paths[0], -1) if paths else -1
            in_a_row = first >= 0 and all(self.order.get(path) == number for number, path in enumerate(paths, first))
            found = slice(first, first + len(paths)) if in_a_row else None
        if len(self._extents) >= _MOST_EXTENTS:
            self._extents.clear()
        self._extents[paths] = found
        return found

    @cached_property
    def _extents(self) -> dict[tuple[str, ...], slice | None]:
        return {}

    def _walk(self, attribute: Any, path: str, labels: tuple[str, ...], found: dict[str, FigureInfo]) -> None:
        kind = attribute.default.factory
        row = kind in self.row_classes
        for inner in fields(kind):
            inner_path = f"{path}.{inner.name}"
            label = inner.metadata["label"]
            if row:
                of_column, of_row = (self._editions(a.metadata.get("editions")) for a in (inner, attribute))
                editions = tuple(edition for edition in of_column if edition in of_row)
                full = f"{' '.join(dict.fromkeys(labels))} · {label}"
                found[inner_path] = FigureInfo(inner_path, full, path, inner.name, inner.metadata, editions)
            elif has(inner.default.factory):
                self._walk(inner, inner_path, (*labels, label), found)

    def _editions(self, named: Sequence[str] | None) -> Sequence[str]:
        """Return the editions of a row or column that names some of them, or all editions where it names none."""
        if named is None:
            return tuple(self.editions)
        return tuple(edition for name in named for edition in self.editions.get(name, (name,)))

    @cached_property
    def rows(self) -> dict[str, tuple[FigureInfo, ...]]:
        """Every row's path with its figures."""
        rows: dict[str, list[FigureInfo]] = {}
        for info in self.figures.values():
            rows.setdefault(info.row, []).append(info)
        return {row: tuple(infos) for row, infos in rows.items()}

    def number(self, section: str) -> str:
        """Return the numeral that the form prints before a section's heading; empty where it prints none."""
        numeral: str = getattr(fields(self.record), section).metadata.get("number", "")
        return numeral

    @cached_property
    def parts(self) -> dict[str, str]:
        """The label of every section, group and row."""
        found: dict[str, str] = {}

        def walk(kind: Any, path: str, labels: tuple[str, ...]) -> None:
            found[path] = " ".join(dict.fromkeys(labels))
            if kind in self.row_classes:
                return
            for inner in fields(kind):
                walk(inner.default.factory, f"{path}.{inner.name}", (*labels, inner.metadata["label"]))

        for attribute in fields(self.record):
            if attribute.name in self.tables:
                kind: Any = attribute.default
                walk(kind.factory, attribute.name, ())
                found[attribute.name] = attribute.metadata["label"]
            elif "label" in attribute.metadata:
                found[attribute.name] = attribute.metadata["label"]
        return found

    def label(self, path: str) -> str:
        """Return the official Chinese label of a figure (row · column), or of a row, a group or a section.

        Raises:
            UnknownPath: nothing in the record has this path.
        """
        info = self.figures.get(path)
        if info is not None:
            return info.label
        try:
            return self.parts.get(path) or OF_THE_REPORT[path]
        except KeyError:
            from difflib import get_close_matches

            near = get_close_matches(path, [*self.figures, *self.parts, *OF_THE_REPORT], 3, 0.5)
            hint = f"; did you mean {' or '.join(near)}?" if near else "; gzparse.paths() lists all paths"
            raise UnknownPath(f"no figure has the path {path!r}{hint}") from None
