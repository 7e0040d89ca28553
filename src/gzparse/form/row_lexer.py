"""The lexer of a form: a Grid → form rows as tokens, typed by their label, with the items behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from gzparse.form.entries import holds_figures
from gzparse.form.form_row import HOLDS_TEXT, FormRow
from gzparse.form.items import BLANK, NIL, NUMBER, TEXT, UNREADABLE, mark_fractions, narrow, plain_count, text_end
from gzparse.form.typos import Typo, Typos
from gzparse.lark_tools.alternation import alternation
from gzparse.lark_tools.loop import State
from gzparse.lark_tools.tables import Terminal
from gzparse.lark_tools.terminals import terminal
from gzparse.model.grid import RUNS, Grid, Row, RowKind
from gzparse.model.letters import SIMPLIFIED, Replaced, blank_annotations
from gzparse.model.markup import INVISIBLE
from gzparse.model.patterns import compiled, on_use
from gzparse.model.source import fills_its_line

if TYPE_CHECKING:
    from gzparse.form.unmarked.alignment import Aligner

_STARS = "* "  # a masked figure; those in a label are marks of notes
_MEMO_LIMIT = 20_000
_ALIKE = Replaced(
    str.maketrans(
        {
            **dict.fromkeys(f"“”„‟＂\"'‘’「」『』`´〝〞″*\\{INVISIBLE}", ""),
            **dict.fromkeys("〔［[【﹝〈<{", "("),
            **dict.fromkeys("〕］]】﹞〉>}", ")"),
            **dict.fromkeys("・·•‧∙⋅", "."),
            **dict.fromkeys("、﹑､", ","),
        }
    )
    | SIMPLIFIED
    | {ord("它"): "他"}  # 其 它结果
)
_LABEL_CELLS, _LABEL_LETTERS = 48, 170
"""A label, its groups and a whole header together are no longer than this."""


def fold_label(text: str) -> str:
    """Return a label with differences that do not matter removed: widths, spaces, kinds of brackets, variants of letters.

    Quotation marks and pinyin annotations are left out.
    """
    if ")" in text or "）" in text:
        text = blank_annotations(text)
    return "".join(_ALIKE.of(unicodedata.normalize("NFKC", text)).split())


class _CellMemo(dict[str, int]):
    """Text of a cell → item: what it holds."""

    def __init__(self, figure: str, nil: str) -> None:
        super().__init__()
        self._figure = on_use(figure)
        self._nil = on_use(nil)

    def __missing__(self, raw: str) -> int:
        text = narrow(raw)
        count = plain_count(text)
        if not text:
            known = BLANK
        elif count is not None:
            known = count
        elif (len(text) == 1 or not text.isalpha()) and self._nil.fullmatch(text):
            known = NIL
        elif not text.isalpha() and self._figure.fullmatch(text):
            known = NUMBER
        elif terminal("MISREAD").fullmatch(text):
            known = UNREADABLE
        else:
            known = TEXT
        if len(raw) < 200:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[raw] = known
        return known


class _LabelMemo(dict[str, str]):
    """Text → the terminal that it matches in full or is a typo of, or the empty string.

    Typos are searched for where no label matches, before the terminals that match kinds of text.
    """

    def __init__(self, by_priority: list[dict[str, str]], groups: dict[str, str], labels: int = 0) -> None:
        """Take the terminals by priority, and how many of the priorities are those of labels."""
        super().__init__()
        self._by_priority = by_priority
        self._groups = groups
        self._labels = labels
        patterns = {name: pattern for names in by_priority[:labels] for name, pattern in names.items()}
        self._typos = Typos(patterns, list(groups.values()), self._kind_of_text) if labels else None
        self._compiled: list[re.Pattern[str] | None] = [None] * len(by_priority)

    def __missing__(self, raw: str) -> str:
        label = fold_label(raw) if len(raw) < 2_000 else ""
        name = self._match(label, range(self._labels)) or (self._typo(label) if self._typos is not None else "")
        name = name or self._kind_of_text(label)
        if len(raw) < 200:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[raw] = name
        return name

    def _match(self, label: str, priorities: Iterable[int]) -> str:
        for priority in priorities:
            match = self._pattern(priority).fullmatch(label)
            if match is not None:
                return cast(str, match.lastgroup)
        return ""

    def _kind_of_text(self, label: str) -> str:
        return self._match(label, range(self._labels, len(self._by_priority)))

    def _typo(self, label: str) -> str:
        typos = cast(Typos, self._typos)
        noted = typos.without_notes(label)
        if noted is not None and (name := self._match(noted[0], range(self._labels)) if noted[0] else ""):
            return Typo(name, note=noted[1])
        return typos.find(label) or ""

    def _pattern(self, priority: int) -> re.Pattern[str]:
        pattern = self._compiled[priority]
        if pattern is None:
            groups = f"(?:{alternation(self._groups, named=False)})*" if self._groups and priority == 0 else ""
            pattern = compiled(f"{groups}(?:{alternation(self._by_priority[priority])})", re.S)
            self._compiled[priority] = pattern
        return pattern


class RowLexer:
    """Types the rows of a Grid by the form's own terminals, which are matched in full against a row's label.

    A label may stand behind any number of GROUP_… terminals. Behind a TEXT_… terminal stands a text, in place of a figure.
    FIGURE and NIL are matched against single cells. FIGURES is a row without any text, FURNITURE what the layout drew,
    LABEL_PART a line in which the next row's label begins, STRAY a row that matches no terminal of the table.

    Terminals of negative priority match kinds of text, not labels. Those of priority -1 consist of a header's words. Those
    below are matched only against text in which no label is found.
    """

    _NO_LABELS = ("FIGURE", "NIL", "FIGURES", "LABEL_PART", "STRAY")

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        """Take the grammar's terminals.

        Raises:
            ValueError: one that every form needs is not there.
        """
        patterns = {t.name: t.pattern for t in terminals}
        if missing := [name for name in ("FIGURE", "NIL") if name not in patterns]:
            raise ValueError(f"no terminal {' and no terminal '.join(missing)} in use: they tell what a cell may hold")
        by_priority: dict[int, dict[str, str]] = {}
        for one in sorted(terminals, key=lambda t: -t.priority):
            if one.name not in self._NO_LABELS:
                by_priority.setdefault(one.priority, {})[one.name] = patterns[one.name]
        self._priority = {"": -9, **{t.name: t.priority for t in terminals}}
        self._cells = _CellMemo(patterns["FIGURE"], patterns["NIL"])
        groups = {n: p for n, p in patterns.items() if n.startswith("GROUP_")}
        labels = [names for priority, names in by_priority.items() if priority >= -1]
        self._labels = _LabelMemo(labels, groups, sum(priority >= 0 for priority in by_priority))
        self._texts = _LabelMemo([names for priority, names in by_priority.items() if priority < -1], {})
        self._wanted = {name: patterns[name] for names in by_priority.values() for name in names}
        self._segmented: dict[tuple[int, tuple[str, ...]], list[_Segment]] = {}

    @cached_property
    def _aligner(self) -> Aligner:
        """What finds labels in text without marks: few pages need it."""
        from gzparse.form.unmarked.alignment import Aligner

        texts, cells = self._texts.__getitem__, self._cells.__getitem__
        return Aligner(self._wanted, self._priority, self._labels.__getitem__, texts, cells)

    def kind_of_line(self, text: str) -> str:
        """Return the terminal of a line of text by itself: that of a label, or else that of a kind of text."""
        return self._labels[text] or self._texts[text]

    def lex(self, given: Grid, state: State) -> Iterator[FormRow]:
        """Return the Grid's rows as tokens."""
        accepted = state.accepted
        look_up, labels = self._cells.__getitem__, self._labels
        rule, text = RowKind.RULE, RowKind.TEXT
        waiting: list[FormRow] = []  # rows of text alone, in which the next row's label may have begun
        for row in given.rows:
            cells = row.cells
            known = list(map(look_up, cells)) if row.type != text else []  # whose one cell is a whole section
            if row.type == rule:
                parts = [FormRow("FURNITURE", row, 0, len(cells), [])]
            elif row.type == text:
                yield from self._aligner.rows(row, accepted)
                continue
            elif row.type in RUNS:
                parts = self._parts_of_run(row, known, accepted)
            else:
                last = -1
                for index, what in enumerate(known):
                    if what == TEXT:
                        last = index
                    elif what != BLANK:
                        break
                items = known[last + 1 :]
                kind = "FIGURES"
                if last >= 0:
                    kind = labels["".join(cells[: last + 1])]
                    if last > 0 and self._priority[kind] < 0:
                        kind = labels[_without_repeats(cells[: last + 1])] or kind
                    if kind not in accepted or (last > 0 and (type(kind) is Typo or not cells[last].strip(_STARS))):
                        kind = ""
                ends = TEXT not in items and (self._priority[kind] >= 0 or items.count(BLANK) == len(items))
                if kind and ends and not (kind == "FURNITURE" and _is_cell_of_row(cells[: last + 1], items)):
                    part = FormRow(kind, row, 0, last + 1, items)
                    if last < 0 or items.count(BLANK) != len(items):
                        yield from waiting
                        waiting.clear()
                        yield part
                    else:
                        if len(waiting) > 3:
                            yield waiting.pop(0)
                        waiting.append(part)
                    continue
                mark_fractions(row, known)
                parts = self._parts_of_row(row, known, accepted)
                if parts[0].type == "STRAY" and waiting:
                    self._join(waiting, parts[0])
            yield from waiting
            waiting.clear()
            for part in parts:
                if part.type not in accepted:
                    part.type = "STRAY"
            if len(parts) == 1 and parts[0].items.count(BLANK) == len(parts[0].items):
                waiting.append(parts[0])
            else:
                yield from parts
        yield from waiting

    def _join(self, waiting: list[FormRow], part: FormRow) -> None:
        """Type a row by a label that begins in the lines of text above it, and goes on in its own."""
        if part.at == part.first:
            return
        text = "".join(part.row.cells[part.first : part.at])
        if not text.strip():
            return  # figures without a label of their own
        for count in range(1, len(waiting) + 1):
            text = "".join(waiting[-count].cells()) + text
            if self._priority[self._labels[text]] >= 0:
                part.type = self._labels[text]
                for above in waiting[-count:]:
                    above.type = "LABEL_PART"
                return

    def _parts_of_row(self, row: Row, known: list[int], accepted: Container[str]) -> list[FormRow]:
        """Cut a row at each label in it. What follows a label, up to the next, are its figures."""
        parts: list[FormRow] = []
        is_row = len(known) - known.count(BLANK) > 1
        first = next((index for index, what in enumerate(known) if what != BLANK), len(known))
        at = first
        while at < len(known):
            ordinal = at == first and 0 < known[at] < 10  # an ordinal may have a cell of its own
            stop = text_end(known, at + ordinal)
            if stop <= at + ordinal:
                at += 1
                continue
            texts = [i for i in range(at, stop) if known[i] == TEXT or (ordinal and i == at)]
            while len(texts) > 1 and not row.cells[texts[-1]].strip(_STARS):
                stop = texts.pop()
            figures_follow = stop < len(known) and BLANK not in known[stop : stop + 1]
            for kind, start, end in self._segments(row.cells, texts, accepted):
                if kind == "FURNITURE" and is_row and _is_page_label("".join(row.cells[start:end])):
                    continue  # a cell of the row
                if kind:
                    parts.append(FormRow(kind, row, start, end, []))
                elif parts and parts[-1].type.startswith(HOLDS_TEXT):
                    continue
                elif parts and end == stop and figures_follow and _is_a_label("".join(row.cells[start:end])):
                    parts.append(FormRow("STRAY", row, start, end, []))
            at = stop
        if not any(self._priority[part.type] >= 0 for part in parts):
            return [self._unknown(row, known)]
        # Cells before the first label belong to it: a group spans them. Words in them are not the form's.
        if all(what in (TEXT, BLANK) for what in known[: parts[0].first]):
            words = [i for i in range(parts[0].first) if known[i] == TEXT]
            parts[0].first = 0
            before = [FormRow("STRAY", row, words[0], words[-1] + 1, [])] if words else []
        else:
            parts.insert(0, FormRow("FIGURES", row, 0, 0, []))
            before = []
        for part, end in zip(parts, [*(part.first for part in parts[1:]), len(known)], strict=True):
            part.items = known[part.at : end]
            if part.type.startswith("GROUP_") and next((item for item in part.items if item != BLANK), BLANK) == TEXT:
                part.type = "STRAY"  # an unknown label stands behind the group
        return before + parts

    def _unknown(self, row: Row, known: list[int]) -> FormRow:
        """Return a row in which no label is found. Its label ends where its figures begin."""
        size = len(known)
        figure = next((i for i, what in enumerate(known) if what >= 0 or what in (NUMBER, NIL)), size)
        text = max((i for i, what in enumerate(known) if what == TEXT), default=-1)
        if UNREADABLE in known and text < 0:
            return FormRow("FIGURES", row, 0, 0, known)
        if figure == size:
            return FormRow(self._texts["".join(row.cells)] or "STRAY", row, 0, size, [])
        at = min(text + 1, figure)
        if _is_page_label("".join(row.cells[:at])):
            at = 0
        return FormRow("STRAY", row, 0, at, known[at:])

    def _parts_of_run(self, row: Row, known: list[int], accepted: Container[str]) -> list[FormRow]:
        """Cut a run of cells into the table's rows. Each begins with its label and goes on to the next label."""
        parts: list[FormRow] = []
        open_: FormRow | None = None
        at, size = 0, len(known)
        while at < size:
            stop = text_end(known, at)
            if stop == at:  # figures
                while stop < size and known[stop] != TEXT:
                    stop += 1
                if open_ is None and known[at:stop].count(BLANK) < stop - at:
                    open_ = FormRow("FIGURES", row, at, at, [])
                    parts.append(open_)
                if open_ is not None:
                    open_.items += [TEXT if item == UNREADABLE else item for item in known[at:stop]]
                    if open_.type == "TABLE_TEXT" and open_.items.count(BLANK) < len(open_.items):
                        open_.type = "STRAY"  # an unknown label
                at = stop
                continue
            segments = self._segments(row.cells, [i for i in range(at, stop) if known[i] == TEXT], accepted)
            if stop - at == 1 and open_ is not None and stop < size and self._may_be_figure(row.cells[at], segments[0]):
                open_.items.append(TEXT)
                at = stop
                continue
            ends = [*(start for _, start, _ in segments[1:]), stop]
            for (kind, start, end), behind in zip(segments, ends, strict=True):
                if kind == "FURNITURE" and open_ is not None and _is_cell_of_run(row, start):
                    open_.items += known[start:behind]
                    continue
                name = kind or self._texts["".join(row.cells[start:end])]
                # Prose may stand below a label whose blank cell left no line.
                may_be_text = not name or (not kind and row.type == RowKind.CELL_RUN)
                if may_be_text and open_ is not None and open_.type.startswith(HOLDS_TEXT) and not holds_figures(open_):
                    open_.items += known[start:behind]
                    continue
                name = name or "STRAY"
                part = FormRow(name, row, start, end, known[end:behind])
                parts.append(part)
                open_ = None if name in ("NOTE", "PROSE", "FURNITURE") else part
            at = stop
        return parts

    def _may_be_figure(self, cell: str, segment: _Segment) -> bool:
        """Whether a text between figures may be a figure that is not printed as a number: 约3, 三, a page number."""
        if segment[0]:
            return segment[0] == "FURNITURE"
        text = fold_label(cell)
        return len(text) < 4 or any(c.isdigit() for c in text)

    def _segments(self, cells: list[str], indexes: list[int], accepted: Container[str]) -> list[_Segment]:
        """Cut cells of text into labels, so that the fewest cells are left over, and then into the fewest labels.

        Return each label's terminal, with its first cell and its end. Cells left over have no terminal, and are joined.
        """
        texts = tuple([cells[i] for i in indexes])
        key = id(accepted), texts  # the accepted terminals of a parser state, which lives as long as the lexer
        found = self._segmented.get(key)
        if found is None:
            found = self._segment(texts, accepted)
            if len(self._segmented) >= _MEMO_LIMIT // 10:
                self._segmented.clear()
            if len(texts) < 200:
                self._segmented[key] = found
        return [(kind, indexes[start], indexes[end - 1] + 1) for kind, start, end in found]

    def _segment(self, texts: tuple[str, ...], accepted: Container[str]) -> list[_Segment]:
        # For each number of texts: how many are left over, the cost of the labels, the last segment.
        best: list[tuple[int, float, _Segment]] = [(0, 0.0, ("", 0, 0))]
        for end in range(1, len(texts) + 1):
            left, cost, (kind, start, _) = best[-1]
            joined = end > 1 and not kind
            choice = left + 1, cost + (not joined), ("", start if joined else end - 1, end)
            text = ""
            for start in range(end - 1, max(-1, end - 1 - _LABEL_CELLS), -1):
                text = texts[start] + text
                if len(text) > _LABEL_LETTERS:
                    break
                if (kind := self._labels[text]) in accepted:
                    if type(kind) is Typo and self._swallows(texts[start:end], kind):
                        continue
                    left, cost, _ = best[start]
                    # Reordered words of a header are one header, rather than several in order.
                    choice = min(choice, (left, cost + (1 if self._priority[kind] >= 0 else 1.5), (kind, start, end)))
            best.append(choice)
        segments: list[_Segment] = []
        end = len(texts)
        while end:
            segments.append(best[end][2])
            end = segments[-1][1]
        return segments[::-1]

    def _swallows(self, texts: tuple[str, ...], typo: Typo) -> bool:
        """Whether some of the texts are nearer to the label than all of them: then the others are not part of it."""
        for start in range(len(texts)):
            text = ""
            for end in range(start, len(texts)):
                text += texts[end]
                kind = self._labels[text] if end - start + 1 < len(texts) else ""
                if kind == typo and (type(kind) is not Typo or kind.distance < typo.distance):
                    return True
        return False


_Segment = tuple[str, int, int]


def _without_repeats(cells: list[str]) -> str:
    """Join a label's cells, repeated ones once: a cell that spans columns may be written in all of them."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return "".join(text for text, above in zip(texts, ["", *texts], strict=False) if text != above)


def _is_a_label(text: str) -> bool:
    """Whether a text among figures is more likely an unknown label than a figure that is not a number."""
    folded = fold_label(text)
    return len(folded) > 4 and not any(c.isdigit() for c in folded)


def _is_page_label(text: str) -> bool:
    """Whether a text looks like a page's number: within a row, it is a cell."""
    return any(c.isdigit() for c in text) and terminal("PAGE_LABEL").fullmatch(fold_label(text)) is not None


def _is_cell_of_row(label: list[str], items: list[int]) -> bool:
    """Whether what looks like a page's number stands next to figures: then it is a cell of their row."""
    return items.count(BLANK) < len(items) and _is_page_label("".join(label))


def _is_cell_of_run(row: Row, index: int) -> bool:
    """Whether a cell in a run looks like a page's number and is a cell nonetheless: it shares its line with others."""
    if row.type != RowKind.CELL_RUN:
        return False
    a, b = row.cell_ranges()[index]
    return _is_page_label(row.cells[index]) and not fills_its_line(row.text, a - row.start, b - row.start)
