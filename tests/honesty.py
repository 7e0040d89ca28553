"""What must hold of every reading: figures are as printed, or named by a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import gzparse
from gzparse.testing.judging import is_in, names_of
from gzparse.testing.soundness import assert_accounted, assert_sound, read_soundly, value_at

__all__ = [
    "LOST",
    "Printed",
    "assert_accounted",
    "assert_complete",
    "assert_honest",
    "assert_sound",
    "codes_of",
    "errors_of",
    "is_named",
    "read_soundly",
    "value_at",
]

Printed = int | Decimal | None
LOST = "lost"
"""A figure that the page no longer prints where it belongs, or no longer prints at all."""


def is_named(path: str, findings: Iterable[gzparse.Finding]) -> bool:
    """Whether a finding about the reading, a warning or an error, names a figure."""
    return is_in(path, names_of(findings, "warning", "error"))


def assert_honest(reading: gzparse.Reading[gzparse.Report], printed: Mapping[str, Printed | str]) -> None:
    """A figure given is the printed one; one not given is blank on the page, or named; statuses say the same."""
    for path, wanted in printed.items():
        given, figure = value_at(reading.report, path), reading.figures[path]
        assert given == figure.value, path
        if given is not None:
            assert wanted != LOST, f"{path}: {given} was made up"
            assert given == wanted, f"{path}: {given} is given, {wanted} is printed"
            assert figure.status == "value", path
        elif figure.status == "blank":
            assert wanted is None, f"{path}: said to be blank, {wanted} is printed or was lost"
        elif figure.status != "not_applicable":
            assert is_named(path, reading.findings), f"{path}: {wanted} is not given ({figure.status}), and nothing names it"
            errors = [f for f in reading.findings if f.kind == "reading" and f.severity == "error"]
            assert is_named(path, errors), f"{path}: only a warning names it"


def assert_complete(reading: gzparse.Reading[gzparse.Report], printed: Mapping[str, Printed], but: Iterable[str] = ()) -> None:
    """All printed figures are given, except those under the given paths."""
    left_out = tuple(but)
    for path, wanted in printed.items():
        if not any(path == p or path.startswith(p + ".") for p in left_out):
            assert value_at(reading.report, path) == wanted, f"{path}: {wanted} is printed, {reading.figures[path]} is given"


def errors_of(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {f.code for f in reading.findings if f.severity == "error"}


def codes_of(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {f.code for f in reading.findings}
