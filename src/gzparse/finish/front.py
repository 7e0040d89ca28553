"""Front: source and outline → what a report says of itself: its title, organ, year, date, preamble and signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from gzparse.finish import titles
from gzparse.finish.narrative import MARKS, without_frame
from gzparse.model.findings import Findings
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source
from gzparse.spec.form import DISCLOSURE


class Front:
    """What a report says of itself: its title, organ, year, preamble, signature and date.

    preamble: the text between the title and the first section. dated: the date of the signature. differing: what another report
    in the text says otherwise.
    """

    __slots__ = ("dated", "differing", "organ", "preamble", "signature", "title", "year")

    def __init__(self, source: Source, outline: Outline, subject: str = DISCLOSURE) -> None:
        """Read the title and the signature. ``subject`` is what titles are about, a regular expression."""
        lines = [line for line in (organ_line(source, outline, subject), outline.title) if line is not None]
        self.title = _title(source, lines)
        self.differing: list[str] = []
        self.signature = _signature(source, outline)
        self.organ: str | None = None
        self.year: int | None = None
        if self.title is not None:
            # The annual report's title has its year before the subject; the prose tells one that stands elsewhere.
            self.organ, self.year = titles.organ_and_year(self.title, subject, behind=subject != DISCLOSURE)
        if self.organ is None and self.signature is not None:
            self.organ = titles.signing_organ(self.signature)
        self.dated: date | None = titles.signed_date(self.signature) if self.signature is not None else None
        self.preamble = _preamble(source, outline, lines)

    def keep_common(self, other: Front) -> None:
        """Drop the organ, year and date of which another report in the text says otherwise, and the title that names them."""
        for name in ("organ", "year", "dated"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if name not in self.differing and mine is not None and theirs is not None and mine != theirs:
                self.differing.append(name)
                setattr(self, name, None)
                if name == "dated":
                    self.signature = None
                else:
                    self.title = None

    def resolve_year(self, findings: Findings, given: int | None, texts: Iterable[str | None]) -> None:
        """Where the title names no year, take the caller's or the one that the prose states; a finding says so."""
        if "year" in self.differing:
            self.year = given
            if given is None:
                findings.add("years-differ")
        elif self.year is None:
            self.year = _year(findings, given, [text for text in (self.preamble, *texts) if text])
        if given is not None and self.year != given:
            findings.add("year-differs", expected=given, actual=self.year)


# --- the front and the end --------------------------------------------------------------------------------------------


def organ_line(source: Source, outline: Outline, subject: str = DISCLOSURE) -> Range | None:
    """Return the line above a title that names no organ itself: it is the title's first line."""
    if outline.title is None:
        return None
    text = source.normalized
    at, end = outline.title
    opening = text[at:end].lstrip(MARKS)
    if titles.year_number(opening[:4]) is None and re.match(subject, opening) is None:
        return None
    above = text[:at].rstrip()
    start = above.rfind("\n") + 1
    line = above[start:].strip(MARKS)
    if not line or len(line) > 40 or re.search(_NO_ORGAN, line):
        return None
    lead = len(above[start:]) - len(above[start:].lstrip())
    return start + lead, len(above)


_NO_ORGAN = r"[。，；：,;:>＞›»]|^附[件表录]|首页|打印|发布|来源|浏览"
"""What a line above a title says that names no organ: a sentence, an annex's number, the site's own words."""


def _title(source: Source, lines: list[Range]) -> str | None:
    pieces = [" ".join(p.strip() for p in source.text[a:b].strip(MARKS).splitlines() if p.strip()) for a, b in lines]
    return " ".join(pieces) or None


def _preamble(source: Source, outline: Outline, lines: list[Range]) -> str | None:
    start, end = outline.front
    pieces = []
    for a, b in lines:
        pieces.append(source.text[start:a])
        start = b
    pieces.append(source.text[start:end])
    kept = [piece for piece in map(without_frame, pieces) if piece.strip()]
    return "\n".join(piece.strip() for piece in kept) or None


def _signature(source: Source, outline: Outline) -> str | None:
    if outline.signature is None:
        return None
    a, b = outline.signature
    lines = without_frame(source.text[a:b]).splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _year(findings: Findings, given: int | None, texts: list[str]) -> int | None:
    if given is not None:
        return given
    text = "\n".join(texts)
    year = titles.stated_period(text)
    if year is not None:
        findings.add("year-of-period", year=year)
        return year
    year = titles.prose_year(text)
    if year is not None:
        findings.add("year-of-prose", year=year)
        return year
    findings.add("year-unknown")
    return None
