"""Resolve: plain accounts and those that alternatives add → the figures on which all agree; the rest is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from gzparse.form.alternatives.accounts import Alternative, Asked, Cells, agreed
from gzparse.form.alternatives.catalogue import CATALOGUE, OF_LAYOUTS
from gzparse.form.alternatives.facts import Facts
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.placing import Outcome, Place, Shape
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import Code, Reason, known, register
from gzparse.model.findings import Findings
from gzparse.model.source import Range

__all__ = ["doubt", "resolve", "withhold", "withhold_rows"]

_RANKS = {alternative.name: rank for rank, alternative in enumerate((*CATALOGUE, *OF_LAYOUTS))}
_UNREADABLE = (Outcome.LINES_REMOVED, Outcome.NOT_FIGURES)


def resolve(reading: TableReading, shapes: Sequence[Shape] = (), asked: Sequence[Alternative] | None = None) -> None:
    """Take back what alternatives leave open, and report it: those of the catalogue, of the table and of plugins.

    asked: these alternatives in place of the catalogue's.
    """
    if possible := asked_about(reading, CATALOGUE if asked is None else asked):
        _ask(reading, possible, Facts(reading, shapes))


def doubt(reading: TableReading, others: Iterable[TableReading]) -> None:
    """Take back what other layouts read differently: the same text, cut in another way."""
    _ask(reading, OF_LAYOUTS, Facts(reading, (), others))


def asked_about(reading: TableReading, catalogue: Sequence[Alternative] = CATALOGUE) -> tuple[Alternative, ...]:
    """Return the alternatives that a table is asked about by itself, whether or not it shows a sign of them."""
    some = (*catalogue, *reading.table.alternatives, *reading.alternatives)
    return _possible(some, reading.grid.types, bool(reading.table.sums), reading.section)


@lru_cache(256)
def _possible(some: tuple[Alternative, ...], kinds: frozenset[str], sums: bool, section: str) -> tuple[Alternative, ...]:
    """Return the alternatives that can happen to a table with such rows."""
    return tuple(
        one
        for one in some
        if not one.kinds.isdisjoint(kinds) and one.sums in (None, sums) and (not one.sections or section in one.sections)
    )


def _ask(reading: TableReading, alternatives: Iterable[Alternative], facts: Facts) -> None:
    """Ask all alternatives about the same facts, and only then take back what the accounts that are left leave open."""
    of_plugins = bool(reading.alternatives)
    plain = [(entry, entry.place, entry.values, entry.statuses) for entry in facts.rows.values() if of_plugins]
    answers = [
        Asked(alternative, account, next((e for e in alternative.refuted_by if e.refutes(facts, account)), None))
        for alternative in alternatives
        for account in alternative.accounts(facts)
    ]
    for entry, place, values, statuses in plain:  # what a plugin may have written into the facts is undone
        entry.place, entry.values, entry.statuses = place, values, statuses
    reading.failed += facts.failed
    answers.sort(key=_rank)
    reading.proof += answers
    _take_back(reading, facts, [answer for answer in answers if answer.refuted_by is None])


def _rank(answer: Asked) -> tuple[int, str]:
    return _RANKS.get(answer.alternative.name, len(_RANKS)), answer.alternative.name


def _take_back(reading: TableReading, facts: Facts, left: Sequence[Asked]) -> None:
    """Take back the figures on which a row's plain account and the others that are left do not agree."""
    doubted: dict[str, list[tuple[Asked, frozenset[int]]]] = {}
    for answer in left:
        for path, cells in answer.account.rows.items():
            doubted.setdefault(path, []).append((answer, _open(facts.plain(path), cells)))
    reported: dict[int, tuple[Asked, list[tuple[str, Range]]]] = {}
    for path in sorted(doubted, key=facts.place):
        entry, named = facts.rows[path], frozenset[int]()
        some = sorted(doubted[path], key=lambda one: -len(one[1]))
        if not entry.place.certain:  # nothing is given of it, and it has been said why
            if some[0][0].alternative.outcome is Outcome.ADJACENT_FIGURES:  # what it has lost may be printed near it
                _withhold(reading, entry, frozenset(range(len(entry.columns))), Outcome.ADJACENT_FIGURES)
            continue
        for answer, columns in some:
            if columns - named:
                _, places = reported.setdefault(id(answer), (answer, []))
                which = [path] if len(columns) == len(entry.columns) else [entry.paths()[i] for i in sorted(columns - named)]
                at = answer.account.at if answer.alternative.names_sign else None
                places += [(one, at or entry.row.text_range()) for one in which]
                named |= columns
        if named:
            _withhold(reading, entry, named, some[0][0].alternative.outcome)
    for answer, places in reported.values():
        alternative = answer.alternative
        reading.doubts += 1
        reason = alternative.reason or alternative.name
        if not known(reason):
            register_reason(alternative)
        reading.findings.add_places(reason, places, **answer.account.fields)


def register_reason(alternative: Alternative) -> None:
    """Register the reason of the finding of a form's or a plugin's alternative: what it supposes."""
    from gzparse.model.codes_withheld import COMPARE

    en, zh = alternative.supposes
    reason = Reason(alternative.reason or alternative.name, (f"withheld, if {en}", f"未采用：{zh}"))
    register(Code(alternative.code, "reading", "error", given=alternative.supposes, action=COMPARE, reasons=[reason]))


def _open(plain: Cells, other: Cells) -> frozenset[int]:
    return frozenset(range(len(plain))) - agreed((plain, other))


def _withhold(reading: TableReading, entry: Entry, columns: frozenset[int], outcome: Outcome) -> None:
    """Take back the figures of some columns; where none is left, the row gets the outcome, its plain place beneath it."""
    if entry.plain_values is None and entry.place.certain:
        entry.plain_values = entry.values
    if len(columns) < len(entry.columns):
        entry.withhold(columns=columns)
        return
    if entry.place.extra_item is not None:
        found = reading.findings.found
        kept = [f for f in found if f.code != "page-number" or f.refs[0].path != entry.path]
        reading.doubts -= len(found) - len(kept)
        found[:] = kept
    entry.place = Place(outcome, beneath=entry.place if entry.place.certain else entry.place.beneath)
    entry.withhold("unreadable" if outcome in _UNREADABLE else "withheld")


def withhold(reading: TableReading, entry: Entry, why: str, place: Outcome = Outcome.UNPROVEN, **fields: object) -> None:
    """Withhold all of a row's figures, and report it.

    why: the name of a registered reason, whose fields are ``fields``; or a few words of a plugin's own, in place of a reason.
    """
    reported = not entry.place.certain
    _withhold(reading, entry, frozenset(range(len(entry.columns))), place)
    if not reported:
        if known(why):
            reading.findings.add(why, entry.path, at=entry.row.text_range(), **fields)
        else:
            reading.findings.add("withheld-for", entry.path, at=entry.row.text_range(), why=why)


def withhold_rows(
    findings: Findings, reading: TableReading, entries: Sequence[Entry], why: str, at: Range, **fields: object
) -> None:
    """Withhold all figures of some rows for one cause, and report it once: at the table, where these are all of its rows.

    why: the name of a registered reason, whose fields are ``fields``. at: the place of the cause.
    """
    for entry in entries:
        if holds_figures(entry.row):
            _withhold(reading, entry, frozenset(range(len(entry.columns))), Outcome.UNPROVEN)
    paths = [reading.section] if len(entries) == len(reading.entries) else [entry.path for entry in entries]
    findings.add(why, *paths, at=at, **fields)
