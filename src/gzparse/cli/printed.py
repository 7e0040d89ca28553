"""A file's reading or its error → what the command prints of it, and counts for its summary: workers make it."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any, Literal, NamedTuple

from gzparse.model.codes import Language
from gzparse.model.reading import FindingsError

__all__ = ["Printed", "Printer"]


class Printed(NamedTuple):
    """What the command prints of a file; its findings by severity; where it was not read, the error's name and message."""

    text: str
    findings: Counter[str]
    failed: tuple[str, str] | None


class Printer:
    """Prints outcomes in a format, for text in a language. It can be sent to another process.

    figures, version: which figures the JSON object lists, and its version.
    """

    def __init__(
        self, form: str, lang: Language, figures: Literal["remarkable", "all"] = "remarkable", version: int = 2
    ) -> None:
        self.form = form
        self.lang = lang
        self.figures: Literal["remarkable", "all"] = figures
        self.version = version

    def __call__(self, path: str | os.PathLike[str], outcome: Any) -> Printed:
        """Return what is printed of a file."""
        from gzparse.output.contract import told

        name = str(path)
        text = {"jsonl": self._json, "findings": self._findings, "csv": self._csv}.get(self.form, self._text)(name, outcome)
        if isinstance(outcome, Exception):
            return Printed(text, Counter(), (type(outcome).__name__, told(outcome)))
        return Printed(text, Counter(finding.severity for finding in outcome.findings), None)

    def _json(self, name: str, outcome: Any) -> str:
        from gzparse.output.contract import error_record, record

        if isinstance(outcome, Exception):
            data = error_record(outcome, name, version=self.version)
        else:
            data = record(outcome, figures=self.figures, version=self.version)
        return json.dumps({**data, "source": name}, ensure_ascii=False) + "\n"

    def _findings(self, name: str, outcome: Any) -> str:
        """Return a line for each finding, or for the error."""
        from gzparse.output.contract import told

        if isinstance(outcome, Exception) and not isinstance(outcome, FindingsError):
            return f"{name}: {type(outcome).__name__}: {' '.join(told(outcome).split())}\n"
        found = outcome.reading.findings if isinstance(outcome, FindingsError) else outcome.findings
        return "".join(f"{name}: {f.severity} {f.code}: {' '.join(f.text(self.lang).split())}\n" for f in found)

    def _csv(self, name: str, outcome: Any) -> str:
        """Return the rows of the long table, the names of its columns first."""
        from gzparse.tables import columns, iter_rows
        from gzparse.tables.csv_file import field_of

        names = [column.name for column in columns("figures")]
        rows = [names, *iter_rows([(name, outcome)], "figures")]
        return "".join(",".join(map(field_of, row)) + "\n" for row in rows)

    def _text(self, name: str, outcome: Any) -> str:
        from gzparse.output.contract import told
        from gzparse.output.text import as_text

        if isinstance(outcome, FindingsError):
            return f"{name}\n  {type(outcome).__name__}\n{as_text(outcome.reading, self.lang)}\n"
        if isinstance(outcome, Exception):
            return f"{name}\n  {type(outcome).__name__}: {told(outcome)}\n\n"
        return f"{name}\n{as_text(outcome, self.lang)}\n"
