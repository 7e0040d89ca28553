"""Documents as readers hand them in, made up for tests."""

from __future__ import annotations

import gzparse
from gzparse.model.document import Cell, Document, Note, Paragraph, Place, Table
from gzparse.plugins.host import Pool


def made(*blocks: Paragraph | Table, notes: tuple[Note, ...] = ()) -> Document:
    return Document(blocks, "html", notes=notes)


def parsed(document: Document) -> gzparse.Reading[gzparse.Report]:
    reader = gzparse.Reader("own", fits=lambda data, name: True, read=lambda data, name: document)
    parser = gzparse.Parser()
    parser._sources._readers = Pool("readers", (), [reader])
    return parser.parse(b"%PDF-of its own")


def table(rows: list[list[str]]) -> Table:
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cells.append(Cell(r, c, text, ((len(text), Place(table=1, row=r + 1, cell=c + 1)),)))
    return Table(tuple(cells), len(rows), max(map(len, rows)))


ROWS = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "3", "", "7"],
    ["行政规范性文件", "5", "0", "80"],
]
TITLE, TWO = "云水县2023年政府信息公开工作年度报告", "二、主动公开政府信息情况"


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, ((len(text), Place(path="p")),))
