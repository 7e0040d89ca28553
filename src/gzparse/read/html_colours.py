"""Colours of a page: of its letters, and of what lies behind them."""

from __future__ import annotations

import colorsys
import math
import re

from attrs import evolve, frozen

from gzparse.read.colours import BLACK, MIXED, PAPER, Colour, is_light, is_seen
from gzparse.read.html_css import Declarations

__all__ = ["CLEAR", "Ink", "Paint", "matter_in", "paint_of"]

CLEAR, OPEN = "clear", "open"
"""The colour of letters that are transparent, and of those whose colour is computed in a way that is not known."""

_NAMES: dict[str, Colour] = {
    name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    for name, code in re.findall(
        r"(\w+) (\w{6})",
        "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 "
        "black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue "
        "5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c "
        "cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey "
        "a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred "
        "8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f "
        "darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 "
        "dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc "
        "ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 "
        "honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa "
        "lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff "
        "lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon "
        "ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue "
        "b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 "
        "mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 "
        "mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue "
        "191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive "
        "808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 "
        "paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum "
        "dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 "
        "saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 "
        "skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue "
        "4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white "
        "ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 ",
    )
}
_NAMES |= dict.fromkeys(("canvas", "window", "field"), PAPER) | dict.fromkeys(("canvastext", "windowtext", "fieldtext"), BLACK)
_LETTERS = re.compile(r"color\s*[:=]\s*[\"']?\s*(#?\w{2,20})")
_OTHER_LETTERS = re.compile(r"text-fill-color|<body[^<>]*\stext\s*=")
_BEHIND = re.compile(r"(?:background(?:-color)?|bgcolor)\s*[:=]\s*[\"']?\s*(#?\w{2,20})")
_LIGHT = re.compile(r"#?[ef][0-9a-f]{2,7}|#(?:[0-9a-f]{4}){1,2}|rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color|light|var|transparent")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)(?:[\s,/]+([\d.]+%?))?\s*\)")
_HSL = re.compile(r"(hsla?|hwb)\(\s*(-?[\d.]+)(deg|turn|rad|grad)?[\s,]+([\d.]+)%?[\s,]+([\d.]+)%?(?:[\s,/]+([\d.]+%?))?\s*\)")
_TURNS = {"": 360.0, "deg": 360.0, "turn": 1.0, "rad": 2 * math.pi, "grad": 400.0}
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
        return _by_hue(said)
    red, green, blue = (min(255, round(_share(part, 255))) for part in of_parts.groups()[:3])
    return (red, green, blue), (1.0 if of_parts[4] is None else _share(of_parts[4], 1.0))


def _by_hue(said: str) -> Shade | None:
    found = _HSL.fullmatch(said)
    if found is None or any(each is not None and each.count(".") > 1 for each in found.groups()[1:]):
        return None
    hue, one, other = float(found[2]) / _TURNS[found[3] or ""] % 1, float(found[4]) / 100, float(found[5]) / 100
    if found[1] == "hwb":
        white, black = (one, other) if one + other <= 1 else (one / (one + other), other / (one + other))
        parts = [part * (1 - white - black) + white for part in colorsys.hls_to_rgb(hue, 0.5, 1.0)]
    else:
        parts = list(colorsys.hls_to_rgb(hue, min(1.0, other), min(1.0, one)))
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    return (red, green, blue), (1.0 if found[6] is None else _share(found[6], 1.0))


def _share(said: str, whole: float) -> float:
    number = said.removesuffix("%")
    if number.count(".") > 1 or number == ".":
        return 0.0
    return float(number) * whole / 100 if said.endswith("%") else float(number)


@frozen
class Paint:
    """What an element declares of colours. letters, behind: ``None`` where it declares none.

    letters: a colour, ``CLEAR``, ``OPEN``, or ``MIXED`` where it is not known which, and nothing hides it.
    behind: likewise, a colour with how far it covers.
    """

    letters: Colour | str | None = None
    behind: Shade | str | None = None


def paint_of(declared: Declarations) -> Paint | None:
    """Return what an element declares of colours, or nothing where it declares none."""
    letters: Colour | str | None = None
    said = (declared.get("-webkit-text-fill-color") or declared.get("color") or ("", False))[0]
    if said == "initial":
        letters = BLACK
    elif said and said not in ("inherit", "unset", "currentcolor", "revert"):
        shade = shade_of(said)
        letters = (
            (OPEN if "(" in said else MIXED)
            if shade is None
            else CLEAR
            if shade[1] <= _HARDLY
            else shade[0]
            if shade[1] > 0.9
            else MIXED
        )
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
            return None if self.letters == OPEN else True
        seen = is_seen(self.letters, self.behind)
        return None if seen is False and not self.is_own else seen


def _blended(colour: Colour, behind: Colour, covers: float) -> Colour:
    red, green, blue = (round(covers * one + (1 - covers) * other) for one, other in zip(colour, behind, strict=True))
    return red, green, blue
