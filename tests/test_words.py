"""Identifiers and phrases that are gone stay gone: ``words_gone.txt`` lists them with what is written instead."""

from __future__ import annotations

import re
import warnings

import pytest
from conftest import ROOT

LIST = ROOT / "tests" / "words_gone.txt"
FOLDERS = ("src/gzparse", "grammars", "docs/en", "docs/plugins", "tests")
CODES = re.compile(r"figures-parted|label-slip")
"""The codes of findings do not change with the words."""


class WordsRemainWarning(UserWarning):
    """Phrases that are to go are still there."""


def phrases() -> tuple[dict[str, str], dict[str, str]]:
    """Return the phrases that are gone and those that are to go, each with what is written instead."""
    gone, _, later = LIST.read_text("utf-8").partition("\n# later")
    found = (re.findall(r"^([^#\n]+?) -> (.+)$", part, re.M) for part in (gone, later))
    first, second = (dict(pairs) for pairs in found)
    return first, second


def pattern_of(phrase: str) -> str:
    """Return the regular expression for a phrase: whole words, unless it ends at an underscore."""
    begin = "" if phrase.startswith("_") else "(?<![a-z])"
    end = "" if phrase.endswith("_") else "(?![a-z])"
    return begin + re.escape(phrase).replace(r"\ ", r"[\s#]+") + end


def places_of(phrases: dict[str, str]) -> list[str]:
    """Return where the phrases stand, with what is written instead."""
    patterns = [(re.compile(pattern_of(phrase), re.I), instead) for phrase, instead in phrases.items()]
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".py", ".lark", ".md", ".toml") or path == ROOT / "tests" / "test_words.py":
                continue
            text = CODES.sub(lambda code: "-" * len(code.group()), path.read_text("utf-8"))
            found += [
                f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()!r}; write {instead}"
                for pattern, instead in patterns
                for match in pattern.finditer(text)
            ]
    return found


def test_phrases_that_are_gone_are_nowhere() -> None:
    gone, _ = phrases()
    assert len(gone) > 20
    assert places_of(gone) == []


@pytest.mark.filterwarnings("default::test_words.WordsRemainWarning")
def test_phrases_that_are_to_go_are_counted() -> None:
    _, later = phrases()
    found = places_of(later)
    if found:
        warnings.warn(f"{len(found)} phrases of words_gone.txt remain", WordsRemainWarning, stacklevel=1)
        print("\n".join(found))


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("owed", "what is owed", True),
        ("owed", "allowed", False),
        ("owed", "the_owed_figure", True),
        ("settle_", "settle_rows", True),
        ("_slip", "label_slip", True),
        ("leaves no trace", "# it leaves\n    # no trace", True),
        ("leaves no trace", "Leaves no traceback", False),
    ],
)
def test_what_is_a_phrase(phrase: str, text: str, is_found: bool) -> None:
    assert (re.search(pattern_of(phrase), text, re.I) is not None) is is_found


def test_no_phrase_is_listed_twice() -> None:
    lines = [line.partition(" -> ")[0] for line in LIST.read_text("utf-8").splitlines() if " -> " in line]
    assert len(lines) == len(set(lines))
