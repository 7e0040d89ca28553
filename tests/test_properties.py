"""What holds of every report, page and input; and that each of these tests fails on code that is broken on purpose.

python -m pytest tests/test_properties.py                              a few examples of each, always the same
python -m pytest -m slow tests/test_properties.py                      some hundreds of each, always the same
GZPARSE_PROFILE=others python -m pytest -m slow tests/test_properties.py    some hundreds of each, others every time
GZPARSE_PROFILE=long python -m pytest tests/test_properties.py         20,000 of each, before a release
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import copy
from decimal import Decimal
from typing import Any, NamedTuple

import layouts as written
import pytest
import writing
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.finish import evidence
from gzparse.finish.page import Page
from gzparse.form import entries
from gzparse.form import items as figures
from gzparse.form.entries import Entry
from gzparse.form.unmarked import solving
from gzparse.testing import WRITERS, Kind, PrintedPage, assert_sound, damaged, layouts, read_soundly, rendered, reports
from gzparse.testing.damages import figures_of
from gzparse.testing.figures import with_figures
from gzparse.testing.judging import is_in, names_of

Reading = gzparse.Reading[gzparse.Report]

# --- the properties ---------------------------------------------------------------------------------------------------


def report_comes_back(page: PrintedPage) -> None:
    """A report whose cells all print something comes back whole, statuses and units included."""
    reading = gzparse.parse(page.text)
    assert reading.report == page.report
    printed = {path: expected for path, expected in page.expected.items() if expected.kind is not Kind.UNTOLD}
    for path, expected in printed.items():
        figure = reading.figures[path]
        start, end = page.cells[path]
        assert figure.status == ("value" if expected.kind is Kind.FIGURE else "not_applicable"), path
        assert figure.raw == page.text[start:end], path
        assert [(span.start, span.end) for span in figure.origins] == [(start, end)], path
        assert figure.unit == (figure.raw.lstrip("+-－0123456789.") or None if expected.kind is Kind.FIGURE else None), path
    again = gzparse.parse(gzparse.render(reading, layout=page.layout))
    assert again.report == reading.report
    assert [f.status for f in again.figures.values()] == [f.status for f in reading.figures.values()]
    assert [f.unit for f in again.figures.values()] == [f.unit for f in reading.figures.values()]


def figures_come_back_or_are_named(page: PrintedPage) -> None:
    """Whatever is blank, in whatever layout: a figure is given as printed, or named; and so it is when it is written again."""
    reading = gzparse.parse(page.text)
    assert not page.faults(reading)
    again = gzparse.parse(gzparse.render(reading, layout=page.layout))
    errors = names_of(again.findings, "error")
    for path, figure in reading.figures.items():
        other = again.figures[path]
        assert other.value in (None, figure.value), path
        assert other.value == figure.value or is_in(path, errors), path


def json_gives_the_report_back(report: gzparse.Report) -> None:
    """A report is the same after it was JSON text."""
    assert gzparse.structure(json.loads(json.dumps(gzparse.unstructure(report)))) == report


def damage_is_never_silent(page: PrintedPage) -> None:
    """Whatever is done to a page: a figure is given as the page prints it, or named."""
    try:
        reading = gzparse.parse(page.text)
    except gzparse.NotAReport:
        return
    assert not page.faults(reading), page.damages


def page_is_accounted_for(page: PrintedPage) -> None:
    """Of a damaged page too: origins give what is printed, and every letter is a part of what was read."""
    try:
        reading = gzparse.parse(page.text)
    except gzparse.NotAReport:
        return
    assert_sound(reading)


def text_is_accounted_for(text: str) -> None:
    """Of arbitrary text too, and the same text gives the same reading."""
    read_soundly(text)


def bytes_raise_documented_errors_only(data: bytes) -> None:
    """Arbitrary bytes are read soundly, or refused with a documented error."""
    read_soundly(data, again=False)


_TEMPLATE = written.Laid("tabs", writing.consistent_figures(random.Random(5))).text
_LINES = [line for line in _TEMPLATE.split("\n") if line.strip()]
_WORDS = [
    "\t",
    "|",
    "\n",
    " ",
    "　",
    "0",
    "1",
    "23",
    "１２",
    "-",
    "/",
    "无",
    "%",
    "5.5",
    "万元",
    "（一）",
    "其他",
    "总计",
    "\f",
    "\u2028",
    "\r\n",
]
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030")


def texts() -> st.SearchStrategy[str]:
    """Texts of a report's own lines and of what stands in them, in any order, with anything between."""
    pieces = st.one_of(st.sampled_from(_LINES), st.sampled_from(_WORDS), st.text(max_size=5))
    joined = st.lists(pieces, max_size=40).flatmap(
        lambda some: st.sampled_from(["\n", "", "\t", " "]).map(lambda by: by.join(some))
    )
    return joined.map(lambda text: f"二、主动公开政府信息情况\n{text}") | joined


def some_bytes() -> st.SearchStrategy[bytes]:
    """Bytes of such texts in the encodings that are read, cut or not, and any other bytes."""
    of_texts = st.builds(lambda text, encoding: text.encode(encoding, "replace"), texts(), st.sampled_from(_ENCODINGS))
    cut = st.builds(lambda data, end: data[:end], of_texts, st.integers(0, 400))
    return st.one_of(of_texts, cut, st.binary(max_size=300), st.builds(bytes.__add__, of_texts, st.binary(max_size=20)))


def marked_reports() -> st.SearchStrategy[PrintedPage]:
    """Pages in layouts that lose nothing, each of whose cells prints something."""
    pages = layouts(lossless=True).flatmap(lambda name: rendered(layout=name))
    return pages.filter(
        lambda page: all(path in page.cells for path, expected in page.expected.items() if expected.kind is not Kind.UNTOLD)
    )


_PLAIN = reports(blanks=False, extra_rows=False, prose=False, largest=2000)
_AMBIGUOUS = [with_figures(gzparse.Report(edition="2021"), figures_of(random.Random(seed))) for seed in (18, 50, 93)]
"""Reports with a row whose digits can be split in two ways, of which the first is wrong; one report in fifty has such a row."""
_CONCATENATED = damaged(st.sampled_from(_AMBIGUOUS), layout="run together")


def unmarked_pages() -> st.SearchStrategy[PrintedPage]:
    """Damaged pages of all the kinds on which only labels, order and sums show whose a figure is."""
    return st.sampled_from(list(WRITERS)).flatmap(lambda name: damaged(_PLAIN, layout=name))


class Property(NamedTuple):
    holds: Callable[..., None]
    of: st.SearchStrategy[Any]


PROPERTIES = {
    "a report comes back from a layout that loses nothing": Property(report_comes_back, marked_reports()),
    "figures come back from any layout, or are named": Property(figures_come_back_or_are_named, rendered()),
    "JSON gives the report back": Property(json_gives_the_report_back, reports(identities=False)),
    "damage is never silent": Property(damage_is_never_silent, damaged()),
    "damage is never silent without marks either": Property(damage_is_never_silent, unmarked_pages()),
    "a damaged page is accounted for": Property(page_is_accounted_for, damaged()),
    "arbitrary text is accounted for": Property(text_is_accounted_for, texts()),
    "arbitrary bytes raise documented errors only": Property(bytes_raise_documented_errors_only, some_bytes()),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds(name: str) -> None:
    given(PROPERTIES[name].of)(PROPERTIES[name].holds)()


@pytest.mark.slow
@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds_of_some_hundreds(name: str) -> None:
    settings(max_examples=400)(given(PROPERTIES[name].of)(PROPERTIES[name].holds))()


# --- each fails on broken code ----------------------------------------------------------------------------------------


def _blanks_are_zeros(evaluate: Callable[..., None]) -> Callable[..., None]:
    """Do what language models do."""

    def evaluated(entry: Entry) -> None:
        evaluate(entry)
        if entry.statuses is not None and "blank" in entry.statuses:
            entry.values = tuple(0 if value is None else value for value in entry.values)
            entry.statuses = tuple("value" for _ in entry.values)

    return evaluated


def _without_findings(parse: Callable[..., Any]) -> Callable[..., Any]:
    def silent(*args: Any, **options: Any) -> Any:
        reading = parse(*args, **options)
        return evolve(reading, findings=tuple(f for f in reading.findings if f.severity == "info"))

    return silent


def _rounded(unstructure: Callable[..., Any]) -> Callable[..., Any]:
    def rounded(report: gzparse.Report) -> Any:
        plain = unstructure(report)
        fees = plain["proactive_disclosure"]["fees"]
        fees["amount"] = None if fees["amount"] is None else str(round(Decimal(fees["amount"]), 1))
        return plain

    return rounded


def _unit_lost(raw: str) -> figures.Number:
    read = figures.number(raw)
    return figures.Number(read.value, read.signed, None)


def _blocks_swapped(self: Page) -> dict[str, Entry]:
    found = {path: entry for table in self.tables.values() for path, entry in table.entries.items()}
    if (entry := found.get("review_and_litigation")) is not None:
        swapped = copy(entry)
        swapped.values = (*entry.values[5:10], *entry.values[:5], *entry.values[10:])
        found["review_and_litigation"] = swapped
    return found


def _moved(figures: Callable[..., Any]) -> Callable[..., Any]:
    def moved(self: Any) -> Any:
        def shifted(figure: gzparse.Figure) -> gzparse.Figure:
            return evolve(figure, origins=tuple(evolve(span, end=span.end - 1) for span in figure.origins))

        return {path: shifted(figure) for path, figure in figures(self).items()}

    return moved


def _the_first(readings: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **options: readings(*args, **options)[:1]


def _raises(*_: Any, **__: Any) -> Any:
    raise KeyError("not documented")


def _names_as_the_forms(part: Any, leaves: object, names: object) -> entries.OwnColumns:
    """Take any header for the form's."""
    return entries.OwnColumns(part.columns)


class Broken(NamedTuple):
    """Code that is broken on purpose: the property that must fail, what takes whose place, and on what it shows soonest."""

    name: str
    property: str
    target: str
    code: Any
    of: st.SearchStrategy[Any] | None = None


_PARTS = evidence.TableEvidence.parts
_BACK, _NAMED, _JSON, _SILENT, _UNMARKED, _PAGE, _TEXT, _BYTES = PROPERTIES
BROKEN = [
    Broken("blocks swapped", _BACK, "gzparse.finish.page.Page.entries", property(_blocks_swapped)),
    Broken("units lost", _BACK, "gzparse.form.entries.number", _unit_lost),
    Broken("origins moved", _BACK, "gzparse.finish.evidence.TableEvidence.figures", _moved(evidence.TableEvidence.figures)),
    Broken("blanks read as zeros", _NAMED, "gzparse.form.marked.evaluate", _blanks_are_zeros(entries.evaluate)),
    Broken("nothing said of what is withheld", _NAMED, "gzparse.parse", _without_findings(gzparse.parse)),
    Broken("decimals rounded", _JSON, "gzparse.unstructure", _rounded(gzparse.unstructure)),
    Broken("blanks read as zeros", _SILENT, "gzparse.form.marked.evaluate", _blanks_are_zeros(entries.evaluate)),
    Broken("nothing said of what is withheld", _SILENT, "gzparse.parse", _without_findings(gzparse.parse)),
    Broken(
        "names of columns not examined",
        _SILENT,
        "gzparse.form.columns._Part._of",
        _names_as_the_forms,
        damaged(layout="tabs", kinds=["column renamed"]),
    ),
    Broken(
        "the first split taken",
        _UNMARKED,
        "gzparse.form.unmarked.solving.readings",
        _the_first(solving.readings),
        _CONCATENATED,
    ),
    Broken("nothing said of what is withheld", _UNMARKED, "gzparse.parse", _without_findings(gzparse.parse)),
    Broken("origins moved", _PAGE, "gzparse.finish.evidence.TableEvidence.figures", _moved(evidence.TableEvidence.figures)),
    Broken("a part dropped", _PAGE, "gzparse.finish.evidence.TableEvidence.parts", lambda self: _PARTS(self)[:-1]),
    Broken("a part dropped", _TEXT, "gzparse.finish.evidence.TableEvidence.parts", lambda self: _PARTS(self)[:-1]),
    Broken("an error of another kind", _BYTES, "gzparse.read.text._undecodable", _raises),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.property}: {broken.name}")
def test_it_fails_on_broken_code(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broken.target, broken.code)
    monkeypatch.setattr(gzparse, "_default", None)  # a parser that has seen no table by code that is not broken
    found = PROPERTIES[broken.property]
    with pytest.raises((AssertionError, KeyError)):
        settings(max_examples=2000, database=None, phases=[Phase.generate])(
            given(found.of if broken.of is None else broken.of)(found.holds)
        )()
