"""Reports are printed as their form has them, and read back."""

from __future__ import annotations

import pathlib
import random
from collections.abc import Sequence
from decimal import Decimal
from html.parser import HTMLParser

import pytest
import writing
from attrs import evolve
from conftest import corpus
from honesty import value_at

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.layout.builtin import BUILT_IN
from gzparse.model.sections import ExtraRow, Section
from gzparse.rendering.render import document_of, traced
from gzparse.testing.figures import paths_of, with_figures

TITLE = "云县2023年政府信息公开工作年度报告"
NAMES = [layout.name for layout in BUILT_IN]


def report(edition: writing.Edition = writing.EDITIONS["2021"], seed: int = 1) -> gzparse.Report:
    figures = writing.consistent_figures(random.Random(seed), edition=edition)
    told = writing.edition_name(edition)
    plain = gzparse.Report(
        edition=told,
        title=TITLE,
        organ="云县",
        year=2023,
        overview=Section("一、总体情况", "全年平稳。"),
        problems_and_improvements=Section("五、存在的主要问题及改进情况", "继续改进。"),
        other_matters=Section("六、其他需要报告的事项", "无。"),
    )
    filled: gzparse.Report = with_figures(plain, figures)
    return filled


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("edition", ["2021", "2019", "hybrid"])
def test_every_layout_gives_the_report_back(layout: str, edition: str) -> None:
    for seed in range(5):
        rng = random.Random(seed)
        held = report(writing.edition(edition, rng), seed)
        reading = gzparse.parse(gzparse.render(held, layout=layout))
        assert reading.report == held
        assert reading.findings == () or {f.code for f in reading.findings} == {"edition-mixed"}
        assert {f.layout for f in reading.figures.values() if f.value is not None} == {layout}


def test_every_layout_that_comes_with_gzparse_can_be_written() -> None:
    assert all(layout.render is not None for layout in BUILT_IN)


# --- HTML -------------------------------------------------------------------------------------------------------------


class Tables(HTMLParser):
    """Reads tables as browsers do: a cell takes its rows and columns, and no other may have them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self.spans: dict[str, tuple[int, int]] = {}
        self.row = -1
        self.cell: list[tuple[int, int]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row += 1
        elif tag in ("td", "th"):
            given = dict(attrs)
            rows, columns = int(given.get("rowspan") or 1), int(given.get("colspan") or 1)
            table = self.tables[-1]
            column = next(c for c in range(100) if (self.row, c) not in table)
            self.cell = [(self.row + r, column + c) for r in range(rows) for c in range(columns)]
            assert not table.keys() & set(self.cell), "two cells in one place"
            table |= dict.fromkeys(self.cell, "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = []

    def handle_data(self, data: str) -> None:
        for place in self.cell:
            self.tables[-1][place] += data
        if self.cell:
            rows, columns = {r for r, _ in self.cell}, {c for _, c in self.cell}
            self.spans.setdefault(data, (len(rows), len(columns)))


@pytest.mark.parametrize(("edition", "of_results"), [("2021", 22), ("2019", 20)])
def test_html_has_the_official_spans(edition: str, of_results: int) -> None:
    held = report(writing.EDITIONS[edition])
    page = Tables(gzparse.render(held, layout="html"))
    two, three, four = page.tables
    for table, width in ((two, 4), (three, 10), (four, 15)):
        height = max(row for row, _ in table) + 1
        assert table.keys() == {(row, column) for row in range(height) for column in range(width)}, "a hole, or ragged rows"
    assert page.spans["三、本年度办理结果"] == (of_results, 1)
    assert page.spans["（三）不予公开"] == (8, 1)
    assert page.spans["（一）予以公开"] == (1, 2)
    assert page.spans["四、结转下年度继续办理"] == (1, 3)
    assert page.spans["申请人情况"] == (1, 7)
    assert page.spans["法人或其他组织"] == (1, 5)
    assert page.spans["（六）其他处理"] == ((3, 1) if edition == "2021" else (1, 2))
    assert page.spans["行政诉讼"] == (1, 10)
    assert page.spans["第二十条第（一）项"] == (1, 4)
    row = next(row for (row, column), text in three.items() if text.startswith("二、上年结转") and not column)
    assert [three[row, column] for column in range(3, 10)] == [
        str(value_at(held, f"requests.brought_forward.{column}")) for column in writing.APPLICANTS
    ]


def test_html_escapes_what_it_prints() -> None:
    page = gzparse.render(evolve(report(), preamble="甲<乙&丙>丁"), layout="html")
    assert "<p>甲&lt;乙&amp;丙&gt;丁</p>" in page


# --- what a reading found ---------------------------------------------------------------------------------------------


def test_a_readings_marks_units_and_missing_rows_are_printed_as_they_were() -> None:
    page = gzparse.render(
        report(writing.EDITIONS["2019"]),
        printed={
            "requests.new.business": "/",
            "proactive_disclosure.procurement.amount": "251000元",
            "requests.carried_forward.other": "约3",
        },
    )
    line = next(line for line in page.splitlines(keepends=True) if "2.重复申请" in line)
    reading = gzparse.parse(page.replace(line, ""))
    again = gzparse.parse(gzparse.render(reading))
    for path, status in (
        ("requests.new.business", "not_applicable"),
        ("proactive_disclosure.procurement.amount", "value"),
        ("requests.carried_forward.other", "unreadable"),
        ("requests.results.not_processed.repeated.total", "missing"),
    ):
        assert reading.figures[path].status == again.figures[path].status == status
        assert reading.figures[path].raw == again.figures[path].raw
    assert again.figures["proactive_disclosure.procurement.amount"].unit == "元"
    assert again.report == reading.report


def test_what_is_withheld_is_printed_as_unknown_and_stays_null() -> None:
    reading = gzparse.parse(gzparse.render(report(), printed={"requests.new.business": ""}))
    assert reading.figures["requests.new.total"].status == "withheld"
    page = gzparse.render(reading)
    assert page.count("？") == 7
    again = gzparse.parse(page)
    assert again.report == reading.report
    assert again.figures["requests.new.total"].status == "unreadable"


def real_reports() -> list[pathlib.Path]:
    folder = corpus()
    root = pathlib.Path(__file__).resolve().parent.parent
    return [
        *sorted((root / "docs" / "examples").glob("*.txt")),
        *(sorted(folder.glob("*/*.txt")) if folder is not None else ()),
    ]


def is_of_both_editions(reading: gzparse.Reading[gzparse.Report]) -> bool:
    """Whether figures stand in the columns of one edition, and withheld ones in those of the other."""
    in_form = {path for path, figure in reading.figures.items() if figure.status in ("value", "withheld")}
    in_form = {path for path in in_form if path.startswith("proactive_disclosure.")}
    of_2021, of_2019 = (set(paths_of(writing.EDITIONS[edition])) for edition in ("2021", "2019"))
    return bool(in_form & (of_2021 - of_2019)) and bool(in_form & (of_2019 - of_2021)) and reading.report.edition != "mixed"


def allowed_for(reading: gzparse.Reading[gzparse.Report], name: str) -> tuple[Decimal | int | str | None, ...]:
    """Return what may be read for a figure when a reading is printed and read again.

    A row that odd characters or a page's footer keep from being recognized is missing, and stands among the extra rows.
    Printed without these it is recognized, so that its figures are given.
    """
    figure = reading.figures[name]
    if figure.status != "missing":
        return figure.value, None
    row = [path for path in reading.figures if path.rpartition(".")[0] == name.rpartition(".")[0]]
    others = [extra.figures for extra in reading.report.extra_rows if not any(extra.figures[len(row) :])]
    return None, *(figures[row.index(name)] for figures in others if len(figures) >= len(row))


@pytest.mark.parametrize("path", real_reports(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_figures_of_real_reports_come_back(path: pathlib.Path) -> None:
    try:
        reading = gzparse.parse_file(path)
    except gzparse.GzparseError:
        pytest.skip("not read")
    if not any(figure.value is not None for figure in reading.figures.values()):
        pytest.skip("no figure in it")
    if is_of_both_editions(reading):
        # Below an unknown header figures are withheld in the columns of both editions; no edition prints these.
        with pytest.raises(gzparse.RenderError, match="in the columns of the other form"):
            gzparse.render(reading)
        return
    for layout in ("tabs", "bars", "indented", "bar_cells"):
        again = gzparse.parse(gzparse.render(reading, layout=layout))
        for name, figure in reading.figures.items():
            other = again.figures[name]
            assert other.value in allowed_for(reading, name), (layout, name)
            withheld = other.value is None and other.status in ("withheld", "unreadable", "missing")
            assert other.value == figure.value or withheld or figure.status == "missing", (layout, name)
        if {figure.status for figure in reading.figures.values()} <= {"value", "not_applicable", "not_in_form"}:
            assert [f.value for f in again.figures.values()] == [f.value for f in reading.figures.values()], layout


# --- what cannot be printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["tabs", "bars", "indented"])
@pytest.mark.parametrize(
    "extra",
    [
        ExtraRow("requests", "requests.new", "其中：网上", (1, 2, 3, 4, 5, 6, 21)),
        ExtraRow("requests", "requests.carried_forward", "五、其他情形", (1, 2, 3, 4, 5, 6, 21)),
        ExtraRow("proactive_disclosure", "proactive_disclosure.penalties", "行政检查", (7,)),
        ExtraRow("proactive_disclosure", "proactive_disclosure.fees", "其他收费项目", (Decimal("7.5"),)),
        ExtraRow("review_and_litigation", "review_and_litigation", "其中：本级", tuple(range(1, 16))),
    ],
    ids=lambda extra: extra.label,
)
def test_extra_rows_come_back(extra: ExtraRow, layout: str) -> None:
    held = evolve(report(), extra_rows=(extra,))
    reading = gzparse.parse(gzparse.render(held, layout=layout))
    assert reading.report == held


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (ExtraRow("requests", None, "其中", ("本年",)), "is no figure"),  # type: ignore[arg-type]
        (ExtraRow("requests", None, "其\n中", (1,)), "cannot be printed in a cell"),
        (ExtraRow("elsewhere", None, "其中", (1,)), "no table 'elsewhere'"),
    ],
)
def test_extra_rows_that_cannot_be_printed_are_refused(extra: ExtraRow, message: str) -> None:
    with pytest.raises(gzparse.RenderError, match=message):
        gzparse.render(evolve(report(), extra_rows=(extra,)))


def test_an_extra_row_without_a_parent_stands_above_all_others() -> None:
    held = evolve(report(), extra_rows=(ExtraRow("requests", None, "其中：网上", (1, 2, 3, 4, 5, 6, 21)),))
    page = Tables(gzparse.render(held, layout="html"))
    three = page.tables[1]
    height = max(row for row, _ in three) + 1
    assert three.keys() == {(row, column) for row in range(height) for column in range(10)}


def test_zeros_and_whole_numbers_are_printed_plainly() -> None:
    odd = {"proactive_disclosure.fees.amount": Decimal("-0"), "requests.new.total": Decimal("5.0")}
    reading = gzparse.parse(gzparse.render(with_figures(report(), odd)))
    assert reading.figures["proactive_disclosure.fees.amount"].raw == "0"
    assert reading.figures["requests.new.total"].raw == "5"


@pytest.mark.parametrize("layout", ["tabs", "bars", "indented", "bar_cells"])
def test_an_extra_row_with_more_figures_than_its_parent_has_no_blanks_between_them(layout: str) -> None:
    extra = ExtraRow("proactive_disclosure", "proactive_disclosure.penalties", "行政检查", (5, 6, 7))
    held = evolve(report(), extra_rows=(extra,))
    assert gzparse.parse(gzparse.render(held, layout=layout)).report.extra_rows == (extra,)
    two = Tables(gzparse.render(held, layout="html")).tables[0]
    height = max(row for row, _ in two) + 1
    assert two.keys() == {(row, column) for row in range(height) for column in range(4)}


def test_an_extra_row_stands_below_its_parent() -> None:
    extra = ExtraRow("requests", "requests.results.refused.state_secret", "9.其他不予公开情形", (1, 2, 3, 4, 5, 6, 21))
    held = evolve(report(), extra_rows=(extra,))
    for layout in ("tabs", "bars", "indented"):
        reading = gzparse.parse(gzparse.render(held, layout=layout))
        assert reading.report.extra_rows == (extra,)
        assert reading.report.requests == held.requests
    page = Tables(gzparse.render(held, layout="html"))
    assert page.spans["三、本年度办理结果"] == (23, 1)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("requests.new.total", -1, "cannot stand there"),
        ("requests.new.total", Decimal("1.5"), "no whole number"),
        ("requests.new.total", "5", "is no figure"),
        ("requests.new.total", True, "is no figure"),
        ("proactive_disclosure.fees.amount", Decimal("NaN"), "not finite"),
        ("proactive_disclosure.fees.amount", Decimal("1.1234567"), "more than 6 decimals"),
        ("requests.new.total", 10**13, "too large"),
        ("proactive_disclosure.rules.made", 1, "columns of both forms"),
    ],
)
def test_figures_of_no_form_are_refused(path: str, value: object, message: str) -> None:
    with pytest.raises(gzparse.RenderError, match=message):
        gzparse.render(with_figures(report(), {path: value}))  # type: ignore[dict-item]


def test_an_edition_that_the_figures_contradict_is_refused() -> None:
    with pytest.raises(gzparse.RenderError, match="in the columns of the other form"):
        gzparse.render(evolve(report(), edition="2019"))
    with pytest.raises(gzparse.RenderError, match="mixed"):
        gzparse.render(evolve(report(writing.EDITIONS["2019"]), edition="mixed"))
    assert gzparse.parse(gzparse.render(evolve(report(), edition=None))).report == report()


def test_a_report_with_nothing_in_it_prints_a_blank_form() -> None:
    reading = gzparse.parse(gzparse.render(gzparse.Report(edition="2021", title=TITLE)))
    statuses = {figure.status for figure in reading.figures.values()}
    assert statuses == {"blank", "not_in_form"}
    assert reading.report.edition == "2021"


def test_what_is_unknown_is_refused() -> None:
    with pytest.raises(gzparse.LayoutError, match="no layout is named 'telex'"):
        gzparse.render(report(), layout="telex")
    with pytest.raises(gzparse.RenderError, match="brings no renderer"):
        gzparse.render(report(), layout=gzparse.Layout("mute", ("gzparse.grammars", "layout_tabs.lark"), "x"))
    with pytest.raises(gzparse.RenderError, match="no form"):
        gzparse.render(object())
    with pytest.raises(gzparse.UnknownPath, match=r"requests\.new\.total"):
        gzparse.render(report(), printed={"requests.new.totl": "/"})
    with pytest.raises(gzparse.RenderError, match="cannot be printed in a cell"):
        gzparse.render(report(), printed={"requests.new.total": "1\t2"})


@pytest.mark.parametrize(
    "render",
    [
        lambda rows: "".join("\t".join(c for c in row.cells if c != "0") + "\n" for row in rows)[:-9],
        lambda rows: "".join("\t".join([*row.cells, *row.figures]) + "\n" for row in rows),
        lambda rows: "".join("\t".join(" ".join(cell) for cell in row.cells) + "\n" for row in rows),
        lambda rows: "".join("\t".join(c.replace("1", "2") for c in row.cells) + "\n" for row in rows),
    ],
    ids=["cut", "twice", "in pieces", "changed"],
)
def test_a_renderer_that_does_not_print_what_it_is_given_is_found_out(render: object) -> None:
    layout = gzparse.Layout("odd", ("gzparse.grammars", "layout_tabs.lark"), "x", render=render)  # type: ignore[arg-type]
    with pytest.raises(gzparse.RenderError, match="'odd'"):
        traced(document_of(report(), ANNUAL_REPORT), layout)


def test_places_are_those_of_the_figures() -> None:
    held = report()
    for layout in BUILT_IN:
        text, places = traced(document_of(held, ANNUAL_REPORT), layout)
        assert text == gzparse.render(held, layout=layout)
        assert {path: text[slice(*place)] for path, place in places.items()} == {
            path: str(value_at(held, path)) for path in places
        }
        assert len(places) == 200
