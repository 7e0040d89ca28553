"""The paths and official labels of the annual report."""

from __future__ import annotations

from gzparse.annual_report.record import TABLES, Applicants, Decisions, Documents, Fees, Outcomes, Procurement, Report
from gzparse.model.paths import Labels

ANNUAL_REPORT = Labels(Report, TABLES, (Applicants, Decisions, Documents, Fees, Outcomes, Procurement))
"""Those of the annual report."""


def paths() -> tuple[str, ...]:
    """Give the paths of all figures of the annual report, those of both forms, in the forms' order."""
    return tuple(ANNUAL_REPORT.figures)


def label(path: str) -> str:
    """Give the official Chinese label of a figure (row · column), or of a row, a group or a section of the annual report.

    Raises:
        UnknownPath: nothing in the annual report has this path.
    """
    return ANNUAL_REPORT.label(path)
