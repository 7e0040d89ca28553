"""The text of a table's section → its words, with its figures and a sentence in it set apart: what pages have in common.

Figures are the plain counts in cells. A sentence stands on a line of its own, such as 本年没有行政复议: hardly two reports have
the same. Of it the reading of a table depends on no more than the form's names in it, if it is prose as the grammar has it and
says nothing of units.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from gzparse.form.built import BuiltForm
from gzparse.form.header_cells import cell_names, split_names
from gzparse.form.table_cuts import COUNT, Cuts
from gzparse.lark_tools.terminals import patterns
from gzparse.model.patterns import on_use
from gzparse.model.source import Range, Source

__all__ = ["PROSE", "Apart", "Key", "apart", "counts_in", "names_in"]

PROSE = "PROSE"
"""The terminal of a form's grammar for lines of prose."""
_FULL_STOP = "。"
_SENTENCE = on_use(rf"(?m:^ *([^\s|][^\t\n|]{{6,600}}{_FULL_STOP}(?:[^\t\n|]*[^\s|])?) *$)")
_PLACEHOLDER = "\0"
"""It stands for a sentence; texts that have one of their own are left alone."""
_BEFORE = 2
"""So many letters before a section the patterns of layouts may look at."""

Key = tuple[str, str, bool, str, str]
"""The names of form and section, whether the text ends there, what stands before the section, and its words."""


class Apart(NamedTuple):
    """A section's words, the figures in it and their values, where its sentence stands, if it has one, and all but that."""

    key: Key
    counts: Sequence[str]
    values: Sequence[int]
    sentence: Range | None
    text: str


def apart(form: str, section: str, source: Source, extent: Range, cuts: Cuts) -> Apart | None:
    """Return the words of a section and the rest; ``None`` where it has several sentences."""
    start, end = extent
    whole = source.normalized
    text = f"{whole[start:end]}\n"  # what stands last in a cell has a mark behind it
    sentence: Range | None = None
    if _FULL_STOP in text:
        first, *others = [*_SENTENCE.finditer(text), None]
        if first is not None:
            if len(others) > 1 or _PLACEHOLDER in text:
                return None
            a, b = first.span(1)
            sentence = start + a, start + b
            text = f"{text[:a]}{_PLACEHOLDER}{text[b:]}"
    words, counts, values = cuts.find(form, section, text)
    before = whole[max(0, start - _BEFORE) : start]
    return Apart((form, section, end == len(whole), before, words), counts, values, sentence, text)


def counts_in(source: Source, extent: Range, sentence: Range | None) -> list[Range]:
    """Return where the counts in a section stand, those in its sentence left out."""
    start, end = extent
    text = f"{source.normalized[start:end]}\n"
    if sentence is not None:
        a, b = sentence[0] - start, sentence[1] - start
        text = f"{text[:a]}{_PLACEHOLDER * (b - a)}{text[b:]}"
    return [(start + found.start(), start + found.end()) for found in COUNT.finditer(text)]


def names_in(form: BuiltForm, section: str, sentence: str) -> Sequence[str] | None:
    """Return the form's names in a sentence as a header's would be; ``None`` where more of it may matter."""
    table = form.form.specs[section]
    if table.columns or not _telling().isdisjoint(sentence) or form.kind_of_line(sentence) != PROSE:
        return None
    names = table.header_names
    if names is None:
        return ()
    if cell_names(sentence, names):
        return None
    return tuple(name for name in split_names(sentence, names) if name.isalpha())


@cache
def _telling() -> frozenset[str]:
    """Return the letters of which one stands in each unit, and what begins a tag."""
    return frozenset(f"位元%％‰<{_PLACEHOLDER}{patterns()['MAGNITUDE_CHARS']}")
