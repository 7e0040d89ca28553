"""The columns of each table: names, types and labels, fixed and never taken from the data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from gzparse.spec.codebook import CodebookEntry
from gzparse.tables.codebook import Codebook
from gzparse.tables.outcome import STATUSES

__all__ = ["LOST_STATUSES", "TABLES", "TWIN", "WIDE", "Column", "Type", "columns_of"]

Type = Literal["text", "integer", "number", "flag", "date"]
"""``number``: decimals, up to 32 digits before the point and 6 behind it."""

TABLES = ("reports", "figures", "findings", "texts", "extra", "codebook")
"""The six tables that a folder gets."""
WIDE = "wide"
"""A row a file, a column a figure, each with its status in a column next to it."""
LOST_STATUSES = "values_without_statuses"
"""The wide table without statuses: what is blank, missing, withheld or not in the form cannot be told apart in it."""
TWIN = "__s"
"""What the name of a status column ends with, behind the code of its figure."""


class Column(NamedTuple):
    """A column of a table. entry: that of the figure that it holds, in a wide table."""

    name: str
    type: Type
    label_zh: str
    label_en: str
    unit: str = ""
    entry: CodebookEntry | None = None
    is_status: bool = False


_REPORT_ID = Column("report_id", "text", "报告标识", "first 16 hexadecimal digits of the file's SHA-256")
_SOURCE = Column("source", "text", "文件", "the file")
_ORGAN = Column("organ", "text", "编制单位", "the organ as printed; text, and no identifier")
_YEAR = Column("year", "integer", "年度", "the year that is reported on")
_PATH = Column("path", "text", "路径", "path in the record")
_PLACE = (
    Column("line", "integer", "行号", "line of the source text, from 1"),
    Column("column", "integer", "列号", "column in that line, from 1"),
    Column("page", "integer", "页码", "page of the file, where the reader knows it"),
)
_COUNTS = tuple(
    Column(f"n_{status}", "integer", f"{label}的数据个数", f"figures with the status {status}")
    for status, label in zip(STATUSES, ("有值", "空白", "不适用", "无法辨认", "缺失", "未采用", "格式中没有"), strict=True)
)
_SEVERITIES = tuple(
    Column(f"n_{severity}s", "integer", f"{label}条数", f"findings of severity {severity}")
    for severity, label in (("error", "错误"), ("warning", "注意"), ("info", "说明"))
)
_FRONT = (
    _ORGAN,
    _YEAR,
    Column("dated", "date", "落款日期", "date of the signature"),
    Column("edition", "text", "格式版本", "edition of the form: 2021, 2019, mixed"),
    Column("form", "text", "格式", "form that it was read as"),
    Column("title", "text", "标题", "title as printed"),
)
_VERDICT = Column("verdict", "text", "结果", "complete, partial, withheld or failed")
_ERROR = (
    Column("error_type", "text", "错误类型", "kind of error, where there is no report"),
    Column("error_message", "text", "错误信息", "message of the error"),
)
_BYTES = (
    Column("sha256", "text", "SHA-256", "SHA-256 of the file's bytes, or of the text in UTF-8"),
    Column("bytes", "integer", "字节数", "size in bytes"),
)
_FILE = (
    Column("media_type", "text", "文件类型", "kind of file"),
    Column("reader", "text", "读取程序", "reader that made text of it"),
)
_VERSIONS = (
    Column("gzparse", "text", "gzparse 版本", "version of gzparse"),
    Column("schema", "integer", "数据格式版本", "version of the JSON contract"),
)

_COLUMNS: dict[str, tuple[Column, ...]] = {
    "figures": (
        *(_REPORT_ID, _SOURCE, _ORGAN, _YEAR, _PATH),
        Column("code", "text", "代码", "short code, see the codebook"),
        Column("value", "number", "数值", "the number; nothing unless the status is value, or where it needs more digits"),
        Column("status", "text", "状态", ", ".join(STATUSES)),
        Column("raw", "text", "原文", "as printed"),
        Column("unit", "text", "所印单位", "unit that is printed, unconverted; nothing where the form's applies"),
        Column("inferred", "flag", "推定", "placed by sums or order, not by marks"),
        Column("layout", "text", "版式", "layout that it was read by"),
        *_PLACE,
    ),
    "findings": (
        *(_REPORT_ID, _SOURCE),
        Column("fingerprint", "text", "指纹", "stable from run to run"),
        Column("ref_no", "integer", "所指序号", "number of the place among those of the finding; 0 where it has none"),
        Column("code", "text", "代码", "code of the finding"),
        Column("kind", "text", "类别", "reading: a doubt about what was read; report: a contradiction in it"),
        Column("severity", "text", "级别", "error, warning or info"),
        _PATH,
        Column("message_en", "text", "英文说明", "what it says, in English"),
        Column("message_zh", "text", "中文说明", "what it says, in Chinese"),
        Column("action_en", "text", "英文建议", "what to do, in English"),
        Column("action_zh", "text", "中文建议", "what to do, in Chinese"),
        Column("expected", "text", "应为", "what was expected"),
        Column("actual", "text", "实为", "what is printed"),
        *_PLACE,
    ),
    "texts": (
        *(_REPORT_ID, _SOURCE),
        Column("part", "text", "部分", "section or note, by its name in the record"),
        Column("number", "text", "序号", "number of a subsection as printed"),
        Column("heading", "text", "标题", "heading as printed"),
        Column("text", "text", "正文", "its text; that of a section includes its subsections"),
    ),
    "extra": (
        *(_REPORT_ID, _SOURCE),
        Column("section", "text", "部分", "table section"),
        Column("parent", "text", "上一行", "path of the prescribed row above it"),
        Column("label", "text", "名称", "label as printed"),
        Column("position", "integer", "位置", "number of the figure in its row, from 1"),
        Column("value", "number", "数值", "the number; nothing where it is blank or needs more digits"),
        Column("raw", "text", "原文", "as printed"),
    ),
    "codebook": (
        _PATH,
        Column("code", "text", "代码", "short stable code"),
        Column("label_zh", "text", "中文名称", "official label"),
        Column("label_en", "text", "英文名称", "label in English"),
        Column("section", "text", "部分", "table section"),
        Column("row", "text", "行", "path of the row"),
        Column("column", "text", "列", "name of the column"),
        Column("kind", "text", "类别", "count, amount, change or text"),
        Column("unit", "text", "单位", "unit of the form"),
        Column("editions", "text", "版本", "editions that prescribe it, separated by a space"),
        Column("same_as", "text", "等同于", "what counts the same in another edition, in codes"),
        Column("note", "text", "说明", "with what it must not be compared"),
        Column("identities", "text", "勾稽关系", "sums of the form in which it stands, separated by '; '"),
    ),
}


def columns_of(table: str, book: Codebook, meta: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a table.

    book: the codebook of the form of a wide table. meta: the caller's own columns, in the tables of reports.

    Raises:
        ValueError: there is no such table, or a column of the caller's has the name of another.
    """
    own = tuple(Column(name, "text", name, "the caller's own") for name in meta)
    if table == "reports":
        found = (*(_REPORT_ID, _SOURCE), *_BYTES, *own, *_FILE, *_FRONT, *_COUNTS, *_SEVERITIES, _VERDICT, *_ERROR, *_VERSIONS)
    elif table in (WIDE, LOST_STATUSES):
        front = (_REPORT_ID, _SOURCE, *own, *_FRONT, _VERDICT, *_SEVERITIES, *_ERROR)
        found = (*front, *(column for entry in book.entries for column in _of_figure(entry, table)))
    elif table in _COLUMNS:
        found = _COLUMNS[table]
    else:
        names = ", ".join((*TABLES, WIDE, LOST_STATUSES))
        raise ValueError(f"there is no table {table!r}: name one of {names}")
    names_of = [column.name for column in found]
    twice = next((name for name in names_of if names_of.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"the column {twice!r} of meta has the name of another column: rename it")
    return found


def _of_figure(entry: CodebookEntry, table: str) -> tuple[Column, ...]:
    kinds: dict[str, Type] = {"amount": "number", "text": "text"}
    value = Column(entry.code, kinds.get(entry.kind, "integer"), entry.label_zh, entry.label_en, entry.unit, entry)
    if table == LOST_STATUSES:
        return (value,)
    twin = Column(
        f"{entry.code}{TWIN}", "text", f"{entry.label_zh}：状态", f"{entry.label_en}: status", "", entry, is_status=True
    )
    return value, twin
