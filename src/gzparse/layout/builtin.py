"""The layouts that come with gzparse, each as a :class:`~gzparse.Layout`: its grammar, its anchor, its writer."""

from __future__ import annotations

from gzparse.lark_tools import grammar
from gzparse.layout import separated, writers
from gzparse.spec.layout import Layout

INDENTED = Layout(
    name="indented",
    grammar=(grammar.GRAMMARS, "layout_indented.lark"),
    anchor=r"\n *+\t[^\t\n]*+\n *+\t[^\t\n]*+(?=\n)",
    reads="a line for each cell, begun by a tab; a blank line between rows",
    render=writers.indented,
)
BARS = Layout(
    name="bars",
    grammar=(grammar.GRAMMARS, "layout_bars.lark"),
    anchor=r"[^\s|] {0,9}\|[ |]{0,400}+[^\s|]",
    reads="a line for each row, bars between its cells",
    render=writers.bars,
)
TABS = Layout(
    name="tabs",
    grammar=(grammar.GRAMMARS, "layout_tabs.lark"),
    anchor=r"\S {0,9}\t[ \t]{0,400}+\S",
    reads="a line for each row, tabs between its cells",
    render=writers.tabs,
)
BAR_CELLS = Layout(
    name="bar_cells",
    grammar=(grammar.GRAMMARS, "layout_bar_cells.lark"),
    anchor=r"\|(?:[^|]*\|){4}",  # fewer are digits that were read as bars
    reads="bars between cells; rows are not marked, but found by their labels",
    render=writers.bar_cells,
)
LINES = Layout(
    name="lines",
    grammar=(grammar.GRAMMARS, "layout_lines.lark"),
    anchor=r"[\n\t] *+[+-]?\d[\d,.]*+ *+(?=[\n\t]|\Z)",
    reads="a line for each cell; rows are not marked, but found by their labels",
    render=writers.lines,
)
CSV = Layout(
    name="csv",
    grammar=(grammar.GRAMMARS, "layout_csv.lark"),
    anchor=r"""[,;] *(?:"|[+-]?\d[\d.]*+ *(?:[,;\n]|\Z)|[^\w\s]{0,2} *[,;])|"\t|\t\"""",
    reads="separated values: a line for each row; commas, semicolons or tabs between its cells, which may be quoted",
    lexer="basic",
    to_grid=separated.to_grid,
    render=writers.csv,
)
UNMARKED = Layout(
    name="unmarked",
    grammar=(grammar.GRAMMARS, "layout_unmarked.lark"),
    anchor=r"\d",
    reads="text that marks neither cells nor rows: labels are found in it, and sums prove the places of figures",
    marks=False,
    render=writers.unmarked,
)

BUILT_IN = (INDENTED, BARS, TABS, BAR_CELLS, LINES, CSV, UNMARKED)
"""All of them, in the order in which they are tried."""
