"""In: the built-in layouts, forms and checks, and the entry points of other distributions.
Out: pools of plugins in the order in which they are tried, each step of theirs run within limits.
Idea: all enter by the same door, and a faulty one costs no report.
"""
