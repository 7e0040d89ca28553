"""The plugin hook: what is installed is found and used, and no fault of a plugin costs a report."""

from __future__ import annotations

import pathlib
import random
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import layouts
import pytest
import writing
from conftest import ROOT
from honesty import assert_accounted, assert_complete, codes_of

import gzparse
from gzparse.cli.command import main
from gzparse.plugins import host as plugins
from gzparse.plugins import limits

Install = Callable[..., None]

FIGURES = writing.consistent_figures(random.Random(3), 50)
TABS = layouts.Laid("tabs", FIGURES)


def semicolons(rows: list[layouts.Row], width: int) -> str:
    return "".join("；".join(row) + "；\n" for row in rows)


PAGE = layouts.Laid("semicolons", FIGURES, semicolons)
GOOD = """
import gzparse
LAYOUT = gzparse.Layout(name="semi", grammar=("{module}", "semi.lark"), anchor="；", reads="semicolons")
"""
GRAMMAR = '%import layout (start, CELL_END)\n%override CELL_END: "；"\n'


@pytest.fixture
def install(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that lays a distribution with one plugin where Python finds it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("GZPARSE_PLUGINS")
    modules: list[str] = []

    def lay(
        name: str,
        code: str,
        *,
        group: str = "layouts",
        entry: str = "semi",
        attribute: str = "LAYOUT",
        grammar: str = GRAMMAR,
        version: str = "1.0",
    ) -> None:
        module = f"plugin_{name}"
        modules.append(module)
        (tmp_path / module).mkdir()
        (tmp_path / module / "__init__.py").write_text(code.replace("{module}", module), "utf-8")
        (tmp_path / module / "semi.lark").write_text(grammar, "utf-8")
        about = tmp_path / f"{name}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
        (about / "entry_points.txt").write_text(f"[gzparse.{group}]\n{entry} = {module}:{attribute}\n", "utf-8")
        plugins.forget()

    plugins.forget()
    yield lay
    plugins.forget()
    for module in modules:
        sys.modules.pop(module, None)


def parse(text: str, **options: str) -> gzparse.Reading[gzparse.Report]:
    """Parse with a new parser, so that it looks for plugins again."""
    return gzparse.Parser().parse(text, **options)  # type: ignore[arg-type]


def parse_quietly(text: str) -> tuple[gzparse.Reading[gzparse.Report], list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        reading = parse(text)
        parse(text)
    assert all(issubclass(w.category, gzparse.PluginWarning) for w in caught)
    return reading, [str(w.message) for w in caught]


def assert_costs_nothing(said: str) -> None:
    """A plugin's fault is reported once, in full, and every other report is read; the page it would have read is withheld."""
    reading, warned = parse_quietly(PAGE.text)
    assert len(warned) == 1
    assert said in warned[0]
    assert "bad 1.0" in warned[0]
    assert {f.code for f in reading.findings if f.severity == "error"} == {"layout-unknown"}
    failed = [f for f in reading.findings if f.code == "plugin-failed"]
    assert len(failed) == 1
    assert said in failed[0].message
    assert_accounted(reading)
    assert_complete(parse(TABS.text), TABS.figures)
    assert parse(TABS.text).findings == ()
    with pytest.raises(gzparse.LayoutError, match=r"bad 1\.0"):
        parse(PAGE.text, layout="semi")


# --- what works ---------------------------------------------------------------------------------------------------------


def test_an_installed_layout_is_used_where_no_other_reads_the_page(install: Install) -> None:
    install("good", GOOD)
    reading = parse(PAGE.text)
    assert_complete(reading, PAGE.figures)
    assert reading.findings == ()
    assert {f.layout for f in reading.figures.values() if f.status == "value"} == {"semi"}
    assert "layout chosen: semi" in reading.explain("requests.new.total")
    assert_accounted(reading)


def test_plugins_are_loaded_only_when_they_are_needed(install: Install) -> None:
    install("good", GOOD)
    assert_complete(parse(TABS.text), TABS.figures)
    assert "plugin_good" not in sys.modules
    parse(PAGE.text)
    assert "plugin_good" in sys.modules


def test_a_layout_is_forced_by_name(install: Install) -> None:
    install("good", GOOD)
    assert_complete(parse(PAGE.text, layout="semi"), PAGE.figures)
    with pytest.raises(gzparse.LayoutError, match=r"no layout is named 'semicolon'; there are .*semi"):
        parse(PAGE.text, layout="semicolon")


def test_a_parser_of_given_layouts_uses_no_others(install: Install) -> None:
    install("good", GOOD)
    parser = gzparse.Parser(layouts=[layout for layout in gzparse.layouts() if layout.name == "tabs"])
    assert [layout.name for layout in parser.layouts] == ["tabs"]
    assert_complete(parser.parse(TABS.text), TABS.figures)
    assert "layout-unknown" in codes_of(parser.parse(PAGE.text))
    with pytest.raises(gzparse.LayoutError):
        parser.parse(PAGE.text, layout="semi")


def test_a_layout_given_by_path_needs_no_package(tmp_path: pathlib.Path) -> None:
    (tmp_path / "semi.lark").write_text(GRAMMAR, "utf-8")
    layout = gzparse.Layout(name="semi", grammar=tmp_path / "semi.lark", anchor="；")
    assert_complete(gzparse.Parser(layouts=[layout]).parse(PAGE.text), PAGE.figures)


def test_a_grammar_may_cut_tokens_by_itself_and_make_its_grid(tmp_path: pathlib.Path) -> None:
    """What a layout must give is a Grid; how its grammar tokenises is its own affair."""
    (tmp_path / "own.lark").write_text('start: (row | NL)*\nrow: (CELL? "；")+\nCELL: /[^；\\n]+/\nNL: "\\n"\n', "utf-8")

    def to_grid(tree: object, source: gzparse.Source) -> gzparse.Grid:
        rows = []
        for row in tree.find_data("row"):  # type: ignore[attr-defined]
            rows.append(gzparse.Row.of(source, [(cell.start_pos, cell.end_pos) for cell in row.children]))
        return gzparse.Grid("own", sorted(rows, key=lambda row: row.start))

    layout = gzparse.Layout("own", tmp_path / "own.lark", "；", lexer="contextual", to_grid=to_grid)
    reading = gzparse.Parser(layouts=[layout]).parse(PAGE.text)
    assert_complete(reading, PAGE.figures)
    for figure in reading.figures.values():
        assert "".join(PAGE.text[s.start : s.end] for s in figure.origins) == (figure.raw or "")


def test_the_switch_turns_plugins_off(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("good", GOOD)
    for off in ("off", "0", "NO"):
        monkeypatch.setenv("GZPARSE_PLUGINS", off)
        assert "layout-unknown" in codes_of(parse(PAGE.text))
        assert "semi" not in [layout.name for layout in gzparse.Parser().layouts]
    with pytest.raises(gzparse.LayoutError, match="no layout is named 'semi'"):
        parse(PAGE.text, layout="semi")
    monkeypatch.setenv("GZPARSE_PLUGINS", "on")
    assert_complete(parse(PAGE.text), PAGE.figures)


def test_layouts_are_listed_with_their_origin_and_faults(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    install("good", GOOD)
    install("bad", "raise RuntimeError('no')", entry="broken")
    install("ill", GOOD.replace("semi", "ill", 1), entry="ill", grammar="start: (")
    install("odd", GOOD.replace("semi", "odd", 1).replace('"；"', '"("'), entry="odd")
    assert main(["layouts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    plugged = ["broken", "ill", "odd", "semi"]
    assert [line.split()[0] for line in lines] == [
        "indented",
        "bars",
        "tabs",
        "bar_cells",
        "lines",
        "csv",
        "unmarked",
        *plugged,
    ]
    assert lines[-1].split() == ["semi", "good", "1.0", "semicolons"]
    assert "cannot be used: layout 'ill' of ill 1.0: grammar semi.lark of plugin_ill does not build" in lines[-3]
    assert "cannot be used: layout 'odd' of odd 1.0: its anchor '(' is no regular expression" in lines[-2]
    assert f"gzparse {gzparse.__version__}" in lines[0]
    assert "cannot be used: layout 'broken' of bad 1.0 cannot be loaded: RuntimeError: no" in lines[-4]


# --- faults -------------------------------------------------------------------------------------------------------------


def test_a_plugin_that_fails_to_import(install: Install) -> None:
    install("bad", "import a_module_that_is_not_there")
    assert_costs_nothing("cannot be loaded: ModuleNotFoundError")


@pytest.mark.parametrize("leaving", ["raise SystemExit(0)", "raise GeneratorExit", "import sys; sys.exit('no')"])
def test_a_plugin_that_would_leave_the_program(install: Install, leaving: str) -> None:
    install("bad", leaving)
    assert_costs_nothing("cannot be loaded: ")


def test_a_plugin_that_would_leave_the_program_while_parsing(install: Install) -> None:
    install("bad", "def leave(tree, source):\n    raise SystemExit(0)\n" + GOOD.replace("reads=", "to_grid=leave, reads="))
    assert_costs_nothing("failed: SystemExit")


def test_a_users_interrupt_is_no_fault(install: Install) -> None:
    install("bad", "def stop(tree, source):\n    raise KeyboardInterrupt\n" + GOOD.replace("reads=", "to_grid=stop, reads="))
    with pytest.raises(KeyboardInterrupt):
        parse(PAGE.text)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
def test_a_plugin_whose_import_never_ends(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZPARSE_PLUGIN_SECONDS", "0.3")
    install("bad", "while True: pass")
    assert_costs_nothing("cannot be loaded: that did not end within 0.3 seconds")


def test_a_plugin_that_is_not_there(install: Install) -> None:
    install("bad", "", attribute="NOTHING")
    assert_costs_nothing("cannot be loaded: AttributeError")


@pytest.mark.parametrize(
    "grammar",
    [
        "start: (",
        "%import nowhere.start\n",
        "%import layout (start, CELL_END)\n%override CELL_END: /[；/\n",
        "start: ROW\nROW: /./",
        '%import layout (start)\n%override CELL_END: "；"\n',
    ],
)
def test_a_plugin_whose_grammar_does_not_build(install: Install, grammar: str) -> None:
    install("bad", GOOD, grammar=grammar)
    assert_costs_nothing("grammar semi.lark of plugin_bad does not build")


def test_what_is_overridden_and_not_imported_is_explained(tmp_path: pathlib.Path) -> None:
    (tmp_path / "semi.lark").write_text('%import layout (start)\n%override CELL_END: "；"\n', "utf-8")
    layout = gzparse.Layout(name="semi", grammar=tmp_path / "semi.lark", anchor="；")
    with pytest.raises(gzparse.LayoutError, match="what is overridden must be imported by name"):
        gzparse.Parser(layouts=[layout]).parse(PAGE.text, layout="semi")


@pytest.mark.parametrize("anchor", ["(", "None"])
def test_a_plugin_whose_anchor_is_no_pattern(install: Install, anchor: str) -> None:
    install("bad", GOOD.replace('"；"', "None" if anchor == "None" else repr(anchor)))
    with pytest.warns(gzparse.PluginWarning, match="is no regular expression"):
        reading = parse(PAGE.text)
    assert {"plugin-failed", "layout-unknown"} <= set(codes_of(reading))


def test_a_plugin_whose_grammar_is_not_there(install: Install) -> None:
    install("bad", GOOD.replace("semi.lark", "none.lark"))
    assert_costs_nothing("grammar none.lark of package plugin_bad cannot be read")


def test_a_plugin_that_raises_while_parsing(install: Install) -> None:
    code = GOOD.replace("reads=", "to_grid=lambda tree, source: 1 // 0, reads=")
    install("bad", code)
    assert_costs_nothing("failed: ZeroDivisionError")


def test_a_plugin_that_gives_no_grid(install: Install) -> None:
    install("bad", GOOD.replace("reads=", "to_grid=lambda tree, source: None, reads="))
    assert_costs_nothing("gives no gzparse.Grid but NoneType")


def test_a_plugin_whose_grammar_leaves_text_unread(install: Install) -> None:
    install(
        "bad", GOOD, grammar='%import layout (start, LINE, CELL_END)\n%override CELL_END: "；"\n%override LINE.1: /[^二]+/\n'
    )
    text = PAGE.text.replace("五、存在", "二乙\n\n五、存在")
    with pytest.warns(gzparse.PluginWarning, match="leave text unread"):
        reading = parse(text)
    assert "plugin-failed" in codes_of(reading)


ENDLESS = {
    "a loop": "def slow(tree, source):\n    while True: pass\n",
    "a loop that catches errors": (
        "def slow(tree, source):\n    while True:\n        try:\n            while True: pass\n        except Exception: pass\n"
    ),
    "a pattern": "import re\ndef slow(tree, source):\n    re.match(r'(a|aa)+$', 'a' * 100 + 'b')\n",
    "a wait": "import time\ndef slow(tree, source):\n    time.sleep(3600)\n",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
@pytest.mark.parametrize("name", ENDLESS)
def test_a_plugin_that_never_ends_is_stopped(install: Install, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("GZPARSE_PLUGIN_SECONDS", "0.3")
    install("bad", ENDLESS[name] + GOOD.replace("reads=", "to_grid=slow, reads="))
    assert_costs_nothing("did not end within 0.3 seconds and is not used any more")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
def test_an_anchor_that_never_ends_is_stopped(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZPARSE_PLUGIN_SECONDS", "0.3")
    install("bad", GOOD.replace('anchor="；"', 'anchor=r"(?:[^；]|[^；]+)+$"'))
    assert_costs_nothing("did not end within 0.3 seconds")


def test_python_code_that_never_ends_is_stopped_in_any_thread() -> None:
    outcomes: list[str] = []

    def endless() -> None:
        while True:
            pass

    def run() -> None:
        try:
            limits.within(0.3, endless)
        except limits.TookTooLong:
            outcomes.append("stopped")
        outcomes.append(str(limits.within(5, lambda: sum(range(1000)))))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert outcomes == ["stopped", "499500"]


PROFILED = """
import sys, threading
from gzparse.plugins import limits

def endless():
    while True:
        pass

def run():
    try:
        limits.within(0.1, endless)
    except limits.TookTooLong:
        pass

thread = threading.Thread(target=run)
thread.start()
thread.join()
sys.setprofile(lambda *_: None)
(lambda: None)()
sys.setprofile(None)
print("ended")
"""


def test_a_profiler_works_after_a_plugin_was_stopped() -> None:
    """Python 3.11 keeps a mark for an exception that is called off, and calls under a profiler then never begin."""
    done = subprocess.run([sys.executable, "-c", PROFILED], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "ended\n", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
def test_a_programs_own_timer_goes_on() -> None:
    import signal

    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        assert limits.within(5, lambda: 7) == 7
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        signal.pause()
        assert rung == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_two_plugins_of_one_name_are_an_error_naming_both(install: Install) -> None:
    install("one", GOOD)
    install("two", GOOD, version="2.5")
    reading, warned = parse_quietly(PAGE.text)
    assert "layout-unknown" in codes_of(reading)
    assert len(warned) == 2
    for message in warned:
        assert "one 1.0" in message
        assert "two 2.5" in message
    with pytest.raises(gzparse.LayoutError, match=r"one 1\.0.*two 2\.5|two 2\.5.*one 1\.0"):
        parse(PAGE.text, layout="semi")
    assert parse(TABS.text).findings == ()


def test_a_plugin_of_a_built_in_name_does_not_replace_it(install: Install) -> None:
    install("bad", GOOD.replace("semi", "tabs"), entry="tabs")
    assert_complete(parse(TABS.text), TABS.figures)
    with pytest.raises(gzparse.LayoutError, match=r"bad 1\.0.*that comes with gzparse"):
        parse(TABS.text, layout="tabs")


def test_a_plugin_of_another_api_version_is_refused_with_both_numbers(install: Install) -> None:
    install("bad", GOOD.replace("reads=", "api=7, reads="))
    assert_costs_nothing("was written for version 7 of the plugin interface; this gzparse speaks versions 1 and 2")


def test_a_plugin_of_the_first_version_is_used(install: Install) -> None:
    install("good", GOOD.replace("reads=", "api=1, reads="))
    assert parse(PAGE.text).figures["requests.new.total"].layout == "semi"


def test_a_plugin_that_is_something_else(install: Install) -> None:
    install("bad", "LAYOUT = 'semi'")
    assert_costs_nothing("is no gzparse.Layout but str")


def test_a_plugin_with_two_names(install: Install) -> None:
    install("bad", GOOD, entry="semi2")
    _, warned = parse_quietly(PAGE.text)
    assert "the object itself is named 'semi'" in warned[0]


def test_layouts_given_by_a_program_are_checked_at_once() -> None:
    layout = gzparse.Layout("semi", (plugins.__name__, "x.lark"), "；")
    with pytest.raises(gzparse.LayoutError, match="two layouts are named 'semi'"):
        gzparse.Parser(layouts=[layout, layout])
    with pytest.raises(gzparse.LayoutError, match=r"version 7 .* versions 1 and 2"):
        gzparse.Parser(layouts=[gzparse.Layout("semi", ("x", "x.lark"), "；", api=7)])
    with pytest.raises(gzparse.LayoutError, match=r"no gzparse\.Layout but str"):
        gzparse.Parser(layouts=["tabs"])  # type: ignore[list-item]


# --- readers, checks, forms ---------------------------------------------------------------------------------------------

READER = """
import gzparse
READER = gzparse.Reader("rot", fits=lambda data, name: data[:5] == b"%PDF-", read=lambda data, name: data[5:].decode())
"""
CHECK = """
import gzparse
def look(reading):
    if reading.report.requests.new.total:
        yield gzparse.Finding("many-requests", "report", "info", "there were requests", (gzparse.Ref("requests.new.total"),))
CHECK = gzparse.Check("many", look)
"""


def test_an_installed_reader_reads_what_is_no_text(install: Install) -> None:
    install("reader", READER, group="readers", entry="rot", attribute="READER")
    assert_complete(parse(b"%PDF-" + TABS.text.encode()), TABS.figures)  # type: ignore[arg-type]
    with pytest.raises(gzparse.UnsupportedFormat):
        parse(b"GIF89" + TABS.text.encode())  # type: ignore[arg-type]


def test_a_reader_that_fails_leaves_the_format_unsupported(install: Install) -> None:
    code = READER.replace("data[5:].decode()", "1 // 0")
    install("bad", code, group="readers", entry="rot", attribute="READER")
    with (
        pytest.warns(gzparse.PluginWarning, match=r"reader 'rot' of bad 1\.0 failed"),
        pytest.raises(gzparse.DamagedFile, match=r"reader 'rot' of bad 1\.0 failed: ZeroDivisionError"),
    ):
        parse(b"%PDF-" + TABS.text.encode())  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["data", "None", "7"])
def test_a_reader_that_gives_no_text(install: Install, given: str) -> None:
    install("bad", READER.replace("data[5:].decode()", given), group="readers", entry="rot", attribute="READER")
    with (
        pytest.warns(gzparse.PluginWarning, match="it gave neither text nor a Document but "),
        pytest.raises(gzparse.DamagedFile, match="it gave neither text nor a Document but "),
    ):
        parse(b"%PDF-" + TABS.text.encode())  # type: ignore[arg-type]


def test_an_installed_check_adds_its_findings(install: Install) -> None:
    install("check", CHECK, group="checks", entry="many", attribute="CHECK")
    assert [f.code for f in parse(TABS.text).findings] == ["many-requests"]


def test_a_check_that_fails_is_reported_and_costs_nothing(install: Install) -> None:
    install("bad", CHECK.replace("yield gzparse.Finding(", "yield ("), group="checks", entry="many", attribute="CHECK")
    with pytest.warns(gzparse.PluginWarning, match=r"check 'many' of bad 1\.0 failed"):
        reading = parse(TABS.text)
    assert_complete(reading, TABS.figures)
    assert [(f.code, f.severity) for f in reading.findings] == [("plugin-failed", "warning")]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("kind is 'doubt'", '"many-requests", "doubt", "info", "there were", ()'),
        ("severity is 'grave'", '"many-requests", "report", "grave", "there were", ()'),
        ("refs are no tuple", '"many-requests", "report", "info", "there were", ("requests.new.total",)'),
        ("refs are no tuple", '"many-requests", "report", "info", "there were", gzparse.Ref("requests.new.total")'),
        ("message is no text", '"many-requests", "report", "info", None, ()'),
        ("code is no text", '"", "report", "info", "there were", ()'),
        ("expected is no text", '"many-requests", "report", "info", "there were", (), 7'),
    ],
)
def test_a_check_that_gives_an_ill_finding(install: Install, said: str, given: str) -> None:
    start, rest = CHECK.split("gzparse.Finding(")
    code = f"{start}gzparse.Finding({given})\n{rest[rest.index('CHECK =') :]}"
    install("bad", code, group="checks", entry="many", attribute="CHECK")
    with pytest.warns(gzparse.PluginWarning, match=said):
        reading = parse(TABS.text)
    assert [(f.code, f.severity) for f in reading.findings] == [("plugin-failed", "warning")]
    assert_accounted(reading)


FORM = """
import attrs
from gzparse.annual_report.form import ANNUAL_REPORT
FORM = attrs.evolve(ANNUAL_REPORT, name="other", outline=("{module}", "semi.lark"))
"""


def test_an_installed_form_is_asked_where_no_other_knows_the_text(install: Install) -> None:
    grammar = (ROOT / "grammars" / "outline.lark").read_text("utf-8").replace("收到|受理", "登记")
    install("form", FORM, group="forms", entry="other", attribute="FORM", grammar=grammar)
    text = "三、登记处理政府信息公开申请情况\n" + "".join("\t".join(row) + "\n" for row in layouts.requests())
    for path, value in FIGURES.items():
        text = text.replace(f"@{path}", str(value))
    reading = parse(text)
    assert reading.form == "other"
    assert reading.report.requests.new.total == FIGURES["requests.new.total"]
    assert parse(TABS.text).form == "annual_report"
    with pytest.raises(gzparse.LayoutError, match="no form is named 'third'; there are annual_report, other"):
        parse(text, form="third")


def test_a_form_that_fails_costs_nothing(install: Install) -> None:
    install("bad", FORM, group="forms", entry="other", attribute="FORM", grammar="start: (")
    assert_complete(parse(TABS.text), TABS.figures)
    with pytest.warns(gzparse.PluginWarning, match=r"form 'other' of bad 1\.0"), pytest.raises(gzparse.NotAReport):
        parse("no report at all")


# --- the example --------------------------------------------------------------------------------------------------------


def test_the_example_plugins_grammar_reads_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    plugin = ROOT / "docs" / "plugins" / "semicolons"
    grammar = plugin / "src" / "gzparse_semicolons" / "layout_semicolons.lark"
    assert main(["layouts", "try", str(grammar), str(plugin / "tests" / "page.txt")]) == 0
    out = capsys.readouterr().out
    assert "[proactive_disclosure]: 14 rows, 10 of 10 figures" in out
    assert "[requests]: 28 rows, 175 of 175 figures" in out
    assert "left unread: nothing" in out
    assert "NEW                        一、本年新收政府信息公开申请数量 ¦ [147] ¦ [415]" in out


def test_trying_a_layout_that_does_not_fit_shows_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    page = ROOT / "docs" / "plugins" / "semicolons" / "tests" / "page.txt"
    assert main(["layouts", "try", "tabs", str(page)]) == 0
    out = capsys.readouterr().out
    assert "0 of 10 figures" in out
    assert "left unread:\n" in out
    assert "规章：121；156；53" in out
    assert main(["layouts", "try", "nothing", str(page)]) == 2
    assert "no layout is named 'nothing'" in capsys.readouterr().err
    assert main(["layouts", "try", "none.lark", str(page)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_example_plugin_is_small() -> None:
    source = ROOT / "docs" / "plugins" / "semicolons" / "src" / "gzparse_semicolons"
    lines = [
        line for path in source.iterdir() if path.is_file() for line in path.read_text("utf-8").splitlines() if line.strip()
    ]
    assert len(lines) < 30


def test_one_warning_reaches_the_command_line(install: Install, tmp_path: pathlib.Path) -> None:
    install("bad", "1 / 0")
    page = tmp_path / "page.txt"
    page.write_text(PAGE.text, "utf-8")
    tabs = tmp_path / "tabs.txt"
    tabs.write_text(TABS.text, "utf-8")
    command = [sys.executable, "-m", "gzparse", "parse", str(page), str(tabs), str(page)]
    run = subprocess.run(command, capture_output=True, check=False, env={"PYTHONPATH": str(tmp_path)})
    assert run.returncode == 0
    assert run.stdout.count(b"\n") == 3
    assert run.stderr.count(b"\n") == 2, "the warning, and the summary"
    assert run.stderr.startswith(b"gzparse: layout 'semi' of bad 1.0 cannot be loaded")
