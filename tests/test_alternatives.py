"""The laws of alternatives: they are asked about the same facts, take away and never give, and each has its pages."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from attrs import evolve
from conftest import ROOT
from website_form import FORM

import gzparse
from gzparse.cli.command import main
from gzparse.form.alternatives import resolve as resolving
from gzparse.form.alternatives.accounts import LOST, Account, Alternative, Cell, agreed
from gzparse.form.alternatives.catalogue import CATALOGUE, OF_LAYOUTS
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.model.codes import find
from gzparse.output.alternatives_page import alternatives_page, built_in_alternatives
from gzparse.testing import PageCase, damages, marked, pages_in

PAGES = ROOT / "tests" / "pages"
TEXTS = gzparse.Parser(forms=[gzparse.forms()[0], FORM])
CASES: dict[str, tuple[PageCase, Callable[[str], gzparse.Reading[Any]]]] = {
    **{case.name: (case, gzparse.parse) for case in pages_in(PAGES)},
    **{case.name: (case, TEXTS.parse) for case in pages_in(ROOT / "tests" / "pages_of_texts")},
}
ALL = built_in_alternatives()
NAMES = {alternative.name for alternative in ALL}


def tables(reading: gzparse.Reading[Any]) -> Iterable[Any]:
    evidence: Any = reading._evidence
    found: Iterable[Any] = evidence.tables.values()
    return found


def answers(reading: gzparse.Reading[Any], name: str) -> list[bool]:
    """Return for each account that an alternative added to a page whether it is left."""
    return [one.refuted_by is None for table in tables(reading) for one in table.proof if one.alternative.name == name]


# --- the catalogue and its pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", pages_in(ROOT / "tests" / "pages_of_texts"), ids=str)
def test_a_page_with_text_fields_is_read_as_its_case_says(case: PageCase) -> None:
    case.check(TEXTS.parse)


@pytest.mark.parametrize("alternative", ALL, ids=lambda one: one.name)
def test_each_alternative_has_a_page_that_it_exists_for_and_one_that_it_leaves_alone(alternative: Alternative) -> None:
    case, parse = CASES[alternative.example]
    reading = parse(case.text)
    assert True in answers(reading, alternative.name)
    figures = reading.figures.values()
    assert any(figure.status == "withheld" for figure in figures)
    case, parse = CASES[alternative.near_miss]
    assert True not in answers(parse(case.text), alternative.name)


@pytest.mark.parametrize("alternative", [one for one in ALL if one.refuted_by], ids=lambda one: one.name)
def test_what_refutes_an_alternative_does_so_on_some_page(alternative: Alternative) -> None:
    by = {
        one.refuted_by.name
        for case, parse in CASES.values()
        for table in tables(parse(case.text))
        for one in table.proof
        if one.alternative.name == alternative.name and one.refuted_by is not None
    }
    assert by == {evidence.name for evidence in alternative.refuted_by}


@pytest.mark.parametrize("alternative", ALL, ids=lambda one: one.name)
def test_each_alternative_says_what_it_is(alternative: Alternative) -> None:
    template = find(alternative.reason or alternative.name)
    assert (template.code, template.severity) == (alternative.code, "error")
    for text in (alternative.supposes, alternative.sign, alternative.accepts):
        assert all(text)
        assert text[0][-1] not in ".。"
    assert len(NAMES) == len(ALL)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_documentation_is_that_of_the_catalogue(language: Any) -> None:
    """If this fails: ``python -m gzparse.output.alternatives_page docs``."""
    page = (ROOT / "docs" / language / "alternatives.md").read_text("utf-8")
    assert page == alternatives_page(language)


SHOWS = "shows by itself"
BY_DAMAGE: dict[str, set[str] | str] = {
    "zeros blanked": SHOWS,  # rows have fewer figures than columns
    "rows swapped": SHOWS,  # each row has its label
    "row lost": {"next-row-missing", "sum-broken-row-missing"},
    "label lost": {"next-row-missing", "figures-beside-lacking", "undivided-beside-divided", "two-labels"},
    "figures lost": {"others-lost-cells", "next-page-number"},
    "row cut": {"no-closing-mark", "sum-broken-fewer-cells", "sum-broken-row-missing"},
    "figure blanked": {"page-number-at-end", "dashes-may-be-rule", "figures-beside-lacking"},
    "misprint": SHOWS,  # it is given as printed
    "label typo": SHOWS,  # the label is not the form's
    "note": {"words-behind", "text-below"},
    "page number": {
        "figure-goes-on-below",
        "others-have-extra",
        "figure-between-dashes",
        "next-page-number",
        "change-without-sign",
    },
    "text cut off": {"end-of-text", "figures-moved-by-a-row"},
    "repeated lines removed": SHOWS,  # no line of the page is printed twice
    "column's name lost": SHOWS,  # the columns' names, in this and the three below
    "column renamed": SHOWS,
    "columns' names swapped": SHOWS,
    "column's name added": SHOWS,
    "cell lost": {"sum-broken-cells-missing", "sum-broken-fewer-cells", "change-moved-up", "sums-impossible"},
    "cell added": {"longest-row", "blanks-in-front", "others-have-extra"},
    "letter for a digit": SHOWS,  # it is no number
    "note in a label": SHOWS,
    "note or page number": {"figure-goes-on-below", "words-behind", "layouts-differ", "text-may-be-another-rows"},
}


def test_each_kind_of_damage_has_an_alternative_or_shows_by_itself() -> None:
    assert {*damages.DAMAGES, *marked.DAMAGES} == BY_DAMAGE.keys()
    named = {name for names in BY_DAMAGE.values() if names is not SHOWS for name in names}
    assert named <= NAMES
    # A row printed twice, a figure broken over lines or by a blank, a cell deleted from a file, another order of columns.
    others = {"row-conflict", "figure-goes-on-in-a-cell", "figure-in-pieces", "cells-moved-up", "total-may-stand-first"}
    others |= {"figures-before-label", "names-without-figures"}  # cells to the left of their labels, small tables
    assert NAMES - named == others


# --- the laws ---------------------------------------------------------------------------------------------------------


def damaged_pages(count: int) -> Iterator[str]:
    yield from (case.text for case, parse in CASES.values() if parse == gzparse.parse)
    writers = [*damages.WRITERS]
    for number in range(count):
        yield damages.numbered(11, number, writers[number % len(writers)], "2021").text


def shown(reading: gzparse.Reading[Any]) -> tuple[Any, ...]:
    traces = [reading.trace(path) for path, figure in reading.figures.items() if figure.origins]
    return dict(reading.figures), reading.findings, reading.parts, traces


def test_the_order_in_which_alternatives_are_asked_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    possible = resolving._possible
    for number, text in enumerate(damaged_pages(30)):
        plain = gzparse.parse(text)
        wanted, proofs = shown(plain), [[one.alternative.name for one in table.proof] for table in tables(plain)]

        def shuffled(*given: Any, number: int = number) -> Sequence[Alternative]:
            some = [*possible(*given)]
            random.Random(number).shuffle(some)
            return some

        with monkeypatch.context() as patch:
            patch.setattr(gzparse, "_default", None)  # a parser that has seen no table
            patch.setattr(resolving, "_possible", shuffled)
            reading = gzparse.parse(text)
            given = [[one.alternative.name for one in table.proof] for table in tables(reading)]
        assert (*shown(reading)[:3], given) == (*wanted[:3], proofs)
        assert shown(reading) == wanted


def test_within_one_reading_an_alternative_can_only_take_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the alternatives leave is what is given without them."""
    for text in damaged_pages(30):
        for layout in {figure.layout for figure in gzparse.parse(text).figures.values()} - {None, "cells"}:
            given = gzparse.parse(text, layout=layout).figures
            with monkeypatch.context() as patch:
                patch.setattr(gzparse, "_default", None)  # a parser that has seen no table
                patch.setattr(resolving, "_possible", lambda *_: ())
                plain = gzparse.parse(text, layout=layout).figures
            for path, figure in given.items():
                if figure.value is not None:
                    assert (figure.value, figure.origins) == (plain[path].value, plain[path].origins)


def test_layouts_are_chosen_before_alternatives_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in damaged_pages(30):
        chosen = [(table.section, table.grid.layout) for table in tables(gzparse.parse(text))]
        everything = evolve(CATALOGUE[0], accounts=lambda facts: [lost(facts, entry) for entry in facts.rows.values()])
        with monkeypatch.context() as patch:
            patch.setattr(gzparse, "_default", None)  # a parser that has seen no table
            patch.setattr(resolving, "_possible", lambda *_, everything=everything: (everything,))
            reading = gzparse.parse(text)
        assert chosen == [(table.section, table.grid.layout) for table in tables(reading)]
        assert not any(figure.status == "value" for figure in reading.figures.values())


def test_accounts_agree_where_all_print_the_same_or_have_a_blank() -> None:
    five, other, blank = Cell("printed", "5", (3, 4)), Cell("printed", "5", (9, 10)), Cell("blank", rests_on="cell")
    assert agreed([(five, blank, LOST, five)]) == {0, 1, 3}
    assert agreed([(five, blank, LOST, five), (other, Cell("blank", rests_on="nothing"), LOST, blank)]) == {0, 1}
    assert agreed([(five,), (Cell("printed", "6", (3, 4)),)]) == frozenset()


# --- what is withheld, and what is given, keep what is known of them --------------------------------------------------


def test_a_withheld_figure_keeps_its_place_and_what_is_printed() -> None:
    reading = gzparse.parse(CASES["row_of_three_cut_within_its_last_figure"][0].text)
    row = [reading.figures[f"proactive_disclosure.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")]
    assert [figure.status for figure in row] == ["value", "value", "withheld"]
    assert row[2].raw is not None
    assert reading.source.text[row[2].origins[0].start : row[2].origins[0].end] == row[2].raw
    (finding,) = (f for f in reading.findings if f.code == "row-ambiguous")
    assert [ref.path for ref in finding.refs] == ["proactive_disclosure.normative_documents.in_force"]
    whole = gzparse.parse(CASES["figures_above_a_missing_row"][0].text).figures["proactive_disclosure.penalties.decisions"]
    assert (whole.status, whole.value) == ("withheld", None)
    assert whole.raw


def test_a_zero_is_given_where_all_accounts_have_it() -> None:
    reading = gzparse.parse(CASES["row_of_zeros_that_begins_later_than_the_others"][0].text)
    row = [figure for path, figure in reading.figures.items() if path.startswith("requests.carried_forward.")]
    assert [figure.value for figure in row] == [None, 0, 0, 0, 0, 0, 0]


def test_a_trace_shows_the_accounts_of_a_row_and_what_became_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    page = PAGES / "row_cut_within_its_last_figure" / "page.txt"
    path = "requests.results.refused.third_party_rights.total"
    assert main(["explain", str(page), path, "--trace"]) == 0
    told = capsys.readouterr().out
    assert "plain account: 35 · 8 · 37 · 20 · 36 · 53 · 1\n" in told
    assert "no-closing-mark – the row is cut off within its last figure: 35 · 8 · 37 · 20 · 36 · 53 · lost\n  left\n" in told
    assert "asked, and no sign of it: row-conflict, sum-broken-row-missing" in told
    reading = pickle.loads(pickle.dumps(gzparse.parse(CASES["page_number_below_a_zero"][0].text)))
    told = reading.trace("proactive_disclosure.penalties.decisions", "zh")
    assert told.startswith("按原样：0\nfigure-goes-on-below——本行最后一个数字的一部分在其下方：丢失\n  已排除")
    assert "zero-is-whole" in told
    assert reading.trace("requests.new.total") == "its row was not found"
    with pytest.raises(gzparse.UnknownPath):
        reading.trace("requests.new")
    main(["explain", str(page), path])
    assert "plain account" not in capsys.readouterr().out


# --- alternatives of forms and plugins --------------------------------------------------------------------------------

TABS = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")


def with_plugin(accounts: Callable[[Facts], Iterable[Account]], **changes: Any) -> gzparse.Reading[Any]:
    """Read a page with an alternative of a plugin."""
    from gzparse.plugins.host import Pool

    given = Alternative(name="mine", supposes=("it is mine", "属于我"), sign=("none", "无"), accounts=accounts, **changes)
    parser = gzparse.Parser()
    parser._alternatives = Pool("alternatives", (), [given])
    return parser.parse(TABS)


def test_an_alternative_of_a_plugin_takes_away_what_it_doubts_and_says_why() -> None:
    reading = with_plugin(lambda facts: [lost(facts, facts.rows["requests.new"], 0)] if facts.table.sums == (7,) else [])
    assert reading.figures["requests.new.natural_person"].status == "withheld"
    assert reading.figures["requests.new.total"].value == gzparse.parse(TABS).figures["requests.new.total"].value
    (finding,) = (f for f in reading.findings if f.code == "row-ambiguous")
    assert "withheld, if it is mine" in finding.message
    assert "未采用：属于我" in finding.text("zh")


def test_an_alternative_of_a_plugin_can_only_take_away() -> None:
    def bold(facts: Facts) -> Iterator[Account]:
        for path, entry in facts.rows.items():
            entry.values = (99,) * len(entry.columns)
            entry.statuses = None
            yield Account({path: tuple(Cell("printed", "99", (0, 2)) for _ in entry.columns)})

    reading = with_plugin(bold)
    plain = gzparse.parse(TABS)
    assert not any(figure.value is not None for figure in reading.figures.values())
    raws = {path: figure.raw for path, figure in plain.figures.items()}
    assert {path: figure.raw for path, figure in reading.figures.items()} == raws
    reading = with_plugin(lambda facts: [account for account in bold(facts) if False])
    assert dict(reading.figures) == dict(plain.figures)


@pytest.mark.parametrize(
    ("accounts", "said"),
    [
        (lambda facts: [1 // 0], "ZeroDivisionError"),
        (lambda facts: [Account({path: (LOST,) * 99}) for path in facts.rows], "99 cells for"),
        (lambda facts: [Account({"nothing": (LOST,)})], "KeyError"),
    ],
)
def test_an_alternative_that_fails_costs_nothing_and_is_reported(accounts: Any, said: str) -> None:
    with pytest.warns(gzparse.PluginWarning, match="alternative 'mine' failed"):
        reading = with_plugin(accounts)
    assert dict(reading.figures) == dict(gzparse.parse(TABS).figures)
    assert {f.code for f in reading.findings} == {"plugin-failed"}
    assert said in reading.findings[0].message


def test_an_alternative_is_asked_about_the_tables_to_which_it_can_happen() -> None:
    asked: list[str] = []

    def note(facts: Facts) -> Iterable[Account]:
        asked.append(facts.table.section)
        return ()

    with_plugin(note)
    assert asked == ["proactive_disclosure", "requests", "review_and_litigation"]
    for changes, wanted in (
        ({"sums": True}, ["requests", "review_and_litigation"]),
        ({"sums": False}, ["proactive_disclosure"]),
        ({"sections": frozenset(("requests",))}, ["requests"]),
        ({"kinds": frozenset(("UNMARKED",))}, []),
        ({"form": "other"}, []),
    ):
        asked.clear()
        with_plugin(note, **changes)
        assert asked == wanted


def test_the_catalogue_is_asked_in_any_case() -> None:
    assert {*CATALOGUE, *OF_LAYOUTS} <= {*ALL}
    assert [one.name for one in ALL if one not in (*CATALOGUE, *OF_LAYOUTS)] == ["undivided-beside-divided"]


# --- signs to the letter ------------------------------------------------------------------------------------------------

LINES = CASES["single_figure_where_half_of_the_rows_lost_theirs"][0].text
TWO = "proactive_disclosure"


def test_half_of_the_rows_without_figures_are_enough_and_one_less_is_not() -> None:
    assert answers(gzparse.parse(LINES), "others-lost-cells") == [True, True]
    fewer = LINES.replace("行政处罚\n", "行政处罚\n77\n")
    assert answers(gzparse.parse(fewer), "others-lost-cells") == []


@pytest.mark.parametrize(
    ("ordinals", "are_ordinals"), [((1, 2, 3, 4, 5, 6), True), ((1, 2, 3), True), ((1, 2), False), ((2, 1, 3), False)]
)
def test_a_column_of_ordinals_is_no_rows(ordinals: tuple[int, ...], are_ordinals: bool) -> None:
    labels = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"]
    text = CASES["row_printed_twice_with_the_same_figures"][0].text
    text = "\n".join(dict.fromkeys(text.splitlines()))
    for ordinal, label in zip(ordinals, labels, strict=False):
        text = text.replace(f"\n{label}\t", f"\n{ordinal}\t{label}\t")
    reading = gzparse.parse(text)
    unread = [f for f in reading.findings if f.code == "text-unread"]
    assert (unread == []) is are_ordinals
    furniture = [text[span.start : span.end] for span in reading.furniture]
    assert [one for one in furniture if one.isdecimal()] == ([*map(str, ordinals)] if are_ordinals else [])


def test_a_header_of_one_cell_needs_no_closing_mark() -> None:
    text = CASES["row_of_three_cut_within_its_last_figure"][0].text
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("第二十条第（一）项"))
    lines[at] = "第二十条第（一）项"
    assert answers(gzparse.parse("\n".join(lines)), "no-closing-mark") == [True]
    at = next(i for i, line in enumerate(lines) if line.startswith("信息内容"))
    lines[at] = lines[at].rstrip(" |")
    assert answers(gzparse.parse("\n".join(lines)), "no-closing-mark") == []


def test_a_row_is_withheld_next_to_a_missing_one_alone() -> None:
    """Two rows away from the missing one, it is given though it breaks its sum."""
    text = CASES["row_below_a_missing_one_that_adds_up"][0].text
    rows = [line for line in text.splitlines() if line.split("\t")[-1].isdecimal() and line.count("\t") >= 7]
    gone = next(i for i, line in enumerate(rows) if "1.信访举报投诉类申请" in line)
    for step, left in ((0, True), (1, True), (-1, False), (2, False)):
        line = rows[gone + step]
        broken = line.rpartition("\t")[0] + "\t9999"
        found = answers(gzparse.parse(text.replace(line, broken)), "sum-broken-row-missing")
        assert (True in found) is left, line


def test_the_words_of_a_plugin_are_said_as_they_are() -> None:
    reading = gzparse.parse(TABS)
    (table,) = (one for one in tables(reading) if one.section == "requests")
    entry = table.entries["requests.new"]
    resolving.withhold(table, entry, "the office says so")
    assert entry.values == (None,) * 7
    assert table.findings.found[-1].message.startswith(
        "一、本年新收政府信息公开申请数量 [requests.new]: withheld: the office says so"
    )
    resolving.withhold(table, entry, "again")
    assert len(table.findings.found) == 1
