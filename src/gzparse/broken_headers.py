"""Headers whose cells are broken over lines, so that the halves of their names stand in the order of the lines."""

from __future__ import annotations

import re
from itertools import pairwise

from gzparse.form_row import FormRow

# Of the names' halves, those that no two columns share, in the order of the columns: alternatives that may follow each other.
_ORDERS = {
    "APPLICANTS_BROKEN": (("自然人", "商业", "科研", "社会", "法律"), ("公益", "服务")),
    "OUTCOMES_BROKEN": (("行政复议", "行政诉讼"), ("未经复议", "复议后")),
}
_TURNS = {"APPLICANTS_BROKEN": (), "OUTCOMES_BROKEN": (("维持", "纠正"), ("其他", "尚未"))}


def is_disordered(header: FormRow) -> bool:
    """Tell whether a header names its columns in another order than the form.

    Of one that is broken over lines each line is looked at by itself, or all of them where each has one name.
    """
    if header.type.endswith("_DISORDERED"):
        return header.row.type != "LINE"
    if not header.type.endswith("_BROKEN"):
        return False
    lines = ["".join(line.split()) for cell in header.cells() for line in cell.split("\n") if line.strip()]
    if all(len(line) < 5 for line in lines):
        lines = ["".join(lines)]
    for line in lines:
        for names in _ORDERS[header.type]:
            ranks = [names.index(found) for found in re.findall("|".join(names), line)]
            if any(b < a for a, b in pairwise(ranks)):
                return True
        for names in _TURNS[header.type]:
            if any(found != names[i % 2] for i, found in enumerate(re.findall("|".join(names), line))):
                return True
    return False
