"""A reading → what notebooks and terminals show: the official form's tables with its findings marked, then the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any, NamedTuple

from gzparse.errors import GzparseError, MissingLibrary
from gzparse.model.codes import LANGUAGES, Language
from gzparse.model.paths import FigureInfo
from gzparse.model.reading import Figure, Finding, Reading, Severity, Status
from gzparse.parser import Parser
from gzparse.spec.form import Form
from gzparse.spec.sheet import Cell, Document

__all__ = ["html_of", "rich_of"]

Languages = tuple[Language, ...]

_MARK: dict[Status, str] = {"missing": "缺", "withheld": "？", "unreadable": "？"}
_COLORS: dict[Severity, str] = {"error": "#b00020", "warning": "#9a6700", "info": "#57606a"}
_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}
_RANKS: tuple[Severity, ...] = ("error", "warning", "info")
_WORDS: dict[str, tuple[str, str]] = {
    "untitled": ("(no title)", "（无标题）"),
    "organ": ("organ", "机关"),
    "year": ("year", "年份"),
    "edition": ("edition", "格式"),
    "dated": ("dated", "落款日期"),
    "unknown": ("unknown", "未知"),
    "findings": ("findings", "提示"),
    "none": ("no findings", "无提示"),
    "error": ("error", "错误"),
    "warning": ("warning", "注意"),
    "info": ("info", "说明"),
    "line": ("line {}", "第 {} 行"),
    "legend": (
        "缺: row not found; ？: not readable, or its place is not certain; empty: blank on the page",
        "缺：未找到该行；？：无法辨认或位置不确定；空白：原表未填",
    ),
}
_FACTS = ("organ", "year", "edition", "dated")
_MOST = 60
"""So many findings are shown; the others are counted."""
_LABEL_WIDTH, _COLUMN_WIDTH = 36, 9
"""How wide labels and columns of a terminal's table may be: seven columns fit into 100."""


class _Marked(NamedTuple):
    """The findings about one figure: their numbers in the list, and the gravest severity."""

    numbers: tuple[int, ...]
    severity: Severity


def _said(word: str, languages: Languages) -> str:
    return " · ".join(dict.fromkeys(_WORDS[word][LANGUAGES.index(language)] for language in languages))


def _languages(lang: Language | None) -> Languages:
    return LANGUAGES if lang is None else (lang,)


def _marks(reading: Reading[Any]) -> Mapping[str, _Marked]:
    """Return the findings about each figure: those that name it, or its row."""
    labels = reading.labels
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(reading.findings, 1):
        for ref in finding.refs:
            infos = labels.rows.get(ref.path or "", ())
            for path in (ref.path,) if ref.path in labels.figures else (info.path for info in infos):
                if path is not None and number not in found.setdefault(path, []):
                    found[path].append(number)
    return {
        path: _Marked(tuple(numbers), min((reading.findings[n - 1].severity for n in numbers), key=_RANKS.index))
        for path, numbers in found.items()
    }


def _text(figure: Figure) -> str:
    if figure.status == "value":
        return f"{figure.value}{figure.unit or ''}"
    if figure.status in _MARK:
        raw = " ".join((figure.raw or "").split())
        return f"{raw} ？" if raw and figure.status == "unreadable" else _MARK[figure.status]
    return (figure.raw or "/").strip() if figure.status == "not_applicable" else ""


def _facts(reading: Reading[Any], languages: Languages) -> str:
    said = []
    for name in _FACTS:
        if hasattr(reading.report, name):
            value = getattr(reading.report, name)
            said.append(f"{_said(name, languages)}: {value if value is not None else _said('unknown', languages)}")
    return "   ".join(said)


def _title(reading: Reading[Any], languages: Languages) -> str:
    return getattr(reading.report, "title", None) or _said("untitled", languages)


def _place(finding: Finding, languages: Languages) -> str:
    span = next((ref.span for ref in finding.refs if ref.span is not None), None)
    return "" if span is None else f" ({_said('line', languages).format(*[span.line] * 2)})"


def _messages(finding: Finding, languages: Languages) -> list[str]:
    return list(dict.fromkeys(finding.text(language) for language in languages))


# --- notebooks ---------------------------------------------------------------------------------------------------------


def html_of(reading: Reading[Any], lang: Language | None = None) -> str:
    """Return a reading as a piece of HTML: its tables with the official form's spans and its findings marked, then these.

    lang: of the findings; both languages if none is given.
    """
    languages = _languages(lang)
    marks = _marks(reading)
    lines = [
        '<div class="gzparse" style="font-size:90%">',
        f"<h3>{escape(_title(reading, languages))}</h3>",
        f"<p>{escape(_facts(reading, languages))}</p>",
        *_html_tables(reading, marks),
        f'<p style="color:#57606a">{escape(_said("legend", languages))}</p>',
        *_html_findings(reading, languages),
        "</div>",
    ]
    return "\n".join(lines)


def _html_tables(reading: Reading[Any], marks: Mapping[str, _Marked]) -> Iterator[str]:
    document = _document(reading)
    if document is not None:
        for section in document.sections:
            if section.sheet is not None:
                rows = ["".join(_html_cell(cell, reading, marks) for cell in row) for row in section.sheet.rows]
                yield _html_table(section.heading, rows)
        return
    for heading, blocks in _blocks(reading):
        for heads, rows_of in blocks:
            head = "".join(f"<th{_STYLE}>{escape(name)}</th>" for name in ("", *heads))
            body = [
                f"<th{_STYLE}>{escape(label)}</th>" + "".join(_html_cell(Cell("", info.path), reading, marks) for info in infos)
                for label, infos in rows_of
            ]
            yield _html_table(heading, [head, *body])


_STYLE = ' style="border:1px solid #d0d7de;text-align:left;font-weight:normal"'


def _html_table(heading: str, rows: Sequence[str]) -> str:
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<h4>{escape(heading)}</h4>\n<table style="border-collapse:collapse">\n{body}\n</table>'


def _html_cell(cell: Cell, reading: Reading[Any], marks: Mapping[str, _Marked]) -> str:
    spans = "".join(f' {kind}="{count}"' for kind, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1)
    if not cell.path:
        return f"<th{spans}{_STYLE}>{escape(cell.text)}</th>"
    figure = reading.figures[cell.path]
    marked = marks.get(cell.path)
    style = "border:1px solid #d0d7de;text-align:right"
    note = ""
    if marked is not None:
        style += f";color:{_COLORS[marked.severity]};background:#fff8c5"
        note = f"<sup>{','.join(map(str, marked.numbers[:3]))}</sup>"
    return (
        f'<td{spans} style="{style}" title="{escape(cell.path)}: {figure.status}" data-status="{figure.status}">'
        f"{escape(_text(figure))}{note}</td>"
    )


def _html_findings(reading: Reading[Any], languages: Languages) -> Iterator[str]:
    if not reading.findings:
        yield f"<p>{escape(_said('none', languages))}</p>"
        return
    yield f"<h4>{escape(_said('findings', languages))}: {len(reading.findings)}</h4>"
    yield "<ol>"
    for finding in reading.findings[:_MOST]:
        said = "<br>".join(map(escape, _messages(finding, languages)))
        place = escape(_place(finding, languages))
        what = escape(f"{_said(finding.severity, languages)} {finding.code}")
        yield f'<li style="color:{_COLORS[finding.severity]}"><b>{what}</b>{place}<br>{said}</li>'
    yield "</ol>"
    if len(reading.findings) > _MOST:
        yield f"<p>… +{len(reading.findings) - _MOST}</p>"


_parser: Parser | None = None


def _document(reading: Reading[Any]) -> Document | None:
    """Return the report as its form prints it; ``None`` where the form cannot, or its labels are not those of the reading."""
    global _parser
    if _parser is None:
        _parser = Parser()
    shown = {path: _text(figure) for path, figure in reading.figures.items() if figure.status != "not_in_form"}
    try:
        form: Form = _parser.form_pool.named(reading.form).value()
        if form.write is None or form.labels.record is not reading.labels.record:
            return None
        document = form.write(reading.report, shown)
    except GzparseError:  # figures of both editions in one block, say: its rows are listed then
        return None
    printed = {
        cell.path for section in document.sections if section.sheet for row in section.sheet.rows for cell in row if cell.path
    }
    return document if printed >= shown.keys() else None


# --- tables that are made of the labels ----------------------------------------------------------------------------------

Block = tuple[tuple[str, ...], list[tuple[str, list[FigureInfo]]]]
"""The heads of columns, and rows under them: label and figures."""


def _blocks(reading: Reading[Any]) -> Iterator[tuple[str, list[Block]]]:
    """Return each table section with its rows, in blocks of the same columns."""
    figures, labels = reading.figures, reading.labels
    for section in labels.tables:
        number = labels.number(section)
        blocks: list[Block] = []
        for row, infos in labels.rows.items():
            shown = [info for info in infos if figures[info.path].status != "not_in_form"]
            if not row.startswith(f"{section}.") or not shown:
                continue
            heads = tuple(info.label.rpartition(" · ")[2] for info in shown)
            if not blocks or blocks[-1][0] != heads:
                blocks.append((heads, []))
            blocks[-1][1].append((_row_label(labels.parts[row]), shown))
        yield (f"{number}、{labels.label(section)}" if number else labels.label(section)), blocks


def _row_label(label: str) -> str:
    """Return a row's own label, behind the number of the group that it belongs to."""
    parts = label.split(" ")
    own = parts[-1].partition("（区分处理")[0]
    return own if len(parts) < 3 else f"{parts[-2][:3]}{own}"


# --- terminals ---------------------------------------------------------------------------------------------------------


def _rich(module: str) -> Any:
    try:
        return import_module(f"rich.{module}")
    except ModuleNotFoundError:
        raise MissingLibrary("the view for terminals needs rich, which is not installed: pip install rich") from None


def rich_of(reading: Reading[Any], lang: Language | None = None) -> Any:
    """Return a reading for rich to print: its tables with findings marked, then these; no wider than 100 columns.

    lang: of the findings; both languages if none is given.

    Raises:
        MissingLibrary: rich is not installed.
    """
    text, languages = _rich("text").Text, _languages(lang)
    marks = _marks(reading)
    parts: list[Any] = [text(_title(reading, languages), style="bold"), text(_facts(reading, languages))]
    for heading, blocks in _blocks(reading):
        parts += [text(""), text(heading, style="bold")]
        parts += [_rich_table(block, reading, marks) for block in blocks]
    parts += [text(""), text(_said("legend", languages), style="dim")]
    title = "none" if not reading.findings else "findings"
    parts.append(text(f"{_said(title, languages)}{f': {len(reading.findings)}' if reading.findings else ''}", style="bold"))
    for number, finding in enumerate(reading.findings[:_MOST], 1):
        head = f"[{number}] {_said(finding.severity, languages)} {finding.code}{_place(finding, languages)}"
        parts.append(text(head, style=_STYLES[finding.severity]))
        parts += [text(f"    {said}") for said in _messages(finding, languages)]
    if len(reading.findings) > _MOST:
        parts.append(text(f"… +{len(reading.findings) - _MOST}"))
    return _rich("console").Group(*parts)


def _rich_table(block: Block, reading: Reading[Any], marks: Mapping[str, _Marked]) -> Any:
    heads, rows = block
    text = _rich("text").Text
    table = _rich("table").Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", max_width=_LABEL_WIDTH, overflow="fold")
    for head in heads:
        table.add_column(head, justify="right", max_width=_COLUMN_WIDTH if len(heads) > 3 else 24, overflow="fold")
    for label, infos in rows:
        cells = []
        for info in infos:
            marked = marks.get(info.path)
            note = "" if marked is None else f"[{','.join(map(str, marked.numbers[:2]))}]"
            cells.append(text(f"{_text(reading.figures[info.path])}{note}", style=_STYLES[marked.severity] if marked else ""))
        table.add_row(text(label), *cells)
    return table
