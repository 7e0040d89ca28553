"""Test cases that are pages: a folder with the text, the expected figures and findings, and the reason.

    @pytest.mark.parametrize("case", pages_in("tests/pages"), ids=str)
    def test_page(case):
        case.check()

In: folders with ``page.txt``, ``expected.json`` and ``why.md``. Out: `PageCase` objects, which check a parser.
"""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any, get_args

from attrs import field, frozen

import gzparse
from gzparse.model.reading import Figure, Finding, Reading, Status

Parse = Callable[[str], Reading[Any]]
Entry = int | str
"""A count, an amount as text, or the status of a figure without a value."""
Expectation = Entry | list[Entry]

PAGE, EXPECTED, WHY = "page.txt", "expected.json", "why.md"
_STATUSES = frozenset(get_args(Status)) - {"value"}
_SEEN = 12
"""How many differences a failure lists."""


@frozen
class PageCase:
    """A page, what must be read of it, and why.

    figures: by path, a value, or a status such as ``"blank"`` where no value is given. A path may also be that of a row or a
    section, or a pattern such as ``requests.*.total``. Then the value or status is that of all its figures, or there is a list
    with one of them for each figure in the form's order. findings: the codes, each with the paths that it must touch.

    Figures that the case does not name may be anything. Findings are all named, except those that touch only sections of which
    the case names no figure.
    """

    name: str
    text: str = field(repr=False)
    why: str = field(repr=False)
    figures: Mapping[str, Expectation] = field(repr=False)
    findings: Mapping[str, Sequence[str]] = field(repr=False)

    def __str__(self) -> str:
        """Return the case's name, by which pytest can call it."""
        return self.name

    def check(self, parse: Parse = gzparse.parse) -> None:
        """Check a parser against the case.

        Raises:
            AssertionError: it reads other figures, or has other findings; the message lists the differences.
        """
        found = self.differences(parse(self.text))
        if found:
            more = [f"… and {len(found) - _SEEN} more"] if len(found) > _SEEN else []
            raise AssertionError("\n".join([f"{self.name}: {self.why}", *found[:_SEEN], *more]))

    def differences(self, reading: Reading[Any]) -> list[str]:
        """Return what a reading has otherwise, a line for each figure and each finding."""
        return [*self._other_figures(reading), *self._other_findings(reading)]

    def _other_figures(self, reading: Reading[Any]) -> Iterable[str]:
        for key, wanted in self.figures.items():
            paths = paths_below(key, reading.figures)
            if not paths:
                yield f"  {key}: no figure has this path; expected {wanted}"
                continue
            each = [wanted] * len(paths) if isinstance(wanted, int | str) else wanted
            if len(each) != len(paths):
                yield f"  {key}: {len(paths)} figures; expected {len(each)}"
                continue
            for path, entry in zip(paths, each, strict=True):
                given = entry_of(reading.figures[path])
                if not _same(given, entry):
                    yield f"  {path}: {given}; expected {entry}"

    def _other_findings(self, reading: Reading[Any]) -> Iterable[str]:
        messages = {f.code: f.message for f in reversed(reading.findings)}
        given = findings_of(reading, sections_of(self.figures))
        for code in dict.fromkeys((*self.findings, *given)):
            if code not in given:
                yield f"  {code}: no such finding; expected at {_listed(self.findings[code])}"
                continue
            if code not in self.findings:
                yield f"  {code}: not expected; given at {_listed(given[code])}: {messages[code]}"
            elif expanded(self.findings[code], reading) != set(given[code]):
                yield f"  {code}: at {_listed(given[code])}; expected at {_listed(self.findings[code])}"


def pages_in(folder: str | pathlib.Path) -> list[PageCase]:
    """Return the cases in a folder, in the order of their names.

    Raises:
        ValueError: there is none, or one lacks a file or holds one that cannot be read.
    """
    folders = case_folders(folder)
    if not folders:
        raise ValueError(f"{folder} holds no case: a case is a folder with {PAGE}, {EXPECTED} and {WHY}")
    return [_case(one) for one in folders]


def case_folders(folder: str | pathlib.Path) -> list[pathlib.Path]:
    """Return the folders of the cases, complete or not."""
    return sorted(page.parent for page in pathlib.Path(folder).glob(f"*/{PAGE}"))


def _case(folder: pathlib.Path) -> PageCase:
    missing = [name for name in (EXPECTED, WHY) if not (folder / name).exists()]
    if missing:
        raise ValueError(f"{folder}: no {' and no '.join(missing)}")
    figures, findings = expected_in(folder)
    return PageCase(folder.name, page_text(folder), why_of(folder), figures, findings)


def page_text(folder: pathlib.Path) -> str:
    """Return a case's page with its line ends as they are."""
    return (folder / PAGE).read_bytes().decode("utf-8")


def why_of(folder: pathlib.Path) -> str:
    """Return why a case is there, on one line; nothing where that is not written."""
    why = folder / WHY
    return " ".join(why.read_text("utf-8").split()) if why.exists() else ""


def expected_in(folder: pathlib.Path) -> tuple[dict[str, Expectation], dict[str, list[str]]]:
    """Return a case's expected figures and findings.

    Raises:
        ValueError: the file does not hold them.
    """
    path = folder / EXPECTED
    try:
        plain = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    if not isinstance(plain, dict) or not plain.keys() <= {"figures", "findings"}:
        raise ValueError(f"{path}: expected an object with the keys figures and findings")
    figures, findings = plain.get("figures", {}), plain.get("findings", {})
    for key, wanted in figures.items():
        for entry in wanted if isinstance(wanted, list) else [wanted]:
            if not _is_entry(entry):
                known = ", ".join(sorted(_STATUSES))
                raise ValueError(f"{path}: {key}: {entry!r} is no count, no amount as text, and none of {known}")
    return figures, findings


def _is_entry(entry: object) -> bool:
    if isinstance(entry, str):
        return entry in _STATUSES or entry.replace(".", "", 1).removeprefix("-").isdecimal()
    return isinstance(entry, int) and not isinstance(entry, bool)


def entry_of(figure: Figure) -> Entry:
    """Return a figure as a case has it: its value, amounts as text, or its status."""
    if figure.value is None:
        return figure.status
    return figure.value if isinstance(figure.value, int) else str(figure.value)


def _same(given: Entry, wanted: Entry) -> bool:
    if given in _STATUSES or wanted in _STATUSES:
        return given == wanted
    return Decimal(given) == Decimal(wanted)


def paths_below(key: str, figures: Mapping[str, Figure]) -> list[str]:
    """Return the figures that a key of a case stands for, without those of another edition unless all of them are."""
    found = [path for path in figures if path == key or path.startswith(f"{key}.") or fnmatchcase(path, key)]
    return [path for path in found if figures[path].status != "not_in_form"] or found


def expanded(keys: Iterable[str], reading: Reading[Any]) -> set[str]:
    """Return the paths of findings that keys stand for: a pattern's figures, any other key itself."""
    return {path for key in keys for path in (paths_below(key, reading.figures) if "*" in key else [key])}


def sections_of(paths: Iterable[str]) -> frozenset[str]:
    """Return the sections that paths begin with."""
    return frozenset(path.partition(".")[0] for path in paths)


def findings_of(reading: Reading[Any], sections: frozenset[str]) -> dict[str, list[str]]:
    """Return the codes of the findings that touch a section, or none at all, each with the paths that it touches."""
    found: dict[str, list[str]] = {}
    for finding in reading.findings:
        paths = _paths_of(finding)
        if not paths or sections_of(paths) & sections:
            found[finding.code] = list(dict.fromkeys([*found.get(finding.code, ()), *paths]))
    return found


def _paths_of(finding: Finding) -> list[str]:
    return [ref.path for ref in finding.refs if ref.path is not None]


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:_SEEN]) + (", …" if len(paths) > _SEEN else "")
    return shown or "no path"
