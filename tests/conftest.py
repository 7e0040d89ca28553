"""Pages to test on: the example reports, pages of the 2019 form, and the reports of a corpus where GZPARSE_CORPUS names one."""

from __future__ import annotations

import os
import pathlib
import random
import sys

import pytest
from hypothesis import HealthCheck, settings

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
os.environ["GZPARSE_PLUGINS"] = "off"  # what else is installed does not matter here

for _profile, _examples in (("quick", 30), ("others", 30), ("long", 20_000)):
    # No example is too slow: machines are shared. Pages are large, and filters leave some out.
    # Every run of "quick" draws the same examples, so that a failure is that of a change, and not of chance.
    settings.register_profile(
        _profile,
        max_examples=_examples,
        deadline=None,
        derandomize=_profile == "quick",
        database=None,
        suppress_health_check=list(HealthCheck),
    )
settings.load_profile(os.environ.get("GZPARSE_PROFILE", "quick"))

import layouts  # noqa: E402
import writing  # noqa: E402

EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.txt"))


def corpus() -> pathlib.Path | None:
    """Return the corpus folder, if there is one."""
    folder = os.environ.get("GZPARSE_CORPUS")
    return pathlib.Path(folder) if folder and pathlib.Path(folder).is_dir() else None


def pages() -> list[pathlib.Path]:
    """Return the pages that damage is done to: the examples, and the corpus's real reports."""
    folder = corpus()
    return [*EXAMPLES, *(sorted((folder / "seeds").glob("*.txt")) if folder else ())]


WRITTEN = ["tabs behind"]
"""The layouts of the pages that are written in the 2019 form: the examples are all in that of 2021."""
_OF_2019 = {
    "rules.issued": "rules.made",
    "rules.repealed": "rules.published",
    "normative_documents.issued": "normative_documents.made",
    "normative_documents.repealed": "normative_documents.published",
    "otherwise.other": writing.UNDIVIDED,
}


class Page:
    """A page whose figures were replaced by others that keep the form's sums, and what it prints."""

    def __init__(self, page: pathlib.Path | str, seed: int = 7) -> None:
        """Take an example's file, or the name of the layout that a page of the 2019 form is to be written in."""
        self.edition = "2019" if isinstance(page, str) else "2021"
        self.figures = writing.consistent_figures(random.Random(seed), edition=writing.EDITIONS[self.edition])
        if isinstance(page, str):
            laid = layouts.Laid(page, self.figures)
            self.text, self.cells, self.blank = laid.text, laid.cells, frozenset[str]()
        else:
            original = page.read_text("utf-8")
            self.blank = frozenset(writing.blank_on(original))
            self.text = writing.with_figures(original, self.figures, self.blank)
            self.cells = writing.cells(self.text, self.blank)
        self.printed = {path: None if path in self.blank else value for path, value in self.figures.items()}
        self.indented = "\n\t规章\n" in self.text

    def path(self, path: str) -> str:
        """Return a path of the 2021 form, or what stands in its place in the page's own."""
        for old, new in _OF_2019.items() if self.edition == "2019" else ():
            path = path.replace(old, new)
        return path

    def with_cells(self, changes: dict[str, str]) -> str:
        """Put other text into cells, named by path."""
        return writing.replaced(self.text, {self.cells[path]: new for path, new in changes.items()})

    def row(self, path: str) -> tuple[int, int]:
        """Return the whole row that a path's cells stand in, its line end included."""
        places = [span for p, span in self.cells.items() if p.startswith(path + ".")]
        if self.indented:
            start = self.text.rindex("\n\n", 0, places[0][0]) + 2
            stop = self.text.index("\n\n", places[-1][1]) + 2
            return start, stop
        return self.text.rindex("\n", 0, places[0][0]) + 1, self.text.index("\n", places[-1][1]) + 1


@pytest.fixture(params=[*pages(), *WRITTEN], ids=lambda page: page if page in WRITTEN else f"{page.parent.name}-{page.stem}")
def page(request: pytest.FixtureRequest) -> Page:
    """Return each page in turn."""
    return Page(request.param)


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> pathlib.Path:
    """Return each example report in turn."""
    path: pathlib.Path = request.param
    return path
