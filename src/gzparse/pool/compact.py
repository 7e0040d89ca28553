"""Readings → bytes for another process, and back: the record, the findings and the text, without the evidence for the figures.

The other process reads the text again when it is asked for what is not there. What would be written once for each object
otherwise (names of fields, states, labels) is not written, and prose that is a part of the text is written as its place there.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import fields

from gzparse.errors import GzparseError
from gzparse.model.codes import Language
from gzparse.model.data import made_fast
from gzparse.model.paths import Labels
from gzparse.model.patterns import uncollected
from gzparse.model.reading import Cell, Cells, Evidence, Figure, Finding, Part, Reading
from gzparse.model.source import Source
from gzparse.pool.whole import PROSE, is_plain, made_whole, values_of

if TYPE_CHECKING:
    from gzparse.form.form_row import FormRow

__all__ = ["EvidenceOnUse", "Packer", "unpacked"]

_Reduce = Callable[[Any], Any]
_LONG = 20
"""A shorter text is written as it is."""
_UTF_16 = "utf-16-le"


class Packer:
    """Writes values as bytes. options: those by which the readings in them were parsed."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._table = _Table(dict(options))

    def __call__(self, value: Any) -> bytes:
        """Return a value as bytes; ``unpacked`` reads them."""
        out = io.BytesIO()
        pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._table
        pickler.dump(value)
        return out.getvalue()

    def __reduce__(self) -> Any:
        return Packer, (self._table.options,)


def unpacked(data: bytes | memoryview) -> Any:
    """Return what was packed."""
    with uncollected():  # it has no cycles
        return pickle.loads(data)


class _Table(dict[type, _Reduce]):
    """How objects are written, by their classes: worked out once for each class."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self._text = ""
        self._written: Any = ""
        self._at = 0

    def __missing__(self, kind: type) -> _Reduce:
        if kind is Reading:
            found: _Reduce = self._reading
        elif kind is Labels:
            found = _labels
        elif kind in (_Made, _Text):
            found = kind.__reduce__
        elif kind in PROSE:
            found = self._reduce_of_prose(kind)
        elif kind in copyreg.dispatch_table:  # such as regular expressions: a table of one's own hides this one
            found = copyreg.dispatch_table[kind]
        elif issubclass(kind, type):  # a class, which is written by its name
            raise KeyError(kind)
        else:
            found = _reduce_of(kind) or _as_pickle_does
        self[kind] = found
        return found

    def _reading(self, reading: Reading[Any]) -> Any:
        source = reading.source
        if source.file is not None:  # its text alone does not have all that was read
            self._text = ""
            return Reading, (reading.report, reading.findings, source, reading.form, reading._evidence)
        self._text, self._written, self._at = source.text, _Text.of(source.text), 0
        normalized = _Text.of(source.normalized) if source.normalized != source.text else None
        text = source.name, self._written, normalized, source.encoding, source.furniture, source.media_type, source.digest
        return _reading, (reading.report, reading.findings, text, reading.form, self.options)

    def _reduce_of_prose(self, kind: type) -> _Reduce:
        """Return how sections are written: without their text where it is a part of the report's, as nearly all of it is."""
        names = [attribute.name for attribute in fields(kind)]
        values, at = attrgetter(*names), names.index("text")
        make = _Made(made_fast, kind)

        def reduce(section: Any) -> Any:
            held = values(section)
            text = held[at]
            if text is None or len(text) < _LONG or (start := self._text.find(text[:_LONG], self._at)) < 0:
                return make, held
            if not self._text.startswith(text, start):  # there is a page number in it, or it begins as another one does
                return make, held
            self._at = start
            return _with_prose, (make, held[:at], self._written, start, start + len(text), held[at + 1 :])

        return reduce


def _as_pickle_does(value: Any) -> Any:
    return value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


def _reduce_of(kind: type) -> _Reduce | None:
    """Return how objects of one of gzparse's data classes are written: by the values of their fields and of their parts.

    Others, and those of classes that convert or compute what they hold, are written as pickle does.
    """
    if not is_plain(kind):
        return None
    values, make = attrgetter(*[attribute.name for attribute in fields(kind)]), _Made(made_fast, kind)
    with_parts, make_whole = values_of(kind), _Made(made_whole, kind)
    if with_parts is None:
        return lambda value: (make, values(value))

    def reduce(value: Any) -> Any:
        held = with_parts(value)
        return (make, values(value)) if held is None else (make_whole, held)

    return reduce


class _Made:
    """What makes objects of a class: it is written by the class, once in a message, and read as a function."""

    def __init__(self, made: Callable[[type], Callable[..., Any]], kind: type) -> None:
        self.made = made
        self.kind = kind

    def __call__(self, *values: Any) -> Any:
        return self.made(self.kind)(*values)

    def __reduce__(self) -> Any:
        return self.made, (self.kind,)


def _with_prose(make: Callable[..., Any], before: Sequence[Any], text: str, start: int, end: int, after: Sequence[Any]) -> Any:
    return make(*before, text[start:end], *after)


class _Text:
    """A text that is written as UTF-16, which is made and read several times as fast as UTF-8 is of Chinese letters."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @classmethod
    def of(cls, text: str) -> _Text | str:
        """Return what to write of a text: itself where it has halves of characters, two of which UTF-16 would join."""
        try:
            return cls(text.encode(_UTF_16))
        except UnicodeEncodeError:
            return text

    def __reduce__(self) -> Any:
        return str, (self.data, _UTF_16)


def _reading(report: Any, findings: tuple[Finding, ...], text: tuple[Any, ...], form: str, options: dict[str, Any]) -> Any:
    name, printed, normalized, encoding, furniture, media, digest = text
    plain = printed if normalized is None else normalized
    source = Source(name, printed, plain, encoding, furniture, None, media, digest)
    return Reading(report, findings, source, form, EvidenceOnUse(report, findings, source, form, options))


# --- labels -------------------------------------------------------------------------------------------------------------


def _labels(labels: Labels) -> Any:
    """Return labels by the name of the form that they are of: the other process has that form, too."""
    name = _names_of_labels().get(id(labels))
    if name is not None:
        return _labels_of, (name,)
    return labels.__reduce_ex__(pickle.HIGHEST_PROTOCOL)


@cache
def _names_of_labels() -> dict[int, str]:
    import gzparse  # by its face, which has this process's parser

    return {id(form.labels): form.name for form in gzparse.forms()}


@cache
def _labels_of(name: str) -> Labels:
    import gzparse

    labels: Labels = next(form.labels for form in gzparse.forms() if form.name == name)
    return labels


# --- evidence -----------------------------------------------------------------------------------------------------------


class EvidenceOnUse:
    """The evidence of a reading that another process made: it is worked out here, from the text, when it is asked for."""

    def __init__(self, report: Any, findings: Sequence[Finding], source: Source, form: str, options: Mapping[str, Any]) -> None:
        """Keep what the reading has, to compare, and the options by which it was parsed."""
        self._read = report, findings, source, form
        self._options = options

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be computed again."""
        return {"_read": self._read, "_options": self._options}

    @cached_property
    def _evidence(self) -> Evidence:
        """What the parser makes of the text.

        Raises:
            GzparseError: it makes something else of it than it did in the other process.
        """
        import gzparse

        report, findings, source, form = self._read
        options = {name: value for name, value in self._options.items() if name != "strict"}
        again = gzparse.Parser.parse(gzparse._parser(), source.text, name=source.name, **options)
        if (again.report, again.findings, again.form) != (report, findings, form):
            raise GzparseError(
                f"{source.name or 'the text'}: read again for the evidence, it gives another reading than it gave in a worker. "
                "A plugin does not always give the same, or was too slow once. Use workers=1, or GZPARSE_PLUGINS=off."
            )
        return again._evidence

    def figures(self) -> Mapping[str, Figure]:
        """Return every path of the form with its figure, in the form's order."""
        return self._evidence.figures()

    def cells(self) -> Sequence[Cell]:
        """Return what ``figures`` returns as plain tuples."""
        return self._evidence.cells()

    def columns(self) -> Cells:
        """Return what ``figures`` returns as columns."""
        return self._evidence.columns()

    def parts(self) -> Sequence[Part]:
        """Return the partition of the source text."""
        return self._evidence.parts()

    def explain(self, path: str, findings: tuple[Finding, ...], lang: Language = "en") -> str:
        """Return an explanation for people of how the figure was read."""
        return self._evidence.explain(path, findings, lang)

    def trace(self, path: str, lang: Language = "en") -> str:
        """Return the accounts of a figure's row, and what became of them."""
        return self._evidence.trace(path, lang)

    def label(self, path: str) -> str:
        """Return the official label of a figure or a part of the record."""
        return self.labels.label(path)

    @property
    def labels(self) -> Labels:
        """What the form says of its figures, rows and sections."""
        return _labels_of(self._read[3])

    def rows(self, section: str) -> Sequence[FormRow]:
        """Return the rows of a table section, as the form typed them."""
        return self._evidence.rows(section)
