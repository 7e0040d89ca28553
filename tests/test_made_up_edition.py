"""An edition with one row more needs a grammar, a record and a specification: all else follows."""

from __future__ import annotations

import random
from operator import attrgetter
from typing import get_args

import pytest
from edition_2026 import FORM, IDENTITIES, SPECIFICATION_2026

import gzparse
from gzparse.annual_report.record import Edition
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.rendering.render import document_of
from gzparse.testing import marked
from gzparse.testing.editions import figures_of, report_of
from gzparse.testing.judging import faults_of
from gzparse.testing.marked_page import MarkedPage

ROW = "requests.results.refused.other_legal_grounds"
LAYOUTS = [layout.name for layout in gzparse.layouts() if layout.render is not None]
PARSER = gzparse.Parser(forms=[FORM])


def report(edition: str, seed: int) -> tuple[object, dict[str, int]]:
    figures = figures_of(SPECIFICATION_2026, edition, random.Random(seed))
    front = {"title": "云水县2026年政府信息公开工作年度报告", "organ": "云水县", "year": 2026}
    return report_of(SPECIFICATION_2026, edition, figures, **front), figures


@pytest.mark.parametrize("edition", SPECIFICATION_2026.edition_names)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_generated_rendered_and_read_back(edition: str, layout: str) -> None:
    held, figures = report(edition, 1)
    text = gzparse.render(held, layout=layout, form=FORM)
    assert ("其他依法不予公开情形" in text) is (edition == "2026")
    reading = PARSER.parse(text)
    assert reading.report.edition == edition
    given = {path: figure.value for path, figure in reading.figures.items() if figure.status != "not_in_form"}
    assert given == figures
    assert not [f for f in reading.findings if f.severity == "error"]


def test_a_row_more_is_checked_with_the_others() -> None:
    held, figures = report("2026", 2)
    text = gzparse.render(held, layout="tabs", form=FORM)
    assert not [*IDENTITIES.check(PARSER.parse(text))]
    printed = {f"{ROW}.business": str(figures[f"{ROW}.business"] + 1)}
    wrong = list(IDENTITIES.check(PARSER.parse(gzparse.render(held, layout="tabs", form=FORM, printed=printed))))
    assert [f.code for f in wrong] == ["identity-row-total", "identity-results"]
    assert any(ref.path == f"{ROW}.business" for ref in wrong[1].refs)


def test_the_row_is_missing_only_where_its_edition_is_printed() -> None:
    held, _ = report("2026", 3)
    text = gzparse.render(held, layout="tabs", form=FORM)
    reading = PARSER.parse(text)
    assert reading.figures[f"{ROW}.total"].status == "value"
    lines = [line for line in text.splitlines() if "其他依法不予公开情形" not in line]
    without = PARSER.parse("\n".join(lines))
    assert without.report.edition == "2021"  # nothing tells that the row was lost
    assert without.figures[f"{ROW}.total"].status == "not_in_form"
    codes = {f.code for f in IDENTITIES.check(without)}
    assert "identity-results" in codes  # but the sums


def _is_in_all_editions(path: str) -> bool:
    """Whether a page without a figure misses it in any edition: no lost row tells another edition then."""
    editions = SPECIFICATION_2026.labels.figures[path].editions
    return len(editions) == len(SPECIFICATION_2026.editions) and ".otherwise." not in path


@pytest.mark.parametrize("layout", LAYOUTS)
def test_damage_to_it_is_never_silent(layout: str) -> None:
    sums = {width: table.sums for table in FORM.specs.values() if (width := sum(table.sums))}
    chosen = marked.layout_named(layout)
    kinds = marked.kinds_for(chosen)
    for seed in range(12):
        rng = random.Random(f"{layout} {seed}")
        held, _ = report("2026", seed)
        page = MarkedPage(document_of(held, FORM), chosen, _is_in_all_editions, sums)
        text, _, told = marked.damage(page, rng.sample(kinds, min(2, len(kinds))), rng)
        faults = faults_of(PARSER.parse(text), page.expected)
        assert not [fault for fault in faults if fault.what != "flagged wrong"], (told, text)


def test_the_forms_own_editions_are_as_they_were() -> None:
    held = {path: attrgetter("editions")(info) for path, info in SPECIFICATION.labels.figures.items()}
    new = SPECIFICATION_2026.labels.figures
    assert {path: tuple(e for e in info.editions if e != "2026") for path, info in new.items() if path in held} == held
    assert {info.row for path, info in new.items() if path not in held} == {ROW}


def test_the_records_type_names_all_editions() -> None:
    assert set(get_args(Edition)) == {*SPECIFICATION.edition_names, "mixed"}
