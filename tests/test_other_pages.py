"""Pages of a generator that was written without a look at the parser: nothing on them is wrong in silence."""

from __future__ import annotations

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def test_no_figure_of_the_other_pages_is_wrong_in_silence() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "other_pages", "250", "1"],
        cwd=ROOT / "benchmarks",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    figures = next(line for line in run.stdout.splitlines() if line.startswith("figures:"))
    counts = {name: int(count) for name, count in (part.split() for part in figures.removeprefix("figures:").split(","))}
    assert counts["right"] > 0.85 * sum(counts.values())
    assert (counts["silent"], counts["flagged"]) == (0, 0), run.stdout
