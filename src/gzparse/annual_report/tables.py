"""Form: the rows of the annual report's tables → their figures in the prescribed columns."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any, cast

from lark import Transformer

from gzparse.annual_report.prescribed import (
    APPLICANT_COLUMNS,
    APPLICANT_NAMES,
    DISCLOSURE_COLUMNS,
    DISCLOSURE_ORDER,
    DISCLOSURE_ROWS,
    DIVIDED,
    OUTCOME_COLUMNS,
    OUTCOME_NAMES,
    OUTCOME_ROWS,
    REQUEST_ORDER,
    REQUEST_ROWS,
    Columns,
    edition_of,
    prescribed,
)
from gzparse.annual_report.record import Edition
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import NIL, NUMBER
from gzparse.form.placing import Outcome, Place
from gzparse.form.row_lexer import fold_label
from gzparse.form.steps import classify_other_row
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind
from gzparse.spec.table import Table

# A bare 总计 or 其他 is a column's name, unless figures stand behind it.
_BARE = {"TOTAL_WORD": "RESULTS_TOTAL", "OTHER_WORD": "OTHER"}
_APPLICANTS = ("APPLICANTS", "APPLICANTS_REORDERED", "APPLICANTS_BROKEN")
_OUTCOMES = ("OUTCOMES", "OUTCOMES_REORDERED", "OUTCOMES_BROKEN")
_GROUPS = ("GROUP_RESULTS", "GROUP_REFUSED", "GROUP_UNABLE", "GROUP_NOT_PROCESSED")
_HEADERS = frozenset((*DISCLOSURE_COLUMNS, "OTHER_COLUMNS", "ARTICLE", "CONTENT", *_APPLICANTS, *_OUTCOMES))


def _order(entries: Container[str], reading: TableReading) -> Sequence[str]:
    edition = edition_of(reading.editions)
    wanted = prescribed(reading.section, entries, edition)
    if reading.section != "proactive_disclosure" or edition == "2019":
        return wanted
    # What the 2019 form alone prescribes is due where its own block is in that form's columns.
    expected = {*wanted, *(DISCLOSURE_ROWS[name][0] for name in _expected_in_blocks(reading))}
    return [path for path in DISCLOSURE_ORDER if path in expected]


def expected_rows(section: str, table: TableReading | None, edition: Edition | None) -> Sequence[str]:
    """Return the paths of the rows that a table should have: as its own headers say, or else in the report's edition."""
    if table is not None and table.editions:
        return table.order()
    return prescribed(section, table.entries if table is not None else (), edition)


def _expected_in_blocks(reading: TableReading) -> Iterator[str]:
    rows = reading.grid.rows
    text = reading.findings.source.normalized[rows[0].start : rows[-1].start + len(rows[-1].text)] if rows else ""
    if not any(word in text for word in ("上一年", "采购", "九")):
        return  # as on most pages, those of the 2021 form: rows need not be looked at
    block = ""
    for row in reading.rows:
        label = row.label if row.type not in ("PROSE", "FIGURES") else ""
        if row.type == "ARTICLE":
            block = label
        if "上一年" in label and ("五" in block or _stands_over(reading, row, "LICENSING")):
            yield "OTHER_SERVICES"
        if "采购" in label or (row.type == "ARTICLE" and "九" in label):
            yield "PROCUREMENT"


def _stands_over(reading: TableReading, header: FormRow, kind: str) -> bool:
    """Whether the first prescribed row below a header is of a kind."""
    below = [row.type for row in reading.rows if row.start > header.start and row.type in DISCLOSURE_ROWS]
    return below[:1] == [kind]


class ToRows(Transformer[Any, Any]):
    """The tree of a table section → its rows in the page's order, section two's by block."""

    def rows(self, children: list[Any]) -> list[FormRow]:
        """A list of rows and one more of them; or a new list."""
        if not children:
            return []
        children[0].append(children[1])
        return cast("list[FormRow]", children[0])

    request_rows = outcome_rows = articles = rows

    def article(self, children: list[Any]) -> list[FormRow]:
        """An article of section two and the rows under it."""
        return [children[0], *children[1]]

    def proactive_disclosure(self, children: list[Any]) -> list[list[FormRow]]:
        """Section two: the rows before any article, then article by article."""
        return [children[0], *children[1]]

    def requests(self, children: list[list[FormRow]]) -> list[list[FormRow]]:
        """Section three."""
        return children

    review_and_litigation = requests


# --- section two ------------------------------------------------------------------------------------------------------


def _sort_disclosure(reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
    pending: list[tuple[FormRow, Columns | None, bool]] = []
    shapes = reading.shapes
    for block in blocks:
        header: FormRow | None = None
        words = False  # stand where a header may stand, and are none that is known
        used = False  # some row stands below the header
        for index, row in enumerate(block):
            kind = row.type
            if kind in DISCLOSURE_ROWS:
                family = DISCLOSURE_ROWS[kind][1]
                fits = header is not None and header.type.startswith(family)
                unreadable = header is not None and header.type == "OTHER_COLUMNS"
                columns = DISCLOSURE_COLUMNS[header.type] if header is not None and fits else None
                other = header is not None and not used  # a header of other rows
                pending.append((row, columns, unreadable or ((words or other) and not fits)))
                used = used or fits or unreadable
            elif kind in DISCLOSURE_COLUMNS and not holds_figures(row) and _has_a_column_before(index, block):
                header, used = FormRow("OTHER_COLUMNS", row.row, row.first, row.at, []), False
                reading.headers.append(row)
            elif kind in DISCLOSURE_COLUMNS and not holds_figures(row):
                if header is None or header.type != "OTHER_COLUMNS" or used:
                    header, words, used = row, False, False
                reading.headers.append(row)
                reading.editions.append(DISCLOSURE_COLUMNS[kind].edition)
                cells = sum(1 for cell in row.cells() if cell.strip())
                if cells == len(DISCLOSURE_COLUMNS[kind].names) + 1:
                    shapes.append((1, row.length - 1, 0, cells - 1))
                _note_header_unit(reading, row)
            elif kind == "OTHER_COLUMNS" and not holds_figures(row):
                header, used = row, False
                reading.headers.append(row)
            elif kind in ("ARTICLE", "CONTENT") and not holds_figures(row):
                header = None if kind == "ARTICLE" else header
                words = words and kind != "ARTICLE"
                reading.headers.append(row)
            else:
                if kind in ("STRAY", "TABLE_TEXT", "PROSE"):
                    label = "".join(row.label.split())
                    if re.search(_OF_HEADERS, label):
                        header, used = FormRow("OTHER_COLUMNS", row.row, row.first, row.at, []), False
                    words = words or (not holds_figures(row) and re.search(r"[\u4e00-\u9fff]", label) is not None)
                classify_other_row(reading, row)
    editions = set(reading.editions)
    if not editions:  # no figure is read by such words, but they tell which rows are due
        names = " ".join(row.label for row in reading.headers)
        reading.editions += [edition for edition, some in _WORDS_OF_EDITIONS.items() if re.search(some, names)]
    entries = []
    for row, columns, unreadable in pending:
        path, family = DISCLOSURE_ROWS[row.type]
        entry = Entry(path, row, (), ())
        if columns is None and not unreadable and len(editions) == 1:
            columns = DISCLOSURE_COLUMNS.get(f"{family}_{next(iter(editions))}")
            if columns is not None and columns.edition == "2019" and "行政规范性文件" in fold_label(row.label):
                columns = None  # the name of the 2021 form
            elif columns is not None and holds_figures(row):
                reading.by_other_blocks.append(path)
        if columns is None:
            _withhold_without_columns(reading, entry, family, unreadable)
        else:
            entry.columns, entry.kinds = columns.names, columns.kinds
            if reading.units and (unit := reading.units.get(family)) is not None:
                entry.units = {i: unit for i, kind in enumerate(columns.kinds) if kind == "amount"}
        entries.append(entry)
    return entries


def _check_disclosure(reading: TableReading) -> None:
    """Report rows that no header stands over, and that are read in the columns of the edition that the other blocks are in."""
    read = {path: entry for path, entry in reading.entries.items() if entry.place.outcome == Outcome.PLACED}
    if given := [path for path in reading.by_other_blocks if path in read]:
        reading.findings.add("header-of-other-blocks", *given)


def _has_a_column_before(at: int, block: list[FormRow]) -> bool:
    """Whether words stand between 信息内容 and the names of a header's columns: the name of one more column."""
    if at < 2:
        return False
    content, between = block[at - 2 : at]
    return content.type == "CONTENT" and between.type == "STRAY" and not holds_figures(between) and between.label.isalpha()


_WORDS_OF_EDITIONS = {"2021": "制发件数|废止件数|有效件数", "2019": "新制作|新公开|上一年|采购"}
"""What tells the edition of a table none of whose headers is whole: their words stand line by line."""
_OF_HEADERS = "信息内容|制发件数|废止件数|有效件数|新制作|新公开|公开总数量|处理决定数量|项目数量|增/?减|收费金额|采购总金额"


def _note_header_unit(reading: TableReading, row: FormRow) -> None:
    if row.type in ("FEES_2021", "PROCUREMENT_2019"):
        unit = re.search(r"[百千万亿]{0,2}元", row.label.replace(" ", ""))
        family = row.type.partition("_")[0]
        if unit is not None and (family != "FEES" or unit.group() != "万元"):
            reading.units[family] = unit.group()


def _withhold_without_columns(reading: TableReading, entry: Entry, family: str, other_columns: bool) -> None:
    """Withhold a row of section two of which no header tells the columns."""
    edition = "2019" if f"{family}_2021" not in DISCLOSURE_COLUMNS else "2021"
    columns = DISCLOSURE_COLUMNS[f"{family}_{edition}"]
    entry.columns, entry.kinds = columns.names, columns.kinds
    if holds_figures(entry.row) or (other_columns and entry.row.items):
        entry.place = Place(Outcome.OTHER_HEADER if other_columns else Outcome.NO_HEADER)
        entry.withhold()
    elif entry.row.items:
        entry.place = Place(Outcome.BLANK)
        entry.withhold("blank")
    else:
        entry.place = Place(Outcome.NO_CELLS)
        entry.withhold("unreadable")


# --- section three ----------------------------------------------------------------------------------------------------


def _sort_requests(reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
    entries: list[Entry] = []
    kinds = ("count",) * 7
    (rows,) = blocks
    divided = any(row.type in DIVIDED for row in rows)
    for row in rows:
        kind = row.type
        if kind in _BARE and holds_figures(row):
            kind = row.type = _BARE[kind]
        path = REQUEST_ROWS.get(kind)
        if path is not None and (kind != "GROUP_OTHERWISE" or _is_undivided(row, divided)):
            entries.append(Entry(path, row, APPLICANT_COLUMNS, kinds))
        elif kind in (*_APPLICANTS, *_GROUPS, "GROUP_OTHERWISE", *_BARE):
            if holds_figures(row):
                classify_other_row(reading, row)
                continue
            reading.headers.append(row)
        else:
            classify_other_row(reading, row)
    if not any(row.type in DIVIDED for row in rows[-8:]) and not any(e.row.type in DIVIDED for e in entries):
        # Without its three rows (六) is a row itself, if only one whose cells are blank.
        undivided = {
            id(h): h for h in reading.headers if h.type == "GROUP_OTHERWISE" and len(h.items) >= len(APPLICANT_COLUMNS)
        }
        reading.headers = [row for row in reading.headers if id(row) not in undivided]
        entries += [Entry(REQUEST_ROWS["GROUP_OTHERWISE"], row, APPLICANT_COLUMNS, kinds) for row in undivided.values()]
        entries.sort(key=lambda entry: (entry.row.row.start, entry.row.at))
    return entries


def _is_undivided(row: FormRow, divided: bool) -> bool:
    """Whether （六） is a row itself: it has figures, or may have them near in unmarked text."""
    if isinstance(row, TextRow):
        return not divided
    return any(item >= 0 or item in (NIL, NUMBER) for item in row.items)


def _check_undivided(reading: TableReading) -> None:
    """Withhold （六） as one row where some of its three rows stand below it: its figures are the missing one's."""
    entry = reading.entries.get(REQUEST_ROWS["GROUP_OTHERWISE"])
    divided = [REQUEST_ROWS[name] in reading.entries for name in DIVIDED]
    if entry is not None and any(divided) and not all(divided) and entry.place.certain:
        entry.place = Place(Outcome.ADJACENT_FIGURES)
        entry.withhold()
        reading.findings.add("undivided-beside-divided", entry.path, at=entry.row.text_range())


# --- section four -----------------------------------------------------------------------------------------------------


def _sort_outcomes(reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
    size = len(OUTCOME_ROWS) * len(OUTCOME_COLUMNS)
    columns = tuple(f"{row}.{column}" for row in OUTCOME_ROWS for column in OUTCOME_COLUMNS)
    candidates: list[Entry] = []
    (rows,) = blocks
    for row in rows:
        if row.type in (*_OUTCOMES, "TOTAL_WORD") and not holds_figures(row):
            reading.headers.append(row)
            cells = row.row.cells
            if len(cells) >= size and not cells[0].strip():
                # A header row with empty cells in front: cells keep their place, and so many make a row.
                reading.shapes.append((0, len(cells), 0, size))
        elif (
            row.type == "FIGURES"
            and (row.row.type != RowKind.LINE or len(row.items) > 1)
            and (holds_figures(row) or (reading.headers and len(row.items) >= size))
        ):
            candidates.append(Entry("review_and_litigation", row, columns, ("count",) * size))
        else:
            classify_other_row(reading, row)
    if any(holds_figures(e.row) for e in candidates):
        for entry in [e for e in candidates if not holds_figures(e.row)]:
            candidates.remove(entry)
            reading.furniture.append(entry.row)
    return candidates


TABLES = (
    Table(
        "proactive_disclosure",
        _order,
        fewest=6,
        columns=tuple(DISCLOSURE_COLUMNS),
        boundaries=("ARTICLE", "CONTENT", "OTHER_COLUMNS"),
        sort=_sort_disclosure,
        check=_check_disclosure,
        headers=_HEADERS,
        groups=_GROUPS,
        rows=tuple(DISCLOSURE_ORDER),
        spanning=("信息内容", *(f"第二十条第（{number}）项" for number in "一五六八九")),
    ),
    Table(
        "requests",
        _order,
        fewest=23,
        sums=(len(APPLICANT_COLUMNS),),
        balance=tuple(REQUEST_ROWS[name] for name in ("NEW", "BROUGHT_FORWARD", "RESULTS_TOTAL", "CARRIED_FORWARD")),
        headings=(REQUEST_ROWS["GROUP_OTHERWISE"],),
        header_names=APPLICANT_NAMES,
        sort=_sort_requests,
        check=_check_undivided,
        headers=_HEADERS,
        groups=_GROUPS,
        divided={"GROUP_OTHERWISE": DIVIDED},
        named_by=_APPLICANTS[:2],
        rows=tuple(REQUEST_ORDER),
    ),
    Table(
        "review_and_litigation",
        _order,
        sums=(len(OUTCOME_COLUMNS),) * len(OUTCOME_ROWS),
        header_names=OUTCOME_NAMES,
        sort=_sort_outcomes,
        headers=_HEADERS,
        groups=_GROUPS,
        named_by=_OUTCOMES[:2],
    ),
)
"""What the form prescribes of each table."""
