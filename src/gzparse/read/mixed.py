"""Mixed: text, or Markdown, whose tables are HTML → a document. The text has been decoded."""

from __future__ import annotations

from gzparse.model.document import Document
from gzparse.read.html import read_mixed
from gzparse.read.sniff import Kind, is_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

__all__ = ["READER"]


def _read(data: bytes, name: str | None, options: ReadOptions) -> Document:
    return read_mixed(data.decode("utf-8-sig", "replace"), name, options)


READER = Reader("mixed", is_of(Kind.MIXED), _read, reads="text and Markdown whose tables are HTML", takes_options=True)
