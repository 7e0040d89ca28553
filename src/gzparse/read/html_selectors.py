"""Selectors of style sheets: which of them can be looked for, what they ask that is not known, and how specific they are.

A selector of a state such as :hover never holds on a page that is only looked at. One that asks what is not known is looked
for without that: what it finds is more than it selects, and whether its rule holds there is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

__all__ = ["MOST_LETTERS", "Selector", "parts_of", "selectors_in", "weight_of"]

MOST_LETTERS = 20_000
_STATES = frozenset(
    re.findall(
        r"\S+",
        "hover active focus focus-visible focus-within visited target target-within local-link fullscreen autofill open modal "
        "current past future playing paused seeking buffering stalled muted popover-open user-valid user-invalid "
        "-webkit-autofill -webkit-full-screen -moz-full-screen -ms-fullscreen picture-in-picture placeholder-shown",
    )
)
_KNOWN = frozenset(
    re.findall(
        r"\S+",
        "first-child last-child only-child nth-child nth-last-child first-of-type last-of-type only-of-type nth-of-type "
        "nth-last-of-type empty root link any-link not is where has hover active focus checked disabled",
    )
)
"""Those of the library that finds elements."""
_ADDED = ("before", "after")
_FIRST = ("first-letter", "first-line")
_PSEUDO = re.compile(r"(?<!\\)(::?)([\w-]+)")
_MARK = re.compile(r"[(),\[\]]|\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]")
_ODD = re.compile(r"[|&%@!$^=;{}<?/`]")
_COSTLY = re.compile(r"[~+*:\[]")
_LIST = re.compile(r":(is|where|not|has|matches|-webkit-any|-moz-any)\(")


Weight = tuple[int, int, int]


@frozen
class Selector:
    """A selector that can be looked for, and how specific the page's is. certain: whether it finds
    what the page's rule selects.

    added: "before" or "after" where it selects what a style puts before or behind the text of an element.
    """

    text: str
    weight: Weight
    certain: bool = True
    added: str = ""


def parts_of(text: str) -> list[str]:
    """Return the selectors of a list of them, parted by commas that stand in no brackets."""
    if "(" not in text and "[" not in text:
        return text.split(",")
    parts, depth, at = list[str](), 0, 0
    for mark in _MARK.finditer(text):
        if mark[0] in "([":
            depth += 1
        elif mark[0] in ")]":
            depth = max(0, depth - 1)
        elif mark[0] == "," and not depth:
            parts.append(text[at : mark.start()])
            at = mark.end()
    return [*parts, text[at:]]


def selectors_in(text: str, *, costly: bool) -> Iterator[Selector]:
    """Return those of a rule's selectors that can be looked for.

    costly: whether to return those, too, for which a large page takes long.
    """
    for part in parts_of(text[:MOST_LETTERS]):
        said = part.strip().replace("*|", "")
        if not said or len(said) > _LONGEST or not (costly or _COSTLY.search(said) is None):
            continue
        if ":" not in said:
            yield Selector(said, weight_of(said), certain=_ODD.search(_ATTRIBUTE.sub("", said)) is None)
            continue
        for one in _without_lists(said):
            found = _read(one, weight_of(said))
            if found is not None:
                yield found


_LONGEST = 500
_MOST_WAYS = 40
_WITH_NAMES = re.compile(r":(?:is|where)\(")


def _without_lists(said: str, depth: int = 0) -> list[str]:
    """Return the selectors that one with :is or :where stands for: the library does not find names of elements within these.

    What stands behind a name or a class is left as it is, unless it has names of elements itself: then it is not known.
    """
    found = _WITH_NAMES.search(said) if depth < _DEEPEST else None
    while found is not None:
        end = _end_of(said, found.end() - 1)
        before, behind = said[: found.start()], said[end:]
        parts = [part.strip() for part in parts_of(said[found.end() : end - 1])]
        if _within_brackets(before):
            found = _WITH_NAMES.search(said, found.end())
        elif not before or (before[-1] in " >+~" and all(re.search(r"[\s>+~]", part) is None for part in parts)):
            ways = [way for part in parts for way in _without_lists(before + part + behind, depth + 1)]
            return ways[:_MOST_WAYS]
        elif all(part[:1] in (".", "#", "[", ":") for part in parts):
            found = _WITH_NAMES.search(said, end)
        else:
            return _without_lists(f"{before}:unknown{behind}", depth + 1)
    return [said]


_DEEPEST = 6


def _within_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _read(said: str, weight: Weight) -> Selector | None:
    """Return a selector that asks more of elements than their names and attributes; nothing where it never holds."""
    bare = _ATTRIBUTE.sub(lambda found: "_" * len(found[0]), said)
    pieces: list[str] = []
    at, certain, added = 0, _ODD.search(bare) is None, ""
    for found in _PSEUDO.finditer(bare):
        if found.start() < at:
            continue  # within the brackets of the one before
        name, end = found[2].lower(), _end_of(bare, found.end())
        pieces.append(said[at : found.start()])
        at = end
        if name in _ADDED:
            added = name
        elif name in _FIRST:
            certain = False
        elif found[1] == "::" or name in _STATES:
            return None
        elif name in _KNOWN and (inner := _without_states(said[found.start() : end])) is not None:
            pieces.append(inner)
        else:
            certain = False
            if not re.search(r"[\w\])*]$", "".join(pieces)):
                pieces.append("*")
    text = "".join([*pieces, said[at:]]).strip()
    return Selector(text or "*", weight, certain, added) if text or added or not certain else None


def _without_states(said: str) -> str | None:
    """Return a part of a selector in which states never hold; nothing where it asks something that is not known."""
    if "(" not in said:
        return said
    names = {found[2].lower() for found in _PSEUDO.finditer(_ATTRIBUTE.sub("", said))}
    if not names <= _KNOWN | _STATES:
        return None
    return _PSEUDO.sub(lambda found: ":hover" if found[2].lower() in _STATES else found[0], said)


def _end_of(text: str, at: int) -> int:
    """Return where the brackets end that begin at a place, or the place."""
    if text[at : at + 1] != "(":
        return at
    depth = 0
    for mark in re.finditer(r"[()]", text[at:]):
        depth += 1 if mark[0] == "(" else -1
        if not depth:
            return at + mark.end()
    return len(text)


def weight_of(selector: str, depth: int = 0) -> Weight:
    """Return how specific a selector is. Of :is, :not and :has it is the most specific that stands in it that counts."""
    ids = classes = names = 0
    while (found := _LIST.search(selector)) is not None and depth < 4:
        end = _end_of(selector, found.end() - 1)
        if found[1] != "where":
            inner = max(weight_of(part, depth + 1) for part in parts_of(selector[found.end() : end - 1]))
            ids, classes, names = ids + inner[0], classes + inner[1], names + inner[2]
        selector = selector[: found.start()] + selector[end:]
    bare = re.sub(r"\[[^\]]*\]|:[\w-]+(?:\([^()]*\))?|[.#][\w-]+", "", selector)
    return (
        ids + selector.count("#"),
        classes + selector.count(".") + selector.count("[") + selector.count(":"),
        names + len(re.findall(r"[\w-]+", bare)),
    )
