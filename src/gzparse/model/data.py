"""The base of gzparse's data classes, and a fast way to make many objects of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from attrs import fields


class Data:
    """Equality, hash and ``repr`` by fields.

    They are written once here. attrs would write and compile them for each class, at every import.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Data) or type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        shown = [f"{a.alias}={getattr(self, a.alias or a.name)!r}" for a in fields(type(self)) if a.repr]  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(shown)})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, a.name) for a in fields(type(self)) if a.eq)  # type: ignore[arg-type]


def unfrozen(kind: type) -> Any:
    """Return a class whose objects are made empty, filled field by field, and then given the frozen class that it is made of.

    For the few classes of which a reading has hundreds of objects: a frozen class's own ``__init__`` sets each field by a call,
    which takes five times as long. Every field is to be set, then ``__class__``.
    """
    plain = {"__init__": object.__init__, "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(kind.__name__, (kind,), {"__slots__": (), "__module__": kind.__module__, **plain})


@cache
def made_fast(kind: type) -> Callable[..., Any]:
    """Return what makes objects of a frozen class, of the values of all its fields, in a third of the time of its ``__init__``.

    It is for values that an object had: none is converted or checked. It writes the function's code, as attrs does.
    """
    names = [attribute.name for attribute in fields(kind)]
    values = [f"value_{number}" for number in range(len(names))]
    sets = "; ".join(f"made.{name} = {value}" for name, value in zip(names, values, strict=True))
    code = f"def make({', '.join(values)}):\n    made = Unfrozen(); {sets}; made.__class__ = Kind\n    return made\n"
    scope: dict[str, Any] = {"Unfrozen": unfrozen(kind), "Kind": kind}
    exec(code, scope)
    made: Callable[..., Any] = scope["make"]
    return made
