"""In: the grammars, by ``python -m gzparse.lark_tools.write``, which makes these modules. Edit the grammars, not them.
Out: for each grammar its terminals, rules and parser tables, as tuples.
Idea: what takes Lark a second to build is built once, before gzparse is shipped. A test compares it with the grammars.
"""
