"""Styles of a web page that are hard to read: what they do to a figure is understood, or it is not given."""

from __future__ import annotations

import pytest
from conftest import ROOT

import gzparse

PAGE = (ROOT / "docs" / "examples" / "page.html").read_text("utf-8")
CELL = "<td>51</td>"
PATH = "requests.new.natural_person"
TOTAL = "requests.new.total"
LINK = '<link rel="stylesheet" href="/site.css">'


def read(cell: str, css: str = "", head: str = "") -> gzparse.Reading[gzparse.Report]:
    return gzparse.parse(PAGE.replace(CELL, cell, 1).replace("</head>", f"<style>{css}</style>{head}</head>", 1))


def figure(cell: str, css: str = "", head: str = "") -> tuple[object, str]:
    found = read(cell, css, head).figures[PATH]
    return found.value, found.status


def is_withheld(reading: gzparse.Reading[gzparse.Report]) -> bool:
    """Whether the figure alone is withheld, with a finding that says that it is not known what is shown."""
    named = {ref.path for each in reading.findings if each.code == "shown-unknown" for ref in each.refs}
    return reading.figures[PATH].status == "withheld" and named == {PATH} and reading.figures[TOTAL].value == 51


NINE = "<td>51<i>9</i></td>"
DEEP = "<td><p>51<b><i>9</i></b></p></td>"
HIDE = "{ display: none }"


# --- selectors


@pytest.mark.parametrize(
    "selector",
    [
        ":where(td) i",
        ":is(td, p) > i",
        ":is(tr, p) i",
        ":where(table td) i",
        "tr :is(td, th) i:where(:not(.x))",
        "[data-x='old' i], td *|i, td i",
        "td:has(i) i",
        "td > i:not(.a, .b)",
        "td i:nth-last-child(1)",
        "td i:only-of-type",
        ":root td i",
        "td:not(:hover) i",
        "a:hover, td i",
        "td:where(:not(.x)) i:last-of-type",
    ],
)
def test_selectors_that_are_understood(selector: str) -> None:
    assert figure(NINE, f"{selector} {HIDE}") == (51, "value")
    if ">" not in selector:
        assert figure(DEEP, f"{selector} {HIDE}") == (51, "value")


@pytest.mark.parametrize(
    "selector",
    ["td:hover i", "i:focus-within", "i::selection", "td:is(:visited) i", "p i", ":is(p, li) i", "td:not(:has(i)) i"],
)
def test_selectors_that_do_not_hold(selector: str) -> None:
    assert figure(NINE, f"{selector} {HIDE}") == (519, "value")


@pytest.mark.parametrize("selector", ["td i:lang(zh)", ":lang(zh) i", "i:dir(ltr)", ":is(td:lang(zh)) i", "i:unheard-of"])
def test_where_it_is_open_whether_a_selector_holds_the_figure_is_withheld(selector: str) -> None:
    for style in (HIDE, "{ color: #fff }", "{ text-decoration: line-through }", "{ font-size: 0 }"):
        assert is_withheld(read(NINE, f"{selector} {style}"))
    assert figure(NINE, f"{selector} {{ font-weight: bold; color: red }}") == (519, "value")


def test_the_first_letter_may_be_hidden() -> None:
    assert is_withheld(read('<td class="x">51</td>', "td.x::first-letter { font-size: 0 }"))
    assert figure('<td class="x">51</td>', "td.x::first-letter { font-weight: bold }") == (51, "value")


def test_rules_within_rules() -> None:
    assert figure(NINE, "td { color: #333; i { display: none } padding: 0 }") == (51, "value")
    assert figure(NINE, "p { i { display: none } }") == (519, "value")
    assert figure(NINE, ".a, td { & > i { display: none } }") == (51, "value")
    assert figure(NINE, "td i { @media screen { display: none } }") == (51, "value")
    assert figure(NINE, "td i { @media print { display: none } }") == (519, "value")
    assert figure(NINE, "td::after { content: '}' } td i { display: none }") == (51, "value")


@pytest.mark.parametrize("block", ["@container (width > 1px)", "@scope (td)", "@media (scripting: enabled)"])
def test_conditions_that_are_not_known(block: str) -> None:
    assert is_withheld(read(NINE, f"{block} {{ td i {HIDE} }}"))
    assert figure(NINE, f"{block} {{ td i {{ font-weight: bold }} }}") == (519, "value")


def test_what_a_doubtful_rule_would_show_again_is_not_given() -> None:
    assert is_withheld(read(NINE, f"td i {HIDE} td i:lang(zh) {{ display: inline; opacity: 0 }}"))


# --- values


@pytest.mark.parametrize(
    "colour",
    ["hsl(0, 0%, 100%)", "hsla(0 0% 100% / 1)", "hwb(0 100% 0%)", "mintcream", "#00000000", "var(--c)", "var(--d, #fff)"],
)
def test_colours_by_other_names(colour: str) -> None:
    assert figure(f'<td><i style="color:{colour}">9</i>51</td>', ":root { --c: white }") == (51, "value")


@pytest.mark.parametrize("colour", ["hsl(0, 0%, 20%)", "hsl(120deg 100% 25%)", "hwb(0 0% 100%)", "rebeccapurple", "var(--c)"])
def test_colours_that_are_seen(colour: str) -> None:
    assert figure(f'<td><i style="color:{colour}">5</i>1</td>', ":root { --c: #234 }") == (51, "value")
    assert figure('<td style="color:var(--nowhere)">51</td>', "td { color: #333 }", LINK) == (51, "value")


@pytest.mark.parametrize("colour", ["oklch(1 0 0)", "color-mix(in srgb, white, white)", "color(srgb 1 1 1)", "var(--e)"])
def test_colours_that_are_not_known(colour: str) -> None:
    assert is_withheld(read(f'<td><i style="color:{colour}">9</i>51</td>', ":root { --e: #fff } .dark { --e: #000 }"))


@pytest.mark.parametrize(
    "style",
    [
        "zoom: 0",
        "filter: opacity(0)",
        "filter: blur(9px)",
        "mask: linear-gradient(transparent, transparent)",
        "opacity: calc(0)",
        "opacity: 1e-9",
        "font-size: calc(1em - 1em)",
        "display: var(--e)",
        "-webkit-text-security: disc",
        "mix-blend-mode: difference",
        "letter-spacing: -1em",
        "scale: 0 0",
        "rotate: x 90deg",
        "transform: matrix(0, 0, 0, 0, 0, 0)",
        "transform: rotateX(90deg)",
        "transform: scaleX(-1)",
        "clip-path: path('M0 0')",
        "position: absolute; right: -9999px",
        "text-indent: 100%; overflow: hidden",
    ],
)
def test_values_that_are_not_understood(style: str) -> None:
    variables = ":root { --e: none } .a { --e: inline }"
    assert is_withheld(read(f'<td>51<i style="{style}">9</i></td>', variables))
    assert is_withheld(read(NINE, f"{variables} td i {{ {style} }}"))


@pytest.mark.parametrize(
    "style",
    [
        "zoom: 1",
        "zoom: 95%",
        "filter: none",
        "filter: grayscale(100%)",
        "filter: alpha(opacity=0)",
        "opacity: 0.9",
        "font-size: calc(14px + .2vw)",
        "font-size: clamp(12px, 1vw, 16px)",
        "display: var(--nowhere)",
        "mix-blend-mode: normal",
        "letter-spacing: -.1pt",
        "letter-spacing: .5em",
        "transform: translate(-50%, 0)",
        "transform: rotate(2deg)",
        "text-indent: 2em",
    ],
)
def test_values_that_hide_nothing(style: str) -> None:
    assert figure(f'<td><i style="{style}">51</i></td>') == (51, "value")
    assert figure("<td><i>51</i></td>", f"td i {{ {style} }}") == (51, "value")


def test_variables() -> None:
    struck = "<td><i>12</i>51</td>"
    assert figure(struck, ":root { --d: line-through } td i { text-decoration: var(--d) }") == (51, "value")
    assert figure(struck, "td i { text-decoration: var(--d, line-through) }") == (51, "value")
    assert figure('<td style="--d: none"><i style="display: var(--d)">12</i>51</td>') == (51, "value")
    assert figure(struck, ":root { --a: var(--b); --b: none } td i { display: var(--a) }") == (51, "value")
    assert is_withheld(read(struck, ":root { --d: none } p { --d: block } td i { visibility: var(--d); display: var(--d) }"))
    assert is_withheld(read(struck, ":root { --a: var(--a) } td i { display: var(--a) }"))


# --- classes whose styles are in another file


@pytest.mark.parametrize(
    "cell",
    [
        '<td>51<span class="layui-hide">9</span></td>',
        '<td>51<span class="anything">9</span></td>',
        '<td><span class="old">12</span><span class="new">51</span></td>',
        '<td><span class="layui-hide">51</span></td>',
        '<td><b class="visible-xs">51</b></td>',
    ],
)
def test_digits_that_a_class_may_hide(cell: str) -> None:
    assert is_withheld(read(cell, head=LINK))
    assert read(cell).figures[PATH].status == "value"


@pytest.mark.parametrize(
    "cell",
    [
        '<td><span class="s1">51</span></td>',
        '<td><span class="s1">5</span><span class="s1">1</span></td>',
        '<td class="c"><p class="p"><span class="s1">51</span></p></td>',
        '<td><span class="s1">5</span><span class="s1">1</span><span class="s2">件</span></td>',
    ],
)
def test_digits_that_have_one_class(cell: str) -> None:
    assert figure(cell, head=LINK) == (51, "value")


# --- the order of letters


@pytest.mark.parametrize(
    "cell",
    [
        "<td>\u202e15\u202c</td>",
        "<td>&#x202e;15</td>",
        "<td><bdo dir=rtl>15</bdo></td>",
        '<td><span style="unicode-bidi:bidi-override;direction:rtl">15</span></td>',
        '<td style="direction:rtl"><span>1</span><span>5</span></td>',
        '<td><span style="display:flex;flex-direction:row-reverse"><b>1</b><b>5</b></span></td>',
        '<td><span style="display:inline-flex;flex-flow:row-reverse nowrap"><b>1</b><b>5</b></span></td>',
        '<td style="display:flex"><b style="order:2">1</b><b>5</b></td>',
        '<td><span style="float:right">1</span>5</td>',
        '<td>1<span style="float:left">5</span></td>',
        '<td>1<i style="position:relative;left:-20px">5</i></td>',
        '<td>1<i style="margin-left:-2em">5</i></td>',
    ],
)
def test_letters_that_may_be_shown_in_another_order(cell: str) -> None:
    reading = read(cell)
    assert reading.figures[PATH].status == "withheld"
    assert any(each.code == "shown-unknown" and each.severity == "error" for each in reading.findings)
    assert reading.figures["requests.results.total.natural_person"].value is not None


@pytest.mark.parametrize(
    "cell",
    [
        "<td>\u202d51\u202c</td>",
        "<td>\u200e51</td>",
        '<td style="direction:rtl">51</td>',
        '<td><bdo dir="ltr">51</bdo></td>',
        '<td><span style="float:right">51</span></td>',
        '<td><div style="position:absolute;left:3px">51</div></td>',
        '<td><span style="display:flex;flex-direction:row-reverse">51</span></td>',
        '<td><i style="margin-left:-1px">51</i></td>',
        '<td><i style="float:left"></i>51</td>',
        '<td style="float:left">51</td>',
    ],
)
def test_letters_that_keep_their_order(cell: str) -> None:
    assert figure(cell) == (51, "value")


def test_cells_that_may_stand_in_another_order() -> None:
    for style in ("tr { display: flex; flex-direction: row-reverse }", "td { float: right }", "td:nth-child(2) { order: 3 }"):
        reading = read(CELL, style)
        assert reading.figures[PATH].status == "withheld"
        assert "shown-unknown" in {each.code for each in reading.findings}


def test_signs_that_turn_letters_in_a_text() -> None:
    text = gzparse.render(gzparse.parse(PAGE).report, layout="tabs")
    turned = gzparse.parse(text.replace("51", "\u202e15\u202c", 1))
    assert turned.figures[PATH].status == "withheld"
    assert {ref.path for each in turned.findings if each.code == "shown-unknown" for ref in each.refs} == {"requests.new"}
    assert gzparse.parse(text.replace("51", "\u202d51\u202c", 1)).figures[PATH].value == 51


# --- text that a style adds


def test_what_a_style_adds_is_read() -> None:
    assert figure('<td class="b">51</td>', ".b:after { content: '9' }") == (519, "value")
    assert figure('<td class="b">1</td>', ".b::before { content: '5' }") == (51, "value")
    assert figure('<td class="b" data-x="9">51</td>', ".b::after { content: attr(data-x) }") == (519, "value")
    assert figure('<td class="b">51</td>', ".b:after { content: '\\4ef6' }") == (51, "value")
    assert figure('<td class="b">51</td>', ".b:after { content: '百件' }")[0] is None
    assert figure('<td class="b">51</td>', ".b:after { content: ' 2' }")[0] is None


@pytest.mark.parametrize(
    "style",
    [
        "content: ''",
        "content: '\\f101'",
        "content: '\\2022'",
        "content: none",
        "content: '9'; display: none",
        "content: '9'; opacity: 0",
        "content: url(a.png)",
        "content: open-quote",
    ],
)
def test_what_a_style_adds_without_a_word(style: str) -> None:
    assert figure('<td class="b">51</td>', f".b::after {{ {style} }}") == (51, "value")


@pytest.mark.parametrize("style", ["content: counter(a)", "content: '9'; position: absolute", "content: '9'; color: #fff"])
def test_where_it_is_open_what_a_style_adds_the_figure_is_withheld(style: str) -> None:
    assert is_withheld(read('<td class="b">51</td>', f".b::after {{ {style} }}"))


def test_what_a_style_adds_to_a_label_or_a_state() -> None:
    assert figure(CELL, "td:hover::after { content: '9' } li::before { content: counter(a) }") == (51, "value")
    assert figure('<td class="b">51</td>', ".b::after { content: '9' } td.b::after { content: '' }") == (51, "value")


# --- marks of notes


@pytest.mark.parametrize(
    "cell",
    [
        '<td>51<a href="#fn2">2</a></td>',
        '<td>51<a href="notes.html#2">2</a></td>',
        "<td><math><msup><mn>51</mn><mn>2</mn></msup></math></td>",
        "<td><math><msub><mrow><mn>51</mn></mrow><mn>2</mn></msub></math></td>",
        "<td><math><mfrac><mn>51</mn><mn>2</mn></mfrac></math></td>",
        "<td><math><msqrt><mn>51</mn></msqrt></math></td>",
    ],
)
def test_marks_of_notes_are_no_part_of_a_figure(cell: str) -> None:
    reading = read(cell)
    assert reading.figures[PATH].value is None
    assert reading.figures[PATH].status in ("unreadable", "withheld")


def test_links_and_formulas_that_are_a_figure() -> None:
    assert figure('<td><a href="list.html">51</a></td>') == (51, "value")
    assert figure('<td><a name="x">5</a>1</td>') == (51, "value")
    assert figure("<td><math><mn>51</mn></math></td>") == (51, "value")
    formula = '<semantics><mn>51</mn><annotation encoding="application/x-tex">51</annotation></semantics>'
    assert figure(f"<td><math>{formula}</math></td>") == (51, "value")


# --- captions


@pytest.mark.parametrize("place", ["below", "above"])
def test_the_caption_of_a_figure_speaks_of_its_table(place: str) -> None:
    start = PAGE.index("<table", PAGE.index("收到和处理政府信息公开申请情况</h2>"))
    end = PAGE.index("</table>", start) + len("</table>")
    table = PAGE[start:end]

    def with_caption(words: str) -> gzparse.Reading[gzparse.Report]:
        caption = f"<figcaption>{words}</figcaption>"
        figure = f"<figure>{table}{caption}</figure>" if place == "below" else f"<figure>{caption}{table}</figure>"
        return gzparse.parse(PAGE[:start] + figure + PAGE[end:])

    last = with_caption("2019年度数据")
    assert last.figures[PATH].status == "withheld"
    assert "figures-of-another" in {each.code for each in last.findings}
    plain = with_caption("表3 申请办理情况")
    assert plain.figures[PATH].value == 51
    assert {each.code for each in plain.findings if each.severity == "error"} == set()
