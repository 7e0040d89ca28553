"""What a file shows is what is printed: text that is hidden, raised or struck out, pictures, and formats of numbers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from conftest import ROOT

import gzparse

PAGE = (ROOT / "docs" / "examples" / "page.html").read_text("utf-8")
CELL = "<td>51</td>"
PATH = "requests.new.natural_person"


def with_cell(inner: str, head: str = "") -> gzparse.Figure:
    assert PAGE.count(CELL) > 1
    page = PAGE.replace(CELL, f"<td>{inner}</td>", 1).replace("</head>", f"{head}</head>", 1)
    return gzparse.parse(page).figures[PATH]


@pytest.mark.parametrize(
    "inner",
    [
        '51<span style="font-size:0">9</span>',
        '51<span style="opacity: 0;">9</span>',
        '51<span style="position:absolute;left:-9999px">9</span>',
        '51<span style="text-indent:-999em">9</span>',
        '51<span style="display:none">9</span>',
        '51<span class="x">9</span>',
        "<ruby>51<rt>2</rt></ruby>",
    ],
)
def test_what_a_page_does_not_show_is_no_part_of_a_figure(inner: str) -> None:
    figure = with_cell(inner, "<style>.x { font-size: 0px }</style>")
    assert (figure.value, figure.raw) == (51, "51")


@pytest.mark.parametrize("inner", ['51<span style="font-size:10px">9</span>', '51<span style="opacity:0.9">9</span>'])
def test_what_is_small_is_shown(inner: str) -> None:
    assert with_cell(inner).value == 519


@pytest.mark.parametrize(
    "inner",
    [
        "51<sup>1</sup>",
        "51<small>1</small>",
        '51<span style="vertical-align:super">1</span>',
        '51<span style="position:relative;top:-5px">1</span>',
        "<s>51</s>",
        '<img src="a.png">',
        '<img src="a.png">1',
    ],
)
def test_what_is_raised_struck_out_or_a_picture_gives_no_figure(inner: str) -> None:
    figure = with_cell(inner)
    assert figure.value is None
    assert figure.status in ("unreadable", "withheld")


def workbook(number: float, code: str, *, zeros: bool = True) -> gzparse.Figure:
    xlsxwriter: Any = pytest.importorskip("xlsxwriter")
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    if not zeros:
        sheet.hide_zero()
    rows: list[list[Any]] = [
        ["云水县2023年政府信息公开工作年度报告"],
        ["二、主动公开政府信息情况"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 3, 1, 7],
        ["行政规范性文件", number, 2, 80],
    ]
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    sheet.write_number(4, 1, number, book.add_format({"num_format": code}))
    book.close()
    return gzparse.parse(data.getvalue()).figures["proactive_disclosure.normative_documents.issued"]


@pytest.mark.parametrize(
    "code", ["General", "0", "#,##0", "0_ ", "#,##0_);(#,##0)", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ']
)
def test_a_number_in_a_common_format_is_read(code: str) -> None:
    assert workbook(51, code).value == 51


@pytest.mark.parametrize("code", ['"约"0', '0"万"', '"1"0', ";;;", '"见附件"', "0,", '[>9]"多";0', "0%"])
def test_a_number_that_its_format_shows_as_something_else_is_not_given(code: str) -> None:
    figure = workbook(51, code)
    assert figure.value is None
    assert figure.status in ("unreadable", "withheld")


def test_a_zero_is_a_zero_only_where_it_is_shown() -> None:
    assert workbook(0, "0").value == 0
    assert workbook(0, "0", zeros=False).value is None
    assert workbook(0, "0;;;").value is None
    assert workbook(0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ').status == "not_applicable"
