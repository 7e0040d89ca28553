"""A small made-up form of the yearly report on a government website (政府网站工作年度报表), with text fields."""

from __future__ import annotations

import pathlib
import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen
from lark import Transformer

from gzparse.formkit import (
    Cell,
    Document,
    DocumentSection,
    Entry,
    Form,
    Labels,
    Outcome,
    Page,
    Place,
    Sheet,
    Table,
    TableReading,
    classify_other_row,
)


def _row(kind: type, label: str) -> Any:
    return field(factory=kind, metadata={"label": label})


@frozen
class Text:
    text: str | None = field(default=None, metadata={"label": "内容", "kind": "text"})


@frozen
class Visits:
    count: int | None = field(default=None, metadata={"label": "内容", "unit": "次"})


@frozen
class Items:
    count: int | None = field(default=None, metadata={"label": "内容", "unit": "条"})


@frozen
class Days:
    days: Decimal | None = field(default=None, metadata={"label": "内容", "kind": "amount"})


@frozen
class Website:
    name: Text = _row(Text, "网站名称")
    code: Text = _row(Text, "政府网站标识码")
    visitors: Visits = _row(Visits, "独立用户访问总量")
    visits: Visits = _row(Visits, "网站总访问量")
    licence: Text = _row(Text, "ICP备案号")
    published: Items = _row(Items, "信息发布总数")
    news: Items = _row(Items, "政务动态信息更新量")
    received: Items = _row(Items, "收到留言数量")
    answered: Items = _row(Items, "办结留言数量")
    days: Days = _row(Days, "平均办理时间")


@frozen
class WebsiteReport:
    title: str | None = None
    organ: str | None = None
    year: int | None = None
    website: Website = field(factory=Website, metadata={"label": "网站运行情况"})


LABELS = Labels(WebsiteReport, ("website",), (Text, Visits, Items, Days))
TERMINALS = {
    "TEXT_NAME": "name",
    "TEXT_CODE": "code",
    "TEXT_LICENCE": "licence",
    **{name.upper(): name for name in ("visitors", "visits", "published", "news", "received", "answered", "days")},
}
OUTLINE = r"""
%import outline (LINE_START)
start: front _section*
front: TITLE*
_section: website
website: WEBSITE
TITLE: LINE_START /[^\n]{0,60}?网站(?:工作)?(?:\d{4}年)?年度报表(?:[（(][^\n（）()]{1,12}[)）])?(?=[ \t*|]*+(?:\n|\Z))/
WEBSITE: LINE_START /(?:一、)?网站运行情况(?=[ \t*|]*+(?:\n|\Z))/
"""
ROWS = r"""
%import annual_report (FIGURE, NIL, FURNITURE, FIGURES, LABEL_PART, STRAY)
website: rows
    | _cell
rows: | rows ( HEADER | TEXT_NAME | TEXT_CODE | TEXT_LICENCE | VISITORS | VISITS | PUBLISHED | NEWS | RECEIVED | ANSWERED | DAYS
    | FIGURES | LABEL_PART | FURNITURE | NOTE | STRAY )
_cell: FIGURE | NIL
HEADER: /(?:统计)?项目内容/
TEXT_NAME: "网站名称"
TEXT_CODE: /(?:政府网站)?标识码/
TEXT_LICENCE: /(?:ICP)?备案号/
VISITORS: /独立用户访问总量(?:[(]?[个次][)]?)?/
VISITS: /网站总访问量(?:[(]?次[)]?)?/
PUBLISHED: /信息发布总数(?:[(]?条[)]?)?/
NEWS: /政务动态信息更新量(?:[(]?条[)]?)?/
RECEIVED: /收到留言数量(?:[(]?条[)]?)?/
ANSWERED: /办结留言数量(?:[(]?条[)]?)?/
DAYS: /(?:留言)?平均办理时间(?:[(]?天[)]?)?/
NOTE.-4: /(?:注|说明):.*|.*[。;!?].*/
"""


class ToBlocks(Transformer[Any, Any]):
    def rows(self, children: list[Any]) -> list[Any]:
        return [*children[0], children[1]] if children else []

    def website(self, children: list[Any]) -> list[Any]:
        return children


def _sort(reading: TableReading, blocks: Any) -> list[Entry]:
    entries = []
    for row in reading.rows:
        if row.type == "HEADER":
            reading.headers.append(row)
        elif row.type in TERMINALS:
            path = f"website.{TERMINALS[row.type]}"
            (info,) = LABELS.rows[path]
            entries.append(Entry(path, row, (info.column,), (info.kind,)))
            if not reading.headers:
                entries[-1].place = Place(Outcome.NO_HEADER)
                entries[-1].withhold()
        elif row.type == "NOTE":
            reading.notes.append(row)
        else:
            classify_other_row(reading, row)
    return entries


def _record(page: Page) -> WebsiteReport:
    rows = Website()
    for path, entry in page.entries.items():
        name = path.rpartition(".")[2]
        values = dict(zip(entry.columns, entry.values, strict=True))
        rows = evolve(rows, **{name: evolve(getattr(rows, name), **values)})
    return WebsiteReport(page.front.title, page.organ, page.front.year, rows)


def _write(report: Any, shown: Mapping[str, str | None]) -> Document:
    rows: list[Sequence[Cell]] = [(Cell("项目"), Cell("内容"))]
    for path, (figure,) in LABELS.rows.items():
        text = shown.get(figure.path)
        if text is not None:
            unit = f"（{figure.unit}）" if figure.unit else ""
            rows.append((Cell(LABELS.parts[path] + unit), Cell(text, figure.path)))
    return Document(report.title or "", "", (DocumentSection("一、网站运行情况", "", Sheet(tuple(map(tuple, rows)))),))


def _form() -> Form:
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "website_outline.lark").write_text(OUTLINE, "utf-8")
    (folder / "website.lark").write_text(ROWS, "utf-8")
    table = Table(
        "website",
        order=lambda paths, reading: list(LABELS.rows),
        sort=_sort,
        headers=("HEADER",),
        columns=("HEADER",),
        boundaries=("NOTE",),
    )
    return Form(
        name="website",
        outline=folder / "website_outline.lark",
        unbroken=folder / "website_outline.lark",
        grammar=folder / "website.lark",
        sections=("website",),
        tables=(table,),
        labels=LABELS,
        transformer=ToBlocks,
        record=_record,
        write=_write,
        title_subject="(?:政府)?(?:门户)?网站(?:工作)?",
        missing_figures=lambda tables, report: frozenset(LABELS.figures),
        table_words="访问总量|备案号|标识码",
    )


FORM = _form()
TITLE = "云水县人民政府门户网站工作年度报表（2023年度）"
VALUES: dict[str, str] = {
    "网站名称": "云水县人民政府门户网站",
    "政府网站标识码": "3301220001",
    "独立用户访问总量（次）": "120394",
    "网站总访问量（次）": "3,489,120",
    "ICP备案号": "浙ICP备05000001号",
    "信息发布总数（条）": "4821",
    "政务动态信息更新量（条）": "2210",
    "收到留言数量（条）": "88",
    "办结留言数量（条）": "87",
    "留言平均办理时间（天）": "3.5",
}
WRITERS = {
    "tabs": lambda rows: "".join(f"{label}\t{value}\n" for label, value in rows),
    "bars": lambda rows: "".join(f"| {label} | {value} |\n" for label, value in rows),
    "lines": lambda rows: "".join(f"{label}\n{value}\n" if value else f"{label}\n" for label, value in rows),
    "spaces": lambda rows: "".join(f"{label} {value}\n" if value else f"{label}\n" for label, value in rows),
}


def page(layout: str, values: Mapping[str, str] = VALUES, title: str = TITLE, **changes: str) -> str:
    """Print a page; ``changes`` are other texts for its cells, by their labels."""
    rows = [("项目", "内容"), *({**values, **changes}).items()]
    return f"{title}\n一、网站运行情况\n{WRITERS[layout](rows)}\n附件下载：报表.xls\n"
