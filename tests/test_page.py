"""What notebooks and terminals show: every figure of the page, findings marked, in both languages, within 100 columns."""

from __future__ import annotations

import io
import re
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT
from hypothesis import given
from website_form import FORM as WEBSITE
from website_form import page as website_page

import gzparse
from gzparse.errors import MissingLibrary
from gzparse.model.source import display_width
from gzparse.testing import damaged

TEXT = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
MARRED = (
    TEXT.replace("行政许可\t0", "行政许可\t/")
    .replace("行政处罚\t0", "行政处罚\t约3<5")
    .replace("\t44\t0\t0\t0\t0\t0\t44", "\t45\t0\t0\t0\t0\t0\t45")
    .replace("\t\t2. 重复申请\t0\t0\t0\t0\t0\t0\t0\n", "")
)


class Cells(HTMLParser):
    """The figures' cells of a page, by their paths, and whether its tags are in pairs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: dict[str, tuple[str, str]] = {}
        self.open: list[str] = []
        self._path = self._status = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag != "br":
            self.open.append(tag)
        if tag == "td":
            self._path, self._status = (held["title"] or "").partition(":")[0], held["data-status"] or ""
            self.cells[self._path] = (self._status, "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "td":
            self._path = ""

    def handle_data(self, data: str) -> None:
        if self._path and self.open[-1] == "td":
            self.cells[self._path] = (self._status, self.cells[self._path][1] + data)


def check_cells(reading: Any, html: str) -> None:
    page = Cells(html)
    assert not page.open
    shown = {path: figure for path, figure in reading.figures.items() if figure.status != "not_in_form"}
    assert page.cells.keys() == shown.keys()
    for path, figure in shown.items():
        status, text = page.cells[path]
        assert status == figure.status
        if figure.status == "value":
            assert text == f"{figure.value}{figure.unit or ''}"
        assert (text == "") is (figure.status == "blank"), path


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_notebook_shows_the_form_with_every_figure(example: Any) -> None:
    reading = gzparse.parse_file(example)
    html = reading._repr_html_()
    check_cells(reading, html)
    assert 'rowspan="' in html
    assert "三、收到和处理政府信息公开申请情况" in html


def test_findings_are_marked_and_listed_in_both_languages() -> None:
    reading = gzparse.parse(MARRED)
    html = reading.to_html()
    check_cells(reading, html)
    assert html.count("<li ") == len(reading.findings) > 2
    assert "约3&lt;5" in html
    assert "约3<5" not in html
    for finding in reading.findings:
        assert finding.code in html
    assert "warning · 注意 identity-balance" in html
    assert "所印内容不是该列应有的数字" in html
    assert "what is printed is not a number" in html
    assert "what is printed" not in reading.to_html("zh")
    assert "所印内容" not in reading.to_html("en")
    cells = Cells(html).cells
    assert cells["requests.results.not_processed.repeated.total"] == ("missing", "缺")
    assert re.search(r'title="proactive_disclosure.penalties.decisions: unreadable"[^>]*>[^<]*<sup>1</sup>', html)


@given(damaged())
def test_every_damaged_page_can_be_shown(printed: Any) -> None:
    try:
        reading = gzparse.parse(printed.text)
    except gzparse.GzparseError:
        return
    check_cells(reading, reading.to_html())
    shown(reading)


def test_a_form_that_cannot_be_printed_is_shown_row_by_row() -> None:
    reading = gzparse.Parser(forms=[WEBSITE]).parse(website_page("tabs"))
    html = reading.to_html()
    check_cells(reading, html)
    assert "独立用户访问总量" in html
    assert "120394" in shown(reading)


def shown(reading: Any, width: int = 100) -> str:
    console = pytest.importorskip("rich.console")
    out = io.StringIO()
    console.Console(width=width, file=out).print(reading)
    return out.getvalue()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_terminal_of_a_hundred_columns_shows_all_of_it(example: Any) -> None:
    reading = gzparse.parse_file(example)
    text = shown(reading)
    assert max(map(display_width, text.splitlines())) <= 100
    assert "…" not in text.split("findings")[0]
    for name in ("本年制发件数", "自然人", "（七）总计", "行政诉讼·复议后起诉"):
        assert name in text


def test_a_terminal_marks_findings() -> None:
    reading = gzparse.parse(MARRED)
    text = shown(reading)
    assert "约3<5 ？[1]" in text
    assert "[1] error · 错误 number-unreadable" in text
    assert "缺[" in text


def test_without_rich_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "rich"] + ["rich", "rich.text"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingLibrary, match="pip install rich"):
        gzparse.parse(TEXT).__rich__()
