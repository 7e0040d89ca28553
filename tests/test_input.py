"""Bad and odd input: a clear error or findings, never a traceback and never an invented figure."""

from __future__ import annotations

import pathlib

import pytest
import work
from conftest import ROOT, Page
from honesty import assert_accounted, assert_complete, value_at
from hypothesis import given, settings
from hypothesis import strategies as st

import gzparse

TABS = ROOT / "docs" / "examples" / "tabs.txt"


@pytest.mark.parametrize("data", ["", b"", " \n\n\t", b"\xef\xbb\xbf", "\ufeff"])
def test_an_empty_file(data: str | bytes) -> None:
    with pytest.raises(gzparse.NotAReport, match="is empty"):
        gzparse.parse(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF\x00\x01\x02" * 50, "政府信息公开".encode()[:-1]])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(gzparse.DecodeError):
        gzparse.parse(data)


def test_an_undecodable_byte_is_reported_with_its_place() -> None:
    data = TABS.read_bytes()
    at = data.index("行政许可".encode())
    with pytest.raises(gzparse.DecodeError, match=rf"byte {at} \(line \d+\) is 0xff"):
        gzparse.parse(data[:at] + b"\xff" + data[at:])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"PK\x03\x04 OFD.xml", "OFD"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "DOC"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0", "OLE"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"Rar!\x1a\x07", "archive"),
    ],
)
def test_formats_without_a_reader_are_refused_by_name(data: str | bytes, what: str) -> None:
    with pytest.raises(gzparse.UnsupportedFormat, match=what) as caught:
        gzparse.parse(data)
    assert caught.value.sha256 is not None
    assert caught.value.size == len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"<!DOCTYPE html><html><body>",
        "\ufeff\n <html lang='zh'>",
        "<table><tr><td>规章</td></tr></table>",
        b"PK\x03\x04 word/document.xml",
        b"PK\x03\x04 xl/workbook.xml",
        b"MIME-Version: 1.0\r\n\r\n",
    ],
)
def test_files_without_a_report_are_refused(data: str | bytes) -> None:
    with pytest.raises((gzparse.NotAReport, gzparse.DamagedFile)):
        gzparse.parse(data)


@pytest.mark.parametrize(
    "text",
    [
        "第一回\n甄士隐梦幻识通灵　贾雨村风尘怀闺秀\n此开卷第一回也。作者自云：因曾历过一番梦幻之后……\n" * 200,
        "一、总体情况\n今年工作顺利。\n二、存在问题\n人手不足。\n",
        "Call me Ishmael. " * 500,
        "\t".join("0" * 500),
        "|" * 1000,
    ],
)
def test_a_novel_is_not_a_report(text: str) -> None:
    with pytest.raises(gzparse.NotAReport, match="主动公开政府信息情况"):
        gzparse.parse(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(encoding: str) -> None:
    text = TABS.read_text("utf-8").replace("瀍", "洛")
    reading = gzparse.parse(text.encode(encoding))
    assert reading.report == gzparse.parse(text).report
    assert reading.source.text == text


def test_headings_alone_give_a_reading_whose_findings_say_so() -> None:
    text = (
        "某镇2021年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    )
    reading = gzparse.parse(text)
    assert {value_at(reading.report, path) for path in gzparse.paths()} == {None}
    named = {ref.path for f in reading.findings if f.code == "table-missing" for ref in f.refs}
    assert named == {"proactive_disclosure", "requests", "review_and_litigation"}
    assert_accounted(reading)


def test_strict_raises_on_reading_errors_and_only_then() -> None:
    gzparse.parse_file(TABS, strict=True)
    text = TABS.read_text("utf-8").replace("行政许可\t0", "行政许可\t约3")
    with pytest.raises(gzparse.FindingsError) as caught:
        gzparse.parse(text, strict=True)
    assert [f.code for f in caught.value.findings] == ["number-unreadable"]
    assert "行政许可" in str(caught.value)


def test_organ_and_year_fill_in_and_never_overrule() -> None:
    text = TABS.read_text("utf-8")
    reading = gzparse.parse(text, organ="另一机关", year=2020)
    assert (reading.report.organ, reading.report.year) == ("瀍河回族区人民政府办公室", 2023)
    assert "year-differs" in {f.code for f in reading.findings}
    untitled = text[text.index("一、") :]
    reading = gzparse.parse(untitled, organ="某办公室", year=2020)
    assert (reading.report.organ, reading.report.year, reading.report.title) == ("某办公室", 2020, None)


def test_the_year_of_an_untitled_report() -> None:
    text = TABS.read_text("utf-8")
    period = text[text.index("本报告按照") :]
    reading = gzparse.parse(period)
    assert reading.report.year == 2023
    assert [f.code for f in reading.findings] == ["year-inferred", "title-unknown"]
    assert reading.findings[0].severity == "info"
    assert [ref.path for ref in reading.findings[1].refs] == ["title", "organ"]
    label_only = text[text.index("一、总体情况") :].replace("2023", "")
    reading = gzparse.parse(label_only)
    assert reading.report.year is None
    assert [f.code for f in reading.findings] == ["title-unknown", "year-unknown"]


def test_layouts_asked_for_by_name() -> None:
    reading = gzparse.parse_file(TABS, layout="tabs")
    assert {f.layout for f in reading.figures.values() if f.status == "value"} == {"tabs"}
    with pytest.raises(gzparse.LayoutError, match="there are indented, bars, tabs"):
        gzparse.parse_file(TABS, layout="semaphore")
    with pytest.raises(gzparse.LayoutError, match="do not occur"):
        gzparse.parse_file(TABS, layout="bars")


def test_files_that_fail_cost_no_other(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_bytes(TABS.read_bytes())
    (tmp_path / "b.txt").write_bytes(b"")
    files = [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "none.txt", tmp_path / "a.txt"]
    for workers in (1, 2):
        kinds = [type(outcome).__name__ for outcome in gzparse.parse_files(files, workers=workers)]
        assert kinds == ["Reading", "NotAReport", "FileNotFoundError", "Reading"]


# --- hostile input: work and honesty ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", work.HOSTILE_LETTERS)
def test_hostile_lines_take_work_in_proportion(unit: str) -> None:
    text = TABS.read_text("utf-8")
    for mark in ("一、总体情况\n", "二、主动公开政府信息情况\n", "四、政府信息公开行政复议、行政诉讼情况\n"):
        work.assert_linear(text, text.index(mark) + len(mark), unit)


@pytest.mark.slow
def test_a_line_of_fifty_megabytes() -> None:
    text = TABS.read_text("utf-8")
    at = text.index("\n二、主动公开")
    reading = gzparse.parse(text[:at] + "公开" * 25_000_000 + text[at:])
    assert reading.report.requests.new.total == 51


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_arbitrary_text_in_a_report_is_accounted_for(data: st.DataObject) -> None:
    page = TABS.read_text("utf-8")
    junk = data.draw(
        st.text(st.sampled_from("0123456789\t|\n 一二三、（）规章行政许可总计其他-—/.，。年月日\r\f\u2028"), max_size=60)
    )
    at = data.draw(st.integers(0, len(page)))
    try:
        reading = gzparse.parse(page[:at] + junk + page[at:])
    except gzparse.GzparseError:
        return
    assert_accounted(reading)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_raise_documented_errors_only(data: bytes) -> None:
    with pytest.raises(gzparse.GzparseError):
        gzparse.parse(data)


def test_pages_with_thousands_of_rows_are_read(page: Page) -> None:
    start, stop = page.row("requests.results.unable.not_held")
    reading = gzparse.parse(page.text[:stop] + page.text[start:stop] * 2_000 + page.text[stop:])
    assert_complete(reading, page.printed)
