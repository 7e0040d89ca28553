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
        text = self._json(name, outcome) if self.form == "jsonl" else self._text(name, outcome)
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

    def _text(self, name: str, outcome: Any) -> str:
        from gzparse.output.contract import told
        from gzparse.output.text import as_text

        if isinstance(outcome, FindingsError):
            return f"{name}\n  {type(outcome).__name__}\n{as_text(outcome.reading, self.lang)}\n"
        if isinstance(outcome, Exception):
            return f"{name}\n  {type(outcome).__name__}: {told(outcome)}\n\n"
        return f"{name}\n{as_text(outcome, self.lang)}\n"
