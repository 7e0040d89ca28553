"""The command: ``gzparse parse``, ``explain``, ``paths``, ``codebook``, ``layouts``, ``layouts try``, ``forms``, ``schema``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import gzparse
from gzparse.arguments import checked_year
from gzparse.cli.codebook import add_codebook
from gzparse.cli.files import STANDARD_INPUT, chosen
from gzparse.cli.language import add_language
from gzparse.cli.printed import Printed, Printer
from gzparse.errors import GzparseError

if TYPE_CHECKING:
    from gzparse.cli.summary import Summary

_OK, _SOME_FAILED, _USAGE = 0, 1, 2
_ASKED = ("layout", "form", "organ", "year", "strict", "password", "convert")
"""The options of ``parse`` that the library has too."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Return its exit status: 0 all gave a report, 1 some did not, 2 wrong usage."""
    options = _arguments().parse_args(arguments)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _OK
    except KeyboardInterrupt:
        return 130
    return status


def _show_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    print(f"gzparse: {' '.join(str(message).split())}", file=sys.stderr)


def _add_parse(commands: Any) -> None:
    parse = commands.add_parser("parse", help="parse reports", description="Parse reports: one JSON object a line, or text.")
    parse.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a report's file; a folder: all files in it and in its folders; a pattern, such as '*.txt'; -: standard input",
    )
    parse.add_argument(
        "--format", choices=("jsonl", "text", "findings", "csv"), default="jsonl", help="what to print (default: %(default)s)"
    )
    add_language(parse, "of the findings in --format text")
    parse.add_argument("--layout", metavar="NAME", help="read the tables by this layout only")
    parse.add_argument("--form", metavar="NAME", help="read as this form only: annual_report, or a plugin's")
    parse.add_argument("--organ", metavar="NAME", help="whose report it is, where the report does not say")
    parse.add_argument("--year", type=_year, metavar="YEAR", help="which year's report it is, where its title does not say")
    parse.add_argument("--strict", action="store_true", help="fail where a figure is missing, withheld or unreadable")
    _add_reading(parse)
    parse.add_argument(
        "--figures", choices=("remarkable", "all"), default="remarkable", help="which to list in the JSON object"
    )
    parse.add_argument(
        "--json-version", type=int, choices=(1, 2), default=2, help="the version of the JSON object (default: %(default)s)"
    )
    parse.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="write to this file; tables, if its name ends in .parquet, .csv, .xlsx or .dta, or to this folder",
    )
    _add_tables(parse)
    parse.add_argument(
        "-j", "--workers", type=_positive, default=1, metavar="N", help="parse in N processes (in one, if - is among the files)"
    )
    parse.add_argument(
        "--seconds",
        metavar="N",
        type=_seconds,
        default=60.0,
        help="with -j 2 or more: stop reading a file after N seconds (default: 60)",
    )
    parse.set_defaults(run=_parse)


def _add_tables(parse: argparse.ArgumentParser) -> None:
    """Add what a run that writes tables may be told, and which files are read."""
    parse.add_argument("--tables", metavar="NAMES", help="the tables to write to OUT, such as reports,figures,findings")
    parse.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, by which Excel knows UTF-8")
    parse.add_argument("--meta", metavar="CSV", help="more about each file: source, then organ, year and columns of your own")
    parse.add_argument("--resume", action="store_true", help="go on with an interrupted run; what is done is not read again")
    parse.add_argument("--glob", metavar="PATTERN", action="append", help="read only files whose path or name it matches")
    parse.add_argument(
        "--files-from", metavar="LIST", help="read the files that LIST names, one a line or apart with NUL; - is allowed"
    )
    parse.add_argument(
        "--fail-on", choices=("error", "warning", "info"), help="exit with 1 if there is a finding as grave as this, or graver"
    )


def _add_explain(commands: Any) -> None:
    explain = commands.add_parser(
        "explain",
        help="show how figures were read, and why they are or are not given",
        description="Show how a figure was read, those of a row, or those whose label holds all of some words.",
    )
    explain.add_argument("file", metavar="FILE", help="a report's file; - reads standard input")
    explain.add_argument(
        "words",
        nargs="+",
        metavar="X",
        help="a path, such as requests.new.total; a row's, such as requests.new; words, such as 自然人",
    )
    add_language(explain, "to explain in")
    explain.add_argument("--trace", action="store_true", help="show the accounts of its row and what refuted them, too")
    _add_reading(explain)
    explain.set_defaults(run=_explain)


def _add_paths(commands: Any) -> None:
    paths = commands.add_parser(
        "paths",
        help="list the paths of figures and their labels",
        description="List the paths of a form's figures with their labels: all, or those that hold all of the words.",
    )
    paths.add_argument("words", nargs="*", metavar="WORD", help="what the path or the label holds, such as 自然人")
    paths.add_argument("--form", metavar="NAME", default="annual_report", help="the form (default: %(default)s)")
    paths.set_defaults(run=_paths)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gzparse",
        description="Read China's government-information-disclosure annual reports (政府信息公开工作年度报告).",
    )
    parser.add_argument("--version", action="version", version=f"gzparse {gzparse.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add_parse(commands)
    _add_explain(commands)

    _add_paths(commands)
    add_codebook(commands, _codebook)

    layouts = commands.add_parser(
        "layouts",
        help="list the layouts that tables are read by, or try one",
        description="List the layouts: name, where it comes from, what it reads.",
    )
    layouts.set_defaults(run=_layouts)
    of_layouts = layouts.add_subparsers(metavar="try")
    attempt = of_layouts.add_parser(
        "try",
        help="show what a layout makes of a file",
        description="Show what a layout makes of a file's tables: rows and cells, what each was read as, what was not read.",
    )
    attempt.add_argument("grammar", metavar="GRAMMAR", help="a .lark file, a layout's name, or MODULE:OBJECT")
    attempt.add_argument("file", metavar="FILE", help="a report's file; - reads standard input")
    attempt.set_defaults(run=_try)

    forms = commands.add_parser("forms", help="list the forms that reports are read as", description="List the forms.")
    forms.set_defaults(run=_forms)

    schema = commands.add_parser("schema", help="print the JSON Schema of what parse prints")
    schema.add_argument("--version", type=int, choices=(1, 2), default=2, help="that of the object (default: %(default)s)")
    schema.add_argument("--form", metavar="NAME", default="annual_report", help="the form (default: %(default)s)")
    schema.set_defaults(run=_schema)
    return parser


def _add_reading(command: argparse.ArgumentParser) -> None:
    """Add what a reader of files may be told."""
    command.add_argument("--password", metavar="WORD", help="opens an encrypted PDF")
    command.add_argument(
        "--convert", action="store_true", help="let LibreOffice convert DOC, WPS, RTF and ODT, if it is installed"
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, more than 0")
    return seconds


def _year(text: str) -> int:
    try:
        year = checked_year(text)
    except TypeError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    assert year is not None
    return year


def _parse(options: argparse.Namespace) -> int:
    from gzparse.cli.run import is_of_tables
    from gzparse.cli.summary import Summary

    try:
        files = chosen(options.files, options.glob, options.files_from)
    except OSError as error:
        print(f"gzparse: {error.filename}: {error.strerror}", file=sys.stderr)
        return _USAGE
    if (wrong := _wrong_usage(options, files)) is not None:
        print(f"gzparse: {wrong}", file=sys.stderr)
        return _USAGE
    if is_of_tables(options.output, options.tables):
        return _write_tables(options, files)
    summary = Summary()
    try:
        with _output(options.output) as out:
            for name, printed in _printed(options, files):
                summary.add(name, printed)
                out.write(printed.text)
                out.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"gzparse: cannot write {options.output or 'standard output'}: {error.strerror}", file=sys.stderr)
        return _SOME_FAILED
    return _ended(summary, options)


def _ended(summary: Summary, options: argparse.Namespace) -> int:
    for line in summary.lines():
        print(f"gzparse: {line}", file=sys.stderr)
    return _OK if summary.all_read and not summary.holds(options.fail_on) else _SOME_FAILED


def _write_tables(options: argparse.Namespace, files: Sequence[tuple[str, OSError | None]]) -> int:
    from gzparse.cli.run import Meta, meta_of, run

    names = [name for name, error in files if error is None]
    try:
        folders = [name for name in options.files if os.path.isdir(name)]
        meta = meta_of(options.meta, names, folders) if options.meta else Meta()
        summary = run(options, files, meta, {name: getattr(options, name) for name in _ASKED})
    except KeyboardInterrupt:
        print("gzparse: stopped; the same command with --resume goes on", file=sys.stderr)
        raise
    except OSError as error:
        print(f"gzparse: cannot write {error.filename or options.output}: {error.strerror}", file=sys.stderr)
        print("gzparse: what was done is kept; the same command with --resume goes on", file=sys.stderr)
        return _SOME_FAILED
    except (ValueError, GzparseError) as error:
        print(f"gzparse: {error}", file=sys.stderr)
        return _USAGE
    return _ended(summary, options)


def _wrong_usage(options: argparse.Namespace, files: Sequence[tuple[str, OSError | None]]) -> str | None:
    from gzparse.cli.run import is_of_tables

    if not files:
        return "no file is named: name files or folders, or pass --files-from"
    if options.meta and not is_of_tables(options.output, options.tables):
        return "--meta goes into tables: write them with -o, such as -o panel.parquet"
    if options.format == "csv" and len(files) > 1 and not is_of_tables(options.output, options.tables):
        return "--format csv prints the figures of one file; write those of several with -o, such as -o figures.csv"
    if options.tables and options.output is None:
        return "--tables says which tables are written: name a folder or a file with -o"
    parser = gzparse.Parser()
    for pool, name in ((parser.layout_pool, options.layout), (parser.form_pool, options.form)):
        if name is not None:
            try:
                pool.named(name).value()
            except gzparse.LayoutError as error:
                return str(error)
    if options.output is not None and os.path.exists(options.output):
        for name, _ in files:
            if os.path.exists(name) and os.path.samefile(name, options.output):
                return f"{name} is both read and to be written to; nothing was done. Name another file after -o."
    return None


def _printed(options: argparse.Namespace, files: Sequence[tuple[str, OSError | None]]) -> Iterator[tuple[str, Printed]]:
    """Return what is printed of each file, in the order given."""
    from gzparse.pool.files import read_files

    printer = Printer(options.format, options.lang, options.figures, options.json_version)
    asked = {name: getattr(options, name) for name in _ASKED}
    there = [name for name, error in files if error is None]
    in_processes = options.workers > 1 and STANDARD_INPUT not in there
    made = read_files(there, asked, options.workers, seconds=options.seconds, make=printer) if in_processes else None
    for name, error in files:
        if error is not None:
            yield name, printer(name, error)
        elif made is not None:
            yield name, next(made)
        else:
            outcome: Any
            try:
                outcome = _read_one(name, **asked)
            except (GzparseError, OSError) as failed:
                outcome = failed
            yield name, printer(name, outcome)


def _read_one(name: str, **asked: Any) -> gzparse.Reading[gzparse.Report]:
    if name == STANDARD_INPUT:
        return gzparse.parse(sys.stdin.buffer.read(), **asked)
    return gzparse.parse_file(name, **asked)


@contextmanager
def _output(path: str | None) -> Iterator[IO[str]]:
    if path is not None:
        with open(path, "w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    yield sys.stdout


def _explain(options: argparse.Namespace) -> int:
    from gzparse.cli.lookup import explained
    from gzparse.output.contract import told

    try:
        reading = _read_one(options.file, password=options.password, convert=options.convert)
        text = explained(reading, options.words, options.lang, trace=options.trace)
    except (GzparseError, OSError) as error:
        print(f"gzparse: {told(error)}", file=sys.stderr)
        return _USAGE if isinstance(error, gzparse.UnknownPath) else _SOME_FAILED
    with _output(None) as out:
        out.write(text + "\n")
    return _OK


def _paths(options: argparse.Namespace) -> int:
    from gzparse.cli.lookup import aligned, matching

    try:
        labels = gzparse.Parser().form_pool.named(options.form).value().labels
        found = matching(labels, options.words)
    except (gzparse.LayoutError, gzparse.UnknownPath) as error:
        print(f"gzparse: {error}", file=sys.stderr)
        return _USAGE
    with _output(None) as out:
        out.writelines(f"{line}\n" for line in aligned([(path, info.label) for path, info in found.items()]))
    return _OK


def _codebook(options: argparse.Namespace) -> int:
    from gzparse.cli.codebook import codebook_text, write_codebook
    from gzparse.output.contract import told

    try:
        if options.output is not None:
            write_codebook(options.form, options.output)
            return _OK
        text = codebook_text(options.form)
    except (GzparseError, OSError) as error:
        print(f"gzparse: {told(error)}", file=sys.stderr)
        return _USAGE if isinstance(error, gzparse.LayoutError) else _SOME_FAILED
    with _output(None) as out:
        out.write(text)
    return _OK


def _layouts(options: argparse.Namespace) -> int:
    from gzparse.layout.built import BuiltLayout

    def reads(plugin: Any) -> str:
        built = plugin.built(BuiltLayout)
        plugin.run(built.anchor)
        plugin.run(built.parser)
        return str(built.layout.reads)

    return _list(gzparse.Parser().layout_pool, reads)


def _forms(options: argparse.Namespace) -> int:
    from gzparse.form.built import BuiltForm

    def reads(plugin: Any) -> str:
        built = plugin.built(BuiltForm)
        for grammar in (built.outline, built.unbroken, built.rows):
            plugin.run(grammar)
        return str(built.form.reads)

    return _list(gzparse.Parser().form_pool, reads)


def _list(pool: Iterable[Any], reads: Callable[[Any], str]) -> int:
    """List plugins: name, origin, and what each reads, or why it cannot be used."""
    rows = []
    for plugin in pool:
        origin = f"{plugin.distribution} {plugin.version}"
        try:
            rows.append((plugin.name, origin, reads(plugin)))
        except gzparse.LayoutError as error:
            rows.append((plugin.name, origin, f"cannot be used: {' '.join(str(error).split())}"))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    with _output(None) as out:
        for name, origin, what in rows:
            out.write(f"{name:<{widths[0]}}  {origin:<{widths[1]}}  {what}\n")
    return _OK


def _try(options: argparse.Namespace) -> int:
    from gzparse.cli.try_layout import try_layout

    try:
        data = sys.stdin.buffer.read() if options.file == STANDARD_INPUT else Path(options.file).read_bytes()
        text = try_layout(options.grammar, data, options.file)
    except (GzparseError, OSError) as error:
        from gzparse.output.contract import told

        print(f"gzparse: {told(error)}", file=sys.stderr)
        return _USAGE if isinstance(error, gzparse.LayoutError) else _SOME_FAILED
    with _output(None) as out:
        out.write(text)
    return _OK


def _schema(options: argparse.Namespace) -> int:
    from gzparse.output.contract import schema

    try:
        labels = gzparse.Parser().form_pool.named(options.form).value().labels
    except gzparse.LayoutError as error:
        print(f"gzparse: {error}", file=sys.stderr)
        return _USAGE
    with _output(None) as out:
        out.write(json.dumps(schema(labels, options.form, options.version), ensure_ascii=False, indent=2) + "\n")
    return _OK
