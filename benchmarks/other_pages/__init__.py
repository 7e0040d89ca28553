"""A second, independent generator of pages for gzparse: texts of reports with a truth of their own."""

from __future__ import annotations

from .build import document_of
from .facts import Fact, Truth
from .plan import Plan, draw

__all__ = ["Fact", "Plan", "Truth", "document", "document_of", "draw"]


def document(seed: int) -> tuple[str, Truth]:
    """The document of a seed: its text, and path → what a careful reader can know of the figure."""
    return document_of(draw(seed))
