"""Furniture: what a printer, a browser or an extractor of text puts at the ends of pages → its places in the text.

Only whole lines are furniture, and only such as can hold nothing of a report: the number of a page in words, an address with
it, the time of printing. 3/9 may be a cell, and counts where several lines number the pages of as many, one after the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.letters import words_in
from gzparse.model.patterns import on_use
from gzparse.model.source import Range

_SIGNS = ("页", "://", "www.", "Page", "page", "PAGE", "P.", "p.", "/", "／")
"""One of them, or a time of day, stands in every such line."""
_TIME = on_use(r":\d\d")
_LONGEST, _FRONT = 300, 300
"""The longest line that is looked at. In so many letters at the front, a running head may be the only title."""


def page_furniture(normalized: str) -> list[Range]:
    """Return the lines of a text that are print footers, numbers of pages in words, or running heads with one of these."""
    found: set[Range] = set()
    repeated: dict[str, list[Range]] = defaultdict(list)
    numbered: dict[str, list[tuple[int, Range]]] = defaultdict(list)
    for start, end in _lines_with_signs(normalized):
        line = normalized[start:end]
        alone = terminal("PAGE_OF_PAGES").fullmatch(line)
        if alone is not None:
            numbered[alone["pages"]].append((int(alone["page"]), (start, end)))
            continue
        parts = list(terminal("FOOTER_PART").finditer(line))
        kinds = {part.lastgroup for part in parts}
        if not kinds & {"time", "page", "address"}:
            continue
        words = _words(line, parts)
        certain = kinds & {"time", "page"} or len(parts) > 1
        if (not words and certain) or ("address" in kinds and re.fullmatch(patterns()["PAGE_DIGITS"], words)):
            found.add((start, end))
        elif _at_an_end(line, parts) and not re.search(r"\d", re.sub(rf"{patterns()['YEAR']}年", "", words)):
            repeated[words].append((start, end))
    for places in repeated.values():
        if len(places) > 1:
            found.update(places if places[0][0] > _FRONT else places[1:])
    for pages, lines in numbered.items():  # 3 / 9 may be three cells of a row, and a table has two rows of three
        spaced = any(" " in normalized[slice(*place)].strip(" \t|") for _, place in lines)
        if len(lines) > 1 + spaced and all(a < b <= int(pages) for (a, _), (b, _) in pairwise(lines)):
            found.update(place for _, place in lines)
    return sorted(found)


def _lines_with_signs(text: str) -> list[Range]:
    """Return the lines that may be furniture, in the order of the text."""
    places: set[Range] = set()
    at = [m.start() for m in _TIME.finditer(text)]
    for sign in words_in(text, _SIGNS):
        found = text.find(sign)
        while found >= 0:
            at.append(found)
            found = text.find(sign, found + 1)
    for place in at:
        start = text.rfind("\n", 0, place) + 1
        stop = text.find("\n", place)
        end = stop if stop >= 0 else len(text)
        if end - start <= _LONGEST:
            places.add((start, end))
    return sorted(places)


def _words(line: str, parts: list[re.Match[str]]) -> str:
    """Return what else stands on a line."""
    pieces, at = [], 0
    for part in parts:
        pieces.append(line[at : part.start()])
        at = part.end()
    pieces.append(line[at:])
    gap = patterns()["DASH_CHARS"] + " \t|·_"
    return " ".join(piece for piece in (piece.strip(gap) for piece in pieces) if piece)


def _at_an_end(line: str, parts: list[re.Match[str]]) -> bool:
    return not line[: parts[0].start()].strip(" \t|") or not line[parts[-1].end() :].strip(" \t|")
