"""CSS: a page's own style sheets → the rules that hold on a screen, each with its selectors and what it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from gzparse.read.html_selectors import MOST_LETTERS, parts_of

__all__ = ["Declarations", "declared_in", "is_for_screens", "may_be_for_screens", "rules_in"]

Declarations = dict[str, tuple[str, bool]]
"""Properties by their names: the value, in lower case, and whether it is marked as important."""

_DECLARATION = re.compile(r"([\w-]{1,60})\s*:\s*((?:[^;()\"']|\([^()]*\)|\"[^\"]*\"|'[^']*'|[()\"'])*)")
_IMPORTANT = re.compile(r"!\s*important\s*$")
_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)|<!--|-->")
_BRACE = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{};]")
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

Rule = tuple[str, str, bool]
"""The selectors of a rule, what is between its braces, and whether it is certain that it holds on a screen."""


def rules_in(sheet: str) -> Iterator[Rule]:
    """Return the rules of a style sheet that hold on a screen, or may hold; those in other rules with all their selectors."""
    text = _COMMENT.sub(" ", sheet)
    open_blocks: list[_Block] = []
    at = 0
    for brace in _BRACE.finditer(text):
        mark = brace.group()
        if mark == "{":
            if len(open_blocks) > _DEEPEST:
                return
            open_blocks.append(_Block.begun(text[at : brace.start()].strip(), open_blocks[-1] if open_blocks else None))
        elif mark == "}":
            if open_blocks:
                block = open_blocks.pop()
                block.body.append(text[at : brace.start()])
                if block.selector and block.holds is not False:
                    yield block.selector, "".join(block.body), block.holds is True
        elif mark == ";":
            if open_blocks:  # outside of blocks: @import …; and the like
                open_blocks[-1].body.append(text[at : brace.end()])
        else:
            continue  # a string
        at = brace.end()


@define
class _Block:
    """A block that is open: the selectors of what it declares, and whether that holds; ``None`` where that is not known."""

    selector: str
    holds: bool | None
    body: list[str] = field(factory=list)

    @classmethod
    def begun(cls, said: str, around: _Block | None) -> _Block:
        holds, outer = (True, "") if around is None else (around.holds, around.selector)
        if said.startswith("@"):
            own = _holds(said)
            return cls(outer, False if False in (own, holds) else None if None in (own, holds) else True)
        return cls(_within(outer, said) if outer else said, holds)


def _within(outer: str, inner: str) -> str:
    """Return the selectors of a rule that stands within another one."""
    outer = f":is({outer})" if "," in outer else outer
    parts = (part.strip() for part in parts_of(inner))
    full = ", ".join(part.replace("&", outer) if "&" in part else f"{outer} {part}" for part in parts)
    return full if len(full) < MOST_LETTERS else ""


def _holds(block: str) -> bool | None:
    """Whether what is in a block such as @media holds on a screen; ``None`` where that is not known."""
    name, _, rest = block[1:].partition(" ")
    name = name.partition("(")[0].lower()
    if name == "media":
        return may_be_for_screens(block[6:])
    if name in ("container", "scope"):
        return None
    return name in ("supports", "layer") and not rest.strip().lower().startswith("not")


def is_for_screens(query: str) -> bool:
    """Whether a media query holds on a screen as wide as that of a desk. An empty one does."""
    return may_be_for_screens(query) is True


def may_be_for_screens(query: str) -> bool | None:
    """Whether a media query holds on such a screen; ``None`` where it asks for something that is not known."""
    if not query.strip():
        return True
    found = [_query_holds(part.strip().lower()) for part in query.split(",")]
    return True if True in found else None if None in found else False


def _query_holds(query: str) -> bool | None:
    if query.startswith("not "):
        found = _query_holds(query[4:].strip())
        return None if found is None else not found
    known: bool | None = True
    for part in re.split(r"\band\b", query.removeprefix("only ")):
        part = part.strip()
        if part in ("all", "screen"):
            continue
        holds = _feature_holds(part) if part.startswith("(") else False
        if holds is False:
            return False
        known = None if holds is None else known
    return known


def _feature_holds(part: str) -> bool | None:
    compared = _RANGE.fullmatch(part)
    if compared is not None:
        length, have = _length(f"{compared[3]}{compared[4] or ''}"), _WIDTH if compared[1] == "width" else _HEIGHT
        return have < length if compared[2][0] == "<" else have > length
    found = _FEATURE.fullmatch(part)
    if found is None:
        return None if part.endswith(")") else False
    name, said = found[1].removeprefix("-webkit-"), found[2] or ""
    if name in _FEATURES:
        return said in ("", _FEATURES[name])
    bound, _, what = name.partition("-")
    have = {"width": _WIDTH, "device-width": _WIDTH, "height": _HEIGHT, "device-height": _HEIGHT}.get(what, 1.0)
    if bound not in ("min", "max"):
        return None
    if _LENGTH.fullmatch(said) is None:
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
