"""The form that comes along: the annual report, as a plugin would bring it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gzparse.annual_report.assemble import Assembly, is_in_free_form
from gzparse.annual_report.record import NARRATIVE, SECTIONS
from gzparse.annual_report.specification import SPECIFICATION, Specification
from gzparse.annual_report.tables import AnnualTables, ToRows
from gzparse.lark_tools.grammar import GRAMMARS
from gzparse.spec.form import Form
from gzparse.spec.hooks import GrammarPlace

if TYPE_CHECKING:
    from gzparse.spec.codebook import CodebookEntry
    from gzparse.spec.sheet import Document


def annual_form(
    specification: Specification, *, name: str, grammar: GrammarPlace = (GRAMMARS, "annual_report.lark"), reads: str = ""
) -> Form:
    """Make a form of the annual report in the editions of a specification.

    grammar: that of its tables' rows, with a terminal for each row of the specification.
    """
    tables = AnnualTables(specification)
    assembly = Assembly(specification, tables)

    def write(report: Any, shown: Mapping[str, str | None]) -> Document:
        from gzparse.annual_report.sheets import Sheets  # parsing needs none of it

        return Sheets(specification).document(report, shown)

    def codebook() -> Sequence[CodebookEntry]:
        from gzparse.annual_report.codebook import entries  # nor of this

        return entries(specification)

    return Form(
        name=name,
        outline=(GRAMMARS, "outline.lark"),
        unbroken=(GRAMMARS, "outline_unbroken.lark"),
        grammar=grammar,
        sections=SECTIONS,
        tables=tables.tables(),
        labels=specification.labels,
        transformer=ToRows,
        record=assembly.record,
        narrative=NARRATIVE,
        states_year=("overview",),
        of_one_year=True,
        missing_rows=assembly.missing_rows,
        missing_figures=assembly.missing_figures,
        free_form=is_in_free_form,
        remarks=assembly.report_mixed_edition,
        write=write,
        numbered="一二三四五六",
        table_words=r"第 *二 *十 *条 *第|信息内容|申请人情况|勾稽|自然人|结果 *维持|尚未 *审结|行政规范性文件|本年新收",
        only_in_tables=r"信息内容|申请人情况|勾稽|尚未 *审结|本年新收|第 *二 *十 *条 *第",
        reads=reads,
        codebook=codebook,
    )


ANNUAL_REPORT = annual_form(
    SPECIFICATION, name="annual_report", reads="政府信息公开工作年度报告, in the columns of 2021 or 2019"
)
