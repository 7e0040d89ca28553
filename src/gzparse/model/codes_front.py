"""Codes of findings about what a report says of itself: its title, organ, year and date of signature."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["FRONT_CODES"]

FRONT_CODES = (
    Code(
        "title-unknown",
        "reading",
        "warning",
        given=(
            "no title was found above the first section (of severity info: many texts begin below it), or two titles name"
            " different reports",
            "第一部分之前未找到标题（不少文本不含标题，级别为说明），或有两个标题，所指报告不同",
        ),
        action=("Check whose report this is, and of which year.", "请核对这是哪个单位、哪一年度的报告。"),
        reasons=[
            Reason(
                "title-missing",
                (
                    "no title was found above the first section",
                    "第一部分之前未找到标题",
                ),
                severity="info",
            ),
            Reason(
                "titles-of-reports",
                ("the text holds several reports, with other titles", "文本中有几份报告，标题不同"),
            ),
            Reason(
                "titles-differ",
                (
                    "two titles name different years, {one} and {other}",
                    "有两个标题，年份不同，分别为 {one} 和 {other}",
                ),
            ),
        ],
    ),
    Code(
        "organ-unknown",
        "reading",
        "warning",
        given=(
            "neither the title nor the signature says whose report it is, or they name different organs",
            "标题和落款都未写明编制单位，或两者所指单位不同",
        ),
        action=('Pass the organ: parse(…, organ="…").', '请在调用时给定单位：parse(…, organ="…")。'),
        reasons=[
            Reason(
                "organ-unknown",
                (
                    "neither the title nor the signature says whose report it is",
                    "标题和落款都未写明编制单位",
                ),
            ),
            Reason(
                "organs-of-reports",
                ("the text holds reports of several organs: {one}, {other}", "文本中有不同单位的多份报告：{one}、{other}"),
            ),
            Reason(
                "organs-differ",
                (
                    "the page names two organs, {one} and {other}",
                    "页面写有两个不同的单位：{one}、{other}",
                ),
                (
                    'Check whose report it is, and pass the organ: parse(…, organ="…").',
                    '请核对{at}，并在调用时给定单位：parse(…, organ="…")。',
                ),
            ),
            Reason(
                "organ-unclear",
                (
                    "“{printed}” stands where the organ’s name should, and is not certain to be that name",
                    "“{printed}”在单位名称的位置上，但不能确定就是编制单位",
                ),
            ),
            Reason(
                "organ-of-several",
                (
                    "the title or the signature names several organs: “{printed}”",
                    "标题或落款并列写有几个单位：“{printed}”",
                ),
            ),
            Reason(
                "organ-of-publisher",
                (
                    "only the page’s metadata name an organ, {printed}, which may have published the report for another",
                    "只有页面信息写明单位“{printed}”，该单位可能是代为发布",
                ),
            ),
        ],
    ),
    Code(
        "organ-inferred",
        "reading",
        "info",
        given=(
            "neither the title nor the signature names the organ; it was taken from the page's metadata",
            "标题和落款都未写明编制单位，单位取自页面信息",
        ),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "organ-of-metadata",
                (
                    "neither the title nor the signature names the organ; {organ} published the page",
                    "标题和落款都未写明编制单位，按页面的发布机构取“{organ}”",
                ),
            ),
        ],
    ),
    Code(
        "year-unknown",
        "reading",
        "warning",
        given=(
            "neither a title nor the prose names the year, or what names it disagrees",
            "标题和正文都未写明年份，或写明的年份互相矛盾",
        ),
        action=("Pass the year: parse(…, year=2023).", "请在调用时给定年份：parse(…, year=2023)。"),
        reasons=[
            Reason(
                "year-unknown",
                (
                    "no title with a year was found, and the prose does not settle it",
                    "未找到写明年份的标题，正文也不能确定年份",
                ),
            ),
            Reason(
                "years-of-reports",
                ("the text holds reports on several years: {one}, {other}", "文本中有不同年度的多份报告：{one}、{other}"),
            ),
            Reason(
                "years-differ",
                (
                    "the title names the year {one}, and the page {other} in another title, as the period of its figures or"
                    " where it announces the report",
                    "标题中的年份为 {one}，而另一标题、统计期间或引出报告的语句中的年份为 {other}",
                ),
            ),
            Reason(
                "year-of-two",
                ("the title names more than one year", "标题中的年份不止一个"),
            ),
            Reason(
                "year-of-future",
                (
                    "the year {year} is named, and the report is signed on {date}, before that year was over",
                    "所写年份为 {year}，而落款日期 {date} 早于该年年末",
                ),
            ),
        ],
    ),
    Code(
        "date-unknown",
        "reading",
        "warning",
        given=(
            "a date stands where a signature’s does, and is not certain to be one: it is incomplete, may be the site’s, or lies"
            " before the end of the report’s year",
            "落款处的日期不能确定：不完整，可能是网站的发布日期，或早于报告年度的年末",
        ),
        action=("Read the date.", "请查看{at}。"),
        reasons=[
            Reason(
                "dates-of-reports",
                ("the text holds reports of several dates: {one}, {other}", "文本中有不同日期的多份报告：{one}、{other}"),
            ),
            Reason(
                "date-unclear",
                (
                    "what stands there is not certain to be the date of a signature",
                    "此处不能确定是落款日期",
                ),
            ),
            Reason(
                "date-before-end",
                (
                    "the report on {year} is signed on {date}, before that year was over",
                    "{year} 年度报告的落款日期为 {date}，早于该年年末",
                ),
            ),
        ],
    ),
    Code(
        "year-inferred",
        "reading",
        "info",
        given=(
            "no year was read from a title; it was taken from the stated period or the prose",
            "未能从标题读出年份，年份取自统计期间或正文",
        ),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "year-of-period",
                (
                    "no year was read from a title; {year} is that of the period that the report states",
                    "未能从标题读出年份，按报告所述统计期间取 {year} 年",
                ),
            ),
            Reason(
                "year-of-prose",
                (
                    "no year was read from a title; {year} is the one that the prose names most often",
                    "未能从标题读出年份，取正文中出现最多的 {year} 年",
                ),
            ),
        ],
    ),
    Code(
        "year-differs",
        "reading",
        "warning",
        given=("the title names another year than the caller", "标题中的年份与调用时给定的年份不同"),
        action=("Check which report this is.", "请核对这是哪一年度的报告。"),
        reasons=[
            Reason(
                "year-differs",
                (
                    "the title names the year {actual}, the caller {expected}",
                    "标题中的年份为 {actual}，调用时给定的年份为 {expected}",
                ),
            )
        ],
    ),
)
