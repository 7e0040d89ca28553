"""Explanations: how one figure was read, for people, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gzparse.errors import UnknownPath
from gzparse.model.codes import Language
from gzparse.model.reading import Figure, Finding, Severity, Status

if TYPE_CHECKING:
    from gzparse.finish.evidence import TableEvidence

__all__ = ["explanation"]

_STATUS: dict[Status, tuple[str, str]] = {
    "value": ("a number", "数字"),
    "blank": ("blank, the row stands and the cell is empty", "空白，该行存在而单元格为空"),
    "not_applicable": ("not applicable, the cell holds a nil mark", "不适用，单元格中为“/”等符号"),
    "unreadable": (
        "unreadable, what is printed is no number for this column, or the cell is lost",
        "无法辨认，所印内容不是该列应有的数字，或单元格缺失",
    ),
    "missing": ("missing, the table or its row was not found", "缺失，未找到表格或该行"),
    "withheld": (
        "withheld, its row was read but its figures cannot be told to be in certain columns",
        "未采用，已找到该行，但不能确定数字所在的列",
    ),
    "not_in_form": ("not in the form that this report is printed in", "本报告所用的格式中没有该项"),
}
_SEVERITY: dict[Severity, str] = {"error": "错误", "warning": "注意", "info": "说明"}


def explanation(evidence: TableEvidence, path: str, findings: tuple[Finding, ...], lang: Language) -> str:
    """Return how a figure was read, and the findings that cover it.

    Raises:
        UnknownPath: no figure of the form has this path.
    """
    figure = evidence.figures().get(path)
    if figure is None:
        label = evidence.label(path)  # raises UnknownPath with hints, unless the path is a row or a section
        inner = [p for p in evidence.labels.figures if p.startswith(path + ".")]
        raise UnknownPath(f"{path!r} ({label}) is no figure but holds {len(inner)}, such as {inner[0]} and {inner[-1]}")
    lines = [f"{evidence.label(path)}  [{path}]"]
    lines += _in_chinese(evidence, path, figure) if lang == "zh" else _in_english(evidence, path, figure)
    for finding in findings:
        if any(ref.path and (path == ref.path or path.startswith(ref.path + ".")) for ref in finding.refs):
            severity = _SEVERITY[finding.severity] if lang == "zh" else finding.severity
            lines.append(f"{severity} {finding.code}{'：' if lang == 'zh' else ': '}{finding.text(lang)}")
    return "\n".join(lines)


def _in_english(evidence: TableEvidence, path: str, figure: Figure) -> Iterator[str]:
    unit = f", in {figure.unit}" if figure.unit else ""
    if figure.status == "value":
        yield f"value: {figure.value} (printed “{figure.raw}”{unit})"
    else:
        yield f"no value: {_STATUS[figure.status][0]}" + (f" (printed “{figure.raw}”)" if figure.raw is not None else "")
    for span in figure.origins:
        yield f"line {span.line}, column {span.column}:"
        yield evidence.source.excerpt(span)
    for line, row in _row(evidence, path):
        yield f"its row, line {line}: {row}"
    names, chosen = _layouts(evidence, path)
    if names:
        shown = ", ".join(f"{name or 'none'} (rows {rows}, figures {given})" for name, rows, given in names)
        yield f"layouts tried: {shown}"
        yield f"layout chosen: {chosen or 'none, since no marks of any are there'}"


def _in_chinese(evidence: TableEvidence, path: str, figure: Figure) -> Iterator[str]:
    unit = f"，单位为{figure.unit}" if figure.unit else ""
    if figure.status == "value":
        yield f"数值：{figure.value}（原文“{figure.raw}”{unit}）"
    else:
        yield f"无数值：{_STATUS[figure.status][1]}" + (f"（原文“{figure.raw}”）" if figure.raw is not None else "")
    for span in figure.origins:
        yield f"第 {span.line} 行第 {span.column} 列："
        yield evidence.source.excerpt(span)
    for line, row in _row(evidence, path):
        yield f"所在行，第 {line} 行：{row}"
    names, chosen = _layouts(evidence, path)
    if names:
        shown = "、".join(f"{name or '无'}（{rows} 行，{given} 个数字）" for name, rows, given in names)
        yield f"试过的排版方式：{shown}"
        yield f"采用的排版方式：{chosen or '无，未见任何分隔'}"


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
