"""What the annual report's form prescribes, described once: its editions, rows, columns, order and sums.

The record says what each figure is: its path, official label, unit, and the editions that prescribe it. This module adds what a
record cannot say: which terminal of the grammar stands for a row, in which blocks and columns section two is printed, what adds
up with what, and which edition continues which. Grammar and record apart, all of gzparse takes rows, columns and editions from
here: reading, the record's assembly, identities, printing and ``gzparse.testing.editions``. ``gzparse.testing.figures`` writes
the form down a second time, so that what tests expect does not rest on this.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from attrs import fields, frozen

from gzparse.annual_report.record import (
    TABLES,
    Applicants,
    Decisions,
    Documents,
    Fees,
    Outcomes,
    Procurement,
    Report,
)
from gzparse.model.paths import Labels
from gzparse.spec.table import HeaderName, HeaderNames


class Edition(NamedTuple):
    """An edition of the form."""

    name: str
    continues: str = ""
    """The edition whose rows and columns it has, too, besides those that name it."""


class Columns(NamedTuple):
    """The columns that a block of section two is printed in, in one edition of the form and those that continue it."""

    edition: str
    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    """What each holds, as the record says."""


class Block(NamedTuple):
    """A block of section two: its article, which headers may stand over it, and its rows in their printed order."""

    article: str
    family: str
    rows: tuple[str, ...]


@frozen(eq=False, slots=False)
class Specification:
    """The form, in all its editions."""

    record: Any
    """The class of its record."""
    row_classes: tuple[type, ...]
    """The classes that hold the figures of one row."""
    editions: tuple[Edition, ...]
    """Its editions; the first is the one that is meant where nothing tells."""
    blocks: tuple[Block, ...]
    """The blocks of section two, in their printed order."""
    headers: Mapping[str, Columns]
    """Terminal of a header in section two → its columns. A terminal's name is that of the family and of the edition."""
    balance: tuple[str, str, str, str]
    """Rows of section three: the first two together make as much as the last two, and the third is the sum of the results."""
    results: str
    """The beginning of the paths of the rows that make up that sum."""
    divided: Mapping[str, tuple[str, ...]]
    """Path of a row → paths of the rows that other editions divide it into."""
    terminals: Mapping[str, str]
    """Path of a row → its terminal in the grammar, where that is not the name of the row in capitals."""
    printed: Mapping[tuple[str, str], str]
    """(edition, name) → what the edition prints in place of the record's label of a row or column."""
    applicant_names: HeaderNames
    """The names in the header of section three."""
    outcome_names: HeaderNames
    """The names in the header of section four."""

    # --- editions

    @property
    def default(self) -> str:
        """The edition that is meant where nothing tells."""
        return self.editions[0].name

    @cached_property
    def edition_names(self) -> tuple[str, ...]:
        """The names of all editions."""
        return tuple(edition.name for edition in self.editions)

    @cached_property
    def heirs(self) -> Mapping[str, tuple[str, ...]]:
        """Each edition with those that continue it, and that have its rows and columns."""
        found: dict[str, list[str]] = {name: [name] for name in self.edition_names}
        for edition in self.editions:
            above: str = edition.continues
            while above:
                found[above].append(edition.name)
                above = next(other.continues for other in self.editions if other.name == above)
        return {name: tuple(heirs) for name, heirs in found.items()}

    @cached_property
    def labels(self) -> Labels:
        """The paths and official labels of the record."""
        return Labels(self.record, TABLES, self.row_classes, self.heirs)

    def editions_of_row(self, row: str) -> tuple[str, ...]:
        """Return the editions that prescribe a row."""
        return tuple(dict.fromkeys(edition for info in self.labels.rows[row] for edition in info.editions))

    def edition_of(self, blocks: Iterable[str]) -> str | None:
        """Return the edition that blocks of section two in these editions make together."""
        found = set(blocks)
        return "mixed" if len(found) > 1 else next(iter(found), None)

    def edition_of_report(self, blocks: Iterable[str], requests: Container[str]) -> str | None:
        """Return a report's edition: that of section two's blocks, or where none is readable that of section three's rows.

        Where several editions have the same blocks, section three's rows tell which it is.
        """
        edition = self.edition_of(blocks)
        if edition is not None and len(self.heirs.get(edition, ())) == 1:
            return edition
        told = self._told_by(requests)
        if edition is None:
            seen = [editions for path, editions in self.rows_of_some.items() if path in requests]
            some = [name for name in self.edition_names if any(name in editions for editions in seen)]
            return next(iter((*told, *some)), None)
        return next((heir for heir in self.heirs.get(edition, ()) if heir in told), edition)

    def _told_by(self, rows: Container[str]) -> tuple[str, ...]:
        """Return the editions that prescribe all rows of section three that only some editions have; none where none stands."""
        told: list[tuple[str, ...]] = [editions for path, editions in self.rows_of_some.items() if path in rows]
        return tuple(name for name in self.edition_names if all(name in editions for editions in told)) if told else ()

    # --- rows

    @cached_property
    def disclosure_rows(self) -> dict[str, tuple[str, str]]:
        """The rows of section two, in their printed order: terminal → path, and which headers may stand over it."""
        return {
            self.terminal(path): (path, block.family)
            for block in self.blocks
            for name in block.rows
            for path in (f"proactive_disclosure.{name}",)
        }

    @cached_property
    def request_rows(self) -> dict[str, str]:
        """The rows of section three, in their order: terminal → path."""
        return {self.terminal(path): path for path in self.labels.rows if path.startswith("requests.")}

    def terminal(self, path: str) -> str:
        """Return a row's terminal in the grammar."""
        return self.terminals.get(path) or path.rpartition(".")[2].upper()

    @cached_property
    def applicant_columns(self) -> tuple[str, ...]:
        """The columns of section three."""
        return tuple(info.column for info in self.labels.rows[self.balance[0]])

    @cached_property
    def outcome_rows(self) -> tuple[str, ...]:
        """The blocks of section four, by their names in the record."""
        return tuple(row.rpartition(".")[2] for row in self.labels.rows if row.startswith("review_and_litigation."))

    @cached_property
    def outcome_columns(self) -> tuple[str, ...]:
        """The columns of each block of section four."""
        return tuple(info.column for info in self.labels.rows[f"review_and_litigation.{self.outcome_rows[0]}"])

    @cached_property
    def rows_of_some(self) -> Mapping[str, tuple[str, ...]]:
        """The rows of section three that not all editions prescribe, with those that do."""
        found = {path: self.editions_of_row(path) for path in self.request_rows.values()}
        return {path: editions for path, editions in found.items() if len(editions) < len(self.editions)}

    @cached_property
    def _requests(self) -> Mapping[str, Sequence[str]]:
        """Edition → the rows of section three."""
        paths = self.request_rows.values()
        return {name: tuple(p for p in paths if name in self.rows_of_some.get(p, (name,))) for name in self.edition_names}

    @cached_property
    def _disclosure(self) -> Mapping[str, Sequence[str]]:
        """Edition → the rows of section two."""
        paths = [path for path, _ in self.disclosure_rows.values()]
        return {name: tuple(p for p in paths if name in self.editions_of_row(p)) for name in self.edition_names}

    def rows_of(self, section: str, entries: Container[str], edition: str | None) -> Sequence[str]:
        """Return the paths of the rows that a table should have, given those that it has.

        In section three, rows that only some editions have tell more than the report's edition; where they contradict each
        other, all rows are expected.
        """
        known = edition if edition in self.edition_names else self.default
        if section == "proactive_disclosure":
            return self._disclosure[known]
        if section != "requests":
            return (section,)
        if not any(path in entries for path in self.rows_of_some):
            return self._requests[known]
        told = self._told_by(entries)
        if not told:
            return tuple(self.request_rows.values())
        return self._requests[known if edition in told else told[0]]

    # --- columns

    def columns_of(self, family: str, edition: str) -> Columns | None:
        """Return the columns of a family of blocks in an edition."""
        for name, heirs in self.heirs.items():
            if edition in heirs and (columns := self.columns.get(f"{family}_{name}")) is not None:
                return columns
        return None

    @cached_property
    def columns(self) -> Mapping[str, Columns]:
        """Terminal of a header in section two → its columns, with what each holds."""
        found: dict[str, Columns] = {}
        for terminal, columns in self.headers.items():
            family = terminal.rpartition("_")[0]
            row = next(path for path, of in self.disclosure_rows.values() if of == family)
            held = {info.column: info.kind for info in self.labels.rows[row]}
            found[terminal] = columns._replace(kinds=tuple(held[name] for name in columns.names))
        return found

    # --- sums

    def result_rows(self, edition: str) -> tuple[str, ...]:
        """Return the rows of an edition that make up the total of results."""
        return self._result_rows[edition]

    @cached_property
    def _result_rows(self) -> Mapping[str, tuple[str, ...]]:
        """Edition → these rows."""
        return {
            name: tuple(path for path in paths if path.startswith(self.results) and path != self.balance[2])
            for name, paths in self._requests.items()
        }

    @cached_property
    def totals_of_some(self) -> Mapping[str, attrgetter[Any]]:
        """The rows of section three that not all editions prescribe, with what takes the total of each out of a record."""
        return {path: attrgetter(f"{path}.total") for path in self.rows_of_some}

    @cached_property
    def request_figures(self) -> Mapping[str, attrgetter[Any]]:
        """Edition → what takes the rows out of the record of section three: those of the balance, then the results."""
        return {
            name: attrgetter(*(path.partition(".")[2] for path in (*self.balance, *self.result_rows(name))))
            for name in self.edition_names
        }


# --- the names of columns ---------------------------------------------------------------------------------------------

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
_BLOCKS_OF_OUTCOMES = ("review", "litigation_direct", "litigation_after_review")


def _of_block(row: str) -> Iterator[HeaderName]:
    for attribute in fields(Outcomes):
        yield attribute.metadata["label"], (f"{row}.{attribute.name}",)


def _over(name: str, *rows: str) -> HeaderName:
    return name, tuple(column for row in rows for _, columns in _of_block(row) for column in columns)


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
    *(name for row in _BLOCKS_OF_OUTCOMES for name in _of_block(row)),
)

_FIVE = tuple(name for name, _ in _of_block("review"))

SPECIFICATION = Specification(
    record=Report,
    row_classes=(Applicants, Decisions, Documents, Fees, Outcomes, Procurement),
    editions=(Edition("2021"), Edition("2019")),
    blocks=(
        Block("第二十条第（一）项", "DOCUMENTS", ("rules", "normative_documents")),
        Block("第二十条第（五）项", "DECISIONS", ("licensing", "other_services")),
        Block("第二十条第（六）项", "DECISIONS", ("penalties", "compulsory_measures")),
        Block("第二十条第（八）项", "FEES", ("fees",)),
        Block("第二十条第（九）项", "PROCUREMENT", ("procurement",)),
    ),
    headers={
        "DOCUMENTS_2021": Columns("2021", ("issued", "repealed", "in_force")),
        "DOCUMENTS_2019": Columns("2019", ("made", "published", "public_total")),
        "DECISIONS_2021": Columns("2021", ("decisions",)),
        "DECISIONS_2019": Columns("2019", ("items_last_year", "change", "decisions")),
        "FEES_2021": Columns("2021", ("amount",)),
        "FEES_2019": Columns("2019", ("items_last_year", "change")),
        "PROCUREMENT_2019": Columns("2019", ("projects", "amount")),
    },
    balance=("requests.new", "requests.brought_forward", "requests.results.total", "requests.carried_forward"),
    results="requests.results.",
    divided={
        "requests.results.otherwise.undivided": (
            "requests.results.otherwise.not_corrected_in_time",
            "requests.results.otherwise.fee_not_paid_in_time",
            "requests.results.otherwise.other",
        )
    },
    terminals={
        "requests.results.otherwise.undivided": "GROUP_OTHERWISE",
        "requests.results.total": "RESULTS_TOTAL",
    },
    printed={
        ("2021", "decisions"): "本年处理决定数量",
        ("2021", "amount"): "本年收费金额（单位：万元）",
        ("2019", "normative_documents"): "规范性文件",
    },
    applicant_names=HeaderNames(
        orders=(
            (_PERSON, _BODIES, _TOTAL, *_KINDS),
            (_TOTAL, _PERSON, _BODIES, *_KINDS),
            (_PERSON, _BODIES, *_KINDS, _TOTAL),
            (_PERSON, *_KINDS, _TOTAL),
        ),
        above_all="申请人情况",
        under={_BODIES[0]: tuple(name for name, _ in _KINDS)},
        synonyms=(("合计", "总计"),),
        halves=(("自然人", "商业", "科研", "社会", "法律"), ("公益", "服务")),
    ),
    outcome_names=HeaderNames(
        orders=((*_TWO, *_THREE), _THREE, _BELOW),
        above_all="申请人情况",
        under={
            "行政复议": _FIVE,
            "行政诉讼": ("未经复议直接起诉", "复议后起诉"),
            "未经复议直接起诉": _FIVE,
            "复议后起诉": _FIVE,
        },
        synonyms=(("合计", "总计"),),
        halves=(("行政复议", "行政诉讼"), ("未经复议", "复议后")),
        alternating_halves=(("维持", "纠正"), ("其他", "尚未")),
    ),
)
"""The form as it has been since 2019."""
