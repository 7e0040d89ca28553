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

DOCS = [
    *(ROOT / "README.md", ROOT / "README.zh-CN.md"),
    *sorted((ROOT / "docs" / "en").glob("*.md")),
    *sorted((ROOT / "docs" / "zh").glob("*.md")),
]


def test_the_version_is_stated_once_and_the_changelog_has_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == gzparse.__version__
    assert f"## [{gzparse.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [re.split(r"[<>=]", d)[0] for d in project["dependencies"]] == ["lark", "attrs", "cattrs"]


@pytest.mark.slow
def test_the_wheel_holds_the_tree(tmp_path: pathlib.Path) -> None:
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("gzparse/")}
    source = ROOT / "src"
    files = [p for p in (source / "gzparse").rglob("*") if p.is_file() and p.suffix != ".pyc"]
    tree = {p.relative_to(source).as_posix() for p in files}
    tree |= {f"gzparse/grammars/{p.name}" for p in (ROOT / "grammars").iterdir() if p.is_file()}
    assert shipped == tree


_IDS = [page.relative_to(ROOT).as_posix() for page in DOCS]


@pytest.mark.parametrize("page", DOCS, ids=_IDS)
def test_python_examples_in_the_docs_run(page: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    results = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@pytest.mark.parametrize("page", DOCS, ids=_IDS)
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


@pytest.mark.parametrize("page", ["architecture.md", "glossary.md"])
def test_modules_and_names_that_the_docs_point_to_are_there(page: str) -> None:
    for row in re.findall(r"^\|.*\|$", (ROOT / "docs" / "en" / page).read_text("utf-8"), re.M):
        pointed = [ROOT / "src" / "gzparse" / found for found in re.findall(r"`([\w/]+\.py)`", row)]
        pointed += [ROOT / "grammars" / found for found in re.findall(r"`(\w+\.lark)`", row)]
        for path in pointed:
            assert path.is_file(), f"{page}: {path.name}"
        for module, name in re.findall(r"`([\w/]+\.py)` \(`(\w+)`\)", row):
            assert re.search(rf"\b{name}\b", (ROOT / "src" / "gzparse" / module).read_text("utf-8")), f"{page}: {name}"
        for name, module in re.findall(r"`(\w+)` in `([\w/]+\.py)`", row):
            assert re.search(rf"\b{name}\b", (ROOT / "src" / "gzparse" / module).read_text("utf-8")), f"{page}: {name}"
