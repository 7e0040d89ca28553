"""The catalogue: all alternatives that come with gzparse."""

from __future__ import annotations

from gzparse.form.alternatives.accounts import Alternative
from gzparse.form.alternatives.cells import (
    CELL_IN_FRONT,
    CELL_TOO_MANY,
    CELLS_LOST,
    CELLS_MOVED_UP,
    CHANGE_MOVED_UP,
    FIGURE_TOO_MANY,
    NUMBER_IN_A_LOST_CELL,
    SUMS_IMPOSSIBLE,
    TOTAL_FIRST,
)
from gzparse.form.alternatives.cut import BESIDE, END_OF_TEXT, NO_CLOSING_MARK
from gzparse.form.alternatives.numbers import (
    CHANGE_WITHOUT_A_SIGN,
    FIGURE_BETWEEN_DASHES,
    NEXT_PAGE_NUMBER,
    PAGE_NUMBER_MAKES_UP_FOR_BLANK,
    PAGE_NUMBER_WHERE_HALF_IS_LOST,
    RULE_FOR_NIL_MARK,
)
from gzparse.form.alternatives.prints import OTHER_LAYOUT, PRINTED_TWICE
from gzparse.form.alternatives.rows import (
    END_OF_A_MISSING_ROW,
    NAMES_WITHOUT_FIGURES,
    ROW_BELOW_LOST,
    ROW_BELOW_UNLABELLED,
    TWO_LABELS,
)
from gzparse.form.alternatives.texts import TEXTS

CATALOGUE: tuple[Alternative, ...] = (
    PRINTED_TWICE,
    CELLS_LOST,
    END_OF_A_MISSING_ROW,
    NUMBER_IN_A_LOST_CELL,
    CELL_IN_FRONT,
    NO_CLOSING_MARK,
    CELL_TOO_MANY,
    FIGURE_TOO_MANY,
    CELLS_MOVED_UP,
    CHANGE_MOVED_UP,
    SUMS_IMPOSSIBLE,
    TOTAL_FIRST,
    PAGE_NUMBER_WHERE_HALF_IS_LOST,
    NEXT_PAGE_NUMBER,
    CHANGE_WITHOUT_A_SIGN,
    ROW_BELOW_UNLABELLED,
    ROW_BELOW_LOST,
    TWO_LABELS,
    NAMES_WITHOUT_FIGURES,
    FIGURE_BETWEEN_DASHES,
    RULE_FOR_NIL_MARK,
    PAGE_NUMBER_MAKES_UP_FOR_BLANK,
    END_OF_TEXT,
    *TEXTS,
    *BESIDE,
)
"""Those that are asked about each layout's reading of a table. Where several take back the same figures, the first of them is
named: that is all that their order in this list says."""

OF_LAYOUTS: tuple[Alternative, ...] = (OTHER_LAYOUT,)
"""Those that are asked about the reading that was chosen, once other layouts have read the table too."""
