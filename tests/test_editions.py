"""Section two in the columns of 2019, of 2021 and mixed: each block is read in the columns that its own header names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from honesty import assert_accounted, codes_of, is_named, value_at

import gzparse

DOCUMENTS = "信息内容 本年新制作数量 本年新公开数量 对外公开总数量"
DECISIONS = "信息内容 上一年项目数量 本年增/减 处理决定数量"
OF_2019 = [
    "第二十条第（一）项",
    DOCUMENTS,
    "规章 1 0 3",
    "规范性文件 5 4 841",
    "第二十条第（五）项",
    DECISIONS,
    "行政许可 240 +2 1036",
    "其他对外管理服务事项 61 －8 22",
    "第二十条第（六）项",
    DECISIONS,
    "行政处罚 11 -8 5",
    "行政强制 3 0 1",
    "第二十条第（八）项",
    "信息内容 上一年项目数量 本年增/减",
    "行政事业性收费 240 +14",
    "第二十条第（九）项",
    "信息内容 采购项目数量 采购总金额",
    "政府集中采购 5 6944.93",
]
FIGURES: dict[str, tuple[tuple[str, ...], tuple[int | Decimal, ...]]] = {
    "rules": (("made", "published", "public_total"), (1, 0, 3)),
    "normative_documents": (("made", "published", "public_total"), (5, 4, 841)),
    "licensing": (("items_last_year", "change", "decisions"), (240, 2, 1036)),
    "other_services": (("items_last_year", "change", "decisions"), (61, -8, 22)),
    "penalties": (("items_last_year", "change", "decisions"), (11, -8, 5)),
    "compulsory_measures": (("items_last_year", "change", "decisions"), (3, 0, 1)),
    "fees": (("items_last_year", "change"), (240, 14)),
    "procurement": (("projects", "amount"), (5, Decimal("6944.93"))),
}
WRITERS = {
    "tabs": lambda cells: "\t".join(cells) + "\n",
    "bars": lambda cells: "| " + " | ".join(cells) + " |\n",
    "lines": lambda cells: "".join(f"{cell}\n" for cell in cells),
    "bars behind cells": lambda cells: "".join(f"{cell} |\n" for cell in cells),
    "spaces": lambda cells: " ".join(cells) + "\n",
}


def parse(lines: list[str], writer: str = "tabs", year: int = 2019) -> gzparse.Reading[gzparse.Report]:
    table = "".join(WRITERS[writer](line.split()) for line in lines)
    return gzparse.parse(
        f"某县{year}年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n{table}"
        "三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n继续改进。\n"
    )


def given(reading: gzparse.Reading[gzparse.Report]) -> dict[str, int | Decimal]:
    return {path: f.value for path, f in reading.figures.items() if isinstance(f.value, (int, Decimal))}


def printed(rows: dict[str, tuple[tuple[str, ...], tuple[int | Decimal, ...]]]) -> dict[str, int | Decimal]:
    return {
        f"proactive_disclosure.{row}.{column}": value
        for row, (columns, values) in rows.items()
        for column, value in zip(columns, values, strict=True)
    }


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("year", [2019, 2023])
def test_the_columns_of_2019_are_read_whatever_the_year(writer: str, year: int) -> None:
    reading = parse(OF_2019, writer, year)
    assert given(reading) == printed(FIGURES)
    assert reading.report.edition == "2019"
    for path in ("rules.issued", "normative_documents.in_force", "fees.amount"):
        assert reading.figures[f"proactive_disclosure.{path}"].status == "not_in_form"
    assert_accounted(reading)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_page_that_mixes_both_forms_is_read_as_printed(writer: str) -> None:
    lines = [line.replace(DOCUMENTS, "信息内容 本年制发件数 本年废止件数 现行有效件数") for line in OF_2019]
    lines[lines.index("行政事业性收费 240 +14") - 1 :] = ["信息内容 本年收费金额（单位：万元）", "行政事业性收费 12.5"]
    reading = parse(lines, writer, 2021)
    rows = {name: figures for name, figures in FIGURES.items() if name != "procurement"}
    rows["rules"] = (("issued", "repealed", "in_force"), FIGURES["rules"][1])
    rows["normative_documents"] = (("issued", "repealed", "in_force"), FIGURES["normative_documents"][1])
    rows["fees"] = (("amount",), (Decimal("12.5"),))
    assert given(reading) == printed(rows)
    assert reading.report.edition == "mixed"
    (finding,) = [f for f in reading.findings if f.code == "edition-mixed"]
    assert (finding.severity, finding.refs[0].path) == ("info", "proactive_disclosure")


@pytest.mark.parametrize("writer", WRITERS)
def test_headers_cut_at_a_line_break_in_their_cells(writer: str) -> None:
    lines = [line.replace("本年新制作数量 本年新公开数量", "本年新 本年新") for line in OF_2019]
    assert given(parse(lines, writer)) == printed(FIGURES)


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("251000元", "251000", "元"),
        ("25.1万元", "25.1", "万元"),
        ("25.1（万元）", "25.1", "万元"),
        ("6944.93", "6944.93", None),
    ],
)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_procurements_amount_has_the_unit_that_is_printed_or_none(
    writer: str, cell: str, value: str, unit: str | None
) -> None:
    figure = parse([line.replace("6944.93", cell) for line in OF_2019], writer).figures[
        "proactive_disclosure.procurement.amount"
    ]
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("writer", ["tabs", "bars", "spaces"])
def test_rows_that_no_form_prescribes_are_kept_and_never_summed(writer: str) -> None:
    lines = list(OF_2019)
    lines.insert(4, "其他主动公开文件 7 8 90")
    at = lines.index("第二十条第（六）项")
    lines[at:at] = ["行政检查 4 +1 9", "行政确认 6 -1 3"]
    reading = parse(lines, writer)
    assert given(reading) == printed(FIGURES)
    rows = reading.report.extra_rows
    assert [(row.label, row.figures) for row in rows] == [
        ("其他主动公开文件", (7, 8, 90)),
        ("行政检查", (4, 1, 9)),
        ("行政确认", (6, -1, 3)),
    ]
    assert [(row.parent or "").rpartition(".")[2] for row in rows] == [
        "normative_documents",
        "other_services",
        "other_services",
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_block_without_its_header_in_a_mixed_page_is_withheld(writer: str) -> None:
    lines = [line.replace(DOCUMENTS, "信息内容 本年制发件数 本年废止件数 现行有效件数") for line in OF_2019]
    at = lines.index("行政处罚 11 -8 5")
    del lines[at - 1]
    reading = parse(lines, writer)
    for row in ("penalties", "compulsory_measures"):
        for column in ("items_last_year", "change", "decisions"):
            path = f"proactive_disclosure.{row}.{column}"
            assert value_at(reading.report, path) is None
        assert is_named(f"proactive_disclosure.{row}.decisions", reading.findings)
    assert value_at(reading.report, "proactive_disclosure.licensing.change") == 2


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("cell", ["+2件x", "约2", "2.5", "+"])
def test_a_change_that_is_no_whole_number_is_not_given(writer: str, cell: str) -> None:
    reading = parse([line.replace("240 +2 1036", f"240 {cell} 1036") for line in OF_2019], writer)
    assert value_at(reading.report, "proactive_disclosure.licensing.change") is None
    assert is_named("proactive_disclosure.licensing.change", reading.findings)
    assert "edition-mixed" not in codes_of(reading)


DOCUMENTS_2021 = "信息内容 本年制发件数 本年废止件数 现行有效件数"
OTHER_HEADERS = [
    ("规章 1 0 3", "新增 废止 现存"),
    ("规章 1 0 3", "2020年新制作数量 2020年新公开数量 对外公开总数量"),
    ("规章 1 0 3", "本年新 本年新 对外公开"),
    ("行政许可 240 +2 1036", "处理决定数量 上一年项目数量 本年增/减"),
    ("行政许可 240 +2 1036", "累计 增减 办理"),
    ("政府集中采购 5 6944.93", "采购总金额 采购项目数量"),
]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("row", "header"), OTHER_HEADERS)
def test_a_header_that_is_not_the_forms_is_no_header_of_the_other_blocks(writer: str, row: str, header: str) -> None:
    """Its block must not be read in the columns of the page's other blocks."""
    lines = list(OF_2019)
    lines[lines.index(row) - 1] = header
    reading = parse(lines, writer)
    name = {"规章": "rules", "行政许可": "licensing", "政府集中采购": "procurement"}[row.split()[0]]
    paths = [path for path in reading.figures if path.startswith(f"proactive_disclosure.{name}.")]
    assert {reading.figures[path].value for path in paths} == {None}
    assert is_named(paths[0], reading.findings)
    assert value_at(reading.report, "proactive_disclosure.compulsory_measures.items_last_year") == 3


REORDERED = [
    ("规章 1 0 3", "信息内容 现行有效件数 本年制发件数 本年废止件数", {"issued": 0, "repealed": 3, "in_force": 1}),
    (
        "行政许可 240 +2 1036",
        "信息内容 处理决定数量 上一年项目数量 本年增/减",
        {"decisions": 240, "items_last_year": None, "change": 1036},
    ),
]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("row", "header", "printed"), REORDERED)
def test_names_in_another_order_are_read_where_cells_are_marked(
    writer: str, row: str, header: str, printed: dict[str, int | None]
) -> None:
    lines = list(OF_2019)
    lines[lines.index(row) - 1] = header
    reading = parse(lines, writer)
    name = {"规章": "rules", "行政许可": "licensing"}[row.split()[0]]
    given = {column: reading.figures[f"proactive_disclosure.{name}.{column}"].value for column in printed}
    assert given == (printed if writer in ("tabs", "bars") else dict.fromkeys(printed))
    assert value_at(reading.report, "proactive_disclosure.compulsory_measures.items_last_year") == 3


@pytest.mark.parametrize("writer", WRITERS)
def test_a_row_without_any_header_is_reported_and_not_read_against_its_own_label(writer: str) -> None:
    lines = [line.replace("规范性文件", "行政规范性文件") for line in OF_2019 if line != DOCUMENTS]
    reading = parse(lines, writer)
    assert value_at(reading.report, "proactive_disclosure.rules.public_total") == 3
    (finding,) = [f for f in reading.findings if f.code == "columns-by-order"]
    assert [ref.path for ref in finding.refs] == ["proactive_disclosure.rules"]
    for column in ("made", "issued"):  # 行政规范性文件 is the name of the 2021 form
        assert value_at(reading.report, f"proactive_disclosure.normative_documents.{column}") is None
    assert is_named("proactive_disclosure.normative_documents.issued", reading.findings)


@pytest.mark.parametrize(("row", "short"), [("行政强制 3 0 1", "行政强制 3 0"), ("规范性文件 5 4 841", "规范性文件 5 4")])
def test_a_page_number_does_not_fill_a_blank_of_text_with_a_row_a_line(row: str, short: str) -> None:
    lines = list(OF_2019)
    lines[lines.index(row)] = f"{short}\n7"
    table = "\n".join(lines)
    reading = gzparse.parse(
        f"某县2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{table}\n五、存在的主要问题及改进情况\n无\n"
    )
    name = {"行政强制": "compulsory_measures", "规范性文件": "normative_documents"}[row.split()[0]]
    paths = [path for path in reading.figures if path.startswith(f"proactive_disclosure.{name}.")]
    assert {reading.figures[path].value for path in paths} == {None}
    assert is_named(paths[0], reading.findings)


def test_a_page_that_ends_before_its_first_figure_shows_its_edition_in_its_header() -> None:
    """No layout reads such a table, so that the header's words stand line by line."""
    head = "某县2019年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n"
    reading = gzparse.parse(f"{head}本年新制作数量\n本年新公开数量\n对外公开总数量\n规范性文件")
    assert reading.report.edition == "2019"
    missing = {ref.path for f in reading.findings if f.code == "row-missing" for ref in f.refs}
    assert {"proactive_disclosure.other_services", "proactive_disclosure.procurement"} <= missing
    reading = gzparse.parse(f"{head}本年制发件数\n本年废止件数\n现行有效件数\n行政规范性文件")
    assert reading.report.edition == "2021"
    assert "proactive_disclosure.procurement" not in {ref.path for f in reading.findings for ref in f.refs}


def test_a_page_that_ends_with_its_first_figure_shows_its_edition_too() -> None:
    head = "某县2019年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n第二十条第（一）项\n"
    note = "注：以上数据由各单位报送。\n信息内容\n"
    reading = gzparse.parse(f"{head}{note}本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n0")
    assert reading.report.edition == "2019"
    assert reading.report.proactive_disclosure.rules.made is None
    assert "proactive_disclosure.procurement" in {ref.path for f in reading.findings for ref in f.refs}
