"""Write pages for tests and benchmarks: figures that keep the form's sums, put into a report's text."""

from __future__ import annotations

import random
import re

from gzparse.testing.figures import (
    APPLICANTS,
    BLOCKS,
    EDITIONS,
    OUTCOMES,
    PARTS,
    RESULTS,
    STYLES,
    UNDIVIDED,
    Block,
    Edition,
    Figures,
    Number,
    Style,
    blocks,
    consistent_figures,
    edition,
    edition_name,
    edition_of,
    hybrid,
    printed,
    results,
    section_two,
)

__all__ = [
    "APPLICANTS",
    "BLOCKS",
    "EDITIONS",
    "OUTCOMES",
    "PARTS",
    "RESULTS",
    "STYLES",
    "UNDIVIDED",
    "Block",
    "Edition",
    "Figures",
    "Number",
    "Style",
    "blank_on",
    "blocks",
    "cells",
    "consistent_figures",
    "edition",
    "edition_name",
    "edition_of",
    "hybrid",
    "printed",
    "replaced",
    "results",
    "section_two",
    "with_figures",
]


# --- pages ------------------------------------------------------------------------------------------------------------


_TABLES = re.compile(r"\n[ ]*二、主动公开.*(?=\n[ ]*五、)", re.S)
_CELL = re.compile(r"(?:(?<=[\t|\n])|(?<=[|] ))\d+(?=[ ]*(?:[\t|\n]|$))")


def with_figures(text: str, figures: Figures, blank: frozenset[str] = frozenset()) -> str:
    """Put figures into the cells of a page, which must hold all of the form's but those that are blank on it."""
    paths = iter([path for path in figures if path not in blank])
    tables = _TABLES.search(text)
    assert tables is not None
    body = _CELL.sub(lambda _: str(figures[next(paths)]), tables.group())
    assert next(paths, None) is None, "the page holds fewer figures than the form"
    return text[: tables.start()] + body + text[tables.end() :]


def blank_on(page: str) -> list[str]:
    """Return which figures a page leaves blank: those of 行政复议, where its row begins with five empty cells."""
    empty = re.search(r"\n\t{5}\d", page) is not None
    return [f"review_and_litigation.review.{column}" for column in OUTCOMES] if empty else []


def cells(page: str, blank: frozenset[str] = frozenset()) -> dict[str, tuple[int, int]]:
    """Return where each of the form's figures stands on a page that holds them in order."""
    paths = [path for path in consistent_figures(random.Random(0)) if path not in blank]
    tables = _TABLES.search(page)
    assert tables is not None
    places = [m.span() for m in _CELL.finditer(page, tables.start(), tables.end())]
    assert len(places) == len(paths), (len(places), len(paths))
    return dict(zip(paths, places, strict=True))


def replaced(page: str, changes: dict[tuple[int, int], str]) -> str:
    """Put other text in some places of a page."""
    for (start, end), new in sorted(changes.items(), reverse=True):
        page = page[:start] + new + page[end:]
    return page
