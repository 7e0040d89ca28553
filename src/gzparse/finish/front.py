"""Front: source and outline → what a report says of itself: its title, organ, year, date, preamble and signature.

A value is given where what the page says of it agrees. What supports it is kept with its place; where a strong statement
contradicts another, or the only one is weak and something contradicts it, the value is ``None`` and a finding says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gzparse.finish import titles
from gzparse.finish.front_text import is_label_of_author, joined, lines_of, organ_line, others_named, preamble, sign
from gzparse.finish.front_titles import HEADING, LISTED, SURROUNDED, FrontFound, TitleFound, certain_organ
from gzparse.finish.narrative import MARKS
from gzparse.finish.organs import (
    are_peers,
    compact,
    is_organ,
    is_other_organ,
    is_relative,
    names_several,
    publishes_for_others,
    same_organ,
    speaks_as,
)
from gzparse.finish.signature import Ending, days_alone, ending
from gzparse.model.findings import Findings
from gzparse.model.patterns import on_use
from gzparse.model.sections import Outline
from gzparse.model.source import Range, Source
from gzparse.spec.form import DISCLOSURE

_OF_PLACES = on_use("[省市县区旗州盟镇乡村道]")
_IS_NAME = on_use(r"(?:\d{4}年度?)?(?=.*[省市县区旗州盟镇乡])[^\W\da-zA-Z_]{3,30}")
"""A line that may be the beginning of a name: Han letters with a place's among them."""
FIELDS = ("title", "organ", "year", "dated")
"""The paths of what a report says of itself."""


_LATEST = 3
"""A report is signed so many years after its own at the latest: 2034 is a misprint of 2024."""


class Support:
    """A statement about the organ, the year or the like: what makes it, what it says, where, and whether it agrees."""

    __slots__ = ("agrees", "by", "range", "says")

    def __init__(self, by: str, says: object, extent: Range | None, *, agrees: bool = True) -> None:
        self.by = by
        self.says = says
        self.range = extent
        self.agrees = agrees


class Front:
    """What a report says of itself: its title, organ, year, preamble, signature and date.

    preamble: the text between the title and the first section. dated: the date of the signature. pieces: the title's lines.
    supports: by path, what the page says of each. doubts: by path, the reason why a value is not given, its place and fields.
    """

    def __init__(self, source: Source, outline: Outline, subject: str = DISCLOSURE) -> None:
        """Read the title and the signature. ``subject`` is what titles are about, a regular expression."""
        self._source = source
        self._outline = outline
        self.supports: dict[str, list[Support]] = {name: [] for name in FIELDS}
        self.doubts: dict[str, tuple[str, Range | None, dict[str, Any]]] = {}
        self.title: str | None = None
        self.signature: str | None = None
        self.organ: str | None = None
        self.year: int | None = None
        self.dated: date | None = None
        self.pieces: list[Range] = []
        self._narrative = ""
        found = FrontFound(source, *outline.front) if subject == DISCLOSURE else None
        self._published = _published(found)
        self._read_titles(found, subject)
        self._read_signature(ending(source, outline), found)
        self._resolve_organ(found)
        self.preamble = preamble(source, outline, self.pieces)
        self._prose_in_front = self.preamble if found is None else found.prose

    def keep_common(self, other: Front) -> None:
        """Drop the organ, year and date of which another report in the text says otherwise, and the title that names them."""
        for name, reason in (("organ", "organs-of-reports"), ("year", "years-of-reports"), ("dated", "dates-of-reports")):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is None or theirs is None or mine == theirs:
                continue
            setattr(self, name, None)
            self.doubts[name] = (reason, None, {"one": mine, "other": theirs})
            if name == "dated":
                self.signature = None
            else:
                self.title = None
                self.doubts["title"] = ("titles-of-reports", None, {})

    # --- the title

    def _read_titles(self, found: FrontFound | None, subject: str) -> None:
        known = [title for title in found.titles if title.facts] if found is not None else []
        if not known:
            self._read_outline_title(subject, found)
            return
        chosen = min(known, key=_rank)
        self._organ_of_title(chosen, known)
        self._year_of_titles(chosen, known)
        if "title" in self.doubts:
            return
        self.pieces = chosen.pieces
        self.title = joined(self._source, chosen.pieces)
        self._support("title", "heading" if chosen.standing == HEADING else "label", self.title, chosen.pieces[0])

    def _read_outline_title(self, subject: str, found: FrontFound | None) -> None:
        """Take the title that the outline found, where none reads as titles usually do, and a line above it."""
        outline, source = self._outline, self._source
        linked = (
            found is not None and any(a < outline.title[1] and outline.title[0] < b for a, b in found.links)
            if outline.title
            else False
        )
        if outline.title is None or linked:
            self.doubts["title"] = ("title-missing", None, {})
            return
        self.pieces = [line for line in (organ_line(source, outline, subject), outline.title) if line is not None]
        self.title = joined(source, self.pieces)
        if self.title is None:
            return
        organ, self.year = titles.organ_and_year(self.title, subject, behind=True)
        if organ is not None and (subject != DISCLOSURE or is_organ(organ)):
            self.organ = organ
            self._support("organ", "title", organ, self.pieces[0])
        elif organ is not None:
            reason = "organ-of-several" if names_several(organ) else "organ-unclear"
            self.doubts["organ"] = (reason, outline.title, {"printed": organ})
        self._support("title", "heading", self.title, self.pieces[0])
        if self.year is not None:
            self._support("year", "title", self.year, outline.title)

    def _organ_of_title(self, chosen: TitleFound, known: Sequence[TitleFound]) -> None:
        # Breadcrumbs end in the title of this report, or in that of a column: 街道办事处政府信息公开年报.
        others = [title for title in known if title.standing < SURROUNDED or (title.years and title.year == chosen.year)]
        named = [title for title in (chosen, *others) if title.organ is not None and title.standing != LISTED]
        if not named:
            return
        first = named[0]
        self.organ = certain_organ(first)
        if self.organ is None:
            reason = "organ-of-several" if first.is_of_several and first.organ_in_line else "organ-unclear"
            self.doubts["organ"] = (reason, first.organ_at, {"printed": first.organ})
        for title in dict.fromkeys(named):
            agrees = title is first or (self.organ is not None and same_organ(first.organ or "", title.organ or ""))
            self._support("organ", "title" if title.organ_in_line else "line", title.organ, title.organ_at, agrees=agrees)
            if not agrees and title.standing <= max(first.standing, HEADING):
                self.doubts.setdefault("organ", ("organs-differ", title.organ_at, {"one": first.organ, "other": title.organ}))
        if "organ" in self.doubts:
            self.organ = None

    def _year_of_titles(self, chosen: TitleFound, known: Sequence[TitleFound]) -> None:
        # A line such as 2022年政府信息公开年报 may head a list of reports: it dates no title that names its organ.
        others = [title for title in known if title.organ is not None or chosen.organ is None]
        named = [title for title in (chosen, *others) if title.years and title.standing != LISTED] or [chosen]
        first = named[0]
        self.year = first.year
        if first.years and first.year is None:
            self.doubts["year"] = ("year-of-two", first.year_at, {})
        for title in dict.fromkeys(named):
            if title.year is None:
                continue
            agrees = title.year == first.year
            self._support("year", "title", title.year, title.year_at, agrees=agrees)
            if not agrees:
                fields = {"one": first.year, "other": title.year}
                self.doubts.setdefault("year", ("years-differ", title.year_at, fields))
                if title.standing == chosen.standing:
                    self.doubts["title"] = ("titles-differ", title.pieces[0], fields)
        if "year" in self.doubts:
            self.year = None

    # --- the signature

    def _read_signature(self, end: Ending, found: FrontFound | None) -> None:
        source, outline = self._source, self._outline
        self._signer: str | None = None
        doubtful = end.doubtful
        if end.signature is not None:
            if outline.signature != end.signature:
                sign(outline, end.signature)
            self.signature = " ".join(lines_of(source.text[slice(*end.signature)]))
            printed = end.organ_at or end.signature
            at = (printed[0], min(printed[1], outline.end))
            organ = titles.signing_organ(" ".join(lines_of(source.text[slice(*at)])))
            organ = None if organ is None else re.sub(r"^[^：:]{0,12}[：:]\s*|[（(](?:盖章|公章|印章|章)[)）]$", "", organ)
            if organ is not None and is_organ(organ) and doubtful is None:
                self._signer = "".join(organ.split())
            line = source.text[: at[0]].rstrip(" \t\n|").rpartition("\n")[2].strip(MARKS)
            if organ is not None and (names_several(organ) or (is_organ(line) and are_peers(line, organ))):
                names = organ if names_several(organ) else f"{line}、{organ}"
                self._signer, self.organ = None, None
                self.doubts["organ"] = ("organ-of-several", at, {"printed": names})
            dated = _date_in(self.signature)
            if dated is None or any(day != dated for day in days_alone(source.text, end.signature)):
                self.doubts["dated"] = ("date-unclear", end.signature, {})
            elif doubtful is None:
                self.dated = dated
                self._support("dated", "signature", dated, end.signature)
        elif found is not None and doubtful is None:
            remarks = [title.remark.group_range("remark") for title in found.titles if title.remark is not None]
            days = [at for at in remarks if _date_in(source.normalized[slice(*at)].strip("（()） ")) is not None]
            doubtful = next(iter([*(part.range for part in found.dates), *days]), None)
        if doubtful is not None:
            self.doubts["dated"] = ("date-unclear", doubtful, {})

    # --- the organ

    def _resolve_organ(self, found: FrontFound | None) -> None:
        signer, at = self._signer, self._outline.signature
        if signer is not None:
            agrees = self.organ is None or same_organ(self.organ, signer)
            self._support("organ", "signature", signer, at, agrees=agrees)
            if not agrees:
                self.doubts["organ"] = ("organs-differ", at, {"one": self.organ, "other": signer})
                self.organ = None
            elif self.organ is not None and self._is_broken(self.organ, signer):
                self.organ = signer
            elif self.organ is None and self.doubts.get("organ", ("",))[0] not in ("organs-differ", "organ-of-several"):
                self.organ = signer
                self.doubts.pop("organ", None)
        if self.organ is not None and self._may_be_broken(self.organ):
            self.doubts["organ"] = ("organ-unclear", self.pieces[0], {"printed": self.organ})
            self.organ = None
        self._check_others()
        if found is None:
            return
        published = [label for label in found.labelled if label.kind in ("ORGAN_LABEL", "SOURCE_LABEL")]
        for label in published:
            agrees = self.organ is None or same_organ(self.organ, label.text)
            self._support("organ", "metadata", label.text, label.range, agrees=agrees)
            if (
                not agrees
                and is_label_of_author(self._source.normalized, label.range[0])
                and is_other_organ(self.organ, label.text)
            ):
                self.doubts["organ"] = ("organs-differ", label.range, {"one": self.organ, "other": label.text})
                self.organ = None
        named = [label for label in published if label.kind == "ORGAN_LABEL"]
        self._check_weak_organ(named)

    def _check_others(self) -> None:
        """Withhold the organ where a sentence before the tables, or a line below the title, says that another one reports."""
        if self.organ is None:
            return
        front = (max(b for _, b in self.pieces), self._outline.front[1]) if self.pieces else None
        for by, name, at in others_named(self._source.normalized, self._prose(), front):
            if is_other_organ(self.organ, name) and (by == "author" or not publishes_for_others(name)):
                self.doubts["organ"] = ("organs-differ", at, {"one": self.organ, "other": name})
                self._support("organ", by, name, at, agrees=False)
                self.organ = None
                return

    def _is_broken(self, named: str, signer: str) -> bool:
        """Whether the title has the signer's name in two lines, or words before it that are none of its place."""
        if signer.endswith(named):
            return named != signer and self._above_title().endswith(signer[: -len(named)])
        return named.endswith(signer) and _OF_PLACES.search(named[: -len(signer)]) is None

    def _may_be_broken(self, named: str) -> bool:
        """Whether an organ that only the title names may lack its beginning, which the line above has: 云水县水, 务局."""
        if self._signer == named or not self.pieces or not self._starts_line(named):
            return False
        may_lack_place = is_relative(named) or _OF_PLACES.search(named[:-1]) is None
        return may_lack_place and _IS_NAME.fullmatch(self._above_title()) is not None

    def _above_title(self) -> str:
        """Return the line above the title, without spaces."""
        text = self._source.normalized[: self.pieces[0][0]] if self.pieces else ""
        return compact(text.rstrip().rpartition("\n")[2].strip(MARKS))

    def _starts_line(self, named: str) -> bool:
        start, end = self.pieces[0]
        return compact(self._source.normalized[start:end].lstrip(MARKS)).startswith(named)

    def _check_weak_organ(self, named: Sequence[Any]) -> None:
        """Withhold an organ that only a line near the title names and the page contradicts; take that of the metadata."""
        strong = any(support.by in ("title", "signature") and support.agrees for support in self.supports["organ"])
        if strong or "organ" in self.doubts:
            return
        prose = self._prose()
        if self.organ is not None:
            against = [label.text for label in named if not same_organ(self.organ, label.text)]
            if against:
                self.doubts["organ"] = ("organs-differ", named[0].range, {"one": self.organ, "other": against[0]})
            elif is_relative(self.organ) or not speaks_as(prose, self.organ):
                self.doubts["organ"] = ("organ-unclear", self.pieces[0] if self.pieces else None, {"printed": self.organ})
            if "organ" in self.doubts:
                self.organ = None
        elif named:
            names = [label.text for label in named]
            certain = all(same_organ(names[0], name) for name in names) and is_organ(names[0]) and not is_relative(names[0])
            if certain and not publishes_for_others(names[0]) and speaks_as(prose, names[0]):
                self.organ = names[0]
            else:
                self.doubts["organ"] = ("organ-of-publisher", named[0].range, {"printed": names[0]})

    def _prose(self) -> str:
        """Return the text in front and that of the first section, where the report says of its year and itself."""
        first = next(iter(self._outline.sections.values()), None)
        stop = self._outline.front[1] if first is None else first.body[1]
        return self._source.normalized[: min(stop, self._outline.front[1] + 4000)]

    def _support(self, path: str, by: str, says: object, at: Range | None, *, agrees: bool = True) -> None:
        self.supports[path].append(Support(by, says, at, agrees=agrees))

    # --- the year

    def resolve_year(
        self, findings: Findings, given: int | None, texts: Iterable[str | None], notes: Iterable[str | None] = ()
    ) -> None:
        """Check the title's year against what else the page says; where it has none, take the caller's or the prose's.

        notes: those in the table sections. They may state the year, and their other years say little.
        """
        prose = [text for text in (self._prose_in_front, *texts) if text]
        self._narrative = "\n".join(prose)
        prose += [text for text in notes if text]
        named = self.year
        self._check_year(prose)
        if self.year is None:
            self.year = self._other_year(findings, given, prose)
        if given is not None and (named or self.year) != given:
            findings.add("year-differs", "year", expected=given, actual=named or self.year)
        self._check_date(self.year)

    def _check_year(self, prose: Sequence[str]) -> None:
        """Withhold the title's year where the stated period is another, or a day before its end and nothing supports it."""
        year, text = self.year, "\n".join(prose)
        if year is None:
            return
        period = titles.counted_period(text) or titles.announced_year(text)
        early = next((day for day, _ in self._days() if _is_before_end(day, year)), None)
        if period is not None:
            self._support("year", "period", period, None, agrees=period == year)
        for day, at in self._days():
            self._support("year", "date", day, at, agrees=not _is_before_end(day, year))
        if period not in (None, year):
            self.doubts["year"] = ("years-differ", None, {"one": year, "other": period})
        elif early is not None and period is None and titles.prose_year(text) != year:
            self.doubts["year"] = ("year-of-future", self._days()[0][1], {"year": year, "date": early})
        if "year" in self.doubts:
            self._check_date(year)
            self.year = None

    def _check_date(self, year: int | None) -> None:
        if self.dated is not None and year is not None and self.dated.year > year + _LATEST:
            self.doubts["dated"] = ("date-unclear", self._outline.signature, {})
            self.dated = None
        elif self.dated is not None and year is not None and _is_before_end(self.dated, year):
            self.doubts["dated"] = ("date-before-end", self._outline.signature, {"date": self.dated, "year": year})
            self.dated = None

    def _days(self) -> list[tuple[date, Range | None]]:
        """Return the days on which the report was signed and published."""
        signed = [(self.dated, self._outline.signature)] if self.dated is not None else []
        return [*signed, *self._published]

    def _other_year(self, findings: Findings, given: int | None, prose: list[str]) -> int | None:
        """Return the caller's year, that of the stated period, or the one that the prose names most often."""
        if given is not None:
            self.doubts.pop("year", None)
            return given
        text, days = "\n".join(prose), self._days()
        if "year" not in self.doubts:
            reason, by, year = "year-of-period", "period", titles.stated_period(text)
            if year is None:
                reason, by, year = "year-of-prose", "prose", titles.prose_year(text)
                supported = [day for day, _ in days if day.year - 1 == year]
                if year is not None and not supported:
                    doubtful = titles.names_later_year(self._narrative, year) or _too_late(days, year)
                    year = None if doubtful else year
            early = next(((day, at) for day, at in days if year is not None and _is_before_end(day, year)), None)
            if early is not None:
                self.doubts["year"] = ("year-of-future", early[1], {"year": year, "date": early[0]})
            elif year is not None:
                self._support("year", by, year, None)
                findings.add(reason, "year", year=year)
                return year
        self.doubts.setdefault("year", ("year-unknown", None, {}))
        return None

    # --- findings

    def report(self, findings: Findings, organ: str | None, subject: str) -> None:
        """Add a finding for each value that is not given. ``organ``: the one that the record gets, maybe the caller's."""
        without_title = subject == DISCLOSURE and self.title is None
        if without_title:
            reason, at, fields = self.doubts.get("title", ("title-missing", None, {}))
            alone = organ is not None or "organ" in self.doubts
            findings.add(reason, "title", *(() if alone else ("organ",)), at=at, **fields)
        if organ is None and ("organ" in self.doubts or not without_title):
            reason, at, fields = self.doubts.get("organ", ("organ-unknown", None, {}))
            findings.add(reason, "organ", at=at, **fields)
        elif organ is not None and {support.by for support in self.supports["organ"]} == {"metadata"} and organ == self.organ:
            findings.add("organ-of-metadata", "organ", at=self.supports["organ"][0].range, organ=organ)
        for path in ("year", "dated"):
            if getattr(self, path) is None and path in self.doubts:
                reason, at, fields = self.doubts[path]
                findings.add(reason, path, at=at, **fields)


# --- the front and the end --------------------------------------------------------------------------------------------


def _rank(title: TitleFound) -> tuple[bool, bool, bool, int, int]:
    """Return a title's rank: one that names its organ, on its own lines, before others; of these the one that says most."""
    surrounded = title.standing == SURROUNDED
    return title.standing == LISTED, surrounded, title.organ is None, title.standing, -title.facts


def _date_in(text: str) -> date | None:
    """Return the date in a signature: at its end, or above the organ's name."""
    return titles.signed_date(text) or next(filter(None, map(titles.signed_date, _date_first(text))), None)


def _date_first(text: str) -> list[str]:
    head, _, tail = text.rpartition(" ")
    return [head] if is_organ(tail) else []


def _published(found: FrontFound | None) -> list[tuple[date, Range | None]]:
    labels = [label for label in found.labelled if label.kind == "DATE_LABEL"] if found is not None else []
    days = [(titles.signed_date(re.sub(r" *\d+:\d+(?::\d+)?$", "", label.text)), label.range) for label in labels]
    return [(day, at) for day, at in days if day is not None]


def _is_before_end(day: date, year: int) -> bool:
    """Whether a report on a year cannot have been signed on a day: before the year was about to end."""
    return day < date(year, 11, 1)


def _too_late(days: list[tuple[date, Range | None]], year: int) -> bool:
    """Whether a report on a year that only its prose names was signed or published more than a year after it."""
    return any(day.year > year + 1 for day, _ in days)
