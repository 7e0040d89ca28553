"""What a parse gives: the report as plain data, and the evidence for each of its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar, get_args

from attrs import field, frozen

from gzparse.model.codes import Language, code_named, find
from gzparse.model.data import Data
from gzparse.model.messages import Message, action_of, fingerprint_of
from gzparse.model.source import Source, Span

if TYPE_CHECKING:
    from gzparse.form.form_row import FormRow
    from gzparse.model.paths import Labels

ReportT = TypeVar("ReportT")

Severity = Literal["error", "warning", "info"]
Kind = Literal["reading", "report"]
Status = Literal["value", "blank", "not_applicable", "unreadable", "missing", "withheld", "not_in_form"]
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
    """What a finding is about: a figure or a part of the record by its path, a source by name, a place in its text."""

    path: str | None = None
    source: str | None = None
    span: Span | None = None


@frozen(repr=False, eq=False)
class Finding(Data):
    """A doubt or a remark. ``code`` is a stable word; all are listed in ``docs/en/findings.md``.

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

    raw: the cell's text as printed, its unit included; ``None`` where nothing can be pointed at.
    value: the number; ``None`` unless ``status`` is ``"value"``.
    status: ``value`` · ``blank`` (its row stands and nothing is printed there) · ``not_applicable`` ("/", "—", "-", "无") ·
    ``unreadable`` (printed but no number, or its cell is lost) · ``missing`` (no such row) · ``withheld`` (its row was read,
    but its figures cannot be told to be in certain columns) · ``not_in_form``.
    origins: the places whose joined text gives ``raw``.
    unit: the unit where one is printed in the cell or its header, unconverted; else ``None``: the form's unit holds.
    layout: the name of the layout it was read by.
    inferred: its place was won from sums or order, not from marks in the text.
    """

    raw: str | None
    value: int | Decimal | None
    status: Status
    origins: tuple[Span, ...] = ()
    unit: str | None = None
    layout: str | None = None
    inferred: bool = False


@frozen(repr=False, eq=False)
class Part(Data):
    """A stretch of the source text and what it was read as. The parts of a reading cover its text without gap or overlap."""

    kind: PartKind
    span: Span


class Evidence(Protocol):
    """Where a reading's figures and parts come from; made by the parser, worked out only when asked for."""

    def figures(self) -> Mapping[str, Figure]:
        """Return every path of the form with its figure, in the form's order."""

    def parts(self) -> tuple[Part, ...]:
        """Return the partition of the source text."""

    def explain(self, path: str, findings: tuple[Finding, ...], lang: Language = "en") -> str:
        """Return how the figure was read, for people."""

    def label(self, path: str) -> str:
        """Return the official label of a figure or a part of the record."""

    @property
    def labels(self) -> Labels:
        """What the form says of its figures, rows and sections."""

    def rows(self, section: str) -> Sequence[FormRow]:
        """Return the rows of a table section, as the form typed them."""


@frozen(eq=False)
class Reading(Generic[ReportT]):
    """A report, the findings about it, and on demand where each of its figures came from.

    report: the plain data. findings: every doubt and remark, in the order of the text's sections. source: the text.
    form: the form's name. A finding covers a figure if one of its refs has the figure's path or the beginning of it.
    """

    report: ReportT
    findings: tuple[Finding, ...]
    source: Source
    form: str
    _evidence: Evidence = field(repr=False)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every path of the form → its :class:`Figure`, in the form's order."""
        return self._evidence.figures()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The whole source text, cut into what each stretch was read as."""
        return self._evidence.parts()

    @property
    def furniture(self) -> tuple[Span, ...]:
        """Page numbers, rule lines and repeated headings: read over, and listed here so that nothing goes without a word."""
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
        """Return, for people, where the figure at ``path`` was read and why it is or is not given, in English or Chinese.

        Raises:
            UnknownPath: no figure of the form has this path.
        """
        if lang == "en":  # as it was called before there were two languages
            return self._evidence.explain(path, self.findings)
        return self._evidence.explain(path, self.findings, lang)
