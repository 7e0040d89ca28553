"""Whole reports: the examples against their golden records, the corpus against its expected figures."""

from __future__ import annotations

import datetime
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys

import pytest
from conftest import EXAMPLES, ROOT, corpus
from honesty import assert_accounted, is_named, value_at

import gzparse
from gzparse.output.contract import record

GOLDEN = ROOT / "tests" / "golden"


def golden(path: pathlib.Path) -> pathlib.Path:
    return GOLDEN / f"{path.stem}.json"


def test_an_example_gives_its_golden_record(example: pathlib.Path) -> None:
    """GZPARSE_REGENERATE=1 writes the golden files again; look at the difference before you commit it."""
    data = record(gzparse.parse_file(example))
    data["source"] = example.name
    for finding in data["findings"]:
        for ref in finding["refs"]:
            ref["source"] = example.name
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("GZPARSE_REGENERATE"):
        golden(example).parent.mkdir(exist_ok=True)
        golden(example).write_text(text, "utf-8")
    assert json.loads(text) == json.loads(golden(example).read_text("utf-8"))


def test_every_golden_file_has_its_example() -> None:
    assert sorted(p.stem for p in GOLDEN.glob("*.json")) == sorted(p.stem for p in EXAMPLES)


def test_the_examples_say_what_their_makers_see() -> None:
    """Figures read off the pages by eye, not by the parser."""
    tabs = gzparse.parse_file(ROOT / "docs" / "examples" / "tabs.txt").report
    assert tabs.requests.new.natural_person == 51
    assert tabs.requests.results.unable.not_held.total == 11
    assert tabs.requests.results.otherwise.not_corrected_in_time.natural_person == 4
    assert tabs.proactive_disclosure.normative_documents.in_force == 4
    assert (tabs.organ, tabs.year, tabs.edition) == ("瀍河回族区人民政府办公室", 2023, "2021")
    indented = gzparse.parse_file(ROOT / "docs" / "examples" / "indented.txt").report
    assert indented.requests.results.partially_granted.natural_person == 33
    assert indented.requests.results.refused.deliberative_process.total == 14
    assert str(indented.proactive_disclosure.fees.amount) == "9878"
    assert indented.review_and_litigation.litigation_direct.other == 8
    breaks = gzparse.parse_file(ROOT / "docs" / "examples" / "tabs_page_breaks.txt")
    assert breaks.report.dated == datetime.date(2024, 1, 30)
    assert breaks.report.signature == "新绛县人民政府办公室 2024年1月30日"
    assert breaks.report.title == "新绛县人民政府办公室 2023 年政府信息公开工作年度报告"
    assert {breaks.figures[f"review_and_litigation.review.{c}"].status for c in ("upheld", "total")} == {"blank"}
    bars = gzparse.parse_file(ROOT / "docs" / "examples" / "bars.txt").report
    assert bars.proactive_disclosure.normative_documents.in_force == 20
    assert bars.notes.review_and_litigation == "本年没有发生行政复议和行政诉讼。"
    assert [s.number for s in bars.overview.subsections] == ["一", "二"]


def test_an_example_is_accounted_for_and_survives_a_journey(example: pathlib.Path) -> None:
    reading = gzparse.parse_file(example)
    assert_accounted(reading)
    assert not [part for part in reading.parts if part.kind == "unread"]
    again = pickle.loads(pickle.dumps(reading))
    assert again.report == reading.report
    assert again.findings == reading.findings
    assert dict(again.figures) == dict(reading.figures)
    assert again.parts == reading.parts
    assert gzparse.structure(json.loads(json.dumps(gzparse.unstructure(reading.report)))) == reading.report
    for finding in reading.findings:
        assert gzparse.structure(gzparse.unstructure(finding), gzparse.Finding) == finding


def test_parsing_twice_and_in_processes_gives_the_same() -> None:
    one = [r for r in gzparse.parse_files(EXAMPLES) if isinstance(r, gzparse.Reading)]
    two = [r for r in gzparse.parse_files(EXAMPLES, workers=2) if isinstance(r, gzparse.Reading)]
    assert [r.report for r in one] == [r.report for r in two]
    assert [r.findings for r in one] == [r.findings for r in two]
    assert len(one) == len(EXAMPLES)


# --- the corpus -------------------------------------------------------------------------------------------------------

needs_corpus = pytest.mark.skipif(corpus() is None, reason="GZPARSE_CORPUS names no corpus: its reports were not read")


def expected_of(path: pathlib.Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    return data


def flatten(node: object, path: str) -> dict[str, object]:
    if isinstance(node, dict):
        return {p: v for key, value in node.items() for p, v in flatten(value, f"{path}.{key}").items()}
    return {path: node}


def corpus_files(part: str) -> list[pathlib.Path]:
    folder = corpus()
    if folder is None:
        return []
    return [p.with_name(p.name.removesuffix(".expected.json")) for p in sorted((folder / part).glob("*.txt.expected.json"))]


@needs_corpus
@pytest.mark.parametrize("path", corpus_files("seeds"), ids=lambda p: p.stem)
def test_a_real_report_is_read_whole(path: pathlib.Path) -> None:
    expected = expected_of(path)
    reading = gzparse.parse_file(path)
    report = reading.report
    for table in ("proactive_disclosure", "requests", "review_and_litigation"):
        for figure_path, value in flatten(expected[table], table).items():
            given = value_at(report, figure_path)
            assert (None if given is None else float(given)) == (None if value is None else float(str(value))), figure_path
            if value is None:
                assert reading.figures[figure_path].status == "blank"
    for name in ("title", "organ", "year", "edition"):
        assert getattr(report, name) == expected[name], name
    assert (report.dated.isoformat() if report.dated else None) == expected["dated"]
    narrative = expected["narrative"]
    assert isinstance(narrative, dict)
    for name, ends in narrative.items():
        text = re.sub(r"\s", "", getattr(report, name).text)
        assert text.startswith(ends["starts"])
        assert text.endswith(ends["ends"])
        assert len(text) == ends["chars"]
    untitled = {"year-inferred", "title-unknown"} if expected["title"] is None else set()
    assert {f.code for f in reading.findings} == untitled
    assert_accounted(reading)
    assert not [part for part in reading.parts if part.kind == "unread"]


@needs_corpus
@pytest.mark.parametrize("path", [*corpus_files("layouts"), *corpus_files("real")], ids=lambda p: p.stem)
def test_what_cannot_be_read_yet_is_never_silent(path: pathlib.Path) -> None:
    expected = expected_of(path)
    try:
        reading = gzparse.parse_file(path)
    except gzparse.GzparseError:
        return
    for table in ("proactive_disclosure", "requests", "review_and_litigation"):
        wanted = flatten(expected.get(table) or {}, table)
        for figure_path in gzparse.paths():
            if not figure_path.startswith(table) or not wanted:
                continue
            given, value = value_at(reading.report, figure_path), wanted.get(figure_path)
            if given is not None:
                assert value is not None, f"{figure_path}: {given} was made up"
                assert float(given) == float(str(value)), figure_path
            elif value is not None:
                assert is_named(figure_path, reading.findings), figure_path
    assert_accounted(reading)


@needs_corpus
def test_the_command_reads_a_folder_of_reports() -> None:
    files = [str(p) for p in corpus_files("seeds")]
    run = subprocess.run([sys.executable, "-m", "gzparse", "parse", *files], capture_output=True, check=True)
    lines = run.stdout.decode("utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == files
