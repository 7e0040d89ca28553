"""The record: what a report of 2008 to 2018 says, with its statistics table, as plain data.

The tables differ from place to place: a row is here if some table has it, and a page gives those that it prints. A figure
stands in the column that the page names, and columns that mean different things are different fields: 历年累计 is no 本年累计.
Labels are those of the tables of 国办发〔2014〕32号, of 定西 (2008) and of Fujian (2014); units are as printed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, fields, frozen

from gzparse.formkit import ExtraRow, Labels, Section


def _column(label: str, kind: str = "count") -> Any:
    return field(default=None, metadata={"label": label, "kind": kind})


def _row(label: str) -> Any:
    return field(factory=Count, metadata={"label": label})


def _money(label: str) -> Any:
    return field(factory=Amount, metadata={"label": label})


def _group(kind: type, label: str) -> Any:
    return field(factory=kind, metadata={"label": label})


@frozen
class Count:
    """One row's counts: of the year, of all years so far, of a part of the year, and of the year so far."""

    year: int | None = _column("本年度")
    all_years: int | None = _column("历年累计")
    period: int | None = _column("本期")
    year_to_date: int | None = _column("本年累计")


@frozen
class Amount:
    """One row's money, in the unit that the page prints (元 or 万元): ``reading.figures[path].unit``."""

    year: Decimal | None = _column("本年度", "amount")
    all_years: Decimal | None = _column("历年累计", "amount")
    period: Decimal | None = _column("本期", "amount")
    year_to_date: Decimal | None = _column("本年累计", "amount")


@frozen
class Disclosed:
    """主动公开: what was published, in 条, and documents issued, in 件."""

    total: Count = _row("主动公开政府信息数")
    full_text: Count = _row("全文电子化的主动公开信息数")
    documents: Count = _row("公文类信息数")
    normative_documents: Count = _row("主动公开规范性文件数")
    normative_documents_issued: Count = _row("制发规范性文件总数")
    new_normative_documents: Count = _row("新增的行政规范性文件数")
    services: Count = _row("提供服务类信息数")
    gazette: Count = _row("政府公报公开政府信息数")
    website: Count = _row("政府网站公开政府信息数")
    microblog: Count = _row("政务微博公开政府信息数")
    wechat: Count = _row("政务微信公开政府信息数")
    other_ways: Count = _row("其他方式公开政府信息数")


@frozen
class Consultations:
    """咨询: who looked and asked, in 人次."""

    page_visits: Count = _row("网站专栏页面访问量")
    visitors: Count = _row("现场接待人数")
    online: Count = _row("网上咨询数")
    calls: Count = _row("咨询电话接听数")


@frozen
class Responses:
    """回应解读: in 次, interpretations in 篇."""

    topics: Count = _row("回应公众关注热点或重大舆情数")
    press_conferences: Count = _row("参加或举办新闻发布会总次数")
    press_conferences_by_leaders: Count = _row("主要负责同志参加新闻发布会次数")
    interviews: Count = _row("政府网站在线访谈次数")
    interviews_by_leaders: Count = _row("主要负责同志参加政府网站在线访谈次数")
    interpretations: Count = _row("政策解读稿件发布数")
    microblog_and_wechat: Count = _row("微博微信回应事件数")
    other_ways: Count = _row("其他方式回应事件数")


@frozen
class Applications:
    """依申请公开: applications received, by the way they came, in 件 or 条."""

    catalogue: Count = _row("依申请公开信息目录数")
    total: Count = _row("收到申请数")
    in_person: Count = _row("当面申请数")
    fax: Count = _row("传真申请数")
    email: Count = _row("电子邮件申请数")
    online: Count = _row("网络申请数")
    letter: Count = _row("信函申请数")
    letter_or_fax: Count = _row("信函、传真申请数")
    other_ways: Count = _row("其他形式申请数")


@frozen
class Closed:
    """申请办结: applications closed, in 件."""

    total: Count = _row("申请办结数")
    on_time: Count = _row("按时办结数")
    extended: Count = _row("延期办结数")


@frozen
class Replies:
    """申请答复: replies by their kind, in 件 or 条; why they refuse stands in rows of its own."""

    total: Count = _row("申请答复数")
    already_public: Count = _row("属于已主动公开范围数")
    granted: Count = _row("同意公开答复数")
    partially_granted: Count = _row("同意部分公开答复数")
    refused: Count = _row("不同意公开答复数")
    state_secret: Count = _row("涉及国家秘密")
    trade_secret: Count = _row("涉及商业秘密")
    privacy: Count = _row("涉及个人隐私")
    security_or_stability: Count = _row("危及国家安全、公共安全、经济安全和社会稳定")
    not_government_information: Count = _row("不是《条例》所指政府信息")
    other_refused: Count = _row("法律法规规定的其他情形")
    not_this_organ: Count = _row("不属于本行政机关公开数")
    not_existing: Count = _row("申请信息不存在数")
    unclear: Count = _row("申请内容不明确")
    repeated: Count = _row("重复申请")
    to_be_amended: Count = _row("告知作出更改补充数")
    other_procedure: Count = _row("告知通过其他途径办理数")
    other: Count = _row("其他类型答复数")


@frozen
class Outcomes:
    """行政复议 or 行政诉讼: cases by their outcome, in 件."""

    total: Count = _row("数量")
    upheld: Count = _row("维持具体行政行为数")
    corrected: Count = _row("被依法纠错数")
    other: Count = _row("其他情形数")


@frozen
class Complaints:
    """举报、投诉、申诉: in 件."""

    total: Count = _row("举报投诉数量")
    appeals: Count = _row("行政申诉数")
    litigation_and_reports: Count = _row("接受行政诉讼、举报数")


@frozen
class Fees:
    """收费: money, in the unit that the page prints."""

    charged: Amount = _money("依申请公开信息收取的费用")
    waived: Amount = _money("政府信息公开收费减免金额")


@frozen
class Resources:
    """机构建设和保障经费."""

    offices: Count = _row("政府信息公开工作专门机构数")
    reading_points: Count = _row("设置政府信息公开查阅点数")
    staff: Count = _row("从事政府信息公开工作人员数")
    full_time: Count = _row("专职人员数")
    part_time: Count = _row("兼职人员数")
    funds: Amount = _money("政府信息公开专项经费")


@frozen
class Meetings:
    """会议和培训."""

    meetings: Count = _row("召开政府信息公开工作会议或专题会议数")
    courses: Count = _row("举办各类培训班数")
    trainees: Count = _row("接受培训人员数")


@frozen
class Statistics:
    """政府信息公开情况统计表."""

    disclosed: Disclosed = _group(Disclosed, "主动公开")
    consultations: Consultations = _group(Consultations, "咨询")
    responses: Responses = _group(Responses, "回应解读")
    applications: Applications = _group(Applications, "依申请公开")
    closed: Closed = _group(Closed, "申请办结")
    replies: Replies = _group(Replies, "申请答复")
    review: Outcomes = _group(Outcomes, "行政复议")
    litigation: Outcomes = _group(Outcomes, "行政诉讼")
    complaints: Complaints = _group(Complaints, "举报投诉")
    fees: Fees = _group(Fees, "收费")
    resources: Resources = _group(Resources, "机构建设和保障经费")
    meetings: Meetings = _group(Meetings, "会议和培训")


@frozen
class StatisticsReport:
    """A report of 2008 to 2018. sections: its prose, section by section, as printed. notes: prose that stands in the table."""

    title: str | None = None
    organ: str | None = None
    year: int | None = None
    dated: date | None = None
    preamble: str | None = None
    signature: str | None = None
    sections: tuple[Section, ...] = ()
    notes: str | None = None
    statistics: Statistics = field(factory=Statistics, metadata={"label": "政府信息公开情况统计表"})
    extra_rows: tuple[ExtraRow, ...] = ()


BLOCKS = ("review", "litigation")
"""The groups of a total and its outcomes."""
OUTCOMES = tuple(outcome.name for outcome in fields(Outcomes) if outcome.name != "total")
LABELS = Labels(StatisticsReport, ("statistics",), (Count, Amount))
