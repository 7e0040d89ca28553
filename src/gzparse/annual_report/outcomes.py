"""Section four: its one row of figures → an entry, also where it has a first cell, or is printed as several small tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gzparse.annual_report.specification import Specification
from gzparse.form.entries import Entry, OwnColumns, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.header_cells import cell_names
from gzparse.form.header_rows import columns_named
from gzparse.form.items import BLANK, TEXT
from gzparse.form.placing import Outcome, Place, sums_hold
from gzparse.form.steps import classify_other_row
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RUNS, Row, RowKind
from gzparse.model.patterns import on_use

__all__ = ["OUTCOMES", "OutcomeRows"]

OUTCOMES = ("OUTCOMES", "OUTCOMES_REORDERED", "OUTCOMES_BROKEN")
_SECTION = "review_and_litigation"
_YEARS = range(1990, 2100)
_YEAR_IN_FRONT = on_use(r"(?:19|20)\d\d(?=年)")
_WORDS = ("NOTE", "PROSE", "FURNITURE", "PICTURE")
_DIGIT = on_use(r"\d")
_FEWEST = 4
"""So many figures make a row of this table."""


class OutcomeRows:
    """How section four is sorted, by the names of a specification."""

    def __init__(self, specification: Specification) -> None:
        """Keep what the form prescribes."""
        self.form = specification.outcome_names
        self.columns = tuple(
            f"{row}.{column}" for row in specification.outcome_rows for column in specification.outcome_columns
        )

    def sort(self, reading: TableReading, blocks: list[list[FormRow]]) -> list[Entry]:
        """Make an entry of each row of figures: the table's one row has no label."""
        (rows,) = blocks
        if (composed := self._composed(reading, rows) or self._by_names(reading, rows)) is not None:
            return [composed]
        rows = reading.rows = list(_with_figures_below_words(rows, len(self.columns)))
        candidates = [entry for row in rows if (entry := self._candidate(reading, row)) is not None]
        candidates = self._without_extra_rows(reading, candidates)
        if any(holds_figures(entry.row) for entry in candidates):
            for entry in [entry for entry in candidates if not holds_figures(entry.row)]:
                candidates.remove(entry)
                reading.furniture.append(entry.row)
        size = len(self.columns)
        for entry in candidates:
            if self._may_begin_with_its_year(reading, entry):
                entry.place = Place(Outcome.UNPROVEN, reason="year-in-front")
                entry.withhold()
        whole = [e for e in candidates if isinstance(e.row, TextRow) and len(e.row.items) == size and _adds_up(reading, e)]
        if len(whole) == 1:  # the others are figures of the words around them
            reading.unread += [entry.row for entry in candidates if len(entry.row.items) < size]
            candidates = [entry for entry in candidates if len(entry.row.items) >= size]
        taken = {id(entry.row) for entry in candidates}
        if any(isinstance(row, TextRow) and id(row) not in taken and self._is_of_figures(row) for row in rows):
            for entry in candidates:
                entry.place = Place(Outcome.UNPROVEN, reason="another-row-of-figures")
                entry.withhold()
        years = {year.group() for row in rows if (year := _YEAR_IN_FRONT.match("".join(row.cells()[:1])))}
        if len(years) > len(candidates):
            for entry in candidates:
                entry.place = Place(Outcome.UNPROVEN, reason="row-of-another-year")
                entry.withhold()
        return candidates

    @staticmethod
    def _without_extra_rows(reading: TableReading, candidates: list[Entry]) -> list[Entry]:
        """Leave out rows with a label of words, such as 其中：本级, where a row without one is there."""
        labelled = [e for e in candidates if e.row.type == "STRAY" and terminal("HAN").search(e.row.label) is not None]
        if not labelled or len(labelled) == len(candidates):
            return candidates
        for entry in labelled:
            classify_other_row(reading, entry.row)
        return [entry for entry in candidates if entry not in labelled]

    def _candidate(self, reading: TableReading, row: FormRow) -> Entry | None:
        """Return the entry of a row of figures, or classify another row."""
        size = len(self.columns)
        if row.type in (*OUTCOMES, "TOTAL_WORD") and not holds_figures(row):
            reading.headers.append(row)
            cells = row.row.cells
            if len(cells) >= size and not cells[0].strip():
                # A header row with empty cells in front: cells keep their place, and so many make a row.
                reading.shapes.append((0, len(cells), 0, size))
            return None
        if row.type in ("STRAY", "TABLE_TEXT", "TOTAL_WORD") and row.row.type == RowKind.TABLE_ROW and self._is_of_figures(row):
            self._cut_again(row)
            return self._entry(row)
        if row.row.type in RUNS and row.type in ("STRAY", "TABLE_TEXT") and 3 * sum(item >= 0 for item in row.items) > 2 * size:
            return self._entry(row)  # one of its figures cannot be read, and was taken for its label
        if (
            row.type in ("FIGURES", "OUTCOMES_LABEL")
            and (row.row.type != RowKind.LINE or len(row.items) > 1)
            and (holds_figures(row) or (reading.headers and len(row.items) >= size))
        ):
            return self._entry(row)
        classify_other_row(reading, row)
        return None

    def _may_begin_with_its_year(self, reading: TableReading, entry: Entry) -> bool:
        """Whether a marked row that does not add up begins with a year and has a blank cell too many: all may stand one off."""
        items, size = entry.row.items, len(self.columns)
        if entry.row.row.type != RowKind.TABLE_ROW or len(items) <= size or items[0] not in _YEARS:
            return False
        return not any(map(self._named_in_front, reading.headers)) and False in sums_hold(items[:size], reading.table.sums)

    def _named_in_front(self, header: FormRow) -> bool:
        names = [name for cell in header.cells() for name in cell_names(cell, self.form)]
        return bool(names) and names[0] not in columns_named(self.form)

    def _entry(self, row: FormRow) -> Entry:
        return Entry(_SECTION, row, self.columns, ("count",) * len(self.columns))

    @staticmethod
    def _is_of_figures(row: FormRow) -> bool:
        """Whether a row with a text in it is a row of figures: with a first cell, or with one that cannot be read."""
        numbers = sum(item >= 0 for item in row.items)
        texts = row.items.count(TEXT)
        return numbers >= _FEWEST and texts <= numbers

    def _cut_again(self, row: FormRow) -> None:
        """Take a row's first cell for a figure that cannot be read, if it is no words and completes the row's cells."""
        filled = [index for index, item in enumerate(row.items) if item != BLANK]
        words = terminal("HAN").search(row.label) is not None
        if row.at - row.first == 1 and not words and filled[-1] + 2 == len(self.columns):
            row.at, row.items = row.first, [TEXT, *row.items]

    # --- several small tables

    def _composed(self, reading: TableReading, rows: Sequence[FormRow]) -> Entry | None:
        """Return the row that is printed in pieces: as a small table for each block, or as rows with labels.

        The names above a figure and before it must leave one column, another for each.
        """
        pieces = list(self._pieces(rows))
        held = [row for row, _ in pieces]
        if len(pieces) < 2 or any(columns is None for _, columns in pieces):
            return None
        places: dict[str, tuple[FormRow, int]] = {}
        for row, columns in pieces:
            for index, column in enumerate(columns or ()):
                if column in places:
                    return None
                places[column] = row, row.at + index
        if len(places) < len(self.columns) // 3:
            return None
        order = [column for column in self.columns if column in places]
        ranges = [places[column][0].row.cell_ranges()[places[column][1]] for column in order]
        items = [places[column][0].items[places[column][1] - places[column][0].at] for column in order]
        composed = FormRow("FIGURES", Row.of(reading.findings.source, ranges), 0, 0, items)
        for row in rows:
            if any(row is other for other in held):
                if row.at > row.first:
                    reading.headers.append(FormRow(row.type, row.row, row.first, row.at, []))
            elif row.type in OUTCOMES or any(self._names(row)):
                reading.headers.append(row)
            else:
                classify_other_row(reading, row)
        labels = [header for header in reading.headers if not any(header is row for row in rows)]
        kept = [row for row in rows if not any(row is other for other in held)]
        entry = self._entry_in_place(reading, [*kept, *labels], composed)
        if lost := [column for column in self.columns if column not in places]:
            entry.own = OwnColumns(tuple(order))
            paths = [f"{_SECTION}.{column}" for column in lost]
            reading.findings.add("column-missing", *paths, at=composed.text_range())
        return entry

    def _by_names(self, reading: TableReading, rows: Sequence[FormRow]) -> Entry | None:
        """Return the row where its figures stand next to their names, and not in one row below the form's header."""
        if all(row.type != "OUTCOMES" or not holds_figures(row) for row in rows) and self._is_plain(rows):
            return None
        reading.by_figures = True
        of_table = [row for row in rows if row.type not in _WORDS and (self._names(row) or _DIGIT.search("".join(row.cells())))]
        if not of_table:
            return None
        source = reading.findings.source
        ranges = [row.text_range() for row in of_table]
        start, end = min(a for a, _ in ranges), max(b for _, b in ranges)
        from gzparse.annual_report.outcome_shapes import columns_by_names  # few pages print it thus

        found = columns_by_names(source.normalized, start, end)
        if found is None:
            return None
        places, names = found
        figures = [places[column] for column in self.columns]
        below, items = Row.of(source, figures), [int(source.normalized[a:b]) for a, b in figures]
        unmarked = any(isinstance(row, TextRow) for row in of_table)
        composed = TextRow("FIGURES", below, 0, items) if unmarked else FormRow("FIGURES", below, 0, 0, items)
        if False in sums_hold(composed.items, reading.table.sums):
            return None  # one of them may be a page's number, and a blank be lost
        header = FormRow("OUTCOMES", Row.of(source, names), 0, len(names), [])
        kept = [row for row in rows if not any(row is one for one in of_table)]
        for row in kept:
            if start <= row.start < end and row.type not in _WORDS:
                reading.headers.append(row)  # words in the corner
            else:
                classify_other_row(reading, row)
        reading.headers.append(header)
        return self._entry_in_place(reading, [*kept, header], composed)

    def _entry_in_place(self, reading: TableReading, others: Sequence[FormRow], composed: FormRow) -> Entry:
        """Put a composed row among the others, in the order of the page, and return its entry. Its columns are known."""
        reading.rows = sorted([*others, composed], key=lambda row: row.text_range()[0])
        reading.columns_are_known = True
        return self._entry(composed)

    def _is_plain(self, rows: Sequence[FormRow]) -> bool:
        """Whether a row of as many cells as the form has columns stands below a header of the form's."""
        size = len(self.columns)
        whole = [row for row in rows if len(row.items) >= size and holds_figures(row)]
        known = ("OUTCOMES", "FIGURES", "OUTCOMES_LABEL", *_WORDS)
        return len(whole) == 1 and not any(row.type not in known and self._names(row) for row in rows)

    def _pieces(self, rows: Sequence[FormRow]) -> Iterator[tuple[FormRow, tuple[str, ...] | None]]:
        """Return the rows of figures with the column of each, as the names above and before them tell."""
        over: list[str] = []  # the names in the last header row that has several
        block: list[str] = []  # the names that stand alone above it
        for row in rows:
            names = self._names(row)
            if not holds_figures(row):
                if len(names) > 1:
                    over = names
                elif names:
                    block, over = names, []
                continue
            if row.type not in ("FIGURES", "FURNITURE", "OUTCOMES_LABEL") and not names:
                yield row, None
                continue
            figures = [item for item in row.items if item != BLANK]
            if row.type == "FURNITURE" or len(figures) < len(row.items) or not figures or len(figures) != len(over):
                yield row, None
                continue
            found = [self._column((name, *names, *(() if names else block))) for name in over]
            yield row, tuple(column for column in found if column) if all(found) else None

    def _names(self, row: FormRow) -> list[str]:
        cells = row.cells()[: row.at - row.first] if holds_figures(row) else row.cells()
        known = columns_named(self.form)
        return [name for cell in cells for name in cell_names(cell, self.form) if name in known or name in self.form.under]

    def _column(self, names: Sequence[str]) -> str | None:
        """Return the only column that stands under all of the names."""
        found = set(self.columns)
        for name in names:
            found &= columns_named(self.form)[name]
        return found.pop() if len(found) == 1 else None


def _adds_up(reading: TableReading, entry: Entry) -> bool:
    return min(entry.row.items) >= 0 and False not in sums_hold(entry.row.items, reading.table.sums)


def _with_figures_below_words(rows: Sequence[FormRow], size: int) -> Iterator[FormRow]:
    """Return the rows of section four, with a line of its figures split off the other words that stand above it.

    Below such words, the figures are the table's only where its whole header stands above them.
    """
    header = False
    for row in rows:
        header = header or (row.type == "OUTCOMES" and row.label.count("未") > 3)
        if header and isinstance(row, TextRow) and row.type in ("STRAY", "PROSE") and len(row.items) == size and row.at:
            places = row.row.cell_ranges()
            between = row.row.text[places[row.at - 1][1] - row.row.start : places[row.at][0] - row.row.start]
            if not row.inside and "\n" in between:
                yield TextRow(row.type, row.row.part_at(places[: row.at]), row.at, [])
                row = TextRow("FIGURES", row.row.part_at(places[row.at :]), 0, row.items)
        yield row
