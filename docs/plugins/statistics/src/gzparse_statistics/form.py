"""From the rows of a statistics table, as the grammar typed them, to the record."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import evolve
from lark import Transformer

from gzparse.formkit import (
    BLANK,
    NIL,
    Entry,
    FormRow,
    Grid,
    Outcome,
    Page,
    Place,
    Table,
    TableReading,
    TextRow,
    classify_other_row,
    holds_figures,
    split_header_figures,
    withhold,
)
from gzparse_statistics.record import BLOCKS, LABELS, OUTCOMES, Statistics, StatisticsReport

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
_OF_BLOCK = {"UPHELD": "upheld", "UPHELD_IN_LITIGATION": "upheld", "CORRECTED": "corrected", "OTHER_OUTCOME": "other"}
_UNITS = ("人次", "万元", "件次", "条", "件", "次", "篇", "个", "人", "份", "元")


class Block(list[FormRow]):
    """Rows, and the path of the group that they belong to where their labels do not say."""

    def __init__(self, group: str, rows: Iterable[FormRow]) -> None:
        """Keep the rows."""
        super().__init__(rows)
        self.group = group


class ToBlocks(Transformer[Any, Any]):
    """The tree → blocks of rows, in the page's order."""

    def rows(self, children: list[Any]) -> list[Any]:
        """A list and one more, or a new list."""
        if not children:
            return []
        children[0].append(children[1])
        return cast("list[Any]", children[0])

    outcomes = rows

    def tail(self, children: list[Any]) -> list[Any]:
        """A row, and the rows below it."""
        return [children[0], *children[1]] if children else []

    def block(self, children: list[Any]) -> list[Block]:
        """A row that opens a block (行政复议数, 行政诉讼数), the rows of outcomes right below it, and those below that."""
        opening, outcomes, tail = children
        return [Block(opening.type.partition("__")[0].lower(), [opening, *outcomes]), *(Block("", [row]) for row in tail)]

    def blocks(self, children: list[Any]) -> list[Block]:
        """All blocks, and the rows between them."""
        if not children:
            return []
        children[0].extend(children[1])
        return cast("list[Block]", children[0])

    def statistics(self, children: list[Any]) -> list[Block]:
        """The whole table."""
        rows, blocks = children
        return [*(Block("", [row]) for row in rows), *blocks]


def _order(entries: Container[str], reading: TableReading) -> Sequence[str]:
    """Tables differ from place to place: the rows that a page has are those that it should have."""
    return [row for row in LABELS.rows if row in entries]


def _sort(reading: TableReading, blocks: list[Block]) -> list[Entry]:
    """Make an entry of each prescribed row, in the columns that the header above it names."""
    for block in blocks:
        block[:] = _headers_whole(reading.grid, block)
    header: FormRow | None = None
    entries: list[Entry] = []
    last_code = 0
    coded = any(_has_code(row) for block in blocks for row in block)
    above: FormRow | None = None
    another = False  # another table begins in the section: words, and a header again
    for block in blocks:
        for index, row in enumerate(block):
            words = above is not None and above.type in ("STRAY", "PROSE") and not holds_figures(above)
            another = another or (row.type in HEADERS and bool(entries) and words)
            above = row
            if another:
                reading.unread.append(row)
            elif row.type in HEADERS:
                header = row
                if holds_figures(row):
                    row.type = "HEADER_OTHER"  # a column whose name is not known stands behind it
                reading.headers.append(row)
            elif row.type == "ORDINALS" or (row.type == "GROUP_NAME" and all(item in (BLANK, NIL) for item in row.items)):
                reading.headers.append(row)
            elif (path := _path(row.type, block.group)) is not None:
                block[index] = row = _with_its_note(row)
                code, sure = None, True
                if coded or (header is not None and _names_codes(header)):
                    block[index], code = _without_code(row)
                    # Codes rise from row to row. Else this is none, or the row's figures are another's, or run into it.
                    sure = last_code < code < 100 if code is not None else not row.items or row.items[0] == BLANK
                entry = _entry(path, block[index], header)
                if not sure and entry.place.certain:
                    entry.place = Place(Outcome.ADJACENT_FIGURES)
                    entry.withhold()
                last_code = code or last_code
                entries.append(entry)
            elif row.type == "FOOT":
                reading.notes.append(row)
            else:
                if header is not None and not entries and row.type == "STRAY" and not holds_figures(row):
                    header.type = "HEADER_OTHER"  # one more column, whose name is not known
                classify_other_row(reading, row)
    reading.rows = [row for block in blocks for row in block]
    return entries


def _check(reading: TableReading) -> None:
    """Withhold rows that may be another's."""
    _check_outcomes(reading)
    _check_extra_numbers(reading)


TABLE = Table(
    "statistics",
    _order,
    columns=tuple(COLUMNS),
    boundaries=("HEADER_OTHER", "ORDINALS", "FOOT", "GROUP_NAME"),
    open=True,
    sort=_sort,
    check=_check,
)


def _check_outcomes(reading: TableReading) -> None:
    """Withhold outcomes that may be another block's, whose own first row is lost: they lack the first, or make no total."""
    for group in BLOCKS:
        total = reading.entries.get(f"statistics.{group}.total")
        found = [reading.entries.get(f"statistics.{group}.{name}") for name in OUTCOMES]
        outcomes = [entry for entry in found if entry is not None]
        if total is None or not outcomes:
            continue
        doubtful = found[0] is None
        for index, whole in enumerate(total.values):
            values = [entry.values[index] if index < len(entry.values) else None for entry in outcomes]
            added = sum(value for value in values if value is not None)
            if whole is not None and (
                added > whole or (len(values) == len(OUTCOMES) and None not in values and added != whole)
            ):
                doubtful = True
        for entry in outcomes:
            if doubtful and entry.place.certain:
                withhold(reading, entry, "statistics-outcome-of-another-block")


def _check_extra_numbers(reading: TableReading) -> None:
    """Where several rows have a number too many, the one that others have may be such a number too: a code without a header."""
    if sum(entry.place.outcome == Outcome.EXTRA_FIGURE for entry in reading.entries.values()) > 1:
        for entry in reading.entries.values():
            if entry.place.placed:
                withhold(reading, entry, "statistics-number-too-many")


def _headers_whole(grid: Grid, rows: list[FormRow]) -> Iterator[FormRow]:
    """Keep a year that stands within a header (2014年度) there; part the figures behind it."""
    for row in rows:
        if isinstance(row, TextRow) and row.type in HEADERS and row.inside:
            places = row.row.cell_ranges()
            at = row.at + row.inside
            yield TextRow(row.type, row.row.part_at(places[:at]), at, [])
            if len(places) > at:
                yield TextRow("FIGURES", row.row.part_at(places[at:]), 0, row.items[row.inside :])
        else:
            yield from split_header_figures(grid, [row], HEADERS)


def _has_code(row: FormRow) -> bool:
    """Whether a row has a code such as 01 behind its label, which no figure can be."""
    cells = row.row.cells[max(row.at - 1, 0) : row.at + (isinstance(row, TextRow) and bool(row.items))]
    return any(re.fullmatch(r"0\d", cell.strip()) for cell in cells)


def _with_its_note(row: FormRow) -> FormRow:
    """Take the 1 of a label's note (…相同信息计1条) for a part of the label, where figures are all that is no letter."""
    if isinstance(row, TextRow) and row.inside and re.search("信息计|舆情计", "".join(row.label.split())):
        return TextRow(row.type, row.row, row.at + 1, row.items[1:], row.inside - 1)
    return row


def _names_codes(header: FormRow) -> bool:
    """Whether the header has a column of codes behind that of units; one before all others is no code's."""
    return re.search(r"单位(?:指标)?(?:代码|代号|编号|序号)", "".join(header.label.split())) is not None


def _without_code(row: FormRow) -> tuple[FormRow, int | None]:
    """Take a row's code for a part of its label: 10 and up are numbers of their own, 01 to 09 are part of it already."""
    printed = row.row.cells[row.at - 1].strip() if row.at else ""
    if printed.isdecimal():
        return row, int(printed)
    printed = row.row.cells[row.at].strip() if row.items else ""
    if not row.items or (printed and not (printed.isdecimal() and len(printed) < 3)):
        return row, None
    code = int(printed) if printed else None
    if isinstance(row, TextRow):
        return TextRow(row.type, row.row, row.at + 1, row.items[1:], row.inside), code
    return FormRow(row.type, row.row, row.first, row.at + 1, row.items[1:]), code


def _path(kind: str, group: str) -> str | None:
    if kind in _OF_BLOCK:
        other = kind == "UPHELD_IN_LITIGATION" and group != "litigation"
        return f"statistics.{group}.{_OF_BLOCK[kind]}" if group and not other else None
    path = f"statistics.{kind.lower().replace('__', '.')}"
    return path if path in LABELS.rows else None


def _entry(path: str, row: FormRow, header: FormRow | None) -> Entry:
    infos = LABELS.rows[path]
    columns = COLUMNS.get(header.type) if header is not None else None
    if columns is None:
        entry = Entry(path, row, tuple(info.column for info in infos), tuple(info.kind for info in infos))
        entry.place = Place(Outcome.OTHER_HEADER if header is not None else Outcome.NO_HEADER)
        entry.withhold()
        return entry
    entry = Entry(path, row, columns, (infos[0].kind,) * len(columns))
    label = "".join(row.label.split()).rstrip("0123456789")
    unit = next((unit for unit in _UNITS if label.endswith((unit, f"{unit})", f"{unit}）"))), None)
    if unit is not None:
        entry.units = dict.fromkeys(range(len(columns)), unit)
    return entry


def check_years(page: Page) -> None:
    """Report a table whose header names another year than the report."""
    table, year = page.tables.get("statistics"), page.front.year
    for header in table.headers if table is not None else ():
        named = re.search(r"(?<!\d)(?:19|20)\d\d(?=年)|(?<!\d)20\d\d(?!\d)", header.label)
        if header.type in HEADERS and named is not None and year not in (None, int(named.group())):
            at = header.text_range()
            page.findings.add("statistics-year-differs", "statistics", at=at, named=named.group(), year=year)


def record(page: Page) -> StatisticsReport:
    """Make the record."""
    front = page.front
    return StatisticsReport(
        front.title,
        page.organ,
        front.year,
        front.dated,
        front.preamble,
        front.signature,
        tuple(page.sections.values()),
        page.notes["statistics"],
        _statistics(page.entries),
        page.extra_rows,
    )


def _statistics(entries: Mapping[str, Entry]) -> Statistics:
    found = Statistics()
    for path, entry in entries.items():
        _, group, row = path.split(".")
        rows = getattr(found, group)
        figures = evolve(getattr(rows, row), **dict(zip(entry.columns, entry.values, strict=True)))
        found = evolve(found, **{group: evolve(rows, **{row: figures})})
    return found
