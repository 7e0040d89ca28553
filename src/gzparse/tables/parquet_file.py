"""Parquet: row groups of some megabytes, so that memory stays flat and the file is read fast."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from typing import Any

from gzparse.tables.arrow import batch_of, schema_of
from gzparse.tables.library import library
from gzparse.tables.outcome import Item
from gzparse.tables.rows import Shape

__all__ = ["ParquetSink"]


_GROUP = 32 * 2**20
"""So many bytes of rows make a row group."""


class ParquetSink:
    """A table that is being written to Parquet."""

    def __init__(self, shape: Shape, path: pathlib.Path) -> None:
        """Begin the file.

        Raises:
            MissingLibrary: pyarrow is not installed.
        """
        parquet = library("pyarrow.parquet", "a .parquet file")
        self._shape = shape
        self._schema = schema_of(shape)
        self._pending: list[Any] = []
        self._writer = parquet.ParquetWriter(str(path), self._schema, compression="zstd")
        if shape.table == "codebook":
            self._pending.append(batch_of(shape, [], self._schema))

    def add(self, items: Sequence[Item]) -> None:
        """Write the rows of some files: a row group as soon as they are many."""
        if self._shape.table != "codebook":
            self._pending.append(batch_of(self._shape, items, self._schema))
            if sum(batch.nbytes for batch in self._pending) >= _GROUP:
                self._flush()

    def _flush(self) -> None:
        pa = library("pyarrow", "a .parquet file")
        table = pa.Table.from_batches(self._pending, schema=self._schema)
        self._pending.clear()
        if table.num_rows:
            self._writer.write_table(table, row_group_size=table.num_rows)

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file after a failure."""
        try:
            self._writer.close()
        except OSError:  # the disk is full: that was raised already
            return
