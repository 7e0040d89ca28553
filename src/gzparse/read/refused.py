"""What is not read: a kind of file → an error that names it and says what to do."""

from __future__ import annotations

from gzparse.errors import Encrypted, UnsupportedFormat
from gzparse.read.sniff import Kind

_SAVE_AS_DOCX = "Open it in Word, WPS or LibreOffice and save it as DOCX, then parse that file"
_REFUSED = {
    Kind.DOC: (
        "an old Word or WPS document (DOC, WPS)",
        f"{_SAVE_AS_DOCX}; or pass convert=True (--convert), which runs LibreOffice where it is installed.",
    ),
    Kind.RTF: (
        "a rich-text document (RTF)",
        f"{_SAVE_AS_DOCX}; or pass convert=True (--convert), which runs LibreOffice where it is installed.",
    ),
    Kind.ODT: (
        "an OpenDocument text (ODT)",
        f"{_SAVE_AS_DOCX}; or pass convert=True (--convert), which runs LibreOffice where it is installed.",
    ),
    Kind.OFD: (
        "an OFD document, the fixed layout of Chinese offices",
        "Open it in an OFD viewer and export it as PDF with text, or copy its text, and parse that.",
    ),
    Kind.PICTURE: (
        "a picture",
        "Its letters must be recognized first; parse the recognized text, and compare it with the picture.",
    ),
    Kind.ARCHIVE: ("an archive (RAR, 7z, gzip or the like)", "Unpack it, and parse the files in it."),
    Kind.ZIP: ("a ZIP archive that is no Word or Excel file", "Unpack it, and parse the files in it."),
    Kind.OLE: ("an OLE file that is no Word or Excel file", "Open it in the program that made it and save it as DOCX or PDF."),
}


def refusal(kind: Kind, name: str | None) -> UnsupportedFormat:
    """Return the error for a file of a kind that is not read."""
    subject = name or "The input"
    if kind is Kind.ENCRYPTED:
        return Encrypted(
            f"{subject} is an encrypted Word or Excel file. Open it with its password, save it without one, "
            "and parse that file."
        )
    what, to_do = _REFUSED.get(kind, (f"a file of the kind {kind.value}", "Extract its text first, and parse that."))
    return UnsupportedFormat(f"{subject} is {what}, which is not read. {to_do}")
