"""The conformance kit: check in one line of a plugin's tests that its layout or form does all that it should.

In: the layout or form, with samples or records. Out: nothing, or ``AssertionError`` with a page that shows what is wrong.
"""

from __future__ import annotations

import math
import os
import pathlib
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.errors import GrammarError
from gzparse.form.row_lexer import RowLexer, fold_label
from gzparse.lark_tools import grammar
from gzparse.layout.built import BuiltLayout
from gzparse.layout.builtin import BUILT_IN as LAYOUTS
from gzparse.layout.lexer import LayoutLexer
from gzparse.model.reading import Figure
from gzparse.outline.lexer import SearchLexer
from gzparse.plugins.host import admit
from gzparse.read.text import read_source
from gzparse.rendering.render import document_of, tables_of, traced
from gzparse.spec.form import Form
from gzparse.spec.hooks import GrammarPlace
from gzparse.spec.layout import Layout
from gzparse.testing import marked
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.figures import paths_of, with_figures
from gzparse.testing.judging import Fault, faults_of, is_in
from gzparse.testing.mishaps import misprinted, misspelled
from gzparse.testing.soundness import assert_sound, value_at
from gzparse.testing.strategies import LOSSY, damaged, rendered, reports

Sample = str | os.PathLike[str] | tuple[str | os.PathLike[str], Mapping[str, int | Decimal | str | None]]
"""A page, as text or by its path, or with figures that it prints, by their paths: ``None`` where there is none."""
Reading = gzparse.Reading[Any]
Parse = Callable[[str], Reading]


def check_layout(
    layout: Layout, *, samples: Iterable[Sample] = (), lossless: bool = True, examples: int = 50, form: str | None = None
) -> None:
    """Check a layout; raise ``AssertionError`` with what is wrong and a page that shows it.

    Its grammar builds, with Lark's strict mode where Lark's own lexer reads it. What it renders, it reads: whole reports where
    ``lossless``, and else every figure as printed, or named. Each figure points at the text that it was read from, and the text
    is accounted for. Whatever damage is done to a page, nothing is wrong without a finding, by this layout alone or by all.
    Cost grows as the text does. Where it has no renderer, ``samples`` stand for what it would render.

    Args:
        layout: the layout.
        samples: real pages that it reads, best with some of their figures.
        lossless: blank cells are preserved, so that a report without blanks is read as it was.
        examples: how many reports are drawn for each property.
        form: the form that the samples are of, if it is not the annual report.
    """
    admit("layouts", layout, f"layout {layout.name!r}")
    pages = [_page(sample) for sample in samples]
    if layout.render is None and not pages:
        raise ValueError(f"layout {layout.name!r} has no renderer: give check_layout some samples")
    with _as_assertion_errors():
        _check_grammar(layout.grammar, ("start",), LayoutLexer if layout.lexer == "tables" else layout.lexer)
        BuiltLayout(layout).anchor()
        alone = gzparse.Parser(layouts=[layout])
        among = gzparse.Parser(layouts=[*(other for other in LAYOUTS if other.name != layout.name), layout])
        for text, figures in pages:
            _check_sample(alone, text, figures, layout.name, form)
            for parser in (alone, among):
                _check_damaged_text(_parse_with(parser, form), text, examples)
        if layout.render is not None:
            _check_rendered(layout, alone, among, lossless, examples)
        _check_cost(layout, pages[0][0] if pages else None)


def check_form(
    form: Form,
    *,
    samples: Iterable[Sample],
    records: st.SearchStrategy[Any] | None = None,
    examples: int = 50,
) -> None:
    """Check a form; raise ``AssertionError`` with what is wrong and a page that shows it.

    Its grammars build, in Lark's strict mode. No label of its record is matched by two terminals, and one that none matches is
    of a row that some sample has. Its samples are read, each figure points at its text, the text is accounted for, and whatever
    damage is done to them, their headers' loss too, nothing is wrong without a finding. Where it can be printed
    (``Form.write``), ``records`` are, in every layout, and read back.

    Args:
        form: the form.
        samples: real pages of the form, best with some of their figures.
        records: a strategy for its records, without blanks.
        examples: how many damaged pages, and how many records, are drawn.
    """
    admit("forms", form, f"form {form.name!r}")
    pages = [_page(sample) for sample in samples]
    if not pages:
        raise ValueError(f"form {form.name!r}: give check_form some samples")
    with _as_assertion_errors():
        for place in (form.outline, form.unbroken):
            _check_grammar(place, ("start",), SearchLexer)
        _check_grammar(form.grammar, form.tables, RowLexer)
        unmatched = _check_labels(form)
        parser = gzparse.Parser(forms=[*(other for other in (ANNUAL_REPORT,) if other.name != form.name), form])
        for text, figures in pages:
            _check_sample(parser, text, figures, None, form.name)
            _check_damaged_text(_parse_with(parser, None), text, examples)
            _check_lost_headers(_parse_with(parser, form.name), text)
        _check_that_samples_have(unmatched, [parser.parse(text) for text, _ in pages])
        if records is not None:
            _check_records(form, parser, records, examples)


@contextmanager
def _as_assertion_errors() -> Iterator[None]:
    """What a plugin's renderer or grammar fails with is a failure of its own, not of the test."""
    try:
        yield
    except gzparse.RenderError as error:
        raise AssertionError(f"renderer: {error}") from error
    except GrammarError as error:
        raise AssertionError(f"grammar: {error}") from error


# --- grammars ---------------------------------------------------------------------------------------------------------


def _check_grammar(place: GrammarPlace, start: Sequence[str], lexer: Any) -> None:
    if find_spec("interegular") is None:
        raise ModuleNotFoundError("Lark's strict mode needs interegular: pip install 'gzparse[hypothesis]'")
    try:
        grammar.parser(place, start=start, lexer=lexer, strict=True)
    except re.error as error:
        raise AssertionError(f"grammar: {error}") from error


def _check_labels(form: Form) -> list[str]:
    """Check that no label of the record is matched in full by two label terminals; return the rows whose label none matches."""
    parser = grammar.parser(form.grammar, start=form.tables, lexer=RowLexer)
    terminals = {t.name: re.compile(t.pattern, re.S) for t in parser.terminals.values() if t.priority >= 0}
    unknown = []
    for path in form.labels.rows:
        label = fold_label(form.labels.parts[path].split(" ")[-1])
        matching = [name for name, pattern in terminals.items() if pattern.fullmatch(label)]
        labels = [name for name in matching if not name.startswith("GROUP_")]
        assert len(labels) <= 1, f"labels: “{label}” [{path}] is matched by {' and by '.join(labels)}"
        unknown += [] if matching else [path]
    return unknown


def _check_that_samples_have(rows: Sequence[str], readings: Sequence[Reading]) -> None:
    """Rows whose labels the grammar does not match as the record has them are read from some sample."""
    given = {path.rpartition(".")[0] for reading in readings for path, figure in reading.figures.items() if figure.origins}
    for row in rows:
        if row not in given:
            label = readings[0].label(row)
            raise AssertionError(f"labels: no terminal matches “{label}” [{row}], and no sample has a figure of such a row")


# --- samples ----------------------------------------------------------------------------------------------------------


def _page(sample: Sample) -> tuple[str, Mapping[str, int | Decimal | str | None]]:
    given, figures = sample if isinstance(sample, tuple) else (sample, {})
    is_path = not isinstance(given, str) or ("\n" not in given and len(given) < 1000)
    return (read_source(pathlib.Path(given).read_bytes()).text if is_path else str(given)), figures


def _parse_with(parser: gzparse.Parser, form: str | None) -> Parse:
    return lambda text: parser.parse(text, form=form)


def _check_sample(
    parser: gzparse.Parser, text: str, figures: Mapping[str, int | Decimal | str | None], layout: str | None, form: str | None
) -> None:
    """A sample is read by the layout, or as the form, that is checked, soundly and without an error."""
    reading = parser.parse(text, form=form if layout is not None else None)
    begins = text.strip()[:30]
    if layout is None:
        assert reading.form == form, f"sample “{begins}…”: it is read as form {reading.form!r}"
    values = [figure for figure in reading.figures.values() if figure.value is not None]
    assert values, "\n".join([f"sample “{begins}…”: no figure of it is read", *_failures(reading)])
    assert layout is None or {figure.layout for figure in values} == {layout}, f"sample “{begins}…”: another layout read it"
    for path, wanted in figures.items():
        assert path in reading.figures, f"sample “{begins}…”: the form has no figure {path}"
        figure = reading.figures[path]
        assert figure.value == wanted, f"sample “{begins}…”: {reading.label(path)} [{path}] is {wanted}, and {figure} is given"
    assert_sound(reading)


def _check_damaged_text(parse: Parse, text: str, examples: int) -> None:
    """Whatever digits of a page are changed, taken out or cut off, no figure is wrong without a finding."""
    whole = parse(text)
    rng = random.Random(0)
    for _ in range(examples):
        damaged_text, expected, done, row = _damaged(whole, rng)
        try:
            reading = parse(damaged_text)
        except gzparse.NotAReport:
            continue  # cut off before its first table
        if reading.form == whole.form:
            _assert_no_faults(faults_of(reading, expected), reading, damaged_text, done)
            assert_sound(reading)
            if row is not None:
                spans = [ref.span for finding in reading.findings for ref in finding.refs if ref.span is not None]
                pointed_to = any(span.start < row[1] and row[0] < span.end for span in spans)
                assert pointed_to, f"a row of another label goes without a finding: {done}\npage:\n{damaged_text}"


def _damaged(whole: Reading, rng: random.Random) -> tuple[str, dict[str, Expected], str, tuple[int, int] | None]:
    """Damage a page that was read; return it, what is then expected, what was done, and where a row has another label."""
    text = whole.source.text
    expected = {path: _expected_of(figure) for path, figure in whole.figures.items()}
    given_at = {path: figure.origins for path, figure in whole.figures.items() if figure.value is not None}
    path = rng.choice(list(given_at))
    place, figure = given_at[path][0], whole.figures[path]
    kind = rng.choice(("misprint", "figure lost", "label lost", "text cut off"))
    label = _label_of(whole, path) if kind == "label lost" else None
    if label is not None:
        text = (
            text[: label.start] + "".join("某" if c.isalpha() else c for c in text[label.start : label.end]) + text[label.end :]
        )
        row = path.rpartition(".")[0]
        expected |= {p: Expected(Kind.UNTOLD) for p in expected if p.rpartition(".")[0] == row}
    elif kind == "misprint" and len(figure.origins) == 1 and figure.raw is not None:
        raw = misspelled(figure.raw, rng) if isinstance(figure.value, str) else misprinted(figure.raw, rng)
        text = text[: place.start] + raw + text[place.end :]
        number = "".join(c for c in raw if c.isdecimal() or c in ".+-－−").translate(str.maketrans("－−", "--"))
        expected[path] = Expected(Kind.FIGURE, raw if isinstance(figure.value, str) else Decimal(number), "misprint")
    elif kind == "figure lost":
        for span in reversed(figure.origins):
            text = text[: span.start] + text[span.end :]
        expected[path] = Expected(Kind.BLANK, None, "blank")
    else:
        kind = "text cut off"
        end = max(span.end for span in figure.origins)
        text = text[:end]
        for other, spans in given_at.items():
            if max(span.end for span in spans) > end:
                expected[other] = Expected(Kind.UNTOLD)
    extent = (label.start, max(place.end, label.end)) if label is not None else None
    return text, expected, f"{kind} at {path}", extent


def _label_of(whole: Reading, path: str) -> gzparse.Span | None:
    """Return the place of the label that stands right before the first figure of a figure's row."""
    row = path.rpartition(".")[0]
    first = min(f.origins[0].start for p, f in whole.figures.items() if f.origins and p.rpartition(".")[0] == row)
    label: gzparse.Span | None = None
    for part in whole.parts:
        if part.span.start >= first:
            break
        label = part.span if part.kind == "label" else None if part.kind == "figure" else label
    return label


def _check_lost_headers(parse: Parse, text: str) -> None:
    """Without the headers of its tables, a page has no figure of which nothing says that no header names its column."""
    whole = parse(text)
    headers = [part.span for part in whole.parts if part.kind == "header"]
    for span in reversed(headers):
        text = text[: span.start] + text[span.end :]
    reading = parse(text)
    named = {ref.path for finding in reading.findings for ref in finding.refs if ref.path is not None}
    for path, figure in reading.figures.items():
        assert not headers or figure.value is None or is_in(path, named), (
            f"headers lost: nothing is said of {reading.label(path)} [{path}], for which {figure.value} is given\npage:\n{text}"
        )


def _expected_of(figure: Figure) -> Expected:
    if figure.value is not None:
        return Expected(Kind.FIGURE, figure.value)
    return Expected(Kind.BLANK) if figure.status in ("blank", "not_applicable") else Expected(Kind.UNTOLD)


def _shown(expected: Expected) -> str:
    value = "" if expected.value is None else expected.value
    return f"{expected.kind.value} {value} {expected.why}".rstrip()


def _assert_no_faults(faults: Sequence[Fault], reading: Reading, text: str, done: object) -> None:
    if not faults:
        return
    lines = [
        f"{fault.what}: {reading.label(fault.path)} [{fault.path}]: {fault.given} ({fault.status}) is given, "
        f"expected is {_shown(fault.expected)}"
        for fault in faults[:5]
    ]
    raise AssertionError("\n".join([*_failures(reading), *lines, f"damage: {done}", "page:", text]))


def _failures(reading: Reading) -> list[str]:
    """Return what the plugin failed with, if it did: then nothing of it was read."""
    return [finding.message for finding in reading.findings if finding.code == "plugin-failed"]


# --- what is rendered -------------------------------------------------------------------------------------------------


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False
    )


def _check_rendered(layout: Layout, alone: gzparse.Parser, among: gzparse.Parser, lossless: bool, examples: int) -> None:
    @_settings(examples)
    @given(reports(blanks=False))
    def comes_back(report: gzparse.Report) -> None:
        text = gzparse.render(report, layout=layout)
        reading = alone.parse(text)
        wrong = [
            f"{reading.label(path)} [{path}]: {figure.value} is given"
            for path, figure in reading.figures.items()
            if figure.value != value_at(report, path)
        ]
        assert not wrong, "round trip: " + "\n".join([*_failures(reading), *wrong[:5], "page:", text])
        assert reading.report == report, f"round trip: all figures come back, but not all of the rest\npage:\n{text}"

    @_settings(examples)
    @given(rendered(layout=layout))
    def is_read_as_printed(page: Any) -> None:
        for parser in (alone, among):
            reading = parser.parse(page.text)
            _assert_no_faults(page.faults(reading), reading, page.text, "none")
            assert_sound(reading)

    @_settings(examples)
    @given(damaged(layout=layout))
    def is_never_silent(page: Any) -> None:
        for parser in (alone, among):
            try:
                reading = parser.parse(page.text)
            except gzparse.NotAReport:
                continue
            _assert_no_faults(page.faults(reading), reading, page.text, page.damages)
            assert_sound(reading)

    _check_printing(layout)
    if lossless:
        _check_blanks_are_preserved(layout)
        comes_back()
    is_read_as_printed()
    is_never_silent()


def _check_printing(layout: Layout) -> None:
    """The renderer prints each figure, once, as it is given."""
    report = with_figures(gzparse.Report(edition="2021"), dict.fromkeys(paths_of(frozenset()), 1203))
    traced(document_of(report, (ANNUAL_REPORT,)[0]), layout)


def _check_blanks_are_preserved(layout: Layout) -> None:
    """Two pages on which other cells are blank are not the same."""
    zeros = dict.fromkeys(paths_of(frozenset()), 0)
    pages = {}
    for path in ("proactive_disclosure.rules.issued", "proactive_disclosure.rules.repealed", "requests.new.total"):
        pages[gzparse.render(with_figures(gzparse.Report(edition="2021"), {**zeros, path: None}), layout=layout)] = path
    assert len(pages) == 3, "renderer: blank cells are not preserved; say lossless=False, or have it print them"


def _check_records(form: Form, parser: gzparse.Parser, records: st.SearchStrategy[Any], examples: int) -> None:
    """Records come back from every layout, or their figures do or are named; damage is never silent."""
    names = [layout for layout in LAYOUTS if layout.render is not None]
    texts = {path for path, info in form.labels.figures.items() if info.kind == "text"}

    @_settings(examples)
    @given(records, st.sampled_from(names), st.randoms(use_true_random=False), st.booleans())
    def come_back(record: Any, layout: Layout, rng: random.Random, harmed: bool) -> None:
        page = marked.MarkedPage(document_of(record, form), layout, lambda path: False, {}, texts=texts)
        kinds = rng.sample(marked.kinds_for(layout), 2) if harmed else ()
        text, _, done = marked.damage(page, kinds, rng)
        try:
            reading = parser.parse(text)
        except gzparse.NotAReport:
            return
        if reading.form != form.name and harmed:
            return  # too little is left to recognize the form
        assert reading.form == form.name, f"round trip: it is read as form {reading.form!r}\npage:\n{text}"
        _assert_no_faults(faults_of(reading, page.expected), reading, text, done)
        assert_sound(reading)
        if not harmed and layout.name not in LOSSY:
            assert reading.report == record, f"round trip: all figures come back, but not all of the rest\npage:\n{text}"

    come_back()


# --- cost -------------------------------------------------------------------------------------------------------------

_STEEPEST = 1.5
"""The exponent with which cost may grow with the text, at the best of some tries: a busy machine makes it steeper."""
_TRIES = 4
_LONG = 3.0
"""Seconds; what takes longer is timed once."""


def _check_cost(layout: Layout, sample: str | None, measure: Callable[[BuiltLayout, str], float] | None = None) -> None:
    """A table eight times as long takes about eight times as long to cut into rows and cells.

    measure: what it costs; seconds of the processor, unless something else is asked for.
    """
    if layout.render is not None:
        record: Any = gzparse.Report(edition="2021")
        table = layout.render(tables_of(document_of(record, (ANNUAL_REPORT,)[0]))["三、收到和处理政府信息公开申请情况"])
    else:
        assert sample is not None
        table = sample
    built = BuiltLayout(layout)
    slopes = []
    for _ in range(_TRIES):
        short, long = ((measure or _seconds)(built, table * repeats) for repeats in (40, 320))
        slopes.append(math.log(long / short) / math.log(8))
        if slopes[-1] < _STEEPEST or long < 0.05:
            return
        if long > _LONG:
            break  # no other try would take less than half of it
    raise AssertionError(f"cost: eight times the text takes {8 ** min(slopes):.0f} times as long")


def _seconds(built: BuiltLayout, text: str) -> float:
    source = read_source(text)
    took = []
    for _ in range(3):
        begin = time.process_time()
        built.fits(source, 0, len(source.text))
        built.read(source, 0, len(source.text))
        took.append(time.process_time() - begin)
        if took[-1] > _LONG:
            break
    return max(min(took), 1e-4)
