"""Tables out: what is written and read back by others is what was read, with every status told apart."""

from __future__ import annotations

import hashlib
import pathlib
import random
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from conftest import EXAMPLES, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from website_form import FORM as WEBSITE
from website_form import VALUES, page

import gzparse
from gzparse import tables
from gzparse.annual_report.record import Report
from gzparse.errors import MissingLibrary
from gzparse.model.reading import Status
from gzparse.tables.arrays import array_of, type_of
from gzparse.tables.columns import LOST_STATUSES, WIDE, Type
from gzparse.tables.csv_file import field_of, unguarded
from gzparse.tables.outcome import STATUSES
from gzparse.tables.rows import fitting
from gzparse.tables.stata_file import LETTERS
from gzparse.tables.xlsx_file import RowsLeftOut, XlsxSink
from gzparse.testing import damaged, reports

pa = pytest.importorskip("pyarrow")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")
pyreadstat = pytest.importorskip("pyreadstat")
pytest.importorskip("xlsxwriter")
calamine = pytest.importorskip("python_calamine")

ENTRIES = gzparse.codebook()
CODES = [entry.code for entry in ENTRIES]
TEXT = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
Cells = list[dict[str, tuple[Any, Status | None]]]
"""Of each file, code → value and status."""


def written_2019() -> str:
    """Return a page of the 2019 form with a decrease, an amount, a figure of twelve digits and a nil mark."""
    base = "proactive_disclosure."
    report = gzparse.structure(gzparse.unstructure(Report(edition="2019", title="云水县2020年政府信息公开工作年度报告")))
    return gzparse.render(
        report,
        printed={
            f"{base}licensing.change": "-8",
            f"{base}procurement.amount": "6944.9312",
            f"{base}licensing.decisions": "123456789012",
            f"{base}penalties.decisions": "/",
            f"{base}rules.made": "0",
            f"{base}rules.published": "1",
            f"{base}rules.public_total": "2",
        },
    )


def outcomes() -> list[Any]:
    """Return files of all kinds: whole, with all statuses, of 2019, and two that give no report."""
    marred = (
        TEXT.replace("行政许可\t0", "行政许可\t/")
        .replace("行政处罚\t0", "行政处罚\t约3")
        .replace("行政强制\t0", "行政检查\t7\n行政强制\t")
    )
    lines = [line for line in marred.splitlines(keepends=True) if "2. 重复申请" not in line]
    lost = "".join(line.rsplit("\t", 2)[0] + "\n" if "1. 属于国家秘密" in line else line for line in lines)
    return [
        ("a.txt", gzparse.parse(TEXT)),
        ("b.txt", gzparse.parse(lost)),
        ("c.txt", gzparse.parse(written_2019())),
        ("=d.txt", gzparse.NotAReport("-no report\n", "x")),
        FileNotFoundError(2, "none", "e.txt"),
    ]


def expected(readings: Sequence[Any]) -> Cells:
    """Return what tables must hold, taken from the readings' figures one by one."""
    found: Cells = []
    for given_ in readings:
        reading = given_[1] if isinstance(given_, tuple) else given_
        if isinstance(reading, Exception):
            found.append(dict.fromkeys(CODES, (None, None)))
        else:
            found.append({e.code: (reading.figures[e.path].value, reading.figures[e.path].status) for e in ENTRIES})
    return found


def seen(columns: Mapping[str, Sequence[Any]]) -> Cells:
    """Return what a wide table of values and statuses holds."""
    size = len(columns["report_id"])
    return [{code: (columns[code][at], columns[f"{code}__s"][at]) for code in CODES} for at in range(size)]


def in_doubles(cells: Cells) -> list[dict[str, tuple[float | None, str | None]]]:
    return [{code: (None if v is None else float(v), s) for code, (v, s) in row.items()} for row in cells]


# --- the six tables ----------------------------------------------------------------------------------------------------


def test_all_statuses_are_among_the_files_that_are_written() -> None:
    found = {status for row in expected(outcomes()) for _, status in row.values()}
    assert found == {*STATUSES, None}


@pytest.mark.parametrize("table", [*tables.TABLES, WIDE, LOST_STATUSES])
def test_rows_have_the_columns_that_are_promised_and_arrow_has_the_same(table: str) -> None:
    names = [column.name for column in tables.columns(table)]
    rows = list(tables.iter_rows(outcomes(), table))
    assert rows
    assert {len(row) for row in rows} == {len(names)}
    found = tables.to_arrow(outcomes(), table).read_all()
    assert found.column_names == names
    assert [tuple(row.values()) for row in found.to_pylist()] == rows
    assert found.schema.equals(tables.schema(table), check_metadata=True)
    assert tables.to_arrow([], table).read_all().schema.equals(found.schema, check_metadata=True)


def test_reports_has_a_row_a_file_failed_ones_too() -> None:
    rows = tables.to_arrow(outcomes(), "reports").read_all().to_pylist()
    assert [row["verdict"] for row in rows] == ["complete", "partial", "complete", "failed", "failed"]
    assert [row["source"] for row in rows] == ["a.txt", "b.txt", "c.txt", "=d.txt", "e.txt"]
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    first = rows[0]
    assert (first["sha256"], first["report_id"], first["bytes"]) == (sha256, sha256[:16], len(TEXT.encode()))
    assert (first["organ"], first["year"], first["edition"], first["form"]) == (*_front(TEXT), "2021", "annual_report")
    assert (first["n_value"], first["n_not_in_form"], first["n_errors"]) == (200, 26, 0)
    assert rows[1]["n_errors"] > 0
    assert rows[1]["n_withheld"] > 0
    assert (rows[3]["error_type"], rows[3]["sha256"], rows[3]["n_value"]) == ("NotAReport", None, None)
    assert rows[4]["error_message"] == "e.txt: none"
    assert (first["gzparse"], first["schema"]) == (gzparse.__version__, 2)


def _front(text: str) -> tuple[str | None, int | None]:
    report = gzparse.parse(text).report
    return report.organ, report.year


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (TEXT, "complete"),
        (TEXT + "\n" + TEXT.replace("\t51\n", "\t52\n"), "partial"),
        ("某镇2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n", "withheld"),
        ("某镇2016年政府信息公开工作年度报告\n一、概述\n好。\n", "withheld"),
    ],
)
def test_the_verdict_says_how_much_is_given(text: str, verdict: str) -> None:
    (row,) = tables.to_arrow([gzparse.parse(text)], "reports").read_all().to_pylist()
    assert row["verdict"] == verdict


def test_figures_has_all_paths_of_each_report_with_their_places() -> None:
    rows = tables.to_arrow(outcomes(), "figures").read_all().to_pylist()
    readings = [reading for _, reading in outcomes()[:3]]
    assert len(rows) == 3 * len(ENTRIES)
    for at, row in enumerate(rows):
        reading = readings[at // len(ENTRIES)]
        figure = reading.figures[row["path"]]
        assert (row["value"], row["status"], row["raw"], row["unit"]) == (figure.value, figure.status, figure.raw, figure.unit)
        assert (row["inferred"], row["layout"]) == (figure.inferred, figure.layout)
        place = (figure.origins[0].line, figure.origins[0].column) if figure.origins else (None, None)
        assert (row["line"], row["column"]) == place
    assert rows[0]["code"] == "s2r01c1"


def test_findings_has_a_row_for_each_place_that_a_finding_names() -> None:
    reading = outcomes()[1][1]
    rows = tables.to_arrow([("b.txt", reading)], "findings").read_all().to_pylist()
    assert len(rows) == sum(max(1, len(finding.refs)) for finding in reading.findings)
    for row in rows:
        finding = next(f for f in reading.findings if f.fingerprint == row["fingerprint"])
        assert (row["code"], row["severity"], row["message_zh"]) == (finding.code, finding.severity, finding.text("zh"))
        if row["ref_no"]:
            ref = finding.refs[row["ref_no"] - 1]
            assert (row["path"], row["line"]) == (ref.path, ref.span.line if ref.span is not None else None)


def test_strict_errors_keep_their_findings() -> None:
    marred = TEXT.replace("行政处罚\t0", "行政处罚\t约3")
    with pytest.raises(gzparse.FindingsError) as caught:
        gzparse.parse(marred, strict=True)
    (row,) = tables.to_arrow([caught.value], "reports").read_all().to_pylist()
    assert (row["verdict"], row["n_errors"], row["sha256"]) == ("failed", 1, hashlib.sha256(marred.encode()).hexdigest())
    assert [r[4] for r in tables.iter_rows([caught.value], "findings")] == ["number-unreadable"]
    assert not list(tables.iter_rows([caught.value], "figures"))


def test_texts_has_sections_subsections_and_notes() -> None:
    text = TEXT.replace("三、收到和处理", "注：以上数据由各单位报送。\n\n三、收到和处理", 1)
    reading = gzparse.parse(text)
    rows = [row[2:] for row in tables.iter_rows([reading], "texts")]
    overview = reading.report.overview
    assert ("overview", None, overview.heading, overview.text) in rows
    assert [row[3] for row in rows if row[0] == "overview"][1:] == [inner.text for inner in overview.subsections]
    assert ("notes.proactive_disclosure", None, None, "注：以上数据由各单位报送。") in rows
    assert all(row[3] for row in rows)


def test_extra_has_the_figures_of_rows_that_no_form_prescribes() -> None:
    reading = gzparse.parse(TEXT.replace("行政强制\t0", "行政检查\t7\n行政强制\t0"))
    (row,) = tables.iter_rows([reading], "extra")
    assert row[2:] == ("proactive_disclosure", "proactive_disclosure.penalties", "行政检查", 1, 7, "7")


def test_the_callers_own_columns_are_passed_through() -> None:
    given_ = tables.Outcome(gzparse.parse(TEXT), "a.txt", sha256="f" * 64, reader="x", meta={"url": "http://a", "region": 5})
    (row,) = tables.to_arrow([given_], "reports", meta=["url", "region", "nothing"]).read_all().to_pylist()
    assert (row["url"], row["region"], row["nothing"], row["report_id"], row["reader"]) == (
        *("http://a", "5", None, "f" * 16),
        "x",
    )
    assert "url" in tables.to_arrow([given_], wide=True, meta=["url"]).schema.names
    with pytest.raises(ValueError, match="organ"):
        tables.columns("reports", meta=["organ"])


def test_what_is_no_reading_is_named() -> None:
    with pytest.raises(TypeError, match="parse_files"):
        list(tables.iter_rows(["a.txt"], "reports"))  # type: ignore[list-item]
    with pytest.raises(ValueError, match="reports, figures"):
        tables.columns("report")
    with pytest.raises(ValueError, match="only that of the figures"):
        tables.to_arrow([], "reports", wide=True)


def test_rows_come_one_file_at_a_time() -> None:
    taken = []

    def stream() -> Iterator[Any]:
        for number in range(5):
            taken.append(number)
            yield gzparse.NotAReport(str(number))

    rows = tables.iter_rows(stream(), "reports")
    next(rows)
    assert taken == [0]
    reader = tables.to_arrow(stream(), "reports", batch=2)
    taken.clear()
    reader.read_next_batch()
    assert taken == [0, 1]


# --- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (5, 5),
        (-8, -8),
        (10**32, None),
        (10**32 - 1, 10**32 - 1),
        (Decimal("6944.93"), Decimal("6944.93")),
        (Decimal("0.1234567"), None),
        (Decimal("1.2300000"), Decimal("1.23")),
        (Decimal("1E+3"), Decimal(1000)),
        (Decimal("NaN"), None),
        (Decimal("1E-60"), None),
        ("text", None),
        (None, None),
    ],
)
def test_a_number_is_given_as_it_is_or_not_at_all(value: object, wanted: object) -> None:
    assert fitting(value) == wanted


_HELD: dict[Type, list[Any]] = {
    "text": ["", "a", "中文", "value", "\U00020000x", None],
    "integer": [0, 1, -5, 2**63 - 1, -(2**63), None],
    "number": [0, 1, -3, 10**32 - 1, *map(Decimal, ("2.5", "-0.000001", f"{'9' * 32}.999999", "1E+3", "3.00")), None],
    "flag": [True, False, None],
    "date": [date(1969, 1, 1), date(2024, 2, 29), None],
}


@pytest.mark.parametrize("column_type", _HELD)
@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 100, 3_000])
def test_arrays_made_of_buffers_are_those_of_arrow(column_type: Type, size: int) -> None:
    rng = random.Random(size)
    held = _HELD[column_type]
    for some in (held, held[:-1], held[-1:]):
        values = [rng.choice(some) for _ in range(size)]
        made, wanted = array_of(values, column_type), pa.array(values, type_of(column_type))
        made.validate(full=True)
        assert made.equals(wanted)
        assert (made.nbytes, made.null_count) == (wanted.nbytes, wanted.null_count)


def test_a_decimal_is_never_rounded_or_cut_off() -> None:
    for value in (Decimal("0.1234567"), 10**33):
        with pytest.raises((ValueError, OverflowError)):
            array_of([value], "number")
    with pytest.raises(OverflowError):
        array_of([2**63], "integer")


def test_figures_that_stand_in_a_row_in_the_form_are_known() -> None:
    labels = gzparse.parse(TEXT).labels
    paths = tuple(labels.figures)
    assert labels.extent(paths[5:9]) == slice(5, 9)
    assert labels.extent(paths[225:]) == slice(225, 226)
    for others in ((), (paths[1], paths[0]), (paths[1], paths[3]), ("no.such.path",), (paths[225], "no.such.path")):
        assert labels.extent(others) is None


def test_dates_are_written_to_stata_also_behind_many_reports_without_one(tmp_path: pathlib.Path) -> None:
    reading = gzparse.parse(TEXT)
    dated = evolve(reading, report=evolve(reading.report, dated=date(2024, 1, 30)))
    undated = evolve(reading, report=evolve(reading.report, dated=None))
    tables.write([undated] * 120 + [dated], tmp_path / "a.dta")
    found = tables.read(tmp_path / "a.dta").column("dated").to_pylist()
    assert found == [None] * 120 + [date(2024, 1, 30)]
    tables.write([undated], tmp_path / "b.dta")
    assert tables.read(tmp_path / "b.dta").column("dated").to_pylist() == [None]


def test_a_parquet_file_is_written_without_pandas(tmp_path: pathlib.Path) -> None:
    given_, out = str(ROOT / "docs" / "examples" / "tabs.txt"), str(tmp_path / "out.parquet")
    code = f"import sys; from gzparse.cli.command import main; main(['parse', {given_!r}, '-o', {out!r}])"
    code += "; print('pandas' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


# --- files -------------------------------------------------------------------------------------------------------------


def _by_pandas(path: pathlib.Path) -> Cells:
    if path.suffix == ".parquet":
        frame = pandas.read_parquet(path, dtype_backend="pyarrow")
    else:
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    held = {name: [None if value is pandas.NA or value != value else value for value in frame[name]] for name in frame}
    return seen(held if path.suffix == ".parquet" else _typed(held))


def _by_polars(path: pathlib.Path) -> Cells:
    frame = polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_csv(path, infer_schema=False)
    held = frame.to_dict(as_series=False)
    return seen(held if path.suffix == ".parquet" else _typed(held))


def _by_duckdb(path: pathlib.Path) -> Cells:
    call = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar=true, header=true)"
    found = duckdb.sql(f"select * from {call}")
    held: dict[str, list[Any]] = {name: [] for name in found.columns}
    for row in found.fetchall():
        for name, value in zip(found.columns, row, strict=True):
            held[name].append(value)
    return seen(held if path.suffix == ".parquet" else _typed(held))


def _typed(held: dict[str, list[Any]]) -> dict[str, Sequence[Any]]:
    """Return columns of texts with the numbers that stand in them."""
    numbers = {entry.code: [None if t in (None, "") else Decimal(t) for t in held[entry.code]] for entry in ENTRIES}
    statuses = {f"{code}__s": [t or None for t in held[f"{code}__s"]] for code in CODES}
    return {**held, **numbers, **statuses}


def _by_pyreadstat(path: pathlib.Path) -> Cells:
    frame, meta = pyreadstat.read_dta(str(path), user_missing=True, output_format="dict")
    of_letter = {letter: status for status, letter in LETTERS.items()}

    def cell(value: Any) -> tuple[Any, Any]:
        if isinstance(value, str):
            return None, of_letter[value]
        return (None, None) if value is None or value != value else (value, "value")

    assert meta.file_encoding is not None or meta.column_names
    return [{code: cell(frame[code][at]) for code in CODES} for at in range(len(frame["report_id"]))]


def _by_calamine(path: pathlib.Path) -> Cells:
    book = calamine.CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["wide", "findings", "codebook"]
    names, *rows = book.get_sheet_by_name("wide").to_python()
    held = {name: [None if row[at] == "" else row[at] for row in rows] for at, name in enumerate(names)}
    return seen(held)


EXACT = [(_by_pandas, ".parquet"), (_by_polars, ".parquet"), (_by_duckdb, ".parquet")]
EXACT += [(_by_pandas, ".csv"), (_by_polars, ".csv"), (_by_duckdb, ".csv")]
DOUBLES = [(_by_pyreadstat, ".dta"), (_by_calamine, ".xlsx")]


@pytest.mark.parametrize(("reader", "suffix"), [*EXACT, *DOUBLES])
def test_others_read_every_value_and_status(reader: Any, suffix: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"wide{suffix}"
    assert tables.write(outcomes(), path) == (str(path),)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    wanted = expected(outcomes())
    assert wanted[2]["s2r03c2_19"] == (-8, "value")
    assert wanted[2]["s2r03c1"] == (123456789012, "value")
    assert wanted[2]["s2r08c2_19"] == (Decimal("6944.9312"), "value")
    assert wanted[2]["s2r01c1_19"] == (0, "value")
    found = reader(path)
    assert (in_doubles(found) == in_doubles(wanted)) if (reader, suffix) in DOUBLES else (found == wanted)


def streams() -> st.SearchStrategy[list[Any]]:
    """Files with blanks, nil marks, what is withheld, decimals and changes, and some that give no report."""
    pages = damaged(reports(prose=False)).map(lambda printed: _read(printed.text))
    return st.lists(st.one_of(pages, pages, st.just(gzparse.NotAReport("=1+1"))), min_size=1, max_size=4)


def _read(text: str) -> Any:
    try:
        return gzparse.parse(text)
    except gzparse.GzparseError as error:
        return error


@pytest.mark.parametrize(("reader", "suffix"), [*EXACT, *DOUBLES])
@settings(max_examples=6)
@given(data=st.data())
def test_whatever_was_read_is_read_back_by_others(
    reader: Any, suffix: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    readings = data.draw(streams())
    path = tmp_path_factory.mktemp("wide") / f"wide{suffix}"
    tables.write(readings, path)
    found, wanted = reader(path), expected(readings)
    assert (in_doubles(found) == in_doubles(wanted)) if (reader, suffix) in DOUBLES else (found == wanted)


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".dta", ".xlsx"])
@settings(max_examples=5)
@given(readings=streams())
def test_what_was_written_is_read_back_with_its_own_types(
    suffix: str, readings: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("wide") / f"wide{suffix}"
    tables.write(readings, path)
    assert tables.read(path).equals(tables.to_arrow(readings, wide=True).read_all())


@given(streams())
def test_rows_arrow_and_polars_agree_with_the_figures(readings: list[Any]) -> None:
    held = tables.to_arrow(readings, wide=True).read_all()
    assert seen({name: held[name].to_pylist() for name in held.column_names}) == expected(readings)
    long = [row[5:8] for row in tables.iter_rows(readings, "figures")]
    wanted = [(code, *pair) for row in expected(readings) for code, pair in row.items() if pair[1] is not None]
    assert long == wanted
    assert tables.to_polars(readings, "figures").rows() == [tuple(r.values()) for r in _long(readings)]


def _long(readings: list[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tables.to_arrow(readings, "figures").read_all().to_pylist()
    return found


def test_pandas_keeps_decimals_and_tells_zero_from_blank() -> None:
    frame = tables.to_pandas(outcomes(), wide=True)
    assert str(frame["s2r03c1"].dtype) == "int64[pyarrow]"
    assert str(frame["s2r06c1"].dtype) == "decimal128(38, 6)[pyarrow]"
    row = frame.iloc[1]
    assert (row["s2r05c1"] is pandas.NA, row["s2r05c1__s"]) == (True, "blank")
    assert (frame.iloc[0]["s2r05c1"], frame.iloc[0]["s2r05c1__s"]) == (0, "value")


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".dta", ".xlsx"])
def test_the_same_input_gives_the_same_bytes(suffix: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    tables.write(outcomes(), first)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 100_000)
    script = (
        f"import sys; sys.path.insert(0, 'tests'); import test_tables_out as t; t.tables.write(t.outcomes(), {str(second)!r})"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_folder_gets_all_six_tables(suffix: str, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "out"
    made = tables.write(iter(outcomes()), folder, suffix=suffix)
    assert sorted(made) == sorted(map(str, folder.iterdir()))
    assert {pathlib.Path(path).stem for path in made} == set(tables.TABLES)
    for path in made:
        table = pathlib.Path(path).stem
        assert tables.read(path).equals(tables.to_arrow(outcomes(), table).read_all()), table
    some = tables.write(outcomes(), tmp_path / "some", tables=["reports", "figures"])
    assert [pathlib.Path(path).name for path in some] == ["reports.parquet", "figures.parquet"]


def test_a_file_may_get_another_table(tmp_path: pathlib.Path) -> None:
    (path,) = tables.write(outcomes(), tmp_path / "figures.csv", tables="figures")
    assert tables.read(path).equals(tables.to_arrow(outcomes(), "figures").read_all())


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".xlsx", ".dta"])
def test_statuses_are_lost_only_under_a_name_that_says_so(suffix: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / f"lossy{suffix}"
    tables.write(outcomes(), path, tables="values_without_statuses")
    if suffix == ".dta":
        frame, meta = pyreadstat.read_dta(str(path), user_missing=True, output_format="dict")
        assert not meta.missing_user_values
        assert frame["s2r03c2_19"][2] == -8
        return
    found = tables.read(path)
    assert not any(name.endswith("__s") for name in found.column_names)
    assert found.equals(tables.to_arrow(outcomes(), "values_without_statuses").read_all())
    assert found.equals(tables.to_arrow(outcomes(), "figures", "values_without_statuses").read_all())


# --- CSV ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("-8", "-8"),
        ("-8.50", "-8.50"),
        ("-8-8", "'-8-8"),
        ("'=1", "''=1"),
        ("'x", "'x"),
        ("", '""'),
        (None, ""),
        ("a,b", '"a,b"'),
        ('a"b', '"a""b"'),
        (" a", '" a"'),
        (-8, "-8"),
        (Decimal("-1E+2"), "-100"),
        (True, "true"),
        (date(2022, 1, 3), "2022-01-03"),
    ],
)
def test_a_field_of_csv_is_no_formula_and_negative_numbers_are_numbers(value: object, field: str) -> None:
    assert field_of(value) == field


@given(st.text())
def test_what_is_put_before_a_text_is_taken_away_again(text: str) -> None:
    field = field_of(text)
    plain = field[1:-1].replace('""', '"') if field.startswith('"') else field
    assert unguarded(plain) == text
    assert plain[:1] not in tuple("=+@\t\r")


def test_csv_may_begin_with_a_byte_order_mark(tmp_path: pathlib.Path) -> None:
    (path,) = tables.write(outcomes(), tmp_path / "a.csv", bom=True)
    assert pathlib.Path(path).read_bytes().startswith(b"\xef\xbb\xbfreport_id,source,")
    assert tables.read(path).equals(tables.to_arrow(outcomes(), wide=True).read_all())


# --- Excel and Stata ---------------------------------------------------------------------------------------------------


def test_a_sheet_that_is_full_says_how_many_rows_are_left_out(tmp_path: pathlib.Path) -> None:
    from gzparse.tables.outcome import items_of
    from gzparse.tables.rows import shape_of

    shape = shape_of("reports")
    sink = XlsxSink(shape, tmp_path / "a.xlsx", most=3)
    sink.add(list(items_of(outcomes(), shape.book)))
    with pytest.warns(RowsLeftOut, match="4 more rows"):
        sink.close()
    rows = calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    assert len(rows) == 3
    assert rows[2][0].startswith("4 more rows have no room")
    assert "另有 4 行未写入" in rows[2][0]


def test_a_workbook_has_no_formulas(tmp_path: pathlib.Path) -> None:
    import zipfile

    (path,) = tables.write(outcomes(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert b"2000-01-01" in book.read("docProps/core.xml")
    assert all(b"<f>" not in sheet for sheet in sheets)


def test_stata_has_labels_and_the_version_that_all_of_its_editions_read(tmp_path: pathlib.Path) -> None:
    (path,) = tables.write(outcomes(), tmp_path / "a.dta")
    assert b"<release>118</release>" in pathlib.Path(path).read_bytes()[:60]
    frame, meta = pyreadstat.read_dta(path)
    labels = meta.column_names_to_labels
    assert labels["s2r06c1"] == "行政事业性收费 · 本年收费金额（万元）"
    assert all(len(label) <= 80 for label in labels.values())
    assert all(len(name) <= 32 for name in labels)
    assert not [name for name in labels if name.endswith("__s")]
    assert frame["s2r05c1"].isna().tolist() == [False, True, True, True, True], "Stata computes with what is given only"
    assert ".e withheld" in meta.file_label


# --- failures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["a.parquet", "a.csv", "a.xlsx", "a.dta", "folder"])
def test_what_stood_there_stays_when_writing_fails(target: str, tmp_path: pathlib.Path) -> None:
    place = tmp_path / target
    tables.write(outcomes()[:1], place)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def breaks() -> Iterator[Any]:
        yield outcomes()[0]
        raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        tables.write(breaks(), place, batch=1)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_target_that_cannot_be_written_is_named(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match=r"\.parquet, \.csv"):
        tables.write([], tmp_path / "a.xls")
    with pytest.raises(ValueError, match="one table"):
        tables.write([], tmp_path / "a.csv", tables=["reports", "figures"])
    with pytest.raises(ValueError, match="there is no table"):
        tables.write([], tmp_path / "a.csv", tables="report")
    with pytest.raises(ValueError, match="files of a folder"):
        tables.write([], tmp_path / "out", suffix=".dta")
    with pytest.raises(ValueError, match="suffix is none of"):
        tables.read(tmp_path / "a.txt")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ValueError, match="has not the columns"):
        tables.read(tmp_path / "other.csv")


@pytest.mark.parametrize(
    ("module", "suffix", "extra"),
    [("pyarrow", ".parquet", "arrow"), ("pyreadstat", ".dta", "stata"), ("xlsxwriter", ".xlsx", "xlsx")],
)
def test_a_missing_library_is_an_error_with_the_command(
    module: str, suffix: str, extra: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for name in [name for name in sys.modules if name.startswith(f"{module}.")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingLibrary, match=rf"pip install 'gzparse\[{extra}\]'"):
        tables.write(outcomes(), tmp_path / f"a{suffix}")
    assert not list(tmp_path.iterdir())


def test_the_package_loads_no_library() -> None:
    script = "import sys, gzparse.tables; print([m for m in ('pyarrow', 'pandas', 'polars', 'xlsxwriter') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_csv_and_rows_need_no_library(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    tables.write(outcomes(), tmp_path / "out", suffix=".csv")
    assert len(list((tmp_path / "out").iterdir())) == 6


def test_halves_of_characters_are_spelled_out(tmp_path: pathlib.Path) -> None:
    text = TEXT.replace("行政处罚\t0", "行政处罚\t约\ud8003")
    given_: list[Any] = [("\udcff.txt", gzparse.parse(text)), gzparse.NotAReport("\udcff")]
    for table in tables.TABLES:
        tables.to_arrow(given_, table).read_all()
    tables.write(given_, tmp_path / "out", suffix=".csv")
    raws = [row[8] for row in tables.iter_rows(given_, "figures")]
    assert "约\\ud8003" in raws
    assert next(iter(tables.iter_rows(given_, "reports")))[1] == "\\udcff.txt"


# --- forms of plugins --------------------------------------------------------------------------------------------------


def test_tables_of_a_plugins_form_have_its_own_codes(tmp_path: pathlib.Path) -> None:
    reading = gzparse.Parser(forms=[WEBSITE]).parse(page("tabs"))
    rows = {row[4]: row for row in tables.iter_rows([reading], "figures")}
    assert set(rows) == set(WEBSITE.labels.figures)
    name, visitors, days = VALUES["网站名称"], 120394, Decimal("3.5")
    assert rows["website.name.text"][5:9] == ("s1r01c1", None, "value", name)
    assert rows["website.days.days"][6] == days
    (row,) = tables.to_arrow([reading], wide=True, form=WEBSITE).read_all().to_pylist()
    assert (row["s1r01c1"], row["s1r01c1__s"], row["s1r03c1"]) == (name, "value", visitors)
    for suffix in (".parquet", ".csv", ".xlsx", ".dta"):
        (path,) = tables.write([reading], tmp_path / f"a{suffix}", form=WEBSITE)
        back = tables.read(path, form=WEBSITE).to_pylist()[0]
        assert (back["s1r01c1"], back["s1r03c1"], back["s1r10c1"]) == (name, visitors, days)


def test_a_report_of_another_form_has_a_row_without_figures() -> None:
    reading = gzparse.Parser(forms=[WEBSITE]).parse(page("tabs"))
    (row,) = tables.to_arrow([reading], wide=True).read_all().to_pylist()
    assert row["form"] == WEBSITE.name
    assert {row[f"{code}__s"] for code in CODES} == {"not_in_form"}
    assert {row[code] for code in CODES} == {None}


def test_cells_are_the_figures() -> None:
    for example in EXAMPLES:
        reading = gzparse.parse_file(example)
        cells = [(c[0], *c[1:7], c[7]) for c in reading.cells()]
        assert cells == [
            (path, f.value, f.status, f.raw, f.unit, f.inferred, f.layout, f.origins[0].start if f.origins else None)
            for path, f in reading.figures.items()
        ]


@given(damaged())
def test_cells_are_the_figures_of_damaged_pages(printed: Any) -> None:
    reading = _read(printed.text)
    if not isinstance(reading, Exception):
        assert list(reading.cells()) == [
            (path, f.value, f.status, f.raw, f.unit, f.inferred, f.layout, f.origins[0].start if f.origins else None)
            for path, f in reading.figures.items()
        ]


# --- engines -----------------------------------------------------------------------------------------------------------


def documents(kind: Any) -> Any:
    """Return a table of documents with a column of the caller's own, two of them bad."""
    held = [TEXT, "no report", None, written_2019()]
    content = [None if t is None else t.encode("utf-8") if kind in (pa.binary(), pa.large_binary()) else t for t in held]
    return pa.table(
        {
            "region": pa.array(["a", "b", "c", "d"]),
            "content": pa.array(content, kind),
            "source": pa.array(["1", "2", "3", "4"]),
        }
    )


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.large_binary()])
def test_engines_get_a_row_for_a_bad_document_and_go_on(kind: Any) -> None:
    found = tables.parse_table(documents(kind), "reports").to_pylist()
    assert [row["verdict"] for row in found] == ["complete", "failed", "failed", "complete"]
    assert [row["region"] for row in found] == ["a", "b", "c", "d"]
    assert [row["error_type"] for row in found] == [None, "NotAReport", "ValueError", None]
    assert next(iter(found[0])) == "region"


def test_batches_have_the_schema_that_was_promised() -> None:
    given_ = documents(pa.string())
    for table in (*tables.TABLES[:-1], WIDE):
        schema = tables.parsed_schema(given_.schema, table)
        batches = list(tables.parse_batches(iter(given_.to_batches(max_chunksize=3)), table))
        assert len(batches) == 2
        assert all(batch.schema.equals(schema, check_metadata=True) for batch in batches)
    figures = tables.parse_table(given_, "figures")
    assert figures.num_rows == 2 * len(ENTRIES)
    assert figures.column("region").to_pylist() == ["a"] * len(ENTRIES) + ["d"] * len(ENTRIES)
    bare = tables.parse_table(given_.drop(["region", "source"]), "figures")
    assert bare.column("source").null_count == bare.num_rows
    assert bare.drop(["source"]).equals(figures.drop(["region", "source"]))


def test_engines_say_what_is_wrong_with_the_columns() -> None:
    with pytest.raises(ValueError, match="no column 'content'"):
        tables.parse_table(pa.table({"text": ["x"]}))
    with pytest.raises(ValueError, match="'organ' of its own"):
        tables.parse_table(pa.table({"content": ["x"], "organ": ["y"]}))


def test_other_libraries_take_the_stream_and_give_their_own() -> None:
    reader = tables.to_arrow(outcomes(), "figures")
    assert duckdb.from_arrow(reader).aggregate("count(*)").fetchall() == [(3 * len(ENTRIES),)]
    given_ = polars.DataFrame({"content": [TEXT], "source": ["a"]})
    assert polars.DataFrame(tables.parse_table(given_, "figures")).height == len(ENTRIES)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert polars.DataFrame(tables.to_arrow(outcomes(), "figures")).height == 3 * len(ENTRIES)
