"""What a parse returns: a :class:`Reading` of the report as plain data, its findings, and the evidence for each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeVar, get_args

from attrs import field, frozen

from gzparse.errors import GzparseError
from gzparse.model.codes import Language, code_named, find
from gzparse.model.data import Data
from gzparse.model.messages import Message, action_of, fingerprint_of
from gzparse.model.place import Place
from gzparse.model.source import Source, Span

if TYPE_CHECKING:
    from gzparse.form.form_row import FormRow
    from gzparse.model.paths import Labels

ReportT = TypeVar("ReportT")

Severity = Literal["error", "warning", "info"]
Kind = Literal["reading", "report"]
Status = Literal["value", "blank", "not_applicable", "unreadable", "missing", "withheld", "not_in_form"]
Verdict = Literal["complete", "partial", "withheld", "failed"]
PartKind = Literal[
    "title",
    "preamble",
    "heading",
    "narrative",
    "note",
    "label",
    "header",
    "separator",
    "figure",
    "furniture",
    "signature",
    "unread",
]


@frozen(repr=False, eq=False)
class Ref(Data):
    """What a finding is about: a figure or part of the record (``path``), a source by its name, a place in its text."""

    path: str | None = None
    source: str | None = None
    span: Span | None = None


@frozen(repr=False, eq=False)
class Finding(Data):
    """A stated doubt or contradiction. ``code`` is a stable word; all codes are listed in ``docs/en/findings.md``.

    kind: ``"reading"``, a doubt about what was read; ``"report"``, the report contradicts itself or the form.
    severity: ``"error"``, a figure is missing, withheld or unreadable; ``"warning"``, something printed disagrees or was not
    read; ``"info"``, certain, but unusual. message: what it says, in English. refs: the figures, rows or sections it is about,
    and its places in the text. expected, actual: for identities and units, what was expected and what is printed.
    """

    code: str
    kind: Kind
    severity: Severity
    _message: str | Message = field(alias="message", metadata={"json": str})
    refs: tuple[Ref, ...] = ()
    expected: str | None = None
    actual: str | None = None

    @classmethod
    def of(
        cls,
        reason: str,
        *refs: Ref,
        labels: Labels | None = None,
        excerpts: tuple[str, ...] = (),
        expected: object = None,
        actual: object = None,
        **fields: object,
    ) -> Finding:
        """Make a finding for a registered reason: its kind, severity and message are those of the registry.

        labels: the labels by which the message names figures. excerpts: the text at each place of the refs. fields: what the
        template of the message has in braces.

        Raises:
            LookupError: no reason has this name.
        """
        template = find(reason)
        return cls(
            template.code,
            template.kind,
            template.severity,
            Message(template, labels, excerpts, fields),
            refs,
            None if expected is None else str(expected),
            None if actual is None else str(actual),
        )

    @property
    def message(self) -> str:
        """What the finding says, in English."""
        return self.text("en")

    def text(self, lang: Language = "en") -> str:
        """Return what the finding says, where, and what to do, in English or Chinese; a plugin's own message as it is."""
        message = self._message
        return message.text(lang, self) if isinstance(message, Message) else message

    def action(self, lang: Language = "en") -> str:
        """Return what to do, in English or Chinese; the empty string where the code is not registered."""
        code = code_named(self.code)
        return action_of(code.action if code is not None else None, self, lang)

    @property
    def fingerprint(self) -> str:
        """A short hash of the code, the paths and the evidence.

        It stays the same in another run, in a file of another name and where the text has moved.
        """
        return fingerprint_of(self)

    def _values(self) -> tuple[object, ...]:
        return (self.code, self.kind, self.severity, self.message, self.refs, self.expected, self.actual)

    def __repr__(self) -> str:
        refs = [ref for ref in self.refs if isinstance(ref, Ref)]  # a plugin's finding may hold anything
        span = refs[0].span if refs else None
        places = [refs[0].path or "" if refs else "", f"line {span.line}" if span is not None else ""]
        at = ", ".join(filter(None, places))
        more = f" and {len(refs) - 1} more" if len(refs) > 1 else ""
        return f"<Finding {self.severity} {self.code}{f' at {at}' if at else ''}{more}: {self.message}>"


def wrong_fields(finding: Finding) -> str | None:
    """Return what is wrong with a finding's fields, or ``None``: a plugin's may hold anything."""
    if finding.kind not in get_args(Kind):
        return f"kind is {finding.kind!r}, none of {', '.join(get_args(Kind))}"
    if finding.severity not in get_args(Severity):
        return f"severity is {finding.severity!r}, none of {', '.join(get_args(Severity))}"
    for name in ("code", "message"):
        if not isinstance(getattr(finding, name), str) or not getattr(finding, name):
            return f"{name} is no text"
    for name in ("expected", "actual"):
        if not isinstance(getattr(finding, name), (str, NoneType)):
            return f"{name} is no text"
    if not isinstance(finding.refs, tuple) or not all(isinstance(ref, Ref) for ref in finding.refs):
        return "refs are no tuple of gzparse.Ref"
    return None


@frozen(repr=False, eq=False)
class Figure(Data):
    """One cell of a prescribed table, as printed and as understood.

    raw: the cell's text as printed, its unit included; ``None`` where the text has no place for it.
    value: the number, or the text of a text field; ``None`` unless ``status`` is ``"value"``.
    status: ``value`` · ``blank`` (its row stands and nothing is printed there) · ``not_applicable`` ("/", "—", "-", "无") ·
    ``unreadable`` (printed but not a number, or its cell is lost) · ``missing`` (no such row) · ``withheld`` (its row was read,
    but the columns of its figures are not certain) · ``not_in_form``.
    origins: the places whose joined text gives ``raw``.
    unit: the unit printed in the cell or its header, unconverted; ``None`` where none is, and the form's unit applies.
    layout: the name of the layout it was read by; ``"cells"`` where a file's own table says where it stands.
    inferred: its place follows from sums or from the order of rows, not from marks in the text.
    places: where in the file it stands, if a reader made the text of one: the page and the box, the table and the cell, or the
    sheet and the cell.
    """

    raw: str | None
    value: int | Decimal | str | None
    status: Status
    origins: tuple[Span, ...] = ()
    unit: str | None = None
    layout: str | None = None
    inferred: bool = False
    places: tuple[Place, ...] = ()

    def __repr__(self) -> str:
        where = f" in line {self.origins[0].line}" if self.origins else ""
        facts = [
            self.status,
            f"printed {self.raw!r}{where}" if self.raw is not None else "",
            f"in {self.unit}" if self.unit is not None else "",
            self.layout or "",
            "inferred" if self.inferred else "",
        ]
        return f"<Figure {self.value}: {', '.join(filter(None, facts))}>"


@frozen(repr=False, eq=False)
class Part(Data):
    """A piece of the source text and what it was read as. The parts of a reading cover its text without gap or overlap."""

    kind: PartKind
    span: Span


Piece = tuple[int, int, PartKind]
"""A piece of a text before it is made a :class:`Part`: where it begins and ends, and what it was read as."""
Cell = tuple[str, int | Decimal | str | None, Status, str | None, str | None, bool, str | None, int | None]
"""A figure as a plain tuple: path, value, status, raw, unit, inferred, layout, and where it begins in the source text."""


class Cells(NamedTuple):
    """The figures of a report as columns, in the form's order. begins: where each begins in the source text."""

    paths: Sequence[str]
    values: Sequence[int | Decimal | str | None]
    statuses: Sequence[Status]
    raws: Sequence[str | None]
    units: Sequence[str | None]
    inferred: Sequence[bool]
    layouts: Sequence[str | None]
    begins: Sequence[int | None]


class Evidence(Protocol):
    """Where a reading's figures and parts come from. The parser makes it; it computes only what is asked for."""

    def figures(self) -> Mapping[str, Figure]:
        """Return every path of the form with its figure, in the form's order."""

    def cells(self) -> Sequence[Cell]:
        """Return what ``figures`` returns as plain tuples. A plugin's own evidence need not have it."""

    def columns(self) -> Cells:
        """Return what ``figures`` returns as columns. A plugin's own evidence need not have it."""

    def parts(self) -> Sequence[Part]:
        """Return the partition of the source text."""

    def explain(self, path: str, findings: tuple[Finding, ...], lang: Language = "en") -> str:
        """Return an explanation for people of how the figure was read."""

    def trace(self, path: str, lang: Language = "en") -> str:
        """Return the accounts of a figure's row, and what became of them."""

    def label(self, path: str) -> str:
        """Return the official label of a figure or a part of the record."""

    @property
    def labels(self) -> Labels:
        """What the form says of its figures, rows and sections."""

    def rows(self, section: str) -> Sequence[FormRow]:
        """Return the rows of a table section, as the form typed them."""


STATUSES: tuple[Status, ...] = get_args(Status)
KNOWN: tuple[Status, ...] = ("value", "blank", "not_applicable")
"""The statuses of figures of which it is known what is printed."""


@frozen(repr=False, eq=False)
class Reading(Data, Generic[ReportT]):
    """A report, the findings about it, and on demand the origin of each figure.

    report: the plain data. findings: every doubt and contradiction, in the order of the text's sections. source: the text.
    form: the form's name. A finding covers a figure if one of its refs has the figure's path or the beginning of it.
    Two readings are equal if these four are.
    """

    report: ReportT
    findings: tuple[Finding, ...]
    source: Source
    form: str
    _evidence: Evidence = field(repr=False, eq=False)

    def __hash__(self) -> int:
        return hash((type(self), self.form, self.source))  # a plugin's record may have no hash

    def __repr__(self) -> str:
        facts = [(name, getattr(self.report, name)) for name in ("organ", "year") if hasattr(self.report, name)]
        named = "".join(f" ({name} unknown)" if value is None else f" {value}" for name, value in facts)
        wanted = [figure for figure in self.figures.values() if figure.status != "not_in_form"]
        known = sum(figure.status in KNOWN for figure in wanted)
        found = f"{len(self.findings)} finding{'' if len(self.findings) == 1 else 's'}"
        return f"<Reading{named}: {self.form}, {known} of {len(wanted)} figures, {found}>"

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every path of the form → its :class:`Figure`, in the form's order."""
        return self._evidence.figures()

    def cells(self) -> Sequence[Cell]:
        """Return every path of the form with its figure as a plain tuple, in the form's order: the fast way to tables.

        Path, value, status, raw, unit, inferred, layout, and the offset at which it begins in the source text or ``None``.
        """
        if hasattr(self._evidence, "cells"):
            return self._evidence.cells()
        return [
            (path, f.value, f.status, f.raw, f.unit, f.inferred, f.layout, f.origins[0].start if f.origins else None)
            for path, f in self.figures.items()
        ]

    def _columns(self) -> Cells:
        """Return what ``cells`` returns as columns: for tables."""
        if hasattr(self._evidence, "columns"):
            return self._evidence.columns()
        cells = self.cells()
        return Cells(*zip(*cells, strict=True)) if cells else Cells((), (), (), (), (), (), (), ())

    @property
    def parts(self) -> Sequence[Part]:
        """The whole source text in pieces, each with what it was read as."""
        return self._evidence.parts()

    @property
    def furniture(self) -> tuple[Span, ...]:
        """Page numbers, rule lines and repeated headings: disregarded, and listed here so that nothing is dropped silently."""
        return tuple(part.span for part in self.parts if part.kind == "furniture")

    @property
    def labels(self) -> Labels:
        """What the form says of its figures, rows and sections: their paths, official labels, columns and units."""
        return self._evidence.labels

    def rows(self, section: str) -> Sequence[FormRow]:
        """Return the rows of a table section as they were read, each typed by its label; none where it is missing."""
        return self._evidence.rows(section)

    def label(self, path: str) -> str:
        """Return the official Chinese label of a figure (row · column), or of a row, a group or a section of the report.

        Raises:
            UnknownPath: nothing in the report has this path.
        """
        return self._evidence.label(path)

    def explain(self, path: str, lang: Language = "en") -> str:
        """Return an explanation for people, in English or Chinese: where a figure was read, and why it is or is not given.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        if lang == "en":  # as it was called before there were two languages
            return self._evidence.explain(path, self.findings)
        return self._evidence.explain(path, self.findings, lang)

    def trace(self, path: str, lang: Language = "en") -> str:
        """Return the accounts of a figure's row, the alternatives that were asked, and what refuted them, for people.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        return self._evidence.trace(path, lang)

    @property
    def counts(self) -> dict[Status, int]:
        """How many figures have each status; those that the page's edition does not have are counted too."""
        return counts_of(self._columns().statuses)

    @property
    def verdict(self) -> Verdict:
        """How much of the report is given.

        ``complete``: nothing of the page's edition is missing, withheld or unreadable, and no second report follows.
        ``partial``: some figure is given. ``withheld``: none is.
        """
        return verdict_of(self.counts, self.findings)

    def record(
        self,
        *,
        figures: Literal["remarkable", "all"] = "remarkable",
        meta: Mapping[str, Any] | None = None,
        version: int = 2,
    ) -> dict[str, Any]:
        """Return the object that ``gzparse parse`` prints for a file that was read: plain data, as the JSON Schema has it.

        figures: ``"all"`` lists every figure under ``figures``, ``"remarkable"`` those that are not plain values. meta: the
        caller's own fields, passed through under ``meta``. version: that of the object, 2 or 1.

        Raises:
            ValueError: there is no such version.
        """
        from importlib import import_module  # by its name: how a record is written lies far above this module

        record: dict[str, Any] = import_module("gzparse.output.contract").record(
            self, figures=figures, meta=meta, version=version
        )
        return record

    def to_html(self, lang: Language | None = None) -> str:
        """Return a piece of HTML: the official form's tables with the findings marked, then the findings themselves.

        lang: their language, ``"en"`` or ``"zh"``; both if none is given.
        """
        import gzparse  # by its face: what pages look like lies far above this module

        return gzparse.html_of(self, lang)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __rich__(self) -> Any:
        import gzparse

        return gzparse.rich_of(self)


def counts_of(statuses: Iterable[Status]) -> dict[Status, int]:
    """Return how many figures have each status, also of those that no figure has."""
    return {**dict.fromkeys(STATUSES, 0), **Counter(statuses)}


def verdict_of(counts: Mapping[Status, int], findings: Iterable[Finding]) -> Verdict:
    """Return how much of a report is given, by how many figures have each status: see :attr:`Reading.verdict`."""
    if not any(counts.get(status) for status in KNOWN):
        return "withheld"
    lost = any(counts.get(status) for status in ("missing", "withheld", "unreadable"))
    if not lost and not any(finding.code == "second-report" for finding in findings):
        return "complete"
    return "partial" if counts.get("value") else "withheld"


class FindingsError(GzparseError):
    """Raised by ``strict=True``: figures are missing, withheld or unreadable.

    findings: those of kind ``"reading"`` and severity ``"error"``. reading: what would have been returned without ``strict``.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...], reading: Reading[Any]) -> None:
        """Keep the findings and the reading along with the message."""
        super().__init__(message)
        self.findings = findings
        self.reading = reading

    def __reduce__(self) -> tuple[type[FindingsError], tuple[str, tuple[Finding, ...], Reading[Any]]]:
        """Let the error be pickled, with its findings and its reading."""
        return type(self), (str(self), self.findings, self.reading)
