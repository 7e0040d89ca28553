"""Accounts of how the text of a row came about, and alternatives, which add some where a page shows their sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from gzparse.form.placing import Outcome
from gzparse.model.codes import Text
from gzparse.model.data import Data
from gzparse.model.grid import RowKind
from gzparse.model.source import Range
from gzparse.spec.hooks import API

if TYPE_CHECKING:
    from gzparse.form.alternatives.facts import Facts

__all__ = [
    "EVERY_ROW",
    "LOST",
    "RUNS_OF_LINES",
    "UNMARKED",
    "Account",
    "Alternative",
    "Asked",
    "Cell",
    "Cells",
    "Evidence",
    "agreed",
]

EVERY_ROW: frozenset[str] = frozenset(RowKind)
RUNS_OF_LINES: frozenset[str] = frozenset((RowKind.LINE_RUN,))
"""Rows that are cut from lines, where blanks are not preserved."""
UNMARKED: frozenset[str] = frozenset((RowKind.TEXT,))


@frozen(repr=False, eq=False)
class Cell(Data):
    """What an account says of one column: its figure is printed, it is blank, or its figure is lost.

    text: what is printed: two accounts agree on a figure where they print the same. span: where. rests_on: what shows that it
    is blank: an empty cell, one that may fill up the row, or nothing.
    """

    kind: Literal["printed", "blank", "lost"]
    text: str = ""
    span: Range | None = field(default=None, eq=False)
    rests_on: Literal["cell", "padding", "nothing"] | None = field(default=None, eq=False)


Cells = tuple[Cell, ...]
LOST = Cell("lost")


@frozen(eq=False)
class Account:
    """One way in which the text may have come about: for rows by their paths, a cell for each column.

    A mishap that befalls several rows at once is one account. fields: what the message has in braces. at: the place of what
    is its sign, if that stands outside the rows.
    """

    rows: Mapping[str, Cells]
    fields: Mapping[str, object] = field(factory=dict)
    at: Range | None = None


def agreed(accounts: Sequence[Cells]) -> frozenset[int]:
    """Return the columns on which accounts of one row agree: each prints the same there, or each has a blank."""
    first, *others = accounts
    return frozenset(
        column for column, cell in enumerate(first) if cell.kind != "lost" and all(cells[column] == cell for cells in others)
    )


@frozen(eq=False)
class Evidence:
    """Something on a page that refutes accounts.

    name: a stable word. says: a clause that says what the page shows, in English and Chinese. refutes: (facts, account) →
    whether it refutes the account; it is judged on the account that an alternative adds.
    """

    name: str
    says: Text
    refutes: Callable[[Facts, Account], bool]


@frozen(eq=False, kw_only=True)
class Alternative:
    """A mishap that happens to pages. Where a page shows its sign, it adds accounts; it never gives a figure.

    One object of a plugin, or one of the ``alternatives`` of a :class:`Table`.
    """

    name: str
    """A stable word, which findings and the documentation have."""
    supposes: Text
    """What it supposes: a clause in English and in Chinese."""
    sign: Text
    """What a page shows where it may have happened."""
    accounts: Callable[[Facts], Iterable[Account]] = field(eq=False)
    """(facts) → what the rows may be then; nothing where the page shows no sign of it."""
    example: str = ""
    """The name of a page in ``tests/pages`` that it exists for."""
    near_miss: str = ""
    """One that it must leave alone."""
    accepts: Text = ("", "")
    """Which pages it accepts to read wrongly or to withhold in vain."""
    kinds: frozenset[str] = EVERY_ROW
    """The kinds of rows to which it can happen, of :class:`RowKind`."""
    sums: bool | None = None
    """Whether it can happen to tables with sums in their rows, or to those without; to both, if ``None``."""
    sections: frozenset[str] = frozenset()
    """The tables to which it can happen, by their sections; all, if none is named."""
    refuted_by: tuple[Evidence, ...] = field(default=(), eq=False)
    """What refutes its accounts."""
    code: str = "row-ambiguous"
    """The code of its finding."""
    reason: str = ""
    """The reason that its finding has in the registry of codes, if not one of its own name."""
    names_sign: bool = False
    """Whether its finding has the place of its sign, and not that of the row."""
    outcome: Outcome = Outcome.UNPROVEN
    """What becomes of a row none of whose figures is given."""
    form: str = "annual_report"
    """The form whose tables it is asked about; of a plugin's alternative."""
    api: int = API
    """The version of the plugin interface for which it was written."""
    reads: str = ""
    """What it is for: one line, for people."""


@frozen(eq=False)
class Asked:
    """What came of one account that an alternative added: which evidence refuted it, if any did."""

    alternative: Alternative
    account: Account
    refuted_by: Evidence | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the functions: what was asked has been answered."""
        from attrs import evolve

        evidence = self.refuted_by
        return {
            "alternative": evolve(self.alternative, accounts=_nothing, refuted_by=()),
            "account": self.account,
            "refuted_by": None if evidence is None else evolve(evidence, refutes=_never),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


def _nothing(facts: Facts) -> Iterable[Account]:
    return ()


def _never(facts: Facts, account: Account) -> bool:
    return False
