"""What holds of any reading, whatever the page: each assertion's message begins with the name of what is broken."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import Any

import gzparse
from gzparse.form.entries import joined_lines
from gzparse.model.letters import normalized
from gzparse.model.reading import wrong_fields
from gzparse.output.text import as_text
from gzparse.testing.judging import is_in, names_of

Value = int | Decimal | str | None


def value_at(report: Any, path: str) -> Value:
    """Return a report's figure."""
    start: Any = report
    result: Value = reduce(getattr, path.split("."), start)
    return result


REFUSALS = (
    gzparse.DamagedFile,
    gzparse.DecodeError,
    gzparse.LimitExceeded,
    gzparse.NotAReport,
    gzparse.UnsupportedFormat,
)
"""The errors that parse may raise for its input alone: the other documented ones answer the caller's options."""


def read_soundly(data: str | bytes, *, again: bool = True) -> gzparse.Reading[Any] | None:
    """Parse any input, check what must hold of any reading, and return the reading; ``None`` where the input is refused.

    again: parse it three times, to compare.
    """
    reading = _read_or_refused(data)
    if isinstance(reading, gzparse.GzparseError):
        assert str(reading).strip(), f"refusal without a message: {type(reading).__name__}"
        return None
    assert_sound(reading)
    if again:
        assert_same_again(reading, data)
    return reading


def _read_or_refused(data: str | bytes) -> gzparse.Reading[Any] | gzparse.GzparseError:
    try:
        return gzparse.parse(data)
    except REFUSALS as error:
        return error


def assert_sound(reading: gzparse.Reading[Any]) -> None:
    """Whatever the page: the text is accounted for, figures are what they point at, and what is not given is named."""
    assert_accounted(reading)
    assert_places(reading)
    assert_figures_agree(reading)
    assert_findings_are_sound(reading)
    assert_nothing_goes_without_a_word(reading)
    explained: set[str] = set()
    for path, figure in reading.figures.items():
        if figure.status not in explained:
            explained.add(figure.status)
            assert path in reading.explain(path), f"explanation: {path}"
    assert_survives_json(reading)
    if reading.form == "annual_report":
        assert as_text(reading).strip(), "text: none"


def assert_figures_agree(reading: gzparse.Reading[Any]) -> None:
    """The report holds each figure's value; a value has its digits from its own place in the text; all else is named."""
    text = reading.source.text
    named = names_of(reading.findings, "error")
    if reading.form == "annual_report":
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
            used += [(span.start, span.end) for span in figure.origins]
            if isinstance(figure.value, str):
                assert figure.value == joined_lines(figure.raw), f"value is not what is printed: {path}: {figure}"
                continue
            printed = unicodedata.normalize("NFKC", normalized(figure.raw))
            digits = re.sub(r"[^\d.]", "", printed)
            assert Decimal(digits) == abs(figure.value), f"value is not what is printed: {path}: {figure}"
            assert (figure.value < 0) <= (re.search(r"[-—–―−减減]", printed) is not None), f"sign: {path}: {figure}"
        elif figure.status in ("missing", "withheld", "unreadable"):
            assert is_in(path, named), f"no error names it: {path}: {figure}"
    used.sort()
    for (a, b), (c, d) in pairwise(used):
        assert b <= c, f"two figures from one place: {text[a:b]!r} and {text[c:d]!r} at {a} and {c}"


def assert_findings_are_sound(reading: gzparse.Reading[Any]) -> None:
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


def assert_nothing_goes_without_a_word(reading: gzparse.Reading[Any]) -> None:
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


def assert_survives_json(reading: gzparse.Reading[Any]) -> None:
    """The report comes back from JSON as it was, and findings do."""
    plain = json.loads(json.dumps(gzparse.unstructure(reading.report)))
    assert gzparse.structure(plain, type(reading.report)) == reading.report, "JSON: report"
    for finding in reading.findings:
        plain = json.loads(json.dumps(gzparse.unstructure(finding)))
        assert gzparse.structure(plain, gzparse.Finding) == finding, f"JSON: finding {finding}"


def assert_same_again(reading: gzparse.Reading[Any], data: str | bytes | None = None) -> None:
    """The same text or file gives the same reading, and ``strict`` raises exactly where an error was found.

    data: what was read; by default the reading's text, if no reader made it.
    """
    text = reading.source.text if data is None or reading.source.file is None else data
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


def assert_accounted(reading: gzparse.Reading[Any]) -> None:
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


def assert_places(reading: gzparse.Reading[Any]) -> None:
    """Of a file's text, each letter and each figure has a place in the file."""
    file, text = reading.source.file, reading.source.text
    if file is None or file.media == "text":
        return
    at = 0
    for start, end, _ in (*file.segments, (len(text), len(text), None)):
        assert start >= at, f"places: they overlap at {start}"
        assert not text[at:start].strip(), f"places: none for {text[at:start]!r} at {at}"
        at = end
    for path, figure in reading.figures.items():
        assert bool(figure.places) == (figure.raw is not None), f"places: {path}: {figure}"
