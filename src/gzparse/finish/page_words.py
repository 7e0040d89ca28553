"""Words that a file puts on its pages outside the text, such as a watermark, a running head or a note at a page's foot.

They are no part of the report. Where they say that it is a draft, a sample or void, or name another year, they say so of all
figures, or of those on the page: what is read from tables is then given with a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gzparse.form.table_reading import TableReading
from gzparse.model.findings import Findings
from gzparse.model.patterns import on_use

__all__ = ["report_page_words"]

_PLACES = {"docx": ("running-head",), "pdf": ("running-head", "other")}
"""Why such words are furniture. What a website puts around an article speaks of other pages; other words of a Word file are
notes, which are reported where they stand.
"""
_LONGEST = 60
_OF_DRAFTS = on_use(
    "草稿|初稿|征求意见|送审|讨论稿|作废|已失效|样本|样张|样表|示例|测试|模拟数据|待核|未核实|勿引用|仅供参考|上一?年度?数|去年数|半年数|"
    "(?i:draft|void|sample)"
)
_YEAR = on_use(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")


def report_page_words(findings: Findings, tables: Mapping[str, TableReading], year: int | None) -> None:
    """Report such words, once each, at all tables that were read. year: the report's."""
    file = findings.source.file
    read = [name for name, table in tables.items() if table.entries]
    places = _PLACES.get(file.media, ()) if file is not None else ()
    if file is None or not places or not read:
        return
    texts = ("".join(piece.text.split()) for piece in file.furniture if piece.why in places)
    telling = list(_telling(dict.fromkeys(texts), year))
    whole = "".join(findings.source.text.split()) if telling else ""
    for text in telling:
        if text not in whole:  # letters that are printed twice are set aside, too
            findings.add("page-words", *read, text=text)


def _telling(texts: Iterable[str], year: int | None) -> Iterable[str]:
    for text in texts:
        years = {int(each) for each in _YEAR.findall(text)}
        if len(text) <= _LONGEST and (_OF_DRAFTS.search(text) or (years and year is not None and year not in years)):
            yield text
