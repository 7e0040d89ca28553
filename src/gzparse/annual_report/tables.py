"""Form: the rows of the annual report's tables → their figures in the prescribed columns."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any, cast

from lark import Transformer

from gzparse.annual_report.specification import Columns, Specification
from gzparse.form.alternatives.accounts import Account, Alternative
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import NIL, NUMBER, money_unit
from gzparse.form.placing import Outcome, Place
from gzparse.form.row_lexer import fold_label
from gzparse.form.steps import classify_other_row
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RowKind
from gzparse.spec.table import Table

# A bare 总计 or 其他 is a column's name, unless figures stand behind it.
_BARE = {"TOTAL_WORD": "RESULTS_TOTAL", "OTHER_WORD": "OTHER"}
_APPLICANTS = ("APPLICANTS", "APPLICANTS_REORDERED", "APPLICANTS_BROKEN")
_OUTCOMES = ("OUTCOMES", "OUTCOMES_REORDERED", "OUTCOMES_BROKEN")
_GROUPS = ("GROUP_RESULTS", "GROUP_REFUSED", "GROUP_UNABLE", "GROUP_NOT_PROCESSED")
_HEADERS = ("OTHER_COLUMNS", "ARTICLE", "CONTENT", *_APPLICANTS, *_OUTCOMES)
_WORDS_OF_EDITIONS = {"2021": "制发件数|废止件数|有效件数", "2019": "新制作|新公开|上一年|采购"}
"""What tells the edition of a table none of whose headers is whole: their words stand line by line."""
_OF_HEADERS = "信息内容|制发件数|废止件数|有效件数|新制作|新公开|公开总数量|处理决定数量|项目数量|增/?减|收费金额|采购总金额"


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


class AnnualTables:
    """How the tables of the annual report are read, in the editions of a specification."""

    def __init__(self, specification: Specification) -> None:
        """Keep what the form prescribes."""
        self.specification = specification
        self._undivided = {
            specification.terminal(path): tuple(map(specification.terminal, parts))
            for path, parts in specification.divided.items()
        }
        self._parts = frozenset(part for parts in self._undivided.values() for part in parts)

    def tables(self) -> tuple[Table, ...]:
        """Return what the form prescribes of each table."""
        specification = self.specification
        return (
            Table(
                "proactive_disclosure",
                self.order,
                fewest=6,
                columns=tuple(specification.headers),
                boundaries=("ARTICLE", "CONTENT", "OTHER_COLUMNS"),
                sort=self.sort_disclosure,
                check=check_disclosure,
                headers=frozenset((*specification.headers, *_HEADERS)),
                groups=_GROUPS,
                rows=tuple(path for path, _ in specification.disclosure_rows.values()),
                spanning=("信息内容", *(block.article for block in specification.blocks)),
            ),
            Table(
                "requests",
                self.order,
                fewest=min(len(specification.rows_of("requests", (), name)) for name in specification.edition_names),
                sums=(len(specification.applicant_columns),),
                balance=specification.balance,
                headings=tuple(specification.divided),
                header_names=specification.applicant_names,
                sort=self.sort_requests,
                alternatives=(self.undivided_beside_divided(),),
                headers=frozenset((*specification.headers, *_HEADERS)),
                groups=_GROUPS,
                divided=self._undivided,
                named_by=_APPLICANTS[:2],
                rows=tuple(specification.request_rows.values()),
            ),
            Table(
                "review_and_litigation",
                self.order,
                sums=(len(specification.outcome_columns),) * len(specification.outcome_rows),
                header_names=specification.outcome_names,
                sort=self.sort_outcomes,
                headers=frozenset((*specification.headers, *_HEADERS)),
                groups=_GROUPS,
                named_by=_OUTCOMES[:2],
            ),
        )

    def order(self, entries: Container[str], reading: TableReading) -> Sequence[str]:
        """Return the paths of the rows that a table should have, given those that it has."""
        edition = self.specification.edition_of(reading.editions)
        wanted = self.specification.rows_of(reading.section, entries, edition)
        rows = self.specification.disclosure_rows
        if reading.section != "proactive_disclosure" or len(wanted) == len(rows):
            return wanted
        # Rows that another edition alone prescribes are expected where their own block is in that edition's columns.
        expected = {*wanted, *(rows[name][0] for name in self._expected_in_blocks(reading))}
        return [path for path, _ in rows.values() if path in expected] if len(expected) > len(wanted) else wanted

    def expected_rows(self, section: str, table: TableReading | None, edition: str | None) -> Sequence[str]:
        """Return the paths of the rows that a table should have: as its own headers say, or else in the report's edition."""
        if table is not None and table.editions:
            return table.order()
        return self.specification.rows_of(section, table.entries if table is not None else (), edition)

    def _expected_in_blocks(self, reading: TableReading) -> Iterator[str]:
        rows = reading.grid.rows
        text = reading.findings.source.normalized[rows[0].start : rows[-1].start + len(rows[-1].text)] if rows else ""
        if not any(word in text for word in ("上一年", "采购", "九")):
            return  # as on most pages, those of the 2021 form: rows need not be looked at
        block = ""
        for row in reading.rows:
            label = row.label if row.type not in ("PROSE", "FIGURES") else ""
            if row.type == "ARTICLE":
                block = label
            if "上一年" in label and ("五" in block or self._stands_over(reading, row, "LICENSING")):
                yield "OTHER_SERVICES"
            if "采购" in label or (row.type == "ARTICLE" and "九" in label):
                yield "PROCUREMENT"

    def _stands_over(self, reading: TableReading, header: FormRow, kind: str) -> bool:
        """Whether the first prescribed row below a header is of a kind."""
        known = self.specification.disclosure_rows
        below = [row.type for row in reading.rows if row.start > header.start and row.type in known]
        return below[:1] == [kind]

    # --- section two

    def sort_disclosure(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each prescribed row of section two, in the columns that the header above it names."""
        pending = [row for block in blocks for row in self._sort_block(reading, block)]
        editions = set(reading.editions)
        if not editions:  # no figure is read by such words, but they tell which rows are expected
            names = " ".join(row.label for row in reading.headers)
            reading.editions += [edition for edition, some in _WORDS_OF_EDITIONS.items() if re.search(some, names)]
        edition = next(iter(editions)) if len(editions) == 1 else None
        return [self._disclosure_entry(reading, row, columns, unreadable, edition) for row, columns, unreadable in pending]

    def _sort_block(self, reading: TableReading, block: list[FormRow]) -> Iterator[tuple[FormRow, Columns | None, bool]]:
        """Sort the rows of one article; yield the prescribed ones, their columns, and whether other columns stand above."""
        header: FormRow | None = None
        words = False  # stand where a header may stand, and are not a known one
        used = False  # some row stands below the header
        known_rows, known_columns = self.specification.disclosure_rows, self.specification.columns
        for index, row in enumerate(block):
            kind = row.type
            if kind in known_rows:
                family = known_rows[kind][1]
                fits = header is not None and header.type.startswith(family)
                unreadable = header is not None and header.type == "OTHER_COLUMNS"
                columns = known_columns[header.type] if header is not None and fits else None
                other = header is not None and not used  # a header of other rows
                yield row, columns, unreadable or ((words or other) and not fits)
                used = used or fits or unreadable
            elif kind in known_columns and not holds_figures(row):
                if _has_a_column_before(index, block):
                    header, used = _as_other_columns(row), False
                else:
                    if header is None or header.type != "OTHER_COLUMNS" or used:
                        header, words, used = row, False, False
                    self._note_header(reading, row)
                reading.headers.append(row)
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
                        header, used = _as_other_columns(row), False
                    words = words or (not holds_figures(row) and terminal("HAN").search(label) is not None)
                classify_other_row(reading, row)

    def _note_header(self, reading: TableReading, row: FormRow) -> None:
        """Note what a header tells of its table: the edition, the shape of its rows, the unit of its amounts."""
        columns = self.specification.columns[row.type]
        reading.editions.append(columns.edition)
        cells = sum(1 for cell in row.cells() if cell.strip())
        if cells == len(columns.names) + 1:
            reading.shapes.append((1, row.length - 1, 0, cells - 1))
        self._note_header_unit(reading, row)

    def _disclosure_entry(
        self, reading: TableReading, row: FormRow, columns: Columns | None, unreadable: bool, edition: str | None
    ) -> Entry:
        """Make an entry of a row; ``edition`` is that of all headers of the table, if they are of one."""
        path, family = self.specification.disclosure_rows[row.type]
        entry = Entry(path, row, (), ())
        if columns is None and not unreadable and edition is not None:
            columns = self.specification.columns_of(family, edition)
            if columns is not None and self._has_another_editions_name(row, path, columns.edition):
                columns = None
            elif columns is not None and holds_figures(row):
                reading.by_other_blocks.append(path)
        if columns is None:
            self._withhold_without_columns(reading, entry, family, unreadable)
        else:
            entry.columns, entry.kinds = columns.names, columns.kinds
            if reading.units and (unit := reading.units.get(family)) is not None:
                entry.units = {i: unit for i, kind in enumerate(columns.kinds) if kind == "amount"}
        return entry

    def _note_header_unit(self, reading: TableReading, row: FormRow) -> None:
        columns = self.specification.columns[row.type]
        if "amount" in columns.kinds:
            unit = money_unit(row.label.replace(" ", ""))
            family = row.type.rpartition("_")[0]
            if unit is not None and unit != self._prescribed_unit(family, columns):
                reading.units[family] = unit

    def _prescribed_unit(self, family: str, columns: Columns) -> str:
        """Return the unit that the form prescribes for a block's amounts; empty where it prescribes none."""
        row = next(path for path, of in self.specification.disclosure_rows.values() if of == family)
        units = {info.column: info.unit for info in self.specification.labels.rows[row]}
        return next(units[name] for name, kind in zip(columns.names, columns.kinds, strict=True) if kind == "amount")

    def _has_another_editions_name(self, row: FormRow, path: str, edition: str) -> bool:
        """Whether a row has the name that the record gives it, though this edition prints another."""
        name = path.rpartition(".")[2]
        official = self.specification.labels.parts[path]
        return self.specification.printed.get((edition, name), official) != official and official in fold_label(row.label)

    def _withhold_without_columns(self, reading: TableReading, entry: Entry, family: str, other_columns: bool) -> None:
        """Withhold a row of section two of which no header tells the columns."""
        columns = next(c for name in self.specification.edition_names if (c := self.specification.columns_of(family, name)))
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

    # --- section three

    def sort_requests(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each prescribed row of section three."""
        entries: list[Entry] = []
        columns, paths = self.specification.applicant_columns, self.specification.request_rows
        kinds = ("count",) * len(columns)
        (rows,) = blocks
        divided = any(row.type in self._parts for row in rows)
        for row in rows:
            kind = row.type
            if kind in _BARE and holds_figures(row):
                kind = row.type = _BARE[kind]
            path = paths.get(kind)
            if path is not None and (kind not in self._undivided or _is_undivided(row, divided)):
                entries.append(Entry(path, row, columns, kinds))
            elif kind in (*_APPLICANTS, *_GROUPS, *self._undivided, *_BARE):
                if holds_figures(row):
                    classify_other_row(reading, row)
                    continue
                reading.headers.append(row)
            else:
                classify_other_row(reading, row)
        if not any(row.type in self._parts for row in rows[-8:]) and not any(e.row.type in self._parts for e in entries):
            # Without its three rows (六) is a row itself, if only one whose cells are blank.
            undivided = {id(h): h for h in reading.headers if h.type in self._undivided and len(h.items) >= len(columns)}
            reading.headers = [row for row in reading.headers if id(row) not in undivided]
            entries += [Entry(paths[row.type], row, columns, kinds) for row in undivided.values()]
            entries.sort(key=lambda entry: (entry.row.row.start, entry.row.at))
        return entries

    def undivided_beside_divided(self) -> Alternative:
        """Return the alternative of a row that other editions divide, where some of its parts stand below it."""

        def accounts(facts: Facts) -> Iterator[Account]:
            for path, parts in self.specification.divided.items():
                divided = [part in facts.rows for part in parts]
                if path in facts.rows and any(divided) and not all(divided) and facts.rows[path].place.certain:
                    yield lost(facts, facts.rows[path])

        return Alternative(
            name="undivided-beside-divided",
            supposes=(
                "its figures are those of one of the rows that divide it, whose label is lost",
                "其数字属于所分各行中的一行，而该行名称丢失",
            ),
            sign=("some of these rows stand below it, and one is missing", "其下有所分各行中的几行，但缺少一行"),
            example="undivided_row_beside_two_of_its_parts",
            near_miss="undivided_row_by_itself",
            accepts=(
                "a page that prints the group's sum behind its heading, and lacks one of its rows, has that sum withheld",
                "标题后印有小计而所分各行缺一行的，小计不予采用",
            ),
            outcome=Outcome.ADJACENT_FIGURES,
            accounts=accounts,
        )

    # --- section four

    def sort_outcomes(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each row of figures in section four: its one row has no label."""
        size = len(self.specification.outcome_rows) * len(self.specification.outcome_columns)
        names, blocks_of = self.specification.outcome_columns, self.specification.outcome_rows
        columns = tuple(f"{row}.{column}" for row in blocks_of for column in names)
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


def check_disclosure(reading: TableReading) -> None:
    """Report rows that no header stands over, and that are read in the columns of the edition that the other blocks are in."""
    read = {path: entry for path, entry in reading.entries.items() if entry.place.placed}
    if given := [path for path in reading.by_other_blocks if path in read]:
        reading.findings.add("header-of-other-blocks", *given)


def _as_other_columns(row: FormRow) -> FormRow:
    """Take a row for a header whose columns are not known."""
    return FormRow("OTHER_COLUMNS", row.row, row.first, row.at, [])


def _has_a_column_before(at: int, block: list[FormRow]) -> bool:
    """Whether words stand between 信息内容 and the names of a header's columns: the name of one more column."""
    if at < 2:
        return False
    content, between = block[at - 2 : at]
    return content.type == "CONTENT" and between.type == "STRAY" and not holds_figures(between) and between.label.isalpha()


def _is_undivided(row: FormRow, divided: bool) -> bool:
    """Whether （六） is a row itself: it has figures, or may have them near in unmarked text."""
    if isinstance(row, TextRow):
        return not divided
    return any(item >= 0 or item in (NIL, NUMBER) for item in row.items)
