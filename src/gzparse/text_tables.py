"""Tables in text that marks no cells: each row's figures, as far as place, order and sums leave one answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from operator import attrgetter
from typing import cast

from gzparse import solving
from gzparse.assigning import Assigning, Claim, Token, is_glued
from gzparse.figures import BLANK, TEXT, narrow, plain_count
from gzparse.form_row import TextRow
from gzparse.grid import Row
from gzparse.placing import Place, Why, sums_hold
from gzparse.reading import Status
from gzparse.solving import Balance, Reading, Steps, TooMany, Vector
from gzparse.source import fills_its_line
from gzparse.tables import Entry, TableReading, enter, evaluate, may_lack_lines

_MOST_CHOICES = 512
_STEPS_FOR_BLANKS = 100_000
_PARTING = ("STRAY", "PROSE", "TABLE_TEXT", "PICTURE")
"""Words that no row's figures go beyond in any form; a group's heading may stand beside its rows."""


class _Line:
    """One row being settled: its entry, the figures that it claims, and the ways in which run-together digits can be read.

    marked: marks stand behind or between its figures.
    """

    __slots__ = ("claim", "entry", "marked", "readings", "vectors", "why")

    def __init__(self, entry: Entry, claim: Claim, text: str) -> None:
        self.entry = entry
        self.claim = claim
        self.marked = _is_parted_by_marks(text, claim)
        self.why: Why | None = None
        self.readings: list[Reading] = []
        self.vectors: list[Vector] = []

    @property
    def texts(self) -> list[str]:
        return [narrow(token.text) for token in self.claim.tokens]

    @property
    def digits(self) -> int:
        return sum(map(len, self.texts))


def settle_text(reading: TableReading, entries: list[Entry]) -> None:
    """Give the rows of unmarked text their figures, or say why they have none."""
    wanted = [entry for entry in entries if entry.statuses is None and entry.place.certain]
    rows = [row for row in reading.rows if isinstance(row, TextRow)]
    tokens = [narrow(cell) for row in rows for cell in row.row.cells[row.at :]]
    if not any(any(c.isdecimal() for c in token) for token in tokens):
        _settle_blank_form(reading, entries, wanted)
        return
    glued = is_glued(tokens) or _are_run_together(wanted) or _touch_their_labels(wanted)
    sums = reading.table.sums
    sizes = {id(entry.row): len(entry.columns) for entry in wanted}
    text = reading.findings.source.scan
    parting = {*_PARTING, *reading.table.parting, *reading.table.columns}
    assigning = Assigning(reading.rows, sizes, sums, text, parting=parting, glued=glued)
    claims, loose = assigning.claims()
    by_row = {id(row): claim for row, claim in zip(assigning.slots, claims, strict=True)}
    lines = [_Line(entry, by_row[id(entry.row)], text) for entry in wanted]
    if _are_parted_by_marks(lines):
        reading.unread += [line.entry.row for line in lines if line.claim.tokens]
        reading.headers += [line.entry.row for line in lines if not line.claim.tokens]
        return
    _doubt_claims(reading, lines, loose, glued=glued)
    if not glued:
        _doubt_figures_beside_others(text, lines, loose, sums)
    if not sums:
        _doubt_odd_sides(text, lines)
    _doubt_parted_figures(text, lines, sums)
    bare = next((line for line in lines if line.entry.path in reading.table.headings and line.why is not None), None)
    if bare is not None:  # the heading of a group whose rows are lost, rather than a row
        lines.remove(bare)
        loose += bare.claim.tokens
        entries = [entry for entry in entries if entry is not bare.entry]
        old = cast(TextRow, bare.entry.row)
        heading = TextRow(old.type, old.row.part_at(old.row.stretches()[: old.at]), old.at, [])
        reading.headers.append(heading)
        reading.rows = [heading if row is old else row for row in reading.rows]
    steps = Steps()
    for line in lines:
        if line.why is None:
            if glued and len(line.entry.columns) > 1:
                _read_glued(line, sums, steps)
            else:
                _read_plain(line)
    if glued:
        _solve(reading, lines, steps)
    _rebuild(reading, lines, loose)
    enter(reading, entries)
    _tell(reading, lines)


def _are_run_together(entries: Iterable[Entry]) -> bool:
    """Tell whether rows of several columns have all their digits in one or two figures."""
    several = [entry for entry in entries if len(entry.columns) > 3 and entry.row.items]
    rows = [(entry.row.row.cells[entry.row.at :], len(entry.columns)) for entry in several]
    joined = [cells for cells, size in rows if len(cells) < 3 and sum(map(len, cells)) >= size]
    return 4 * len(joined) > 3 * len(rows)


def _touch_their_labels(entries: Iterable[Entry]) -> bool:
    """Tell whether most figures stand right behind their label's last letter: then nothing parts figures either."""
    rows = [cast(TextRow, entry.row) for entry in entries if entry.row.items and entry.row.at]
    touching = [row for row in rows if row.row.stretches()[row.at][0] == row.row.stretches()[row.at - 1][1]]
    return 2 * len(touching) > len(rows)


def _are_parted_by_marks(lines: list[_Line]) -> bool:
    """Tell whether most rows have marks behind their figures: then the page marks its cells, in a way that is not known."""
    held = [line for line in lines if line.claim.tokens]
    held = [line for line in held if len(line.claim.tokens) > 1] or held
    return 2 * sum(line.marked for line in held) > len(held)


def _is_parted_by_marks(text: str, claim: Claim) -> bool:
    if any(text[token.end : token.end + 1] in tuple("；;，,、。：:/") for token in claim.tokens):
        return True
    return any(re.search(r"[^\s\d]", text[a.end : b.start]) for a, b in pairwise(claim.tokens) if b.start - a.end < 20)


def _settle_blank_form(reading: TableReading, entries: list[Entry], wanted: list[Entry]) -> None:
    """A table without any figure is a blank form, if it is there as a whole."""
    complete = all(path in {e.path for e in entries} for path in _order(reading, entries))
    marked = [entry for entry in wanted if any(item != BLANK for item in entry.row.items)]
    whole = complete and 2 * len(marked) <= len(wanted)  # where most rows have nil marks, the others have lost theirs
    removed = whole and may_lack_lines(reading, entries)
    for entry in wanted:
        entry.place = Place("no-cells" if entry in marked or not whole else "removed" if removed else "blank")
        entry.withhold("blank" if entry.place.certain else "unreadable")
    enter(reading, entries)


def _order(reading: TableReading, entries: Iterable[Entry]) -> Sequence[str]:
    return reading.order({entry.path for entry in entries})


# --- which claims hold ------------------------------------------------------------------------------------------------


def _doubt_claims(reading: TableReading, lines: list[_Line], loose: list[Token], *, glued: bool) -> None:
    """Say why claims do not hold: a figure too few or too many, a label missing beside figures that stand apart from theirs."""
    sums, text = reading.table.sums, reading.findings.source.scan
    order = list(_order(reading, [line.entry for line in lines]))
    present = {line.entry.path for line in lines}
    missing = [path for path in order if path not in present]
    behind = dict(pairwise(order))
    ahead = {b: a for a, b in pairwise(order)}
    centred = any(line.claim.before for line in lines) or _has_a_row_above(lines, loose, sums)
    for line in lines:
        claim, size, path = line.claim, len(line.entry.columns), line.entry.path
        whole = len(claim.tokens) == size or (glued and len(claim.tokens) < size <= line.digits)
        if not claim.tokens:
            line.why = "no-cells"
        elif not claim.sure:
            line.why = "beside"
        elif line.marked:
            line.why = "unproven"
        elif not whole:
            line.why = "more" if len(claim.tokens) > size else "unproven"
        elif size > 1 and any(token.row.items[token.index] == TEXT for token in claim.tokens) and not glued:
            line.why = "unproven"
        elif (not claim.on_line and (behind.get(path) in missing or (centred and ahead.get(path) in missing))) or (
            reading.table.open and (claim.before or (loose and not claim.on_line))
        ):
            line.why = "beside"
        elif (
            not (claim.on_line if line.entry.row.at else fills_its_line(text, claim.tokens[0].start, claim.tokens[-1].end))
            and len(claim.tokens) == size
            and sums
            and not _adds_up(claim, sums)
        ):
            line.why = "sum"
    if not centred:
        return
    # Where figures stand above their labels too, those that are on no label's line are sure together or not at all.
    apart: list[_Line] = []
    near = {(id(token.row), token.index) for token in loose}
    for following in (*lines, None):
        if following is not None and not (following.claim.on_line and following.why is None):
            apart.append(following)
            continue
        if any(line.why is not None for line in apart) or (near and apart):
            for line in apart:
                line.why = line.why or "beside"
        apart = []


def _has_a_row_above(lines: list[_Line], loose: Sequence[Token], sums: Sequence[int]) -> bool:
    """Tell whether a row's figures stand above the first label, and are none's: then figures may stand above their labels."""
    first = min((line.entry.row.row.stretches()[0][0] for line in lines if line.entry.row.at), default=0)
    return bool(sums) and sum(token.end <= first for token in loose) >= sum(sums)


def _doubt_figures_beside_others(text: str, lines: list[_Line], loose: Sequence[Token], sums: Sequence[int]) -> None:
    """Withhold a row beside which, on its line, stand figures that it does not take: it has one too many, or more.

    A single one may be a page's number if it is not zero, and if no other of the figures could be left out.
    """
    owners = {id(token): line for line in lines for token in line.claim.tokens}
    beside: dict[int, list[Token]] = {}
    tokens = [*loose, *(token for line in lines for token in line.claim.tokens)]
    for a, b in pairwise(sorted(tokens, key=attrgetter("start"))):
        if (id(a) in owners) != (id(b) in owners) and a.line == b.line and not text[a.end : b.start].strip():
            own, other = (a, b) if id(a) in owners else (b, a)
            beside.setdefault(id(owners[id(own)]), []).append(other)
    for line in lines:
        others = beside.get(id(line), [])
        if line.why is None and others and not (len(others) == 1 and sums and _is_left_out_alone(line.claim, others[0], sums)):
            line.why = "more"


def _is_left_out_alone(claim: Claim, other: Token, sums: Sequence[int]) -> bool:
    """Tell whether a number beside a row's figures is the only one that may be left out of all of them."""
    tokens = sorted([other, *claim.tokens], key=attrgetter("start"))
    items = [token.row.items[token.index] for token in tokens]
    if not 0 < other.row.items[other.index] < 10_000 or min(items) < 0:
        return False
    ways = {tuple(rest) for at in range(len(items)) if False not in sums_hold(rest := items[:at] + items[at + 1 :], sums)}
    return len(ways) == 1


def _doubt_odd_sides(text: str, lines: list[_Line]) -> None:
    """Withhold a single number elsewhere beside its label than most have theirs: it may be a page's number."""
    sides: dict[str, list[_Line]] = {}
    for line in lines:
        if len(line.entry.columns) == len(line.claim.tokens) == 1 and line.why is None:
            sides.setdefault(_side(text, line), []).append(line)
    most = max(map(len, sides.values()), default=0)
    if sum(len(side) == most for side in sides.values()) > 1:
        most += 1
    for side in sides.values():
        if len(side) < most:
            for line in side:
                line.why = "beside"


def _doubt_parted_figures(text: str, lines: list[_Line], sums: Sequence[int]) -> None:
    """Withhold a row whose figures stand on several lines where most rows have all on one: the last may be a page's number."""
    held = [line for line in lines if line.claim.tokens]
    parted = [line for line in held if "\n" in text[line.claim.tokens[0].start : line.claim.tokens[-1].end]]
    on_one = [line for line in held if line not in parted and line.claim.on_line]
    if len(parted) < len(on_one):
        for line in parted:
            if line.why is None and not (sums and _adds_up(line.claim, sums)):
                line.why = "beside"


def _side(text: str, line: _Line) -> str:
    """Tell where a row's one number stands: before its label, behind it or within it on its line, or on a line below."""
    if line.claim.before:
        return "before"
    row = line.entry.row
    labels = row.row.stretches()[: row.at]
    return "below" if labels and "\n" in text[labels[-1][1] : line.claim.tokens[0].start] else "beside"


def _adds_up(claim: Claim, sums: Sequence[int]) -> bool:
    items = [token.row.items[token.index] for token in claim.tokens]
    return min(items) >= BLANK and False not in sums_hold(items, sums)


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_plain(line: _Line) -> None:
    texts = line.texts
    line.readings = [tuple((index, 0, len(text)) for index, text in enumerate(texts))]
    counts = [count for count in map(plain_count, texts) if count is not None]
    if len(counts) == len(texts):
        line.vectors = [tuple(counts)]


def _read_glued(line: _Line, sums: Sequence[int], steps: Steps) -> None:
    """Cut run-together digits in all ways that keep the row's sum; without sums, only digits as many as columns are sure."""
    texts, size = line.texts, len(line.entry.columns)
    if not all(text.isdecimal() for text in texts):
        line.why = "unproven"
        return
    if not sums:
        # With fewer digits some cell is blank, and with a digit but 0 in front of another, some cell may be.
        if line.digits == size and "".join(texts)[: size - 1].strip("0") == "":
            line.readings = solving.readings(texts, (size,), steps, adding_up=False)
        if len(line.readings) != 1:
            line.why = "glued"
        return
    try:
        line.readings = solving.readings(texts, sums, steps)
    except TooMany:
        line.why = "glued"
        return
    line.vectors = [solving.values(texts, reading) for reading in line.readings]
    if not line.readings:
        line.why = "sum"
    elif len(sums) > 1 and _keeps_sums_with_blanks(texts, sums, steps):
        line.why = "glued"  # no other row of section four checks its one


def _keeps_sums_with_blanks(texts: list[str], sums: Sequence[int], steps: Steps) -> bool:
    """Tell whether digits may be fewer figures than there are columns, and add up too, as far as that can be found out."""
    try:
        return solving.fewer_add_up(texts, sums, Steps(min(steps.left, _STEPS_FOR_BLANKS)))
    except TooMany:
        return True


def _solve(reading: TableReading, lines: list[_Line], steps: Steps) -> None:
    """Let the table's identities remove readings; keep what all that survive agree on."""
    glued = [line for line in lines if line.why is None and len(line.claim.tokens) != len(line.entry.columns)]
    if reading.table.balance and glued:
        order = _order(reading, [line.entry for line in lines])
        by_path = {line.entry.path: line for line in lines}
        present = [by_path[path] for path in order if path in by_path]
        unknown = [line for line in present if line.why is not None or not line.vectors]
        alive = None
        if len(present) == len(order) == len(by_path):
            try:
                alive = _alive(present, unknown, reading.table.balance, steps)
            except TooMany:
                alive = None
        if alive is not None:
            for line in present:
                _keep(line, alive.get(line.entry.path, set()))
        else:
            for line in glued:
                if line.digits > len(line.entry.columns):
                    line.why = "glued"
    for line in lines:
        if line.why is None and len(line.readings) != 1 and not _agreed(line):
            line.why = "glued"


def _alive(present: list[_Line], unknown: list[_Line], ends: Sequence[str], steps: Steps) -> dict[str, set[int]] | None:
    """Give for each row which of its readings some solution has; ``None`` where the print breaks more than one row.

    A row whose figures are not known, or must be misprinted, may have any that balance the columns.
    """
    if not unknown:
        last = [line for path in ends for line in present if line.entry.path == path]
        results = [line for line in present if line.entry.path not in ends]
        found = Balance([line.vectors for line in results], [line.vectors for line in last]).surviving(steps)
        if found is not None:
            pairs = [*zip(results, found[0], strict=True), *zip(last, found[1], strict=True)]
            return {line.entry.path: indexes for line, indexes in pairs}
        suspects = present
    elif len(unknown) == 1:
        suspects = unknown
    else:
        return None
    alive: dict[str, set[int]] | None = None
    for suspect in suspects:
        kept = _without(suspect, present, ends)
        if kept is not None:
            alive = kept if alive is None else {path: alive[path] | kept[path] for path in alive}
            if not unknown:
                alive[suspect.entry.path] |= {-1}
    return alive


def _without(suspect: _Line, present: list[_Line], ends: Sequence[str]) -> dict[str, set[int]] | None:
    """Give the readings of all other rows with which one row could have figures that balance every column."""
    others = [line for line in present if line is not suspect]
    count = 1
    for line in others:
        count *= len(line.vectors)
        if count > _MOST_CHOICES:
            raise TooMany
    alive: dict[str, set[int]] = {line.entry.path: set() for line in present}
    path = suspect.entry.path
    for choice in product(*(range(len(line.vectors)) for line in others)):
        vectors = {line.entry.path: line.vectors[index] for line, index in zip(others, choice, strict=True)}
        results = [sum(v) for v in zip(*(v for p, v in vectors.items() if p not in ends), strict=True)]
        lacking = _lacking(path, vectors, results, ends)
        if lacking is not None and _could_print(lacking, "".join(suspect.texts)):
            for line, index in zip(others, choice, strict=True):
                alive[line.entry.path].add(index)
    return alive if all(alive[line.entry.path] for line in others) else None


def _lacking(path: str, vectors: Mapping[str, Vector], results: list[int], ends: Sequence[str]) -> list[int] | None:
    """Give the figures that one row must have, so that all columns balance; ``None`` where no figures do that."""
    sign = {ends[0]: 1, ends[1]: 1, ends[2]: -1, ends[3]: -1}
    rest = [sum(sign[end] * vectors[end][c] for end in ends if end in vectors) for c in range(len(results))]
    if path == ends[2]:
        return rest if rest == results else None
    if path in ends:
        return [-sign[path] * r for r in rest] if list(vectors[ends[2]]) == results else None
    return [t - r for t, r in zip(vectors[ends[2]], results, strict=True)] if not any(rest) else None


def _could_print(figures: list[int], digits: str) -> bool:
    """Tell whether a row of these figures would print the digits, with some of its figures lost or one misprinted."""
    if min(figures) < 0 or sum(figures[:-1]) != figures[-1]:
        return False
    texts = list(map(str, figures))
    if any(digits.startswith("".join(texts[:at])) and digits.endswith("".join(texts[at + 1 :])) for at in range(len(texts))):
        return True
    # What can be printed so far, from the digits' beginning, by the first figures with any of them left out.
    printed = {0}
    for text in texts:
        printed |= {end + len(text) for end in printed if digits.startswith(text, end)}
    return len(digits) in printed


def _keep(line: _Line, indexes: set[int]) -> None:
    if line.why is not None:
        return
    if -1 in indexes or not indexes:
        # The row itself may be the one that has lost a figure, and whose other digits happen to add up.
        if len(line.claim.tokens) != len(line.entry.columns):
            line.why = "glued"
        return
    line.readings = [line.readings[index] for index in sorted(indexes)]
    line.vectors = [line.vectors[index] for index in sorted(indexes)]


def _agreed(line: _Line) -> list[int]:
    """Give the columns in which all readings have the same digits."""
    return [column for column in range(len(line.entry.columns)) if len({r[column] for r in line.readings}) == 1]


# --- the rows anew ----------------------------------------------------------------------------------------------------


def _rebuild(reading: TableReading, lines: list[_Line], loose: list[Token]) -> None:
    """Make each row one of its label and its figures, and rows of the figures that are no row's."""
    source = reading.findings.source
    gone = {id(line.entry.row) for line in lines}
    for line in lines:
        old = cast(TextRow, line.entry.row)
        labels = old.row.stretches()[: old.at]
        tokens, size = line.claim.tokens, len(line.entry.columns)
        known = line.why is None
        places = [(token.start, token.end) for token in tokens]
        items = [token.row.items[token.index] for token in tokens]
        by_sums = known and len(tokens) != size
        if by_sums:
            reading_ = line.readings[0]
            places = [(tokens[t].start + a, tokens[t].start + b) for t, a, b in reading_]
            items = [int(narrow(tokens[t].text)[a:b]) for t, a, b in reading_]
        row = Row.of(source, [*labels, *places], "UNMARKED")
        inferred = range(size) if known and (by_sums or line.claim.before) else ()
        new = TextRow(old.type, row, len(labels), items, inferred=inferred, on_line=line.claim.on_line)
        line.entry.row = new
        if known:
            line.entry.place = Place("placed")
            evaluate(reading, line.entry)
            if len(line.readings) > 1:
                _withhold_open_columns(line)
        else:
            line.entry.place = Place(line.why or "unproven")
            line.entry.withhold("withheld" if tokens else "unreadable")
    loose_rows = _rows_of(reading, loose)
    kept = [row for row in reading.rows if id(row) not in gone and row.type != "FIGURES"]
    figures = {id(row) for row in reading.rows if row.type == "FIGURES"}
    reading.unread = [row for row in reading.unread if id(row) not in figures]
    reading.furniture = [row for row in reading.furniture if id(row) not in figures]
    reading.unread += loose_rows
    reading.rows = sorted([*kept, *(line.entry.row for line in lines), *loose_rows], key=lambda row: row.stretch()[0])


def _rows_of(reading: TableReading, loose: list[Token]) -> list[TextRow]:
    """Make a row of the figures that stand side by side: those of no row may stand around those of one."""
    text = reading.findings.source.scan
    groups: list[list[Token]] = []
    for token in sorted(loose, key=attrgetter("start")):
        if groups and token.line == groups[-1][-1].line and not text[groups[-1][-1].end : token.start].strip():
            groups[-1].append(token)
        else:
            groups.append([token])
    rows = []
    for tokens in groups:
        row = Row.of(reading.findings.source, [(token.start, token.end) for token in tokens], "UNMARKED")
        rows.append(TextRow("FIGURES", row, 0, [token.row.items[token.index] for token in tokens]))
    return rows


def _withhold_open_columns(line: _Line) -> None:
    entry = line.entry
    agreed = _agreed(line)
    columns = range(len(entry.columns))
    entry.values = tuple(entry.values[c] if c in agreed else None for c in columns)
    status: list[Status] = ["value" if c in agreed else "withheld" for c in columns]
    entry.statuses = tuple(status)


def _tell(reading: TableReading, lines: list[_Line]) -> None:
    """Say which figures were inferred, and of what was left open which readings there were."""
    apart = [line.entry.path for line in lines if line.why is None and line.claim.before]
    if apart:
        message = "{what}: the figures stand above their label; they were taken for its own by the order of all rows"
        reading.findings.add("row-by-order", "info", message, *apart)
    parted = [
        line.entry.path
        for line in lines
        if line.why is None and len(line.readings) == 1 and len(line.claim.tokens) != len(line.entry.columns)
    ]
    if parted:
        message = "{what}: the digits stand without anything between them; only one way to part them keeps the sums"
        reading.findings.add("figures-parted", "info", message, *parted)
    for line in lines:
        if line.why == "glued" or (line.why is None and len(line.readings) > 1):
            paths = [
                path
                for column, path in enumerate(line.entry.paths())
                if line.entry.statuses is not None and line.entry.statuses[column] == "withheld"
            ]
            shown = "; ".join(" ".join(map(str, vector)) for vector in line.vectors[:3])
            ways = f": {shown}{' and more' if len(line.vectors) > 3 else ''}" if line.vectors else ""
            message = f"{{what}}: withheld, since its digits can be parted in more than one way{ways}"
            if len(line.vectors) == 1:
                message = f"{{what}}: withheld, since the table's sums do not prove the one way to part its digits{ways}"
            where = [line.entry.path] if len(paths) == len(line.entry.columns) else paths
            reading.findings.add("row-ambiguous", "error", message, *where, at=line.entry.row.stretch())
