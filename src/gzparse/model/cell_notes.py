"""The notes of a file's reader that speak of one cell, by the names of their reasons: every parse asks for them."""

from __future__ import annotations

__all__ = ["OF_CELLS", "SHOWN_UNKNOWN"]

SHOWN_OTHERWISE = ("rule-unknown", "class-unknown", "order-unknown", "text-by-style")
SHOWN_UNKNOWN = ("colour-unknown", "height-unknown", "style-unknown", "condition-unknown", *SHOWN_OTHERWISE)
"""Why it is not known whether the file shows the text of a cell. The figures there are withheld."""
OF_CELLS = (*SHOWN_UNKNOWN, "note-on-cell")
"""The reasons that speak of one cell."""
