"""Codes of findings about labels and headers that are not printed as the form has them."""

from __future__ import annotations

from gzparse.model.codes import Code, Reason

__all__ = ["LABEL_CODES"]

_COMPARE_WORD = ("Compare the words with the form's.", "请与规定格式核对文字。")

LABEL_CODES = (
    Code(
        "label-slip",
        "reading",
        "info",
        given=(
            "a row's label, or the header over it, is printed with a typo of a few letters and can be no other; expected: the"
            " form's letters, actual: what is printed",
            "行的名称或其表头有个别错漏字，但不会与其他名称混淆；expected 为规定格式的文字，actual 为原文",
        ),
        action=("Nothing.", "无需处理。"),
        reasons=[
            Reason(
                "label-slip",
                (
                    "its label has a typo; the form has “{expected}”, and no other label is as near",
                    "名称有错漏字，按“{expected}”读取，没有其他更接近的名称",
                ),
            ),
            Reason(
                "label-marks",
                (
                    "its label is “{expected}”, read without the marks printed with it",
                    "名称按“{expected}”读取，不计其中的符号",
                ),
            ),
            Reason(
                "header-marks",
                (
                    "the header over it is “{expected}”, read without the marks printed with it",
                    "其表头按“{expected}”读取，不计其中的符号",
                ),
            ),
            Reason(
                "header-slip",
                (
                    "the header over it has a typo; the form has “{expected}”, and no other label is as near",
                    "其表头有错漏字，按“{expected}”读取，没有其他更接近的名称",
                ),
            ),
            Reason(
                "label-word",
                (
                    "its label is read as “{expected}”, and has other letters; it may be another word",
                    "名称按“{expected}”读取，但文字与规定格式不同，可能另有所指",
                ),
                _COMPARE_WORD,
                severity="warning",
            ),
            Reason(
                "header-word",
                (
                    "the header over it is read as “{expected}”, and has other letters; it may be another word",
                    "其表头按“{expected}”读取，但文字与规定格式不同，可能另有所指",
                ),
                _COMPARE_WORD,
                severity="warning",
            ),
            Reason(
                "column-word",
                (
                    "its header is read as “{expected}”, and has other letters; it may be another word",
                    "表头按“{expected}”读取，但文字与规定格式不同，可能另有所指",
                ),
                _COMPARE_WORD,
                severity="warning",
            ),
            Reason(
                "column-slip",
                (
                    "its header has a typo; the form has “{expected}”, and no other name is as near",
                    "表头有错漏字，按“{expected}”读取，没有其他更接近的列名",
                ),
            ),
        ],
    ),
    Code(
        "label-note",
        "reading",
        "info",
        given=(
            "a row's label, or the header over it, has a note in brackets that the form does not have; it is read without it",
            "行的名称或其表头带有规定格式中没有的括注，读取时不计括注",
        ),
        action=("Check whether the note says what the figures count.", "请对照{at}，看括注是否说明数据的口径。"),
        reasons=[
            Reason(
                "label-note",
                (
                    "its label is read without the note in it, “{note}”, which the form does not have",
                    "名称中的括注“{note}”为规定格式所没有，读取时不计",
                ),
            ),
            Reason(
                "header-note",
                (
                    "the header over it is read without the note in it, “{note}”, which the form does not have",
                    "其表头中的括注“{note}”为规定格式所没有，读取时不计",
                ),
            ),
        ],
    ),
)
