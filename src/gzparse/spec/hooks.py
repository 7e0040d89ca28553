"""Readers and checks as a plugin hands them in, and the version of the plugin interface."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gzparse.model.data import Data

if TYPE_CHECKING:
    from gzparse.model.document import Document
    from gzparse.model.reading import Finding, Reading

GrammarPlace = tuple[str, str] | os.PathLike[str]
"""Where a grammar is: a package and the name of a file in it, or a path."""

API = 2
"""The version of the plugin interface that this gzparse speaks. Plugins written for version 1 are used as they are."""
APIS = (1, 2)
"""The versions that are understood. Version 2 lets a reader return a ``Document`` and take ``ReadOptions``."""


@frozen(repr=False, eq=False)
class Reader(Data):
    """What makes text, or a document of paragraphs and tables, of a file that is not text. One object of a plugin.

    name: its name. fits: (bytes, file name or ``None``) → whether they are of its kind; asked where the bytes are not plain
    text, and before gzparse's own readers. read: (bytes, file name or ``None``) → a ``Document``
    (:mod:`gzparse.model.document`), or the report's text, with tables as some layout has them: best a line for each row, with
    tabs between its cells. api: the plugin interface it was written for. reads: one line, for people. takes_options: whether
    ``read`` takes ``ReadOptions`` as a third argument: the limits and the password.
    """

    name: str
    fits: Callable[[bytes, str | None], bool] = field(eq=False)
    read: Callable[..., str | Document] = field(eq=False)
    api: int = API
    reads: str = ""
    takes_options: bool = False


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
