"""What an OpenDocument spreadsheet shows is what is printed: struck-out, raised and unseen text, rows of no size."""

from __future__ import annotations

import io
import zipfile

import pytest

import gzparse

pytest.importorskip("python_calamine")

ISSUED = "proactive_disclosure.normative_documents.issued"
IN_FORCE = "proactive_disclosure.normative_documents.in_force"
NAMES = {each: f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "table", "text", "style")}
NAMES["fo"] = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
ROWS = [
    ["云水县2023年政府信息公开工作年度报告"],
    ["二、主动公开政府信息情况"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "3", "1", "7"],
    ["行政规范性文件", "12", "2", "80"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "412"],
    ["行政处罚", "87"],
    ["行政强制", "19"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "36"],
]
STRUCK = '<style:text-properties style:text-line-through-style="solid"/>'
WHITE = '<style:text-properties fo:color="#ffffff"/>'
DARK = '<style:table-cell-properties fo:background-color="#1f4e79"/>'
RAISED = '<style:text-properties style:text-position="super 58%"/>'


def cell(content: str, more: str = "") -> str:
    kind = f'office:value-type="float" office:value="{content}"' if content.isdigit() else 'office:value-type="string"'
    return f"<table:table-cell {kind} {more}><text:p>{content}</text:p></table:table-cell>"


def read(figure: str = "", columns: str = "", row: str = "", cells: str = "", **styles: str) -> gzparse.Reading[gzparse.Report]:
    """Return the reading of a sheet. figure: the cell of the figure; columns, row: before all, and in its row's tag."""
    lines = [[cell(text) for text in texts] for texts in ROWS]
    lines[4][1] = figure or cell("12", cells)
    tags = [f"<table:table-row {row if at == 4 else ''}>" for at in range(len(lines))]
    body = "".join(f"{tag}{''.join(line)}</table:table-row>" for tag, line in zip(tags, lines, strict=True))
    made = "".join(f'<style:style style:name="{name}">{inner}</style:style>' for name, inner in styles.items())
    content = (
        f"<office:document-content {DECLARED}><office:automatic-styles>{made}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="a">{columns}{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    return gzparse.parse(stream.getvalue())


def status(reading: gzparse.Reading[gzparse.Report], path: str = ISSUED) -> tuple[object, str]:
    return reading.figures[path].value, reading.figures[path].status


STYLED = 'table:style-name="s"'


def test_styles_of_cells() -> None:
    assert status(read(cells=STYLED, s=STRUCK))[0] is None
    assert status(read(cells=STYLED, s=STRUCK))[1] in ("unreadable", "withheld")
    assert status(read(cells=STYLED, s=WHITE)) == (None, "blank")
    assert status(read(cells=STYLED, s=WHITE + DARK)) == (12, "value")
    assert status(read(cells=STYLED, s=DARK + WHITE.replace("ffffff", "1f4e79"))) == (None, "blank")
    assert status(read(cells=STYLED, s=WHITE.replace("ffffff", "ff0000"))) == (12, "value")
    assert status(read(cells=STYLED, s=STRUCK.replace("solid", "none"))) == (12, "value")
    assert status(read(cells='table:style-name="nowhere"', s=WHITE)) == (12, "value")
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="s"/>'
    assert read(columns=columns, s=WHITE).figures[ISSUED].value is None


def test_where_it_is_open_whether_it_is_seen_the_figure_is_withheld() -> None:
    reading = read(cells=STYLED, s=WHITE.replace("ffffff", "e0e0e0"))
    assert status(reading) == (None, "withheld")
    assert [ref.path for each in reading.findings if each.code == "shown-unknown" for ref in each.refs] == [ISSUED]
    assert status(reading, IN_FORCE) == (80, "value")


def spans(*runs: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{"".join(runs)}</text:p></table:table-cell>'


def span(text: str, style: str = "s") -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def test_styles_of_runs() -> None:
    assert status(read(spans(span("12"), "9"), s=STRUCK)) == (9, "value")
    assert status(read(spans("12", span("9")), s=WHITE)) == (12, "value")
    assert status(read(spans("5", span("9"), "1"), s=WHITE))[0] is None
    assert status(read(spans("12", span("1")), s=RAISED))[0] is None
    assert status(read(spans("12", span("1")), s="")) == (121, "value")
    assert status(read(spans("12", span("1")), s=RAISED.replace("super 58%", "0% 100%"))) == (121, "value")
    assert status(read(spans("12", span("1")), s='<style:text-properties text:display="none"/>')) == (12, "value")


def test_rows_and_columns_of_no_size() -> None:
    low = '<style:table-row-properties style:row-height="0cm"/>'
    assert status(read(row='table:style-name="s"', s=low)) == (None, "missing")
    assert status(read(row='table:style-name="s"', s=low.replace("0cm", "0.45cm"))) == (12, "value")
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:style-name="s"/>'
    narrow = '<style:table-column-properties style:column-width="0in"/>'
    assert read(columns=columns, s=narrow).figures[IN_FORCE].value is None
    assert status(read(columns=columns, s=narrow.replace("0in", "0.8in")), IN_FORCE) == (80, "value")


def test_comments_on_cells() -> None:
    def noted(figure: str) -> list[str | None]:
        reading = read(figure)
        assert status(reading)[0] in (12, None)
        return [ref.path for each in reading.findings if each.code == "note-on-cell" for ref in each.refs]

    remark = "<office:annotation><text:p>应为14件</text:p></office:annotation>"
    assert noted(cell("12").replace("<text:p>", f"{remark}<text:p>")) == [ISSUED]
    assert noted(cell("12")) == []
    assert noted(f"<table:table-cell>{remark}</table:table-cell>") == ["proactive_disclosure.normative_documents"]


def test_what_is_printed_in_place_of_a_number() -> None:
    def printed(text: str, value: str = "12") -> tuple[object, str]:
        shown = f"<text:p>{text}</text:p>" if text != "none" else ""
        return status(read(f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'))

    for text in ("12", "12.00", " 12 ", "1.2E1", "none"):
        assert printed(text) == (12, "value")
    assert printed("1,200", "1200") == (1200, "value")
    for text in ("14", "-12", "", "12千", "约12", "0.12"):
        assert printed(text)[0] is None
