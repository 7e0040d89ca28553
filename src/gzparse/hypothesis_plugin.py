"""The entry point that Hypothesis calls when it starts: it registers the record for ``from_type``, without loading Lark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from gzparse.annual_report.record import Report


def register() -> None:
    """Make ``strategies.from_type(gzparse.Report)`` return :func:`gzparse.testing.reports`."""
    from hypothesis import strategies as st

    from gzparse.annual_report.record import Report

    st.register_type_strategy(Report, _reports)


def _reports(_: type[Report]) -> SearchStrategy[Report]:
    from gzparse.testing.strategies import reports

    return reports()
