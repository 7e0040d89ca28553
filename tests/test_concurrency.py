"""Threads and processes give the readings that one thread gives."""

from __future__ import annotations

import json
import multiprocessing
import random
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import layouts
import pytest
import writing

import gzparse
from gzparse.output.contract import record
from gzparse.testing import damages

THREADS = 4


def pages() -> list[str]:
    """Pages of all kinds, whole and damaged."""
    rng = random.Random(8)
    some = []
    for number, name in enumerate(layouts.LAYOUTS):
        figures = writing.consistent_figures(rng, edition=writing.edition(("2021", "2019", "hybrid")[number % 3], rng))
        some.append(layouts.Laid(name, figures).text)
    return some + [damages.numbered(6, number, writer).text for number, writer in enumerate(damages.WRITERS)]


PAGES = pages()


def read(page: str) -> str:
    """Give all that a reading says, as JSON text."""
    reading = gzparse.parse(page)
    return json.dumps([record(reading), [str(part) for part in reading.parts]])


@pytest.fixture(scope="module")
def alone() -> list[str]:
    return [read(page) for page in PAGES]


def test_threads_that_share_a_new_parser_give_the_same_readings(alone: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzparse, "_default", None)
    barrier = threading.Barrier(THREADS)

    def work(number: int) -> list[tuple[int, str]]:
        order = list(range(len(PAGES)))
        random.Random(number).shuffle(order)
        barrier.wait()  # all of them build what the first parse needs
        return [(index, read(PAGES[index])) for index in order]

    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(work, range(THREADS)):
            assert [text for _, text in sorted(found)] == alone


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_the_same_readings(alone: list[str], method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool:
        assert list(pool.map(read, PAGES)) == alone
