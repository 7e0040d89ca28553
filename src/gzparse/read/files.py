"""Files: a reader's :class:`~gzparse.model.document.Document` → a :class:`~gzparse.Source`, with the place of each letter."""

from __future__ import annotations

from attrs import evolve

from gzparse.model.document import Document, Paragraph, Place
from gzparse.model.letters import normalized
from gzparse.model.source import File, Source
from gzparse.read.compose import compose
from gzparse.read.furniture import page_furniture
from gzparse.spec.limits import Limits

__all__ = ["source_of"]

_FRONT = 30
"""Among so many blocks the title is looked for."""


def source_of(document: Document, reader: str, name: str | None, limits: Limits, *, version: str | None = None) -> Source:
    """Return the text of a document, with the places of its letters and its rows in the file.

    reader, version: the reader that made it, and the version of what that came with.

    Raises:
        LimitExceeded: the document is larger than the limits allow.
    """
    composed = compose(_with_title(document), limits)
    notes = tuple((note, None if note.within is None else composed.blocks[note.within]) for note in document.notes)
    file = File(
        document.media,
        reader,
        version,
        composed.segments,
        composed.rows,
        document.furniture,
        notes,
        document.title,
        document.organ,
    )
    source = Source(name, composed.text, normalized(composed.text), None, (), file)
    furniture = page_furniture(source.normalized) if document.media == "pdf" else []
    return source.without(furniture) if furniture else source


def _with_title(document: Document) -> Document:
    """Return a document that begins with its title, where the file states one and no block at its front does."""
    title = document.title
    if title is None or not title.strip():
        return document
    wanted = "".join(title.split())
    for block in document.blocks[:_FRONT]:
        if isinstance(block, Paragraph) and wanted in "".join(block.text.split()):
            return document
    line = Paragraph(title, ((len(title), Place(path="title")),))
    notes = tuple(note if note.within is None else evolve(note, within=note.within + 1) for note in document.notes)
    return evolve(document, blocks=(line, *document.blocks), notes=notes)
