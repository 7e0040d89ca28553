"""Check: the identities inside one report, on printed figures only. Figures are never corrected."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attrs import fields

from gzparse.annual_report.record import NotProcessed, Refused, Report, Unable
from gzparse.model.reading import Finding, Reading, Ref
from gzparse.spec.hooks import Check

_COLUMNS = ("natural_person", "business", "research_institution", "public_welfare", "legal_services", "other", "total")
_ITEMS = (
    "results.granted",
    "results.partially_granted",
    *(f"results.refused.{a.name}" for a in fields(Refused)),
    *(f"results.unable.{a.name}" for a in fields(Unable)),
    *(f"results.not_processed.{a.name}" for a in fields(NotProcessed)),
)
_DIVIDED = ("results.otherwise.not_corrected_in_time", "results.otherwise.fee_not_paid_in_time", "results.otherwise.other")
_UNDIVIDED = ("results.otherwise.undivided",)
_ENDS = ("new", "brought_forward", "results.total", "carried_forward")
_BLOCKS = ("review", "litigation_direct", "litigation_after_review")
_values = attrgetter(*_COLUMNS)
_rows_2021 = attrgetter(*_ENDS, *_ITEMS, *_DIVIDED)
_rows_2019 = attrgetter(*_ENDS, *_ITEMS, *_UNDIVIDED)
_outcomes = attrgetter("upheld", "corrected", "other", "pending", "total")


def check(reading: Reading[Report]) -> tuple[Finding, ...]:
    """Check a reading's report against the form's identities; see :func:`gzparse.check`."""
    return tuple(check_report(reading.report, reading.source.name))


IDENTITIES = Check(
    name="identities",
    check=check,
    reads="the balance that the form prints, and the sums of results, rows and outcomes",
)


def check_report(report: Report, source: str | None) -> Iterator[Finding]:
    """Check plain data."""
    requests = report.requests
    otherwise = requests.results.otherwise
    undivided = otherwise.undivided.total is not None and otherwise.other.total is None
    names = (*_ENDS, *_ITEMS, *(_UNDIVIDED if undivided else _DIVIDED))
    rows = [_values(row) for row in (_rows_2019 if undivided else _rows_2021)(requests)]
    for name, row in zip(names, rows, strict=True):
        if None not in row and 2 * row[6] != sum(row):
            parts = [f"requests.{name}.{column}" for column in _COLUMNS]
            added = sum(row) - row[6]
            yield _finding("identity-row-total", parts, added, row[6], source)
    columns = zip(*rows, strict=True)
    for column, (new, brought, total, carried, *items) in zip(_COLUMNS, columns, strict=True):
        if None not in (new, brought, total, carried) and new + brought != total + carried:
            paths = [f"requests.{name}.{column}" for name in _ENDS]
            yield _finding("identity-balance", paths, new + brought, total + carried, source)
        if total is not None and None not in items and sum(items) != total:
            paths = [f"requests.{name}.{column}" for name in (_ENDS[2], *names[len(_ENDS) :])]
            yield _finding("identity-results", paths, sum(items), total, source)
    for name in _BLOCKS:
        outcomes = _outcomes(getattr(report.review_and_litigation, name))
        if None not in outcomes and 2 * outcomes[4] != sum(outcomes):
            base = f"review_and_litigation.{name}"
            paths = [f"{base}.{column}" for column in ("total", "upheld", "corrected", "other", "pending")]
            added = sum(outcomes) - outcomes[4]
            yield _finding("identity-outcomes", paths, added, outcomes[4], source)


def _finding(code: str, paths: list[str], expected: int, actual: int | None, source: str | None) -> Finding:
    from gzparse.annual_report.labels import ANNUAL_REPORT

    refs = [Ref(path, source) for path in paths]
    return Finding.of(code, *refs, labels=ANNUAL_REPORT, expected=expected, actual=actual)
