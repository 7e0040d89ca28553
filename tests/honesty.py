"""What every reading owes its page: figures as printed, or named by a finding."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import Any

import gzparse
from gzparse.reading import wrong_fields
from gzparse.text import as_text

Printed = int | Decimal | None
LOST = "lost"
"""A figure that the page no longer prints where it belongs, or no longer prints at all."""


def value_at(report: gzparse.Report, path: str) -> Printed:
    start: Any = report
    result: Printed = reduce(getattr, path.split("."), start)
    return result


def is_named(path: str, findings: Iterable[gzparse.Finding]) -> bool:
    """Tell whether a doubt about the reading, a warning or an error, names a figure."""
    return any(
        ref.path is not None and (path == ref.path or path.startswith(ref.path + "."))
        for f in findings
        if f.kind == "reading" and f.severity != "info"
        for ref in f.refs
    )


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
    """All printed figures are given, but for those under the given paths."""
    left_out = tuple(but)
    for path, wanted in printed.items():
        if not any(path == p or path.startswith(p + ".") for p in left_out):
            assert value_at(reading.report, path) == wanted, f"{path}: {wanted} is printed, {reading.figures[path]} is given"


def assert_accounted(reading: gzparse.Reading[gzparse.Report]) -> None:
    """The parts cover the text without gap or overlap; each figure's origins give its raw text."""
    text = reading.source.text
    at = 0
    for part in reading.parts:
        assert part.span.start == at < part.span.end, f"parts: gap or overlap at {at}: {part}"
        at = part.span.end
    assert at == len(text), f"parts: they end at {at} of {len(text)}"
    for path, figure in reading.figures.items():
        if figure.raw is not None:
            assert "".join(text[s.start : s.end] for s in figure.origins) == figure.raw, f"origins: {path}: {figure}"


def errors_of(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {f.code for f in reading.findings if f.severity == "error"}


def codes_of(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {f.code for f in reading.findings}


# --- what holds of any input --------------------------------------------------------------------------------------------

REFUSALS = (gzparse.DecodeError, gzparse.UnsupportedFormat, gzparse.NotAReport)
"""The errors that parse may raise for its input alone: the other documented ones answer the caller's options."""


def seconds_for(data: str | bytes) -> float:
    """Give how long one parse may take, in seconds of the processor."""
    return 5 * max(1.0, len(data) / 100_000)


def read_soundly(data: str | bytes, *, again: bool = True) -> gzparse.Reading[gzparse.Report] | None:
    """Parse any input, hold the reading against all that any reading owes, and give it; ``None`` where it is refused.

    Each assertion's message begins with the name of what is broken. again: parse it three times, to compare.
    """
    begin = time.process_time()
    reading: gzparse.Reading[gzparse.Report] | gzparse.GzparseError
    try:
        reading = gzparse.parse(data)
    except REFUSALS as error:
        reading = error
    took = time.process_time() - begin
    assert took < seconds_for(data), f"slow: {took:.1f} s for {len(data)} {type(data).__name__}"
    if isinstance(reading, gzparse.GzparseError):
        assert str(reading).strip(), f"refusal without a word: {type(reading).__name__}"
        return None
    assert_sound(reading)
    if again:
        assert_same_again(reading)
    return reading


def assert_sound(reading: gzparse.Reading[gzparse.Report]) -> None:
    """Whatever the page: the text is accounted for, figures are what they point at, and what is not given is named."""
    assert_accounted(reading)
    assert_figures_agree(reading)
    assert_findings_are_sound(reading)
    assert_nothing_goes_without_a_word(reading)
    explained: set[str] = set()
    for path, figure in reading.figures.items():
        if figure.status not in explained:
            explained.add(figure.status)
            assert path in reading.explain(path), f"explanation: {path}"
    assert_survives_json(reading)
    assert as_text(reading).strip(), "text: none"


def assert_figures_agree(reading: gzparse.Reading[gzparse.Report]) -> None:
    """The report holds each figure's value; a value has its digits from its own place in the text; all else is named."""
    text = reading.source.text
    errors = [f for f in reading.findings if f.kind == "reading" and f.severity == "error"]
    named = {ref.path for f in errors for ref in f.refs if ref.path is not None}
    assert list(reading.figures) == list(gzparse.paths()), "figures: not those of the form"
    used: list[tuple[int, int]] = []
    for path, figure in reading.figures.items():
        given = value_at(reading.report, path)
        assert given == figure.value, f"report and figure differ: {path}: {given}, {figure}"
        assert type(given) is type(figure.value), f"report and figure differ in type: {path}: {given!r}, {figure}"
        assert (figure.status == "value") == (figure.value is not None), f"status: {path}: {figure}"
        assert (figure.raw is None) == (not figure.origins), f"raw and origins: {path}: {figure}"
        if figure.value is not None:
            assert figure.raw is not None, f"value from nowhere: {path}: {figure}"
            printed = unicodedata.normalize("NFKC", figure.raw)
            digits = re.sub(r"[^\d.]", "", printed)
            assert Decimal(digits) == abs(figure.value), f"value is not what is printed: {path}: {figure}"
            assert (figure.value < 0) <= (re.search(r"[-—–―−]", printed) is not None), f"sign: {path}: {figure}"
            used += [(span.start, span.end) for span in figure.origins]
        elif figure.status in ("missing", "withheld", "unreadable"):
            beginnings = {path, *(path[:at] for at, c in enumerate(path) if c == ".")}
            assert not named.isdisjoint(beginnings), f"no error names it: {path}: {figure}"
    used.sort()
    for (a, b), (c, d) in pairwise(used):
        assert b <= c, f"two figures from one place: {text[a:b]!r} and {text[c:d]!r} at {a} and {c}"


def assert_findings_are_sound(reading: gzparse.Reading[gzparse.Report]) -> None:
    """Findings hold what they may hold, point into the text, and name what the record has."""
    text = reading.source.text
    for finding in reading.findings:
        wrong = wrong_fields(finding)
        assert wrong is None, f"finding's fields: {wrong}"
        assert "{what}" not in finding.message, f"finding's message: {finding}"
        for ref in finding.refs:
            if ref.span is not None:
                span = ref.span
                assert 0 <= span.start <= span.end <= len(text), f"finding beyond the text: {finding}"
                assert span == reading.source.span(span.start, span.end), f"finding's line or column: {finding}"
                assert "\n" in reading.source.excerpt(span), f"excerpt: {finding}"
            if ref.path is not None:
                assert reading.label(ref.path), f"label: {ref.path}"


def assert_nothing_goes_without_a_word(reading: gzparse.Reading[gzparse.Report]) -> None:
    """No letter or digit is taken for a separator; what is unread is named; a value's place is known as a figure's."""
    text = reading.source.text
    spans = [ref.span for f in reading.findings if f.kind == "reading" for ref in f.refs if ref.span is not None]
    figures: set[tuple[int, int]] = set()
    for part in reading.parts:
        a, b = part.span.start, part.span.end
        if part.kind == "figure":
            figures.add((a, b))
        elif part.kind == "separator":
            assert not any(c.isalnum() for c in text[a:b]), f"separator holds text: {text[a:b]!r} at {a}"
        elif part.kind == "unread" and any(c.isalnum() for c in text[a:b]):
            assert any(s.start < b and a < s.end for s in spans), f"unread and not named: {text[a:b]!r} at {a}"
    for path, figure in reading.figures.items():
        if figure.value is not None:
            places = {(span.start, span.end) for span in figure.origins}
            assert places <= figures, f"value's place is no figure: {path}: {figure}"


def assert_survives_json(reading: gzparse.Reading[gzparse.Report]) -> None:
    """The report comes back from JSON as it was, and findings do."""
    plain = json.loads(json.dumps(gzparse.unstructure(reading.report)))
    assert gzparse.structure(plain) == reading.report, "JSON: report"
    for finding in reading.findings:
        plain = json.loads(json.dumps(gzparse.unstructure(finding)))
        assert gzparse.structure(plain, gzparse.Finding) == finding, f"JSON: finding {finding}"


def assert_same_again(reading: gzparse.Reading[gzparse.Report]) -> None:
    """The same text gives the same reading, and ``strict`` raises exactly where an error was found."""
    text = reading.source.text
    again = gzparse.parse(text)
    assert again.report == reading.report, "read again: another report"
    assert again.findings == reading.findings, "read again: other findings"
    assert again.figures == reading.figures, "read again: other figures"
    assert again.parts == reading.parts, "read again: other parts"
    errors = tuple(f for f in reading.findings if f.kind == "reading" and f.severity == "error")
    raised: tuple[gzparse.Finding, ...] = ()
    try:
        gzparse.parse(text, strict=True)
    except gzparse.FindingsError as error:
        raised = error.findings
    assert raised == errors, "strict: other findings"
