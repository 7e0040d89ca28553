"""Extras: what each installs and how large it is, which files it reads, and for which systems its libraries have wheels.

    python benchmarks/extras.py [--no-wheels]

Builds the wheel, and installs it with each extra alone into a fresh environment. There one file of each kind is parsed: it
must be read, or raise ``MissingLibrary`` with the command that installs what is missing. Then pip looks for wheels of the
libraries, for each Python and system, without installing them. Prints tables; the exit status is 1 if something is otherwise
than it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
NONE = ""
EXTRAS = (NONE, "html", "docx", "pdf", "xlsx", "files")
FILES = {
    "tabs.txt": NONE,
    "page.html": "html",
    "page.mht": "html",
    "page.md": "html",
    "report.docx": "docx",
    "report.pdf": "pdf",
    "report.xlsx": "xlsx",
}
"""A file of each kind, with the extra that reads it."""
LIBRARIES = ("selectolax", "lxml", "pypdfium2", "pypdf", "python-calamine", "XlsxWriter")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux ARM": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "macOS ARM": ("macosx_14_0_arm64", "macosx_11_0_arm64"),
    "macOS Intel": ("macosx_14_0_x86_64", "macosx_11_0_x86_64", "macosx_10_13_x86_64"),
    "Windows": ("win_amd64",),
}
_ASK = """
import json, pathlib, sys
import gzparse
told = {}
for path in map(pathlib.Path, sys.argv[1:]):
    try:
        reading = gzparse.parse_file(path)
        told[path.name] = [reading.verdict, reading.counts["value"]]
    except gzparse.GzparseError as error:
        told[path.name] = [type(error).__name__, str(error)]
print(json.dumps(told))
"""
_MEASURE = """
import json, pathlib
from importlib.metadata import distributions
sizes = {}
for found in distributions():
    files = [pathlib.Path(found.locate_file(file)) for file in found.files or ()]
    sizes[found.metadata["Name"]] = sum(file.stat().st_size for file in files if file.is_file())
print(json.dumps(sizes))
"""
_NOT_COUNTED = {"pip", "setuptools", "wheel"}


def run(*command: str | os.PathLike[str]) -> str:
    """Run a program and return what it prints.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    return done.stdout


def write_files(folder: pathlib.Path) -> list[pathlib.Path]:
    """Write a file of each kind."""
    page = (EXAMPLES / "page.html").read_text("utf-8")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    tables = page.partition('<div class="article">')[2].partition("</div>")[0]
    lines = tables.replace("<h2>", "\n## ").replace("</h2>", "\n").replace("<h1>", "# ").replace("</h1>", "\n")
    written = {
        "page.mht": f"{head}Content-Transfer-Encoding: 8bit\n\n{page}\n--b--\n".encode(),
        "page.md": lines.replace("<p>", "").replace("</p>", "\n").encode(),
    }
    for name in FILES:
        (folder / name).write_bytes(written[name] if name in written else (EXAMPLES / name).read_bytes())
    return [folder / name for name in FILES]


def measure(extra: str, wheel: pathlib.Path, folder: pathlib.Path) -> tuple[dict[str, int], list[str]]:
    """Install the wheel with an extra. Return the sizes of what is installed, and what is otherwise than it should be."""
    place = folder / (extra or "none")
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", f"{wheel}[{extra}]" if extra else wheel)
    sizes = {name: size for name, size in json.loads(run(python, "-c", _MEASURE)).items() if name not in _NOT_COUNTED}
    told = json.loads(run(python, "-c", _ASK, *write_files(folder)))
    return sizes, [f"{extra or 'no extra'}: {name}: {what}" for name, what in _wrong(extra, told)]


def _wrong(extra: str, told: dict[str, list[str | int]]) -> Iterator[tuple[str, str]]:
    for name, needed in FILES.items():
        first, second = told[name]
        if needed in (NONE, extra) or extra == "files":
            if [first, second] != ["complete", 200]:
                yield name, f"is not read in full: {first}, {second}"
        elif name == "page.md":
            if first == "complete" or second:
                yield name, f"figures are given of tables that cannot be read: {first}, {second}"
        elif first != "MissingLibrary" or f"pip install 'gzparse[{needed}]'" not in str(second):
            yield name, f"the message does not say what to install: {first}, {second}"


def has_wheel(library: str, python: str, tags: Sequence[str], folder: pathlib.Path) -> bool:
    """Whether there is a wheel of a library for a Python and a system."""
    platforms = [f"--platform={tag}" for tag in tags]
    command = ["download", library, "--quiet", "--no-deps", "--only-binary=:all:", f"--python-version={python}", *platforms]
    try:
        run(sys.executable, "-m", "pip", *command, "--dest", folder)
    except RuntimeError:
        return False
    return True


def main() -> int:
    """Print what each extra installs and reads, and for which systems there are wheels."""
    parser = argparse.ArgumentParser(description="Install each extra alone, and look for wheels of its libraries.")
    parser.add_argument("--no-wheels", action="store_true", help="do not look for wheels")
    options = parser.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
        (wheel,) = folder.glob("*.whl")
        alone: set[str] = set()
        print(f"{'extra':10} {'MB':>6}  what it installs besides gzparse, lark, attrs and cattrs")
        for extra in EXTRAS:
            sizes, told = measure(extra, wheel, folder)
            wrong += told
            alone = alone or set(sizes)
            added = ", ".join(f"{each} {size / 1e6:.1f}" for each, size in sorted(sizes.items()) if each not in alone)
            print(f"{extra or 'none':10} {sum(sizes.values()) / 1e6:6.1f}  {added}", flush=True)
        if not options.no_wheels:
            print(f"\n{'wheels for Python':18}" + "".join(f"{python:>7}" for python in PYTHONS))
            for library in LIBRARIES:
                for system, tags in PLATFORMS.items():
                    found = [has_wheel(library, python, tags, folder / "wheels") for python in PYTHONS]
                    print(f"{library:16}{system:14}" + "".join(f"{'yes' if one else 'NO':>6}" for one in found), flush=True)
                    wrong += [
                        f"no wheel of {library} for {system}, {p}" for p, one in zip(PYTHONS, found, strict=True) if not one
                    ]
    print(f"\n{len(wrong)} things are otherwise than they should be", *wrong, sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
