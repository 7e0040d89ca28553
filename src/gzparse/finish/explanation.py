"""Explanations: how one figure was read, for people, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from gzparse.errors import UnknownPath
from gzparse.model.codes import Language
from gzparse.model.paths import OF_THE_REPORT
from gzparse.model.reading import Figure, Finding, Severity, Status

if TYPE_CHECKING:
    from gzparse.finish.evidence import TableEvidence

__all__ = ["explanation"]


@frozen
class _Phrases:
    """What an explanation says in one language."""

    status: dict[Status, str]
    severity: dict[Severity, str]
    finding: str
    value: str
    no_value: str
    printed: str
    unit: str
    brackets: str
    place: str
    in_file: str
    row: str
    tried: str
    between: str
    layout: str
    no_layout: str
    chosen: str
    none_chosen: str


_PHRASES: dict[Language, _Phrases] = {
    "en": _Phrases(
        status={
            "value": "a number",
            "blank": "blank, the row stands and the cell is empty",
            "not_applicable": "not applicable, the cell holds a nil mark",
            "unreadable": "unreadable, what is printed is no number for this column, or the cell is lost",
            "missing": "missing, the table or its row was not found",
            "withheld": "withheld, its row was read but its figures cannot be told to be in certain columns",
            "not_in_form": "not in the form that this report is printed in",
        },
        severity={"error": "error", "warning": "warning", "info": "info"},
        finding="{} {}: {}",
        value="value: {}",
        no_value="no value: {}",
        printed="printed “{}”",
        unit=", in {}",
        brackets=" ({})",
        place="line {}, column {}:",
        in_file="in the file: {}",
        row="its row, line {}: {}",
        tried="layouts tried: {}",
        between=", ",
        layout="{} (rows {}, figures {})",
        no_layout="none",
        chosen="layout chosen: {}",
        none_chosen="none, since no marks of any are there",
    ),
    "zh": _Phrases(
        status={
            "value": "数字",
            "blank": "空白，该行存在而单元格为空",
            "not_applicable": "不适用，单元格中为“/”等符号",
            "unreadable": "无法辨认，所印内容不是该列应有的数字，或单元格缺失",
            "missing": "缺失，未找到表格或该行",
            "withheld": "未采用，已找到该行，但不能确定数字所在的列",
            "not_in_form": "本报告所用的格式中没有该项",
        },
        severity={"error": "错误", "warning": "注意", "info": "说明"},
        finding="{} {}：{}",
        value="数值：{}",
        no_value="无数值：{}",
        printed="原文“{}”",
        unit="，单位为{}",
        brackets="（{}）",
        place="第 {} 行第 {} 列：",
        in_file="在文件中：{}",
        row="所在行，第 {} 行：{}",
        tried="试过的排版方式：{}",
        between="、",
        layout="{}（{} 行，{} 个数字）",
        no_layout="无",
        chosen="采用的排版方式：{}",
        none_chosen="无，未见任何分隔",
    ),
}


def explanation(evidence: TableEvidence, path: str, findings: tuple[Finding, ...], lang: Language) -> str:
    """Return how a figure was read, and the findings that cover it.

    Raises:
        UnknownPath: no figure of the form has this path.
    """
    figure = evidence.figures().get(path)
    if figure is None and path in OF_THE_REPORT:
        from gzparse.finish.front_explained import explained  # few explanations are about the front

        return "\n".join([*explained(evidence, path, lang), *_findings_on(path, findings, lang)])
    if figure is None:
        label = evidence.label(path)  # raises UnknownPath with hints, unless the path is a row or a section
        inner = [p for p in evidence.labels.figures if p.startswith(path + ".")]
        raise UnknownPath(f"{path!r} ({label}) is no figure but holds {len(inner)}, such as {inner[0]} and {inner[-1]}")
    says = _PHRASES["zh" if lang == "zh" else "en"]
    lines = [f"{evidence.label(path)}  [{path}]", *_lines(evidence, path, figure, says)]
    return "\n".join([*lines, *_findings_on(path, findings, lang)])


def _findings_on(path: str, findings: tuple[Finding, ...], lang: Language) -> Iterator[str]:
    """Return a line for each finding that covers a path."""
    says = _PHRASES["zh" if lang == "zh" else "en"]
    for finding in findings:
        if any(ref.path and (path == ref.path or path.startswith(ref.path + ".")) for ref in finding.refs):
            yield says.finding.format(says.severity[finding.severity], finding.code, finding.text(lang))


def _lines(evidence: TableEvidence, path: str, figure: Figure, says: _Phrases) -> Iterator[str]:
    printed = "" if figure.raw is None else says.printed.format(figure.raw)
    if figure.status == "value":
        unit = says.unit.format(figure.unit) if figure.unit else ""
        yield says.value.format(figure.value) + says.brackets.format(printed + unit)
    else:
        yield says.no_value.format(says.status[figure.status]) + (says.brackets.format(printed) if printed else "")
    for span in figure.origins:
        yield says.place.format(span.line, span.column)
        yield evidence.source.excerpt(span)
    for place in figure.places:
        yield says.in_file.format(place.text("zh" if says is _PHRASES["zh"] else "en"))
    for line, row in _row(evidence, path):
        yield says.row.format(line, row)
    names, chosen = _layouts(evidence, path)
    if names:
        shown = (says.layout.format(name or says.no_layout, rows, given) for name, rows, given in names)
        yield says.tried.format(says.between.join(shown))
        yield says.chosen.format(chosen or says.none_chosen)


def _row(evidence: TableEvidence, path: str) -> Iterator[tuple[int, str]]:
    """Return the line and the text of a figure's row, if it was found."""
    for table in evidence.tables.values():
        for entry in table.entries.values():
            if path in entry.paths():
                span = evidence.source.span(*entry.row.text_range())
                yield span.line, " ".join(evidence.source.text[span.start : span.end].split())[:120]
                return


def _layouts(evidence: TableEvidence, path: str) -> tuple[list[tuple[str | None, int, int]], str | None]:
    """Return the layouts that were tried on a figure's section, with the rows and figures read by each, and the chosen one."""
    section = path.partition(".")[0]
    tried = evidence.tried.get(section, [])
    names = [(table.grid.layout, table.score[0], table.score[1]) for table in tried]
    return names, evidence.tables[section].grid.layout if tried else None
