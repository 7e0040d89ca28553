"""Package: the parts of an office file (a ZIP archive of XML), each read within the limits and parsed without trust."""

from __future__ import annotations

import html
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, Any

from gzparse.errors import DamagedFile, Encrypted, LimitExceeded
from gzparse.spec.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BROKEN: tuple[type[BaseException], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What ``zipfile`` and the modules below it raise on damaged archives."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
"""The namespaces of Strict Open XML, and those of the transitional variant that nearly all files have."""
_PARTS = 4
"""So many times the limit of one part is unpacked of all the parts together."""
_TAGS = 10
"""So many times the limit of cells may a part have elements: what a cell needs at least."""
_WHAT_TO_DO = "Open it in Word or WPS and save it again, or ask for the file again."


_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(rb"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def subject(name: str | None) -> str:
    """Return how a message names a file."""
    return name if name else "The input"


class Package:
    """An office file: its parts by name, read one by one. kind: what messages call it."""

    def __init__(self, data: bytes, name: str | None, kind: str, limits: Limits) -> None:
        self.limits = limits
        self.kind = kind
        self.subject = subject(name)
        self.until = monotonic() + limits.seconds
        self._left = _PARTS * limits.part_bytes
        if len(data) > limits.bytes:
            raise self.exceeded("bytes", f"it has {len(data):,} bytes, more than {limits.bytes:,}")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            entries = self._archive.infolist()
        except BROKEN as error:
            raise self.damaged(f"the archive cannot be opened ({_said(error)})") from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            part = entry.filename.replace("\\", "/").lstrip("/").lower()
            if part in self._entries and not part.endswith("/"):
                raise self.damaged(f"it has two parts of the name {entry.filename!r}")
            self._entries[part] = entry

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def parts(self) -> Iterator[str]:
        """Return the names of the parts, in lower case."""
        return iter(self._entries)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part. What the archive says of its size is not trusted."""
        self.check_time()
        entry = self._entries.get(part.lower())
        if entry is None:
            raise self.damaged(f"its part {part!r} is missing")
        if entry.flag_bits & 1:
            raise Encrypted(f"{self.subject} is {self.kind} that is encrypted. Save it without a password and parse it again.")
        most = min(self.limits.part_bytes, self._left)
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(most + 1)
        except BROKEN as error:
            raise self.damaged(f"its part {part!r} cannot be unpacked ({_said(error)})") from None
        if len(data) > most:
            raise self.exceeded("part_bytes", f"its part {part!r} has more than {most:,} bytes when unpacked")
        self._left -= len(data)
        return data

    def xml(self, part: str, data: bytes | None = None) -> Element:
        """Return the root of a part that is XML; a DTD is refused, and nothing outside the part is loaded."""
        from lxml import etree

        data = _utf8(self.read(part) if data is None else data)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self.damaged(f"its part {part!r} declares a document type (DTD), which no such file has")
        if data.count(b"<") > 2 * _TAGS * self.limits.cells:
            raise self.exceeded("cells", f"its part {part!r} has too many elements")
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT.items():
                data = re.sub(rb"(xmlns(?::[\w.-]+)?\s*=\s*[\"'])" + re.escape(strict), rb"\g<1>" + usual, data)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            dtd_validation=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            if "depth" in str(error):
                raise self.exceeded("depth", f"the elements of its part {part!r} lie too deep within each other") from None
            if "huge" in str(error).lower() or "too long" in str(error):
                raise self.exceeded("letters", f"a text in its part {part!r} is too long") from None
            raise self.damaged(f"its part {part!r} is not well-formed XML ({_said(error)})") from None
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged(f"its part {part!r} declares a document type (DTD), which no such file has")
        return root

    def related(self, part: str) -> list[tuple[str, str]]:
        """Return the parts that a part refers to, as (the kind of the reference, the name of the part), in order."""
        return [(kind, name) for _, kind, name in self.relations(part)]

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return the parts that a part refers to, as (the id of the reference, its kind, the name of the part), in order."""
        folder, _, base = part.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        found = []
        for relation in _RELATION.finditer(_utf8(self.read(rels))) if rels in self else ():
            said = attributes(relation.group(1))
            target = said.get("Target")
            if target is None or said.get("TargetMode") == "External":
                continue
            name = posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))
            found.append((said.get("Id", ""), said.get("Type", "").rpartition("/")[2], name))
        return found

    def check_time(self) -> None:
        """Raise where the time that the limits allow has passed."""
        if monotonic() > self.until:
            raise self.exceeded("seconds", f"reading it takes more than {self.limits.seconds:g} seconds")

    def damaged(self, what: str) -> DamagedFile:
        """Return the error for a file that cannot be read."""
        return DamagedFile(f"{self.subject} is {self.kind} that is damaged: {what}. {_WHAT_TO_DO}")

    def exceeded(self, bound: str, what: str) -> LimitExceeded:
        """Return the error for a file that is beyond a bound of the limits."""
        return LimitExceeded(
            f"{self.subject} is {self.kind} beyond the limit {bound!r}: {what}. "
            f"If the file is sound, pass Limits({bound}=…) with a larger bound."
        )


def attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag, given what stands between its name and its end."""
    return {
        name.decode("utf-8", "replace"): html.unescape((first or second).decode("utf-8", "replace"))
        for name, first, second in _ATTRIBUTE.findall(tag)
    }


def _utf8(data: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8, so that marks can be found in its bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return data
        return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    return data


def _said(error: BaseException) -> str:
    """Return what an error of a library says, on one line and not too long."""
    said: Any = error.args[0] if error.args else type(error).__name__
    return " ".join(str(said).split())[:120]
