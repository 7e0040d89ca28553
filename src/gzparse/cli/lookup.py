"""Find figures: a path, or words of paths and labels → the figures, explained or listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gzparse.errors import UnknownPath
from gzparse.model.codes import Language
from gzparse.model.letters import plain_letters
from gzparse.model.paths import OF_THE_REPORT, FigureInfo, Labels
from gzparse.model.reading import Reading

_EXPLAINED = 7
"""Up to so many figures, those of a row of section three, are each explained; more are listed."""


def matching(labels: Labels, words: Sequence[str]) -> Mapping[str, FigureInfo]:
    """Return the figures whose path or label holds each of the words.

    Raises:
        UnknownPath: there is none; the message says which words are in none.
    """
    wanted = [(word, _folded(word)) for given in words for word in given.split()]
    every = [(info, path.casefold(), _folded(info.label)) for path, info in labels.figures.items()]
    found = {info.path: info for info, path, label in every if all(folded in path or folded in label for _, folded in wanted)}
    if found:
        return found
    strange = [word for word, folded in wanted if not any(folded in path or folded in label for _, path, label in every)]
    if strange:
        raise UnknownPath(f"no figure's path or label holds {' or '.join(strange)}; gzparse paths lists all")
    raise UnknownPath(
        f"no figure's path or label holds all of {', '.join(word for word, _ in wanted)}; gzparse paths lists all"
    )


def _folded(text: str) -> str:
    """Return a text with letters, brackets and digits of all widths made alike, without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", plain_letters(text))).casefold()


def explained(reading: Reading[Any], words: Sequence[str], lang: Language = "en", *, trace: bool = False) -> str:
    """Return explanations of the figure at a path, of those of a row, or of those that words name; a list where they are many.

    trace: also the accounts of their rows, and what became of them.

    Raises:
        UnknownPath: there are none.
    """
    path = words[0]
    if len(words) == 1 and path in OF_THE_REPORT:
        return reading.explain(path, lang)
    if len(words) == 1 and path in reading.labels.figures:
        return _explanation(reading, path, lang, trace)
    if len(words) == 1 and path in reading.labels.parts:
        inner = [figure for figure in reading.labels.figures if figure.startswith(f"{path}.")]
        if not inner:
            return reading.explain(path)  # raises UnknownPath, and says what it is
        few = path in reading.labels.rows
    else:
        inner = _named(reading, words)
        few = len(inner) <= _EXPLAINED
    # Figures that the report's edition does not have are left out where there are others.
    shown = [figure for figure in inner if reading.figures[figure].status != "not_in_form"] or inner
    if few or len(shown) <= _EXPLAINED:
        return "\n\n".join(_explanation(reading, figure, lang, trace) for figure in shown)
    return "\n".join(_listed(reading, shown))


def _explanation(reading: Reading[Any], path: str, lang: Language, trace: bool) -> str:
    told = reading.explain(path, lang)
    return f"{told}\n{reading.trace(path, lang)}" if trace else told


def _named(reading: Reading[Any], words: Sequence[str]) -> list[str]:
    try:
        return list(matching(reading.labels, words))
    except UnknownPath:
        if len(words) == 1 and "." in words[0]:
            reading.explain(words[0])  # raises UnknownPath with the paths that are near
        raise


def _listed(reading: Reading[Any], paths: Sequence[str]) -> Iterator[str]:
    yield f"{len(paths)} figures match; give the path of one or of a row, or more words:"
    rows = []
    for path in paths:
        figure = reading.figures[path]
        value = figure.status if figure.value is None else f"{figure.value}{figure.unit or ''}"
        rows.append((path, value, reading.label(path)))
    yield from aligned(rows)


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows set in columns. The last column is ragged: Chinese letters do not have the same width everywhere."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return ["  ".join([*(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=False)), row[-1]]) for row in rows]
