"""Colours: whether a reader sees letters of one colour on another. All readers ask here."""

from __future__ import annotations

import re

__all__ = ["BLACK", "MIXED", "PAPER", "Colour", "from_hex", "is_light", "is_seen"]

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

PAPER: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
MIXED = "mixed"
"""What is known to lie behind letters, but not which colour it has: a picture, or one of several colours."""
_SAME, _NEAR = 16, 40
"""Colours that differ no more than this in red, green and blue cannot be told apart; up to the second, hardly."""
_LIGHT = 224
"""From here on in red, green and blue, letters are so light that they cannot be read on paper."""


def from_hex(text: str) -> Colour | None:
    """Return the colour that six hexadecimal digits name, or the last six of eight; ``None`` for anything else."""
    digits = text[2:] if len(text) == 8 else text
    if re.fullmatch("[0-9A-Fa-f]{6}", digits) is None:
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def is_light(colour: Colour) -> bool:
    """Whether letters of a colour cannot be read on paper."""
    return min(colour) >= _LIGHT


def is_seen(letters: Colour, behind: Colour | None) -> bool | None:
    """Whether letters are seen on what lies behind them; ``None`` where that is not known.

    behind: ``None`` where it is not known. Letters that are not light are then taken to be seen: what lies behind them is
    paper nearly always.
    """
    if behind is None:
        return None if is_light(letters) else True
    differ = max(abs(one - other) for one, other in zip(letters, behind, strict=True))
    return False if differ <= _SAME else None if differ <= _NEAR else True
