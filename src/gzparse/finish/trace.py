"""Traces: the accounts of a figure's row, the alternatives that were asked, and what refuted them, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gzparse.errors import UnknownPath
from gzparse.form.alternatives.accounts import Asked, Cell, Cells
from gzparse.form.alternatives.facts import cells_of
from gzparse.form.alternatives.resolve import asked_about
from gzparse.form.table_reading import TableReading
from gzparse.model.codes import LANGUAGES, Language

if TYPE_CHECKING:
    from gzparse.finish.evidence import TableEvidence

__all__ = ["trace"]

_SAYS: dict[str, tuple[str, str]] = {
    "plain": ("plain account: {}", "按原样：{}"),
    "other": ("{} – {}: {}", "{}——{}：{}"),
    "left": ("left", "不能排除"),
    "refuted": ("refuted, {} ({})", "已排除，{}（{}）"),
    "silent": ("asked, and no sign of it: {}", "未见迹象：{}"),
    "no_row": ("its row was not found", "未找到该行"),
    "blank": ("blank", "空白"),
    "lost": ("lost", "丢失"),
    "between": (", ", "、"),
}


def trace(evidence: TableEvidence, path: str, lang: Language = "en") -> str:
    """Return how a figure's row was resolved.

    Raises:
        UnknownPath: no figure of the form has this path.
    """
    if path not in evidence.labels.figures:
        evidence.label(path)  # raises UnknownPath with hints, unless the path is a row or a section
        raise UnknownPath(f"{path!r} is no figure; a figure of it has a trace")
    at = LANGUAGES.index(lang)
    for table in evidence.tables.values():
        for entry in table.entries.values():
            if path in entry.paths():
                return "\n".join(_lines(table, entry.path, at))
    return _SAYS["no_row"][at]


def _lines(table: TableReading, row: str, at: int) -> Iterator[str]:
    yield _SAYS["plain"][at].format(_shown(cells_of(table.entries[row]), at))
    proof = [one for one in table.proof if row in one.account.rows]
    for one in proof:
        cells, alternative = one.account.rows[row], one.alternative
        yield _SAYS["other"][at].format(alternative.name, alternative.supposes[at], _shown(cells, at))
        yield f"  {_outcome(one, at)}"
    seen = {one.alternative.name for one in proof}
    silent = [alternative.name for alternative in asked_about(table) if alternative.name not in seen]
    if silent:
        yield _SAYS["silent"][at].format(_SAYS["between"][at].join(silent))


def _outcome(one: Asked, at: int) -> str:
    evidence = one.refuted_by
    return _SAYS["left"][at] if evidence is None else _SAYS["refuted"][at].format(evidence.says[at], evidence.name)


def _shown(cells: Cells, at: int) -> str:
    return " · ".join(_cell(cell, at) for cell in cells)


def _cell(cell: Cell, at: int) -> str:
    return cell.text if cell.kind == "printed" else _SAYS[cell.kind][at]
