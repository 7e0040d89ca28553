"""The lines above the first section → tokens of ``front.lark``: titles, names, years, labels and what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar, cast

from gzparse.lark_tools import grammar
from gzparse.lark_tools.loop import Parser, State, Tree
from gzparse.lark_tools.tables import Terminal
from gzparse.model.grid import Placeless
from gzparse.model.letters import Replaced, blank_annotations, plain_alternatives
from gzparse.model.patterns import compiled, on_use
from gzparse.model.source import Range, Source
from gzparse.outline.lexer import loosen

_MOST_LINES, _LONGEST, _LONGEST_TITLE = 400, 400, 130
"""So many lines of a front are read; a line that is longer is prose, and a title is not longer than the last."""
_GAP = on_use("[告报][)）》]? ")
"""What stands between a title and prose in one line. Most lines with a full stop are prose and no more."""
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = {**dict.fromkeys(map(ord, "〔[【﹝〈「『"), "("), **dict.fromkeys(map(ord, "〕]】﹞〉」』"), ")")}
_BRACKETS |= {0xFF3B: "(", 0xFF3D: ")"}


class Part(Placeless):
    """A token of the front: its kind, its range in the text, and how its pattern matched."""

    __slots__ = ("_groups", "_offsets", "match", "range", "type")

    def __init__(self, kind: str, extent: Range, match: re.Match[str] | None = None, offsets: list[int] | None = None) -> None:
        self.type = kind
        self.range = extent
        self.match = match
        self._offsets = offsets or []
        self._groups: dict[str, str] = match.groupdict("") if match is not None else {}

    def group(self, name: str) -> str:
        """Return what a named part of the pattern matched, in plain letters without spaces; empty where it did not."""
        return self._groups.get(name, "")

    def place(self, first: int, last: int) -> Range:
        """Return the range in the text of a part of the match."""
        return (self._offsets[first], self._offsets[last - 1] + 1) if first < last else (self.range[0], self.range[0])

    def group_range(self, name: str) -> Range:
        """Return where a named part of the pattern stands in the text."""
        assert self.match is not None
        return self.place(*self.match.span(name))

    def without_surroundings(self) -> Range:
        """Return the range without what stands before and behind a title in its line."""
        assert self.match is not None
        names = self.match.re.groupindex
        first = self.match.end("lead") if "lead" in names else 0
        last = self.match.start("tail") if "tail" in names else self.match.end()
        return self.place(first, last)


class FrontLexer:
    """Makes tokens of lines: of each cell, of each label in it and of what stands behind that. The parser gets them made."""

    _KINDS = ("TITLE", "LINKS", "LINK", "YEAR_ALONE", "DATE", "NAMED_YEAR", "NAME", "OPENING", "CLOSING")
    _NEEDS: ClassVar = {"TITLE": "公开", "OPENING": "公开", "NAMED_YEAR": "年", "CLOSING": "报"}  # what each has, for speed
    _BEHIND: ClassVar = {"ORGAN_LABEL": "NAME", "SOURCE_LABEL": "NAME", "TITLE_LABEL": "TITLE", "DATE_LABEL": "DATE"}

    def __init__(self, terminals: Sequence[Terminal]) -> None:
        """Take the grammar's terminals."""
        own = {t.name: t.pattern for t in terminals}
        labels = "|".join(f"(?P<{name}>{loosen(own[name])})" for name in (*self._BEHIND, "OTHER_LABEL"))
        self._label = on_use(rf"[( ]*(?:{labels})[ )]*(?::[ :]*|(?= )|\Z)")
        self._next_label = on_use(rf"(?:{labels.replace('?P<', '?P<_')})[ )]*:|(?<= )(?:{labels.replace('?P<', '?P<__')})(?= )")
        self._patterns = [(kind, self._NEEDS.get(kind, ""), on_use(own[kind])) for kind in self._KINDS]
        self._navigation = on_use(own["NAVIGATION"])

    def lex(self, given: list[Part], state: State) -> list[Part]:
        """Return the tokens, which are made already."""
        return given

    def parts(self, text: str, at: int, stop: int) -> Iterator[Part]:
        """Return the tokens of the lines in a range of a text."""
        for _ in range(_MOST_LINES):
            if at >= stop:
                return
            end = text.find("\n", at, stop)
            end = stop if end < 0 else end
            if end > at and not text[at:end].isspace():
                yield from self._line(text, at, end)
            at = end + 1

    def _line(self, text: str, at: int, end: int) -> Iterator[Part]:
        if end - at > _LONGEST or (end - at > 60 and text.find("。", at, end) >= 0 and not _GAP.search(text, at, at + 100)):
            yield Part("OTHER", (at, end))
            return
        line = folded(text[at:end]).replace("\t", "|")
        for cell in line.split("|"):
            if cell and not cell.isspace() and cell.strip(" #*:"):
                yield from self._cell(cell, at)
            at += len(cell) + 1

    def _cell(self, cell: str, at: int) -> Iterator[Part]:
        label = self._label.match(cell)
        while label is not None:
            kind = str(label.lastgroup)
            yield Part(kind, (at, at + label.end()))
            behind = self._next_label.search(cell, label.end())
            stop = behind.start() if behind is not None else len(cell)
            given = cell[label.end() : stop]
            if given.strip():
                part = self.part(given, at + label.end())
                yield part if part.type == self._BEHIND.get(kind) else Part("VALUE", part.range)
            at, cell = at + stop, cell[stop:]
            label = self._label.match(cell) if behind is not None else None
            if label is None:
                return
        yield from self._parts(cell, at)

    def _parts(self, cell: str, at: int) -> Iterator[Part]:
        """Return the parts of a cell: a title may have navigation before it, or prose behind it, with a gap between them."""
        part = self.part(cell, at)
        gaps = [*re.finditer(r"(?<=[告报)]) +(?=\S)", cell)] if part.type == "OTHER" and " " in cell.strip() else ()
        for gap in gaps:
            first = self.part(cell[: gap.start()], at)
            if first.type == "TITLE":
                yield first
                yield from self._parts(cell[gap.end() :], at + gap.end())
                return
        for gap in re.finditer(r" +(?=\S)", cell) if gaps or (part.type == "OTHER" and "公开" in cell) else ():
            if not self._navigation.fullmatch(cell[: gap.start()].replace(" ", "")):
                break
            last = self.part(cell[gap.end() :], at + gap.end())
            if last.type == "TITLE":
                yield Part("OTHER", (at, at + gap.start()))
                yield last
                return
        yield part

    def part(self, cell: str, at: int) -> Part:
        """Return the token of a text that is compared in full."""
        lead = len(cell) - len(cell.lstrip(" #*"))
        cell = cell.rstrip(" #*")
        offsets = [at + index for index in range(lead, len(cell)) if cell[index] != " "]
        folded = cell[lead:].replace(" ", "")
        extent = (at + lead, at + max(len(cell), lead))
        if len(folded) <= _LONGEST_TITLE:
            for kind, needed, pattern in self._patterns:
                match = pattern.fullmatch(folded) if needed in folded else None
                if match is not None:
                    return Part(kind, extent, match, offsets)
        return Part("OTHER", extent)


_LETTERS = {
    ord(variant): letter
    for letter, variant in zip(
        "号标时间来览阅录学检联场厂园库台岛师协点", "號標時間來覽閱錄學檢聯場廠園庫臺島師協點", strict=True
    )
}
_HEADS = {*FrontLexer._BEHIND, "LINKS", "LINK"}


@cache
def _folded() -> Replaced:
    return Replaced({**plain_alternatives(), **_WIDTHS, **_BRACKETS, **_LETTERS})


def folded(text: str) -> str:
    """Return a text in plain letters of one width, with round brackets, letter for letter."""
    if text.isascii():
        return text
    text = _folded().of(text)
    return blank_annotations(text) if ")" in text else text


@cache
def _parser() -> Parser:
    return grammar.parser((grammar.GRAMMARS, "front.lark"), start=("start", "others"), lexer=FrontLexer)


def front_parts(source: Source, start: int, end: int) -> list[Part | Tree]:
    """Return the tokens of the lines above the first section, those of a label or of links together."""
    parts = line_parts(source, start, end)
    if not any(part.type in _HEADS for part in parts):
        return [*parts]  # the grammar groups nothing else
    return cast("list[Part | Tree]", _parser().parse(parts, "start").children)


@cache
def front_pattern(name: str) -> re.Pattern[str]:
    """Return a terminal's pattern, to be compared with a text in plain letters without spaces."""
    return compiled(_parser().terminals[name].pattern)


def line_parts(source: Source, start: int, end: int) -> list[Part]:
    """Return the tokens of lines, each by itself: a label without what stands behind it."""
    lexer = cast(FrontLexer, _parser().lexer)
    return list(lexer.parts(source.normalized, start, end))
