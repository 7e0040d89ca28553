"""The language that the command speaks: as asked for, or as the system is set."""

from __future__ import annotations

import argparse
import locale
import os
from collections.abc import Mapping

from gzparse.model.codes import LANGUAGES, Language

__all__ = ["add_language", "system_language"]


def add_language(parser: argparse.ArgumentParser, use: str) -> None:
    """Add the option ``--lang`` to a command; ``use`` says what the language is for."""
    default = system_language(os.environ)
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=f"the language {use} (default here: {default})")


def system_language(environment: Mapping[str, str]) -> Language:
    """Return Chinese where the locale is a Chinese one, and else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    named = locale.getlocale()[0] or ""  # on Windows: Chinese (Simplified)_China
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
