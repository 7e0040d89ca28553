"""In: a Grid, and what the form prescribes of the table.
Out: a TableReading: an entry for each prescribed row with its figures, or with the reason why they are withheld.
Idea: a figure is given where its row and its column are certain; whatever else on the page speaks against it withholds it.
"""

# Order: row_lexer (labels), steps (the way of a table), marked and placing or unmarked (figures), alternatives and header_names
# (what speaks against rows and columns), table_reading (what was read).
