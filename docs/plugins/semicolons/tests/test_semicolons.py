"""The layout reads its page, and is honest about what it cannot know."""

import pathlib

from gzparse_semicolons import LAYOUT

import gzparse
from gzparse.testing import check_layout

PAGE = (pathlib.Path(__file__).parent / "page.txt").read_text("utf-8")


def test_it_is_what_a_layout_should_be() -> None:
    check_layout(LAYOUT, samples=[(PAGE, {"requests.new.total": 1266, "requests.results.otherwise.other.business": 29})])


def test_it_is_found() -> None:
    assert "semicolons" in [layout.name for layout in gzparse.layouts()]


def test_a_page_is_read_in_full() -> None:
    reading = gzparse.parse(PAGE)
    assert reading.findings == ()
    in_form = [figure for figure in reading.figures.values() if figure.status != "not_in_form"]
    assert len(in_form) == 200
    assert {(figure.status, figure.layout) for figure in in_form} == {("value", "semicolons")}
    report = reading.report
    assert report.proactive_disclosure.normative_documents.in_force == 80
    assert report.requests.new.natural_person == 147
    assert report.requests.results.otherwise.other.business == 29
    assert report.review_and_litigation.litigation_direct.total == 90


def test_every_figure_points_into_the_page() -> None:
    reading = gzparse.parse(PAGE)
    for figure in reading.figures.values():
        assert "".join(PAGE[span.start : span.end] for span in figure.origins) == (figure.raw or "")


def test_a_blank_is_no_zero() -> None:
    reading = gzparse.parse(PAGE.replace("数量：147；415；51；131", "数量：147；415；；131"))
    figure = reading.figures["requests.new.research_institution"]
    assert figure.value is None
    assert figure.status in ("blank", "withheld")


def test_a_row_cut_off_is_withheld_and_named() -> None:
    reading = gzparse.parse(PAGE.replace("；190；332；1266", ""))
    assert reading.report.requests.new.natural_person is None
    assert ("row-incomplete", "requests.new") in [(f.code, f.refs[0].path) for f in reading.findings]
    assert reading.report.requests.brought_forward.total == 1291
