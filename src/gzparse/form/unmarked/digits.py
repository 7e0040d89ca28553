"""Digits without separators: rows with concatenated digits → the ways to split them that keep all sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from gzparse.form.items import plain_count
from gzparse.form.placing import Outcome
from gzparse.form.table_reading import TableReading
from gzparse.form.unmarked import solving
from gzparse.form.unmarked.solving import Balance, Steps, TooMany, Vector
from gzparse.form.unmarked.text_rows import TextLine, order_of

_MOST_CHOICES = 512
_MOST_BLANKS = 2
"""A row with so many digits too few shows that cells may be blank."""
_STEPS_FOR_BLANKS = 100_000


# --- reading ----------------------------------------------------------------------------------------------------------


def read_plain(line: TextLine) -> None:
    """Read each number as one figure."""
    texts = line.texts
    line.readings = [tuple((index, 0, len(text)) for index, text in enumerate(texts))]
    counts = [count for count in map(plain_count, texts) if count is not None]
    if len(counts) == len(texts):
        line.vectors = [tuple(counts)]


def read_concatenated(line: TextLine, sums: Sequence[int], steps: Steps) -> None:
    """Split concatenated digits in all ways that keep the row's sum.

    Without sums, only as many digits as columns are certain.
    """
    texts, size = line.texts, line.entry.width
    if not all(text.isdecimal() for text in texts):
        line.outcome, line.reason = Outcome.UNPROVEN, "digits-with-marks"
        return
    if not sums:
        # With fewer digits some cell is blank, and with a digit but 0 in front of another, some cell may be.
        if line.digits == size and "".join(texts)[: size - 1].strip("0") == "":
            line.readings = solving.readings(texts, (size,), steps, adding_up=False)
        if len(line.readings) != 1:
            line.outcome = Outcome.SPLIT_UNKNOWN
        return
    try:
        line.readings = solving.readings(texts, sums, steps)
    except TooMany:
        line.outcome = Outcome.SPLIT_UNKNOWN
        return
    line.vectors = [solving.values(texts, reading) for reading in line.readings]
    if not line.readings:
        line.outcome, line.reason = Outcome.BREAKS_SUM, "digits-break-sum"
    elif len(sums) > 1 and _keeps_sums_with_blanks(texts, sums, steps):
        line.outcome = Outcome.SPLIT_UNKNOWN  # section four has only one row, so no other row checks it


def check_digits_that_may_be_fewer(lines: Sequence[TextLine], sums: Sequence[int], steps: Steps) -> None:
    """Withhold rows with as many digits as columns whose digits may be fewer figures, where another row shows a blank.

    0000011 is 0 0 0 0 0 1 1, or 11 beside a blank.
    """
    if len(sums) != 1 or not any(
        line.entry.width - _MOST_BLANKS <= line.digits < line.entry.width and len(line.assignment.tokens) < line.digits
        for line in lines
    ):
        return  # a row with still fewer digits has lost some
    for line in lines:
        split = len(line.assignment.tokens) < line.digits == line.entry.width
        if line.outcome is None and split and _keeps_sums_with_blanks(line.texts, sums, steps):
            line.outcome = Outcome.SPLIT_UNKNOWN


def _keeps_sums_with_blanks(texts: list[str], sums: Sequence[int], steps: Steps) -> bool:
    """Whether digits may be fewer figures than columns and add up too, or that cannot be found out."""
    try:
        return solving.fewer_add_up(texts, sums, Steps(min(steps.left, _STEPS_FOR_BLANKS)))
    except TooMany:
        return True


def solve(reading: TableReading, lines: list[TextLine], steps: Steps) -> None:
    """Remove readings that break the table's identities, and withhold rows whose remaining readings agree on no column."""
    concatenated = [line for line in lines if line.outcome is None and len(line.assignment.tokens) != line.entry.width]
    if reading.table.balance and concatenated:
        order = order_of(reading, [line.entry for line in lines])
        by_path = {line.entry.path: line for line in lines}
        present = [by_path[path] for path in order if path in by_path]
        unknown = [line for line in present if line.outcome is not None or not line.vectors]
        remaining = None
        if len(present) == len(order) == len(by_path):
            try:
                remaining = _remaining(present, unknown, reading.table.balance, steps)
            except TooMany:
                remaining = None
        if remaining is not None:
            for line in present:
                _keep(line, remaining.get(line.entry.path, set()))
        else:
            for line in concatenated:
                if line.digits > line.entry.width:
                    line.outcome = Outcome.SPLIT_UNKNOWN
    for line in lines:
        if line.outcome is None and len(line.readings) != 1 and not agreed_columns(line):
            line.outcome = Outcome.SPLIT_UNKNOWN


def _remaining(
    present: list[TextLine], unknown: list[TextLine], ends: Sequence[str], steps: Steps
) -> dict[str, set[int]] | None:
    """Return for each row which of its readings are in some solution; ``None`` where more than one row must be damaged.

    A row whose figures are not known, or must be misprinted, may have any figures that balance the columns.
    """
    if not unknown:
        last = [line for path in ends for line in present if line.entry.path == path]
        results = [line for line in present if line.entry.path not in ends]
        found = Balance([line.vectors for line in results], [line.vectors for line in last]).remaining(steps)
        if found is not None:
            pairs = [*zip(results, found[0], strict=True), *zip(last, found[1], strict=True)]
            return {line.entry.path: indexes for line, indexes in pairs}
        suspects = present
    elif len(unknown) == 1:
        suspects = unknown
    else:
        return None
    remaining: dict[str, set[int]] | None = None
    for suspect in suspects:
        kept = _without(suspect, present, ends)
        if kept is not None:
            remaining = kept if remaining is None else {path: remaining[path] | kept[path] for path in remaining}
            if not unknown:
                remaining[suspect.entry.path] |= {-1}
    return remaining


def _without(suspect: TextLine, present: list[TextLine], ends: Sequence[str]) -> dict[str, set[int]] | None:
    """Return the readings of all other rows for which one row could have figures that balance every column."""
    others = [line for line in present if line is not suspect]
    count = 1
    for line in others:
        count *= len(line.vectors)
        if count > _MOST_CHOICES:
            raise TooMany
    remaining: dict[str, set[int]] = {line.entry.path: set() for line in present}
    path = suspect.entry.path
    for choice in product(*(range(len(line.vectors)) for line in others)):
        vectors = {line.entry.path: line.vectors[index] for line, index in zip(others, choice, strict=True)}
        results = [sum(v) for v in zip(*(v for p, v in vectors.items() if p not in ends), strict=True)]
        lacking = _lacking(path, vectors, results, ends)
        if lacking is not None and _could_print(lacking, "".join(suspect.texts)):
            for line, index in zip(others, choice, strict=True):
                remaining[line.entry.path].add(index)
    return remaining if all(remaining[line.entry.path] for line in others) else None


def _lacking(path: str, vectors: Mapping[str, Vector], results: list[int], ends: Sequence[str]) -> list[int] | None:
    """Return the figures that one row must have, so that all columns balance; ``None`` where no figures do that."""
    sign = {ends[0]: 1, ends[1]: 1, ends[2]: -1, ends[3]: -1}
    rest = [sum(sign[end] * vectors[end][c] for end in ends if end in vectors) for c in range(len(results))]
    if path == ends[2]:
        return rest if rest == results else None
    if path in ends:
        return [-sign[path] * r for r in rest] if list(vectors[ends[2]]) == results else None
    return [t - r for t, r in zip(vectors[ends[2]], results, strict=True)] if not any(rest) else None


def _could_print(figures: list[int], digits: str) -> bool:
    """Whether a row with these figures may print the digits, with some of its figures lost or one misprinted."""
    if min(figures) < 0 or sum(figures[:-1]) != figures[-1]:
        return False
    texts = list(map(str, figures))
    if any(digits.startswith("".join(texts[:at])) and digits.endswith("".join(texts[at + 1 :])) for at in range(len(texts))):
        return True
    # How many of the digits can be printed so far by the first figures, with any of them left out.
    printed = {0}
    for text in texts:
        printed |= {end + len(text) for end in printed if digits.startswith(text, end)}
    return len(digits) in printed


def _keep(line: TextLine, indexes: set[int]) -> None:
    if line.outcome is not None:
        return
    if -1 in indexes or not indexes:
        # The row itself may be the one that has lost a figure, and whose other digits happen to add up.
        if len(line.assignment.tokens) != line.entry.width:
            line.outcome = Outcome.SPLIT_UNKNOWN
        return
    line.readings = [line.readings[index] for index in sorted(indexes)]
    line.vectors = [line.vectors[index] for index in sorted(indexes)]


def agreed_columns(line: TextLine) -> list[int]:
    """Return the columns in which all readings have the same digits."""
    return [column for column in range(line.entry.width) if len({r[column] for r in line.readings}) == 1]
