"""Files: a reader's :class:`~gzparse.model.document.Document` → a :class:`~gzparse.Source`, with the place of each letter."""

from __future__ import annotations

from gzparse.model.document import Document
from gzparse.model.letters import normalized
from gzparse.model.source import File, Source
from gzparse.read.compose import compose
from gzparse.read.furniture import page_furniture
from gzparse.spec.limits import Limits

__all__ = ["source_of"]


def source_of(document: Document, reader: str, name: str | None, limits: Limits) -> Source:
    """Return the text of a document, with the places of its letters and its rows in the file.

    Raises:
        LimitExceeded: the document is larger than the limits allow.
    """
    composed = compose(document, limits)
    notes = tuple((note, None if note.within is None else composed.blocks[note.within]) for note in document.notes)
    file = File(
        document.media,
        reader,
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
