"""Parquet: row groups of some megabytes, so that memory stays flat and the file is read fast."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from gzparse.tables.arrow import batch_of, schema_of
from gzparse.tables.library import check_installed, library
from gzparse.tables.outcome import Item
from gzparse.tables.rows import Shape

__all__ = ["ParquetSink"]

_PURPOSE = "a .parquet file"
_GROUP = 32 * 2**20
"""So many bytes of rows make a row group."""


class ParquetSink:
    """A table that is being written to Parquet."""

    def __init__(self, shape: Shape, path: pathlib.Path) -> None:
        """Begin the file. What writes it is loaded with the first rows: while these were made, workers had to do.

        Raises:
            MissingLibrary: pyarrow is not installed.
            OSError: the file cannot be written.
        """
        check_installed("pyarrow", _PURPOSE)
        path.touch()
        self._shape = shape
        self._path = path
        self._pending: list[Any] = []
        self._size = 0

    @cached_property
    def _schema(self) -> Any:
        return schema_of(self._shape)

    @cached_property
    def _writer(self) -> Any:
        parquet = library("pyarrow.parquet", _PURPOSE)
        return parquet.ParquetWriter(str(self._path), self._schema, compression="zstd")

    def add(self, items: Sequence[Item]) -> None:
        """Write the rows of some files: a row group as soon as they are many."""
        if self._shape.table != "codebook":
            self._pend(items)
            if self._size >= _GROUP:
                self._flush()

    def _pend(self, items: Sequence[Item]) -> None:
        batch = batch_of(self._shape, items, self._schema)
        self._pending.append(batch)
        self._size += batch.nbytes

    def _flush(self) -> None:
        pa = library("pyarrow", _PURPOSE)
        table = pa.Table.from_batches(self._pending, schema=self._schema)
        self._pending.clear()
        self._size = 0
        if table.num_rows:
            self._writer.write_table(table, row_group_size=table.num_rows)

    def close(self) -> None:
        """Finish the file."""
        if self._shape.table == "codebook":
            self._pend([])
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file after a failure."""
        if "_writer" in self.__dict__:
            with suppress(OSError):  # the disk is full: that was raised already
                self._writer.close()
