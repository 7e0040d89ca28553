"""Make findings: each names what it is about by path, official label and place."""

from __future__ import annotations

from collections.abc import Sequence

from gzparse.model.paths import Labels
from gzparse.model.reading import Finding, Kind, Ref, Severity
from gzparse.model.source import Source


class Findings:
    """Collects the findings of one reading."""

    def __init__(self, source: Source, labels: Labels) -> None:
        """Begin with none."""
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
        """Add a finding about figures or parts of the record, and about a stretch of the text.

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
        """Quote a stretch of the text, on one line."""
        text = " ".join(self.source.text[at[0] : at[1]].split())
        return f"“{text[:width]}…”" if len(text) > width else f"“{text}”"

    def named(self, paths: Sequence[str], most: int = 3) -> str:
        """Name figures by their official labels and their paths."""
        names = [f"{self.labels.label(path)} [{path}]" for path in paths[:most]]
        more = len(paths) - most
        return "; ".join(names) + (f" and {more} more" if more > 0 else "")
