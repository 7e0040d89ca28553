"""Alignment: text that marks neither rows nor cells → the form's labels in it, each with the figures up to the next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from gzparse.form.form_row import BOUNDARIES, HOLDS_TEXT, TextRow
from gzparse.form.unmarked.downwards import label_downwards
from gzparse.form.unmarked.figures import COVERED, figures_in, of_unmarked
from gzparse.model.grid import Row
from gzparse.model.source import Range

_OPENING, _CLOSING = "（(《【[〔“\"‘'", "）)》】]〕”\"’'、，,。.．:：；;"
_BEFORE_LETTERS, _BEHIND_LETTERS = frozenset(_OPENING + " "), frozenset(_CLOSING + " ")
_LINE, _WORD = re.compile(r"\S.*\S"), re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_UNCOVERED = re.compile(rb"\0+")
_BEHIND_LABEL = re.compile(r"[ ]*[:：][ ]*|[ ]+")
_LONGEST_LABEL, _WINDOW, _MOST_LETTERS = 200, 1_200, 6_000
"""The most letters of a label or header; the size of a window; the most letters of a table section."""
LEFT, HIT, WORDS = 1.0, 0.5, 0.8
"""The cost of a letter left over, of a label, and of a header's reordered words: more than one header, less than two."""

_MOST_REMEMBERED = 100
"""For the letters of so many sections, labels that may stand in them are kept."""

_Proposal = tuple[int, int, str, float]
_Cut = tuple[str, int, int]


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
        """Take the form's terminals, and the functions that look up a label, a kind of text and what a cell holds."""
        self._names = [name for name in patterns if priority[name] >= -1]
        self.groups = [name for name in self._names if name.startswith("GROUP_")]
        self._text_fields = {name for name in self._names if name.startswith(HOLDS_TEXT)}
        self._patterns = patterns
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._priority = priority
        self._labels = labels
        self._texts = texts
        self.item = cells
        self._proposed: dict[tuple[int, str], list[_Proposal]] = {}
        self._cut: dict[tuple[int, str, tuple[int, ...]], list[_Cut]] = {}

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
                rows.append(TextRow(kind, run.part([label, text], cells), 1, [self.item(cells[1])], on_line=True))
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
                    letters = "".join(of_unmarked("LETTERS").findall(text))
                    if not of_unmarked("TEXTS_APART").search(text) and not any(self.proposals(letters, accepted)):
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

    def cut(self, letters: str, accepted: Container[str], parted: Sequence[int]) -> list[_Cut]:
        """Cut a section's letters into labels, so that few are left over: the terminal of each piece, its start and its end.

        parted: the letters before which figures stand; at most one group of figures stands within a label. Most pages print
        the form's labels and little else, so what was found for the same letters is kept.
        """
        key = id(accepted), letters  # the accepted terminals of a parser state, which lives as long as the lexer
        proposals = self._proposed.get(key)
        if proposals is None:
            proposals = list(self.proposals(letters, accepted))
            if len(self._proposed) >= _MOST_REMEMBERED:
                self._proposed.clear()
            self._proposed[key] = proposals
        torn = tuple(
            [
                index
                for index, (start, end, _, _) in enumerate(proposals)
                if bisect_left(parted, end) - bisect_right(parted, start) > 1
            ]
        )
        found = self._cut.get((*key, torn))
        if found is None:
            found = _cheapest(letters, [proposal for index, proposal in enumerate(proposals) if index not in torn])
            if len(self._cut) >= _MOST_REMEMBERED:
                self._cut.clear()
            self._cut[*key, torn] = found
        return found

    def proposals(self, letters: str, accepted: Container[str]) -> Iterator[_Proposal]:
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


def _cheapest(letters: str, proposals: Sequence[_Proposal]) -> list[_Cut]:
    """Return the labels that cost least together, in order, and the letters between them."""
    ending: dict[int, list[tuple[int, str, float]]] = {}
    for start, end, kind, cost in proposals:
        ending.setdefault(end, []).append((start, kind, cost))
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    least = 0.0
    for end, letter in enumerate(letters, 1):
        choice = (least + (0.1 if letter.isdigit() else LEFT), end - 1, "")
        if end in ending:
            choice = min(choice, *((best[start][0] + cost, start, kind) for start, kind, cost in ending[end]))
        least = choice[0]
        best.append(choice)
    found: list[_Cut] = []
    end = len(letters)
    while end:
        _, start, kind = best[end]
        if not kind and found and not found[-1][0] and found[-1][1] == end:
            found[-1] = ("", start, found[-1][2])
        else:
            found.append((kind, start, end))
        end = start
    return found[::-1]


class _Alignment:
    """The alignment of one section."""

    def __init__(self, aligner: Aligner, run: Row, accepted: Container[str]) -> None:
        self.aligner = aligner
        self.run = run
        self.text = run.text
        self.accepted = accepted
        text = self.text
        self.furniture = [_without_spaces(found) for found in of_unmarked("PAGE_IN_TEXT").finditer(text)]
        self.sentences = [_without_spaces(found) for found in of_unmarked("SENTENCE_LINE").finditer(text)]
        hidden = {offset for place in (*self.furniture, *self.sentences) for offset in range(*place)}
        for figure in of_unmarked("LETTERS_OF_FIGURES").finditer(text):
            hidden.update(range(*figure.span()))
        self.dates = {i for m in of_unmarked("DATE_IN_TEXT").finditer(text) for i in range(*m.span()) if text[i].isdigit()}
        self.at = [offset for found in of_unmarked("LETTERS").finditer(text) for offset in range(*found.span())]
        if self.dates:
            self.at = sorted({*self.at, *self.dates})
        if hidden:
            self.at = [offset for offset in self.at if offset not in hidden]
        self.vertical = self._vertical()
        own = set((self.vertical.letters or ()) if self.vertical is not None else ())
        if own:
            self.at = [offset for offset in self.at if offset not in own]
        self.letters = "".join([text[offset] for offset in self.at])
        self._aside = {*own, *(i for a, b in self.furniture for i in range(a, b))}

    @cached_property
    def shown(self) -> str:
        """The text without furniture and labels printed downwards."""
        return "".join([" " if i in self._aside else c for i, c in enumerate(self.text)]) if self._aside else self.text

    def _vertical(self) -> _Segment | None:
        """Return a group's label that is printed downwards, with a letter on each line, if there is one."""
        groups = {name: self.aligner._patterns[name] for name in self.aligner.groups if name in self.accepted}
        name, letters = label_downwards(self.text, groups)
        return _Segment(name, 0, 0, letters) if name else None

    def rows(self) -> list[TextRow]:
        if len(self.at) > _MOST_LETTERS:
            return [self._row("STRAY", [(0, len(self.text))], [])]
        segments = self._kinds(self._segments())
        if self.vertical is not None:
            segments.append(self.vertical)
        covered = bytearray(len(self.text))
        laid: list[tuple[int, int, str, list[Range]]] = [(a, b, "PROSE", [(a, b)]) for a, b in self.sentences]
        for a, b in (*self.furniture, *self.sentences):
            covered[a:b] = COVERED * (b - a)
        for segment in segments:
            offsets = segment.letters or self.at[segment.start : segment.end]
            if offsets:
                pieces = self._pieces(offsets, prose=segment.kind in BOUNDARIES)
                for a, b in pieces:
                    covered[a:b] = COVERED * (b - a)
                last = offsets[0] if segment.letters else offsets[-1]
                laid.append((offsets[0], last, segment.kind, pieces))
        laid.sort()
        tokens = figures_in(self.text, covered)
        return self._emit(laid, tokens, covered)

    # --- labels

    def _segments(self) -> list[_Segment]:
        found = self.aligner.cut(self.letters, self.accepted, self._parted_by_figures())
        return [_Segment(kind, start, end) for kind, start, end in found]

    def _parted_by_figures(self) -> list[int]:
        """Return the letters before which figures stand, behind another letter."""
        text, has_digit = self.text, _DIGIT.search
        return [
            index for index, (a, b) in enumerate(pairwise(self.at), 1) if b - a > 1 and has_digit(text, a + 1, b) is not None
        ]

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
        return re.search(r"\d", between) is None or of_unmarked("NUMERAL_IN_BRACKETS").match(self.text, self.at[index]) is None

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
            text = of_unmarked("FIGURE_WITHIN").sub(" ", text)
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
        whole = offsets[-1] - offsets[0] == len(offsets) - 1  # nothing stands between its letters
        for offset in offsets if not whole else ():
            if pieces and offset == pieces[-1][1]:
                pieces[-1][1] += 1
                continue
            between = self.text[pieces[-1][1] : offset] if pieces else ""
            if pieces and "\n" not in between and (prose or re.search(r"\d", between) is None) and len(between) < 40:
                pieces[-1][1] = offset + 1
            else:
                pieces.append([offset, offset + 1])
        if whole:
            pieces = [[offsets[0], offsets[-1] + 1]]
        return [self._grown(a, b) for a, b in pieces]

    def _grown(self, start: int, end: int) -> Range:
        """Return a range with the brackets and marks around it, without white space at its ends."""
        text = self.text
        a, b = start, end
        while a and text[a - 1] in _BEFORE_LETTERS:
            a -= 1
        while b < len(text) and (text[b] == " " or (text[b] in _BEHIND_LETTERS and not of_unmarked("FRACTION").match(text, b))):
            b += 1
        if a < start:
            a = start - len(text[a:start].lstrip())
        return a, end + len(text[end:b].rstrip()) if end < b else end

    def _emit(self, laid: list[tuple[int, int, str, list[Range]]], tokens: list[Range], covered: bytearray) -> list[TextRow]:
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
            covered[a:b] = COVERED * (b - a)
        rows += [self._row("FURNITURE", [place], []) for place in self.furniture]
        uncovered = [found.span() for found in _UNCOVERED.finditer(covered)]
        if "".join([self.text[a:b] for a, b in uncovered]).strip():
            for place in uncovered:
                if self.text[slice(*place)].isspace():
                    continue
                for rest in _WORD.finditer(self.text, *place):
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
        held_by = self.aligner.item
        return TextRow(kind, row, len(pieces), [held_by(cell) for cell in cells[len(pieces) :]], inside)
