"""Notes at one table that speak of others: 以上三个表格数据均为2022年数据, 本报告第二部分数据…

In: the readings of the tables, and what is known of their words. Out: findings for the tables that such notes speak of, and
which notes and tables are then done with. Idea: a note counts for what it speaks of, not for where it stands. Where it may mean
the last table above it or all of them, the others are named too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gzparse.finish.known_words import Known, printed, section_numbers
from gzparse.finish.signs import Signs
from gzparse.finish.table_notes import LONGEST_NOTE, WORDS, limits, says_nothing
from gzparse.form.alternatives.resolve import withhold_rows
from gzparse.form.form_row import FormRow
from gzparse.form.row_lexer import fold_label
from gzparse.form.table_reading import TableReading
from gzparse.lark_tools.terminals import terminal
from gzparse.model.findings import Findings
from gzparse.model.source import Range

__all__ = ["NotesOfOthers"]

_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}


class NotesOfOthers:
    """The notes at tables that speak of others.

    withheld: the tables that they withhold. told: the places of notes that say nothing of the table at which they stand, or of
    which all is told.
    """

    def __init__(self, findings: Findings, tables: Mapping[str, TableReading], known: Known, signs: Signs) -> None:
        """Report them; ``tables`` are in the order of the form."""
        self.findings = findings
        self.known = known
        self.signs = signs
        self.withheld: set[str] = set()
        self.told: set[Range] = set()
        self.tables = {name: table for name, table in tables.items() if table.entries}
        rows = [
            (name, row)
            for name, table in self.tables.items()
            if table.notes or table.unread
            for row in (*table.notes, *table.unread)
            if row.type in WORDS
        ]
        numbers = {number: name for name, number in section_numbers(tables).items()}
        for name, row in rows:
            self.report(name, row, numbers)

    def report(self, name: str, row: FormRow, numbers: Mapping[str, str]) -> None:
        """Report a note at a table, if it speaks of others. numbers: the tables by the numbers of their sections."""
        at = row.text_range()
        words = printed(self.findings, at)
        text = fold_label(words)
        meant, is_certain = self._meant(text, row.start, numbers)
        others = [other for other in meant if other != name]
        if not others:
            return
        if terminal("NOTE_CORRECTS").search(text) is not None or terminal("UNIT_NAMED").search(text) is not None:
            return  # these name what they speak of
        reason = self.signs.of_note(words)
        if reason is not None and is_certain:
            for other in meant:
                table = self.tables[other]
                if other not in self.withheld:
                    withhold_rows(self.findings, table, list(table.entries.values()), reason, at, note=words)
            self.withheld.update(meant)
        elif limits(self.findings, row):
            self._add("note-limits", others, at, words)
            return
        elif reason is not None:
            self._add("note-on-table", others, at, words)
            return
        elif not says_nothing(self.known, self.tables[name], row, words):
            self._add("note-on-table", meant, at, words)
        self.told.add(at)

    def _meant(self, text: str, start: int, numbers: Mapping[str, str]) -> tuple[list[str], bool]:
        """Return the tables of which a text speaks, none where it names none, and whether it is certain which they are."""
        parts = {numbers[letter] for part in terminal("PART_MEANT").findall(text) for letter in part if letter in numbers}
        if parts:
            return [name for name in self.tables if name in parts], True
        found = terminal("TABLES_MEANT").search(text)
        if found is None:
            return [], False
        above = [name for name in self.tables if self._begin(name) < start]
        count = _COUNTS.get(found["count"] or "", len(self.tables))
        if not found["below"]:
            return above[-count:], bool(found["count"])
        return [name for name in self.tables if name not in above][:count] if found["count"] else [], True

    def _begin(self, name: str) -> int:
        return min(entry.row.start for entry in self.tables[name].entries.values())

    def _add(self, reason: str, names: Sequence[str], at: Range, words: str) -> None:
        if names:
            self.findings.add(reason, *names, at=at, note=words[:LONGEST_NOTE])
