"""The command: ``gzparse parse``, ``explain``, ``layouts``, ``layouts try``, ``forms``, ``schema``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import gzparse
from gzparse.cli.language import add_language
from gzparse.errors import GzparseError
from gzparse.model.codes import Language

_OK, _SOME_FAILED, _USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status: 0 all gave a report, 1 some did not, 2 wrong usage."""
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


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gzparse",
        description="Read China's government-information-disclosure annual reports (政府信息公开工作年度报告).",
    )
    parser.add_argument("--version", action="version", version=f"gzparse {gzparse.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="parse reports", description="Parse reports: one JSON object a line, or text.")
    parse.add_argument("files", nargs="+", metavar="FILE", help="a report's text; - reads standard input")
    parse.add_argument("--format", choices=("jsonl", "text"), default="jsonl", help="what to print (default: %(default)s)")
    add_language(parse, "of the findings in --format text")
    parse.add_argument("--layout", metavar="NAME", help="read the tables by this layout only")
    parse.add_argument("--form", metavar="NAME", help="read as this form only: annual_report, or a plugin's")
    parse.add_argument("-o", "--output", metavar="OUT", help="write to this file instead of standard output")
    parse.add_argument(
        "-j", "--workers", type=_positive, default=1, metavar="N", help="parse in N processes (in one, if - is among the files)"
    )
    parse.set_defaults(run=_parse)

    explain = commands.add_parser("explain", help="tell how one figure was read, and why it is or is not given")
    explain.add_argument("file", metavar="FILE", help="a report's text; - reads standard input")
    explain.add_argument("path", metavar="PATH", help="such as requests.new.total")
    add_language(explain, "to explain in")
    explain.set_defaults(run=_explain)

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
    attempt.add_argument("file", metavar="FILE", help="a report's text; - reads standard input")
    attempt.set_defaults(run=_try)

    forms = commands.add_parser("forms", help="list the forms that reports are read as", description="List the forms.")
    forms.set_defaults(run=_forms)

    schema = commands.add_parser("schema", help="print the JSON Schema of what parse prints")
    schema.set_defaults(run=_schema, form="annual_report")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 1 or more")
    return int(text)


def _parse(options: argparse.Namespace) -> int:
    if (wrong := _wrong_usage(options)) is not None:
        print(f"gzparse: {wrong}", file=sys.stderr)
        return _USAGE
    status = _OK
    outcomes = _outcomes(options)
    try:
        with _output(options.output) as out:
            for name, outcome in outcomes:
                if isinstance(outcome, Exception):
                    status = _SOME_FAILED
                out.write(_shown(name, outcome, options.format, options.lang))
                out.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"gzparse: cannot write {options.output or 'standard output'}: {error.strerror}", file=sys.stderr)
        return _SOME_FAILED
    return status


def _wrong_usage(options: argparse.Namespace) -> str | None:
    parser = gzparse.Parser()
    for pool, name in ((parser.layout_pool, options.layout), (parser.form_pool, options.form)):
        if name is not None:
            try:
                pool.named(name).value()
            except gzparse.LayoutError as error:
                return str(error)
    if options.output is not None and os.path.exists(options.output):
        for name in options.files:
            if os.path.exists(name) and os.path.samefile(name, options.output):
                return f"{name} is both read and to be written to; nothing was done. Name another file after -o."
    return None


def _outcomes(options: argparse.Namespace) -> Iterator[tuple[str, Any]]:
    """Return each file's reading or its error, in the order given."""
    files: list[str] = options.files
    if options.workers > 1 and "-" not in files:
        asked = {"layout": options.layout, "form": options.form}
        yield from zip(files, gzparse.parse_files(files, workers=options.workers, **asked), strict=True)
        return
    for name in files:
        try:
            yield name, _read_one(name, options.layout, options.form)
        except (GzparseError, OSError) as error:
            yield name, error


def _read_one(name: str, layout: str | None = None, form: str | None = None) -> gzparse.Reading[gzparse.Report]:
    if name == "-":
        return gzparse.parse(sys.stdin.buffer.read(), layout=layout, form=form)
    return gzparse.parse_file(name, layout=layout, form=form)


def _shown(name: str, outcome: Any, form: str, lang: Language) -> str:
    if form == "jsonl":
        from gzparse.output.contract import error_record, record

        data = error_record(outcome, name) if isinstance(outcome, Exception) else record(outcome)
        return json.dumps({**data, "source": name}, ensure_ascii=False) + "\n"
    from gzparse.output.text import as_text

    if isinstance(outcome, Exception):
        from gzparse.output.contract import told

        return f"{name}\n  {type(outcome).__name__}: {told(outcome)}\n\n"
    return f"{name}\n{as_text(outcome, lang)}\n"


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
    try:
        text = _read_one(options.file).explain(options.path, options.lang)
    except (GzparseError, OSError) as error:
        print(f"gzparse: {error}", file=sys.stderr)
        return _USAGE if isinstance(error, gzparse.UnknownPath) else _SOME_FAILED
    with _output(None) as out:
        out.write(text + "\n")
    return _OK


def _layouts(options: argparse.Namespace) -> int:
    from gzparse.layout.built import BuiltLayout

    def reads(plugin: Any) -> str:
        built = plugin.built(BuiltLayout)
        plugin.run(built.anchor)
        plugin.run(built.lark)
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
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
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

    (form,) = (form for form in gzparse.forms() if form.name == options.form)

    with _output(None) as out:
        out.write(json.dumps(schema(form.labels), ensure_ascii=False, indent=2) + "\n")
    return _OK
