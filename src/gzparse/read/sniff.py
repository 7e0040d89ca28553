"""Sniff: bytes or text → what kind of file they are, by their content alone. A file's name says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from gzparse.model.patterns import on_use


class Kind(StrEnum):
    """What a file is. Those that no reader reads have an entry in :data:`gzparse.read.refused.REFUSED`."""

    TEXT = "text"
    HTML = "html"
    MIXED = "mixed"
    """Text, or Markdown, whose tables are HTML."""
    MHTML = "mhtml"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ODT = "odt"
    DOC = "doc"
    OFD = "ofd"
    RTF = "rtf"
    ENCRYPTED = "encrypted"
    PICTURE = "picture"
    ARCHIVE = "archive"
    OLE = "ole"
    ZIP = "zip"


_OOXML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.HTML: "text/html",
    Kind.MIXED: "text/markdown",
    Kind.MHTML: "multipart/related",
    Kind.DOCX: f"{_OOXML}.wordprocessingml.document",
    Kind.XLSX: f"{_OOXML}.spreadsheetml.sheet",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.PDF: "application/pdf",
    Kind.DOC: "application/msword",
    Kind.OFD: "application/ofd",
    Kind.RTF: "application/rtf",
    Kind.ZIP: "application/zip",
}
"""Kinds of files → their media types."""
OTHER_MEDIA = "application/octet-stream"
"""The media type of all others."""


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_NAMES = (
    "!doctype html|html|head|body|meta|title|table|tbody|thead|tr|td|th|div|span|p|br|section|article|link|script|style|h[1-6]|"
    "ul|ol|li|a|center|font|img|form|main|header|nav"
)
_TAG = on_use(rf"(?i)<(?:{_NAMES})(?:[\s/][^<>]{{0,2000}})?>")
_OPENING = on_use(r"(?i)\s*(?:<!--[\s\S]{0,4000}?-->\s*|<\?xml[^>]{0,400}>\s*)*<(?:!doctype\s+html|[a-z][a-z0-9]*[\s/>])")
_PIECE = on_use(r"(?i)</?(?:td|tr|p|div|br)(?:[\s/][^<>]{0,400})?>")
_TABLE = on_use(r"(?i)<table(?:\s[^<>]{0,2000})?>")
_MIME = rb"(?i)\A\s{0,200}(?:[A-Za-z-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){0,20}?MIME-Version\s*:"
_FEW = 10
_LOOKED_AT = 20_000


def is_of(*kinds: Kind) -> Callable[[bytes, str | None], bool]:
    """Return what a reader of some kinds of files has as its ``fits``: whether bytes are of one of them."""
    return lambda data, name: kind_of(data) in kinds


def kind_of(data: bytes) -> Kind:
    """Return what kind of file some bytes are."""
    head = data[:1024]
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_kind(data)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_kind(data)
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(_PICTURES):
        return Kind.PICTURE
    if head.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    if re.match(_MIME, data[:20_000]):
        return Kind.MHTML
    return kind_of_text(_as_letters(data)) if b"<" in data else Kind.TEXT


def kind_of_text(text: str) -> Kind:
    """Return whether a text is plain, HTML, or has HTML tables in it."""
    if "<" not in text:
        return Kind.TEXT
    front = text[:4096].lstrip("\ufeff")
    if _OPENING.match(front) and _TAG.search(front):
        return Kind.HTML
    if re.search(r"(?i)<(?:html|body|!doctype html)[\s>]", front):
        return Kind.HTML
    table = _TABLE.search(text)
    if table is not None:
        before = text[: table.start()]
        return Kind.MIXED if _is_of_lines(before, text) else Kind.HTML
    if len(_PIECE.findall(text[:_LOOKED_AT])) > _FEW and len(re.findall(r"(?i)</?t[dr]\b", text[:_LOOKED_AT])) > _FEW:
        return Kind.HTML
    return Kind.TEXT


def _is_of_lines(before: str, text: str) -> bool:
    """Whether a text is made of lines outside its tables, as Markdown is, rather than of elements."""
    outside = _without_tables(text)
    return len(re.findall(r"(?i)<(?:p|div|h[1-6]|section|article|body)\b", outside)) <= 2 + outside.count("\n") // 10


def _without_tables(text: str) -> str:
    """Return what stands outside of tables. Where one is not closed, neither is any behind it: the search ends there."""
    opens, closes = re.compile(r"(?i)<table\b"), re.compile(r"(?i)</table\s*>")
    pieces, at = [], 0
    while (opening := opens.search(text, at)) is not None and (closing := closes.search(text, opening.end())) is not None:
        pieces.append(text[at : opening.start()])
        at = closing.end()
    return "".join((*pieces, text[at:]))


def _as_letters(data: bytes) -> str:
    """Return bytes as letters in which tags can be found, whatever their encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    encoding = likely_utf16(data)
    return data.decode("latin-1") if encoding is None else data.decode(encoding, "replace")


def likely_utf16(data: bytes) -> str | None:
    """Return which UTF-16 bytes without a mark are in, if NULs at their front say so: they stand in one half of each letter."""
    if b"\0" not in data[:1000]:
        return None
    even, odd = data[0:1000:2].count(0), data[1:1000:2].count(0)
    return "utf-16-le" if odd >= even else "utf-16-be"


def _ole_kind(data: bytes) -> Kind:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Kind.ENCRYPTED
    if holds("WordDocument"):
        return Kind.DOC
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    return Kind.OLE


def _zip_kind(data: bytes) -> Kind:
    import zipfile
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            mime = archive.open("mimetype").read(200).decode("latin-1") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        # Damaged: what it was meant to be still shows by the names in it.
        for name, kind in ((b"word/", Kind.DOCX), (b"xl/", Kind.XLSX), (b"OFD.xml", Kind.OFD)):
            if name in data:
                return kind
        return Kind.ZIP
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if "OFD.xml" in names:
        return Kind.OFD
    if "opendocument.spreadsheet" in mime:
        return Kind.ODS
    if "opendocument.text" in mime:
        return Kind.ODT
    return Kind.ZIP
