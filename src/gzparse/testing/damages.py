"""Damage pages that mark no cells, and work out which of their figures can still be known.

    for page in damages.cases(seed=1, count=100):
        reading = gzparse.parse(page.text)
        faults = page.faults(reading)

In: a way of printing, figures, and the kinds of damage. Out: `PrintedPage`.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gzparse.annual_report.record import Report
from gzparse.model.reading import Reading
from gzparse.testing import figures as writing
from gzparse.testing.expected import Expected
from gzparse.testing.figures import Number
from gzparse.testing.judging import Fault, faults_of
from gzparse.testing.mishaps import apply_damage, misprinted, mistyped
from gzparse.testing.oracle import expected_of
from gzparse.testing.pages import (
    OUTCOMES,
    WRITERS,
    Line,
    Page,
    Word,
    Writer,
    borders,
    figures_of,
    number_at,
    page_of,
)

Damage = Callable[[Page, random.Random], str]
"""Damage a page and return what was done, or nothing where it cannot be done."""


def _any_row(page: Page, rng: random.Random, wide: bool = False, labelled: bool = False) -> str:
    """Choose a row that nothing was done to yet, mostly in table three."""
    form = page.form
    keys = [
        key
        for key, item in form.rows.items()
        if key not in page.why
        and form.table_of[key] not in page.zeroed
        and (not wide or len(item.paths) > 1)
        and (not labelled or key != OUTCOMES)
    ]
    few = [key for key in keys if form.table_of[key] != 1]
    return rng.choice(few if few and rng.random() < 0.25 else keys) if keys else ""


def _row_lost(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng, labelled=True)
    page.drop(lambda w: w.row == key != "")
    page.why |= {key: "row lost"} if key else {}
    return key


def _label_lost(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng, labelled=True)
    page.drop(lambda w: w.row == key != "" and not w.path)
    page.why |= {key: "label lost"} if key else {}
    return key


def _figures_lost(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng)
    page.drop(lambda w: w.row == key != "" and w.path != "")
    page.why |= {key: "figures lost"} if key else {}
    return key


def _row_cut(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng, wide=True)
    if not key:
        return ""
    paths = page.form.rows[key].paths
    count = rng.randint(1, min(len(paths) - 1, 4))
    page.drop(lambda w: w.path in paths[-count:])
    page.why[key] = "blank" if count == 1 else "row cut"
    return f"{key}: {count}"


def _blanked(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng)
    if not key:
        return ""
    path = rng.choice(page.form.rows[key].paths)
    page.drop(lambda w: w.path == path)
    page.why[key] = "blank"
    return path


def _zeros_blanked(page: Page, rng: random.Random) -> str:
    table = rng.choice((0, 1, 1, 2))
    touched = {key for key in page.why if page.form.table_of[key] == table}
    zeros = {path for path in page.form.paths_of(table) if page.held[path] == 0}
    if touched or not zeros:
        return ""
    page.drop(lambda w: w.path in zeros)
    page.zeroed.add(table)
    return page.form.tables[table][0]


def _misprint(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng)
    words = [w for w in page.of(key) if w.path] if key else []
    if not words:
        return ""
    word = rng.choice(words)
    old, word.text = word.text, misprinted(word.text, rng)
    page.why[key] = "misprint"
    return f"{word.path}: {old} to {word.text}"


def _repeated_lines_removed(page: Page, rng: random.Random) -> str:
    if page.writer.join != "\n":
        return ""
    seen: set[str] = set()
    kept, lost = [], 0
    for line in page.lines:
        text = " ".join(w.text for w in line.words)
        if text in seen and text:
            lost += 1
            page.deduped |= {w.path for w in line.words if w.path}
        else:
            kept.append(line)
        seen.add(text)
    page.lines = kept
    return f"{lost} lines, {len(page.deduped)} figures"


def _page_number(page: Page, rng: random.Random) -> str:
    at = rng.choice(borders(page, within=True))
    number = str(rng.choice((2, 3, 4, 5, 7, 12)) if not page.numbered else 2)
    dashed = page.writer.concatenated or rng.random() < 0.4
    if dashed or page.dashed:
        where = rng.choice(("own", "start", "end")) if page.writer.join == "\n" else "own"
        number_at(page, at, f"- {number} -", where)
        return f"- {number} -, {where}"
    before, line = page.lines[at - 1].words[-1], page.lines[at].words[0]
    row = ""
    if page.writer.unanchored:
        inside = before.row == line.row and not before.path and not line.path
        row = "" if inside else before.row or (line.row if line.path else "")
    page.lines.insert(at, Line([Word(number, row, noise=bool(row))], page.lines[at].table))
    return f"{number} in {row or 'no row'}"


_NOTES = (
    "注：以上数据由各单位报送。",
    "（注：统计截至2023年12月31日，含乡镇。）",
    "说明：表中数据与上年口径一致，请结合第5页阅读。",
)


def _note(page: Page, rng: random.Random) -> str:
    at = rng.choice(borders(page))
    page.lines.insert(at, Line([Word(rng.choice(_NOTES))], page.lines[at].table))
    return page.lines[at].words[0].text


def _typo(page: Page, rng: random.Random) -> str:
    key = _any_row(page, rng, labelled=True)
    words = [w for w in page.of(key) if not w.path and not w.noise] if key else []
    if sum(len(w.text) for w in words) < 6:
        return ""
    word = max(words, key=lambda w: len(w.text))
    word.text = mistyped(word.text, rng)
    page.why[key] = "typo"
    return f"{key}: {word.text}"


def _swap(page: Page, rng: random.Random) -> str:
    rows, table_of = page.form.rows, page.form.table_of
    pairs = [
        (a, b)
        for a, b in itertools.pairwise(rows)
        if len(rows[a].cells) == len(rows[b].cells) == 1
        and table_of[a] == table_of[b] not in page.zeroed
        and a.rsplit(".", 1)[0] == b.rsplit(".", 1)[0]
        and not {a, b} & set(page.why)
    ]
    for a, b in rng.sample(pairs, min(3, len(pairs))):
        spans = [[i for i, line in enumerate(page.lines) if any(w.row == key for w in line.words)] for key in (a, b)]
        if not all(spans) or len({w.row for i in spans[0] + spans[1] for w in page.lines[i].words} - {""}) != 2:
            continue
        (start, middle), (after, end) = ((span[0], span[-1] + 1) for span in spans)
        if middle == after:
            page.lines[start:end] = page.lines[after:end] + page.lines[start:middle]
            page.why |= {a: "swapped", b: "swapped"}
            return f"{a} and {b}"
    return ""


_FIRST = "requests.results.otherwise.not_corrected_in_time"


def _cut_off(page: Page, rng: random.Random) -> str:
    at = rng.choice(borders(page, within=page.writer.join == "\n"))
    kept = page.lines[at].words
    keep = 0 if page.writer.concatenated else rng.randrange(len(kept))
    # Behind （六）其他处理 without figures its figures could be those of the 2019 form's one row: not cut there.
    lines = [n for n, line in enumerate(page.lines) if any(w.row == _FIRST or w.text == "（六）其他处理" for w in line.words)]
    if lines and lines[0] <= at <= lines[-1] + 1:
        at, kept, keep = lines[0], page.lines[lines[0]].words, 0
    page.lines[at].words = kept[:keep]
    left = {w.path for line in page.lines[: at + 1] for w in line.words}
    behind = [*kept[keep:], *(w for line in page.lines[at + 1 :] for w in line.words)]
    page.ended = {w.path for w in behind if w.path}
    page.ended |= {p for table in range(page.lines[at].table + 1, 3) for p in page.form.paths_of(table)} - left
    page.lines = page.lines[: at + (keep > 0)]
    return f"before line {at}, word {keep}"


DAMAGES: dict[str, Damage] = {
    "zeros blanked": _zeros_blanked,
    "rows swapped": _swap,
    "row lost": _row_lost,
    "label lost": _label_lost,
    "figures lost": _figures_lost,
    "row cut": _row_cut,
    "figure blanked": _blanked,
    "misprint": _misprint,
    "label typo": _typo,
    "note": _note,
    "page number": _page_number,
    "text cut off": _cut_off,
    "repeated lines removed": _repeated_lines_removed,
}
"""In the order in which they are done to a page."""


@dataclass(frozen=True, slots=True, repr=False)
class PrintedPage:
    """A page to read, and what is expected at each path.

    layout: the name of its layout, one that gzparse writes or one of this module's ``WRITERS``. edition: the parts of the form
    that it prints as in 2019. text: the page. cells: where its figures stand in it. damages: what was done to it, by kind.
    expected: path → the figure that the page prints there, or that it is blank, cannot be known, or is lost. report: the report
    that it printed before it was damaged.
    """

    layout: str
    edition: writing.Edition
    text: str
    cells: Mapping[str, tuple[int, int]]
    damages: Mapping[str, str]
    expected: Mapping[str, Expected]
    report: Report | None = None

    def __repr__(self) -> str:
        return f"PrintedPage(layout={self.layout!r}, damages={self.damages}, text=\n{self.text})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def faults(self, reading: Reading[Any]) -> list[Fault]:
        """Return what is wrong with a reading of the page: an empty list where all is as expected."""
        return faults_of(reading, self.expected)

    def wrong(self, figures: Mapping[str, Number | None]) -> dict[str, Number]:
        """Return the figures, by path, that a pipeline of one's own took from the page and that the page does not print there.

        A path that is not in ``figures``, and ``None``, are no figures: they are never wrong.
        """
        return {
            path: value
            for path, value in figures.items()
            if value is not None and path in self.expected and not self.expected[path].allows(value)
        }


def cases(seed: int, count: int, start: int = 0) -> Iterator[PrintedPage]:
    """Draw pages; the same seed and number give the same page."""
    for number in range(start, start + count):
        yield numbered(seed, number)


def numbered(seed: int, number: int, writer: str = "", edition: str = "") -> PrintedPage:
    """Draw the page of a number, in an edition that is named or drawn."""
    of_edition = random.Random(f"{seed}/{number}/edition")
    edition = edition or of_edition.choice(EDITIONS)
    return case(random.Random(f"{seed}/{number}"), writer, edition=writing.edition(edition, of_edition))


def case(
    rng: random.Random,
    writer: str = "",
    kinds: tuple[str, ...] | None = None,
    edition: writing.Edition = writing.EDITIONS["2021"],
) -> PrintedPage:
    """Draw a page by any writer, with up to three damages of any kinds, or by the one and with those that are named."""
    chosen = WRITERS[writer or rng.choice(list(WRITERS))]
    held = figures_of(rng, edition)
    page = page_of(chosen, held, rng)
    wanted = rng.choices(list(DAMAGES), k=rng.choice((0, 1, 1, 1, 2, 2, 3))) if kinds is None else kinds
    return _damaged(page, wanted, rng)


def damaged_page(
    writer: Writer, held: Mapping[str, Number], rng: random.Random, kinds: Sequence[str], report: Report | None = None
) -> PrintedPage:
    """Print figures without marks, and do these damages to the page."""
    return _damaged(page_of(writer, dict(held), rng), kinds, rng, report)


def _damaged(page: Page, kinds: Sequence[str], rng: random.Random, report: Report | None = None) -> PrintedPage:
    wanted = [*(kind for kind in kinds if kind not in _ONCE), *(kind for kind in _ONCE if kind in kinds)]
    damages = apply_damage(page, wanted, DAMAGES, rng)
    text, cells = page.render()
    return PrintedPage(page.writer.name, page.form.edition, text, cells, damages, expected_of(page), report)


EDITIONS = (*writing.EDITIONS, "hybrid")
_ONCE = ("zeros blanked", "text cut off", "repeated lines removed", "page number")


def plain(writer: str, held: dict[str, writing.Number], rng: random.Random) -> PrintedPage:
    """Write a report undamaged."""
    return damaged_page(WRITERS[writer], held, rng, ())


__all__ = [
    "DAMAGES",
    "EDITIONS",
    "WRITERS",
    "Expected",
    "Page",
    "PrintedPage",
    "case",
    "cases",
    "figures_of",
    "numbered",
    "plain",
]
