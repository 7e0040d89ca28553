"""CSS: a page's own style sheets → the rules that hold on a screen, each with its selectors and what it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Declarations", "declared_in", "is_for_screens", "rules_in", "selectors_in", "weight_of"]

Declarations = dict[str, tuple[str, bool]]
"""Properties by their names: the value, in lower case, and whether it is marked as important."""

_DECLARATION = re.compile(r"([\w-]{1,60})\s*:\s*((?:[^;()\"']|\([^()]*\)|\"[^\"]*\"|'[^']*'|[()\"'])*)")
_IMPORTANT = re.compile(r"!\s*important\s*$")
_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)|<!--|-->")
_BRACE = re.compile(r"[{};]")
_DEEPEST = 8
_WIDTH, _HEIGHT, _EM = 1280.0, 800.0, 16.0
"""The screen that pages are taken to be shown on."""
_FEATURE = re.compile(r"\(\s*([\w-]+)\s*(?::\s*([^()]*?)\s*)?\)")
_RANGE = re.compile(r"\(\s*(width|height)\s*(<=?|>=?)\s*([\d.]+)\s*(px|r?em)?\s*\)")
_LENGTH = re.compile(r"([\d.]{1,12})\s*(px|r?em|dppx)?")
_FEATURES = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
}
_PLAIN = re.compile(
    r"(?:[\s\w.#>+~*-]|\[[\w-]+(?:[~|^$*]?=(?:[\w-]+|\"[^\"]*\"|'[^']*'))?\]|:(?:first|last|only)-child|"
    r":nth-(?:child|of-type)\([\w\s+-]{1,12}\)|:(?:first|last)-of-type|:not\([\w.#-]{1,60}\)){1,200}"
)
_SELECTOR = re.compile(r"(?:[^,(\[]|\([^()]*\)|\[[^\]]*\])+")
_MOST_LETTERS = 20_000
_COSTLY = re.compile(r"[~+*:\[]")


def rules_in(sheet: str) -> Iterator[tuple[str, str]]:
    """Return the rules of a style sheet that hold on a screen: selectors, and what is between the braces."""
    text = _COMMENT.sub(" ", sheet)
    around: list[bool] = []  # of each block that is open, whether what is in it holds
    at, selector, body = 0, "", -1
    for brace in _BRACE.finditer(text):
        mark = brace.group()
        if mark == "{":
            selector = text[at : brace.start()].strip()
            if selector.startswith("@"):
                around.append(_holds(selector))
                body = -1
                if len(around) > _DEEPEST:
                    return
            else:
                body = brace.end()
            at = brace.end()
        elif mark == "}":
            if body >= 0:
                if all(around):
                    yield selector, text[body : brace.start()]
                body = -1
            elif around:
                around.pop()
            at = brace.end()
        elif body < 0:
            at = brace.end()  # @import …; and the like


def _holds(block: str) -> bool:
    """Whether what is in a block such as @media holds on a screen."""
    name, _, rest = block[1:].partition(" ")
    if name.lower().startswith("media"):
        return is_for_screens(block[6:])
    return name.lower() in ("supports", "layer", "container", "scope") and not rest.strip().lower().startswith("not")


def is_for_screens(query: str) -> bool:
    """Whether a media query holds on a screen as wide as that of a desk. An empty one does."""
    return any(_query_holds(part.strip().lower()) for part in query.split(",")) if query.strip() else True


def _query_holds(query: str) -> bool:
    if query.startswith("not "):
        return not _query_holds(query[4:].strip())
    for part in re.split(r"\band\b", query.removeprefix("only ")):
        part = part.strip()
        if part in ("all", "screen"):
            continue
        if not part.startswith("(") or not _feature_holds(part):
            return False
    return True


def _feature_holds(part: str) -> bool:
    compared = _RANGE.fullmatch(part)
    if compared is not None:
        length, have = _length(f"{compared[3]}{compared[4] or ''}"), _WIDTH if compared[1] == "width" else _HEIGHT
        return have < length if compared[2][0] == "<" else have > length
    found = _FEATURE.fullmatch(part)
    if found is None:
        return False
    name, said = found[1].removeprefix("-webkit-"), found[2] or ""
    if name in _FEATURES:
        return said in ("", _FEATURES[name])
    bound, _, what = name.partition("-")
    have = {"width": _WIDTH, "device-width": _WIDTH, "height": _HEIGHT, "device-height": _HEIGHT}.get(what, 1.0)
    if bound not in ("min", "max") or _LENGTH.fullmatch(said) is None:
        return False
    return have >= _length(said) if bound == "min" else have <= _length(said)


def _length(said: str) -> float:
    found = _LENGTH.fullmatch(said)
    if found is None or found[1].count(".") > 1 or found[1] == ".":
        return float("inf")
    return float(found[1]) * (_EM if (found[2] or "").endswith("em") else 1.0)


def declared_in(body: str) -> Declarations:
    """Return what a rule, or the style of an element, declares."""
    found: Declarations = {}
    for name, said in _DECLARATION.findall(body):
        said = said.strip().lower()
        value = _IMPORTANT.sub("", said).strip()
        name = name.lower()
        if name not in found or value != said or not found[name][1]:
            found[name] = value, value != said
    return found


def selectors_in(text: str, *, costly: bool) -> Iterator[str]:
    """Return those of a rule's selectors that can be looked for: none of states such as :hover, or of what is made by a style.

    costly: whether to return those, too, for which a large page takes long.
    """
    for found in _SELECTOR.findall(text[:_MOST_LETTERS]):
        selector = found.strip()
        if selector and _PLAIN.fullmatch(selector) is not None and (costly or _COSTLY.search(selector) is None):
            yield selector


def weight_of(selector: str) -> tuple[int, int, int]:
    """Return how specific a selector is."""
    ids = selector.count("#")
    classes = selector.count(".") + selector.count("[") + len(re.findall(r":(?!not)", selector))
    bare = re.sub(r"\[[^\]]*\]|:[\w-]+(?:\([^()]*\))?|[.#][\w-]+", "", selector)
    return ids, classes, len(re.findall(r"[\w-]+", bare))
