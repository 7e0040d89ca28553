"""Other figures that the rows of a page without marks may print.

In: a damaged page. Out: each path at which another report differs, although it prints the same page by no more damages of the
same kinds and keeps the form's sums. Section two has no sums; section three has those of its rows and columns, and the balance;
section four has three blocks, each with its total.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gzparse.testing import figures as writing
from gzparse.testing.pages import OUTCOMES, Page, Word
from gzparse.testing.tape import Cells, Tape, kind_of, number

__all__ = ["RESULTS", "Difference", "differences", "held_in", "in_applications", "in_disclosure", "in_outcomes", "printed_in"]


class Difference(NamedTuple):
    """A path at which another report differs. whole: what it prints there, if its row is complete and the page's is not."""

    path: str
    why: str
    whole: str = ""


Values = tuple[int, ...]
"""A row's figures as its report held them."""
Vector = tuple[int, ...]

RESULTS = frozenset(f"requests.results.{row}" for row in (*writing.RESULTS, writing.UNDIVIDED))
_MOST = 200
"""Readings of one row or block, after which the search stops."""


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


def printed_in(page: Page, key: str) -> Cells:
    """Return a row's cells as the page prints them."""
    printed = {w.path: w.text for w in page.rows.get(key, []) if w.path}
    return tuple(printed.get(path) for path in page.form.rows[key].paths)


def _figures(page: Page, key: str) -> list[Word]:
    return [w for w in page.rows.get(key, []) if w.path or w.noise]


def differences(page: Page, key: str, truth: Cells, other: Cells, why: str) -> Iterator[Difference]:
    """Return the paths of a row at which another reading of it differs from what the page prints."""
    whole = None in truth and None not in other and page.form.table_of[key] not in page.zeroed
    for path, a, b in zip(page.form.rows[key].paths, truth, other, strict=True):
        if a != b or whole:
            yield Difference(path, f"{why}: {' '.join(c or '_' for c in other)}", (b or "") if whole else "")


# --- section two: no identities ---------------------------------------------------------------------------------------


def in_disclosure(page: Page) -> Iterator[Difference]:
    """Return what differs in section two, whose rows have no sums."""
    for key, item in page.form.rows.items():
        if page.form.table_of[key] or page.ended & set(item.paths):
            continue
        words, truth, width = _figures(page, key), printed_in(page, key), len(item.paths)
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
                    for figures in tape.splits([kind_of(item.paths[place]) for place in places]):
                        if 0 in page.zeroed and not all(any("1" <= c <= "9" for c in figure) for figure in figures):
                            continue
                        yield from differences(page, key, truth, _placed(figures, places, width), "read otherwise")


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


def held_in(page: Page, key: str) -> Values:
    """Return a row's figures as the page's report held them."""
    return tuple(int(page.held[path]) for path in page.form.rows[key].paths)


def _readings(page: Page, key: str) -> Iterator[tuple[Values, Cells]]:
    """Return the readings of a row that keep its sum, with the row that its report held then."""
    words, why, concatenated = _figures(page, key), page.why.get(key, ""), page.writer.concatenated
    if not words or why in ("misprint", "row cut", "figures lost") or page.ended & set(page.form.rows[key].paths):
        return
    zeroed = 1 in page.zeroed and not page.writer.aligned
    if concatenated and why == "blank":
        # All other rows are complete, so that the report held the same figures: only the blank may be elsewhere.
        held = tuple(map(str, held_in(page, key)))
        tape = Tape(words, concatenated)
        for blank in range(7):
            at: int | None = 0
            for figure in held[:blank] + held[blank + 1 :]:
                at = tape.reads(at, figure) if at is not None else None
            if at == tape.size:
                yield held_in(page, key), (*held[:blank], None, *held[blank + 1 :])
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


def in_applications(page: Page) -> Iterator[Difference]:
    """Return what differs in section three, where rows and columns have sums, and the balance holds."""
    if page.deduped or not (
        page.writer.concatenated or 1 in page.zeroed or page.writer.unanchored or "blank" in page.why.values()
    ):
        return
    others: list[Other] = []
    truths: dict[str, Cells] = {}
    for key in page.form.rows:
        if page.form.table_of[key] != 1:
            continue
        truths[key], held = printed_in(page, key), held_in(page, key)
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
            yield from differences(page, other.key, truths[other.key], other.cells, "read otherwise")
        else:
            by_effect[other.effect].append(other)
    for effect, some in by_effect.items():
        back = by_effect.get(tuple(-e for e in effect), [])
        for one, two in itertools.islice(itertools.product(some, back), 200):
            if one.key != two.key:
                why = f"read otherwise together with {two.key}"
                yield from differences(page, one.key, truths[one.key], one.cells, why)


def _absorbed(page: Page, free: set[str], effect: Vector) -> bool:
    """Whether rows that are lost could have held figures that keep the identities all the same."""
    total, carried = "requests.results.total", "requests.carried_forward"
    lost = [key for key in free if key in RESULTS]
    for column in range(6):
        change, balance = effect[column], effect[6 + column]
        room = sum(held_in(page, key)[column] for key in lost)
        least = -held_in(page, total)[column]
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
        begun = [held_in(page, key)[column] for key in ("requests.new", "requests.brought_forward") if key in free]
        ending = held_in(page, carried)[column] if carried in free else 0
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


def in_outcomes(page: Page) -> Iterator[Difference]:
    """Return what differs in section four, where each of three blocks has its total."""
    why, words = page.why.get(OUTCOMES, ""), _figures(page, OUTCOMES)
    if why in ("misprint", "row cut", "figures lost") or not words or page.deduped or page.ended & set(page.form.paths_of(2)):
        return
    mode = "zeros" if 2 in page.zeroed else "one" if why == "blank" else ""
    if (page.writer.aligned and mode) or not (mode or page.writer.concatenated or any(w.noise for w in words)):
        return
    truth = printed_in(page, OUTCOMES)
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
                    yield from differences(page, OUTCOMES, truth, cells, "read otherwise")
                continue
            if (at, budget) not in blocks:
                blocks[at, budget] = list(itertools.islice(_block(tape, at, mode, budget), _MOST))
            stack += [(end, cells + block, budget - used) for end, block, used in blocks[at, budget]]
