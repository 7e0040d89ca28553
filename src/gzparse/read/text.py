"""Text: bytes or text → :class:`~gzparse.Source`, the text that every later step examines and every origin points into."""

from __future__ import annotations

from gzparse.errors import DecodeError
from gzparse.model.letters import normalized
from gzparse.model.source import Source, digest_of
from gzparse.read.furniture import page_furniture

_WHAT_TO_DO = "Extract its text first (of a table, a line for each row with tabs between its cells), then parse that text."
# Words that every annual report has. They distinguish Chinese text from bytes that merely decode.
_FAMILIAR = ("政府", "公开", "信息")


def read_source(data: str | bytes, name: str | None = None) -> Source:
    """Decode what was given and normalize it.

    Raises:
        DecodeError: the bytes are not text in UTF-8, UTF-16 or GB18030.
    """
    encoding = digest = None
    if isinstance(data, str):
        text = data
    else:
        text, encoding = _decode(data, name)
        if encoding != "utf-8":  # else the text's own bytes are those that were given
            digest = digest_of(data)
    source = Source(name, text, normalized(text), encoding, digest=digest)
    furniture = page_furniture(source.normalized)
    return source.without(furniture) if furniture else source


def _subject(name: str | None) -> str:
    return name if name else "The input"


def _decode(data: bytes, name: str | None) -> tuple[str, str]:
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(data, name, encoding, error) from None
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if any(word in text for word in _FAMILIAR):
                return text, encoding
        raise DecodeError(f"{_subject(name)} is a binary file: a NUL byte stands at offset {data.index(0)}. {_WHAT_TO_DO}")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that goes on for longer is the one that was meant.
        encoding, worst = max((("utf-8", utf8_error), ("gb18030", error)), key=lambda pair: pair[1].start)
        raise _undecodable(data, name, encoding, worst) from None
    mostly_utf8 = data.decode("utf-8", "replace")
    if any(word in mostly_utf8 for word in _FAMILIAR) and not any(word in text for word in _FAMILIAR):
        raise _undecodable(data, name, "utf-8", utf8_error)
    return text, "gb18030"


def _undecodable(data: bytes, name: str | None, encoding: str, error: UnicodeDecodeError) -> DecodeError:
    line = data.count(b"\n", 0, error.start) + 1
    return DecodeError(
        f"{_subject(name)} is not text in UTF-8, UTF-16 or GB18030: read as {encoding.removesuffix('-sig').upper()}, "
        f"byte {error.start} (line {line}) is 0x{data[error.start]:02x}, which cannot stand there. "
        "Save the file again in UTF-8, or pass its text decoded."
    )
