"""What is shipped is what is in the tree, and the docs' examples run."""

from __future__ import annotations

import doctest
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile

import pytest
from conftest import ROOT

import gzparse

DOCS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("[a-z][a-z]/*.md"))]


def test_the_version_is_told_once_and_the_changelog_has_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == gzparse.__version__
    assert f"## [{gzparse.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [re.split(r"[<>=]", d)[0] for d in project["dependencies"]] == ["lark", "attrs", "cattrs"]


@pytest.mark.slow
def test_the_wheel_holds_the_tree(tmp_path: pathlib.Path) -> None:
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("gzparse/")}
    tree = {f"gzparse/{p.name}" for p in (ROOT / "src" / "gzparse").iterdir() if p.is_file()}
    tree |= {f"gzparse/testing/{p.name}" for p in (ROOT / "src" / "gzparse" / "testing").iterdir() if p.is_file()}
    tree |= {f"gzparse/grammars/{p.name}" for p in (ROOT / "grammars").iterdir() if p.is_file()}
    assert shipped == tree


@pytest.mark.parametrize("page", DOCS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_python_examples_in_the_docs_run(page: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    results = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@pytest.mark.parametrize("page", DOCS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_commands_in_the_docs_run_and_print_what_is_shown(page: pathlib.Path) -> None:
    """Of ```console blocks, each `$ gzparse …` is run, and the lines below it must be printed."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S):
        command: list[str] | None = None
        printed = ""
        for line in block.splitlines():
            if line.startswith("$ "):
                command = shlex.split(line[2:])
                if command[0] != "gzparse":
                    command = None
                    continue
                english = {**os.environ, "LC_ALL": "C.UTF-8"}
                run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, check=False, env=english)
                printed = run.stdout.decode("utf-8")
            elif command is not None and line.strip() and line.strip() != "…":
                assert line.rstrip() in printed, f"{page.name}: {line}"


def test_links_in_the_docs_lead_somewhere() -> None:
    for page in DOCS:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
