"""Load Lark grammars: the place of a grammar file → its parser. Parser tables are kept in the user's cache folder."""

from __future__ import annotations

import gc
import os
import pkgutil
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gzparse._version import __version__
from gzparse.errors import GrammarError
from gzparse.spec.hooks import GrammarPlace

if TYPE_CHECKING:
    from lark import Lark

GRAMMARS = "gzparse.grammars"


def load(
    place: GrammarPlace,
    *,
    start: Sequence[str] = ("start",),
    lexer: Any = "contextual",
    transformer: Any = None,
    strict: bool = False,
) -> Lark:
    """Build the LALR parser of a grammar file, from the cache where it is warm.

    With ``strict``, which needs interegular, Lark also refuses what it would otherwise decide by its own rules:
    terminals that match the same text, and rules that may be read in two ways.

    Raises:
        GrammarError: there is no such file, or Lark cannot build the grammar.
    """
    from lark import Lark
    from lark.exceptions import LarkError

    name, text = _read(place)
    try:
        with uncollected():
            return Lark(
                text,
                parser="lalr",
                lexer=lexer,
                start=list(start),
                cache=False if strict else _cache_file(name, text),
                strict=strict,
                import_paths=_importers(place),
                maybe_placeholders=False,
                transformer=transformer,
            )
    except (LarkError, OSError, ValueError, re.error) as error:
        hint = "; what is overridden must be imported by name" if "nonexisting" in str(error) else ""
        raise GrammarError(f"grammar {name} does not build: {error}{hint}") from error


def _read(place: GrammarPlace) -> tuple[str, str]:
    """Return a grammar's name, for messages and the cache, and its text."""
    try:
        if not isinstance(place, tuple):
            path = os.fspath(place)
            with open(path, encoding="utf-8") as file:
                return path, file.read()
        # pkgutil rather than importlib.resources: the latter costs tens of milliseconds at the first parse.
        data = pkgutil.get_data(*place)
        if data is None:
            raise GrammarError(f"grammar {place[1]} of package {place[0]} cannot be read: its loader gives no files")
        return f"{place[1]} of {place[0]}", data.decode("utf-8")
    except (ImportError, OSError, UnicodeDecodeError) as error:
        named = f"{place[1]} of package {place[0]}" if isinstance(place, tuple) else os.fspath(place)
        raise GrammarError(f"grammar {named} cannot be read: {error}") from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause garbage collection: loading tables and compiling patterns makes many objects, all of which stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a long pattern, without garbage collection meanwhile."""
    with uncollected():
        return re.compile(pattern, flags)


def _importers(place: GrammarPlace) -> list[Any]:
    """Return where a grammar's imports are looked for: among gzparse's grammars, then next to it in its own package."""
    from lark.load_grammar import FromPackageLoader

    packages = [GRAMMARS, place[0]] if isinstance(place, tuple) and place[0] != GRAMMARS else [GRAMMARS]
    return [FromPackageLoader(package, ("",)) for package in packages]


def _cache_file(name: str, text: str) -> str | bool:
    """Return the file for a grammar's parser tables, or ``False``.

    Versions of gzparse, and copies of one version, have files of their own. Else each would write the file at each start, since
    the one that is there was made of other grammars.
    """
    folder = _cache_folder()
    if folder is None:
        return False
    tag = re.sub(r"[^\w.-]+", "-", name)[-100:]
    made_of = zlib.crc32(f"{os.path.dirname(__file__)}\n{text}".encode("utf-8", "surrogatepass"))
    return os.path.join(folder, f"{sys.implementation.cache_tag}-{__version__}-{made_of:08x}-{tag}.cache")


def _cache_folder() -> str | None:
    """Return the folder for parser tables, created if needed; ``None`` where it cannot be written (then nothing is kept)."""
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
