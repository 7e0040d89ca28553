"""Codes of findings about words at a table that say something of its figures."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["WORD_CODES"]

WORD_CODES = (
    Code(
        "figures-of-another",
        "reading",
        "error",
        given=(
            "words at a table, or about it, say that its figures are those of another year, of a part of the year, of another"
            " organ, or a sample; they are not given",
            "表格处或关于表格的文字说明其中数据属于另一年度、部分时段、另一单位，或为样表，均未采用",
        ),
        action=("Look at the words and decide whose figures they are.", "请查看该文字，判断数据的归属。"),
        reasons=[
            Reason(
                "figures-of-another-year",
                (
                    "withheld: the words “{note}” name another year than the report's",
                    "未采用：文字“{note}”所指不是本报告的年度",
                ),
            ),
            Reason(
                "figures-of-another-time",
                (
                    "withheld: the words “{note}” name a part of the year, or several years",
                    "未采用：文字“{note}”所指为部分时段或多个年度",
                ),
            ),
            Reason(
                "figures-of-another-organ",
                (
                    "withheld: the words “{note}” name another organ than the report's",
                    "未采用：文字“{note}”所指不是本报告的单位",
                ),
            ),
            Reason(
                "figures-of-changes",
                (
                    "withheld: the words “{note}” say that these are changes or shares",
                    "未采用：文字“{note}”说明其为增减或占比",
                ),
            ),
            Reason(
                "figures-of-sample",
                (
                    "withheld: the words “{note}” say that this is a sample, or does not count",
                    "未采用：文字“{note}”说明其为样表或不作数",
                ),
            ),
        ],
    ),
    Code(
        "note-corrects",
        "reading",
        "warning",
        given=(
            "a note at a table says that a figure is wrong, or what it should be; figures are given as printed in the table",
            "表格处的注释说明某项数据有误或应为何数；数据仍按表中所印读取",
        ),
        action=("Decide which figure counts.", "请判断以何数为准。"),
        reasons=[
            Reason(
                "note-corrects",
                (
                    "a note says that what is printed there is wrong: “{note}”",
                    "注释说明所印数据有误：“{note}”",
                ),
            )
        ],
    ),
    Code(
        "note-on-table",
        "reading",
        "warning",
        given=(
            "a note or a caption at a table, or about it, says something that the form does not; the figures are given as"
            " printed",
            "表格处或关于表格的注释或说明含有规定格式以外的内容；数据按原文读取",
        ),
        action=("Read it: it may say what the figures are, or whose.", "请阅读：其中可能说明数据的含义或归属。"),
        reasons=[
            Reason(
                "note-on-table",
                (
                    "words at the table may say something of the figures: “{note}”",
                    "表格处的文字可能与数据有关：“{note}”",
                ),
            ),
            Reason(
                "label-note-open",
                (
                    "a note in its label, “{note}”, may say what the figures count",
                    "名称中的括注“{note}”可能说明数据的口径",
                ),
            ),
            Reason(
                "header-note-open",
                (
                    "a note in the header over it, “{note}”, may say what the figures count",
                    "其表头中的括注“{note}”可能说明数据的口径",
                ),
            ),
        ],
    ),
    Code(
        "remark",
        "reading",
        "warning",
        given=(
            "words stand in a cell behind a row's figures; they are in the notes, and the figures are given as printed",
            "某行数据之后的单元格中有文字；文字收入注释，数据按原文读取",
        ),
        action=("Read the words: they may say what the figures are.", "请阅读该文字，其中可能说明数据的含义。"),
        reasons=[
            Reason(
                "remark",
                (
                    "words stand behind its figures: “{note}”",
                    "数据之后有文字：“{note}”",
                ),
            )
        ],
    ),
)
