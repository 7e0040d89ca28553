"""A mixed folder: 60 files of all kinds, 10 of them bad, and what gzparse makes of each.

    python benchmarks/mixed_folder.py [FOLDER] [SEED]

Writes the files into a folder, by default a temporary one, and reads it with ``gzparse.parse_files``. Of each file it prints a
line: the reader, the verdict, how many of its figures were given, withheld and wrong, and the codes of its findings, or the
error. The exit status is 1 if a figure is wrong, a good file is not read, or a bad one is.
"""

from __future__ import annotations

import base64
import importlib
import io
import pathlib
import random
import struct
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import attrs

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import example_files  # noqa: E402
import pdf_writing  # noqa: E402
import writing  # noqa: E402
from layouts import Laid  # noqa: E402

import gzparse  # noqa: E402
from gzparse.annual_report.form import ANNUAL_REPORT  # noqa: E402
from gzparse.rendering.html import html_page  # noqa: E402
from gzparse.rendering.render import document_of  # noqa: E402
from gzparse.spec.sheet import Document  # noqa: E402
from gzparse.testing.file_pages import as_docx, as_html, as_xlsx  # noqa: E402

Truth = Mapping[str, Any]
COUNT, BAD = 60, 10


# --- good files: a report → bytes ---------------------------------------------------------------------------------------


def gb18030_html(printed: Document) -> bytes:
    return example_files.page_html(printed).decode("utf-8").replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")


def piece_of_html(printed: Document) -> bytes:
    return html_page(printed).partition("<body>")[2].partition("</body>")[0].encode("utf-8")


def mhtml(printed: Document) -> bytes:
    page = base64.encodebytes(example_files.page_html(printed)).decode("ascii")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    return f"{head}Content-Transfer-Encoding: base64\n\n{page}\n--b--\n".encode("ascii")


def markdown_with_html(printed: Document) -> bytes:
    lines = [f"# {printed.title}", printed.preamble]
    for section in printed.sections:
        lines.append(f"## {section.heading}")
        if section.sheet is not None:
            page = html_page(Document(sections=(attrs.evolve(section, prose=""),)))
            lines.append("<table>" + page.partition("<table>")[2].partition("</table>")[0].replace("\n", "") + "</table>")
        lines.append(section.prose)
    return "\n\n".join(line for line in (*lines, *printed.signature) if line.strip()).encode("utf-8")


def xls(printed: Document) -> bytes:
    xlwt: Any = importlib.import_module("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("年报")
    sheet.write(0, 0, printed.title)
    at = 1
    for section in printed.sections:
        sheet.write(at, 0, section.heading)
        at += 1
        for cells in section.sheet.placed() if section.sheet is not None else ():
            for column, cell in cells:
                value = int(cell.text) if cell.path is not None and cell.text.isdecimal() else cell.text
                sheet.write_merge(at, at + cell.rows - 1, column, column + cell.columns - 1, value)
            at += 1
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def ods(printed: Document) -> bytes:
    rows = [f"<table:table-row>{_ods_cell(printed.title, 1, 1)}</table:table-row>"]
    for section in printed.sections:
        rows.append(f"<table:table-row>{_ods_cell(section.heading, 1, 1)}</table:table-row>")
        covered: set[tuple[int, int]] = set()
        for at, cells in enumerate(section.sheet.placed() if section.sheet is not None else ()):
            here = dict(cells)
            xml = []
            width = max([column + cell.columns for column, cell in cells] + [c + 1 for r, c in covered if r == at], default=0)
            for column in range(width):
                if column in here:
                    cell = here[column]
                    xml.append(_ods_cell(cell.text, cell.rows, cell.columns))
                    covered |= {(at + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                else:
                    xml.append("<table:covered-table-cell/>" if (at, column) in covered else "<table:table-cell/>")
            rows.append(f"<table:table-row>{''.join(xml)}</table:table-row>")
    table = f'<table:table table:name="年报">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    text = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{body}</office:document-content>'
    return packed({"mimetype": _ODS, "content.xml": text})


def _ods_cell(text: str, rows: int, columns: int) -> str:
    spans = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"' if rows * columns > 1 else ""
    value = f' office:value-type="float" office:value="{text}"' if text.isdecimal() else ' office:value-type="string"'
    return f"<table:table-cell{spans}{value}><text:p>{escape(text)}</text:p></table:table-cell>"


def packed(parts: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


GOOD: Mapping[str, Callable[[Document], bytes]] = {
    "page.html": example_files.page_html,
    "page_gb.htm": gb18030_html,
    "piece.html": piece_of_html,
    "spans.html": lambda printed: as_html(printed, runs=True),
    "page.mht": mhtml,
    "page.doc": mhtml,
    "report.docx": as_docx,
    "runs.docx": lambda printed: as_docx(printed, runs=True),
    "report.xlsx": as_xlsx,
    "report.xls": xls,
    "report.ods": ods,
    "ruled.pdf": example_files.report_pdf,
    "unruled.pdf": lambda printed: example_files.report_pdf(printed, ruled=False),
    "tables.md": markdown_with_html,
}
TEXTS = ("tabs", "bars", "csv", "lines", "indented", "bar_cells")


# --- bad files ----------------------------------------------------------------------------------------------------------


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(72))) + chunk(b"IEND", b"")


def scan() -> bytes:
    """Return a PDF of two pages, each of them a picture."""
    entries = b"/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
    image = pdf_writing.stream(bytes(64), entries)
    return pdf_writing.pdf(*["595 0 0 842 0 0 cm /I Do\n"] * 2, forms=[image], resources=b"/XObject<</I 4 0 R>>")


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + name.encode("utf-16-le").ljust(512, b"\0")


def bad_files(printed: Document, rng: random.Random) -> dict[str, bytes]:
    docx = as_docx(printed)
    table = "<table><tr><td>时间</td><td>9</td></tr></table>"
    notice = f"<html><head><title>通知公告</title></head><body><p>关于召开会议的通知。</p>{table}</body></html>"
    return {
        "empty.txt": b"",
        "cut.docx": docx[: len(docx) // 2],
        "scan.pdf": scan(),
        "encrypted.xlsx": ole("EncryptedPackage"),
        "report.ofd": packed({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"}),
        "reports.rar": b"Rar!\x1a\x07\x01\x00" + rng.randbytes(400),
        "unknown.bin": b"\0\x01\xff\xfe\x80" + rng.randbytes(2000),
        "picture.png": picture(),
        "old.doc": example_files.old_doc(),
        "notice.html": notice.encode("utf-8"),
    }


# --- the folder ---------------------------------------------------------------------------------------------------------


def write_folder(folder: pathlib.Path, seed: int) -> dict[str, Truth | None]:
    """Write the files. Return the figures that each prints; ``None`` for those that are no report."""
    rng = random.Random(seed)
    truths: dict[str, Truth | None] = {}
    kinds = [*GOOD, *(f"{layout}.txt" for layout in TEXTS)]
    printed = Document()
    for number in range(COUNT - BAD):
        reading = gzparse.parse(Laid("tabs", writing.consistent_figures(rng)).text)
        printed = document_of(reading, ANNUAL_REPORT)
        kind = kinds[number % len(kinds)]
        name = f"{number:02}_{kind}"
        text = kind.removesuffix(".txt")
        data = gzparse.render(reading, layout=text).encode("utf-8") if text in TEXTS else GOOD[kind](printed)
        (folder / name).write_bytes(data)
        truths[name] = {path: figure.value for path, figure in reading.figures.items() if figure.status != "not_in_form"}
    for name, data in bad_files(printed, rng).items():
        (folder / f"bad_{name}").write_bytes(data)
        truths[f"bad_{name}"] = None
    return truths


def show(folder: pathlib.Path, truths: Mapping[str, Truth | None]) -> bool:
    """Print what each file gives. Return whether all is as it should be."""
    totals: Counter[str] = Counter()
    names = sorted(truths)
    for name, outcome in zip(names, gzparse.parse_files([folder / name for name in names]), strict=True):
        truth = truths[name]
        if isinstance(outcome, Exception):
            totals["refused"] += 1
            totals["good files refused"] += truth is not None
            said = str(outcome).replace(f"{folder}/", "")
            print(f"{name:24} {type(outcome).__name__}: {said}")
            continue
        given = {path: figure.value for path, figure in outcome.figures.items() if figure.value is not None}
        truth_here = truth or {}
        right = sum(truth_here.get(path) == value for path, value in given.items())
        wrong = len(given) - right
        printed = sum(value is not None for value in truth_here.values())
        totals["read"] += 1
        totals["bad files read"] += truth is None
        totals["figures printed"] += printed
        totals["right"] += right
        totals["wrong"] += wrong
        totals["read in full"] += right == printed
        reader = outcome.source.file.reader if outcome.source.file is not None else "text"
        codes = Counter(finding.code for finding in outcome.findings)
        found = ", ".join(f"{code} {count}" if count > 1 else code for code, count in codes.items())
        print(f"{name:24} {reader:6} {outcome.verdict:10} {right:3} of {printed} right, {wrong} wrong  {found}")
    print("; ".join(f"{what}: {count}" for what, count in totals.items()))
    return not (totals["wrong"] or totals["good files refused"] or totals["bad files read"])


def main() -> int:
    """Write a folder and print what its files give."""
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return 0 if show(folder, write_folder(folder, seed)) else 1


if __name__ == "__main__":
    sys.exit(main())
