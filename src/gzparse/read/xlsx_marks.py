"""What a library for spreadsheets does not say of an XLSX file: errors, formulas without a value, what is hidden, and looks.

A cell with an error, or whose formula was never computed, is not blank. Each is found in the XML of its sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from attrs import define, field

from gzparse.model.document import UNKNOWN
from gzparse.read.package import Package, attributes
from gzparse.read.xlsx_cells import REFERENCE, TAG, column_of
from gzparse.read.xlsx_conditions import Condition, conditions_in
from gzparse.read.xlsx_formats import shown_otherwise
from gzparse.read.xlsx_looks import Look, Looks, looks_in

_CELLS = re.compile(TAG + rb"(row|c)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_COLUMNS = re.compile(TAG + rb"col\b([^<>]*?)/?>")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NO_WIDTH = re.compile(rb"\bwidth\s*=\s*[\"']0*(?:\.[0-7]\d*|\.)?[\"']")
_NO_HEIGHT = re.compile(rb"\bht\s*=\s*[\"']0*(?:1?(?:\.0*)?|\.\d*)[\"']")
_HEIGHT = re.compile(rb"\bht\s*=")
_OWN_HEIGHT = re.compile(rb"\bcustomHeight\s*=\s*[\"'](?:1|true)[\"']")
_ODD_HEIGHT = re.compile(TAG + rb"row\b(?:(?![^<>]*\bht\s*=)[^<>]*customHeight|[^<>]*\bht\s*=\s*[\"'](?:0|1[.\"']|\.))")
_DEFAULT_WIDTH = re.compile(TAG + rb"sheetFormatPr\b[^<>]*\bdefaultColWidth\s*=\s*[\"']0*(?:\.[0-7]\d*|\.)?[\"']")
_REFERENCES = re.compile(TAG + rb"c r=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*[^/<>]>")
"""References of cells with content, in files that are written as most programs do."""
_OF_USE = (b"hidden", b'"e"', b"'e'", b"<f", b":f", b"<!")
_BEYOND = re.compile(rb"\sr\s*=\s*[\"']\s*(?:\$?[A-Za-z]{4}|\$?[A-Za-z]*\$?\d{8})")
_VALUE = re.compile(TAG + rb"(?:v|t)\b[^<>]*>([^<]*)<")
_FORMULA = re.compile(TAG + rb"f\b")
_ENDS = re.compile(rb"</(?:[\w.-]+:)?c\s*>|" + TAG + rb"(?:c|row)\b")
_SHEET = re.compile(TAG + rb"sheet\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/?>")
_MOST_COLUMNS = 16_384


@define
class Marks:
    """Marks of one sheet.

    errors: what is printed in cells that have no value, by row and column from 0. looks: those of cells that do not show their
    text plainly. unknown_rows: those of which it is not known whether they are shown. conditions: those that may hide a text.
    notes: comments on cells. boxes: words in text boxes, with their first rows. last: the last row and column with a cell.
    """

    errors: dict[tuple[int, int], str] = field(factory=dict)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    looks: dict[tuple[int, int], Look] = field(factory=dict)
    unknown_rows: set[int] = field(factory=set)
    conditions: list[Condition] = field(factory=list)
    notes: dict[tuple[int, int], str] = field(factory=dict)
    boxes: list[tuple[int, str]] = field(factory=list)
    last: tuple[int, int] = (-1, -1)


def marks_of(data: bytes, formats: list[str] | None = None, looks: Looks | None = None) -> Marks | None:
    """Return the marks of a sheet, given its XML; ``None`` where a reference is beyond the largest sheet.

    formats: those of the styles of cells. A cell that shows something else than its number is marked like an error.
    """
    found = _marks_of(data)
    if found is not None:
        for place, shown in shown_otherwise(data, formats or []):
            found.errors.setdefault(place, shown)
        looks = looks or Looks()
        found.looks.update(looks_in(data, looks))
        found.conditions += conditions_in(data, looks.hiding)
    return found


def _marks_of(data: bytes) -> Marks | None:
    if _BEYOND.search(data) is not None or b"\0" in data:
        return None
    found = Marks()
    for column in _COLUMNS.finditer(data):
        if _HIDDEN.search(column.group(1)) or _NO_WIDTH.search(column.group(1)):
            found.hidden_columns.update(_columns(column.group(1)))
    if _DEFAULT_WIDTH.search(data) is not None:
        stated = {at for column in _COLUMNS.finditer(data) for at in _columns(column.group(1))}
        found.hidden_columns.update(set(range(_MOST_COLUMNS)) - stated)
    # Most sheets have no errors, formulas or hidden rows.
    if not any(mark in data for mark in _OF_USE) and _ODD_HEIGHT.search(data) is None:
        references = _REFERENCES.findall(data)
        if references and len(references) == len(re.findall(TAG + rb"c\b[^<>]*[^/<>]>", data)):
            columns = {letters for letters, _ in references}
            found.last = max(map(int, {row for _, row in references})) - 1, max(map(column_of, columns))
            return found
    row, column_at = -1, -1
    last_row = last_column = -1
    for match in _CELLS.finditer(data):
        kind, attributes, closed = match.groups()
        reference = REFERENCE.search(attributes)
        if kind == b"row":
            row = int(reference.group(2)) - 1 if reference else row + 1
            column_at = -1
            if _HIDDEN.search(attributes) or _NO_HEIGHT.search(attributes):
                found.hidden_rows.add(row)
            elif _OWN_HEIGHT.search(attributes) and not _HEIGHT.search(attributes):
                found.unknown_rows.add(row)
            continue
        if reference and reference.group(1):
            row, column_at = int(reference.group(2)) - 1, column_of(reference.group(1))
        else:
            column_at += 1
        if closed:
            continue
        last_row, last_column = max(last_row, row), max(last_column, column_at)
        end = _ENDS.search(data, match.end())
        inner = data[match.end() : end.start() if end else len(data)]
        value = _VALUE.search(inner)
        printed = value.group(1) if value else b""
        if _ERROR.search(attributes):
            found.errors[row, column_at] = html.unescape(printed.decode("utf-8", "replace")).strip() or UNKNOWN
        elif not printed and _FORMULA.search(inner) and (value is None or not _is_text(attributes)):
            found.errors[row, column_at] = UNKNOWN
    found.last = last_row, last_column
    return found


def _is_text(attributes: bytes) -> bool:
    """Whether a formula's value is text, which may be empty: = "" is a blank cell."""
    return re.search(rb"\bt\s*=\s*[\"']str[\"']", attributes) is not None


def sheets_of(package: Package) -> Iterator[tuple[str, str]]:
    """Return the sheets of a workbook, each with the name of its part."""
    workbook = next((part for kind, part in package.related("") if kind == "officeDocument"), "xl/workbook.xml")
    targets = {name: part for name, _, part in package.relations(workbook)}
    for sheet in _SHEET.finditer(package.read(workbook)):
        said = attributes(sheet.group(1))
        target = next((said[name] for name in said if name.endswith(":id")), "")
        if "name" in said and target in targets:
            yield said["name"], targets[target]


def _columns(tag: bytes) -> range:
    """Return the columns that an element speaks of."""
    first, last = (_number(tag, name) for name in (b"min", b"max"))
    return range(max(1, first) - 1, min(last, _MOST_COLUMNS))


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})[\"']", tag)
    return int(found.group(1)) if found else 0
