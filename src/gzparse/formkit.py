"""What a form plugin is made of, beside its grammars and its record: docs/forms.md tells how.

A :class:`Form` is read in two steps of its own. ``read_table`` gets the rows of one table as its grammar typed them
(:class:`FormRow`), makes an :class:`Entry` of each row that it knows and has :func:`settle_rows` place their figures: with the
same doubts as the annual report's. ``finish`` makes the record, with what :class:`Front`, :func:`narrative` and the ``tell_…``
functions say of the rest of the page, and gives a :class:`TableEvidence`. ``write``, the way back, gives a :class:`Document`.
"""

from __future__ import annotations

from gzparse.doubts import look_at_unread, withhold
from gzparse.evidence import TableEvidence
from gzparse.figures import BLANK, NIL, NUMBER, TEXT
from gzparse.findings import Findings
from gzparse.form import Form
from gzparse.form_row import FormRow, TextRow
from gzparse.grid import Grid
from gzparse.labels import Labels
from gzparse.outline import Outline, SectionText
from gzparse.placing import Place
from gzparse.prose import Front, narrative
from gzparse.record import ExtraRow, Section, Subsection
from gzparse.remarks import extra_row, notes_of, tell_of_rest, tell_of_table
from gzparse.sheet import Cell, Document, DocumentSection, Sheet
from gzparse.source import Source
from gzparse.table_steps import figures_apart, look_at_order, set_aside, settle_rows, tell_of_no_header
from gzparse.tables import Entry, Table, TableReading, holds_figures

__all__ = [
    "BLANK",
    "NIL",
    "NUMBER",
    "TEXT",
    "Cell",
    "Document",
    "DocumentSection",
    "Entry",
    "ExtraRow",
    "Findings",
    "Form",
    "FormRow",
    "Front",
    "Grid",
    "Labels",
    "Outline",
    "Place",
    "Section",
    "SectionText",
    "Sheet",
    "Source",
    "Subsection",
    "Table",
    "TableEvidence",
    "TableReading",
    "TextRow",
    "extra_row",
    "figures_apart",
    "holds_figures",
    "look_at_order",
    "look_at_unread",
    "narrative",
    "notes_of",
    "set_aside",
    "settle_rows",
    "tell_of_no_header",
    "tell_of_rest",
    "tell_of_table",
    "withhold",
]
