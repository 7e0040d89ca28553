"""What a form plugin is made of, besides its grammars and its record; docs/en/forms.md is the guide.

A :class:`Form` describes a family of documents, each :class:`Table` of it one table. A table's ``sort`` gets the rows as the
form's grammar typed them (:class:`FormRow`), and returns an :class:`Entry` for each prescribed one. The form's ``record`` gets
the :class:`Page`, with all that was found, and returns the record. ``write``, the way back, returns a :class:`Document`. The
other functions are for forms that take single steps themselves.
"""

from __future__ import annotations

from gzparse.finish.evidence import TableEvidence
from gzparse.finish.front import Front
from gzparse.finish.narrative import narrative
from gzparse.finish.page import Page
from gzparse.finish.table_findings import extra_row, notes_of, report_rest, report_table
from gzparse.form.alternatives.accounts import LOST, Account, Alternative, Evidence
from gzparse.form.alternatives.accounts import Cell as AccountCell
from gzparse.form.alternatives.evidence import ROW_SUM
from gzparse.form.alternatives.facts import Facts, lost
from gzparse.form.alternatives.resolve import withhold
from gzparse.form.alternatives.unread import classify_unread
from gzparse.form.entries import Entry, holds_figures
from gzparse.form.form_row import FormRow, TextRow
from gzparse.form.items import BLANK, NIL, NUMBER, TEXT
from gzparse.form.placing import Outcome, Place
from gzparse.form.steps import check_order, classify_other_row, report_missing_header, resolve_rows, split_header_figures
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import Code, Reason
from gzparse.model.codes import register as register_codes
from gzparse.model.findings import Findings
from gzparse.model.grid import Grid
from gzparse.model.paths import Labels
from gzparse.model.sections import ExtraRow, Outline, Section, SectionText, Subsection
from gzparse.model.source import Source
from gzparse.spec.form import Form
from gzparse.spec.sheet import Cell, Document, DocumentSection, Sheet
from gzparse.spec.table import Table

__all__ = [
    "BLANK",
    "LOST",
    "NIL",
    "NUMBER",
    "ROW_SUM",
    "TEXT",
    "Account",
    "AccountCell",
    "Alternative",
    "Cell",
    "Code",
    "Document",
    "DocumentSection",
    "Entry",
    "Evidence",
    "ExtraRow",
    "Facts",
    "Findings",
    "Form",
    "FormRow",
    "Front",
    "Grid",
    "Labels",
    "Outcome",
    "Outline",
    "Page",
    "Place",
    "Reason",
    "Section",
    "SectionText",
    "Sheet",
    "Source",
    "Subsection",
    "Table",
    "TableEvidence",
    "TableReading",
    "TextRow",
    "check_order",
    "classify_other_row",
    "classify_unread",
    "extra_row",
    "holds_figures",
    "lost",
    "narrative",
    "notes_of",
    "register_codes",
    "report_missing_header",
    "report_rest",
    "report_table",
    "resolve_rows",
    "split_header_figures",
    "withhold",
]
