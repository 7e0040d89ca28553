"""`python -m other_pages N SEED`: read N documents, judge them, print what came of it."""

from __future__ import annotations

import argparse

from .build import document_of
from .judge import judge
from .plan import draw
from .tally import Tally


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="other_pages", description=__doc__)
    parser.add_argument("number", type=int, help="how many documents")
    parser.add_argument("seed", type=int, help="the seed of the first")
    parser.add_argument("--show", action="store_true", help="print the documents only")
    parser.add_argument("--no-reduce", action="store_true", help="do not look for the smallest set of variations")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.number)
    if options.show:
        for seed in seeds:
            print(f"### seed {seed}: {', '.join(draw(seed).names)}\n{document_of(draw(seed))[0]}")
        return
    tally = Tally(not options.no_reduce)
    for seed in seeds:
        tally.add(draw(seed), judge(draw(seed)))
    print(f"{options.number} documents from seed {options.seed}")
    print("\n".join(tally.print_out()))


if __name__ == "__main__":
    main()
