"""Words at a table that say whose its figures are: those of another year, a part of the year, another organ, or a sample.

In: the readings of the tables, and the report's organ and year. Out: the same, without the figures that are said to be none of
this report's, and findings that name them. Idea: a figure is given only when its year and organ are known, too, and words
at a table say more of it than the title does. A caption or a header governs the rows below it; words in a row, that row; a
note on the table, all of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from gzparse.finish.corrections import Figures
from gzparse.finish.front import Front
from gzparse.finish.known_words import Known, named_in, printed
from gzparse.finish.notes_of_others import NotesOfOthers
from gzparse.finish.signs import LONGEST_CAPTION, Signs
from gzparse.finish.table_cells import beside_figures, report_cells
from gzparse.finish.table_notes import (
    WORDS,
    remarks_of,
    report_captions,
    report_heading,
    report_marks,
    report_notes,
    report_remarks,
    report_rows_of_others,
)
from gzparse.finish.words_elsewhere import is_scaled, report_words_elsewhere
from gzparse.form.alternatives.resolve import withhold_rows
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow
from gzparse.form.header_cells import known_names
from gzparse.form.items import TEXT, plain_count
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.findings import Findings
from gzparse.model.grid import RUNS, RowKind
from gzparse.model.patterns import on_use
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source, fills_its_line, trim

__all__ = ["check_words_at_tables", "may_say"]

_OTHER_COLUMNS = "OTHER_COLUMNS"
"""Headers of this kind have words that are not the form's."""
_WITHOUT_WORDS = frozenset(("FIGURES", "FURNITURE"))
_RARE = on_use("[去半季月样示例考预估暂截累填送汇误更勘订应际]")
_FIRST_OF_SEVERAL = on_use(r"[作以全模机单部\d]")
_SEVERAL = on_use(
    r"作废|以下|全[省市县区州旗镇乡]|模板|增/?减[数值率情](?!量)|增长率|占比|比重|附[:：表件]|另[:：附]|"
    r"[机单部].{1,8}[:：](?!\s*[件宗万元个])|(?<![\d.,，])(?:19|20)\d\d(?![\d,，])|(?<!\d)\d\d年"
)
"""Letters that official tables do not have: so the search is quick. A test holds that nothing is missing."""
_YEARS = range(1990, 2100)
_OF_ROWS_BELOW = on_use(r"^\W*(?:以下|下列|下表|附[:：表件]|另[:：附])|如下|[:：]$")
_NAMES_OF_YEARS = ("年度", "年份", "报告年度", "统计年度", "年")
_LINE = on_use(r"[^\n]+")
_CELL = on_use(r"[^\t|]+")

Sign = tuple[str, Range]
"""The reason of a finding, and the place of the words."""


def check_words_at_tables(
    findings: Findings, tables: Mapping[str, TableReading], outline: Outline, front: Front, organ: str | None
) -> None:
    """Withhold what the words at the tables say to be not this report's, and report the notes that correct a figure."""
    known = Known(front.year, organ)
    signs = Signs(known)
    figures = Figures(findings, tables)
    others = NotesOfOthers(findings, tables, known, signs)
    official: list[Range] = []
    for name, table in tables.items():
        start, end = outline.sections[name].heading[0], outline.sections[name].body[1]
        if not table.entries or name in others.withheld:
            continue
        if not table.notes and (begin := _words_end(table, end)) < end:
            official.append((begin, end))
        heading = _heading_line(findings.source, table, *outline.sections[name].heading)
        words = printed(findings, heading)
        of_heading = signs.of_heading(words)
        if of_heading is not None:
            withhold_rows(findings, table, list(table.entries.values()), of_heading, heading, note=words)
            continue
        if start > outline.front[1]:
            above = max((section.heading[0] for section in outline.sections.values() if section.heading[0] < start), default=0)
            _report_line_above(findings, tables, name, (above, start), signs)
        says = may_say(findings.source, table, start, end)
        told = _Words(findings, table, signs, others.told).check(start) if says else {}
        if told is not None:
            report_heading(findings, table, known, heading, outline.sections[name].wording)
            places = {at for _, at in told.values()} | others.told
            report_notes(findings, table, known, heading[1], places, figures)
            if says:
                report_captions(findings, table, outline.sections[name].body, places, signs.of_caption)
            report_cells(findings, table, known, places)
            report_rows_of_others(findings, table, known)
            report_marks(findings, table)
            report_remarks(findings, table, [entry for entry in table.entries.values() if id(entry) not in told])
    report_words_elsewhere(figures, outline, known, front.pieces, sorted(official), signs.of_line_in_front)


def _report_line_above(findings: Findings, tables: Mapping[str, TableReading], name: str, place: Range, signs: Signs) -> None:
    """Report a short line right above a table's heading that says whose the figures below it are.

    It stands in the section above, of whose prose it says nothing; below a table, it may be a note on that. A title, and what
    says 以下, speak of all tables that follow. place: where the section above begins and ends.
    """
    of_section, start = place
    text = findings.source.normalized
    end = len(text[:start].rstrip())
    at = trim(text, (text.rfind("\n", 0, end) + 1, end))
    if at[1] - at[0] > 2 * LONGEST_CAPTION or "\t" in (line := text[slice(*at)]) or line[-1:] in _ENDS_OF_ROWS:
        return  # prose, or a row
    is_unit = len(line) <= _SHORT_CAPTION and is_scaled(line)
    if not is_unit and signs.of_caption(line) is None and not signs.is_title_of_another(line):
        return
    of_all = _OF_ALL_BELOW.search(line) is not None
    rows = [entry.row.text_range() for table in tables.values() for entry in table.entries.values()]
    is_below_table = any(of_section <= a and b <= start for a, b in rows)
    if any(a < at[1] and at[0] < b for a, b in rows) or (is_below_table and not of_all):
        return
    below = [*tables][[*tables].index(name) :] if of_all else [name]
    findings.add("note-on-table", *below, at=at, note=" ".join(line.split()))


_SHORT_CAPTION, _ENDS_OF_ROWS = 20, "0123456789|"
_OF_ALL_BELOW = on_use(r"以下|下列|信息公开|^\W*附")


def _heading_line(source: Source, table: TableReading, start: int, end: int) -> Range:
    """Return the line of a table's heading; where all stands on one line, up to the table."""
    text = source.normalized
    stop = text.find("\n", end)
    if not 0 <= stop <= end + LONGEST_CAPTION:
        stop = max(end, next((row.start for row in table.grid.rows if row.start >= end), end))
    return start, start + len(text[start:stop].rstrip())  # furniture below it is blank there


def may_say(source: Source, table: TableReading, start: int, end: int) -> bool:
    """Whether the text of a section has any word that says whose its figures are: on most pages, it has none.

    A workbook's sheets have names, and remarks are reported whatever they say.
    """
    if source.file is not None or any(row.type == "REMARK" for row in table.notes):
        return True
    end = _words_end(table, end)
    text = source.normalized
    if table.by_words["numbers alone"] and _has_year_alone(table):
        return True
    if _RARE.search(text, start, end) is not None:
        return True
    if _FIRST_OF_SEVERAL.search(text, start, end) is not None and _SEVERAL.search(text, start, end) is not None:
        return True
    at = text.find("年", start, end)
    while at >= 0:
        before = "".join(text[max(start, at - 6) : at].split())
        if before.endswith(("上", "上一")):
            if not "".join(text[at + 1 : at + 9].split()).removeprefix("度").startswith(("结转", "项目")):
                return True
        elif before and before[-1] in _digits_of_years():
            return True
        at = text.find("年", at + 1, end)
    return False


def _words_end(table: TableReading, end: int) -> int:
    """Return where the words end that may be others than the form's: of an official table, at its first row."""
    if (official := table.by_words.get("official")) is None:
        official = table.by_words["official"] = _is_official(table)
        table.by_words["numbers alone"] = any(row.type == "FIGURES" for row in table.rows)
    if not official:
        return end
    begin = end if table.begin is None else table.begin
    if len(table.order()) == 1:  # its row has no label of the form's
        begin = max(begin, end if table.first_item is None else table.first_item)
    return min(begin, end)


def _has_year_alone(table: TableReading) -> bool:
    """Whether a number that may be a year stands alone at the table, where the form has none."""
    return any(row.type == "FIGURES" and len(row.items) == 1 and row.items[0] in _YEARS for row in table.rows)


def _is_official(table: TableReading) -> bool:
    """Whether all rows of a table are the form's, whose words say nothing more, but for what stands in front of them."""
    known = {entry.row.type for entry in table.entries.values()}
    others = {row.type for row in table.rows} - known - _WITHOUT_WORDS
    return (
        all(kind in table.table.headers and kind != _OTHER_COLUMNS for kind in others)
        and all(map(_says_no_more, table.headers))
        and all(entry.own is None for entry in table.entries.values())
    )


def _says_no_more(header: FormRow) -> bool:
    """Whether a header's words are those of its label as the form has them, and no other stands in its row."""
    return type(header.type) is str and TEXT not in header.items


@cache
def _digits_of_years() -> str:
    numbers = patterns()
    return f"0123456789{numbers['ZERO_CHARS']}{numbers['ONE_TO_NINE_CHARS']}"


class _Words:
    """The words at one table."""

    def __init__(self, findings: Findings, table: TableReading, signs: Signs, told: Container[Range]) -> None:
        self.findings = findings
        self.table = table
        self.signs = signs
        self.told = told
        self.entries = sorted(table.entries.values(), key=lambda entry: entry.row.start)
        self.by_row = {id(entry.row): entry for entry in self.entries}

    def check(self, start: int) -> Mapping[int, Sign] | None:
        """Check all words from the section's heading on; return the rows that are withheld, or ``None`` if the table is."""
        notes = [row for row in self.table.notes if row.type != "REMARK"]
        last = max(entry.row.start for entry in self.entries)
        if self._is_on_anothers_sheet():
            return None
        behind = [row for row in self.table.unread if row.start > last]
        whole = self._above(start) or self._first_note([*notes, *behind]) or self._year_below(last)
        if whole is not None:
            self._withhold(self.entries, whole)
            return None
        below = self._below()
        for entry in self.entries:
            sign = below.get(id(entry)) or self._within(entry)
            if sign is not None:
                below[id(entry)] = sign
        for sign in dict.fromkeys(below.values()):
            self._withhold([entry for entry in self.entries if below.get(id(entry)) == sign], sign)
        return below

    def _is_on_anothers_sheet(self) -> bool:
        """Whether the name of a workbook's sheet says so of the table on it, which is then withheld."""
        if self.findings.source.file is None:
            return False
        at = self.entries[0].row.text_range()
        for sheet in dict.fromkeys(place.sheet for place in self.findings.source.places(*at)):
            reason = self.signs.of_sheet(sheet) if sheet is not None else None
            if reason is not None:
                withhold_rows(self.findings, self.table, self.entries, reason, at, note=sheet)
                return True
        return False

    def _text(self, at: Range) -> str:
        return printed(self.findings, at)

    def _withhold(self, entries: Sequence[Entry], sign: Sign) -> None:
        reason, at = sign
        withhold_rows(self.findings, self.table, entries, reason, at, note=self._text(at))

    def _above(self, start: int) -> Sign | None:
        """Return what the words from the heading to the first row say of the table; its only row has no label of the form's."""
        first = self.entries[0].row
        end = self._begin()
        if len(self.table.order()) == 1:
            end = first.row.cell_ranges()[first.at][0] if first.items else first.row.start + len(first.row.text)
        found: Sign | None = None
        years: set[int] = set()
        for cells in self._lines_above(start, end):
            sign = self._of_line(cells)
            found = found or sign
            for at in cells:
                text = self._text(at)
                if "年" not in text:
                    continue
                named = self.signs.years(fold_label(text))
                years |= named
                if self.signs.year in named and len(named) > 1 and RowKind.TEXT in self.table.grid.types:
                    return "figures-of-another-year", at  # whose column is whose, text without marks does not show
        both = found is not None and found[0] == "figures-of-another-year" and self.signs.year in years
        return None if both else found  # columns of several years are told apart by the header's names

    def _begin(self) -> int:
        """Return where words no longer speak of the whole table: at its first row, or at the first header of its blocks."""
        first = self.entries[0].row.start
        if self.table.table.header_names is not None:
            return first
        return min([first, *(row.start for row in self.table.rows if self._is_official(row))])

    def _lines_above(self, start: int, end: int) -> Iterator[list[Range]]:
        """Return the cells of each line from the heading to the first row, official headers left out: they say nothing more."""
        rows = self.table.grid.rows
        yield from _lines(self.findings.source, start, min(rows[0].start, end) if rows else end)
        last: object = None
        for row in self.table.rows:
            if row.start >= end and (row is not self.entries[0].row or end < row.start):
                break
            if row.row is not last and not self._is_official(row):
                last = row.row
                if row.row.type == RowKind.TABLE_ROW and row.row.start + len(row.row.text) <= end:
                    yield [at for at in row.row.cell_ranges() if at[0] < at[1]]
                    continue
                below = max(end, row.start + 1) if row is self.entries[0].row else end
                yield from _lines(self.findings.source, row.row.start, min(row.row.start + len(row.row.text), below))

    def _is_official(self, row: FormRow) -> bool:
        """Whether a row is a header whose words are the form's and nothing else."""
        return row.type in self.table.table.headers and row.type != _OTHER_COLUMNS and _says_no_more(row)

    def _of_line(self, cells: Sequence[Range]) -> Sign | None:
        """Return what a line above figures says: one of its cells, if that is not the name of a single column."""
        texts = [self._text(at) for at in cells]
        if any(plain_count(text) is not None for text in texts):
            return self._of_number(texts[0], cells[0]) if len(cells) == 1 else None  # a row
        if len(cells) == 1:
            reason = self.signs.of_last_words(texts[0])
            if reason is None and self._is_no_name(cells[0], texts[0]):
                reason = self.signs.of_changes(texts[0])
            if reason is not None:
                return reason, cells[0]
        signs = [(reason, at) for text, at in zip(texts, cells, strict=True) if (reason := self.signs.of_caption(text))]
        bands = [sign for sign in signs if not self._names_a_column(self._text(sign[1]))]
        return bands[0] if bands else signs[0] if signs and 2 * len(signs) >= len(cells) > 1 else None

    def _is_no_name(self, at: Range, text: str) -> bool:
        """Whether words cannot be the name of a column: they stand in brackets, or fill a line where no column's name does."""
        in_brackets = text[:1] in "（(" and text[-1:] in "）)"
        return fills_its_line(self.findings.source.normalized, *at) and (in_brackets or self.table.grid.types.isdisjoint(RUNS))

    def _of_number(self, text: str, at: Range) -> Sign | None:
        reason = self.signs.of_year_alone(text) if at[0] < self.entries[0].row.start else None
        return (reason, at) if reason is not None else None

    def _names_a_column(self, text: str) -> bool:
        form = self.table.table.header_names
        if form is None:
            return False
        folded = fold_label(text)
        return any(name in folded for name in known_names(form) if name not in form.under)

    def _first_note(self, notes: Iterable[FormRow]) -> Sign | None:
        first, last = self.entries[0].row.start, self.entries[-1].row.start
        for row in notes:
            at = row.text_range()
            text = self._text(at)
            if first < row.start < last and _OF_ROWS_BELOW.search(text) is not None:
                continue
            reason = self.signs.of_note(text) if at not in self.told else None
            if reason is not None and not named_in(self.findings, self.table.entries, text):
                return reason, at
        return None

    def _year_below(self, last: int) -> Sign | None:
        """Return what a number says that stands alone below the table and may be a year."""
        for row in self.table.rows:
            if row.start > last and row.type == "FIGURES" and len(row.items) == 1 and row.items[0] in _YEARS:
                at = row.text_range()
                if (reason := self.signs.of_year_alone(self._text(at))) is not None:
                    return reason, at
        return None

    def _below(self) -> dict[int, Sign]:
        """Return what words between rows say of the rows below them, and notes of the rows that they name.

        An article and what stands in its place govern the rows up to the next article, other words those up to the next header
        of a block; words between blocks, those of the block below them; what says 以下, all rows below. Behind a row's figures,
        where cells are not marked, they may speak of that row too.
        """
        found: dict[int, Sign] = {}
        sign: Sign | None = None
        started = of_header = between = of_rest = False
        begin = self._begin()
        above: Entry | None = None
        for row in self.table.rows:
            entry = self.by_row.get(id(row))
            started = started or row.start >= begin
            if entry is not None:
                started = True
                if sign is not None:
                    found[id(entry)] = sign
                    between = False
                above = entry
                continue
            if not started:
                continue
            if self._is_official(row) or holds_figures(row):
                ends = row.type == "ARTICLE" or (of_header and row.type in self.table.table.columns)
                if ends and not between and not of_rest:
                    sign = None
                above = None
                continue
            text = "".join(row.cells())
            cells = [at for at in row.row.cell_ranges()[row.first : row.at] if at[0] < at[1]] or [row.text_range()]
            if row.type in ("NOTE", "PROSE") and len(cells) == 1:
                reason = self.signs.of_note(self._text(row.text_range()))
                paths = named_in(self.findings, self.table.entries, text) if reason is not None else []
                for path in paths:
                    found[id(self.table.entries[path])] = reason or "", row.text_range()
                if paths or _OF_ROWS_BELOW.search(text) is None:
                    continue
            named = self._of_line(cells)
            if named is None:
                continue
            if above is not None and self._stands_behind(above, row):
                found[id(above)] = named
                if self._is_on_line_of(above, row):
                    continue
            sign, of_header = named, terminal("ARTICLE").search(fold_label(text)) is None
            between, of_rest = row.type in WORDS, _OF_ROWS_BELOW.search(text) is not None
        return found

    @staticmethod
    def _stands_behind(above: Entry, row: FormRow) -> bool:
        """Whether words stand behind a row's figures, where cells are not marked, and do not speak of those below."""
        return row.row.type in RUNS and row.row is above.row.row and _OF_ROWS_BELOW.search("".join(row.cells())) is None

    def _is_on_line_of(self, above: Entry, row: FormRow) -> bool:
        return "\n" not in self.findings.source.normalized[above.row.text_range()[1] : row.text_range()[0]]

    def _within(self, entry: Entry) -> Sign | None:
        """Return what a row's own cells say that are neither its label nor its figures."""
        if entry.own is None and not remarks_of(self.table, entry) and len(self.table.order()) > 1:
            return None
        row = entry.row.row
        cells = list(zip(row.cell_ranges(), row.cells, strict=True)) if row.type == RowKind.TABLE_ROW else []
        for at, cell in cells or beside_figures(self.table, entry, has_label=len(self.table.order()) > 1):
            if (reason := self.signs.of_caption(cell)) is not None and not self._is_label(entry, cell):
                return reason, at
        if entry.own is not None and self.signs.year is not None and self._has_years():
            for index, (at, cell) in enumerate(cells):
                number = plain_count(cell.strip())
                if number in _YEARS and number != self.signs.year and not self._is_figure(entry, index):
                    return "figures-of-another-year", at
        return None

    def _has_years(self) -> bool:
        """Whether a column of the table is that of the year."""
        return any(fold_label(cell) in _NAMES_OF_YEARS for row in self.table.rows for cell in row.cells())

    @staticmethod
    def _is_figure(entry: Entry, index: int) -> bool:
        return any(index == entry.row.at + entry.place.item(column) for column in range(len(entry.columns)))

    def _is_label(self, entry: Entry, cell: str) -> bool:
        return fold_label(cell) in fold_label(self.findings.labels.label(entry.path))


def _lines(source: Source, start: int, end: int) -> Iterator[list[Range]]:
    """Return the cells of each line in a range of the text."""
    for line in _LINE.finditer(source.normalized, start, max(start, end)):
        yield [cell.span() for cell in _CELL.finditer(source.normalized, *line.span()) if not cell.group().isspace()]
