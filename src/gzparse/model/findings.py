"""Collect findings: code, paths and range in → a :class:`Finding` whose message has official labels, place and excerpt."""

from __future__ import annotations

from collections.abc import Sequence

from gzparse.model.paths import Labels
from gzparse.model.reading import Finding, Kind, Ref, Severity
from gzparse.model.source import Source


class Findings:
    """The findings of one reading, collected in the order in which they are added."""

    def __init__(self, source: Source, labels: Labels) -> None:
        """Start empty."""
        self.source = source
        self.labels = labels
        self.found: list[Finding] = []

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        *paths: str,
        at: tuple[int, int] | None = None,
        kind: Kind = "reading",
        expected: object = None,
        actual: object = None,
    ) -> None:
        """Add a finding about figures or parts of the record, and about a range of the text.

        In the message, ``{what}`` stands for the official labels of the paths.
        """
        source = self.source
        span = source.span(*at) if at is not None else None
        where = f" (line {span.line}, column {span.column}: {self.excerpt(at)})" if span is not None and at is not None else ""
        refs = tuple(Ref(path, source.name, span) for path in paths) or (Ref(None, source.name, span),)
        self.found.append(
            Finding(
                code,
                kind,
                severity,
                message.replace("{what}", self.named(paths)) + where,
                refs,
                None if expected is None else str(expected),
                None if actual is None else str(actual),
            )
        )

    def excerpt(self, at: tuple[int, int], width: int = 40) -> str:
        """Return a range of the text as a quotation on one line."""
        text = " ".join(self.source.text[at[0] : at[1]].split())
        return f"“{text[:width]}…”" if len(text) > width else f"“{text}”"

    def named(self, paths: Sequence[str], most: int = 3) -> str:
        """Return the official labels and the paths of figures, the first few of them."""
        names = [f"{self.labels.label(path)} [{path}]" for path in paths[:most]]
        more = len(paths) - most
        return "; ".join(names) + (f" and {more} more" if more > 0 else "")
