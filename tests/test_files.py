"""Files: HTML, DOCX and workbooks that print one report give one report; what is lost in them is named; places lead back."""

from __future__ import annotations

import io
import pathlib
import random
import re
import shutil
import subprocess
import sys
import zipfile
from typing import Any

import pytest
import writing
from conftest import ROOT
from documents import ROWS, TITLE, TWO, made, paragraph, parsed, table
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import Laid

import gzparse
from gzparse.annual_report.form import ANNUAL_REPORT
from gzparse.model.document import Note, Place
from gzparse.rendering.render import document_of
from gzparse.spec.limits import Limits
from gzparse.testing import assert_sound, read_soundly
from gzparse.testing.file_pages import FILE_DAMAGES, WRITERS_OF_FILES, FilePage, as_docx, as_html, as_xlsx, files

TABS = ROOT / "docs" / "examples" / "tabs.txt"
PLAIN = gzparse.parse_file(TABS)
DOCUMENT = document_of(PLAIN, ANNUAL_REPORT)
FILES = {kind: write(DOCUMENT) for kind, write in WRITERS_OF_FILES.items()}


def bare(report: gzparse.Report) -> Any:
    """Return a report as plain data, white space left out: lines are indented in text alone."""

    def without_space(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_space(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [without_space(inner) for inner in value]
        return "".join(value.split()) if isinstance(value, str) else value

    return without_space(gzparse.unstructure(report))


# --- what comes back ----------------------------------------------------------------------------------------------------


@given(files())
def test_a_report_comes_back_from_a_file(page: FilePage) -> None:
    reading = gzparse.parse(page.data)
    assert not page.faults(reading)
    given = [path for path, expected in page.expected.items() if expected.kind.name in ("FIGURE", "BLANK")]
    assert [path for path in given if reading.figures[path].status not in ("value", "blank", "not_applicable")] == []
    assert_sound(reading)


@given(files(damages=None))
def test_damage_to_a_file_is_never_silent(page: FilePage) -> None:
    try:
        reading = gzparse.parse(page.data)
    except gzparse.NotAReport:
        return
    assert not page.faults(reading), page.done
    assert_sound(reading)


@pytest.mark.parametrize("name", FILE_DAMAGES)
def test_each_damage_is_done(name: str) -> None:
    done: list[str] = []

    @settings(max_examples=200 if name == "blanks merged" else 20)  # few reports have two blanks in a row
    @given(files(damages=[name], kind="html"))
    def keep(page: FilePage) -> None:
        done.extend(page.done)

    keep()
    assert done


@pytest.mark.parametrize("kind", FILES)
def test_renderings_of_one_report_give_equal_reports(kind: str) -> None:
    reading = gzparse.parse(FILES[kind])
    assert bare(reading.report) == bare(PLAIN.report)
    assert {path: (f.value, f.status) for path, f in reading.figures.items()} == {
        path: (f.value, f.status) for path, f in PLAIN.figures.items()
    }
    assert {f.layout for f in reading.figures.values() if f.raw is not None} == {"cells"}
    assert read_soundly(FILES[kind]) == reading


@given(st.binary(max_size=200), st.sampled_from(sorted(FILES)), st.integers(0, 10**6), st.integers(0, 40))
def test_a_damaged_file_is_read_soundly_or_refused(noise: bytes, kind: str, at: int, length: int) -> None:
    data = FILES[kind]
    start = at % len(data)
    read_soundly(data[:start] + noise + data[start + length :], again=False)


# --- places -------------------------------------------------------------------------------------------------------------


def test_a_place_in_html_leads_to_the_cell() -> None:
    import lxml.html

    reading = gzparse.parse(FILES["html"])
    page: Any = lxml.html.fromstring(FILES["html"].decode())
    tables = page.xpath("//table")
    seen = 0
    for figure in reading.figures.values():
        for place in figure.places:
            assert place.table is not None
            assert place.row is not None
            assert place.cell is not None
            cell = tables[place.table - 1].xpath(".//tr")[place.row - 1].xpath("td|th")[place.cell - 1]
            assert cell.text_content() == figure.raw
            seen += 1
    assert seen == 200


def test_a_place_in_a_word_file_leads_to_the_cell() -> None:
    import lxml.etree

    reading = gzparse.parse(FILES["docx"])
    with zipfile.ZipFile(io.BytesIO(FILES["docx"])) as package:
        root: Any = lxml.etree.fromstring(package.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tables = list(root.iter(f"{w}tbl"))
    for figure in reading.figures.values():
        for place in figure.places:
            assert place.table is not None
            assert place.row is not None
            assert place.cell is not None
            cell = tables[place.table - 1].findall(f"{w}tr")[place.row - 1].findall(f"{w}tc")[place.cell - 1]
            assert "".join(t.text or "" for t in cell.iter(f"{w}t")) == figure.raw


def test_a_place_in_a_workbook_leads_to_the_cell() -> None:
    import python_calamine

    reading = gzparse.parse(FILES["xlsx"])
    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(FILES["xlsx"]))
    for figure in reading.figures.values():
        for place in figure.places:
            assert place.sheet is not None
            found = re.fullmatch(r"([A-Z]+)(\d+)", place.address or "")
            assert found is not None
            column = sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(found[1]))) - 1
            value: Any = book.get_sheet_by_name(place.sheet).to_python(skip_empty_area=False)[int(found[2]) - 1][column]
            assert figure.raw is not None
            assert float(value) == float(figure.raw)


def test_an_explanation_and_the_record_name_the_place() -> None:
    reading = gzparse.parse(FILES["html"])
    assert "in the file: table 2, row 4, cell 2" in reading.explain("requests.new.natural_person")
    assert "在文件中：第 2 个表格，第 4 行，第 2 个单元格" in reading.explain("requests.new.natural_person", "zh")
    record = reading.record(figures="all")
    assert record["figures"]["requests.new.natural_person"]["places"] == [{"table": 2, "row": 4, "cell": 2}]
    assert (record["media_type"], record["reader"]["name"], record["verdict"]) == ("text/html", "html", "complete")
    assert "places" not in reading.record(version=1)["figures"]


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        (Place(page=2, box=(1.2, 2, 3, 4)), "page 2, 1, 2 to 3, 4 points", "第 2 页，左 1、上 2 至右 3、下 4 磅"),
        (Place(sheet="表一", address="B7"), "sheet “表一”, B7", "工作表“表一”，B7"),
        (Place(path="p[3]"), "p[3]", "p[3]"),
    ],
)
def test_places_in_words(place: Place, en: str, zh: str) -> None:
    assert (place.text(), place.text("zh")) == (en, zh)


# --- readers ------------------------------------------------------------------------------------------------------------


def test_a_text_that_is_html_is_read() -> None:
    page = FILES["html"].decode().replace('<meta charset="utf-8">', '<meta charset="gb2312">')
    assert bare(gzparse.parse(page).report) == bare(PLAIN.report)


@pytest.mark.parametrize("kind", FILES)
def test_a_missing_library_is_named_with_the_command(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("selectolax", "selectolax.lexbor", "selectolax.parser", "lxml", "lxml.etree", "python_calamine"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(gzparse.MissingLibrary, match=rf"pip install 'gzparse\[{kind}\]'"):
        gzparse.parse(FILES[kind])


def test_text_is_read_without_any_reader_loaded() -> None:
    code = (
        "import sys, gzparse; gzparse.parse_file(sys.argv[1]); "
        "print([m for m in ('selectolax', 'lxml', 'pypdfium2', 'pypdf', 'python_calamine', 'gzparse.model.document', "
        "'gzparse.read.html', 'zipfile', 'email') if m in sys.modules and m != 'email'])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(TABS)], capture_output=True, text=True, check=True)
    loaded = run.stdout.strip()
    assert not re.search("selectolax|lxml|pypdf|calamine|read.html", loaded), loaded


@pytest.mark.parametrize("kind", FILES)
def test_limits_are_kept(kind: str) -> None:
    with pytest.raises(gzparse.LimitExceeded, match="bytes"):
        gzparse.parse(FILES[kind], limits=Limits(bytes=100))
    with pytest.raises(gzparse.LimitExceeded):
        gzparse.parse(FILES[kind], limits=Limits(cells=20))


def test_a_readers_document_is_read_with_its_places() -> None:
    reading = parsed(made(paragraph(TITLE), paragraph(TWO), table(ROWS)))
    rules = reading.report.proactive_disclosure.rules
    assert (rules.issued, rules.repealed, rules.in_force) == (3, None, 7)
    assert reading.figures["proactive_disclosure.rules.repealed"].status == "blank"
    assert reading.figures["proactive_disclosure.rules.in_force"].places == (Place(table=1, row=2, cell=4),)


def test_figures_of_a_table_whose_cells_overlap_are_withheld() -> None:
    document = made(
        paragraph(TITLE),
        paragraph(TWO),
        table(ROWS),
        notes=(Note("cell-shape", within=2),),
    )
    reading = parsed(document)
    assert reading.figures["proactive_disclosure.rules.issued"].status == "withheld"
    assert ("table-shape", "error") in [(f.code, f.severity) for f in reading.findings]


def test_notes_of_a_reader_become_findings() -> None:
    notes = (Note("hidden-text", "某某"), Note("hidden-text", "再"), Note("no-such-note", "x"), Note("picture", ""))
    document = made(paragraph(TITLE), paragraph(TWO), table(ROWS), notes=notes)
    found = {f.code: f.message for f in parsed(document).findings}
    assert "某某" in found["hidden-text"]
    assert "+1" in found["hidden-text"]
    assert "no-such-note" in found["file-note"]
    assert "picture" in found


# --- conversion ---------------------------------------------------------------------------------------------------------

DOC = b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")


def test_an_old_word_file_is_converted_only_when_asked_for(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(FILES["docx"])
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\ncp "{tmp_path}/made.docx" "${{last%.doc}}.docx"\n')
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    with pytest.raises(gzparse.UnsupportedFormat, match="--convert"):
        gzparse.parse(DOC)
    assert bare(gzparse.parse(DOC, convert=True).report) == bare(PLAIN.report)
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(gzparse.DamagedFile):
        gzparse.parse(DOC, convert=True)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(gzparse.MissingLibrary, match="LibreOffice"):
        gzparse.parse(DOC, convert=True)


# --- the same report, figure by figure ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_report_with_figures_is_the_same_in_all_files(seed: int) -> None:
    text = Laid("tabs", writing.consistent_figures(random.Random(seed))).text
    reading = gzparse.parse(text)
    document = document_of(reading, ANNUAL_REPORT)
    for data in (as_html(document, runs=True), as_docx(document, runs=True), as_xlsx(document)):
        assert bare(gzparse.parse(data).report) == bare(reading.report)
