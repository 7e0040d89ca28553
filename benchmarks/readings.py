"""Sameness of readings: draw pages once, dump what each state of the code reads of them, and compare the dumps.

    python benchmarks/readings.py draw FOLDER [--corpus FOLDER] [--examples FOLDER] [--seed NUMBER]
    python benchmarks/readings.py dump FOLDER OUT.jsonl [--workers 2]
    python benchmarks/readings.py compare BEFORE.jsonl AFTER.jsonl [--findings] [--parts] [--page NAME]

``draw`` writes pages as files: those of the corpus and the examples as they are, damaged pages that mark their cells or do
not, and some of all of these changed at random; it is done once, for both states. ``dump`` writes one JSON line for each page,
by nothing but gzparse's public names: it works on any state of the code (``PYTHONPATH=OTHER/src``; it tells which one it read
by). ``compare`` counts what differs, with the names of up to three pages for each kind; ``--page`` prints all that differs on
one page. Exit status 1 if a report, figures or an error differ; with ``--findings`` and ``--parts`` also if those do.
"""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import pathlib
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import gzparse

if TYPE_CHECKING:
    from hypothesis import strategies as st

    from gzparse.testing import PrintedPage

ROOT = pathlib.Path(__file__).resolve().parent.parent
UNMARKED, MARKED, MUTATED = 1800, 1800, 1800
"""How many pages of each kind are drawn."""
BROKEN = ("pages", "report", "figures", "errors")
"""What must not differ."""
FINDING = ("code", "kind", "severity", "message", "refs", "expected", "actual")
FIGURE = ("raw", "value", "status", "origins", "unit", "layout", "inferred")

Record = dict[str, Any]
Pages = Iterator[tuple[str, bytes]]


# --- draw ---------------------------------------------------------------------------------------------------------------


def draw(folder: pathlib.Path, corpus: pathlib.Path | None, examples: pathlib.Path, seed: int) -> None:
    """Write all pages to an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    real = [*given_pages("examples", examples), *(given_pages("corpus", corpus) if corpus is not None else ())]
    made = [*unmarked_pages(UNMARKED, seed), *marked_pages(MARKED, seed)]
    counts: collections.Counter[str] = collections.Counter()
    for name, data in (*real, *made, *mutated_pages([*real, *made[::60]], MUTATED, seed)):
        (folder / name).write_bytes(data)
        counts[name.split(".")[0]] += 1
    print("\n".join(f"{kind:<10}{count:>7}" for kind, count in counts.items()) + f"\n{'all':<10}{counts.total():>7}")


def given_pages(kind: str, folder: pathlib.Path) -> Pages:
    """Give the text files of a folder and those below it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".txt", ".md", ".html"):
            yield ".".join((kind, *path.relative_to(folder).parts)), path.read_bytes()


def unmarked_pages(count: int, seed: int) -> Pages:
    """Give damaged pages that mark no cells, as many by each writer in each edition."""
    from gzparse.testing import damages

    kinds = [(writer, edition) for writer in damages.WRITERS for edition in damages.EDITIONS]
    for number in range(count):
        writer, edition = kinds[number % len(kinds)]
        page = damages.numbered(seed, number, writer, edition)
        yield _name("unmarked", writer, edition, f"{number:05}"), _encoded(page.text)


def marked_pages(count: int, seed: int) -> Pages:
    """Give damaged pages in each layout that can be written: half of them with hardly any zero."""
    from gzparse.testing import reports

    names = [layout.name for layout in gzparse.layouts() if layout.render is not None]
    for at, name in enumerate(names):
        some = count // len(names) // 2 + 1
        for kind, strategy in (("any", reports()), ("full", _without_zeros())):
            for number, page in enumerate(_examples(_damaged(strategy, name), some, seed + at)):
                yield _name("marked", name, kind, f"{number:05}"), _encoded(page.text)


def _without_zeros() -> st.SearchStrategy[gzparse.Report]:
    """Reports of all kinds, their figures replaced by larger ones whose sums hold."""
    from hypothesis import strategies as st

    from gzparse.testing import figures, reports

    def filled(report: gzparse.Report, seed: int) -> gzparse.Report:
        edition = figures.edition_of(figures.figures_in(report))
        new = figures.consistent_figures(random.Random(seed), edition=edition)
        changed: gzparse.Report = figures.with_figures(report, new)
        return changed

    return st.builds(filled, reports(blanks=False), st.integers(0, 2**40))


def _damaged(reports: st.SearchStrategy[gzparse.Report], layout: str) -> st.SearchStrategy[PrintedPage]:
    from hypothesis import strategies as st

    from gzparse.testing import damaged, marked

    kinds = st.lists(st.sampled_from(marked.kinds_for(layout)), min_size=1, max_size=3, unique=True)
    return kinds.flatmap(lambda some: damaged(reports, layout=layout, kinds=some))


def _examples(strategy: st.SearchStrategy[PrintedPage], count: int, seed: int) -> list[PrintedPage]:
    """Draw so many different pages: the same seed gives the same."""
    import hypothesis

    found: dict[str, PrintedPage] = {}

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=2 * count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def collect(page: PrintedPage) -> None:
        found[page.text] = page

    collect()
    return list(found.values())[-count:]  # the first are the simplest


def mutated_pages(pages: Sequence[tuple[str, bytes]], count: int, seed: int) -> Pages:
    """Give pages changed at random, as many of each; some in other encodings, with other line ends, or no text at all."""
    texts = [(name, text) for name, data in pages if name.endswith(".txt") and (text := _decoded(data))]
    for number in range(count if texts else 0):
        name, text = texts[number % len(texts)]
        rng = random.Random(f"{seed}/{number}")
        for _ in range(rng.choice((1, 1, 2, 3))):
            text = rng.choice(MUTATIONS)(text, rng)
        text = text.replace("\n", "\r\n") if rng.random() < 0.03 else text
        encoding = rng.choice(("utf-16", "gb18030", "utf-8-sig")) if rng.random() < 0.05 else "utf-8"
        data = _encoded(text, encoding)
        yield f"mutated.{number:05}.{name}", data[:-1] + b"\xff" if rng.random() < 0.005 else data


def _line_deleted(text: str, rng: random.Random) -> str:
    lines, at = _line(text, rng)
    del lines[at : at + rng.choice((1, 1, 1, 2, 6))]
    return "\n".join(lines)


def _line_doubled(text: str, rng: random.Random) -> str:
    lines, at = _line(text, rng)
    place = at if rng.random() < 0.6 else rng.randrange(len(lines))
    lines[place:place] = lines[at : at + rng.choice((1, 1, 2, 8))]
    return "\n".join(lines)


def _lines_swapped(text: str, rng: random.Random) -> str:
    lines, at = _line(text, rng)
    other = min(at + 1, len(lines) - 1) if rng.random() < 0.6 else rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def _cell_deleted(text: str, rng: random.Random) -> str:
    """Delete a word or a figure, or with it what parts it from the next."""
    start, end = _match(r"[^\s|]+[ \t|]?", text, rng)
    word = text[start:end].rstrip(" \t|")
    return text[:start] + text[rng.choice((end, start + len(word))) :]


def _figure_deleted(text: str, rng: random.Random) -> str:
    start, end = _match(r"(?<![\d.])\d[\d.]*", text, rng)
    return text[:start] + text[end:]


def _digit_changed(text: str, rng: random.Random) -> str:
    start, end = _match(r"\d", text, rng)
    return text[:start] + str(rng.randint(1, 9)) + text[end:] if end > start else text


def _zeros_filled(text: str, rng: random.Random) -> str:
    """Print a figure in the place of some zeros, or of nearly all."""
    share = rng.choice((0.05, 0.3, 0.95))
    return re.sub(r"(?<![\d.,])0(?![\d.,])", lambda zero: str(rng.randint(1, 40)) if rng.random() < share else "0", text)


def _cut_off(text: str, rng: random.Random) -> str:
    start, end = _match(r"\d+", text, rng)
    return text[: rng.choice((start, end))] if rng.random() < 0.7 else text[end:]


def _emptied(text: str, rng: random.Random) -> str:
    """Print nothing, a nil mark or 0 in the place of all figures of one table or of several."""
    headings = [at for heading in ("二、", "三、收", "四、", "五、") if (at := text.find(heading)) >= 0]
    start, end = (headings[0], headings[-1]) if headings else (0, len(text))
    if rng.random() < 0.5 and len(headings) > 1:
        at = rng.randrange(len(headings) - 1)
        start, end = headings[at : at + 2]
    nil, share, other = rng.choice("/—-无"), rng.choice((0.0, 0.3, 0.5, 1.0)), rng.choice(("", "", "0"))
    table = re.sub(r"(?<=[\s|])-?\d[\d.]*(?=[\s|])", lambda _: nil if rng.random() < share else other, text[start:end])
    return text[:start] + table + text[end:]


def _words_added(text: str, rng: random.Random) -> str:
    """Print a few words more: page numbers, notes, remarks, what stands in more or fewer cells."""
    if rng.random() < 0.3:
        lines = text.split("\n")
        step = rng.choice((8, 15, 25))
        for number, at in enumerate(range(step, len(lines), step), rng.choice((1, 2, 4))):
            lines[at] = rng.choice(("{}\n", "- {} -\n", "— {} —\n", "第{}页 共9页\n")).format(number) + lines[at]
        return "\n".join(lines)
    lines, at = _line(text, rng)
    some = slice(at, at + rng.choice((1, 1, 3, len(lines))))
    before, behind = rng.choice(
        (("", "\t同比增加"), ("", " | 备注 |"), ("", "件"), ("", "%"), ("1\t", ""), ("", "\t"), ("", "\n注：含下属单位。"))
    )
    lines[some] = [before + line + behind if re.search(r"\d", line) else line for line in lines[some]]
    return "\n".join(lines)


def _printed_otherwise(text: str, rng: random.Random) -> str:
    """Print some letters otherwise, or another title or signature."""
    ends = (
        "\n某县人民政府办公室\n2024年1月12日\n",
        "\n某局（盖章）\n二〇二四年一月二十一日",
        "\n2024-01-12",
        "\n2024年13月45日",
    )
    if rng.random() < 0.3:
        return text + rng.choice(ends)
    old, new = rng.choice(_OTHERWISE)
    return re.sub(old, new, text, count=rng.choice((1, 3, 0)))


_OTHERWISE = (
    ("万元", "元"), ("总计", "總計"), ("政府", "⾏府"), ("数", "數(shù)"), ("结果", "結(jié)果"), ("其他", "其它"),
    ("商业", "商業"), (r"20\d\d年", ""), (r"20\d\d年", "二〇二三年"), ("人民政府", ""), (r"\d+(?=\s)", r"\g<0>件"),
    (r"(?<=\s)(\d)(?=\s)", r"（\1）"), (r"\t", "  "), (r"\t", "|"), (r" +", "\t"), (r"\n", "\n\n"),
    ("一、", "1．"), ("（([一二三四])）", r"(\1)"), ("[：:]", " "),
)  # fmt: skip


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _line_deleted,
    _line_doubled,
    _lines_swapped,
    _cell_deleted,
    _cell_deleted,
    _figure_deleted,
    _digit_changed,
    _zeros_filled,
    _cut_off,
    _emptied,
    _words_added,
    _printed_otherwise,
)


def _line(text: str, rng: random.Random) -> tuple[list[str], int]:
    """Give a text's lines and the number of one, mostly of one with a figure."""
    lines = text.split("\n")
    with_figures = [at for at, line in enumerate(lines) if re.search(r"\d", line)]
    return lines, rng.choice(with_figures if with_figures and rng.random() < 0.7 else range(len(lines)))


def _match(pattern: str, text: str, rng: random.Random) -> tuple[int, int]:
    """Give the place of one match, mostly of one in the tables."""
    found = [m.span() for m in re.finditer(pattern, text)] or [(0, 0)]
    within = [span for span in found if text.find("二、") <= span[0] < text.find("五、")]
    return rng.choice(within if within and rng.random() < 0.8 else found)


def _name(*parts: str) -> str:
    return ".".join(re.sub(r"\W+", "_", part) for part in parts) + ".txt"


def _encoded(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding, "replace" if encoding == "gb18030" else "surrogatepass")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


# --- dump ---------------------------------------------------------------------------------------------------------------


def dump(folder: pathlib.Path, out: pathlib.Path, workers: int) -> None:
    """Read all pages of a folder and write what was read, a line each, by name."""
    print(f"read by {gzparse.__file__}", file=sys.stderr)
    begin = time.perf_counter()
    paths = sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.name)
    gzparse.layouts()  # grammars are built once, before there are several processes
    with out.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file, multiprocessing.Pool(workers) as pool:
        for line in pool.imap(dumped, paths, chunksize=10):
            file.write(line + "\n")
    print(f"{len(paths)} pages in {time.perf_counter() - begin:.0f} s", file=sys.stderr)


def dumped(path: pathlib.Path) -> str:
    """Read a page; give what was read, or the error, as a line of JSON."""
    record: Record = {"page": path.name}
    try:
        record |= read(path.read_bytes())
    except Exception as error:  # whatever a page raises is to be compared
        record["error"] = [type(error).__name__, str(error)]
    return json.dumps(record, ensure_ascii=False)


def read(data: bytes) -> Record:
    """Read a page; give all of its reading as plain data."""
    reading = gzparse.parse(data)
    return {
        "form": reading.form,
        "report": gzparse.unstructure(reading.report),
        "figures": {
            path: [
                f.raw,
                None if f.value is None else str(f.value),
                f.status,
                [[span.start, span.end] for span in f.origins],
                f.unit,
                f.layout,
                f.inferred,
            ]
            for path, f in reading.figures.items()
        },
        "parts": [[part.kind, part.span.start, part.span.end] for part in reading.parts],
        "findings": [[f.code, f.kind, f.severity, f.message, _refs(f), f.expected, f.actual] for f in reading.findings],
    }


def _refs(finding: gzparse.Finding) -> list[list[Any]]:
    return [
        [ref.path, None if ref.span is None else ref.span.start, None if ref.span is None else ref.span.end]
        for ref in finding.refs
    ]


# --- compare ------------------------------------------------------------------------------------------------------------


class Differences:
    """What differs between two dumps: how many pages in which respect, and how often in which way."""

    def __init__(self) -> None:
        self.pages: collections.Counter[str] = collections.Counter()
        self.ways: dict[tuple[str, str], dict[str, int]] = {}
        """Respect and way → the pages, and how often on each."""

    def add(self, page: str, found: Mapping[str, Sequence[str]]) -> None:
        """Count a page's differences: respect → ways."""
        self.pages["same"] += not found
        self.pages["different"] += bool(found)
        for respect, ways in found.items():
            self.pages[respect] += 1
            for way in ways:
                counts = self.ways.setdefault((respect, way), {})
                counts[page] = counts.get(page, 0) + 1

    def table(self) -> str:
        """Lay them out, the most frequent ways first."""
        lines = [f"{name:<12}{self.pages[name]:>7}" for name in ("same", "different", *BROKEN, "parts", "findings")]
        lines[2] = f"{'missing':<12}{self.pages['pages']:>7}"
        for respect in (*BROKEN, "parts", "findings"):
            ways = [(sum(pages.values()), way, pages) for (of, way), pages in self.ways.items() if of == respect]
            lines += [f"\n{respect:<60}{'times':>8}{'pages':>8}"] if ways else []
            for times, way, pages in sorted(ways, key=lambda item: (-item[0], item[1])):
                lines.append(f"  {way:<58}{times:>8}{len(pages):>8}")
                lines += [f"      {page}" for page in list(pages)[:3]]
        return "\n".join(lines)


def compare(before: pathlib.Path, after: pathlib.Path, only: str) -> Differences:
    """Hold two dumps against each other; print all that differs on one page, if it is named."""
    differences = Differences()
    with _opened(before) as one, _opened(after) as other:
        for page, a, b in paired(one, other):
            if a == b:
                differences.add(page, {})
                continue
            old, new = (None if line is None else json.loads(line) for line in (a, b))
            differences.add(page, found(old, new))
            if page == only and old is not None and new is not None:
                print("\n".join(told(old, new)) + "\n")
    return differences


def _opened(path: pathlib.Path) -> IO[str]:
    return path.open(encoding="utf-8", errors="surrogatepass", newline="\n")


def paired(one: IO[str], other: IO[str]) -> Iterator[tuple[str, str | None, str | None]]:
    """Give each page's name and its lines in both dumps, both sorted by name; no line where a dump has none."""
    a, b = one.readline(), other.readline()
    while a or b:
        names = [_page(line) for line in (a, b) if line]
        name = min(names)
        in_one, in_other = bool(a) and _page(a) == name, bool(b) and _page(b) == name
        yield name, a if in_one else None, b if in_other else None
        a = one.readline() if in_one else a
        b = other.readline() if in_other else b


def _page(line: str) -> str:
    name, _ = json.JSONDecoder().raw_decode(line, len('{"page": '))
    return str(name)


def found(old: Record | None, new: Record | None) -> dict[str, list[str]]:
    """Tell in which respects a page was read differently, and in which ways."""
    if old is None or new is None:
        return {"pages": ["only in the second" if old is None else "only in the first"]}
    if "error" in old or "error" in new:
        if old.get("error") == new.get("error"):
            return {}
        names = [record["error"][0] if "error" in record else "reading" for record in (old, new)]
        return {"errors": [" → ".join(names) if names[0] != names[1] else f"{names[0]}: message"]}
    ways = {
        "report": _report_ways(old, new),
        "figures": _figure_ways(old["figures"], new["figures"]),
        "parts": _part_ways(old["parts"], new["parts"]),
        "findings": _finding_ways(old["findings"], new["findings"]),
    }
    return {respect: some for respect, some in ways.items() if some}


def _report_ways(old: Record, new: Record) -> list[str]:
    """Tell which fields of the report differ: of its figures, only the section."""
    fields = dict.fromkeys((*old["report"], *new["report"]))
    ways = [name for name in fields if _json(old["report"].get(name)) != _json(new["report"].get(name))]
    return [*ways, *(["form"] if old["form"] != new["form"] else [])]


def _figure_ways(old: Record, new: Record) -> list[str]:
    """Tell how the status changed, or which other fields, of each figure."""
    ways = []
    for path in dict.fromkeys((*old, *new)):
        a, b = old.get(path), new.get(path)
        if a == b:
            continue
        statuses = ["no path" if figure is None else str(figure[2]) for figure in (a, b)]
        changed = [] if a is None or b is None else _changed(FIGURE, a, b)
        ways.append(" → ".join(statuses) if statuses[0] != statuses[1] else f"{statuses[0]}: {', '.join(changed)}")
    return ways or (["order of paths"] if list(old) != list(new) else [])


def _part_ways(old: list[list[Any]], new: list[list[Any]]) -> list[str]:
    """Tell which kinds of parts came and went."""
    gone, come = _without_same(old, new)
    kinds = [sorted({str(part[0]) for part in parts}) for parts in (gone, come)]
    if not gone and not come:
        return ["order"] if old != new else []
    return [" → ".join(", ".join(some) or "none" for some in kinds)]


def _finding_ways(old: list[list[Any]], new: list[list[Any]]) -> list[str]:
    """Tell which findings came and went, and which fields changed of those that stayed."""
    ways = []
    for a, b in matched(old, new):
        if a is None or b is None:
            ways.append(f"{(a or b or ['?'])[0]}: {'added' if a is None else 'removed'}")
        else:
            ways.append(f"{a[0]}: {', '.join(_changed(FINDING, a, b))} changed")
    return ways or (["order"] if old != new else [])


def matched(old: list[list[Any]], new: list[list[Any]]) -> list[tuple[list[Any] | None, list[Any] | None]]:
    """Pair the findings that differ, of one code each, those first that differ least; the others stand alone."""
    gone, come = _without_same(old, new)
    alike = sorted((len(_changed(FINDING, a, b)), i, j) for i, a in enumerate(gone) for j, b in enumerate(come) if a[0] == b[0])
    of: dict[int, int] = {}
    for _, i, j in alike:
        if i not in of and j not in of.values():
            of[i] = j
    pairs: list[tuple[list[Any] | None, list[Any] | None]] = [
        (finding, come[of[i]] if i in of else None) for i, finding in enumerate(gone)
    ]
    return [*pairs, *((None, finding) for j, finding in enumerate(come) if j not in of.values())]


def _without_same(old: list[list[Any]], new: list[list[Any]]) -> tuple[list[list[Any]], list[list[Any]]]:
    """Give the items that only the one list has, and those that only the other has."""
    in_old, in_new = collections.Counter(map(_json, old)), collections.Counter(map(_json, new))
    gone, come = (map(json.loads, some.elements()) for some in (in_old - in_new, in_new - in_old))
    return list(gone), list(come)


def _changed(names: Sequence[str], a: Sequence[Any], b: Sequence[Any]) -> list[str]:
    return [name for name, one, other in zip(names, a, b, strict=True) if one != other]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def told(old: Record, new: Record) -> Iterator[str]:
    """Tell all that differs on a page, before and after."""
    if "error" in old or "error" in new:
        yield from (f"{mark} {_json(record.get('error', 'reading'))}" for mark, record in (("-", old), ("+", new)))
        return
    for name in dict.fromkeys((*old["report"], *new["report"])):
        yield from _both(f"report.{name}", old["report"].get(name), new["report"].get(name))
    for path in dict.fromkeys((*old["figures"], *new["figures"])):
        yield from _both(path, old["figures"].get(path), new["figures"].get(path))
    gone, come = _without_same(old["parts"], new["parts"])
    yield from (f"{mark} part {_json(part)}" for mark, parts in (("-", gone), ("+", come)) for part in parts)
    for a, b in matched(old["findings"], new["findings"]):
        yield from _both("finding", a, b)


def _both(name: str, a: Any, b: Any) -> Iterator[str]:
    if _json(a) != _json(b):
        yield from (f"{mark} {name} {_json(value)}" for mark, value in (("-", a), ("+", b)) if value is not None)


# --- command ------------------------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write pages to an empty folder")
    drawing.add_argument("folder", type=pathlib.Path)
    drawing.add_argument("--corpus", type=pathlib.Path, help="a folder of real pages")
    drawing.add_argument("--examples", type=pathlib.Path, default=ROOT / "docs" / "examples")
    drawing.add_argument("--seed", type=int, default=1)
    dumping = commands.add_parser("dump", help="write what is read of each page")
    dumping.add_argument("folder", type=pathlib.Path)
    dumping.add_argument("out", type=pathlib.Path)
    dumping.add_argument("--workers", type=int, default=2)
    comparing = commands.add_parser("compare", help="tell what differs between two dumps")
    comparing.add_argument("before", type=pathlib.Path)
    comparing.add_argument("after", type=pathlib.Path)
    comparing.add_argument("--findings", action="store_true", help="exit status 1 for findings also")
    comparing.add_argument("--parts", action="store_true", help="exit status 1 for parts also")
    comparing.add_argument("--page", default="", help="print all that differs on this page")
    options = parser.parse_args()
    if options.command == "draw":
        draw(options.folder, options.corpus, options.examples, options.seed)
        return 0
    if options.command == "dump":
        dump(options.folder, options.out, options.workers)
        return 0
    differences = compare(options.before, options.after, options.page)
    print(differences.table())
    wrong = (*BROKEN, *(["findings"] if options.findings else []), *(["parts"] if options.parts else []))
    return int(any(differences.pages[respect] for respect in wrong))


if __name__ == "__main__":
    sys.exit(main())
