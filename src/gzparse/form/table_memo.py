"""Tables seen before: the text of a table's section without its figures → what its rows, headers and labels are.

Most pages print the official form, and differ from others in their figures alone. A table that was read without any doubt is
kept as a plan: its text with a zero in the place of each figure, and which figure is whose. Where the same text stands on
another page, the plan is filled with that page's figures; what the grammars said of the table need not be worked out again.

What is kept holds for other figures, since they decided nothing: the readings of tables in which they did (``by_figures``), or
might have, are not kept. What they may decide in all tables is asked about each page: only digits that are a plain count
stand for a figure (a number too long, one with a zero in front or a sign is part of the text), and where a row breaks its sum,
the table is read as if it had not been seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter

from gzparse.form.alternatives.cells import CELLS_OF_OTHERS
from gzparse.form.alternatives.evidence import ROW_SUM
from gzparse.form.alternatives.facts import Facts
from gzparse.form.built import BuiltForm
from gzparse.form.entries import Entry
from gzparse.form.form_row import FormRow
from gzparse.form.items import BLANK, NIL
from gzparse.form.table_cuts import Cuts
from gzparse.form.table_plans import CutPlan, EntryPlan, Filled, Plan, RowPlan, Spot
from gzparse.form.table_reading import TableReading
from gzparse.form.table_text import PROSE, Apart, Key, apart, counts_in, names_in
from gzparse.model.grid import Row, RowKind
from gzparse.model.patterns import on_use
from gzparse.model.source import Range, Source

__all__ = ["TableMemo"]

_MOST_PLANS, _MOST_LETTERS, _MOST_SEEN = 256, 20_000, 4_096
"""So many tables are kept, of so many letters at most; of so many, it is known that their words were seen."""
_HOLD = (ROW_SUM, CELLS_OF_OTHERS)
"""Evidence that does not depend on what figures are, in rows that add up."""
_LAYOUTS = ("indented", "bars", "tabs")
"""Those to whose marks a sentence is no more than a line without any."""
_OF_A_YEAR = on_use(r"\s*(?:19|20)\d\d")
_MARKED = frozenset((RowKind.TABLE_ROW, RowKind.LINE, RowKind.RULE))
"""Kinds of rows whose cells keep their place. What figures of other rows are, those around them may tell."""


class TableMemo:
    """The tables that a parser has seen, by their words."""

    def __init__(self, *, at_once: bool = False) -> None:
        """Start without any.

        at_once: whether a table is kept when it is first seen. Most words that are seen once are not seen again, and to keep
        a table takes longer than to read one that is known.
        """
        self._at_once = at_once
        self._seen: set[int] = set()
        self._plans: dict[Key, dict[Sequence[str], Plan]] = {}
        self._cuts = Cuts()

    def read(self, form: BuiltForm, section: str, source: Source, extent: Range) -> TableReading | None:
        """Return the reading of a section whose words were seen before, with its own figures; ``None`` where they were not."""
        if extent[1] - extent[0] > _MOST_LETTERS:
            return None
        text = apart(form.form.name, section, source, extent, self._cuts)
        plans = self._plans.get(text.key) if text is not None else None
        if text is None or plans is None:
            return None
        names = _names_in(form, section, source, text.sentence)
        plan = plans.get(names) if names is not None else None
        return plan.fill(text, source, extent) if plan is not None else None

    def keep(self, form: BuiltForm, extent: Range, reading: TableReading) -> None:
        """Keep what was read of a section by the first layout whose marks it has, if other figures would be read alike."""
        source = reading.findings.source
        if extent[1] - extent[0] > _MOST_LETTERS or not _is_plain(reading) or source.normalized.find("<", *extent) >= 0:
            return
        text = apart(form.form.name, reading.section, source, extent, self._cuts)
        if text is None or not self._is_seen(text.key) or not _is_set_apart(text.sentence, reading):
            return
        names = _names_in(form, reading.section, source, text.sentence)
        plan = _plan(form, reading, extent, text)
        if names is not None and plan is not None and _is_alike(plan.fill(text, source, extent), reading):
            if sum(map(len, self._plans.values())) >= _MOST_PLANS:
                self._plans.clear()
                self._cuts.clear()
            self._plans.setdefault(text.key, {})[names] = plan
            self._cuts.keep(form.form.name, reading.section, text.text, text.key[-1])

    def _is_seen(self, key: Key) -> bool:
        """Whether a table's words were seen before; they are from now on."""
        number, seen = hash(key), self._at_once
        if number in self._seen:
            return True
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen.add(number)
        return seen


def _names_in(form: BuiltForm, section: str, source: Source, sentence: Range | None) -> Sequence[str] | None:
    """Return the form's names in a section's sentence, if it has one; ``None`` where more of that may matter."""
    return () if sentence is None else names_in(form, section, source.normalized[slice(*sentence)])


def _is_alike(filled: TableReading | None, reading: TableReading) -> bool:
    """Whether a plan, filled with the figures of the page that it was made of, has the same rows and figures."""
    if filled is None or [_shown(row) for row in filled.grid.rows] != [_shown(row) for row in reading.grid.rows]:
        return False
    return all(
        entry.values == other.values and entry.row.items == other.row.items
        for entry, other in zip(filled.entries.values(), reading.entries.values(), strict=True)
    )


def _shown(row: Row) -> tuple[object, ...]:
    return row.type, row.start, row.text, row.cells, row.cell_ranges(), row.whole_cells()


def _is_set_apart(sentence: Range | None, reading: TableReading) -> bool:
    """Whether a section's notes are its sentence alone, and the rows around it do not depend on what that says.

    Words that are no label may go on in the next row, and rows that begin with years are compared with each other.
    """
    if sentence is None:
        return not reading.notes
    if len(reading.notes) != 1 or reading.grid.layout not in _LAYOUTS:
        return False
    (note,) = reading.notes
    others = [row for row in reading.rows if row is not note]
    return (
        (type(note.type), note.type, note.items, note.row.type) == (str, PROSE, [], RowKind.LINE)
        and (note.row.start, len(note.row.text.rstrip(" \n"))) == (sentence[0], sentence[1] - sentence[0])
        and not any(row.type in ("STRAY", "LABEL_PART") or _OF_A_YEAR.match(row.label) for row in others)
    )


def _is_plain(reading: TableReading) -> bool:
    """Whether nothing about a table is open, and neither its figures nor what stands around it decided anything."""
    some = (
        reading.findings.found,
        reading.duplicates,
        reading.label_only,
        reading.extra,
        reading.unread,
        reading.cell_roles,
        reading.touched,
        reading.again,
        reading.alternatives,
        reading.failed,
        reading.by_other_blocks,
    )
    return (
        not any(some)
        and not (reading.proof and not _all_refuted(reading))
        and not (reading.by_figures or reading.columns_are_known or reading.by_widths)
        and reading.grid.types <= _MARKED
        and reading.sums == reading.table.sums
        and reading.complete
    )


def _all_refuted(reading: TableReading) -> bool:
    """Whether all accounts that alternatives added to a table are refuted whatever its figures are, as long as rows add up."""
    facts = Facts(reading, reading.shapes)
    return all(
        any(evidence in _HOLD and evidence.refutes(facts, one.account) for evidence in one.alternative.refuted_by)
        for one in reading.proof
    )


def _plan(form: BuiltForm, reading: TableReading, extent: Range, text: Apart) -> Plan | None:
    """Return the plan of a table; ``None`` where a row is unusual, or a count is no figure of a prescribed row."""
    counts = counts_in(reading.findings.source, extent, text.sentence)
    place = partial(_place, extent[0], counts, text.sentence)
    numbers = {where: number for number, where in enumerate(counts)}
    of_grid = {id(row): index for index, row in enumerate(reading.grid.rows)}
    by_row = {id(entry.row): entry for entry in reading.entries.values()}
    rows: list[RowPlan] = []
    entries: dict[str, EntryPlan] = {}
    groups: list[slice] = []
    used: list[int] = []
    for row in reading.rows:
        index, entry = of_grid.pop(id(row.row), None), by_row.get(id(row))  # each row of the Grid is one form row
        picks = _picks(row, numbers)
        if index is None or type(row) is not FormRow or picks is None:
            return None
        if entry is not None:
            values = _values(entry, picks, len(counts))
            sums = _groups(picks, values, reading.table.sums, len(counts)) if values is not None else None
            if values is None or sums is None:
                return None
            groups += sums
            used += [pick for pick in picks if pick < len(counts)]
            entries[entry.path] = EntryPlan(entry, len(rows), _getter(values))
        rows.append(RowPlan(row, index, _getter(picks)))
    known = set(map(id, reading.rows))
    others = (*reading.headers, *reading.furniture, *reading.notes)
    if sorted(used) != list(range(len(counts))) or not known.issuperset(map(id, others)):
        return None
    if not entries or entries.keys() != reading.entries.keys():
        return None
    grid = [CutPlan(row, place(row.start), place(row.start + len(row.text))) for row in reading.grid.rows]
    plan = Plan(form, reading, grid, rows, [entries[path] for path in reading.entries])
    plan.groups = groups
    plan.letters = _letters_before(counts, extent[0], text.sentence)
    plan.first_item = None if reading.first_item is None else place(reading.first_item)
    return plan


def _letters_before(counts: Sequence[Range], start: int, sentence: Range | None) -> list[int]:
    """Return for each count how many other letters stand before it, those of the sentence left out."""
    found, left_out = [], start
    for begin, end in counts:
        if sentence is not None and begin > sentence[0]:
            left_out, sentence = left_out + sentence[1] - sentence[0], None
        found.append(begin - left_out)
        left_out += end - begin
    return found


def _place(start: int, counts: Sequence[Range], sentence: Range | None, at: int) -> Spot:
    """Return a place in a section that begins at ``start``, as it is on other pages."""
    before = [end - begin for begin, end in counts if end <= at]
    behind = sentence is not None and at > sentence[0]
    longer = sentence[1] - sentence[0] if sentence is not None and behind else 0
    return at - start - sum(before) - longer, len(before), behind


def _picks(row: FormRow, numbers: Mapping[Range, int]) -> list[int] | None:
    """Return for each of a row's items which count it is; behind all counts, a blank and a nil mark.

    There is none for a row with other items, or with a count that is written in another way.
    """
    others = {BLANK: len(numbers), NIL: len(numbers) + 1}
    places = row.row.cell_ranges()[row.at : row.at + len(row.items)]
    picks = [numbers.get(place) if item >= 0 else others.get(item) for place, item in zip(places, row.items, strict=True)]
    return [pick for pick in picks if pick is not None] if None not in picks else None


def _values(entry: Entry, picks: Sequence[int], blank: int) -> list[int] | None:
    """Return for each of a row's values which count it is; ``None`` where its figures are not plainly in its columns."""
    place, odd = entry.place, (entry.own, entry.in_cells, entry.units, entry.plain_values, entry.place.extra_item)
    if not place.certain or entry.floats or "text" in entry.kinds or any(one is not None for one in (*odd, place.beneath)):
        return None
    if len(entry.values) != len(entry.columns):
        return None
    found = []
    for index, value in enumerate(entry.values):
        at = place.item(index)
        pick = picks[at] if 0 <= at < len(picks) else blank
        if (value is None) != (pick >= blank):
            return None
        found.append(min(pick, blank))
    return found


def _groups(picks: Sequence[int], values: Sequence[int], sums: Sequence[int], blank: int) -> list[slice] | None:
    """Return the groups of a row's figures whose last is the sum of the others; ``None`` where some are blank."""
    if not sums or blank + 1 in picks:
        # A row with a nil mark proves nothing; but with a blank beside it, its figures may be impossible.
        return [] if not sums or blank not in picks else None
    found, at = [], 0
    for size in sums:
        first, *_, last = group = list(values[at : at + size])
        at += size
        if group == list(range(first, first + size)) and last < blank:
            found.append(slice(first, last + 1))
        elif group != [blank] * size:
            return None
    return found


def _getter(picks: Sequence[int]) -> Filled:
    """Return what takes these of a list: a slice of it where they are adjacent."""
    first = picks[0] if picks else 0
    adjacent = list(picks) == list(range(first, first + len(picks)))
    return itemgetter(slice(first, first + len(picks))) if adjacent else itemgetter(*picks)
