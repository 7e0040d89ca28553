"""What a library for spreadsheets does not say of an XLSX file: errors, formulas without a value, and hidden rows and columns.

A cell with an error, or whose formula was never computed, is not blank. Each is found in the XML of its sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from attrs import define, field

from gzparse.model.document import UNKNOWN
from gzparse.read.package import Package, attributes
from gzparse.read.xlsx_formats import shown_otherwise

_TAG = rb"<(?:[\w.-]+:)?"
_CELLS = re.compile(_TAG + rb"(row|c)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_COLUMNS = re.compile(_TAG + rb"col\b([^<>]*?)/?>")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NO_WIDTH = re.compile(rb"\bwidth\s*=\s*[\"']0(?:\.0*)?[\"']")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\$?([A-Za-z]{0,3})\$?(\d{1,7})[\"']")
_REFERENCES = re.compile(_TAG + rb"c r=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*[^/<>]>")
"""References of cells with content, in files that are written as most programs do."""
_OF_USE = (b"hidden", b'"e"', b"'e'", b"<f", b":f", b"<!")
_BEYOND = re.compile(rb"\sr\s*=\s*[\"']\s*(?:\$?[A-Za-z]{4}|\$?[A-Za-z]*\$?\d{8})")
_VALUE = re.compile(_TAG + rb"(?:v|t)\b[^<>]*>([^<]*)<")
_FORMULA = re.compile(_TAG + rb"f\b")
_ENDS = re.compile(rb"</(?:[\w.-]+:)?c\s*>|" + _TAG + rb"(?:c|row)\b")
_SHEET = re.compile(_TAG + rb"sheet\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/?>")
_MOST_COLUMNS = 16_384


@define
class Marks:
    """Marks of one sheet.

    errors: what is printed in cells that have no value, by row and column from 0. last: the last row and column with a cell.
    """

    errors: dict[tuple[int, int], str] = field(factory=dict)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    last: tuple[int, int] = (-1, -1)


def marks_of(data: bytes, formats: list[str] | None = None) -> Marks | None:
    """Return the marks of a sheet, given its XML; ``None`` where a reference is beyond the largest sheet.

    formats: those of the styles of cells. A cell that shows something else than its number is marked like an error.
    """
    found = _marks_of(data)
    if found is not None:
        for said, shown in shown_otherwise(data, formats or []):
            reference = _REFERENCE.search(said)
            if reference is not None and reference.group(1):
                found.errors.setdefault((int(reference.group(2)) - 1, _column(reference.group(1))), shown)
    return found


def _marks_of(data: bytes) -> Marks | None:
    if _BEYOND.search(data) is not None or b"\0" in data:
        return None
    found = Marks()
    for column in _COLUMNS.finditer(data):
        if _HIDDEN.search(column.group(1)) or _NO_WIDTH.search(column.group(1)):
            first, last = (_number(column.group(1), name) for name in (b"min", b"max"))
            found.hidden_columns.update(range(max(1, first) - 1, min(last, _MOST_COLUMNS)))
    if not any(mark in data for mark in _OF_USE):  # most sheets have no errors, formulas or hidden rows
        references = _REFERENCES.findall(data)
        if references and len(references) == len(re.findall(_TAG + rb"c\b[^<>]*[^/<>]>", data)):
            columns = {letters for letters, _ in references}
            found.last = max(map(int, {row for _, row in references})) - 1, max(map(_column, columns))
            return found
    row, column_at = -1, -1
    last_row = last_column = -1
    for match in _CELLS.finditer(data):
        kind, attributes, closed = match.groups()
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row = int(reference.group(2)) - 1 if reference else row + 1
            column_at = -1
            if b"hidden" in attributes and _HIDDEN.search(attributes):
                found.hidden_rows.add(row)
            continue
        if reference and reference.group(1):
            row, column_at = int(reference.group(2)) - 1, _column(reference.group(1))
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


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,7})[\"']", tag)
    return int(found.group(1)) if found else 0


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = 26 * column + letter - 64
    return column - 1
