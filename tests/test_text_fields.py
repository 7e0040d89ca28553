"""Text fields: forms whose cells hold texts besides numbers are read, and honest under damage."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest
from conftest import ROOT
from hypothesis import strategies as st
from website_form import FORM, LABELS, TITLE, VALUES, WRITERS, Website, WebsiteReport, page

import gzparse
from gzparse.output.contract import schema
from gzparse.output.text import as_text
from gzparse.testing import assert_sound, check_form

NAME, CODE, LICENCE = "website.name.text", "website.code.text", "website.licence.text"
LAYOUT = {"tabs": "tabs", "bars": "bars", "lines": "lines", "spaces": "unmarked"}
MARKS = {"tabs": "\t", "bars": " | ", "lines": "\n", "spaces": " "}
MARKED = ("tabs", "bars", "lines")


def read(text: str) -> gzparse.Reading[WebsiteReport]:
    reading: gzparse.Reading[Any] = gzparse.Parser(forms=[gzparse.forms()[0], FORM]).parse(text)
    assert reading.form == "website"
    assert_sound(reading)
    return reading


def named(reading: gzparse.Reading[WebsiteReport]) -> set[str]:
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    return {ref.path for finding in errors for ref in finding.refs if ref.path is not None}


def codes_of(reading: gzparse.Reading[Any]) -> set[str]:
    return {finding.code for finding in reading.findings}


def texts(reading: gzparse.Reading[WebsiteReport]) -> tuple[str | None, ...]:
    website = reading.report.website
    return website.name.text, website.code.text, website.licence.text


@pytest.mark.parametrize("layout", WRITERS)
def test_texts_are_given_as_printed(layout: str) -> None:
    reading = read(page(layout))
    assert texts(reading) == ("云水县人民政府门户网站", "3301220001", "浙ICP备05000001号")
    assert {figure.layout for figure in reading.figures.values()} == {LAYOUT[layout]}
    assert [f for f in reading.findings if f.severity == "error"] == []
    figure = reading.figures[LICENCE]
    assert (figure.status, figure.raw, figure.unit) == ("value", "浙ICP备05000001号", None)
    assert [reading.source.text[span.start : span.end] for span in figure.origins] == ["浙ICP备05000001号"]
    assert reading.report.website.visits.count == 3_489_120
    assert reading.report.website.answered.count == 87
    assert "printed “浙ICP备05000001号”" in reading.explain(LICENCE)


@pytest.mark.parametrize("layout", WRITERS)
def test_letters_are_given_as_printed_not_as_they_are_looked_at(layout: str) -> None:
    assert texts(read(page(layout, 网站名称="雲水縣政府Ｗｅｂ網站")))[0] == "雲水縣政府Ｗｅｂ網站"


@pytest.mark.parametrize("layout", ["tabs", "bars"])
def test_a_blank_text_is_blank(layout: str) -> None:
    reading = read(page(layout, 网站名称="", ICP备案号="无"))
    assert [reading.figures[path].status for path in (NAME, CODE, LICENCE)] == ["blank", "value", "not_applicable"]
    assert [f for f in reading.findings if f.severity == "error"] == []


@pytest.mark.parametrize("layout", ["lines", "spaces"])
def test_a_text_that_left_no_trace_is_missed(layout: str) -> None:
    reading = read(page(layout, 网站名称=""))
    assert texts(reading) == (None, "3301220001", "浙ICP备05000001号")
    assert "website.name" in named(reading)


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("text", ["2023", "12.5", "3301220001x", "约3"])
def test_a_text_may_be_a_number(layout: str, text: str) -> None:
    assert texts(read(page(layout, 网站名称=text)))[0] == text


@pytest.mark.parametrize("layout", WRITERS)
@pytest.mark.parametrize("text", ["独立用户访问总量统计网", "收到留言数量公开栏", "独立用户访问总量"])
def test_a_text_with_a_labels_words_is_itself_or_withheld(layout: str, text: str) -> None:
    reading = read(page(layout, 网站名称=text))
    given = texts(reading)[0]
    assert given == text or (given is None and "website.name" in named(reading))
    assert given == text or layout == "spaces" or text == "独立用户访问总量"
    assert reading.report.website.visitors.count in (120_394, None)
    assert texts(reading)[1:] == ("3301220001", "浙ICP备05000001号")


@pytest.mark.parametrize("layout", MARKED)
def test_a_label_lost_costs_no_other_rows_text(layout: str) -> None:
    reading = read(page(layout).replace("ICP备案号", "某某某某某"))
    assert texts(reading)[0] == "云水县人民政府门户网站"
    assert texts(reading)[2] is None
    assert "website.licence" in named(reading)


@pytest.mark.parametrize("layout", WRITERS)
def test_a_text_that_goes_on_below_is_withheld(layout: str) -> None:
    below = "云水县人民 |\n|  | 政府门户网站" if layout == "bars" else "云水县人民\n政府门户网站"
    reading = read(page(layout).replace(f"网站名称{MARKS[layout]}云水县人民政府门户网站", f"网站名称{MARKS[layout]}{below}"))
    assert texts(reading)[0] is None
    assert "website.name" in named(reading)


@pytest.mark.parametrize("layout", ["tabs", "bars"])
def test_pairs_may_stand_side_by_side(layout: str) -> None:
    mark = MARKS[layout]
    rows = [
        mark.join(["政府网站标识码", "3301220001", "ICP备案号", "浙ICP备05000001号", "网站名称", "云水网"]),
        mark.join(["独立用户访问总量（次）", "5", "网站总访问量（次）", "7"]),
        mark.join(["信息发布总数（条）", "8", "", ""]),
    ]
    text = f"{TITLE}\n一、网站运行情况\n项目{mark}内容\n" + "\n".join(rows) + "\n附件\n"
    assert texts(read(text)) == ("云水网", "3301220001", "浙ICP备05000001号")
    lost = read(text.replace(f"标识码{mark}3301220001", "标识码"))
    assert texts(lost) == ("云水网", None, "浙ICP备05000001号")
    assert "website.code" in named(lost)
    two = read(text.replace("ICP备案号", "某某某某某"))
    assert texts(two) == ("云水网", None, None)
    assert {"website.code", "website.licence"} <= set(named(two))


def test_an_unknown_heading_below_a_blank_is_no_text() -> None:
    reading = read(page("lines", 网站名称="").replace("网站名称\n", "网站名称\n（一）基本信息\n"))
    assert texts(reading)[0] is None
    assert "website.name" in named(reading)


def test_prose_below_a_blank_is_no_text() -> None:
    reading = read(page("lines", ICP备案号="").replace("ICP备案号\n", "ICP备案号\n说明：无。\n"))
    assert texts(reading)[2] is None
    assert "website.licence" in named(reading)


@pytest.mark.parametrize("layout", ["tabs", "lines"])
def test_what_stands_below_a_label_at_the_tables_end_is_no_text(layout: str) -> None:
    text = page(layout, {**VALUES, "留言平均办理时间（天）": "网站名称"}).replace("网站名称", "某某名称", 1)
    reading = read(text)
    assert texts(reading)[0] is None
    assert {"website.name", "website.days"} <= named(reading)


def test_unknown_words_around_an_unmarked_text_are_two_rows() -> None:
    reading = read(page("spaces").replace("网站名称", "网站\n网站名称").replace("政府网站标识码", "说明：无。\n政府网站标识码"))
    assert texts(reading) == (None, "3301220001", "浙ICP备05000001号")
    assert "website.name" in named(reading)


@pytest.mark.parametrize(
    "line",
    [
        "网站名称 云水网 ICP备案号 浙ICP备05000001号",
        "网站名称 云水网 备岸号 浙ICP备05000001号",
        "网站名称 云水网ICP备案号浙ICP备05000001号",
        "网站名称云水网",
        "网站名称\n云水网",
    ],
)
def test_unmarked_texts_are_given_on_a_line_of_their_own_only(line: str) -> None:
    reading = read(page("spaces").replace("网站名称 云水县人民政府门户网站", line))
    assert texts(reading)[0] is None
    assert {"website.name", "website"} & set(named(reading))


def test_a_number_below_an_unmarked_text_fields_label_is_no_other_rows() -> None:
    text = page("spaces").replace("标识码 3301220001", "标识码\n3301220001").replace("（次） 120394", "（次）")
    reading = read(text)
    assert texts(reading)[1] is None
    assert reading.report.website.visitors.count is None
    assert {"website.code", "website.visitors"} <= set(named(reading))


def test_texts_go_into_the_json_the_schema_and_the_text_output() -> None:
    reading = read(page("tabs"))
    record = json.loads(json.dumps(gzparse.unstructure(reading)))
    assert record["report"]["website"]["licence"] == {"text": "浙ICP备05000001号"}
    jsonschema.validate(record, schema(LABELS))
    assert gzparse.structure(record["report"], WebsiteReport) == reading.report
    assert "浙ICP备05000001号" in as_text(reading)
    assert pickle.loads(pickle.dumps(reading)).figures == reading.figures
    assert gzparse.unstructure(reading.figures[LICENCE])["value"] == "浙ICP备05000001号"
    assert gzparse.unstructure(reading.figures["website.days.days"])["value"] == "3.5"


@pytest.mark.parametrize("layout", [layout.name for layout in gzparse.layouts() if layout.render is not None])
def test_texts_are_rendered_and_read_back(layout: str) -> None:
    reading = read(page("tabs"))
    for printed in (reading, reading.report):
        assert read(gzparse.render(printed, layout=layout, form=FORM)).report.website == reading.report.website


def test_a_text_that_no_cell_can_hold_is_not_rendered() -> None:
    report = read(page("tabs", 网站名称="甲")).report
    for text in ("甲|乙", "甲\n乙", " "):
        wrong = attrs.evolve(report, website=attrs.evolve(report.website, name=attrs.evolve(report.website.name, text=text)))
        with pytest.raises(gzparse.RenderError, match="网站名称"):
            gzparse.render(wrong, form=FORM)


def test_an_annual_report_has_no_text_figures() -> None:
    text = (sorted((ROOT / "docs" / "examples").glob("*.txt"))[0]).read_text("utf-8")
    reading = gzparse.Parser(forms=[gzparse.forms()[0], FORM]).parse(text)
    assert reading.form == "annual_report"
    assert codes_of(reading) == codes_of(gzparse.parse(text))
    assert not [figure for figure in reading.figures.values() if isinstance(figure.value, str)]


# --- titles of the form's own -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        (TITLE, "云水县人民政府", 2023),
        ("云水县人民政府2023年门户网站年度报表", "云水县人民政府", 2023),
        ("2023年度云水县水利局网站工作年度报表", "云水县水利局", 2023),
        ("云水县水利局网站2023年年度报表", "云水县水利局", 2023),
        ("云水县水利局网站工作年度报表（二〇二三年度）", "云水县水利局", 2023),
        ("雲水縣水利局网站工作年度报表（2023年度）", "雲水縣水利局", 2023),
        ("云水县水利局\n政府网站工作年度报表（2023年度）", "云水县水利局", 2023),
        ("云水县水利局2023年度\n政府网站工作年度报表", "云水县水利局", 2023),
        ("云水县水利局\n2023年度政府网站工作年度报表", "云水县水利局", 2023),
        ("云水县水利局2023年网站工作年度报表（2023年度）", "云水县水利局", 2023),
        ("云水县水利局2022年网站工作年度报表（2023年度）", "云水县水利局", None),
        ("云水县水利局网站工作年度报表（2024年1月8日）", "云水县水利局", None),
        ("云水县水利局网站工作年度报表", "云水县水利局", None),
        ("政府网站工作年度报表（2023年度）", None, 2023),
        ("附件2\n政府网站工作年度报表（2023年度）", None, 2023),
        ("首页 > 政务公开\n政府网站工作年度报表（2023年度）", None, 2023),
        ("现将有关情况公布如下。\n政府网站工作年度报表（2023年度）", None, 2023),
    ],
)
def test_organ_and_year_stand_before_the_titles_subject_and_the_year_behind_it_too(
    title: str, organ: str | None, year: int | None
) -> None:
    reading = read(page("tabs", title=title))
    assert (reading.report.organ, reading.report.year) == (organ, year)
    assert ("organ-unknown" in codes_of(reading)) == (organ is None)
    assert ("year-unknown" in codes_of(reading)) == (year is None)
    shown = [reading.source.text[part.span.start : part.span.end] for part in reading.parts if part.kind == "title"]
    assert "".join(shown).endswith(title.splitlines()[-1])


def test_the_caller_names_what_the_title_does_not() -> None:
    parser = gzparse.Parser(forms=[FORM])
    reading: gzparse.Reading[Any] = parser.parse(page("tabs", title="政府网站工作年度报表"), organ="云水县水利局", year=2023)
    assert (reading.report.organ, reading.report.year) == ("云水县水利局", 2023)
    assert codes_of(reading) == set()


# --- the conformance kit ------------------------------------------------------------------------------------------------

COUNTS = st.integers(0, 9_999_999)
NAMES = st.text("云水县人民政府门户网站第一中心AbZ019.-号", min_size=2, max_size=14).filter(lambda text: text.strip(".-"))


@st.composite
def records(draw: st.DrawFn) -> WebsiteReport:
    values: dict[str, Any] = {}
    for path, info in LABELS.figures.items():
        amount = info.kind == "amount"
        _, row, column = path.split(".")
        kind = type(getattr(Website(), row))
        values[row] = kind(**{column: draw(NAMES if info.kind == "text" else st.just(Decimal("3.5")) if amount else COUNTS)})
    return WebsiteReport(TITLE, "云水县人民政府", 2023, Website(**values))


@pytest.mark.parametrize("layout", WRITERS)
def test_the_form_is_what_a_form_should_be(layout: str) -> None:
    printed: dict[str, int | str] = {
        NAME: "云水县人民政府门户网站",
        CODE: "3301220001",
        LICENCE: "浙ICP备05000001号",
        "website.visits.count": 3_489_120,
    }
    check_form(FORM, samples=[(page(layout), printed)], examples=60)


def test_its_records_come_back_from_every_layout() -> None:
    check_form(FORM, samples=[page("tabs")], records=records(), examples=150)


ODD = ({"网站名称": "独立用户访问总量"}, {"ICP备案号": ""}, {"网站名称": "2023", "政府网站标识码": "无"})


@pytest.mark.parametrize("values", ODD)
@pytest.mark.parametrize("layout", WRITERS)
def test_damage_to_odd_pages_is_never_silent(layout: str, values: dict[str, str]) -> None:
    check_form(FORM, samples=[page("tabs"), page(layout, {**VALUES, **values})], examples=60)
