"""What a finding says, worked out when it is asked for: from its reason's template, its fields and its places."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gzparse.errors import UnknownPath

if TYPE_CHECKING:
    from gzparse.model.codes import Language, Template, Text
    from gzparse.model.paths import Labels
    from gzparse.model.reading import Finding, Ref
    from gzparse.model.source import Span

__all__ = ["Message", "action_of", "fingerprint_of"]

_WIDTH = 40
"""So many characters of the source text are quoted."""


class Message:
    """A message that is not written yet.

    template: what it says. labels: those of the form, by which figures are named. excerpts: the text at each of the finding's
    places. fields: what the template has in braces.
    """

    __slots__ = ("excerpts", "fields", "labels", "template")

    def __init__(
        self, template: Template, labels: Labels | None, excerpts: tuple[str, ...], fields: Mapping[str, object]
    ) -> None:
        self.template = template
        self.labels = labels
        self.excerpts = excerpts
        self.fields = fields

    def text(self, language: Language, finding: Finding) -> str:
        """Return the message: what it is about, what is said of it, where, and what to do."""
        template = self.template
        at = _language_index(language)
        fields = _Fields(self, language, finding)
        says = template.says[at].format_map(fields)
        paths = _paths(finding.refs)
        if paths and template.names:
            says = f"{self.named(paths, template.names, language)}{': ' if language == 'en' else '：'}{says}"
        spans = _places(finding.refs)
        action = template.action[at]
        if language == "en":
            where = f" ({_place_in_english(spans, self.excerpts)})" if spans else ""
            return f"{says}{where}. {action.format_map({**fields.all(), 'at': 'the original'})}"
        place = _place_in_chinese(spans, self.excerpts) if spans else ""
        if place and "{at}" not in action:
            says, place = f"{says}（{place}）", ""
        return f"{says}。{action.format_map({**fields.all(), 'at': f'原文{place}'})}"

    def named(self, paths: Sequence[str], most: int, language: Language) -> str:
        """Name figures by their official labels and their paths."""
        names = [self.label(path) for path in paths[:most]]
        more = len(paths) - most
        if language == "en":
            return "; ".join(names) + (f" and {more} more" if more > 0 else "")
        return "；".join(names) + (f"等 {len(paths)} 项" if more > 0 else "")

    def label(self, path: str) -> str:
        """Return a path behind its official label."""
        if self.labels is None:
            return f"[{path}]"
        try:
            return f"{self.labels.label(path)} [{path}]"
        except UnknownPath:
            return f"[{path}]"


class _Count(int):
    """A number of things: ``{cells:cell}`` is “1 cell” or “5 cells”."""

    def __format__(self, noun: str) -> str:
        return f"{int(self)} {noun}{'' if self == 1 else 's'}" if noun else str(int(self))


class _Fields(dict[str, object]):
    """The fields of a template: those that were given, and those that a finding has itself."""

    def __init__(self, message: Message, language: Language, finding: Finding) -> None:
        super().__init__({name: _Count(v) if type(v) is int else v for name, v in message.fields.items()})
        self._message = message
        self._language = language
        self._finding = finding

    def __missing__(self, name: str) -> object:
        finding = self._finding
        paths = _paths(finding.refs)
        if name == "count":
            return _Count(len(paths))
        if name in ("first", "last") and paths:
            return self._message.label(paths[0 if name == "first" else -1])
        if name == "paths":
            return ", ".join(paths)
        if name == "column" and paths:
            return self._message.label(paths[0]).partition(" [")[0].rpartition(" · ")[2]
        if name in ("expected", "actual"):
            return getattr(finding, name)
        raise KeyError(name)

    def all(self) -> dict[str, object]:
        """Return the fields that an action may have."""
        return {**self, "expected": self._finding.expected, "actual": self._finding.actual, "count": self["count"]}


def _language_index(language: str) -> int:
    if language not in ("en", "zh"):
        raise ValueError(f"{language!r} is not a language of findings: they are in 'en' and 'zh'")
    return int(language == "zh")


def _paths(refs: Sequence[Ref]) -> list[str]:
    """Return the paths that a finding is about, each once."""
    return list(dict.fromkeys([ref.path for ref in refs if ref.path is not None]))


def _places(refs: Sequence[Ref]) -> list[Span]:
    """Return the places that a finding points to, each once."""
    spans: list[Span] = []
    for ref in refs:
        if ref.span is not None and (not spans or ref.span != spans[-1]):
            spans.append(ref.span)
    return spans


def _quoted(excerpts: Sequence[str]) -> str:
    text = " ".join(excerpts[0].split()) if excerpts else ""
    return f"“{text[:_WIDTH]}…”" if len(text) > _WIDTH else f"“{text}”"


def _place_in_english(spans: Sequence[Span], excerpts: Sequence[str]) -> str:
    first = f"line {spans[0].line}, column {spans[0].column}: {_quoted(excerpts)}"
    more = len(spans) - 1
    return f"{first}; {more} more, the last on line {spans[-1].line}" if more else first


def _place_in_chinese(spans: Sequence[Span], excerpts: Sequence[str]) -> str:
    first = f"第 {spans[0].line} 行第 {spans[0].column} 列{_quoted(excerpts)}"
    return f"{first}等 {len(spans)} 处（至第 {spans[-1].line} 行）" if len(spans) > 1 else first


def action_of(template: Text | None, finding: Finding, language: Language) -> str:
    """Return what to do about a finding, with the lines of the original to look at."""
    at = _language_index(language)
    message = finding._message
    fields: dict[str, Any] = {"expected": finding.expected, "actual": finding.actual, "count": len(finding.refs)}
    if isinstance(message, Message):
        template = message.template.action
        fields |= message.fields
    if template is None:
        return ""
    lines = [span.line for span in _places(finding.refs)]
    if language == "en":
        place = "the original" if not lines else f"line {lines[0]} of the original"
        if len(set(lines)) > 1:
            place = f"lines {min(lines)} to {max(lines)} of the original"
    else:
        place = "原文" if not lines else f"原文第 {lines[0]} 行"
        if len(set(lines)) > 1:
            place = f"原文第 {min(lines)} 至 {max(lines)} 行"
    return template[at].format_map({**fields, "at": place})


def fingerprint_of(finding: Finding) -> str:
    """Return a short hash of a finding's code, its paths and the evidence for it.

    The evidence is the text at its places, without white space and differences of width, and what the message has of the page.
    """
    import hashlib

    message = finding._message
    evidence: list[str] = [ref.path or "" for ref in finding.refs]
    if isinstance(message, Message):
        evidence += message.excerpts
        evidence += [str(value) for _, value in sorted(message.fields.items())]
    else:
        evidence.append(message)
    evidence += [finding.expected or "", finding.actual or ""]
    normalized = ("".join(unicodedata.normalize("NFKC", piece).split()) for piece in evidence)
    digest = hashlib.blake2b("\0".join([finding.code, *normalized]).encode("utf-8", "surrogatepass"), digest_size=6)
    return digest.hexdigest()
