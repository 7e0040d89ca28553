"""What declarations of a style do to a text: hide it, strike it out, raise it, give it its own line, or put it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from gzparse.read.html_css import Declarations
from gzparse.read.html_elements import BLOCKS, OF_A_TABLE
from gzparse.read.html_open import OPEN_GROUPS, changes_places, is_moved, is_open

(
    HIDDEN,
    UNSEEN,
    DELETED,
    LINES,
    OWN_LINE,
    RAISED,
    PAINTED,
    NAMED,
    PASSED_ON,
    TAKEN_BACK,
    OPEN,
    MOVED,
    TURNED,
    FORCED,
    ADDED,
    CLASSED,
) = (1 << bit for bit in range(16))
"""Takes no place; takes its place unseen; struck out; keeps its line ends; inline, with a line of its own; raised; has colours;
has a class that elsewhere hides text; unseen by what elements within take over, unless they take it back; takes it back; may be
hidden by a style that is not understood; may stand elsewhere than it is written; its parts, or its letters, may be shown from
right to left; a style puts text before or behind its own; is a part of a cell's line with a
class, whose style may be elsewhere."""

_GROUPS = (
    ("display", "mso-hide"),
    ("visibility",),
    ("font-size", "font"),
    ("opacity",),
    ("text-indent", "left", "margin-left", "top", "bottom", "position", "vertical-align", "transform"),
    ("text-decoration", "text-decoration-line"),
    (
        "width",
        "height",
        "max-width",
        "max-height",
        "overflow",
        "overflow-x",
        "overflow-y",
        "display",
        "position",
        "float",
        "clip",
        "clip-path",
        "transform",
        "content-visibility",
    ),
    *OPEN_GROUPS,
)
"""Properties that decide together what becomes of a text."""
ALL = frozenset(name for group in _GROUPS for name in group)


def signs_in(declared: Declarations) -> set[str]:
    """Return the properties that decide together with those by which declarations hide, raise or strike out."""
    if not _has_sign(declared):
        return set()
    return {name for group in _GROUPS if _has_sign(declared, group) for name in group}


def _has_sign(declared: Declarations, group: Container[str] = ALL) -> bool:
    """Whether declarations hide, raise or strike out by the properties of a group, or give an inline element its own line."""
    within = {name: said for name, said in declared.items() if name in group}
    return bool(within) and bool(flags_of(within, "span") or flags_of(within, "div"))


_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z%]*)")
_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))([a-z%]*)")
_FAR = re.compile(r"-\d{3,}")
_TINY = {"px": 1.0, "pt": 1.0, "": 0.0, "em": 0.08, "rem": 0.08, "%": 8.0}
_SIZED = re.compile(r"(?:inline-)?(?:block|flex|grid|table)\b")
_OWN_LINES = re.compile(r"(?:block|flex|grid|table|list-item|-webkit-box)\b")
_INSET = re.compile(r"inset\(([^()]*)\)")
_RECT = re.compile(r"rect\(([^()]*)\)")
_SCALED = re.compile(r"scale[xy]?\(\s*0*(?:\.0*)?\s*[,)]|translate(?:x|y|3d)?\(\s*-\d{3,}")
_MOVED = re.compile(r"translate(?:y|3d)?\(")


def flags_of(declared: Declarations, tag: str) -> int:
    """Return what is declared for an element does to its text."""

    def said(name: str) -> str:
        return declared[name][0] if name in declared else ""

    flags = 0
    display = said("display")
    if display.startswith("none") or said("mso-hide").startswith("all"):
        flags |= HIDDEN
    if _is_unseen(said, tag):
        flags |= UNSEEN
    elif is_passed_on(declared):
        flags |= UNSEEN | PASSED_ON
    if _is_raised(said):
        flags |= RAISED
    if "line-through" in said("text-decoration") + said("text-decoration-line") and not (
        "text-decoration-line" in declared and "line-through" not in said("text-decoration-line")
    ):
        flags |= DELETED
    if said("white-space").startswith(("pre", "break")):
        flags |= LINES
    if _OWN_LINES.match(display):
        flags |= OWN_LINE
    if not flags & (HIDDEN | UNSEEN) and is_open(said, declared):
        flags |= OPEN
    return flags | _order_of(said, tag)


def _order_of(said: Callable[[str], str], tag: str) -> int:
    """Return what is declared of the order in which a text is shown."""
    is_turned = "reverse" in said("flex-direction") + said("flex-flow") + said("flex-wrap")
    if tag in OF_A_TABLE and tag not in ("td", "th"):
        return MOVED if is_turned or changes_places(said) else 0  # from right to left stands the header, too
    flags = MOVED if changes_places(said) or (tag not in OF_A_TABLE and is_moved(said)) else 0
    if is_turned or said("direction") == "rtl":
        flags |= TURNED
        if "override" in said("unicode-bidi"):
            flags |= FORCED
    return flags


_PASSED_ON = ("visibility", "font-size", "font")
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+[a-z%]*)(?:/|\s|$)")


def _size_of(declared: Declarations) -> re.Match[str] | None:
    """Return the size of letters that is declared, as its number and unit."""
    said = declared.get("font-size", ("", False))[0]
    found = None if said else _FONT_SIZE.search(declared.get("font", ("", False))[0])
    return _NUMBER.fullmatch(said if found is None else found[1])


def is_passed_on(declared: Declarations) -> bool:
    """Whether letters are unseen here and in all elements within that do not take it back."""
    size = _size_of(declared)
    tiny = size is not None and float(size[1]) <= _TINY.get(size[2], 0.0)
    return tiny or declared.get("visibility", ("", False))[0].startswith(("hidden", "collapse"))


def takes_back(declared: Declarations) -> bool:
    """Whether letters are seen here, whatever the elements around say: they have a size that does not depend on theirs."""
    size = _size_of(declared)
    sized = size is not None and size[2] in ("px", "pt", "rem", "mm", "cm") and float(size[1]) > _TINY.get(size[2], 0.0)
    return sized or declared.get("visibility", ("", False))[0].startswith("visible")


def _is_unseen(said: Callable[[str], str], tag: str) -> bool:
    opacity = _NUMBER.fullmatch(said("opacity"))
    if opacity is not None and float(opacity[1]) <= (5 if opacity[2] == "%" else 0.05):
        return True
    if any(_FAR.match(said(name)) for name in ("text-indent", "left", "margin-left", "top")):
        return True
    if _SCALED.search(said("transform")) or said("content-visibility").startswith("hidden"):
        return True
    return _is_clipped(said) or (tag not in OF_A_TABLE and _has_no_size(said, tag))


def _is_clipped(said: Callable[[str], str]) -> bool:
    """Whether an element is cut down to nothing."""
    rect, path = _RECT.match(said("clip")), said("clip-path")
    if rect is not None and said("position") in ("absolute", "fixed"):
        sides = [_pixels(side) for side in re.split(r"[\s,]+", rect[1].strip())]
        if len(sides) == 4 and (_is_no_more(sides[0], sides[2]) or _is_no_more(sides[3], sides[1])):
            return True
    inset = _INSET.match(path)
    if inset is not None:
        shares = [_percent(part) for part in inset[1].split("round")[0].split()][:4] or [0.0]
        top, right, bottom, left = (*shares, shares[1]) if len(shares) == 3 else (shares * 4)[:4]
        return top + bottom >= 100 or right + left >= 100
    if path.startswith("circle("):
        return _ZERO.match(path[7:]) is not None
    return path.startswith("polygon(") and all(_ZERO.fullmatch(each) for each in re.findall(r"[\w.%+-]+", path[8:]))


def _is_no_more(start: float | None, end: float | None) -> bool:
    """Whether no more than a point lies between two edges."""
    return start is not None and end is not None and end - start <= 1


def _pixels(said: str) -> float | None:
    found = _NUMBER.fullmatch(said)
    return float(found[1]) if found is not None and found[2] in ("", "px") else None


def _percent(said: str) -> float:
    found = _NUMBER.fullmatch(said)
    return float(found[1]) if found is not None and found[2] == "%" else 0.0


def _has_no_size(said: Callable[[str], str], tag: str) -> bool:
    """Whether an element has no room for its text, and cuts off what does not fit."""
    cuts = any(said(name).startswith(("hidden", "clip")) for name in ("overflow", "overflow-x", "overflow-y"))
    is_box = (
        tag in BLOCKS
        or _SIZED.match(said("display"))
        or said("position") in ("absolute", "fixed")
        or said("float") in ("left", "right")
    )
    if not cuts or not is_box:
        return False
    sizes = (_NUMBER.fullmatch(said(name)) for name in ("width", "height", "max-width", "max-height"))
    return any(size is not None and float(size[1]) <= (1 if size[2] in ("px", "pt") else 0) for size in sizes)


def _is_raised(said: Callable[[str], str]) -> bool:
    align = said("vertical-align")
    if align.startswith(("super", "sub", "text-top")):
        return True
    lengths = [align, *([said("top"), said("bottom")] if said("position") == "relative" else [])]
    if any((found := _NUMBER.fullmatch(each)) is not None and float(found[1]) for each in lengths):
        return True
    return _MOVED.search(said("transform")) is not None
