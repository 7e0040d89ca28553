"""The command: its files, its options, its looking things up, its exit status and its summary."""

from __future__ import annotations

import io
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable

import pytest
from conftest import ROOT

import gzparse
from gzparse.cli.command import main

TABS = ROOT / "docs" / "examples" / "tabs.txt"
TEXT = TABS.read_text("utf-8")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the command: it gives the exit status and what was printed."""

    def _run(*arguments: str | os.PathLike[str]) -> tuple[int, str, str]:
        try:
            status = main([os.fspath(argument) for argument in arguments])
        except SystemExit as stopped:
            status = int(str(stopped.code))
        out, err = capsys.readouterr()
        return status, out, err

    return _run


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Return a folder of reports, which is the current one."""
    for name in ("a.txt", "b.txt", "deep/c.txt", "[x].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(out: str) -> list[str]:
    return [json.loads(line)["source"] for line in out.splitlines()]


# --- files --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", ["1", "2"])
def test_patterns_and_folders_are_expanded(folder: pathlib.Path, run: Run, workers: str) -> None:
    deep = os.path.join("deep", "c.txt")
    assert names(run("parse", "[ab].txt", "-j", workers)[1]) == ["a.txt", "b.txt"]
    assert names(run("parse", "[x].txt", "-j", workers)[1]) == ["[x].txt"], "a file that is there is no pattern"
    assert names(run("parse", "deep", "-j", workers)[1]) == [deep]
    assert names(run("parse", "d*", "a.txt", "-j", workers)[1]) == [deep, "a.txt"], "a folder that a pattern matches"
    assert names(run("parse", os.path.join("**", "c.*"), "-j", workers)[1]) == [deep]
    assert run("parse", "a.txt", "deep")[0] == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_names_no_file_is_an_error_in_its_place(folder: pathlib.Path, run: Run, workers: str) -> None:
    (folder / "empty").mkdir()
    status, out, err = run("parse", "a.txt", "*.pdf", "empty", "none.txt", "b.txt", "-j", workers)
    assert status == 1
    assert names(out) == ["a.txt", "*.pdf", "empty", "none.txt", "b.txt"]
    errors = [json.loads(line)["error"] for line in out.splitlines()]
    assert errors[1] == {"type": "FileNotFoundError", "message": "*.pdf: no file matches this pattern"}
    assert errors[2] == {"type": "FileNotFoundError", "message": "empty: this folder holds no files"}
    assert errors[3]["type"] == "FileNotFoundError"
    assert "no file matches this pattern" in err
    status, _, err = run("parse", "*.pdf")
    assert status == 1
    assert "no file matches this pattern" in err


def test_a_folder_is_never_read_and_written_at_once(folder: pathlib.Path, run: Run) -> None:
    status, out, err = run("parse", "deep", "-o", os.path.join("deep", "c.txt"))
    assert (status, out) == (2, "")
    assert "both read and to be written" in err


# --- summary ------------------------------------------------------------------------------------------------------------


def test_a_run_over_many_files_ends_with_a_summary(folder: pathlib.Path, run: Run) -> None:
    (folder / "b.txt").write_text("")
    (folder / "a.txt").write_text(TEXT.replace("行政许可\t0", "行政许可\t约3"), "utf-8")
    status, out, err = run("parse", "a.txt", "b.txt", "deep", "none.txt")
    assert status == 1
    assert len(out.splitlines()) == 4
    assert err.splitlines() == [
        "gzparse: 2 of 4 files read; findings: 1 error",
        "gzparse: not read: b.txt: NotAReport: b.txt is empty",
        "gzparse: not read: none.txt: FileNotFoundError: No such file or directory",
    ]
    assert run("parse", "a.txt", "deep")[2] == "gzparse: 2 of 2 files read; findings: 1 error\n"
    assert run("parse", "deep")[2] == ""


def test_a_long_list_of_failures_is_cut(folder: pathlib.Path, run: Run) -> None:
    for number in range(15):
        (folder / f"x{number:02}.txt").write_text("")
    *_, err = run("parse", "--format", "text", "x*.txt")
    assert err.splitlines()[0] == "gzparse: 0 of 15 files read"
    assert err.splitlines()[-1] == "gzparse: not read: 5 more: NotAReport 5"
    assert len(err.splitlines()) == 12


# --- options ------------------------------------------------------------------------------------------------------------


def test_organ_year_and_strict(folder: pathlib.Path, run: Run) -> None:
    untitled = TEXT[TEXT.index("一、") :].replace("行政许可\t0", "行政许可\t约3")
    (folder / "a.txt").write_text(untitled, "utf-8")
    for workers in ("1", "2"):
        status, out, _ = run("parse", "a.txt", "--organ", "某办公室", "--year", "2020", "-j", workers)
        report = json.loads(out)["report"]
        assert (status, report["organ"], report["year"]) == (0, "某办公室", 2020)
        status, out, err = run("parse", "a.txt", "--strict", "-j", workers)
        assert (status, json.loads(out)["error"]["type"]) == (1, "FindingsError")
        assert "FindingsError" in err
        assert "number-unreadable" in {finding["code"] for finding in json.loads(out)["findings"]}
    assert run("parse", "a.txt", "--year", "soon")[0] == 2


def test_options_hold_for_standard_input_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    untitled = TEXT[TEXT.index("一、") :]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(untitled.encode())))
    _, out, _ = run("parse", "-", "--organ", "某办公室", "--year", "2020")
    assert json.loads(out)["report"]["organ"] == "某办公室"


def test_a_layout_that_fits_no_table_of_a_file_is_an_error(folder: pathlib.Path, run: Run) -> None:
    (folder / "b.txt").write_bytes((ROOT / "docs" / "examples" / "bars.txt").read_bytes())
    status, out, err = run("parse", "a.txt", "b.txt", "--layout", "bars")
    assert status == 1
    error = json.loads(out.splitlines()[0])["error"]
    assert error["type"] == "LayoutError"
    assert "do not occur in the tables" in error["message"]
    assert json.loads(out.splitlines()[1])["error"] is None
    assert "1 of 2 files read" in err


# --- explain ------------------------------------------------------------------------------------------------------------


def test_explain_takes_a_path_a_row_or_words(run: Run) -> None:
    status, out, _ = run("explain", TABS, "requests.new.total")
    assert (status, out.count("value: ")) == (0, 1)
    status, out, _ = run("explain", TABS, "requests.new")
    assert (status, out.count("value: ")) == (0, 7)
    assert "[requests.new.total]" in out
    status, out, _ = run("explain", TABS, "自然人", "总计")
    assert status == 0
    assert "[requests.results.total.natural_person]" in out
    assert out.count("value: ") == 1
    assert run("explain", TABS, "自然人 总计") == (0, out, "")
    status, out, _ = run("explain", TABS, "規章", "制发")
    assert "[proactive_disclosure.rules.issued]" in out


def test_explain_lists_what_is_too_much_to_explain(run: Run) -> None:
    status, out, _ = run("explain", TABS, "自然人")
    lines = out.splitlines()
    assert status == 0
    assert "figures match" in lines[0]
    assert any(line.split()[:2] == ["requests.new.natural_person", "51"] for line in lines)
    assert all("natural_person" in line for line in lines[1:])
    status, out, _ = run("explain", TABS, "requests")
    assert status == 0
    assert out.startswith("175 figures match")


def test_explain_says_what_is_not_there(run: Run) -> None:
    status, out, err = run("explain", TABS, "自然人", "火星人")
    assert (status, out) == (2, "")
    assert "火星人" in err
    assert "gzparse paths" in err
    status, _, err = run("explain", TABS, "requests.neu.total")
    assert status == 2
    assert "did you mean requests.new.total" in err
    assert run("explain", TABS)[0] == 2
    status, _, err = run("explain", ROOT, "requests.new.total")
    assert status == 1
    assert str(ROOT) in err


def test_explain_looks_at_the_other_editions_figures_only_if_there_are_no_others(run: Run) -> None:
    status, out, _ = run("explain", TABS, "proactive_disclosure.rules.made")
    assert status == 0
    assert "not in the form" in out
    assert "made" not in run("explain", TABS, "proactive_disclosure.rules")[1]


# --- paths --------------------------------------------------------------------------------------------------------------


def test_paths_are_listed_with_their_labels(run: Run) -> None:
    status, out, _ = run("paths")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(gzparse.paths())
    assert "requests.new.total" in out
    assert gzparse.label("requests.new.total") in out
    status, out, _ = run("paths", "自然人")
    assert status == 0
    assert {line.split()[0] for line in out.splitlines()} == {p for p in gzparse.paths() if p.endswith(".natural_person")}
    assert [line.split()[0] for line in run("paths", "new", "总计")[1].splitlines()] == ["requests.new.total"]
    assert run("paths", "new 总计")[1] == run("paths", "new", "总计")[1]


def test_paths_that_no_word_names_are_an_error(run: Run) -> None:
    status, out, err = run("paths", "自然人", "火星人")
    assert (status, out) == (2, "")
    assert "火星人" in err
    status, _, err = run("paths", "--form", "nothing")
    assert status == 2
    assert "no form is named 'nothing'" in err


# --- layouts try --------------------------------------------------------------------------------------------------------

MODULE = """
import pathlib
import gzparse
SEMI = gzparse.Layout(name="semi", grammar=pathlib.Path(__file__).with_name("semi.lark"), anchor="；")
OTHER = 5
"""
GOOD = "%import layout (start, CELL_END)\n%override CELL_END: /[：；]/\n"


def test_a_module_in_the_current_folder_is_found(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "my_layouts.py").write_text(MODULE, "utf-8")
    (folder / "semi.lark").write_text(GOOD, "utf-8")
    page = ROOT / "docs" / "plugins" / "semicolons" / "tests" / "page.txt"
    # Run as the installed script is: its own folder, and not the current one, is where modules are looked for.
    code = "import sys; sys.path = [p for p in sys.path if p]; from gzparse.cli.command import main; sys.exit(main())"
    for what, status, said in (
        ("my_layouts:SEMI", 0, "175 of 175 figures"),
        ("my_layouts:OTHER", 2, "is no gzparse.Layout but int"),
        ("my_layouts:NONE", 2, "cannot be loaded"),
        ("none:NONE", 2, "cannot be loaded"),
        (":NONE", 2, "cannot be loaded"),
    ):
        command = [sys.executable, "-c", code, "layouts", "try", what, str(page)]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=folder, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
        )
        assert done.returncode == status, done.stderr.decode()
        assert said in (done.stdout + done.stderr).decode("utf-8")
        assert b"Traceback" not in done.stderr


def test_a_grammar_is_tried_in_strict_mode(folder: pathlib.Path, run: Run) -> None:
    # Lark settles by its own rules which of two terminals that match the same text is meant; its strict mode refuses them.
    grammar = folder / "twice.lark"
    grammar.write_text("start: (A | B)*\nA: /[ab]+/\nB: /[bc]+/\n", "utf-8")
    (folder / "twice.py").write_text(
        "import pathlib, gzparse\n"
        "TWICE = gzparse.Layout(name='twice', grammar=pathlib.Path('twice.lark'), anchor='a', lexer='contextual',\n"
        "                       to_grid=lambda tree, source: gzparse.Grid('twice', []))\n"
    )
    status, _, err = run("layouts", "try", "twice:TWICE", TABS)
    assert status == 2
    assert "does not build" in err
    assert run("layouts", "try", "tabs", TABS)[0] == 0


def test_without_interegular_the_strict_mode_is_left_out_and_said_so(
    folder: pathlib.Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gzparse.cli.try_layout.find_spec", lambda name: None)
    status, out, _ = run("layouts", "try", "tabs", TABS)
    assert status == 0
    assert "not checked in Lark's strict mode" in out
