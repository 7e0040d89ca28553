"""Form: the rows of the annual report's tables → their figures in the prescribed columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from lark import Transformer

from gzparse.figures import BLANK, NIL, NUMBER, TEXT, Number, narrow, number
from gzparse.findings import Findings
from gzparse.grid import RUNS, Grid
from gzparse.placing import Place, Shape, full, place
from gzparse.reading import Status
from gzparse.record import Edition
from gzparse.rows import FormRow

Value = int | Decimal | None

APPLICANT_COLUMNS = ("natural_person", "business", "research_institution", "public_welfare", "legal_services", "other", "total")
OUTCOME_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
OUTCOME_ROWS = ("review", "litigation_direct", "litigation_after_review")

REQUEST_ROWS = {
    "NEW": "requests.new",
    "BROUGHT_FORWARD": "requests.brought_forward",
    "GRANTED": "requests.results.granted",
    "PARTIALLY_GRANTED": "requests.results.partially_granted",
    "STATE_SECRET": "requests.results.refused.state_secret",
    "PROHIBITED_BY_LAW": "requests.results.refused.prohibited_by_law",
    "SECURITY_OR_STABILITY": "requests.results.refused.security_or_stability",
    "THIRD_PARTY_RIGHTS": "requests.results.refused.third_party_rights",
    "INTERNAL_AFFAIRS": "requests.results.refused.internal_affairs",
    "DELIBERATIVE_PROCESS": "requests.results.refused.deliberative_process",
    "ENFORCEMENT_CASE_FILE": "requests.results.refused.enforcement_case_file",
    "ADMINISTRATIVE_INQUIRY": "requests.results.refused.administrative_inquiry",
    "NOT_HELD": "requests.results.unable.not_held",
    "NEEDS_CREATION": "requests.results.unable.needs_creation",
    "UNCLEAR_AFTER_CORRECTION": "requests.results.unable.unclear_after_correction",
    "PETITION_OR_COMPLAINT": "requests.results.not_processed.petition_or_complaint",
    "REPEATED": "requests.results.not_processed.repeated",
    "PUBLISHED_MATERIAL": "requests.results.not_processed.published_material",
    "EXCESSIVE": "requests.results.not_processed.excessive",
    "CONFIRMATION_OR_REISSUE": "requests.results.not_processed.confirmation_or_reissue",
    "NOT_CORRECTED_IN_TIME": "requests.results.otherwise.not_corrected_in_time",
    "FEE_NOT_PAID_IN_TIME": "requests.results.otherwise.fee_not_paid_in_time",
    "OTHER": "requests.results.otherwise.other",
    "GROUP_OTHERWISE": "requests.results.otherwise.undivided",
    "RESULTS_TOTAL": "requests.results.total",
    "CARRIED_FORWARD": "requests.carried_forward",
}
"""The rows of section three, in the form's order: terminal → path."""

# A bare 总计 or 其他 is a column's name, unless figures stand behind it.
_BARE = {"TOTAL_WORD": "RESULTS_TOTAL", "OTHER_WORD": "OTHER"}
_GROUPS = ("GROUP_RESULTS", "GROUP_REFUSED", "GROUP_UNABLE", "GROUP_NOT_PROCESSED")
DIVIDED = ("NOT_CORRECTED_IN_TIME", "FEE_NOT_PAID_IN_TIME", "OTHER")


class Columns:
    """The columns that a block of section two is printed in, in one edition of the form."""

    __slots__ = (
        "edition",
        "kinds",
        "names",
    )

    def __init__(self, edition: str, names: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        self.edition = edition
        self.names = names
        self.kinds = kinds


_DOCUMENTS = ("RULES", "NORMATIVE_DOCUMENTS")
_DECISIONS = ("LICENSING", "OTHER_SERVICES", "PENALTIES", "COMPULSORY_MEASURES")
DISCLOSURE_COLUMNS = {
    "DOCUMENTS_2021": Columns("2021", ("issued", "repealed", "in_force"), ("count",) * 3),
    "DOCUMENTS_2019": Columns("2019", ("made", "published", "public_total"), ("count",) * 3),
    "DECISIONS_2021": Columns("2021", ("decisions",), ("count",)),
    "DECISIONS_2019": Columns("2019", ("items_last_year", "change", "decisions"), ("count", "change", "count")),
    "FEES_2021": Columns("2021", ("amount",), ("amount",)),
    "FEES_2019": Columns("2019", ("items_last_year", "change"), ("count", "change")),
    "PROCUREMENT_2019": Columns("2019", ("projects", "amount"), ("count", "amount")),
}
DISCLOSURE_ROWS = {
    "RULES": ("proactive_disclosure.rules", "DOCUMENTS"),
    "NORMATIVE_DOCUMENTS": ("proactive_disclosure.normative_documents", "DOCUMENTS"),
    "LICENSING": ("proactive_disclosure.licensing", "DECISIONS"),
    "OTHER_SERVICES": ("proactive_disclosure.other_services", "DECISIONS"),
    "PENALTIES": ("proactive_disclosure.penalties", "DECISIONS"),
    "COMPULSORY_MEASURES": ("proactive_disclosure.compulsory_measures", "DECISIONS"),
    "FEES": ("proactive_disclosure.fees", "FEES"),
    "PROCUREMENT": ("proactive_disclosure.procurement", "PROCUREMENT"),
}
"""The rows of section two, in the forms' order: terminal → path, and which headers may stand over it."""

_HEADERS = frozenset(
    (
        *DISCLOSURE_COLUMNS,
        *("OTHER_COLUMNS", "ARTICLE", "CONTENT", "APPLICANTS", "APPLICANTS_DISORDERED", "OUTCOMES", "OUTCOMES_DISORDERED"),
    )
)

_REQUEST_ORDER = {path: rank for rank, path in enumerate(REQUEST_ROWS.values())}
_DISCLOSURE_ORDER = {path: rank for rank, (path, _) in enumerate(DISCLOSURE_ROWS.values())}


_PLACED = tuple(Place("placed", start) for start in range(4))


class Entry:
    """A prescribed row as found on the page: where its figures are, what they are, and why they are not given if not.

    ``values`` are those of ``columns``; ``statuses`` is ``None`` where all are plain values.
    """

    __slots__ = ("columns", "kinds", "path", "place", "row", "statuses", "units", "values")

    def __init__(self, path: str, row: FormRow, columns: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        self.path = path
        self.row = row
        self.columns = columns
        self.kinds = kinds
        self.place = _PLACED[0]
        self.values: tuple[Value, ...] = ()
        self.statuses: tuple[Status, ...] | None = None
        self.units: dict[int, str] | None = None

    def paths(self) -> tuple[str, ...]:
        """Give the paths of the row's figures."""
        return tuple(f"{self.path}.{column}" for column in self.columns)

    def withhold(self, status: Status = "withheld") -> None:
        """Give none of the row's figures."""
        self.values = (None,) * len(self.columns)
        self.statuses = (status,) * len(self.columns)

    def same_as(self, other: Entry) -> bool:
        """Tell whether two rows print the same figures."""
        return (self.values, self.statuses, self.units) == (other.values, other.statuses, other.units)


class TableReading:
    """One table section as read by one layout."""

    def __init__(self, section: str, grid: Grid, rows: list[FormRow], findings: Findings) -> None:
        """Begin with nothing read."""
        self.section = section
        self.grid = grid
        self.rows = rows
        self.findings = findings
        self.entries: dict[str, Entry] = {}
        self.headers: list[FormRow] = []
        self.again: list[FormRow] = []
        self.bare: dict[int, str] = {}
        self.notes: list[FormRow] = []
        self.furniture: list[FormRow] = []
        self.extra: list[FormRow] = []
        self.unread: list[FormRow] = []
        self.beside: set[tuple[int, int]] = set()
        self.editions: list[str] = []
        self.units: dict[str, str] = {}

    @property
    def score(self) -> tuple[int, int, int]:
        """Rank readings of one section: figures given, rows known, little left unread."""
        given = sum(sum(v is not None for v in entry.values) for entry in self.entries.values())
        certain = sum(entry.place.certain for entry in self.entries.values())
        return certain, given, -len(self.unread) - len(self.extra)

    @property
    def is_unread(self) -> bool:
        """Whether there are figures and not one row of them was read: the text is in a layout that is not known."""
        if any(entry.place.why == "placed" for entry in self.entries.values()):
            return False
        return any(re.search(r"\d", "".join(row.cells())) for row in self.unread)

    @property
    def complete(self) -> bool:
        """Whether every prescribed row was read with certainty and nothing was left over: no other layout can do better."""
        if self.unread or self.extra or self.findings.found:
            return False
        if len(self.entries) < _FEWEST_ROWS[self.section]:
            return False
        return all(entry.statuses is None or entry.place.certain for entry in self.entries.values())

    def doubt(self, others: Iterable[TableReading]) -> None:
        """Withhold rows against which the readings of other layouts speak: the same text, cut in another way."""
        of_runs = self._is_of_runs()
        for other in others:
            for path, rival in other.entries.items():
                entry = self.entries.get(path)
                if entry is None or not entry.place.certain or not _holds_figures(rival.row):
                    continue
                if rival.place.certain:
                    doubtful = not entry.same_as(rival)
                else:
                    # Where rows are marked, a row that is not whole is none, unless its own sum says that it goes on.
                    cut = rival.place.why in ("cut", "more", "sum", "unproven") and not self._adds_up(entry)
                    doubtful = of_runs and not other._is_of_runs() and (cut or rival.place.why in _OBJECTIONS)
                if doubtful:
                    entry.place = Place("layouts")
                    entry.withhold()
                    two = f"layout {self.grid.layout} reads other figures than layout {other.grid.layout}"
                    message = f"{{what}}: withheld, since {two}"
                    self.findings.add("row-ambiguous", "error", message, path, at=entry.row.stretch())

    def _is_of_runs(self) -> bool:
        return any(row.type in RUNS for row in self.grid.rows)

    def _adds_up(self, entry: Entry) -> bool:
        """Tell whether all of a row's figures are there and add up: where a page's number is the last of them, they do not."""
        at = 0
        for size in _SUMS[self.section]:
            *parts, total = entry.values[at : at + size]
            at += size
            if total is None or None in parts or sum(cast("list[int]", parts)) != total:
                return False
        return at > 0


_OBJECTIONS = ("beside", "conflict", "disorder")
_FEWEST_ROWS = {"proactive_disclosure": 6, "requests": 23, "review_and_litigation": 1}
_SUMS: dict[str, tuple[int, ...]] = {"proactive_disclosure": (), "requests": (7,), "review_and_litigation": (5, 5, 5)}
"""The groups of a row's figures of which the last is the sum of the others."""


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


def read_table(section: str, grid: Grid, blocks: list[list[FormRow]], findings: Findings) -> TableReading:
    """Read the rows of one table section, as :class:`ToRows` gives them, into entries."""
    if any(row.type in RUNS for row in grid.rows):
        blocks = [list(_headers_apart(block)) for block in blocks]
    reading = TableReading(section, grid, [row for block in blocks for row in block], findings)
    _READERS[section](reading, blocks)
    return reading


def _headers_apart(rows: Iterable[FormRow]) -> Iterator[FormRow]:
    """Part a header from the figures that follow it in a run of cells: their own label is lost, or they have none."""
    for row in rows:
        figures = next((i for i, item in enumerate(row.items) if item != BLANK), None)
        if row.type in _HEADERS and row.row.type in RUNS and figures is not None:
            at = row.at + figures
            yield FormRow(row.type, row.row, row.first, row.at, row.items[:figures])
            yield FormRow("FIGURES", row.row, at, at, row.items[figures:])
        else:
            yield row


def edition_of(editions: Iterable[str]) -> Edition | None:
    """Give the edition that blocks in these editions make together."""
    found = set(editions)
    if len(found) > 1:
        return "mixed"
    return cast("Edition | None", next(iter(found), None))


_PRESCRIBED_DISCLOSURE_2019 = tuple(path for path, _ in DISCLOSURE_ROWS.values())
_PRESCRIBED_DISCLOSURE_2021 = tuple(
    path for path in _PRESCRIBED_DISCLOSURE_2019 if not path.endswith((".other_services", ".procurement"))
)


def prescribed_disclosure(edition: str | None) -> Sequence[str]:
    """Give the paths of the rows that section two should have."""
    return _PRESCRIBED_DISCLOSURE_2019 if edition == "2019" else _PRESCRIBED_DISCLOSURE_2021


_UNDIVIDED_PATH = REQUEST_ROWS["GROUP_OTHERWISE"]
_DIVIDED_PATHS = tuple(REQUEST_ROWS[name] for name in DIVIDED)
OTHERWISE_PATHS = frozenset((_UNDIVIDED_PATH, *_DIVIDED_PATHS))
"""The rows that (六) is printed in, in one form or the other."""
_PRESCRIBED_2021 = tuple(path for path in REQUEST_ROWS.values() if path != _UNDIVIDED_PATH)
_PRESCRIBED_2019 = tuple(path for path in REQUEST_ROWS.values() if path not in _DIVIDED_PATHS)


def prescribed_requests(entries: Mapping[str, Entry], edition: str | None) -> Sequence[str]:
    """Give the paths of the rows that section three should have: (六) in three rows, or in one where it is printed so."""
    if any(path in entries for path in _DIVIDED_PATHS):
        return list(REQUEST_ROWS.values()) if _UNDIVIDED_PATH in entries else _PRESCRIBED_2021
    return _PRESCRIBED_2019 if _UNDIVIDED_PATH in entries or edition == "2019" else _PRESCRIBED_2021


def prescribed(section: str, entries: Mapping[str, Entry], edition: str | None) -> Sequence[str]:
    """Give the paths of the rows that a table should have, given those that it has."""
    if section == "proactive_disclosure":
        return prescribed_disclosure(edition)
    if section == "requests":
        return prescribed_requests(entries, edition)
    return ("review_and_litigation",)


# --- section two ------------------------------------------------------------------------------------------------------


def _read_disclosure(reading: TableReading, blocks: list[list[FormRow]]) -> None:
    pending: list[tuple[FormRow, Columns | None, bool]] = []
    shapes: list[Shape] = []
    for block in blocks:
        header: FormRow | None = None
        for row in block:
            kind = row.type
            if kind in DISCLOSURE_ROWS:
                family = DISCLOSURE_ROWS[kind][1]
                fits = header is not None and header.type.startswith(family)
                unreadable = header is not None and header.type == "OTHER_COLUMNS"
                pending.append((row, DISCLOSURE_COLUMNS[header.type] if header is not None and fits else None, unreadable))
            elif kind in DISCLOSURE_COLUMNS and not _holds_figures(row):
                header = row
                reading.headers.append(row)
                reading.editions.append(DISCLOSURE_COLUMNS[kind].edition)
                cells = sum(1 for cell in row.cells() if cell.strip())
                if cells == len(DISCLOSURE_COLUMNS[kind].names) + 1:
                    shapes.append((1, row.length - 1, 0, cells - 1))
                _note_header_unit(reading, row)
            elif kind == "OTHER_COLUMNS" and not _holds_figures(row):
                header = row
                reading.headers.append(row)
            elif kind in ("ARTICLE", "CONTENT") and not _holds_figures(row):
                header = None if kind == "ARTICLE" else header
                reading.headers.append(row)
            else:
                _aside(reading, row)
    editions = set(reading.editions)
    entries = []
    for row, columns, unreadable in pending:
        path, family = DISCLOSURE_ROWS[row.type]
        entry = Entry(path, row, (), ())
        if columns is None and not unreadable and len(editions) == 1:
            columns = DISCLOSURE_COLUMNS.get(f"{family}_{next(iter(editions))}")
        if columns is None:
            _withhold_without_columns(reading, entry, family)
        else:
            entry.columns, entry.kinds = columns.names, columns.kinds
            if reading.units and (unit := reading.units.get(family)) is not None:
                entry.units = {i: unit for i, kind in enumerate(columns.kinds) if kind == "amount"}
        entries.append(entry)
    _settle(reading, entries, shapes)
    _look_at_order(reading, entries, _DISCLOSURE_ORDER)
    _look_at_unread(reading)


def _note_header_unit(reading: TableReading, row: FormRow) -> None:
    if row.type in ("FEES_2021", "PROCUREMENT_2019"):
        unit = re.search(r"亿元|万元|元", row.label.replace(" ", ""))
        family = row.type.partition("_")[0]
        if unit is not None and (family != "FEES" or unit.group() != "万元"):
            reading.units[family] = unit.group()


def _withhold_without_columns(reading: TableReading, entry: Entry, family: str) -> None:
    """Withhold a row of section two of which no header tells the columns."""
    edition = "2019" if f"{family}_2021" not in DISCLOSURE_COLUMNS else "2021"
    columns = DISCLOSURE_COLUMNS[f"{family}_{edition}"]
    entry.columns, entry.kinds = columns.names, columns.kinds
    if _holds_figures(entry.row):
        entry.place = Place("columns")
        entry.withhold()
    elif entry.row.items:
        entry.place = Place("blank")
        entry.withhold("blank")
    else:
        entry.place = Place("no-cells")
        entry.withhold("unreadable")


# --- section three ----------------------------------------------------------------------------------------------------


def _read_requests(reading: TableReading, blocks: list[list[FormRow]]) -> None:
    entries: list[Entry] = []
    disordered = False
    kinds = ("count",) * 7
    (rows,) = blocks
    for row in rows:
        kind = row.type
        if kind in _BARE and _holds_figures(row):
            kind = row.type = _BARE[kind]
        path = REQUEST_ROWS.get(kind)
        if path is not None and (kind != "GROUP_OTHERWISE" or any(item >= 0 or item in (NIL, NUMBER) for item in row.items)):
            entries.append(Entry(path, row, APPLICANT_COLUMNS, kinds))
        elif kind in ("APPLICANTS", "APPLICANTS_DISORDERED", *_GROUPS, "GROUP_OTHERWISE", *_BARE):
            if _holds_figures(row):
                _aside(reading, row)
                continue
            disordered = disordered or (kind == "APPLICANTS_DISORDERED" and row.row.type != "LINE")
            reading.headers.append(row)
        else:
            _aside(reading, row)
    if not any(row.type in DIVIDED for row in rows[-8:]) and not any(e.row.type in DIVIDED for e in entries):
        # Without its three rows (六) is a row itself, if only one whose cells are blank.
        undivided = [h for h in reading.headers if h.type == "GROUP_OTHERWISE" and len(h.items) >= len(APPLICANT_COLUMNS)]
        if undivided:
            reading.headers = [row for row in reading.headers if row not in undivided]
        for row in undivided[:2]:
            entries.append(Entry(REQUEST_ROWS["GROUP_OTHERWISE"], row, APPLICANT_COLUMNS, kinds))
        entries.sort(key=lambda entry: (entry.row.row.start, entry.row.at))
    shapes: list[Shape] = []
    _settle(reading, entries, shapes)
    _doubt_rows_that_break_their_sum(reading, shapes)
    if disordered:
        _withhold_disordered(reading, "APPLICANTS_DISORDERED")
    _look_at_order(reading, entries, _REQUEST_ORDER)
    _look_at_unread(reading)


def _doubt_rows_that_break_their_sum(reading: TableReading, shapes: Sequence[Shape]) -> None:
    """Withhold full rows that break their own sum where something else speaks against them too.

    Beside a row that is missing, they may hold the end of it; with fewer cells than all others of their kind, they may be cut
    within their last figure.
    """
    order = prescribed_requests(reading.entries, None)
    for index, path in enumerate(order):
        entry = reading.entries.get(path)
        if entry is None or None in entry.values or sum(entry.values[:6]) == entry.values[6]:  # type: ignore[arg-type]
            continue
        traceless = entry.row.row.type == "LINES" and any(e.place.why in ("cut", "more") for e in reading.entries.values())
        lost = any(near not in reading.entries for near in order[max(0, index - 1) : index + 2])
        lengths = sorted(length for at, length, _, _ in shapes if at == entry.row.at - entry.row.first)
        cut = len(lengths) > 1 and len(entry.row.items) == lengths[0] < lengths[1]
        if lost or cut or traceless:
            entry.place = Place("unproven")
            entry.withhold()
            why = "it has fewer cells than its like" if cut else "rows beside it or cells of others are missing"
            message = f"{{what}}: withheld, since its figures do not add up to its total and {why}"
            reading.findings.add("row-ambiguous", "error", message, path, at=entry.row.stretch())


def _withhold_disordered(reading: TableReading, header_type: str) -> None:
    header = next(row for row in reading.headers if row.type == header_type and row.row.type != "LINE")
    for entry in reading.entries.values():
        if any(value is not None for value in entry.values):
            entry.place = Place("disorder")
            entry.withhold()
    reading.findings.add(
        "columns-unknown",
        "error",
        "{what}: all figures withheld, since the table's header names its columns in another order than the form",
        reading.section,
        at=header.stretch(),
    )


# --- section four -----------------------------------------------------------------------------------------------------


def _read_outcomes(reading: TableReading, blocks: list[list[FormRow]]) -> None:
    size = len(OUTCOME_ROWS) * len(OUTCOME_COLUMNS)
    columns = tuple(f"{row}.{column}" for row in OUTCOME_ROWS for column in OUTCOME_COLUMNS)
    candidates: list[Entry] = []
    shapes: list[Shape] = []
    disordered = False
    (rows,) = blocks
    for row in rows:
        if row.type in ("OUTCOMES", "OUTCOMES_DISORDERED", "TOTAL_WORD") and not _holds_figures(row):
            disordered = disordered or (row.type == "OUTCOMES_DISORDERED" and row.row.type != "LINE")
            reading.headers.append(row)
            cells = row.row.cells
            if len(cells) >= size and not cells[0].strip():
                # A header row with empty cells in front: cells keep their place, and so many make a row.
                shapes.append((0, len(cells), 0, size))
        elif (
            row.type == "FIGURES"
            and (row.row.type != "LINE" or len(row.items) > 1)
            and (_holds_figures(row) or (reading.headers and len(row.items) >= size))
        ):
            candidates.append(Entry("review_and_litigation", row, columns, ("count",) * size))
        else:
            _aside(reading, row)
    if any(_holds_figures(e.row) for e in candidates):
        for entry in [e for e in candidates if not _holds_figures(e.row)]:
            candidates.remove(entry)
            reading.furniture.append(entry.row)
    _settle(reading, candidates, shapes)
    if disordered:
        _withhold_disordered(reading, "OUTCOMES_DISORDERED")
    _look_at_unread(reading)


# --- all tables -------------------------------------------------------------------------------------------------------


def _holds_figures(row: FormRow) -> bool:
    items = row.items
    return len(items) > 0 and (items[0] != BLANK or items.count(BLANK) != len(items))


def _aside(reading: TableReading, row: FormRow) -> None:
    """Sort a row that is none of the table's: furniture, a note, a row that no form prescribes, or text left unread."""
    kind = row.type
    if kind == "FURNITURE" or (kind == "FIGURES" and not _holds_figures(row)):
        reading.furniture.append(row)
    elif kind in ("PROSE", "PICTURE") and not _holds_figures(row):
        reading.notes.append(row)
    elif kind == "LABEL_PART":
        pass
    elif kind == "STRAY" and row.row.type != "LINE" and row.label and _holds_figures(row):
        reading.extra.append(row)
    else:
        reading.unread.append(row)


def _look_at_unread(reading: TableReading) -> None:
    """Decide of what was left unread: notes around the table, page numbers in it, figures that may belong to a row."""
    if not reading.unread:
        return
    rows = (*(e.row for e in reading.entries.values()), *reading.headers, *reading.again)
    known = [row.start for row in rows]
    first, last = min(known, default=0), max(known, default=0)
    wanted = prescribed(reading.section, reading.entries, edition_of(reading.editions))
    complete = all(path in reading.entries for path in wanted)
    left, reading.unread = reading.unread, []
    beside = _neighbours(reading) if any(row.type == "FIGURES" for row in left) else {}
    for row in left:
        outside = not first <= row.start <= last
        if row.type == "FIGURES":
            _look_at_loose_figures(reading, row, beside[id(row)])
        elif not _holds_figures(row) and (
            (row.type == "TABLE_TEXT" and complete)
            or (row.type == "STRAY" and row.row.type != "ROW" and outside and not re.search(r"\d", row.label))
        ):
            reading.notes.append(row)
        else:
            reading.unread.append(row)


Beside = tuple[Entry | None, Entry | None, str | None]
"""The rows before and behind some figures, and the path of the bare label right above them."""


def _neighbours(reading: TableReading) -> dict[int, Beside]:
    """Give for each row what stands beside it."""
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    behind: dict[int, Entry | None] = {}
    after: Entry | None = None
    for row in reversed(reading.rows):
        behind[id(row)] = after
        after = by_row.get(id(row), after)
    found: dict[int, Beside] = {}
    before: Entry | None = None
    bare: str | None = None
    for row in reading.rows:
        found[id(row)] = before, behind[id(row)], bare
        if id(row) in by_row or row.type not in ("FIGURES", "FURNITURE"):
            before, bare = by_row.get(id(row), before), reading.bare.get(id(row))
    return found


def _look_at_loose_figures(reading: TableReading, row: FormRow, beside: Beside) -> None:
    """Decide of figures without a label: a page number, or figures that a neighbouring row has lost."""
    before, after, bare = beside
    doubtful = [e for e in (before, after) if e is not None and not _is_full(e)]
    if bare is not None:
        doubtful = [reading.entries[bare]]
    page_number = row.row.type == "LINE" and len(row.items) == 1 and 0 < row.items[0] < 10_000
    if not doubtful and page_number:
        if before is None or _cannot_go_on(reading, before, row.row.start):
            reading.furniture.append(row)
            return
        doubtful = [before]
    reading.unread.append(row)
    for entry in doubtful:
        told = not entry.place.certain
        entry.place = Place("beside")
        entry.withhold()
        if not told:
            message = "{what}: withheld, since figures stand beside the row that may belong to it"
            reading.findings.add("row-ambiguous", "error", message, entry.path, at=row.stretch())


def _is_full(entry: Entry) -> bool:
    return entry.place.why == "placed" and (entry.statuses is None or "blank" not in entry.statuses)


def _cannot_go_on(reading: TableReading, entry: Entry, below: int) -> bool:
    """Tell whether a full row's last figure surely ends where it does, so that the number ``below`` is no part of it."""
    row, end = entry.row, entry.place.item(len(entry.columns) - 1) + 1
    text, sums = reading.findings.source.scan, _SUMS[reading.section]
    if row.items[end - 1] == 0 or len(row.items) > end:
        return True
    if "\n" not in row.row.text.strip() and text.count("\n", row.row.start + len(row.row.text.rstrip()), below) > 1:
        return True
    total = entry.values[-1]
    parts = [value for value in entry.values[-sums[-1] : -1] if value is not None] if sums else []
    return bool(total) and bool(parts) and sum(parts) == total


def _settle(reading: TableReading, entries: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of all rows, the full ones first, and give them their values."""
    short: list[Entry] = []
    for entry in entries:
        if entry.statuses is not None or not entry.place.certain:
            continue
        items, size = entry.row.items, len(entry.columns)
        length = len(items)
        window = items if length == size else items[:size]
        start = 0
        if entry.row.row.type == "LINES" and TEXT in items:
            short.append(entry)
            continue
        if length < size or min(window) < 0 or (length > size and max(items[size:]) != BLANK):
            start = full(items, size)
            if start < 0:
                short.append(entry)
                continue
            window = items[start : start + size]
            entry.place = _PLACED[start] if start < len(_PLACED) else Place("placed", start)
        shapes.append((entry.row.at - entry.row.first, length, start, size))
        if min(window) >= 0 and "amount" not in entry.kinds:
            entry.values = tuple(window)
        else:
            _evaluate(reading, entry)
    if short:
        _place_short(reading, entries, short, shapes)
    for entry in entries:
        if entry.path in reading.entries:
            _enter_again(reading, entry)
        else:
            reading.entries[entry.path] = entry
    if short or any(not entry.place.certain for entry in entries):
        for entry in reading.entries.values():
            if not entry.place.certain:
                _tell_unplaced(reading, entry)


def _place_short(reading: TableReading, entries: list[Entry], short: list[Entry], shapes: list[Shape]) -> None:
    """Place the figures of the rows that are not full, as far as the full ones and the sums prove where they belong."""
    gaps = _gaps(short)
    keeps = bool(gaps) or _cells_keep_their_place(reading) or any(start for _, _, start, _ in shapes)
    complete = len({entry.path for entry in entries}) >= _FEWEST_ROWS[reading.section]
    blank_form = (
        complete
        and not any(_holds_figures(entry.row) for entry in entries)
        and not any(re.search(r"\d", "".join(row.cells())) for row in (*reading.unread, *reading.extra))
    )
    for entry in short:
        row, size = entry.row, len(entry.columns)
        label_cells = row.at - row.first
        entry.place = (
            Place("blank")
            if blank_form
            else place(
                row.items,
                size,
                label_cells,
                shapes,
                # On a page that ends within the table, the last row's last cells may be cut off.
                keeps=keeps and (complete or row is not reading.rows[-1]),
                run=row.row.type if row.row.type in RUNS else None,
                gaps=gaps.get((label_cells, len(row.items), size), ()),
                sums=_SUMS[reading.section],
            )
        )
        if not entry.place.certain:
            entry.withhold("withheld" if _holds_figures(row) else "unreadable")
            continue
        _evaluate(reading, entry)
        if entry.place.apart is not None:
            at = row.at + entry.place.apart
            reading.beside.add((id(row.row), at))
            message = "{what}: a number beside the row was taken for a page's number, since the others alone add up"
            reading.findings.add("page-number", "info", message, entry.path, at=row.row.stretches()[at])


def _gaps(short: list[Entry]) -> dict[tuple[int, int, int], set[tuple[int, ...]]]:
    """Give, for the rows of each kind, which items hold their figures where these do not stand side by side: two rows alike."""
    seen: dict[tuple[int, int, int], dict[tuple[int, ...], int]] = {}
    for entry in short:
        row, size = entry.row, len(entry.columns)
        filled = tuple(index for index, item in enumerate(row.items) if item != BLANK)
        if len(filled) == size and filled[-1] - filled[0] >= size and TEXT not in row.items:
            counts = seen.setdefault((row.at - row.first, len(row.items), size), {})
            counts[filled] = counts.get(filled, 0) + 1
    return {kind: {columns for columns, count in counts.items() if count > 1} for kind, counts in seen.items()}


def _cells_keep_their_place(reading: TableReading) -> bool:
    """Tell whether some row has an empty cell before a filled one: then blanks behind figures were not moved there."""
    return any(
        row.row.type == "ROW" and row.row.cells[0].strip() == "" and any(cell.strip() for cell in row.row.cells)
        for row in reading.rows
    )


def _evaluate(reading: TableReading, entry: Entry) -> None:
    """Give a placed row its values and statuses, cell by cell."""
    row = entry.row
    values: list[Value] = []
    statuses: list[Status] = []
    for index, kind in enumerate(entry.kinds):
        at = entry.place.item(index)
        known = row.items[at] if at < len(row.items) else BLANK
        if known == BLANK:
            values.append(None)
            statuses.append("blank")
        elif known == NIL:
            values.append(None)
            statuses.append("not_applicable")
        else:
            raw = row.row.cells[row.at + at]
            value = None
            if known >= 0:
                value = Decimal(narrow(raw)) if kind == "amount" else known
            elif known == NUMBER:
                printed = number(raw)
                value = _number_for(kind, printed)
                if printed.unit is not None and value is not None:
                    entry.units = {**(entry.units or {}), index: printed.unit}
            values.append(value)
            statuses.append("unreadable" if value is None else "value")
    entry.values = tuple(values)
    entry.statuses = tuple(statuses) if set(statuses) != {"value"} else None


def _number_for(kind: str, printed: Number) -> Value:
    whole = printed.value.as_tuple().exponent == 0
    if kind == "amount":
        return None if printed.signed else printed.value
    if kind == "change":
        return int(printed.value) if whole else None
    return int(printed.value) if whole and not printed.signed else None


_WHY = {
    "no-cells": ("row-incomplete", "its cells are lost: nothing stands behind its label, while other rows have their cells"),
    "cut": ("row-incomplete", "withheld, since it has fewer cells than the table has columns, or than its like"),
    "more": ("row-ambiguous", "withheld, since it has more figures than the table has columns"),
    "unproven": (
        "row-ambiguous",
        "withheld, since some of its cells are blank, and nothing proves which (empty cells are often moved to a row's end)",
    ),
    "sum": ("row-ambiguous", "withheld, since some of its cells are blank, and its figures do not add up to its total"),
    "columns": (
        "columns-unknown",
        "withheld, since no readable header tells whether its block is in the columns of the 2021 or of the 2019 form",
    ),
}


def _tell_unplaced(reading: TableReading, entry: Entry) -> None:
    if entry.place.why in _WHY:
        code, why = _WHY[entry.place.why]
        reading.findings.add(code, "error", f"{{what}}: {why}", entry.path, at=entry.row.stretch())


def _enter_again(reading: TableReading, entry: Entry) -> None:
    """Enter a row that is printed twice: it counts once where both agree, and not at all where they differ."""
    other = reading.entries[entry.path]
    reading.again.append(entry.row)
    if entry.place.why == "no-cells":
        reading.bare[id(entry.row)] = entry.path
    elif other.place.why == "no-cells":
        reading.bare[id(other.row)] = entry.path
        reading.again[-1] = other.row
        reading.entries[entry.path] = entry
    elif entry.place.certain and entry.same_as(other):
        message = "{what}: printed twice with the same figures, read once"
        reading.findings.add("row-repeated", "info", message, entry.path, at=entry.row.stretch())
    elif not entry.place.certain and not other.place.certain:
        pass  # no figure is given anyway, and the first one's finding says why
    else:
        other.place = Place("conflict")
        other.withhold()
        message = "{what}: withheld, since the row is printed twice with different figures"
        reading.findings.add("row-conflict", "error", message, entry.path, at=entry.row.stretch())


def _look_at_order(reading: TableReading, entries: Iterable[Entry], order: Mapping[str, int]) -> None:
    """Tell of rows that stand in another order than the form's: they are read by their labels."""
    highest = -1
    moved = []
    for entry in entries:
        if (rank := order[entry.path]) >= highest:
            highest = rank
        elif entry.path not in moved:
            moved.append(entry.path)
    if moved:
        reading.findings.add("row-order", "info", "{what}: in another place than the form has it; read by its label", *moved)


_READERS: dict[str, Callable[[TableReading, list[list[FormRow]]], None]] = {
    "proactive_disclosure": _read_disclosure,
    "requests": _read_requests,
    "review_and_litigation": _read_outcomes,
}
