"""Word documents: each rule of the reader with a small file, and the places of the letters found again."""

from __future__ import annotations

import pytest
from conftest import ROOT
from word_files import (
    MAIN,
    NAMES,
    STYLES,
    aside,
    assert_accounted,
    assert_places,
    box,
    codes,
    docx,
    field,
    file_of,
    lines,
    p,
    part,
    r,
    read,
    relations,
    t,
    tbl,
    tc,
    text_of,
    tr,
)

import gzparse
from gzparse.model.document import Paragraph, Place, Table
from gzparse.read.compose import compose
from gzparse.read.docx import READER

# Text


def test_paragraphs_and_a_table_stand_in_order() -> None:
    data = docx(p("一、总体情况") + tbl(tr("a", "b"), tr("c", "")) + p("end"))
    assert text_of(data) == "一、总体情况\na\tb\nc\t\nend\n"
    document = read(data)
    assert document.media == "docx"
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert isinstance(document.blocks[1], Table)
    assert document.blocks[1].place == Place(table=1)
    assert document.blocks[1].keeps_places
    assert document.blocks[2].pieces == ((3, Place(path="p[6]")),)  # type: ignore[union-attr]
    assert assert_places(data) == 5
    assert_accounted(data)


def test_runs_are_joined_without_space() -> None:
    assert lines(p(r("一、总", "<w:b/>") + "<w:bookmarkStart/>" + r("体情况")) + p(r("1") + "<w:proofErr/>" + r("2"))) == [
        "一、总体情况",
        "12",
    ]


def test_tabs_breaks_and_hyphens() -> None:
    body = f"<w:r>{t('a')}<w:tab/>{t('b')}<w:br/>{t('c')}<w:noBreakHyphen/>{t('d')}<w:softHyphen/>{t('e')}</w:r>"
    document = read(docx(p(body) + tbl(tr(tc(p(body)), "x"))))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["a\tb", "c-de"]
    assert isinstance(document.blocks[2], Table)
    assert document.blocks[2].cells[0].text == "a b\nc-de"


def test_page_breaks_and_sections_end_lines() -> None:
    body = (
        p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:lastRenderedPageBreak/><w:t>c</w:t></w:r>', "<w:sectPr/>")
        + "<w:sectPr/>"
    )
    assert lines(body) == ["a", "bc"]


def test_white_space_of_the_file_is_none_of_the_text() -> None:
    assert lines("<w:p>\n <w:r>\n  <w:t>\n  一\n二 </w:t><w:t xml:space='preserve'> 三</w:t></w:r></w:p>") == ["一 二 三"]


@pytest.mark.parametrize("wrapper", ["ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "bdo"])
def test_what_is_around_runs_is_read_through(wrapper: str) -> None:
    data = docx(p(r("甲") + f"<w:{wrapper}>{r('乙')}</w:{wrapper}>" + r("丙")))
    assert text_of(data) == "甲乙丙\n"
    assert_accounted(data)


def test_content_controls_are_read_at_each_level() -> None:
    def sdt(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    data = docx(sdt(p("a")) + p(r("b") + sdt(r("c"))) + sdt(tbl(sdt(tr("d", sdt(tc("e")))), tr("f", sdt(tc(sdt(p("g"))))))))
    assert text_of(data) == "a\nbc\nd\te\nf\tg\n"
    assert assert_places(data) == 6
    assert_accounted(data)


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_deleted_text_is_kept_aside_with_a_note(tag: str) -> None:
    data = docx(p(r("甲") + f"<w:{tag}><w:r><w:delText>乙</w:delText></w:r></w:{tag}>" + f"<w:ins>{r('丙')}</w:ins>"))
    document = read(data)
    assert text_of(data) == "甲丙\n"
    assert aside(document) == [("deleted", "乙")]
    assert [(note.code, note.text, note.place) for note in document.notes] == [("deleted-text", "乙", Place(path="p[1]"))]
    assert_accounted(data)


def test_a_deleted_digit_in_a_table_is_noted_with_the_table() -> None:
    deleted = "<w:del><w:r><w:delText>1</w:delText></w:r></w:del>"
    document = read(docx(p("x") + tbl(tr("a", tc(p(deleted + r("2")))))))
    assert compose(document).text == "x\na\t2\n"
    assert [(note.code, note.within, note.place) for note in document.notes] == [
        ("deleted-text", 1, Place(table=1, row=1, cell=2, path="p[3]"))
    ]


def test_deleted_rows_and_cells_are_not_in_the_grid() -> None:
    data = docx(
        tbl(
            tr("a", "b"),
            tr("gone", "9", properties="<w:del/>"),
            tr("c", tc("9", "<w:cellDel/>"), "d", properties="<w:ins/>"),
            tr("e", "f"),
        )
    )
    document = read(data)
    assert compose(document).text == "a\tb\nc\td\ne\tf\n"
    assert [text for why, text in aside(document) if why == "deleted"] == ["gone", "9", "9"]
    assert codes(document) == ["deleted-text"]
    assert_places(data)
    assert_accounted(data)


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    data = docx(p("一、总", "<w:rPr><w:del/></w:rPr>") + p("体情况") + p("x", "<w:rPr><w:del/></w:rPr>") + tbl(tr("a", "b")))
    assert text_of(data) == "一、总体情况\nx\na\tb\n"
    assert [place.path for _, place in read(data).blocks[0].pieces] == ["p[1]", "p[2]"]  # type: ignore[union-attr]
    assert_places(data)


def test_hidden_text_is_kept_aside_with_a_note() -> None:
    data = docx(
        p(r("甲") + r("乙", "<w:vanish/>") + r("丙", '<w:vanish w:val="false"/>') + r("丁", '<w:rStyle w:val="ghost"/>'))
        + p("戊", '<w:pStyle w:val="derived"/>')
        + p("己", '<w:pStyle w:val="shown"/>')
        + p(r("庚", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="base"/>')
        + p(r("辛", "<w:webHidden/>")),
        styles=STYLES,
    )
    document = read(data)
    assert text_of(data).split() == ["甲丙", "己", "庚", "辛"]
    assert aside(document) == [("hidden", "乙丁"), ("hidden", "戊")]
    assert codes(document) == ["hidden-text"]
    assert_accounted(data)


def test_a_hidden_row_is_kept_aside() -> None:
    data = docx(tbl(tr("a", "b"), tr("c", "d", properties="<w:hidden/>"), tr("e", "f", properties='<w:hidden w:val="0"/>')))
    assert text_of(data) == "a\tb\ne\tf\n"
    assert codes(read(data)) == ["hidden-text"]
    assert_accounted(data)


def test_text_struck_through_is_as_if_deleted() -> None:
    document = read(docx(tbl(tr("a", tc(p(r("12", "<w:strike/>") + r("13") + r("4", '<w:dstrike w:val="0"/>')))))))
    assert compose(document).text == "a\t134\n"
    assert codes(document) == ["deleted-text"]


def test_a_raised_digit_is_no_digit_of_the_figure() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    assert lines(tbl(tr("a", tc(p(r("12") + r("1", up)))))) == ["a\t12 1"]
    assert lines(p(r("第") + r("1", up) + r("条"))) == ["第1条"]


def alternatives(content: str, fallback: str) -> str:
    choice = f'<mc:Choice Requires="wps">{content}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"


def test_text_boxes_are_read_in_place_and_once() -> None:
    both = alternatives(
        box(p("框一") + tbl(tr("x", "y"))),
        "<w:pict><v:textbox><w:txbxContent>" + p("框一") + "</w:txbxContent></v:textbox></w:pict>",
    )
    data = docx(
        p("前") + p(f"<w:r>{both}</w:r>") + p(f"<w:r>{t('一、总')}</w:r><w:r>{box(p('框二'))}</w:r>{r('体情况')}") + p("后")
    )
    assert text_of(data).splitlines() == ["前", "框一", "x\ty", "一、总体情况", "框二", "后"]
    assert_places(data)
    assert_accounted(data)


def test_a_text_box_in_a_cell_is_a_line_of_the_cell() -> None:
    document = read(docx(tbl(tr("a", tc(p(f"{r('12')}<w:r>{box(p('3'))}</w:r>"))))))
    assert isinstance(document.blocks[0], Table)
    assert document.blocks[0].cells[1].text == "12\n3"


def test_without_a_choice_the_fallback_is_read() -> None:
    assert lines(p(f"<w:r><mc:AlternateContent><mc:Fallback>{t('a')}</mc:Fallback></mc:AlternateContent></w:r>")) == ["a"]


def test_of_a_field_the_result_is_text() -> None:
    assert lines(p(r("共") + field("REF x", r("12")) + r("件"))) == ["共12件"]


def test_a_field_within_an_instruction_is_not_shown() -> None:
    data = docx(p(field("IF </w:instrText></w:r>" + field("PAGE", r("7")) + "<w:r><w:instrText>", r("12"))))
    assert text_of(data) == "12\n"
    assert aside(read(data)) == [("hidden", "7")]
    assert_accounted(data)


def test_a_field_that_does_not_end_hides_nothing() -> None:
    assert lines(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("a")) + p("b")) == ["a", "b"]
    assert lines(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("a")) + p("b")) == ["a", "b"]


def test_a_sign_that_a_field_draws_has_no_letter() -> None:
    document = read(docx(tbl(tr("a", tc(p(field(r"eq \o\ac(○,1)", "", separate=False)))))))
    assert compose(document).text == "a\t\ufffd\n"
    assert codes(document) == ["no-unicode"]


def test_a_table_of_contents_is_furniture() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    contents = p(begin + separate + r("一、总体情况")) + p(r("二、主动公开") + end)
    control = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    for body in (contents, f"{control}<w:sdtContent>{p('一、总体情况')}{p('二、主动公开')}</w:sdtContent></w:sdt>"):
        data = docx(p("目录") + body + p("一、总体情况"))
        assert text_of(data) == "目录\n一、总体情况\n"
        assert aside(read(data)) == [("navigation", "一、总体情况"), ("navigation", "二、主动公开")]
        assert_accounted(data)


def test_a_table_of_contents_that_holds_a_table_is_none() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    assert lines(p(begin + separate + r("a")) + tbl(tr("b", "c")) + p(r("d") + end)) == ["a", "b\tc", "d"]


def test_signs_without_a_letter_are_noted() -> None:
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    document = read(docx(tbl(tr("a", tc(p(r("1") + signs + r("2"))), tc(p('<w:r><w:sym w:char="2460"/></w:r>'))))))
    assert compose(document).text == "a\t1\ufffd2\t①\n"
    assert [(note.code, note.within) for note in document.notes] == [("no-unicode", 0)]
    assert codes(read(docx(p("\ue000")))) == ["no-unicode"]


def test_formulas_are_not_read_as_figures() -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    document = read(docx(tbl(tr("a", tc(p(fraction))))))
    assert compose(document).text == "a\t\ufffd\n"
    assert aside(document) == [("other", "12")]
    assert lines(p("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>")) == ["12"]


def test_annotations_of_pronunciation_are_furniture() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('zhèng')}</w:rt><w:rubyBase>{r('政')}</w:rubyBase></w:ruby></w:r>"
    data = docx(p(ruby + r("府")))
    assert text_of(data) == "政府\n"
    assert aside(read(data)) == [("other", "zhèng")]


def test_pictures_are_noted_and_their_cells_are_not_blank() -> None:
    picture = "<w:r><w:drawing><a:blip r:embed='r1'/></w:drawing></w:r>"
    document = read(docx(p(picture) + tbl(tr("a", tc(p(picture))), tr("b", tc(p(picture + r("2")))))))
    assert compose(document).text == "a\t\ufffc\nb\t2\ufffc\n"
    assert [(note.code, note.within) for note in document.notes] == [("picture", None), ("picture", 0)]


# Other parts


def test_headers_notes_and_comments_are_furniture() -> None:
    data = docx(
        p("a"),
        header1=part("hdr", p("页眉")),
        footer1=part("ftr", p(r("第") + field("PAGE", r("1")) + r("页"))),
        footnotes=part("footnotes", f"<w:footnote>{p('脚注')}</w:footnote>"),
        endnotes=part("endnotes", f"<w:endnote>{p()}</w:endnote>"),
        comments=part("comments", f"<w:comment>{p('批注')}{p('二')}</w:comment>"),
    )
    document = read(data)
    assert text_of(data) == "a\n"
    assert aside(document) == [("running-head", "页眉"), ("running-head", "第1页"), ("other", "脚注"), ("comment", "批注\n二")]
    assert [(note.code, note.place) for note in document.notes] == [("comment", Place(path="word/comments.xml"))]
    assert_accounted(data)


def test_the_title_of_the_file() -> None:
    title = "<dc:title>某县 年度报告</dc:title>"
    core = f'<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/">{title}</c:coreProperties>'
    parts = {
        "_rels/.rels": relations({MAIN: "officeDocument", "docProps/core.xml": "metadata/core-properties"}),
        MAIN: part("document", f"<w:body>{p('a')}</w:body>"),
        "docProps/core.xml": core,
    }
    assert read(file_of(parts)).title == "某县 年度报告"
    assert read(docx(p("a"))).title is None


def test_strict_files_other_names_and_encodings() -> None:
    xml = part("document", f"<w:body>{p('政府')}</w:body>")
    strict = xml.replace(NAMES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main")
    utf16 = xml.replace("UTF-8", "UTF-16").encode("utf-16")
    for content in (strict, utf16, xml.replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")):
        assert compose(read(file_of({MAIN: content}))).text == "政府\n"
    moved = {"_rels/.rels": relations({"/word/document2.xml": "officeDocument"}), "word/document2.xml": xml}
    assert compose(read(file_of(moved))).text == "政府\n"
    assert READER.fits(file_of(moved), None)
    assert not READER.fits(b"text", "a.docx")


# The whole report


def report(text: str, frame: bool = False, styles: bool = False) -> bytes:
    """Return a report whose lines with tabs are rows of tables."""
    body, rows = "", list[str]()
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            rows.append(tr(*line.split("\t")))
            continue
        if rows:
            body, rows = body + tbl(*rows), []
        body += (
            p("".join(r(letter, "<w:b/>" if at % 2 else "") for at, letter in enumerate(line.strip()))) if line.strip() else p()
        )
    return docx(tbl(tr(tc(body + p()))) if frame else body)


@pytest.mark.parametrize("frame", [False, True])
def test_a_report_gives_the_figures_of_its_text(frame: bool) -> None:
    text = (ROOT / "docs" / "examples" / "tabs.txt").read_text("utf-8")
    data = report(text, frame)
    expected, found = gzparse.parse(text), gzparse.parse(text_of(data))
    assert {path: figure.value for path, figure in found.figures.items()} == {
        path: figure.value for path, figure in expected.figures.items()
    }
    assert found.report.title == expected.report.title
    assert_places(data)
    assert_accounted(data)
