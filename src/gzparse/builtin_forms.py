"""The forms that come with gzparse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gzparse.annual_report import ToRows, read_table
from gzparse.assemble import assemble
from gzparse.doubts import doubt_digits_beside_blanks
from gzparse.evidence import AnnualEvidence
from gzparse.findings import Findings
from gzparse.form import Form
from gzparse.grammar import GRAMMARS
from gzparse.outline import Outline
from gzparse.reading import Finding
from gzparse.record import TABLES, Report
from gzparse.source import Source
from gzparse.tables import TableReading


def _finish(
    source: Source,
    outline: Outline,
    tables: Mapping[str, TableReading],
    findings: Findings,
    organ: str | None,
    year: int | None,
    tried: Mapping[str, Any],
) -> tuple[Report, tuple[Finding, ...], AnnualEvidence]:
    doubt_digits_beside_blanks(tables)
    report = assemble(source, outline, tables, findings, organ, year)
    return report, tuple(findings.found), AnnualEvidence(source, outline, tables, report.edition, tried)


ANNUAL_REPORT = Form(
    name="annual_report",
    outline=(GRAMMARS, "outline.lark"),
    unbroken=(GRAMMARS, "outline_unbroken.lark"),
    grammar=(GRAMMARS, "annual_report.lark"),
    tables=TABLES,
    transformer=ToRows,
    read_table=read_table,
    finish=_finish,
    reads="政府信息公开工作年度报告, in the columns of 2021 or 2019",
)

BUILT_IN = (ANNUAL_REPORT,)
