"""The libraries that tables are written with: each is loaded when it is needed, or the command that installs it is named."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gzparse.errors import MissingLibrary

_EXTRAS = {"pyarrow": "arrow", "pyreadstat": "stata", "xlsxwriter": "xlsx", "python_calamine": "xlsx"}
"""Module → the extra of gzparse that installs it. What is not here is installed by its own name."""


def library(module: str, purpose: str) -> Any:
    """Load a library.

    module: its name, or that of a part of it, such as ``"pyarrow.parquet"``. purpose: what needs it, for the message.

    Raises:
        MissingLibrary: it is not installed; the message has the command that installs it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        root = module.partition(".")[0]
        missing = (error.name or root).partition(".")[0]
        if missing != root:
            raise
        raise _missing(root, purpose) from None


def check_installed(module: str, purpose: str) -> None:
    """Check that a library is there, and load it later.

    Raises:
        MissingLibrary: it is not installed; the message has the command that installs it.
    """
    if sys.modules.get(module) is None and find_spec(module) is None:
        raise _missing(module, purpose)


def _missing(root: str, purpose: str) -> MissingLibrary:
    extra = _EXTRAS.get(root)
    command = f"pip install 'gzparse[{extra}]'" if extra is not None else f"pip install {root}"
    return MissingLibrary(f"{purpose} needs {root}, which is not installed: {command}")
