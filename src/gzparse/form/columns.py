"""Columns before rows: a table's header, the width of its rows and its sums → which form's column each of its own is.

A table may have the form's columns in another order, lack some, or have others besides: 序号, 占比, 备注. Its rows are laid on
its own columns, and only then on the form's. Where they cannot be known, the table is withheld as a whole, by one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gzparse.form.entries import Entry, OwnColumns, window_of
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.header_cells import header_parts, is_in_pieces, name_rows, official_names, orders_of_names, report_typo
from gzparse.form.header_made import is_known, make_headers_of
from gzparse.form.header_names import pieces_out_of_order
from gzparse.form.header_places import columns_by_place
from gzparse.form.header_rows import Leaf, Leaves, column_of, orders_of
from gzparse.form.items import BLANK, NUMBER, TEXT
from gzparse.form.placing import Outcome, OwnSums, Place
from gzparse.form.table_reading import TableReading
from gzparse.model.grid import RowKind
from gzparse.model.patterns import on_use
from gzparse.spec.table import HeaderNames

_REMARKS = on_use(r"备注|说明|注释?$")
_CORNERS = on_use(r"项目|类别|事项|指标|内容|名称|序号|情况|数据")
_WORDS = ("PROSE", "STRAY")
_FEW = 3
"""Of so many rows it may be said that most of them agree."""
_FEWEST_NAMES = 3
"""So many of the form's names make a header of words further down a table."""


def resolve_columns(reading: TableReading, entries: list[Entry]) -> list[Entry]:
    """Work out the table's own columns, header by header, and set them for the rows below. Withhold where they are not known.

    Return the entries whose columns are decided. Those of the others are the form's, as far as their header's names are.
    """
    form = reading.table.header_names
    if reading.columns_are_known:
        return entries
    if form is None or not entries:
        return []
    decided: list[Entry] = []
    for rows, below in header_parts(reading, entries, form):
        if _Part(reading, form, rows, below).resolve():
            decided += below
    return decided


class _Part:
    """A header, and the rows below it up to the next one."""

    def __init__(self, reading: TableReading, form: HeaderNames, rows: list[FormRow], below: list[Entry]) -> None:
        self.reading = reading
        self.form = form
        self.rows = rows
        self.below = below
        self.columns = below[0].columns if below else ()
        self.remarks = False  # a column of remarks stands behind the others
        printed = {entry.path: entry for entry in reversed(below)}  # a row printed again may be of another year's table
        own = [entry for entry in below if printed[entry.path] is entry]
        self.windows = [window for entry in own if len(window := window_of(entry, nil=0)) > 1]

    def resolve(self) -> bool:
        """Decide on the columns. Return whether that was possible: if not, the names are compared one by one."""
        if not self.below:
            return False
        names, corrected = name_rows(self.rows, self.form)
        official = official_names(names, self.form) and not self._have_other_numbers_behind()
        width = self._width()
        plain = OwnColumns(self.columns)
        self._withhold_longer_rows(width)
        official = official and (self._are_labelled() or not self._front(names))
        by_place = columns_by_place(self.rows, self.below, self.form, {actual: wanted for wanted, actual in corrected})
        if by_place is not None and not (self._is_in_place(by_place) and (official or by_place != plain)):
            return self._take_by_place(by_place, plain, corrected)
        if official and width <= len(self.columns) and not self._is_refuted(plain):
            if any(row.type == "STRAY" for row in self.rows):
                make_headers_of(self.reading, self.form, self.rows)
            return False
        self.reading.by_figures = True  # from here on, sums may tell which columns these are
        if is_in_pieces([name for row in names for name in row], self.form):
            text = self.reading.findings.source.normalized
            places = [row.text_range() for row in self.rows]
            if pieces_out_of_order((text[min(a for a, _ in places) : max(b for _, b in places)],), self.form):
                return self._withhold("columns-unclear")
            return self._is_refuted(plain) and self._withhold("columns-break-sums")
        named = [self._of(leaves, names) for leaves in orders_of(names, self.form)]
        if self._have_other_numbers_behind():
            named = [OwnColumns((*own.own, "")) if own.own[-1:] != ("",) else own for own in named]
        named = [
            own
            for own in dict.fromkeys(named)
            if sum(bool(name) and name[0] != "?" for name in own.own) >= min(_FEWEST_NAMES, len(self.columns))
        ]
        if plain not in named and (official or self._lacks_a_name_over_others(names)):
            named.insert(0, plain)
        if not named:
            return self._without_names(plain, width, any(names))
        if width in (0, len(self.columns)) and any(_lacks_names_only(own.own, self.columns) for own in named):
            if self._has_a_foreign_name_elsewhere(names):
                return self._withhold("columns-unclear")
            return self._is_refuted(plain) and self._withhold("columns-break-sums")
        wide = [wider for own in named for wider in self._widened(own, width, names)]
        if not wide:
            return self._withhold("columns-unclear")
        fitting = [own for own in wide if not self._is_refuted(own)]
        if not fitting:
            return self._refuted(wide, open_=len(named) > 1 or not self._is_marked(), plain=plain)
        return self._take(fitting, corrected)

    # --- what rows say

    def _have_other_numbers_behind(self) -> bool:
        """Whether what stands last in several rows is no count, such as 40.5 or 12%: then a column stands behind."""
        if "amount" in self.below[0].kinds or len(self.columns) < _FEW:
            return False
        if not any(NUMBER in entry.row.items or TEXT in entry.row.items for entry in self.below):
            return False
        rows = [entry for entry in self.below if sum(item >= 0 for item in entry.row.items) > 1]
        last = [next(item for item in reversed(entry.row.items) if item != BLANK) for entry in rows]
        others = last.count(NUMBER) + last.count(TEXT)
        return others > 1 and 4 * others > len(last)

    def _withhold_longer_rows(self, width: int) -> None:
        """Withhold rows that have as many figures as the form has columns, and break their sum, where most have fewer.

        Where blanks are not preserved, such a row is short like the others, and one of its figures is in two pieces.
        """
        if self._is_marked() or not 1 < width < len(self.columns):
            return
        plain = OwnColumns(self.columns)
        for entry in self.below:
            if plain.adds_up(window_of(entry), self._sums(), self.columns) is False and entry.statuses is None:
                entry.place = Place(Outcome.UNPROVEN, reason="longer-than-others")
                entry.withhold()

    def _withhold_rows_that_end_in_words(self, size: int) -> None:
        """Withhold rows that have words in the cell of their last figure, where a column of remarks stands behind it.

        The words are the remark, and one of the row's figures is lost.
        """
        for entry in self.below:
            items = entry.row.items
            if len(items) == size and items[-1] == TEXT and "text" not in entry.kinds and entry.statuses is None:
                entry.place = Place(Outcome.CELLS_LOST)
                entry.withhold()

    def _width(self) -> int:
        """Return how many figures most rows have; 0 where nothing can be said."""
        counts = Counter(map(len, self.windows))
        if not counts:
            return 0
        width, times = counts.most_common(1)[0]
        if len(self.reading.order()) == 1 == times and width < len(self.columns):
            return width  # the table has no other row; a figure too many may be a piece of one
        return width if 2 * times > len(self.windows) and (times >= _FEW or len(self.windows) == times > 1) else 0

    def _is_refuted(self, own: OwnColumns) -> bool:
        """Whether most rows, zeros apart, break the sums of these columns."""
        told = self._verdicts(own)
        return 2 * sum(told) < len(told) and (len(told) >= _FEW or self._others_hold(own))

    def _others_hold(self, own: OwnColumns) -> bool:
        """Whether all of a few rows that break these columns' sums keep them with the total in one other place."""
        return len(self.below) > 1 and any(self._holds(other) for other in self._moved(own))

    def _holds(self, own: OwnColumns) -> bool:
        """Whether most rows, zeros apart, keep the sums of these columns, and some do."""
        told = self._verdicts(own)
        return 2 * sum(told) > len(told)

    def _verdicts(self, own: OwnColumns) -> list[bool]:
        """Return for each row that proves something whether it keeps the sums of these columns."""
        sums = self._sums()
        return [holds for window in self.windows if (holds := own.adds_up(window, sums, self.columns)) is not None]

    def _sums(self) -> Sequence[int]:
        return self.reading.table.sums

    def _moved(self, own: OwnColumns) -> Iterator[OwnColumns]:
        """Return the columns with the total in each place, where there is one total."""
        if len(self._sums()) == 1 and own.own.count(self.columns[-1]) == 1:
            rest = [column for column in own.own if column != self.columns[-1]]
            for at in range(len(own.own)):
                yield OwnColumns((*rest[:at], self.columns[-1], *rest[at:]))

    def _widened(self, own: OwnColumns, width: int, names: Sequence[Sequence[str]]) -> Iterator[OwnColumns]:
        """Return the columns with those added that rows have and the header does not name.

        Names before the first of the form's stand over the labels, and over columns in front of the form's.
        """
        size = len(own.own)
        if width <= size:
            yield own
            return
        if width > size + 2:
            return
        if self._are_labelled() and self._front(names) > width - size:  # one of them stands over the labels
            yield OwnColumns(("",) * (width - size) + own.own)
        elif width == size + 1:
            for at in range(size + 1):
                yield OwnColumns((*own.own[:at], "", *own.own[at:]))

    def _is_known(self, name: str) -> bool:
        return is_known(name, self.form)

    def _is_marked(self) -> bool:
        return all(entry.row.row.type == RowKind.TABLE_ROW for entry in self.below)

    def _front(self, names: Sequence[Sequence[str]]) -> int:
        """Return how many names stand before the first of the form's."""
        return next((row.index(name) for row in names for name in row if self._is_known(name)), 0)

    def _has_a_foreign_name_elsewhere(self, names: Sequence[Sequence[str]]) -> bool:
        """Whether a name stands in the header that is not the form's, and not in the place of the one that is missing."""
        beside = [
            word for row in self.rows if row.type in _WORDS and self._is_beside_a_header(row) for word in row.label.split()
        ]
        if any(_CORNERS.fullmatch(word) is None for word in beside):
            return True
        if all(self._is_known(name) or _CORNERS.search(name) for row in names for name in row):
            return False
        orders = ([column_of(leaf, self.form) or "" for leaf in leaves] for leaves in orders_of(names, self.form))
        return not any(self._is_in_place(OwnColumns(OwnColumns.in_places(own, self.columns))) for own in orders)

    def _is_beside_a_header(self, row: FormRow) -> bool:
        """Whether words of unmarked text stand on one line with the names behind them."""
        text, end = self.reading.findings.source.normalized, row.text_range()[1]
        behind = (start for other in self.rows if (start := other.text_range()[0]) >= end)
        return isinstance(row, TextRow) and "\n" not in text[end : min(behind, default=end)]

    def _lacks_a_name_over_others(self, names: Sequence[Sequence[str]]) -> bool:
        """Whether the header's names are those of an order of the form, but for the names that stand over several others."""
        known = tuple(name for row in names for name in row if self._is_known(name) and name != self.form.above_all)
        orders = [tuple(order) for order in orders_of_names(self.form)]
        without = [tuple(name for name in order if name not in self.form.under) for order in orders]
        return not self._is_marked() and known not in orders and known in without

    def _are_labelled(self) -> bool:
        return any(entry.row.at > entry.row.first for entry in self.below)

    def _of(self, leaves: Leaves, names: Sequence[Sequence[str]]) -> OwnColumns:
        """Return the columns that a header names, without what stands over the labels, and without remarks behind them."""
        own = [column_of(leaf, self.form) or "" for leaf in leaves]
        over_labels = 0
        while over_labels < len(own) and not own[over_labels] and _stands_over_labels(leaves[over_labels]):
            over_labels += 1
        del own[:over_labels]
        if not self._are_labelled():
            own = [""] * self._front(names) + own
        behind = [leaf.name for leaf in leaves]
        while own and not own[-1] and (_REMARKS.match(behind[-1]) or self._is_empty(len(own) - 1)):
            if _REMARKS.match(behind[-1]):
                if self._have_figures_last():
                    break
                self.remarks = True
            del own[-1], behind[-1]
        return OwnColumns(OwnColumns.in_places(own, self.columns))

    def _have_figures_last(self) -> bool:
        """Whether a marked row, as long as the header, has a figure below the header's last name: that column counts, too."""
        headers = [row.row.cells for row in self.rows if row.row.type == RowKind.TABLE_ROW]
        last = max((at for cells in headers for at, cell in enumerate(cells) if cell.strip()), default=0)
        lengths = {*map(len, headers)}
        return any(
            entry.row.row.type == RowKind.TABLE_ROW
            and len(entry.row.row.cells) in lengths
            and max(entry.row.items[last - entry.row.at :] if last >= entry.row.at else (), default=BLANK) >= 0
            for entry in self.below
        )

    def _is_empty(self, at: int) -> bool:
        """Whether no row has anything in a column, though cells are marked."""
        return self._is_marked() and not any(item != BLANK for entry in self.below for item in entry.row.items[at:])

    # --- what follows

    def _take_by_place(self, own: OwnColumns, plain: OwnColumns, corrected: Sequence[tuple[str, str]]) -> bool:
        """Take the columns over which the names of the header stand."""
        self.reading.by_figures = self.reading.by_place = True
        return self._refuted([own], open_=False, plain=plain) if self._is_refuted(own) else self._take([own], corrected)

    def _take(self, fitting: list[OwnColumns], corrected: Sequence[tuple[str, str]]) -> bool:
        """Take the columns that are left, or those of them in which all agree. Return whether they are decided."""
        own = self._chosen(fitting)
        unclear: list[str] = []
        if own is None:
            own = self._common(fitting)
            if own is None:
                return self._withhold("columns-unclear")
            unclear = [column for column in self.columns if column not in own.own]
        if self._may_be_renamed(own):
            names = [name for row in name_rows(self.rows, self.form)[0] for name in row if not self._is_known(name)]
            return self._withhold("columns-unclear-name" if names else "columns-unclear", name="、".join(dict.fromkeys(names)))
        if not self._is_proven(own) or own.own.count("") >= len(self.columns) > 1 or self._is_printed_again(own):
            return self._withhold("columns-unclear")
        for expected, actual in corrected:
            columns = dict(self.form.orders[0]).get(expected, ())
            report_typo(self.reading, self.below, expected, columns, actual)
        if self.remarks:
            self._withhold_rows_that_end_in_words(len(own.own))
        if own.own != self.columns:
            for entry in self.below:
                entry.own = own
            places = own.places(self.columns)
            self.reading.sums = OwnSums(self._sums(), places) if min(places) >= 0 else ()
            self._report(own, name_rows(self.rows, self.form)[0], unclear)
        make_headers_of(self.reading, self.form, self.rows)
        return True

    def _chosen(self, fitting: list[OwnColumns]) -> OwnColumns | None:
        """Return the only columns that are left, or those that marks, names in their places or sums prefer."""
        held = [own for own in fitting if self._holds(own)]
        in_place = [own for own in fitting if self._is_in_place(own)]
        if len(held) == 1:
            fitting = held
        elif len(in_place) == 1 and not held and not self._may_hide_a_blank(fitting):
            fitting = in_place
        return fitting[0] if len(fitting) == 1 else None

    def _may_hide_a_blank(self, fitting: Sequence[OwnColumns]) -> bool:
        """Whether the table's only row may have a blank that is not preserved, below a name that is not the form's."""
        return len(self.reading.order()) == 1 and not self._is_marked() and any("" in own.own for own in fitting)

    def _is_in_place(self, own: OwnColumns) -> bool:
        return tuple(name.removeprefix("?") for name in own.own) == self.columns

    def _common(self, fitting: list[OwnColumns]) -> OwnColumns | None:
        """Return the columns in which all agree, if these are at least half of the form's."""
        held = [own for own in fitting if self._holds(own)] or fitting
        if len({len(own.own) for own in held}) > 1:
            return None
        common = tuple(names[0] if len(set(names)) == 1 else "" for names in zip(*(own.own for own in held), strict=True))
        named = sum(name in self.columns for name in common)
        return OwnColumns(common) if 2 * named >= len(self.columns) else None

    def _is_proven(self, own: OwnColumns) -> bool:
        """Whether marks or sums show that the header's names stand over these columns.

        Where cells are not marked, a name that is missing, doubled or not the form's may stand anywhere.
        """
        return self._is_in_place(own) or self._is_marked() or sorted(own.own) == sorted(self.columns) or self._holds(own)

    def _is_printed_again(self, own: OwnColumns) -> bool:
        """Whether all columns stand there more than once, with other figures: each block may be another year's or organ's."""
        if len(self.columns) < _FEW or any(own.own.count(column) < 2 for column in self.columns):
            return False
        whole = [window for window in self.windows if len(window) == len(own.own)]
        return any(
            len({figure for figure, name in zip(window, own.own, strict=True) if name == column}) > 1
            for window in whole
            for column in self.columns
        )

    def _may_be_renamed(self, own: OwnColumns) -> bool:
        """Whether, where cells are not marked, a foreign name may be a column's own, or another name of one that is lacking.

        Sums tell nothing of a group that lacks a column.
        """
        kept = [name.removeprefix("?") for name in own.own]
        return not self._is_marked() and "" in kept and any(column not in kept for column in self.columns)

    def _report(self, own: OwnColumns, names: Sequence[Sequence[str]], unclear: Sequence[str]) -> None:
        findings, section = self.reading.findings, self.reading.section
        at = self.rows[0].text_range() if self.rows else None
        foreign = list(dict.fromkeys(name for row in names for name in row if not self._is_known(name)))
        unknown = [column for column in self.columns if f"?{column}" in own.own]
        if unknown:
            self._report_columns("header-renamed-column", unknown, name="、".join(foreign))
        if unclear:
            self._report_columns("columns-unclear", unclear, at=at)
        elif "" in own.own:
            findings.add("columns-set-aside", section, at=at, columns=own.own.count(""))
        kept = [name.removeprefix("?") for name in own.own if name]
        if kept != [column for column in self.columns if column in kept]:
            findings.add("columns-in-own-order", section, at=at)
        if lost := [column for column in self.columns if column not in (*kept, *unclear)]:
            self._report_columns("header-renamed-column" if foreign else "column-missing", lost, at=at, name="、".join(foreign))

    def _report_columns(self, reason: str, columns: Sequence[str], **fields: Any) -> None:
        paths = [f"{entry.path}.{column}" for entry in self.below for column in columns]
        self.reading.findings.add(reason, *paths, **fields)

    def _refuted(self, named: list[OwnColumns], *, open_: bool, plain: OwnColumns) -> bool:
        """Decide where most rows break the sums of the columns that the header names."""
        moved = [own for own in dict.fromkeys(other for own in named for other in self._moved(own)) if self._holds(own)]
        if len(moved) == 1 and open_:
            return self._take(moved, ())
        if moved or not self._is_marked():
            return self._withhold("columns-break-sums")
        return named[0] != plain and self._take(named[:1], ())  # the report may be wrong itself

    def _without_names(self, plain: OwnColumns, width: int, some: bool) -> bool:
        """Decide without a header that can be read: the form's columns, unless sums say otherwise."""
        if width == len(self.columns) + 1 and len(self.below) > 1:
            wide = [own for own in self._widened(plain, width, ()) if self._holds(own)]
            return self._take(wide, ()) if len(wide) == 1 and not some else self._withhold("columns-unclear")
        return self._is_refuted(plain) and self._refuted([plain], open_=not some, plain=plain)

    def _withhold(self, reason: str, **fields: str) -> bool:
        paths = [entry.path for entry in self.below]
        for entry in self.below:
            if entry.statuses is None and entry.place.certain:
                entry.place = Place(Outcome.REORDERED)
                entry.withhold()
        whole = len({*paths}) == len(self.below) and self.below[0].row.start <= min(e.row.start for e in self.below)
        at = self.rows[0].text_range() if self.rows else self.below[0].row.text_range()
        self.reading.findings.add(reason, *([self.reading.section] if whole else paths), at=at, **fields)
        make_headers_of(self.reading, self.form, self.rows)
        return True


def _stands_over_labels(leaf: Leaf) -> bool:
    """Whether a name that is not the form's stands over the labels: under the title of the columns it does not."""
    return not leaf.above or _CORNERS.search(leaf.name) is not None


def _lacks_names_only(own: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a header names the form's columns in their order, some names left out."""
    rest = iter(columns)
    return len(own) < len(columns) and all(column in rest for column in own)
