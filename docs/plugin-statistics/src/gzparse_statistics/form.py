"""From the rows of a statistics table, as the grammar typed them, to the record."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve
from lark import Transformer

from gzparse.formkit import (
    Entry,
    Findings,
    FormRow,
    Front,
    Grid,
    Outline,
    Place,
    Source,
    Table,
    TableEvidence,
    TableReading,
    TextRow,
    extra_row,
    figures_apart,
    holds_figures,
    look_at_unread,
    narrative,
    notes_of,
    set_aside,
    settle_rows,
    tell_of_rest,
    tell_of_table,
)
from gzparse_statistics.record import LABELS, Statistics, StatisticsReport

SECTIONS = (
    "overview",
    "proactive_disclosure",
    "requests",
    "fees",
    "review_and_litigation",
    "problems_and_improvements",
    "other_matters",
    "statistics",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "HEADER_YEAR": ("year",),
    "HEADER_YEAR_AND_ALL": ("year", "all_years"),
    "HEADER_PERIOD": ("period",),
    "HEADER_PERIOD_AND_YEAR": ("period", "year_to_date"),
    "HEADER_YEAR_TO_DATE": ("year_to_date",),
}
HEADERS = (*COLUMNS, "HEADER_OTHER")
_OF_BLOCK = {"UPHELD": "upheld", "CORRECTED": "corrected", "OTHER_OUTCOME": "other"}
_UNITS = ("人次", "万元", "件次", "条", "件", "次", "篇", "个", "人", "份", "元")

Block = tuple[str, list[FormRow]]
"""The path of the group that a block's rows belong to where their labels do not say, and the rows."""


class ToBlocks(Transformer[Any, Any]):
    """The tree → blocks of rows, in the page's order."""

    def rows(self, children: list[Any]) -> list[FormRow]:
        """A list of rows and one more, or a new list."""
        return [*children[0], children[1]] if children else []

    def blocks(self, children: list[Any]) -> list[Block]:
        """The blocks so far and one more."""
        return [*children[0], children[1]] if children else []

    def block(self, children: list[Any]) -> Block:
        """A row that opens a block (行政复议数, 行政诉讼数), and the rows below it."""
        opening, rows = children
        return opening.type.partition("__")[0].lower(), [opening, *rows]

    def statistics(self, children: list[Any]) -> list[Block]:
        """The whole table."""
        rows, blocks = children
        return [("", rows), *blocks]


def _order(entries: Container[str], reading: TableReading) -> Sequence[str]:
    """Tables differ from place to place: the rows that a page has are those that it should have."""
    return [row for row in LABELS.rows if row in entries]


TABLE = Table("statistics", _order, columns=tuple(COLUMNS), parting=("HEADER_OTHER", "ORDINALS", "FOOT", "GROUP_NAME"))


def read_table(section: str, grid: Grid, blocks: list[Block], findings: Findings) -> TableReading:
    """Read the rows of the table, each in the columns that the header above it names."""
    blocks = [(group, [*_headers_whole(grid, rows)]) for group, rows in blocks]
    reading = TableReading(TABLE, grid, [row for _, rows in blocks for row in rows], findings)
    header: FormRow | None = None
    entries: list[Entry] = []
    last_code = 0
    for group, rows in blocks:
        for index, row in enumerate(rows):
            if row.type in HEADERS:
                header = row
                if holds_figures(row):
                    row.type = "HEADER_OTHER"  # a column whose name is not known stands behind it
                reading.headers.append(row)
            elif row.type == "ORDINALS" or (row.type == "GROUP_NAME" and not holds_figures(row)):
                reading.headers.append(row)
            elif (path := _path(row.type, group)) is not None:
                code = None
                if header is not None and _names_codes(header):
                    rows[index], code = _without_code(row)
                entry = _entry(path, rows[index], header)
                # Codes rise from row to row: else this is none, or the row's figures are another's.
                if code is not None and not last_code < code < 100 and entry.place.certain:
                    entry.place = Place("beside")
                    entry.withhold()
                last_code = code or last_code
                entries.append(entry)
            elif row.type == "FOOT":
                reading.notes.append(row)
            else:
                if header is not None and not entries and row.type == "STRAY" and not holds_figures(row):
                    header.type = "HEADER_OTHER"  # one more column, whose name is not known
                set_aside(reading, row)
    reading.rows = [row for _, rows in blocks for row in rows]
    settle_rows(reading, entries, [])
    look_at_unread(reading)
    return reading


def _headers_whole(grid: Grid, rows: list[FormRow]) -> Iterator[FormRow]:
    """Keep a year that stands within a header (2014年度) there; part the figures behind it."""
    for row in rows:
        if isinstance(row, TextRow) and row.type in HEADERS and row.inside:
            places = row.row.stretches()
            at = row.at + row.inside
            yield TextRow(row.type, row.row.part_at(places[:at]), at, [])
            if len(places) > at:
                yield TextRow("FIGURES", row.row.part_at(places[at:]), 0, row.items[row.inside :])
        else:
            yield from figures_apart(grid, [row], HEADERS)


def _names_codes(header: FormRow) -> bool:
    return any(word in "".join(header.label.split()) for word in ("代码", "代号", "编号"))


def _without_code(row: FormRow) -> tuple[FormRow, int | None]:
    """Take a row's code for a part of its label: 10 and up are numbers of their own, 01 to 09 are part of it already."""
    printed = row.row.cells[row.at - 1].strip() if row.at else ""
    if printed.isdecimal():
        return row, int(printed)
    if not row.items:
        return row, None
    printed = row.row.cells[row.at].strip()
    code = int(printed) if printed.isdecimal() else None
    if isinstance(row, TextRow):
        return TextRow(row.type, row.row, row.at + 1, row.items[1:], row.inside), code
    return FormRow(row.type, row.row, row.first, row.at + 1, row.items[1:]), code


def _path(kind: str, group: str) -> str | None:
    if kind in _OF_BLOCK:
        return f"statistics.{group}.{_OF_BLOCK[kind]}" if group else None
    path = f"statistics.{kind.lower().replace('__', '.')}"
    return path if path in LABELS.rows else None


def _entry(path: str, row: FormRow, header: FormRow | None) -> Entry:
    columns = COLUMNS.get(header.type, ()) if header is not None else ()
    kinds = [info.kind for info in LABELS.rows[path]]
    entry = Entry(path, row, columns or ("year",), (kinds[0],) * (len(columns) or 1))
    if not columns:
        entry.columns = tuple(info.column for info in LABELS.rows[path])
        entry.kinds = tuple(kinds)
        entry.place = Place("header" if header is not None else "columns")
        entry.withhold()
        return entry
    label = "".join(row.label.split()).rstrip("0123456789")
    unit = next((unit for unit in _UNITS if label.endswith((unit, f"{unit})", f"{unit}）"))), None)
    if unit is not None:
        entry.units = dict.fromkeys(range(len(columns)), unit)
    return entry


def finish(
    source: Source,
    outline: Outline,
    tables: Mapping[str, TableReading],
    findings: Findings,
    organ: str | None,
    year: int | None,
    tried: Mapping[str, list[TableReading]],
) -> tuple[StatisticsReport, tuple[Any, ...], TableEvidence]:
    """Put the record together."""
    front = Front(source, outline)
    sections = [narrative(source, text, findings, name) for name, text in outline.sections.items() if name != "statistics"]
    table = tables.get("statistics")
    notes = notes_of(source, table)
    front.settle_year(findings, year, [*(section.text for section in sections), notes])
    tell_of_table(findings, "statistics", table, outline)
    tell_of_rest(findings, outline)
    report = StatisticsReport(
        front.title,
        front.organ or organ,
        front.year,
        front.dated,
        front.preamble,
        front.signature,
        tuple(sections),
        notes,
        _statistics(table.entries if table is not None else {}),
        tuple(extra_row(row, table) for row in table.extra) if table is not None else (),
    )
    return report, tuple(findings.found), TableEvidence(source, outline, tables, tried, LABELS)


def _statistics(entries: Mapping[str, Entry]) -> Statistics:
    found = Statistics()
    for path, entry in entries.items():
        _, group, row = path.split(".")
        rows = getattr(found, group)
        figures = evolve(getattr(rows, row), **dict(zip(entry.columns, entry.values, strict=True)))
        found = evolve(found, **{group: evolve(rows, **{row: figures})})
    return found
