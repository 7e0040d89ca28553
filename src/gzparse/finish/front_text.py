"""The text of a front: a title's line above, its lines joined, what stands before the first section, the signature's place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gzparse.finish import titles
from gzparse.finish.front_lines import folded, front_pattern
from gzparse.finish.narrative import MARKS, without_frame
from gzparse.model.letters import words_in
from gzparse.model.patterns import on_use
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source
from gzparse.spec.form import DISCLOSURE

__all__ = ["is_label_of_author", "joined", "lines_of", "organ_line", "others_named", "preamble", "sign"]


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


def joined(source: Source, lines: Iterable[Range]) -> str | None:
    """Return the text of some lines on one line; ``None`` if there is none."""
    pieces = [" ".join(lines_of(source.text[a:b].strip(MARKS))) for a, b in lines]
    return " ".join(pieces) or None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line.strip() for line in without_frame(text).splitlines() if line.strip()]


def preamble(source: Source, outline: Outline, lines: list[Range]) -> str | None:
    """Return the text between the title and the first section; ``None`` if there is none."""
    start, end = outline.front
    pieces = []
    for a, b in sorted(lines):
        pieces.append(source.text[start:a])
        start = b
    pieces.append(source.text[start:end])
    kept = [piece for piece in map(without_frame, pieces) if piece.strip()]
    return "\n".join(piece.strip() for piece in kept) or None


def sign(outline: Outline, signature: Range) -> None:
    """Put a signature that something follows into the outline: the last section ends before it."""
    outline.signature = signature
    for section in outline.sections.values():
        start, end = section.body
        if start <= signature[0] < end:
            section.body = (start, signature[0])
            section.subheadings = [sub for sub in section.subheadings if sub.range[0] < signature[0]]


_OF_AUTHORS = ("现将", "编制", "编写", "撰写", "起草", "局（", "委（", "办（", "厅（", "关（", "位（", "道（", "镇（", "乡（")


def others_named(text: str, prose: str, front: Range | None) -> Iterator[tuple[str, str, Range | None]]:
    """Return the organs that may be the report's besides the title's: what names each, its name and its place if it has a line.

    prose: where sentences may name the author. front: from the end of the title to the first section.
    """
    for sentence in _sentences_on_authors(prose):
        for match in front_pattern("AUTHOR").finditer(folded(sentence)):
            yield "author", next(filter(None, match.groups()), ""), None
    if front is not None and text[slice(*front)].strip():
        for line in _SHORT_LINE.finditer(text, *front):
            name = _DAY_BEHIND.sub("", line[0].strip(MARKS)).strip("（()） ")
            yield "line", name, line.span()


_SHORT_LINE = on_use(r"(?m:^[^\n。：:，,；;|]{3,40}$)")
_DAY_BEHIND = on_use(r"[\s（(]*\d{4}[年.\-/]\d.*")


def _sentences_on_authors(text: str) -> Iterator[str]:
    """Return the sentences of a text that may say who has made the report."""
    for at in sorted(map(text.find, words_in(text, _OF_AUTHORS))):
        start = max(text.rfind(mark, 0, at) for mark in "\n。") + 1
        yield text[start : min((end for mark in "\n。" if (end := text.find(mark, at)) >= 0), default=len(text))]


def is_label_of_author(text: str, at: int) -> bool:
    """Whether the label before a name says that it made the report, not that it published the page."""
    return _LABEL_OF_AUTHOR.search(text[max(0, at - _LONGEST_LABEL) : at]) is not None


_LONGEST_LABEL = 8
_LABEL_OF_AUTHOR = on_use(r"(?:编制|编写|填报)(?:单位|机关|部门|机构)[:：\s]*$")
