"""The parser under test, as far as the tests use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast


class Ref(Protocol):
    """What a finding refers to."""

    path: str | None


class Finding(Protocol):
    """A doubt about what was read, or what the report contradicts."""

    code: str
    kind: str
    severity: str
    message: str
    refs: Sequence[Ref]


class Figure(Protocol):
    """A figure with its evidence."""

    status: str
    value: object
    unit: str | None


class About(Protocol):
    """The report's own data, as far as they are judged."""

    title: str | None
    organ: str | None
    year: int | None


class Reading(Protocol):
    """What a parse gives."""

    report: About
    figures: Mapping[str, Figure]
    findings: Sequence[Finding]


parse = cast(Callable[[str], Reading], import_module("gzparse").parse)
