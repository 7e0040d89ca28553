"""Text: the tables as people know them, in Chinese, findings marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from gzparse.annual_report.labels import ANNUAL_REPORT
from gzparse.annual_report.record import TABLES, Report
from gzparse.model.reading import Figure, Reading, Status
from gzparse.model.source import display_width

_MARK: dict[Status, str] = {
    "blank": "",
    "not_applicable": "/",
    "unreadable": "？",
    "missing": "缺",
    "withheld": "？",
    "not_in_form": "",
    "value": "",
}
_LEGEND = "缺 未找到该行   ？ 无法辨认或位置不确定，见提示   / 不适用   * 见提示   空白 原表未填"
_SEVERITY = {"error": "错误", "warning": "注意", "info": "说明"}


_FACTS = (("organ", "机关"), ("year", "年份"), ("edition", "格式"), ("dated", "落款日期"))


def as_text(reading: Reading[Any]) -> str:
    """Show a reading: its tables with doubtful figures marked, then its findings."""
    report = reading.report
    lines = [getattr(report, "title", None) or "（无标题）"]
    facts = [(name, getattr(report, field)) for field, name in _FACTS if hasattr(report, field)]
    lines.append("  ".join(f"{name}：{value if value is not None else '未知'}" for name, value in facts))
    about = _figures_with_findings(reading)
    if isinstance(report, Report):
        for number, (section, heading) in enumerate(_SECTIONS):
            lines += ["", f"{'二三四'[number]}、{heading}"]
            lines += _review(reading, about) if section == "review_and_litigation" else _table(reading, section, about)
    else:
        lines += ["", *_rows_printed(reading, about)]
    lines += ["", _LEGEND]
    if reading.findings:
        lines += ["", f"提示（{len(reading.findings)} 条）"]
        lines += [f"  {_SEVERITY[f.severity]} {f.code}  {f.message}" for f in reading.findings]
    return "\n".join(lines) + "\n"


_SECTIONS = [(name, ANNUAL_REPORT.parts[name]) for name in TABLES]


def _rows_printed(reading: Reading[Any], about: set[str]) -> Iterator[str]:
    """Show the rows of another form that the page prints, a row a line, each figure with its column."""
    printed = {path: figure for path, figure in reading.figures.items() if figure.status != "not_in_form"}
    rows: list[tuple[str, list[str]]] = []
    for row, paths in groupby(printed, key=lambda path: path.rpartition(".")[0]):
        cells = [(_short(reading.label(path)), _cell(path, printed[path], about)) for path in paths]
        heads = [head for head, _ in cells]
        if not rows or heads != next(head for label, head in reversed(rows) if not label):
            rows.append(("", heads))
        rows.append((reading.label(row), [cell for _, cell in cells]))
    yield from _aligned(rows)


def _figures_with_findings(reading: Reading[Any]) -> set[str]:
    return {ref.path for f in reading.findings if f.severity != "info" for ref in f.refs if ref.path is not None}


def _cell(path: str, figure: Figure, about: set[str]) -> str:
    if figure.status != "value":
        return _MARK[figure.status]
    return f"{figure.value}{figure.unit or ''}{'*' if path in about else ''}"


def _table(reading: Reading[Report], section: str, about: set[str]) -> Iterator[str]:
    figures = reading.figures
    labels = ANNUAL_REPORT.parts
    group: tuple[str, ...] = ()
    rows: list[tuple[str, list[str]]] = []
    for row, infos in ANNUAL_REPORT.rows.items():
        shown = [info for info in infos if figures[info.path].status != "not_in_form"]
        if not row.startswith(section + ".") or not shown:
            continue
        heads = tuple(info.column for info in shown)
        if heads != group:
            group = heads
            rows.append(("", [_short(info.label) for info in shown]))
        rows.append((_row_label(labels[row]), [_cell(info.path, figures[info.path], about) for info in shown]))
    yield from _aligned(rows)


def _row_label(label: str) -> str:
    parts = label.split(" ")
    return parts[-1] if len(parts) < 3 else f"{parts[-2][:3]}{parts[-1]}"


def _short(label: str) -> str:
    return label.rpartition(" · ")[2]


def _review(reading: Reading[Report], about: set[str]) -> Iterator[str]:
    figures, labels = reading.figures, ANNUAL_REPORT.parts
    rows: list[tuple[str, list[str]]] = []
    for row, infos in ANNUAL_REPORT.rows.items():
        if row.startswith("review_and_litigation."):
            if not rows:
                rows.append(("", [_short(info.label) for info in infos]))
            rows.append((labels[row], [_cell(info.path, figures[info.path], about) for info in infos]))
    yield from _aligned(rows)


def _aligned(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """Set rows in columns; tables whose heads differ stand apart."""
    blocks: list[list[tuple[str, list[str]]]] = []
    for row in rows:
        if not row[0]:
            blocks.append([])
        blocks[-1].append(row)
    for block in blocks:
        first = max(display_width(label) for label, _ in block)
        widths = [max(display_width(row[1][i]) for row in block) for i in range(len(block[0][1]))]
        for label, cells in block:
            padded = [" " * (w - display_width(c)) + c for c, w in zip(cells, widths, strict=True)]
            yield f"  {label}{' ' * (first - display_width(label))}  {'  '.join(padded)}".rstrip()
