"""Return what is owed at each path of a damaged page without marks.

Truth is what the page prints, not what the report held. A figure cannot be known where another report, with identities that
hold, prints the same page by no more damages of the same kinds and differs there. Such reports are looked for, and a path is
called unknowable only where one was found: other places for blanks, other splits of digits, other rows for figures that stand
between two labels, another number for the page number. What is found holds; not all that there are is found, and where none is
found the printed figure is asked for (or its absence, named).
"""

from __future__ import annotations

import enum
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from gzparse.testing import figures as writing
from gzparse.testing.figures import Number
from gzparse.testing.pages import OUTCOMES, Page, Word, form_of


class Kind(enum.Enum):
    """What a reading owes at a path."""

    FIGURE = "figure"
    """The page prints it: the figure passes, and null named by an error."""
    BLANK = "blank"
    """The row stands, its cell is empty without a trace: null passes, as blank or named by an error."""
    UNKNOWABLE = "unknowable"
    """Another report prints this page: null passes, named by an error."""
    GONE = "gone"
    """Lost with its label, or so that it shows: null passes, named by an error."""
    UNTOLD = "untold"
    """Nothing on the page tells that its form has it: null passes."""


class Expected(NamedTuple):
    """What is owed at a path, the figure that the page prints there, and why."""

    kind: Kind
    value: Any = None
    """A number, the text of a text field, or nothing."""
    why: str = ""
    tolerated: frozenset[Any] = frozenset()
    """What a page with fewer damages would print there: a reader that takes the row for whole cannot know better."""
    instead: str = ""
    """A path of the other edition that may be named in its place, where the page does not tell the edition."""

    def allows(self, value: Number | str) -> bool:
        """Whether a figure may be given at the path."""
        return (self.kind is Kind.FIGURE and value == self.value) or value in self.tolerated


class Doubt(NamedTuple):
    """A path at which another report differs, and what it prints there if its row is whole, while the page's is not."""

    path: str
    why: str
    whole: str = ""


Cells = tuple[str | None, ...]
"""A row's cells as printed."""
Values = tuple[int, ...]
"""A row's figures as its report held them."""
Vector = tuple[int, ...]

RESULTS = frozenset(f"requests.results.{row}" for row in (*writing.RESULTS, writing.UNDIVIDED))
_UNDIVIDED = f"requests.results.{writing.UNDIVIDED}"
_DIVIDED = [f"requests.results.{row}" for row in writing.RESULTS if row.startswith("otherwise.")]
_FORMS = [form_of(edition) for edition in writing.EDITIONS.values()]
_FIGURES = {
    "count": re.compile(r"0|[1-9]\d{0,5}"),
    "change": re.compile(r"0|[+\-－]?[1-9]\d{0,5}"),
    "amount": re.compile(r"(?:0|[1-9]\d{0,5})(?:\.\d\d?)?(?:万?元)?"),
}
"""What a cell of each kind may print."""
_MOST = 200
"""Readings of one row or block beyond which no more are looked for."""
_STEPS = 1000
"""Steps of one search beyond which no more are looked for."""


def _kind(path: str) -> str:
    name = path.rpartition(".")[2]
    return name if name in _FIGURES else "count"


def number(path: str, text: str) -> Number:
    """Read a printed figure, its unit left out."""
    text = text.rstrip("万元").replace("－", "-")
    return Decimal(text) if _kind(path) == "amount" else int(text)


def expected_of(page: Page) -> dict[str, Expected]:
    """Return what is owed at each path of a page that is done."""
    page.finish()
    words = {w.path: w for row in page.rows.values() for w in row if w.path}
    expected = {path: Expected(Kind.UNTOLD) for form in _FORMS for item in form.rows.values() for path in item.paths}
    for key, item in page.form.rows.items():
        standing = page.rows.get(key, [])
        for path in item.paths:
            if path in words:
                expected[path] = Expected(Kind.FIGURE, number(path, words[path].text), page.why.get(key, ""))
            else:
                expected[path] = Expected(*_absent(page, key, path, standing))
    _look_for_edition(page, expected)
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    for found in (_disclosure(page), _applications(page), _outcomes(page), _between_labels(page), _columns_moved(page)):
        for doubt in found:
            doubts[doubt.path].append(doubt)
    for path, some in doubts.items():
        if expected[path].kind is not Kind.GONE:
            tolerated = frozenset(number(path, doubt.whole) for doubt in some if doubt.whole)
            expected[path] = expected[path]._replace(kind=Kind.UNKNOWABLE, why=some[0].why, tolerated=tolerated)
    return expected


def _look_for_edition(page: Page, expected: dict[str, Expected]) -> None:
    """Report which lost rows the page shows that its form had them, or in how many rows it had （六）.

    It shows it by the columns of the row's block; or, if all of it is in one edition, by those of any.
    """
    edition, blocks = page.form.edition, writing.blocks(page.form.edition)
    if not edition:
        return
    shown: dict[str, set[str]] = {block.article: set() for block in blocks}
    article = ""
    for word in (w for line in page.lines for w in line.words if line.table == 0 and not w.row):
        article = word.text if word.text in shown else article
        shown.setdefault(article, set()).add(word.text)
    columns = {block.part: shown[block.article] & set(block.columns.values()) for block in blocks}
    told = edition == writing.EDITIONS["2019"] and any(columns.values())
    for block in blocks:
        for row in block.rows:
            key = f"proactive_disclosure.{row}"
            if key not in _FORMS[0].rows and not told and not columns[block.part] and key not in page.rows:
                expected |= {path: Expected(Kind.UNTOLD) for path in page.form.rows[key].paths}
    ones = [key for key in (_UNDIVIDED, *_DIVIDED) if key in page.form.rows]
    if not told and not any(w.row in ones and not w.path for line in page.lines for w in line.words):
        for key in ones:
            other = _DIVIDED[0] if key == _UNDIVIDED else _UNDIVIDED
            for path in page.form.rows[key].paths:
                expected[path] = expected[path]._replace(instead=other + path.removeprefix(key))


def _absent(page: Page, key: str, path: str, standing: list[Word]) -> tuple[Kind, Number | None, str]:
    """Whether a figure that is not printed is blank, or lost so that it shows."""
    why = page.why.get(key, "")
    if path in page.ended:
        return Kind.GONE, None, "behind the text's end"
    if key == OUTCOMES and why == "figures lost":
        return Kind.BLANK, None, "a table without figures"
    if not standing and key != OUTCOMES:
        return Kind.GONE, None, "neither label nor figures"
    if path in page.deduped:
        if not page.deduped <= set(page.form.rows[key].paths):
            return Kind.GONE, None, "repeated lines removed"
        why = "figures lost" if len(page.deduped) > 1 else "blank"
    if why in ("figures lost", "row cut") and page.form.table_of[key]:
        lost = [p for p in page.form.rows[key].paths if p not in {w.path for w in standing}]
        if any(page.held[p] for p in lost):
            return Kind.GONE, None, f"{why}, as the sums show"
    return Kind.BLANK, None, why or "zeros blanked"


# --- how a row's figures may be read ----------------------------------------------------------------------------------


class Tape:
    """A row's figures in their order: figures between spaces, or digits that run together with a space here and there."""

    def __init__(self, words: list[Word], concatenated: bool) -> None:
        self.tokens = [w.text for w in words]
        self.concatenated = concatenated
        if concatenated:
            ends = [at for at, w in enumerate(words) if at and w.gap] + [len(self.tokens)]
            lengths = [0, *itertools.accumulate(map(len, self.tokens))]
            self.text = "".join(self.tokens)
            self.end = [next(lengths[e] for e in ends if lengths[e] > at) for at in range(len(self.text))]
            self.size = len(self.text)
        else:
            self.size = len(self.tokens)

    def heads(self, at: int, kind: str = "count") -> list[tuple[str, int]]:
        """Return the figures of a kind that may begin here, with their ends."""
        if at >= self.size:
            return []
        if not self.concatenated:
            return [(self.tokens[at], at + 1)] if _FIGURES[kind].fullmatch(self.tokens[at]) else []
        ends = range(at + 1, min(self.end[at], at + 12) + 1)
        return [(self.text[at:b], b) for b in ends if _FIGURES[kind].fullmatch(self.text, at, b)]

    def reads(self, at: int, figure: str) -> int | None:
        """Return where a figure ends if it may begin here."""
        if at >= self.size:
            return None
        if not self.concatenated:
            return at + 1 if self.tokens[at] == figure else None
        return at + len(figure) if self.text.startswith(figure, at) and at + len(figure) <= self.end[at] else None

    def splits(self, kinds: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Give all ways to read figures of these kinds."""
        count = len(kinds)
        stack: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        while stack:
            at, read = stack.pop()
            if len(read) == count:
                if at == self.size:
                    yield read
                continue
            if self.size - at >= count - len(read):
                stack += [(end, (*read, figure)) for figure, end in self.heads(at, kinds[len(read)])]

    def sums(self, count: int) -> Iterator[tuple[str, ...]]:
        """Give all ways to read so many figures of which the last is the sum of the others."""
        for start in range(self.size - 1, max(-1, self.size - 6), -1):
            total = next((figure for figure, end in self.heads(start) if end == self.size), None)
            if total is None:
                continue
            goal, most = int(total), len(total) if self.concatenated else 1
            stack: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
            for _ in range(_STEPS):
                if not stack:
                    break
                at, summed, read = stack.pop()
                left = count - 1 - len(read)
                if left == 1:
                    rest = str(goal - summed)
                    if self.reads(at, rest) == start:
                        yield (*read, rest, total)
                elif left <= start - at <= left * most:
                    for figure, end in self.heads(at):
                        if summed + int(figure) > goal:
                            break
                        stack.append((end, summed + int(figure), (*read, figure)))


def _placed(figures: tuple[str, ...], places: Iterable[int], width: int) -> Cells:
    cells: list[str | None] = [None] * width
    for place, figure in zip(places, figures, strict=True):
        cells[place] = figure
    return tuple(cells)


def _without_number(page: Page, words: list[Word]) -> list[list[Word]]:
    """Return a row's words without its page number: there is none, or it is any of those that may be one."""
    noise = [w for w in words if w.noise]
    if not noise:
        return [words]
    # Where cells have no lines of their own, a page number stands between rows.
    may = words if page.writer.cell or len(words) == 1 else [words[0], words[-1]]
    may = [w for w in may if (w.text == noise[0].text if page.numbered else w.text.isdecimal() and 0 < int(w.text) <= 20)]
    return [[w for w in words if w is not one] for one in may] + [words]


def _printed(page: Page, key: str) -> Cells:
    printed = {w.path: w.text for w in page.rows.get(key, []) if w.path}
    return tuple(printed.get(path) for path in page.form.rows[key].paths)


def _figures(page: Page, key: str) -> list[Word]:
    return [w for w in page.rows.get(key, []) if w.path or w.noise]


def _differences(page: Page, key: str, truth: Cells, other: Cells, why: str) -> Iterator[Doubt]:
    whole = None in truth and None not in other and page.form.table_of[key] not in page.zeroed
    for path, a, b in zip(page.form.rows[key].paths, truth, other, strict=True):
        if a != b or whole:
            yield Doubt(path, f"{why}: {' '.join(c or '_' for c in other)}", (b or "") if whole else "")


# --- section two: no identities ---------------------------------------------------------------------------------------


def _disclosure(page: Page) -> Iterator[Doubt]:
    for key, item in page.form.rows.items():
        if page.form.table_of[key] or page.ended & set(item.paths):
            continue
        words, truth, width = _figures(page, key), _printed(page, key), len(item.paths)
        missing = truth.count(None)
        lost = page.deduped & set(item.paths)
        if page.writer.aligned or not words or (lost and key.endswith("rules")):
            continue
        blanks = {0}
        if 0 in page.zeroed:
            blanks = set(range(width + 1))
        elif page.why.get(key) == "blank" or lost or _all_zeros_lost(page, key):
            blanks.add(missing)
        for rest in _without_number(page, words):
            tape = Tape(rest, page.writer.concatenated)
            for blank in blanks:
                for places in itertools.combinations(range(width), width - blank):
                    for figures in tape.splits([_kind(item.paths[place]) for place in places]):
                        if 0 in page.zeroed and not all(any("1" <= c <= "9" for c in figure) for figure in figures):
                            continue
                        yield from _differences(page, key, truth, _placed(figures, places, width), "read otherwise")


def _all_zeros_lost(page: Page, key: str) -> bool:
    """Whether a cut row may be one whose zeros are blank, as all of its table are."""
    table = page.form.paths_of(0)
    printed = {w.path: number(w.path, w.text) for line in page.lines for w in line.words if w.path in table}
    return page.why.get(key) == "row cut" and 0 not in printed.values() and len(printed) >= len(table) - 2


# --- section three: sums of rows and columns, and the balance ---------------------------------------------------------


class Other(NamedTuple):
    """Another reading of a row: what its report held, what is printed, and what that does to the two identities."""

    key: str
    values: Values
    cells: Cells
    effect: Vector


def _effect(key: str, held: Values, values: Values) -> Vector:
    change = [b - a for a, b in zip(held[:6], values[:6], strict=True)]
    none = [0] * 6
    minus = [-c for c in change]
    if key in RESULTS:
        return (*change, *none)
    if key == "requests.results.total":
        return (*minus, *minus)
    return (*none, *(minus if key == "requests.carried_forward" else change))


def _held(page: Page, key: str) -> Values:
    return tuple(int(page.held[path]) for path in page.form.rows[key].paths)


def _readings(page: Page, key: str) -> Iterator[tuple[Values, Cells]]:
    """Return the readings of a row that keep its sum, with the row that its report held then."""
    words, why, concatenated = _figures(page, key), page.why.get(key, ""), page.writer.concatenated
    if not words or why in ("misprint", "row cut", "figures lost") or page.ended & set(page.form.rows[key].paths):
        return
    zeroed = 1 in page.zeroed and not page.writer.aligned
    if concatenated and why == "blank":
        # All columns but for this row's stand, so that its report held the same: only the blank may be elsewhere.
        held = tuple(map(str, _held(page, key)))
        tape = Tape(words, concatenated)
        for blank in range(7):
            at: int | None = 0
            for figure in held[:blank] + held[blank + 1 :]:
                at = tape.reads(at, figure) if at is not None else None
            if at == tape.size:
                yield _held(page, key), (*held[:blank], None, *held[blank + 1 :])
        return
    for rest in _without_number(page, words):
        tape = Tape(rest, concatenated)
        for count in range(2, 8) if zeroed else (7,):
            for figures in tape.sums(count):
                if 1 in page.zeroed and "0" in figures:
                    continue
                for places in itertools.combinations(range(6), count - 1) if zeroed else [range(6)]:
                    cells = _placed(figures, (*places, 6), 7)
                    yield tuple(int(c or 0) for c in cells), cells
        if why == "blank" and len(rest) == 6 and not page.writer.aligned:
            figures = tuple(w.text for w in rest)
            for blank in range(7):
                parts = [int(f) for f in (figures[:blank] + figures[blank:])[: 5 if blank < 6 else 6]]
                value = int(figures[5]) - sum(parts) if blank < 6 else sum(parts)
                if value >= 0:
                    cells = (*figures[:blank], None, *figures[blank:])
                    yield tuple(value if c is None else int(c) for c in cells), cells


def _applications(page: Page) -> Iterator[Doubt]:
    if page.deduped or not (
        page.writer.concatenated or 1 in page.zeroed or page.writer.unanchored or "blank" in page.why.values()
    ):
        return
    others: list[Other] = []
    truths: dict[str, Cells] = {}
    for key in page.form.rows:
        if page.form.table_of[key] != 1:
            continue
        truths[key], held = _printed(page, key), _held(page, key)
        noisy = any(w.noise for w in page.rows.get(key, []))
        if not (noisy or page.writer.concatenated or 1 in page.zeroed or page.why.get(key) == "blank"):
            continue
        for values, cells in itertools.islice(_readings(page, key), _MOST):
            if cells != truths[key]:
                others.append(Other(key, values, cells, _effect(key, held, values)))
    free = {key for key in truths if not any(truths[key])} if 1 not in page.zeroed else set()
    by_effect: dict[Vector, list[Other]] = defaultdict(list)
    for other in others:
        if not any(other.effect) or (free and _absorbed(page, free, other.effect)):
            yield from _differences(page, other.key, truths[other.key], other.cells, "read otherwise")
        else:
            by_effect[other.effect].append(other)
    for effect, some in by_effect.items():
        back = by_effect.get(tuple(-e for e in effect), [])
        for one, two in itertools.islice(itertools.product(some, back), 200):
            if one.key != two.key:
                why = f"read otherwise together with {two.key}"
                yield from _differences(page, one.key, truths[one.key], one.cells, why)


def _absorbed(page: Page, free: set[str], effect: Vector) -> bool:
    """Whether rows that are lost could have held figures that keep the identities all the same."""
    total, carried = "requests.results.total", "requests.carried_forward"
    lost = [key for key in free if key in RESULTS]
    for column in range(6):
        change, balance = effect[column], effect[6 + column]
        room = sum(_held(page, key)[column] for key in lost)
        least = -_held(page, total)[column]
        # By how much the total may change: exactly, or at the least.
        if total not in free:
            if change and not (lost and change <= room):
                return False
            low, high = 0, 0
        elif lost:
            low, high = max(least, change - room), 10**9
        else:
            low = high = change
            if change < least:
                return False
        # Change of the total and of what is carried forward = balance + change of what is new or was brought forward.
        begun = [_held(page, key)[column] for key in ("requests.new", "requests.brought_forward") if key in free]
        ending = _held(page, carried)[column] if carried in free else 0
        if not begun and low > balance + ending:
            return False
        if carried not in free and high < balance - sum(begun):
            return False
    return True


# --- section four: three blocks, each with its total ------------------------------------------------------------------


def _block(tape: Tape, at: int, mode: str, budget: int) -> Iterator[tuple[int, Cells, int]]:
    """Return the readings of a block from here on: its end, its cells, and the blanks used of those that are allowed."""
    stack: list[tuple[int, Cells, int, int]] = [(at, (), 0, 0)]
    while stack:
        at, cells, summed, blanks = stack.pop()
        if len(cells) < 4:
            if mode == "zeros" or (mode == "one" and blanks < budget):
                stack.append((at, (*cells, None), summed, blanks + (mode == "one")))
            for figure, end in tape.heads(at):
                if not (mode == "zeros" and figure == "0"):
                    stack.append((end, (*cells, figure), summed + int(figure), blanks))
        elif mode == "zeros" and not summed:
            yield at, (*cells, None), 0
        elif mode == "one" and blanks:
            yield from ((end, (*cells, figure), blanks) for figure, end in tape.heads(at) if int(figure) >= summed)
        else:
            stop = tape.reads(at, str(summed))
            if stop is not None:
                yield stop, (*cells, str(summed)), blanks
            if mode == "one" and blanks < budget:
                yield at, (*cells, None), blanks + 1


def _outcomes(page: Page) -> Iterator[Doubt]:
    why, words = page.why.get(OUTCOMES, ""), _figures(page, OUTCOMES)
    if why in ("misprint", "row cut", "figures lost") or not words or page.deduped or page.ended & set(page.form.paths_of(2)):
        return
    mode = "zeros" if 2 in page.zeroed else "one" if why == "blank" else ""
    if (page.writer.aligned and mode) or not (mode or page.writer.concatenated or any(w.noise for w in words)):
        return
    truth = _printed(page, OUTCOMES)
    for rest in _without_number(page, words):
        tape = Tape(rest, page.writer.concatenated)
        blocks: dict[tuple[int, int], list[tuple[int, Cells, int]]] = {}
        stack: list[tuple[int, Cells, int]] = [(0, (), int(mode == "one"))]
        found = 0
        while stack and found < _MOST:
            at, cells, budget = stack.pop()
            if len(cells) == 15:
                if at == tape.size:
                    found += 1
                    yield from _differences(page, OUTCOMES, truth, cells, "read otherwise")
                continue
            if (at, budget) not in blocks:
                blocks[at, budget] = list(itertools.islice(_block(tape, at, mode, budget), _MOST))
            stack += [(end, cells + block, budget - used) for end, block, used in blocks[at, budget]]


# --- figures between labels, and columns ------------------------------------------------------------------------------


class Standing(NamedTuple):
    """Where a row's label begins and ends, and where its figures stand, by lines and words."""

    key: str
    begin: tuple[int, int] | None
    end: tuple[int, int] | None
    figures: tuple[int, int] | None


def _standing(page: Page) -> list[Standing]:
    labels: dict[str, list[tuple[int, int]]] = defaultdict(list)
    figures: dict[str, tuple[int, int]] = {}
    for at, line in enumerate(page.lines):
        for index, word in enumerate(line.words):
            if word.path:
                figures.setdefault(word.row, (at, index))
            elif word.row and not word.noise:
                labels[word.row].append((at, index))
    rows = [
        Standing(key, labels[key][0] if labels[key] else None, labels[key][-1] if labels[key] else None, figures.get(key))
        for key in page.form.rows
        if key != OUTCOMES and (labels[key] or key in figures)
    ]
    return sorted(rows, key=lambda r: min(place for place in (r.begin, r.figures) if place))


def _between_labels(page: Page) -> Iterator[Doubt]:
    """Look for figures that another row may have: rows may trade theirs where the sums stay as they are, or there are none."""
    rows, order, peers = _standing(page), list(page.form.rows), _peers(page)
    mixed = page.writer.place == "mixed"
    floating = mixed or page.writer.unanchored or page.writer.concatenated
    for at, row in enumerate(rows):
        if row.key not in peers:
            continue
        lost = row.figures is None and not page.ended & set(page.form.rows[row.key].paths)
        for step, side in ((1, floating), (-1, mixed)):
            beyond = at + step
            while lost and side and 0 <= beyond < len(rows) and rows[beyond].key in peers[row.key]:
                near = rows[beyond]
                if near.figures is None:
                    break
                unlabelled = near.begin is None or near.end is None
                if not unlabelled and not (mixed and _floats(page, near, before=step == 1)):
                    break
                for path in (*page.form.rows[row.key].paths, *page.form.rows[near.key].paths):
                    yield Doubt(path, f"the figures of {near.key} may be those of {row.key}")
                if unlabelled:
                    break
                beyond += step
        if row.begin is None:
            number = order.index(row.key)
            for other in order[number - 1], order[number + 1]:
                if other in peers[row.key] and page.why.get(other) == "row lost":
                    for path in page.form.rows[row.key].paths:
                        yield Doubt(path, f"the figures may be those of {other}, which is lost too")


def _peers(page: Page) -> dict[str, frozenset[str]]:
    """Return for each row those that its figures could as well stand in."""
    groups = [frozenset(f"proactive_disclosure.{row}" for row in block.rows) for block in writing.blocks(page.form.edition)]
    return {key: group for group in (*groups, RESULTS) for key in group}


def _floats(page: Page, row: Standing, before: bool) -> bool:
    """Whether a row's figures stand on a line of their own before its label, or after it."""
    if row.begin is None or row.end is None or row.figures is None:
        return False
    if not page.lines[row.figures[0]].words[0].path:
        return False
    return row.figures[0] < row.begin[0] if before else row.figures[0] > row.end[0]


def _columns_moved(page: Page) -> Iterator[Doubt]:
    """Move whole columns, where zeros are not printed and whole columns are empty: all sums stay as they are."""
    zeroed = 1 in page.zeroed
    if page.writer.aligned or not (zeroed or _zeros_removed(page)):
        return
    rows = [key for key, table in page.form.table_of.items() if table == 1]
    used = [c for c in range(6) if any(_held(page, key)[c] for key in rows)]
    if len(used) == 6:
        return
    for key in rows:
        if page.ended & set(page.form.rows[key].paths):
            continue
        truth = _printed(page, key)
        for places in itertools.combinations(range(6), len(used)):
            cells: list[str | None] = [None] * 6
            for place, column in zip(places, used, strict=True):
                cells[place] = truth[column]
            yield from _differences(page, key, truth, (*cells, truth[6]), "columns moved")


def _zeros_removed(page: Page) -> bool:
    """Whether removing repeated lines has removed all zeros of table three, and little else is wrong."""
    zeros = {path for path in page.form.paths_of(1) if page.held[path] == 0}
    harmless = {"", "slip", "row lost", "label lost", "figures lost"}
    return (
        page.writer.cell
        and bool(zeros)
        and zeros <= page.deduped
        and all(why in harmless for key, why in page.why.items() if page.form.table_of[key] == 1)
    )
