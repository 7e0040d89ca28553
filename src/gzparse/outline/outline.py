"""Outline: :class:`Source` → title, preamble, sections and signature, each as a range of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import cast

from gzparse.lark_tools.loop import Parser, Tree
from gzparse.lark_tools.terminals import patterns, terminal
from gzparse.model.letters import annotation_end
from gzparse.model.patterns import compiled, on_use
from gzparse.model.sections import Outline, SectionText, Subheading
from gzparse.model.source import Range, Source
from gzparse.outline.lexer import Damaged, OutlineText, Piece, loosen
from gzparse.spec.form import Form


class _SectionTree(Tree):
    """A part of the outline's tree. Its children are tokens only."""

    children: list[Piece]


def outline(source: Source, form: Form, parser: Parser, unbroken: Callable[[], Parser]) -> Outline:
    """Return the parts of a report, found at headings on lines of their own, or else wherever numbered headings stand.

    Where a section is missing, or a table stands before the first one, headings are searched for again with spaces between
    their letters. Where a table section is missing, the grammar of pages without line ends is tried. The outline with more
    sections counts; of equal ones, the one that begins earlier, or else the first. Pinyin annotations are such spaces.
    """
    best = _plain(source, form, parser, unbroken)
    bracketed = any(section.bracketed for section in best.sections.values())
    if (bracketed or len(best.sections) < len(form.sections)) and (best.sections or best.title is not None):
        best = _with_damaged(source, form, unbroken() if best.unbroken else parser, best)
    if best.rest is None:
        return best
    first = Source(source.name, source.text[: best.end], source.normalized[: best.end], furniture=source.furniture)
    alone = outline(first, form, parser, unbroken)  # its signature stands at its own end
    if alone.rest is None and alone.sections.keys() == best.sections.keys():
        alone.rest = best.rest
        return alone
    return best


def running_heads(source: Source, found: Outline) -> list[Range]:
    """Return the lines behind the front that repeat the title, as at page breaks, with no more than a page's number."""
    text = source.normalized
    title = text[slice(*found.title)].strip("#*| \t") if found.title is not None else ""
    if not title or "\n" in title:
        return []
    heads = []
    at = text.find(title, found.front[1], found.end)
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = min(stop if (stop := text.find("\n", at)) >= 0 else len(text), found.end)
        others = (text[start:at] + text[at + len(title) : end]).strip(patterns()["DASH_CHARS"] + "#*|·_ \t")
        if not others or terminal("PAGE_ALONE").fullmatch(others) or terminal("FOOTER_PART").fullmatch(others):
            heads.append((start, end))
        at = text.find(title, end, found.end)
    return heads


def _plain(source: Source, form: Form, parser: Parser, unbroken: Callable[[], Parser]) -> Outline:
    """Return the outline by the headings that the grammar knows."""
    best = _read(source, form, parser, spaced=False)
    if best.title is None and source.normalized.count(")") < source.text.count(")"):
        spaced = _read(source, form, parser, spaced=True)
        best = spaced if spaced.title is not None and len(spaced.sections) >= len(best.sections) else best
    if len(best.sections) < len(form.sections) or best.table_in_front:
        best = _fuller(best, _read(source, form, parser, spaced=True))
    if not all(name in best.sections for name in form.tables):
        other = _read(source, form, unbroken(), spaced=True)
        other.unbroken = True
        best = _fuller(best, other)
    return best


def _with_damaged(source: Source, form: Form, parser: Parser, best: Outline) -> Outline:
    """Return the outline with headings that the grammar does not know, and without tables whose headings are lost."""
    from gzparse.outline.damaged import damaged_headings, table_without_heading  # most pages have all headings

    text = source.normalized
    known = damaged_headings(text, form, parser, best)
    if known:
        other = _read(source, form, parser, spaced=best.spaced, known=known)
        if len(other.sections) >= len(best.sections) and any(s.wording is not None for s in other.sections.values()):
            other.unbroken = best.unbroken
            best = other
    for name in reversed(form.tables):
        if name not in best.sections and (table := table_without_heading(text, form, best, name)) is not None:
            at = table[0]
            above = next(section for section in best.sections.values() if section.body[0] <= at[0] < section.body[1])
            above.body = above.body[0], at[0]
            best.headless[name] = at
    return best


def _fuller(found: Outline, other: Outline) -> Outline:
    if len(other.sections) == len(found.sections):
        return other if other.front[1] < found.front[1] else found
    return other if len(other.sections) > len(found.sections) else found


def _read(source: Source, form: Form, parser: Parser, *, spaced: bool, known: Sequence[Piece] = ()) -> Outline:
    text = source.normalized
    tree = parser.parse(OutlineText(text, spaced, known))
    front, *sections = cast("list[_SectionTree]", tree.children)
    found = sections
    end = len(text)
    rest: int | None = None
    if not _in_order(form, sections):
        plain = {section.data for section in sections if not _in_brackets(text, section)}
        sections = _kept(form, text, sections, [s.data not in plain or not _in_brackets(text, s) for s in sections])
        sections = _merged(text, sections)
    if not _in_order(form, sections):
        chosen, rest_at = _choose(form, text, sections)
        if rest_at is not None:
            rest = _title_before(text, sections, rest_at, parser)
            end = _notice_before(text, sections[rest_at - 1].children[0].end_pos, rest)
        sections = _kept(form, text, sections[:rest_at], [index in chosen for index in range(len(sections[:rest_at]))])
    result = Outline((0, _begin(sections[0]) if sections else end), end, rest)
    result.spaced = spaced
    result.table_in_front = _search(form.only_in_tables).search(text[slice(*result.front)]) is not None
    for token in front.children:
        if result.title is None:
            result.title = _with_annotation(source, _trimmed(text, _range_of(token)))
    if result.title is None and sections and result.front[1] > _begin(found[0]):
        result.title = _title_in(text, result.front, parser)  # it stands behind entries of a contents list
    for index, section in enumerate(sections):
        stop = _begin(sections[index + 1]) if index + 1 < len(sections) else end
        _add(result, source, section, stop)
    return result


_search = cache(compiled)
"""Words of a form → what finds them."""


def _in_order(form: Form, sections: list[_SectionTree]) -> bool:
    """Whether each section occurs at most once, in the form's order."""
    ranks = [form.sections.index(str(section.data)) for section in sections]
    return all(a < b for a, b in pairwise(ranks))


def _in_brackets(text: str, section: _SectionTree) -> bool:
    """Whether a heading's number stands in brackets, as those of subsections do."""
    return _opens_with_bracket(text, section.children[0])


def _opens_with_bracket(text: str, token: Piece) -> bool:
    return text[token.start_pos : token.end_pos].lstrip(" \t\n#*")[:1] in ("（", "(")


def _kept(form: Form, text: str, sections: list[_SectionTree], keep: list[bool]) -> list[_SectionTree]:
    """Return the sections with a real heading. What belongs to the others belongs to the section before them."""
    kept: list[_SectionTree] = []
    for section, is_heading in zip(sections, keep, strict=True):
        if is_heading:
            kept.append(section)
        elif kept and str(kept[-1].data) not in form.tables:
            for token in section.children:  # its heading may be printed several times
                if token.type in _WITHIN:
                    kept[-1].children.append(token)
                elif _opens_with_bracket(text, token):
                    kept[-1].children.append(Piece("SUBHEADING", token.start_pos, token.end_pos))
    return kept


def _merged(text: str, sections: list[_SectionTree]) -> list[_SectionTree]:
    """Merge headings printed several times in a row: the last opens the section, the others stand before it."""
    merged: list[_SectionTree] = []
    for section in sections:
        if merged and merged[-1].data == section.data and not text[merged[-1].children[-1].end_pos : _begin(section)].strip():
            merged[-1].children.extend(section.children)
        else:
            merged.append(section)
    return merged


_WITHIN = ("SUBHEADING", "SIGNATURE")
_CLOSING = on_use("[)）]")


def _add(result: Outline, source: Source, section: _SectionTree, stop: int) -> None:
    text = source.normalized
    count = 1
    while count < len(section.children) and section.children[count].type not in _WITHIN:
        count += 1
    headings, parts = section.children[:count], section.children[count:]
    *repeated, heading = [_with_annotation(source, _trimmed(text, _range_of(token))) for token in headings]
    entry = SectionText(str(section.data), heading, (max(headings[-1].end_pos, heading[1]), stop), repeated)
    entry.bracketed = _opens_with_bracket(text, headings[-1])
    if isinstance(headings[-1], Damaged):
        entry.wording = headings[-1].wording
    for token in parts:
        if token.start_pos >= stop:
            break
        if token.type == "SUBHEADING":
            entry.subheadings.append(_subheading(source, token))
        elif token.type == "SIGNATURE" and stop == result.end and not text[token.end_pos : stop].replace("|", "").strip():
            result.signature = _trimmed(text, _range_of(token))
            entry.body = (entry.body[0], token.start_pos)
    result.sections[entry.name] = entry


def _subheading(source: Source, token: Piece) -> Subheading:
    extent = _trimmed(source.normalized, _range_of(token))
    opened = source.normalized[slice(*extent)].lstrip("#* ")[1:]
    number, *behind = _CLOSING.split(opened, maxsplit=1)  # the heading may have brackets of its own
    rest = "".join(behind)
    heading = rest.strip("、.．。：:* \t")
    at = source.normalized.index(heading, extent[1] - len(rest))
    return Subheading(extent, number.strip(), source.text[at : at + len(heading)])


def _choose(form: Form, text: str, sections: list[_SectionTree]) -> tuple[set[int], int | None]:
    """Return the real ones among repeated or reordered headings, and where a second report begins.

    A contents list has nothing below its headings. A sentence in the overview that reads like a heading has no table
    below it. A second report begins again with sections that have text.
    """
    names = [str(section.data) for section in sections]
    ranks = [form.sections.index(name) for name in names]
    weights = [_weight(form, text, sections, index) for index in range(len(sections))]
    rest_at = None
    with_text = 0
    last_table = 0
    for index, rank in enumerate(ranks):
        # Another first section, with its number or with tables below; or after tables, a table of the same or an earlier
        # section: that is another report.
        again = weights[index] > 3 or (weights[index] > 2 and max(weights[index + 1 :], default=0) > 4)
        if (rank == 0 and with_text > 1 and again) or (weights[index] > 4 and rank <= last_table):
            rest_at = index
            break
        with_text += weights[index] > 2
        if weights[index] > 4:
            last_table = rank
    last = len(sections) if rest_at is None else rest_at
    # The heaviest chain of rising ranks; of equal ones, the first to begin. For each rank, the best chain that ends there.
    best: dict[int, tuple[int, tuple[int, ...]]] = {}
    for index in range(last):
        weight, chain = max((b for rank, b in best.items() if rank < ranks[index]), key=lambda b: b[0], default=(0, ()))
        if ranks[index] not in best or weight + weights[index] > best[ranks[index]][0]:
            best[ranks[index]] = weight + weights[index], (*chain, index)
    chosen = max(best.values(), key=lambda b: b[0], default=(0, ()))[1]
    if rest_at is None and chosen:
        rest_at = next((i for i in range(chosen[-1] + 1, last) if ranks[i] < ranks[chosen[-1]] and weights[i] > 4), None)
    return set(chosen), rest_at


def _weight(form: Form, text: str, sections: list[_SectionTree], index: int) -> int:
    """Return how much a candidate looks like a section's heading: by its number, and by text or a table below it."""
    heading = sections[index].children[0]
    body = text[_heading(sections[index])[1] : _begin(sections[index + 1]) if index + 1 < len(sections) else len(text)]
    name = str(sections[index].data)
    weight = 1
    number = text[heading.start_pos : heading.end_pos].strip(" \t\n#*第（(")[:1]
    weight += number == form.numbered[form.sections.index(name) : form.sections.index(name) + 1] != ""
    if body.strip(" \n\t.·…-_0123456789"):
        weight += 2
        if name in form.tables and _search(form.table_words).search(body):
            weight += 3
    return weight


def _title_before(text: str, sections: list[_SectionTree], rest_at: int, parser: Parser) -> int:
    """Return where the report whose first section is ``rest_at`` begins: at its title, if the text before it has one."""
    at = _begin(sections[rest_at])
    floor = sections[rest_at - 1].children[0].end_pos
    pattern = loosen(parser.terminals["TITLE"].pattern)
    for match in re.finditer(pattern, text[floor:at]):
        start = floor + match.start()
        above = text[floor:start].rstrip()
        line = above[above.rfind("\n") + 1 :].strip()
        if line and re.match(r"\s*(?:[\d ]{4,6}年|政府信息)", match.group()) and not re.search(r"[。，；：]", line):
            start = floor + len(above) - len(line)
        return start
    return at


def _notice_before(text: str, floor: int, at: int) -> int:
    """Return where a notice of correction begins that stands before another report; where that begins, if there is none."""
    start = max(floor, at - _NOTICE)
    found = re.search(r"\n[^\n]{0,40}(?:更正|勘误|重新公布|重新发布|以此为准)", text[start:at])
    return at if found is None else start + found.start()


_NOTICE = 400
"""A notice of correction is no longer than this."""


def _title_in(text: str, extent: Range, parser: Parser) -> Range | None:
    match = re.search(parser.terminals["TITLE"].pattern, "\n" + text[slice(*extent)])
    return None if match is None else _trimmed(text, (max(0, extent[0] + match.start() - 1), extent[0] + match.end() - 1))


def _begin(section: _SectionTree) -> int:
    return section.children[0].start_pos


def _heading(section: _SectionTree) -> Range:
    """Return the range of a section's last heading, the one that opens it."""
    return _range_of([token for token in section.children if token.type not in _WITHIN][-1])


def _range_of(token: Piece) -> Range:
    return token.start_pos, token.end_pos


def _with_annotation(source: Source, extent: Range) -> Range:
    """Return the range with the pinyin annotation behind its last letter, if there is one."""
    return extent[0], annotation_end(source.text, source.normalized, extent[1])


def _trimmed(text: str, extent: Range) -> Range:
    """Return the range without white space at both ends."""
    start, end = extent
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
