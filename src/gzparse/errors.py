"""The errors that gzparse raises: each says what is wrong, where, and what to do."""

from __future__ import annotations


class GzparseError(Exception):
    """The base of every error that gzparse raises on purpose.

    sha256, size, media_type: those of what was given, where it was bytes or text that could not be read as a report.
    """

    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None


class DecodeError(GzparseError):
    """The bytes are not text in UTF-8, UTF-16 or GB18030."""


class UnsupportedFormat(GzparseError):
    """The input is of a kind that gzparse does not read (DOC, OFD, a scan, a picture …)."""


class MissingLibrary(UnsupportedFormat):
    """The input is of a kind that gzparse reads with a library that is not installed; the message has the command for it."""


class Encrypted(UnsupportedFormat):
    """The file is encrypted, and no password was given, or the one given does not open it."""


class DamagedFile(GzparseError):
    """The file begins as one of its kind does, and cannot be opened: it is cut off or damaged."""


class LimitExceeded(GzparseError):
    """The file is larger, deeper or slower to read than the limits allow; the message names the bound and how to raise it."""


class TookTooLong(LimitExceeded):
    """A worker was at one file for too long, and was stopped."""


class WorkerDied(GzparseError):
    """The process that read a file has ended: the file, a plugin or the system ended it."""


class NotAReport(GzparseError):
    """No section of any known form was found in the text, or the text is the name of a file."""


class LayoutError(GzparseError):
    """A layout or form asked for by name is unknown, fits no table, or its grammar cannot be built or used."""


class GrammarError(LayoutError):
    """A grammar cannot be read, or Lark cannot build it."""


class RenderError(GzparseError, ValueError):
    """A report cannot be printed: its figures are of no form, or the layout or the form cannot be written."""


class UnknownPath(GzparseError, KeyError):
    """A path that no figure of the form has."""

    def __str__(self) -> str:
        """Return the message plainly; ``KeyError`` would print its representation."""
        return str(self.args[0]) if self.args else ""
