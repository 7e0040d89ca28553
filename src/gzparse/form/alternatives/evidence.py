"""Evidence: what on a page refutes an account. It is judged on the account that an alternative adds, not on the plain one."""

from __future__ import annotations

from gzparse.form.alternatives.accounts import Account, Evidence
from gzparse.form.alternatives.facts import Facts
from gzparse.form.entries import Entry


def _rows(facts: Facts, account: Account) -> list[Entry]:
    return [facts.rows[path] for path in account.rows]


ROW_SUM = Evidence(
    "row-sum",
    ("the row adds up as it stands", "本行按原样各项之和等于总计"),
    lambda facts, account: all(facts.adds_up(entry) for entry in _rows(facts, account)),
)
"""A row that adds up has lost none of its figures, nor part of one, and has no other's. Zeros add up too: that a last 0 is part
of a number is refuted by itself, since no number begins with 0."""
