"""What a careful reader of a page can know, and how a reading is judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

COUNT: frozenset[str | None] | None = None  # a count: its unit is not judged


@dataclass(frozen=True)
class Fact:
    """The figure of one path.

    `value`: what is printed there, or None. `certain`: whether the page shows it beyond doubt;
    where it does not, `value` or nothing may be given. `units`: the units it may come with, if it
    is money. `contested`: values printed for it in two places, the first of them first; one may be given with a finding.
    """

    value: Decimal | None
    certain: bool = True
    units: frozenset[str | None] | None = COUNT
    contested: tuple[Decimal, ...] = ()

    def doubtful(self) -> Fact:
        """The same figure where the page leaves it open."""
        return replace(self, certain=False)

    def where_labels_are_printed_once(self) -> Fact:
        """The same figure where the rows of a second table have lost their labels: what they have says nothing of it."""
        return replace(self, value=self.contested[0], contested=()) if self.contested else self


Truth = dict[str, Fact]
BLANK = Fact(None)

RIGHT, WITHHELD, OPEN, FLAGGED, NOTED, SILENT = "right", "withheld", "open", "flagged", "noted", "silent"


def verdict(fact: Fact, value: Decimal | None, unit: str | None, named: str) -> tuple[str, str]:
    """The verdict on one figure, and in a word what is the matter.

    `named`: the gravest severity of the findings that name it, or nothing. A wrong figure that only
    an info names is "noted": whoever reads errors and warnings takes it for a certain one.
    """
    bad = {"": SILENT, "info": NOTED}.get(named, FLAGGED)
    if value is None:
        if fact.value is None:
            return RIGHT, "blank"
        if not fact.certain:
            return OPEN, "open"
        return (WITHHELD, "withheld") if named else (SILENT, "lost")
    if value in fact.contested:
        return bad, "contested"
    if fact.value is None:
        return bad, "invented"
    if value != fact.value:
        return bad, "wrong"
    if fact.units is not None and unit not in fact.units:
        return bad, "unit"
    return RIGHT, "equal"


def names(path: str, refs: Mapping[str, list[str]]) -> list[str]:
    """The codes of the findings that name a path or a prefix of it."""
    parts = path.split(".")
    return [code for end in range(1, len(parts) + 1) for code in refs.get(".".join(parts[:end]), [])]
