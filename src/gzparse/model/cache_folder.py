"""The user's cache folder: what is slow to make is kept there from one process to the next."""

from __future__ import annotations

import os
import sys
import zlib

from gzparse._version import __version__

__all__ = ["cache_folder", "cache_name"]


def cache_folder() -> str | None:
    """Return the folder, created if needed; ``None`` where it cannot be written (then nothing is kept)."""
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


def cache_name(made_of: str, tag: str) -> str:
    """Return the name of a file in that folder.

    Versions of Python and of gzparse, and copies of one version, have files of their own. Else each would write the file at
    each start, since the one that is there was made of something else.
    """
    number = zlib.crc32(f"{os.path.dirname(__file__)}\n{made_of}".encode("utf-8", "surrogatepass"))
    return f"{sys.implementation.cache_tag}-{__version__}-{number:08x}-{tag}.cache"
