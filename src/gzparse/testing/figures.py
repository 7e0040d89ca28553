"""Editions of the annual report's form, and figures of each that keep its sums.

The form's rows, columns and labels are written down here a second time, from the form itself: an oracle that took them from
the parser would share its mistakes.
"""

from __future__ import annotations

import random
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any, NamedTuple, cast

from attrs import evolve

import gzparse
from gzparse.annual_report.record import Edition as EditionName

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
UNDIVIDED = "otherwise.undivided"
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = ("review", "litigation_direct", "litigation_after_review")

Number = int | Decimal
Figures = dict[str, int]


# --- editions ---------------------------------------------------------------------------------------------------------


class Block(NamedTuple):
    """A block of section two: its article, its rows and its columns, each with its label."""

    part: str
    article: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]


_DECISIONS = {"decisions": "本年处理决定数量"}
_ITEMS = {"items_last_year": "上一年项目数量", "change": "本年增/减"}
_ENFORCEMENT = {"penalties": "行政处罚", "compulsory_measures": "行政强制"}
_FEES = {"fees": "行政事业性收费"}
_2021 = (
    Block(
        "documents",
        "第二十条第（一）项",
        {"rules": "规章", "normative_documents": "行政规范性文件"},
        {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"},
    ),
    Block("licensing", "第二十条第（五）项", {"licensing": "行政许可"}, _DECISIONS),
    Block("enforcement", "第二十条第（六）项", _ENFORCEMENT, _DECISIONS),
    Block("fees", "第二十条第（八）项", _FEES, {"amount": "本年收费金额（单位：万元）"}),
)
_2019 = (
    Block(
        "documents",
        "第二十条第（一）项",
        {"rules": "规章", "normative_documents": "规范性文件"},
        {"made": "本年新制作数量", "published": "本年新公开数量", "public_total": "对外公开总数量"},
    ),
    Block(
        "licensing",
        "第二十条第（五）项",
        {"licensing": "行政许可", "other_services": "其他对外管理服务事项"},
        {**_ITEMS, "decisions": "处理决定数量"},
    ),
    Block("enforcement", "第二十条第（六）项", _ENFORCEMENT, {**_ITEMS, "decisions": "处理决定数量"}),
    Block("fees", "第二十条第（八）项", _FEES, _ITEMS),
    Block(
        "procurement",
        "第二十条第（九）项",
        {"procurement": "政府集中采购"},
        {"projects": "采购项目数量", "amount": "采购总金额"},
    ),
)

Edition = frozenset[str]
"""The parts that a report prints as the 2019 form does: blocks of section two, and （六） in one row; the others are 2021's."""
PARTS = (*(block.part for block in _2019), "otherwise")
EDITIONS = {"2021": frozenset[str](), "2019": frozenset(PARTS)}


def hybrid(rng: random.Random) -> Edition:
    """Draw a form of which some parts are 2019's, and some 2021's."""
    while True:
        edition = frozenset(rng.sample(PARTS, rng.randint(1, len(PARTS) - 1)))
        # A section two in 2019's columns without its last block is no hybrid: that block is missing.
        if "procurement" in edition or not edition.issuperset(PARTS[:4]):
            return edition


def edition(name: str, rng: random.Random) -> Edition:
    """Return the edition of a name, or draw a hybrid."""
    return EDITIONS[name] if name in EDITIONS else hybrid(rng)


def blocks(edition: Edition) -> list[Block]:
    """Return the blocks of section two."""
    of_2021 = {block.part: block for block in _2021}
    return [new for old in _2019 if (new := old if old.part in edition else of_2021.get(old.part)) is not None]


def _in_blocks(edition: Edition) -> list[str]:
    return [f"proactive_disclosure.{row}.{name}" for block in blocks(edition) for row in block.rows for name in block.columns]


_MARKS = {part: set(_in_blocks(frozenset({part}))) - set(_in_blocks(frozenset())) for part in PARTS[:-1]}
_MARKS["otherwise"] = {f"requests.results.{UNDIVIDED}.total"}


def edition_of(figures: Container[str]) -> Edition:
    """Return which edition figures are of, by their paths."""
    return frozenset(part for part, paths in _MARKS.items() if all(path in figures for path in paths))


def edition_name(edition: Edition) -> EditionName:
    """Return the name that a reading gives an edition: only the blocks of section two decide."""
    found = {"2019" if block.part in edition else "2021" for block in blocks(edition)}
    return cast(EditionName, found.pop()) if len(found) == 1 else "mixed"


def results(edition: Edition) -> tuple[str, ...]:
    """Return the rows of 三、本年度办理结果, without their total."""
    return (*RESULTS[:-3], UNDIVIDED) if "otherwise" in edition else RESULTS


def paths_of(edition: Edition) -> list[str]:
    """Return the paths of all figures of an edition, in its order."""
    rows = ["new", "brought_forward", *(f"results.{row}" for row in results(edition)), "results.total", "carried_forward"]
    return [
        *_in_blocks(edition),
        *(f"requests.{row}.{column}" for row in rows for column in APPLICANTS),
        *(f"review_and_litigation.{block}.{column}" for block in BLOCKS for column in OUTCOMES),
    ]


# --- records ----------------------------------------------------------------------------------------------------------


def with_figures(record: Any, given: Mapping[str, Number | None]) -> Any:
    """Return a record with these figures, by path."""
    parts: dict[str, dict[str, Number | None]] = {}
    own: dict[str, Any] = {}
    for path, value in given.items():
        head, _, rest = path.partition(".")
        if rest:
            parts.setdefault(head, {})[rest] = value
        else:
            own[head] = value
    return evolve(record, **own, **{head: with_figures(getattr(record, head), inner) for head, inner in parts.items()})


def figures_in(report: Any) -> dict[str, Number]:
    """Return the figures of a report that are not ``None``, by path."""
    found: dict[str, Any] = {path: reduce(getattr, path.split("."), report) for path in gzparse.paths()}
    return {path: value for path, value in found.items() if value is not None}


# --- figures ----------------------------------------------------------------------------------------------------------


class Style(NamedTuple):
    """How a report prints increases and decreases, and the unit of an amount that the form has none for."""

    plus: str = "+"
    minus: str = "-"
    unit: str = ""


STYLES = (Style(), Style("", "-"), Style("+", "－", "元"), Style("", "－", "万元"), Style(unit="元"))


def printed(path: str, value: Number, style: Style = STYLES[0]) -> str:
    """Write a figure as a report prints it."""
    if path.endswith(".change") and value:
        return f"{style.plus if value > 0 else style.minus}{abs(value)}"
    return f"{value}{style.unit}" if path.endswith("procurement.amount") else str(value)


def section_two(rng: random.Random, edition: Edition, size: int, zero: float | None = None) -> Figures:
    """Draw section two's figures: a share of them zero, or none; some changes are decreases."""
    figures = {}
    for path in _in_blocks(edition):
        figures[path] = 0 if zero is not None and rng.random() < zero else rng.randint(1, size * 9)
        if path.endswith(".change") and rng.random() < 0.4:
            figures[path] *= -1
    return figures


def requests_of(edition: Edition, items: Sequence[Sequence[int]], carried: Sequence[int], brought: Sequence[int]) -> Figures:
    """Return section three's figures from its rows of results, without totals, and what was and is carried forward.

    Of ``brought`` no more is taken than leaves a count for what is new.
    """
    total = [sum(column) for column in zip(*items, strict=True)]
    brought = [min(b, t + c) for b, t, c in zip(brought, total, carried, strict=True)]
    new = [t + c - b for t, c, b in zip(total, carried, brought, strict=True)]
    names = ["new", "brought_forward", *(f"results.{row}" for row in results(edition)), "results.total", "carried_forward"]
    return {
        f"requests.{name}.{column}": value
        for name, values in zip(names, [new, brought, *items, total, carried], strict=True)
        for column, value in zip(APPLICANTS, [*values, sum(values)], strict=True)
    }


def outcomes_of(blocks: Sequence[Sequence[int]]) -> Figures:
    """Return section four's figures from those of its three blocks, without totals."""
    return {
        f"review_and_litigation.{block}.{column}": value
        for block, values in zip(BLOCKS, blocks, strict=True)
        for column, value in zip(OUTCOMES, [*values, sum(values)], strict=True)
    }


def consistent_figures(rng: random.Random, size: int = 60, edition: Edition = EDITIONS["2021"]) -> Figures:
    """Draw all figures of an edition, hardly any of them zero, so that all identities hold."""
    figures = section_two(rng, edition, size)
    columns = APPLICANTS[:-1]
    items = [[rng.randint(1, size) for _ in columns] for _ in results(edition)]
    total = [sum(column) for column in zip(*items, strict=True)]
    carried = [rng.randint(1, size) for _ in columns]
    brought = [rng.randint(1, t + c - 1) for t, c in zip(total, carried, strict=True)]
    figures |= requests_of(edition, items, carried, brought)
    return figures | outcomes_of([[rng.randint(1, size) for _ in OUTCOMES[:-1]] for _ in BLOCKS])


def identities_hold(held: Mapping[str, Number]) -> bool:
    """Whether all sums of sections three and four hold, and the balance: 一 + 二 = （七） + 四."""
    rows: dict[str, list[Number]] = {}
    for path, value in held.items():
        if not path.startswith("proactive_disclosure."):
            rows.setdefault(path.rpartition(".")[0], []).append(value)
    if any(sum(parts) != total for *parts, total in rows.values()):
        return False
    names = ("requests.new", "requests.brought_forward", "requests.results.total", "requests.carried_forward")
    new, brought, total, carried = (rows.pop(name) for name in names)
    results = [row for name, row in rows.items() if name.startswith("requests.results.")]
    added = [sum(column) for column in zip(*results, strict=True)]
    return added == total and all(n + b == t + c for n, b, t, c in zip(new, brought, total, carried, strict=True))
