"""A column's values → an Arrow array, made of its buffers where that is the faster way.

``pa.array`` looks whether it is given something of pandas, and imports pandas for that where it is installed, which takes as
long as a hundred reports. Short columns, such as a wide table's, do without it. For long ones Arrow's own conversion is faster,
except for decimals.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from functools import cache
from itertools import accumulate
from typing import Any

from gzparse.tables.columns import Type
from gzparse.tables.library import library

__all__ = ["array_of", "type_of"]

_PURPOSE = "a table for Arrow"
_LONG = 2_000
"""A column of more values is converted by Arrow."""
_EPOCH = date(1970, 1, 1).toordinal()
_ASCII = bytes.maketrans(b"\0\1", b"01")
_MICRO = 1_000_000
_EXACT = Context(prec=60)
_MOST_NUMBERS = 8_192

_Buffers = list[bytes]


def type_of(column_type: Type) -> Any:
    """Return the Arrow type of a column."""
    return _types()[column_type]


@cache
def _types() -> Mapping[Type, Any]:
    pa = _arrow()
    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.decimal128(38, 6),
        "flag": pa.bool_(),
        "date": pa.date32(),
    }


@cache
def _arrow() -> Any:
    return library("pyarrow", _PURPOSE)  # it is asked for hundreds of times for each batch


def array_of(values: Sequence[Any], column_type: Type) -> Any:
    """Return the values of a column as an Arrow array.

    Raises:
        OverflowError: a whole number needs more than 64 bits, a decimal more than 128.
        ValueError: a decimal has more than 6 places.
        UnicodeEncodeError: a text cannot be written in UTF-8.
    """
    pa, kind = _arrow(), type_of(column_type)
    if len(values) > _LONG and column_type != "number":
        return pa.array(values, kind)
    nulls = values.count(None)
    valid = pa.py_buffer(_bits([value is not None for value in values])) if nulls else None
    buffers = _BUFFERS[column_type](values, nulls)
    return pa.Array.from_buffers(kind, len(values), [valid, *map(pa.py_buffer, buffers)], nulls)


def _bits(flags: Sequence[bool]) -> bytes:
    """Return flags as bits, as Arrow has them: the first one is the lowest of the first byte."""
    return int(bytes(flags).translate(_ASCII)[::-1] or b"0", 2).to_bytes((len(flags) + 7) // 8, "little")


def _texts(values: Sequence[str | None], nulls: int) -> _Buffers:
    held: Sequence[Any] = ["" if value is None else value for value in values] if nulls else values
    joined = "".join(held)
    if not joined.isascii():
        held = [value.encode("utf-8") for value in held]
    return [array("i", accumulate(map(len, held), initial=0)).tobytes(), joined.encode("utf-8")]


def _integers(values: Sequence[Any], nulls: int) -> _Buffers:
    return [array("q", [0 if value is None else value for value in values] if nulls else values).tobytes()]


def _flags(values: Sequence[bool | None], nulls: int) -> _Buffers:
    return [_bits([value is True for value in values])]


def _dates(values: Sequence[date | None], nulls: int) -> _Buffers:
    return [array("i", [0 if value is None else value.toordinal() - _EPOCH for value in values]).tobytes()]


class _Numbers(dict[int | Decimal | None, bytes]):
    """Numbers as decimals with 6 places, in 128 bits."""

    def __missing__(self, value: int | Decimal | None) -> bytes:
        if len(self) > _MOST_NUMBERS:
            self.clear()
        scaled = value * _MICRO if isinstance(value, int) else _EXACT.scaleb(value, 6) if value is not None else 0
        if scaled != (whole := int(scaled)):
            raise ValueError(f"{value} has more than 6 decimals")
        made = self[value] = whole.to_bytes(16, sys.byteorder, signed=True)
        return made


_numbers = _Numbers()


def _decimals(values: Sequence[int | Decimal | None], nulls: int) -> _Buffers:
    return [b"".join(map(_numbers.__getitem__, values))]


_BUFFERS: Mapping[Type, Callable[[Sequence[Any], int], _Buffers]] = {
    "text": _texts,
    "integer": _integers,
    "number": _decimals,
    "flag": _flags,
    "date": _dates,
}
