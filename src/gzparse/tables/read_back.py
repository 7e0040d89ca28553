"""Read back: a file that :func:`gzparse.tables.write` wrote → a ``pyarrow.Table`` with the table's own schema."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gzparse.spec.form import Form
from gzparse.tables.arrow import schema_of
from gzparse.tables.columns import LOST_STATUSES, TABLES, WIDE, Column
from gzparse.tables.csv_file import unguarded
from gzparse.tables.files import SUFFIXES
from gzparse.tables.library import library
from gzparse.tables.rows import Shape, fitting, shape_of
from gzparse.tables.stata_file import LETTERS

__all__ = ["read"]

_STATUS_OF = {letter: status for status, letter in LETTERS.items()}
_MILLIONTH = Decimal("0.000001")


def read(path: str | os.PathLike[str], table: str | None = None, *, form: str | Form | None = None) -> Any:
    """Return what :func:`gzparse.tables.write` wrote as a ``pyarrow.Table`` with its own columns and types.

    What was written to Parquet and CSV comes back exactly; from ``.dta`` and ``.xlsx``, numbers come back as doubles have
    them, rounded to six decimals, and an empty text as null. The statuses in Stata's extended missing values become the
    columns ``CODE__s`` again.

    Args:
        path: the file.
        table: its table; by default as its name says (``figures.csv``), else the wide one.
        form: the form whose figures are the columns of a wide table, by its name; by default the annual report.

    Raises:
        MissingLibrary: the library for the suffix is not installed; the message has the command.
        ValueError: the suffix is unknown, there is no such table, or the file has not its columns.
        OSError: the file cannot be read.
    """
    file = pathlib.Path(path)
    readers: dict[str, Callable[[pathlib.Path, str, str | Form | None], Any]] = {
        ".parquet": _parquet,
        ".csv": _csv,
        ".dta": _stata,
        ".xlsx": _xlsx,
    }
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise ValueError(f"{file.name}: the suffix is none of {', '.join(SUFFIXES)}")
    return reader(file, table or (file.stem if file.stem in TABLES else WIDE), form)


def _parquet(path: pathlib.Path, table: str, form: str | Form | None) -> Any:
    return library("pyarrow.parquet", "a .parquet file").read_table(path)


def _csv(path: pathlib.Path, table: str, form: str | Form | None) -> Any:
    csv = library("pyarrow.csv", "reading a .csv file")
    with open(path, encoding="utf-8-sig", newline="") as file:
        names = file.readline().rstrip("\n").split(",")
    shape = _shape(path, names, table, form)
    schema = schema_of(shape)
    found = csv.read_csv(
        path,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    pa = library("pyarrow", "reading a .csv file")
    arrays = []
    for column in shape.columns:
        values = found[column.name]
        if column.type == "text" and not column.is_status:
            values = pa.chunked_array([[t if t is None else unguarded(t) for t in values.to_pylist()]], pa.string())
        arrays.append(values)
    return pa.table(arrays, schema=schema)


def _stata(path: pathlib.Path, table: str, form: str | Form | None) -> Any:
    pyreadstat = library("pyreadstat", "reading a .dta file")
    held, _ = pyreadstat.read_dta(str(path), user_missing=True, output_format="dict")
    shape = _shape(path, [*held], table, form, twins=False)
    columns: list[list[Any]] = []
    for column in shape.columns:
        values = list(held[column.entry.code if column.is_status and column.entry is not None else column.name])
        if column.is_status:
            columns.append([_status_of(value) for value in values])
        else:
            columns.append([_number(column, value) for value in values])
    return _table(shape, columns)


def _status_of(value: Any) -> str | None:
    if isinstance(value, str):
        return _STATUS_OF.get(value, "value")
    return None if value is None or value != value else "value"


def _xlsx(path: pathlib.Path, table: str, form: str | Form | None) -> Any:
    calamine = library("python_calamine", "reading an .xlsx file")
    names, *rows = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    shape = _shape(path, names, table, form)
    held = list(zip(*rows, strict=True)) if rows else [()] * len(shape.columns)
    columns = [[_number(column, value) for value in values] for column, values in zip(shape.columns, held, strict=True)]
    return _table(shape, columns)


def _shape(path: pathlib.Path, names: Sequence[str], table: str, form: str | Form | None, *, twins: bool = True) -> Shape:
    """Return the shape of a table that has these columns, the caller's own among them.

    Raises:
        ValueError: the file has not the table's columns.
    """
    if table == WIDE and twins and not any(name.endswith("__s") for name in names):
        table = LOST_STATUSES
    plain = shape_of(table, form)
    known = {column.name for column in plain.columns}
    others = [name for name in names if name not in known]
    shape = shape_of(table, form, others) if others and table in (WIDE, LOST_STATUSES, "reports") else plain
    wanted = [column.name for column in shape.columns if twins or not column.is_status]
    if wanted != list(names):
        odd = next((name for name in (*wanted, *names) if name not in names or name not in wanted), "their order")
        raise ValueError(f"{path.name} has not the columns of the table {table!r}: {odd}")
    return shape


def _table(shape: Shape, columns: Iterable[Sequence[Any]]) -> Any:
    pa = library("pyarrow", "reading a table")
    schema = schema_of(shape)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema)


def _number(column: Column, value: Any) -> Any:
    """Return a value of a file that has only doubles and texts as its column has it."""
    if value is None or value == "" or value != value:
        return None
    if column.type == "text":
        return str(value)
    if column.type == "date":
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else date.fromisoformat(value)
    if isinstance(value, str):
        return None  # an extended missing value
    if column.type == "flag":
        return bool(value)
    return int(value) if column.type == "integer" else fitting(Decimal(repr(float(value))).quantize(_MILLIONTH))
