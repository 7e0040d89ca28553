"""The JSON contract: readings → the objects that ``gzparse parse`` prints; classes → the JSON Schema of these objects."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from attrs import fields, has

from gzparse._version import __version__
from gzparse.errors import GzparseError
from gzparse.model.messages import Message
from gzparse.model.paths import Labels
from gzparse.model.place import Place
from gzparse.model.reading import STATUSES, Figure, Finding, FindingsError, Reading, Status, Verdict, counts_of, verdict_of
from gzparse.model.source import Span

SCHEMA = 2
"""The version of the contract: raised when a key changes its meaning or goes."""
VERSIONS = (1, 2)
"""The versions that can be had."""

_PLAIN: tuple[Status, ...] = ("value", "not_in_form")
"""The statuses of figures that are listed only where they were inferred or have a unit."""

T = TypeVar("T")


@cache
def _converter() -> Any:
    import cattrs
    from cattrs.fns import identity
    from cattrs.gen import make_dict_structure_fn

    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(int, lambda value, _: _whole(value))
    converter.register_structure_hook(Decimal, lambda value, _: _decimal(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(int | None, identity)  # counts as they are, without a call for each
    converter.register_unstructure_hook(str | None, identity)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(int | Decimal | None, _figure_value)
    converter.register_unstructure_hook(Finding, lambda finding: _finding(finding, converter))
    converter.register_structure_hook(str | Message, lambda value, _: str(value))
    converter.register_structure_hook(
        Finding, make_dict_structure_fn(Finding, converter, _cattrs_use_alias=True, _cattrs_forbid_extra_keys=True)
    )
    converter.register_unstructure_hook(int | Decimal | None, lambda value: str(value) if isinstance(value, Decimal) else value)
    converter.register_unstructure_hook(
        int | Decimal | str | None, lambda value: str(value) if isinstance(value, Decimal) else value
    )
    return converter


def _finding(finding: Finding, converter: Any) -> dict[str, Any]:
    """Return a finding with its message in English; what else it knows is not part of the contract."""
    return {a.alias or a.name: converter.unstructure(getattr(finding, a.alias or a.name)) for a in fields(Finding)}


def _figure_value(value: Any, _: Any) -> int | Decimal | None:
    if value is None:
        return None
    return _decimal(value) if isinstance(value, str) else _whole(value)


def _whole(value: object) -> int:
    """Return a whole number as it is; 5.7, ``true`` and "51" are not whole numbers."""
    if type(value) is not int:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _decimal(value: object) -> Decimal:
    """Return an amount that is given as :func:`unstructure` writes it, or as a whole number."""
    if type(value) is int or (isinstance(value, str) and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,3})?", value)):
        return Decimal(value)
    raise ValueError(f"{value!r} is no amount: a text such as '12.50', or a whole number")


def unstructure(value: Any) -> Any:
    """Turn any of gzparse's data into plain JSON data."""
    return _converter().unstructure(value)


def plain(value: Any) -> Any:
    """Turn what callers pass into plain JSON data, a reading into its record.

    Raises:
        TypeError: it holds what is neither plain data nor gzparse's.
    """
    if isinstance(value, Reading):
        return record(value)
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (str, int, float, NoneType, Decimal, date)):
        return unstructure(value)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [plain(inner) for inner in value]
    if has(type(value)):
        with suppress(Exception):  # cattrs may not know a plugin's classes
            result = unstructure(value)
            if _is_plain(result):
                return result
    name = f"the class {value.__qualname__}" if isinstance(value, type) else f"an object of {type(value).__qualname__}"
    raise TypeError(
        f"{name} cannot be made plain data: unstructure takes a reading, a report, a finding or a part of them, "
        "and lists and dicts of these"
    )


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(inner) for key, inner in value.items())
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return isinstance(value, (str, int, float, NoneType))


def structure(data: Any, kind: type[T]) -> T:
    """Turn plain JSON data into one of gzparse's classes."""
    result: T = _converter().structure(data, kind)
    return result


def record(
    reading: Reading[Any],
    *,
    figures: Literal["remarkable", "all"] = "remarkable",
    meta: Mapping[str, Any] | None = None,
    version: int = SCHEMA,
) -> dict[str, Any]:
    """Return the object that ``gzparse parse`` prints for a file that was read; see :meth:`Reading.record`.

    Raises:
        ValueError: there is no such version.
    """
    _check_version(version)
    source, given, cells = reading.source, reading.figures, reading._columns()
    shown = {
        path: _figure(given[path], version)
        for path, inferred, unit, status in zip(cells.paths, cells.inferred, cells.units, cells.statuses, strict=True)
        if inferred or unit is not None or status not in _PLAIN or figures == "all"
    }
    if version == 1:
        return {
            **_first_head(reading.form, source.name),
            "report": unstructure(reading.report),
            "findings": [_finding_of_version(finding, 1) for finding in reading.findings],
            "figures": shown,
            "error": None,
        }
    file, counts = source.file, counts_of(cells.statuses)
    return {
        **_head(reading.form, source.name, source.sha256_and_size, source.media_type, meta),
        "reader": None if file is None else {"name": file.reader, "version": file.version},
        "verdict": verdict_of(counts, reading.findings),
        "counts": counts,
        "report": unstructure(reading.report),
        "findings": [_finding_of_version(finding, version) for finding in reading.findings],
        "figures": shown,
        "error": None,
    }


def error_record(
    error: BaseException, source: str | None, *, meta: Mapping[str, Any] | None = None, version: int = SCHEMA
) -> dict[str, Any]:
    """Return the object that ``gzparse parse`` prints for a file without a report; with ``strict``, its findings say why."""
    _check_version(version)
    findings = error.reading.findings if isinstance(error, FindingsError) else ()
    told_of = [_finding_of_version(finding, version) for finding in findings]
    what = {"type": type(error).__name__, "message": told(error)}
    if version == 1:
        return {**_first_head(None, source), "report": None, "findings": told_of, "figures": {}, "error": what}
    digest: tuple[str | None, int | None] = (None, None)
    media = None
    if isinstance(error, GzparseError):
        digest, media = (error.sha256, error.size), error.media_type
    return {
        **_head(None, source, digest, media, meta),
        "reader": None,
        "verdict": "failed",
        "counts": dict.fromkeys(STATUSES, 0),
        "report": None,
        "findings": told_of,
        "figures": {},
        "error": what,
    }


def _check_version(version: int) -> None:
    if version not in VERSIONS:
        raise ValueError(f"there is no version {version!r} of the object, only {' and '.join(map(str, VERSIONS))}")


def told(error: BaseException) -> str:
    """Return an error's message for people. Those of the system come with their file."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _first_head(form: str | None, source: str | None) -> dict[str, Any]:
    return {"schema": 1, "gzparse": __version__, "form": form, "source": source}


def _head(
    form: str | None,
    source: str | None,
    digest: tuple[str | None, int | None],
    media_type: str | None,
    meta: Mapping[str, Any] | None,
) -> dict[str, Any]:
    from gzparse.plugins.host import in_use

    return {
        "schema": SCHEMA,
        "gzparse": __version__,
        "plugins": in_use(),
        "form": form,
        "source": source,
        "sha256": digest[0],
        "bytes": digest[1],
        "media_type": media_type,
        "meta": dict(meta or {}),
    }


def _finding_of_version(finding: Finding, version: int) -> dict[str, Any]:
    plain_finding: dict[str, Any] = unstructure(finding)
    return plain_finding if version == 1 else {**plain_finding, "fingerprint": finding.fingerprint}


def _figure(figure: Figure, version: int) -> dict[str, Any]:
    first = {
        "raw": figure.raw,
        "status": figure.status,
        "unit": figure.unit,
        "inferred": figure.inferred,
        "spans": [unstructure(span) for span in figure.origins],
    }
    return first if version == 1 else {**first, "layout": figure.layout, "places": [_place(place) for place in figure.places]}


def _place(place: Place) -> dict[str, Any]:
    """Return a place in a file, without the fields that such a file does not have."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in place.known().items()}


# --- JSON Schema ------------------------------------------------------------------------------------------------------


def schema(labels: Labels, form: str = "annual_report", version: int = SCHEMA) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the objects that ``gzparse parse --format jsonl`` prints.

    labels, form: those of the form of the records, and its name. version: that of the objects.

    Raises:
        ValueError: there is no such version.
    """
    _check_version(version)
    definitions: dict[str, Any] = {}
    figure = {
        "raw": {"type": ["string", "null"]},
        "status": _schema_of(Status, definitions),
        "unit": {"type": ["string", "null"]},
        "inferred": {"type": "boolean"},
        "spans": _schema_of(tuple[Span, ...], definitions),
    }
    finding = _schema_of(Finding, definitions)
    if version > 1:
        figure |= {"layout": {"type": ["string", "null"]}, "places": {"type": "array", "items": _schema_of(Place, definitions)}}
        definitions["Place"]["required"] = []
        own = definitions["Finding"]
        own["properties"]["fingerprint"] = {"type": "string", "description": "the same in another run and another place"}
        own["required"].append("fingerprint")
    head: dict[str, Any] = {
        "schema": {"const": version},
        "gzparse": {"type": "string", "description": "the version of gzparse that made the record"},
    }
    if version > 1:
        head["plugins"] = {"type": "array", "items": {"type": "string"}, "description": "distributions of plugins in use"}
    head |= {
        "form": {"type": ["string", "null"]},
        "source": {"type": ["string", "null"], "description": "the file, or null for text given directly"},
    }
    if version > 1:
        head |= _second_head(definitions)
    properties = {
        **head,
        "report": {"anyOf": [_schema_of(labels.record, definitions), {"type": "null"}]},
        "findings": {"type": "array", "items": finding},
        "figures": {
            "type": "object",
            "description": "every figure that is not a plain value; a null of the report that is not here is not in the form",
            "propertyNames": {"enum": list(labels.figures)},
            "additionalProperties": _object(figure),
        },
        "error": {"anyOf": [_object({"type": {"type": "string"}, "message": {"type": "string"}}), {"type": "null"}]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gzparse:record:{version}:{form}",
        "title": "gzparse record",
        **_object(properties),
        "$defs": definitions,
    }


def _second_head(definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the keys that version 2 adds."""
    text = {"type": ["string", "null"]}
    reader = _object({"name": {"type": "string"}, "version": text})
    counts = _object({status: {"type": "integer"} for status in STATUSES})
    return {
        "sha256": {**text, "description": "of the bytes that were given; of a text, that of its UTF-8"},
        "bytes": {"type": ["integer", "null"]},
        "media_type": text,
        "meta": {"type": "object", "description": "the caller's own fields"},
        "reader": {"anyOf": [reader, {"type": "null"}], "description": "what made text of the file; null for plain text"},
        "verdict": _schema_of(Verdict, definitions),
        "counts": {**counts, "description": "how many figures have each status"},
    }


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    date: {"type": "string", "format": "date"},
}


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    origin = get_origin(kind)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if origin is tuple and Ellipsis not in get_args(kind):
        items = [_schema_of(inner, definitions) for inner in get_args(kind)]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema_of(inner, definitions) for inner in get_args(kind)]}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0], definitions)}
    assert has(kind), kind
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = typing.get_type_hints(kind)
        properties = {}
        for attribute in fields(kind):
            entry = _schema_of(attribute.metadata.get("json", hints[attribute.name]), definitions)
            if label := attribute.metadata.get("label"):
                entry = {**entry, "title": label} if "$ref" not in entry else {"allOf": [entry], "title": label}
            properties[attribute.alias or attribute.name] = entry
        definitions[name] = _object(properties)
        if kind.__doc__:  # a plugin's class may have none
            definitions[name]["description"] = kind.__doc__.strip().splitlines()[0]
    return {"$ref": f"#/$defs/{name}"}
