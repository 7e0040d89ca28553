"""Other reports in the same text, or parts of this one again → what they print otherwise is not given.

Which one counts is for the user to say. So what is given is what all of them print: of a second report, with or without a
notice of correction before it, all that it does not print alike is withheld; of sections that stand there again, what they
print otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from gzparse.finish.front import Front
from gzparse.finish.organs import same_organ
from gzparse.form.entries import Entry
from gzparse.form.table_reading import TableReading
from gzparse.model.paths import Labels
from gzparse.model.patterns import on_use
from gzparse.model.reading import KNOWN, Status
from gzparse.model.sections import Outline
from gzparse.model.source import Source

KindOfRest = Literal["second-report", "section-again", "annex"]

_OPENING = 300
"""So many letters show what stands behind a report."""
_TITLE_OF_ANNEX = on_use(r"^\s*(?:附\s*[件表：:]|[^\n。]{0,40}(?:统计\s*表|情况\s*表|指标)\s*(?:\n|$))")
_OF_INDICATORS = on_use(r"统计\s*指标|指标\s*名称|计量\s*单位|指\s*标[\s|]{1,9}单\s*位")
_OF_REPORT = on_use(
    r"^\s*(?:[^\n。]{0,60}(?:公开|工作)[^\n。]{0,20}(?:年度)?报告"
    r"|[#＃*\s]*[（(]?(?:一|1)[)）]?\s*[、.．,，]?\s*(?:总体|概述|概况))"
)
_OF_CORRECTION = on_use("更正|修正|勘误|订正|重新(?:公布|发布)|作废")


class OtherReport:
    """What stands behind the report: the text with all before it blank, its outline and its tables."""

    __slots__ = ("outline", "source", "tables")

    def __init__(self, source: Source, outline: Outline, tables: Mapping[str, TableReading]) -> None:
        self.source = source
        self.outline = outline
        self.tables = tables


def kind_of_rest(source: Source, rest: int) -> KindOfRest:
    """Return what begins behind a report: another report, an annex with another table, or a section again."""
    start = rest + len(source.text[rest:]) - len(source.text[rest:].lstrip())
    opening = source.normalized[start : start + _OPENING]
    above = source.normalized[:start].rstrip().rpartition("\n")[2]
    if _OF_INDICATORS.search(opening):
        return "annex"
    if _OF_REPORT.search(opening):
        return "second-report"
    return "annex" if any(map(_TITLE_OF_ANNEX.search, (opening, above))) else "section-again"


def are_of_others(front: Front, outline: Outline, others: Sequence[OtherReport], subject: str) -> bool:
    """Whether each report that follows is certainly that of another year or organ than the first, and no correction of it.

    Both must say so in a title of their own.
    """
    if front.title is None or not others:
        return False
    rest = outline.rest
    for other in others:
        if rest is not None and _OF_CORRECTION.search(other.source.text, max(0, rest - _OPENING), rest + _OPENING):
            return False
        rest = other.outline.rest
        theirs = Front(other.source, other.outline, subject)
        if theirs.title is None or "title" in theirs.doubts:
            return False
        years = front.year is not None and theirs.year is not None and front.year != theirs.year
        organs = front.organ is not None and theirs.organ is not None and not same_organ(front.organ, theirs.organ)
        if not (years or organs):
            return False
    return True


def withhold_what_differs(
    front: Front,
    tables: Mapping[str, TableReading],
    others: Sequence[OtherReport],
    subject: str,
    labels: Labels,
    *,
    whole: bool,
) -> list[str]:
    """Withhold what other reports do not print alike; return its paths.

    whole: whether they are reports of their own: then what they do not print is not printed alike either.
    """
    differing: dict[str, None] = {}
    for other in others:
        if whole:
            front.keep_common(Front(other.source, other.outline, subject))
        for name in labels.tables:
            if not whole and (name not in other.outline.sections or name not in tables):
                continue  # it stands in one place alone
            theirs = _figures_of(other.tables.get(name))
            if name in tables:
                for entry in tables[name].entries.values():
                    differing.update(dict.fromkeys(_withhold(entry, theirs)))
            mine = _figures_of(tables.get(name))
            differing.update(dict.fromkeys(path for path in theirs if path not in mine))
    return _shortened(list(differing), labels)


def _figures_of(table: TableReading | None) -> dict[str, tuple[Status, object, str | None]]:
    """Return what a table prints, by the figures' paths."""
    found: dict[str, tuple[Status, object, str | None]] = {}
    for entry in table.entries.values() if table is not None else ():
        for index, path in enumerate(entry.paths()):
            status: Status = "value" if entry.statuses is None else entry.statuses[index]
            value = entry.values[index] if index < len(entry.values) else None
            found[path] = status, value, (entry.units or {}).get(index)
    return found


def _withhold(entry: Entry, theirs: Mapping[str, tuple[Status, object, str | None]]) -> Iterator[str]:
    statuses: list[Status] = ["value"] * len(entry.columns) if entry.statuses is None else list(entry.statuses)
    values = list(entry.values)
    for index, path in enumerate(entry.paths()):
        if statuses[index] in KNOWN and theirs.get(path) != (statuses[index], values[index], (entry.units or {}).get(index)):
            statuses[index], values[index] = "withheld", None
            yield path
    entry.values, entry.statuses = tuple(values), tuple(statuses) if set(statuses) != {"value"} else None


def _shortened(paths: list[str], labels: Labels) -> list[str]:
    """Return the paths of whole rows and tables in place of those of all their figures."""
    some = set(paths)
    rows = {row: [info.path for info in infos] for row, infos in labels.rows.items()}
    short: dict[str, None] = {}
    for path in paths:
        info = labels.figures.get(path)
        short[info.row if info is not None and some.issuperset(rows[info.row]) else path] = None
    return list(short)
