"""Limits: how much of a file is read before it is refused, whatever it says of itself."""

from __future__ import annotations

from attrs import field, frozen

from gzparse.model.data import Data


@frozen(repr=False, eq=False)
class Limits(Data):
    """Bounds on what a reader does with one file. Beyond one of them it raises ``LimitExceeded``, which names the bound.

    bytes: of the file. part_bytes: of one part of it, unpacked. pages, tables, rows, cells: so many are read.
    depth: elements within elements. letters: of all its text. seconds: spent on it, checked between pages and tables.
    """

    bytes: int = 256 * 2**20
    part_bytes: int = 64 * 2**20
    pages: int = 1_000
    tables: int = 2_000
    rows: int = 20_000
    cells: int = 500_000
    depth: int = 400
    letters: int = 20_000_000
    seconds: float = 60.0


@frozen(repr=False, eq=False)
class ReadOptions(Data):
    """What a caller asks of a reader.

    password: opens an encrypted file. convert: whether LibreOffice may be run on what no reader reads. limits: bounds.
    """

    limits: Limits = field(factory=Limits)
    password: str | None = field(default=None, repr=False)
    convert: bool = False
