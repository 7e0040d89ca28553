"""Every page in tests/pages is read as its case says, and the tools for such cases say what is wrong."""

from __future__ import annotations

import json
import pathlib
import shutil

import pytest
from conftest import ROOT
from honesty import assert_sound

import gzparse
from gzparse.testing import PageCase, pages_in
from gzparse.testing.update import main, update

PAGES = ROOT / "tests" / "pages"
UNIT = PAGES / "unit_in_brackets"


@pytest.mark.parametrize("case", pages_in(PAGES), ids=str)
def test_a_page_is_read_as_its_case_says(case: PageCase) -> None:
    case.check()
    assert_sound(gzparse.parse(case.text))


@pytest.mark.parametrize("case", pages_in(PAGES)[::7], ids=str)
def test_figures_are_the_same_one_by_one_and_together(case: PageCase) -> None:
    one_by_one, together = gzparse.parse(case.text), gzparse.parse(case.text)
    figures = list(together.figures.items())
    assert [(path, one_by_one.figures[path]) for path, _ in reversed(figures)] == figures[::-1]
    assert together.parts[0] == one_by_one.parts[:1][0]
    assert (hash(together.parts), len(together.parts)) == (hash(one_by_one.parts), len([*one_by_one.parts]))
    assert together.parts == tuple(one_by_one.parts)


# --- the tools --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder with one case in it."""
    shutil.copytree(UNIT, tmp_path / "cases" / "one")
    return tmp_path / "cases"


def expected(folder: pathlib.Path, **changes: object) -> None:
    (folder / "one" / "expected.json").write_text(json.dumps(changes), "utf-8")


def failure(folder: pathlib.Path) -> list[str]:
    (case,) = pages_in(folder)
    with pytest.raises(AssertionError) as caught:
        case.check()
    return str(caught.value).splitlines()[1:]


def test_a_failure_lists_the_figures_that_differ(folder: pathlib.Path) -> None:
    expected(
        folder,
        figures={
            "proactive_disclosure.rules": [332, "blank", 405],
            "proactive_disclosure.*.decisions": [3, 60, 521],
            "proactive_disclosure.fees.amount": "220.00",
            "proactive_disclosure.licensing": [3, 3],
            "proactive_disclosure.nothing": 1,
        },
    )
    assert failure(folder) == [
        "  proactive_disclosure.rules.repealed: 155; expected blank",
        "  proactive_disclosure.compulsory_measures.decisions: 520; expected 521",
        "  proactive_disclosure.licensing: 1 figures; expected 2",
        "  proactive_disclosure.nothing: no figure has this path; expected 1",
    ]


def test_a_failure_lists_the_findings_that_differ(folder: pathlib.Path) -> None:
    page = folder / "one" / "page.txt"
    page.write_text((ROOT / "docs/examples/tabs.txt").read_text("utf-8").replace("商业企业", "事业单位"), "utf-8")
    unread: dict[str, list[str]] = {"text-unread": []}
    columns = {"columns-unknown": ["requests.*.business"]} | unread
    expected(folder, figures={"requests.*.business": "withheld", "requests.new.total": 51}, findings=columns)
    pages_in(folder)[0].check()
    expected(folder, figures={"requests.new.total": 51}, findings={"row-missing": ["requests.new"]} | unread)
    assert [line.partition(" at ")[0] for line in failure(folder)] == [
        "  row-missing: no such finding; expected",
        "  columns-unknown: not expected; given",
    ]
    expected(folder, figures={"requests.new.total": 51}, findings={"columns-unknown": ["requests.new.business"]} | unread)
    (line,) = failure(folder)
    assert line.endswith(", …; expected at requests.new.business")
    expected(folder, figures={"review_and_litigation.review.total": 0}, findings=unread)
    pages_in(folder)[0].check()


def test_a_case_of_a_page_without_a_fault_has_no_findings(folder: pathlib.Path) -> None:
    expected(folder, figures={"proactive_disclosure.penalties": 60})
    pages_in(folder)[0].check()


def test_a_case_that_lacks_a_file_or_holds_another_is_refused(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match="holds no case"):
        pages_in(tmp_path / "nowhere")
    expected(folder, figures={"proactive_disclosure.penalties": "sixty"})
    with pytest.raises(ValueError, match="'sixty' is no count"):
        pages_in(folder)
    expected(folder, figure={})
    with pytest.raises(ValueError, match="the keys figures and findings"):
        pages_in(folder)
    (folder / "one" / "expected.json").unlink()
    (folder / "one" / "why.md").unlink()
    with pytest.raises(ValueError, match=r"no expected\.json and no why\.md"):
        pages_in(folder)


def test_an_update_writes_what_is_read_and_says_what_has_changed(folder: pathlib.Path) -> None:
    page = folder / "one" / "page.txt"
    page.write_text(page.read_text("utf-8").replace("520", "约"), "utf-8")
    unreadable = {"number-unreadable": ["*.compulsory_measures.*"]}
    figures = {"proactive_disclosure.rules": 1, "proactive_disclosure.penalties.decisions": "missing"}
    expected(folder, figures=figures, findings=unreadable)
    changed, refused = update(folder)
    assert (changed[0], changed[-1], refused) == (
        "one",
        "  proactive_disclosure.penalties.decisions: 60; expected missing",
        [],
    )
    pages_in(folder)[0].check()
    plain = json.loads((folder / "one" / "expected.json").read_text("utf-8"))
    assert plain["figures"] == {"proactive_disclosure.rules": [332, 155, 405], "proactive_disclosure.penalties.decisions": 60}
    assert plain["findings"] == unreadable
    assert update(folder) == ([], [])


def test_a_new_case_gets_the_rows_that_its_page_has(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one" / "expected.json").unlink()
    assert main([str(folder)]) == 0
    assert "expected.json: new" in capsys.readouterr().out
    assert (folder / "one" / "expected.json").read_text("utf-8") == (UNIT / "expected.json").read_text("utf-8")


def test_a_case_without_a_reason_is_refused(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one" / "why.md").write_text("\n", "utf-8")
    (folder / "one" / "expected.json").unlink()
    assert main([str(folder)]) == 1
    assert "one: refused; say in why.md" in capsys.readouterr().out
    assert not (folder / "one" / "expected.json").exists()
