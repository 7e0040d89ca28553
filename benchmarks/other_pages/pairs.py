"""`python -m other_pages.pairs SECTION TIMES SEED`: every pair of a section's variations, in random layouts."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import combinations

from .grid import LAYOUTS, SPANS
from .judge import judge
from .plan import VARIATIONS, Plan, fitting
from .tally import UNREAD, Tally

READ = [layout for layout in LAYOUTS if layout not in UNREAD]


def plans(section: str, times: int, seed: int) -> Iterator[Plan]:
    """The plans of all pairs that fit."""
    dice = random.Random(f"pairs:{section}:{seed}")
    kinds = [f"{section}.{name}" for name in VARIATIONS[section]]
    for first, second in combinations(kinds, 2):
        for _ in range(times):
            layout = dice.choice(READ)
            seed += 1
            taken = frozenset({first})
            if fitting(first, layout, frozenset()) and fitting(second, layout, taken):
                edition = dice.choice(("2021", "2021", "2019"))
                yield Plan(seed, edition, layout, dice.choice(SPANS[layout]), taken | {second}, frozenset({section}))


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="other_pages.pairs", description=__doc__)
    parser.add_argument("section", choices=("s2", "s3", "s4"))
    parser.add_argument("times", type=int, help="how many documents for each pair")
    parser.add_argument("seed", type=int)
    options = parser.parse_args()
    tally = Tally()
    for plan in plans(options.section, options.times, options.seed):
        tally.add(plan, judge(plan))
    print("\n".join(tally.print_out()))


if __name__ == "__main__":
    main()
