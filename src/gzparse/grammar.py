"""Load Lark grammars: from a package's files, with the parser tables kept in the user's cache folder."""

from __future__ import annotations

import gc
import os
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gzparse.errors import LayoutError

if TYPE_CHECKING:
    from lark import Lark

GRAMMARS = "gzparse.grammars"


def load(
    package: str, name: str, *, start: Sequence[str] = ("start",), lexer: Any = "contextual", transformer: Any = None
) -> Lark:
    """Build the LALR parser of a grammar file, from the cache where it is warm.

    Raises:
        LayoutError: there is no such file, or Lark cannot build the grammar.
    """
    from lark import Lark
    from lark.exceptions import LarkError

    try:
        # pkgutil rather than importlib.resources: the latter costs tens of milliseconds at the first parse.
        data = pkgutil.get_data(package, name)
    except (ImportError, OSError) as error:
        raise LayoutError(f"grammar {name} of package {package} cannot be read: {error}") from error
    if data is None:
        raise LayoutError(f"grammar {name} of package {package} cannot be read: its loader gives no files")
    try:
        with uncollected():
            return Lark(
                data.decode("utf-8"),
                parser="lalr",
                lexer=lexer,
                start=list(start),
                cache=_cache_file(package, name),
                import_paths=[_importer()],
                maybe_placeholders=False,
                transformer=transformer,
            )
    except LarkError as error:
        raise LayoutError(f"grammar {name} of package {package} does not build: {error}") from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: loading tables and compiling patterns makes many objects, and they all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a long pattern."""
    with uncollected():
        return re.compile(pattern, flags)


def _importer() -> Any:
    from lark.load_grammar import FromPackageLoader

    return FromPackageLoader(GRAMMARS, ("",))


def _cache_file(package: str, name: str) -> str | bool:
    folder = _cache_folder()
    if folder is None:
        return False
    tag = f"{sys.implementation.cache_tag}-{package}-{name}"
    return os.path.join(folder, f"{tag}.cache")


def _cache_folder() -> str | None:
    """Give the folder for parser tables, made if need be; ``None`` where it cannot be written (then nothing is kept)."""
    home = os.path.expanduser("~")
    if given := os.environ.get("GZPARSE_CACHE"):
        folder = given
    elif sys.platform == "win32":
        folder = os.path.join(os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "gzparse")
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Caches", "gzparse")
    else:
        folder = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "gzparse")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
