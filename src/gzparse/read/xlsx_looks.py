"""Looks: how an XLSX file shows its texts: struck out, raised, in the colour of what lies behind them, or too small to read.

A cell has one font and one fill by its style. A text of several runs has a font for each of them; a run that names none has the
cell's.
"""

from __future__ import annotations

import colorsys
import html
import re
from collections.abc import Iterator

from attrs import define, field, frozen

from gzparse.model.document import Why
from gzparse.read.colours import BLACK, PAPER, Colour, from_hex, is_seen
from gzparse.read.package import Package, attributes
from gzparse.read.xlsx_cells import TAG, cells_in, elements, group_of

__all__ = ["Font", "Look", "Looks", "look_of", "looks_in", "looks_of"]

_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
_KIND = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_INDEX = re.compile(TAG + rb"v\b[^<>]*>\s*(\d{1,9})\s*<")
_TEXT = re.compile(TAG + rb"t\b[^<>]*>([^<]*)<")
_COLOUR = re.compile(TAG + rb"color\b([^<>]*?)/?>")
_STRIKE = re.compile(TAG + rb"strike\b([^<>]*?)/?>")
_RAISED = re.compile(TAG + rb"vertAlign\b[^<>]*?val\s*=\s*[\"']su(?:per|b)script")
_SIZE = re.compile(TAG + rb"sz\b[^<>]*?val\s*=\s*[\"']([\d.]{1,8})[\"']")
_PATTERN = re.compile(TAG + rb"patternFill\b([^<>]*?)/?>")
_FRONT = re.compile(TAG + rb"fgColor\b([^<>]*?)/?>")
_BACK = re.compile(TAG + rb"bgColor\b([^<>]*?)/?>")
_THEME_COLOUR = re.compile(
    TAG + rb"(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)\s*>\s*<[^<>]*?(?:lastClr|val)\s*=\s*\"([0-9A-Fa-f]{6})\""
)
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_PALETTE = {0: BLACK, 1: PAPER, 8: BLACK, 9: PAPER, 64: BLACK, 65: PAPER}
_ANOTHER = re.compile(TAG + rb"(?:conditionalFormatting|tablePart)\b")
"""What may fill a cell by other means than its style."""
_SMALLEST = 1.0
"""Letters of so many points cannot be read."""


@frozen
class Font:
    """A font: what it does to letters. colour: ``None`` where it is not known."""

    colour: Colour | None = BLACK
    struck: bool = False
    raised: bool = False
    small: bool = False

    def why(self, behind: Colour | None) -> Why | None:
        """Return why letters in this font are not read, on what lies behind them."""
        if self.small or (self.colour is not None and is_seen(self.colour, behind) is False):
            return "hidden"
        return "deleted" if self.struck else None

    def is_open(self, behind: Colour | None) -> bool:
        """Whether it is not known if letters in this font are seen."""
        return self.colour is not None and is_seen(self.colour, behind) is None


@frozen
class Look:
    """How a cell shows its text.

    parts: the text's pieces, each with why it is not read, and whether it is raised; empty where the whole text is shown in one
    way: ``why``. is_open: whether it is not known if a reader of the sheet sees it.
    """

    parts: tuple[tuple[str, Why | None, bool], ...] = ()
    why: Why | None = None
    is_open: bool = False


@define
class Looks:
    """Fonts and fills of a workbook by the styles of cells, and its texts of several runs by their numbers."""

    cells: list[tuple[Font, Colour | None]] = field(factory=list)
    runs: dict[int, list[tuple[str, Font | None]]] = field(factory=dict)
    colours: dict[str, Colour] = field(factory=dict)
    hiding: set[int] = field(factory=set)
    """The numbers of formats for conditions that may hide a text."""

    def of(self, style: int) -> tuple[Font, Colour | None]:
        """Return the font of a style of cells, and what it has behind its letters."""
        return self.cells[style] if style < len(self.cells) else (Font(), PAPER)


def looks_of(package: Package) -> Looks:
    """Return the fonts, fills and texts of several runs of a workbook."""
    named = {part.lower(): part for part in package.parts()}
    theme = package.read(named["xl/theme/theme1.xml"]) if "xl/theme/theme1.xml" in named else b""
    colours = {name.decode(): colour for name, said in _THEME_COLOUR.findall(theme) if (colour := from_hex(said.decode()))}
    palette = {str(at): colour for at, colour in _PALETTE.items()}
    looks = Looks(colours={"lt1": PAPER, "dk1": BLACK, **palette, **colours})
    if "xl/styles.xml" in named:
        data = package.read(named["xl/styles.xml"])
        for index, (said, _) in enumerate(elements(group_of(data, b"indexedColors"), b"rgbColor")):
            if own := from_hex(attributes(said).get("rgb", "")):
                looks.colours[str(index)] = own
        looks.hiding = {at for at, (_, each) in enumerate(elements(group_of(data, b"dxfs"), b"dxf")) if _hides(each, looks)}
        fonts = [_font(inner, looks.colours) for _, inner in elements(group_of(data, b"fonts"), b"font")]
        fills = [_fill(inner, looks.colours) for _, inner in elements(group_of(data, b"fills"), b"fill")]
        for style, _ in elements(group_of(data, b"cellXfs"), b"xf"):
            font, fill = (_number(style, name) for name in (b"fontId", b"fillId"))
            looks.cells.append((fonts[font] if font < len(fonts) else Font(), fills[fill] if fill < len(fills) else PAPER))
    if "xl/sharedstrings.xml" in named:
        data = package.read(named["xl/sharedstrings.xml"])
        if b"rPr" in data:
            for index, (_, item) in enumerate(elements(data, b"si")):
                if b"rPr" in item:
                    looks.runs[index] = _runs(item, looks.colours)
    return looks


def looks_in(data: bytes, looks: Looks) -> Iterator[tuple[tuple[int, int], Look]]:
    """Return how the cells of a sheet show their texts, where they do it otherwise than plainly: their places, and the look."""
    other_fill = _ANOTHER.search(data) is not None
    odd = {at for at, (font, behind) in enumerate(looks.cells) if font.why(behind) or font.is_open(behind)}
    if not odd and not looks.runs and b"rPr" not in data:
        return
    for place, said, inner in cells_in(data):
        found = _STYLE.search(said)
        style = int(found[1]) if found else 0
        runs = _runs_of(said, inner, looks)
        if not inner or (style not in odd and not runs):
            continue
        font, behind = looks.of(style)
        if other_fill and behind == PAPER:
            behind = None
        look = look_of(runs, font, behind)
        if look is not None:
            yield place, look


def look_of(runs: list[tuple[str, Font | None]], font: Font, behind: Colour | None) -> Look | None:
    """Return how a text is shown, or nothing where it is shown plainly."""
    if not runs:
        why = font.why(behind)
        return Look((), why, font.is_open(behind)) if why or font.is_open(behind) else None
    parts = tuple((text, (own or font).why(behind), (own or font).raised) for text, own in runs)
    is_open = any((own or font).is_open(behind) for text, own in runs if text.strip())
    if not is_open and not any(why for _, why, _ in parts) and len({raised for _, _, raised in parts}) == 1:
        return None
    return Look(parts, None, is_open)


def _runs_of(said: bytes, inner: bytes, looks: Looks) -> list[tuple[str, Font | None]]:
    """Return the runs of a cell's text; none where it has no fonts of its own."""
    kind = _KIND.search(said)
    if kind is None or not inner:
        return []
    if kind[1] == b"inlineStr":
        return _runs(inner, looks.colours) if b"rPr" in inner else []
    index = _INDEX.search(inner) if kind[1] == b"s" else None
    return looks.runs.get(int(index[1]), []) if index else []


def _runs(item: bytes, colours: dict[str, Colour]) -> list[tuple[str, Font | None]]:
    """Return the runs of a text, each with its font, or nothing where it has the cell's."""
    found: list[tuple[str, Font | None]] = []
    for _, run in elements(item, b"r"):
        own = next((properties for _, properties in elements(run, b"rPr")), None)
        text = "".join(html.unescape(each.decode("utf-8", "replace")) for each in _TEXT.findall(run))
        found.append((text, None if own is None else _font(own, colours)))
    return found


def _font(data: bytes, colours: dict[str, Colour]) -> Font:
    colour, struck, size = _COLOUR.search(data), _STRIKE.search(data), _SIZE.search(data)
    return Font(
        BLACK if colour is None else _colour(colour[1], colours, BLACK),
        struck is not None and re.search(rb"val\s*=\s*[\"'](?:0|false)", struck[1]) is None,
        _RAISED.search(data) is not None,
        size is not None and _points(size[1]) <= _SMALLEST,
    )


def _fill(data: bytes, colours: dict[str, Colour]) -> Colour | None:
    """Return the colour of a fill; ``None`` where it has several."""
    pattern = _PATTERN.search(data)
    if pattern is None:
        return None
    said = attributes(pattern[1]).get("patternType", "none")
    front = _FRONT.search(data)
    if said == "none":
        return PAPER
    return _colour(front[1], colours, None) if said == "solid" and front else None


def _colour(tag: bytes, colours: dict[str, Colour], automatic: Colour | None) -> Colour | None:
    """Return the colour that an element names, in one of the three ways that there are."""
    said = attributes(tag)
    if "rgb" in said:
        return from_hex(said["rgb"])
    number = next((said[name] for name in ("theme", "indexed") if said.get(name, "").isdecimal()), None)
    if number is None:
        return automatic
    at = int(number[:6])
    if "theme" not in said:
        return colours.get(str(at))
    found = colours.get(_THEME[at]) if at < len(_THEME) else None
    return _tinted(found, said.get("tint", "0")) if found else None


def _tinted(colour: Colour, tint: str) -> Colour:
    """Return a colour made lighter or darker, as a share of what is left to white or to black."""
    share = float(tint) if re.fullmatch(r"-?\d(?:\.\d{1,20})?(?:E-\d{1,2})?", tint) else 0.0
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + share) if share < 0 else light + (1 - light) * share
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), full))
    return red, green, blue


def _hides(data: bytes, looks: Looks) -> bool:
    """Whether a format for a condition may hide the text of a cell: by its number format, its font, or its colours."""
    code = next((attributes(said).get("formatCode", "") for said, _ in elements(data, b"numFmt")), "")
    if code and any(char in code for char in ';"%\\'):
        return True
    font = _font(group_of(data, b"font"), looks.colours)
    fill = _BACK.search(group_of(data, b"fill"))
    behind = PAPER if fill is None else _colour(fill[1], looks.colours, PAPER)
    return font.why(behind) is not None or font.is_open(behind)


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"\s*=\s*[\"'](\d{1,6})[\"']", tag)
    return int(found[1]) if found else 0


def _points(text: bytes) -> float:
    return float(text) if re.fullmatch(rb"\d+(?:\.\d*)?", text) else _SMALLEST + 1
