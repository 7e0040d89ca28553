"""Explanations of what a report says of itself: the value, and what on the page supports or contradicts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from gzparse.finish.front import Support
from gzparse.finish.titles import year_place
from gzparse.model.codes import Language
from gzparse.model.source import Range, Source

if TYPE_CHECKING:
    from gzparse.finish.evidence import TableEvidence

__all__ = ["explained"]


@frozen
class _Phrases:
    """What such an explanation says in one language."""

    value: str
    no_value: str
    place: str
    agrees: str
    differs: str
    nothing: str
    by: dict[str, str]


_PHRASES: dict[Language, _Phrases] = {
    "en": _Phrases(
        value="value: {}",
        no_value="no value",
        place=", line {}, column {}",
        agrees="supported by {}{}: “{}”",
        differs="contradicted by {}{}: “{}”",
        nothing="nothing on the page says it",
        by={
            "heading": "a line above the first section",
            "label": "the site’s words around it",
            "title": "the title",
            "line": "a line of the title",
            "signature": "the signature",
            "metadata": "the page’s metadata",
            "period": "the period that the figures are said to cover",
            "prose": "the prose, which names it most often",
            "author": "a sentence on who made the report",
            "date": "the day on which the report was signed or published",
        },
    ),
    "zh": _Phrases(
        value="取值：{}",
        no_value="无取值",
        place="，第 {} 行第 {} 列",
        agrees="依据：{}{}：“{}”",
        differs="与之矛盾：{}{}：“{}”",
        nothing="页面上没有相关文字",
        by={
            "heading": "第一部分之前的一行",
            "label": "网站页面信息中的标题",
            "title": "标题",
            "line": "标题的一行",
            "signature": "落款",
            "metadata": "页面信息",
            "period": "数据的统计期间",
            "prose": "正文中出现最多的年份",
            "author": "正文中关于编制单位的句子",
            "date": "落款或发布日期",
        },
    ),
}


def explained(evidence: TableEvidence, path: str, lang: Language) -> Iterator[str]:
    """Return the lines of an explanation: the value, and what supports or contradicts it."""
    says, front = _PHRASES["zh" if lang == "zh" else "en"], evidence.front
    yield f"{evidence.label(path)}  [{path}]"
    value = getattr(front, path)
    yield says.no_value if value is None else says.value.format(value)
    for support in front.supports[path]:
        at = _place(evidence.source, support)
        span = evidence.source.span(*at) if at is not None else None
        where = says.place.format(span.line, span.column) if span is not None else ""
        yield (says.agrees if support.agrees else says.differs).format(says.by[support.by], where, support.says)
        if span is not None:
            yield evidence.source.excerpt(span)
    if not front.supports[path]:
        yield says.nothing


def _place(source: Source, support: Support) -> Range | None:
    """Return where a statement stands; that of the prose is looked for here, since only explanations need it."""
    if support.range is None and isinstance(support.says, int):
        return year_place(source.normalized, support.says, of_period=support.by == "period")
    return support.range
