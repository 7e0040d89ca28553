"""Headings that the grammar does not know: a letter is wrong, lost or extra, or they are worded in no known way.

Only where a section was not found, or by a subsection's heading alone, is anything looked for. A line is the section's heading

- if it has the section's own number or none, and its letters are at most one away from a wording, or lack the 情况 behind it;
- if it has the section's own number and the section's table begins below it.

A table of which no heading is found ends the section above it, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from gzparse.lark_tools.loop import Parser
from gzparse.lark_tools.terminals import patterns
from gzparse.model.patterns import compiled
from gzparse.model.sections import Outline
from gzparse.model.source import Range
from gzparse.outline.lexer import Damaged
from gzparse.spec.form import Form

_HEADING_LINES = "heading_lines.lark"
_SUFFIX = "情况"
_TELLING = "不未无没非"
"""Letters that no heading gains or loses by a mishap: 不公开政府信息情况 is another heading."""
_FEWEST, _MANY, _MOST_LINES, _AHEAD = 8, 4, 30, 400
"""The fewest letters of a heading without a number; so many equal lines are none; the most lines compared for one section; how
far a table's words stand below its heading."""


def damaged_headings(text: str, form: Form, parser: Parser, found: Outline) -> list[Damaged]:
    """Return headings of the sections that were not found, in the order of the text."""
    missing = [name for name in form.sections if name not in found.sections or found.sections[name].bracketed]
    lines = _candidates(text, found)
    headings = []
    for name in missing:
        kind = _terminal_of(parser, name)
        if kind is None:
            continue
        opening = f"{form.numbered[form.sections.index(name) :][:1]}、" if found.unbroken else "\n"
        headings += [Damaged(kind, *at, wording) for at, wording in _misspelled(form, parser, name, kind, lines, opening)]
        if name in form.tables and name not in found.sections and not any(heading.type == kind for heading in headings):
            table = table_without_heading(text, form, found, name, lines)
            if table is not None and table[1] is not None:
                headings.append(Damaged(kind, *table[1], ""))
    return sorted(headings, key=lambda heading: heading.start_pos)


def _candidates(text: str, found: Outline) -> list[re.Match[str]]:
    """Return the lines that may be headings. A line that is there many times is none."""
    by_words: dict[str, list[re.Match[str]]] = {}
    for match in _candidate(within=found.unbroken).finditer("\n" + text):
        by_words.setdefault(match["words"], []).append(match)
    lines = [match for matches in by_words.values() if len(matches) < _MANY for match in matches]
    return [match for match in lines if not _is_known(found, match.start())]


def _is_known(found: Outline, at: int) -> bool:
    """Whether a line is a heading that was found: ``at`` is where it begins, in the text with a line end before it."""
    return any(section.heading[0] <= at + 1 < section.heading[1] for section in found.sections.values())


@cache
def _candidate(*, within: bool) -> re.Pattern[str]:
    return re.compile(patterns(_HEADING_LINES)["HEADING_WITHIN" if within else "HEADING_LINE"])


def _terminal_of(parser: Parser, section: str) -> str | None:
    """Return the terminal of a section's heading, the first in its rule, if it begins with one."""
    first = next((rule.expansion[0] for rule in parser.rules if rule.name == section and rule.expansion), None)
    return first if first in parser.terminals else None


def _place(line: re.Match[str]) -> Range:
    """Return a line's place in the text: it was found with a line end before the text."""
    return max(0, line.start() - 1), line.end() - 1


def _has_number(form: Form, line: re.Match[str], section: str) -> bool:
    rank = form.sections.index(section)
    return line["number"] in (form.numbered[rank : rank + 1], str(rank + 1))


# --- a letter is wrong, lost or extra ---------------------------------------------------------------------------------


def _misspelled(
    form: Form, parser: Parser, section: str, kind: str, lines: Sequence[re.Match[str]], opening: str
) -> Iterator[tuple[Range, str]]:
    pattern = parser.terminals[kind].pattern
    alphabet = _letters_of(pattern)
    left = _MOST_LINES
    for line in lines:
        words = "".join(line["words"].split())
        numbered = _has_number(form, line, section)
        if not numbered and (line["number"] or len(words) < _FEWEST):
            continue
        if 3 * sum(letter in alphabet for letter in words) < 2 * len(words):
            continue
        if (left := left - 1) < 0:
            return
        before = f"{opening}一、" if numbered and opening == "\n" else opening
        wording = nearest_wording(pattern, words, before, numbered=numbered)
        if wording:
            yield _place(line), wording


@lru_cache(maxsize=4_000)
def nearest_wording(pattern: str, words: str, before: str = "\n一、", *, numbered: bool = True) -> str:
    """Return a wording that a heading's pattern matches and that is no more than a letter away, or the empty string.

    before: what the pattern wants before the wording. numbered: whether the heading has its number: then 情况 may be missing.
    """
    heading = compiled(pattern)
    for wording in _variants(words, _letters_of(pattern), numbered=numbered):
        if heading.fullmatch(before + wording):
            return wording
    return ""


def _variants(words: str, alphabet: str, *, numbered: bool) -> Iterator[str]:
    yield words
    if numbered:
        yield words + _SUFFIX
    telling = [letter in _TELLING for letter in words]
    for at in range(len(words)):
        if not telling[at]:
            yield words[:at] + words[at + 1 :]
    for letter in alphabet:
        for at in range(len(words)):
            if not telling[at]:
                yield words[:at] + letter + words[at + 1 :]
        for at in range(len(words) + 1):
            yield words[:at] + letter + words[at:]


@cache
def _letters_of(pattern: str) -> str:
    return "".join(sorted(set(re.findall(f"{patterns()['HAN']}(?!-)", pattern)) - set(_TELLING)))


# --- only the table below tells ---------------------------------------------------------------------------------------


def table_without_heading(
    text: str, form: Form, found: Outline, section: str, lines: Sequence[re.Match[str]] = ()
) -> tuple[Range, Range | None] | None:
    """Return where the table of a section that was not found stands in another, and the line above it that has its number.

    A line that is no sentence has words of this table and no other, and more of them follow. What stands above it without
    figures belongs to it.
    """
    words = _words_of(form)
    own = words[section]
    others = [word for name, some in words.items() if name != section for word in some]
    for other in found.sections.values():
        start, end = other.body
        if found.unbroken:
            at = _table_within(text[start:end], own, others)
            if at is not None and other.name in form.tables:
                return (start + at, end), None
            continue
        for line in _lines_with(own, text[start:end]):
            flat = "".join(line.group().split())
            if re.search("[。，；：]", flat):
                continue
            ahead = "".join(text[start + line.start() : min(end, start + line.start() + _AHEAD)].split())
            if sum(word in ahead for word in own) < min(3, len(own)):
                continue
            top = _top(text[start : start + line.start()], others)
            block = range(start + top, start + line.start() + 1)
            numbered = [_place(it) for it in lines if _place(it)[0] + 1 in block and _has_number(form, it, section)]
            if other.name in form.tables or re.search(form.only_in_tables, ahead):
                return (start + top, end), numbered[0] if len(numbered) == 1 else None
            break
    return None


def _lines_with(words: Sequence[str], body: str) -> Iterator[re.Match[str]]:
    """Return the first lines of a text that have one of these words."""
    at = 0
    for found in islice(re.finditer("|".join(words), body), _MOST_LINES) if words else ():
        if found.start() >= at:
            line = re.compile(r"[^\n]+").match(body, body.rfind("\n", 0, found.start()) + 1)
            assert line is not None
            at = line.end()
            yield line


def _table_within(body: str, own: Sequence[str], others: Sequence[str]) -> int | None:
    """Return where a table begins in text without line ends: behind the last digit before its words and no others."""
    first = min((at for word in own if (at := body.find(word)) >= 0), default=None)
    if first is None:
        return None
    ahead = body[first : first + _AHEAD]
    if sum(word in ahead for word in own) < min(3, len(own)) or any(word in body[first:] for word in others):
        return None
    above = re.search(r"[\s\S]*\d", body[:first])
    return above.end() if above is not None else None


def _top(above: str, others: Sequence[str]) -> int:
    """Return where the lines begin that stand above a table's first words and belong to it."""
    top = len(above)
    for line in reversed(list(re.finditer(r"[^\n]+", above))):
        flat = "".join(line.group().split())
        if re.search(r"(?<!^)\d|[。；！？]$", flat) or flat.isdecimal() or any(word in flat for word in others):
            break
        top = line.start()
    return top


def _words_of(form: Form) -> Mapping[str, Sequence[str]]:
    """Return the words of each table that no other has: the labels of its rows and the names of its columns."""
    found: dict[str, set[str]] = {name: set() for name in form.tables}
    for path, label in form.labels.parts.items():
        if path.partition(".")[0] in found and "." in path:
            found[path.partition(".")[0]] |= _words(label)
    for path, info in form.labels.figures.items():
        found[path.partition(".")[0]] |= _words(info.label.rpartition("·")[2])
    return {
        name: [w for w in words if not any(w in other for n, some in found.items() if n != name for other in some)]
        for name, words in found.items()
    }


def _words(label: str) -> set[str]:
    last = re.sub(r"[（(][^（）()]*[)）]", "", label.rpartition(" ")[2])
    return set(re.findall(rf"(?:{patterns()['HAN']}){{4,}}", last))
