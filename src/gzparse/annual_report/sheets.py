"""The annual report as it is printed: its record → sections and sheets, the inverse of the form step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, fields

from gzparse.annual_report.labels import ANNUAL_REPORT as LABELS
from gzparse.annual_report.prescribed import (
    APPLICANT_COLUMNS,
    DISCLOSURE_COLUMNS,
    DIVIDED,
    OTHERWISE_PATHS,
    OUTCOME_COLUMNS,
    OUTCOME_ROWS,
    REQUEST_ROWS,
)
from gzparse.annual_report.record import TABLES, ProactiveDisclosure, Report, Requests, Results, ReviewAndLitigation
from gzparse.errors import RenderError
from gzparse.finish.titles import date_at_end
from gzparse.model.sections import ExtraRow, Section
from gzparse.spec.sheet import Cell, Document, DocumentSection, Sheet, printed_number

Shown = Mapping[str, str | None]
"""What cells print, by path: ``""`` where a cell is blank, ``None`` where its row is not on the page."""
Rows = list[tuple[Cell, ...]]

_UNDIVIDED = REQUEST_ROWS["GROUP_OTHERWISE"]
_THREE = tuple(REQUEST_ROWS[name] for name in DIVIDED)
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_HEADINGS = {
    "overview": "一、总体情况",
    "proactive_disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_and_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems_and_improvements": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


def annual_document(report: Report, shown: Shown) -> Document:
    """Lay an annual report out as its form has it.

    A row of which ``shown`` says nothing is printed blank, unless nothing tells the columns of its table.

    Raises:
        RenderError: its figures are of no form, or contradict its edition.
    """
    for extra in report.extra_rows:
        _check_extra(extra)
    editions = _editions(report, shown)
    edition: str | None = report.edition or next((edition for edition in editions if edition is not None), None)
    tables = {
        "proactive_disclosure": _disclosure(editions, shown),
        "requests": _requests(edition, shown),
        "review_and_litigation": _outcomes(shown),
    }
    sections = []
    for name, heading in _HEADINGS.items():
        if name in tables:
            rows, notes = tables[name], getattr(report.notes, name) or ""
            for extra in reversed(report.extra_rows):
                if extra.section == name:
                    _insert(rows, extra)
            if rows or notes:
                sections.append(DocumentSection(heading, notes, Sheet(tuple(rows)) if rows else None))
        else:
            section: Section = getattr(report, name)
            if section.heading is not None or section.text:
                sections.append(DocumentSection(section.heading or heading, section.text or ""))
    return Document(_title(report), report.preamble or "", tuple(sections), _signature(report))


def _title(report: Report) -> str:
    if report.title is not None or (report.organ is None and report.year is None):
        return report.title or ""
    year = f"{report.year}年" if report.year is not None else ""
    return f"{report.organ or ''}{year}政府信息公开工作年度报告"


def _signature(report: Report) -> tuple[str, ...]:
    """Return the organ's name and the date, each on its line."""
    if report.signature is None:
        return (f"{report.dated.year}年{report.dated.month}月{report.dated.day}日",) if report.dated is not None else ()
    at = date_at_end(report.signature)
    lines = (report.signature[:at].strip(), report.signature[at:].strip()) if at is not None else (report.signature,)
    return tuple(line for line in lines if line)


def _figure(path: str, shown: Shown, columns: int = 1) -> Cell:
    return Cell(shown.get(path) or "", path, columns=columns)


def _is_left_out(row: str, shown: Shown) -> bool:
    """Whether a row is said not to be on the page."""
    known = [shown[info.path] for info in LABELS.rows[row] if info.path in shown]
    return bool(known) and all(text is None for text in known)


# --- section two ------------------------------------------------------------------------------------------------------

_BLOCKS = (
    ("第二十条第（一）项", "DOCUMENTS", ("rules", "normative_documents")),
    ("第二十条第（五）项", "DECISIONS", ("licensing", "other_services")),
    ("第二十条第（六）项", "DECISIONS", ("penalties", "compulsory_measures")),
    ("第二十条第（八）项", "FEES", ("fees",)),
    ("第二十条第（九）项", "PROCUREMENT", ("procurement",)),
)
_PREFIX = "proactive_disclosure."
_PRINTED = {
    ("2021", "decisions"): "本年处理决定数量",
    ("2021", "amount"): "本年收费金额（单位：万元）",
    ("2019", "normative_documents"): "规范性文件",
}
"""Labels and columns that an edition prints otherwise than the record's label has them."""
_WIDTH = 4


def _disclosure(editions: list[str | None], shown: Shown) -> Rows:
    rows: Rows = []
    for (article, family, names), edition in zip(_BLOCKS, editions, strict=True):
        if edition is None:
            continue
        columns = DISCLOSURE_COLUMNS[f"{family}_{edition}"].names
        last = _WIDTH - len(columns)
        kind = fields(ProactiveDisclosure)
        block: Rows = []
        for name in names:
            path = _PREFIX + name
            field = getattr(kind, name)
            if edition not in field.metadata["editions"] or _is_left_out(path, shown):
                continue
            label = Cell(_PRINTED.get((edition, name), field.metadata["label"]))
            figures = [_figure(f"{path}.{column}", shown) for column in columns]
            block.append((label, *figures[:-1], _figure(f"{path}.{columns[-1]}", shown, last)))
        if block:
            inner: Any = fields(getattr(kind, names[0]).default.factory)
            headers = [_PRINTED.get((edition, column), getattr(inner, column).metadata["label"]) for column in columns]
            rows.append((Cell(article, columns=_WIDTH),))
            rows.append((Cell("信息内容"), *map(Cell, headers[:-1]), Cell(headers[-1], columns=last)))
            rows += block
    return rows


def _editions(report: Report, shown: Shown) -> list[str | None]:
    """Return in which edition's columns each block is printed, or that it is not."""
    told = [_edition_told(names, shown) for _, _, names in _BLOCKS]
    known = {edition for edition in told if edition is not None}
    wanted = report.edition
    some = any(path.startswith(_PREFIX) and text is not None for path, text in shown.items())
    if wanted is None and not some:
        return [None] * len(_BLOCKS)
    if wanted in ("2021", "2019") and known - {wanted}:
        raise RenderError(f"the report's edition is {wanted}, but it has figures in the columns of the other form")
    if wanted == "mixed":
        open_ = [index for index, edition in enumerate(told[:4]) if edition is None]
        # A block with figures that both editions have is one of 2021, all of whose figures they are, unless another is needed.
        open_.sort(key=lambda index: not _has_figures(_BLOCKS[index][2], shown))
        for edition in ("2021", "2019"):
            if edition not in told and open_:
                told[open_.pop()] = edition
        if len(set(told) - {None}) < 2:
            raise RenderError(f"the report's edition is mixed, but all its figures are of the form of {told[0]}")
        for index in open_:
            told[index] = "2021"
    default = wanted if wanted in ("2021", "2019") else known.pop() if len(known) == 1 else "2021"
    whole = wanted != "mixed" and default == "2019"
    editions: list[str | None] = [edition or default for edition in told[:4]]
    return [*editions, "2019" if told[4] or whole else None]


def _has_figures(names: tuple[str, ...], shown: Shown) -> bool:
    return any(shown.get(info.path) is not None for name in names for info in LABELS.rows[_PREFIX + name])


def _edition_told(names: tuple[str, ...], shown: Shown) -> str | None:
    """Return in which edition's columns a block's figures are: those that one edition alone has."""
    infos = [info for name in names for info in LABELS.rows[_PREFIX + name] if shown.get(info.path) is not None]
    found = {info.editions[0] for info in infos if len(info.editions) == 1}
    if len(found) > 1:
        what = "、".join(LABELS.label(_PREFIX + name) for name in names)
        raise RenderError(f"{what}: its figures are in the columns of both forms; a page has one or the other")
    return found.pop() if found else None


# --- section three ----------------------------------------------------------------------------------------------------


def _requests(edition: str | None, shown: Shown) -> Rows:
    hold = {path.rpartition(".")[0] for path, text in shown.items() if text is not None}
    divided = any(path in hold for path in _THREE)
    undivided = _UNDIVIDED in hold or (not divided and edition == "2019")
    divided = divided or (edition is not None and not undivided)
    six = {*(_THREE if divided else ()), *((_UNDIVIDED,) if undivided else ())}
    printed = [path for path in REQUEST_ROWS.values() if path not in OTHERWISE_PATHS - six and not _is_left_out(path, shown)]
    if not printed:
        return []
    kinds = fields(Requests)
    rows: Rows = _applicants_header()
    of_results = [path for path in printed if path.startswith("requests.results.")]
    for path in printed:
        figures = [_figure(f"{path}.{column}", shown) for column in APPLICANT_COLUMNS]
        _, *groups, name = path.split(".")
        cells: list[Cell] = []
        if not groups:
            cells.append(Cell(getattr(kinds, name).metadata["label"], columns=3))
        else:
            if path == of_results[0]:
                cells.append(Cell(kinds.results.metadata["label"], rows=len(of_results)))
            results: Any = fields(Results)
            if len(groups) == 1:
                cells.append(Cell(getattr(results, name).metadata["label"], columns=2))
            elif path == _UNDIVIDED:
                cells.append(Cell(results.otherwise.metadata["label"], columns=2))
            else:
                field = getattr(results, groups[1])
                within = [p for p in of_results if p.startswith(f"requests.results.{groups[1]}.") and p != _UNDIVIDED]
                if path == within[0]:
                    cells.append(Cell(field.metadata["label"], rows=len(within)))
                cells.append(Cell(getattr(fields(field.default.factory), name).metadata["label"]))
        rows.append((*cells, *figures))
    return rows


def _applicants_header() -> Rows:
    person, *bodies, total = (
        LABELS.figures[f"requests.new.{column}"].label.partition(" · ")[2] for column in APPLICANT_COLUMNS
    )
    return [
        (Cell(_CORNER, rows=3, columns=3), Cell("申请人情况", columns=len(APPLICANT_COLUMNS))),
        (Cell(person, rows=2), Cell("法人或其他组织", columns=len(bodies)), Cell(total, rows=2)),
        tuple(map(Cell, bodies)),
    ]


# --- section four -----------------------------------------------------------------------------------------------------


def _outcomes(shown: Shown) -> Rows:
    section = "review_and_litigation"
    paths = [f"{section}.{row}.{column}" for row in OUTCOME_ROWS for column in OUTCOME_COLUMNS]
    known = [shown[path] for path in paths if path in shown]
    if known and all(text is None for text in known):
        return []
    names = [LABELS.figures[path].label.partition(" · ")[2] for path in paths[: len(OUTCOME_COLUMNS)]]
    kinds: Any = fields(ReviewAndLitigation)
    litigation, direct = kinds.litigation_direct.metadata["label"].split("·")
    after = kinds.litigation_after_review.metadata["label"].partition("·")[2]
    size = len(names)
    return [
        (Cell(kinds.review.metadata["label"], columns=size), Cell(litigation, columns=2 * size)),
        (*(Cell(name, rows=2) for name in names), Cell(direct, columns=size), Cell(after, columns=size)),
        tuple(map(Cell, [*names, *names])),
        tuple(_figure(path, shown) for path in paths),
    ]


# --- rows that no form prescribes -------------------------------------------------------------------------------------


def _check_extra(extra: ExtraRow) -> None:
    if extra.section not in TABLES:
        raise RenderError(f"the extra row “{extra.label}”: there is no table {extra.section!r}")
    if not extra.label.strip() or any(c in extra.label for c in "\n\t|"):
        raise RenderError(f"the extra row “{extra.label}”: its label cannot be printed in a cell")


def _text(extra: ExtraRow, value: object) -> str:
    try:
        return printed_number(value)
    except ValueError as error:
        raise RenderError(f"the extra row “{extra.label}”: {error}") from None


def _insert(rows: Rows, extra: ExtraRow) -> None:
    """Put a row below its parent, or above the first row that has figures."""
    holds = [next((c.path.rpartition(".")[0] for c in row if c.path), "") for row in rows]
    below = [index for index, path in enumerate(holds) if path and f"{path}.".startswith(f"{extra.parent}.")]
    at = below[-1] + 1 if below else next((index for index, path in enumerate(holds) if path), len(rows))
    spanned = 0
    for index, row in enumerate(rows[:at]):
        if any(index + cell.rows > at for cell in row):
            spanned += sum(cell.columns for cell in row if index + cell.rows > at)
            rows[index] = tuple(evolve(c, rows=c.rows + 1) if index + c.rows > at else c for c in row)
    spans = [cell.columns for row in rows[at - 1 : at] for cell in row if cell.path is not None]
    texts = ["" if value is None else _text(extra, value) for value in extra.figures]
    if len(texts) > len(spans):
        spans = [1] * len(texts)  # a cell that spans columns makes room for several
    width = max((sum(cell.columns for cell in row) for row in rows), default=1)
    label = Cell(extra.label, columns=max(1, width - spanned - sum(spans)))
    rows.insert(at, (label, *(Cell(text, "", columns=span) for text, span in zip(texts, spans, strict=False))))
