"""The codebook of the annual report: a short stable code for each figure, its labels, and what may be compared.

A code is made of the official ordinals: section, row and column as the 2021 form prints them (``s3r07c1``: section three, its
seventh row, its first column). What the 2021 form does not have has the ordinals of the edition that has it, and ends with the
edition's year (``s2r01c1_19``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gzparse.annual_report.english import (
    COLUMNS,
    DECISIONS_IN_BOTH,
    DIVIDED,
    FIGURES,
    OF_COLUMNS,
    OF_FIGURES,
    ROWS,
    UNDIVIDED,
    Comparison,
)
from gzparse.annual_report.record import SECTIONS
from gzparse.annual_report.specification import Specification
from gzparse.model.paths import FigureInfo
from gzparse.spec.codebook import CodebookEntry

BASE = "2021"
"""The edition whose ordinals need no suffix: codes stay what they are when editions are added."""
_DISCLOSURE, _REQUESTS, _OUTCOMES = "proactive_disclosure", "requests", "review_and_litigation"


def entries(specification: Specification) -> tuple[CodebookEntry, ...]:
    """Return an entry for each figure of the form, in the record's order."""
    codes = codes_of(specification)
    sums = _identities(specification, codes)
    return tuple(_entry(info, specification, codes, sums.get(path, {})) for path, info in specification.labels.figures.items())


def codes_of(specification: Specification) -> dict[str, str]:
    """Return the code of each figure."""
    names = specification.edition_names
    base = BASE if BASE in names else specification.default
    codes: dict[str, str] = {}
    for edition in (base, *(name for name in names if name != base)):
        suffix = "" if edition == base else f"_{edition[-2:]}"
        for path, code in _ordinals(specification, edition):
            codes.setdefault(path, code + suffix)
    return {path: codes[path] for path in specification.labels.figures}


def _ordinals(specification: Specification, edition: str) -> Iterator[tuple[str, str]]:
    """Return the figures of an edition with their ordinals in its printed form."""
    families = dict(specification.disclosure_rows.values())
    number = SECTIONS.index(_DISCLOSURE) + 1
    for at, row in enumerate(specification.rows_of(_DISCLOSURE, (), edition), 1):
        columns = specification.columns_of(families[row], edition)
        for place, column in enumerate(columns.names if columns is not None else (), 1):
            yield f"{row}.{column}", f"s{number}r{at:02d}c{place}"
    number = SECTIONS.index(_REQUESTS) + 1
    for at, row in enumerate(specification.rows_of(_REQUESTS, (), edition), 1):
        for place, column in enumerate(specification.applicant_columns, 1):
            yield f"{row}.{column}", f"s{number}r{at:02d}c{place}"
    number = SECTIONS.index(_OUTCOMES) + 1
    cells = [f"{_OUTCOMES}.{row}.{name}" for row in specification.outcome_rows for name in specification.outcome_columns]
    for place, path in enumerate(cells, 1):
        yield path, f"s{number}r01c{place:02d}"


def _entry(info: FigureInfo, specification: Specification, codes: Mapping[str, str], sums: Mapping[str, None]) -> CodebookEntry:
    same_as, note = _compared(info, specification, codes)
    section = info.path.partition(".")[0]
    return CodebookEntry(
        path=info.path,
        code=codes[info.path],
        label_zh=info.label,
        label_en=english(info),
        section=section,
        row=info.row,
        column=info.column,
        kind=info.kind,
        unit=info.unit,
        editions=info.editions,
        same_as=same_as,
        note=note,
        identities=tuple(sums),
    )


def english(info: FigureInfo) -> str:
    """Return the English label of a figure; what has none yet is called by its name in the record."""
    row = ROWS.get(info.row) or info.row.rpartition(".")[2].replace("_", " ")
    column = FIGURES.get(info.path) or COLUMNS.get(info.column) or info.column.replace("_", " ")
    return f"{row} · {column}"


# --- what may be compared ----------------------------------------------------------------------------------------------


def _compared(info: FigureInfo, specification: Specification, codes: Mapping[str, str]) -> tuple[str, str]:
    """Return what counts the same in another edition, in codes, and what must not be compared."""
    for row, parts in specification.divided.items():
        if info.row == row:
            return " + ".join(codes[f"{part}.{info.column}"] for part in parts), _said(UNDIVIDED, info, codes)
        if info.row in parts:
            return "", f"{_said(DIVIDED, info, codes)} ({codes[f'{row}.{info.column}']})"
    if not info.path.startswith(f"{_DISCLOSURE}."):
        return "", ""
    told = OF_FIGURES.get(info.path) or OF_COLUMNS.get(info.column)
    if told is None and info.column == "decisions":
        told = DECISIONS_IN_BOTH
    return "", _said(told, info, codes) if told is not None else ""


def _said(told: Comparison, info: FigureInfo, codes: Mapping[str, str]) -> str:
    english = told.english
    for word in english.split():
        if word.startswith("{row}."):
            english = english.replace(word, codes[info.row + word.removeprefix("{row}")])
    return f"{english} {told.chinese}"


# --- identities --------------------------------------------------------------------------------------------------------


def _identities(specification: Specification, codes: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """Return the sums in which each figure stands, as the checks of :mod:`gzparse.annual_report.identities` have them."""
    found: dict[str, dict[str, None]] = {}
    for name, left, right in _sums(specification):
        text = f"{name}: {' + '.join(codes[path] for path in left)} = {' + '.join(codes[path] for path in right)}"
        for path in (*left, *right):
            found.setdefault(path, {})[text] = None
    return found


def _sums(specification: Specification) -> Iterator[tuple[str, list[str], list[str]]]:
    columns = specification.applicant_columns
    new, brought, total, carried = specification.balance
    for row in specification.request_rows.values():
        yield "identity-row-total", [f"{row}.{columns[-1]}"], [f"{row}.{column}" for column in columns[:-1]]
    for column in columns:
        yield "identity-balance", [f"{new}.{column}", f"{brought}.{column}"], [f"{total}.{column}", f"{carried}.{column}"]
    for edition in specification.edition_names:
        rows = specification.result_rows(edition)
        for column in columns:
            yield f"identity-results ({edition})", [f"{total}.{column}"], [f"{row}.{column}" for row in rows]
    *kinds, whole = specification.outcome_columns
    for row in specification.outcome_rows:
        base = f"{_OUTCOMES}.{row}"
        yield "identity-outcomes", [f"{base}.{whole}"], [f"{base}.{kind}" for kind in kinds]
