"""What hypothesis calls when it starts, by its entry point: ``from_type`` then knows the record. Lark is not loaded for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from gzparse.annual_report.record import Report


def register() -> None:
    """Have ``strategies.from_type(gzparse.Report)`` give :func:`gzparse.testing.reports`."""
    from hypothesis import strategies as st

    from gzparse.annual_report.record import Report

    st.register_type_strategy(Report, _reports)


def _reports(_: type[Report]) -> SearchStrategy[Report]:
    from gzparse.testing.strategies import reports

    return reports()
