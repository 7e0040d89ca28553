"""Mutation check: change one thing in a module, run the tests, and see whether any of them fails.

    python benchmarks/mutants.py [MODULE ...] [--sample N] [--seed S] [--only TEXT] [--own] [--out FILE] [--list]

Prints for each module how many mutants there are and how many the tests kill, and each that survives with its line and change.
One process collects the tests once; for each mutant it forks, and the child puts the mutated code into the module that is
already loaded, in place of the old code of each function, and runs the tests, those first that have killed most, until one
fails. A mutant that takes much longer than the tests do without it, or much memory, is killed by that. Before any mutant, the
tests must pass with the module compiled and put in place in the same way, but unchanged.

Changed are comparisons, arithmetic, ``and``, ``or``, ``not``, conditions, constants, defaults, returned values, ``break`` and
``continue``, names such as ``min``; statements without which Python would still run are deleted. Left alone are annotations,
docstrings, ``__slots__``, ``__all__``, assertions, regular expressions, the words of messages, and what only makes a ``repr``.
"""

from __future__ import annotations

import argparse
import ast
import collections
import enum
import hashlib
import importlib
import json
import os
import pathlib
import random
import re
import resource
import select
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

import pytest
from _pytest.runner import runtestprotocol

from gzparse.form.table_memo import TableMemo

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "gzparse"
OWN: dict[str, str | tuple[str, ...]] = {
    "form.items": "test_numbers",
    "form.form_row": "test_form_rows",
    "form.placing": "test_placing",
    "form.unmarked.solving": "test_solving",
    "form.unmarked.alignment": "test_alignment",
    "form.unmarked.downwards": "test_alignment",
    "form.unmarked.assigner": "test_assigner",
    "form.entries": "test_tables",
    "form.marked": "test_tables",
    "form.blank_tables": "test_tables",
    "form.table_reading": "test_tables",
    "annual_report.tables": "test_table_reading",
    "form.unmarked.assignments": "test_text_tables",
    "form.unmarked.digits": "test_text_tables",
    "form.unmarked.resolve": "test_text_tables",
    "form.unmarked.text_rows": ("test_text_tables", "test_text_rows"),
    "form.header_names": "test_header_names",
    **{f"form.{module}": "test_pages" for module in ("header_rows", "header_cells", "ordinals", "units")},
    **{f"form.{module}": ("test_pages", "test_own_columns") for module in ("columns", "laying")},
    "form.header_places": ("test_pages", "test_header_places"),
    **{
        f"form.alternatives.{module}": ("test_alternatives", "test_signs")
        for module in ("accounts", "cells", "cut", "facts", "loose", "numbers", "prints", "resolve", "rows", "texts", "unread")
    },
}
"""The modules that place, split and assign figures, read the tables and check alternatives, each with its own tests."""
MODULES = tuple(OWN)


def own_tests(*modules: str) -> list[str]:
    """Return the names of the test files of some modules."""
    found: list[str] = []
    for module in modules:
        names = OWN[module]
        found += (names,) if isinstance(names, str) else names
    return list(dict.fromkeys(found))


TESTS = (
    *own_tests(*MODULES),
    *("test_pages", "test_pinned", "test_editions", "test_reports", "test_unmarked", "test_typos", "test_forms"),
    *("test_withheld_rows", "test_damage", "test_layouts"),
)
LEFT_OUT = re.compile(
    r"take_work_in_proportion|takes_much_work|quadratic|in_processes|of_any_size|an_alternative_can_only_take_away|"
    # many alike, each slow
    r"test_a_page_break_between|test_what_is_no_number|test_a_blank_is_blank_or|test_nil_marks|test_blanks_that_a_scraper"
)
"""Tests that count work, which a changed constant need not alter, and those of which there are hundreds, for their time."""
MOST_MEMORY = 3 << 30
TIMES_SLOWER, LEAST_SECONDS = 10, 4.0
SILENT_SECONDS = 120

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {
    **{"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "bisect_left": "bisect_right"},
    **{"startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip"},
    **{"find": "rfind", "rfind": "find", "match": "search", "fullmatch": "match", "search": "match"},
}
Lines = tuple[int, int]


def path_of(module: str) -> pathlib.Path:
    """Return a module's file."""
    return SOURCES.joinpath(*module.split(".")).with_suffix(".py")


class Mutant(NamedTuple):
    """One change: where, what, how it is made in the module's tree, and the lines that only tests of it run."""

    module: str
    line: int
    change: str
    apply: Callable[[], None]
    within: Lines | None


# --- mutants ------------------------------------------------------------------------------------------------------------


def mutants_of(module: str, tree: ast.Module) -> list[Mutant]:
    """Return all mutants of a module, in the order of its lines."""
    found: list[Mutant] = []
    for parent, field, index, node, within in _places(tree, None):
        for new in _variants(parent, node):
            before, after = _shown(node, new)
            change = f"{_short(before)}  ->  {_short(after)}"
            line = getattr(node, "lineno", getattr(parent, "lineno", 0))
            found.append(Mutant(module, line, change, _replacement(parent, field, index, new), within))
    return sorted(found, key=lambda m: m.line)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 90 else text[:60] + " ... " + text[-24:]


def _shown(old: ast.AST, new: ast.AST) -> tuple[str, str]:
    return ast.unparse(old), "(deleted)" if isinstance(new, ast.Pass) else ast.unparse(new)


def _replacement(parent: ast.AST, field: str, index: int | None, new: ast.AST) -> Callable[[], None]:
    def apply() -> None:
        if index is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[index] = new

    return apply


def _places(tree: ast.AST, within: Lines | None) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, Lines | None]]:
    """Return each node that may be changed, with its place in its parent and the lines of its statement."""
    for field, value in ast.iter_fields(tree):
        if _is_left_alone(tree, field):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _is_left_out(node):
                lines = within
                if isinstance(node, ast.FunctionDef):
                    lines = (node.body[0].lineno, node.end_lineno or 0)
                elif within is not None and isinstance(node, ast.stmt):
                    inner = getattr(node, "body", None)
                    lines = (node.lineno, max(node.lineno, inner[0].lineno - 1) if inner else node.end_lineno or 0)
                yield tree, field, index, node, lines
                yield from _places(node, lines)


_NOT_CODE = ("annotation", "returns", "decorator_list", "bases", "ctx", "op", "ops", "type_comment", "type_params")
_OF_PATTERNS = ("compile", "sub", "TypeVar", "cast")


def _is_left_alone(node: ast.AST, field: str) -> bool:
    """Whether a part of a node is left as it is: no code, or what is given to a call that compiles it or is for types."""
    if field in _NOT_CODE:
        return True
    if not isinstance(node, ast.Call) or field not in ("args", "keywords"):
        return False
    return (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in _OF_PATTERNS


def _is_left_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.JoinedStr):
        return True
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True  # of zip: an assertion
    if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
        return True  # its members cannot be put in place
    if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        value = node.value
        names = {t.id for t in targets if isinstance(t, ast.Name)}
        if names & {"__slots__", "__all__", "message"} or value is None:
            return True
        if isinstance(value, ast.Call) and ast.unparse(value.func) in ("Alternative", "Evidence"):
            return True  # the catalogue holds it, and most of it is sentences
        return isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and value.value.id in ("Literal", "tuple")
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _variants(parent: ast.AST, node: ast.AST) -> Iterator[ast.AST]:
    """Return what may stand in a node's place."""
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                for other in COMPARISONS[type(op)]:
                    ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for at in range(len(node.values)):
                rest = [*node.values[:at], *node.values[at + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.If() | ast.While():
            for value in (True, False):
                if not (isinstance(node, ast.While) and value):
                    yield _with(node, test=ast.Constant(value))
        case ast.comprehension():
            for at in range(len(node.ifs)):
                yield _with(node, ifs=[*node.ifs[:at], *node.ifs[at + 1 :]])
        case ast.Constant():
            yield from map(ast.Constant, _other_values(node.value, negated=isinstance(parent, ast.UnaryOp)))
        case ast.Name(id=name) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Attribute(attr=name) if name in NAMES:
            yield ast.Attribute(node.value, NAMES[name], ast.Load())
        case ast.Return(value=value):
            if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
                yield ast.Return(ast.Constant(None))
            elif value is None:
                yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
            yield ast.Pass()
        case ast.AugAssign():
            yield ast.Pass()
            yield ast.AugAssign(node.target, ARITHMETIC.get(type(node.op), ast.Sub)(), node.value)
        case ast.Assign(targets=targets) if not isinstance(targets[0], ast.Name | ast.Tuple) and _name_of(parent) != "__init__":
            yield ast.Pass()
        case ast.Expr() | ast.Raise():
            yield ast.Pass()


def _name_of(node: ast.AST) -> str:
    return str(getattr(node, "name", ""))


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _other_values(value: object, *, negated: bool) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            if value == 1 and not negated:
                yield 0
        case float():
            yield value + 1.0
            yield value / 2 or -1.0
        case str() if not _is_words(value):
            yield value[1:] if len(value) > 1 else "\0"


def _is_words(text: str) -> bool:
    """Whether a constant is the words of a message or a regular expression."""
    return "{" in text or "|" in text or "\\" in text or len(text) > 40 or (" " in text.strip() and text.isascii())


# --- putting code in place ----------------------------------------------------------------------------------------------


def put_in_place(module: types.ModuleType, tree: ast.Module, path: pathlib.Path) -> None:
    """Put the code of a tree into the functions of a loaded module, and its constants into the module."""
    fresh = types.ModuleType(module.__name__)
    fresh.__file__, fresh.__package__ = module.__file__, module.__package__
    # The classes that attrs and Lark make look their module up.
    exec(compile(ast.fix_missing_locations(tree), str(path), "exec"), fresh.__dict__)
    olds: dict[int, Any] = {}
    _sync(vars(module), vars(fresh), module.__name__, olds, lambda name, value: _set_everywhere(module, name, value))
    for name in [name for name in vars(module) if name not in vars(fresh) and not name.startswith("__")]:
        delattr(module, name)


def _sync(old: Any, new: Any, name: str, olds: dict[int, Any], put: Callable[[str, Any], None]) -> None:
    pending: list[tuple[str, Any]] = []
    for key, value in list(new.items()):
        if key in ("__builtins__", "__dict__", "__weakref__", "__doc__", "__module__", "__slots__", "__annotations__"):
            continue
        before = old.get(key)
        if isinstance(value, types.FunctionType | staticmethod | classmethod | property):
            if _code_put(before, value):
                olds[id(value)] = before
            else:
                pending.append((key, value))
        elif isinstance(value, enum.EnumType) and isinstance(before, enum.EnumType):
            olds |= {id(value): before} | {id(value[member]): before[member] for member in before.__members__}
        elif isinstance(value, type) and isinstance(before, type) and value.__module__ == name:
            olds[id(value)] = before
            _sync(vars(before), vars(value), name, olds, lambda k, v, of=before: setattr(of, k, v))  # type: ignore[misc]
            for gone in [k for k in vars(before) if k not in vars(value) and not k.startswith("__")]:
                delattr(before, gone)
        elif not isinstance(value, types.ModuleType | types.MemberDescriptorType | types.GetSetDescriptorType):
            pending.append((key, value))
    for key, value in pending:
        translated = _translated(value, olds)
        before = old.get(key)
        if type(before) is not type(translated) or before != translated:
            put(key, translated)


def _code_put(old: Any, new: Any) -> bool:
    if type(old) is not type(new):
        return False
    if isinstance(new, property):
        return all(_code_put(getattr(old, f), getattr(new, f)) for f in ("fget", "fset") if getattr(new, f) is not None)
    if isinstance(new, staticmethod | classmethod):
        return _code_put(old.__func__, new.__func__)
    if old is new:
        return True
    if old.__module__ != new.__module__ or old.__code__.co_freevars != new.__code__.co_freevars:
        return False
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    return True


def _translated(value: Any, olds: dict[int, Any]) -> Any:
    """Put the loaded module's own functions and classes for new ones within a constant."""
    if id(value) in olds:
        return olds[id(value)]
    if type(value) is dict:
        return {key: _translated(item, olds) for key, item in value.items()}
    if type(value) in (tuple, list):
        return type(value)(_translated(item, olds) for item in value)
    return value


def _set_everywhere(module: types.ModuleType, name: str, value: Any) -> None:
    """Set a module's name, and the same object's in all modules that have imported it."""
    old = vars(module).get(name, module)
    setattr(module, name, value)
    if isinstance(old, int | str | float | bool):
        users = [m for m in list(sys.modules.values()) if getattr(m, "__name__", "").startswith(("gzparse", "test_"))]
        for user in users:
            if vars(user).get(name) == old and name.lstrip("_").isupper():
                setattr(user, name, value)
        return
    for user in list(sys.modules.values()):
        for key in [k for k, v in list(getattr(user, "__dict__", {}).items()) if v is old]:
            setattr(user, key, value)


# --- running ------------------------------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    """What became of one run: what failed (nothing if all passed), by a time limit or not, and how long it took."""

    failed: str
    late: bool
    seconds: float


class Runner:
    """Runs the collected tests in forked children; knows how long each takes, and which lines it runs."""

    def __init__(self, session: pytest.Session, budget: float, known: pathlib.Path) -> None:
        self.items = {item.nodeid: item for item in session.items if not LEFT_OUT.search(item.nodeid)}
        self.times: dict[str, float] = {}
        self.lines: dict[str, dict[str, int]] = {}
        self.kills: collections.Counter[str] = collections.Counter()
        self.budget = budget
        self.known = known
        self._chance = {name: random.Random(name).random() for name in self.items}

    def learn(self, modules: Sequence[str]) -> Outcome:
        """Run all tests that are not known yet, and note the lines of the modules that each runs, in a file too."""
        sources = hashlib.sha256(b"".join(path_of(name).read_bytes() for name in MODULES)).hexdigest()
        held = json.loads(self.known.read_text("utf-8")) if self.known.exists() else {}
        if held.get("sources") == sources:
            self.times, self.lines = held["times"], held["lines"]
        unknown = [name for name in self.items if name not in self.lines]
        traced = {str(path_of(name)): name for name in MODULES}
        outcome = self.run(lambda: None, unknown, traced)
        if not outcome.failed:
            self.known.write_text(json.dumps({"sources": sources, "times": self.times, "lines": self.lines}), encoding="utf-8")
        return outcome

    def order(self, module: str, within: Lines | None = None) -> list[str]:
        """Return tests that run lines of a module, its own before others, and those before that killed more for their time."""
        wanted = sum(1 << line for line in range(within[0], within[1] + 1)) if within is not None else -1
        first = tuple(f"tests/{name}.py" for name in own_tests(module))

        def key(name: str) -> tuple[bool, float, float]:
            worth = -self.kills[name] / (0.02 + self.times[name])
            return not name.startswith(first), worth, self._chance[name] * self.times[name]

        chosen: list[str] = []
        left = self.budget
        # What stands in no function is run by none: its module's own tests may look at it all the same.
        run = [n for n in self.items if self.lines[n].get(module, 0) & wanted or (within is None and n.startswith(first))]
        for name in sorted(run, key=key):
            if self.times[name] <= left:
                chosen.append(name)
                left -= self.times[name]
        return chosen

    def run(self, prepare: Callable[[], None], names: Sequence[str], traced: Mapping[str, str] | None = None) -> Outcome:
        """Run tests in a child until one fails."""
        begin = time.perf_counter()
        out, into = os.pipe()
        child = os.fork()
        if not child:
            os.close(out)
            self._in_child(prepare, names, into, traced)
        os.close(into)
        told = b""
        while True:
            ready, _, _ = select.select([out], [], [], SILENT_SECONDS * (5 if traced else 1))
            piece = os.read(out, 65536) if ready else b""
            if not piece:
                break
            told += piece
        os.close(out)
        if not ready:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = told.decode().splitlines()
        took = time.perf_counter() - begin
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "time":
                seconds, _, name = rest.partition(" ")
                self.times[name] = min(float(seconds), self.times.get(name, 1e9))
            elif word == "lines":
                masks, _, name = rest.partition(" ")
                self.lines[name] = json.loads(masks)
        last = next((line.partition(" ")[2] for line in reversed(lines) if line.startswith("begin ")), "before any test")
        failed = next((line.partition(" ")[2] for line in lines if line.startswith("failed ")), "")
        if os.WIFSIGNALED(status):
            return Outcome(last, True, took)
        if not failed and os.WEXITSTATUS(status):
            failed = last
        return Outcome(failed, False, took)

    def _in_child(
        self, prepare: Callable[[], None], names: Sequence[str], into: int, traced: Mapping[str, str] | None
    ) -> NoReturn:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

        def tell(text: str) -> None:
            os.write(into, f"{text}\n".encode())

        try:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, 20)
            try:
                prepare()
            except Exception:
                tell("failed when it was put in place")
                os._exit(1)
            TableMemo.read = _knows_no_table  # type: ignore[assignment, method-assign]
            chosen = [self.items[name] for name in names]
            for number, (name, item) in enumerate(zip(names, chosen, strict=True)):
                following = chosen[number + 1] if number + 1 < len(chosen) else None
                tell(f"begin {name}")
                limit = 400.0 if traced else max(LEAST_SECONDS, TIMES_SLOWER * self.times[name])
                signal.setitimer(signal.ITIMER_PROF, limit)
                begin = time.perf_counter()
                tracer = _Tracer(traced) if traced else None
                reports = runtestprotocol(item, log=False, nextitem=following)
                if tracer is not None:
                    sys.settrace(None)
                    tell(f"lines {tracer.told()} {name}")
                if any(report.failed for report in reports):
                    tell(f"failed {name}")
                    os._exit(1)
                tell(f"time {time.perf_counter() - begin:.4f} {name}")  # one that fails early does not say how long it takes
            os._exit(0)
        finally:
            os._exit(2)


def _knows_no_table(*_: Any) -> None:
    """Take the place of the memo of tables: with it, tests that read the same words as one before run no line of a module."""


class _Tracer:
    """Notes the lines of some files that are run."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.seen: dict[str, set[int]] = {name: set() for name in files}
        sys.settrace(self.at_call)

    def at_call(self, frame: types.FrameType, event: str, arg: object) -> Any:
        seen = self.seen.get(frame.f_code.co_filename)
        if seen is None:
            return None
        seen.add(frame.f_lineno)

        def at_line(frame: types.FrameType, event: str, arg: object) -> Any:
            seen.add(frame.f_lineno)
            return at_line

        return at_line

    def told(self) -> str:
        masks = {self.files[name]: sum(1 << line for line in lines) for name, lines in self.seen.items()}
        return json.dumps(masks, separators=(",", ":"))


class Check:
    """The pytest plugin that runs mutants in place of tests."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.failed = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return False  # a test file that cannot be collected: pytest reports it
        runner = Runner(session, self.options.budget, self.options.known)
        learnt = runner.learn(MODULES)
        if learnt.failed:
            print(f"{learnt.failed} fails without any change (late: {learnt.late})")
            self.failed = True
            return True
        print(f"{len(runner.items)} tests, {sum(runner.times[name] for name in runner.items):.0f} s", flush=True)
        table: list[str] = []
        for module in self.options.modules:
            loaded = importlib.import_module(f"gzparse.{module}")
            path = path_of(module)
            tree = ast.parse(path.read_text("utf-8"))
            names = runner.order(module)
            clean = runner.run(lambda m=loaded, t=tree, p=path: put_in_place(m, t, p), names)  # type: ignore[misc]
            if clean.failed:
                print(f"{module}: {clean.failed} fails without any change (late: {clean.late})")
                self.failed = True
                return True
            print(f"{module}: {len(names)} tests pass unchanged in {clean.seconds:.1f} s", flush=True)
            chosen = chosen_of(module, tree, self.options)
            counts: collections.Counter[str] = collections.Counter()
            begin = time.perf_counter()
            for mutant in chosen:
                # Each child changes its own copy of the tree.
                def prepare(mutant: Mutant = mutant, m: Any = loaded, t: ast.Module = tree, p: pathlib.Path = path) -> None:
                    mutant.apply()
                    put_in_place(m, t, p)

                names = runner.order(module, mutant.within)
                outcome = runner.run(prepare, names)
                what = "late" if outcome.late else "killed" if outcome.failed else "survived"
                counts[what] += 1
                if what == "killed":
                    runner.kills[outcome.failed] += 1
                told = f"{what:9} {module}:{mutant.line}: {mutant.change}"
                if what == "survived":
                    print(told if names else f"{told}  [no test runs it]", flush=True)
                if self.options.out is not None:
                    with self.options.out.open("a", encoding="utf-8") as out:
                        print(f"{told}  [{outcome.failed} {outcome.seconds:.2f} s]", file=out)
            took = time.perf_counter() - begin
            killed = counts["killed"] + counts["late"]
            per_cent = 100 * killed / max(len(chosen), 1)
            table.append(
                f"{module:<27}{len(chosen):>8}{counts['killed']:>8}{counts['late']:>6}{counts['survived']:>10}"
                f"{per_cent:>8.1f} %{took:>8.0f} s"
            )
            print(table[-1], flush=True)
        print(f"\n{'module':<27}{'mutants':>8}{'killed':>8}{'late':>6}{'survived':>10}")
        print("\n".join(table))
        return True


def chosen_of(module: str, tree: ast.Module, options: argparse.Namespace) -> list[Mutant]:
    """Return the mutants that are to be tried: all, or a sample, those at some lines or of some change."""
    found = [m for m in mutants_of(module, tree) if options.only in f"{m.module}:{m.line}: {m.change}"]
    if options.again:
        told = options.again.read_text("utf-8").splitlines()
        left = {line.partition(" ")[2].partition("  [")[0].strip() for line in told if line.startswith(("survived", "late"))}
        found = [m for m in found if f"{m.module}:{m.line}: {m.change}" in left]
    if options.sample and options.sample < len(found):
        picked = random.Random(options.seed).sample(range(len(found)), options.sample)
        found = [found[index] for index in sorted(picked)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=MODULES, metavar="MODULE", help="such as form.placing; all by default")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants of each module; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only mutants whose line or change has this text, as it is printed")
    parser.add_argument("--out", type=pathlib.Path, help="a file to which what became of each mutant is added")
    parser.add_argument("--again", type=pathlib.Path, help="only mutants that survived or were late, by a file of --out")
    parser.add_argument("--budget", type=float, default=6.0, help="the seconds of tests that a mutant must survive")
    parser.add_argument("--known", type=pathlib.Path, default=ROOT / ".mutants.json", help="a file for the lines of tests")
    parser.add_argument("--own", action="store_true", help="only the modules' own tests, for a first look")
    parser.add_argument("--list", action="store_true", help="list the mutants and run none")
    options = parser.parse_args()
    if unknown := set(options.modules) - set(MODULES):
        parser.error(f"no module {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}")
    if options.list:
        for module in options.modules:
            for m in chosen_of(module, ast.parse(path_of(module).read_text("utf-8")), options):
                print(f"{m.module}:{m.line}: {m.change}")
        return 0
    check = Check(options)
    tests = own_tests(*options.modules) if options.own else TESTS
    files = [str(ROOT / "tests" / f"{name}.py") for name in tests]
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *files], plugins=[check])
    return int(check.failed or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED))


if __name__ == "__main__":
    sys.exit(main())
