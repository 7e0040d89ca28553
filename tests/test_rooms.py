"""The folders of the package: what each says of itself, and which way imports run."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import rooms

TREE = rooms.tree_of()
FOLDERS = sorted(path.parent for path in (ROOT / "src" / "gzparse").rglob("__init__.py"))
SMALL = {
    "gzparse": "from gzparse.parser import parse\n",
    "gzparse.model": "",
    "gzparse.model.source": "import re\nfrom attrs import frozen\n",
    "gzparse.output": "",
    "gzparse.output.contract": "def convert():\n    import cattrs\n    from gzparse.parser import parse\n",
    "gzparse.parser": (
        "from typing import TYPE_CHECKING\n"
        "from gzparse.model.source import Source, Span\n"
        "if TYPE_CHECKING:\n"
        "    from gzparse.output.contract import convert\n"
        "else:\n"
        "    from gzparse import model\n"
    ),
}
CONTRACT = """
[[tool.importlinter.contracts]]
type = "layers"
layers = ["gzparse.output | (gzparse.tables)", "gzparse.parser", "gzparse.model"]
"""


def test_each_folder_says_what_comes_in_what_goes_out_and_on_which_idea_it_stands() -> None:
    for folder in [*FOLDERS, ROOT / "grammars"]:
        if folder.name not in ("gzparse", "testing"):  # these are read by those who use them, and say how
            said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
            starts = [line.partition(":")[0] for line in said.splitlines()]
            assert starts == ["In", "Out", "Idea"], folder


def test_the_import_contract_holds() -> None:
    pytest.importorskip("importlinter")
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode("utf-8")


def test_libraries_are_loaded_on_use_but_for_the_two_that_reading_needs() -> None:
    loaded = rooms.loaded_libraries(TREE.modules)
    assert loaded.keys() == {"attrs", "hypothesis", "lark"}
    assert loaded["hypothesis"] == {"testing"}
    assert "gzparse" not in loaded["lark"]


def test_imports_are_told_apart_by_when_they_happen() -> None:
    found = list(rooms.imports_of(SMALL))
    assert rooms.Import("gzparse.output.contract", "cattrs", "use") in found
    assert rooms.Import("gzparse.parser", "gzparse.output.contract", "types") in found
    assert rooms.Import("gzparse.parser", "gzparse.model", "import") in found
    assert not [one for one in found if one.imported in ("re", "typing")]
    assert found.count(rooms.Import("gzparse.parser", "gzparse.model.source", "import")) == 1
    assert rooms.loaded_libraries(SMALL) == {"attrs": {"model"}}


def test_arrows_against_the_order_are_found() -> None:
    layers = rooms.layers_of(CONTRACT)
    assert list(map(set, layers)) == [{"output", "tables"}, {"parser"}, {"model"}]
    tree = rooms.Tree(SMALL, layers)
    assert list(rooms.against_the_order(tree)) == [rooms.Import("gzparse.parser", "gzparse.output.contract", "types")]
    assert rooms.arrows(tree)["parser", "output"] == {"types": 1}
    assert rooms.room_of("gzparse.form.unmarked.digits", TREE.modules) == "form/unmarked"


def test_the_report_names_every_room() -> None:
    text = "\n".join(rooms.report(TREE))
    for folder in FOLDERS:
        assert folder.relative_to(ROOT / "src").as_posix().removeprefix("gzparse/") in text
    total = re.match(r"(\d+) modules, (\d+) lines", text)
    assert total is not None
    assert int(total[1]) == len(TREE.modules)
    assert "parser → model" in text
