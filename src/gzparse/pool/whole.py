"""A data class and its parts ↔ all their values in one row: the sixty parts of a report need not be written one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from attrs import Attribute, Factory, fields, has

from gzparse.model.data import Data, unfrozen
from gzparse.model.sections import Section, Subsection

__all__ = ["PROSE", "is_plain", "made_whole", "values_of"]

PROSE = (Section, Subsection)
"""The classes of prose, nearly all of which is a part of the report's text."""


def is_plain(kind: type) -> bool:
    """Whether the objects of a class are the values of its fields: none is converted or computed when they are made."""
    if not issubclass(kind, Data) or not has(kind):
        return False
    own = any(name in vars(kind) for name in ("__reduce__", "__reduce_ex__", "__attrs_post_init__"))
    return not own and len(fields(kind)) > 1 and all(a.init and not a.kw_only and a.converter is None for a in fields(kind))


def values_of(kind: type) -> Callable[[Any], tuple[Any, ...] | None] | None:
    """Return what returns the values of an object and of all its parts; ``None`` where objects of the class have no parts.

    It returns ``None`` for an object of which a part is not there, or of another class.
    """
    parts: dict[str, type] = {}
    held = attrgetter(*_paths(kind, "", parts))
    if len(parts) < 2:
        return None
    classes, class_of = tuple(parts.values()), attrgetter(*[f"{path}.__class__" for path in parts])

    def values(value: Any) -> tuple[Any, ...] | None:
        try:
            found: tuple[Any, ...] | None = held(value) if class_of(value) == classes else None
        except AttributeError:  # it is a part of one that is not there
            found = None
        return found

    return values


def _paths(kind: type, above: str, parts: dict[str, type]) -> list[str]:
    """Return the paths of what an object and its parts hold. parts: filled with the paths of the parts, and their classes."""
    found: list[str] = []
    for attribute in fields(kind):
        path, part = above + attribute.name, _part(attribute)
        if part is None:
            found.append(path)
        else:
            parts[path] = part
            found += _paths(part, f"{path}.", parts)
    return found


def _part(attribute: Attribute[Any]) -> type | None:
    """Return the class of a field that holds a part where nothing else is given; prose is written by itself."""
    kind = attribute.default.factory if isinstance(attribute.default, Factory) else None  # type: ignore[arg-type,union-attr]
    return kind if isinstance(kind, type) and kind not in PROSE and is_plain(kind) else None


@cache
def made_whole(kind: type) -> Callable[..., Any]:
    """Return what makes an object of a class and all its parts, of their values. It writes code, as attrs does."""
    parameters: list[str] = []
    scope: dict[str, Any] = {}
    lines: list[str] = []

    def make(kind: type) -> str:
        number = len(scope) // 2
        made = f"made_{number}"
        scope[f"Unfrozen_{number}"], scope[f"Kind_{number}"] = unfrozen(kind), kind
        sets = [f"{made} = Unfrozen_{number}()"]
        for attribute in fields(kind):
            part = _part(attribute)
            if part is None:
                parameters.append(f"value_{len(parameters)}")
            sets.append(f"{made}.{attribute.name} = {parameters[-1] if part is None else make(part)}")
        lines.append(f"    {'; '.join(sets)}; {made}.__class__ = Kind_{number}\n")
        return made

    last = make(kind)
    exec(f"def make({', '.join(parameters)}):\n{''.join(lines)}    return {last}\n", scope)
    whole: Callable[..., Any] = scope["make"]
    return whole
