"""Fragments: the letters of a label that is printed downwards, or broken over rows, left over in a table section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gzparse.form.entries import holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading

__all__ = ["take_label_fragments"]

_FEWEST = 3
"""So many letters at least, on two rows or more, are a part of a label."""


def take_label_fragments(table: TableReading) -> None:
    """Take left-over text for furniture where it is letters of a known label in their order, on several rows.

    A label that spans rows of the table, printed one letter a line or a cell, or broken over rows, is read with none of them.
    """
    fragments = [(row, letters) for row in _in_order(table.unread) if (letters := _letters(row))]
    if len(fragments) < 2:
        return
    taken: set[int] = set()
    for label in _spanning_labels(table):
        left = [(row, letters) for row, letters in fragments if id(row) not in taken and letters in label]
        taken |= {id(row) for row in _spelled(label, left)}
    if taken:
        table.furniture += [row for row in table.unread if id(row) in taken]
        for row in table.unread:
            if id(row) in taken:  # it may stand in the first cells of a row of the table
                cells = range(row.first, row.at + len(row.items))
                table.cell_roles.update({(id(row.row), index): "furniture" for index in cells})
        table.unread = [row for row in table.unread if id(row) not in taken]


_ORDINAL_OF_THE_NEXT_ROW = r"(?<=.)\([一二三四五六七八九]\)$"


def _in_order(rows: Sequence[FormRow]) -> list[FormRow]:
    return sorted(rows, key=lambda row: row.text_range())


def _letters(row: FormRow) -> str:
    """Return a row's letters, if it holds nothing else and is not a row's own text."""
    if row.type not in ("STRAY", "LABEL_PART", "PROSE") or holds_figures(row):
        return ""
    folded = re.sub(_ORDINAL_OF_THE_NEXT_ROW, "", fold_label(row.label))
    return "" if re.search(r"\d", folded) or len(folded) > 20 else _words(folded)


def _spanning_labels(table: TableReading) -> list[str]:
    """Return the letters of the labels that stand beside several rows, the longest first."""
    labels = table.findings.labels
    groups = {
        _words(fold_label(label.rpartition(" ")[2]))
        for path, label in labels.parts.items()
        if path.startswith(f"{table.section}.") and path not in labels.rows
    }
    groups |= {_words(fold_label(word)) for word in table.table.spanning}
    return sorted(groups, key=lambda label: (-len(label), label))


def _words(folded: str) -> str:
    return re.sub(r"[\W_]+", "", folded)


_Chain = tuple[int, int, tuple[Any, ...]]
"""How many letters, of how many fragments, and these as nested pairs: the last, and those before it."""


def _spelled(label: str, fragments: Sequence[tuple[FormRow, str]]) -> Iterator[FormRow]:
    """Return the fragments that spell the most of a label, from above to below; none where that is too little."""
    best: list[_Chain] = [(0, 0, ())] * (len(label) + 1)  # for each letter, what is spelled before it
    for row, letters in fragments:
        at = label.rfind(letters)
        while at >= 0:  # from the end, so that no fragment is used twice
            count, pieces, chain = best[at]
            end = at + len(letters)
            candidate = (count + len(letters), pieces + 1, (row, chain))
            for stop in range(end, len(best)):
                if candidate[:2] > best[stop][:2]:
                    best[stop] = candidate
            at = label.rfind(letters, 0, at + len(letters) - 1)
    count, pieces, chain = best[-1]
    if count >= _FEWEST and pieces > 1:
        while chain:
            row, chain = chain
            yield row
