"""Compare a reading with what is expected of its page.

In: a reading and `Expected` by path. Out: the faults, each with its path.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from gzparse.model.reading import Finding, Reading
from gzparse.testing.expected import Expected, Kind

Value = int | Decimal | str | None


class Fault(NamedTuple):
    """A figure that a page does not print, or whose absence nothing names.

    what: ``"silent wrong"`` (no finding about the reading names it), ``"flagged wrong"`` (one does), ``"blank wrongly"`` (given
    as blank though it was lost), ``"unnamed"`` (not given, and no error names it). given, status: what was read.
    """

    path: str
    what: str
    expected: Expected
    given: Value
    status: str


def names_of(findings: Iterable[Finding], *severities: str) -> frozenset[str]:
    """Return the paths, or beginnings of paths, that findings about the reading name."""
    return frozenset(
        ref.path for f in findings if f.kind == "reading" and f.severity in severities for ref in f.refs if ref.path is not None
    )


def is_in(path: str, names: Container[str]) -> bool:
    """Whether a path is named, or its beginning is."""
    return path in names or any(path[:at] in names for at, c in enumerate(path) if c == ".")


def faults_of(reading: Reading[Any], expected: Mapping[str, Expected]) -> list[Fault]:
    """Compare a reading with what is expected of its page at each path."""
    errors = names_of(reading.findings, "error")
    named = errors | names_of(reading.findings, "warning")
    faults = []
    for path, wanted in expected.items():
        figure = reading.figures[path]
        what = _fault(path, wanted, figure.value, figure.status, errors, named)
        if what:
            faults.append(Fault(path, what, wanted, figure.value, figure.status))
    return faults


def _fault(path: str, expected: Expected, given: Value, status: str, errors: Container[str], named: Container[str]) -> str:
    if given is not None:
        return "" if expected.allows(given) else "flagged wrong" if is_in(path, named) else "silent wrong"
    if expected.kind is Kind.BLANK and status in ("blank", "not_applicable"):
        return ""
    if expected.kind is Kind.UNTOLD and status != "blank":
        return ""
    if is_in(path, errors) or is_in(expected.instead, errors):
        return ""
    return "blank wrongly" if status == "blank" else "unnamed"
