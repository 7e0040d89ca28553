"""Values of spreadsheet cells → text: whole numbers without a point, others as short as they can be written."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal


def shortest(number: float) -> str:
    """Return a number as text: 12.0 is "12", everything else the shortest decimal that stands for it."""
    if not math.isfinite(number):
        return repr(number)
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


def text_of(value: object) -> str:
    """Return the value of a cell as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return shortest(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
