"""In: a Grid, and what the form prescribes of the table.
Out: a TableReading: an entry for each prescribed row with its figures, or with the reason why they are withheld.
Idea: a figure is given where its row and its column are certain; whatever else on the page speaks against it withholds it.
"""
