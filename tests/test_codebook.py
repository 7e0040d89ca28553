"""The codebook: frozen codes, labels in two languages, what may be compared, and the identities, checked against the checks."""

from __future__ import annotations

import json
import pathlib
import re
import sys
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from conftest import ROOT
from edition_2026 import FORM as FORM_2026
from hypothesis import given
from website_form import FORM as WEBSITE

import gzparse
from gzparse.annual_report.codebook import BASE, codes_of
from gzparse.annual_report.english import COLUMNS, FIGURES, OF_COLUMNS, OF_FIGURES, ROWS
from gzparse.annual_report.record import Report
from gzparse.annual_report.specification import SPECIFICATION
from gzparse.cli.command import main
from gzparse.errors import LayoutError
from gzparse.spec.codebook import CodebookEntry
from gzparse.tables.codebook import Codebook, codebook_for, derived_entries
from gzparse.testing import reports

FROZEN = pathlib.Path(__file__).with_name("codes_of_figures.txt")
ENTRIES = {entry.path: entry for entry in gzparse.codebook()}
LABELS = SPECIFICATION.labels


def test_codes_are_what_they_were() -> None:
    lines = [line.split() for line in FROZEN.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {path: code for code, path in lines} == {path: entry.code for path, entry in ENTRIES.items()}


def test_each_figure_has_one_entry_in_the_forms_order_with_a_short_code() -> None:
    assert list(ENTRIES) == list(gzparse.paths())
    codes = [entry.code for entry in ENTRIES.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,11}", code) for code in codes)
    assert max(len(path) for path in ENTRIES) > 32, "Stata would not take the paths"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("proactive_disclosure.rules.issued", "s2r01c1"),
        ("proactive_disclosure.rules.public_total", "s2r01c3_19"),
        ("proactive_disclosure.fees.amount", "s2r06c1"),
        ("proactive_disclosure.penalties.change", "s2r05c2_19"),
        ("requests.new.natural_person", "s3r01c1"),
        ("requests.results.refused.security_or_stability.natural_person", "s3r07c1"),
        ("requests.results.otherwise.other.total", "s3r23c7"),
        ("requests.results.otherwise.undivided.total", "s3r21c7_19"),
        ("requests.carried_forward.total", "s3r25c7"),
        ("review_and_litigation.review.upheld", "s4r01c01"),
        ("review_and_litigation.litigation_after_review.total", "s4r01c15"),
    ],
)
def test_a_code_can_be_counted_on_the_printed_form(path: str, code: str) -> None:
    assert ENTRIES[path].code == code


def test_only_what_the_2021_form_does_not_have_ends_with_another_year() -> None:
    for entry in ENTRIES.values():
        assert entry.code.endswith("_19") is (BASE not in entry.editions), entry.path


def test_codes_stay_when_an_edition_is_added() -> None:
    later = {entry.path: entry.code for entry in gzparse.codebook(FORM_2026)}
    added = {path: code for path, code in later.items() if path not in ENTRIES}
    assert {path: later[path] for path in ENTRIES} == codes_of(SPECIFICATION)
    assert added["requests.results.refused.other_legal_grounds.total"] == "s3r13c7_26"
    assert len(added) == 7


def test_what_the_form_says_is_in_the_entries() -> None:
    for path, info in LABELS.figures.items():
        entry = ENTRIES[path]
        wanted = (info.label, info.row, info.column, info.kind, info.unit, info.editions)
        assert (entry.label_zh, entry.row, entry.column, entry.kind, entry.unit, entry.editions) == wanted
        assert entry.section == path.partition(".")[0]


def test_english_labels_are_those_of_the_form_and_all_differ() -> None:
    assert set(ROWS) == set(LABELS.rows)
    assert set(COLUMNS) == {info.column for info in LABELS.figures.values()}
    assert set(FIGURES) | set(OF_FIGURES) <= set(LABELS.figures)
    assert set(OF_COLUMNS) <= {info.column for path, info in LABELS.figures.items() if path.startswith("proactive_disclosure.")}
    labels = [entry.label_en for entry in ENTRIES.values()]
    assert len(set(labels)) == len(labels)


# --- what may be compared ----------------------------------------------------------------------------------------------


def test_figures_of_one_edition_in_section_two_say_what_they_must_not_be_compared_with() -> None:
    for path, entry in ENTRIES.items():
        if path.startswith("proactive_disclosure."):
            assert entry.note, path
            assert re.search(r"[一-鿿]", entry.note), path
            assert re.match(r"[A-Z]", entry.note), path
    for row in ("rules", "normative_documents"):
        total, in_force = (ENTRIES[f"proactive_disclosure.{row}.{name}"] for name in ("public_total", "in_force"))
        assert f"Must not be compared with {in_force.code} " in total.note
        assert f"Must not be compared with {total.code} " in in_force.note
    assert "Must not be compared" in ENTRIES["proactive_disclosure.fees.amount"].note


def test_a_row_that_another_edition_divides_is_the_same_as_the_sum_of_its_parts() -> None:
    same = {path: entry.same_as for path, entry in ENTRIES.items() if entry.same_as}
    base = "requests.results.otherwise"
    assert set(same) == {f"{base}.undivided.{column}" for column in SPECIFICATION.applicant_columns}
    assert same[f"{base}.undivided.total"] == "s3r21c7 + s3r22c7 + s3r23c7"
    assert "s3r21c7_19" in ENTRIES[f"{base}.other.total"].note


# --- identities --------------------------------------------------------------------------------------------------------

FORMULAS = {formula for entry in ENTRIES.values() for formula in entry.identities}
PATHS = {entry.code: path for path, entry in ENTRIES.items()}


def side(text: str) -> list[str]:
    return [PATHS[code] for code in text.split(" + ")]


def test_each_figure_of_an_identity_names_it() -> None:
    assert len(FORMULAS) == 26 + 7 + 2 * 7 + 3
    for formula in FORMULAS:
        _, _, sums = formula.partition(": ")
        left, right = sums.split(" = ")
        for path in (*side(left), *side(right)):
            assert formula in ENTRIES[path].identities


@given(reports(identities=False, prose=False, editions=("2021", "2019")))
def test_identities_are_those_that_the_check_holds(report: Report) -> None:
    def value(path: str) -> Any:
        return reduce(getattr, path.split("."), report)

    broken = set()
    for formula in FORMULAS:
        name, _, sums = formula.partition(": ")
        code = name.partition(" (")[0]
        left, right = (side(part) for part in sums.split(" = "))
        values = [value(path) for path in (*left, *right)]
        if None not in values and sum(values[: len(left)]) != sum(values[len(left) :]):
            broken.add((code, frozenset((*left, *right))))
    reading = gzparse.parse(gzparse.render(report))
    if reading.report == report:
        found = {(f.code, frozenset(ref.path for ref in f.refs)) for f in gzparse.check(reading)}
        assert found == broken


# --- forms of plugins --------------------------------------------------------------------------------------------------


def test_a_form_that_brings_none_has_codes_of_its_order() -> None:
    entries = gzparse.codebook(WEBSITE)
    assert [entry.code for entry in entries] == [f"s1r{at:02d}c1" for at in range(1, len(entries) + 1)]
    assert entries[2].label_zh == "独立用户访问总量 · 内容"
    assert (entries[2].label_en, entries[2].unit) == ("visitors · count", "次")


def test_the_example_forms_codes_are_made_of_its_labels() -> None:
    sys.path.insert(0, str(ROOT / "docs" / "plugins" / "statistics" / "src"))
    try:
        from gzparse_statistics.record import LABELS as of_plugin
    finally:
        sys.path.pop(0)
    entries = tuple(derived_entries(of_plugin))
    book = Codebook("statistics", of_plugin, entries)
    assert len(book.by_code) == len(of_plugin.figures)
    assert all(len(code) <= 12 for code in book.codes)


def test_a_codebook_that_lacks_a_figure_or_names_two_alike_is_refused() -> None:
    entries = list(gzparse.codebook())
    wrong: list[tuple[list[CodebookEntry], str]] = [
        (entries[1:], "must have one entry"),
        ([entries[1], entries[0], *entries[2:]], "order"),
        ([_named(entries[0], entries[1].code), *entries[1:]], "twice"),
        ([_named(entries[0], "organ"), *entries[1:]], "no code"),
        ([_named(entries[0], "S2"), *entries[1:]], "no code"),
        ([_named(entries[0], "much_too_long_"), *entries[1:]], "no code"),
    ]
    for given_entries, said in wrong:
        with pytest.raises(LayoutError, match=said):
            Codebook("annual_report", LABELS, given_entries)


def _named(entry: CodebookEntry, code: str) -> CodebookEntry:
    from attrs import evolve

    return evolve(entry, code=code)


def test_an_unknown_form_has_none() -> None:
    with pytest.raises(LayoutError, match="nope"):
        gzparse.codebook("nope")
    assert codebook_for().entries == gzparse.codebook("annual_report")


# --- the command -------------------------------------------------------------------------------------------------------


def test_the_command_prints_a_line_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ENTRIES) + 1
    assert lines[1].split() == ["s2r01c1", "proactive_disclosure.rules.issued", "件", "2021", "规章", "·", "本年制发件数"]


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_the_command_writes_all_of_it(suffix: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"codebook.{suffix}"
    assert main(["codebook", "-o", str(path)]) == 0
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    if suffix == "json":
        data = json.loads(path.read_text("utf-8"))
        assert [gzparse.structure(one, CodebookEntry) for one in data] == list(ENTRIES.values())
        return
    table = gzparse.tables.read(path)
    assert table.column("code").to_pylist() == [entry.code for entry in ENTRIES.values()]
    assert table.column("note").to_pylist()[0] == ENTRIES["proactive_disclosure.rules.issued"].note
    kinds = table.column("same_as").to_pylist()
    assert {one or "" for one in kinds} == {entry.same_as for entry in ENTRIES.values()}


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    with pytest.raises(SystemExit):
        main(["codebook", "-o", "x.txt"])
    assert ".parquet" in capsys.readouterr().err
    assert main(["codebook", "--form", "nope"]) == 2
    assert "nope" in capsys.readouterr().err
    assert main(["codebook", "-o", str(tmp_path / "none" / "x.json")]) == 1


def test_amounts_are_no_counts() -> None:
    kinds = {entry.kind for entry in ENTRIES.values()}
    assert kinds == {"count", "amount", "change"}
    assert Decimal in {type(Report().proactive_disclosure.fees.amount or Decimal(0))}
