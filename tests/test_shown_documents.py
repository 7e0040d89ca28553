"""What a Word document shows is what is printed: by its runs, the styles of characters and paragraphs, and what lies behind."""

from __future__ import annotations

import pytest
from word_files import docx, p, part, r, t, tbl, tc, tr

import gzparse

TITLE, TWO = "云水县2023年政府信息公开工作年度报告", "二、主动公开政府信息情况"
HEADER = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
ISSUED = "proactive_disclosure.normative_documents.issued"
IN_FORCE = "proactive_disclosure.normative_documents.in_force"

WHOLE = '<w:gridSpan w:val="3"/>'
OTHERS = [
    tr(label, tc(figure, WHOLE))
    for label, figure in (
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "412"),
        ("行政处罚", "87"),
        ("行政强制", "19"),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", "36.52"),
    )
]
STYLES = part(
    "styles",
    "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="normal" w:default="1"/>'
    '<w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="up2"><w:basedOn w:val="up"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="level"><w:basedOn w:val="up"/><w:rPr>'
    '<w:vertAlign w:val="baseline"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="moved"><w:rPr><w:position w:val="6"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="struck2"><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="plain"><w:rPr><w:color w:val="000000"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="struckPara"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="whitePara"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="darkPara"><w:basedOn w:val="whitePara"/>'
    '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="grid"/>'
    '<w:style w:type="table" w:styleId="coloured"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>',
)


def read(cell: str, of_table: str = "", header: tuple[str, ...] = HEADER, **parts: str) -> gzparse.Reading[gzparse.Report]:
    """Return the reading of a document in which a cell holds the figure. of_table: properties of the table."""
    table = tbl(tr(*header), tr("规章", "3", "1", "7"), tr("行政规范性文件", cell, "2", "80"), *OTHERS)
    table = table.replace("<w:tblPr/>", f"<w:tblPr>{of_table}</w:tblPr>")
    return gzparse.parse(docx(p(TITLE) + p(TWO) + table, **{"styles": STYLES, **parts}))


def shown(*runs: str, properties: str = "", **parts: str) -> tuple[object, str]:
    figure = read(tc(p("".join(runs), properties)), "", HEADER, **parts).figures[ISSUED]
    return figure.value, figure.status


def style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


def colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def shade(fill: str, pattern: str = "clear") -> str:
    return f'<w:shd w:val="{pattern}" w:color="auto" w:fill="{fill}"/>'


def codes(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {finding.code for finding in reading.findings} & {"hidden-text", "deleted-text", "shown-unknown"}


# --- by styles


@pytest.mark.parametrize("name", ["up", "up2", "moved"])
def test_a_style_that_raises_a_digit(name: str) -> None:
    figure = read(tc(p(r("12") + r("1", style(name))))).figures[ISSUED]
    assert figure.value is None
    assert figure.raw == "12 1"
    assert shown(r("12"), r("1", style("level"))) == (121, "value")
    assert shown(r("12"), r("1", style(name) + '<w:vertAlign w:val="baseline"/><w:position w:val="0"/>')) == (121, "value")


@pytest.mark.parametrize("name", ["struck", "struck2"])
def test_a_style_that_strikes_out(name: str) -> None:
    assert shown(r("12", style(name)), r("9")) == (9, "value")
    assert shown(r("12", style(name) + '<w:strike w:val="0"/><w:dstrike w:val="0"/>'), r("9")) == (129, "value")
    assert codes(read(tc(p(r("12", style(name)) + r("9"))))) == {"deleted-text"}


def test_a_paragraph_style_that_strikes_out() -> None:
    assert shown(r("12"), r("9", '<w:strike w:val="false"/>'), properties='<w:pStyle w:val="struckPara"/>') == (9, "value")


@pytest.mark.parametrize("name", ["white", "tiny", "ghost"])
def test_a_style_that_hides(name: str) -> None:
    assert shown(r("12"), r("3", style(name))) == (12, "value")
    assert shown(r("412", style(name))) == (None, "blank")
    assert codes(read(tc(p(r("12") + r("3", style(name)))))) == {"hidden-text"}


def test_a_style_that_says_nothing_of_it() -> None:
    assert shown(r("12"), r("3", style("plain"))) == (123, "value")
    assert shown(r("12"), r("3", style("unknown"))) == (123, "value")


def test_styles_that_hold_for_the_whole_document() -> None:
    raised = STYLES.replace("<w:rPrDefault><w:rPr/>", '<w:rPrDefault><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    assert raised != STYLES
    figure = read(tc(p(r("12", '<w:vertAlign w:val="baseline"/>') + r("1"))), styles=raised).figures[ISSUED]
    assert (figure.value, figure.raw) == (None, "12 1")


def test_a_figure_that_is_struck_out_is_not_blank() -> None:
    for properties in ("<w:strike/>", style("struck")):
        reading = read(tc(p(r("412", properties))))
        assert reading.figures[ISSUED].status == "unreadable"
        assert reading.figures[IN_FORCE].value == 80
        assert codes(reading) == {"deleted-text"}
    tracked = "<w:del><w:r><w:delText>412</w:delText></w:r></w:del>"
    assert read(tc(p(tracked))).figures[ISSUED].status == "blank"
    assert read(tc(p(r("无", "<w:strike/>")))).figures[ISSUED].status == "blank"


# --- marks of notes


def test_marks_of_notes_that_are_written_out() -> None:
    def mark(inside: str) -> str:
        return f'<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/>{inside}</w:r>'

    assert shown(r("12"), mark(t("1")))[0] is None
    assert shown(r("12"), mark("") + r("1"))[0] is None
    assert shown(r("12"), mark(t("①"))) != (121, "value")
    assert shown(r("12"), '<w:r><w:footnoteReference w:id="2"/></w:r>') == (12, "value")
    assert shown(r("1"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("2")) == (12, "value")
    assert shown(r("12"), mark(t("1")).replace("footnote", "endnote"))[0] is None


# --- colours


@pytest.mark.parametrize(
    "properties",
    [
        colour("FFFFFF"),
        colour("fefefe"),
        '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
        '<w:color w:themeColor="background1"/>',
        colour("4472C4") + shade("4472C4"),
        colour("FFFFFF") + '<w:highlight w:val="white"/>',
        colour("FFFFFF") + shade("auto"),
        '<w:sz w:val="2"/>',
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>',
    ],
)
def test_letters_that_are_not_seen(properties: str) -> None:
    assert shown(r("12"), r("3", properties)) == (12, "value")
    assert shown(r("412", properties)) == (None, "blank")


@pytest.mark.parametrize(
    "properties",
    [
        colour("FF0000"),
        colour("auto"),
        colour("808080"),
        colour("FFFFFF") + shade("1F4E79"),
        colour("FFFFFF") + '<w:highlight w:val="darkBlue"/>',
        colour("FFFFFF") + shade("FFFFFF", "solid"),
        '<w:sz w:val="10"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:position w:val="0"/>',
    ],
)
def test_letters_that_are_seen(properties: str) -> None:
    reading = read(tc(p(r("12") + r("3", properties))))
    assert reading.figures[ISSUED].value == 123
    assert codes(reading) == set()


def test_a_gap_is_seen_where_white_letters_stand() -> None:
    assert shown(r("5"), r("9", colour("FFFFFF")), r("1"))[0] is None
    assert shown(r("5"), r("9", "<w:vanish/>"), r("1")) == (51, "value")


def test_what_fills_a_cell_a_paragraph_or_a_table() -> None:
    white = r("412", colour("FFFFFF"))
    assert read(tc(p(white), shade("1F4E79"))).figures[ISSUED].value == 412
    assert read(tc(p(white, shade("1F4E79")))).figures[ISSUED].value == 412
    assert read(tc(p(white)), shade("1F4E79")).figures[ISSUED].value == 412
    assert read(tc(p(white), shade("FFFFFF")), shade("1F4E79")).figures[ISSUED].status == "blank"
    assert read(tc(p(r("412"), '<w:pStyle w:val="darkPara"/>'))).figures[ISSUED].value == 412
    assert read(tc(p(r("412"), '<w:pStyle w:val="whitePara"/>'))).figures[ISSUED].status == "blank"
    assert read(tc(p(white)), '<w:tblStyle w:val="grid"/>').figures[ISSUED].status == "blank"


@pytest.mark.parametrize(
    ("cell", "of_table"),
    [
        (tc(p(r("412", colour("FFFFFF")))), '<w:tblStyle w:val="coloured"/>'),
        (tc(p(r("412", colour("FFFFFF")))), '<w:tblStyle w:val="nowhere"/>'),
        (tc(p(r("412", colour("FFFFFF"))), shade("auto", "pct25")), ""),
        (tc(p(r("412", colour("E3E3E3")))), ""),
    ],
)
def test_where_it_is_open_whether_it_is_seen_the_figure_is_withheld(cell: str, of_table: str) -> None:
    reading = read(cell, of_table)
    assert (reading.figures[ISSUED].value, reading.figures[ISSUED].status, reading.figures[ISSUED].raw) == (
        None,
        "withheld",
        "412",
    )
    found = [finding for finding in reading.findings if finding.code == "shown-unknown"]
    assert [ref.path for finding in found for ref in finding.refs] == [ISSUED]
    assert reading.figures[IN_FORCE].value == 80


def test_a_white_header_is_read() -> None:
    for fill, of_table in ((shade("1F4E79"), ""), ("", '<w:tblStyle w:val="coloured"/>')):
        header = tuple(tc(p(r(name, colour("FFFFFF"))), fill) for name in HEADER)
        reading = read("12", of_table, header)
        assert [reading.figures[path].value for path in (ISSUED, IN_FORCE)] == [12, 80]
        assert codes(reading) == set()


def test_white_text_in_a_text_box_and_on_a_coloured_page_is_read() -> None:
    white = p(r(TITLE, colour("FFFFFF")))
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{white}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    rows = tbl(tr(*HEADER), tr("规章", "3", "1", "7"), tr("行政规范性文件", "12", "2", "80"), *OTHERS)
    reading = gzparse.parse(docx(f"<w:p>{box}</w:p>" + p(TWO) + rows, styles=STYLES))
    assert reading.report.title == TITLE
    assert codes(reading) == set()


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_note_in_the_cell_of_a_figure_is_named_at_it(kind: str) -> None:
    notes = part(f"{kind}s", f'<w:{kind} w:id="1">{p("另一处")}</w:{kind}><w:{kind} w:id="2">{p("应为14件")}</w:{kind}>')
    reading = read(tc(p(r("12") + f'<w:r><w:{kind}Reference w:id="2"/></w:r>')), "", HEADER, **{f"{kind}s": notes})
    assert (reading.figures[ISSUED].value, reading.figures[IN_FORCE].value) == (12, 80)
    (finding,) = (f for f in reading.findings if f.code == "note-on-cell")
    assert [ref.path for ref in finding.refs] == [ISSUED]
    assert "应为14件" in finding.message


PICTURE = "<w:r><w:drawing>{}<a:graphic><a:blip r:embed='r1'/></a:graphic>{}</w:drawing></w:r>"
INLINE, ANCHORED = (
    PICTURE.format(
        f"<wp:{kind} xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>", f"</wp:{kind}>"
    )
    for kind in ("inline", "anchor")
)


def test_a_picture_among_the_digits_of_a_figure() -> None:
    for cell in (r("4") + INLINE + r("2"), r("12") + INLINE, INLINE + r("12")):
        reading = read(tc(p(cell)))
        assert reading.figures[ISSUED].value is None
        assert reading.figures[ISSUED].status in ("unreadable", "withheld")
        assert any(ref.path and ISSUED.startswith(ref.path) for each in reading.findings for ref in each.refs)
    assert read(tc(p(r("12") + ANCHORED))).figures[ISSUED].value == 12
    assert read(tc(p(r("12") + INLINE + r("件")))).figures[ISSUED].value == 12


def test_digits_within_a_link_or_turned_are_no_part_of_a_figure() -> None:
    mark = f'<w:hyperlink w:anchor="note2">{r("2")}</w:hyperlink>'
    assert shown(r("12") + mark)[0] is None
    assert shown(f'<w:hyperlink w:anchor="note2">{r("12")}</w:hyperlink>') == (12, "value")
    turned = read(tc(p(f'<w:bdo w:val="rtl">{r("21")}</w:bdo>')))
    assert turned.figures[ISSUED].status == "withheld"
    assert codes(turned) == {"shown-unknown"}
    assert shown(f'<w:bdo w:val="ltr">{r("12")}</w:bdo>') == (12, "value")


def of_remark(where: str, runs: str) -> str:
    """Return runs of text on which a comment is, or behind which a footnote stands."""
    if where == "footnote":
        return runs + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    begin, end = (f'<w:commentRange{each} w:id="2"/>' for each in ("Start", "End"))
    return f'{begin}{runs}{end}<w:r><w:commentReference w:id="2"/></w:r>'


def noted(body: str, where: str) -> list[list[str | None]]:
    """Return for each finding that a note belongs to figures the paths that it names."""
    notes = part(f"{where}s", f'<w:{where} w:id="2">{p("仍为上年数据")}</w:{where}>')
    reading = gzparse.parse(docx(p(TITLE) + body, **{f"{where}s": notes}))
    assert reading.figures[ISSUED].value == 12
    return [[ref.path for ref in each.refs] for each in reading.findings if each.code == "note-on-cell"]


@pytest.mark.parametrize("where", ["footnote", "comment"])
def test_a_note_on_a_label_a_header_or_a_heading(where: str) -> None:
    def table(header: tuple[str, ...] = HEADER, label: str = "行政规范性文件", others: tuple[str, ...] = tuple(OTHERS)) -> str:
        return tbl(tr(*header), tr("规章", "3", "1", "7"), tr(label, "12", "2", "80"), *others)

    def on(text: str) -> str:
        return tc(p(of_remark(where, r(text))))

    row, section = "proactive_disclosure.normative_documents", "proactive_disclosure"
    assert noted(p(TWO) + table(), where) == []
    assert noted(p(TWO) + table(label=on("行政规范性文件")), where) == [[row]]
    column = [f"proactive_disclosure.{each}.issued" for each in ("rules", "normative_documents")]
    assert noted(p(TWO) + table((HEADER[0], on(HEADER[1]), *HEADER[2:])), where) == [column]
    block = ["proactive_disclosure.rules", row]
    assert noted(p(TWO) + table((on(HEADER[0]), *HEADER[1:])), where) == [block]
    assert noted(p(of_remark(where, r(TWO))) + table(), where) == [[section]]
    assert noted(p(TWO) + table() + p(of_remark(where, r("单位：件"))), where) == [[section]]
    assert noted(p(of_remark(where, r("本报告根据条例编制。"))) + p(TWO) + table(), where) == []


def test_a_comment_on_several_cells() -> None:
    begin, end = (f'<w:commentRange{each} w:id="2"/>' for each in ("Start", "End"))
    first, last = tc(p(begin + r("3"))), tc(p(r("12") + end + '<w:r><w:commentReference w:id="2"/></w:r>'))
    rows = tbl(tr(*HEADER), tr("规章", first, "1", "7"), tr("行政规范性文件", last, "2", "80"), *OTHERS)
    (named,) = noted(p(TWO) + rows, "comment")
    assert ISSUED in named
    assert "proactive_disclosure.rules.issued" in named
    assert IN_FORCE not in named or "proactive_disclosure.normative_documents" in named
