"""The codebook of a form: its own, or one made of the labels and the order of its rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from gzparse.errors import LayoutError
from gzparse.model.paths import FigureInfo, Labels
from gzparse.parser import Parser
from gzparse.spec.codebook import CodebookEntry
from gzparse.spec.form import Form

__all__ = ["DEFAULT_FORM", "Codebook", "codebook_for", "derived_entries"]

DEFAULT_FORM = "annual_report"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,11}")
_NUMERALS = "一二三四五六七八九十"


class Codebook:
    """The entries of a form's figures, and what tables look up in them.

    form: the form's name. labels: the form's. entries: one for each figure, in the form's order.
    """

    def __init__(self, form: str, labels: Labels, entries: Sequence[CodebookEntry]) -> None:
        """Check the entries.

        Raises:
            LayoutError: a figure has none or several, or a code is not one or stands twice.
        """
        self.form = form
        self.labels = labels
        self.entries = tuple(entries)
        wrong = _wrong(self.entries, labels)
        if wrong is not None:
            raise LayoutError(f"the codebook of the form {form!r} cannot be used: {wrong}")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the figures, in the form's order."""
        return tuple(entry.code for entry in self.entries)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of the figures, in the form's order."""
        return tuple(entry.path for entry in self.entries)

    @cached_property
    def by_path(self) -> Mapping[str, CodebookEntry]:
        """Path → entry."""
        return {entry.path: entry for entry in self.entries}

    @cached_property
    def by_code(self) -> Mapping[str, CodebookEntry]:
        """Code → entry."""
        return {entry.code: entry for entry in self.entries}


def _wrong(entries: Sequence[CodebookEntry], labels: Labels) -> str | None:
    paths = [entry.path for entry in entries]
    if paths != list(labels.figures):
        odd = next((path for path in (*labels.figures, *paths) if paths.count(path) != 1 or path not in labels.figures), None)
        return "its entries are not in the form's order" if odd is None else f"{odd} must have one entry"
    codes = [entry.code for entry in entries]
    for code in codes:
        if _CODE.fullmatch(code) is None or code.endswith("__s") or code in RESERVED:
            return f"{code!r} is no code: a letter, then up to eleven of a-z, 0-9 and _, and no name of another column"
        if codes.count(code) > 1:
            return f"the code {code!r} stands twice"
    return None


RESERVED = frozenset(
    ("report_id", "source", "sha256", "bytes", "organ", "year", "dated", "edition", "form", "title", "verdict", "content")
)
"""Names of other columns in a wide table."""


def derived_entries(labels: Labels) -> Iterator[CodebookEntry]:
    """Make the entries of a form that brings none: codes of the order of its tables, rows and columns."""
    rows_of: dict[str, list[str]] = {table: [] for table in labels.tables}
    for row in labels.rows:
        rows_of[row.partition(".")[0]].append(row)
    for place, (table, rows) in enumerate(rows_of.items(), 1):
        number = _NUMERALS.find(labels.number(table) or " ") + 1 or place
        digits = max(2, len(str(len(rows))))
        for at, row in enumerate(rows, 1):
            infos = labels.rows[row]
            width = len(str(len(infos)))
            for column, info in enumerate(infos, 1):
                yield _entry(info, table, f"s{number}r{at:0{digits}d}c{column:0{width}d}")


def _entry(info: FigureInfo, table: str, code: str) -> CodebookEntry:
    words = [name.replace("_", " ") for name in info.path.split(".")[1:]]
    english = f"{': '.join(words[:-1])} · {words[-1]}" if len(words) > 1 else words[0]
    return CodebookEntry(
        path=info.path,
        code=code,
        label_zh=info.label,
        label_en=english,
        section=table,
        row=info.row,
        column=info.column,
        kind=info.kind,
        unit=info.unit,
        editions=info.editions,
    )


_made: dict[str, tuple[Form, Codebook]] = {}
_parser: Parser | None = None


def parser() -> Parser:
    """Return the parser whose forms are known here: those that come with gzparse and those of plugins."""
    global _parser
    if _parser is None:
        _parser = Parser()
    return _parser


def codebook_for(form: str | Form | None = None) -> Codebook:
    """Return the codebook of a form, by its name or itself; of the annual report, if none is given.

    Raises:
        LayoutError: no form has this name, or it cannot be used, or its own codebook cannot.
    """
    if not isinstance(form, Form):
        name = DEFAULT_FORM if form is None else form
        found: Form = parser().form_pool.named(name).value()
    else:
        found = form
    known = _made.get(found.name)
    if known is None or known[0] is not found:
        entries = derived_entries(found.labels) if found.codebook is None else found.codebook()
        known = _made[found.name] = (found, Codebook(found.name, found.labels, tuple(entries)))
    return known[1]


def codebook_of_labels(form: str, labels: Labels) -> Codebook:
    """Return the codebook for readings of a form that is not known by name: made of their labels."""
    return Codebook(form, labels, tuple(derived_entries(labels)))
