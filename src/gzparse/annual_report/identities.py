"""Check: the identities inside one report, on printed figures only. Figures are never corrected."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from gzparse.annual_report.specification import SPECIFICATION, Specification
from gzparse.model.reading import Finding, Reading, Ref
from gzparse.spec.hooks import Check


def identities(specification: Specification, *, form: str, name: str = "identities") -> Check:
    """Return the check of a form of the annual report in the editions of a specification."""

    def check(reading: Reading[Any]) -> tuple[Finding, ...]:
        """Check a reading's report against the form's identities; see :func:`gzparse.check`."""
        return tuple(check_report(reading.report, reading.source.name, specification))

    return Check(
        name=name,
        check=check,
        form=form,
        reads="the balance that the form prints, and the sums of results, rows and outcomes",
    )


IDENTITIES = identities(SPECIFICATION, form="annual_report")


def check_report(report: Any, source: str | None, specification: Specification = SPECIFICATION) -> Iterator[Finding]:
    """Check plain data against the identities of a specification."""
    edition = _edition_of_sums(report, specification)
    names = (*specification.balance, *specification.result_rows(edition))
    columns, size = specification.applicant_columns, len(specification.balance)
    values = attrgetter(*columns)
    rows = [values(row) for row in specification.request_figures[edition](report.requests)]
    for name, row in zip(names, rows, strict=True):
        if None not in row and 2 * row[-1] != sum(row):
            parts = [f"{name}.{column}" for column in columns]
            added = sum(row) - row[-1]
            yield _finding(specification, "identity-row-total", parts, added, row[-1], source)
    for column, (new, brought, total, carried, *items) in zip(columns, zip(*rows, strict=True), strict=True):
        if None not in (new, brought, total, carried) and new + brought != total + carried:
            paths = [f"{name}.{column}" for name in names[:size]]
            yield _finding(specification, "identity-balance", paths, new + brought, total + carried, source)
        if total is not None and None not in items and sum(items) != total:
            paths = [f"{name}.{column}" for name in (names[2], *names[size:])]
            yield _finding(specification, "identity-results", paths, sum(items), total, source)
    outcomes_of = attrgetter(*specification.outcome_columns)
    for name in specification.outcome_rows:
        outcomes = outcomes_of(getattr(report.review_and_litigation, name))
        if None not in outcomes and 2 * outcomes[-1] != sum(outcomes):
            base = f"review_and_litigation.{name}"
            *kinds, whole = specification.outcome_columns
            paths = [f"{base}.{column}" for column in (whole, *kinds)]
            added = sum(outcomes) - outcomes[-1]
            yield _finding(specification, "identity-outcomes", paths, added, outcomes[-1], source)


def _edition_of_sums(report: Any, specification: Specification) -> str:
    """Return the edition whose rows make up the results: the report's, unless it prints a row that another edition divides."""
    edition: str = report.edition if report.edition in specification.edition_names else specification.default
    held = {path for path, total_of in specification.totals_of_some.items() if total_of(report) is not None}
    for row, parts in specification.divided.items():
        undivided = row in held and parts[-1] not in held
        if undivided != (edition in specification.rows_of_some[row]):
            others = (name for name in specification.edition_names if undivided == (name in specification.rows_of_some[row]))
            edition = next(others, edition)
    return edition


def _finding(
    specification: Specification, code: str, paths: list[str], expected: int, actual: int | None, source: str | None
) -> Finding:
    refs = [Ref(path, source) for path in paths]
    return Finding.of(code, *refs, labels=specification.labels, expected=expected, actual=actual)
