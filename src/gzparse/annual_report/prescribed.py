"""What the annual report's form prescribes: the rows of its three tables, their columns, order and sums, by edition."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import cast

from gzparse.annual_report.record import Edition
from gzparse.spec.table import HeaderName, HeaderNames

APPLICANT_COLUMNS = ("natural_person", "business", "research_institution", "public_welfare", "legal_services", "other", "total")
OUTCOME_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
OUTCOME_ROWS = ("review", "litigation_direct", "litigation_after_review")

REQUEST_ROWS = {
    "NEW": "requests.new",
    "BROUGHT_FORWARD": "requests.brought_forward",
    "GRANTED": "requests.results.granted",
    "PARTIALLY_GRANTED": "requests.results.partially_granted",
    "STATE_SECRET": "requests.results.refused.state_secret",
    "PROHIBITED_BY_LAW": "requests.results.refused.prohibited_by_law",
    "SECURITY_OR_STABILITY": "requests.results.refused.security_or_stability",
    "THIRD_PARTY_RIGHTS": "requests.results.refused.third_party_rights",
    "INTERNAL_AFFAIRS": "requests.results.refused.internal_affairs",
    "DELIBERATIVE_PROCESS": "requests.results.refused.deliberative_process",
    "ENFORCEMENT_CASE_FILE": "requests.results.refused.enforcement_case_file",
    "ADMINISTRATIVE_INQUIRY": "requests.results.refused.administrative_inquiry",
    "NOT_HELD": "requests.results.unable.not_held",
    "NEEDS_CREATION": "requests.results.unable.needs_creation",
    "UNCLEAR_AFTER_CORRECTION": "requests.results.unable.unclear_after_correction",
    "PETITION_OR_COMPLAINT": "requests.results.not_processed.petition_or_complaint",
    "REPEATED": "requests.results.not_processed.repeated",
    "PUBLISHED_MATERIAL": "requests.results.not_processed.published_material",
    "EXCESSIVE": "requests.results.not_processed.excessive",
    "CONFIRMATION_OR_REISSUE": "requests.results.not_processed.confirmation_or_reissue",
    "NOT_CORRECTED_IN_TIME": "requests.results.otherwise.not_corrected_in_time",
    "FEE_NOT_PAID_IN_TIME": "requests.results.otherwise.fee_not_paid_in_time",
    "OTHER": "requests.results.otherwise.other",
    "GROUP_OTHERWISE": "requests.results.otherwise.undivided",
    "RESULTS_TOTAL": "requests.results.total",
    "CARRIED_FORWARD": "requests.carried_forward",
}
"""The rows of section three, in the form's order: terminal → path."""

DIVIDED = ("NOT_CORRECTED_IN_TIME", "FEE_NOT_PAID_IN_TIME", "OTHER")
"""The three rows that the 2021 form divides （六） into."""


_KINDS: tuple[HeaderName, ...] = (
    ("商业企业", ("business",)),
    ("科研机构", ("research_institution",)),
    ("社会公益组织", ("public_welfare",)),
    ("法律服务机构", ("legal_services",)),
    ("其他", ("other",)),
)
_PERSON: HeaderName = ("自然人", ("natural_person",))
_BODIES: HeaderName = ("法人或其他组织", ())
_TOTAL: HeaderName = ("总计", ("total",))
_OUTCOMES = (
    ("结果维持", "upheld"),
    ("结果纠正", "corrected"),
    ("其他结果", "other"),
    ("尚未审结", "pending"),
    ("总计", "total"),
)


def _of_block(row: str) -> tuple[HeaderName, ...]:
    return tuple((name, (f"{row}.{column}",)) for name, column in _OUTCOMES)


def _over(name: str, *rows: str) -> HeaderName:
    return name, tuple(f"{row}.{column}" for row in rows for _, column in _OUTCOMES)


_TWO = (_over("行政复议", "review"), _over("行政诉讼", "litigation_direct", "litigation_after_review"))
_THREE = (
    *_of_block("review"),
    _over("未经复议直接起诉", "litigation_direct"),
    _over("复议后起诉", "litigation_after_review"),
    *_of_block("litigation_direct"),
    *_of_block("litigation_after_review"),
)
_BELOW = (
    *_TWO,
    *(_over("未经复议直接起诉", "litigation_direct"), _over("复议后起诉", "litigation_after_review")),
    *(name for row in OUTCOME_ROWS for name in _of_block(row)),
)
APPLICANT_NAMES = HeaderNames(
    orders=(
        (_PERSON, _BODIES, _TOTAL, *_KINDS),
        (_TOTAL, _PERSON, _BODIES, *_KINDS),
        (_PERSON, _BODIES, *_KINDS, _TOTAL),
        (_PERSON, *_KINDS, _TOTAL),
    ),
    above_all="申请人情况",
    synonyms=(("合计", "总计"),),
    halves=(("自然人", "商业", "科研", "社会", "法律"), ("公益", "服务")),
)
"""The names in the header of section three."""
OUTCOME_NAMES = HeaderNames(
    orders=((*_TWO, *_THREE), _THREE, _BELOW),
    above_all="申请人情况",
    synonyms=(("合计", "总计"),),
    halves=(("行政复议", "行政诉讼"), ("未经复议", "复议后")),
    alternating_halves=(("维持", "纠正"), ("其他", "尚未")),
)
"""The names in the header of section four."""


class Columns:
    """The columns that a block of section two is printed in, in one edition of the form."""

    __slots__ = (
        "edition",
        "kinds",
        "names",
    )

    def __init__(self, edition: str, names: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        self.edition = edition
        self.names = names
        self.kinds = kinds


_DOCUMENTS = ("RULES", "NORMATIVE_DOCUMENTS")
_DECISIONS = ("LICENSING", "OTHER_SERVICES", "PENALTIES", "COMPULSORY_MEASURES")
DISCLOSURE_COLUMNS = {
    "DOCUMENTS_2021": Columns("2021", ("issued", "repealed", "in_force"), ("count",) * 3),
    "DOCUMENTS_2019": Columns("2019", ("made", "published", "public_total"), ("count",) * 3),
    "DECISIONS_2021": Columns("2021", ("decisions",), ("count",)),
    "DECISIONS_2019": Columns("2019", ("items_last_year", "change", "decisions"), ("count", "change", "count")),
    "FEES_2021": Columns("2021", ("amount",), ("amount",)),
    "FEES_2019": Columns("2019", ("items_last_year", "change"), ("count", "change")),
    "PROCUREMENT_2019": Columns("2019", ("projects", "amount"), ("count", "amount")),
}
DISCLOSURE_ROWS = {
    "RULES": ("proactive_disclosure.rules", "DOCUMENTS"),
    "NORMATIVE_DOCUMENTS": ("proactive_disclosure.normative_documents", "DOCUMENTS"),
    "LICENSING": ("proactive_disclosure.licensing", "DECISIONS"),
    "OTHER_SERVICES": ("proactive_disclosure.other_services", "DECISIONS"),
    "PENALTIES": ("proactive_disclosure.penalties", "DECISIONS"),
    "COMPULSORY_MEASURES": ("proactive_disclosure.compulsory_measures", "DECISIONS"),
    "FEES": ("proactive_disclosure.fees", "FEES"),
    "PROCUREMENT": ("proactive_disclosure.procurement", "PROCUREMENT"),
}
"""The rows of section two, in the forms' order: terminal → path, and which headers may stand over it."""

REQUEST_ORDER = {path: rank for rank, path in enumerate(REQUEST_ROWS.values())}
DISCLOSURE_ORDER = {path: rank for rank, (path, _) in enumerate(DISCLOSURE_ROWS.values())}


def edition_of(editions: Iterable[str]) -> Edition | None:
    """Return the edition that blocks in these editions make together."""
    found = set(editions)
    if len(found) > 1:
        return "mixed"
    return cast("Edition | None", next(iter(found), None))


_PRESCRIBED_DISCLOSURE_2019 = tuple(path for path, _ in DISCLOSURE_ROWS.values())
_PRESCRIBED_DISCLOSURE_2021 = tuple(
    path for path in _PRESCRIBED_DISCLOSURE_2019 if not path.endswith((".other_services", ".procurement"))
)


def prescribed_disclosure(edition: str | None) -> Sequence[str]:
    """Return the paths of the rows that section two should have."""
    return _PRESCRIBED_DISCLOSURE_2019 if edition == "2019" else _PRESCRIBED_DISCLOSURE_2021


_UNDIVIDED_PATH = REQUEST_ROWS["GROUP_OTHERWISE"]
_DIVIDED_PATHS = tuple(REQUEST_ROWS[name] for name in DIVIDED)
OTHERWISE_PATHS = frozenset((_UNDIVIDED_PATH, *_DIVIDED_PATHS))
"""The rows that (六) is printed in, in one form or the other."""
_PRESCRIBED_2021 = tuple(path for path in REQUEST_ROWS.values() if path != _UNDIVIDED_PATH)
_PRESCRIBED_2019 = tuple(path for path in REQUEST_ROWS.values() if path not in _DIVIDED_PATHS)


def prescribed_requests(entries: Container[str], edition: str | None) -> Sequence[str]:
    """Return the paths of the rows that section three should have: (六) in three rows, or in one where it is printed so."""
    if any(path in entries for path in _DIVIDED_PATHS):
        return list(REQUEST_ROWS.values()) if _UNDIVIDED_PATH in entries else _PRESCRIBED_2021
    return _PRESCRIBED_2019 if _UNDIVIDED_PATH in entries or edition == "2019" else _PRESCRIBED_2021


def prescribed(section: str, entries: Container[str], edition: str | None) -> Sequence[str]:
    """Return the paths of the rows that a table should have, given those that it has."""
    if section == "proactive_disclosure":
        return prescribed_disclosure(edition)
    if section == "requests":
        return prescribed_requests(entries, edition)
    return ("review_and_litigation",)
