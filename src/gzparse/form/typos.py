"""Typos: a text → the label of which it is a misspelling, if it can be no other label.

A form's wordings are worked out from the regular expressions of its terminals. A text is a typo of one where all of this holds:

- it differs from a wording of six letters or more by at most a letter in four, and at most three: by letters left out, even
  side by side, or by single letters that are wrong or too many, with right ones on both sides. Two wrong letters side by side
  make another word: 属于行政许可事项 is not a typo of 属于行政查询事项. In what may be a header, by one letter at most;
- it is not as near to any other label, by that label's own limit, and holds no other label in full;
- no letter that distinguishes labels was added or lost (上年新收, 结转上年度, 本机关掌握), no numeral or 无 was added (they may
  be figures), and the unit is the form's.

Ordinals and punctuation do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from re import _constants as sre
from re import _parser
from typing import Any

from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.patterns import on_use

_MARK = "#"  # stands for a class of numerals while wordings are worked out
TELLING = "不未无没非上下本前后内外收费全约近超余季月周旬半应拟预累去增减"
_DIGIT = on_use(r"\d")
_SHORTEST, _LONGEST, _MOST_WORDINGS = 6, 80, 400


class Typo(str):
    """The name of a terminal whose label is not printed as the form has it.

    wording: the form's letters, where the label has a typo. note: the text in brackets in the label, where it has a note.
    distance: how many letters are wrong, extra or missing. is_other: whether some are not the wording's own: then the label may
    be another word.
    """

    distance: int
    is_other: bool
    note: str
    wording: str

    def __new__(cls, name: str, distance: int = 1, wording: str = "", note: str = "") -> Typo:
        """Take the terminal's name, and how the label differs."""
        typo = super().__new__(cls, name)
        typo.distance, typo.wording, typo.note = distance, wording, note
        typo.is_other = False
        return typo


@cache
def wordings(pattern: str) -> frozenset[str] | None:
    """Return the letters of all labels that a pattern matches; ``None`` where they cannot be listed or are too many."""
    listed = _listed(_parser.parse(pattern, re.S))
    if listed is None:
        return None
    found = frozenset(wording.lstrip(_MARK) for wording in listed)
    return None if any(_MARK in wording for wording in found) else found


def _listed(nodes: Any) -> set[str] | None:
    found = {""}
    for operation, value in nodes:
        some = _of_node(operation, value)
        if some is None or len(found) * len(some) > _MOST_WORDINGS:
            return None
        found = {a + b for a in found for b in some}
    return found


def _of_node(operation: Any, value: Any) -> set[str] | None:
    if operation is sre.LITERAL:
        return {_letters(chr(value))}
    if operation is sre.IN:
        return _of_class(value)
    if operation is sre.SUBPATTERN:
        return _listed(value[-1])
    if operation is sre.BRANCH:
        branches = [_listed(branch) for branch in value[1]]
        return None if None in branches else set().union(*branches)  # type: ignore[arg-type]
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inner = value
        once = _listed(inner)
        if once is None or most > 3:
            return None
        found, some = set(), {""}
        for times in range(most + 1):
            if times >= least:
                found |= some
            some = {a + b for a in some for b in once}
        return found if len(found) <= _MOST_WORDINGS else None
    return None  # lookarounds, anchors, any character


def _of_class(members: Any) -> set[str] | None:
    found = set()
    for operation, value in members:
        if operation is sre.LITERAL:
            found.add(chr(value))
        elif operation is sre.RANGE and value[1] - value[0] < 10:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif operation is sre.CATEGORY and value is sre.CATEGORY_DIGIT:
            found.add("1")
        else:
            return None
    numerals = patterns()["NUMERAL_CHARS"]
    return {_MARK if c in numerals or c.isdigit() else _letters(c) for c in found}


def _letters(text: str) -> str:
    return "".join([c for c in text if c.isalnum()])


class Typos:
    """Finds the label of which a text is a typo."""

    def __init__(self, patterns: Mapping[str, str], groups: Sequence[str], of_header: Callable[[str], object]) -> None:
        """Take the labels' terminals, the patterns of groups that may stand before them, and a test for a header's words.

        In what may be a header, a single letter distinguishes columns.
        """
        self._patterns = patterns
        self._groups = on_use(f"(?:{'|'.join(f'(?:{group})' for group in groups)})*+" if groups else "")
        self._of_header = of_header
        self._names: dict[str, str] | None = None
        self._by_pair: dict[str, list[tuple[str, int]]] = {}
        self._are_headers: set[str] = set()

    def find(self, label: str) -> Typo | None:
        """Return the terminal of which a folded text is a typo."""
        if not _SHORTEST - 2 < len(label) < _LONGEST + 60 or label[-1] == "(":  # a note begins, or a unit
            return None
        label = label[self._groups.match(label).end() :]  # type: ignore[union-attr]
        ordinal = terminal("ORDINAL").match(label)
        text = _letters(label[ordinal.end() :] if ordinal is not None else label)
        if not _SHORTEST - 2 < len(text) < _LONGEST or _DIGIT.search(text) is not None:
            return None
        near = [(_distance(text, wording, _limit(wording)), wording) for wording in self._near(text)]
        near = [(distance, wording) for distance, wording in near if distance <= _limit(wording)]
        names = self._names or {}
        if len({names[wording] for _, wording in near}) != 1:
            return None
        for distance, wording in sorted(near):
            most = 1 if wording in self._are_headers else _limit(wording)
            if len(wording) >= _SHORTEST and typo_distance(text, wording) <= most and self._can_be_no_other(text, wording):
                typo = Typo(names[wording], distance, wording)
                typo.is_other = may_be_other(text, wording)
                return typo
        return None

    def without_notes(self, label: str) -> tuple[str, str] | None:
        """Return a folded label without the notes in brackets in it, and the notes; ``None`` where it has none.

        Text with figures, a unit of money or a word that limits the row is more than a note.
        """
        if ")" not in label or len(label) > 2 * _LONGEST:
            return None
        note_in_label = _note()
        notes = note_in_label.findall(label)
        if not notes or any(_limiting().search(note) for note in notes):
            return None
        known = self._known()
        if any(len(wording) > 3 and wording in _letters(note) for wording in known for note in notes):
            return None
        return note_in_label.sub("", label), "".join(f"({note})" for note in notes)

    def _known(self) -> dict[str, str]:
        """Return the terminal of each wording. It is computed on first use, since most pages have no typos."""
        if self._names is None:
            names: dict[str, str] = {}
            for name, pattern in self._patterns.items():
                for wording in wordings(pattern) or ():
                    if len(wording) > 1:
                        names[wording] = name
                    if len(wording) >= 4:
                        self._index(wording)
                        if self._of_header(wording):
                            self._are_headers.add(wording)
            self._names = names
        return self._names

    def _index(self, wording: str) -> None:
        """Index a wording by the first letters of its pieces: with so few typos, one piece is left whole."""
        pieces = _limit(wording) + 1
        for number in range(pieces):
            at = number * len(wording) // pieces
            self._by_pair.setdefault(wording[at : at + 2], []).append((wording, at))

    def _near(self, text: str) -> set[str]:
        """Return the wordings of which a text may be a typo."""
        self._known()
        found = set()
        size = len(text)
        for index in range(size - 1):
            for wording, at in self._by_pair.get(text[index : index + 2], ()):
                if -4 < at - index < 4 and abs(len(wording) - size) <= _limit(wording):
                    found.add(wording)
        return found

    def _can_be_no_other(self, text: str, wording: str) -> bool:
        if any(text.count(c) != wording.count(c) for c in TELLING):
            return False
        if any(text.count(c) > wording.count(c) for c in patterns()["AMOUNT_CHARS"]):
            return False
        if re.findall(".?元", text) != re.findall(".?元", wording):
            return False
        return not any(other in text and other not in wording for other in self._known())


@cache
def _note() -> re.Pattern[str]:
    """Return the pattern of a note in a folded label; a figure in brackets, in words or digits, is none."""
    return re.compile(rf"\((?!(?:[{patterns()['AMOUNT_CHARS']}无]+|\d+)\))([^()]{{1,60}})\)")


@cache
def _limiting() -> re.Pattern[str]:
    """Return the pattern of what makes more of a text in brackets than a note: it limits the row, or is a nil mark."""
    return re.compile(rf"[\d不除仅只元年万亿]|其中|^(?:{patterns()['NIL']})+$")


def may_be_other(text: str, wording: str) -> bool:
    """Whether a text has letters that are not a wording's, or in another order; some may be left out, or doubled."""
    letters = iter(wording)
    last = ""
    for letter in text:
        if letter != last and letter not in letters:
            return True
        last = letter
    return False


def _limit(wording: str) -> int:
    return min(3, max(1, len(wording) // 4))


def _distance(text: str, wording: str, most: int) -> int:
    """Return how many letters must be changed, added or left out to make one text of the other, or more than ``most``."""
    start, behind = 0, min(len(text), len(wording))
    while start < behind and text[start] == wording[start]:
        start += 1
    same = 0
    while same < behind - start and text[-1 - same] == wording[-1 - same]:
        same += 1
    text, wording = text[start : len(text) - same], wording[start : len(wording) - same]
    above = list(range(len(wording) + 1))
    for i, letter in enumerate(text, 1):
        row = [i]
        for j, other in enumerate(wording, 1):
            row.append(min(above[j - 1] + (letter != other), above[j] + 1, row[-1] + 1))
        if min(row) > most:
            return most + 1
        above = row
    return above[-1]


def typo_distance(text: str, wording: str) -> int:
    """Return how many letters are wrong, extra or missing, where each wrong or extra one has right ones on both sides.

    Any other text is far away.
    """
    never = 99
    size = len(wording) + 1
    # For each beginning of the wording, the cost where the last letter was right, wrong or too many, left out.
    above = [(0, never, never)] + [(never, never, j) for j in range(1, size)]
    for letter in text:
        row = [(never, above[0][0] + 1, never)]
        for j in range(1, size):
            right = min(above[j - 1]) if letter == wording[j - 1] else never
            wrong = min(above[j - 1][0], above[j][0]) + 1
            left_out = min(row[j - 1][0], row[j - 1][2]) + 1
            row.append((right, wrong, left_out))
        above = row
    return min(above[-1])
