"""The library's face: wrong arguments are named with what was meant, and what it returns compares, prints and travels."""

from __future__ import annotations

import inspect
import io
import json
import os
import pathlib
import pickle
from typing import Any

import attrs
import pytest
from conftest import ROOT

import gzparse
from gzparse.output.contract import record

TABS = ROOT / "docs" / "examples" / "tabs.txt"
TEXT = TABS.read_text("utf-8")
WRONG = TEXT.replace("行政许可\t0", "行政许可\t约3")


# --- what is parsed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "meant"),
    [
        (TABS, r"parse_file"),
        ([str(TABS)], r"parse_files"),
        (io.StringIO("x"), r"\.read\(\)"),
        (bytearray(b"x"), r"bytes\("),
        (None, "NoneType"),
        (5, "int"),
        (gzparse.parse(TEXT), "parsed already"),
    ],
)
def test_parse_says_what_it_takes(data: Any, meant: str) -> None:
    with pytest.raises(TypeError, match=meant):
        gzparse.parse(data)
    with pytest.raises(TypeError, match=meant):
        gzparse.Parser().parse(data)


@pytest.mark.parametrize("name", ["a.txt", "reports/某镇2023年政府信息公开工作年度报告.txt", "C:\\x\\y.DOCX", " b.html "])
def test_a_name_of_a_file_is_not_parsed_as_a_text(name: str) -> None:
    with pytest.raises(gzparse.NotAReport, match="parse_file"):
        gzparse.parse(name)


def test_a_file_or_folder_that_is_there_is_known_by_any_name(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "某镇2023年政府信息公开工作年度报告"
    page.write_text(TEXT, "utf-8")
    with pytest.raises(gzparse.NotAReport, match=r"gzparse\.parse_file\("):
        gzparse.parse(str(page))
    with pytest.raises(gzparse.NotAReport, match=r"gzparse\.parse_files\("):
        gzparse.parse(str(tmp_path))


def test_a_text_is_no_name_of_a_file() -> None:
    text = "某镇2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n见附件.docx"
    assert gzparse.parse(text).report.year == 2021
    assert gzparse.parse(f"{TEXT.replace(chr(10), ' ')} 附件.docx").source.name is None
    with pytest.raises(gzparse.NotAReport) as caught:
        gzparse.parse("a\0b.md")
    assert "parse_file" not in str(caught.value), "no file has such a name"


@pytest.mark.parametrize("path", [b"a.txt", io.StringIO("x"), 5, None, ["a.txt"]])
def test_parse_file_says_what_it_takes(path: Any) -> None:
    with pytest.raises(TypeError, match="parse_file takes"):
        gzparse.parse_file(path)


def test_parse_file_of_a_text_or_a_folder_says_what_to_use(tmp_path: pathlib.Path) -> None:
    with pytest.raises(gzparse.NotAReport, match=r"use gzparse\.parse\("):
        gzparse.parse_file(TEXT)
    with pytest.raises(IsADirectoryError, match="parse_files"):
        gzparse.parse_file(tmp_path)


# --- many files ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of reports, some in folders of their own, and of what no one means to read."""
    base = tmp_path / "reports"
    (base / "b" / "c").mkdir(parents=True)
    (base / ".git").mkdir()
    for name in ("z.txt", "b/a.txt", "b/c/d.txt"):
        (base / name).write_text(TEXT, "utf-8")
    for name in (".DS_Store", ".git/config", "b/~$a.docx"):
        (base / name).write_bytes(b"\0")
    return base


def sources(outcomes: Any) -> list[str]:
    return [str(outcome.source.name) if isinstance(outcome, gzparse.Reading) else repr(outcome) for outcome in outcomes]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_means_its_files(folder: pathlib.Path, workers: int) -> None:
    wanted = [os.path.join(str(folder), *name.split("/")) for name in ("b/a.txt", "b/c/d.txt", "z.txt")]
    assert sources(gzparse.parse_files(folder, workers=workers)) == wanted
    assert sources(gzparse.parse_files(str(folder), workers=workers)) == wanted


def test_a_name_means_that_file(folder: pathlib.Path) -> None:
    assert sources(gzparse.parse_files(str(folder / "z.txt"))) == [str(folder / "z.txt")]
    assert sources(gzparse.parse_files(folder / "z.txt")) == [str(folder / "z.txt")]
    (missing,) = gzparse.parse_files("none.txt")
    assert isinstance(missing, FileNotFoundError)


def test_a_folder_among_files_gives_its_error_in_its_place(folder: pathlib.Path) -> None:
    inner, read = gzparse.parse_files([folder / "b", folder / "z.txt"])
    assert isinstance(inner, IsADirectoryError)
    assert isinstance(read, gzparse.Reading)


@pytest.mark.parametrize("files", [b"a.txt", 5, None])
def test_parse_files_says_what_it_takes(files: Any) -> None:
    with pytest.raises(TypeError, match="parse_files takes"):
        gzparse.parse_files(files)
    with pytest.raises(TypeError, match="parse_file takes"):
        list(gzparse.parse_files([files]))


def test_what_is_wrong_with_the_call_is_raised_by_the_call() -> None:
    wrongs: list[dict[str, Any]] = [{"year": "soon"}, {"organ": 5}, {"layout": 5}, {"workers": "2"}, {"workers": 0}]
    wrongs += [{"seconds": "60"}, {"seconds": 0}]
    for wrong in wrongs:
        with pytest.raises((TypeError, ValueError)):
            gzparse.parse_files([TABS], **wrong)


# --- options ------------------------------------------------------------------------------------------------------------


def test_options_are_spelled_out() -> None:
    options = ["layout", "form", "organ", "year", "strict", "password", "limits", "convert"]
    assert list(inspect.signature(gzparse.parse).parameters) == ["data", *options]
    assert list(inspect.signature(gzparse.parse_file).parameters) == ["path", *options]
    assert list(inspect.signature(gzparse.parse_files).parameters) == ["files", *options, "workers", "seconds"]
    for function in (gzparse.parse, gzparse.parse_file, gzparse.parse_files):
        assert not any(p.annotation == "Any" for p in inspect.signature(function).parameters.values())


def test_options_reach_every_way_of_parsing(tmp_path: pathlib.Path) -> None:
    untitled = TEXT[TEXT.index("一、") :]
    page = tmp_path / "page.txt"
    page.write_text(untitled, "utf-8")
    options: dict[str, Any] = {"organ": "某办公室", "year": 2020, "layout": "tabs", "form": "annual_report"}
    (one,) = gzparse.parse_files([page], **options)
    (two,) = gzparse.parse_files([page], workers=2, **options)
    assert one == two == gzparse.parse_file(page, **options)
    assert isinstance(one, gzparse.Reading)
    assert (one.report.organ, one.report.year) == ("某办公室", 2020)
    page.write_text(WRONG, "utf-8")
    (strict,) = gzparse.parse_files([page], workers=2, strict=True)
    assert isinstance(strict, gzparse.FindingsError)


@pytest.mark.parametrize("year", ["2023", "２０２３", " 2023 ", 2023])
def test_a_year_may_be_given_in_digits(year: Any) -> None:
    untitled = TEXT[TEXT.index("一、") :]
    assert gzparse.parse(untitled, year=year).report.year == 2023


@pytest.mark.parametrize("year", ["soon", "2023年", "", "23", 2023.0, True, [2023]])
def test_what_is_no_year_is_refused(year: Any) -> None:
    with pytest.raises(TypeError, match="year"):
        gzparse.parse(TEXT, year=year)


@pytest.mark.parametrize("option", ["organ", "layout", "form"])
def test_what_is_no_name_is_refused(option: str) -> None:
    for value in (5, TABS, ["tabs"], b"tabs"):
        with pytest.raises(TypeError, match=f"{option} must be"):
            gzparse.parse(TEXT, **{option: value})  # type: ignore[arg-type]


def test_a_layout_itself_is_given_to_a_parser() -> None:
    with pytest.raises(TypeError, match=r"Parser\(layouts="):
        gzparse.parse(TEXT, layout=gzparse.layouts()[0])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"Parser\(forms="):
        gzparse.parse(TEXT, form=gzparse.forms()[0])  # type: ignore[arg-type]


def test_a_layout_that_fits_no_table_is_an_error() -> None:
    with pytest.raises(gzparse.LayoutError, match=r"marks of layout 'bars' of gzparse .* do not occur in the tables"):
        gzparse.parse(TEXT, layout="bars")
    reading = gzparse.parse("某镇2016年政府信息公开工作年度报告\n一、概述\n好。\n", layout="bars")
    assert "table-missing" in {f.code for f in reading.findings}, "there is no table that it might fit"


# --- names --------------------------------------------------------------------------------------------------------------


def test_dir_lists_the_public_names_and_no_others() -> None:
    assert dir(gzparse) == sorted([*gzparse.__all__, "__version__"])
    for name in dir(gzparse):
        assert getattr(gzparse, name) is not None


# --- readings -----------------------------------------------------------------------------------------------------------


def test_what_a_reading_makes_many_of_is_as_frozen_as_what_is_made_of_its_class() -> None:
    reading = gzparse.parse(TEXT)
    figure = next(figure for figure in reading.figures.values() if figure.origins)
    for made, name in (
        (figure, "raw"),
        (figure.origins[0], "line"),
        (reading.parts[0], "kind"),
        (reading.parts[0].span, "end"),
    ):
        fields = {a.name: getattr(made, a.name) for a in attrs.fields(type(made))}
        assert type(made) in (gzparse.Figure, gzparse.Span, gzparse.Part)
        assert made == type(made)(**fields)
        assert pickle.loads(pickle.dumps(made)) == made
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(made, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(made, name)


def test_readings_compare_and_hash_by_what_they_say(example: pathlib.Path) -> None:
    reading = gzparse.parse_file(example)
    again = pickle.loads(pickle.dumps(reading))
    assert again == reading
    assert hash(again) == hash(reading)
    assert len({again, reading}) == 1
    text = example.read_text("utf-8")
    others = [
        gzparse.parse(text),
        gzparse.parse(text.replace("0", "1", 1)),
        gzparse.parse_file(example, organ="另", year=1999),
    ]
    assert all(other != reading for other in others)
    assert reading != reading.report
    assert gzparse.parse(text) == gzparse.parse(text)
    assert gzparse.parse(text).source == gzparse.parse(text).source


def test_a_reading_prints_on_one_line() -> None:
    shown = repr(gzparse.parse_file(TABS))
    assert shown == "<Reading 瀍河回族区人民政府办公室 2023: annual_report, 200 of 200 figures, 0 findings>"
    shown = repr(gzparse.parse(WRONG[WRONG.index("二、") :].replace("2023", "")))
    assert shown.startswith("<Reading (organ unknown) (year unknown): annual_report, 199 of 200 figures, ")


def test_figures_and_findings_print_what_matters() -> None:
    reading = gzparse.parse(WRONG)
    assert repr(reading.figures["requests.new.total"]) == "<Figure 51: value, printed '51' in line 41, tabs>"
    assert repr(reading.figures["proactive_disclosure.rules.made"]) == "<Figure None: not_in_form>"
    unreadable = reading.figures["proactive_disclosure.licensing.decisions"]
    assert repr(unreadable).startswith("<Figure None: unreadable, printed '约3' in line ")
    (finding,) = reading.findings
    assert repr(finding).startswith("<Finding error number-unreadable at proactive_disclosure.licensing.decisions, line ")
    assert finding.message in repr(finding)
    many = gzparse.Finding("x", "report", "info", "m", (gzparse.Ref("a.b"), gzparse.Ref("a.c"), gzparse.Ref("a.d")))
    assert repr(many) == "<Finding info x at a.b and 2 more: m>"
    assert repr(gzparse.Finding("x", "report", "info", "m")) == "<Finding info x: m>"
    assert repr(gzparse.Finding("x", "report", "info", "m", (5,))) == "<Finding info x: m>"  # type: ignore[arg-type]


def test_an_error_of_strict_keeps_the_reading() -> None:
    with pytest.raises(gzparse.FindingsError) as caught:
        gzparse.parse(WRONG, strict=True)
    assert caught.value.reading == gzparse.parse(WRONG)
    assert set(caught.value.findings) <= set(caught.value.reading.findings)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.reading == caught.value.reading
    assert (again.findings, str(again)) == (caught.value.findings, str(caught.value))


# --- JSON ---------------------------------------------------------------------------------------------------------------


def test_a_reading_gives_the_record_that_the_command_prints(example: pathlib.Path) -> None:
    reading = gzparse.parse_file(example)
    assert gzparse.unstructure(reading) == reading.record() == record(reading)
    assert json.loads(json.dumps(reading.record())) == reading.record()


def test_parts_of_a_reading_become_plain_data() -> None:
    reading = gzparse.parse(WRONG)
    for value in (reading.report, reading.findings, reading.figures, reading.parts, reading.report.requests, 5, None, "a"):
        plain = gzparse.unstructure(value)
        assert json.loads(json.dumps(plain)) == plain
    assert gzparse.unstructure(reading.figures)["requests.new.total"]["value"] == 51
    assert gzparse.unstructure([reading]) == [reading.record()]
    assert gzparse.unstructure(reading.figures["requests.new.total"])["raw"] == "51"


@pytest.mark.parametrize(
    "value",
    [
        object(),
        gzparse.Report,
        TABS,
        {1: 2},
        {1, 2},
        print,
        gzparse.Parser(),
        gzparse.layouts()[0],
        gzparse.forms()[0],
        ValueError(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_data_is_refused(value: Any) -> None:
    for given in (value, [value], {"a": value}):
        with pytest.raises(TypeError, match="cannot be made plain data"):
            gzparse.unstructure(given)


def test_former_names_that_plugins_may_use_go_on_working() -> None:
    source = gzparse.parse("二、主动公开政府信息情况\n规章\t1\t2\t3\n").source
    with pytest.warns(DeprecationWarning, match="normalized"):
        assert source.scan == source.normalized
    row = gzparse.Row.of(source, [(0, 2)])
    with pytest.warns(DeprecationWarning, match="cell_ranges"):
        assert row.stretches() == row.cell_ranges()


def test_a_name_that_no_file_can_have_costs_no_other_file() -> None:
    first, second = gzparse.parse_files(["a\0b", TABS])
    assert isinstance(first, OSError)
    assert isinstance(second, gzparse.Reading)
