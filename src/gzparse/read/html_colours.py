"""Colours of a page: of its letters, and of what lies behind them."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from gzparse.read.colours import BLACK, MIXED, PAPER, Colour, is_light, is_seen
from gzparse.read.html_css import Declarations

__all__ = ["CLEAR", "Ink", "Paint", "matter_in", "paint_of"]

CLEAR = "clear"
"""The colour of letters that are transparent."""

_NAMES: dict[str, Colour] = {
    "white": PAPER,
    "black": BLACK,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "whitesmoke": (245, 245, 245),
    "mintcream": (245, 255, 250),
    "azure": (240, 255, 255),
    "aliceblue": (240, 248, 255),
    "seashell": (255, 245, 238),
    "honeydew": (240, 255, 240),
    "lavenderblush": (255, 240, 245),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "maroon": (128, 0, 0),
    "teal": (0, 128, 128),
    "purple": (128, 0, 128),
    "orange": (255, 165, 0),
    "yellow": (255, 255, 0),
    "lightgray": (211, 211, 211),
    "lightgrey": (211, 211, 211),
}
_LETTERS = re.compile(r"color\s*[:=]\s*[\"']?\s*(#?\w{2,20})")
_OTHER_LETTERS = re.compile(r"text-fill-color|<body[^<>]*\stext\s*=")
_BEHIND = re.compile(r"(?:background(?:-color)?|bgcolor)\s*[:=]\s*[\"']?\s*(#?\w{2,20})")
_LIGHT = re.compile(r"#?[ef][0-9a-f]{2,7}|rgba?|transparent")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)(?:[\s,/]+([\d.]+%?))?\s*\)")
_WORD = re.compile(r"(?:[^\s,()/]|\((?:[^()]|\([^()]*\))*\))+")
_NO_COLOUR = re.compile(
    r"[-+.\d].*|none|initial|unset|revert|(?:no-)?repeat(?:-[xy])?|space|round|center|top|left|right|bottom|fixed|scroll|local|"
    r"cover|contain|auto|(?:border|padding|content)-box"
)
_HARDLY = 0.06

Shade = tuple[Colour, float]
"""A colour, and how far it covers what lies behind it."""


def matter_in(text: str) -> bool:
    """Whether a page, in lower case, may have letters in the colour of what lies behind them."""
    found = _LETTERS.finditer(text)
    letters = {each[1] for each in found if text[each.start() - 1 : each.start()] != "-"}
    if _OTHER_LETTERS.search(text) is not None:
        return True
    if any(_LIGHT.fullmatch(said) or (said in _NAMES and is_light(_NAMES[said])) for said in letters):
        return True
    return bool(letters) and not letters.isdisjoint(_BEHIND.findall(text))


def shade_of(said: str) -> Shade | None:
    """Return the colour that a value names; ``None`` where it is not known."""
    if said in _NAMES:
        return _NAMES[said], 1.0
    if said == "transparent":
        return BLACK, 0.0
    found = _HEX.fullmatch(said)
    if found is not None and len(found[1]) in (3, 4, 6, 8):
        digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
        red, green, blue, *rest = (int(digits[at : at + 2], 16) for at in range(0, len(digits), 2))
        return (red, green, blue), (rest[0] / 255 if rest else 1.0)
    of_parts = _RGB.fullmatch(said)
    if of_parts is None:
        return None
    red, green, blue = (min(255, round(_share(part, 255))) for part in of_parts.groups()[:3])
    return (red, green, blue), (1.0 if of_parts[4] is None else _share(of_parts[4], 1.0))


def _share(said: str, whole: float) -> float:
    number = said.removesuffix("%")
    if number.count(".") > 1 or number == ".":
        return 0.0
    return float(number) * whole / 100 if said.endswith("%") else float(number)


@frozen
class Paint:
    """What an element declares of colours. letters, behind: ``None`` where it declares none.

    letters: a colour, ``CLEAR``, or ``MIXED`` where it is not known which. behind: likewise, a colour with how far it covers.
    """

    letters: Colour | str | None = None
    behind: Shade | str | None = None


def paint_of(declared: Declarations) -> Paint | None:
    """Return what an element declares of colours, or nothing where it declares none."""
    letters: Colour | str | None = None
    said = (declared.get("-webkit-text-fill-color") or declared.get("color") or ("", False))[0]
    if said in ("initial", "windowtext"):
        letters = BLACK
    elif said and said not in ("inherit", "unset", "currentcolor", "revert"):
        shade = shade_of(said)
        letters = MIXED if shade is None else CLEAR if shade[1] <= _HARDLY else shade[0] if shade[1] > 0.9 else MIXED
    if any(declared.get(name, ("none", False))[0] != "none" for name in ("text-shadow", "-webkit-text-stroke")):
        letters = letters and MIXED  # a shadow or an outline is seen where the letters are not
    behind = _behind(declared)
    return None if letters is None and behind is None else Paint(letters, behind)


def _behind(declared: Declarations) -> Shade | str | None:
    found: Shade | str | None = None
    if declared.get("background-image", ("none", False))[0] not in ("none", "initial", "inherit"):
        return MIXED
    for name in ("background", "background-color"):
        for word in _WORD.findall(declared.get(name, ("", False))[0]):
            shade = shade_of(word)
            if shade is not None:
                found = shade
            elif _NO_COLOUR.fullmatch(word) is None:
                return MIXED  # a picture, a blend, a variable, or a colour of another name
    return found


@frozen
class Ink:
    """The colours at a point of a page. behind: ``None`` where it is not known.

    is_own: whether what lies behind was declared together with the letters' colour, or within it; else a style sheet that is
    not in the page may have set it in between.
    """

    letters: Colour | str = BLACK
    behind: Colour | None = PAPER
    is_own: bool = True

    def within(self, paint: Paint, *, elsewhere: bool) -> Ink:
        """Return the colours within an element. elsewhere: whether the page has style sheets that are not in it."""
        ink = self
        if paint.letters is not None:
            ink = evolve(ink, letters=paint.letters, is_own=not elsewhere)
        if isinstance(paint.behind, tuple):
            colour, covers = paint.behind
            if covers > 1 - _HARDLY:
                ink = evolve(ink, behind=colour, is_own=True)
            elif covers > _HARDLY:
                ink = evolve(ink, behind=None if ink.behind is None else _blended(colour, ink.behind, covers))
        elif paint.behind is not None:
            ink = evolve(ink, behind=None)
        return ink

    def is_seen(self) -> bool | None:
        """Whether letters are seen; ``None`` where that is not known."""
        if self.letters == CLEAR:
            return False
        if isinstance(self.letters, str):
            return True
        seen = is_seen(self.letters, self.behind)
        return None if seen is False and not self.is_own else seen


def _blended(colour: Colour, behind: Colour, covers: float) -> Colour:
    red, green, blue = (round(covers * one + (1 - covers) * other) for one, other in zip(colour, behind, strict=True))
    return red, green, blue
