"""The registry of codes: what each finding says and what to do, in English and in Chinese, and when it is given.

A :class:`Code` has one :class:`Reason` or several; a finding is added by a reason's name. Those that come with gzparse
are in the modules ``codes_file`` to ``codes_words``, and are loaded with the
first finding. A plugin's module registers its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from gzparse.model.reading import Kind, Severity

__all__ = [
    "LANGUAGES",
    "Code",
    "Language",
    "Reason",
    "Template",
    "built_in_codes",
    "code_named",
    "find",
    "known",
    "register",
]

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Text = tuple[str, str]
"""The same in English and in Chinese. Templates have fields in braces."""


class Reason:
    """One of the reasons for which a code is given.

    name: unique in the registry; a code's only reason has the code's own name. says: what the message says, without its
    figures, which are named before it, and without its place, which is named behind it; it begins with a small letter and has
    no full stop. action: what to do, as whole sentences, if not what the code says; ``{at}`` is the place in the original.
    severity: if not the code's. names: so many figures or rows are named.

    Fields are those that ``Findings.add`` is given; besides, ``{expected}`` and ``{actual}``, ``{paths}``, the finding's
    paths, ``{count}``, how many they are, ``{first}`` and ``{last}``, the ends of them with their labels, and ``{column}``,
    the name of the first one's column. A count with a noun, as in ``{cells:cell}``, is “1 cell” or “5 cells”.
    """

    __slots__ = ("action", "name", "names", "says", "severity")

    def __init__(
        self, name: str, says: Text, action: Text | None = None, *, severity: Severity | None = None, names: int = 3
    ) -> None:
        self.name = name
        self.says = says
        self.action = action
        self.severity = severity
        self.names = names


class Code:
    """A code: its kind, its severity, when it is given, what to do, and its reasons."""

    __slots__ = ("action", "given", "kind", "name", "reasons", "severity")

    def __init__(
        self, name: str, kind: Kind, severity: Severity, *, given: Text, action: Text, reasons: Sequence[Reason]
    ) -> None:
        self.name = name
        self.kind: Kind = kind
        self.severity: Severity = severity
        self.given = given
        self.action = action
        self.reasons = tuple(reasons)


class Template:
    """A reason with all that its code says of it."""

    __slots__ = ("action", "built_in", "code", "kind", "name", "names", "says", "severity")

    def __init__(self, code: Code, reason: Reason, *, built_in: bool) -> None:
        self.name = reason.name
        self.code = code.name
        self.kind: Kind = code.kind
        self.severity: Severity = reason.severity or code.severity
        self.says = reason.says
        self.action = reason.action or code.action
        self.names = reason.names
        self.built_in = built_in

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Return a built-in one by its name, a plugin's as it is: it may be read where the plugin is not installed."""
        return (find, (self.name,)) if self.built_in else super().__reduce_ex__(protocol)

    def __repr__(self) -> str:
        return f"Template({self.name})"


_codes: dict[str, Code] = {}
_templates: dict[str, Template] = {}
_PARTS = {
    "codes_front": "FRONT_CODES",
    "codes_rows": "ROW_CODES",
    "codes_words": "WORD_CODES",
    "codes_page": "PAGE_CODES",
    "codes_report": "REPORT_CODES",
    "codes_labels": "LABEL_CODES",
    "codes_file": "FILE_CODES",
}
"""The modules of the codes that come with gzparse: those of which most pages have findings first."""


def _load(wanted: str | None = None) -> None:
    """Register the codes that come with gzparse: not before the first finding, and up to the reason that is ``wanted``."""
    for module, name in _PARTS.items():
        if wanted in _templates:
            return
        codes: Sequence[Code] = getattr(import_module(f"gzparse.model.{module}"), name)
        if codes[-1].reasons[-1].name not in _templates:
            _register(codes, built_in=True)


def built_in_codes() -> tuple[Code, ...]:
    """Return the codes that come with gzparse, with its own reasons alone, in the order of the documentation."""
    from gzparse.model.codes_file import FILE_CODES
    from gzparse.model.codes_front import FRONT_CODES
    from gzparse.model.codes_labels import LABEL_CODES
    from gzparse.model.codes_page import PAGE_CODES
    from gzparse.model.codes_report import REPORT_CODES
    from gzparse.model.codes_rows import ROW_CODES
    from gzparse.model.codes_words import WORD_CODES

    return (*FILE_CODES, *FRONT_CODES, *PAGE_CODES, *ROW_CODES, *REPORT_CODES, *LABEL_CODES, *WORD_CODES)


def register(*codes: Code) -> None:
    """Add codes of a plugin; a code that is there already gets the further reasons.

    Raises:
        ValueError: a reason's name is taken, or a code that is there is of another kind.
    """
    _load()
    _register(codes, built_in=False)


def _register(codes: Sequence[Code], *, built_in: bool) -> None:
    for code in codes:
        there = _codes.get(code.name)
        if there is not None and there.kind != code.kind:
            raise ValueError(f"the code {code.name!r} is of kind {there.kind!r}, not {code.kind!r}")
        templates = [Template(code, reason, built_in=built_in) for reason in code.reasons]
        for template in templates:
            taken = _templates.get(template.name)
            if taken is not None and (taken.code, taken.says, taken.action) != (template.code, template.says, template.action):
                raise ValueError(f"the reason {template.name!r} is taken: it is one of {taken.code!r}")
        if there is None:
            _codes[code.name] = code
        else:
            new = [reason for reason in code.reasons if reason.name not in _templates]
            _codes[code.name] = Code(
                there.name, there.kind, there.severity, given=there.given, action=there.action, reasons=[*there.reasons, *new]
            )
        for template in templates:
            _templates.setdefault(template.name, template)


def find(name: str) -> Template:
    """Return the template of a reason.

    Raises:
        LookupError: no reason has this name.
    """
    found = _templates.get(name)
    if found is None:
        _load(name)
        found = _templates.get(name)
        if found is None:
            raise LookupError(f"no finding is registered as {name!r}; gzparse.formkit.register_codes adds a plugin's own")
    return found


def known(name: str) -> bool:
    """Whether a reason has this name."""
    _load(name)
    return name in _templates


def code_named(name: str) -> Code | None:
    """Return a code, if it is registered."""
    _load()
    return _codes.get(name)
