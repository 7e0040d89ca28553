"""Convert: a file that no reader reads → DOCX, by LibreOffice, where it is installed and the caller asked for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from gzparse.errors import DamagedFile, LimitExceeded, MissingLibrary
from gzparse.read.sniff import Kind

__all__ = ["CONVERTED", "converted"]

CONVERTED = {Kind.DOC: ".doc", Kind.RTF: ".rtf", Kind.ODT: ".odt"}
"""The kinds that LibreOffice turns into DOCX, with the suffix by which it knows them."""


def converted(data: bytes, kind: Kind, name: str | None, seconds: float) -> bytes:
    """Return a file as DOCX.

    seconds: how long LibreOffice may take.

    Raises:
        MissingLibrary: LibreOffice is not installed.
        LimitExceeded: it took too long.
        DamagedFile: it made nothing of the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    subject = name or "The input"
    if program is None:
        raise MissingLibrary(
            f"{subject} would be converted by LibreOffice, which is not installed: no program named soffice was found. "
            "Install LibreOffice, or save the file as DOCX yourself."
        )
    with tempfile.TemporaryDirectory(prefix="gzparse-") as folder:
        given = Path(folder) / f"report{CONVERTED[kind]}"
        given.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()  # of its own: two at once would wait for each other
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        try:
            subprocess.run(
                [*command, "--outdir", folder, os.fspath(given)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise LimitExceeded(
                f"LibreOffice did not convert {subject} within {seconds:g} seconds. Pass Limits(seconds=…) to wait longer."
            ) from None
        made = given.with_suffix(".docx")
        if not made.is_file():
            raise DamagedFile(f"LibreOffice made nothing of {subject}: it may be damaged. Open it and save it as DOCX.")
        return made.read_bytes()
