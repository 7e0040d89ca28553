"""What a web page shows is what is printed: colours, clipped text, and what its own style sheets say on a screen."""

from __future__ import annotations

import pytest
from conftest import ROOT

import gzparse
from gzparse.read.html_css import is_for_screens, rules_in
from gzparse.read.html_selectors import selectors_in, weight_of

PAGE = (ROOT / "docs" / "examples" / "page.html").read_text("utf-8")
CELL = "<td>51</td>"
PATH = "requests.new.natural_person"
LINK = '<link rel="stylesheet" href="/site.css">'


def read(cell: str, head: str = "", page: str = PAGE) -> gzparse.Reading[gzparse.Report]:
    assert page.count(CELL) > 1
    return gzparse.parse(page.replace(CELL, cell, 1).replace("</head>", f"{head}</head>", 1))


def shown(inner: str, head: str = "") -> tuple[object, str]:
    figure = read(f"<td>{inner}</td>", head).figures[PATH]
    return figure.value, figure.status


def codes(reading: gzparse.Reading[gzparse.Report]) -> set[str]:
    return {finding.code for finding in reading.findings} & {"hidden-text", "deleted-text", "shown-unknown"}


# --- what is not seen

UNSEEN = [
    "color:#fff",
    "color:white",
    "color: #FFFFFF !important",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:rgb(255, 255, 255)",
    "color:#fdfdfd",
    "background:#1f4e79;color:#1f4e79",
    "-webkit-text-fill-color:transparent",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "display:inline-block;width:0;overflow:hidden",
    "position:absolute;width:1px;height:1px;overflow:hidden",
    "float:left;max-height:0;overflow:hidden",
    "display:inline-block;transform:scale(0)",
    "font-size:1px",
    "font:0/0 a",
    "opacity:0%",
    "position:absolute;left:-9999px",
    "visibility:hidden",
    "display:none",
]
SEEN = [
    "color:red",
    "color:#333",
    "color:#808080",
    "background:#1f4e79;color:#fff",
    "background:navy;color:white",
    "color:inherit",
    "background-color:#fff",
    "clip:rect(0,0,0,0)",
    "clip-path:inset(10%)",
    "clip-path:none",
    "width:0",
    "width:0;overflow:hidden",
    "display:inline-block;width:40px;overflow:hidden",
    "display:inline-block;width:0",
    "transform:scale(0.9)",
    "font-size:11px",
    "font:12px/0 a",
    "opacity:1",
    "margin-left:-2px",
    "text-decoration:none",
    "text-decoration:underline",
]


@pytest.mark.parametrize("style", UNSEEN)
def test_what_is_not_seen_is_no_part_of_a_figure(style: str) -> None:
    assert shown(f'51<span style="{style}">9</span>') == (51, "value")
    assert shown('51<span class="x">9</span>', f"<style>td .x {{ {style} }}</style>") == (51, "value")
    assert shown(f'<span style="{style}">9</span>51') == (51, "value")
    assert "hidden-text" in codes(read(f'<td>51<span style="{style}">9</span></td>'))


@pytest.mark.parametrize("style", SEEN)
def test_what_is_seen_is_read(style: str) -> None:
    assert shown(f'5<span style="{style}">19</span>') == (519, "value")
    assert shown('5<span class="x">19</span>', f"<style>.x {{ {style} }}</style>") == (519, "value")


def test_a_gap_is_seen_where_unseen_letters_stand() -> None:
    assert shown('5<span style="color:#fff">9</span>1')[0] is None


def test_a_cell_in_white_is_blank_and_keeps_its_column() -> None:
    for cell in (
        '<td style="color:#fff">51</td>',
        '<td><font color="#FFFFFF">51</font></td>',
        '<td><p style="color:white"><b>51</b></p></td>',
    ):
        reading = read(cell)
        assert (reading.figures[PATH].value, reading.figures[PATH].status) == (None, "blank")
        assert reading.figures["requests.new.total"].value == 51
        assert ("hidden", "51") in [(each.why, each.text) for each in reading.source.file.furniture]  # type: ignore[union-attr]


# --- what lies behind


def test_white_on_what_is_dark_is_read() -> None:
    for page in (
        PAGE.replace("<tr>", '<tr style="background:#1f4e79">'),
        PAGE.replace("<table>", '<table bgcolor="#1f4e79">'),
        PAGE.replace("<body>", '<body style="background-color:#00f">'),
    ):
        assert page != PAGE
        reading = read('<td style="color:#fff">51</td>', page=page)
        assert reading.figures[PATH].value == 51
        assert codes(reading) == set()


def test_a_white_header_on_blue_is_read_and_hides_nothing() -> None:
    head = "<style>th { background: #2a66b1; color: #fff } td { color: #333 }</style>"
    reading = read(CELL, head)
    assert reading.figures[PATH].value == 51
    assert codes(reading) == set()
    assert [figure.value for figure in reading.figures.values()] == [
        figure.value for figure in gzparse.parse(PAGE).figures.values()
    ]


def test_colours_are_taken_over_and_taken_back() -> None:
    white = '<td style="color:#fff"><span{}>51</span></td>'
    assert read(white.format(' style="color:#000"')).figures[PATH].value == 51
    assert read(white.format(' style="background:#000"')).figures[PATH].value == 51
    assert read(white.format(' style="background:rgba(0,0,0,.8)"')).figures[PATH].value == 51
    assert read(white.format(' style="background:transparent"')).figures[PATH].status == "blank"
    assert read(white.format(' style="background:rgba(0,0,0,.01)"')).figures[PATH].status == "blank"
    assert read('<td style="color:#fff"><a href="x.html">51</a></td>').figures[PATH].value == 51


@pytest.mark.parametrize(
    ("cell", "head"),
    [
        ('<td style="color:#fff;background:url(a.png)">51</td>', ""),
        ('<td style="color:#fff;background:linear-gradient(red, blue)">51</td>', ""),
        ('<td style="color:#fff;background:var(--dark)">51</td>', ""),
        ('<td style="color:#fff;background:color-mix(in srgb, red, blue)">51</td>', ""),
        ('<td background="a.png"><font color="white">51</font></td>', ""),
        ('<td style="color:#fff">51</td>', LINK),
        ('<td style="color:#fff">51</td>', '<style>@import "site.css";</style>'),
        ('<td style="color:#e2e2e2">51</td>', ""),
        ('<td><span class="sr-only">51</span></td>', LINK),
        ('<td><span class="a d-none b">51</span></td>', LINK),
    ],
)
def test_where_it_is_open_whether_it_is_seen_the_figure_is_withheld(cell: str, head: str) -> None:
    reading = read(cell, head)
    assert (reading.figures[PATH].value, reading.figures[PATH].status, reading.figures[PATH].raw) == (None, "withheld", "51")
    found = [finding for finding in reading.findings if finding.code == "shown-unknown"]
    assert [ref.path for finding in found for ref in finding.refs] == [PATH]
    assert reading.figures["requests.new.total"].value == 51


@pytest.mark.parametrize(
    ("cell", "head"),
    [
        ('<td style="color:#fff;background:#006">51</td>', LINK),
        ('<td style="background:#000">51</td>', LINK),
        ('<td style="color:#333">51</td>', LINK),
        ('<td><span class="sr-only">51</span></td>', ""),
        ('<td class="hidden-xs hide-not">51</td>', LINK),
    ],
)
def test_style_sheets_elsewhere_withhold_nothing_without_a_sign(cell: str, head: str) -> None:
    reading = read(cell, head)
    assert reading.figures[PATH].value == 51
    assert codes(reading) == set()


def test_white_prose_with_an_unknown_background_is_read_without_a_word() -> None:
    page = PAGE.replace("<h2>", '<h2 style="color:#fff">')
    reading = read(CELL, LINK, page)
    assert reading.figures[PATH].value == 51
    assert codes(reading) == set()


# --- what is struck out or raised by a rule


@pytest.mark.parametrize(
    "rule", [".x {{ {} }}", "td .x {{ {} }}", "table > tbody tr td i {{ {} }}", "@media screen {{ .x {{ {} }} }}"]
)
def test_what_a_rule_strikes_out_is_no_part_of_a_figure(rule: str) -> None:
    head = f"<style>{rule.format('text-decoration: line-through')}</style>"
    reading = read('<td><i class="x">12</i>9</td>', head)
    assert reading.figures[PATH].value == 9
    assert codes(reading) == {"deleted-text"}
    alone = read('<td><p><i class="x">12</i></p></td>', head)
    assert alone.figures[PATH].status == "unreadable"


def test_a_cell_that_is_struck_out_keeps_its_column() -> None:
    reading = read('<td style="text-decoration:line-through">51</td>')
    assert reading.figures[PATH].status == "unreadable"
    assert reading.figures["requests.new.total"].value == 51
    assert reading.figures["requests.new.business"].value == 0


def test_a_picture_in_a_paragraph_of_a_cell_is_not_blank() -> None:
    assert shown('<p><img src="a.png"></p>') == (None, "unreadable")


def test_a_rule_that_takes_back_what_another_says() -> None:
    cell = '<td>51<i class="x" id="y">9</i></td>'

    def value(css: str, cell: str = cell) -> object:
        return read(cell, f"<style>{css}</style>").figures[PATH].value

    assert value("i { display: none } .x { display: inline }") == 519
    assert value(".x { display: none } i { display: inline }") == 51
    assert value("#y { display: none } td .x { display: inline }") == 51
    assert value(".x { display: none } .x { display: inline }") == 519
    assert value("i { display: none !important } #y { display: inline }") == 51
    assert value("i { text-decoration: line-through } .x { text-decoration: none }") == 519
    assert value(".x { color: #fff } #y { color: #000 }") == 519
    assert value(".x { display: none }", cell.replace("<i ", '<i style="display:inline" ')) == 519
    assert value(".x { font-size: 0 }", cell.replace("<i ", '<i style="font-size:14px" ')) == 519


def test_elements_that_are_seen_within_unseen_ones() -> None:
    assert shown('<p style="font-size:0"><span style="font-size:14px">51</span></p>') == (51, "value")
    assert shown('<p style="font-size:0">9<span style="font:14px/1 a">51</span></p>') == (51, "value")
    assert shown('<p style="visibility:hidden">9<b class="x">51</b></p>', "<style>.x { visibility: visible }</style>") == (
        51,
        "value",
    )
    assert shown('<p style="font-size:0"><span style="font-size:100%">51</span></p>') == (None, "blank")
    assert shown('<p style="display:none"><span style="font-size:14px">51</span></p>') == (None, "blank")
    assert shown('<span style="color:#fff;text-shadow:0 0 2px #000">51</span>') == (51, "value")
    assert codes(read('<td>51<span style="color:#fff">&nbsp;</span></td>')) == set()


def test_elements_that_a_rule_gives_lines_of_their_own() -> None:
    assert read("<td><i>5</i><i>1</i></td>", "<style>td i { display: block }</style>").figures[PATH].value is None
    assert read("<td><i>5</i><i>1</i></td>").figures[PATH].value == 51


# --- which rules hold


@pytest.mark.parametrize(
    "query",
    [
        "",
        "all",
        "screen",
        "only screen",
        "SCREEN",
        "print, screen",
        "screen and (min-width: 768px)",
        "(max-width: 120em)",
        "not print",
        "(orientation: landscape)",
        "(width >= 600px)",
        "(-webkit-min-device-pixel-ratio: 0)",
        "(prefers-color-scheme: light)",
    ],
)
def test_queries_that_hold_on_a_screen(query: str) -> None:
    assert is_for_screens(query)


@pytest.mark.parametrize(
    "query",
    [
        "print",
        "speech",
        "screen and (max-width: 767px)",
        "(max-width: 600px)",
        "not screen",
        "not all",
        "(width < 600px)",
        "(prefers-color-scheme: dark)",
        "print and (min-width: 1px)",
        "(min-width: 4000px)",
        "(unknown: 1)",
        "(min-width: x)",
        "(",
    ],
)
def test_queries_that_do_not(query: str) -> None:
    assert not is_for_screens(query)


def test_media() -> None:
    cell = '<td>51<i class="x">9</i></td>'
    for head, value in (
        ("<style>@media print { .x { display: none } }</style>", 519),
        ("<style media=print>.x { display: none }</style>", 519),
        ("<style media=screen>.x { display: none }</style>", 51),
        ("<style>@media screen { .x { display: none } }</style>", 51),
        ("<style>@media (max-width: 600px) { .x { display: none } }</style>", 519),
        ("<style>@media all { @supports (display: grid) { .x { display: none } } }</style>", 51),
        ("<style>@media print { .a { color: red } .x { display: none } } .b { color: red }</style>", 519),
        ("<style>a:hover, .x { display: none }</style>", 51),
        ("<style>.x:hover { display: none }</style>", 519),
        ("<style>@font-face { font-family: a } .x { display: none }</style>", 51),
        ("<style>/* .x { display: none } */</style>", 519),
    ):
        assert read(cell, head).figures[PATH].value == value, head


def test_the_parts_of_a_style_sheet() -> None:
    css = "@import 'a.css'; a, .b { x: 1 } @media screen { p { y: 2 } @media print { q { z: 3 } } r { w: 4 } } s { v: 5 } t { u"
    assert [selectors for selectors, _, _ in rules_in(css)] == ["a, .b", "p", "r", "s"]
    several = "td:nth-child(2), a:hover, [class~=x] > b, i::before, :not(.a)"
    assert [each.text for each in selectors_in(several, costly=True) if not each.added] == [
        "td:nth-child(2)",
        "[class~=x] > b",
        ":not(.a)",
    ]
    assert [each.text for each in selectors_in("td:nth-child(2), .x", costly=False)] == [".x"]
    assert [weight_of(each) for each in ("a", ".a", "#a", "td .x", "table tr td#y.x", "[a=b] i")] == [
        (0, 0, 1),
        (0, 1, 0),
        (1, 0, 0),
        (0, 1, 1),
        (1, 1, 3),
        (0, 1, 1),
    ]


def test_columns_that_a_rule_hides() -> None:
    """The second figure of each row is one of a column that the page does not show."""
    shown_columns = gzparse.parse(PAGE)
    page = PAGE.replace(CELL, '<td>51</td><td class="gone">7</td>', 1)
    reading = gzparse.parse(page.replace("</head>", "<style>tr td.gone { display: none }</style></head>"))
    assert reading.figures[PATH].value == 51
    assert reading.figures["requests.new.business"].value == shown_columns.figures["requests.new.business"].value


# --- what it may cost


def test_style_sheets_that_are_made_to_be_costly() -> None:
    many = "".join(f".a{at} {{ display: none }}" for at in range(20_000))
    for head in (
        f"<style>{many}</style>",
        f"<style>{'@media screen {' * 5_000}</style>",
        f"<style>{'a[' * 50_000} {{ display: none }}</style>",
        f"<style>.x {{ {'color: rgb(' * 20_000} display: none }}</style>",
        f"<style>{'{' * 50_000}</style>",
    ):
        assert read(CELL, head).figures[PATH].value == 51
