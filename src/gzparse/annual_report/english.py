"""The labels of the annual report in English, and what may be compared between its editions: data, read by the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ROWS: Mapping[str, str] = {
    "proactive_disclosure.rules": "rules (规章)",
    "proactive_disclosure.normative_documents": "normative documents",
    "proactive_disclosure.licensing": "administrative licensing",
    "proactive_disclosure.penalties": "administrative penalties",
    "proactive_disclosure.compulsory_measures": "compulsory measures",
    "proactive_disclosure.other_services": "other services to the public",
    "proactive_disclosure.fees": "administrative fees",
    "proactive_disclosure.procurement": "central government procurement",
    "requests.new": "requests received this year",
    "requests.brought_forward": "requests brought forward from last year",
    "requests.results.granted": "results: granted",
    "requests.results.partially_granted": "results: granted in part",
    "requests.results.refused.state_secret": "results, refused: state secret",
    "requests.results.refused.prohibited_by_law": "results, refused: disclosure prohibited by other laws",
    "requests.results.refused.security_or_stability": "results, refused: endangers security or stability",
    "requests.results.refused.third_party_rights": "results, refused: rights of third parties",
    "requests.results.refused.internal_affairs": "results, refused: internal affairs",
    "requests.results.refused.deliberative_process": "results, refused: deliberative process",
    "requests.results.refused.enforcement_case_file": "results, refused: case file of law enforcement",
    "requests.results.refused.administrative_inquiry": "results, refused: subject to an administrative inquiry procedure",
    "requests.results.unable.not_held": "results, unable to provide: not held by this organ",
    "requests.results.unable.needs_creation": "results, unable to provide: would have to be created",
    "requests.results.unable.unclear_after_correction": "results, unable to provide: unclear after correction",
    "requests.results.not_processed.petition_or_complaint": "results, not processed: petition, report or complaint",
    "requests.results.not_processed.repeated": "results, not processed: repeated request",
    "requests.results.not_processed.published_material": "results, not processed: asks for published material",
    "requests.results.not_processed.excessive": "results, not processed: excessive repeated requests without reason",
    "requests.results.not_processed.confirmation_or_reissue": "results, not processed: asks to confirm or reissue information",
    "requests.results.otherwise.not_corrected_in_time": "results, otherwise: not corrected in time",
    "requests.results.otherwise.fee_not_paid_in_time": "results, otherwise: fee not paid in time",
    "requests.results.otherwise.other": "results, otherwise: other",
    "requests.results.otherwise.undivided": "results, otherwise (one row)",
    "requests.results.total": "results: total",
    "requests.carried_forward": "requests carried forward to next year",
    "review_and_litigation.review": "administrative review",
    "review_and_litigation.litigation_direct": "litigation without prior review",
    "review_and_litigation.litigation_after_review": "litigation after review",
}
"""Path of a row → its label."""

COLUMNS: Mapping[str, str] = {
    "issued": "issued this year",
    "repealed": "repealed this year",
    "in_force": "in force",
    "made": "newly made this year",
    "published": "newly published this year",
    "public_total": "published in all",
    "decisions": "decisions",
    "items_last_year": "items last year",
    "change": "change of items this year",
    "amount": "amount",
    "projects": "projects",
    "natural_person": "natural persons",
    "business": "businesses",
    "research_institution": "research institutions",
    "public_welfare": "public welfare organizations",
    "legal_services": "legal service institutions",
    "other": "other",
    "total": "total",
    "upheld": "upheld",
    "corrected": "corrected",
    "pending": "pending",
}
"""Name of a column → its label; that of a column and row together stands in ``FIGURES``."""

FIGURES: Mapping[str, str] = {
    "proactive_disclosure.fees.amount": "amount charged this year",
    "proactive_disclosure.procurement.amount": "total amount",
    "proactive_disclosure.procurement.projects": "projects procured",
    "review_and_litigation.review.other": "other outcome",
    "review_and_litigation.litigation_direct.other": "other outcome",
    "review_and_litigation.litigation_after_review.other": "other outcome",
}
"""Path of a figure → the label of its column, where the column's own label is not exact."""


class Comparison(NamedTuple):
    """With what a figure may or must not be compared in another edition. ``{code:PATH}`` stands for a figure's code."""

    english: str
    chinese: str


_ONLY_2019 = Comparison(
    "Only in the 2019 form; the 2021 form has no counterpart.",
    "仅见于2019年格式，2021年格式无对应项目。",
)

OF_COLUMNS: Mapping[str, Comparison] = {
    "issued": Comparison(
        "Near to {row}.made of the 2019 form, the same idea under another name; not defined as the same.",
        "与2019年格式“本年新制作数量”相近，名称和口径不尽相同。",
    ),
    "made": Comparison(
        "Near to {row}.issued of the 2021 form, the same idea under another name; not defined as the same.",
        "与2021年格式“本年制发件数”相近，名称和口径不尽相同。",
    ),
    "repealed": Comparison(
        "The 2019 form does not ask for it: missing there, not 0.",
        "2019年格式无此项：为缺项，不是0。",
    ),
    "in_force": Comparison(
        "Must not be compared with {row}.public_total of the 2019 form: in force is not all that was ever published.",
        "不得与2019年格式“对外公开总数量”比较：现行有效不等于对外公开总数。",
    ),
    "public_total": Comparison(
        "Must not be compared with {row}.in_force of the 2021 form: all that was ever published is not what is in force.",
        "不得与2021年格式“现行有效件数”比较：对外公开总数不等于现行有效。",
    ),
    "published": _ONLY_2019,
    "items_last_year": _ONLY_2019,
    "change": Comparison(
        "Only in the 2019 form: the change of the number of items, negative where it fell.",
        "仅见于2019年格式：项目数量的增减，减少为负数。",
    ),
}
"""Name of a column of section two → its comparison. ``{row}`` stands for the row's path."""

OF_FIGURES: Mapping[str, Comparison] = {
    "proactive_disclosure.fees.amount": Comparison(
        "Money in 万元. Must not be compared with the numbers of fee items in the 2019 form.",
        "金额（万元）。不得与2019年格式的收费项目数量比较。",
    ),
    "proactive_disclosure.fees.items_last_year": Comparison(
        "A number of fee items, no money. Must not be compared with the amount of the 2021 form.",
        "收费项目的数量，不是金额。不得与2021年格式的收费金额比较。",
    ),
    "proactive_disclosure.procurement.amount": Comparison(
        "Only in the 2019 form, which prints no unit: the unit is known only where the page prints it.",
        "仅见于2019年格式，且格式未印单位：只有原文印有单位时才可知。",
    ),
    "proactive_disclosure.procurement.projects": _ONLY_2019,
    "proactive_disclosure.other_services.decisions": _ONLY_2019,
}
"""Path of a figure of section two → its comparison, in place of its column's."""

DECISIONS_IN_BOTH = Comparison(
    "The same in both forms: 处理决定数量 of 2019 is 本年处理决定数量 of 2021.",
    "两种格式可比：2019年“处理决定数量”即2021年“本年处理决定数量”。",
)
UNDIVIDED = Comparison(
    "One row in the 2019 form: the sum of the three rows of the 2021 form.",
    "2019年格式为一行，等于2021年格式三行之和。",
)
DIVIDED = Comparison(
    "The 2019 form has one row for all three: compare their sum with it.",
    "2019年格式三行合为一行：应以三行之和与之比较。",
)
