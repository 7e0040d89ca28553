"""Codes of findings about the file that a text was made of: what its reader left aside, or could not read."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["FILE_CODES"]

_LOOK = ("Look at the file itself.", "请打开原文件核对。")
_NOTHING = ("Nothing, if it is not to be counted.", "如不应计入，无需处理。")


FILE_CODES = (
    Code(
        "hidden-text",
        "reading",
        "info",
        given=(
            "the file holds text that it does not show; it was not read, and is listed in source.file.furniture",
            "文件中有不显示的文字；未予读取，列于 source.file.furniture",
        ),
        action=_NOTHING,
        reasons=[
            Reason(
                "hidden-text", ("text that the file does not show was not read: “{text}”", "未读取文件中隐藏的文字：“{text}”")
            )
        ],
    ),
    Code(
        "deleted-text",
        "reading",
        "info",
        given=("the file holds text that is marked as deleted; it was not read", "文件中有标记为已删除的文字；未予读取"),
        action=_NOTHING,
        reasons=[
            Reason(
                "deleted-text",
                (
                    "text that is marked as deleted was not read: “{text}”",
                    "未读取修订中已删除的文字：“{text}”",
                ),
                ("Accept or reject the changes in the file, if they are not final.", "如修订尚未定稿，请先接受或拒绝修订。"),
            )
        ],
    ),
    Code(
        "comment",
        "reading",
        "info",
        given=(
            "the file has comments, notes at the foot of pages or tables that are commented out; they were not read",
            "文件中有批注、脚注或被注释掉的表格；未予读取",
        ),
        action=_NOTHING,
        reasons=[Reason("comment", ("a comment was not read: “{text}”", "未读取批注或注释：“{text}”"))],
    ),
    Code(
        "page-words",
        "reading",
        "warning",
        given=(
            "a watermark, a running head or the like says that the report is a draft, a sample or void, or names another year;"
            " the figures are given as printed",
            "水印、页眉页脚等文字表明该报告是草稿、样本或已作废，或写有其他年份；数据按原文读取",
        ),
        action=("Find out whether the file is the final report of its year.", "请核实该文件是否为本年度的正式报告。"),
        reasons=[Reason("page-words", ("words outside the text of the pages say: “{text}”", "页面正文之外的文字：“{text}”"))],
    ),
    Code(
        "picture",
        "reading",
        "warning",
        given=(
            "a picture stands where a table may stand; what it shows was not read",
            "可能是表格的位置为图片；图片内容未予识别",
        ),
        action=("Read the figures in the picture yourself.", "请人工读取图片中的数据。"),
        reasons=[
            Reason("picture", ("what a picture shows was not read: “{text}”", "未识别图片的内容：“{text}”")),
        ],
    ),
    Code(
        "damaged-bytes",
        "reading",
        "warning",
        given=(
            "some bytes of the file are no letters in its encoding; they stand as � in the text",
            "文件中有字节不是其编码中的字符；在文本中显示为�",
        ),
        action=("Get the file again, or save it in UTF-8.", "请重新获取文件，或另存为 UTF-8 编码。"),
        reasons=[Reason("damaged-bytes", ("some bytes are no letters: {text}", "有字节无法解码：{text}"))],
    ),
    Code(
        "no-unicode",
        "reading",
        "warning",
        given=(
            "letters of the file's own fonts have no meaning; what is printed there is not known",
            "文件中自带字体的字符没有对应的文字，无法得知其所印内容",
        ),
        action=_LOOK,
        reasons=[Reason("no-unicode", ("some letters have no meaning: {text}", "有字符没有对应的文字：{text}"))],
    ),
    Code(
        "table-shape",
        "reading",
        "error",
        given=(
            "cells of a table overlap or are no rectangles, so that it is open in which row and column a figure stands;"
            " the table's figures are withheld",
            "表格中有单元格重叠或不成矩形，无法确定数字所在的行和列；该表数据未采用",
        ),
        action=("Compare {at}.", "请对照{at}。"),
        reasons=[
            Reason(
                "cell-shape",
                (
                    "withheld: cells of the table in the file overlap, or are no rectangles",
                    "未采用：文件中该表的单元格重叠或不成矩形",
                ),
            )
        ],
    ),
    Code(
        "note-on-cell",
        "reading",
        "warning",
        given=(
            "a footnote, an endnote or a comment of the file belongs to the cell of a figure, or to its row, its column or the"
            " table; the figures are given as printed",
            "文件的脚注、尾注或批注属于某数据所在的单元格，或其所在的行、列或表；数据按原文读取",
        ),
        action=("Read the note: it may say what the figure is.", "请阅读该注，其中可能说明数据的含义。"),
        reasons=[
            Reason("note-on-cell", ("a note in the file belongs to it: “{text}”", "文件中有注释属于该数据：“{text}”")),
        ],
    ),
    Code(
        "shown-unknown",
        "reading",
        "error",
        given=(
            "it is not known whether the file shows the text of a cell to a reader, all of it and in this order; its figures"
            " are withheld",
            "无法确定文件是否向读者显示该单元格的全部文字，且按此顺序；其中的数字未采用",
        ),
        action=("Open the file and see which figure is shown.", "请打开文件，查看所显示的数字。"),
        reasons=[
            Reason(
                "colour-unknown",
                (
                    "withheld: its letters have the colour of paper, or nearly so, and what lies behind them is not known",
                    "未采用：文字颜色与纸张相同或相近，其背景无法确定",
                ),
            ),
            Reason(
                "height-unknown",
                (
                    "withheld: the file says that its row has a height of its own, and not which: it may be none",
                    "未采用：文件称该行另定行高，但未写明数值，可能为零",
                ),
            ),
            Reason(
                "style-unknown",
                (
                    "withheld: it has the name of a style that usually hides text, and the style is not in the file",
                    "未采用：其样式名称通常用于隐藏文字，而文件中没有该样式的定义",
                ),
            ),
            Reason(
                "rule-unknown",
                (
                    "withheld: a style of the page may hide it, or a part of it, and is not understood",
                    "未采用：页面样式可能使其全部或部分不显示，而该样式无法判断",
                ),
            ),
            Reason(
                "class-unknown",
                (
                    "withheld: some of its digits have a class of their own, whose style is not in the file and may hide them",
                    "未采用：其中部分数字另有类名（class），而文件中没有该样式，可能使其不显示",
                ),
            ),
            Reason(
                "order-unknown",
                (
                    "withheld: its letters may be shown in another order than they stand in the file",
                    "未采用：其显示的顺序可能与文件中的顺序不同",
                ),
            ),
            Reason(
                "text-by-style",
                (
                    "withheld: a style of the page adds text to it, and what it adds is not known",
                    "未采用：页面样式为其添加了文字，所添内容无法确定",
                ),
            ),
            Reason(
                "condition-unknown",
                (
                    "withheld: a conditional format of the sheet may hide it",
                    "未采用：工作表的条件格式可能使其不显示",
                ),
            ),
        ],
    ),
    Code(
        "table-markup",
        "reading",
        "info",
        given=(
            "a table of the file is marked up in an unusual way: a table in a cell, or text in a cell that another one covers",
            "文件中的表格结构特殊：单元格中另有表格，或被合并的单元格中有文字",
        ),
        action=_LOOK,
        reasons=[
            Reason(
                "nested-table",
                ("a table stands in a cell of another one: “{text}”", "单元格中另有表格：“{text}”"),
            ),
            Reason(
                "text-in-span",
                (
                    "a cell that is merged into the one above has text of its own: “{text}”",
                    "被合并的单元格中有文字：“{text}”",
                ),
                severity="warning",
            ),
            Reason(
                "double-struck",
                (
                    "letters that are printed twice for bold type were read once: “{text}”",
                    "重复印刷以加粗的字符只读取一次：“{text}”",
                ),
            ),
            Reason(
                "row-cut",
                ("a row that the end of a page cuts was put together: “{text}”", "被分页截断的行已合并：“{text}”"),
            ),
        ],
    ),
    Code(
        "unknown-number",
        "reading",
        "warning",
        given=(
            "a list number of the file has a form that is not known; it stands as ? in the text",
            "文件中的自动编号格式未知；在文本中显示为?",
        ),
        action=_LOOK,
        reasons=[Reason("unknown-number", ("a list number of an unknown form: {text}", "未知格式的自动编号：{text}"))],
    ),
    Code(
        "file-note",
        "reading",
        "info",
        given=("a reader has something else to say of the file", "读取程序对文件的其他说明"),
        action=_LOOK,
        reasons=[Reason("file-note", ("the file’s reader says: {text}", "读取程序提示：{text}"))],
    ),
)
