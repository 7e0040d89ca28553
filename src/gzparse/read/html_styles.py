"""Styles: which elements of a page are hidden, struck out, keep their line ends or have lines of their own by their style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN, UNSEEN, DELETED, LINES, OWN_LINE, RAISED = 1, 2, 4, 8, 16, 32
"""Takes no place; takes its place unseen; struck out; keeps its line ends; inline, with a line of its own; raised."""

_NAMES = ("display", "hidden", "visibility", "mso-hide", "line-through", "white-space")
_SIGNS = tuple(sign for name in _NAMES for sign in (name, name.upper(), name.capitalize()))
_PROPERTIES = (
    (HIDDEN, re.compile(r"(?i)(?:^|[;\s{])(?:display\s*:\s*none|mso-hide\s*:\s*all)")),
    (UNSEEN, re.compile(r"(?i)(?:^|[;\s{])(?:font-size\s*:\s*0(?:\.0+)?(?![.\d])|opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$))")),
    (UNSEEN, re.compile(r"(?i)(?:^|[;\s{])(?:text-indent|left|margin-left|top)\s*:\s*-\d{3,}")),
    (RAISED, re.compile(r"(?i)vertical-align\s*:\s*(?:super|sub\b|text-top)")),
    (RAISED, re.compile(r"(?i)(?:^|[;\s{])(?:top|bottom)\s*:\s*-?\d(?!\d\d)")),
    (UNSEEN, re.compile(r"(?i)(?:^|[;\s{])visibility\s*:\s*(?:hidden|collapse)")),
    (DELETED, re.compile(r"(?i)text-decoration(?:-line)?\s*:[^;]*line-through")),
    (LINES, re.compile(r"(?i)white-space\s*:\s*(?:pre|break)")),
    (OWN_LINE, re.compile(r"(?i)(?:^|[;\s{])display\s*:\s*(?:block|flex|grid|table|list-item|-webkit-box)\b")),
)
_SHOWN = re.compile(r"(?i)(?:^|[;\s{])display\s*:\s*(?!none)[a-z]")
_SELECTED = (
    "[style*=display i],[style*=visibility i],[style*=mso-hide i],[style*=line-through i],[style*=white-space i],[hidden]"
)
_RARE = re.compile(
    r"(?i)font-size\s*:\s*0|opacity\s*:\s*0?(?:\.0+)?\s*[;!\"'}]|(?:text-indent|left|top)\s*:\s*-\d|:\s*(?:super|text-top)\b"
)
"""Styles by which few pages hide or raise a text."""
_SELECTED_RARELY = (
    "[style*=font-size i],[style*=opacity i],[style*=text-indent i],[style*=left i],[style*=top i],[style*=vertical-align i]"
)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,4000})\}")
_NESTED = re.compile(r"@[^{};]{0,400}\{(?:[^{}]{0,4000}\{[^{}]{0,4000}\}){0,2000}[^{}]{0,4000}\}|/\*[\s\S]*?\*/|<!--|-->")
_PLAIN = re.compile(r"[\s\w.#,>-]{1,200}")
_MOST_RULES = 100


def styles_of(tree: LexborHTMLParser, text: str) -> dict[int, int]:
    """Return what the styles of a page do to its elements, by the elements' numbers in memory."""
    rare = _RARE.search(text) is not None
    if not rare and not any(sign in text for sign in _SIGNS):
        return {}
    found = _hidden_by_rules(tree)
    for node in tree.css(f"{_SELECTED},{_SELECTED_RARELY}" if rare else _SELECTED):
        attributes = node.attributes
        style = attributes.get("style") or ""
        flags = _flags_of(style)
        if _SHOWN.search(style):
            found.pop(node.mem_id, None)
        elif "hidden" in attributes:
            flags |= HIDDEN
        if flags:
            found[node.mem_id] = found.get(node.mem_id, 0) | flags
    return found


def _flags_of(style: str) -> int:
    flags = 0
    for flag, pattern in _PROPERTIES:
        if pattern.search(style):
            flags |= flag
    return flags


def _hidden_by_rules(tree: LexborHTMLParser) -> dict[int, int]:
    """Return what rules of the page's own style sheets hide or raise, and none shows. Rules for print are not read."""
    hidden: dict[int, int] = {}
    shown: set[int] = set()
    rules = 0
    wanted = HIDDEN | UNSEEN | RAISED
    for sheet in tree.css("style"):
        rule_text = sheet.text(deep=True)
        if not _flags_of(rule_text.replace("{", ";").replace("}", ";")) & wanted:
            continue
        for selector, body in _RULE.findall(_NESTED.sub(" ", rule_text)):
            flags, shows = _flags_of(body) & wanted, _SHOWN.search(body)
            if not flags and shows is None:
                continue
            rules += 1
            if rules > _MOST_RULES:
                break
            for node in _selected(tree, selector):
                if flags:
                    hidden[node.mem_id] = flags
                else:
                    shown.add(node.mem_id)
    return {number: flags for number, flags in hidden.items() if number not in shown}


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    from selectolax.lexbor import SelectolaxError

    if _PLAIN.fullmatch(selector) is None:  # a state such as :hover, or one that is costly to look for
        return []
    try:
        return tree.css(selector.strip())
    except SelectolaxError:
        return []
