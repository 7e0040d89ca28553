"""Reports of any edition: a specification of the annual report → records whose figures keep all its sums.

Unlike :mod:`gzparse.testing.figures`, which writes the form down a second time, this follows the specification: it serves forms
with other editions, rows or columns.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from gzparse.annual_report.specification import Specification
from gzparse.testing.figures import with_figures


def figures_of(specification: Specification, edition: str, rng: random.Random, size: int = 60) -> dict[str, int]:
    """Draw all figures of an edition, none of them zero, so that all its identities hold."""
    figures: dict[str, int] = {}
    for path, family in specification.disclosure_rows.values():
        columns = specification.columns_of(family, edition)
        if columns is not None and edition in specification.editions_of_row(path):
            figures |= {f"{path}.{name}": rng.randint(1, size * 9) for name in columns.names}
    figures |= _requests(specification, edition, rng, size)
    *kinds, total = specification.outcome_columns
    for block in specification.outcome_rows:
        values = {kind: rng.randint(1, size) for kind in kinds}
        figures |= {f"review_and_litigation.{block}.{name}": v for name, v in {**values, total: sum(values.values())}.items()}
    return {path: figures[path] for path in specification.labels.figures if path in figures}


def _requests(specification: Specification, edition: str, rng: random.Random, size: int) -> dict[str, int]:
    *kinds, whole = specification.applicant_columns
    new, brought, results, carried = specification.balance
    items = specification.result_rows(edition)
    rows = {path: [rng.randint(1, size) for _ in kinds] for path in (*items, carried)}
    rows[results] = [sum(column) for column in zip(*(rows[path] for path in items), strict=True)]
    both = [a + b for a, b in zip(rows[results], rows[carried], strict=True)]
    rows[brought] = [rng.randint(1, value - 1) for value in both]
    rows[new] = [value - less for value, less in zip(both, rows[brought], strict=True)]
    return {
        f"{path}.{column}": value
        for path, values in rows.items()
        for column, value in zip((*kinds, whole), (*values, sum(values)), strict=True)
    }


def report_of(specification: Specification, edition: str, figures: Mapping[str, int], **front: Any) -> Any:
    """Return a record with these figures; ``front`` has its title, organ and the like."""
    return with_figures(specification.record(edition=edition, **front), figures)
