"""Form: the rows of the annual report's tables → their figures in the prescribed columns."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any, cast

from gzparse.annual_report.disclosure import Disclosure, check_disclosure
from gzparse.annual_report.outcomes import OUTCOMES, OutcomeRows
from gzparse.annual_report.specification import Specification
from gzparse.form.alternatives.accounts import Account, Alternative
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.header_cells import known_names
from gzparse.form.items import NIL, NUMBER
from gzparse.form.placing import Outcome
from gzparse.form.row_lexer import fold_label
from gzparse.form.steps import classify_other_row, is_divided
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RowKind
from gzparse.model.patterns import on_use
from gzparse.spec.table import Table

# A bare 总计 or 其他 is a column's name, unless figures stand behind it.
_BARE = {"TOTAL_WORD": "RESULTS_TOTAL", "OTHER_WORD": "OTHER"}
_APPLICANTS = ("APPLICANTS", "APPLICANTS_REORDERED", "APPLICANTS_BROKEN")
_DIVIDED_GROUP = "其他处理"
_GROUPS = ("GROUP_RESULTS", "GROUP_REFUSED", "GROUP_UNABLE", "GROUP_NOT_PROCESSED")
_DIGIT = on_use(r"\d")
_FIRST_ROWS = 2
"""So many rows stand above the third one of a group."""
_HEADERS = ("OTHER_COLUMNS", "ARTICLE", "CONTENT", *_APPLICANTS, *OUTCOMES)


class ToRows:
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
                sort=Disclosure(specification).sort,
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
                sort=OutcomeRows(specification).sort,
                headers=frozenset((*specification.headers, *_HEADERS)),
                groups=_GROUPS,
                named_by=OUTCOMES[:2],
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
            is_article = row.type == "ARTICLE" or terminal("ARTICLE").search(fold_label(label)) is not None
            if is_article:  # also in a note that goes on into the block below it
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

    # --- section three

    def sort_requests(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each prescribed row of section three."""
        entries: list[Entry] = []
        columns, paths = self.specification.applicant_columns, self.specification.request_rows
        kinds = ("count",) * len(columns)
        (rows,) = blocks
        rows = reading.rows = list(_with_groups_behind(rows, (*_GROUPS, *self._undivided), paths))
        self._find_rows_of_other_groups(rows)
        divided = is_divided(reading.table, rows, self._parts)
        # Where another row is called a total, and its label is not known, a bare 合计 may be that of rows of the page's own.
        others = any(row.type == "STRAY" and "总计" in fold_label(row.label) and holds_figures(row) for row in rows)
        for row in rows:
            kind = row.type
            if kind == "TOTAL_WORD" and others and holds_figures(row):
                row.type = "STRAY"
                classify_other_row(reading, row)
                continue
            if kind in _BARE and holds_figures(row) and not self._is_of_names(row):
                kind = row.type = _BARE[kind]
            path = paths.get(kind)
            if path is not None and (kind not in self._undivided or _is_undivided(row, divided)):
                entries.append(Entry(path, row, columns, kinds))
            elif kind in (*_APPLICANTS, *_GROUPS, *self._undivided, *_BARE):
                if any(item >= 0 or item in (NIL, NUMBER) for item in row.items):
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

    def _is_of_names(self, row: FormRow) -> bool:
        """Whether other names of columns stand in the row of a bare 其他 or 总计, next to one that cannot be read: a header."""
        known = known_names(self.specification.applicant_names)
        return sum(fold_label(cell) in known for cell in row.row.cells) > 2

    def _find_rows_of_other_groups(self, rows: list[FormRow]) -> None:
        """Make unknown rows of those called 其他 that are no part of （六）, by their ordinal and the rows around them."""
        above = ""
        for index, row in enumerate(rows):
            if row.type in _BARE.values() or (row.type in _BARE and holds_figures(row) and not self._is_of_names(row)):
                kind = _BARE.get(row.type, row.type)
                if kind == "OTHER" and not self._is_of_divided(row, above, rows[index + 1 :]):
                    row.type = "STRAY"
                    continue
            if row.type in self.specification.request_rows or row.type in _GROUPS:
                above = row.type

    def _is_of_divided(self, row: FormRow, above: str, below: Sequence[FormRow]) -> bool:
        """Whether a row called 其他 is a part of （六）: below its other parts, or in their place where these are lost.

        A row belongs to the group in which it stands: 3.其他 behind two rows of （四）, or before one of （五）, is one that
        the form does not have.
        """
        label = fold_label(row.label)
        if _DIVIDED_GROUP in label:
            return True
        ordinal = _DIGIT.search(label)
        if above in self._parts or above in self._undivided or (ordinal is None and not above):
            return True
        if ordinal is None or ordinal.group() != "3" or any(one.type in self._parts for one in below):
            return False
        # Its group's other parts are nowhere below, and above it is another group's row, or nothing.
        known = list(self.specification.request_rows)
        following = next((known.index(one.type) for one in below if one.type in known), len(known))
        return following > known.index(row.type) and not self._counts_on(above)

    def _counts_on(self, above: str) -> bool:
        """Whether 3. may go on with the group above: behind its heading, one of its first rows, or the last of three."""
        paths = self.specification.request_rows
        if above not in paths:
            return above in _GROUPS
        of_results = next(iter(self.specification.divided)).rpartition(".")[0].rpartition(".")[0]
        parent = paths[above].rpartition(".")[0]
        group = [name for name, path in paths.items() if path.rpartition(".")[0] == parent]
        is_item = parent.startswith(f"{of_results}.")  # （一） and （二） are none: their group is all results
        return is_item and (group.index(above) < _FIRST_ROWS or len(group) == _FIRST_ROWS + 1)

    def undivided_beside_divided(self) -> Alternative:
        """Return the alternative of a row that other editions divide, where some of its parts stand below it."""

        def accounts(facts: Facts) -> Iterator[Account]:
            for path, parts in self.specification.divided.items():
                there = [part in facts.rows for part in parts]
                whole = all(there) and all(facts.rows[part].place.outcome != Outcome.NO_CELLS for part in parts)
                if path in facts.rows and any(there) and not whole and facts.rows[path].place.certain:
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


def _with_groups_behind(rows: list[FormRow], groups: Container[str], labels: Container[str]) -> Iterator[FormRow]:
    """Return the rows of section three; where a group's heading stands between a row's label and its figures, as one row."""
    waiting: FormRow | None = None
    for row in rows:
        if waiting is not None:
            if row.row is waiting.row and row.type in groups and holds_figures(row) and row.row.type == RowKind.TABLE_ROW:
                row = FormRow(waiting.type, row.row, waiting.first, row.at, row.items)
            else:
                yield waiting
            waiting = None
        if row.type in labels and row.type not in groups and not row.items:
            waiting = row
        else:
            yield row
    if waiting is not None:
        yield waiting


def _is_undivided(row: FormRow, divided: bool) -> bool:
    """Whether （六） is a row itself: it has figures, or may have them near in unmarked text."""
    if isinstance(row, TextRow):
        return not divided
    return any(item >= 0 or item in (NIL, NUMBER) for item in row.items)
