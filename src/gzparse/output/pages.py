"""The pages of the documentation that are made from gzparse itself: one in each language → files in a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from gzparse.model.codes import LANGUAGES, Language

__all__ = ["write_pages"]


def write_pages(arguments: Sequence[str], name: str, page: Callable[[Language], str]) -> int:
    """Write a page in each language into the folder that a command line names: ``en/NAME.md``, ``zh/NAME.md``.

    Return the code to exit with: 2 where the command line is not understood.
    """
    if len(arguments) != 1:
        print(f"usage: python -m gzparse.output.{name}_page FOLDER", file=sys.stderr)
        return 2
    for language in LANGUAGES:
        path = Path(arguments[0]) / language / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), encoding="utf-8", newline="\n")
        print(path)
    return 0
