"""In: the place of a Lark grammar, and the patterns of its terminals.
Out: a parser, built or taken from the cache folder; one regular expression in place of many.
Idea: a grammar is built once, and its tables are loaded after that. Patterns that begin alike share their beginning.
"""
