"""Rooms: the folders of the package, and the imports between them.

    python benchmarks/rooms.py [--before REVISION]

It prints each folder with its modules and lines, the modules that stand in no folder, the longest modules, the arrows between
folders, and those that run against the order of the import contract in pyproject.toml. With ``--before``, the same of another
commit comes first. An arrow counts pairs of modules of which one imports the other: at its own import, on use (within a
function), or for types only (under ``TYPE_CHECKING``). ⇄ marks folders that import each other.
"""

from __future__ import annotations

import argparse
import ast
import collections
import pathlib
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = "gzparse"
SOURCES = f"src/{PACKAGE}/"
LONGEST = 10
"""How many of the longest modules are shown."""

When = Literal["import", "use", "types"]
WHEN: tuple[When, ...] = ("import", "use", "types")


class Import(NamedTuple):
    """One module imports another, or a library."""

    module: str
    imported: str
    when: When


class Tree(NamedTuple):
    """The modules of the package in one state of the code: text by name, and the layers of the import contract."""

    modules: Mapping[str, str]
    layers: tuple[frozenset[str], ...]


# --- a state of the code ------------------------------------------------------------------------------------------------


def tree_of(revision: str | None = None) -> Tree:
    """Read the package as it is now, or as it was in another commit."""
    if revision is None:
        paths = [path.relative_to(ROOT).as_posix() for path in (ROOT / SOURCES).rglob("*.py")]
    else:
        paths = _git("ls-tree", "-r", "--name-only", revision, SOURCES).splitlines()

    def text_of(path: str) -> str:
        return (ROOT / path).read_text("utf-8") if revision is None else _git("show", f"{revision}:{path}")

    modules = {_module(path): text_of(path) for path in sorted(paths) if path.endswith(".py")}
    return Tree(modules, layers_of(text_of("pyproject.toml")))


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def _module(path: str) -> str:
    parts = path.removeprefix("src/").removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layers_of(pyproject: str) -> tuple[frozenset[str], ...]:
    """Return the layers of the import contract, highest first; none where there is no such contract."""
    contracts = tomllib.loads(pyproject).get("tool", {}).get("importlinter", {}).get("contracts", ())
    layers = next((contract["layers"] for contract in contracts if contract["type"] == "layers"), ())
    names = [[name.strip(" ()").removeprefix(f"{PACKAGE}.") for name in layer.split("|")] for layer in layers]
    return tuple(map(frozenset, names))


# --- imports ------------------------------------------------------------------------------------------------------------


def imports_of(modules: Mapping[str, str]) -> Iterator[Import]:
    """Return all imports of the modules: of each other, and of libraries, the standard one left out."""
    for module, text in modules.items():
        found = _imported(ast.parse(text), "import")
        named = ((name if name in modules else name.rpartition(".")[0] or name, when) for name, when in found)
        for imported, when in dict.fromkeys(named):
            if imported.partition(".")[0] not in sys.stdlib_module_names:
                yield Import(module, imported, when)


def _imported(node: ast.AST, when: When) -> Iterator[tuple[str, When]]:
    if isinstance(node, ast.ImportFrom) and node.module is not None:
        yield from ((f"{node.module}.{alias.name}", when) for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from ((alias.name, when) for alias in node.names)
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        for statement in node.body:
            yield from _imported(statement, "types")
        for statement in node.orelse:
            yield from _imported(statement, when)
    else:
        inner: When = "use" if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and when == "import" else when
        for child in ast.iter_child_nodes(node):
            yield from _imported(child, inner)


def loaded_libraries(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the libraries that are loaded by the import of some module, each with the folders of those modules."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for module, imported, when in imports_of(modules):
        library = imported.partition(".")[0]
        if library != PACKAGE and when == "import":
            found[library].add(room_of(module, modules))
    return dict(found)


# --- rooms --------------------------------------------------------------------------------------------------------------


def room_of(module: str, modules: Iterable[str]) -> str:
    """Return the folder of a module, such as ``form/unmarked``; of one that stands in none, its own name."""
    parts = module.split(".")[1:]
    is_folder = any(other.startswith(f"{module}.") for other in modules)
    return "/".join(parts if is_folder or len(parts) == 1 else parts[:-1]) or PACKAGE


def arrows(tree: Tree) -> dict[tuple[str, str], collections.Counter[When]]:
    """Return the imports between rooms, counted: (from, to) → how many of each kind."""
    rooms = {module: room_of(module, tree.modules) for module in tree.modules}
    counted: dict[tuple[str, str], collections.Counter[When]] = {}
    for module, imported, when in imports_of(tree.modules):
        if imported in rooms and rooms[module] != rooms[imported]:
            counted.setdefault((rooms[module], rooms[imported]), collections.Counter())[when] += 1
    return counted


def against_the_order(tree: Tree) -> Iterator[Import]:
    """Return the imports that run up or across the layers, or to a room that they do not name.

    The package's face imports all on use, so it counts as the first room below the command.
    """
    ranks = {name: float(rank) for rank, layer in enumerate(tree.layers) for name in layer}
    ranks.setdefault(PACKAGE, ranks.get("cli", 0.0) + 0.5)
    for one in imports_of(tree.modules):
        if one.imported not in tree.modules:
            continue
        start, end = (room_of(name, tree.modules).partition("/")[0] for name in (one.module, one.imported))
        if start != end and start != PACKAGE and ranks.get(end, -1.0) <= ranks.get(start, len(ranks)):
            yield one


# --- print --------------------------------------------------------------------------------------------------------------


def report(tree: Tree) -> Iterator[str]:
    """Return the lines to print about one state of the code."""
    lines = {module: text.count("\n") for module, text in tree.modules.items()}
    by_room: dict[str, list[str]] = collections.defaultdict(list)
    for module in lines:
        by_room[room_of(module, lines)].append(module)
    folders = {room: found for room, found in by_room.items() if len(found) > 1}
    yield f"{len(lines)} modules, {sum(lines.values())} lines"
    yield "\nfolder              modules   lines"
    for room, found in sorted(folders.items()):
        yield f"  {room:<18}{len(found):>7}{sum(lines[module] for module in found):>8}"
    top = [module for room, (module, *others) in sorted(by_room.items()) if not others]
    yield f"\nmodules in no folder: {len(top)}"
    yield from (f"  {module:<32}{lines[module]:>5}" for module in top)
    yield "\nlongest modules"
    longest = sorted(lines, key=lambda module: -lines[module])[:LONGEST]
    yield from (f"  {module:<40}{lines[module]:>5}" for module in longest)
    counted = arrows(tree)
    yield f"\narrows: {len(counted)}{'':<34}import   use types"
    for (start, end), counts in sorted(counted.items()):
        both = "⇄" if (end, start) in counted else "→"
        yield f"  {f'{start} {both} {end}':<40}" + "".join(f"{counts[when] or '·':>6}" for when in WHEN)
    wrong = list(against_the_order(tree))
    yield f"\nimports against the order: {len(wrong)}"
    names = {"import": "", "use": " (on use)", "types": " (for types only)"}
    yield from (f"  {one.module} → {one.imported}{names[one.when]}" for one in wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", metavar="REVISION", help="print the same of another commit first")
    options = parser.parse_args()
    if options.before is not None:
        print(f"--- {options.before}", *report(tree_of(options.before)), "\n--- now", sep="\n")
    print(*report(tree_of()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
