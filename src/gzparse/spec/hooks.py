"""Readers and checks as a plugin hands them in, and the version of the plugin interface."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.model.reading import Finding, Reading

GrammarPlace = tuple[str, str] | os.PathLike[str]
"""Where a grammar is: a package and the name of a file in it, or a path."""

API = 1
"""The version of the plugin interface that this gzparse supports."""


@frozen(repr=False, eq=False)
class Reader(Data):
    """What makes text of a file that is not text. One object of a plugin.

    name: its name. fits: (bytes, file name or ``None``) → whether they are of its kind; asked only where the bytes are not
    text that gzparse reads itself. read: (bytes, file name or ``None``) → the report's text, with tables as some layout has
    them: best a line for each row, with tabs between its cells. api: the plugin interface it was written for. reads: one
    line, for people.
    """

    name: str
    fits: Callable[[bytes, str | None], bool] = field(eq=False)
    read: Callable[[bytes, str | None], str] = field(eq=False)
    api: int = API
    reads: str = ""


@frozen(repr=False, eq=False)
class Check(Data):
    """What examines a reading and returns findings. One object of a plugin.

    name: its name. check: a reading → findings, which are added to the reading's own. form: the form whose readings it
    examines. api: the plugin interface it was written for. reads: one line, for people.
    """

    name: str
    check: Callable[[Reading[Any]], Iterable[Finding]] = field(eq=False)
    form: str = "annual_report"
    api: int = API
    reads: str = ""
