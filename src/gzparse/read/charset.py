"""Charset: the bytes of a page → its letters. What a page states is believed only where every byte agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gzparse.read.sniff import likely_utf16

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"(?i)<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
_CHINESE = ("gb2312", "gb18030", "gbk", "gb_2312-80", "x-gbk", "cp936", "windows-936", "euc-cn")
_USUAL = ("utf-8", "gb18030", "big5")
_FAMILIAR = ("政府", "公开", "信息", "公開", "資訊")
"""Words of every report: they distinguish its text from bytes that merely decode."""
_LOOKED_AT = 8192


def decode_page(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of a page, and an excerpt where bytes were damaged, if any were.

    A byte order mark decides. Otherwise the charset that the transport declared, that of the page, UTF-8, GB18030 and Big5 are
    tried in this order, and the first that decodes every byte to a text with a report's words is taken. If there is none, the
    charset with the fewest damaged bytes is.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _mended(data, name)
    names = list(dict.fromkeys(_candidates(data, declared)))
    whole: list[str] = []
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if any(word in text for word in _FAMILIAR):
            return text, None
        whole.append(text)
    if whole:
        return whole[0], None
    return min((_mended(data, name) for name in names), key=lambda pair: pair[0].count("\ufffd"))


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    without_mark = likely_utf16(data)
    if without_mark is not None:
        yield without_mark
    found = _DECLARED.search(data[:_LOOKED_AT])
    stated = (found[1] or found[2]).decode("ascii", "replace") if found is not None else None
    for name in (declared, stated):
        known = _known(name)
        if known is not None:
            yield known
    yield from _USUAL


def _known(name: str | None) -> str | None:
    """Return Python's name of a charset that a page states. UTF-16 is none that a page can state in letters of one byte."""
    if name is None:
        return None
    name = name.strip().strip("\"'").lower()
    if name in _CHINESE or name.startswith("gb"):
        return "gb18030"
    if name.startswith(("utf-16", "utf16", "ucs", "utf-7", "utf-32")):
        return None
    try:
        return name if isinstance(b"<".decode(name), str) and b"<".decode(name) == "<" else None
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def _mended(data: bytes, name: str) -> tuple[str, str | None]:
    try:
        return data.decode(name), None
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    at = text.find("\ufffd")
    return text, " ".join(text[max(0, at - 20) : at + 20].split())
