"""The code ``row-ambiguous``: the reasons why a row's figures are withheld."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["ROW_AMBIGUOUS"]

COMPARE = ("Compare the row with {at}.", "请对照{at}。")
_COMPARE_FIGURE = ("Check against {at} to which row the number belongs.", "请对照{at}，看数字属于哪一行。")

_WITHHELD = (
    # --- what the row itself shows
    Reason(
        "fewer-figures",
        (
            "withheld: it has {figures:figure} for {columns:column}, and nothing proves to which columns they belong",
            "未采用：本行有 {figures} 个数字，应有 {columns} 列，无法确定数字各属哪一列",
        ),
    ),
    Reason(
        "other-cells",
        (
            "withheld: its figures stand in other cells than those of similar rows, and nothing proves to which columns they"
            " belong",
            "未采用：本行数字所在的单元格与同类各行不同，无法确定数字各属哪一列",
        ),
    ),
    Reason(
        "text-among-figures",
        (
            "withheld: “{text}” stands among its figures and is not a number; it may stand in the place of several",
            "未采用：本行数字中有“{text}”，不是数字，可能占了几列的位置",
        ),
    ),
    Reason(
        "mark-on-figure",
        (
            "withheld: “{text}” among its figures is not a plain number, and it is not known what it stands for",
            "未采用：本行数字中的“{text}”不是单纯的数字，含义无法确定",
        ),
    ),
    Reason(
        "digits-with-marks",
        (
            "withheld: its digits stand without separators, and “{text}” among them is not a plain number",
            "未采用：本行数字连写，其中“{text}”不是单纯的数字",
        ),
    ),
    Reason(
        "marks-between-figures",
        (
            "withheld: marks of punctuation stand between or behind its figures, and they may not be cells of the table",
            "未采用：本行数字之间或之后有标点，可能不是表中的数据",
        ),
    ),
    Reason(
        "more-figures",
        (
            "withheld: it has {figures:figure} for {columns:column}",
            "未采用：本行有 {figures} 个数字，多于应有的 {columns} 列",
        ),
    ),
    Reason(
        "not-in-own-columns",
        (
            "withheld: it does not have a figure or a cell for each of the table's own columns",
            "未采用：本行的数字或单元格与该表自己的各列不一一对应",
        ),
    ),
    Reason(
        "figure-without-name",
        (
            "withheld: it has figures in columns that the header does not name, so any of them may be the one that is meant",
            "未采用：本行在表头未命名的列中也有数字，无法确定哪个数字属于所列各项",
        ),
    ),
    Reason(
        "year-in-front",
        (
            "withheld: it begins with what may be a year, one cell is blank, and it does not add up",
            "未采用：本行第一个数字可能是年份，又有一格空白，且各项之和不等于总计",
        ),
    ),
    Reason(
        "another-row-of-figures",
        (
            "withheld: other figures stand in the table that may be a second row, and which of them counts is not known",
            "未采用：表中另有可能自成一行的数字，无法确定以哪一行为准",
        ),
    ),
    Reason(
        "row-of-another-year",
        (
            "withheld: rows of several years are named, and fewer of them can be read, so this one may be of another year",
            "未采用：表中列有多个年度，而能读出的行更少，本行可能属于其他年度",
        ),
    ),
    Reason(
        "longer-than-others",
        (
            "withheld: most rows have fewer figures, and this one does not add up, so one of its figures may be in two pieces",
            "未采用：多数行的数字较少，而本行各项之和不等于总计，可能有一个数字被拆成了两个",
        ),
    ),
    Reason(
        "table-printed-twice",
        (
            "withheld: most rows are printed twice with different figures, this one only once, so it may be of either table",
            "未采用：多数行出现两次且数字不同，本行只出现一次，可能属于另一张表",
        ),
    ),
    Reason(
        "merged-cells-differ",
        (
            "withheld: the header names one column in several cells, and the row has different figures in them",
            "未采用：表头中同一列名占几格，而本行这几格的数字不同",
        ),
    ),
    Reason(
        "figures-too-wide",
        (
            "withheld: its figures are spread over more cells than the table has columns",
            "未采用：本行数字所占的单元格多于表中的列",
        ),
    ),
    Reason(
        "number-on-its-line",
        (
            "withheld: another number stands next to its figures on their line",
            "未采用：本行数字的同一行文字中还有别的数字",
        ),
    ),
    Reason(
        "blank-breaks-sum",
        (
            "withheld: it has {figures:figure} for {columns:column}, and they do not add up to its total",
            "未采用：本行有 {figures} 个数字，应有 {columns} 列，且各项之和不等于总计",
        ),
    ),
    Reason(
        "other-cells-break-sum",
        (
            "withheld: its figures stand in other cells than those of similar rows, and they do not add up to its total",
            "未采用：本行数字所在的单元格与同类各行不同，且各项之和不等于总计",
        ),
    ),
    Reason(
        "apart-breaks-sum",
        (
            "withheld: its figures do not stand on the line of its label, and they do not add up to its total",
            "未采用：本行数字不在名称所在的一行，且各项之和不等于总计",
        ),
    ),
    Reason(
        "digits-break-sum",
        (
            "withheld: its digits stand without separators, and they cannot be split so that they add up",
            "未采用：本行数字连写，无论怎样划分，各项之和都不等于总计",
        ),
    ),
    Reason(
        "figures-of-another-row",
        (
            "withheld: its figures may belong to another row, or figures near it to this row",
            "未采用：本行数字可能属于另一行，或其旁的数字可能属于本行",
        ),
    ),
    Reason(
        "layouts-differ",
        (
            "withheld: layout {layout} and layout {other} read the row differently",
            "未采用：按 {layout} 与按 {other} 两种排版方式读出的本行不一致",
        ),
    ),
    Reason(
        "digits-unsplit",
        (
            "withheld: its digits stand without separators, and can be split in more than one way",
            "未采用：本行数字连写，可有多种划分",
        ),
    ),
    Reason(
        "digits-split-ways",
        (
            "withheld: its digits stand without separators, and can be split in more than one way: {ways}",
            "未采用：本行数字连写，可有多种划分：{ways}",
        ),
    ),
    Reason(
        "digits-split-unproven",
        (
            "withheld: its digits stand without separators, and the table's sums do not prove the one way to split them:"
            " {ways}",
            "未采用：本行数字连写，表中各项之和不能证明这一划分：{ways}",
        ),
    ),
    # --- what else on the page speaks against it
    Reason(
        "sum-broken-fewer-cells",
        (
            "withheld: its figures do not add up to its total, and it has fewer cells than similar rows",
            "未采用：本行不平衡，且单元格少于同类各行",
        ),
    ),
    Reason(
        "sum-broken-row-missing",
        (
            "withheld: its figures do not add up to its total, and the row above or below it is missing",
            "未采用：本行不平衡，且上一行或下一行缺失",
        ),
    ),
    Reason(
        "sum-broken-cells-missing",
        (
            "withheld: its figures do not add up to its total, and other rows lack figures or have too many, or several"
            " columns do not balance, or what follows is not a row of the table",
            "未采用：本行不平衡，且其他行的数字有缺有多，或有几列不平衡，或其后不是表中的行",
        ),
    ),
    Reason(
        "blanks-in-front",
        (
            "withheld: blank cells stand before its figures as in no other row, and no sum proves them",
            "未采用：本行数字前有空白，其他各行没有，且无勾稽关系可以证明",
        ),
    ),
    Reason(
        "total-may-stand-first",
        (
            "withheld: the header names the total first, and the figures add up with the total first or last",
            "未采用：表头先列总计，以首项或末项为总计均平衡",
        ),
    ),
    Reason(
        "longest-row",
        (
            "withheld: it has more cells than most other rows, and a blank cell behind its figures",
            "未采用：本行单元格多于大多数行，且数字后有空白",
        ),
    ),
    Reason(
        "cell-merged",
        (
            "withheld: its cell is merged in the file with another row's, or with the one next to it",
            "未采用：文件中该单元格与其他行或相邻单元格合并",
        ),
    ),
    Reason(
        "cells-moved-up",
        (
            "withheld: its last cells are blank, and a cell before them may have been deleted, so that the others moved up",
            "未采用：本行末尾单元格为空白，前面可能有单元格被删除，其余依次前移",
        ),
    ),
    Reason(
        "change-moved-up",
        (
            "withheld: a number with a sign stands in the column of a count, so a cell before it may be lost",
            "未采用：件数的列中有带正负号的数字，前面可能丢失了一个单元格",
        ),
    ),
    Reason(
        "sums-impossible",
        (
            "withheld: its sums cannot be right as it stands, so its cells may have moved",
            "未采用：本行按原样各项之和不可能成立，单元格可能移位",
        ),
    ),
    Reason(
        "two-labels",
        (
            "withheld: the label of a row without figures is joined to its own, so its figures may be those of both",
            "未采用：没有数字的一行的名称与本行名称相连，该数字可能是两行的合计",
        ),
    ),
    Reason(
        "no-closing-mark",
        (
            "withheld: it lacks the mark that other rows have behind their last figure, and may be cut off",
            "未采用：其他各行最后一个数字后都有分隔符，本行没有，可能不完整",
        ),
    ),
    Reason(
        "others-have-extra",
        (
            "withheld: other rows of the table have a number too many, so its figure may not be its own",
            "未采用：表中其他行多出一个数字，本行的数字可能不是本行的",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "others-lost-cells",
        (
            "withheld: at least half of the table's rows have lost cells, so a figure of it may be a page number",
            "未采用：表中至少半数的行缺少数字，本行的数字可能是页码",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "next-page-number",
        (
            "withheld: one of its figures follows the number of the page above, so it may be a page number",
            "未采用：本行有一个数字恰为上一页页码的下一号，可能是页码",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "change-without-sign",
        (
            "withheld: its change has no sign where other rows' increases have a plus, so it may be a page number",
            "未采用：其他行的增加数带有加号，而本行的增减数没有符号，可能是页码",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "names-without-figures",
        (
            "withheld: some of its columns' names stand over no figures, so its figures may be those of other columns",
            "未采用：部分列名之下没有数字，本行数字可能属于其他列",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "words-behind",
        (
            "withheld: behind it stand figures under words that are not a row's label, and they may be its own",
            "未采用：其后有数字，前面的文字不是行的名称，这些数字可能属于本行",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "next-row-missing",
        (
            "withheld: the row below it is missing, and the figures may be that row's",
            "未采用：下一行缺失，数字可能属于下一行",
        ),
    ),
    Reason(
        "dashes-may-be-rule",
        (
            "withheld: “{dashes}” at its edge may be a rule between pages, and one of its cells blank",
            "未采用：其首尾的“{dashes}”可能是页间的横线，而本行有一格空白",
        ),
    ),
    Reason(
        "figure-between-dashes",
        (
            "withheld: its figure stands between dashes, as a page number may",
            "未采用：数字在两条短横之间，可能是页码",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "page-number-at-end",
        (
            "withheld: the number at its beginning or end may be a page number, and one of its cells blank",
            "未采用：本行首尾的数字可能是页码，而本行有一格空白",
        ),
    ),
    Reason(
        "end-of-text",
        (
            "withheld: the text ends with its last figure, which may be cut off",
            "未采用：全文止于本行最后一个数字，该数字可能不完整",
        ),
    ),
    Reason(
        "figures-beside",
        (
            "withheld: figures stand next to the row that may belong to it",
            "未采用：本行旁有数字，可能属于本行",
        ),
        _COMPARE_FIGURE,
    ),
    Reason(
        "undivided-beside-divided",
        (
            "withheld: some of the three rows that divide it stand below it, and one is missing",
            "未采用：其下有所分三行中的几行，但缺少一行",
        ),
    ),
    # --- text fields
    Reason(
        "several-texts",
        (
            "withheld: several texts stand behind its label, and nothing shows which is its own",
            "未采用：名称之后有几段文字，无从判断哪一段属于本行",
        ),
    ),
    Reason(
        "text-below",
        (
            "withheld: right below its text stands more text, which may belong to it",
            "未采用：本行文字的下方紧接着另一段文字，可能属于本行",
        ),
    ),
    Reason(
        "text-may-be-another-rows",
        (
            "withheld: its cell may be blank, and the text below its label may not be its own",
            "未采用：本行单元格可能为空，名称下方的文字可能不属于本行",
        ),
    ),
    Reason("withheld-for", ("withheld: {why}", "未采用：{why}")),
)

ROW_AMBIGUOUS = Code(
    "row-ambiguous",
    "reading",
    "error",
    given=(
        "a row's figures cannot be assigned to columns with certainty, or may be another row's or lack an end, so none is"
        " given; the message says why",
        "行中的数字不能确定属于哪一列，或可能属于另一行，或不完整，均未采用；提示中说明原因",
    ),
    action=COMPARE,
    reasons=_WITHHELD,
)
