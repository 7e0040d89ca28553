"""gzparse runs without the form that comes along, by a plugin's form alone."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

from conftest import ROOT

PROGRAM = """
import sys
sys.meta_path = [finder for finder in sys.meta_path if "editable" not in repr(finder).lower()]  # of a checkout's own
import gzparse
from gzparse_statistics import FORM

text = open({page!r}, encoding="utf-8").read()
reading = gzparse.Parser(forms=[FORM]).parse(text)
assert reading.form == "statistics", reading.form
print(reading.report.statistics.disclosed.total.year, len(reading.figures), gzparse.__file__)
print([plugin.name for plugin in gzparse.Parser().form_pool])
try:
    gzparse.Report
except ModuleNotFoundError as error:
    print(error)
"""


def test_gzparse_runs_without_the_annual_report(tmp_path: pathlib.Path) -> None:
    shutil.copytree(ROOT / "src" / "gzparse", tmp_path / "gzparse", ignore=shutil.ignore_patterns("__pycache__", "grammars"))
    shutil.copytree(ROOT / "grammars", tmp_path / "gzparse" / "grammars", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(tmp_path / "gzparse" / "annual_report")
    statistics = ROOT / "docs" / "plugins" / "statistics"
    page = statistics / "tests" / "page_2014.txt"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(statistics / "src")])}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(page=str(page))],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    figures, forms, missing = run.stdout.splitlines()
    assert str(tmp_path) in figures
    assert int(figures.split()[0]) > 0
    assert forms == "[]"
    assert missing == "No module named 'gzparse.annual_report'"
