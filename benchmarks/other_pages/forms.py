"""What the prescribed forms print: labels of rows, names of columns, and their paths in the record."""

from __future__ import annotations

from dataclasses import dataclass

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

KINDS: dict[str, str] = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research_institution": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_services": "法律服务机构",
    "other": "其他",
}
TOTAL = "total"
COLUMNS: dict[str, str] = {**KINDS, TOTAL: "总计"}

MISSPELT: dict[str, str] = {
    "自然人": "自然入",
    "商业企业": "商业企业业",
    "科研机构": "科研机沟",
    "社会公益组织": "社会公益组识",
    "法律服务机构": "法津服务机构",
    "总计": "总汁",
    "本年制发件数": "本年制发件敉",
    "本年废止件数": "本年费止件数",
    "现行有效件数": "现行有效件教",
    "本年新制作数量": "本年新制做数量",
    "本年新公开数量": "本年新公幵数量",
    "对外公开总数量": "对外公开总数最",
    "上一年项目数量": "上一年顶目数量",
    "本年增/减": "本年增/咸",
    "处理决定数量": "处理决定数里",
    "结果维持": "结果维特",
    "结果纠正": "结果纠止",
    "其他结果": "其它结果",
    "尚未审结": "尚末审结",
}

SPLIT: dict[str, str] = {
    "自然人": "自然\n人",
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会公\n益组织",
    "法律服务机构": "法律服\n务机构",
    "本年制发件数": "本年制\n发件数",
    "本年废止件数": "本年废\n止件数",
    "现行有效件数": "现行有\n效件数",
    "本年新制作数量": "本年新\n制作数量",
    "本年新公开数量": "本年新\n公开数量",
    "对外公开总数量": "对外公开\n总数量",
    "上一年项目数量": "上一年\n项目数量",
    "处理决定数量": "处理决\n定数量",
    "结果维持": "结果\n维持",
    "结果纠正": "结果\n纠正",
    "其他结果": "其他\n结果",
    "尚未审结": "尚未\n审结",
}


@dataclass(frozen=True)
class RowForm:
    """A row of section three: its path under `requests`, its label, the label of its group."""

    path: str
    label: str
    group: str = ""
    result: bool = True


RESULTS = "三、本年度办理结果"
REFUSED, UNABLE, NOT_PROCESSED, OTHERWISE = (
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
)


def _rows(group: str, stem: str, labels: dict[str, str]) -> list[RowForm]:
    return [
        RowForm(f"results.{stem}.{name}", f"{place}.{label}", group)
        for place, (name, label) in enumerate(labels.items(), start=1)
    ]


_REFUSED = {
    "state_secret": "属于国家秘密",
    "prohibited_by_law": "其他法律行政法规禁止公开",
    "security_or_stability": "危及“三安全一稳定”",
    "third_party_rights": "保护第三方合法权益",
    "internal_affairs": "属于三类内部事务信息",
    "deliberative_process": "属于四类过程性信息",
    "enforcement_case_file": "属于行政执法案卷",
    "administrative_inquiry": "属于行政查询事项",
}
_UNABLE = {
    "not_held": "本机关不掌握相关政府信息",
    "needs_creation": "没有现成信息需要另行制作",
    "unclear_after_correction": "补正后申请内容仍不明确",
}
_NOT_PROCESSED = {
    "petition_or_complaint": "信访举报投诉类申请",
    "repeated": "重复申请",
    "published_material": "要求提供公开出版物",
    "excessive": "无正当理由大量反复申请",
    "confirmation_or_reissue": "要求行政机关确认或重新出具已获取信息",
}
_OTHERWISE = {
    "not_corrected_in_time": "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "fee_not_paid_in_time": "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other": "其他",
}


def request_rows(edition: str) -> list[RowForm]:
    """The rows of section three in the form's order."""
    otherwise = (
        _rows(OTHERWISE, "otherwise", _OTHERWISE) if edition == "2021" else [RowForm("results.otherwise.undivided", OTHERWISE)]
    )
    return [
        RowForm("new", "一、本年新收政府信息公开申请数量", result=False),
        RowForm("brought_forward", "二、上年结转政府信息公开申请数量", result=False),
        RowForm("results.granted", "（一）予以公开"),
        RowForm(
            "results.partially_granted",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ),
        *_rows(REFUSED, "refused", _REFUSED),
        *_rows(UNABLE, "unable", _UNABLE),
        *_rows(NOT_PROCESSED, "not_processed", _NOT_PROCESSED),
        *otherwise,
        RowForm("results.total", "（七）总计"),
        RowForm("carried_forward", "四、结转下年度继续办理", result=False),
    ]


@dataclass(frozen=True)
class Block:
    """A block of section two: its article, its columns (name of field, name on paper), its rows."""

    article: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]


_COUNTS_2021 = (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))
_DECISIONS_2021 = (("decisions", "本年处理决定数量"),)
_COUNTS_2019 = (("made", "本年新制作数量"), ("published", "本年新公开数量"), ("public_total", "对外公开总数量"))
_ITEMS_2019 = (("items_last_year", "上一年项目数量"), ("change", "本年增/减"), ("decisions", "处理决定数量"))

BLOCKS: dict[str, tuple[Block, ...]] = {
    "2021": (
        Block("第二十条第（一）项", _COUNTS_2021, (("rules", "规章"), ("normative_documents", "行政规范性文件"))),
        Block("第二十条第（五）项", _DECISIONS_2021, (("licensing", "行政许可"),)),
        Block("第二十条第（六）项", _DECISIONS_2021, (("penalties", "行政处罚"), ("compulsory_measures", "行政强制"))),
        Block("第二十条第（八）项", (("amount", "本年收费金额"),), (("fees", "行政事业性收费"),)),
    ),
    "2019": (
        Block("第二十条第（一）项", _COUNTS_2019, (("rules", "规章"), ("normative_documents", "规范性文件"))),
        Block("第二十条第（五）项", _ITEMS_2019, (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"))),
        Block("第二十条第（六）项", _ITEMS_2019, (("penalties", "行政处罚"), ("compulsory_measures", "行政强制"))),
        Block("第二十条第（八）项", _ITEMS_2019[:2], (("fees", "行政事业性收费"),)),
        Block(
            "第二十条第（九）项", (("projects", "采购项目数量"), ("amount", "采购总金额")), (("procurement", "政府集中采购"),)
        ),
    ),
}

CASES: dict[str, str] = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}
OUTCOMES: dict[str, str] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
