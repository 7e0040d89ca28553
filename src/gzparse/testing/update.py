"""Write what the cases in a folder expect, from what is read today.

    python -m gzparse.testing.update tests/pages

In: a folder of cases (see ``gzparse.testing.cases``). Out: ``expected.json`` of each, and a list of what has changed. The page
and the reason are never written: a case without ``why.md`` is refused. Read the list before you commit: an expectation that
changes is a figure that is now read otherwise.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import gzparse
from gzparse.model.reading import Reading
from gzparse.testing.cases import (
    EXPECTED,
    PAGE,
    WHY,
    Entry,
    Expectation,
    PageCase,
    Parse,
    case_folders,
    entry_of,
    expanded,
    expected_in,
    findings_of,
    page_text,
    paths_below,
    sections_of,
    why_of,
)

__all__ = ["main", "update"]


def update(folder: str | pathlib.Path, parse: Parse = gzparse.parse) -> tuple[list[str], list[str]]:
    """Write the expectations of all cases in a folder; return what has changed, and which cases were refused."""
    changed, refused = [], []
    for case in case_folders(folder):
        if not why_of(case):
            refused.append(f"{case.name}: refused; say in {WHY} what happened on the page and what must be read")
            continue
        reading = parse(page_text(case))
        path = case / EXPECTED
        if path.exists():
            figures, findings = expected_in(case)
            changes = PageCase(case.name, "", "", figures, findings).differences(reading)
            new = _updated(figures, reading)
        else:
            changes, findings = [f"  {EXPECTED}: new"], {}
            new = _rows(reading)
        if changes:
            given = findings_of(reading, sections_of(new))
            kept = {code: keys for code, keys in findings.items() if expanded(keys, reading) == set(given.get(code, ()))}
            path.write_text(_as_json(new, {code: kept.get(code, paths) for code, paths in given.items()}), "utf-8")
            changed += [case.name, *changes]
    return changed, refused


def _rows(reading: Reading[Any]) -> dict[str, Expectation]:
    """Return the figures of a new case: those of the sections that the page has, by rows."""
    in_form = [path for path, figure in reading.figures.items() if figure.status != "not_in_form"]
    printed = sections_of(path for path in in_form if reading.figures[path].status != "missing")
    rows = dict.fromkeys(path.rpartition(".")[0] for path in in_form if sections_of([path]) <= printed)
    return _updated(dict.fromkeys(rows, ""), reading)


def _updated(figures: Mapping[str, Expectation], reading: Reading[Any]) -> dict[str, Expectation]:
    """Return the same keys with what is read today; a key whose figures are no longer the same gets a list."""
    new: dict[str, Expectation] = {}
    for key, wanted in figures.items():
        entries: list[Entry] = [entry_of(reading.figures[path]) for path in paths_below(key, reading.figures)]
        if entries:
            new[key] = entries[0] if len(set(entries)) == 1 and not isinstance(wanted, list) else entries
    return new


def _as_json(figures: Mapping[str, Expectation], findings: Mapping[str, Sequence[str]]) -> str:
    """Return the file's text: a line for each key, so that a change shows as one line."""
    parts = []
    for name, entries in (("figures", figures), ("findings", findings)):
        lines = ",\n".join(f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items())
        parts.append(f'  "{name}": {{\n{lines}\n  }}' if lines else f'  "{name}": {{}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Update the folders that are named, and print what has changed.

    Returns 0, or 1 where a case was refused.
    """
    parser = argparse.ArgumentParser(
        prog="python -m gzparse.testing.update", description="Write what cases expect from what is read today."
    )
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER", help="a folder that holds cases")
    status = 0
    for folder in parser.parse_args(arguments).folders:
        if not case_folders(folder):
            parser.error(f"{folder} holds no case: a case is a folder with {PAGE}, {EXPECTED} and {WHY}")
        changed, refused = update(folder)
        print("\n".join([*changed, *refused] or [f"{folder}: nothing has changed"]))
        status = status or int(bool(refused))
    return status


if __name__ == "__main__":
    sys.exit(main())
