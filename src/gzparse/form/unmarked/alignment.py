"""Alignment: text that marks neither rows nor cells → the form's labels in it, each with the figures up to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import combinations, pairwise

from gzparse.form.form_row import BOUNDARIES, HOLDS_TEXT, TextRow
from gzparse.lark_tools.terminals import UNMARKED_TEXT, terminal
from gzparse.model.grid import Row
from gzparse.model.source import Range

_MOST_TOUCHING = 8
_OPENING, _CLOSING = "（(《【[〔“\"‘'", "）)》】]〕”\"’'、，,。.．:：；;"
_LINE = re.compile(r"\S.*\S")
_BEHIND_LABEL = re.compile(r"[ ]*[:：][ ]*|[ ]+")
_SHORT = 4
"""So few letters that stand alone are not a label that is printed downwards."""

_LONGEST_LABEL, _WINDOW, _MOST_LETTERS = 200, 1_200, 6_000
"""The most letters of a label or header; the size of a window; the most letters of a table section."""
_MOST_ALONE, _MOST_OTHERS = 16, 4
"""The most letters that stand alone; fewer than the second number of them may not be part of a label printed downwards."""

LEFT, HIT, WORDS = 1.0, 0.5, 0.8
"""The cost of a letter left over, of a label, and of a header's reordered words: more than one header, less than two."""


class _Segment:
    """Letters that go together: their terminal, and their indexes among all letters."""

    __slots__ = ("end", "kind", "letters", "start")

    def __init__(self, kind: str, start: int, end: int, letters: list[int] | None = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.letters = letters


class Aligner:
    """Finds labels in unmarked text: those that leave the fewest letters over."""

    def __init__(
        self,
        patterns: dict[str, str],
        priority: dict[str, int],
        labels: Callable[[str], str],
        texts: Callable[[str], str],
        cells: Callable[[str], int],
    ) -> None:
        """Take the form's terminals, and the functions that look up a label, a kind of text and a cell's item."""
        self._names = [name for name in patterns if priority[name] >= -1]
        self._text_fields = {name for name in self._names if name.startswith(HOLDS_TEXT)}
        self._patterns = patterns
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._priority = priority
        self._labels = labels
        self._texts = texts
        self._cells = cells

    def rows(self, run: Row, accepted: Container[str]) -> list[TextRow]:
        """Return a section's labels in their order, each with the figures that follow, and what is neither label nor figure."""
        if not self._text_fields:
            return _Alignment(self, run, accepted).rows()
        rows: list[TextRow] = []
        at = 0
        for kind, label, text in (*self._texts_in(run, accepted), ("", (len(run.text),) * 2, (0, 0))):
            if run.text[at : label[0]].strip():
                between = run.part([(at, label[0])], [run.text[at : label[0]]])
                rows += _Alignment(self, between, accepted).rows()
            if kind:
                cells = [run.text[slice(*label)], run.text[slice(*text)]]
                rows.append(TextRow(kind, run.part([label, text], cells), 1, [self.cell(cells[1])], on_line=True))
            at = text[1]
        return rows

    def _texts_in(self, run: Row, accepted: Container[str]) -> Iterator[tuple[str, Range, Range]]:
        """Return the labels of text fields that begin a line, each with its place and that of the text behind it.

        The text has no spaces between Han letters, and no label stands in it. So nothing on the line belongs to another row.
        """
        for line in _LINE.finditer(run.text):
            for gap in _BEHIND_LABEL.finditer(run.text, *line.span()):
                kind = self.label(run.text[line.start() : gap.start()], accepted)
                if kind in self._text_fields and type(kind) is str:
                    text = run.text[gap.end() : line.end()]
                    letters = "".join(_terminal("LETTER").findall(text))
                    if not _terminal("TEXTS_APART").search(text) and not any(self.proposals(letters, accepted)):
                        yield kind, (line.start(), gap.start()), (gap.end(), line.end())
                    break

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return a terminal's pattern, compiled on first use."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = re.compile(self._patterns[name], re.S)
        return found

    def label(self, text: str, accepted: Container[str]) -> str:
        """Return the terminal of a label, or the empty string."""
        kind = self._labels(text)
        return kind if kind in accepted else ""

    def text(self, text: str) -> str:
        """Return the terminal of a kind of text."""
        return self._texts(text) or "STRAY"

    def cell(self, text: str) -> int:
        """Return what a figure's text holds."""
        return self._cells(text)

    def proposals(self, letters: str, accepted: Container[str]) -> Iterator[tuple[int, int, str, float]]:
        """Return the ranges in which a label may stand, each with its terminal and its cost."""
        seen = set()
        for name in self._names:
            if name in accepted:
                for found in _in_windows(self.pattern(name), letters):
                    place = found.span()
                    if place[0] < place[1] <= place[0] + _LONGEST_LABEL and place not in seen:
                        seen.add(place)
                        kind = self.label(found.group(), accepted)
                        if kind:
                            cost = HIT if self._priority[kind] >= 0 else WORDS
                            yield *place, kind, cost


def _terminal(name: str) -> re.Pattern[str]:
    """Return a pattern that unmarked text alone needs."""
    return terminal(name, UNMARKED_TEXT)


def _without_spaces(found: re.Match[str]) -> Range:
    start, end = found.span()
    text = found.group()
    return start + len(text) - len(text.lstrip(" ")), end - len(text) + len(text.rstrip(" "))


def _in_windows(pattern: re.Pattern[str], letters: str) -> Iterator[re.Match[str]]:
    """Search for a pattern in overlapping windows: some patterns look ahead at every letter, as far as they can."""
    if len(letters) <= _WINDOW:
        yield from pattern.finditer(letters)
        return
    for start in range(0, len(letters), _WINDOW - _LONGEST_LABEL):
        yield from pattern.finditer(letters, start, start + _WINDOW)


class _Alignment:
    """The alignment of one section."""

    def __init__(self, aligner: Aligner, run: Row, accepted: Container[str]) -> None:
        self.aligner = aligner
        self.run = run
        self.text = run.text
        self.accepted = accepted
        self.furniture = [_without_spaces(found) for found in _terminal("PAGE_IN_TEXT").finditer(self.text)]
        hidden = [False] * len(self.text)
        for a, b in self.furniture:
            hidden[a:b] = [True] * (b - a)
        self.sentences = [_without_spaces(found) for found in _terminal("SENTENCE_LINE").finditer(self.text)]
        for a, b in self.sentences:
            hidden[a:b] = [True] * (b - a)
        for figure in _terminal("LETTERS_OF_FIGURES").finditer(self.text):
            hidden[figure.start() : figure.end()] = [True] * len(figure.group())
        self.dates = {
            i for m in _terminal("DATE_IN_TEXT").finditer(self.text) for i in range(*m.span()) if self.text[i].isdigit()
        }
        letters = {m.start() for m in _terminal("LETTER").finditer(self.text)} | self.dates
        self.at = sorted(offset for offset in letters if not hidden[offset])
        self.vertical = self._vertical()
        own = set((self.vertical.letters or ()) if self.vertical is not None else ())
        self.at = [offset for offset in self.at if offset not in own]
        self.letters = "".join(self.text[offset] for offset in self.at)
        aside = {*own, *(i for a, b in self.furniture for i in range(a, b))}
        self.shown = "".join(" " if i in aside else c for i, c in enumerate(self.text)) if aside else self.text

    def _vertical(self) -> _Segment | None:
        """Return a group's label that is printed downwards, with a letter on each line, if there is one."""
        text = self.text
        alone = [m.start() for m in _terminal("LETTER_ALONE").finditer(text)]
        groups = [name for name in self.aligner._names if name.startswith("GROUP_") and name in self.accepted]
        if not _SHORT < len(alone) <= _MOST_ALONE:
            return None
        for others in range(min(_MOST_OTHERS, len(alone) - _SHORT)):
            for left_out in combinations(range(len(alone)), others):
                kept = [offset for index, offset in enumerate(alone) if index not in left_out]
                joined = "".join(text[offset] for offset in kept)
                for name in groups:
                    found = self.aligner.pattern(name).search(joined)
                    if found is not None and found.end() - found.start() > _SHORT:
                        return _Segment(name, 0, 0, kept[found.start() : found.end()])
        return None

    def rows(self) -> list[TextRow]:
        if len(self.at) > _MOST_LETTERS:
            return [self._row("STRAY", [(0, len(self.text))], [])]
        segments = self._kinds(self._segments())
        if self.vertical is not None:
            segments.append(self.vertical)
        covered = [False] * len(self.text)
        for a, b in self.furniture:
            covered[a:b] = [True] * (b - a)
        laid: list[tuple[int, int, str, list[Range]]] = [(a, b, "PROSE", [(a, b)]) for a, b in self.sentences]
        for a, b in self.sentences:
            covered[a:b] = [True] * (b - a)
        for segment in segments:
            offsets = segment.letters or self.at[segment.start : segment.end]
            if offsets:
                pieces = self._pieces(offsets, prose=segment.kind in BOUNDARIES)
                for a, b in pieces:
                    covered[a:b] = [True] * (b - a)
                last = offsets[0] if segment.letters else offsets[-1]
                laid.append((offsets[0], last, segment.kind, pieces))
        laid.sort()
        tokens = self._tokens(covered)
        return self._emit(laid, tokens, covered)

    # --- labels

    def _segments(self) -> list[_Segment]:
        size = len(self.letters)
        ending: dict[int, list[tuple[int, str, float]]] = {}
        for start, end, kind, cost in self.aligner.proposals(self.letters, self.accepted):
            if self._holds_together(start, end):
                ending.setdefault(end, []).append((start, kind, cost))
        best: list[tuple[float, int, str]] = [(0.0, 0, "")]
        for end in range(1, size + 1):
            choice = (best[end - 1][0] + (0.1 if self.letters[end - 1].isdigit() else LEFT), end - 1, "")
            for start, kind, cost in ending.get(end, ()):
                choice = min(choice, (best[start][0] + cost, start, kind))
            best.append(choice)
        found: list[_Segment] = []
        end = size
        while end:
            _, start, kind = best[end]
            if not kind and found and not found[-1].kind and found[-1].start == end:
                found[-1].start = start
            else:
                found.append(_Segment(kind, start, end))
            end = start
        return found[::-1]

    def _holds_together(self, start: int, end: int) -> bool:
        """Whether at most one group of figures stands within a label."""
        within = 0
        for a, b in pairwise(self.at[start:end]):
            if b - a > 1 and re.search(r"\d", self.text[a + 1 : b]) is not None:
                within += 1
        return within < 2

    def _kinds(self, segments: list[_Segment]) -> list[_Segment]:
        """Drop labels that are part of other words, and type the letters left over."""
        for index, segment in enumerate(segments):
            if segment.kind:
                before = index > 0 and not segments[index - 1].kind and self._touch(segment.start)
                behind = index + 1 < len(segments) and not segments[index + 1].kind and self._touch(segment.end)
                if before or behind:
                    segment.kind = ""
        joined: list[_Segment] = []
        for segment in segments:
            if joined and not segment.kind and not joined[-1].kind:
                joined[-1].end = segment.end
            else:
                joined.append(segment)
        found: list[_Segment] = []
        for segment in joined:
            if segment.kind:
                found.append(segment)
            else:
                found += self._left_over(segment)
        return found

    def _touch(self, index: int) -> bool:
        """Whether two letters are adjacent, with nothing but punctuation or a bracket between them."""
        between = self.text[self.at[index - 1] + 1 : self.at[index]]
        if re.search(r"[\s\d]", between) is None:
            return True
        if re.search(r"[（(][^）)]*\Z", between) is None:
            return False
        # Behind figures, the bracket of an ordinal does not join words.
        return re.search(r"\d", between) is None or _terminal("NUMERAL_IN_BRACKETS").match(self.text, self.at[index]) is None

    def _left_over(self, segment: _Segment) -> Iterator[_Segment]:
        """Cut letters left over into labels with typos, other words and sentences."""
        if not any(not c.isdigit() for c in self.letters[segment.start : segment.end]):
            return  # not an ordinal, but a figure's last digit
        if kind := self._label(segment.start, segment.end):
            yield _Segment(kind, segment.start, segment.end)
            return
        pieces = [segment.start]
        for index in range(segment.start + 1, segment.end):
            if re.search(r"[\s\d]", self.text[self.at[index - 1] + 1 : self.at[index]]):
                pieces.append(index)
        pieces.append(segment.end)
        plain: list[_Segment] = []
        for start, end in pairwise(pieces):
            kind = self._label(start, end)
            if kind and self.aligner._priority[kind] >= 0:
                plain.append(_Segment(kind, start, end))
            elif plain and not plain[-1].kind and not self._parted(start):
                plain[-1].end = end
            else:
                plain.append(_Segment("", start, end))
        for piece in plain:
            if not piece.kind:
                if self.letters[piece.start : piece.end].isdigit():
                    continue
                piece.kind = self.aligner.text(self.text[self.at[piece.start] : self._end_of_prose(piece.end)])
            yield piece

    def _label(self, start: int, end: int) -> str:
        """Return the terminal of letters left over, with the brackets and marks between them, but without figures within."""
        text = self.shown[self.at[start] : self.at[end - 1] + 1]
        if re.search(r"[（(][^）)]*\d", text) is None:  # a figure in brackets is part of a note
            text = _terminal("FIGURE_WITHIN").sub(" ", text)
        return self.aligner.label(text, self.accepted)

    def _parted(self, index: int) -> bool:
        """Whether figures on lines of their own stand between two letters, which are not in one sentence then."""
        between = self.text[self.at[index - 1] + 1 : self.at[index]]
        return "\n" in between and re.search(r"\d", between) is not None

    def _end_of_prose(self, end: int) -> int:
        stop = self.at[end - 1] + 1
        found = re.compile(rf"[{re.escape(_CLOSING)}!?！？]*").match(self.text, stop)
        return found.end() if found is not None else stop

    # --- places

    def _pieces(self, offsets: Sequence[int], *, prose: bool) -> list[Range]:
        """Return the ranges of a label's letters, with brackets and marks around them, split where figures stand within."""
        pieces: list[list[int]] = []
        for offset in offsets:
            between = self.text[pieces[-1][1] : offset] if pieces else ""
            if pieces and "\n" not in between and (prose or re.search(r"\d", between) is None) and len(between) < 40:
                pieces[-1][1] = offset + 1
            else:
                pieces.append([offset, offset + 1])
        grown, fraction = [], _terminal("FRACTION")
        for a, b in pieces:
            start, end = a, b
            while start and self.text[start - 1] in _OPENING + " ":
                start -= 1
            while end < len(self.text) and self.text[end] in _CLOSING + " " and not fraction.match(self.text, end):
                end += 1
            if any(c in _OPENING for c in self.text[start:a]):
                a = start + len(self.text[start:a]) - len(self.text[start:a].lstrip())
            grown.append((a, b + len(self.text[b:end].rstrip())))
        return grown

    def _tokens(self, covered: list[bool]) -> list[Range]:
        """Return the ranges of the figures."""
        found: list[Range] = []
        for match in _terminal("FIGURE_IN_TEXT").finditer(self.text):
            a, b = match.span()
            if found:
                a = max(a, found[-1][1])
            while a < b and covered[a]:
                a += 1
            stop = a
            while stop < b and not covered[stop]:
                stop += 1
            if a < stop:
                found.append(self._with_what_touches(a, stop, covered, found[-1][1] if found else 0))
        return found

    def _with_what_touches(self, start: int, end: int, covered: list[bool], least: int) -> Range:
        """Return a figure's range with the marks and letters that it touches: with them it may be another figure."""
        a, b, touching = start, end, _terminal("TOUCHING")
        while a > max(least, start - _MOST_TOUCHING) and not covered[a - 1] and touching.match(self.text, a - 1):
            a -= 1
        while b < min(len(self.text), end + _MOST_TOUCHING) and not covered[b] and touching.match(self.text, b):
            b += 1
        if (behind := _terminal("DIGIT_BEHIND").match(self.text, b)) is not None and not covered[b + 1]:
            b = behind.end()
        before = _terminal("DIGIT_BEFORE").search(self.text, max(least, a - 3), a)
        if before is not None and before.start() >= least and not covered[before.start()]:
            a = before.start()
        return a, b

    def _emit(self, laid: list[tuple[int, int, str, list[Range]]], tokens: list[Range], covered: list[bool]) -> list[TextRow]:
        rows: list[TextRow] = []
        at = 0
        while at < len(tokens) and (not laid or tokens[at][0] < laid[0][0]):
            at += 1
        if at:
            rows.append(self._row("FIGURES", [], tokens[:at]))
        for index, (_, last, kind, pieces) in enumerate(laid):
            stop = laid[index + 1][0] if index + 1 < len(laid) else len(self.text)
            mine = []
            while at < len(tokens) and tokens[at][0] < stop:
                mine.append(tokens[at])
                at += 1
            if kind.startswith(HOLDS_TEXT):
                rows.append(self._row(kind, pieces, []))
                rows += [self._row("STRAY", [], mine)] if mine else []  # they may be the text
                continue
            inside = sum(1 for token in mine if token[0] < last)
            row = self._row(kind, pieces, mine, inside)
            following = laid[index + 1] if index + 1 < len(laid) else None
            if (
                following is not None
                and following[2] in ("STRAY", "NOTE", "PROSE")
                and mine
                and self._goes_on(mine[-1][1], stop)
            ):
                row.type = "STRAY" if self.aligner._priority.get(kind, -9) >= 0 else kind
            rows.append(row)
        for a, b in tokens:
            covered[a:b] = [True] * (b - a)
        rows += [self._row("FURNITURE", [place], []) for place in self.furniture]
        for rest in re.finditer(r"\S+", "".join(" " if hidden else c for c, hidden in zip(self.text, covered, strict=True))):
            kind = "STRAY" if any(c.isalnum() for c in rest.group()) else "FURNITURE"
            rows.append(self._row(kind, [rest.span()], []))
        return sorted(rows, key=lambda row: row.row.start)

    def _goes_on(self, end: int, start: int) -> bool:
        """Whether words follow a figure as in a sentence."""
        return re.fullmatch(r"[^\n\d]{0,3}", self.text[end:start]) is not None and "  " not in self.text[end:start]

    def _row(self, kind: str, pieces: list[Range], tokens: list[Range], inside: int = 0) -> TextRow:
        places = [*pieces, *tokens]
        cells = [self.text[a:b] for a, b in places]
        row = self.run.part(places, cells)
        return TextRow(kind, row, len(pieces), [self.aligner.cell(cell) for cell in cells[len(pieces) :]], inside)
