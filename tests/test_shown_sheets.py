"""What a workbook shows is what is printed: struck-out, raised and unseen text, rows and columns of no size, and conditions."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

import gzparse
from gzparse.read.package import Package
from gzparse.read.xlsx_comments import comments_of
from gzparse.read.xlsx_formats import shown_by

xlsxwriter: Any = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

ROWS: list[list[Any]] = [
    ["云水县2023年政府信息公开工作年度报告"],
    ["二、主动公开政府信息情况"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", 3, 1, 7],
    ["行政规范性文件", 12, 2, 80],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", 412],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", 36.52],
]
ISSUED = "proactive_disclosure.normative_documents.issued"
IN_FORCE = "proactive_disclosure.normative_documents.in_force"
RULES = "proactive_disclosure.rules.issued"
SHEET = "xl/worksheets/sheet1.xml"
Write = Callable[[Any, Any], None]


def written(write: Write, change: Callable[[str], str] = str, part: str = SHEET) -> gzparse.Reading[gzparse.Report]:
    """Return the reading of the example workbook after a function has written into it, and another has changed a part of it."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(ROWS):
        sheet.write_row(at, 0, row)
    write(book, sheet)
    book.close()
    stream = io.BytesIO()
    with zipfile.ZipFile(data) as archive, zipfile.ZipFile(stream, "w") as new:
        for name in archive.namelist():
            content = archive.read(name).decode()
            changed = change(content) if name == part else content
            assert name != part or change is str or changed != content
            new.writestr(name, changed)
    return gzparse.parse(stream.getvalue())


def plainly(book: Any, sheet: Any) -> None:
    """Write nothing else."""


def with_format(value: Any = 12, **form: Any) -> gzparse.Reading[gzparse.Report]:
    return written(lambda book, sheet: sheet.write(4, 1, value, book.add_format(form)))


def with_runs(*runs: tuple[str, dict[str, Any]]) -> gzparse.Reading[gzparse.Report]:
    def write(book: Any, sheet: Any) -> None:
        pieces: list[Any] = []
        for text, form in runs:
            pieces += [book.add_format(form), text] if form else [text]
        sheet.write_rich_string(4, 1, *pieces)

    return written(write)


def status(reading: gzparse.Reading[Any], path: str = ISSUED) -> tuple[Any, str]:
    return reading.figures[path].value, reading.figures[path].status


def codes(reading: gzparse.Reading[Any]) -> set[str]:
    return {finding.code for finding in reading.findings} & {"hidden-text", "deleted-text", "shown-unknown"}


def doubted(reading: gzparse.Reading[Any]) -> list[str | None]:
    return [ref.path for finding in reading.findings if finding.code == "shown-unknown" for ref in finding.refs]


def aside(reading: gzparse.Reading[Any]) -> list[tuple[str, str]]:
    assert reading.source.file is not None
    return [(piece.why, piece.text) for piece in reading.source.file.furniture]


# --- fonts of cells


def test_a_figure_that_is_struck_out_is_not_given() -> None:
    reading = with_format(font_strikeout=True)
    assert reading.figures[ISSUED].value is None
    assert reading.figures[ISSUED].status in ("unreadable", "withheld")
    assert aside(reading) == [("deleted", "12")]
    assert codes(reading) == {"deleted-text"}
    assert status(reading, IN_FORCE) == (80, "value")


def test_white_on_white_is_blank() -> None:
    reading = with_format(font_color="#FFFFFF")
    assert status(reading) == (None, "blank")
    assert aside(reading) == [("hidden", "12")]
    assert codes(reading) == {"hidden-text"}


@pytest.mark.parametrize(
    "form",
    [
        {"font_color": "#FFFFFF", "bg_color": "#4472C4", "pattern": 1},
        {"font_color": "#000000"},
        {"font_color": "#FF0000"},
        {"font_color": "#808080"},
        {"font_color": "#FFFFFF", "bg_color": "#A6A6A6", "pattern": 1},
        {"bg_color": "#FFFFFF", "pattern": 1},
        {"underline": 1},
        {"font_size": 6},
    ],
)
def test_what_is_seen_is_read(form: dict[str, Any]) -> None:
    reading = with_format(**form)
    assert status(reading) == (12, "value")
    assert codes(reading) == set()


@pytest.mark.parametrize(
    "form",
    [
        {"font_color": "#4472C4", "bg_color": "#4472C4", "pattern": 1},
        {"font_color": "#F7F7F7"},
        {"font_size": 1},
    ],
)
def test_what_has_the_colour_of_its_cell_or_no_size_is_not_seen(form: dict[str, Any]) -> None:
    assert status(with_format(**form)) == (None, "blank")


@pytest.mark.parametrize("form", [{"font_color": "#FFFFFF", "bg_color": "#000000", "pattern": 4}, {"font_color": "#E0E0E0"}])
def test_where_it_is_open_what_is_seen_the_figure_is_withheld(form: dict[str, Any]) -> None:
    """Behind the letters is a pattern, or a colour that is hardly another one."""
    reading = with_format(**form)
    assert status(reading) == (None, "withheld")
    assert reading.figures[ISSUED].raw == "12"
    assert doubted(reading) == [ISSUED]


def test_colours_by_theme_and_palette() -> None:
    def coloured(by: str) -> gzparse.Reading[gzparse.Report]:
        return written(
            lambda book, sheet: sheet.write(4, 1, 12, book.add_format({"font_color": "#123456"})),
            lambda xml: xml.replace('rgb="FF123456"', by),
            "xl/styles.xml",
        )

    assert status(coloured('theme="0"')) == (None, "blank")
    assert status(coloured('theme="1"')) == (12, "value")
    assert status(coloured('theme="4"')) == (12, "value")
    assert status(coloured('theme="0" tint="-0.5"')) == (12, "value")
    assert status(coloured('theme="1" tint="0.99"')) == (None, "blank")
    assert status(coloured('indexed="9"')) == (None, "blank")
    assert status(coloured('indexed="8"')) == (12, "value")
    assert status(coloured('indexed="64"')) == (12, "value")


def test_a_white_header_is_read() -> None:
    def write(book: Any, sheet: Any) -> None:
        head = book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F4E79", "pattern": 1, "bold": True})
        sheet.write_row(2, 0, ROWS[2], head)

    reading = written(write)
    assert [status(reading, path) for path in (RULES, ISSUED, IN_FORCE)] == [(3, "value"), (12, "value"), (80, "value")]
    assert codes(reading) == set()


# --- runs of a text


STRUCK, RAISED, WHITE = {"font_strikeout": True}, {"font_script": 1}, {"font_color": "#FFFFFF"}


def test_runs_that_are_struck_out_or_white_are_no_part_of_a_figure() -> None:
    for form, why, code in ((STRUCK, "deleted", "deleted-text"), (WHITE, "hidden", "hidden-text")):
        reading = with_runs(("12", form), ("9", {"bold": True}))
        assert status(reading) == (9, "value")
        assert aside(reading) == [(why, "12")]
        assert codes(reading) == {code}


def test_a_gap_is_seen_where_white_letters_stand() -> None:
    assert with_runs(("5", {"bold": True}), ("9", WHITE), ("1", {"bold": True})).figures[ISSUED].value is None
    assert status(with_runs(("5", {"bold": True}), ("9", STRUCK), ("1", {"bold": True}))) == (51, "value")


def test_a_raised_digit_is_no_part_of_the_number_before_it() -> None:
    figure = with_runs(("12", {"bold": True}), ("1", RAISED)).figures[ISSUED]
    assert figure.value is None
    assert figure.raw == "12 1"
    assert with_runs(("12", {"bold": True}), ("注", RAISED)).figures[ISSUED].value is None
    assert status(with_runs(("12", {"bold": True}), ("1", {"bold": True}))) == (121, "value")
    assert status(with_runs(("1", {}), ("2", {"font_color": "#FF0000"}))) == (12, "value")


def test_runs_within_the_cell_itself() -> None:
    runs = '<is><r><t>1</t></r><r><rPr><strike/></rPr><t>4</t></r><r><rPr><strike val="0"/></rPr><t>2</t></r></is>'
    reading = written(plainly, lambda xml: xml.replace('<c r="B5"><v>12</v></c>', f'<c r="B5" t="inlineStr">{runs}</c>'))
    assert status(reading) == (12, "value")
    assert aside(reading) == [("deleted", "4")]


def test_cells_that_state_no_place_are_counted() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write(4, 1, 12, book.add_format(WHITE))

    reading = written(write, lambda xml: re.sub(r' r="[A-Z]+\d+"', "", xml))
    assert status(reading) == (None, "blank")
    assert status(reading, RULES) == (3, "value")


# --- rows and columns of no size


def test_a_row_of_no_height_is_hidden() -> None:
    for height in ('ht="0" customHeight="1"', 'customHeight="1" ht="0.75"', 'ht="0"'):
        reading = written(plainly, lambda xml: xml.replace('<row r="5"', f'<row r="5" {height}', 1))  # noqa: B023
        assert status(reading) == (None, "missing")
        assert aside(reading) == [("hidden", text) for text in ("行政规范性文件", "12", "2", "80")]
        assert "hidden-text" in codes(reading)
        assert status(reading, RULES) == (3, "value")


@pytest.mark.parametrize("height", ['ht="15" customHeight="1"', 'ht="10.5"', 'ht="5" customHeight="true"', 'customHeight="0"'])
def test_a_row_of_some_height_is_shown(height: str) -> None:
    reading = written(plainly, lambda xml: xml.replace('<row r="5"', f'<row r="5" {height}', 1))
    assert status(reading) == (12, "value")
    assert codes(reading) == set()


def test_a_row_whose_height_is_not_said_is_withheld() -> None:
    reading = written(plainly, lambda xml: xml.replace('<row r="5"', '<row r="5" customHeight="1"', 1))
    assert status(reading) == (None, "withheld")
    assert doubted(reading) == [ISSUED, ISSUED.replace("issued", "repealed"), IN_FORCE]
    assert status(reading, RULES) == (3, "value")


@pytest.mark.parametrize("width", ["0", "0.0", "0.7109375"])
def test_a_column_of_no_width_is_hidden(width: str) -> None:
    column = f'<cols><col min="4" max="4" width="{width}" customWidth="1"/></cols><sheetData>'
    reading = written(plainly, lambda xml: xml.replace("<sheetData>", column))
    assert reading.figures[IN_FORCE].value is None
    assert ("hidden", "80") in aside(reading)
    assert "hidden-text" in codes(reading)
    wide = written(plainly, lambda xml: xml.replace("<sheetData>", column.replace(f'"{width}"', '"4.5"')))
    assert status(wide, IN_FORCE) == (80, "value")


def test_columns_that_are_not_named_have_the_default_width() -> None:
    shown = '<cols><col min="1" max="3" width="9"/></cols><sheetData>'
    reading = written(
        plainly,
        lambda xml: xml.replace("<sheetFormatPr ", '<sheetFormatPr defaultColWidth="0" ').replace("<sheetData>", shown),
    )
    assert reading.figures[IN_FORCE].value is None
    assert ("hidden", "80") in aside(reading)


# --- formats of numbers, and conditions

FEES = "proactive_disclosure.fees.amount"


@pytest.mark.parametrize("code", [9, 10, 11, 12, 13, 48, "0.0%"])
def test_an_amount_in_a_format_that_shows_another_number_is_not_given(code: Any) -> None:
    reading = written(lambda book, sheet: sheet.write(8, 1, 0.12, book.add_format({"num_format": code})))
    assert reading.figures[FEES].value is None
    assert reading.figures[FEES].status in ("unreadable", "withheld")
    plain = written(lambda book, sheet: sheet.write(8, 1, 0.12, book.add_format({"num_format": 2})))
    assert str(plain.figures[FEES].value) == "0.12"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (47.6234, "0.00", "47.62"),
        (47.625, "0.00", "47.63"),
        (47.62, "0", "48"),
        (1234.567, "#,##0.0", "1234.6"),
        (0.004, "0.00", "0.00"),
        (47.625, "_ * #,##0.00_ ;_ * -#,##0.00_ ", "47.63"),
        (47.62, "0.00", "47.62"),
        (47.6, "0.00", "47.6"),
        (47.6234, "General", "47.6234"),
        (0, "0", "0"),
        (0, "0.00", "0"),
    ],
)
def test_an_amount_is_given_as_its_format_rounds_it(value: float, code: str, shown: str) -> None:
    reading = written(lambda book, sheet: sheet.write(8, 1, value, book.add_format({"num_format": code})))
    figure = reading.figures["proactive_disclosure.fees.amount"]
    assert (str(figure.value), figure.status) == (shown, "value")


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1e300, -1e300, 1e28 / 3])
def test_a_number_without_end_or_of_any_size_is_shown_as_it_is(number: float) -> None:
    assert {shown_by(code, number) for code in ("0", "0.00", "#,##0.00_ ;-#,##0.00_ ")} == {None}


@pytest.mark.parametrize("code", ["#", "#,###", "#.##"])
def test_a_zero_that_its_format_does_not_show_is_not_given(code: str) -> None:
    assert status(with_format(0, num_format=code))[1] not in ("value", "blank")
    assert status(with_format(12, num_format=code)) == (12, "value")


@pytest.mark.parametrize("code", ['"约"@', '@"件以上"', ";;;", "0;0;0;"])
def test_a_text_that_its_format_changes_or_hides_is_not_given(code: str) -> None:
    def given(code: str) -> tuple[Any, str]:
        return status(written(lambda book, sheet: sheet.write_string(4, 1, "12", book.add_format({"num_format": code}))))

    assert given(code)[1] not in ("value", "blank")
    assert {given(plain) for plain in ("@", "0", "0;-0;0;@", "General")} == {(12, "value")}


def with_condition(number: int = 0, **condition: Any) -> gzparse.Reading[gzparse.Report]:
    def write(book: Any, sheet: Any) -> None:
        form = (
            {"num_format": ";;;"} if condition.get("hides") == "format" else {"font_color": condition.get("colour", "#FFFFFF")}
        )
        told = {key: each for key, each in condition.items() if key not in ("hides", "colour")}
        sheet.write(4, 1, number)
        sheet.conditional_format("B4:D5", {**told, "format": book.add_format(form)})

    return written(write)


EQUAL: dict[str, Any] = {"type": "cell", "criteria": "==", "value": 0}


def test_a_condition_that_may_hide_a_figure() -> None:
    for hides in ("format", "colour"):
        reading = with_condition(**EQUAL, hides=hides)
        assert status(reading) == (None, "withheld")
        assert doubted(reading) == [ISSUED]  # 2 and 80 are not equal to 0
    assert status(with_condition(5, **EQUAL)) == (5, "value")
    assert status(with_condition(0, **EQUAL, colour="#FF0000")) == (0, "value")
    by_formula = with_condition(5, type="formula", criteria="=$B$4>1")
    assert status(by_formula) == (None, "withheld")
    assert status(by_formula, RULES) == (None, "withheld")
    low = with_condition(5, type="cell", criteria="between", minimum=4, maximum=6)
    assert doubted(low) == [ISSUED]


# --- comments on cells


def noted(reading: gzparse.Reading[Any]) -> list[list[str | None]]:
    return [[ref.path for ref in each.refs] for each in reading.findings if each.code == "note-on-cell"]


def with_comment(address: str) -> gzparse.Reading[gzparse.Report]:
    return written(lambda book, sheet: sheet.write_comment(address, "应为14件"))


def test_a_comment_names_the_figures_of_which_it_speaks() -> None:
    normative = "proactive_disclosure.normative_documents"
    assert noted(with_comment("B5")) == [[ISSUED]]
    assert noted(with_comment("A5")) == [[normative]]
    assert noted(with_comment("B3")) == [[RULES, ISSUED]]
    assert noted(with_comment("A3")) == [["proactive_disclosure.rules", normative]]
    assert noted(with_comment("A2")) == [["proactive_disclosure"]]
    assert noted(with_comment("A7")) == [["proactive_disclosure.licensing"]]
    assert noted(with_comment("H5")) == [[normative]]
    assert noted(with_comment("A1")) == []
    reading = with_comment("B5")
    assert status(reading) == (12, "value")
    assert "应为14件" in next(each.message for each in reading.findings if each.code == "note-on-cell")


def test_comments_in_hidden_rows_name_nothing() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_comment("B5", "a")
        sheet.set_row(4, None, None, {"hidden": True})

    assert noted(written(write)) == []


def test_comments_of_threads_stand_in_the_place_of_their_summary() -> None:
    kinds = {"comments": "comments", "threadedComment": "threads"}
    relations = "".join(f'<Relationship Id="{kind}" Type="x/{kind}" Target="{part}.xml"/>' for kind, part in kinds.items())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/_rels/sheet1.xml.rels", f"<Relationships>{relations}</Relationships>")
        text = "<text><r><t>[线程</t></r><r><t>批注]</t></r></text>"
        archive.writestr(
            "xl/comments.xml", f'<comments><comment ref="B5">{text}</comment><comment ref="C6">{text}</comment></comments>'
        )
        threads = "".join(f'<threadedComment ref="B5"><text>{each}</text></threadedComment>' for each in ("应为 14", "是"))
        archive.writestr("xl/threads.xml", f"<ThreadedComments>{threads}</ThreadedComments>")
    package = Package(stream.getvalue(), None, "a workbook", gzparse.Limits())
    assert comments_of(package, "xl/sheet1.xml") == {(4, 1): "应为 14 … 是", (5, 2): "[线程批注]"}


# --- names of sheets, words right of a row, currencies


def named(sheet: str) -> set[tuple[str, str | None]]:
    """Return the findings and what they name of a workbook whose only sheet has a name."""
    reading = written(plainly, lambda xml: xml.replace('name="Sheet1"', f'name="{sheet}"'), "xl/workbook.xml")
    codes = {"figures-of-another"}
    assert (reading.figures[ISSUED].status == "withheld") == any(each.code in codes for each in reading.findings)
    return {(each.code, ref.path) for each in reading.findings if each.code in codes for ref in each.refs}


@pytest.mark.parametrize(
    "sheet", ["2022", "FY2022", "22年", "2022数据", "2022 (2)", "教育局", "县教育局", "草稿", "测试", "旧版"]
)
def test_sheets_that_are_named_by_another_year_or_organ(sheet: str) -> None:
    assert named(sheet) == {("figures-of-another", "proactive_disclosure")}


@pytest.mark.parametrize(
    "sheet", ["2023", "FY2023", "23年", "办公室", "法制科", "政府办", "云水县", "表2", "12", "公开", "新版"]
)
def test_sheets_that_are_named_otherwise(sheet: str) -> None:
    assert named(sheet) == set()


def test_words_far_right_of_a_row() -> None:
    def with_words(column: int, words: str) -> list[list[str | None]]:
        reading = written(lambda book, sheet: sheet.write(6, column, words))
        found = [[ref.path for ref in each.refs] for each in reading.findings if each.code in ("remark", "figures-of-another")]
        assert found or status(reading, "proactive_disclosure.licensing.decisions") == (412, "value")
        return found

    for column in (3, 4, 11):
        assert with_words(column, "←待核") == [["proactive_disclosure.licensing"]]
        assert with_words(column, "2022年数据") == [["proactive_disclosure.licensing"]]
        assert with_words(column, "√") == []


@pytest.mark.parametrize(
    "code", ["[$$-409]#,##0.00", "[$€-2] #,##0.00", "[$USD] 0.00", '"$"#,##0.00', "[White]0.00", "[$万-804]0.00"]
)
def test_an_amount_in_another_currency_is_not_given(code: str) -> None:
    reading = written(lambda book, sheet: sheet.write(8, 1, 36.52, book.add_format({"num_format": code})))
    assert reading.figures[FEES].value is None
    assert reading.figures[FEES].status in ("unreadable", "withheld")


@pytest.mark.parametrize("code", ["[$-804]0.00", "[$-409]#,##0.00", "[Red]0.00", "0.00_ "])
def test_an_amount_in_a_plain_format(code: str) -> None:
    reading = written(lambda book, sheet: sheet.write(8, 1, 36.52, book.add_format({"num_format": code})))
    assert str(reading.figures[FEES].value) == "36.52"


def test_a_text_box_over_a_table() -> None:
    for row in (0, 3, 6):
        reading = written(lambda book, sheet: sheet.insert_textbox(row, 1, "本表为2022年数据"))  # noqa: B023
        assert status(reading) == (12, "value")
        assert sorted(path for paths in noted(reading) for path in paths if path)[0].startswith("proactive_disclosure")
        assert len(noted(reading)) == 1
    assert noted(written(lambda book, sheet: sheet.insert_textbox(3, 1, ""))) == []
