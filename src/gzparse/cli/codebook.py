"""The command ``gzparse codebook``: a form's codebook as a table of text, or as CSV, JSON, XLSX or Parquet."""

from __future__ import annotations

import argparse
import json
import os
import pathlib
from collections.abc import Callable
from typing import Any

import gzparse
from gzparse.cli.lookup import aligned

__all__ = ["add_codebook", "codebook_text", "write_codebook"]

SUFFIXES = (".csv", ".json", ".parquet", ".xlsx")


def add_codebook(commands: Any, run: Callable[[argparse.Namespace], int]) -> None:
    """Add the command to those of the program."""
    codebook = commands.add_parser(
        "codebook",
        help="list the figures with their codes, labels and units, and what may be compared",
        description="List a form's figures: code, path, labels in Chinese and English, unit, editions, what may be compared.",
    )
    codebook.add_argument("--form", metavar="NAME", default="annual_report", help="the form (default: %(default)s)")
    codebook.add_argument(
        "-o", "--output", metavar="FILE", type=_target, help=f"write all of it to this file: {', '.join(SUFFIXES)}"
    )
    codebook.set_defaults(run=run)


def _target(name: str) -> str:
    if pathlib.Path(name).suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{name!r} must end with one of {', '.join(SUFFIXES)}")
    return name


def codebook_text(form: str) -> str:
    """Return the codebook as text: what a person needs to find a column.

    Raises:
        LayoutError: no form has this name, or its codebook cannot be used.
    """
    rows = [("code", "path", "unit", "editions", "label")]
    for entry in gzparse.codebook(form):
        rows.append((entry.code, entry.path, entry.unit or "-", " ".join(entry.editions) or "-", entry.label_zh))
    return "".join(f"{line}\n" for line in aligned(rows))


def write_codebook(form: str, output: str) -> None:
    """Write the whole codebook to a file, in the way that its suffix says.

    Raises:
        LayoutError: no form has this name, or its codebook cannot be used.
        MissingLibrary: the library for the suffix is not installed.
        OSError: the file cannot be written.
    """
    path = pathlib.Path(output)
    if path.suffix.lower() != ".json":
        gzparse.tables.write([], path, tables="codebook", form=form)
        return
    data = [gzparse.unstructure(entry) for entry in gzparse.codebook(form)]
    part = path.with_name(f".{path.stem}.{os.getpid()}.json")
    try:
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
