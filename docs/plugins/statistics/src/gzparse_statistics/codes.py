"""What the findings of this form and its check say: their codes and reasons, beside those that come with gzparse."""

from __future__ import annotations

from gzparse.formkit import Code, Reason

_COMPARE = ("Compare the row with {at}.", "请对照{at}。")

CODES = (
    Code(
        "statistics-total",
        "report",
        "warning",
        given=("a total is not the sum of the rows printed below it", "合计不等于其下各行之和"),
        action=(
            "Printed figures are given as they are; ask the office that made the report.",
            "数据按原文照录；请与编制单位核实。",
        ),
        reasons=[
            Reason(
                "statistics-total",
                (
                    "{first} is {actual}; the rows below it make {expected}",
                    "{first}：原文为 {actual}，其下各行之和为 {expected}",
                ),
                names=0,
            )
        ],
    ),
    Code(
        "year-differs",
        "reading",
        "warning",
        given=("the table's header names another year than the report", "表头中的年份与报告的年份不同"),
        action=("Check which report this is.", "请核对这是哪一年度的报告。"),
        reasons=[
            Reason(
                "statistics-year-differs",
                (
                    "its header names the year {named}, the report {year}",
                    "表头中的年份为 {named}，报告的年份为 {year}",
                ),
            )
        ],
    ),
    Code(
        "row-ambiguous",
        "reading",
        "error",
        given=("a row's figures may be another row's", "行中的数字可能属于另一行"),
        action=_COMPARE,
        reasons=[
            Reason(
                "statistics-outcome-of-another-block",
                (
                    "withheld: it may belong to another block, whose first row is lost",
                    "未采用：本行可能属于另一栏，而该栏的第一行缺失",
                ),
            ),
            Reason(
                "statistics-number-too-many",
                (
                    "withheld: other rows of the table have a number too many, and this one may have one too",
                    "未采用：表中其他行多出一个数字，本行可能也多出一个",
                ),
            ),
        ],
    ),
)
