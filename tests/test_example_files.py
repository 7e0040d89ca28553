"""The files of docs/examples: they are what the program writes, and print one report; what is refused says why."""

from __future__ import annotations

import zipfile
from io import BytesIO

import example_files
import pytest
from conftest import ROOT
from test_files import PLAIN, bare

import gzparse
from gzparse.testing import assert_sound

FOLDER = ROOT / "docs" / "examples"
REPORTS = [name for name in example_files.FILES if name != "old.doc"]
LARGEST = 60_000


@pytest.mark.parametrize("name", REPORTS)
def test_the_files_print_the_report_of_the_text(name: str) -> None:
    reading = gzparse.parse_file(FOLDER / name)
    assert bare(reading.report) == bare(PLAIN.report)
    assert {path: (f.value, f.status) for path, f in reading.figures.items()} == {
        path: (f.value, f.status) for path, f in PLAIN.figures.items()
    }
    assert reading.findings == ()
    assert all(figure.places for figure in reading.figures.values() if figure.raw is not None)
    assert_sound(reading)


@pytest.mark.parametrize("name", example_files.FILES)
def test_the_files_are_what_the_program_writes(name: str) -> None:
    kept, made = (FOLDER / name).read_bytes(), example_files.FILES[name]()
    assert len(kept) < LARGEST
    if name.endswith("x"):  # packages: how they are packed, and what a library adds, may change
        main = "word/document.xml" if name.endswith("docx") else "xl/worksheets/sheet1.xml"
        kept, made = (zipfile.ZipFile(BytesIO(data)).read(main) for data in (kept, made))
    assert kept == made


def test_workers_send_readings_of_files_whole() -> None:
    files = [FOLDER / name for name in example_files.FILES]
    alone, sent = list(gzparse.parse_files(files)), list(gzparse.parse_files(files, workers=2))
    for one, other in zip(alone, sent, strict=True):
        if isinstance(one, gzparse.Reading):
            assert isinstance(other, gzparse.Reading)
            assert (other, other.figures, other.parts) == (one, one.figures, one.parts)
            assert other.source.file == one.source.file
            assert other.explain("requests.new.total") == one.explain("requests.new.total")
        else:
            assert (type(other), str(other)) == (type(one), str(one))


def test_the_old_word_document_is_refused() -> None:
    with pytest.raises(gzparse.UnsupportedFormat, match="save it as DOCX"):
        gzparse.parse_file(FOLDER / "old.doc")
