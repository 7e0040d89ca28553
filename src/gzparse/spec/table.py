"""What a form prescribes of one table."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.form.entries import Entry
    from gzparse.form.table_reading import TableReading

HeaderName = tuple[str, tuple[str, ...]]
"""A name in a table's header, and the columns that stand under it, by their paths within a row."""


@frozen(eq=False)
class HeaderNames:
    """The names in the header of a table, as they are read."""

    orders: tuple[tuple[HeaderName, ...], ...]
    """The names, in each of the orders in which a page may have them."""
    above_all: str = ""
    """The title over all columns; captions may stand before it."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Other words for a name, each with the official one."""
    halves: tuple[tuple[str, ...], ...] = ()
    """Of names that are broken over lines: halves that no two columns share, in the order of the columns; one order or more."""
    alternating_halves: tuple[tuple[str, str], ...] = ()
    """Halves of which the second always follows the first."""


Order = Callable[[Container[str], "TableReading"], Sequence[str]]


@frozen(repr=False, eq=False)
class Table(Data):
    """What a form prescribes of one table."""

    section: str
    """Its name, which is its start rule in the form's grammar and its part of the record."""
    order: Order = field(eq=False)
    """(paths of the rows that a page has, the table as read so far) → paths of the rows that it should have, in their order."""
    fewest: int = 1
    """So many rows, and nothing left unread, make it complete."""
    sums: tuple[int, ...] = ()
    """The sizes of the groups of a row's figures of which the last is the sum of the others."""
    balance: tuple[str, ...] = ()
    """Paths of four rows: the first two make as much as the last two, and the third is the sum of all other rows."""
    headings: tuple[str, ...] = ()
    """Paths of rows whose label may be a group's heading instead."""
    columns: tuple[str, ...] = ()
    """Terminals of headers with a cell for each column of the rows below."""
    boundaries: tuple[str, ...] = ()
    """Terminals of other words that no row's figures go beyond."""
    open: bool = False
    """Pages have rows of their own choice, so that a missing one does not show: then figures must stand on their label's line
    where some are left over, and figures left over are an error."""
    header_names: HeaderNames | None = field(default=None, eq=False)
    """The names of its columns, where its header may have them in several orders."""
    parting: tuple[str, ...] = ()
    """The former name of ``boundaries``."""
    sort: Callable[[TableReading, list[Any]], list[Entry]] | None = field(default=None, eq=False)
    """(the table, its rows as the transformer returned them, block by block) → an entry for each prescribed row. Headers go to
    ``reading.headers``, other rows through ``classify_other_row``."""
    check: Callable[[TableReading], None] | None = field(default=None, eq=False)
    """Withholds rows for reasons of the form's own, when all figures have been placed."""
    headers: Container[str] = ()
    """Terminals of headers: where rows are not marked, figures behind one are not its own and are split off."""
    groups: tuple[str, ...] = ()
    """Terminals of groups' headings, which have no figures either."""
    divided: Mapping[str, tuple[str, ...]] = field(factory=dict, eq=False)
    """Terminal of a row → those of the rows that another edition divides it into: where these stand, it is a group's
    heading."""
    named_by: tuple[str, ...] = ()
    """Terminals of headers that name the table's columns: where figures stand and none does, a finding says so."""
    rows: tuple[str, ...] = ()
    """The paths of its rows in their printed order, where a page that has them in another is worth a finding."""
    spanning: tuple[str, ...] = ()
    """Words of cells that span several rows, besides the labels of groups: fragments of them that are left over, as where they
    are printed downwards, are furniture."""

    def __attrs_post_init__(self) -> None:
        """Take what was passed under the former name."""
        if self.parting:
            warnings.warn("Table(parting=…) is now called boundaries", DeprecationWarning, stacklevel=3)
            object.__setattr__(self, "boundaries", self.boundaries or self.parting)
