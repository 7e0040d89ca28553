"""Work out what is expected at each path of a damaged page without marks.

In: a page in the making, with its damages. Out: `Expected` by path.

The truth is what the page prints, not what the report held. A figure cannot be known where another report, with identities that
hold, prints the same page by no more damages of the same kinds and differs there. The modules ``other_figures`` and
``other_places`` search for such reports: other places for blanks, other splits of digits, other rows for figures between two
labels, another number for the page number. A path is unknowable only where one was found. The search is not complete: where it
finds none, the printed figure is expected (or its absence, named).
"""

from __future__ import annotations

from collections import defaultdict

from gzparse.testing import figures as writing
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.figures import Number
from gzparse.testing.other_figures import Difference, in_applications, in_disclosure, in_outcomes
from gzparse.testing.other_places import between_labels, columns_moved
from gzparse.testing.pages import OUTCOMES, Page, Word, form_of
from gzparse.testing.tape import number

__all__ = ["expected_of"]

_UNDIVIDED = f"requests.results.{writing.UNDIVIDED}"
_DIVIDED = [f"requests.results.{row}" for row in writing.RESULTS if row.startswith("otherwise.")]
_FORMS = [form_of(edition) for edition in writing.EDITIONS.values()]


def expected_of(page: Page) -> dict[str, Expected]:
    """Return what is expected at each path of a finished page."""
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
    _allow_for_edition(page, expected)
    found: dict[str, list[Difference]] = defaultdict(list)
    for search in (in_disclosure, in_applications, in_outcomes, between_labels, columns_moved):
        for difference in search(page):
            found[difference.path].append(difference)
    for path, some in found.items():
        if expected[path].kind is not Kind.GONE:
            tolerated = frozenset(number(path, one.whole) for one in some if one.whole)
            expected[path] = expected[path]._replace(kind=Kind.UNKNOWABLE, why=some[0].why, tolerated=tolerated)
    return expected


def _allow_for_edition(page: Page, expected: dict[str, Expected]) -> None:
    """Expect nothing of a lost row where the page does not show that its form has it, nor in how many rows it has （六）.

    The page shows it by the columns of the row's block, or, if all of it is of one edition, by those of any block.
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
    is_shown = edition == writing.EDITIONS["2019"] and any(columns.values())
    for block in blocks:
        for row in block.rows:
            key = f"proactive_disclosure.{row}"
            if key not in _FORMS[0].rows and not is_shown and not columns[block.part] and key not in page.rows:
                expected |= {path: Expected(Kind.UNTOLD) for path in page.form.rows[key].paths}
    ones = [key for key in (_UNDIVIDED, *_DIVIDED) if key in page.form.rows]
    if not is_shown and not any(w.row in ones and not w.path for line in page.lines for w in line.words):
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
