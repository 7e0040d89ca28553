"""Write pages for tests and benchmarks: figures that keep the form's sums, put into a report's text."""

from __future__ import annotations

import random
import re

APPLICANTS = ("natural_person", "business", "research_institution", "public_welfare", "legal_services", "other", "total")
RESULTS = (
    "granted", "partially_granted",
    "refused.state_secret", "refused.prohibited_by_law", "refused.security_or_stability", "refused.third_party_rights",
    "refused.internal_affairs", "refused.deliberative_process", "refused.enforcement_case_file",
    "refused.administrative_inquiry",
    "unable.not_held", "unable.needs_creation", "unable.unclear_after_correction",
    "not_processed.petition_or_complaint", "not_processed.repeated", "not_processed.published_material",
    "not_processed.excessive", "not_processed.confirmation_or_reissue",
    "otherwise.not_corrected_in_time", "otherwise.fee_not_paid_in_time", "otherwise.other",
)  # fmt: skip
DISCLOSURE = (
    "rules.issued", "rules.repealed", "rules.in_force",
    "normative_documents.issued", "normative_documents.repealed", "normative_documents.in_force",
    "licensing.decisions", "penalties.decisions", "compulsory_measures.decisions", "fees.amount",
)  # fmt: skip
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = ("review", "litigation_direct", "litigation_after_review")

Figures = dict[str, int]


def consistent_figures(rng: random.Random, size: int = 60) -> Figures:
    """Draw the 200 figures of the 2021 form, hardly any of them zero, so that all identities hold."""
    figures = {f"proactive_disclosure.{name}": rng.randint(1, size * 9) for name in DISCLOSURE}
    columns = APPLICANTS[:-1]
    items = {row: [rng.randint(1, size) for _ in columns] for row in RESULTS}
    total = [sum(items[row][i] for row in RESULTS) for i in range(len(columns))]
    carried = [rng.randint(1, size) for _ in columns]
    brought = [rng.randint(1, t + c - 1) for t, c in zip(total, carried, strict=True)]
    new = [t + c - b for t, c, b in zip(total, carried, brought, strict=True)]
    rows = {"new": new, "brought_forward": brought}
    rows |= {f"results.{row}": values for row, values in items.items()}
    rows |= {"results.total": total, "carried_forward": carried}
    for row, values in rows.items():
        for column, value in zip(APPLICANTS, [*values, sum(values)], strict=True):
            figures[f"requests.{row}.{column}"] = value
    for block in BLOCKS:
        values = [rng.randint(1, size) for _ in OUTCOMES[:-1]]
        for column, value in zip(OUTCOMES, [*values, sum(values)], strict=True):
            figures[f"review_and_litigation.{block}.{column}"] = value
    return figures


_TABLES = re.compile(r"\n[ ]*二、主动公开.*(?=\n[ ]*五、)", re.S)
_CELL = re.compile(r"(?:(?<=[\t|\n])|(?<=[|] ))\d+(?=[ ]*(?:[\t|\n]|$))")


def with_figures(text: str, figures: Figures, blank: frozenset[str] = frozenset()) -> str:
    """Put figures into the cells of a page, which must hold all of the form's but those that are blank on it."""
    paths = iter([path for path in figures if path not in blank])
    tables = _TABLES.search(text)
    assert tables is not None
    body = _CELL.sub(lambda _: str(figures[next(paths)]), tables.group())
    assert next(paths, None) is None, "the page holds fewer figures than the form"
    return text[: tables.start()] + body + text[tables.end() :]


def blank_on(page: str) -> list[str]:
    """Tell which figures a page leaves blank: those of 行政复议, where its row begins with five empty cells."""
    empty = re.search(r"\n\t{5}\d", page) is not None
    return [f"review_and_litigation.review.{column}" for column in OUTCOMES] if empty else []


def cells(page: str, blank: frozenset[str] = frozenset()) -> dict[str, tuple[int, int]]:
    """Tell where each of the form's figures stands on a page that holds them in order."""
    paths = [path for path in consistent_figures(random.Random(0)) if path not in blank]
    tables = _TABLES.search(page)
    assert tables is not None
    places = [m.span() for m in _CELL.finditer(page, tables.start(), tables.end())]
    assert len(places) == len(paths), (len(places), len(paths))
    return dict(zip(paths, places, strict=True))


def replaced(page: str, changes: dict[tuple[int, int], str]) -> str:
    """Put other text in some places of a page."""
    for (start, end), new in sorted(changes.items(), reverse=True):
        page = page[:start] + new + page[end:]
    return page
