"""The names in a table's header against the form's: in another order, renamed, run together, broken over lines."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from gzparse.form_row import FormRow, TextRow
from gzparse.prescribed import HEADER_NAMES, HeaderName
from gzparse.reading import Status
from gzparse.rows import fold_label
from gzparse.tables import TableReading

# Of the names' halves, those that no two columns share, in the order of the columns: alternatives that may follow each other.
_ORDERS = {
    "APPLICANTS_BROKEN": (("自然人", "商业", "科研", "社会", "法律"), ("公益", "服务")),
    "OUTCOMES_BROKEN": (("行政复议", "行政诉讼"), ("未经复议", "复议后")),
}
_SECTIONS = {"APPLICANTS_DISORDERED": "requests", "OUTCOMES_DISORDERED": "review_and_litigation"}
_TURNS = {"APPLICANTS_BROKEN": (), "OUTCOMES_BROKEN": (("维持", "纠正"), ("其他", "尚未"))}


def is_disordered(header: FormRow) -> bool:
    """Tell whether a header names its columns in another order than the form.

    A line by itself is a part of a header, in which names may be left out. Of one that is broken over lines each line is looked
    at by itself, or all of them where each has one name.
    """
    if header.type.endswith("_DISORDERED"):
        if header.row.type != "LINE":
            return True
        section = _SECTIONS[header.type]
        in_line = _names_apart(header.label, section)
        return not any(_stands_in(in_line, order) for order in HEADER_NAMES[section])
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


def _stands_in(names: Iterable[str], order: Sequence[HeaderName]) -> bool:
    """Tell whether names stand in an order, some of which may be left out."""
    rest = iter(order)
    return all(any(name == other for other, _ in rest) for name in names)


# --- renamed columns --------------------------------------------------------------------------------------------------


def doubt_renamed_columns(reading: TableReading) -> bool:
    """Withhold the columns whose names in the header are not the form's, where most of the others are.

    Where these stand in another order besides, withhold all. Tell whether the header was read so.
    """
    orders = HEADER_NAMES[reading.section]
    names = _names_in_header(reading)
    if not names or any(names == [name for name, _ in order] for order in orders):
        return False
    from difflib import SequenceMatcher

    alike = [SequenceMatcher(None, [name for name, _ in order], names, autojunk=False) for order in orders]
    # Where as many names are the form's, an order that has others for all that are not tells more.
    order, best = max(
        zip(orders, alike, strict=True),
        key=lambda pair: (len(pair[0]) == len(names) and pair[1].ratio() > 0.8, pair[1].ratio()),
    )
    if 2 * sum(block.size for block in best.get_matching_blocks()) < len(order):
        return False
    changes = [(order[a:b], names[start:end]) for tag, a, b, start, end in best.get_opcodes() if tag != "equal"]
    new = [name for _, others in changes for name in others]
    if any(name in _known(reading.section) for name in new):
        other = next((name for name in new if name not in _known(reading.section)), "")
        is_moved = any(name in new for missing, _ in changes for name, _ in missing)
        if other and is_moved:
            why = f"the table's header has the name “{other}”, and the form's in another order"
            _withhold_columns(reading, {column for _, columns in order for column in columns}, why)
        return bool(other) and is_moved
    if lost := [name for missing, others in changes if not others for name, columns in missing if len(columns) == 1]:
        message = f"{{what}}: its header does not name {'、'.join(lost)}; its columns are taken to stand in the form's order"
        reading.findings.add("columns-by-order", "info", message, reading.section)
    renamed = [pair for missing, others in changes if missing and others for pair in _renamed(missing, others)]
    for (wanted, columns), found in renamed:
        # A slip of the pen is no other name.
        if columns and not any(SequenceMatcher(None, wanted, name).ratio() >= 0.6 for name in (*found, "".join(found))):
            _withhold_columns(reading, columns, f"the table's header calls the column “{'、'.join(found)}”")
    return bool(renamed)


def _renamed(missing: Sequence[HeaderName], others: list[str]) -> Iterator[tuple[HeaderName, Sequence[str]]]:
    """Give each name of the form that is missing, with what stands in its place: all of it, where names are lost besides."""
    if len(missing) == len(others):
        return zip(missing, ([name] for name in others), strict=True)
    return ((name, others) for name in missing)


@cache
def _known(section: str) -> frozenset[str]:
    return frozenset(name for order in HEADER_NAMES[section] for name, _ in order)


def _names_in_header(reading: TableReading) -> list[str]:
    """Give the names in the cells above a table's rows; one that is written in several cells side by side once."""
    known = _known(reading.section)
    begin = min((_place(entry.row) for entry in reading.entries.values()), default=(0, 0))
    cells: list[str] = []
    for row in reading.rows:
        if _place(row) >= begin:
            break
        cells += " ".join(row.cells()).split() if isinstance(row, TextRow) else row.cells()
    pieces = [name for cell in cells for name in _names_apart(cell, reading.section) if name.isalpha()]
    names: list[str] = []
    at = 0
    while at < len(pieces):
        # A name may be broken over lines, with a page's number among them.
        end = next((end for end in range(at + 4, at + 1, -1) if "".join(pieces[at:end]) in known), at + 1)
        name = "".join(pieces[at:end])
        at = end
        if len(name) <= 12 and name != "申请人情况" and name not in names[-1:]:
            names.append(name)
    return names


def _place(row: FormRow) -> tuple[int, int]:
    """Tell where a row begins, by the run and its cell: to work out the place of each cell takes long."""
    return row.row.start, row.first


@lru_cache(256)
def _names_apart(text: str, section: str) -> Sequence[str]:
    """Part names that run together: at each that is known, and what stands between these is a name too.

    A text in which there is but one known name is a name as a whole. 合计 is another word for 总计.
    """
    folded = fold_label(text).replace("合计", "总计")
    if folded in (known := _known(section)):
        return [folded]
    pieces = [piece for piece in _between(section).split(folded) if piece]
    return pieces if sum(piece in known for piece in pieces) > 1 else [folded]


@cache
def _between(section: str) -> re.Pattern[str]:
    return re.compile(f"({'|'.join(sorted(_known(section), key=len, reverse=True))})")


def _withhold_columns(reading: TableReading, columns: Container[str], why: str) -> None:
    """Give none of what stands in some columns, blanks neither."""
    paths: list[str] = []
    for entry in reading.entries.values():
        if not entry.place.certain:
            continue
        statuses: list[Status] = list(entry.statuses or ["value"] * len(entry.columns))
        hidden = [i for i, column in enumerate(entry.columns) if column in columns]
        entry.values = tuple(None if i in hidden else value for i, value in enumerate(entry.values))
        entry.statuses = tuple("withheld" if i in hidden else status for i, status in enumerate(statuses))
        paths += [entry.paths()[i] for i in hidden]
    if paths:
        reading.findings.add("columns-unknown", "error", f"{{what}}: withheld, since {why}", *paths)
