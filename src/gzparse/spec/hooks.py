"""The plugin interface's version, and the two kinds of plugin that need nothing else of gzparse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.model.reading import Finding, Reading

API = 1
"""The version of the plugin interface that this gzparse speaks."""


@frozen(repr=False, eq=False)
class Reader(Data):
    """What makes text of a file that is none: one plugin object.

    name: its name. fits: (bytes, file name or ``None``) → whether they are of its kind; asked only where the bytes are no text
    that gzparse reads itself. read: (bytes, file name or ``None``) → the report's text, with tables as some layout has them:
    best a row a line, cells apart with tabs. api: the plugin interface it was written for. reads: one line, for people.
    """

    name: str
    fits: Callable[[bytes, str | None], bool] = field(eq=False)
    read: Callable[[bytes, str | None], str] = field(eq=False)
    api: int = API
    reads: str = ""


@frozen(repr=False, eq=False)
class Check(Data):
    """What looks at a reading and finds something to remark: one plugin object.

    name: its name. check: a reading → findings, which are added to the reading's own. form: the form whose readings it looks
    at. api: the plugin interface it was written for. reads: one line, for people.
    """

    name: str
    check: Callable[[Reading[Any]], Iterable[Finding]] = field(eq=False)
    form: str = "annual_report"
    api: int = API
    reads: str = ""
