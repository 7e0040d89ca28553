"""Spreadsheets: values as text, paragraphs and tables, what is hidden, places found again, and files that do harm."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import gzparse
from gzparse.errors import DamagedFile, Encrypted, GzparseError, LimitExceeded, MissingLibrary, UnsupportedFormat
from gzparse.model.document import Document, Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.sheet_blocks import column_name
from gzparse.read.sheet_values import shortest, text_of
from gzparse.read.sheets import READER
from gzparse.spec.limits import Limits, ReadOptions

calamine = pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")


def workbook(write: Callable[[Any], None]) -> bytes:
    """Return an XLSX file that a function writes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    write(book)
    book.close()
    return stream.getvalue()


def sheet_of(rows: list[list[object]], name: str = "Sheet1", merges: tuple[str, ...] = ()) -> bytes:
    def write(book: Any) -> None:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for merge in merges:
            first, last = (re.fullmatch(r"([A-Z]+)(\d+)", each).groups() for each in merge.split(":"))  # type: ignore[union-attr]
            corner = [int(first[1]) - 1, ord(first[0]) - 65, int(last[1]) - 1, ord(last[0]) - 65]
            text = rows[corner[0]][corner[1]]
            sheet.merge_range(*corner, text)

    return workbook(write)


def read(data: bytes, limits: Limits | None = None) -> Document:
    document = READER.read(data, "a.xlsx", ReadOptions(limits=limits or Limits()))
    assert isinstance(document, Document)
    return document


def lines(data: bytes) -> list[str]:
    return compose(read(data)).text.splitlines()


def rewritten(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return an archive with some of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in archive.namelist():
            content = archive.read(name)
            new.writestr(name, changes[name](content) if name in changes else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# Values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.30000000000000004, "0.30000000000000004"),
        (0.1, "0.1"),
        (1e20, "100000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (True, "TRUE"),
        (12, "12"),
        ("12 ", "12 "),
        (datetime.date(2024, 1, 20), "2024-01-20"),
        (datetime.datetime(2024, 1, 20), "2024-01-20"),
        (datetime.datetime(2024, 1, 20, 8, 30), "2024-01-20T08:30:00"),
        (datetime.time(8, 30), "08:30:00"),
        (datetime.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert text_of(value) == text


def test_numbers_without_end() -> None:
    assert shortest(float("inf")) == "inf"


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_names_of_columns(column: int, name: str) -> None:
    assert column_name(column) == name


def test_values_of_a_file() -> None:
    def write(book: Any) -> None:
        sheet = book.add_worksheet("甲")
        sheet.write_row("A1", ["a", "b", "c", "d", "e", "f"])
        sheet.write_row("A2", [12, 0.5, "12 ", True])
        sheet.write_formula("E2", "=1+1", None, 2)
        sheet.write_datetime("F2", datetime.datetime(2024, 1, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", "=NA()", None, "#N/A")
        sheet.write_formula("C3", '=""', None, "")
        sheet.write_rich_string("D3", "1", book.add_format({"bold": True}), "2", "3")

    data = workbook(write)
    assert lines(data) == ["a\tb\tc\td\te\tf", "12\t0.5\t12 \tTRUE\t2\t2024-01-20", "#DIV/0!\t#N/A\t\ufffd\t123\t\t"]
    assert_places(data)


def replace(xml: bytes, new: bytes) -> bytes:
    return xml.replace(b'<c r="B2"><v>2</v></c>', new)


def test_a_formula_that_was_never_computed_is_not_blank() -> None:
    data = sheet_of([["a", "b"], ["c", 2]])
    formulas = (
        b'<c r="B2"><f>1+1</f></c>',
        b'<c r="B2"><f>1+1</f><v/></c>',
        b"<c r='B2' t='n'><f/></c>",
        b"<c t='e'><v>#REF!</v></c>",
    )
    for formula in formulas:
        changed = rewritten(data, {SHEET: partial(replace, new=formula)})
        assert lines(changed)[1] in ("c\t\ufffd", "c\t#REF!")
    text = rewritten(data, {SHEET: partial(replace, new=b'<c r="B2" t="str"><f>""</f><v></v></c>')})
    assert lines(text)[1].rstrip("\t") == "c"


# Blocks


REPORT: list[list[object]] = [
    ["某县人民政府2023年政府信息公开工作年度报告"],
    ["一、总体情况"],
    ["全年公开信息12条。"],
    ["二、主动公开政府信息情况"],
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", 0, 0, 0],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可"],
    [],
    ["五、存在的主要问题及改进情况"],
    ["存在的问题不多。"],
]


def test_text_alone_in_its_row_and_rows_with_columns() -> None:
    document = read(sheet_of(REPORT))
    assert [block.text if isinstance(block, Paragraph) else block.rows for block in document.blocks] == [
        "某县人民政府2023年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息12条。",
        "二、主动公开政府信息情况",
        "第二十条第（一）项",
        5,
        "五、存在的主要问题及改进情况",
        "存在的问题不多。",
    ]
    table = document.blocks[5]
    assert isinstance(table, Table)
    assert table.place == Place(sheet="Sheet1")
    assert compose(document).text.splitlines()[9] == "行政许可\t\t\t"
    assert document.media == "sheet"


def test_merged_ranges() -> None:
    data = sheet_of(
        [["总", "", "", ""], ["左", "b", "x", ""], ["", "d", "e", ""], ["f", "g", "h", ""]],
        merges=("A1:D1", "A2:A3", "C2:D2", "C3:D3", "C4:D4"),
    )
    table = read(data).blocks[-1]
    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells] == [
        (0, 0, 2, 1, "左"),
        (0, 1, 1, 1, "b"),
        (0, 2, 1, 1, "x"),
        (1, 1, 1, 1, "d"),
        (1, 2, 1, 1, "e"),
        (2, 0, 1, 1, "f"),
        (2, 1, 1, 1, "g"),
        (2, 2, 1, 1, "h"),
    ]
    assert_places(data)


def test_sheets_stand_in_order_and_hidden_ones_are_furniture() -> None:
    def write(book: Any) -> None:
        for name in "甲乙丙":
            book.add_worksheet(name).write_row("B3", [name, "x"])
        book.get_worksheet_by_name("乙").hide()
        book.get_worksheet_by_name("丙").set_row(3, None, None, {"hidden": True})
        book.get_worksheet_by_name("丙").set_column("D:D", None, None, {"hidden": True})
        book.get_worksheet_by_name("丙").write_row("B4", ["row", "x"])
        book.get_worksheet_by_name("丙").write_row("D3", ["column"])
        book.add_worksheet("空")

    data = workbook(write)
    document = read(data)
    assert lines(data) == ["甲\tx", "丙\tx"]
    assert [(each.why, each.text, each.pieces[0][1].address) for each in document.furniture] == [
        ("hidden", "乙", "B3"),
        ("hidden", "x", "C3"),
        ("hidden", "column", "D3"),
        ("hidden", "row", "B4"),
        ("hidden", "x", "C4"),
    ]
    assert [(note.code, note.place.sheet) for note in document.notes] == [("hidden-text", "乙"), ("hidden-text", "丙")]
    assert_places(data)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("主动公开", "二、主动公开政府信息情况"),
        ("依申请公开", "三、收到和处理政府信息公开申请情况"),
        ("行政复议诉讼", "四、政府信息公开行政复议、行政诉讼情况"),
        ("Sheet1", None),
    ],
)
def test_the_name_of_a_sheet_stands_for_a_heading_that_is_missing(name: str, heading: str | None) -> None:
    table: list[list[object]] = [["信息内容", "数量"], ["行政许可", 3]]
    assert lines(sheet_of(table, name)) == [*([heading] if heading else []), "信息内容\t数量", "行政许可\t3"]
    own: list[list[object]] = [["主动公开政府信息情况"], *table]
    assert lines(sheet_of(own, name))[0] == "主动公开政府信息情况"


def assert_places(data: bytes) -> None:
    """Check that each text stands at its address in the file, as another library reads it."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    document = read(data)
    seen = set()
    for block in document.blocks:
        for holder in block.cells if isinstance(block, Table) else (block,):
            for _, place in holder.pieces:
                value = book[place.sheet][place.address].value
                seen.add((place.sheet, place.address))
                assert holder.text in (
                    "\ufffd",
                    text_of(float(value) if isinstance(value, int) and value is not True else value),
                )
    for furniture in document.furniture:
        seen.add((furniture.pieces[0][1].sheet, furniture.pieces[0][1].address))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.value is None or (sheet.title, cell.coordinate) in seen


def test_a_report_gives_the_figures_of_its_text() -> None:
    text = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")

    def value(cell: str) -> object:
        return int(cell) if cell.isdecimal() else cell

    data = sheet_of([[value(cell) for cell in line.split("\t")] for line in text.splitlines() if line.strip()])
    expected, found = gzparse.parse(text), gzparse.parse(compose(read(data)).text)
    assert {path: figure.value for path, figure in found.figures.items()} == {
        path: figure.value for path, figure in expected.figures.items()
    }
    assert_places(data)


# ODS and XLS


URI = "urn:oasis:names:tc:opendocument:xmlns"


def ods(body: str, styles: str = "", manifest: str = "<m/>") -> bytes:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names} "
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def cell(text: str = "", more: str = "") -> str:
    return f"<table:table-cell {more}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def number(value: str, shown: str) -> str:
    return cell(shown, f'office:value-type="float" office:value="{value}"')


REPEATED = 'table:number-columns-repeated="9000"'
SPACED = 'a<text:s text:c="2"/>b<text:span>c</text:span>'


def test_open_document_spreadsheets() -> None:
    covered = "<table:covered-table-cell/>"
    wide = cell("总", 'table:number-columns-spanned="3"')
    tall = cell("左", 'table:number-rows-spanned="2"')
    error = cell("#N/A", 'office:value-type="string" office:string-value="" calcext:value-type="error"')
    blank = cell("", 'table:number-columns-repeated="16384"')
    data = ods(
        '<table:table table:name="甲"><table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{wide}{covered * 2}{cell('hidden')}</table:table-row>"
        f"<table:table-row-group><table:table-row>{tall}{number('12', '12.00')}{number('0.5', '50%')}</table:table-row>"
        f"<table:table-row>{covered}{cell(SPACED)}{error}</table:table-row></table:table-row-group>"
        f'<table:table-row table:visibility="collapse">{cell("gone")}{cell("x")}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048000">{blank}</table:table-row></table:table>'
        f'<table:table table:name="乙" table:style-name="ta2"><table:table-row>{cell("y")}</table:table-row></table:table>',
        '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>',
    )
    assert READER.fits(data, None)
    document = read(data)
    assert compose(document).text.splitlines() == ["总", "左\t12\t50%", "\ta  bc\t#N/A"]
    assert [each.text for each in document.furniture] == ["hidden", "gone", "x", "y"]
    assert isinstance(document.blocks[1], Table)
    assert document.blocks[1].cells[4].pieces == ((4, Place(sheet="甲", address="C3")),)


def test_open_document_spreadsheets_that_cannot_be_read() -> None:
    with pytest.raises(Encrypted):
        read(ods("", manifest="<m><encryption-data/></m>"))
    row = f'<table:table-row table:number-rows-repeated="900000">{cell("a", REPEATED)}</table:table-row>'
    with pytest.raises(LimitExceeded, match="cells"):
        read(ods(f"<table:table>{row}</table:table>"))
    with pytest.raises(DamagedFile, match="well-formed"):
        read(ods("<table:table>"))
    with pytest.raises(DamagedFile, match="DTD"):
        read(rewritten(ods(""), {"content.xml": lambda xml: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml}))


def test_old_workbooks() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("甲")
    for column, text in enumerate(["a", "b", "c", "d"]):
        sheet.write(1, column, text)
    sheet.write_merge(2, 3, 0, 0, "左")
    sheet.write(2, 1, 12)
    sheet.row(2).set_cell_error(2, 0x2A)
    sheet.write(2, 3, 0.5)
    for column in (1, 2, 3):
        sheet.write(3, column, column)
        sheet.write(4, column, "hidden")
    sheet.row(4).hidden = True
    book.add_sheet("乙").write(0, 0, "x")
    book.get_sheet(1).visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    assert compose(document).text.splitlines() == ["a\tb\tc\td", "左\t12\t#N/A\t0.5", "\t1\t2\t3"]
    assert [each.text for each in document.furniture] == ["hidden", "hidden", "hidden", "x"]
    for cut in (600, len(stream.getvalue()) // 2):
        with pytest.raises(GzparseError):
            read(stream.getvalue()[:cut])


# Hostile and damaged files


def test_files_beyond_the_limits() -> None:
    far = sheet_of([["a", "b"]])
    spread = rewritten(
        far, {SHEET: lambda xml: xml.replace(b"</row>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}
    )
    with pytest.raises(LimitExceeded, match="cells"):
        read(spread)
    merged = rewritten(far, {SHEET: lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + MERGES)})
    with pytest.raises(LimitExceeded, match="cells"):
        read(merged, Limits(cells=1_000))
    assert lines(merged)
    with pytest.raises(LimitExceeded, match="part_bytes"):
        read(rewritten(far, {"xl/sharedStrings.xml": lambda xml: xml + b" " * 2_000_000}), Limits(part_bytes=1_000_000))
    with pytest.raises(LimitExceeded, match="bytes"):
        read(far, Limits(bytes=10))
    with pytest.raises(LimitExceeded, match="cells"):
        read(sheet_of([["a"] * 10] * 20), Limits(cells=100))


MERGES = b'<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:XFD1048576"/></mergeCells>'


def test_damaged_files() -> None:
    data = sheet_of(REPORT)
    for cut in (100, len(data) // 2, len(data) - 30):
        with pytest.raises(DamagedFile, match=r"a\.xlsx"):
            read(data[:cut])
    with pytest.raises(DamagedFile):
        read(rewritten(data, {SHEET: lambda xml: xml[: len(xml) // 2]}))
    with pytest.raises(DamagedFile, match="DTD"):
        read(rewritten(data, {"xl/sharedStrings.xml": lambda xml: b"<!DOCTYPE a>" + xml}))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/sharedStrings.xml", rb'uniqueCount="\d+"', b'uniqueCount="99999999999"'),
        (SHEET, rb'mergeCells count="1"', b'mergeCells count="99999999999"'),
        (SHEET, rb'r="A1"', b'r="A4294967295"'),
        (SHEET, rb'r="A1"', b'r="ZZZZ1"'),
    ],
)
def test_counts_that_no_memory_has_room_for(name: str, old: bytes, new: bytes) -> None:
    with pytest.raises(DamagedFile, match=r"count that no file|where no sheet"):
        read(rewritten(sheet_of(REPORT, merges=("A5:D5",)), {name: lambda xml: re.sub(old, new, xml, count=1)}))


def test_files_that_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(UnsupportedFormat, match="XLSB"):
        read(stream.getvalue())
    assert not READER.fits(b"a\tb", "a.xlsx")


def test_without_the_library_the_message_has_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingLibrary, match=r"pip install 'gzparse\[xlsx\]'"):
        read(sheet_of(REPORT))


WHOLE = sheet_of(REPORT, merges=("A5:D5",))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 40))
def test_changed_bytes_give_a_document_or_an_error_of_its_own(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    with contextlib.suppress(GzparseError):
        compose(read(bytes(data[: len(data) - cut])))


XML = zipfile.ZipFile(io.BytesIO(WHOLE)).read(SHEET)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(XML) - 1), st.sampled_from([*b"<>/\"' =0129AZ&#"])), min_size=1, max_size=6))
def test_changed_sheets_give_a_document_or_an_error_of_its_own(changes: list[tuple[int, int]]) -> None:
    xml = bytearray(XML)
    for at, byte in changes:
        xml[at] = byte
    with contextlib.suppress(GzparseError):
        compose(read(rewritten(WHOLE, {SHEET: lambda _: bytes(xml)})))
