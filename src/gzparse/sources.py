"""Sources: what a caller gives → a :class:`~gzparse.Source`, by the first reader that fits: plugins' first, then gzparse's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from gzparse._version import __version__
from gzparse.errors import DecodeError, GzparseError, LimitExceeded, MissingLibrary
from gzparse.model.markup import html_table
from gzparse.model.source import File, Source, digest_of
from gzparse.plugins.host import BuiltIn, Plugin, PluginFailed, Pool
from gzparse.read.sniff import MEDIA_TYPES, OTHER_MEDIA, Kind, kind_of, kind_of_text
from gzparse.read.text import read_source
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

if TYPE_CHECKING:
    from gzparse.model.document import Document

__all__ = ["READERS", "Sources", "note_what_was_given"]

READERS = (
    BuiltIn("html", "gzparse.read.html", "READER"),
    BuiltIn("mixed", "gzparse.read.mixed", "READER"),
    BuiltIn("mhtml", "gzparse.read.mhtml", "READER"),
    BuiltIn("docx", "gzparse.read.docx", "READER"),
    BuiltIn("pdf", "gzparse.read.pdf.reader", "READER"),
    BuiltIn("xlsx", "gzparse.read.sheets", "READER"),
)
"""The readers that come with gzparse."""
_READER_OF = {
    Kind.HTML: "html",
    Kind.MIXED: "mixed",
    Kind.MHTML: "mhtml",
    Kind.DOCX: "docx",
    Kind.PDF: "pdf",
    Kind.XLSX: "xlsx",
    Kind.XLS: "xlsx",
    Kind.ODS: "xlsx",
}
_MARK = "\ufeff"
"""In front of a text that a reader of bytes gets: its letters are known, whatever the text says of its encoding."""


class Sources:
    """The readers in use."""

    def __init__(self, readers: Sequence[Reader] | None = None) -> None:
        """Find them, or take those given and no others. None is loaded yet."""
        self._readers = Pool("readers", READERS, readers)

    def read(self, data: str | bytes, name: str | None, options: ReadOptions) -> Source:
        """Return the source of a text, or of a file that a reader makes text of.

        Raises:
            GzparseError: it cannot be read; the message says what it is and what to do.
        """
        if isinstance(data, bytes) and len(data) > options.limits.bytes:
            raise LimitExceeded(
                f"{name or 'The input'} has {len(data):,} bytes; the limit is {options.limits.bytes:,}. "
                "Pass limits=Limits(bytes=…) to read it all the same."
            )
        kind = _kind(data)
        source: Source | None = None
        unread: DecodeError | None = None
        if kind is Kind.TEXT or kind is Kind.MIXED:
            try:
                source = read_source(data, name)
            except DecodeError as error:
                if isinstance(data, str):
                    raise
                unread = error
            if source is not None and (kind is Kind.TEXT or html_table(source.normalized, 0, len(source.normalized)) is None):
                return source
        given = data if source is None else source.text
        content = given if isinstance(given, bytes) else _bytes_of(given)
        try:
            found = self._by_reader(content, kind, name, options, unread)
        except (MissingLibrary, LimitExceeded):
            if source is not None:
                return source  # its tables are named by a finding
            raise
        return evolve(found, media_type=MEDIA_TYPES.get(kind, OTHER_MEDIA), digest=_digest(data))

    def _by_reader(
        self, content: bytes, kind: Kind, name: str | None, options: ReadOptions, unread: DecodeError | None
    ) -> Source:
        """Return the source of a file by the first reader that it fits, those of plugins before gzparse's own."""
        from gzparse.read.convert import CONVERTED, converted
        from gzparse.read.refused import refusal

        failed: list[str] = []
        for plugin in sorted(self._readers, key=lambda one: one.trusted):
            if plugin.trusted and (unread is not None or plugin.name != _READER_OF.get(kind)):
                continue
            try:
                source = _read(plugin, content, name, options)
            except PluginFailed as error:
                plugin.warn(error)
                failed.append(str(error))
                continue
            except GzparseError as error:
                if failed:
                    raise type(error)(f"{error} ({'; '.join(failed)})") from error
                raise
            if source is not None:
                return source
        if options.convert and kind in CONVERTED and unread is None:
            made = converted(content, kind, name, options.limits.seconds)
            return self._by_reader(made, Kind.DOCX, name, options, None)
        refused: GzparseError = unread if unread is not None else refusal(kind, name)
        if failed:
            raise type(refused)(f"{refused} ({'; '.join(failed)})") from refused
        raise refused


def _read(plugin: Plugin, content: bytes, name: str | None, options: ReadOptions) -> Source | None:
    """Return what a reader makes of a file; ``None`` where it does not fit."""
    from gzparse.read.files import source_of  # most reports are given as text

    reader: Reader = plugin.value()
    if not plugin.trusted and not plugin.run(reader.fits, content, name):
        return None
    found = plugin.run(_content_of, reader, content, name, options)
    version = __version__ if plugin.trusted else plugin.version
    if isinstance(found, str):
        return evolve(read_source(found, name), file=File("text", reader.name, version))
    return source_of(found, reader.name, name, options.limits, version=version)


def _content_of(reader: Reader, data: bytes, name: str | None, options: ReadOptions) -> str | Document:
    from gzparse.model.document import Document

    found = reader.read(data, name, options) if reader.takes_options else reader.read(data, name)
    if not isinstance(found, (str, Document)):
        raise TypeError(f"it gave neither text nor a Document but {type(found).__qualname__}")
    return found


def note_what_was_given(error: GzparseError, data: str | bytes) -> None:
    """Note in an error what it is about, as far as its content tells."""
    error.sha256, error.size = _digest(data)
    error.media_type = MEDIA_TYPES.get(_kind(data), OTHER_MEDIA)


def _kind(data: str | bytes) -> Kind:
    return kind_of(data) if isinstance(data, bytes) else kind_of_text(data)


def _bytes_of(text: str) -> bytes:
    return f"{_MARK}{text}".encode("utf-8", "replace")


def _digest(data: str | bytes) -> tuple[str, int]:
    return digest_of(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
