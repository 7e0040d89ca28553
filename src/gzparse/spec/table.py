"""What a form prescribes of one table."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.form.table_reading import TableReading

Order = Callable[[Container[str], "TableReading"], Sequence[str]]


@frozen(repr=False, eq=False)
class Table(Data):
    """What a form prescribes of one table.

    section: its name, which is its start rule in the form's grammar and its part of the record. order: (the paths of the rows
    that a page has, the table as read so far) → the paths of the rows that it should have, in their order. fewest: so
    many rows and nothing left unread make it complete. sums: the sizes of the groups of a row's figures of which the last is
    the sum of the others. balance: the paths of four rows of which the first two make as much as the last two, the third being
    the sum of all other rows. headings: the paths of rows whose label may be a group's heading instead. columns: the terminals
    of headers with a cell for each column of the rows below. parting: those of other words that no row's figures go beyond.
    open: pages have rows of their own choice, so that a missing one does not show: then figures must stand on their label's
    line where some are left over, and figures left over are an error.
    """

    section: str
    order: Order = field(eq=False)
    fewest: int = 1
    sums: tuple[int, ...] = ()
    balance: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parting: tuple[str, ...] = ()
    open: bool = False
