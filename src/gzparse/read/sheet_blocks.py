"""The cells of a sheet → paragraphs, where a text stands alone in its row, and tables, where rows have columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from gzparse.model.document import Cell, Furniture, Note, Paragraph, Place, Table

if TYPE_CHECKING:
    from gzparse.read.xlsx_looks import Look

_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,2}[、.．)）])?\s*"
    r"(?:总体情况|概述|[^。]{0,14}公开[^。]{0,24}情况|[^。]{0,10}问题[^。]{0,14}|[^。]{0,10}需要?报告的?[^。]{0,4}事项)"
)
"""A section's heading, which ends the table above it."""
_PROSE = re.compile(r"[。；;]|^\s*(?:注|备注|说明|填表|制表|单位|审核|联系)")
_LONG = 40
_SECTIONS = (
    ("复议|诉讼", "四、政府信息公开行政复议、行政诉讼情况"),
    ("申请|收到和处理", "三、收到和处理政府信息公开申请情况"),
    ("主动公开", "二、主动公开政府信息情况"),
)
"""What the name of a sheet has that holds the table of one section, and the heading that the section has in a report."""
_BEYOND = 100
"""So many rows and columns beyond the last text may a merged range go on."""
Span = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@define
class Sheet:
    """A sheet: its texts by row and column, its merged ranges, and what of it is hidden."""

    name: str
    texts: dict[tuple[int, int], str] = field(factory=dict)
    merges: list[Span] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    is_hidden: bool = False
    covered: set[tuple[int, int]] = field(factory=set)
    """Places of merged ranges, except their first ones."""
    looks: dict[tuple[int, int], Look] = field(factory=dict)
    """How cells show their texts that do not show them plainly."""
    notes: dict[tuple[int, int], str] = field(factory=dict)
    """Comments on cells."""
    boxes: list[tuple[int, str]] = field(factory=list)
    """The words in text boxes over the sheet, each with the row in which its box begins."""
    doubts: dict[tuple[int, int], str] = field(factory=dict)
    """Places of which it is not known whether their text is shown, each with the code of the note that says so."""

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(sheet=self.name, address=f"{column_name(column)}{row + 1}")


@define
class _Entry:
    """A cell with text, or the first cell of a merged range, with how many visible rows and columns it spans."""

    text: str
    place: Place
    rowspan: int = 1
    colspan: int = 1


_Line = tuple[int, list[_Entry]]
"""A row that has text: its number among the visible ones, and its texts in order."""


@cache
def column_name(column: int) -> str:
    """Return the letters of a column, from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def hidden_text(sheet: Sheet) -> tuple[list[Furniture], list[Note]]:
    """Return what of a sheet is not shown: all of it, its hidden rows and columns, and what merged ranges cover."""
    found: dict[str, list[Furniture]] = {}
    hides = sheet.is_hidden or sheet.hidden_rows or sheet.hidden_columns
    for (row, column), text in sheet.texts.items() if hides else ():
        if text.strip() and (sheet.is_hidden or row in sheet.hidden_rows or column in sheet.hidden_columns):
            found.setdefault("hidden-text", []).append(_furniture(sheet, row, column))
    for row, column in sorted(sheet.covered & sheet.texts.keys()):
        is_shown = not sheet.is_hidden and row not in sheet.hidden_rows and column not in sheet.hidden_columns
        if is_shown and sheet.texts[row, column].strip():
            found.setdefault("text-in-span", []).append(_furniture(sheet, row, column))
    notes = [
        Note(code, " ".join(each.text.strip() for each in kept[:20])[:80], kept[0].pieces[0][1]) for code, kept in found.items()
    ]
    return [each for kept in found.values() for each in kept], notes


def _furniture(sheet: Sheet, row: int, column: int) -> Furniture:
    text = sheet.texts[row, column]
    return Furniture(text, "hidden", ((len(text), sheet.place(row, column)),))


def blocks_of(sheet: Sheet) -> Iterator[Paragraph | Table]:
    """Return the paragraphs and tables of a sheet, in order."""
    rows, columns = _visible(sheet)
    grid = _entries(sheet, rows, columns)
    lines: list[_Line] = [(at, texts) for at, line in enumerate(grid) if (texts := _filled(line))]
    parts: list[list[_Line]] = [[]]
    for line in lines:
        texts = line[1]
        if len(texts) == 1 and _HEADING.fullmatch(texts[0].text.strip()):
            parts += [[line], []]
        else:
            parts[-1].append(line)
    if len(parts) == 1 and (heading := _heading_by_name(sheet, lines)) is not None:
        yield heading
    for part in parts:
        first, last = _table_within(part)
        yield from (_paragraph(entry) for _, texts in part[:first] for entry in texts)
        if first < last:
            yield _table([at for at, _ in part[first:last]], grid, sheet)
        yield from (_paragraph(entry) for _, texts in part[last:] for entry in texts)


def _heading_by_name(sheet: Sheet, lines: Sequence[_Line]) -> Paragraph | None:
    """Return the heading that a sheet's name stands for, where the sheet has a table and no heading of its own."""
    if not any(len(texts) > 1 for _, texts in lines):
        return None
    heading = next((heading for words, heading in _SECTIONS if re.search(words, sheet.name)), None)
    return None if heading is None else Paragraph(heading, ((len(heading), Place(sheet=sheet.name)),))


def clip(sheet: Sheet, most: int) -> bool:
    """Cut merged ranges where the sheet's cells end. Return whether the sheet and they have no more than so many places."""
    last_row = max((row for row, _ in sheet.texts), default=0) + _BEYOND
    last_column = max((column for _, column in sheet.texts), default=0) + _BEYOND
    merges = ((top, left, min(bottom, last_row), min(right, last_column)) for top, left, bottom, right in sheet.merges)
    sheet.merges = [each for each in merges if each[0] <= each[2] and each[1] <= each[3]]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merges) > most:
        return False
    for top, left, bottom, right in sheet.merges:
        sheet.covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    sheet.covered.difference_update((top, left) for top, left, _, _ in sheet.merges)
    rows, columns = _visible(sheet)
    return len(rows) * len(columns) <= most


def _visible(sheet: Sheet) -> tuple[list[int], list[int]]:
    """Return the rows and columns that are shown and have text, or in which a merged range with text lies."""
    rows = {row for (row, _), text in sheet.texts.items() if text.strip()}
    columns = {column for (_, column), text in sheet.texts.items() if text.strip()}
    for top, left, bottom, right in sheet.merges:
        if sheet.texts.get((top, left), "").strip():
            rows.update(range(top, bottom + 1))
            columns.update(range(left, right + 1))
    return sorted(rows - sheet.hidden_rows), sorted(columns - sheet.hidden_columns)


def _entries(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> list[dict[int, _Entry]]:
    """Return for each visible row its cells by their visible column; those that a merged range covers are left out."""
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    grid: list[dict[int, _Entry]] = [{} for _ in rows]
    for top, left, bottom, right in sheet.merges:
        down = [row_at[row] for row in range(top, bottom + 1) if row in row_at]
        across = [column_at[column] for column in range(left, right + 1) if column in column_at]
        if down and across:
            text = sheet.texts.get((top, left), "")
            grid[down[0]][across[0]] = _Entry(text, sheet.place(top, left), len(down), len(across))
    merged = {(top, left) for top, left, _, _ in sheet.merges}
    for (row, column), text in sheet.texts.items():
        if row in row_at and column in column_at and (row, column) not in sheet.covered and (row, column) not in merged:
            grid[row_at[row]][column_at[column]] = _Entry(text, sheet.place(row, column))
    return grid


def _filled(line: dict[int, _Entry]) -> list[_Entry]:
    return [line[column] for column in sorted(line) if line[column].text.strip()]


def _table_within(part: Sequence[_Line]) -> tuple[int, int]:
    """Return which rows of a part are a table: from the first with two texts to the last, and rows of labels below it."""
    wide = [at for at, (_, texts) in enumerate(part) if len(texts) > 1]
    if not wide:
        return len(part), len(part)
    last = wide[-1] + 1
    while last < len(part):
        text = part[last][1][0].text
        if _PROSE.search(text) or len(text) > _LONG:
            break
        last += 1
    return wide[0], last


def _paragraph(entry: _Entry) -> Paragraph:
    text = entry.text.replace("\r", " ").replace("\n", " ")
    return Paragraph(text, ((len(text), entry.place),))


def _table(filled: Sequence[int], grid: Sequence[dict[int, _Entry]], sheet: Sheet) -> Table:
    first_row, last_row = filled[0], filled[-1]
    entries = [(row, column, entry) for row in range(first_row, last_row + 1) for column, entry in grid[row].items()]
    left = min(column for _, column, entry in entries if entry.text.strip())
    right = max(column + entry.colspan for _, column, entry in entries if entry.text.strip())
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, column, entry in entries:
        if not left <= column < right:
            continue
        rowspan, colspan = min(entry.rowspan, last_row + 1 - row), min(entry.colspan, right - column)
        taken.add((row, column))
        if rowspan * colspan > 1:
            taken.update((row + down, column + across) for down in range(rowspan) for across in range(colspan))
        pieces = ((len(entry.text), entry.place),) if entry.text else ()
        cells.append(Cell(row - first_row, column - left, entry.text, pieces, rowspan, colspan))
    blank = ((row, column) for row in filled for column in range(left, right))
    cells += [Cell(row - first_row, column - left, "") for row, column in blank if (row, column) not in taken]
    # A column in which no cell begins is none: a form merges two columns of the sheet for one of its own.
    columns = {column: at for at, column in enumerate(sorted({cell.column for cell in cells}))}
    width = len(columns)
    if width < right - left:
        cells = [
            evolve(
                cell,
                column=columns[cell.column],
                colspan=sum(cell.column <= column < cell.column + cell.colspan for column in columns),
            )
            for cell in cells
        ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(tuple(cells), last_row + 1 - first_row, width, Place(sheet=sheet.name))
