"""Figures of a file in columns over which its header has no name: which of a row's figures is meant is not known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import gzparse

HEAD = "<p>云水县民政局2023年政府信息公开工作年度报告</p>"
NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = {
    "一、本年新收政府信息公开申请数量": (332, 322, 301, 393, 387, 342, 2077),
    "二、上年结转政府信息公开申请数量": (29, 15, 13, 27, 8, 16, 108),
    "四、结转下年度继续办理": (26, 26, 8, 34, 35, 34, 163),
}
OTHERS = {
    "一、本年新收政府信息公开申请数量": (325, 323, 310, 306, 281, 320, 1865),
    "二、上年结转政府信息公开申请数量": (12, 15, 26, 10, 5, 35, 103),
    "四、结转下年度继续办理": (23, 15, 27, 27, 28, 11, 131),
}


def table(*rows: Sequence[object]) -> str:
    """Return a table in HTML, each row filled up to the longest."""
    width = max(map(len, rows))
    lines = ("".join(f"<td>{cell}</td>" for cell in (*row, *[""] * (width - len(row)))) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def disclosure(*rows: Sequence[object]) -> gzparse.Reading[gzparse.Report]:
    return gzparse.parse(f"{HEAD}<p>二、主动公开政府信息情况</p>{table(*rows)}".encode())


def requests(*rows: Sequence[object]) -> gzparse.Reading[gzparse.Report]:
    return gzparse.parse(f"{HEAD}<p>三、收到和处理政府信息公开申请情况</p>{table(('项目', *NAMES), *rows)}".encode())


def given(reading: gzparse.Reading[gzparse.Report], row: str) -> list[int | str]:
    figures = [
        figure for path, figure in reading.figures.items() if path.startswith(f"{row}.") and figure.status != "not_in_form"
    ]
    return [figure.value if figure.status == "value" else figure.status for figure in figures]  # type: ignore[misc]


def test_a_column_of_line_numbers_is_not_taken_for_the_figures() -> None:
    header = ("信息内容", "本年处理决定数量")
    reading = disclosure(
        ("第二十条第（五）项",), header, ("行政许可", 1, 4367), ("第二十条第（六）项",), header, ("行政处罚", 2, 537)
    )
    assert given(reading, "proactive_disclosure.licensing") == ["withheld"]
    assert given(reading, "proactive_disclosure.penalties") == ["withheld"]


def test_a_figure_too_many_below_three_names_withholds_its_row_alone() -> None:
    header = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    reading = disclosure(("第二十条第（一）项",), header, ("规章", 3, 5, 7, 86), ("行政规范性文件", 7, 9, 92))
    assert given(reading, "proactive_disclosure.rules") == ["withheld"] * 3
    assert given(reading, "proactive_disclosure.normative_documents") == [7, 9, 92]


def test_a_shifted_table_is_read_by_its_sums_and_withheld_without_totals() -> None:
    shifted = requests(*((label, "", *figures) for label, figures in ROWS.items()))
    assert given(shifted, "requests.new") == [332, 322, 301, 393, 387, 342, 2077]
    without = requests(*((label, "", *figures[:-1]) for label, figures in ROWS.items()))
    assert not any(isinstance(value, int) for value in given(without, "requests.new"))


def test_as_many_figures_again_without_names_may_be_those_of_another_year() -> None:
    reading = requests(*((label, *OTHERS[label], *figures) for label, figures in ROWS.items()))
    assert given(reading, "requests.new") == ["withheld"] * 7


@pytest.mark.parametrize("row", ["requests.new", "requests.brought_forward"])
def test_a_named_column_of_shares_costs_nothing(row: str) -> None:
    html = table(("项目", *NAMES, "占比"), *((label, *figures, 30) for label, figures in ROWS.items()))
    reading = gzparse.parse(f"{HEAD}<p>三、收到和处理政府信息公开申请情况</p>{html}".encode())
    assert "withheld" not in given(reading, row)
