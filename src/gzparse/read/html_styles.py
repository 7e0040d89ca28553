"""Styles: which elements of a page are hidden, struck out, raised, keep their line ends or have lines or colours of their own.

What decides is what the page declares: its own style sheets, in the order that CSS gives them, and the styles of its elements.
Style sheets outside the page are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from gzparse.read.html_added import added_text, matters
from gzparse.read.html_colours import Ink, Paint, matter_in, paint_of
from gzparse.read.html_css import Declarations, declared_in, may_be_for_screens, rules_in
from gzparse.read.html_declared import (
    ADDED,
    ALL,
    CLASSED,
    DELETED,
    HIDDEN,
    NAMED,
    OPEN,
    PAINTED,
    PASSED_ON,
    TAKEN_BACK,
    UNSEEN,
    flags_of,
    is_passed_on,
    signs_in,
    takes_back,
)
from gzparse.read.html_open import Variables
from gzparse.read.html_selectors import Selector, selectors_in

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

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
_ODD = re.compile(
    r"(?<![\w-])(?:zoom|filter|mask|rotate|scale|translate|float|order|content|flex-direction|flex-flow|direction|unicode-bidi)\s*:|"
    r"-blend-mode|text-security|(?:letter-spacing|margin-(?:left|right|top)|right|bottom)\s*:\s*-|grid-|wrap-reverse|"
    r"position\s*:\s*(?:abs|fix)|text-indent|transform|(?:var|calc|min|max|clamp)\(|rtl|opacity"
)
"""Styles that leave open what is shown, or in which order, or that add a text."""
_SELECTED_ODDLY = ",".join(
    [
        f"[style*={name} i]"
        for name in (
            *("zoom", "filter", "mask", "rotate", "scale", "translate", "float", "flex", "direction", "bidi", "blend"),
            *("security", "letter-spacing", "margin", "right", "grid", "position"),
        )
    ]
    + ["[style*='order:' i]", "[style*='--']", "[dir=rtl i]"]
)
_SELECTED_FOR_COLOURS = "[style*=color i],[style*=background i],[bgcolor],[background],font[color],body[text],a[href]"
_ELSEWHERE = re.compile(r"stylesheet|@import")
_NAMED = (
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "d-none", "hidden", "hide"),
    *("invisible", "is-hidden", "element-invisible", "offscreen", "off-screen"),
    *("layui-hide", "none", "disnone", "dis-none", "displaynone", "display-none", "nodisplay", "no-display", "yincang"),
    *("visible-xs", "visible-sm", "visible-md", "visible-print", "hidden-lg", "d-lg-none", "d-xl-none"),
)
"""Classes that hide text in the style sheets of many sites."""
_CLASSED = ",".join(f"td {tag}[class]" for tag in ("a", "b", "em", "font", "i", "label", "s", "small", "span", "strong", "u"))
_STEPS = 50_000_000
"""So many steps may looking for the elements of rules take: each rule goes through all elements."""
_STEPS_OF_HAS = 50
_LARGE = 20_000
_COLOURS = (
    *("color", "-webkit-text-fill-color", "-webkit-text-stroke", "text-shadow"),
    *("background", "background-color", "background-image"),
)
_OF_INTEREST = ALL | {*_COLOURS} | {"content"}

Priority = tuple[bool, bool, tuple[int, int, int], int]
"""What decides among declarations: important ones, those of the element itself, specific ones, later ones."""


@define
class Styles:
    """What the styles of a page do to its elements, by the elements' numbers in memory.

    elsewhere: whether the page has style sheets that are not in it.
    """

    flags: dict[int, int] = field(factory=dict)
    paints: dict[int, Paint] = field(factory=dict)
    added: dict[int, dict[str, str | None]] = field(factory=dict)
    elsewhere: bool = False


def styles_of(tree: LexborHTMLParser, text: str) -> Styles:
    """Return what the styles of a page do to its elements."""
    text = text.lower()
    rare, odd, colours = any(sign.search(text) for sign in _RARE), _ODD.search(text) is not None, matter_in(text)
    styles = Styles(elsewhere=_ELSEWHERE.search(text) is not None)
    if styles.elsewhere and "class" in text:
        named = (name for name in _NAMED if name in text)
        styles.flags.update((node.mem_id, CLASSED) for node in tree.css(_CLASSED))
        for node in (node for name in named for node in tree.css(f".{name}")):
            styles.flags[node.mem_id] = styles.flags.get(node.mem_id, 0) | NAMED
    if not rare and not odd and not colours and not any(sign in text for sign in _SIGNS):
        return styles
    cascade = _Cascade(tree, text.count("<"))
    wanted_here = (True, _SELECTED), (rare or odd, _SELECTED_RARELY), (odd, _SELECTED_ODDLY), (colours, _SELECTED_FOR_COLOURS)
    nodes = tree.css(",".join(selected for is_wanted, selected in wanted_here if is_wanted))
    styled = [declared_in(style) for style in {node.attributes.get("style") or "" for node in nodes}]
    rules = cascade.rules(styled)
    wanted = {name for declared in styled for way in cascade.variables.ways(declared) for name in signs_in(way)}
    cascade.add_rules(rules, {*wanted, *_COLOURS} if colours else wanted)
    cascade.add_elements(nodes, colours)
    _note(styles, cascade, colours)
    for number, texts in cascade.added():
        styles.added[number] = texts
        styles.flags[number] = styles.flags.get(number, 0) | ADDED
    return styles


def _note(styles: Styles, cascade: _Cascade, colours: bool) -> None:
    """Note what the styles do to each element of which something is declared."""
    for number, node, declared in cascade.elements():
        flags = flags_of(declared, node.tag or "")
        if "hidden" in node.attributes and "display" not in declared:
            flags |= HIDDEN
        paint = paint_of(declared) if colours else None
        if paint is not None:
            styles.paints[number] = paint
            flags |= PAINTED
        if cascade.passes_on and takes_back(declared):
            flags |= TAKEN_BACK
        if number in cascade.open:
            flags = (flags | OPEN) & ~(HIDDEN | UNSEEN | PASSED_ON | DELETED)
        if flags:
            styles.flags[number] = styles.flags.get(number, 0) | flags


Rule = tuple[int, str, Declarations, bool]
"""A rule's number, its selectors, what it declares, and whether it is certain that it holds."""


class _Cascade:
    """What is declared for each element, the declarations in the order of CSS."""

    def __init__(self, tree: LexborHTMLParser, tags: int) -> None:
        self._tree, self._tags = tree, max(1, tags)
        self._left = _STEPS
        self._found: dict[int, tuple[LexborNode, dict[str, tuple[Priority, str]]]] = {}
        self._added: dict[tuple[int, str], tuple[LexborNode, dict[str, tuple[Priority, str]]]] = {}
        self.variables = Variables()
        self.open: set[int] = set()
        """The elements that a rule may hide of which it is not known whether it holds for them."""
        self._unknown: set[tuple[int, str]] = set()
        self.passes_on = False
        """Whether some element is unseen by its visibility or by the size of its letters."""

    def rules(self, styled: list[Declarations]) -> list[Rule]:
        """Return the page's own rules that bear on what is shown. styled: what elements declare themselves."""
        found: list[Rule] = []
        for order, (selectors, body, certain) in enumerate(self._rules()):
            declared = declared_in(body)
            if "--" in body:
                self.variables.add(declared)
            if declared.keys() & _OF_INTEREST:
                found.append((order, selectors, declared, certain))
        for declared in styled:
            self.variables.add(declared)
        return [(order, selectors, self._in_one_way(declared), certain) for order, selectors, declared, certain in found]

    def _in_one_way(self, declared: Declarations) -> Declarations:
        """Return declarations with the values of their variables, or as they are where these decide what is shown."""
        ways = self.variables.ways(declared)
        if len(ways) == 1:
            return ways[0]
        shown = {(flags_of(way, "span"), flags_of(way, "div"), paint_of(way), way.get("content")) for way in ways}
        return ways[0] if len(shown) == 1 else declared

    def add_rules(self, rules: list[Rule], wanted: set[str]) -> None:
        """Add the rules that bear on whether a text is shown, first those that hide.

        wanted: properties by which the styles of elements do, or which are of interest otherwise.
        """
        hiding = []
        for _, _, declared, _ in rules:
            signs = signs_in(declared)
            wanted = wanted | signs
            hiding.append(bool(signs))
        adds = any(matters(declared["content"][0]) for _, _, declared, _ in rules if "content" in declared)
        for hides, (order, selectors, declared, certain) in sorted(
            zip(hiding, rules, strict=True), key=lambda each: (not each[0], each[1][0])
        ):
            kept = {name: said for name, said in declared.items() if name in wanted}
            if not kept and not (adds and "content" in declared):
                continue
            for selector in selectors_in(selectors, costly=self._tags < _LARGE):
                if not selector.added and not kept:
                    continue
                self._left -= self._tags * (_STEPS_OF_HAS if ":has(" in selector.text else 1)
                if self._left < 0:
                    return
                by = (False, selector.weight, order)
                if selector.added:
                    self._put_before_or_behind(selector, declared, by, certain)
                elif certain and selector.certain:
                    for node in self._selected(selector.text):
                        self._add(node, kept, by)
                elif hides or _may_be_unseen(kept):
                    self._leave_open(self._selected(selector.text))

    def _put_before_or_behind(
        self, selector: Selector, declared: Declarations, by: tuple[bool, tuple[int, int, int], int], certain: bool
    ) -> None:
        for node in self._selected(selector.text):
            key = node.mem_id, selector.added
            said = self._added.setdefault(key, (node, {}))[1]
            _take(said, declared, by)
            if not (certain and selector.certain):
                self._unknown.add(key)

    def _leave_open(self, nodes: list[LexborNode]) -> None:
        for node in nodes:
            self._found.setdefault(node.mem_id, (node, {}))
            self.open.add(node.mem_id)

    def added(self) -> Iterator[tuple[int, dict[str, str | None]]]:
        """Return the elements to which a style adds text, before or behind their own; ``None`` is one that is not known."""
        found: dict[int, dict[str, str | None]] = {}
        for (number, where), (node, declared) in self._added.items():
            said: Declarations = {name: (value, False) for name, (_, value) in declared.items()}
            text = added_text(node, said)
            if text is not None and text and (number, where) in self._unknown:
                text = None
            if text != "":
                found.setdefault(number, {})[where] = text
        yield from found.items()

    def _rules(self) -> Iterator[tuple[str, str, bool]]:
        for sheet in self._tree.css("style"):
            holds = may_be_for_screens(sheet.attributes.get("media") or "")
            if holds is not False:
                for selectors, body, certain in rules_in(sheet.text(deep=True)):
                    yield selectors, body, certain and holds is True

    def _selected(self, selector: str) -> list[LexborNode]:
        from selectolax.lexbor import SelectolaxError

        try:
            return self._tree.css(selector)
        except SelectolaxError:
            return []

    def add_elements(self, nodes: list[LexborNode], colours: bool) -> None:
        """Add the styles of elements themselves, and what their attributes say of colours and of the direction of the text."""
        for node in (*nodes, *[node for node, _ in self._found.values()]):
            style = node.attributes.get("style") or ""
            self._add(node, self._in_one_way(declared_in(style)), (True, (0, 0, 0), 0))
            if colours:
                self._add(node, _painted_by_attributes(node), (False, (0, 0, 0), -1))
            if (node.attributes.get("dir") or "").lower() == "rtl":
                turned: Declarations = {"direction": ("rtl", False)}
                if node.tag == "bdo":
                    turned["unicode-bidi"] = "bidi-override", False
                self._add(node, turned, (False, (0, 0, 0), -1))

    def _add(self, node: LexborNode, declared: Declarations, by: tuple[bool, tuple[int, int, int], int]) -> None:
        of_node = self._found.setdefault(node.mem_id, (node, {}))[1]
        for name, (said, _) in declared.items():
            self.passes_on = self.passes_on or (name in _PASSED_ON and is_passed_on({name: (said, False)}))
        _take(of_node, declared, by)

    def elements(self) -> Iterator[tuple[int, LexborNode, Declarations]]:
        """Return the elements, each with what holds for it in the end."""
        for number, (node, declared) in self._found.items():
            yield number, node, {name: (said, False) for name, (_, said) in declared.items()}


_PASSED_ON = ("visibility", "font-size", "font")


def _take(known: dict[str, tuple[Priority, str]], declared: Declarations, by: tuple[bool, tuple[int, int, int], int]) -> None:
    """Take declarations over where they come before what is known."""
    for name, (said, is_important) in declared.items():
        priority = (is_important, *by)
        if name not in known or priority >= known[name][0]:
            known[name] = priority, said


def _may_be_unseen(declared: Declarations) -> bool:
    """Whether letters in the colours that are declared may be unseen on paper."""
    paint = paint_of(declared)
    return paint is not None and paint.letters is not None and not Ink(paint.letters).is_seen()


def _painted_by_attributes(node: LexborNode) -> Declarations:
    attributes = node.attributes
    found: Declarations = {}
    if node.tag == "a" and (attributes.get("href") or "").strip():
        found["color"] = "link", False  # a colour of the browser's, or of a style sheet that is not known
    for name, of in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        said = (attributes.get(name) or "").strip().lower()
        if said and (name != "text" or node.tag == "body") and (name != "color" or node.tag == "font"):
            found[of] = (f"#{said}" if re.fullmatch("[0-9a-f]{6}", said) else said), False
    if (attributes.get("background") or "").strip():
        found["background-image"] = "url()", False
    return found
