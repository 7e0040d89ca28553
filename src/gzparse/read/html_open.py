"""What declarations of a style leave open: values that are not understood, and letters that are shown in another order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping

from gzparse.read.html_css import Declarations

__all__ = ["OPEN_GROUPS", "Variables", "changes_places", "is_moved", "is_open"]

OPEN_GROUPS = (
    *(("zoom",), ("filter", "-webkit-filter"), ("mix-blend-mode",), ("-webkit-text-security",), ("letter-spacing",)),
    *(("scale",), ("rotate",), ("translate",), ("right",), ("bottom",), ("margin-top",), ("text-indent", "overflow")),
    ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"),
    ("float", "order", "flex-direction", "flex-flow", "flex-wrap", "grid-area", "grid-row", "grid-column"),
    ("direction", "unicode-bidi"),
    ("position", "left", "right", "margin-left", "margin-right"),
)
"""Properties that decide together what of a text is open."""

Said = Callable[[str], str]

_FUNCTION = re.compile(r"\b(?:var|calc|min|max|clamp|env|attr|if|round|mod|rem|abs|sign|pow|sqrt)\(")
_LENGTH = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))(px|pt|r?em|%|vw|vh|cm|mm|)")
_DECIDING = ("display", "visibility", "opacity", "text-decoration", "text-decoration-line", "transform", "clip", "clip-path")
_EXPONENT = re.compile(r"\d+e[+-]?\d+")
_TRANSFORMS = re.compile(
    r"matrix|rotate[xy3]|scale[xyz3]?d?\([^)]*-|rotate\(\s*-?(?:[6-9]\d|\d{3,}|[\d.]+(?:turn|rad))|\d{3,}%|\d{4,}"
)
_CLIPS = re.compile(r"(?:path|url|ellipse|xywh|rect|shape)\(")
_FILTERS = re.compile(r"(?<![.\w])(?:blur|opacity|contrast|brightness|invert|url)\(")
_NOTHING = ("", "none", "normal", "initial", "inherit", "unset", "revert", "auto")
_MOST_WAYS = 16


def is_open(said: Said, declared: Declarations) -> bool:
    """Whether it is open if a text is shown: by a value that is not understood, or by one that may make it unreadable."""
    if any(_FUNCTION.search(said(name)) or (name == "opacity" and _EXPONENT.search(said(name))) for name in _DECIDING):
        return True
    if _FUNCTION.search(said("font-size") or said("font")) and not _is_some_size(said("font-size") or said("font")):
        return True
    if _TRANSFORMS.search(said("transform")) or _CLIPS.match(said("clip-path")) or _FILTERS.search(_filter_of(said)):
        return True
    if any(said(name) not in _NOTHING for name in ("mix-blend-mode", "-webkit-text-security", "rotate")):
        return said("rotate") not in ("0", "0deg") or said("mix-blend-mode") not in _NOTHING
    if any(said(name) not in _NOTHING for name in ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")):
        return True
    zoom, spacing = _LENGTH.fullmatch(said("zoom")), _LENGTH.fullmatch(said("letter-spacing"))
    if zoom is not None and float(zoom[1]) <= (10 if zoom[2] == "%" else 0.1):
        return True
    if spacing is not None and float(spacing[1]) <= (-0.25 if spacing[2].endswith("em") else -3):
        return True
    if said("scale") not in _NOTHING and any(float(each[1]) < 0.2 for each in _LENGTH.finditer(said("scale")) if not each[2]):
        return True
    return _is_far(said)


def _filter_of(said: Said) -> str:
    shown = said("filter") or said("-webkit-filter")
    return "" if "progid" in shown or shown.startswith("alpha(") else shown


def _is_some_size(said: str) -> bool:
    """Whether a size that is computed is that of letters, whatever it is computed of: it takes nothing away."""
    lengths = list(_LENGTH.finditer(re.sub(r"\b\w+\(", "(", said)))
    of_letters = any(float(each[1]) >= (0.3 if each[2].endswith("em") else 3) for each in lengths if each[2] not in ("", "%"))
    return of_letters and re.search(r"-|\*\s*0|var", said) is None


def _is_far(said: Said) -> bool:
    """Whether a text may lie outside what is shown, where nobody looks for it."""
    if re.match(r"-\d{3,}", said("right")) or re.match(r"-\d{3,}", said("bottom")) or re.match(r"-\d{3,}", said("margin-top")):
        return True
    if re.search(r"\d{4,}|\d{3,}v[wh]", said("translate")) or re.match(r"\d{4,}", said("text-indent")):
        return True
    return re.match(r"(?:\d{3,}%|\d{4,})", said("text-indent")) is not None and said("overflow").startswith(("hidden", "clip"))


def changes_places(said: Said) -> bool:
    """Whether an element stands in another place among those around it than where it is written."""
    if said("float") in ("right", "inline-end") or said("order") not in ("", "0", *_NOTHING):
        return True
    return any(said(name) not in _NOTHING for name in ("grid-area", "grid-row", "grid-column"))


def is_moved(said: Said) -> bool:
    """Whether an inline element may stand elsewhere in its line than where it is written."""
    if said("float") in ("left", "inline-start") or said("position") in ("absolute", "fixed"):
        return True
    margins, sides = (
        [float(found[1]) * (10 if found[2].endswith("em") else 1) for name in names if (found := _LENGTH.match(said(name)))]
        for names in (("margin-left", "margin-right"), ("left", "right") if said("position") == "relative" else ())
    )
    return min(margins, default=0) < -2 or any(abs(side) > 2 for side in sides)


class Variables:
    """The variables (``--name``) that a page's own styles set, with all values that it sets them to."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, None]] = {}

    def add(self, declared: Declarations) -> None:
        """Add those that declarations set."""
        for name, (said, _) in declared.items():
            if name.startswith("--"):
                self._values.setdefault(name, {})[said] = None

    def ways(self, declared: Declarations) -> list[Declarations]:
        """Return what declarations come to, in each way in which the variables may be set.

        A declaration with a variable that the page never sets, and without another value for that case, declares nothing; what
        lies behind the letters is then not known.
        """
        with_variables = {name: said for name, said in declared.items() if "var(" in said[0] and not name.startswith("--")}
        if not with_variables:
            return [declared]
        plain = {name: said for name, said in declared.items() if name not in with_variables}
        choices: list[list[Declarations]] = [
            [{name: (value, important)} for value in itertools.islice(self._resolved(said, 0), _MOST_WAYS)]
            or [{name: (said, important)} if name.startswith("background") else {}]
            for name, (said, important) in with_variables.items()
        ]
        ways = itertools.islice(itertools.product(*choices), _MOST_WAYS)
        return [plain | {name: said for each in way for name, said in each.items()} for way in ways]

    def _resolved(self, said: str, depth: int) -> Iterator[str]:
        start = said.find("var(")
        if start < 0 or depth > 8:
            yield said
            return
        end, level = start + 4, 1
        while end < len(said) and level:
            level += {"(": 1, ")": -1}.get(said[end], 0)
            end += 1
        name, comma, instead = said[start + 4 : end - (level == 0)].partition(",")
        values: Mapping[str, None] = self._values.get(name.strip(), {})
        for value in [*values, *([instead.strip()] if comma and not values else [])]:
            yield from self._resolved(f"{said[:start]}{value}{said[end:]}", depth + 1)
