"""In: the place of a Lark grammar, and the patterns of its terminals.
Out: a parser, by tables that come along or that Lark makes; one regular expression in place of many.
Idea: a grammar is built once, before it is shipped, and its tables are loaded. Patterns that begin alike share their beginning.
"""
