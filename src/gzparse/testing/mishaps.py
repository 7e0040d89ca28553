"""Damages to pages of every kind: digits misprinted, letters mistyped, and several damages one after the other.

In: a text and a source of random numbers. Out: the damaged text.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

PageT = TypeVar("PageT")

_LETTERS = "的是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"


def misprinted(figure: str, rng: random.Random) -> str:
    """Return a figure with another digit in the place of one, and with no 0 in front; the same where it has no digit."""
    digits = [index for index, c in enumerate(figure) if c.isdecimal()]
    if not digits:
        return figure
    at = rng.choice(digits)
    may_be_zero = at != digits[0] or len(figure) == 1
    return _with(figure, at, rng.choice([d for d in "0123456789" if d != figure[at] and (d != "0" or may_be_zero)]))


def misspelled(text: str, rng: random.Random) -> str:
    """Return a text with another letter in the place of one, or another digit where it has no letters."""
    letters = [index for index, c in enumerate(text) if c.isalpha()]
    if not letters:
        return misprinted(text, rng)
    at = rng.choice(letters)
    return _with(text, at, rng.choice([c for c in _LETTERS if c != text[at]]))


def mistyped(label: str, rng: random.Random) -> str:
    """Return a label with another letter in the place of one: but not of the numerals that distinguish groups."""
    at = rng.choice([index for index, c in enumerate(label) if c.isalpha() and c not in "一二三四五六七八"])
    return _with(label, at, rng.choice([c for c in _LETTERS if c != label[at]]))


def misread(figure: str, rng: random.Random) -> str:
    """Return a figure with a letter in the place of a digit that looks like it; the same where none of its digits does."""
    similar = [index for index, c in enumerate(figure) if c in _LOOK_ALIKE]
    if not similar:
        return figure
    at = rng.choice(similar)
    return _with(figure, at, rng.choice(_LOOK_ALIKE[figure[at]]))


_LOOK_ALIKE = {"0": "Oo〇", "1": "lI丨", "2": "Z", "5": "S", "8": "B"}


def _with(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at + 1 :]


def apply_damage(
    page: PageT, kinds: Iterable[str], damages: Mapping[str, Callable[[PageT, random.Random], str]], rng: random.Random
) -> dict[str, str]:
    """Do damages of these kinds to a page, in the order of ``damages``; return what was done, by kind."""
    report: dict[str, str] = {}
    for kind in sorted(kinds, key=list(damages).index):
        done = damages[kind](page, rng)
        if done:
            report[kind] = f"{report[kind]}; {done}" if kind in report else done
    return report
