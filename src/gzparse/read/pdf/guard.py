"""Guard: what pdfium would unpack or repeat without an end is refused before pdfium sees it, for it cannot be stopped."""

from __future__ import annotations

import importlib
import logging
import re
import zlib
from collections import Counter
from io import BytesIO
from typing import Any

from gzparse.errors import DamagedFile, GzparseError, MissingLibrary
from gzparse.read.pdf.budget import Budget

_RATIO = 1032
"""Deflate packs by no more than this: shorter streams cannot hold too much."""
_NOT_CONTENT = re.compile(rb"/(?:Image|Length1|Type1C|CIDFontType0C|OpenType|FontFile)\b")
"""Pictures and fonts are not unpacked for letters and lines, or only as far as their use."""
_FORM = re.compile(rb"/(?:F|#46)(?:o|#6[fF])(?:r|#72)(?:m|#6[dD])(?![A-Za-z0-9])")
_USE = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do(?![A-Za-z0-9])")
_DEEPEST = 24
_MOST = 20_000
"""So many forms may be drawn on one page, each counted as often as it is drawn."""
_PIECE = 1 << 16


def check_streams(data: bytes, budget: Budget) -> None:
    """Raise ``LimitExceeded`` if a stream of content unpacks to more than the limits allow."""
    most = budget.part_bytes
    shortest = most // _RATIO
    at = data.find(b"stream")
    while at >= 0:
        end = data.find(b"endstream", at + 6)
        end = len(data) if end < 0 else end
        entries = data[max(0, at - 400) : at]
        is_double = entries.count(b"/Fl", entries.rfind(b" obj") + 1) > 1
        if (is_double or end - at > shortest) and not _NOT_CONTENT.search(entries, entries.rfind(b" obj") + 1):
            start = at + 8 if data.startswith(b"\r\n", at + 6) else at + 7
            budget.check_part(_unpacked(data[start:end], most, 2 if is_double else 1))
        at = data.find(b"stream", end + 9)


def _unpacked(packed: bytes, most: int, times: int) -> int:
    """Return how many bytes a stream unpacks to, or one more than the most allowed."""
    out = 0
    inner: list[bytes] = []
    unpacker = zlib.decompressobj()
    rest = packed
    try:
        while rest and not unpacker.eof and out <= most:
            part = unpacker.decompress(rest, _PIECE)
            out += len(part)
            if times > 1:
                inner.append(part)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        pass
    if times > 1 and out <= most:
        return max(out, _unpacked(b"".join(inner), most, times - 1))
    return out


def check_forms(data: bytes, subject: str, password: str | None, pages: int, budget: Budget) -> None:
    """Raise ``LimitExceeded`` if forms hold one another so often, or themselves, that pdfium would not come to an end.

    Raises:
        DamagedFile: the file has forms, and how they are used cannot be found out.
        MissingLibrary: the file has forms, and pypdf is not installed.
    """
    if not _FORM.search(data):
        return
    try:
        pypdf = importlib.import_module("pypdf")
    except ImportError:
        raise MissingLibrary(
            f"{subject} is a PDF with forms within its pages, which are checked with the library pypdf, and that is not "
            "installed. Install it: pip install 'gzparse[pdf]'."
        ) from None
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # what it has to say of damage is said by what pdfium finds
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt(password or "")
        counts: dict[int, int] = {}
        for index in range(min(pages, len(reader.pages))):
            budget.check_time(f"page {index + 1}")
            page = reader.pages[index]
            content = page.get_contents()
            if content is not None:
                budget.check_repeats(_repeats(content.get_data(), page.get("/Resources"), counts, ()), _MOST)
    except GzparseError:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise DamagedFile(
            f"{subject} is a PDF whose pages are made of forms that cannot be read ({type(error).__name__}): it is damaged. "
            "Fetch the file again, or print it to a new PDF."
        ) from error
    finally:
        logger.setLevel(level)


def _repeats(content: bytes, resources: Any, counts: dict[int, int], within: tuple[int, ...]) -> int:
    """Return how many forms are drawn by some content, those within others included; ``_MOST + 1`` if that has no end."""
    found = resources.get_object().get("/XObject") if resources is not None else None
    held: Any = found.get_object() if found is not None else {}
    total = 0
    uses = Counter(re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), use[1]) for use in _USE.finditer(content))
    for name, times in uses.items():
        reference = held.raw_get("/" + name.decode("latin-1")) if "/" + name.decode("latin-1") in held else None
        form = reference.get_object() if reference is not None else None
        if form is None or form.get("/Subtype") != "/Form":
            continue
        key = getattr(reference, "idnum", id(form))
        if key in within or len(within) >= _DEEPEST:
            return _MOST + 1
        if key not in counts:
            counts[key] = 1 + _repeats(form.get_data(), form.get("/Resources") or resources, counts, (*within, key))
        total += times * counts[key]
        if total > _MOST:
            return _MOST + 1
    return total
