"""The paths and official labels of the annual report."""

from __future__ import annotations

from gzparse.annual_report.specification import SPECIFICATION

ANNUAL_REPORT = SPECIFICATION.labels
"""Those of all editions."""
