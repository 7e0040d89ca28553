"""Words at a table that say whose its figures are: those of another year, a part of the year, another organ, or a sample.

In: the readings of the tables, and the report's organ and year. Out: the same, without the figures that are said to be none of
this report's, and findings that name them. Idea: a figure is given only when its year and organ are known, too, and words
right above a table say more of it than the title does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gzparse.finish.front import Front
from gzparse.finish.organs import is_organ, same_organ
from gzparse.finish.titles import stated_period, year_number
from gzparse.form.alternatives.resolve import withhold_table
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.sections import Outline
from gzparse.model.source import Range

__all__ = ["check_words_at_tables"]

_LONGEST = 40
"""Words above a table are its caption if they are no longer, and no sentence."""
_SHORT_LABEL = 3
_SENTENCE = re.compile(r"[，,。；;！!？?]|[较比]|同期")
_COUNTED = re.compile(r"\d[件条次项份起个宗篇]")
"""Words that count something are no caption: 上半年公开信息23条."""
_PIECE = re.compile(r"[^\n\t|]+")


def check_words_at_tables(
    findings: Findings, tables: Mapping[str, TableReading], outline: Outline, front: Front, organ: str | None
) -> None:
    """Withhold the tables whose own words say that their figures are not this report's, and report notes that correct one."""
    for name, table in tables.items():
        if table.entries:
            _check(findings, table, outline.sections[name].heading[0], front, organ)


def _check(findings: Findings, table: TableReading, start: int, front: Front, organ: str | None) -> None:
    above = list(_above(table, start))
    notes = [row.text_range() for row in table.notes]
    for at in _without_twins([*above, *notes]):
        text = _text(table, at)
        if len(text) <= 2 * _LONGEST and terminal("TABLE_OF_SAMPLES").search(text) is not None:
            withhold_table(findings, table, "figures-of-sample", at, note=text)
            return
    found = _of_another(table, above, front, organ)
    if found is not None:
        withhold_table(findings, table, *found, note=_text(table, found[1]))
        return
    for at in _without_twins([*notes, *(row.text_range() for row in (*table.unread, *table.extra))]):
        text = _text(table, at)
        if terminal("NOTE_CORRECTS").search(text) is not None:
            findings.add("note-corrects", *_named_in(table, text), at=at, note=text[: 2 * _LONGEST])


def _text(table: TableReading, at: Range) -> str:
    return " ".join(table.findings.source.text[slice(*at)].split())


def _above(table: TableReading, start: int) -> Iterator[Range]:
    """Return the pieces of text from a section's heading to the first row of its table, and the label of a table's only row."""
    entries = list(table.entries.values())
    first = min(entries, key=lambda entry: entry.row.start).row
    end = first.row.start
    if len(table.order()) == 1:  # its row has no label of the form's: what stands there tells whose row it is
        end = first.row.cell_ranges()[first.at][0] if first.items else first.row.start + len(first.row.text)
    for piece in _PIECE.finditer(table.findings.source.normalized, start, max(start, end)):
        yield piece.span()


def _without_twins(places: Iterable[Range]) -> list[Range]:
    """Return the places that stand in no other one."""
    found: list[Range] = []
    for a, b in sorted(places, key=lambda at: (at[0], -at[1])):
        if not found or found[-1][1] < b:
            found.append((a, b))
    return found


def _of_another(table: TableReading, above: list[Range], front: Front, organ: str | None) -> tuple[str, Range] | None:
    """Return the reason and the place where a caption or a header names another year, a part of the year, or another organ."""
    found: tuple[str, Range] | None = None
    for at in above:
        printed = _text(table, at)
        text = fold_label(printed)
        if not text or len(text) > _LONGEST or _SENTENCE.search(printed) is not None or _COUNTED.search(text) is not None:
            continue
        years = {stated_period(text)} - {None} or {
            year_number(year) for year in re.findall(rf"({terminal('YEAR').pattern})年(?!\d{{1,2}}月)", text)
        }
        if terminal("PART_OF_YEARS").search(text) is not None:
            found = found or ("figures-of-another-time", at)
        elif front.year is not None and front.year in years:
            return None  # columns of several years are told apart by the header's names
        elif (front.year is not None and None not in years and years) or terminal("LAST_YEAR").search(text) is not None:
            found = found or ("figures-of-another-year", at)
        elif (named := terminal("TABLE_OF_ORGAN").search(text)) is not None and organ is not None:
            other = named.group(1)
            if is_organ(other) and not same_organ(organ, other):
                found = found or ("figures-of-another-organ", at)
    return found


def _named_in(table: TableReading, text: str) -> list[str]:
    """Return the rows whose label a note names, or the table."""
    folded = fold_label(text)
    labels = table.findings.labels
    rows = []
    for path in table.entries:
        label = fold_label(re.sub(r"[（(].*?[)）]", "", labels.label(path).rpartition(" ")[2]))
        label = re.sub(r"^[\d一二三四五六七]+[.,、]", "", label)
        if len(label) > _SHORT_LABEL and label in folded:
            rows.append(path)
    return rows or [table.section]
