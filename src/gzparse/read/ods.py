"""OpenDocument spreadsheets (ODS) → sheets: values, spans, errors as they are printed, and what is hidden.

They are read from ``content.xml`` with the standard library: the library for the other formats gives neither spans nor errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser

from gzparse.errors import Encrypted
from gzparse.model.document import UNKNOWN
from gzparse.read.ods_looks import Styles
from gzparse.read.package import Package
from gzparse.read.sheet_blocks import Sheet
from gzparse.read.sheet_values import shortest
from gzparse.read.xlsx_looks import Look

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DEPTH = 60
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.(\d{0,20}))?(?:[eE]([+-]?\d{1,2}))?")
_GROUPS = re.compile(r"(?<=\d)[,'’\s](?=\d{3})|^\s+|\s+$")
"""What stands between each three digits of a number, and around it."""
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")


def sheets_of(package: Package) -> Iterator[Sheet]:
    """Return the sheets of a file, in order."""
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(
            f"{package.subject} is {package.kind} that is encrypted. Save it without a password and parse it again."
        )
    root = _root(package, package.read("content.xml"))
    hidden = {
        style.get(STYLE + "name")
        for style in root.iter(STYLE + "style")
        for properties in style.iter(STYLE + "table-properties")
        if properties.get(TABLE + "display") == "false"
    }
    styles = Styles()
    styles.add(root)
    if "styles.xml" in package:
        styles.add(_root(package, package.read("styles.xml"), "styles.xml"))
    left = package.limits.cells
    for table in root.iter(TABLE + "table"):
        sheet = Sheet(table.get(TABLE + "name") or "", is_hidden=table.get(TABLE + "style-name") in hidden)
        of_columns = _columns(table, sheet, styles)
        row = 0
        for element in _within(table, (TABLE + "table-row",), 0):
            package.check_time()
            times = _times(element, "rows")
            cells = list(_cells(element))
            looks = dict(_looks(element, styles, of_columns)) if cells else {}
            notes = dict(_notes(element)) if cells else {}
            hides = element.get(TABLE + "visibility") in ("collapse", "filter")
            hides = hides or styles.has_no_size(element.get(TABLE + "style-name"), "row-height")
            for _ in range(times if cells else 0):
                left -= 1 + sum(last - first for first, last, *_ in cells)
                if left < 0:
                    raise package.exceeded("cells", f"it has more than {package.limits.cells:,}")
                _add(sheet, row, cells)
                sheet.looks.update(((row, column), look) for column, look in looks.items())
                sheet.notes.update(((row, column), text) for column, text in notes.items())
                if hides:
                    sheet.hidden_rows.add(row)
                row += 1
            row += 0 if cells else times
        yield sheet


def _root(package: Package, data: bytes, part: str = "content.xml") -> Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise package.damaged(f"its part {part!r} declares a document type (DTD), or is not in UTF-8")
    parser = XMLParser()
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise package.damaged(f"its part {part!r} is not well-formed XML ({error})") from None
    return root


def _within(element: Element, tags: tuple[str, ...], depth: int) -> Iterator[Element]:
    """Return rows or columns of a table, also those within groups."""
    for child in element:
        if child.tag in tags:
            yield child
        elif depth < _DEPTH and child.tag.startswith(TABLE) and child.tag != TABLE + "table":
            yield from _within(child, tags, depth + 1)


def _times(element: Element, what: str) -> int:
    """Return how often a row, a column or a cell is repeated."""
    said = element.get(f"{TABLE}number-{what}-repeated") or "1"
    return max(1, min(int(said), 2_000_000)) if said.isdecimal() and len(said) < 10 else 1


def _columns(table: Element, sheet: Sheet, styles: Styles) -> list[tuple[int, str | None]]:
    """Note the columns that are hidden. Return the styles that columns give cells, each with the first column behind it."""
    column, found = 0, list[tuple[int, str | None]]()
    for element in _within(table, (TABLE + "table-column",), 0):
        times = _times(element, "columns")
        no_width = styles.has_no_size(element.get(TABLE + "style-name"), "column-width")
        if no_width or element.get(TABLE + "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.update(range(column, min(column + times, 20_000)))
        column += times
        found.append((column, element.get(TABLE + "default-cell-style-name")))
    return found


def _looks(row: Element, styles: Styles, of_columns: list[tuple[int, str | None]]) -> Iterator[tuple[int, Look]]:
    """Return how the cells of a row show their texts, where they do not show them plainly, by their columns."""
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns")
        if cell.tag == _CELLS[0] and len(cell):
            style = cell.get(TABLE + "style-name") or row.get(TABLE + "default-cell-style-name")
            style = style or next((name for end, name in of_columns if column < end), None)
            look = styles.look(cell, style)
            if look is not None:
                yield from ((at, look) for at in range(column, column + times))
        column += times


def _notes(row: Element) -> Iterator[tuple[int, str]]:
    """Return the comments on the cells of a row by their columns."""
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        for note in cell.findall(OFFICE + "annotation") if len(cell) else ():
            yield column, " ".join(" ".join(_letters(each) for each in note.iter(TEXT + "p")).split())
        column += _times(cell, "columns")


def _cells(row: Element) -> Iterator[tuple[int, int, str, int, int]]:
    """Return the cells of a row with text: first column, the one behind the last, text, and the rows and columns it spans."""
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns")
        text = "" if cell.tag == _CELLS[1] else _text(cell)
        if text:
            down, across = (cell.get(f"{TABLE}number-{what}-spanned") or "1" for what in ("rows", "columns"))
            yield column, column + times, text, _span(down), _span(across)
        column += times


def _span(said: str) -> int:
    return max(1, int(said)) if said.isdecimal() and len(said) < 6 else 1


def _add(sheet: Sheet, row: int, cells: list[tuple[int, int, str, int, int]]) -> None:
    for first, last, text, down, across in cells:
        sheet.texts.update(((row, column), text) for column in range(first, last))
        if down > 1 or across > 1:
            sheet.merges.append((row, first, row + down - 1, first + across - 1))


def _text(cell: Element) -> str:
    """Return what a cell holds: a number as its value, everything else as it is printed."""
    printed = "\n".join(map(_letters, _paragraphs(cell)))
    value = cell.get(OFFICE + "value")
    is_error = cell.get(EXTENDED + "value-type") == "error" or printed.startswith(("#", "Err:"))
    if cell.get(OFFICE + "value-type") == "float" and value is not None and not is_error:
        try:
            number = float(value)
        except ValueError:
            return printed
        return shortest(number) if not _paragraphs(cell) else _shown(printed, number)
    if cell.get(OFFICE + "value-type") == "string" and not printed and not is_error:
        return cell.get(OFFICE + "string-value") or ""
    return printed


def _paragraphs(cell: Element) -> list[Element]:
    return [paragraph for paragraph in cell if paragraph.tag == TEXT + "p"]


def _shown(printed: str, number: float) -> str:
    """Return what a reader sees of a number: itself, also where it is rounded, or else what is printed in its place.

    Where another number is printed, or nothing, it is not known which of both is meant.
    """
    found = _NUMBER.fullmatch(_GROUPS.sub("", printed))
    if found is None:
        return printed if printed.strip() else UNKNOWN
    rounded = 0.5000001 * 10.0 ** (-len(found[1] or "") + (int(found[2]) if found[2] else 0))
    return shortest(number) if abs(float(found[0]) - number) <= rounded else UNKNOWN


def _letters(element: Element) -> str:
    letters = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            times = child.get(TEXT + "c") or "1"
            letters.append(" " * (int(times) if times.isdecimal() and len(times) < 5 else 1))
        elif child.tag in (TEXT + "tab", TEXT + "line-break"):
            letters.append(" ")
        elif child.tag != OFFICE + "annotation":
            letters.append(_letters(child))
        letters.append(child.tail or "")
    return "".join(letters)
