"""Collect findings: code, paths and range in → a :class:`Finding` whose message has official labels, place and excerpt."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any, get_args

from gzparse.model.paths import Labels
from gzparse.model.reading import Finding, Kind, Ref, Severity
from gzparse.model.source import Range, Source

_SEVERITIES = get_args(Severity)


class Findings:
    """The findings of one reading, collected in the order in which they are added."""

    def __init__(self, source: Source, labels: Labels) -> None:
        """Start empty."""
        self.source = source
        self.labels = labels
        self.found: list[Finding] = []

    def add(
        self, reason: str, *paths: str, at: Range | None = None, expected: object = None, actual: object = None, **fields: Any
    ) -> None:
        """Add a finding about figures or parts of the record, and about a range of the text.

        reason: the name of a reason in the registry (:mod:`gzparse.model.codes`), which has its code, kind, severity and
        message. fields: what the message's template has in braces.
        """
        if len(paths) > 1 and paths[0] in _SEVERITIES:
            self._add_written(reason, *paths, at=at, expected=expected, actual=actual, **fields)
            return
        source = self.source
        span = source.span(*at) if at is not None else None
        excerpts = (source.text[at[0] : at[1]],) if at is not None else ()
        refs = tuple([Ref(path, source.name, span) for path in paths]) or (Ref(None, source.name, span),)
        found = Finding.of(reason, *refs, labels=self.labels, excerpts=excerpts, expected=expected, actual=actual, **fields)
        self.found.append(found)

    def add_places(self, reason: str, places: Iterable[tuple[str | None, Range]], **fields: Any) -> None:
        """Add one finding about several figures or rows that have one cause, each with its own place."""
        source = self.source
        refs, excerpts = [], []
        for path, (start, end) in places:
            refs.append(Ref(path, source.name, source.span(start, end)))
            excerpts.append(source.text[start:end])
        self.found.append(Finding.of(reason, *refs, labels=self.labels, excerpts=tuple(excerpts), **fields))

    def _add_written(
        self,
        code: str,
        severity: Any,
        message: str,
        *paths: str,
        at: Range | None,
        expected: object,
        actual: object,
        kind: Kind = "reading",
    ) -> None:
        """Add a finding in the former way: with its severity and its message, in which ``{what}`` stands for the labels."""
        warnings.warn(
            "Findings.add(code, severity, message, …) is read as before; register the code and pass its fields",
            DeprecationWarning,
            stacklevel=3,
        )
        source = self.source
        span = source.span(*at) if at is not None else None
        text = " ".join(source.text[at[0] : at[1]].split()) if at is not None else ""
        quoted = f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
        where = f" (line {span.line}, column {span.column}: {quoted})" if span is not None else ""
        names = [f"{self.labels.label(path)} [{path}]" for path in paths[:3]]
        what = "; ".join(names) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        refs = tuple(Ref(path, source.name, span) for path in paths) or (Ref(None, source.name, span),)
        self.found.append(
            Finding(
                code,
                kind,
                severity,
                message.replace("{what}", what) + where,
                refs,
                None if expected is None else str(expected),
                None if actual is None else str(actual),
            )
        )
