"""Files that print a report: HTML, DOCX and XLSX with real cells, undamaged or damaged, and what is expected of each figure.

In: a document of sheets. Out: bytes, and `Expected` by path. Damage is done to the cells of the tables, as it happens to files:
a cell lost or merged, a column added, a row lost, letters of a cell in several runs.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import strategies as st

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.annual_report.record import Report
from gzparse.model.reading import Reading
from gzparse.rendering.html import html_page
from gzparse.rendering.render import document_of
from gzparse.spec.sheet import Cell, Document, Sheet
from gzparse.testing import figures
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.figures import figures_in
from gzparse.testing.judging import Fault, faults_of
from gzparse.testing.marked_page import number
from gzparse.testing.strategies import NIL_MARKS, reports

__all__ = ["FILE_DAMAGES", "WRITERS_OF_FILES", "FilePage", "as_docx", "as_html", "as_xlsx", "files"]


@frozen
class FilePage:
    """A file that prints a report. kind: ``"html"``, ``"docx"`` or ``"xlsx"``; done: the damages, with what they befell."""

    kind: str
    data: bytes = field(repr=False)
    expected: Mapping[str, Expected] = field(repr=False)
    report: Report = field(repr=False)
    done: tuple[str, ...] = ()

    def faults(self, reading: Reading[Any]) -> list[Fault]:
        """Return the figures that a reading gives wrongly, or does not give without saying so."""
        return faults_of(reading, self.expected)

    def wrong(self, figures: Mapping[str, int | Decimal | None]) -> dict[str, int | Decimal]:
        """Return the figures, by path, that a pipeline of one's own took from the file and that it does not print there."""
        return {
            path: value
            for path, value in figures.items()
            if value is not None and path in self.expected and not self.expected[path].allows(value)
        }


# --- writing ----------------------------------------------------------------------------------------------------------


def _document(printed: Document | Report | Reading[Any]) -> Document:
    return printed if isinstance(printed, Document) else document_of(printed, ANNUAL_REPORT)


def as_html(printed: Document | Report | Reading[Any], *, runs: bool = False) -> bytes:
    """Write a report as a page of HTML; with ``runs``, the letters of each figure stand in elements of their own."""
    page = html_page(_document(printed))
    if runs:
        pieces = page.split("<td")
        page = "<td".join([pieces[0], *map(_in_runs, pieces[1:])])
    return page.encode("utf-8")


def _in_runs(piece: str) -> str:
    start = piece.index(">") + 1
    end = piece.index("</td>")
    return piece[:start] + "".join(f"<span>{c}</span>" if c.isdigit() else c for c in piece[start:end]) + piece[end:]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_FIXED = (2024, 1, 1, 0, 0, 0)


def as_docx(printed: Document | Report | Reading[Any], *, runs: bool = False) -> bytes:
    """Write a report as a Word file; with ``runs``, each letter of a cell is a run of its own."""
    document = _document(printed)
    body = [_paragraph(line, runs=False) for line in (document.title, *document.preamble.splitlines()) if line.strip()]
    for section in document.sections:
        body.append(_paragraph(section.heading, runs=False))
        if section.sheet is not None:
            body.append(_word_table(section.sheet, runs=runs))
        body += [_paragraph(line, runs=False) for line in section.prose.splitlines() if line.strip()]
    body += [_paragraph(line, runs=False) for line in document.signature]
    text = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{"".join(body)}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", text)):
            package.writestr(zipfile.ZipInfo(name, _FIXED), part)
    return data.getvalue()


def _paragraph(text: str, *, runs: bool) -> str:
    pieces = list(text) if runs else [text]
    inner = "".join(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces if piece)
    return f"<w:p>{inner}</w:p>"


def _word_table(sheet: Sheet, *, runs: bool) -> str:
    placed = sheet.placed()
    width = _width(sheet)
    below: dict[int, tuple[int, int]] = {}  # column → how many more rows the cell above spans, and how many columns
    rows = []
    for cells in placed:
        here = dict(cells)
        column, xml = 0, []
        while column < width:
            if column in here:
                cell = here[column]
                xml.append(_word_cell(cell.text, cell.columns, "restart" if cell.rows > 1 else "", runs=runs))
                if cell.rows > 1:
                    below[column] = cell.rows, cell.columns
                column += cell.columns
            elif column in below:
                xml.append(_word_cell("", below[column][1], "continue", runs=False))
                column += below[column][1]
            else:
                column += 1  # the cell is lost: those behind it move up
        below = {at: (left - 1, span) for at, (left, span) in below.items() if left > 1}
        rows.append(f"<w:tr>{''.join(xml)}</w:tr>")
    grid = "<w:gridCol/>" * width
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _word_cell(text: str, columns: int, merge: str, *, runs: bool) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{_paragraph(text, runs=runs)}</w:tc>"


def as_xlsx(printed: Document | Report | Reading[Any], *, runs: bool = False) -> bytes:
    """Write a report as a workbook of one sheet, paragraphs in the first column. ``runs`` changes nothing.

    Raises:
        ModuleNotFoundError: XlsxWriter is not installed.
    """
    import xlsxwriter

    document = _document(printed)
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": datetime(*_FIXED)})
    sheet = book.add_worksheet("Sheet1")
    at = 0
    for line in (document.title, *document.preamble.splitlines()):
        at += _write_line(sheet, at, line)
    for section in document.sections:
        at += _write_line(sheet, at, section.heading)
        for cells in section.sheet.placed() if section.sheet is not None else ():
            for column, cell in cells:
                _write_cell(sheet, at, column, cell)
            at += 1
        for line in section.prose.splitlines():
            at += _write_line(sheet, at, line)
    for line in document.signature:
        at += _write_line(sheet, at, line)
    book.close()
    return data.getvalue()


def _write_line(sheet: Any, at: int, line: str) -> int:
    if not line.strip():
        return 0
    sheet.write_string(at, 0, line)
    return 1


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    value: Any = cell.text
    if cell.path is not None and cell.text.isdecimal() and len(cell.text) < 15 and str(int(cell.text)) == cell.text:
        value = int(cell.text)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, value)
    elif value != "":
        sheet.write(row, column, value)


WRITERS_OF_FILES: Mapping[str, Callable[..., bytes]] = {"html": as_html, "docx": as_docx, "xlsx": as_xlsx}
"""The kinds of files that can be written."""


def _width(sheet: Sheet) -> int:
    return max((column + cell.columns for row in sheet.placed() for column, cell in row), default=0)


# --- damage -----------------------------------------------------------------------------------------------------------

Rows = list[tuple[Cell, ...]]
_Damaged = tuple[Rows, set[str], str]
"""The rows, the paths of the figures that are lost, and what was done."""


def _figure_rows(rows: Rows) -> list[int]:
    return [index for index, row in enumerate(rows) if any(cell.path for cell in row)]


def _lose_cell(rows: Rows, rng: random.Random) -> _Damaged:
    """Leave out a figure's cell: those behind it move up. In a workbook every cell is there, and nothing moves."""
    if not (held := _figure_rows(rows)):
        return rows, set(), ""
    at = rng.choice(held)
    cells = rows[at]
    gone = rng.choice([index for index, cell in enumerate(cells) if cell.path])
    rows[at] = cells[:gone] + cells[gone + 1 :]
    return rows, {cells[gone].path or ""}, f"cell lost: {cells[gone].path}"


def _merge_blanks(rows: Rows, rng: random.Random) -> _Damaged:
    """Merge two blank cells, one next to the other, where there are such."""
    found = [
        (at, index)
        for at in _figure_rows(rows)
        for index, (one, other) in enumerate(zip(rows[at], rows[at][1:], strict=False))
        if one.path and other.path and not one.text and not other.text
    ]
    if not found:
        return rows, set(), ""
    at, index = rng.choice(found)
    cells = rows[at]
    merged = evolve(cells[index], columns=cells[index].columns + cells[index + 1].columns)
    rows[at] = (*cells[:index], merged, *cells[index + 2 :])
    return rows, set(), f"blanks merged: {cells[index].path}"


def _lose_row(rows: Rows, rng: random.Random) -> _Damaged:
    """Leave out a row whose cells span no other row and are spanned by none."""
    spanned = {at + below for at, row in enumerate(rows) for cell in row for below in range(1, cell.rows)}
    found = [at for at in _figure_rows(rows) if at not in spanned and all(cell.rows == 1 for cell in rows[at])]
    if not found:
        return rows, set(), ""
    at = rng.choice(found)
    lost = {cell.path for cell in rows[at] if cell.path}
    del rows[at]
    return rows, lost, f"row lost: {min(lost)}"


def _add_column(rows: Rows, rng: random.Random) -> _Damaged:
    """Add a column of remarks behind all others, named in the first row."""
    text = rng.choice(("", "无", "见附件", "3"))
    first, *others = rows
    if not any(len(row) > 2 for row in rows):
        return rows, set(), ""
    added: Rows = [(*first, Cell("备注"))]
    added += [(*row, Cell(text if any(cell.path for cell in row) else "")) for row in others]
    return added, set(), f"column added: 备注 {text}"


FILE_DAMAGES: Mapping[str, Callable[[Rows, random.Random], _Damaged]] = {
    "cell lost": _lose_cell,
    "blanks merged": _merge_blanks,
    "row lost": _lose_row,
    "column added": _add_column,
}
"""What can be done to the tables of a file."""


def _damaged(document: Document, kinds: Sequence[str], rng: random.Random) -> tuple[Document, set[str], tuple[str, ...]]:
    lost: set[str] = set()
    done = []
    for kind in kinds:
        held = [index for index, section in enumerate(document.sections) if section.sheet is not None]
        if not held:
            break
        at = rng.choice(held)
        section = document.sections[at]
        assert section.sheet is not None
        rows, gone, what = FILE_DAMAGES[kind](list(section.sheet.rows), rng)
        if what:
            done.append(what)
            lost |= gone
            changed = evolve(section, sheet=Sheet(tuple(rows)))
            document = evolve(document, sections=(*document.sections[:at], changed, *document.sections[at + 1 :]))
    return document, lost, tuple(done)


# --- strategies -------------------------------------------------------------------------------------------------------


@st.composite
def files(
    draw: st.DrawFn,
    report: Report | st.SearchStrategy[Report] | None = None,
    *,
    kind: str | None = None,
    damages: Sequence[str] | None = (),
) -> FilePage:
    """Files that print a report, with what is expected at each path.

    Args:
        report: the report, or a strategy for it; by default any.
        kind: ``"html"``, ``"docx"`` or ``"xlsx"``; by default any.
        damages: those of ``FILE_DAMAGES`` to do, in this order; ``None`` for up to two of any.
    """
    held = report if isinstance(report, Report) else draw(reports() if report is None else report)
    kind = kind or draw(st.sampled_from(sorted(WRITERS_OF_FILES)))
    rng = draw(st.randoms(use_true_random=False))
    style = draw(st.sampled_from(figures.STYLES))
    nil = draw(st.sampled_from(("", *NIL_MARKS)))
    given = figures_in(held)
    printed = {path: text for path, value in given.items() if (text := figures.printed(path, value, style)) != str(value)}
    document = _with_nil_marks(document_of(held, ANNUAL_REPORT, printed), nil)
    possible = sorted(FILE_DAMAGES.keys() - ({"cell lost"} if kind == "xlsx" else set()))
    wanted = draw(st.lists(st.sampled_from(possible), max_size=2)) if damages is None else list(damages)
    document, lost, done = _damaged(document, wanted, rng)
    data = WRITERS_OF_FILES[kind](document, runs=draw(st.booleans()))
    return FilePage(kind, data, _expected(document, lost), held, done)


def _with_nil_marks(document: Document, nil: str) -> Document:
    def marked(cell: Cell) -> Cell:
        return evolve(cell, text=nil) if cell.path is not None and not cell.text else cell

    sections = [
        section
        if section.sheet is None
        else evolve(section, sheet=Sheet(tuple(tuple(map(marked, row)) for row in section.sheet.rows)))
        for section in document.sections
    ]
    return evolve(document, sections=tuple(sections))


def _expected(document: Document, lost: set[str]) -> dict[str, Expected]:
    expected = {path: Expected(Kind.UNTOLD) for path in gzparse.paths()}
    for section in document.sections:
        for cell in (cell for row in (section.sheet.rows if section.sheet is not None else ()) for cell in row):
            if cell.path:
                value = number(cell.text)
                expected[cell.path] = Expected(Kind.BLANK) if value is None else Expected(Kind.FIGURE, value)
    return expected | {path: Expected(Kind.GONE) for path in lost if path in expected}
