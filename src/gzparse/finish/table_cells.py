"""Cells of a table that hold more than the form's words: a header's name with a year, a corner, a column of remarks.

In: the rows of a table. Out: a finding for each text that is not understood, which names the rows or the table that it governs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from gzparse.finish.known_words import FormWords, Known, says_enough, words_of
from gzparse.finish.table_notes import LONGEST_NOTE, is_header_text, is_told, remarks_of
from gzparse.form.entries import Entry
from gzparse.form.items import TEXT
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.form.typos import Typo
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.grid import RowKind
from gzparse.model.source import Range

__all__ = ["beside_figures", "report_cells"]


def report_cells(findings: Findings, table: TableReading, known: Known, told: Collection[Range]) -> None:
    """Report cells that have words besides the form's, or stand in no column of the form: one finding for all of one text.

    told: the places of words of which a finding tells already.
    """
    if table.by_words.get("cells"):
        return
    if _holds_official_words_alone(table):
        table.by_words["cells"] = True
        return
    words = words_of(table)
    is_plain = True
    found: dict[str, list[tuple[str, Range]]] = {}
    for entry, is_marked, cells in _cells_by_row(table, words):
        for at, cell in cells:
            left = words.left_in(cell, in_pieces=not is_marked) if len(cell) > 1 else ""
            scaled = entry is not None and terminal("SIGN_OF_COUNTS").search(cell) is not None
            points = entry is not None and terminal("POINTS_TO_NOTE").match(fold_label(cell)) is not None
            if not scaled and not left and not points:
                continue
            is_plain = False
            if at in told or not (scaled or points or not known.understands(left)):
                continue
            is_foreign = entry is None and left == fold_label(cell)
            if is_foreign and (is_told(table, cell) or not is_marked or not _is_in_front(cell, cells, words)):
                continue
            if entry is None and left != fold_label(cell) and _is_of_foreign_column(table, cell, cells):
                continue
            found.setdefault(" ".join(cell.split()), []).append((entry.path if entry is not None else table.section, at))
    table.by_words["cells"] = is_plain
    for text, places in found.items():
        findings.add_places("note-on-table", places, note=text[:LONGEST_NOTE])


def _holds_official_words_alone(table: TableReading) -> bool:
    """Whether the table's headers are the form's own, which was found out before, and its rows have nothing but figures."""
    if not table.by_words.get("official"):
        return False
    has_label = len(table.order()) > 1
    return not any(beside_figures(table, entry, has_label=has_label) for entry in table.entries.values())


def _cells_by_row(table: TableReading, words: FormWords) -> Iterator[tuple[Entry | None, bool, list[tuple[Range, str]]]]:
    """Return the cells of each row that may have words of their own, and whether it is marked; with its entry, if it is one."""
    entries = {id(entry.row): entry for entry in table.entries.values()}
    held = Counter(id(entry.row.row) for entry in table.entries.values())  # one may have the cells of several
    of_marks = set(held)
    has_label = len(table.order()) > 1
    others = {id(row) for row in (*table.notes, *table.unread, *table.extra)}
    for row in table.rows:
        if (entry := entries.get(id(row))) is not None:
            if held[id(row.row)] == 1 and (cells := beside_figures(table, entry, has_label=has_label)):
                yield entry, row.row.type == RowKind.TABLE_ROW, cells
        elif (
            (id(row) in others and not is_header_text(row))
            or row.row.type in (RowKind.TEXT, RowKind.LINE)
            or (type(row.type) is Typo and row.type.note)
        ):
            continue  # it is read elsewhere
        elif row.row.type != RowKind.TABLE_ROW:
            yield None, False, list(zip(row.row.cell_ranges()[row.first : row.at], row.cells(), strict=False))
        elif id(row.row) not in of_marks:
            of_marks.add(id(row.row))
            if words.hold_all(row.row.cells):
                continue
            yield None, True, list(zip(row.row.cell_ranges(), row.row.cells, strict=True))


def _is_in_front(cell: str, cells: Sequence[tuple[Range, str]], words: FormWords) -> bool:
    """Whether a header's cell stands before all names of the form's, as in the corner; words behind name a foreign column."""
    folded = fold_label(cell)
    if not says_enough(folded):
        return False
    if any(folded in name for name in words.names):
        return False  # a piece of a name
    for _, other in cells:
        if other == cell:
            return True
        if (text := fold_label(other)) and words.left_in(other) != text and any(name in text for name in words.names):
            return False
    return True


def _is_of_foreign_column(table: TableReading, cell: str, cells: Iterable[tuple[Range, str]]) -> bool:
    """Whether the name of the form's that stands in a cell stands alone in as many others of the row as the form has it."""
    form = table.table.header_names
    text = fold_label(cell)
    name = next((name for name in words_of(table).names if name in text), "")
    wanted = max(1, sum(name == other for other, _ in form.orders[0])) if form is not None else 1
    return sum(fold_label(other) == name for _, other in cells) >= wanted


def beside_figures(table: TableReading, entry: Entry, *, has_label: bool) -> list[tuple[Range, str]]:
    """Return the cells of a row that are neither its label nor figures, and of which no remark tells.

    has_label: whether the words before its figures are a label of the form's.
    """
    row = entry.row
    cells = row.row.cells
    at = [] if has_label else list(range(row.first, row.at))
    if row.row.type == RowKind.TABLE_ROW:
        texts = [row.at + index for index, item in enumerate(row.items) if item == TEXT] if TEXT in row.items else []
        at += [*range(row.first), *texts, *range(row.at + len(row.items), len(cells))]
    at = [index for index in at if cells[index].strip()]
    if not at:
        return []
    taken = {row.at + entry.place.item(column) for column in range(len(entry.columns))} if entry.place.placed else set()
    told = [remark.text_range()[0] for remark in remarks_of(table, entry)]
    ranges = row.row.cell_ranges()
    return [(ranges[index], cells[index]) for index in sorted(at) if index not in taken and ranges[index][0] not in told]
