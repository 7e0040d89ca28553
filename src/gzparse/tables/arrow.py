"""Arrow: files → record batches of a table, with a schema that is fixed before the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, count, islice, repeat
from typing import Any, Literal

from gzparse._version import __version__
from gzparse.spec.form import Form
from gzparse.tables.arrays import array_of, type_of
from gzparse.tables.codebook import Codebook
from gzparse.tables.columns import LOST_STATUSES, WIDE, Type
from gzparse.tables.library import library
from gzparse.tables.outcome import Given, Item, items_of
from gzparse.tables.rows import Shape, figures_of, shape_of, text_of

__all__ = ["BATCH", "Wide", "batch_of", "chunks", "schema", "to_arrow", "to_pandas", "to_polars"]

Wide = bool | Literal["values_without_statuses"]
BATCH = 100
"""So many files make a batch."""
_PURPOSE = "a table for Arrow"


def table_named(table: str, wide: Wide) -> str:
    """Return the name of the table that is meant.

    Raises:
        ValueError: only the figures have a wide table, or it is asked for in another way.
    """
    if wide is False:
        return table
    if table not in ("figures", WIDE, LOST_STATUSES):
        raise ValueError(f"the table {table!r} is not wide: only that of the figures is")
    if wide is True:
        return WIDE if table == "figures" else table
    if wide == LOST_STATUSES:
        return LOST_STATUSES
    raise ValueError(f"wide is True, False or {LOST_STATUSES!r}, not {wide!r}")


def schema_of(shape: Shape) -> Any:
    """Return the Arrow schema of a table; each field has its labels and unit, and that of a figure its path."""
    pa = library("pyarrow", _PURPOSE)
    made = []
    for column in shape.columns:
        metadata = {"label_zh": column.label_zh, "label_en": column.label_en}
        if column.unit:
            metadata["unit"] = column.unit
        if column.entry is not None:
            metadata |= {"path": column.entry.path, "editions": " ".join(column.entry.editions)}
        made.append(pa.field(column.name, type_of(column.type), metadata=metadata))
    about = {"gzparse": __version__, "gzparse_table": shape.table, "gzparse_form": shape.book.form}
    return pa.schema(made, metadata=about)


def schema(table: str = "figures", *, wide: Wide = False, form: str | Form | None = None, meta: Sequence[str] = ()) -> Any:
    """Return the ``pyarrow.Schema`` of a table, which engines ask for before the first row; arguments as for :func:`to_arrow`.

    Raises:
        MissingLibrary: pyarrow is not installed.
        ValueError: there is no such table, or a column of ``meta`` has the name of another.
        LayoutError: the form is unknown or cannot be used.
    """
    return schema_of(shape_of(table_named(table, wide), form, meta))


def to_arrow(
    readings: Iterable[Given],
    table: str = "figures",
    wide: Wide = False,
    *,
    form: str | Form | None = None,
    meta: Sequence[str] = (),
    batch: int = BATCH,
) -> Any:
    """Return a table as a ``pyarrow.RecordBatchReader``, whose schema is fixed and never taken from the data.

    polars, DuckDB and pandas take it as it is. The readings are taken while it is read, so many files at a time as ``batch``
    says. Numbers are decimals with 6 places, counts in a wide table whole numbers; what needs more digits is null, and its
    ``raw`` in the table of figures is kept: nothing is rounded.

    Args:
        readings: as for :func:`iter_rows`.
        table: as for :func:`columns`.
        wide: for the figures: a row a file and a column a figure, each with its status in a column next to it
            (``CODE__s``); or ``"values_without_statuses"``, in which blank, missing and withheld cannot be told apart.
        form: the form whose figures are the columns of a wide table, by its name; by default the annual report.
        meta: names of the caller's own columns, in reports and in wide tables.
        batch: how many files make a record batch.

    Raises:
        MissingLibrary: pyarrow is not installed.
        ValueError: there is no such table, or a column of ``meta`` has the name of another.
        LayoutError: the form is unknown or cannot be used.
    """
    pa = library("pyarrow", _PURPOSE)
    shape = shape_of(table_named(table, wide), form, meta)
    return pa.RecordBatchReader.from_batches(schema_of(shape), _batches(readings, shape, batch))


def to_pandas(
    readings: Iterable[Given],
    table: str = "figures",
    wide: Wide = False,
    *,
    form: str | Form | None = None,
    meta: Sequence[str] = (),
) -> Any:
    """Return a table as a ``pandas.DataFrame`` with Arrow's types, so that decimals stay decimals and blanks no numbers.

    Arguments and errors are those of :func:`to_arrow`.
    """
    pandas = library("pandas", "a table for pandas")
    return to_arrow(readings, table, wide, form=form, meta=meta).read_pandas(types_mapper=pandas.ArrowDtype)


def to_polars(
    readings: Iterable[Given],
    table: str = "figures",
    wide: Wide = False,
    *,
    form: str | Form | None = None,
    meta: Sequence[str] = (),
) -> Any:
    """Return a table as a ``polars.DataFrame``. Arguments and errors are those of :func:`to_arrow`."""
    polars = library("polars", "a table for polars")
    return polars.DataFrame(to_arrow(readings, table, wide, form=form, meta=meta))


# --- batches -----------------------------------------------------------------------------------------------------------


def chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    """Return files in groups of a size."""
    while group := list(islice(items, size)):
        yield group


def _batches(readings: Iterable[Given], shape: Shape, size: int) -> Iterator[Any]:
    if shape.table == "codebook":
        yield batch_of(shape, [])
        return
    for group in chunks(items_of(readings, shape.book), size):
        yield batch_of(shape, group)


def batch_of(shape: Shape, items: Sequence[Item], schema: Any = None) -> Any:
    """Return the rows of some files as one record batch; those of the codebook for no files.

    schema: the table's, if it has been made already.
    """
    pa = library("pyarrow", _PURPOSE)
    fixed = schema_of(shape) if schema is None else schema
    if shape.table == "figures" and all(item.made is None for item in items):
        return pa.RecordBatch.from_arrays(_figures(items), schema=fixed)
    rows = list(shape.constant) if shape.table == "codebook" else [row for item in items for row in shape.rows(item)]
    held: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(shape.columns)
    return pa.RecordBatch.from_arrays(list(_arrays(held, shape)), schema=fixed)


def _arrays(held: Sequence[Sequence[Any]], shape: Shape) -> Iterator[Any]:
    """Return the columns of a table as arrays. Of those of statuses, many are the same: each is made once."""
    made: dict[Sequence[Any], Any] = {}
    for values, column in zip(held, shape.columns, strict=True):
        found = made.get(values) if column.is_status else None
        if found is None:
            found = array_of(values, column.type)
            if column.is_status:
                made[values] = found
        yield found


def _figures(items: Sequence[Item]) -> list[Any]:
    """Return the columns of the table of figures: those that are the same in all rows of a file are repeated by Arrow."""
    pa = library("pyarrow", _PURPOSE)
    held = [item for item in items if item.cells.paths]
    files = _numbers_of_files(tuple(len(item.cells.paths) for item in held))

    def repeated(values: Iterable[Any], column_type: Type) -> Any:
        return pa.array(values, type_of(column_type)).take(files)

    def joined(pieces: Iterable[Sequence[Any]], column_type: Type) -> Any:
        return array_of(list(chain.from_iterable(pieces)), column_type)

    def seldom(pieces: Iterable[Sequence[Any]], column_type: Type) -> Any:
        values = list(chain.from_iterable(pieces))
        kind = type_of(column_type)
        return pa.nulls(len(values), kind) if values.count(None) == len(values) else pa.array(values, kind)

    figures = [figures_of(item) for item in held]
    return [
        repeated([item.report_id for item in held], "text"),
        repeated([item.facts.source for item in held], "text"),
        repeated([text_of(item, item.said("organ")) for item in held], "text"),
        repeated([item.said("year") for item in held], "integer"),
        _of_books(pa, [item.book for item in held], lambda book: book.paths),
        _of_books(pa, [item.book for item in held], lambda book: book.codes),
        joined((one.values for one in figures), "number"),
        joined((one.statuses for one in figures), "text"),
        joined((one.raws for one in figures), "text"),
        seldom((one.units for one in figures), "text"),
        joined((one.inferred for one in figures), "flag"),
        joined((one.layouts for one in figures), "text"),
        joined((one.lines for one in figures), "integer"),
        joined((one.columns for one in figures), "integer"),
        seldom((one.pages for one in figures), "integer"),
    ]


@lru_cache(maxsize=4)
def _numbers_of_files(sizes: tuple[int, ...]) -> Any:
    """Return the number of each row's file, by how many rows files have: nearly all batches are alike."""
    pa = library("pyarrow", _PURPOSE)
    return pa.array(list(chain.from_iterable(map(repeat, count(), sizes))), pa.int32())


def _of_books(pa: Any, books: Sequence[Codebook], name: Callable[[Codebook], Sequence[str]]) -> Any:
    """Return what codebooks say of each figure, once for each file."""
    made = {id(book): pa.array(name(book), pa.string()) for book in {id(book): book for book in books}.values()}
    return pa.concat_arrays([made[id(book)] for book in books]) if books else pa.array([], pa.string())
