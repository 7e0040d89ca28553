"""The recipes for engines in docs/examples run as they stand there, where the engine is installed."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT

import gzparse

RECIPES = ROOT / "docs" / "recipes"
COUNT = len(gzparse.paths())


def run(recipe: str, *arguments: object) -> str:
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "GZPARSE_PLUGINS": "off",
        "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    }
    done = subprocess.run(
        [sys.executable, str(RECIPES / recipe), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of the example reports and a file that is none."""
    found = tmp_path / "reports"
    found.mkdir()
    for page in EXAMPLES:
        shutil.copy(page, found)
    (found / "empty.txt").write_text("", "utf-8")
    return found


@pytest.fixture
def documents(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a Parquet file of documents: the example reports several times, one bad one among them."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = [page.read_bytes() for page in EXAMPLES] * 50
    held: dict[str, Any] = {"source": [str(at) for at in range(len(texts))], "content": texts, "region": ["x"] * len(texts)}
    held["content"][3] = b"no report"
    path = tmp_path / "documents.parquet"
    pq.write_table(
        pa.table(held, schema=pa.schema({"source": pa.string(), "content": pa.binary(), "region": pa.string()})), path
    )
    return path


def test_duckdb(folder: pathlib.Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    assert run("duckdb_panel.py", folder).split()[:2] == ["value", str(len(EXAMPLES))]


def test_polars(folder: pathlib.Path) -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    out = run("polars_panel.py", folder)
    assert "failed" in out
    assert "complete" in out


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None or importlib.util.find_spec("pyspark") is None, reason="needs Spark and Java")
def test_spark(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "figures.parquet"
    printed = run("spark_figures.py", documents, out)
    print(printed)
    rows = (len(EXAMPLES) * 50 - 1) * COUNT
    assert printed.split()[-1] == str(rows)
    given = gzparse.tables.parse_table(pq.read_table(documents), "figures")
    found = pq.read_table(out).select(given.column_names)
    keys = [("source", "ascending"), ("path", "ascending")]
    assert found.sort_by(keys).to_pylist() == given.sort_by(keys).to_pylist()


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs Ray")
def test_ray(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    printed = run("ray_figures.py", documents, tmp_path / "figures")
    assert printed.split()[-1] == str((len(EXAMPLES) * 50 - 1) * COUNT)
