"""Elements: what the names of HTML's elements mean for the text in them, and what a page holds that is not shown."""

from __future__ import annotations

import re

from gzparse.model.document import Place, Why

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav ol optgroup option p "
        "plaintext pre search section summary textarea ul xmp",
    )
)
ASIDE, KEEP_LINES = ("nav", "footer", "aside"), ("pre", "textarea", "listing", "xmp", "plaintext")
SPECIAL = frozenset((*ASIDE, *KEEP_LINES, "caption", "dialog", "figure", "figcaption"))
UNSHOWN = frozenset(("template", "noscript", "noframes", "noembed", "datalist", "video", "audio", "canvas", "title"))
OF_A_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
FIELDS = ("", "text", "number", "tel", "email", "url", "date")
_SPAN = re.compile(r"[ \t\n\r\f]*\+?(\d{1,9})")
MOST_COLUMNS = 1000
SMALL_PICTURE = 48
SOURCES = ("data-src", "data-original", "src", "data")
ICON = re.compile(r"(?i)icon|filetype|blank\.|spacer|arrow|bullet|logo|share|qrcode|/dot|line\.(?:gif|png)")


class Hidden:
    """Text that the page does not show, or a picture. number: of the node; code: of the note that a reader of it must get.

    cell: the place of the innermost cell around it, if there is one. is_read: whether it is read all the same, since it is not
    known whether the page shows it.
    """

    __slots__ = ("cell", "code", "is_read", "number", "place", "text", "why")

    def __init__(self, text: str, why: Why, place: Place, number: int, code: str | None, cell: Place | None = None) -> None:
        self.text, self.why, self.place, self.number, self.code = text, why, place, number, code
        self.cell = cell
        self.is_read = False


def span_of(value: str | None, missing: int) -> int:
    """Return a number by HTML's rules; 0 stands for as many as there are. A span of no columns is one of one column."""
    found = _SPAN.match(value) if value else None
    if found is None:
        return missing if missing else 1
    return int(found[1]) or missing
