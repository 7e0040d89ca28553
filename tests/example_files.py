"""The files of docs/examples that are not text: the report of tabs.txt as HTML, DOCX, XLSX and PDF, and a file that is refused.

``python tests/example_files.py`` writes them again.
"""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator, Mapping

import pdf_writing
from attrs import define, field

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.rendering.html import html_page
from gzparse.rendering.render import document_of
from gzparse.spec.sheet import Cell, Document, Sheet
from gzparse.testing.file_pages import as_docx, as_xlsx

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "docs" / "examples"


def document() -> Document:
    """Return the report of tabs.txt, to print."""
    return document_of(gzparse.parse_file(FOLDER / "tabs.txt"), ANNUAL_REPORT)


# --- HTML: a page of a website, with the report in the middle -----------------------------------------------------------

_ABOVE = """<div class="header"><a href="/">网站首页</a> | <a href="/xxgk/">政府信息公开</a> | <a href="/hd/">互动交流</a></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">政府信息公开</a> &gt; <a href="/xxgk/nb/">年报</a></div>
<table class="facts">
<tr><td>索引号</td><td>000014349/2024-00001</td><td>主题分类</td><td>政府信息公开年报</td></tr>
<tr><td>发布机构</td><td>瀍河回族区人民政府办公室</td><td>发布日期</td><td>2024-01-25</td></tr>
</table>
<div class="tools">字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>] <a href="#">打印本页</a></div>
<div class="article">"""
_BELOW = """</div>
<ul class="others">
<li><a href="/xxgk/nb/2022.html">瀍河回族区人民政府办公室2022年政府信息公开工作年度报告</a></li>
<li><a href="/xxgk/nb/2021.html">瀍河回族区人民政府办公室2021年政府信息公开工作年度报告</a></li>
</ul>
<div class="footer">主办：区人民政府办公室　网站地图　联系我们</div>"""
_STYLE = """<style>
body { margin: 0 auto; max-width: 60em; }
.article td, .article th { border: 1px solid; }
</style>
"""


def page_html(printed: Document) -> bytes:
    """Return a report as a page of a website."""
    page = html_page(printed)
    page = page.replace("</head>", f"{_STYLE}</head>")
    return page.replace("<body>", f"<body>\n{_ABOVE}").replace("</body>", f"{_BELOW}\n</body>").encode("utf-8")


# --- PDF: the same, drawn by hand ---------------------------------------------------------------------------------------

_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 533.0, 60.0, 780.0
_SIZE, _SMALL, _LEADING, _PADDING = 14.0, 8.0, 1.5, 3.0
_LABEL, _FIGURE = 3.0, 1.6
"""How wide a column is that has labels, and one that has only figures, in proportion."""


@define
class _Pages:
    """Contents of pages, written from top to bottom."""

    ruled: bool
    pages: list[str] = field(factory=list)
    at: float = _BOTTOM

    def room_for(self, height: float) -> None:
        """Begin another page where this one has no room for so much."""
        if not self.pages or self.at + height > _BOTTOM:
            self.pages.append(pdf_writing.text(290, 815, f"- {len(self.pages) + 1} -", _SMALL))
            self.at = _TOP

    def write(self, operators: str) -> None:
        """Write on the last page."""
        self.pages[-1] += operators

    def paragraph(self, text: str, indent: float = 2, size: float = _SIZE) -> None:
        """Write a paragraph, its first line indented by so many letters."""
        for number, line in enumerate(_broken(text, _RIGHT - _LEFT, size, indent)):
            self.room_for(size * _LEADING)
            left = _LEFT + (indent * size if number == 0 else 0)
            self.at += size * _LEADING
            self.write(pdf_writing.text(left, self.at, line, size))
        self.at += size * _LEADING / 4

    def table(self, sheet: Sheet) -> None:
        """Draw a table, on one page."""
        rows = sheet.placed()
        columns = _columns(rows)
        heights = _heights(rows, columns)
        self.room_for(sum(heights) + _SIZE)
        tops = [self.at + _SIZE / 2]
        for height in heights:
            tops.append(tops[-1] + height)
        for number, row in enumerate(rows):
            for column, cell in row:
                x, width = columns[column], columns[column + cell.columns] - columns[column]
                if self.ruled:
                    self.write(pdf_writing.box(x, tops[number], width, tops[number + cell.rows] - tops[number], "S"))
                lines = list(_broken(cell.text, width - 2 * _PADDING, _SMALL))
                y = (tops[number] + tops[number + cell.rows] - len(lines) * _SMALL * _LEADING) / 2
                for at, line in enumerate(lines, 1):
                    left = x + _PADDING if cell.path is None else x + (width - _width(line, _SMALL)) / 2
                    self.write(pdf_writing.text(left, y + at * _SMALL * _LEADING - _SMALL / 3, line, _SMALL))
        self.at = tops[-1] + _SIZE


def _width(text: str, size: float) -> float:
    return sum(size / 2 if letter < "\x80" else size for letter in text)


def _broken(text: str, width: float, size: float, indent: float = 0) -> Iterator[str]:
    """Break a text into lines that are no wider."""
    line, left = "", width - indent * size
    for letter in text:
        if line and _width(line + letter, size) > left:
            yield line
            line, left = "", width
        line += letter
    if line:
        yield line


def _columns(rows: list[list[tuple[int, Cell]]]) -> list[float]:
    """Return the left sides of a table's columns, and the right side of the last."""
    count = max(column + cell.columns for row in rows for column, cell in row)
    of_figures = {column for row in rows for column, cell in row if cell.path is not None}
    longest = max(len(cell.text) for row in rows for _, cell in row)
    wide = _LABEL if longest > 12 else _FIGURE
    weights = [_FIGURE if column in of_figures else wide for column in range(count)]
    lefts = [_LEFT]
    for weight in weights:
        lefts.append(lefts[-1] + weight * (_RIGHT - _LEFT) / sum(weights))
    return [round(left, 2) for left in lefts]


def _heights(rows: list[list[tuple[int, Cell]]], columns: list[float]) -> list[float]:
    heights = []
    for row in rows:
        lines = [1]
        for column, cell in row:
            if cell.rows == 1:
                width = columns[column + cell.columns] - columns[column] - 2 * _PADDING
                lines.append(len(list(_broken(cell.text, width, _SMALL))))
        heights.append(max(lines) * _SMALL * _LEADING + _PADDING)
    return heights


def report_pdf(printed: Document, *, ruled: bool = True) -> bytes:
    """Return a report as a PDF with a number on each page, and with rulings around its cells or without."""
    pages = _Pages(ruled)
    pages.paragraph(printed.title, 1, 16)
    for line in printed.preamble.splitlines():
        pages.paragraph(line.strip())
    for section in printed.sections:
        pages.paragraph(section.heading)
        if section.sheet is not None:
            pages.table(section.sheet)
        for line in section.prose.splitlines():
            if line.strip():
                pages.paragraph(line.strip())
    for line in printed.signature:
        pages.paragraph(line, 18)
    return pdf_writing.pdf(*pages.pages)


# --- all of them --------------------------------------------------------------------------------------------------------


def old_doc() -> bytes:
    """Return what the head of an old Word document looks like: it is refused."""
    name = "WordDocument".encode("utf-16-le")
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + name).ljust(1024, b"\0")


FILES: Mapping[str, Callable[[], bytes]] = {
    "page.html": lambda: page_html(document()),
    "report.docx": lambda: as_docx(document()),
    "report.xlsx": lambda: as_xlsx(document()),
    "report.pdf": lambda: report_pdf(document()),
    "old.doc": old_doc,
}
"""The files by their names."""


def main() -> None:
    """Write all files."""
    for name, make in FILES.items():
        (FOLDER / name).write_bytes(make())
        print(name, (FOLDER / name).stat().st_size)


if __name__ == "__main__":
    main()
