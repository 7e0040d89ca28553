"""The tools for tests: strategies give what they promise, and the kit finds what a plugin does wrong."""

from __future__ import annotations

import collections
import pathlib
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from attrs import evolve, field, frozen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from work import calls_of

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.layout import builtin as layouts_of
from gzparse.layout import writers
from gzparse.layout.built import BuiltLayout
from gzparse.model.paths import Labels
from gzparse.read.text import read_source
from gzparse.testing import (
    LOSSY,
    WRITERS,
    Kind,
    check_form,
    check_layout,
    damaged,
    layouts,
    marked,
    rendered,
    reports,
)
from gzparse.testing import damages as unmarked
from gzparse.testing.figures import consistent_figures, figures_in, identities_hold
from gzparse.testing.figures import with_figures as figures_put_into
from gzparse.testing.marked_page import number
from gzparse.testing.row_damages import expect_without_cell

EXAMPLES = sorted((pathlib.Path(__file__).resolve().parent.parent / "docs" / "examples").glob("*.txt"))
GENERATE = settings(max_examples=400, database=None, phases=[Phase.generate])
TABS = next(layout for layout in layouts_of.BUILT_IN if layout.name == "tabs")

# --- strategies -------------------------------------------------------------------------------------------------------


def drawn(strategy: st.SearchStrategy[Any], count: int = 400) -> list[Any]:
    found: list[Any] = []

    def keep(value: Any) -> None:
        found.append(value)

    settings(GENERATE, max_examples=count)(given(strategy)(keep))()
    return found


def test_reports_are_of_all_kinds() -> None:
    some = drawn(reports(), 150)
    assert {report.edition for report in some} == {"2021", "2019", "mixed"}
    values = [value for report in some for value in figures_in(report).values()]
    assert 0 in values
    assert any(value < 0 for value in values)
    assert any(value > 10_000 for value in values)
    assert any(value != int(value) for value in values)
    assert any(len(figures_in(report)) < 190 for report in some), "blanks"
    assert any(report.extra_rows for report in some)
    assert any(report.overview.subsections for report in some)
    assert any(report.signature and report.dated for report in some)
    assert any(report.notes.requests for report in some)


def test_identities_hold_unless_others_are_asked_for() -> None:
    assert all(identities_hold(figures_in(report)) for report in drawn(reports(blanks=False), 40))
    broken = drawn(reports(blanks=False, identities=False), 60)
    assert not all(identities_hold(figures_in(report)) for report in broken)
    kept = [not gzparse.check(gzparse.parse(gzparse.render(report))) for report in broken[:40]]
    assert kept == [identities_hold(figures_in(report)) for report in broken[:40]]


def test_editions_and_sizes_can_be_chosen() -> None:
    assert {report.edition for report in drawn(reports(editions=["2019"]), 50)} == {"2019"}
    small = drawn(reports(largest=3, blanks=False), 50)
    assert max(report.requests.new.natural_person for report in small) <= 3 * 26


_SHRINK = """
import random
from hypothesis import find, settings
from hypothesis.vendor.pretty import pretty
from gzparse.testing import reports
print(pretty(find(
    reports(prose=False, extra_rows=False, editions=["2021"]),
    lambda report: (report.requests.results.granted.total or 0) > 7,
    settings=settings(max_examples=500, database=None, deadline=None),
    random=random.Random(1),
)))
"""


def test_reports_shrink_to_small_readable_ones() -> None:
    # By itself: Hypothesis draws the constants of all modules that are loaded, and with those of all tests it takes minutes.
    shown = subprocess.run([sys.executable, "-c", _SHRINK], check=True, capture_output=True, encoding="utf-8").stdout
    lines = shown.splitlines()
    assert "    requests.results.granted.total = 8" in lines
    assert len(lines) < 20, shown


def test_pages_are_in_all_layouts_and_damaged_in_all_ways() -> None:
    whole = figures_put_into(gzparse.Report(edition="2021"), consistent_figures(random.Random(1)))
    assert {page.layout for page in drawn(rendered(whole), 60)} == {layout.name for layout in layouts_of.BUILT_IN}
    assert set(drawn(layouts(lossless=True), 50)) == {layout.name for layout in layouts_of.BUILT_IN} - set(LOSSY)
    # The same report each time: to draw one takes longer than to damage a page. Writers without marks refuse a blank cell.
    partly_blank = figures_put_into(whole, {"requests.new.other": None})
    some = [*drawn(damaged(whole), 100), *drawn(damaged(partly_blank), 300)]
    assert {page.layout for page in some} >= {layout.name for layout in layouts_of.BUILT_IN}
    assert {page.layout for page in some} & set(WRITERS)
    done = collections.Counter(kind for page in some for kind in page.damages)
    assert set(done) >= {*marked.DAMAGES, marked.CUT}
    assert set(done) & (set(unmarked.DAMAGES) - set(marked.DAMAGES))
    kinds = collections.Counter(expected.kind for page in some for expected in page.expected.values())
    assert set(kinds) == set(Kind)


def test_kinds_of_damage_can_be_chosen() -> None:
    some = drawn(damaged(reports(blanks=False), layout="tabs", kinds=["misprint"]), 30)
    for page in some:
        assert set(page.damages) == {"misprint"}
        ((path, told),) = (told.split(": ") for told in page.damages.values())
        old, new = told.split(" to ")
        assert figures_in(page.report)[path] == number(old)
        assert page.text[slice(*page.cells[path])] == new
        assert page.expected[path].value == number(new)


def test_a_page_knows_what_it_prints() -> None:
    for page in drawn(rendered(), 50):
        for path, expected in page.expected.items():
            printed = page.text[slice(*page.cells[path])] if path in page.cells else ""
            assert (expected.kind is Kind.FIGURE) == any(c.isdecimal() for c in printed), path


def test_wrong_figures_are_returned() -> None:
    page = drawn(rendered(reports(blanks=False, editions=["2021"])), 1)[0]
    right = {path: expected.value for path, expected in page.expected.items() if expected.kind is Kind.FIGURE}
    assert page.wrong(right) == {}
    assert page.wrong({**right, "requests.new.total": None}) == {}
    assert page.wrong({"requests.new.total": 987_654_321}) == {"requests.new.total": 987_654_321}
    assert page.wrong({"proactive_disclosure.rules.made": 0}) == {"proactive_disclosure.rules.made": 0}
    assert page.wrong({"something.else": 1}) == {}


def test_hypothesis_knows_reports_and_does_not_load_lark_for_it() -> None:
    code = (
        "import hypothesis, sys; assert 'lark' not in sys.modules; import gzparse; from hypothesis import strategies as st; "
        "assert 'lark' not in sys.modules; assert repr(st.from_type(gzparse.Report)) == 'reports()'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the oracle of pages with marks -----------------------------------------------------------------------------------


def row(*figures: int) -> gzparse.Report:
    from gzparse.testing.figures import with_figures

    columns = ("natural_person", "business", "research_institution", "public_welfare", "legal_services", "other", "total")
    given_ = {f"requests.new.{column}": figure for column, figure in zip(columns, figures, strict=True)}
    report: gzparse.Report = with_figures(gzparse.Report(edition="2021"), given_)
    return report


def after_loss(figures: Sequence[int], index: int) -> list[str]:
    """Return what is expected of a row that has lost the cell of one figure."""
    from gzparse.rendering.render import document_of

    page = marked.MarkedPage(document_of(row(*figures), ANNUAL_REPORT), TABS, lambda path: True, {7: (7,)})
    (found,) = (r for _, r in page.rows() if r.paths[0] == "requests.new.natural_person")
    expect_without_cell(page, found, index)
    return [page.expected[path].kind.value for path in found.paths]


def test_what_a_lost_cell_leaves_to_be_known() -> None:
    figure, unknowable, gone = Kind.FIGURE.value, Kind.UNKNOWABLE.value, Kind.GONE.value
    # 5 is the total of 2 and 3 alone: had another cell than the total been lost, the last figure would be less than its parts.
    assert after_loss((2, 0, 3, 0, 0, 0, 5), 6) == [figure] * 6 + [gone]
    # What is left, 3 0 0 0 0 5, may be _ 3 0 0 0 0 5 as well as 3 _ 0 0 0 0 5, or 3 0 0 0 0 5 _.
    assert after_loss((2, 3, 0, 0, 0, 0, 5), 0) == [unknowable] * 7
    # All figures are the same: whichever was lost, but not which.
    assert after_loss((0, 0, 0, 0, 0, 0, 0), 2) == [unknowable] * 7


# --- the kit ----------------------------------------------------------------------------------------------------------


def test_the_layouts_that_come_with_gzparse_are_what_they_should_be() -> None:
    for layout in layouts_of.BUILT_IN:
        check_layout(layout, lossless=layout.name not in LOSSY, examples=5)


def test_the_form_that_comes_with_gzparse_is_what_it_should_be() -> None:
    check_form(ANNUAL_REPORT, samples=EXAMPLES, records=reports(blanks=False), examples=10)


def backwards(rows: writers.Rows) -> str:
    return "".join("\t".join([*row.labels, *reversed(row.figures)]) + "\n" for row in rows)


def doubled(rows: writers.Rows) -> str:
    return "".join("\t".join([*row.labels, *row.figures, *row.figures[-1:]]) + "\n" for row in rows)


def nothing(tree: Any, source: gzparse.Source) -> gzparse.Grid:
    return gzparse.Grid("odd", [])


@pytest.fixture
def unshrunk() -> Iterator[None]:
    """Have the kit take the first page that fails: making it small takes long."""
    current = settings.get_current_profile_name()
    settings.register_profile("unshrunk", settings.get_profile(current), phases=[Phase.generate])
    settings.load_profile("unshrunk")
    yield
    settings.load_profile(current)


def grammar_file(folder: pathlib.Path, text: str) -> pathlib.Path:
    path = folder / "layout.lark"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"render": lambda rows: "".join("；".join(row.cells) + "\n" for row in rows)}, "round trip"),
        ({"render": lambda rows: writers.tabs(rows[:-1])}, "does not print the figure"),
        ({"render": lambda rows: "".join("\t".join(filter(None, row.cells)) + "\n" for row in rows)}, "not preserved"),
        ({"render": backwards}, "round trip"),
        ({"render": doubled}, "does not print its figures as they are given"),
        ({"grammar": ("gzparse.grammars", "layout_nowhere.lark")}, "cannot be read"),
        ({"anchor": "("}, "anchor"),
        ({"render": lambda rows: 5}, "renderer: a layout's renderer gives no text but int"),
    ],
    ids=["other marks", "a row short", "blanks dropped", "backwards", "twice", "no grammar", "no anchor", "no text"],
)
@pytest.mark.usefixtures("unshrunk")
def test_the_kit_finds_what_a_layout_does_wrong(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        check_layout(evolve(TABS, name="odd", **changes), examples=30)


def test_the_kit_finds_grammars_that_may_be_read_in_two_ways(tmp_path: pathlib.Path) -> None:
    text = "start: (a | b)*\na: WORD\nb: NAME\nWORD: /[^\\n]+\\n/\nNAME: /[^\\n]*\\n/\n"
    layout = evolve(TABS, name="odd", grammar=grammar_file(tmp_path, text), lexer="contextual", to_grid=nothing)
    with pytest.raises(AssertionError, match="Collision"):
        check_layout(layout, examples=5)


def test_the_kit_finds_cost_that_grows_faster_than_the_text(tmp_path: pathlib.Path) -> None:
    from gzparse.testing.conformance import _check_cost

    def to_grid(tree: Any, source: gzparse.Source) -> gzparse.Grid:
        lines = source.text.splitlines()[::8]
        assert not any(len(one) < 0 for one in lines for _ in lines)
        return gzparse.Grid("slow", [])

    def work(built: BuiltLayout, text: str) -> float:
        source = read_source(text)
        built.read(source, 0, len(source.text))
        return calls_of(built.read, source, 0, len(source.text))

    text = "start: ANY?\nANY: /(.|\\n)+/\n"
    slow = evolve(TABS, name="slow", grammar=grammar_file(tmp_path, text), lexer="basic", to_grid=to_grid)
    _check_cost(TABS, None, work)
    with pytest.raises(AssertionError, match="cost: eight times the text"):
        _check_cost(slow, None, work)


def test_the_kit_finds_samples_that_are_not_read() -> None:
    mute = evolve(TABS, name="mute", render=None)
    page = EXAMPLES[2]
    check_layout(mute, samples=[(page, {"requests.new.total": 51})], examples=20)
    with pytest.raises(AssertionError, match="is 52, and <Figure 51"):
        check_layout(mute, samples=[(page, {"requests.new.total": 52})], examples=5)
    with pytest.raises(AssertionError, match="no figure of it is read"):
        check_layout(mute, samples=[EXAMPLES[1]], examples=5)
    with pytest.raises(ValueError, match="give check_layout some samples"):
        check_layout(mute)


def say_nothing(*_: Any) -> None:
    """Do nothing of it."""


def title_lost(*args: Any) -> Any:
    assert ANNUAL_REPORT.record is not None
    return evolve(ANNUAL_REPORT.record(*args), title=None)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("gzparse.form.steps.report_missing_header", "headers lost: nothing is said of"),
        ("gzparse.annual_report.tables.classify_other_row", "a row of another label goes without a finding"),
    ],
)
@pytest.mark.usefixtures("unshrunk")
def test_the_kit_finds_what_a_form_does_not_say(target: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, say_nothing)
    monkeypatch.setattr("gzparse.finish.table_words.report_cells", say_nothing)
    with pytest.raises(AssertionError, match=message):
        check_form(ANNUAL_REPORT, samples=EXAMPLES, examples=30)


@pytest.mark.usefixtures("unshrunk")
def test_the_kit_finds_a_form_that_loses_what_is_no_figure() -> None:
    form = evolve(ANNUAL_REPORT, record=title_lost)
    with pytest.raises(AssertionError, match="not all of the rest"):
        check_form(form, samples=EXAMPLES, records=reports(blanks=False), examples=30)


def test_the_kit_finds_rows_that_no_terminal_matches(tmp_path: pathlib.Path) -> None:
    from gzparse.testing.conformance import _check_labels, _check_that_samples_have

    text = "%import annual_report (FIGURE, NIL)\nrequests: (FIGURE | NIL | REPEATED)*\nREPEATED: /重复申情/\n"
    form = broken_form(tmp_path, text)
    assert _check_labels(form) == ["requests.one"]
    reading = gzparse.parse(EXAMPLES[2].read_bytes())
    _check_that_samples_have(["requests.new"], [reading])
    with pytest.raises(
        AssertionError, match=r"no terminal matches “.*” \[requests.results.otherwise.undivided\], and no sample"
    ):
        _check_that_samples_have(["requests.results.otherwise.undivided"], [reading])


@frozen
class Broken:
    """A record whose labels the form's grammar does not distinguish."""

    @frozen
    class Rows:
        one: gzparse.annual_report.record.Applicants = field(
            factory=gzparse.annual_report.record.Applicants, metadata={"label": "2.重复申请"}
        )

    requests: Rows = field(factory=Rows, metadata={"label": "收到和处理政府信息公开申请情况"})


def broken_form(folder: pathlib.Path, grammar: str) -> gzparse.Form:
    return evolve(
        ANNUAL_REPORT,
        name="odd",
        grammar=grammar_file(folder, grammar),
        tables=("requests",),
        labels=Labels(Broken, ("requests",), (gzparse.annual_report.record.Applicants,)),
    )


def test_the_kit_finds_labels_that_two_terminals_match(tmp_path: pathlib.Path) -> None:
    from gzparse.testing.conformance import _check_labels

    text = (
        "%import annual_report (FIGURE, NIL)\nrequests: (FIGURE | NIL | REPEATED | AGAIN)*\n"
        "REPEATED: /(?:2[.])?重复申请/\nAGAIN: /.{0,3}重复申请/\n"
    )
    form = broken_form(tmp_path, text)
    with pytest.raises(AssertionError, match="is matched by REPEATED and by AGAIN"):
        _check_labels(form)
