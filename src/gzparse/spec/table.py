"""A table as a form hands it in: its rows, columns, sums and headers, and how its rows are sorted."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.form.alternatives.accounts import Alternative
    from gzparse.form.entries import Entry
    from gzparse.form.table_reading import TableReading

HeaderName = tuple[str, tuple[str, ...]]
"""A name in a table's header, and the columns under it, by their paths within a row."""


@frozen(eq=False)
class HeaderNames:
    """The names in the header of a table, and the ways in which a page may print them."""

    orders: tuple[tuple[HeaderName, ...], ...]
    """The names, in each order that a page may have."""
    above_all: str = ""
    """The title over all columns. Captions may stand before it."""
    under: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """A name over several columns → the names under it, in the next row of the header."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Other words for a name, each with the official name."""
    halves: tuple[tuple[str, ...], ...] = ()
    """Groups of halves of names that are broken over lines, each group in the order of the columns; none is shared."""
    alternating_halves: tuple[tuple[str, str], ...] = ()
    """Pairs of halves in which the second always follows the first."""


Order = Callable[[Container[str], "TableReading"], Sequence[str]]


@frozen(repr=False, eq=False)
class Table(Data):
    """What a form prescribes of one table."""

    section: str
    """Its name, which is its start rule in the form's grammar and its part of the record."""
    order: Order = field(eq=False)
    """(paths of the rows that a page has, the table as read so far) → paths of the rows that it should have, in their order."""
    fewest: int = 1
    """How many rows make it complete, if nothing is left unread."""
    sums: tuple[int, ...] = ()
    """The sizes of the groups of a row's figures. The last figure of each group is the sum of the others."""
    balance: tuple[str, ...] = ()
    """Paths of four rows: the first two add up to as much as the last two, and the third is the sum of all other rows."""
    headings: tuple[str, ...] = ()
    """Paths of rows whose label may be a group's heading instead."""
    columns: tuple[str, ...] = ()
    """Terminals of headers that have a cell for each column of the rows below."""
    boundaries: tuple[str, ...] = ()
    """Terminals of other words beyond which no row's figures go."""
    open: bool = False
    """Whether pages choose their rows, so that a missing row cannot be seen. Then figures must stand on their label's line
    where some are left over, and figures left over are an error."""
    header_names: HeaderNames | None = field(default=None, eq=False)
    """The names of its columns, where its header may have them in several orders."""
    parting: tuple[str, ...] = ()
    """The former name of ``boundaries``."""
    sort: Callable[[TableReading, list[Any]], list[Entry]] | None = field(default=None, eq=False)
    """(the table, its rows as the transformer returned them, block by block) → an entry for each prescribed row. Headers go to
    ``reading.headers``, other rows through ``classify_other_row``."""
    check: Callable[[TableReading], None] | None = field(default=None, eq=False)
    """(the table) → nothing: withholds rows for reasons of the form's own, after all figures have been placed."""
    headers: Container[str] = ()
    """Terminals of headers. Where rows are not marked, figures behind a header are not its own and are split off."""
    groups: tuple[str, ...] = ()
    """Terminals of groups' headings, which have no figures either."""
    divided: Mapping[str, tuple[str, ...]] = field(factory=dict, eq=False)
    """Terminal of a row → those of the rows into which another edition divides it. Where these stand, it is a group's
    heading."""
    named_by: tuple[str, ...] = ()
    """Terminals of headers that name the table's columns. Figures without any such header give a finding."""
    rows: tuple[str, ...] = ()
    """The paths of its rows in their printed order, where another order on a page is worth a finding."""
    spanning: tuple[str, ...] = ()
    """Words of cells that span several rows, besides the labels of groups: fragments of them that are left over, as where they
    are printed downwards, are furniture."""
    alternatives: tuple[Alternative, ...] = field(default=(), eq=False)
    """Mishaps that can happen to its rows, besides those that all tables can have."""

    def __attrs_post_init__(self) -> None:
        """Accept what is passed under the former name."""
        if self.parting:
            warnings.warn("Table(parting=…) is now called boundaries", DeprecationWarning, stacklevel=3)
            object.__setattr__(self, "boundaries", self.boundaries or self.parting)
