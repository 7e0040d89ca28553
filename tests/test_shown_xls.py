"""What an old Excel workbook shows is what is printed: formats, struck-out, raised and unseen text, rows of no height."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from test_shown_sheets import FEES, IN_FORCE, ISSUED, ROWS, aside, codes, status

import gzparse

xlwt: Any = pytest.importorskip("xlwt")
pytest.importorskip("python_calamine")


def written(write: Callable[[Any], None]) -> gzparse.Reading[gzparse.Report]:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("a", cell_overwrite_ok=True)
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    write(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return gzparse.parse(stream.getvalue())


def styled(style: str, form: str = "General") -> gzparse.Reading[gzparse.Report]:
    return written(lambda sheet: sheet.write(4, 1, 12, xlwt.easyxf(style, num_format_str=form)))


def with_runs(*runs: tuple[str, str]) -> gzparse.Reading[gzparse.Report]:
    made = [(text, xlwt.easyfont(font)) if font else text for text, font in runs]
    return written(lambda sheet: sheet.write_rich_text(4, 1, made))


def test_a_plain_workbook() -> None:
    reading = written(lambda sheet: None)
    assert [status(reading, path) for path in (ISSUED, IN_FORCE)] == [(12, "value"), (80, "value")]
    assert str(reading.figures[FEES].value) == "36.52"
    assert codes(reading) == set()


@pytest.mark.parametrize("code", ['0"万"', '"约"0', "-0", "0%", "0,", '0.00"亿元"', "[$$-409]0", "[White]0"])
def test_a_format_that_shows_another_number(code: str) -> None:
    assert styled("", code).figures[ISSUED].value is None
    fees = written(lambda sheet: sheet.write(8, 1, 36.52, xlwt.easyxf("", num_format_str=code)))
    assert fees.figures[FEES].value is None


@pytest.mark.parametrize("code", ["0", "#,##0", "0.00", "General", "0_ "])
def test_a_format_that_shows_the_number(code: str) -> None:
    assert status(styled("", code)) == (12, "value")


def test_fonts_of_cells() -> None:
    assert styled("font: struck_out true").figures[ISSUED].value is None
    assert status(styled("font: color white")) == (None, "blank")
    assert status(styled("font: color white; pattern: pattern solid, fore_colour dark_blue")) == (12, "value")
    assert status(styled("font: height 10")) == (None, "blank")
    assert status(styled("font: color red, bold true")) == (12, "value")


def test_runs_of_a_text() -> None:
    assert status(with_runs(("12", "struck_out true"), ("9", ""))) == (9, "value")
    assert aside(with_runs(("12", "struck_out true"), ("9", ""))) == [("deleted", "12")]
    assert with_runs(("12", ""), ("2", "escapement superscript")).figures[ISSUED].value is None
    assert status(with_runs(("1", ""), ("2", "bold true"))) == (12, "value")
    assert status(with_runs(("12", "color white"), ("9", ""))) == (9, "value")


def test_a_row_of_no_height() -> None:
    def write(sheet: Any) -> None:
        sheet.row(4).height_mismatch = True
        sheet.row(4).height = 0

    assert status(written(write)) == (None, "missing")


def test_many_texts() -> None:
    """The table of texts goes on in other records, in the middle of a text."""

    def write(sheet: Any) -> None:
        for at in range(600):
            sheet.write(20 + at, 0, f"{at}说明文字" * 8)
        sheet.write_rich_text(4, 1, [("12", xlwt.easyfont("struck_out true")), "9"])

    assert status(written(write)) == (9, "value")
