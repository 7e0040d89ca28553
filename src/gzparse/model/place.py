"""Where in a file a text stands."""

from __future__ import annotations

from typing import Any

from attrs import fields, frozen

from gzparse.model.data import Data


@frozen(repr=False, eq=False)
class Place(Data):
    """Where in a file a text stands. Only those fields are set that the kind of file has; numbers begin with 1.

    page, box: PDF; left, top, right and bottom in points from the top left corner of the page as it is shown.
    table, row, cell: HTML and DOCX; the table's number in the order of the file, the row of that table, and the cell's number
    among the cells that stand in that row's markup (spanned places not counted).
    sheet, address: spreadsheets; such as ``"Sheet1"`` and ``"B7"``.
    path: outside tables; the element in the file's order, such as ``"p[12]"`` or ``"h1[1]"``.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    sheet: str | None = None
    address: str | None = None
    path: str | None = None

    def known(self) -> dict[str, Any]:
        """Return the fields that are set, by their names."""
        return {a.name: value for a in fields(Place) if (value := getattr(self, a.name)) is not None}

    def text(self, lang: str = "en") -> str:
        """Return the place in words, in English or Chinese: ``"table 2, row 5, cell 3"``."""
        zh = lang == "zh"
        said = []
        if self.page is not None:
            said.append(f"第 {self.page} 页" if zh else f"page {self.page}")
        if self.box is not None:
            left, top, right, bottom = (f"{edge:.0f}" for edge in self.box)
            said.append(
                f"左 {left}、上 {top} 至右 {right}、下 {bottom} 磅" if zh else f"{left}, {top} to {right}, {bottom} points"
            )
        if self.table is not None:
            said.append(f"第 {self.table} 个表格" if zh else f"table {self.table}")
        if self.row is not None:
            said.append(f"第 {self.row} 行" if zh else f"row {self.row}")
        if self.cell is not None:
            said.append(f"第 {self.cell} 个单元格" if zh else f"cell {self.cell}")
        if self.sheet is not None:
            said.append(f"工作表“{self.sheet}”" if zh else f"sheet “{self.sheet}”")
        said += [one for one in (self.address, self.path) if one is not None]
        return ("，" if zh else ", ").join(said)
