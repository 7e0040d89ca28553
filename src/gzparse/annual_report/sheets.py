"""The annual report as it is printed: its record → sections and sheets, the inverse of the form step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, fields

from gzparse.annual_report.record import SECTIONS, TABLES
from gzparse.annual_report.specification import Block, Specification
from gzparse.errors import RenderError
from gzparse.finish.titles import date_at_end
from gzparse.model.paths import FigureInfo
from gzparse.model.sections import ExtraRow, Section
from gzparse.spec.sheet import Cell, Document, DocumentSection, Sheet, printed_number

Shown = Mapping[str, str | None]
"""What cells print, by path: ``""`` where a cell is blank, ``None`` where its row is not on the page."""
Rows = list[tuple[Cell, ...]]

_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_PREFIX = "proactive_disclosure."
_WIDTH = 4
"""How many columns section two has."""


class Sheets:
    """How annual reports are printed, in the editions of a specification."""

    def __init__(self, specification: Specification) -> None:
        """Keep what the form prescribes."""
        self.specification = specification
        self.labels = specification.labels

    def document(self, report: Any, shown: Shown) -> Document:
        """Lay an annual report out as its form has it.

        A row of which ``shown`` says nothing is printed blank, unless nothing tells the columns of its table.

        Raises:
            RenderError: its figures are of no form, or contradict its edition.
        """
        for extra in report.extra_rows:
            _check_extra(extra)
        editions = self._editions(report, shown)
        edition: str | None = report.edition or next((edition for edition in editions if edition is not None), None)
        tables = {
            "proactive_disclosure": self._disclosure(editions, shown),
            "requests": self._requests(edition, shown),
            "review_and_litigation": self._outcomes(shown),
        }
        sections = []
        for name in SECTIONS:
            heading = f"{self.labels.number(name)}、{self.labels.parts[name]}"
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

    def _is_left_out(self, row: str, shown: Shown) -> bool:
        """Whether a row is said not to be on the page."""
        known = [shown[info.path] for info in self.labels.rows[row] if info.path in shown]
        return bool(known) and all(text is None for text in known)

    # --- section two

    def _disclosure(self, editions: list[str | None], shown: Shown) -> Rows:
        rows: Rows = []
        for block, edition in zip(self.specification.blocks, editions, strict=True):
            columns = None if edition is None else self.specification.columns_of(block.family, edition)
            if edition is not None and columns is not None:
                rows += self._block(block, edition, columns.names, shown)
        return rows

    def _block(self, block: Block, edition: str, columns: tuple[str, ...], shown: Shown) -> Rows:
        last = _WIDTH - len(columns)
        rows: Rows = []
        for name in block.rows:
            path = _PREFIX + name
            if edition not in self.specification.editions_of_row(path) or self._is_left_out(path, shown):
                continue
            figures = [_figure(f"{path}.{column}", shown) for column in columns[:-1]]
            label = self._printed(edition, name, self.labels.parts[path])
            rows.append((Cell(label), *figures, _figure(f"{path}.{columns[-1]}", shown, last)))
        if not rows:
            return []
        names = {info.column: _column(info) for info in self.labels.rows[_PREFIX + block.rows[0]]}
        headers = [self._printed(edition, column, names[column]) for column in columns]
        header = (Cell("信息内容"), *map(Cell, headers[:-1]), Cell(headers[-1], columns=last))
        return [(Cell(block.article, columns=_WIDTH),), header, *rows]

    def _printed(self, edition: str, name: str, label: str) -> str:
        """Return what an edition prints for a row or a column: what it has of its own, or else the record's label."""
        for given, heirs in self.specification.heirs.items():
            if edition in heirs and (given, name) in self.specification.printed:
                return self.specification.printed[given, name]
        return label

    def _editions(self, report: Any, shown: Shown) -> list[str | None]:
        """Return in which edition's columns each block is printed; ``None`` for one that is not."""
        specification = self.specification
        blocks = specification.blocks
        told = [self._edition_told(block, shown) for block in blocks]
        known = {edition for edition in told if edition is not None}
        wanted = report.edition
        heir_of = {heir: name for name, heirs in specification.heirs.items() for heir in heirs if len(heirs) > 1}
        some = any(path.startswith(_PREFIX) and text is not None for path, text in shown.items())
        if wanted is None and not some:
            return [None] * len(blocks)
        if wanted in specification.edition_names and known - {wanted, heir_of.get(wanted)}:
            raise RenderError(f"the report's edition is {wanted}, but it has figures in the columns of the other form")
        if wanted == "mixed":
            self._settle_mixed(told, shown)
        elif wanted in specification.edition_names:
            told = [None] * len(blocks)
        default = wanted if wanted in specification.edition_names else known.pop() if len(known) == 1 else specification.default
        return [
            edition or (default if self._is_in(block, default, wanted) else None)
            for block, edition in zip(blocks, told, strict=True)
        ]

    def _is_in(self, block: Block, edition: str, wanted: str | None) -> bool:
        """Whether an edition prints a block; a mixed one prints those that not all editions have for their figures only."""
        of_all = all(self.specification.columns_of(block.family, name) for name in self.specification.edition_names)
        return self.specification.columns_of(block.family, edition) is not None and (of_all or wanted != "mixed")

    def _settle_mixed(self, told: list[str | None], shown: Shown) -> None:
        """Choose editions for the blocks whose figures tell none, so that the whole is mixed."""
        specification, blocks = self.specification, self.specification.blocks
        of_all = [all(specification.columns_of(block.family, name) for name in specification.edition_names) for block in blocks]
        open_ = [index for index, edition in enumerate(told) if edition is None and of_all[index]]
        # A block with figures that all editions have is of the default one, unless another is needed.
        open_.sort(key=lambda index: not self._has_figures(blocks[index], shown))
        for edition in specification.edition_names:
            if edition not in told and open_:
                told[open_.pop()] = edition
        if len(set(told) - {None}) < 2:
            raise RenderError(f"the report's edition is mixed, but all its figures are of the form of {told[0]}")
        for index in open_:
            told[index] = specification.default

    def _shown_infos(self, block: Block, shown: Shown) -> list[FigureInfo]:
        infos = [info for name in block.rows for info in self.labels.rows[_PREFIX + name]]
        return [info for info in infos if shown.get(info.path) is not None]

    def _has_figures(self, block: Block, shown: Shown) -> bool:
        return bool(self._shown_infos(block, shown))

    def _edition_told(self, block: Block, shown: Shown) -> str | None:
        """Return in which edition's columns a block's figures are: those that it alone has, with editions that continue it."""
        infos = self._shown_infos(block, shown)
        names = self.specification.edition_names
        found = {info.editions[0] for info in infos if len(info.editions) < len(names)}
        if len(found) > 1:
            what = "、".join(self.labels.label(_PREFIX + name) for name in block.rows)
            raise RenderError(f"{what}: its figures are in the columns of both forms; a page has one or the other")
        return found.pop() if found else None

    # --- section three

    def _requests(self, edition: str | None, shown: Shown) -> Rows:
        left_out = self._rows_of_other_editions(edition, shown)
        paths = self.specification.request_rows.values()
        printed = [path for path in paths if path not in left_out and not self._is_left_out(path, shown)]
        if not printed:
            return []
        rows: Rows = self._applicants_header()
        of_results = [path for path in printed if path.startswith(self.specification.results)]
        for path in printed:
            figures = [_figure(f"{path}.{column}", shown) for column in self.specification.applicant_columns]
            rows.append((*self._labels_of(path, of_results), *figures))
        return rows

    def _labels_of(self, path: str, of_results: list[str]) -> list[Cell]:
        """Return the cells before a row's figures: the groups that begin with it, and its own label."""
        _, *groups, _ = path.split(".")
        own = _own_label(self.labels, path)
        if not groups:
            return [Cell(own, columns=3)]
        cells = []
        if path == of_results[0]:
            cells.append(Cell(_own_label(self.labels, self.specification.results.rstrip(".")), rows=len(of_results)))
        if len(groups) == 1:
            return [*cells, Cell(own, columns=2)]
        group = path.rpartition(".")[0]
        if path in self.specification.divided:
            return [*cells, Cell(_own_label(self.labels, group), columns=2)]
        within = [p for p in of_results if p.startswith(f"{group}.") and p not in self.specification.divided]
        if path == within[0]:
            cells.append(Cell(_own_label(self.labels, group), rows=len(within)))
        return [*cells, Cell(own)]

    def _rows_of_other_editions(self, edition: str | None, shown: Shown) -> set[str]:
        """Return the rows that are not printed, since other editions have them and no figure of theirs is shown."""
        specification = self.specification
        held = {path.rpartition(".")[0] for path, text in shown.items() if text is not None}
        known = edition if edition in specification.edition_names else specification.default
        others: set[str] = set()
        divided_rows: set[str] = set()
        for row, parts in specification.divided.items():
            divided_rows.update((row, *parts))
            divided = any(path in held for path in parts)
            undivided = row in held or (not divided and edition is not None and edition in specification.rows_of_some[row])
            divided = divided or (edition is not None and not undivided)
            others.update(() if divided else parts)
            others.update(() if undivided else (row,))
        for row, editions in specification.rows_of_some.items():
            if row not in divided_rows and row not in held and known not in editions:
                others.add(row)
        return others

    def _applicants_header(self) -> Rows:
        first = self.labels.rows[self.specification.balance[0]]
        person, *bodies, total = (_column(info) for info in first)
        return [
            (Cell(_CORNER, rows=3, columns=3), Cell("申请人情况", columns=len(first))),
            (Cell(person, rows=2), Cell("法人或其他组织", columns=len(bodies)), Cell(total, rows=2)),
            tuple(map(Cell, bodies)),
        ]

    # --- section four

    def _outcomes(self, shown: Shown) -> Rows:
        section = "review_and_litigation"
        blocks, columns = self.specification.outcome_rows, self.specification.outcome_columns
        paths = [f"{section}.{row}.{column}" for row in blocks for column in columns]
        known = [shown[path] for path in paths if path in shown]
        if known and all(text is None for text in known):
            return []
        size = len(columns)
        names = [_column(info) for info in self.labels.rows[f"{section}.{blocks[0]}"]]
        review, direct_of, after_of = (self.labels.parts[f"{section}.{row}"] for row in blocks)
        litigation, direct = direct_of.split("·")
        after = after_of.partition("·")[2]
        return [
            (Cell(review, columns=size), Cell(litigation, columns=2 * size)),
            (*(Cell(name, rows=2) for name in names), Cell(direct, columns=size), Cell(after, columns=size)),
            tuple(map(Cell, [*names, *names])),
            tuple(_figure(path, shown) for path in paths),
        ]


def _own_label(labels: Any, path: str) -> str:
    """Return the label of a row or a group without those of the groups that hold it."""
    kind: Any = labels.record
    label = ""
    for name in path.split("."):
        attribute = getattr(fields(kind), name)
        kind, label = attribute.default.factory, attribute.metadata["label"]
    return label


def _column(info: FigureInfo) -> str:
    return info.label.rpartition(" · ")[2]


def _figure(path: str, shown: Shown, columns: int = 1) -> Cell:
    return Cell(shown.get(path) or "", path, columns=columns)


# --- the front and the end --------------------------------------------------------------------------------------------


def _title(report: Any) -> str:
    if report.title is not None or (report.organ is None and report.year is None):
        return report.title or ""
    year = f"{report.year}年" if report.year is not None else ""
    return f"{report.organ or ''}{year}政府信息公开工作年度报告"


def _signature(report: Any) -> tuple[str, ...]:
    """Return the organ's name and the date, each on its line."""
    if report.signature is None:
        return (f"{report.dated.year}年{report.dated.month}月{report.dated.day}日",) if report.dated is not None else ()
    at = date_at_end(report.signature)
    lines = (report.signature[:at].strip(), report.signature[at:].strip()) if at is not None else (report.signature,)
    return tuple(line for line in lines if line)


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
