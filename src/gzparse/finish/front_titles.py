"""The tokens of a front → the titles that it may have, each with its organ and its years, and what its labels say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gzparse.finish import titles
from gzparse.finish.front_lines import Part, front_parts
from gzparse.finish.narrative import MARKS
from gzparse.finish.organs import are_peers, compact, is_relative, names_several, names_two
from gzparse.lark_tools.loop import Tree
from gzparse.model.letters import Replaced
from gzparse.model.markup import INVISIBLE
from gzparse.model.source import Range, Source

_UNSEEN = Replaced(str.maketrans("", "", INVISIBLE))
HEADING, LABELLED, SURROUNDED, LISTED = range(4)
"""How a title stands on its page: on lines of its own, behind a label, within a site's words, in a list of links."""


class TitleFound:
    """A title that a page may have: its pieces, and the names and years in it, each with its place."""

    def __init__(self, standing: int) -> None:
        self.standing = standing
        self.pieces: list[Range] = []
        self.organ: str | None = None
        self.organ_at: Range | None = None
        self.organ_in_line = False
        self.is_of_several = False
        self.years: list[int | None] = []
        self.year_at: Range | None = None
        self.remark: Part | None = None

    @property
    def facts(self) -> int:
        """How much it says."""
        return (self.organ is not None) + bool(self.years)

    @property
    def year(self) -> int | None:
        """The year that it names; ``None`` where it names two, or none."""
        return self.years[0] if len(set(self.years)) == 1 else None


class Labelled:
    """What stands behind a label of the page's metadata."""

    __slots__ = ("kind", "range", "text")

    def __init__(self, kind: str, text: str, extent: Range) -> None:
        self.kind = kind
        self.text = text
        self.range = extent


class FrontFound:
    """What the lines above the first section hold."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        """Read the lines."""
        self._text = source.text
        self.titles: list[TitleFound] = []
        self.labelled: list[Labelled] = []
        self.dates: list[Part] = []
        self.links: list[Range] = []
        self._prose: list[Range] = []
        run: list[Part] = []
        for part in front_parts(source, start, end):
            if isinstance(part, Part) and part.type not in ("OTHER", "OTHER_LABEL", "VALUE", "DATE"):
                run.append(part)
                continue
            self._heading(run)
            run = []
            if isinstance(part, Tree):
                self._field(str(part.data), part.children)
            elif part.type == "DATE" and not part.group("time"):
                self.dates.append(part)
            elif part.type == "OTHER":
                self._prose.append(part.range)
        self._heading(run)

    @property
    def prose(self) -> str:
        """The lines that are not titles, names, labels, links or breadcrumbs: their years are those of the prose."""
        lines = (self._text[slice(*extent)] for extent in self._prose)
        return "\n".join(line for line in lines if len(line) > 120 or not re.search("[>»›→]|首页|位置[：:]", line))

    def _field(self, kind: str, parts: Sequence[Part | Tree]) -> None:
        label, *given = (part for part in parts if isinstance(part, Part))
        if kind == "links":
            self.links += [part.range for part in (label, *given)]
            return
        for part in given:
            if kind == "title_field":
                self._add(LABELLED, [], part, [])
            else:
                # The name of a source is often short, and that of another site.
                self.labelled.append(Labelled(label.type, self._text[slice(*part.range)].strip(MARKS), part.range))

    def _heading(self, run: list[Part]) -> None:
        """Find the titles among adjacent lines of names, years and titles."""
        at = 0
        for index, part in enumerate(run):
            core = [part] if part.type == "TITLE" else _broken(run[index : index + 2])
            if core:
                stop = index + len(core)
                self._add(_standing(core), run[at:index], core[0], core[1:], run[stop:])
                at = stop

    def _add(self, standing: int, above: list[Part], part: Part, more: list[Part], below: Sequence[Part] = ()) -> None:
        found = TitleFound(standing)
        found.pieces = [piece.without_surroundings() for piece in (part, *more)]
        for piece in (part, *more):
            self._take_years(found, piece, "first", "middle", "between", "behind")
            found.remark = found.remark or (piece if piece.group("remark") else None)
        self._take_organ(found, part, in_line=True)
        for piece in reversed(above):
            if not self._takes_above(found, piece):
                break
        if not found.years and below and below[0].type == "YEAR_ALONE":
            self._take_years(found, below[0], "alone")
            found.pieces.append(below[0].range)
        self.titles.append(found)

    def _takes_above(self, found: TitleFound, piece: Part) -> bool:
        """Take what a line above a title says that the title does not say itself; return whether it belongs to it."""
        wants_organ = found.organ is None or self._goes_before(piece, found.organ)
        if piece.type == "YEAR_ALONE" and not found.organ_in_line:
            self._take_years(found, piece, "alone")
        elif piece.type in ("NAME", "NAMED_YEAR") and wants_organ:
            self._take_years(found, piece, "middle")
            self._take_organ(found, piece, in_line=False)
        else:
            if piece.type == "NAME" and not found.organ_in_line:
                found.is_of_several = found.is_of_several or are_peers(piece.group("organ"), found.organ or "")
            return False
        found.pieces.insert(0, piece.range)
        return True

    def _goes_before(self, piece: Part, name: str) -> bool:
        """Whether a name in a line of its own is the first half of one that goes on in the next line: 云水县, 民政局."""
        upper, lower = piece.group("organ"), compact(name)
        if piece.type != "NAME" or re.search("[县市区旗省州盟镇乡村]|街道", lower):
            return False
        return upper[-1:] in "县市区旗省州盟镇乡" or (upper[-1:] == "府" and lower[:1] == "办")

    def _take_organ(self, found: TitleFound, piece: Part, *, in_line: bool) -> None:
        if piece.group("organ"):
            at = piece.group_range("organ")
            name = "".join(_UNSEEN.of(self._text[slice(*at)]).split())
            found.is_of_several = found.is_of_several or names_several(self._text[slice(*at)])
            found.organ = name if found.organ is None else name + found.organ
            found.organ_at = at if found.organ_at is None else (at[0], found.organ_at[1])
            found.organ_in_line = in_line or found.organ_in_line

    def _take_years(self, found: TitleFound, piece: Part, *groups: str) -> None:
        for name in groups:
            if printed := piece.group(name):
                found.years += titles.years_printed(printed)
                found.year_at = piece.group_range(name)


def _broken(parts: list[Part]) -> list[Part]:
    """Return a title's two lines where it is broken behind its subject."""
    if [part.type for part in parts] != ["OPENING", "CLOSING"]:
        return []
    says_year = any(part.group(name) for part in parts for name in ("first", "middle", "between"))
    whole = re.search("年度|工作", parts[1].match.group() if parts[1].match is not None else "")
    return parts if says_year or whole else []


def _standing(core: list[Part]) -> int:
    lead, tail = core[0].group("lead"), core[-1].group("tail").strip("》")
    if not lead and not tail:
        return HEADING
    if re.search(r"\d[-./:]\d|阅读全文|查看", tail):
        return LISTED
    return SURROUNDED if tail or re.search("[>»›→]|首页|主页", lead) else HEADING


def certain_organ(found: TitleFound) -> str | None:
    """Return the organ that a title names, if it is one name. Each of its lines reads like a name, as the grammar has it."""
    name = found.organ
    if name is None or names_two(name) or found.is_of_several or (found.standing == SURROUNDED and is_relative(name)):
        return None
    return name
