"""Codes of findings about the rows of a table and their figures."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason
from gzparse.model.codes_withheld import COMPARE, ROW_AMBIGUOUS

__all__ = ["ROW_CODES"]


ROW_CODES = (
    Code(
        "row-missing",
        "reading",
        "error",
        given=(
            "a row that the form prescribes was not found; all missing rows of a table are one finding",
            "未找到规定的行；一张表中缺少的各行合为一条",
        ),
        action=(
            "Look for the label on the page: it may be lost or misprinted.",
            "请在原文中查找该行名称，可能缺失或有误。",
        ),
        reasons=[
            Reason("row-missing", ("not found in the table", "表中未找到")),
            Reason(
                "row-missing-in-text",
                (
                    "not found in the table; the words of its label stand in text that was not read as this row",
                    "表中未找到；其名称的文字在一段未能识别为本行的文字中",
                ),
                ("Read the text.", "请阅读{at}。"),
            ),
        ],
    ),
    Code(
        "row-incomplete",
        "reading",
        "error",
        given=(
            "a row has fewer cells than the table has columns, or none, or none where lines were perhaps removed, so none"
            " of its figures is given; adjacent rows with the same reason are one finding",
            "行的单元格少于表中的列，或没有单元格，或所在行文字可能被删除，其数据均未采用；相邻各行原因相同的合为一条",
        ),
        action=COMPARE,
        reasons=[
            Reason(
                "no-figures",
                ("nothing stands behind its label, so its figures are not known", "名称之后没有内容，数据未知"),
            ),
            Reason(
                "no-figures-of-its-own",
                ("no figure on the page could be assigned to it", "原文中没有可以归入本行的数字"),
            ),
            Reason(
                "no-cells-in-broken-form",
                (
                    "nothing stands behind its label, and rows of the table are missing or hold nil marks alone, so it is not"
                    " known whether it is blank",
                    "名称之后没有内容，而表中缺行，或只有“/”等符号，无法确定本行是否为空白",
                ),
            ),
            Reason(
                "nil-marks-unplaced",
                (
                    "it has nil marks, and the table has no figure that shows to which columns they belong",
                    "本行只有“/”等符号，表中没有数字，无法确定其所属的列",
                ),
            ),
            Reason(
                "nil-marks-unread",
                (
                    "nil marks stand behind its label, and could not be assigned to columns",
                    "名称之后有“/”等符号，未能归入各列",
                ),
            ),
            Reason(
                "not-figures",
                (
                    "no figure stands behind its label, and other text stands behind most labels of the table",
                    "名称之后没有数字，而表中大多数名称之后是其他文字",
                ),
            ),
            Reason(
                "lines-removed",
                (
                    "nothing stands behind its label, and no line of the text stands twice: lines that repeat others may have"
                    " been removed",
                    "名称之后没有内容，而全文没有重复的行：与他行相同的行可能已被删除",
                ),
            ),
            Reason(
                "fewer-cells",
                (
                    "withheld: it has {cells:cell} for {columns:column}",
                    "未采用：本行有 {cells} 个单元格，应有 {columns} 列",
                ),
            ),
            Reason(
                "blank-cells-unproven",
                (
                    "withheld: its cells are blank, and no similar row with figures shows that they are all there",
                    "未采用：本行单元格均为空白，没有带数字的同类行可以印证其完整",
                ),
            ),
        ],
    ),
    ROW_AMBIGUOUS,
    Code(
        "row-conflict",
        "reading",
        "error",
        given=("a row is printed twice with different figures", "同一行出现两次，数据不同"),
        action=("Decide from {at} which is right.", "请对照{at}，确定以哪一行为准。"),
        reasons=[
            Reason(
                "row-conflict",
                (
                    "withheld: the row is printed twice with different figures",
                    "未采用：本行出现两次，数据不同",
                ),
            )
        ],
    ),
    Code(
        "row-by-order",
        "reading",
        "info",
        given=(
            "a row's figures stand above its label, as where cells are centred over several lines; they are its own by the"
            " order of all rows",
            "行的数字在其名称上方（如单元格跨行居中时），按各行次序归入本行",
        ),
        action=("Nothing; `figure.inferred` is true.", "无需处理；`figure.inferred` 为真。"),
        reasons=[
            Reason(
                "row-by-order",
                (
                    "the figures stand above their label; they were assigned to it by the order of all rows",
                    "数字在名称上方，按各行次序归入本行",
                ),
            )
        ],
    ),
    Code(
        "figures-parted",
        "reading",
        "info",
        given=(
            "a row's digits are printed without anything between them, and there is only one way to split them",
            "行的数字连写，只有一种划分",
        ),
        action=("Nothing; `figure.inferred` is true.", "无需处理；`figure.inferred` 为真。"),
        reasons=[
            Reason(
                "figures-parted",
                (
                    "the digits stand without anything between them; only one way to split them keeps the sums",
                    "数字连写，只有一种划分符合各项之和",
                ),
            ),
            Reason(
                "figures-parted-by-count",
                (
                    "the digits stand without anything between them; there are as many as columns, with zeros in front",
                    "数字连写，个数与列数相同，且前面均为 0",
                ),
            ),
        ],
    ),
    Code(
        "number-unreadable",
        "reading",
        "error",
        given=(
            "a cell holds something that is not a number for its column: “约3”, “5.5”, “①”; cells of a table that print"
            " the same are one finding",
            "单元格的内容不是该列应有的数字，如“约3”“5.5”“①”；同一表中内容相同的各格合为一条",
        ),
        action=("Read the cell yourself.", "请对照{at}，人工读取。"),
        reasons=[
            Reason(
                "number-unreadable",
                (
                    "what is printed is not a number that the column can hold",
                    "所印内容不是该列应有的数字",
                ),
            )
        ],
    ),
    Code(
        "row-unknown",
        "reading",
        "warning",
        given=(
            "a row that no form prescribes; it is kept in `extra_rows`. Of severity error where pages choose their rows and"
            " cells are not marked",
            "规定格式中没有的行，保留在 `extra_rows` 中；行目可自选而单元格没有分隔的，级别为错误",
        ),
        action=(
            "Nothing, unless its label is a misprint of a prescribed one.",
            "如非规定行的名称有误，无需处理。",
        ),
        reasons=[
            Reason(
                "row-unknown",
                (
                    "a row that the form does not prescribe; kept in extra_rows",
                    "规定格式中没有的行，保留在 extra_rows 中",
                ),
            ),
            Reason(
                "row-unknown-beside",
                (
                    "the table has another row of figures than the form's only one, kept in extra_rows; which of them counts,"
                    " the page does not say for certain",
                    "规定格式只有一行，而表中另有一行数据，保留在 extra_rows 中；以何行为准，原文不能确定",
                ),
                ("Decide which row is the report's.", "请判断哪一行是本报告的数据。"),
            ),
            Reason(
                "row-unknown-open",
                (
                    "a row that the form does not have, kept in extra_rows; a row that it has may be part of it",
                    "格式中没有的行，保留在 extra_rows 中；格式中已有的行可能混在其中",
                ),
                ("Check whether a row of the form is part of it.", "请对照{at}，看其中是否混有格式中的行。"),
                severity="error",
            ),
        ],
    ),
    Code(
        "row-order",
        "reading",
        "info",
        given=(
            "rows stand in another order than the form's; they were read by their labels",
            "各行次序与规定格式不同，按名称读取",
        ),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "row-order",
                (
                    "in another place than the form has it; read by its label",
                    "位置与规定格式不同，按名称读取",
                ),
            )
        ],
    ),
    Code(
        "row-repeated",
        "reading",
        "info",
        given=("a row is printed twice with the same figures", "同一行出现两次，数据相同"),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "row-repeated",
                ("printed twice with the same figures, read once", "同一行出现两次，数据相同，只计一次"),
            )
        ],
    ),
    Code(
        "page-number",
        "reading",
        "info",
        given=(
            "next to a row stands one number too many; the row's figures add up only without it, so it was not read as a"
            " figure",
            "行旁多出一个数字，不计该数字时本行才平衡，故不作为数据",
        ),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "page-number",
                (
                    "a number next to the row was taken for a page number, since only the others add up",
                    "本行旁的一个数字按页码处理，因为不计该数字时本行才平衡",
                ),
            ),
            Reason(
                "numbers-of-no-column",
                (
                    "in {count:row} a number too many stands next to the figures; they were read without it, since only the"
                    " others add up",
                    "有 {count} 行在数据旁多出一个数字，不计该数字时各行才平衡，故不作为数据",
                ),
            ),
        ],
    ),
)
