"""In: the text of one table section, and a layout.
Out: a Grid of rows and cells, as the layout's marks cut them.
Idea: a layout knows marks, not meaning. A token is a whole table, and rows are cut in the lexer.
"""
