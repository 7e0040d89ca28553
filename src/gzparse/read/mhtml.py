"""MHTML: a web page saved with all that belongs to it in one file, often named .doc or .mht → the document of its page."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from attrs import evolve

from gzparse.errors import DamagedFile, LimitExceeded
from gzparse.model.document import Document, Furniture, Paragraph
from gzparse.read.html import read_html
from gzparse.read.html_headings import heading_of
from gzparse.read.sniff import Kind, is_of
from gzparse.spec.hooks import Reader
from gzparse.spec.limits import ReadOptions

_MOST_PARTS = 200


def read_mhtml(data: bytes, name: str | None, options: ReadOptions) -> Document:
    """Return the report of the page in an MHTML file. Text of other pages in it, such as running heads, is furniture.

    Raises:
        DamagedFile: no HTML page is in it.
        MissingLibrary: selectolax is not installed.
        LimitExceeded: the file or its page is larger, deeper or slower to read than the limits allow.
    """
    limits = options.limits
    if len(data) > limits.bytes:
        raise LimitExceeded(f"the file is larger than {limits.bytes:,} bytes. Pass larger limits (bytes) if the file is sound.")
    pages = [read_html(page, name, options, charset) for page, charset in _pages(data, options)]
    if not pages:
        raise DamagedFile(
            f"{name or 'The input'} is MHTML, and no HTML page can be found in it. Save it again as HTML or DOCX."
        )
    best = max(pages, key=_worth)
    others = [_as_furniture(page) for page in pages if page is not best]
    return evolve(best, furniture=best.furniture + tuple(part for parts in others for part in parts)) if any(others) else best


def _pages(data: bytes, options: ReadOptions) -> list[tuple[bytes, str | None]]:
    """Return the HTML parts of a file, each with the charset that its header declares."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart() and part.get_content_type() == "text/html"]
        if len(parts) > _MOST_PARTS:
            raise LimitExceeded(f"the file has more than {_MOST_PARTS} pages.")
        return [(_content(part, options), part.get_content_charset()) for part in parts]
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return []


def _content(part: Message, options: ReadOptions) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    if len(content) > options.limits.part_bytes:
        raise LimitExceeded(
            f"a page in the file has over {options.limits.part_bytes:,} bytes. Pass larger limits (part_bytes) if it is sound."
        )
    return content


def _worth(page: Document) -> tuple[int, int]:
    """Return how much of a report a page is: by its headings, then by its blocks. Of equal pages the first is taken."""
    lines = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    return len({section for line in lines if (section := heading_of(line)) is not None}), len(page.blocks)


def _as_furniture(page: Document) -> list[Furniture]:
    found = [*page.furniture]
    for block in page.blocks:
        for part in (block,) if isinstance(block, Paragraph) else block.cells:
            if part.text.strip():
                found.append(Furniture(part.text, "other", part.pieces))
    return found


READER = Reader(
    name="mhtml",
    fits=is_of(Kind.MHTML),
    read=read_mhtml,
    reads="MHTML: web pages saved in one file, often named .doc or .mht",
    takes_options=True,
)
