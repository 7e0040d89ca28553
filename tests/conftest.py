"""Pages to test on: the example reports, and the reports of a corpus where GZPARSE_CORPUS names one."""

from __future__ import annotations

import os
import pathlib
import random
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
os.environ["GZPARSE_PLUGINS"] = "off"  # what else is installed does not matter here

import writing  # noqa: E402

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def corpus() -> pathlib.Path | None:
    """Give the corpus folder, if there is one."""
    folder = os.environ.get("GZPARSE_CORPUS")
    return pathlib.Path(folder) if folder and pathlib.Path(folder).is_dir() else None


def pages() -> list[pathlib.Path]:
    """Give the pages that damage is done to: the examples, and the corpus's real reports."""
    folder = corpus()
    return [*EXAMPLES, *(sorted((folder / "seeds").glob("*.txt")) if folder else ())]


class Page:
    """A page whose figures were replaced by others that keep the form's sums, and what it prints."""

    def __init__(self, path: pathlib.Path, seed: int = 7) -> None:
        original = path.read_text("utf-8")
        self.name = path.stem
        self.blank = frozenset(writing.blank_on(original))
        self.figures = writing.consistent_figures(random.Random(seed))
        self.text = writing.with_figures(original, self.figures, self.blank)
        self.cells = writing.cells(self.text, self.blank)
        self.printed = {path: None if path in self.blank else value for path, value in self.figures.items()}
        self.indented = "\n\t规章\n" in self.text

    def with_cells(self, changes: dict[str, str]) -> str:
        """Put other text into cells, named by path."""
        return writing.replaced(self.text, {self.cells[path]: new for path, new in changes.items()})

    def row(self, path: str) -> tuple[int, int]:
        """Give the whole row that a path's cells stand in, its line end included."""
        places = [span for p, span in self.cells.items() if p.startswith(path + ".")]
        if self.indented:
            start = self.text.rindex("\n\n", 0, places[0][0]) + 2
            stop = self.text.index("\n\n", places[-1][1]) + 2
            return start, stop
        return self.text.rindex("\n", 0, places[0][0]) + 1, self.text.index("\n", places[-1][1]) + 1


@pytest.fixture(params=pages(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def page(request: pytest.FixtureRequest) -> Page:
    """Give each page in turn."""
    return Page(request.param)


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> pathlib.Path:
    """Give each example report in turn."""
    path: pathlib.Path = request.param
    return path
