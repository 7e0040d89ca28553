"""Looks: how a Word document shows the text of a run, by its own properties and those of styles: one place decides it all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from gzparse.model.document import Why
from gzparse.read.colours import BLACK, MIXED, PAPER, Colour, from_hex, is_seen

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["PLAIN", "VAL", "Look", "Shade", "W", "is_on", "look_of", "over", "shade_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
VAL = W + "val"
_OFF = frozenset({"0", "false", "off"})

Shade = Colour | str
"""A colour that fills what lies behind letters, or ``MIXED``."""
_MARKERS: dict[str, Colour] = {
    "black": BLACK,
    "white": PAPER,
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}
_LIGHT_THEME = frozenset({"background1", "light1"})
_CLEAR = 95_000
"""In thousandths of a per cent: from here on letters are transparent."""


def is_on(element: Element | None) -> bool | None:
    """Return what a switch such as w:vanish says; ``None`` where there is none."""
    return None if element is None else (element.get(VAL) or "1").lower() not in _OFF


@frozen
class Look:
    """What properties say of a run; ``None`` where they say nothing.

    raised: how its letters stand, if not on the line. moved: whether they are moved up or down. letters: their colour,
    ``MIXED`` for the one that can be read on what lies behind. behind: what fills the run.
    """

    vanish: bool | None = None
    strike: bool | None = None
    struck_twice: bool | None = None
    raised: str | None = None
    moved: bool | None = None
    tiny: bool | None = None
    clear: bool | None = None
    letters: Shade | None = None
    behind: Shade | None = None
    style: str | None = field(default=None, eq=False)

    def over(self, other: Look) -> Look:
        """Return this look, and another's where this one says nothing."""
        if other is PLAIN:
            return self
        if self is PLAIN:
            return other
        pairs = ((getattr(self, name), getattr(other, name)) for name in _FIELDS)
        return Look(*(other_says if says is None else says for says, other_says in pairs))

    def level(self) -> str:
        """Return how the letters stand: nothing where they stand on the line."""
        raised = self.raised if self.raised not in (None, "baseline") else ""
        return raised or ("superscript" if self.moved else "")

    def why(self) -> Why | None:
        """Return why a text is not read, whatever lies behind it."""
        if self.vanish or self.tiny or self.clear:
            return "hidden"
        return "deleted" if self.strike or self.struck_twice else None

    def is_seen(self, behind: Colour | None) -> bool | None:
        """Whether letters are seen on what lies behind the run; ``None`` where that is not known."""
        if self.letters is None or isinstance(self.letters, str):
            return True
        return is_seen(self.letters, over(self.behind, behind))


_FIELDS = ("vanish", "strike", "struck_twice", "raised", "moved", "tiny", "clear", "letters", "behind")
PLAIN = Look()


def over(shade: Shade | None, behind: Colour | None) -> Colour | None:
    """Return what lies behind letters where a fill lies on something; ``None`` where that is not known."""
    if shade is None:
        return behind
    return None if isinstance(shade, str) else shade


_OF_RUNS = (
    *(
        W + name
        for name in ("rStyle", "vanish", "vertAlign", "position", "sz", "strike", "dstrike", "color", "shd", "highlight")
    ),
    _W14 + "textFill",
)


def look_of(properties: Element) -> Look:
    """Return what the properties of a run (w:rPr) say."""
    said = tuple((each.tag, each.get(VAL), _more(each)) for each in properties.iterchildren(*_OF_RUNS))
    return _look_of(said) if said else PLAIN


def _more(element: Element) -> Shade | bool | None:
    """Return what an element says by more than its value."""
    if element.tag == W + "shd":
        return shade_of(element)
    if element.tag == W + "color":
        return element.get(W + "themeColor") in _LIGHT_THEME
    if element.tag == _W14 + "textFill":
        clear = [each.get(_W14 + "val") or "0" for each in element.iter(_W14 + "alpha")]
        return element.find(_W14 + "noFill") is not None or any(each.isdecimal() and int(each[:9]) >= _CLEAR for each in clear)
    return None


@lru_cache(2_000)
def _look_of(said: tuple[tuple[str, str | None, Shade | bool | None], ...]) -> Look:
    found: dict[str, object] = {}
    for tag, value, more in said:
        name = tag.rpartition("}")[2]
        on = (value or "1").lower() not in _OFF
        if name == "vertAlign":
            found["raised"] = value or ""
        elif name == "position":
            found["moved"] = bool((value or "0").strip("-0"))
        elif name == "sz":
            found["tiny"] = (value or "9") in ("0", "1", "2")
        elif name == "color":
            found["letters"] = _letters(value or "auto", bool(more))
        elif name == "shd":
            found["behind"] = found.get("behind") or more
        elif name == "highlight":
            found["behind"] = _MARKERS.get(value or "", found.get("behind"))
        elif name == "textFill":
            found["clear"] = bool(more)
        elif name == "rStyle":
            found["style"] = value
        else:
            found[{"vanish": "vanish", "strike": "strike", "dstrike": "struck_twice"}[name]] = on
    return Look(**found)  # type: ignore[arg-type]


def _letters(value: str, is_light: bool) -> Shade:
    return from_hex(value) or (PAPER if is_light else MIXED)


def shade_of(element: Element | None) -> Shade | None:
    """Return what a shading (w:shd) fills its place with; ``None`` where it leaves what lies behind."""
    if element is None:
        return None
    pattern, fill = element.get(VAL) or "clear", element.get(W + "fill") or "auto"
    if pattern == "solid":
        return from_hex(element.get(W + "color") or "auto") or BLACK
    if pattern not in ("clear", "nil"):
        return MIXED
    return None if pattern == "nil" else from_hex(fill) or (MIXED if element.get(W + "themeFill") else None)
