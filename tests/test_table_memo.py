"""A table whose words were seen before is read as in a process that has seen none, whatever figures stand in it."""

from __future__ import annotations

import pathlib
import pickle
import random
import re
from collections.abc import Iterator

import layouts
import pytest
import writing
from conftest import ROOT, pages
from hypothesis import given
from hypothesis import strategies as st

import gzparse
from gzparse.form import table_memo
from gzparse.form.table_memo import TableMemo
from gzparse.form.table_reading import TableReading
from gzparse.parser import Parser
from gzparse.spec.layout import Layout

FIGURES = (
    *("0", "1", "7", "12", "2023", "1999", "9999", "10000", "31", "999999999999", "1234567890123"),  # counts, years, pages
    *(
        "",
        " ",
        "007",
        "00",
        "-3",
        "+4",
        "—",
        "/",
        "无",
        "1,284",
        "12.5",
        "3.0",
        "12件",
        "１２",
        '"5"',
        "3 4",
        "5/3",
        "O",
        "|7",
        "约3",
    ),
    *(" 7 ", "7\n8", "8\t", "\t9", "3 | 4", "2023年", "①", "7\n\n- 3 -\n", "<td>7"),
)
"""What may stand in the place of a figure."""
SENTENCES = (
    "本年没有发生行政复议和行政诉讼。",
    "2022年,我局没有发生因政府信息公开申请行政复议、提起行政诉讼和申诉的情况。",
    "2021年度没有复议,以下为2020年数据。",
    "本单位没有发生任何情况。",
    "本年收费共计3万元。",
    "全年共办理 12 件。",
    "注：本表数据不含下属单位。",
    "行政复议：无；行政诉讼：无。",
    "（一）行政复议情况。本年度没有。",
    "结果维持、结果纠正、其他结果均为零。",
    "自然人、商业企业、科研机构的申请均已办结。",
    "申请人情况见下表，总计 15 |",
    "数据较上年增长12%。",
    "三、本年度办理结果。",
    "行政处罚应为9件，特此更正。",
    "<td>没有发生任何事情。",
    "以下为样表，仅供参考。",
    "没有。",
)
"""Lines that may stand in a table's section: prose, notes, and what reads like a part of the table."""
_FIGURE = re.compile(r"(?<=[\t\n| ])\d+(?= *(?:[\t\n|]|\Z))")
_HEADING = re.compile(r"^[ \t|]*[二三四]、.*\n", re.M)


def _pages() -> list[str]:
    rng = random.Random(3)
    some = [page.read_text("utf-8") for page in pages()]
    for name in layouts.LAYOUTS:
        for edition in ("2021", "2019"):
            figures = writing.consistent_figures(rng, edition=writing.EDITIONS[edition])
            some.append(layouts.Laid(name, figures).text)
    return some


PAGES = _pages()
CASES = sorted((ROOT / "tests" / "pages").glob("*/page.txt"))
WARM = Parser()
WARM._memo = TableMemo(at_once=True)


def told(parser: Parser, text: str) -> list[object]:
    """Return all that a reading says, or what was raised."""
    try:
        reading = parser.parse(text)
    except gzparse.GzparseError as error:
        return [type(error), str(error)]
    figures = [(path, *(getattr(figure, name) for name in FIELDS)) for path, figure in reading.figures.items()]
    findings = [(*(getattr(finding, name) for name in OF_FINDINGS),) for finding in reading.findings]
    tables: dict[str, TableReading] = reading._evidence.tables  # type: ignore[attr-defined]
    traces = [reading.trace(entry.paths()[0]) for table in tables.values() for entry in table.entries.values()]
    return [reading.record(), findings, figures, reading.parts, traces, [_rows(table) for table in tables.values()]]


FIELDS = ("raw", "value", "status", "origins", "unit", "layout", "inferred", "places")
OF_FINDINGS = ("code", "kind", "severity", "message", "refs", "expected", "actual")


def _rows(table: TableReading) -> list[object]:
    rows = [(str(row.type), type(row.type), row.items, row.cells(), row.text_range(), row.start) for row in table.rows]
    others = (table.headers, table.notes, table.furniture, table.extra, table.unread)
    places = [[row.text_range() for row in some] for some in others]
    grid = [(row.type, row.start, row.text, row.cells, row.cell_ranges()) for row in table.grid]
    return [
        rows,
        places,
        grid,
        table.shapes,
        table.editions,
        tuple(table.order()),
        table.certain,
        table.complete,
        table.by_figures,
    ]


def cold() -> Parser:
    """Return a parser that has seen no table."""
    COLD._memo = TableMemo()
    return COLD


COLD = Parser()


def with_figures(text: str, changes: list[tuple[int, str]]) -> str:
    """Put other text in the place of some of a page's figures."""
    places = [found.span() for found in _FIGURE.finditer(text)]
    chosen = {places[number % len(places)]: new for number, new in changes} if places else {}
    return writing.replaced(text, chosen)


def with_sentence(text: str, number: int, sentence: str) -> str:
    """Put a line below the heading of a table's section."""
    headings = [found.end() for found in _HEADING.finditer(text)]
    if not headings:
        return text
    at = headings[number % len(headings)]
    return f"{text[:at]}{sentence}\n{text[at:]}"


changes = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(FIGURES) | st.integers(0, 10**7).map(str)), max_size=6)
lines = st.none() | st.tuples(st.integers(0, 9), st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))


@given(st.sampled_from(PAGES), changes, lines)
def test_a_table_seen_before_is_read_as_if_it_had_not_been(
    page: str, figures: list[tuple[int, str]], line: tuple[int, str, str] | None
) -> None:
    told(WARM, page if line is None else with_sentence(page, line[0], line[1]))  # the clean page first
    text = with_figures(page if line is None else with_sentence(page, line[0], line[2]), figures)
    assert told(WARM, text) == told(cold(), text)


def _others(page: str, rng: random.Random) -> Iterator[str]:
    """Give pages that differ from one in their figures: some, all, and by what may stand for a figure."""
    yield page
    size = len(_FIGURE.findall(page))
    for new in rng.sample(FIGURES, 6):
        yield with_figures(page, [(rng.randrange(400), new)])
    for bound in (2, 40, 10**6):
        yield with_figures(page, [(number, str(rng.randrange(bound))) for number in range(size)])
    yield with_figures(page, [(number, "0") for number in range(size)])
    yield with_sentence(page, rng.randrange(3), rng.choice(SENTENCES))


@pytest.mark.parametrize("case", CASES[::5], ids=lambda case: case.parent.name)
def test_pages_of_all_kinds_are_read_alike_in_either_order(case: pathlib.Path) -> None:
    rng = random.Random(case.parent.name)
    text = case.read_text("utf-8")
    for other in _others(text, rng):
        assert told(WARM, other) == told(cold(), other)
    assert told(WARM, text) == told(cold(), text)


@pytest.mark.slow
def test_thousands_of_pages_are_read_alike() -> None:
    rng = random.Random(5)
    for page in [*PAGES, *(case.read_text("utf-8") for case in CASES)]:
        for other in _others(page, rng):
            for text in (other, with_sentence(other, rng.randrange(3), rng.choice(SENTENCES))):
                assert told(WARM, text) == told(cold(), text)


# --- what is kept -------------------------------------------------------------------------------------------------------


class Counting(TableMemo):
    """A memo that counts the tables that it has read."""

    def __init__(self, *, at_once: bool) -> None:
        super().__init__(at_once=at_once)
        self.known = 0

    def read(self, *given: object) -> TableReading | None:
        """Count what is known."""
        reading = super().read(*given)  # type: ignore[arg-type]
        self.known += reading is not None
        return reading


def _counting(layouts: list[Layout] | None = None, *, at_once: bool = True) -> tuple[Parser, Counting]:
    parser, memo = Parser(layouts), Counting(at_once=at_once)
    parser._memo = memo
    return parser, memo


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_pages_of_the_official_form_differ_in_their_figures_alone(page: pathlib.Path) -> None:
    parser, memo = _counting()
    text = page.read_text("utf-8")
    for seed in range(3):
        figures = writing.consistent_figures(random.Random(seed), 300)
        parser.parse(writing.with_figures(text, figures, frozenset(writing.blank_on(text))))
    assert memo.known == 6, "three tables of the second page and of the third"


def test_a_table_is_kept_when_its_words_are_seen_again() -> None:
    parser, memo = _counting(at_once=False)
    for known in (0, 0, 3):
        parser.parse(PAGES[0])
        assert memo.known == known
    other = PAGES[0].replace("信息内容", "信息内容：")
    for _ in range(2):
        parser.parse(other)
    assert memo.known == 7, "sections three and four of the other page"


def test_prose_in_a_table_section_is_no_part_of_what_is_kept() -> None:
    parser, memo = _counting()
    page = PAGES[0]
    for sentence in ("本年没有发生复议和诉讼。", "上述事项，全年均未发生，特此说明。", "2023年没有发生。其他情况正常。"):
        parser.parse(page.replace("情况\n", f"情况\n{sentence}\n"))
    kept = {str(part) for key, plans in memo._plans.items() for part in (*key, *plans)}
    assert kept
    assert not any("。" in part for part in kept)


def test_rows_that_break_their_sums_are_read_in_full() -> None:
    parser, memo = _counting()
    page = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
    parser.parse(page)
    row = next(line for line in page.split("\n") if "本年新收" in line)
    *cells, _ = row.split("\t")
    parser.parse(page.replace(row, "\t".join([*cells[:-1], "98765", ""])))
    assert memo.known == 2, "sections two and four"


def test_tables_are_not_kept_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_memo, "_MOST_PLANS", 4)
    parser, memo = _counting()
    for number in range(6):
        parser.parse(PAGES[0].replace("信息内容", f"信息内容{number}"))
        assert sum(map(len, memo._plans.values())) <= 4


def test_a_layout_of_a_plugin_that_is_tried_before_keeps_tables_from_being_known() -> None:
    own = Layout(name="own", grammar=gzparse.layouts()[2].grammar, anchor=r"\t9{5}")
    parser, memo = _counting([own, *gzparse.layouts()])
    for _ in range(2):
        parser.parse(PAGES[0])
    assert memo.known == 0


def test_a_known_reading_goes_to_another_process_as_any_other() -> None:
    parser, memo = _counting()
    for page in PAGES:
        other = Parser().parse(page)
        for _ in range(2):
            reading = parser.parse(page)
        copies = [pickle.loads(pickle.dumps(one)) for one in (reading, other)]
        for one in (reading, *copies):
            assert one == other or one.report == other.report
            assert dict(one.figures) == dict(other.figures)
            assert one.parts == other.parts
        for path in list(other.figures)[::40]:
            assert copies[0].trace(path) == copies[1].trace(path)
    assert memo.known
