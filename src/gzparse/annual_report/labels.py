"""The paths and official labels of the annual report."""

from __future__ import annotations

from gzparse.annual_report.record import TABLES, Applicants, Decisions, Documents, Fees, Outcomes, Procurement, Report
from gzparse.model.paths import Labels

ANNUAL_REPORT = Labels(Report, TABLES, (Applicants, Decisions, Documents, Fees, Outcomes, Procurement))
"""Those of the annual report."""
