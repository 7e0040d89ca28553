"""Patterns: regular expressions that are compiled when they are first used, since few pages need them all."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["on_use"]


class _OnUse:
    """A regular expression in place of its ``re.Pattern``. What is used of that is kept, and found here from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value


def on_use(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled on first use: for the patterns of modules, in place of ``re.compile``."""
    return cast("re.Pattern[str]", _OnUse(pattern, flags))
