"""The documentation of findings, made from the registry of codes: ``python -m gzparse.output.findings_page docs`` writes it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from gzparse.model.codes import LANGUAGES, Code, Language, Reason, built_in_codes
from gzparse.output.pages import write_pages

__all__ = ["findings_page", "main"]

_HEAD: dict[Language, str] = {
    "en": """\
# Findings

<!-- Made from the registry of codes by `python -m gzparse.output.findings_page docs`. -->

A finding is a doubt or a remark about one report. It has a stable code, a kind, a severity, a message for people, and `refs`:
the figures or parts of the record it is about, by path, and places in the source text.

* kind `reading`: a doubt about what gzparse read. kind `report`: the report contradicts itself or the form.
* severity `error`: a figure is missing, withheld or unreadable. `warning`: something printed disagrees, or was not read.
  `info`: read with certainty, but unusual.

`finding.message` says in English what was found, where, and what to do; `finding.text("zh")` says it in Chinese, and
`finding.action("en")` what to do alone. `finding.fingerprint` is a short hash of the code, the paths and the text at
the finding's
places: it stays the same in a file of another name, and where the text has moved. What has one cause is one finding: nineteen
rows that are missing in one table are nineteen refs of one `row-missing`.

Figures that are blank on the page or hold a nil mark ("/", "—", "无") have no finding: see their status.

| code | kind | severity | when it is given | what to do |
|---|---|---|---|---|
""",
    "zh": """\
# 提示一览

<!-- 由代码登记表生成：`python -m gzparse.output.findings_page docs`。 -->

提示（finding）是对一份报告的疑问或说明。每条提示有固定的代码、类别、级别和一段说明，\
并以 `refs` 指出所涉及的数据或部分（路径）及其在原文中的位置。

* 类别 `reading`：对读取结果的疑问；`report`：报告自身前后不一，或与规定格式不符。
* 级别 `error`（错误）：数据缺失、未采用或无法辨认；`warning`（注意）：原文不一致，或有内容未读取；\
`info`（说明）：读取无疑问，但与通常不同。

`finding.text("zh")` 用中文说明发现了什么、在何处、应如何处理（`finding.message` 为英文），\
`finding.action("zh")` 只说明如何处理。`finding.fingerprint`
是由代码、路径和所涉原文得出的短码，换文件名、原文移行均不变。同一原因只提示一次：一张表缺少十九行，\
是一条 `row-missing`，列出十九处。

原表空白或填“/”“—”“无”的数据不作提示，请看其状态。

| 代码 | 类别 | 级别 | 何时给出 | 如何处理 |
|---|---|---|---|---|
""",
}
_MESSAGES: dict[Language, str] = {
    "en": """
## Messages

A message names the figures first, by their official labels and their paths, and its place behind. Words in braces
differ from page
to page. Where a code has several messages, each is a reason of its own.

""",
    "zh": """
## 提示文字

每条提示先列出所涉及的数据（规定名称和路径），后列出其在原文中的位置。花括号内的文字因页面而异。\
一个代码有几种说明的，分别对应不同的原因。

""",
}
_TAIL: dict[Language, str] = {
    "en": """
A second report in the same file is one `text-unread` finding of severity error at its title: give each report by
itself. So is a
table before the first heading that was recognised, and an annex behind the report.

In forms whose pages choose their own rows, such as the statistics tables of the plugin `gzparse-statistics`, figures
left unread
(`text-unread`), and unknown rows of text without marks (`row-unknown`), are errors of the whole table: a row that the
form knows
may be lost with them. That plugin adds the code `statistics-total`.

Identities are checked only where every figure in them is printed and read. Printed figures are never corrected.
""",
    "zh": """
同一文件中有第二份报告的，在其标题处给出一条级别为错误的 `text-unread`，请将每份报告分别读取；\
第一个可识别的标题之前的表格、报告之后的附表也是如此。

行目可自选的表格（如插件 `gzparse-statistics` 的统计表），未读取的数字（`text-unread`）\
和没有分隔的未知行（`row-unknown`）是整张表的错误：\
已知的行可能随之丢失。该插件另有代码 `statistics-total`。

只有在勾稽关系所涉数据全部印出且已读取时，才核对该关系。原文数据一律照录，不作更正。
""",
}


def findings_page(language: Language, some: Sequence[Code] | None = None) -> str:
    """Return the page that lists the codes that come with gzparse, or some, in English or Chinese."""
    listed = built_in_codes() if some is None else some
    return "".join(
        (_HEAD[language], *_table(listed, language), _MESSAGES[language], *_messages(listed, language), _TAIL[language])
    )


def _table(listed: Sequence[Code], language: Language) -> Iterator[str]:
    at = LANGUAGES.index(language)
    for code in listed:
        severities = " · ".join(dict.fromkeys((code.severity, *(r.severity or code.severity for r in code.reasons))))
        do = code.action[at].format(at="原文" if at else "the original")
        yield f"| `{code.name}` | {code.kind} | {severities} | {_cell(code.given[at])} | {_cell(do)} |\n"


def _messages(listed: Sequence[Code], language: Language) -> Iterator[str]:
    at = LANGUAGES.index(language)
    for code in listed:
        yield f"* `{code.name}`\n"
        for reason in code.reasons:
            yield f"  * {_plain(reason, at)}\n"


def _plain(reason: Reason, at: int) -> str:
    """Return a template as people read it: its fields by their names alone."""
    return re.sub(r"\{(\w+):(\w+)\}", r"{\1} \2s", reason.says[at])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    """Write ``en/findings.md`` and ``zh/findings.md`` into a folder."""
    return write_pages(arguments, "findings", findings_page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
