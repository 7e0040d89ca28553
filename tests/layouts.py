"""Write a report's tables in every layout that marks its cells, with any figures, and tell where each one stands.

The figures tell the form: a table is printed in the columns and rows that they have (see ``writing.edition_of``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import writing

Row = list[str]
"""A row's cells: labels, and figures by their paths, which begin with ``@``."""

_ITEMS = {
    "refused": (
        "（三）不予公开",
        {
            "state_secret": "1.属于国家秘密",
            "prohibited_by_law": "2.其他法律行政法规禁止公开",
            "security_or_stability": "3.危及“三安全一稳定”",
            "third_party_rights": "4.保护第三方合法权益",
            "internal_affairs": "5.属于三类内部事务信息",
            "deliberative_process": "6.属于四类过程性信息",
            "enforcement_case_file": "7.属于行政执法案卷",
            "administrative_inquiry": "8.属于行政查询事项",
        },
    ),
    "unable": (
        "（四）无法提供",
        {
            "not_held": "1.本机关不掌握相关政府信息",
            "needs_creation": "2.没有现成信息需要另行制作",
            "unclear_after_correction": "3.补正后申请内容仍不明确",
        },
    ),
    "not_processed": (
        "（五）不予处理",
        {
            "petition_or_complaint": "1.信访举报投诉类申请",
            "repeated": "2.重复申请",
            "published_material": "3.要求提供公开出版物",
            "excessive": "4.无正当理由大量反复申请",
            "confirmation_or_reissue": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
    "otherwise": (
        "（六）其他处理",
        {
            "not_corrected_in_time": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "fee_not_paid_in_time": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "other": "3.其他",
        },
    ),
}


def _row(path: str, columns: tuple[str, ...], *labels: str) -> Row:
    return [*labels, *(f"@{path}.{column}" for column in columns)]


def disclosure(edition: writing.Edition = frozenset()) -> list[Row]:
    rows: list[Row] = []
    for block in writing.blocks(edition):
        rows += [[block.article], ["信息内容", *block.columns.values()]]
        for name, label in block.rows.items():
            rows.append(_row(f"proactive_disclosure.{name}", tuple(block.columns), label))
    return rows


def requests(edition: writing.Edition = frozenset()) -> list[Row]:
    columns = writing.APPLICANTS
    rows: list[Row] = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
        ["自然人", "法人或其他组织", "总计"],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
        _row("requests.new", columns, "一、本年新收政府信息公开申请数量"),
        _row("requests.brought_forward", columns, "二、上年结转政府信息公开申请数量"),
        _row("requests.results.granted", columns, "三、本年度办理结果", "（一）予以公开"),
        _row("requests.results.partially_granted", columns, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ]
    for name, (group, items) in _ITEMS.items():
        if name == "otherwise" and name in edition:
            rows.append(_row(f"requests.results.{writing.UNDIVIDED}", columns, group))
            continue
        labels = [[group, first] if index == 0 else [first] for index, first in enumerate(items.values())]
        for item, label in zip(items, labels, strict=True):
            rows.append(_row(f"requests.results.{name}.{item}", columns, *label))
    rows.append(_row("requests.results.total", columns, "（七）总计"))
    rows.append(_row("requests.carried_forward", columns, "四、结转下年度继续办理"))
    return rows


def outcomes(edition: writing.Edition = frozenset()) -> list[Row]:
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        ["行政复议", "行政诉讼"],
        [*five, "未经复议直接起诉", "复议后起诉"],
        [*five, *five],
        [f"@review_and_litigation.{block}.{column}" for block in writing.BLOCKS for column in writing.OUTCOMES],
    ]


TABLES = {
    "二、主动公开政府信息情况": (disclosure, 4),
    "三、收到和处理政府信息公开申请情况": (requests, 10),
    "四、政府信息公开行政复议、行政诉讼情况": (outcomes, 15),
}


def _broken(label: str, at: int = 5) -> str:
    """Break a long label over lines, as narrow columns do."""
    return "\n".join(re.findall(f".{{1,{at}}}", label)) if len(label) > at + 2 and not label.startswith("@") else label


def _pad(row: Row, width: int) -> Row:
    return row + [""] * (width - len(row))


Writer = Callable[[list[Row], int], str]

LAYOUTS: dict[str, Writer] = {
    "tabs": lambda rows, width: "".join("\t".join(row) + "\n" for row in rows),
    "tabs behind": lambda rows, width: "".join("\t".join(_pad(row, width)) + "\t\n" for row in rows),
    "tabs doubled": lambda rows, width: "".join("\t\t".join(row) + "\n" for row in rows),
    "tabs, labels broken": lambda rows, width: "".join("\t".join(map(_broken, row)) + "\n" for row in rows),
    "tabs, cells merged": lambda rows, width: "".join(
        "\t".join([*[c for c in row if c[:1] != "@"], "\t\t".join(c for c in row if c[:1] == "@")]) + "\n" for row in rows
    ),
    "bars": lambda rows, width: "".join(" | ".join(_pad(row, width)) + " |\n" for row in rows),
    "bars at both ends": lambda rows, width: "".join("| " + " | ".join(row) + " |\n" for row in rows),
    "bars between": lambda rows, width: "".join(" | ".join(row) + "\n" for row in rows),
    "bars, box-drawing": lambda rows, width: "".join("│ " + " │ ".join(row) + " │\n├──┼──┤\n" for row in rows),
    "bars, hundreds": lambda rows, width: "".join("|".join(_pad(row, 300)) + "|\n" for row in rows),
    "bars, labels broken": lambda rows, width: "".join(
        "| " + " | ".join(map(_broken, _pad(row, width))) + " |\n" for row in rows
    ),
    "Markdown": lambda rows, width: "".join(
        f"| {' | '.join(_pad(row, width))} |\n" + ("" if i else "|" + " --- |" * width + "\n") for i, row in enumerate(rows)
    ),
    "Markdown, bold and escaped": lambda rows, width: "".join(
        f"| {' | '.join(c if c[:1] == '@' else f'**{c}**'.replace('.', chr(92) + '.') for c in row)} |\n"
        + ("" if i else "|" + ":---:|" * width + "\n")
        for i, row in enumerate(rows)
    ),
    "Markdown, a table a row": lambda rows, width: "".join(
        f"| {' | '.join(row)} |\n|{' --- |' * len(row)}\n\n" for row in rows
    ),
    "bars behind cells": lambda rows, width: "".join(
        "".join(f"{cell} |\n" for cell in row) + "|" * (width - len(row)) + "\n" * (width > len(row)) for row in rows
    ),
    "bars alone": lambda rows, width: "".join(
        "".join(f"{cell}\n|\n" for cell in row) + "|" * (width + 1 - len(row)) + "\n" for row in rows
    ),
    "bars, cells on new lines": lambda rows, width: "".join(
        "| " + "".join(f"\n {cell}  | " for cell in row).rstrip() + "|" * (width - len(row)) + "\n" for row in rows
    ),
    "lines": lambda rows, width: "".join(f"{cell}\n" for row in rows for cell in row),
    "lines, blank lines": lambda rows, width: "".join(f"{cell}\n\n" for row in rows for cell in row),
    "lines, indented": lambda rows, width: "".join(
        f" {cell}\n \n" if cell[0] == "@" else f"{cell}\n\n" for row in rows for cell in row
    ),
    "lines, tabs before": lambda rows, width: "".join(f"\t{cell}\n" for row in rows for cell in row),
    "lines, tabs behind": lambda rows, width: "".join(f"{cell}\t\n" for row in rows for cell in row),
    "lines, labels broken": lambda rows, width: "".join(f"{_broken(cell, 2)}\n" for row in rows for cell in row),
    "indented": lambda rows, width: "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows),
}
"""Name → (rows, cells to a row) → text with figures by their paths."""

ROWS_MARKED = [name for name in LAYOUTS if name.startswith(("tabs", "bars between", "bars at", "bars,", "Markdown"))]


class Laid:
    """A report in one layout: its text, and where each figure stands in it."""

    def __init__(
        self,
        layout: str,
        figures: Mapping[str, int],
        write: Writer | None = None,
        style: writing.Style = writing.STYLES[0],
    ) -> None:
        edition = writing.edition_of(figures)
        pieces = ["某县2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年平稳。\n\n"]
        for heading, (rows, width) in TABLES.items():
            pieces.append(f"{heading}\n{(write or LAYOUTS[layout])(rows(edition), width)}\n")
        pieces.append("五、存在的主要问题及改进情况\n\n继续改进。\n\n六、其他需要报告的事项\n\n无。\n")
        template = "".join(pieces)
        self.layout = layout
        self.figures = dict(figures)
        self.cells: dict[str, tuple[int, int]] = {}
        text, at = "", 0
        for found in re.finditer(r"@[a-z_.]+", template):
            text += template[at : found.start()]
            path = found.group()[1:]
            start = len(text)
            text += writing.printed(path, figures[path], style)
            self.cells[path] = start, len(text)
            at = found.end()
        self.text = text + template[at:]

    def with_cells(self, changes: Mapping[str, str]) -> str:
        """Put other text into cells, named by path."""
        return writing.replaced(self.text, {self.cells[path]: new for path, new in changes.items()})
