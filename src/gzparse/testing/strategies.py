"""Hypothesis strategies: reports, the pages that print them, and damaged pages with what can still be known of them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from hypothesis import assume
from hypothesis import strategies as st

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.annual_report.record import Notes, Report
from gzparse.layout.builtin import BUILT_IN
from gzparse.model.sections import ExtraRow, Section, Subsection
from gzparse.rendering.render import document_of
from gzparse.spec.layout import Layout
from gzparse.testing import damages, figures, marked
from gzparse.testing.damages import WRITERS, PrintedPage
from gzparse.testing.expected import Expected, Kind
from gzparse.testing.figures import figures_in, with_figures

EditionName = Literal["2021", "2019", "mixed"]
Value = int | Decimal

NIL_MARKS = ("/", "—", "-", "无")
"""What reports print where there is nothing to count."""

# --- prose ------------------------------------------------------------------------------------------------------------

_ORGANS = ("云水县", "云水县人民政府", "北原市生态环境局", "青石镇人民政府", "平川县档案馆")
_SENTENCES = (
    "全年平稳有序。",
    "全年通过门户网站主动公开信息1136条，其中政策文件28件，比上年增长12.5%。",
    "按照“以公开为常态、不公开为例外”的要求，我单位认真办理每一件申请（详见第三部分）。",
    "一是加强培训2次；二是完善制度，印发《工作规程》（2023年修订版）；三是按季度检查栏目。",
    "收到和处理政府信息公开申请情况良好，未发生行政复议、行政诉讼案件。",
    "与上年相比：申请量持平｜答复率100%；平均用时7.5个工作日，最短0.5日。",
    "１．公开渠道　网站、政务新媒体和查阅点Ａ区均可查询。",
    "本年度未收取信息处理费。",
    "存在问题：公开的深度还不够，下一步改进情况将按月通报。",
)
_HAN = "人民政府信息公开工作年度报告主动依申请情况总体数量单位办理结果其他一二三四五六七八九十县市镇乡局"
_HEADINGS = {
    "overview": ("一、总体情况", "一、概述", "一、基本情况"),
    "problems_and_improvements": ("五、存在的主要问题及改进情况", "五、存在问题及改进措施"),
    "other_matters": ("六、其他需要报告的事项", "六、其他事项"),
}
_SUBHEADINGS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")


def _sentences() -> st.SearchStrategy[str]:
    free = st.text(_HAN, min_size=4, max_size=12).map(lambda text: f"另有{text}。")
    return st.one_of(st.sampled_from(_SENTENCES), st.sampled_from(_SENTENCES[::-1]), free)


def _paragraphs() -> st.SearchStrategy[str]:
    return st.lists(_sentences(), min_size=1, max_size=3).map("".join)


@st.composite
def _sections(draw: st.DrawFn, name: str) -> Section:
    paragraphs = draw(st.lists(_paragraphs(), min_size=1, max_size=2))
    subsections = []
    for number, heading in zip(
        "一二三四五", draw(st.lists(st.sampled_from(_SUBHEADINGS), unique=True, max_size=3)), strict=False
    ):
        subsections.append(Subsection(number, heading, draw(_paragraphs())))
        paragraphs.append(f"（{number}）{heading}。{subsections[-1].text}")
    return Section(draw(st.sampled_from(_HEADINGS[name])), "\n".join(paragraphs), tuple(subsections))


@st.composite
def _front(draw: st.DrawFn) -> dict[str, Any]:
    """What a report says of itself: title, organ, year, preamble, signature, date."""
    organ, year = draw(st.sampled_from(_ORGANS)), draw(st.integers(2019, 2026))
    subject = draw(st.sampled_from(("政府信息公开工作年度报告", "政府信息公开工作年度报告（草案）")))
    title = f"{organ}{year}{draw(st.sampled_from(('年', '年度')))}{subject}"
    preamble = draw(
        st.none() | _paragraphs().map(lambda text: f"根据《中华人民共和国政府信息公开条例》，现公布本年度报告。{text}")
    )
    dated = draw(st.none() | st.dates(date(year + 1, 1, 1), date(year + 1, 12, 31)))
    day = f"{dated.year}年{dated.month}月{dated.day}日" if dated is not None else ""
    signed = dated is not None and draw(st.booleans())
    signature = None if dated is None else f"{organ} {day}" if signed else day
    return {
        "title": title,
        "organ": organ,
        "year": year,
        "preamble": preamble,
        "dated": dated,
        "signature": signature,
    }


# --- figures ----------------------------------------------------------------------------------------------------------


def _counts(largest: int) -> st.SearchStrategy[int]:
    return st.one_of(st.integers(0, min(9, largest)), st.integers(0, min(300, largest)), st.integers(0, largest))


@st.composite
def _many(draw: st.DrawFn, count: int, largest: int) -> list[int]:
    """Draw so many counts: few of them not zero, or most."""
    if draw(st.booleans()):
        return draw(st.lists(_counts(largest), min_size=count, max_size=count))
    some = draw(st.dictionaries(st.integers(0, count - 1), _counts(largest), max_size=12))
    return [some.get(index, 0) for index in range(count)]


def _edition(names: Collection[EditionName]) -> st.SearchStrategy[figures.Edition]:
    """Draw which parts of a report are printed as the 2019 form has them."""
    mixed = st.sets(st.sampled_from(figures.PARTS), min_size=1).map(frozenset)
    known = {
        "2021": st.sampled_from([figures.EDITIONS["2021"], frozenset({"otherwise"})]),
        "2019": st.sampled_from([figures.EDITIONS["2019"], figures.EDITIONS["2019"] - {"otherwise"}]),
        "mixed": mixed.filter(lambda parts: figures.edition_name(parts) == "mixed"),
    }
    if isinstance(names, str) or not set(names) <= set(known):
        raise ValueError(f"editions are a list of {', '.join(known)}, not {names!r}")
    return st.one_of([known[name] for name in names])


@st.composite
def _figures(draw: st.DrawFn, edition: figures.Edition, largest: int) -> dict[str, Value]:
    """Draw all figures of an edition, so that its identities hold."""
    found: dict[str, Value] = {}
    in_two = [path for path in figures.paths_of(edition) if path.startswith("proactive_disclosure.")]
    for path, value in zip(in_two, draw(_many(len(in_two), largest)), strict=True):
        kind = ANNUAL_REPORT.labels.figures[path].kind
        if kind == "amount":
            found[path] = draw(st.integers(0, 10 * largest).map(lambda cents: Decimal(cents).scaleb(-2)))
        else:
            found[path] = -value if kind == "change" and value and draw(st.booleans()) else value
    columns = range(len(figures.APPLICANTS) - 1)
    count = len(figures.results(edition)) + 2
    drawn = draw(_many(len(columns) * count, largest))
    *items, carried, brought = (drawn[len(columns) * at : len(columns) * (at + 1)] for at in range(count))
    cases = draw(_many(len(figures.BLOCKS) * 4, largest))
    of_four = figures.outcomes_of([cases[4 * at : 4 * at + 4] for at in range(len(figures.BLOCKS))])
    return {**found, **figures.requests_of(edition, items, carried, brought), **of_four}


_REPORTS: tuple[EditionName, ...] = ("2021", "2019", "mixed")


@st.composite
def reports(
    draw: st.DrawFn,
    *,
    editions: Collection[EditionName] = _REPORTS,
    identities: bool = True,
    blanks: bool = True,
    prose: bool = True,
    extra_rows: bool = True,
    largest: int = 100_000,
) -> Report:
    """Annual reports, as :func:`gzparse.parse` gives them.

    Args:
        editions: which forms they are printed in: ``"2021"``, ``"2019"``, or blocks of both, ``"mixed"``.
        identities: the sums and the balance of sections three and four hold, until figures are blanked; otherwise some may be
            off.
        blanks: some figures may be ``None``: single ones, a row's, or all zeros of a section.
        prose: paragraphs of many kinds, subsections, notes, a preamble, a signature; otherwise a line in each section.
        extra_rows: some have a row that no form prescribes.
        largest: the largest count of a kind of application; totals are sums of such.
    """
    edition = draw(_edition(editions))
    given: dict[str, Value | None] = {**draw(_figures(edition, largest))}
    if not identities:
        off = st.sampled_from([path for path in given if not path.startswith("proactive_disclosure.")])
        for path in draw(st.sets(off, max_size=3)):
            given[path] = _shifted(given[path], draw(st.integers(1, 20)))
    if blanks:
        kept = "procurement" if figures.edition_name(edition) == "mixed" else " "  # it may be all that is of 2019
        given.update(dict.fromkeys(path for path in draw(_blanks(given)) if kept not in path))
    said = draw(_front()) if prose else {"title": "云水县2023年政府信息公开工作年度报告", "organ": "云水县", "year": 2023}
    sections: dict[str, Any] = {
        name: draw(_sections(name)) if prose else Section(headings[0], "全年平稳有序。") for name, headings in _HEADINGS.items()
    }
    notes = Notes(*(draw(st.none() | st.just("注：以上数据由各单位报送。")) for _ in range(3))) if prose else Notes()
    extra: tuple[ExtraRow, ...] = ()
    if extra_rows and draw(st.booleans()) and given.get("proactive_disclosure.penalties.decisions") is not None:
        row = draw(st.lists(_counts(largest), min_size=1, max_size=1))
        extra = (ExtraRow("proactive_disclosure", "proactive_disclosure.penalties", "行政检查", tuple(row)),)
    report = Report(edition=figures.edition_name(edition), **said, **sections, notes=notes, extra_rows=extra)
    filled: Report = with_figures(report, given)
    return filled


def _shifted(value: Value | None, by: int) -> Value:
    assert value is not None
    return value + by


@st.composite
def _blanks(draw: st.DrawFn, given: Mapping[str, Value | None]) -> set[str]:
    paths = list(given)
    how = draw(st.sampled_from(("none", "some", "row", "zeros")))
    if how == "some":
        return draw(st.sets(st.sampled_from(paths), max_size=4))
    if how == "row":
        row = draw(st.sampled_from(list(dict.fromkeys(path.rpartition(".")[0] for path in paths))))
        return {path for path in paths if path.rpartition(".")[0] == row}
    if how == "zeros":
        section = draw(st.sampled_from(("proactive_disclosure.", "requests.", "review_and_litigation.")))
        return {path for path in paths if path.startswith(section) and given[path] == 0}
    return set()


# --- pages ------------------------------------------------------------------------------------------------------------


def layouts(*, lossless: bool = False) -> st.SearchStrategy[str]:
    """Names of the layouts that :func:`gzparse.render` writes; with ``lossless``, those that preserve blank cells."""
    return st.sampled_from(_writable()).filter(lambda name: not lossless or name not in LOSSY)


LOSSY = ("lines", "unmarked")
"""The layouts in which blanks are not preserved."""


@cache
def _writable() -> tuple[str, ...]:
    # The first is what pages shrink to: the one that is read most easily.
    return tuple(sorted((layout.name for layout in BUILT_IN if layout.render is not None), key=lambda name: name != "tabs"))


@st.composite
def rendered(
    draw: st.DrawFn, report: Report | st.SearchStrategy[Report] | None = None, *, layout: str | Layout | None = None
) -> PrintedPage:
    """Pages that print a report, undamaged, with what is expected at each path.

    Args:
        report: the report, or a strategy for it; by default any.
        layout: the layout; by default any that can be written.

    Where a figure is ``None`` its cell is blank or holds a nil mark; signs and units are printed in several ways.
    """
    held = _drawn(draw, report)
    return draw(_pages(held, marked.layout_named(layout if layout is not None else draw(layouts())), ()))


@st.composite
def damaged(
    draw: st.DrawFn,
    report: Report | st.SearchStrategy[Report] | None = None,
    *,
    layout: str | Layout | None = None,
    kinds: Sequence[str] | None = None,
) -> PrintedPage:
    """Pages that print a report and are damaged as real ones are, with what is expected at each path.

    Expected at a path is the figure that the page prints there (nothing passes too, if an error names it), a blank, or that the
    figure is withheld: it is lost, or another report would print the same page with the same damages.

    Args:
        report: the report, or a strategy for it; by default any.
        layout: the layout; by default any that can be written, or one of ``WRITERS``, ways of printing that mark no cells
            (wrapped labels, figures away from them, concatenated digits): these only for reports without blanks and extra
            rows, whose identities hold and whose figures are below a million.
        kinds: the kinds of damage to do, each once; by default none to three of all that can be done to such a page. Those of
            ``gzparse.testing.damages.DAMAGES`` can be done to what ``WRITERS`` print, those of
            ``gzparse.testing.marked.kinds_for(layout)`` to pages in a layout.
    """
    held = _drawn(draw, report)
    rng = draw(st.randoms(use_true_random=False))
    names: list[str | Layout] = [layout] if layout is not None else [*_writable(), *(WRITERS if _is_plain(held) else ())]
    name = draw(st.sampled_from(names))
    if isinstance(name, str) and name in WRITERS:
        assume(layout is None or _is_plain(held))
        every = list(damages.DAMAGES)
        marked.check_kinds(kinds or (), every)
        wanted = draw(st.lists(st.sampled_from(every), max_size=3)) if kinds is None else list(kinds)
        return damages.damaged_page(WRITERS[name], figures_in(held), rng, wanted, held)
    chosen = marked.layout_named(name)
    marked.check_kinds(kinds or (), marked.kinds_for(chosen))
    wanted = draw(st.lists(st.sampled_from(marked.kinds_for(chosen)), max_size=3)) if kinds is None else list(kinds)
    return draw(_pages(held, chosen, wanted, rng))


def _drawn(draw: st.DrawFn, report: Report | st.SearchStrategy[Report] | None) -> Report:
    if isinstance(report, Report):
        return report
    return draw(reports() if report is None else report)


@st.composite
def _pages(
    draw: st.DrawFn, report: Report, layout: Layout, kinds: Sequence[str], rng: random.Random | None = None
) -> PrintedPage:
    """Print a report in a layout, with signs, units and nil marks of some kind, and do these damages to the page."""
    held = figures_in(report)
    style = draw(st.sampled_from(figures.STYLES))
    printed = {path: text for path, value in held.items() if (text := figures.printed(path, value, style)) != str(value)}
    nil = draw(st.sampled_from(("", *NIL_MARKS)))
    page = marked.MarkedPage(document_of(report, ANNUAL_REPORT, printed), layout, _is_expected, _SUMS, nil)
    text, places, done = marked.damage(page, kinds, rng or random.Random(0))
    expected = {path: page.expected.get(path, Expected(Kind.UNTOLD)) for path in gzparse.paths()}
    return PrintedPage(layout.name, figures.edition_of(held), text, places, done, expected, report)


_SUMS = {width: groups for table in ANNUAL_REPORT.specs.values() for groups in (table.sums,) if (width := sum(groups))}


def _is_expected(path: str) -> bool:
    """Whether every edition of the form has a figure, so that a page without it misses it."""
    return len(ANNUAL_REPORT.labels.figures[path].editions) > 1 and ".otherwise." not in path


def _is_plain(report: Report) -> bool:
    """Whether the writers that mark no cells, and their oracle, can take a report."""
    held = figures_in(report)
    edition = figures.edition_of(held)
    complete = held.keys() == set(figures.paths_of(edition)) and (report.edition != "2019" or "procurement" in edition)
    return complete and not report.extra_rows and figures.identities_hold(held) and max(map(int, held.values())) < 10**6
