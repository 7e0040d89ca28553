"""What a reading of a made-up page is expected to give at each path: a figure, a blank, or nothing."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from gzparse.testing.figures import Number

__all__ = ["Expected", "Kind"]


class Kind(enum.Enum):
    """What may be read at a path, and what must be said where nothing is."""

    FIGURE = "figure"
    """The page prints it. The figure passes, and so does ``None`` named by an error."""
    BLANK = "blank"
    """The row is there, and its cell is empty. ``None`` passes, as blank or named by an error."""
    UNKNOWABLE = "unknowable"
    """Another report prints the same page. ``None`` passes, named by an error."""
    GONE = "gone"
    """Lost with its label, or in a way that shows. ``None`` passes, named by an error."""
    UNTOLD = "untold"
    """Nothing on the page shows that its form has it. ``None`` passes."""


class Expected(NamedTuple):
    """What is expected at a path, the figure that the page prints there, and why."""

    kind: Kind
    value: Any = None
    """A number, the text of a text field, or nothing."""
    why: str = ""
    tolerated: frozenset[Any] = frozenset()
    """Other figures that pass: what a page with fewer damages would print there. The row may be taken for complete."""
    instead: str = ""
    """A path of the other edition that may be named in its place, where the page does not show the edition."""

    def allows(self, value: Number | str) -> bool:
        """Whether a figure may be given at the path."""
        return (self.kind is Kind.FIGURE and value == self.value) or value in self.tolerated
