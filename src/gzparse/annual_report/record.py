"""The record: what one annual report says, as plain data.

All classes are frozen and slotted; equality, ``attrs`` and ``cattrs`` work on them as on any data. A field holds
``None`` where no figure can be given; :class:`gzparse.Reading` says why (blank, missing, withheld …).

Counts are in 件 unless a field says otherwise. "The 2021 form" is that of 国办公开办函〔2021〕30号, "the 2019 form" that of
国办公开办函〔2019〕60号 (试行). Each field's official Chinese label stands in its metadata; :func:`gzparse.label` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from attrs import field, fields, frozen

from gzparse.model.data import Data
from gzparse.model.sections import ExtraRow, Section

TABLES = ("proactive_disclosure", "requests", "review_and_litigation")
"""The table sections, by their names in the record."""
NARRATIVE = ("overview", "problems_and_improvements", "other_matters")
SECTIONS = ("overview", *TABLES, "problems_and_improvements", "other_matters")
"""The six sections in the form's order, by their names in the record."""

Edition = Literal["2021", "2019", "mixed"]
"""Which form's columns section two is printed in; ``"mixed"`` where its blocks differ."""


def _labelled(label: str, editions: tuple[str, ...] | None = None, kind: str = "count", unit: str = "件") -> Any:
    """Return a figure's field: its official label, the editions that prescribe it if not all do, and what it may hold."""
    return field(default=None, metadata={"label": label, "editions": editions, "kind": kind, "unit": unit})


def _part(factory: Any, label: str, editions: tuple[str, ...] | None = None) -> Any:
    """Return a field that holds a row or a group of rows."""
    return field(factory=factory, metadata={"label": label, "editions": editions})


def _section(factory: Any, number: str, label: str) -> Any:
    """Return a field that holds a section: its numeral and its official heading."""
    return field(factory=factory, metadata={"label": label, "number": number})


_2021 = ("2021",)
_2019 = ("2019",)


@frozen(repr=False, eq=False)
class Documents(Data):
    """A row of 第二十条第（一）项: documents of one kind, in 件."""

    issued: int | None = _labelled("本年制发件数", _2021)
    repealed: int | None = _labelled("本年废止件数", _2021)
    in_force: int | None = _labelled("现行有效件数", _2021)
    made: int | None = _labelled("本年新制作数量", _2019)
    published: int | None = _labelled("本年新公开数量", _2019)
    public_total: int | None = _labelled("对外公开总数量", _2019)


@frozen(repr=False, eq=False)
class Decisions(Data):
    """A row of 第二十条第（五）项 or 第（六）项: decisions of the year in 件, in the 2019 form also numbers of items (项)."""

    decisions: int | None = _labelled("处理决定数量")
    items_last_year: int | None = _labelled("上一年项目数量", _2019, unit="项")
    change: int | None = _labelled("本年增/减", _2019, kind="change", unit="项")


@frozen(repr=False, eq=False)
class Fees(Data):
    """行政事业性收费, 第二十条第（八）项: money in 万元 (2021 form), or the number of fee items (2019 form)."""

    amount: Decimal | None = _labelled("本年收费金额", _2021, kind="amount", unit="万元")
    items_last_year: int | None = _labelled("上一年项目数量", _2019, unit="项")
    change: int | None = _labelled("本年增/减", _2019, kind="change", unit="项")


@frozen(repr=False, eq=False)
class Procurement(Data):
    """政府集中采购, 第二十条第（九）项 of the 2019 form. The form prints no unit for the amount: see the figure's unit."""

    projects: int | None = _labelled("采购项目数量", _2019, unit="个")
    amount: Decimal | None = _labelled("采购总金额", _2019, kind="amount", unit="")


@frozen(repr=False, eq=False)
class ProactiveDisclosure(Data):
    """Section two, 主动公开政府信息情况."""

    rules: Documents = _part(Documents, "规章")
    normative_documents: Documents = _part(Documents, "行政规范性文件")
    licensing: Decisions = _part(Decisions, "行政许可")
    penalties: Decisions = _part(Decisions, "行政处罚")
    compulsory_measures: Decisions = _part(Decisions, "行政强制")
    other_services: Decisions = _part(Decisions, "其他对外管理服务事项", _2019)
    fees: Fees = _part(Fees, "行政事业性收费")
    procurement: Procurement = _part(Procurement, "政府集中采购", _2019)


@frozen(repr=False, eq=False)
class Applicants(Data):
    """A row of section three: applications (件) by kind of applicant, and their printed total."""

    natural_person: int | None = _labelled("自然人")
    business: int | None = _labelled("商业企业")
    research_institution: int | None = _labelled("科研机构")
    public_welfare: int | None = _labelled("社会公益组织")
    legal_services: int | None = _labelled("法律服务机构")
    other: int | None = _labelled("其他")
    total: int | None = _labelled("总计")


@frozen(repr=False, eq=False)
class Refused(Data):
    """三、（三）不予公开."""

    state_secret: Applicants = _part(Applicants, "1.属于国家秘密")
    prohibited_by_law: Applicants = _part(Applicants, "2.其他法律行政法规禁止公开")
    security_or_stability: Applicants = _part(Applicants, "3.危及“三安全一稳定”")
    third_party_rights: Applicants = _part(Applicants, "4.保护第三方合法权益")
    internal_affairs: Applicants = _part(Applicants, "5.属于三类内部事务信息")
    deliberative_process: Applicants = _part(Applicants, "6.属于四类过程性信息")
    enforcement_case_file: Applicants = _part(Applicants, "7.属于行政执法案卷")
    administrative_inquiry: Applicants = _part(Applicants, "8.属于行政查询事项")


@frozen(repr=False, eq=False)
class Unable(Data):
    """三、（四）无法提供."""

    not_held: Applicants = _part(Applicants, "1.本机关不掌握相关政府信息")
    needs_creation: Applicants = _part(Applicants, "2.没有现成信息需要另行制作")
    unclear_after_correction: Applicants = _part(Applicants, "3.补正后申请内容仍不明确")


@frozen(repr=False, eq=False)
class NotProcessed(Data):
    """三、（五）不予处理."""

    petition_or_complaint: Applicants = _part(Applicants, "1.信访举报投诉类申请")
    repeated: Applicants = _part(Applicants, "2.重复申请")
    published_material: Applicants = _part(Applicants, "3.要求提供公开出版物")
    excessive: Applicants = _part(Applicants, "4.无正当理由大量反复申请")
    confirmation_or_reissue: Applicants = _part(Applicants, "5.要求行政机关确认或重新出具已获取信息")


@frozen(repr=False, eq=False)
class Otherwise(Data):
    """三、（六）其他处理: three rows in the 2021 form, one row (``undivided``) in the 2019 form."""

    not_corrected_in_time: Applicants = _part(
        Applicants, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _2021
    )
    fee_not_paid_in_time: Applicants = _part(
        Applicants, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _2021
    )
    other: Applicants = _part(Applicants, "3.其他", _2021)
    undivided: Applicants = _part(Applicants, "（六）其他处理", _2019)


@frozen(repr=False, eq=False)
class Results(Data):
    """三、本年度办理结果."""

    granted: Applicants = _part(Applicants, "（一）予以公开")
    partially_granted: Applicants = _part(Applicants, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    refused: Refused = _part(Refused, "（三）不予公开")
    unable: Unable = _part(Unable, "（四）无法提供")
    not_processed: NotProcessed = _part(NotProcessed, "（五）不予处理")
    otherwise: Otherwise = _part(Otherwise, "（六）其他处理")
    total: Applicants = _part(Applicants, "（七）总计")


@frozen(repr=False, eq=False)
class Requests(Data):
    """Section three, 收到和处理政府信息公开申请情况. In every column, new + brought forward = results + carried forward."""

    new: Applicants = _part(Applicants, "一、本年新收政府信息公开申请数量")
    brought_forward: Applicants = _part(Applicants, "二、上年结转政府信息公开申请数量")
    results: Results = _part(Results, "三、本年度办理结果")
    carried_forward: Applicants = _part(Applicants, "四、结转下年度继续办理")


@frozen(repr=False, eq=False)
class Outcomes(Data):
    """Five cells of section four: cases (件) by outcome, and their printed total."""

    upheld: int | None = _labelled("结果维持")
    corrected: int | None = _labelled("结果纠正")
    other: int | None = _labelled("其他结果")
    pending: int | None = _labelled("尚未审结")
    total: int | None = _labelled("总计")


@frozen(repr=False, eq=False)
class ReviewAndLitigation(Data):
    """Section four, 政府信息公开行政复议、行政诉讼情况."""

    review: Outcomes = _part(Outcomes, "行政复议")
    litigation_direct: Outcomes = _part(Outcomes, "行政诉讼·未经复议直接起诉")
    litigation_after_review: Outcomes = _part(Outcomes, "行政诉讼·复议后起诉")


@frozen(repr=False, eq=False)
class Notes(Data):
    """Prose and notes that stand in a table section."""

    proactive_disclosure: str | None = None
    requests: str | None = None
    review_and_litigation: str | None = None


@frozen(repr=False, eq=False)
class Report(Data):
    """One 政府信息公开工作年度报告. Counts are in 件 and fees in 万元, unless the figure's ``unit`` says otherwise.

    edition: which form's columns section two is printed in. title, organ, year: as the title has them. dated: the date of the
    signature. preamble: what stands between the title and section one. signature: its lines, joined with a space. overview,
    problems_and_improvements, other_matters: the prose of sections one, five and six. notes: prose in the table sections.
    proactive_disclosure, requests, review_and_litigation: the tables of sections two, three and four. extra_rows: rows that no
    form prescribes, never summed into others.
    """

    edition: Edition | None = None
    title: str | None = None
    organ: str | None = None
    year: int | None = None
    dated: date | None = None
    preamble: str | None = None
    signature: str | None = None
    overview: Section = _section(Section, "一", "总体情况")
    problems_and_improvements: Section = _section(Section, "五", "存在的主要问题及改进情况")
    other_matters: Section = _section(Section, "六", "其他需要报告的事项")
    notes: Notes = field(factory=Notes)
    proactive_disclosure: ProactiveDisclosure = _section(ProactiveDisclosure, "二", "主动公开政府信息情况")
    requests: Requests = _section(Requests, "三", "收到和处理政府信息公开申请情况")
    review_and_litigation: ReviewAndLitigation = _section(ReviewAndLitigation, "四", "政府信息公开行政复议、行政诉讼情况")
    extra_rows: tuple[ExtraRow, ...] = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Show in notebooks, and where hypothesis shows an example, the figures that are not zero, by their paths."""
        figures = [(path, value) for name in TABLES for path, value in _leaves(getattr(self, name), name)]
        shown = [f"{path} = {value}" for path, value in figures if value]
        zeros = sum(value == 0 for _, value in figures)
        counts = f"{zeros} figures are 0, {sum(value is None for _, value in figures)} are None"
        blank = Report()
        prose = [a.name for a in fields(Report) if a.name not in TABLES and getattr(self, a.name) != getattr(blank, a.name)]
        lines = [*(f"{name} = {getattr(self, name)!r}" for name in prose), *shown, counts]
        printer.text("Report(\n    " + "\n    ".join(lines) + "\n)")


def _leaves(part: Any, path: str) -> Iterator[tuple[str, int | Decimal | None]]:
    """Return the figures of a part of the record, by their paths."""
    if not isinstance(part, Data):
        yield path, part
        return
    for attribute in fields(type(part)):  # type: ignore[arg-type]
        yield from _leaves(getattr(part, attribute.name), f"{path}.{attribute.name}")
