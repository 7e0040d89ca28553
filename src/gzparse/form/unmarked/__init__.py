"""In: the text of a table section that marks neither rows nor cells.
Out: entries, as of marked tables; figures that only sums or the order of rows place are inferred.
Idea: list all labels, assignments and splits that the text admits, and keep what the good ones agree on.
"""

# Order: alignment (labels), assigner (figures to rows), assignments (which of these hold), digits on solving (digits without
# separators), resolve (the rows).
