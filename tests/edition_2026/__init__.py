"""A made-up edition of the annual report's form, as a plugin would bring it: the edition of 2021 with one row more.

Three things say all of it: the grammar knows the row's label, the record has a place for its figures, the specification names
the edition and the one that it continues.
"""

from __future__ import annotations

import pathlib
from typing import Any

from attrs import evolve, field, fields, make_class

from gzparse.annual_report.form import annual_form
from gzparse.annual_report.identities import identities
from gzparse.annual_report.record import Applicants, Refused, Report, Requests, Results
from gzparse.annual_report.specification import SPECIFICATION, Edition
from gzparse.model.data import Data


def _like(kind: Any, **changed: Any) -> Any:
    """Return a class with the fields of another, some of them holding another class, and new ones behind."""
    attributes = {a.name: field(default=a.default, metadata=a.metadata) for a in fields(kind)}
    for name, new in changed.items():
        attributes[name] = field(factory=new, metadata=getattr(fields(kind), name).metadata) if isinstance(new, type) else new
    name = f"{kind.__name__}2026"
    return make_class(name, attributes, bases=(Data,), frozen=True, slots=True, eq=False, repr=False)


OTHER_LEGAL_GROUNDS = field(factory=Applicants, metadata={"label": "9.其他依法不予公开情形", "editions": ("2026",)})

Refused2026 = _like(Refused, other_legal_grounds=OTHER_LEGAL_GROUNDS)
Results2026 = _like(Results, refused=Refused2026)
Requests2026 = _like(Requests, results=Results2026)
Report2026 = _like(Report, requests=Requests2026)

SPECIFICATION_2026 = evolve(
    SPECIFICATION, record=Report2026, editions=(*SPECIFICATION.editions, Edition("2026", continues="2021"))
)
FORM = annual_form(
    SPECIFICATION_2026,
    name="annual_report_2026",
    grammar=pathlib.Path(__file__).with_name("annual_report_2026.lark"),
    reads="the annual report in a made-up edition",
)
IDENTITIES = identities(SPECIFICATION_2026, form=FORM.name, name="identities_2026")
