"""gzparse: China's government-information-disclosure annual reports (政府信息公开工作年度报告) as checked, traceable figures.

    import gzparse
    reading = gzparse.parse_file("report.txt")
    reading.report.requests.new.total            # 件, or None
    reading.figures["requests.new.total"]        # what is printed, where, and how certain it is
    reading.findings                             # every doubt, with the figures it touches

Lark is loaded at the first parse, not at the import.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gzparse._version import __version__ as __version__
from gzparse.arguments import check_path, check_seconds, check_texts, check_workers, checked_year, files_of
from gzparse.errors import (
    DamagedFile,
    DecodeError,
    Encrypted,
    GzparseError,
    LayoutError,
    LimitExceeded,
    MissingLibrary,
    NotAReport,
    RenderError,
    TookTooLong,
    UnknownPath,
    UnsupportedFormat,
    WorkerDied,
)
from gzparse.model.place import Place
from gzparse.model.reading import Figure, Finding, FindingsError, Part, Reading, Ref
from gzparse.model.source import Source, Span
from gzparse.spec.hooks import Check, Reader

if TYPE_CHECKING:
    from gzparse import tables as tables
    from gzparse.annual_report.record import Report
    from gzparse.model.grid import Grid, Row
    from gzparse.output.page import html_of as html_of
    from gzparse.output.page import rich_of as rich_of
    from gzparse.parser import Parser
    from gzparse.plugins.host import PluginWarning
    from gzparse.spec.codebook import CodebookEntry
    from gzparse.spec.form import Form
    from gzparse.spec.layout import Layout
    from gzparse.spec.limits import Limits
    from gzparse.spec.sheet import SheetRow

__all__ = [
    "Check",
    "CodebookEntry",
    "DamagedFile",
    "DecodeError",
    "Encrypted",
    "Figure",
    "Finding",
    "FindingsError",
    "Form",
    "Grid",
    "GzparseError",
    "Layout",
    "LayoutError",
    "LimitExceeded",
    "Limits",
    "MissingLibrary",
    "NotAReport",
    "Parser",
    "Part",
    "Place",
    "PluginWarning",
    "Reader",
    "Reading",
    "Ref",
    "RenderError",
    "Report",
    "Row",
    "SheetRow",
    "Source",
    "Span",
    "TookTooLong",
    "UnknownPath",
    "UnsupportedFormat",
    "WorkerDied",
    "check",
    "codebook",
    "forms",
    "label",
    "layouts",
    "parse",
    "parse_file",
    "parse_files",
    "paths",
    "render",
    "structure",
    "tables",
    "unstructure",
]

_LAZY = {
    "CodebookEntry": "gzparse.spec.codebook",
    "Form": "gzparse.spec.form",
    "Grid": "gzparse.model.grid",
    "Layout": "gzparse.spec.layout",
    "Limits": "gzparse.spec.limits",
    "Parser": "gzparse.parser",
    "PluginWarning": "gzparse.plugins.host",
    "Report": "gzparse.annual_report.record",
    "Row": "gzparse.model.grid",
    "SheetRow": "gzparse.spec.sheet",
    "html_of": "gzparse.output.page",  # for Reading, which stands far below
    "rich_of": "gzparse.output.page",
}


def __getattr__(name: str) -> Any:
    """Return a public name that not every program needs; its module is loaded on first use."""
    if name in _LAZY:
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_LAZY[name]), name)
        return value
    if name == "tables":  # a folder of the package: importing it sets the name
        from importlib import import_module

        return import_module("gzparse.tables")
    raise AttributeError(f"module 'gzparse' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]


def parse(
    data: str | bytes,
    *,
    layout: str | None = None,
    form: str | None = None,
    organ: str | None = None,
    year: int | str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    convert: bool = False,
) -> Reading[Report]:
    """Parse one annual report. Return the report, the findings about it, and on demand each figure's origin.

    What is given is what its content is, whatever a file's name says. HTML, MHTML, DOCX, PDF and spreadsheets are read by
    libraries that ``pip install 'gzparse[files]'`` installs.

    Args:
        data: the report's text; the text of an HTML page; or the bytes of a file: text in UTF-8, UTF-16 or GB18030, HTML,
            MHTML, DOCX, PDF, XLSX, XLS or ODS. For a file on disk, use :func:`parse_file`.
        layout: the name of the layout to read its tables by; by default all that fit are tried, and the best reading counts.
        form: the name of the form to read it as, one of those that ``gzparse.forms()`` returns.
        organ: the organ whose report it is, used where neither title nor signature names it.
        year: which year's report it is (a number, or its four digits), used where its title does not name it. Where the title
            names another year, the title counts, with the finding ``year-differs``.
        strict: raise ``FindingsError`` where a figure is missing, withheld or unreadable.
        password: opens an encrypted PDF.
        limits: how much of a file is read before it is refused; by default ``Limits()``.
        convert: whether LibreOffice may be run on a file that no reader reads, such as DOC; it must be installed.

    Raises:
        DecodeError: the bytes are not text.
        UnsupportedFormat: the input is of a format that is not read, such as DOC, OFD, a picture or a scan; ``MissingLibrary``,
            where the library that reads it is not installed; ``Encrypted``, where it needs a password.
        DamagedFile: the file is cut off or damaged.
        LimitExceeded: the file is larger, deeper or slower to read than the limits allow.
        NotAReport: no table section of any known form was found, or the text is the name of a file.
        LayoutError: the named layout or form is unknown or cannot be used; the marks of the named layout do not occur in any
            table; or two plugins have its name.
        FindingsError: only with ``strict``; its ``reading`` is what would have been returned.
        TypeError: an argument is of a wrong type.
    """
    return _parser().parse(
        data,
        layout=layout,
        form=form,
        organ=organ,
        year=year,
        strict=strict,
        password=password,
        limits=limits,
        convert=convert,
    )


def parse_file(
    path: str | os.PathLike[str],
    *,
    layout: str | None = None,
    form: str | None = None,
    organ: str | None = None,
    year: int | str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    convert: bool = False,
) -> Reading[Report]:
    """Parse a file. Options and errors are those of :func:`parse`.

    Raises:
        OSError: the file cannot be read.
    """
    from pathlib import Path

    check_path(path)
    try:
        data = Path(path).read_bytes()
    except (IsADirectoryError, PermissionError):
        if os.path.isdir(path):
            what_to_do = f"it is a folder; gzparse.parse_files({os.fspath(path)!r}) reads its files"
            raise IsADirectoryError(errno.EISDIR, what_to_do, os.fspath(path)) from None
        raise
    except ValueError as error:  # a name with a NUL byte
        raise OSError(errno.EINVAL, f"it is no file's name: {error}", os.fspath(path)) from None
    return _parser().parse(
        data,
        layout=layout,
        form=form,
        organ=organ,
        year=year,
        strict=strict,
        name=str(path),
        password=password,
        limits=limits,
        convert=convert,
    )


def parse_files(
    files: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    layout: str | None = None,
    form: str | None = None,
    organ: str | None = None,
    year: int | str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    convert: bool = False,
    workers: int = 1,
    seconds: float | None = 60,
) -> Iterator[Reading[Report] | GzparseError | OSError]:
    """Parse many files, in the order given, in this process or in ``workers`` of them.

    A file that cannot be read yields its error in its place instead of raising it, so that it stops no other file.

    Args:
        files: paths; or a folder, which means its files and those of the folders in it, sorted, except hidden ones; or one
            file.
        layout: as for :func:`parse`, and so are the other options.
        form: see ``layout``.
        organ: see ``layout``.
        year: see ``layout``.
        strict: see ``layout``.
        password: see ``layout``.
        limits: see ``layout``.
        convert: see ``layout``.
        workers: how many processes to parse in. On some systems each process imports the program again: call this function
            below ``if __name__ == "__main__":``. A reading from a worker has its report, findings and source; its figures and
            parts are worked out when they are asked for, which takes a parse.
        seconds: how long a file may take in a worker; ``None`` for no limit. A file that takes longer yields ``TookTooLong``,
            one at which its worker ends (no memory is left, or a library crashes) yields ``WorkerDied``. With one worker files
            are parsed in this process, which nothing limits.

    Raises:
        TypeError: an argument is of a wrong type.
        ValueError: ``workers`` is less than 1, or ``seconds`` is not more than 0.
        WorkerDied: no worker can be started.
        OSError: the folder cannot be listed.
    """
    check_texts(layout=layout, form=form, organ=organ, password=password)
    check_workers(workers)
    check_seconds(seconds)
    options = {
        "layout": layout,
        "form": form,
        "organ": organ,
        "year": checked_year(year),
        "strict": strict,
        "password": password,
        "limits": limits,
        "convert": convert,
    }
    from gzparse.pool.files import read_files

    return read_files(files_of(files), options, workers, seconds=seconds)


def render(
    report: Report | Reading[Any] | Any,
    *,
    layout: str | Layout = "tabs",
    form: str | Form | None = None,
    printed: Mapping[str, str] | None = None,
) -> str:
    """Print a report in a layout that can be written, or as HTML with the official form's spans: the inverse of :func:`parse`.

    A figure that is ``None`` is printed as a blank cell. Figures of a reading are printed as they were found: a nil mark as it
    stands, a number with its unit, no row where it is missing, and ``？`` where a figure is printed but not known.

    Args:
        report: a report, or a reading, or the record of another form that can be printed.
        layout: the name of a layout, or the layout itself, or ``"html"``. Those that come with gzparse can all be written.
            ``"lines"`` and ``"unmarked"`` do not preserve blanks.
        form: the form to print it by; by default the one whose record it is.
        printed: what to print in some cells instead, by path: ``"/"``, say, or ``"251000元"``.

    Raises:
        RenderError: its figures belong to no form, or the layout or the form cannot be written.
        LayoutError: the named layout or form is unknown or cannot be used.
        UnknownPath: ``printed`` names a path that no figure has.
    """
    from gzparse.rendering.render import render as _render

    return _render(_parser(), report, layout, form, printed)


def check(reading: Reading[Report]) -> tuple[Finding, ...]:
    """Check a reading's report against the identities that the form prints or that reports keep in practice.

    Returns findings of kind ``"report"`` and severity ``"warning"``, each naming the figures that it compares:

    * ``identity-balance`` (printed on the form): in every column 一 + 二 = 三（七） + 四;
    * ``identity-results``: in every column 三（七）总计 = the sum of the rows （一） to （六）;
    * ``identity-row-total``: in every row of section three 总计 = the sum of the six kinds of applicants;
    * ``identity-outcomes``: in each block of section four 总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结.

    An identity is checked only where each of its figures is printed and read.
    """
    from gzparse.annual_report.identities import check_report

    return tuple(check_report(reading.report, reading.source.name))


def label(path: str) -> str:
    """Return the official Chinese label of a figure (row · column), or of a row, a group or a section of the annual report.

    Raises:
        UnknownPath: nothing in the annual report has this path.
    """
    from gzparse.annual_report.labels import ANNUAL_REPORT

    return ANNUAL_REPORT.label(path)


def paths() -> tuple[str, ...]:
    """Return the paths of all figures of the annual report, in both editions, in the form's order."""
    from gzparse.annual_report.labels import ANNUAL_REPORT

    return tuple(ANNUAL_REPORT.figures)


def codebook(form: str | Form | None = None) -> tuple[CodebookEntry, ...]:
    """Return an entry for each figure of a form, in the form's order: code, labels in Chinese and English, unit, editions.

    The code is a short stable name made of the official ordinals (``s3r07c1``: section three, its seventh row, its first
    column); tables have a column of that name. ``same_as`` and ``note`` say what may be compared between editions, and what
    must not be.

    Args:
        form: the form, by its name or itself; by default the annual report.

    Raises:
        LayoutError: no form has this name, or its codebook cannot be used.
    """
    from gzparse.tables.codebook import codebook_for

    return codebook_for(form).entries


def layouts() -> tuple[Layout, ...]:
    """Return the layouts that :func:`parse` uses, in the order in which they are tried; those of plugins come last."""
    return _parser().layouts


def forms() -> tuple[Form, ...]:
    """Return the forms that :func:`parse` knows."""
    return _parser().forms


def unstructure(value: Any) -> Any:
    """Turn a reading, a report, a finding or any part of them into plain dicts, lists, strings and numbers, as JSON has it.

    Decimals become strings, dates ISO 8601. A reading becomes the object that ``gzparse parse`` prints for a file.

    Raises:
        TypeError: it is not such data.
    """
    from gzparse.output.contract import plain

    return plain(value)


def structure(data: Any, kind: type[Any] | None = None) -> Any:
    """Turn what :func:`unstructure` returned back into a ``kind``; by default, into a :class:`Report`.

    Raises:
        cattrs.errors.ClassValidationError: the data are not of that shape.
    """
    from gzparse.output.contract import structure as _structure

    if kind is None:
        from gzparse.annual_report.record import Report

        kind = Report
    return _structure(data, kind)


_default: Parser | None = None


def _parser() -> Parser:
    global _default
    if _default is None:
        from gzparse.model.patterns import uncollected

        with uncollected():
            from gzparse.parser import Parser as _Parser

            _default = _Parser()
    return _default
