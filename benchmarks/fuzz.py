"""Coverage-guided fuzzing of ``gzparse.parse``: whatever the bytes, a reading is sound, or a documented error is raised.

    pip install 'gzparse[fuzz]'
    python benchmarks/fuzz.py --minutes 30 [--corpus FOLDER] [--out FOLDER] [--seed NUMBER]
    python benchmarks/fuzz.py --replay FILE...

Each input is checked by ``gzparse.testing.soundness``, and its time. An input that breaks it is cut down as
long as it breaks the same rule, and written to the folder ``--out`` with a line that says what broke. With ``--corpus``
inputs that reach new code are kept for the next run. ``--lark`` has lark's code guide it too. Exit status 1 if anything broke.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import pathlib
import pkgutil
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

LONGEST = 40_000
"""Inputs are no longer than this: most of the time goes into short ones."""
HOT = ("gzparse.form.unmarked.alignment", "gzparse.form.typos", "gzparse.form.unmarked.solving")
"""Not instrumented: their inner loops would take most of the time, and what they find shows in those who call them."""
_HANGS = 100
"""An input that takes so many seconds ends the run; libFuzzer writes it."""


# --- seeds --------------------------------------------------------------------------------------------------------------


def seeds(seed: int) -> Iterator[str]:
    """Return pages to begin with, one in four whole, and of the others one table each: short ones are soon read."""
    for number, text in enumerate(_pages(seed)):
        places = [m.start() for m in re.finditer("二、主动公开政|三、收到和处理|四、政府信息公开行|五、存在的主要", text)]
        if number % 4 == 0 or len(places) < 4:
            yield text
        else:
            at = number % 4 - 1
            yield text[: places[0]] + text[places[at] : places[at + 1]] + text[places[3] :]


def _pages(seed: int) -> Iterator[str]:
    """Return the examples, and pages written in every layout and edition, whole and damaged, signed and printed otherwise."""
    import layouts
    import writing

    from gzparse.testing import damages as unmarked

    yield from (path.read_text("utf-8") for path in sorted((ROOT / "docs" / "examples").glob("*.txt")))
    rng = random.Random(seed)
    for name in layouts.LAYOUTS:
        for edition in unmarked.EDITIONS:
            figures = writing.consistent_figures(rng, edition=writing.edition(edition, rng))
            style = rng.choice(writing.STYLES) if edition == "2019" else writing.STYLES[0]
            yield _finished(layouts.Laid(name, figures, style=style).text, rng)
    for name in unmarked.WRITERS:
        for edition in unmarked.EDITIONS:
            yield unmarked.case(rng, name, edition=writing.edition(edition, rng)).text
            yield _finished(unmarked.case(rng, name, (), writing.edition(edition, rng)).text, rng)
    yield from _OTHERS


_ENDS = ("", "\n某县人民政府办公室\n2024年1月12日\n", "\n\n　　某局（盖章）\n　　二〇二四年一月二十一日", "\n2024-01-12")
_CHANGES = (
    ("", ""),
    ("", ""),
    ("万元", "元"),
    ("数", "數(shù)"),
    ("政", "⾏"),
    ("总计", "總計"),
    ("2023年政", "政"),
    ("\n", "\n- 3 -\n"),
)
_OTHERS = (
    "某县2014年政府信息公开工作年度报告\n一、概述\n2014年1月1日至2014年12月31日止。\n二、主动公开政府信息的情况\n（一）公开的主要内容。"
    "全年主动公开政府信息1136条。\n三、依申请公开政府信息和不予公开政府信息的情况\n全年收到申请3件。\n附表：政府信息公开情况统计表\n"
    "指标名称\t单位\t数量\n一、主动公开情况\t——\t——\n（一）主动公开政府信息数\t条\t1136\n",
    "目录\n一、总体情况……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n（一）总体情况\n（一）总体情况\n"
    "二、主动公开政府信息情况\n<img src=a.png>\n（图片）\n一、总体情况\n2023年。\n二、主动公开政府信息情况\n规章\t0\t0\t0\n",
)


def _finished(text: str, rng: random.Random) -> str:
    """Sign a page, and print some of its words otherwise."""
    old, new = rng.choice(_CHANGES)
    return text.replace(old, new, rng.choice((1, 3, 100))) + rng.choice(_ENDS) if old else text + rng.choice(_ENDS)


def encoded(text: str, rng: random.Random) -> bytes:
    """Write a text as bytes: mostly in UTF-8, else in one of the other encodings that are read."""
    encoding = rng.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")) if rng.random() < 0.06 else "utf-8"
    return text.encode(encoding, "surrogatepass" if encoding[:4] != "gb18" else "replace")


def write_seeds(folder: pathlib.Path, seed: int) -> list[str]:
    """Write the seeds to a folder, some in other encodings, with other line ends, or cut off."""
    rng = random.Random(seed)
    texts = list(seeds(seed))
    for number, text in enumerate(texts):
        (folder / f"{number}").write_bytes(text.encode())
        if number % 4:
            continue
        other = rng.choice((text.replace("\n", "\r\n"), text[: rng.randrange(len(text))], text.replace("\n", "\r"), text))
        (folder / f"{number}-other").write_bytes(encoded(other, rng))
    for number, encoding in enumerate(("utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "gb18030")):
        (folder / f"in-{encoding}").write_bytes(texts[number].encode(encoding))
    return texts


# --- mutations ----------------------------------------------------------------------------------------------------------

_FIGURES_AND_MARKS = """
0 1 7 12 007 1,234 1,23 12.50 0.000000 1e5 -3 +3 －５ ０ １２３ ² ① ٣ ५ 三 十十 3十 约3 5O ≥5 5① .5 5.
99999999999 999999999999 1234567890123 00000000000000000000 / — - -- —— ／ 无 N/A 件 万元 元 亿元
3件 3（件） （5） (5) 5% —2— 第3页 第 3 页 共 9 3/9 续表 续 注： 注：以上数据 二〇二三年 ²²²²年 2023年 2O23年 1899年 9999年
2023年度 2024年1月12日 2024年1十月1日 2024-1-1 2024年13月45日 某县人民政府 某局 政府信息公开 工作年度报告 关于 （一） (1) 1. 1、
一、 七、 第一 # ## ** * \\. | || |--- :---: ｜ │ ├──┼──┤ ─ ═ + <br> <img a.png （图片） 《》 “三安全一稳定” 。
； ： ， 、 ? ! 數(shù)據(jù) (shù) （gōng） 總計 ⾏政 ⼀ ⼆ 政 府 合计 总 计 指标 单位 统计表 其中 （含 （注 (试行) 及 目录
…………5 <html> <!doctype <table> %PDF PK {\\rtf
"""
_ODD = _FIGURES_AND_MARKS.split()
_CONTROLS = (
    *"\t\n\r\v\f \x00\x01\x1a\x1b\x1c\x1d\x1e\x1f\x7f\x85\xa0\xad\u1680\u2007\u200b\u200c\u200d\u2028\u2029\u202f\u2060\u3000",
    *("\ufeff", "\ufffd", "\ufffe", "\ud800", "\udfff", "\U0001d7d8", "\U00020000", "\u0301", "\u20dd"),
    *("\r\n", "\n\n", "\t\t", "  ", "\n\f", "\f\n", " \n ", "\t\n\t", "\n \n"),
)


def words() -> list[str]:
    """Return pieces of text that mean something: labels and headings from the grammars, odd figures and marks."""
    import layouts
    import writing

    found = {
        label for path in sorted((ROOT / "grammars").glob("*.lark")) for label in re.findall("[一-鿿]{2,}", path.read_text())
    }
    for heading, (rows, _) in layouts.TABLES.items():
        found.add(heading)
        found |= {cell for edition in writing.EDITIONS.values() for row in rows(edition) for cell in row if cell[0] != "@"}
    headings = ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项", "某县2023年政府信息公开工作年度报告")
    return sorted({*found, *headings, *_ODD})


class Mutator:
    """Changes pages as pages differ: by lines, cells, figures, labels and marks."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words = words()
        by_lines: list[Callable[[list[str], random.Random], None]] = [
            self._drop, self._double, self._swap, self._move, self._splice, self._join, self._split, self._reverse,
        ]  # fmt: skip
        by_letters: list[Callable[[str, random.Random], str]] = [
            self._insert, self._insert, self._overwrite, self._cut, self._digit, self._digit, self._number, self._cell,
            self._letter, self._marks, self._cut_off, self._wide, self._repeat,
        ]  # fmt: skip
        self._by_lines, self._by_letters = by_lines, by_letters

    def mutate(self, data: bytes, most: int, seed: int, blindly: Callable[[bytes, int], bytes]) -> bytes:
        """Change an input once or a few times; sometimes as bytes, blindly."""
        rng = random.Random(seed)
        if rng.random() < 0.04:
            return blindly(data, most)
        text = _decoded(data) or rng.choice(self.texts)
        for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
            if rng.random() < 0.5:
                lines = text.split("\n")
                rng.choice(self._by_lines)(lines, rng)
                text = "\n".join(lines)
            else:
                text = rng.choice(self._by_letters)(text, rng)
        return encoded(text, rng)[:most]

    def cross(self, one: bytes, other: bytes, most: int, seed: int) -> bytes:
        """Put some of one input's lines into another."""
        rng = random.Random(seed)
        lines, lines_of_other = _decoded(one).split("\n"), _decoded(other).split("\n")
        a, b = sorted(rng.choices(range(len(lines) + 1), k=2))
        c, d = sorted(rng.choices(range(len(lines_of_other) + 1), k=2))
        return encoded("\n".join([*lines[:a], *lines_of_other[c:d], *lines[b:]]), rng)[:most]

    # lines

    def _drop(self, lines: list[str], rng: random.Random) -> None:
        at = rng.randrange(len(lines))
        del lines[at : at + rng.choice((1, 1, 1, 2, 5, 20))]

    def _double(self, lines: list[str], rng: random.Random) -> None:
        at = rng.randrange(len(lines))
        some = lines[at : at + rng.choice((1, 1, 2, 8))]
        place = rng.choice((at, rng.randrange(len(lines))))
        lines[place:place] = some * rng.choice((1, 1, 1, 2, 30))

    def _swap(self, lines: list[str], rng: random.Random) -> None:
        a = rng.randrange(len(lines))
        b = min(len(lines) - 1, a + 1) if rng.random() < 0.6 else rng.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]

    def _move(self, lines: list[str], rng: random.Random) -> None:
        a, b = sorted(rng.choices(range(len(lines) + 1), k=2))
        some = lines[a : min(b, a + 30)]
        del lines[a : min(b, a + 30)]
        at = rng.randrange(len(lines) + 1)
        lines[at:at] = some

    def _splice(self, lines: list[str], rng: random.Random) -> None:
        others = rng.choice(self.texts).split("\n")
        c = rng.randrange(len(others))
        some = others[c : c + rng.choice((1, 2, 5, 20, 100))]
        a = rng.randrange(len(lines) + 1)
        lines[a : a + rng.choice((0, 0, 1, len(some)))] = some

    def _join(self, lines: list[str], rng: random.Random) -> None:
        at = rng.randrange(len(lines))
        end = at + rng.choice((2, 2, 2, 4, 30))
        lines[at:end] = [rng.choice(("", " ", "\t", "|")).join(lines[at:end])]

    def _split(self, lines: list[str], rng: random.Random) -> None:
        at = rng.randrange(len(lines))
        cut = rng.randrange(len(lines[at]) + 1)
        lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]

    def _reverse(self, lines: list[str], rng: random.Random) -> None:
        at = rng.randrange(len(lines))
        mark = next((mark for mark in "\t| " if mark in lines[at]), "")
        lines[at] = mark.join(reversed(lines[at].split(mark))) if mark else lines[at][::-1]

    # letters

    def _any_word(self, rng: random.Random) -> str:
        word = rng.choice((rng.choice(_ODD), rng.choice(_CONTROLS), rng.choice(self.words), str(rng.randrange(10**6))))
        return rng.choice(("", "", "", "\n", "\t", " ", "|")) + word + rng.choice(("", "", "", "\n", "\t", " ", "|"))

    def _insert(self, text: str, rng: random.Random) -> str:
        at = rng.randrange(len(text) + 1)
        return text[:at] + self._any_word(rng) + text[at:]

    def _overwrite(self, text: str, rng: random.Random) -> str:
        at, word = rng.randrange(len(text) + 1), self._any_word(rng)
        return text[:at] + word + text[at + len(word) :]

    def _cut(self, text: str, rng: random.Random) -> str:
        at = rng.randrange(len(text) + 1)
        return text[:at] + text[at + rng.choice((1, 1, 1, 2, 4, 10, 60)) :]

    def _cut_off(self, text: str, rng: random.Random) -> str:
        if rng.random() < 0.7:
            return text
        at = rng.randrange(len(text) + 1)
        return text[:at] if rng.random() < 0.7 else text[at:]

    def _at(self, pattern: str, text: str, rng: random.Random) -> tuple[int, int] | None:
        """Return the next match behind a place that is drawn."""
        compiled = re.compile(pattern)
        found = compiled.search(text, rng.randrange(len(text) + 1)) or compiled.search(text)
        return found.span() if found is not None else None

    def _digit(self, text: str, rng: random.Random) -> str:
        place = self._at(r"\d", text, rng)
        if place is None:
            return text
        return text[: place[0]] + rng.choice(("0", "1", "9", "", "5 ", "３", str(rng.randrange(100)))) + text[place[1] :]

    def _number(self, text: str, rng: random.Random) -> str:
        place = self._at(r"\d+", text, rng)
        return text if place is None else text[: place[0]] + rng.choice(_ODD) + text[place[1] :]

    def _cell(self, text: str, rng: random.Random) -> str:
        place = self._at(r"[^\t|\n ]+", text, rng)
        if place is None:
            return text
        cell = text[slice(*place)]
        new = rng.choice(("", cell + "\t" + cell, cell + "|" + cell, rng.choice(self.words), cell + "\n", "**" + cell + "**"))
        return text[: place[0]] + new + text[place[1] :]

    def _letter(self, text: str, rng: random.Random) -> str:
        place = self._at(r"[一-鿿]", text, rng)
        if place is None:
            return text
        new = rng.choice(("", "的", " ", "\n", "（注）", "一", "總", text[place[0]] * 2, text[place[0]] + " "))
        return text[: place[0]] + new + text[place[1] :]

    def _marks(self, text: str, rng: random.Random) -> str:
        old, new = rng.choice(("\t", "|", "\n", " ", "\n\n")), rng.choice(("\t", "|", "\n", " ", "", " | ", "\r\n", "\u2028"))
        a = rng.randrange(len(text) + 1)
        b = a + rng.choice((20, 200, len(text)))
        return text[:a] + text[a:b].replace(old, new) + text[b:]

    def _wide(self, text: str, rng: random.Random) -> str:
        a = rng.randrange(len(text) + 1)
        wide = text[a : a + 40].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F) if code != 0x7C})
        return text[:a] + wide + text[a + 40 :]

    def _repeat(self, text: str, rng: random.Random) -> str:
        a = rng.randrange(len(text) + 1)
        piece = text[a : a + rng.choice((1, 1, 2, 10, 100))]
        return text[:a] + piece * rng.choice((2, 3, 10, 100, 1000)) + text[a:]


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, "replace")
    if b"\0" in data[:4]:
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


# --- what breaks --------------------------------------------------------------------------------------------------------


def broken(data: bytes, *, again: bool = True) -> tuple[str, str] | None:
    """Return which rule an input breaks, and how; ``None`` if none. Bytes that are no text are parsed as text too."""
    from gzparse.testing.soundness import read_soundly

    begin = time.process_time()
    try:
        read_soundly(data, again=again)
        if time.process_time() - begin >= seconds_for(data) and seconds_of(data) >= seconds_for(data):
            return "slow", f"slow: {len(data)} bytes take more than {seconds_for(data):.0f} s"
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:  # a text, unlike bytes, may hold lone surrogates
            read_soundly(data.decode("utf-8", "surrogatepass" if b"\xed" in data else "surrogateescape"), again=again)
    except AssertionError as error:
        where = _innermost(error)
        told = str(error) or "assertion"
        return (told.partition(":")[0] if "soundness" in where else f"AssertionError in {where}"), told
    except UnicodeDecodeError:
        return None  # neither way makes a text of it
    except Exception as error:  # any that is not documented
        return f"{type(error).__name__} in {_innermost(error)}", f"{error}"
    return None


def seconds_for(data: bytes) -> float:
    """Return how long one parse may take, in seconds of the processor."""
    return 5 * max(1.0, len(data) / 100_000)


def seconds_of(data: bytes) -> float:
    """Return how long one parse takes, in seconds of the processor."""
    import gzparse

    begin = time.process_time()
    with contextlib.suppress(gzparse.GzparseError):
        gzparse.parse(data)
    return time.process_time() - begin


def _innermost(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if re.search(r"gzparse", f.filename)]
    return f"{pathlib.Path(frames[-1].filename).stem}.{frames[-1].name}" if frames else "?"


def smaller(data: bytes, rule: str, seconds: float) -> bytes:
    """Cut an input down by lines, then by letters, as long as it breaks the same rule."""
    until = time.monotonic() + seconds

    def breaks(candidate: bytes) -> bool:
        found = broken(candidate)
        return found is not None and found[0] == rule

    text = _decoded(data)
    encoding = next((e for e in ("utf-8", "gb18030", "utf-16") if _breaks_in(text, e, breaks)), None)
    if encoding is None:
        pieces: list[Any] = [bytes([byte]) for byte in data]
        return b"".join(_fewest(pieces, lambda some: breaks(b"".join(some)), until))

    def text_breaks(some: list[str]) -> bool:
        return _breaks_in("".join(some), encoding, breaks)

    lines = _fewest(re.findall(r"[^\n]*\n|[^\n]+", text), text_breaks, until)
    return "".join(_fewest(list("".join(lines)), text_breaks, until)).encode(encoding, "surrogatepass")


def _breaks_in(text: str, encoding: str, breaks: Callable[[bytes], bool]) -> bool:
    try:
        return breaks(text.encode(encoding, "surrogatepass"))
    except UnicodeEncodeError:
        return False


def _fewest(pieces: list[Any], breaks: Callable[[list[Any]], bool], until: float) -> list[Any]:
    """Leave out pieces, many at once and then fewer, while what is left breaks."""
    size = max(1, len(pieces) // 2)
    while True:
        at, less = 0, False
        while at < len(pieces) and time.monotonic() < until:
            rest = pieces[:at] + pieces[at + size :]
            if breaks(rest):
                pieces, less = rest, True
            else:
                at += size
        if time.monotonic() >= until or (size == 1 and not less):
            return pieces
        size = size if size == 1 else size // 2


# --- runs ---------------------------------------------------------------------------------------------------------------


def _atheris() -> Any:
    try:
        return importlib.import_module("atheris")
    except ImportError:
        sys.exit("Fuzzing needs atheris, which is not installed: pip install 'gzparse[fuzz]' (there are wheels for Linux).")


def work(options: argparse.Namespace, folders: Sequence[str]) -> None:
    """Fuzz in this process, until libFuzzer ends it; write the shortest input that breaks each rule, and go on."""
    atheris = _atheris()
    with atheris.instrument_imports(include=["gzparse", *(["lark"] if options.lark else [])], exclude=HOT):
        import gzparse

        for module in pkgutil.walk_packages(gzparse.__path__, "gzparse."):
            if module.name not in ("gzparse.__main__", "gzparse.hypothesis_plugin") and "testing" not in module.name:
                importlib.import_module(module.name)
    mutator = Mutator(list(seeds(options.seed)))
    for text in mutator.texts[::10]:
        gzparse.parse(text)  # so that grammars and patterns are built before any time is taken
    known: dict[str, int] = {}

    def examine(data: bytes) -> None:
        found = broken(data, again=zlib.crc32(data) % 8 == 0)
        if found is not None and len(data) < known.get(found[0], LONGEST + 1):
            known[found[0]] = len(data)
            (options.out / f"{_slug(found[0])}.raw").write_bytes(data)
            print(f"BROKEN {found[0]}: {len(data)} bytes: {found[1][:300]!r}", flush=True)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return mutator.mutate(data, most, seed, atheris.Mutate)

    arguments = [
        sys.argv[0], *folders, f"-max_total_time={int(options.minutes * 60)}", f"-max_len={LONGEST}", f"-timeout={_HANGS}",
        f"-seed={options.seed}", "-rss_limit_mb=4096", "-len_control=0", "-reload=0", "-print_final_stats=1",
        "-report_slow_units=1000", f"-artifact_prefix={options.out}/",
    ]  # fmt: skip
    atheris.Setup(arguments, examine, custom_mutator=mutate, custom_crossover=mutator.cross)
    atheris.Fuzz()


def _slug(rule: str) -> str:
    return f"{re.sub(r'[^a-zA-Z]+', '_', rule)[:50].strip('_')}_{hashlib.sha256(rule.encode()).hexdigest()[:6]}"


def gathered(folder: pathlib.Path) -> int:
    """Cut down what a run has found, say what broke, and return how many rules were broken."""
    count = 0
    for path in sorted(folder.glob("*.raw")):
        data = path.read_bytes()
        found = broken(data)
        if found is None:
            # Most likely it was slow, and is not without the counting of what code is reached.
            print(f"{path.name}: not again by itself")
            continue
        count += 1
        least = smaller(data, found[0], seconds=90)
        rule, told = broken(least) or found
        path.with_suffix(".txt").write_bytes(least)
        path.with_suffix(".why").write_text(f"{rule}: {told}\n", encoding="utf-8", errors="backslashreplace")
        print(f"{path.with_suffix('.txt').name}: {len(least)} bytes: {rule}: {told[:300]!r}")
    for path in (*folder.glob("crash-*"), *folder.glob("timeout-*"), *folder.glob("oom-*")):
        count += 1
        print(f"{path.name}: {path.stat().st_size} bytes: ended the process")
    return count


def run(options: argparse.Namespace) -> int:
    """Fuzz in a process of its own, since libFuzzer ends the one that it runs in; then cut down what was found."""
    _atheris()
    options.out.mkdir(parents=True, exist_ok=True)
    for path in (*options.out.glob("*.raw"), *options.out.glob("*.txt"), *options.out.glob("*.why"), *options.out.glob("*-*")):
        path.unlink()
    with tempfile.TemporaryDirectory() as temporary:
        given = pathlib.Path(temporary, "seeds")
        corpus = options.corpus or pathlib.Path(temporary, "corpus")
        given.mkdir()
        corpus.mkdir(parents=True, exist_ok=True)
        write_seeds(given, options.seed)
        command = [sys.executable, __file__, "--minutes", str(options.minutes), "--seed", str(options.seed)]
        command += ["--out", str(options.out), *(["--lark"] if options.lark else []), "--work", str(corpus), str(given)]
        ended = subprocess.run(command, check=False).returncode
    count = gathered(options.out)
    print(f"{count} rules broken" if count else "nothing broke", f"(see {options.out})" if count else "")
    return int(count > 0 or ended != 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--corpus", type=pathlib.Path, help="where inputs that reach new code are kept")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("fuzz-out"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lark", action="store_true", help="instrument lark as well")
    parser.add_argument("--replay", nargs="+", type=pathlib.Path, metavar="FILE", help="look at these inputs only")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.replay:
        results = [(path, broken(path.read_bytes())) for path in options.replay]
        print("\n".join(f"{path}: {': '.join(found) if found else 'sound'}" for path, found in results))
        return int(any(found for _, found in results))
    if options.work:
        work(options, options.work)
        return 0
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
