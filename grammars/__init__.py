"""In: nothing. These are the Lark grammars of outlines, layouts and the annual report's rows.
Out: labels, headings, order, nesting and separators, as terminals and rules; a plugin's grammars import them.
Idea: structure is described here and nowhere else. Python normalizes, places figures and adds up.
"""
