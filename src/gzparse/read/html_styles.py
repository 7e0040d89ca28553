"""Styles: which elements of a page are hidden, struck out, keep their line ends or have lines of their own by their style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN, UNSEEN, DELETED, LINES, OWN_LINE = 1, 2, 4, 8, 16
"""Takes no place; takes its place unseen; struck out; keeps its line ends; an inline element with a line of its own."""

_NAMES = ("display", "hidden", "visibility", "mso-hide", "line-through", "white-space")
_SIGNS = tuple(sign for name in _NAMES for sign in (name, name.upper(), name.capitalize()))
_PROPERTIES = (
    (HIDDEN, re.compile(r"(?i)(?:^|[;\s{])(?:display\s*:\s*none|mso-hide\s*:\s*all)")),
    (UNSEEN, re.compile(r"(?i)(?:^|[;\s{])visibility\s*:\s*(?:hidden|collapse)")),
    (DELETED, re.compile(r"(?i)text-decoration(?:-line)?\s*:[^;]*line-through")),
    (LINES, re.compile(r"(?i)white-space\s*:\s*(?:pre|break)")),
    (OWN_LINE, re.compile(r"(?i)(?:^|[;\s{])display\s*:\s*(?:block|flex|grid|table|list-item|-webkit-box)\b")),
)
_SHOWN = re.compile(r"(?i)(?:^|[;\s{])display\s*:\s*(?!none)[a-z]")
_SELECTED = (
    "[style*=display i],[style*=visibility i],[style*=mso-hide i],[style*=line-through i],[style*=white-space i],[hidden]"
)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_NESTED = re.compile(r"@[^{};]{0,400}\{(?:[^{}]{0,4000}\{[^{}]{0,4000}\}){0,2000}[^{}]{0,4000}\}|/\*[\s\S]*?\*/|<!--|-->")
_PLAIN = re.compile(r"[\s\w.#,>-]{1,200}")
_MOST_RULES = 100


def styles_of(tree: LexborHTMLParser, text: str) -> dict[int, int]:
    """Return what the styles of a page do to its elements, by the elements' numbers in memory."""
    if not any(sign in text for sign in _SIGNS):
        return {}
    found: dict[int, int] = {}
    for node in _hidden_by_rules(tree):
        found[node.mem_id] = HIDDEN
    for node in tree.css(_SELECTED):
        attributes = node.attributes
        style = attributes.get("style") or ""
        flags = sum(flag for flag, pattern in _PROPERTIES if pattern.search(style))
        if _SHOWN.search(style):
            found.pop(node.mem_id, None)
        elif "hidden" in attributes:
            flags |= HIDDEN
        if flags:
            found[node.mem_id] = found.get(node.mem_id, 0) | flags
    return found


def _hidden_by_rules(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the elements that a rule of the page's own style sheets hides, and none shows. Rules for print are not read."""
    hidden: dict[int, LexborNode] = {}
    shown: set[int] = set()
    rules = 0
    for sheet in tree.css("style"):
        rule_text = sheet.text(deep=True)
        if _PROPERTIES[0][1].search(rule_text) is None:
            continue
        for selector, body in _RULE.findall(_NESTED.sub(" ", rule_text)):
            hides, shows = _PROPERTIES[0][1].search(body), _SHOWN.search(body)
            if hides is None and shows is None:
                continue
            rules += 1
            if rules > _MOST_RULES:
                break
            for node in _selected(tree, selector):
                if hides is not None:
                    hidden[node.mem_id] = node
                else:
                    shown.add(node.mem_id)
    return [node for number, node in hidden.items() if number not in shown]


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    from selectolax.lexbor import SelectolaxError

    if _PLAIN.fullmatch(selector) is None:  # a state such as :hover, or one that is costly to look for
        return []
    try:
        return tree.css(selector.strip())
    except SelectolaxError:
        return []
