"""Text: a reading → its tables in Chinese, for people, with doubtful figures marked, and its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gzparse.model.codes import Language
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


def as_text(reading: Reading[Any], lang: Language = "en") -> str:
    """Return a reading as text: its tables with doubtful figures marked, then its findings in English or Chinese."""
    report = reading.report
    lines = [getattr(report, "title", None) or "（无标题）"]
    facts = [(name, getattr(report, field)) for field, name in _FACTS if hasattr(report, field)]
    lines.append("  ".join(f"{name}：{value if value is not None else '未知'}" for name, value in facts))
    about = _figures_with_findings(reading)
    for section in reading.labels.tables:
        number = reading.labels.number(section)
        lines += ["", f"{number}、{reading.label(section)}" if number else reading.label(section)]
        lines += _table(reading, section, about)
    lines += ["", _LEGEND]
    if reading.findings:
        lines += ["", f"提示（{len(reading.findings)} 条）"]
        lines += [f"  {_SEVERITY[f.severity]} {f.code}  {f.text(lang)}" for f in reading.findings]
    return "\n".join(lines) + "\n"


def _figures_with_findings(reading: Reading[Any]) -> set[str]:
    return {ref.path for f in reading.findings if f.severity != "info" for ref in f.refs if ref.path is not None}


def _cell(path: str, figure: Figure, about: set[str]) -> str:
    if figure.status != "value":
        return _MARK[figure.status]
    return f"{figure.value}{figure.unit or ''}{'*' if path in about else ''}"


def _table(reading: Reading[Any], section: str, about: set[str]) -> Iterator[str]:
    """Return a line for each row of a section that the page's edition has, and a line of heads where these change."""
    figures, labels = reading.figures, reading.labels
    group: tuple[str, ...] = ()
    rows: list[tuple[str, list[str]]] = []
    for row, infos in labels.rows.items():
        shown = [info for info in infos if figures[info.path].status != "not_in_form"]
        if not row.startswith(section + ".") or not shown:
            continue
        heads = tuple(info.column for info in shown)
        if heads != group:
            group = heads
            rows.append(("", [_short(info.label) for info in shown]))
        rows.append((_row_label(labels.parts[row]), [_cell(info.path, figures[info.path], about) for info in shown]))
    yield from _aligned(rows)


def _row_label(label: str) -> str:
    parts = label.split(" ")
    return parts[-1] if len(parts) < 3 else f"{parts[-2][:3]}{parts[-1]}"


def _short(label: str) -> str:
    return label.rpartition(" · ")[2]


def _aligned(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """Return rows set in columns. Rows under different heads are set separately."""
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
