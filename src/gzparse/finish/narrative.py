"""Narrative sections: their ranges in the text → their heading, text and subsections, without page numbers and frames."""

from __future__ import annotations

import re

from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.sections import Section, SectionText, Subsection
from gzparse.model.source import Range, Source

_FRAME = r"(?m)^(?:[ \t]*+\|)++[ \t]*+|(?<![ \t|])[ \t]*+\|[ \t|]*+$"
MARKS = "#*＊| \t\n　:："


# --- narrative ---------------------------------------------------------------------------------------------------------


def page_number_lines(source: Source, start: int, end: int) -> list[Range]:
    """Return the lines of a narrative that are page numbers or other furniture."""
    furniture = [(max(start, a - 1), b) for a, b in source.furniture if start <= a and b <= end]
    if not any(source.normalized.find(mark, start, end) >= 0 for mark in patterns()["PAGE_LINE_CHARS"]):
        return furniture
    return sorted([*furniture, *(m.span() for m in terminal("PAGE_LINE").finditer(source.normalized, start, end))])


def _prose(source: Source, start: int, end: int, furniture: list[Range]) -> str:
    """Return the text of a narrative without the page numbers in it."""
    pieces = []
    for a, b in furniture:
        if start <= a and b <= end:
            pieces.append(source.text[start:a])
            start = b
    pieces.append(source.text[start:end])
    return without_frame("".join(pieces)).strip()


def without_frame(text: str) -> str:
    """Return the text without bars at the ends of lines, which belong to a table that lays out the page."""
    return re.sub(_FRAME, "", text) if "|" in text else text


def narrative(source: Source, section: SectionText) -> Section:
    """Return a narrative section: its heading, its text and its subsections, without the page numbers in them."""
    start, end = section.body
    furniture = page_number_lines(source, start, end)
    subsections = []
    stop = end
    for subheading in reversed(section.subheadings):
        text = _prose(source, subheading.range[1], stop, furniture)
        subsections.append(Subsection(subheading.number, subheading.heading.strip(MARKS), text))
        stop = subheading.range[0]
    heading = source.text[section.heading[0] : section.heading[1]].strip(MARKS)
    return Section(heading, _prose(source, start, end, furniture), tuple(reversed(subsections)))
