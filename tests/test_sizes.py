"""Functions, modules and rooms are small; what is larger stands in a list that only shrinks."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Iterator

from conftest import ROOT

SOURCE = ROOT / "src" / "gzparse"
LIMITS = {"lines": 60, "branches": 15, "parameters": 6}
SPELLED_OUT = ("__init__.parse", "__init__.parse_file", "__init__.parse_files", "parser.Parser.parse")
"""Public functions that spell out the options of parsing: as many as there are."""
EXCEPTIONS = pathlib.Path(__file__).with_name("larger_than_they_should_be.txt")
"""A line each: what, where, how much; counted on the day that its first line names."""


def _sizes(function: ast.FunctionDef) -> dict[str, int]:
    arguments = function.args
    count = len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])
    first = [*arguments.posonlyargs, *arguments.args][:1]
    branches = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.match_case)
    return {
        "lines": (function.end_lineno or 0) - function.lineno + 1,
        "branches": sum(isinstance(node, branches) for node in ast.walk(function)),
        "parameters": count - (bool(first) and first[0].arg in ("self", "cls")),
    }


def _functions(node: ast.AST, name: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in ast.iter_child_nodes(node):
        inner = f"{name}.{child.name}" if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else name
        if isinstance(child, ast.FunctionDef):
            yield inner, child
        yield from _functions(child, inner)


def too_large() -> dict[tuple[str, str], int]:
    """Return what is larger than it should be: (which size, which function) → how large."""
    found: dict[tuple[str, str], int] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for name, function in _functions(ast.parse(path.read_text("utf-8")), module):
            sizes = _sizes(function)
            found |= {(what, name): sizes[what] for what, limit in LIMITS.items() if sizes[what] > limit}
            if name in SPELLED_OUT:
                found.pop(("parameters", name), None)
    return found


def test_functions_are_small_and_the_exceptions_only_shrink() -> None:
    date, *lines = [line for line in EXCEPTIONS.read_text("utf-8").splitlines() if line.strip()]
    assert date.startswith("# counted on ")
    listed = {(what, name): int(count) for what, name, count in map(str.split, lines)}
    found = too_large()
    larger = {key: size for key, size in found.items() if size > listed.get(key, 0)}
    assert not larger, f"larger than {LIMITS}, or than listed: make them smaller"
    smaller = {key: found.get(key, 0) for key, size in listed.items() if found.get(key, 0) < size}
    assert not smaller, f"smaller by now: correct {EXCEPTIONS.name}"


def test_modules_are_short_and_few_stand_at_the_top() -> None:
    long = {
        str(path.relative_to(SOURCE)): n
        for path in SOURCE.rglob("*.py")
        if (n := len(path.read_text("utf-8").splitlines())) > 450
    }
    assert not long
    assert len(list(SOURCE.glob("*.py"))) <= 9
