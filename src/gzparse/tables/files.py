"""Write: one stream of readings → a file, or a folder of tables, by suffix. Nothing is seen of a file before it is whole."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypedDict, Unpack

from gzparse.spec.form import Form
from gzparse.tables.arrow import BATCH, chunks
from gzparse.tables.columns import TABLES, WIDE
from gzparse.tables.outcome import Given, Item, items_of
from gzparse.tables.rows import Shape, shape_of

__all__ = ["SUFFIXES", "Sink", "Style", "write"]

SUFFIXES = (".parquet", ".csv", ".xlsx", ".dta")
Path = str | os.PathLike[str]


class Sink(Protocol):
    """A file that is being written."""

    def add(self, items: Sequence[Item]) -> None:
        """Write the rows of some files."""

    def close(self) -> None:
        """Finish the file."""

    def abandon(self) -> None:
        """Let go of the file after a failure; it is removed then."""


class Style(TypedDict, total=False):
    """How files are written.

    bom: begin CSV with a byte order mark, for Excel. suffix: that of the files in a folder, ``".parquet"`` or ``".csv"``.
    batch: how many files are held at a time, and make a row group of Parquet.
    """

    bom: bool
    suffix: str
    batch: int


def write(
    readings: Iterable[Given],
    target: Path,
    *,
    tables: str | Sequence[str] | None = None,
    form: str | Form | None = None,
    meta: Sequence[str] = (),
    **style: Unpack[Style],
) -> tuple[str, ...]:
    """Write readings to a file or a folder, and return the paths of the files that were written.

    A file gets the wide table: a row a file, failed ones too, a column a figure, named by its code in the codebook. Where a
    figure is not given, its cell is empty and the column next to it (``CODE__s``) says why; in Stata its value is an extended
    missing value: ``.a`` blank, ``.b`` not applicable, ``.c`` unreadable, ``.d`` missing, ``.e`` withheld, ``.f`` not in the
    form; ``.`` where there is no report. A folder gets all six tables.

    Each file is written under another name and renamed when all are whole; the same input gives the same bytes.

    Args:
        readings: as for :func:`iter_rows`. They are taken once, some hundred at a time; only ``.dta`` needs all of them.
        target: a file whose suffix says how to write it (``.parquet``, ``.csv``, ``.xlsx``, ``.dta``), or a folder, which is
            made if it is not there: any name without such a suffix.
        tables: for a file, the table to write in place of the wide one; ``"values_without_statuses"`` is the wide one in which
            blank, missing and withheld cannot be told apart. For a folder, the names of the tables to write.
        form: the form whose figures are the columns of a wide table, by its name; by default the annual report.
        meta: names of the caller's own columns, in reports and in wide tables.
        style: ``bom``, ``suffix`` of the files in a folder, ``batch``; see :class:`Style`.

    Raises:
        MissingLibrary: the library for the suffix is not installed; the message has the command.
        ValueError: the suffix is unknown, there is no such table, or it cannot be written so.
        LayoutError: the form is unknown or cannot be used.
        OSError: a file cannot be written; what stood there before is as it was.
    """
    plan = _plan(pathlib.Path(target), tables, style.get("suffix", ".parquet"))
    shapes = {path: shape_of(table, form, meta) for path, table in plan.items()}
    made: dict[pathlib.Path, tuple[pathlib.Path, Sink]] = {}
    try:
        for path, shape in shapes.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
            made[path] = (part, _sink(path.suffix, shape, part, style))
        book = next(iter(shapes.values())).book
        for group in chunks(items_of(readings, book), style.get("batch", BATCH)):
            for _, sink in made.values():
                sink.add(group)
        for _, sink in made.values():
            sink.close()
        for path, (part, _) in made.items():
            os.replace(part, path)
    except BaseException:
        for part, sink in made.values():
            sink.abandon()
            part.unlink(missing_ok=True)
        raise
    return tuple(map(str, made))


def _plan(target: pathlib.Path, tables: str | Sequence[str] | None, suffix: str) -> Mapping[pathlib.Path, str]:
    """Return the files to write, each with its table."""
    named = [tables] if isinstance(tables, str) else list(tables or ())
    if target.suffix.lower() in SUFFIXES and not target.is_dir():
        if len(named) > 1:
            raise ValueError(f"{target} is one file and gets one table, not {', '.join(named)}; name a folder for several")
        return {target: named[0] if named else WIDE}
    if target.suffix and not target.is_dir() and target.suffix[1:].isalpha():
        raise ValueError(f"{target.name}: the suffix is none of {', '.join(SUFFIXES)}; a folder's name has none")
    if suffix not in (".parquet", ".csv"):
        raise ValueError(f"the files of a folder are .parquet or .csv, not {suffix}")
    return {target / f"{table}{suffix}": table for table in named or TABLES}


def _sink(suffix: str, shape: Shape, part: pathlib.Path, style: Style) -> Sink:
    from gzparse.tables.csv_file import CsvSink
    from gzparse.tables.parquet_file import ParquetSink
    from gzparse.tables.stata_file import StataSink
    from gzparse.tables.xlsx_file import XlsxSink

    bom = style.get("bom", False)
    makers: Mapping[str, Callable[[], Sink]] = {
        ".parquet": lambda: ParquetSink(shape, part),
        ".csv": lambda: CsvSink(shape, part, bom=bom),
        ".xlsx": lambda: XlsxSink(shape, part),
        ".dta": lambda: StataSink(shape, part),
    }
    return makers[suffix.lower()]()
