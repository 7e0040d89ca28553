"""A folder in, tables out: the command on many files, interrupted and killed, with what the caller knows of each file."""

from __future__ import annotations

import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
import writing
from layouts import Laid

import gzparse
from gzparse import tables
from gzparse.cli.command import main
from gzparse.tables.made import RowMaker
from gzparse.tables.outcome import Made

LONG = "长" * 66  # a name of 198 letters in UTF-8 with its suffix: file systems take 255 bytes


def page(seed: int) -> str:
    return Laid("tabs", writing.consistent_figures(random.Random(seed))).text


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder of ten reports, two of them in a folder of their own, and two files that are none."""
    at = tmp_path / "in"
    (at / "市").mkdir(parents=True)
    for number in range(8):
        (at / f"{number}.txt").write_text(page(number), "utf-8")
    (at / "市" / "0.txt").write_text(page(8), "utf-8")
    (at / "市" / f"{LONG}.txt").write_text(page(9), "utf-8")
    (at / "8.txt").write_text("没有报告", "utf-8")
    (at / "9.png").write_bytes(b"\x89PNG\r\n")
    return at


def run(*arguments: object) -> int:
    return main(["parse", *map(str, arguments)])


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".xlsx", ".dta"])
def test_a_folder_becomes_the_wide_table(folder: pathlib.Path, tmp_path: pathlib.Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert run(folder, "-o", out, "-j", "2") == 1  # two files gave no report
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["in", out.name]
    read = [dict(zip(*row, strict=True)) for row in ((table, values) for table, values in _rows(out))]
    assert len(read) == 12
    wanted = {str(path): path for path in folder.rglob("*") if path.is_file()}
    assert [row["source"] for row in read] == sorted(wanted, key=lambda name: pathlib.Path(name).parts)
    for row in read:
        if row["verdict"] == "failed":
            continue
        figures = gzparse.parse_file(wanted[row["source"]]).figures
        codes = {entry.path: entry.code for entry in gzparse.codebook()}
        for path, figure in figures.items():
            if figure.value is not None:
                assert float(row[codes[path]]) == float(figure.value), path
    assert [row["verdict"] for row in read].count("failed") == 2


def _rows(out: pathlib.Path) -> list[tuple[list[str], list[Any]]]:
    pandas: Any = pytest.importorskip("pandas")
    if out.suffix == ".parquet":
        frame = pandas.read_parquet(out)
    elif out.suffix == ".csv":
        frame = pandas.read_csv(out)
    elif out.suffix == ".xlsx":
        frame = pandas.read_excel(out, engine="openpyxl")
    else:
        frame = pandas.read_stata(out, convert_dates=False)
    return [(list(frame.columns), list(values)) for values in frame.itertuples(index=False)]


def test_a_folder_of_tables_and_the_same_bytes_with_any_number_of_workers(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    for workers in (1, 3):
        assert run(folder, "-o", f"{tmp_path / str(workers)}/", "-j", workers) == 1
    names = [f"{name}.parquet" for name in tables.TABLES]
    assert sorted(p.name for p in (tmp_path / "1").iterdir()) == sorted(names)
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "3" / name).read_bytes(), name
    rows = list(tables.iter_rows(((str(p), gzparse.parse_file(p)) for p in [folder / "0.txt"]), "figures"))
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(tmp_path / "1" / "figures.parquet").to_pylist()
    assert [tuple(row.values()) for row in found[: len(rows)]] == rows


def test_some_tables_some_files(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert run(folder, "-o", f"{tmp_path}/out/", "--tables", "reports,findings", "--glob", "[0-3].txt") == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["findings.parquet", "reports.parquet"]
    assert len(_rows(tmp_path / "out" / "reports.parquet")) == 5  # 市/0.txt, too


def test_lists_of_files(folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    odd = folder / "a\nb.txt"
    odd.write_text(page(3), "utf-8")
    (tmp_path / "list").write_text(f"{odd}\0{folder / '1.txt'}\0", "utf-8")
    (tmp_path / "lines").write_text(f"{folder / '2.txt'}\n{folder / '1.txt'}\n", "utf-8")
    for name, wanted in (("list", [odd, folder / "1.txt"]), ("lines", [folder / "2.txt", folder / "1.txt"])):
        assert run("--files-from", tmp_path / name, "-o", tmp_path / "out.csv") == 0
        assert [row[1][1] for row in _rows(tmp_path / "out.csv")] == list(map(str, wanted))


def test_what_the_caller_knows_of_files(
    folder: pathlib.Path, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = folder / "5.txt"
    bare.write_text(re.sub(r"\A.*\n", "政府信息公开工作年度报告\n", page(5)), "utf-8")
    meta = tmp_path / "meta.csv"
    meta.write_text(
        f"source,year,organ,url,region\n5.txt,2022,某县民政局,https://x/5,某市\n市/0.txt,,,https://x/0,\n{folder}/1.txt,,,u,v\n",
        "utf-8",
    )
    assert run(folder, "-o", tmp_path / "out.parquet", "--meta", meta) == 1
    columns, _ = _rows(tmp_path / "out.parquet")[0]
    rows = {row["source"]: row for row in (dict(zip(*one, strict=True)) for one in _rows(tmp_path / "out.parquet"))}
    assert {"url", "region"} <= set(columns)
    row = rows[str(bare)]
    assert (row["url"], row["region"]) == ("https://x/5", "某市")
    assert row["organ"] == "某县民政局"
    assert rows[str(folder / "市" / "0.txt")]["url"] == "https://x/0"
    (folder / "市" / "1.txt").write_text(page(1), "utf-8")
    for wrong, said in (("nowhere.txt,1\n", "no file"), ("1.txt,soon\n", "year")):
        meta.write_text(f"source,year\n{wrong}", "utf-8")
        assert run(folder, "-o", tmp_path / "out.parquet", "--meta", meta) == 2
        assert said in capsys.readouterr().err
    (folder / "县").mkdir()
    (folder / "县" / "9.txt").write_text(page(1), "utf-8")
    (folder / "市" / "9.txt").write_text(page(1), "utf-8")
    meta.write_text("source,url\n9.txt,u\n", "utf-8")
    assert run(folder, "-o", tmp_path / "out.parquet", "--meta", meta) == 2
    assert "2 files" in capsys.readouterr().err


# --- interrupted ----------------------------------------------------------------------------------------------------------


def test_an_interrupted_run_goes_on(folder: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(folder, "-o", tmp_path / "whole.parquet", "-j", "1") == 1
    out, read = tmp_path / "out.parquet", []
    plain = gzparse.parse_file

    def counted(path: object, **options: object) -> object:
        read.append(str(path))
        if len(read) == 5:
            raise KeyboardInterrupt
        return plain(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(gzparse, "parse_file", counted)
    assert run(folder, "-o", out) == 130
    assert not out.exists()
    done = read[:4]
    read.extend("x" * 10)
    read.clear()
    read.extend(["…"] * 10)
    assert run(folder, "-o", out, "--resume") == 1
    assert not set(done) & set(read)
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    read[:] = ["…"] * 10
    (folder / "2.txt").write_text(page(77), "utf-8")
    assert run(folder, "-o", out, "--resume") == 1
    assert [name for name in read if name != "…"] == [str(folder / "2.txt")]  # only what has changed is read again


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: pathlib.Path) -> None:
    at = tmp_path / "in"
    at.mkdir()
    for number in range(300):
        (at / f"{number:03}.txt").write_text(page(number), "utf-8")
    out = tmp_path / "out.parquet"
    command = [sys.executable, "-m", "gzparse", "parse", str(at), "-o", str(out), "-j", "2", "--resume"]
    for _ in range(3):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        journal = tmp_path / "out.parquet.gzparse" / "files.txt"
        before = journal.stat().st_size if journal.exists() else 0
        while process.poll() is None and not (journal.exists() and journal.stat().st_size > before + 200_000):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with journal.open("ab") as file:
            file.write(b"cut off in the mid")  # as a crash of the machine may leave it
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert run(at, "-o", tmp_path / "whole.parquet") == 0
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    left = sorted(p.name for p in tmp_path.iterdir())
    assert left == ["in", "out.parquet", "out.parquet.gzparse", "whole.parquet"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a full disk")
def test_a_full_disk_is_told_and_costs_nothing(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True, check=False
    ).returncode:
        pytest.skip("no small file system can be made here")
    try:
        assert run(folder, "-o", small / "out.csv") == 1
        assert "--resume" in capsys.readouterr().err
        assert not (small / "out.csv").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_target_that_cannot_be_written(
    folder: pathlib.Path, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(folder, "-o", tmp_path / "file" / "out.csv") == 1
    assert "cannot write" in capsys.readouterr().err


def test_wrong_usage(folder: pathlib.Path, capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    for arguments, said in (
        (["--meta", "x.csv", folder], "--meta goes into tables"),
        (["--tables", "reports", folder], "--tables"),
        (["--format", "csv", folder], "one file"),
        ([], "no file is named"),
        ([folder, "-o", tmp_path / "x.csv", "--tables", "nothing"], "there is no table"),
    ):
        assert run(*arguments) == 2
        assert said in capsys.readouterr().err


def test_it_fails_on_findings_when_asked(tmp_path: pathlib.Path) -> None:
    good, odd = tmp_path / "good.txt", tmp_path / "odd.txt"
    good.write_text(page(1), "utf-8")
    odd.write_text(page(1).replace("行政许可\t", "行政许可\t约", 1), "utf-8")
    assert run(good, "-o", tmp_path / "a.csv", "--fail-on", "error") == 0
    assert run(odd, "-o", tmp_path / "a.csv", "--fail-on", "error") == 1
    assert run(odd, "--fail-on", "error") == 1
    assert run(odd) == 0


def test_findings_and_figures_of_a_file_on_the_terminal(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text(page(1).replace("行政许可\t", "行政许可\t约", 1), "utf-8")
    assert run(odd, "--format", "findings", "--lang", "zh") == 0
    assert f"{odd}: error number-unreadable: 行政许可" in capsys.readouterr().out
    assert run(odd, "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 227
    assert lines[0].startswith("report_id,source,organ,year,path,code,value,status")


# --- rows made beforehand -------------------------------------------------------------------------------------------------


def test_rows_survive_the_journal() -> None:
    text = page(4).replace("（单位：万元）", "（单位：万元）", 1)
    maker = RowMaker(("reports", "figures", "findings", "texts", "extra", "wide"), None, ("url",), {"x": {"url": "u"}}, {})
    made = maker("x", gzparse.parse(text))
    again = Made.from_text(made.text())
    assert again.rows == made.rows
    assert (again.sha256, again.verdict, again.error, again.findings) == (made.sha256, made.verdict, None, made.findings)
    assert list(tables.iter_rows([again], "figures")) == list(tables.iter_rows([("x", gzparse.parse(text))], "figures"))
