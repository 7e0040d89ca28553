"""What a file's reader has to say → findings, one for each kind, and the figures that are withheld for it."""

from __future__ import annotations

from gzparse.model.cell_notes import OF_CELLS
from gzparse.model.codes import known
from gzparse.model.findings import Findings
from gzparse.model.source import Range

__all__ = ["report_file"]

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
        if note.code == "cell-shape" or (note.code in OF_CELLS and extent is not None):
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


def _trimmed(text: str, extent: Range | None) -> Range | None:
    if extent is None:
        return None
    start, end = extent
    piece = text[start:end].split("\n", 1)[0]
    return (start, start + len(piece.rstrip())) if piece.strip() else None
