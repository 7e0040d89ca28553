"""Join many patterns into one that tells which matched, with what they share at their beginnings written once.

Patterns of a grammar's terminals share long beginnings (三、本年度办理结果（三）不予公开 …). Written out for each, they cost
milliseconds to compile and are tried over and over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUANTIFIER = r"(?:[?*+]|\{\d*,?\d*\})[?+]?"


def alternation(patterns: Mapping[str, str], *, named: bool = True) -> str:
    """Give one pattern with a named group for each of the given ones; where several match, any of them may be told."""
    return _branches([(name, atoms(pattern)) for name, pattern in patterns.items()], "(?P<{}>" if named else "(?:")


def _branches(items: list[tuple[str, list[str]]], opening: str) -> str:
    groups: dict[str, list[tuple[str, list[str]]]] = {}
    for name, atoms in items:
        groups.setdefault(atoms[0] if atoms else "", []).append((name, atoms))
    branches = []
    for first, members in groups.items():
        if len(members) == 1 or not first:
            branches += [f"{opening.format(name)}{''.join(atoms)})" for name, atoms in members]
            continue
        shared = 0
        shortest = min(len(a) for _, a in members)
        while shared < shortest and len({a[shared] for _, a in members}) == 1:
            shared += 1
        rest = [(name, atoms[shared:]) for name, atoms in members]
        branches.append(f"{''.join(members[0][1][:shared])}(?:{_branches(rest, opening)})")
    return "|".join(branches)


def atoms(pattern: str) -> list[str]:
    """Cut a pattern at its top level: characters, classes and groups, each with its quantifier."""
    found = []
    at = 0
    while at < len(pattern):
        start = at
        c = pattern[at]
        if c == "|":
            return [f"(?:{pattern})"]
        if c == "\\":
            at += 2
        elif c == "[":
            at = _class_end(pattern, at)
        elif c == "(":
            at = _group_end(pattern, at)
        else:
            at += 1
        if pattern[at : at + 1] in ("?", "*", "+", "{"):
            quantifier = re.match(_QUANTIFIER, pattern[at:])
            at += quantifier.end() if quantifier is not None else 0
        found.append(pattern[start:at])
    return found


def _class_end(pattern: str, at: int) -> int:
    at += 2 if pattern[at + 1] == "^" else 1
    at += 1 if pattern[at] == "]" else 0
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at + 1


def _group_end(pattern: str, at: int) -> int:
    depth = 0
    while True:
        c = pattern[at]
        if c == "\\":
            at += 2
            continue
        if c == "[":
            at = _class_end(pattern, at)
            continue
        depth += {"(": 1, ")": -1}.get(c, 0)
        at += 1
        if depth == 0:
            return at
