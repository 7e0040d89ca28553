"""Plans: which variations a document has."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from .grid import FRAMES, FURNISHED, LAYOUTS, SPANS

UNITS = (
    "header", "next_line", "second_row", "caption", "note", "note_cell", "label", "article", "cell", "cell_against_header",
    "misprinted", "none",
)  # fmt: skip

_TABLE = (
    "blank_cells", "nil_marks", "digit_unreadable", "cells_lost", "note_between", "note_below", "footnote_marks",
    "last_year_table", "table_twice", "table_twice_differs", "furniture", "name_misspelt", "name_split",
    "wide_figures", "caption", "digits_split", "cell_words",
)  # fmt: skip
VARIATIONS: dict[str, tuple[str, ...]] = {
    "s2": (
        *_TABLE, "no_header", "no_articles", "order_shuffled", "extra_front", "extra_between", "extra_end", "column_missing",
        "name_unreadable", "rows_missing", "rows_reordered", "local_rows", "note_in_cell", "blank_row",
        "thousands", "decoy_money", *(f"unit_{place}" for place in UNITS),
    ),
    "s3": (
        *_TABLE, "header_one_row", "header_none", "total_first", "total_second", "kinds_shuffled", "extra_front",
        "extra_between", "extra_end", "column_missing", "name_unreadable", "labels_flat", "labels_group_rows",
        "labels_joined", "local_rows", "rows_missing", "rows_reordered", "blank_row", "blank_column", "row_lost",
        "page_break_header", "sum_wrong", "sparse", "prose_before", "prose_after", "labels_wrapped",
        "label_misspelt", "label_unreadable", "row_twice",
    ),
    "s4": (
        *_TABLE, "first_cell", "three_tables", "rows_labelled", "vertical", "two_rows", "one_header", "no_header",
        "blank_last", "prose_between", "sum_wrong", "extra_end", "order_shuffled", "sparse",
    ),
    "doc": (
        "headings_part", "headings_plain", "headings_article50", "headings_organ", "correction", "bold",
        "half_width_labels", "front_matter", "signature", "contents",
        "section_missing", "sections_swapped", "lines_deduped",
    ),
}  # fmt: skip

APART: tuple[frozenset[str], ...] = (
    frozenset(
        {"s3.header_none", "s3.kinds_shuffled", "s3.extra_front", "s3.extra_between", "s3.extra_end", "s3.column_missing"}
    ),
    frozenset(
        {
            "s3.header_none",
            "s3.name_misspelt",
            "s3.name_unreadable",
            "s3.name_split",
            "s3.header_one_row",
            "s3.page_break_header",
        }
    ),
    frozenset({"s3.total_first", "s3.total_second", "s3.kinds_shuffled"}),
    frozenset({"s3.labels_flat", "s3.labels_group_rows", "s3.labels_joined"}),
    frozenset({"s2.no_header", "s2.order_shuffled", "s2.column_missing", "s2.extra_front", "s2.extra_between", "s2.extra_end"}),
    frozenset({"s2.no_header", "s2.name_misspelt", "s2.name_unreadable", "s2.name_split"}),
    frozenset({"s2.no_header", "s2.unit_header", "s2.unit_next_line", "s2.unit_second_row", "s2.unit_misprinted"}),
    frozenset({"s2.no_articles", "s2.unit_article"}),
    frozenset({"s2.extra_between", "s2.unit_second_row"}),
    frozenset(f"s2.unit_{place}" for place in UNITS),
    frozenset(
        {"s4.three_tables", "s4.rows_labelled", "s4.vertical", "s4.two_rows", "s4.one_header", "s4.no_header", "s4.first_cell"}
    ),
    frozenset({"s4.no_header", "s4.order_shuffled", "s4.name_misspelt", "s4.name_split", "s4.extra_end"}),
    *(
        frozenset(f"{section}.{name}" for name in ("last_year_table", "table_twice", "table_twice_differs", "two_rows"))
        for section in ("s2", "s3", "s4")
    ),
    *(
        frozenset(
            f"{section}.{name}"
            for name in (
                "blank_cells",
                "digit_unreadable",
                "digits_split",
                "cell_words",
                "cells_lost",
                "blank_last",
                "row_lost",
            )
        )
        for section in ("s2", "s3", "s4")
    ),
    frozenset(f"doc.headings_{name}" for name in ("part", "plain", "article50", "organ")),
)


@dataclass(frozen=True)
class Plan:
    """A document's plan: the same plan makes the same document."""

    seed: int
    edition: str
    layout: str
    spans: str
    kinds: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset({"s2", "s3", "s4"})
    only_rows: frozenset[str] | None = None  # of section three, when a case is made smaller

    def has(self, kind: str) -> bool:
        """Whether the document has this variation."""
        return kind in self.kinds

    def dice(self, purpose: str) -> random.Random:
        """Dice of their own for each purpose, so that plans that differ in one thing stay alike."""
        return random.Random(f"{self.seed}:{purpose}")

    @property
    def year(self) -> int:
        """The year of the report."""
        return 2023 if self.edition == "2021" else 2020

    @property
    def names(self) -> list[str]:
        """The names of all its kinds, for the counts."""
        return sorted([*self.kinds, f"layout.{self.layout}", f"spans.{self.spans}", f"edition.{self.edition}"])


def fitting(kind: str, layout: str, taken: frozenset[str]) -> bool:
    """Whether a variation can be had in this layout and beside the others."""
    if kind.endswith((".furniture", ".page_break_header")) and layout not in FURNISHED:
        return False
    if kind == "s3.labels_wrapped" and layout in FRAMES:
        return False
    if kind == "doc.lines_deduped" and layout not in ("lines", "lines_blank", "indented"):
        return False
    if kind == "doc.bold" and layout not in ("markdown", "bars"):
        return False
    if kind.endswith(".name_split") and layout in FRAMES:
        return False
    return not any(kind in group and group & taken for group in APART)


def draw(seed: int) -> Plan:
    """The plan of a seed."""
    dice = random.Random(f"plan:{seed}")
    layout = dice.choices(LAYOUTS, [2 if name in FURNISHED else 1 for name in LAYOUTS])[0]
    plan = Plan(seed, dice.choice(("2021", "2021", "2019")), layout, dice.choice(SPANS[layout]))
    wanted = dice.choices((0, 1, 2, 3, 4), (2, 6, 6, 4, 2))[0]
    focus = dice.choice(("s2", "s3", "s3", "s4"))
    taken: frozenset[str] = frozenset()
    while len(taken) < wanted:
        section = focus if dice.random() < 0.5 else dice.choices(("s2", "s3", "s4", "doc"), (3, 4, 3, 1))[0]
        kind = f"{section}.{dice.choice(VARIATIONS[section])}"
        if kind in ("s2.unit_next_line", "s2.unit_second_row") and layout in FRAMES:
            continue
        if kind not in taken and fitting(kind, layout, taken):
            taken |= {kind}
    return replace(plan, kinds=taken)
