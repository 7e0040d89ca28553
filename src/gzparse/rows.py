"""Rows as the form's grammar sees them: typed by their label, their figures beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, cast

from lark.common import LexerConf
from lark.lexer import Lexer, LexerState

from gzparse.alternation import alternation
from gzparse.figures import BLANK, NIL, NUMBER, TEXT, narrow, plain_count
from gzparse.grammar import compiled
from gzparse.grid import Grid, Placeless, Row

_MEMO_LIMIT = 20_000
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟＂'‘’「」『』`´〝〞″", '"'),
        **dict.fromkeys("〔［[【﹝〈<{", "("),
        **dict.fromkeys("〕］]】﹞〉>}", ")"),
        **dict.fromkeys("・·•‧∙⋅", "."),
        **dict.fromkeys("、﹑､", ","),
    }
)


def fold_label(text: str) -> str:
    """Make alike what does not tell labels apart: widths, spaces, kinds of brackets and quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


class FormRow(Placeless):
    """A row, or the part of one that belongs to one label: its type, its label's cells and its figures' cells.

    items: the cells behind the label, each a count or a code of :mod:`gzparse.figures`. The label's cells are
    ``row.cells[first:at]``, the items' ``row.cells[at : at + len(items)]``.
    """

    __slots__ = ("at", "first", "items", "row", "type")

    def __init__(self, kind: str, row: Row, first: int, at: int, items: list[int]) -> None:
        self.type = kind
        self.row = row
        self.first = first
        self.at = at
        self.items = items

    @property
    def label(self) -> str:
        """The label as printed, its cells joined with spaces."""
        return " ".join(" ".join(cell.split()) for cell in self.row.cells[self.first : self.at] if cell.strip())

    def stretch(self) -> tuple[int, int]:
        """Give the place of the row's text, white space at its ends left out."""
        places = [p for p in self.row.stretches()[self.first : self.at + len(self.items)] if p[0] < p[1]]
        return (places[0][0], places[-1][1]) if places else (self.row.start, self.row.start)

    def __repr__(self) -> str:
        return f"FormRow({self.type}, {self.label!r}, {self.items!r})"


class _CellMemo(dict[str, int]):
    """Cell text → what it holds."""

    def __init__(self, figure: str, nil: str) -> None:
        super().__init__()
        self._figure = figure
        self._nil = nil

    def __missing__(self, raw: str) -> int:
        text = narrow(raw)
        count = plain_count(text)
        if not text:
            known = BLANK
        elif count is not None:
            known = count
        elif (len(text) == 1 or not text.isalpha()) and re.fullmatch(self._nil, text):
            known = NIL
        elif not text.isalpha() and re.fullmatch(self._figure, text):
            known = NUMBER
        else:
            known = TEXT
        if len(raw) < 200:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[raw] = known
        return known


class _LabelMemo(dict[str, str]):
    """Label text → the terminal that it matches in full, or the empty string."""

    def __init__(self, by_priority: list[dict[str, str]], groups: dict[str, str]) -> None:
        super().__init__()
        self._by_priority = by_priority
        self._groups = groups
        self._compiled: list[re.Pattern[str] | None] = [None] * len(by_priority)

    def __missing__(self, raw: str) -> str:
        label = fold_label(raw) if len(raw) < 2_000 else ""
        name = ""
        for priority in range(len(self._by_priority)):
            match = self._pattern(priority).fullmatch(label)
            if match is not None:
                name = cast(str, match.lastgroup)
                break
        if len(raw) < 200:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[raw] = name
        return name

    def _pattern(self, priority: int) -> re.Pattern[str]:
        pattern = self._compiled[priority]
        if pattern is None:
            groups = f"(?:{alternation(self._groups, named=False)})*" if self._groups and priority == 0 else ""
            pattern = compiled(f"{groups}(?:{alternation(self._by_priority[priority])})", re.S)
            self._compiled[priority] = pattern
        return pattern


class RowLexer(Lexer):
    """Types the rows of a Grid by the form's own terminals, which are matched in full against a row's label.

    A label may stand behind any number of GROUP_… terminals. FIGURE and NIL are matched against single cells. FIGURES is a
    row without any text, FURNITURE what the layout drew, STRAY a row that no terminal of the table knows.

    Terminals of negative priority match kinds of text, not labels: only a whole row is matched against them, and below -1
    only a row in which no label is found.
    """

    __future_interface__ = 2
    _NO_LABELS = ("FIGURE", "NIL", "FIGURES", "STRAY")

    def __init__(self, conf: LexerConf) -> None:
        """Take the grammar's terminals, by priority."""
        patterns = {t.name: t.pattern.to_regexp() for t in conf.terminals}
        by_priority: dict[int, dict[str, str]] = {}
        for terminal in sorted(conf.terminals, key=lambda t: -t.priority):
            if terminal.name not in self._NO_LABELS:
                by_priority.setdefault(terminal.priority, {})[terminal.name] = patterns[terminal.name]
        self._priority = {t.name: t.priority for t in conf.terminals}
        self._cells = _CellMemo(patterns["FIGURE"], patterns["NIL"])
        self._labels = _LabelMemo(list(by_priority.values()), {n: p for n, p in patterns.items() if n.startswith("GROUP_")})

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Any]:
        """Give the Grid's rows as tokens. Lark's parser asks a token for no more than its type."""
        accepted = parser_state.parse_conf.states[parser_state.position]
        look_up, labels = self._cells.__getitem__, self._labels
        for row in cast(Grid, lexer_state.text).rows:
            cells = row.cells
            known = list(map(look_up, cells))
            last = -1
            for index, what in enumerate(known):
                if what == TEXT:
                    last = index
                elif what != BLANK:
                    break
            items = known[last + 1 :]
            kind = labels["".join(cells[: last + 1])] if last >= 0 else "FIGURES"
            if row.type == "RULE":
                kind = "FURNITURE"
            elif not kind or TEXT in items or (self._priority[kind] < 0 and self._may_hold_labels(kind, known, items)):
                for part in self._parts(row, known):
                    if part.type not in accepted:
                        part.type = "STRAY"
                    yield part
                continue
            yield FormRow(kind if kind in accepted else "STRAY", row, 0, last + 1, items)

    def _may_hold_labels(self, kind: str, known: list[int], items: list[int]) -> bool:
        """Tell whether a row that matches a kind of text should be looked at for labels in it."""
        return items.count(BLANK) != len(items) or (self._priority[kind] < -1 and known.count(TEXT) > 1)

    def _parts(self, row: Row, known: list[int]) -> Iterator[FormRow]:
        """Cut a row at each label in it: what follows a label, up to the next, is its figures."""
        cells, size = row.cells, len(row.cells)
        found: list[tuple[str, int, int]] = []
        index = 0
        while index < size:
            kind, stop = "", index
            if known[index] != BLANK and len(found) < 64:
                for stop in range(min(size, index + 5), index, -1):
                    if TEXT in known[index:stop] and known[stop - 1] != BLANK:
                        kind = self._labels["".join(cells[index:stop])]
                        if kind and self._priority[kind] >= 0:
                            break
                        kind = ""
            if kind:
                found.append((kind, index, stop))
                index = stop
            else:
                index += 1
        if not found:
            text = max((i for i, what in enumerate(known) if what == TEXT), default=-1)
            first_figure = next((i for i, what in enumerate(known) if what >= 0 or what in (NUMBER, NIL)), size)
            at = min(text + 1, first_figure) if first_figure > 0 else 0
            has_figures = first_figure < size
            kind = "" if has_figures else self._labels["".join(cells)]
            yield FormRow(kind or "STRAY", row, 0, at if has_figures else size, known[at:] if has_figures else [])
            return
        # Text before the first label belongs to it: groups that are printed in cells of their own.
        for number, (kind, start, stop) in enumerate(found):
            end = found[number + 1][1] if number + 1 < len(found) else size
            items = known[stop:end]
            if kind.startswith("GROUP_") and next((item for item in items if item != BLANK), BLANK) == TEXT:
                kind = "STRAY"  # behind a group stands a label that is not known
            yield FormRow(kind, row, 0 if number == 0 else start, stop, items)
