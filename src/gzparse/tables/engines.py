"""Engines: record batches of documents → record batches of a table. Spark, Ray, DuckDB and polars call this as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gzparse.model.reading import Reading
from gzparse.tables.arrow import Wide, batch_of, schema_of, table_named
from gzparse.tables.codebook import parser
from gzparse.tables.library import library
from gzparse.tables.outcome import Item, Outcome
from gzparse.tables.rows import Shape, shape_of

__all__ = ["parse_batches", "parse_table", "parsed_schema"]

_PURPOSE = "parsing a table of documents"
_MOST = 64
"""So many documents make a batch of the table: a large batch of small documents must not become one of millions of rows."""


def parse_batches(
    batches: Iterable[Any], table: str = "figures", wide: Wide = False, *, form: str | None = None
) -> Iterator[Any]:
    """Parse documents that stand in Arrow record batches, and return the rows of a table as record batches.

    A document that gives no report is a row of ``reports`` and of the wide tables, with the verdict ``failed`` and the reason;
    it stops no other. In ``figures``, ``findings``, ``texts`` and ``extra`` it has no rows.

    Args:
        batches: ``pyarrow.RecordBatch`` objects with the columns ``content``, a report's bytes or text, and ``source``, its
            name; other columns are passed through, before those of the table, to each row of their document.
        table: as for :func:`gzparse.tables.to_arrow`, and so is ``wide``.
        wide: see ``table``.
        form: the form to read the documents as, by its name, and that of a wide table; by default documents are read as any
            form, and a wide table is that of the annual report.

    Raises:
        MissingLibrary: pyarrow is not installed.
        ValueError: a batch has no column ``content``, or one that the table has too; there is no such table.
        LayoutError: the form is unknown or cannot be used.
    """
    shape = shape_of(table_named(table, wide), form)
    return _parsed(batches, shape, form)


def parse_table(documents: Any, table: str = "figures", wide: Wide = False, *, form: str | None = None) -> Any:
    """Parse the documents of a ``pyarrow.Table``, or of whatever gives one by Arrow's stream interface (polars, DuckDB).

    Returns a ``pyarrow.Table``. Columns, arguments and errors are those of :func:`parse_batches`.
    """
    pa = library("pyarrow", _PURPOSE)
    given = documents if isinstance(documents, pa.Table) else pa.table(documents)
    shape = shape_of(table_named(table, wide), form)
    others = _others(given.schema, shape)
    made = list(_parsed(given.to_batches(), shape, form))
    return pa.Table.from_batches(made, schema=_schema_with(shape, others))


def parsed_schema(documents: Any, table: str = "figures", wide: Wide = False, *, form: str | None = None) -> Any:
    """Return the schema of what :func:`parse_batches` gives for batches of a schema; arguments and errors are its own."""
    shape = shape_of(table_named(table, wide), form)
    return _schema_with(shape, _others(documents, shape))


def _schema_with(shape: Shape, others: Sequence[Any]) -> Any:
    own = schema_of(shape)
    return library("pyarrow", _PURPOSE).schema([*others, *own], metadata=own.metadata)


def _others(schema: Any, shape: Shape) -> list[Any]:
    """Return the fields of the caller's own columns.

    Raises:
        ValueError: there is no content, or a column would stand twice.
    """
    if "content" not in schema.names:
        raise ValueError(f"there is no column 'content' among {', '.join(schema.names)}")
    others = [field for field in schema if field.name not in ("source", "content")]
    taken = {column.name for column in shape.columns}
    twice = [field.name for field in others if field.name in taken]
    if twice:
        raise ValueError(f"the table has a column {twice[0]!r} of its own: rename the one that is passed through")
    return others


def _parsed(batches: Iterable[Any], shape: Shape, form: str | None) -> Iterator[Any]:
    pa = library("pyarrow", _PURPOSE)
    own = schema_of(shape)
    for whole in batches:
        others = _others(whole.schema, shape)
        schema = _schema_with(shape, others)
        for start in range(0, whole.num_rows, _MOST):
            batch = whole.slice(start, _MOST)
            items = list(_items(batch, shape, form))
            made = [batch_of(shape, [item], own) for item in items] if others else [batch_of(shape, items, own)]
            counts = [one.num_rows for one in made]
            rows = pa.array([at for at, count in enumerate(counts) for _ in range(count)], pa.int64()) if others else None
            passed = [batch.column(field.name).take(rows) for field in others]
            columns = [pa.concat_arrays([one.column(at) for one in made]) for at in range(len(own))]
            yield pa.RecordBatch.from_arrays([*passed, *columns], schema=schema)


def _items(batch: Any, shape: Shape, form: str | None) -> Iterator[Item]:
    names = batch.column("source") if "source" in batch.schema.names else None
    for at, content in enumerate(batch.column("content")):
        name = names[at].as_py() if names is not None else None
        source = None if name is None else str(name)
        data = content.as_py()
        yield Item(Outcome(_attempt(data, form, source), source), shape.book)


def _attempt(data: object, form: str | None, source: str | None) -> Reading[Any] | Exception:
    """Parse a document, whatever it is: nothing that is wrong with one may cost an engine the others."""
    try:
        if data is None:
            raise ValueError("there is no content")
        return parser().parse(data, form=form, name=source)  # type: ignore[arg-type]
    except Exception as error:
        return error
