"""Flow: the lines and tables of pages → paragraphs and tables in the order of reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gzparse.read.pdf.joining import Joined, are_parts, join
from gzparse.read.pdf.lines import Line
from gzparse.read.pdf.margins import PageContent
from gzparse.read.pdf.tables import TableDraft

_REACHES = 2.2
_STARTS = 0.9
_SAME_SIZE = 0.15
_NARROWEST = 0.6
"""Of the page's width: lines that end before do not reach a margin."""
_PROSE = 15
Item = list[Line] | TableDraft


def flow_of(pages: Sequence[PageContent]) -> tuple[list[Item], Joined]:
    """Return paragraphs, as lists of lines, and tables, joined over page breaks; and what was found when they were."""
    margins = {width: _margins([page for page in pages if page.width == width], width) for width in {p.width for p in pages}}
    items: list[Item] = []
    joined = Joined()
    for page in pages:
        ordered: list[Line | TableDraft] = [*page.lines, *page.tables]
        if not page.in_order:
            ordered.sort(key=lambda item: item.top)
        for index, item in enumerate(ordered):
            last = items[-1] if items else None
            if isinstance(item, TableDraft):
                if index == 0 and isinstance(last, TableDraft) and are_parts(last, item):
                    join(last, item, joined)
                else:
                    items.append(item)
            elif (
                isinstance(last, list)
                and _continues(last[-1], item, *margins[page.width])
                and (not page.in_order or _is_prose(last[-1]))
            ):
                last.append(item)
            else:
                items.append([item])
    return items, joined


_ENDS = ("。", "！", "；", "报告", "年报")
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,2}、[^，。；]+$")
_LONGEST_HEADING = 30
"""A line that is a heading continues nothing, however long the line above it is."""


def _margins(pages: Sequence[PageContent], width: float) -> tuple[float, float]:
    """Return where lines begin that continue a paragraph, and where those end that are continued."""
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return 0.0, width
    rights = sorted(line.right for line in lines)
    right = max(rights[min(len(rights) - 1, int(0.9 * len(rights)))], _NARROWEST * width)
    counts = Counter(round(line.left / 2) for line in lines)
    often = [line.left for line in lines if counts[round(line.left / 2)] > 1]
    return min(often, default=min(line.left for line in lines)), right


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line continues the paragraph of the one before it."""
    if abs(before.size - line.size) > _SAME_SIZE * line.size:
        return False
    if before.text.rstrip().endswith(_ENDS) and _NUMBERED.match(line.text) is not None:
        return False  # a heading below a sentence that fills its line
    if _HEADING.match(line.text) is not None and len(line.text) <= _LONGEST_HEADING:
        return False
    return right - before.right <= _REACHES * line.size and abs(line.left - left) <= _STARTS * line.size


def _is_prose(line: Line) -> bool:
    """Whether a line cannot be a row of a table that has no ruled lines."""
    return len(line.text) >= _PROSE and " " not in line.text
