"""The end of a page → the report's signature: the organ's name and a date, which the site's own words may follow."""

from __future__ import annotations

import re
from datetime import date

from gzparse.finish.front_lines import Part, folded, front_pattern, line_parts
from gzparse.finish.narrative import MARKS
from gzparse.finish.organs import is_organ
from gzparse.finish.titles import signed_date
from gzparse.model.patterns import on_use
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source

_MOST = 1500
"""A signature and what the site prints behind it are no longer than this."""


class Ending:
    """What the end of a page says of its date.

    signature: the lines of the signature. doubtful: a date there that is not certain to be that of a signature.
    """

    __slots__ = ("doubtful", "organ_at", "signature")

    def __init__(self) -> None:
        self.signature: Range | None = None
        self.doubtful: Range | None = None
        self.organ_at: Range | None = None


def ending(source: Source, outline: Outline) -> Ending:
    """Return what the end of a page says of its date, where the outline found a signature and where it found none."""
    found = Ending()
    text = source.normalized
    start = max([outline.end - _MOST, outline.front[1], *(section.body[0] for section in outline.sections.values())])
    if outline.signature is not None:
        at, end = outline.signature
        if any(part.type in ("LINKS", "LINK") for part in line_parts(source, start, at)):
            # It stands among links to other pages: the report's own is above them.
            _look(source, found, start, end)
            found.doubtful = found.doubtful or (None if found.signature is not None else outline.signature)
            return found
        found.signature = outline.signature
        lines = [line.strip(" \t|") for line in text[at:end].splitlines() if line.strip(" \t|")]
        above = text[:at].rstrip(" \t\n|").rpartition("\n")[2].strip(" \t|")
        if not _is_signed(above, lines):
            found.doubtful = outline.signature
        elif len(lines) == 1 and _signer(above):
            stop = len(text[:at].rstrip(" \t\n|"))
            found.organ_at = (stop - len(above), stop)
        return found
    if outline.rest is None and _may_have_a_date(text[start : outline.end]):
        _look(source, found, start, outline.end)
    return found


def _may_have_a_date(text: str) -> bool:
    """Whether a line ends as dates do. Most reports have none below their last section's heading."""
    for line in text.split("\n"):
        if 0 < len(line) < 80:
            last = line.rstrip(" \t|)）")[-1:]
            if last and (last in _DAY_ENDS or last.isnumeric() or ("20" in line and _HOLDS_A_DATE.fullmatch(line))):
                return True
    return False


_DAY_ENDS = "日号月年"
_HOLDS_A_DATE = on_use(
    r"[^\n，。；,;]{0,30}?"
    r"(?:(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2}(?!\d) ?日?|(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))"
    r"[^\n，。；,;\d]{0,8}"
)
"""A short line with a date in it, and a few letters behind it: 印, or a day of the week."""


def _signer(line: str) -> str | None:
    """Return the organ in the line above a date, if that is all that the line says."""
    match = front_pattern("SIGNER").fullmatch(_compact(line))
    return match["organ"] if match is not None and is_organ(match["organ"]) else None


def _is_signed(above: str, lines: list[str]) -> bool:
    """Whether lines that end in a date are a signature, and not what the site says of its page.

    A date in digits alone, without 年, is a site's, unless an organ's name stands above it.
    """
    if _is_label(above) or _is_label(lines[0]):
        return False
    return len(lines) > 1 or "年" in lines[-1] or _signer(above) is not None


def _is_label(line: str) -> bool:
    name = _compact(line)
    labels = ("DATE_LABEL", "ORGAN_LABEL", "SOURCE_LABEL", "OTHER_LABEL")
    return any(front_pattern(label).match(name) is not None for label in labels)


def _look(source: Source, found: Ending, start: int, end: int) -> None:
    """Find a signature that something follows: buttons, links to other pages, a colophon."""
    parts = [part for part in line_parts(source, start, end) if source.normalized[slice(*part.range)].strip(" \t|")]
    stop = len(parts)
    for index, part in enumerate(parts):
        if part.type in ("LINKS", "LINK"):
            stop = index
            break
    body = parts[:stop]
    while body and (body[-1].type.endswith("_LABEL") or _is_footer(source, body[-1], labelled=_labelled(body, body[-1]))):
        part = body.pop()
        if part.type == "DATE" and re.match("日期|填报|报告|编制|制定", _printed(source, body[-1])):
            found.doubtful = part.range
    if not body or found.doubtful is not None:
        return
    line = _printed(source, body[-1])
    signed = front_pattern("SIGNED").fullmatch(line)
    before = body[-2] if len(body) > 1 else None
    if signed is not None and is_organ(signed["organ"]):
        found.signature = body[-1].range
    elif body[-1].type == "DATE" and not body[-1].group("time"):
        _look_above(source, found, body)
    elif body[-1].type == "NAME" and before is not None and before.type == "DATE" and not before.group("time"):
        found.signature = (before.range[0], body[-1].range[1])
        found.organ_at = body[-1].range
    else:
        dates = [part for part in body[-4:] if part.type == "DATE" and not part.group("time") and not _labelled(body, part)]
        if dates:
            found.doubtful = dates[-1].range
        elif front_pattern("LIKE_A_DATE").fullmatch(line) or _HOLDS_A_DATE.fullmatch(line):
            found.doubtful = body[-1].range
        elif before is not None and _HOLDS_A_DATE.fullmatch(_printed(source, before) + line):
            found.doubtful = before.range[0], body[-1].range[1]


def _look_above(source: Source, found: Ending, body: list[Part]) -> None:
    """Find the signing organ above a date in a line of its own."""
    date, before = body[-1], body[-2] if len(body) > 1 else None
    printed = source.normalized[slice(*date.range)]
    labelled = before is not None and _labelled(body, before) and _publishes(_printed(source, body[-3]))
    if before is not None and not labelled and _signer(source.normalized[slice(*before.range)]):
        found.signature, found.organ_at = (before.range[0], date.range[1]), before.range
    elif not labelled and "年" in folded(printed) and signed_date(printed) is not None:
        found.signature = date.range
    else:
        found.doubtful = date.range


def _publishes(label: str) -> bool:
    return re.match("报告|填报|编制|制定", label) is None


def _labelled(body: list[Part], part: Part) -> bool:
    index = body.index(part)
    return index > 0 and body[index - 1].type.endswith("_LABEL")


def _is_footer(source: Source, part: Part, *, labelled: bool) -> bool:
    """Whether a line is the site's, or what stands behind a label."""
    if labelled:
        return True
    return front_pattern("FOOTER").fullmatch(_printed(source, part)) is not None


def _printed(source: Source, part: Part) -> str:
    return _compact(source.normalized[slice(*part.range)])


def _compact(text: str) -> str:
    return "".join(folded(text).split())


_FEW_LINES = 4


def days_alone(text: str, signature: Range) -> list[date]:
    """Return the dates that are a line of a signature, or one of the few above it: one of two may be another's."""
    above = text[: signature[0]].rstrip(" \t\n|").splitlines()[-_FEW_LINES:]
    lines = (_compact(line.strip(MARKS)) for line in (*above, *text[slice(*signature)].splitlines()))
    days = (signed_date(line) for line in lines if front_pattern("DATE").fullmatch(line) is not None)
    return [day for day in days if day is not None]
