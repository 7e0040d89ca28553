"""Article: the lines and tables of a page → those of the report; what a website puts around them is furniture.

The report stands in the deepest element that has as many of the six headings as any other. Lines around it belong to it up to
the first one that a website puts there. Where fewer than three headings stand on a page, all of it is read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from gzparse.read.html_headings import heading_of
from gzparse.read.html_tables import Grid, Item, Line, lines_of
from gzparse.read.html_walk import Walk

_FEWEST_HEADINGS = 3
_REPORT = re.compile("报告|年报|報告")
_NOT_A_TITLE = re.compile("[。；]")
_LONGEST_TITLE = 100
_MOST_ABOVE = 12
_FIELD = re.compile(
    r"(?:索引号|索\s*引\s*号|信息分类|主题分类|体裁分类|组配分类|发布机构|发布日期|公开日期|公开方式|公开范围|生成日期|成文日期|发文机关|发文字号|文\s*号|主题词|关键词|有效性|信息名称)"
)
_SITE = re.compile(
    r"当前位置|您的位置|您现在的位置|所在位置|首页\s*[>»＞/-]|[【\[]?\s*打印|关闭(?:窗口|本页)|[【\[]\s*关闭|字\s*[号体][：:]|字体大小|分享到?[：:]|浏览(?:次数|量)|点击(?:数|率|次数|量)|"
    r"阅读(?:次数|量)|访问(?:次数|量)|上一[篇条页]|下一[篇条页]|相关(?:阅读|文章|链接|信息|新闻)|版权所有|copyright|ICP备|公网安备|网站标识码|网站地图|联系我们|"
    r"(?:主办|承办)单位|主办[：:]|承办[：:]|技术支持|扫一扫|返回顶部|(?:信息)?来源\s*[：:]|发布(?:日期|时间|机构)\s*[：:]|责任编辑|索引号|收藏|无障碍|回到顶部|地址\s*[：:]|邮(?:政)?编(?:码)?\s*[：:]|电话\s*[：:]"
)
_FOOT = re.compile(
    r"版权所有|copyright|ICP备|公网安备|网站标识码|[上下]一[篇条]\s*[：:]|扫一扫在手机|[【\[]\s*(?:打印|关闭)|分享到\s*[：:]",
    re.I,
)
_LONGEST_OF_A_SITE = 80
_ATTACHED = re.compile(r"(?i)附件|\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)\b")
_ORGAN = re.compile(r"(?:发布|发文|公开|制作|制发|编制|生成)(?:机构|机关|单位|主体)\s*(?:[：:]\s*(?P<organ>\S{2,40})|$)")
_BETWEEN_PARTS = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|(?<!\d)\s*[-–—]+\s*|\s*[-–—]+\s*(?!\d)")


class Article:
    """A report on a page: the range of the page's items that it takes, and the items within it that are not of it."""

    def __init__(self, items: Sequence[Item], start: int, end: int, skipped: frozenset[int]) -> None:
        self.items, self.start, self.end, self.skipped = items, start, end, skipped

    def inside(self) -> list[Item]:
        """Return the report's items."""
        return [item for i, item in enumerate(self.items) if self.start <= i < self.end and i not in self.skipped]

    def outside(self) -> list[Item]:
        """Return the others."""
        return [item for i, item in enumerate(self.items) if not self.start <= i < self.end or i in self.skipped]

    def numbers(self) -> tuple[float, float]:
        """Return the numbers of the nodes between which the report stands; all where it takes the page."""
        first = _last(self.items[self.start - 1]) if self.start else 0
        last = _first(self.items[self.end]) if self.end < len(self.items) else float("inf")
        return first, last


def article_of(walk: Walk) -> Article:
    """Return where the report stands on a page."""
    items = walk.items
    element = _element_of(walk)
    if element is None:
        return Article(items, 0, len(items), frozenset())
    first, last = element
    start = next((i for i, item in enumerate(items) if _last(item) >= first), len(items))
    end = next((i for i in range(len(items) - 1, -1, -1) if _first(items[i]) <= last), -1) + 1
    start, end = _with_lines_above(items, start), _with_items_below(items, end)
    end = max(end, _end_of_others(walk, end))
    headings = [number for _, number, _, linked in walk.headings if not linked and first <= number <= last]
    return Article(items, start, end, _site_within(items, start, end, (min(headings), max(headings))))


def _end_of_others(walk: Walk, end: int) -> int:
    """Return where another report behind the article ends: its headings stand outside, with a table or a line between them.

    Links to other reports have no headings. What such a report means is for the form's later steps: it is not furniture.
    """
    items = walk.items
    if end >= len(items):
        return end
    first = _first(items[end])
    behind = [(section, number) for section, number, _, linked in walk.headings if not linked and number >= first]
    if len({section for section, _ in behind}) < _FEWEST_HEADINGS:
        return end
    last = max(number for _, number in behind)
    below = next((i for i in range(len(items) - 1, -1, -1) if _first(items[i]) <= last), end - 1) + 1
    return _with_items_below(items, below)


def _element_of(walk: Walk) -> tuple[int, int] | None:
    """Return the numbers of the first and last node of the element in which the report stands."""
    sections: dict[int, set[int]] = defaultdict(set)
    chains: dict[int, tuple[int, ...]] = {}
    for section, _, around, linked in walk.headings:
        if linked:
            continue
        for depth, element in enumerate(around):
            sections[element].add(section)
            chains.setdefault(element, around[: depth + 1])
    most = max(map(len, sections.values()), default=0)
    if most < _FEWEST_HEADINGS:
        return None
    best = [element for element, found in sections.items() if len(found) == most]
    outer = {element for of in best for element in chains[of][:-1]}
    deepest = [element for element in best if element not in outer]
    if len(deepest) > 1:  # a list of contents, or two reports
        tables = [item for item in walk.items if isinstance(item, Grid)]
        with_tables = [e for e in deepest if any(e <= grid.last and grid.first <= walk.ends[e] for grid in tables)]
        deepest = with_tables or deepest
    common = chains[deepest[0]]
    for element in deepest[1:]:
        other = chains[element]
        same = next((i for i, (a, b) in enumerate(zip(common, other, strict=False)) if a != b), min(len(common), len(other)))
        common = common[:same]
    return common[-1], walk.ends[common[-1]]


def _first(item: Item) -> int:
    return item.number if isinstance(item, Line) else item.first


def _last(item: Item) -> int:
    return item.number if isinstance(item, Line) else item.last


def _is_of_site(item: Item) -> bool:
    """Whether a website puts such a line or table around an article."""
    if isinstance(item, Grid):
        lines = list(item.lines())
        letters = sum(len(line.text) for line in lines)
        return (
            2 * sum(line.linked for line in lines) > letters
            or sum(_FIELD.match(line.text.strip()) is not None for line in lines) > 1
        )
    if item.aside or 2 * item.linked > len(item.text):
        return True
    return len(item.text) <= _LONGEST_OF_A_SITE and "。" not in item.text and _SITE.search(item.text) is not None


def _with_lines_above(items: Sequence[Item], start: int) -> int:
    """Return where the report begins: at a title above its element, or at the sentences that introduce it."""
    at = start
    while at and start - at < _MOST_ABOVE:
        item = items[at - 1]
        if isinstance(item, Grid) or _is_of_site(item):
            break
        at -= 1
        if _names_a_report(item.text):
            return at
    at = start
    while at and isinstance(above := items[at - 1], Line) and "。" in above.text and not _is_of_site(above):
        at -= 1
    return at


def _with_items_below(items: Sequence[Item], end: int) -> int:
    while end < len(items) and not _is_of_site(items[end]):
        end += 1
    return end


def _site_within(items: Sequence[Item], start: int, end: int, headings: tuple[int, int]) -> frozenset[int]:
    """Return which items before the first and behind the last heading are a website's, though they are in the same element."""
    found = set()
    for index in range(start, end):
        item = items[index]
        if headings[0] <= _first(item) <= headings[1]:
            continue
        if isinstance(item, Grid):
            if _first(item) < headings[0] and _is_of_site(item):
                found.add(index)
        elif (
            item.aside
            or (2 * item.linked > len(item.text) and _ATTACHED.search(item.text) is None)
            or _is_foot(item, headings[1])
        ):
            found.add(index)
    return frozenset(found)


def _is_foot(line: Line, last: int) -> bool:
    return (
        line.number > last
        and len(line.text) <= _LONGEST_OF_A_SITE
        and "。" not in line.text
        and _FOOT.search(line.text) is not None
    )


def _names_a_report(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or _REPORT.search(text) is None or _NOT_A_TITLE.search(text) is not None:
        return False
    return heading_of(text) is None  # 其他需要报告的事项


def title_of(article: Article, walk: Walk, stated: Sequence[str]) -> str | None:
    """Return the title that a page states outside the report, if the report does not begin with one.

    stated: what the page states of itself: its ArticleTitle and its title.
    """
    low, high = article.numbers()
    first = min((number for _, number, _, linked in walk.headings if not linked and low < number < high), default=high)
    for item in article.inside():
        if isinstance(item, Grid) or item.number >= first:
            break
        if _names_a_report(item.text):
            return None
    heads = [line.text for line in lines_of(article.outside()) if line.path.startswith("h1[")]
    for text in (*heads, *stated):
        text = " ".join(text.split())
        if _REPORT.search(text) is None:
            continue
        parts = [part.strip() for part in _BETWEEN_PARTS.split(text)]
        return next((part for part in parts if _REPORT.search(part) is not None), text)
    return None


def organ_of(article: Article) -> str | None:
    """Return what a page's own table of facts, or a line like one, outside the report names as the publishing organ."""
    lines = list(lines_of(article.outside()))
    for index, line in enumerate(lines):
        found = _ORGAN.match(line.text.strip())
        if found is None:
            continue
        if found["organ"]:
            return found["organ"]
        behind = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
        if 2 <= len(behind) <= 40 and _FIELD.match(behind) is None:
            return behind
    return None
