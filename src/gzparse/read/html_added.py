"""What a style puts before or behind the text of an element (``::before``, ``::after``): a reader of the page sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gzparse.read.html_css import Declarations
from gzparse.read.html_declared import DELETED, HIDDEN, MOVED, OPEN, UNSEEN, flags_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["added_text", "matters"]

_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|attr\(\s*([\w-]+)\s*\)|(/)|([\w-]+\([^()]*\)|[\w-]+)", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I | re.S)
_WORD = re.compile(r"[^\W_]|[%‰￥¥$€£+-]")
_QUOTES = re.compile(r"(?:no-)?(?:open|close)-quote|none|normal|initial|inherit|unset|revert")


def matters(content: str) -> bool:
    """Whether a value of ``content`` may add letters, digits or signs of units: pictures, quotes and bullets say nothing."""
    if "var(" in content or "attr(" in content or "counter" in content:
        return True
    return any(_WORD.search(_letters(one or other)) for one, other, *_ in _PART.findall(content) if one or other)


def added_text(node: LexborNode, declared: Declarations) -> str | None:
    """Return the text that a style adds to an element; ``None`` where it is not known what is shown."""
    content = declared.get("content", ("", False))[0]
    if not content or _QUOTES.fullmatch(content):
        return ""
    flags = flags_of(declared, "span")
    if flags & (HIDDEN | UNSEEN):
        return ""
    text: list[str] = []
    for one, other, attribute, slash, word in _PART.findall(content):
        if slash:
            break  # what is read aloud
        if attribute:
            text.append(node.attributes.get(attribute) or "")
        elif word and not _QUOTES.fullmatch(word) and not word.startswith("url("):
            return None
        else:
            text.append(_letters(one or other))
    shown = "".join(text)
    if _WORD.search(shown) is None:
        return ""
    return None if flags & (OPEN | MOVED | DELETED) or {*declared} & {"color", "background", "background-color"} else shown


def _letters(said: str) -> str:
    return _ESCAPE.sub(lambda found: _letter(found[1]) if found[1] else found[2].replace("\n", ""), said)


def _letter(code: str) -> str:
    number = int(code, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
