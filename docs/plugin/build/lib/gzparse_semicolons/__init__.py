"""Lines such as 规章：0；0；0, for gzparse."""

import gzparse

LAYOUT = gzparse.Layout(
    name="semicolons",
    grammar=("gzparse_semicolons", "layout_semicolons.lark"),
    anchor=r"\d；",
    reads="a row a line, a colon behind its label, semicolons between its figures",
)
