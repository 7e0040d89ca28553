"""The JSON contract, the command and the names that are promised."""

from __future__ import annotations

import io
import json
import pathlib
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from cattrs.errors import ClassValidationError
from conftest import EXAMPLES, ROOT
from honesty import value_at

import gzparse
from gzparse.annual_report.labels import ANNUAL_REPORT
from gzparse.cli.command import main
from gzparse.output.contract import record, schema

TABS = ROOT / "docs" / "examples" / "tabs.txt"
VALIDATOR = jsonschema.Draft202012Validator(schema(ANNUAL_REPORT), format_checker=jsonschema.FormatChecker())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(arguments)
    except SystemExit as stopped:
        status = int(str(stopped.code))
    out, err = capsys.readouterr()
    return status, out, err


def records(text: str) -> list[dict[str, Any]]:
    """Parse printed records; each must keep the schema."""
    found = [json.loads(line) for line in text.splitlines()]
    for data in found:
        VALIDATOR.validate(data)
    return found


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema(ANNUAL_REPORT))
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"schema": 1})


def test_the_schema_forbids_what_the_record_does_not_have() -> None:
    data = record(gzparse.parse_file(TABS))
    data["report"]["requests"]["new"]["natural_persons"] = 1
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(data)


def test_parse_prints_a_line_a_file_in_order_and_goes_on(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    files = [str(EXAMPLES[0]), str(empty), str(tmp_path / "none.txt"), str(EXAMPLES[1])]
    status, out, _ = run(capsys, "parse", *files)
    found = records(out)
    assert status == 1
    assert [data["source"] for data in found] == files
    assert [data["error"] and data["error"]["type"] for data in found] == [None, "NotAReport", "FileNotFoundError", None]
    assert [data["report"] is None for data in found] == [False, True, True, False]
    assert run(capsys, "parse", *files, "-j", "2")[:2] == (status, out)


def test_every_key_is_there_down_to_the_leaf(capsys: pytest.CaptureFixture[str]) -> None:
    text = "某镇2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
    (data,) = [record(gzparse.parse(text))]
    VALIDATOR.validate(data)
    for path in gzparse.paths():
        node = data["report"]
        for key in path.split("."):
            node = node[key]
        assert node is None
        status = data["figures"].get(path, {"status": "not_in_form"})["status"]
        assert status in ("missing", "not_in_form")
        assert gzparse.label(path)


def test_decimals_are_strings_and_units_are_kept() -> None:
    text = TABS.read_text("utf-8").replace("行政事业性收费\t0", "行政事业性收费\t12.350万元")
    data = record(gzparse.parse(text))
    VALIDATOR.validate(data)
    assert data["report"]["proactive_disclosure"]["fees"]["amount"] == "12.350"
    figure = data["figures"]["proactive_disclosure.fees.amount"]
    assert (figure["raw"], figure["status"], figure["unit"]) == ("12.350万元", "value", "万元")
    (span,) = figure["spans"]
    assert text[span["start"] : span["end"]] == "12.350万元"


def test_figures_lists_what_is_no_plain_value_and_no_more() -> None:
    text = TABS.read_text("utf-8").replace("行政许可\t0", "行政许可\t/").replace("行政强制\t0", "行政强制\t约3")
    data = record(gzparse.parse(text))
    VALIDATOR.validate(data)
    assert {path: f["status"] for path, f in data["figures"].items()} == {
        "proactive_disclosure.licensing.decisions": "not_applicable",
        "proactive_disclosure.compulsory_measures.decisions": "unreadable",
    }


def test_standard_input_and_output_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(TABS.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    out = tmp_path / "out.jsonl"
    assert run(capsys, "parse", "-", "-o", str(out)) == (0, "", "")
    (data,) = records(out.read_text("utf-8"))
    assert data["source"] == "-"
    assert data["report"]["requests"]["new"]["total"] == 51


def test_text_shows_the_tables_as_people_know_them(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    page = tmp_path / "page.txt"
    text = TABS.read_text("utf-8").replace("行政许可\t0", "行政许可\t约3").replace("行政处罚\t0", "行政处罚\t/")
    page.write_text(text.replace("\t44\t0\t0\t0\t0\t0\t44", "\t45\t0\t0\t0\t0\t0\t45"), "utf-8")
    status, out, _ = run(capsys, "parse", "--format", "text", str(page))
    assert status == 0
    for piece in ("二、主动公开政府信息情况", "本年制发件数", "（四）1.本机关不掌握相关政府信息", "行政复议", "落款日期"):
        assert piece in out
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.strip()}
    assert lines["行政许可"] == ["？"]
    assert lines["行政处罚"] == ["/"]
    assert lines["（七）总计"][0] == "45*"
    assert "错误 number-unreadable" in out
    assert "注意 identity-balance" in out


def test_explain_gives_row_excerpt_and_reason(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    status, out, _ = run(capsys, "explain", str(TABS), "requests.results.unable.not_held.total")
    assert status == 0
    assert "1.本机关不掌握相关政府信息 · 总计" in out
    assert "value: 11 (printed “11”)" in out
    assert "layout chosen: tabs" in out
    page = tmp_path / "page.txt"
    page.write_text(TABS.read_text("utf-8").replace("（三）", "").replace("行政许可\t0", "行政许可\t约3"), "utf-8")
    status, out, _ = run(capsys, "explain", str(page), "proactive_disclosure.licensing.decisions")
    assert "unreadable" in out
    assert "error number-unreadable" in out
    assert "\n    ^^^\n".replace(" ", "") in out.replace(" ", "")


def test_wrong_usage_has_its_own_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys)[0] == 2
    assert run(capsys, "parse")[0] == 2
    assert run(capsys, "parse", str(TABS), "-j", "0")[0] == 2
    status, _, err = run(capsys, "explain", str(TABS), "requests.neu.total")
    assert status == 2
    assert "did you mean requests.new.total" in err
    status, _, err = run(capsys, "explain", "none.txt", "requests.new.total")
    assert status == 1
    assert "none.txt" in err


def test_layouts_and_schema_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split()[0] for line in run(capsys, "layouts")[1].splitlines()] == [x.name for x in gzparse.layouts()]
    assert json.loads(run(capsys, "schema")[1]) == schema(ANNUAL_REPORT)


def test_module_and_script_run_and_the_import_is_light() -> None:
    code = "import gzparse, sys; sys.exit('lark' in sys.modules or 'cattrs' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    run = subprocess.run([sys.executable, "-m", "gzparse", "--version"], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == f"gzparse {gzparse.__version__}"


def test_all_public_names_exist_and_are_documented() -> None:
    assert sorted(gzparse.__all__) == gzparse.__all__
    for name in gzparse.__all__:
        assert getattr(gzparse, name).__doc__, name
    with pytest.raises(AttributeError):
        _ = gzparse.nonsense


def test_paths_and_labels() -> None:
    assert len(gzparse.paths()) == len(set(gzparse.paths())) == 226
    assert gzparse.label("requests.results.refused.state_secret.business").endswith("1.属于国家秘密 · 商业企业")
    assert gzparse.label("requests") == "收到和处理政府信息公开申请情况"
    with pytest.raises(gzparse.UnknownPath, match=r"requests\.new\.total"):
        gzparse.label("requests.new.totl")
    reading = gzparse.parse_file(TABS)
    assert tuple(reading.figures) == gzparse.paths()
    for path, figure in reading.figures.items():
        assert value_at(reading.report, path) == figure.value


def test_identities_name_what_they_compare() -> None:
    text = TABS.read_text("utf-8")
    reading = gzparse.parse(text.replace("\t44\t0\t0\t0\t0\t0\t44", "\t45\t0\t0\t0\t0\t0\t45"))
    codes = [f.code for f in reading.findings]
    assert sorted(codes) == ["identity-balance"] * 2 + ["identity-results"] * 2
    for finding in reading.findings:
        assert (finding.kind, finding.severity) == ("report", "warning")
        assert {ref.path for ref in finding.refs} <= set(gzparse.paths())
    balance = reading.findings[0]
    assert (balance.expected, balance.actual) == ("51", "52")
    assert gzparse.check(reading) == reading.findings
    assert reading.report.requests.results.total.natural_person == 45, "printed figures are never corrected"
    row = gzparse.parse(text.replace("\t22\t0\t0\t0\t0\t0\t22", "\t22\t0\t0\t0\t0\t0\t23"))
    assert {f.code for f in row.findings} == {"identity-row-total", "identity-results"}
    outcomes = gzparse.parse(text.replace("\n" + "\t".join("0" * 15), "\n" + "\t".join("1" + "0" * 14)))
    (finding,) = outcomes.findings
    assert finding.code == "identity-outcomes"
    assert finding.refs[0].path == "review_and_litigation.review.total"


def test_identities_are_silent_where_a_figure_is_not_printed() -> None:
    text = TABS.read_text("utf-8").replace("\t44\t0\t0\t0\t0\t0\t44", "\t/\t0\t0\t0\t0\t0\t44")
    assert gzparse.parse(text).findings == ()


def test_excerpts_put_their_caret_under_wide_characters() -> None:
    source = gzparse.parse_file(TABS).source
    at = source.text.index("行政规范性文件")
    line, carets = source.excerpt(source.span(at + 2, at + 5)).splitlines()
    assert line.startswith("行政规范性文件")
    assert carets == " " * 4 + "^" * 6


def test_a_file_is_never_read_and_written_at_once(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(TABS.read_bytes())
    status, out, err = run(capsys, "parse", str(page), "-o", str(page))
    assert (status, out) == (2, "")
    assert "both read and to be written" in err
    assert page.read_bytes() == TABS.read_bytes()


def test_an_unknown_layout_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "parse", str(TABS), "--layout", "nope")
    assert (status, out) == (2, "")
    assert "there are indented, bars, tabs" in err


def test_a_row_or_section_is_refused_as_no_figure() -> None:
    with pytest.raises(gzparse.UnknownPath, match="holds 7, such as"):
        gzparse.parse_file(TABS).explain("requests.new")


@pytest.mark.parametrize("value", [5.7, 5.0, True, "51", [5]])
def test_what_is_no_count_is_not_made_one(value: object) -> None:
    data = gzparse.unstructure(gzparse.Report())
    data["requests"]["new"]["total"] = value
    with pytest.raises(ClassValidationError):
        gzparse.structure(data)


@pytest.mark.parametrize("value", [5.7, True, "NaN", "Infinity", "1_000", "1e3", "", " 5"])
def test_what_is_no_amount_is_not_made_one(value: object) -> None:
    data = gzparse.unstructure(gzparse.Report())
    data["proactive_disclosure"]["fees"]["amount"] = value
    with pytest.raises(ClassValidationError):
        gzparse.structure(data)
