"""Codes of findings about the page as a whole: its sections, its tables, and text that was not read."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["PAGE_CODES"]

PAGE_CODES = (
    Code(
        "table-missing",
        "reading",
        "error",
        given=(
            "a table section, or every row of its table, was not found",
            "未找到表格所在的部分，或未找到其中任何一行",
        ),
        action=(
            "Check that the text was extracted whole.",
            "请检查文本是否提取完整。",
        ),
        reasons=[
            Reason(
                "table-missing",
                ("no such section was found, so all of its figures are missing", "未找到该部分，其数据全部缺失"),
            ),
            Reason(
                "table-not-reached",
                (
                    "no such section was found in the text that was read; it may stand behind the place where reading ended",
                    "在已读取的文字中未找到该部分，可能在停止读取之处以后",
                ),
                (
                    "See the finding that says where reading ended, and put the sections in their order.",
                    "请看说明停止读取之处的提示，并调整各部分的次序。",
                ),
            ),
            Reason(
                "table-without-heading",
                (
                    "no heading of this section was recognised; its table stands below another section and was not read",
                    "未能识别该部分的标题；其表格在另一部分之下，未予读取",
                ),
                ("Correct the heading above {at}.", "请更正{at}上方的标题。"),
            ),
            Reason(
                "table-without-rows",
                ("no row of the prescribed table was found in this section", "该部分中未找到规定表格的任何一行"),
            ),
            Reason(
                "table-of-nil-marks",
                (
                    "its row holds nil marks alone, which could not be assigned to columns",
                    "表中的行只有“/”等符号，未能归入各列",
                ),
                ("Compare the table with {at}.", "请对照{at}。"),
            ),
            Reason(
                "table-in-text",
                (
                    "the words of the prescribed table stand in text that was not understood; no row could be read",
                    "规定表格的文字在未能识别的文字中，未能读出任何一行",
                ),
                ("Look at the text that was not understood.", "请查看未能识别的文字。"),
            ),
            Reason(
                "table-is-picture",
                (
                    "no row of the prescribed table was found in this section; a picture stands there, which is not read:"
                    " {picture}",
                    "该部分中未找到规定表格的任何一行，只有一幅图片，图片内容不予识别：{picture}",
                ),
                ("Read the figures in the picture yourself.", "请人工读取图片中的数据。"),
            ),
        ],
    ),
    Code(
        "free-form",
        "reading",
        "error",
        given=(
            "a report without the prescribed tables, as most before 2019: its sections hold prose, which is given, and all"
            " figures are missing; a form plugin may read another table ([forms.md](forms.md))",
            "报告没有规定的表格（2019 年以前大多如此）：各部分只有文字，文字照录，数据全部缺失",
        ),
        action=(
            "Read the prose; a form plugin may read another table.",
            "请阅读文字部分；其他格式的表格可由插件识别。",
        ),
        reasons=[
            Reason(
                "free-form",
                (
                    "a report in free form: none of the prescribed tables is in it, and all their figures are missing",
                    "报告未采用规定格式：没有规定的表格，其数据全部缺失",
                ),
                ("Read the prose.", "请阅读文字部分。"),
                names=0,
            ),
            Reason(
                "free-form-other-table",
                (
                    "a report in free form: none of the prescribed tables is in it, and all their figures are missing;"
                    " the table in it is of another form",
                    "报告未采用规定格式：没有规定的表格，其数据全部缺失；其中的表格属于另一种格式",
                ),
                ("A form plugin may read that table.", "该表格可由插件识别，或请人工查看{at}。"),
                names=0,
            ),
        ],
    ),
    Code(
        "layout-unknown",
        "reading",
        "error",
        given=(
            "a table section holds figures, and not one row of them could be read in any layout; a plugin can add a layout"
            " ([plugins.md](plugins.md)). Also given where the section is many times as long as its table",
            "表格中有数据，但按任何已知的排版方式都未能读出一行，或该部分远长于规定表格而未予读取",
        ),
        action=(
            "Look at the text that was not understood, or add a layout by plugin.",
            "请对照{at}及未能识别的文字，或用插件增加排版方式。",
        ),
        reasons=[
            Reason(
                "layout-unknown",
                (
                    "its figures stand in a layout that is not known; none of them is given",
                    "表中数据的排版方式无法识别，均未采用",
                ),
            ),
            Reason(
                "layout-html",
                (
                    "its table is written in HTML, which is not read; none of its figures is given",
                    "表格以 HTML 标记写成，目前不能读取，其数据均未采用",
                ),
                (
                    "Write the table as text first: a line for each row, with tabs between its cells.",
                    "请先将该表转换为文本（每行一行，单元格之间用制表符分隔）再解析，或对照{at}。",
                ),
            ),
            Reason(
                "table-too-long",
                (
                    "it is many times as long as the prescribed table, and was not read; none of its figures is given",
                    "该部分远长于规定表格，未予读取，其数据均未采用",
                ),
                (
                    "Remove what does not belong to the table.",
                    "请删去不属于该表格的内容再解析，或对照{at}。",
                ),
            ),
            Reason(
                "layout-unknown-blank",
                (
                    "its rows stand in a layout that is not known; no figures were seen among them",
                    "表中各行的排版方式无法识别，其中未见数据",
                ),
                (
                    "If the form is not blank, look at the text that was not understood.",
                    "如原表并非空白，请对照{at}及未能识别的文字。",
                ),
            ),
        ],
    ),
    Code(
        "text-unread",
        "reading",
        "warning",
        given=(
            "text in a table section was not understood; the rows to which it may belong are named. Of severity error where"
            " it is a table of its own, or holds figures of a table whose pages choose their rows",
            "表格部分中有未能识别的文字；文字可能属于哪些行，一并列出。所涉为另一张表，或可自选行目的表中的数据时，级别为错误",
        ),
        action=("Read the text.", "请阅读{at}。"),
        reasons=[
            Reason("text-unread", ("text in a table section was not understood", "表格部分中有一段文字未能识别")),
            Reason(
                "text-beside-rows",
                ("next to it stands text in a table section that was not understood", "其旁有一段文字未能识别"),
                ("Check whether the text belongs to the row.", "请对照{at}，看该文字是否属于本行。"),
            ),
            Reason(
                "number-beside-rows",
                (
                    "next to it stands a number that was not read as any row's",
                    "其旁有数字，未归入任何一行",
                ),
                ("Check to which row the number belongs.", "请对照{at}，看数字属于哪一行。"),
            ),
            Reason(
                "figures-of-no-row",
                (
                    "figures that were read as no row's; a row is missing, and nothing shows which",
                    "有数字未能归入任何一行；缺少一行，但无从判断是哪一行",
                ),
                ("Check to which row the figures belong.", "请对照{at}，看数字属于哪一行。"),
                severity="error",
            ),
            Reason(
                "table-in-front",
                (
                    "a table stands before the first heading that was recognised; it was not read",
                    "第一个可识别的标题之前有一张表格，未予读取",
                ),
                ("Check the headings before the table.", "请对照{at}，检查表格前的标题。"),
                severity="error",
            ),
            Reason(
                "annex",
                (
                    "an annex with a table of another form begins here; it was not read",
                    "此处开始为附表，属于另一种格式，未予读取",
                ),
                ("A form plugin may read that table by itself.", "该表可由插件单独识别，或请人工查看{at}。"),
                severity="error",
            ),
        ],
    ),
    Code(
        "second-report",
        "reading",
        "error",
        given=(
            "another report, the same one once more, or some of its sections again stand behind the report, as with a"
            " correction; what they do not print alike is not given, unless the titles name another year or organ: then the"
            " first is read. Of severity warning where all is printed alike",
            "报告之后还有另一份报告、同一份报告或其中某些部分（如更正后的报告）；各处所印不一致的，均未采用；但标题写明是另一年度或另一单位的，"
            "采用第一份。完全一致时级别为注意",
        ),
        action=("Give the report that counts by itself.", "请单独读取有效的报告。"),
        reasons=[
            Reason(
                "second-report",
                (
                    "another report begins here, or the same one again; which one counts is not known, and what they do not"
                    " print alike is not given. The prose is that of the first",
                    "此处起为另一份报告，或同一份报告再次出现；无从判断以哪份为准，所印不一致的均未采用，文字部分取自第一份",
                ),
                names=2,
            ),
            Reason(
                "report-of-another",
                (
                    "the report of another year or organ begins here; what is given is the first, and the text from here on was"
                    " not read",
                    "此处起为另一年度或另一单位的报告；所采用的是第一份，自此以下未予读取",
                ),
                ("Give each report by itself.", "请将各份报告分别读取。"),
            ),
            Reason(
                "report-again",
                (
                    "the report stands here again, with the same figures",
                    "此处起报告再次出现，数据相同",
                ),
                ("Nothing, if both are the same report.", "如为同一份报告，无需处理。"),
                severity="warning",
            ),
            Reason(
                "section-again",
                (
                    "a section that was read already, or that should stand earlier, begins here; what it prints otherwise is"
                    " not given, and the text from here on was not read",
                    "此处为已读取过的部分，或本应在前的部分；所印不一致的均未采用，自此以下未予读取",
                ),
                (
                    "Check whether the sections stand in their order, and whether another report begins.",
                    "请对照{at}，看各部分次序是否有误，是否为另一份报告。",
                ),
                names=2,
            ),
        ],
    ),
    Code(
        "section-missing",
        "reading",
        "warning",
        given=("a narrative section was not found", "未找到某个文字部分"),
        action=(
            "Nothing, if the report does not have it.",
            "报告原本没有该部分的，无需处理；否则请检查其标题。",
        ),
        reasons=[
            Reason("section-missing", ("no such section was found", "未找到该部分")),
            Reason(
                "section-not-reached",
                (
                    "no such section was found in the text that was read; it may stand behind the place where reading ended",
                    "在已读取的文字中未找到该部分，可能在停止读取之处以后",
                ),
            ),
        ],
    ),
    Code(
        "heading-slip",
        "reading",
        "info",
        given=(
            "a section's heading is not printed as any known wording, and was recognised by a wording that is a letter away, or"
            " by its number and the table below it",
            "某部分的标题与已知写法不符，按相差一字的写法，或按其序号及其下的表格识别",
        ),
        action=("Nothing, if the section is the right one.", "如部分无误，无需处理。"),
        reasons=[
            Reason(
                "heading-slip",
                (
                    "its heading is printed as “{actual}” and read as “{expected}”",
                    "标题原文为“{actual}”，按“{expected}”识别",
                ),
            ),
            Reason(
                "heading-unknown",
                (
                    "its heading “{actual}” is not a known one; it was recognised by its number and the table below it",
                    "标题“{actual}”不是已知的写法，按其序号及其下的表格识别",
                ),
                ("Check that the table below it is this section's.", "请对照{at}，看其下的表格是否属于该部分。"),
            ),
        ],
    ),
    Code(
        "edition-mixed",
        "reading",
        "info",
        given=(
            "section two has blocks in the columns of the 2021 form and of the 2019 form; each is read as printed",
            "第二部分既有 2021 年格式的列，又有 2019 年格式的列，均按原文读取",
        ),
        action=("Compare only figures of the same name.", "只宜比较名称相同的数据。"),
        reasons=[
            Reason(
                "edition-mixed",
                (
                    "its blocks are in the columns of the 2021 and of the 2019 form; each is read as printed",
                    "表中既有 2021 年格式的列，又有 2019 年格式的列，均按原文读取",
                ),
            )
        ],
    ),
    Code(
        "edition-unknown",
        "reading",
        "info",
        given=(
            "no row of any table was read, so nothing tells in which edition of the form the report is",
            "各表中没有任何一行能够读取，无法判断所用的格式",
        ),
        action=("Look at the tables.", "请查看原文各表。"),
        reasons=[
            Reason(
                "edition-unknown",
                (
                    "no row of these tables was read, so nothing tells in which edition of the form the report is",
                    "这些表中没有任何一行能够读取，无法判断所用的格式",
                ),
            )
        ],
    ),
    Code(
        "plugin-failed",
        "reading",
        "warning",
        given=(
            "a plugin cannot be used, raised an error or took too long; the report was read without it",
            "插件无法使用、出错或超时，报告在不使用该插件的情况下读取",
        ),
        action=("Update or uninstall the plugin.", "请更新或卸载该插件。"),
        reasons=[
            Reason("plugin-failed", ("{why}", "插件出错，未使用该插件：{why}")),
        ],
    ),
)
