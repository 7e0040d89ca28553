"""Styles: which elements of a page are hidden, struck out, raised, keep their line ends or have lines or colours of their own.

What decides is what the page declares: its own style sheets, in the order that CSS gives them, and the styles of its elements.
Style sheets outside the page are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from gzparse.read.html_colours import Paint, matter_in, paint_of
from gzparse.read.html_css import Declarations, declared_in, is_for_screens, rules_in, selectors_in, weight_of
from gzparse.read.html_elements import BLOCKS, OF_A_TABLE

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN, UNSEEN, DELETED, LINES, OWN_LINE, RAISED, PAINTED, NAMED, PASSED_ON, TAKEN_BACK = (1 << bit for bit in range(10))
"""Takes no place; takes its place unseen; struck out; keeps its line ends; inline, with a line of its own; raised; has colours;
has a class that elsewhere hides text; unseen by what elements within take over, unless they take it back; takes it back."""

_SIGNS = ("display", "hidden", "visibility", "mso-hide", "line-through", "white-space")
_SELECTED = (
    "[style*=display i],[style*=visibility i],[style*=mso-hide i],[style*=text-decoration i],[style*=white-space i],[hidden]"
)
_RARE = tuple(
    map(
        re.compile,
        (
            r"font(?:-size)?\s*:\s*(?:0|\.0|1p[xt])",
            r"opacity\s*:\s*(?:0?(?:\.0\d*)?\s*[;!\"'}]|0%)",
            r"text-indent\s*:\s*-\d",
            r"left\s*:\s*-\d",
            r"top\s*:\s*-\d",
            r"vertical-align\s*:\s*(?:su|text-top|-?[\d.])",
            r"position\s*:\s*relative",
            r"clip(?:-path)?\s*:",
            r"content-visibility",
            r"width\s*:\s*(?:0|1px)(?![\d.]*[1-9])",
            r"height\s*:\s*(?:0|1px)(?![\d.]*[1-9])",
            r"transform\s*:\s*(?:scale|translate)",
        ),
    )
)
"""Styles by which few pages hide or raise a text."""
_SELECTED_RARELY = ",".join(
    f"[style*={name} i]"
    for name in (
        "font",
        "opacity",
        "text-indent",
        "left",
        "top",
        "bottom",
        "vertical-align",
        "clip",
        "overflow",
        "transform",
        "content-visibility",
    )
)
_SELECTED_FOR_COLOURS = "[style*=color i],[style*=background i],[bgcolor],[background],font[color],body[text],a[href]"
_ELSEWHERE = re.compile(r"stylesheet|@import")
_NAMED = (
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "d-none", "hidden", "hide"),
    *("invisible", "is-hidden", "element-invisible", "offscreen", "off-screen"),
)
"""Classes that hide text in the style sheets of many sites."""
_STEPS = 50_000_000
"""So many steps may looking for the elements of rules take: each rule goes through all elements."""
_LARGE = 20_000
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
)
"""Properties that decide together what becomes of a text."""
_COLOURS = (
    *("color", "-webkit-text-fill-color", "-webkit-text-stroke", "text-shadow"),
    *("background", "background-color", "background-image"),
)
_ALL = frozenset(name for group in _GROUPS for name in group)

Priority = tuple[bool, bool, tuple[int, int, int], int]
"""What decides among declarations: important ones, those of the element itself, specific ones, later ones."""


@define
class Styles:
    """What the styles of a page do to its elements, by the elements' numbers in memory.

    elsewhere: whether the page has style sheets that are not in it.
    """

    flags: dict[int, int] = field(factory=dict)
    paints: dict[int, Paint] = field(factory=dict)
    elsewhere: bool = False


def styles_of(tree: LexborHTMLParser, text: str) -> Styles:
    """Return what the styles of a page do to its elements."""
    text = text.lower()
    rare, colours = any(sign.search(text) for sign in _RARE), matter_in(text)
    styles = Styles(elsewhere=_ELSEWHERE.search(text) is not None)
    if styles.elsewhere and "class" in text:
        named = (name for name in _NAMED if name in text)
        styles.flags.update((node.mem_id, NAMED) for name in named for node in tree.css(f".{name}"))
    if not rare and not colours and not any(sign in text for sign in _SIGNS):
        return styles
    cascade = _Cascade(tree, text.count("<"))
    selected = [_SELECTED, *([_SELECTED_RARELY] if rare else []), *([_SELECTED_FOR_COLOURS] if colours else [])]
    nodes = tree.css(",".join(selected))
    styled = {node.attributes.get("style") or "" for node in nodes}
    wanted = {name for style in styled for name in _signs_in(declared_in(style))}
    cascade.add_rules({*wanted, *_COLOURS} if colours else wanted)
    cascade.add_elements(nodes, colours)
    for number, node, declared in cascade.elements():
        flags = _flags_of(declared, node.tag or "")
        if "hidden" in node.attributes and "display" not in declared:
            flags |= HIDDEN
        paint = paint_of(declared) if colours else None
        if paint is not None:
            styles.paints[number] = paint
            flags |= PAINTED
        if cascade.passes_on and _takes_back(declared):
            flags |= TAKEN_BACK
        if flags:
            styles.flags[number] = styles.flags.get(number, 0) | flags
    return styles


class _Cascade:
    """What is declared for each element, the declarations in the order of CSS."""

    def __init__(self, tree: LexborHTMLParser, tags: int) -> None:
        self._tree, self._tags = tree, max(1, tags)
        self._found: dict[int, tuple[LexborNode, dict[str, tuple[Priority, str]]]] = {}
        self.passes_on = False
        """Whether some element is unseen by its visibility or by the size of its letters."""

    def add_rules(self, wanted: set[str]) -> None:
        """Add the rules of the page's own style sheets that bear on whether a text is shown, first those that hide.

        wanted: properties by which the styles of elements do, or which are of interest otherwise.
        """
        rules = [
            (order, selectors, declared)
            for order, (selectors, body) in enumerate(self._rules())
            if (declared := declared_in(body)).keys() & (_ALL | {*_COLOURS})
        ]
        hiding = []
        for _, _, declared in rules:
            signs = _signs_in(declared)
            wanted = wanted | signs
            hiding.append(bool(signs))
        left = _STEPS
        for _, (order, selectors, declared) in sorted(zip(hiding, rules, strict=True), key=lambda each: not each[0]):
            kept = {name: said for name, said in declared.items() if name in wanted}
            for selector in selectors_in(selectors, costly=self._tags < _LARGE) if kept else ():
                left -= self._tags
                if left < 0:
                    return
                for node in self._selected(selector):
                    self._add(node, kept, (False, weight_of(selector), order))

    def _rules(self) -> Iterator[tuple[str, str]]:
        for sheet in self._tree.css("style"):
            if is_for_screens(sheet.attributes.get("media") or ""):
                yield from rules_in(sheet.text(deep=True))

    def _selected(self, selector: str) -> list[LexborNode]:
        from selectolax.lexbor import SelectolaxError

        try:
            return self._tree.css(selector)
        except SelectolaxError:
            return []

    def add_elements(self, nodes: list[LexborNode], colours: bool) -> None:
        """Add the styles of elements themselves, and what their attributes say of colours."""
        for node in (*nodes, *[node for node, _ in self._found.values()]):
            style = node.attributes.get("style") or ""
            self._add(node, declared_in(style), (True, (0, 0, 0), 0))
            if colours:
                self._add(node, _painted_by_attributes(node), (False, (0, 0, 0), -1))

    def _add(self, node: LexborNode, declared: Declarations, by: tuple[bool, tuple[int, int, int], int]) -> None:
        of_node = self._found.setdefault(node.mem_id, (node, {}))[1]
        for name, (said, is_important) in declared.items():
            self.passes_on = self.passes_on or (name in _PASSED_ON and _is_passed_on({name: (said, False)}))
            priority = (is_important, *by)
            if name not in of_node or priority >= of_node[name][0]:
                of_node[name] = priority, said

    def elements(self) -> Iterator[tuple[int, LexborNode, Declarations]]:
        """Return the elements, each with what holds for it in the end."""
        for number, (node, declared) in self._found.items():
            yield number, node, {name: (said, False) for name, (_, said) in declared.items()}


def _signs_in(declared: Declarations) -> set[str]:
    """Return the properties that decide together with those by which declarations hide, raise or strike out."""
    if not _has_sign(declared):
        return set()
    return {name for group in _GROUPS if _has_sign(declared, group) for name in group}


def _has_sign(declared: Declarations, group: Container[str] = _ALL) -> bool:
    """Whether declarations hide, raise or strike out by the properties of a group, or give an inline element its own line."""
    within = {name: said for name, said in declared.items() if name in group}
    return bool(within) and bool(_flags_of(within, "span") or _flags_of(within, "div"))


def _painted_by_attributes(node: LexborNode) -> Declarations:
    attributes = node.attributes
    found: Declarations = {}
    if node.tag == "a" and (attributes.get("href") or "").strip():
        found["color"] = "var(--link)", False  # a colour of the browser's, or of a style sheet that is not known
    for name, of in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        said = (attributes.get(name) or "").strip().lower()
        if said and (name != "text" or node.tag == "body") and (name != "color" or node.tag == "font"):
            found[of] = (f"#{said}" if re.fullmatch("[0-9a-f]{6}", said) else said), False
    if (attributes.get("background") or "").strip():
        found["background-image"] = "url()", False
    return found


# --- what declarations do to a text


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


def _flags_of(declared: Declarations, tag: str) -> int:
    """Return what is declared for an element does to its text."""

    def said(name: str) -> str:
        return declared[name][0] if name in declared else ""

    flags = 0
    display = said("display")
    if display.startswith("none") or said("mso-hide").startswith("all"):
        flags |= HIDDEN
    if _is_unseen(said, tag):
        flags |= UNSEEN
    elif _is_passed_on(declared):
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
    return flags


_PASSED_ON = ("visibility", "font-size", "font")
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+[a-z%]*)(?:/|\s|$)")


def _size_of(declared: Declarations) -> re.Match[str] | None:
    """Return the size of letters that is declared, as its number and unit."""
    said = declared.get("font-size", ("", False))[0]
    found = None if said else _FONT_SIZE.search(declared.get("font", ("", False))[0])
    return _NUMBER.fullmatch(said if found is None else found[1])


def _is_passed_on(declared: Declarations) -> bool:
    """Whether letters are unseen here and in all elements within that do not take it back."""
    size = _size_of(declared)
    tiny = size is not None and float(size[1]) <= _TINY.get(size[2], 0.0)
    return tiny or declared.get("visibility", ("", False))[0].startswith(("hidden", "collapse"))


def _takes_back(declared: Declarations) -> bool:
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
