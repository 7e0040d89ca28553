"""The forms that come with gzparse."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from gzparse.annual_report.assemble import is_in_free_form, missing_rows, record, report_mixed_edition
from gzparse.annual_report.labels import ANNUAL_REPORT as LABELS
from gzparse.annual_report.prescribed import OTHERWISE_PATHS
from gzparse.annual_report.record import NARRATIVE, SECTIONS, Report
from gzparse.annual_report.record import TABLES as TABLE_SECTIONS
from gzparse.annual_report.tables import TABLES, ToRows, expected_rows
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.grammar import GRAMMARS
from gzparse.spec.form import Form

if TYPE_CHECKING:
    from gzparse.spec.sheet import Document


def _missing_figures(tables: Mapping[str, TableReading], report: Report) -> Container[str]:
    """Return the figures of the prescribed rows and tables that were not read: the form says which, in the page's edition."""
    rows: set[str] = set()
    read: set[str] = set()
    for name in TABLE_SECTIONS:
        table = tables.get(name)
        rows.update(expected_rows(name, table, report.edition))
        read.update(table.entries if table is not None else ())
    if not read & OTHERWISE_PATHS:
        rows |= OTHERWISE_PATHS
    edition = "2019" if report.edition == "2019" else "2021"
    return {
        path
        for path, info in LABELS.figures.items()
        if (info.row in rows or path.partition(".")[0] in rows)
        and info.row not in read
        and path.partition(".")[0] not in read
        and (path.startswith("requests.") or edition in info.editions or info.editions == ("2019",) == _editions(info.row))
    }


def _editions(row: str) -> tuple[str, ...]:
    """Return the editions that prescribe a row."""
    return tuple(dict.fromkeys(edition for info in LABELS.rows[row] for edition in info.editions))


def _write(report: Report, shown: Mapping[str, str | None]) -> Document:
    from gzparse.annual_report.sheets import annual_document

    return annual_document(report, shown)


ANNUAL_REPORT = Form(
    name="annual_report",
    outline=(GRAMMARS, "outline.lark"),
    unbroken=(GRAMMARS, "outline_unbroken.lark"),
    grammar=(GRAMMARS, "annual_report.lark"),
    sections=SECTIONS,
    tables=TABLES,
    labels=LABELS,
    transformer=ToRows,
    record=record,
    narrative=NARRATIVE,
    states_year=("overview",),
    missing_rows=missing_rows,
    missing_figures=_missing_figures,
    free_form=is_in_free_form,
    remarks=report_mixed_edition,
    write=_write,
    numbered="一二三四五六",
    table_words=r"第 *二 *十 *条 *第|信息内容|申请人情况|勾稽|自然人|结果 *维持|尚未 *审结|行政规范性文件|本年新收",
    only_in_tables=r"信息内容|申请人情况|勾稽|尚未 *审结|本年新收|第 *二 *十 *条 *第",
    reads="政府信息公开工作年度报告, in the columns of 2021 or 2019",
)

BUILT_IN = (ANNUAL_REPORT,)
