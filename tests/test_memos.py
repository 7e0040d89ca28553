"""What is kept of pages that were read changes no reading: after a thousand others, a page is read as in a new process."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys

from test_concurrency import PAGES, read

import gzparse
from gzparse.testing import damages

OTHERS = 1_000
_ALONE = """
import json, pathlib, sys
sys.path[:0] = json.loads(sys.argv[2])
from test_concurrency import read
print(json.dumps(read(pathlib.Path(sys.argv[1]).read_text("utf-8"))))
"""


def test_a_page_read_after_a_thousand_others_is_read_as_in_a_new_process(tmp_path: pathlib.Path) -> None:
    chosen = [PAGES[at] for at in (0, 3, -1, -4)]
    alone = []
    for number, text in enumerate(chosen):
        page = tmp_path / f"{number}.txt"
        page.write_bytes(text.encode("utf-8"))
        run = subprocess.run(
            [sys.executable, "-c", _ALONE, str(page), json.dumps(sys.path)], capture_output=True, check=True, encoding="utf-8"
        )
        alone.append(json.loads(run.stdout))
    for number in range(OTHERS):
        gzparse.parse(PAGES[number % len(PAGES)] if number % 4 else damages.numbered(11, number).text)
    assert [read(text) for text in chosen] == alone
