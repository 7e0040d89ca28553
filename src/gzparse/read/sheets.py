"""Spreadsheets (XLSX, XLS, ODS) → a Document: paragraphs where text stands alone in its row, tables where rows have columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gzparse.errors import DamagedFile, Encrypted, LimitExceeded, MissingLibrary, UnsupportedFormat
from gzparse.model.document import Document, Furniture, Note, Paragraph, Place, Table
from gzparse.read import ods, xls_marks
from gzparse.read.package import Package, subject
from gzparse.read.sheet_blocks import Sheet, blocks_of, clip, hidden_text
from gzparse.read.sheet_looks import notes_of_doubts, notes_on_cells, without_unseen
from gzparse.read.sheet_values import text_of
from gzparse.read.sniff import Kind, is_of, kind_of
from gzparse.read.xlsx_comments import boxes_of, comments_of
from gzparse.read.xlsx_conditions import places_where_any_may_hold
from gzparse.read.xlsx_formats import formats_of
from gzparse.read.xlsx_looks import looks_of
from gzparse.read.xlsx_marks import Marks, marks_of, sheets_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import Limits, ReadOptions

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_KINDS = {Kind.XLSX: "an Excel workbook (XLSX)", Kind.XLS: "an old Excel workbook (XLS)", Kind.ODS: "a spreadsheet (ODS)"}
_COUNTED = re.compile(rb"[cC]ount\s*=\s*[\"']\s*\d{8}")
"""The library reserves memory for what a part states, and ends the program where there is not so much."""
_ROOM = 4
"""So many times the limit of cells may the rectangle have that a sheet's cells lie in."""


def read(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Document:
    """Return the content of a spreadsheet file.

    Raises:
        MissingLibrary: python-calamine is not installed.
        DamagedFile: the file cannot be opened.
        Encrypted: it has a password.
        UnsupportedFormat: it is a binary workbook (XLSB).
        LimitExceeded: it is larger than the limits allow.
    """
    limits = (options or ReadOptions()).limits
    kind = kind_of(data)
    called = _KINDS.get(kind, _KINDS[Kind.XLSX])
    notes: list[Note] = []
    furniture: list[Furniture] = []
    blocks: list[Paragraph | Table] = []
    if kind == Kind.ODS:
        sheets = ods.sheets_of(Package(data, name, called, limits))
    else:
        sheets = _Workbook(data, name, called, limits).sheets(furniture, notes)
    for sheet in sheets:
        if not clip(sheet, _ROOM * limits.cells):
            raise LimitExceeded(
                f"{subject(name)} is {called} beyond the limit 'cells': its sheet {sheet.name!r} spreads its cells too far. "
                "If the file is sound, pass Limits(cells=…) with a larger bound."
            )
        aside, said = without_unseen(sheet)
        furniture += aside
        notes += said
        hidden, said = hidden_text(sheet)
        furniture += hidden
        notes += said
        if not sheet.is_hidden:
            made = list(blocks_of(sheet))
            notes += notes_of_doubts(sheet, made, len(blocks))
            notes += notes_on_cells(sheet, made, len(blocks))
            blocks += made
    return Document(tuple(blocks), "sheet", tuple(furniture), tuple(notes))


class _Workbook:
    """An XLSX or XLS file, read by calamine; what that does not say is found in the file itself."""

    def __init__(self, data: bytes, name: str | None, called: str, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.says = f"{subject(name)} is {called}"
        self.package: Package | None = None
        self.marks: dict[str, Marks] = {}
        if len(data) > limits.bytes:
            raise self._exceeded("bytes", f"it has {len(data):,} bytes, more than {limits.bytes:,}")
        if data.startswith(b"PK"):
            self.package = Package(data, name, called, limits)
            self._check_parts(self.package)
        else:
            found = xls_marks.marks_of(data)
            if found is None:
                raise self._damaged("its records cannot be read")
            self.marks, is_encrypted = found
            if is_encrypted:
                raise self._encrypted()
            for marks in self.marks.values():
                self._check_room(marks.last[0] + 1, marks.last[1] + 1)

    def _check_parts(self, package: Package) -> None:
        """Unpack each part that calamine will, within the limits, and read the marks of the sheets."""
        for part in package.parts():
            if part.endswith(".bin") and part.startswith(("xl/workbook", "xl/worksheets/")):
                raise UnsupportedFormat(f"{self.says[: self.says.rindex(' (')]} in the binary format (XLSB). Save it as XLSX.")
        sheets = dict(sheets_of(package))
        name_of = {part.lower(): sheet for sheet, part in sheets.items()}
        formats = formats_of(package)
        looks = looks_of(package)
        for part in sorted(package.parts()):
            if part not in name_of and not (part.startswith("xl/") and part.endswith((".xml", ".rels"))):
                continue
            data = package.read(part)
            if b"<!DOCTYPE" in data:
                raise package.damaged(f"its part {part!r} declares a document type (DTD), which no such file has")
            if _COUNTED.search(data) is not None:
                raise package.damaged(f"its part {part!r} states a count that no file can have")
            if part in name_of and b"sheetData" in data:
                marks = marks_of(data, formats, looks)
                if marks is None:
                    raise package.damaged(f"its part {part!r} has cells where no sheet has any")
                marks.notes = comments_of(package, sheets[name_of[part]])
                marks.boxes = boxes_of(package, sheets[name_of[part]])
                self.marks[name_of[part]] = marks
                self._check_room(marks.last[0] + 1, marks.last[1] + 1)

    def _check_room(self, rows: int, columns: int) -> None:
        if rows * columns > _ROOM * self.limits.cells:
            raise self._exceeded("cells", f"the cells of a sheet are spread over {rows:,} rows and {columns:,} columns")

    def sheets(self, furniture: list[Furniture], notes: list[Note]) -> Iterator[Sheet]:
        """Return the sheets in the workbook's order."""
        try:
            from python_calamine import CalamineWorkbook
        except ImportError:
            raise MissingLibrary(
                f"{self.says}, which is read with python-calamine, and that is not installed. Run: pip install 'gzparse[xlsx]'"
            ) from None
        workbook: CalamineWorkbook = self._try(lambda: CalamineWorkbook.from_filelike(BytesIO(self.data)))
        left = self.limits.cells
        for metadata in workbook.sheets_metadata:
            if not str(metadata.typ).endswith("WorkSheet"):
                notes.append(Note("picture", metadata.name, Place(sheet=metadata.name)))
                continue
            if metadata.name not in self.marks:
                raise self._damaged(f"its sheet {metadata.name!r} cannot be found")
            marks = self.marks[metadata.name]
            sheet = Sheet(metadata.name, hidden_rows=marks.hidden_rows, hidden_columns=marks.hidden_columns)
            sheet.is_hidden = not str(metadata.visible).endswith(".Visible")
            self._try(lambda: self._fill(workbook, sheet))  # noqa: B023
            sheet.texts.update(marks.errors)
            sheet.looks, sheet.notes, sheet.boxes = marks.looks, marks.notes, marks.boxes
            sheet.doubts.update({place: "height-unknown" for place in sheet.texts if place[0] in marks.unknown_rows})
            for place in places_where_any_may_hold(marks.conditions, sheet.texts):
                sheet.doubts[place] = "condition-unknown"
            left -= len(sheet.texts)
            if left < 0:
                raise self._exceeded("cells", f"it has more than {self.limits.cells:,}")
            if self.package is not None:
                self.package.check_time()
            yield sheet

    def _fill(self, workbook: CalamineWorkbook, sheet: Sheet) -> None:
        found = workbook.get_sheet_by_name(sheet.name)
        if found.start is None:
            return
        self._check_room(found.height, found.width)
        top, left = found.start
        for row, values in enumerate(found.to_python(), top):
            for column, value in enumerate(values, left):
                if value != "":
                    sheet.texts[row, column] = text_of(value)
        sheet.merges = [(*start, *end) for start, end in found.merged_cell_ranges or ()]

    def _try(self, do: Any) -> Any:
        """Call calamine; what it raises, also where it panics, becomes an error of gzparse."""
        try:
            return do()
        except (LimitExceeded, MemoryError):
            raise
        except BaseException as error:
            kind = type(error).__name__
            if not isinstance(error, Exception) and kind != "PanicException":
                raise
            if kind == "PasswordError" or re.search("(?i)password|encrypt", str(error)):
                raise self._encrypted() from None
            said = " ".join(str(error).split())[:120]
            raise DamagedFile(
                f"{self.says} that is damaged: it cannot be opened ({said}). Save it again, or ask for it."
            ) from None

    def _damaged(self, what: str) -> DamagedFile:
        return DamagedFile(
            f"{self.says} that is damaged: {what}. Open it in Excel or WPS and save it again, or ask for it again."
        )

    def _encrypted(self) -> Encrypted:
        return Encrypted(f"{self.says} that is encrypted. Save it without a password and parse it again.")

    def _exceeded(self, bound: str, what: str) -> LimitExceeded:
        return LimitExceeded(
            f"{self.says} beyond the limit {bound!r}: {what}. If the file is sound, pass Limits({bound}=…) with a larger bound."
        )


READER = Reader(
    name="xlsx",
    fits=is_of(*_KINDS),
    read=read,
    reads="spreadsheets (XLSX, XLS, ODS): each sheet's rows and columns, merged cells and values of formulas",
    takes_options=True,
)
