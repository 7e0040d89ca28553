"""A figure whose cell spans two columns of figures is neither column's, in every table and in every kind of file."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import word_files
from conftest import ROOT

import gzparse

PAGE = (ROOT / "docs" / "examples" / "page.html").read_text("utf-8")
HEADER = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
TITLE, TWO = "云水县2023年政府信息公开工作年度报告", "二、主动公开政府信息情况"
RULES = "proactive_disclosure.rules"


def as_html(rows: str) -> bytes:
    header = "".join(f"<td>{name}</td>" for name in HEADER)
    return f"<h1>{TITLE}</h1><p>{TWO}</p><table><tr>{header}</tr>{rows}</table>".encode()


def as_docx(*cells: tuple[str, int]) -> bytes:
    p, tc, tr = word_files.p, word_files.tc, word_files.tr
    row = tr(*(tc(text, f'<w:gridSpan w:val="{span}"/>') for text, span in cells))
    other = tr("行政规范性文件", "5", "2", "23")
    return word_files.docx(p(TITLE) + p(TWO) + word_files.tbl(tr(*HEADER), row, other))


def as_xlsx(*cells: tuple[str, int]) -> bytes:
    xlsxwriter: Any = pytest.importorskip("xlsxwriter")
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate([[TITLE], [TWO], list(HEADER), [], ["行政规范性文件", 5, 2, 23]]):
        sheet.write_row(at, 0, row)
    column = 0
    for text, span in cells:
        value: Any = int(text) if text.isdigit() else text
        if span > 1:
            sheet.merge_range(3, column, 3, column + span - 1, value)
        else:
            sheet.write(3, column, value)
        column += span
    book.close()
    return data.getvalue()


def html_row(*cells: tuple[str, int]) -> bytes:
    row = "".join(f'<td colspan="{span}">{text}</td>' for text, span in cells)
    return as_html(f"<tr>{row}</tr><tr><td>行政规范性文件</td><td>5</td><td>2</td><td>23</td></tr>")


def of_row(reading: gzparse.Reading[gzparse.Report], row: str) -> list[tuple[object, str]]:
    return [
        (f.value, f.status) for path, f in reading.figures.items() if path.startswith(f"{row}.") and f.status != "not_in_form"
    ]


@pytest.mark.parametrize("written", [html_row, as_docx, as_xlsx])
def test_a_figure_over_two_columns_of_section_two(written: Any) -> None:
    reading = gzparse.parse(written(("规章", 1), ("3", 2), ("17", 1)))
    assert of_row(reading, RULES) == [(None, "withheld"), (None, "withheld"), (17, "value")]
    (finding,) = [f for f in reading.findings if f.code == "row-ambiguous"]
    assert [ref.path for ref in finding.refs] == [f"{RULES}.issued", f"{RULES}.repealed"]
    assert of_row(reading, "proactive_disclosure.normative_documents") == [(5, "value"), (2, "value"), (23, "value")]
    assert of_row(gzparse.parse(written(("规章", 1), ("3", 1), ("2", 1), ("17", 1))), RULES) == [
        (3, "value"),
        (2, "value"),
        (17, "value"),
    ]


def test_a_figure_over_two_columns_of_section_three() -> None:
    figures = gzparse.parse(PAGE.replace("<td>51</td><td>0</td>", '<td colspan="2">51</td>', 1))
    new = of_row(figures, "requests.new")
    assert new[:3] == [(None, "withheld"), (None, "withheld"), (0, "value")]
    assert new[-1] == (51, "value")


def test_a_figure_over_two_columns_of_section_four() -> None:
    at = PAGE.index("四、政府信息公开行政复议")
    row = PAGE[PAGE.index("<tr><td>", at) :].split("</tr>")[0]
    merged = row.replace("<td>0</td><td>0</td>", '<td colspan="2">7</td>', 1)
    assert merged != row
    reading = gzparse.parse(PAGE[:at] + PAGE[at:].replace(row, merged, 1))
    assert {figure.value for path, figure in reading.figures.items() if path.startswith("review_and_litigation.")} == {None}


def test_a_figure_over_the_only_column_of_its_block_is_its_own() -> None:
    """The official form merges the three columns of 行政许可 and the rows like it."""
    page = PAGE.replace('<th>行政处罚</th><td colspan="3">0</td>', '<th>行政处罚</th><td colspan="3">87</td>', 1)
    assert gzparse.parse(page).figures["proactive_disclosure.penalties.decisions"].value == 87


def test_a_blank_cell_over_two_columns_stays_blank_where_it_begins() -> None:
    reading = gzparse.parse(html_row(("规章", 1), ("", 2), ("17", 1)))
    assert of_row(reading, RULES) == [(None, "blank"), (None, "withheld"), (17, "value")]


def test_a_figure_over_two_rows_moves_the_cells_of_the_row_below() -> None:
    row = re.search(r"规章</th><td>(\d+)</td>", PAGE)
    assert row is not None
    page = PAGE[: row.start(1) - 1] + " rowspan=2>" + PAGE[row.start(1) :]
    reading, plain = gzparse.parse(page.encode()), gzparse.parse(PAGE.encode())
    changed = {path for path, figure in reading.figures.items() if figure.value != plain.figures[path].value}
    below = "proactive_disclosure.normative_documents"
    assert changed == {f"{RULES}.issued", *[f"{below}.{column}" for column in ("issued", "repealed", "in_force")]}
    assert all(reading.figures[path].status == "withheld" for path in changed)
