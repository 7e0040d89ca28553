"""Codes of findings in which the report contradicts itself or its form, and of columns and labels printed otherwise."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["REPORT_CODES"]

_ROW_ACTION = (
    "Printed figures are given as they are; ask the office that made the report.",
    "数据按原文照录；请与编制单位核实。",
)

REPORT_CODES = (
    Code(
        "columns-unknown",
        "reading",
        "error",
        given=(
            "no readable header names the columns of a block, or the header names them in another order, by other names, one"
            " twice or one too many",
            "没有可识别的表头说明各列，或表头的列名次序不同、名称不同、重复或多出",
        ),
        action=("Look at the header.", "请对照{at}，查看表头。"),
        reasons=[
            Reason(
                "header-of-other-columns",
                (
                    "withheld: what stands above it in the place of its header does not name the form's columns",
                    "未采用：其上方表头处的文字不是规定的列名",
                ),
            ),
            Reason(
                "no-header",
                (
                    "withheld: no readable header names the columns in which its figures stand",
                    "未采用：没有可识别的表头说明数字所在的列",
                ),
            ),
            Reason(
                "header-reordered-whole",
                (
                    "all figures withheld: the table's header names its columns in another order than the form",
                    "数据均未采用：表头列名的次序与规定格式不同",
                ),
            ),
            Reason(
                "header-reordered",
                (
                    "withheld: the table's header has the form's names in another order",
                    "未采用：表头列名的次序与规定格式不同",
                ),
            ),
            Reason(
                "header-reordered-other-name",
                (
                    "withheld: the table's header has the form's names in another order, and the name “{name}”",
                    "未采用：表头列名的次序与规定格式不同，且有“{name}”一列",
                ),
            ),
            Reason(
                "header-extra-name",
                (
                    "withheld: the table's header has the name “{name}”, which the form does not have",
                    "未采用：表头多出“{name}”一列，规定格式中没有",
                ),
            ),
            Reason(
                "header-name-elsewhere",
                (
                    "withheld: the table's header has the name “{name}” in a place where the form does not have it",
                    "未采用：表头中“{name}”所在的位置与规定格式不同",
                ),
            ),
            Reason(
                "header-duplicated-name",
                (
                    "withheld: the table's header has the name “{name}” twice",
                    "未采用：表头中“{name}”出现两次",
                ),
            ),
            Reason(
                "header-renamed-column",
                (
                    "withheld: the table's header calls the column “{name}”",
                    "未采用：表头中该列名为“{name}”",
                ),
            ),
            Reason(
                "columns-unclear-name",
                (
                    "withheld: its header has the name “{name}”, which may be a column of its own, or another name of one that"
                    " the header lacks",
                    "未采用：表头有“{name}”，可能是另外一列，也可能是表头所缺某列的别名",
                ),
            ),
            Reason(
                "columns-unclear",
                (
                    "withheld: the table's header and the width of its rows leave open which column is which",
                    "未采用：由表头和各行的宽度不能确定各列是哪一列",
                ),
            ),
            Reason(
                "columns-break-sums",
                (
                    "withheld: most rows do not add up in the columns that the header names, so the columns may be others",
                    "未采用：按表头的列名，多数行的各项之和不等于总计，各列可能并非如此",
                ),
            ),
            Reason(
                "column-missing",
                (
                    "missing: the table does not have the column, or its header does not name it",
                    "缺失：表中没有该列，或表头没有写明该列",
                ),
            ),
        ],
    ),
    Code(
        "columns-of-its-own",
        "reading",
        "info",
        given=(
            "the table's columns are not the form's: they stand in another order, or some are set aside that the form does"
            " not have",
            "表中的列与规定格式不同：次序不同，或有规定格式以外的列，未予采用",
        ),
        action=("Its figures are given by its own header and sums.", "数据按该表自己的表头和合计关系给出。"),
        reasons=[
            Reason(
                "columns-set-aside",
                (
                    "{columns:column} that the form does not have set aside",
                    "有 {columns} 列不在规定格式之内，未予采用",
                ),
            ),
            Reason(
                "columns-in-own-order",
                (
                    "its columns are read in the order of its own header and sums, which is not the form's",
                    "各列按该表自己的表头和合计关系读取，次序与规定格式不同",
                ),
            ),
        ],
    ),
    Code(
        "columns-by-order",
        "reading",
        "info",
        given=(
            "no header of section three or four was found, or only in pieces, or it lacks a name; its columns are taken"
            " in the form's order, or as their sums tell. A row of section two has no header above it, and is read in the"
            " columns of the edition that all other blocks are in",
            "第三、四部分未找到表头，或表头零散、缺少列名，各列按规定格式的次序或合计关系读取；第二部分某行上方没有表头，"
            "按其他各栏所用格式的列读取",
        ),
        action=("Check the columns if the page may have others.", "各列可能不同的，请对照{at}。"),
        reasons=[
            Reason(
                "header-missing",
                (
                    "no header was found that names its columns; they are taken in the form's order",
                    "未找到表头，各列按规定格式的次序读取",
                ),
            ),
            Reason(
                "columns-by-sums",
                (
                    "no header was found that names its columns; which is which is told by their number and sums alone",
                    "未找到表头，各列仅按列数与合计关系判定",
                ),
            ),
            Reason(
                "header-in-pieces",
                (
                    "the words of its header were found, but not as one header; its columns are taken in the form's order",
                    "表头的文字已找到，但不成完整的表头，各列按规定格式的次序读取",
                ),
            ),
            Reason(
                "header-lacks-name",
                (
                    "its header lacks {names}; its columns are taken in the form's order",
                    "表头缺少{names}，各列按规定格式的次序读取",
                ),
            ),
            Reason(
                "header-of-widths",
                (
                    "no header was found above it; read in the columns of the only edition that has as many in each row",
                    "上方未找到表头；各行的列数只与一种格式相符，按该格式的列读取",
                ),
            ),
            Reason(
                "header-of-other-blocks",
                (
                    "no header was found above it; read in the columns of the edition that the other blocks are in",
                    "上方未找到表头，按其他各栏所用格式的列读取",
                ),
            ),
        ],
    ),
    Code(
        "unit-unknown",
        "reading",
        "error",
        given=(
            "the page names a unit that is not understood, several for one figure, hundreds or shares for counts, or no unit at"
            " all for an amount, so the figure is not given",
            "原文所写单位无法识别，同一数据有几种单位，件数以百件、百分比等计，或金额未写明单位，未采用",
        ),
        action=("Look up the unit in the original.", "请查看原文的单位。"),
        reasons=[
            Reason(
                "unit-not-understood",
                (
                    "withheld: the unit “{name}” is not understood",
                    "未采用：单位“{name}”无法识别",
                ),
            ),
            Reason(
                "unit-of-something-else",
                (
                    "withheld: no header names its unit, and “{name}” on the page may be about it or about something else",
                    "未采用：表头没有写明单位，原文中的“{name}”可能是该数据的单位，也可能不是",
                ),
            ),
            Reason(
                "units-of-several",
                (
                    "withheld: the page names several units for it: {name}",
                    "未采用：原文对该数据写有几种单位：{name}",
                ),
            ),
            Reason(
                "unit-not-named",
                (
                    "withheld: nothing in the section names its unit",
                    "未采用：该部分未写明金额的单位",
                ),
            ),
            Reason(
                "unit-of-no-count",
                (
                    "withheld: the page names “{name}” as the unit of these counts, and the form counts one by one",
                    "未采用：原文写明件数的单位为“{name}”，而规定按件计",
                ),
            ),
        ],
    ),
    Code(
        "note-limits",
        "report",
        "warning",
        given=(
            "a note says that the figures of a table leave something out, or count only a part",
            "注释说明表中数据不含某些内容，或只统计其中一部分",
        ),
        action=("Mind it when you compare figures.", "比较数据时请注意。"),
        reasons=[
            Reason(
                "note-limits",
                (
                    "a note limits what the figures count: “{note}”",
                    "注释限定了数据的统计范围：“{note}”",
                ),
            )
        ],
    ),
    Code(
        "unit-differs",
        "report",
        "warning",
        given=(
            "a figure is printed in another unit than the form prescribes; it is given as printed",
            "数据所用单位与规定的单位不同，按原文照录",
        ),
        action=("Convert it yourself.", "使用时请自行换算。"),
        reasons=[
            Reason(
                "unit-differs",
                (
                    "printed in {actual}, the form prescribes {expected}; given as printed",
                    "原文单位为{actual}，规定单位为{expected}，按原文照录",
                ),
            )
        ],
    ),
    Code(
        "identity-balance",
        "report",
        "warning",
        given=(
            "in a column, 一 + 二 is not 三（七） + 四, as the form itself requires",
            "某列中，第一项加第二项之和不等于第三项加第四项之和（表中规定的勾稽关系）",
        ),
        action=_ROW_ACTION,
        reasons=[
            Reason(
                "identity-balance",
                (
                    "{column}: 一 + 二 is {expected}, but 三（七）总计 + 四 is {actual} [{paths}]",
                    "“{column}”列：第一项加第二项之和为 {expected}，第三项加第四项之和为 {actual} [{paths}]",
                ),
                names=0,
            )
        ],
    ),
    Code(
        "identity-results",
        "report",
        "warning",
        given=(
            "in a column, 三（七）总计 is not the sum of the rows （一） to （六）",
            "某列中，三（七）总计不等于（一）至（六）各行之和",
        ),
        action=_ROW_ACTION,
        reasons=[
            Reason(
                "identity-results",
                (
                    "{first}: printed {actual}, but the results （一） to （六） add up to {expected}",
                    "{first}：原文为 {actual}，（一）至（六）各行之和为 {expected}",
                ),
                names=0,
            )
        ],
    ),
    Code(
        "identity-row-total",
        "report",
        "warning",
        given=(
            "in a row of section three, 总计 is not the sum of the six kinds of applicants",
            "第三部分某行中，总计不等于六类申请人之和",
        ),
        action=_ROW_ACTION,
        reasons=[
            Reason(
                "identity-row-total",
                (
                    "{last}: printed {actual}, but the six kinds of applicants add up to {expected}",
                    "{last}：原文为 {actual}，六类申请人之和为 {expected}",
                ),
                names=0,
            )
        ],
    ),
    Code(
        "identity-outcomes",
        "report",
        "warning",
        given=(
            "in section four, 总计 is not the sum of the four outcomes",
            "第四部分中，总计不等于四种结果之和",
        ),
        action=_ROW_ACTION,
        reasons=[
            Reason(
                "identity-outcomes",
                (
                    "{first}: printed {actual}, but the four outcomes add up to {expected}",
                    "{first}：原文为 {actual}，四种结果之和为 {expected}",
                ),
                names=0,
            )
        ],
    ),
)
