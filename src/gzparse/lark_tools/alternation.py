"""Join many patterns into one with a named group for each. What they share at their beginnings is written once.

Patterns of a grammar's terminals share beginnings: an optional ordinal, an optional 信息内容. Written out for each, they
take milliseconds to compile and are tried repeatedly.
"""

from __future__ import annotations

from collections.abc import Mapping

from gzparse.model.patterns import on_use

_QUANTIFIER = on_use(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_NOT_GROUPS_OF = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
_NOT_GROUPS = on_use(_NOT_GROUPS_OF)
_BRACKETS = on_use(rf"[()]|{_NOT_GROUPS_OF}")
_GROUP = on_use(r"\([^()]*\)")


def alternation(patterns: Mapping[str, str], *, named: bool = True) -> str:
    """Return one pattern with a named group for each of the given ones. Where several match, the group may be that of any."""
    items = [(name, f"(?:{p})" if has_alternatives(p) else p) for name, p in patterns.items()]
    return _branches(items, "(?P<{}>" if named else "(?:")


def _branches(items: list[tuple[str, str]], opening: str) -> str:
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, pattern in items:
        first = first_atom(pattern)
        groups.setdefault(first, []).append((name, pattern))
    branches = []
    for first, members in groups.items():
        if len(members) == 1 or not first:
            branches += [f"{opening.format(name)}{pattern})" for name, pattern in members]
        else:
            branches.append(f"{first}(?:{_branches([(name, p[len(first) :]) for name, p in members], opening)})")
    return "|".join(branches)


def has_alternatives(pattern: str) -> bool:
    """Whether a pattern has a ``|`` outside all groups."""
    if "|" not in pattern:
        return False
    flat = _NOT_GROUPS.sub("", pattern)
    removed = 1
    while removed:
        flat, removed = _GROUP.subn("", flat)
    return "|" in flat


def first_atom(pattern: str) -> str:
    """Return a pattern's first character, class or group, with its quantifier."""
    if not pattern:
        return ""
    c = pattern[0]
    if c == "\\":
        at = 2
    elif c == "[":
        at = _class_end(pattern, 0)
    elif c == "(":
        at = _group_end(pattern)
    else:
        at = 1
    if pattern[at : at + 1] in ("?", "*", "+", "{"):
        quantifier = _QUANTIFIER.match(pattern[at:])
        at += quantifier.end() if quantifier is not None else 0
    return pattern[:at]


def _class_end(pattern: str, at: int) -> int:
    match = _NOT_GROUPS.match(pattern, at)
    assert match is not None
    return match.end()


def _group_end(pattern: str) -> int:
    depth = 0
    for found in _BRACKETS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if depth == 0:
            return found.end()
    raise ValueError(f"a bracket of {pattern!r} is not closed")
