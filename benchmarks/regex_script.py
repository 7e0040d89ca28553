"""The script that a researcher writes in an afternoon for a few hundred reports: regular expressions and the form's labels."""

from __future__ import annotations

import re

SECTION_TWO = {
    "规章": 3,
    "行政规范性文件": 3,
    "行政许可": 1,
    "行政处罚": 1,
    "行政强制": 1,
    "行政事业性收费": 1,
}
SECTION_THREE = [
    "本年新收政府信息公开申请数量",
    "上年结转政府信息公开申请数量",
    "予以公开",
    "不计其他情形）",
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "一稳定”",
    "保护第三方合法权益",
    "三类内部事务信息",
    "四类过程性信息",
    "行政执法案卷",
    "行政查询事项",
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "确认或重新出具已获取信息",
    "行政机关不再处理其政府信息公开申请",
    "未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "结转下年度继续办理",
]


def numbers_behind(label: str, text: str, count: int) -> list[int]:
    """Return so many numbers behind a label. What is blank is 0."""
    found = re.search(re.escape(label) + r"[\s|]*((?:\d+[\s|]*)*)", text)
    numbers = [int(number) for number in re.findall(r"\d+", found[1])] if found else []
    return (numbers + [0] * count)[:count]


def figures_of(text: str) -> list[int]:
    """Return the 200 figures of a report's three tables, in the form's order."""
    text = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    two, _, rest = text.partition("收到和处理政府信息公开申请情况")
    three, _, four = rest.partition("行政复议、行政诉讼情况")
    found: list[int] = []
    for label, count in SECTION_TWO.items():
        found += numbers_behind(label, two, count)
    for label in SECTION_THREE:
        found += numbers_behind(label, three, 7)
    return found + numbers_behind("总计", four[max(four.rfind("总计"), 0) :], 15)
