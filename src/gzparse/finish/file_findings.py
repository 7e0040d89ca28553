"""What a file's reader has to say → findings, one for each kind, and the figures that are withheld for it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from gzparse.form.table_reading import TableReading
from gzparse.model.cell_notes import OF_CELLS
from gzparse.model.codes import known
from gzparse.model.findings import Findings
from gzparse.model.place import Place
from gzparse.model.sections import Outline
from gzparse.model.source import Range

__all__ = ["report_file", "report_notes_at_tables"]

_QUOTED = 60


def report_file(findings: Findings) -> None:
    """Add a finding for each kind of note that the file's reader made, at the first place in the text that has one.

    A note of severity error names figures: it was added with the table in which it stands.
    """
    file = findings.source.file
    if file is None:
        return
    seen: dict[str, tuple[list[str], Range | None]] = {}
    for note, extent in file.notes:
        if note.code == "cell-shape" or note.code == "note-on-cell" or (note.code in OF_CELLS and extent is not None):
            continue
        texts, _ = seen.setdefault(note.code, ([], extent))
        texts.append(note.text)
    for code, (texts, extent) in seen.items():
        shown = " ".join(texts[0].split())
        text = shown if len(shown) <= _QUOTED else f"{shown[:_QUOTED]}…"
        more = len(texts) - 1
        text = (text or "…") + (f" (+{more})" if more else "")
        reason = code if known(code) else "file-note"
        findings.add(
            reason, at=_trimmed(findings.source.normalized, extent), text=text if reason == code else f"{code}: {text}"
        )


def report_notes_at_tables(findings: Findings, tables: Mapping[str, TableReading], outline: Outline) -> None:
    """Report footnotes, comments and the like on a table's heading, or on words above or below the table, at the table.

    Those on its cells were added with the table.
    """
    source = findings.source
    notes = [each for each in source.file.notes if each[0].code == "note-on-cell"] if source.file is not None else []
    for name, table in tables.items() if notes else ():
        section, rows = outline.sections.get(name), table.grid.rows
        if section is None or not table.entries:
            continue
        start, end = section.heading[0], section.body[1]
        places = {_of_cell(place) for place in source.places(start, end)}
        in_front = {_of_cell(place) for place in source.places(start, max(start, rows[0].start if rows else end))}
        on_words = (note.text for note, extent in notes if _of_cell(note.place) in (places if extent is None else in_front))
        for text in dict.fromkeys(on_words):
            findings.add("note-on-cell", name, at=section.heading, text=text)


def _of_cell(place: Place) -> Place:
    """Return the place of the cell in which a place lies, or the place itself."""
    return place if place.cell is None and place.address is None else evolve(place, path=None)


def _trimmed(text: str, extent: Range | None) -> Range | None:
    if extent is None:
        return None
    start, end = extent
    piece = text[start:end].split("\n", 1)[0]
    return (start, start + len(piece.rstrip())) if piece.strip() else None
